"""The facts as templates see them: nested plain dicts in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from docgen.campaign.values import Forms, StudyPeriod, Text
from docgen.languages import DateRange

if TYPE_CHECKING:
    from docgen.campaign.model import Campaign

ROOTS: Final = (
    "circular",
    "union",
    "sector",
    "bureau",
    "signatory",
    "contact",
    "assembly",
    "network",
    "resolutions",
    "sustainable_development",
    "advisory_group",
    "representatives",
    "deadlines",
    "training",
    "event",
    "regions",
    "facts",
)
"""The first parts of all names that templates have from a campaign."""


def of_campaign(campaign: Campaign, language: str) -> dict[str, object]:
    """The context of one language; :class:`KeyError` where the campaign has not this language."""
    if language not in campaign.languages:
        raise KeyError(language)
    context = {root: _seen(getattr(campaign, root), language) for root in ROOTS}
    circular = context["circular"]
    circular["reference"] = _numbered(circular["reference"], campaign.circular.number)
    return context


def names(context: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """All dotted names of a context, those of its tables included."""
    for key, value in context.items():
        name = f"{above}{key}"
        yield name
        if isinstance(value, Mapping):
            yield from names(value, f"{name}.")
        elif isinstance(value, date):
            yield from _names_of_date(name)
        elif isinstance(value, Forms):
            yield from (f"{name}.{form}" for form in value.names)
        elif isinstance(value, StudyPeriod):
            yield from (f"{name}.{part}" for part in ("first", "last"))
            if value.has_code:
                yield f"{name}.code"
        elif isinstance(value, DateRange):
            for part in ("first", "last"):
                yield f"{name}.{part}"
                yield from _names_of_date(f"{name}.{part}")


def _names_of_date(name: str) -> Iterator[str]:
    yield from (f"{name}.{part}" for part in ("year", "month", "day"))


def _seen(value: Any, language: str) -> Any:
    """A fact in one language; a table's optional facts that are not given are left out."""
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, Mapping):
        return {key: _seen(item, language) for key, item in value.items()}
    fields = getattr(type(value), "model_fields", None)
    if fields is None:
        return value
    pairs = ((key, getattr(value, key)) for key in fields)
    return {key: _seen(item, language) for key, item in pairs if item is not None}


def _numbered(reference: str, number: int) -> str:
    """The circular's reference with its number in the place of ``{number}``."""
    if isinstance(reference, Forms):
        return reference.with_each("{number}", str(number))
    return reference.replace("{number}", str(number))
