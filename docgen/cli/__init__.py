"""The commands. They read options, call the pipeline, print and exit; nothing else does.

A command's module is imported when the command is run, so that ``docgen --help`` is quick.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from docgen.cli.report import Report
    from docgen.diagnostics import ExitCode

# name: (module, function, what `docgen --help` says)
_COMMANDS: Final[dict[str, tuple[str, str, str]]] = {
    "init": ("docgen.cli.init", "init", "Make a new campaign folder that works at once."),
    "circular": (
        "docgen.cli.letters",
        "circular",
        "Write the circular with its annex, and the addressed copies.",
    ),
    "roadmap": ("docgen.cli.letters", "roadmap", "Write Annex 1, the roadmap, on its own."),
    "confirmations": (
        "docgen.cli.people",
        "confirmations",
        "Confirm the accepted representatives of a list, and tell their organizations.",
    ),
    "invitations": (
        "docgen.cli.people",
        "invitations",
        "Invite the delegates of a list to the training of their region.",
    ),
    "status": (
        "docgen.cli.status",
        "status",
        "Show nominations, trainings, fellowships and deadlines, and who is missing.",
    ),
    "approve": (
        "docgen.cli.approve",
        "approve",
        "Release a bundle: record who approved exactly these bytes.",
    ),
    "send": (
        "docgen.cli.send",
        "send",
        "Send a bundle by mail, at most once to each recipient; shows only, unless told to send.",
    ),
    "check": (
        "docgen.cli.check",
        "check",
        "Find everything that can be wrong, without writing: do all languages say the same?",
    ),
    "diff": (
        "docgen.cli.diff",
        "diff",
        "Show what differs between two letters, two folders of letters, or two templates.",
    ),
    "explain": (
        "docgen.cli.explain",
        "explain_letter",
        "Say which template, fact, row and rule made each paragraph of a finished letter.",
    ),
    "merge": ("docgen.cli.merge", "merge", "Write one letter for each row of any list."),
    "bundle": (
        "docgen.cli.bundle",
        "bundle",
        "Pack published letters for dispatch, with mail drafts, register and manifest.",
    ),
    "verify": (
        "docgen.cli.verify",
        "verify",
        "Prove that a bundle is what docgen packed, file by file.",
    ),
    "lists": (
        "docgen.cli.lists",
        "lists",
        "Make forms to be filled in, and check the lists that come back.",
    ),
    "proof": (
        "docgen.cli.proofing",
        "proof",
        "Show the person who signs what all letters say, and what each says differently.",
    ),
    "pdf": ("docgen.cli.pdf", "pdf", "Make PDF files of any Word files."),
    "print-run": (
        "docgen.cli.print_run",
        "print_run",
        "Join letters into one PDF file for the printer.",
    ),
    "templates": (
        "docgen.cli.templates",
        "templates",
        "List, show, lint and build the Word templates.",
    ),
}


class Suggesting(click.Group):
    """A group that names the nearest command when it does not know one.

    Its list of commands gives the first sentence of each in full, over several lines if need be.
    """

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=400)))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = click.utils.make_str(args[0])
        known = self.list_commands(ctx)
        if name not in known and not name.startswith("-"):
            from docgen.diagnostics import did_you_mean

            hint = did_you_mean(name, known)
            raise click.UsageError(f"there is no command {name!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)


class _Commands(Suggesting):
    """A group that knows its commands by name and imports them one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, function, _ = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, _, said) in _COMMANDS.items()])


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"docgen {version('docgen')}")
        except PackageNotFoundError:
            click.echo("docgen, from a folder in which it is not installed")
        ctx.exit()


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and exit.",
)
def docgen() -> None:
    """Official letters in six languages: merged, proved right, packed for dispatch."""


def main() -> None:
    """The ``docgen`` program: UTF-8 whatever the console says, and no traceback for the user."""
    from docgen.cli.streams import spoken

    with spoken():
        _main()


def _main() -> None:
    # A command puts its report here when it starts, so that it can be ended from outside.
    reports: list[Report] = []
    try:
        # Standalone, Click would end an interrupted run with exit code 1.
        sys.exit(docgen(standalone_mode=False, obj=reports))
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except (click.Abort, KeyboardInterrupt):
        stopped(reports)
    except Exception as fault:
        defect(fault, reports)


def stopped(reports: list[Report]) -> None:
    """End a run that the user stopped."""
    from docgen.diagnostics import ExitCode

    click.echo("stopped; run it again to go on", err=True)
    _end(reports, ExitCode.STOPPED)


def defect(fault: Exception, reports: list[Report]) -> None:
    """End a run on a defect of docgen: what to send to its makers, and exit code 5.

    A fault that no command has dealt with, but that has findings, is none.
    """
    import traceback

    from docgen.diagnostics import DocgenError, ExitCode

    if isinstance(fault, DocgenError) and fault.findings and reports:
        reports[-1].findings.extend(fault.findings)
        _end(reports[-1:], fault.exit_code)
    click.echo("".join(traceback.format_exception(fault)), err=True)
    click.echo("This is a defect of docgen, not of your files.", err=True)
    click.echo("Please send the lines above to those who look after docgen.", err=True)
    _end(reports, ExitCode.DEFECT)


def _end(reports: list[Report], code: ExitCode) -> None:
    for report in reports:
        if not report.ended:
            report.files.clear()
            report.end(code)
    sys.exit(code)
