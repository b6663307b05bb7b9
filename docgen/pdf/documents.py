"""What goes into the pool and what comes out of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


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


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hex. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
