"""Whose a value is: an index over all recipients of a run, made once and asked for each letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from docgen.diagnostics import Place
from docgen.proof.words import tells_apart, words

_SHARED: Final = -1
# One-letter words that Arabic writes together with what follows: and, so, by, to, like.
_PARTICLES: Final = frozenset("\u0648\u0641\u0628\u0644\u0643")


@dataclass(frozen=True, slots=True)
class Identity:
    """What proves whose a letter is.

    ``shows`` must be found in the letter (name, each line of the address, reference);
    ``distinguishing`` must be found in nobody else's (name, e-mail, reference).  ``own`` is what
    else the row holds, so that a colleague whom the row names is no alarm.
    """

    shows: tuple[str, ...]
    distinguishing: tuple[str, ...]
    own: tuple[str, ...] = ()

    def all_values(self) -> tuple[str, ...]:
        """Every value that may stand in this recipient's letter."""
        return (*self.shows, *self.distinguishing, *self.own)


class Owner(NamedTuple):
    """A recipient: its key, and the place of its row."""

    key: str
    source: Place


class Hit(NamedTuple):
    """Somebody's value in a text: the words from ``start`` up to ``end``."""

    owner: Owner
    value: str
    start: int
    end: int


class Others:
    """The distinguishing values of all recipients of a run; picklable.

    A value that belongs to several, that is too short, or that stands in ``common`` (the
    campaign's facts, the templates' own text) tells nobody from another and is left out.  Finding
    the values in a text takes a look-up for each of its words, and for each that begins a value one
    for each length of such values: it does not depend on how many recipients there are.
    """

    __slots__ = ("_lengths", "_owner_of", "owners")

    def __init__(
        self, people: Iterable[tuple[Owner, Identity]], common: Iterable[str] = ()
    ) -> None:
        self.owners: list[Owner] = []
        self._owner_of: dict[str, int] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        numbers: dict[Owner, int] = {}
        alike: dict[tuple[int, ...], tuple[int, ...]] = {}
        for owner, identity in people:
            number = numbers.setdefault(owner, len(numbers))
            if number == len(self.owners):
                self.owners.append(owner)
            for value in identity.distinguishing:
                self._add(words(value), number, alike)
        for text in common:
            for value, _, _ in list(self._found(words(text))):
                self._owner_of.pop(value, None)
        shared = [value for value, number in self._owner_of.items() if number == _SHARED]
        for value in shared:
            del self._owner_of[value]

    def __len__(self) -> int:
        """How many values tell somebody apart."""
        return len(self._owner_of)

    def _add(
        self, value: list[str], number: int, alike: dict[tuple[int, ...], tuple[int, ...]]
    ) -> None:
        if not value or not tells_apart(value):
            return
        text = " ".join(value)
        if self._owner_of.setdefault(text, number) != number:
            self._owner_of[text] = _SHARED
        lengths = self._lengths.get(value[0], ())
        if len(value) not in lengths:
            more = (*lengths, len(value))
            self._lengths[value[0]] = alike.setdefault(more, more)

    def find(self, text: Sequence[str]) -> list[Hit]:
        """The values that stand in a text, given as its :func:`~docgen.proof.words.words`."""
        return [
            Hit(self.owners[self._owner_of[value]], value, start, end)
            for value, start, end in self._found(text)
        ]

    def _found(self, text: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        for start, word in enumerate(text):
            for begun in beginnings(word):
                for length in self._lengths.get(begun, ()):
                    if start + length > len(text):
                        continue
                    value = " ".join((begun, *text[start + 1 : start + length]))
                    if value in self._owner_of:
                        yield value, start, start + length


def beginnings(word: str) -> tuple[str, ...]:
    """What may begin with a word: itself, and in Arabic what follows a one-letter word in it."""
    return (word, word[1:]) if word[0] in _PARTICLES and len(word) > 1 else (word,)


def texts_in(facts: Any) -> Iterator[str]:
    """All strings in nested facts, with the grammatical forms of those that have some."""
    if isinstance(facts, str):
        yield facts
        for form in getattr(facts, "names", ()):
            yield str(getattr(facts, form))
    elif isinstance(facts, Mapping):
        for value in facts.values():
            yield from texts_in(value)
    elif isinstance(facts, list | tuple):
        for value in facts:
            yield from texts_in(value)
