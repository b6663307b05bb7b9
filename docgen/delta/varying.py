"""What several forms of one paragraph have in common, and what each has in its place.

A paragraph is parted into words, runs of blanks and single marks; where a script has no blanks each
character is a word. Fixed pieces are looked for in all forms, one after the other, so that the work
grows with their number. A few words between two values that all forms happen to have (``de``, a
comma) are taken into the value: they would shred it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

# Kana and ideographs, Thai to Khmer: no blanks between words.
_ALONE: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
# Marks that belong to the letter before them (Arabic vowel signs, combining accents).
_TOKEN: Final = re.compile(
    rf"[{_ALONE}]|[^\W_{_ALONE}](?:[^\W_{_ALONE}]|[\u0300-\u036f\u064b-\u0652])*|\s+|.", re.S
)
_ALPHABETIC: Final = re.compile(r"[^\W\d_]")
_OPENING, _CLOSING = frozenset("([{（【《"), frozenset(")]}）】》")
_IDEOGRAPH: Final = re.compile(rf"[{_ALONE}]")
# A run between two values is a piece of its own when it is as long as this.
_WORDS, _LETTERS, _IDEOGRAPHS = 2, 6, 3


def tokens(text: str) -> list[str]:
    """Words, runs of blanks and marks; joined they are the text."""
    return _TOKEN.findall(text)


def fixed_pieces(forms: Iterable[str]) -> tuple[str, ...]:
    """What stands in all forms, in order: the first begins and the last ends each of them.

    A single piece means that there is one form only; else there are two or more, of which the
    first and the last may be empty, and a value stands between each two.
    """
    pieces: list[list[str]] | None = None
    for form in dict.fromkeys(forms):
        words = tokens(form)
        pieces = [words] if pieces is None else _shared(pieces, words)
    joined = ["".join(piece) for piece in pieces or [[]]]
    if len(joined) == 1:
        return (joined[0],)
    kept = [piece for piece in joined[1:-1] if _stands_alone(piece)]
    return tuple(_trimmed([joined[0], *kept, joined[-1]]))


def _trimmed(pieces: list[str]) -> Iterator[str]:
    """Pieces without the mark or ideograph at an end that belongs to the value beside it."""
    depth = 0
    for index, piece in enumerate(pieces):
        text = piece
        if index and text[:1] in _CLOSING and depth <= 0:
            text = text[1:]  # what it closes is opened in the value
        if len(text) == 1 and _IDEOGRAPH.match(text):
            text = ""  # a syllable of a title or a name that all happen to have
        depth += sum((char in _OPENING) - (char in _CLOSING) for char in text)
        yield text


def values(form: str, pieces: Sequence[str]) -> tuple[str, ...]:
    """What a form has between the pieces that :func:`fixed_pieces` found in it, left to right.

    ``pieces[0] + values[0] + pieces[1] + …`` is the form again.
    """
    if len(pieces) == 1:
        return ()
    end = len(form) - len(pieces[-1])
    at = len(pieces[0])
    found = []
    for piece in pieces[1:-1]:
        start = form.index(piece, at, end)
        found.append(form[at:start])
        at = start + len(piece)
    return (*found, form[at:end])


def joined(pieces: Sequence[str], between: Sequence[str]) -> str:
    """The form that has these values."""
    return "".join(text for pair in zip(pieces, (*between, ""), strict=True) for text in pair)


def _stands_alone(piece: str) -> bool:
    """Whether a run between two values is more than a word that all values happen to have."""
    words = sum(any(char.isalpha() for char in token) for token in tokens(piece))
    return (
        (words >= _WORDS and not _IDEOGRAPH.search(piece))
        or len(_IDEOGRAPH.findall(piece)) >= _IDEOGRAPHS
        or (len(_ALPHABETIC.findall(piece)) >= _LETTERS and not _IDEOGRAPH.search(piece))
    )


def _shared(pieces: list[list[str]], words: list[str]) -> list[list[str]]:
    """The pieces that ``words`` has as well; the first and last stay at the ends."""
    if len(pieces) == 1:
        if pieces[0] == words:
            return pieces
        whole = pieces[0]
        start = _alike(whole, words)
        most = min(len(whole), len(words)) - start
        end = _alike(whole[::-1], words[::-1], most)
        head, middle, tail = (
            whole[:start],
            [whole[start : len(whole) - end]],
            whole[len(whole) - end :],
        )
    else:
        start = _alike(pieces[0], words)
        most = len(words) - start
        end = _alike(pieces[-1][::-1], words[::-1], most)
        head, tail = pieces[0][:start], pieces[-1][len(pieces[-1]) - end :]
        middle = [pieces[0][start:], *pieces[1:-1], pieces[-1][: len(pieces[-1]) - end]]
    inner = words[start : len(words) - end]
    return [head, *_in_order(middle, inner), tail]


def _in_order(pieces: list[list[str]], words: list[str]) -> list[list[str]]:
    """The runs of the pieces that are runs of ``words`` too, in the order of both."""
    flat: list[str | None] = []
    for piece in pieces:
        flat += [*piece, None]  # a value, which nothing is like
    found = []
    matcher = SequenceMatcher(None, flat, words, autojunk=False)
    for match in matcher.get_matching_blocks():
        run = words[match.b : match.b + match.size]
        if run and _stands_alone("".join(run)):
            found.append(run)
    return found


def _alike(one: Sequence[str], other: Sequence[str], most: int | None = None) -> int:
    """How many of the first words are the same."""
    count = 0
    for mine, its in zip(one, other, strict=False):
        if mine != its or count == most:
            break
        count += 1
    return count
