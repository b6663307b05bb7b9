"""How ``docgen send`` shows the messages of a bundle: as a table, as blocks where a terminal is too
narrow for it, and as JSON."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import click

from docgen.cli.report import print_table
from docgen.dispatch import Address, Entry, State

if TYPE_CHECKING:
    from docgen.bundle import Message

Entries = Mapping[str, Entry]
"""What the ledger knows, by Message-ID; empty without a ledger."""

_GAP: Final = 3  # columns between two of a table
_LABEL: Final = 10  # columns of a field's name, with the blanks behind it
_NARROWEST: Final = 40


def state_of(message: Message, entries: Entries) -> State:
    """Where a message stands; planned as long as no ledger says anything else."""
    return entries[message.id].state if message.id in entries else State.PLANNED


def print_plan(messages: Iterable[Message], entries: Entries) -> None:
    """What would go to whom."""
    listed = list(messages)
    header = ("recipient", "letter", "language", "to", "copy to", "subject", "attached", "state")
    rows = [
        (
            message.key, message.kind, message.language, ", ".join(message.to),
            ", ".join(message.cc), message.subject, ", ".join(_attached(message)),
            state_of(message, entries),
        )
        for message in listed
    ]  # fmt: skip
    if _printed_as_table(header, rows):
        return
    for message in listed:
        _print_block(f"{message.name}: {state_of(message, entries)}", [
            *(("to", each) for each in message.to),
            *(("copy to", each) for each in message.cc),
            ("subject", message.subject),
            *(("attached", each) for each in _attached(message)),
        ])  # fmt: skip


def print_status(messages: Iterable[Message], entries: Entries) -> None:
    """What became of each address."""
    listed = list(messages)
    header = ("recipient", "letter", "language", "address", "state", "attempts", "last", "answer")
    rows = [
        (message.key, message.kind, message.language, each.address, each.state, attempts, last,
         each.reply)
        for message in listed
        for attempts, last in [_tries(entries.get(message.id))]
        for each in _addresses(message, entries)
    ]  # fmt: skip
    if _printed_as_table(header, rows):
        return
    for message in listed:
        attempts, last = _tries(entries.get(message.id))
        tries = f", attempts: {attempts}, last {last}" if last else ""
        _print_block(f"{message.name}: {state_of(message, entries)}{tries}", [
            field
            for each in _addresses(message, entries)
            for field in (
                ("to" if each.role == "to" else "copy to", f"{each.address}: {each.state}"),
                *([("answer", each.reply)] if each.reply else []),
            )
        ])  # fmt: skip


def _attached(message: Message) -> list[str]:
    return [PurePosixPath(path).name for path in message.attachments]


def _tries(entry: Entry | None) -> tuple[str, str]:
    """How often a message was tried, and when it was last."""
    return ("0", "") if entry is None else (str(entry.attempts), entry.last or "")


def _addresses(message: Message, entries: Entries) -> tuple[Address, ...]:
    """The addresses of a message with their states: planned, where no ledger says otherwise."""
    if message.id in entries:
        return entries[message.id].addresses
    roles = [*(("to", each) for each in message.to), *(("cc", each) for each in message.cc)]
    return tuple(Address(address, role, State.PLANNED, None, "") for role, address in roles)


def _printed_as_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Print rows as a table, unless the terminal is too narrow for it: nothing is cut, and no
    address is folded into a column that nobody can read."""
    from rich.cells import cell_len

    shown = [tuple(_plain(text) for text in row) for row in rows]
    if sys.stdout.isatty():
        widths = [max(map(cell_len, column)) for column in zip(header, *shown, strict=True)]
        if sum(widths) + _GAP * (len(widths) - 1) > _width():
            return False
    print_table(header, shown)
    return True


def _print_block(title: str, fields: Iterable[tuple[str, str]]) -> None:
    """One message: its name, then a line for each field, long ones gone on with below."""
    width = max(_width(), _NARROWEST)
    for line in _folded(_plain(title), width):
        click.secho(line, bold=True)
    for label, text in fields:
        margin = f"  {label:<{_LABEL}}"
        for line in _folded(_plain(text), width - len(margin)):
            click.echo(f"{margin}{line}")
            margin = " " * len(margin)


def _width() -> int:
    """The columns of the terminal."""
    return shutil.get_terminal_size().columns


def _folded(text: str, width: int) -> list[str]:
    """A text in lines, broken at blanks where there are some; Chinese takes two columns."""
    from rich.cells import cell_len, chop_cells

    lines = []
    while cell_len(text) > width:
        head = chop_cells(text, width)[0]
        end = head.rfind(" ") + 1 or len(head)
        lines.append(text[:end].rstrip(" "))
        text = text[end:]
    return [*lines, text]


def _plain(text: str) -> str:
    """What a terminal would act upon, or show in another order, by its number."""
    from docgen.mail.headers import unfit

    return "".join(f"<U+{ord(letter):04X}>" if unfit(letter) else letter for letter in text)


def summary(messages: Iterable[Message], entries: Entries) -> str:
    """How many messages are in which state: ``5 accepted, 1 unknown``."""
    counts = dict.fromkeys(State, 0)
    for message in messages:
        counts[state_of(message, entries)] += 1
    return ", ".join(f"{count} {state}" for state, count in counts.items() if count)


def as_json(messages: Iterable[Message], entries: Entries) -> list[dict[str, Any]]:
    """The messages, each with the state of its addresses."""
    return [_message(message, entries) for message in messages]


def _message(message: Message, entries: Entries) -> dict[str, Any]:
    entry = entries.get(message.id)
    return {
        "name": message.name,
        "id": message.id,
        "key": message.key,
        "kind": message.kind,
        "language": message.language,
        "subject": message.subject,
        "attachments": list(message.attachments),
        "state": state_of(message, entries).value,
        "attempts": entry.attempts if entry is not None else 0,
        "last": entry.last if entry is not None else None,
        "addresses": [
            {"address": each.address, "role": each.role, "state": each.state.value,
             "code": each.code, "reply": each.reply}
            for each in _addresses(message, entries)
        ],
    }  # fmt: skip
