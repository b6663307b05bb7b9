"""The proof as a Word file, for those who comment in Word: what the page says.

A package of its own, as lean as Word takes it (ECMA-376 part 1, 11.3; part 2, 9 and 10): document,
styles, settings and properties.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from docgen.concordance.document import Role
from docgen.delta.captions import Captions, captions
from docgen.delta.changes import Changes
from docgen.delta.group import Group, Row, TextSlot
from docgen.delta.markup import Markup, element, together
from docgen.delta.outliers import Reason
from docgen.delta.proof import Laid, Proof
from docgen.delta.said import (
    NOTHING,
    cell,
    counts,
    in_some,
    listed,
    paragraphs_of,
    reasons,
    since,
    summary,
    title,
    where,
)
from docgen.delta.wordparts import WORD, word_parts
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
    body = element("w:body", *_body(proof, changes, say), _section(say))
    document = element("w:document", body, **{"xmlns:w": WORD})
    parts = word_parts(say.say("titled", name=proof.name), say.language.tag)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in {**parts, "word/document.xml": document}.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o600 << 16
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            archive.writestr(entry, (head + content).encode("utf-8"), compresslevel=9)
    return target.getvalue()


def _section(say: Captions) -> Markup:
    size = element("w:pgSz", **{"w:w": "11906", "w:h": "16838"})
    margins = {f"w:{side}": "1134" for side in ("top", "right", "bottom", "left")}
    margins |= {f"w:{side}": "567" for side in ("header", "footer")} | {"w:gutter": "0"}
    rtl = element("w:bidi") if say.direction == "rtl" else None
    return element("w:sectPr", size, element("w:pgMar", **margins), rtl)


def _said(say: Captions, key: str, style: str | None = None, *, new_page: bool = False) -> Markup:
    """A caption in a paragraph of its own."""
    return _captioned(say, say.say(key), style, new_page=new_page)


def _captioned(
    say: Captions, text: str, style: str | None = None, *, new_page: bool = False
) -> Markup:
    return paragraph(run(text, say.code), language=say.code, style=style, new_page=new_page)


def _body(proof: Proof, changes: Changes | None, say: Captions) -> Iterator[Markup]:
    code = say.code
    yield _said(say, "title", "Title")
    yield paragraph(run(proof.name, code, bold=True), language=code)
    yield plain(summary(proof, say), code)
    yield _said(say, "how_to_read")
    if proof.left_out:
        yield _said(say, "left_out", "Heading1")
        yield from (plain(said, "en") for said in proof.left_out)
    yield _said(say, "contents", "Heading1")
    heads = ("kind_and_language", "letters_count", "values_count", "some_count", "out_count")
    rows = [header([say.say(head) for head in heads], code)]
    for laid in proof.laid:
        figures = (
            len(laid.group.rows),
            sum(not column.hidden for column in laid.group.columns),
            len(in_some(laid.group)),
            laid.standing_out,
        )
        texts = [title(laid.group, say), *map(say.number, figures)]
        rows.append(TableRow([plain(text, code) for text in texts]))
    yield table(rows, (3, 2, 2, 3, 2), code)
    if changes is not None:
        yield from _changes(changes, say)
    for laid in proof.laid:
        yield from _group(laid, say)


def _changes(changes: Changes, say: Captions) -> Iterator[Markup]:
    code = say.code
    yield _captioned(say, since(changes, say), "Heading1")
    yield plain(counts(changes, say), code)
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


def _group(laid: Laid, say: Captions) -> Iterator[Markup]:
    group = laid.group
    code = say.code
    alone = len(group.rows) == 1
    count = say.say("letters", len(group.rows))
    head = say.say("group_head", group=title(group, say), letters=count)
    yield _captioned(say, head, "Heading1", new_page=True)
    yield plain(
        say.say("alone", name=say.given(group.rows[0].letter.name)) if alone else say.say("marked"),
        code,
    )
    yield _said(say, "text", "Heading2")
    for slot in group.slots:
        if not slot.paragraph.hidden:
            yield _line(group, slot, say)
    if alone:
        return
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
    yield _letters(laid, say)


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
            mark = f" [{column.number}{say.say('colon')}{forms}]"
            said.append(run(mark, say.code, small=True))
    some = slot.number in group.optional
    if some:
        mark = f" [{say.say('in_some', count=slot.count, of=len(group.rows))}]"
        said.append(run(mark, say.code, small=True))
    style = f"Heading{min(2 + line.level, 5)}" if bold else "Line"
    return paragraph(*said, style=style, language=own, some=some)


def _letters(laid: Laid, say: Captions) -> Markup:
    group = laid.group
    code, own = say.code, group.language
    columns = [column for column in group.columns if not column.hidden]
    some = bool(in_some(group))
    wide = len(columns) > _WIDE
    heads = [say.say("letter"), say.say("why")]
    heads += (
        [say.say("its_values")] if wide else [f"{each.number} {each.before}" for each in columns]
    )
    heads += [say.say("its_paragraphs")] if some else []
    shares = [3, 4, *([6] if wide else [4] * len(columns)), *([2] if some else [])]

    def cells(row: Row, whys: Sequence[Reason]) -> list[Markup]:
        letter = row.letter
        name = run(letter.key or say.say("master"), code, bold=True)
        made = [
            paragraph(name, run(f" {letter.name}", "en", small=True), language=code),
            plain(reasons(whys, say), code),
        ]
        values = [
            paragraph(
                *([run(f"{each.number} ", "en", small=True)] if wide else []),
                run(cell(each, row), own),
                language=own,
            )
            for each in columns
        ]
        made += [together(*values)] if wide else values
        return [*made, plain(paragraphs_of(group, row, say), code)] if some else made

    rows = [
        TableRow(cells(group.rows[index], whys), OUT if whys else None)
        for index, whys in laid.order
    ]
    return table([header(heads, code), *rows], shares, code)
