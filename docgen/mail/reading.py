"""A draft read back: what a mail program would make of its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.parser import BytesParser


@dataclass(frozen=True, slots=True)
class Draft:
    """Whose a draft is: its addresses in ASCII form, its subject, the hashes of what is attached.

    ``attachments`` are pairs of name and SHA-256 in hex; ``blind`` are addresses of a blind copy,
    which no draft of docgen has; ``faults`` are what the parser did not like.
    """

    id: str
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    blind: tuple[str, ...]
    subject: str
    attachments: tuple[tuple[str, str], ...]
    text: str
    html: str
    faults: tuple[str, ...]


def read_draft(data: bytes) -> Draft:
    """What stands in a draft.  Raises :class:`ValueError` when it is no message at all."""
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        bodies = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
        attachments = tuple(_attachment(part) for part in message.iter_attachments())
        senders = _addresses(message, "From")
        return Draft(
            id=str(message.get("Message-ID", "")),
            sender=senders[0] if len(senders) == 1 else "",
            to=_addresses(message, "To"),
            cc=_addresses(message, "Cc"),
            blind=_addresses(message, "Bcc"),
            subject=str(message.get("Subject", "")),
            attachments=attachments,
            text=_body(bodies["plain"]),
            html=_body(bodies["html"]),
            faults=tuple(type(fault).__name__ for part in message.walk() for fault in part.defects),
        )
    except (MessageError, LookupError, TypeError, AttributeError) as fault:
        raise ValueError(f"not a mail message ({type(fault).__name__})") from fault


def _body(part: object) -> str:
    return str(part.get_content()).replace("\r\n", "\n") if isinstance(part, EmailMessage) else ""


def _attachment(part: object) -> tuple[str, str]:
    if not isinstance(part, EmailMessage):
        return "", ""
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    return part.get_filename() or "", hashlib.sha256(data).hexdigest()


def _addresses(message: EmailMessage, name: str) -> tuple[str, ...]:
    found: list[str] = []
    for header in message.get_all(name, []):
        if isinstance(header, AddressHeader):
            found += [each.addr_spec for each in header.addresses]
    return tuple(found)
