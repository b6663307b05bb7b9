"""``docgen circular`` and ``docgen roadmap``: the commands that write a kind of letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from docgen import languages, merge
from docgen.cli.conversion import add_pdfs, pdf_options
from docgen.cli.options import (
    Folder,
    choose_kind,
    choose_languages,
    program_version,
    read_date,
    writes_letters,
)
from docgen.cli.progress import progress
from docgen.cli.report import File, Report
from docgen.diagnostics import DocgenError, Finding, Outcome, error, has_errors
from docgen.publish import Publication
from docgen.recipients import Recipient, check_across, read_entries

if TYPE_CHECKING:
    from docgen.campaign import Campaign


@dataclass(frozen=True, slots=True)
class Request:
    """What the officer asked for."""

    kind: str
    folder: Folder
    wanted: tuple[str, ...]
    on: str | None
    out: Path
    absolute: bool  # whether an absolute --out was given
    jobs: int
    dry_run: bool
    master_only: bool


@click.command()
@click.option("--master-only", is_flag=True, help="Leave the addressed copies out.")
@writes_letters
@pdf_options
def circular(master_only: bool, **options: Any) -> None:
    """Write the circular with Annex 1, and an addressed copy for each recipient written to in the
    language: regional organizations and Member States of the campaign's lists."""
    _write("circular", master_only=master_only, **options)


@click.command()
@writes_letters
@pdf_options
def roadmap(**options: Any) -> None:
    """Write Annex 1, the roadmap of the regional representatives, on its own."""
    _write("roadmap", master_only=True, **options)


def _write(
    kind: str,
    *,
    master_only: bool,
    wanted: tuple[str, ...],
    all_languages: bool,
    on: str | None,
    out: str | None,
    jobs: int,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    campaign_file: str,
) -> None:
    if wanted and all_languages:
        raise click.UsageError("--lang and --all exclude each other")
    folder = Folder(Path(campaign_file))
    where = Path(out) if out is not None else folder.root / "out"
    absolute = out is not None and where.is_absolute()
    request = Request(kind, folder, wanted, on, where, absolute, jobs, dry_run, master_only)
    report = Report(kind, as_json, quiet, title="would be written" if dry_run else "written")
    prepared = _prepare(request, report)
    if prepared is None:
        report.end()
    setting, letters = prepared
    produce(request, merge.render(setting, letters, jobs), len(letters), report)


def _prepare(
    request: Request, report: Report
) -> tuple[merge.Setting, tuple[merge.Planned, ...]] | None:
    """Validate the whole run: campaign, options, lists, templates, plan."""
    found = report.findings
    campaign, findings = request.folder.load()
    found.extend(findings)
    offered = campaign.languages if campaign is not None else languages.CODES
    chosen, findings = choose_languages(request.wanted, offered)
    found.extend(findings)
    on, findings = read_date(request.on, campaign.circular.date if campaign is not None else None)
    found.extend(findings)
    if campaign is None:
        return None
    unknown = choose_kind(campaign, request.kind)
    if unknown is not None:
        found.append(unknown)
        return None
    kind = campaign.kinds[request.kind]
    recipients: list[Recipient] = []
    if not request.master_only:
        recipients = read_recipients(request.folder, campaign, kind.lists, found)
    templates, findings = merge.load_templates(
        campaign, kind, chosen or (), request.folder.templates
    )
    found.extend(findings)
    if has_errors(found) or chosen is None or on is None or templates is None:
        return None
    setting = merge.Setting(campaign, kind, on, templates)
    letters, findings = merge.plan(setting, chosen, recipients)
    found.extend(findings)
    if has_errors(found) or letters is None:
        return None
    return setting, letters


def read_recipients(
    folder: Folder, campaign: Campaign, names: Iterable[str], found: list[Finding]
) -> list[Recipient]:
    """The rows of the lists; rows in a language that the campaign has not are findings there."""
    recipients: list[Recipient] = []
    everyone: list[Recipient] = []
    for name in names:
        path = folder.lists / f"{name}.csv"
        entries, findings = read_entries(path, folder.shown(path))
        found.extend(findings)
        if entries is not None:
            recipients.extend(entries.whole)
            everyone.extend(one for one in entries.together() if one.is_known("key"))
    found.extend(check_across(everyone))
    for recipient in recipients:
        language = recipient.languages[0]
        if language not in campaign.languages:
            message = f"{recipient.key} is written to in {language}, which the campaign has not"
            hint = f"add {language} to the languages in campaign.toml, or change the row"
            found.append(error("L009", recipient.source, message, hint))
    return recipients


def produce(
    request: Request, rendered: Iterable[Outcome[merge.Letter]], total: int, report: Report
) -> NoReturn:
    """Render every letter; publish them when none has a fault; end the command."""
    try:
        _produce(request, rendered, total, report)
    except DocgenError as fault:
        report.files.clear()
        report.findings.extend(fault.findings)
        report.end(fault.exit_code)
    report.end()


def _produce(
    request: Request, rendered: Iterable[Outcome[merge.Letter]], total: int, report: Report
) -> None:
    shown_out = _shown_out(request)
    if request.dry_run:
        with progress(report, "letters", total) as bar:
            for outcome in rendered:
                bar.step()
                _note(outcome.value, outcome.findings, shown_out, report)
        add_pdfs(None, request.out, shown_out, report)
    else:
        with Publication(request.out, shown_out) as publication:
            with progress(report, "letters", total) as bar:
                for outcome in rendered:
                    bar.step()
                    _note(outcome.value, outcome.findings, shown_out, report)
                    if outcome.value is not None and not has_errors(report.findings):
                        letter = outcome.value
                        publication.write(
                            letter.path, letter.data, about(letter), sha256=letter.sha256
                        )
            if not has_errors(report.findings):
                add_pdfs(publication, request.out, shown_out, report)
            if not has_errors(report.findings):
                publication.publish()
            report.findings.extend(publication.findings)
    if has_errors(report.findings):
        report.files.clear()


def about(letter: merge.Letter) -> dict[str, object] | None:
    """What the record of a publication says of a letter."""
    return None if letter.about is None else {**letter.about, "docgen": program_version()}


def _note(
    letter: merge.Letter | None, findings: Iterable[Finding], shown_out: str, report: Report
) -> None:
    report.findings.extend(findings)
    if letter is not None:
        report.files.append(
            File(f"{shown_out}/{letter.path}", letter.kind, letter.language or None,
                 letter.key, letter.sha256)
        )  # fmt: skip


def _shown_out(request: Request) -> str:
    """``out`` as paths in answers begin: absolute when an absolute one was asked for."""
    return request.out.as_posix() if request.absolute else request.folder.shown(request.out)
