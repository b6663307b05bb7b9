"""Percentages, money, times, numbers in figures and in words, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Final

from docgen.concordance.recognize.grammar import LETTER, Grammar
from docgen.concordance.recognize.references import whole
from docgen.concordance.recognize.values import DISAGREE, Kind, Scanner, any_of

CODES: Final = {
    "CHF": "CHF", "Fr.": "CHF", "EUR": "EUR", "€": "EUR", "USD": "USD", "US$": "USD", "$": "USD",
    "GBP": "GBP", "£": "GBP", "JPY": "JPY", "CNY": "CNY", "RUB": "RUB",
}  # fmt: skip

_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 4  # words of a number: quatre-vingt-dix-neuf
_ONE: Final = 1
_MOST: Final = 40  # figures of a number that is worth reading as one


class _Patterns:
    """The regular expressions of one language, made once."""

    def __init__(self, g: Grammar) -> None:
        number = rf"\d{{1,3}}(?:{g.group}\d{{3}})+(?:{g.decimal}\d+)?(?!\d)|\d+(?:{g.decimal}\d+)?"
        before = rf"(?<![{LETTER}\d])(?<!\d[.,:])"
        scale = rf"(?:\s+(?P<scale>{any_of(g.scales)})(?![{LETTER}]))?"
        names = rf"{any_of(g.currencies)}|{any_of(CODES)}"
        flags = re.IGNORECASE
        self.percent = re.compile(rf"{before}(?P<n>{number})(?:{g.percent})", flags)
        self.money = re.compile(
            rf"(?<![{LETTER}])(?P<c1>{any_of(CODES)})\s*(?P<n1>{number}){scale}"
            rf"|{before}(?P<n2>{number}){scale.replace('<scale>', '<scale2>')}"
            rf"\s*(?:de\s+|d'|des\s+)?(?P<c2>{names})(?![{LETTER}])",
            flags,
        )
        self.time = re.compile(rf"{before}(?:{g.time})", flags)
        self.times = re.compile(rf"{before}(?:{g.times.replace('{to}', g.to)})", flags)
        self.clock = re.compile(rf"{before}(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?!\d)")
        self.ordinal = re.compile(rf"{before}(?:{g.ordinal})", flags)
        self.number = re.compile(
            rf"(?:(?<![\w)\]–—-])(?P<sign>-))?{before}(?P<n>{number}){scale}",
            flags,
        )
        self.twos = re.compile(g.twos) if g.twos else None
        self.prefix = re.compile(rf"^{g.prefix}(?=..)") if g.prefix else None


_patterns = cache(_Patterns)


def amount(figures: str, g: Grammar | None, times: int = 1) -> str:
    """Figures of a language as a plain number: ``1 234,50`` is 1234.5."""
    bare = figures
    if g is not None:
        bare = re.sub(rf"(?<=\d){g.group}(?=\d{{3}}(?!\d))", "", figures)
        bare = re.sub(rf"{g.decimal}(?=\d+$)", ".", bare)
    bare = bare.replace(" ", "")
    if bare.count(".") > 1 or "," in bare or len(bare) > _MOST:
        return bare
    number = Decimal(bare) * times
    if number == number.to_integral_value():
        return str(int(number))
    return format(number.normalize(), "f")


def figures(found: Scanner, g: Grammar) -> None:
    """Take percentages, times, ordinals and numbers in figures; then those in words."""
    forms = _patterns(g)
    if any(c.isdigit() for c in found.rest):
        for match in found.each(forms.percent):
            found.add(Kind.PERCENTAGE, amount(match["n"], g), *match.span())
        for match in found.each(forms.times):
            for h, m in (("h", "m"), ("h2", "m2")):
                key = f"{int(match[h]):02}:{match[m]}"
                found.add(Kind.TIME, key, match.start(h), match.end(m))
        for match in found.each(forms.time):
            time_of_day(found, match)
        for match in found.each(forms.clock):
            time_of_day(found, match)
        for match in found.each(forms.ordinal):
            found.add(Kind.ORDINAL, whole(match["n"]), *match.span())
    words(found, g)
    for match in found.each(forms.number):
        scale = g.scales[" ".join(match["scale"].lower().split())] if match["scale"] else 1
        sign = "-" if match["sign"] else ""
        found.add(Kind.NUMBER, sign + amount(match["n"], g, scale), *match.span())
    if forms.twos is not None:
        for match in found.each(forms.twos):
            found.add(Kind.NUMBER, "2", *match.span(), required=False)


def money(found: Scanner, g: Grammar) -> None:
    """Take sums of money: before acronyms are, for a currency may hold one (долларов США)."""
    if any(c.isdigit() for c in found.rest):
        for match in found.each(_patterns(g).money):
            _money(found, match, g)


def _money(found: Scanner, match: re.Match[str], g: Grammar) -> None:
    name = " ".join((match["c1"] or match["c2"]).split())
    known = {word.lower(): code for word, code in (*CODES.items(), *g.currencies.items())}
    scale = match["scale"] or match["scale2"]
    times = g.scales[" ".join(scale.lower().split())] if scale else 1
    value = amount(match["n1"] or match["n2"], g, times)
    found.add(Kind.MONEY, f"{known[name.lower()]} {value}", *match.span())


_AFTERNOON: Final = frozenset({"p", "مساء", "بعد الظهر", "下午", "晚上", "傍晚"})


def time_of_day(found: Scanner, match: re.Match[str]) -> None:
    """Note a time of day from the groups ``h`` and ``m``, or ``h2``, ``m2`` and ``half``."""
    groups = match.groupdict()
    hour = int(groups["h"] or groups.get("h2") or 0)
    minute = int(groups.get("m") or groups.get("m2") or 0)
    half = (groups.get("half") or "").lower()
    half = " ".join(half.split())
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    found.add(Kind.TIME, f"{hour:02}:{minute:02}", *match.span())


# Words


_FOLLOWS: Final = re.compile(r"\s*\(\s*(\d{1,3})\s*\)")


def words(found: Scanner, g: Grammar) -> None:
    """Take numbers and ordinals in words; a number in brackets after it is the same number."""
    prefix = _patterns(g).prefix
    for start, end, text in _phrases(found.rest, g.numbers, prefix):
        number = g.numbers[text]
        required = number != _ONE and text not in g.maybe
        same = _FOLLOWS.match(found.rest, end)
        if same is not None:
            if int(same.group(1)) != number:
                found.slip(DISAGREE, start, same.end())
            found.add(Kind.NUMBER, str(int(same.group(1))), start, same.end())
        else:
            found.add(Kind.NUMBER, str(number), start, end, required=required)
    for start, end, text in _phrases(found.rest, g.ordinals, prefix):
        number = g.ordinals[text]
        found.add(Kind.ORDINAL, str(number), start, end, required=number != _ONE)


def _phrases(
    text: str, known: Mapping[str, int], prefix: re.Pattern[str] | None
) -> Iterator[tuple[int, int, str]]:
    """Where known phrases of up to four words stand, the longest first at each place."""
    tokens = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text)]
    at = 0
    while at < len(tokens):
        step = 1
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            group = tokens[at : at + length]
            if not all(text[a[1] : b[0]] in (" ", "-") for a, b in pairwise(group)):
                continue
            phrase = " ".join(word for _, _, word in group)
            cut = 0
            if phrase not in known and prefix is not None:
                match = prefix.match(phrase)
                cut = match.end() if match is not None else 0
                # A noun may itself begin like a prefix: try the shorter cuts as well.
                cut = next((c for c in range(cut, 0, -1) if phrase[c:] in known), 0)
            if phrase[cut:] in known:
                yield group[0][0] + cut, group[-1][1], phrase[cut:]
                step = length
                break
        at += step
