"""What Word requires at the end of cells, rows and tables, also when every condition is false.

A table cell, header, footer, text box, note or comment ends in a paragraph (ECMA-376 part 1,
17.4.65; Word calls the file damaged otherwise); a row has a cell, a table a row. Where tags could
take the last of them away, the compiled template holds an ending ``<?docgen-end tr?>``; after each
render :func:`settle` looks at what stands before it. Where cells are repeated, the table's grid is
made to have as many columns (17.4.48).
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from docgen.template.marks import TOKEN_OPEN, number_of
from docgen.template.ooxml import attribute, word_name

_TARGET: Final = "docgen-end"
ENDING: Final = re.compile(rf"<\?{_TARGET} (\w+)\?>")
_CELLS: Final = frozenset({"tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment"})
_WRAPPERS: Final = frozenset({"sdt", "sdtContent", "customXml"})

_MARKUP: Final = r"(?:<w:(?:bookmarkStart|bookmarkEnd|proofErr|permStart|permEnd)\b[^>]*/>)*"
_WRAPPED: Final = r"(?:</w:(?:sdt|sdtContent|customXml)>)*"
_AFTER_PARAGRAPH: Final = re.compile(
    rf"(?:</w:p>|<w:p(?:\s[^>]*)?/>){_MARKUP}{_WRAPPED}{_MARKUP}\Z"
)
_BOOKMARKS: Final = re.compile(r"<w:bookmark(?:Start|End)\b[^>]*/>")
# By kind: the element that must be left, as the end of it and as its openings.
_QUICK: Final = {"tr": "</w:tc>", "tbl": "</w:tr>", "p": "</w:p>"}
_NEVER: Final = "\0"  # no part holds it
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
        elif name == "tbl" and (_holds_marks(node) or _may_change_columns(node)):
            if _may_change_columns(node):
                node.append(_ending("grid"))
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


def _may_change_columns(table: etree._Element) -> bool:
    """Whether tags repeat cells of a table, take them away, or say how many columns they span."""
    return _has_guarded_row(table) or any(
        word_name(node) == "gridSpan" and TOKEN_OPEN in attribute(node, "val")
        for row in table
        for cell in row
        for properties in cell
        for node in properties
    )


def _has_guarded_row(table: etree._Element) -> bool:
    return any(
        isinstance(child, etree._ProcessingInstruction) and child.target == _TARGET
        for row in table
        if word_name(row) == "tr"
        for child in row
    )


def mark_of(kind: str) -> str:
    """An ending as it stands in a part until it is settled."""
    return f"<?{_TARGET} {kind}?>"


def is_settled(before: str, kind: str) -> bool:
    """Whether the end of what stands before an ending shows that nothing is to be done there."""
    return before.endswith(_QUICK.get(kind, _NEVER))


def settle(xml: str) -> str:
    """A rendered part with its endings settled.

    A cell (and what is like one) that does not end in a paragraph gets an empty one; a row without
    cells and a table without rows go.
    """
    pieces = ENDING.split(xml)
    out = [pieces[0]]
    for kind, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if kind in _INNER:
            if not out[-1].endswith(_QUICK[kind]):
                out, closed = _without_empty(out, kind)
                out.append(text[len(f"</w:{kind}>") :] if closed else text)
                continue
        elif kind == "grid":
            out = [_with_fitting_grid("".join(out))]
        elif kind == "sdt":
            if _tail(out).endswith("<w:sdtContent>"):
                out.append("<w:p/>")
        elif not out[-1].endswith(_QUICK["p"]) and not _AFTER_PARAGRAPH.search(_tail(out)):
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


_TABLE: Final = re.compile(r"<(/?)w:tbl>")
_COLUMNS: Final = re.compile(
    r'<(/?)w:(tbl|tr|tc)[ >]|<()w:(gridSpan|gridBefore|gridAfter) w:val="(\d{1,3})"'
)
_GRID: Final = re.compile(r"<w:tblGrid>((?:<w:gridCol\b[^>]*/>)*)")
_WIDTH: Final = re.compile(r'w:w="(\d{1,9})"')


def _with_fitting_grid(written: str) -> str:
    """What was written, the grid of the table that ends there having a column for each cell."""
    at, depth = len(written), 0
    for match in reversed([*_TABLE.finditer(written)]):
        depth += 1 if match.group(1) else -1
        if depth < 0:
            at = match.start()
            break
    columns = _columns(written[at:])
    grid = _GRID.search(written, at)
    if grid is None or columns in (0, grid.group(1).count("<w:gridCol")):
        return written
    width = sum(int(each) for each in _WIDTH.findall(grid.group(1))) // columns
    column = f'<w:gridCol w:w="{width}"/>' if width else "<w:gridCol/>"
    return f"{written[: grid.start(1)]}{column * columns}{written[grid.end(1) :]}"


def _columns(table: str) -> int:
    """The columns of a table's widest row; cells of tables inside it do not count."""
    depth = widest = here = 0
    for match in _COLUMNS.finditer(table):
        name = match.group(2) or match.group(4)
        if name == "tbl":
            depth += -1 if match.group(1) else 1
        elif depth == 1 and not match.group(1):
            here = 0 if name == "tr" else here + (1 if name == "tc" else int(match.group(5)))
            here -= name == "gridSpan"
            widest = max(widest, here)
    return widest
