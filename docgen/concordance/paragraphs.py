"""Which paragraph of one document answers to which of the others, for one who reads two languages.

Sections are put side by side first (:mod:`docgen.concordance.rows`), then the paragraphs of each
row by what they are, the values that they have in common, and how long they are beside the others
of their document.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docgen.concordance.alignment import Outline, aligned, model_of
from docgen.concordance.document import Document, Paragraph, Role, Section
from docgen.concordance.read import STEADY, read_all
from docgen.concordance.recognize import Lexicon, lexicon
from docgen.concordance.rows import Cell, Row, side_by_side

_LENGTHS: Final = 2  # classes of length to each doubling


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph in each document that has it, by the document's index."""

    section: str
    cells: Mapping[int, Paragraph]


def paragraphs_side_by_side(
    documents: Sequence[tuple[str, Document]], known: Lexicon | None = None
) -> list[Line]:
    """The paragraphs of documents, each given with its language, in reading order.

    Every paragraph of every document is in one line, in the order of its document.
    """
    reads = read_all(documents, known or lexicon())
    return [line for row in _in_reading_order(side_by_side(reads)) for line in _lines(row)]


def _in_reading_order(rows: Sequence[Row]) -> list[Row]:
    """The rows with those that one document has alone behind what precedes them there."""
    ordered = [row for row in rows if not row.superfluous]
    for row in rows:
        if not row.superfluous:
            continue
        ((index, cell),) = row.cells.items()
        sections = cell.read.document.sections
        before = {id(section) for section in sections[: _at(sections, cell)]}
        place = 0
        for number, other in enumerate(ordered, start=1):
            if index in other.cells and id(other.cells[index].section) in before:
                place = number
        ordered.insert(place, row)
    return ordered


def _at(sections: Sequence[Section], cell: Cell) -> int:
    return next(at for at, section in enumerate(sections) if section is cell.section)


def _lines(row: Row) -> list[Line]:
    """The lines of one row of sections, in the order of the document most like the others."""
    indices = sorted(row.cells)
    cells = [row.cells[index] for index in indices]
    outlines = [_outline(cell) for cell in cells]
    model = model_of(outlines)
    made: list[dict[int, Paragraph]] = [{} for _ in outlines[model].shapes]
    extra: dict[int, list[dict[int, Paragraph]]] = {}  # by the line that they stand behind
    for index, cell, outline in zip(indices, cells, outlines, strict=True):
        behind, used = -1, 0
        for known, own in aligned(outlines[model], outline):
            if known is not None:
                behind, used = known, 0
            if own is None:
                continue
            paragraph = cell.section.paragraphs[own]
            if known is not None:
                made[known][index] = paragraph
                continue
            here = extra.setdefault(behind, [])
            while used < len(here) and _role(here[used]) is not paragraph.role:
                used += 1
            if used == len(here):
                here.append({})
            here[used][index] = paragraph
            used += 1
    name = cells[model].section.name
    lines = [Line(name, each) for each in extra.get(-1, [])]
    for number, each in enumerate(made):
        lines.append(Line(name, each))
        lines += [Line(name, more) for more in extra.get(number, [])]
    return lines


def _role(line: Mapping[int, Paragraph]) -> Role:
    return next(iter(line.values())).role


def _outline(cell: Cell) -> Outline:
    """A section's paragraphs as :func:`aligned` compares them."""
    paragraphs = cell.section.paragraphs
    mean = sum(len(paragraph.text) for paragraph in paragraphs) / max(1, len(paragraphs))
    contents: list[Counter[tuple[str, str]]] = []
    for paragraph in paragraphs:
        ratio = max(1, len(paragraph.text)) / max(1.0, mean)
        length = round(_LENGTHS * math.log2(ratio))
        contents.append(Counter({("length", str(length)): 1}))
    places = {id(paragraph): at for at, paragraph in enumerate(paragraphs)}
    for found in cell.values:
        if found.paragraph is not None and found.value.required and found.value.kind in STEADY:
            contents[places[id(found.paragraph)]][found.value.kind.name, found.value.key] += 1
    return Outline(tuple((p.role.value, 0) for p in paragraphs), tuple(contents))
