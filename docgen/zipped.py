"""Entries of ZIP archives as they lie there (PKWARE APPNOTE 6.3.10): found, and joined anew.

What nobody changes is carried over in its compressed form.  Local headers and the directory are
those of sections 4.3.7, 4.3.12 and 4.3.16; every entry carries the format's first day, 1 January
1980, so that equal content gives equal bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple
from zipfile import ZipInfo

STORED: Final = 0
DEFLATED: Final = 8

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5HL")  # without the offset, which ends it
_OFFSET: Final = struct.Struct("<L")
_END: Final = struct.Struct("<4s4H2LH")
_DATE: Final = (1 << 5) | 1  # 1980-01-01 in the format of MS-DOS
_VERSION: Final = 20  # of the format that a reader needs to know
_UTF8: Final = 0x800
_LONGEST_NAME: Final = 0xFFFF  # bytes
_HEADER: Final = 30  # bytes of a local header before its name


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive: ``data`` as stored, deflated when ``method`` is 8; ``crc`` and
    ``size`` are those of its plain bytes.
    """

    name: str
    method: int
    crc: int
    size: int
    data: bytes

    def inflate(self) -> bytes:
        """The bytes of the file, never more than ``size``.

        :class:`zlib.error` where they do not inflate, or are of another size.
        """
        if self.method == STORED:
            return self.data
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        plain = engine.decompress(self.data, self.size + 1)
        if len(plain) != self.size or not engine.eof:
            raise zlib.error("the size does not match the directory")
        return plain

    @classmethod
    def deflated(cls, name: str, plain: bytes, level: int = 6) -> Entry:
        """An entry made from plain bytes."""
        engine = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        data = engine.compress(plain) + engine.flush()
        return cls(name, DEFLATED, zlib.crc32(plain), len(plain), data)

    @classmethod
    def stored(cls, name: str, plain: bytes) -> Entry:
        """An entry of plain bytes as they are."""
        return cls(name, STORED, zlib.crc32(plain), len(plain), plain)


class Lying(NamedTuple):
    """An entry where it lies in the bytes of an archive."""

    start: int
    end: int
    entry: Entry


def lying(data: bytes, info: ZipInfo) -> Lying:
    """The entry that the directory of an archive speaks of; nothing is inflated.

    :class:`ValueError` where there is none.
    """
    start = info.header_offset
    header = data[start : start + _HEADER]
    if len(header) != _HEADER or header[:4] != b"PK\x03\x04":
        raise ValueError("the directory speaks of an entry that is not there")
    name_length, extra_length = struct.unpack("<HH", header[26:])
    begin = start + _HEADER + name_length + extra_length
    end = begin + info.compress_size
    if end > len(data):
        raise ValueError("an entry is cut off")
    entry = Entry(info.filename, info.compress_type, info.CRC, info.file_size, data[begin:end])
    return Lying(start, end, entry)


class Records(NamedTuple):
    """What an archive says of an entry: before its data, and in the directory before and after
    the offset of that.
    """

    local: bytes
    central: bytes
    name: bytes

    def in_directory(self, offset: int) -> bytes:
        """The entry's record in the directory."""
        return b"".join((self.central, _OFFSET.pack(offset), self.name))


def records(entry: Entry) -> Records:
    """What an archive says of an entry; :class:`ValueError` for a name longer than it can say."""
    encoded = entry.name.encode("utf-8")
    if len(encoded) > _LONGEST_NAME:
        raise ValueError("the name of an entry is too long")
    flags = 0 if entry.name.isascii() else _UTF8
    size = len(entry.data)
    fields = (_VERSION, flags, entry.method, 0, _DATE, entry.crc, size, entry.size, len(encoded), 0)
    local = _LOCAL.pack(b"PK\x03\x04", *fields) + encoded
    central = _CENTRAL.pack(b"PK\x01\x02", _VERSION, *fields, 0, 0, 0, 0)
    return Records(local, central, encoded)


def end_of(count: int, size: int, offset: int) -> bytes:
    """The end of an archive: how many entries, the bytes of the directory, and where it begins."""
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)


def joined(entries: Iterable[Entry]) -> bytes:
    """An archive of these entries; :class:`ValueError` for a name that is too long."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        said = records(entry)
        directory.append(said.in_directory(offset))
        body += (said.local, entry.data)
        offset += len(said.local) + len(entry.data)
    size = sum(map(len, directory))
    return b"".join([*body, *directory, end_of(len(directory), size, offset)])
