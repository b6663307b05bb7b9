"""The body of a template: the paragraphs of a wording as WordprocessingML.

A tag stays within one run, so that Word's formatting of that run is the formatting of its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final
from zlib import crc32

from docgen.diagnostics import LanguageFormError
from docgen.languages import Language
from docgen.letterhead.grid import Grid, table_of
from docgen.letterhead.house import SETTINGS, SPOKEN, TEXT_WIDTH
from docgen.letterhead.inline import CrossReference, Inline, Tab, Text
from docgen.letterhead.markup import (
    Attributes,
    Element,
    element,
    field,
    paragraph_properties,
    qualified,
    run_properties,
    switch,
    text,
    value,
)
from docgen.letterhead.styles import WORDING_STYLES
from docgen.letterhead.wording import Paragraph, ReferenceTable, TagLine, Wording
from docgen.template.tags import Tag, find_tags

# Words in Latin letters, with what stands between them: "NoW in ITU-T", "WTSA-24", "5G".
_LATIN: Final = re.compile(
    r"[0-9]*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:[ \-./@&’'+:]{1,3}[A-Za-zÀ-ɏ0-9]+)*"
)


class Body:
    """Makes the block-level content of one document in one language."""

    def __init__(self, wording: Wording, language: Language) -> None:
        self.wording = wording
        self.language = language
        self.right_to_left = language.direction == "rtl"
        self.numbers = heading_numbers(wording)
        self.bookmarks = bookmark_ids(self.numbers)

    def blocks(self) -> list[Element]:
        """The children of ``w:body`` but for its ``w:sectPr``."""
        return [self.block(block) for block in self.wording.blocks]

    def block(self, block: Paragraph | TagLine | ReferenceTable | Grid) -> Element:
        if isinstance(block, Grid):
            return table_of(block, self.right_to_left, self.cell_text)
        if isinstance(block, ReferenceTable):
            return self.table(block)
        if isinstance(block, TagLine):
            return self.paragraph("BodyText", self.runs((Text(block.tag),)))
        runs = self.runs(block.content)
        if block.bookmark:
            number = self.bookmarks[block.bookmark]
            name = bookmark_name(block.bookmark)
            runs = [
                element("w:bookmarkStart", {"w:id": number, "w:name": name}),
                *runs,
                element("w:bookmarkEnd", {"w:id": number}),
            ]
        return self.paragraph(self.style_of(block), runs)

    def cell_text(self, content: Text) -> Element:
        """The paragraph of a cell in a :class:`Grid`: a reference without its hanging label."""
        made = self.paragraph("Reference", self.runs((content,)))
        properties = made.find(qualified("w:pPr"))
        marks: list[Element] = []
        if properties is not None:
            marks = list(properties)
            made.remove(properties)
        flush = element("w:ind", {"w:left": 0, "w:hanging": 0})
        return element("w:p", None, paragraph_properties(*marks, flush), *list(made))

    def style_of(self, paragraph: Paragraph) -> str:
        """The style's identifier; an addressee that begins with a dash is an item of a list."""
        if paragraph.style == "Addressee" and Tab() in paragraph.content:
            after = paragraph.content[paragraph.content.index(Tab()) + 1 :]
            if after and isinstance(after[0], Text) and after[0].text.startswith("– "):
                return "AddresseeItem"
        return WORDING_STYLES[paragraph.style]

    def paragraph(self, style: str, runs: Iterable[Element]) -> Element:
        """A ``w:p`` in a style, with its direction beside it (clause 17.3.1.6).

        The styles say the direction too; but Word itself writes it into each paragraph, and
        readers other than Word look for it there.
        """
        marks = [value("w:pStyle", style)]
        if self.right_to_left:
            # The paragraph mark too, which a value of several lines is typed into.
            marks += [switch("w:bidi"), element("w:rPr", None, switch("w:rtl"))]
        return element("w:p", None, paragraph_properties(*marks), *runs)

    # Runs

    def runs(self, content: Iterable[Inline]) -> list[Element]:
        """The runs of a paragraph."""
        made: list[Element] = []
        for part in _joined(self.directed(content)):
            if isinstance(part, Tab):
                made.append(self.run(element("w:tab")))
            elif isinstance(part, CrossReference):
                made.extend(self.cross_reference(part))
            else:
                marks = self.marks(part.strong, part.emphasis, part.left_to_right)
                made.append(element("w:r", None, run_properties(*marks), text(part.text)))
        return made

    def run(self, content: Element) -> Element:
        return element("w:r", None, run_properties(*self.marks()), content)

    def marks(
        self, strong: bool = False, emphasis: bool = False, left_to_right: bool = False
    ) -> list[Element]:
        """The properties of a run: its style, and what Word wants on each run of the language."""
        marks: list[Element] = []
        if strong and emphasis:
            # A run has one character style.
            marks += [value("w:rStyle", "Strong"), switch("w:i"), switch("w:iCs")]
        elif strong or emphasis:
            marks.append(value("w:rStyle", "Strong" if strong else "Emphasis"))
        if self.language.script == "Hans" and not left_to_right:
            # “ ” … – stand in Latin and Chinese fonts: the hint picks the Chinese (17.3.2.26).
            marks.append(element("w:rFonts", {"w:hint": "eastAsia"}))
        if self.right_to_left and not left_to_right:
            marks.append(switch("w:rtl"))
        return marks

    def directed(self, content: Iterable[Inline]) -> Iterator[Inline]:
        """The content with the Latin words of right-to-left text in runs of their own."""
        for part in content:
            if not isinstance(part, Text):
                yield part
            elif not self.right_to_left:
                yield replace(part, left_to_right=False)
            elif part.left_to_right:
                yield replace(part, text=self.in_order(part.text))
            elif part.alone:
                yield part
            else:
                for piece, latin in latin_words(part.text):
                    yield replace(part, text=piece, left_to_right=latin)

    def in_order(self, content: str) -> str:
        """Text between backquotes; figures without a letter beside them need marks (UAX #9, W2)."""
        if _LATIN.search(content) or find_tags(content):
            return content
        try:
            return self.language.ltr(content)
        except LanguageFormError:  # Arabic letters between backquotes: they go their own way
            return content

    def cross_reference(self, part: CrossReference) -> list[Element]:
        """REF with ``\\r``: the number of the bookmarked paragraph (clause 17.16.5.51)."""
        instruction = f"REF {bookmark_name(part.name)} \\r \\h"
        marks = self.marks(part.strong, part.emphasis)
        return field(instruction, self.numbers[part.name], *marks)

    # The reference table

    def table(self, table: ReferenceTable) -> Element:
        """One row, two cells; named and described for those who hear it (17.4.62, 17.4.63)."""
        spoken = SPOKEN[self.language.code]
        look: Attributes = {"w:val": "0020", "w:firstRow": 1, "w:lastRow": 0, "w:firstColumn": 0,
                "w:lastColumn": 0, "w:noHBand": 1, "w:noVBand": 1}  # fmt: skip
        properties = element(
            "w:tblPr",
            None,
            value("w:tblStyle", "ReferenceTable"),
            switch("w:bidiVisual") if self.right_to_left else None,
            element("w:tblW", {"w:w": TEXT_WIDTH, "w:type": "dxa"}),
            element("w:tblLayout", {"w:type": "fixed"}),
            element("w:tblLook", look),
            value("w:tblCaption", spoken.table),
            value("w:tblDescription", spoken.table_description),
        )
        widths = SETTINGS[self.language.code].columns
        halves = (table.reference, table.addressee)
        return element(
            "w:tbl",
            None,
            properties,
            element("w:tblGrid", None, *(element("w:gridCol", {"w:w": w}) for w in widths)),
            element(
                "w:tr",
                None,
                # Checkers of accessibility ask for a header row; it is never repeated, for the
                # row cannot break.
                element("w:trPr", None, switch("w:cantSplit"), switch("w:tblHeader")),
                *(self.cell(w, half) for w, half in zip(widths, halves, strict=True)),
            ),
        )

    def cell(self, width: int, half: Iterable[Paragraph | TagLine]) -> Element:
        properties = element("w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"}))
        return element("w:tc", None, properties, *(self.block(part) for part in half))


def heading_numbers(wording: Wording) -> dict[str, str]:
    """The number that Word will give to each heading with a name, as a REF field shows it.

    Counted in the order of the wording; a heading that a tag leaves out counts all the same,
    until Word updates the field.
    """
    numbers: dict[str, str] = {}
    headings = annex_headings = 0
    for paragraph in wording.paragraphs():
        if paragraph.style == "Heading 1":
            headings += 1
        elif paragraph.style == "Annex Heading":
            annex_headings += 1
        elif paragraph.style == "Annex Number":
            annex_headings = 0
        if paragraph.bookmark:
            number = headings if paragraph.style == "Heading 1" else annex_headings
            numbers[paragraph.bookmark] = str(number)
    return numbers


def bookmark_name(name: str) -> str:
    """The bookmark of a heading; Word hides bookmarks that begin with an underscore."""
    return f"_Ref_{name}"


def bookmark_ids(names: Iterable[str]) -> dict[str, int]:
    """A ``w:id`` for each name, the same in every document that has the name (17.13.6.2).

    Taken from the name, so that a template that includes another does not meet its numbers twice.
    """
    ids: dict[str, int] = {}
    for name in sorted(names):
        number = crc32(name.encode()) % 1_000_000_000
        while number in ids.values():
            number += 1
        ids[name] = number
    return ids


def latin_words(content: str) -> Iterator[tuple[str, bool]]:
    """Pieces of right-to-left text, each with whether it is Latin; tags are not looked into."""
    for piece, is_tag in _around_tags(content):
        if is_tag:
            yield piece, False
            continue
        start = 0
        for match in _LATIN.finditer(piece):
            if match.start() > start:
                yield piece[start : match.start()], False
            yield match.group(), True
            start = match.end()
        if start < len(piece):
            yield piece[start:], False


def _around_tags(content: str) -> Iterator[tuple[str, bool]]:
    position = 0
    for tag in find_tags(content):
        if isinstance(tag, Tag):
            if tag.start > position:
                yield content[position : tag.start], False
            yield content[tag.start : tag.end], True
            position = tag.end
    if position < len(content):
        yield content[position:], False


def _joined(content: Iterable[Inline]) -> Iterator[Inline]:
    """The content with neighbouring texts of one formatting made one."""

    def kind(numbered: tuple[int, Inline]) -> tuple[object, ...]:
        number, part = numbered
        if isinstance(part, Text) and not part.alone:
            return (part.strong, part.emphasis, part.left_to_right)
        return (number, part)

    for _, group in groupby(enumerate(content), kind):
        parts = [part for _, part in group]
        first = parts[0]
        if isinstance(first, Text):
            pieces = [part.text for part in parts if isinstance(part, Text)]
            yield replace(first, text="".join(pieces))
        else:
            yield first
