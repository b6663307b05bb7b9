"""``docgen bundle``: published letters, packed for dispatch."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.conversion import one_by_one, pdf_options
from docgen.cli.options import (
    Folder,
    choose_kind,
    choose_languages,
    common,
    program_version,
    read_date,
)
from docgen.cli.progress import progress
from docgen.cli.report import File, Report
from docgen.diagnostics import DocgenError, Finding, Place, error, has_errors
from docgen.publish import WORKSHOP, Publication, published

if TYPE_CHECKING:
    from docgen.bundle import BagFolder, Bundle, Corrects, Manifest, Plan, Selection, Shelf

_ADDED = re.compile(r"-(?:Corr|Add)[0-9]+$")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the officer asked for."""

    kinds: tuple[str, ...]
    wanted: tuple[str, ...]
    on: str | None
    sheet_language: str
    attach: str | None
    zipped: bool
    replace: bool
    allow_missing: bool
    corrects: str | None
    reason: str | None
    addendum: bool


@dataclass(frozen=True, slots=True)
class Places:
    """Where letters are taken from and bundles are put, and what these are called."""

    out: Path
    shown_out: str
    to: Path
    shown_to: str


@click.command()
@click.option(
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    help="Letters of this kind only. May be repeated.",
)
@click.option(
    "--lang",
    "wanted",
    metavar="LANG",
    multiple=True,
    help="Letters in this language only. May be repeated.",
)
@click.option("--zip", "zipped", is_flag=True, help="Make one zip file instead of a folder.")
@click.option(
    "--attach",
    type=click.Choice(["word", "both"]),
    default=None,
    help="What goes with the mail.  [default: the PDF, or Word where there is none]",
)
@click.option(
    "--allow-missing",
    is_flag=True,
    help="Go on although a public kind is not there in all languages.",
)
@click.option(
    "--corrects",
    metavar="BAG",
    default=None,
    help="The bundle that this one corrects; needs --reason.",
)
@click.option("--reason", metavar="TEXT", default=None, help="Why it is corrected.")
@click.option("--addendum", is_flag=True, help="It adds what the bundle of --corrects has not.")
@click.option(
    "--replace", is_flag=True, help="Replace a bundle of the same name that was never sent."
)
@click.option(
    "--date",
    "on",
    metavar="DATE",
    default=None,
    help="Date of the bundle.  [default: that of its latest letter]",
)
@click.option(
    "--sheet-lang",
    "sheet_language",
    metavar="LANG",
    default="en",
    help="Language of cover sheet and register.  [default: en]",
)
@click.option(
    "--to",
    metavar="DIR",
    default=None,
    help="Where to put it.  [default: bundles/ in the folder of the letters]",
)
@click.option(
    "--out",
    metavar="DIR",
    default=None,
    help="Where the letters are.  [default: out/ in the campaign folder]",
)
@common
@pdf_options
def bundle(
    to: str | None, out: str | None, campaign_file: str, as_json: bool, quiet: bool, **given: Any
) -> None:
    """Pack the published letters for dispatch: one bundle for the public ones, one for the personal
    ones.

    A bundle is a BagIt bag with the letters by recipient, mail drafts, the outgoing register, a
    cover sheet and a manifest. docgen verify proves it, docgen send sends it.
    """  # fmt: skip
    wishes = Wishes(**given)
    if wishes.corrects is None and (wishes.reason is not None or wishes.addendum):
        raise click.UsageError("--reason and --addendum go with --corrects")
    if wishes.corrects is not None and not _clean(wishes.reason):
        raise click.UsageError("--corrects needs --reason: a line that says why")
    folder = Folder(Path(campaign_file))
    where = Path(out) if out is not None else folder.root / "out"
    target = Path(to) if to is not None else where / "bundles"
    places = Places(where, _shown(where, folder, out), target, _shown(target, folder, to))
    report = Report("bundle", as_json, quiet)
    try:
        _bundle(folder, wishes, places, report)
    except DocgenError as fault:
        report.files.clear()
        report.lines.clear()
        report.findings.extend(fault.findings)
        report.end(fault.exit_code)
    report.end()


def _shown(path: Path, folder: Folder, given: str | None) -> str:
    absolute = given is not None and path.is_absolute()
    return path.as_posix() if absolute else folder.shown(path)


def _clean(text: str | None) -> str:
    """A line of text without what no line has; empty where there is none."""
    line = " ".join((text or "").split())
    if any(unicodedata.category(letter)[0] == "C" for letter in line):
        raise click.BadParameter("it holds a control character", param_hint="--reason")
    return unicodedata.normalize("NFC", line)[:1000]


def _bundle(folder: Folder, wishes: Wishes, places: Places, report: Report) -> None:
    from docgen import bundle as bundling
    from docgen.cli.agreement import before_packing
    from docgen.cli.due import Due
    from docgen.letterhead import find_emblem

    found = report.findings
    campaign, findings = folder.load()
    found.extend(findings)
    on, findings = read_date(wishes.on, None)
    found.extend(findings)
    if campaign is None:
        return
    found.extend(filter(None, (choose_kind(campaign, kind) for kind in wishes.kinds)))
    languages, findings = choose_languages(wishes.wanted, campaign.languages)
    found.extend(findings)
    sheet, findings = choose_languages((wishes.sheet_language,), campaign.languages, "--sheet-lang")
    found.extend(findings)
    emblem = find_emblem(folder.templates, found)
    if has_errors(found) or emblem is None or not sheet:
        return
    wish = bundling.Wish(
        wishes.kinds, (languages or ()) if wishes.wanted else (), wishes.allow_missing
    )
    if not (places.out / WORKSHOP).is_dir():
        _, findings = bundling.choose(places.out, places.shown_out, {}, campaign, wish)
        found.extend(findings)
        return
    # The lock keeps a run that writes letters from exchanging them meanwhile.
    with Publication(places.out, places.shown_out) as publication:
        found.extend(publication.findings)
        record = published(places.out)
        due = Due(campaign, folder)
        selections, findings = bundling.choose(
            places.out, places.shown_out, record, campaign, wish, due
        )
        found.extend(findings)
        original = _original(wishes, selections or (), found)
        if selections is not None:
            paths = ((letter.path, letter.about) for each in selections for letter in each.letters)
            found.extend(due.contradicted(paths, places.shown_out))
            found.extend(before_packing(campaign, folder, places.out, selections))
        if has_errors(found) or selections is None:
            return
        packed = (letter.about for each in selections for letter in each.letters)
        sent = original.manifest.letters if original is not None else ()
        known = {(letter.kind, letter.key) for letter in sent if letter.key is not None}
        found.extend(due.forgotten(packed, wish.languages, known))
        if original is not None and wishes.addendum:
            selections, findings = bundling.added_to(original, selections, wishes.corrects or "")
            found.extend(findings)
            if selections is None:
                return
        order = bundling.Order(
            campaign=campaign,
            out=places.out,
            shown_out=places.shown_out,
            emblem=emblem.data,
            version=program_version(),
            created=on,
            sheet_language=sheet[0],
            attach=wishes.attach,  # type: ignore[arg-type]  # Click has checked the choice
            corrects=_corrects(wishes, original),
            convert=one_by_one(),
        )
        plans = []
        for selection in selections:
            plan, findings = bundling.plan_bundle(selection, order)
            found.extend(findings)
            if plan is not None:
                plans.append(plan)
        if has_errors(found):
            return
        _write(plans, wish, wishes, places, report)


def _original(
    wishes: Wishes, selections: tuple[Selection, ...], found: list[Finding]
) -> Bundle | None:
    """The bundle that is corrected; B013 where it does not fit."""
    from docgen.bundle import read_bundle

    if wishes.corrects is None:
        return None
    place = Place("--corrects", (), wishes.corrects)
    original, findings = read_bundle(Path(wishes.corrects), Path(wishes.corrects).as_posix())
    found.extend(findings)
    if original is None:
        return None
    audiences = [selection.audience for selection in selections]
    if audiences and audiences != [original.manifest.audience]:
        said = " and ".join(audiences)
        message = f"it is {original.manifest.audience}, and the letters chosen are {said}"
        found.append(error("B013", place, message, "choose the letters with --kind"))
    return original


def _corrects(wishes: Wishes, original: Bundle | None) -> Corrects | None:
    """What the bundle says of the one that it corrects."""
    from docgen.bundle import Corrects

    if original is None:
        return None
    return Corrects(
        bundle=original.digest,
        kind="addendum" if wishes.addendum else "corrigendum",
        reason=_clean(wishes.reason),
    )


def _write(plans: list[Plan], wish: Any, wishes: Wishes, places: Places, report: Report) -> None:
    from docgen.bundle import Shelf, name_of, write_bundle

    total = sum(plan.steps for plan in plans)
    with (
        progress(report, "files", total) as work,
        Shelf(places.to, places.shown_to, _was_sent) as shelf,
    ):
        for plan in plans:
            name = name_of(plan.order.campaign, plan.selection, wish.kinds, wish.languages)
            if wishes.corrects is not None:
                name = _name_of_correction(plan, Path(wishes.corrects).resolve().name, places.to)
            bag = shelf.bag(name)
            manifest = write_bundle(plan, bag, work.step)
            final = shelf.add(bag, zipped=wishes.zipped, replace=wishes.replace)
            _tell(manifest, bag, final, shelf, report)
        shelf.place()
        report.findings.extend(shelf.findings)


def _was_sent(ledger: Path) -> bool:
    """Whether anything was sent of the bundle with this ledger; so it is, where that cannot be
    said."""
    from docgen.cli.outbox import SystemClock
    from docgen.dispatch import Ledger

    try:
        with Ledger(ledger, ledger.as_posix(), SystemClock().now) as opened:
            return opened.is_touched()
    except DocgenError:
        return True


def _name_of_correction(plan: Plan, original: str, to: Path) -> str:
    """``…-Corr1``, ``…-Corr2``: the first that is free, or that is this very correction."""
    from docgen.bundle import manifest_of, read_bundle

    what = "Add" if plan.order.corrects and plan.order.corrects.kind == "addendum" else "Corr"
    stem = _ADDED.sub("", original.removesuffix(".zip"))
    digest = hashlib.sha256(manifest_of(plan).as_bytes()).hexdigest()
    number = 1
    while True:
        name = f"{stem}-{what}{number}"
        there = [path for path in (to / name, to / f"{name}.zip") if path.exists()]
        if not there:
            return name
        known = read_bundle(there[0]).value
        if known is not None and known.digest == digest:
            return name
        number += 1


def _tell(manifest: Manifest, bag: BagFolder, final: Path, shelf: Shelf, report: Report) -> None:
    """The files of a bundle for ``--json``, a line for the officer."""
    shown = f"{shelf.shown_as}/{final.name}"
    if report.as_json:
        of: dict[str, tuple[str, str, str | None]] = {}
        for letter in manifest.letters:
            for path in (letter.path, *([letter.pdf.path] if letter.pdf is not None else [])):
                of[path] = (letter.kind, letter.language, letter.key)
        for message in manifest.messages:
            of[message.draft] = (message.kind, message.language, message.key)
        inside = f"{shown}/{bag.name}" if final.suffix == ".zip" else shown
        report.files += [
            File(f"{inside}/{path}", kind, language, key, bag.hashes[path])
            for path in bag.names
            for kind, language, key in [of.get(path, (None, None, None))]
        ]
    letters, messages = len(manifest.letters), len(manifest.messages)
    report.lines.append(
        f"{shown}: {_counted(letters, 'letter')}, {_counted(messages, 'message')}, "
        f"{manifest.audience}, {', '.join(manifest.languages)}"
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
