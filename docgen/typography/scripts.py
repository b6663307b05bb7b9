"""P016 to P019: what letters of a script need so that Word sets them right.

ECMA-376 part 1: ``w:bidi`` of paragraphs (17.3.1.6) and sections (17.6.1), ``w:bidiVisual`` of
tables (17.4.1), ``w:rtl`` (17.3.2.30), ``w:rFonts`` (17.3.2.26), ``w:szCs`` (17.3.2.39) and its
like. Which properties are needed the characters say, not the language of the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from docgen import languages
from docgen.diagnostics import Finding, Place, error, warning
from docgen.template.ooxml import word_name
from docgen.typography.look import PAIRS, Look, is_on, of_paragraph
from docgen.typography.marks import near
from docgen.typography.page import Page, Passage, Span, table_style

ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\u3001-\u301f\uff01-\uff5e]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_LATIN: Final = re.compile("[A-Za-z]")
# Marks that both a Latin and a Chinese font have: w:hint says which is meant (17.3.2.26).
_AMBIGUOUS: Final = re.compile("[“”‘’…—]")
_MARKS: Final = "\u200e\u202a\u202d\u2066\u2068"
# In right-to-left runs what follows comes apart: an island of letters and figures, a range of
# figures, a telephone number (UAX #9, W2 to W7 and N1).
_ISLAND: Final = re.compile(
    r"(?<![\w@.+/\-])(?:[A-Za-z][\w.+\-]*@[\w.\-]+"
    r"|(?:https?://|www\.)\S+"
    r"|[A-Za-z][A-Za-z.]*(?:[ \-/&][A-Za-z0-9]+)*[\-/ ]\d[\w.\-/]*"
    r"|\d+[\-/][A-Za-z][\w.\-/]*"
    r"|\+\d[\d ]{5,}\d"
    r"|\d{1,4}-\d{1,4}(?![\d-]))"
)
# Scripts that the fonts of Windows and of LibreOffice lack, as their makers list them.
_LACKS: Final = {
    "Arab": {"calibri light", "cambria", "garamond", "georgia", "verdana", "trebuchet ms",
             "simsun", "simhei", "microsoft yahei", "fangsong", "kaiti", "carlito", "caladea",
             "candara", "constantia", "corbel", "consolas", "book antiqua", "century gothic",
             "liberation serif", "comic sans ms", "calibri"},
    "Hans": {"calibri", "calibri light", "cambria", "arial", "times new roman", "georgia",
             "verdana", "tahoma", "segoe ui", "carlito", "caladea", "liberation sans",
             "liberation serif", "garamond", "traditional arabic", "simplified arabic",
             "trebuchet ms", "courier new", "consolas"},
    "Cyrl": {"traditional arabic", "simplified arabic", "garamond mt", "baskerville old face",
             "perpetua", "gill sans mt"},
}  # fmt: skip
_NAMES: Final = {"Arab": "Arabic", "Hans": "Chinese", "Cyrl": "Cyrillic"}


def direction(page: Page) -> Iterator[Finding]:
    """P016: paragraphs, sections and tables that run the wrong way."""
    to_the_left = languages.get(page.language).direction == "rtl"
    for passage in page.passages:
        bidi = is_on(passage.look, "bidi")
        arabic = ARABIC.search(passage.text) is not None
        if to_the_left and not bidi and any(c.isalnum() for c in passage.text):
            yield error("P016", passage.place, "the paragraph is not set from right to left",
                        "in Word: Home, Right-to-Left Text Direction")  # fmt: skip
        elif not to_the_left and bidi and not arabic and any(c.isalpha() for c in passage.text):
            yield error("P016", passage.place, "the paragraph is set from right to left",
                        "in Word: Home, Left-to-Right Text Direction")  # fmt: skip
    yield from _sections(page, to_the_left)
    yield from _tables(page, to_the_left)


def _sections(page: Page, to_the_left: bool) -> Iterator[Finding]:
    nodes = [n for n in page.opened.root.iter() if word_name(n) == "sectPr"]
    for number, node in enumerate(nodes, start=1):
        if is_on(of_paragraph(node), "bidi") is not to_the_left:
            what = "right to left" if to_the_left else "left to right"
            place = Place(page.file, (1, 10**6, number), f"layout of section {number}")
            yield error("P016", place, f"the section is not set from {what}",
                        f"in Word: Page Setup, Layout, Section direction: {what}")  # fmt: skip


def _tables(page: Page, to_the_left: bool) -> Iterator[Finding]:
    for _, root in page.roots:
        for table in root.iter():
            if word_name(table) != "tbl" or _columns(table) < 2:
                continue
            look = dict(page.styles.inherited(table_style(table), "tblPr"))
            for child in table:
                if word_name(child) == "tblPr":
                    look |= of_paragraph(child)
            if is_on(look, "bidiVisual") is not to_the_left:
                what = "right to left" if to_the_left else "left to right"
                yield error("P016", page.place_in(table), f"the table does not run {what}",
                            f"in Word: Table Properties, Table direction: {what}")  # fmt: skip


def _columns(table: etree._Element) -> int:
    return max(
        (sum(word_name(cell) == "tc" for cell in row) for row in table if word_name(row) == "tr"),
        default=0,
    )


def runs(page: Page) -> Iterator[Finding]:
    """P017 and P018: Arabic letters without ``w:rtl``; Latin islands that would come apart."""
    for passage in page.passages:
        for span in passage.spans:
            match = ARABIC.search(span.text)
            if match is not None and not is_on(span.look, "rtl"):
                yield _at(error, "P017", passage, span, match.start(),
                          "Arabic letters are not marked as running from right to left",
                          "in Word: select them, and set the language to Arabic")  # fmt: skip
                break
        yield from _islands(passage)


def _islands(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    if not ARABIC.search(text):
        return
    for match in _ISLAND.finditer(text):
        start, end = match.span()
        if not all(is_on(passage.look_at(at), "rtl") for at in (start, end - 1)):
            continue
        if any(c in _MARKS for c in text[max(start - 2, 0) : start]):
            continue
        yield warning(
            "P018", passage.place,
            f"{match.group()} has no direction of its own: {near(text, start)}",
            "take w:rtl from its run, or put a LEFT-TO-RIGHT MARK before and behind it",
        )  # fmt: skip
        return


def fonts(page: Page) -> Iterator[Finding]:
    """P019: no font, or the wrong one, for the letters of a script; a size that passes them by."""
    for passage in page.passages:
        for span in passage.spans:
            told = _font(span, page.language)
            if told:
                at = next((i for i, c in enumerate(span.text) if not c.isspace()), 0)
                yield _at(
                    warning,
                    "P019",
                    passage,
                    span,
                    at,
                    told,
                    "use a style of the letterhead instead of formatting by hand",
                )
                break


def _font(span: Span, language: str) -> str:
    look = span.look
    if ARABIC.search(span.text):
        if not look.get("font.cs"):
            return "no font for complex scripts (w:cs) is named"
        for one, two in PAIRS.items():
            if look.get(f"{one} alone") == "1":
                return f"Arabic letters take no notice of w:{one}; w:{two} is missing"
        return _lacking(look.get("font.cs", ""), "Arab")
    if HAN.search(span.text):
        if not look.get("font.eastAsia"):
            return "no font for Chinese (w:eastAsia) is named"
        if language == "zh" and _AMBIGUOUS.search(span.text) and look.get("hint") != "eastAsia":
            return "quotation marks are taken from the Latin font (w:hint is not eastAsia)"
        return _lacking(look.get("font.eastAsia", ""), "Hans")
    if _CYRILLIC.search(span.text):
        return _lacking(look.get("font.hAnsi", ""), "Cyrl") or _unnamed(look)
    return _unnamed(look) if _LATIN.search(span.text) else ""


def _unnamed(look: Look) -> str:
    return "" if look.get("font.ascii") and look.get("font.hAnsi") else "no font is named"


def _lacking(font: str, script: str) -> str:
    if font.casefold() in _LACKS[script]:
        return f"the font {font} has no {_NAMES[script]} letters"
    return ""


def _at(
    make: object, code: str, passage: Passage, span: Span, at: int, message: str, hint: str
) -> Finding:
    made = error if make is error else warning
    return made(code, passage.place, f"{message}: {near(passage.text, span.start + at)}", hint)


def language(page: Page) -> Iterator[Finding]:
    """P020: a language stated by the file that is not that of the letter."""
    tag = languages.get(page.language).tag
    stated = page.core.get("language", "")
    if stated and stated[:2].lower() != page.language:
        yield warning(
            "P020", Place(page.file, (0,), "properties"),
            f"the letter is in {tag}, but its properties say {stated}",
            f"write {tag} as dc:language",
        )  # fmt: skip
    kind, letters = {"ar": ("bidi", ARABIC), "zh": ("eastAsia", HAN), "ru": ("val", _CYRILLIC)}.get(
        page.language, ("val", _LATIN)
    )
    wrong: list[tuple[Passage, str]] = []
    count = 0
    for passage in page.passages:
        weights: dict[str, int] = {}
        for span in passage.spans:
            said = span.look.get(f"lang.{kind}", "")
            weights[said] = weights.get(said, 0) + len(letters.findall(span.text))
        if not any(weights.values()):
            continue
        count += 1
        most = max(weights, key=lambda said: (weights[said], said))
        if most[:2].lower() != page.language:
            wrong.append((passage, most))
    hint = (
        "in Word: Review, Language, Set Proofing Language, "
        f"{languages.get(page.language).english_name}"
    )
    if len(wrong) > max(count / 2, 1):
        said = wrong[0][1]
        what = f"say {said}" if said else f"state no language (w:lang w:{kind})"
        yield warning(
            "P020",
            Place(page.file, (0, 1), "styles"),
            f"the letter is in {tag}, but its styles {what}",
            f"{hint}, Set As Default",
        )
        return
    for passage, said in wrong:
        what = f"marked as {said}" if said else "not marked with a language"
        yield warning("P020", passage.place, f"the paragraph is in {tag}, but {what}", hint)
