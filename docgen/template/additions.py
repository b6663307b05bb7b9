"""What one letter adds to its template's parts: pictures, and lists that count from the start.

When a template is compiled, :class:`Room` is made for what its renders may add; most templates need
none, and their letters pay nothing. Each render then collects in an :class:`Additions` of its own.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from docgen.template.assembly import EMPTY_RELATIONSHIPS, Assembly, serialize
from docgen.template.lists import Numbering
from docgen.template.ooxml import (
    R_STRICT,
    TYPES,
    W_STRICT,
    R,
    relationships_part,
    word_namespace,
)
from docgen.template.package import CONTENT_TYPES
from docgen.template.pictures import Header
from docgen.template.values import ValueFaultError

MAX_PICTURES: Final = 50 * 1024 * 1024  # bytes of the different pictures of one letter
_EXTENSIONS: Final = ("png", "jpeg", "gif")
_FIRST_ID: Final = 900_000_000  # of pictures; those of docgen.template.identities are below
_DRAWING_ID: Final = re.compile(rb'<wp:docPr\b[^>]*?\sid="(\d{1,10})"')
_HERE: Final = "docgen-additions"


@dataclass(frozen=True, slots=True)
class Holder:
    """A part that grows: what it says before and after the place for more."""

    name: str
    before: bytes
    after: bytes
    is_new: bool
    ids: frozenset[str] = frozenset()

    def filled(self, more: str) -> bytes:
        """The whole part."""
        return b"".join([self.before, more.encode("utf-8"), self.after])


@dataclass(frozen=True, slots=True)
class Room:
    """The room that a compiled template has for additions."""

    relations: Mapping[str, Holder]  # by the part whose relationships they are
    numbering: Holder | None
    lists: Mapping[tuple[str, int], str]  # a new w:num by its model and level
    first_list: int
    media: str  # the folder of pictures
    names: frozenset[str]  # of parts, in lower case
    drawing_ids: frozenset[int]
    strict: bool

    @property
    def parts(self) -> list[str]:
        """The parts that are written for each letter."""
        own = [holder.name for holder in self.relations.values()]
        return [*own, self.numbering.name] if self.numbering is not None else own


def make_room(
    assembly: Assembly,
    sources: Iterable[str],
    with_pictures: Collection[str],
    numbering: Numbering,
) -> Room | None:
    """Room for the pictures of these parts and for the lists that restart; ``None`` for neither.

    ``sources`` are the compiled parts, which hold what was included from other templates.
    """
    if not with_pictures and not numbering.lists:
        return None
    relations = {part: _relations(assembly, part) for part in with_pictures}
    ids: set[int] = set()
    if with_pictures:
        _know_pictures(assembly.tree(CONTENT_TYPES))
        copied = (assembly.package.read(n) for n in assembly.package if n.lower().endswith(".xml"))
        for text in (*copied, *(source.encode("utf-8") for source in sources)):
            ids.update(map(int, _DRAWING_ID.findall(text)))
    root = assembly.tree(assembly.document, change=False)
    holder = None
    if numbering.lists and numbering.part is not None:
        tree = assembly.tree(numbering.part)
        holder = _holder(numbering.part, tree, numbering.place_for_more(), is_new=False)
    return Room(
        relations,
        holder,
        dict(numbering.lists),
        numbering.next_number,
        posixpath.join(posixpath.dirname(assembly.document), "media"),
        frozenset(name.lower() for name in assembly.names()),
        frozenset(ids),
        word_namespace(root) == W_STRICT,
    )


def _relations(assembly: Assembly, part: str) -> Holder:
    wanted = relationships_part(part)
    name = assembly.find(wanted)
    root = etree.fromstring(EMPTY_RELATIONSHIPS) if name is None else assembly.tree(name)
    ids = frozenset(child.get("Id", "") for child in root)
    return _holder(name or wanted, root, len(root), is_new=name is None, ids=ids)


def _holder(
    name: str, root: etree._Element, at: int, *, is_new: bool, ids: frozenset[str] = frozenset()
) -> Holder:
    root.insert(at, etree.ProcessingInstruction(_HERE, "here"))
    before, _, after = serialize(root).partition(f"<?{_HERE} here?>".encode())
    return Holder(name, before, after, is_new, ids)


def _know_pictures(types: etree._Element) -> None:
    """Content types for all pictures that a letter may hold (part 2, clause 7.2.3)."""
    known = {child.get("Extension", "").lower(): child for child in types}
    for extension in _EXTENSIONS:
        entry = known.get(extension)
        if entry is None:
            entry = etree.Element(f"{{{TYPES}}}Default")
            entry.set("Extension", extension)
            types.insert(0, entry)
        entry.set("ContentType", f"image/{extension}")


@dataclass(slots=True)
class Additions:
    """What one render has added so far; ``part`` is the part that is being written."""

    room: Room
    images: Path | None
    part: str = ""
    files: dict[str, bytes] = field(default_factory=dict)  # pictures that were read, by path
    _media: dict[bytes, tuple[str, bytes]] = field(default_factory=dict)
    _related: dict[tuple[str, str], str] = field(default_factory=dict)
    _size: int = 0
    _drawings: int = _FIRST_ID
    _numbers: dict[str, int] = field(default_factory=dict)
    _new_lists: list[str] = field(default_factory=list)

    def add_picture(self, data: bytes, header: Header) -> tuple[str, str, int]:
        """Its part's name, the id of the relationship to it, and a new id for its drawing."""
        digest = hashlib.sha256(data).digest()
        if digest not in self._media:
            self._size += len(data)
            if self._size > MAX_PICTURES:
                raise ValueFaultError(
                    "T024", f"the letter holds more than {MAX_PICTURES // 1024**2} MB of pictures",
                    "save the pictures smaller"
                )  # fmt: skip
            self._media[digest] = (self._free_name(digest.hex()[:12], header.extension), data)
        name = self._media[digest][0]
        self._drawings += 1
        while self._drawings in self.room.drawing_ids:
            self._drawings += 1
        return name, self._relate(name), self._drawings

    def _free_name(self, short: str, extension: str) -> str:
        stem = posixpath.join(self.room.media, f"image-{short}")
        name, number = f"{stem}.{extension}", 1
        while name.lower() in self.room.names:
            number += 1
            name = f"{stem}-{number}.{extension}"
        return name

    def _relate(self, name: str) -> str:
        known = self._related.get((self.part, name))
        if known is not None:
            return known
        number = 1 + sum(part == self.part for part, _ in self._related)
        while f"rIdImage{number}" in self.room.relations[self.part].ids:
            number += len(self.room.relations[self.part].ids)
        self._related[(self.part, name)] = f"rIdImage{number}"
        return f"rIdImage{number}"

    def restart(self, number: str, level: int) -> str:
        """A new list like ``number`` that counts from the start at this level and below."""
        made = self.room.first_list + len(self._new_lists)
        self._new_lists.append(self.room.lists[(number, level)].replace("{}", str(made), 1))
        self._numbers[number] = made
        return str(made)

    def number(self, number: str) -> str:
        """The list that has taken the place of ``number``, or ``number`` itself."""
        return str(self._numbers.get(number, number))

    def parts(self) -> list[tuple[str, bytes]]:
        """All parts that differ because of the additions, and the pictures."""
        made: list[tuple[str, bytes]] = []
        kind = f"{R_STRICT if self.room.strict else R}/image"
        for part, holder in self.room.relations.items():
            more = "".join(
                f'<Relationship Id="{identity}" Type="{kind}" '
                f"Target={quoteattr(posixpath.relpath(name, posixpath.dirname(part)))}/>"
                for (owner, name), identity in self._related.items()
                if owner == part
            )
            if more or not holder.is_new:
                made.append((holder.name, holder.filled(more)))
        if self.room.numbering is not None:
            lists = "".join(self._new_lists)
            made.append((self.room.numbering.name, self.room.numbering.filled(lists)))
        return made + list(self._media.values())


current: ContextVar[Additions | None] = ContextVar("additions", default=None)


def here() -> Additions:
    """The additions of the render that is going on.

    A fault where there is none: Jinja calls filters of constants already when it compiles, and
    leaves those that fail for the render.
    """
    additions = current.get()
    if additions is None:
        raise ValueFaultError("T023", "nothing can be added here", "put it in a paragraph")
    return additions


def restart(number: str, level: int) -> str:
    """The filter ``_restart``, see :meth:`Additions.restart`."""
    return here().restart(number, level)


def number(number: str) -> str:
    """The filter ``_number``, see :meth:`Additions.number`."""
    return here().number(number)
