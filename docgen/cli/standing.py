"""How ``docgen send`` shows the messages of a bundle: as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docgen.cli.report import print_table
from docgen.dispatch import Entry, State

if TYPE_CHECKING:
    from docgen.bundle import Message

Entries = Mapping[str, Entry]
"""What the ledger knows, by Message-ID; empty without a ledger."""


def state_of(message: Message, entries: Entries) -> State:
    """Where a message stands; planned as long as no ledger says anything else."""
    return entries[message.id].state if message.id in entries else State.PLANNED


def print_plan(messages: Iterable[Message], entries: Entries) -> None:
    """What would go to whom."""
    header = ("recipient", "letter", "language", "to", "copy to", "subject", "attached", "state")
    print_table(header, [
        (
            message.key, message.kind, message.language, ", ".join(message.to),
            ", ".join(message.cc),
            message.subject, ", ".join(PurePosixPath(path).name for path in message.attachments),
            state_of(message, entries),
        )
        for message in messages
    ])  # fmt: skip


def print_status(messages: Iterable[Message], entries: Entries) -> None:
    """What became of each address."""
    header = ("recipient", "letter", "language", "address", "state", "attempts", "last", "answer")
    rows: list[tuple[str, ...]] = []
    for message in messages:
        entry = entries.get(message.id)
        named = (message.key, message.kind, message.language)
        if entry is None:
            rows += [
                (*named, each, State.PLANNED, "0", "", "") for each in (*message.to, *message.cc)
            ]
            continue
        rows += [
            (*named, each.address, each.state, str(entry.attempts), entry.last or "", each.reply)
            for each in entry.addresses
        ]
    print_table(header, rows)


def summary(messages: Iterable[Message], entries: Entries) -> str:
    """How many messages are in which state: ``5 accepted, 1 unknown``."""
    counts = dict.fromkeys(State, 0)
    for message in messages:
        counts[state_of(message, entries)] += 1
    return ", ".join(f"{count} {state}" for state, count in counts.items() if count)


def as_json(messages: Iterable[Message], entries: Entries) -> list[dict[str, Any]]:
    """The messages, each with the state of its addresses."""
    return [_message(message, entries.get(message.id)) for message in messages]


def _message(message: Message, entry: Entry | None) -> dict[str, Any]:
    addresses: list[dict[str, Any]]
    if entry is None:
        roles = [*(("to", each) for each in message.to), *(("cc", each) for each in message.cc)]
        addresses = [
            {"address": address, "role": role, "state": State.PLANNED.value, "code": None,
             "reply": ""}
            for role, address in roles
        ]  # fmt: skip
    else:
        addresses = [
            {"address": each.address, "role": each.role, "state": each.state.value,
             "code": each.code, "reply": each.reply}
            for each in entry.addresses
        ]  # fmt: skip
    return {
        "name": message.name,
        "id": message.id,
        "key": message.key,
        "kind": message.kind,
        "language": message.language,
        "subject": message.subject,
        "attachments": list(message.attachments),
        "state": (entry.state if entry is not None else State.PLANNED).value,
        "attempts": entry.attempts if entry is not None else 0,
        "last": entry.last if entry is not None else None,
        "addresses": addresses,
    }
