"""What the cells of lists refer to: the Member States and the regional organizations at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from docgen.diagnostics import Finding, Outcome, in_reading_order
from docgen.recipients.cells import Country, Known
from docgen.recipients.organizations import recipients_of
from docgen.recipients.recipient import Recipient
from docgen.recipients.table import read_csv

MEMBER_STATES: Final = "member_states"
ORGANIZATIONS: Final = "rtos"


def load_known(lists_folder: Path, shown: Callable[[Path], str]) -> Outcome[Known]:
    """The countries of ``member_states.csv`` and the organizations of ``rtos.csv``.

    ``shown`` gives a path as findings show it.  ``None`` where a list cannot be read; a row with a
    fault is told, and is not known.
    """
    findings: list[Finding] = []
    lists: dict[str, tuple[Recipient, ...] | None] = {}
    for name in (MEMBER_STATES, ORGANIZATIONS):
        path = lists_folder / f"{name}.csv"
        table, found = read_csv(path, shown(path))
        findings += found
        lists[name], found = recipients_of(table, name) if table else Outcome(None)
        findings += found
    states, organizations = lists[MEMBER_STATES], lists[ORGANIZATIONS]
    told = tuple(in_reading_order(findings))
    if states is None or organizations is None:
        return Outcome(None, told)
    countries = (Country(s.key, s.region, s.names, s.member_from) for s in states)
    return Outcome(Known.of(countries, {rto.key: rto.region for rto in organizations}), told)
