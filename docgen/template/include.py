"""``{%p include "roadmap" %}``: another template's body, put in when the template is compiled.

The body brings what it refers to: styles that the including document lacks, its numbering under
new numbers (so that its lists count from the start), pictures and hyperlinks under new relationship
ids. Where both documents have a style, the including document's is used, as Word does when it
pastes with "use destination styles".
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from docgen.diagnostics import DocgenError, Finding, Place, TemplateError, error
from docgen.template.assembly import Assembly
from docgen.template.marks import Marks
from docgen.template.ooxml import (
    R_STRICT,
    R,
    active_content,
    attribute,
    attributes,
    content_types,
    forbidden_fields,
    resolve,
    word_name,
    word_namespace,
)
from docgen.template.package import read_package
from docgen.template.places import PlaceIndex
from docgen.template.runs import remove
from docgen.template.tags import Kind, Level, Tag, find_tags

MAX_DEPTH: Final = 8
_REFERENCE_SPACES: Final = (f"{{{R}}}", f"{{{R_STRICT}}}")

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
    for paragraph in [node for node in root.iter() if word_name(node) == "p"]:
        tag = _include_tag(paragraph)
        if tag is None:
            continue
        try:
            included = _read(tag, places.of(paragraph), loader, chain)
            places.number(included.tree(included.document), included.package.shown_as, "")
            name = _name(tag)
            resolve_includes(included, places, marks, loader, (*chain, name))
            _put_in(assembly, included, paragraph)
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
    top = included.tree(included.document)
    findings = forbidden_fields(top, Place(shown_as, (0,), "document"))
    findings += _what_cannot_come_along(included, shown_as)
    if findings:
        raise TemplateError(*findings)
    return included


_REFERENCES: Final = {
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "commentReference": "comments",
}
_CARRIED: Final = frozenset({"image", "hyperlink"})
_IN_SECTIONS: Final = frozenset({"headerReference", "footerReference", "printerSettings"})


def _what_cannot_come_along(included: Assembly, shown_as: str) -> list[Finding]:
    """Findings (T014) for what lies in other parts of the included file, besides pictures."""
    known = included.relationships(included.document)
    what: dict[str, None] = {}
    for node in included.tree(included.document).iter():
        name = word_name(node)
        if name in _REFERENCES:
            what[_REFERENCES[name]] = None
        if not isinstance(node.tag, str) or name in _IN_SECTIONS:
            continue
        for key, value in attributes(node):
            if key.startswith(_REFERENCE_SPACES) and value in known:
                relationship = known[value]
                part = (
                    None
                    if relationship.external
                    else resolve(included.document, relationship.target)
                )
                if relationship.kind not in _CARRIED:
                    what[f"a part of the kind {relationship.kind}"] = None
                elif part is not None and included.find(part) is None:
                    what["a picture that is missing from the file"] = None
    return [
        error("T014", Place(shown_as), f"an included template cannot bring {each}",
              "remove it from the included template")
        for each in what
    ]  # fmt: skip


def _put_in(assembly: Assembly, included: Assembly, paragraph: etree._Element) -> None:
    if word_namespace(paragraph) != word_namespace(included.tree(included.document)):
        raise TemplateError(
            error("T014", Place(included.package.shown_as),
                  "one file is strict Office Open XML and the other is not",
                  "save both in Word as Word documents")
        )  # fmt: skip
    assembly.tree(assembly.document)  # which changes now
    bodies = [n for n in included.tree(included.document) if word_name(n) == "body"]
    content = [node for body in bodies for node in body if word_name(node) != "sectPr"]
    for node in content:
        for properties in [n for n in node.iter() if word_name(n) == "sectPr"]:
            holder = properties.getparent()
            if holder is not None:
                holder.remove(properties)
    _carry_relationships(assembly, included, content)
    styles = _carry_styles(assembly, included, content)
    _carry_numbering(assembly, included, [*content, *styles])
    parent = paragraph.getparent()
    if parent is not None:
        at = parent.index(paragraph)
        if at == len(parent) - 1 and content and word_name(content[-1]) == "tbl":
            for child in list(paragraph):
                paragraph.remove(child)
            content.append(paragraph)  # a cell ends in a paragraph
        parent[at : at + 1] = content


def _carry_relationships(
    assembly: Assembly, included: Assembly, content: list[etree._Element]
) -> None:
    known = included.relationships(included.document)
    types = content_types(included.package)
    new_ids: dict[str, str] = {}
    for top in content:
        for node in top.iter():
            if not isinstance(node.tag, str):
                continue
            for name, value in attributes(node):
                if not name.startswith(_REFERENCE_SPACES) or value not in known:
                    continue
                relationship = known[value]
                if value not in new_ids:
                    target = relationship.target
                    if not relationship.external:
                        named = resolve(included.document, target)
                        part = included.find(named) or named
                        stem, _, extension = part.rpartition("/")[2].rpartition(".")
                        added = assembly.add(
                            "word/media",
                            stem.rstrip("0123456789") or "part",
                            extension,
                            included.read(part),
                            types.get(part.lower(), ""),
                        )
                        target = assembly.relative(assembly.document, added)
                    new_ids[value] = assembly.relate(
                        assembly.document,
                        relationship.type,
                        target,
                        external=relationship.external,
                    )
                node.set(name, new_ids[value])


def _carry_styles(
    assembly: Assembly, included: Assembly, content: list[etree._Element]
) -> list[etree._Element]:
    """Add the styles that are used and lacking; returns them."""
    ours = assembly.related(assembly.document, "styles")
    theirs = included.related(included.document, "styles")
    if ours is None or theirs is None:
        return []
    carried: list[etree._Element] = []
    have = {attribute(s, "styleId") for s in assembly.tree(ours, change=False)
            if word_name(s) == "style"}  # fmt: skip
    offered = {attribute(s, "styleId"): s for s in included.tree(theirs, change=False)
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
        assembly.tree(ours).append(style)
        carried.append(style)
        wanted += [
            attribute(node, "val")
            for node in style
            if word_name(node) in ("basedOn", "next", "link")
        ]
    return carried


def _carry_numbering(assembly: Assembly, included: Assembly, content: list[etree._Element]) -> None:
    used = [node for top in content for node in top.iter()
            if word_name(node) == "numId" and attribute(node, "val") != "0"]  # fmt: skip
    theirs = included.related(included.document, "numbering")
    if not used or theirs is None:
        return
    ours = assembly.related(assembly.document, "numbering")
    if ours is None:
        source = included.read(theirs)
        types = content_types(included.package)
        name = assembly.add("word", "numbering", "xml", source, types.get(theirs.lower(), ""))
        kind = next(r.type for r in included.relationships(included.document).values()
                    if r.kind == "numbering")  # fmt: skip
        target = assembly.relative(assembly.document, name)
        assembly.relate(assembly.document, kind, target, external=False)
        return
    root = assembly.tree(ours)
    other = included.tree(theirs, change=False)
    abstracts = {attribute(n, "abstractNumId"): n for n in other if word_name(n) == "abstractNum"}
    nums = {attribute(n, "numId"): n for n in other if word_name(n) == "num"}
    given: dict[str, str] = {}
    for node in used:
        old = attribute(node, "val")
        if old not in given:
            made = _new_list(root, nums.get(old), abstracts)
            if made is None:
                continue  # a paragraph of a list that is not there, which Word shows without number
            given[old] = made
        node.set(f"{{{word_namespace(node)}}}val", given[old])


def _new_list(
    root: etree._Element, model: etree._Element | None, abstracts: dict[str, etree._Element]
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
    new = _next_number(root, "num", "numId")
    abstract.set(f"{{{space}}}abstractNumId", new_abstract)
    reference.set(f"{{{space}}}val", new_abstract)
    num.set(f"{{{space}}}numId", new)
    # All abstractNum elements stand before the first num (part 1, 17.9.15).
    first = next((i for i, n in enumerate(root) if word_name(n) == "num"), len(root))
    root.insert(first, abstract)
    last = max(i for i, n in enumerate(root) if word_name(n) in ("num", "abstractNum"))
    root.insert(last + 1, num)
    return new


def _next_number(root: etree._Element, element: str, name: str) -> str:
    numbers = [attribute(node, name) for node in root if word_name(node) == element]
    return str(1 + max((int(number) for number in numbers if number.isdecimal()), default=0))


def missing_template(place: Place, name: str, known: list[str]) -> TemplateError:
    """The fault of an include that names no template of the folder (T014)."""
    listed = ", ".join(known) or "none"
    return TemplateError(
        error("T014", place, f"there is no template {name!r} to include", f"templates: {listed}")
    )
