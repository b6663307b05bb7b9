"""Lists of people: a table becomes persons, every fault placed at its cell.

Each field of a :class:`~docgen.recipients.person.Person` says how its cell is read; what is refused
becomes a finding at the cell.  A row with a fault makes no person.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple

from docgen.diagnostics import (
    Finding,
    Outcome,
    Place,
    error,
    has_errors,
    in_reading_order,
    note,
    warning,
)
from docgen.digests import Digests
from docgen.recipients import words
from docgen.recipients.cells import Known, Reader, RefusedCellError, normal
from docgen.recipients.characters import shown, unfit
from docgen.recipients.form import EXAMPLE, REPRESENTATIVES, Column, Form, Holds
from docgen.recipients.headers import Header, read_header
from docgen.recipients.organizations import MAX_CELL, MAX_COLUMNS, MAX_FINDINGS
from docgen.recipients.person import NEEDED, READERS, Person, declines
from docgen.recipients.table import Row, Table, Value, as_text, without_collecting
from docgen.recipients.words import by_word, plain
from docgen.spool import Spool

_REGIONS: Final = by_word(words.REGION_WORDS)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ALIKE: Final = frozenset({"LATIN", "CYRILLIC", "GREEK"})
# Cells in which letters of two scripts in one word are a trap: they look like another name.
_NAMES: Final = frozenset({"given_name", "family_name", "organization"})
# Greek and Cyrillic letters stand in these blocks (Unicode, Scripts.txt) and few others.
FOREIGN: Final = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d78\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f\uab65"
    "\ufe2e\ufe2f\U00010140-\U0001018f\U0001d200-\U0001d245\U0001e030-\U0001e08f]"
)
_LISTED: Final = 5  # rows that a finding names when it concerns more
Watch = Callable[[Sequence[Row]], Iterator[Row]]
_REMEMBERED: Final = 1_000  # texts of a column whose values are remembered


def people_of(
    table: Table, form: Form, known: Known, watch: Watch = iter
) -> Outcome[Sequence[Person]]:
    """The persons of a table that was filled in by this form, in its order, kept on the disk.

    ``watch`` gives the rows back as they are asked for, and so sees how far the reading is.
    The value holds the rows without a fault, or is ``None`` where there is no header.
    """
    if not table.rows:
        return Outcome(None, (error("L003", Place(table.file), "it is empty", _hint(form)),))
    header_row, rows = table.rows[0], table.rows[1:]
    if not any(plain(cell) in form.by_header for cell in header_row.cells):
        message = "this row, the first, names no column of the form"
        return Outcome(None, (error("L003", table.place(header_row), message, _hint(form)),))
    if len(header_row.cells) > MAX_COLUMNS:
        message = f"it has more than {MAX_COLUMNS} columns"
        return Outcome(None, (error("L002", table.place(header_row, MAX_COLUMNS), message),))
    reading = _Reading(table, form, known)
    people: Spool[Person] = Spool(kind=Person._make)
    with without_collecting():
        for row in watch(rows):
            if len(reading.findings) >= MAX_FINDINGS:
                message = (
                    f"after {MAX_FINDINGS:,} findings the rows from here on were not looked at"
                )
                reading.findings.append(error("L018", table.place(row), message))
                break
            person = reading.person(row)
            if person is not None:
                people.append(person)
    reading.tell_hidden()
    if not reading.seen and not has_errors(reading.findings) and not table.cut_short:
        message = "it has a header and no rows"
        reading.findings.append(error("L015", Place(table.file), message, "add people"))
    return Outcome(people, tuple(in_reading_order(reading.findings)))


def _hint(form: Form) -> str:
    named = ", ".join(column.caption("en") for column in form.columns if column.required)
    return f"the first row names the columns: {named}"


class _Field(NamedTuple):
    """A column of the form on its way to a field of a person.

    ``values`` remembers what texts without a fault were read as: most columns have few.
    """

    column: Column
    at: int
    key: str
    read: Reader
    values: dict[str, Any]


class _Reading:
    """A table on its way to persons: its header, what is wrong, the keys met."""

    def __init__(self, table: Table, form: Form, known: Known) -> None:
        self.table = table
        self.form = form
        self.known = known
        writings = {writing: column.key for writing, column in form.by_header.items()}
        captions_and_keys = [column.caption("en") for column in form.columns]
        self.header: Header = read_header(table, table.rows[0], writings, captions_and_keys)
        required = [column.key for column in form.columns if column.required]
        self.findings: list[Finding] = [*self.header.findings, *self.header.missing(required)]
        self.fields = [
            _Field(form.by_key[key], index, key, READERS[key], {})
            for key, index in self.header.columns.items()
        ]
        # As the hash has them: no key is the beginning of another one and U+001E.
        self.hashed = [
            (f"{each.key}\x1e", each.at) for each in sorted(self.fields, key=attrgetter("key"))
        ]
        self.required = frozenset(each.key for each in self.fields if each.column.required)
        self.row_of_key = Digests()
        self.numbers: Counter[str] = Counter()
        self.seen = 0  # rows that were not passed over
        self.hidden: list[int] = []  # the numbers of those of them that Excel does not show
        self.titled = {index for index, cell in enumerate(table.rows[0].cells) if cell}
        self.width = max(self.titled, default=-1) + 1
        self.told_untitled = False

    def person(self, row: Row) -> Person | None:
        """The person of a row, or ``None`` with a finding."""
        found: list[Finding] = []
        typed, unread, told = self._cells(row, found)
        key = typed.get("key") or next((value for each, value in unread if each.key == "key"), None)
        if key is not None and str(key).casefold() == EXAMPLE.casefold():
            return None
        absent: frozenset[str] = frozenset()
        if len(typed) + len(unread) < len(self.fields):
            absent = self.required.difference(typed, [each.key for each, _ in unread])
            if len(absent) == len(self.required) and not found:
                self._remark(row)
                return None
        self.seen += 1
        if row.number in self.table.hidden:
            self.hidden.append(row.number)
        before = len(self.findings)
        self.findings += found
        self._untitled(row)
        for each in self.fields if absent else ():
            if each.key in absent and each.at not in told:
                self._missing(each.column, self.table.place(row, each.at))
        for each, value in unread:
            self._read(each, value, row, typed)
            if each.key not in typed:
                told.add(each.at)
        typed["key"] = self._key(key, typed, row)
        self._disagreeing(typed, row, told)
        faulty = len(self.findings) > before and has_errors(self.findings[before:])
        if faulty or not (typed.keys() >= NEEDED):
            return None
        return Person(
            **typed,
            list=self.form.name,
            file=self.table.file,
            sheet=self.table.sheet,
            row=row.number,
            columns=self.header.columns,
            row_hash=self._hash(row),
        )

    def _cells(
        self, row: Row, found: list[Finding]
    ) -> tuple[dict[str, Any], list[tuple[_Field, Value]], set[int]]:
        """The row's values by column, as far as their texts were met before; those that are to be
        read; and the indexes of the cells with a fault, which is told in ``found``.
        """
        typed: dict[str, Any] = {}
        unread: list[tuple[_Field, Value]] = []
        told: set[int] = set()
        values = row.values
        width = len(values)
        faults, untrimmed = self.table.faults, self.table.raw
        for each in self.fields:
            column, index, key, _, remembered = each
            if faults and (row.number, index) in faults:
                found.append(faults[row.number, index])
                told.add(index)
                continue
            value: Value = values[index] if index < width else None
            if value is None:
                continue
            if value.__class__ is str:
                assert isinstance(value, str)
                if untrimmed and (row.number, index) in untrimmed:
                    value = untrimmed[row.number, index]
                known = remembered.get(value)
                if known is not None:
                    typed[key] = known
                    continue
                if not (value.isascii() and value.isprintable() and len(value) <= MAX_CELL):
                    before = len(found)
                    value = self._text(value, column, row, index, found)
                    if value is None:
                        if len(found) > before:
                            told.add(index)
                        continue
            unread.append((each, value))
        return typed, unread, told

    def _read(self, each: _Field, value: Value, row: Row, typed: dict[str, Any]) -> None:
        """Type a value, or tell why it cannot be."""
        try:
            read = each.read(value, self.known)
        except RefusedCellError as fault:
            place = self.table.place(row, each.at)
            self.findings.append(error(fault.code, place, fault.message, fault.hint))
            return
        typed[each.key] = read
        if value.__class__ is str and len(each.values) < _REMEMBERED:
            assert isinstance(value, str)
            if each.key not in _NAMES or value.isascii():  # of names something may be told
                each.values[value] = read

    def _text(
        self, value: str, column: Column, row: Row, index: int, found: list[Finding]
    ) -> str | None:
        """A text in its normal form; ``None`` for one that no letter can hold, or that is empty."""
        text, changed = normal(value)
        if len(text) > MAX_CELL:
            message = f"the cell has {len(text):,} characters; {MAX_CELL:,} are allowed"
            found.append(error("L017", self.table.place(row, index), message))
            return None
        bad = unfit(text, lines=column.holds in (Holds.LINES, Holds.EMAILS))
        if bad:
            message = f"{column.key} holds {bad}"
            hint = "type the value anew instead of pasting it"
            found.append(error("L012", self.table.place(row, index), message, hint))
            return None
        if changed and text:
            message = f"{changed} were replaced: read as {shown(text)}"
            found.append(note("L035", self.table.place(row, index), message))
        mixed = _mixed(text) if column.key in _NAMES else None
        if mixed:
            hint = "type the word again with one keyboard"
            message = f"{shown(text)}: {mixed}"
            found.append(warning("L043", self.table.place(row, index), message, hint))
        return text or None

    def _remark(self, row: Row) -> None:
        """A row without a value in any required column: a total, a remark."""
        words = next((cell for cell in row.cells if cell), "")
        message = f"{shown(words)} stands in a row that names no person; it was passed over"
        hint = "delete it, or fill the row in"
        self.findings.append(warning("L039", self.table.place(row), message, hint))

    def _missing(self, column: Column, place: Place) -> None:
        message = f"{column.caption('en')} ({column.key}) is empty"
        hint = "fill it in" if column.words is None else "choose from the list of the cell"
        if column.key == "gender":
            hint = "write F or M; it is never inferred from a name"
        self.findings.append(error("L007", place, message, hint))

    def _untitled(self, row: Row) -> None:
        """Told once: a value under no header."""
        values = row.values
        if self.told_untitled or (len(values) <= self.width and len(self.titled) == self.width):
            return
        for index, cell in enumerate(row.cells):
            if cell and index not in self.titled:
                self.told_untitled = True
                message = f"the value {shown(cell)} stands under no header"
                place = self.table.place(row, index)
                hint = "give the column a name, or clear the cell"
                told = warning if row.typed else error
                self.findings.append(told("L013", place, message, hint))
                return

    def _key(self, given: Any, typed: dict[str, Any], row: Row) -> Any:
        """The key given, or one made: the region, with a number where a region has several."""
        if given is None:
            region = typed.get("region", "ROW")
            while True:
                self.numbers[region] += 1
                number = self.numbers[region]
                key = f"{region}-{number:03}"
                if self.form is REPRESENTATIVES:
                    key = region if number == 1 else f"{region}-{number}"
                if self.row_of_key.setdefault(key.casefold(), row.number) == row.number:
                    return key
        other = self.row_of_key.setdefault(str(given).casefold(), row.number)
        if other != row.number:
            message = f"the key {shown(str(given))} stands already in row {other}"
            place = self.table.place(row, self.header.columns["key"])
            self.findings.append(error("L008", place, message, "give one of them another key"))
        return typed.get("key")

    def _disagreeing(self, typed: dict[str, Any], row: Row, told: set[int]) -> None:
        """Values of a row that do not go together, also where other cells of it are at fault.

        ``told`` has the indexes of the cells that were refused.
        """
        gender, honorific = typed.get("gender"), typed.get("honorific")
        if (gender, honorific) in (("F", "Mr"), ("M", "Ms")):
            message = f"the title {honorific} contradicts the gender {gender}"
            place = self._at(row, "honorific")
            self.findings.append(error("L042", place, message, "correct one of them"))
        languages = typed.get("language")
        if not languages or not declines(self._name(typed), languages[0]):
            return
        if "addressee" in typed or self.header.columns.get("addressee") in told:
            return
        message = "the name is written in Cyrillic letters, and a Russian letter declines it"
        hint = "fill in the address block with name and position in the dative"
        self.findings.append(error("L011", self._at(row, "addressee"), message, hint))

    @staticmethod
    def _name(typed: dict[str, Any]) -> str:
        return f"{typed.get('given_name', '')} {typed.get('family_name', '')}"

    def _at(self, row: Row, column: str) -> Place:
        """The place of a cell; that of the row where the list has no such column."""
        return self.table.place(row, self.header.columns.get(column))

    def tell_hidden(self) -> None:
        """The rows that are not shown, and are written to like the others."""
        if not self.hidden:
            return
        numbers = [str(number) for number in self.hidden]
        message = f"row {numbers[0]} is hidden, and counts like the others"
        if len(numbers) > 1:
            more = f" and {len(numbers) - _LISTED} more" if len(numbers) > _LISTED else ""
            listed = ", ".join(numbers[:_LISTED])
            message = f"rows {listed}{more} are hidden, and count like the others"
        hint = "show them and look at them, or delete them"
        place = Place.row(self.table.file, self.table.sheet, self.hidden[0])
        self.findings.append(warning("L026", place, message, hint))

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


def _mixed(text: str) -> str | None:
    """Which word has letters of two scripts that look alike, and which scripts these are."""
    if FOREIGN.search(text) is None:
        return None
    for word in _WORD.findall(text):
        scripts = {unicodedata.name(mark, "").split(" ")[0] for mark in word} & _ALIKE
        if len(scripts) > 1:
            named = " and ".join(sorted(script.capitalize() for script in scripts))
            return f"{shown(word)} has letters of two scripts, {named}"
    return None
