"""Lists that count from the start: ``{% restart %}``; and values that go on in paragraphs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docxtpl import Listing, RichText
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from test_letters_office import convert, soffice
from word import W, compile_faults, docx, p, part, r, render, render_faults, root, tbl, texts, tree

from docgen.template import Template

HERE = "t.docx paragraph 1"
Q = f"{{{W}}}"


def level(index: int, start: int = 1, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/>{named}'
        f'<w:lvlText w:val="%{index + 1}."/><w:lvlJc w:val="left"/></w:lvl>'
    )


NUMBERING = root(
    "numbering",
    f'<w:abstractNum w:abstractNumId="0">{level(0)}{level(1, 5)}</w:abstractNum>',
    f'<w:abstractNum w:abstractNumId="1">{level(0, 3, "Step")}</w:abstractNum>',
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>',
)
STYLES = root(
    "styles",
    '<w:style w:type="paragraph" w:styleId="Step"><w:name w:val="Step"/><w:pPr><w:numPr>'
    '<w:numId w:val="4"/></w:numPr></w:pPr></w:style>',
    '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/>'
    '<w:basedOn w:val="Step"/></w:style>',
)
PARTS = {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES}


def item(text: str, number: str = "1", at: int = 0) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, properties=f'{numbered}<w:ind w:left="1"/>')


def numbers(data: bytes) -> list[tuple[str, str, str]]:
    """The text of each paragraph with the number of its list and its level."""
    found = []
    for node, text in zip(tree(data).iter(f"{Q}p"), texts(data), strict=True):
        own = node.find(f"{Q}pPr/{Q}numPr")
        said = ["" if own is None or (n := own.find(f"{Q}{name}")) is None else n.get(f"{Q}val", "")
                for name in ("numId", "ilvl")]  # fmt: skip
        found.append((text, said[0], said[1]))
    return found


def added(data: bytes) -> list[str]:
    """The new lists of a letter, as ``number: list, level=start …``."""
    made = []
    for num in etree.fromstring(part(data, "word/numbering.xml")).iter(f"{Q}num"):
        starts = [
            f"{o.get(f'{Q}ilvl')}={s.get(f'{Q}val')}"
            for o in num.iter(f"{Q}lvlOverride") for s in o.iter(f"{Q}startOverride")
        ]  # fmt: skip
        (of,) = num.iter(f"{Q}abstractNumId")
        if starts:
            made.append(f"{num.get(f'{Q}numId')}: {of.get(f'{Q}val')}, {' '.join(starts)}")
    return made


def test_a_list_in_a_loop() -> None:
    template = docx(
        item("before"), "{%p for x in xs %}", "{{ x }}", item("{% restart %}a"), "text",
        item("b"), item("c", at=1), item("other", "4"), "{%p endfor %}", item("after"), parts=PARTS,
    )  # fmt: skip
    made = render(template, xs=["X", "Y"])
    assert numbers(made) == [
        ("before", "1", "0"),
        ("X", "", ""), ("a", "5", "0"), ("text", "", ""), ("b", "5", "0"), ("c", "5", "1"),
        ("other", "4", "0"),
        ("Y", "", ""), ("a", "6", "0"), ("text", "", ""), ("b", "6", "0"), ("c", "6", "1"),
        ("other", "4", "0"),
        ("after", "1", "0"),
    ]  # fmt: skip
    assert added(made) == ["5: 0, 0=1 1=5", "6: 0, 0=1 1=5"]
    assert added(render(template, xs=[])) == []


def test_items_by_an_inner_loop() -> None:
    template = docx(
        "{%p for q in people %}", "{%p for o in q %}", item("{{ o }}"),
        "{%p endfor %}", "{%p endfor %}", parts=PARTS,
    )  # fmt: skip
    assert [n for _, n, _ in numbers(render(template, people=[["a", "b"], ["c"]]))] == ["1"] * 3
    template = docx(
        "{%p for q in people %}", item("{% restart %}{{ q.name }}"), "{%p for o in q.of %}",
        item("{{ o }}"), "{%p endfor %}", item("end"), "{%p endfor %}", parts=PARTS,
    )  # fmt: skip
    people = [{"name": "A", "of": ["x", "y"]}, {"name": "B", "of": []}]
    assert [(t, n) for t, n, _ in numbers(render(template, people=people))] == [
        ("A", "5"), ("x", "5"), ("y", "5"), ("end", "5"), ("B", "6"), ("end", "6"),
    ]  # fmt: skip


def test_the_number_of_a_style() -> None:
    template = docx(
        "{%p for x in xs %}", p("{% restart %}a", style="Sub"), p("b", style="Step"),
        "{%p endfor %}", p("c", style="Step"), parts=PARTS,
    )  # fmt: skip
    made = render(template, xs=[1, 2])
    assert numbers(made) == [
        ("a", "5", "0"), ("b", "5", "0"), ("a", "6", "0"), ("b", "6", "0"), ("c", "", ""),
    ]  # fmt: skip
    assert added(made) == ["5: 1, 0=3", "6: 1, 0=3"]


def test_a_lower_level_alone() -> None:
    template = docx(item("a"), item("{% restart %}b", at=1), item("c", at=1), parts=PARTS)
    made = render(template)
    assert [n for _, n, _ in numbers(made)] == ["1", "5", "5"]
    assert added(made) == ["5: 0, 1=5"]


def test_in_a_table_and_twice_in_a_turn() -> None:
    rows = tbl(["{%tr for x in xs %}"], [item("{% restart %}a") + item("b")], ["{%tr endfor %}"])
    assert [n for _, n, _ in numbers(render(docx(rows, parts=PARTS), xs=[1, 2]))] == [
        "5", "5", "6", "6",
    ]  # fmt: skip
    twice = docx(item("{% restart %}a"), item("b"), item("{% restart %}c"), item("d"), parts=PARTS)
    assert [n for _, n, _ in numbers(render(twice))] == ["5", "5", "6", "6"]


def test_numbering_that_an_include_brings() -> None:
    included = docx(
        "{%p for x in xs %}", item("{% restart %}a"), item("b"), "{%p endfor %}", parts=PARTS
    )
    template = Template(docx("{%p include 'x' %}"), loader=lambda name: (name, included))
    assert [n for _, n, _ in numbers(render(template, xs=[1, 2]))] == ["5", "5", "6", "6"]


@pytest.mark.parametrize(
    "content",
    [
        "{% restart %}a",
        item("{% restart %}a", "0"),
        item("{% restart %}a", "9"),
        item("{% if x %}{% restart %}{% endif %}a"),
        item("{% restart 3 %}a"),
        item("{%p restart %}"),
    ],
)
def test_where_nothing_can_restart(content: str) -> None:
    assert compile_faults(docx(content, parts=PARTS)) == [("T012", HERE)]


def test_without_numbering() -> None:
    assert compile_faults(docx(item("{% restart %}a"))) == [("T012", HERE)]


def test_equal_bytes_and_other_templates_keep_their_part() -> None:
    template = Template(docx(item("{% restart %}a"), parts=PARTS))
    assert template.render({}) == template.render({})
    assert part(render(docx(item("a"), parts=PARTS)), "word/numbering.xml").decode() == NUMBERING


def test_validators_find_nothing(tmp_path: Path) -> None:
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    plain = tmp_path / "plain.docx"
    plain.write_bytes(docx(item("a"), parts=PARTS))  # small, and as such not without faults
    found = [
        [str(one) for one in validator.validate(file).errors] for file in (plain, sample(tmp_path))
    ]
    assert found[1] == found[0]


@pytest.mark.office
def test_libreoffice_counts(tmp_path: Path) -> None:
    import pypdfium2

    program = soffice()
    if program is None:
        pytest.skip("LibreOffice is not here")
    convert(program, [sample(tmp_path)], tmp_path)
    with pypdfium2.PdfDocument(tmp_path / "letter.pdf") as document:
        text = document[0].get_textpage().get_text_bounded()
    assert "".join(text.split()) == "1.a2.b" * 2 + "1.c1.d"


def sample(folder: Path) -> Path:
    template = docx(
        "{%p for x in xs %}", item("{% restart %}a"), item("b"), "{%p endfor %}",
        item("{% restart %}c"), item("{% restart %}d"), parts=PARTS,
    )  # fmt: skip
    file = folder / "letter.docx"
    file.write_bytes(render(template, xs=[1, 2]))
    return file


# Listing


def paragraphs(*content: str, **context: Any) -> list[tuple[str, str]]:
    """The paragraphs of a letter: the names of their properties, their text."""
    made = render(docx(*content), **context)
    found = []
    for node, text in zip(tree(made).iter(f"{Q}p"), texts(made), strict=True):
        own = node.find(f"{Q}pPr")
        names = [str(n.tag).removeprefix(Q) for n in own] if own is not None else []
        found.append((" ".join(names), text))
    return found


@pytest.mark.parametrize("tag", ["{{ v }}", "{{r v }}"])
def test_new_paragraphs(tag: str) -> None:
    around = p(r("x ", "<w:i/>"), r(tag, "<w:b/>"), r(" y"), properties='<w:jc w:val="left"/>')
    assert paragraphs(around, v=Listing("a & <b>\ac\nd\te\a\af")) == [
        ("jc", "x a & <b>"), ("jc", "c\nd\te"), ("jc", ""), ("jc", "f y"),
    ]  # fmt: skip
    made = tree(render(docx(around), v=Listing("a\ab")))
    bold = ["".join(t.text or "" for t in run.iter(f"{Q}t")) for run in made.iter(f"{Q}r")
            if run.find(f"{Q}rPr/{Q}b") is not None]  # fmt: skip
    assert bold == ["a", "b"]


def test_a_new_page() -> None:
    assert paragraphs(p("x{{ v }}y", style="S"), v=Listing("a\fb")) == [
        ("pStyle", "xa"), ("", "\n"), ("pStyle", "by"),
    ]  # fmt: skip
    made = tree(render(docx("{{ v }}"), v=Listing("a\fb")))
    assert [b.get(f"{Q}type") for b in made.iter(f"{Q}br")] == ["page"]


def test_in_cells_links_loops_and_block() -> None:
    cell = tbl(["{{ v }}", "b"])
    linked = p('<w:hyperlink w:anchor="a"><w:r><w:t>{{ v }}</w:t></w:r></w:hyperlink>')
    value = Listing("1\a2")
    assert [t for _, t in paragraphs(cell, linked, "{{p v }}", v=value)] == [
        "1", "2", "b", "1", "2", "1", "2",
    ]  # fmt: skip
    loop = "{% for x in xs %}{{ v }}{% endfor %}"
    assert [t for _, t in paragraphs(loop, v=value, xs=[1, 2])] == ["1", "21", "2"]


def test_a_content_control_gets_line_breaks() -> None:
    control = p("<w:sdt><w:sdtContent><w:r><w:t>{{ v }}</w:t></w:r></w:sdtContent></w:sdt>")
    assert [t for _, t in paragraphs(control, v=Listing("1\a2\f3"))] == ["1\n2\n3"]


def test_a_section_ends_with_the_last_paragraph() -> None:
    ends = p("{{ v }}", properties="<w:sectPr/>")
    assert paragraphs(ends, v=Listing("a\ab")) == [("", "a"), ("sectPr", "b")]


def test_formatted_text() -> None:
    value = RichText("a\ab", bold=True)
    assert paragraphs(p("x{{r v }}y", style="S"), v=value) == [("pStyle", "xa"), ("pStyle", "by")]


@pytest.mark.parametrize("text", ["a\ab", "a\fb"])
def test_in_plain_text_they_are_faults(text: str) -> None:
    assert render_faults(docx("{{ v }}"), v=text) == [("T022", HERE)]
    described = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="{{ v }}"/></wp:inline></w:drawing></w:r>'
    )
    assert [c for c, _ in render_faults(docx(p(described)), v=Listing(text))] == ["T022"]


@given(st.lists(st.sampled_from(["\a", "\f", "\n", "\t", "<", "&", "x", " "]), max_size=12))
def test_any_listing(pieces: list[str]) -> None:
    text = "".join(pieces)
    expected = f"x{text}y".replace("\f", "\a\n\a").split("\a")
    assert texts(LISTED.render({"v": Listing(text)})) == expected


LISTED = Template(docx("x{{ v }}y"))
