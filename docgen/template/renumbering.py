"""The lists of a letter that stands behind others in one document: each counts from its start.

Word counts all paragraphs of one ``w:num``, and of those that share its definition, through the
whole document (ECMA-376 part 1, 17.9.15). The lists of each further letter get a ``w:num`` of their
own with ``w:startOverride`` (17.9.18, 17.9.26), which their paragraphs state, also where a style
had stated the list.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from docgen.template.assembly import Assembly
from docgen.template.carry import new_list
from docgen.template.lists import Numbering, child_of, set_number, value_of
from docgen.template.ooxml import attribute, attributes, word_name, word_namespace

_AFTER_INDENT: Final = frozenset(
    {
        *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection"),
        *("textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr"),
        *("sectPr", "pPrChange"),
    }
)
_FIRST_LINE: Final = ("firstLine", "firstLineChars", "hanging", "hangingChars")


class Lists:
    """The lists of a document to which letters are added."""

    def __init__(self, assembly: Assembly) -> None:
        part = assembly.related(assembly.document, "numbering")
        self.root = assembly.tree(part) if part is not None else None
        self._known: dict[tuple[str | None, str], bytes] = {}
        self._following = 0
        self._last: etree._Element | None = None
        self._look()

    def _look(self) -> None:
        for node in self.root if self.root is not None else ():
            name, number = word_name(node), _number(node)
            self._known[(name, number)] = _content(node)
            if name == "num":
                self._last = node
                self._following = max(self._following, int(number) if number.isdecimal() else 0)

    def has(self, node: etree._Element | None) -> bool:
        """Whether the same definition stands here under the same number."""
        if node is None:
            return False
        return self._known.get((word_name(node), _number(node))) == _content(node)

    def add(self, num: etree._Element) -> str:
        """Add a ``w:num`` behind the others; returns its number."""
        assert self._last is not None
        self._following += 1
        num.set(f"{{{word_namespace(num)}}}numId", str(self._following))
        self._last.addnext(num)
        self._last = num
        return str(self._following)

    def add_list(self, model: etree._Element, abstracts: Mapping[str, etree._Element]) -> str:
        """Add a copy of a list with its definition; returns its number."""
        assert self.root is not None
        made = new_list(self.root, model, abstracts)
        self._look()
        return made or _number(model)

    def number_anew(self, letter: Assembly, stories: Iterable[etree._Element]) -> None:
        """Give the numbered paragraphs of a letter that is about to be added their own lists."""
        numbering = Numbering(letter)
        if numbering.part is None or self._last is None:
            return
        lists = _OfLetter(self, numbering, letter.tree(numbering.part, change=False))
        styles = _styles(letter)
        known: dict[tuple[str, str, str], tuple[str, int] | None] = {}
        for top in stories:
            for paragraph in [node for node in top.iter() if word_name(node) == "p"]:
                properties = child_of(paragraph, "pPr")
                own = child_of(properties, "numPr")
                stated = value_of(own, "numId")
                key = (stated, value_of(own, "ilvl"), value_of(properties, "pStyle"))
                if key not in known:
                    known[key] = numbering.of(paragraph)
                found = known[key]
                new = lists.number(found[0]) if found is not None else ""
                if found is None or new == found[0]:
                    continue
                set_number(paragraph, found[1], new)
                if not stated:
                    _keep_indent(paragraph, styles)


def _number(node: etree._Element) -> str:
    return attribute(node, "numId" if word_name(node) == "num" else "abstractNumId")


def _content(node: etree._Element) -> bytes:
    return etree.tostring(node, method="c14n", exclusive=True, with_tail=False)


class _OfLetter:
    """The numbers of one letter's lists in the document."""

    def __init__(self, lists: Lists, numbering: Numbering, theirs: etree._Element) -> None:
        self._lists = lists
        self._numbering = numbering
        self._models = {_number(n): n for n in theirs if word_name(n) == "num"}
        self._abstracts = {_number(n): n for n in theirs if word_name(n) == "abstractNum"}
        self._given: dict[str, str] = {}
        self._begun: set[str] = set()

    def number(self, old: str) -> str:
        """The number of a list there; a list of bullets keeps its own."""
        if old not in self._given:
            self._given[old] = self._made(old)
        return self._given[old]

    def _made(self, old: str) -> str:
        model = self._models[old]
        abstract = value_of(model, "abstractNumId")
        levels = self._numbering.levels(model)
        counts = any(value_of(n, "numFmt") not in ("bullet", "none") for n in levels.values())
        same = self._lists.has(self._abstracts.get(abstract))
        if same and not counts and levels and self._lists.has(model):
            return old
        if not same:
            return self._lists.add_list(model, self._abstracts)
        if abstract in self._begun:  # goes on counting where the other list of its kind stands
            return self._lists.add(copy.deepcopy(model))
        self._begun.add(abstract)
        self._numbering.note(old, 0)
        text = self._numbering.lists[(old, 0)].replace("{}", "0", 1)
        space = word_namespace(model)
        return self._lists.add(etree.fromstring(f'<w:l xmlns:w="{space}">{text}</w:l>')[0])


def _styles(letter: Assembly) -> Mapping[str, etree._Element]:
    part = letter.related(letter.document, "styles")
    root = letter.tree(part, change=False) if part is not None else ()
    return {attribute(node, "styleId"): node for node in root if word_name(node) == "style"}


def _keep_indent(paragraph: etree._Element, styles: Mapping[str, etree._Element]) -> None:
    """State the indent that a style gives over that of its list.

    A number that a paragraph states brings the list's indent with it, over the style's; one that a
    style states does not (17.9.23).
    """
    properties = child_of(paragraph, "pPr")
    assert properties is not None
    wanted: dict[str, str] = {}
    own = child_of(properties, "ind")
    style, seen = value_of(properties, "pStyle"), set[str]()
    sources = [own]
    while style in styles and style not in seen:
        seen.add(style)
        sources.append(child_of(child_of(styles[style], "pPr"), "ind"))
        if value_of(child_of(child_of(styles[style], "pPr"), "numPr"), "numId"):
            break
        style = value_of(styles[style], "basedOn")
    for source in sources:
        stated = dict(attributes(source)) if source is not None else {}
        first = any(_local(name) in _FIRST_LINE for name in wanted)
        for name, value in stated.items():
            if name not in wanted and not (first and _local(name) in _FIRST_LINE):
                wanted[name] = value
    if not wanted:
        return
    if own is None:
        own = etree.Element(f"{{{word_namespace(paragraph)}}}ind")
        at = (i for i, n in enumerate(properties) if word_name(n) in _AFTER_INDENT)
        properties.insert(next(at, len(properties)), own)
    for name, value in wanted.items():
        own.set(name, value)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
