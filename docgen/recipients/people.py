"""Lists of people: a table becomes persons, every fault placed at its cell.

A :class:`~docgen.recipients.person.Person` is checked by pydantic, field by field; what it refuses
becomes a finding at the cell.  A row with a fault makes no person.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

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
from docgen.recipients import words
from docgen.recipients.cells import Known, normal
from docgen.recipients.characters import shown, unfit
from docgen.recipients.form import EXAMPLE, REPRESENTATIVES, Column, Form, Holds
from docgen.recipients.headers import Header, read_header
from docgen.recipients.organizations import MAX_CELL, MAX_COLUMNS, MAX_FINDINGS
from docgen.recipients.person import Person
from docgen.recipients.table import Row, Table, Value, as_text
from docgen.recipients.words import by_word, plain

_PERSON: Final = TypeAdapter(Person).validator
_REGIONS: Final = by_word(words.REGION_WORDS)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ALIKE: Final = frozenset({"LATIN", "CYRILLIC", "GREEK"})
# Cells in which letters of two scripts in one word are a trap: they look like another name.
_NAMES: Final = frozenset({"given_name", "family_name", "organization"})


def people_of(table: Table, form: Form, known: Known) -> Outcome[tuple[Person, ...]]:
    """The persons of a table that was filled in by this form, in its order.

    The value holds the rows without a fault, or is ``None`` where there is no header.
    """
    if not table.rows:
        return Outcome(None, (error("L003", Place(table.file), "it is empty", _hint(form)),))
    header_row, *rows = table.rows
    if not any(plain(cell) in form.by_header for cell in header_row.cells):
        message = "this row, the first, names no column of the form"
        return Outcome(None, (error("L003", table.place(header_row), message, _hint(form)),))
    if len(header_row.cells) > MAX_COLUMNS:
        message = f"it has more than {MAX_COLUMNS} columns"
        return Outcome(None, (error("L002", table.place(header_row, MAX_COLUMNS), message),))
    reading = _Reading(table, form, known)
    people = []
    for row in rows:
        if len(reading.findings) >= MAX_FINDINGS:
            message = f"after {MAX_FINDINGS:,} findings the rows from here on were not looked at"
            reading.findings.append(error("L018", table.place(row), message))
            break
        person = reading.person(row)
        if person is not None:
            people.append(person)
    if not reading.seen and not reading.findings and not table.cut_short:
        message = "it has a header and no rows"
        reading.findings.append(error("L015", Place(table.file), message, "add people"))
    return Outcome(tuple(people), tuple(in_reading_order(reading.findings)))


def _hint(form: Form) -> str:
    named = ", ".join(column.caption("en") for column in form.columns if column.required)
    return f"the first row names the columns: {named}"


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
        self.columns: list[tuple[Column, int]] = [
            (form.by_key[key], index) for key, index in self.header.columns.items()
        ]
        self.required = [pair for pair in self.columns if pair[0].required]
        self.rows_by_key: dict[str, Row] = {}
        self.numbers: Counter[str] = Counter()
        self.seen = 0  # rows that were not passed over
        self.titled = {index for index, cell in enumerate(table.rows[0].cells) if cell}
        self.width = max(self.titled, default=-1) + 1
        self.told_untitled = False

    def person(self, row: Row) -> Person | None:
        """The person of a row, or ``None`` with a finding."""
        raw, found = self._raw(row)
        if str(raw.get("key", "")).casefold() == EXAMPLE.casefold():
            return None
        absent = [pair for pair in self.required if pair[0].key not in raw]
        if len(absent) == len(self.required) and not found:
            self._remark(row)
            return None
        self.seen += 1
        before = len(self.findings)
        self.findings += found
        self._untitled(row)
        if absent:
            told = {finding.place for finding in found}
            for column, index in absent:
                self._missing(column, self.table.place(row, index), told)
        raw["key"] = self._key(raw, row)
        raw["list"] = self.form.name
        raw["source"] = self.table.place(row)
        raw["row_hash"] = self._hash(row)
        raw["columns"] = self.header.columns
        try:
            person: Person = _PERSON.validate_python(raw, context=self.known)
        except ValidationError as refused:
            self._refused(refused, row)
            return None
        self._contradictions(person)
        return None if has_errors(self.findings[before:]) else person

    def _raw(self, row: Row) -> tuple[dict[str, Any], list[Finding]]:
        """The row's values by column, texts in their normal form; what is wrong with them."""
        raw: dict[str, Any] = {}
        found: list[Finding] = []
        values = row.values
        faults, untrimmed = self.table.faults, self.table.raw
        for column, index in self.columns:
            if faults and (row.number, index) in faults:
                found.append(faults[row.number, index])
                continue
            value: Value = values[index] if index < len(values) else None
            if value is None:
                continue
            if value.__class__ is str:
                assert isinstance(value, str)
                if untrimmed and (row.number, index) in untrimmed:
                    value = untrimmed[row.number, index]
                if not (value.isascii() and value.isprintable() and len(value) <= MAX_CELL):
                    value = self._text(value, column, row, index, found)
                    if value is None:
                        continue
            raw[column.key] = value
        return raw, found

    def _text(
        self, value: str, column: Column, row: Row, index: int, found: list[Finding]
    ) -> str | None:
        """A text in its normal form; ``None`` for one that no letter can hold, or that is empty."""
        place = self.table.place(row, index)
        text, changed = normal(value)
        if len(text) > MAX_CELL:
            message = f"the cell has {len(text):,} characters; {MAX_CELL:,} are allowed"
            found.append(error("L017", place, message))
            return None
        bad = unfit(text, lines=column.holds in (Holds.LINES, Holds.EMAILS))
        if bad:
            hint = "type the value anew instead of pasting it"
            found.append(error("L012", place, f"{column.key} holds {bad}", hint))
            return None
        if changed and text:
            message = f"{changed} were replaced: read as {shown(text)}"
            found.append(note("L035", place, message))
        if column.key in _NAMES:
            mixed = _mixed(text)
            if mixed:
                hint = "type the word again with one keyboard"
                found.append(warning("L043", place, f"{shown(text)}: {mixed}", hint))
        return text or None

    def _remark(self, row: Row) -> None:
        """A row without a value in any required column: a total, a remark."""
        words = next((cell for cell in row.cells if cell), "")
        message = f"{shown(words)} stands in a row that names no person; it was passed over"
        hint = "delete it, or fill the row in"
        self.findings.append(warning("L039", self.table.place(row), message, hint))

    def _missing(self, column: Column, place: Place, told: Collection[Place]) -> None:
        if place in told:
            return
        message = f"{column.caption('en')} ({column.key}) is empty"
        hint = ""
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

    def _key(self, raw: dict[str, Any], row: Row) -> Any:
        """The key given, or one made: the region, with a number where a region has several."""
        given = raw.get("key")
        if given is None:
            region = _REGIONS.get(plain(str(raw.get("region", ""))), "ROW")
            while True:
                self.numbers[region] += 1
                number = self.numbers[region]
                key = f"{region}-{number:03}"
                if self.form is REPRESENTATIVES:
                    key = region if number == 1 else f"{region}-{number}"
                if key.casefold() not in self.rows_by_key:
                    break
            self.rows_by_key[key.casefold()] = row
            return key
        other = self.rows_by_key.setdefault(str(given).casefold(), row)
        if other is not row:
            message = f"the key {shown(str(given))} stands already in row {other.number}"
            place = self.table.place(row, self.header.columns["key"])
            self.findings.append(error("L008", place, message, "give one of them another key"))
        return given

    def _refused(self, refused: ValidationError, row: Row) -> None:
        """A finding at the cell for each field that pydantic refused; empty ones are told."""
        for fault in refused.errors(include_url=False, include_input=False):
            column = str(fault["loc"][0])
            if fault["type"] == "missing":
                continue
            index = self.header.columns.get(column)
            place = self.table.place(row, index)
            context = fault.get("ctx", {})
            code, message = fault["type"], str(context.get("message", fault["msg"]))
            self.findings.append(error(code, place, message, str(context.get("hint", ""))))

    def _contradictions(self, person: Person) -> None:
        if (person.gender, person.honorific) in (("F", "Mr"), ("M", "Ms")):
            message = f"the title {person.honorific} contradicts the gender {person.gender}"
            self.findings.append(
                error("L042", person.at("honorific"), message, "correct one of them")
            )
        if person.declines_in(person.languages[0]) and not person.addressee:
            message = "the name is written in Cyrillic letters, and a Russian letter declines it"
            hint = "fill in the address block with name and position in the dative"
            self.findings.append(error("L011", person.at("addressee"), message, hint))

    def _hash(self, row: Row) -> str:
        """Free of the columns' order, of the captions' language and of the kind of file.

        U+001F and U+001E stand in no value.
        """
        values = row.values
        pairs = [
            f"{column.key}\x1e{value if value.__class__ is str else as_text(value)}"
            for column, index in self.columns
            if index < len(values) and (value := values[index]) is not None
        ]
        pairs.sort()
        return hashlib.sha256("\x1f".join(pairs).encode("utf-8", "surrogatepass")).hexdigest()


def _mixed(text: str) -> str | None:
    """Which word has letters of two scripts that look alike, and which scripts these are."""
    if text.isascii():
        return None
    for word in _WORD.findall(text):
        scripts = {unicodedata.name(mark, "").split(" ")[0] for mark in word} & _ALIKE
        if len(scripts) > 1:
            named = " and ".join(sorted(script.capitalize() for script in scripts))
            return f"{shown(word)} has letters of two scripts, {named}"
    return None
