"""What goes into the pool and what comes out of it."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CORE: Final = "docProps/core.xml"
_LANGUAGE: Final = re.compile(
    rb"<dc:language>\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\s*</dc:language>"
)
_MUCH: Final = 1 << 16  # bytes of properties that are read


@dataclass(frozen=True, slots=True)
class Document:
    """A Word file to be converted; ``shown`` names it in findings."""

    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF file without faults. ``sha256`` is in hex; ``cached`` when an earlier run made it."""

    data: bytes
    cached: bool

    @property
    def sha256(self) -> str:
        """The hash of the file."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def pages(self) -> int:
        """How many pages it has."""
        import pikepdf

        with pikepdf.open(io.BytesIO(self.data)) as opened:
            return len(opened.pages)


def language_of(path: Path) -> str | None:
    """The language that a Word file's properties state (BCP 47), or ``None``.

    ``dc:language`` of the core properties (ECMA-376 part 2, 11.1).
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_CORE) as part:
            found = _LANGUAGE.search(part.read(_MUCH))
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
        return None
    return found[1].decode("ascii") if found is not None else None


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hex. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
