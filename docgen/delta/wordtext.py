"""Paragraphs, runs, tables and pictures of the proof's Word file.

ECMA-376 part 1, 17.3 and 17.4; the schema fixes the order of the elements.  Texts are in their
language and direction: ``w:bidi`` turns a paragraph, ``w:rtl`` makes a run use the fonts of complex
scripts (17.3.1.6 and 17.3.2.30), ``w:bidiVisual`` turns a table (17.4.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docgen import languages
from docgen.delta.markup import Markup, element, together
from docgen.delta.said import direction

TEXT_WIDTH: Final = 9638  # twentieths of a point, between the margins of A4
WIDE_WIDTH: Final = 15138  # of A4 across
VALUE: Final = "FFF0B3"
SOME: Final = "EAF1FA"
HEAD: Final = "E6EBF2"
OUT: Final = "FDF3E3"
_SMALL: Final = "16"  # half points
_LINE: Final = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "8A8A8A"}


def val(name: str, value: str) -> Markup:
    """An element with an attribute ``w:val``."""
    return element(name, **{"w:val": value})


def shade(fill: str) -> Markup:
    """A background."""
    return element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": fill})


def plain(text: str, language: str) -> Markup:
    """A paragraph of one run."""
    return paragraph(run(text, language), language=language)


def paragraph(
    *runs: Markup,
    language: str,
    style: str | None = None,
    some: bool = False,
    new_page: bool = False,
    kept: bool = False,
    last: Markup | None = None,
) -> Markup:
    """A paragraph; ``kept`` on the page of the next one, ``last`` the section that it ends."""
    bar = {"w:val": "single", "w:sz": "24", "w:space": "4", "w:color": "1D4F91"}
    properties = [
        val("w:pStyle", style) if style else None,
        element("w:keepNext") if kept else None,
        element("w:pageBreakBefore") if new_page else None,
        element("w:pBdr", element("w:left", **bar)) if some else None,
        shade(SOME) if some else None,
        element("w:bidi") if direction(language) == "rtl" else None,
        last,
    ]
    return element("w:p", element("w:pPr", *properties), *runs)


def run(
    text: str, language: str, *, bold: bool = False, small: bool = False, what: str = ""
) -> Markup:
    """A text in its language; ``what`` is ``value``, ``gone``, ``new`` or nothing."""
    rtl = direction(language) == "rtl"
    tag = languages.get(language).tag if language in languages.CODES else language
    underlined = {"value": "single", "new": "double"}.get(what)
    size = _SMALL if small else None
    properties = [
        element("w:b") if bold else None,
        element("w:bCs") if bold else None,
        element("w:strike") if what == "gone" else None,
        val("w:sz", size) if size else None,
        val("w:szCs", size) if size else None,
        val("w:u", underlined) if underlined else None,
        shade(VALUE) if what == "value" else None,
        element("w:rtl") if rtl else None,
        element("w:lang", **{"w:val": "en-GB" if rtl or language == "zh" else tag,
                             "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"}),
    ]  # fmt: skip
    said: list[Markup] = []
    for index, line in enumerate(text.split("\n")):
        if index:
            said.append(element("w:br"))
        for number, piece in enumerate(line.split("\t")):
            if number:
                said.append(element("w:tab"))
            if piece:
                said.append(element("w:t", piece, **{"xml:space": "preserve"}))
    return element("w:r", element("w:rPr", *properties), *said)


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells, each one or more paragraphs; a row is ``repeated`` at the head of each page."""

    cells: Sequence[Markup]
    fill: str | None = None
    repeated: bool = False
    fills: tuple[str | None, ...] = ()  # of single cells


def table(
    rows: Sequence[TableRow],
    shares: Sequence[int],
    language: str,
    width: int = TEXT_WIDTH,
    *,
    ruled: bool = True,
    spaced: bool = True,
) -> Markup:
    """A table whose columns have ``shares`` of its width; no row is broken over two pages."""
    whole = sum(shares)
    widths = [str(width * share // whole) for share in shares]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = element(
        "w:tblPr",
        element("w:bidiVisual") if direction(language) == "rtl" else None,
        element("w:tblW", **{"w:w": str(sum(map(int, widths))), "w:type": "dxa"}),
        element("w:tblBorders", *(element(f"w:{side}", **_LINE) for side in sides))
        if ruled
        else None,
        element("w:tblLayout", **{"w:type": "fixed"}),
        element(
            "w:tblCellMar",
            *(element(f"w:{side}", **{"w:w": "70", "w:type": "dxa"}) for side in ("left", "right")),
        ),
        element("w:tblLook", **{"w:val": "0020", "w:firstRow": "1"}),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", **{"w:w": one}) for one in widths))
    made = []
    for row in rows:
        own = element(
            "w:trPr", element("w:cantSplit"), element("w:tblHeader") if row.repeated else None
        )
        fills = row.fills or (row.fill,) * len(row.cells)
        cells = [
            element("w:tc",
                    element("w:tcPr", element("w:tcW", **{"w:w": one, "w:type": "dxa"}),
                            shade(fill) if fill else None),
                    content)
            for content, one, fill in zip(row.cells, widths, fills, strict=True)
        ]  # fmt: skip
        made.append(element("w:tr", own, *cells))
    behind = paragraph(language=language, style=None if spaced else "Turn")
    return together(element("w:tbl", properties, grid, *made), behind)


def header(texts: Sequence[str], language: str, *, small: bool = False) -> TableRow:
    """The head of a table."""
    cells = [
        paragraph(run(text, language, bold=True, small=small), language=language) for text in texts
    ]
    return TableRow(cells, HEAD, repeated=True)
