"""Words that stand for one another in the six languages: acronyms, terms, established names.

Each class has a key and the forms of each language (:mod:`.bodies`); its names are the full ones,
which stand beside an acronym or in its place, so that one of them is never missed where the other
is. A campaign adds classes of its own in ``[concordance]`` of campaign.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from docgen.concordance.recognize.bodies import ACRONYMS, PERSONS, TERMS, UNION, Class
from docgen.concordance.recognize.grammar import LETTER
from docgen.concordance.recognize.places import Gazetteer, Place
from docgen.concordance.recognize.values import MISNAMED, Kind, Scanner, Value

# What ends an acronym: the plural of English and Spanish, the year of a meeting.
_END: Final = rf"(?P<plural>s)?(?P<year>-\d{{2}}(?!\d))?(?![{LETTER}\d])"
_START: Final = rf"(?<![{LETTER}\d])"
# Letters that make an acronym of no class: NoW, W.I.S.E, NoW4WTSA-24, ETRI, T22-TSB-CIR-0182.
_OTHER: Final = re.compile(
    rf"(?<![{LETTER}\d.@])(?:[A-Za-z](?:[A-Za-z0-9.&-]*[A-Za-z0-9])|[А-Я][А-Яа-я0-9-]*[А-Я0-9])"
    rf"(?![{LETTER}\d])"
)
_BRACKET: Final = re.compile(r"\s*\(\s*")
_ROMAN: Final = re.compile(r"[IVXLC]+")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All classes and places that a comparison knows, ready to be found."""

    classes: tuple[Class, ...]
    places: tuple[Place, ...] = ()

    @cached_property
    def _gazetteers(self) -> dict[str, Gazetteer]:
        return {}

    @cached_property
    def _by_form(self) -> Mapping[str, Class]:
        return {form: one for one in self.classes for form in one.forms}

    @cached_property
    def _forms(self) -> re.Pattern[str]:
        ordered = sorted(self._by_form, key=lambda form: (-len(form), form))
        acronyms = [re.escape(f) for f in ordered if self._by_form[f].kind is Kind.ACRONYM]
        return re.compile(rf"{_START}(?P<form>{'|'.join(acronyms)}){_END}")

    @cached_property
    def _persons(self) -> re.Pattern[str]:
        forms = [re.escape(f) for f, one in self._by_form.items() if one.kind is Kind.PERSON]
        ordered = "|".join(sorted(forms, key=lambda form: (-len(form), form)))
        return re.compile(rf"{_START}(?P<form>{ordered or '(?!)'})(?![{LETTER}])")

    @cached_property
    def _names(self) -> Mapping[str, tuple[tuple[Class, re.Pattern[str]], ...]]:
        return {
            language: tuple(
                (
                    one,
                    re.compile(
                        one.names[language]
                        if language in ("ar", "zh")
                        else rf"{_START}(?:{one.names[language]})(?![{LETTER}])",
                        re.IGNORECASE,
                    ),
                )
                for one in sorted(
                    self.classes, key=lambda c: (c.key == UNION, -len(c.names.get(language, "")))
                )
                if language in one.names
            )
            for language in ("ar", "en", "es", "fr", "ru", "zh")
        }

    def find(self, found: Scanner, language: str) -> None:
        """Take persons, acronyms, terms and full names of the classes, then other acronyms."""
        for match in found.each(self._persons):
            found.add(Kind.PERSON, self._by_form[match["form"]].key, *match.span())
        for one, pattern in self._names[language]:
            if one.kind is Kind.TERM:
                for match in pattern.finditer(found.text):  # it may hold an acronym: ITU-T Members
                    found.values.append(_whole(one, match))
        after = {match.start(): match for match in self._forms.finditer(found.text)}
        for match in found.each(self._forms):
            if match["plural"] and match["form"][-1:] != match["form"][-1:].upper():
                continue
            key = self._by_form[match["form"]].key + (match["year"] or "")
            found.add(Kind.ACRONYM, key, *match.span())
        for one, pattern in self._names[language]:
            if one.kind is Kind.ACRONYM:
                for match in found.each(pattern):
                    # A figure inside it is read by itself: Цели 5 в области ...
                    figure = any(c.isdigit() for c in match.group())
                    end = match.start() if figure else match.end()
                    opening = _BRACKET.match(found.text, match.end())
                    beside = after.get(opening.end()) if opening is not None else None
                    if beside is None:
                        found.add(Kind.ACRONYM, one.key, match.start(), end, required=False)
                        continue
                    # The name with its acronym in brackets is one mention of the two.
                    found.take(match.start(), end)
                    # A short name may be a part of that of another body: the African … Union (ATU).
                    whole = language == "zh" or len(match.group().split()) > 2
                    if whole and self._by_form[beside["form"]] is not one:
                        found.slip(MISNAMED, match.start(), beside.end() + 1)
        if self.places:
            if language not in self._gazetteers:
                self._gazetteers[language] = Gazetteer(self.places, language)
            self._gazetteers[language].find(found)
        if _in_capitals(found.text):
            return
        for match in found.each(_OTHER):
            token = match.group()
            if _is_acronym(token):
                found.add(Kind.ACRONYM, token, *match.span())

    def knows(self, key: str) -> bool:
        """Whether an acronym is of a class, so that its forms in all languages are known."""
        bare = re.sub(r"-\d{2}$", "", key)
        return any(one.key in (key, bare) for one in self.classes)


def _whole(one: Class, match: re.Match[str]) -> Value:
    return Value(one.kind, one.key, match.group(), match.start(), match.end(), required=False)


def _in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return (
        " " in text.strip()
        and len(letters) > 8
        and all(not c.islower() for c in letters)
        and (any(c.isupper() for c in letters))
        and not any("\u0600" <= c <= "\u06ff" or c >= "\u2e80" for c in letters)
    )


def _is_acronym(token: str) -> bool:
    upper = sum(c.isupper() for c in token)
    lower = sum(c.islower() for c in token)
    money = token in ("CHF", "EUR", "USD", "US", "GBP", "JPY", "CNY", "RUB")
    place = token == "D.C"  # Washington, D.C.
    return upper >= 2 and lower <= upper and not (money or place) and not _ROMAN.fullmatch(token)


def lexicon(
    acronyms: Iterable[Sequence[str]] = (),
    names: Iterable[Sequence[str]] = (),
    places: Iterable[Place] = (),
) -> Lexicon:
    """The classes above with those of a campaign, which take precedence form by form.

    Each added class is a sequence of forms, the first of which is its key. The same additions give
    the same object.
    """
    added = [(tuple(forms), Kind.ACRONYM) for forms in acronyms if forms]
    added += [(tuple(forms), Kind.PERSON) for forms in names if forms]
    return _lexicon(tuple(added), tuple(places))


@lru_cache(maxsize=16)
def _lexicon(added: tuple[tuple[tuple[str, ...], Kind], ...], places: tuple[Place, ...]) -> Lexicon:
    own = [Class(forms[0], forms, kind=kind) for forms, kind in added]
    taken = {form for one in own for form in one.forms}
    kept = [
        Class(one.key, tuple(form for form in one.forms if form not in taken), one.names, one.kind)
        for one in (*ACRONYMS, *TERMS, *PERSONS)
    ]
    return Lexicon((*own, *kept), places)
