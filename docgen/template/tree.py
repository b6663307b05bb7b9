"""From a WordprocessingML tree with tags in its text to the same tree with marks.

Tags are cut out of their runs (:mod:`docgen.template.runs`); ``{%p``, ``{%tc`` and ``{%tr`` go to
the place of their paragraph, table cell or row; ``{%-`` and ``-%}`` at the edge of a paragraph join
it to its neighbour.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from docgen.diagnostics import Place
from docgen.template.blocks import is_closer, is_middle
from docgen.template.cells import lift_cell_tags, place_cell_tags
from docgen.template.marks import Mark, Marks, instruction, near, number_of
from docgen.template.ooxml import like, word_name
from docgen.template.plain import mark_instructions
from docgen.template.runs import (
    Span,
    Stroke,
    atoms_of,
    cut,
    hoist,
    own,
    place_strokes,
    remove,
    visible,
)
from docgen.template.tags import Kind, Level, Tag, Unclosed, find_tags

# Elements between paragraphs that show nothing.
_MARKUP: Final = frozenset(
    {"bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"}
    | {"commentRangeStart", "commentRangeEnd"}
)
_HOLDERS: Final = {Level.ROW: "tr", Level.CELL: "tc"}
_WHAT: Final = {Level.ROW: "row", Level.CELL: "cell", Level.PARAGRAPH: "paragraph"}
# Blanks at a trimmed side of a tag. Those beyond a line break, or no-break spaces, stay.
_BEFORE: Final = re.compile(r"\A[ \t\n]*\Z|\n[ \t\n]*\Z|[ \t]*\Z")
_AFTER: Final = re.compile(r"[ \t\n]*\Z|[ \t\n]*\n|[ \t]*")

Places = Callable[[etree._Element], Place]


@dataclass(slots=True)
class _Found:
    """Marks that act on more than their paragraph: on a cell, a row, a neighbour."""

    holders: dict[Level, dict[etree._Element, list[Mark]]] = field(
        default_factory=lambda: {Level.CELL: {}, Level.ROW: {}}
    )
    joins: list[tuple[Mark, bool]] = field(default_factory=list)


def mark_paragraphs(root: etree._Element, marks: Marks, places: Places) -> None:
    """Replace all tags in the paragraphs of a part by marks, in place."""
    found = _Found()
    for paragraph in [node for node in root.iter() if word_name(node) == "p"]:
        mark_instructions(paragraph, marks, places(paragraph))
        _mark_paragraph(paragraph, marks, places(paragraph), found)
    _join_paragraphs(root, found.joins, marks)
    cells = lift_cell_tags(root, marks)
    for level, holders in found.holders.items():
        for holder, inside in holders.items():
            _take_holder(holder, inside, marks, _WHAT[level])
    place_cell_tags(root, cells, marks)


def _mark_paragraph(paragraph: etree._Element, marks: Marks, place: Place, found: _Found) -> None:
    atoms = atoms_of(paragraph)
    text = "".join(atom.text for atom in atoms)
    if "{" not in text and "}_}" not in text and "%_}" not in text:
        return
    tags: list[Tag] = []
    for tag in find_tags(text):
        if isinstance(tag, Unclosed):
            marks.unclosed(tag, place, near(text, tag.start, tag.start + 2))
        else:
            tags.append(tag)
    if not tags:
        return
    strokes = place_strokes(tags, atoms, text, place, marks)
    for stroke in strokes:
        _note_holder(stroke.mark, paragraph, place, marks, found)
    spans = _spans(tags, text)
    for stroke in strokes:
        _note_joins(stroke.mark, text, place, marks, found)
    cut(atoms, spans, strokes)
    _split_paragraph(paragraph, strokes)


def _note_holder(
    mark: Mark, paragraph: etree._Element, place: Place, marks: Marks, found: _Found
) -> None:
    tag = mark.tag
    if tag.level not in _HOLDERS:
        return
    what = _WHAT[tag.level]
    name = _HOLDERS[tag.level]
    holder = next((up for up in paragraph.iterancestors() if word_name(up) == name), None)
    if tag.kind is Kind.OUTPUT:
        marks.misplaced(
            place,
            f"{{{{{tag.level} {tag.code} }}}} would print a value in the place of a table {what}",
            "write {{ … }} to print a value",
        )
    elif holder is None:
        marks.misplaced(
            place,
            f"{{%{tag.level} {tag.code} %}} stands outside a table",
            f"put it in the {what} that it is about, or write {{%p … %}}",
        )
    else:
        found.holders[tag.level].setdefault(holder, []).append(mark)


def _spans(tags: Sequence[Tag], text: str) -> list[Span]:
    """What is cut out of the text: the tags, and the blanks at their trimmed sides."""
    spans: list[Span] = []
    for index, tag in enumerate(tags):
        start, end = tag.start, tag.end
        before = spans[-1][1] if spans else 0
        following = tags[index + 1].start if index + 1 < len(tags) else len(text)
        if tag.trim_before:
            blanks = _BEFORE.search(text[before:start])
            start -= len(blanks.group()) if blanks else 0
        if tag.trim_after:
            blanks = _AFTER.match(text[end:following])
            end += len(blanks.group()) if blanks else 0
        spans.append((start, end))
    return spans


def _note_joins(mark: Mark, text: str, place: Place, marks: Marks, found: _Found) -> None:
    tag = mark.tag
    if tag.kind is not Kind.STATEMENT or not (tag.trim_before or tag.trim_after):
        return
    if tag.level in _WHAT:
        marks.misplaced(
            place,
            f"{{%{tag.level} {tag.code} %}} takes its whole {_WHAT[tag.level]}: "
            "{%- and -%} have nothing to join",
            f"write {{%{tag.level} … %}} without the hyphen",
        )
        return
    if tag.trim_before and not text[: tag.start].strip(" \t\n"):
        found.joins.append((mark, True))
    if tag.trim_after and not text[tag.end :].strip(" \t\n"):
        found.joins.append((mark, False))


def _split_paragraph(paragraph: etree._Element, strokes: Sequence[Stroke]) -> None:
    """Put paragraph-level marks in their paragraph's place; what stands beside them stays.

    A comment takes its paragraph away with all that it holds. Row and cell marks are taken out
    here, and put in place when the whole row is known.
    """
    by_number = {stroke.mark.number: stroke.mark for stroke in strokes if stroke.breaks}
    levels: list[etree._Element] = []
    for node in list(own(paragraph)):
        number = number_of(node)
        mark = by_number.get(number) if number is not None else None
        if mark is not None and mark.tag.level in _HOLDERS:
            remove(node)
        elif mark is not None and mark.tag.level is Level.PARAGRAPH:
            levels.append(node)
    parent = paragraph.getparent()
    if not levels or parent is None:
        return
    for node in levels:
        hoist(node, paragraph)
    properties = _properties(paragraph)
    groups: list[list[etree._Element]] = [[]]
    for child in list(paragraph):
        if child in levels:
            child.tail = None
            groups.append([])
        elif child is not properties:
            groups[-1].append(child)
    kinds = [by_number[number_of(node) or 0].tag.kind for node in levels]
    away = Kind.COMMENT in kinds
    nodes: list[etree._Element] = []
    for index, group in enumerate(groups):
        last = index == len(groups) - 1
        section = last and _ends_section(properties)
        if away:
            group = [node for node in group if word_name(node) in _MARKUP]
        if any(visible(node) for node in group) or section:
            nodes.append(_paragraph_of(paragraph, properties, group, keep_section=last))
        else:
            nodes += [node for node in group if word_name(node) in _MARKUP]
        if not last and kinds[index] is not Kind.COMMENT:
            nodes.append(levels[index])
    at = parent.index(paragraph)
    parent[at : at + 1] = nodes


def _properties(paragraph: etree._Element) -> etree._Element | None:
    return paragraph[0] if len(paragraph) and word_name(paragraph[0]) == "pPr" else None


def _ends_section(properties: etree._Element | None) -> bool:
    return properties is not None and any(word_name(node) == "sectPr" for node in properties)


def _paragraph_of(
    model: etree._Element,
    properties: etree._Element | None,
    content: list[etree._Element],
    *,
    keep_section: bool,
) -> etree._Element:
    made = like(model)
    if properties is not None:
        kept = copy.deepcopy(properties)
        if not keep_section:
            for node in [n for n in kept if word_name(n) == "sectPr"]:
                kept.remove(node)
        made.append(kept)
    made.extend(content)
    return made


def _join_paragraphs(root: etree._Element, joins: list[tuple[Mark, bool]], marks: Marks) -> None:
    """Join paragraphs as docxtpl does: ``{%-`` to the one before, ``-%}`` to the one after.

    The joined paragraph has the properties of the first.
    """
    standing = {number: node for node in root.iter() if (number := number_of(node)) is not None}
    for mark, before in joins:
        node = standing.get(mark.number)
        own_paragraph = None if node is None else _paragraph_above(node)
        if node is None or own_paragraph is None or not _at_edge(node, own_paragraph, before):
            continue  # the neighbour's own tag has joined them
        neighbour = _neighbour(own_paragraph, before)
        first, second = (neighbour, own_paragraph) if before else (own_paragraph, neighbour)
        if first is None or second is None or _ends_section(_properties(first)):
            where, hint = ("before", "{%") if before else ("after", "%}")
            marks.misplaced(
                mark.place,
                f"there is no paragraph {where} {{% {mark.tag.code} %}} that it could be joined to",
                f"write {hint} without the hyphen",
            )
            continue
        between = list(first.itersiblings())[: _distance(first, second) - 1]
        first.extend(between)
        first.extend([child for child in second if child is not _properties(second)])
        remove(second)


def _paragraph_above(node: etree._Element) -> etree._Element | None:
    return next((up for up in node.iterancestors() if word_name(up) == "p"), None)


def _neighbour(paragraph: etree._Element, before: bool) -> etree._Element | None:
    for sibling in paragraph.itersiblings(preceding=before):
        if word_name(sibling) == "p":
            return sibling
        if word_name(sibling) not in _MARKUP:
            break
    return None


def _distance(first: etree._Element, second: etree._Element) -> int:
    parent = first.getparent()
    return 0 if parent is None else parent.index(second) - parent.index(first)


def _at_edge(node: etree._Element, paragraph: etree._Element, before: bool) -> bool:
    """Whether nothing that shows stands between a mark and that end of its paragraph."""
    step = node
    while step is not paragraph:
        if any(visible(other) for other in step.itersiblings(preceding=before)):
            return False
        up = step.getparent()
        if up is None or (before and (up.text or "").strip()):
            return False
        if not before and (step.tail or "").strip():
            return False
        step = up
    return True


def _take_holder(holder: etree._Element, found: list[Mark], marks: Marks, what: str) -> None:
    """Put the marks of a row or cell in its place, or around it when it also holds content.

    A comment takes the row or cell away with all that it holds.
    """
    parent = holder.getparent()
    if parent is None:
        return
    at = parent.index(holder)
    acting = [mark for mark in found if mark.tag.kind is not Kind.COMMENT]
    if len(acting) < len(found) or not any(visible(child) for child in holder):
        parent[at : at + 1] = [instruction(mark) for mark in acting]
        return
    after = [mark for mark in acting if is_closer(mark.tag)]
    before = [mark for mark in acting if mark not in after]
    for mark in acting:
        if is_middle(mark.tag):
            marks.misplaced(
                mark.place,
                f"{mark.tag.code!r} takes its whole table {what}, and the {what} also holds text",
                f"put it in a {what} of its own",
            )
    parent[at + 1 : at + 1] = [instruction(mark) for mark in after]
    parent[at:at] = [instruction(mark) for mark in before]
