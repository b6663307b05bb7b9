"""The one place that prints results and ends the process."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

import click

from docgen.diagnostics import (
    ExitCode,
    Finding,
    Severity,
    group_by_severity,
    has_errors,
    in_reading_order,
)

# A longer list of files is shown as one line a folder.
LISTED = 24


@dataclass(frozen=True, slots=True)
class File:
    """A file that a command wrote, as ``--json`` names it."""

    path: str
    kind: str | None = None
    language: str | None = None
    recipient: str | None = None
    sha256: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """The object for ``files``."""
        return {
            "path": self.path,
            "kind": self.kind,
            "language": self.language,
            "recipient": self.recipient,
            "sha256": self.sha256,
        }


@dataclass(slots=True)
class Report:
    """What a command has to say: collected while it runs, printed once, then the exit."""

    command: str
    as_json: bool
    quiet: bool
    files: list[File] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    title: str = "written"

    def end(self, code: ExitCode | None = None) -> NoReturn:
        """Print everything and exit: with ``code``, else 1 for findings of severity error or 0."""
        findings = in_reading_order(self.findings)
        if code is None:
            code = ExitCode.FINDINGS if has_errors(findings) else ExitCode.DONE
        if self.as_json:
            self._print_json(findings, code)
        else:
            self._print_findings(findings)
            if code is ExitCode.DONE and not self.quiet:
                self._print_files()
                for line in self.lines:
                    click.echo(line)
        sys.exit(code)

    def _print_json(self, findings: Sequence[Finding], code: ExitCode) -> None:
        answer = {
            "command": self.command,
            "ok": code is ExitCode.DONE,
            "files": [file.as_json() for file in self.files],
            "findings": [finding.as_json() for finding in findings],
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))

    def _print_findings(self, findings: Sequence[Finding]) -> None:
        if self.quiet:
            findings = [f for f in findings if f.severity is not Severity.NOTE]
        if not findings:
            return
        colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
        for finding in findings:
            head = click.style(
                f"{finding.code} {finding.severity.value}", fg=colours[finding.severity]
            )
            click.echo(f"{head} {finding.place}", err=True)
            click.echo(f"    {finding.message}", err=True)
            if finding.hint:
                click.echo(f"    → {finding.hint}", err=True)
        click.echo(_summary(findings), err=True)

    def _print_files(self) -> None:
        if not self.files:
            return
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table

        console = Console(soft_wrap=False)
        table = Table(box=SIMPLE_HEAD, title=None, pad_edge=False)
        if len(self.files) <= LISTED:
            if any(file.language for file in self.files):
                table.add_column("language")
                table.add_column("recipient")
            table.add_column(self.title, overflow="fold")
            for file in self.files:
                own = [file.language or "", file.recipient or "—"] if file.language else []
                table.add_row(*own, file.path)
        else:
            addressed = any(file.language for file in self.files)
            if addressed:
                table.add_column("language")
            table.add_column("files", justify="right")
            if addressed:
                table.add_column("addressed copies", justify="right")
            table.add_column(f"{self.title} in", overflow="fold")
            for language, folder, count, copies in _by_folder(self.files):
                own = [language, str(count), str(copies)] if addressed else [str(count)]
                table.add_row(*own, folder)
        console.print(table)
        click.echo(f"{len(self.files)} {'file' if len(self.files) == 1 else 'files'} {self.title}")


def _by_folder(files: Iterable[File]) -> list[tuple[str, str, int, int]]:
    rows: dict[tuple[str, str], list[int]] = {}
    for file in files:
        row = rows.setdefault((file.language or "", file.path.rpartition("/")[0]), [0, 0])
        row[0] += 1
        row[1] += file.recipient is not None
    return [(language, folder, *counts) for (language, folder), counts in rows.items()]  # type: ignore[misc]  # two counts each


def _summary(findings: Sequence[Finding]) -> str:
    counts = group_by_severity(findings)
    said = [f"{n} {severity.value}{'' if n == 1 else 's'}" for severity, n in counts.items() if n]
    end = "; nothing was published" if counts[Severity.ERROR] else ""
    return ", ".join(said) + end
