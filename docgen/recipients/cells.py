"""What stands in the cells of a list of people, read by kind: each value typed, or refused.

Readers take what a workbook or text file has in a cell, a text already in its normal form
(:func:`docgen.recipients.texts.normal`) or a typed value, and raise :class:`RefusedCellError` for
what they cannot take.  Nothing is guessed: a value that could be meant in two ways is refused with
both.  Those of :mod:`docgen.recipients.contacts` and :mod:`docgen.recipients.gazetteer` do so, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from docgen.recipients.characters import shown
from docgen.recipients.days import AmbiguousDayError, UnreadableDayError, read_day, read_moment
from docgen.recipients.guesses import offered
from docgen.recipients.words import REGION_WORDS, Words, by_word, plain

# A key is part of file names and of references.
_KEY: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")

# Marks do not count when words are compared, but that of a question says that nobody knows.
DOUBT: Final = re.compile("[?\uff1f\u061f\u00bf]")


class RefusedCellError(ValueError):
    """A cell that cannot be taken: the code of the finding, its message and its hint."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Country:
    """A Member State: its key, its region, its name in each language, its first day as a member."""

    key: str
    region: str
    names: Mapping[str, str] = field(hash=False)
    member_from: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What cells refer to: Member States by name, the region of each organization by its key.

    ``called`` has the keys of organizations by what they are called in any language, which is
    compared by :func:`plain`; ``abbreviations`` are by key, then by language.
    """

    countries: Mapping[str, Country] = field(hash=False)
    organizations: Mapping[str, str] = field(hash=False)
    called: Mapping[str, str] = field(hash=False, default_factory=dict)
    abbreviations: Mapping[str, Mapping[str, str]] = field(hash=False, default_factory=dict)

    @classmethod
    def of(
        cls,
        countries: Iterable[Country],
        organizations: Mapping[str, str],
        names: Mapping[str, Iterable[str]] | None = None,
        abbreviations: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Known:
        """The countries by their keys and by their names in all languages, the organizations by
        their keys, names and abbreviations, of which none that two share is taken."""
        by_name: dict[str, Country] = {}
        for country in countries:
            for name in (country.key, *country.names.values()):
                by_name.setdefault(plain(name), country)
        keys: dict[str, set[str]] = {}
        short = abbreviations or {}
        for key in organizations:
            for said in (*(names or {}).get(key, ()), *short.get(key, {}).values()):
                keys.setdefault(plain(said), set()).add(key)
        called = {said: min(of_name) for said, of_name in keys.items() if len(of_name) == 1}
        return cls(by_name, organizations, called | {plain(key): key for key in organizations},
                   short)  # fmt: skip


NOTHING: Final = Known({}, {})
"""What the cells of a list of organizations refer to."""

Reader = Callable[[Any], Any]
"""What types the value of a cell."""


def as_written(value: Any) -> str:
    """Text of a cell that should hold text; a whole number is taken as its digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise RefusedCellError("L045", "TRUE or FALSE stands here, not text", "type the text")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date | time):
        hint = "format the cell as text and type it again"
        raise RefusedCellError("L045", f"a date stands here ({value}), not text", hint)
    raise RefusedCellError("L045", f"the number {value} stands here, not text", "type the text")


def _key_or(hint: str) -> Reader:
    """A reader for keys, with the hint for what cannot be one."""

    def read(value: Any) -> str:
        text = as_written(value)
        if not _KEY.fullmatch(text):
            raise RefusedCellError("L009", f"{shown(text)} cannot be a key", hint)
        return text

    return read


read_key: Final = _key_or("up to 40 letters A-Z, digits, and . _ - between them, such as AFR-001")
"""A key: letters and digits, with ``.``, ``_`` and ``-`` between them."""

read_replaced: Final = _key_or("write the key of the row that is replaced, such as EUR")
"""The key of another row."""


def read_line(value: Any) -> str:
    """Text in one line."""
    text = as_written(value)
    if "\n" in text:
        raise RefusedCellError("L012", f"{shown(text)} has a line break", "write it in one line")
    return text


def read_name(value: Any) -> str:
    """A name, or what else a letter shows of a person, in one line; see :func:`_all_letters`."""
    if value.__class__ is str and value.isascii() and "?" not in value and "\n" not in value:
        return str(value)  # nearly all are
    return _all_letters(read_line(value))


def read_lines(value: Any) -> str:
    """Text in lines of a letter; empty lines go."""
    return _all_letters("\n".join(line for line in as_written(value).split("\n") if line))


def _all_letters(text: str) -> str:
    """A text in which no question mark stands, as in no name and in no address.

    Programs put one for each letter that a file cannot hold: Excel, which saves as plain CSV in the
    code page of the system, makes ???? of an Arabic name.
    """
    if "?" in text or (not text.isascii() and DOUBT.search(text)):
        message = f"{shown(text)} has a question mark: a letter was lost, or somebody was not sure"
        hint = "type it again, and save the list as an Excel workbook or as “CSV UTF-8”"
        raise RefusedCellError("L070", message, hint)
    return text


def read_day_cell(value: Any) -> date:
    """A day, from a date cell or from text that can be read in one way only."""
    moment = _moment(value, read_day)
    return moment.date() if isinstance(moment, datetime) else moment


def read_moment_cell(value: Any) -> date | datetime:
    """A day, or a moment where the cell has a time."""
    moment = _moment(value, read_moment)
    if isinstance(moment, datetime) and moment.tzinfo is None and moment.time() == time():
        return moment.date()  # Excel's date cells have a time, of midnight
    return moment


def _moment(value: Any, read: Callable[[str], date | datetime]) -> date | datetime:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        hint = "format the column as a date, and type the day again"
        raise RefusedCellError("L010", f"the number {value} stands here, not a date", hint)
    try:
        return read(_digits(value))
    except AmbiguousDayError as fault:
        raise RefusedCellError("L037", f"{shown(value)} {fault.args[0]}", fault.args[1]) from None
    except UnreadableDayError as fault:
        raise RefusedCellError("L010", f"{shown(value)} {fault.args[0]}", fault.args[1]) from None


def _digits(text: str) -> str:
    """Digits of any script as ASCII ones: ٣ أبريل ٢٠٢٤."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(mark, mark)) for mark in text)


def choice(words: Words) -> Reader:
    """A reader for one of a few values, by code or by a word of any language."""
    known_words = by_word(words)
    exact = {code: code for code in words}

    def read(value: Any) -> str:
        if value.__class__ is str and value in exact:
            return str(value)
        text = as_written(value)
        found = None if DOUBT.search(text) else known_words.get(plain(text))
        if found is None:
            listed = ", ".join(words)
            hint = offered(text, words, known_words)
            raise RefusedCellError("L009", f"{shown(text)} is none of {listed}", hint)
        return found

    return read


read_region: Final = choice(REGION_WORDS)
"""A region, by its code or by a word of any language."""


def yes_no(words: Words) -> Reader:
    """A reader for yes or no, by a word of any language or as TRUE and FALSE."""
    read = choice(words)

    def read_answer(value: Any) -> bool:
        if value.__class__ is bool:
            return bool(value)
        return bool(read(value) == "yes")

    return read_answer
