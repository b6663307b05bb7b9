"""The rules of nominations, each on both sides of its boundary."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from persons import RTOS, representatives, told

from docgen.diagnostics import Severity
from docgen.rules import NominationFacts, confirmations_on, nominations

ZURICH = ZoneInfo("Europe/Zurich")
FACTS = NominationFacts(RTOS, date(2024, 4, 5), ZURICH, date(2024, 3, 6))
ALL = [
    {"region": region, "nominated_by": rto, "country": country, "email": f"{rto}@example.org",
     "given_name": rto.title()}
    for (region, rto), country in zip(
        RTOS.items(), ("Kenya", "Peru", "Egypt", "Republic of Korea", "Uzbekistan", "France"),
        strict=True,
    )
]  # fmt: skip


def said(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    """Code and place of each finding but of the regions that a short list lacks."""
    found = nominations(representatives(*rows), FACTS)
    return told([finding for finding in found if finding.code != "N002"])


def test_six_regions_without_a_word() -> None:
    assert nominations(representatives(*ALL), FACTS) == []


def test_missing_regions_are_listed() -> None:
    people = representatives(*ALL[:3])
    (finding,) = nominations(people, FACTS)
    assert (finding.code, finding.severity, str(finding.place)) == (
        "N002", Severity.NOTE, "reps.xlsx"
    )  # fmt: skip
    assert finding.message == "no nominee of ASP (APT), CIS (RCC), EUR (CEPT)"


def test_a_withdrawn_nominee_leaves_her_region_open() -> None:
    people = representatives(*ALL[:5], {**ALL[5], "status": "withdrawn"})
    assert [finding.message for finding in nominations(people, FACTS)] == [
        "no nominee of EUR (CEPT)"
    ]


SECOND = {"given_name": "Grace", "email": "grace@example.org"}


@pytest.mark.parametrize("status", ["received", "validated", "confirmed", "extended"])
def test_two_nominees_of_one_region(status: str) -> None:
    second = {**SECOND, "status": status, "extension_decision": "R12"}
    assert said({}, second) == [("N001", "reps.xlsx Reps!B3")]


@pytest.mark.parametrize("status", ["rejected", "withdrawn", "ended"])
def test_a_nominee_who_stands_no_more(status: str) -> None:
    assert said({}, {**SECOND, "status": status}) == []


def test_a_man() -> None:
    assert said({"gender": "M", "honorific": "Mr"}) == [("N003", "reps.xlsx Reps!F2")]


def test_a_doctor_may_be_either() -> None:
    assert said({"gender": "F", "honorific": "Dr"}) == []
    assert said({"gender": "M", "honorific": "Dr"}) == [("N003", "reps.xlsx Reps!F2")]


def test_an_organization_of_another_region() -> None:
    assert said({"nominated_by": "CEPT"}) == [("N004", "reps.xlsx Reps!O2")]
    # Arab States in Africa sit in LAS and ATU; the nomination for ARB comes from LAS.
    assert said({"region": "ARB", "country": "Egypt", "nominated_by": "LAS"}) == []
    assert said({"region": "ARB", "country": "Egypt", "nominated_by": "ATU"}) == [
        ("N004", "reps.xlsx Reps!O2")
    ]


@pytest.mark.parametrize(
    ("received", "late"),
    [
        (date(2024, 4, 5), False),
        (date(2024, 4, 6), True),
        (datetime(2024, 4, 5, 23, 59, 59), False),
        (datetime(2024, 4, 6, 0, 0, 1), True),
        # Zurich is two hours ahead of UTC on that day.
        (datetime(2024, 4, 5, 21, 59, 59, tzinfo=UTC), False),
        (datetime(2024, 4, 5, 22, 0, 0, tzinfo=UTC), True),
        (datetime(2024, 4, 6, 6, 59, 59, tzinfo=timezone(timedelta(hours=9))), False),
        (datetime(2024, 4, 6, 7, 0, 0, tzinfo=timezone(timedelta(hours=9))), True),
        (datetime(2024, 4, 5, 17, 59, 59, tzinfo=timezone(timedelta(hours=-4))), False),
        (datetime(2024, 4, 5, 18, 0, 0, tzinfo=timezone(timedelta(hours=-4))), True),
    ],
)
def test_the_deadline_to_the_second(received: date | datetime, late: bool) -> None:
    expected = [("N005", "reps.xlsx Reps!P2")] if late else []
    assert said({"received": received, "validated": date(2024, 4, 8)}) == expected


def test_a_late_nomination_with_a_reason_is_a_note() -> None:
    late = {"received": date(2024, 4, 9), "validated": date(2024, 4, 10)}
    (open_,) = (f for f in nominations(representatives(late), FACTS) if f.code == "N005")
    assert open_.severity is Severity.WARNING
    reason = {**late, "late_reason": "the post was on strike"}
    (decided,) = (f for f in nominations(representatives(reason), FACTS) if f.code == "N005")
    assert decided.severity is Severity.NOTE
    assert decided.message == (
        "received on 2024-04-09, after the deadline of 2024-04-05; accepted: the post was on strike"
    )


def test_a_late_nomination_that_was_rejected_is_no_matter() -> None:
    assert said({"received": date(2024, 4, 9), "validated": None, "status": "rejected"}) == []


OTHER = {**ALL[5], "given_name": "Grace"}


def test_one_person_for_two_regions() -> None:
    assert said({}, {**OTHER, "given_name": "AMINA"}) == [("N006", "reps.xlsx Reps!E3")]
    assert said({}, OTHER) == []


def test_one_address_for_two_regions() -> None:
    assert said({}, {**OTHER, "email": "AMINA@example.org"}) == [("N007", "reps.xlsx Reps!K3")]
    assert said({}, {**OTHER, "email": "x@example.org; amina@example.org"}) == [
        ("N007", "reps.xlsx Reps!K3")
    ]
    withdrawn = {"status": "withdrawn"}
    assert said(withdrawn, {**OTHER, "email": "amina@example.org"}) == []


OLD = {"key": "OLD", "status": "replaced"}
NEW = {"key": "NEW", "given_name": "Grace", "email": "grace@example.org"}


def test_a_replacement_names_what_it_replaces() -> None:
    assert said(OLD, {**NEW, "replaces": "OLD"}) == []
    assert said(OLD, NEW) == [("N008", "reps.xlsx Reps!Q2")]
    assert said(OLD, {**NEW, "replaces": "OTHER"}) == [
        ("N008", "reps.xlsx Reps!Q2"),
        ("N008", "reps.xlsx Reps!T3"),
    ]


def test_what_is_replaced_stands_no_more() -> None:
    assert said({**OLD, "status": "withdrawn"}, {**NEW, "replaces": "old"}) == []
    assert said({**OLD, "status": None}, {**NEW, "replaces": "OLD"}) == [
        ("N001", "reps.xlsx Reps!B3"),
        ("N008", "reps.xlsx Reps!T3"),
    ]


def test_a_replacement_is_for_the_same_region() -> None:
    assert said(OLD, {**OTHER, "key": "NEW", "replaces": "OLD"}) == [("N008", "reps.xlsx Reps!T3")]


def test_nobody_replaces_herself() -> None:
    assert said({"key": "A", "replaces": "A"}) == [("N008", "reps.xlsx Reps!T2")]


def test_an_extension_carries_its_decision() -> None:
    extended = {"status": "extended"}
    assert said(extended) == [("N011", "reps.xlsx Reps!U2")]
    assert said({**extended, "extension_decision": "TSAG-R12"}) == []


@pytest.mark.parametrize(
    ("received", "validated", "expected"),
    [
        (date(2024, 3, 6), date(2024, 3, 6), []),
        (date(2024, 3, 5), date(2024, 3, 6), [("N010", "reps.xlsx Reps!P2")]),
        (date(2024, 4, 3), date(2024, 4, 3), []),
        (date(2024, 4, 3), date(2024, 4, 2), [("N010", "reps.xlsx Reps!R2")]),
    ],
)
def test_dates_follow_one_another(
    received: date, validated: date, expected: list[tuple[str, str]]
) -> None:
    assert said({"received": received, "validated": validated}) == expected


def test_a_status_needs_its_day() -> None:
    assert said({"status": "validated", "validated": None}) == [("N010", "reps.xlsx Reps!R2")]
    assert said({"status": "received", "validated": None}) == []


def test_a_country_of_another_region() -> None:
    (finding,) = (
        f for f in nominations(representatives({"country": "Egypt"}), FACTS) if f.code != "N002"
    )
    assert (finding.code, finding.severity, str(finding.place)) == (
        "N012", Severity.WARNING, "reps.xlsx Reps!I2"
    )  # fmt: skip


PALAU = {**ALL[3], "country": "Palau"}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 9, 18), [("N013", "reps.xlsx Reps!I2")]),
        (date(2024, 9, 19), []),
    ],
)
def test_membership_on_the_date_of_the_letter(on: date, expected: list[tuple[str, str]]) -> None:
    people, found = confirmations_on(representatives(PALAU), FACTS, on)
    assert told(found) == expected
    assert len(people) == 1


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 4, 4), []),
        (date(2024, 4, 3), [("N010", "reps.xlsx Reps!R2")]),
        (date(2024, 3, 5), [("N010", "--date 2024-03-05"), ("N010", "reps.xlsx Reps!R2")]),
    ],
)
def test_no_confirmation_before_validation(on: date, expected: list[tuple[str, str]]) -> None:
    _, found = confirmations_on(representatives({}), FACTS, on)
    assert told(found) == expected


def test_who_is_confirmed() -> None:
    waiting = {**ALL[0], "validated": None}
    gone = {**ALL[1], "status": "withdrawn"}
    people, found = confirmations_on(
        representatives(waiting, gone, *ALL[2:]), FACTS, date(2024, 4, 8)
    )
    assert [person.region for person in people] == ["ARB", "ASP", "CIS", "EUR"]
    assert [(f.code, f.severity, str(f.place)) for f in found] == [
        ("N009", Severity.NOTE, "reps.xlsx Reps!R2")
    ]


def test_a_region_that_the_campaign_has_not() -> None:
    facts = NominationFacts({"EUR": "CEPT"}, FACTS.deadline, ZURICH, FACTS.circular)
    found = nominations(representatives({}), facts)
    assert told([f for f in found if f.code != "N002"]) == [("N004", "reps.xlsx Reps!B2")]
