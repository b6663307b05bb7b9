"""A template as its author sees it: parts, paragraphs and tags, read again from its bytes.

Lint reads a template a second time, so that a compiled one carries nothing that only lint needs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from docgen.diagnostics import Place, TemplateError
from docgen.template.blocks import without_raw
from docgen.template.marks import Mark, near
from docgen.template.ooxml import (
    attribute,
    main_document,
    parse_xml,
    relationships,
    resolve,
    word_name,
)
from docgen.template.package import CONTENT_TYPES, Package, read_package
from docgen.template.places import PlaceIndex
from docgen.template.runs import Atom, atoms_of
from docgen.template.tags import Tag, find_tags

# Where authors write. What stands in comments is not printed.
_TEXT_ROOTS: Final = frozenset({"document", "hdr", "ftr", "footnotes", "endnotes"})
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its joined text, what holds that text, and the tags that act in it."""

    element: etree._Element
    place: Place
    text: str
    atoms: tuple[Atom, ...]
    tags: tuple[Tag, ...]  # all of them, those that {% raw %} prints included
    marks: tuple[Mark, ...]  # those that act

    @property
    def style(self) -> str:
        """The id of its style (``w:pStyle``), ``""`` for the default one."""
        properties = self.element[0] if len(self.element) else None
        if properties is not None and word_name(properties) == "pPr":
            for child in properties:
                if word_name(child) == "pStyle":
                    return attribute(child, "val")
        return ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part with text: the body, a header, a footer, the notes."""

    name: str
    root: etree._Element
    paragraphs: tuple[Paragraph, ...]

    @property
    def marks(self) -> list[Mark]:
        """The tags that act, in document order."""
        return [mark for paragraph in self.paragraphs for mark in paragraph.marks]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A template's parts, the body first; its styles and properties where the file has them.

    ``language`` is the one that the letter is written in, where that is known.
    """

    file: str
    language: str | None
    parts: tuple[Part, ...]
    styles: etree._Element | None
    properties: etree._Element | None

    def place(self, part: str) -> Place:
        """A part as a whole: ``circular/zh.docx styles``."""
        return Place(self.file, (0,), part)


@dataclass(frozen=True, slots=True)
class House:
    """What a campaign knows that a template does not.

    ``styles`` are the names of the letterhead's paragraph styles; ``facts`` are the printed forms
    of facts, each with its tag. ``None`` where that is not known: the rule then finds nothing.
    """

    styles: Iterable[str] | None = None
    facts: Mapping[str, str] | None = None


def read_manuscript(data: bytes, shown_as: str, language: str | None) -> Manuscript:
    """Read a template; raises :class:`TemplateError` for what is no readable Word file."""
    package = read_package(data, shown_as)
    document = main_document(package)
    index = PlaceIndex()
    parts: list[Part] = []
    for name in sorted(package, key=lambda name: (name != document, name)):
        if not _may_hold_text(name, document):
            continue
        try:
            root = parse_xml(package.read(name), Place(shown_as, (), name))
        except TemplateError:
            if name == document:
                raise
            continue  # it is copied as it is, or compiling says what is wrong
        if word_name(root) in _TEXT_ROOTS:
            stem = posixpath.basename(name).removesuffix(".xml")
            index.number(root, shown_as, "" if name == document else stem)
            parts.append(Part(name, root, _paragraphs(root, index)))
    styles = _related(package, document, "styles")
    return Manuscript(
        shown_as, language, tuple(parts), styles, _related(package, "", "core-properties")
    )


def _may_hold_text(name: str, document: str) -> bool:
    if name == document:
        return True
    if not name.lower().endswith(".xml") or name == CONTENT_TYPES:
        return False
    return name.startswith(posixpath.dirname(document))


def _paragraphs(root: etree._Element, index: PlaceIndex) -> tuple[Paragraph, ...]:
    read: list[tuple[etree._Element, Place, str, list[Atom], list[Tag]]] = []
    for element in shown_paragraphs(root):
        atoms = atoms_of(element)
        text = "".join(atom.text for atom in atoms)
        tags = [tag for tag in find_tags(text) if isinstance(tag, Tag)]
        read.append((element, index.of(element), text, atoms, tags))
    marks = [
        [Mark(0, tag, place, near(text, tag.start, tag.end)) for tag in tags]
        for _, place, text, _, tags in read
    ]
    live = {id(mark) for mark in without_raw([mark for own in marks for mark in own])}
    return tuple(
        Paragraph(
            element,
            place,
            text,
            tuple(atoms),
            tuple(tags),
            tuple(mark for mark in own if id(mark) in live),
        )
        for (element, place, text, atoms, tags), own in zip(read, marks, strict=True)
    )


def shown_paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs in document order, a text box in one of its two forms.

    Word writes a text box twice: as DrawingML, and for older programs inside ``mc:Fallback``
    (ECMA-376 part 3, clause 7.5).
    """
    for child in root:
        if child.tag == f"{{{_MC}}}Fallback":
            continue
        if word_name(child) == "p":
            yield child
        yield from shown_paragraphs(child)


def above(node: etree._Element, name: str) -> etree._Element | None:
    """The nearest element of this name that a node stands in."""
    return next((up for up in node.iterancestors() if word_name(up) == name), None)


def in_fallback(element: etree._Element) -> bool:
    """Whether an element stands in what only older programs read."""
    return any(up.tag == f"{{{_MC}}}Fallback" for up in element.iterancestors())


def _related(package: Package, part: str, kind: str) -> etree._Element | None:
    """The tree of the part to which ``part`` has a relationship of this kind, if it can be read."""
    try:
        for relationship in relationships(package, part).values():
            if relationship.kind == kind and not relationship.external:
                target = resolve(part, relationship.target).lower()
                name = package.names_in_lower_case.get(target)
                if name is not None:
                    return parse_xml(package.read(name), Place(package.shown_as, (), name))
    except TemplateError:
        pass
    return None
