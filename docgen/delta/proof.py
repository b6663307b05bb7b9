"""The proof as a whole: its groups, who stands out in them, and what is behind each letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docgen.delta.group import Group, lay_out
from docgen.delta.letters import Letter
from docgen.delta.outliers import Reason, reasons


@dataclass(frozen=True, slots=True)
class Seen:
    """What a letter looks like: its number of pages and the first one as a PNG file."""

    pages: int
    picture: bytes


@dataclass(frozen=True, slots=True)
class Laid:
    """A group, and its rows by index, those that stand out first, each with the reasons."""

    group: Group
    order: tuple[tuple[int, tuple[Reason, ...]], ...]

    @property
    def standing_out(self) -> int:
        """How many of the letters stand out."""
        return sum(bool(said) for _, said in self.order)

    def usual_pages(self, seen: Mapping[str, Seen]) -> int | None:
        """How many pages the letter in the middle has, where that is known."""
        known = sorted(
            seen[row.letter.file].pages for row in self.group.rows if row.letter.file in seen
        )
        return known[(len(known) - 1) // 2] if known else None


@dataclass(frozen=True, slots=True)
class Proof:
    """``name`` is the campaign's; ``on`` the day that the proof is of.

    ``seen`` has what the letters look like, by file, where they were made into pictures;
    ``left_out`` says of each file that lies among the letters and is none why it is not here.
    """

    name: str
    on: date
    laid: tuple[Laid, ...]
    seen: Mapping[str, Seen] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def letters(self) -> int:
        """How many letters it proves."""
        return sum(len(each.group.rows) for each in self.laid)


def make(
    name: str,
    on: date,
    letters: Sequence[Letter],
    seen: Mapping[str, Seen] | None = None,
    left_out: Sequence[str] = (),
) -> Proof:
    """The proof of some letters; kinds and languages in the order in which they come."""
    groups: dict[tuple[str, str], list[Letter]] = {}
    languages: dict[tuple[str, str], list[str]] = {}
    for letter in letters:
        groups.setdefault((letter.kind, letter.language), []).append(letter)
        written = languages.setdefault((letter.kind, letter.key), [])
        if letter.language not in written:
            written.append(letter.language)
    pages = {file: each.pages for file, each in (seen or {}).items()}
    laid = []
    for (kind, language), own in groups.items():
        # The master first, then by the file's name.
        own.sort(key=lambda letter: (bool(letter.key), letter.file))
        group = lay_out(kind, language, own)
        laid.append(Laid(group, tuple(reasons(group, languages, pages))))
    return Proof(name, on, tuple(laid), seen or {}, tuple(left_out))
