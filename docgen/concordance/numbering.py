"""Styles and numbering of a Word file, as far as a reader needs them.

ECMA-376 part 1, clauses 17.7 (styles) and 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from docgen.template.ooxml import attribute, word_name

_HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
_DEEPEST: Final = 20  # styles that rest on one another; Word allows fewer


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its name, its heading level (0 for none), its list (id and level)."""

    name: str = ""
    level: int = 0
    numbered: tuple[str, int] | None = None


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """The paragraph styles by id, ``""`` for the default one; each with what it inherits."""
    own: dict[str, etree._Element] = {}
    default = ""
    for node in root if root is not None else ():
        if word_name(node) == "style" and attribute(node, "type") in ("paragraph", ""):
            own[attribute(node, "styleId")] = node
            if attribute(node, "default") in ("1", "true"):
                default = attribute(node, "styleId")
    styles = {name: _style(name, own, 0) for name in own}
    styles[""] = styles.get(default, Style())
    return styles


def _style(name: str, own: dict[str, etree._Element], depth: int) -> Style:
    node = own.get(name)
    if node is None or depth > _DEEPEST:
        return Style()
    based = next((attribute(c, "val") for c in node if word_name(c) == "basedOn"), "")
    style = _style(based, own, depth + 1)
    for child in node:
        match word_name(child):
            case "name":
                title = attribute(child, "val")
                heading = _HEADING.fullmatch(title)
                style = replace(style, name=title)
                if heading is not None:
                    style = replace(style, level=int(heading.group(1)))
            case "pPr":
                style = _paragraph(style, child)
    return style


def heading_level(value: str) -> int:
    """The level of ``w:outlineLvl``, from 1; 0 for body text, which is its value 9 (17.3.1.20)."""
    level = small(value, 9)
    return level + 1 if level < 9 else 0


def _paragraph(style: Style, properties: etree._Element) -> Style:
    for child in properties:
        match word_name(child):
            case "outlineLvl":
                value = attribute(child, "val")
                style = replace(style, level=heading_level(value))
            case "numPr":
                said = {word_name(c): attribute(c, "val") for c in child}
                before = style.numbered or ("", 0)
                step = said.get("ilvl", "")
                number = said.get("numId", before[0])
                style = replace(style, numbered=(number, small(step, before[1])))
    return style


def small(text: str, default: int) -> int:
    """A number of a file, which may hold anything in its place."""
    return int(text) if text.isdecimal() and len(text) < 6 else default


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a file, counting as its paragraphs are read in order."""

    def __init__(self, root: etree._Element | None) -> None:
        abstract: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        for node in root if root is not None else ():
            if word_name(node) == "abstractNum":
                abstract[attribute(node, "abstractNumId")] = _List(
                    {small(attribute(c, "ilvl"), 0): _level(c) for c in node
                     if word_name(c) == "lvl"}
                )  # fmt: skip
        for node in root if root is not None else ():
            if word_name(node) == "num":
                of = next(
                    (attribute(c, "val") for c in node if word_name(c) == "abstractNumId"), ""
                )
                restarts = any(word_name(c) == "lvlOverride" for c in node)
                made = abstract.get(of, _List())
                # Lists of one definition go on from one another unless a level is overridden.
                self._lists[attribute(node, "numId")] = (
                    _List(made.levels) if restarts else made
                )  # fmt: skip

    def next(self, number: str, level: int) -> tuple[str, bool]:
        """Count a paragraph of a list: the label that it shows, and whether it is a list's item.

        A label of words alone, or none at all, makes no item.
        """
        found = self._lists.get(number)
        if found is None:
            return "", False
        form = found.levels.get(level, _Level())
        if form.format == "bullet":
            return "", True
        found.counts[level] = found.counts.get(level, form.start - 1) + 1
        for deeper in [one for one in found.counts if one > level]:
            del found.counts[deeper]

        def shown(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            return str(found.counts.get(at, found.levels.get(at, _Level()).start))

        label = re.sub(r"%([1-9])", shown, form.text)
        return label, "%" in form.text and form.format != "none"


def _level(node: etree._Element) -> _Level:
    said = {word_name(child): attribute(child, "val") for child in node}
    start = said.get("start", "1")
    return _Level(
        said.get("numFmt", "decimal"),
        said.get("lvlText", ""),
        small(start, 1),
    )


def style_id(paragraph: etree._Element) -> str:
    """The id of a paragraph's style, ``""`` where it names none."""
    for child in _properties(paragraph):
        if word_name(child) == "pStyle":
            return attribute(child, "val")
    return ""


def standing(
    paragraph: etree._Element, styles: dict[str, Style], numbering: Numbering
) -> tuple[int, str, bool]:
    """Heading level, the number shown before it, and whether it is an item of a list.

    The paragraphs of a part are to be given in order, for the lists count on.
    """
    style = styles.get(style_id(paragraph), Style())
    level, numbered = style.level, style.numbered
    for child in _properties(paragraph):
        match word_name(child):
            case "outlineLvl":
                level = heading_level(attribute(child, "val"))
            case "numPr":
                own = {word_name(c): attribute(c, "val") for c in child}
                base = numbered or ("", 0)
                numbered = (own.get("numId", base[0]), small(own.get("ilvl", ""), base[1]))
    if numbered is None or numbered[0] in ("", "0"):
        return level, "", False
    label, listed = numbering.next(*numbered)
    return level, label, listed and not level


def _properties(paragraph: etree._Element) -> Iterable[etree._Element]:
    """What ``w:pPr`` holds, which is the first element of a paragraph (17.3.1.26)."""
    return paragraph[0] if len(paragraph) and word_name(paragraph[0]) == "pPr" else ()
