"""Tables: the rows of a file as cells with places, whatever their columns mean."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, NamedTuple

from docgen.diagnostics import Finding, Outcome, Place, error

MAX_BYTES: Final = 50_000_000
MAX_ROWS: Final = 1_048_576  # an Excel sheet holds no more
MAX_COLUMNS: Final = 256
MAX_CELL: Final = 10_000  # characters
MAX_FINDINGS: Final = 1_000  # of a list

# What a cell of a workbook holds; a moment (datetime) is a date too, an empty cell is None.
Value = str | int | float | date | time | None


class Row(NamedTuple):
    """A row of a table: its number as Excel shows it (from 1), and its cells.

    ``texts`` are the cells of a text file, ``typed`` those of a workbook as it types them; where
    both are given they are the same cells.
    """

    number: int
    texts: tuple[str, ...] = ()
    typed: tuple[Value, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells as text, trimmed and in NFC; an empty one is an empty text."""
        return self.texts or tuple([as_text(value) for value in self.typed])

    @property
    def values(self) -> tuple[Value, ...]:
        """The cells with their types, ``None`` for an empty one."""
        return self.typed or tuple([cell or None for cell in self.texts])


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet that hold anything, the header first; cells are trimmed and in NFC.
    The rows may be in memory or on the disk.

    ``cut_short``: whether rows follow that could not be read.  ``faults``: what is wrong with
    single cells (an error value, say), by row number and index, to be told where the cell is used.
    ``hidden``: the numbers of the rows that Excel does not show; ``hidden_columns``: the indexes
    (from 0) of such columns; ``filtered``: whether a filter is set.  ``raw``: the text of a cell as
    the file has it, by row number and index, where trimming and NFC have changed it.
    """

    file: str
    sheet: str
    rows: Sequence[Row]
    cut_short: bool = False
    faults: Mapping[tuple[int, int], Finding] = field(default_factory=dict, hash=False)
    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    raw: Mapping[tuple[int, int], str] = field(default_factory=dict, compare=False)

    def place(self, row: Row, index: int | None = None) -> Place:
        """The place of a row, or of its cell at ``index`` (from 0)."""
        if index is None:
            return Place.row(self.file, self.sheet, row.number)
        return Place.cell(self.file, self.sheet, row.number, index + 1)


def as_text(value: Value) -> str:
    """A value as the text of a cell: days and moments in the form of ISO 8601."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
    return str(value)


def read_bytes(path: Path, shown_as: str) -> Outcome[bytes]:
    """The content of a list's file: the first :data:`MAX_BYTES` bytes and one more."""
    try:
        with path.open("rb") as stream:
            return Outcome(stream.read(MAX_BYTES + 1))
    except FileNotFoundError:
        hint = "look at the name, at its ending, and at the folder that you are in"
        return Outcome(None, (error("L001", Place(shown_as), "there is no such file", hint),))
    except (OSError, ValueError) as fault:
        if path.is_dir():
            message, hint = "it is a folder, not a list", "name a file in it"
        else:
            reason = getattr(fault, "strerror", None) or str(fault)
            message = f"it cannot be opened: {reason}"
            hint = "close it in Excel, and look whether you may read it"
        return Outcome(None, (error("L002", Place(shown_as), message, hint),))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Rows hold no cycles, and the collector would look at each of them again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
