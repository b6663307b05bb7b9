"""Facts that somebody typed into a template instead of their tags."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

# Marks that show nothing: soft hyphen, zero-width blanks, marks of direction.
_SILENT: Final = dict.fromkeys(
    map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None
) | dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], None)
_ALIKE: Final = (
    dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
    | dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'")
    | {0x066A: "%"}
    | {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
)
_TAKEN: Final = "\x00"


def alike(text: str) -> str:
    """The text as it is compared: one form for all blanks, dashes, apostrophes and digits."""
    plain = unicodedata.normalize("NFKC", text).translate(_SILENT).translate(_ALIKE)
    return " ".join(plain.split()).replace(" %", "%")


class TypedFacts:
    """Finds printed forms of facts in text.

    ``facts`` is each form with the tag that prints it: ``{"WTSA-24": "{{ assembly.acronym }}"}``.
    A form is also found in capitals, or with a capital at its head; where forms overlap, the
    longest is found.
    """

    def __init__(self, facts: Mapping[str, str]) -> None:
        forms: dict[str, tuple[str, str]] = {}
        for form, tag in facts.items():
            plain = alike(form)
            for written in (plain, plain.upper(), plain[:1].upper() + plain[1:]):
                if written:
                    forms.setdefault(written, (form, tag))
        self._forms = sorted(forms.items(), key=lambda pair: (-len(pair[0]), pair[0]))

    def found_in(self, text: str) -> list[tuple[str, str]]:
        """The forms that stand in a text, each once with its tag, in the text's order."""
        rest = alike(text)
        found: dict[tuple[str, str], int] = {}
        for written, fact in self._forms:
            at = rest.find(written)
            while at >= 0:
                end = at + len(written)
                if _stands_alone(rest, at, end):
                    found[fact] = min(at, found.get(fact, at))
                    rest = rest[:at] + _TAKEN * len(written) + rest[end:]
                at = rest.find(written, at + 1)
        return sorted(found, key=found.__getitem__)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no word or number goes on at either end."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joined(before, text[start]) or _joined(text[end - 1], after))


def _joined(one: str, other: str) -> bool:
    return _of_a_word(one) and _of_a_word(other)


def _of_a_word(character: str) -> bool:
    """Whether it is a letter or digit of a script that divides its words by blanks.

    Arabic does too, but writes its short prepositions and its article together with the word.
    """
    if not character.isalnum():
        return False
    return not ("\u0590" <= character <= "\u08ff" or character >= "\u2e80")
