"""What lists of people refer to, from the campaign's own lists: Member States, organizations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from docgen.diagnostics import Finding, Outcome
from docgen.recipients import read_list
from docgen.recipients.cells import Country, Known
from docgen.recipients.recipient import Recipient

STATES = "member_states.csv"
RTOS = "rtos.csv"
OFFICES = "regional_offices.csv"


class Lists(NamedTuple):
    """The campaign's own lists: what cells refer to, the organizations by their keys, and the rows
    of the Member States."""

    known: Known
    rtos: dict[str, Recipient]
    states: tuple[Recipient, ...] = ()


def load_lists(folder: Path, shown: Callable[[Path], str]) -> Outcome[Lists]:
    """Read ``member_states.csv`` and ``rtos.csv`` of a campaign's ``mailing_lists/``.

    ``shown`` gives a file's name in findings.  ``None`` where one of the two cannot be read.
    """
    found: list[Finding] = []
    rows: list[tuple[Recipient, ...] | None] = []
    for name in (STATES, RTOS):
        path = folder / name
        recipients, findings = read_list(path, shown(path))
        rows.append(recipients)
        found += findings
    states, rtos = rows
    if states is None or rtos is None:
        return Outcome(None, tuple(found))
    countries = [Country(r.key, r.region, r.names, r.member_from) for r in states]
    known = Known.of(
        countries,
        {rto.key: rto.region for rto in rtos},
        {rto.key: tuple(rto.names.values()) for rto in rtos},
        {rto.key: rto.abbreviations for rto in rtos},
    )
    return Outcome(Lists(known, {rto.key: rto for rto in rtos}, states), tuple(found))


def load_known(folder: Path, shown: Callable[[Path], str]) -> Outcome[Known]:
    """What the cells of lists refer to; see :func:`load_lists`."""
    lists, findings = load_lists(folder, shown)
    return Outcome(lists.known if lists is not None else None, findings)
