"""Which paragraphs of two files belong together: the same, changed, moved, added, removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from docgen.differences.snapshot import Paragraph
from docgen.differences.wording import words_of

_ALIKE: Final = 0.45  # of their words, for paragraphs in the same place
_MOVED: Final = 0.8  # for paragraphs elsewhere
_FEW: Final = 2_000  # pairs whose words are compared; more are only looked at for equal texts
_TELLING: Final = 3  # words that a moved paragraph has at least


class Pair(NamedTuple):
    """Two paragraphs; one of them may be ``None``."""

    old: Paragraph | None
    new: Paragraph | None
    moved: bool = False


def pair(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Pair]:
    """All paragraphs of both files, in the order of the new one; what was removed, in its place."""
    pairs: list[Pair] = []
    parts = dict.fromkeys([*(p.part for p in new), *(p.part for p in old)])
    for part in parts:
        pairs += _in_part([p for p in old if p.part == part], [p for p in new if p.part == part])
    return _with_moves(pairs)


def _in_part(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Pair]:
    matcher = SequenceMatcher(None, [p.text for p in old], [p.text for p in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from (Pair(one, two) for one, two in zip(old[a:b], new[c:d], strict=True))
        else:
            yield from _alike(old[a:b], new[c:d])


def _alike(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Pair]:
    """Pairs in the order of both that have most in common (the heaviest common subsequence)."""
    n, m = len(old), len(new)
    if n * m > _FEW:
        yield from (Pair(one, None) for one in old)
        yield from (Pair(None, two) for two in new)
        return
    shares = [[share(one.text, two.text) for two in new] for one in old]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            together = best[i + 1][j + 1] + shares[i][j] if shares[i][j] >= _ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    i = j = 0
    while i < n or j < m:
        if i < n and j < m and shares[i][j] >= _ALIKE and (
            best[i][j] == best[i + 1][j + 1] + shares[i][j]
        ):  # fmt: skip
            yield Pair(old[i], new[j])
            i, j = i + 1, j + 1
        elif i < n and (j == m or best[i][j] == best[i + 1][j]):
            yield Pair(old[i], None)
            i += 1
        else:
            yield Pair(None, new[j])
            j += 1


def share(one: str, two: str) -> float:
    """How much of their words two texts share, 0 to 1."""
    if one == two:
        return 1.0
    a = [word for word in words_of(one) if not word.isspace()]
    b = [word for word in words_of(two) if not word.isspace()]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def _with_moves(pairs: list[Pair]) -> list[Pair]:
    """What was removed in one place and added in another was moved."""
    gone = [each.old for each in pairs if each.new is None and each.old is not None]
    come = sum(each.old is None for each in pairs)
    least = _MOVED if len(gone) * come <= _FEW else 1.0
    taken: set[int] = set()
    made: list[Pair] = []
    for each in pairs:
        if each.old is None and each.new is not None:
            found = _source(each.new, gone, taken, least)
            if found is not None:
                taken.add(id(found))
                each = Pair(found, each.new, moved=True)
        made.append(each)
    return [each for each in made if not (each.new is None and id(each.old) in taken)]


def _source(
    new: Paragraph, gone: Sequence[Paragraph], taken: set[int], least: float
) -> Paragraph | None:
    if len(words_of(new.text)) < _TELLING:
        return None
    free = [old for old in gone if id(old) not in taken]
    if least == 1.0:
        return next((old for old in free if old.text == new.text), None)
    shares = [(share(old.text, new.text), -at) for at, old in enumerate(free)]
    best = max(shares, default=(0.0, 0))
    return free[-best[1]] if best[0] >= least else None
