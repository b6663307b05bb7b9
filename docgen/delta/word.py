"""The proof as a Word file, for those who comment in Word: what the page says.

A package of its own, as lean as Word takes it (ECMA-376 part 1, 11.3; part 2, 9 and 10): document,
styles, settings, a footer, properties and, where there are some, pictures.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from docgen.concordance.document import Role
from docgen.delta.beside import Beside
from docgen.delta.captions import Captions, captions
from docgen.delta.changes import Changes
from docgen.delta.group import Group, Row, TextSlot
from docgen.delta.markup import Markup, element, together
from docgen.delta.outliers import Reason
from docgen.delta.proof import Laid, Proof
from docgen.delta.said import (
    NONE,
    NOTHING,
    approvals,
    cell,
    counts,
    group_named,
    languages_of,
    listed,
    paragraphs_of,
    reasons,
    since,
    summary,
    title,
    where,
    worth_a_list,
)
from docgen.delta.wordparts import FOOTER, PICTURES, WORD, word_parts
from docgen.delta.wordpictures import NAMES, Pictures
from docgen.delta.wordside import contact_sheet, lone_letters, side_pages, side_text
from docgen.delta.wordtext import (
    OUT,
    TableRow,
    header,
    paragraph,
    plain,
    run,
    table,
)

_WIDE: Final = 3  # columns: more of them stand under one another in one cell


def as_docx(proof: Proof, changes: Changes | None = None, say: Captions | None = None) -> bytes:
    """The file; equal proofs give equal bytes."""
    say = say or captions()
    pictures = Pictures(PICTURES)
    body = element("w:body", *_body(proof, changes, pictures, say), _section(say))
    document = element("w:document", body, **{"xmlns:w": WORD, **NAMES})
    title = say.say("titled", name=proof.name)
    parts = word_parts(title, say.language.tag, _footer(proof, say), pictures.media())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in {**parts, "word/document.xml": document}.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o600 << 16
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            data = content if isinstance(content, bytes) else (head + content).encode("utf-8")
            archive.writestr(entry, data, compresslevel=9)
    return target.getvalue()


def _footer(proof: Proof, say: Captions) -> Markup:
    """The name of the campaign, and which page of how many."""
    name = run(f"{proof.name} · ", say.code, small=True)
    number = [element("w:fldSimple", run("1", "en", small=True), **{"w:instr": f" {field} "})
              for field in ("PAGE", "NUMPAGES")]  # fmt: skip
    return paragraph(name, number[0], run(" / ", "en", small=True), number[1], language=say.code)


def _section(say: Captions, across: bool = False) -> Markup:
    """A4, upright or across."""
    width, height = ("16838", "11906") if across else ("11906", "16838")
    orient = {"w:orient": "landscape"} if across else {}
    margin = "850" if across else "1134"
    margins = {f"w:{side}": margin for side in ("top", "right", "bottom", "left")}
    margins |= {f"w:{side}": "567" for side in ("header", "footer")} | {"w:gutter": "0"}
    return element(
        "w:sectPr",
        element("w:footerReference", **{"w:type": "default", "r:id": FOOTER}),
        element("w:pgSz", **{"w:w": width, "w:h": height, **orient}),
        element("w:pgMar", **margins),
        element("w:bidi") if say.direction == "rtl" else None,
    )


def _turn(say: Captions, across: bool = False) -> Markup:
    """The end of a section: what follows begins on a new page."""
    return paragraph(language=say.code, style="Turn", last=_section(say, across))


def _said(say: Captions, key: str, style: str | None = None, *, new_page: bool = False) -> Markup:
    """A caption in a paragraph of its own."""
    return _captioned(say, say.say(key), style, new_page=new_page)


def _captioned(
    say: Captions, text: str, style: str | None = None, *, new_page: bool = False
) -> Markup:
    return paragraph(run(text, say.code), language=say.code, style=style, new_page=new_page)


def _body(
    proof: Proof, changes: Changes | None, pictures: Pictures, say: Captions
) -> Iterator[Markup]:
    code = say.code
    yield _said(say, "title", "Title")
    yield paragraph(run(proof.name, code, bold=True), language=code)
    yield plain(summary(proof, say), code)
    yield _said(say, "how_to_read")
    if proof.left_out:
        yield _said(say, "left_out", "Heading1")
        yield from (plain(said, "en") for said in proof.left_out)
    yield from _standing_out(proof, say)
    if changes is not None:
        yield from _changes(changes, say)
    yield _said(say, "contents", "Heading1")
    yield _overview(proof, say)
    for of in proof.by_kind():
        turned = False  # to a new page, by the end of a section
        if of.beside is not None:
            yield from _side(of.beside, of.lone, proof, say)
            pages = list(_side_pages(of.beside, proof, pictures, say))
            yield from pages
            turned = not pages
        for laid in of.laid:
            yield from _group(laid, proof, pictures, say, new_page=not turned)
            turned = False


def _overview(proof: Proof, say: Captions) -> Markup:
    """How many letters there are: a row a kind, a column a language."""
    code, codes = say.code, languages_of(proof)
    heads = [say.say("kind_head"), *map(say.language_name, codes),
             say.say("letters_count"), say.say("out_count")]  # fmt: skip
    rows = [header(heads, code, small=True)]
    for of in proof.by_kind():
        own = {laid.group.language: laid for laid in (*of.lone, *of.laid)}
        counts = [say.number(len(own[each].group.rows)) if each in own else NONE for each in codes]
        counts += [
            say.number(sum(len(laid.group.rows) for laid in own.values())),
            say.number(sum(laid.standing_out for laid in own.values())),
        ]
        rows.append(TableRow([plain(text, code) for text in (say.kind(of.kind), *counts)]))
    return table(rows, (7, *[5] * len(codes), 4, 5), code)


def _standing_out(proof: Proof, say: Captions) -> Iterator[Markup]:
    out = proof.out()
    if not out:
        return
    code = say.code
    yield _captioned(say, say.say("standing_out", len(out)), "Heading1")
    rows = [header([say.say(head) for head in ("letter", "kind_and_language", "why")], code)]
    for letter, whys in out:
        name = run(letter.key or say.say("master"), code, bold=True)
        cells = [
            paragraph(name, language=code),
            plain(group_named(letter.kind, letter.language, say), code),
            plain(reasons(whys, say, away=True), code),
        ]
        rows.append(TableRow(cells, OUT))
    yield table(rows, (2, 3, 7), code)


def _side(beside: Beside, lone: Sequence[Laid], proof: Proof, say: Captions) -> Iterator[Markup]:
    """The languages side by side, across the page."""
    yield _turn(say)
    yield _captioned(say, say.say("side", kind=say.kind(beside.kind)), "Heading1")
    yield _said(say, "side_note" if beside.masters else "side_letters")
    yield from side_text(beside, say)
    if lone and worth_a_list(lone):
        yield _said(say, "letters_head", "Heading2")
        yield lone_letters(lone, proof, say)
    yield _turn(say, across=True)


def _side_pages(
    beside: Beside, proof: Proof, pictures: Pictures, say: Captions
) -> Iterator[Markup]:
    """The pictures of their pages."""
    if any(letter.file in proof.seen for letter in beside.letters):
        yield _captioned(say, say.say("side_pages_of", kind=say.kind(beside.kind)), "Heading1")
        yield from side_pages(beside, proof, pictures, say)


def _changes(changes: Changes, say: Captions) -> Iterator[Markup]:
    code = say.code
    yield _captioned(say, since(changes, say), "Heading1")
    for said in approvals(changes, say):
        yield plain(said, code)
    yield plain(counts(changes, say), code)
    if changes.redone:
        yield plain(say.say("redone", count=len(changes.redone)), code)
    for what, files in (("added", changes.added), ("removed", changes.removed)):
        if files:
            yield paragraph(
                run(say.say(what) + say.say("colon"), code, bold=True),
                run(listed(files, say), code),
                language=code,
            )
    for change in changes.words:
        yield _captioned(say, where(change, say), "Heading2")
        runs: list[Markup] = []
        for words in change.runs:
            if words.what == "new" and runs:
                runs.append(run(" ", change.language))  # from what is gone
            runs.append(run(words.text, change.language, what=words.what))
        yield paragraph(*runs, language=change.language)


def _group(
    laid: Laid, proof: Proof, pictures: Pictures, say: Captions, *, new_page: bool
) -> Iterator[Markup]:
    group = laid.group
    code = say.code
    alone = len(group.rows) == 1
    count = say.say("letters", len(group.rows))
    head = say.say("group_head", group=title(group, say), letters=count)
    yield _captioned(say, head, "Heading1", new_page=new_page)
    yield plain(
        say.say("alone", name=say.given(group.rows[0].letter.name)) if alone else say.say("marked"),
        code,
    )
    yield _said(say, "text", "Heading2")
    for slot in group.slots:
        if not slot.paragraph.hidden:
            yield _line(group, slot, say)
    yield from (() if alone else _differing(laid, proof, say))
    sheet = contact_sheet(laid, proof, pictures, say)
    if sheet is not None:
        yield _said(say, "first_pages", "Heading2")
        yield sheet


def _differing(laid: Laid, proof: Proof, say: Captions) -> Iterator[Markup]:
    """What differs behind the page, and the letters with their values."""
    group = laid.group
    code = say.code
    behind = [slot for slot in group.slots if slot.paragraph.hidden
              and (slot.columns or slot.number in group.optional)]  # fmt: skip
    if behind:
        yield _said(say, "behind", "Heading2")
        for slot in behind:
            numbers = say.say("values_numbered", numbers=say.numbers(slot.columns) or "—")
            of = say.say("in_some", count=slot.count, of=len(group.rows))
            name = say.given(slot.paragraph.stream) + say.say("colon")
            yield plain(f"{name}{numbers}; {of}", code)
    yield _said(say, "letters_head", "Heading2")
    yield from _letters(laid, proof, say)


def _line(group: Group, slot: TextSlot, say: Captions) -> Markup:
    line = slot.paragraph
    first = next(row for row in group.rows
                 if slot.number not in group.optional or slot.number in row.has)  # fmt: skip
    bold = line.role is Role.HEADING
    own = group.language
    said = [run(f"{slot.number}", "en", small=True), run("\t", "en")]
    if line.label:
        said.append(run(f"{line.label} ", own, bold=bold))
    for index, piece in enumerate(slot.pieces):
        said.append(run(piece, own, bold=bold))
        if index < len(slot.columns):
            column = group.columns[slot.columns[index] - 1]
            value = first.values[column.number] or NOTHING
            said.append(run(value, own, bold=bold, what="value"))
            forms = say.say("forms", len(column.counts))
            said.append(_mark(f"{column.number}{say.say('colon')}{forms}", say))
    some = slot.number in group.optional
    if some:
        said.append(_mark(say.say("in_some", count=slot.count, of=len(group.rows)), say))
    style = f"Heading{min(3 + line.level, 6)}" if bold else "Line"
    return paragraph(*said, style=style, language=own, some=some)


def _mark(text: str, say: Captions) -> Markup:
    """A caption among the words of a letter, whichever way they go."""
    return run(f" {say.aside(f'[{text}]')}", say.code, small=True)


def _letters(laid: Laid, proof: Proof, say: Captions) -> Iterator[Markup]:
    """Two tables: the letters that stand out, with the reasons, and the others."""
    out = [each for each in laid.order if each[1]]
    others = [each for each in laid.order if not each[1]]
    if out:
        yield _captioned(say, say.say("standing_out", len(out)), "Heading3")
        yield _letter_table(laid.group, out, proof, say)
    if others:
        if out:
            yield _captioned(say, say.say("others", len(others)), "Heading3")
        yield _letter_table(laid.group, others, proof, say)


def _letter_table(
    group: Group,
    order: Sequence[tuple[int, tuple[Reason, ...]]],
    proof: Proof,
    say: Captions,
) -> Markup:
    code, own = say.code, group.language
    columns = [column for column in group.columns if not column.hidden]
    why = any(whys for _, whys in order)
    some = any(paragraphs_of(group, group.rows[index], say) != NONE for index, _ in order)
    wide = len(columns) > _WIDE
    named = [f"{each.number} {each.before}" for each in columns]
    heads = [say.say("letter"), *([say.say("why")] if why else [])]
    heads += [say.say("its_values")] if wide else named
    heads += [say.say("its_paragraphs")] if some else []
    heads += [say.say("pages_count")] if proof.seen else []
    shares = [4, *([5] if why else []), *([8] if wide else [5] * len(columns))]
    shares += [3] if some else []
    shares += [2] if proof.seen else []

    def cells(row: Row, whys: Sequence[Reason]) -> list[Markup]:
        letter = row.letter
        name = run(letter.key or say.say("master"), code, bold=True)
        made = [paragraph(name, run(f" {letter.name}", "en", small=True), language=code)]
        made += [plain(reasons(whys, say), code)] if why else []
        values = [
            paragraph(
                *([run(f"{each.number} ", "en", small=True)] if wide else []),
                run(cell(each, row), own),
                language=own,
            )
            for each in columns
        ]
        made += [together(*values) if values else plain(NONE, code)] if wide else values
        made += [plain(paragraphs_of(group, row, say), code)] if some else []
        if proof.seen:
            seen = proof.seen.get(letter.file)
            made.append(plain(say.number(seen.pages) if seen else NONE, code))
        return made

    rows = [
        TableRow(cells(group.rows[index], whys), OUT if whys else None) for index, whys in order
    ]
    return table([header(heads, code), *rows], shares, code)
