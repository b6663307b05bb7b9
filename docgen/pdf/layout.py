"""Where the lines of a PDF file stand: the text of each page, from top to bottom."""

from __future__ import annotations

from typing import NamedTuple


class TextLine(NamedTuple):
    """A line of a page; ``top`` is its distance from the top of the page, as a share of it."""

    top: float
    text: str


def lines_of(data: bytes) -> list[list[TextLine]]:
    """The lines of each page. A file that cannot be opened has none: :func:`judge` says why."""
    import pypdfium2

    from docgen.pdf.damage import DAMAGED

    pages: list[list[TextLine]] = []
    try:
        document = pypdfium2.PdfDocument(data)
    except DAMAGED:
        return []
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            height = page.get_height() or 1.0
            found: list[TextLine] = []
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                said = text.get_text_bounded(left, bottom, right, top).strip()
                if said:
                    found.append(TextLine(1 - (top + bottom) / 2 / height, said))
            pages.append(_joined(found))
            text.close()
            page.close()
    finally:
        document.close()
    return pages


_ONE_LINE = 0.006  # of the height of a page: 5 points of A4


def _joined(pieces: list[TextLine]) -> list[TextLine]:
    """Pieces on one line, which PDFium gives apart where the font changes."""
    lines: list[TextLine] = []
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if lines and abs(lines[-1].top - piece.top) < _ONE_LINE:
            lines[-1] = TextLine(lines[-1].top, f"{lines[-1].text} {piece.text}")
        else:
            lines.append(piece)
    return lines
