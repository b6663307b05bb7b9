"""What is counted: four years must not be four months in another language.

Only a contradiction counts: a unit that no other language has for this number in the section, in
the place of one that most of those have that name one. A language may name none, or another word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from docgen.concordance.allowed import Allowances
from docgen.concordance.majority import others
from docgen.concordance.read import Found
from docgen.concordance.recognize import Kind
from docgen.concordance.rows import Cell, Row
from docgen.diagnostics import Finding, error

# The words behind a number, by unit; an adjective may stand between: calendar days, рабочих дней.
_WORDS: Final = {
    "ar": {
        "minute": "دقيقة|دقائق", "hour": "ساعة|ساعات", "day": "يوم|أيام|يوما",
        "week": "أسبوع|أسابيع|أسبوعا", "month": "شهر|أشهر|شهور|شهرا",
        "year": "سنة|سنوات|عام|أعوام|عاما",
        "km": "km|كيلومتر|كيلومترات|كيلومترا", "m": "m|متر|أمتار",
    },
    "en": {
        "minute": "minutes?", "hour": "hours?", "day": "days?", "week": "weeks?",
        "month": "months?", "year": "years?", "km": "km|kilometres?", "m": "m|metres?",
    },
    "es": {
        "minute": "minutos?", "hour": "horas?", "day": "días?", "week": "semanas?",
        "month": "mes(?:es)?", "year": "años?", "km": "km|kilómetros?", "m": "m|metros?",
    },
    "fr": {
        "minute": "minutes?", "hour": "heures?", "day": "jours?", "week": "semaines?",
        "month": "mois", "year": "ans?|années?", "km": "km|kilomètres?", "m": "m|mètres?",
    },
    "ru": {
        "minute": r"минут\w*", "hour": "час(?:а|ов|ам)?", "day": r"день|дн[яйеи]\w*",
        "week": r"недел\w+", "month": r"месяц\w*", "year": "год(?:а|у|ом|ы|ов)?|лет",
        "km": r"км|километр\w*", "m": r"м|метр\w*",
    },
    "zh": {
        "minute": "分钟", "hour": "个?小时", "day": "天|个?(?:日历|工作|自然)日",
        "week": "周|个?星期", "month": "个月", "year": "年", "km": "公里|km", "m": "米|m",
    },
}  # fmt: skip
_BETWEEN: Final = {
    "en": r"[\s-]+(?:(?:calendar|working|business|full|consecutive|more)\s+)?",
    "ru": r"[\s-]+(?:[а-я]+(?:ых|их|ый|ой|ым|им)\s+)?",
    "zh": r"\s?",
}
_PATTERNS: Final = {
    code: re.compile(
        _BETWEEN.get(code, r"[\s-]+")
        + "(?:"
        + "|".join(f"(?P<{unit}>{words})" for unit, words in units.items())
        + ")"
        + ("(?![A-Za-z])" if code == "zh" else r"(?!\w)"),
        re.IGNORECASE,
    )
    for code, units in _WORDS.items()
}


def compare_measures(row: Row, allowed: Allowances) -> Iterator[Finding]:
    """X003 for numbers of one section that count something else in one language."""
    cells = [cell for cell in row.cells.values() if cell.whole]
    counted = [_counted(cell) for cell in cells]
    for number in dict.fromkeys(number for each in counted for number in each):
        named = [each.get(number, {}) for each in counted]
        for at, own in enumerate(named):
            rest = [units for index, units in enumerate(named) if index != at and units]
            counts = Counter(unit for units in rest for unit in units)
            usual = [unit for unit in counts if 2 * counts[unit] > len(rest) and unit not in own]
            for unit in [unit for unit in own if unit not in counts] if usual else ():
                language, (here, text) = cells[at].read.language, own[unit]
                other = next(units[usual[0]] for units in rest if usual[0] in units)
                against = [cells[index].read.language for index, units in enumerate(named)
                           if usual[0] in units]  # fmt: skip
                if here.paragraph is None or allowed.between("value", language, against, text):
                    continue
                whom = others([cell.read.language for cell in cells], language)
                yield error(
                    "X003",
                    here.paragraph.place,
                    f"{language}: {text}, {here.paragraph.place.detail}; {whom}: {other[1]} "
                    f"({other[0].paragraph.place if other[0].paragraph else ''})",
                    "correct the one that is wrong, or declare the difference with its reason",
                )


def _counted(cell: Cell) -> dict[str, dict[str, tuple[Found, str]]]:
    """What the numbers of a section count: by number and unit, where it stands and its words."""
    made: dict[str, dict[str, tuple[Found, str]]] = {}
    for found in cell.values:
        value, paragraph = found
        if value.kind is not Kind.NUMBER or paragraph is None:
            continue
        behind = _PATTERNS[cell.read.language].match(paragraph.text, value.end)
        if behind is not None and behind.lastgroup is not None:
            text = paragraph.text[value.start : behind.end()]
            made.setdefault(value.key, {}).setdefault(behind.lastgroup, (found, text))
    return made
