"""Characters of a value: trimming, normal form, those that no letter can hold, showing them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

# Ordinary and no-break spaces, and the ideographic one that a Chinese keyboard types.
SPACES: Final = " \t\r\n\u00a0\u2007\u202f\u3000"

# What XML 1.0 (production 2, Char) excludes, lone surrogates among it; what it discourages: C1
# controls and noncharacters; line and paragraph separators; U+FFFD, the trace of a character lost
# in an earlier conversion; and bidi embeddings, overrides and isolates (UAX #9), which make a name
# look like another.
_UNFIT: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
)
_UNFIT_IN_LINES: Final = re.compile(f"[{_UNFIT}]")
# An address block has lines, and Arabic with Latin in it may need direction marks; nothing else.
_UNFIT_IN_A_LINE: Final = re.compile(f"[{_UNFIT}\t\n\u061c\u200e\u200f]")


def clean(cell: str) -> str:
    """A value trimmed, line by line, with line feeds between lines, in NFC."""
    value = cell.strip(SPACES)
    if "\n" in value or "\r" in value:
        lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        value = "\n".join(line.strip(SPACES) for line in lines)
    return unicodedata.normalize("NFC", value)


def tidy(cells: str) -> bool:
    """Whether no cell is changed by :func:`clean`; the cells are joined by NUL characters.

    May be ``False`` for cells that would not change: it is for passing over a great many at once.
    """
    if cells.isascii():
        if any(space in cells for space in "\t\r\n"):
            return False
    elif any(space in cells for space in SPACES[1:]) or not _composed(cells):
        return False
    return not (cells[:1] == " " or cells[-1:] == " " or "\0 " in cells or " \0" in cells)


def _composed(cells: str) -> bool:
    """Whether a text is in NFC, as one of Latin-1 always is (UAX #15, section 9)."""
    try:
        cells.encode("latin-1")
    except UnicodeEncodeError:
        return unicodedata.is_normalized("NFC", cells)
    return True


class Unfit(NamedTuple):
    """A character that a letter cannot hold: what it is and where, and the cure of the cell."""

    what: str
    cure: str


def unfit(value: str, *, lines: bool) -> Unfit | None:
    """The first character that a letter cannot hold, described, and what stands before it.

    ``lines``: whether the value may have several lines, as an address block has.
    """
    bad = (_UNFIT_IN_LINES if lines else _UNFIT_IN_A_LINE).search(value)
    if bad is None:
        return None
    before = value[: bad.start()]
    where = f"after {shown(before)}" if before else "at its beginning"
    code = f"U+{ord(bad[0]):04X}"
    if bad[0] == "\n":
        return Unfit(f"a line break {where}", "write it in one line")
    if bad[0] == "\t":
        return Unfit(f"a tab {where}", "type a blank in its place")
    what = f"{code} {unicodedata.name(bad[0], '')}".rstrip()
    if unicodedata.category(bad[0]) == "Cf":
        what = f"an invisible mark ({code})"
    elif bad[0] == "\ufffd":
        what = f"the trace of a lost letter ({code})"
    elif unicodedata.category(bad[0]) == "Cc":
        what = f"a control character ({code})"
    return Unfit(f"{what} {where}", "clear the cell and type the value, instead of pasting it")


def shown(value: str) -> str:
    """A value in a message: quoted, short, and with nothing in it that a terminal would obey."""
    short = value if len(value) <= 40 else value[:40] + "…"
    return '"' + _UNFIT_IN_A_LINE.sub(lambda bad: f"<U+{ord(bad[0]):04X}>", short) + '"'
