"""A finished Word file as a reader sees it: sections, paragraphs, list items, tables.

This is a reader of its own. It knows nothing of templates or facts, and reads letters that docgen
made and letters that it did not. The archive is opened with the guards of :mod:`docgen.template`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from lxml import etree

from docgen.concordance.flow import text_of
from docgen.concordance.numbering import Numbering, Style, read_styles, standing
from docgen.concordance.parts import Opened, opened, place_of, stem_of
from docgen.concordance.recognize import plain
from docgen.diagnostics import Place
from docgen.template.ooxml import attribute, word_name

_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_BULLET: Final = re.compile(r"^(?:[–—•·▪‣●○◦*]|-)\s+(?=\S)")
_TYPED_NUMBER: Final = re.compile(
    r"^(?:(?P<n>\d{1,2}(?:\.\d{1,2}){0,2})(?:[.)]\s*|\s+)|(?P<han>[一二三四五六七八九十]{1,3})、)"
    r"(?=\D|\d{1,2}-[а-я])"
)
_ANNEX: Final = re.compile(
    r"(?:annexe?|anexo|приложение|附件|附录|(?:ال)?ملحق|appendix)\s?(?P<n>\d{1,2}|[A-Z])?", re.I
)
_LONGEST_HEADING: Final = 160  # characters
_NOT_AT_AN_END: Final = ".;:,。；：，؛،"


class Role(StrEnum):
    """What a paragraph is."""

    HEADING = "heading"
    TEXT = "paragraph"
    ITEM = "list item"
    CELL = "table"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its plain text; ``number`` counts from 1 in its part, as Word would.

    ``cell`` is the cell in which it stands: the number of the table in its part, the row, the cell
    in the row; empty outside of tables.
    """

    number: int
    text: str
    role: Role
    place: Place
    cell: tuple[int, ...] = ()


@dataclass(slots=True)
class Section:
    """A heading and what follows it.

    ``kind`` is ``opening`` (what stands before the first heading), ``section``, ``annex``,
    ``frame`` (headers and footers) or ``notes``; ``level`` counts from 1; ``name`` says where it
    is without its words: ``section 3``, ``annex 1, section 2``. ``number`` is the number that it
    shows, where it shows one. ``tables`` are rows and cells of each.
    """

    kind: str
    level: int
    name: str
    number: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[tuple[int, int]] = field(default_factory=list)

    def count(self, role: Role) -> int:
        """How many paragraphs of a role it has."""
        return sum(paragraph.role is role for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Document:
    """A finished letter; ``stated`` is the language that its properties state, ``""`` for none."""

    file: str
    stated: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """All its text."""
        return "\n".join(p.text for section in self.sections for p in section.paragraphs)


def read_document(data: bytes, shown_as: str) -> Document:
    """Read a Word file; raises :class:`docgen.TemplateError` for what is no readable one."""
    file = opened(data, shown_as)
    styles = read_styles(file.related("styles"))
    numbering = Numbering(file.related("numbering"))
    reader = _Reader(shown_as, styles, numbering)
    blocks = list(reader.blocks(file.root, ""))
    sections = _sections(blocks)
    for kind, parts in (("frame", ("header", "footer")), ("notes", ("footnotes", "endnotes"))):
        found = Section(kind, 1, "headers and footers" if kind == "frame" else "notes")
        for name, tree in file.all_related(*parts):
            found.paragraphs += [block.paragraph for block in reader.blocks(tree, stem_of(name))]
        if found.paragraphs:
            sections.append(found)
    return Document(shown_as, _stated(file), tuple(sections))


def _stated(file: Opened) -> tuple[str, ...]:
    """The languages that the file states, the likeliest first: of its properties, of its runs."""
    stated: list[str] = []
    core = file.related("core-properties", "")
    if core is not None:
        stated += [(node.text or "") for node in core.iter(f"{{{_DC}}}language")]
    counts: dict[str, int] = {}
    for tree in (file.root, file.related("styles")):
        for node in tree.iter() if tree is not None else ():
            if word_name(node) == "lang":
                for name in ("val", "eastAsia", "bidi"):
                    code = attribute(node, name)[:2].lower()
                    if code:
                        counts[code] = counts.get(code, 0) + (2 if name == "val" else 1)
    stated += sorted(counts, key=lambda code: (-counts[code], code))
    return tuple(dict.fromkeys(code[:2].lower() for code in stated if code))


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph with what tells headings from text; a table stands before its paragraphs."""

    paragraph: Paragraph
    level: int  # of a heading by its style, 0 for none
    label: str  # the number that Word puts before it
    table: tuple[int, int] | None = None


@dataclass(slots=True)
class _Reader:
    file: str
    styles: dict[str, Style]
    numbering: Numbering
    parts: int = 0

    def blocks(self, root: etree._Element, part: str) -> Iterator[_Block]:
        """The paragraphs with text of a part, in reading order, each with its number in it."""
        self.parts += 1
        tables: set[etree._Element] = set()
        cells: dict[etree._Element, tuple[int, ...]] = {}
        number = 0
        for node in root.iter():
            if word_name(node) != "p":
                continue
            number += 1
            ups = list(node.iterancestors())
            if any(up.tag == f"{{{_MC}}}Fallback" for up in ups):
                continue
            text = plain(text_of(node))
            level, label, listed = standing(node, self.styles, self.numbering)
            if not text:
                continue
            cell = next((up for up in ups if word_name(up) == "tc"), None)
            table = next((up for up in ups if word_name(up) == "tbl"), None)
            role = Role.TEXT
            if level and cell is None:
                role = Role.HEADING
            elif listed or _BULLET.match(text):
                role = Role.ITEM
            elif cell is not None:
                role = Role.CELL
            place = place_of(self.file, self.parts, number, part)
            size = None
            if table is not None and table not in tables:
                tables.add(table)
                rows = [
                    [c for c in row if word_name(c) == "tc"]
                    for row in table
                    if word_name(row) == "tr"
                ]
                size = len(rows), sum(map(len, rows))
                cells |= {
                    c: (len(tables), at, column)
                    for at, row in enumerate(rows)
                    for column, c in enumerate(row)
                }
            inside = cells.get(cell, ()) if cell is not None else ()
            paragraph = Paragraph(number, text, role, place, inside)
            yield _Block(paragraph, level if role is Role.HEADING else 0, label, size)


# Sections


def _sections(blocks: list[_Block]) -> list[Section]:
    levels = _levels(blocks)
    sections = [Section("opening", 0, "the opening")]
    annexes = 0
    counts = [0] * 10
    for block, level in zip(blocks, levels, strict=True):
        paragraph = block.paragraph
        annex = _ANNEX.fullmatch(paragraph.text) if paragraph.role is not Role.CELL else None
        if annex is not None:
            annexes += 1
            counts = [0] * 10
            number = annex["n"] or (re.findall(r"\d+", block.label) or [str(annexes)])[-1]
            sections.append(Section("annex", 1, f"annex {number}", number))
            paragraph = _as(paragraph, Role.HEADING)
        elif level:
            counts[level] += 1
            counts[level + 1 :] = [0] * (9 - level)
            typed = _TYPED_NUMBER.match(paragraph.text)
            shown = re.findall(r"\d+(?:\.\d+)*", block.label)
            number = shown[-1] if shown else (typed["n"] or "" if typed else "")
            counted = ".".join(str(n) for n in counts[1 : level + 1] if n)
            inside = f"annex {annexes}, " if annexes else ""
            named = f"{inside}{'section' if number else 'heading'} {number or counted}"
            sections.append(Section("section", level, named, number))
            paragraph = _as(paragraph, Role.HEADING)
        sections[-1].paragraphs.append(paragraph)
        if block.table is not None:
            sections[-1].tables.append(block.table)
    return sections


def typed_number(heading: Paragraph) -> int:
    """How many characters of a heading are the number that was typed before it."""
    match = _TYPED_NUMBER.match(heading.text) if heading.role is Role.HEADING else None
    return match.end() if match is not None else 0


def _as(paragraph: Paragraph, role: Role) -> Paragraph:
    return replace(paragraph, role=role)


def _levels(blocks: list[_Block]) -> list[int]:
    """The level of each heading: by style, or by typed numbers where no style says it.

    Typed numbers count only as long as they go on from one another: 1, 2, 2.1, 3.
    """
    by_style = [block.level for block in blocks]
    if any(by_style):
        return by_style
    levels = []
    reached: list[int] = []
    for block in blocks:
        text, level = block.paragraph.text, 0
        match = _TYPED_NUMBER.match(text)
        heading = len(text) <= _LONGEST_HEADING and text[-1] not in _NOT_AT_AN_END
        if match is not None and heading and block.paragraph.role is not Role.CELL:
            steps = _steps(match)
            base = [*reached[: len(steps) - 1], (reached + [0] * 9)[len(steps) - 1] + 1]
            if steps in (base, [1]):
                reached, level = steps, len(steps)
        elif _ANNEX.fullmatch(text):
            reached = []
        levels.append(level)
    return levels


def _steps(match: re.Match[str]) -> list[int]:
    if match["n"]:
        return [int(step) for step in match["n"].split(".")]
    from docgen.concordance.recognize.zh import number

    return [number(match["han"])]
