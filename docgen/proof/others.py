"""Whose a value is: an index over all recipients of a run, made once and asked for each letter."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from docgen.digests import NUMBERS, Digests
from docgen.proof.words import tells_apart, words

_SHARED: Final = NUMBERS - 1
_MOST_WORDS: Final = 10_000  # whose values are remembered, of the texts looked through
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
    """A recipient: its key, and where its row stands."""

    key: str
    source: str


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

    A value stands here as its digest, an owner as a line of text: some two hundred bytes for a
    recipient with three values.
    """

    __slots__ = (
        *("_ends", "_owners", "_owner_of", "_shared"),
        *("_length_of", "_lengths", "_remembered"),
    )

    def __init__(
        self, people: Iterable[tuple[Owner, Identity]], common: Iterable[str] = ()
    ) -> None:
        self._owners = bytearray()  # one after the other
        self._ends = array("Q")  # where each ends
        self._owner_of = Digests()  # the owner's number, by value
        self._length_of = Digests()  # the index in _lengths, by the first word of values
        self._lengths: list[tuple[int, ...]] = []
        self._remembered: dict[str, tuple[int, ...]] = {}  # lengths by word
        self._shared = 0  # values that tell nobody apart
        for number, (owner, identity) in enumerate(people):
            self._owners += "\0".join(owner).encode("utf-8", "surrogatepass")
            self._ends.append(len(self._owners))
            for value in identity.distinguishing:
                self._add(words(value), number, owner)
        self._remembered.clear()
        for text in common:
            for value, _, _, _ in list(self._found(words(text))):
                self._share(value)

    def __len__(self) -> int:
        """How many values tell somebody apart."""
        return len(self._owner_of) - self._shared

    def owner(self, number: int) -> Owner:
        """The recipient of this number: of her that came so many after the first."""
        begin = self._ends[number - 1] if number else 0
        line = self._owners[begin : self._ends[number]].decode("utf-8", "surrogatepass")
        key, _, source = line.partition("\0")
        return Owner(key, source)

    def _add(self, value: list[str], number: int, owner: Owner) -> None:
        if not value or not tells_apart(value):
            return
        text = " ".join(value)
        first = self._owner_of.setdefault(text, number)
        if first not in (number, _SHARED) and self.owner(first) != owner:
            self._share(text)
        lengths = self._lengths_of(value[0])
        if len(value) not in lengths:
            more = (*lengths, len(value))
            if more not in self._lengths:
                self._lengths.append(more)
            self._length_of[value[0]] = self._lengths.index(more)
            self._remembered[value[0]] = more

    def _share(self, value: str) -> None:
        if self._owner_of.get(value) != _SHARED:
            self._owner_of[value] = _SHARED
            self._shared += 1

    def find(self, text: Sequence[str]) -> list[Hit]:
        """The values that stand in a text, given as its :func:`~docgen.proof.words.words`."""
        return [
            Hit(self.owner(number), value, start, end)
            for value, number, start, end in self._found(text)
        ]

    def _found(self, text: Sequence[str]) -> Iterator[tuple[str, int, int, int]]:
        for start, word in enumerate(text):
            for begun in beginnings(word):
                for length in self._lengths_of(begun):
                    if start + length > len(text):
                        continue
                    value = " ".join((begun, *text[start + 1 : start + length]))
                    number = self._owner_of.get(value)
                    if number is not None and number != _SHARED:
                        yield value, number, start, start + length

    def _lengths_of(self, word: str) -> tuple[int, ...]:
        """How many words the values have that begin with this one."""
        lengths = self._remembered.get(word)
        if lengths is None:
            index = self._length_of.get(word)
            lengths = () if index is None else self._lengths[index]
            if len(self._remembered) >= _MOST_WORDS:
                self._remembered.clear()
            self._remembered[word] = lengths
        return lengths


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
