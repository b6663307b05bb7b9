"""One call of ``docgen send``: what was asked for, the bundle, its ledger, the clock."""

from __future__ import annotations

import os
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from docgen import dispatch
from docgen.cli import standing
from docgen.cli.progress import progress
from docgen.cli.report import File, Report
from docgen.diagnostics import DocgenError, Finding, warning
from docgen.dispatch import Ledger

if TYPE_CHECKING:
    from docgen.bundle import Bundle, Message

_REGISTER = "register.xlsx"


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The time of day."""
        return datetime.now(tz=UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the officer asked for."""

    smtp: str | None
    really: bool
    confirm: int | None
    test_to: str | None
    status: bool
    resolve: tuple[str, ...]
    plain: bool
    tls: str | None
    rate: int | None
    only: str | None
    mbox: str | None

    @property
    def sends(self) -> bool:
        """Whether anything goes to a server."""
        return self.really or self.test_to is not None

    @property
    def looks_at_ledger(self) -> bool:
        """Whether the ledger is all that is wanted."""
        return (self.status or bool(self.resolve)) and not self.sends

    @property
    def way(self) -> list[str]:
        """The options that say how to send, and what, to be given again."""
        given = (("--only", self.only), ("--tls", self.tls),
                 ("--rate", self.rate and str(self.rate)))  # fmt: skip
        named = [word for name, value in given if value for word in (name, value)]
        return [*named, "--plain"] if self.plain else named


@dataclass(slots=True)
class Run:
    """One call: the bundle, the messages it is about, and what is said of them."""

    bundle: Bundle
    messages: tuple[Message, ...]
    wish: Wish
    report: Report
    clock: SystemClock

    def ledger(self) -> Ledger:
        """The bundle's ledger; made when it is not there."""
        path = self.bundle.ledger
        return Ledger(path, self.bundle.shown_beside(path), self.clock.now)

    def lock(self) -> dispatch.SenderLock:
        """The right to write to the ledger."""
        holder = dispatch.Holder(os.getpid(), socket.gethostname(), self.clock.now())
        return dispatch.SenderLock(self.bundle, holder)

    def entries(self) -> standing.Entries:
        """What the ledger says of this bundle, without making one; D019 when it is of another."""
        if not self.bundle.ledger.exists():
            return {}
        path = self.bundle.ledger
        shown = self.bundle.shown_beside(path)
        with dispatch.to_be_read(path, shown, self.clock.now) as ledger:
            return ledger.entries() if ledger.serves(self.bundle) else {}

    def waiting(self, entries: standing.Entries) -> list[Message]:
        """The messages that are still to go."""
        return [each for each in self.messages
                if standing.state_of(each, entries) in dispatch.OPEN]  # fmt: skip

    def sent_before(self, entries: standing.Entries) -> list[Finding]:
        """Which of the messages that are still to go went out from another bundle."""
        return dispatch.sent_before(self.bundle, self.waiting(entries), self.clock.now)

    def note(self, mode: str, entries: standing.Entries) -> None:
        """What ``--json`` says beside files and findings."""
        self.report.more["mode"] = mode
        self.report.more["messages"] = standing.as_json(self.messages, entries)

    def write_register(self, entries: standing.Entries) -> None:
        """The outgoing register with what became of each message, beside the bundle.

        The register inside the bundle stays as it was approved.  Where it cannot be written (it is
        open in Excel), that is a warning: what was sent stays sent, and the ledger says so.
        """
        from docgen.bundle import register_beside

        if not entries:
            return
        states = {message: entry.state.value for message, entry in entries.items()}
        path = self.bundle.beside(_REGISTER)
        shown = self.bundle.shown_beside(path)
        try:
            digest = dispatch.write_beside(path, shown, register_beside(self.bundle, states))
        except DocgenError as fault:
            self.report.findings.extend(map(as_warning, fault.findings))
            return
        if self.report.as_json:
            self.report.files.append(File(shown, sha256=digest))
        elif self.listens:
            click.echo(f"register: {shown}")

    @property
    def listens(self) -> bool:
        """Whether anybody reads lines on the screen."""
        return not self.report.as_json and not self.report.quiet


def faults_of(bundle: Bundle, report: Report) -> list[Finding]:
    """What ``docgen verify`` says of a bundle: file by file, letter by letter, draft by draft."""
    from docgen.bundle import verify

    with progress(report, "files", len(bundle.source.names)) as work:
        return verify(bundle.path, bundle.shown, work.step)


def as_warning(finding: Finding) -> Finding:
    """A finding that does not stop the command."""
    return warning(finding.code, finding.place, finding.message, finding.hint)
