"""What the letters of a mail merge share, and what each of them sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docgen import languages
from docgen.campaign.context import names
from docgen.diagnostics import Finding, Place, note
from docgen.mailmerge.identity import identity_of
from docgen.proof import Identity
from docgen.recipients.rows import ListRow, Rows
from docgen.recipients.table import as_text
from docgen.template import Template

if TYPE_CHECKING:
    from docgen.campaign import Campaign

KIND: Final = "merge"
NO_LANGUAGE: Final = ""
"""Stands for the language of letters for which none was asked."""

Facts = Mapping[str, Mapping[str, Any]]
"""The facts of a campaign by language; those that all languages share under no language."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that gets a letter: the ``index``-th (from 1) of ``length``."""

    row: ListRow
    index: int
    length: int

    def __reduce__(self) -> tuple[type[Kept], tuple[object, ...]]:
        return Kept, (self.row, self.index, self.length)

    @property
    def key(self) -> str:
        """What the row's column ``key`` holds, else the row's number."""
        return as_text(self.row.by_name.get("key")) or str(self.row.number)

    @property
    def source(self) -> Place:
        """Where the row stands."""
        return self.row.source

    @property
    def row_hash(self) -> str:
        """SHA-256 of the row, in hex."""
        return self.row.row_hash

    def context(self, lang: str) -> dict[str, object]:
        """What the row gives to a template."""
        return {
            **self.row.by_name,
            "row": self.row.by_header,
            "loop": {"index": self.index, "length": self.length},
        }

    def identity(self, language: str) -> Identity:
        """What must be in nobody else's letter; what a template prints of a row is its own affair.

        In any language, for rows of any list tell by their captions what their columns hold.
        """
        return identity_of(self.row)

    def distinguishing(self, language: str) -> tuple[str, ...]:
        """What must be in nobody else's letter."""
        return identity_of(self.row).distinguishing


class PlannedRow(NamedTuple):
    """One letter to be; ``path`` is below ``out/``."""

    language: str
    path: PurePosixPath
    recipient: Kept
    kind: str = KIND

    @property
    def key(self) -> str:
        """The row's key."""
        return self.recipient.key


@dataclass(frozen=True, slots=True)
class Setting:
    """What all letters of a run share; picklable, so that worker processes can be given it."""

    facts: Facts
    date: date
    templates: Mapping[str, Template]
    campaign_hash: str = ""

    def shared(self, language: str) -> Mapping[str, Any]:
        """The facts of the campaign, where there is one."""
        return self.facts.get(language, {})

    def context(self, language: str, recipient: Kept | None) -> dict[str, Any]:
        """What a template sees: facts, the row's columns over them, ``letter``."""
        row = recipient.context(language) if recipient is not None else {}
        return {**self.facts.get(language, {}), **row, "letter": self.letter(language)}

    def letter(self, language: str) -> dict[str, Any]:
        """What a template sees as ``letter``; without a language it has none."""
        own: dict[str, Any] = {"kind": KIND, "date": self.date}
        if language != NO_LANGUAGE:
            own |= {"language": language, "file_letter": languages.get(language).file_letter}
        return own

    def fields(self, language: str, rows: Rows) -> frozenset[str]:
        """The dotted names that a template may use."""
        covered = {column.name for column in rows.columns}
        facts = {n for n in names(self.facts.get(language, {})) if n.split(".")[0] not in covered}
        letter = {f"letter.{name}" for name in names(self.letter(language))}
        return rows.fields() | facts | letter | {"loop.index", "loop.length"}

    def shared_fields(self, language: str) -> frozenset[str]:
        """The dotted names that are the same for all rows."""
        letter = {f"letter.{name}" for name in names(self.letter(language))}
        return frozenset(names(self.facts.get(language, {}))) | letter

    def subject(self, language: str) -> None:
        """Letters of this kind have no subject of their own."""

    def correspondence(self, language: str, recipient: Kept | None) -> None:
        """No list says which of its columns is an address, or that its letters are sent at all."""


def facts_of(campaign: Campaign | None, wanted: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """The facts in each language; without a language those that are the same in all of them."""
    if campaign is None:
        return {}
    found: dict[str, Mapping[str, Any]] = {}
    for language in wanted:
        if language == NO_LANGUAGE:
            found[language] = _shared([campaign.context(code) for code in campaign.languages])
        else:
            found[language] = campaign.context(language)
    return found


def _shared(contexts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    first, *others = contexts
    kept: dict[str, Any] = {}
    for name, value in first.items():
        same = [other.get(name) for other in others]
        tables = [each for each in (value, *same) if isinstance(each, Mapping)]
        if len(tables) == len(contexts):
            kept[name] = _shared(tables)
        elif all(each == value for each in same):
            kept[name] = value
    return kept


def covered_facts(rows: Rows, facts: Facts) -> list[Finding]:
    """A note for each fact that no letter can show because a column has its name."""
    return [
        note("C025", rows.place_of(column),
             f"the column {column.name} stands in the place of the campaign's fact of this name",
             "rename the column if a letter needs the fact")
        for column in rows.columns
        if any(column.name in of_language for of_language in facts.values())
    ]  # fmt: skip
