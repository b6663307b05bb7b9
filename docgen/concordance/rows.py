"""The sections of several documents side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.concordance.alignment import aligned, model_of
from docgen.concordance.document import Section
from docgen.concordance.read import Found, Read


@dataclass(frozen=True, slots=True)
class Cell:
    """A section of a document.

    It is not ``whole`` where the next one is missing and may be in it, or where the next one is
    superfluous and may have a part of it.
    """

    read: Read
    section: Section
    values: tuple[Found, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One section in each document that has it, by the document's index.

    ``missing`` are the documents that lack a section which the others have; in a row that only one
    document has, ``superfluous``, they are all the others.
    """

    cells: dict[int, Cell]
    missing: tuple[int, ...] = ()
    superfluous: bool = False


def side_by_side(reads: Sequence[Read]) -> list[Row]:
    """The rows of all documents, in the order of the document that most of them resemble."""
    outlines = [read.outline() for read in reads]
    model = model_of(outlines)
    pairs = [aligned(outlines[model], outline) for outline in outlines]
    lost: list[set[int]] = [{i for i, j in own if i is not None and j is None} for own in pairs]
    added: list[set[int]] = [{j for i, j in own if i is None and j is not None} for own in pairs]
    answer: list[dict[int, int]] = [
        {i: j for i, j in own if i is not None and j is not None} for own in pairs
    ]
    rows: list[Row] = []
    for i in range(len(outlines[model].shapes)):
        cells: dict[int, Cell] = {}
        for index, read in enumerate(reads):
            if i in answer[index]:
                j = answer[index][i]
                whole = i + 1 not in lost[index] and j + 1 not in added[index]
                cells[index] = Cell(read, read.document.sections[j], read.values[j], whole)
        missing = tuple(index for index in range(len(reads)) if index not in cells)
        rows.append(Row(cells, missing))
    for index, read in enumerate(reads):
        for known, own in pairs[index]:
            if known is None and own is not None:
                cell = Cell(read, read.document.sections[own], read.values[own])
                rest = tuple(other for other in range(len(reads)) if other != index)
                rows.append(Row({index: cell}, rest, superfluous=True))
    return rows
