"""``docgen explain``: where each sentence of a finished letter comes from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen import merge, personal
from docgen.cli.letters import read_recipients
from docgen.cli.options import Folder, choose_kind, common, read_date
from docgen.cli.people import Wishes, read_people
from docgen.cli.report import Report, print_table
from docgen.cli.sources import Where, list_of
from docgen.concordance import read_document
from docgen.concordance.recognize import Kind as Recognized
from docgen.concordance.recognize import plain, recognize
from docgen.diagnostics import (
    DocgenError,
    Finding,
    Place,
    Severity,
    error,
    has_errors,
    warning,
)
from docgen.explain import Explained, Traces, explain
from docgen.proof import UnreadableError, read_letter
from docgen.recipients.known import load_lists
from docgen.template import Template
from docgen.template.stamp import NAMES, PREFIX, Stamp

if TYPE_CHECKING:
    from docgen.campaign import Campaign, Kind
    from docgen.recipients import Recipient

_HEAD = 12  # paragraphs before the text of a letter begins
_SHOWN = 48  # characters of a paragraph in the table


@click.command(name="explain")
@click.option("--at", "at", metavar="WORDS", help="Explain the paragraphs with these words only.")
@click.option(
    "--anyway",
    is_flag=True,
    help="Go on when template, campaign or row are others than the letter was made of.",
)
@click.option(
    "--date",
    "on",
    metavar="DATE",
    default=None,
    help="The date of the letter.  [default: the one that it shows]",
)
@click.option(
    "--list",
    "list_file",
    metavar="FILE",
    default=None,
    help="The list that the letter's row is in.  [default: the one that it names]",
)
@click.argument("file", metavar="FILE")
@common
def explain_letter(
    file: str,
    at: str | None,
    anyway: bool,
    on: str | None,
    list_file: str | None,
    campaign_file: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Say of each paragraph of a finished letter which template, fact, row and rule made it.

    FILE is a letter that docgen wrote; it carries what it was made of.
    """
    if at is not None and not at.strip():
        raise click.BadParameter("name some words of the letter", param_hint="--at")
    folder = Folder(Path(campaign_file))
    report = Report("explain", as_json, quiet, ending="")
    shown = folder.shown(Path(file))
    try:
        told = _explained(file, shown, anyway, on, list_file, folder, report)
    except DocgenError as fault:
        report.findings.extend(fault.findings)
        told = None
    if told is None or has_errors(report.findings):
        report.end()
    explained, where = told
    if at is not None:
        wanted = plain(at).casefold()
        explained = [each for each in explained if wanted in plain(each.text).casefold()]
        if not explained:
            hint = "copy them from the letter; they must stand in one paragraph"
            report.findings.append(error("P074", Place(shown), f"“{at}” is not in it", hint))
            report.end()
    report.more["paragraphs"] = [_as_json(each, where) for each in explained]
    for each in explained:
        if each.template is None or not each.same:
            what = "gives other words" if each.template is not None else "does not give it"
            report.findings.append(
                warning("P073", each.place, f"the template {what} today: “{_short(each.text)}”",
                        "it was changed by hand, or is of another --date")
            )  # fmt: skip
    if not as_json and not quiet:
        if at is None:
            head = ("paragraph", "text", "template", "tags")
            print_table(head, (_row(each, where) for each in explained))
        else:
            for each in explained:
                _print(each, where)
    report.end()


Told = tuple[list[Explained], Callable[[str], tuple[str, ...]]]


def _explained(
    file: str,
    shown: str,
    anyway: bool,
    on: str | None,
    list_file: str | None,
    folder: Folder,
    report: Report,
) -> Told | None:
    found = report.findings
    data = _read(file, shown)
    stamp = _stamp(data, shown)
    campaign, findings = folder.load()
    found.extend(findings)
    given, findings = read_date(on, None)
    found.extend(findings)
    if campaign is None or has_errors(findings):
        return None
    unknown = choose_kind(campaign, stamp.kind)
    if unknown is not None or not stamp.campaign:
        found.append(
            error("P070", Place(shown), f"the campaign has no kind of letter {stamp.kind!r}",
                  "name the letter's own campaign: --campaign FILE; letters of docgen merge have "
                  "none")
        )  # fmt: skip
        return None
    kind = campaign.kinds[stamp.kind]
    path = folder.templates / kind.template / f"{stamp.language}{merge.SUFFIX}"
    name = f"templates/{kind.template}/{stamp.language}{merge.SUFFIX}"
    template = _read(str(path), name)
    loader = merge.TemplateLoader(folder.templates, stamp.language)
    now = Template(
        template, language=stamp.language, loader=loader, shown_as=name, images=folder.root
    )
    changed = _changed(stamp, now, campaign, folder)
    found.extend(_weighed(changed, anyway))
    traces = Traces()
    traced = Template(
        traces.put_into(template, name), language=stamp.language, loader=traces.loader(loader),
        shown_as=name, images=folder.root,
    )  # fmt: skip
    made = _context(stamp, kind, campaign, folder, given, list_file, report)
    if made is None:
        return None
    context, row, rto = made
    if row is not None and row.row_hash != stamp.row:
        message = "the row has been changed since the letter was made"
        found.extend(_weighed([error("P072", row.source, message, _ANYWAY)], anyway))
    if has_errors(found):
        return None
    where = Where(folder, campaign, kind, stamp.language, row, rto)
    told: list[Explained] = []
    for day in [context["letter"]["date"], *([] if given else _days_in(data, shown, stamp))]:
        context["letter"]["date"] = day
        again = explain(data, shown, traced.render(context), traces)
        if sum(each.same for each in again) > sum(each.same for each in told):
            told = again
    return told, where


def _days_in(data: bytes, shown: str, stamp: Stamp) -> list[date]:
    """The days that stand in the first paragraphs: the letter was made on one of them."""
    days: dict[date, None] = {}
    for section in read_document(data, shown).sections[:1]:
        for paragraph in section.paragraphs[:_HEAD]:
            for value in recognize(paragraph.text, stamp.language)[0]:
                if value.kind is Recognized.DATE:
                    with suppress(ValueError):  # without its year, or the 31st of a short month
                        days[date.fromisoformat(value.key)] = None
    return list(days)


_ANYWAY = "make the letter anew, or see with --anyway what the present ones say"


def _read(file: str, shown: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        message = f"the file cannot be read: {fault.strerror}"
        hint = "look at its name, and close it in Word"
        raise DocgenError(error("T002", Place(shown), message, hint)) from fault


def _stamp(data: bytes, shown: str) -> Stamp:
    """What a letter says of what made it."""
    if not data.startswith(b"PK"):  # as every archive begins, and so every .docx
        message, hint = "this is not a Word document (.docx)", "name a letter that docgen wrote"
        raise DocgenError(error("T002", Place(shown), message, hint))
    try:
        said = dict(read_letter(data).properties)
    except UnreadableError as fault:
        message, hint = f"the file cannot be read: {fault}", "open it in Word, and save it anew"
        raise DocgenError(error("P004", Place(shown), message, hint)) from fault
    own = {name.removeprefix(PREFIX): said[name] for name in NAMES if name in said}
    if not own.get("kind"):
        message = "the letter does not say what made it"
        hint = "name a letter that docgen wrote, and that was not saved by another program"
        raise DocgenError(error("P070", Place(shown), message, hint))
    return Stamp(**own)


def _changed(stamp: Stamp, template: Template, campaign: Campaign, folder: Folder) -> list[Finding]:
    """P071: the letter was made of another template or campaign than there is now."""
    changed = []
    if template.hash != stamp.template:
        message = "the template has been changed since the letter was made"
        if template.included:
            message = "the template or one that it includes has been changed since the letter was"
            message += " made"
        changed.append(error("P071", Place(template.shown_as), message, _ANYWAY))
    if campaign.hash != stamp.campaign:
        message = "the campaign has been changed since the letter was made"
        changed.append(error("P071", Place(folder.file.name), message, _ANYWAY))
    return changed


def _weighed(findings: list[Finding], anyway: bool) -> list[Finding]:
    """The same as warnings where the user goes on in spite of them."""
    if not anyway:
        return findings
    return [replace(each, severity=Severity.WARNING, hint="") for each in findings]


Made = tuple[dict[str, Any], "Recipient | None", "Recipient | None"]


def _context(
    stamp: Stamp,
    kind: Kind,
    campaign: Campaign,
    folder: Folder,
    on: date | None,
    list_file: str | None,
    report: Report,
) -> Made | None:
    """What the template saw, the letter's row, and in a letter to people the organization."""
    if kind.people is not None:
        return _of_person(stamp, kind, campaign, folder, on, list_file, report)
    setting = merge.Setting(campaign, kind, on or kind.date or campaign.circular.date, {})
    row = None
    if stamp.key:
        read: list[Finding] = []
        rows = read_recipients(folder, campaign, kind.lists, read)
        row = next((each for each in rows if each.key == stamp.key), None)
        if row is None:
            report.findings.append(_no_row(stamp))
            return None
    context = setting.context(stamp.language, row)
    context["letter"]["subject"] = setting.subject(stamp.language).render(context)
    return context, row, None


def _of_person(
    stamp: Stamp,
    kind: Kind,
    campaign: Campaign,
    folder: Folder,
    on: date | None,
    list_file: str | None,
    report: Report,
) -> Made | None:
    lists, findings = load_lists(folder.lists, folder.shown)
    report.findings.extend(findings)
    named = list_of(stamp.source, folder.root)
    path = Path(list_file) if list_file is not None else (named[0] if named else None)
    if lists is None or path is None:
        report.findings.append(_no_row(stamp))
        return None
    sheet = named[1].rpartition("!")[0] if named and list_file is None else ""
    wishes = Wishes(str(path), sheet or None, (), ())
    aside = Report("explain", True, True)
    aside.ended = True  # what is wrong with other rows of the list is not this letter's
    entries = read_people(folder, wishes, kind.people or "", lists, aside)
    people = entries.whole if entries is not None else ()
    person = next((each for each in people if each.key == stamp.key), None)
    if person is None:
        report.findings.append(_no_row(stamp))
        return None
    setting = personal.make_setting(
        campaign, kind, on or kind.date or campaign.circular.date, lists.rtos
    )
    letters, findings = personal.plan(setting, [person], lists.rtos, [stamp.language])
    sent = next((own.recipient for own in letters or () if own.language == stamp.language), None)
    if sent is None:
        report.findings.extend(findings)
        return None
    context = setting.context(stamp.language, sent)
    context["letter"]["subject"] = setting.subject(stamp.language).render(context)
    return context, person, sent.rto


def _no_row(stamp: Stamp) -> Finding:
    message = f"the row {stamp.key} of the letter ({stamp.source}) is not there"
    return error("P072", Place(stamp.source), message, "name its list: --list FILE")


# What is shown


def _row(each: Explained, where: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    template = "changed by hand" if each.template is None else str(each.template)
    when = "".join(f" [{condition}]" for condition in each.conditions)
    tags = []
    for printed in each.printed:
        places = dict.fromkeys(place for name in printed.names for place in where(name))
        stands = f" ({'; '.join(places)})" if places else ""
        tags.append(f"{printed.tag} → {_short(printed.value)}{stands}")
    return each.place.detail, _short(each.text), f"{template}{when}", "\n".join(tags)


def _print(each: Explained, where: Callable[[str], tuple[str, ...]]) -> None:
    click.secho(each.place.detail, bold=True)
    click.echo(f"  {' '.join(each.text.split())}")
    click.echo(f"  from {each.template or 'nothing: it was changed by hand'}")
    for condition in each.conditions:
        click.echo(f"  because {{% {condition} %}}")
    for printed in each.printed:
        click.echo(f"  “{printed.value}” is {printed.tag}")
        for condition in printed.conditions:
            click.echo(f"      because {{% {condition} %}}")
        for name in printed.names:
            for place in where(name):
                click.echo(f"      {name}: {place}")
        if printed.filters:
            click.echo(f"      written by {', '.join(printed.filters)}")


def _as_json(each: Explained, where: Callable[[str], tuple[str, ...]]) -> dict[str, Any]:
    return {
        "place": str(each.place),
        "text": each.text,
        "template": None if each.template is None else str(each.template),
        "conditions": list(each.conditions),
        "same": each.same,
        "tags": [
            {
                "tag": printed.tag,
                "value": printed.value,
                "filters": list(printed.filters),
                "conditions": list(printed.conditions),
                "sources": {name: list(where(name)) for name in printed.names},
            }
            for printed in each.printed
        ],
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
