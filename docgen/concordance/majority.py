"""Who is odd: what most documents say, and how a finding names the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

H = TypeVar("H", bound=Hashable)

_WORDS: Final = ("no", "one", "two", "three", "four", "five")


def common_count(ranges: Sequence[tuple[int, int]]) -> int:
    """The count that most documents can have, each at least and at most so often.

    Of several, the one that most documents state without a doubt, then that of the first document.
    """
    candidates = sorted({end for pair in ranges for end in pair}, reverse=True)

    def fits(count: int) -> tuple[int, int, bool]:
        agree = sum(low <= count <= high for low, high in ranges)
        sure = sum(low == count for low, _ in ranges)
        return agree, sure, ranges[0][0] == count

    return max(candidates, key=fits)


def common_value(values: Sequence[H]) -> H:
    """What most documents have; of several, what the first of these has."""
    counts = Counter(values)
    return max(counts, key=lambda value: counts[value])


def others(languages: Sequence[str], odd: str) -> str:
    """How the other documents are named: ``the five others``, ``fr``."""
    rest = [language for language in languages if language != odd]
    if len(rest) == 1:
        return rest[0]
    return f"the {_WORDS[len(rest)] if len(rest) < len(_WORDS) else len(rest)} others"


def grouped(values: Mapping[str, H]) -> dict[H, list[str]]:
    """The languages that have each value, in their order."""
    groups: dict[H, list[str]] = {}
    for language, value in values.items():
        groups.setdefault(value, []).append(language)
    return groups
