"""The text that flows in a paragraph of a Word file, piece by piece.

ECMA-376 part 1, clauses 17.3.3 (what stands in runs) and 17.16 (fields).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final, NamedTuple

from lxml import etree

from docgen.template.ooxml import attribute, word_name

# Fields whose result is another on every page, or in every program (ECMA-376 part 1, 17.16.5).
_PASSING: Final = re.compile(
    r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|DATE|TIME|SAVEDATE)\b", re.I
)


class Piece(NamedTuple):
    """A piece of text, and the element of the run that shows it: ``w:t``, ``w:tab``, ``w:br``…"""

    element: etree._Element
    text: str


def text_of(paragraph: etree._Element) -> str:
    """The text that a paragraph shows: insertions with, deletions and hidden codes without.

    The results of fields are text, but for those that change with the page or the day.
    """
    return "".join(piece.text for piece in pieces_of(paragraph))


def pieces_of(paragraph: etree._Element, *, passing: bool = False) -> list[Piece]:
    """The same text in its pieces, in reading order; ``passing`` takes those fields' results in."""
    made: list[Piece] = []
    fields: list[list[str | bool]] = []  # code, whether the result has begun
    for node in paragraph.iter():
        name = word_name(node)
        if name is None or (node is not paragraph and holder(node) not in (paragraph, None)):
            continue
        match name:
            case "fldChar":
                kind = attribute(node, "fldCharType")
                if kind == "begin":
                    fields.append(["", False])
                elif kind == "separate" and fields:
                    fields[-1][1] = True
                elif kind == "end" and fields:
                    fields.pop()
            case "instrText" if fields:
                fields[-1][0] = f"{fields[-1][0]}{node.text or ''}"
            case "t" if not _is_deleted(node) and (passing or not _passes(node, fields)):
                made.append(Piece(node, node.text or ""))
            case "tab" if _in_run(node):
                made.append(Piece(node, "\t"))
            case "br" | "cr":
                made.append(Piece(node, "\n"))
            case "noBreakHyphen":
                made.append(Piece(node, "-"))
    return made


def _passes(node: etree._Element, fields: list[list[str | bool]]) -> bool:
    """Whether a text is the result of a field that changes with the page or the day."""
    if any(done and _PASSING.match(str(code)) for code, done in fields):
        return True
    return any(
        word_name(up) == "fldSimple" and _PASSING.match(attribute(up, "instr"))
        for up in _within(node)
    )


def _is_deleted(node: etree._Element) -> bool:
    """Whether a text stands in a tracked deletion (17.13.5.14), or was moved elsewhere."""
    return any(word_name(up) in ("del", "moveFrom") for up in _within(node))


def _within(node: etree._Element) -> Iterator[etree._Element]:
    """What a text stands in, up to its paragraph."""
    return takewhile(lambda up: word_name(up) != "p", node.iterancestors())


def _in_run(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and word_name(parent) == "r"


def holder(node: etree._Element) -> etree._Element | None:
    """The paragraph in which an element stands."""
    return next((up for up in node.iterancestors() if word_name(up) == "p"), None)
