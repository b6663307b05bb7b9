"""Lists that come back filled in: which form a file follows, its entries, what a row is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docgen.diagnostics import Finding, Outcome, Place, error, warning
from docgen.recipients.cells import Known
from docgen.recipients.characters import shown
from docgen.recipients.form import FORMS, Form
from docgen.recipients.reading import Watch, recipients_of
from docgen.recipients.recipient import Entries, full_name
from docgen.recipients.spreadsheet import read_table
from docgen.recipients.stamp import OWN_SHEETS, Stamp, read_list_sheet, read_stamp
from docgen.recipients.table import Table
from docgen.recipients.words import plain

_CANNOT_TELL: Final = "say which form it is: --form representatives, delegates or recipients"


@dataclass(frozen=True, slots=True)
class Filled:
    """A file that has been read: its table, its form, and by what its form was known."""

    table: Table
    form: Form
    known_by: str

    @property
    def headers(self) -> dict[int, str]:
        """What stands above each column (from 0)."""
        header = self.table.rows[0].cells if self.table.rows else ()
        return {index: cell for index, cell in enumerate(header) if cell}

    def titles(self, numbers: Collection[int]) -> dict[int, str]:
        """What rows are about, by their numbers: key and name as far as they are filled in."""
        if not self.table.rows:
            return {}
        header, rows = self.table.rows[0], self.table.rows[1:]
        at: dict[str, int] = {}
        for index, cell in enumerate(header.cells):
            column = self.form.by_header.get(plain(cell))
            if column is not None:
                at.setdefault(column.key, index)
        # A recipient has a name for each language: the first that is filled in will do.
        names = [key for key in at if key.startswith("name_")]
        titles = {}
        for row in rows:
            if row.number not in numbers:
                continue
            cells = {key: row.cells[index] for key, index in at.items() if index < len(row.cells)}
            key = cells.get("key") or cells.get("region", "")
            name = full_name(cells.get("given_name", ""), cells.get("family_name", ""))
            name = name or next((cells[each] for each in names if cells.get(each)), "")
            # Without its quotation marks: what a terminal would obey is made visible.
            parts = (shown(" ".join(part.split()))[1:-1] for part in (key, name))
            titles[row.number] = "  ".join(filter(None, parts))
        return titles


def read_filled(
    path: Path, shown_as: str, form: Form | None = None, sheet: str | None = None
) -> Outcome[Filled]:
    """A list that follows ``form``, or the form that it says itself or its headers fit best.

    ``shown_as`` is the file's name in findings.  Findings besides those of reading: L041 for an old
    version of the form, L044 for another form than ``form``, L046 where none can be told.
    """
    stamp = read_stamp(path)
    place = Place(shown_as)
    if stamp is not None and form is not None and stamp.form != form.name:
        message = f"it is the form for {stamp.form}, not for {form.name}"
        hint = f"give the list of {form.name}; docgen lists check knows each form by itself"
        return Outcome(None, (error("L044", place, message, hint),))
    forms = [form] if form is not None else FORMS.values()
    headers = frozenset[str]().union(*(each.headers for each in forms))
    table, found = _read(path, shown_as, sheet, stamp, headers)
    if table is None:
        return Outcome(None, found)
    findings: list[Finding] = list(found)
    known_by = "as asked" if form is not None else "by its headers"
    if stamp is not None and stamp.form in FORMS:
        form, known_by = FORMS[stamp.form], "as the file says"
        if stamp.version != form.version:
            findings.append(_other_version(place, stamp, form))
    if form is None:
        form = _fitting(table)
        if form is None:
            message = "its headers do not tell which form it follows"
            findings.append(error("L046", place, message, _CANNOT_TELL))
            return Outcome(None, tuple(findings))
    return Outcome(Filled(table, form, known_by), tuple(findings))


def entries_of(filled: Filled, known: Known, watch: Watch = iter) -> Outcome[Entries]:
    """The rows of a list that was read, and all that is wrong with its cells.

    ``watch`` is given the rows, and sees how far their reading is.
    """
    return recipients_of(filled.table, filled.form, known, watch)


def _read(
    path: Path, shown_as: str, sheet: str | None, stamp: Stamp | None, headers: frozenset[str]
) -> Outcome[Table]:
    """The table of the sheet asked for, of the one that the file names as its list, or of any."""
    noted = None
    if sheet is None:
        noted = read_list_sheet(path) or (stamp.sheet if stamp is not None else None)
    own = OWN_SHEETS if noted else None
    table, findings = read_table(path, shown_as, sheet or noted, headers, own)
    if noted and any(finding.code == "L019" for finding in findings):  # it was renamed
        return read_table(path, shown_as, None, headers)
    return Outcome(table, findings)


def _other_version(place: Place, stamp: Stamp, form: Form) -> Finding:
    language = f" --lang {stamp.language}" if stamp.language else ""
    hint = "nothing to do now: the file is read all the same; send out a new one next time: "
    hint += f"docgen lists new {form.name}{language}"
    age = "an old form"
    if stamp.version > form.version:
        age, hint = "a form of a newer docgen", "look whether a newer docgen is to be had"
    message = f"it is {age}: version {stamp.version}, and {form.version} is the one in use"
    return warning("L041", place, message, hint)


def _fitting(table: Table) -> Form | None:
    """The form that has most of the table's headers, and no other as many."""
    writings = [plain(cell) for cell in table.rows[0].cells if cell] if table.rows else []
    fits: Mapping[str, int] = {
        name: sum(writing in form.by_header for writing in writings) for name, form in FORMS.items()
    }
    most = max(fits.values())
    best = [name for name, count in fits.items() if count == most]
    return FORMS[best[0]] if len(best) == 1 and most > 1 else None
