"""Differences that a campaign declares, each with its reason, and which of them were met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from docgen.concordance.recognize import plain
from docgen.diagnostics import Finding, Place, note

Uses = Mapping[str, int]  # of a fact, by language


@dataclass(frozen=True, slots=True)
class Allowed:
    """One language may differ in one thing.

    ``what`` is ``fact`` (a fact of the templates, ``uses`` times where that is given), ``value`` (a
    value of the letters, in the words of the finding) or ``section`` (the build of a section, by
    its name in the finding).
    """

    language: str
    what: str
    name: str
    reason: str
    place: Place
    uses: int | None = None


@dataclass(slots=True)
class Allowances:
    """The declared differences of a kind of letter; those that were met are kept."""

    entries: tuple[Allowed, ...] = ()
    met: set[int] = field(default_factory=set)

    def of(self, what: str, language: str, *names: str, uses: int | None = None) -> bool:
        """Whether a difference is declared; all entries that declare it are met."""
        wanted = {plain(name).casefold() for name in names if name}
        hit = False
        for index, entry in enumerate(self.entries):
            if (entry.what, entry.language) != (what, language):
                continue
            if plain(entry.name).casefold() not in wanted:
                continue
            if entry.uses is not None and entry.uses != uses:
                continue
            self.met.add(index)
            hit = True
        return hit

    def between(
        self, what: str, odd: str, against: Iterable[str], *names: str, uses: Uses | None = None
    ) -> bool:
        """Whether the difference of a language from some others is declared.

        It is where the odd one declares it, or each of those that it differs from: where not all
        languages are compared, the one that keeps to the rule may be the odd one.
        """
        counts = uses or {}
        if self.of(what, odd, *names, uses=counts.get(odd)):
            return True
        met = set(self.met)
        others = list(against)
        if others and all(self.of(what, one, *names, uses=counts.get(one)) for one in others):
            return True
        self.met = met
        return False

    def unmet(self, *what: str) -> Iterator[Finding]:
        """X015, a note, for each declaration that no difference needs; of some kinds where named.

        To be asked when all languages were compared: with fewer of them a difference may not show.
        """
        for index, entry in enumerate(self.entries):
            if index not in self.met and (not what or entry.what in what):
                times = f", {entry.uses} times" if entry.uses is not None else ""
                yield note(
                    "X015",
                    entry.place,
                    f"a declared difference is not there: {entry.language}, {entry.what} "
                    f"{entry.name!r}{times}",
                    "take it out of campaign.toml, or correct it",
                )


def allowances(entries: Iterable[Allowed] = ()) -> Allowances:
    """The declared differences, none of them met yet."""
    return Allowances(tuple(entries))
