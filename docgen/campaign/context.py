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

# What a template may name, whichever region has it.
_DAY: Final = date(2024, 1, 1)
_DAYS: Final = DateRange(_DAY, _DAY)
_TRAINING: Final[Mapping[str, object]] = {
    "host_confirmed": _DAY,
    "rpm": {"dates": _DAYS, "place": ""},
    "dates": _DAYS,
    "place": "",
    "accept_by": _DAY,
    "fellowship_by": _DAY,
}


def of_campaign(campaign: Campaign, language: str) -> dict[str, object]:
    """The context of one language; :class:`KeyError` where the campaign has not this language."""
    if language not in campaign.languages:
        raise KeyError(language)
    context = {root: _seen(getattr(campaign, root), language) for root in ROOTS}
    circular = context["circular"]
    circular["reference"] = _numbered(circular["reference"], campaign.circular.number)
    return context


def fact_of(context: Mapping[str, object], name: str) -> str:
    """The part of a dotted name that names a whole text, without the form after it."""
    value: object = context
    parts = name.split(".")
    for number, part in enumerate(parts, 1):
        if not isinstance(value, Mapping) or part not in value:
            break
        value = value[part]
        if isinstance(value, Forms):
            return ".".join(parts[:number])
    return name


def of_region(campaign: Campaign, key: str, language: str) -> dict[str, object]:
    """One region in one language; :class:`KeyError` where the campaign has not one of the two."""
    if language not in campaign.languages:
        raise KeyError(language)
    region, training = campaign.regions[key], campaign.trainings.get(key)
    return {
        "code": key,
        "name": region.name.in_language(language),
        "training": None if training is None else _whole(training, language),
    }


def region_names(campaign: Campaign, language: str) -> frozenset[str]:
    """The names of :func:`of_region`, with the forms that a text has in each region."""
    regions: list[dict[str, Any]] = []
    trainings: list[dict[str, Any]] = []
    for key in campaign.regions:
        region: dict[str, Any] = of_region(campaign, key, language)
        if training := region.pop("training"):
            trainings.append(training)
        regions.append(region)
    found = {"region", *names({"training": _TRAINING}, "region.")}
    for prefix, tables in (("region.", regions), ("region.training.", trainings)):
        if tables:
            found |= set.intersection(*(set(names(table, prefix)) for table in tables))
    return frozenset(found)


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


def _whole(table: Any, language: str) -> dict[str, object]:
    """A table in one language with all its fields; ``None`` for those that are not given."""
    fields = type(table).model_fields
    return {**dict.fromkeys(fields), **_seen(table, language)}


def _numbered(reference: str, number: int) -> str:
    """The circular's reference with its number in the place of ``{number}``."""
    if isinstance(reference, Forms):
        return reference.with_each("{number}", str(number))
    return reference.replace("{number}", str(number))
