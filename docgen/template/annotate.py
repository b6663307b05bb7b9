"""A copy of a Word file that says in comments what lint found (ECMA-376 part 1, clause 17.13.4)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from docgen.diagnostics import Finding, Place, TemplateError, in_reading_order
from docgen.template.assembly import Assembly, serialize
from docgen.template.manuscript import above
from docgen.template.ooxml import (
    R_STRICT,
    W_STRICT,
    R,
    active_content,
    attribute,
    forbidden_fields,
    word_name,
    word_namespace,
)
from docgen.template.package import read_package
from docgen.template.writer import Archive

AUTHOR: Final = "docgen"
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_BODY: Final = 1  # the order of the body's places: docgen.template.places numbers it first
# What XML 1.0 cannot hold (section 2.2).
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_MARKS: Final = re.compile(r"\{(?=[{%#_])|[}%](?=_\})")


def annotate(data: bytes, findings: Iterable[Finding], shown_as: str) -> bytes | None:
    """The same file with a comment at the paragraph of each finding; equal input, equal bytes.

    ``shown_as`` is the file's name in the places of the findings. A finding elsewhere than in the
    body (headers, footers, notes, properties, another file) stands at the first paragraph and says
    where it is. A .dotx comes back as a document. ``None`` for a file of which no copy should be
    made or can be: it is no Word file, is damaged, or holds active content.
    """
    try:
        package = read_package(data, shown_as)
        if active_content(package):
            return None
        assembly = Assembly(package)
        root = assembly.tree(assembly.document)
        if forbidden_fields(root, Place(shown_as)):
            return None
        comments = _comments(assembly, root)
        first = _first_paragraph(root)
    except TemplateError:
        return None
    if comments is None or first is None:
        return None
    paragraphs = [node for node in root.iter() if word_name(node) == "p"]
    numbers = _numbers(root, comments)
    for finding in in_reading_order(findings):
        place = finding.place
        here = place.file == shown_as and place.order[:1] == (_BODY,) and len(place.order) == 2
        if here and 0 < place.order[1] <= len(paragraphs):
            where, paragraph = "", _outermost(paragraphs[place.order[1] - 1])
        else:
            where, paragraph = (place.detail if place.file == shown_as else str(place)), first
        number = next(numbers)
        _anchor(paragraph, number)
        _comment(comments, number, finding, where)
    return Archive(assembly.fixed_entries(without=[])).pack([])


def _comments(assembly: Assembly, root: etree._Element) -> etree._Element | None:
    """The root of the part that holds the file's comments, made where there is none."""
    name = assembly.related(assembly.document, "comments")
    if name is None:
        space = word_namespace(root)
        empty = etree.Element(f"{{{space}}}comments", nsmap={"w": space})
        name = f"{assembly.document.rpartition('/')[0]}/comments.xml".lstrip("/")
        if assembly.find(name) is None:
            assembly.put(name, serialize(empty), _CONTENT_TYPE)
        else:
            folder = name.rpartition("/")[0] or "word"
            name = assembly.add(folder, "comments", "xml", serialize(empty), _CONTENT_TYPE)
        kind = R_STRICT if space == W_STRICT else R
        target = assembly.relative(assembly.document, name)
        assembly.relate(assembly.document, f"{kind}/comments", target, external=False)
    comments = assembly.tree(name)
    return comments if word_name(comments) == "comments" else None


def _numbers(*roots: etree._Element) -> Iterator[int]:
    """Numbers that no comment has yet."""
    used = [
        int(said)
        for root in roots
        for node in root.iter()
        if (word_name(node) or "").startswith("comment")
        and re.fullmatch("[0-9]{1,9}", said := attribute(node, "id"))
    ]
    return itertools.count(max(used, default=-1) + 1)


def _first_paragraph(root: etree._Element) -> etree._Element | None:
    """The first paragraph of the body, which gets one where it has none."""
    for body in root:
        if word_name(body) == "body":
            for node in body.iter():
                if word_name(node) == "p":
                    return _outermost(node)
            made = etree.Element(f"{{{word_namespace(root)}}}p")
            body.insert(0, made)
            return made
    return None


def _outermost(paragraph: etree._Element) -> etree._Element:
    """The paragraph, or the one that its text box stands in: Word comments on no text boxes."""
    while (outer := above(paragraph, "p")) is not None:
        paragraph = outer
    return paragraph


def _anchor(paragraph: etree._Element, number: int) -> None:
    """Put a comment's range around the content of a paragraph, and its reference behind it."""
    space = word_namespace(paragraph)

    def made(name: str) -> etree._Element:
        node = etree.Element(f"{{{space}}}{name}")
        node.set(f"{{{space}}}id", str(number))
        return node

    at = 0
    while at < len(paragraph) and word_name(paragraph[at]) in ("pPr", "commentRangeStart"):
        at += 1
    paragraph.insert(at, made("commentRangeStart"))
    paragraph.append(made("commentRangeEnd"))
    run = etree.SubElement(paragraph, f"{{{space}}}r")
    run.append(made("commentReference"))


def _comment(comments: etree._Element, number: int, finding: Finding, where: str) -> None:
    space = word_namespace(comments)
    comment = etree.SubElement(comments, f"{{{space}}}comment")
    for name, value in (("id", str(number)), ("author", AUTHOR), ("initials", AUTHOR[:1])):
        comment.set(f"{{{space}}}{name}", value)
    head = f"{finding.code} {finding.severity.value}"
    lines = [f"{head}, {where}: {finding.message}" if where else f"{head}: {finding.message}"]
    if finding.hint:
        lines.append(f"→ {finding.hint}")
    for line in lines:
        paragraph = etree.SubElement(comment, f"{{{space}}}p")
        # The words are English, also in a file whose paragraphs run from right to left.
        properties = etree.SubElement(paragraph, f"{{{space}}}pPr")
        direction = etree.SubElement(properties, f"{{{space}}}bidi")
        direction.set(f"{{{space}}}val", "0")
        run = etree.SubElement(paragraph, f"{{{space}}}r")
        text = etree.SubElement(run, f"{{{space}}}t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        # Messages quote tags: with a blank of no width in its marks none is a tag of the copy.
        text.text = _MARKS.sub("\\g<0>\u200b", _NOT_XML.sub("\ufffd", line))
