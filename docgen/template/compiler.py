"""Compile a Word template once: from a package to Jinja code for the parts that tags touch."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import nodes
from jinja2.environment import Template as JinjaTemplate
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from docgen.diagnostics import (
    Finding,
    LanguageFormError,
    Place,
    TemplateError,
    did_you_mean,
    error,
    has_errors,
    in_reading_order,
    nearest,
)
from docgen.template.additions import Room, make_room
from docgen.template.assembly import Assembly
from docgen.template.blocks import OPENERS, REFUSED, SINGLE, is_assignment, is_closer, is_middle
from docgen.template.cells import CELL_HINT, CELL_TAGS
from docgen.template.endings import place_endings
from docgen.template.environment import LetterEnvironment, environment, with_filters
from docgen.template.fields import used_names
from docgen.template.identities import forget_paragraphs, may_repeat
from docgen.template.include import INCLUDE_HINT, Loader, resolve_includes
from docgen.template.limits import limit
from docgen.template.lists import RESTART, RESTART_HINT, Numbering, place_restarts
from docgen.template.marks import Mark, Marks, keep_private_use
from docgen.template.ooxml import (
    active_content,
    attribute,
    content_types,
    forbidden_fields,
    resolve,
    word_name,
)
from docgen.template.package import Package
from docgen.template.places import PlaceIndex
from docgen.template.plain import mark_plain
from docgen.template.source import (
    BEGIN,
    END,
    RESERVED,
    Source,
    check_blocks,
    document_order,
    write_source,
)
from docgen.template.stamp import Imprint, imprint, make_place
from docgen.template.tags import Kind
from docgen.template.tree import mark_paragraphs
from docgen.template.writer import Archive, Deflater

MAX_TAGS: Final = 20_000
_WORD_ROOTS: Final = {"document", "hdr", "ftr", "footnotes", "endnotes", "comments"}
_FURTHER: Final = ("elif", "else", "endset", RESTART)
_NOTES: Final = {"footnotes", "endnotes"}
_BRACES: Final = (b"{", b"%_}", b"}_}")
_TAGS: Final = (b"{{", b"{%")
_CAPTURES: Final = (nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.AssignBlock)
_STORIES: Final = {"header", "footer", "footnotes", "endnotes", "comments"}
# What is looked for besides tags: fields, and pictures that VML fetches.
_LOOKED_THROUGH: Final = (b"instrText", b"InstrText", b"fldSimple", b"imagedata")
_ENCODING: Final = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_ASCII: Final = (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-", b"windows-125")
# Parts that hold no text of the author's, by the last step of their content types.
_NO_TEXT: Final = {"styles", "settings", "numbering", "fontTable", "webSettings", "theme",
                   "stylesWithEffects", "relationships"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """One part that differs from letter to letter."""

    name: str
    source: Source
    code: JinjaTemplate
    endings: bool  # whether tags could take what Word requires: see docgen.template.endings
    repeats: int | None  # its number, if loops could repeat ids: see docgen.template.identities
    collects: bool  # whether Jinja collects text first, in which endings may stand
    captures: bool  # whether a value may hold markup that a filter can break


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template ready to render: the parts that differ, and the archive of all others."""

    parts: tuple[CompiledPart, ...]
    archive: Archive
    uses: tuple[tuple[str, Mark], ...]  # each use of a variable, in document order
    room: Room | None  # for what letters add, see docgen.template.additions
    imprint: Imprint | None  # of stamped letters
    names: Mapping[str, Any]  # what Jinja gives to every template: range and the like


def compile_package(
    package: Package,
    language: str | None,
    loader: Loader | None,
    deflater: Deflater,
    filters: Mapping[str, Callable[..., Any]],
    *,
    stamped: bool = False,
) -> Compiled:
    """Compile a template; raises :class:`TemplateError` with every fault that it has."""
    findings = active_content(package)
    if findings:
        raise TemplateError(*in_reading_order(findings))
    try:
        env = with_filters(environment(language), filters)
    except LanguageFormError as fault:
        place = Place(package.shown_as)
        raise TemplateError(error("C010", place, str(fault))) from fault
    assembly = Assembly(package)
    stamp_part = make_place(assembly) if stamped else None
    places, marks = PlaceIndex(), Marks()
    roots = _parts_with_tags(assembly, places, marks, loader)
    numbering = Numbering(assembly)
    sources: list[tuple[str, Source, bool, bool]] = []
    link_style = _link_style(assembly)
    for name, root in roots:
        first = len(marks.items)
        keep_private_use(root)
        before = etree.tostring(root)
        if word_name(root) in _WORD_ROOTS:
            mark_paragraphs(root, marks, places.of)
            mark_plain(root, marks, Place(package.shown_as, (0,), _shown(name)), text_too=False)
        else:
            place = Place(package.shown_as, (0,), _shown(name))
            mark_plain(root, marks, place, text_too=True)
        if len(marks.items) > MAX_TAGS:
            message = f"the template has more than {MAX_TAGS:,} tags"
            hint = "repeat with {%p for … %} what is the same"
            raise TemplateError(error("T024", Place(package.shown_as), message, hint))
        marked = len(marks.items) > first or etree.tostring(root) != before  # a comment went
        if not marked and (not assembly.changes(name) or name == stamp_part):
            continue
        in_order = document_order(root, marks.items)
        if place_restarts(root, in_order, marks, numbering):
            in_order = document_order(root, marks.items)
        marks.findings.extend(check_blocks(root, in_order))
        for mark in in_order:
            marks.findings.extend(_check_tag(mark, env))
        endings, repeats = place_endings(root), may_repeat(root, in_order)
        forget_paragraphs(root, in_order)
        sources.append((name, write_source(root, marks.items, link_style), endings, repeats))
    if has_errors(marks.findings):
        raise TemplateError(*in_reading_order(marks.findings))
    parts: list[CompiledPart] = []
    uses: list[tuple[str, Mark]] = []
    with_pictures: list[str] = []
    for name, source, endings, repeats in sources:
        tree = _parse(source, env, package.shown_as)
        for path, line in _uses(tree, package.shown_as):
            used_by = source.mark_at(line)
            if used_by is not None:
                uses.append((path, used_by))
        captures = next(tree.find_all(_CAPTURES), None) is not None
        code = _translate(tree, env, package.shown_as)
        if any(node.name == "image" for node in tree.find_all(nodes.Filter)):
            with_pictures.append(name)
            repeats = repeats or captures  # what a block captured may be printed twice
        number = len(parts) if repeats else None
        collects = captures or any(loop.recursive for loop in tree.find_all(nodes.For))
        parts.append(CompiledPart(name, source, code, endings, number, collects, captures))
    room = make_room(
        assembly, [source.text for _, source, _, _ in sources], with_pictures, numbering
    )
    written = [part.name for part in parts] + (room.parts if room is not None else [])
    stamp = None
    if stamp_part is not None:
        stamp = imprint(assembly, stamp_part, with_tags=stamp_part in written)
        written.append(stamp_part)
    fixed = assembly.fixed_entries(without=written)
    names = dict(env.globals)
    return Compiled(tuple(parts), Archive(fixed, deflater), tuple(uses), room, stamp, names)


def _parts_with_tags(
    assembly: Assembly, places: PlaceIndex, marks: Marks, loader: Loader | None
) -> list[tuple[str, etree._Element]]:
    """The trees of the parts that may hold tags, the document first; includes are put in."""
    package = assembly.package
    roots: list[tuple[str, etree._Element]] = []
    types = content_types(package)
    stories = {assembly.document, *_stories(assembly)}
    for name in _document_first(assembly):
        stem = posixpath.basename(name).removesuffix(".xml")
        if name not in stories and not _may_hold_text(types.get(name.lower(), "")):
            continue
        data = assembly.read(name)
        foreign = _is_foreign(data)
        wanted = _BRACES if name.startswith(posixpath.dirname(assembly.document)) else _TAGS
        fields = any(mark in data for mark in _LOOKED_THROUGH)
        tags = any(mark in data for mark in wanted)
        included = assembly.changes(name) and stem.rstrip("0123456789") in _NOTES
        if not (name == assembly.document or foreign or fields or tags or included):
            continue
        root = assembly.tree(name, change=foreign)
        marks.findings.extend(forbidden_fields(root, Place(package.shown_as, (0,), _shown(name))))
        if word_name(root) in _WORD_ROOTS:
            part = "" if name == assembly.document else stem
            places.number(root, package.shown_as, part)
        if name == assembly.document:
            resolve_includes(assembly, places, marks, loader)
            root = assembly.tree(name, change=False)
            stories |= set(_stories(assembly))  # includes bring notes
        roots.append((name, root))
    return roots


def _stories(assembly: Assembly) -> Iterator[str]:
    """The parts that hold text by their relationship to the document, whatever their names."""
    for relationship in assembly.relationships(assembly.document).values():
        if relationship.kind in _STORIES and not relationship.external:
            name = assembly.find(resolve(assembly.document, relationship.target))
            if name is not None:
                yield name


def _may_hold_text(content_type: str) -> bool:
    kind = content_type.removesuffix("+xml").rpartition(".")[2]
    return content_type.endswith(("+xml", "/xml")) and kind not in _NO_TEXT


def _is_foreign(data: bytes) -> bool:
    """Whether a part is in an encoding in which tags would not be found, as UTF-16."""
    start = data[:200]
    if b"\0" in start[:4] or not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return True
    match = _ENCODING.search(start)
    return match is not None and not match.group(1).lower().startswith(_ASCII)


def _document_first(assembly: Assembly) -> Iterator[str]:
    """All parts; includes are resolved in the document, and may add some."""
    yield assembly.document
    yield from sorted(name for name in assembly.names() if name != assembly.document)


def _link_style(assembly: Assembly) -> str:
    """The id of the character style named Hyperlink, or ``""``."""
    name = assembly.related(assembly.document, "styles")
    if name is None:
        return ""
    for style in assembly.tree(name, change=False):
        for child in style:
            if word_name(child) == "name" and attribute(child, "val").lower() == "hyperlink":
                return attribute(style, "styleId")
    return ""


def _shown(name: str) -> str:
    return posixpath.basename(name).removesuffix(".xml")


def _check_tag(mark: Mark, env: LetterEnvironment) -> list[Finding]:
    """The faults of one tag by itself: its syntax, its filters and its tests."""
    tag = mark.tag
    if tag.kind in (Kind.ESCAPE, Kind.COMMENT):
        return []
    if not tag.code:
        return [error("T010", mark.place, f"an empty tag, near “{mark.near}”", "remove it")]
    if RESERVED & set(tag.code):
        message = f"a tag holds a private-use character, near “{mark.near}”"
        return [error("T010", mark.place, message, "remove it")]
    keyword = tag.keyword
    if tag.kind is Kind.OUTPUT:
        code = f"{BEGIN}{{ {tag.code} }}{END}"
    elif is_closer(tag) or keyword in ("raw", "else") or keyword in REFUSED:
        return []
    elif is_middle(tag):
        code = f"{BEGIN}% if {tag.code.removeprefix('elif')} %{END}{BEGIN}% endif %{END}"
    elif keyword in OPENERS or (keyword == "set" and not is_assignment(tag)):
        closer = OPENERS.get(keyword, "endset")
        code = f"{BEGIN}% {tag.code} %{END}{BEGIN}% {closer} %{END}"
    elif keyword == "include":
        message = f"{{% {tag.code} %}} cannot be resolved here"
        return [error("T014", mark.place, message, INCLUDE_HINT)]
    elif keyword in CELL_TAGS:
        message = f"{{% {tag.code} %}} stands outside a table cell, or in front of its cell or row"
        return [error("T012", mark.place, message, CELL_HINT)]
    elif keyword == RESTART:
        message = f"{{% {tag.code} %}} cannot stand here"
        return [error("T012", mark.place, message, RESTART_HINT)]
    elif keyword in SINGLE:
        code = f"{BEGIN}% {tag.code} %{END}"
        if keyword in ("break", "continue"):
            code = f"{BEGIN}% for x in [] %{END}{code}{BEGIN}% endfor %{END}"
    else:
        known = sorted({*OPENERS, *OPENERS.values(), *SINGLE, *CELL_TAGS, *_FURTHER})
        best = nearest(keyword, known)
        return [
            error("T010", mark.place, f"there is no tag {{% {keyword} %}}, near “{mark.near}”",
                  f"did you mean {best}?" if best else "see docs/dialect.md for the tags")
        ]  # fmt: skip
    try:
        return _unknown_filters(env.parse(code), mark, env)
    except (TemplateSyntaxError, RecursionError, ValueError) as fault:
        said = tag.code.partition(" | _")[0]  # without the filters of docgen.template.cells
        return [
            error("T010", mark.place,
                  f"the tag “{said[:80]}” cannot be read: {fault}", _syntax_hint(said))
        ]  # fmt: skip


def _syntax_hint(code: str) -> str:
    if code.count('"') % 2 or code.count("'") % 2:
        return "a quotation mark is missing"
    if code.count("(") != code.count(")"):
        return "a bracket is missing"
    if " " in code and "|" not in code:
        return "names hold no blanks: write first_name or person.name"
    return "write {{ name }} or {{ name | filter }}"


def _unknown_filters(tree: nodes.Template, mark: Mark, env: LetterEnvironment) -> list[Finding]:
    found: list[Finding] = []
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        assert isinstance(node, nodes.Filter | nodes.Test)
        is_filter = isinstance(node, nodes.Filter)
        known = env.filters if is_filter else env.tests
        if node.name in known:
            continue
        what = "filter" if is_filter else "test"
        names = [name for name in known if not name.startswith("_")]
        hint = (
            did_you_mean(node.name, names)
            if nearest(node.name, names)
            else ("see docs/dialect.md for the filters")
        )
        found.append(
            error("T013", mark.place, f"there is no {what} {node.name!r}, near “{mark.near}”", hint)
        )
    return found


def _parse(source: Source, env: LetterEnvironment, file: str) -> nodes.Template:
    try:
        return env.parse(source.text)
    except TemplateSyntaxError as fault:
        mark = source.mark_at(fault.lineno)
        place = mark.place if mark is not None else Place(file)
        raise TemplateError(
            error("T011", place, f"the tags do not fit together: {fault.message}",
                  "look at the tags before this one")
        ) from fault  # fmt: skip
    except RecursionError as fault:
        raise TemplateError(_too_deep(file, fault)) from fault


def _uses(tree: nodes.Template, file: str) -> list[tuple[str, int]]:
    try:
        return used_names(tree)
    except RecursionError as fault:
        raise TemplateError(_too_deep(file, fault)) from fault


def _too_deep(file: str, fault: Exception) -> Finding:
    message = f"the tags stand too deep in each other: {fault}"
    return error("T024", Place(file), message, "divide the template")


def _translate(tree: nodes.Template, env: LetterEnvironment, file: str) -> JinjaTemplate:
    """The code of a part. Python bounds how deep loops and conditions may stand in each other."""
    try:
        return env.from_string(limit(tree))
    except (SyntaxError, RecursionError) as fault:
        raise TemplateError(_too_deep(file, fault)) from fault
