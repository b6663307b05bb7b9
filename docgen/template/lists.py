"""``{% restart %}``: a numbered list that counts from the start in each turn of a loop.

Word counts paragraphs of one ``w:num`` through the whole document (ECMA-376 part 1, 17.9.15). The
tag gives its paragraph, and those of the same list that follow it in the same turn, a new ``w:num``
with ``w:startOverride`` (17.9.26), made for each turn when a letter is rendered.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Collection, Mapping
from typing import Final

from lxml import etree

from docgen.template.assembly import Assembly
from docgen.template.blocks import is_closer, is_opener
from docgen.template.marks import Context, Mark, Marks, number_of, token
from docgen.template.ooxml import attribute, word_name, word_namespace
from docgen.template.runs import remove
from docgen.template.tags import Kind, Level, Tag

RESTART: Final = "restart"
RESTART_HINT: Final = "write it into the first numbered paragraph of the list"
LEVELS: Final = 9
# What stands before w:numPr in w:pPr (CT_PPrBase).
_BEFORE_NUMBER: Final = frozenset(
    {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"}
)


def child_of(node: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of a name of WordprocessingML."""
    for child in node if node is not None else ():
        if word_name(child) == name:
            return child
    return None


def value_of(node: etree._Element | None, name: str) -> str:
    """The value (``w:val``) of a child, ``""`` where there is none."""
    child = child_of(node, name)
    return "" if child is None else attribute(child, "val")


class Numbering:
    """The lists of a template; those that restart are noted in ``lists``."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self.part = assembly.related(assembly.document, "numbering")
        self.lists: dict[tuple[str, int], str] = {}
        self._by_key: dict[tuple[str, str], dict[str, etree._Element]] = {}

    def _nodes(self, kind: str, name: str, key: str) -> dict[str, etree._Element]:
        """The elements of a name in the document's part of a kind, by an attribute."""
        if (kind, name) not in self._by_key:
            part = self._assembly.related(self._assembly.document, kind)
            root = self._assembly.tree(part, change=False) if part is not None else ()
            found = {attribute(node, key): node for node in root if word_name(node) == name}
            self._by_key[(kind, name)] = found
        return self._by_key[(kind, name)]

    @property
    def _lists(self) -> dict[str, etree._Element]:
        return self._nodes("numbering", "num", "numId")

    @property
    def next_number(self) -> int:
        """The first number that no list has."""
        numbers = [int(n) for n in self._lists if n.isdecimal()]
        return 1 + max(numbers, default=0)

    def place_for_more(self) -> int:
        """The index behind the last ``w:num`` in the root of the part."""
        assert self.part is not None
        root = self._assembly.tree(self.part, change=False)
        return 1 + max(i for i, node in enumerate(root) if word_name(node) == "num")

    def of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The number of the list of a paragraph and its level, stated or by its style."""
        properties = child_of(paragraph, "pPr")
        stated = child_of(properties, "numPr")
        number, level = value_of(stated, "numId"), value_of(stated, "ilvl")
        style = value_of(properties, "pStyle")
        if not number:
            number, by_style = self._by_style(style)
            level = level or by_style
        model = self._lists.get(number)
        if number == "0" or model is None:
            return None
        if not level:
            levels = self.levels(model)
            level = next(
                (k for k, node in levels.items() if value_of(node, "pStyle") == style), "0"
            )
        return (number, int(level)) if level.isdecimal() and int(level) < LEVELS else None

    def _by_style(self, style: str) -> tuple[str, str]:
        styles = self._nodes("styles", "style", "styleId")
        level, seen = "", set[str]()
        while style in styles and style not in seen:
            seen.add(style)
            stated = child_of(child_of(styles[style], "pPr"), "numPr")
            level = level or value_of(stated, "ilvl")
            if number := value_of(stated, "numId"):
                return number, level
            style = value_of(styles[style], "basedOn")
        return "", level

    def levels(self, model: etree._Element) -> dict[str, etree._Element]:
        """The levels of a ``w:num`` as its abstract list defines them, by ``w:ilvl``."""
        abstract = self._nodes("numbering", "abstractNum", "abstractNumId").get(
            value_of(model, "abstractNumId")
        )
        return {
            attribute(node, "ilvl"): node
            for node in (abstract if abstract is not None else ())
            if word_name(node) == "lvl"
        }

    def note(self, number: str, level: int) -> None:
        """Prepare a ``w:num`` like another one that counts from the start at a level and below."""
        model = self._lists[number]
        space = word_namespace(model)
        made = copy.deepcopy(model)
        made.tail = None
        made.attrib.clear()
        made.set(f"{{{space}}}numId", "{}")
        levels = self.levels(model)
        overrides = {attribute(n, "ilvl"): n for n in made if word_name(n) == "lvlOverride"}
        for index in map(str, range(level, LEVELS)):
            if index not in levels and (levels or int(index) > level):
                continue
            override = overrides.get(index)
            if override is None:
                override = etree.SubElement(made, f"{{{space}}}lvlOverride")
                override.set(f"{{{space}}}ilvl", index)
            own = value_of(child_of(override, "lvl"), "start")
            start = child_of(override, "startOverride")
            if start is None:
                start = etree.Element(f"{{{space}}}startOverride")
                start.set(f"{{{space}}}val", own or value_of(levels.get(index), "start") or "1")
                override.insert(0, start)
        etree.cleanup_namespaces(made)
        text = etree.tostring(made, encoding="unicode")
        self.lists[(number, level)] = text.replace(f' xmlns:w="{space}"', "", 1)


# A mark, the list that its paragraph is in, its level there, and whether the list begins here.
_Numbered = tuple[Mark, str, int, bool]


def is_restart(tag: Tag) -> bool:
    """Whether a tag restarts the list of its paragraph."""
    own = tag.kind is Kind.STATEMENT and tag.level in (Level.TEXT, Level.RUN)
    return own and tag.code == RESTART


def place_restarts(
    root: etree._Element, in_order: list[Mark], marks: Marks, numbering: Numbering
) -> bool:
    """Put marks into the numbers of the paragraphs of a part; whether there were any.

    ``in_order`` is the marks that act, in document order.
    """
    wanted = {mark.number: mark for mark in in_order if is_restart(mark.tag)}
    if not wanted:
        return False
    found = [node for node in root.iter(etree.PI) if number_of(node) in wanted]
    numbered: dict[etree._Element, _Numbered] = {}
    begun: dict[int, str] = {}
    for node in found:
        mark = wanted[number_of(node) or 0]
        paragraph = next((up for up in node.iterancestors() if word_name(up) == "p"), None)
        own = numbering.of(paragraph) if paragraph is not None else None
        if paragraph is None or own is None:
            marks.misplaced(
                mark.place, "{% restart %} stands in a paragraph without a number", RESTART_HINT
            )
            continue
        if _in_block(paragraph, mark, marks):
            marks.misplaced(
                mark.place,
                "{% restart %} stands in a block that begins in its own paragraph",
                "put the block around the paragraph: {%p if … %}",
            )
            continue
        numbering.note(*own)
        numbered[paragraph] = (mark, *own, True)
        begun[mark.number] = own[0]
    numbered |= _following(root, marks, numbering, begun, numbered)
    for paragraph, (mark, number, level, starts) in numbered.items():
        code = f"'{number}' | _restart({level})" if starts else f"'{number}' | _number"
        tag = dataclasses.replace(mark.tag, kind=Kind.OUTPUT, level=Level.TEXT, code=code)
        made = marks.add(tag, mark.place, mark.near, Context.PLAIN)
        set_number(paragraph, level, token(made))
    for node in found:
        remove(node)
    return True


def _in_block(paragraph: etree._Element, mark: Mark, marks: Marks) -> bool:
    depth = 0
    for node in paragraph.iter(etree.PI):
        number = number_of(node)
        if number == mark.number:
            break
        if number is not None:
            depth += is_opener(marks.items[number].tag) - is_closer(marks.items[number].tag)
    return depth > 0


def _following(
    root: etree._Element,
    marks: Marks,
    numbering: Numbering,
    starts: Mapping[int, str],
    already: Collection[etree._Element],
) -> dict[etree._Element, _Numbered]:
    """The paragraphs behind the marks of ``starts`` (with the number of the list of each), each up
    to the end of the innermost loop around the mark.
    """
    found: dict[etree._Element, _Numbered] = {}
    # Of the blocks that are open, each loop's lists with the mark that began them in it.
    blocks: list[dict[str, Mark] | None] = [{}]
    for node in root.iter():
        number = number_of(node)
        loops = [lists for lists in reversed(blocks) if lists is not None]
        if number is None:
            same = None
            if word_name(node) == "p" and node not in already and any(loops):
                same = numbering.of(node)
            if same is not None:
                mark = next((lists[same[0]] for lists in loops if same[0] in lists), None)
                if mark is not None:
                    found[node] = (mark, *same, False)
        elif number in starts:
            loops[0][starts[number]] = marks.items[number]
        elif is_opener(tag := marks.items[number].tag):
            blocks.append({} if tag.keyword == "for" else None)
        elif is_closer(tag) and len(blocks) > 1:
            blocks.pop()
    return found


def set_number(paragraph: etree._Element, level: int, value: str) -> None:
    """Give a paragraph a number of its own."""
    space = word_namespace(paragraph)
    properties = child_of(paragraph, "pPr")
    if properties is None:
        properties = etree.Element(f"{{{space}}}pPr")
        paragraph.insert(0, properties)
    own = child_of(properties, "numPr")
    if own is None:
        own = etree.Element(f"{{{space}}}numPr")
        before = [n for n in properties if word_name(n) in _BEFORE_NUMBER]
        properties.insert(properties.index(before[-1]) + 1 if before else 0, own)
    for name, said in (("ilvl", str(level)), ("numId", value)):
        node = child_of(own, name)
        if node is None:
            node = etree.Element(f"{{{space}}}{name}")
            own.insert(0 if name == "ilvl" else 1, node)
        node.set(f"{{{space}}}val", said)
