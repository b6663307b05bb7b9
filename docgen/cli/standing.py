"""How ``docgen send`` shows the messages of a bundle: as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from docgen.cli.report import print_table
from docgen.dispatch import Entry, Parcel, State

Entries = Mapping[str, Entry]
"""What the ledger knows, by Message-ID; empty without a ledger."""


def state_of(parcel: Parcel, entries: Entries) -> State:
    """Where a message stands; planned as long as no ledger says anything else."""
    return entries[parcel.id].state if parcel.id in entries else State.PLANNED


def print_plan(parcels: Iterable[Parcel], entries: Entries) -> None:
    """What would go to whom."""
    header = ("recipient", "letter", "language", "to", "copy to", "subject", "attached", "state")
    print_table(header, [
        (
            parcel.key, parcel.kind, parcel.language, ", ".join(parcel.to), ", ".join(parcel.cc),
            parcel.subject, ", ".join(PurePosixPath(path).name for path in parcel.attachments),
            state_of(parcel, entries),
        )
        for parcel in parcels
    ])  # fmt: skip


def print_status(parcels: Iterable[Parcel], entries: Entries) -> None:
    """What became of each address."""
    header = ("recipient", "letter", "language", "address", "state", "attempts", "last", "answer")
    rows: list[tuple[str, ...]] = []
    for parcel in parcels:
        entry = entries.get(parcel.id)
        named = (parcel.key, parcel.kind, parcel.language)
        if entry is None:
            rows += [
                (*named, each, State.PLANNED, "0", "", "") for each in (*parcel.to, *parcel.cc)
            ]
            continue
        rows += [
            (*named, each.address, each.state, str(entry.attempts), entry.last or "", each.reply)
            for each in entry.addresses
        ]
    print_table(header, rows)


def summary(parcels: Iterable[Parcel], entries: Entries) -> str:
    """How many messages are in which state: ``5 accepted, 1 unknown``."""
    counts = dict.fromkeys(State, 0)
    for parcel in parcels:
        counts[state_of(parcel, entries)] += 1
    return ", ".join(f"{count} {state}" for state, count in counts.items() if count)


def as_json(parcels: Iterable[Parcel], entries: Entries) -> list[dict[str, Any]]:
    """The messages, each with the state of its addresses."""
    return [_message(parcel, entries.get(parcel.id)) for parcel in parcels]


def _message(parcel: Parcel, entry: Entry | None) -> dict[str, Any]:
    addresses: list[dict[str, Any]]
    if entry is None:
        roles = [*(("to", each) for each in parcel.to), *(("cc", each) for each in parcel.cc)]
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
        "name": parcel.name,
        "id": parcel.id,
        "key": parcel.key,
        "kind": parcel.kind,
        "language": parcel.language,
        "subject": parcel.subject,
        "attachments": list(parcel.attachments),
        "state": (entry.state if entry is not None else State.PLANNED).value,
        "attempts": entry.attempts if entry is not None else 0,
        "last": entry.last if entry is not None else None,
        "addresses": addresses,
    }
