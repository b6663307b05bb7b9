"""A bag on the disk, as a folder or as a zip file: its files, read with guards.

A bag comes from outside as well (an archive, a colleague's memory stick): nothing is unpacked, no
link is followed, and no more is read than a bag of docgen's can hold.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, Protocol

from docgen.bundle.paths import fault_of_path
from docgen.bundle.tags import DECLARATION
from docgen.bundle.zipping import zip_chunks
from docgen.diagnostics import DocgenError, Finding, Outcome, Place, error
from docgen.names import same_file

MAX_FILES: Final = 200_000
MAX_FILE_BYTES: Final = 512 * 1024 * 1024
MAX_RATIO: Final = 200
"""How much larger than the archive its files may be; letters and PDFs are compressed already."""
SMALL: Final = 64 * 1024 * 1024
"""So much may come out of any archive."""

_LOCAL: Final = struct.Struct("<4s22x2H")
_ENCRYPTED: Final = 0x1
_CURE: Final = "do not open it: ask for the bundle again"


class Source(Protocol):
    """The files of a bag."""

    @property
    def names(self) -> tuple[str, ...]:
        """Paths below the bag's root, with forward slashes, sorted."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, ``None`` where they are not what was packed.

        Raises :class:`OSError` where the system does not let it be read.
        """

    def as_written(self) -> bool:
        """Whether the bag is, byte for byte, in the form that docgen gives it."""


class FolderSource:
    """A bag that is a folder."""

    def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
        self.folder = folder
        self.names = names

    def read(self, name: str) -> bytes | None:
        """The bytes of a file."""
        path = self.folder.joinpath(*name.split("/"))
        if path.stat().st_size > MAX_FILE_BYTES:
            return None
        return path.read_bytes()

    def as_written(self) -> bool:
        """A folder has no form of its own."""
        return True


class ZipSource:
    """A bag that is a zip file."""

    def __init__(self, path: Path, root: str, entries: dict[str, zipfile.ZipInfo]) -> None:
        self.path = path
        self.root = root
        self.names = tuple(sorted(entries))
        self._entries = entries

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, unpacked within the size that the directory states."""
        info = self._entries[name]
        with self.path.open("rb") as stream:
            stream.seek(info.header_offset)
            head = stream.read(_LOCAL.size)
            if len(head) != _LOCAL.size:
                return None
            _, length, extra = _LOCAL.unpack(head)
            if stream.read(length) != info.orig_filename.encode():
                return None
            stream.seek(extra, os.SEEK_CUR)
            data = stream.read(info.compress_size)
        if info.compress_type == zipfile.ZIP_DEFLATED:
            engine = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                data = engine.decompress(data, info.file_size + 1)
            except zlib.error:
                return None
        return data if len(data) == info.file_size and zlib.crc32(data) == info.CRC else None

    def as_written(self) -> bool:
        """Whether docgen would write the same bytes of the same files."""

        def read(name: str) -> bytes:
            data = self.read(name)
            if data is None:
                raise EOFError(name)
            return data

        try:
            with self.path.open("rb") as stream:
                chunks = zip_chunks(self.root, self.names, read)
                return all(stream.read(len(one)) == one for one in chunks) and not stream.read(1)
        except (EOFError, OverflowError):
            return False


def open_source(path: Path, shown: str) -> Outcome[Source]:
    """The bag at ``path``; B020 where there is none, B024 where it is not safe to read."""
    place = Place(shown)
    try:
        if path.is_dir():
            source, findings = _folder(path, shown)
        elif path.is_file():
            source, findings = _archive(path, shown)
        else:
            return Outcome(None, (_missing(path, place),))
    except OSError as fault:
        message = f"it cannot be read: {fault.strerror or fault}"
        return Outcome(None, (error("B020", place, message, "look at its rights"),))
    if source is not None and DECLARATION not in source.names and not findings:
        hint = "name the folder or the zip file that docgen bundle has made"
        return Outcome(None, (error("B020", place, f"this is not a bundle: it has no {DECLARATION}",
                                    hint),))  # fmt: skip
    return Outcome(source, findings)


def _missing(path: Path, place: Place) -> Finding:
    halfway = path.with_name(f".{path.name}.docgen-old")
    if halfway.exists():
        return error("B020", place, "a run of docgen was stopped while it replaced this bundle",
                     "run docgen bundle again, which puts it right")  # fmt: skip
    return error("B020", place, "there is no such file or folder",
                 "name the folder or the zip file that docgen bundle has made")  # fmt: skip


def _folder(path: Path, shown: str) -> tuple[Source | None, tuple[Finding, ...]]:
    names: list[str] = []
    findings: list[Finding] = []
    for name, mode in _below(path, ""):
        if not stat.S_ISREG(mode):
            what = "a link" if stat.S_ISLNK(mode) else "no ordinary file"
            findings.append(_unsafe(Place(shown, (), name), f"this is {what}"))
            continue
        names.append(name)
        if len(names) > MAX_FILES:
            findings = [_unsafe(Place(shown), f"it has more than {MAX_FILES} files")]
            break
    return FolderSource(path, tuple(sorted(names))), tuple(findings)


def _below(folder: Path, above: str) -> Iterator[tuple[str, int]]:
    """The files below a folder with their modes; links are not followed."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        name = f"{above}{entry.name}"
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            yield from _below(folder / entry.name, f"{name}/")
        else:
            yield name, mode


def _archive(path: Path, shown: str) -> tuple[Source | None, tuple[Finding, ...]]:
    place = Place(shown)
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error) as fault:
        message = f"this is no bundle, or a damaged one: {str(fault).lower()}"
        return None, (error("B020", place, message, "ask for the bundle again"),)
    findings = tuple(_dangers(path, infos, place))
    if findings:
        return None, findings
    roots = {info.filename.split("/")[0] for info in infos}
    files = [info for info in infos if not info.is_dir()]
    if len(roots) != 1 or any("/" not in info.filename for info in files):
        message = "a bundle in a zip file is one folder, and this has several"
        return None, (error("B020", place, message, "name the zip file that docgen has made"),)
    root = roots.pop()
    entries = {info.filename.partition("/")[2]: info for info in files}
    return ZipSource(path, root, entries), ()


def _dangers(path: Path, infos: list[zipfile.ZipInfo], place: Place) -> Iterator[Finding]:
    """What no archive of docgen's has; nothing of it has been unpacked yet."""
    if len(infos) > MAX_FILES:
        yield _unsafe(place, f"it has more than {MAX_FILES} files")
        return
    whole = path.stat().st_size
    total = sum(info.file_size for info in infos)
    if total > max(SMALL, whole * MAX_RATIO):
        yield _unsafe(place, f"its {whole} bytes would unpack to {total}")
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        here = Place(place.file, (), name.encode("utf-8", "backslashreplace").decode())
        fault = fault_of_path(name.rstrip("/"))
        if fault is not None or "\x00" in name:
            yield _unsafe(here, fault or "it leads out of the bundle")
        if same_file(name) in seen:
            yield _unsafe(here, "this file stands twice in the archive")
        seen.add(same_file(name))
        if info.flag_bits & _ENCRYPTED:
            yield _unsafe(here, "this file is encrypted")
        elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield _unsafe(here, "this file is packed in a way that docgen does not use")
        if stat.S_ISLNK(info.external_attr >> 16):
            yield _unsafe(here, "this is a link")
        if info.file_size > MAX_FILE_BYTES:
            yield _unsafe(here, f"this file is larger than {MAX_FILE_BYTES // 1024**2} MB")
    yield from _overlaps(path, infos, place)


def _overlaps(path: Path, infos: list[zipfile.ZipInfo], place: Place) -> Iterator[Finding]:
    """Entries that share bytes: a bomb of a few kilobytes unpacks to gigabytes that way."""
    spans: list[tuple[int, int, str]] = []
    with path.open("rb") as stream:
        for info in infos:
            stream.seek(info.header_offset)
            head = stream.read(_LOCAL.size)
            if len(head) != _LOCAL.size or not head.startswith(b"PK\x03\x04"):
                yield error("B020", place, "the archive is damaged", "ask for the bundle again")
                return
            _, name, extra = _LOCAL.unpack(head)
            end = info.header_offset + _LOCAL.size + name + extra + info.compress_size
            spans.append((info.header_offset, end, info.orig_filename))
    spans.sort()
    for (_, end, one), (start, _, other) in pairwise(spans):
        if start < end:
            yield _unsafe(Place(place.file, (), other), f"it shares its bytes with {one}")


def _unsafe(place: Place, message: str) -> Finding:
    return error("B024", place, message, _CURE)


def read_or_refuse(source: Source, name: str, place: Place) -> bytes | None:
    """A file's bytes, ``None`` where it is damaged; :class:`DocgenError` (B020) where the system
    does not give them."""
    try:
        return source.read(name)
    except OSError as fault:
        message = f"the file cannot be read: {fault.strerror or fault}"
        raise DocgenError(error("B020", place, message, "look at its rights")) from fault
