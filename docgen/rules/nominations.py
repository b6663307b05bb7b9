"""Nominations of regional representatives: what must be true before a confirmation is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from docgen.diagnostics import Finding, Place, error, in_reading_order, note, warning
from docgen.digests import Digests
from docgen.recipients import Recipient
from docgen.recipients.recipient import spooled
from docgen.recipients.words import plain
from docgen.rules.states import is_accepted, is_active, named, state_of


@dataclass(frozen=True, slots=True)
class NominationFacts:
    """What a campaign says of nominations.

    ``regions`` has the key of each region's organization; ``deadline`` is the last day on which a
    nomination is in time, counted in ``zone``; ``circular`` is the date of the invitation.
    """

    regions: Mapping[str, str] = field(hash=False)
    deadline: date
    zone: tzinfo
    circular: date


def day_received(person: Recipient, zone: tzinfo) -> date | None:
    """The day on which a nomination was received, in a time zone."""
    moment = person.received
    if isinstance(moment, datetime):
        return moment.astimezone(zone).date() if moment.tzinfo is not None else moment.date()
    return moment


def is_late(person: Recipient, facts: NominationFacts) -> bool:
    """Whether a nomination came after the last second of the deadline's day (rule 4)."""
    day = day_received(person, facts.zone)
    return day is not None and day > facts.deadline


def nominations(
    people: Sequence[Recipient], facts: NominationFacts, complete: bool = True
) -> list[Finding]:
    """All that is wrong with a list of nominations, whenever letters are written.

    ``complete``: whether these are all that the list has.
    """
    active = spooled(one for one in people if is_active(one))
    return in_reading_order(
        [
            *one_in_each_region(active),
            *missing_regions(people, active, facts),
            *women_only(active),
            *nominated_by_the_region(active, facts),
            *in_time(active, facts),
            *one_region_for_each(active),
            *replacements(people, complete),
            *extensions(people),
            *in_order_of_time(people, facts),
            *from_the_region(active),
        ]
    )


def one_in_each_region(active: Iterable[Recipient]) -> Iterator[Finding]:
    """Rule 1: a region has one nominee (N001)."""
    first: dict[str, Recipient] = {}
    for person in active:
        if not person.is_known("region"):
            continue
        other = first.setdefault(person.region, person)
        if other is not person:
            who = f"{named(other)} ({other.source.detail})"
            message = f"{person.region} has a nominee already, {who}"
            hint = "give one of them the status withdrawn, rejected or replaced"
            yield error("N001", person.at("region"), message, hint)


def missing_regions(
    people: Sequence[Recipient], active: Iterable[Recipient], facts: NominationFacts
) -> Iterator[Finding]:
    """Rule 1: the regions without a nominee (N002)."""
    have = {person.region for person in active}
    missing = [f"{region} ({rto})" for region, rto in facts.regions.items() if region not in have]
    if missing and people:
        message = f"no nominee of {', '.join(missing)}"
        place = Place(people[0].source.file)
        yield note("N002", place, message, "docgen status shows what is awaited")


def women_only(active: Iterable[Recipient]) -> Iterator[Finding]:
    """Rules 2 and 11: the person is a woman; the gender is what the row says (N003)."""
    for person in active:
        if person.is_known("gender") and person.gender != "F":
            whose = f"the gender of {named(person)}"
            message = f"{whose} is {person.gender}: a woman is to be appointed"
            hint = "correct the gender, or ask the organization for another name"
            yield error("N003", person.at("gender"), message, hint)


def nominated_by_the_region(
    active: Iterable[Recipient], facts: NominationFacts
) -> Iterator[Finding]:
    """Rule 3: it is the region's organization that nominates (N004)."""
    for person in active:
        rto = facts.regions.get(person.region)
        if not person.is_known("region"):
            continue
        if rto is None:
            listed = ", ".join(facts.regions)
            message = f"the campaign has no region {person.region}; it has {listed}"
            yield error("N004", person.at("region"), message)
        elif person.nominated_by and person.nominated_by != rto:
            message = f"{person.nominated_by} nominates for {person.region}, whose organization "
            yield error(
                "N004", person.at("nominated_by"), f"{message}is {rto}",
                "correct the region or the organization",
            )  # fmt: skip


def in_time(active: Iterable[Recipient], facts: NominationFacts) -> Iterator[Finding]:
    """Rule 4: a late nomination is decided on, and the decision has a reason (N005)."""
    for person in active:
        if not is_late(person, facts) or not person.is_known("late_reason"):
            continue
        day = day_received(person, facts.zone)
        message = f"received on {day}, after the deadline of {facts.deadline}"
        if person.late_reason:
            message += f"; accepted: {person.late_reason}"
            yield note("N005", person.at("received"), message)
        else:
            where = person.at("late_reason").detail
            hint = f"write the reason for accepting it into {where}, or reject it"
            yield warning("N005", person.at("received"), message, hint)


def one_region_for_each(active: Sequence[Recipient]) -> Iterator[Finding]:
    """Rule 6: nobody represents two regions, by name (N006) or by address (N007)."""
    yield from _twice(active, name_of, "N006", "family_name")
    yield from _twice(
        active, lambda person: [address.casefold() for address in person.emails], "N007", "email"
    )


def name_of(person: Recipient) -> tuple[str, ...]:
    """Her name as names are compared; none where a part of it is not known."""
    if not person.is_known("given_name", "family_name"):
        return ()
    return (plain(person.full_name),)


def _twice(
    people: Sequence[Recipient],
    values: Callable[[Recipient], Iterable[str]],
    code: str,
    column: str,
) -> Iterator[Finding]:
    first = Digests()
    for index, person in enumerate(people):
        for value in values(person) if person.is_known("region") else ():
            at = first.setdefault(value, index)
            if at == index:
                continue
            other = people[at]
            if other.region == person.region:  # which rule 1 tells
                continue
            what = person.full_name if code == "N006" else value
            message = f"{what} stands for {other.region} too ({other.at(column).detail})"
            yield error(code, person.at(column), message, "correct one of the two rows")


def replacements(people: Sequence[Recipient], complete: bool = True) -> Iterator[Finding]:
    """Rule 6: a replacement names what it replaces, which stands no more (N008)."""
    by_key, replaced = Digests(), Digests()
    all_keys = all_replaced = complete  # are known
    for index, person in enumerate(people):
        all_keys &= person.is_known("key")
        all_replaced &= person.is_known("replaces")
        by_key.setdefault(person.key.casefold(), index)
        if person.replaces:
            replaced.setdefault(person.replaces.casefold(), index)
    for index, person in enumerate(people):
        place = person.at("replaces")
        if person.replaces:
            at = by_key.get(person.replaces.casefold())
            if (at is None or at == index) and not all_keys:
                continue
            if at is None or at == index:
                first = dict.fromkeys(one.key.casefold() for one in people[:12])
                hint = f"the keys of this list: {', '.join(first).upper()}"
                message = f"there is no other row with the key {person.replaces}"
                yield error("N008", place, message, hint)
                continue
            other = people[at]
            regions_known = other.is_known("region") and person.is_known("region")
            if regions_known and other.region != person.region:
                message = f"{other.key} is the nominee of {other.region}, not of {person.region}"
                yield error("N008", place, message, "a replacement is for the same region")
            elif is_active(other) and other.is_known("validated"):
                message = f"{other.key} still stands: her status is {state_of(other)}"
                yield error("N008", place, message, "give her row the status replaced")
        elif (
            all_keys
            and all_replaced
            and person.is_known("key", "status")
            and state_of(person) == "replaced"
            and replaced.get(person.key.casefold()) is None
        ):
            message = f"{person.key} is replaced, and no row says by whom"
            hint = f"write {person.key} under “Replaces (key)” in the row that replaces it"
            yield error("N008", person.at("status"), message, hint)


def extensions(people: Iterable[Recipient]) -> Iterator[Finding]:
    """Rule 8: an extension of the term carries the reference of its decision (N011)."""
    for person in people:
        known = person.is_known("status", "extension_decision")
        if known and state_of(person) == "extended" and not person.extension_decision:
            message = "the term is extended, and no decision is named"
            hint = "write the reference of the decision, such as TSAG-R12, 2025"
            yield error("N011", person.at("extension_decision"), message, hint)


def in_order_of_time(people: Iterable[Recipient], facts: NominationFacts) -> Iterator[Finding]:
    """Rule 7: circular, nomination and validation follow one another (N010)."""
    for person in people:
        if not person.is_known("validated"):
            continue
        day = day_received(person, facts.zone)
        if day is not None and day < facts.circular:
            message = f"received on {day}, before the circular of {facts.circular}"
            yield error("N010", person.at("received"), message, "correct the date")
        if day is not None and person.validated is not None and person.validated < day:
            message = f"validated on {person.validated}, before it was received, on {day}"
            yield error("N010", person.at("validated"), message, "correct one of the two dates")
        if is_accepted(person) and person.validated is None:
            message = f"the status is {state_of(person)}, and no day of validation is recorded"
            yield error("N010", person.at("validated"), message, "write the day of validation")


def from_the_region(people: Iterable[Recipient]) -> Iterator[Finding]:
    """Rules 3 and 11: the country lies in the region (N012).

    An organization's members may lie in two regions: Arab States in Africa sit in LAS and ATU.
    """
    for person in people:
        country = person.country
        known = person.is_known("region")
        if known and country is not None and country.region != person.region:
            name = country.names.get("en", country.key)
            message = f"{name} belongs to the region {country.region}, not {person.region}"
            hint = "correct the country or the region, or accept it"
            yield warning("N012", person.at("country"), message, hint)


def members_only(people: Iterable[Recipient], on: date) -> Iterator[Finding]:
    """Rule 18: the country is a Member State on the letter's date (N013)."""
    for person in people:
        country = person.country
        since = country.member_from if country is not None else None
        if country is not None and since is not None and on < since:
            name = country.names.get("en", country.key)
            message = f"{name} is a Member State from {since} on, and the letter is of {on}"
            yield error("N013", person.at("country"), message, "date the letter later")


def confirmations_on(
    people: Iterable[Recipient], facts: NominationFacts, on: date
) -> tuple[Sequence[Recipient], list[Finding]]:
    """Those who get a confirmation dated ``on``, and what stands against it (rule 7).

    A nomination that is not validated gets none, which is told (N009).
    """
    accepted = spooled()
    found: list[Finding] = []
    for person in people:
        if is_accepted(person):
            accepted.append(person)
        elif is_active(person) and person.is_known("validated", "given_name", "family_name"):
            message = f"{person.full_name} is not validated yet, and gets no confirmation"
            hint = "record the day of validation when her details are complete"
            found.append(note("N009", person.at("validated"), message, hint))
    if accepted and on < facts.circular:
        message = f"the confirmations are dated {on}, before the circular of {facts.circular}"
        found.append(error("N010", Place("--date", (), str(on)), message, "choose a later date"))
    for person in accepted:
        if person.validated is not None and on < person.validated:
            message = f"the confirmation is dated {on}, before the validation of {person.validated}"
            found.append(error("N010", person.at("validated"), message, "choose a later --date"))
    found += members_only(accepted, on)
    return accepted, in_reading_order(found)
