"""Tags that change the table cell they stand in: its width in columns, its colour, its merging.

``{% colspan n %}``, ``{% cellbg colour %}``, ``{% vm %}`` and ``{% hm %}`` are docxtpl's. Each is
cut out of its cell's text and acts in the cell's properties (``w:tcPr``, ECMA-376 part 1, 17.4.69)
instead; what it states replaces what the template says there.
"""

from __future__ import annotations

import copy
import dataclasses
import re
from collections.abc import Sequence
from typing import Final

from lxml import etree
from markupsafe import Markup

from docgen.template.blocks import is_closer, is_opener, without_raw
from docgen.template.marks import Context, Mark, Marks, instruction, number_of, token
from docgen.template.ooxml import attribute, word_name, word_namespace
from docgen.template.runs import remove
from docgen.template.tags import Kind, Level, Tag
from docgen.template.values import ValueFaultError, plain_string

CELL_TAGS: Final = frozenset({"colspan", "cellbg", "vm", "hm"})
CELL_HINT: Final = "write it into the text of the cell that it is about"
MOST_COLUMNS: Final = 63  # of a table, in Word

# The children of w:tcPr in the order of the schema (CT_TcPr).
_ORDER: Final = (
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar"),
    *("textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel"),
    *("cellMerge", "tcPrChange"),
)
_COLOUR: Final = re.compile(r"#?([0-9A-Fa-f]{6})")
_WITH_VALUE: Final = frozenset({"colspan", "cellbg"})
_REPEATING: Final = frozenset({"for", "macro", "call"})


def is_cell_tag(tag: Tag) -> bool:
    """Whether a tag is about the cell that it stands in."""
    own = tag.kind is Kind.STATEMENT and tag.level in (Level.TEXT, Level.RUN)
    return own and tag.keyword in CELL_TAGS


@dataclasses.dataclass(slots=True)
class CellTags:
    """The tags of one cell by their keywords."""

    cell: etree._Element
    by_keyword: dict[str, Mark] = dataclasses.field(default_factory=dict)


def lift_cell_tags(root: etree._Element, marks: Marks) -> list[CellTags]:
    """Take the tags about cells out of the text of a part; :func:`place_cell_tags` places them.

    Those outside a table stay, and are reported with the other tags.
    """
    order = [
        (node, marks.items[number])
        for node in root.iter(etree.PI)
        if (number := number_of(node)) is not None
    ]
    live = {mark.number for mark in without_raw([mark for _, mark in order])}
    cells: dict[etree._Element, CellTags] = {}
    for node, mark in order:
        if mark.number not in live or not is_cell_tag(mark.tag):
            continue
        cell = _cell_of(node)
        if cell is None:
            continue
        own = cells.setdefault(cell, CellTags(cell))
        if _in_block(cell, mark, marks):
            marks.misplaced(
                mark.place,
                f"{{% {mark.tag.code} %}} stands in a block that begins in its own cell",
                "put the condition into the tag: {% colspan 2 if wide else 1 %}",
            )
        elif mark.tag.keyword in own.by_keyword:
            marks.misplaced(
                mark.place,
                f"{{% {mark.tag.keyword} %}} stands twice in a cell",
                "keep one of them",
            )
        elif mark.tag.keyword not in _WITH_VALUE and mark.tag.code != mark.tag.keyword:
            marks.misplaced(
                mark.place, f"{{% {mark.tag.keyword} %}} takes no value",
                f"write {{% {mark.tag.keyword} %}}",
            )  # fmt: skip
        else:
            own.by_keyword[mark.tag.keyword] = mark
    for node, mark in order:
        if mark.number in live and is_cell_tag(mark.tag) and _cell_of(node) is not None:
            remove(node)
    return list(cells.values())


def _cell_of(node: etree._Element) -> etree._Element | None:
    for up in node.iterancestors():
        match word_name(up):
            case "tc":
                return up
            case "txbxContent":
                return None
    return None


def _in_block(cell: etree._Element, mark: Mark, marks: Marks) -> bool:
    """Whether a block is open, at a mark, that was opened in the same cell."""
    depth = 0
    for node in cell.iter(etree.PI):
        number = number_of(node)
        if number is None:
            continue
        if number == mark.number:
            break
        tag = marks.items[number].tag
        if tag.level is Level.CELL or tag.level is Level.ROW:
            continue
        depth += is_opener(tag) - is_closer(tag)
    return depth > 0


def place_cell_tags(root: etree._Element, cells: Sequence[CellTags], marks: Marks) -> None:
    """Put marks into the properties of the cells, and around those that merge."""
    loops = _loops_around([own.cell for own in cells], root, marks)
    for own in cells:
        cell = own.cell
        if not own.by_keyword:
            continue
        if root not in cell.iterancestors():
            for mark in own.by_keyword.values():
                marks.misplaced(
                    mark.place,
                    f"{{% {mark.tag.code} %}} stands in a cell that another tag takes away",
                    "put it into a cell that stays",
                )
            continue
        colour = own.by_keyword.get("cellbg")
        if colour is not None:
            fill = _as_value(colour, _value_of(colour.tag), "_shade", marks)
            _set(cell, "shd", {"val": "clear", "color": "auto", "fill": token(fill)})
        span, across = own.by_keyword.get("colspan"), own.by_keyword.get("hm")
        shown = across or span
        if shown is not None:
            columns = _value_of(span.tag) if span is not None else _own_span(cell)
            times = ", loop.length" if across is not None else ""
            made = _as_value(shown, columns, "_span", marks, times)
            _set(cell, "gridSpan", {"val": token(made)})
        down = own.by_keyword.get("vm")
        if down is not None and _merges(down, cell, loops[cell], marks, in_row=False):
            state = "'restart' if loop.first else 'continue'"
            _set(cell, "vMerge", {"val": token(_as_value(down, state, "", marks))})
            _only_in_first_turn(down, cell, list(_content(cell)), marks)
        if across is not None and _merges(across, cell, loops[cell], marks, in_row=True):
            _only_in_first_turn(across, cell, [cell], marks)


def _value_of(tag: Tag) -> str:
    return tag.code.removeprefix(tag.keyword).strip()


def _own_span(cell: etree._Element) -> str:
    for properties in cell:
        for node in properties if word_name(properties) == "tcPr" else ():
            if word_name(node) == "gridSpan" and attribute(node, "val").isdecimal():
                return attribute(node, "val")
    return "1"


def _as_value(mark: Mark, code: str, name: str, marks: Marks, more: str = "") -> Mark:
    """The tag as one that prints a value through a filter of ours into an attribute."""
    arguments = f"({more.removeprefix(', ')})" if more else ""
    written = f"({code}) | {name}{arguments}" if name else code
    if not code:
        written = ""
    tag = dataclasses.replace(mark.tag, kind=Kind.OUTPUT, level=Level.TEXT, code=written)
    return marks.add(tag, mark.place, mark.near, Context.PLAIN)


def _set(cell: etree._Element, name: str, values: dict[str, str]) -> None:
    """Give a cell a property in the schema's order, in the place of one of the same name."""
    space = word_namespace(cell)
    properties = cell[0] if len(cell) and word_name(cell[0]) == "tcPr" else None
    if properties is None:
        properties = etree.Element(f"{{{space}}}tcPr")
        cell.insert(0, properties)
    for old in [node for node in properties if word_name(node) == name]:
        properties.remove(old)
    made = etree.Element(f"{{{space}}}{name}")
    for key, value in values.items():
        made.set(f"{{{space}}}{key}", value)
    rank = _ORDER.index(name)
    later = (n for n in properties if (word_name(n) or "") not in _ORDER[: rank + 1])
    following = next(later, None)
    at = len(properties) if following is None else properties.index(following)
    properties.insert(at, made)


def _content(cell: etree._Element) -> list[etree._Element]:
    return [node for node in cell if word_name(node) != "tcPr"]


def _only_in_first_turn(
    mark: Mark, cell: etree._Element, nodes: Sequence[etree._Element], marks: Marks
) -> None:
    """Enclose siblings in ``{% if loop.first %}``; a cell that loses all gets an empty paragraph.

    Word shows what continued cells hold nowhere, but a screen reader reads it.
    """
    first = nodes[0] if nodes else None
    parent = first.getparent() if first is not None else None
    if first is None or parent is None:
        return

    def statement(code: str) -> etree._Element:
        tag = dataclasses.replace(mark.tag, level=Level.TEXT, code=code)
        return instruction(marks.add(tag, mark.place, mark.near))

    at = parent.index(first)
    parent.insert(at + len(nodes), statement("endif"))
    parent.insert(at, statement("if loop.first"))
    if parent is cell:
        model = next((n for n in nodes if word_name(n) == "p"), None)
        empty = etree.Element(f"{{{word_namespace(cell)}}}p")
        if model is not None and len(model) and word_name(model[0]) == "pPr":
            empty.append(_plain_properties(model[0]))
        at = parent.index(first) + len(nodes)
        parent.insert(at, empty)
        parent.insert(at, statement("else"))


def _plain_properties(properties: etree._Element) -> etree._Element:
    """The properties of a paragraph that shows nothing: no number counts it."""
    kept = copy.deepcopy(properties)
    for node in [n for n in kept if word_name(n) in ("numPr", "sectPr")]:
        kept.remove(node)
    return kept


def _merges(
    mark: Mark, cell: etree._Element, loop: etree._Element | None, marks: Marks, *, in_row: bool
) -> bool:
    """Whether the innermost loop around a cell repeats what the tag merges: cells, or rows."""
    if loop is not None and _above(loop, "tbl") is _above(cell, "tbl"):
        inside = _above(loop, "tr") is _above(cell, "tr")
        if inside == in_row:
            return True
    what, loops = ("cells", "{%tc for … %}") if in_row else ("rows", "{%tr for … %}")
    marks.misplaced(
        mark.place,
        f"{{% {mark.tag.keyword} %}} merges the {what} of a loop, and no loop repeats this cell so",
        f"put {loops} around it",
    )
    return False


def _above(node: etree._Element, name: str) -> etree._Element | None:
    return next((up for up in node.iterancestors() if word_name(up) == name), None)


def _loops_around(
    cells: Sequence[etree._Element], root: etree._Element, marks: Marks
) -> dict[etree._Element, etree._Element | None]:
    """The marks that open the innermost loops around cells, ``None`` where there is none."""
    found: dict[etree._Element, etree._Element | None] = dict.fromkeys(cells)
    open_blocks: list[tuple[etree._Element, Tag]] = []
    for node in root.iter() if cells else ():
        if node in found:
            around = (each for each in reversed(open_blocks) if each[1].keyword in _REPEATING)
            opener, tag = next(around, (None, None))
            found[node] = opener if tag is not None and tag.keyword == "for" else None
        number = number_of(node)
        if number is None:
            continue
        tag = marks.items[number].tag
        if is_opener(tag):
            open_blocks.append((node, tag))
        elif is_closer(tag) and open_blocks:
            open_blocks.pop()
    return found


def span(value: object, times: int = 1) -> Markup:
    """A number of columns (17.4.17). Raises :class:`ValueFaultError` (T023)."""
    text = plain_string(value).strip()
    whole = not isinstance(value, bool) and text.isascii() and text.isdecimal() and len(text) < 4
    columns = int(text) * times if whole else 0
    if not 0 < columns <= MOST_COLUMNS:
        shown = text[:40] if times == 1 or not whole else f"{text} × {times}"
        raise ValueFaultError(
            "T023", f"{shown!r} is no number of columns",
            f"a cell goes over 1 to {MOST_COLUMNS} columns"
        )  # fmt: skip
    return Markup(columns)


def shade(value: object) -> Markup:
    """A colour as ``w:fill`` has it (17.18.38). Raises :class:`ValueFaultError` (T023)."""
    text = plain_string(value).strip()
    if text.lower() == "auto":
        return Markup("auto")
    match = _COLOUR.fullmatch(text)
    if match is None:
        raise ValueFaultError(
            "T023", f"{text[:40]!r} is no colour", 'write six hexadecimal digits: "FFCC00", or auto'
        )
    return Markup(match.group(1).upper())
