"""Which section of one document answers to which of another, by level, order and values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Shape = tuple[str, int]  # kind and level of a section
Content = Counter[tuple[str, str]]  # kinds and keys of its values

_GAP: Final = 1.0
_LIKE: Final = 0.5  # two sections of one shape, whatever they say
_IMPOSSIBLE: Final = -1000.0


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a document as far as they are compared here."""

    shapes: tuple[Shape, ...]
    contents: tuple[Content, ...]


def model_of(outlines: Sequence[Outline]) -> int:
    """The index of the document whose shape most documents have, the first such."""
    counts = Counter(outline.shapes for outline in outlines)
    best = max(counts.values())
    return next(i for i, outline in enumerate(outlines) if counts[outline.shapes] == best)


def aligned(model: Outline, other: Outline) -> list[tuple[int | None, int | None]]:
    """Pairs of sections, ``None`` for one that the other side lacks, in order.

    Of all alignments that keep the order, the one whose pairs have most values in common (the
    algorithm of Needleman and Wunsch).
    """
    if model.shapes == other.shapes:
        return [(i, i) for i in range(len(model.shapes))]
    rows, columns = len(model.shapes), len(other.shapes)
    score = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            if i == 0 or j == 0:
                score[i][j] = -_GAP * (i + j)
                continue
            score[i][j] = max(
                score[i - 1][j - 1] + _alike(model, i - 1, other, j - 1),
                score[i - 1][j] - _GAP,
                score[i][j - 1] - _GAP,
            )
    pairs: list[tuple[int | None, int | None]] = []
    i, j = rows, columns
    while i or j:
        if i and j and score[i][j] == score[i - 1][j - 1] + _alike(model, i - 1, other, j - 1):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and score[i][j] == score[i - 1][j] - _GAP:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def _alike(model: Outline, i: int, other: Outline, j: int) -> float:
    if model.shapes[i] != other.shapes[j]:
        return _IMPOSSIBLE
    one, two = model.contents[i], other.contents[j]
    either = (one | two).total()
    common = (one & two).total() / either if either else 0.0
    return _LIKE + 3.0 * common
