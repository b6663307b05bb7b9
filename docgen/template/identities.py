"""Ids that must be distinct in a letter, also when a loop repeats what bears them.

Word takes a file with two shapes of one id (``wp:docPr``, ECMA-376 part 1, 20.4.2.5) for damaged,
and drops the second of two bookmarks of one name (17.13.6.2). The ids of content controls
(17.5.2.18) and of VML shapes (part 4, 19.1.2.19) are made new in the same way. Word's ids of
paragraphs and rows ([MS-DOCX] 2.6.2), which need not be there, go from what a loop repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lxml import etree

from docgen.template.blocks import is_closer, is_opener
from docgen.template.marks import Mark, number_of
from docgen.template.ooxml import attributes, word_name
from docgen.template.tags import Kind

_VML: Final = "shape|rect|roundrect|oval|line|polyline|arc|curve|image|group"
_BEARER: Final = re.compile(
    rf"<w:bookmark(?:Start|End)\b[^>]*>|<wp:docPr\b[^>]*>|<w:id\b[^>]*>|<v:(?:{_VML})\b[^>]*>"
)
_ID: Final = re.compile(r'(?<=\sid=")[^"]*|(?<=\sw:id=")[^"]*')
_VALUE: Final = re.compile(r'(?<=\sw:val=")[^"]*')  # of w:id, a content control's (17.5.2.18)
_SHAPE: Final = re.compile(r'(?<=\so:spid=")[^"]*')  # Word's own id of a VML shape
_NAME: Final = re.compile(r'(?<=\sw:name=")[^"]*')
_MAX_NAME: Final = 40  # characters of a bookmark's name
# New ids begin here, and further on for each part: above those that Word gives.
_FIRST: Final = 1_000_000
_REPEATING: Final = frozenset({"for", "macro", "call", "set"})


def may_repeat(root: etree._Element, marks: Iterable[Mark]) -> bool:
    """Whether a part has both loops and elements with ids that a loop could repeat."""
    loops = any(m.tag.kind is Kind.STATEMENT and m.tag.keyword in _REPEATING for m in marks)
    return loops and any(_bears_id(node) for node in root.iter())


def _bears_id(node: etree._Element) -> bool:
    tag = str(node.tag)
    vml = tag.startswith("{urn:schemas-microsoft-com:vml}") and node.get("id") is not None
    return vml or tag.endswith("}docPr") or word_name(node) in ("bookmarkStart", "id")


def forget_paragraphs(root: etree._Element, marks: Iterable[Mark]) -> None:
    """Take ``w14:paraId`` and ``w14:textId`` from what stands in loops and the like.

    ``marks`` are those of the part, in their order.
    """
    by_number = {mark.number: mark for mark in marks}
    depth = 0
    for node in root.iter():
        number = number_of(node)
        mark = None if number is None else by_number.get(number)
        if mark is not None and mark.tag.keyword.removeprefix("end") in _REPEATING:
            depth += is_opener(mark.tag) - is_closer(mark.tag)
        elif depth and isinstance(node.tag, str):
            for name, _ in attributes(node):
                if name.endswith(("}paraId", "}textId")):
                    del node.attrib[name]


def make_distinct(xml: str, part: int) -> str:
    """A rendered part, its repeated ids (and the names of repeated bookmarks) made new.

    What comes first keeps its id; ``part`` is the part's number among those with tags.
    """
    following = _FIRST + part * _FIRST
    seen: set[tuple[str, str]] = set()
    open_bookmarks: dict[str, str] = {}

    def renew(match: re.Match[str]) -> str:
        nonlocal following
        element = match.group()
        place = _VALUE if element.startswith("<w:id") else _ID
        found = place.search(element)
        if found is None:
            return element
        own = found.group()
        if element.startswith("<w:bookmarkEnd"):
            return _ID.sub(open_bookmarks.get(own, own), element, count=1)
        family = element[:4]  # <w:b, <w:i, <wp: or <v: and a letter
        if family.startswith("<v:"):
            family = "<v:"
        if (family, own) not in seen:
            seen.add((family, own))
            return element
        following += 1
        if family == "<v:":
            element = _SHAPE.sub(f"_x0000_s{following}", element, count=1)
            return _ID.sub(f"{own}_{following}", element, count=1)
        element = place.sub(str(following), element, count=1)
        if family == "<w:b":
            open_bookmarks[own] = str(following)
            end = f"_{following}"
            element = _NAME.sub(lambda n: n.group()[: _MAX_NAME - len(end)] + end, element, count=1)
        return element

    return _BEARER.sub(renew, xml)
