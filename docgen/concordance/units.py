"""The parts of a section that answer to one another in several languages: paragraphs, list items,
the cells of tables.

They do where the documents have as many of them, of the same sort and in the same order. Two equal
values that were exchanged within a section are found by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.concordance.document import Paragraph, Role, Section
from docgen.concordance.majority import common_value
from docgen.concordance.recognize import Kind
from docgen.concordance.rows import Cell
from docgen.concordance.structure import misordered


def units(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The units of a section, each in two documents or more, as sections of their own.

    Documents in which the section is built otherwise are left out, and where one has items or
    addressees in another order (X007), that is told once. The order of names is compared there,
    too; a signature has its two lines in another order in Chinese.
    """
    turned: dict[int, set[str]] = {}
    for each in misordered(cells):
        turned.setdefault(each.at, set()).add(each.what)
    flows = [tuple(p.role for p in _flow(cell.section)) for cell in cells]
    usual = common_value(flows)
    alike = [index for index, flow in enumerate(flows) if flow == usual]
    if len(alike) > 1:
        parts = [_flow(cells[index].section) for index in alike]
        for paragraphs in zip(*parts, strict=True):
            yield from _unit(cells, turned, alike, [[one] for one in paragraphs])
    tables = [tuple(cell.section.tables) for cell in cells]
    size = common_value(tables)
    alike = [index for index, own in enumerate(tables) if own == size]
    if size and len(alike) > 1:
        yield from _of_tables(cells, turned, alike)


def _flow(section: Section) -> list[Paragraph]:
    return [paragraph for paragraph in section.paragraphs if not paragraph.cell]


def _of_tables(
    cells: Sequence[Cell], turned: dict[int, set[str]], alike: Sequence[int]
) -> Iterator[list[Cell]]:
    """The paragraphs of each cell, or the cell as a whole where not all have as many."""
    inside = [_by_cell(cells[index].section) for index in alike]
    for at in dict.fromkeys(at for own in inside for at in own):
        there = [own.get(at, []) for own in inside]
        if len({len(paragraphs) for paragraphs in there}) == 1:
            for paragraphs in zip(*there, strict=True):
                yield from _unit(cells, turned, alike, [[one] for one in paragraphs])
        else:
            yield from _unit(cells, turned, alike, there)


def _by_cell(section: Section) -> dict[tuple[int, ...], list[Paragraph]]:
    """The paragraphs of each cell; tables are counted from the beginning of the section."""
    tables: dict[int, int] = {}
    made: dict[tuple[int, ...], list[Paragraph]] = {}
    for paragraph in section.paragraphs:
        if paragraph.cell:
            table, *rest = paragraph.cell
            at = (tables.setdefault(table, len(tables)), *rest)
            made.setdefault(at, []).append(paragraph)
    return made


def _unit(
    cells: Sequence[Cell],
    turned: dict[int, set[str]],
    alike: Sequence[int],
    paragraphs: Sequence[list[Paragraph]],
) -> Iterator[list[Cell]]:
    made: list[Cell] = []
    for index, own in zip(alike, paragraphs, strict=True):
        what = turned.get(index, set())
        listed = all(paragraph.role in (Role.ITEM, Role.CELL) for paragraph in own)
        if listed and what & {"list items", "addressees"}:
            continue
        cell = cells[index]
        name = own[0].place.detail if own else cell.section.name
        part = Section(cell.section.kind, cell.section.level, name, "", own)
        inside = {id(paragraph) for paragraph in own}
        values = tuple(
            found
            for found in cell.values
            if (found.paragraph is None or id(found.paragraph) in inside)
            and found.value.kind is not Kind.PERSON
        )
        made.append(Cell(cell.read, part, values))
    if len(made) > 1:
        yield made
