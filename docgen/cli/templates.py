"""``docgen templates``: list, show and build the Word templates."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.options import Folder, common
from docgen.cli.report import File, Report
from docgen.diagnostics import DocgenError, Place, error, has_errors


@click.group()
def templates() -> None:
    """List, show and build the Word templates of the campaign."""


@templates.command("list")
@common
def list_(campaign_file: str, as_json: bool, quiet: bool) -> None:
    """List each kind's templates with the number of fields that they use, or what is wrong."""
    from docgen.merge import load_templates

    folder = Folder(Path(campaign_file))
    report = Report("templates list", as_json, quiet)
    campaign, findings = folder.load()
    report.findings.extend(findings)
    if campaign is None:
        report.end()
    rows: list[tuple[str, ...]] = []
    for kind in campaign.kinds.values():
        for language in campaign.languages:
            loaded, findings = load_templates(campaign, kind, (language,), folder.templates)
            report.findings.extend(findings)
            path = f"templates/{kind.template}/{language}.docx"
            sound = loaded is not None and language in loaded and not has_errors(findings)
            fields = str(len(loaded[language].fields)) if loaded and language in loaded else "—"
            rows.append((kind.name, path, fields, "ready" if sound else "has faults"))
            if loaded is not None and language in loaded:
                report.files.append(
                    File(path, kind.name, language, None, loaded[language].hash)
                )
    if not as_json and not quiet:
        _print_table(("kind", "template", "fields", "state"), rows)
        report.quiet = True
    report.end()


@templates.command()
@click.option("--fields", is_flag=True, help="Show the names that the template uses instead.")
@click.option("--plain", is_flag=True, help="Text only, one paragraph a line (for git diff).")
@click.argument("file", metavar="FILE")
@common
def show(
    file: str, fields: bool, plain: bool, campaign_file: str, as_json: bool, quiet: bool
) -> None:
    """Show a Word file as text: each paragraph with its style.

    FILE is a path, or the short name of a template: circular/zh.
    """
    from docgen.template.outline import outline

    folder = Folder(Path(campaign_file))
    report = Report("templates show", as_json, quiet)
    path = _find(file, folder)
    shown_as = file if plain else folder.shown(path)
    try:
        data = path.read_bytes()
        lines = outline(data, shown_as)
        if fields:
            for name in _fields(path, folder, shown_as):
                report.lines.append(name)
        else:
            for line in lines:
                if line.text.strip():
                    head = f"{line.part} {line.style}".strip()
                    report.lines.append(f"[{head}] {line.text}" if head else line.text)
    except FileNotFoundError:
        report.findings.append(
            error("T001", Place(shown_as), "there is no such file", "see docgen templates list")
        )
    except OSError as fault:
        report.findings.append(
            error("T001", Place(shown_as), f"the file cannot be read: {fault.strerror}")
        )
    except DocgenError as fault:
        report.findings.extend(fault.findings)
    if as_json and not has_errors(report.findings):
        report.files.append(File(shown_as))
    report.end()


@templates.command()
@click.option("--check", is_flag=True, help="Write nothing; say which Word files differ.")
@common
def build(check: bool, campaign_file: str, as_json: bool, quiet: bool) -> None:
    """Make the Word templates from their wording, in the letterhead.

    The wording stands beside each template: templates/circular/zh.md. A template that was changed
    in Word would lose these changes: --check names those that differ.
    """
    from docgen.letterhead import build_all, same_template

    folder = Folder(Path(campaign_file))
    report = Report("templates build", as_json, quiet)
    if not folder.templates.is_dir():
        report.findings.append(
            error("T001", Place("templates"), "there is no folder templates/ here",
                  "docgen init DIR makes a campaign folder, or name one with --campaign FILE")
        )  # fmt: skip
        report.end()
    built, findings = build_all(folder.templates)
    report.findings.extend(findings)
    if built is None:
        report.end()
    for path, data in built.items():
        current = path.read_bytes() if path.is_file() else b""
        shown = folder.shown(path)
        kind, language = path.parent.name, path.stem
        if check:
            if not same_template(current, data):
                report.findings.append(
                    error("T031", Place(shown), "the Word file is not what its wording makes",
                          "docgen templates build makes it anew; changes made in Word are lost")
                )  # fmt: skip
            continue
        if current == data:
            continue
        try:
            beside = path.with_name(f".{path.name}.new")
            beside.write_bytes(data)
            beside.replace(path)
        except OSError as fault:
            report.findings.append(
                error("C015", Place(shown), f"the template cannot be written: {fault.strerror}",
                      "close it in Word and try again")
            )  # fmt: skip
            continue
        report.files.append(File(shown, kind, language))
    if not report.files and not report.findings:
        report.lines.append("all templates are as their wording makes them")
    report.end()


def _find(file: str, folder: Folder) -> Path:
    path = Path(file)
    if path.suffix.lower() in (".docx", ".dotx") or path.is_file():
        return path
    return folder.templates / f"{file}.docx"


def _fields(path: Path, folder: Folder, shown_as: str) -> list[str]:
    from docgen import languages
    from docgen.merge import TemplateLoader
    from docgen.template import Template

    language = path.stem if path.stem in languages.CODES else "en"
    loader = TemplateLoader(folder.templates, language)
    template = Template(path, language=language, loader=loader, shown_as=shown_as)
    return sorted(template.fields)


def _print_table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
