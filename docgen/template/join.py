"""Finished letters of one template as one Word document, for printing.

Each letter keeps what it is by itself: its pages with their numbers, headers and footers, its
lists, notes and references. What is the same in all of them, a letterhead or a picture, is there
once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from docgen.template.assembly import Assembly, serialize
from docgen.template.carry import (
    COMMENTS,
    HEADERS,
    NOTES,
    REFERENCE_SPACES,
    Destination,
    carry_notes,
    carry_part,
    carry_relationships,
    carry_styles,
    fingerprint,
    settings_of_notes,
)
from docgen.template.lists import child_of, value_of
from docgen.template.ooxml import (
    R_STRICT,
    W_STRICT,
    R,
    attribute,
    attributes,
    resolve,
    word_name,
    word_namespace,
)
from docgen.template.package import read_package
from docgen.template.renaming import Names, bookmarks, new_bookmark, point_to
from docgen.template.renumbering import Lists
from docgen.template.sections import (
    begin_on_its_own_page,
    child_in_order,
    count_notes_anew,
    end_section,
    last_paragraph,
    sections_of,
)
from docgen.template.stamp import custom_properties, drop_custom_property, forget_row
from docgen.template.writer import Archive

_END: Final = "_docgen_end"
_PROPERTIES: Final = ("core-properties", "extended-properties")
_SETTINGS: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
_FIELDS: Final = (b"instrText", b"fldSimple", b"anchor")


def join_letters(letters: Iterable[bytes]) -> bytes:
    """One Word document of finished letters of one template, in their order.

    Each letter begins on a page of its own, with its own page numbers, headers, footers, lists and
    notes. Equal letters give equal bytes. Raises :class:`ValueError` when there is no letter, and
    :class:`docgen.TemplateError` for what is no Word file.
    """
    joined = Joined()
    for data in letters:
        joined.add(data)
    return joined.finish()


class Joined:
    """A document that grows letter by letter; see :func:`join_letters`."""

    def __init__(self) -> None:
        self._first: _First | None = None
        self._count = 0

    def add(self, data: bytes) -> None:
        """Add a letter behind the others."""
        self._count += 1
        letter = Assembly(read_package(data, f"letter {self._count}"))
        if self._first is None:
            self._first = _First(letter)
        else:
            self._first.add(letter, self._count)

    def finish(self) -> bytes:
        """The whole document, to which nothing can be added any more."""
        if self._first is None:
            raise ValueError("there is no letter to join")
        return self._first.finish()


class _First:
    """The first letter, to which the others are added."""

    def __init__(self, letter: Assembly) -> None:
        self.assembly = letter
        self.destination = Destination(letter)
        self.body = self._last = _body(letter)
        self._effective: set[tuple[str, str]] = set()  # headers that a next section would inherit
        stories = [letter.document, *(part for _, part in _headers(letter, self.body))]
        for element in NOTES.values():
            stories += filter(None, [letter.related(letter.document, f"{element}s")])
        roots = [
            letter.tree(part, change=part == letter.document) for part in dict.fromkeys(stories)
        ]
        self.names = Names(roots)
        self.lists = Lists(letter)
        self._properties = {kind: _properties(letter, kind) for kind in _PROPERTIES}
        self._custom = custom_properties(letter)
        pages = self._pages_code(self.body, 1)
        point_to(self.body, {}, pages)
        for reference, part in _headers(letter, self.body):
            if point_to(letter.tree(part, change=False), {}, pages):
                letter.tree(part)
            data = serialize(letter.tree(part)) if letter.changes(part) else None
            key = _key(reference, fingerprint(letter, part, data))
            self.destination.parts.setdefault(key, part)
            self._effective.add(_slot(reference))
        self._set_sections(self.body, first=True)

    def add(self, letter: Assembly, number: int) -> None:
        """Add a letter behind the others; ``number`` counts them from 1."""
        body = _body(letter)
        notes = carry_notes(self.destination, letter, [body], {**NOTES, **COMMENTS})
        stories = [body, *notes]
        renamed = self.names.rename_bookmarks(stories, number)
        pages = self._pages_code(body, number)
        self._carry_headers(letter, body, number, renamed, pages)
        sequences: set[str] = set()
        for top in stories:
            point_to(top, renamed, pages, sequences)
        self.names.renew_ids([body], number)
        self.names.renew_ids(notes, number)
        carry_relationships(self.destination, letter, [body])
        self.lists.number_anew(letter, stories)
        carry_styles(self.destination, letter, stories)
        self._set_sections(body, first=False)
        end_section(self._last)
        self._append_last()
        self._last = body
        self._compare_properties(letter)

    def finish(self) -> bytes:
        """The whole document."""
        self._append_last()
        self._place_endnotes()
        forget_row(self.assembly)
        return Archive(self.assembly.fixed_entries(without=())).pack(())

    def _append_last(self) -> None:
        """Put the letter before into the document, when its last section has its place."""
        if self._last is not self.body:
            self.body.extend(list(self._last))

    # Pages, headers and footers

    def _pages_code(self, body: etree._Element, number: int) -> str:
        """The field that tells how many pages a letter has: those of its one section, or the
        number of its last page."""
        if len(sections_of(body)) == 1:
            return "SECTIONPAGES"
        name = self.names.free_bookmark(_END, number)
        new_bookmark(last_paragraph(body), name, self.names)
        return f"PAGEREF {name}"

    def _carry_headers(
        self,
        letter: Assembly,
        body: etree._Element,
        number: int,
        renamed: dict[str, str],
        pages: str,
    ) -> None:
        """Share the headers and footers that are there already, add the others."""
        known = letter.relationships(letter.document)
        slots: set[tuple[str, str]] = set()
        for index, section in enumerate(sections_of(body)):
            for reference in [n for n in section if word_name(n) in HEADERS]:
                name, old = _relationship_id(reference)
                part = _part_of(letter, reference)
                if part is None:
                    section.remove(reference)
                    continue
                added = self._header(letter, part, reference, number, renamed, pages)
                target = self.assembly.relative(self.assembly.document, added)
                reference.set(
                    name,
                    self.destination.relate(
                        self.assembly.document, known[old].type, target, external=False
                    ),
                )
                slots.add(_slot(reference))
            if index == 0:
                # Without these a letter would inherit the headers of the one before (17.10.5).
                for slot in sorted(self._effective - slots):
                    self._add_empty_header(section, slot)
        self._effective |= slots

    def _header(
        self,
        letter: Assembly,
        part: str,
        reference: etree._Element,
        number: int,
        renamed: dict[str, str],
        pages: str,
    ) -> str:
        data = letter.read(part)
        root = None
        if any(mark in data for mark in _FIELDS):
            root = letter.tree(part, change=False)
            if point_to(root, renamed, pages):
                data = serialize(root)
        key = _key(reference, fingerprint(letter, part, data))
        if key not in self.destination.parts:
            root = letter.tree(part, change=False)
            if bookmarks(root):
                own = self.names.rename_bookmarks([root], number)
                point_to(root, own)
                renamed.update(own)
            self.names.renew_ids([root], number)
            carry_styles(self.destination, letter, [root])
            carry_part(self.destination, letter, part, serialize(root), None, key)
        return self.destination.parts[key]

    def _add_empty_header(self, section: etree._Element, slot: tuple[str, str]) -> None:
        name, which = slot
        kind = name.removesuffix("Reference")
        space = word_namespace(section)
        root = etree.Element(
            f"{{{space}}}{'hdr' if kind == 'header' else 'ftr'}", nsmap={"w": space}
        )
        etree.SubElement(root, f"{{{space}}}p")
        known = self.assembly.relationships(self.assembly.document).values()
        like = next(relationship for relationship in known if relationship.kind == kind)
        model = resolve(self.assembly.document, like.target)
        added = self.assembly.add(
            "word", kind, "xml", serialize(root), self.assembly.content_type(model)
        )
        target = self.assembly.relative(self.assembly.document, added)
        made = etree.Element(f"{{{space}}}{name}")
        made.set(f"{{{space}}}type", which)
        made.set(
            f"{{{like.type.rpartition('/')[0]}}}id",
            self.destination.relate(self.assembly.document, like.type, target, external=False),
        )
        section.insert(sum(word_name(node) in HEADERS for node in section), made)

    def _set_sections(self, body: etree._Element, *, first: bool) -> None:
        sections = sections_of(body)
        begin_on_its_own_page(sections[0], first=first)
        used = {word_name(node) for node in body.iter()}
        for reference, element in NOTES.items():
            if reference in used and not first and not self._restarts(element):
                count_notes_anew(sections[0], element)
        if "endnoteReference" in used:
            for section in sections[:-1]:
                child_in_order(section, "noEndnote")

    def _restarts(self, element: str) -> bool:
        """Whether the settings already say where notes are counted anew."""
        settings = self.assembly.related(self.assembly.document, "settings")
        if settings is None:
            return False
        own = child_of(self.assembly.tree(settings, change=False), f"{element}Pr")
        return value_of(own, "numRestart") not in ("", "continuous")

    def _place_endnotes(self) -> None:
        """Endnotes stand at the end of their letter, not of the document (17.11.22)."""
        if not any(word_name(node) == "endnoteReference" for node in self.body.iter()):
            return
        settings = self.assembly.related(self.assembly.document, "settings")
        if settings is None:
            settings = self._add_settings()
        properties = settings_of_notes(self.assembly.tree(settings), "endnote")
        place = child_of(properties, "pos")
        if place is None:
            place = etree.Element(f"{{{word_namespace(properties)}}}pos")
            properties.insert(0, place)
        place.set(f"{{{word_namespace(place)}}}val", "sectEnd")

    def _add_settings(self) -> str:
        space = word_namespace(self.body)
        data = serialize(etree.Element(f"{{{space}}}settings", nsmap={"w": space}))
        name = self.assembly.add("word", "settings", "xml", data, _SETTINGS)
        kind = f"{R_STRICT if space == W_STRICT else R}/settings"
        target = self.assembly.relative(self.assembly.document, name)
        self.assembly.relate(self.assembly.document, kind, target, external=False)
        return name

    # The file's properties

    def _compare_properties(self, letter: Assembly) -> None:
        """Take out of the file's properties what is not the same for all letters."""
        for kind, known in self._properties.items():
            part = self.assembly.related("", kind)
            own = _properties(letter, kind)
            for tag in [tag for tag, text in known.items() if own.get(tag) != text]:
                del known[tag]
                if part is not None:
                    root = self.assembly.tree(part)
                    for node in [node for node in root if node.tag == tag]:
                        root.remove(node)
        own = custom_properties(letter)
        for name in [name for name, text in self._custom.items() if own.get(name) != text]:
            del self._custom[name]
            drop_custom_property(self.assembly, name)


def _body(letter: Assembly) -> etree._Element:
    body = child_of(letter.tree(letter.document), "body")
    if body is None:
        body = etree.SubElement(
            letter.tree(letter.document),
            f"{{{word_namespace(letter.tree(letter.document))}}}body",
        )
    return body


def _headers(letter: Assembly, body: etree._Element) -> list[tuple[etree._Element, str]]:
    """The references to headers and footers of a letter, with the parts."""
    references = [n for section in sections_of(body) for n in section if word_name(n) in HEADERS]
    parts = [(node, _part_of(letter, node)) for node in references]
    return [(node, part) for node, part in parts if part is not None]


def _part_of(letter: Assembly, reference: etree._Element) -> str | None:
    relationship = letter.relationships(letter.document).get(_relationship_id(reference)[1])
    if relationship is None:
        return None
    return letter.find(resolve(letter.document, relationship.target))


def _relationship_id(node: etree._Element) -> tuple[str, str]:
    stated = ((k, v) for k, v in attributes(node) if k.startswith(REFERENCE_SPACES))
    return next(stated, ("", ""))


def _slot(reference: etree._Element) -> tuple[str, str]:
    return word_name(reference) or "", attribute(reference, "type") or "default"


def _key(reference: etree._Element, content: str) -> str:
    return " ".join([*_slot(reference), content])


def _properties(letter: Assembly, kind: str) -> dict[str, str]:
    """The properties of a file of a kind, with what they hold."""
    part = letter.related("", kind)
    if part is None:
        return {}
    root = letter.tree(part, change=False)
    return {str(node.tag): "".join(map(str, node.itertext())) for node in root}
