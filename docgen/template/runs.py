"""The runs of one paragraph: the text that they share, and the marks put where tags were cut out.

Word splits text over runs wherever it likes (ECMA-376 part 1, 17.3.2): a tag is found in the joined
text of its paragraph, cut out of the runs that it was split over, and its mark is put

* inside the ``w:t`` for a tag that prints text, in the run whose formatting the value gets;
* between runs for a statement, so that what it encloses keeps its own formatting.
"""

from __future__ import annotations

import bisect
import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.diagnostics import Place
from docgen.template.blocks import balanced
from docgen.template.marks import (
    BREAKING_LEVELS,
    Context,
    Mark,
    Marks,
    acts,
    instruction,
    near,
)
from docgen.template.ooxml import XML_SPACE, is_run, is_text, like, word_name
from docgen.template.tags import Kind, Level, Tag

# What divides into two copies when a statement inside it opens a block that ends outside it.
INLINE_CONTAINERS = frozenset({"hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo"})
# Statements that act on more than the text around them: they never stand inside a ``w:t``.
OUTSIDE_RUNS = frozenset({"colspan", "cellbg", "vm", "hm", "restart"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_IMAGE = re.compile(r"\|\s*image\b")
_SILENT = frozenset({"rPr", "lastRenderedPageBreak", "t", "commentReference"})


@dataclass(frozen=True, slots=True)
class Atom:
    """An element that holds some of a paragraph's text; ``start`` is its index there."""

    element: etree._Element
    text: str
    start: int

    @property
    def end(self) -> int:
        """The index after its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A mark at an index of the paragraph's text; ``breaks`` when it stands between runs."""

    mark: Mark
    index: int
    breaks: bool


Span = tuple[int, int]  # of characters to be cut out, from and to


def own(element: etree._Element) -> Iterator[etree._Element]:
    """Descendants of a paragraph, without those of paragraphs in its text boxes."""
    for child in element:
        if word_name(child) == "p":
            continue
        yield child
        yield from own(child)


def atoms_of(paragraph: etree._Element) -> list[Atom]:
    """What holds the text of a paragraph, in order."""
    atoms: list[Atom] = []
    position = 0
    for node in own(paragraph):
        parent = node.getparent()
        if parent is None or not is_run(parent):
            continue
        text = (node.text or "") if is_text(node) else _BREAKS.get(word_name(node) or "", "")
        if text:
            atoms.append(Atom(node, text, position))
            position += len(text)
    return atoms


def place_strokes(
    tags: Sequence[Tag], atoms: Sequence[Atom], text: str, place: Place, marks: Marks
) -> list[Stroke]:
    """Number the tags of a paragraph and decide where each mark stands."""
    literal = _between_raw(tags)
    inline = _inline_statements([tag for tag in tags if tag not in literal], atoms) | literal
    strokes: list[Stroke] = []
    for tag in tags:
        if not acts(tag):
            if tag.level in BREAKING_LEVELS:
                mark = marks.add(tag, place, near(text, tag.start, tag.end))
                strokes.append(Stroke(mark, tag.start, breaks=True))
            continue
        index = tag.head if tag.kind is Kind.OUTPUT else tag.start
        context = Context.TEXT
        properties = ""
        if tag.kind is Kind.OUTPUT and tag.level in (Level.RUN, Level.TEXT):
            holder = _atom_at(atoms, index).element
            properties = _run_properties(holder)
            if word_name(holder) != "t":  # an equation's text, which knows no w:br
                context = Context.PLAIN
                if tag.level is Level.RUN or makes_run(tag):
                    marks.misplaced(
                        place,
                        f"{{{{{tag.level} {tag.code} }}}} stands in an equation",
                        "an equation can only hold plain text: write {{ … }}",
                    )
            # A value in a right-to-left run may hold Latin words, which need runs of their own.
            elif tag.level is Level.RUN or makes_run(tag) or "<w:rtl/>" in properties:
                context = Context.RUN
        elif tag.kind is Kind.OUTPUT and tag.level is Level.PARAGRAPH:
            context = Context.BLOCK
        mark = marks.add(tag, place, near(text, tag.start, tag.end), context, properties)
        breaks = tag.kind is not Kind.ESCAPE and not (
            tag in inline or (tag.kind is Kind.OUTPUT and context in (Context.TEXT, Context.PLAIN))
        )
        strokes.append(Stroke(mark, index, breaks))
    return strokes


def _between_raw(tags: Sequence[Tag]) -> set[Tag]:
    """The tags that ``{% raw %}`` prints: they are text, and stay in their runs."""
    printed: set[Tag] = set()
    raw = False
    for tag in tags:
        keyword = tag.keyword if tag.kind is Kind.STATEMENT else ""
        raw = raw and keyword != "endraw"
        if raw and tag.level is Level.TEXT:
            printed.add(tag)
        raw = raw or keyword == "raw"
    return printed


def makes_run(tag: Tag) -> bool:
    """Whether a ``{{ }}`` tag has a filter whose value is a run of its own."""
    last = tag.code.rpartition("|")[2].strip()
    linked = "|" in tag.code and last.split("(", 1)[0].strip() == "link"
    return linked or _IMAGE.search(tag.code) is not None


def _inline_statements(tags: Sequence[Tag], atoms: Sequence[Atom]) -> set[Tag]:
    """Statements that open and close inside one ``w:t``: they need not break its run."""
    inline: set[Tag] = set()
    starts = [tag.start for tag in tags]
    for atom in atoms:
        first, behind = (bisect.bisect_left(starts, at) for at in (atom.start, atom.end))
        inside = [
            tag
            for tag in tags[first:behind]
            if tag.kind is Kind.STATEMENT
            and tag.level is Level.TEXT
            and tag.end <= atom.end
            and tag.keyword not in OUTSIDE_RUNS
        ]
        if inside and balanced(inside):
            inline.update(inside)
    return inline


def _atom_at(atoms: Sequence[Atom], index: int) -> Atom:
    return atoms[bisect.bisect_right(atoms, index, key=lambda atom: atom.start) - 1]


def _run_properties(text: etree._Element) -> str:
    run = text.getparent()
    properties = run[0] if run is not None and len(run) else None
    if properties is None or word_name(properties) != "rPr":
        return ""
    clone = copy.deepcopy(properties)
    clone.tail = None
    return etree.tostring(clone, encoding="unicode")


class _Cuts:
    """What is cut out of a paragraph and what is put in, in order, found by index."""

    def __init__(self, spans: Sequence[Span], strokes: Sequence[Stroke]) -> None:
        self._spans = spans
        self._strokes = strokes
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._indexes = [stroke.index for stroke in strokes]

    def spans(self, atom: Atom) -> Sequence[Span]:
        """The spans of which some characters stand in an atom."""
        first = bisect.bisect_right(self._ends, atom.start)
        return self._spans[first : bisect.bisect_left(self._starts, atom.end)]

    def strokes(self, start: int, end: int) -> Sequence[Stroke]:
        """The marks from an index to another."""
        first, behind = (bisect.bisect_left(self._indexes, at) for at in (start, end))
        return self._strokes[first:behind]


def cut(atoms: Sequence[Atom], spans: Sequence[Span], strokes: Sequence[Stroke]) -> None:
    """Take the characters of these spans out of the atoms and put the marks in; both in order."""
    cuts = _Cuts(spans, strokes)
    touched: dict[etree._Element, dict[etree._Element, Atom]] = {}
    for atom in atoms:
        if cuts.spans(atom):
            run = atom.element.getparent()
            if run is not None:
                touched.setdefault(run, {})[atom.element] = atom
    for run, changed in touched.items():
        _rebuild(run, changed, cuts)


def _pieces(atom: Atom, cuts: _Cuts) -> list[str | Stroke]:
    """What is left of an atom's text, with the marks that stand in it."""
    out: list[str | Stroke] = []
    position = atom.start
    for span_start, span_end in cuts.spans(atom):
        start, end = max(span_start, atom.start), min(span_end, atom.end)
        if start > position:
            out.append(atom.text[position - atom.start : start - atom.start])
        out += cuts.strokes(start, end)
        position = end
    if position < atom.end:
        out.append(atom.text[position - atom.start :])
    return out


def _rebuild(
    run: etree._Element,
    changed: dict[etree._Element, Atom],
    cuts: _Cuts,
) -> None:
    """Write a run again, divided where a mark breaks it."""
    parent = run.getparent()
    if parent is None:
        return
    properties = [
        child for child in run if is_run(run) and str(child.tag).rpartition("}")[2] == "rPr"
    ]
    pieces: list[etree._Element] = []
    current: etree._Element | None = None
    text: etree._Element | None = None

    def open_run() -> etree._Element:
        nonlocal current
        if current is None:
            current = like(run)
            current.extend([copy.deepcopy(node) for node in properties])
            pieces.append(current)
        return current

    def put(part: str | etree._Element, model: etree._Element) -> None:
        nonlocal text
        if text is None:
            text = like(model)
            text.set(XML_SPACE, "preserve")
            open_run().append(text)
        if isinstance(part, str):
            append_text(text, part)
        else:
            text.append(part)

    for child in list(run):
        if child in properties:
            continue
        atom = changed.get(child)
        text = None
        if atom is None or not is_text(child):
            if atom is None or _pieces(atom, cuts):  # else a tab or break inside a tag
                child.tail = None
                open_run().append(child)
            continue
        for piece in _pieces(atom, cuts):
            if isinstance(piece, str):
                put(piece, child)
            elif piece.breaks:
                current, text = None, None
                pieces.append(instruction(piece.mark))
            else:
                put(instruction(piece.mark), child)
    at = parent.index(run)
    parent[at : at + 1] = pieces


def append_text(node: etree._Element, text: str) -> None:
    """Add text at the end of an element, behind its last child."""
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def visible(node: etree._Element) -> bool:
    """Whether a node shows anything: text other than blanks, a picture, a table, a mark."""
    for inner in node.iter():
        if isinstance(inner, etree._ProcessingInstruction) or word_name(inner) == "tbl":
            return True
        parent = inner.getparent()
        if is_text(inner) and ((inner.text or "").strip() or len(inner)):
            return True
        if parent is not None and is_run(parent) and word_name(inner) not in _SILENT:
            return True
    return False


def hoist(node: etree._Element, upto: etree._Element) -> None:
    """Raise a node to be a child of ``upto``, dividing the containers between in two."""
    while (parent := node.getparent()) is not None and parent is not upto:
        outer = parent.getparent()
        if outer is None:
            return
        at = parent.index(node)
        after, tail = list(parent)[at + 1 :], node.tail
        node.tail = None
        outer.insert(outer.index(parent) + 1, node)
        if after or tail:
            rest = like(parent)
            if is_run(parent) and word_name(parent[0]) == "rPr":
                rest.append(copy.deepcopy(parent[0]))
            append_text(rest, tail or "")
            rest.extend(after)
            outer.insert(outer.index(node) + 1, rest)
        if not parent.text and all(word_name(child) == "rPr" for child in parent):
            outer.remove(parent)


def remove(node: etree._Element) -> None:
    """Take a node out and leave the text behind it in place."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)
