"""``docgen merge``: any Word template with any list, one letter a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from docgen import languages, mailmerge
from docgen import merge as merging
from docgen.cli.conversion import pdf_options
from docgen.cli.letters import Request, produce
from docgen.cli.options import Folder, choose_languages, common, read_date
from docgen.cli.report import Report
from docgen.diagnostics import Finding, did_you_mean, error, has_errors
from docgen.recipients.rows import ListRow, Rows, rows_of
from docgen.recipients.spreadsheet import read_table
from docgen.spool import Spool

if TYPE_CHECKING:
    from docgen.campaign import Campaign


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked of the list and the template."""

    template: str
    list: str
    name: str | None
    lang: str | None
    lang_column: str | None
    where: str | None
    sort: str | None
    sheet: str | None
    single: bool


@click.command()
@click.argument("template", metavar="TEMPLATE")
@click.argument("list_file", metavar="LIST")
@click.option(
    "--name",
    metavar="PATTERN",
    default=None,
    help="File names, as {{ family_name }}-{{ loop.index }}.  [default: numbered]",
)
@click.option(
    "--single",
    is_flag=True,
    help="One document with the letters of all rows, for printing.",
)
@click.option(
    "--lang",
    metavar="LANG",
    default=None,
    help="Language of the letters: ar, en, es, fr, ru or zh.",
)
@click.option(
    "--lang-column",
    metavar="COLUMN",
    default=None,
    help="Column that holds the language of each row.",
)
@click.option(
    "--where", metavar="EXPR", default=None, help='Take these rows only: country == "France".'
)
@click.option(
    "--sort",
    metavar="COLUMN",
    default=None,
    help="Order of the rows: a column or an expression; -COLUMN turns it around.",
)
@click.option("--sheet", metavar="NAME", default=None, help="Sheet of the workbook.")
@click.option(
    "--date",
    "on",
    metavar="DATE",
    default=None,
    help="Date of the letters, as 2024-03-06.  [default: the circular's, or today]",
)
@click.option(
    "--out",
    metavar="DIR",
    default=None,
    help="Where to write.  [default: out/ in the campaign folder, or here]",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that share the work.",
)
@click.option("--dry-run", is_flag=True, help="Do everything but write.")
@common
@pdf_options
@click.pass_context
def merge(
    context: click.Context,
    /,
    template: str,
    list_file: str,
    on: str | None,
    out: str | None,
    jobs: int,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    campaign_file: str,
    **given: Any,
) -> None:
    """Write one letter for each row of LIST (xlsx, xls, ods, csv or tsv) from any Word TEMPLATE.

    A column headed "Family name" is {{ family_name }} in the template. TEMPLATE may be a folder
    with fr.docx, en.docx …, or a path with {lang} in it. No campaign folder is needed; where
    there is one, its facts can be used too.
    """
    if given["lang"] is not None and given["lang_column"] is not None:
        raise click.UsageError("--lang and --lang-column exclude each other")
    if given["single"] and given["lang_column"] is not None:
        message = "--single and --lang-column exclude each other"
        raise click.UsageError(f"{message}: choose rows with --where, and say --lang")
    folder = Folder(Path(campaign_file))
    where = Path(out) if out is not None else folder.root / "out"
    absolute = out is not None and where.is_absolute()
    request = Request(mailmerge.KIND, folder, (), on, where, absolute, jobs, dry_run, False)
    report = Report("merge", as_json, quiet, title="would be written" if dry_run else "written")
    source = context.get_parameter_source("campaign_file")
    named = source is not click.core.ParameterSource.DEFAULT
    prepared = _prepare(request, Wishes(template, list_file, **given), named, report)
    if prepared is None:
        report.end()
    _write(request, *prepared, report)


def _write(
    request: Request,
    setting: mailmerge.Setting,
    letters: Sequence[mailmerge.PlannedRow],
    whole: mailmerge.PlannedWhole | None,
    report: Report,
) -> NoReturn:
    rendered = mailmerge.until_too_many(merging.render(setting, letters, request.jobs))
    if whole is not None:
        rendered = mailmerge.in_one(rendered, whole, setting)
        count = "1 letter" if len(letters) == 1 else f"{len(letters)} letters"
        report.lines.append(f"{count} in it")
    produce(request, rendered, len(letters), report)


def _prepare(
    request: Request, wishes: Wishes, named: bool, report: Report
) -> tuple[mailmerge.Setting, Sequence[mailmerge.PlannedRow], mailmerge.PlannedWhole | None] | None:
    """Validate the whole run: campaign, options, list, selection, templates, plan."""
    found = report.findings
    campaign = None
    if named or request.folder.file.exists():
        campaign, findings = request.folder.load()
        found.extend(findings)
    offered = campaign.languages if campaign is not None else languages.CODES
    language = mailmerge.NO_LANGUAGE
    if wishes.lang is not None:
        chosen, findings = choose_languages((wishes.lang,), offered)
        found.extend(findings)
        language = chosen[0] if chosen else language
    today = datetime.now(tz=UTC).astimezone().date()
    on, findings = read_date(request.on, campaign.circular.date if campaign is not None else today)
    found.extend(findings)
    rows = _rows(request.folder, wishes, found)
    files = mailmerge.TemplateFiles(
        wishes.template, request.folder.templates if campaign is not None else None
    )
    asked = wishes.lang is not None or wishes.lang_column is not None
    wrong_files = files.faults(languages_asked=asked)
    found.extend(wrong_files)
    kept: Sequence[tuple[ListRow, str]] | None = None
    if rows is not None:
        kept = _choose(rows, wishes, campaign, language, offered, found)
    by_row = {code for _, code in kept or ()}
    wanted = sorted(by_row) if by_row or wishes.lang_column is not None else [language]
    facts = mailmerge.facts_of(campaign, wanted)
    setting = mailmerge.Setting(facts, on or today, {})
    templates: dict[str, Any] | None = None
    if not wrong_files:
        templates, findings = mailmerge.load_templates(files, wanted, rows, setting)
        found.extend(findings)
    if rows is not None:
        found.extend(mailmerge.covered_facts(rows, facts))
        if not wishes.single:
            found.extend(mailmerge.name_patterns(wishes.name, wanted, rows, setting).findings)
    whole = None
    if wishes.single:
        whole, findings = mailmerge.plan_whole(wishes.name, files.stem, language, setting)
        found.extend(findings)
    if has_errors(found) or rows is None or kept is None or not templates:
        return None
    campaign_hash = campaign.hash if campaign is not None else ""
    setting = mailmerge.Setting(facts, setting.date, templates, campaign_hash)
    name = None if wishes.single else wishes.name
    letters, findings = mailmerge.plan(rows, kept, setting, files.stem, name)
    found.extend(findings)
    if has_errors(found) or letters is None:
        return None
    return setting, letters, whole


def _rows(folder: Folder, wishes: Wishes, found: list[Finding]) -> Rows | None:
    path = Path(wishes.list)
    table, findings = read_table(path, folder.shown(path), wishes.sheet)
    found.extend(findings)
    if table is None:
        return None
    rows, findings = rows_of(table)
    found.extend(findings)
    return rows


def _choose(
    rows: Rows,
    wishes: Wishes,
    campaign: Campaign | None,
    language: str,
    offered: tuple[str, ...],
    found: list[Finding],
) -> Sequence[tuple[ListRow, str]] | None:
    """The rows that get a letter, in order, each with its language."""
    facts = mailmerge.facts_of(campaign, [language]).get(language, {})
    kept, findings = mailmerge.choose(rows, wishes.where, wishes.sort, facts, language)
    found.extend(findings)
    if wishes.lang_column is None:
        return None if kept is None else Spool((row, language) for row in kept)
    column = rows.column(wishes.lang_column)
    if column is None:
        place = rows.table.place(rows.header)
        headers = [column.header for column in rows.columns]
        message = f"there is no column {wishes.lang_column!r}, which --lang-column names"
        hint = did_you_mean(wishes.lang_column, headers)
        found.append(error("L004", place, message, hint))
        return None
    if kept is None:
        return None
    codes, findings = mailmerge.languages_of(rows, kept, column, offered)
    found.extend(findings)
    return None if codes is None else Spool(zip(kept, codes, strict=True))
