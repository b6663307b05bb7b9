"""Sending a bundle by SMTP, at most once to each recipient, and the ledger that says so.

What cannot be undone is made durable before it is done: the ledger knows of a message before the
server does.  A message whose fate is unknown is never sent again without a person's word.
"""

from __future__ import annotations

from docgen.dispatch.approval import Approval, approve, read_approval
from docgen.dispatch.before import sent_before
from docgen.dispatch.choice import choose
from docgen.dispatch.clock import Clock
from docgen.dispatch.credentials import Credentials, from_keyring
from docgen.dispatch.durable import write_beside
from docgen.dispatch.ledger import Ledger, to_be_read
from docgen.dispatch.lock import Holder, SenderLock
from docgen.dispatch.release import Release, check_address, check_release
from docgen.dispatch.sending import Policy, Sending, account, send_trial
from docgen.dispatch.server import Security, Server, read_server
from docgen.dispatch.smtp import (
    Connection,
    Limits,
    SmtpError,
    open_connection,
    verifying,
)
from docgen.dispatch.states import DECLARABLE, OPEN, RESENDABLE, Address, Entry, State

__all__ = [
    "DECLARABLE",
    "OPEN",
    "RESENDABLE",
    "Address",
    "Approval",
    "Clock",
    "Connection",
    "Credentials",
    "Entry",
    "Holder",
    "Ledger",
    "Limits",
    "Policy",
    "Release",
    "Security",
    "SenderLock",
    "Sending",
    "Server",
    "SmtpError",
    "State",
    "account",
    "approve",
    "check_address",
    "check_release",
    "choose",
    "from_keyring",
    "open_connection",
    "read_approval",
    "read_server",
    "send_trial",
    "sent_before",
    "to_be_read",
    "verifying",
    "write_beside",
]
