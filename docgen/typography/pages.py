"""P052 and P053: where pages break, from the PDF file of a letter.

The lines of a PDF file are found again in the paragraphs by their letters and figures alone: blanks
and the order of right-to-left text differ between programs.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from docgen.diagnostics import Finding, warning
from docgen.typography.page import Page, Passage

_EDGE: Final = 0.09  # of the height: what stands above and below are headers and footers
_ALIKE: Final = 0.9  # of the letters of a paragraph
_FEWEST: Final = 5  # letters that tell a line
_SIGNATURE: Final = ("Signed", "Signature", "Closing")


class Line(Protocol):
    """A line of a page: its distance from the top as a share of the height, and its text."""

    @property
    def top(self) -> float:
        """From 0 to 1."""

    @property
    def text(self) -> str:
        """What stands there."""


def look_at_pages(page: Page, pages: Sequence[Sequence[Line]]) -> list[Finding]:
    """A heading that ends a page, a signature that stands alone on one."""
    return [*_headings(page, pages), *_signature(page, pages)]


def _headings(page: Page, pages: Sequence[Sequence[Line]]) -> Iterator[Finding]:
    titles = [p for p in page.body() if p.level and p.text.strip()]
    for number, lines in enumerate(pages[:-1], start=1):
        inside = _inside(lines)
        if not inside:
            continue
        last = next((p for p in titles if _is_line_of(inside[-1].text, p)), None)
        if last is not None:
            yield warning("P052", last.place, f"the heading stands at the end of page {number}",
                          "in Word: Paragraph, Line and Page Breaks, Keep with next")  # fmt: skip


def _signature(page: Page, pages: Sequence[Sequence[Line]]) -> Iterator[Finding]:
    signed = [p for p in page.body() if p.style in _SIGNATURE and p.text.strip()]
    if not signed:
        return
    for number, lines in enumerate(pages[1:], start=2):
        inside = _inside(lines)
        if not inside or not any(_is_line_of(inside[0].text, p) for p in signed):
            continue
        yield warning("P053", signed[0].place,
                      f"the signature begins page {number}, without a line of the letter",
                      "in Word: Keep with next, in the last paragraph before it")  # fmt: skip


def _inside(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if _EDGE < line.top < 1 - _EDGE]


def _is_line_of(line: str, passage: Passage) -> bool:
    """Whether a line is the paragraph, or its last line.

    PDFium gives right-to-left text in either order; then a whole paragraph is known by its letters.
    """
    said, whole = _letters(line), _letters(passage.text)
    if len(said) < min(len(whole), _FEWEST):
        return False
    if whole.endswith((said, said[::-1])):
        return True
    shared = sum((Counter(said) & Counter(whole)).values())
    return shared >= _ALIKE * max(len(said), len(whole))


def _letters(text: str) -> str:
    return "".join(c.casefold() for c in unicodedata.normalize("NFKC", text) if c.isalpha())
