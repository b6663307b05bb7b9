"""A draft read back: what a mail program would make of its bytes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses


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
    """What stands in a draft.  Raises :class:`ValueError` when it is no message at all.

    The reader is the standard library's older one: the newer takes every field apart, of every
    part, which costs ten times the time.
    """
    try:
        message = message_from_bytes(data, policy=compat32)
        parts = list(message.walk())
        bodies = {
            part.get_content_type(): _octets(part).decode("utf-8")
            for part in reversed(parts)
            if part.get_content_disposition() is None and not part.is_multipart()
        }
        senders = _addresses(message, "From")
        return Draft(
            id=_field(message, "Message-ID"),
            sender=senders[0] if len(senders) == 1 else "",
            to=_addresses(message, "To"),
            cc=_addresses(message, "Cc"),
            blind=_addresses(message, "Bcc"),
            subject=_decoded(_field(message, "Subject")),
            attachments=tuple(
                (part.get_filename() or "", hashlib.sha256(_octets(part)).hexdigest())
                for part in parts
                if part.get_content_disposition() == "attachment"
            ),
            text=bodies.get("text/plain", "").replace("\r\n", "\n"),
            html=bodies.get("text/html", "").replace("\r\n", "\n"),
            faults=tuple(type(fault).__name__ for part in parts for fault in part.defects),
        )
    except (MessageError, LookupError, TypeError, AttributeError, ValueError) as fault:
        raise ValueError(f"not a mail message ({type(fault).__name__})") from fault


def _octets(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _unfolded(value: object) -> str:
    return re.sub(r"\r?\n(?=[ \t])", "", str(value)).strip()


def _field(message: Message, name: str) -> str:
    return _unfolded(message.get(name, ""))


def _decoded(value: str) -> str:
    return str(make_header(decode_header(value)))


def _addresses(message: Message, name: str) -> tuple[str, ...]:
    """The addresses of all fields of this name; their names are not asked for."""
    fields = [_unfolded(value) for value in message.get_all(name, [])]
    return tuple(address for _, address in getaddresses(fields) if address)
