"""Which rows get a letter, in which order and in which language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from docgen.campaign.context import names
from docgen.diagnostics import (
    DocgenError,
    Finding,
    Outcome,
    Place,
    did_you_mean,
    error,
    nearest,
)
from docgen.recipients.characters import shown
from docgen.recipients.rows import Column, ListRow, Rows
from docgen.recipients.table import as_text
from docgen.spool import Spool
from docgen.template.pattern import Expression

_SORTED: Final = 8  # rows that are read together when they are put in order


def choose(
    rows: Rows, where: str | None, sort: str | None, facts: Mapping[str, Any], language: str
) -> Outcome[Sequence[ListRow]]:
    """The rows for which ``where`` is true, in the order of ``sort`` or of the list.

    Both are columns or expressions; with ``-`` before it the order of ``sort`` is turned around,
    and rows without a value come last in any case.  Findings: C023, C024 and the faults of the
    cells that the two use.
    """
    backwards = sort is not None and sort.startswith("-") and rows.column(sort) is None
    by = sort[1:].lstrip() if sort is not None and backwards else sort
    found: list[Finding] = []
    asked: dict[str, _Asked] = {}
    for option, text in (("--where", where), ("--sort", by)):
        if text is not None:
            try:
                asked[option] = _Asked(option, text, rows, facts, language)
            except DocgenError as fault:
                found.extend(fault.findings)
    if found:
        return Outcome(None, tuple(found))
    kept: Sequence[ListRow] = rows.rows
    try:
        if "--where" in asked:
            values = asked["--where"].values(kept)
            kept = Spool(row for row, value in zip(kept, values, strict=True) if value)
            if not kept and rows.rows:
                message = f"the condition is true for none of the rows ({len(rows.rows):,})"
                hint = "look at the values: capitals and blanks count"
                raise DocgenError(error("C024", asked["--where"].place, message, hint))
        if "--sort" in asked:
            values = asked["--sort"].values(kept)
            keys = {i: _in_order(value) for i, value in enumerate(values) if value is not None}
            order = sorted(keys, key=keys.__getitem__, reverse=backwards)
            order += [i for i, value in enumerate(values) if value is None]
            # Few at once, for they are asked for in any order.
            unsorted = Spool(kept, at_once=_SORTED)
            kept = Spool(unsorted[index] for index in order)
    except DocgenError as fault:
        return Outcome(None, fault.findings)
    return Outcome(kept)


class _Asked:
    """A column or an expression, to be read from rows. Raises :class:`DocgenError` (C023)."""

    def __init__(
        self, option: str, text: str, rows: Rows, facts: Mapping[str, Any], language: str
    ) -> None:
        self.place = Place(option, (), text)
        self.rows = rows
        self.facts = facts
        self.column = rows.column(text)
        if self.column is not None:
            return
        self.expression = Expression(text, language or None, self.place)
        known = rows.fields() | set(names(facts))
        columns = [column.name or column.header for column in rows.columns]
        unknown = [path for path in sorted(self.expression.fields) if not is_known(path, known)]
        if unknown:
            raise DocgenError(*(
                error("C023", self.place, f"there is no column {path.removeprefix('row.')!r}",
                      did_you_mean(path.removeprefix("row."), columns))
                for path in unknown
            ))  # fmt: skip

    def values(self, over: Sequence[ListRow]) -> list[Any]:
        """The value for each row."""
        column = self.column
        used = [column] if column is not None else self.rows.used(self.expression.fields)
        faults = self.rows.faults(over, used)
        if faults:
            raise DocgenError(*faults)
        if column is not None:
            return [row.value(column) for row in over]
        values: list[Any] = []
        failed: dict[tuple[str, str], list[Place]] = {}
        for row in over:
            context = {**self.facts, **row.by_name, "row": row.by_header}
            try:
                values.append(self.expression.value(context, row.source))
            except DocgenError as fault:
                for finding in fault.findings:
                    failed.setdefault((finding.message, finding.hint), []).append(finding.place)
        if failed:
            raise DocgenError(*(
                error("C023", places[0], message + _and_more(len(places)), hint)
                for (message, hint), places in failed.items()
            ))  # fmt: skip
        return values


def _and_more(count: int) -> str:
    if count == 1:
        return ""
    return f" (and in {count - 1:,} more row{'' if count == 2 else 's'})"


def is_known(path: str, known: Iterable[str]) -> bool:
    """Whether data have this name, or a value whose parts cannot be known before."""
    return path in known or any(path.startswith((f"{name}.", f"{name}[]")) for name in known)


def _in_order(value: Any) -> tuple[Any, ...]:
    """A key that orders values of any kinds: numbers, days, times, texts, lists, others."""
    match value:
        case bool() | int() | float():
            return 0, value
        case datetime():
            return 1, value.replace(tzinfo=None), 1
        case date():
            return 1, datetime(value.year, value.month, value.day), 0  # noqa: DTZ001  # a cell's
        case time():
            return 2, value.replace(tzinfo=None)
        case str():
            return 3, unicodedata.normalize("NFC", value).casefold(), value
        case list() | tuple():
            return 4, [_in_order(each) for each in value]
        case None:
            return (6,)
    return 5, str(value)


def languages_of(
    rows: Rows, kept: Sequence[ListRow], column: Column, offered: Sequence[str]
) -> Outcome[tuple[str, ...]]:
    """The language of each row, by the column that holds it; L007 and L009 at the cells."""
    found = rows.faults(kept, [column])
    chosen: list[str] = []
    for row in kept:
        cell = as_text(row.value(column))
        code = cell.strip().lower()
        place = rows.place(row, column)
        if not cell:
            found.append(error("L007", place, f"{shown(column.header)} is empty: which language?"))
        elif code not in offered:
            best = nearest(code, offered)
            hint = f"did you mean {best}?" if best else "a code stands here, such as fr"
            message = f"{shown(cell)} is none of {', '.join(offered)}"
            found.append(error("L009", place, message, hint))
        chosen.append(code)
    return Outcome(None if found else tuple(chosen), tuple(found))
