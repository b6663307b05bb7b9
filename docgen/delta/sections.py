"""A kind in a language on the page: its text, its values, its letters, their first pages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from docgen.concordance.document import Role
from docgen.delta.group import Column, Group, Row, TextSlot
from docgen.delta.markup import Markup, element, together
from docgen.delta.proof import Laid, Proof
from docgen.delta.said import (
    LONG,
    NOTHING,
    cell,
    direction,
    form_name,
    letters_said,
    paragraphs_of,
    shared,
    title,
)

WIDE: Final = 4  # columns: more of them are printed across the page


def group_section(laid: Laid, proof: Proof) -> Markup:
    """The section of a kind in a language."""
    group = laid.group
    alone = len(group.rows) == 1
    said = (
        f"One letter, {group.rows[0].letter.name}: the text as it stands."
        if alone
        else "Stands in all letters as it is, but for what is marked: a value that differs is "
        "underlined and shows the first letter's, with its number and how many forms it has; a "
        "paragraph with a bar at its side stands in some letters only."
    )
    return element(
        "section",
        element("h2", f"{title(group)}: {letters_said(len(group.rows))}"),
        element("h3", "The text"),
        element("p", said, class_="note"),
        element(
            "article",
            *_lines(group),
            lang=group.language,
            dir=direction(group.language),
        ),
        None if alone else _behind(group),
        _values(group) if group.columns else None,
        None if alone else _rows(laid, proof),
        _sheet(laid, proof),
        class_="kind",
        id=anchor(group),
    )


def _lines(group: Group) -> Iterator[Markup]:
    """The paragraphs of the body, then those of headers, footers and notes."""
    framed = False
    for slot in group.slots:
        if slot.paragraph.hidden:
            continue
        if slot.paragraph.stream and not framed:
            framed = True
            said = element("bdi", "Headers, footers and notes", lang="en", dir="ltr")
            yield element("p", said, class_="frame")
        yield _line(group, slot)


def _line(group: Group, slot: TextSlot) -> Markup:
    paragraph = slot.paragraph
    first = next(row for row in group.rows
                 if slot.number not in group.optional or slot.number in row.has)  # fmt: skip
    said: list[str | Markup] = [f"{paragraph.label} "] if paragraph.label else []
    for index, piece in enumerate(slot.pieces):
        said.append(piece)
        if index < len(slot.columns):
            said.append(_value(group, group.columns[slot.columns[index] - 1], first))
    some = slot.number in group.optional
    if some:
        badge = f"in {slot.count} of {len(group.rows)}"
        said += [" ", element("bdi", badge, class_="badge some", lang="en", dir="ltr")]
    role = {Role.HEADING: " heading", Role.ITEM: " item"}.get(paragraph.role, "")
    what = together(*said)
    if paragraph.role is Role.HEADING:
        inner = element(f"h{min(3 + paragraph.level, 6)}", what, class_="what")
    else:
        inner = element("div", what, class_="what")
    return element(
        "div",
        element("span", str(slot.number), class_="at"),
        inner,
        class_=f"line{role}{' some' if some else ''}",
        id=anchor(group, "p", slot.number),
    )


def _value(group: Group, column: Column, row: Row) -> Markup:
    forms = len(column.counts)
    return together(
        element("mark", element("bdi", row.values[column.number] or NOTHING)),
        " ",
        element("a", element("bdi", f"{column.number}: {forms} forms", lang="en", dir="ltr"),
                class_="badge", href=f"#{anchor(group, 'v', column.number)}"),
    )  # fmt: skip


def _behind(group: Group) -> Markup | None:
    """What differs and is not seen on the page: links, properties, alternative texts."""
    slots = [slot for slot in group.slots if slot.paragraph.hidden
             and (slot.columns or slot.number in group.optional)]  # fmt: skip
    if not slots:
        return None
    items = [
        element("li", f"{slot.paragraph.stream}: ",
                element("span", _pattern(slot), lang=group.language, dir=direction(group.language)),
                f" (in {slot.count} of {len(group.rows)} letters)"
                if slot.number in group.optional else None)
        for slot in slots
    ]  # fmt: skip
    return together(
        element("h3", "What differs behind the page"),
        element("p", "Links, properties and descriptions, which are in the file and not on paper.",
                class_="note"),
        element("ul", *items),
    )  # fmt: skip


def _pattern(slot: TextSlot) -> Markup:
    said: list[str | Markup] = []
    for index, piece in enumerate(slot.pieces):
        said.append(piece)
        if index < len(slot.columns):
            said.append(element("mark", element("bdi", str(slot.columns[index]), dir="ltr")))
    return together(*said)


def _values(group: Group) -> Markup:
    own = {"lang": group.language, "dir": direction(group.language)}
    rows = []
    for column in group.columns:
        forms = column.counts
        if shared(column):
            shown = [
                element("li", f"({form_name(index)}) " if len(value) > LONG else None,
                        element("bdi", value or NOTHING), " ",
                        element("bdi", f"({letters_said(count)})", lang="en", dir="ltr"))
                for index, (value, count) in enumerate(forms)
            ]  # fmt: skip
            said = element("ul", *shown)
        else:
            by_length = sorted((value for value, _ in forms), key=lambda value: (len(value), value))
            said = together(
                element("bdi", by_length[0] or NOTHING), " … ", element("bdi", by_length[-1])
            )
        rows.append(
            element(
                "tr",
                element("th", str(column.number), scope="row"),
                element("td", column.before, **own),
                element("td", "behind the page" if column.hidden
                        else ", ".join(map(str, column.slots))),
                figure(column.letters),
                figure(len(forms)),
                element("td", said, class_="said", **own),
                id=anchor(group, "v", column.number),
            )
        )  # fmt: skip
    header: list[str | Markup] = [
        "value", "stands after", "in paragraphs", "letters", "forms",
        "its forms; where there are many the shortest and the longest",
    ]  # fmt: skip
    return together(element("h3", "The values that differ"), table(None, header, rows))


def _rows(laid: Laid, proof: Proof) -> Markup:
    """Two tables: the letters that stand out, with the reasons, and the others."""
    group = laid.group
    out = [each for each in laid.order if each[1]]
    others = [each for each in laid.order if not each[1]]
    columns = [column for column in group.columns if not column.hidden]
    return element(
        "div",
        element("h3", "The letters"),
        _letter_table(
            f"{letters_said(len(out))} that {'stands' if len(out) == 1 else 'stand'} out",
            group, columns, out, proof,
        ),
        _letter_table(
            f"The other {letters_said(len(others))}" if out else letters_said(len(others)),
            group, columns, others, proof,
        ),
        class_="letters wide" if len(columns) > WIDE else "letters",
    )  # fmt: skip


def _letter_table(
    caption: str,
    group: Group,
    columns: Sequence[Column],
    order: Sequence[tuple[int, tuple[str, ...]]],
    proof: Proof,
) -> Markup | None:
    if not order:
        return None
    own: Mapping[str, str] = {"lang": group.language, "dir": direction(group.language)}
    why = any(reasons for _, reasons in order)
    some = any(paragraphs_of(group, group.rows[index]) != "—" for index, _ in order)
    header: list[str | Markup] = ["letter"]
    header += ["why it stands out"] if why else []
    header += [
        together(f"{column.number} ", element("bdi", column.before, **own)) for column in columns
    ]
    header += ["its paragraphs that others lack"] if some else []
    header += ["pages"] if proof.seen else []
    rows = []
    for index, reasons in order:
        row = group.rows[index]
        letter = row.letter
        seen = proof.seen.get(letter.file)
        rows.append(
            element(
                "tr",
                element("th", element("strong", letter.key or "master"), " ",
                        element("span", letter.name, class_="file"), scope="row"),
                element("td", "\n".join(f"{said}." for said in reasons), class_="said")
                if why else None,
                *(element("td", cell(column, row), class_="value", **own) for column in columns),
                element("td", paragraphs_of(group, row)) if some else None,
                figure(seen.pages) if seen else element("td", "—") if proof.seen else None,
                class_="outlier" if reasons else None,
            )
        )  # fmt: skip
    return table(caption, header, rows)


def _sheet(laid: Laid, proof: Proof) -> Markup | None:
    """The first page of each letter, in the order of the table."""
    figures = []
    for index, _ in laid.order:
        letter = laid.group.rows[index].letter
        seen = proof.seen.get(letter.file)
        if seen is None:
            continue
        name = letter.key or "master"
        pages = "1 page" if seen.pages == 1 else f"{seen.pages} pages"
        figures.append(
            element(
                "figure",
                element("img", alt=f"First page of the letter {name}",
                        src=f"data:image/png;base64,{b64encode(seen.picture).decode('ascii')}"),
                element("figcaption", f"{name}, {pages}"),
            )
        )  # fmt: skip
    if not figures:
        return None
    return together(element("h3", "First pages"), element("div", *figures, class_="sheet"))


def anchor(group: Group, *more: object) -> str:
    """The id of a place in the section."""
    return "-".join([group.kind, group.language, *map(str, more)])


def figure(count: int) -> Markup:
    """A cell with a number."""
    return element("td", str(count), class_="number")


def table(caption: str | None, header: Sequence[str], rows: Sequence[Markup]) -> Markup:
    """A table with a row of headers, which is repeated on each page."""
    return element(
        "table",
        element("caption", caption) if caption else None,
        element("thead", element("tr", *(element("th", one, scope="col") for one in header))),
        element("tbody", *rows),
    )
