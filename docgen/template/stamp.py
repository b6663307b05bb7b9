"""Where a letter comes from, in its own custom properties.

A stamp binds a finished letter to what made it: kind, language, the row with its place and hash,
the template's hash and the campaign's.  Word shows it under File, Info, Properties, Advanced.
Custom properties are a part of their own (ECMA-376 part 1, clauses 15.2.12.2 and 22.3), each a text
(``vt:lpwstr``, 22.4.2.19) under a number (``pid``) that counts from 2; those of the template stay.
When a template is compiled its place for the stamp is made; a letter then costs a few microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from docgen.template.assembly import Assembly, serialize

PREFIX: Final = "docgen."
_PART: Final = "docProps/custom.xml"
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_KINDS: Final = ("custom-properties", "customProperties")  # transitional, strict
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of user-defined properties (22.3.2.2)
_LONGEST: Final = 255  # characters that Word keeps of a text
_FIRST_PID: Final = 2

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_OFFICE_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument"
# What XML 1.0 cannot hold, and the line breaks that its readers change (2.2 and 2.11).
_UNFIT: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What made a letter.

    ``source`` is the row's place as text (``reps.xlsx Reps!row 7``); ``row``, ``template`` and
    ``campaign`` are SHA-256 in hex.  A master document has no key, source and row, a letter
    without a campaign no campaign: these are empty.
    """

    kind: str = ""
    language: str = ""
    key: str = ""
    source: str = ""
    row: str = ""
    template: str = ""
    campaign: str = ""

    def properties(self) -> dict[str, str]:
        """The custom properties by name, as they stand in the letter."""
        return dict(zip(NAMES, self.values(), strict=True))

    def values(self) -> list[str]:
        """The texts of the properties, in the order of :data:`NAMES`."""
        stated = (self.kind, self.language, self.key, self.source, self.row, self.template)
        return [_UNFIT.sub("\ufffd", text)[:_LONGEST] for text in (*stated, self.campaign)]


NAMES: Final = tuple(f"{PREFIX}{field.name}" for field in fields(Stamp))
"""``docgen.kind`` to ``docgen.campaign``, in the order of the file."""

_OF_ROW: Final = frozenset({"docgen.key", "docgen.source", "docgen.row"})


@dataclass(frozen=True, slots=True)
class Imprint:
    """The place of the stamp in the letters of a compiled template.

    ``fixed`` is the part without the stamp, ``None`` where tags make it differ from letter to
    letter.
    """

    part: str
    fixed: bytes | None
    pieces: tuple[str, ...]  # what stands before each value, and behind the last

    def put(self, parts: Sequence[tuple[str, bytes]], stamp: Stamp) -> list[tuple[str, bytes]]:
        """The parts of a letter (name, bytes) with the stamp in it."""
        text = [self.pieces[0]]
        for value, piece in zip(stamp.values(), self.pieces[1:], strict=True):
            text += (escape(value), piece)
        more = "".join(text).encode("utf-8")
        if self.fixed is not None:
            return [*parts, (self.part, _with(self.fixed, more))]
        return [(n, _with(data, more) if n == self.part else data) for n, data in parts]


def _with(part: bytes, more: bytes) -> bytes:
    end = part.rindex(b"</")
    return b"".join([part[:end], more, part[end:]])


def make_place(assembly: Assembly) -> str:
    """Make sure that a template has custom properties, and return the name of their part.

    Properties that docgen gave it before are taken out, the others numbered from 2.
    """
    name = _custom_part(assembly)
    if name is None:
        name = _add_part(assembly)
    root = assembly.tree(name)
    for child in list(root):
        if (child.get("name") or "").casefold() in NAMES:
            root.remove(child)
    for pid, child in enumerate(root, start=_FIRST_PID):
        child.set("pid", str(pid))
    if not len(root):
        root.text = ""  # so that it is written with an end tag
    return name


def imprint(assembly: Assembly, name: str, *, with_tags: bool) -> Imprint:
    """The place that :func:`make_place` made; ``with_tags``: tags make the part differ."""
    root = assembly.tree(name)
    own = etree.QName(root).namespace or f"{_OFFICE}/custom-properties"
    strict = own.startswith(_OFFICE_STRICT)
    values = f"{_OFFICE_STRICT if strict else _OFFICE}/docPropsVTypes"
    end = "</vt:lpwstr></property>"
    begins = [
        f'<property xmlns="{own}" fmtid="{_FORMAT}" pid="{pid}" name="{each}">'
        f'<vt:lpwstr xmlns:vt="{values}">'
        for pid, each in enumerate(NAMES, start=_FIRST_PID + len(root))
    ]
    pieces = (begins[0], *(f"{end}{begin}" for begin in begins[1:]), end)
    return Imprint(name, None if with_tags else serialize(root), pieces)


def forget_row(assembly: Assembly) -> None:
    """Take out of a letter's stamp whose it is: what is joined of many is nobody's."""
    name = _custom_part(assembly)
    if name is None:
        return
    for child in assembly.tree(name):
        if child.get("name") in _OF_ROW and len(child):
            child[0].text = ""


def custom_properties(assembly: Assembly) -> dict[str, str]:
    """The texts of a file's custom properties by name, without those of docgen's own."""
    name = _custom_part(assembly)
    if name is None:
        return {}
    found = {child.get("name", ""): child for child in assembly.tree(name, change=False)}
    return {own: "".join(map(str, child.itertext())) for own, child in found.items()
            if own not in NAMES}  # fmt: skip


def drop_custom_property(assembly: Assembly, own: str) -> None:
    """Take a custom property out of a file."""
    name = _custom_part(assembly)
    if name is not None:
        root = assembly.tree(name)
        for child in [child for child in root if child.get("name") == own]:
            root.remove(child)


def _custom_part(assembly: Assembly) -> str | None:
    related = (assembly.related("", kind) for kind in _KINDS)
    return next((name for name in related if name is not None), None)


def _add_part(assembly: Assembly) -> str:
    name = _PART
    if assembly.find(name) is not None:
        name = assembly.free_name("docProps", "custom", "xml")
    known = assembly.relationships("").values()
    strict = any(
        one.kind == "officeDocument" and one.type.startswith(_OFFICE_STRICT) for one in known
    )
    office, last = (_OFFICE_STRICT, _KINDS[1]) if strict else (_OFFICE, _KINDS[0])
    space, kind = f"{office}/{last}", f"{office}/relationships/{last}"
    root = f'<Properties xmlns="{space}"/>'.encode()
    assembly.put(name, root, _CONTENT_TYPE)
    assembly.relate("", kind, name, external=False)
    return name
