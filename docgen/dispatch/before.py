"""What went out already from another bundle: one letter may lie in two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from docgen.diagnostics import DocgenError, Finding, error, warning
from docgen.dispatch.ledger import Entry, Ledger, State

if TYPE_CHECKING:
    from docgen.bundle import Bundle, Message

_GONE = (State.ACCEPTED, State.IN_FLIGHT, State.UNKNOWN)


def sent_before(
    bundle: Bundle, messages: Iterable[Message], now: Callable[[], datetime]
) -> list[Finding]:
    """D040 for each message that another ledger beside the bundle knows as sent, or perhaps sent.

    The Message-ID is made of campaign, audience, row and content: the same letters to the same
    recipient have one in all bundles, but for those that correct another one and say why.  A
    ledger that cannot be read is a warning (D018).
    """
    found: list[Finding] = []
    known: dict[str, str] = {}  # the name of a ledger by Message-ID
    ending = bundle.ledger.name.removeprefix(bundle.name)
    for path in sorted(bundle.path.parent.glob(f"*{ending}")):
        if path == bundle.ledger:
            continue
        try:
            with Ledger(path, bundle.shown_beside(path), now) as ledger:
                entries = ledger.entries().values()
        except DocgenError as fault:
            found.extend(warning(each.code, each.place, each.message, each.hint)
                         for each in fault.findings)  # fmt: skip
            continue
        name = path.name.removesuffix(ending)
        known |= dict.fromkeys((each.id for each in entries if _has_gone(each)), name)
    for message in messages:
        if message.id in known:
            said = f"it went out from {known[message.id]}, or may have"
            found.append(
                error("D040", bundle.place(message.name), said,
                      f"--resolve {message.name}=sent takes it as sent here; to send it again, "
                      "make a corrigendum")
            )  # fmt: skip
    return found


def _has_gone(entry: Entry) -> bool:
    return any(each.state in _GONE for each in entry.addresses)
