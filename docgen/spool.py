"""Values that wait on the disk: a sequence of any length, of which few are in memory at a time.

A run looks at its rows, its people and its letters several times before the first letter is
written, for one fault anywhere stops them all.  They are kept here meanwhile, in their order, in a
file without a name that is gone with the process, however that ends.  Few values stay in memory
and make no file, so that short lists and long ones are treated alike.
"""

from __future__ import annotations

import pickle
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, Final, TypeVar, overload
from weakref import finalize

from docgen.diagnostics import DocgenError, Place, error

AT_ONCE: Final = 256
"""Values that are written together, and read together, unless it is said otherwise."""

T = TypeVar("T")


def packed(values: Iterable[object]) -> bytes:
    """Values as a spool keeps them; what several of them share stands there once."""
    return pickle.dumps(list(values), pickle.HIGHEST_PROTOCOL)


def unpacked(batch: bytes) -> list[Any]:
    """The values of a batch: one of this run, for nothing else is ever read so."""
    values: list[Any] = pickle.loads(batch)
    return values


class Spool(Sequence[T]):
    """A sequence that grows at its end, kept on the disk.

    Values are given back equal, not the same, each time they are asked for.  ``at_once``: how many
    are written together, and read together.  Values of one kind can be kept as plain tuples, in
    half the time: ``parts`` gives the tuple of a value, ``kind`` makes a value of it.  Raises
    :class:`~docgen.diagnostics.DocgenError` (X060) where the disk does not take them.
    """

    def __init__(
        self,
        values: Iterable[T] = (),
        *,
        at_once: int | None = None,
        kind: Callable[[Iterable[Any]], T] | None = None,
        parts: Callable[[Any], tuple[Any, ...]] = tuple,
    ) -> None:
        self._at_once = at_once or AT_ONCE
        self._kind = kind
        self._parts = parts
        self._last: list[T] = []  # those not written yet
        self._ends = array("Q")  # how many values there are up to the end of each batch
        self._offsets = array("Q", [0])  # where each batch begins in the file, and the last ends
        self._file: IO[bytes] | None = None
        self._read: tuple[int, list[T]] = (-1, [])  # the batch looked at last, and its number
        self.extend(values)

    def append(self, value: T) -> None:
        """Add a value at the end."""
        self._last.append(value)
        if len(self._last) >= self._at_once:
            self.take(self._pack(self._last), len(self._last))
            self._last = []

    def extend(self, values: Iterable[T]) -> None:
        """Add values at the end."""
        for value in values:
            self.append(value)

    def __iadd__(self, values: Iterable[T]) -> Spool[T]:
        self.extend(values)
        return self

    def take(self, batch: bytes, count: int) -> None:
        """Add values that were :func:`packed` elsewhere, before any others are appended; they are
        plain tuples where the spool has a kind.
        """
        try:
            if self._file is None:
                self._file = TemporaryFile(prefix="docgen-")  # noqa: SIM115  # closed with the spool
                finalize(self, self._file.close)
            self._file.seek(self._offsets[-1])
            self._file.write(batch)
            self._file.flush()
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise DocgenError(
                error("X060", Place("the temporary folder"), f"it takes no more rows: {why}",
                      "make room there, or name another folder in TMPDIR (on Windows TMP)")
            ) from fault  # fmt: skip
        self._offsets.append(self._offsets[-1] + len(batch))
        self._ends.append((self._ends[-1] if self._ends else 0) + count)

    def clear(self) -> None:
        """Take everything out."""
        if self._file is not None:
            self._file.close()
        self.__init__(at_once=self._at_once, kind=self._kind, parts=self._parts)  # type: ignore[misc]  # as new

    def batches(self) -> Iterator[bytes]:
        """All values, :func:`packed`, some at a time."""
        yield from map(self._packed, range(len(self._ends)))
        if self._last:
            yield self._pack(self._last)

    def __len__(self) -> int:
        return (self._ends[-1] if self._ends else 0) + len(self._last)

    def __iter__(self) -> Iterator[T]:
        return self.between(0, len(self))

    def between(self, start: int, stop: int) -> Iterator[T]:
        """The values from an index on, up to another one."""
        number = bisect_right(self._ends, start)
        skipped = start - (self._ends[number - 1] if number else 0)
        return islice(self._from(number), skipped, skipped + max(stop - start, 0))

    def _from(self, number: int) -> Iterator[T]:
        for each in range(number, len(self._ends)):
            yield from self._unpack(each)
        yield from self._last

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return _Part(self, range(len(self))[at])
        index = range(len(self))[at]
        number = bisect_right(self._ends, index)
        before = self._ends[number - 1] if number else 0
        if number == len(self._ends):
            return self._last[index - before]
        if self._read[0] != number:
            self._read = (number, list(self._unpack(number)))
        return self._read[1][index - before]

    def __eq__(self, other: object) -> bool:
        """Whether another sequence holds equal values, as tuples are equal."""
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(mine == others for mine, others in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # it grows

    def _pack(self, values: Iterable[Any]) -> bytes:
        return packed(values if self._kind is None else map(self._parts, values))

    def _unpack(self, number: int) -> Iterable[T]:
        values = unpacked(self._packed(number))
        return values if self._kind is None else map(self._kind, values)

    def _packed(self, number: int) -> bytes:
        assert self._file is not None
        first, last = self._offsets[number], self._offsets[number + 1]
        self._file.seek(first)
        return self._file.read(last - first)


class _Part(Sequence[T]):
    """Some of the values of a spool, by their indexes."""

    def __init__(self, spool: Spool[T], indexes: range) -> None:
        self._spool = spool
        self._indexes = indexes

    def __len__(self) -> int:
        return len(self._indexes)

    def __iter__(self) -> Iterator[T]:
        if self._indexes.step == 1:
            return self._spool.between(self._indexes.start, self._indexes.stop)
        return (self._spool[index] for index in self._indexes)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return _Part(self._spool, self._indexes[at])
        return self._spool[self._indexes[at]]
