"""``docgen send --status`` and ``--resolve``: the ledger shown, and a person's word on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from docgen import dispatch
from docgen.cli import standing
from docgen.cli.outbox import Run, as_warning
from docgen.diagnostics import DocgenError, Finding, Place, Severity, error
from docgen.dispatch import Parcel


def show_status(run: Run) -> NoReturn:
    """What the ledger says. Without a sender at work, what is in flight has an unknown fate."""
    if run.ledger_path.exists():
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
        standing.print_status(run.parcels, entries)
    run.report.lines.append(standing.summary(run.parcels, entries))
    run.report.findings.extend(
        as_warning(each)
        for each in dispatch.account(run.bag, run.parcels, entries)
        if each.code != "D023"
    )
    run.report.end()


def resolve(run: Run) -> None:
    """Write decisions down; D029, D030 for those that fit no message, and then none is written."""
    found: list[Finding] = []
    decisions: dict[str, bool] = {}
    with run.lock(), run.ledger() as ledger:
        ledger.adopt(run.bag)
        ledger.recover()
        entries = ledger.entries()
        for word in run.wish.resolve:
            key, _, decision = word.rpartition("=")
            place = Place("--resolve", (), word)
            if decision not in ("resend", "sent") or not key:
                found.append(error("D030", place, "this is no decision",
                                   "write KEY=resend or KEY=sent"))  # fmt: skip
                continue
            parcels, findings = dispatch.choose(run.bag.parcels, key, "--resolve")
            found.extend(findings)
            fitting = [each for each in parcels or ()
                       if _open_to(entries[each.id], decision)]  # fmt: skip
            if parcels and len(fitting) != 1:
                found.append(_unfit(place, parcels, fitting))
            decisions.update((each.id, decision == "resend") for each in fitting)
        if found:
            raise DocgenError(*found)
        for message, resend in decisions.items():
            ledger.decide(message, resend)


def _open_to(entry: dispatch.Entry, decision: str) -> bool:
    """Whether there is anything to decide: an unknown fate, a refusal, a message still to go."""
    states = dispatch.RESENDABLE if decision == "resend" else dispatch.DECLARABLE
    return any(each.state in states for each in entry.addresses)


def _unfit(place: Place, parcels: Sequence[Parcel], fitting: Sequence[Parcel]) -> Finding:
    if fitting:
        names = ", ".join(each.name for each in fitting)
        return error("D030", place, "this names several messages", f"name one of {names}")
    names = ", ".join(each.name for each in parcels)
    return error("D030", place, f"the fate of {names} is not open",
                 "look at docgen send --status")  # fmt: skip
