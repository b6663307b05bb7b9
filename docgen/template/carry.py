"""What a document has in other parts, carried into another document with its content.

Relationships with the parts that they lead to, and those parts' own (a picture, a chart with its
workbook); styles; numbering; footnotes, endnotes and comments. Parts that are equal in content, in
type and in all that they refer to are there once.
"""

from __future__ import annotations

import copy
import hashlib
import posixpath
from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from docgen.template.assembly import EMPTY_RELATIONSHIPS, Assembly, serialize
from docgen.template.ooxml import (
    R_STRICT,
    RELATIONSHIPS,
    R,
    Relationship,
    attribute,
    attributes,
    relationships_part,
    resolve,
    word_name,
    word_namespace,
)

REFERENCE_SPACES: Final = (f"{{{R}}}", f"{{{R_STRICT}}}")
HEADERS: Final = frozenset({"headerReference", "footerReference"})
NOTES: Final = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
COMMENTS: Final = {"commentReference": "comment"}
_COMMENT_RANGES: Final = frozenset({"commentRangeStart", "commentRangeEnd"})
_RELATIONSHIPS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
_SEPARATORS: Final = (("-1", "separator"), ("0", "continuationSeparator"))
_AFTER_FOOTNOTES: Final = frozenset(
    {
        *("endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang"),
        *("clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures"),
        *("forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "shapeDefaults"),
        *("doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
    }
)
"""What stands behind ``w:footnotePr`` in ``w:settings`` (17.15.1.78), ``w:endnotePr`` first."""


class Destination:
    """A document into which others are carried, and what it has got from them."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.parts: dict[str, str] = {}
        self._ids: dict[tuple[str, str, str, bool], str] = {}
        self._following: dict[str, int] = {}
        for name in assembly.names():
            if name.rpartition("/")[0].endswith("media"):
                self.parts.setdefault(fingerprint(assembly, name), name)

    def relate(self, part: str, kind: str, target: str, *, external: bool) -> str:
        """The id of a relationship of a part, added where there is none like it yet."""
        key = (part, kind, target, external)
        if key not in self._ids:
            for known in self.assembly.relationships(part).values():
                self._ids.setdefault((part, known.type, known.target, known.external), known.id)
        if key not in self._ids:
            self._ids[key] = self.assembly.relate(part, kind, target, external=external)
        return self._ids[key]

    def number(self, part: str) -> str:
        """A new id for a note of a part."""
        if part not in self._following:
            known = [attribute(node, "id") for node in self.assembly.tree(part)]
            numbers = [int(each) for each in known if each.lstrip("-").isdecimal()]
            self._following[part] = max(0, *numbers) if numbers else 0
        self._following[part] += 1
        return str(self._following[part])


def fingerprint(
    assembly: Assembly, part: str, data: bytes | None = None, above: tuple[str, ...] = ()
) -> str:
    """What a part and all that it refers to are, without their names; ``data`` in its stead."""
    own = hashlib.sha256(assembly.read(part) if data is None else data)
    own.update(assembly.content_type(part).encode())
    for relationship in sorted(assembly.relationships(part).values(), key=lambda r: r.id):
        target: str | None = relationship.target
        if not relationship.external:
            target = assembly.find(resolve(part, relationship.target))
            if target is not None and target not in above:
                target = fingerprint(assembly, target, None, (*above, part))
        own.update(repr((relationship.id, relationship.type, target)).encode())
    return own.hexdigest()


def carry_part(
    destination: Destination,
    source: Assembly,
    part: str,
    data: bytes | None = None,
    above: Mapping[str, str] | None = None,
    key: str = "",
) -> str:
    """Copy a part (``data`` in the place of its bytes) with its relationships; its name there.

    ``above`` has the parts that are being copied, which may refer to each other; ``key`` is what
    the part is known by, its fingerprint unless said.
    """
    known = key or fingerprint(source, part, data)
    if known in destination.parts:
        return destination.parts[known]
    assembly = destination.assembly
    stem, _, extension = posixpath.basename(part).rpartition(".")
    folder = posixpath.dirname(part) or "word"
    name = assembly.free_name(folder, stem.rstrip("0123456789") or "part", extension)
    kind = source.content_type(part)
    assembly.put(name, source.read(part) if data is None else data, kind)
    destination.parts[known] = name
    own = source.relationships(part)
    if own:
        names = {**(above or {}), part: name}
        root = etree.fromstring(EMPTY_RELATIONSHIPS)
        for relationship in own.values():
            target = relationship.target
            found = None if relationship.external else source.find(resolve(part, target))
            if found is not None:
                there = names.get(found) or carry_part(destination, source, found, None, names)
                target = assembly.relative(name, there)
            _write_relationship(root, relationship, target)
        assembly.put(relationships_part(name), serialize(root), _RELATIONSHIPS_TYPE)
    return name


def _write_relationship(root: etree._Element, like: Relationship, target: str) -> None:
    made = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
    made.set("Id", like.id)
    made.set("Type", like.type)
    made.set("Target", target)
    if like.external:
        made.set("TargetMode", "External")


def carry_relationships(
    destination: Destination,
    source: Assembly,
    content: Iterable[etree._Element],
    parts: tuple[str, str] | None = None,
) -> None:
    """Give content that stood in one part the relationships that it needs in another.

    ``parts`` are the parts (in the source, in the destination), the documents unless said. The
    references to headers and footers stay: they belong to sections.
    """
    here, there = parts or (source.document, destination.assembly.document)
    known = source.relationships(here)
    new_ids: dict[str, str] = {}
    for top in content if known else ():
        for node in top.iter():
            if not isinstance(node.tag, str) or word_name(node) in HEADERS:
                continue
            for name, value in attributes(node):
                if name.startswith(REFERENCE_SPACES) and value in known:
                    if value not in new_ids:
                        new_ids[value] = _related(destination, source, known[value], here, there)
                    node.set(name, new_ids[value])


def _related(
    destination: Destination, source: Assembly, relationship: Relationship, here: str, there: str
) -> str:
    target = relationship.target
    found = None if relationship.external else source.find(resolve(here, target))
    if found is not None:
        target = destination.assembly.relative(there, carry_part(destination, source, found))
    return destination.relate(there, relationship.type, target, external=relationship.external)


def carry_styles(
    destination: Destination, source: Assembly, content: Iterable[etree._Element]
) -> list[etree._Element]:
    """Add the styles that are used and lacking; returns them."""
    assembly = destination.assembly
    ours = assembly.related(assembly.document, "styles")
    theirs = source.related(source.document, "styles")
    if ours is None or theirs is None:
        return []
    carried: list[etree._Element] = []
    have = {attribute(s, "styleId") for s in assembly.tree(ours, change=False)
            if word_name(s) == "style"}  # fmt: skip
    offered = {attribute(s, "styleId"): s for s in source.tree(theirs, change=False)
               if word_name(s) == "style"}  # fmt: skip
    wanted = [
        attribute(node, "val")
        for top in content
        for node in top.iter()
        if word_name(node) in ("pStyle", "rStyle", "tblStyle")
    ]
    while wanted:
        style_id = wanted.pop()
        if style_id in have or style_id not in offered:
            continue
        have.add(style_id)
        style = copy.deepcopy(offered[style_id])
        assembly.declare(ours, source.tree(theirs, change=False)).append(style)
        carried.append(style)
        wanted += [
            attribute(node, "val")
            for node in style
            if word_name(node) in ("basedOn", "next", "link")
        ]
    return carried


def carry_numbering(
    destination: Destination, source: Assembly, content: Iterable[etree._Element]
) -> None:
    """Add the lists that are used, under new numbers, so that they count from the start."""
    used = [node for top in content for node in top.iter()
            if word_name(node) == "numId" and attribute(node, "val") != "0"]  # fmt: skip
    theirs = source.related(source.document, "numbering")
    if not used or theirs is None:
        return
    assembly = destination.assembly
    ours = assembly.related(assembly.document, "numbering")
    if ours is None:
        _relate_like(assembly, source, "numbering", theirs, source.read(theirs))
        return
    other = source.tree(theirs, change=False)
    root = assembly.declare(ours, other)
    abstracts = {attribute(n, "abstractNumId"): n for n in other if word_name(n) == "abstractNum"}
    nums = {attribute(n, "numId"): n for n in other if word_name(n) == "num"}
    given: dict[str, str] = {}
    for node in used:
        old = attribute(node, "val")
        if old not in given:
            made = new_list(root, nums.get(old), abstracts)
            if made is None:
                continue  # a paragraph of a list that is not there, which Word shows without number
            given[old] = made
        node.set(f"{{{word_namespace(node)}}}val", given[old])


def _relate_like(assembly: Assembly, source: Assembly, kind: str, theirs: str, data: bytes) -> str:
    """Add a part to which the document is related as the other document is to its own."""
    name = assembly.add("word", kind, "xml", data, source.content_type(theirs))
    known = source.relationships(source.document).values()
    full = next(relationship.type for relationship in known if relationship.kind == kind)
    target = assembly.relative(assembly.document, name)
    assembly.relate(assembly.document, full, target, external=False)
    return name


def new_list(
    root: etree._Element,
    model: etree._Element | None,
    abstracts: Mapping[str, etree._Element],
) -> str | None:
    """Add a copy of a list's definition to a numbering part; returns its new number."""
    if model is None:
        return None
    num = copy.deepcopy(model)
    reference = next((n for n in num if word_name(n) == "abstractNumId"), None)
    if reference is None or attribute(reference, "val") not in abstracts:
        return None
    abstract = copy.deepcopy(abstracts[attribute(reference, "val")])
    for identity in [n for n in abstract if word_name(n) in ("nsid", "tmpl")]:
        abstract.remove(identity)
    space = word_namespace(root)
    new_abstract = _next_number(root, "abstractNum", "abstractNumId")
    abstract.set(f"{{{space}}}abstractNumId", new_abstract)
    reference.set(f"{{{space}}}val", new_abstract)
    # All abstractNum elements stand before the first num (part 1, 17.9.15).
    first = next((i for i, n in enumerate(root) if word_name(n) == "num"), len(root))
    root.insert(first, abstract)
    new = _next_number(root, "num", "numId")
    num.set(f"{{{space}}}numId", new)
    last = max(i for i, n in enumerate(root) if word_name(n) in ("num", "abstractNum"))
    root.insert(last + 1, num)
    return new


def _next_number(root: etree._Element, element: str, name: str) -> str:
    numbers = [attribute(node, name) for node in root if word_name(node) == element]
    return str(1 + max((int(number) for number in numbers if number.isdecimal()), default=0))


def carry_notes(
    destination: Destination,
    source: Assembly,
    content: Iterable[etree._Element],
    kinds: Mapping[str, str] = NOTES,
) -> list[etree._Element]:
    """Move the notes to which content refers, under new numbers; returns them.

    A document without such notes gets a part for them, with the notes that separate them from the
    text (17.11.23) and, in its settings, their names (17.11.7).
    """
    carried: list[etree._Element] = []
    nodes = [node for top in content for node in top.iter()]
    for reference, element in kinds.items():
        ranges = _COMMENT_RANGES if element == "comment" else frozenset()
        used = [node for node in nodes if word_name(node) in {reference, *ranges}]
        theirs = source.related(source.document, f"{element}s")
        if not used or theirs is None:
            continue
        offered = {attribute(n, "id"): n for n in source.tree(theirs, change=False)
                   if word_name(n) == element}  # fmt: skip
        ours = _part_of_notes(destination.assembly, source, element, theirs)
        root = destination.assembly.declare(ours, source.tree(theirs, change=False))
        given: dict[str, str] = {}
        moved: list[etree._Element] = []
        for node in used:
            old = attribute(node, "id")
            if old not in given and old in offered:
                given[old] = destination.number(ours)
                note = offered[old]
                note.set(f"{{{word_namespace(note)}}}id", given[old])
                root.append(note)
                moved.append(note)
            if old in given:
                node.set(f"{{{word_namespace(node)}}}id", given[old])
        carry_relationships(destination, source, moved, (theirs, ours))
        carried += moved
    return carried


def _part_of_notes(assembly: Assembly, source: Assembly, element: str, theirs: str) -> str:
    ours = assembly.related(assembly.document, f"{element}s")
    if ours is not None:
        return ours
    root = copy.deepcopy(source.tree(theirs, change=False))
    for note in list(root):
        if attribute(note, "type") in ("", "normal"):
            root.remove(note)
    space = word_namespace(root)
    if element != "comment":
        _add_separators(root, element, space)
    name = _relate_like(assembly, source, f"{element}s", theirs, serialize(root))
    settings = assembly.related(assembly.document, "settings")
    if settings is not None and element != "comment":
        properties = settings_of_notes(assembly.tree(settings), element)
        stated = {attribute(node, "id") for node in properties}
        for note in root:
            if attribute(note, "id") not in stated:
                made = etree.SubElement(properties, f"{{{space}}}{element}")
                made.set(f"{{{space}}}id", attribute(note, "id"))
    return name


def _add_separators(root: etree._Element, element: str, space: str) -> None:
    types = {attribute(note, "type") for note in root}
    for number, kind in _SEPARATORS:
        if kind not in types:
            note = etree.SubElement(root, f"{{{space}}}{element}")
            note.set(f"{{{space}}}type", kind)
            note.set(f"{{{space}}}id", number)
            paragraph = etree.SubElement(note, f"{{{space}}}p")
            run = etree.SubElement(paragraph, f"{{{space}}}r")
            etree.SubElement(run, f"{{{space}}}{kind}")


def settings_of_notes(settings: etree._Element, element: str) -> etree._Element:
    """``w:footnotePr`` or ``w:endnotePr`` of the settings, made in its place if it is not there."""
    name = f"{element}Pr"
    for node in settings:
        if word_name(node) == name:
            return node
    after = _AFTER_FOOTNOTES - {"endnotePr"} if element == "endnote" else _AFTER_FOOTNOTES
    own = (i for i, n in enumerate(settings) if word_name(n) in after or word_name(n) is None)
    made = etree.Element(f"{{{word_namespace(settings)}}}{name}")
    settings.insert(next(own, len(settings)), made)
    return made
