"""Which messages of a bundle a person means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docgen.diagnostics import Outcome, Place, did_you_mean, error

if TYPE_CHECKING:
    from docgen.bundle import Message


def choose(messages: Iterable[Message], selector: str, option: str) -> Outcome[tuple[Message, ...]]:
    """The messages that ``AFR``, ``AFR/confirmation`` or ``AFR/confirmation/fr`` names, or the one
    with this Message-ID; D029 for none. ``option`` is where the selector was given."""
    known = tuple(messages)
    chosen = tuple(
        each
        for each in known
        if selector in (each.name, each.id) or each.name.startswith(f"{selector}/")
    )
    if chosen:
        return Outcome(chosen)
    hint = did_you_mean(selector, dict.fromkeys(each.key for each in known))
    message = f"the bundle has no message for “{selector}”"
    return Outcome(None, (error("D029", Place(option, (), selector), message, hint),))
