"""Which words of two texts differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, NamedTuple

# A Chinese character is a word of its own; a no-break space is one too, for it is what changed.
_TOKEN: Final = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff]|(?:(?![\u3400-\u4dbf\u4e00-\u9fff])[\\w’'])+|.", re.DOTALL
)
_MOST: Final = 4_000  # words; longer texts are compared as wholes
_SHORT: Final = 2  # words between two changes that are not worth to be shown unchanged


class Piece(NamedTuple):
    """A piece of a text: ``sign`` is ``=`` for what both have, ``-`` for old, ``+`` for new."""

    sign: str
    text: str


def words_of(text: str) -> list[str]:
    """The words, blanks and marks of a text; joined they are the text."""
    return _TOKEN.findall(text)


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts: those without ``+`` make the old one, those without ``-`` the new.

    Equal texts are one piece. Words between two changes go with them where they are few.
    """
    a, b = words_of(old), words_of(new)
    if len(a) > _MOST or len(b) > _MOST:
        return _whole(old, new)
    found: list[Piece] = []
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for at, (kind, i, j, m, n) in enumerate(codes):
        one, two = "".join(a[i:j]), "".join(b[m:n])
        inner = 0 < at < len(codes) - 1
        if kind == "equal" and not (inner and j - i <= _SHORT and not one.strip()):
            found.append(Piece("=", one))
            continue
        found += [Piece(sign, text) for sign, text in (("-", one), ("+", two)) if text]
    return _joined(found)


def _whole(old: str, new: str) -> tuple[Piece, ...]:
    if old == new:
        return (Piece("=", old),)
    return tuple(Piece(sign, text) for sign, text in (("-", old), ("+", new)) if text)


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Between two stretches that stay, first all that goes, then all that comes."""
    made: list[Piece] = []
    old = new = ""
    for piece in [*pieces, Piece("=", "")]:
        if piece.sign == "-":
            old += piece.text
        elif piece.sign == "+":
            new += piece.text
        else:
            made += [Piece(sign, text) for sign, text in (("-", old), ("+", new)) if text]
            old = new = ""
            if piece.text:
                made.append(piece)
    return tuple(made)
