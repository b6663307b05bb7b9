"""Recognize the values of a text in any of the six languages, without knowing who wrote it.

:func:`recognize` gives each value with one normalized form for all languages. Its modules: one for
each language, and one for each kind of value that is written alike in several.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from docgen.concordance.recognize import ar, en, es, fr, ru, zh
from docgen.concordance.recognize.contacts import contacts
from docgen.concordance.recognize.dates import dates
from docgen.concordance.recognize.equivalents import Lexicon, lexicon
from docgen.concordance.recognize.figures import figures, money
from docgen.concordance.recognize.grammar import Grammar
from docgen.concordance.recognize.places import Place
from docgen.concordance.recognize.plain import plain
from docgen.concordance.recognize.references import references
from docgen.concordance.recognize.values import Kind, Scanner, Slip, Value
from docgen.concordance.recognize.weekdays import hold_against_dates, weekdays

__all__ = [
    "LANGUAGES",
    "Kind",
    "Lexicon",
    "Place",
    "Slip",
    "Value",
    "lexicon",
    "plain",
    "recognize",
]

LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")

_GRAMMARS: Final[dict[str, Grammar]] = {
    module.GRAMMAR.code: module.GRAMMAR for module in (ar, en, es, fr, ru)
}


def recognize(
    text: str, language: str, known: Lexicon | None = None
) -> tuple[tuple[Value, ...], tuple[Slip, ...]]:
    """The values of a text in reading order, and what contradicts itself in it.

    ``language`` is one of :data:`LANGUAGES`; ``known`` the classes of equivalent words, the
    built-in ones where it is left out. Values of persons are only those of ``known``: other names
    are found where documents are compared (:mod:`docgen.concordance.persons`).
    """
    return _recognized(plain(text), language, known or lexicon())


def forget() -> None:
    """Forget what was read, so that the time of reading can be measured."""
    _recognized.cache_clear()


# Letters of one kind say the same but for an addressee: most paragraphs are read many times.
@lru_cache(maxsize=8192)
def _recognized(
    text: str, language: str, known: Lexicon
) -> tuple[tuple[Value, ...], tuple[Slip, ...]]:
    found = Scanner(text)
    contacts(found)
    weekdays(found, language)
    grammar = _GRAMMARS.get(language)
    if grammar is None:
        zh.references(found)
        zh.money(found)
    else:
        references(found, grammar)
        money(found, grammar)
    known.find(found, language)
    if grammar is None:
        zh.dates(found)
        zh.figures(found)
    else:
        dates(found, grammar)
        figures(found, grammar)
    hold_against_dates(found)
    found.values.sort(key=lambda value: (value.start, value.end))
    return tuple(found.values), tuple(found.slips)
