"""Dates, ranges, months and years of the five languages that name the month in letters."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from docgen.concordance.recognize.grammar import DASH, LETTER, Grammar
from docgen.concordance.recognize.values import TURNED, Kind, Scanner, any_of

_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?:1[89]\d\d|20\d\d)"
_FREE: Final = rf"(?<![{LETTER}\d])"
_NO_MORE: Final = rf"(?![{LETTER}\d])"
_NUMERIC: Final = re.compile(
    rf"{_FREE}(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>{_DAY}){_NO_MORE}"
    rf"|{_FREE}(?P<d2>{_DAY})(?P<by>[./])(?P<m2>0?[1-9]|1[0-2])(?P=by)(?P<y2>{_YEAR}){_NO_MORE}"
)


class _Patterns:
    """The regular expressions of one language, made once."""

    def __init__(self, g: Grammar) -> None:
        month = g.month or any_of(g.months)
        # A shortened month may have its full stop.
        month = rf"(?:{month}){_NO_MORE}" + ("" if g.month else r"\.?")
        day = rf"{_DAY}{g.day_mark}"
        year = rf"(?:{g.of_year}(?P<y{{n}}>{_YEAR})(?![\d]){g.year_mark})?"
        first, last = year.format(n=1), year.format(n=2)
        flags = re.IGNORECASE
        self.days = re.compile(
            rf"{_FREE}(?P<d1>{_DAY}){g.day_mark}(?:{g.of_month}(?P<m1>{month}){first})?"
            rf"(?P<to>{g.to})(?P<d2>{_DAY}){g.day_mark}{g.of_month}(?P<m2>{month}){last}",
            flags,
        )
        self.listed = re.compile(
            rf"{_FREE}(?P<days>{day}(?:{g.both}{day}){{1,20}}){g.of_month}(?P<m2>{month}){last}",
            flags,
        )
        self.also = re.compile(rf"(?<![{LETTER}])(?:{g.also})(?![{LETTER}])", flags)
        self.day = re.compile(
            rf"{_FREE}(?P<d2>{_DAY}){g.day_mark}{g.of_month}(?P<m2>{month}){last}", flags
        )
        self.between = re.compile(
            rf"{_FREE}(?P<m1>{month}){first}(?P<to>{g.to})(?P<m2>{month}){last}", flags
        )
        self.month = re.compile(rf"{_FREE}(?P<m2>{month}){last}", flags)
        self.years = re.compile(
            rf"{_FREE}(?P<y1>{_YEAR}){g.year_mark}(?P<to>{g.to})(?P<y2>{_YEAR})(?!\d){g.year_mark}",
            flags,
        )
        self.months_first = (
            re.compile(
                rf"{_FREE}(?P<m2>{month})\s+(?P<d1>{_DAY}){g.day_mark}"
                rf"(?:(?P<to>{g.to})(?P<d2>{_DAY}){g.day_mark})?(?!\d)"
                rf"(?:,?\s+(?P<y2>{_YEAR})(?!\d))?",
                flags,
            )
            if g.month_first
            else None
        )


_patterns = cache(_Patterns)


def dates(found: Scanner, g: Grammar) -> None:
    """Take all dates of a text, the longest forms first."""
    if not any(c.isdigit() for c in found.text) and not _names_a_month(found.text, g):
        return
    forms = _patterns(g)
    for match in found.each(_NUMERIC):
        y, m, d = (match["y"], match["m"], match["d"])
        if y is None:
            y, m, d = match["y2"], match["m2"], match["d2"]
        found.add(Kind.DATE, f"{y}-{int(m):02}-{int(d):02}", *match.span())
    for match in found.each(forms.days):
        _days(found, match, g)
    if forms.months_first is not None:
        for match in found.each(forms.months_first):
            _month_first(found, match, g)
    for match in found.each(forms.listed):
        at = match.start("days")
        figures = list(re.finditer(r"\d+", match["days"]))
        month, year = _month(match["m2"], g), match["y2"]
        if len(figures) == 2 and forms.also.search(match["days"]):
            one, other = (int(day.group()) for day in figures)
            if other == one + 1:  # some languages say so, others write a range
                span_of_days(found, (year, month, one), (year, month, other), *match.span())
                continue
        for number, day in enumerate(figures):
            end = match.end() if number == len(figures) - 1 else at + day.end()
            found.add(Kind.DATE, dated(year, month, int(day.group())), at + day.start(), end)
    for match in found.each(forms.day):
        key = dated(match["y2"], _month(match["m2"], g), int(match["d2"]))
        found.add(Kind.DATE, key, *match.span())
    for match in found.each(forms.between):
        _months(found, match, g)
    for match in found.each(forms.month):
        _one_month(found, match, g)
    for match in found.each(forms.years):
        turned = g.turned and bool(re.fullmatch(DASH, match["to"]))
        span_of_years(found, int(match["y1"]), int(match["y2"]), *match.span(), turned=turned)


def _names_a_month(text: str, g: Grammar) -> bool:
    lower = text.lower()
    return any(month in lower for month in g.months)


def _month(word: str, g: Grammar) -> int:
    parts = [" ".join(part.split()) for part in word.lower().rstrip(".").split("/")]
    return g.months[parts[-1]]


def dated(year: str | int | None, month: int, day: int) -> str:
    """A day as its key: ``2024-04-05``, or ``--04-05`` without a year."""
    return f"{year if year is not None else '-'}-{month:02}-{day:02}"


def _days(found: Scanner, match: re.Match[str], g: Grammar) -> None:
    m2 = _month(match["m2"], g)
    m1 = _month(match["m1"], g) if match["m1"] else m2
    d1, d2 = int(match["d1"]), int(match["d2"])
    if g.turned and match["m1"] is None and re.fullmatch(DASH, match["to"]):
        d1, d2 = d2, d1
    span_of_days(found, (match["y1"], m1, d1), (match["y2"], m2, d2), *match.span())


def span_of_days(
    found: Scanner,
    first: tuple[str | None, int, int],
    last: tuple[str | None, int, int],
    start: int,
    end: int,
) -> None:
    """Note a range of days; one that ends before it begins is turned round."""
    y1, m1, d1 = first
    y2, m2, d2 = last
    if y1 is None and y2 is not None:
        y1 = str(int(y2) - 1) if m1 > m2 else y2
    elif y2 is None:
        y2 = y1  # Chinese gives the year once, in front
    a, b = dated(y1, m1, d1), dated(y2, m2, d2)
    if a > b:
        a, b = b, a
        found.slip(TURNED, start, end)
    found.add(Kind.DATES, f"{a}/{b}", start, end)


def _month_first(found: Scanner, match: re.Match[str], g: Grammar) -> None:
    month, year = _month(match["m2"], g), match["y2"]
    if match["d2"] is None:
        found.add(Kind.DATE, dated(year, month, int(match["d1"])), *match.span())
        return
    first, last = (year, month, int(match["d1"])), (year, month, int(match["d2"]))
    span_of_days(found, first, last, *match.span())


def _months(found: Scanner, match: re.Match[str], g: Grammar) -> None:
    m1, m2 = _month(match["m1"], g), _month(match["m2"], g)
    span_of_months(found, (match["y1"], m1), (match["y2"], m2), *match.span())


def span_of_months(
    found: Scanner,
    first: tuple[str | None, int],
    last: tuple[str | None, int],
    start: int,
    end: int,
) -> None:
    """Note a range of months; with one year, it is that of both ends."""
    (y1, m1), (y2, m2) = first, last
    y1, y2 = y1 or y2 or "-", y2 or y1 or "-"
    a, b = f"{y1}-{m1:02}", f"{y2}-{m2:02}"
    if a > b:
        a, b = b, a
        found.slip(TURNED, start, end)
    found.add(Kind.MONTHS, f"{a}/{b}", start, end)


def _one_month(found: Scanner, match: re.Match[str], g: Grammar) -> None:
    word = match["m2"].lower().rstrip(".")
    year = match["y2"]
    if year is None and word in g.doubtful and match["m2"][0].islower():
        return
    sure = year is not None or word not in g.doubtful
    key = f"{year or '-'}-{_month(match['m2'], g):02}"
    found.add(Kind.MONTH, key, *match.span(), required=sure)


def span_of_years(
    found: Scanner, first: int, last: int, start: int, end: int, *, turned: bool = False
) -> None:
    """Note a range of years; ``turned`` where the language writes the last one first."""
    if turned:
        first, last = last, first
    if first > last:
        first, last = last, first
        found.slip(TURNED, start, end)
    found.add(Kind.YEARS, f"{first}/{last}", start, end)
