"""What stands in the cells of a list of people, read by kind: each value typed, or refused.

Readers take what a workbook or text file has in a cell, a text already in its normal form
(:func:`normal`) or a typed value, and raise :class:`RefusedCellError` for what they cannot take.
Nothing is guessed: a value that could be meant in two ways is refused with both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final

from docgen.diagnostics import nearest
from docgen.languages import CODES
from docgen.recipients.also_called import ALSO_CALLED
from docgen.recipients.characters import SPACES, clean, shown
from docgen.recipients.days import AmbiguousDayError, UnreadableDayError, read_day, read_moment
from docgen.recipients.words import (
    LANGUAGE_GUESSES,
    LANGUAGE_WORDS,
    REGION_WORDS,
    Words,
    by_word,
    plain,
)

# RFC 5322 section 3.2.3 (dot-atom) at RFC 1123 section 2.1 (host name), lengths of RFC 5321
# section 4.5.3.1: a small part of what is valid, and all that occurs.
EMAIL: Final = re.compile(
    r"(?=.{1,254}\Z)(?=[^@]{1,64}@)"
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?",
    re.ASCII | re.IGNORECASE,
)
EMAIL_HINT: Final = "write one whole address, such as name@example.org"
# A key is part of file names and of references.
_KEY: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")
# ITU-T E.164 has at most 15 digits; extensions follow in words. Printed as given.
_TELEPHONE: Final = re.compile(
    r"(?=(?:\D*[0-9]){5,})(?!(?:\D*[0-9]){21,})"
    r"[+(]?[0-9][0-9 ()./-]*(?:[ ,;]*(?:ext|x)\.? ?[0-9]+)?",
    re.ASCII | re.IGNORECASE,
)
# The comma of the keyboard may be the Arabic, the full-width or the ideographic one.
_SEPARATORS: Final = re.compile("[,;/\u060c\u061b\uff0c\uff1b\u3001\n]")

# Marks do not count when words are compared, but that of a question says that nobody knows.
_DOUBT: Final = re.compile("[?\uff1f\u061f\u00bf]")

# Zero-width and soft characters, and no-break blanks, which are pasted along unseen. ZWNJ and ZWJ
# (U+200C, U+200D) belong to the spelling of some languages and stay inside words.
_UNSEEN: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BLANKS: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_AT_ENDS: Final = "\u200c\u200d\u200e\u200f\u061c"
_WIDE: Final = re.compile("[\uff01-\uff5e]+")
# What normal() may change in a text in NFC; most texts have none of it.
_CHANGEABLE: Final = re.compile(
    f"{_UNSEEN.pattern}|{_BLANKS.pattern}|{_WIDE.pattern}|[\t\r\n{_AT_ENDS}]|^ | \\Z"
)


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


def normal(text: str) -> tuple[str, str | None]:
    """A cell's text in its normal form, and what was changed in it, ``None`` where nothing was.

    Blanks at the ends of lines go without a word; no-break and zero-width ones, and full-width
    letters and digits, are told.  Full-width marks of punctuation stay: Chinese has them.
    """
    if _CHANGEABLE.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text, None
    trimmed = clean(text)
    value = _WIDE.sub(_narrow, trimmed)
    changes = []
    if value != trimmed:
        changes.append("full-width letters or digits")
    # Inside a Chinese text an ideographic blank stands between words as it should.
    spaced = _BLANKS.sub(" ", _UNSEEN.sub("", value))
    bare = "\n".join(line.strip(SPACES + _AT_ENDS) for line in spaced.split("\n"))
    if bare != value or (len(trimmed) < len(text) and _told_blanks(text)):
        changes.append("no-break or zero-width blanks")
    return unicodedata.normalize("NFC", bare), " and ".join(changes) or None


def _told_blanks(text: str) -> bool:
    ends = text[: len(text) - len(text.lstrip(SPACES))] + text[len(text.rstrip(SPACES)) :]
    return _BLANKS.search(ends) is not None


def _narrow(match: re.Match[str]) -> str:
    """Full-width letters, digits and the marks of addresses as ordinary ones."""
    narrow = "".join(
        chr(ord(mark) - 0xFEE0)
        if chr(ord(mark) - 0xFEE0).isalnum() or mark in "＠．＿－＋"
        else mark
        for mark in match.group()
    )
    # A full-width stop or hyphen alone is punctuation of its sentence.
    return narrow if any(mark.isalnum() for mark in narrow) else match.group()


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


def read_key(value: Any) -> str:
    """A key: letters and digits, with ``.``, ``_`` and ``-`` between them."""
    text = as_written(value)
    if not _KEY.fullmatch(text):
        hint = "up to 40 letters A-Z, digits, and . _ - between them, such as AFR-001"
        raise RefusedCellError("L009", f"{shown(text)} cannot be a key", hint)
    return text


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
    if "?" in text or (not text.isascii() and _DOUBT.search(text)):
        message = f"{shown(text)} has a question mark: a letter was lost, or somebody was not sure"
        hint = "type it again, and save the list as an Excel workbook or as “CSV UTF-8”"
        raise RefusedCellError("L070", message, hint)
    return text


def read_emails(value: Any) -> tuple[str, ...]:
    """Addresses, separated by commas, semicolons or lines."""
    text = as_written(value)
    if EMAIL.fullmatch(text):
        return (text,)
    found = tuple(part.strip(SPACES) for part in _SEPARATORS.split(text))
    found = tuple(part for part in found if part)
    for address in found or (text,):
        if not EMAIL.fullmatch(address):
            message = f"{shown(address)} is not a valid address"
            raise RefusedCellError("L014", message, _mail_hint(address))
    if len({address.casefold() for address in found}) < len(found):
        raise RefusedCellError("L014", f"{shown(text)} names an address twice", "name each once")
    return found


def _mail_hint(address: str) -> str:
    foreign = sorted({_script(mark) for mark in address if mark.isalpha() and not mark.isascii()})
    if foreign:
        return f"it has letters of another script ({', '.join(foreign)}): type it again"
    return EMAIL_HINT


def _script(letter: str) -> str:
    """The first word of a letter's name in Unicode, which is that of its script."""
    return unicodedata.name(letter, "UNKNOWN").split()[0].capitalize()


def read_telephone(value: Any) -> str:
    """A telephone number as it is given."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        hint = "format the column as text and type the number with its + again"
        message = f"Excel has made a number of it ({value}): + and leading zeros are lost"
        raise RefusedCellError("L036", message, hint)
    text = as_written(value)
    if not _TELEPHONE.fullmatch(text):
        hint = "figures with blanks or hyphens between them, such as +41 22 730 5111"
        raise RefusedCellError("L009", f"{shown(text)} is not a telephone number", hint)
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


def read_country(value: Any, known: Known) -> Country:
    """A Member State by its key, or by its name in the form of the United Nations."""
    text = as_written(value)
    found = None if _DOUBT.search(text) else known.countries.get(_plain(text))
    if found is not None:
        return found
    also = ALSO_CALLED.get(plain(text))
    official = known.countries.get(plain(also)) if also else None
    if official is not None:
        hint = f"write {official.names.get('en', official.key)}, or {official.key}"
    else:
        names = {name: c for c in known.countries.values() for name in c.names.values()}
        near = nearest(text, names)
        hint = f"did you mean {near} ({names[near].key})?" if near else "as in member_states.csv"
    message = f"{shown(text)} is not the name of a Member State in the form of the United Nations"
    raise RefusedCellError("L038", message, hint)


def read_organization(value: Any, known: Known) -> str:
    """The key of a regional telecommunication organization, by what any language calls it."""
    text = as_written(value)
    if text in known.organizations:
        return text
    if plain(text) in known.called and not _DOUBT.search(text):
        return known.called[plain(text)]
    listed = ", ".join(known.organizations)
    near = nearest(text, known.organizations)
    hint = f"did you mean {near}?" if near else f"the keys in rtos.csv: {listed}"
    raise RefusedCellError("L009", f"{shown(text)} is none of {listed}", hint)


def read_languages(value: Any) -> tuple[str, ...]:
    """Languages of docgen in order of preference, by code or by name."""
    text = as_written(value)
    if text in CODES:
        return (text,)
    found: list[str] = []
    for part in _SEPARATORS.split(text):
        word = part.strip(SPACES)
        code = None if _DOUBT.search(word) else _LANGUAGES.get(plain(word))
        if code is None:
            near = LANGUAGE_GUESSES.get(word.lower()) or nearest(word, CODES)
            listed = ", ".join(CODES)
            hint = f"did you mean {near}?" if near else "a code such as fr, or the language’s name"
            raise RefusedCellError("L009", f"{shown(word)} is none of {listed}", hint)
        if code in found:
            message = f"{shown(text)} names a language twice"
            raise RefusedCellError("L009", message, "name each once")
        found.append(code)
    return tuple(found)


_LANGUAGES: Final = by_word(LANGUAGE_WORDS)
_plain: Final = lru_cache(maxsize=1_000)(plain)  # a long list names few countries


def choice(words: Words) -> Reader:
    """A reader for one of a few values, by code or by a word of any language."""
    known_words = by_word(words)
    exact = {code: code for code in words}

    def read(value: Any) -> str:
        if value.__class__ is str and value in exact:
            return str(value)
        text = as_written(value)
        found = None if _DOUBT.search(text) else known_words.get(plain(text))
        if found is None:
            listed = ", ".join(words)
            near = nearest(text, words) or known_words.get(nearest(plain(text), known_words) or "")
            hint = f"did you mean {near}?" if near else f"one of {listed}"
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
