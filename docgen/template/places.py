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
    _tables: dict[etree._Element, int] = field(default_factory=dict)
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
                self._tables.setdefault(node, tables)

    def of(self, paragraph: etree._Element) -> Place:
        """``circular/zh.docx paragraph 12``, with table, row and cell where it stands in one."""
        file, part, order, number = self._numbers[paragraph]
        detail = f"paragraph {number}"
        cell = row = None
        for up in paragraph.iterancestors():
            name = word_name(up)
            if name == "tc" and cell is None:
                cell = up
            elif name == "tr" and row is None:
                row = up
            elif name == "tbl" and cell is not None and row is not None and up in self._tables:
                columns = [node for node in row if word_name(node) == "tc"]
                rows = [node for node in up if word_name(node) == "tr"]
                if cell in columns and row in rows:
                    at = f"row {rows.index(row) + 1}, cell {columns.index(cell) + 1}"
                    detail += f" (table {self._tables[up]}, {at})"
                break
        return Place(file, (order, number), f"{part} {detail}".strip())
