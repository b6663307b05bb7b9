"""``docgen send --status`` and ``--resolve``: the ledger shown, and a person's word on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from docgen import dispatch
from docgen.cli import standing
from docgen.cli.outbox import Run, as_warning, faults_of
from docgen.diagnostics import DocgenError, Finding, Place, Severity, error, has_errors

if TYPE_CHECKING:
    from docgen.bundle import Message


def show_status(run: Run) -> NoReturn:
    """What the ledger says. Without a sender at work, what is in flight has an unknown fate."""
    if run.bundle.ledger.exists():
        try:
            with run.lock(), run.ledger() as ledger:
                ledger.recover()
        except DocgenError as fault:
            held = [each for each in fault.findings if each.code in ("D017", "D032")]
            if not held:
                raise
            run.report.findings.extend(Finding(each.code, Severity.NOTE, each.place, each.message,
                                               each.hint) for each in held)  # fmt: skip
    entries = run.entries()
    run.note("status", entries)
    if run.listens:
        standing.print_status(run.messages, entries)
    run.report.lines.append(standing.summary(run.messages, entries))
    run.report.findings.extend(
        as_warning(each)
        for each in dispatch.account(run.bundle, run.messages, entries)
        if each.code != "D023"
    )
    run.write_register(entries)
    run.report.end()


def resolve(run: Run) -> None:
    """Write decisions down; D029, D030 for those that fit no message, and then none is written.

    A bundle of which the ledger knows nothing yet is proved first.
    """
    found = faults_of(run.bundle, run.report) if not run.entries() else []
    if has_errors(found):
        raise DocgenError(*found)
    run.report.findings.extend(found)
    found.clear()
    decisions: dict[str, bool] = {}
    with run.lock(), run.ledger() as ledger:
        ledger.adopt(run.bundle)
        ledger.recover()
        entries = ledger.entries()
        for word in run.wish.resolve:
            key, _, decision = word.rpartition("=")
            place = Place("--resolve", (), word)
            if decision not in ("resend", "sent") or not key:
                found.append(error("D030", place, "this is no decision",
                                   "write KEY=resend or KEY=sent"))  # fmt: skip
                continue
            named, findings = dispatch.choose(run.bundle.messages, key, "--resolve")
            found.extend(findings)
            fitting = [each for each in named or ()
                       if _open_to(entries[each.id], decision)]  # fmt: skip
            if named and len(fitting) != 1:
                found.append(_unfit(place, named, fitting))
            decisions.update((each.id, decision == "resend") for each in fitting)
        if found:
            raise DocgenError(*found)
        for message, resend in decisions.items():
            ledger.decide(message, resend)


def _open_to(entry: dispatch.Entry, decision: str) -> bool:
    """Whether there is anything to decide: an unknown fate, a refusal, a message still to go."""
    states = dispatch.RESENDABLE if decision == "resend" else dispatch.DECLARABLE
    return any(each.state in states for each in entry.addresses)


def _unfit(place: Place, named: Sequence[Message], fitting: Sequence[Message]) -> Finding:
    if fitting:
        names = ", ".join(each.name for each in fitting)
        return error("D030", place, "this names several messages", f"name one of {names}")
    names = ", ".join(each.name for each in named)
    return error("D030", place, f"the fate of {names} is not open",
                 "look at docgen send --status")  # fmt: skip
