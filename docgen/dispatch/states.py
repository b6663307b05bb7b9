"""Where a message stands, and each of its addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class State(StrEnum):
    """Where a message stands, and each of its addresses."""

    PLANNED = "planned"
    IN_FLIGHT = "in flight"  # the server may have it
    ACCEPTED = "accepted"  # the server has taken it over
    DEFERRED = "deferred"  # not now; the next try is docgen's
    REFUSED = "refused"  # never, says the server
    UNKNOWN = "unknown"  # a person must find out


# The first of these that an address has is the message's: what asks for most care.
_WEIGHT: Final = (State.UNKNOWN, State.IN_FLIGHT, State.DEFERRED, State.PLANNED, State.ACCEPTED)
OPEN: Final = (State.PLANNED, State.DEFERRED)
# What a person may decide on: to send again, or that it was sent (by another way, perhaps).
RESENDABLE: Final[tuple[State, ...]] = (State.UNKNOWN, State.REFUSED)
DECLARABLE: Final[tuple[State, ...]] = (State.UNKNOWN, State.PLANNED, State.DEFERRED)


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a message: ``role`` is ``to`` or ``cc``, ``reply`` what the server said."""

    address: str
    role: str
    state: State
    code: int | None
    reply: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of the ledger. ``last`` is the time of its last attempt."""

    id: str
    state: State
    addresses: tuple[Address, ...]
    attempts: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an address."""

    state: State
    code: int | None
    reply: str


def of_message(states: Iterable[Any]) -> State:
    """The state of a message whose addresses have these."""
    found = set(states)
    return next((state for state in _WEIGHT if state in found), State.REFUSED)
