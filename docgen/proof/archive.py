"""The entries of a finished letter's archive (PKWARE APPNOTE 6.3.10, 4.3.7, 4.3.12 and 4.3.16).

docgen wrote the file; it is read here by code of its own, so that a fault in writing is seen.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final, NamedTuple

_END: Final = struct.Struct("<4s4H2LH")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LENGTHS: Final = struct.Struct("<3H")  # of name, extra field and comment in a record
_LENGTHS_AT: Final = 28
_STORED, _DEFLATED = 0, 8
_ENCRYPTED: Final = 0x1


class UnreadableError(Exception):
    """A file that is no whole Word document; the text says why."""


class Member(NamedTuple):
    """One file of the archive; ``data`` is as stored."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes

    def plain(self) -> bytes:
        """The bytes of the file; :class:`UnreadableError` where they are not what was packed."""
        data = self.data
        if self.method == _DEFLATED:
            engine = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                data = engine.decompress(data, self.size + 1)
            except zlib.error as fault:
                raise UnreadableError(f"{self.name} does not unpack: {fault}") from fault
            if not engine.eof:
                raise UnreadableError(f"{self.name} is cut off, or longer than the archive says")
        if len(data) != self.size or zlib.crc32(data) != self.crc:
            raise UnreadableError(f"{self.name} is not what was packed")
        return data


class Archives:
    """Reads archives one after the other, most of whose entries are the same in all of them.

    An entry is known again where its record in the directory and all its bytes are those of the
    archive before: it is then the same :class:`Member`.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[Member, int, bytes]] = {}

    def members(self, data: bytes) -> list[Member]:
        """The entries in the order of the directory.

        Raises :class:`UnreadableError` for a damaged archive.
        """
        try:
            return self._members(data)
        except (struct.error, UnicodeDecodeError) as fault:
            raise UnreadableError(f"the archive is damaged: {fault}") from fault

    def _members(self, data: bytes) -> list[Member]:
        at = data.rfind(b"PK\x05\x06")
        if at < 0:
            raise UnreadableError("the archive has no end")
        _, _, _, _, count, _, offset, _ = _END.unpack_from(data, at)
        found: dict[str, Member] = {}
        seen: dict[bytes, tuple[Member, int, bytes]] = {}
        for _ in range(count):
            after = offset + _CENTRAL.size + sum(_LENGTHS.unpack_from(data, offset + _LENGTHS_AT))
            record = data[offset:after]
            offset = after
            known = self._known.get(record)
            if known is None or not data.startswith(known[2], known[1]):
                known = _entry(data, record, at)
            seen[record] = known
            member = known[0]
            if member.name in found:
                raise UnreadableError(f"the archive names {member.name} twice")
            found[member.name] = member
        self._known = seen
        return list(found.values())


def _entry(data: bytes, record: bytes, end: int) -> tuple[Member, int, bytes]:
    """The entry of a record of the directory, where it begins, and all its bytes there."""
    (signature, _, _, flags, method, _, _, crc, packed, size, name_length, _, _, _, _, _,
     start) = _CENTRAL.unpack_from(record)  # fmt: skip
    raw = record[_CENTRAL.size : _CENTRAL.size + name_length]
    local = _LOCAL.unpack_from(data, start)
    head = start + _LOCAL.size
    body = head + local[9] + local[10]
    if signature != b"PK\x01\x02" or local[0] != b"PK\x03\x04":
        raise UnreadableError("the archive's directory is damaged")
    name = raw.decode("utf-8")
    if data[head : head + local[9]] != raw:
        raise UnreadableError(f"the archive names {name} in two ways")
    if flags & _ENCRYPTED or method not in (_STORED, _DEFLATED) or body + packed > end:
        raise UnreadableError(f"{name} cannot be unpacked")
    member = Member(name, method, crc, size, data[body : body + packed])
    return member, start, data[start : body + packed]


def members(data: bytes) -> list[Member]:
    """The entries of one archive; :class:`UnreadableError` for a damaged one."""
    return Archives().members(data)
