"""Where in a Word file: paragraph, table, row and cell, as a reader counts them."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from docgen.diagnostics import Place
from docgen.template.ooxml import word_name


@dataclass(slots=True)
class PlaceIndex:
    """The place of each paragraph, numbered from 1 in each part before anything is moved."""

    _numbers: dict[etree._Element, tuple[str, str, int, int]] = field(default_factory=dict)
    # The table of a cell, its row and its number in the row, counted from 1.
    _cells: dict[etree._Element, tuple[int, int, int]] = field(default_factory=dict)
    _parts: int = 0

    def number(self, root: etree._Element, file: str, part: str) -> None:
        """Number the paragraphs of a part; ``part`` is ``""`` for the document's body.

        Those that came from another file with their places keep them.
        """
        self._parts += 1
        paragraphs = tables = 0
        for node in root.iter():
            name = word_name(node)
            if name == "p":
                paragraphs += 1
                self._numbers.setdefault(node, (file, part, self._parts, paragraphs))
            elif name == "tbl":
                tables += 1
                self._number_cells(node, tables)

    def of(self, paragraph: etree._Element) -> Place:
        """``circular/zh.docx paragraph 12``, with table, row and cell where it stands in one."""
        file, part, order, number = self._numbers[paragraph]
        detail = f"paragraph {number}"
        cell = next((up for up in paragraph.iterancestors() if word_name(up) == "tc"), None)
        if cell in self._cells:
            table, row, column = self._cells[cell]
            detail += f" (table {table}, row {row}, cell {column})"
        return Place(file, (order, number), f"{part} {detail}".strip())

    def _number_cells(self, table: etree._Element, number: int) -> None:
        rows = [node for node in table if word_name(node) == "tr"]
        for at, row in enumerate(rows, start=1):
            cells = [node for node in row if word_name(node) == "tc"]
            for column, cell in enumerate(cells, start=1):
                self._cells.setdefault(cell, (number, at, column))
