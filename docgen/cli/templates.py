"""``docgen templates``: list, show, lint and build the Word templates."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import click

from docgen.cli import Suggesting
from docgen.cli.lint import lint, template_path
from docgen.cli.options import Folder, common
from docgen.cli.report import File, Report, print_table
from docgen.diagnostics import DocgenError, Finding, Place, error, has_errors


@click.group(cls=Suggesting)
def templates() -> None:
    """List, show, lint and build the Word templates of the campaign."""


templates.add_command(lint)


@templates.command("list")
@common
def list_(campaign_file: str, as_json: bool, quiet: bool) -> None:
    """List each template, ready or with its faults.

    For each the number of fields that it uses is shown.
    """
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
                digest = hashlib.sha256(loaded[language].source).hexdigest()
                report.files.append(File(path, kind.name, language, None, digest))
    if not as_json and not quiet:
        print_table(("kind", "template", "fields", "state"), rows)
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
    path = template_path(file, folder)
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
    report = Report("templates build", as_json, quiet, title="made")
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
    current = {path: path.read_bytes() if path.is_file() else b"" for path in built}
    if check:
        for path, data in built.items():
            if not same_template(current[path], data):
                report.findings.append(
                    error("T031", Place(folder.shown(path)),
                          "the Word file is not what its wording makes",
                          "docgen templates build makes it anew; changes made in Word are lost")
                )  # fmt: skip
    else:
        stale = {path: data for path, data in built.items() if data != current[path]}
        report.findings.extend(_write_all(stale, current, folder))
        if not report.findings:
            for path, data in stale.items():
                digest = hashlib.sha256(data).hexdigest()
                file = File(folder.shown(path), path.parent.name, path.stem, None, digest)
                report.files.append(file)
    if not report.files and not report.findings:
        report.lines.append("all templates are as their wording makes them")
    report.end()


def _write_all(
    files: Mapping[Path, bytes], before: Mapping[Path, bytes], folder: Folder
) -> list[Finding]:
    """Write all files, or leave all as they were ``before`` (empty: not there) with a finding."""
    beside = {path: path.with_name(f".{path.name}.new") for path in files}
    done: list[Path] = []
    path = folder.templates
    try:
        for path, data in files.items():
            beside[path].write_bytes(data)
        for path in files:
            beside[path].replace(path)
            done.append(path)
    except OSError as fault:
        found = [
            error("C015", Place(folder.shown(path)),
                  f"the template cannot be written: {fault.strerror}",
                  "close it in Word, look at the folder's rights, and try again")
        ]  # fmt: skip
        for path in done:
            with suppress(OSError):
                if before[path]:
                    path.write_bytes(before[path])
                else:
                    path.unlink()
        return found
    finally:
        for new in beside.values():
            with suppress(OSError):
                new.unlink(missing_ok=True)
    return []


def _fields(path: Path, folder: Folder, shown_as: str) -> list[str]:
    from docgen import languages
    from docgen.merge import TemplateLoader
    from docgen.template import Template

    language = path.stem if path.stem in languages.CODES else "en"
    loader = TemplateLoader(folder.templates, language)
    template = Template(path, language=language, loader=loader, shown_as=shown_as)
    return sorted(template.fields)
