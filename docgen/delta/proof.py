"""The proof as a whole: its groups, who stands out in them, and what is behind each letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from docgen.delta.beside import Beside, lay_beside
from docgen.delta.group import Group, lay_out
from docgen.delta.letters import Letter
from docgen.delta.outliers import Reason, reasons


@dataclass(frozen=True, slots=True)
class Seen:
    """What a letter looks like: its number of pages and the first one as a PNG file.

    ``large`` are all pages, of a letter that is laid beside those of other languages.
    """

    pages: int
    picture: bytes
    large: tuple[bytes, ...] = ()


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


class KindOf(NamedTuple):
    """A kind: its languages side by side, and each by itself.

    Where the only letter of a language stands ``beside`` the others, it is ``lone``: its text is
    there in full.
    """

    kind: str
    beside: Beside | None
    lone: tuple[Laid, ...]
    laid: tuple[Laid, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """``name`` is the campaign's; ``on`` the day that the proof is of.

    ``seen`` has what the letters look like, by file, where they were made into pictures;
    ``left_out`` says of each file that lies among the letters and is none why it is not here;
    ``beside`` has the kinds that there are in several languages, these side by side.
    """

    name: str
    on: date
    laid: tuple[Laid, ...]
    seen: Mapping[str, Seen] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()

    @property
    def letters(self) -> int:
        """How many letters it proves."""
        return sum(len(each.group.rows) for each in self.laid)

    def out(self) -> list[tuple[Letter, tuple[Reason, ...]]]:
        """All letters that stand out, the weightiest reasons first."""
        found = [
            (laid.group.rows[index].letter, whys)
            for laid in self.laid
            for index, whys in laid.order
            if whys
        ]
        return sorted(found, key=lambda each: -sum(why.weight for why in each[1]))

    def by_kind(self) -> Iterator[KindOf]:
        """What there is of each kind."""
        beside = {each.kind: each for each in self.beside}
        for kind, own in groupby(self.laid, lambda laid: laid.group.kind):
            found = beside.get(kind)
            files = {letter.file for letter in found.letters} if found is not None else set()
            lone: list[Laid] = []
            rest: list[Laid] = []
            for laid in own:
                rows = laid.group.rows
                alone = len(rows) == 1 and rows[0].letter.file in files
                (lone if alone else rest).append(laid)
            yield KindOf(kind, found, tuple(lone), tuple(rest))

    @property
    def pages(self) -> dict[str, int]:
        """The number of pages by file, where it is known."""
        return {file: each.pages for file, each in self.seen.items()}


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
        group = lay_out(kind, language, in_order(own))
        laid.append(Laid(group, tuple(reasons(group, languages, pages))))
    beside = [lay_beside(kind, chosen) for kind, chosen in representatives(letters).items()]
    return Proof(name, on, tuple(laid), seen or {}, tuple(left_out),
                 tuple(each for each in beside if each is not None))  # fmt: skip


def in_order(letters: Sequence[Letter]) -> list[Letter]:
    """Letters of one kind and language: the master first, then by the file's name."""
    return sorted(letters, key=lambda letter: (bool(letter.key), letter.file))


def representatives(letters: Sequence[Letter]) -> dict[str, list[Letter]]:
    """The first letter of each kind in each language: the master, where there is one."""
    groups: dict[str, dict[str, list[Letter]]] = {}
    for letter in letters:
        groups.setdefault(letter.kind, {}).setdefault(letter.language, []).append(letter)
    return {
        kind: [in_order(own)[0] for own in by_language.values()]
        for kind, by_language in groups.items()
    }
