"""Word files as bytes: unchanged parts copied compressed, the others deflated once.

ZIP local headers and directory per PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16; every
entry carries the format's first day, 1 January 1980, so that equal content gives equal bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import Final

from docgen.template.package import Entry

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_DATE: Final = (1 << 5) | 1  # 1980-01-01 in the format of MS-DOS
_VERSION: Final = 20
_UTF8: Final = 0x800


def _header(entry: Entry) -> tuple[bytes, bytes]:
    """The local header (with the name), and the directory entry without its offset."""
    name = entry.name.encode("utf-8")
    flags = 0 if entry.name.isascii() else _UTF8
    fields = (_VERSION, flags, entry.method, 0, _DATE, entry.crc, len(entry.data), entry.size)
    local = _LOCAL.pack(b"PK\x03\x04", *fields, len(name), 0) + name
    central = _CENTRAL.pack(b"PK\x01\x02", _VERSION, *fields, len(name), 0, 0, 0, 0, 0, 0)
    return local, central + name


_OFFSET_AT: Final = 42  # of the offset in a directory entry


class Archive:
    """The fixed part of a Word file, to which each letter adds the parts that differ."""

    __slots__ = ("_central", "_count", "_fixed", "level")

    def __init__(self, fixed: Iterable[Entry], level: int = 6) -> None:
        body: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for entry in fixed:
            local, central = _header(entry)
            directory.append(_at(central, offset))
            body += [local, entry.data]
            offset += len(local) + len(entry.data)
        self._fixed = b"".join(body)
        self._central = b"".join(directory)
        self._count = len(directory)
        self.level = level

    def pack(self, parts: Sequence[tuple[str, bytes]]) -> bytes:
        """A whole archive: the fixed entries, then these parts (name, plain bytes)."""
        body = [self._fixed]
        directory = [self._central]
        offset = len(self._fixed)
        for name, plain in parts:
            engine = zlib.compressobj(self.level, zlib.DEFLATED, -zlib.MAX_WBITS)
            data = engine.compress(plain) + engine.flush()
            local, central = _header(Entry(name, 8, zlib.crc32(plain), len(plain), data))
            directory.append(_at(central, offset))
            body += [local, data]
            offset += len(local) + len(data)
        size = sum(map(len, directory))
        count = self._count + len(parts)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
        return b"".join([*body, *directory, end])


def _at(central: bytes, offset: int) -> bytes:
    return central[:_OFFSET_AT] + struct.pack("<L", offset) + central[_OFFSET_AT + 4 :]
