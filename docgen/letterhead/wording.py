"""Reading the wording of a template: text, as docs/wording.md describes it, to a tree.

Every fault of a wording is a finding T030 with its line; a wording with faults has no tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from docgen.diagnostics import Finding, Outcome, Place, did_you_mean, error, nearest
from docgen.letterhead.grid import Grid
from docgen.letterhead.inline import (
    NAME,
    CrossReference,
    Inline,
    bad_name,
    read_line,
    tag_faults,
    tag_of_its_own,
)
from docgen.letterhead.styles import NUMBERED, WORDING_STYLES

PROPERTIES: Final = ("title", "subject")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in one of :data:`docgen.letterhead.styles.WORDING_STYLES`.

    ``bookmark`` is the name under which cross-references find it, empty for none.
    """

    style: str
    content: tuple[Inline, ...]
    line: int
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag that takes a paragraph of its own: ``{%p if recipient %}``."""

    tag: str
    line: int


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """The two halves of the reference table: the sender's particulars, and who is written to."""

    reference: tuple[Paragraph | TagLine, ...]
    addressee: tuple[Paragraph | TagLine, ...]
    line: int


Block = Paragraph | TagLine | ReferenceTable | Grid


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of one document in one language; tags stand in it as text."""

    title: str
    subject: str
    blocks: tuple[Block, ...]

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in reading order, those of the table included, tags left out."""
        found: list[Paragraph] = []
        for block in self.blocks:
            inner = (
                (*block.reference, *block.addressee)
                if isinstance(block, ReferenceTable)
                else (block,)
            )
            found.extend(part for part in inner if isinstance(part, Paragraph))
        return tuple(found)


# XML 1.0, production 2, less the tab, for which a wording has its own mark.
_IMPOSSIBLE: Final = re.compile("[\x00-\x08\t\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PROPERTY: Final = re.compile(r"([a-z][a-z ]*):(?: +(.*))?")
_STYLE: Final = re.compile(r"\[(?![@#])([^\[\]]*)\](?: +(.*))?")
_BOOKMARK: Final = re.compile(r"(?<!\\)\[#([^\[\]]*)\]$")


def read_wording(text: str, shown_as: str) -> Outcome[Wording]:
    """Read a wording; ``shown_as`` names its file in the findings. Never raises."""
    reader = _Reader(shown_as)
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    for number, line in enumerate(lines, start=1):
        reader.read(number, line.strip(" "))
    return reader.finish(len(lines))


class _Reader:
    """Takes a wording line by line."""

    def __init__(self, shown_as: str) -> None:
        self.shown_as = shown_as
        self.findings: list[Finding] = []
        self.properties: dict[str, str] = {}
        self.in_head = True
        self.blocks: list[Block] = []
        self.halves: dict[str, list[Paragraph | TagLine]] = {}
        self.table_line = 0

    def fault(self, line: int, message: str, hint: str) -> None:
        self.findings.append(error("T030", Place.line(self.shown_as, line), message, hint))

    def read(self, number: int, line: str) -> None:
        if (match := _IMPOSSIBLE.search(line)) is not None:
            what = "a tab" if match.group() == "\t" else f"the character U+{ord(match.group()):04X}"
            hint = "write | for a tab" if match.group() == "\t" else "delete it"
            self.fault(number, f"{what} cannot stand in a wording", hint)
            return
        if not line:
            # The properties end with the first blank line, if there are any at all.
            self.in_head = self.in_head and not self.properties
            return
        if self.in_head and (match := _PROPERTY.fullmatch(line)) is not None:
            self.read_property(number, match.group(1), match.group(2) or "")
            return
        self.in_head = False
        if line.startswith(":::"):
            self.read_fence(number, line[3:].strip(" "))
        elif (tag := tag_of_its_own(line)) is not None:
            self.add(TagLine(tag, number))
        else:
            self.read_paragraph(number, line)

    def add(self, block: Paragraph | TagLine) -> None:
        if self.halves:
            self.halves[list(self.halves)[-1]].append(block)
        else:
            self.blocks.append(block)

    def read_property(self, number: int, name: str, content: str) -> None:
        if name not in PROPERTIES:
            self.fault(number, f"unknown property {name!r}", did_you_mean(name, PROPERTIES))
        elif name in self.properties:
            self.fault(number, f"{name} stands twice", "delete one of the two lines")
        elif not content:
            self.fault(number, f"{name} is empty", "write what the document's property shall be")
        for fault in tag_faults(content):
            self.fault(number, *fault)
        self.properties.setdefault(name, content)

    def read_fence(self, number: int, name: str) -> None:
        after = list(self.halves)
        if name == "reference" and not after:
            self.halves = {"reference": []}
            self.table_line = number
        elif name == "addressee" and after == ["reference"]:
            self.halves["addressee"] = []
        elif not name and after == ["reference", "addressee"]:
            reference, addressee = (tuple(half) for half in self.halves.values())
            for half, content in self.halves.items():
                if not any(isinstance(part, Paragraph) for part in content):
                    self.fault(self.table_line, f"the {half} half of the table is empty",
                               "write at least one paragraph in it")  # fmt: skip
            self.blocks.append(ReferenceTable(reference, addressee, self.table_line))
            self.halves = {}
        else:
            self.fault(
                number,
                f"{f'::: {name}'.strip()} has no place here",
                "a table is ::: reference, then ::: addressee, then :::",
            )

    def read_paragraph(self, number: int, line: str) -> None:
        style, content, tabs = "Body Text", line, False
        marks = re.match(r"#+|-", line)
        if marks is not None:
            style = {"#": "Heading 1", "##": "Annex Heading", "-": "Bullet"}.get(marks.group(), "")
            content = line[marks.end() :]
            if not style or (content and not content.startswith(" ")):
                written = marks.group()
                self.fault(
                    number,
                    "there are two levels of headings: # and ##"
                    if not style
                    else f"no blank stands after {written}",
                    rf"write \{written[0]} for the character itself",
                )
                return
        elif (match := _STYLE.fullmatch(line)) is not None:
            style, content, tabs = match.group(1), match.group(2) or "", True
            if style not in WORDING_STYLES:
                self.unknown_style(number, style)
                return
        elif line.startswith("[") and line[1:2] not in ("@", "#"):
            self.fault(number, "[ begins the name of a style, with ] and a blank after it",
                       r"write \[ for the character itself")  # fmt: skip
            return
        self.add_paragraph(number, style, content.strip(" "), tabs)

    def unknown_style(self, number: int, style: str) -> None:
        hint = rf"known: {', '.join(WORDING_STYLES)}; write \[ for the character itself"
        if (known := nearest(style, WORDING_STYLES)) is not None:
            hint = f"did you mean {known}?"
        self.fault(number, f"unknown style {style!r}", hint)

    def add_paragraph(self, number: int, style: str, content: str, tabs: bool) -> None:
        bookmark = ""
        if style in NUMBERED and (match := _BOOKMARK.search(content)) is not None:
            bookmark, content = match.group(1), content[: match.start()].rstrip(" ")
            if not NAME.fullmatch(bookmark):
                self.fault(number, *bad_name(bookmark))
        line = read_line(content, tabs=tabs)
        for fault in line.faults:
            self.fault(number, *fault)
        if not line.content and not line.faults:
            self.fault(number, "an empty paragraph", "write its text, or delete the line")
        self.add(Paragraph(style, line.content, number, bookmark))

    def finish(self, lines: int) -> Outcome[Wording]:
        if self.halves:
            self.fault(self.table_line, "the table is not closed", "write ::: after its last line")
        if "title" not in self.properties:
            self.fault(1, "the wording has no title", "write title: … on the first line")
        if not self.blocks and not self.findings:
            self.fault(lines, "the wording has no text", "write at least one paragraph")
        title, subject = (self.properties.get(name, "") for name in PROPERTIES)
        wording = Wording(title, subject, tuple(self.blocks))
        self.check_names(wording)
        found = tuple(sorted(dict.fromkeys(self.findings), key=lambda one: one.place.order))
        return Outcome(None, found) if found else Outcome(wording)

    def check_names(self, wording: Wording) -> None:
        # Word takes no notice of upper and lower case in bookmarks' names.
        names: dict[str, tuple[str, int]] = {}
        paragraphs = wording.paragraphs()
        for paragraph in paragraphs:
            if not paragraph.bookmark:
                continue
            name = paragraph.bookmark
            first = names.setdefault(name.casefold(), (name, paragraph.line))
            if first[1] != paragraph.line:
                self.fault(paragraph.line, f"the name {name!r} is given twice",
                           f"it already stands in line {first[1]}")  # fmt: skip
        known = {name for name, _ in names.values()}
        for paragraph in paragraphs:
            for part in paragraph.content:
                if isinstance(part, CrossReference) and part.name not in known:
                    hint = (
                        did_you_mean(part.name, known)
                        if known
                        else f"write [#{part.name}] at the end of a numbered heading"
                    )
                    self.fault(paragraph.line, f"no heading bears the name {part.name!r}", hint)
