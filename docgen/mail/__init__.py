"""Messages as values: what one recipient is sent, as the bytes of a draft or of a mailbox file.

Nothing here reaches the network, reads a clock or draws a random number: the same message gives
the same bytes on any machine.  The form is RFC 5322 with RFC 2045 to 2047 and RFC 2231; lines end
with CR LF, hold ASCII only and are never longer than 998 characters.
"""

from __future__ import annotations

from docgen.mail.addresses import checked_address
from docgen.mail.checks import check_all, check_message
from docgen.mail.covering import Covering, covering
from docgen.mail.mailbox import mailbox_file
from docgen.mail.message import Attachment, Mailbox, Message, message_id
from docgen.mail.reading import Draft, read_draft
from docgen.mail.writing import draft, for_oneself, is_draft, released, wire

__all__ = [
    "Attachment",
    "Covering",
    "Draft",
    "Mailbox",
    "Message",
    "check_all",
    "check_message",
    "checked_address",
    "covering",
    "draft",
    "for_oneself",
    "is_draft",
    "mailbox_file",
    "message_id",
    "read_draft",
    "released",
    "wire",
]
