"""Tags in the text of a Word file: where they stand, what they take with them, what stays."""

from __future__ import annotations

import pytest
from word import (
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
    texts,
    tr,
    tree,
)

BOLD, ITALIC = "<w:b/>", "<w:i/>"


# Text: tags split over runs


@pytest.mark.parametrize("at", range(1, len("Dear {{ name }}, hello")))
def test_a_tag_split_at_any_character(at: int) -> None:
    assert body(p(split("Dear {{ name }}, hello", at)), name="Ana") == ["Dear Ana, hello"]


def test_a_tag_with_every_character_in_a_run_of_its_own() -> None:
    text = "a {{ x }}{% if y %}b{% else %}c{% endif %} d"
    assert body(p(split(text, *range(1, len(text)))), x=1, y=False) == ["a 1c d"]


@pytest.mark.parametrize(
    "between",
    [
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>',
        "<w:r><w:lastRenderedPageBreak/></w:r>",
        '<w:commentRangeStart w:id="3"/>',
    ],
)
def test_a_tag_with_markup_between_its_runs(between: str) -> None:
    template = docx(p("a {{ na", between, "me }} b"))
    letter = render(template, name="Ana")
    assert texts(letter) == ["a Ana b"]


@pytest.mark.parametrize("container", ["hyperlink", "ins", "smartTag"])
def test_a_tag_that_begins_or_ends_inside_a_container(container: str) -> None:
    into = p("a {{ na", f"<w:{container}>{r('me }} b')}</w:{container}>", " c")
    out_of = p(f"<w:{container}>{r('a {{ na')}</w:{container}>", "me }} b c")
    assert body(into, out_of, name="Ana") == ["a Ana b c", "a Ana b c"]


def test_a_tag_inside_a_hyperlink_stays_in_it() -> None:
    letter = render(docx(p("a ", f'<w:hyperlink w:anchor="x">{r("{{ b }}")}</w:hyperlink>')), b="B")
    (link,) = [n for n in tree(letter).iter() if str(n.tag).endswith("}hyperlink")]
    assert "".join(str(t) for t in link.itertext()) == "B"


def test_a_statement_inside_a_hyperlink_that_ends_outside_divides_it() -> None:
    link = f'<w:hyperlink w:anchor="x">{r("b{% if y %}c")}</w:hyperlink>'
    content = p("a", link, "d{% endif %}e")
    assert body(content, y=True) == ["abcde"]
    assert body(content, y=False) == ["abe"]


def test_the_value_has_the_formatting_of_its_first_letter_and_the_rest_keeps_its_own() -> None:
    content = p(r("a {{", BOLD), r(" na", ITALIC), r("me }} b", "<w:u/>"))
    assert runs(render(docx(content), name="N")) == [("b", "a "), ("i", "N"), ("u", " b")]


def test_what_a_condition_encloses_keeps_its_own_formatting() -> None:
    content = p(r("a{% if x %}b", BOLD), r("c", ITALIC), r("d{% endif %}e", "<w:u/>"))
    assert runs(render(docx(content), x=True)) == [
        ("b", "a"), ("b", "b"), ("i", "c"), ("u", "d"), ("u", "e"),
    ]  # fmt: skip
    assert runs(render(docx(content), x=False)) == [("b", "a"), ("u", "e")]


def test_a_condition_within_one_run_does_not_divide_it() -> None:
    letter = render(docx(p(r("a{% if x %}b{% endif %}c", BOLD))), x=True)
    assert runs(letter) == [("b", "abc")]


def test_line_breaks_and_tabs_inside_a_tag_are_blanks_and_those_around_it_stay() -> None:
    assert body("a\t{{\nname\n|\tupper }}\nb", name="n") == ["a\tN\nb"]


def test_several_tags_in_one_paragraph_and_one_run() -> None:
    assert body("{{ a }}{{ b }} {{ a }}-{{ b }}", a=1, b=2) == ["12 1-2"]


def test_an_inline_loop_over_runs() -> None:
    content = p("[", "{% for x in xs %}", r("{{ x }}", BOLD), "{% if not loop.last %}, ",
                "{% endif %}{% endfor %}", "]")  # fmt: skip
    letter = render(docx(content), xs=["a", "b", "c"])
    assert texts(letter) == ["[a, b, c]"]
    assert [text for bold, text in runs(letter) if bold] == ["a", "b", "c"]


def test_a_block_over_paragraphs_joins_their_ends_when_false() -> None:
    content = ("a {% if x %}b", "c", "d{% endif %} e")
    assert body(*content, x=True) == ["a b", "c", "d e"]
    assert body(*content, x=False) == ["a  e"]


def test_marks_themselves_and_raw() -> None:
    assert body("{_{ a }_} {_% b %_} {{ x }}", x=1) == ["{{ a }} {% b %} 1"]
    assert body("{% raw %}{{ a }} & {% if %}<{% endif %}{% endraw %}") == [
        "{{ a }} & {% if %}<{% endif %}"
    ]


def test_private_use_characters_of_a_template_are_only_text() -> None:
    symbols = "\uf8f0{ x }\uf8f1 \uf8f20\uf8f3 \uf8f2\uf8f3 \uf8f2"
    content = p(symbols, "{{ x }}") + (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="\uf8f20\uf8f3{{ x }}"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    letter = render(docx(content), x=7)
    assert texts(letter)[0] == f"{symbols}7"
    assert 'name="\uf8f20\uf8f37"' in part(letter).decode()


def test_text_that_only_looks_like_code_of_the_engine() -> None:
    assert compile_faults(docx("{{ a }\uf8f1 & \uf8f0{ b }}")) == [("T010", "t.docx paragraph 1")]


# Whole paragraphs, rows, cells, runs


def test_a_paragraph_tag_takes_its_paragraph_and_nothing_else() -> None:
    content = ("a", "{%p if x %}", "b", "{%p else %}", "c", "{%p endif %}", "d")
    assert body(*content, x=True) == ["a", "b", "d"]
    assert body(*content, x=False) == ["a", "c", "d"]


def test_text_beside_a_paragraph_tag_is_kept_on_its_side() -> None:
    content = ("before {%p if x %} inside", "{%p endif %} after")
    assert body(*content, x=True) == ["before ", " inside", " after"]
    assert body(*content, x=False) == ["before ", " after"]


def test_both_paragraph_tags_in_one_paragraph() -> None:
    assert body("a", "{%p if x %}b{%p endif %}", "c", x=False) == ["a", "c"]
    assert body("a", "{%p if x %}b{%p endif %}", "c", x=True) == ["a", "b", "c"]


def test_percent_signs_and_braces_inside_a_paragraph_tag() -> None:
    assert body("{%p if {'a': 7 % 4}['a'] == 3 %}", "yes", "{%p endif %}") == ["yes"]


def test_a_section_end_survives_the_tag_in_its_paragraph() -> None:
    section = "<w:sectPr><w:pgSz/></w:sectPr>"
    template = docx("{%p if x %}", "a", p("{%p endif %}", properties=section), "b")
    letter = render(template, x=False)
    assert texts(letter) == ["", "b"]
    assert len([n for n in tree(letter).iter() if str(n.tag).endswith("}sectPr")]) == 2


def test_a_note_reference_or_picture_beside_a_paragraph_tag_is_kept() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    letter = render(docx(p(reference, "{%p if x %}"), "a", "{%p endif %}"), x=False)
    assert b'<w:footnoteReference w:id="2"/>' in part(letter)


def test_bookmarks_of_a_paragraph_that_goes_are_kept() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="b"/>'
    letter = render(docx(p(mark, "{%p if x %}"), "a", p("{%p endif %}"), "b"), x=True)
    assert mark.encode() in part(letter)
    assert texts(letter) == ["a", "b"]


def test_row_loops() -> None:
    table = tbl(["head"], ["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"], ["foot"])
    assert grid(render(docx(table), xs=[1, 2])) == [["head"], ["1"], ["2"], ["foot"]]
    assert grid(render(docx(table), xs=[])) == [["head"], ["foot"]]


def test_row_tags_in_the_row_that_they_repeat() -> None:
    table = tbl(["{%tr for x in xs %}{{ x }}", "b{%tr endfor %}"])
    assert grid(render(docx(table), xs=[1, 2])) == [["1", "b"], ["2", "b"]]


def test_a_row_of_tags_with_tab_stops_and_formatted_marks_goes_all_the_same() -> None:
    tabs = '<w:tabs><w:tab w:val="left" w:pos="100"/></w:tabs>'
    head = tr(tc(p("{%tr for x in xs %}", properties=tabs)), tc(p(properties=tabs)))
    table = tbl(head, ["{{ x }}", ""], ["{%tr endfor %}", ""], ["z", ""])
    assert grid(render(docx(table), xs=[1])) == [["1", ""], ["z", ""]]


def test_a_row_tag_that_sets_a_variable_in_a_row_with_text() -> None:
    table = tbl(["{%tr set y = x + 1 %}a"], ["{{ y }}"])
    assert grid(render(docx(table), x=1)) == [["a"], ["2"]]


def test_cell_loops() -> None:
    row = tr("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}", "z")
    assert grid(render(docx(tbl(row)), xs=[1, 2])) == [["1", "2", "z"]]


def test_cell_and_row_loops_together() -> None:
    table = tbl(
        ["{%tr for row in rows %}"],
        ["{%tc for x in row %}", "{{ x }}", "{%tc endfor %}"],
        ["{%tr endfor %}"],
    )
    assert grid(render(docx(table), rows=[[1, 2], [3, 4]])) == [["1", "2"], ["3", "4"]]


def test_nested_loops_of_paragraphs() -> None:
    content = ("{%p for a in xs %}", "{{ a.n }}", "{%p for b in a.of %}", "{{ a.n }}{{ b }}",
               "{%p endfor %}", "{%p endfor %}")  # fmt: skip
    xs = [{"n": "x", "of": [1, 2]}, {"n": "y", "of": []}]
    assert body(*content, xs=xs) == ["x", "x1", "x2", "y"]


def test_a_table_in_a_table() -> None:
    inner = tbl(["{%tr for y in x %}"], ["{{ y }}"], ["{%tr endfor %}"])
    outer = tbl(["{%tr for x in xs %}"], tr(tc(inner, p())), ["{%tr endfor %}"])
    assert texts(render(docx(outer), xs=[[1, 2], [3]])) == ["1", "2", "", "3", ""]


def test_a_run_statement_takes_its_run_only() -> None:
    assert body("a {%r if x %}b{%r endif %} c", x=False) == ["a  c"]


def test_a_run_value_has_the_formatting_of_its_tag() -> None:
    letter = render(docx(p(r("a {{r x }} b", BOLD))), x="<&>\n\t.")
    assert texts(letter) == ["a <&>\n\t. b"]
    assert {properties for properties, _ in runs(letter)} == {"b"}


def test_a_paragraph_value_is_a_paragraph() -> None:
    assert body("a", "{{p x }}", "b", x="one\ntwo") == ["a", "one\ntwo", "b"]


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (("a{# c #}b",), ["ab"]),
        (("a", "{#p c #}", "b"), ["a", "b"]),
        (("a", "before {#p c #} after", "b"), ["a", "b"]),
        (("a{# {{ x }} {% if %} ' #}b",), ["ab"]),
    ],
)
def test_comments(content: tuple[str, ...], left: list[str]) -> None:
    assert body(*content, "{{ x }}", x="x") == [*left, "x"]


def test_a_part_of_which_only_a_comment_goes() -> None:
    header = root("hdr", p("a{# c #}b \uf8f2"))
    letter = render(docx("a{# c #}b \uf8f2", parts={"word/header1.xml": header}))
    assert texts(letter) == texts(letter, "word/header1.xml") == ["ab \uf8f2"]


def test_comments_of_rows_and_cells() -> None:
    table = tbl(["{#tr c #}", "x"], tr("{#tc c #}", "b"), ["{{ x }}", "{# c #}"], ["{#tr d #}", ""])
    assert grid(render(docx(table), x=1)) == [["b"], ["1", ""]]


@pytest.mark.parametrize("tag", ["{%tr if x %}", "{%tc if x %}"])
def test_row_and_cell_tags_outside_a_table(tag: str) -> None:
    closing = tag.replace("if x", "endif")
    assert compile_faults(docx(tag, closing)) == [
        ("T012", "t.docx paragraph 1"),
        ("T012", "t.docx paragraph 2"),
    ]


def test_values_cannot_take_the_place_of_rows() -> None:
    assert compile_faults(docx(tbl(["{{tr x }}"]))) == [
        ("T012", "t.docx paragraph 1 (table 1, row 1, cell 1)")
    ]


def test_a_row_else_in_a_row_with_text() -> None:
    table = tbl(["{%tr if x %}"], ["a"], ["b {%tr else %}"], ["c"], ["{%tr endif %}"])
    assert compile_faults(docx(table)) == [("T012", "t.docx paragraph 3 (table 1, row 3, cell 1)")]


def test_a_comment_on_a_tag_paragraph_leaves_no_paragraph() -> None:
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    commented = (
        '<w:p><w:commentRangeStart w:id="0"/>' + r("{%p if yes %}")
        + '<w:commentRangeEnd w:id="0"/>' + mark + "</w:p>"
    )  # fmt: skip
    assert body(commented, p(r("shown")), p(r("{%p endif %}")), yes=True) == ["shown"]
