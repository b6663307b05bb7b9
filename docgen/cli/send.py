"""``docgen send``: a bundle leaves by mail."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from docgen import dispatch
from docgen.cli import standing
from docgen.cli.decisions import resolve, show_status
from docgen.cli.options import Folder, common
from docgen.cli.outbox import Run, SystemClock, Wish, as_warning, faults_of
from docgen.cli.report import File, Report
from docgen.diagnostics import (
    DocgenError,
    ExitCode,
    Finding,
    Outcome,
    Place,
    as_typed,
    error,
    has_errors,
)
from docgen.dispatch import Credentials, Server, State

if TYPE_CHECKING:
    from docgen.bundle import Message
    from docgen.campaign import Campaign

USER, PASSWORD = "DOCGEN_SMTP_USER", "DOCGEN_SMTP_PASSWORD"
_NO_MESSAGE = "a bundle of master documents alone is published, not sent"


@click.command()
@click.option("--smtp", metavar="HOST:PORT", default=None, help="The mail server.")
@click.option("--send", "really", is_flag=True, help="Send. Without it nothing is sent.")
@click.option("--confirm", type=click.IntRange(0), default=None, metavar="N",
              help="The number of recipients, for --send; else it is asked for.")  # fmt: skip
@click.option("--test-to", metavar="ADDRESS", default=None,
              help="Send one letter (see --only) to this address instead, as a trial.")  # fmt: skip
@click.option("--status", is_flag=True, help="Show what became of each message.")
@click.option("--resolve", multiple=True, metavar="KEY=resend|sent",
              help="Decide on a message whose fate is unknown. May be repeated.")  # fmt: skip
@click.option("--only", metavar="KEY", default=None,
              help="One recipient, as AFR, or one message, as AFR/confirmation/fr.")  # fmt: skip
@click.option("--rate", type=click.IntRange(1, 6000), default=None, metavar="N",
              help="Messages a minute.  [default: the campaign's]")  # fmt: skip
@click.option("--tls", type=click.Choice(["starttls", "tls"]), default=None,
              help="How to encrypt.  [default: starttls; tls on port 465]")  # fmt: skip
@click.option("--plain", is_flag=True, help="No encryption; to a server on this machine only.")
@click.option("--mbox", metavar="FILE", default=None,
              help="Write the messages to a mailbox file, to import.")  # fmt: skip
@common
@click.argument("bundle", metavar="BAG")
def send(bundle: str, campaign_file: str, as_json: bool, quiet: bool, **options: Any) -> None:
    """Show what the bundle BAG, a folder or a zip file, would send to whom; send it with --send.

    Each message goes at most once: the ledger beside the bundle knows of it before the server
    does. User and password come from DOCGEN_SMTP_USER and DOCGEN_SMTP_PASSWORD, or the password
    from the system's keyring. See docs/sending.md.
    """
    from docgen.bundle import read_bundle

    wish = Wish(**options)
    _check_usage(wish)
    report = Report("send", as_json, quiet, ending="; nothing was sent")
    shown = Path(bundle).as_posix()
    opened, findings = read_bundle(Path(bundle), shown)
    report.findings.extend(findings)
    if opened is None:
        report.end()
    messages: tuple[Message, ...] | None = tuple(opened.messages)
    if wish.only is not None:
        messages, findings = dispatch.choose(opened.messages, wish.only, "--only")
        report.findings.extend(findings)
    if messages is None:
        report.end()
    run = Run(opened, messages, wish, report, SystemClock())
    try:
        _run(run, Folder(Path(campaign_file)))
    except DocgenError as fault:
        report.findings.extend(fault.findings)
        report.end(fault.exit_code)


def _check_usage(wish: Wish) -> None:
    for wrong, message in (
        (wish.plain and wish.tls, "--plain and --tls exclude each other"),
        (wish.really and wish.test_to, "--send and --test-to exclude each other"),
        (wish.sends and wish.status, "--status shows, and does not send"),
        (wish.sends and wish.mbox, "--mbox writes a file instead of sending"),
        (wish.mbox and (wish.status or wish.resolve), "--mbox goes alone"),
        (wish.confirm is not None and not wish.really, "--confirm goes with --send"),
        (wish.sends and not wish.smtp, "--smtp HOST:PORT is needed to send"),
    ):
        if wrong:
            raise click.UsageError(message)


def _run(run: Run, folder: Folder) -> NoReturn:
    if run.wish.resolve:
        resolve(run)
    if run.wish.looks_at_ledger:
        show_status(run)
    server, sender, rate = _prepare(run, folder)
    if run.wish.mbox is not None:
        _write_mbox(run, Path(run.wish.mbox), sender)
    if not run.wish.sends or server is None:
        _show_plan(run, server, sender, rate)
    known = _credentials(run.report.findings, server)
    if has_errors(run.report.findings):
        run.report.end()
    if run.wish.test_to is not None:
        _send_trial(run, server, sender, known)
    _send(run, server, sender, rate, known)


def _prepare(run: Run, folder: Folder) -> tuple[Server | None, str, int]:
    """Everything that must hold before anything leaves; ends the command when it does not."""
    bundle, report, wish = run.bundle, run.report, run.wish
    campaign, findings = folder.load()
    report.findings.extend(findings)
    report.findings.extend(faults_of(bundle, report))
    server = None
    if wish.smtp is not None:
        server, findings = dispatch.read_server(wish.smtp, wish.tls, wish.plain)
        report.findings.extend(findings)
    if campaign is None or has_errors(report.findings):
        report.end()
    sender = _sender(campaign)
    release = dispatch.Release(campaign.campaign.name, sender, campaign.dispatch.allow)
    report.findings.extend(dispatch.check_release(bundle, release))
    wanted = campaign.dispatch.needs_approval
    if wanted if wanted is not None else bundle.manifest.audience == "personal":
        _, findings = dispatch.read_approval(bundle)
        report.findings.extend(findings if wish.really else map(as_warning, findings))
    if wish.test_to is not None:
        report.findings.extend(dispatch.check_address(wish.test_to, "--test-to", release.allow))
    if has_errors(report.findings):
        report.end()
    return server, sender, wish.rate or campaign.dispatch.rate


def _sender(campaign: Campaign) -> str:
    """The address in ASCII form that the campaign's mail comes from."""
    from docgen.mail import checked_address

    given = campaign.dispatch.sender or campaign.contact.email
    value, findings = checked_address(given, Place("campaign.toml", (), "[dispatch] sender"))
    if value is None or has_errors(findings):
        raise DocgenError(*findings)
    return value


def _credentials(found: list[Finding], server: Server) -> Credentials | None:
    """User and password from the environment, or the password from the keyring."""
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if not user:
        if password:
            message = f"{PASSWORD} is set, and {USER} is not"
            found.append(error("D026", Place("environment"), message, f"set {USER} too"))
        return None
    if password:
        return Credentials(user, password)
    known: Outcome[Credentials] = dispatch.from_keyring(user, server.host)
    found.extend(known.findings)
    return known.value


def _open(run: Run, server: Server, known: Credentials | None) -> dispatch.Connection:
    context = None if server.security is dispatch.Security.PLAIN else dispatch.verifying()
    # RFC 5321, section 4.1.1.1: a name that others can look up, else an address literal.
    name = socket.gethostname()
    name = name if "." in name and name.replace(".", "").replace("-", "").isalnum() else ""
    limits = dispatch.Limits()
    return dispatch.open_connection(server, context, known, limits, name or "[127.0.0.1]")


def _send(run: Run, server: Server, sender: str, rate: int, known: Credentials | None) -> NoReturn:
    report = run.report
    with run.lock(), run.ledger() as ledger:
        ledger.adopt(run.bundle)
        ledger.recover()
        entries = ledger.entries()
        waiting = run.waiting(entries)
        report.findings.extend(run.sent_before(entries))
        if has_errors(report.findings):
            report.end()
        if waiting:
            _confirm(run, waiting, entries, server)
        sending = dispatch.Sending(
            run.bundle, ledger, run.clock, dispatch.Policy(rate=rate), sender, str(server),
            lambda: _open(run, server, known), lambda *said: _tell(run, *said),
        )  # fmt: skip
        report.ending = ""
        try:
            try:
                report.findings.extend(sending.run(waiting))
            except KeyboardInterrupt:
                click.echo("stopped", err=True)
            except DocgenError as fault:
                report.findings.extend(fault.findings)
            ledger.recover()
            entries = ledger.entries()
        except DocgenError as fault:  # the ledger itself: what it says stays true
            report.findings.extend(fault.findings)
            report.end(ExitCode.STOPPED)
    _account(run, entries)


def _confirm(
    run: Run, waiting: Sequence[Message], entries: standing.Entries, server: Server
) -> None:
    """The number of recipients is typed, or was given; D031 when it is another one."""
    typed = run.wish.confirm
    asked = typed is None and not run.report.as_json
    if asked:
        standing.print_plan(waiting, entries)
        click.echo(f"These {len(waiting)} messages go out by {server}, and cannot be called back.",
                   err=True)  # fmt: skip
        try:
            typed = click.prompt("Type the number of recipients to send them", type=int, err=True)
        except click.Abort:
            typed = None
    if typed != len(waiting):
        said = "nothing was typed" if typed is None else f"{typed} is another number"
        raise DocgenError(
            error("D031", Place("--confirm"), f"{len(waiting)} recipients would be written to; "
                  f"{said}", f"look at the list without --send, then --confirm {len(waiting)}")
        )  # fmt: skip


def _tell(run: Run, message: Message, state: State, reply: str) -> None:
    """One line for each attempt, as it happens."""
    if run.listens:
        more = "" if state is State.ACCEPTED else f": {reply}"
        click.echo(f"{message.name} {state}{more}", err=True)


def _account(run: Run, entries: standing.Entries) -> NoReturn:
    """What became of all; exit code 4 as long as anything is open."""
    report = run.report
    report.findings.extend(dispatch.account(run.bundle, run.messages, entries))
    states = {standing.state_of(each, entries) for each in run.messages}
    code = None
    if states & {State.PLANNED, State.DEFERRED, State.UNKNOWN}:
        code = ExitCode.STOPPED
    run.note("send", entries)
    if run.listens:
        click.echo(standing.summary(run.messages, entries))
    run.write_register(entries)
    report.end(code)


def _show_plan(run: Run, server: Server | None, sender: str, rate: int) -> NoReturn:
    """The dry run: who would get what."""
    entries = run.entries()
    run.note("dry run", entries)
    run.report.findings.extend(
        as_warning(each) for each in dispatch.account(run.bundle, run.messages, entries)
        if each.code != "D023"
    )  # fmt: skip
    run.report.findings.extend(map(as_warning, run.sent_before(entries)))
    waiting = run.waiting(entries)
    if run.listens:
        standing.print_plan(run.messages, entries)
    count = len(waiting)
    by = f" by {server} ({server.security})" if server is not None else ""
    what = "message" if count == 1 else "messages"
    run.report.lines.append(f"{count} {what} would go out from {sender}{by}, {rate} a minute. "
                            "Nothing was sent.")  # fmt: skip
    if count:
        smtp = run.wish.smtp or "HOST:PORT"
        words = ["docgen send", as_typed(run.bundle.shown), "--smtp", smtp, *run.wish.way]
        run.report.lines.append(f"To send:  {' '.join(words)} --send --confirm {count}")
    run.report.end()


def _send_trial(run: Run, server: Server, sender: str, known: Credentials | None) -> NoReturn:
    """One letter to oneself."""
    from docgen.mail import for_oneself

    if not run.messages:
        place = Place("--test-to", (), run.wish.test_to or "")
        raise DocgenError(error("D029", place, "the bundle has no message", _NO_MESSAGE))
    message, address = run.messages[0], run.wish.test_to or ""
    data = for_oneself(run.bundle.draft(message), address, run.clock.now())
    with run.lock(), run.ledger() as ledger:
        try:
            connection = _open(run, server, known)
        except dispatch.SmtpError as fault:
            place = Place(str(server), (), fault.stage)
            raise DocgenError(
                error("D024", place, fault.reason, "look at --smtp and at the user")
            ) from None
        finding = dispatch.send_trial(
            connection, ledger, message, sender, address, str(server), data
        )
    if finding is not None:
        run.report.findings.append(finding)
    run.note("trial", run.entries())
    run.report.lines.append(f"{message.name} was sent to {address} as a trial")
    run.report.end()


def _write_mbox(run: Run, path: Path, sender: str) -> NoReturn:
    """The messages that are still to go, in a file for a mail program."""
    from docgen.mail import mailbox_file

    entries = run.entries()
    now = run.clock.now()
    run.report.findings.extend(run.sent_before(entries))
    if has_errors(run.report.findings):
        run.report.end()
    waiting = run.waiting(entries)
    data = mailbox_file((run.bundle.draft(each) for each in waiting), sender, now)
    digest = dispatch.write_beside(path, path.as_posix(), data)
    run.report.files.append(File(path.as_posix(), sha256=digest))
    run.report.lines.append(f"{len(waiting)} messages in {path.as_posix()}, to be imported and "
                            "sent by a mail program; the ledger does not know of them")  # fmt: skip
    run.note("mailbox", entries)
    run.report.end()
