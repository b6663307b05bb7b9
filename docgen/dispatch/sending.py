"""Sending the messages of a bundle: each at most once, each accounted for.

The order of things, for one message: MAIL and RCPT; the ledger says "in flight"; DATA, the message,
the final dot; the server's answer; the ledger says what it was.  A run that ends anywhere before
"in flight" has given the server nothing; one that ends after it leaves a message whose fate is
unknown, which no later run sends by itself.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import Finding, Place, error
from docgen.dispatch.clock import Clock
from docgen.dispatch.ledger import Ledger
from docgen.dispatch.smtp import (
    Connection,
    InsecureError,
    LostError,
    RefusedError,
    Reply,
    SmtpError,
    Stage,
    UnfitError,
)
from docgen.dispatch.states import OPEN, Address, Answer, Entry, State
from docgen.mail import released

if TYPE_CHECKING:
    from docgen.bundle import Bundle, Message

_IDLE: Final = 20.0  # seconds that a connection may be left without a word


@dataclass(frozen=True, slots=True)
class Policy:
    """How to send.

    ``rate`` is messages a minute.  A message that the server does not take now is tried again
    after each of ``waits`` (seconds), then left to the next run; so is a connection that breaks,
    and the first one after ``first_waits``.  ``in_a_row`` failures without a success stop the run.
    """

    rate: int = 30
    waits: tuple[float, ...] = (10.0, 60.0, 300.0)
    first_waits: tuple[float, ...] = (2.0, 5.0)
    in_a_row: int = 5


class _StopError(Exception):
    """The run cannot go on; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Sending:
    """One run over the messages of a bundle.

    ``connect`` gives a connection or raises :class:`SmtpError`; ``told`` is called with each
    message and what became of it, for the screen.  The caller has verified the bundle, holds
    its sender lock, has adopted it into the ledger and let it recover.
    """

    def __init__(
        self,
        bundle: Bundle,
        ledger: Ledger,
        clock: Clock,
        policy: Policy,
        sender: str,
        server: str,
        connect: Callable[[], Connection],
        told: Callable[[Message, State, str], None] = lambda message, state, reply: None,
    ) -> None:
        self._bundle = bundle
        self._ledger = ledger
        self._clock = clock
        self._policy = policy
        self._sender = sender
        self._server = server
        self._connect = connect
        self._told = told
        self._connection: Connection | None = None
        self._connected_before = False
        self._in_a_row = 0
        self._next = 0.0  # monotonic time before which no message goes

    def run(self, messages: Iterable[Message]) -> list[Finding]:
        """Send what is planned or deferred among ``messages``; why the run stopped, if it did.

        What became of each message is in the ledger (see :func:`account`).
        """
        entries = self._ledger.entries()
        queue = [(0.0, number, 0, message) for number, message in enumerate(messages)
                 if entries[message.id].state in OPEN]  # fmt: skip
        self._remember_the_rate()
        try:
            while queue:
                due, number, tries, message = heapq.heappop(queue)
                self._wait(max(due, self._next))
                self._next = self._clock.monotonic() + 60.0 / self._policy.rate
                state = self._send(message)
                if state in OPEN and tries < len(self._policy.waits):
                    later = self._clock.monotonic() + self._policy.waits[tries]
                    heapq.heappush(queue, (later, number, tries + 1, message))
        except _StopError as stop:
            self._leave()
            return [stop.finding]
        except BaseException:
            # In the midst of a message, QUIT would be read as its text.
            if self._connection is not None:
                self._connection.close()
            raise
        self._leave()
        return []

    def _send(self, message: Message) -> State:
        """One attempt at one message; its state after it."""
        connection = self._open()
        dated = self._clock.now()
        data = released(self._bundle.draft(message), dated)
        wanted = self._ledger.open_addresses(message.id)
        try:
            said = connection.offer(self._sender, wanted)
            answers = {address: _answer(reply) for address, reply in said.items()}
        except (RefusedError, LostError) as fault:
            answers = dict.fromkeys(wanted, _answer_of(fault))
        taken = any(each.state is State.IN_FLIGHT for each in answers.values())
        if not taken:
            self._ledger.turned_away(message.id, answers, self._server)
            if connection.usable:
                connection.reset()
            return self._after(message, answers)
        return self._hand_over(connection, message, answers, data, dated)

    def _hand_over(
        self,
        connection: Connection,
        message: Message,
        answers: dict[str, Answer],
        data: bytes,
        dated: datetime,
    ) -> State:
        sent = hashlib.sha256(data).hexdigest()
        attempt = self._ledger.begin(message.id, answers, self._server, sent, dated)
        try:
            connection.announce()
            answer = Answer(State.ACCEPTED, *_said(connection.deliver(data)))
        except (RefusedError, LostError) as fault:
            answer = _answer_of(fault)
        self._ledger.settle(message.id, attempt, answer)
        if answer.state is not State.ACCEPTED and connection.usable:
            connection.reset()
        settled = {address: answer if each.state is State.IN_FLIGHT else each
                   for address, each in answers.items()}  # fmt: skip
        return self._after(message, settled)

    def _after(self, message: Message, answers: dict[str, Answer]) -> State:
        """Tell what became of a message; stop after too many failures in a row."""
        state = self._ledger.state(message.id)
        failed = next((each for each in answers.values() if each.state is not State.ACCEPTED), None)
        said = failed or next(iter(answers.values()))
        self._told(message, state, said.reply)
        if any(each.state is State.ACCEPTED for each in answers.values()):
            self._in_a_row = 0
        else:
            self._failed(said.reply)
        return state

    def _open(self) -> Connection:
        """The connection, made anew where it is not usable any more."""
        if self._connection is not None:
            if self._connection.usable:
                return self._connection
            self._connection.close()
        waits = self._policy.waits if self._connected_before else self._policy.first_waits
        for wait in (*waits, None):
            try:
                self._connection = self._connect()
            except InsecureError as fault:
                raise self._stop("D025", fault, "ask those who run the server; letters are sent "
                                 "over verified TLS only") from None  # fmt: skip
            except UnfitError as fault:
                code = "D026" if fault.stage is Stage.LOGIN else "D024"
                raise self._stop(code, fault, "look at --smtp and at the settings of the "
                                 "mail server") from None  # fmt: skip
            except RefusedError as fault:
                if fault.stage is Stage.LOGIN and fault.reply.permanent:
                    raise self._stop("D026", fault, "look at DOCGEN_SMTP_USER and "
                                     "DOCGEN_SMTP_PASSWORD") from None  # fmt: skip
                if fault.stage is Stage.STARTTLS and fault.reply.permanent:
                    raise self._stop("D025", fault, "ask those who run the server; letters are "
                                     "sent over verified TLS only") from None  # fmt: skip
                if fault.reply.permanent or wait is None:
                    raise self._unreachable(fault) from None
                self._failed(fault.reason)
            except LostError as fault:
                if wait is None:
                    raise self._unreachable(fault) from None
                self._failed(fault.reason)
            else:
                self._connected_before = True
                return self._connection
            self._clock.sleep(wait or 0.0)
        raise AssertionError("the last wait is None, which returns or raises")

    def _failed(self, reason: str) -> None:
        self._in_a_row += 1
        if self._in_a_row >= self._policy.in_a_row:
            raise _StopError(
                error("D027", Place(self._server), f"{self._in_a_row} failures in a row, the last "
                      f"one: {reason}", "find out what is wrong there, then send again: the run "
                      "goes on where it stopped")
            )  # fmt: skip

    def _unreachable(self, fault: SmtpError) -> _StopError:
        return self._stop("D024", fault, "look at --smtp and at the network, then send again")

    def _stop(self, code: str, fault: SmtpError, hint: str) -> _StopError:
        return _StopError(error(code, Place(self._server, (), fault.stage), fault.reason, hint))

    def _leave(self) -> None:
        if self._connection is not None:
            self._connection.quit()

    def _wait(self, until: float) -> None:
        seconds = until - self._clock.monotonic()
        if seconds <= 0:
            return
        if seconds > _IDLE:
            self._leave()
        self._clock.sleep(seconds)

    def _remember_the_rate(self) -> None:
        """The pace goes on from the last run's last message.

        A clock that was set back makes that moment lie ahead: then one full step is waited for.
        """
        step = 60.0 / self._policy.rate
        last = self._ledger.last_attempt()
        if last is not None:
            past = (self._clock.now() - last).total_seconds()
            self._next = self._clock.monotonic() + (step - past if 0 <= past < step else 0.0)
            if past < 0:
                self._next += step


def send_trial(
    connection: Connection, ledger: Ledger, message: Message, sender: str, address: str,
    server: str, data: bytes,
) -> Finding | None:  # fmt: skip
    """One letter to oneself: D021 or D024 when it was not taken."""
    place = Place(server, (), address)
    fault: SmtpError | None = None
    try:
        reply = connection.offer(sender, [address])[address]
        if not reply.positive:
            raise RefusedError(Stage.RECIPIENT, reply)
        connection.announce()
        said = str(connection.deliver(data))
    except (RefusedError, LostError) as failed:
        fault, said = failed, str(failed)
    ledger.trial(message.id, address, server, said)
    if fault is None:
        connection.quit()
        return None
    connection.close()
    code = "D021" if isinstance(fault, RefusedError) else "D024"
    return error(code, place, f"the trial was not taken: {fault}", "look at the address, then "
                 "try again")  # fmt: skip


def account(
    bundle: Bundle, messages: Iterable[Message], entries: Mapping[str, Entry]
) -> list[Finding]:
    """What is not as it should be: unknown (D020), refused (D021, D022) and remaining (D023).

    A message that the ledger does not know is left out.
    """
    found: list[Finding] = []
    remaining = 0
    for message in messages:
        entry = entries.get(message.id)
        if entry is None:
            continue
        place = bundle.place(message.name)
        refused = [each for each in entry.addresses if each.state is State.REFUSED]
        match entry.state:
            case State.UNKNOWN:
                reply = next(each.reply for each in entry.addresses if each.state is entry.state)
                found.append(
                    error("D020", place, f"nobody knows whether it arrived: {reply}",
                          f"ask {', '.join(message.to)}, then --resolve {message.name}=sent or "
                          f"--resolve {message.name}=resend")
                )  # fmt: skip
            case State.REFUSED:
                found.append(
                    error("D021", place, f"the server refused it: {_each(refused)}",
                          "correct the address and bundle again, or, if the server was wrong, "
                          f"--resolve {message.name}=resend")
                )  # fmt: skip
            case State.PLANNED | State.DEFERRED:
                remaining += 1
        if refused and entry.state is not State.REFUSED:
            found.append(
                error("D022", place, f"refused for {_each(refused)}; the other addresses are not "
                      "concerned", "correct the address in the list, or, if the server was wrong, "
                      f"--resolve {message.name}=resend")
            )  # fmt: skip
    if remaining:
        what = "message remains" if remaining == 1 else "messages remain"
        found.append(
            error("D023", bundle.place(), f"{remaining} {what} to be sent",
                  "send again; what was accepted is not sent twice")
        )  # fmt: skip
    return found


def _each(refused: Iterable[Address]) -> str:
    return "; ".join(f"{each.address} ({each.reply})" for each in refused)


def _said(reply: Reply) -> tuple[int, str]:
    return reply.code, str(reply)


def _answer(reply: Reply) -> Answer:
    """What an answer to RCPT means: taken, so that it will be in flight, or not."""
    if reply.positive:
        return Answer(State.IN_FLIGHT, *_said(reply))
    return Answer(State.REFUSED if reply.permanent else State.DEFERRED, *_said(reply))


def _answer_of(fault: RefusedError | LostError) -> Answer:
    """What a fault means for the message: unknown only if the dot was sent and not answered."""
    if isinstance(fault, RefusedError):
        state = State.REFUSED if fault.reply.permanent else State.DEFERRED
        return Answer(state, *_said(fault.reply))
    state = State.UNKNOWN if fault.stage is Stage.DOT else State.DEFERRED
    return Answer(state, None, f"{fault.stage}: {fault.reason}")
