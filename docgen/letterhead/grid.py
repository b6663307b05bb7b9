"""Tables of a sheet that is made in the house letterhead: a header, rows, and rows that repeat.

A wording has no mark for them: they are put together by the code that makes such a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from docgen.letterhead.house import GREY, TEXT_WIDTH
from docgen.letterhead.inline import Text
from docgen.letterhead.markup import Element, element, switch, value

_RULE: Final = 4  # eighths of a point


CellParagraph = Callable[[Text], Element]
"""Makes the paragraph of a cell."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    ``header`` is empty for a table of labels and values, whose first column is set in bold;
    ``rows`` are texts with tags, a row of one tag (``{%tr for … %}``) stands for itself;
    ``shares`` are the widths of the columns in proportion.  ``caption`` is what a screen reader
    says of the table.  A text marked as ``latin`` (by its column) keeps its own direction.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    caption: str
    latin: frozenset[int] = frozenset()

    @property
    def widths(self) -> list[int]:
        """The widths of the columns in twips; together they are those of the text."""
        whole = sum(self.shares)
        found = [TEXT_WIDTH * share // whole for share in self.shares]
        found[-1] += TEXT_WIDTH - sum(found)
        return found


def table_of(grid: Grid, right_to_left: bool, cell_paragraph: CellParagraph) -> Element:
    """The ``w:tbl`` (ECMA-376 part 1, clause 17.4.37); its header row repeats on each page."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    shown = {"top", "bottom", "insideH"}
    borders = [
        element(
            f"w:{edge}",
            {"w:val": "single" if edge in shown else "nil", "w:sz": _RULE, "w:space": 0,
             "w:color": GREY},
        )
        for edge in edges
    ]  # fmt: skip
    margins = [
        element(f"w:{side}", {"w:w": width, "w:type": "dxa"})
        for side, width in (("top", 40), ("left", 57), ("bottom", 40), ("right", 57))
    ]
    properties = element(
        "w:tblPr",
        None,
        switch("w:bidiVisual") if right_to_left else None,
        element("w:tblW", {"w:w": TEXT_WIDTH, "w:type": "dxa"}),
        element("w:tblBorders", None, *borders),
        element("w:tblLayout", {"w:type": "fixed"}),
        element("w:tblCellMar", None, *margins),
        value("w:tblCaption", grid.caption),
    )
    rows: list[Element] = []
    if grid.header:
        rows.append(_row(grid, grid.header, cell_paragraph, header=True))
    rows += [_row(grid, row, cell_paragraph) for row in grid.rows]
    columns = (element("w:gridCol", {"w:w": width}) for width in grid.widths)
    return element("w:tbl", None, properties, element("w:tblGrid", None, *columns), *rows)


def _row(
    grid: Grid, texts: Sequence[str], cell_paragraph: CellParagraph, *, header: bool = False
) -> Element:
    repeats = len(texts) == 1 < len(grid.shares)  # a tag that takes the row
    widths = [TEXT_WIDTH] if repeats else grid.widths
    cells = []
    for column, (width, text) in enumerate(zip(widths, texts, strict=True)):
        strong = header or (not grid.header and column == 0)
        properties = element(
            "w:tcPr",
            None,
            element("w:tcW", {"w:w": width, "w:type": "dxa"}),
            value("w:gridSpan", len(grid.shares)) if repeats else None,
        )
        content = Text(text, strong=strong, left_to_right=column in grid.latin and not header)
        cells.append(element("w:tc", None, properties, cell_paragraph(content)))
    marks = [switch("w:cantSplit"), switch("w:tblHeader") if header else None]
    return element("w:tr", None, element("w:trPr", None, *marks), *cells)
