"""What lists of people refer to, from the campaign's own lists: Member States, organizations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from docgen.diagnostics import Finding, Outcome
from docgen.recipients import Entries, read_entries
from docgen.recipients.cells import Country, Known
from docgen.recipients.recipient import Recipient

STATES = "member_states.csv"
RTOS = "rtos.csv"
OFFICES = "regional_offices.csv"


class Lists(NamedTuple):
    """The campaign's own lists: what cells refer to, the organizations by their keys, and the rows
    of the Member States; of both those without a fault."""

    known: Known
    rtos: dict[str, Recipient]
    states: tuple[Recipient, ...] = ()


def load_lists(folder: Path, shown: Callable[[Path], str]) -> Outcome[Lists]:
    """Read ``member_states.csv`` and ``rtos.csv`` of a campaign's ``mailing_lists/``.

    ``shown`` gives a file's name in findings.  ``None`` where one of the two cannot be read.  A row
    with a fault is known too, where its key and its region are: what refers to it is right.
    """
    found: list[Finding] = []
    read: list[Entries | None] = []
    for name in (STATES, RTOS):
        path = folder / name
        entries, findings = read_entries(path, shown(path))
        read.append(entries)
        found += findings
    if read[0] is None or read[1] is None:
        return Outcome(None, tuple(found))
    states, rtos = (
        [one for one in entries.together() if one.is_known("key", "region")]
        for entries in (read[0], read[1])
    )
    countries = [Country(r.key, r.region, r.names, r.member_from) for r in states]
    known = Known.of(
        countries,
        {rto.key: rto.region for rto in rtos},
        {rto.key: tuple(rto.names.values()) for rto in rtos},
        {rto.key: rto.abbreviations for rto in rtos},
    )
    whole = {rto.key: rto for rto in read[1].whole}
    return Outcome(Lists(known, whole, tuple(read[0].whole)), tuple(found))


def load_known(folder: Path, shown: Callable[[Path], str]) -> Outcome[Known]:
    """What the cells of lists refer to; see :func:`load_lists`."""
    lists, findings = load_lists(folder, shown)
    return Outcome(lists.known if lists is not None else None, findings)
