"""The values of one section in several languages, and of its paragraphs, compared as multisets.

Within a paragraph the order is not compared: no two languages have the same order of words.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docgen.concordance.allowed import Allowances
from docgen.concordance.document import Paragraph
from docgen.concordance.majority import common_count, others
from docgen.concordance.read import Found
from docgen.concordance.recognize import Kind, Lexicon
from docgen.concordance.rows import Cell, Row
from docgen.concordance.units import units
from docgen.diagnostics import Finding, Place, error, warning

Key = tuple[Kind, str]

# What one is easily mistaken for the other: a date that lost its day is a month.
_FAMILIES: Final[Mapping[Kind, str]] = {
    **dict.fromkeys((Kind.DATE, Kind.DATES, Kind.MONTH, Kind.MONTHS, Kind.YEARS), "time"),
    **dict.fromkeys((Kind.TIME, Kind.NUMBER), "number"),
    **dict.fromkeys((Kind.SECTION, Kind.ANNEX, Kind.ANNEXES), "reference"),
    **dict.fromkeys((Kind.PERCENTAGE, Kind.MONEY), "number"),
}
_CODES: Final = {Kind.PERSON: "X014"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What a document has that the others have not (``extra``), what it lacks (``lost``)."""

    extra: Found | None
    lost: Key | None

    @property
    def is_loose(self) -> bool:
        """Whether it is about an acronym in the place of no other one."""
        own = self.extra.value.kind if self.extra is not None else None
        other = self.lost[0] if self.lost is not None else None
        return Kind.ACRONYM in (own, other) and own is not other


@dataclass(frozen=True, slots=True)
class _Within:
    """The declared differences, for a part of a section."""

    allowed: Allowances
    section: str

    def between(self, what: str, odd: str, against: Sequence[str], *names: str) -> bool:
        """Whether the difference is declared, for the value or for the section."""
        return self.allowed.between(what, odd, against, *names) or self.allowed.between(
            "section", odd, against, self.section
        )


def compare_values(row: Row, known: Lexicon, allowed: Allowances) -> Iterator[Finding]:
    """X003, X013 and X014 for one section of all documents that have it.

    The section is compared as a whole; then, of what is settled there, paragraph with paragraph.
    There an acronym counts only in the place of another one: whether a paragraph names a body again
    or says "it" is a matter of translation.
    """
    cells = [cell for cell in row.cells.values() if cell.whole]
    if len(cells) < 2:
        return
    unsettled: set[Key] = set()
    yield from _compared(cells, set(), unsettled, known, allowed)
    if cells[0].section.kind != "frame":
        # What a section may have otherwise by declaration, its paragraphs may.
        for unit in units(cells):
            name = cells[0].section.name
            yield from _compared(unit, unsettled, None, known, _Within(allowed, name))


def _compared(
    cells: Sequence[Cell],
    left_out: Container[Key],
    odd: set[Key] | None,
    known: Lexicon,
    allowed: Allowances | _Within,
) -> Iterator[Finding]:
    """What differs between sections, or between parts of them where ``odd`` is ``None``.

    Keys that differ are added to ``odd``.
    """
    once = cells[0].section.kind == "frame"  # a header may stand on each kind of page
    found = [_by_key(cell, once) for cell in cells]
    keys = dict.fromkeys(key for values in found for key in values)
    extras: list[list[Found]] = [[] for _ in cells]
    losses: list[list[Key]] = [[] for _ in cells]
    for key in keys:
        if key[0] is Kind.TERM or key in left_out:
            continue
        ranges = [_range(values.get(key, ())) for values in found]
        count = common_count(ranges)
        for index, (low, high) in enumerate(ranges):
            if low > count:
                sure = [one for one in found[index][key] if one.value.required]
                extras[index] += sure[count:]
            losses[index] += [key] * (count - high)
            if odd is not None and not low <= count <= high:
                odd.add(key)
    for index in range(len(cells)):
        for difference in _paired(extras[index], losses[index]):
            if odd is None and difference.is_loose:
                continue
            finding = _finding(difference, index, cells, found, known, allowed)
            if finding is not None:
                yield finding


def _by_key(cell: Cell, once: bool) -> dict[Key, list[Found]]:
    values: dict[Key, list[Found]] = {}
    for found in cell.values:
        values.setdefault(found.value.alike, []).append(found)
    if once:
        values = {key: sorted(each, key=lambda f: not f.value.required)[:1]
                  for key, each in values.items()}  # fmt: skip
    return values


def _range(values: Iterable[Found]) -> tuple[int, int]:
    each = list(values)
    return sum(found.value.required for found in each), len(each)


def _paired(extras: Sequence[Found], losses: Sequence[Key]) -> Iterator[Difference]:
    """An extra value with the one that it stands for: of its kind, of its family, or alone."""
    left = list(losses)
    alone: list[Found] = []

    def family(kind: Kind) -> str:
        return _FAMILIES.get(kind, kind.name)

    for extra in extras:
        kind, _ = extra.value.alike
        same = next((key for key in left if key[0] is kind), None)
        same = same or next((key for key in left if family(key[0]) == family(kind)), None)
        if same is None:
            alone.append(extra)
            continue
        left.remove(same)
        yield Difference(extra, same)
    for extra in alone:
        lost = left.pop(0) if len(alone) == len(left) == 1 else None
        yield Difference(extra, lost)
    for key in left:
        yield Difference(None, key)


def _finding(
    difference: Difference,
    index: int,
    cells: Sequence[Cell],
    found: Sequence[Mapping[Key, Sequence[Found]]],
    known: Lexicon,
    allowed: Allowances | _Within,
) -> Finding | None:
    cell = cells[index]
    language = cell.read.language
    theirs = _theirs(difference.lost, index, cells, found) if difference.lost else None
    own = difference.extra
    names = [own.value.text, own.value.key] if own is not None else []
    if difference.lost is not None and theirs is not None:
        names += [difference.lost[1], theirs.value.text]
    differing = [
        one.read.language for i, one in enumerate(cells)
        if i != index and _differs(difference, found[index], found[i])
    ]  # fmt: skip
    if allowed.between("value", language, differing, *names):
        return None
    kind = own.value.kind if own is not None else (difference.lost or (Kind.NUMBER, ""))[0]
    other = others([one.read.language for one in cells], language)
    where = own.paragraph if own is not None else _near(theirs, cell)
    place = cell.read.place(cell.section, where)
    if own is not None:
        said = f"{language}: {own.value.text}, {place.detail}"
    else:
        said = f"{language}: missing in {cell.section.name}"
    if theirs is not None:
        at = theirs.paragraph.place if theirs.paragraph is not None else Place()
        against = f"{other}: {theirs.value.text} ({at})"
    else:
        against = f"{other}: no such {kind.value} in {cell.section.name}"
    message = f"{said}; {against}".replace("\n", " ")
    strange = kind is Kind.ACRONYM and not any(
        known.knows(key) for key in (own.value.key if own else "", (difference.lost or "  ")[1])
    )
    if strange:
        hint = "if one is the translation of the other, say so in [concordance] of campaign.toml"
        return warning("X013", place, message, hint)
    hint = "correct the one that is wrong, or declare the difference with its reason"
    return error(_CODES.get(kind, "X003"), place, message, hint)


def _differs(
    difference: Difference, own: Mapping[Key, Sequence[Found]], other: Mapping[Key, Sequence[Found]]
) -> bool:
    """Whether another document has not what is too much, or has what is missing."""
    if difference.extra is not None:
        key = difference.extra.value.alike
        return _range(other.get(key, ()))[1] < _range(own.get(key, ()))[0]
    lost = difference.lost
    return lost is not None and _range(other.get(lost, ()))[0] > _range(own.get(lost, ()))[1]


def _theirs(
    key: Key, index: int, cells: Sequence[Cell], found: Sequence[Mapping[Key, Sequence[Found]]]
) -> Found | None:
    """How another document has the value: in English if it can be."""
    ordered = sorted(
        (i for i in range(len(cells)) if i != index and found[i].get(key)),
        key=lambda i: cells[i].read.language != "en",
    )
    for i in ordered:
        for each in found[i][key]:
            if each.paragraph is not None and each.value.required:
                return each
    return None


def _near(theirs: Found | None, cell: Cell) -> Paragraph | None:
    """The paragraph in the place of the one that has the value elsewhere, if it can be told."""
    if theirs is None or theirs.paragraph is None:
        return None
    own = cell.section.paragraphs
    same = [p for p in own if p.number == theirs.paragraph.number]
    return same[0] if same else own[0] if len(own) == 1 else None
