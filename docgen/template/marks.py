"""Marks: the tags of a template, each with its place, standing in the tree where it will act.

A mark is a processing instruction ``<?docgen 17?>`` between or inside elements, or a token in an
attribute's value. The tree is serialized with its marks and they become Jinja code
(:mod:`docgen.template.source`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lxml import etree

from docgen.diagnostics import Finding, Place, error
from docgen.template.ooxml import attributes
from docgen.template.tags import Kind, Level, Tag, Unclosed

TARGET: Final = "docgen"
# Private-use characters that stand around a mark's number in an attribute's value.
TOKEN_OPEN: Final = "\uf8f2"
TOKEN_CLOSE: Final = "\uf8f3"


class Context(StrEnum):
    """Where a value is printed, which decides how it is written."""

    TEXT = "text"  # in w:t: line breaks and tabs become w:br and w:tab
    RUN = "run"  # between runs: the value brings or gets a run of its own
    BLOCK = "block"  # between paragraphs: the value brings paragraphs
    PLAIN = "plain"  # an attribute, a property: text only
    FIELD = "field"  # a field's instruction: text that cannot leave its quotation marks


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag at its place. ``run_properties`` is the ``w:rPr`` of the run that it stood in."""

    number: int
    tag: Tag
    place: Place
    near: str
    context: Context = Context.TEXT
    run_properties: str = ""


@dataclass(slots=True)
class Marks:
    """All marks of a template in the making, and what is wrong with its tags."""

    items: list[Mark] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(
        self,
        tag: Tag,
        place: Place,
        near: str,
        context: Context = Context.TEXT,
        run_properties: str = "",
    ) -> Mark:
        """Number a tag."""
        mark = Mark(len(self.items), tag, place, near, context, run_properties)
        self.items.append(mark)
        return mark

    def unclosed(self, tag: Unclosed, place: Place, near: str) -> None:
        """Report opening marks without their closing ones."""
        self.findings.append(
            error("T010", place, f"{tag.marks} opens a tag that is never closed, near “{near}”",
                  "close it in the same paragraph, or remove it")
        )  # fmt: skip

    def misplaced(self, place: Place, message: str, hint: str) -> None:
        """Report a tag in a place where it cannot work."""
        self.findings.append(error("T012", place, message, hint))


def instruction(mark: Mark) -> etree._Element:
    """The processing instruction that stands for a mark."""
    return etree.ProcessingInstruction(TARGET, str(mark.number))


def token(mark: Mark) -> str:
    """What stands for a mark in an attribute's value."""
    return f"{TOKEN_OPEN}{mark.number}{TOKEN_CLOSE}"


def keep_private_use(root: etree._Element) -> None:
    """Tell a template's own private-use characters from tokens: write them as an empty token."""
    empty = TOKEN_OPEN + TOKEN_CLOSE
    for node in root.iter():
        if node.text and TOKEN_OPEN in node.text:
            node.text = node.text.replace(TOKEN_OPEN, empty)
        for name, value in attributes(node):
            if TOKEN_OPEN in value:
                node.set(name, value.replace(TOKEN_OPEN, empty))


def number_of(node: etree._Element) -> int | None:
    """The number of the mark that a node stands for, or ``None``."""
    if isinstance(node, etree._ProcessingInstruction) and node.target == TARGET:
        return int(node.text or "")
    return None


def near(text: str, start: int, end: int, width: int = 24) -> str:
    """The words around a tag, for a message."""
    begin, finish = max(0, start - width), min(len(text), end + width)
    words = text[begin:finish].replace("\n", " ").replace("\t", " ").strip()
    return f"{'…' if begin else ''}{words}{'…' if finish < len(text) else ''}"


def acts(tag: Tag) -> bool:
    """Whether a tag leaves anything in the compiled template (a comment does not)."""
    return tag.kind is not Kind.COMMENT


BREAKING_LEVELS: Final = (Level.PARAGRAPH, Level.ROW, Level.CELL)
