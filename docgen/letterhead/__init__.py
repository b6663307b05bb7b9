"""Word templates from wordings, in the letterhead of the house.

A *wording* is the text of one document in one language (docs/wording.md).  :func:`read_wording`
reads it, :func:`build` makes the Word template, :func:`build_all` does both for a folder.  The
templates are ordinary Word files with named styles: their owner goes on in Word.
"""

from __future__ import annotations

from docgen.letterhead.build import build, build_all, find_emblem, same_template
from docgen.letterhead.emblem import read_emblem
from docgen.letterhead.grid import Grid
from docgen.letterhead.wording import Wording, read_wording

__all__ = [
    "Grid",
    "Wording",
    "build",
    "build_all",
    "find_emblem",
    "read_emblem",
    "read_wording",
    "same_template",
]
