"""The letters of one kind in one language: their text once, and the values of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from docgen.delta.letters import Letter, Paragraph
from docgen.delta.slots import Slot, side_by_side
from docgen.delta.varying import fixed_pieces, joined, values

_BEFORE: Final = 28  # characters that name a column


@dataclass(frozen=True, slots=True)
class Column:
    """A value that differs between the letters; ``number`` counts from 1 in the group.

    ``counts`` are its forms with the number of letters that have each, the most frequent first.
    ``before`` are the fixed words before its first place, ``slots`` all its places.
    """

    number: int
    counts: tuple[tuple[str, int], ...]
    before: str
    slots: tuple[int, ...]
    hidden: bool

    @property
    def letters(self) -> int:
        """How many letters have it."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class TextSlot:
    """A paragraph of the text; ``number`` counts from 1.

    ``pieces`` are its fixed texts and, between each two, the value of the column in ``columns``.
    ``count`` letters have it.
    """

    number: int
    paragraph: Paragraph
    pieces: tuple[str, ...]
    columns: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A letter's own: its values by column, and which paragraphs it has that others lack."""

    letter: Letter
    values: Mapping[int, str]
    has: frozenset[int]


@dataclass(slots=True)
class Group:
    """The letters of a kind and language; ``rows`` in the order of their files."""

    kind: str
    language: str
    slots: tuple[TextSlot, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    optional: frozenset[int] = field(default_factory=frozenset)

    def texts(self, row: Row) -> list[tuple[int, str]]:
        """The letter's paragraphs, made anew of the text and its values, with their slots."""
        return [
            (slot.number, joined(slot.pieces, [row.values[column] for column in slot.columns]))
            for slot in self.slots
            if slot.number not in self.optional or slot.number in row.has
        ]


def lay_out(kind: str, language: str, letters: Sequence[Letter]) -> Group:
    """The group of some letters of one kind and language."""
    slots = _slots(letters)
    columns: dict[tuple[str | None, ...], int] = {}  # by the values of all letters
    places: list[list[tuple[int, str]]] = []  # slots and words before, by column
    hidden: list[bool] = []
    row_values: list[dict[int, str]] = [{} for _ in letters]
    texts: list[TextSlot] = []
    for number, slot in enumerate(slots, start=1):
        pieces = fixed_pieces(paragraph.text for paragraph in slot.held.values())
        found = {form: values(form, pieces) for form in slot.forms}
        own: list[int] = []
        for position in range(len(pieces) - 1):
            vector = tuple(
                found[slot.held[index].text][position] if index in slot.held else None
                for index in range(len(letters))
            )
            column = columns.setdefault(vector, len(columns) + 1)
            if column > len(places):
                places.append([])
                hidden.append(True)
                for index, value in enumerate(vector):
                    if value is not None:
                        row_values[index][column] = value
            places[column - 1].append((number, pieces[position]))
            hidden[column - 1] &= slot.first.hidden
            own.append(column)
        texts.append(TextSlot(number, slot.first, pieces, tuple(own), len(slot.held)))
    optional = frozenset(text.number for text in texts if text.count < len(letters))
    rows = tuple(
        Row(
            letter,
            row_values[index],
            frozenset(n for n in optional if index in slots[n - 1].held),
        )
        for index, letter in enumerate(letters)
    )
    made = tuple(
        Column(
            column,
            _counted(vector),
            _last_words(places[column - 1]),
            tuple(dict.fromkeys(slot for slot, _ in places[column - 1])),
            hidden[column - 1],
        )
        for vector, column in columns.items()
    )
    return Group(kind, language, tuple(texts), made, rows, optional)


def _slots(letters: Sequence[Letter]) -> list[Slot]:
    """The slots of all streams: the body, then headers, footers and notes, then what is hidden."""
    streams: dict[tuple[bool, str], list[list[Paragraph]]] = {}
    for index, letter in enumerate(letters):
        for paragraph in letter.paragraphs:
            key = paragraph.hidden, paragraph.stream
            if key not in streams:
                streams[key] = [[] for _ in letters]
            streams[key][index].append(paragraph)
    return [slot for key in sorted(streams) for slot in side_by_side(streams[key])]


def _counted(vector: Sequence[str | None]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for value in vector:
        if value is not None:
            counts[value] = counts.get(value, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _last_words(places: Sequence[tuple[int, str]]) -> str:
    """The end of what stands before a value, to name its column."""
    for _, before in places:
        text = " ".join(before.split())
        if text:
            words = text[-_BEFORE:]
            if len(text) > _BEFORE and text[-_BEFORE - 1] != " " and " " in words:
                words = words.partition(" ")[2]  # not half a word
            return words.strip()
    return ""
