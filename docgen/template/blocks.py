"""Which statements open, divide and close a block, and whether they match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

from docgen.diagnostics import Finding, error
from docgen.template.marks import Mark
from docgen.template.tags import Kind, Tag

# Jinja's blocks and docxtpl's use of them. Those that load or inherit other templates are not
# part of the dialect: `include` is resolved when the template is compiled.
OPENERS: Final = {
    "if": "endif",
    "for": "endfor",
    "macro": "endmacro",
    "call": "endcall",
    "filter": "endfilter",
    "with": "endwith",
    "raw": "endraw",
    "autoescape": "endautoescape",
}
MIDDLES: Final = {"elif": ("if",), "else": ("if", "for")}
SINGLE: Final = frozenset({"do", "set", "include", "break", "continue"})
REFUSED: Final = {
    "extends": 'a Word template cannot extend another one; use {%p include "name" %}',
    "block": "a Word template has no blocks to override; use {%p if … %} or an include",
    "import": "write the macro in this template",
    "from": "write the macro in this template",
    "autoescape": "values are always escaped",
}
_CLOSERS: Final = {closer: opener for opener, closer in OPENERS.items()} | {"endset": "set"}


_ASSIGNMENT: Final = re.compile(r"set\s[\w\s.,()]*=")


def is_assignment(tag: Tag) -> bool:
    """Whether a ``set`` gives its value at once, and opens no block."""
    return _ASSIGNMENT.match(tag.code) is not None


def is_opener(tag: Tag) -> bool:
    """Whether a statement opens a block (``set`` does so only without ``=``)."""
    if tag.kind is not Kind.STATEMENT:
        return False
    return tag.keyword in OPENERS or (tag.keyword == "set" and not is_assignment(tag))


def is_closer(tag: Tag) -> bool:
    """Whether a statement closes a block."""
    return tag.kind is Kind.STATEMENT and tag.keyword in _CLOSERS


def is_middle(tag: Tag) -> bool:
    """Whether a statement divides a block."""
    return tag.kind is Kind.STATEMENT and tag.keyword in MIDDLES


def balanced(tags: Sequence[Tag]) -> bool:
    """Whether these statements open and close only among themselves."""
    stack: list[str] = []
    for tag in tags:
        if is_opener(tag):
            stack.append(tag.keyword)
        elif is_closer(tag):
            if not stack or stack.pop() != _CLOSERS[tag.keyword]:
                return False
        elif is_middle(tag) and not stack:
            return False
    return not stack


def without_raw(marks: Sequence[Mark]) -> list[Mark]:
    """Marks in document order without those between ``{% raw %}`` and ``{% endraw %}``."""
    live: list[Mark] = []
    raw = False
    for mark in marks:
        keyword = mark.tag.keyword if mark.tag.kind is Kind.STATEMENT else ""
        raw = raw and keyword != "endraw"
        if not raw:
            live.append(mark)
        raw = raw or keyword == "raw"
    return live


def match_blocks(marks: Sequence[Mark]) -> tuple[list[list[Mark]], list[Finding]]:
    """Group the statements of one part into blocks: opener, middles, closer, in document order.

    Findings (T011): closed but never opened, opened but never closed, crossed; (T010): statements
    that are no part of the dialect.
    """
    blocks: list[list[Mark]] = []
    findings: list[Finding] = []
    stack: list[list[Mark]] = []
    for mark in marks:
        tag = mark.tag
        if tag.kind is not Kind.STATEMENT:
            continue
        word = tag.keyword
        if word in REFUSED:
            findings.append(
                error("T010", mark.place, f"{{% {word} … %}} is not for Word templates",
                      REFUSED[word])
            )  # fmt: skip
        if word in ("break", "continue") and not _in_loop(stack):
            findings.append(_unmatched(mark, "for"))
        if is_opener(tag):
            stack.append([mark])
        elif is_middle(tag):
            if not stack or stack[-1][0].tag.keyword not in MIDDLES[word]:
                findings.append(_unmatched(mark, " or ".join(MIDDLES[word])))
            else:
                stack[-1].append(mark)
        elif is_closer(tag):
            opener = _CLOSERS[word]
            if stack and stack[-1][0].tag.keyword == opener:
                blocks.append([*stack.pop(), mark])
            elif any(open_[0].tag.keyword == opener for open_ in stack):
                while stack[-1][0].tag.keyword != opener:
                    findings.append(_open(stack.pop()[0], mark))
                blocks.append([*stack.pop(), mark])
            else:
                findings.append(_unmatched(mark, opener))
    findings.extend(_open(block[0], None) for block in stack)
    return blocks, findings


def _in_loop(stack: Sequence[Sequence[Mark]]) -> bool:
    for block in reversed(stack):
        word = block[0].tag.keyword
        if word in ("for", "macro", "call"):
            return word == "for"
    return False


def _unmatched(mark: Mark, opener: str) -> Finding:
    return error(
        "T011",
        mark.place,
        f"{{% {mark.tag.keyword} %}} without its {{% {opener} %}}, near “{mark.near}”",
        f"add {{% {opener} … %}} before it, or remove it",
    )


def _open(mark: Mark, closed_by: Mark | None) -> Finding:
    closer = OPENERS.get(mark.tag.keyword, "endset")
    why = "is never closed"
    if closed_by is not None:
        detail = closed_by.place.detail
        why = f"is still open where {{% {closed_by.tag.keyword} %}} comes ({detail})"
    return error(
        "T011",
        mark.place,
        f"{{% {mark.tag.code} %}} {why}, near “{mark.near}”",
        f"add {{% {closer} %}} where the block ends",
    )


def path_to(node: etree._Element, top: etree._Element) -> list[str]:
    """The names of the elements between ``top`` (left out) and a node, outermost first."""
    names: list[str] = []
    for up in node.iterancestors():
        if up is top:
            break
        names.append(str(up.tag))
    return names[::-1]
