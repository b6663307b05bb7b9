"""The one place that prints results and ends the process."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from textwrap import indent
from typing import Any, NamedTuple, NoReturn

import click

from docgen.diagnostics import (
    ExitCode,
    Finding,
    Severity,
    group_by_severity,
    has_errors,
    in_reading_order,
)
from docgen.spool import Spool

# A longer list of files is shown as one line a folder.
LISTED = 24
MOST_ROWS = 5_000  # of a table; what nobody reads on a screen --json has
_PIECES = 1_000  # files of an answer in JSON that are printed at a time

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


class File(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class RowHeads:
    """What the rows of a list are about: a function of their numbers; what stands above its columns
    (from 0).
    """

    titles: Callable[[Collection[int]], Mapping[int, str]] = lambda _: {}
    headers: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Report:
    """What a command has to say: collected while it runs, printed once, then the exit."""

    command: str
    as_json: bool
    quiet: bool
    files: Spool[File] = field(default_factory=Spool)
    findings: list[Finding] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    title: str = "written"
    ended: bool = False
    lists: dict[str, RowHeads] = field(default_factory=dict)  # whose findings go by row
    hints: list[str] = field(default_factory=list)  # after findings that stopped the command
    more: dict[str, Any] = field(default_factory=dict)  # what a command adds to the JSON object
    table: tuple[tuple[str, ...], Sequence[tuple[str, ...]]] | None = None  # instead of the files
    ending: str = "; nothing was written"  # what the summary of a failed run adds

    def __post_init__(self) -> None:
        context = click.get_current_context(silent=True)
        if context is not None and isinstance(context.obj, list):
            context.obj.append(self)

    def end(self, code: ExitCode | None = None) -> NoReturn:
        """Print everything and exit: with ``code``, else 1 for findings of severity error or 0."""
        self.ended = True
        findings = in_reading_order(self.findings)
        if code is None:
            code = ExitCode.FINDINGS if has_errors(findings) else ExitCode.DONE
        if self.as_json:
            self._print_json(findings, code)
        else:
            self._print_findings(findings, code)
            if code is ExitCode.DONE and not self.quiet:
                self._print_files()
                for line in self.lines:
                    click.echo(line)
        sys.exit(code)

    def _print_json(self, findings: Sequence[Finding], code: ExitCode) -> None:
        """One object; that of a run of 100,000 letters is not one text at any time."""
        pieces = self._json(findings, code)
        while some := "".join(islice(pieces, _PIECES)):
            click.echo(some, nl=False)
        click.echo()

    def _json(self, findings: Sequence[Finding], code: ExitCode) -> Iterator[str]:
        begin = _in_json({"command": self.command, "ok": code is ExitCode.DONE})
        rest = {"findings": [finding.as_json() for finding in findings], **self.more}
        yield f'{begin[:-2]},\n  "files": ['
        before, end = "\n", "]"
        for file in self.files:
            yield before + indent(_in_json(file.as_json()), "    ")
            before, end = ",\n", "\n  ]"
        yield f"{end},{_in_json(rest)[1:]}"

    def _print_findings(self, findings: Sequence[Finding], code: ExitCode) -> None:
        if self.quiet:
            findings = [f for f in findings if f.severity is not Severity.NOTE]
        if not findings:
            return
        of_lists = [finding for finding in findings if finding.place.file in self.lists]
        if of_lists:
            print_by_row(of_lists, self.lists, err=True)
            click.echo(err=True)
        for finding in findings:
            if finding.place.file in self.lists:
                continue
            head = click.style(
                f"{finding.code} {finding.severity.value}", fg=_COLOURS[finding.severity]
            )
            click.echo(f"{head} {finding.place}", err=True)
            click.echo(f"    {finding.message}", err=True)
            if finding.hint:
                click.echo(f"    → {finding.hint}", err=True)
        nothing = code is ExitCode.FINDINGS and not self.files
        end = self.ending if nothing else ""
        click.echo(summary(findings) + end, err=True)
        if code is ExitCode.FINDINGS:
            for hint in self.hints:
                click.echo(f"→ {hint}", err=True)

    def _print_files(self) -> None:
        if not self.files:
            return
        if self.table is not None:
            columns, letters = self.table
            print_table(columns, letters[:MOST_ROWS])
            if len(letters) > MOST_ROWS:
                click.echo(f"and {len(letters) - MOST_ROWS:,} more; --json names all files")
            click.echo(f"{len(letters)} letters {self.title}")
            return
        header: tuple[str, ...]
        rows: list[tuple[str, ...]]
        if len(self.files) <= LISTED:
            header = ("language", "recipient", self.title)
            rows = [(f.language or "", f.recipient or "—", f.path) for f in self.files]
        else:
            header = ("language", "files", "addressed copies", f"{self.title} in")
            rows = [
                (language, str(count), str(copies), folder)
                for language, folder, count, copies in _by_folder(self.files)
            ]
        if not any(file.language for file in self.files):  # files of a campaign, no letters
            left_out = ("language", "recipient", "addressed copies")
            shown = [i for i, name in enumerate(header) if name not in left_out]
            header = tuple(header[i] for i in shown)
            rows = [tuple(row[i] for i in shown) for row in rows]
        print_table(header, rows)
        click.echo(f"{len(self.files)} {'file' if len(self.files) == 1 else 'files'} {self.title}")


def _in_json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout; numbers to the right. Cells are printed as they are, without markup.

    Where a terminal is too narrow for it, the longest cell of each row has a line of its own, so
    that no name of a file is broken; where even that is too wide, cells are folded.
    """
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table

    # Elsewhere than on a terminal each row is one line, for grep and for spreadsheets.
    width = None if sys.stdout.isatty() else 1000
    console = Console(width=width, markup=False, emoji=False, highlight=False)
    rows = list(rows)
    widths = [max(map(cell_len, column)) for column in zip(header, *rows, strict=True)]
    longest = widths.index(max(widths))
    others = widths[:longest] + widths[longest + 1 :]
    one_line = len(others) > 0 and not any("\n" in cell for row in rows for cell in row)
    apart = one_line and _width_of(widths) > console.width >= _width_of(others)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for index, name in enumerate(header):
        if apart and index == longest:
            continue
        figures = all(row[index].isdecimal() for row in rows)
        table.add_column(name, justify="right" if figures else "left", overflow="fold")
    if not apart:
        for row in rows:
            table.add_row(*row)
        console.print(table)
        return
    for row in rows:
        table.add_row(*(cell for index, cell in enumerate(row) if index != longest))
    # A line of the table, then the cell that it lacks; the table ends with an empty line.
    lines = ["".join(part.text for part in line).rstrip() for line in console.render_lines(table)]
    for line in lines[: -len(rows) - 1]:
        click.echo(line)
    for row, line in zip(rows, lines[-len(rows) - 1 : -1], strict=True):
        click.echo(line)
        click.echo(f"     {row[longest]}")
    click.echo()


def _width_of(widths: Sequence[int]) -> int:
    """The columns that a table takes: three between two of its own, one at each end."""
    return sum(widths) + 3 * (len(widths) - 1) + 2


def print_by_row(
    findings: Iterable[Finding], heads: Mapping[str, RowHeads], *, err: bool = False
) -> None:
    """Findings of lists grouped by file and row, in lines of at most 80 columns.

    ``heads`` has the lists by their names in findings; ``err`` says where to print, as of Click's
    ``echo``, which leaves the colours out where no terminal is.
    """
    ordered = in_reading_order(findings)
    numbers: dict[str, set[int]] = {}
    for place in (finding.place for finding in ordered):
        if len(place.order) == 2 and place.file in heads:
            numbers.setdefault(place.file, set()).add(place.order[0])
    titles = {file: heads[file].titles(rows) for file, rows in numbers.items()}
    last_file, last_row = None, -1
    for finding in ordered:
        place = finding.place
        row, column = place.order if len(place.order) == 2 else (0, 0)
        head = heads.get(place.file, RowHeads())
        if place.file != last_file:
            click.secho(("" if last_file is None else "\n") + place.file, bold=True, err=err)
            last_file, last_row = place.file, -1
        if row != last_row:
            if row:
                title = titles.get(place.file, {}).get(row, "")
                click.secho(f"\n  {f'row {row}  {title}'.rstrip()}", bold=True, err=err)
            last_row = row
        where = place.detail.rpartition("!")[2] if column else ""
        if column and head.headers.get(column - 1):
            where += f" {_first_line(head.headers[column - 1])}"
        elif not row:
            where = place.detail or "the file"
        said = f"{finding.code} {finding.severity.value}"
        margin = "    " if row else "  "
        styled = click.style(said, fg=_COLOURS[finding.severity])
        click.echo(f"{margin}{styled}{f'  {where}' if where else ''}", err=err)
        for text, mark in ((finding.message, ""), (finding.hint, "→ ")):
            for line in _wrapped(mark + text if text else "", 80 - len(margin) - 2):
                click.echo(f"{margin}  {line}", err=err)


def _first_line(text: str) -> str:
    short = " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip("* ")
    return short if len(short) <= 40 else f"{short[:39]}…"


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines; Chinese characters are two columns wide."""
    from rich.cells import cell_len

    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and cell_len(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def _by_folder(files: Iterable[File]) -> list[tuple[str, str, int, int]]:
    rows: dict[tuple[str, str], list[int]] = {}
    for file in files:
        row = rows.setdefault((file.language or "", file.path.rpartition("/")[0]), [0, 0])
        row[0] += 1
        row[1] += file.recipient is not None and not file.path.endswith(".pdf")
    return [(language, folder, *counts) for (language, folder), counts in rows.items()]  # type: ignore[misc]  # two counts each


def summary(findings: Iterable[Finding]) -> str:
    """How many findings there are of each severity: 2 errors, 1 note."""
    counts = group_by_severity(findings)
    said = [f"{n} {severity.value}{'' if n == 1 else 's'}" for severity, n in counts.items() if n]
    return ", ".join(said)
