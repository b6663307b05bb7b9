"""Publishing to out/: all letters of a run appear together, or none does.

:mod:`publication` stages the letters and exchanges the folders; :mod:`record` keeps what was
published, each letter with its hash and with what a bundle needs to know of it.
"""

from __future__ import annotations

from docgen.publish.publication import KEPT, Publication
from docgen.publish.record import WORKSHOP, Published, Record, published

__all__ = ["KEPT", "WORKSHOP", "Publication", "Published", "Record", "published"]
