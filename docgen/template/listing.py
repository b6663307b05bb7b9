"""Values that go on in further paragraphs: docxtpl's ``Listing`` and ``RichText``.

In them ``\\a`` begins a paragraph with the same properties and ``\\f`` a page. They are printed as
breaks, each with ``BREAK_SIGN`` in it, at which :func:`divide` cuts the paragraphs of a rendered
part.
"""

from __future__ import annotations

import copy
import re
from typing import Final

from lxml import etree

from docgen.template.ooxml import attributes, is_run, like, word_name, word_namespace
from docgen.template.runs import INLINE_CONTAINERS, hoist, remove
from docgen.template.source import DECLARATION
from docgen.template.values import BREAK_TARGET

_DECLARED: Final = re.compile(r"\A<\?xml[^>]*\?>\s*")


def divide(xml: str) -> str:
    """A rendered part with its paragraphs cut at the breaks."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(_DECLARED.sub("", xml), parser)
    for node in list(root.iter()):
        if isinstance(node, etree._ProcessingInstruction) and node.target == BREAK_TARGET:
            _divide_at(node)
    return DECLARATION + etree.tostring(root, encoding="unicode")


def _divide_at(node: etree._ProcessingInstruction) -> None:
    paragraph = None
    for up in node.iterancestors():
        if word_name(up) == "p":
            paragraph = up
            break
        if word_name(up) not in INLINE_CONTAINERS and word_name(up) not in ("r", "t"):
            break
    parent = paragraph.getparent() if paragraph is not None else None
    if paragraph is None or parent is None:
        _break_line(node)  # in a content control, which is not cut in two
        return
    page = (node.text or "").startswith("f")
    hoist(node, paragraph)
    following = list(node.itersiblings())
    remove(node)
    rest = _begun_like(paragraph)
    rest.extend(following)
    at = parent.index(paragraph) + 1
    parent.insert(at, rest)
    if page:
        space = word_namespace(paragraph)
        made = etree.Element(f"{{{space}}}p")
        _page_break(etree.SubElement(made, f"{{{space}}}r"))
        parent.insert(at, made)


def _begun_like(paragraph: etree._Element) -> etree._Element:
    """A paragraph with the properties of another, which ends no section then."""
    made = like(paragraph)
    for name, _ in attributes(made):
        if name.endswith(("}paraId", "}textId")):  # of the one paragraph only ([MS-DOCX] 2.6.2)
            del made.attrib[name]
    properties = paragraph[0] if len(paragraph) and word_name(paragraph[0]) == "pPr" else None
    if properties is not None:
        made.append(copy.deepcopy(properties))
        for section in [n for n in properties if word_name(n) == "sectPr"]:
            properties.remove(section)
    return made


def _page_break(run: etree._Element) -> etree._Element:
    made = etree.SubElement(run, f"{{{word_namespace(run)}}}br")
    made.set(f"{{{word_namespace(run)}}}type", "page")
    return made


def _break_line(node: etree._ProcessingInstruction) -> None:
    run = next((up for up in node.iterancestors() if is_run(up)), None)
    if run is None:
        remove(node)
        return
    page = (node.text or "").startswith("f")
    hoist(node, run)
    made = _page_break(run) if page else etree.SubElement(run, f"{{{word_namespace(run)}}}br")
    run.replace(node, made)
