"""``docgen confirmations`` and ``docgen invitations``: letters to the people of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from docgen import merge, personal, rules
from docgen.cli.checking import check_list, decided, nomination_facts, training_facts
from docgen.cli.conversion import pdf_options
from docgen.cli.letters import Request, produce
from docgen.cli.options import (
    Folder,
    choose_kind,
    choose_languages,
    common,
    read_date,
)
from docgen.cli.progress import Bar, progress
from docgen.cli.report import Report
from docgen.codes import CODES
from docgen.diagnostics import (
    Finding,
    Outcome,
    Place,
    as_typed,
    did_you_mean,
    error,
    has_errors,
)
from docgen.recipients import Entries, Recipient, read_list
from docgen.recipients.form import FORMS
from docgen.recipients.known import OFFICES, Lists, load_lists
from docgen.recipients.recipient import spooled
from docgen.spool import Spool

if TYPE_CHECKING:
    from docgen.campaign import Campaign, Kind
    from docgen.recipients.reading import Watch


_COPY: Final = "to see them in a copy of the list:"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the officer asked of the list."""

    list: str
    sheet: str | None
    only: tuple[str, ...]
    accepted: tuple[str, ...]


def writes_to_people(command: Any) -> Any:
    """The argument and the options of the commands that write to the people of a list."""
    command = common(command)
    for option in (
        click.option("--dry-run", is_flag=True, help="Show who gets what, and write nothing."),
        click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True,
                     help="Processes that share the work."),
        click.option("--out", metavar="DIR", default=None,
                     help="Where to write.  [default: out/ in the campaign folder]"),
        click.option("--date", "on", metavar="DATE", default=None,
                     help="Date of the letters.  [default: the kind's in campaign.toml, or today]"),
        click.option("--sheet", metavar="NAME", default=None, help="Sheet of the workbook."),
        click.option("--accept", "accepted", metavar="CODE", multiple=True, callback=_codes,
                     help="Go on in spite of warnings of this code. May be repeated."),
        click.option("--only", metavar="REGION|KEY", multiple=True,
                     help="These people only, by region or key. May be repeated."),
        click.option("--lang", "courtesy", metavar="LANG", multiple=True,
                     help="Add a courtesy copy in this language. May be repeated."),
    ):  # fmt: skip
        command = option(command)
    return click.argument("list_file", metavar="LIST")(command)


def _codes(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """The codes named, also several in one word: ``N005,N012``."""
    codes = [code.strip().upper() for word in given for code in word.split(",") if code.strip()]
    rule_codes = [code for code in CODES if code.startswith("N")]
    for code in codes:
        if code not in rule_codes:
            raise click.BadParameter(f"there is no {code!r}; {did_you_mean(code, rule_codes)}")
    return tuple(codes)


@click.command()
@writes_to_people
@pdf_options
def confirmations(**options: Any) -> None:
    """Write a confirmation to each accepted representative of LIST, in her language, and the note
    to her regional organization.

    LIST is the workbook of nominations (xlsx, xls, ods, csv): a file, or the name of one in
    mailing_lists/. One fault anywhere, and nothing is
    written.
    """
    _write("confirmation", "confirmations", **options)


@click.command()
@writes_to_people
@pdf_options
def invitations(**options: Any) -> None:
    """Write an invitation to the training of her region to each delegate of LIST, in her language.

    LIST is the workbook of delegates (xlsx, xls, ods, csv): a file, or the name of one in
    mailing_lists/. One fault anywhere, and nothing is
    written.
    """
    _write("invitation", "invitations", **options)


def _write(
    kind: str,
    command: str,
    *,
    list_file: str,
    courtesy: tuple[str, ...],
    only: tuple[str, ...],
    accepted: tuple[str, ...],
    sheet: str | None,
    on: str | None,
    out: str | None,
    jobs: int,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    campaign_file: str,
) -> None:
    folder = Folder(Path(campaign_file))
    where = Path(out) if out is not None else folder.root / "out"
    absolute = out is not None and where.is_absolute()
    request = Request(kind, folder, courtesy, on, where, absolute, jobs, dry_run, False)
    report = Report(command, as_json, quiet, title="would be written" if dry_run else "written")
    wishes = Wishes(list_file, sheet, only, accepted)
    today = datetime.now(tz=UTC).astimezone().date()
    with progress(report, "reading and checking") as bar:
        planned = _prepare(request, wishes, today, report, bar)
    if planned is None:
        report.end()
    if dry_run:
        report.table = _plan_table(planned, report.findings)
    rendered = chain.from_iterable(
        merge.render(setting, of_kind, jobs) for setting, of_kind in planned
    )
    produce(request, rendered, sum(len(of_kind) for _, of_kind in planned), report)


Planned = list[tuple[personal.Setting, Sequence[personal.PlannedLetter]]]


def _prepare(
    request: Request, wishes: Wishes, today: date, report: Report, bar: Bar
) -> Planned | None:
    """Validate the whole run: campaign, options, lists, rules, templates, plan."""
    found = report.findings
    campaign, findings = request.folder.load()
    found.extend(findings)
    lists, findings = load_lists(request.folder.lists, request.folder.shown)
    found.extend(findings)
    if campaign is None:
        return None
    unknown = choose_kind(campaign, request.kind)
    if unknown is not None:
        found.append(unknown)
        return None
    kind = campaign.kinds[request.kind]
    courtesy: tuple[str, ...] | None = ()
    if request.wanted:
        courtesy, findings = choose_languages(request.wanted, campaign.languages)
        found.extend(findings)
    on, findings = read_date(request.on, kind.date or today)
    found.extend(findings)
    if lists is None:
        return None
    found.extend(missing_organizations(campaign, lists))
    entries = read_people(request.folder, wishes, kind.people or "", lists, report, bar.over)
    if entries is None or on is None:
        return None
    people = _ruled(campaign, entries, kind.people or "", on, wishes, found)
    return _planned(request, campaign, people, lists, courtesy or (), on, found)


def read_people(
    folder: Folder,
    wishes: Wishes,
    form: str,
    lists: Lists,
    report: Report,
    watch: Watch = iter,
) -> Entries | None:
    """The people of a list; what is wrong with it goes into the report, by its rows.

    ``watch`` is given the rows, and sees how far it is.
    """
    path = folder.list_file(wishes.list)
    checked = check_list(
        path, folder.shown(path), lists.known, FORMS[form], wishes.sheet, watch=watch
    )
    report.findings.extend(checked.findings)
    report.lists[checked.shown_as] = checked.heads
    if checked.entries is None:
        return None
    if has_errors(checked.findings):
        if _COPY not in report.hints:
            report.hints.append(_COPY)
        report.hints.append(f"docgen lists check {as_typed(path.as_posix())} --annotate")
    return checked.entries


def _ruled(
    campaign: Campaign,
    entries: Entries,
    form: str,
    on: date,
    wishes: Wishes,
    found: list[Finding],
) -> Sequence[Recipient]:
    """Those who get a letter, after the rules of the whole list.

    Rows with a fault are held against the rules too, as far as they go; none of them gets one.
    """
    everyone = entries.together()
    complete = not has_errors(found)
    chosen, findings = personal.chosen(everyone, wishes.only)
    found.extend(findings)
    accepted = chosen or ()
    if form == "representatives":
        facts = nomination_facts(campaign)
        said = rules.nominations(everyone, facts, entries.complete)
        if not complete:  # of rows that could not be read the regions may not be known
            said = [finding for finding in said if finding.code != "N002"]
        accepted, more = rules.confirmations_on(accepted, facts, on)
        said += more
    else:
        said = rules.invitations_on(everyone, training_facts(campaign), on)
    found.extend(decided(said, wishes.accepted))
    faulty = {one.row for one in entries.faulty}
    return spooled(one for one in accepted if one.row not in faulty) if faulty else accepted


def missing_organizations(campaign: Campaign, lists: Lists) -> list[Finding]:
    """Regions whose organization has no row in rtos.csv (L009)."""
    found = []
    for key, region in campaign.regions.items():
        if region.rto not in lists.known.organizations:
            place = Place.line("campaign.toml", None, f"[regions.{key}] rto")
            message = f"mailing_lists/rtos.csv has no row with the key {region.rto}"
            hint = did_you_mean(region.rto, lists.known.organizations)
            found.append(error("L009", place, message, hint))
    return found


def regional_offices(
    folder: Folder, campaign: Campaign, kind: Kind, found: list[Finding]
) -> dict[str, Recipient]:
    """The regional offices by region, where the kind or a companion copies its letters to them.

    L009 for a region of the campaign that has no office in the list, or more than one.
    """
    kinds = [campaign.kinds[name] for name in (kind.name, *kind.companions)]
    if not any("regional_office" in one.copies for one in kinds):
        return {}
    path = folder.lists / OFFICES
    rows, findings = read_list(path, folder.shown(path))
    found.extend(findings)
    offices: dict[str, Recipient] = {}
    for row in rows or ():
        other = offices.setdefault(row.region, row)
        if other is not row:
            message = f"{other.key} is the regional office of {row.region} already"
            found.append(error("L009", row.source, message, "keep one row for each region"))
    for region in campaign.regions if rows is not None else ():
        if region not in offices:
            message = f"no row has the region {region}, whose office gets a copy"
            hint = 'add a row, or take "regional_office" out of copy_to in campaign.toml'
            found.append(error("L009", Place(folder.shown(path), (), region), message, hint))
    return offices


def _planned(
    request: Request,
    campaign: Campaign,
    people: Sequence[Recipient],
    lists: Lists,
    courtesy: Sequence[str],
    on: date,
    found: list[Finding],
) -> Planned | None:
    """The letters of the kind and of its companions, each kind with its templates."""
    kind = campaign.kinds[request.kind]
    planned: Planned = []
    offices = regional_offices(request.folder, campaign, kind, found)
    facts = nomination_facts(campaign)
    nominated = kind.people == "representatives"
    late = {one.key for one in people if nominated and rules.is_late(one, facts)}
    for name in (kind.name, *kind.companions):
        setting = personal.make_setting(campaign, campaign.kinds[name], on, lists.rtos)
        letters: Sequence[personal.PlannedLetter] | None = ()
        if all(region.rto in lists.rtos for region in campaign.regions.values()):
            letters, findings = personal.plan(setting, people, lists.rtos, courtesy, offices, late)
            found.extend(findings)
        used = {letter.language for letter in letters or ()}
        templates: Outcome[Any] = merge.load_templates(
            campaign, setting.kind, sorted(used), request.folder.templates
        )
        found.extend(templates.findings)
        if letters is not None and templates.value is not None:
            planned.append((replace(setting, templates=templates.value), letters))
    return None if has_errors(found) else planned


def _plan_table(
    planned: Planned, findings: Sequence[Finding]
) -> tuple[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """Who gets which letter, and how many findings her row has."""
    by_row = Counter((f.place.file, f.place.order[:1]) for f in findings)
    rows = Spool(
        (
            letter.key,
            letter.recipient.person.full_name,
            letter.kind,
            letter.language + (" (courtesy)" if letter.recipient.courtesy else ""),
            letter.path.name,
            str(by_row[letter.recipient.source.file, letter.recipient.source.order[:1]]),
        )
        for _, letters in planned
        for letter in letters
    )
    return ("key", "name", "letter", "language", "file", "findings"), rows
