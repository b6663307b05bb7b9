"""``docgen approve``: a person releases a bundle."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from docgen import dispatch
from docgen.cli.options import common, named_person
from docgen.cli.outbox import faults_of
from docgen.cli.report import Report
from docgen.diagnostics import DocgenError, has_errors


@click.command()
@click.option("--by", metavar="NAME", required=True, callback=named_person, help="Who releases it.")
@common
@click.argument("bundle", metavar="BAG")
def approve(bundle: str, by: str, campaign_file: str, as_json: bool, quiet: bool) -> None:
    """Record that NAME releases the bundle BAG, a folder or a zip file, as it is now.

    It is proved first, as docgen verify does. The record lies beside the bundle. Any change to the
    bundle afterwards makes it void, and docgen send asks for it where the campaign says so;
    personal letters always, unless it says no.
    """
    from docgen.bundle import read_bundle

    report = Report("approve", as_json, quiet, ending="; it was not approved")
    bag, findings = read_bundle(Path(bundle), Path(bundle).as_posix())
    report.findings.extend(findings)
    if bag is not None:
        report.findings.extend(faults_of(bag, report))
    if bag is None or has_errors(report.findings):
        report.end()
    try:
        approval = dispatch.approve(bag, by, datetime.now(tz=UTC))
    except DocgenError as fault:
        report.findings.extend(fault.findings)
        report.end()
    count = len(bag.messages)
    report.more["approval"] = {
        "by": approval.by, "at": approval.at.isoformat(timespec="milliseconds"),
        "messages": count,
    }  # fmt: skip
    what = "message" if count == 1 else "messages"
    report.lines.append(f"{approval.by} has approved {bag.shown} with {count} {what}")
    report.end()
