"""From a WordprocessingML tree with tags in its text to the same tree with marks.

Word splits text over runs wherever it likes (ECMA-376 part 1, 17.3.2): a tag is found in the joined
text of its paragraph, cut out of the runs that it was split over, and its mark is put

* inside the ``w:t`` for a tag that prints text, in the run whose formatting the value gets;
* between runs for a statement, so that what it encloses keeps its own formatting;
* in the place of its paragraph, table cell or row for ``{%p``, ``{%tc`` and ``{%tr``.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.diagnostics import Place
from docgen.template.blocks import balanced, is_closer, is_middle, is_opener
from docgen.template.marks import (
    BREAKING_LEVELS,
    Context,
    Mark,
    Marks,
    acts,
    instruction,
    near,
    token,
)
from docgen.template.ooxml import XML_SPACE, is_run, is_text, word_name, word_namespace
from docgen.template.tags import Kind, Level, Tag, Unclosed, find_tags

# What divides into two copies when a statement inside it opens a block that ends outside it.
INLINE_CONTAINERS = frozenset({"hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo"})
_MARKUP = frozenset({"bookmarkStart", "bookmarkEnd"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}

Places = Callable[[etree._Element], Place]


@dataclass(slots=True)
class _Atom:
    """An element that holds some of a paragraph's text; ``start`` is its index there."""

    element: etree._Element
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class _Stroke:
    """A mark at an index of the paragraph's text; ``breaks`` when it stands between runs."""

    mark: Mark | None
    index: int
    breaks: bool


def mark_paragraphs(root: etree._Element, marks: Marks, places: Places) -> None:
    """Replace all tags in the paragraphs of a part by marks, in place."""
    rows: dict[etree._Element, list[Mark]] = {}
    cells: dict[etree._Element, list[Mark]] = {}
    for paragraph in [node for node in root.iter() if word_name(node) == "p"]:
        _mark_instructions(paragraph, marks, places)
        atoms = list(_atoms(paragraph))
        text = "".join(atom.text for atom in atoms)
        if "{" not in text and "}_}" not in text and "%_}" not in text:
            continue
        tags = _tags(text, paragraph, marks, places)
        if not tags:
            continue
        strokes = _strokes(tags, atoms, text, places(paragraph), marks)
        for stroke in strokes:
            if stroke.mark is None:
                continue
            level = stroke.mark.tag.level
            if level in (Level.ROW, Level.CELL):
                holder = _ancestor(paragraph, "tr" if level is Level.ROW else "tc")
                if holder is None:
                    where = "row" if level is Level.ROW else "cell"
                    marks.misplaced(
                        places(paragraph),
                        f"{{%{level} {stroke.mark.tag.code} %}} stands outside a table",
                        f"put it in the {where} that it is about, or write {{%p … %}}",
                    )
                else:
                    (rows if level is Level.ROW else cells).setdefault(holder, []).append(
                        stroke.mark
                    )
        _cut(atoms, tags, strokes)
        _split_paragraph(paragraph, strokes)
    for holder, found in cells.items():
        _take_holder(holder, found, marks, "cell")
    for holder, found in rows.items():
        _take_holder(holder, found, marks, "row")


def mark_plain(root: etree._Element, marks: Marks, place: Place, *, text_too: bool) -> None:
    """Replace tags in attributes (and, in parts that are not Word text, in text) by marks."""
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        for name, value in node.attrib.items():
            if "{{" in value or "{%" in value:
                node.set(name, _plain(value, marks, place))
        if text_too and node.text and ("{{" in node.text or "{%" in node.text):
            _plain_text(node, marks, place, Context.PLAIN)


def _plain(value: str, marks: Marks, place: Place) -> str:
    out, position = [], 0
    for tag in find_tags(value):
        words = near(value, tag.start, tag.start)
        if isinstance(tag, Unclosed):
            marks.unclosed(tag, place, words)
            continue
        out.append(value[position : tag.start])
        if acts(tag):
            out.append(token(marks.add(tag, place, words, Context.PLAIN)))
        position = tag.end
    return "".join(out) + value[position:]


def _plain_text(node: etree._Element, marks: Marks, place: Place, context: Context) -> None:
    value = node.text or ""
    last: etree._Element | None = None
    position = 0
    pieces: list[tuple[str, Mark | None]] = []
    for tag in find_tags(value):
        words = near(value, tag.start, tag.end)
        if isinstance(tag, Unclosed):
            marks.unclosed(tag, place, words)
            continue
        mark = marks.add(tag, place, words, context) if acts(tag) else None
        pieces.append((value[position : tag.start], mark))
        position = tag.end
    node.text = None
    for index, (before, mark) in enumerate(pieces):
        _append_text(node, last, before)
        if mark is not None:
            last = instruction(mark)
            node.insert(index, last)
    _append_text(node, last, value[position:])


def _append_text(node: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        node.text = (node.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _mark_instructions(paragraph: etree._Element, marks: Marks, places: Places) -> None:
    for node in _own(paragraph):
        if word_name(node) == "instrText" and node.text and "{" in node.text:
            _plain_text(node, marks, places(paragraph), Context.FIELD)


def _own(element: etree._Element) -> Iterator[etree._Element]:
    """Descendants of a paragraph, without those of paragraphs in its text boxes."""
    for child in element:
        if word_name(child) == "p":
            continue
        yield child
        yield from _own(child)


def _atoms(paragraph: etree._Element) -> Iterator[_Atom]:
    position = 0
    for node in _own(paragraph):
        if is_text(node):
            text = node.text or ""
        else:
            parent = node.getparent()
            if parent is None or not is_run(parent):
                continue
            text = _BREAKS.get(word_name(node) or "", "")
        if text:
            yield _Atom(node, text, position)
            position += len(text)


def _tags(text: str, paragraph: etree._Element, marks: Marks, places: Places) -> list[Tag]:
    tags: list[Tag] = []
    for tag in find_tags(text):
        if isinstance(tag, Unclosed):
            marks.unclosed(tag, places(paragraph), near(text, tag.start, tag.start + 2))
        else:
            tags.append(tag)
    return tags


def _strokes(
    tags: list[Tag], atoms: list[_Atom], text: str, place: Place, marks: Marks
) -> list[_Stroke]:
    """Number the tags of a paragraph and decide where each mark stands."""
    inline = _inline_statements(tags, atoms)
    strokes: list[_Stroke] = []
    for tag in tags:
        if not acts(tag):
            if tag.level in BREAKING_LEVELS:
                mark = marks.add(tag, place, near(text, tag.start, tag.end))
                strokes.append(_Stroke(mark, tag.start, breaks=True))
            continue
        index = tag.head if tag.kind is Kind.OUTPUT else tag.start
        context = Context.TEXT
        properties = ""
        if tag.kind is Kind.OUTPUT and tag.level in (Level.RUN, Level.TEXT):
            properties = _run_properties(_atom_at(atoms, index).element)
            # A value in a right-to-left run may hold Latin words, which need runs of their own.
            if tag.level is Level.RUN or makes_run(tag) or "<w:rtl/>" in properties:
                context = Context.RUN
        elif tag.kind is Kind.OUTPUT and tag.level is Level.PARAGRAPH:
            context = Context.BLOCK
        mark = marks.add(tag, place, near(text, tag.start, tag.end), context, properties)
        breaks = tag.kind is not Kind.ESCAPE and not (
            tag in inline or (tag.kind is Kind.OUTPUT and context is Context.TEXT)
        )
        strokes.append(_Stroke(mark, index, breaks))
    return strokes


def makes_run(tag: Tag) -> bool:
    """Whether a ``{{ }}`` tag ends in a filter whose value is a run of its own."""
    last = tag.code.rpartition("|")[2].strip()
    return "|" in tag.code and (last.split("(", 1)[0].strip() in {"link", "image"})


def _inline_statements(tags: list[Tag], atoms: list[_Atom]) -> set[Tag]:
    """Statements that open and close inside one ``w:t``: they need not break its run."""
    inline: set[Tag] = set()
    for atom in atoms:
        inside = [
            tag
            for tag in tags
            if tag.kind is Kind.STATEMENT
            and tag.level is Level.TEXT
            and atom.start <= tag.start
            and tag.end <= atom.end
        ]
        if inside and balanced(inside):
            inline.update(inside)
    return inline


def _atom_at(atoms: list[_Atom], index: int) -> _Atom:
    return next(atom for atom in atoms if atom.start <= index < atom.end)


def _run_properties(text: etree._Element) -> str:
    run = text.getparent()
    properties = run[0] if run is not None and len(run) else None
    if properties is None or word_name(properties) != "rPr":
        return ""
    clone = copy.deepcopy(properties)
    clone.tail = None
    return etree.tostring(clone, encoding="unicode")


def _cut(atoms: list[_Atom], tags: list[Tag], strokes: list[_Stroke]) -> None:
    """Take the tags' characters out of the atoms and put the marks in."""
    touched: dict[etree._Element, list[_Atom]] = {}
    for atom in atoms:
        if any(tag.start < atom.end and atom.start < tag.end for tag in tags):
            run = atom.element.getparent()
            if run is not None:
                touched.setdefault(run, []).append(atom)
    for run, changed in touched.items():
        _rebuild(run, {atom.element: atom for atom in changed}, tags, strokes)


def _pieces(atom: _Atom, tags: list[Tag], strokes: list[_Stroke]) -> list[str | _Stroke]:
    out: list[str | _Stroke] = []
    events: list[tuple[int, int, _Stroke | None]] = [
        (stroke.index, 1, stroke) for stroke in strokes if atom.start <= stroke.index < atom.end
    ]
    position = atom.start
    for tag in tags:
        if tag.start < atom.end and atom.start < tag.end:
            events.append((max(tag.start, atom.start), 0, None))
    spans = {max(t.start, atom.start): min(t.end, atom.end) for t in tags
             if t.start < atom.end and atom.start < t.end}  # fmt: skip
    for index, _, stroke in sorted(events, key=lambda event: event[:2]):
        if index > position:
            out.append(atom.text[position - atom.start : index - atom.start])
            position = index
        if stroke is None:
            position = max(position, spans[index])
        else:
            out.append(stroke)
    if position < atom.end:
        out.append(atom.text[position - atom.start :])
    return out


def _rebuild(
    run: etree._Element,
    changed: dict[etree._Element, _Atom],
    tags: list[Tag],
    strokes: list[_Stroke],
) -> None:
    """Write a run again, divided where a mark breaks it."""
    parent = run.getparent()
    if parent is None:
        return
    properties = run[0] if len(run) and word_name(run[0]) == "rPr" else None
    pieces: list[etree._Element] = []
    current: etree._Element | None = None
    text: etree._Element | None = None

    def open_run() -> etree._Element:
        nonlocal current
        if current is None:
            current = etree.Element(run.tag, run.attrib, run.nsmap)
            if properties is not None:
                current.append(copy.deepcopy(properties))
            pieces.append(current)
        return current

    def put(part: str | etree._Element, model: etree._Element) -> None:
        nonlocal text
        if text is None:
            text = etree.SubElement(open_run(), model.tag, model.attrib)
            text.set(XML_SPACE, "preserve")
        if not isinstance(part, str):
            text.append(part)
        elif len(text):
            text[-1].tail = (text[-1].tail or "") + part
        else:
            text.text = (text.text or "") + part

    for child in list(run):
        if child is properties:
            continue
        atom = changed.get(child)
        if atom is None or not is_text(child):
            if atom is not None and not _pieces(atom, tags, strokes):
                continue  # a tab or line break inside a tag
            text = None
            tail_free = child
            tail_free.tail = None
            open_run().append(tail_free)
            continue
        text = None
        for piece in _pieces(atom, tags, strokes):
            if isinstance(piece, str):
                put(piece, child)
            elif piece.mark is None:
                continue
            elif piece.breaks:
                current, text = None, None
                pieces.append(instruction(piece.mark))
            else:
                put(instruction(piece.mark), child)
    at = parent.index(run)
    parent[at : at + 1] = pieces


def _split_paragraph(paragraph: etree._Element, strokes: list[_Stroke]) -> None:
    """Put paragraph-level marks in their paragraph's place; what stands beside them stays.

    Row and cell marks are taken out here, and put in place when the whole row is known.
    """
    by_number = {str(s.mark.number): s.mark for s in strokes if s.mark and s.breaks}
    for node in [n for n in _own(paragraph) if n.tag is etree.PI]:
        mark = by_number.get(node.text or "")
        if mark is not None and mark.tag.level in (Level.ROW, Level.CELL):
            _remove(node)
    levels = [n for n in _own(paragraph) if n.tag is etree.PI and (n.text or "") in by_number
              and by_number[n.text or ""].tag.level is Level.PARAGRAPH]  # fmt: skip
    if not levels:
        return
    for node in levels:
        hoist(node, paragraph)
    parent = paragraph.getparent()
    if parent is None:
        return
    properties = paragraph[0] if len(paragraph) and word_name(paragraph[0]) == "pPr" else None
    groups: list[list[etree._Element]] = [[]]
    out: list[etree._Element | int] = [0]
    for child in list(paragraph):
        if child is properties:
            continue
        if child in levels:
            child.tail = None
            out += [child, len(groups)]
            groups.append([])
        else:
            groups[-1].append(child)
    section = properties is not None and any(word_name(n) == "sectPr" for n in properties)
    nodes: list[etree._Element] = []
    for item in out:
        if not isinstance(item, int):
            if by_number[item.text or ""].tag.kind is not Kind.COMMENT:
                nodes.append(item)
            continue
        group = groups[item]
        last = item == len(groups) - 1
        if any(_visible(node) for node in group) or (section and last):
            nodes.append(_paragraph_of(paragraph, properties, group, keep_section=last))
        else:
            nodes.extend(node for node in group if word_name(node) in _MARKUP)
    at = parent.index(paragraph)
    parent[at : at + 1] = nodes


def _paragraph_of(
    model: etree._Element,
    properties: etree._Element | None,
    content: list[etree._Element],
    *,
    keep_section: bool,
) -> etree._Element:
    made = etree.Element(model.tag, model.attrib, model.nsmap)
    if properties is not None:
        own = copy.deepcopy(properties)
        if not keep_section:
            for node in [n for n in own if word_name(n) == "sectPr"]:
                own.remove(node)
        made.append(own)
    made.extend(content)
    return made


_SILENT = frozenset({"rPr", "pPr", "proofErr", "lastRenderedPageBreak"}) | _MARKUP


def _visible(node: etree._Element) -> bool:
    """Whether a node shows anything: text other than blanks, a picture, a mark."""
    for inner in node.iter():
        if inner.tag is etree.PI:
            return True
        name = word_name(inner)
        if is_text(inner):
            if (inner.text or "").strip() or len(inner):
                return True
        elif name is None or name in ("drawing", "pict", "object", "fldChar", "sym", "br", "tab"):
            return True
    return False


def hoist(node: etree._Element, upto: etree._Element) -> None:
    """Raise a node to be a child of ``upto``, dividing the containers between in two."""
    while (parent := node.getparent()) is not None and parent is not upto:
        outer = parent.getparent()
        if outer is None:
            return
        at = parent.index(node)
        after = list(parent)[at + 1 :]
        node.tail = None
        outer.insert(outer.index(parent) + 1, node)
        if after:
            rest = etree.Element(parent.tag, parent.attrib, parent.nsmap)
            head = parent[0] if word_name(parent[0]) == "rPr" else None
            if head is not None and is_run(parent):
                rest.append(copy.deepcopy(head))
            rest.extend(after)
            outer.insert(outer.index(node) + 1, rest)
        if not len(parent) or all(word_name(child) == "rPr" for child in parent):
            outer.remove(parent)


def _remove(node: etree._Element) -> None:
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


def _ancestor(node: etree._Element, name: str) -> etree._Element | None:
    return next((up for up in node.iterancestors() if word_name(up) == name), None)


def _take_holder(
    holder: etree._Element, found: list[Mark], marks: Marks, what: str
) -> None:
    """Put the marks of a row or cell in its place, or around it when it also holds content."""
    parent = holder.getparent()
    if parent is None:
        return
    at = parent.index(holder)
    acting = [mark for mark in found if mark.tag.kind is not Kind.COMMENT]
    if not any(_visible(child) for child in holder):
        if found:
            parent[at : at + 1] = [instruction(mark) for mark in acting]
        return
    before = [mark for mark in acting if is_opener(mark.tag)]
    after = [mark for mark in acting if is_closer(mark.tag)]
    for mark in acting:
        if is_middle(mark.tag) or mark.tag.kind is Kind.OUTPUT:
            marks.misplaced(
                mark.place,
                f"{mark.tag.code!r} takes its whole table {what}, and the {what} also holds text",
                f"put it in a {what} of its own",
            )
    parent[at + 1 : at + 1] = [instruction(mark) for mark in after]
    parent[at:at] = [instruction(mark) for mark in before]


def namespace_of(root: etree._Element) -> str:
    """The WordprocessingML namespace of a part: strict or transitional."""
    return next(
        (word_namespace(node) for node in root.iter() if word_name(node) is not None),
        word_namespace(root),
    )
