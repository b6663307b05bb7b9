"""What stands inside one line of a wording: text, tags, marks, tabs and cross-references.

The tags are those of :mod:`docgen.template.tags`; the marks are fixed in docs/wording.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from docgen.template.tags import Level, Tag, find_tags

ESCAPABLE: Final = frozenset("*`[]\\|#-:")

# Word allows 40 characters in a bookmark's name; "_Ref_" takes five of them (clause 17.13.6.2).
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,34}")


@dataclass(frozen=True, slots=True)
class Text:
    """Text with its tags, in one formatting.

    ``left_to_right`` stands for backquotes; ``alone`` for a tag (``{{r … }}``) that replaces its
    whole run and therefore needs a run of its own.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    left_to_right: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """The tab between a label and what it labels."""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """The number of the heading that bears ``name``."""

    name: str
    strong: bool = False
    emphasis: bool = False


Inline = Text | Tab | CrossReference


class Fault(NamedTuple):
    """What is wrong in a line, and what to do about it; the caller knows the place."""

    message: str
    hint: str


class Line(NamedTuple):
    """The content of a line and all of its faults."""

    content: tuple[Inline, ...]
    faults: tuple[Fault, ...]


def tag_of_its_own(line: str) -> str | None:
    """The line if it is one tag that takes its paragraph with it (``{%p … %}``), else ``None``."""
    match find_tags(line):
        case [Tag(start=0, level=Level.PARAGRAPH) as tag] if tag.end == len(line):
            return line
    return None


def tag_faults(line: str) -> list[Fault]:
    """Tags of a line that are not closed, or that cannot stand inside a line."""
    faults = []
    for tag in find_tags(line):
        if not isinstance(tag, Tag):
            faults.append(Fault(f"{tag.marks} is not closed", "a tag begins and ends in one line"))
        elif tag.level is Level.PARAGRAPH:
            code = line[tag.start : tag.end]
            faults.append(Fault(f"{code} stands beside other text", "give it a line of its own"))
        elif tag.level in (Level.ROW, Level.CELL):
            code = line[tag.start : tag.end]
            faults.append(
                Fault(f"{code}: a wording has no table rows or cells of its own", "use {%p … %}")
            )
    return faults


def read_line(line: str, *, tabs: bool) -> Line:
    """Read the inside of a line; ``tabs`` tells that `` | `` is a tab here. Never raises."""
    faults = tag_faults(line)
    return Line((), tuple(faults)) if faults else _Reader(line, tabs).read()


class _Reader:
    """One pass over a line; tags are passed over whole."""

    def __init__(self, line: str, tabs: bool) -> None:
        self.line = line
        self.tabs = tabs
        self.tags = {tag.start: tag for tag in find_tags(line) if isinstance(tag, Tag)}
        self.content: list[Inline] = []
        self.faults: list[Fault] = []
        self.buffer: list[str] = []
        self.strong = self.emphasis = False

    def read(self) -> Line:
        position = 0
        while position < len(self.line):
            position = self.step(position)
        self.flush()
        for mark, is_open in (("**", self.strong), ("*", self.emphasis)):
            if is_open:
                self.faults.append(
                    Fault(f"{mark} is not closed", r"write \* for the character itself")
                )
        return Line(tuple(self.content), tuple(self.faults))

    def step(self, at: int) -> int:
        """Take what stands at ``at``; returns where to go on."""
        line = self.line
        if (tag := self.tags.get(at)) is not None:
            return self.take_tag(tag)
        mark = line[at]
        if mark == "\\" and line[at + 1 : at + 2] in ESCAPABLE and at + 1 < len(line):
            self.buffer.append(line[at + 1])
            return at + 2
        if mark == "`":
            return self.take_left_to_right(at)
        if mark == "*":
            return self.take_star(at)
        if mark == "[" and line[at + 1 : at + 2] in ("@", "#"):
            return self.take_name(at)
        if mark == "|" and self.tabs and self.blank(at - 1) and self.blank(at + 1):
            return self.take_tab(at)
        self.buffer.append(mark)
        return at + 1

    def blank(self, at: int) -> bool:
        """Whether a blank, or an end of the line, stands at ``at``."""
        return not 0 <= at < len(self.line) or self.line[at] == " "

    def flush(self, *, left_to_right: bool = False, alone: bool = False) -> None:
        if self.buffer:
            text = "".join(self.buffer)
            self.content.append(Text(text, self.strong, self.emphasis, left_to_right, alone))
            self.buffer.clear()

    def take_tag(self, tag: Tag) -> int:
        code = self.line[tag.start : tag.end]
        if tag.level is Level.RUN:
            self.flush()
            self.buffer.append(code)
            self.flush(alone=True)
        else:
            self.buffer.append(code)
        return tag.end

    def take_star(self, at: int) -> int:
        line = self.line
        mark = "**" if line.startswith("**", at) else "*"
        after = at + len(mark)
        is_open = self.strong if mark == "**" else self.emphasis
        touches = not self.blank(at - 1) if is_open else not self.blank(after)
        if not touches:
            self.buffer.append(mark)
            return after
        self.flush()
        if mark == "**":
            self.strong = not self.strong
        else:
            self.emphasis = not self.emphasis
        return after

    def take_left_to_right(self, at: int) -> int:
        line = self.line
        self.flush()
        position = at + 1
        while position < len(line) and line[position] != "`":
            if (tag := self.tags.get(position)) is not None:
                self.buffer.append(line[position : tag.end])
                position = tag.end
                continue
            if line[position] == "\\" and line[position + 1 : position + 2] in ("`", "\\"):
                position += 1
            self.buffer.append(line[position])
            position += 1
        if position >= len(line):
            self.faults.append(Fault("` is not closed", r"write \` for the character itself"))
        elif not self.buffer:
            self.faults.append(
                Fault("nothing stands between the backquotes", r"write \` for the character itself")
            )
        self.flush(left_to_right=True)
        return position + 1

    def take_name(self, at: int) -> int:
        end = self.line.find("]", at)
        name = self.line[at + 2 : end] if end >= 0 else ""
        if self.line[at + 1] == "#":
            self.faults.append(
                Fault(
                    "a name for cross-references stands only at the end of a numbered heading",
                    r"write \[# for the characters themselves",
                )
            )
        elif not NAME.fullmatch(name):
            self.faults.append(bad_name(name))
        else:
            self.flush()
            self.content.append(CrossReference(name, self.strong, self.emphasis))
        return end + 1 if end >= 0 else at + 2

    def take_tab(self, at: int) -> int:
        while self.buffer and self.buffer[-1] == " ":
            self.buffer.pop()
        self.flush()
        self.content.append(Tab())
        position = at + 1
        while self.line[position : position + 1] == " ":
            position += 1
        return position


def bad_name(name: str) -> Fault:
    """The fault of a name that no bookmark can bear."""
    return Fault(
        f"{name!r} is not a name for cross-references",
        "a name begins with a letter a-z and has at most 35 letters, figures and underscores",
    )
