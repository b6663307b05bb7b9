"""The rules that follow from a campaign's data."""

from __future__ import annotations

from datetime import date

import pytest

from docgen.diagnostics import Place
from docgen.recipients import Recipient
from docgen.rules import members_on


def member(key: str, member_from: date | None) -> Recipient:
    return Recipient(
        key=key,
        list="member_states",
        region="ASP",
        languages=("en",),
        names={"en": key},
        abbreviations={},
        addressees={"en": f"Administration of {key}"},
        email=f"{key.lower()}@example.org",
        member_from=member_from,
        source=Place.row("member_states.csv", "", 2),
        row_hash="0" * 64,
    )


JPN = member("JPN", None)
PLW = member("PLW", date(2024, 9, 19))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 3, 6), (JPN,)),
        (date(2024, 9, 18), (JPN,)),
        (date(2024, 9, 19), (JPN, PLW)),
        (date(2024, 9, 20), (JPN, PLW)),
    ],
)
def test_membership_begins_on_its_first_day(on: date, expected: tuple[Recipient, ...]) -> None:
    assert members_on([JPN, PLW], on) == expected


def test_the_order_of_the_list_stays() -> None:
    assert members_on(iter((PLW, JPN)), date(2025, 1, 1)) == (PLW, JPN)
