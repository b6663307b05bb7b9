"""Days of the week: Monday, lundi, понедельник, 星期一, يوم الاثنين; and dates on another day.

They are found before dates and blanked, for they stand inside of ranges: from Monday 9 to Friday
20 June 2025, 2025年6月9日（星期一）至20日（星期五）.

Sources: CLDR, the names of the days of each language; GB/T 7408 for 星期.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from docgen.concordance.recognize.grammar import LETTER
from docgen.concordance.recognize.values import MISDATED, Kind, Scanner, Value, any_of


def _days(*rows: str) -> dict[str, int]:
    return {form: n for n, row in enumerate(rows, 1) for form in row.split()}


def _declined(stem: str, endings: str) -> str:
    return " ".join(stem + ending for ending in endings.split("|"))


_MASCULINE: Final = "|а|у|ом|е|и|ам"
_FEMININE: Final = "а|ы|е|у|ой|ам"
_DAYS: Final[dict[str, dict[str, int]]] = {
    "ar": _days(
        "الاثنين الإثنين", "الثلاثاء", "الأربعاء الاربعاء", "الخميس", "الجمعة", "السبت",
        "الأحد الاحد",
    ),
    "en": _days(
        "Monday Mondays", "Tuesday Tuesdays", "Wednesday Wednesdays", "Thursday Thursdays",
        "Friday Fridays", "Saturday Saturdays", "Sunday Sundays",
    ),
    "es": _days("lunes", "martes", "miércoles", "jueves", "viernes", "sábado sábados", "domingo"),
    "fr": _days(
        "lundi lundis", "mardi mardis", "mercredi mercredis", "jeudi jeudis", "vendredi vendredis",
        "samedi samedis", "dimanche dimanches",
    ),
    "ru": _days(
        _declined("понедельник", _MASCULINE), _declined("вторник", _MASCULINE),
        _declined("сред", _FEMININE), _declined("четверг", _MASCULINE),
        _declined("пятниц", "а|ы|е|у|ей|ам"), _declined("суббот", _FEMININE),
        _declined("воскресень", "е|я|ю|ем|ям"),
    ),
}  # fmt: skip
# Words that are others too (среда is also the environment, الأحد "one", الاثنين "the two", Domingo
# a name): they are days beside a figure, and behind a word that says so.
_DOUBTFUL: Final = {
    "ar": frozenset({"الاثنين", "الإثنين", "الأحد", "الاحد"}),
    "es": frozenset({"domingo"}),
    "ru": frozenset({"среда", "среды", "среде", "среду", "средой", "средам"}),
}
_SAID: Final = re.compile(r"\b(?:el|del|al)\s+$")
# The comma between a day and its date is blanked, too: Friday, 20 June.
_COMMA: Final = r"(?:\s*[,،](?=\s*\d))?"
_PATTERNS: Final = {
    code: re.compile(
        rf"(?P<in>\()?(?<![\u0621-\u064a])(?P<said>[وبل]?يوم\s+)?[وبل]?(?P<day>{any_of(days)})"
        rf"(?![\u0621-\u064a])"
        rf"(?(in)\)|{_COMMA})"
        if code == "ar"
        else rf"(?P<in>\()?(?<![{LETTER}'-])(?P<day>{any_of(days)})(?![{LETTER}'-])"
        rf"(?(in)\)|{_COMMA})",
        0 if code == "en" else re.IGNORECASE,
    )
    for code, days in _DAYS.items()
}
_FIGURE_AFTER: Final = re.compile(r"\s*[(,،]?\s*\d")
_FIGURE_BEFORE: Final = re.compile(r"(?:\d|日|号|года?|г\.)\s*[(,،]?\s*$")
_ZH: Final = re.compile(
    r"(?P<in>\()?(?:(?P<sure>星期|礼拜)|周)(?P<day>[一二三四五六日天])(?(in)\))"
)
_ZH_DAYS: Final = {c: n for n, c in enumerate("一二三四五六日", 1)} | {"天": 7}
_ZH_COUNTED: Final = re.compile("[次个期年岁名场届份天]")  # 每周一次, once a week
_BETWEEN: Final = re.compile(r"[\s,،()]*(?:星期|礼拜|周)?")


def weekdays(found: Scanner, language: str) -> None:
    """Note the days of a text and blank them."""
    for match in found.each(_ZH if language == "zh" else _PATTERNS[language]):
        start, end = match.span()
        before = found.text[max(0, start - 8) : start]
        beside = _FIGURE_AFTER.match(found.text, end) or _FIGURE_BEFORE.search(before)
        if language == "zh":
            if not (match["sure"] or beside) and _ZH_COUNTED.match(found.text, end):
                continue
            day = _ZH_DAYS[match["day"]]
            required = bool(match["sure"] or beside)
        else:
            word = match["day"] if language == "en" else match["day"].lower()
            said = match.groupdict().get("said") or (
                match["day"].islower() and _SAID.search(found.text, 0, start)
            )
            if word in _DOUBTFUL.get(language, ()) and not (beside or said):
                continue
            day, required = _DAYS[language][word], True
        found.values.append(
            Value(Kind.WEEKDAY, str(day), match["day"], *match.span("day"), required)
        )
        found.blank(start, end)


def hold_against_dates(found: Scanner) -> None:
    """A slip where a whole date that stands next to a day is not on it."""
    whole = [
        (value, [date.fromisoformat(end) for end in value.key.split("/")])
        for value in found.values
        if value.kind in (Kind.DATE, Kind.DATES) and "--" not in value.key and _real(value.key)
    ]
    if not whole:
        return
    for day in [value for value in found.values if value.kind is Kind.WEEKDAY]:
        for value, ends in whole:
            if day.end <= value.start:
                gap, fitting = found.text[day.end : value.start], ends[:1]
            elif day.start >= value.end:
                gap, fitting = found.text[value.end : day.start], ends[-1:]
            else:
                gap, fitting = "", ends
            near = _BETWEEN.fullmatch(gap) is not None
            if near and day.key not in {str(each.isoweekday()) for each in fitting}:
                start, end = min(day.start, value.start), max(day.end, value.end)
                found.slip(MISDATED, start, end)


def _real(key: str) -> bool:
    try:
        for end in key.split("/"):
            date.fromisoformat(end)
    except ValueError:
        return False
    return True
