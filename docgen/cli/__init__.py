"""The commands. They read options, call the pipeline, print and exit; nothing else does.

A command's module is imported when the command is run, so that ``docgen --help`` is quick.
"""

from __future__ import annotations

import importlib
import sys
from typing import Final

import click

# name: (module, function, what `docgen --help` says)
_COMMANDS: Final[dict[str, tuple[str, str, str]]] = {
    "init": ("docgen.cli.init", "init", "Make a new campaign folder that works at once."),
    "circular": (
        "docgen.cli.letters",
        "circular",
        "Write the circular with its annex, and the addressed copies.",
    ),
    "roadmap": ("docgen.cli.letters", "roadmap", "Write Annex 1, the roadmap, on its own."),
    "templates": (
        "docgen.cli.templates",
        "templates",
        "List, show and build the Word templates.",
    ),
}


class _Commands(click.Group):
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = click.utils.make_str(args[0])
        if name not in _COMMANDS and not name.startswith("-"):
            import difflib

            best = difflib.get_close_matches(name, _COMMANDS, n=1)
            hint = f"did you mean {best[0]}?" if best else f"commands: {', '.join(_COMMANDS)}"
            raise click.UsageError(f"there is no command {name!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"docgen {version('docgen')}")
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
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        docgen(standalone_mode=True)
    except KeyboardInterrupt:
        stopped()
    except Exception as fault:
        defect(fault)


def stopped() -> None:
    """End a run that the user stopped."""
    from docgen.diagnostics import ExitCode

    click.echo("stopped; nothing was published, run it again", err=True)
    sys.exit(ExitCode.STOPPED)


def defect(fault: Exception) -> None:
    """End a run on a defect of docgen: what to send to its makers, and exit code 5."""
    import traceback

    from docgen.diagnostics import ExitCode

    click.echo("".join(traceback.format_exception(fault)), err=True)
    click.echo("This is a defect of docgen, not of your files; nothing was published.", err=True)
    click.echo("Please send the lines above to those who look after docgen.", err=True)
    sys.exit(ExitCode.DEFECT)
