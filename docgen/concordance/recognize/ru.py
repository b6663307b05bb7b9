"""Russian values: 6 марта 2024 года, с мая по сентябрь, двадцати двух, 35 %, в разделах 3 и 4.

Sources: the Union's published Russian; A. E. Milchin, Справочник издателя и автора; the
declensions after A. A. Zaliznyak, Грамматический словарь русского языка.  ё is read as е.
"""

from __future__ import annotations

from typing import Final

from docgen.concordance.recognize.grammar import DASH, Grammar, words

# Stems of the months: those in -ь, then those in a hard consonant, май by itself.
_SOFT: Final = {
    1: "январ", 2: "феврал", 4: "апрел", 6: "июн", 7: "июл", 9: "сентябр", 10: "октябр",
    11: "ноябр", 12: "декабр",
}  # fmt: skip
_HARD: Final = {3: "март", 8: "август"}


def _months() -> dict[str, int]:
    known = {stem + end: n for n, stem in _SOFT.items() for end in ("ь", "я", "ю", "ем", "е")}
    known |= {stem + end: n for n, stem in _HARD.items() for end in ("", "а", "у", "ом", "е")}
    return known | dict.fromkeys(("май", "мая", "маю", "маем", "мае"), 5)


_ONES: Final = {
    0: "ноль ноля нолю нолем ноле нуль нуля нулю нулем нуле",
    1: "один одного одному одним одном одна одной одну одною одно одни одних",
    2: "два две двух двум двумя",
    3: "три трех трем тремя",
    4: "четыре четырех четырем четырьмя",
    8: "восемь восьми восемью восьмью",
}
_IN_SOFT: Final = {
    5: "пят", 6: "шест", 7: "сем", 9: "девят", 10: "десят", 11: "одиннадцат", 12: "двенадцат",
    13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат", 17: "семнадцат",
    18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат",
}  # fmt: skip
_TENS: Final = {
    40: "сорок сорока",
    50: "пятьдесят пятидесяти пятьюдесятью",
    60: "шестьдесят шестидесяти шестьюдесятью",
    70: "семьдесят семидесяти семьюдесятью",
    80: "восемьдесят восьмидесяти восемьюдесятью восьмьюдесятью",
    90: "девяносто девяноста",
    100: "сто ста",
}


def _numbers() -> dict[str, int]:
    simple = {
        word: n for table in (_ONES, _TENS) for n, row in table.items() for word in row.split()
    }
    simple |= {stem + end: n for n, stem in _IN_SOFT.items() for end in ("ь", "и", "ью")}
    tens = {word: n for word, n in simple.items() if 20 <= n < 100}
    units = {word: n for word, n in simple.items() if 1 <= n < 10}
    known = simple | {f"{t} {u}": m + n for t, m in tens.items() for u, n in units.items()}
    return known | dict.fromkeys(("оба", "обе", "обоих", "обеих", "обоим", "обеим", "дважды"), 2)


_STEMS: Final = (
    *("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят"),
    *("одиннадцат", "двенадцат"),
)
_ENDINGS: Final = words("ый ого ому ым ом ая ой ую ое ые ых ыми")


def _ordinals() -> dict[str, int]:
    known: dict[str, int] = {}
    for n, stem in enumerate(_STEMS, 1):
        ends = _ENDINGS
        if n == 3:
            ends = words("ий ьего ьему ьим ьем ья ьей ью ье ьи ьих ьими")
        known |= {stem + end: n for end in ends}
    return known


GRAMMAR: Final = Grammar(
    code="ru",
    months=_months(),
    day_mark=r"(?:-(?:го|е|му|ое|ого))?",
    year_mark=r"(?:\s+(?:годами|годах|годов|годам|года|году|годом|годы|год)\b|\s*гг?\.)?",
    to=rf"(?:{DASH}|\s+(?:по|до)\s+)",
    both=r"(?:\s*,\s*(?:и\s+)?|\s+(?:и|или)\s+)",
    also=r"и",
    group=r"[ ]",
    decimal=r",",
    numbers=_numbers(),
    # семью and одни are also the family and "only"; ста, сорок and the rest are numbers only.
    maybe=frozenset(
        (*_ONES[1].split(), "семью", "оба", "обе", "обоих", "обеих", "обоим", "обеим", "дважды")
    ),
    ordinals=_ordinals(),
    ordinal=r"(?P<n>\d+)-(?:ыми|ого|ому|ой|ый|ий|ая|ое|ые|ых|ым|го|му|й|я|ю|е|м|х)\b",
    percent=r"\s*%|\s+процент(?:ами|ах|ам|ов|ом|а|у|е|ы)?\b",
    scales={
        "тысяч": 10**3, "тысячи": 10**3, "тыс.": 10**3, "миллионов": 10**6, "миллиона": 10**6,
        "миллион": 10**6, "млн": 10**6, "миллиардов": 10**9, "миллиарда": 10**9, "млрд": 10**9,
    },
    currencies={
        **dict.fromkeys(("швейцарских франков", "швейцарских франка", "швейцарский франк",
                         "швейцарскими франками", "швейцарским франкам", "шв. фр."), "CHF"),
        **dict.fromkeys(("иен", "иены", "йен", "йены"), "JPY"),
        "евро": "EUR",
        **dict.fromkeys(("долларов сша", "доллара сша", "доллар сша", "долл. сша", "долларов"),
                        "USD"),
        "фунтов стерлингов": "GBP",
    },
    time=r"(?P<h>\d{1,2})\s*(?:час(?:ов|а)?\b|ч\b)\.?(?:\s*(?P<m>\d{2})\s*(?:мин(?:ут)?\b\.?))?",
    times=r"(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d){to}(?P<h2>[01]?\d|2[0-4])\.(?P<m2>[0-5]\d)"
    r"(?![\d.])",
    # п. 3 may be a paragraph, п. 2.2 is what others call a section.
    section=r"(?:\bраздел(?:ами|ах|ам|ов|ом|ы|а|у|е)?|§§?|\bпп?\.(?=\s*\d+\.\d))",
    annex=r"\bприложени(?:ями|ях|ям|ем|ю|й|я|е|и)",
    annexes=r"\b(?:приложени|вложени)[еяй]\s*:",
    resolution=r"\bрезолюци(?:ями|ях|ям|ей|ю|й|я|и)",
    circular=r"\b[Цц]иркуляр(?:н\w+\s+письм\w+)?(?:ами|ах|ам|ов|ом|ы|а|у|е)?\s+(?:№\s*)?"
    r"(?:БСЭ\s+)?(?P<n>\d+)(?:\s+БСЭ\b)?",
    titles=r"\b(?:г-ж[аиеу]|г-жой|г-н(?:а|у|ом|е)?|д-р(?:а|у|ом|е)?|проф\.|профессор(?:а|у|ом|е)?"
    r"|госпож[аиеу]|госпожой|господин(?:а|у|ом|е)?)",
)  # fmt: skip
