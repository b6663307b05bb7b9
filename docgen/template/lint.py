"""What is doubtful in a template: each rule a function from the template, read again, to findings.

A rule says what an author would want to know before the letters are made; what stops them is found
when the template is compiled. docs/dialect.md lists the rules for authors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Final

from lxml import etree

from docgen.diagnostics import (
    Finding,
    TemplateError,
    did_you_mean,
    in_reading_order,
    nearest,
    note,
    warning,
)
from docgen.template.accessibility import (
    language_of_the_file,
    pictures_without_text,
    tables_without_header,
)
from docgen.template.blocks import match_blocks
from docgen.template.include import Loader
from docgen.template.manuscript import House, Manuscript, Paragraph, above, read_manuscript
from docgen.template.marks import Mark
from docgen.template.ooxml import attribute, attributes, word_name
from docgen.template.runs import own
from docgen.template.tags import Kind, Level, Tag, find_tags
from docgen.template.template import Template
from docgen.template.typed_facts import TypedFacts


def lint_file(
    data: bytes,
    *,
    shown_as: str,
    language: str | None = None,
    loader: Loader | None = None,
    fields: Iterable[str] | None = None,
    styles: Iterable[str] | None = None,
    facts: Mapping[str, str] | None = None,
) -> list[Finding]:
    """What is wrong or doubtful in a Word file, whether or not it compiles; in reading order."""
    try:
        template = Template(data, language=language, loader=loader, shown_as=shown_as)
    except TemplateError as fault:
        found = list(fault.findings)
        with suppress(TemplateError):  # what cannot be read has been said
            found += doubts(data, shown_as, language, House(styles, facts))
        return in_reading_order(found)
    return template.lint(fields, styles=styles, facts=facts)


def doubts(data: bytes, shown_as: str, language: str | None, house: House) -> list[Finding]:
    """The findings of all rules. Raises :class:`TemplateError` for what is no Word file."""
    manuscript = read_manuscript(data, shown_as, language)
    return [finding for rule in RULES for finding in rule(manuscript, house)]


# Tags


def beside_text(manuscript: Manuscript, _: House) -> Iterator[Finding]:
    """T040: a tag that takes its paragraph shares it."""
    for paragraph in _paragraphs(manuscript):
        whole = [mark.tag for mark in paragraph.marks if mark.tag.level is Level.PARAGRAPH]
        if not whole:
            continue
        beside = _without(paragraph.text, whole, " ").strip()
        if beside or _shows_more_than_text(paragraph.element):
            what = f"“{_short(beside)}”" if beside else "a picture"
            yield warning(
                "T040",
                paragraph.place,
                f"{_written(whole[0])} takes its whole paragraph, which also holds {what}",
                "give the tag a paragraph of its own",
            )


def across_cells(manuscript: Manuscript, _: House) -> Iterator[Finding]:
    """T041: a block around half a table row."""
    for part in manuscript.parts:
        holders = {
            id(mark): (above(p.element, "tc"), above(p.element, "tr"))
            for p in part.paragraphs
            for mark in p.marks
        }
        blocks, _findings = match_blocks(part.marks)
        for block in blocks:
            what = _divided(block, [holders[id(mark)] for mark in block])
            if what:
                first, last = block[0], block[-1]
                word = first.tag.keyword
                yield warning(
                    "T041",
                    first.place,
                    f"{_written(first.tag)} begins in one {what} and ends in another "
                    f"({last.place.detail})",
                    f"put both in one cell; or write {{%tr {word} … %}} and "
                    f"{{%tr {last.tag.keyword} %}} in rows of their own",
                )


def _divided(
    block: list[Mark], holders: list[tuple[etree._Element | None, etree._Element | None]]
) -> str:
    """``cell`` or ``row`` when a block does not end in the one in which it began."""
    cells, rows = zip(*holders, strict=True)
    if any(mark.tag.level is Level.ROW for mark in block) or None in cells:
        return ""
    if any(row is not rows[0] for row in rows):
        return "row"
    takes_cells = all(mark.tag.level is Level.CELL for mark in block)
    return "" if takes_cells or all(cell is cells[0] for cell in cells) else "cell"


def curly_quotes(manuscript: Manuscript, _: House) -> Iterator[Finding]:
    """T042: Word's quotation marks around a string in a tag."""
    for mark in _marks(manuscript):
        if mark.tag.smart_quotes and mark.tag.kind is not Kind.COMMENT:
            yield note(
                "T042",
                mark.place,
                f"curly quotation marks in a tag are read as straight ones, near “{mark.near}”",
                "in Word, Ctrl+Z just after typing one makes it straight",
            )


# Formatting


def foreign_styles(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """T043: a paragraph style that the letterhead lacks; said once for each style of a part."""
    if house.styles is None:
        return
    known = sorted(house.styles)
    # Word tells built-in styles apart without regard to case: heading 1 is Heading 1.
    folded = {name.casefold() for name in known}
    names = _style_names(manuscript.styles)
    for part in manuscript.parts:
        users: dict[str, list[Paragraph]] = {}
        for paragraph in part.paragraphs:
            if paragraph.style:
                name = names.get(paragraph.style, paragraph.style)
                users.setdefault(name, []).append(paragraph)
        for name, paragraphs in users.items():
            if name.casefold() in folded:
                continue
            more = f", also of {len(paragraphs) - 1} more" if len(paragraphs) > 1 else ""
            yield warning(
                "T043",
                paragraphs[0].place,
                f"“{name}” is no style of the letterhead{more}",
                did_you_mean(name, known)
                if nearest(name, known)
                else "choose one of the letterhead's styles, such as Body Text",
            )


def formatted_by_hand(manuscript: Manuscript, _: House) -> Iterator[Finding]:
    """T044: font, size or colour given to a tag itself, which every value then takes.

    Only tags that print are looked at: those that decide leave nothing in the letter, and authors
    colour them to find them again.
    """
    for paragraph in _paragraphs(manuscript):
        for mark in paragraph.marks:
            if mark.tag.kind is not Kind.OUTPUT:
                continue
            what = dict.fromkeys(
                name for run in _runs_of(mark.tag, paragraph) for name in _direct(run)
            )
            if what:
                yield warning(
                    "T044",
                    mark.place,
                    f"{_written(mark.tag)} has a {' and a '.join(what)} of its own",
                    "select it, clear it with Ctrl+Space, and use a style",
                )


def _runs_of(tag: Tag, paragraph: Paragraph) -> list[etree._Element]:
    runs: dict[etree._Element, None] = {}
    for atom in paragraph.atoms:
        run = atom.element.getparent()
        if run is not None and atom.start < tag.end and tag.start < atom.end:
            runs[run] = None
    return list(runs)


def _direct(run: etree._Element) -> Iterator[str]:
    """What a run's own properties set (ECMA-376 part 1, 17.3.2.26, 17.3.2.38, 17.3.2.6)."""
    for properties in run:
        if word_name(properties) != "rPr":
            continue
        for child in properties:
            match word_name(child):
                # w:hint alone names no font: it tells Word which of the style's fonts to take.
                case "rFonts" if any(not k.endswith("}hint") for k, _ in attributes(child)):
                    yield "font"
                case "sz" | "szCs":
                    yield "size"
                case "color":
                    yield "colour"


# Words

_GAP: Final = "\ufffc"  # in the place of a tag: no letter, no blank


def typed_facts(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """T045: a fact of the campaign, typed in."""
    if not house.facts:
        return
    facts = TypedFacts(house.facts)
    for paragraph in _paragraphs(manuscript):
        for form, tag in facts.found_in(_without(paragraph.text, paragraph.tags, _GAP)):
            yield warning(
                "T045",
                paragraph.place,
                f"“{form}” is a fact of the campaign, typed in",
                f"write {tag}",
            )


def deleted_tags(manuscript: Manuscript, _: House) -> Iterator[Finding]:
    """T049: a tag in text whose deletion is tracked (``w:delText``, 17.3.3.7)."""
    for paragraph in _paragraphs(manuscript):
        text = "".join(n.text or "" for n in own(paragraph.element) if word_name(n) == "delText")
        tags = [tag for tag in find_tags(text) if isinstance(tag, Tag)]
        if tags:
            yield warning(
                "T049",
                paragraph.place,
                f"{_written(tags[0])} stands in a tracked deletion, and in each letter as it is",
                "accept the changes of the template: Review, Accept All Changes",
            )


RULES: Final[tuple[Callable[[Manuscript, House], Iterable[Finding]], ...]] = (
    beside_text,
    across_cells,
    curly_quotes,
    foreign_styles,
    formatted_by_hand,
    typed_facts,
    language_of_the_file,
    pictures_without_text,
    tables_without_header,
    deleted_tags,
)


# What the rules share


def _paragraphs(manuscript: Manuscript) -> Iterator[Paragraph]:
    for part in manuscript.parts:
        yield from part.paragraphs


def _marks(manuscript: Manuscript) -> Iterator[Mark]:
    for part in manuscript.parts:
        yield from part.marks


def _without(text: str, tags: Iterable[Tag], gap: str) -> str:
    """A text with a gap in the place of each tag."""
    out, position = [], 0
    for tag in tags:
        out.append(text[position : tag.start])
        position = tag.end
    return gap.join([*out, text[position:]])


def _shows_more_than_text(paragraph: etree._Element) -> bool:
    return any(word_name(node) in ("drawing", "pict", "object") for node in own(paragraph))


def _style_names(styles: etree._Element | None) -> dict[str, str]:
    return {
        attribute(style, "styleId"): attribute(child, "val")
        for style in (styles if styles is not None else ())
        for child in style
        if word_name(child) == "name"
    }


def _written(tag: Tag) -> str:
    """A tag as an author writes it."""
    opening, closing = tag.kind.value.split(" ")
    return _short(f"{opening}{tag.level} {tag.code} {closing}")


def _short(text: str, width: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"
