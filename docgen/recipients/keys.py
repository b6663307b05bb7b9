"""The keys of a list's rows: which are given, each in one row only, and those that are made."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable

from docgen.digests import Digests
from docgen.recipients.cells import RefusedCellError, read_region
from docgen.recipients.table import Row, Table, Value, as_text


class Keys:
    """The keys met so far.

    ``at`` is the index of their column, ``None`` where the list has none; ``numbered`` makes a key
    of a region and of how many rows of it have had one made, this one included.
    """

    def __init__(self, table: Table, at: int | None, numbered: Callable[[str, int], str]) -> None:
        self._table = table
        self._at = at
        self._numbered = numbered
        self._row_of = Digests()
        self._given: Digests | None = None  # looked for when the first key is made
        self._numbers: Counter[str] = Counter()

    def claim(self, key: str, row: Row) -> Row | None:
        """The row that has this key already, if any has: a key stands in one row only."""
        other = self._row_of.setdefault(key.casefold(), row.number)
        if other == row.number:
            return None
        rows = self._table.rows
        return rows[bisect_left(rows, other, key=lambda one: one.number)]

    def made(self, region: Value, row: Row) -> str:
        """A key for a row without one, after its region; no row of the list has it."""
        try:
            name = read_region(region)
        except RefusedCellError:
            name = "ROW"
        if self._given is None:
            self._given = self._all_given()
        while True:
            self._numbers[name] += 1
            key = self._numbered(name, self._numbers[name])
            folded = key.casefold()
            if self._given.get(folded) is None:
                self._row_of.setdefault(folded, row.number)
                return key

    def _all_given(self) -> Digests:
        given = Digests()
        if self._at is not None:
            for row in self._table.rows[1:]:
                value = row.values[self._at] if self._at < len(row.values) else None
                if value is not None:
                    given.setdefault(as_text(value).casefold(), row.number)
        return given


def by_region(region: str, number: int) -> str:
    """``AFR``, ``AFR-2``: of a list with one row for each region, as it should be."""
    return region if number == 1 else f"{region}-{number}"


def by_number(region: str, number: int) -> str:
    """``AFR-001``: of a list with many rows for each region."""
    return f"{region}-{number:03}"
