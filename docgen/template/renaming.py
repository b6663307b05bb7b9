"""Names and ids of many documents in one: each once, and references to the own document.

Bookmarks are what fields, hyperlinks and tables of contents point to (ECMA-376 part 1, 17.13.6,
17.16.5); Word drops the second of two of one name, and takes two shapes or content controls of one
id for damage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from lxml import etree

from docgen.template.ooxml import XML_SPACE, attribute, attributes, word_name, word_namespace

_MAX_NAME: Final = 40  # characters of a bookmark's name
_SHAPES: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_DRAWING_STRICT: Final = "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_WITH_OTHER_IDS: Final = frozenset(
    {
        *("footnote", "endnote", "comment", "footnoteReference", "endnoteReference"),
        *("commentReference", "commentRangeStart", "commentRangeEnd"),
    }
)
_IDS: Final = {
    f"{{{_DRAWING}}}docPr": "drawing",
    f"{{{_DRAWING_STRICT}}}docPr": "drawing",
    f"{{{_SHAPES}}}txbx": "text box",
    f"{{{_SHAPES}}}linkedTxbx": "text box",
}
_NAME_IN_CODE: Final = r'([^\s"\\]+)'
_POINTERS: Final = (
    re.compile(rf'(\s*(?:REF|PAGEREF|NOTEREF|FTNREF|GOTOBUTTON)\s+"?){_NAME_IN_CODE}', re.I),
    re.compile(rf'(\s*HYPERLINK\b.*?\\l\s+"?){_NAME_IN_CODE}', re.I | re.S),
    re.compile(rf'(\s*TOC\b.*?\\b\s+"?){_NAME_IN_CODE}', re.I | re.S),
)
_PAGES: Final = re.compile(r"\A(\s*)NUMPAGES\b", re.I)
_SEQUENCE: Final = re.compile(r'\s*SEQ\s+"?([^\s"\\]+)', re.I)
_COUNTED: Final = re.compile(r"\\[rc]\b", re.I)  # a number given, or the one before repeated


class Names:
    """What is taken in a document into which letters are joined."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._bookmarks: set[str] = set()
        self._taken: dict[str, set[str]] = {}
        self._last: dict[str, int] = {}
        for root in roots:
            for node, name, family in _ids(root):
                self._taken.setdefault(family, set()).add(node.get(name, ""))
            self._bookmarks |= {name.casefold() for name in bookmarks(root)}

    def rename_bookmarks(self, tops: Iterable[etree._Element], letter: int) -> dict[str, str]:
        """Give bookmarks names of their own; the new names by the old ones without case."""
        renamed: dict[str, str] = {}
        for top in tops:
            for node in top.iter():
                if word_name(node) == "bookmarkStart":
                    old = attribute(node, "name")
                    new = self.free_bookmark(old, letter)
                    renamed[old.casefold()] = new
                    node.set(f"{{{word_namespace(node)}}}name", new)
        return renamed

    def keep_bookmarks(self, tops: Iterable[etree._Element]) -> dict[str, str]:
        """Give new names to those bookmarks whose names are taken; the others are taken now."""
        renamed: dict[str, str] = {}
        for top in tops:
            for node in top.iter():
                if word_name(node) == "bookmarkStart":
                    old = attribute(node, "name")
                    if old.casefold() not in self._bookmarks:
                        self._bookmarks.add(old.casefold())
                        continue
                    renamed[old.casefold()] = new = self.free_bookmark(old, 2)
                    node.set(f"{{{word_namespace(node)}}}name", new)
        return renamed

    def free_bookmark(self, name: str, letter: int) -> str:
        """A name like ``name`` that no bookmark has."""
        end, number = f"_{letter}", 1
        new = name[: _MAX_NAME - len(end)] + end
        while new.casefold() in self._bookmarks:
            number += 1
            more = f"{end}_{number}"
            new = name[: _MAX_NAME - len(more)] + more
        self._bookmarks.add(new.casefold())
        return new

    def renew_ids(self, tops: Iterable[etree._Element], letter: int) -> None:
        """Give everything that bears an id one of its own; what belongs together stays together.

        Word's ids of paragraphs (``w14:paraId``) go, and the ties of content controls to data of
        the file: these data are the first letter's.
        """
        given: dict[tuple[str, str, str], str] = {}
        shapes: dict[str, str] = {}
        tops = list(tops)
        for top in tops:
            for node, name, family in _ids(top):
                own = word_name(node) or family
                key = (family, own.removesuffix("Start").removesuffix("End"), node.get(name, ""))
                if key not in given or family in ("drawing", "control"):
                    given[key] = self.free_id(family)
                node.set(name, given[key])
            for node in list(top.iter()):
                if str(node.tag).endswith("}dataBinding"):
                    _drop(node)
                elif str(node.tag).startswith(_VML) and node.get("id"):
                    shapes[node.get("id", "")] = f"{node.get('id')}_{letter}"
                for name, _ in attributes(node):
                    if name.endswith(("}paraId", "}textId")):
                        del node.attrib[name]
        if shapes:
            for top in tops:
                _rename_shapes(top, shapes)

    def free_id(self, family: str) -> str:
        """An id that nothing of its family (``annotation``, ``drawing``, ``control``) has."""
        number = self._last.get(family, 0) + 1
        while str(number) in self._taken.get(family, ()):
            number += 1
        self._last[family] = number
        return str(number)


def new_bookmark(paragraph: etree._Element, name: str, names: Names) -> None:
    """An empty bookmark at the end of a paragraph."""
    space = word_namespace(paragraph)
    number = names.free_id("annotation")
    start = etree.SubElement(paragraph, f"{{{space}}}bookmarkStart")
    start.set(f"{{{space}}}id", number)
    start.set(f"{{{space}}}name", name)
    etree.SubElement(paragraph, f"{{{space}}}bookmarkEnd").set(f"{{{space}}}id", number)


def bookmarks(root: etree._Element) -> list[str]:
    """The names of the bookmarks of a part."""
    return [attribute(n, "name") for n in root.iter() if word_name(n) == "bookmarkStart"]


def _ids(root: etree._Element) -> list[tuple[etree._Element, str, str]]:
    """The elements with ids, the attribute that holds it, and what must not share one."""
    found: list[tuple[etree._Element, str, str]] = []
    for node in root.iter():
        name = word_name(node)
        if name is None:
            if node.tag in _IDS and node.get("id") is not None:
                found.append((node, "id", _IDS[str(node.tag)]))
            continue
        space = word_namespace(node)
        if name == "id" and (up := node.getparent()) is not None and word_name(up) == "sdtPr":
            found.append((node, f"{{{space}}}val", "control"))
        elif name not in _WITH_OTHER_IDS and node.get(f"{{{space}}}id") is not None:
            found.append((node, f"{{{space}}}id", "annotation"))
    return found


def _drop(node: etree._Element) -> None:
    holder = node.getparent()
    if holder is not None:
        holder.remove(node)


def _rename_shapes(top: etree._Element, shapes: Mapping[str, str]) -> None:
    for node in top.iter():
        for name, value in attributes(node) if isinstance(node.tag, str) else ():
            if str(node.tag).startswith(_VML) and name == "id":
                node.set(name, shapes[value])
            elif value.startswith("#") and value[1:] in shapes:
                node.set(name, f"#{shapes[value[1:]]}")


def point_to(
    top: etree._Element,
    renamed: Mapping[str, str],
    pages: str = "",
    sequences: set[str] | None = None,
) -> bool:
    """Make fields and hyperlinks point to the new names of bookmarks; whether any changed.

    ``pages`` is the code of the field that takes the place of NUMPAGES, which would count the
    pages of all letters. With ``sequences``, the identifiers that have begun, SEQ fields count from
    1 again.
    """

    def changed(code: str) -> str:
        for pointer in _POINTERS:
            match = pointer.match(code)
            if match is not None and match.group(2).casefold() in renamed:
                new = renamed[match.group(2).casefold()]
                return f"{match.group(1)}{new}{code[match.end() :]}"
        sequence = _SEQUENCE.match(code)
        if sequence is not None and sequences is not None:
            name = sequence.group(1).casefold()
            if name not in sequences:
                sequences.add(name)
                return code if _COUNTED.search(code) else f"{code.rstrip()} \\r 1 "
        if pages:
            code = _PAGES.sub(lambda match: match.group(1) + pages, code, count=1)
        return code

    any_changed = False
    for node in top.iter():
        if word_name(node) == "hyperlink":
            new = renamed.get(attribute(node, "anchor").casefold())
            if new is not None:
                node.set(f"{{{word_namespace(node)}}}anchor", new)
                any_changed = True
    return _change_codes(top, changed) or any_changed


def _change_codes(top: etree._Element, change: Callable[[str], str]) -> bool:
    """Change the codes of fields, however they are divided over runs."""
    codes: list[list[etree._Element]] = []
    open_fields: list[list[etree._Element]] = []
    any_changed = False
    for node in top.iter():
        match word_name(node):
            case "fldSimple":
                new = change(attribute(node, "instr"))
                any_changed |= new != attribute(node, "instr")
                node.set(f"{{{word_namespace(node)}}}instr", new)
            case "instrText" if open_fields:
                open_fields[-1].append(node)
            case "fldChar":
                kind = attribute(node, "fldCharType")
                if kind == "begin":
                    open_fields.append([])
                elif open_fields:
                    codes.append(open_fields[-1])
                    open_fields[-1] = []
                    if kind == "end":
                        open_fields.pop()
    for nodes in codes:
        old = "".join(node.text or "" for node in nodes)
        new = change(old) if nodes else old
        if new != old:
            for node in nodes:
                node.text = ""
            nodes[0].text = new
            nodes[0].set(XML_SPACE, "preserve")
            any_changed = True
    return any_changed
