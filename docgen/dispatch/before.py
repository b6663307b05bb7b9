"""What went out already from another bundle: one letter may lie in two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from docgen.diagnostics import DocgenError, Finding, error, warning
from docgen.dispatch.ledger import to_be_read
from docgen.dispatch.states import Entry, State

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.bundle import Bundle, Message

_GONE = (State.ACCEPTED, State.IN_FLIGHT, State.UNKNOWN)


def sent_before(
    bundle: Bundle, messages: Iterable[Message], now: Callable[[], datetime]
) -> list[Finding]:
    """D040 for each message that another ledger beside the bundle knows as sent, or perhaps sent.

    The Message-ID is made of campaign, audience, row and content: the same letters to the same
    recipient have one in all bundles.  Other letters of the kind to her, in the language, count as
    well, in a bundle of the same circular, unless this one corrects another and says why.  A ledger
    that cannot be read is a warning (D018).
    """
    found: list[Finding] = []
    ids: dict[str, str] = {}  # which bundle, by Message-ID
    names: dict[str, str] = {}  # which bundle, by the message's name
    ending = bundle.ledger.name.removeprefix(bundle.name)
    for path in sorted(bundle.path.parent.glob(f"*{ending}")):
        if path == bundle.ledger:
            continue
        try:
            with to_be_read(path, bundle.shown_beside(path), now) as ledger:
                gone = [each.id for each in ledger.entries().values() if _has_gone(each)]
        except DocgenError as fault:
            found.extend(warning(each.code, each.place, each.message, each.hint)
                         for each in fault.findings)  # fmt: skip
            continue
        other = path.name.removesuffix(ending)
        ids |= dict.fromkeys(gone, other)
        if gone and bundle.manifest.corrects is None:
            names |= dict.fromkeys(_names(bundle, path.with_name(other), gone), other)
    for message in messages:
        if message.id in ids:
            said = f"it went out from {ids[message.id]}, or may have"
        elif message.name in names:
            other = names[message.name]
            said = f"another letter of the kind to {message.key} went out from {other}"
        else:
            continue
        found.append(
            error("D040", bundle.place(message.name), said,
                  f"--resolve {message.name}=sent takes it as sent here; what is sent again goes "
                  "into a corrigendum, with its reason")
        )  # fmt: skip
    return found


def _names(bundle: Bundle, path: Path, ids: Iterable[str]) -> list[str]:
    """The names of messages of another bundle, if it is there and of the same circular."""
    from docgen.bundle import read_bundle

    gone = set(ids)
    for each in (path, path.with_name(f"{path.name}.zip")):
        other = read_bundle(each).value if each.exists() else None
        if other is not None and _circular(other) == _circular(bundle):
            return [message.name for message in other.messages if message.id in gone]
    return []


def _circular(bundle: Bundle) -> tuple[str, str]:
    campaign = bundle.manifest.campaign
    return campaign.reference, campaign.name


def _has_gone(entry: Entry) -> bool:
    return any(each.state in _GONE for each in entry.addresses)
