"""The names and addresses of one row of a list: whether they are of one body in every language.

A list of which one column was sorted by itself, or one cell was pasted a row too low, gives a
letter in one language the address of somebody else, and every letter for itself looks right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docgen.concordance.majority import others
from docgen.concordance.recognize import Kind, Lexicon, plain
from docgen.concordance.recognize.bodies import UNION
from docgen.concordance.recognize.values import Scanner


class Stranger(NamedTuple):
    """A language in which a row names another body or state than in the others."""

    language: str
    own: str  # what it names
    theirs: str  # what the others name
    others: str  # how they are called


def strangers(texts: Mapping[str, str], known: Lexicon) -> Iterator[Stranger]:
    """The odd languages among the texts of one row, in their order.

    Only a contradiction counts: a name that no other language has, in the place of one that most
    of the others have. One may say more than another, or name a body as nobody else does.
    """
    named = {language: _named(text, language, known) for language, text in texts.items()}
    for language, own in named.items():
        rest = [set(found) for code, found in named.items() if code != language and found]
        counts = Counter(key for found in rest for key in found)
        usual = [key for key, count in counts.items() if 2 * count > len(rest)]
        strange = [key for key in own if key not in counts]
        lacking = [key for key in usual if key not in own]
        if strange and lacking:
            yield Stranger(
                language, own[strange[0]], lacking[0].partition(":")[2],
                others(list(texts), language),
            )  # fmt: skip


def _named(text: str, language: str, known: Lexicon) -> dict[str, str]:
    """The bodies and states that a text names, by their keys, each with its words."""
    found = Scanner(plain(text))
    known.find(found, language)
    return {
        f"{value.kind.name}:{value.key}": value.text
        for value in found.values
        if value.kind is Kind.PLACE
        or (value.kind is Kind.ACRONYM and value.key != UNION and known.knows(value.key))
    }
