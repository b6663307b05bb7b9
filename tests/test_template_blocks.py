"""Blocks and tags that cannot be compiled: every fault at once, each at its paragraph."""

from __future__ import annotations

import pytest
from word import body, compile_faults, docx, p, root, tbl, tc, text_box, tr

from docgen.diagnostics import TemplateError
from docgen.template import Template


def messages(*content: str) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        Template(docx(*content), shown_as="t.docx")
    return [finding.message for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("content", "paragraphs"),
    [
        (("a", "{% if x %}", "b"), [2]),
        (("{% endif %}",), [1]),
        (("{% for x in y %}", "{% endif %}"), [1, 2]),
        (("{% if x %}", "{% for y in z %}", "{% endif %}", "{% endfor %}"), [2, 4]),
        (("{% else %}",), [1]),
        (("{% elif x %}",), [1]),
        (("{% for x in y %}", "{% elif z %}", "{% endfor %}"), [2]),
        (("{% if x %}", "{% endfor %}", "{% endif %}"), [2]),
        (("{%p if x %}", "{%p if y %}", "{%p endif %}"), [1]),
        (("{% macro m() %}", "{% set a %}"), [1, 2]),
        (("{% raw %}", "{% if %}"), [1]),
        (("{% endraw %}",), [1]),
        (("{% set a %}", "b{% endset %}"), []),
        (("{% set a = 1 %}",), []),
        (("{% set a | replace('=', '') %}=b{% endset %}",), []),
        (("{% for x in y %}a{% else %}b{% endfor %}",), []),
        (("{% if(x) %}a{% endif %}",), []),
    ],
)
def test_blocks_in_paragraphs(content: tuple[str, ...], paragraphs: list[int]) -> None:
    found = compile_faults(docx(*content))
    assert found == [("T011", f"t.docx paragraph {n}") for n in paragraphs]


def test_what_is_said_of_them() -> None:
    assert messages("{% if x %}", "{% for y in z %}", "{% endif %}", "and {% endfor %}") == [
        "{% for y in z %} is still open where {% endif %} comes (paragraph 3), "
        "near “{% for y in z %}”",
        "{% endfor %} without its {% for %}, near “and {% endfor %}”",
    ]
    assert messages("Dear {% if x %} you") == [
        "{% if x %} is never closed, near “Dear {% if x %} you”"
    ]


IN_CELL = "t.docx paragraph 1 (table 1, row 1, cell 1)"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        # Two cells, or two rows, at the same level: well-formed whatever the condition.
        ((tbl(tr(tc("{% if x %}a"), tc("b{% endif %}"))),), []),
        ((tbl(["{% if x %}a"], ["b{% endif %}"]),), []),
        ((tbl(["{% if x %}a"]), "b{% endif %}"), [("T011", IN_CELL)]),
        ((tbl(["{%p if x %}"]), "{%p endif %}"), [("T011", IN_CELL)]),
        (("{% if x %}", tbl(["{% endif %}"])), [("T011", "t.docx paragraph 1")]),
        (("{%p if x %}", "a{% endif %}"), [("T011", "t.docx paragraph 1")]),
        (("{%p if x %}", tbl(["a"]), "{%p endif %}"), []),
        ((tbl(["{%tr if x %}"], ["a{%p endif %}"]),), [("T011", IN_CELL)]),
        # A text box stands twice in the file, for newer and older readers.
        ((p(text_box(p("{% if x %}"))), "{% endif %}"),
         [("T011", "t.docx paragraph 2"), ("T011", "t.docx paragraph 3")]),
    ],
)  # fmt: skip
def test_blocks_across_cells_and_boxes(
    content: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    assert compile_faults(docx(*content)) == found


def test_a_block_between_a_description_and_the_text() -> None:
    picture = '<w:r><w:drawing><wp:docPr id="1" name="{% if x %}a"/></w:drawing></w:r>'
    assert compile_faults(docx(p(picture, "b{% endif %}"))) == [("T011", "t.docx document")]
    twice = picture.replace("{% if x %}a", "a{% endif %}")
    assert compile_faults(docx(p(picture, twice))) == [("T011", "t.docx document")]
    whole = picture.replace("{% if x %}a", "{% if x %}a{% endif %}")
    assert compile_faults(docx(p(whole))) == []


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("{{ }}", "T010"), ("{{ a b }}", "T010"), ("{{ a", "T010"), ("{{ 'a }}", "T010"),
        ("{{ f(a }}", "T010"), ("{% fi x %}", "T010"), ("{% %}", "T010"),
        ("{% if %}{% endif %}", "T010"),
        ("{% for x %}{% endfor %}", "T010"), ("{# a", "T010"), ("{{ a | }}", "T010"),
        ("{% vn %}", "T010"), ("{% rowspan n %}", "T010"),
        ("{% if a %}{% elif %}{% endif %}", "T010"),
        ("{% include 'a' %}", "T014"), ("{% if a %}{% else x %}{% endif %}", "T011"),
        ("{% break %}", "T011"), ("{% set %}", "T011"),
    ],
)  # fmt: skip
def test_tags_that_cannot_be_read(tag: str, code: str) -> None:
    found = compile_faults(docx("a", tag))
    assert (code, "t.docx paragraph 2") in found
    assert {place for _, place in found} == {"t.docx paragraph 2"}


def test_hints() -> None:
    def hint(tag: str) -> str:
        with pytest.raises(TemplateError) as caught:
            Template(docx(tag))
        return caught.value.findings[0].hint

    assert hint("{% ednif %}") == "did you mean endif?"
    assert hint("{% trans %}") == "see docs/dialect.md for the tags"
    assert hint("{{ 'a }}") == "a quotation mark is missing"
    assert hint("{{ f(a }}") == "a bracket is missing"
    assert hint("{{ first name }}") == "names hold no blanks: write first_name or person.name"


def test_all_faults_of_a_template_in_one_go_in_reading_order() -> None:
    template = docx(
        "{{ a b }}", "good {{ c }}", tbl(["x", "{{ d | nofilter }}"]), "{%tr if x %}", "{% if y %}",
        "{{ open", p(text_box(p("{{ e f }}"))),
        parts={"word/header1.xml": root("hdr", p("a"), p("{% endfor %}"))},
    )  # fmt: skip
    assert compile_faults(template) == [
        ("T010", "t.docx paragraph 1"),
        ("T013", "t.docx paragraph 4 (table 1, row 1, cell 2)"),
        ("T012", "t.docx paragraph 5"),
        ("T011", "t.docx paragraph 6"),
        ("T010", "t.docx paragraph 7"),
        ("T010", "t.docx paragraph 9"),
        ("T010", "t.docx paragraph 10"),
        ("T011", "t.docx header1 paragraph 2"),
    ]


def test_places_in_nested_tables() -> None:
    inner = tbl(["a"], ["b", "{{ x y }}"])
    template = docx("a", tbl(["b"]), tbl(["c"], tr(tc("d"), tc(inner, p()))))
    assert compile_faults(template) == [("T010", "t.docx paragraph 7 (table 3, row 2, cell 2)")]


def test_deep_nesting() -> None:
    depth = 60
    opened = [f"{{%p if x > {n} %}}" for n in range(depth)]
    assert body(*opened, "a", *["{%p endif %}"] * depth, "b", x=depth) == ["a", "b"]


def test_nesting_that_is_too_deep() -> None:
    def nested(opener: str, closer: str, depth: int) -> bytes:
        return docx(*[opener] * depth, "a", *[closer] * depth)

    assert compile_faults(nested("{%p if x %}", "{%p endif %}", 150)) == [("T024", "t.docx")]
    assert compile_faults(nested("{%p for x in y %}", "{%p endfor %}", 150)) == [("T024", "t.docx")]
    code = "(" * 2_000 + "a" + ")" * 2_000
    assert compile_faults(docx(f"{{{{ {code} }}}}")) == [("T010", "t.docx paragraph 1")]
    assert compile_faults(docx(f"{{{{ {'9' * 5_000} }}}}")) == [("T010", "t.docx paragraph 1")]


def test_break_and_continue() -> None:
    in_macro = "{% for x in y %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}"
    assert compile_faults(docx(in_macro)) == [("T011", "t.docx paragraph 1")]
    loop = "{% for x in y %}{% if x == 2 %}{% continue %}{% endif %}{{ x }}{% endfor %}"
    assert body(loop, y=[1, 2, 3]) == ["13"]
