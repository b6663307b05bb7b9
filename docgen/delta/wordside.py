"""The languages of a kind side by side in the proof's Word file: texts across the page, pictures.

Six columns are too narrow for paper: three stand beside one another, the other three below them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docgen.concordance.document import Role
from docgen.delta.beside import Beside
from docgen.delta.captions import Captions
from docgen.delta.letters import Paragraph
from docgen.delta.markup import Markup
from docgen.delta.proof import Laid, Proof
from docgen.delta.said import NONE, before, in_a_line, own_name, pages_said, reasons
from docgen.delta.wordpictures import Pictures
from docgen.delta.wordtext import (
    HEAD,
    OUT,
    TEXT_WIDTH,
    WIDE_WIDTH,
    TableRow,
    header,
    paragraph,
    plain,
    run,
    table,
)

_EVERY_OTHER: Final = "F3F6FA"
_ACROSS: Final = 9  # shares of a column, beside one for the number
_TALLEST: Final = 5700  # twentieths of a point: two rows of pages on one of A4


def side_text(beside: Beside, say: Captions) -> Iterator[Markup]:
    """The texts, a paragraph of all languages after the other."""
    columns = in_a_line(len(beside.letters))
    heads: list[Markup] = []
    for letter in beside.letters:
        key = "" if beside.masters else f" {letter.key or say.say('master')}"
        heads.append(
            paragraph(
                run(own_name(letter.language), letter.language, bold=True),
                run(key, "en", small=True),
                language=letter.language,
            )
        )
    rows = [
        TableRow(line, HEAD, repeated=True)
        for line in _in_lines(plain("", say.code), heads, columns, say)
    ]
    for line in beside.lines:
        fill = _EVERY_OTHER if line.number % 2 else None
        cells = [
            _text(cell, code, say) for cell, code in zip(line.cells, beside.languages, strict=True)
        ]
        fills = [fill if cell is not None else OUT for cell in line.cells]
        number = paragraph(run(str(line.number), "en", small=True), language=say.code, kept=True)
        made = _in_lines(number, cells, columns, say)
        for index, one in enumerate(made):
            own = fills[index * columns : (index + 1) * columns]
            own += [fill] * (columns - len(own))
            rows.append(TableRow(one, fills=(fill, *own)))
    yield table(rows, (1, *[_ACROSS] * columns), say.code, WIDE_WIDTH, spaced=False)


def _text(cell: Paragraph | None, code: str, say: Captions) -> Markup:
    if cell is None:
        return paragraph(run(say.say("absent"), say.code, small=True), language=say.code, kept=True)
    bold = cell.role is Role.HEADING
    said = run(before(cell) + cell.text, code, bold=bold, small=True)
    return paragraph(said, language=code, kept=True)


def _in_lines(
    number: Markup, cells: Sequence[Markup], columns: int, say: Captions
) -> list[list[Markup]]:
    """Cells in lines of so many, the number before the first; the last line is filled up."""
    lines = [list(cells[at : at + columns]) for at in range(0, len(cells), columns)]
    lines[-1] += [plain("", say.code)] * (columns - len(lines[-1]))
    return [[plain("", say.code) if at else number, *line] for at, line in enumerate(lines)]


def lone_letters(lone: Sequence[Laid], proof: Proof, say: Captions) -> Markup:
    """The letters that are the only ones of their languages."""
    code = say.code
    heads = ["letter", "language", "why", *(["pages_count"] if proof.seen else [])]
    rows = [header([say.say(head) for head in heads], code)]
    for laid in lone:
        ((index, whys),) = laid.order
        letter = laid.group.rows[index].letter
        name = run(letter.key or say.say("master"), code, bold=True)
        cells = [
            paragraph(name, run(f" {letter.name}", "en", small=True), language=code),
            plain(say.language_name(letter.language), code),
            plain(reasons(whys, say), code),
        ]
        if proof.seen:
            seen = proof.seen.get(letter.file)
            cells.append(plain(say.number(seen.pages) if seen else NONE, code))
        rows.append(TableRow(cells, OUT if whys else None))
    shares = (4, 2, 6, 2) if proof.seen else (4, 2, 6)
    return table(rows, shares, code, WIDE_WIDTH, spaced=False)


def side_pages(beside: Beside, proof: Proof, pictures: Pictures, say: Captions) -> Iterator[Markup]:
    """All pages of the letters, those of one number together."""
    code = say.code
    yield plain(pages_said(beside, proof, say), code)
    if beside.far_apart(proof.pages):
        yield plain(say.say("pages_apart"), code)
    columns = in_a_line(len(beside.letters))
    width = TEXT_WIDTH // columns - 300
    seen = [proof.seen.get(letter.file) for letter in beside.letters]
    for number in range(max(len(each.large) if each else 0 for each in seen)):
        cells = []
        for letter, each in zip(beside.letters, seen, strict=True):
            named = say.language_name(letter.language)
            alt = say.say("page_of", number=number + 1, language=named)
            there = each is not None and number < len(each.large)
            shown = (
                pictures.drawing(each.large[number], width, _TALLEST, alt)
                if each is not None and there
                else run(NONE, code)
            )
            name = run(f"{named}\n", code, small=True)
            cells.append(paragraph(name, shown, language=code))
        head = run(say.say("page_numbered", number=number + 1), code)
        yield paragraph(head, language=code, style="Heading3", new_page=number > 0)
        lines = [cells[at : at + columns] for at in range(0, len(cells), columns)]
        lines[-1] += [plain("", code)] * (columns - len(lines[-1]))
        yield table([TableRow(line) for line in lines], (1,) * columns, code, spaced=False)


def contact_sheet(laid: Laid, proof: Proof, pictures: Pictures, say: Captions) -> Markup | None:
    """The first page of each letter, in the order of the table."""
    code, columns = say.code, 6
    cells = []
    for index, _ in laid.order:
        letter = laid.group.rows[index].letter
        seen = proof.seen.get(letter.file)
        if seen is None:
            continue
        name = letter.key or say.say("master")
        alt = say.say("first_page_of", name=name)
        shown = pictures.drawing(seen.picture, TEXT_WIDTH // columns - 300, _TALLEST, alt)
        said = say.listed([say.given(name), say.say("pages", seen.pages)])
        cells.append(paragraph(shown, run(f"\n{said}", code, small=True), language=code))
    if not cells:
        return None
    lines = [cells[at : at + columns] for at in range(0, len(cells), columns)]
    lines[-1] += [plain("", code)] * (columns - len(lines[-1]))
    return table([TableRow(line) for line in lines], (1,) * columns, code, ruled=False)
