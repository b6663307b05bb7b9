"""What differs between two Word files, as a reader would say it.

:mod:`snapshot` reads a file with the readers of the concordance and of typography, :mod:`pairing`
says which paragraphs belong together, :mod:`wording` which words of them differ, :mod:`comparing`
puts it together.
"""

from __future__ import annotations

from docgen.differences.comparing import Difference, compare
from docgen.differences.snapshot import Snapshot, read_snapshot
from docgen.differences.wording import Piece

__all__ = ["Difference", "Piece", "Snapshot", "compare", "read_snapshot"]
