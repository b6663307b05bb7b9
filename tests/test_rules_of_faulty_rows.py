"""Rules look at rows with a fault too: at what was read of them, and at nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from persons import DELEGATE, KNOWN, REPRESENTATIVE, RTOS, everyone, table, told

from docgen.diagnostics import Place
from docgen.languages import DateRange
from docgen.recipients import recipients_of
from docgen.recipients.form import DELEGATES, REPRESENTATIVES, Form
from docgen.recipients.table import Row, Table
from docgen.rules import (
    NominationFacts,
    TrainingFacts,
    confirmations_on,
    invitations_on,
    nominations,
)
from docgen.rules.trainings import Held

NOMINATIONS = NominationFacts(RTOS, date(2024, 4, 5), ZoneInfo("Europe/Zurich"), date(2024, 3, 6))
HELD = Held(
    DateRange(date(2024, 7, 8), date(2024, 7, 9)),
    date(2024, 4, 1),
    date(2024, 6, 14),
    date(2024, 5, 17),
    Place("campaign.toml"),
)
TRAININGS = TrainingFacts({"AFR": HELD}, 4, date(2024, 3, 6))
ON = date(2024, 4, 15)
BAD_PHONE = {"telephone": "on request"}
A_MAN_IN_EUROPE = {"region": "EUR", "gender": "M", "honorific": "Mr", "country": "France",
                   "nominated_by": "CEPT"}  # fmt: skip


def nominated(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    """What the rules say of representatives, without the regions that are missing."""
    people, _ = everyone(REPRESENTATIVES, *rows)
    found = nominations(people, NOMINATIONS) + confirmations_on(people, NOMINATIONS, ON)[1]
    return [one for one in told(found) if one[0] != "N002"]


def invited(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    people, _ = everyone(DELEGATES, *rows)
    return told(invitations_on(people, TRAININGS, ON))


# What no cell of the column can be, in a row of which a rule has something to say for each value.
EMPTY, LOST = None, "?"


@pytest.mark.parametrize("given", [EMPTY, LOST, True, "\ud800"], ids=["empty", "lost", "on", "bad"])
@pytest.mark.parametrize("column", REPRESENTATIVE)
def test_what_was_not_read_of_a_nominee_breaks_no_rule(column: str, given: Any) -> None:
    rows: list[dict[str, Any]] = [
        {"key": "AFR"},
        {"key": "EUR", "region": "EUR", "status": "replaced", "country": "France",
         "given_name": "Zoé", "email": "zoe@example.org", "nominated_by": "CEPT"},
        {"key": "EUR-2", "region": "EUR", "replaces": "EUR", "country": "France",
         "given_name": "Inès", "email": "ines@example.org", "nominated_by": "CEPT"},
        {"key": "ARB", "region": "ARB", "status": "extended", "extension_decision": "TSAG-R12",
         "country": "Egypt", "given_name": "Rania", "email": "rania@example.org",
         "nominated_by": "LAS"},
        {"key": "ASP", "region": "ASP", "received": date(2024, 4, 9), "late_reason": "accepted",
         "validated": date(2024, 4, 10), "country": "KOR", "given_name": "Minji",
         "email": "minji@example.org", "nominated_by": "APT"},
    ]  # fmt: skip
    whole = nominated(*rows)
    assert [code for code, _ in whole] == ["N005"]  # which is late, and has a reason
    for index, row in enumerate(rows):
        changed = [*rows[:index], row | {column: given}, *rows[index + 1 :]]
        _, errors = everyone(REPRESENTATIVES, *changed)
        if any(one.place.detail.startswith("Reps!") for one in errors):
            assert set(nominated(*changed)) <= set(whole), row["key"]


@pytest.mark.parametrize("given", [EMPTY, LOST, "\ud800"], ids=["empty", "lost", "bad"])
@pytest.mark.parametrize("column", DELEGATE)
def test_what_was_not_read_of_a_delegate_breaks_no_rule(column: str, given: Any) -> None:
    rows = [
        {"key": f"AFR-{number}", "given_name": name, "email": f"{name}@example.org",
         "fellowship": "yes"}
        for number, name in enumerate(("Ada", "Bea", "Cleo", "Dina"), start=1)
    ]  # fmt: skip
    assert invited(*rows) == []
    for index, row in enumerate(rows):
        changed = [*rows[:index], row | {column: given}, *rows[index + 1 :]]
        _, errors = everyone(DELEGATES, *changed)
        if errors:
            assert invited(*changed) == [], row["key"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{}, BAD_PHONE | {"key": "B", "given_name": "Bea", "email": "b@example.org"}],
         [("N001", "Reps!B3")]),
        ([BAD_PHONE | A_MAN_IN_EUROPE], [("N003", "Reps!F2")]),
        ([BAD_PHONE | {"nominated_by": "CEPT"}], [("N004", "Reps!O2")]),
        ([BAD_PHONE | {"received": date(2024, 4, 6), "validated": date(2024, 4, 6)}],
         [("N005", "Reps!P2")]),
        ([{}, BAD_PHONE | {"region": "EUR", "country": "France", "nominated_by": "CEPT"}],
         [("N006", "Reps!E3"), ("N007", "Reps!K3")]),
        ([BAD_PHONE | {"status": "replaced"}], [("N008", "Reps!Q2")]),
        ([BAD_PHONE | {"received": date(2024, 3, 5)}], [("N010", "Reps!P2")]),
        ([BAD_PHONE | {"status": "extended"}], [("N011", "Reps!U2")]),
        ([BAD_PHONE | {"country": "Egypt"}], [("N012", "Reps!I2")]),
        ([BAD_PHONE | {"region": "ASP", "country": "PLW", "nominated_by": "APT"}],
         [("N013", "Reps!I2")]),
    ],
)  # fmt: skip
def test_rules_of_nominations_see_a_row_with_a_bad_telephone(
    rows: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    assert nominated(*rows) == [(code, f"reps.xlsx {cell}") for code, cell in expected]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([BAD_PHONE | {"gender": "M", "honorific": "Mr"}], ["N003"]),
        ([BAD_PHONE | {"appointed": "no"}], ["N032"]),
        ([BAD_PHONE | {"region": "EUR", "country": "France"}], ["N030"]),
        ([BAD_PHONE | {"country": "Egypt"}], ["N012"]),
        ([{}, BAD_PHONE], ["N007"]),
        ([{}, BAD_PHONE | {"email": "b@example.org"}], ["N006"]),
        ([BAD_PHONE | {"given_name": name, "email": f"{name}@example.org", "fellowship": "yes"}
          for name in ("Ada", "Bea", "Cleo", "Dina", "Eva")], ["N033"]),
    ],
)  # fmt: skip
def test_rules_of_invitations_see_a_row_with_a_bad_telephone(
    rows: list[dict[str, Any]], expected: list[str]
) -> None:
    assert [code for code, _ in invited(*rows)] == expected


def test_a_replaced_row_with_a_fault_is_there() -> None:
    """Before it was cured it was said not to be: there is no other row with the key."""
    gone = BAD_PHONE | {"key": "OLD", "status": "replaced"}
    new = {"key": "NEW", "replaces": "OLD", "given_name": "Bea", "email": "b@example.org"}
    assert nominated(gone, new) == []
    assert nominated({**gone, "key": "A/B"}, new) == []  # which may be the one


def test_rows_are_together_in_the_order_of_the_list() -> None:
    rows = [{"key": f"K{number}"} | (BAD_PHONE if number % 3 else {}) for number in range(700)]
    people, errors = everyone(DELEGATES, *rows)
    assert [one.key for one in people] == [row["key"] for row in rows]
    assert len(errors) == 466


@pytest.mark.parametrize("form", [REPRESENTATIVES, DELEGATES], ids=lambda form: form.name)
def test_a_column_that_is_missing_is_known_of_nobody(form: Form) -> None:
    people, _ = everyone(form, {})
    assert people[0].is_known(*(column.key for column in form.columns))
    for column in (one.key for one in form.columns if one.required):
        whole = table(form, {}, header={column: "Remarks"})
        entries, findings = recipients_of(whole, form, KNOWN)
        assert [code for code, _ in told(findings)] == ["L004", "L005"]
        assert entries is not None
        (person,) = entries.together()
        assert person.unread - {"key"} == {column}
        if form is DELEGATES:
            assert invitations_on([person], TRAININGS, ON) == []
        else:
            assert [f.code for f in nominations([person], NOMINATIONS)] == ["N002"]


def test_a_row_without_its_region_hides_no_conflict_of_others() -> None:
    rows: list[dict[str, Any]] = [
        {"key": "A", "region": "?"},
        {"key": "B"},
        {"key": "C", "region": "EUR", "country": "France", "nominated_by": "CEPT"},
    ]
    assert nominated(*rows) == [("N006", "reps.xlsx Reps!E4"), ("N007", "reps.xlsx Reps!K4")]


def test_a_person_without_a_name_is_named_by_her_row() -> None:
    row = {"key": "B", "given_name": LOST, "family_name": LOST, "gender": "M", "honorific": "Dr"}
    people, _ = everyone(REPRESENTATIVES, row)
    (finding,) = (f for f in nominations(people, NOMINATIONS) if f.code == "N003")
    assert finding.message == "the gender of B is M: a woman is to be appointed"


def test_one_that_stands_by_a_day_that_was_not_read() -> None:
    old = {"key": "OLD", "validated": "soon"}
    new = {"key": "NEW", "replaces": "OLD", "given_name": "Bea", "email": "b@example.org"}
    assert "N008" not in [code for code, _ in nominated(old, new)]


@pytest.mark.parametrize("given", [{"region": "Afrca"}, {"region": None}, {"key": "A/B"}])
def test_a_key_that_may_be_another_one_breaks_no_rule(given: dict[str, Any]) -> None:
    """In a list without keys they are made of the regions, and one was not read."""
    old = {"status": "replaced", **given}
    new = {"replaces": "AFR", "given_name": "Bea", "email": "b@example.org"}
    assert nominated(old, new) == []


def test_a_given_key_is_nobodys_else() -> None:
    gone = {"key": "AFR", "status": "withdrawn", "given_name": "Bea"}
    rows: list[dict[str, Any]] = [{}, gone, {"key": None}]
    people, errors = everyone(REPRESENTATIVES, *rows)
    assert errors == []
    assert [person.key for person in people] == ["AFR-2", "AFR", "AFR-3"]


def test_what_follows_a_cut_may_be_the_row_that_is_named() -> None:
    new = {"key": "NEW", "replaces": "OLD"}
    people, _ = everyone(REPRESENTATIVES, new)
    assert "N008" in [f.code for f in nominations(people, NOMINATIONS)]
    assert "N008" not in [f.code for f in nominations(people, NOMINATIONS, complete=False)]
    wrong = ({"telephone": 5, "key": f"K{number}"} for number in range(1_100))
    rows: list[dict[str, Any]] = [new, *wrong, {"key": "OLD"}]
    entries, _ = recipients_of(table(REPRESENTATIVES, *rows), REPRESENTATIVES, KNOWN)
    assert entries is not None
    assert not entries.complete


def test_a_row_that_stands_twice_is_told_once() -> None:
    assert nominated({"key": "A"}, {"key": "A"}) == []
    fellow = {"key": "A", "fellowship": "yes"}
    assert invited(*[fellow] * 6) == []
    other = {"key": "A", "given_name": "Bea", "email": "b@example.org"}
    assert nominated({"key": "A"}, other) == [("N001", "reps.xlsx Reps!B3")]


def test_cells_that_have_moved_say_nothing() -> None:
    """A text file: an unquoted separator puts each value under the header after its own."""
    header = list(DELEGATE)
    whole = [str(value or "") for value in DELEGATE.values()]
    at = header.index("position")
    moved = [*whole[:at], "Head", *whole[at:]]
    rows = (Row(1, tuple(header)), Row(2, tuple(whole)), Row(3, tuple(moved)))
    entries, findings = recipients_of(Table("list.csv", "", rows), DELEGATES, KNOWN)
    assert ("L013", "list.csv Q3") in told(list(findings))
    assert entries is not None
    (row,) = entries.faulty
    assert row.unread == set(header)
    # What is not known has the default: no rule can take it for a value.
    assert (row.emails, row.country, row.gender, row.region) == ((), None, None, "")
    assert invitations_on(entries.together(), TRAININGS, ON) == []
