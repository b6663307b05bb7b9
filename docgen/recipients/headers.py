"""The header of a list: in which row it stands, which of its columns are known or missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docgen.diagnostics import Finding, did_you_mean, error, nearest, note, warning
from docgen.recipients.characters import shown
from docgen.recipients.table import Row, Table
from docgen.recipients.words import plain

LOOKED_AT: Final = 30  # rows, from the first one that holds anything


class Headers:
    """The headers that a list may have, compared by :func:`~docgen.recipients.words.plain`."""

    def __init__(self, known: Iterable[str]) -> None:
        self.keys = frozenset(map(plain, known))

    def __bool__(self) -> bool:
        return bool(self.keys)

    def known_in(self, cells: Sequence[str]) -> int:
        """How many cells of a row are known headers, if the row can be the header; else 0.

        It can be where at least half of its cells are known, and two of them: a title above the
        table may well be a word that names a column too.
        """
        filled = [cell for cell in cells if cell]
        known = sum(plain(cell) in self.keys for cell in filled if len(cell) < 200)
        enough = known >= min(2, len(self.keys)) and 2 * known >= len(filled)
        return known if enough else 0

    def row_in(self, rows: Iterable[Row]) -> int | None:
        """The index of the first row that can be the header, among the first of a table."""
        for index, row in zip(range(LOOKED_AT), rows, strict=False):
            if self.known_in(row.cells):
                return index
        return None

    def placed(self, table: Table) -> tuple[Table, tuple[Finding, ...]]:
        """The table from its header on, and a note where the header is not its first row.

        A table without such a row comes back as it is.
        """
        index = self.row_in(table.rows)
        if index is None or table.rows[index].number == 1:
            return table, ()
        header = table.rows[index]
        above = "row 1 is" if header.number == 2 else f"rows 1 to {header.number - 1} are"
        message = f"{above} passed over: this row names the columns"
        if index:
            table = Table(
                table.file, table.sheet, table.rows[index:], table.cut_short, table.faults,
                table.hidden, table.hidden_columns, table.filtered, table.raw,
            )  # fmt: skip
        return table, (note("L022", table.place(header), message),)


@dataclass(frozen=True, slots=True)
class Header:
    """Where the known columns of a table stand (from 0), and what each column is called.

    ``titles`` has every column with a header: the stable key of a known one, else the header as it
    is written.
    """

    table: Table
    row: Row
    columns: Mapping[str, int]
    titles: Mapping[int, str]
    findings: tuple[Finding, ...]

    def missing(self, needed: Iterable[str]) -> list[Finding]:
        """A finding for each column that is needed and not there; each is told once (L004)."""
        unknown = {title: i for i, title in self.titles.items() if title not in self.columns}
        findings = []
        for column in needed:
            if column in self.columns:
                continue
            near = nearest(column, unknown)
            hint = ""
            if near is not None:
                cell = self.table.place(self.row, unknown[near]).detail
                hint = f"{cell} is headed {shown(near)}: is it this column?"
            message = f"there is no column {column}"
            findings.append(error("L004", self.table.place(self.row), message, hint))
        return findings


def read_header(table: Table, row: Row, known: Mapping[str, str], names: Sequence[str]) -> Header:
    """The header in ``row``.

    ``known`` has the stable keys by :func:`~docgen.recipients.words.plain` of each writing;
    ``names`` are what a hint for an unknown header chooses from.  Findings: L005, L006.
    """
    columns: dict[str, int] = {}
    titles: dict[int, str] = {}
    findings: list[Finding] = []
    first: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        writing = plain(cell)
        if not writing:
            continue
        key = known.get(writing)
        place = table.place(row, index)
        stood = first.setdefault(key or writing, index)
        if stood != index:
            message = f"the header {shown(cell)} stands already in"
            message += f" {table.place(row, stood).detail}"
            if writing != plain(row.cells[stood]):
                message = f"the headers {shown(cell)} and {shown(row.cells[stood])}"
                message += f" ({table.place(row, stood).detail}) name the same column, {key}"
            findings.append(error("L006", place, message, "delete or rename one of them"))
        elif key is not None:
            columns[key] = index
        else:
            message = f"the column {shown(cell)} is not known, and no letter shows it"
            findings.append(warning("L005", place, message, did_you_mean(cell, names)))
        titles[index] = key or cell
    return Header(table, row, columns, titles, tuple(findings))
