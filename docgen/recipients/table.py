"""Tables: the rows of a file as cells with places, whatever their columns mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Final

from docgen.diagnostics import Finding, Outcome, Place, error, note
from docgen.recipients.characters import SPACES, clean

MAX_BYTES: Final = 50_000_000
MAX_ROWS: Final = 1_048_576  # an Excel sheet holds no more

# Excel separates by semicolons wherever the system writes the decimal comma (fr, es, ru), and by
# tabs in what it calls "Text".
_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
_SAVE_AS_UTF8: Final = 'in Excel, save it as "CSV UTF-8 (Comma delimited)"'
_OTHER_FORMATS: Final = {
    b"PK\x03\x04": "it is an Excel workbook, not a CSV file",
    b"\xd0\xcf\x11\xe0": "it is an old Excel workbook, not a CSV file",
    b"\xff\xfe": 'it is in UTF-16, which Excel calls "Unicode Text"',
    b"\xfe\xff": 'it is in UTF-16, which Excel calls "Unicode Text"',
}


# What a cell of a workbook holds; a moment (datetime) is a date too, an empty cell is None.
Value = str | int | float | date | time | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number as Excel shows it (from 1), and its cells as text.

    ``typed`` has the same cells as a workbook types them; it is empty where all cells are text.
    """

    number: int
    cells: tuple[str, ...]
    typed: tuple[Value, ...] = ()

    @property
    def values(self) -> tuple[Value, ...]:
        """The cells with their types, ``None`` for an empty one."""
        return self.typed or tuple([cell or None for cell in self.cells])


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet that hold anything, the header first; cells are trimmed and in NFC.

    ``cut_short``: whether rows follow that could not be read.  ``faults``: what is wrong with
    single cells (an error value, say), by row number and index, to be told where the cell is used.
    ``hidden``: the numbers of the rows that Excel does not show.
    """

    file: str
    sheet: str
    rows: tuple[Row, ...]
    cut_short: bool = False
    faults: Mapping[tuple[int, int], Finding] = field(default_factory=dict, hash=False)
    hidden: frozenset[int] = frozenset()

    def place(self, row: Row, index: int | None = None) -> Place:
        """The place of a row, or of its cell at ``index`` (from 0)."""
        if index is None:
            return Place.row(self.file, self.sheet, row.number)
        return Place.cell(self.file, self.sheet, row.number, index + 1)


def read_csv(path: Path, shown_as: str) -> Outcome[Table]:
    """A CSV file as a table: UTF-8 with or without BOM, separated by commas, semicolons or tabs.

    Quoting is that of RFC 4180, strictly: an unbalanced quotation mark would swallow the rows that
    follow it.  Rows before such a fault stay in the table.
    """
    data, unread = read_bytes(path, shown_as)
    if data is None:
        return Outcome(None, unread)
    text, finding = _decoded(data, shown_as)
    if text is None:
        return Outcome(None, (finding,) if finding else ())
    delimiter = _delimiter(text)
    rows: list[Row] = []
    findings: list[Finding] = []
    number = 0
    try:
        for number, record in enumerate(_records(text, delimiter), start=1):
            if number > MAX_ROWS:
                place = Place.row(shown_as, "", number)
                findings.append(error("L002", place, f"it has more than {MAX_ROWS:,} rows"))
                break
            cells = tuple([clean(cell) for cell in record])
            if any(cells):
                rows.append(Row(number, cells))
    except csv.Error as fault:
        message = f"from this row on it cannot be read: {fault}"
        hint = 'a quotation mark inside a cell is written twice: "", and the cell is quoted'
        findings.append(error("L002", Place.row(shown_as, "", number + 1), message, hint))
    cut_short = bool(findings)
    if delimiter != "," and rows:
        place = Place.row(shown_as, "", rows[0].number)
        message = f"the cells are separated by {_DELIMITERS[delimiter]}; the list was read so"
        findings.append(note("L016", place, message, _SAVE_AS_UTF8))
    if findings and not rows:
        return Outcome(None, tuple(findings))
    return Outcome(Table(shown_as, "", tuple(rows), cut_short), tuple(findings))


def read_bytes(path: Path, shown_as: str) -> Outcome[bytes]:
    """The content of a list's file: the first :data:`MAX_BYTES` bytes and one more."""
    try:
        with path.open("rb") as stream:
            return Outcome(stream.read(MAX_BYTES + 1))
    except FileNotFoundError:
        return Outcome(None, (error("L001", Place(shown_as), "there is no such file"),))
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        return Outcome(None, (error("L002", Place(shown_as), f"it cannot be opened: {reason}"),))


def _decoded(data: bytes, shown_as: str) -> tuple[str | None, Finding | None]:
    """The text of a file, or why there is none."""
    for signature, message in _OTHER_FORMATS.items():
        if data.startswith(signature):
            return None, error("L002", Place(shown_as), message, _SAVE_AS_UTF8)
    if len(data) > MAX_BYTES:
        return None, error("L002", Place(shown_as), f"it has more than {MAX_BYTES:,} bytes")
    nul = data.find(b"\x00")
    if nul >= 0:
        place = Place.line(shown_as, len(data[: nul + 1].splitlines()))
        return None, error("L002", place, "it holds a NUL byte, and is no text", _SAVE_AS_UTF8)
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as fault:
        # ``object`` is what was decoded: the file without its BOM.
        rest = fault.object
        place = Place.line(shown_as, len(rest[: fault.start + 1].splitlines()))
        message = f"it is not in UTF-8: byte {rest[fault.start]:#04x} begins no character here"
        return None, error("L002", place, message, _SAVE_AS_UTF8)


def _records(text: str, delimiter: str) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str) -> str:
    """The separator that divides the header into the most cells; a comma if none divides it."""
    cells = {}
    blank = SPACES + "".join(_DELIMITERS)  # a row of empty cells holds nothing but separators
    for delimiter in _DELIMITERS:
        try:
            records = _records(text, delimiter)
            counts = (sum(bool(cell.strip(blank)) for cell in record) for record in records)
            cells[delimiter] = next(filter(None, counts), 0)
        except csv.Error:
            cells[delimiter] = 0
    return max(cells, key=cells.__getitem__)
