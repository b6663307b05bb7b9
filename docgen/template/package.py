"""A Word file as an untrusted archive: read it with guards, before any parser sees a byte.

The file format is ZIP (PKWARE APPNOTE 6.3) with the conventions of ECMA-376 part 2 (Open Packaging
Conventions). Entries are kept in their compressed form, so that a part that no tag touches can be
copied into each letter as it lies here.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from docgen.diagnostics import Finding, Place, TemplateError, error
from docgen.zipped import Entry, lying

MAX_ENTRIES: Final = 4_000
MAX_ENTRY_BYTES: Final = 50 * 1024 * 1024
MAX_TOTAL_BYTES: Final = 200 * 1024 * 1024
MAX_ARCHIVE_BYTES: Final = 100 * 1024 * 1024

CONTENT_TYPES: Final = "[Content_Types].xml"

_SIGNATURES: Final[tuple[tuple[bytes, str, str], ...]] = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old .doc file or a file protected by a password",
        "in Word, open it and save it as a Word document (.docx) without a password",
    ),
    (b"%PDF", "a PDF file", "use the Word file from which the PDF was made"),
    (b"{\\rtf", "an RTF file", "in Word, save it as a Word document (.docx)"),
    (b"<?xml", "an XML file", "in Word, save it as a Word document (.docx)"),
    (b"<", "a web page or XML file", "in Word, save it as a Word document (.docx)"),
)


class Package:
    """The entries of a Word file by name, in the order of the archive; read-only."""

    def __init__(self, entries: Mapping[str, Entry], shown_as: str) -> None:
        self.entries: Mapping[str, Entry] = MappingProxyType(dict(entries))
        self.shown_as = shown_as

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def read(self, name: str) -> bytes:
        """The plain bytes of an entry."""
        return self.entries[name].inflate()

    @cached_property
    def names_in_lower_case(self) -> Mapping[str, str]:
        """Entry names by their lower-case form: part names are equal without regard to case."""
        return {name.lower(): name for name in self.entries}


def read_package(data: bytes, shown_as: str) -> Package:
    """Read a Word file's archive.

    Raises :class:`TemplateError` with T002 (not a Word file), T003 (damaged) or T004 (unsafe
    archive: too large, encrypted, duplicate, overlapping, absolute or escaping names).
    """
    place = Place(shown_as)
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise TemplateError(_not_word(data, place))
    if len(data) > MAX_ARCHIVE_BYTES:
        limit = MAX_ARCHIVE_BYTES // 1024**2
        raise TemplateError(error("T004", place, f"the file is larger than {limit} MB"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error) as fault:
        raise TemplateError(
            error("T003", place, f"the file is damaged: {fault}", "ask for the file again")
        ) from fault
    findings = _unsafe(infos, place)
    if findings:
        raise TemplateError(*findings)
    return Package(_entries(data, infos, place), shown_as)


def _not_word(data: bytes, place: Place) -> Finding:
    for signature, what, hint in _SIGNATURES:
        if data.lstrip(b"\xef\xbb\xbf \r\n\t")[: len(signature)] == signature:
            return error("T002", place, f"this is {what}, not a Word document (.docx)", hint)
    if not data:
        return error("T002", place, "the file is empty", "ask for the file again")
    return error("T002", place, "this is not a Word document (.docx)", "ask for the file again")


def _unsafe(infos: list[zipfile.ZipInfo], place: Place) -> list[Finding]:
    found: list[Finding] = []

    def refuse(message: str) -> None:
        found.append(error("T004", place, message, "Word writes no such file: do not open it"))

    if len(infos) > MAX_ENTRIES:
        refuse(f"the archive has {len(infos)} entries, more than {MAX_ENTRIES}")
        return found
    seen: set[str] = set()
    total = 0
    for info in infos:
        name = info.orig_filename
        lower = name.lower()
        if lower in seen:
            refuse(f"the entry {name!r} stands twice")
        seen.add(lower)
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or "\x00" in name or ":" in parts[0]:
            refuse(f"the entry {name!r} points outside the archive")
        if info.flag_bits & 0x1:
            refuse(f"the entry {name!r} is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            refuse(f"the entry {name!r} is compressed in a way that Word does not use")
        if info.file_size > MAX_ENTRY_BYTES:
            refuse(f"the entry {name!r} is larger than {MAX_ENTRY_BYTES // 1024**2} MB")
        total += info.file_size
    if total > MAX_TOTAL_BYTES:
        refuse(f"the archive unpacks to more than {MAX_TOTAL_BYTES // 1024**2} MB")
    return found


def _entries(data: bytes, infos: list[zipfile.ZipInfo], place: Place) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    spans: list[tuple[int, int, str]] = []
    for info in infos:
        try:
            start, end, entry = lying(data, info)
        except ValueError as fault:
            raise TemplateError(_damaged(place, info.orig_filename)) from fault
        spans.append((start, end, info.orig_filename))
        if info.is_dir():
            continue
        _verify(entry, place)
        entries[entry.name] = entry
    spans.sort()
    for (_, end, name), (following, _, other) in pairwise(spans):
        if following < end:
            raise TemplateError(error("T004", place, f"the entries {name!r} and {other!r} overlap"))
    return entries


def _verify(entry: Entry, place: Place) -> None:
    """Inflate within the size that the directory states (itself bounded) and compare the CRC."""
    try:
        plain = entry.inflate()
    except zlib.error as fault:
        raise TemplateError(_damaged(place, entry.name)) from fault
    if len(plain) != entry.size or zlib.crc32(plain) != entry.crc:
        raise TemplateError(_damaged(place, entry.name))


def _damaged(place: Place, name: str) -> Finding:
    return error("T003", place, f"the file is damaged at {name!r}", "ask for the file again")
