"""``docgen check``: everything that can be wrong, found without writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from docgen import concordance, merge
from docgen.cli.conversion import Wish, converter_options
from docgen.cli.letters import read_recipients
from docgen.cli.looking import (
    Pages,
    look_at_file,
    look_at_letter,
    read_files,
)
from docgen.cli.options import Folder, common
from docgen.cli.report import Report
from docgen.cli.samples import Samples, sample_letters
from docgen.concordance.construction import built, compare_templates
from docgen.diagnostics import (
    DocgenError,
    Finding,
    Place,
    has_errors,
    in_reading_order,
    note,
)
from docgen.recipients.known import load_lists

if TYPE_CHECKING:
    from docgen.campaign import Campaign, Kind
    from docgen.recipients.known import Lists
    from docgen.template import Template


@click.command()
@click.option(
    "--concordance",
    "compared",
    is_flag=True,
    help="Compare FILE…, Word files of one letter in several languages, whoever made them.",
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
        _compare(files, folder, report)
    if files:
        _look_over(files, folder, report, spacing, pages)
    campaign, findings = folder.load()
    report.findings.extend(findings)
    if campaign is None:
        report.end()
    lists, findings = load_lists(folder.lists, folder.shown)
    report.findings.extend(findings)
    for kind in campaign.kinds.values():
        _kind(campaign, kind, folder, lists, report, spacing, pages)
    if pages is not None:
        pages.look(report)
    report.findings = in_reading_order(report.findings)
    if not has_errors(report.findings):
        names = ", ".join(campaign.kinds)
        count = len(campaign.languages)
        report.lines.append(f"checked in {count} languages: {names}")
    report.end()


def _compare(files: tuple[str, ...], folder: Folder, report: Report) -> NoReturn:
    """Word files from anywhere, with the campaign's equivalents where there is a campaign."""
    campaign = _campaign(folder, report)
    known = concordance.lexicon() if campaign is None else _lexicon(campaign)
    read = read_files(files, folder, report)
    if len(read) == len(files):
        report.findings.extend(concordance.compare_files(read, known))
    if not has_errors(report.findings):
        report.lines.append(f"{len(read)} documents say the same")
    report.end()


def _campaign(folder: Folder, report: Report) -> Campaign | None:
    """The campaign, where there is one: files from anywhere need none."""
    if not folder.file.is_file():
        return None
    campaign, findings = folder.load()
    report.findings.extend(findings)
    return campaign


def _look_over(
    files: tuple[str, ...], folder: Folder, report: Report, spacing: str, pages: Pages | None
) -> NoReturn:
    """Finished Word files from anywhere, each by itself."""
    campaign = _campaign(folder, report)
    known = concordance.lexicon() if campaign is None else _lexicon(campaign)
    read = read_files(files, folder, report)
    for shown, data in read:
        report.findings.extend(look_at_file(shown, data, known, spacing, pages))
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
    spacing: str,
    pages: Pages | None,
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
    declared = concordance.allowances(
        concordance.Allowed(
            each.language, each.what, each.name, each.reason,
            Place.line(folder.file.name, None, f"[kinds.{kind.name}] differences"), each.uses,
        )
        for each in kind.differences
    )  # fmt: skip
    found.extend(_by_construction(campaign, templates, folder, kind, declared))
    samples, findings = sample_letters(campaign, kind, templates, lists)
    found.extend(findings)
    if samples is None:
        return
    found.extend(_by_reading(campaign, kind, samples, declared))
    found.extend(declared.unmet())
    for variant, letters in samples.items():
        for language, data in letters.items():
            shown = f"{variant}/{language}"
            found.extend(look_at_letter(shown, data, language, spacing, pages))


def _by_construction(
    campaign: Campaign,
    templates: Mapping[str, Template],
    folder: Folder,
    kind: Kind,
    declared: concordance.Allowances,
) -> list[Finding]:
    def fact_of(name: str, language: str) -> str:
        return campaign.fact_of(name, language)

    made = {
        language: built(
            template,
            (folder.templates / kind.template / f"{language}{merge.SUFFIX}").read_bytes(),
            language,
            fact_of,
        )
        for language, template in templates.items()
    }
    facts = {fact_of(name, code) for code in campaign.languages for name in campaign.fields(code)}
    used = {fact for one in made.values() for fact in one.facts}
    return compare_templates(made, declared, sorted(facts | used))


def _by_reading(
    campaign: Campaign, kind: Kind, samples: Samples, declared: concordance.Allowances
) -> Iterable[Finding]:
    if not samples:
        yield note(
            "X002",
            Place.line("campaign.toml", None, f"[kinds.{kind.name}]"),
            f"the letters of the kind {kind.name} are not read back: no example of them is made",
            "compare those of a run with docgen check --concordance FILE…",
        )
    for variant, letters in samples.items():
        documents: list[tuple[str, concordance.Document]] = []
        for language, data in letters.items():
            try:
                document = concordance.read_document(data, f"{variant}/{language}")
            except DocgenError as fault:
                yield from fault.findings
            else:
                documents.append((language, document))
        if len(documents) > 1:
            yield from concordance.compare(documents, _lexicon(campaign), declared)


def _lexicon(campaign: Campaign) -> concordance.Lexicon:
    names = [
        *campaign.concordance.names,
        # The one who signs has an established name in each language.
        dict.fromkeys(str(campaign.signatory.name.in_language(c)) for c in campaign.languages),
    ]
    return concordance.lexicon(campaign.concordance.acronyms, [tuple(forms) for forms in names])
