"""The road by construction: the templates of a kind say the same because they are built alike.

Of each template its tags are read: which facts it uses and how often, its conditions and loops in
order, the bookmarks that its references lead to; and of its Word file the sections, list items and
tables. What the letters will say is not looked at: that is the other road.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from docgen.concordance.allowed import Allowances
from docgen.concordance.document import Document, Role, read_document
from docgen.concordance.majority import common_value, others
from docgen.diagnostics import Finding, Place, did_you_mean, error, in_reading_order
from docgen.template import Template
from docgen.template.manuscript import Manuscript, read_manuscript
from docgen.template.ooxml import attribute, word_name
from docgen.template.tags import Kind

# A tag that only chooses a word by a number prints no fact.
_CHOOSES: Final = re.compile(r"\|\s*plural\b")
_REFERENCE: Final = re.compile(r"^\s*(?:REF|PAGEREF|NOTEREF)\s+(\S+)", re.IGNORECASE)
_STRING: Final = re.compile(r"\"[^\"]*\"|'[^']*'")

# From a dotted name to the fact that it is a form of: assembly.name.genitive → assembly.name.
FactOf = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Built:
    """A template as it is built; ``facts`` has the last use of each."""

    language: str
    file: str
    facts: Counter[str]
    places: Mapping[str, Place]
    statements: tuple[tuple[str, Place], ...]
    references: tuple[str, ...]
    document: Document


def built(template: Template, data: bytes, language: str, fact_of: FactOf) -> Built:
    """What a template is built of; ``fact_of`` takes a dotted name and the language.

    Raises :class:`docgen.TemplateError` for bytes that are no Word file.
    """
    facts: Counter[str] = Counter()
    places: dict[str, Place] = {}
    for name, mark in template.uses:
        # What an included template uses is compared where that template is.
        if mark.place.file != template.shown_as or _CHOOSES.search(mark.tag.code):
            continue
        fact = fact_of(name, language)
        facts[fact] += 1
        places[fact] = mark.place
    manuscript = read_manuscript(data, template.shown_as, language)
    return Built(
        language,
        template.shown_as,
        facts,
        places,
        tuple(_statements(manuscript, language, fact_of)),
        tuple(sorted(_references(manuscript))),
        read_document(data, template.shown_as),
    )


def _statements(
    manuscript: Manuscript, language: str, fact_of: FactOf
) -> Iterator[tuple[str, Place]]:
    """Conditions, loops and includes in order, with the facts that they ask for, without words."""
    for part in manuscript.parts:
        for mark in part.marks:
            if mark.tag.kind is Kind.STATEMENT:
                code = mark.tag.code
                if mark.tag.keyword != "include":
                    code = _STRING.sub("“…”", code)
                code = re.sub(r"\b[a-z_]+(?:\.[a-z_]+)+", lambda m: fact_of(m[0], language), code)
                yield " ".join(code.split()), mark.place


def _references(manuscript: Manuscript) -> Iterator[str]:
    """The bookmarks that fields lead to."""
    for part in manuscript.parts:
        for node in part.root.iter():
            code = ""
            if word_name(node) == "instrText":
                code = node.text or ""
            elif word_name(node) == "fldSimple":
                code = attribute(node, "instr")
            match = _REFERENCE.match(code)
            if match is not None:
                yield match.group(1)


def compare_templates(
    templates: Mapping[str, Built], allowed: Allowances, known: Collection[str]
) -> list[Finding]:
    """What differs between the templates of a kind, by language; in reading order.

    ``known`` are the facts that there are: a declaration of another one is X025.
    """
    found = [*_declarations(allowed, known)]
    each = list(templates.values())
    if len(each) > 1:
        found += _facts(each, allowed)
        found += _statement_differences(each)
        found += _section_differences(each, allowed)
        found += _reference_differences(each)
    return in_reading_order(found)


def _declarations(allowed: Allowances, known: Collection[str]) -> Iterator[Finding]:
    for entry in allowed.entries:
        if entry.what == "fact" and entry.name not in known:
            yield error(
                "X025",
                entry.place,
                f"a difference is declared for a fact that there is not: {entry.name}",
                did_you_mean(entry.name, known),
            )


def _facts(each: list[Built], allowed: Allowances) -> Iterator[Finding]:
    languages = [one.language for one in each]
    for fact in sorted({fact for one in each for fact in one.facts}):
        counts = [one.facts[fact] for one in each]
        common = common_value(counts)
        uses = dict(zip(languages, counts, strict=True))
        usual = [language for language, count in uses.items() if count == common]
        for one, count in zip(each, counts, strict=True):
            if count == common or allowed.between("fact", one.language, usual, fact, uses=uses):
                continue
            yield error(
                "X020",
                one.places.get(fact, Place(one.file)),
                f"{one.language}: {fact} is used {_times(count)}; "
                f"{others(languages, one.language)}: {_times(common)}",
                "write the tag where the others have it, or declare the difference with its reason",
            )


def _times(count: int) -> str:
    return "not at all" if count == 0 else "once" if count == 1 else f"{count} times"


def _statement_differences(each: list[Built]) -> Iterator[Finding]:
    languages = [one.language for one in each]
    sequences = [tuple(code for code, _ in one.statements) for one in each]
    common = common_value(sequences)
    for one, sequence in zip(each, sequences, strict=True):
        if sequence == common:
            continue
        at = next(
            (i for i, pair in enumerate(zip(sequence, common, strict=False)) if len(set(pair)) > 1),
            min(len(sequence), len(common)),
        )
        place = one.statements[at][1] if at < len(sequence) else Place(one.file)
        own = f"{{% {sequence[at]} %}}" if at < len(sequence) else "no more statements"
        theirs = f"{{% {common[at]} %}}" if at < len(common) else "no more statements"
        yield error(
            "X021",
            place,
            f"{one.language}: {own}; {others(languages, one.language)}: {theirs}",
            "conditions, loops and includes stand in the same order in every language",
        )


def _section_differences(each: list[Built], allowed: Allowances) -> Iterator[Finding]:
    languages = [one.language for one in each]
    shapes = [tuple((s.kind, s.level) for s in one.document.sections) for one in each]
    common = common_value(shapes)
    alike = []
    for one, shape in zip(each, shapes, strict=True):
        if shape == common:
            alike.append(one)
            continue
        yield error(
            "X022",
            Place(one.file),
            f"{one.language}: {_headings(shape)}; {others(languages, one.language)}: "
            f"{_headings(common)}",
            "give each section its heading, in the same heading style in every language",
        )
    for number in range(len(common)):
        sections = [one.document.sections[number] for one in alike]
        builds = [
            (s.count(Role.ITEM), tuple(s.tables), s.count(Role.TEXT), s.count(Role.CELL))
            for s in sections
        ]
        usual = common_value(builds)
        rest = [one.language for one, build in zip(alike, builds, strict=True) if build == usual]
        for one, section, build in zip(alike, sections, builds, strict=True):
            if build == usual or allowed.between("section", one.language, rest, section.name):
                continue
            place = section.paragraphs[0].place if section.paragraphs else Place(one.file)
            yield error(
                "X023",
                place,
                f"{one.language}: {_build(build)} in {section.name}; "
                f"{others(languages, one.language)}: {_build(usual)}",
                "compare the templates side by side",
            )


def _headings(shape: tuple[tuple[str, int], ...]) -> str:
    count = sum(kind in ("section", "annex") for kind, _ in shape)
    levels = ", ".join(str(level) for kind, level in shape if kind in ("section", "annex"))
    return f"{count} headings" + (f" (levels {levels})" if levels else "")


def _build(build: tuple[int, tuple[tuple[int, int], ...], int, int]) -> str:
    items, tables, paragraphs, cells = build
    return f"{paragraphs} paragraphs, {items} list items, {len(tables)} tables of {cells} lines"


def _reference_differences(each: list[Built]) -> Iterator[Finding]:
    languages = [one.language for one in each]
    common = common_value([one.references for one in each])
    for one in each:
        if one.references != common:
            yield error(
                "X024",
                Place(one.file),
                f"{one.language}: references to {_targets(one.references)}; "
                f"{others(languages, one.language)}: {_targets(common)}",
                "insert the cross-reference that is missing, or take the other one out",
            )


def _targets(references: tuple[str, ...]) -> str:
    return ", ".join(name.removeprefix("_Ref_") for name in references) or "nothing"
