"""What Word requires at the end of cells, rows and tables, also when every condition is false.

A table cell, header, footer, text box, note or comment ends in a paragraph (ECMA-376 part 1,
17.4.65; Word calls the file damaged otherwise); a row has a cell, a table a row. Where tags could
take the last of them away, the compiled template holds an ending ``<?docgen-end tr?>``; after each
render :func:`settle` looks at what stands before it.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from docgen.template.marks import number_of
from docgen.template.ooxml import word_name

_TARGET: Final = "docgen-end"
_ENDING: Final = re.compile(rf"<\?{_TARGET} (\w+)\?>")
_CELLS: Final = frozenset({"tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment"})
_WRAPPERS: Final = frozenset({"sdt", "sdtContent", "customXml"})

_MARKUP: Final = r"(?:<w:(?:bookmarkStart|bookmarkEnd|proofErr|permStart|permEnd)\b[^>]*/>)*"
_WRAPPED: Final = r"(?:</w:(?:sdt|sdtContent|customXml)>)*"
_AFTER_PARAGRAPH: Final = re.compile(
    rf"(?:</w:p>|<w:p(?:\s[^>]*)?/>){_MARKUP}{_WRAPPED}{_MARKUP}\Z"
)
_BOOKMARKS: Final = re.compile(r"<w:bookmark(?:Start|End)\b[^>]*/>")
# By kind: the element that must be left, as the end of it and as its openings.
_QUICK: Final = {"tr": "</w:tc>", "tbl": "</w:tr>"}
_INNER: Final = {"tr": ("<w:tc>", "<w:tc "), "tbl": ("<w:tr>", "<w:tr ")}
_TAIL: Final = 1_000  # characters looked at before an ending


def place_endings(root: etree._Element) -> bool:
    """Put endings where tags could leave nothing; whether there are any."""
    placed = False
    for node in [*root.iter()][::-1]:  # rows before their tables
        name = word_name(node)
        if name in _CELLS and _holds_marks(node):
            node.append(_ending("p"))
        elif name == "sdtContent" and _holds_marks(node) and _in_cell_order(node):
            node.append(_ending("sdt"))
        elif name == "tr" and _holds_marks(node):
            node.append(_ending("tr"))
        elif name == "tbl" and (_holds_marks(node) or _has_guarded_row(node)):
            node.append(_ending("tbl"))
        else:
            continue
        placed = True
    return placed


def _ending(kind: str) -> etree._Element:
    return etree.ProcessingInstruction(_TARGET, kind)


def _holds_marks(holder: etree._Element) -> bool:
    """Whether marks stand between the children of a holder, or of its content controls."""
    return any(
        number_of(child) is not None or (word_name(child) in _WRAPPERS and _holds_marks(child))
        for child in holder
    )


def _in_cell_order(content: etree._Element) -> bool:
    """Whether a content control holds paragraphs or tables (not runs, cells or rows)."""
    return any(word_name(child) in ("p", "tbl") for child in content)


def _has_guarded_row(table: etree._Element) -> bool:
    return any(
        isinstance(child, etree._ProcessingInstruction) and child.target == _TARGET
        for row in table
        if word_name(row) == "tr"
        for child in row
    )


def settle(xml: str) -> str:
    """A rendered part with its endings settled.

    A cell (and what is like one) that does not end in a paragraph gets an empty one; a row without
    cells and a table without rows go.
    """
    pieces = _ENDING.split(xml)
    out = [pieces[0]]
    for kind, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if kind in _INNER:
            if not out[-1].endswith(_QUICK[kind]):
                out, closed = _without_empty(out, kind)
                out.append(text[len(f"</w:{kind}>") :] if closed else text)
                continue
        elif kind == "sdt":
            if _tail(out).endswith("<w:sdtContent>"):
                out.append("<w:p/>")
        elif not out[-1].endswith("</w:p>") and not _AFTER_PARAGRAPH.search(_tail(out)):
            out.append("<w:p/>")
        out.append(text)
    return "".join(out)


def _tail(out: list[str]) -> str:
    tail = ""
    for piece in reversed(out):
        tail = piece[-_TAIL:] + tail
        if len(tail) >= _TAIL:
            break
    return tail


def _without_empty(out: list[str], kind: str) -> tuple[list[str], bool]:
    """What was written, without the row or table that has just ended, if it is empty."""
    whole = "".join(out)
    at = max(whole.rfind(f"<w:{kind}>"), whole.rfind(f"<w:{kind} "))
    inside = whole[at:]
    if at < 0 or any(opening in inside for opening in _INNER[kind]):
        return [whole], False
    return [whole[:at], *_BOOKMARKS.findall(inside)], True
