"""Elements of WordprocessingML, written in the order that its schema demands.

Word refuses a file in which, say, ``w:sz`` stands before ``w:b``: the children of ``w:pPr`` and
``w:rPr`` are sequences (ECMA-376 part 1, clauses 17.3.1.26 and 17.3.2.28).  Here they are given in
any order and put into the schema's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final

from lxml import etree

Element = etree._Element
Attributes = Mapping[str, str | int]

NAMESPACES: Final[dict[str, str]] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

# CT_PPrBase, ECMA-376 part 1, annex A.1: those of its children that the letterhead uses.
PARAGRAPH_ORDER: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "tabs",
    "bidi", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr",
)  # fmt: skip

# EG_RPrBase: likewise.
RUN_ORDER: Final = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "noProof", "color", "sz", "szCs", "u", "rtl", "cs",
    "lang",
)  # fmt: skip


def qualified(name: str) -> str:
    """``w:p`` as lxml writes it: ``{http://…}p``; a name without a prefix stays as it is."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def element(
    name: str,
    attributes: Attributes | None = None,
    *children: Element | None,
    text: str | None = None,
) -> Element:
    """An element by its prefixed name; children that are ``None`` are left out."""
    made = etree.Element(qualified(name))
    for key, value in (attributes or {}).items():
        made.set(qualified(key), str(value))
    made.extend(child for child in children if child is not None)
    if text is not None:
        made.text = text
    return made


def root(
    name: str,
    prefixes: str,
    *children: Element,
    default: str = "",
    attributes: Attributes | None = None,
) -> Element:
    """The root of a part, declaring the namespaces of ``prefixes`` (a blank between them).

    ``default`` is the prefix whose namespace is declared without one.
    """
    namespaces: dict[Any, str] = {prefix: NAMESPACES[prefix] for prefix in prefixes.split()}
    if default:
        namespaces[None] = NAMESPACES[default]
    made = etree.Element(qualified(name), nsmap=namespaces)
    for key, content in (attributes or {}).items():
        made.set(qualified(key), str(content))
    made.extend(children)
    return made


def value(name: str, what: str | int) -> Element:
    """An element whose whole content is ``w:val``."""
    return element(name, {"w:val": what})


def switch(name: str, on: bool = True) -> Element:
    """A property that is on, or expressly off (CT_OnOff, clause 17.17.4)."""
    return element(name) if on else value(name, 0)


def text(content: str) -> Element:
    """A ``w:t`` whose blanks at its ends are kept (clause 17.3.3.31)."""
    made = element("w:t", text=content)
    if content != content.strip():
        made.set(qualified("xml:space"), "preserve")
    return made


def properties(name: str, children: Iterable[Element], order: tuple[str, ...]) -> Element | None:
    """``w:pPr`` or ``w:rPr`` with its children in the schema's order, ``None`` if there are none.

    The children are copied: one description of a property serves many styles and runs.
    """
    found = sorted(map(deepcopy, children), key=lambda one: order.index(etree.QName(one).localname))
    return element(name, None, *found) if found else None


def paragraph_properties(*children: Element) -> Element | None:
    """``w:pPr``; raises ``ValueError`` for a child that :data:`PARAGRAPH_ORDER` does not have."""
    return properties("w:pPr", children, PARAGRAPH_ORDER)


def run_properties(*children: Element) -> Element | None:
    """``w:rPr``; raises ``ValueError`` for a child that :data:`RUN_ORDER` does not have."""
    return properties("w:rPr", children, RUN_ORDER)


def field(instruction: str, shown: str, *marks: Element) -> list[Element]:
    """The runs of a complex field (clause 17.16.18) that shows ``shown`` until it is updated.

    ``marks`` are the run properties of each of its runs.
    """

    def run(content: Element) -> Element:
        return element("w:r", None, run_properties(*marks), content)

    code = element("w:instrText", {"xml:space": "preserve"}, text=f" {instruction} ")
    return [
        run(element("w:fldChar", {"w:fldCharType": "begin"})),
        run(code),
        run(element("w:fldChar", {"w:fldCharType": "separate"})),
        run(text(shown)),
        run(element("w:fldChar", {"w:fldCharType": "end"})),
    ]


def serialized(part: Element) -> bytes:
    """A part as UTF-8 with its declaration, ``standalone="yes"`` as Word writes it."""
    etree.cleanup_namespaces(part, keep_ns_prefixes=[key for key in part.nsmap if key])
    return etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
