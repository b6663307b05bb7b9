"""Invitations to the trainings of the regions: what must be true before one is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from docgen.diagnostics import Finding, Place, error, in_reading_order, warning
from docgen.digests import Digests
from docgen.languages import DateRange
from docgen.recipients import Recipient
from docgen.rules.nominations import from_the_region, members_only, name_of, women_only
from docgen.rules.states import named

_LAST_DAYS: Final = {
    "accept_by": "the last day to accept",
    "fellowship_by": "the last day to accept a fellowship",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A region's training: its days, when its host confirmed it, and by when it is answered.

    ``place`` is where the campaign states it.
    """

    dates: DateRange
    host_confirmed: date | None
    accept_by: date
    fellowship_by: date | None
    place: Place


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """What a campaign says of trainings: by region, and how many fellowships a region has."""

    trainings: Mapping[str, Held] = field(hash=False)
    fellowships: int
    circular: date


def invitations_on(people: Sequence[Recipient], facts: TrainingFacts, on: date) -> list[Finding]:
    """All that stands against inviting these people with letters dated ``on``."""
    found = [
        *fellowships(people, facts),
        *before_the_training(people, facts, on),
        *hosts_confirmed(people, facts),
        *each_once(people),
    ]
    for person in people:  # each by herself; a long list is gone through once for all these rules
        alone = (person,)
        found += women_only(alone)
        found += appointed_only(alone)
        found += held_in_the_region(alone, facts)
        found += from_the_region(alone)
        found += members_only(alone, on)
    return in_reading_order(found)


def appointed_only(people: Iterable[Recipient]) -> Iterator[Finding]:
    """Rule 11: the invitee is a member of a delegation to the assembly (N032)."""
    for person in people:
        if person.is_known("appointed") and not person.appointed:
            message = f"{named(person)} is not appointed to a delegation"
            hint = "write yes once her administration has appointed her, or take the row out"
            yield error("N032", person.at("appointed"), message, hint)


def held_in_the_region(people: Iterable[Recipient], facts: TrainingFacts) -> Iterator[Finding]:
    """Rule 10: her region has a training (N030)."""
    for person in people:
        if person.is_known("region") and person.region not in facts.trainings:
            message = f"the campaign states no training of {person.region}"
            hint = f"add [trainings.{person.region}] to campaign.toml, or take the row out"
            yield error("N030", person.at("region"), message, hint)


def fellowships(people: Iterable[Recipient], facts: TrainingFacts) -> Iterator[Finding]:
    """Rule 12: no more partial fellowships than a region has (N033)."""
    granted: Counter[str] = Counter()
    for person in people:
        if not person.fellowship or not person.is_known("region"):
            continue
        granted[person.region] += 1
        if granted[person.region] > facts.fellowships:
            message = f"fellowship {granted[person.region]} of {person.region}, which has "
            hint = "write no in one of its rows"
            yield error("N033", person.at("fellowship"), f"{message}{facts.fellowships}", hint)


def before_the_training(
    people: Sequence[Recipient], facts: TrainingFacts, on: date
) -> Iterator[Finding]:
    """Rule 13: the invitation precedes the training (N034) and can be accepted in time (N035)."""
    if people and on < facts.circular:
        message = f"the invitations are dated {on}, before the circular of {facts.circular}"
        yield error("N034", Place("--date", (), str(on)), message, "choose a later date")
    told: set[tuple[str, str]] = set()
    for person in people:
        held = facts.trainings.get(person.region)
        if held is None:
            continue
        if on >= held.dates.first:
            message = f"the invitation is dated {on}, and the training of {person.region} begins "
            hint = "choose an earlier --date"
            yield error("N034", person.source, f"{message}on {held.dates.first}", hint)
            continue
        days = {"accept_by": held.accept_by}
        if person.fellowship and held.fellowship_by is not None:
            days["fellowship_by"] = held.fellowship_by
        for key, day in days.items():
            if on > day and (person.region, key) not in told:
                told.add((person.region, key))
                message = f"the invitations are dated {on}, and {_LAST_DAYS[key]} in "
                message += f"{person.region} was {day}"
                hint = "choose an earlier --date, or a later day in campaign.toml"
                yield warning("N035", held.place, message, hint)


def hosts_confirmed(people: Iterable[Recipient], facts: TrainingFacts) -> Iterator[Finding]:
    """Rule 10: the host of the training has confirmed it (N036)."""
    for region in dict.fromkeys(person.region for person in people):
        held = facts.trainings.get(region)
        if held is not None and held.host_confirmed is None:
            message = f"the host of the training of {region} has not confirmed it"
            hint = "record host_confirmed in campaign.toml when the answer is there"
            yield warning("N036", held.place, message, hint)


def each_once(people: Sequence[Recipient]) -> Iterator[Finding]:
    """Rule 20: nobody is invited twice, by address (N007) or, it seems, by name (N006)."""
    addresses, names = Digests(), Digests()
    for index, person in enumerate(people):
        twin = index
        if person.country is not None:
            for name in name_of(person):
                twin = names.setdefault(f"{name}\0{person.country.key}", index)
        same = False
        for address in person.emails:
            other = addresses.setdefault(address.casefold(), index)
            if other != index:
                same = True
                message = f"{address} stands already in {people[other].at('email').detail}"
                yield error("N007", person.at("email"), message, "correct one of the two rows")
        if twin != index and not same:
            where = people[twin].source.detail
            message = f"{person.full_name} of the same country stands in {where} too"
            hint = "take one of the rows out, or accept it if they are two persons"
            yield warning("N006", person.at("family_name"), message, hint)
