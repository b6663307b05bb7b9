"""Workbooks that docgen writes: forms to be filled in, copies of lists with what is wrong in them,
the register of a bundle.

This is the one place that uses openpyxl.  Equal input gives equal bytes, and nothing is written to
disk here: a caller gets the bytes, and puts them in their place when they are whole.
"""

from __future__ import annotations

from docgen.workbooks.annotate import annotated, copy_of
from docgen.workbooks.book import is_as_saved
from docgen.workbooks.form import Occasion, new_form

__all__ = ["Occasion", "annotated", "copy_of", "is_as_saved", "new_form"]
