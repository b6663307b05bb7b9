"""Options that several commands share, and the campaign folder that they name."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen import languages
from docgen.diagnostics import Finding, Outcome, Place, did_you_mean, error, nearest
from docgen.recipients.words import LANGUAGE_GUESSES

if TYPE_CHECKING:
    from docgen.campaign import Campaign

F = TypeVar("F", bound=Callable[..., Any])

CAMPAIGN_FILE = "campaign.toml"


@cache
def program_version() -> str:
    """The version of docgen that is installed; ``unknown`` where it runs from a folder."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("docgen")
    except PackageNotFoundError:
        return "unknown"


def common(command: F) -> F:
    """``--json``, ``--quiet`` and ``--campaign``, which every command has."""
    for option in (
        click.option("--campaign", "campaign_file", metavar="FILE", default=CAMPAIGN_FILE,
                     help="The campaign file.  [default: campaign.toml here]"),
        click.option("--quiet", is_flag=True, help="Print errors and warnings only."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    ):  # fmt: skip
        command = option(command)
    return command


def writes_letters(command: F) -> F:
    """The options of every command that writes letters, those of every command last."""
    command = common(command)
    for option in (
        click.option("--dry-run", is_flag=True, help="Do everything but write."),
        click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True,
                     help="Processes that share the work."),
        click.option("--out", metavar="DIR", default=None,
                     help="Where to write.  [default: out/ in the campaign folder]"),
        click.option("--date", "on", metavar="DATE", default=None,
                     help="Date of the letters, as 2024-03-06.  [default: the circular's]"),
        click.option("--all", "all_languages", is_flag=True,
                     help="All languages of the campaign (the default)."),
        click.option("--lang", "wanted", metavar="LANG", multiple=True,
                     help="A language: ar, en, es, fr, ru or zh. May be repeated."),
    ):  # fmt: skip
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Folder:
    """A campaign folder: where its files are, and how they are shown."""

    file: Path

    @property
    def root(self) -> Path:
        """The folder that holds the campaign file."""
        return self.file.parent

    @property
    def templates(self) -> Path:
        """The folder of the Word templates."""
        return self.root / "templates"

    @property
    def lists(self) -> Path:
        """The folder of the mailing lists."""
        return self.root / "mailing_lists"

    def list_file(self, given: str) -> Path:
        """A list as it was named: here, or by its name alone in ``mailing_lists/``."""
        path = Path(given)
        beside = self.lists / path.name
        return beside if not path.exists() and path.name == given and beside.is_file() else path

    def shown(self, path: Path) -> str:
        """A path as messages and JSON give it: relative to the folder, with forward slashes."""
        absolute = path.absolute()
        try:
            return Path(os.path.relpath(absolute, self.root.absolute())).as_posix()
        except ValueError:  # another drive of Windows
            return absolute.as_posix()

    def load(self) -> Outcome[Campaign]:
        """The campaign, or the findings that stand in its way."""
        from docgen import campaign

        return campaign.load(self.file, self.file.name)


def choose_languages(
    wanted: tuple[str, ...], offered: tuple[str, ...], option: str = "--lang"
) -> Outcome[tuple[str, ...]]:
    """The languages asked for, once each, in the campaign's order; C010 for unknown ones."""
    if not wanted:
        return Outcome(offered)
    found: list[Finding] = []
    chosen: set[str] = set()
    for word in wanted:
        code = word.strip().lower()
        if code in offered:
            chosen.add(code)
            continue
        place = Place(option, (), word)
        listed = ", ".join(offered)
        if code in languages.CODES:
            found.append(
                error("C010", place, f"the campaign has no language {code!r}",
                      f"its languages: {listed}; add {code} in campaign.toml")
            )  # fmt: skip
            continue
        guess = LANGUAGE_GUESSES.get(code) or nearest(code, offered)
        hint = f"did you mean {guess}? " if guess in offered else ""
        found.append(error("C010", place, f"there is no language {word!r}",
                           f"{hint}the languages are {listed}"))  # fmt: skip
    return Outcome(tuple(code for code in offered if code in chosen), tuple(found))


def named_person(_: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """The callback of ``--by``: the name of a person on one line."""
    if given is None:
        return None
    name = " ".join(given.split())
    if not name or any(unicodedata.category(letter).startswith("C") for letter in name):
        raise click.BadParameter("write the name of a person", param=parameter)
    return name


def read_date(text: str | None, default: date | None) -> Outcome[date]:
    """The date of the letters; C017 for what is no date."""
    if text is None:
        return Outcome(default)
    try:
        # From Python 3.11 on fromisoformat reads weeks (2024-W10-3) and 20240306 as well.
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
            return Outcome(date.fromisoformat(text.strip()))
    except ValueError:  # the 31st of a short month
        pass
    place = Place("--date", (), text)
    return Outcome(None, (error("C017", place, f"{text!r} is no date", "write it as 2024-03-06"),))


def choose_kind(campaign: Campaign, name: str) -> Finding | None:
    """C011 when the campaign has no such kind of letter."""
    if name in campaign.kinds:
        return None
    return error(
        "C011",
        Place(CAMPAIGN_FILE, (), "[kinds]"),
        f"there is no kind of letter {name!r}",
        f"{did_you_mean(name, list(campaign.kinds))}; add a table [kinds.{name}]",
    )
