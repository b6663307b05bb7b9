"""The parts of a finished Word file that hold text, opened with the guards of the engine."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.diagnostics import Place, TemplateError
from docgen.template.ooxml import main_document, parse_xml, relationships, resolve
from docgen.template.package import Package, read_package


@dataclass(frozen=True, slots=True)
class Opened:
    """A Word file: its package, the name of its main document, and the document's tree."""

    package: Package
    document: str
    root: etree._Element

    @property
    def shown_as(self) -> str:
        """How messages name the file."""
        return self.package.shown_as

    def related(self, kind: str, to: str | None = None) -> etree._Element | None:
        """The first part of a kind to which the document (or ``to``) has a relationship."""
        start = self.document if to is None else to
        return next((tree for _, tree in self._others(start, (kind,))), None)

    def all_related(self, *kinds: str) -> Iterator[tuple[str, etree._Element]]:
        """The parts of some kinds that the document has, by name: headers, footers, notes."""
        return self._others(self.document, kinds)

    def _others(self, part: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, etree._Element]]:
        package = self.package
        links = sorted(relationships(package, part).values(), key=lambda r: r.target)
        for link in links:
            if link.kind in kinds and not link.external:
                name = package.names_in_lower_case.get(resolve(part, link.target).lower())
                if name is not None:
                    try:
                        yield name, parse_xml(package.read(name), Place(self.shown_as, (), name))
                    except TemplateError:
                        continue  # Word leaves a part that it cannot read out


def opened(data: bytes, shown_as: str) -> Opened:
    """Open a Word file; raises :class:`docgen.TemplateError` for what is no readable one."""
    package = read_package(data, shown_as)
    document = main_document(package)
    root = parse_xml(package.read(document), Place(shown_as, (), document))
    return Opened(package, document, root)


def stem_of(name: str) -> str:
    """What places call a part: ``header2`` for ``word/header2.xml``."""
    return posixpath.basename(name).removesuffix(".xml")


def place_of(file: str, part: int, number: int, stem: str) -> Place:
    """The place of a paragraph; parts and their paragraphs count from 1, the body is part 1."""
    return Place(file, (part, number), f"{stem} paragraph {number}".strip())
