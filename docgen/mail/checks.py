"""What must not be in a message: faults of one, and of all that go together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgen.diagnostics import Finding, Place, error, warning
from docgen.mail.addresses import checked_address, same_address
from docgen.mail.headers import unfit
from docgen.mail.message import Message


def check_message(message: Message, place: Place) -> list[Finding]:
    """The faults of one message at ``place``: D001 to D005, D007."""
    found: list[Finding] = []
    boxes = [message.sender, *message.to, *message.cc]
    for box in boxes:
        valid, findings = checked_address(box.address, place)
        found.extend(findings)
        if valid is not None and valid != box.address and not findings:
            found.append(
                error("D001", place, f"the address {box.address} is not in its ASCII form",
                      f"write {valid}")
            )  # fmt: skip
    texts = [
        ("the subject", message.subject),
        *(("the name of an attachment", each.name) for each in message.attachments),
        *((f"the name of {box.address}", box.name) for box in boxes if box.name),
    ]
    for what, text in texts:
        bad = unfit(text)
        if bad is not None:
            found.append(
                error("D004", place, f"{what} holds a character that no header can hold: {bad}",
                      "delete it in the list or in campaign.toml")
            )  # fmt: skip
        elif not text:
            found.append(error("D004", place, f"{what} is empty", "fill it in"))
    if not message.to:
        found.append(
            error("D007", place, f"{message.key} has no e-mail address",
                  "add it to the list, or send the letter by post")
        )  # fmt: skip
    before: set[str] = set()
    for box in (*message.to, *message.cc):
        if same_address(box.address) in before:
            found.append(
                error("D005", place, f"{box.address} stands twice in one message",
                      "take it out of the list or of the copies")
            )  # fmt: skip
        before.add(same_address(box.address))
    return found


def check_all(messages: Iterable[tuple[Message, Place]], personal: bool) -> list[Finding]:
    """The faults of all messages: those of each, and one address for two recipients (D006).

    What is personal must not reach a second recipient: there it is an error, else a warning.
    """
    found: list[Finding] = []
    owners: dict[tuple[str, str], str] = {}
    for message, place in messages:
        found.extend(check_message(message, place))
        addresses = [box.address for box in message.to]
        found.extend(shared(owners, message.kind, message.key, addresses, place, personal))
    return found


def shared(
    owners: dict[tuple[str, str], str],
    kind: str,
    key: str,
    addresses: Sequence[str],
    place: Place,
    personal: bool,
) -> list[Finding]:
    """D006 for each address to which another key's letter of this kind goes as well.

    ``owners`` holds whose an address is, by kind and address; it is filled in.
    """
    found = []
    for address in addresses:
        owner = owners.setdefault((kind, same_address(address)), key)
        if owner != key:
            say = error if personal else warning
            found.append(
                say("D006", place, f"{address} is the address of {owner} and of {key}",
                    "correct the list: each recipient has an address of her own")
            )  # fmt: skip
    return found
