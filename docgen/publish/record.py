"""The record of what was published: ``out/.docgen/published.json``, by path below ``out/``.

It is one JSON object, an entry a line, in the order of the paths.  A run reads the old record and
writes the new one entry by entry, so that neither is in memory as a whole.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from docgen.spool import Spool

if TYPE_CHECKING:
    from hashlib import _Hash

WORKSHOP: Final = ".docgen"
RECORD: Final = "published.json"

_AT_ONCE: Final = 65_536  # characters of a record that are read at a time
_SORTED: Final = 2_048  # entries that are put in order at a time
_BLANKS: Final = " \t\n\r"
_BEHIND: Final = frozenset(f"{_BLANKS},:}}")
_DECODER: Final = json.JSONDecoder()


class Published(NamedTuple):
    """A published file: its SHA-256 in hex, and what a bundle needs to know of it.

    ``about`` is :attr:`docgen.rendering.Letter.about`, ``None`` for a letter of no campaign's kind
    and for those that were recorded by a docgen that kept the hash only.
    """

    sha256: str
    about: Mapping[str, Any] | None = None

    def as_json(self) -> object:
        """How the record has it: the hash, or hash and ``about``."""
        return self.sha256 if self.about is None else {"sha256": self.sha256, "about": self.about}

    @classmethod
    def of_json(cls, found: object) -> Published | None:
        """What the record says of a file, ``None`` where it is not docgen's."""
        if isinstance(found, str):
            return cls(found)
        if not isinstance(found, dict) or not isinstance(found.get("sha256"), str):
            return None
        about = found.get("about")
        return cls(found["sha256"], about if isinstance(about, dict) else None)


Record = dict[str, Published]
"""What docgen has published, by path below ``out/``."""


def published(out: Path) -> Record:
    """What was published in ``out/``, by path below it; empty where nothing was.

    Raises :class:`OSError` where the record cannot be read.  Without a record, or with one that is
    not docgen's, no file there is known as docgen's.
    """
    try:
        return dict(recorded(out))
    except ValueError:
        return {}


def recorded(out: Path) -> Iterator[tuple[str, Published]]:
    """The entries of the record, one by one, up to where it is no JSON (:class:`ValueError`)."""
    with suppress(FileNotFoundError, NotADirectoryError):
        for name, found in _members(out / WORKSHOP / RECORD):
            one = Published.of_json(found)
            if one is not None:
                yield name, one


class Entries:
    """Entries of a record to be, in any order, and how they are written in that of their paths."""

    def __init__(self) -> None:
        # Each entry as its line; parts of the whole are in order, and are merged when it is asked.
        self._lines: Spool[tuple[str, str]] = Spool(at_once=32)
        self._parts = [0]  # where each begins, and the last ends
        self._last: list[tuple[str, str]] = []

    def add(self, path: str, one: Published) -> None:
        """Note that a file is published."""
        self._last.append((path, json.dumps(one.as_json(), ensure_ascii=False, sort_keys=True)))
        if len(self._last) >= _SORTED:
            self._lines.extend(sorted(self._last))
            self._parts.append(len(self._lines))
            self._last = []

    def written(self, digest: _Hash) -> Iterator[bytes]:
        """The record in pieces; ``digest`` is given them too."""
        parts = [self._lines.between(*ends) for ends in pairwise(self._parts)]
        before = "{"
        for path, text in heapq.merge(*parts, sorted(self._last)):
            piece = f"{before}\n{json.dumps(path, ensure_ascii=False)}: {text}".encode()
            digest.update(piece)
            yield piece
            before = ","
        piece = b"\n}\n" if before == "," else b"{}\n"
        digest.update(piece)
        yield piece


def _members(path: Path) -> Iterator[tuple[str, object]]:
    """The members of the JSON object in a file, one by one; none where it holds something else.

    Raises :class:`ValueError` where it is no JSON.
    """
    with path.open(encoding="utf-8") as stream:
        text = _Text(stream)
        if text.next() != "{":
            return
        text.at += 1
        if text.next() == "}":
            return
        while True:
            name = text.value()
            if not isinstance(name, str) or text.next() != ":":
                raise ValueError("the record is damaged: an entry has no name")
            text.at += 1
            yield name, text.value()
            mark = text.next()
            if mark == "}":
                return
            if mark != ",":
                raise ValueError("the record is damaged: an entry does not end")
            text.at += 1


class _Text:
    """JSON on its way from a file: a piece of it, and how far it was read."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.piece = ""
        self.at = 0

    def next(self) -> str:
        """The next character that is no blank; nothing at the end."""
        while True:
            while self.at < len(self.piece) and self.piece[self.at] in _BLANKS:
                self.at += 1
            if self.at < len(self.piece) or not self._more():
                return self.piece[self.at : self.at + 1]

    def value(self) -> Any:
        """The value that begins behind blanks. Raises :class:`ValueError` where there is none."""
        self.next()
        while True:
            try:
                found, end = _DECODER.raw_decode(self.piece, self.at)
            except ValueError:
                if not self._more():
                    raise
                continue
            # A number might go on.
            if self.piece[end : end + 1] in _BEHIND or not self._more():
                self.at = end
                return found

    def _more(self) -> bool:
        """Read on; what was read before is left behind."""
        more = self.stream.read(max(_AT_ONCE, len(self.piece) - self.at))
        if more:
            self.piece, self.at = self.piece[self.at :] + more, 0
        return bool(more)
