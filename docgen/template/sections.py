"""The sections of a letter that becomes a part of a longer document (ECMA-376 part 1, 17.6)."""

from __future__ import annotations

from typing import Final

from lxml import etree

from docgen.template.lists import child_of
from docgen.template.ooxml import attribute, word_name, word_namespace

_ORDER: Final = (
    *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar"),
    *("paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign"),
    *("noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings"),
    "sectPrChange",
)
_LAST_IN_PARAGRAPH: Final = frozenset({"pPrChange"})
_BLOCKS: Final = frozenset({"p", "tbl", "sdt", "customXml", "altChunk"})


def child_in_order(section: etree._Element, name: str) -> etree._Element:
    """A child of ``w:sectPr``, made in its place if it is not there."""
    found = child_of(section, name)
    if found is not None:
        return found
    after = set(_ORDER[_ORDER.index(name) + 1 :])
    at = next((i for i, n in enumerate(section) if word_name(n) in after), len(section))
    made = etree.Element(f"{{{word_namespace(section)}}}{name}")
    section.insert(at, made)
    return made


def sections_of(body: etree._Element) -> list[etree._Element]:
    """The ``w:sectPr`` of a body in order; the last is the body's own, made if it is not there."""
    found = [n for n in body.iter() if word_name(n) == "sectPr" and _is_current(n)]
    if not found or found[-1].getparent() is not body:
        found.append(etree.SubElement(body, f"{{{word_namespace(body)}}}sectPr"))
    return found


def _is_current(section: etree._Element) -> bool:
    holder = section.getparent()
    return holder is not None and word_name(holder) in ("body", "pPr")


def begin_on_its_own_page(section: etree._Element, *, first: bool) -> None:
    """A letter's first section: on a new page, pages and lines counted from its own beginning."""
    space = word_namespace(section)
    if not first:
        child_in_order(section, "type").set(f"{{{space}}}val", "nextPage")
    lines = child_of(section, "lnNumType")
    if lines is not None and attribute(lines, "restart") == "continuous":  # 17.6.8
        lines.set(f"{{{space}}}restart", "newSection")
    pages = child_in_order(section, "pgNumType")
    if not attribute(pages, "start"):
        pages.set(f"{{{space}}}start", "1")


def count_notes_anew(section: etree._Element, element: str) -> None:
    """Notes are counted from the start of a section, unless it says otherwise (17.11.19)."""
    properties = child_in_order(section, f"{element}Pr")
    if child_of(properties, "numRestart") is None:
        space = word_namespace(section)
        made = etree.SubElement(properties, f"{{{space}}}numRestart")
        made.set(f"{{{space}}}val", "eachSect")


def last_paragraph(body: etree._Element) -> etree._Element:
    """The paragraph in which a letter's last section can end.

    A paragraph of minimal height is made where the letter ends with something else.
    """
    blocks = [node for node in body if word_name(node) in _BLOCKS]
    own = child_of(blocks[-1], "pPr") if blocks else None
    if blocks and word_name(blocks[-1]) == "p" and child_of(own, "sectPr") is None:
        last = blocks[-1]
        # What stands behind it, as the end of a bookmark, would stand in the next letter.
        for node in [n for n in last.itersiblings() if word_name(n) != "sectPr"]:
            last.append(node)
        return last
    space = word_namespace(body)
    section = child_of(body, "sectPr")
    made = etree.Element(f"{{{space}}}p")
    properties = etree.SubElement(made, f"{{{space}}}pPr")
    spacing = etree.SubElement(properties, f"{{{space}}}spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(f"{{{space}}}{name}", value)
    mark = etree.SubElement(properties, f"{{{space}}}rPr")
    for name in ("sz", "szCs"):
        etree.SubElement(mark, f"{{{space}}}{name}").set(f"{{{space}}}val", "2")
    if section is None:
        body.append(made)
    else:
        section.addprevious(made)
    return made


def end_section(body: etree._Element) -> None:
    """Move a body's own ``w:sectPr`` into its last paragraph (17.6.17)."""
    section = sections_of(body)[-1]
    paragraph = last_paragraph(body)
    properties = child_of(paragraph, "pPr")
    if properties is None:
        properties = etree.Element(f"{{{word_namespace(body)}}}pPr")
        paragraph.insert(0, properties)
    behind = [i for i, n in enumerate(properties) if word_name(n) in _LAST_IN_PARAGRAPH]
    properties.insert(behind[0] if behind else len(properties), section)
