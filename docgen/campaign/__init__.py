"""campaign.toml: what is true of one campaign, stated once, typed, and checked as a whole.

:func:`load` reads the file and gives a :class:`Campaign`, or everything that is wrong with it,
each at its line.  The models need pydantic, which is imported when they are first asked for;
the values that a finished context holds do not.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.campaign.values import Forms, StudyPeriod, Table, Text
from docgen.diagnostics import Outcome

if TYPE_CHECKING:
    from docgen.campaign.facts import Region
    from docgen.campaign.model import Campaign, Kind

__all__ = [
    "Campaign",
    "Forms",
    "Kind",
    "Region",
    "StudyPeriod",
    "Table",
    "Text",
    "load",
]


def load(path: Path, shown_as: str = "campaign.toml") -> Outcome[Campaign]:
    """Read the campaign file at ``path``; findings name it ``shown_as``.

    Gives the campaign, or ``None`` with every mistake of the file in reading order (codes C001 to
    C012, C014, C019, C020, N020 to N023).  Warnings leave the campaign as it is.
    """
    from docgen.campaign import reading

    return reading.load(path, shown_as)


def __getattr__(name: str) -> Any:
    home = {"Campaign": "model", "Kind": "model", "Region": "facts"}.get(name)
    if home is not None:
        return getattr(importlib.import_module(f"docgen.campaign.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
