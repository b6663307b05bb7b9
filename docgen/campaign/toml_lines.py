"""On which line of a TOML text each key stands.

tomllib gives values without their places.  This is a second, small reading of the same text (TOML
v1.0.0, toml.io/en/v1.0.0) that keeps only the keys: it follows tables, arrays of tables, dotted
and quoted keys, inline tables and arrays, and steps over strings of all four kinds and comments.
It expects text that tomllib has accepted; of any other text it keeps what it understands.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

Key = tuple[str | int, ...]
"""A path of keys; a number is the index, from 0, in an array or in an array of tables."""

_BLANKS: Final = re.compile(r"[ \t]*")
_BLANKS_AND_COMMENTS: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_DEEPEST: Final = 16  # parts of a dotted key; no key of a campaign has as many
# The four kinds of strings. A multi-line string may end in one or two quotation marks of its own.
_STRINGS: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*?"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR: Final = re.compile(r"[^,\]}#\n]*")


class TomlLines:
    """The line of every key of one text, and how the key is named to its writer.

    ``text`` has its line ends as ``\\n`` or ``\\r\\n``.  Lines count from 1.
    """

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._starts = [0] + [match.end() for match in re.finditer("\n", self._text)]
        self._lines: dict[Key, int] = {}
        self._headers: dict[Key, str] = {}
        self._tables: set[Key] = set()  # those around a header: [regions] around [regions.AFR]
        self._counts: dict[Key, int] = {}  # tables so far in each array of tables
        self._position = 0
        self.too_deep: int | None = None
        """The line of the first key of more parts than tomllib reads in a reasonable time."""
        self._read()

    def line(self, key: Sequence[str | int]) -> int | None:
        """The line where ``key`` stands first, or of the nearest table around it."""
        path = tuple(key)
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None

    def shown(self, key: Sequence[str | int]) -> str:
        """The key as its writer knows it: ``[assembly] name.fr``, ``[kinds.circular]``.

        The part in brackets is the table header that the key stands under in the text.
        """
        path = tuple(key)
        for end in range(len(path), 0, -1):
            if path[:end] in self._headers:
                rest = dotted(path[end:])
                return f"{self._headers[path[:end]]} {rest}".rstrip()
        table = path in self._tables or (len(path) == 1 and path not in self._lines)
        return f"[{dotted(path)}]" if table else dotted(path)

    @property
    def keys(self) -> frozenset[Key]:
        """All paths that stand in the text, those of tables around them included."""
        return frozenset(self._lines)

    # Reading. Each method leaves the position behind what it has read.

    def _read(self) -> None:
        table: Key = ()
        while True:
            self._skip(_BLANKS_AND_COMMENTS)
            if self._position >= len(self._text):
                return
            start = self._position
            if self._take("[["):
                table = self._open(self._key(), "[[", "]]")
            elif self._take("["):
                table = self._open(self._key(), "[", "]")
            else:
                self._pair(table)
            if self._position == start:  # not TOML: go on with the next character
                self._position += 1

    def _open(self, key: Key, opening: str, closing: str) -> Key:
        """A header: the table that the following keys belong to."""
        path: Key = ()
        for part in key[:-1]:
            path += (part,)
            self._note(path)
            self._tables.add(path)
            if path in self._counts:
                path += (self._counts[path] - 1,)
        path += key[-1:]
        self._note(path)
        shown = f"{opening}{dotted(key)}{closing}"
        if opening == "[[":
            self._tables.add(path)
            self._counts[path] = self._counts.get(path, 0) + 1
            path += (self._counts[path] - 1,)
            shown = f"{shown} {self._counts[path[:-1]]}:"
            self._note(path)
        self._headers.setdefault(path, shown)
        self._skip(_BLANKS)
        self._take(closing)
        return path

    def _pair(self, table: Key) -> None:
        """``key = value``, in a table or in an inline table."""
        path = table
        for part in self._key():
            path += (part,)
            self._note(path)
        self._skip(_BLANKS)
        if self._take("="):
            self._skip(_BLANKS)
            self._value(path)

    def _key(self) -> Key:
        """A bare, quoted or dotted key; one that is too deep is read and left out."""
        parts: list[str] = []
        line = bisect_right(self._starts, self._position)
        while True:
            self._skip(_BLANKS)
            if match := _BARE.match(self._text, self._position):
                parts.append(match.group())
            elif match := _STRINGS.match(self._text, self._position):
                parts.append(_unquoted(match.group()))
            else:
                break
            self._position = match.end()
            self._skip(_BLANKS)
            if not self._take("."):
                break
        if len(parts) <= _DEEPEST:
            return tuple(parts)
        self.too_deep = self.too_deep or line
        return ()

    def _value(self, path: Key) -> None:
        if match := _STRINGS.match(self._text, self._position):
            self._position = match.end()
        elif self._take("["):
            self._items(path, "]")
        elif self._take("{"):
            self._items(path, "}")
        else:
            self._skip(_SCALAR)

    def _items(self, path: Key, closing: str) -> None:
        """The elements of an array, or the pairs of an inline table."""
        number = 0
        while True:
            self._skip(_BLANKS_AND_COMMENTS)
            start = self._position
            if start >= len(self._text) or self._take(closing):
                return
            if closing == "]":
                self._note((*path, number))
                self._value((*path, number))
                number += 1
            else:
                self._pair(path)
            self._skip(_BLANKS_AND_COMMENTS)
            self._take(",")
            if self._position == start:
                self._position += 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._position)
        if match:
            self._position = match.end()

    def _take(self, token: str) -> bool:
        found = self._text.startswith(token, self._position)
        if found:
            self._position += len(token)
        return found

    def _note(self, path: Key) -> None:
        """Keep the line of the path's first mention; the position stands on that line."""
        if path:
            self._lines.setdefault(path, bisect_right(self._starts, self._position))


def dotted(key: Sequence[str | int]) -> str:
    """A key in TOML's own writing, quoted where it has to be; an index is ``item 2``, from 1."""
    shown = ""
    for part in key:
        if isinstance(part, int):
            shown += f"{', ' if shown else ''}item {part + 1}"
        else:
            written = part if _BARE.fullmatch(part) else _quoted(part)
            shown += f"{'.' if shown else ''}{written}"
    return shown


def _quoted(key: str) -> str:
    """A key in quotation marks, with escapes for what cannot be seen (TOML, section String)."""
    shown = key.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in shown) + '"'


def _unquoted(written: str) -> str:
    """The key that a quoted key stands for."""
    try:
        return str(tomllib.loads(f"key = {written}")["key"])
    except tomllib.TOMLDecodeError:
        return written


_OPENINGS: Final = re.compile(
    f"#[^\\n]*|(?P<whole>{_STRINGS.pattern})|(?P<mark>[\"'])|[][{{}}]", re.DOTALL
)


def unclosed(text: str) -> tuple[str, int] | None:
    """What is opened in ``text`` and never closed: its first character, and its line.

    For text that tomllib refuses at its end, which is where it misses the closing mark.
    """
    opened: list[re.Match[str]] = []
    for match in _OPENINGS.finditer(text):
        token = match.group()
        if match["mark"]:
            return token, text.count("\n", 0, match.start()) + 1
        if token in "[{":
            opened.append(match)
        elif token in "]}" and opened:
            opened.pop()
    if not opened:
        return None
    return opened[-1].group(), text.count("\n", 0, opened[-1].start()) + 1
