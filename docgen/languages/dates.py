"""Dates and ranges of dates as the languages take them: checked, without a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docgen.diagnostics import LanguageFormError


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """The days from ``first`` to ``last``, both included; one day has ``first == last``.

    A range that ends before it starts can be held, so that a campaign can report it at its line;
    no language prints it.
    """

    first: date
    last: date


def checked_date(value: Any) -> date:
    """``value`` if it is a calendar date.

    A moment (a date with a time) is refused: which day it is depends on a time zone.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise LanguageFormError(f"a date is needed here, not {value!r}")


def checked_range(value: Any) -> DateRange:
    """``value`` if it is a :class:`DateRange`, or a pair of dates, in order of time."""
    if isinstance(value, (tuple, list)) and len(value) == 2:
        value = DateRange(*value)
    if not isinstance(value, DateRange):
        raise LanguageFormError(f"a range of dates is needed here, not {value!r}")
    first, last = checked_date(value.first), checked_date(value.last)
    if last < first:
        raise LanguageFormError(f"the range ends ({last}) before it starts ({first})")
    return DateRange(first, last)


def are_neighbours(first: date, last: date) -> bool:
    """Whether these are two days of one month of which the second follows the first.

    Between such days no sentence says "from … to": there is nothing between them.
    """
    return (first.year, first.month, first.day + 1) == (last.year, last.month, last.day)


def checked_years(value: Any) -> tuple[int, int]:
    """The first and last year of a :class:`DateRange` or of a pair of years, in order."""
    if isinstance(value, (tuple, list)) and len(value) == 2:
        first, last = value
        if type(first) is int and type(last) is int:
            if last < first:
                raise LanguageFormError(f"the range ends ({last}) before it starts ({first})")
            return first, last
    days = checked_range(value)
    return days.first.year, days.last.year
