"""A small mail server that fails where and how a test asks for it.

It takes messages over plain text or STARTTLS, offers AUTH, and keeps what it has accepted. A fault
is a stage of the conversation and a way to fail there; ``times`` bounds how often.
"""

from __future__ import annotations

import socketserver
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, get_args

Stage = Literal["connect", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "dot", "QUIT"]
Way = Literal["4yz", "5yz", "close", "stall", "garbage"]
STAGES: tuple[Stage, ...] = get_args(Stage)
WAYS: tuple[Way, ...] = get_args(Way)

GARBAGE = b"\x16\x03\x01 <html>this is not SMTP</html>\r\n"
REPLIES = {"4yz": b"451 4.3.0 come back later\r\n", "5yz": b"550 5.7.1 not here\r\n"}
STALLED = 20.0  # seconds; clients of tests give up long before, or close the connection


@dataclass
class Fault:
    """Fail at ``stage`` in this ``way``: ``times`` times, then never; ``address`` for RCPT."""

    stage: Stage
    way: Way
    times: int = 1_000_000
    address: str | None = None
    reply: bytes | None = None  # in the place of the usual one
    accepts: bool = False  # after the dot: the message was taken all the same


@dataclass(frozen=True)
class Delivered:
    """What the server has accepted."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    encrypted: bool

    @property
    def id(self) -> str:
        (line,) = [line for line in self.data.split(b"\r\n\r\n")[0].split(b"\r\n")
                   if line.lower().startswith(b"message-id:")]  # fmt: skip
        return line.partition(b":")[2].strip().decode()


class _ClosedError(Exception):
    """The conversation is over."""


@dataclass
class MailServer:
    """The server; ``port`` is chosen by the system."""

    faults: list[Fault] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    user: tuple[str, str] | None = None
    delay: float = 0.0  # seconds before the answer to the final dot
    mailbox: list[Delivered] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    open: int = 0  # conversations that go on
    port: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ending: threading.Event = field(default_factory=threading.Event)

    def fault(self, stage: Stage, address: str | None = None) -> Fault | None:
        """The fault for this stage, used up by one."""
        with self._lock:
            for each in self.faults:
                fits = each.stage == stage and each.address in (None, address)
                if fits and each.times > 0:
                    each.times -= 1
                    return each
        return None

    def keep(self, delivered: Delivered) -> None:
        with self._lock:
            self.mailbox.append(delivered)

    @property
    def received(self) -> Counter[tuple[str, str]]:
        """How often each address has got each message."""
        with self._lock:
            return Counter((each.id, to) for each in self.mailbox for to in each.recipients)

    def settled(self) -> None:
        """Wait until no conversation goes on: what a client that is gone has left is worked off."""
        deadline = time.monotonic() + 10
        while self.open and time.monotonic() < deadline:
            time.sleep(0.001)
        assert not self.open

    def rest(self, seconds: float) -> None:
        """Wait, but not longer than the server lives."""
        self._ending.wait(seconds)

    @contextmanager
    def running(self) -> Iterator[MailServer]:
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                _Conversation(outer, self).hold()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = True
            allow_reuse_address = True
            request_queue_size = 64

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that went away is what many tests are about."""

        with Server(("127.0.0.1", 0), Handler) as server:
            self.port = server.server_address[1]
            thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
            thread.start()
            try:
                yield self
            finally:
                self._ending.set()
                server.shutdown()
                thread.join()


class _Conversation:
    def __init__(self, server: MailServer, handler: socketserver.StreamRequestHandler) -> None:
        self.server = server
        self.socket = handler.connection
        self.input = handler.rfile
        self.encrypted = False
        self.sender = ""
        self.recipients: list[str] = []

    def hold(self) -> None:
        with self.server._lock:
            self.server.connections += 1
            self.server.open += 1
        try:
            if not self.fails("connect"):
                self.say(b"220 mail.example.org ESMTP\r\n")
            while line := self.input.readline(4096):
                self.command(line.decode("utf-8", "replace").strip())
        except (_ClosedError, OSError, ValueError):
            pass
        finally:
            with self.server._lock:
                self.server.open -= 1
            if self.encrypted:  # the plain socket inside is closed by socketserver
                self.input.close()
                self.socket.close()

    def say(self, data: bytes) -> None:
        self.socket.sendall(data)

    def fails(self, stage: Stage, address: str | None = None) -> bool:
        """Whether a fault has answered in the place of the server."""
        fault = self.server.fault(stage, address)
        if fault is None:
            return False
        self.answer(fault)
        return True

    def answer(self, fault: Fault) -> None:
        match fault.way:
            case "4yz" | "5yz":
                self.say(fault.reply or REPLIES[fault.way])
            case "garbage":
                self.say(fault.reply or GARBAGE)
            case "stall":
                self.server.rest(STALLED)
                raise _ClosedError
            case "close":
                raise _ClosedError

    def command(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        verb = verb.upper()
        self.server.commands.append(line)
        match verb:
            case "EHLO":
                if not self.fails("EHLO"):
                    self.say(self.features())
            case "STARTTLS":
                if not self.fails("STARTTLS"):
                    self.encrypt()
            case "AUTH":
                if not self.fails("AUTH"):
                    self.login(rest)
            case "MAIL":
                self.sender, self.recipients = rest[6:-1], []
                if not self.fails("MAIL"):
                    self.say(b"250 2.1.0 ok\r\n")
            case "RCPT":
                address = rest[4:-1]
                if not self.fails("RCPT", address):
                    self.recipients.append(address)
                    self.say(b"250 2.1.5 ok\r\n")
            case "DATA":
                if not self.fails("DATA"):
                    self.say(b"354 go on\r\n")
                    self.message()
            case "RSET":
                self.say(b"250 2.0.0 ok\r\n")
            case "QUIT":
                if not self.fails("QUIT"):
                    self.say(b"221 2.0.0 bye\r\n")
                raise _ClosedError
            case _:
                self.say(b"500 5.5.1 what?\r\n")

    def features(self) -> bytes:
        words = ["mail.example.org", "SIZE 40000000"]
        if self.server.tls is not None and not self.encrypted:
            words.append("STARTTLS")
        if self.server.user is not None:
            words.append("AUTH PLAIN LOGIN")
        lines = [f"250-{word}\r\n" for word in words[:-1]]
        return "".join([*lines, f"250 {words[-1]}\r\n"]).encode()

    def encrypt(self) -> None:
        if self.server.tls is None:
            self.say(b"502 5.5.1 no\r\n")
            return
        self.say(b"220 2.0.0 ready\r\n")
        self.socket = self.server.tls.wrap_socket(self.socket, server_side=True)
        self.input = self.socket.makefile("rb")
        self.encrypted = True

    def login(self, rest: str) -> None:
        import base64

        kind, _, word = rest.partition(" ")
        if kind == "PLAIN":
            _, user, password = base64.b64decode(word).decode().split("\0")
        else:
            self.say(b"334 VXNlcm5hbWU6\r\n")
            user = base64.b64decode(self.input.readline()).decode()
            self.say(b"334 UGFzc3dvcmQ6\r\n")
            password = base64.b64decode(self.input.readline()).decode()
        if (user, password) == self.server.user:
            self.say(b"235 2.7.0 welcome\r\n")
        else:
            self.say(f"535 5.7.8 no: {user} {password} {word}\r\n".encode())

    def message(self) -> None:
        lines: list[bytes] = []
        while True:
            line = self.input.readline()
            if not line.endswith(b"\n"):
                raise _ClosedError  # RFC 5321, 4.1.1.4: without the final dot nothing is delivered
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b".") else line)
        if self.server.delay:
            time.sleep(self.server.delay)
        fault = self.server.fault("dot")
        if fault is None or fault.accepts:
            self.server.keep(Delivered(self.sender, tuple(self.recipients), b"".join(lines),
                                       self.encrypted))  # fmt: skip
        if fault is not None:
            self.answer(fault)
        else:
            self.say(b"250 2.0.0 taken\r\n")
