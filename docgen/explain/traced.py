"""A template with traces: characters that name a paragraph or a tag, and are printed as they are.

They are private-use characters that the engine treats as text: U+E000 n U+E001 begins a paragraph,
U+E002 n U+E003 … U+E004 stands around what a tag prints.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from docgen.diagnostics import Place
from docgen.template.ooxml import XML_SPACE, main_document, parse_xml, word_name, word_namespace
from docgen.template.package import read_package
from docgen.template.places import PlaceIndex
from docgen.template.runs import Atom, atoms_of
from docgen.template.tags import Kind, Level, Tag, find_tags

PARAGRAPH: Final = ("\ue000", "\ue001")
TAG: Final = ("\ue002", "\ue003", "\ue004")
_TAKES_MORE: Final = (Level.PARAGRAPH, Level.ROW, Level.CELL)
_OPENS: Final = frozenset({"if", "for", "with", "macro", "call", "filter", "set"})


@dataclass(frozen=True, slots=True)
class TracedParagraph:
    """A paragraph of a template; ``conditions`` are the blocks around it: ``if recipient``."""

    place: Place
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TracedTag:
    """A tag that prints, as its author wrote it; ``conditions`` are those inside its paragraph."""

    code: str
    conditions: tuple[str, ...]


@dataclass(slots=True)
class Traces:
    """What the traces of a template, and of those that it includes, stand for."""

    paragraphs: list[TracedParagraph] = field(default_factory=list)
    tags: list[TracedTag] = field(default_factory=list)

    def loader(
        self, loader: Callable[[str], tuple[str, bytes]]
    ) -> Callable[[str], tuple[str, bytes]]:
        """A loader whose templates have traces."""

        def load(name: str) -> tuple[str, bytes]:
            shown_as, data = loader(name)
            return shown_as, self.put_into(data, shown_as)

        return load

    def put_into(self, data: bytes, shown_as: str) -> bytes:
        """The template with its traces. Raises :class:`docgen.TemplateError` for no Word file."""
        package = read_package(data, shown_as)
        document = main_document(package)
        index = PlaceIndex()
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name in package:
                content = package.read(name)
                if name.startswith("word/") and name.endswith(".xml"):
                    root = parse_xml(content, Place(shown_as, (), name))
                    stem = "" if name == document else name.rpartition("/")[2][:-4]
                    index.number(root, shown_as, stem)
                    self._trace(root, index)
                    content = etree.tostring(root, encoding="UTF-8", standalone=True)
                archive.writestr(name, content)
        return made.getvalue()

    def _trace(self, root: etree._Element, index: PlaceIndex) -> None:
        around: list[str] = []
        for paragraph in [node for node in root.iter() if word_name(node) == "p"]:
            atoms = atoms_of(paragraph)
            tags = [t for t in find_tags("".join(a.text for a in atoms)) if isinstance(t, Tag)]
            outer = tuple(around)
            inner: list[tuple[Tag, tuple[str, ...]]] = []
            for tag in tags:
                _step(tag, around)
                if tag.kind is Kind.OUTPUT and tag.level is Level.TEXT:
                    inner.append((tag, tuple(around[len(outer) :])))
            if not atoms or any(tag.level in _TAKES_MORE for tag in tags):
                continue
            first = len(self.tags)
            self.tags += [TracedTag(f"{{{{ {tag.code} }}}}", inside) for tag, inside in inner]
            for number, (tag, _) in reversed(list(enumerate(inner, start=first))):
                _put(atoms, tag.end, TAG[2], behind=True)
                _put(atoms, tag.start, f"{TAG[0]}{number}{TAG[1]}", behind=False)
            self._begin(paragraph, len(self.paragraphs))
            self.paragraphs.append(TracedParagraph(index.of(paragraph), outer))

    def _begin(self, paragraph: etree._Element, number: int) -> None:
        space = f"{{{word_namespace(paragraph)}}}"
        run = etree.Element(f"{space}r")
        text = etree.SubElement(run, f"{space}t")
        text.text = f"{PARAGRAPH[0]}{number}{PARAGRAPH[1]}"
        has_properties = len(paragraph) > 0 and word_name(paragraph[0]) == "pPr"
        paragraph.insert(1 if has_properties else 0, run)


def _step(tag: Tag, around: list[str]) -> None:
    """Follow a statement into a block, on to its next branch, or out of it."""
    if tag.kind is not Kind.STATEMENT:
        return
    word = tag.keyword
    if word in ("elif", "else") and around:
        around[-1] = f"{tag.code} of {around[-1]}"
    elif word.startswith("end") and around:
        around.pop()
    elif word in _OPENS and not (word == "set" and "=" in tag.code):
        around.append(tag.code)


def _put(atoms: list[Atom], at: int, sign: str, *, behind: bool) -> None:
    """A sign in the text of a paragraph; ``behind``: in the element that ends there."""
    for atom in atoms:
        inside = atom.start < at <= atom.end if behind else atom.start <= at < atom.end
        if inside:
            text = atom.element.text or ""
            atom.element.text = f"{text[: at - atom.start]}{sign}{text[at - atom.start :]}"
            atom.element.set(XML_SPACE, "preserve")
            return
