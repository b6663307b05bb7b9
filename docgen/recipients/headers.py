"""The header of a list: which of its columns are known, which are missing, which stand twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docgen.diagnostics import Finding, did_you_mean, error, nearest, warning
from docgen.recipients.characters import shown
from docgen.recipients.table import Row, Table
from docgen.recipients.words import plain


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
