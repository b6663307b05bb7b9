"""One message to one recipient, before it has bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address, and the name that is shown with it; the name may be in any script."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the message; ``media_type`` is ``application/pdf`` or the like."""

    name: str
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Message:
    """What one recipient is sent.

    ``id`` is the Message-ID with its angle brackets (see :func:`message_id`), ``to`` are all the
    addresses of the one recipient and ``cc`` those that the kind of letter says.  There is no
    blind copy: the type has no place for one.  ``date`` needs a time zone.
    """

    id: str
    key: str
    kind: str
    language: str
    sender: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    date: datetime


def message_id(run: str, row: str, content: str, sender: str) -> str:
    """The Message-ID of what ``run`` sends to ``row``, in the domain of the sender's address.

    The three are hashes, or any texts that are the same whenever the same is sent.  RFC 5322,
    section 3.6.4, asks for a global uniqueness that SHA-256 gives; ``sender`` is in ASCII form.
    """
    known = "\0".join((run, row, content)).encode("utf-8")
    return f"<{hashlib.sha256(known).hexdigest()[:40]}@{sender.rpartition('@')[2]}>"
