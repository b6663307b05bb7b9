"""Six languages, one file each: typography, dates, numbers, forms of address, each with its source.

A language module holds data and small pure functions and is imported only when it is asked for.
Everything that a template may call is in :meth:`Language.filters`.  What a language cannot say
raises :class:`docgen.diagnostics.LanguageFormError`, whose message an officer can act on.
"""

from __future__ import annotations

import importlib
from typing import Final

from docgen.diagnostics import LanguageFormError, did_you_mean
from docgen.languages.dates import DateRange
from docgen.languages.language import Fonts, FrenchSpacing, Language, Quotes

__all__ = ["CODES", "DateRange", "Fonts", "FrenchSpacing", "Language", "Quotes", "get"]

CODES: Final[tuple[str, ...]] = ("ar", "en", "es", "fr", "ru", "zh")


def get(code: str) -> Language:
    """The language with this code, one of :data:`CODES`; always the same object.

    Raises :class:`LanguageFormError` for any other code: no language stands in for another.
    """
    if code not in CODES:
        raise LanguageFormError(
            f"there is no language {code!r}; {did_you_mean(str(code), CODES)} "
            f"(docgen writes {', '.join(CODES)})"
        )
    language: Language = importlib.import_module(f"docgen.languages.{code}").LANGUAGE
    return language
