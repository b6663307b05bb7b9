"""Time, handed in: sending waits, and the ledger says when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What sending needs to know of time."""

    def now(self) -> datetime:
        """The time of day, with its zone; it may be set back or forward while docgen runs."""

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


def as_text(moment: datetime) -> str:
    """A moment as files and the ledger hold it: ``2024-04-08T09:00:00.123Z``."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def from_text(text: str) -> datetime:
    """The moment that :func:`as_text` has written; :class:`ValueError` for anything else."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return moment
