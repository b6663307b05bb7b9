"""P025 to P029: what a reader needs who does not see the page, or does not see it well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.diagnostics import Finding, Place, warning
from docgen.template.accessibility import is_mute, lacks_header
from docgen.template.manuscript import in_fallback
from docgen.template.ooxml import attribute, word_name
from docgen.typography.look import Look, is_on, of_paragraph
from docgen.typography.marks import near
from docgen.typography.page import Page, Passage, table_style

_NO_TITLE: Final = re.compile(
    r"(?:Document\d*|Microsoft Word.*|PowerPoint.*|untitled|.*\.docx?)", re.IGNORECASE
)
# Of the names of w:highlight (17.18.40).
_HIGHLIGHTS: Final = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080",
    "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_HEX: Final = re.compile(r"[0-9A-Fa-f]{6}")
_LARGE: Final = 36  # half-points: 18 pt (WCAG 2.1, large scale)
_LARGE_BOLD: Final = 28
_ENOUGH: Final = 4.5
_ENOUGH_LARGE: Final = 3.0


def pictures(page: Page) -> Iterator[Finding]:
    """P025: a picture that a screen reader cannot say."""
    for _, root in page.roots:
        for node in root.iter():
            if is_mute(node) and not in_fallback(node):
                yield warning(
                    "P025",
                    page.place_in(node),
                    "a picture has no alternative text",
                    "in Word: right-click it, Edit Alt Text, and say what it shows",
                )


def headings(page: Page) -> Iterator[Finding]:
    """P026: a heading that leaves a level out, so that an outline of the letter has a hole."""
    before = 0
    for passage in page.body():
        if not passage.level or not passage.text.strip() or passage.cell is not None:
            continue
        if passage.level > before + 1:
            what = f"follows one of level {before}" if before else "is the first"
            yield warning("P026", passage.place,
                          f"a heading of level {passage.level} {what}: "
                          f"{near(passage.text, 0, 40)}",
                          f"give it the style of level {before + 1}")  # fmt: skip
        before = passage.level


def tables(page: Page) -> Iterator[Finding]:
    """P027: a table without a header row."""
    for _, root in page.roots:
        for table in root.iter():
            if word_name(table) == "tbl" and lacks_header(table) and not in_fallback(table):
                yield warning(
                    "P027",
                    page.place_in(table),
                    "the table has no header row",
                    "in Word: select its first row, Table Layout, Repeat Header Rows",
                )


def title(page: Page) -> Iterator[Finding]:
    """P028: no title, which a screen reader says first, and which archives list."""
    said = page.core.get("title", "")
    if said and not _NO_TITLE.fullmatch(said):
        return
    what = f"“{said}” is no title" if said else "the letter has no title"
    yield warning("P028", Place(page.file, (0,), "properties"), what,
                  "in Word: File, Info, Title; write the subject of the letter")  # fmt: skip


def contrast(page: Page) -> Iterator[Finding]:
    """P029: letters that stand out too little from what is behind them (WCAG 2.1, 1.4.3)."""
    ground = _page_colour(page)
    for passage in page.passages:
        behind = _behind(page, passage) or ground
        for span in passage.spans:
            colour = span.look.get("color", "")
            if not span.text.strip() or not _HEX.fullmatch(colour):
                continue  # automatic: Word takes black, or white on dark
            under = _HIGHLIGHTS.get(span.look.get("highlight", ""), "")
            if not under:
                under = _filled(span.look) or behind
            ratio = contrast_of(colour, under)
            enough = _ENOUGH_LARGE if _is_large(span.look) else _ENOUGH
            if ratio < enough:
                yield warning(
                    "P029", passage.place,
                    f"#{colour} on #{under} has a contrast of {ratio:.1f}:1, less than "
                    f"{enough}:1: {near(passage.text, span.start)}",
                    "choose a darker colour",
                )  # fmt: skip
                break


def contrast_of(one: str, two: str) -> float:
    """The contrast of two colours in hex, 1 to 21 (WCAG 2.1, definition of contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1): linear sRGB, weighted."""
    parts = []
    for at in (0, 2, 4):
        share = int(colour[at : at + 2], 16) / 255
        parts.append(share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _is_large(look: Look) -> bool:
    size = look.get("sz", "")
    points = int(size) if size.isdecimal() and len(size) < 5 else 20
    return points >= _LARGE or (points >= _LARGE_BOLD and is_on(look, "b"))


def _filled(look: Look) -> str:
    fill = look.get("shd", "")
    return fill if _HEX.fullmatch(fill) else ""


def _behind(page: Page, passage: Passage) -> str:
    """The background of a paragraph: its own, its cell's, its table's."""
    if _filled(passage.look):
        return _filled(passage.look)
    cell, table = passage.cell, passage.table
    for holder, name in ((cell, "tcPr"), (table, "tblPr")):
        for child in holder if holder is not None else ():
            if word_name(child) == name and _filled(of_paragraph(child)):
                return _filled(of_paragraph(child))
    if table is None:
        return ""
    style = table_style(table) or page.styles.default("table")
    own = page.styles.inherited(style, "tcPr"), page.styles.inherited(style, "tblPr")
    return next((_filled(look) for look in own if _filled(look)), "")


def _page_colour(page: Page) -> str:
    """The page's colour, where it has one and shows it (17.2.1)."""
    for node in page.opened.root:
        if word_name(node) == "background" and _HEX.fullmatch(attribute(node, "color")):
            return attribute(node, "color")
    return "FFFFFF"
