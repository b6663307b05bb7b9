"""``{%p include "roadmap" %}``: another template's body, put in when the template is compiled.

The body brings what it refers to: styles that the including document lacks, its numbering under
new numbers (so that its lists count from the start), pictures and hyperlinks under new relationship
ids, footnotes and endnotes. Its bookmarks keep their names where these are free, and its fields
follow them. Where both documents have a style, the including document's is used, as Word does when
it pastes with "use destination styles".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from docgen.diagnostics import DocgenError, Finding, Place, TemplateError, error
from docgen.template.assembly import Assembly
from docgen.template.carry import (
    NOTES,
    REFERENCE_SPACES,
    Destination,
    carry_notes,
    carry_numbering,
    carry_relationships,
    carry_styles,
)
from docgen.template.marks import Marks
from docgen.template.ooxml import (
    active_content,
    attribute,
    attributes,
    forbidden_fields,
    resolve,
    word_name,
    word_namespace,
)
from docgen.template.package import read_package
from docgen.template.places import PlaceIndex
from docgen.template.renaming import Names, point_to
from docgen.template.runs import remove
from docgen.template.tags import Kind, Level, Tag, find_tags

MAX_DEPTH: Final = 8

# Given the name in an include: what to show as the file's name, and the file's bytes.
Loader = Callable[[str], tuple[str, bytes]]

_INCLUDE: Final = re.compile(r"include\s+(?:\"([^\"]*)\"|'([^']*)')\s*")
INCLUDE_HINT: Final = 'write {%p include "roadmap" %} in a paragraph of its own'


def resolve_includes(
    assembly: Assembly,
    places: PlaceIndex,
    marks: Marks,
    loader: Loader | None,
    chain: tuple[str, ...] = (),
) -> None:
    """Replace the include tags in the body of ``assembly`` by the bodies that they name.

    Faults (T014, and those of the included file) are added to ``marks.findings``.
    """
    root = assembly.tree(assembly.document, change=False)
    names: Names | None = None
    paragraphs = [node for node in root.iter() if word_name(node) == "p"]
    for number, paragraph in enumerate(paragraphs, start=2):
        tag = _include_tag(paragraph)
        if tag is None:
            continue
        try:
            included = _read(tag, places.of(paragraph), loader, chain)
            for part, root in _stories(included):
                places.number(root, included.package.shown_as, part)
            name = _name(tag)
            resolve_includes(included, places, marks, loader, (*chain, name))
            names = names or _names_in(assembly)
            _put_in(assembly, included, paragraph, names, number)
        except DocgenError as fault:
            marks.findings.extend(fault.findings)
            remove(paragraph)


def _include_tag(paragraph: etree._Element) -> Tag | None:
    """The include that a paragraph is; one that shares its paragraph is reported with the tags."""
    text = "".join(node.text or "" for node in paragraph.iter() if word_name(node) == "t")
    if "include" not in text:
        return None
    tag = next(iter(find_tags(text.strip())), None)
    if not isinstance(tag, Tag) or tag.kind is not Kind.STATEMENT:
        return None
    whole = tag.end - tag.start == len(text.strip())
    alone = whole and tag.level is Level.PARAGRAPH
    return tag if alone and tag.keyword == "include" else None


def _name(tag: Tag) -> str:
    match = _INCLUDE.fullmatch(tag.code)
    return (match.group(1) or match.group(2) or "") if match is not None else ""


def _read(tag: Tag, place: Place, loader: Loader | None, chain: tuple[str, ...]) -> Assembly:
    """The template that an include names. Raises :class:`TemplateError`."""
    name = _name(tag)
    if not name:
        raise TemplateError(
            error("T014", place, f"{{% {tag.code} %}} does not name a template", INCLUDE_HINT)
        )
    if name in chain or len(chain) >= MAX_DEPTH:
        raise TemplateError(
            error("T014", place, f"the template {name!r} includes itself",
                  " → ".join([*chain, name]))
        )  # fmt: skip
    if loader is None:
        raise TemplateError(
            error("T014", place, f"there is no template {name!r} to include here",
                  "an include needs a campaign folder with templates/")
        )  # fmt: skip
    shown_as, data = loader(name)
    package = read_package(data, shown_as)
    findings = active_content(package)
    if findings:
        raise TemplateError(*findings)
    included = Assembly(package)
    for part, root in _stories(included):
        findings += forbidden_fields(root, Place(shown_as, (0,), part or "document"))
    findings += _what_cannot_come_along(included, shown_as)
    if findings:
        raise TemplateError(*findings)
    return included


def _stories(included: Assembly) -> list[tuple[str, etree._Element]]:
    """The parts whose paragraphs an include can bring: the document (``""``) and its notes."""
    stories = [("", included.tree(included.document))]
    for element in NOTES.values():
        part = included.related(included.document, f"{element}s")
        if part is not None:
            stories.append((f"{element}s", included.tree(part, change=False)))
    return stories


_CARRIED: Final = frozenset({"image", "hyperlink"})
_IN_SECTIONS: Final = frozenset({"headerReference", "footerReference", "printerSettings"})


def _what_cannot_come_along(included: Assembly, shown_as: str) -> list[Finding]:
    """Findings (T014) for what lies in other parts, besides pictures, footnotes and endnotes."""
    what: dict[str, None] = {}
    stories = _stories(included)
    notes = {(word_name(node), attribute(node, "id")) for _, root in stories[1:] for node in root}
    for node in stories[0][1].iter():
        name = word_name(node) or ""
        if name == "commentReference":
            what["comments"] = None
        elif name in NOTES and (NOTES[name], attribute(node, "id")) not in notes:
            what[f"a {NOTES[name]} that is missing from the file"] = None
    for story, root in stories:
        part = included.document
        if story:
            part = included.related(part, story) or part
        _unknown_parts(included, part, root, what)
    return [
        error("T014", Place(shown_as), f"an included template cannot bring {each}",
              "remove it from the included template")
        for each in what
    ]  # fmt: skip


def _unknown_parts(
    included: Assembly, holder: str, root: etree._Element, what: dict[str, None]
) -> None:
    known = included.relationships(holder)
    for node in root.iter():
        if not isinstance(node.tag, str) or word_name(node) in _IN_SECTIONS:
            continue
        for key, value in attributes(node):
            if key.startswith(REFERENCE_SPACES) and value in known:
                relationship = known[value]
                part = None
                if not relationship.external:
                    part = resolve(holder, relationship.target)
                if relationship.kind not in _CARRIED:
                    what[f"a part of the kind {relationship.kind}"] = None
                elif part is not None and included.find(part) is None:
                    what["a picture that is missing from the file"] = None


def _names_in(assembly: Assembly) -> Names:
    """The names and ids that are taken in a template."""
    kinds = {"header", "footer", "footnotes", "endnotes"}
    parts = {assembly.document}
    for relationship in assembly.relationships(assembly.document).values():
        if relationship.kind in kinds and not relationship.external:
            parts.add(assembly.find(resolve(assembly.document, relationship.target)) or "")
    return Names(assembly.tree(part, change=False) for part in sorted(parts - {""}))


def _put_in(
    assembly: Assembly,
    included: Assembly,
    paragraph: etree._Element,
    names: Names,
    number: int,
) -> None:
    if word_namespace(paragraph) != word_namespace(included.tree(included.document)):
        raise TemplateError(
            error("T014", Place(included.package.shown_as),
                  "one file is strict Office Open XML and the other is not",
                  "save both in Word as Word documents")
        )  # fmt: skip
    assembly.declare(assembly.document, included.tree(included.document))  # it changes now
    bodies = [n for n in included.tree(included.document) if word_name(n) == "body"]
    content = [node for body in bodies for node in body if word_name(node) != "sectPr"]
    for node in content:
        for properties in [n for n in node.iter() if word_name(n) == "sectPr"]:
            holder = properties.getparent()
            if holder is not None:
                holder.remove(properties)
    destination = Destination(assembly)
    carry_relationships(destination, included, content)
    content_and_notes = [*content, *carry_notes(destination, included, content)]
    renamed = names.keep_bookmarks(content_and_notes)
    for top in content_and_notes:
        point_to(top, renamed)
    names.renew_ids(content_and_notes, number)
    styles = carry_styles(destination, included, content_and_notes)
    carry_numbering(destination, included, [*content_and_notes, *styles])
    parent = paragraph.getparent()
    if parent is not None:
        at = parent.index(paragraph)
        if at == len(parent) - 1 and content and word_name(content[-1]) == "tbl":
            for child in list(paragraph):
                paragraph.remove(child)
            content.append(paragraph)  # a cell ends in a paragraph
        parent[at : at + 1] = content


def missing_template(place: Place, name: str, known: list[str]) -> TemplateError:
    """The fault of an include that names no template that is known in its language (T014)."""
    hint = f"templates in this language: {', '.join(known) or 'none'}"
    return TemplateError(error("T014", place, f"there is no template {name!r} to include", hint))
