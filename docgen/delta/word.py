"""The proof as a Word file, for those who comment in Word: what the page says, without pictures.

A package of its own, as lean as Word takes it (ECMA-376 part 1, 11.3; part 2, 9 and 10): document,
styles, settings and properties. Texts are in their language and direction: ``w:bidi`` turns a
paragraph, ``w:rtl`` makes a run use the fonts of complex scripts (part 1, 17.3.1.6 and 17.3.2.30).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from docgen import languages
from docgen.concordance.document import Role
from docgen.delta.changes import Changes
from docgen.delta.group import Group, Row, TextSlot
from docgen.delta.markup import Markup, element, together
from docgen.delta.proof import Laid, Proof
from docgen.delta.said import (
    NOTHING,
    cell,
    direction,
    in_some,
    letters_said,
    listed,
    paragraphs_of,
    title,
    where,
)
from docgen.delta.wordparts import WORD, word_parts

_WIDE: Final = 3  # columns: more of them stand under one another in one cell
_TEXT_WIDTH: Final = 9638  # twentieths of a point, between the margins of A4
_VALUE: Final = "FFF0B3"
_SOME: Final = "EAF1FA"
_HEAD: Final = "E6EBF2"
_OUT: Final = "FDF3E3"


def as_docx(proof: Proof, changes: Changes | None = None) -> bytes:
    """The file; equal proofs give equal bytes."""
    body = element("w:body", *_body(proof, changes), _section())
    document = element("w:document", body, **{"xmlns:w": WORD})
    parts = word_parts(f"Proof before signature: {proof.name}")
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


def _section() -> Markup:
    size = element("w:pgSz", **{"w:w": "11906", "w:h": "16838"})
    margins = {f"w:{side}": "1134" for side in ("top", "right", "bottom", "left")}
    margins |= {f"w:{side}": "567" for side in ("header", "footer")} | {"w:gutter": "0"}
    return element("w:sectPr", size, element("w:pgMar", **margins))


def _body(proof: Proof, changes: Changes | None) -> Iterator[Markup]:
    out = sum(laid.standing_out for laid in proof.laid)
    yield _paragraph(_run("Proof before signature"), style="Title")
    yield _paragraph(_run(proof.name, bold=True))
    yield _paragraph(
        _run(f"{letters_said(proof.letters)} of {proof.on.isoformat()}. {out} of them stand out "
             "and come first in their tables. Read the text of each kind once, then the letters "
             "that stand out.")
    )  # fmt: skip
    if proof.left_out:
        yield _paragraph(_run("Not in this proof"), style="Heading1")
        yield from (_paragraph(_run(said)) for said in proof.left_out)
    yield _paragraph(_run("What there is"), style="Heading1")
    header = ["kind and language", "letters", "values that differ", "paragraphs in some letters",
              "letters that stand out"]  # fmt: skip
    counts = [
        [
            title(laid.group),
            str(len(laid.group.rows)),
            str(sum(not column.hidden for column in laid.group.columns)),
            str(len(in_some(laid.group))),
            str(laid.standing_out),
        ]
        for laid in proof.laid
    ]
    yield _table(header, [([_plain(text) for text in row], False) for row in counts])
    if changes is not None:
        yield from _changes(changes)
    for laid in proof.laid:
        yield from _group(laid)


def _changes(changes: Changes) -> Iterator[Markup]:
    yield _paragraph(_run(f"What has changed since the proof of {changes.on}"), style="Heading1")
    yield _paragraph(
        _run(f"{letters_said(len(changes.added))} added, {len(changes.removed)} removed, "
             f"{len(changes.changed)} changed, {changes.unchanged} unchanged.")
    )  # fmt: skip
    for what, files in (("Added", changes.added), ("Removed", changes.removed)):
        if files:
            yield _paragraph(_run(f"{what}: ", bold=True), _run(listed(files)))
    for change in changes.words:
        yield _paragraph(_run(where(change)), style="Heading2")
        runs: list[Markup] = []
        for run in change.runs:
            if run.what == "new" and runs:
                runs.append(_run(" ", change.language))  # from what is gone
            runs.append(_run(run.text, change.language, what=run.what))
        yield _paragraph(*runs, language=change.language)


def _group(laid: Laid) -> Iterator[Markup]:
    group = laid.group
    alone = len(group.rows) == 1
    head = f"{title(group)}: {letters_said(len(group.rows))}"
    yield _paragraph(_run(head), style="Heading1", new_page=True)
    yield _paragraph(
        _run(
            f"One letter, {group.rows[0].letter.name}: the text as it stands."
            if alone
            else "A value that differs is underlined and shows the first letter's, with its number "
            "and how many forms it has; a paragraph with a bar at its side stands in some letters "
            "only."
        )
    )
    yield _paragraph(_run("The text"), style="Heading2")
    for slot in group.slots:
        if not slot.paragraph.hidden:
            yield _line(group, slot)
    if alone:
        return
    behind = [slot for slot in group.slots if slot.paragraph.hidden
              and (slot.columns or slot.number in group.optional)]  # fmt: skip
    if behind:
        yield _paragraph(_run("What differs behind the page"), style="Heading2")
        for slot in behind:
            numbers = ", ".join(map(str, slot.columns)) or "—"
            yield _paragraph(
                _run(f"{slot.paragraph.stream}: values {numbers}; in {slot.count} of "
                     f"{len(group.rows)} letters")
            )  # fmt: skip
    yield _paragraph(_run("The letters"), style="Heading2")
    yield _letters(laid)


def _line(group: Group, slot: TextSlot) -> Markup:
    paragraph = slot.paragraph
    first = next(row for row in group.rows
                 if slot.number not in group.optional or slot.number in row.has)  # fmt: skip
    bold = paragraph.role is Role.HEADING
    said = [_run(f"{slot.number}", "en", small=True), _run("\t")]
    if paragraph.label:
        said.append(_run(f"{paragraph.label} ", group.language, bold=bold))
    for index, piece in enumerate(slot.pieces):
        said.append(_run(piece, group.language, bold=bold))
        if index < len(slot.columns):
            column = group.columns[slot.columns[index] - 1]
            value = first.values[column.number] or NOTHING
            said.append(_run(value, group.language, bold=bold, what="value"))
            said.append(_run(f" [{column.number}: {len(column.counts)} forms]", "en", small=True))
    some = slot.number in group.optional
    if some:
        said.append(_run(f" [in {slot.count} of {len(group.rows)}]", "en", small=True))
    level = f"Heading{min(2 + paragraph.level, 5)}" if bold else "Line"
    return _paragraph(*said, style=level, language=group.language, some=some)


def _letters(laid: Laid) -> Markup:
    group = laid.group
    columns = [column for column in group.columns if not column.hidden]
    some = bool(in_some(group))
    wide = len(columns) > _WIDE
    header = ["letter", "why it stands out"]
    header += ["values"] if wide else [f"{each.number} {each.before}" for each in columns]
    header += ["its paragraphs that others lack"] if some else []

    def cells(row: Row, reasons: Sequence[str]) -> list[Markup]:
        letter = row.letter
        made = [
            _paragraph(
                _run(letter.key or "master", bold=True), _run(f" {letter.name}", small=True)
            ),
            _plain("\n".join(f"{said}." for said in reasons)),
        ]
        if wide:
            made.append(
                together(
                    *(
                        _paragraph(
                            _run(f"{each.number} ", "en", small=True),
                            _run(cell(each, row), group.language),
                            language=group.language,
                        )
                        for each in columns
                    )
                )
            )
        else:
            made += [
                _paragraph(_run(cell(each, row), group.language), language=group.language)
                for each in columns
            ]
        return [*made, _plain(paragraphs_of(group, row))] if some else made

    rows = [(cells(group.rows[index], reasons), bool(reasons)) for index, reasons in laid.order]
    return _table(header, rows)


# Paragraphs, runs and tables (ECMA-376 part 1, 17.3 and 17.4); the schema fixes the order


def _val(name: str, value: str) -> Markup:
    return element(name, **{"w:val": value})


def _plain(text: str) -> Markup:
    return _paragraph(_run(text))


def _paragraph(
    *runs: Markup,
    style: str | None = None,
    language: str = "en",
    some: bool = False,
    new_page: bool = False,
) -> Markup:
    bar = {"w:val": "single", "w:sz": "24", "w:space": "4", "w:color": "1D4F91"}
    properties = [
        _val("w:pStyle", style) if style else None,
        element("w:pageBreakBefore") if new_page else None,
        element("w:pBdr", element("w:left", **bar)) if some else None,
        _shade(_SOME) if some else None,
        element("w:bidi") if direction(language) == "rtl" else None,
    ]
    return element("w:p", element("w:pPr", *properties), *runs)


def _shade(fill: str) -> Markup:
    return element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": fill})


def _run(
    text: str, language: str = "en", *, bold: bool = False, small: bool = False, what: str = ""
) -> Markup:
    rtl = direction(language) == "rtl"
    tag = languages.get(language).tag if language in languages.CODES else language
    underlined = {"value": "single", "new": "double"}.get(what)
    size = "16" if small else None
    properties = [
        element("w:b") if bold else None,
        element("w:bCs") if bold else None,
        element("w:strike") if what == "gone" else None,
        _val("w:sz", size) if size else None,
        _val("w:szCs", size) if size else None,
        _val("w:u", underlined) if underlined else None,
        _shade(_VALUE) if what == "value" else None,
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


def _table(header: Sequence[str], rows: Sequence[tuple[Sequence[Markup], bool]]) -> Markup:
    """A table whose first row is repeated on each page; a row with ``True`` is shaded."""
    width = _TEXT_WIDTH // len(header)
    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "8A8A8A"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = element(
        "w:tblPr",
        element("w:tblW", **{"w:w": str(width * len(header)), "w:type": "dxa"}),
        element("w:tblBorders", *(element(f"w:{side}", **line) for side in sides)),
        element("w:tblLayout", **{"w:type": "fixed"}),
        element("w:tblLook", **{"w:val": "0020", "w:firstRow": "1"}),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", **{"w:w": str(width)}) for _ in header))

    def row(cells: Sequence[Markup], fill: str | None, repeated: bool) -> Markup:
        own = element(
            "w:trPr", element("w:cantSplit"), element("w:tblHeader") if repeated else None
        )
        made = [
            element("w:tc",
                    element("w:tcPr", element("w:tcW", **{"w:w": str(width), "w:type": "dxa"}),
                            _shade(fill) if fill else None),
                    content)
            for content in cells
        ]  # fmt: skip
        return element("w:tr", own, *made)

    head = row([_paragraph(_run(text, bold=True)) for text in header], _HEAD, repeated=True)
    body = [row(cells, _OUT if out else None, repeated=False) for cells, out in rows]
    return together(element("w:tbl", properties, grid, head, *body), element("w:p"))
