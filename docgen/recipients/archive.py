"""The archive of a workbook: unpacked when it is safe, and packed anew for the reader of values.

ISO/IEC 29500-2 (OPC) 6.5 (relationships), ECMA-376 part 1, 18.2.20 (sheets of a workbook).
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise
from operator import attrgetter
from typing import Final

from docgen.zipped import DEFLATED, STORED, Entry, joined, lying

MAX_ENTRY: Final = 200 * 1024 * 1024  # bytes of one part
MAX_ARCHIVE: Final = 400 * 1024 * 1024  # bytes of all parts
MAX_ENTRIES: Final = 10_000

_READ: Final = (".xml", ".rels", "mimetype")


class SheetError(Exception):
    """A workbook that cannot be read; the message says why."""


def names_in(data: bytes) -> list[str]:
    """The names of an archive's parts; :class:`SheetError` where it is damaged."""
    with _archive(data) as archive:
        return archive.namelist()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook's archive by name; those that are no XML (pictures) are empty.

    Raises :class:`SheetError` for an archive that is damaged or asks for too much.
    """
    parts: dict[str, bytes] = {}
    total = 0
    for entry in _entries(data):
        total += entry.size
        if entry.size > MAX_ENTRY or total > MAX_ARCHIVE:
            raise SheetError("unpacked it is too large")
        try:
            plain = entry.inflate()  # no more than the size that was looked at
        except zlib.error as fault:
            raise SheetError(f"its archive is damaged: {fault}") from fault
        if len(plain) != entry.size or zlib.crc32(plain) != entry.crc:
            raise SheetError(f"its archive is damaged: Bad CRC-32 for file {entry.name!r}")
        parts[entry.name] = plain if entry.name.endswith(_READ) else b""
    return parts


def part(parts: Mapping[str, bytes], name: str) -> bytes:
    """One part that must be there; XML in UTF-8."""
    if name not in parts:
        raise SheetError(f"it lacks the part {name}")
    if b"\x00" in parts[name]:
        raise SheetError(f"its part {name} is not in UTF-8")
    return parts[name]


def packed(data: bytes) -> bytes:
    """An archive of the same parts, compressed as they are: what was looked over (pictures are
    empty), and nothing that another reader might see in this one."""
    given_on = (
        entry if entry.name.endswith(_READ) else Entry.stored(entry.name, b"")
        for entry in _entries(data)
    )
    try:
        return joined(given_on)
    except ValueError as fault:
        raise SheetError(f"its archive cannot be unpacked: {fault}") from fault


def _entries(data: bytes) -> list[Entry]:
    """The entries of an archive, each with bytes of its own."""
    with _archive(data) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_ENTRIES:
            raise SheetError(f"its archive has more than {MAX_ENTRIES:,} parts")
        if len({info.filename for info in infos}) < len(infos):
            raise SheetError("its archive has two parts of one name")
        if any(info.flag_bits & 0x1 for info in infos):
            raise SheetError("the parts of its archive are encrypted")
        if any(info.compress_type not in (STORED, DEFLATED) for info in infos):
            raise SheetError("its archive cannot be unpacked: That compression method is not known")
        found = sorted((lying(data, info) for info in infos), key=attrgetter("start"))
    if any(after.start < before.end for before, after in pairwise(found)):
        raise SheetError("the parts of its archive overlap")
    return [one.entry for one in found]


@contextmanager
def _archive(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as fault:
        raise SheetError(f"its archive is damaged: {fault}") from fault
    except (NotImplementedError, RuntimeError) as fault:  # methods of compression, passwords
        raise SheetError(f"its archive cannot be unpacked: {fault}") from fault
