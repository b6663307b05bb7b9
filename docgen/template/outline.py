"""A Word file as text: its paragraphs in reading order with their styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.diagnostics import Place
from docgen.template.ooxml import (
    attribute,
    main_document,
    parse_xml,
    relationships,
    resolve,
    word_name,
)
from docgen.template.package import Package, read_package


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: the part it stands in (``""`` for the body), its style's name, its text."""

    part: str
    style: str
    text: str


def outline(data: bytes, shown_as: str) -> list[Line]:
    """All paragraphs of a Word file: headers, body, footers, notes.

    Raises :class:`docgen.TemplateError` for what is no readable Word file.
    """
    package = read_package(data, shown_as)
    document = main_document(package)
    styles = _style_names(package, document)
    lines = list(_lines(package, document, "", styles))
    for relationship in sorted(relationships(package, document).values(), key=lambda r: r.target):
        if relationship.kind in ("header", "footer", "footnotes", "endnotes", "comments"):
            name = package.names_in_lower_case.get(resolve(document, relationship.target).lower())
            if name is not None:
                part = name.rpartition("/")[2].removesuffix(".xml")
                lines += _lines(package, name, part, styles)
    return lines


def _lines(package: Package, name: str, part: str, styles: dict[str, str]) -> Iterator[Line]:
    root = parse_xml(package.read(name), Place(package.shown_as, (), name))
    for paragraph in root.iter():
        if word_name(paragraph) != "p":
            continue
        style = ""
        text: list[str] = []
        for node in paragraph.iter():
            name_of_node = word_name(node)
            if name_of_node is None or _holder(node) is not paragraph:
                continue
            parent = node.getparent()
            match name_of_node:
                case "pStyle" if not style:
                    style = attribute(node, "val")
                case "t":
                    text.append(node.text or "")
                case "tab" if parent is not None and word_name(parent) == "r":
                    text.append("\t")
                case "br" | "cr":
                    text.append("\n")
        yield Line(part, styles.get(style, style), "".join(text))


def _holder(node: etree._Element) -> etree._Element | None:
    return next((up for up in node.iterancestors() if word_name(up) == "p"), None)


def _style_names(package: Package, document: str) -> dict[str, str]:
    for relationship in relationships(package, document).values():
        if relationship.kind == "styles":
            name = package.names_in_lower_case.get(resolve(document, relationship.target).lower())
            if name is None:
                break
            root = parse_xml(package.read(name), Place(package.shown_as, (), name))
            names: dict[str, str] = {}
            for style in root:
                for child in style:
                    if word_name(child) == "name":
                        names[attribute(style, "styleId")] = attribute(child, "val")
            return names
    return {}
