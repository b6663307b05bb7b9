"""The languages of a kind side by side on the page: a row a paragraph, a column a language.

Who reads two languages ticks them, and the others are not shown: style alone does it. Without
style, and on paper, all are there; on paper and on a narrow screen the columns of a row stand in
lines of three.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docgen import languages
from docgen.concordance.document import Role
from docgen.delta.beside import Abreast, Beside
from docgen.delta.captions import Captions
from docgen.delta.letters import Letter
from docgen.delta.markup import Markup, element, together
from docgen.delta.proof import Laid, Proof
from docgen.delta.said import before, direction, in_a_line, own_name, reasons, worth_a_list
from docgen.delta.sections import captioned, figure, picture, table

_COLUMNS: Final = range(2, len(languages.CODES) + 1)
_SHORT: Final = 32  # letters: texts that have room beside one another on paper, one line each
_IDEOGRAPHS: Final = "\u2e80"


def style() -> str:
    """What the boxes do: with none ticked all columns are shown, else the ticked ones."""
    rules = [".pick:checked ~ table [data-l] { display: none; }"]
    rules += [
        f".pick-{code}:checked ~ table [data-l={code}] {{ display: table-cell; }}"
        for code in languages.CODES
    ]
    short = [
        f".of-{count} .abreast tr.short "
        f"{{ grid-template-columns: 1.8rem repeat({count}, minmax(0, 1fr)); }}"
        for count in _COLUMNS
    ]
    chosen = ["@media screen and (min-width: 60.01rem) {", *rules, "}"]
    return "\n".join([*chosen, "@media print {", *short, "}", ""])


def anchor(beside: Beside) -> str:
    """The id of the section."""
    return f"side-{beside.kind}"


def side_sections(
    beside: Beside, lone: Sequence[Laid], proof: Proof, say: Captions
) -> Iterator[Markup]:
    """The texts, and the pages where there are pictures of them.

    ``lone`` are the groups of one letter each that have no section of their own.
    """
    heads = [_head(letter, beside, say) for letter in beside.letters]
    yield element(
        "section",
        element("h2", say.say("side", kind=say.kind(beside.kind))),
        _note(beside, say),
        *_boxes(beside, f"{anchor(beside)}-text", say),
        _table(beside, heads, [_row(line, beside, say) for line in beside.lines]),
        _lone(lone, proof, say) if lone and worth_a_list(lone) else None,
        class_=_classes("kind", beside),
        id=anchor(beside),
    )
    if any(letter.file in proof.seen for letter in beside.letters):
        yield _pages(beside, proof, say)


def _classes(own: str, beside: Beside) -> str:
    count = len(beside.letters)
    return f"side {own} in-{in_a_line(count)} of-{count}"


def _lone(lone: Sequence[Laid], proof: Proof, say: Captions) -> Markup:
    """The letters that are the only ones of their languages."""
    rows = []
    for laid in lone:
        ((index, whys),) = laid.order
        letter = laid.group.rows[index].letter
        seen = proof.seen.get(letter.file)
        rows.append(
            element(
                "tr",
                element("th", element("strong", letter.key or say.say("master")), " ",
                        element("bdi", letter.name, class_="file"), scope="row"),
                element("td", say.language_name(letter.language)),
                element("td", reasons(whys, say), class_="said"),
                (figure(seen.pages, say) if seen else element("td", "—")) if proof.seen else None,
                class_="outlier" if whys else None,
            )
        )  # fmt: skip
    heads = ["letter", "language", "why", *(["pages_count"] if proof.seen else [])]
    return together(
        element("h3", say.say("letters_head")), table(None, [say.say(head) for head in heads], rows)
    )


def _note(beside: Beside, say: Captions) -> Markup:
    said = [say.say("side_note")]
    if not beside.masters:
        said.append(say.say("side_letters"))
    return element("p", " ".join(said), class_="note")


def _boxes(beside: Beside, prefix: str, say: Captions) -> Iterator[Markup]:
    """The boxes to tick; siblings of the table, for style to find it."""
    yield element("p", say.say("side_choose"), class_="note screen")
    for code in beside.languages:
        box = f"{prefix}-{code}"
        yield element("input", type="checkbox", id=box, class_=f"pick pick-{code}")
        own = {"lang": code, "dir": direction(code)}
        yield element("label", own_name(code), for_=box, class_="screen", **own)


def _head(letter: Letter, beside: Beside, say: Captions) -> Markup:
    own = {"lang": letter.language, "dir": direction(letter.language)}
    key = None if beside.masters else letter.key or say.say("master")
    return element(
        "th",
        own_name(letter.language),
        together(" ", element("bdi", key, class_="file")) if key else None,
        scope="col",
        data_l=letter.language,
        **own,
    )


def _table(beside: Beside, heads: list[Markup], rows: list[Markup], name: str = "") -> Markup:
    corner = element("td", class_="at")
    return element(
        "table",
        element("thead", element("tr", corner, *heads)),
        element("tbody", *rows),
        class_=f"abreast {name}".strip(),
    )


def _row(line: Abreast, beside: Beside, say: Captions) -> Markup:
    shown = [cell for cell in line.cells if cell is not None]
    cells = []
    for letter, cell in zip(beside.letters, line.cells, strict=True):
        code = letter.language
        named = {"data_l": code, "data_n": own_name(code)}
        if cell is None:
            absent = captioned(say, say.say("absent"))
            cells.append(element("td", absent, class_="absent", **named))
            continue
        text = before(cell) + cell.text
        cells.append(
            element(
                "td",
                element("strong", text) if cell.role is Role.HEADING else text,
                lang=code,
                dir=direction(code),
                **named,
            )
        )
    kinds = ["frame"] if shown[0].stream else []
    if all(cell is None or _width(cell.text) <= _SHORT for cell in line.cells):
        kinds.append("short")
    at = element("th", str(line.number), scope="row", class_="at")
    return element("tr", at, *cells, class_=" ".join(kinds) or None)


def _width(text: str) -> int:
    """How wide a line of text is, in letters; an ideograph is as wide as two."""
    return sum(2 if char >= _IDEOGRAPHS else 1 for char in text)


def _pages(beside: Beside, proof: Proof, say: Captions) -> Markup:
    """A row for each page number, a column for each language."""
    heads = [_head(letter, beside, say) for letter in beside.letters]
    apart = beside.far_apart(proof.pages)
    counts: list[str | Markup] = []
    for letter in beside.letters:
        seen = proof.seen.get(letter.file)
        if seen is not None:
            name = say.language_name(letter.language) + say.say("colon")
            count = say.say("pages", seen.pages)
            counts += [say.say("between") if counts else "", name]
            counts.append(element("mark", count) if letter.language in apart else count)
    most = max((len(proof.seen[letter.file].large) for letter in beside.letters
                if letter.file in proof.seen), default=0)  # fmt: skip
    rows = []
    for number in range(1, most + 1):
        cells = []
        for letter in beside.letters:
            seen = proof.seen.get(letter.file)
            code = letter.language
            alt = say.say("page_of", number=number, language=say.language_name(code))
            there = seen is not None and number <= len(seen.large)
            shown = picture(seen.large[number - 1], alt) if seen and there else "—"
            cells.append(element("td", shown, data_l=code, data_n=own_name(code)))
        at = element("th", str(number), scope="row", class_="at")
        rows.append(element("tr", at, *cells))
    return element(
        "section",
        element("h2", say.say("side_pages_of", kind=say.kind(beside.kind))),
        element("p", *counts),
        element("p", say.say("pages_apart"), class_="note warning") if apart else None,
        *_boxes(beside, f"{anchor(beside)}-pages", say),
        _table(beside, heads, rows, "pictures"),
        class_=_classes("pages", beside),
        id=f"{anchor(beside)}-pages",
    )
