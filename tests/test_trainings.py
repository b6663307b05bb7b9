"""The rules of invitations to trainings, each on both sides of its boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from persons import delegates, told

from docgen.diagnostics import Place, Severity
from docgen.languages import DateRange
from docgen.rules import TrainingFacts, invitations_on
from docgen.rules.trainings import Held

PLACE = Place.line("campaign.toml", None, "[trainings.AFR]")
HELD = Held(
    DateRange(date(2024, 7, 19), date(2024, 7, 20)),
    date(2024, 4, 3),
    date(2024, 5, 31),
    date(2024, 5, 17),
    PLACE,
)
FACTS = TrainingFacts({"AFR": HELD}, 4, date(2024, 3, 6))
ON = date(2024, 4, 15)


def said(
    *rows: dict[str, Any], facts: TrainingFacts = FACTS, on: date = ON
) -> list[tuple[str, str]]:
    named = [
        {"given_name": f"Name{number}", "email": f"d{number}@example.org", **row}
        for number, row in enumerate(rows)
    ]
    return told(invitations_on(delegates(*named), facts, on))


def test_nothing_to_say() -> None:
    assert said({}, {"fellowship": "yes"}) == []
    assert invitations_on((), FACTS, ON) == []


@pytest.mark.parametrize(("count", "expected"), [(4, []), (5, ["P6"]), (6, ["P6", "P7"])])
def test_the_fifth_fellowship(count: int, expected: list[str]) -> None:
    rows = [{"fellowship": "yes"}] * count
    assert said(*rows) == [("N033", f"reps.xlsx Delegates!{cell}") for cell in expected]


def test_each_region_has_its_own_fellowships() -> None:
    other = replace(HELD, place=Place.line("campaign.toml", None, "[trainings.EUR]"))
    facts = TrainingFacts({"AFR": HELD, "EUR": other}, 1, FACTS.circular)
    europe = {"region": "EUR", "country": "France"}
    rows = ({"fellowship": "yes"}, {**europe, "fellowship": "yes"}, europe)
    assert said(*rows, facts=facts) == []


def test_a_man() -> None:
    assert said({"gender": "M", "honorific": "Mr"}) == [("N003", "reps.xlsx Delegates!F2")]


def test_not_appointed() -> None:
    assert said({"appointed": "no"}) == [("N032", "reps.xlsx Delegates!O2")]


def test_a_region_without_a_training() -> None:
    assert said({"region": "EUR", "country": "France"}) == [("N030", "reps.xlsx Delegates!B2")]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 3, 5), [("N034", "--date 2024-03-05")]),
        (date(2024, 3, 6), []),
        (date(2024, 5, 31), []),
        (date(2024, 6, 1), [("N035", "campaign.toml [trainings.AFR]")]),
        (date(2024, 7, 18), [("N035", "campaign.toml [trainings.AFR]")]),
        (date(2024, 7, 19), [("N034", "reps.xlsx Delegates!row 2")]),
    ],
)
def test_the_invitation_precedes_the_training(on: date, expected: list[tuple[str, str]]) -> None:
    assert said({}, on=on) == expected


@pytest.mark.parametrize(
    ("on", "fellowship", "expected"),
    [
        (date(2024, 5, 17), "yes", []),
        (date(2024, 5, 18), "yes", [("N035", "campaign.toml [trainings.AFR]")]),
        (date(2024, 5, 18), "no", []),
    ],
)
def test_a_fellowship_is_answered_earlier(
    on: date, fellowship: str, expected: list[tuple[str, str]]
) -> None:
    assert said({"fellowship": fellowship}, on=on) == expected


def test_the_host_has_confirmed() -> None:
    facts = TrainingFacts({"AFR": replace(HELD, host_confirmed=None)}, 4, FACTS.circular)
    (finding,) = invitations_on(delegates({}), facts, ON)
    assert (finding.code, finding.severity, finding.place) == ("N036", Severity.WARNING, PLACE)


def test_the_same_address_twice() -> None:
    same = {"email": "same@example.org"}
    assert said(same, {**same, "given_name": "Other"}) == [("N007", "reps.xlsx Delegates!K3")]
    assert said(same, {"email": "SAME@example.org"}) == [("N007", "reps.xlsx Delegates!K3")]


def test_the_same_name_in_one_country() -> None:
    name = {"given_name": "Amina"}
    (finding,) = invitations_on(delegates(name, {**name, "email": "other@example.org"}), FACTS, ON)
    assert (finding.code, finding.severity, str(finding.place)) == (
        "N006", Severity.WARNING, "reps.xlsx Delegates!E3"
    )  # fmt: skip
    elsewhere = {**name, "email": "other@example.org", "country": "Egypt"}
    assert said(name, elsewhere) == [("N012", "reps.xlsx Delegates!I3")]


def test_a_last_day_that_is_past_is_named_in_words() -> None:
    (finding,) = invitations_on(delegates({"fellowship": "yes"}), FACTS, date(2024, 5, 18))
    assert finding.message == (
        "the invitations are dated 2024-05-18, and the last day to accept a fellowship in AFR was "
        "2024-05-17"
    )
