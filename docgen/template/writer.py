"""Word files as bytes: unchanged parts copied compressed, the others deflated once.

ZIP local headers and directory per PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16; every
entry carries the format's first day, 1 January 1980, so that equal content gives equal bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from docgen.template.package import Entry

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5HL")  # without the offset, which ends it
_OFFSET: Final = struct.Struct("<L")
_END: Final = struct.Struct("<4s4H2LH")
_DATE: Final = (1 << 5) | 1  # 1980-01-01 in the format of MS-DOS
_VERSION: Final = 20
_UTF8: Final = 0x800

# Of deflate, unless another is asked for. Against zlib's usual 6 it takes a third to a half of the
# time, and the letters are larger by one or two in a hundred.
LEVEL: Final = 2
_MEMORY: Final = 7  # zlib's memLevel: a table of hashes that stays in a processor's first cache


_REMEMBERED: Final = 1 << 14  # bytes: parts up to this size are often the same in many letters


@dataclass(frozen=True, slots=True)
class _Packed:
    """One entry: its plain bytes, its local header with its data, and its directory entry before
    and after the offset.
    """

    plain: bytes
    body: bytes
    central: bytes
    name: bytes


def _packed(name: str, plain: bytes, entry: Entry) -> _Packed:
    encoded = name.encode("utf-8")
    flags = 0 if name.isascii() else _UTF8
    size = len(entry.data)
    fields = (_VERSION, flags, entry.method, 0, _DATE, entry.crc, size, entry.size, len(encoded), 0)
    local = _LOCAL.pack(b"PK\x03\x04", *fields)
    central = _CENTRAL.pack(b"PK\x01\x02", _VERSION, *fields, 0, 0, 0, 0)
    return _Packed(plain, b"".join((local, encoded, entry.data)), central, encoded)


class Archive:
    """The fixed part of a Word file, to which each letter adds the parts that differ.

    The last form of each small part is remembered: where the next letter has the same, it is not
    deflated again.
    """

    __slots__ = ("_central", "_count", "_fixed", "_last", "level")

    def __init__(self, fixed: Iterable[Entry], level: int = LEVEL) -> None:
        body: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for entry in fixed:
            packed = _packed(entry.name, b"", entry)
            directory += (packed.central, _OFFSET.pack(offset), packed.name)
            body.append(packed.body)
            offset += len(packed.body)
        self._fixed = b"".join(body)
        self._central = b"".join(directory)
        self._count = len(body)
        self._last: dict[str, _Packed] = {}
        self.level = level

    def pack(self, parts: Sequence[tuple[str, bytes]]) -> bytes:
        """A whole archive: the fixed entries, then these parts (name, plain bytes)."""
        body = [self._fixed]
        directory = [self._central]
        offset = len(self._fixed)
        for name, plain in parts:
            packed = self._last.get(name)
            if packed is None or packed.plain != plain:
                packed = self._deflated(name, plain)
            directory += (packed.central, _OFFSET.pack(offset), packed.name)
            body.append(packed.body)
            offset += len(packed.body)
        size = sum(map(len, directory))
        count = self._count + len(parts)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
        return b"".join([*body, *directory, end])

    def _deflated(self, name: str, plain: bytes) -> _Packed:
        engine = zlib.compressobj(self.level, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
        data = engine.compress(plain) + engine.flush()
        packed = _packed(name, plain, Entry(name, 8, zlib.crc32(plain), len(plain), data))
        if len(plain) <= _REMEMBERED:
            self._last[name] = packed
        return packed
