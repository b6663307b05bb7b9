"""Values in letters: whole, escaped, checked; and what templates and values may not do."""

from __future__ import annotations

import datetime
import io
import re
from decimal import Decimal
from typing import Any

import docx as python_docx
import pytest
from docxtpl import Listing, RichText, RichTextParagraph
from hypothesis import given
from hypothesis import strategies as st
from word import (
    body,
    compile_faults,
    docx,
    field,
    p,
    part,
    r,
    render,
    render_faults,
    root,
    runs,
    tbl,
    tc,
    text_box,
    texts,
    tr,
    tree,
)

from docgen.diagnostics import Place, RenderError, TemplateError
from docgen.template import Template
from docgen.template.pattern import Pattern

HERE = "t.docx paragraph 1"
# What XML 1.0 can hold (section 2.2). A carriage return becomes a line break.
XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff").filter(
        lambda c: c in "\t\n" or ord(c) >= 0x20
    )
)


def fault(tag: str, **context: Any) -> str:
    """The one finding's code for a template of this one tag, at compile time or at render."""
    found = compile_faults(docx(tag)) or render_faults(docx(tag), **context)
    ((code, place),) = found
    assert place == HERE
    return code


def codes(data: bytes) -> list[str]:
    """The codes of the fields of a letter."""
    return [n.text or "" for n in tree(data).iter() if str(n.tag).endswith("}instrText")]


# Text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a & b < c > d \" e ' f", "a & b < c > d \" e ' f"),
        ("&amp;&#65;<w:br/>", "&amp;&#65;<w:br/>"),
        ("{{ a }}{% b %}", "{{ a }}{% b %}"),
        ("\uf8f0{ a }\uf8f1\uf8f20\uf8f3<?docgen 0?><?docgen-end p?>",
         "\uf8f0{ a }\uf8f1\uf8f20\uf8f3<?docgen 0?><?docgen-end p?>"),
        ("a\nb\tc\r\nd\re", "a\nb\tc\nd\ne"),
        ("", ""),
        (" a  b ", " a  b "),
        (0, "0"), (1.5, "1.5"), (True, "True"), (Decimal("1.10"), "1.10"),
        (datetime.date(2026, 5, 4), "2026-05-04"),
        (["<"], "['<']"),
        ("\U0001f600 \u202e \u0627 漢", "\U0001f600 \u202e \u0627 漢"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["{{ x }}", "{{r x }}", "{{p x }}"])
def test_values_come_out_as_they_are(tag: str, value: object, shown: str) -> None:
    assert body(tag, x=value) == [shown]


@given(XML_TEXT)
def test_any_text_comes_out_once_whole_and_in_order(value: str) -> None:
    letter = ANYWHERE.render({"x": value})
    for name, around in (("document", "a{}b"), ("header1", "h{}"), ("footer1", "{}f"),
                         ("footnotes", "{}")):  # fmt: skip
        found = texts(letter, f"word/{name}.xml")
        assert found == [around.format(value)] * len(found)
        assert found
    document = python_docx.Document(io.BytesIO(letter))
    assert document.paragraphs[0].text == f"a{value}b"
    assert document.tables[0].cell(0, 0).text == f"a{value}b"
    assert document.sections[0].header.paragraphs[0].text == f"h{value}"


ANYWHERE = Template(
    docx(
        p("a{{", " x }}b"), tbl(["a{{ x }}b"]), "a{{r x }}b", p(r("a{{ x }}b", "<w:b/>")),
        section='<w:headerReference w:type="default" r:id="rIdPart0"/>',
        parts={
            "word/header1.xml": root("hdr", p("h{{ x }}")),
            "word/footer1.xml": root("ftr", tbl(["{{ x }}f"]), p("{{r x }}f")),
            "word/footnotes.xml": root(
                "footnotes", f'<w:footnote w:id="1">{p("{{ x }}")}</w:footnote>'
            ),
        },
    )
)  # fmt: skip


@given(XML_TEXT)
def test_any_text_in_a_right_to_left_run(value: str) -> None:
    assert texts(RTL.render({"x": value})) == [f"({value})"]


RTL = Template(docx(p(r("({{ x }})", "<w:rtl/>"))))


@given(XML_TEXT)
def test_any_text_of_a_template_without_tags_stays(value: str) -> None:
    without_marks = re.sub(r"[{}]", "", value)
    assert body(p(r(without_marks)), "{{ x }}", x=1) == [without_marks, "1"]


@given(st.lists(XML_TEXT.map(lambda t: re.sub(r"[{}]", "", t)), min_size=2, max_size=5))
def test_any_text_between_tags_stays(pieces: list[str]) -> None:
    assert body(p(r("{{ x }}".join(pieces))), x="·") == ["·".join(pieces)]


@pytest.mark.parametrize(
    "code", [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xD800, 0xDBFF, 0xDFFF, 0xFFFE, 0xFFFF]
)
def test_characters_that_no_word_file_can_hold(code: int) -> None:
    value = f"a{chr(code)}b"
    for tag in ("{{ x }}", "{{r x }}", "{{p x }}", "{{ x | upper }}", "{{ x | e }}",
                "{{ [x] | join }}"):  # fmt: skip
        assert render_faults(docx(tag), x=value) == [("T022", HERE)]
    attribute = '<w:p><w:r><w:drawing><wp:docPr id="1" name="{{ x }}"/></w:drawing></w:r></w:p>'
    assert render_faults(docx(attribute), x=value) == [("T022", "t.docx document")]


def test_the_message_names_the_character_and_the_place() -> None:
    with pytest.raises(RenderError) as caught:
        Template(docx("a", "Dear {{ name }},"), shown_as="t.docx").render({"name": "A\x07"})
    (finding,) = caught.value.findings
    assert str(finding.place) == "t.docx paragraph 2"
    assert finding.message == (
        "the value holds the character U+0007, which no Word file can hold, near “Dear {{ name }},”"
    )


# Missing and empty values


@pytest.mark.parametrize(
    "tag",
    [
        "{{ x }}", "{{ x.y }}", "{{ a.x }}", "{{ a['x'] }}", "{{ x | upper }}", "{{ x ~ 'a' }}",
        "{% if x %}{% endif %}", "{% if x == 1 %}{% endif %}", "{% for i in x %}{% endfor %}",
        "{% if not a.x %}{% endif %}", "{{ x + 1 }}", "{{ x | length }}", "{{r x }}", "{{p x }}",
        "{{ x() }}", "{{ a.x() }}", "{{ 'b' in x }}", "{{ x | link }}",
    ],
)  # fmt: skip
def test_a_variable_that_is_missing(tag: str) -> None:
    assert fault(tag, a={}) == "T020"


def test_an_empty_value() -> None:
    for tag in ("{{ x }}", "{{r x }}", "{{p x }}", "{{ a.x }}"):
        assert fault(tag, x=None, a={"x": None}) == "T021"


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("{{ y | default('-') }}", "-"),
        ("{{ a.y | default('-') }}", "-"),
        ("{{ x | default('-', true) }}", "-"),
        ("{% if y is defined %}a{% else %}b{% endif %}", "b"),
        ("{% if x is none %}a{% endif %}", "a"),
        ("{% if x %}a{% else %}b{% endif %}", "b"),
        ("{{ '' }}", ""),
        ("{{ a.z or 'none' }}", "none"),
    ],
)
def test_ways_to_do_without(tag: str, shown: str) -> None:
    assert body(tag, x=None, a={"z": ""}) == [shown]


def test_all_faults_of_a_render_in_one_go_each_at_its_place() -> None:
    template = docx(
        "{{ a }}", "{{ none }}", "{{ b }} {{ c }}", tbl(["x", "{{ d.e }}"]), "{{ good }}",
        "{% for i in [1, 2] %}{{ f }}{% endfor %}", p("{{ bad }}"),
        parts={"word/header1.xml": root("hdr", p("a"), p("{{ g }}"))},
    )  # fmt: skip
    assert render_faults(template, good=1, bad="\0", d={}, c=None) == [
        ("T020", "t.docx paragraph 1"),
        ("T021", "t.docx paragraph 2"),
        ("T020", "t.docx paragraph 3"),
        ("T021", "t.docx paragraph 3"),
        ("T020", "t.docx paragraph 5 (table 1, row 1, cell 2)"),
        ("T020", "t.docx paragraph 7"),
        ("T022", "t.docx paragraph 8"),
        ("T020", "t.docx header1 paragraph 2"),
    ]


def test_a_render_that_fails_leaves_the_template_as_it_was() -> None:
    template = Template(docx("{{ a }}"))
    before = template.render({"a": 1})
    with pytest.raises(RenderError):
        template.render({})
    assert template.render({"a": 1}) == before


def test_constants_of_a_template_are_values_too() -> None:
    assert body("{{ 'a\\nb\\t<' }}") == ["a\nb\t<"]
    assert fault("{{ none }}") == "T021"
    assert fault("{{ '\\x07' }}") == "T022"


# Filters


def test_filters_of_a_language() -> None:
    date = datetime.date(2026, 5, 1)
    french = Template(docx("{{ x | long_date }}"), language="fr").render({"x": date})
    assert texts(french) == ["1er mai 2026"]
    assert compile_faults(docx("{{ x | long_date }}")) == [("T013", HERE)]


def test_an_unknown_language() -> None:
    assert compile_faults(docx("a"), language="xx") == [("C010", "t.docx")]


@pytest.mark.parametrize("name", ["safe", "tojson", "urlize", "xmlattr", "pprint", "no"])
def test_filters_that_do_not_exist_here(name: str) -> None:
    assert compile_faults(docx(f"{{{{ x | {name} }}}}")) == [("T013", HERE)]


def test_unknown_filters_and_tests_are_found_with_the_nearest() -> None:
    with pytest.raises(TemplateError) as caught:
        Template(docx("{{ x | uper }}", "{% if x is definde %}{% endif %}"))
    hints = [finding.hint for finding in caught.value.findings]
    assert hints == ["did you mean upper?", "did you mean defined?"]


def test_escaping_twice_is_escaping_once() -> None:
    assert body("{{ x | e }} {{ x | escape | upper }}", x="<&") == ["<& <&"]


def test_links() -> None:
    letter = render(docx(p(r("w: {{ x | link }}.", "<w:b/>"))), x="www.itu.int/?a=1&b=2")
    assert texts(letter) == ["w: www.itu.int/?a=1&b=2."]
    assert codes(letter) == [' HYPERLINK "https://www.itu.int/?a=1&b=2" ']
    assert {properties for properties, _ in runs(letter)} == {"b"}


def test_links_have_the_style_of_links() -> None:
    styles = root("styles", '<w:style w:styleId="Lien"><w:name w:val="Hyperlink"/></w:style>')
    letter = render(docx("{{ x | link('us') }}", parts={"word/styles.xml": styles}), x="a@b.int")
    assert b'<w:rStyle w:val="Lien"/>' in part(letter)
    assert codes(letter) == [' HYPERLINK "mailto:a@b.int" ']
    assert texts(letter) == ["us"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///c:/a", "a b@c", "https://a b",
                                     'https://a" \\o "b', "https://a\\b", "no", ""])  # fmt: skip
def test_addresses_that_are_no_links(address: str) -> None:
    assert fault("{{ x | link }}", x=address) == "T023"


@pytest.mark.parametrize("value", ['a" \\o "b', "c:\\d"])
def test_values_that_would_leave_a_field(value: str) -> None:
    assert render_faults(docx(p(field(' HYPERLINK "{{ x }}" '))), x=value) == [("T023", HERE)]


def test_a_value_that_its_filter_cannot_use() -> None:
    assert fault("{{ x | round }}", x="a") == "T023"
    assert fault("{{ 1 / x }}", x=0) == "T023"
    assert fault("{{ x | link }}", x=None) == "T021"
    assert fault("{{ x }}", x=b"bytes") == "T023"


# docxtpl's value objects


def test_formatted_text() -> None:
    rich = RichText("a & <b>\n", bold=True)
    rich.add("c\td", italic=True)
    letter = render(docx("x {{r rich }} y"), rich=rich)
    assert texts(letter) == ["x a & <b>\nc\td y"]
    assert runs(letter) == [("", "x "), ("b", "a & <b>"), ("i", "cd"), ("", " y")]


def test_formatted_paragraphs() -> None:
    rich = RichTextParagraph()
    rich.add(RichText("a < b", bold=True), parastyle="S")
    rich.add("c")
    letter = render(docx("{{p rich }}", "z"), rich=rich)
    assert texts(letter) == ["a < b", "c", "z"]


def test_listings_are_text() -> None:
    assert body("{{ x }}|{{r x }}", x=Listing("a & <b>\nc\td")) == ["a & <b>\nc\td|a & <b>\nc\td"]
    assert fault("{{ x }}", x=Listing("a\x08b")) == "T022"


def test_formatted_text_in_the_wrong_place() -> None:
    assert fault("{{ x }}", x=RichText("a")) == "T023"
    assert fault("{{p x }}", x=RichText("a")) == "T023"
    assert fault("{{r x }}", x=RichTextParagraph("a")) == "T023"


def test_formatted_text_that_is_not_whole() -> None:
    assert fault("{{r x }}", x=RichText("a", style='b"/><w:c>')) == "T023"
    assert fault("{{r x }}", x=RichText("a", url_id="rId7")) == "T023"
    assert fault("{{r x }}", x=RichText("a\x08")) == "T022"


# What a template may not do


@pytest.mark.parametrize(
    "tag",
    [
        "{{ x.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ x.__init__.__globals__ }}",
        "{{ x['__class__'] }}", "{{ x | attr('__class__') }}", "{{ '{0.__class__}'.format(x) }}",
        "{{ f.__globals__ }}", "{{ f.__code__ }}", "{{ x.mro() }}", "{{ cycler.__init__ }}",
        "{{ self.__init__ }}", "{{ l.append(1) }}", "{{ d.update({}) }}", "{{ d.clear() }}",
    ],
)  # fmt: skip
def test_the_sandbox(tag: str) -> None:
    def function() -> None: ...

    assert fault(tag, x="a", f=function, l=[], d={}) in {"T020", "T023", "T024"}


@pytest.mark.parametrize(
    "tag",
    [
        "{{ range(1000000) }}", "{{ 'a' * 100000000 }}", "{{ 100000000 * 'a' }}",
        "{{ [0] * 10000000 }}",
        "{{ 10 ** 100000 }}", "{{ 'a' | center(100000000) }}", "{{ '%0100000000d' % 1 }}",
        "{{ '%0100000000d' | format(1) }}", "{{ 'a'.ljust(100000000) }}",
        "{{ '{:99999999}'.format(1) }}",
        "{{ 'a' | indent(100000000) }}", "{{ [1] | batch(100000000, 0) | list }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
        "{{ m(60) }}",
        "{% set n = namespace(a='aaaaaaaaaa') %}"
        "{% for i in range(40) %}{% set n.a = n.a ~ n.a %}{% endfor %}",
        "{% set n = namespace(a='aaaaaaaaaa') %}"
        "{% for i in range(40) %}{% set n.a = n.a + n.a %}{% endfor %}",
        "{% set n = namespace(a='aaaaaaaaaa') %}"
        "{% for i in range(40) %}{% set n.a = n.a.replace('a', n.a) %}{% endfor %}",
        "{% set n = namespace(a=10) %}"
        "{% for i in range(40) %}{% set n.a = n.a * n.a %}{% endfor %}",
    ],
)  # fmt: skip
def test_templates_that_ask_for_too_much(tag: str) -> None:
    assert fault(tag) == "T024"


def test_a_letter_without_end() -> None:
    tag = "{% for a in range(900) %}{{ big }}{% endfor %}"
    assert render_faults(docx(tag), big="a" * 100_000) == [("T024", "t.docx paragraph 1")]


def test_what_letters_need_is_within_the_bounds() -> None:
    assert body("{{ 3 * 4 }} {{ 2 ** 10 }} {{ '-' * 3 }} {{ 7 % 4 }} {{ 1 + 2 }}") == [
        "12 1024 --- 3 3"
    ]
    assert body("{{ [1] + [2] }}") == ["[1, 2]"]
    assert body("{{ 'a' | center(5) }}|{{ '%03d' % 7 }}|{{ '{:>4}'.format(1) }}") == [
        "  a  |007|   1"
    ]
    assert body("{% for x in xs %}{{ loop.index }}/{{ loop.length }}{{ loop.last }} {% endfor %}",
                xs=range(2)) == ["1/2False 2/2True "]  # fmt: skip
    assert body("{% for a, b in d.items() %}{{ a }}{{ b }}{% endfor %}", d={"x": 1}) == ["x1"]
    assert body("{% for a in [] %}{% else %}-{% endfor %}") == ["-"]
    assert body("{% for a in xs if a % 2 %}{{ a }}{% if a > 4 %}{% break %}{% endif %}{% endfor %}",
                xs=range(9)) == ["135"]  # fmt: skip
    assert body("{{ ['a', 'b'] | join(', ') }} {{ 'abc'.replace('b', 'x') }}") == ["a, b axc"]


def test_macros_and_captured_blocks() -> None:
    assert body("{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m('&') }}{{ m('\n') }}") == ["<&><\n>"]
    assert body("{% set a %}<{{ x }}>{% endset %}{{ a }}{{ a }}", x="&") == ["<&><&>"]
    assert body("{% filter upper %}a{% endfilter %}b") == ["Ab"]
    assert body("{% with a = x %}{{ a }}{% endwith %}", x=1) == ["1"]
    assert body("{% set a, b = 1, 2 %}{{ a }}{{ b }}") == ["12"]
    assert body("{% call m() %}a{% endcall %}", m=lambda caller: caller()) == ["a"]


@pytest.mark.parametrize(
    "tag",
    ["{% filter upper %}a & b{% endfilter %}", "{% set a %}a{{ x }}b{% endset %}{{ a | upper }}"],
)
def test_markup_that_a_filter_breaks_is_not_written(tag: str) -> None:
    assert render_faults(docx(tag), x="\n") == [("T023", "t.docx")]


@pytest.mark.parametrize("word", ["extends 'a'", "import 'a' as b", "from 'a' import b"])
def test_tags_that_load_templates(word: str) -> None:
    assert compile_faults(docx(f"{{% {word} %}}")) == [("T010", HERE)]


# Patterns

AT = Place.line("campaign.toml", None, "[kinds.x] file")


def test_patterns_are_plain_text() -> None:
    pattern = Pattern("{{ a }}-{{ b | upper }} & {{ c | e }}", None, AT)
    assert pattern.render({"a": "<x>", "b": "y", "c": "&"}) == "<x>-Y & &"


@pytest.mark.parametrize("text", ["{{ a", "{{ a | nofilter }}", "{% if %}", "{{ a b }}"])
def test_patterns_that_cannot_be_read(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Pattern(text, None, AT)
    assert [(f.code, f.place) for f in caught.value.findings] == [("C012", AT)]


@pytest.mark.parametrize("text", ["{{ b }}", "{{ a.b }}", "{{ n }}", "{{ 'a' * 9999999 }}",
                                  "{{ a.__class__ }}", "{{ c }}"])  # fmt: skip
def test_patterns_that_cannot_be_filled_in(text: str) -> None:
    with pytest.raises(RenderError) as caught:
        Pattern(text, None, AT).render({"a": "x", "n": None, "c": "\0"})
    assert [(f.code, f.place) for f in caught.value.findings] == [("C012", AT)]


def test_a_pattern_in_a_language() -> None:
    text = Pattern("{{ d | long_date }}", "en", AT).render({"d": datetime.date(2026, 5, 1)})
    assert text == "1 May 2026"


def test_values_beside_what_word_does_with_them() -> None:
    letter = render(docx(tbl(tr(tc(p(text_box(p("{{ x }}"))))))), x="\n\t")
    assert texts(letter) == ["", "\n\t", "\n\t"]
    assert len([n for n in tree(letter).iter() if str(n.tag).endswith("}br")]) == 2


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("{{ n > x }}", "a number cannot be compared with none"),
        ("{{ s < n }}", "a text cannot be compared with a number"),
        ("{{ n + x }}", "a number and none cannot be put together with +"),
        ("{{ [1] - n }}", "a list and a number cannot be put together with -"),
    ],
)
def test_values_that_do_not_go_together_are_told_in_words(tag: str, words: str) -> None:
    with pytest.raises(RenderError) as caught:
        Template(docx(tag)).render({"n": 1, "s": "a", "x": None})
    (finding,) = caught.value.findings
    assert finding.message == f"the tag cannot use its value: {words}, near “{tag}”"
