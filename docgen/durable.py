"""Files that outlive a power cut: what is written has reached the disk before the next step.

POSIX promises that of a file only after ``fsync``, and that of its name only after ``fsync`` of its
folder.  Windows has no such call for folders, and keeps the order of renames by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import Final

_MANY: Final = 64
"""So many files are brought to the disk sooner by flushing the whole system once."""


def write_durably(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a new file; when this returns its bytes are on the disk, and its name may not be.

    Data in pieces need not be in memory as a whole.
    """
    with path.open("wb") as stream:
        stream.writelines((data,) if isinstance(data, bytes) else data)
        stream.flush()
        os.fsync(stream.fileno())


def replace_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file so that it is there whole, the old one or the new, whatever happens.

    After a power cut it may still be the old one, until its folder was brought to the disk.
    """
    beside = path.with_name(f"{path.name}.new")
    write_durably(beside, data)
    beside.replace(path)


def why(fault: OSError) -> str:
    """What the system says, without numbers and paths."""
    return fault.strerror or str(fault)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_files(paths: Iterable[Path]) -> None:
    """Bring files that were written before, and the folders that they lie in, to the disk."""
    rest = iter(paths)
    files = list(islice(rest, _MANY + 1))
    flush = getattr(os, "sync", None)  # not on Windows
    if flush is not None and len(files) > _MANY:
        flush()
        return
    folders: dict[Path, None] = {}
    for path in chain(files, rest):
        with path.open("r+b") as stream:
            os.fsync(stream.fileno())
        folders[path.parent] = None
    for folder in folders:
        sync_folder(folder)
