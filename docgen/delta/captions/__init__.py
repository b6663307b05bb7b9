"""The words of a proof itself, in six languages: headings, heads of tables, reasons, marks.

A caption is a text with values in braces.  Where its form depends on a number, it is a table of
CLDR's plural categories (UTS #35 part 3), and ``{n}`` is the number; what can be said with the
number behind a colon is said so.  The letters' own words are never here.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final
from unicodedata import bidirectional

from docgen import languages

Phrase = str | Mapping[str, str]

DEFAULT: Final = "en"
_RTL: Final = ("R", "AL")
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
_RIGHT_TO_LEFT_MARK: Final = "\u200f"


class Captions:
    """The captions in one language."""

    def __init__(self, code: str) -> None:
        self.language = languages.get(code)
        self.code = code
        self.direction = self.language.direction
        module = importlib.import_module(f"docgen.delta.captions.{code}")
        self._words: Mapping[str, Phrase] = module.WORDS

    def say(self, key: str, n: int | None = None, **values: str | int) -> str:
        """A caption; ``n`` is what its plural form goes by."""
        phrase = self._words[key]
        if not isinstance(phrase, str):
            category = self.language.plural_category(n)
            phrase = phrase[category] if category in phrase else phrase["other"]
        shown = {name: self.number(value) if isinstance(value, int) else value
                 for name, value in values.items()}  # fmt: skip
        if n is not None:
            shown["n"] = self.number(n)
        return phrase.format(**shown)

    def number(self, n: int) -> str:
        """A count in figures."""
        return self.language.number(n)

    def numbers(self, numbers: Iterable[int]) -> str:
        """Numbers of paragraphs or values, one after the other."""
        return self.listed(map(str, numbers))

    def listed(self, names: Iterable[str]) -> str:
        """Names or numbers, one after the other."""
        return self.say("between").join(names)

    def quote(self, text: str) -> str:
        """Words of a letter in quotation marks."""
        return self.language.quote(self.given(text))

    def given(self, text: str) -> str:
        """Words in whatever script, which keep their order in a sentence of the other direction.

        Marks and not isolates, for the reason that :mod:`docgen.languages.ar` gives.
        """
        given = self.language.as_given(text)
        turned = self.direction == "ltr" and any(bidirectional(char) in _RTL for char in given)
        return f"{_RIGHT_TO_LEFT_MARK}{given}{_RIGHT_TO_LEFT_MARK}" if turned else given

    def aside(self, text: str) -> str:
        """A caption among words that may go in the other direction: it stays together."""
        mark = _RIGHT_TO_LEFT_MARK if self.direction == "rtl" else _LEFT_TO_RIGHT_MARK
        return f"{mark}{text}{mark}"

    def day(self, day: str) -> str:
        """A day, given as 2024-03-06, in full; what is no day as it is."""
        try:
            return self.language.long_date(date.fromisoformat(day))
        except ValueError:
            return day

    def kind(self, kind: str) -> str:
        """A kind of letter; one that the campaign has made itself has its own name."""
        key = f"kind {kind}"
        return self.say(key) if key in self._words else self.given(kind)

    def language_name(self, code: str) -> str:
        """A language, in the language of the captions; its code where docgen does not know it."""
        key = f"language {code}"
        return self.say(key) if key in self._words else code


@cache
def captions(code: str = DEFAULT) -> Captions:
    """The captions in a language, one of :data:`docgen.languages.CODES`."""
    return Captions(code)
