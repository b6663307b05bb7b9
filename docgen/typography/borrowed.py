"""P010, where no common word gives it away: a French phrase of content words in a Spanish letter.

Words are weighed. One that its language cannot spell, or spells otherwise, weighs two; one that the
campaign's texts have in another language and in this one never, one, as does a common word of the
other between them; two that stand there beside each other, one more. What weighs three together is
residue; so is a whole sentence or heading of words that the other language has, of which one weighs
two, or which stand there so; and three words in a row as they stand in the other language's texts
and not in this one's.

Names do not count: a phrase that a word with a capital leads is one, and so are words in quotation
marks; but the words of the campaign's own texts are no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from docgen.concordance.recognize import plain
from docgen.typography.vocabulary import ELIDED, LATIN, WORD, Vocabulary, cannot_be

_SPELT: Final = 2
_SAID: Final = 1
_RESIDUE: Final = 3
_SHORT: Final = 3  # letters of a word that weighs nothing
_IN_A_ROW: Final = 3  # words
_SHOWN: Final = 8  # words of a message
_QUOTED: Final = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’")
_SENTENCE: Final = re.compile(r"(?<=[.;:!?])\s+|[\n\t()–—/|]+")

Common = Mapping[str, frozenset[str]]
"""The commonest words of each language that the others have not."""


@dataclass(frozen=True, slots=True)
class _Token:
    low: str
    small: bool
    first: bool  # of its sentence

    @property
    def tells(self) -> bool:
        """Whether it is long enough to tell a language."""
        return len(self.low) > _SHORT


@dataclass(frozen=True, slots=True)
class _Pair:
    """The letter's language and another one, with what is known of both."""

    language: str
    other: str
    common: Common
    known: Vocabulary

    def is_own(self, word: str) -> bool:
        """Whether the letter's language has the word."""
        return word in self.common[self.language] or self.known.has(word, self.language)

    def is_others(self, word: str) -> bool:
        """Whether the other language's texts have the word, and this one's never."""
        known = self.known.is_known(self.language) and not self.is_own(word)
        return known and self.known.has(word, self.other)

    def weight(self, word: str) -> int:
        """What a word weighs that the letter's language has not."""
        spelt = cannot_be(word, self.language) and not cannot_be(word, self.other)
        said = self.is_others(word)
        if spelt or (said and self.known.spells_otherwise(word, self.language)):
            return _SPELT
        return _SAID if said else 0

    def beside(self, one: str, two: str) -> bool:
        """Whether two words stand beside each other in the other language's texts only."""
        pairs = self.known.pairs
        return (one, two) in pairs.get(self.other, ()) and (one, two) not in pairs.get(
            self.language, ()
        )


def borrowed(
    text: str, language: str, common: Common, known: Vocabulary, *, cell: bool = False
) -> str:
    """What a paragraph has of another language, ``""`` for nothing.

    ``cell`` says that it stands in a table, where a line may be the name of an organization.
    """
    if language not in LATIN:
        return ""
    bare = _QUOTED.sub(" . ", plain(text))
    for sentence in _SENTENCE.split(bare):
        tokens = list(_tokens(sentence))
        for other in LATIN:
            if other == language:
                continue
            pair = _Pair(language, other, common, known)
            for rule in (_weighed, _in_a_row, _whole):
                told = rule(tokens, pair, cell)
                if told:
                    return " ".join(token.low for token in told[:_SHOWN])
    return ""


def _tokens(sentence: str) -> Iterator[_Token]:
    for number, match in enumerate(WORD.finditer(ELIDED.sub(" ", sentence))):
        yield _Token(match.group().lower(), match.group()[0].islower(), number == 0)


def _weighed(tokens: Sequence[_Token], pair: _Pair, cell: bool) -> Sequence[_Token]:
    """The first stretch that weighs enough, of two words at least."""
    weight = begun = 0
    named = False
    for at, token in enumerate(tokens):
        if token.low in pair.common[pair.language] or (token.tells and pair.is_own(token.low)):
            weight, named = 0, False
            continue
        if not token.tells:
            weight += bool(weight) and token.low in pair.common[pair.other]
            continue
        named = named or not (token.small or (token.first and not cell))
        own = 0 if named else pair.weight(token.low)
        if not own:
            weight = 0
            continue
        # Its neighbour may be a word of both languages: regional training.
        before = tokens[at - 1] if at else token
        together = before.tells and pair.beside(before.low, token.low)
        begun = begun if weight else at - together
        weight += own + together
        if weight >= _RESIDUE and at > begun:
            return tokens[begun:]
    return ()


def _in_a_row(tokens: Sequence[_Token], pair: _Pair, cell: bool) -> Sequence[_Token]:
    """Words in the order of the other language's texts, names among them or not."""
    begun = 0
    for at, (one, two) in enumerate(pairwise(tokens), start=1):
        if not pair.beside(one.low, two.low):
            begun = at
            continue
        row = tokens[begun : at + 1]
        strange = [token for token in row if token.tells and pair.is_others(token.low)]
        if len(row) >= _IN_A_ROW and len(strange) > 1:
            return row
    return ()


def _whole(tokens: Sequence[_Token], pair: _Pair, cell: bool) -> Sequence[_Token]:
    """A sentence, or a heading, in which the other language has all words."""
    telling = [token for token in tokens if token.tells]
    if cell or any(token.low in pair.common[pair.language] for token in tokens):
        return ()
    if not all(pair.known.has(token.low, pair.other) for token in telling):
        return ()
    small = [token for token in telling if token.small or token.first]
    weights = [pair.weight(token.low) for token in small if not pair.is_own(token.low)]
    so = all(pair.beside(one.low, two.low) for one, two in pairwise(tokens))
    found = len(tokens) > 1 and any(weights) and (so or _SPELT in weights)
    return tokens if found else ()
