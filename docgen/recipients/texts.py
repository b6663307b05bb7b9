"""Texts of cells on their way to values: normal form, what no letter can hold, mixed scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from docgen.diagnostics import Finding, error, note, warning
from docgen.recipients.characters import SPACES, clean, shown, unfit
from docgen.recipients.form import Column, Holds
from docgen.recipients.table import MAX_CELL, Row, Table

_WORD: Final = re.compile(r"[^\W\d_]+")
_ALIKE: Final = frozenset({"LATIN", "CYRILLIC", "GREEK"})
# Cells in which letters of two scripts in one word are a trap: they look like another name.
_NAMES: Final = frozenset({"given_name", "family_name", "organization"})
# Greek and Cyrillic letters stand in these blocks (Unicode, Scripts.txt) and few others.
FOREIGN: Final = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d78\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f\uab65"
    "\ufe2e\ufe2f\U00010140-\U0001018f\U0001d200-\U0001d245\U0001e030-\U0001e08f]"
)
# What can be seen, and is told or changed in some cell: full-width letters, lost ones.
_SEEN: Final = re.compile(f"{FOREIGN.pattern}|[\uff01-\uff5e\ufffd]")
# Arabic-Indic digits, those of Persian and Urdu too, which a telephone is dialled by all the same.
_FIGURES: Final = {zero + n: str(n) for zero in (0x660, 0x6F0) for n in range(10)}
_FIGURE: Final = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
# As many digits as a telephone number has at least.
_NUMBER: Final = re.compile(r"\d(?:\W*\d){4,}")
_PECULIAR: Final = re.compile(f"{_SEEN.pattern}|{_FIGURE.pattern}")

# Zero-width and soft characters, and no-break blanks, which are pasted along unseen. ZWNJ and ZWJ
# (U+200C, U+200D) belong to the spelling of some languages and stay inside words.
_UNSEEN: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BLANKS: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_DIRECTION: Final = "\u200e\u200f\u061c"
_AT_ENDS: Final = f"\u200c\u200d{_DIRECTION}"
# What is told as a blank where it is changed.
_PASTED: Final = re.compile(f"{_UNSEEN.pattern}|{_BLANKS.pattern}|[\u200c\u200d]")
_WIDE: Final = re.compile("[\uff01-\uff5e]+")
# What normal() may change in a text in NFC; most texts have none of it.
_CHANGEABLE: Final = re.compile(
    f"{_UNSEEN.pattern}|{_BLANKS.pattern}|{_WIDE.pattern}|[\t\r\n{_AT_ENDS}]|^ | \\Z"
)


def plain_sight(values: Iterable[Any]) -> bool:
    """Whether :func:`text_of` would tell nothing of any of these values; texts are trimmed.

    May be ``False`` where it would tell nothing: it is for passing over a whole row at once.
    """
    try:
        text = " ".join(values)
    except TypeError:
        text = " ".join([value for value in values if isinstance(value, str)])
    if not text.isprintable() or len(text) > MAX_CELL:
        return False
    if text.isascii():
        return True
    peculiar = _PECULIAR.search(text)
    if peculiar and (ord(peculiar[0]) not in _FIGURES or _SEEN.search(text) or _is_dialled(text)):
        return False  # an address has figures of its script, too
    return unicodedata.is_normalized("NFC", text)


def normal(text: str, *, figures: bool = False) -> tuple[str, str | None]:
    """A cell's text in its normal form, and what was changed in it, ``None`` where nothing was.

    Blanks at the ends of lines go without a word; no-break and zero-width ones, marks of direction
    at the ends, and full-width letters and digits, are told.  Full-width marks of punctuation stay:
    Chinese has them.  ``figures``: the digits of a telephone number in Arabic-Indic or Persian ones
    become 0 to 9.
    """
    changes = []
    if figures and _is_dialled(text):
        changes.append("digits of another script")
        text = text.translate(_FIGURES)
    if _CHANGEABLE.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text, changes[0] if changes else None
    trimmed = clean(text)
    value = _WIDE.sub(_narrow, trimmed)
    if value != trimmed:
        changes.append("full-width letters or digits")
    # Inside a Chinese text an ideographic blank stands between words as it should.
    spaced = _BLANKS.sub(" ", _UNSEEN.sub("", value))
    bare = "\n".join(line.strip(SPACES + _AT_ENDS) for line in spaced.split("\n"))
    pasted = len(_PASTED.findall(value)) > len(_PASTED.findall(bare))
    if pasted or (len(trimmed) < len(text) and _told_blanks(text)):
        changes.append("no-break or zero-width blanks")
    if any(value.count(mark) > bare.count(mark) for mark in _DIRECTION):
        changes.append("marks of direction")
    return unicodedata.normalize("NFC", bare), " and ".join(changes) or None


def _is_dialled(text: str) -> bool:
    """Whether a telephone number stands in a text, with Arabic-Indic or Persian digits in it."""
    return any(_FIGURE.search(number) for number in _NUMBER.findall(text))


def _told_blanks(text: str) -> bool:
    ends = text[: len(text) - len(text.lstrip(SPACES))] + text[len(text.rstrip(SPACES)) :]
    return _BLANKS.search(ends) is not None


def _narrow(match: re.Match[str]) -> str:
    """Full-width letters, digits and the marks of addresses as ordinary ones."""
    narrow = "".join(
        chr(ord(mark) - 0xFEE0)
        if chr(ord(mark) - 0xFEE0).isalnum() or mark in "＠．＿－＋"
        else mark
        for mark in match.group()
    )
    # A full-width stop or hyphen alone is punctuation of its sentence.
    return narrow if any(mark.isalnum() for mark in narrow) else match.group()


def text_of(
    value: str, column: Column, table: Table, row: Row, index: int, found: list[Finding]
) -> str | None:
    """A text in its normal form; ``None`` for one that no letter can hold, or that is empty.

    ``found`` is given what is told of it: L012, L017, L035, L043.
    """
    text, changed = normal(value, figures=column.holds is Holds.TELEPHONE)
    if len(text) > MAX_CELL:
        message = f"the cell has {len(text):,} characters; {MAX_CELL:,} are allowed"
        found.append(error("L017", table.place(row, index), message))
        return None
    bad = unfit(text, lines=column.holds in (Holds.LINES, Holds.EMAILS))
    if bad:
        message = f"{column.caption('en')} holds {bad.what}"
        found.append(error("L012", table.place(row, index), message, bad.cure))
        return None
    if changed and text:
        message = f"{changed} were replaced: read as {shown(text)}"
        found.append(note("L035", table.place(row, index), message))
    mixed = _mixed(text) if _is_name(column) else None
    if mixed:
        hint = "type the word again with one keyboard"
        message = f"{shown(text)}: {mixed}"
        found.append(warning("L043", table.place(row, index), message, hint))
    return text or None


def _is_name(column: Column) -> bool:
    return column.key in _NAMES or (column.within is not None and column.within[0] == "names")


def _mixed(text: str) -> str | None:
    """Which word has letters of two scripts that look alike, and which scripts these are."""
    if FOREIGN.search(text) is None:
        return None
    for word in _WORD.findall(text):
        scripts = {unicodedata.name(mark, "").split(" ")[0] for mark in word} & _ALIKE
        if len(scripts) > 1:
            named = " and ".join(sorted(script.capitalize() for script in scripts))
            return f"{shown(word)} has letters of two scripts, {named}"
    return None
