"""Which letters stand out, and why: the signer reads these first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from types import MappingProxyType
from typing import Final, NamedTuple

from docgen.delta.group import Column, Group, Row

_RARE: Final = 0.1  # of the letters
_FEW: Final = 5  # fewer letters are too few to speak of rare ones
_FORMS: Final = 8  # a column with more forms is a name or an address: each of them is rare
_LONGER: Final = 1.5  # than half of the values are
_SHORTEST: Final = 12  # characters: below this no value is called long


Values = Mapping[str, str | int | tuple[int, ...] | tuple[str, ...]]


class Reason(NamedTuple):
    """Why a letter stands out; the words are in :mod:`docgen.delta.captions`.

    The weightiest reason of a letter comes first. ``what`` names the caption (``why pages``), ``n``
    is the number that its plural goes by. Of the ``values``, a tuple of numbers is of paragraphs,
    one of texts of languages; ``value`` is a letter's own text, ``where`` the words before it,
    ``name`` that of a letter.
    """

    weight: int
    what: str
    n: int | None = None
    values: Values = MappingProxyType({})


def reasons(
    group: Group,
    languages: Mapping[tuple[str, str], Sequence[str]],
    pages: Mapping[str, int] | None = None,
) -> list[tuple[int, tuple[Reason, ...]]]:
    """The rows by index, those that stand out first, each with the reasons.

    ``languages`` has the languages in which each kind and key is written to, ``pages`` the number
    of pages of each file where they are known. Weightier reasons come first; rows with equally
    weighty ones stay in the order of their files.
    """
    found: list[list[Reason]] = [[] for _ in group.rows]
    for index, row in enumerate(group.rows):
        letter = row.letter
        if letter.changed:
            found[index].append(Reason(100, "by_hand"))
        if letter.late:
            found[index].append(Reason(45, "late"))
        if letter.courtesy:
            found[index].append(Reason(15, "courtesy"))
    several = [
        index
        for index, row in enumerate(group.rows)
        if row.letter.key and len(languages.get((group.kind, row.letter.key), ())) > 1
    ]
    if len(several) * 2 <= len(group.rows):
        for index in several:
            written = languages[group.kind, group.rows[index].letter.key]
            found[index].append(Reason(5, "languages", None, {"languages": tuple(written)}))
    _mixed(group, found)
    if pages:
        _pages(group, pages, found)
    if len(group.rows) >= _FEW:
        _paragraphs(group, found)
        for column in (column for column in group.columns if not column.hidden):
            _values(group, column, found)
    _alike(group, found)
    weights = [sum(why.weight for why in each) for each in found]
    order = sorted(range(len(found)), key=lambda index: (-weights[index], index))
    return [(index, tuple(sorted(found[index], key=lambda why: -why.weight))) for index in order]


def _mixed(group: Group, found: list[list[Reason]]) -> None:
    """Letters that were made of another template or campaign than most."""
    for what in ("template", "campaign"):
        counts: dict[str, int] = {}
        for row in group.rows:
            made_of = getattr(row.letter, what)
            counts[made_of] = counts.get(made_of, 0) + 1
        usual = max(counts, key=lambda each: counts[each], default="")
        for index, row in enumerate(group.rows):
            if getattr(row.letter, what) != usual:
                found[index].append(Reason(60, what))


def _pages(group: Group, pages: Mapping[str, int], found: list[list[Reason]]) -> None:
    known = [pages[row.letter.file] for row in group.rows if row.letter.file in pages]
    if not known:
        return
    usual = sorted(known)[(len(known) - 1) // 2]
    for index, row in enumerate(group.rows):
        count = pages.get(row.letter.file, usual)
        if count != usual:
            found[index].append(Reason(50, "pages", count, {"usual": usual}))


def _paragraphs(group: Group, found: list[list[Reason]]) -> None:
    total = len(group.rows)
    rare = max(1, int(total * _RARE))
    shown = [
        slot for slot in group.slots if slot.number in group.optional and not slot.paragraph.hidden
    ]
    for index, row in enumerate(group.rows):
        by_count: dict[tuple[str, int], list[int]] = {}
        for slot in shown:
            has = slot.number in row.has
            if has and slot.count <= rare and row.letter.key:
                by_count.setdefault(("has", slot.count), []).append(slot.number)
            elif not has and total - slot.count <= rare and row.letter.key:
                by_count.setdefault(("lacks", slot.count), []).append(slot.number)
        for (verb, count), numbers in by_count.items():
            values: Values = {"numbers": tuple(numbers), "count": count, "of": total}
            found[index].append(Reason(30, verb, len(numbers), values))


def _values(group: Group, column: Column, found: list[list[Reason]]) -> None:
    counts = dict(column.counts)
    rare = max(1, int(column.letters * _RARE))
    few_forms = len(counts) <= min(_FORMS, column.letters // 2)
    lengths = [len(row.values[column.number]) for row in group.rows if column.number in row.values]
    longest = max(lengths)
    usual = int(median(lengths))
    long = longest >= _SHORTEST and longest > usual * _LONGER and lengths.count(longest) <= rare
    for index, row in enumerate(group.rows):
        value = row.values.get(column.number)
        if value is None:
            continue
        at: dict[str, str | int] = {"number": column.number, "where": column.before}
        if few_forms and counts[value] <= rare and counts[value] < column.counts[0][1]:
            rarely = {"count": counts[value], "of": column.letters}
            found[index].append(Reason(20, "rare", None, {**at, "value": value, **rarely}))
        elif not value.strip() and counts[value] <= rare:
            found[index].append(Reason(25, "empty", None, at))
        if long and len(value) == longest:
            longer = {"longest": longest, "usual": usual}
            found[index].append(Reason(10, "long", None, {**at, **longer}))


def _alike(group: Group, found: list[list[Reason]]) -> None:
    """Letters that say the same to two addressees: one of the two may be a mistake."""
    seen: dict[tuple[object, ...], int] = {}
    for index, row in enumerate(group.rows):
        shown = tuple(sorted((c.number, row.values[c.number]) for c in group.columns
                             if not c.hidden and c.number in row.values))  # fmt: skip
        said = (shown, tuple(sorted(row.has)))
        first = seen.setdefault(said, index)
        if first != index:
            other: Row = group.rows[first]
            found[index].append(Reason(70, "alike", None, {"name": other.letter.name}))
