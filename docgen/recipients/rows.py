"""Rows of any list: each column has a name that tags can use, whatever its header says.

``Family name`` is ``{{ family_name }}`` in a template, or ``{{ row["Family name"] }}``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from json.encoder import encode_basestring_ascii as _json
from typing import Final, NamedTuple

from docgen.diagnostics import Finding, Outcome, Place, error, in_reading_order, note, warning
from docgen.recipients.characters import shown, unfit
from docgen.recipients.table import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_FINDINGS,
    Row,
    Table,
    Value,
    as_text,
)
from docgen.spool import Spool

# Names that tags read otherwise: words of Jinja's expressions, and what every letter has.
RESERVED: Final = frozenset(
    {"and", "else", "false", "if", "in", "is", "none", "not", "or", "true"}
    | {"caller", "kwargs", "loop", "self", "super", "varargs"}
    | {"letter", "row"}
)
MOST_NAMED: Final = 20  # rows that a message lists
_HINT: Final = "the first row names the columns, one name a cell"
_NO_NAME: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands (from 0), its header, and its name in tags if it can have one."""

    index: int
    header: str
    name: str | None


class ListRow(NamedTuple):
    """A row of a list: its number as Excel shows it, and its values by column.

    ``row_hash`` is the SHA-256, in hex, of the non-empty cells with their headers; it does not
    depend on the order of the columns or on the kind of file.
    """

    number: int
    columns: tuple[Column, ...]
    values: tuple[Value, ...]
    source: Place
    row_hash: str

    @property
    def by_name(self) -> dict[str, Value]:
        """The values by the columns' names in tags."""
        pairs = zip(self.columns, self.values, strict=True)
        return {column.name: value for column, value in pairs if column.name is not None}

    @property
    def by_header(self) -> dict[str, Value]:
        """The values by the headers as they are written."""
        pairs = zip(self.columns, self.values, strict=True)
        return {column.header: value for column, value in pairs}

    def value(self, column: Column) -> Value:
        """The value in a column of this row's list."""
        return self.values[self.columns.index(column)]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table with its columns; ``dated`` are the indexes of those, among
    ``columns``, that hold a day in any row.
    """

    table: Table
    header: Row
    columns: tuple[Column, ...]
    rows: Sequence[ListRow]
    dated: frozenset[int]

    def column(self, name: str) -> Column | None:
        """The column of this header, or of this name in tags."""
        by_header = [column for column in self.columns if column.header == name]
        by_name = [column for column in self.columns if column.name == name]
        return next(iter((*by_header, *by_name)), None)

    def place(self, row: ListRow, column: Column) -> Place:
        """The cell of a row in a column."""
        return Place.cell(self.table.file, self.table.sheet, row.number, column.index + 1)

    def place_of(self, column: Column) -> Place:
        """The cell of a column's header."""
        return self.table.place(self.header, column.index)

    def fields(self) -> frozenset[str]:
        """The dotted names that the rows give to templates."""
        names = {"row"}
        for position, column in enumerate(self.columns):
            own = {f"row.{column.header}"} | ({column.name} if column.name else set())
            if position in self.dated:
                own |= {f"{name}.{part}" for name in own for part in ("year", "month", "day")}
            names |= own
        return frozenset(names)

    def used(self, paths: Iterable[str]) -> tuple[Column, ...]:
        """The columns that dotted names stand for; ``row`` on its own stands for all."""
        found: set[Column] = set()
        for path in paths:
            first, _, rest = path.partition(".")
            if first.removesuffix("[]") != "row":
                found |= {c for c in self.columns if c.name == first.removesuffix("[]")}
                continue
            named = {c for c in self.columns if f"{rest}.".startswith((f"{c.header}.",))}
            found |= named if rest and named else set(self.columns)
        return tuple(column for column in self.columns if column in found)

    def faults(self, rows: Iterable[ListRow], columns: Iterable[Column]) -> list[Finding]:
        """What is wrong with the cells of these rows in these columns, in reading order."""
        return in_reading_order(_up_to_the_limit(self._faults(rows, tuple(columns))))

    def _faults(self, rows: Iterable[ListRow], columns: tuple[Column, ...]) -> Iterator[Finding]:
        positions = [(column, self.columns.index(column)) for column in columns]
        for row in rows:
            for column, position in positions:
                fault = self.table.faults.get((row.number, column.index))
                if fault is not None:
                    yield fault
                value = row.values[position]
                if not isinstance(value, str):
                    continue
                place = self.place(row, column)
                if len(value) > MAX_CELL:
                    message = f"the cell has {len(value):,} characters; {MAX_CELL:,} are allowed"
                    yield error("L017", place, message)
                bad = unfit(value, lines=True)
                if bad:
                    message = f"{shown(column.header)} holds {bad.what}"
                    yield error("L012", place, message, bad.cure)


def rows_of(table: Table) -> Outcome[Rows]:
    """The rows of a table, with what is wrong with its header; ``None`` without a header."""
    if not table.rows:
        return Outcome(None, (error("L003", Place(table.file), "it is empty", _HINT),))
    header, rest = table.rows[0], table.rows[1:]
    width = max((len(row.typed or row.cells) for row in table.rows), default=0)
    no_header = _no_header(table, header, rest)
    if no_header is not None:
        return Outcome(None, (no_header,))
    if sum(bool(cell) for cell in header.cells) > MAX_COLUMNS:
        message = f"it has more than {MAX_COLUMNS} columns"
        return Outcome(None, (error("L002", table.place(header), message),))
    found: list[Finding] = []
    if header.number > 1:
        above = "row 1 is" if header.number == 2 else f"rows 1 to {header.number - 1} are"
        message = f"{above} empty; this row was taken for the names of the columns"
        found.append(note("L022", table.place(header), message))
    columns = tuple(_columns(table, header, found))
    titled = {index for index, cell in enumerate(header.cells) if cell}
    if len(titled) < width:
        found += _untitled(table, rest, titled, len(header.cells))
    rows = Spool(_rows(table, columns, rest, width))
    found += _without_letter(table, rest, rows, titled)
    dated: set[int] = set()
    for row in rows:
        dated.update([i for i, value in enumerate(row.values) if isinstance(value, date)])
    if not rows and not table.cut_short:
        found.append(error("L015", Place(table.file), "it has a header and no rows"))
    return Outcome(
        Rows(table, header, columns, rows, frozenset(dated)), tuple(in_reading_order(found))
    )


def tag_name(header: str) -> str | None:
    """The name that a tag can use for a column: ``Family name`` becomes ``family_name``.

    Lower case, with letters and digits of any script and underscores; ``None`` where nothing is
    left that a tag could read as a name.
    """
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", header).lower())
    kept = "".join(mark if f"a{mark}".isidentifier() else " " for mark in lower)
    name = "_".join(kept.replace("_", " ").split())
    return name if name.isidentifier() and name not in RESERVED else None


def _no_header(table: Table, header: Row, rest: Sequence[Row]) -> Finding | None:
    """Why the first row that holds anything cannot be the header."""
    filled = [index for index, cell in enumerate(header.cells) if cell]
    place = table.place(header)
    if len(filled) <= 1 and any(sum(map(bool, row.cells)) > 1 for row in rest[:10]):
        title = shown(header.cells[filled[0]]) if filled else "nothing"
        message = f"this row, the first, holds {title} alone, and names no columns"
        return error("L003", place, message, "delete what stands above the names of the columns")
    for index in filled:
        value, cell = header.values[index], header.cells[index]
        if isinstance(value, date | time | bool) or _NO_NAME.fullmatch(cell):
            message = f"{shown(cell)} is no name of a column: this row, the first, is no header"
            hint = "put a row with the names of the columns above it"
            return error("L003", table.place(header, index), message, hint)
    if all(not isinstance(header.values[index], str) for index in filled):
        message = "this row, the first, holds numbers only, and names no columns"
        return error("L003", place, message, "put a row with the names of the columns above it")
    return None


def _columns(table: Table, header: Row, found: list[Finding]) -> Iterator[Column]:
    """The columns with a header; ``found`` is given what is wrong with them."""
    first: dict[str, int] = {}
    for index in range(len(header.cells)):
        cell = header.cells[index]
        place = table.place(header, index)
        fault = table.faults.get((header.number, index))
        if fault is not None:
            found.append(fault)
        if not cell:
            continue
        name = tag_name(cell)
        # Python, and so Jinja, takes names for one that differ in compatibility only (NFKC).
        same = unicodedata.normalize("NFKC", name or cell)
        if first.setdefault(same, index) != index:
            other = table.place(header, first[same])
            message = f"the header {shown(cell)} stands already in {other.detail}"
            if cell != header.cells[first[same]]:
                message = f"tags cannot tell {shown(cell)} from the header in {other.detail}"
            found.append(error("L006", place, message, "delete or rename one of them"))
            continue
        bad = unfit(cell, lines=True)
        if bad:
            found.append(error("L012", place, f"the header holds {bad.what}", "type it anew"))
            continue
        if name is None:
            plain = len(cell) <= 40 and cell == " ".join(cell.split()) and '"' not in cell
            hint = f'write {{{{ row["{cell}"] }}}}, or rename it' if plain else "rename it"
            message = f"no tag can name the column {shown(cell)}"
            found.append(warning("L027", place, message, hint))
        yield Column(index, cell, name)


def _untitled(table: Table, rest: Sequence[Row], titled: set[int], width: int) -> list[Finding]:
    """Values under no header.

    In a text file they betray a separator in an unquoted cell, which shifts the cells after it;
    a workbook's cells stay where they are.
    """

    columns: dict[int, tuple[Row, int]] = {}  # the first row with a value there, and how many

    def faults() -> Iterator[Finding]:
        for row in rest:
            for index, cell in enumerate(row.cells):
                if not cell or index in titled:
                    continue
                if row.typed or (index == 0 and width > 0):
                    first, count = columns.get(index, (row, 0))
                    columns[index] = (first, count + 1)
                    continue
                message = f"the value {shown(cell)} stands under no header"
                hint = "a cell that contains a separator is quoted"
                yield error("L013", table.place(row, index), message, hint)
                break
        for index, (first, count) in columns.items():
            message = f"the value {shown(first.cells[index])} stands under no header"
            if count > 1:
                message += f", as do {count - 1:,} more in this column"
            yield warning("L013", table.place(first, index), message,
                          "no letter can show this column")  # fmt: skip

    return list(_up_to_the_limit(faults()))


def _without_letter(
    table: Table, rest: Iterable[Row], rows: Iterable[ListRow], titled: set[int]
) -> Iterator[Finding]:
    """The rows that hold something, but nothing that a letter could show, all in one warning."""
    with_letter = (row.number for row in rows)  # in the order of the list, as the others
    follows = next(with_letter, None)
    lost: list[Row] = []  # the first ones
    count = 0
    for row in rest:
        if row.number == follows:
            follows = next(with_letter, None)
        elif any(row.cells) and not any(c for i, c in enumerate(row.cells) if i in titled):
            count += 1
            if count <= MOST_NAMED:
                lost.append(row)
    if not lost:
        return
    named = ", ".join(str(row.number) for row in lost)
    more = f" and {count - MOST_NAMED:,} more" if count > MOST_NAMED else ""
    what = f"row {named} holds" if count == 1 else f"rows {named}{more} hold"
    first = next(i for i, cell in enumerate(lost[0].cells) if cell)
    message = f"{what} nothing under a header, and {'gets' if count == 1 else 'get'} no letter"
    hint = "give the column a header, or delete what stands there"
    yield warning("L013", table.place(lost[0], first), message, hint)


def _up_to_the_limit(findings: Iterable[Finding]) -> Iterator[Finding]:
    for count, finding in enumerate(findings, start=1):
        yield finding
        if count >= MAX_FINDINGS:
            message = f"after {MAX_FINDINGS:,} findings the cells from here on were not looked at"
            yield error("L018", finding.place, message)
            return


def _rows(
    table: Table, columns: tuple[Column, ...], rest: Iterable[Row], width: int
) -> Iterator[ListRow]:
    # A hash is of the pairs of header and text in JSON, in the order of the headers.
    named = sorted(enumerate(columns), key=lambda pair: pair[1].header)
    heads = [(position, f"[{_json(column.header)},") for position, column in named]
    indexes = [column.index for column in columns]
    for row in rest:
        values = row.values
        values += (None,) * (width - len(values))
        cells = tuple([values[index] for index in indexes])
        if cells.count(None) == len(cells) and not any(
            (row.number, index) in table.faults for index in indexes
        ):
            continue
        pairs = [
            head + _json(as_text(value)) + "]"
            for position, head in heads
            if (value := cells[position]) is not None and value != ""
        ]
        canonical = f"[{','.join(pairs)}]"
        digest = hashlib.sha256(canonical.encode("ascii")).hexdigest()
        yield ListRow(row.number, columns, cells, table.place(row), digest)
