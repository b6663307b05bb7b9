"""What may have been meant by a value that was refused: for hints, and never taken for it.

A wrong guess is worse than none: who reads it chooses another state than hers.  So a guess has to
be near by its letters or to share its words, and what is equally near is named together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from docgen.recipients.words import Words, plain

T = TypeVar("T")

MOST: Final = 3
"""What a hint names at most: more of them are no help."""

FROM_THE_LIST: Final = "from the list of the cell"
"""Cells of a form have lists to choose from; Excel takes nothing else there."""

_SCRIPTS: Final[Mapping[str, re.Pattern[str]]] = {
    "ru": re.compile("[\u0400-\u052f]"),
    "zh": re.compile("[\u3400-\u9fff\uf900-\ufaff]"),
    "ar": re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
}
# From how many letters on one may be wrong, and two; a Chinese word has a few, which weigh more.
_ONE: Final = 5
_ONE_IN_CHINESE: Final = 4
_TWO: Final = 11
# What many names of states have, and what stands between words: it tells none from another.
_COMMON: Final = frozenset(
    word
    for words in (
        "the of and a an republic kingdom state states islands island country",
        "la le les l d de du des et république royaume état états îles île pays",
        "el los las del y república reino estado estados islas isla país",
        "и республика королевство государство острова остров",
        "جمهورية الجمهورية مملكة المملكة دولة الدولة جزر و",
        "共和国 王国 国",
    )
    for word in map(plain, words.split())
)
_TAIL: Final = re.compile("(?:共和国|王国)$")


def language_of(text: str) -> str:
    """The language that the script of most letters tells: ru, zh, ar; English for all others."""
    counts = {code: len(script.findall(text)) for code, script in _SCRIPTS.items()}
    most = max(counts, key=lambda code: counts[code])
    others = sum(letter.isalpha() for letter in text) - counts[most]
    return most if counts[most] > others else "en"


def near(text: str, known: Mapping[str, T], shortest: int = _ONE) -> list[T]:
    """What the words nearest to a text stand for: those that are one letter away, or two where
    both are long; and all that are as near, or none where these are too many.

    ``known`` is by :func:`plain`; ``shortest`` is the fewest letters of a text in which one may be
    wrong.  Letters that are left out, put in, exchanged or replaced count.
    """
    given = plain(text)
    if given in known:
        return [known[given]]
    least = min(shortest, _ONE_IN_CHINESE) if language_of(text) == "zh" else shortest
    if len(given.removeprefix("ال")) < least:  # the Arabic article says nothing
        return []
    best = 3
    found: dict[T, None] = {}
    letters = frozenset(given)
    for word, value in known.items():
        limit = min(best, 2 if min(len(given), len(word)) >= _TWO else 1)
        if len(word) < least - 1 or abs(len(word) - len(given)) > limit:
            continue
        if len(letters.symmetric_difference(word)) > 2 * limit:
            continue
        apart = _apart(given, word)
        if apart > limit:
            continue
        if apart < best:
            best = apart
            found.clear()
        found[value] = None
    return list(found) if len(found) <= MOST else []


def _apart(one: str, other: str) -> int:
    """How many letters two words differ by (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, facing in enumerate(other, start=1):
            cost = min(now[-1] + 1, last[column] + 1, last[column - 1] + (letter != facing))
            exchanged = row > 1 and column > 1 and letter == other[column - 2]
            if exchanged and one[row - 2] == facing:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]


def by_words(text: str, known: Iterable[tuple[str, T]], *, around: bool) -> list[T]:
    """What the names stand for that have all the words of a text or, ``around``, whose words all
    stand in it: those that share most words with it, which have fewest others first; or none where
    these are too many.

    ``known`` has names with what they stand for.
    """
    given = telling(text)
    shared: dict[T, tuple[int, int]] = {}
    for name, value in known:
        words = telling(name)
        if words and given and (given <= words or (around and words <= given)):
            shares = len(given & words), len(given) - len(words)
            shared[value] = max(shared.get(value, shares), shares)
    most = max((count for count, _ in shared.values()), default=0)
    found = [value for value, (count, _) in shared.items() if count == most]
    found.sort(key=lambda value: shared[value], reverse=True)
    return found if len(found) <= MOST else []


@lru_cache(maxsize=4_000)
def telling(text: str) -> frozenset[str]:
    """The words of a text that tell a name from others, by :func:`plain`."""
    words = {plain(_TAIL.sub("", word)) for word in re.findall(r"[^\W_]+", text)}
    return frozenset(words) - _COMMON - {""}


def word_for(code: str, words: Words, language: str) -> str:
    """How a form's list has a value, and its code where that is another word: Africa (AFR)."""
    word = words[code][language][0]
    return word if word.casefold() == code.casefold() else f"{word} ({code})"


def ask_whether(names: Sequence[str]) -> str:
    """The hint that asks whether one of these was meant."""
    told = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"did you mean {told}? Choose it {FROM_THE_LIST}"


def offered(text: str, words: Words, known: Mapping[str, str]) -> str:
    """The hint for a text that is none of a few values; ``known`` has them by word."""
    language = language_of(text)
    codes = near(text, known, shortest=4)
    if not codes:
        said = ((word, code) for code in words for of in words[code].values() for word in of)
        codes = by_words(text, said, around=False)
    if codes:
        return ask_whether([word_for(code, words, language) for code in codes])
    listed = ", ".join(word_for(code, words, language) for code in words)
    return f"choose {FROM_THE_LIST}: {listed}"
