"""The facts of a campaign as letters print them: what should stand in a template as a tag.

Only forms are given in which a fact can be told from ordinary words: ``15-24 October 2024`` and
``WTSA-24``, but not ``6``, ``Geneva`` or ``TSB``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from docgen import languages
from docgen.campaign import readers
from docgen.campaign.values import Forms, StudyPeriod
from docgen.diagnostics import LanguageFormError
from docgen.languages import DateRange, Language

if TYPE_CHECKING:
    from docgen.campaign.model import Campaign

# Names of places and regions, and titles, stand in a letter for other reasons as well.
_COMMON: Final = frozenset({"regions", "country", "place", "revised_at", "honorific", "gender"})
_NAMED: Final = 2  # tags that are named for one form

# A printed form, the inside of the tag that prints it, and whether it is a part of the fact only:
# the month of a day, an end of a range.
Found = Iterator[tuple[str, str, bool]]


def printed_forms(campaign: Campaign, language: str) -> dict[str, str]:
    """Each form with the tag that prints it: ``{"WTSA-24": "{{ assembly.acronym }}"}``.

    Where several facts have the same form, two tags are named, those that print a whole fact
    first. :class:`KeyError` for a language that the campaign has not.
    """
    tags: dict[str, dict[str, bool]] = {}
    for form, tag, partly in _of(campaign.context(language), "", campaign, languages.get(language)):
        tags.setdefault(form, {}).setdefault(f"{{{{ {tag} }}}}", partly)
    return {form: " or ".join(sorted(of, key=of.__getitem__)[:_NAMED]) for form, of in tags.items()}


def _of(value: Any, path: str, model: Any, said: Language) -> Found:
    """The forms of one fact; ``model`` is the table in which it stands."""
    name = path.rpartition(".")[2]
    if name in _COMMON:
        return
    if isinstance(value, Mapping):
        inner = _below(model, name) if name else model
        for key, item in value.items():
            yield from _of(item, f"{path}.{key}".lstrip("."), inner, said)
        return
    shapes = _shapes(model, name)
    match value:
        case str():
            person = name == "name" and hasattr(model, "gender")
            for form, tag in _texts(value, path):
                if person or _is_distinctive(form):
                    yield form, tag, False
        case date() if readers.MONTH in shapes:
            yield from _months(value, path, said, partly=False)
        case date():
            yield from _days(value, path, said, partly=False)
        case DateRange():
            for written in ("date_range", "date_span", "day_range", "month_range", "month_span"):
                yield from _said(getattr(said, written), value, f"{path} | {written}")
            yield from _days(value.first, f"{path}.first", said, partly=True)
            yield from _days(value.last, f"{path}.last", said, partly=True)
        case StudyPeriod() if value.first < value.last:
            yield from _said(said.year_range, value, f"{path} | year_range")
        case int() if readers.PERCENTAGE in shapes:
            yield from _said(said.percent, value, f"{path} | percent")


def _below(model: Any, name: str) -> Any:
    return model.get(name) if isinstance(model, Mapping) else getattr(model, name, None)


def _shapes(model: Any, name: str) -> tuple[Any, ...]:
    field = getattr(type(model), "model_fields", {}).get(name)
    return tuple(field.metadata) if field is not None else ()


def _texts(text: str, path: str) -> Iterator[tuple[str, str]]:
    yield str(text), path
    if isinstance(text, Forms):
        yield from ((getattr(text, form), f"{path}.{form}") for form in text.names)


def _is_distinctive(text: str) -> bool:
    """Several words, or a word with a figure, a point or an @ in it; five characters of Chinese."""
    if re.search(r"[\u3400-\u9fff]", text):
        return len(text) >= 5
    return len(text) >= 5 and re.search(r"\w[\s.@]+\w|\d", text) is not None


def _days(day: date, path: str, said: Language, *, partly: bool) -> Found:
    for name in ("long_date", "day_month"):
        yield from _said(getattr(said, name), day, f"{path} | {name}", partly)
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"):
        yield day.strftime(form), f"{path} | long_date", partly
    yield from _months(day, path, said, partly=True)


def _months(day: date, path: str, said: Language, *, partly: bool) -> Found:
    yield from _said(said.month_year, day, f"{path} | month_year", partly)
    for case in said.month_cases:
        yield said.month_year(day, case), f'{path} | month_year("{case}")', partly


def _said(function: Callable[[Any], str], value: Any, tag: str, partly: bool = False) -> Found:
    """One form, where the language has it."""
    try:
        yield function(value), tag, partly
    except LanguageFormError:
        return
