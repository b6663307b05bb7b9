"""Word files as bytes: unchanged parts copied compressed, the others deflated once."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from docgen.zipped import DEFLATED, Entry, Records, end_of, records

# Of deflate, unless another is asked for. Against zlib's usual 6 it takes a third to two thirds of
# the time, and the letters are larger by one or two in a hundred.
LEVEL: Final = 2
_ISAL_LEVEL: Final = 1  # its fastest that finds as much as zlib's levels 1 and 2
_MEMORY: Final = 7  # zlib's memLevel: a table of hashes that stays in a processor's first cache


_REMEMBERED: Final = 1 << 14  # bytes: parts up to this size are often the same in many letters
_PARTS: Final = (".xml", ".rels")  # of a template, as many in each letter; not pictures


@dataclass(frozen=True, slots=True)
class _Packed:
    """One entry: its plain bytes, its local header with its data, and what is said of it."""

    plain: bytes
    body: bytes
    said: Records


def _packed(plain: bytes, entry: Entry) -> _Packed:
    said = records(entry)
    return _Packed(plain, said.local + entry.data, said)


@dataclass(frozen=True, slots=True)
class Deflater:
    """What deflates: ``compress`` gives a raw stream (RFC 1951), ``crc32`` the CRC of ZIP."""

    compress: Callable[[bytes], bytes]
    crc32: Callable[[bytes], int]


def choose_deflater(name: str, level: int = LEVEL) -> Deflater:
    """The one named: ``zlib`` with a level, or ``isal``, Intel's ISA-L, with its level 1.

    It is never chosen by what is installed: the two make different bytes, and equal data must give
    equal letters. Raises :class:`ValueError` for another name, :class:`ModuleNotFoundError` where
    the package isal is missing.
    """
    match name:
        case "zlib":
            return Deflater(partial(_by_zlib, level), zlib.crc32)
        case "isal":
            try:
                from isal import isal_zlib
            except ModuleNotFoundError as fault:
                said = 'deflate="isal" needs the package isal: pip install "docgen[fast]"'
                raise ModuleNotFoundError(said, name="isal") from fault
            return Deflater(
                partial(isal_zlib.compress, level=_ISAL_LEVEL, wbits=-zlib.MAX_WBITS),
                isal_zlib.crc32,
            )
        case _:
            raise ValueError(f"deflate is zlib or isal, not {name!r}")


def _by_zlib(level: int, plain: bytes) -> bytes:
    engine = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
    return engine.compress(plain) + engine.flush()


class Archive:
    """The fixed part of a Word file, to which each letter adds the parts that differ.

    The last form of each small part is remembered: where the next letter has the same, it is not
    deflated again.
    """

    __slots__ = ("_central", "_count", "_deflater", "_fixed", "_last")

    def __init__(self, fixed: Iterable[Entry], deflater: Deflater | None = None) -> None:
        body: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for entry in fixed:
            packed = _packed(b"", entry)
            directory.append(packed.said.in_directory(offset))
            body.append(packed.body)
            offset += len(packed.body)
        self._fixed = b"".join(body)
        self._central = b"".join(directory)
        self._count = len(body)
        self._last: dict[str, _Packed] = {}
        self._deflater = deflater or choose_deflater("zlib")

    def pack(self, parts: Sequence[tuple[str, bytes]]) -> bytes:
        """A whole archive: the fixed entries, then these parts (name, plain bytes)."""
        body = [self._fixed]
        directory = [self._central]
        offset = len(self._fixed)
        for name, plain in parts:
            packed = self._last.get(name)
            if packed is None or packed.plain != plain:
                packed = self._deflated(name, plain)
            directory.append(packed.said.in_directory(offset))
            body.append(packed.body)
            offset += len(packed.body)
        size = sum(map(len, directory))
        count = self._count + len(parts)
        return b"".join([*body, *directory, end_of(count, size, offset)])

    def _deflated(self, name: str, plain: bytes) -> _Packed:
        data = self._deflater.compress(plain)
        crc = self._deflater.crc32(plain)
        packed = _packed(plain, Entry(name, DEFLATED, crc, len(plain), data))
        if len(plain) <= _REMEMBERED and name.endswith(_PARTS):
            self._last[name] = packed
        return packed
