"""``docgen check``: everything that can be wrong, found without writing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from docgen import concordance, merge
from docgen.cli.agreement import (
    Facts,
    by_construction,
    by_reading,
    compare_anywhere,
    declared_of,
    of_lists,
    words_of,
)
from docgen.cli.conversion import Wish, converter_options
from docgen.cli.letters import read_recipients
from docgen.cli.looking import (
    Manner,
    Pages,
    look_at_file,
    look_at_letter,
    read_files,
    words_in,
)
from docgen.cli.options import Folder, choose_kind, common
from docgen.cli.people import missing_organizations
from docgen.cli.report import Report
from docgen.cli.samples import sample_letters
from docgen.diagnostics import has_errors, in_reading_order
from docgen.recipients.known import load_lists
from docgen.starter_files import starter_folder

if TYPE_CHECKING:
    from docgen.campaign import Campaign, Kind
    from docgen.recipients.known import Lists


@click.command()
@click.option(
    "--concordance",
    "compared",
    is_flag=True,
    help="Compare FILE…, Word files of one letter in several languages, whoever made them.",
)
@click.option(
    "--kind",
    metavar="KIND",
    default=None,
    help="Letters of this kind only; with --concordance: FILE… are of this kind.",
)
@click.option(
    "--pages",
    "with_pages",
    is_flag=True,
    help="Look at the pages of the letters as well, by LibreOffice: where they break.",
)
@click.option(
    "--french-spacing",
    "spacing",
    type=click.Choice(["union", "national"]),
    default="union",
    show_default=True,
    help="Before : and ; in French: nothing, as the Union writes, or a no-break space.",
)
@click.argument("files", metavar="[FILE]…", nargs=-1)
@converter_options
@common
def check(
    files: tuple[str, ...],
    compared: bool,
    kind: str | None,
    with_pages: bool,
    spacing: str,
    wish: Wish,
    campaign_file: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Find everything that can be wrong, without writing anything.

    The campaign file, its lists and templates are read; the templates of each kind are compared
    between the languages, then finished letters are: whether all languages say the same, and each
    letter by itself: typography, script, what was left over, what a screen reader needs.

    With FILE…, finished letters of whatever origin are looked over instead.
    """
    folder = Folder(Path(campaign_file))
    report = Report("check", as_json, quiet, ending="")
    pages = Pages(wish, report) if with_pages else None
    if compared:
        if with_pages:
            raise click.UsageError("--pages does not go with --concordance")
        _compare(files, folder, report, kind)
    if files and kind is not None:
        raise click.UsageError("--kind goes with FILE… only where --concordance stands")
    if files:
        _look_over(files, folder, report, spacing, pages)
    campaign = _campaign(folder, report, kind, needed=True)
    if campaign is None or (kind is not None and kind not in campaign.kinds):
        report.end()
    kinds = [one for one in campaign.kinds.values() if kind in (None, one.name)]
    lists, findings = load_lists(folder.lists, folder.shown)
    report.findings.extend(findings)
    people = any(one.people is not None for one in kinds)
    if lists is not None and people and not has_errors(findings):
        report.findings.extend(missing_organizations(campaign, lists))
    report.findings.extend(of_lists(campaign, lists))
    facts = Facts(campaign, lists)
    manner = Manner(spacing, words_in(folder.root, campaign), pages)
    for one in kinds:
        _kind(campaign, one, folder, lists, report, facts, manner)
    if pages is not None:
        pages.look(report)
    report.findings = in_reading_order(report.findings)
    if not has_errors(report.findings):
        names = ", ".join(one.name for one in kinds)
        count = len(campaign.languages)
        report.lines.append(f"checked in {count} languages: {names}")
    report.end()


def _compare(files: tuple[str, ...], folder: Folder, report: Report, kind: str | None) -> NoReturn:
    """Word files from anywhere, with what the campaign says of them where there is one."""
    campaign = _campaign(folder, report, kind)
    read = read_files(files, folder, report)
    if len(read) == len(files):
        found = compare_anywhere(read, campaign, folder, kind)
        report.findings = in_reading_order([*report.findings, *found])
    if not has_errors(report.findings):
        report.lines.append(f"{len(read)} documents say the same")
    report.end()


def _campaign(
    folder: Folder, report: Report, kind: str | None = None, *, needed: bool = False
) -> Campaign | None:
    """The campaign, where there is one: files from anywhere need none, but a kind does."""
    if not (needed or kind is not None or folder.file.is_file()):
        return None
    campaign, findings = folder.load()
    report.findings.extend(findings)
    if campaign is not None and kind is not None:
        report.findings.extend(filter(None, (choose_kind(campaign, kind),)))
    return campaign


def _look_over(
    files: tuple[str, ...], folder: Folder, report: Report, spacing: str, pages: Pages | None
) -> NoReturn:
    """Finished Word files from anywhere, each by itself."""
    campaign = _campaign(folder, report)
    known = concordance.lexicon() if campaign is None else words_of(campaign, None)
    read = read_files(files, folder, report)
    home = folder.root if campaign is not None else starter_folder()
    manner = Manner(spacing, words_in(home, campaign), pages)
    for shown, data in read:
        report.findings.extend(look_at_file(shown, data, known, manner))
    if pages is not None:
        pages.look(report)
    if not has_errors(report.findings):
        count = len(read)
        report.lines.append(f"{count} {'letter' if count == 1 else 'letters'} looked over")
    report.end()


def _kind(
    campaign: Campaign,
    kind: Kind,
    folder: Folder,
    lists: Lists | None,
    report: Report,
    facts: Facts,
    manner: Manner,
) -> None:
    """Lists, templates, names of files, then both roads of the concordance for one kind."""
    found = report.findings
    recipients = read_recipients(folder, campaign, kind.lists, found)
    templates, findings = merge.load_templates(campaign, kind, campaign.languages, folder.templates)
    found.extend(findings)
    if templates is None or has_errors(findings):
        return
    if kind.people is None:
        setting = merge.Setting(campaign, kind, campaign.circular.date, templates)
        found.extend(merge.plan(setting, campaign.languages, recipients).findings)
    declared = declared_of(kind, folder.file.name)
    found.extend(by_construction(facts, templates, folder, kind, declared))
    samples, findings = sample_letters(campaign, kind, templates, lists)
    found.extend(findings)
    if samples is None:
        return
    found.extend(by_reading(kind, samples, facts.words, declared))
    found.extend(declared.unmet())
    for variant, letters in samples.items():
        for language, data in letters.items():
            shown = f"{variant}/{language}"
            found.extend(look_at_letter(shown, data, language, manner))
