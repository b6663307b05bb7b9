"""The places that a campaign and its lists name, for comparisons: countries and cities."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from docgen.campaign.values import Forms
from docgen.concordance import Place

if TYPE_CHECKING:
    from docgen.campaign import Campaign
    from docgen.recipients import Recipient
    from docgen.recipients.known import Lists

# The facts that name a place, wherever they stand.
_FACTS = frozenset({"place", "revised_at", "country"})
_BETWEEN = re.compile(r"\s*[,،、(（]\s*")
_BEHIND = re.compile(r"\s*[)）]$")
# в Лиме, à Lima, au Caire: a form may bring its preposition.
_PREPOSITION = re.compile(r"^[a-zà-ÿа-я]+\s+")
_SMALL = re.compile(r"^(?:[a-zà-ÿ]+(?:\s+|['’]))+")
_LONG = re.compile(r"\s*\([^()]*\)$")

Names = Mapping[str, tuple[str, ...]]  # by language


def places_of(campaign: Campaign | None, lists: Lists | None) -> tuple[Place, ...]:
    """Member States by the names of the list, and the places of the campaign's facts."""
    named = [] if lists is None else list(_states(lists.states))
    if campaign is not None:
        countries = [dict(names) for names in named]
        for fact in _facts(campaign):
            named += [names for names in _parts(fact, countries) if names]
    made: dict[str, dict[str, tuple[str, ...]]] = {}
    for names in named:
        key = next((names[code][0] for code in ("en", *sorted(names)) if names.get(code)), "")
        own = made.setdefault(key, {})
        for code, forms in names.items():
            own[code] = tuple(dict.fromkeys((*own.get(code, ()), *forms)))
    return tuple(Place(key, tuple(sorted(names.items()))) for key, names in made.items() if key)


def _states(states: Sequence[Recipient]) -> Iterator[Names]:
    """The names of states; without what follows in brackets, too: Iran (Islamic Republic of).

    The name in full is taken from the addressee (Administration *of the Argentine Republic*), since
    it may not hold the short one; what stands around it is what all addressees have in common.
    """
    codes = {code for state in states for code in state.addressees}
    around = {
        code: _around([state.addressees[code] for state in states if code in state.addressees])
        for code in codes
    }
    for state in states:
        names = {code: [name, _LONG.sub("", name)] for code, name in state.names.items()}
        for code, text in state.addressees.items():
            begin, end = around[code]
            full = _SMALL.sub("", text[begin : len(text) - end].strip())
            names.setdefault(code, []).append(full)
        yield {code: tuple(dict.fromkeys(filter(None, each))) for code, each in names.items()}


def _around(texts: Sequence[str]) -> tuple[int, int]:
    """How many characters all texts begin with, in whole words, and end with."""
    if len(texts) < 2:
        return 0, 0
    begin = texts[0].rfind(" ", 0, _common(texts) + 1) + 1
    return begin, _common([text[begin:][::-1] for text in texts])


def _common(texts: Sequence[str]) -> int:
    columns = zip(*texts, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda column: len(set(column)) == 1, columns))


def _facts(campaign: Campaign) -> Iterator[Names]:
    """Each place among the facts, by language with all its forms."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for code in campaign.languages:
        tables: dict[str, Any] = dict(campaign.context(code))
        tables["of regions"] = {key: campaign.region_context(key, code) for key in campaign.regions}
        for name, text in _texts(tables):
            forms = [getattr(text, form) for form in text.names] if isinstance(text, Forms) else []
            found.setdefault(name, {})[code] = tuple(dict.fromkeys((str(text), *forms)))
    yield from found.values()


def _texts(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _texts(value, f"{above}{key}.")
        elif key in _FACTS and isinstance(value, str) and value:
            yield f"{above}{key}", value


def _parts(fact: Names, countries: Iterable[Names]) -> list[Names]:
    """City and country by themselves, where all languages name both; else the whole."""
    states = list(countries)
    split = {code: [_pieces(form, code, states) for form in forms] for code, forms in fact.items()}
    count = {len(pieces) for each in split.values() for pieces in each}
    if len(count) != 1:
        return [fact]
    return [
        {
            code: tuple(dict.fromkeys(_PREPOSITION.sub("", pieces[part]) for pieces in each))
            for code, each in split.items()
        }
        for part in range(count.pop())
    ]


def _pieces(text: str, language: str, countries: Iterable[Names]) -> list[str]:
    if language == "zh":
        # 印度新德里: the country stands before the city, and nothing between them.
        for names in countries:
            for name in names.get("zh", ()):
                if text.startswith(name) and len(text) > len(name):
                    return [text[len(name) :], name]
    return [piece for piece in _BETWEEN.split(_BEHIND.sub("", text)) if piece]
