"""The states of a nomination (received, validated, …): which stand, and which are accepted."""

from __future__ import annotations

from typing import Final

from docgen.recipients import Recipient

ACTIVE: Final = frozenset({"received", "validated", "confirmed", "extended"})
"""The states of a nomination that stands: its nominee is the one of her region."""


def named(person: Recipient) -> str:
    """Her name in a message, or what else names her row where the name was not read."""
    return person.full_name or person.key or person.source.detail


def state_of(nominee: Recipient) -> str:
    """The state of her nomination: what is recorded, else what the dates say."""
    return nominee.status or ("validated" if nominee.validated else "received")


def is_active(nominee: Recipient) -> bool:
    """Whether her nomination stands, as far as it is known."""
    return nominee.is_known("status") and state_of(nominee) in ACTIVE


def is_accepted(nominee: Recipient) -> bool:
    """Whether her nomination has been validated and stands: she gets a confirmation."""
    return is_active(nominee) and state_of(nominee) != "received"
