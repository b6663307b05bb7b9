"""Tags in the text of a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.template.tags import Kind, Level, Tag, Unclosed, find_tags, straighten

PIECES = st.lists(
    st.sampled_from(
        ["{{", "}}", "{%", "%}", "{#", "#}", "{_{", "}_}", "{_%", "%_}", "p ", "tr ", "tc ", "r ",
         "-", "+", '"', "'", "“", "”", "„", "’", "‘", "\\", "\u00a0", "\n", "\t", "a", "{", "}",
         "%", "if x", " "]
    )
).map("".join)  # fmt: skip


def only(text: str) -> Tag:
    (tag,) = find_tags(text)
    assert isinstance(tag, Tag)
    return tag


@pytest.mark.parametrize(
    ("text", "kind", "level", "code"),
    [
        ("{{ a }}", Kind.OUTPUT, Level.TEXT, "a"),
        ("{{a}}", Kind.OUTPUT, Level.TEXT, "a"),
        ("{{}}", Kind.OUTPUT, Level.TEXT, ""),
        ("{{ a.b | f(1) }}", Kind.OUTPUT, Level.TEXT, "a.b | f(1)"),
        ("{{r a }}", Kind.OUTPUT, Level.RUN, "a"),
        ("{{p a }}", Kind.OUTPUT, Level.PARAGRAPH, "a"),
        ("{{r}}", Kind.OUTPUT, Level.TEXT, "r"),
        ("{{ r }}", Kind.OUTPUT, Level.TEXT, "r"),
        ("{{p.x}}", Kind.OUTPUT, Level.TEXT, "p.x"),
        ("{{ {'a': {'b': 1}} }}", Kind.OUTPUT, Level.TEXT, "{'a': {'b': 1"),
        ("{% if a %}", Kind.STATEMENT, Level.TEXT, "if a"),
        ("{%if a%}", Kind.STATEMENT, Level.TEXT, "if a"),
        ("{%p if a %}", Kind.STATEMENT, Level.PARAGRAPH, "if a"),
        ("{%p\u00a0if a %}", Kind.STATEMENT, Level.PARAGRAPH, "if a"),
        ("{%tr for a in b %}", Kind.STATEMENT, Level.ROW, "for a in b"),
        ("{%tc endfor %}", Kind.STATEMENT, Level.CELL, "endfor"),
        ("{%r if a %}", Kind.STATEMENT, Level.RUN, "if a"),
        ("{# a } b % c #}", Kind.COMMENT, Level.TEXT, "a } b % c"),
        ("{#p a #}", Kind.COMMENT, Level.PARAGRAPH, "a"),
        ("{#tr a #}", Kind.COMMENT, Level.ROW, "a"),
        ("{#tc a #}", Kind.COMMENT, Level.CELL, "a"),
        ("{# it's “so” #}", Kind.COMMENT, Level.TEXT, "it's “so”"),
        ("{_{", Kind.ESCAPE, Level.TEXT, "{{"),
        ("}_}", Kind.ESCAPE, Level.TEXT, "}}"),
        ("{_%", Kind.ESCAPE, Level.TEXT, "{%"),
        ("%_}", Kind.ESCAPE, Level.TEXT, "%}"),
    ],
)
def test_each_kind_and_level(text: str, kind: Kind, level: Level, code: str) -> None:
    tag = find_tags(text)[0]
    assert isinstance(tag, Tag)
    assert (tag.kind, tag.level, tag.code) == (kind, level, code)


@pytest.mark.parametrize(
    ("text", "before", "after", "level", "code"),
    [
        ("{%- if a -%}", True, True, Level.TEXT, "if a"),
        ("{%- if a %}", True, False, Level.TEXT, "if a"),
        ("{% if a -%}", False, True, Level.TEXT, "if a"),
        ("{%+ if a %}", False, False, Level.TEXT, "if a"),
        ("{{- a -}}", True, True, Level.TEXT, "a"),
        ("{{ -a }}", False, False, Level.TEXT, "-a"),
        ("{{ a - 1 }}", False, False, Level.TEXT, "a - 1"),
        ("{%-p if a -%}", True, True, Level.PARAGRAPH, "if a"),
        ("{#- a -#}", True, True, Level.TEXT, "a"),
        ("{{-}}", True, False, Level.TEXT, ""),
    ],
)
def test_trims(text: str, before: bool, after: bool, level: Level, code: str) -> None:
    tag = only(text)
    assert (tag.trim_before, tag.trim_after, tag.level, tag.code) == (before, after, level, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{{ "}}" }}', '"}}"'),
        ("{{ '%}' ~ \"}}\" }}", "'%}' ~ \"}}\""),
        ('{% if a == "%}" %}', 'if a == "%}"'),
        ("{{ “}}” }}", '"}}"'),
        ('{{ "a\\"}}" }}', '"a\\"}}"'),
        ("{{ a ~ ' }}", "a ~ '"),
    ],
)
def test_marks_inside_strings_do_not_close(text: str, code: str) -> None:
    assert only(text).code == code


@pytest.mark.parametrize(
    ("code", "straight", "smart"),
    [
        ("“a”", '"a"', True),
        ("‘a’", "'a'", True),
        ("„a“", '"a"', True),
        ('"a”', '"a"', True),
        ('“a"', '"a"', True),
        ('"l’annexe “1”"', '"l’annexe “1”"', False),
        ("“l’annexe”", '"l’annexe"', True),
        ("x | f(‘a’, “b”)", "x | f('a', \"b\")", True),
        ("a\nb\t\u00a0c", "a b  c", False),
        ('"a\nb"', '"a\nb"', False),
        ("a ’", "a '", True),
    ],
)
def test_smart_quotation_marks(code: str, straight: str, smart: bool) -> None:
    assert straighten(code) == (straight, smart)


def test_the_head_is_the_first_character_of_the_code() -> None:
    for text in ("ab {{ name }}", "{%p  if x %}", "{{r\tx }}", "{{-x}}"):
        tag = only(text)
        assert text[tag.head :].startswith(tag.code[0])
        assert text[tag.start : tag.end] == text.strip("ab ") or text.startswith("ab")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a {{ b", [Unclosed(2, "{{")]),
        ("{% if", [Unclosed(0, "{%")]),
        ("{# a", [Unclosed(0, "{#")]),
        ("{{ a %} {# b #}", [Unclosed(0, "{{")]),
    ],
)
def test_unclosed(text: str, found: list[Unclosed]) -> None:
    assert [tag for tag in find_tags(text) if isinstance(tag, Unclosed)] == found


def test_several_tags_with_their_places() -> None:
    tags = find_tags("a{{ b }}{_{c{% d %}{# e #}")
    assert [(t.start, t.end) for t in tags if isinstance(t, Tag)] == [
        (1, 8), (8, 11), (12, 19), (19, 26),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "keyword"),
    [("{% if(a) %}", "if"), ("{% endif %}", "endif"), ("{% %}", ""), ("{% ? x %}", "?")],
)
def test_keywords(text: str, keyword: str) -> None:
    assert only(text).keyword == keyword


@given(PIECES | st.text())
def test_tags_are_in_order_and_disjoint_and_nothing_is_raised(text: str) -> None:
    position = 0
    for tag in find_tags(text):
        assert tag.start >= position
        if isinstance(tag, Unclosed):
            assert text.startswith(tag.marks, tag.start)
            position = tag.start + 2
        else:
            assert tag.start <= tag.head < tag.end <= len(text)
            assert len(tag.keyword) <= len(tag.code)
            position = tag.end


@given(st.text())
def test_text_without_marks_has_no_tags(text: str) -> None:
    assert find_tags(text.replace("{", "").replace("}", "")) == []
