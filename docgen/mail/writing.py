"""The bytes of a message: as a draft, as it goes out, and as a draft that is released."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from docgen.mail import headers
from docgen.mail.message import Attachment, Mailbox, Message

_BLANK_LINE: Final = b"\r\n\r\n"
_FIELD: Final = re.compile(rb"([!-9;-~]+):(?:[^\r\n]|\r\n[ \t])*\r\n")
_ATTACHMENT_TYPE: Final = re.compile(r"[a-z0-9]+/[a-z0-9][a-z0-9.+-]*")
# For the sender's program only, or never written: a message that goes out has none of them.
_KEPT_BACK: Final = frozenset({"x-unsent", "bcc"})


def draft(message: Message) -> bytes:
    """The message as a file that Outlook and others open as a draft (``X-Unsent: 1``).

    Raises :class:`~docgen.mail.headers.HeaderError` for what :func:`~docgen.mail.check_message`
    finds.
    """
    return _written(message, "X-Unsent: 1\r\n")


def wire(message: Message) -> bytes:
    """The message as it goes out."""
    return _written(message, "")


def released(data: bytes, on: datetime) -> bytes:
    """A draft's bytes as they go out: as they are, but dated ``on`` and without ``X-Unsent``.

    RFC 5322, section 3.6.1: the date says when the writer put the message into the mail.
    """
    fields, body = _parted(data)
    kept = [headers.date("Date", on) if name == "date" else field for name, field in fields
            if name not in _KEPT_BACK]  # fmt: skip
    return "".join(kept).encode("ascii") + b"\r\n" + body


def is_draft(data: bytes) -> bool:
    """Whether these bytes have the form of a draft of docgen's, so that they can be released."""
    try:
        _parted(data)
    except headers.HeaderError:
        return False
    return True


def for_oneself(data: bytes, address: str, on: datetime) -> bytes:
    """A draft's bytes as a trial that goes to ``address`` alone, and says so in its subject.

    It has another Message-ID than the letter: a mail program may show two of one ID once.
    """
    fields, body = _parted(data)
    kept: list[str] = []
    for name, field in fields:
        if name in _KEPT_BACK or name == "cc":
            continue
        if name == "to":
            kept.append(headers.mailboxes("To", [Mailbox(address)]))
        elif name == "subject":
            kept.append(f"Subject: [TEST]\r\n{field.partition(':')[2]}")
        elif name == "message-id":
            kept.append(field.replace("<", "<trial."))
        else:
            kept.append(headers.date("Date", on) if name == "date" else field)
    return "".join(kept).encode("ascii") + b"\r\n" + body


def _parted(data: bytes) -> tuple[list[tuple[str, str]], bytes]:
    """The fields of a draft, each with its name in small letters, and its body.

    Raises :class:`~docgen.mail.headers.HeaderError` when these are not bytes as :func:`draft`
    writes them.
    """
    head, blank, body = data.partition(_BLANK_LINE)
    head += b"\r\n"
    fields = [(found[1].decode("ascii").lower(), found[0].decode("ascii", "replace"))
              for found in _FIELD.finditer(head)]  # fmt: skip
    names = {name for name, _ in fields}
    whole = sum(len(found[0]) for found in _FIELD.finditer(head)) == len(head)
    if not blank or not whole or not head.isascii() or not names >= {"date", "from", "to"}:
        raise headers.HeaderError("this is not a draft that docgen has written")
    return fields, body


def _written(message: Message, unsent: str) -> bytes:
    content = "".join(_content(message))
    fields = [
        unsent,
        headers.date("Date", message.date),
        headers.mailboxes("From", [message.sender]),
        headers.mailboxes("To", message.to),
        headers.mailboxes("Cc", message.cc) if message.cc else "",
        headers.unstructured("Subject", message.subject),
        headers.identifier("Message-ID", message.id),
        f"Content-Language: {message.language}\r\n",
        "MIME-Version: 1.0\r\n",
        content,
    ]
    return "".join(fields).encode("ascii")


def _content(message: Message) -> Iterator[str]:
    """The parts: the body as text and as HTML, then the attachments (RFC 2046, section 5.1)."""
    outer, inner = _boundary(message, "mixed"), _boundary(message, "alternative")
    yield headers.parameters("Content-Type", "multipart/mixed", [("boundary", outer)])
    yield f"\r\n--{outer}\r\n"
    yield headers.parameters("Content-Type", "multipart/alternative", [("boundary", inner)])
    for kind, text in (("plain", message.text), ("html", message.html)):
        yield f"\r\n--{inner}\r\n"
        yield headers.parameters("Content-Type", f"text/{kind}", [("charset", "utf-8")])
        yield from _text(text)
    yield f"\r\n--{inner}--\r\n"
    for attachment in message.attachments:
        yield f"\r\n--{outer}\r\n"
        yield from _attached(attachment)
    yield f"\r\n--{outer}--\r\n"


def _text(text: str) -> Iterator[str]:
    """Latin text stays legible in the source of the message; others take base64, which is shorter.

    Quoted-printable writes ``From`` at the beginning of a line so that no mailbox file takes it
    for the next message (RFC 2049, section 3, (11)).
    """
    data = text.encode("utf-8")
    if len(data) * 5 > len(text) * 6:
        yield f"Content-Transfer-Encoding: base64\r\n\r\n{_base64(text_lines(data))}"
        return
    quoted = binascii.b2a_qp(data.replace(b"\r\n", b"\n"), istext=True)
    quoted = re.sub(rb"^From ", b"=46rom ", quoted, flags=re.MULTILINE)
    lines = quoted.decode("ascii").removesuffix("\n").replace("\n", "\r\n")
    yield f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{lines}\r\n"


def text_lines(data: bytes) -> bytes:
    """Text with its lines ended as RFC 2046, section 4.1.1, wants them inside an encoding."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _attached(attachment: Attachment) -> Iterator[str]:
    if not _ATTACHMENT_TYPE.fullmatch(attachment.media_type):
        raise headers.HeaderError(f"{attachment.media_type!r} is not a media type")
    # Programs of long ago look for the name in the first field, all others in the second.
    yield headers.parameters("Content-Type", attachment.media_type, [("name", attachment.name)])
    yield headers.parameters("Content-Disposition", "attachment", [("filename", attachment.name)])
    yield f"Content-Transfer-Encoding: base64\r\n\r\n{_base64(attachment.data)}"


def _base64(data: bytes) -> str:
    return base64.encodebytes(data).decode("ascii").replace("\n", "\r\n")


def _boundary(message: Message, part: str) -> str:
    """A line that no part holds: base64 has no ``=_``, quoted-printable writes ``=`` as ``=3D``."""
    known = hashlib.sha256(f"{part}\0{message.id}".encode())
    return f"=_{known.hexdigest()[:32]}"
