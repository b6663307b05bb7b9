"""The build of documents side by side: sections, list items, tables, paragraphs, order, annexes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from docgen.concordance.allowed import Allowances
from docgen.concordance.document import Paragraph, Role, Section
from docgen.concordance.majority import common_value, others
from docgen.concordance.read import Found, Read
from docgen.concordance.recognize import Kind
from docgen.concordance.rows import Cell, Row
from docgen.diagnostics import Finding, Severity, error, warning

# What tells one item of a list from another in every language.
_TELLING: Final = frozenset(Kind) - {
    Kind.ACRONYM, Kind.TERM, Kind.NUMBER, Kind.ORDINAL, Kind.PERSON
}  # fmt: skip
H = TypeVar("H", bound=Hashable)

_HEAD: Final = 60  # characters of a heading in a message


def compare_structure(
    reads: Sequence[Read], rows: Sequence[Row], allowed: Allowances
) -> Iterator[Finding]:
    """X004 to X008, for annexes X010, and X003 for the numbers of sections."""
    for number, row in enumerate(rows):
        yield from _missing(reads, rows, number, allowed)
        cells = [cell for cell in row.cells.values() if cell.whole]
        if len(cells) > 1 and cells[0].section.kind not in ("frame", "notes"):
            yield from _numbers(cells, allowed)
            yield from _counts(cells, allowed)
            yield from _orders(cells, allowed)


def _missing(
    reads: Sequence[Read], rows: Sequence[Row], number: int, allowed: Allowances
) -> Iterator[Finding]:
    row = rows[number]
    if not row.missing:
        return
    languages = [read.language for read in reads]
    cell = next(iter(row.cells.values()))
    code = "X010" if cell.section.kind == "annex" else "X004"
    if cell.section.kind in ("frame", "notes") and not any(
        found.value.required for found in cell.values
    ):
        return
    if row.superfluous:
        language = cell.read.language
        rest = [one for one in languages if one != language]
        if not allowed.between("section", language, rest, cell.section.name):
            yield error(
                code,
                cell.read.place(cell.section),
                f"{language}: “{_head(cell.section)}”, which {others(languages, language)} "
                f"{'has' if len(languages) == 2 else 'have'} not",
                "take it out, or put it into the others",
            )
        return
    there = [languages[index] for index in row.cells]
    for index in row.missing:
        read = reads[index]
        if allowed.between("section", read.language, there, cell.section.name):
            continue
        before = next((r.cells[index] for r in reversed(rows[:number]) if index in r.cells), None)
        place = (
            before.section.paragraphs[-1].place
            if before is not None and before.section.paragraphs
            else read.place(read.document.sections[0])
        )
        yield error(
            code,
            place,
            f"{read.language}: no {cell.section.name}; {others(languages, read.language)}: "
            f"“{_head(cell.section)}” ({cell.read.place(cell.section)})",
            "put it in, with its heading in a heading style",
        )


def _head(section: Section) -> str:
    text = section.paragraphs[0].text if section.paragraphs else section.name
    return text if len(text) <= _HEAD else f"{text[: _HEAD - 1]}…"


def _counts(cells: Sequence[Cell], allowed: Allowances) -> Iterator[Finding]:
    yield from _odd(
        cells, allowed, "X005", Severity.ERROR,
        lambda cell: cell.section.count(Role.ITEM),
        lambda count: f"{count} list item{'' if count == 1 else 's'}", Role.ITEM,
    )  # fmt: skip
    yield from _odd(
        cells, allowed, "X006", Severity.ERROR, lambda cell: tuple(cell.section.tables), _tables,
        Role.CELL,
    )  # fmt: skip
    yield from _odd(
        cells, allowed, "X008", Severity.WARNING,
        lambda cell: (cell.section.count(Role.TEXT), cell.section.count(Role.CELL)),
        lambda counts: f"{counts[0] + counts[1]} paragraph{'' if sum(counts) == 1 else 's'}",
        Role.TEXT,
    )  # fmt: skip


def _numbers(cells: Sequence[Cell], allowed: Allowances) -> Iterator[Finding]:
    """X003: a section with another number; one that shows none is let pass."""
    languages = [cell.read.language for cell in cells]
    shown = [cell.section.number for cell in cells if cell.section.number]
    common = common_value(shown) if shown else ""
    usual = [cell.read.language for cell in cells if cell.section.number == common]
    for cell in cells:
        language, section = cell.read.language, cell.section
        if section.number in ("", common):
            continue
        if not allowed.between("section", language, usual, section.name):
            yield error(
                "X003",
                cell.read.place(section),
                f"{language}: numbered {section.number}: “{_head(section)}”; "
                f"{others(languages, language)}: {common}",
                "correct the one that is wrong, or declare the difference with its reason",
            )


def _tables(tables: tuple[tuple[int, int], ...]) -> str:
    if not tables:
        return "no table"
    return " and ".join(f"a table of {rows} rows, {cells} cells" for rows, cells in tables)


def _odd(
    cells: Sequence[Cell],
    allowed: Allowances,
    code: str,
    severity: Severity,
    of: Callable[[Cell], H],
    said: Callable[[H], str],
    role: Role,
) -> Iterator[Finding]:
    values = [of(cell) for cell in cells]
    common = common_value(values)
    languages = [cell.read.language for cell in cells]
    usual = [one for one, value in zip(languages, values, strict=True) if value == common]
    for cell, value in zip(cells, values, strict=True):
        language, section = cell.read.language, cell.section
        if value == common or allowed.between("section", language, usual, section.name):
            continue
        at = next((p for p in section.paragraphs if p.role is role), None)
        make = error if severity is Severity.ERROR else warning
        yield make(
            code,
            cell.read.place(section, at),
            f"{language}: {said(value)} in {section.name}; {others(languages, language)}: "
            f"{said(common)}",
            "compare them side by side",
        )


# Order

Sequenced = tuple[tuple[str, ...], ...]


class Misordered(NamedTuple):
    """What one document has in another order than most: ``at`` is the index of its cell."""

    what: str
    at: int
    sequence: Sequenced
    common: Sequenced
    usual: tuple[str, ...]  # the languages that have the common order


def misordered(cells: Sequence[Cell]) -> Iterator[Misordered]:
    """Items of a list, classes of addressees or persons in another order.

    Only what all documents have is compared; what one lacks is found elsewhere.
    """
    for what, read in (("list items", _items), ("addressees", _terms), ("names", _names)):
        sequences = [read(cell) for cell in cells]
        common = common_value(sequences)
        if len(set(common)) < 2:
            continue
        usual = tuple(
            cell.read.language
            for cell, each in zip(cells, sequences, strict=True)
            if each == common
        )
        for index, sequence in enumerate(sequences):
            if sequence != common and (what == "addressees" or sorted(sequence) == sorted(common)):
                yield Misordered(what, index, sequence, common, usual)


def _orders(cells: Sequence[Cell], allowed: Allowances) -> Iterator[Finding]:
    """X007: another order."""
    languages = [cell.read.language for cell in cells]
    for what, at, sequence, common, usual in misordered(cells):
        cell = cells[at]
        language, section = cell.read.language, cell.section
        if allowed.between("section", language, usual, section.name):
            continue
        yield error(
            "X007",
            cell.read.place(section, _first(cell, what)),
            f"{language}: {what} in the order {_listed(sequence)} in {section.name}; "
            f"{others(languages, language)}: {_listed(common)}",
            "put them in the same order in every language",
        )


def _items(cell: Cell) -> Sequenced:
    made: list[tuple[str, ...]] = []
    for paragraph in cell.section.paragraphs:
        if paragraph.role is Role.ITEM:
            values = [
                found.value.key
                for found in cell.values
                if found.paragraph is paragraph and found.value.alike[0] in _TELLING
                and found.value.required
            ]  # fmt: skip
            if values:
                made.append(tuple(sorted(values)))
    return tuple(made)


def _terms(cell: Cell) -> Sequenced:
    """The classes named in lists and tables; one that follows itself counts once."""
    made: list[tuple[str, ...]] = []
    for found in _in_order(cell, Kind.TERM):
        listed = found.paragraph is not None and found.paragraph.role in (Role.ITEM, Role.CELL)
        if listed and (not made or made[-1] != (found.value.key,)):
            made.append((found.value.key,))
    return tuple(made)


def _names(cell: Cell) -> Sequenced:
    """Languages greet by the name or without it: that one does not count."""
    return tuple(
        (found.value.key,) for found in _in_order(cell, Kind.PERSON) if found.value.required
    )


def _in_order(cell: Cell, kind: Kind) -> list[Found]:
    here = [f for f in cell.values if f.value.kind is kind and f.paragraph is not None]
    return sorted(here, key=lambda f: (f.paragraph.number if f.paragraph else 0, f.value.start))


def _first(cell: Cell, what: str) -> Paragraph | None:
    """The paragraph at which a list of something begins."""
    kind = {"addressees": Kind.TERM, "names": Kind.PERSON}.get(what)
    if kind is not None:
        here = _in_order(cell, kind)
        return here[0].paragraph if here else None
    return next((p for p in cell.section.paragraphs if p.role is Role.ITEM), None)


def _listed(sequence: Sequenced) -> str:
    return "; ".join(", ".join(keys) for keys in sequence) or "none"
