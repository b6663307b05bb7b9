"""Texts of cells on their way to values: normal form, what no letter can hold, mixed scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from docgen.diagnostics import Finding, error, note, warning
from docgen.recipients.cells import normal
from docgen.recipients.characters import shown, unfit
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
# What can be seen, and is told or changed in some cell: full-width letters, lost characters.
_PECULIAR: Final = re.compile(f"{FOREIGN.pattern}|[\uff01-\uff5e\ufffd]")


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
    return _PECULIAR.search(text) is None and unicodedata.is_normalized("NFC", text)


def text_of(
    value: str, column: Column, table: Table, row: Row, index: int, found: list[Finding]
) -> str | None:
    """A text in its normal form; ``None`` for one that no letter can hold, or that is empty.

    ``found`` is given what is told of it: L012, L017, L035, L043.
    """
    text, changed = normal(value)
    if len(text) > MAX_CELL:
        message = f"the cell has {len(text):,} characters; {MAX_CELL:,} are allowed"
        found.append(error("L017", table.place(row, index), message))
        return None
    bad = unfit(text, lines=column.holds in (Holds.LINES, Holds.EMAILS))
    if bad:
        message = f"{column.key} holds {bad}"
        hint = "type the value anew instead of pasting it"
        found.append(error("L012", table.place(row, index), message, hint))
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
