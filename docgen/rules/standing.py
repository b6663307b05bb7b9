"""Where a campaign stands on a day: regions, nominations, trainings, fellowships, deadlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from docgen.languages import DateRange
from docgen.recipients import Recipient
from docgen.rules.nominations import NominationFacts, day_received, is_late
from docgen.rules.states import is_accepted, is_active, state_of
from docgen.rules.trainings import TrainingFacts

AWAITED = "awaited"
SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class RegionStanding:
    """One region: its nominee and her nomination's state, its training, its fellowships.

    ``state`` is ``awaited`` without a nominee, ``late`` for one received after the deadline that
    nobody has decided on, and ``several`` where more than one stands: then the nominee is the
    first of those who are accepted, or the first of all.
    """

    region: str
    rto: str
    nominee: str | None
    state: str
    received: date | None
    validated: date | None
    training: DateRange | None
    host_confirmed: date | None
    delegates: int
    fellowships: int
    fellowships_most: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day: ``days`` are those that are left, negative when it is past."""

    name: str
    day: date
    days: int


def standings(
    nominations: NominationFacts,
    trainings: TrainingFacts,
    representatives: Iterable[Recipient],
    delegates: Iterable[Recipient],
) -> list[RegionStanding]:
    """The regions in the campaign's order."""
    active: dict[str, list[Recipient]] = {}
    for person in representatives:
        if is_active(person):
            active.setdefault(person.region, []).append(person)
    invited: Counter[str] = Counter()
    granted: Counter[str] = Counter()
    for person in delegates:
        invited[person.region] += 1
        granted[person.region] += bool(person.fellowship)
    found = []
    for region, rto in nominations.regions.items():
        standing = active.get(region, [])
        nominee = next(filter(is_accepted, standing), standing[0] if standing else None)
        held = trainings.trainings.get(region)
        found.append(
            RegionStanding(
                region=region,
                rto=rto,
                nominee=nominee.full_name if nominee is not None else None,
                state=SEVERAL if len(standing) > 1 else _state(nominee, nominations),
                received=day_received(nominee, nominations.zone) if nominee is not None else None,
                validated=nominee.validated if nominee is not None else None,
                training=held.dates if held is not None else None,
                host_confirmed=held.host_confirmed if held is not None else None,
                delegates=invited[region],
                fellowships=granted[region],
                fellowships_most=trainings.fellowships,
            )
        )
    return found


def _state(person: Recipient | None, facts: NominationFacts) -> str:
    if person is None:
        return AWAITED
    if state_of(person) == "received" and is_late(person, facts) and not person.late_reason:
        return "late"
    return state_of(person)


def deadlines(days: Mapping[str, date], on: date) -> list[Deadline]:
    """The last days in their order of time, counted from ``on``."""
    in_order = sorted(days.items(), key=lambda item: (item[1], item[0]))
    return [Deadline(name, day, (day - on).days) for name, day in in_order]
