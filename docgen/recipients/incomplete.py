"""Rows that are no whole rows: remarks, totals, an entry that was begun, and cells left empty."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from docgen.diagnostics import Finding, Place, Severity, error, warning
from docgen.recipients.characters import shown
from docgen.recipients.form import Column
from docgen.recipients.recipient import full_name
from docgen.recipients.table import Row, Table, Value, as_text

MANY: Final = 8
"""Columns that must be filled in, of which a row with few cells is told as a whole."""

FEW: Final = 2
"""As many filled in of these, or fewer, are few."""

WHO: Final = ("given_name", "family_name", "email")
_BY_LANGUAGE: Final = ("name_", "addressee_")  # of an organization


def hardly_begun(required: Collection[str]) -> int:
    """How many of these columns are empty in a row that is told as a whole, at least."""
    return len(required) - FEW if len(required) >= MANY else len(required)


def names_nobody(cells: Mapping[str, Value], found: Iterable[Finding], row: Row) -> bool:
    """Whether a row of few cells is a total or a remark: it names no person, and nothing is wrong.

    A remark may stand in cells that are merged along the row; that is no fault of it.
    """
    if any(column in WHO or column.startswith(_BY_LANGUAGE) for column in cells):
        return False
    return not any(
        finding.severity is Severity.ERROR
        and not (finding.code == "L023" and finding.place.order[:1] == (row.number,))
        for finding in found
    )


def remark(table: Table, row: Row) -> Finding:
    """What is told of such a row, which is passed over."""
    words = next((cell for cell in row.cells if cell), "")
    message = f"{shown(words)} stands in a row that names nobody; it was passed over"
    return warning("L039", table.place(row), message, "clear its cells, or fill the row in")


def begun(table: Table, row: Row, cells: Mapping[str, Value], empty: Collection[str]) -> Finding:
    """A row of few cells that may be a person's, or a signature below the list."""
    given, family, address = (as_text(cells.get(column)) for column in WHO)
    words = full_name(given, family) or address
    message = f"{len(empty)} cells of this row are empty that must be filled in"
    if words:
        message = f"{shown(words)} stands in a row in which {len(empty)} cells are empty"
        message += " that must be filled in"
    return error("L007", table.place(row), message, "fill them in, or clear the row")


def typed_over(place: Place) -> Finding:
    """Somebody's values in the example row, at the place of its key."""
    message = "the row has the key of the example, and somebody else's values"
    return error("L048", place, message, "clear the key, or give the row one of its own")


def missing(column: Column, place: Place, code: str) -> Finding:
    """A cell that must be filled in and is empty."""
    hint = "fill it in" if column.words is None else "choose from the list of the cell"
    if column.key == "gender":
        hint = "choose it from the list of the cell (F or M in a file without one); "
        hint += "it is never inferred from a name"
    return error(code, place, f"{column.caption('en')} is empty", hint)
