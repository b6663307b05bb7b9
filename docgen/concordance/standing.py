"""What is wrong in one document by itself: references, annexes, ranges, words against figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docgen.concordance.document import Section
from docgen.concordance.read import Read
from docgen.concordance.recognize import Kind
from docgen.concordance.recognize.values import DISAGREE, MISDATED, TURNED
from docgen.diagnostics import Finding, error

_SLIPS: Final = {
    DISAGREE: "the words and the figures",
    MISDATED: "the day of the week and the date",
}


def look_over(read: Read) -> Iterator[Finding]:
    """X009 to X012 for one document."""
    yield from _references(read)
    yield from _annexes(read)
    for slip, paragraph in read.slips:
        if slip.what == TURNED:
            yield error(
                "X011", paragraph.place, f"{read.language}: {slip.text} ends before it begins",
                "exchange the two ends; in Arabic the last day stands before the hyphen",
            )  # fmt: skip
        else:
            what = _SLIPS.get(slip.what, "name and acronym")
            yield error(
                "X012", paragraph.place, f"{read.language}: {slip.text}: {what} differ",
                "correct the one that is wrong",
            )  # fmt: skip


def _numbers(sections: tuple[Section, ...]) -> set[str]:
    """The numbers that sections show; counted where they show none."""
    headed = [s for s in sections if s.kind == "section"]
    shown = {s.number for s in headed if s.number}
    if shown:
        return shown
    return {s.name.rpartition(" ")[2] for s in headed}


def _references(read: Read) -> Iterator[Finding]:
    """X009: a section or annex that the document has not.

    A file without numbered sections, or without annexes, may belong to another that has them.
    """
    sections = read.document.sections
    numbers = _numbers(sections)
    annexes = {s.number for s in sections if s.kind == "annex"}
    for section, values in read.sections():
        for found in values:
            there = {Kind.SECTION: numbers, Kind.ANNEX: annexes}.get(found.value.kind)
            if not there or found.value.key in there or found.paragraph is None:
                continue
            what = "section" if found.value.kind is Kind.SECTION else "annex"
            yield error(
                "X009",
                read.place(section, found.paragraph),
                f"{read.language}: “{found.value.text}”, but there is no {what} {found.value.key}",
                f"the {what}s are {', '.join(sorted(there))}",
            )


def _annexes(read: Read) -> Iterator[Finding]:
    """X010: another number of annexes than the letter states."""
    there = sum(s.kind == "annex" for s in read.document.sections)
    for section, values in read.sections():
        for found in values:
            stated = found.value.kind is Kind.ANNEXES and found.paragraph is not None
            if stated and there and found.value.key != str(there):
                yield error(
                    "X010",
                    read.place(section, found.paragraph),
                    f"{read.language}: “{found.value.text}”, but there {_are(there)}",
                    "put the missing one in, or correct the number",
                )


def _are(count: int) -> str:
    return "is one annex" if count == 1 else f"are {count} annexes"
