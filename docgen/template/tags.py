"""The tags of docxtpl's dialect, found in the text of one paragraph.

``{{ value }}`` prints, ``{% statement %}`` decides and repeats, ``{# comment #}`` says nothing.
A letter after the opening marks takes the whole paragraph (``p``), table row (``tr``), table cell
(``tc``) or run (``r``) with it. ``{_{ }_}`` and ``{_% %_}`` print the marks themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a tag does."""

    OUTPUT = "{{ }}"
    STATEMENT = "{% %}"
    COMMENT = "{# #}"
    ESCAPE = "{_ _}"


class Level(StrEnum):
    """What a tag takes with it."""

    TEXT = ""
    RUN = "r"
    PARAGRAPH = "p"
    CELL = "tc"
    ROW = "tr"


_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: where it stands in the paragraph's text, and the Jinja code between its marks.

    ``head`` is the index of the first character of the code: its formatting is what the officer
    chose for the value. ``smart_quotes`` tells that Word's curly quotation marks stood in the code
    and were read as straight ones.
    """

    start: int
    end: int
    kind: Kind
    level: Level
    code: str
    head: int
    trim_before: bool = False
    trim_after: bool = False
    smart_quotes: bool = False

    @property
    def keyword(self) -> str:
        """The first word of a statement: ``if``, ``endfor``…"""
        match = _WORD.match(self.code)
        return match.group() if match is not None else self.code.split(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Unclosed:
    """Opening marks without their closing ones, at an index of the paragraph's text."""

    start: int
    marks: str


_OPEN: Final = re.compile(r"\{\{|\{%|\{#|\{_\{|\{_%|\}_\}|%_\}")
_LEVEL: Final = re.compile(r"(p|tr|tc|r)(?=[\s\u00a0])")
_CLOSE: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_KIND: Final = {"{{": Kind.OUTPUT, "{%": Kind.STATEMENT, "{#": Kind.COMMENT}
_LITERAL: Final = {"{_{": "{{", "{_%": "{%", "}_}": "}}", "%_}": "%}"}
# Word's AutoFormat turns straight quotation marks into these (and German or Polish Word into „).
_DOUBLE: Final = "\u201c\u201d\u201e\u201f"
_SINGLE: Final = "\u2018\u2019\u201a\u201b"
_QUOTES: Final = {
    '"': '"' + _DOUBLE,
    "'": "'" + _SINGLE,
    **dict.fromkeys(_DOUBLE, _DOUBLE + '"'),
    **dict.fromkeys(_SINGLE, _SINGLE + "'"),
}


def find_tags(text: str) -> list[Tag | Unclosed]:
    """All tags in a paragraph's text, in order; never raises."""
    found: list[Tag | Unclosed] = []
    last = {marks: text.rfind(close) for marks, close in _CLOSE.items()}
    position = 0
    while (match := _OPEN.search(text, position)) is not None:
        marks = match.group()
        start = match.start()
        if marks in _LITERAL:
            position = match.end()
            found.append(Tag(start, position, Kind.ESCAPE, Level.TEXT, _LITERAL[marks], start))
            continue
        end = None
        if last[marks] >= match.end():
            end = _end_of(text, match.end(), _CLOSE[marks], strings=marks != "{#")
        if end is None:
            found.append(Unclosed(start, marks))
            position = match.end()
            continue
        found.append(_tag(text, start, end, _KIND[marks]))
        position = end
    return found


def _end_of(text: str, start: int, close: str, *, strings: bool) -> int | None:
    """The index after the closing marks; marks inside a string of the code do not close."""
    position = start
    while strings and position < len(text):
        if text.startswith(close, position):
            return position + len(close)
        if text[position] in _QUOTES:
            ends = _end_of_string(text, position)
            if ends is None:
                break
            position = ends
        position += 1
    plain = text.find(close, start)
    return plain + len(close) if plain >= 0 else None


def _tag(text: str, start: int, end: int, kind: Kind) -> Tag:
    begin, finish = start + 2, end - 2
    level = Level.TEXT
    trim_before = text[begin : begin + 1] in "-+" and begin < finish
    if trim_before:
        begin += 1
    match = _LEVEL.match(text, begin, finish)
    if match is not None:
        level = Level(match.group(1))
        begin = match.end()
    trim_after = finish > begin and text[finish - 1] == "-"
    if trim_after:
        finish -= 1
    raw = text[begin:finish]
    code, smart = (raw, False) if kind is Kind.COMMENT else straighten(raw)
    head = begin + len(raw) - len(raw.lstrip())
    return Tag(
        start,
        end,
        kind,
        level,
        code.strip(),
        min(head, end - 1),
        trim_before and text[start + 2] == "-",
        trim_after,
        smart,
    )


def _end_of_string(text: str, start: int) -> int | None:
    """The index of the mark that ends the string opened at ``start``.

    A string opened with a straight mark ends at the next straight one, or else at a curly one.
    """
    mark = text[start]
    ends = [mark, _QUOTES[mark]] if mark in "\"'" else [_QUOTES[mark]]
    for closing in ends:
        position = start + 1
        while position < len(text):
            if text[position] == "\\":
                position += 1
            elif text[position] in closing:
                return position
            position += 1
    return None


def straighten(code: str) -> tuple[str, bool]:
    """Code as Jinja reads it, and whether curly quotation marks stood for straight ones.

    Only marks that open or close a string are changed: the ``’`` inside ``"l’annexe"`` stays.
    Line breaks, tabs and no-break spaces outside strings become blanks.
    """
    out: list[str] = []
    smart = False
    position = 0
    while position < len(code):
        mark = code[position]
        if mark not in _QUOTES:
            out.append(" " if mark.isspace() else mark)
            position += 1
            continue
        end = _end_of_string(code, position)
        straight = mark in "\"'"
        smart = smart or (end is not None and code[end] not in "\"'")
        smart = smart or not straight
        quote = mark if straight else ('"' if mark in _DOUBLE else "'")
        if end is None:
            out.append(quote + code[position + 1 :])
            break
        out.append(quote + code[position + 1 : end] + quote)
        position = end + 1
    return "".join(out), smart
