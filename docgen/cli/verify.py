"""``docgen verify``: a bundle is proved, file by file, and letter by letter where that is asked."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.options import Folder, common
from docgen.cli.progress import progress
from docgen.cli.report import File, Report
from docgen.diagnostics import has_errors


@click.command()
@click.option(
    "--rebuild",
    is_flag=True,
    help="Make each letter again from the campaign, and compare the bytes.",
)
@common
@click.argument("bag", metavar="BAG")
def verify(bag: str, rebuild: bool, campaign_file: str, as_json: bool, quiet: bool) -> None:
    """Prove that the bundle BAG, a folder or a zip file, is what docgen packed.

    Every file is read again: missing, extra and altered ones are told apart; each letter's own word
    on what made it is compared with the manifest, and each draft with its message.
    """  # fmt: skip
    from docgen import bundle as bundling
    from docgen.cli.rebuild import rebuilt

    path = Path(bag)
    shown = path.as_posix()
    report = Report("verify", as_json, quiet, ending="; do not send this bundle")
    opened, _ = bundling.read_bundle(path, shown)
    letters = len(opened.manifest.letters) if opened is not None else 0
    total = len(opened.source.names) + letters if opened is not None else 1
    with progress(report, "files", total) as work:
        report.findings.extend(bundling.verify(path, shown, work.step))
        if opened is None or has_errors(report.findings):
            report.end()
        if rebuild:
            report.findings.extend(rebuilt(opened, Folder(Path(campaign_file)), work.step))
    if has_errors(report.findings):
        report.end()
    if as_json:
        report.files += [
            File(letter.path, letter.kind, letter.language, letter.key, letter.sha256)
            for letter in opened.manifest.letters
        ]
    messages = len(opened.manifest.messages)
    again = " made again with the same bytes" if rebuild else ""
    report.lines += [
        f"{shown} is whole: {len(opened.source.names)} files, {letters} letters{again}, "
        f"{messages} messages",
        f"SHA-256 of manifest.json: {opened.digest}",
    ]
    report.end()
