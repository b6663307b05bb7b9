"""A finished Word file as a reader sees it: sections, paragraphs, list items, tables.

This is a reader of its own. It knows nothing of templates or facts, and reads letters that docgen
made and letters that it did not. The archive is opened with the guards of :mod:`docgen.template`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lxml import etree

from docgen.concordance.numbering import Numbering, Style, heading_level, read_styles, small
from docgen.concordance.recognize import plain
from docgen.diagnostics import Place, TemplateError
from docgen.template.ooxml import (
    attribute,
    main_document,
    parse_xml,
    relationships,
    resolve,
    word_name,
)
from docgen.template.package import Package, read_package

_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DC: Final = "http://purl.org/dc/elements/1.1/"
# Fields whose result is another on every page, or in every program (ECMA-376 part 1, 17.16.5).
_PASSING: Final = re.compile(
    r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|DATE|TIME|SAVEDATE)\b", re.I
)
_BULLET: Final = re.compile(r"^(?:[–—•·▪‣●○◦*]|-)\s+(?=\S)")
_TYPED_NUMBER: Final = re.compile(
    r"^(?:(?P<n>\d{1,2}(?:\.\d{1,2}){0,2})(?:[.)]\s*|\s+)|(?P<han>[一二三四五六七八九十]{1,3})、)(?=\D)"
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
    """A paragraph with its plain text; ``number`` counts from 1 in its part, as Word would."""

    number: int
    text: str
    role: Role
    place: Place


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
    package = read_package(data, shown_as)
    document = main_document(package)
    styles = read_styles(_part(package, document, "styles"))
    numbering = Numbering(_part(package, document, "numbering"))
    root = parse_xml(package.read(document), Place(shown_as, (), document))
    reader = _Reader(shown_as, styles, numbering)
    blocks = list(reader.blocks(root, ""))
    sections = _sections(blocks)
    for kind, parts in (("frame", ("header", "footer")), ("notes", ("footnotes", "endnotes"))):
        found = Section(kind, 1, "headers and footers" if kind == "frame" else "notes")
        for name, tree in _others(package, document, parts):
            stem = posixpath.basename(name).removesuffix(".xml")
            found.paragraphs += [block.paragraph for block in reader.blocks(tree, stem)]
        if found.paragraphs:
            sections.append(found)
    stated = _stated(package, document, root, styles)
    return Document(shown_as, stated, tuple(sections))


def _part(package: Package, part: str, kind: str) -> etree._Element | None:
    """The tree of the part to which ``part`` has a relationship of a kind, if it can be read."""
    for _, tree in _others(package, part, (kind,)):
        return tree
    return None


def _others(
    package: Package, part: str, kinds: tuple[str, ...]
) -> Iterator[tuple[str, etree._Element]]:
    links = sorted(relationships(package, part).values(), key=lambda r: r.target)
    for link in links:
        if link.kind in kinds and not link.external:
            name = package.names_in_lower_case.get(resolve(part, link.target).lower())
            if name is not None:
                try:
                    yield name, parse_xml(package.read(name), Place(package.shown_as, (), name))
                except TemplateError:
                    continue  # Word leaves a part that it cannot read out


def _stated(
    package: Package, document: str, root: etree._Element, styles: dict[str, Style]
) -> tuple[str, ...]:
    """The languages that the file states, the likeliest first: of its properties, of its runs."""
    stated: list[str] = []
    core = _part(package, "", "core-properties")
    if core is not None:
        stated += [(node.text or "") for node in core.iter(f"{{{_DC}}}language")]
    counts: dict[str, int] = {}
    tree = _part(package, document, "styles")
    for holder in (root, tree):
        for node in holder.iter() if holder is not None else ():
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
        number = 0
        for node in root.iter():
            if word_name(node) != "p":
                continue
            number += 1
            ups = list(node.iterancestors())
            if any(up.tag == f"{{{_MC}}}Fallback" for up in ups):
                continue
            text = plain(text_of(node))
            style = self.styles.get(_style_id(node), Style())
            level, label, listed = self._standing(node, style)
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
            place = Place(self.file, (self.parts, number), f"{part} paragraph {number}".strip())
            size = None
            if table is not None and table not in tables:
                tables.add(table)
                rows = [row for row in table if word_name(row) == "tr"]
                size = len(rows), sum(word_name(c) == "tc" for row in rows for c in row)
            paragraph = Paragraph(number, text, role, place)
            yield _Block(paragraph, level if role is Role.HEADING else 0, label, size)

    def _standing(self, node: etree._Element, style: Style) -> tuple[int, str, bool]:
        """Heading level, the number shown before it, and whether it is an item of a list."""
        level, numbered = style.level, style.numbered
        properties = node[0] if len(node) and word_name(node[0]) == "pPr" else None
        for child in properties if properties is not None else ():
            match word_name(child):
                case "outlineLvl":
                    value = attribute(child, "val")
                    level = heading_level(value)
                case "numPr":
                    own = {word_name(c): attribute(c, "val") for c in child}
                    base = numbered or ("", 0)
                    step = own.get("ilvl", "")
                    numbered = (
                        own.get("numId", base[0]), small(step, base[1])
                    )  # fmt: skip
        if numbered is None or numbered[0] in ("", "0"):
            return level, "", False
        label, listed = self.numbering.next(*numbered)
        return level, label, listed and not level


def _style_id(paragraph: etree._Element) -> str:
    properties = paragraph[0] if len(paragraph) and word_name(paragraph[0]) == "pPr" else None
    for child in properties if properties is not None else ():
        if word_name(child) == "pStyle":
            return attribute(child, "val")
    return ""


def text_of(paragraph: etree._Element) -> str:
    """The text that a paragraph shows: insertions with, deletions and hidden codes without.

    The results of fields are text, but for those that change with the page or the day.
    """
    made: list[str] = []
    fields: list[list[str | bool]] = []  # code, whether the result has begun
    for node in paragraph.iter():
        name = word_name(node)
        if name is None or (node is not paragraph and _holder(node) not in (paragraph, None)):
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
            case "t" if not _passing(node, fields):
                made.append(node.text or "")
            case "tab" if _in_run(node):
                made.append("\t")
            case "br" | "cr":
                made.append("\n")
            case "noBreakHyphen":
                made.append("-")
    return "".join(made)


def _passing(node: etree._Element, fields: list[list[str | bool]]) -> bool:
    if any(done and _PASSING.match(str(code)) for code, done in fields):
        return True
    for up in node.iterancestors():
        name = word_name(up)
        if name == "p":
            return False
        if name == "fldSimple" and _PASSING.match(attribute(up, "instr")):
            return True
        if name in ("del", "moveFrom"):
            return True
    return False


def _in_run(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and word_name(parent) == "r"


def _holder(node: etree._Element) -> etree._Element | None:
    return next((up for up in node.iterancestors() if word_name(up) == "p"), None)


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


def _as(paragraph: Paragraph, role: Role) -> Paragraph:
    return Paragraph(paragraph.number, paragraph.text, role, paragraph.place)


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
