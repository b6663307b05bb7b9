"""The package of a template (ECMA-376 part 2): parts, their types, their relationships, the zip.

The same content makes the same bytes: fixed order, fixed times, no word of the machine.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Final

from docgen.languages import Language
from docgen.letterhead.markup import Element, element, root, serialized

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"

TYPES: Final[dict[str, str]] = {
    "document": f"{_WORD}.document.main+xml",
    "styles": f"{_WORD}.styles+xml",
    "numbering": f"{_WORD}.numbering+xml",
    "settings": f"{_WORD}.settings+xml",
    "fontTable": f"{_WORD}.fontTable+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "header": f"{_WORD}.header+xml",
    "footer": f"{_WORD}.footer+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part by its name without the leading slash, its content, and its kind in :data:`TYPES`."""

    name: str
    kind: str
    content: bytes


def relationship(identifier: str, kind: str, target: str) -> Element:
    """One ``Relationship`` (part 2, clause 9.3); ``kind`` is the last step of its type."""
    base = _CORE if kind == "core-properties" else _OFFICE
    return element(
        "pr:Relationship", {"Id": identifier, "Type": f"{base}/{kind}", "Target": target}
    )


def relationships(*entries: Element) -> bytes:
    """A relationships part."""
    return serialized(root("pr:Relationships", "", *entries, default="pr"))


def content_types(parts: list[Part], extension: str, media_type: str) -> bytes:
    """``[Content_Types].xml`` (part 2, clause 10.1.2) with the emblem's extension."""
    defaults = [
        element("ct:Default", {"Extension": name, "ContentType": kind})
        for name, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            (extension, media_type),
        )
    ]
    overrides = [
        element("ct:Override", {"PartName": f"/{part.name}", "ContentType": TYPES[part.kind]})
        for part in parts
    ]
    return serialized(root("ct:Types", "", *defaults, *overrides, default="ct"))


def core_properties(title: str, subject: str, language: Language) -> bytes:
    """``docProps/core.xml`` (part 2, clause 11); tags may stand in title and subject.

    No dates: ``dcterms:created`` has to be a date by its schema, and Word takes a file in which a
    tag stands there for damaged.  Who fills the template in, dates the letter.
    """
    entries = [
        element("dc:title", text=title),
        element("dc:subject", text=subject) if subject else None,
        element("dc:creator", text="{{ bureau.name }}"),
        element("dc:language", text=language.tag),
    ]
    made = root("cp:coreProperties", "cp dc", *(entry for entry in entries if entry is not None))
    return serialized(made)


def app_properties() -> bytes:
    """``docProps/app.xml`` (part 1, clause 22.2): the program, and the house."""
    return serialized(
        root(
            "ep:Properties",
            "",
            element("ep:Application", text="docgen"),
            element("ep:Company", text="{{ union.name }}"),
            default="ep",
        )
    )


def zipped(entries: dict[str, bytes]) -> bytes:
    """The archive, ``[Content_Types].xml`` first, every entry at the earliest time zip knows."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The same on every system; Word for Mac complains of files without any permission.
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content, compresslevel=9)
    return target.getvalue()


def unzipped(data: bytes) -> dict[str, bytes] | None:
    """The entries of a package in their order, ``None`` for what is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
