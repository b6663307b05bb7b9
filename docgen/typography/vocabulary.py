"""The words that a campaign's own texts have in each language, and what follows from them.

A word that stands in the French templates and in none of the Spanish ones says little by itself:
it may be a Spanish word that no template needed. With what a language cannot spell, and with words
that stand beside one another in the same order elsewhere, it says enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

from docgen.concordance.recognize import plain
from docgen.concordance.recognize.grammar import words

LATIN: Final = ("en", "fr", "es")
WORD: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]+(?:-[A-Za-zÀ-ÖØ-öø-ÿŒœ]+)*")
ELIDED: Final = re.compile(r"\b(?:[ldjnsmct]|qu|jusqu|lorsqu|puisqu)'(?=\w)", re.IGNORECASE)
_ENOUGH: Final = 200  # words without which nothing follows from a word that is not among them
# Of plurals, in French also of feminine forms.
_ENDINGS: Final = {"en": ("s",), "es": ("es", "s"), "fr": ("es", "s", "e")}


@dataclass(frozen=True)
class Vocabulary:
    """The texts of a campaign by language: its templates without their tags, its facts."""

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def words(self) -> Mapping[str, frozenset[str]]:
        """The words of each language, in small letters."""
        return {
            language: frozenset(word for text in texts for word in words_of(text))
            for language, texts in self.texts.items()
        }

    @cached_property
    def pairs(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """Words that stand beside one another, in each language."""
        return {
            language: frozenset(pair for text in texts for pair in pairwise(words_of(text)))
            for language, texts in self.texts.items()
        }

    @cached_property
    def _stems(self) -> Mapping[str, frozenset[str]]:
        return {
            code: frozenset(_stem(word, code) for word in words)
            for code, words in self.words.items()
        }

    @cached_property
    def _bare(self) -> Mapping[str, frozenset[str]]:
        return {code: frozenset(map(_unaccented, stems)) for code, stems in self._stems.items()}

    def has(self, word: str, language: str) -> bool:
        """Whether a language's texts have the word, in the singular or plural."""
        return _stem(word, language) in self._stems.get(language, ())

    def is_known(self, language: str) -> bool:
        """Whether there is text enough in a language to say what it has not."""
        return len(self.words.get(language, ())) >= _ENOUGH

    def spells_otherwise(self, word: str, language: str) -> bool:
        """Whether the language has the word with other accents: regional, where it is régional."""
        stem = _unaccented(_stem(word, language))
        return not self.has(word, language) and stem in self._bare.get(language, ())


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without what is elided before them: l’Union."""
    return [word.lower() for word in WORD.findall(ELIDED.sub("", plain(text)))]


def vocabulary(texts: Mapping[str, Iterable[str]]) -> Vocabulary:
    """The vocabulary of some texts by language."""
    return Vocabulary({code: tuple(each) for code, each in texts.items() if code in LATIN})


NOTHING: Final = Vocabulary()
"""No words of any campaign: then spelling alone tells."""


def _stem(word: str, language: str) -> str:
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


# What a language cannot spell: letters, and endings of words in small letters.
_CANNOT: Final[Mapping[str, re.Pattern[str]]] = {
    "en": re.compile(
        r"[àâçèêëîïôûùœéñáíóúüì]|(?:eurs?|eaux|iques?|aires?|elles?|euses?|oires?|ité|aux|ez)$"
        r"|(?:ciones|dade?s?|mente|mientos?|[ai]d[oa]s?|[aiu]ci[oó]n|ari[oa]s?|iv[oa]s|ic[oa]s?)$"
    ),
    "fr": re.compile(
        r"[ñáíóúìò¿¡]|w|(?:ings?|ly|ness|ships?|ghts?|[^aeiouéèt]th|ck|sh|ity|ful|less|wards?)$"
        r"|ee(?!$)|oo(?!p)|^(?:wh|kn)|(?:ciones|dade?s?|mientos?|[ai]d[oa]s?|ci[oó]n|ari[oa]s?)$"
    ),
    "es": re.compile(
        r"[àâçèêëîïôûùœ]|w|ck|th|ph|ss|tt|pp|ff|mm|gg|bb|dd|ou|qua|quo|ee$|eau|oo(?!p)"
        r"|(?:tions?|[tkpmgfcbhvw]|[^aeiouáéíóú]s|eurs?|aires?|iques?|oires?|ité|ings?|ght|ly|ity"
        r"|ees?|elles?)$"
    ),
}  # fmt: skip
# English words with letters that English has not, and words of the trade that all take over.
_TAKEN_OVER: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset(
        words(
            "café cafés vis-à-vis déjà résumé communiqué procès-verbal rapporteur rapporteurs "
            "façade naïve cliché entrepreneur entrepreneurs amateur chauffeur bureaux "
            "questionnaire questionnaires technique techniques unique boutique critique solidaire "
            "repertoire africa americas antique physique avocado mosquito commando millionaire "
            "affaires affaire chez"
        )
    ),
    "fr": frozenset(
        words(
            "week-end week-ends web web-conférence webinaire webinaires marketing parking meeting "
            "meetings leadership leaderships networking mentoring stock stocks smartphone sandwich "
            "kiwi handicap feed-back feedback background briefing briefings timing listing"
        )
    ),
    "es": frozenset(
        words(
            "internet software hardware web marketing robot robots club clubs chat test tests "
            "complot comunique comuniquen notifique notifiquen debut vermut tweet online blog "
            "blogs smartphone"
        )
    ),
}


def cannot_be(word: str, language: str) -> bool:
    """Whether a word in small letters cannot be one of a language, by its spelling."""
    return word not in _TAKEN_OVER[language] and _CANNOT[language].search(word) is not None
