"""Where the names of the columns stand: below a title, on one of several sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from docgen.diagnostics import Finding, note
from docgen.recipients.characters import header_key
from docgen.recipients.table import Row, Table

LOOKED_AT: Final = 30  # rows, from the first one that holds anything


class Headers:
    """The headers that a list may have; compared without capitals, spaces and underscores."""

    def __init__(self, known: Iterable[str]) -> None:
        self.keys = frozenset(map(header_key, known))

    def __bool__(self) -> bool:
        return bool(self.keys)

    def known_in(self, cells: Sequence[str]) -> int:
        """How many cells of a row are known headers, if the row can be the header; else 0.

        It can be where at least half of its cells are known, and two of them: a title above the
        table may well be a word that names a column too.
        """
        filled = [cell for cell in cells if cell]
        known = sum(header_key(cell) in self.keys for cell in filled if len(cell) < 200)
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
