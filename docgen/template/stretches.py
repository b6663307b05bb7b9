"""The text of a part, joined from the stretches that its code writes (docgen.template.code).

Most values are plain: a ``str`` that XML needs no escape for and Word no element. Whether they are
is asked for many at once, which costs a fraction of asking for each.
"""

from __future__ import annotations

import re
from typing import Final

from docgen.template import limits
from docgen.template.code import KEEPING_BLANKS, TEXT_BEGINS
from docgen.template.endings import is_settled, mark_of
from docgen.template.values import finalize

# What docgen.template.values.finalize changes or refuses: the characters that XML escapes,
# controls, surrogates and noncharacters.
_NOT_PLAIN: Final = re.compile("[\x00-\x1f&<>\"'\ud800-\udfff\ufffe\uffff]")
_BETWEEN: Final = "\x7f"  # between values that are joined: plain, no blank, and rare
_BLANKS: Final = re.compile(rf"\A\s|\s\Z|\s{_BETWEEN}|{_BETWEEN}\s")
# In ASCII; two such searches take half the time of two with ``in``.
_BLANK_FIRST: Final = re.compile(f"{_BETWEEN} ")
_BLANK_LAST: Final = re.compile(f" {_BETWEEN}")
_MARKED: Final = bytes(byte < 0x20 or byte in b"&<>\"'" for byte in range(256))


def are_plain(values: str) -> bool:
    """Whether values, joined, are printed as they stand."""
    try:
        data = values.encode("utf-8")
    except UnicodeEncodeError:  # a surrogate
        return False
    if 1 in data.translate(_MARKED):
        return False
    return values.isascii() or not ("\ufffe" in values or "\uffff" in values)


def have_blanks(values: str) -> bool:
    """Whether one of several plain values, joined by :data:`_BETWEEN`, may begin or end with a
    blank.
    """
    if not values.isascii():
        return _BLANKS.search(values) is not None
    return (
        _BLANK_FIRST.search(values) is not None
        or _BLANK_LAST.search(values) is not None
        or values.startswith(" ")
        or values.endswith(" ")
    )


def keeps_blanks(value: str) -> bool:
    """Whether a value, as it stands in the part, needs ``xml:space="preserve"``."""
    return bool(value) and (value[0].isspace() or value[-1].isspace() or "<" in value)


def printed(value: str) -> str:
    """A value as it stands in the part."""
    if value.__class__ is str and _NOT_PLAIN.search(value) is not None:
        return str(finalize(value))
    return value  # plain, or finished where it was made


class Writing:
    """The text of a part that is being written."""

    __slots__ = ("_done", "_size", "pieces", "settled")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.settled = True  # whether no mark of an ending is in the text
        self._done: list[str] = []
        self._size = 0

    def ending(self, kind: str) -> None:
        """Leave the mark of an ending, unless what stands before it shows that it is settled."""
        pieces = self.pieces
        before = "".join(self._done[-1:])
        if pieces:
            before = "" if pieces[-1] else pieces[-2]  # a value says nothing
        if not is_settled(before, kind):
            pieces += (mark_of(kind), "")
            self.settled = False

    def join(self) -> None:
        """Join the pieces that are there.

        Raises :class:`ValueFaultError`: T022 for a character that XML 1.0 cannot hold, T024 for a
        part that is too long.
        """
        pieces = self.pieces
        values = _BETWEEN.join(pieces[1::2])
        if not are_plain(values) or have_blanks(values):
            _print_each(pieces)
        text = "".join(pieces)
        self._size += len(text)
        limits.check_output(self._size)
        self._done.append(text)
        pieces.clear()

    def text(self) -> str:
        """The whole."""
        self.join()
        return "".join(self._done)


def _print_each(pieces: list[str]) -> None:
    """Look at each value alone. One that is all of a text keeps its blanks, if it has some."""
    for number in range(1, len(pieces), 2):
        pieces[number] = value = printed(pieces[number])
        before = pieces[number - 1]
        if keeps_blanks(value) and before.endswith(TEXT_BEGINS):
            pieces[number - 1] = before.removesuffix(TEXT_BEGINS) + KEEPING_BLANKS
