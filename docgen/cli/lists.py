"""``docgen lists``: forms to send out, and what is wrong with lists that come back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from docgen import languages
from docgen.cli import Suggesting
from docgen.cli.checking import Checked, Producer, check_list, rules_of
from docgen.cli.options import Folder, choose_languages, common
from docgen.cli.report import File, Report, print_by_row, summary
from docgen.diagnostics import ExitCode, Outcome, Place, Severity, error, has_errors, note
from docgen.recipients.form import FORMS, REPRESENTATIVES, Form

if TYPE_CHECKING:
    from docgen.campaign import Campaign
    from docgen.workbooks import Occasion

_NAMES = tuple(FORMS)
_CHECKED = "-checked"
MAX_CELLS = 1_000_000  # of a list that is copied; openpyxl takes some 300 bytes for each


@click.group(cls=Suggesting)
def lists() -> None:
    """Make forms to be filled in, and check the lists that come back."""


@lists.command()
@click.argument("name", metavar="|".join(_NAMES), type=click.Choice(_NAMES))
@click.option(
    "--lang",
    "wanted",
    metavar="LANG",
    multiple=True,
    help="Language of the form. May be repeated.  [default: all of the campaign]",
)
@click.option(
    "--out",
    metavar="DIR",
    default=None,
    help="Where to write.  [default: out/lists/ in the campaign folder]",
)
@common
def new(
    name: str,
    wanted: tuple[str, ...],
    out: str | None,
    campaign_file: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make a form, an Excel workbook to be sent out and filled in.

    It has captions, instructions and drop-down lists in its language, and an example row that is
    not read when the form comes back.
    """  # fmt: skip
    from docgen.recipients.known import load_known
    from docgen.workbooks import new_form

    folder = Folder(Path(campaign_file))
    report = Report("lists new", as_json, quiet)
    campaign, findings = folder.load()
    report.findings.extend(findings)
    if campaign is None:
        report.end()
    chosen, findings = choose_languages(wanted, campaign.languages)
    report.findings.extend(findings)
    known, findings = load_known(folder.lists, folder.shown)
    report.findings.extend(findings)
    if known is None or chosen is None or has_errors(report.findings):
        report.end()
    form = FORMS[name]
    copies = {
        f"{name}-{code}.xlsx": new_form(form, code, known, occasion_of(campaign, form, code))
        for code in chosen
    }
    where = Path(out) if out is not None else folder.root / "out" / "lists"
    for copy, data in copies.items():
        language = copy.removesuffix(".xlsx").rpartition("-")[2]
        path, findings = _write(where / copy, data, folder, out)
        report.findings.extend(findings)
        if path is not None:
            digest = hashlib.sha256(data).hexdigest()
            report.files.append(File(path, None, language, None, digest))
    report.end()


def occasion_of(campaign: Campaign, form: Form, language: str) -> Occasion:
    """What a form says of the campaign in a language."""
    from docgen.workbooks import Occasion

    said = languages.get(language)
    facts = campaign.context(language)

    def fact(*keys: str) -> str:
        value: object = facts
        for key in keys:
            assert isinstance(value, Mapping)  # the campaign's model has these facts
            value = value[key]
        return str(value)

    deadline = said.long_date(campaign.deadlines.details) if form is REPRESENTATIVES else ""
    contact = campaign.contact
    name = fact("contact", "name")
    titled = f"{fact('contact', 'honorific')} {name}"
    if language == "zh":  # the title stands behind the name
        titled = f"{name}{fact('contact', 'honorific')}"
    short = said.ltr(fact("network", "acronym"))
    short = f"（{short}）" if language == "zh" else f" ({short})"
    return Occasion(
        sender=fact("bureau", "acronym"),
        reference=fact("circular", "reference"),
        subject=fact("network", "name") + short + said.comma + fact("assembly", "acronym"),
        deadline=deadline,
        contact=(titled, said.ltr(contact.telephone), said.ltr(contact.email)),
        day=datetime.combine(campaign.circular.date, time()),
    )


@lists.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option(
    "--form",
    "form_name",
    type=click.Choice(_NAMES),
    default=None,
    help="The form that the list follows, where neither file nor headers say it.",
)
@click.option("--sheet", metavar="NAME", default=None, help="Sheet of the workbook.")
@click.option(
    "--annotate", is_flag=True, help="Write copies in which the cells are coloured and commented."
)
@click.option(
    "--out",
    metavar="DIR",
    default=None,
    help="Where to write them.  [default: out/lists/ in the campaign folder]",
)
@common
def check(
    files: tuple[str, ...],
    form_name: str | None,
    sheet: str | None,
    annotate: bool,
    out: str | None,
    campaign_file: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Check lists: what is wrong with each cell, row by row, and how to cure it.

    FILE is a workbook (.xlsx, .xls, .ods) or a text file (.csv, .tsv), or the name of one in
    mailing_lists/. It is never changed: with --annotate, a copy of it shows its faults.
    """  # fmt: skip
    from docgen.recipients.known import load_known

    if out is not None and not annotate:
        raise click.UsageError("--out says where --annotate writes")
    folder = Folder(Path(campaign_file))
    report = Report("lists check", as_json, quiet)
    known, findings = load_known(folder.lists, folder.shown)
    report.findings.extend(findings)
    if known is None:
        report.end()
    form = FORMS[form_name] if form_name is not None else None
    # Lists can be looked over without a campaign file; its rules are told where there is one.
    producers: list[Producer] = []
    if folder.file.exists():
        campaign, findings = folder.load()
        report.findings.extend(findings)
        if campaign is not None:
            producers.append(rules_of(campaign, _date_of_invitations(campaign)))
    checked = [
        check_list(path, folder.shown(path), known, form, sheet, producers)
        for path in dict.fromkeys(map(folder.list_file, files))
    ]
    if annotate:
        where = Path(out) if out is not None else folder.root / "out" / "lists"
        write_copies(checked, where, out, folder, report)
    tell(checked, report)


def _date_of_invitations(campaign: Campaign) -> date:
    """The date that the rules of invitations are held against: the kind's, else the circular's."""
    kind = campaign.kinds.get("invitation")
    return kind.date if kind is not None and kind.date is not None else campaign.circular.date


def tell(checked: Sequence[Checked], report: Report) -> NoReturn:
    """The findings are the result: row by row on stdout, or the JSON; then the exit."""
    findings = [finding for each in checked for finding in each.findings]
    if report.as_json:
        report.findings.extend(findings)
        report.end()
    failed = has_errors([*report.findings, *findings])
    shown = [f for f in findings if not (report.quiet and f.severity is Severity.NOTE)]
    if shown:
        print_by_row(shown, {each.shown_as: each.heads for each in checked})
        click.echo()
    for file in report.files:
        click.echo(f"annotated copy: {file.path}")
    if not report.quiet:
        for each in checked:
            if each.filled is not None:
                form = each.filled.form.name
                count = len(each.entries.whole) if each.entries is not None else 0
                rows = f"{count} {'row' if count == 1 else 'rows'} without a fault"
                click.echo(f"{each.shown_as}: {form} ({each.filled.known_by}), {rows}")
        click.echo(summary(shown) or "nothing found")
    report.files.clear()
    report.end(ExitCode.FINDINGS if failed else ExitCode.DONE)


def write_copies(
    checked: Iterable[Checked], where: Path, out: str | None, folder: Folder, report: Report
) -> None:
    """Write an annotated copy of each list that has findings.

    Never over one of the lists, nor over a copy in which somebody has begun to cure.
    """
    checked = list(checked)
    inputs = {each.path.resolve() for each in checked}
    taken: set[Path] = set()
    for each in checked:
        made = _copy(each) if each.findings else None
        if made is None:
            continue
        data, ending = made
        stem = re.sub(rf"{_CHECKED}(-[0-9]+)?$", "", each.path.stem)
        path, number = where / f"{stem}{_CHECKED}{ending}", 1
        while path.resolve() in inputs | taken or _is_hers(path):
            number += 1
            path = where / f"{stem}{_CHECKED}-{number}{ending}"
        taken.add(path.resolve())
        written, findings = _write(path, data, folder, out)
        report.findings.extend(findings)
        if written is not None:
            digest = hashlib.sha256(data).hexdigest()
            report.files.append(File(written, sha256=digest))


def _is_hers(path: Path) -> bool:
    """Whether a file has been saved by another program since docgen wrote it."""
    from docgen.workbooks import is_as_saved

    try:
        return not is_as_saved(path.read_bytes())
    except OSError:  # it is not there, or the writing will say what is wrong
        return False


def _copy(checked: Checked) -> tuple[bytes, str] | None:
    """The annotated copy of a list and its ending; ``None`` for one of which there can be none."""
    from docgen.recipients.table import read_bytes
    from docgen.workbooks import annotated, copy_of

    if checked.filled is None:
        return None
    table, file = checked.filled.table, checked.shown_as
    data, _ = read_bytes(checked.path, file)
    if data is not None and data.startswith(b"PK") and b"xl/workbook" in data:
        copy = annotated(
            data, checked.findings, file=file, sheet=table.sheet, filled=checked.filled
        )
        if copy is not None:
            return copy, ".xlsm" if b"vbaProject.bin" in data else ".xlsx"
    copy = None
    if sum(len(row.cells) for row in table.rows) <= MAX_CELLS:
        if table.sheet:  # of a text file it is known that there are values only
            message = "the annotated copy has the values of the list only"
            hint = "correct your own file by it, or save it as .xlsx in Excel"
            checked.findings.append(note("L047", Place(file), message, hint))
        values, sheet = copy_of(table)
        copy = annotated(values, checked.findings, file=file, sheet=sheet, filled=checked.filled)
    if copy is None:
        message = "the list is too large: no annotated copy was made"
        checked.findings.append(note("L047", Place(file), message))
        return None
    return copy, ".xlsx"


def _write(path: Path, data: bytes, folder: Folder, out: str | None) -> Outcome[str]:
    """Write a file beside its final name, then rename it; its path as it is shown."""
    absolute = out is not None and path.is_absolute()
    shown = path.as_posix() if absolute else folder.shown(path)
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as fault:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        message = f"it cannot be written: {fault.strerror}"
        hint = "close it in Excel, or name another folder with --out"
        return Outcome(None, (error("C015", Place(shown), message, hint),))
    return Outcome(shown)
