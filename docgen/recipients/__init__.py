"""Mailing lists: a table of cells becomes recipients, and every fault is placed at its cell.

:mod:`textfile` and :mod:`spreadsheet` make a table of a file, whatever its columns mean;
:mod:`reading` makes recipients of a table by its :mod:`form`, wherever it came from.  All faults of
a list are collected; a row with a fault makes no recipient, so that a letter never rests on half a
row.
"""

from __future__ import annotations

from pathlib import Path

from docgen.diagnostics import Outcome, in_reading_order
from docgen.recipients.cells import NOTHING
from docgen.recipients.form import RECIPIENTS
from docgen.recipients.reading import recipients_of
from docgen.recipients.recipient import REGIONS, Entries, Recipient, check_across
from docgen.recipients.table import Row, Table
from docgen.recipients.textfile import read_csv

__all__ = [
    "REGIONS",
    "Entries",
    "Recipient",
    "Row",
    "Table",
    "check_across",
    "read_csv",
    "read_entries",
    "read_list",
    "recipients_of",
]


def read_list(path: Path, shown_as: str) -> Outcome[tuple[Recipient, ...]]:
    """The recipients of a CSV list of organizations, in its order, and all that is wrong with it.

    The value holds the rows without a fault; see :func:`read_entries`.
    """
    entries, findings = read_entries(path, shown_as)
    return Outcome(None if entries is None else tuple(entries.whole), findings)


def read_entries(path: Path, shown_as: str) -> Outcome[Entries]:
    """All rows of a CSV list of organizations, and all that is wrong with it.

    ``shown_as`` is the file's name in findings.  ``None`` where no row could be looked at.
    """
    table, findings = read_csv(path, shown_as)
    if table is None:
        return Outcome(None, findings)
    entries, faults = recipients_of(table, RECIPIENTS, NOTHING)
    return Outcome(entries, tuple(in_reading_order((*findings, *faults))))
