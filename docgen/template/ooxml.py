"""Names, safe parsing and relationships of Office Open XML (ECMA-376 parts 1 and 2)."""

from __future__ import annotations

import copy
import posixpath
import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from docgen.diagnostics import Finding, Place, TemplateError, error
from docgen.template.package import CONTENT_TYPES, Package

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_W_PREFIXES: Final = (f"{{{W}}}", f"{{{W_STRICT}}}")
_M_PREFIX: Final = f"{{{M}}}"

# Main documents that docgen fills in; the macro-enabled forms are refused by name.
_DOCUMENT_TYPES: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
}
DOCUMENT_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
TEMPLATE_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
)

# The last step of the relationship types that bring active or outside content (part 1, clause 15).
_ACTIVE: Final = {
    "vbaProject": "a macro project",
    "wordVbaData": "a macro project",
    "oleObject": "an embedded OLE object",
    "control": "an ActiveX control",
    "activeXControlBinary": "an ActiveX control",
    "aFChunk": "an imported chunk of another format (altChunk)",
    "subDocument": "a linked sub-document",
    "frame": "a linked frame",
    "keyMapCustomizations": "customized commands",
    "attachedToolbars": "customized toolbars",
}

MAX_MARKUP: Final = 500_000  # tags of XML in a part; a document of 300 pages has 200,000
MAX_ATTRIBUTES: Final = 1_000  # of an element

_FORMS: Final = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_DOCTYPE: Final = tuple("<!DOCTYPE".encode(form) for form in _FORMS)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part; ``kind`` is the last step of its type."""

    id: str
    kind: str
    type: str
    target: str
    external: bool


def word_name(element: etree._Element) -> str | None:
    """The local name of a WordprocessingML element (strict or transitional), else ``None``."""
    tag = element.tag
    if isinstance(tag, str):
        for prefix in _W_PREFIXES:
            if tag.startswith(prefix):
                return tag[len(prefix) :]
    return None


def is_text(element: etree._Element) -> bool:
    """Whether the element is ``w:t`` or its counterpart in an equation, ``m:t``."""
    return word_name(element) == "t" or element.tag == f"{_M_PREFIX}t"


def is_run(element: etree._Element) -> bool:
    """Whether the element is ``w:r`` or ``m:r``."""
    return word_name(element) == "r" or element.tag == f"{_M_PREFIX}r"


def word_namespace(element: etree._Element) -> str:
    """The WordprocessingML namespace in which an element stands (strict or transitional)."""
    return W_STRICT if str(element.tag).startswith(_W_PREFIXES[1]) else W


def attributes(element: etree._Element) -> list[tuple[str, str]]:
    """The attributes of an element, names with their namespaces."""
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def attribute(element: etree._Element, name: str) -> str:
    """An attribute in the element's own namespace, ``""`` where it is missing."""
    return next((v for k, v in attributes(element) if k.endswith(f"}}{name}")), "")


def like(model: etree._Element) -> etree._Element:
    """A new element with the name, the attributes and the namespaces of another."""
    made = copy.deepcopy(model)
    made.text = made.tail = None
    for child in list(made):
        made.remove(child)
    return made


def parse_xml(data: bytes, place: Place) -> etree._Element:
    """Parse a part: no DTD, no entities, no network, no comments or processing instructions.

    Raises :class:`TemplateError` (T005; T004 for one that holds too much).
    """
    if any(mark in data for mark in _DOCTYPE):
        raise TemplateError(_doctype(place))
    if data.count(b"<") > MAX_MARKUP:
        raise TemplateError(_bomb(place, f"more than {MAX_MARKUP // 2:,} elements"))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as fault:
        raise TemplateError(
            error("T005", place, f"the part is not well-formed XML: {fault}",
                  "open the file in Word, let it repair the file, and save it")
        ) from fault  # fmt: skip
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding unknown to Word
        raise TemplateError(_doctype(place))
    if root.xpath(f"boolean(//*[count(@*) > {MAX_ATTRIBUTES}])"):
        raise TemplateError(_bomb(place, f"an element with more than {MAX_ATTRIBUTES} attributes"))
    return root


def _bomb(place: Place, what: str) -> Finding:
    return error("T004", place, f"the part holds {what}", "divide the document")


def _doctype(place: Place) -> Finding:
    return error("T005", place, "the part declares a document type (DOCTYPE)",
                 "Word writes no such file: do not open it")  # fmt: skip


def with_prefix_w(root: etree._Element) -> etree._Element:
    """The same part with the prefix ``w`` for WordprocessingML, in which values are written."""
    own = word_namespace(root)
    names = [node for node in root.iter() if word_name(node) is not None]
    if not names or (all(node.prefix == "w" for node in names) and root.nsmap.get("w") == own):
        return root
    space: Any = {"w": own}
    for node in root.iter():
        if isinstance(node.tag, str):
            space |= {k: v for k, v in node.nsmap.items() if k not in (None, *space) and v != own}
    made = etree.Element(root.tag, dict(attributes(root)), space)
    _copy_into(made, root)
    return made


def _copy_into(made: etree._Element, model: etree._Element) -> None:
    made.text = model.text
    for child in model:
        copied = etree.SubElement(made, child.tag, dict(attributes(child)))
        _copy_into(copied, child)
        copied.tail = child.tail


def relationships_part(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships(package: Package, part: str) -> dict[str, Relationship]:
    """The relationships of a part (``""`` for the package itself) by id."""
    name = package.names_in_lower_case.get(relationships_part(part).lower())
    if name is None:
        return {}
    return relationships_in(parse_xml(package.read(name), Place(package.shown_as, (), name)))


def relationships_in(root: etree._Element) -> dict[str, Relationship]:
    """The relationships that a .rels part states, by id."""
    found: dict[str, Relationship] = {}
    for child in root:
        kind = child.get("Type", "")
        found[child.get("Id", "")] = Relationship(
            child.get("Id", ""),
            kind.rstrip("/").rpartition("/")[2],
            kind,
            child.get("Target", ""),
            child.get("TargetMode") == "External",
        )
    return found


def resolve(part: str, target: str) -> str:
    """The part that a relationship's target names (part 2, clause 6.5)."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def main_document(package: Package) -> str:
    """The name of the main document part. Raises :class:`TemplateError` (T002)."""
    place = Place(package.shown_as)
    if CONTENT_TYPES in package:
        for relationship in relationships(package, "").values():
            if relationship.kind == "officeDocument" and not relationship.external:
                target = resolve("", relationship.target).lower()
                name = package.names_in_lower_case.get(target)
                if name is not None:
                    return _checked_type(package, name, place)
    if "mimetype" in package:
        raise TemplateError(
            error("T002", place, "this is an OpenDocument file, not a Word document (.docx)",
                  "save it as a Word document (.docx)")
        )  # fmt: skip
    raise TemplateError(
        error("T002", place, "this archive is not a Word document (.docx)",
              "ask for the file again")
    )  # fmt: skip


def content_types(package: Package) -> dict[str, str]:
    """The content type of each part by its name in lower case (overrides, then defaults)."""
    place = Place(package.shown_as, (), CONTENT_TYPES)
    root = parse_xml(package.read(CONTENT_TYPES), place)
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for child in root:
        kind = child.get("ContentType", "")
        if child.tag == f"{{{TYPES}}}Default":
            defaults[child.get("Extension", "").lower()] = kind
        elif child.tag == f"{{{TYPES}}}Override":
            overrides[child.get("PartName", "").lstrip("/").lower()] = kind
    types: dict[str, str] = {}
    for name in package:
        lower = name.lower()
        extension = lower.rpartition(".")[2]
        types[lower] = overrides.get(lower, defaults.get(extension, ""))
    return types


def _checked_type(package: Package, name: str, place: Place) -> str:
    kind = content_types(package).get(name.lower(), "")
    if "macroEnabled" in kind:
        raise TemplateError(
            error("T006", place, "the file is made to hold macros (.docm, .dotm)",
                  "in Word, save it as a Word document (.docx)")
        )  # fmt: skip
    if kind not in _DOCUMENT_TYPES:
        what = "an Excel workbook" if "sheet" in kind else "another kind of Office file"
        if "presentation" in kind:
            what = "a PowerPoint presentation"
        raise TemplateError(
            error("T002", place, f"this is {what}, not a Word document (.docx)",
                  "ask for the Word file")
        )  # fmt: skip
    return name


def active_content(package: Package) -> list[Finding]:
    """Findings (T006) for macros, OLE, ActiveX, altChunk and links to the outside; and (T005) for
    a DOCTYPE in any part, also in those that are only copied.

    Hyperlinks are the one kind of relationship that may leave the package.
    """
    found: list[Finding] = []
    for name in package:
        if name.lower().endswith("vbaproject.bin"):
            place = Place(package.shown_as, (), name)
            found.append(error("T006", place, "the file holds a macro project", _SAVE_CLEAN))
        if name.lower().endswith((".xml", ".vml", ".rels")):
            data = package.read(name)
            if any(mark in data for mark in _DOCTYPE):
                found.append(_doctype(Place(package.shown_as, (), name)))
                continue
        if not name.lower().endswith(".rels"):
            continue
        folder, _, own = name.rpartition("/")
        source = posixpath.join(posixpath.dirname(folder), own[: -len(".rels")])
        place = Place(package.shown_as, (), source or "package")
        for relationship in relationships(package, source).values():
            what = _ACTIVE.get(relationship.kind)
            if what is not None:
                found.append(error("T006", place, f"the file holds {what}", _SAVE_CLEAN))
            elif relationship.external and relationship.kind != "hyperlink":
                found.append(
                    error("T006", place,
                          f"the file fetches {relationship.kind or 'content'} from outside: "
                          f"{relationship.target[:120]!r}", _SAVE_CLEAN)
                )  # fmt: skip
    return found


_SAVE_CLEAN: Final = "remove it in Word, or ask the sender for a plain .docx"
_FIELD: Final = re.compile(
    r"^\s*\\?\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|EMBED|DATABASE|"
    r"AUTOTEXT|MACROBUTTON|RD)\b",
    re.IGNORECASE,
)


def forbidden_field(instruction: str) -> str | None:
    """The name of a field that fetches or runs something (part 1, clause 17.16.5), or ``None``."""
    match = _FIELD.match(instruction)
    return match.group(1).upper() if match else None


def forbidden_fields(root: etree._Element, place: Place) -> list[Finding]:
    """Findings (T006) for fields that fetch or run something, however their code is split.

    Those in tracked deletions too, which a click brings back; and VML pictures with an address.
    """
    open_fields: list[str] = []
    codes: list[str] = []
    for node in root.iter():
        match word_name(node):
            case "fldSimple":
                codes.append(attribute(node, "instr"))
            case "instrText" | "delInstrText" if open_fields:
                open_fields[-1] += node.text or ""
            case "instrText" | "delInstrText":
                codes.append(node.text or "")
            case "fldChar":
                kind = attribute(node, "fldCharType")
                if kind == "begin":
                    open_fields.append("")
                elif open_fields:
                    codes.append(open_fields[-1])
                    open_fields[-1] = ""
                    if kind == "end":
                        open_fields.pop()
    codes += open_fields
    linked = any(
        str(node.tag).startswith("{urn:schemas-microsoft-com:vml}") and node.get("src")
        for node in root.iter()
    )
    found = [error("T006", place, "the file fetches a picture from outside", _SAVE_CLEAN)]
    return (found if linked else []) + [
        error("T006", place, f"the file holds a {field} field, which fetches or runs something",
              "remove the field in Word (Ctrl+Shift+F9 turns it into text)")
        for field in dict.fromkeys(forbidden_field(code) for code in codes)
        if field is not None
    ]  # fmt: skip
