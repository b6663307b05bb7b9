"""The header of a list: in which row it stands, which of its columns are known or missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docgen.diagnostics import Finding, error, nearest, note, warning
from docgen.recipients.characters import shown
from docgen.recipients.table import Row, Table
from docgen.recipients.words import plain

_MEANT: Final = 0.8  # how much a header has to look like one to be that, mistyped
LOOKED_AT: Final = 30  # rows, from the first one that holds anything
_LISTED: Final = 3  # unknown headers that a hint names
_NOT_READ: Final = "delete the column, or leave it: it is not read"


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
    is written.  ``called`` has what hints call the columns that a list may have, by stable keys.
    """

    table: Table
    row: Row
    columns: Mapping[str, int]
    titles: Mapping[int, str]
    called: Mapping[str, str]
    findings: tuple[Finding, ...]

    def missing(self, needed: Iterable[str]) -> list[Finding]:
        """A finding for each column that is needed and not there; each is told once (L004)."""
        unknown = {title: i for i, title in self.titles.items() if title not in self.columns}
        findings = []
        for column in needed:
            if column in self.columns:
                continue
            called = self.called.get(column, column)
            near = nearest(called, unknown) or nearest(column, unknown)
            if near is not None:
                at, said = self._headed(unknown[near], near)
                hint = f"{at} is headed {said}: is it this column?"
            elif unknown:
                told = [" ".join(self._headed(i, title)) for title, i in unknown.items()]
                more = ", …" if len(told) > _LISTED else ""
                hint = f"head the column with “{called}”; not known "
                hint += f"{'is' if len(told) == 1 else 'are'} {', '.join(told[:_LISTED])}{more}"
            else:
                hint = f"add a column headed “{called}”"
            message = f"there is no column {column}"
            if called != column:
                message = f"there is no column {called} ({column})"
            findings.append(error("L004", self.table.place(self.row), message, hint))
        return findings

    def _headed(self, index: int, title: str) -> tuple[str, str]:
        """A header's cell and what it says, as messages have them."""
        return self.table.place(self.row, index).detail.rpartition("!")[2], shown(title)


def read_header(
    table: Table,
    row: Row,
    known: Mapping[str, str],
    called: Mapping[str, str],
    optional: Collection[str] = (),
) -> Header:
    """The header in ``row``.

    ``known`` has the stable keys by :func:`~docgen.recipients.words.plain` of each writing;
    ``called`` has what hints call each of these keys.  A header that looks like one of the
    ``optional`` columns is an error: nothing else would tell that what it holds is not read.
    Findings: L005, L006.
    """
    columns: dict[str, int] = {}
    titles: dict[int, str] = {}
    findings: list[Finding] = []
    first: dict[str, int] = {}
    unknown: list[int] = []
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
            unknown.append(index)
        titles[index] = key or cell
    # A column that is there already is no cure: it would stand twice.
    wanted = [name for key, name in called.items() if key not in columns]
    writings = [w for w, key in known.items() if key in optional and key not in columns]
    for index in unknown:
        meant = nearest(plain(row.cells[index]), writings, _MEANT)
        if meant is not None:
            name = called.get(known[meant], known[meant])
            said = shown(row.cells[index])
            message = f"the column {said} would not be read: it looks like {name}"
            hint = f"head it “{name}”, or otherwise if it is another one"
            findings.append(error("L005", table.place(row, index), message, hint))
            continue
        message = f"the column {shown(row.cells[index])} is not known, and no letter shows it"
        near = nearest(row.cells[index], wanted)
        hint = f"not there yet: {', '.join(wanted)}" if wanted else _NOT_READ
        hint = f"did you mean {near}?" if near else hint
        findings.append(warning("L005", table.place(row, index), message, hint))
    return Header(table, row, columns, titles, called, tuple(findings))
