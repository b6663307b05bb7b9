"""One file with many messages, for a mail program to import: mbox, RFC 4155."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FROM: Final = re.compile(rb"^(>*From )", re.MULTILINE)


def mailbox_file(messages: Iterable[bytes], sender: str, on: datetime) -> bytes:
    """The messages, each after a line that names ``sender`` and the time in UTC.

    RFC 4155, appendix A: the time is that of C's ``asctime``, lines end with LF, an empty line
    closes each message.  A line of a message that begins with ``From`` gets a ``>``, and so does
    one that had it already (the form that is called mboxrd), so that nothing is lost.
    """
    when = on.astimezone(UTC)
    day = f"{_DAYS[when.weekday()]} {_MONTHS[when.month - 1]} {when.day:2}"
    head = f"From {sender} {day} {when:%H:%M:%S} {when.year:04}\n".encode("ascii")
    return b"".join(
        head + _FROM.sub(rb">\1", data.replace(b"\r\n", b"\n")) + b"\n" for data in messages
    )
