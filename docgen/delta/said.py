"""What a proof says in words, on the page and in the Word file alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docgen import languages
from docgen.delta.changes import Change
from docgen.delta.group import Column, Group, Row, TextSlot

FORMS: Final = 6  # of a value that are all shown
LONG: Final = 60  # characters: a longer form is named by a letter where there are few
LISTED: Final = 12  # files that are named one by one
NOTHING: Final = "\u2205"  # an empty value


def language_name(code: str) -> str:
    """The language in English, its code where docgen does not know it."""
    return languages.get(code).english_name if code in languages.CODES else code


def direction(code: str) -> str:
    """``ltr`` or ``rtl``."""
    return languages.get(code).direction if code in languages.CODES else "ltr"


def letters_said(count: int) -> str:
    """One letter, or how many."""
    return f"{count} letter" if count == 1 else f"{count} letters"


def title(group: Group) -> str:
    """``circular, Arabic``."""
    return f"{group.kind}, {language_name(group.language)}"


def in_some(group: Group) -> list[TextSlot]:
    """The paragraphs on paper that not all letters have."""
    return [slot for slot in group.slots if slot.number in group.optional
            and not slot.paragraph.hidden]  # fmt: skip


def form_name(index: int) -> str:
    """a, b, c: how a long form of a value is named in the table of letters."""
    return "abcdefghijklmnopqrstuvwxyz"[index]


def shared(column: Column) -> bool:
    """Whether a value has a few forms that letters share, which are worth a list."""
    return len(column.counts) <= FORMS and column.counts[0][1] > 1


def cell(column: Column, row: Row) -> str:
    """What the table of letters shows of a value."""
    value = row.values.get(column.number)
    if value is None:
        return "—"
    if shared(column) and len(value) > LONG:
        index = [form for form, _ in column.counts].index(value)
        return f"({form_name(index)})"
    return value or NOTHING


def paragraphs_of(group: Group, row: Row) -> str:
    """Which paragraphs a letter has that others lack: ``7, 9``."""
    return ", ".join(str(slot.number) for slot in in_some(group) if slot.number in row.has) or "—"


def listed(files: Sequence[str]) -> str:
    """The first of some files, and how many more there are."""
    names = [file.removesuffix(".docx") for file in files]
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more


def where(change: Change) -> str:
    """Which paragraph a change is in, and in which letters."""
    said = f"{change.kind}, {language_name(change.language)}, "
    said += f"paragraph {change.paragraph}, " if change.paragraph else ""
    if change.everywhere and change.of > 1:
        return f"{said}in all {letters_said(change.of)}"
    return f"{said}in {letters_said(len(change.letters))}: {listed(change.letters)}"
