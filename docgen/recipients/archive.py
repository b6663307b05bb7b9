"""The archive of a workbook: unpacked when it is safe, and packed anew for the reader of values.

ISO/IEC 29500-2 (OPC) 6.5 (relationships), ECMA-376 part 1, 18.2.20 (sheets of a workbook).
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Final

MAX_ENTRY: Final = 200 * 1024 * 1024  # bytes of one part
MAX_ARCHIVE: Final = 400 * 1024 * 1024  # bytes of all parts
MAX_ENTRIES: Final = 10_000

_PIECE: Final = 1 << 20  # bytes
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
    with _archive(data) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise SheetError(f"its archive has more than {MAX_ENTRIES:,} parts")
        if len({entry.filename for entry in entries}) < len(entries):
            raise SheetError("its archive has two parts of one name")
        if sum(entry.compress_size for entry in entries) > len(data):
            raise SheetError("the parts of its archive overlap")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise SheetError("the parts of its archive are encrypted")
        parts: dict[str, bytes] = {}
        total = 0
        for entry in entries:
            pieces: list[bytes] = []
            size = 0
            with archive.open(entry) as stream:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    if size > MAX_ENTRY or total + size > MAX_ARCHIVE:
                        raise SheetError("unpacked it is too large")
                    if entry.filename.endswith(_READ):
                        pieces.append(piece)
            total += size
            parts[entry.filename] = b"".join(pieces)
        return parts


def part(parts: Mapping[str, bytes], name: str) -> bytes:
    """One part that must be there; XML in UTF-8."""
    if name not in parts:
        raise SheetError(f"it lacks the part {name}")
    if b"\x00" in parts[name]:
        raise SheetError(f"its part {name} is not in UTF-8")
    return parts[name]


def packed(parts: Mapping[str, bytes]) -> BytesIO:
    """An archive of these parts, uncompressed: what was checked, and nothing else."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    stream.seek(0)
    return stream


@contextmanager
def _archive(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as fault:
        raise SheetError(f"its archive is damaged: {fault}") from fault
    except (NotImplementedError, RuntimeError) as fault:  # methods of compression, passwords
        raise SheetError(f"its archive cannot be unpacked: {fault}") from fault
