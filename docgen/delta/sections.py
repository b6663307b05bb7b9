"""A kind in a language on the page: its text, its values, its letters, their first pages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from docgen.concordance.document import Role
from docgen.delta.captions import Captions
from docgen.delta.group import Column, Group, Row, TextSlot
from docgen.delta.markup import Markup, element, together
from docgen.delta.outliers import Reason
from docgen.delta.proof import Laid, Proof
from docgen.delta.said import (
    LONG,
    NONE,
    NOTHING,
    cell,
    direction,
    form_name,
    paragraphs_of,
    reasons,
    shared,
    title,
)

WIDE: Final = 4  # columns: more of them are printed across the page


def group_section(laid: Laid, proof: Proof, say: Captions) -> Markup:
    """The section of a kind in a language."""
    group = laid.group
    alone = len(group.rows) == 1
    said = (
        say.say("alone", name=say.given(group.rows[0].letter.name)) if alone else say.say("marked")
    )
    count = say.say("letters", len(group.rows))
    return element(
        "section",
        element("h2", say.say("group_head", group=title(group, say), letters=count)),
        element("h3", say.say("text")),
        element("p", said, class_="note"),
        element("article", *_lines(group, say), **_own(group)),
        None if alone else _behind(group, say),
        _values(group, say) if group.columns else None,
        None if alone else _rows(laid, proof, say),
        _sheet(laid, proof, say),
        class_="kind",
        id=anchor(group),
    )


def _own(group: Group) -> dict[str, str]:
    """The attributes of what is the letters' own text."""
    return {"lang": group.language, "dir": direction(group.language)}


def captioned(say: Captions, *text: str, name: str = "bdi", class_: str | None = None) -> Markup:
    """A caption among the words of a letter."""
    return element(name, *text, class_=class_, lang=say.code, dir=say.direction)


def _lines(group: Group, say: Captions) -> Iterator[Markup]:
    """The paragraphs of the body, then those of headers, footers and notes."""
    framed = False
    for slot in group.slots:
        if slot.paragraph.hidden:
            continue
        if slot.paragraph.stream and not framed:
            framed = True
            yield captioned(say, say.say("frame"), name="p", class_="frame")
        yield _line(group, slot, say)


def _line(group: Group, slot: TextSlot, say: Captions) -> Markup:
    paragraph = slot.paragraph
    first = next(row for row in group.rows
                 if slot.number not in group.optional or slot.number in row.has)  # fmt: skip
    said: list[str | Markup] = [f"{paragraph.label} "] if paragraph.label else []
    for index, piece in enumerate(slot.pieces):
        said.append(piece)
        if index < len(slot.columns):
            said.append(_value(group, group.columns[slot.columns[index] - 1], first, say))
    some = slot.number in group.optional
    if some:
        badge = say.say("in_some", count=slot.count, of=len(group.rows))
        said += [" ", captioned(say, badge, class_="badge some")]
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


def _value(group: Group, column: Column, row: Row, say: Captions) -> Markup:
    forms = f"{column.number}{say.say('colon')}{say.say('forms', len(column.counts))}"
    return together(
        element("mark", element("bdi", row.values[column.number] or NOTHING)),
        " ",
        element("a", captioned(say, forms),
                class_="badge", href=f"#{anchor(group, 'v', column.number)}"),
    )  # fmt: skip


def _behind(group: Group, say: Captions) -> Markup | None:
    """What differs and is not seen on the page: links, properties, alternative texts."""
    slots = [slot for slot in group.slots if slot.paragraph.hidden
             and (slot.columns or slot.number in group.optional)]  # fmt: skip
    if not slots:
        return None
    items = [
        element("li", element("bdi", slot.paragraph.stream, lang="en", dir="ltr"),
                say.say("colon"), element("span", _pattern(slot), **_own(group)),
                " ", say.say("in_some", count=slot.count, of=len(group.rows))
                if slot.number in group.optional else None)
        for slot in slots
    ]  # fmt: skip
    return together(
        element("h3", say.say("behind")),
        element("p", say.say("behind_note"), class_="note"),
        element("ul", *items),
    )


def _pattern(slot: TextSlot) -> Markup:
    said: list[str | Markup] = []
    for index, piece in enumerate(slot.pieces):
        said.append(piece)
        if index < len(slot.columns):
            said.append(element("mark", element("bdi", str(slot.columns[index]), dir="ltr")))
    return together(*said)


def _values(group: Group, say: Captions) -> Markup:
    own = _own(group)
    rows = []
    for column in group.columns:
        forms = column.counts
        if shared(column):
            shown = [
                element("li", f"({form_name(index)}) " if len(value) > LONG else None,
                        element("bdi", value or NOTHING), " ",
                        captioned(say, f"({say.say('letters', count)})"))
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
                element("td", say.say("behind_page") if column.hidden
                        else say.numbers(column.slots)),
                figure(column.letters, say),
                figure(len(forms), say),
                element("td", said, class_="said", **own),
                id=anchor(group, "v", column.number),
            )
        )  # fmt: skip
    heads = ("value", "stands_after", "in_paragraphs", "letters_count", "forms_count", "its_forms")
    return together(
        element("h3", say.say("values")), table(None, [say.say(head) for head in heads], rows)
    )


def _rows(laid: Laid, proof: Proof, say: Captions) -> Markup:
    """Two tables: the letters that stand out, with the reasons, and the others."""
    group = laid.group
    out = [each for each in laid.order if each[1]]
    others = [each for each in laid.order if not each[1]]
    columns = [column for column in group.columns if not column.hidden]
    rest = say.say("others" if out else "letters", len(others))
    wide = len(columns) > WIDE
    # What scrolls must be reached by the keyboard and have a name (WCAG 2.2, 2.1.1).
    region = {"role": "region", "tabindex": "0", "aria-label": say.say("letters_head")}
    return element(
        "div",
        element("h3", say.say("letters_head")),
        _letter_table(say.say("standing_out", len(out)), group, columns, out, proof, say),
        _letter_table(rest, group, columns, others, proof, say),
        class_="letters wide" if wide else "letters",
        **(region if wide else {}),
    )


def _letter_table(
    caption: str,
    group: Group,
    columns: Sequence[Column],
    order: Sequence[tuple[int, tuple[Reason, ...]]],
    proof: Proof,
    say: Captions,
) -> Markup | None:
    if not order:
        return None
    own: Mapping[str, str] = _own(group)
    why = any(whys for _, whys in order)
    some = any(paragraphs_of(group, group.rows[index], say) != NONE for index, _ in order)
    header: list[str | Markup] = [say.say("letter")]
    header += [say.say("why")] if why else []
    header += [
        together(f"{column.number} ", element("bdi", column.before, **own)) for column in columns
    ]
    header += [say.say("its_paragraphs")] if some else []
    header += [say.say("pages_count")] if proof.seen else []
    rows = []
    for index, whys in order:
        row = group.rows[index]
        letter = row.letter
        seen = proof.seen.get(letter.file)
        rows.append(
            element(
                "tr",
                element("th", element("strong", letter.key or say.say("master")), " ",
                        element("bdi", letter.name, class_="file"), scope="row"),
                element("td", reasons(whys, say), class_="said") if why else None,
                *(element("td", cell(column, row), class_="value", **own) for column in columns),
                element("td", paragraphs_of(group, row, say)) if some else None,
                figure(seen.pages, say) if seen else element("td", NONE) if proof.seen else None,
                class_="outlier" if whys else None,
            )
        )  # fmt: skip
    return table(caption, header, rows)


def _sheet(laid: Laid, proof: Proof, say: Captions) -> Markup | None:
    """The first page of each letter, in the order of the table."""
    figures = []
    for index, _ in laid.order:
        letter = laid.group.rows[index].letter
        seen = proof.seen.get(letter.file)
        if seen is None:
            continue
        name = letter.key or say.say("master")
        figures.append(
            element(
                "figure",
                picture(seen.picture, say.say("first_page_of", name=name)),
                element("figcaption", say.listed([say.given(name), say.say("pages", seen.pages)])),
            )
        )
    if not figures:
        return None
    return together(element("h3", say.say("first_pages")), element("div", *figures, class_="sheet"))


def picture(png: bytes, alt: str) -> Markup:
    """A picture that is in the page itself."""
    data = b64encode(png).decode("ascii")
    return element("img", alt=alt, src=f"data:image/png;base64,{data}")


def anchor(group: Group, *more: object) -> str:
    """The id of a place in the section."""
    return "-".join([group.kind, group.language, *map(str, more)])


def figure(count: int, say: Captions) -> Markup:
    """A cell with a number."""
    return element("td", say.number(count), class_="number")


def table(caption: str | None, header: Sequence[str], rows: Sequence[Markup]) -> Markup:
    """A table with a row of headers, which is repeated on each page."""
    return element(
        "table",
        element("caption", caption) if caption else None,
        element("thead", element("tr", *(element("th", one, scope="col") for one in header))),
        element("tbody", *rows),
    )
