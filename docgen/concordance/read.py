"""A document with everything that is recognized in it, ready to be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from docgen.concordance.alignment import Outline
from docgen.concordance.document import Document, Paragraph, Section, typed_number
from docgen.concordance.persons import persons
from docgen.concordance.recognize import Kind, Lexicon, Slip, Value, recognize
from docgen.diagnostics import Place

# Kinds that a translation does not choose: what sections and paragraphs are told by.
STEADY: Final = frozenset(Kind) - {Kind.ACRONYM, Kind.TERM}


class Found(NamedTuple):
    """A value at its paragraph; a name that may stand in other letters is at none."""

    value: Value
    paragraph: Paragraph | None


@dataclass(frozen=True, slots=True)
class Read:
    """A document in its language; ``values`` and ``slips`` are those of each section."""

    language: str
    document: Document
    values: tuple[tuple[Found, ...], ...]
    slips: tuple[tuple[Slip, Paragraph], ...]

    @property
    def file(self) -> str:
        """How messages name the document."""
        return self.document.file

    def sections(self) -> Iterator[tuple[Section, tuple[Found, ...]]]:
        """Each section with its values."""
        yield from zip(self.document.sections, self.values, strict=True)

    def outline(self) -> Outline:
        """What its sections are aligned by."""
        return Outline(
            tuple((s.kind, s.level) for s in self.document.sections),
            tuple(
                Counter(
                    (found.value.alike[0].name, found.value.key)
                    for found in values
                    if found.value.required and found.value.kind in STEADY
                )
                for values in self.values
            ),
        )

    def place(self, section: Section, paragraph: Paragraph | None = None) -> Place:
        """Where a reader finds a paragraph, or the head of a section."""
        shown = paragraph or (section.paragraphs[0] if section.paragraphs else None)
        return shown.place if shown is not None else Place(self.file)


def read_all(documents: Sequence[tuple[str, Document]], known: Lexicon) -> list[Read]:
    """Recognize the values of documents, given with their languages."""
    established = [one.key for one in known.classes if one.kind is Kind.PERSON]
    # A line of two words with capitals may be a state: Costa Rica.
    established += [
        name for place in known.places for _, names in place.names for name in names
    ]  # fmt: skip
    named = persons(documents, established)
    found: list[Read] = []
    for (language, document), names in zip(documents, named, strict=True):
        values: list[tuple[Found, ...]] = []
        slips: list[tuple[Slip, Paragraph]] = []
        for section, own in zip(document.sections, names, strict=True):
            here: list[Found] = []
            for index, paragraph in enumerate(section.paragraphs):
                number = typed_number(paragraph)
                read, wrong = recognize(paragraph.text, language, known)
                persons_here = [value for at, value in own if at == index]
                spans = [(value.start, value.end) for value in persons_here]
                here += [Found(value, paragraph) for value in persons_here]
                here += [
                    Found(value, paragraph)
                    for value in read
                    if value.end > number
                    and not any(a <= value.start and value.end <= b for a, b in spans)
                ]
                slips += [(slip, paragraph) for slip in wrong]
            here += [Found(value, None) for at, value in own if at < 0]
            values.append(tuple(here))
        found.append(Read(language, document, tuple(values), tuple(slips)))
    return found
