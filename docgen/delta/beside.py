"""The languages of a kind side by side: the same paragraph of each, for one who reads two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docgen.concordance import Document, paragraphs_side_by_side
from docgen.delta.letters import Letter, Paragraph

_QUARTER: Final = 4


@dataclass(frozen=True, slots=True)
class Abreast:
    """One paragraph in each language, ``None`` where a language has it not; counts from 1."""

    number: int
    cells: tuple[Paragraph | None, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The letters of a kind, one of each language: the masters, or the first of each."""

    kind: str
    letters: tuple[Letter, ...]
    lines: tuple[Abreast, ...]

    @property
    def masters(self) -> bool:
        """Whether all are master documents."""
        return not any(letter.key for letter in self.letters)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, in the order of the letters."""
        return tuple(letter.language for letter in self.letters)

    def far_apart(self, pages: Mapping[str, int]) -> frozenset[str]:
        """The languages whose number of pages is far from the usual one: by more than a quarter.

        ``pages`` are those of each file. A translation may be a fifth longer than what it is of.
        """
        usual = self.usual(pages)
        if usual is None:
            return frozenset()
        return frozenset(
            letter.language
            for letter in self.letters
            if abs(pages.get(letter.file, usual) - usual) * _QUARTER > usual
        )

    def usual(self, pages: Mapping[str, int]) -> int | None:
        """How many pages the letter in the middle has, where that is known."""
        known = sorted(pages[letter.file] for letter in self.letters if letter.file in pages)
        return known[(len(known) - 1) // 2] if known else None


def lay_beside(kind: str, letters: Sequence[Letter]) -> Beside | None:
    """Some letters of one kind, each in a language of its own; ``None`` for fewer than two."""
    built = [(letter, letter.build) for letter in letters if letter.build is not None]
    if len(built) < 2:
        return None
    documents: list[tuple[str, Document]] = [
        (letter.language, build.document) for letter, build in built
    ]
    lines = []
    for number, line in enumerate(paragraphs_side_by_side(documents), start=1):
        cells: list[Paragraph | None] = []
        for index, (letter, build) in enumerate(built):
            found = line.cells.get(index)
            at = build.at.get(found.place.detail) if found is not None else None
            cells.append(letter.paragraphs[at] if at is not None else None)
        lines.append(Abreast(number, tuple(cells)))
    return Beside(kind, tuple(letter for letter, _ in built), tuple(lines))
