"""``docgen templates lint``: what is wrong or doubtful in templates, as a table or as comments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen import languages
from docgen.cli.options import Folder, choose_languages, common
from docgen.cli.report import File, Report, print_table
from docgen.diagnostics import (
    ExitCode,
    Finding,
    Place,
    Severity,
    error,
    group_by_severity,
    has_errors,
    in_reading_order,
)

if TYPE_CHECKING:
    from docgen.campaign import Campaign


@dataclass(frozen=True, slots=True)
class Target:
    """A Word file to be looked over, in the language of its letters."""

    path: Path
    shown_as: str
    language: str
    copy_as: str  # the path of its annotated copy, below --out


@click.command()
@click.option("--annotate", is_flag=True, help="Write copies with the findings as Word comments.")
@click.option(
    "--out",
    metavar="DIR",
    default=None,
    help="Where to write them.  [default: out/lint/ in the campaign folder]",
)
@click.option(
    "--lang",
    "wanted",
    metavar="LANG",
    default=None,
    help="The language of FILE, where its name does not say it.",
)
@click.argument("files", metavar="[FILE]…", nargs=-1)
@common
def lint(
    files: tuple[str, ...],
    wanted: str | None,
    out: str | None,
    annotate: bool,
    campaign_file: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Look templates over: wrong tags, unknown names, typed-in facts, foreign styles.

    FILE is a path, or the short name of a template: circular/zh. Without FILE, all templates of the
    campaign are looked over. Warnings do not fail.
    """  # fmt: skip
    if out is not None and not annotate:
        raise click.UsageError("--out says where --annotate writes")
    if wanted is not None and not files:
        raise click.UsageError("--lang says the language of FILE")
    folder = Folder(Path(campaign_file))
    report = Report("templates lint", as_json, quiet)
    campaign, findings = folder.load()
    report.findings.extend(findings)
    if campaign is None:
        report.end()
    found: dict[Target, list[Finding]] = {}
    data: dict[Target, bytes] = {}
    for target in _targets(files, wanted, campaign, folder, report.findings):
        try:
            data[target] = target.path.read_bytes()
        except OSError as fault:
            report.findings.append(_unreadable(target, fault))
        else:
            found[target] = _lint(target, data[target], campaign, folder)
    lines: list[str] = []
    if annotate:
        where = Path(out) if out is not None else folder.root / "out" / "lint"
        lines = _write_copies(_annotated(found, data), where, out, folder, report)
    _tell(_once(found), len(found), lines, report)


def _targets(
    files: Iterable[str],
    wanted: str | None,
    campaign: Campaign,
    folder: Folder,
    findings: list[Finding],
) -> list[Target]:
    if not files:
        names = dict.fromkeys(kind.template for kind in campaign.kinds.values())
        files = [f"{name}/{language}" for name in names for language in campaign.languages]
    targets: dict[Path, Target] = {}
    for file in files:
        path = template_path(file, folder)
        shown_as = folder.shown(path)
        stem = path.stem.rpartition("/")[2]
        said = wanted or (stem if stem in languages.CODES else None)
        if said is None:
            findings.append(
                error("C010", Place(shown_as), "the name does not say the language of the letters",
                      "say it with --lang, or name the file like fr.docx")
            )  # fmt: skip
            continue
        chosen, wrong = choose_languages((said,), campaign.languages)
        findings.extend(wrong)
        if chosen:
            copy_as = _copy_name(path, folder, {target.copy_as for target in targets.values()})
            targets.setdefault(path, Target(path, shown_as, chosen[0], copy_as))
    return list(targets.values())


def template_path(file: str, folder: Folder) -> Path:
    """The Word file that a path or a short name (circular/zh) means."""
    path = Path(file)
    if path.suffix.lower() in (".docx", ".dotx") or path.is_file():
        return path
    return folder.templates / f"{file}.docx"


def _copy_name(path: Path, folder: Folder, taken: set[str]) -> str:
    """Where a copy lies below --out: as in templates/, else by the file's own name."""
    try:
        inside = path.resolve().relative_to(folder.templates.resolve())
    except ValueError:
        inside = Path(path.name)
    stem = inside.with_suffix("").as_posix()
    name, number = f"{stem}.docx", 1
    while name.lower() in {each.lower() for each in taken}:
        number += 1
        name = f"{stem}-{number}.docx"
    return name


def _unreadable(target: Target, fault: OSError) -> Finding:
    message = f"the template cannot be read: {fault.strerror}"
    hint = "close it in Word and try again"
    if isinstance(fault, FileNotFoundError):
        message = "there is no such template"
        hint = "see docgen templates list, or make it with docgen templates build"
    return error("T001", Place(target.shown_as), message, hint)


def _lint(target: Target, data: bytes, campaign: Campaign, folder: Folder) -> list[Finding]:
    from docgen.campaign.printed import printed_forms
    from docgen.letterhead.styles import house_styles
    from docgen.merge import Setting, TemplateLoader
    from docgen.template.lint import lint_file

    code = target.language
    name = target.path.resolve().parent.name
    kinds = [kind for kind in campaign.kinds.values() if kind.template == name]
    # A template of several kinds may use what all of them have; another file, what any has.
    each = [
        Setting(campaign, kind, campaign.circular.date, {}).fields(code)
        for kind in kinds or campaign.kinds.values()
    ]
    fields = frozenset.intersection(*each) if kinds else frozenset.union(*each)
    house = house_styles(languages.get(code))
    return lint_file(
        data,
        shown_as=target.shown_as,
        language=code,
        loader=TemplateLoader(folder.templates, code),
        fields=fields,
        styles=[style.name for style in house if style.kind == "paragraph"],
        facts=printed_forms(campaign, code),
    )


def _once(found: dict[Target, list[Finding]]) -> list[Finding]:
    """The findings of all files; one of an included file is also found where it is included."""
    unique: dict[tuple[str, str, str], Finding] = {}
    for target, findings in found.items():
        for finding in findings:
            key = (finding.code, str(finding.place), finding.message)
            if key not in unique or finding.place.file == target.shown_as:
                unique[key] = finding
    return list(unique.values())


def _annotated(
    found: dict[Target, list[Finding]], data: dict[Target, bytes]
) -> dict[Target, bytes]:
    """The copies of the files that have findings; a file that holds active content has none."""
    from docgen.template.annotate import annotate

    linted = {target.shown_as for target in found}
    copies: dict[Target, bytes] = {}
    for target, findings in found.items():
        # What is wrong in an included file is said in its own copy.
        others = linted - {target.shown_as}
        own = [finding for finding in findings if finding.place.file not in others]
        copy = annotate(data[target], own, target.shown_as) if own else None
        if copy is not None:
            copies[target] = copy
    return copies


def _write_copies(
    copies: dict[Target, bytes], where: Path, out: str | None, folder: Folder, report: Report
) -> list[str]:
    """Write each copy beside its final name, then rename it. Never over a template."""
    absolute = out is not None and where.is_absolute()
    said: list[str] = []
    for target, data in copies.items():
        path = where / target.copy_as
        shown = path.as_posix() if absolute else folder.shown(path)
        originals = {folder.templates.resolve(), *(each.path.resolve() for each in copies)}
        if originals & {path.resolve(), *path.resolve().parents}:
            report.findings.append(
                error("C015", Place(shown), "a copy would lie among the templates themselves",
                      "name another folder with --out")
            )  # fmt: skip
            continue
        beside = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(path)
        except OSError as fault:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            report.findings.append(
                error("C015", Place(shown), f"the copy cannot be written: {fault.strerror}",
                      "close it in Word, or name another folder with --out")
            )  # fmt: skip
            continue
        digest = hashlib.sha256(data).hexdigest()
        report.files.append(File(shown, None, target.language, None, digest))
        said.append(shown)
    return said


def _tell(findings: list[Finding], files: int, copies: list[str], report: Report) -> None:
    """The findings are the result: a table on stdout for each file, or the JSON; then the exit."""
    if report.as_json:
        report.findings.extend(findings)
        report.end()
    failed = has_errors([*report.findings, *findings])
    code = ExitCode.FINDINGS if failed else ExitCode.DONE
    shown = [
        finding
        for finding in in_reading_order(findings)
        if not (report.quiet and finding.severity is Severity.NOTE)
    ]
    for file in dict.fromkeys(finding.place.file for finding in shown):
        click.secho(file, bold=True)
        print_table(
            ("place", "what", "hint"),
            [
                (
                    finding.place.detail or "the file",
                    f"{finding.code} {finding.severity.value}: {finding.message}",
                    finding.hint,
                )
                for finding in shown
                if finding.place.file == file
            ],
        )
    for copy in copies:
        click.echo(f"annotated copy: {copy}")
    counts = [
        f"{n} {severity.value}{'' if n == 1 else 's'}"
        for severity, n in group_by_severity(shown).items()
        if n
    ]
    if not report.quiet:
        looked = f"{files} template{'' if files == 1 else 's'} looked over"
        click.echo(f"{looked}: {', '.join(counts) or 'nothing found'}")
    report.files.clear()
    report.end(code)
