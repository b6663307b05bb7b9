"""Membership: who is a member on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from docgen.recipients import Recipient


def members_on(recipients: Iterable[Recipient], on: date) -> tuple[Recipient, ...]:
    """Those who are members on the date of the letter, in their order (domain rule 18).

    Membership begins on the day ``member_from`` itself; without one it began before the campaign.
    """
    return tuple(r for r in recipients if r.member_from is None or r.member_from <= on)
