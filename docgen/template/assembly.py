"""A Word file while its template is compiled: parts parsed on demand, parts and relations added."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import Any, Final

from lxml import etree

from docgen.diagnostics import Place, TemplateError, error
from docgen.template.ooxml import (
    DOCUMENT_TYPE,
    RELATIONSHIPS,
    TEMPLATE_TYPE,
    TYPES,
    Relationship,
    attributes,
    main_document,
    parse_xml,
    relationships,
    relationships_in,
    relationships_part,
    resolve,
    with_prefix_w,
)
from docgen.template.package import CONTENT_TYPES, Package
from docgen.zipped import Entry

_IGNORABLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
EMPTY_RELATIONSHIPS: Final = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


class Assembly:
    """The parts of a template in the making; what is neither parsed nor added is only copied."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.document = main_document(package)
        self._trees: dict[str, etree._Element] = {}
        self._added: dict[str, bytes] = {}
        self._changed: set[str] = set()
        self._become_a_document()

    def names(self) -> Iterable[str]:
        """All part names, those of the package first."""
        return [*self.package, *(name for name in self._added if name not in self.package)]

    def read(self, name: str) -> bytes:
        """The plain bytes of a part as they came."""
        return self._added[name] if name in self._added else self.package.read(name)

    def tree(self, name: str, *, change: bool = True) -> etree._Element:
        """The tree of a part; with ``change`` it is written again in the end."""
        if name not in self._trees:
            place = Place(self.package.shown_as, (), name)
            root = parse_xml(self.read(name), place)
            try:
                self._trees[name] = with_prefix_w(root)
            except ValueError as fault:  # lxml reads names of namespaces that it does not write
                finding = error("T005", place, f"the part is damaged: {fault}")
                raise TemplateError(finding) from fault
        if change:
            self._changed.add(name)
        return self._trees[name]

    def declare(self, name: str, like: etree._Element) -> etree._Element:
        """The tree of a part that knows the prefixes of another root, and what readers may ignore.

        ``mc:Ignorable`` and ``Requires`` name prefixes (part 3, 9.2, 9.4), which do not move with
        the elements that need them.
        """
        root = self.tree(name)
        spaces: Any = {k: v for k, v in like.nsmap.items() if k is not None and k not in root.nsmap}
        known: Any = {**root.nsmap, **spaces}
        own = root.get(_IGNORABLE, "").split()
        wanted = [p for p in like.get(_IGNORABLE, "").split() if known.get(p) == like.nsmap.get(p)]
        both = list(dict.fromkeys([*own, *wanted]))
        if not spaces and both == own:
            return root
        made = etree.Element(root.tag, dict(attributes(root)), known)
        if both:
            made.set(_IGNORABLE, " ".join(both))
        made.extend(list(root))
        self._trees[name] = made
        return made

    def changes(self, name: str) -> bool:
        """Whether a part is written again in the end."""
        return name in self._changed

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part, those added included."""
        name = relationships_part(part)
        if name in self._trees or name in self._added:
            return relationships_in(self.tree(name, change=False))
        return relationships(self.package, part)

    def related(self, part: str, kind: str) -> str | None:
        """The name of the part to which ``part`` has a relationship of this kind, if any."""
        for relationship in self.relationships(part).values():
            if relationship.kind == kind and not relationship.external:
                return self.find(resolve(part, relationship.target))
        return None

    def find(self, name: str) -> str | None:
        """The part of this name, written in upper or lower case, if there is one."""
        names = {known.lower(): known for known in self.names()}
        return names.get(name.lower())

    def relate(self, part: str, kind: str, target: str, *, external: bool) -> str:
        """Add a relationship (``kind`` is its whole type) and return its new id."""
        name = relationships_part(part)
        if name not in self.package and name not in self._added:
            self._added[name] = EMPTY_RELATIONSHIPS
        root = self.tree(name)
        taken = {child.get("Id") for child in root}
        number = len(root) + 1
        while f"rId{number}" in taken:
            number += 1
        made = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
        made.set("Id", f"rId{number}")
        made.set("Type", kind)
        made.set("Target", target)
        if external:
            made.set("TargetMode", "External")
        return f"rId{number}"

    def add(self, folder: str, stem: str, extension: str, data: bytes, content_type: str) -> str:
        """Add a part under a free name and return that name; equal parts are added once."""
        for name, known in self._added.items():
            if known == data and name.startswith(f"{folder}/"):
                return name
        name = self.free_name(folder, stem, extension)
        self.put(name, data, content_type)
        return name

    def free_name(self, folder: str, stem: str, extension: str) -> str:
        """A numbered name that no part has."""
        taken = {name.lower() for name in self.names()}
        number = 1
        while f"{folder}/{stem}{number}.{extension}".lower() in taken:
            number += 1
        return f"{folder}/{stem}{number}.{extension}"

    def content_type(self, name: str) -> str:
        """The content type of a part: its own, or that of its extension (part 2, clause 7.2.3)."""
        found = ""
        for child in self.tree(CONTENT_TYPES, change=False):
            if child.get("PartName", "").lower() == f"/{name}".lower():
                return child.get("ContentType", "")
            if child.get("Extension", "").lower() == name.rpartition(".")[2].lower():
                found = child.get("ContentType", "")
        return found

    def put(self, name: str, data: bytes, content_type: str) -> None:
        """Add a part under a name that is free."""
        self._added[name] = data
        extension = name.rpartition(".")[2]
        types = self.tree(CONTENT_TYPES)
        known_extensions = {
            child.get("Extension", "").lower(): child.get("ContentType") for child in types
        }
        if known_extensions.get(extension.lower()) != content_type:
            made = etree.SubElement(types, f"{{{TYPES}}}Override")
            made.set("PartName", f"/{name}")
            made.set("ContentType", content_type)

    def relative(self, part: str, target: str) -> str:
        """A target as a relationship of ``part`` writes it."""
        return posixpath.relpath(target, posixpath.dirname(part))

    def fixed_entries(self, without: Iterable[str]) -> list[Entry]:
        """The entries that are the same in every letter, content types first."""
        left_out = set(without)
        names = [name for name in self.names() if name not in left_out]
        names.sort(key=lambda name: name != CONTENT_TYPES)
        entries: list[Entry] = []
        for name in names:
            if name in self._changed:
                entries.append(Entry.deflated(name, serialize(self._trees[name])))
            elif name in self._added:
                entries.append(Entry.deflated(name, self._added[name]))
            else:
                entries.append(self.package.entries[name])
        return entries

    def _become_a_document(self) -> None:
        """A .dotx gives letters that are documents: the content type of its main part changes."""
        place = Place(self.package.shown_as, (), CONTENT_TYPES)
        for child in parse_xml(self.package.read(CONTENT_TYPES), place):
            if child.get("ContentType") == TEMPLATE_TYPE:
                for own in self.tree(CONTENT_TYPES):
                    if own.get("ContentType") == TEMPLATE_TYPE:
                        own.set("ContentType", DOCUMENT_TYPE)
                return


def serialize(root: etree._Element) -> bytes:
    """A part as bytes, with the declaration that Word writes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
