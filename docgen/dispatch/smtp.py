"""A connection to the mail server, command by command. smtplib lives here and nowhere else.

smtplib's own ``send_message`` does not say whether a connection broke before the final dot, after
which the server may deliver, or not: here each step is taken, and fails, by its name.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from docgen.dispatch.credentials import Credentials
from docgen.dispatch.server import Security, Server, is_loopback

_LONGEST_LINE: Final = 2000  # RFC 5321, 4.5.3.1.5, has 512; servers of today write more
_MOST_LINES: Final = 100
_SHOWN: Final = 200


class Stage(StrEnum):
    """Where in the conversation something happened."""

    CONNECT = "connect"
    HELLO = "EHLO"
    STARTTLS = "STARTTLS"
    LOGIN = "AUTH"
    SENDER = "MAIL"
    RECIPIENT = "RCPT"
    DATA = "DATA"
    DOT = "after the dot"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: RFC 5321, section 4.2."""

    code: int
    text: str

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()

    @property
    def positive(self) -> bool:
        """2yz: done."""
        return 200 <= self.code < 300

    @property
    def permanent(self) -> bool:
        """5yz: never in this form."""
        return 500 <= self.code < 600


class SmtpError(Exception):
    """Something that went wrong with a server at ``stage``."""

    def __init__(self, stage: Stage, reason: str) -> None:
        super().__init__(f"{stage}: {reason}")
        self.stage = stage
        self.reason = reason


class RefusedError(SmtpError):
    """The server said no: 4yz or 5yz."""

    def __init__(self, stage: Stage, reply: Reply) -> None:
        super().__init__(stage, str(reply))
        self.reply = reply


class LostError(SmtpError):
    """No answer, no sensible answer, or no connection any more."""


class UnfitError(SmtpError):
    """A server that cannot be used as it is, however often one tries."""


class InsecureError(UnfitError):
    """No encryption, or a certificate that is not the server's."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to wait: for any answer, and for the one after the final dot.

    RFC 5321, section 4.5.3.2, asks for 5 and 10 minutes; the second is kept, because a server that
    is given up too early may deliver after all.
    """

    answer: float = 60.0
    delivery: float = 600.0


class _Dialogue(smtplib.SMTP):
    """smtplib with answers that are limited in length and must be answers."""

    def connect(self, *arguments: Any, **named: Any) -> tuple[int, bytes]:
        try:
            answer = super().connect(*arguments, **named)
            if self.sock is not None:
                # The final dot follows the message in a packet of its own, which Nagle's algorithm
                # would hold back until the server's delayed acknowledgement (RFC 1122, 4.2.3.2).
                self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return answer
        except BaseException:
            self.close()
            raise

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None:
            if self.sock is None:
                raise smtplib.SMTPServerDisconnected("no connection")
            self.file = self.sock.makefile("rb")
        said: list[bytes] = []
        while len(said) < _MOST_LINES:
            line = self.file.readline(_LONGEST_LINE + 1)
            if not line:
                self.close()
                raise smtplib.SMTPServerDisconnected("the server closed the connection")
            if not re.match(rb"[2-5][0-9][0-9](?:[ -]|\r?\n)", line) or len(line) > _LONGEST_LINE:
                raise _NoReplyError
            said.append(line[4:].strip(b" \t\r\n"))
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(said)
        raise _NoReplyError


class _WrappedDialogue(_Dialogue, smtplib.SMTP_SSL):
    """The same with TLS from the first byte (RFC 8314)."""


class _NoReplyError(Exception):
    """What the server sent is no answer of SMTP."""


class Connection:
    """A server that is ready to take messages. Made by :func:`open_connection`."""

    def __init__(self, dialogue: _Dialogue, limits: Limits, known: Credentials | None) -> None:
        self._dialogue = dialogue
        self._limits = limits
        self._known = known
        self.usable = True

    def offer(self, sender: str, addresses: Iterable[str]) -> dict[str, Reply]:
        """Announce a message from ``sender``; the server's answer to each of the addresses.

        :class:`RefusedError` when it wants nothing from the sender, :class:`LostError`.
        """
        with self._stage(Stage.SENDER):
            self._positive(Stage.SENDER, self._dialogue.docmd("MAIL", f"FROM:<{sender}>"))
        answers = {}
        with self._stage(Stage.RECIPIENT):
            for address in addresses:
                reply = self._reply(self._dialogue.docmd("RCPT", f"TO:<{address}>"))
                if 300 <= reply.code < 400:
                    raise _NoReplyError
                answers[address] = reply
        return answers

    def announce(self) -> None:
        """DATA: the server is ready for the message. It may fail as :meth:`offer`."""
        with self._stage(Stage.DATA):
            reply = self._reply(self._dialogue.docmd("DATA"))
            if reply.code >= 400:
                raise RefusedError(Stage.DATA, reply)
            if reply.code != 354:
                raise _NoReplyError

    def deliver(self, data: bytes) -> Reply:
        """The message, its final dot, and what the server says to it.

        :class:`LostError` at :attr:`Stage.DATA` means that the dot was not sent and nothing can
        have been delivered (RFC 5321, section 4.1.1.4); at :attr:`Stage.DOT`, that nobody knows.
        """
        dotted = re.sub(rb"^\.", b"..", data, flags=re.MULTILINE)  # section 4.5.2
        end = b"" if dotted.endswith(b"\r\n") else b"\r\n"
        # The time to send a whole message counts as one operation of the socket.
        self._patience(self._limits.delivery)
        with self._stage(Stage.DATA):
            self._dialogue.send(dotted + end)
        with self._stage(Stage.DOT):
            self._dialogue.send(b".\r\n")
            reply = self._positive(Stage.DOT, self._dialogue.getreply())
        self._patience(self._limits.answer)
        return reply

    def reset(self) -> None:
        """Forget the message that was announced."""
        with suppress(SmtpError), self._stage(Stage.SENDER):
            self._positive(Stage.SENDER, self._dialogue.docmd("RSET"))
            return
        self.usable = False

    def quit(self) -> None:
        """Say good-bye; what the server makes of it changes nothing any more."""
        if self.usable:
            with suppress(smtplib.SMTPException, OSError, _NoReplyError):
                self._dialogue.docmd("QUIT")
        self.close()

    def close(self) -> None:
        """Drop the connection."""
        self.usable = False
        with suppress(OSError):
            self._dialogue.close()

    # Building it up, for open_connection.

    def greet(self, name: str) -> None:
        """EHLO with the name of this machine."""
        with self._stage(Stage.HELLO):
            self._positive(Stage.HELLO, self._dialogue.ehlo(name))

    def encrypt(self, context: ssl.SSLContext) -> None:
        """STARTTLS, RFC 3207."""
        if not self._dialogue.has_extn("starttls"):
            raise InsecureError(Stage.STARTTLS, "the server offers no encryption (STARTTLS)")
        with self._stage(Stage.STARTTLS):
            try:
                self._dialogue.starttls(context=context)
            except smtplib.SMTPResponseException as fault:
                self._positive(Stage.STARTTLS, (fault.smtp_code, _octets(fault.smtp_error)))
                raise _NoReplyError from None

    def login(self, known: Credentials) -> None:
        """AUTH PLAIN (RFC 4954, RFC 4616), or LOGIN where the server has only that."""
        offered = self._dialogue.esmtp_features.get("auth", "").upper().split()
        with self._stage(Stage.LOGIN):
            if "PLAIN" in offered:
                answer = self._dialogue.docmd("AUTH", f"PLAIN {known.plain()}")
            elif "LOGIN" in offered:
                answer = self._dialogue.docmd("AUTH", "LOGIN")
                for word in known.login():
                    if answer[0] == 334:
                        answer = self._dialogue.docmd(word)
            else:
                raise UnfitError(Stage.LOGIN, "the server takes no user with a password")
            self._positive(Stage.LOGIN, answer)

    def _patience(self, seconds: float) -> None:
        if self._dialogue.sock is not None:
            self._dialogue.sock.settimeout(seconds)

    def _positive(self, stage: Stage, answer: tuple[int, bytes]) -> Reply:
        reply = self._reply(answer)
        if reply.code >= 400:
            raise RefusedError(stage, reply)
        if not reply.positive:
            raise _NoReplyError
        return reply

    def _reply(self, answer: tuple[int, bytes]) -> Reply:
        """The answer as it may be shown; after 421 the server closes (RFC 5321, section 3.8)."""
        code, said = answer
        if code == 421:
            self.usable = False
        text = said.decode("utf-8", "replace")
        if self._known is not None:
            text = self._known.hidden_in(text)
        words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        return Reply(code, words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…")

    @contextmanager
    def _stage(self, stage: Stage) -> Iterator[None]:
        """Every way to fail, as the fault it is."""
        try:
            yield
        except SmtpError as fault:
            if not isinstance(fault, RefusedError):
                self.close()
            raise
        except (smtplib.SMTPException, OSError, _NoReplyError, ValueError) as fault:
            self.close()
            raise _named(stage, fault) from None


def verifying() -> ssl.SSLContext:
    """TLS 1.2 or later, with the certificates that the system trusts."""
    return ssl.create_default_context()


def open_connection(
    server: Server,
    context: ssl.SSLContext | None,
    known: Credentials | None,
    limits: Limits,
    name: str,
) -> Connection:
    """A connection that is greeted, encrypted and logged in.

    ``context`` is needed unless the server is :attr:`Security.PLAIN`; ``name`` is this machine's,
    for EHLO.  Raises :class:`SmtpError` of one of its kinds.
    """
    dialogue: _Dialogue
    try:
        if server.security is Security.TLS:
            dialogue = _WrappedDialogue(
                server.host, server.port, name, timeout=limits.answer, context=context
            )
        else:
            dialogue = _Dialogue(server.host, server.port, name, timeout=limits.answer)
    except smtplib.SMTPConnectError as fault:
        reply = Reply(fault.smtp_code, _octets(fault.smtp_error).decode("utf-8", "replace"))
        shown = "".join(c if c.isprintable() else " " for c in reply.text)[:_SHOWN]
        if reply.code < 400:
            raise LostError(Stage.CONNECT, f"an unexpected answer: {reply.code}") from None
        raise RefusedError(Stage.CONNECT, Reply(reply.code, shown)) from None
    except (smtplib.SMTPException, OSError, _NoReplyError, ValueError) as fault:
        raise _named(Stage.CONNECT, fault) from None
    connection = Connection(dialogue, limits, known)
    try:
        if server.security is Security.PLAIN:
            _only_here(dialogue)
        connection.greet(name)
        if server.security is Security.STARTTLS and context is not None:
            connection.encrypt(context)
            connection.greet(name)
        if known is not None:
            connection.login(known)
    except SmtpError:
        connection.close()
        raise
    return connection


def _only_here(dialogue: smtplib.SMTP) -> None:
    """The name ``localhost`` may be another machine's."""
    peer = dialogue.sock.getpeername()[0] if dialogue.sock is not None else ""
    if not is_loopback(str(peer)):
        raise InsecureError(Stage.CONNECT, "the server is not on this machine")


def _named(stage: Stage, fault: Exception) -> SmtpError:
    """A fault of smtplib, of the system or of TLS, in words and without what was sent."""
    match fault:
        case ssl.SSLCertVerificationError():
            why = getattr(fault, "verify_message", "") or "it is not trusted"
            return InsecureError(stage, f"the server's certificate is not good: {why}")
        case _NoReplyError():
            return LostError(stage, "the server sent something that is no answer of SMTP")
        case TimeoutError():
            return LostError(stage, "the server did not answer in time")
        case ssl.SSLError():
            return LostError(stage, f"encryption failed: {fault.reason or 'no TLS there'}")
        case socket.gaierror():
            return UnfitError(stage, "no server of this name is known")
        case smtplib.SMTPServerDisconnected():
            return LostError(stage, "the server closed the connection")
        case OSError():
            return LostError(stage, fault.strerror or type(fault).__name__)
    return LostError(stage, f"the conversation failed ({type(fault).__name__})")


def _octets(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")
