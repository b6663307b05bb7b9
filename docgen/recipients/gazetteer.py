"""Cells that name a Member State or a regional organization, and what was meant by others."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import Any, Final

from docgen.recipients.also_called import ALSO_CALLED
from docgen.recipients.cells import DOUBT, Country, Known, RefusedCellError, as_written
from docgen.recipients.characters import shown
from docgen.recipients.guesses import (
    FROM_THE_LIST,
    MOST,
    ask_whether,
    by_words,
    language_of,
    near,
    telling,
)
from docgen.recipients.words import plain

# Words that make a territory, or a state of another one, of the name of a state: American Samoa,
# New Mexico, the Netherlands Antilles.
_ELSEWHERE: Final = frozenset({"american", "antilles", "caribbean", "new", "nuevo", "nouveau"})
# Words of many states' names that say nothing alone: of these one state may have it by chance.
_VAGUE: Final = frozenset(
    word
    for words in (
        "north south east west new great central united democratic people federation federated",
        "nord sud est ouest nouvelle grande centrale uni unie unis démocratique fédération",
        "norte sur este oeste nueva gran unido unida unidos democrática federación",
        "северная южный новая центральная объединенные демократическая федерация",
        "الشمالية جنوب الجديدة المتحدة الديمقراطية العربية الاتحاد",
    )
    for word in map(plain, words.split())
)


def read_country(value: Any, known: Known) -> Country:
    """A Member State by its key, or by its name in the form of the United Nations."""
    text = as_written(value)
    found = None if DOUBT.search(text) else known.countries.get(_plain(text))
    if found is not None:
        return found
    message = f"{shown(text)} is not the name of a Member State in the form of the United Nations"
    raise RefusedCellError("L038", message, _state_hint(text, known))


_plain: Final = lru_cache(maxsize=1_000)(plain)  # a long list names few countries


@lru_cache(maxsize=1_000)  # what is wrong in one row is wrong in many
def _state_hint(text: str, known: Known) -> str:
    language = language_of(text)
    official = known.countries.get(plain(ALSO_CALLED.get(plain(text), "")))
    if official is not None:
        return f"choose {in_lists(official, language)} {FROM_THE_LIST}"
    meant = states_meant(text, known)
    if meant:
        return ask_whether([in_lists(state, language) for state in meant])
    return f"choose the state {FROM_THE_LIST}, or write its name as in member_states.csv"


def states_meant(text: str, known: Known) -> list[Country]:
    """The states that a text may mean, at most three that are equally likely.

    A name with all the words of the text, or all whose words stand in it (Republic of Kenya, Fiji
    Islands), or one with a letter or two wrong.
    """
    states = {state.key: state for state in known.countries.values()}
    names = [(name, state) for state in states.values() for name in state.names.values()]
    words = telling(text)
    if words <= _VAGUE:
        return []
    around = words.isdisjoint(_ELSEWHERE)
    found = by_words(text, ((name, state.key) for name, state in names), around=around)
    if not found:
        spelt = {said: key for said, key in ALSO_CALLED.items() if key in states}
        spelt |= {plain(name): state.key for name, state in names}
        found = near(text, spelt)
    return [states[key] for key in found]


def in_lists(state: Country, language: str) -> str:
    """A state as the list of a form has it: in a language, for English in French and Spanish too,
    whose letters are the same; and its key."""
    name = state.names.get(language) or state.names.get("en", state.key)
    told = [state.key]
    if language == "en":
        for other in (state.names.get("fr"), state.names.get("es")):
            if other and _straight(other) not in map(_straight, (name, *told)):
                told.append(other)
    return f"{name} ({', '.join(told)})"


def _straight(name: str) -> str:
    """A name with the straight apostrophe for the curved one: the lists have either."""
    return name.replace("’", "'")


def read_organization(value: Any, known: Known) -> str:
    """The key of a regional telecommunication organization, by what any language calls it."""
    text = as_written(value)
    if text in known.organizations:
        return text
    if plain(text) in known.called and not DOUBT.search(text):
        return known.called[plain(text)]
    listed = ", ".join(known.organizations)
    raise RefusedCellError(
        "L009", f"{shown(text)} is none of {listed}", _organization_hint(text, known)
    )


def _organization_hint(text: str, known: Known) -> str:
    language = language_of(text)
    keys = near(text, known.called) or _alike(text, known)
    if keys:
        return ask_whether([_short(key, language, known) for key in keys])
    listed = ", ".join(_short(key, language, known) for key in known.organizations)
    return f"choose {FROM_THE_LIST}: {listed}"


def _alike(text: str, known: Known) -> list[str]:
    """The keys most like a text: all that are equally alike, or none where these are too many."""
    given = plain(text)
    like = {
        key: difflib.SequenceMatcher(None, plain(key), given).ratio() for key in known.organizations
    }
    best = max(like.values(), default=0.0)
    found = [key for key, ratio in like.items() if ratio == best and best >= 0.6]
    return found if len(found) <= MOST else []


def _short(key: str, language: str, known: Known) -> str:
    """What a form's list calls an organization, with its key where that is another word."""
    said = known.abbreviations.get(key, {}).get(language, key)
    return said if said == key or known.called.get(plain(said)) != key else f"{said} ({key})"
