"""Circulars, resolutions, annexes and sections that a text refers to."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from docgen.concordance.recognize.grammar import DASH, LETTER, Grammar
from docgen.concordance.recognize.values import TURNED, Kind, Scanner, any_of

_YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_ONE: Final = r"\d{1,3}(?:\.\d{1,2})*(?![\d%])"
_WIDEST: Final = 50  # numbers between the ends of a range that are named one by one


class _Patterns:
    """The regular expressions of one language, made once."""

    def __init__(self, g: Grammar) -> None:
        flags = re.IGNORECASE
        free = "" if g.prefix else rf"(?<![{LETTER}])"
        # A date may follow a list: sections 3 and 4, 5 May. A percentage never belongs to it.
        day = rf"(?!{g.day_mark}{g.of_month}(?:{g.month or any_of(g.months)}))"
        one = rf"{_ONE}{day}"
        gap = r"(?:\s+|(?<=[§.])\s*)"
        several = rf"(?P<list>{one}(?:(?:{g.both}|{g.to})(?:{g.section}{gap})?{one}){{0,20}})"
        self.section = re.compile(rf"{free}(?:{g.section}){gap}{several}", flags)
        self.annex = re.compile(
            rf"{free}(?:{g.annex})\s+{several.replace(g.section, g.annex)}", flags
        )
        self.annexes = re.compile(rf"{free}(?:{g.annexes})\s*(?P<n>\d+)(?!\d)", flags)
        self.resolution = re.compile(
            rf"{free}(?:{g.resolution})\s+(?:[Nn][°º]\.?\s*|№\s*|رقم\s+)?"
            rf"{several.replace(g.section, g.resolution)}(?:\s*\((?P<of>[^()]*)\))?",
            flags,
        )
        self.circular = re.compile(rf"{free}(?:{g.circular})(?!\d)")
        self.to = rf"(?:{g.to}|{DASH})"


_patterns = cache(_Patterns)


def references(found: Scanner, g: Grammar) -> None:
    """Take circulars, resolutions, annexes and sections of a text."""
    if not any(c.isdigit() for c in found.text):
        return
    forms = _patterns(g)
    for match in found.each(forms.circular):
        found.add(Kind.CIRCULAR, whole(match["n"]), *match.span())
    for match in found.each(forms.resolution):
        listed(found, Kind.RESOLUTION, match, int, forms.to, turned=g.turned)
    for match in found.each(forms.annexes):
        found.add(Kind.ANNEXES, whole(match["n"]), *match.span())
    for match in found.each(forms.annex):
        listed(found, Kind.ANNEX, match, int, forms.to, turned=g.turned)
    for match in found.each(forms.section):
        listed(found, Kind.SECTION, match, int, forms.to, turned=g.turned)


def whole(figures: str) -> str:
    """A whole number as its key, however many figures it has."""
    return figures.lstrip("0") or "0"


def listed(
    found: Scanner,
    kind: Kind,
    match: re.Match[str],
    read: Callable[[str], int],
    to: str,
    *,
    turned: bool = False,
) -> None:
    """Note each number of a list (3 and 4; 3 to 5); a resolution with the year of its revision.

    Each value has the text of the whole list. ``read`` reads one number; ``turned`` says that the
    last one stands before a hyphen (Arabic).
    """
    of = match.groupdict().get("of")
    years = _YEAR.findall(of) if of else []
    tail = f" ({years[-1]})" if years else ""
    end = match.end() if years or of is None else match.start("of") - 1
    keys: list[str] = []
    previous: int | None = None
    gap = ""
    for part in re.finditer(
        r"\d+(?:\.\d+)+|\d+|[〇零一二三四五六七八九十百两]+|[^\d]+?", match["list"]
    ):
        text = part.group()
        if not (text[0].isdigit() or text[0] in "〇零一二三四五六七八九十百两"):
            gap += text
            continue
        if "." in text:
            keys.append(text)
            previous, gap = None, ""
            continue
        number = read(text)
        bare = re.sub(r"[第节]", "", gap)
        if previous is not None and bare and re.fullmatch(to, bare) and kind is not Kind.RESOLUTION:
            if previous > number and not (turned and re.fullmatch(DASH, bare)):
                found.slip(TURNED, match.start(), end)
            lowest, highest = min(previous, number), max(previous, number)
            if highest - lowest <= _WIDEST:
                keys += [str(n) for n in range(lowest + 1, highest)]
        keys.append(str(number))
        previous, gap = number, ""
    for key in keys:
        found.add(kind, key + tail, match.start(), end)
