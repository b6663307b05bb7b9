"""Lists of organizations: each row of a table becomes a recipient, each fault has its cell.

A list needs the columns ``key``, ``region``, ``language`` and ``email``, and for each language in
which it has recipients ``name_xx`` and ``addressee_xx``; it may have ``abbreviation_xx`` and
``member_from``.  A header is recognized in capitals and with spaces for underscores, and by its
caption in any language (:data:`docgen.recipients.form.RECIPIENTS`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from docgen.diagnostics import (
    Finding,
    Outcome,
    Place,
    error,
    in_reading_order,
    nearest,
)
from docgen.languages import CODES as LANGUAGES
from docgen.recipients.characters import SPACES, shown, unfit
from docgen.recipients.form import EXAMPLE, RECIPIENTS
from docgen.recipients.headers import read_header
from docgen.recipients.recipient import REGIONS, Recipient
from docgen.recipients.table import Row, Table
from docgen.recipients.words import LANGUAGE_WORDS, REGION_WORDS, Words, by_word, plain

REQUIRED_COLUMNS: Final = ("key", "region", "language", "email")
COLUMNS: Final = (
    *REQUIRED_COLUMNS,
    "member_from",
    *(f"{what}_{lang}" for what in ("name", "abbreviation", "addressee") for lang in LANGUAGES),
)

MAX_COLUMNS: Final = 256
MAX_CELL: Final = 10_000  # characters
MAX_FINDINGS: Final = 1_000

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 5322 section 3.2.3 (dot-atom) at RFC 1123 section 2.1 (host name), lengths of RFC 5321
# section 4.5.3.1: a small part of what is valid, and all that occurs.
_EMAIL: Final = re.compile(
    r"(?=.{1,254}\Z)(?=[^@]{1,64}@)"
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?",
    re.ASCII | re.IGNORECASE,
)


def recipients_of(table: Table, name: str) -> Outcome[tuple[Recipient, ...]]:
    """The recipients of a table, in its order; ``name`` is the list's name.

    The value holds the rows without a fault, or is ``None`` where there is no header.
    """
    if not table.rows:
        return Outcome(None, (error("L003", Place(table.file), "it is empty", _header_hint()),))
    header, rows = table.rows[0], table.rows[1:]
    if not any(plain(cell) in _KNOWN for cell in header.cells):
        message = "this row, the first, names no column of a list"
        return Outcome(None, (error("L003", table.place(header), message, _header_hint()),))
    if len(header.cells) > MAX_COLUMNS:
        message = f"it has more than {MAX_COLUMNS} columns"
        return Outcome(None, (error("L002", table.place(header, MAX_COLUMNS), message),))
    reading = _Reading(table, name)
    recipients = []
    for row in rows:
        if len(reading.findings) >= MAX_FINDINGS:
            message = f"after {MAX_FINDINGS:,} findings the rows from here on were not looked at"
            reading.findings.append(error("L018", table.place(row), message))
            break
        recipient = reading.recipient(row)
        if recipient is not None:
            recipients.append(recipient)
    if not reading.seen and not reading.findings and not table.cut_short:
        reading.findings.append(error("L015", Place(table.file), "it has a header and no rows"))
    findings = (*reading.missing_columns(), *reading.findings)
    return Outcome(tuple(recipients), tuple(in_reading_order(findings)))


class _Reading:
    """A table on its way to recipients: its header, what is wrong, the keys met."""

    def __init__(self, table: Table, name: str) -> None:
        self.table = table
        self.name = name
        self.header = read_header(table, table.rows[0], _KNOWN, COLUMNS)
        self.columns = self.header.columns
        self.titles = self.header.titles
        self.findings: list[Finding] = list(self.header.findings)
        self.needed = dict.fromkeys(REQUIRED_COLUMNS)  # in the order in which they were needed
        self.rows_by_key: dict[str, Row] = {}
        self.seen = 0  # rows that were not passed over

    def missing_columns(self) -> list[Finding]:
        """A finding for each column that the list needs and does not have."""
        return self.header.missing(self.needed)

    def recipient(self, row: Row) -> Recipient | None:
        """The recipient of a row, or ``None`` with at least one finding.

        The example row of a form is passed over without one.
        """
        key_at = self.columns.get("key")
        if key_at is not None and "".join(row.cells[key_at : key_at + 1]).upper() == EXAMPLE:
            return None
        self.seen += 1
        before = len(self.findings)
        values = self._values(row)
        key = self._required(row, values, "key")
        if key and self.rows_by_key.setdefault(key.casefold(), row) is not row:
            message = f"the key {shown(key)} stands already in row"
            message += f" {self.rows_by_key[key.casefold()].number}"
            self._fault("L008", row, "key", message, "give one of them another key")
        region = self._required(row, values, "region")
        region = _REGIONS.get(plain(region), region)
        if region:
            self._allowed(row, "region", region, REGIONS)
        languages = self._languages(row, self._required(row, values, "language"))
        email = self._required(row, values, "email")
        if email and not _EMAIL.fullmatch(email):
            hint = "write one whole address, such as name@example.org"
            self._fault("L014", row, "email", f"{shown(email)} is not a valid address", hint)
        member_from = self._date(row, values.get("member_from"))
        for lang in languages:
            self._required(row, values, f"name_{lang}")
            self._required(row, values, f"addressee_{lang}", "L011")
        needed = (
            *REQUIRED_COLUMNS,
            *(f"{n}_{lang}" for n in ("name", "addressee") for lang in languages),
        )
        if len(self.findings) > before or any(column not in self.columns for column in needed):
            return None
        return Recipient(
            key=key,
            list=self.name,
            region=region,
            languages=languages,
            names=_by_language(values, "name"),
            abbreviations=_by_language(values, "abbreviation"),
            addressees=_by_language(values, "addressee"),
            email=email,
            member_from=member_from,
            source=self.table.place(row),
            row_hash=self._hash(row),
        )

    def _values(self, row: Row) -> dict[str, str | None]:
        """The row's values by known column; ``None`` for one whose fault is already told."""
        values: dict[str, str | None] = {}
        told = False
        for index, value in enumerate(row.cells):
            if not value:
                continue
            place = self.table.place(row, index)
            column = self.titles.get(index)
            if column is None and not told:
                told = True
                message = f"the value {shown(value)} stands under no header"
                hint = "a cell that contains a separator is quoted"
                self.findings.append(error("L013", place, message, hint))
            if len(value) > MAX_CELL:
                message = f"the cell has {len(value):,} characters; {MAX_CELL:,} are allowed"
                self.findings.append(error("L017", place, message))
            if column is None or self.columns.get(column) != index:
                continue
            values[column] = value if len(value) <= MAX_CELL else None
            bad = unfit(value, lines=column.startswith("addressee_"))
            if bad:
                values[column] = None
                hint = "type the value anew instead of pasting it"
                self.findings.append(error("L012", place, f"{column} holds {bad}", hint))
        return values

    def _required(
        self, row: Row, values: Mapping[str, str | None], column: str, code: str = "L007"
    ) -> str:
        """A value that must be there; empty where it is not, which is then told."""
        self.needed.setdefault(column)
        value = values.get(column, "")
        if value == "" and column in self.columns:
            self._fault(code, row, column, f"{column} is empty")
        return value or ""

    def _allowed(self, row: Row, column: str, value: str, known: tuple[str, ...]) -> bool:
        if value in known:
            return True
        near = nearest(value, known)
        message = f"{shown(value)} is none of {', '.join(known)}"
        self._fault("L009", row, column, message, f"did you mean {near}?" if near else "")
        return False

    def _languages(self, row: Row, cell: str) -> tuple[str, ...]:
        """The languages of a cell ``fr`` or ``fr, en``; empty where the cell has a fault."""
        # The comma of the keyboard may be the Arabic, the full-width or the ideographic one.
        parts = re.split("[,;\u060c\uff0c\u3001]", cell) if cell else []
        spoken = (part.strip(SPACES) for part in parts)
        languages = tuple(_LANGUAGES.get(plain(word), word) for word in spoken)
        for language in languages:
            if not self._allowed(row, "language", language, LANGUAGES):
                return ()
        if len(set(languages)) < len(languages):
            self._fault("L009", row, "language", f"{shown(cell)} names a language twice")
        return languages

    def _date(self, row: Row, value: str | None) -> date | None:
        """A day written as ISO 8601 writes it, ``2024-09-19``."""
        if not value:
            return None
        try:
            if _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:  # the 31st of a short month
            pass
        # Excel rewrites such a day in the system's own form when it saves a CSV file.
        hint = "year-month-day, such as 2024-09-19; in Excel, format the column as text first"
        self._fault("L010", row, "member_from", f"{shown(value)} is not a date", hint)
        return None

    def _fault(self, code: str, row: Row, column: str, message: str, hint: str = "") -> None:
        place = self.table.place(row, self.columns[column])
        self.findings.append(error(code, place, message, hint))

    def _hash(self, row: Row) -> str:
        """Free of the columns' order, of the separator, and of columns that stay empty."""
        pairs = [[self.titles[i], v] for i, v in enumerate(row.cells) if v and i in self.titles]
        canonical = json.dumps(sorted(pairs), ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _words_alone(words: Words) -> dict[str, str]:
    """Each value by its words; the codes themselves are taken as they are written only."""
    codes = {plain(code) for code in words}
    return {word: code for word, code in by_word(words).items() if word not in codes}


_KNOWN: Final = {writing: column.key for writing, column in RECIPIENTS.by_header.items()}
_REGIONS: Final = _words_alone(REGION_WORDS)
_LANGUAGES: Final = _words_alone(LANGUAGE_WORDS)


def _header_hint() -> str:
    return f"the first row names the columns: {', '.join(REQUIRED_COLUMNS)}, name_en, addressee_en"


def _by_language(values: Mapping[str, str | None], what: str) -> dict[str, str]:
    found = {lang: values.get(f"{what}_{lang}") for lang in LANGUAGES}
    return {lang: value for lang, value in found.items() if value}
