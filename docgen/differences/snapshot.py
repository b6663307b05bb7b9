"""A Word file as it is compared: paragraphs, properties, definitions of styles, pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from docgen.concordance.numbering import style_id
from docgen.template.ooxml import attribute, attributes, word_name
from docgen.typography.look import Look
from docgen.typography.page import Page, Passage, read_page

# What formatting by hand can change, and what it is called.
FORMATS: Final = {
    "b": "bold",
    "i": "italic",
    "sz": "size",
    "szCs": "size of Arabic letters",
    "color": "colour",
    "highlight": "highlight",
    "font.ascii": "font",
    "font.eastAsia": "Chinese font",
    "font.cs": "Arabic font",
    "rtl": "right to left",
    "lang.val": "language",
    "vanish": "hidden",
}
_CALLED: Final = {
    "rPr b": "bold", "rPr i": "italic", "rPr sz": "size", "rPr szCs": "size of Arabic letters",
    "rPr color": "colour", "rPr rFonts ascii": "font", "rPr rFonts hAnsi": "font (hAnsi)",
    "rPr rFonts cs": "Arabic font", "rPr rFonts eastAsia": "Chinese font",
    "rPr lang": "language", "pPr jc": "alignment", "pPr bidi": "right to left",
    "pPr spacing before": "space before", "pPr spacing after": "space after",
    "pPr spacing line": "line spacing", "pPr ind left": "indent", "pPr keepNext": "keep with next",
    "pPr outlineLvl": "level of heading", "basedOn": "based on", "next": "next style",
}  # fmt: skip
_POINTS: Final = {"sz": 2, "szCs": 2, "before": 20, "after": 20, "left": 20, "right": 20}
_SILENT: Final = frozenset({"rsid", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat",
                            "locked", "link", "name", "aliases"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with text; ``formatted`` are its pieces of text with what hand gave to them."""

    place: str
    part: str
    style: str
    text: str
    formatted: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of a file that a comparison tells.

    ``properties`` by name (``title``, ``docgen.key``), ``styles`` by name with what each defines,
    ``pictures`` by the name of their part with their hashes.
    """

    shown_as: str
    paragraphs: tuple[Paragraph, ...]
    properties: Mapping[str, str]
    styles: Mapping[str, Mapping[str, str]]
    pictures: Mapping[str, str]

    @property
    def made_of(self) -> tuple[str, str, str] | None:
        """Kind, language and key of a letter that says them: what it is paired by."""
        said = self.properties
        if "docgen.kind" not in said:
            return None
        return said["docgen.kind"], said.get("docgen.language", ""), said.get("docgen.key", "")


def read_snapshot(data: bytes, shown_as: str) -> Snapshot:
    """Read a Word file; raises :class:`docgen.TemplateError` for what is no readable one."""
    page = read_page(data, shown_as, "")
    paragraphs = tuple(
        Paragraph(each.place.detail, each.part, each.style, each.text, _formatted(page, each))
        for each in page.passages
        if each.text.strip()
    )
    package = page.opened.package
    pictures = {
        name: hashlib.sha256(package.read(name)).hexdigest()
        for name in package
        if name.startswith("word/media/")
    }
    styles = _definitions(page.opened.related("styles"))
    return Snapshot(shown_as, paragraphs, _properties(page), styles, pictures)


def _formatted(page: Page, passage: Passage) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Text by what its runs add to their paragraph's style; neighbours that are alike are one."""
    style = style_id(passage.element) or page.styles.default("paragraph")
    base: Look = {**page.styles.runs, **page.styles.inherited(style, "rPr")}
    made: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for span in passage.spans:
        own = tuple(
            (name, span.look[name])
            for name in FORMATS
            if span.look.get(name, "") not in ("", base.get(name, "0"))
        )
        if made and made[-1][1] == own:
            made[-1] = made[-1][0] + span.text, own
        else:
            made.append((span.text, own))
    return tuple(made)


def _properties(page: Page) -> dict[str, str]:
    found = {name: text for name, text in page.core.items() if text}
    custom = page.opened.related("custom-properties", "")
    for node in custom if custom is not None else ():
        found[node.get("name", "")] = "".join(map(str, node.itertext()))
    return found


def _definitions(root: etree._Element | None) -> dict[str, dict[str, str]]:
    """What each style says by itself; ``defaults`` is what the document says for all."""
    found: dict[str, dict[str, str]] = {}
    for node in root if root is not None else ():
        if word_name(node) == "docDefaults":
            found["defaults"] = {}
            for inner in node.iter():
                if word_name(inner) in ("rPr", "pPr"):
                    found["defaults"] |= _flat(inner, word_name(inner) or "")
        elif word_name(node) == "style":
            name = next((attribute(c, "val") for c in node if word_name(c) == "name"), "")
            found[name or attribute(node, "styleId")] = _flat(node, "")
    return found


def _flat(node: etree._Element, above: str) -> dict[str, str]:
    """The properties below an element, each under its name for readers."""
    said: dict[str, str] = {}
    for child in node:
        name = word_name(child)
        if name is None or name in _SILENT:
            continue
        path = f"{above} {name}".strip()
        values = attributes(child)
        for key, value in values:
            own = key.rpartition("}")[2]
            full = path if own == "val" else f"{path} {own}"
            said[_CALLED.get(full, full)] = measured(own if own in _POINTS else name, value)
        if not values and not len(child):
            said[_CALLED.get(path, path)] = "yes"
        said |= _flat(child, path)
    return said


def measured(name: str, value: str) -> str:
    """A value with its unit, for a reader: half-points and twentieths become points."""
    if name in _POINTS and value.lstrip("-").isdecimal() and len(value) < 7:
        points = int(value) / _POINTS[name]
        return f"{points:g} pt"
    return value


def names_of(formats: Iterable[tuple[str, str]]) -> str:
    """Formatting by hand in words: ``bold, size 14 pt``; ``plain`` for none."""
    said = [
        FORMATS[name] if value == "1" else f"{FORMATS[name]} {measured(name, value)}"
        for name, value in formats
    ]
    return ", ".join(said) or "plain"
