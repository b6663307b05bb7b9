"""What is recognized in a text: values with one normalized form for all languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a value is."""

    DATE = "date"  # 2024-04-05, or --04-05 without a year
    DATES = "range of dates"  # 2024-10-15/2024-10-24
    MONTH = "month"  # 2024-04, or --04
    MONTHS = "range of months"  # 2024-05/2024-09
    YEARS = "range of years"  # 2025/2028
    WEEKDAY = "day of the week"  # 1, Monday, to 7
    TIME = "time of day"  # 09:30
    NUMBER = "number"  # 4, also a year and a number in words
    ORDINAL = "ordinal"  # 1
    PERCENTAGE = "percentage"  # 35
    MONEY = "sum of money"  # CHF 1500
    TELEPHONE = "telephone number"  # +41227305861
    EMAIL = "e-mail address"
    WEB = "web address"
    FILE = "reference"  # TSB/CIR-182/REP/AFR-1
    CIRCULAR = "circular"  # 182
    RESOLUTION = "resolution"  # 55 (2022)
    SECTION = "section reference"  # 3
    ANNEX = "annex reference"  # 1
    ANNEXES = "number of annexes"  # 1
    ACRONYM = "acronym"  # the key of its class, or the letters themselves
    TERM = "term"  # a word of the lists that are declared equivalent
    PERSON = "person's name"
    PLACE = "place"  # the key of its class


@dataclass(frozen=True, slots=True)
class Value:
    """A value in a text.

    ``text`` is how it stands there, from ``start`` to ``end`` of the plain text. One that is not
    ``required`` may stand for a value that the other languages have, and is not missed where they
    have none: the word "one", which is an article elsewhere; the full name beside the acronym.
    """

    kind: Kind
    key: str
    text: str
    start: int
    end: int
    required: bool = True

    @property
    def alike(self) -> tuple[Kind, str]:
        """Kind and key by which languages are compared.

        What one language numbers another counts: Study Group 5, 5-я Исследовательская комиссия,
        第5研究组; and a full hour is written as a number of hours is: 19 horas, 24 horas.
        """
        if self.kind is Kind.ORDINAL:
            return Kind.NUMBER, self.key
        if self.kind is Kind.TIME and self.key.endswith(":00"):
            return Kind.NUMBER, str(int(self.key[:-3]))
        return self.kind, self.key


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong in one text by itself: one of the words below."""

    what: str
    text: str


TURNED: Final = "turned round"
DISAGREE: Final = "words and figures"
MISNAMED: Final = "name and acronym"
MISDATED: Final = "day and date"
_TAKEN: Final = "\x00"


@dataclass(slots=True)
class Scanner:
    """A plain text from which recognizers take values one after another, none of them twice."""

    text: str
    rest: str = ""
    values: list[Value] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rest = self.text

    def each(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches in what no recognizer has taken yet."""
        yield from pattern.finditer(self.rest)

    def take(self, start: int, end: int) -> None:
        """Nothing else is read between these two places."""
        self.rest = self.rest[:start] + _TAKEN * (end - start) + self.rest[end:]

    def add(self, kind: Kind, key: str, start: int, end: int, *, required: bool = True) -> None:
        """Note a value and take its text."""
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        self.values.append(Value(kind, key, self.text[start:end], start, end, required))
        self.take(start, end)

    def blank(self, start: int, end: int) -> None:
        """What stands around these two places is read as if nothing stood between."""
        self.rest = self.rest[:start] + " " * (end - start) + self.rest[end:]

    def slip(self, what: str, start: int, end: int) -> None:
        """Note what contradicts itself."""
        self.slips.append(Slip(what, self.text[start:end].strip()))


def any_of(words: object) -> str:
    """A regular expression for one of the words, the longest first."""
    listed = sorted({str(word) for word in words}, key=lambda w: (-len(w), w))  # type: ignore[attr-defined]  # an iterable of words
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)
