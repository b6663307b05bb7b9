"""Lists become recipients: a table is read by its form, every fault placed at its cell.

The form says which columns there are and which must be filled in; the model
(:class:`~docgen.recipients.recipient.Recipient`) says how the cells of each are read, and pydantic
reads them.  What is refused becomes a finding at the cell.  A row with a fault makes no recipient,
so that a letter never rests on half a row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from docgen.diagnostics import (
    Finding,
    Outcome,
    Place,
    error,
    has_errors,
    in_reading_order,
    warning,
)
from docgen.recipients import incomplete
from docgen.recipients.cells import Known, RefusedCellError
from docgen.recipients.characters import shown
from docgen.recipients.form import EXAMPLE, RECIPIENTS, REPRESENTATIVES, Column, Form
from docgen.recipients.headers import Header, read_header
from docgen.recipients.keys import Keys, by_number, by_region
from docgen.recipients.recipient import (
    NEEDED,
    Draft,
    Entries,
    Origin,
    Recipient,
    spooled,
    without,
)
from docgen.recipients.specimen import is_example
from docgen.recipients.table import (
    MAX_COLUMNS,
    MAX_FINDINGS,
    Row,
    Table,
    Value,
    as_text,
    without_collecting,
)
from docgen.recipients.texts import plain_sight, text_of
from docgen.recipients.words import plain
from docgen.spool import Spool

_LISTED: Final = 5  # rows that a finding names when it concerns more
_EXAMPLE: Final = EXAMPLE.casefold()
Watch = Callable[[Sequence[Row]], Iterator[Row]]


def recipients_of(
    table: Table, form: Form, known: Known, watch: Watch = iter
) -> Outcome[Entries]:
    """The rows of a table that was filled in by this form, in its order, kept on the disk.

    ``watch`` gives the rows back as they are asked for, and so sees how far the reading is.
    The value is ``None`` where there is no header.
    """
    if not table.rows:
        return Outcome(None, (error("L003", Place(table.file), "it is empty", _hint(form)),))
    header_row, rows = table.rows[0], table.rows[1:]
    if not any(plain(cell) in form.by_header for cell in header_row.cells):
        message = "this row, the first, names no column of the list"
        return Outcome(None, (error("L003", table.place(header_row), message, _hint(form)),))
    if len(header_row.cells) > MAX_COLUMNS:
        message = f"it has more than {MAX_COLUMNS} columns"
        return Outcome(None, (error("L002", table.place(header_row, MAX_COLUMNS), message),))
    reading = _Reading(table, form, known)
    whole = spooled()
    complete = not table.cut_short
    with without_collecting():
        for row in watch(rows):
            if len(reading.findings) >= MAX_FINDINGS:
                message = (
                    f"after {MAX_FINDINGS:,} findings the rows from here on were not looked at"
                )
                reading.findings.append(error("L018", table.place(row), message))
                complete = False
                break
            recipient = reading.recipient(row)
            if recipient is not None:
                whole.append(recipient)
    findings = reading.all_findings()
    if not reading.seen and not has_errors(findings) and not table.cut_short:
        findings.append(error("L015", Place(table.file), "it has a header and no rows", "add rows"))
    return Outcome(Entries(whole, reading.faulty, complete), tuple(in_reading_order(findings)))


def _hint(form: Form) -> str:
    named = ", ".join(column.key for column in form.columns if column.required)
    return f"the first row names the columns: {named}"


class _Reading:
    """A table on its way to recipients: its header, what is wrong, the keys met."""

    def __init__(self, table: Table, form: Form, known: Known) -> None:
        self.table = table
        self.form = form
        self.known = known
        writings = {writing: column.key for writing, column in form.by_header.items()}
        # Lists of organizations are kept with the keys as headers, forms have captions.
        by_key = form is RECIPIENTS
        called = {c.key: c.key if by_key else c.caption("en") for c in form.columns}
        optional = [c.key for c in form.columns if not c.required and c.within is None]
        self.header: Header = read_header(table, table.rows[0], writings, called, optional)
        self.columns = self.header.columns
        name = Path(table.file).stem if form is RECIPIENTS else form.name
        self.origin = Origin(name, table.file, table.sheet, self.columns)
        required = [column.key for column in form.columns if column.required]
        self.findings: list[Finding] = [*self.header.findings]
        self.needed = dict.fromkeys(required)  # in the order in which they were needed
        self.lacking = frozenset(required) - self.columns.keys()
        self.is_whole = self.lacking.isdisjoint(NEEDED)
        self.required = frozenset(required) - self.lacking
        self.hardly_begun = incomplete.hardly_begun(self.required)
        self.faulty: Spool[Recipient] = Spool()  # rows with a fault, as far as they go
        self.picked = _picking(list(self.columns.values()))
        self.reach = max(self.columns.values()) + 1
        # As the hash has them: no key is the beginning of another one and U+001E.
        self.hashed = [(f"{key}\x1e", self.columns[key]) for key in sorted(self.columns)]
        self.within = {key: within for key in self.columns if (within := form.by_key[key].within)}
        # Cells with a fault, or with another text than the file has: few, if any.
        self.marked = {number for number, _ in (*table.faults, *table.raw)}
        numbered = by_region if form is REPRESENTATIVES else by_number
        self.keys = Keys(table, self.columns.get("key"), numbered)
        self.seen = 0  # rows that were not passed over
        self.hidden: list[int] = []  # the numbers of those of them that Excel does not show
        self.titled = {index for index, cell in enumerate(table.rows[0].cells) if cell}
        self.width = max(self.titled, default=-1) + 1
        self.told_untitled = False

    def all_findings(self) -> list[Finding]:
        """What is wrong with the table, once all its rows were read."""
        return [*self.findings, *self.header.missing(self.needed), *self._hidden()]

    def recipient(self, row: Row) -> Recipient | None:
        """The recipient of a row, or ``None`` with a finding."""
        cells, found, told = self._cells(row)
        key = cells.get("key")
        if key is not None and str(key).casefold() == _EXAMPLE:
            if is_example(self.form, cells, told):
                return None
            found.append(incomplete.typed_over(self._at(row, "key")))
            told.add("key")
            key = None
            del cells["key"]
        absent: frozenset[str] = frozenset()
        if len(cells) < len(self.columns):
            absent = self.required.difference(cells)
            if len(absent) >= self.hardly_begun:
                if incomplete.names_nobody(cells, found, row):
                    self.findings.append(incomplete.remark(self.table, row))
                    return None
                if len(self.required) >= incomplete.MANY:
                    found.append(incomplete.begun(self.table, row, cells, absent - told))
                    told |= absent
        self.seen += 1
        if row.number in self.table.hidden:
            self.hidden.append(row.number)
        before = len(self.findings)
        self.findings += found
        doubtful = self._untitled(row)
        for column in self.columns if absent else ():
            if column in absent and column not in told:
                self._missing(self.form.by_key[column], row)
        if key is not None:
            doubtful |= self._claimed(str(key), row)
        elif "key" not in self.required:
            cells["key"] = self.keys.made(cells.get("region"), row)
        model = Draft if absent or told or not self.is_whole else Recipient
        read = self._read(model, cells, row, told | absent)
        doubtful |= self._disagreeing(read, row)
        if key is None and not read.is_known("key", "region"):
            doubtful |= {"key"}  # another one may be made when the row is cured
        faulty = len(self.findings) > before and has_errors(self.findings[before:])
        if faulty or isinstance(read, Draft) or not self._speaks(read):
            self.faulty.append(without(read, doubtful))
            return None
        return read

    def _cells(self, row: Row) -> tuple[dict[str, Any], list[Finding], set[str]]:
        """The row's values by column, texts in their normal form; what is told of them; and the
        columns whose cells have a fault."""
        values = row.values
        if len(values) < self.reach:
            values += (None,) * (self.reach - len(values))
        filled = zip(self.columns, self.picked(values), strict=True)
        cells: dict[str, Any] = {key: value for key, value in filled if value is not None}
        found: list[Finding] = []
        told: set[str] = set()
        if row.number in self.marked or not plain_sight(cells.values()):
            self._look(row, cells, found, told)
        return cells, found, told

    def _look(
        self, row: Row, cells: dict[str, Any], found: list[Finding], told: set[str]
    ) -> None:
        """Look at each cell of a row: at its fault, or at its text as the file has it."""
        table = self.table
        for key, index in self.columns.items():
            at = (row.number, index)
            if at in table.faults:
                found.append(table.faults[at])
                told.add(key)
                cells.pop(key, None)
                continue
            value = table.raw.get(at, cells.get(key))
            if not isinstance(value, str):
                continue
            before = len(found)
            text = text_of(value, self.form.by_key[key], table, row, index, found)
            if text is not None:
                cells[key] = text
                continue
            cells.pop(key, None)
            if len(found) > before:
                told.add(key)

    def _read(
        self, model: type[Recipient], cells: dict[str, Any], row: Row, unread: set[str]
    ) -> Recipient:
        """What the cells say; a draft without those that are refused, which is told.

        ``unread``: the columns that were found wrong before.
        """
        values = {**cells, "origin": self.origin, "row": row.number, "row_hash": self._hash(row)}
        if unread or self.lacking:
            values["unread"] = self.lacking | unread
        for column, (field, language) in self.within.items():
            if column in values:
                values.setdefault(field, {})[language] = values.pop(column)
        try:
            read: Recipient = model.__pydantic_validator__.validate_python(
                values, context=self.known
            )
            return read
        except ValidationError as fault:
            refused = {self._refused(one, row) for one in _refusals(fault)}
        kept = {column: value for column, value in cells.items() if column not in refused}
        return self._read(Draft, kept, row, unread | refused)

    def _refused(self, refusal: tuple[tuple[Any, ...], RefusedCellError], row: Row) -> str:
        """Tell that a cell was refused; gives its column."""
        where, fault = refusal
        within = {place: column for column, place in self.within.items()}
        column = within.get(where, where[0])
        place = self._at(row, column)
        self.findings.append(error(fault.code, place, fault.message, fault.hint))
        return str(column)

    def _speaks(self, recipient: Recipient) -> bool:
        """Whether an organization has a name and an addressee in each of its languages."""
        return recipient.is_person or all(
            language in recipient.names and language in recipient.addressees
            for language in recipient.languages
        )

    def _missing(self, column: Column, row: Row, code: str = "L007") -> None:
        self.findings.append(incomplete.missing(column, self._at(row, column.key), code))

    def _untitled(self, row: Row) -> frozenset[str]:
        """A value under no header: told once of a workbook, and of each row of a text file, in
        which an unquoted separator has moved the cells after it: what these columns hold is not
        known then."""
        values = row.values
        if self.told_untitled or (len(values) <= self.width and len(self.titled) == self.width):
            return frozenset()
        for index, cell in enumerate(row.cells):
            if cell and index not in self.titled:
                self.told_untitled = bool(row.typed)
                message = f"the value {shown(cell)} stands under no header"
                place = self.table.place(row, index)
                told, hint = warning, "give the column a name, or clear the cell"
                if not row.typed:
                    told, hint = error, "a cell that contains a separator is quoted"
                self.findings.append(told("L013", place, message, hint))
                return frozenset() if row.typed else frozenset(self.columns)
        return frozenset()

    def _claimed(self, key: str, row: Row) -> frozenset[str]:
        """Tell a key that stands in two rows; the columns that say nothing for that: all of them
        where the rows are one and the same."""
        other = self.keys.claim(key, row)
        if other is None:
            return frozenset()
        message = f"the key {shown(key)} stands already in row {other.number}"
        hint = "give one of them another key"
        self.findings.append(error("L008", self._at(row, "key"), message, hint))
        return frozenset(self.columns) if other.values == row.values else frozenset({"key"})

    def _disagreeing(self, read: Recipient, row: Row) -> frozenset[str]:
        """Values of a row that do not go together, also where other cells of it are at fault.

        Gives the columns of which one or the other is wrong.
        """
        doubtful = frozenset[str]()
        if (read.gender, read.honorific) in (("F", "Mr"), ("M", "Ms")):
            message = f"the title {read.honorific} contradicts the gender {read.gender}"
            place = self._at(row, "honorific")
            self.findings.append(error("L042", place, message, "correct one of them"))
            doubtful = frozenset({"gender", "honorific"})
        if self.form is RECIPIENTS:
            self._unspoken(read, row)
        else:
            self._undeclined(read, row)
        return doubtful

    def _undeclined(self, read: Recipient, row: Row) -> None:
        """A name that her own letter would have to decline, without the block that does."""
        if read.addressee or not read.is_known("addressee"):
            return
        if not read.languages or not read.declines_in(read.languages[0]):
            return
        message = "the name is written in Cyrillic letters, and a Russian letter declines it"
        hint = "fill in the address block with name and position in the dative"
        self.findings.append(error("L011", self._at(row, "addressee"), message, hint))

    def _unspoken(self, read: Recipient, row: Row) -> None:
        """The name or the addressee of an organization that is missing in one of its languages."""
        for language in read.languages:
            for kind, values, code in (
                ("name", read.names, "L007"),
                ("addressee", read.addressees, "L011"),
            ):
                column = f"{kind}_{language}"
                self.needed.setdefault(column)
                here = column in self.columns and read.is_known(column)
                if here and language not in values:
                    self._missing(self.form.by_key[column], row, code)

    def _at(self, row: Row, column: str) -> Place:
        """The place of a cell; that of the row where the list has no such column."""
        return self.table.place(row, self.columns.get(column))

    def _hidden(self) -> Iterator[Finding]:
        """The rows that are not shown, and are written to like the others."""
        if not self.hidden:
            return
        numbers = [str(number) for number in self.hidden]
        message = f"row {numbers[0]} is hidden, and counts like the others"
        if len(numbers) > 1:
            more = f" and {len(numbers) - _LISTED} more" if len(numbers) > _LISTED else ""
            listed = ", ".join(numbers[:_LISTED])
            message = f"rows {listed}{more} are hidden, and count like the others"
        hint = "show them and look at them, or clear their cells"
        place = Place.row(self.table.file, self.table.sheet, self.hidden[0])
        yield warning("L026", place, message, hint)

    def _hash(self, row: Row) -> str:
        """Free of the columns' order, of the captions' language and of the kind of file.

        U+001F and U+001E stand in no value.
        """
        values = row.values
        width = len(values)
        pairs = [
            begun + (value if value.__class__ is str else as_text(value))
            for begun, index in self.hashed
            if index < width and (value := values[index]) is not None
        ]
        return hashlib.sha256("\x1f".join(pairs).encode("utf-8", "surrogatepass")).hexdigest()


def _picking(indexes: Sequence[int]) -> Callable[[Sequence[Value]], Iterable[Value]]:
    """What takes the values at these indexes."""
    if len(indexes) == 1:
        return lambda values: (values[indexes[0]],)
    return itemgetter(*indexes)


def _refusals(fault: ValidationError) -> Iterator[tuple[tuple[Any, ...], RefusedCellError]]:
    """Where each refused cell goes in the model, and why it was refused."""
    for one in fault.errors(include_url=False):
        why = one.get("ctx", {}).get("error")
        if not isinstance(why, RefusedCellError):  # a value that no reader gives
            raise fault
        yield one["loc"], why
