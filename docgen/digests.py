"""Numbers by text in few bytes: which of many thousand texts were met before, and where.

A text stands here as 128 bits of its BLAKE2b digest (RFC 7693).  Two texts that share them could
be found by nobody, in a list written to be such a trap as little as by chance, so that what is
found is the text; docgen relies on SHA-256 in the same way for the rows and letters it names.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b
from struct import Struct
from typing import Final

NUMBERS: Final = 2**32
"""Numbers are below this."""

_LEAST: Final = 64  # places to begin with
_HALVES: Final = Struct("<QQ").unpack


class Digests:
    """A number below :data:`NUMBERS` for each of many texts: about forty bytes for each.

    An open table: an entry is looked for from the place that its digest gives, one place on after
    the other.  It depends on no process's seed, so that workers can be given it.
    """

    __slots__ = ("_high", "_low", "_numbers", "_places")

    def __init__(self) -> None:
        self._high = array("Q")  # the two halves of the digests, in the order of coming
        self._low = array("Q")
        self._numbers = array("I")
        self._places = array("I", [0]) * _LEAST  # an entry's index and one; 0 is a free place

    def __len__(self) -> int:
        return len(self._numbers)

    def get(self, text: str) -> int | None:
        """The number of a text, ``None`` for one that has none."""
        entry = self._find(*_digest(text))[0]
        return None if entry < 0 else self._numbers[entry]

    def setdefault(self, text: str, number: int) -> int:
        """The number of a text, which is given this one if it has none."""
        high, low = _digest(text)
        entry, place = self._find(high, low)
        if entry >= 0:
            return self._numbers[entry]
        self._high.append(high)
        self._low.append(low)
        self._numbers.append(number)
        self._places[place] = len(self._numbers)
        if 3 * len(self._numbers) > 2 * len(self._places):
            self._widen()
        return number

    def __setitem__(self, text: str, number: int) -> None:
        self.setdefault(text, number)
        self._numbers[self._find(*_digest(text))[0]] = number

    def _find(self, high: int, low: int) -> tuple[int, int]:
        """The index of an entry, -1 for none; its place, or the one where it would stand."""
        places, highs = self._places, self._high
        mask = len(places) - 1
        place = high & mask
        while entry := places[place]:
            if highs[entry - 1] == high and self._low[entry - 1] == low:
                return entry - 1, place
            place = (place + 1) & mask
        return -1, place

    def _widen(self) -> None:
        places = array(self._places.typecode, [0]) * (2 * len(self._places))
        mask = len(places) - 1
        for entry, high in enumerate(self._high, start=1):
            place = high & mask
            while places[place]:
                place = (place + 1) & mask
            places[place] = entry
        self._places = places


def _digest(text: str) -> tuple[int, int]:
    return _HALVES(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest())
