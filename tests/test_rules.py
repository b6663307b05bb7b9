"""The rules that follow from a campaign's data."""

from __future__ import annotations

from datetime import date

import pytest

from docgen.recipients import Recipient
from docgen.recipients.recipient import Origin
from docgen.rules import members_on


def member(key: str, member_from: date | None) -> Recipient:
    return Recipient.model_validate(
        {
            "origin": Origin("member_states", "member_states.csv", "", {}),
            "row": 2,
            "row_hash": "0" * 64,
            "key": key,
            "region": "ASP",
            "language": "en",
            "names": {"en": key},
            "addressees": {"en": f"Administration of {key}"},
            "email": f"{key.lower()}@example.org",
            **({"member_from": member_from} if member_from is not None else {}),
        }
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
