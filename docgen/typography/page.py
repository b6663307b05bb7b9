"""A finished letter as its rules see it: each paragraph with its text, and how each run looks.

The file is opened, its text taken and its paragraphs numbered as :mod:`docgen.concordance` does it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from docgen.concordance.flow import holder, pieces_of
from docgen.concordance.numbering import Numbering, read_styles, standing, style_id
from docgen.concordance.parts import Opened, opened, place_of, stem_of
from docgen.diagnostics import Place
from docgen.template.ooxml import attribute, word_name
from docgen.typography.look import Look, Styles, is_on, of_paragraph

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SHOWING: Final = ("drawing", "pict", "object", "ptab", "sym", "oMath")


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look; ``start`` is where it begins in its paragraph."""

    start: int
    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; ``style`` is its style's name, ``look`` what its properties and styles say.

    ``part`` is ``""`` for the body; ``level`` that of a heading, 0 for none; ``listed`` says that
    it is an item of a list; ``shows`` that it holds more than text: a picture, a break, a border.
    """

    element: etree._Element
    part: str
    place: Place
    text: str
    spans: tuple[Span, ...]
    style: str
    look: Look
    level: int
    listed: bool
    shows: bool

    @property
    def cell(self) -> etree._Element | None:
        """The table cell in which it stands."""
        return next((up for up in self.element.iterancestors() if word_name(up) == "tc"), None)

    @property
    def table(self) -> etree._Element | None:
        """The innermost table in which it stands."""
        return next((up for up in self.element.iterancestors() if word_name(up) == "tbl"), None)

    def look_at(self, at: int) -> Look:
        """How the character at a place looks."""
        return self.spans[bisect_right([s.start for s in self.spans], at) - 1].look


@dataclass(slots=True)
class Page:
    """A finished letter in its language."""

    file: str
    language: str
    opened: Opened
    styles: Styles
    passages: list[Passage] = field(default_factory=list)
    roots: list[tuple[str, etree._Element]] = field(default_factory=list)
    core: dict[str, str] = field(default_factory=dict)  # properties by their local names

    def body(self) -> Iterator[Passage]:
        """The paragraphs of the body."""
        return (passage for passage in self.passages if not passage.part)

    def place_in(self, node: etree._Element) -> Place:
        """The place of the first paragraph at an element or in it; the whole file for none."""
        known = {passage.element: passage.place for passage in self.passages}
        own = node if word_name(node) == "p" else holder(node)
        if own is not None and own in known:
            return known[own]
        return next((known[n] for n in node.iter() if n in known), Place(self.file))


def read_page(data: bytes, shown_as: str, language: str) -> Page:
    """Read a finished letter; raises :class:`docgen.TemplateError` for what is no Word file."""
    file = opened(data, shown_as)
    page = Page(
        shown_as, language, file, Styles(file.related("styles"), file.related("theme"))
    )  # fmt: skip
    core = file.related("core-properties", "")
    for node in core if core is not None else ():
        page.core[str(node.tag).rpartition("}")[2]] = (node.text or "").strip()
    page.roots.append(("", file.root))
    for kinds in (("header", "footer"), ("footnotes", "endnotes")):
        page.roots += [(stem_of(name), tree) for name, tree in file.all_related(*kinds)]
    known = read_styles(file.related("styles"))
    numbering = Numbering(file.related("numbering"))
    for index, (stem, root) in enumerate(page.roots, start=1):
        number = 0
        for node in root.iter():
            if word_name(node) != "p":
                continue
            number += 1
            if any(up.tag == f"{_MC}Fallback" for up in node.iterancestors()):
                continue
            level, _, listed = standing(node, known, numbering)
            place = place_of(shown_as, index, number, stem)
            page.passages.append(_passage(node, stem, place, page.styles, level, listed))
    return page


def _passage(
    node: etree._Element, part: str, place: Place, styles: Styles, level: int, listed: bool
) -> Passage:
    style = style_id(node) or styles.default("paragraph")
    table = _table_style(node, styles)
    look = {
        **styles.paragraphs,
        **(styles.inherited(table, "pPr") if table else {}),
        **styles.inherited(style, "pPr"),
    }
    for child in node:
        if word_name(child) == "pPr":
            look |= of_paragraph(child)
    base = {
        **styles.runs,
        **(styles.inherited(table, "rPr") if table else {}),
        **styles.inherited(style, "rPr"),
    }
    spans: list[Span] = []
    at = 0
    looks: dict[etree._Element, Look] = {}
    for piece in pieces_of(node, passing=True):
        run = next((up for up in piece.element.iterancestors() if word_name(up) == "r"), node)
        if run not in looks:
            looks[run] = _run_look(run, base, styles)
        if is_on(looks[run], "vanish"):
            continue
        spans.append(Span(at, piece.text, looks[run]))
        at += len(piece.text)
    shows = any(
        str(n.tag).rpartition("}")[2] in _SHOWING
        or (word_name(n) == "br" and attribute(n, "type") in ("page", "column"))
        or word_name(n) in ("sectPr", "fldSimple", "instrText")
        for n in node.iter()
    ) or is_on(look, "pBdr")  # fmt: skip
    text = "".join(span.text for span in spans)
    name = styles.names.get(style, style)
    return Passage(node, part, place, text, tuple(spans), name, look, level, listed, shows)


def _run_look(run: etree._Element, base: Look, styles: Styles) -> Look:
    own = next((child for child in run if word_name(child) == "rPr"), None)
    if own is None:
        return base
    character = next((attribute(c, "val") for c in own if word_name(c) == "rStyle"), "")
    return {**base, **styles.inherited(character, "rPr"), **styles.of_run(own)}


def _table_style(node: etree._Element, styles: Styles) -> str:
    table = next((up for up in node.iterancestors() if word_name(up) == "tbl"), None)
    if table is None:
        return ""
    return table_style(table) or styles.default("table")


def table_style(table: etree._Element) -> str:
    """The id of a table's style."""
    for properties in table:
        if word_name(properties) == "tblPr":
            for child in properties:
                if word_name(child) == "tblStyle":
                    return attribute(child, "val")
    return ""
