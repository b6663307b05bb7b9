"""Joined paragraphs, and what Word requires at the end of a cell, a row, a table, a box."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from word import (
    assert_sound,
    body,
    compile_faults,
    docx,
    grid,
    p,
    part,
    r,
    render,
    root,
    runs,
    split,
    tbl,
    tc,
    text_box,
    texts,
    tr,
    tree,
)

from docgen.diagnostics import TemplateError
from docgen.template import Template

BOLD, ITALIC = "<w:b/>", "<w:i/>"


# Joined paragraphs


def test_the_example_of_docxtpl() -> None:
    content = (
        "My house is located",
        "{%- if living_in_town -%}",
        " in urban area",
        "{%- else -%}",
        " in countryside",
        "{%- endif -%}",
        " and I love it.",
    )
    assert body(*content, living_in_town=True) == [
        "My house is located in urban area and I love it."
    ]
    assert body(*content, living_in_town=False) == [
        "My house is located in countryside and I love it."
    ]


def test_the_same_with_line_breaks_in_one_paragraph() -> None:
    text = "My house is located\n{%- if x -%}\n in urban area\n{%- endif -%}\n and I love it."
    assert body(text, x=True) == ["My house is located in urban area and I love it."]
    assert body(p(split(text, 19, 22, 50)), x=False) == ["My house is located and I love it."]


def test_joined_paragraphs_keep_the_style_of_the_first_and_the_formatting_of_all() -> None:
    content = (p(r("a", BOLD), style="One"), p(r("{%- if x %}b{% endif %}", ITALIC), style="Two"))
    letter = render(docx(*content), x=True)
    assert texts(letter) == ["ab"]
    assert runs(letter) == [("b", "a"), ("i", "b")]
    assert b'<w:pStyle w:val="One"/>' in part(letter)
    assert b'<w:pStyle w:val="Two"/>' not in part(letter)


def test_a_loop_joined_into_one_line() -> None:
    content = ("Sent to:", "{%- for x in xs -%}", " {{ x }};", "{%- endfor %}", "Bye")
    assert body(*content, xs=["a", "b"]) == ["Sent to: a; b;", "Bye"]


def test_a_hyphen_inside_a_line_takes_the_blanks_beside_it() -> None:
    assert body("a {%- if x -%} b {%- endif %} c {{- x -}} d", x=1) == ["ab c1d"]
    assert body("a\u00a0{%- if x -%}\u00a0b{% endif %}", x=1) == ["a\u00a0\u00a0b"]


def test_bookmarks_between_joined_paragraphs_stay() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="b"/>'
    letter = render(docx("a", mark, "{%- if x %}b{% endif %}"), x=1)
    assert texts(letter) == ["ab"]
    assert mark.encode() in part(letter)


@pytest.mark.parametrize(
    ("content", "paragraph"),
    [
        (("{%- if x %}a{% endif %}",), 1),
        (("a{% if x -%}", tbl(["b"]), "c{% endif %}"), 1),
        ((tbl(["b"]), "{%- if x %}c{% endif %}"), 2),
        (("{%p if x %}", "{%- if x %}c{% endif %}", "{%p endif %}"), 2),
        ((p("a", properties="<w:sectPr/>"), "{%- if x %}c{% endif %}"), 2),
        (("a", "{%-p if x %}", "{%p endif %}"), 2),
        (("a", "{%p if x -%}", "{%p endif %}"), 2),
    ],
)
def test_nothing_to_join(content: tuple[str, ...], paragraph: int) -> None:
    assert compile_faults(docx(*content)) == [("T012", f"t.docx paragraph {paragraph}")]


# What Word requires at the end of a cell, a row, a table, a box


@pytest.mark.parametrize("x", [True, False])
def test_a_cell_whose_paragraphs_are_all_conditional(x: bool) -> None:
    cell = tc("{%p if x %}", "a", "{%p endif %}")
    assert grid(render(docx(tbl(tr(cell, "b"))), x=x)) == [["a" if x else "", "b"]]


def test_a_cell_that_ends_in_a_table_when_its_last_paragraph_goes() -> None:
    cell = tc(tbl(["i"]), p("{%p if x %}"), p("a"), p("{%p endif %}"))
    assert texts(render(docx(tbl(tr(cell))), x=False)) == ["i", ""]
    assert texts(render(docx(tbl(tr(cell))), x=True)) == ["i", "a"]


def test_an_empty_paragraph_at_the_end_of_a_cell_is_enough() -> None:
    cell = "<w:tc><w:tcPr/>" + p("{%p if x %}") + p("a") + p("{%p endif %}") + "<w:p/></w:tc>"
    assert texts(render(docx(tbl(tr(cell))), x=False)) == [""]


def test_bookmarks_after_the_last_paragraph_of_a_cell() -> None:
    end = '<w:bookmarkEnd w:id="1"/>'
    cell = tc("{%p if x %}", "a", "{%p endif %}", "b", end)
    assert grid(render(docx(tbl(tr(cell))), x=False)) == [["b"]]


def test_a_block_over_two_cells() -> None:
    table = tbl(tr(tc("a", "{%p if x %}", "b"), tc("c", "{%p endif %}")))
    assert grid(render(docx(table), x=True)) == [["a|b", "c"]]
    assert grid(render(docx(table), x=False)) == [["a"]]
    empty = tbl(tr(tc("{%p if x %}", "b"), tc("c", "{%p endif %}")))
    assert grid(render(docx(empty), x=False)) == [[""]]


def test_a_table_without_rows_goes() -> None:
    table = tbl(["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"])
    assert texts(render(docx("a", table, "b"), xs=[])) == ["a", "b"]
    assert b"<w:tbl>" not in part(render(docx("a", table, "b"), xs=[]))
    assert texts(render(docx("a", table, "b"), xs=[1])) == ["a", "1", "b"]


def test_a_table_without_rows_in_a_cell_goes_and_the_cell_stays() -> None:
    inner = tbl(["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"])
    outer = tbl(tr(tc("{%p if y %}", "z", "{%p endif %}", inner), "b"))
    assert grid(render(docx(outer), xs=[], y=False)) == [["", "b"]]
    assert texts(render(docx(outer), xs=[1], y=False)) == ["1", "", "b"]


def test_a_row_without_cells_goes_and_its_table_with_it() -> None:
    row = tr("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}")
    assert grid(render(docx(tbl(row, ["b"])), xs=[])) == [["b"]]
    assert texts(render(docx("a", tbl(row, row), "b"), xs=[])) == ["a", "b"]
    assert grid(render(docx(tbl(row, row)), xs=[1])) == [["1"], ["1"]]


def test_a_bookmark_in_a_table_that_goes_stays() -> None:
    mark = '<w:bookmarkEnd w:id="1"/>'
    table = tbl(["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"], mark)
    assert mark.encode() in part(render(docx("a", table), xs=[]))


@pytest.mark.parametrize(
    ("name", "kind"), [("word/header1.xml", "hdr"), ("word/footer1.xml", "ftr")]
)
def test_a_header_or_footer_that_is_all_conditional(name: str, kind: str) -> None:
    own = root(kind, p("{%p if x %}"), p("a {{ x }}"), p("{%p endif %}"))
    template = docx("b", parts={name: own})
    assert texts(render(template, x=0), name) == [""]
    assert texts(render(template, x=1), name) == ["a 1"]


def test_a_text_box_that_is_all_conditional() -> None:
    template = docx(p("a", text_box(p("{%p if x %}"), p("{{ x }}"), p("{%p endif %}"))))
    assert texts(render(template, x=0)) == ["a", "", ""]
    assert texts(render(template, x=1)) == ["a", "1", "1"]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_that_is_all_conditional(kind: str) -> None:
    name = f"word/{kind}s.xml"
    notes = root(f"{kind}s", f'<w:{kind} w:id="2">', p("{%p if x %}"), p("{{ x }}"),
                 p("{%p endif %}"), f"</w:{kind}>")  # fmt: skip
    assert texts(render(docx("b", parts={name: notes}), x=0), name) == [""]
    assert texts(render(docx("b", parts={name: notes}), x=1), name) == ["1"]


def test_a_content_control_that_is_all_conditional() -> None:
    control = (
        "<w:sdt><w:sdtContent>"
        + p("{%p if x %}")
        + p("a")
        + p("{%p endif %}")
        + "</w:sdtContent></w:sdt>"
    )
    assert texts(render(docx(control, "b"), x=False)) == ["", "b"]
    assert texts(render(docx(control, "b"), x=True)) == ["a", "b"]
    assert grid(render(docx(tbl(tr(tc(control)))), x=False))[0] != []


def test_many_conditional_cells_are_settled_in_linear_time() -> None:
    table = tbl(["{%tr for x in xs %}"], tr(tc("{%p if x % 2 %}", "{{ x }}", "{%p endif %}")),
                ["{%tr endfor %}"])  # fmt: skip
    rows = grid(render(docx(table), xs=range(5_000)))
    assert rows == [[str(x) if x % 2 else ""] for x in range(5_000)]


def widths(data: bytes) -> list[int]:
    found = [n for n in tree(data).iter() if str(n.tag).endswith("}gridCol")]
    return [int(n.get(n.keys()[0], "0")) for n in found]


def test_the_grid_has_a_column_for_each_repeated_cell() -> None:
    spanned = tr(tc("wide", properties='<w:gridSpan w:val="2"/>'), "x")
    table = tbl(spanned, tr("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"))
    assert widths(render(docx(table), xs=[1, 2, 3])) == [1200] * 3
    assert widths(render(docx(table), xs=[])) == [1200] * 3
    assert widths(render(docx(table), xs=range(6))) == [600] * 6


def test_the_grid_of_a_table_around_another() -> None:
    inner = tbl(tr("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"))
    outer = tbl(tr(tc(inner, p()), "{%tc if y %}", "b", "{%tc endif %}"))
    assert widths(render(docx(outer), xs=[1, 2], y=False)) == [8400, 1800, 1800]
    assert widths(render(docx(outer), xs=[], y=True)) == [4200, 4200]


# Ids that a loop repeats


def values_of(data: bytes, element: str, attribute: str, name: str) -> list[str]:
    return [
        str(value)
        for node in tree(data, name).iter()
        if str(node.tag).endswith(element)
        for key, value in node.items()
        if str(key).rpartition("}")[2] == attribute
    ]


def test_ids_of_pictures_and_bookmarks_in_a_loop_are_distinct() -> None:
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="{{ x }}"/></wp:inline>'
        "</w:drawing></w:r>"
    )
    mark = '<w:bookmarkStart w:id="4" w:name="here"/>', '<w:bookmarkEnd w:id="4"/>'
    content = ("{%p for x in xs %}", p(mark[0], "{{ x }}", mark[1], picture), "{%p endfor %}")
    parts: dict[str, str | bytes] = {
        "word/header1.xml": root("hdr", *(c if c[0] == "<" else p(c) for c in content))
    }
    letter = render(docx(*content, parts=parts), xs=["a", ' id="1"', "c"])
    body_, header = "word/document.xml", "word/header1.xml"
    assert values_of(letter, "}docPr", "id", body_) == ["1", "1000002", "1000004"]
    assert values_of(letter, "}docPr", "id", header) == ["1", "2000002", "2000004"]
    assert values_of(letter, "}docPr", "descr", body_) == ["a", ' id="1"', "c"]
    starts = ["4", "1000001", "1000003"]
    assert values_of(letter, "}bookmarkStart", "id", body_) == starts
    assert values_of(letter, "}bookmarkEnd", "id", body_) == starts
    assert values_of(letter, "}bookmarkStart", "name", body_) == [
        "here", "here_1000001", "here_1000003",
    ]  # fmt: skip


# Any structure, any conditions

CELL = st.deferred(lambda: st.lists(BLOCK, min_size=1, max_size=3).map(lambda b: tc(*b)))
ROW = st.lists(
    CELL | CELL.map(lambda c: f"{tc('{%tc if c() %}')}{c}{tc('{%tc endif %}')}"),
    min_size=1, max_size=3,
).map(lambda cells: f"<w:tr>{''.join(cells)}</w:tr>")  # fmt: skip
ROWS = ROW | ROW.map(lambda row: f"{tr('{%tr for x in l() %}')}{row}{tr('{%tr endfor %}')}")
TABLE = st.lists(ROWS, min_size=1, max_size=3).map(lambda rows: tbl(*rows))
# A text box stands twice in its paragraph, so that boxes in boxes would grow without bounds.
BOXED = st.sampled_from([p("t"), p("{%p if c() %}") + p("t") + p("{%p endif %}")])
BLOCK: st.SearchStrategy[str] = st.deferred(
    lambda: (
        st.just(p("t"))
        | TABLE
        | st.just(p("{% if c() %}a{% endif %}"))
        | BLOCK.map(lambda b: p("{%p if c() %}") + b + p("{%p endif %}"))
        | BLOCK.map(lambda b: p("{%p for x in l() %}") + b + p("{%p else %}") + p("{%p endfor %}"))
        | BOXED.map(lambda b: p("b", text_box(b)))
        | BLOCK.map(lambda b: f"<w:sdt><w:sdtContent>{b}</w:sdtContent></w:sdt>")
    )
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCK, min_size=1, max_size=4), st.data())
def test_any_structure_is_sound(content: list[str], data: st.DataObject) -> None:
    assume(sum(map(len, content)) < 100_000)
    # What the template itself leaves without a paragraph is not ours to mend.
    closed = [re.sub(r"</w:tbl>(?=</w:(tc|txbxContent|sdtContent)>)", "</w:tbl><w:p/>", each)
              for each in content]  # fmt: skip
    header = root("hdr", *closed)
    if not closed[-1].endswith("</w:p>"):
        header = root("hdr", *closed, p())
    try:
        template = Template(docx(*closed, parts={"word/header1.xml": header}))
    except TemplateError as fault:  # Python bounds how deep loops stand in each other
        assume([finding.code for finding in fault.findings] != ["T024"])
        raise
    random = data.draw(st.randoms(use_true_random=False))
    letter = template.render(
        {"c": lambda: random.random() < 0.5, "l": lambda: range(random.randint(0, 2))}
    )
    assert_sound(letter)
