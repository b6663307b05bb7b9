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
from docgen.template.carry import add_number, new_list
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


def number_anew(assembly: Assembly, letter: Assembly, stories: Iterable[etree._Element]) -> None:
    """Give the numbered paragraphs of a letter, which is about to be added, lists of their own."""
    numbering = Numbering(letter)
    ours = assembly.related(assembly.document, "numbering")
    if numbering.part is None or ours is None:
        return
    lists = _Lists(numbering, letter.tree(numbering.part, change=False), assembly.tree(ours))
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


class _Lists:
    """The numbers of one letter's lists in the joined document."""

    def __init__(self, numbering: Numbering, theirs: etree._Element, ours: etree._Element) -> None:
        self._numbering = numbering
        self._ours = ours
        self._models = {attribute(n, "numId"): n for n in theirs if word_name(n) == "num"}
        self._abstracts = {
            attribute(n, "abstractNumId"): n for n in theirs if word_name(n) == "abstractNum"
        }
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
        same = _same(self._ours, self._abstracts.get(abstract), "abstractNumId")
        if same and not counts and levels and _same(self._ours, model, "numId"):
            return old
        if not same:
            return new_list(self._ours, model, self._abstracts) or old
        if abstract in self._begun:  # goes on counting where the other list of its kind stands
            return add_number(self._ours, copy.deepcopy(model))
        self._begun.add(abstract)
        self._numbering.note(old, 0)
        text = self._numbering.lists[(old, 0)]
        space = word_namespace(self._ours)
        holder = etree.fromstring(f'<w:l xmlns:w="{space}">{text.replace("{}", "0", 1)}</w:l>')
        return add_number(self._ours, holder[0])


def _same(root: etree._Element, node: etree._Element | None, key: str) -> bool:
    """Whether a numbering part has the same definition under the same number."""
    if node is None:
        return False
    name, number = word_name(node), attribute(node, key)
    for own in root:
        if word_name(own) == name and attribute(own, key) == number:
            return etree.tostring(own, method="c14n", exclusive=True, with_tail=False) == (
                etree.tostring(node, method="c14n", exclusive=True, with_tail=False)
            )
    return False


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
