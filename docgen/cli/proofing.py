"""``docgen proof``: one document for the person who signs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from docgen import delta, languages, pdf
from docgen.cli.conversion import (
    CACHE,
    Wish,
    converter_options,
    find_converter,
    outside,
    watched,
    with_cache,
)
from docgen.cli.options import Folder, choose_kind, choose_languages, common, read_date
from docgen.cli.pdf import write_whole
from docgen.cli.report import File, Report
from docgen.delta.captions import captions
from docgen.delta.page import as_html
from docgen.delta.word import as_docx
from docgen.diagnostics import ExitCode, Finding, Place, error, has_errors, warning
from docgen.merge import SUFFIX
from docgen.publish import WORKSHOP, published

if TYPE_CHECKING:
    from docgen.campaign import Campaign
    from docgen.delta import Changes, Letter, Proof
    from docgen.delta.captions import Captions

_ONLY_WITH_PICTURES: Final = {
    "soffice": "--soffice",
    "time_limit": "--time-limit",
    "cached": "--no-cache",
}
NAME: Final = "proof"  # of the folder in out/, and of the files in it


@click.command()
@click.option("--kind", "kinds", metavar="KIND", multiple=True,
              help="A kind of letter. May be repeated.  [default: all that there are]")  # fmt: skip
@click.option("--lang", "wanted", metavar="LANG", multiple=True,
              help="A language: ar, en, es, fr, ru or zh. May be repeated.")  # fmt: skip
@click.option("--pictures", is_flag=True,
              help="Add a picture of each letter's first page and its number of pages; "
              "needs LibreOffice.")  # fmt: skip
@click.option("--since", metavar="FILE", default=None,
              help="An earlier proof (its .json): say what has changed.")  # fmt: skip
@click.option("--captions", "spoken", metavar="LANG", default=None,
              help="Language of the proof's own headings and remarks: ar, en, es, fr, ru or zh.  "
              "[default: en]")  # fmt: skip
@click.option("--date", "on", metavar="DATE", default=None,
              help="Date of the proof, as 2024-03-06.  [default: the circular's]")  # fmt: skip
@click.option("--out", metavar="DIR", default=None,
              help="Where the letters are; the proof goes to proof/ in it.  "
              "[default: out/ in the campaign folder]")  # fmt: skip
@common
@converter_options
def proof(
    kinds: tuple[str, ...],
    wanted: tuple[str, ...],
    pictures: bool,
    since: str | None,
    spoken: str | None,
    on: str | None,
    out: str | None,
    campaign_file: str,
    as_json: bool,
    quiet: bool,
    wish: Wish,
) -> None:
    """Show the person who signs what all letters say, and what each says differently.

    The published letters are read back. Each kind's text stands once in full with the places that
    differ marked, then each letter with its own values, those that stand out first. The proof is
    an HTML page and a Word file to be read and printed, and JSON for other programs.
    """
    if not pictures:
        context = click.get_current_context()
        for name, option in _ONLY_WITH_PICTURES.items():
            if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
                raise click.UsageError(f"{option} goes with --pictures")
    folder = Folder(Path(campaign_file))
    report = Report("proof", as_json, quiet)
    converter = find_converter(wish, report) if pictures else None
    where = Path(out) if out is not None else folder.root / "out"
    campaign, findings = folder.load()
    report.findings.extend(finding for finding in findings)
    if campaign is None:
        report.end()
    day, chosen_kinds, chosen = _options(campaign, kinds, wanted, on, report)
    say = _spoken(spoken, campaign, report)
    earlier = _earlier(since, folder, report)
    if has_errors(report.findings) or day is None:
        report.end()
    letters, left_out = _read(where, folder, chosen_kinds, chosen, report)
    if not letters and not has_errors(report.findings):
        report.findings.append(_nothing(campaign, chosen_kinds, folder.shown(where)))
    if has_errors(report.findings):
        report.end()
    seen: dict[str, delta.Seen] = {}
    if converter is not None:
        setting = with_cache(converter, wish, where / WORKSHOP / CACHE)
        seen = _look(letters, where, folder, setting, report)
        if has_errors(report.findings):
            report.end(ExitCode.OUTSIDE if outside(report.findings) else None)
    made = delta.make(campaign.campaign.name, day, letters, seen, left_out)
    report.findings.extend(_overflowing(made, where, folder))
    report.findings.extend(_far_apart(made, where, folder))
    changes = None
    if earlier is not None:
        asked = {(kind, language) for kind in chosen_kinds for language in chosen}
        before = {file: texts for file, texts in earlier.letters.items()
                  if tuple(file.split("/")[:2]) in asked}  # fmt: skip
        changes = delta.compare(made, before, earlier.on)
    _write(made, changes, say, where, folder, report)
    report.lines.append(_summary(made, changes))
    report.end()


def _options(
    campaign: Campaign, kinds: tuple[str, ...], wanted: tuple[str, ...], on: str | None,
    report: Report,
) -> tuple[date | None, tuple[str, ...], tuple[str, ...]]:  # fmt: skip
    for kind in kinds:
        unknown = choose_kind(campaign, kind)
        if unknown is not None:
            report.findings.append(unknown)
    chosen, findings = choose_languages(wanted, campaign.languages)
    report.findings.extend(findings)
    day, findings = read_date(on, campaign.circular.date)
    report.findings.extend(findings)
    return day, tuple(k for k in campaign.kinds if not kinds or k in kinds), chosen or ()


def _spoken(wanted: str | None, campaign: Campaign, report: Report) -> Captions:
    """The captions in the language asked for, else in English, else in the campaign's first."""
    if wanted is None:
        return captions("en" if "en" in campaign.languages else campaign.languages[0])
    chosen, findings = choose_languages((wanted,), languages.CODES, "--captions")
    report.findings.extend(findings)
    return captions(*chosen or ())


def _earlier(since: str | None, folder: Folder, report: Report) -> delta.Earlier | None:
    if since is None:
        return None
    shown = folder.shown(Path(since))
    try:
        content = Path(since).read_bytes()
    except OSError as fault:
        report.findings.append(
            error("P061", Place(shown), f"the earlier proof cannot be read: {fault.strerror}",
                  "give the .json file that an earlier docgen proof wrote")
        )  # fmt: skip
        return None
    earlier, findings = delta.read_earlier(content, shown)
    report.findings.extend(findings)
    return earlier


def _read(
    where: Path, folder: Folder, kinds: tuple[str, ...], chosen: tuple[str, ...], report: Report
) -> tuple[list[Letter], list[str]]:
    """The letters of some kinds and languages, and what else lies among them.

    Only those that are laid beside other languages keep their build.
    """
    known = published(where)
    letters: list[Letter] = []
    left_out: list[str] = []
    for kind in kinds:
        for language in chosen:
            first = True
            for path in sorted((where / kind / language).glob(f"*{SUFFIX}")):
                if path.name.startswith("~$"):  # Word's, of a document that is open
                    continue
                file = f"{kind}/{language}/{path.name}"
                shown = folder.shown(path)
                try:
                    data = path.read_bytes()
                except OSError as fault:
                    report.findings.append(
                        error("P004", Place(shown), f"the file cannot be read: {fault.strerror}",
                              "close it in Word, and look at its rights")
                    )  # fmt: skip
                    continue
                made = known.get(file)
                digest = made.sha256 if made is not None else None
                about = made.about if made is not None else None
                letter, findings = delta.read(data, file, shown, digest, about)
                report.findings.extend(findings)
                if letter is not None:
                    letters.append(
                        letter if first or not letter.key else replace(letter, build=None)
                    )
                    first = False
                else:
                    left_out += [f"{finding.place}: {finding.message}" for finding in findings]
    return letters, left_out


def _nothing(campaign: Campaign, kinds: tuple[str, ...], shown: str) -> Finding:
    """P060, with the commands that make the letters."""
    commands = []
    for name in kinds:
        people = campaign.kinds[name].people is not None
        command = {"confirmation": "confirmations LIST", "note": "confirmations LIST",
                   "invitation": "invitations LIST"}.get(name, "") if people else name  # fmt: skip
        if command and f"docgen {command}" not in commands:
            commands.append(f"docgen {command}")
    return error("P060", Place(shown), "there are no letters to prove",
                 f"make them first: {', '.join(commands)}")  # fmt: skip


def _look(
    letters: list[Letter], where: Path, folder: Folder, setting: pdf.Setting, report: Report
) -> dict[str, delta.Seen]:
    """What the letters look like, by file."""
    paths = [where / letter.file for letter in letters]
    documents = [pdf.Document(path, folder.shown(path)) for path in paths]
    beside = {letter.file for own in delta.representatives(letters).values() if len(own) > 1
              for letter in own}  # fmt: skip
    seen: dict[str, delta.Seen] = {}
    with watched(documents, setting, report) as results:
        for number, (made, findings) in results:
            report.findings.extend(findings)
            if made is not None:
                first = pdf.first_page(made.data)
                file = letters[number].file
                large = pdf.all_pages(made.data) if file in beside else ()
                seen[file] = delta.Seen(first.pages, first.picture, large)
    return seen


def _overflowing(made: Proof, where: Path, folder: Folder) -> Iterator[Finding]:
    for laid in made.laid:
        usual = laid.usual_pages(made.seen)
        for row in laid.group.rows:
            seen = made.seen.get(row.letter.file)
            if seen is not None and usual is not None and seen.pages > usual:
                yield warning(
                    "P064", Place(folder.shown(where / row.letter.file)),
                    f"{seen.pages} pages; most letters of its kind and language have {usual}",
                    "look at its last page, and shorten what made it run over",
                )  # fmt: skip


def _far_apart(made: Proof, where: Path, folder: Folder) -> Iterator[Finding]:
    """P080: languages whose number of pages is far from that of the others."""
    for beside in made.beside:
        usual = beside.usual(made.pages)
        apart = beside.far_apart(made.pages)
        for letter in beside.letters:
            if letter.language in apart:
                count = made.pages[letter.file]
                yield warning(
                    "P080", Place(folder.shown(where / letter.file)),
                    f"{count} {'page' if count == 1 else 'pages'}; the same letter has {usual} in "
                    "most languages",
                    "look at its pages beside the others: text that is missing or repeated, a font "
                    "or a spacing that is another",
                )  # fmt: skip


def _write(
    made: Proof,
    changes: Changes | None,
    say: Captions,
    where: Path,
    folder: Folder,
    report: Report,
) -> None:
    files = {
        f"{NAME}.html": as_html(made, changes, say).encode("utf-8"),
        f"{NAME}.docx": as_docx(made, changes, say),
        f"{NAME}.json": delta.as_json(made, changes).encode("utf-8"),
    }
    for name, data in files.items():
        path = where / NAME / name
        fault = write_whole(path, data, folder.shown(path))
        if fault is not None:
            report.findings.append(fault)
            return
        report.files.append(File(folder.shown(path), sha256=hashlib.sha256(data).hexdigest()))


def _summary(made: Proof, changes: Changes | None) -> str:
    out = sum(laid.standing_out for laid in made.laid)
    said = f"{made.letters} letters of {len(made.laid)} kinds and languages, {out} stand out"
    if changes is not None:
        said += (f"; since {changes.on}: {len(changes.added)} added, {len(changes.removed)} "
                 f"removed, {len(changes.changed)} changed")  # fmt: skip
    return said
