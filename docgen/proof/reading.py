"""The text of a finished letter, read from its bytes as any other program would read it.

Nothing of the engine that wrote the letter is used.  Every part that is XML is gone through: body,
headers, footers, notes, comments, text boxes, charts, properties, links.  What flows in a paragraph
(``w:t``, ``a:t``, ``m:t``) is one text, however it is divided over runs; all other text, and the
attributes in which a reader or a program finds words, are texts of their own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote
from xml.parsers import expat

from docgen.proof.archive import Member, UnreadableError, members

STAMP: Final = "docgen."
ROOT_RELATIONSHIPS: Final = "_rels/.rels"

# Attributes that hold words, with what they are called in a place.
ATTRIBUTES: Final = {
    "descr": "alternative text",
    "alt": "alternative text",
    "title": "title",
    "instr": "field",
    "string": "text effect",
    "tooltip": "tip",
    "author": "author",
    "displayText": "choice",
    "name": "name",
    "Target": "link",
}
# Elements whose ``w:val`` holds words.
VALUES: Final = frozenset(
    {"alias", "tag", "docVar", "default", "listEntry", "helpText", "statusText", "lvlText"}
)
FIELD_CODES: Final = frozenset({"instrText", "delInstrText"})
_BREAKS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_XML: Final = (".xml", ".rels", ".vml")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and where it stands: ``paragraph 12``, ``header2 paragraph 1``, ``core title``."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterText:
    """All that can be read in a letter, in the order of its parts, the body first.

    ``properties`` are the custom properties in the order of the file, docgen's own included; the
    texts of the others are passages too.
    """

    passages: tuple[Passage, ...]
    properties: tuple[tuple[str, str], ...]


def read_letter(data: bytes) -> LetterText:
    """Read a letter; :class:`UnreadableError` for what is no whole Word document."""
    packed = {member.name: member for member in members(data)}
    roots = Roots.of(packed)
    found: list[Passage] = []
    properties: list[tuple[str, str]] = []
    for name in sorted(packed, key=lambda name: name != roots.document):
        if holds_text(name):
            part = read_part(name, packed[name].plain(), roots)
            found += part.passages
            properties += part.properties
    return LetterText(tuple(found), tuple(properties))


def holds_text(name: str) -> bool:
    """Whether a part can hold text: pictures and fonts cannot."""
    return name.lower().endswith(_XML)


@dataclass(frozen=True, slots=True)
class Roots:
    """What the file says it is: its main document and its custom properties (part 2, 6.5)."""

    document: str
    properties: str

    @classmethod
    def of(cls, packed: dict[str, Member]) -> Roots:
        """:class:`UnreadableError` where the file names no document that it has."""
        if ROOT_RELATIONSHIPS not in packed:
            raise UnreadableError("the file does not say where its document is")
        return cls.in_part(packed[ROOT_RELATIONSHIPS].plain(), packed)

    @classmethod
    def in_part(cls, plain: bytes, packed: Iterable[str]) -> Roots:
        """The same, of the part that says it."""
        targets: dict[str, str] = {}

        def begin(tag: str, attributes: dict[str, str]) -> None:
            kind = attributes.get("Type", "").rpartition("/")[2].replace("customP", "custom-p")
            targets.setdefault(kind, attributes.get("Target", "").lstrip("/"))

        _parse(ROOT_RELATIONSHIPS, plain, begin)
        names = {name.lower(): name for name in packed}
        document = names.get(targets.get("officeDocument", "").lower())
        if document is None:
            raise UnreadableError("the file does not say where its document is")
        return cls(document, names.get(targets.get("custom-properties", "").lower(), ""))


@dataclass(slots=True)
class _Open:
    """A paragraph that has begun: its place, and its text so far."""

    place: str
    number: int
    text: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)  # of fields


def read_part(name: str, plain: bytes, roots: Roots) -> LetterText:
    """What one part of a letter says; :class:`UnreadableError` for what is no whole XML."""
    reader = _Part(name, roots)
    _parse(name, plain, reader.begin, reader.end, reader.character_data)
    return LetterText(
        tuple(
            Passage(place, text)
            for place, text in (reader.found[number] for number in sorted(reader.found))
            if text.strip()
        ),
        tuple(reader.properties),
    )


class _Part:
    """Goes through the XML of a part."""

    def __init__(self, name: str, roots: Roots) -> None:
        stem = posixpath.basename(name).removesuffix(".xml")
        self.label = "" if name == roots.document else stem
        self.custom = name == roots.properties
        self.found: dict[int, tuple[str, str]] = {}
        self.properties: list[tuple[str, str]] = []
        self._number = 0
        self._paragraphs = 0
        self._open: list[_Open] = []
        self._path: list[str] = []
        self._loose: list[str] = []
        self._property = ""

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        own = tag.rpartition(" ")[2]
        self._flush()
        self._path.append(own)
        if own == "p":
            self._paragraphs += 1
            place = self._at(f"paragraph {self._paragraphs}")
            self._open.append(_Open(place, self._next()))
        elif own in _BREAKS and self._open:
            self._open[-1].text.append(_BREAKS[own])
        elif own == "fldChar" and self._open:
            self._open[-1].code.append(" ")  # one field from another
        if self.custom and own == "property":
            self._property = attributes.get("name", "")
            if self._property.startswith(STAMP):
                return
        if attributes:
            for key, value in attributes.items():
                plain_key = key.rpartition(" ")[2]
                if plain_key in ATTRIBUTES:
                    said = unquote(value) if plain_key == "Target" and "%" in value else value
                    self._note(ATTRIBUTES[plain_key], said)
                elif plain_key == "val" and own in VALUES:
                    self._note(own, value)

    def end(self, tag: str) -> None:
        """An element ends."""
        own = tag.rpartition(" ")[2]
        if self.custom and self._property and len(self._path) == _IN_PROPERTY:
            text = "".join(self._loose)
            self._loose = []
            self.properties.append((self._property, text))
            if not self._property.startswith(STAMP):
                self._note(f"property {self._property}", text)
        else:
            self._flush()
        if own == "p" and self._open:
            self._note("field", "".join(self._open[-1].code))
            done = self._open.pop()
            self.found[done.number] = (done.place, "".join(done.text))
        self._path.pop()

    def character_data(self, text: str) -> None:
        """Text between tags."""
        if self._open and self._path[-1] == "t":
            self._open[-1].text.append(text)
        else:
            self._loose.append(text)

    def _flush(self) -> None:
        """Note text that does not flow in a paragraph; a field's code may go on in a next run."""
        if not self._loose:
            return
        above = self._path[-1] if self._path else ""
        text = "".join(self._loose)
        self._loose = []
        if above in FIELD_CODES and self._open:
            self._open[-1].code.append(text)
        else:
            self._note(above, text)

    def _note(self, what: str, text: str) -> None:
        if text and not text.isspace():
            place = self._open[-1].place if self._open else self.label
            self.found[self._next()] = (f"{place} {what}".strip(), text)

    def _at(self, what: str) -> str:
        return f"{self.label} {what}".strip()

    def _next(self) -> int:
        self._number += 1
        return self._number


_IN_PROPERTY: Final = 3  # Properties, property, lpwstr


def _parse(
    name: str,
    plain: bytes,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parse_whole(name, plain, parser)


def parse_whole(name: str, plain: bytes, parser: expat.XMLParserType) -> None:
    """Parse a part; :class:`UnreadableError` for what is no XML, or declares a document type."""

    def refuse(*_: object) -> None:
        raise UnreadableError(f"{name} declares a document type")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(plain, True)
    except expat.ExpatError as fault:
        raise UnreadableError(f"{name} is not well-formed: {fault}") from fault
