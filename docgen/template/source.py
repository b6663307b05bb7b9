"""From a tree with marks to Jinja source, with the place of every line."""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from docgen.diagnostics import Finding, error
from docgen.template.blocks import match_blocks, path_to, without_raw
from docgen.template.marks import (
    TARGET,
    TOKEN_CLOSE,
    TOKEN_OPEN,
    Context,
    Mark,
    number_of,
)
from docgen.template.ooxml import attributes, word_name
from docgen.template.runs import INLINE_CONTAINERS, hoist
from docgen.template.tags import Kind

# Marks around Jinja code. They are private-use characters, so that no text of a template can be
# taken for code, whatever braces it holds.
BEGIN: Final = "\uf8f0"
END: Final = "\uf8f1"
_MARK: Final = re.compile(rf"<\?{TARGET} (\d+)\?>|{TOKEN_OPEN}(\d+){TOKEN_CLOSE}")
# A character of a template that is no token (Symbol fonts have it): see marks.keep_private_use.
_NO_TOKEN: Final = re.compile(f"{TOKEN_OPEN}{TOKEN_CLOSE}")
RESERVED: Final = frozenset({BEGIN, END, TOKEN_OPEN, TOKEN_CLOSE})
_RESERVED: Final = re.compile(f"[{BEGIN}{END}]")
_NAMESPACES: Final = re.compile(r'\sxmlns(:\w+)?="[^"]*"')
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Source:
    """Jinja source of one part. ``lines[i]`` is the line (from 1) on which ``marks[i]`` stands."""

    text: str
    lines: tuple[int, ...]
    marks: tuple[Mark, ...]

    def mark_at(self, line: int) -> Mark | None:
        """The tag that a line of the source belongs to."""
        index = bisect.bisect_right(self.lines, line) - 1
        return self.marks[index] if index >= 0 else None


def check_blocks(root: etree._Element, in_order: list[Mark]) -> list[Finding]:
    """Match the blocks of a part, and make sure that what each encloses is whole XML.

    ``in_order`` is the marks of the part in document order, see :func:`document_order`.
    A block may begin in one paragraph and end in another, or in two cells of a row: what matters
    is that the elements closed and opened between them have the same names. Where only a
    hyperlink, a tracked insertion or the like stands in the way, it is divided.
    """
    standing = {
        number: node for node in root.iter(etree.PI) if (number := number_of(node)) is not None
    }
    attribute_of = _attributes_with_marks(root)
    blocks, findings = match_blocks(in_order)
    for block in blocks:
        nodes = [standing[mark.number] for mark in block if mark.number in standing]
        if len(nodes) != len(block):
            if nodes or len({attribute_of.get(mark.number) for mark in block}) != 1:
                findings.append(_apart(block, "one is in a description or another property"))
            continue
        if not _parallel(nodes):
            for node in nodes:
                _out_of_containers(node)
        if not _parallel(nodes):
            findings.append(
                _apart(block, "one is in a table cell, a text box or a content control")
            )
    return findings


def _apart(block: list[Mark], where: str) -> Finding:
    first, last = block[0], block[-1]
    return error(
        "T011",
        first.place,
        f"{{% {first.tag.code} %}} and its {{% {last.tag.keyword} %}} ({last.place.detail}) do not "
        f"stand at the same level: {where} and the other is not",
        "put both in the same cell or box, or both outside",
    )


def _attributes_with_marks(root: etree._Element) -> dict[int, int]:
    """The attributes in which marks stand, numbered, by the numbers of the marks."""
    values = (
        value
        for node in root.iter()
        if isinstance(node.tag, str)
        for _, value in attributes(node)
        if TOKEN_OPEN in value
    )
    return {
        int(match.group(2)): index
        for index, value in enumerate(values)
        for match in _MARK.finditer(value)
        if match.group(2)
    }


def document_order(root: etree._Element, marks: list[Mark]) -> list[Mark]:
    """The marks of a part as they stand in it, without those that ``{% raw %}`` prints."""
    order: list[Mark] = []
    for node in root.iter():
        number = number_of(node)
        if number is not None:
            order.append(marks[number])
        elif isinstance(node.tag, str):
            for _, value in attributes(node):
                if TOKEN_OPEN in value:
                    order += [marks[int(m.group(2))] for m in _MARK.finditer(value) if m.group(2)]
    return without_raw(order)


def _parallel(nodes: list[etree._Element]) -> bool:
    top = _common_ancestor(nodes)
    paths = [path_to(node, top) for node in nodes]
    return all(path == paths[0] for path in paths)


def _common_ancestor(nodes: list[etree._Element]) -> etree._Element:
    chains = [list(node.iterancestors())[::-1] for node in nodes]
    common = chains[0][0]
    for level in zip(*chains, strict=False):
        if any(up is not level[0] for up in level):
            break
        common = level[0]
    return common


def _out_of_containers(node: etree._Element) -> None:
    target: etree._Element | None = None
    for up in node.iterancestors():
        name = word_name(up)
        if name not in INLINE_CONTAINERS and name not in ("r", "t"):
            target = up
            break
    if target is not None and node.getparent() is not target:
        hoist(node, target)


def write_source(root: etree._Element, marks: list[Mark], link_style: str) -> Source:
    """Serialize a part with its marks as Jinja code.

    Each tag ends its line of the source, so that a line number names a tag.
    """
    xml = etree.tostring(root, encoding="unicode")
    declared = {f' xmlns:{prefix}="{space}"' for prefix, space in root.nsmap.items()}
    pieces: list[str] = [DECLARATION]
    lines: list[int] = []
    standing: list[Mark] = []
    line = 1 + DECLARATION.count("\n")
    raw = False
    for text, mark in _split(xml, marks):
        clean = _RESERVED.sub(
            lambda match: f"&#{ord(match.group())};", _NO_TOKEN.sub(TOKEN_OPEN, text)
        )
        pieces.append(clean)
        line += clean.count("\n")
        if mark is None:
            continue
        keyword = mark.tag.keyword if mark.tag.kind is Kind.STATEMENT else ""
        if keyword in ("raw", "endraw"):
            raw = keyword == "raw"
            continue
        if raw or mark.tag.kind is Kind.ESCAPE:
            pieces.append(_escape(_as_written(mark)))
            continue
        code = _code(mark, link_style, declared)
        pieces.append(code)
        lines.append(line)
        standing.append(mark)
        line += code.count("\n")
    return Source("".join(pieces), tuple(lines), tuple(standing))


def _split(xml: str, marks: list[Mark]) -> Iterator[tuple[str, Mark | None]]:
    position = 0
    for match in _MARK.finditer(xml):
        yield xml[position : match.start()], marks[int(match.group(1) or match.group(2))]
        position = match.end()
    yield xml[position:], None


def _code(mark: Mark, link_style: str, declared: set[str]) -> str:
    code = mark.tag.code
    if mark.tag.kind is Kind.STATEMENT:
        return f"{BEGIN}% {code} \n%{END}"
    match mark.context:
        case Context.TEXT:
            return f"{BEGIN}{{ {code} \n}}{END}"
        case Context.RUN:
            own = _NAMESPACES.sub(
                lambda match: "" if match.group() in declared else match.group(),
                mark.run_properties,
            )
            properties = json.dumps(own)
            filters = f"_run({properties}, {json.dumps(link_style)})"
        case _:
            filters = f"_{mark.context.value}"
    return f"{BEGIN}{{ ({code}) | {filters} \n}}{END}"


def _as_written(mark: Mark) -> str:
    tag = mark.tag
    match tag.kind:
        case Kind.ESCAPE:
            return tag.code
        case Kind.OUTPUT:
            return f"{{{{ {tag.code} }}}}"
        case Kind.STATEMENT:
            return f"{{% {tag.code} %}}"
        case Kind.COMMENT:
            return ""


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
