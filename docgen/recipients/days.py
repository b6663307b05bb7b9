"""Days and moments as people type them into cells, in forms that can be read in one way only."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import Final

from docgen import languages
from docgen.recipients.words import plain

_ISO: Final = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
    r"(?:[T ]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?: ?(?P<zone>Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_FIGURES: Final = re.compile(r"([0-9]{1,4})\s?[./-]\s?([0-9]{1,2})\s?[./-]\s?([0-9]{1,4})\.?")
_CHINESE: Final = re.compile(r"([0-9]{4})\s?年\s?([0-9]{1,2})\s?月\s?([0-9]{1,2})\s?日")
# 3 April 2024, 3 de abril de 2024, 1er avril 2024, 3 апреля 2024 года, 3 أبريل 2024
_DAY_FIRST: Final = re.compile(
    r"([0-9]{1,2})(?:er|st|nd|rd|th|º|°|\.)?(?:\s+de(?=\s))?\s*[-/]?\s*([^\W\d_]+)\.?,?(?:\s+del?(?=\s))?"
    r"\s*[-/]?\s*([0-9]{4})(?:\s*(?:года|год|г\.?))?",
    re.IGNORECASE,
)
# April 3, 2024
_MONTH_FIRST: Final = re.compile(
    r"([^\W\d_]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})", re.IGNORECASE
)
_SHORTEST: Final = 3  # letters of a shortened month: Apr
_LONGEST: Final = 60  # characters of a day in words
_YEARS: Final = range(1900, 3000)  # what a letter could speak of; Excel's begin with 1900


class UnreadableDayError(ValueError):
    """Text that is no day; the arguments are a message and a hint."""


class AmbiguousDayError(UnreadableDayError):
    """Text that can be read as two different days."""


def read_day(text: str) -> date:
    """The day that ``text`` names, whatever time stands beside it.

    Raises :class:`UnreadableDayError`, and :class:`AmbiguousDayError` for 03/04/2024.
    """
    moment = read_moment(text)
    return moment.date() if isinstance(moment, datetime) else moment


def read_moment(text: str) -> date | datetime:
    """The day that ``text`` names, or the moment where a time stands beside it (ISO 8601).

    A moment without an offset from UTC is in whatever time zone the list is read in.
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise UnreadableDayError("is not a date", _HINT)
    iso = _ISO.fullmatch(text)
    if iso is not None:
        year, month, day = (int(part) for part in iso["day"].split("-"))
        found = _day(year, month, day, text)
        if iso["hour"] is None:
            return found
        return _moment(found, iso, text)
    figures = _FIGURES.fullmatch(text)
    if figures is not None:
        return _of_figures(figures, text)
    chinese = _CHINESE.fullmatch(text)
    if chinese is not None:
        year, month, day = (int(part) for part in chinese.groups())
        return _day(year, month, day, text)
    for pattern, order in ((_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1))):
        words = pattern.fullmatch(text)
        if words is not None:
            parts = words.groups()
            number = _months().get(plain(parts[order[1]]))
            if number is not None:
                return _day(int(parts[order[0]]), number, int(parts[order[2]]), text)
    raise UnreadableDayError("is not a date", _HINT)


_HINT: Final = "year-month-day, such as 2024-04-03, or a date cell of Excel"


def _of_figures(match: re.Match[str], text: str) -> date:
    first, second, third = (int(part) for part in match.groups())
    if len(match[1]) == 4:
        return _day(first, second, third, text)
    if len(match[3]) != 4:
        raise AmbiguousDayError("does not say its century", _HINT)
    if first == second or first > 12 >= second:  # months of a year
        return _day(third, second, first, text)
    if second > 12 >= first:  # months of a year
        return _day(third, first, second, text)
    both = f"{third:04}-{second:02}-{first:02} or {third:04}-{first:02}-{second:02}"
    raise AmbiguousDayError("can be read as two days", f"write {both}")


def _day(year: int, month: int, day: int, text: str) -> date:
    if year not in _YEARS:
        raise UnreadableDayError("is of no year that a letter could speak of", _HINT)
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableDayError("is no day of the calendar", _HINT) from None


def _moment(day: date, match: re.Match[str], text: str) -> datetime:
    try:
        clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        zone = _zone(match["zone"])
    except ValueError:
        raise UnreadableDayError("has no time of day", "such as 2024-04-05 23:59") from None
    return datetime.combine(day, clock, zone)


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in ("Z", "UTC"):
        return timezone.utc  # noqa: UP017  # one name for the three of this function
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


@cache
def _months() -> dict[str, int]:
    """The number of a month by its names in six languages, and by their beginnings.

    A beginning that two months share, as mar. and juin and juil. cut too short, names none.
    """
    whole: dict[str, int] = {}
    for code in languages.CODES:
        language = languages.get(code)
        for number in range(1, 13):
            day = date(2024, number, 1)
            names = {language.month(day)}
            names |= {language.month(day, case) for case in language.month_cases}
            whole |= {plain(name): number for name in names}
    short: dict[str, set[int]] = {}
    for name, number in whole.items():
        if name.isalpha() and ord(name[0]) < 0x0590:  # Latin and Cyrillic letters
            for length in range(_SHORTEST, len(name)):
                short.setdefault(name[:length], set()).add(number)
    sure = {name: numbers.pop() for name, numbers in short.items() if len(numbers) == 1}
    return sure | whole
