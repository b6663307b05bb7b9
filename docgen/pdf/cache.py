"""Converted files by what made them, so that a second run converts only what has changed.

A file's name holds the hash of its content: one that was cut off or altered is no longer found.
Nothing here is needed: a cache that cannot be read or written is as good as none.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from docgen.pdf import normal, profile

_BOUND: Final = 512 * 1024 * 1024  # bytes
_CLEAN: Final = 100  # files written between two looks at the bound


class Cache:
    """A folder of PDF files, ``<key>-<SHA-256 of the file>.pdf``, of ``bound`` bytes at most."""

    def __init__(self, folder: Path, bound: int = _BOUND) -> None:
        self.folder = folder
        self._bound = bound
        self._written = 0
        self._known: dict[str, list[Path]] | None = None

    @staticmethod
    def key(digest: str, version: str, filter_options: str) -> str:
        """The name of what a document becomes with this program and these options."""
        parts = (digest, version, filter_options, normal.VERSION, profile.VERSION)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def get(self, key: str) -> bytes | None:
        """The PDF file that was kept under a key; one that was altered is deleted."""
        for path in self._files().get(key, ()):
            try:
                data = path.read_bytes()
            except OSError:
                continue
            if hashlib.sha256(data).hexdigest() == path.stem.partition("-")[2]:
                with suppress(OSError):
                    os.utime(path)  # the oldest are dropped first
                return data
            with suppress(OSError):
                path.unlink()
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keep a PDF file."""
        path = self.folder / f"{key}-{hashlib.sha256(data).hexdigest()}.pdf"
        half = path.with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            half.write_bytes(data)
            half.replace(path)
        except OSError:
            with suppress(OSError):
                half.unlink()
            return
        self._files().setdefault(key, []).append(path)
        self._written += 1
        if self._written % _CLEAN == 1:
            self.prune()

    def prune(self) -> None:
        """Delete what was not used for longest until the rest is within the bound."""
        found = []
        for path in self.folder.glob("*"):
            with suppress(OSError):
                state = path.stat()
                found.append((state.st_mtime_ns, path, state.st_size))
        total = sum(size for _, _, size in found)
        for _, path, size in sorted(found):
            if total <= self._bound:
                break
            with suppress(OSError):
                path.unlink()
                total -= size

    def _files(self) -> dict[str, list[Path]]:
        """What is there, looked up once."""
        if self._known is None:
            self._known = {}
            with suppress(OSError):
                for path in sorted(self.folder.glob("*-*.pdf")):
                    self._known.setdefault(path.stem.partition("-")[0], []).append(path)
        return self._known
