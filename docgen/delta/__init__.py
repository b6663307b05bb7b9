"""What differs between finished letters: the delta proof for the one who signs.

:mod:`letters` reads the published letters back, :mod:`slots` lays those of a kind and language side
by side, :mod:`varying` parts each paragraph into what all have and what differs, :mod:`group` makes
of it the text that stands once and the values of each letter, :mod:`outliers` says which letters
stand out and why, :mod:`beside` lays the languages of a kind side by side.  :mod:`record` keeps a
proof as JSON, :mod:`changes` compares one with an earlier one, :mod:`approval` says who approved
which, :mod:`page` shows it as one HTML
page, :mod:`word` as a Word file.
"""

from __future__ import annotations

from docgen.delta.approval import (
    Approval,
    faults_of,
    group_of,
    latest,
    no_longer,
    read_record,
    record_of,
)
from docgen.delta.beside import Beside, lay_beside
from docgen.delta.changes import Base, Change, Changes, compare
from docgen.delta.group import Column, Group, Row, TextSlot, lay_out
from docgen.delta.letters import Letter, Paragraph, read
from docgen.delta.proof import Proof, Seen, make, representatives
from docgen.delta.record import Earlier, Shown, as_json, read_earlier

__all__ = [
    "Approval",
    "Base",
    "Beside",
    "Change",
    "Changes",
    "Column",
    "Earlier",
    "Group",
    "Letter",
    "Paragraph",
    "Proof",
    "Row",
    "Seen",
    "Shown",
    "TextSlot",
    "as_json",
    "compare",
    "faults_of",
    "group_of",
    "latest",
    "lay_beside",
    "lay_out",
    "make",
    "no_longer",
    "read",
    "read_earlier",
    "read_record",
    "record_of",
    "representatives",
]
