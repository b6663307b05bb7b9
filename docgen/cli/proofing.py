"""``docgen proof``: one document for the person who signs."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from docgen import delta, languages
from docgen.cli.conversion import (
    CACHE,
    Wish,
    converter_options,
    find_converter,
    outside,
    with_cache,
)
from docgen.cli.options import (
    Folder,
    choose_kind,
    choose_languages,
    common,
    named_person,
    read_date,
)
from docgen.cli.pdf import write_whole
from docgen.cli.proof_approval import (
    JSON,
    NAME,
    PAGE,
    WORD,
    approve_proof,
    last_approved,
    since_approved,
)
from docgen.cli.proof_reading import (
    far_apart,
    look_at,
    nothing_there,
    overflowing,
    read_letters,
)
from docgen.cli.report import File, Report
from docgen.delta.captions import captions
from docgen.delta.page import as_html
from docgen.delta.word import as_docx
from docgen.diagnostics import ExitCode, Place, error, has_errors
from docgen.publish import WORKSHOP

if TYPE_CHECKING:
    from docgen.campaign import Campaign
    from docgen.delta import Changes, Proof
    from docgen.delta.captions import Captions

_ONLY_WITH_PICTURES: Final = {
    "soffice": "--soffice",
    "time_limit": "--time-limit",
    "cached": "--no-cache",
}
_NOT_WITH_APPROVE: Final = {
    "kinds": "--kind",
    "wanted": "--lang",
    "pictures": "--pictures",
    "since": "--since",
    "spoken": "--captions",
    "on": "--date",
    **_ONLY_WITH_PICTURES,
}


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
@click.option("--approve", "approving", is_flag=True,
              help="Record that NAME approves the proof that was made last.")  # fmt: skip
@click.option("--by", metavar="NAME", default=None, callback=named_person,
              help="Who approves it.")  # fmt: skip
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
    approving: bool,
    by: str | None,
    campaign_file: str,
    as_json: bool,
    quiet: bool,
    wish: Wish,
) -> None:
    """Show the person who signs what all letters say, and what each says differently.

    The published letters are read back. Each kind's text stands once in full with the places that
    differ marked, then each letter with its own values, those that stand out first. The proof is
    an HTML page and a Word file to be read and printed, and JSON for other programs.

    With --approve it records who approves the proof that lies there, if it is of the letters that
    are there; later proofs then say what has changed since.
    """
    folder = Folder(Path(campaign_file))
    where = Path(out) if out is not None else folder.root / "out"
    if approving:
        approve_proof(_approver(by), where, folder, as_json, quiet)
    if by is not None:
        raise click.UsageError("--by goes with --approve")
    if not pictures:
        context = click.get_current_context()
        for name, option in _ONLY_WITH_PICTURES.items():
            if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
                raise click.UsageError(f"{option} goes with --pictures")
    report = Report("proof", as_json, quiet)
    converter = find_converter(wish, report) if pictures else None
    campaign, findings = folder.load()
    report.findings.extend(finding for finding in findings)
    if campaign is None:
        report.end()
    day, chosen_kinds, chosen = _options(campaign, kinds, wanted, on, report)
    say = _spoken(spoken, campaign, report)
    earlier = _earlier(since, folder, report)
    if has_errors(report.findings) or day is None:
        report.end()
    letters, left_out = read_letters(where, folder, chosen_kinds, chosen, report)
    if not letters and not has_errors(report.findings):
        report.findings.append(nothing_there(campaign, chosen_kinds, folder.shown(where)))
    if has_errors(report.findings):
        report.end()
    seen: dict[str, delta.Seen] = {}
    if converter is not None:
        setting = with_cache(converter, wish, where / WORKSHOP / CACHE)
        seen = look_at(letters, where, folder, setting, report)
        if has_errors(report.findings):
            report.end(ExitCode.OUTSIDE if outside(report.findings) else None)
    made = delta.make(campaign.campaign.name, day, letters, seen, left_out)
    report.findings.extend(overflowing(made, where, folder))
    report.findings.extend(far_apart(made, where, folder))
    approved = last_approved(where / NAME, chosen_kinds, chosen, folder, report)
    void = delta.no_longer(approved, letters, folder.shown(where / NAME / JSON))
    report.findings.extend(void)
    changes = (
        _since_file(made, earlier, chosen_kinds, chosen)
        if earlier is not None
        else since_approved(made, approved)
    )
    _write(made, changes, chosen_kinds, chosen, say, where, folder, report)
    report.lines.append(_summary(made, changes))
    if not void:
        names = dict.fromkeys((one.by, one.day) for one in approved.values())
        report.lines += [f"approved by {by} on {day}, and not changed since" for by, day in names]
    report.end()


def _approver(by: str | None) -> str:
    """Who approves; an approval is of the proof as it lies there, and takes no other option."""
    context = click.get_current_context()
    for name, option in _NOT_WITH_APPROVE.items():
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(
                f"{option} does not go with --approve: it is the proof that lies there, as it is"
            )
    if by is None:
        raise click.UsageError("--approve needs --by NAME")
    return by


def _since_file(
    made: Proof, earlier: delta.Earlier, kinds: tuple[str, ...], chosen: tuple[str, ...]
) -> Changes:
    """What has changed since a proof that was named, of what was asked for."""
    asked = {(kind, language) for kind in kinds for language in chosen}
    before = {file: texts for file, texts in earlier.letters.items()
              if delta.group_of(file) in asked}  # fmt: skip
    return delta.compare(made, before, earlier.on, earlier.hashes)


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


def _write(
    made: Proof,
    changes: Changes | None,
    kinds: tuple[str, ...],
    chosen: tuple[str, ...],
    say: Captions,
    where: Path,
    folder: Folder,
    report: Report,
) -> None:
    files = {PAGE: as_html(made, changes, say).encode("utf-8"), WORD: as_docx(made, changes, say)}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    shown = delta.Shown(kinds, chosen, say.code, hashes)
    files[JSON] = delta.as_json(made, changes, shown).encode("utf-8")
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
        base = " and ".join(f"{one.by} approved it on {one.at[:10]}" for one in changes.bases)
        said += (f"; since {base or changes.on}: {len(changes.added)} added, "
                 f"{len(changes.removed)} removed, {len(changes.changed)} changed")  # fmt: skip
    return said
