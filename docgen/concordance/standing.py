"""What is wrong in one document by itself: references, annexes, ranges, words against figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.concordance.document import Section
from docgen.concordance.read import Read
from docgen.concordance.recognize import Kind
from docgen.concordance.recognize.values import DISAGREE, MISDATED, TURNED, Value
from docgen.diagnostics import Finding, error

_SLIPS: Final = {
    DISAGREE: "the words and the figures",
    MISDATED: "the day of the week and the date",
}
# Section 9 of WTSA Resolution 1, раздел 9 Резолюции 1; 第1号决议（2024年，新德里，修订版）第9节.
_ANOTHER: Final = {
    "ar": r"\s(?:من|في)?\s?(?:لل|بال|ال|ب|ل)?"
    r"(?:قرار|توصية|اتفاقية|دستور|مقرر|تقرير|رسالة|لوائح|نظام)",
    "en": r"\s(?:of|to|in|from)\s(?:the\s)?(?:[A-Z][\w-]*\s)?"
    r"(?:Resolution|Recommendation|Convention|Constitution|Decision|Report|Circular|Rules"
    r"|Regulations|Agreement|Opinion)",
    "es": r"\s(?:de|a|en)(?:l|\sla|\slos|\slas)?\s"
    r"(?:Resoluci|Recomendaci|Convenio|Constituci|Acuerdo|Informe|Circular|Reglamento|Decisi)",
    "fr": r"\s(?:de\sla\s|de\sl'|du\s|des\s|à\sla\s|au\s)"
    r"(?:Résolution|Recommandation|Convention|Constitution|Décision|Rapport|Circulaire|Règle"
    r"|Accord|Avis)",
    "ru": r"\s(?:к\s)?"
    r"(?:Резолюци|Рекомендаци|Конвенци|Устав|Решени|Отчет|Циркуляр|Регламент|Правил)",
}
_ANOTHER_BEFORE: Final = re.compile(
    r"(?<!本)(?:决议|建议书|公约|组织法|决定|报告|通函|规则|协定)》?(?:\([^()]*\))?的?\s?$"
)


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
            if _is_of_another(found.paragraph.text, found.value, read.language):
                continue
            what = "section" if found.value.kind is Kind.SECTION else "annex"
            yield error(
                "X009",
                read.place(section, found.paragraph),
                f"{read.language}: “{found.value.text}”, but there is no {what} {found.value.key}",
                f"the {what}s are {', '.join(sorted(there))}",
            )


def _is_of_another(text: str, reference: Value, language: str) -> bool:
    """Whether a reference leads into another document, which stands beside it."""
    if language == "zh":
        return _ANOTHER_BEFORE.search(text, 0, reference.start) is not None
    return re.match(_ANOTHER[language], text[reference.end :]) is not None


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
