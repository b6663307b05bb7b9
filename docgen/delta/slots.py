"""Letters side by side: which paragraph of one is which of another.

The letters are laid down one after the other over a row of *slots*; a slot holds at most one
paragraph of each letter. Paragraphs that are alike to the letter are found first, those between
them by their words. The work grows with the number of letters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from docgen.delta.letters import Paragraph
from docgen.delta.varying import tokens

_ALIKE: Final = 0.4  # of the words of the longer paragraph: two forms of one paragraph
_SHORT: Final = 90  # characters of a line: a paragraph that may be all value, an address
_LABEL: Final = re.compile(r"[^\t\n]{1,40}\t")  # To:, Copy to:, Subject:
_LARGEST: Final = 40_000  # pairs of paragraphs that are compared by their words


@dataclass(slots=True)
class Slot:
    """A place in the letters: its paragraph by the letter's number."""

    first: Paragraph
    held: dict[int, Paragraph] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    words: frozenset[str] = frozenset()

    def put(self, number: int, paragraph: Paragraph) -> None:
        """Put the paragraph of a letter here."""
        self.held[number] = paragraph
        self.forms.add(paragraph.text)


def side_by_side(letters: Sequence[Sequence[Paragraph]]) -> list[Slot]:
    """The slots of one stream of all letters, in reading order.

    The longest letter is laid down first: most slots are made by it.
    """
    slots: list[Slot] = []
    for number in sorted(range(len(letters)), key=lambda number: (-len(letters[number]), number)):
        slots = _lay(slots, letters[number], number)
    return slots


def _lay(slots: list[Slot], letter: Sequence[Paragraph], number: int) -> list[Slot]:
    made: list[Slot] = []
    slot_at = own_at = 0
    for index, own in [*_pairs(slots, letter), (len(slots), len(letter))]:
        made += slots[slot_at:index]
        made += [_slot(paragraph, number) for paragraph in letter[own_at:own]]
        if own < len(letter):
            slots[index].put(number, letter[own])
            made.append(slots[index])
        slot_at, own_at = index + 1, own + 1
    return made


def _slot(paragraph: Paragraph, number: int) -> Slot:
    slot = Slot(paragraph, words=_words(paragraph.text))
    slot.put(number, paragraph)
    return slot


def _words(text: str) -> frozenset[str]:
    return frozenset(token for token in tokens(text) if any(map(str.isalnum, token)))


def _pairs(slots: Sequence[Slot], letter: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Slots and the letter's paragraphs that go into them, both in order."""
    start = 0
    while start < min(len(slots), len(letter)) and letter[start].text in slots[start].forms:
        start += 1
    end = 0
    most = min(len(slots), len(letter)) - start
    while end < most and letter[-1 - end].text in slots[-1 - end].forms:
        end += 1
    found = [(index, index) for index in range(start)]
    last = (len(slots) - end, len(letter) - end)
    before = (start, start)
    for index, own in [*_anchors(slots, letter, before, last), last]:
        found += _by_words(slots, letter, before, (index, own))
        if (index, own) != last:
            found.append((index, own))
        before = index + 1, own + 1
    found += [(len(slots) - left, len(letter) - left) for left in range(end, 0, -1)]
    return found


def _anchors(
    slots: Sequence[Slot],
    letter: Sequence[Paragraph],
    start: tuple[int, int],
    end: tuple[int, int],
) -> list[tuple[int, int]]:
    """Texts that the letter has once and one slot has: the longest row of them in order."""
    counts = Counter(paragraph.text for paragraph in letter[start[1] : end[1]])
    where: dict[str, list[int]] = {}
    for index in range(start[0], end[0]):
        for form in slots[index].forms & counts.keys():
            where.setdefault(form, []).append(index)
    pairs = [
        (where[text][0], own)
        for own in range(start[1], end[1])
        if counts[text := letter[own].text] == 1 and len(where.get(text, ())) == 1
    ]
    # The longest increasing row of slots, by patience sorting.
    tops: list[int] = []
    piles: list[tuple[int, tuple[int, int], int | None]] = []
    ends: list[int] = []
    for index, own in pairs:
        pile = bisect_left(tops, index)
        below = ends[pile - 1] if pile else None
        piles.append((index, (index, own), below))
        if pile == len(tops):
            tops.append(index)
            ends.append(len(piles) - 1)
        else:
            tops[pile] = index
            ends[pile] = len(piles) - 1
    row: list[tuple[int, int]] = []
    at = ends[-1] if ends else None
    while at is not None:
        _, pair, at = piles[at]
        row.append(pair)
    return row[::-1]


def _by_words(
    slots: Sequence[Slot],
    letter: Sequence[Paragraph],
    start: tuple[int, int],
    end: tuple[int, int],
) -> list[tuple[int, int]]:
    """The pairs between two anchors that resemble one another most, in order."""
    rows, columns = end[0] - start[0], end[1] - start[1]
    if not rows or not columns or rows * columns > _LARGEST:
        return []
    own_words = [_words(letter[start[1] + column].text) for column in range(columns)]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    worth = [[0.0] * columns for _ in range(rows)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            worth[row][column] = _worth(
                slots[start[0] + row], letter[start[1] + column], own_words[column]
            )
            paired = worth[row][column] + best[row + 1][column + 1]
            apart = max(best[row + 1][column], best[row][column + 1])
            best[row][column] = max(paired, apart)
    found = []
    row = column = 0
    while row < rows and column < columns:
        paired = worth[row][column] + best[row + 1][column + 1]
        if worth[row][column] and paired == best[row][column]:
            found.append((start[0] + row, start[1] + column))
            row, column = row + 1, column + 1
        elif best[row + 1][column] == best[row][column]:
            row += 1
        else:
            column += 1
    return found


def _worth(slot: Slot, paragraph: Paragraph, words: frozenset[str]) -> float:
    """How much two paragraphs speak for being one; 0 where they are not."""
    if slot.first.role is not paragraph.role:
        return 0.0
    if paragraph.text in slot.forms:
        return 3.0
    longer = max(len(slot.words), len(words)) or 1
    alike = len(slot.words & words) / longer
    if alike >= _ALIKE:
        return 1.0 + alike
    label, own = _LABEL.match(slot.first.text), _LABEL.match(paragraph.text)
    if label and own:
        return 1.0 + alike if label[0] == own[0] else 0.0
    lines = [*slot.first.text.split("\n"), *paragraph.text.split("\n")]
    return 0.25 + alike / 4 if max(map(len, lines)) <= _SHORT else 0.0
