"""Values looked over many at once print what each prints alone, and fail where they stand."""

from __future__ import annotations

import datetime
import tracemalloc
import types
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from word import body, docx, p, part, render, render_faults, tbl, tc, tr, tree

from docgen.diagnostics import RenderError
from docgen.template import Template, limits
from docgen.template.code import BATCH
from docgen.template.environment import environment
from docgen.template.stretches import Writing, are_plain, printed
from docgen.template.values import ValueFaultError, finalize
from docgen.template.writer import Archive

# What finalize changes or refuses comes often: XML's characters, breaks, controls, noncharacters.
ODD = st.sampled_from(
    list("&<>\"'\n\r\t\a\f\x00\x1f\x7f\x85\u2028\ud800\udfff\ufffe\uffff\U0001f600")
)
TEXT = st.text(st.one_of(ODD, st.characters(exclude_categories=[])), max_size=8)
VALUE = st.one_of(
    TEXT,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    TEXT.map(lambda text: Markup("<w:t>{}</w:t>").format(text)),
    TEXT.map(lambda text: type("Text", (str,), {})(text)),
)
ROWS = docx(
    tbl(
        tr(tc(p("{%tr for row in rows %}"))),
        tr(tc(p("{{ row.one }}{{ row.two }}")), tc(p("– {{ row.one }} –"))),
        tr(tc(p("{%tr endfor %}"))),
    )
)
TEMPLATE = Template(ROWS, shown_as="t.docx")


def alone(value: Any) -> str:
    """What a value prints by itself."""
    return str(finalize(value))


def document(template: bytes, **context: Any) -> str:
    return part(render(template, **context)).decode("utf-8")


def outcome(rows: list[Any]) -> str | list[tuple[str, str]]:
    try:
        letter = TEMPLATE.render({"rows": rows})
    except RenderError as fault:
        return [(each.code, str(each.place)) for each in fault.findings]
    with zipfile.ZipFile(BytesIO(letter)) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def one_by_one(rows: list[dict[str, Any]]) -> str | list[tuple[str, str]]:
    """The same letter, each value made text alone; its faults, each at its cell."""
    places = [
        ("one", "t.docx paragraph 2 (table 1, row 2, cell 1)"),
        ("two", "t.docx paragraph 2 (table 1, row 2, cell 1)"),
        ("one", "t.docx paragraph 3 (table 1, row 2, cell 2)"),
    ]
    found: list[tuple[str, str]] = []
    for place in dict.fromkeys(places):
        for row in rows:
            try:
                finalize(row[place[0]])
            except ValueFaultError as fault:
                found.append((fault.code, place[1]))
    if found:
        return sorted(set(found), key=lambda each: (each[1], each[0]))
    plain = outcome([{"one": f"ONE{n}.", "two": f"TWO{n}."} for n in range(len(rows))])
    assert isinstance(plain, str)
    for number, row in enumerate(rows):
        plain = plain.replace(f"ONE{number}.", alone(row["one"]))
        plain = plain.replace(f"TWO{number}.", alone(row["two"]))
    return plain


@given(st.lists(st.fixed_dictionaries({"one": VALUE, "two": VALUE}), max_size=6))
def test_any_values_print_what_each_prints_alone(rows: list[dict[str, Any]]) -> None:
    got = outcome(rows)
    if isinstance(got, list):
        got = sorted(set(got), key=lambda each: (each[1], each[0]))
    assert got == one_by_one(rows)


class Person:
    """A row that is no ``dict``."""

    one, two = "1", "2"

    def __getitem__(self, key: str) -> str:
        raise KeyError(key)


class Half:
    """A row that has one of two values."""

    one = "a"


class Answering(dict[str, Any]):
    """A row that has every key."""

    def __missing__(self, key: str) -> str:
        return "made"


def test_rows_of_any_kind_are_asked_as_jinja_asks() -> None:
    rows: list[Any] = [{"one": "a", "two": 1}, Person(), Answering(one="c"), {"two": 2, "one": 1}]
    assert outcome(rows) == outcome(
        [{"one": "a", "two": 1}, {"one": "1", "two": "2"}, {"one": "c", "two": "made"},
         {"two": 2, "one": 1}]
    )  # fmt: skip


@pytest.mark.parametrize("row", [{"one": "a"}, Half(), {}, None, 5, "text", []])
def test_a_row_without_a_key_is_a_fault_once_at_each_of_its_tags(row: Any) -> None:
    one = ("T020", "t.docx paragraph 2 (table 1, row 2, cell 1)")
    two = ("T020", "t.docx paragraph 3 (table 1, row 2, cell 2)")
    full = {"one": "a", "two": "b"}
    has_one = row == {"one": "a"} or isinstance(row, Half)
    assert outcome([full, row, full]) == ([one] if has_one else [one, one, two])


@given(st.lists(TEXT, max_size=5))
def test_what_is_plain_is_what_prints_as_it_stands(values: list[str]) -> None:
    def stands(value: str) -> bool:
        try:
            return alone(value) == value
        except ValueFaultError:
            return False

    assert are_plain("".join(values)) == all(map(stands, values))
    for value in values:
        try:
            expected = alone(value)
        except ValueFaultError:
            with pytest.raises(ValueFaultError):
                printed(value)
        else:
            assert printed(value) == expected


@pytest.mark.parametrize("odd", [0, BATCH // 2 - 1, BATCH // 2, 3 * BATCH - 1])
def test_one_odd_value_among_very_many(odd: int) -> None:
    values = [f"v{number}" for number in range(3 * BATCH)]
    values[odd] = "a & b\n<c>"
    expected = ["".join(values)]
    assert body("{% for v in values %}{{ v }}{% endfor %}", values=values) == expected
    values[odd] = "\x01"
    tag = "{% for v in values %}{{ v }}{% endfor %}"
    assert render_faults(docx("a", tag), values=values) == [("T022", "t.docx paragraph 2")]


def test_faults_of_one_stretch_each_have_their_place() -> None:
    data = docx("{{ a.x }} and {{ a.y }}", p("{{ b }}"), p("{{ c }} {{ a.z }}"))
    assert render_faults(data, a={"x": None, "y": "\x00"}, b="\ud800", c="fine") == [
        ("T021", "t.docx paragraph 1"),
        ("T022", "t.docx paragraph 1"),
        ("T022", "t.docx paragraph 2"),
        ("T020", "t.docx paragraph 3"),
    ]


class Rows(dict[str, Any]):
    """A class of its own: its attributes come before its keys, as Jinja has it."""

    colour = "blue"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"x": ""}, "[]"),
        ({"x": 0}, "[0]"),
        ({"x": False}, "[False]"),
        ({"x": 1.5}, "[1.5]"),
        ({"x": {"y": 1}}, "[{&#39;y&#39;: 1}]"),
        ({"x": Markup("&lt;")}, "[&lt;]"),
        (types.SimpleNamespace(x="a<b"), "[a&lt;b]"),
        (Rows(x="1"), "[1]"),
    ],
)
def test_fields_of_any_object(value: Any, shown: str) -> None:
    assert f">{shown}<" in document(docx("[{{ v.x }}]"), v=value)


def test_fields_of_fields_keys_before_methods_and_classes_of_their_own() -> None:
    row = {"items": "three", "a": {"get": "g", "b": {"c": "deep"}}}
    assert body("{{ v.items }} {{ v.a.get }} {{ v.a.b.c }}", v=row) == ["three g deep"]
    assert body("{{ v.colour }}", v=Rows(colour="red")) == ["blue"]
    assert render_faults(docx("{{ v.a.x }}{{ v.__class__ }}"), v=row) == [
        ("T020", "t.docx paragraph 1"),
        ("T024", "t.docx paragraph 1"),
    ]


def test_what_loop_tells() -> None:
    names = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth")
    tags = " ".join(f"{{{{ loop.{name} }}}}" for name in names)
    text = f"{{% for x in xs %}}{tags}{{{{ loop.cycle('a', 'b') }}}};{{% endfor %}}"
    assert body(text, xs=["p", "q"]) == ["1 0 2 1 True False 2 1a;2 1 1 0 False True 2 1b;"]
    assert render_faults(docx("{% for x in xs %}{{ loop.__class__ }}{% endfor %}"), xs=[1]) == [
        ("T024", "t.docx paragraph 1")
    ]


# Loops are counted


@pytest.mark.parametrize("made", [list, tuple, range])
def test_turns_are_counted_whatever_is_gone_through(made: Any) -> None:
    tag = "{% for x in xs %}{% endfor %}"
    steps = range(limits.MAX_STEPS + 1)
    assert render_faults(docx(tag), xs=steps if made is range else made(steps)) == [
        ("T024", "t.docx paragraph 1")
    ]


def test_a_loop_that_ends_early_counts_the_turns_it_took() -> None:
    xs = list(range(limits.MAX_STEPS + 1))
    assert body(
        "{% for x in xs %}{{ x }}{% if x > 1 %}{% break %}{% endif %}{% endfor %}", xs=xs
    ) == ["012"]


def test_loops_in_loops_and_loops_that_call_themselves_are_counted() -> None:
    inner = list(range(500))
    twice = "{% for x in xs %}{% for y in xs %}{% endfor %}{% endfor %}"
    assert render_faults(docx(twice), xs=inner) == [("T024", "t.docx paragraph 1")]
    # One call, and then as many turns as there are pairs.
    itself = (
        "{% for x in xs recursive %}{% if loop.depth < 2 %}{{ loop(xs) }}{% endif %}{% endfor %}"
    )
    assert render_faults(docx(itself), xs=inner) == [("T024", "t.docx paragraph 1")]
    tree = [{"n": "a", "c": [{"n": "b", "c": []}]}, {"n": "c", "c": []}]
    text = "{% for x in xs recursive %}{{ x.n }}({{ loop(x.c) }}){% endfor %}"
    assert body(text, xs=tree) == ["a(b())c()"]


def test_long_texts_are_joined_before_they_fill_the_memory() -> None:
    data = docx("{% for x in xs %}" + "a" * 2_000_000 + "{{ x }}{% endfor %}")
    template = Template(data, shown_as="t.docx")
    tracemalloc.start()
    with pytest.raises(RenderError) as fault:
        template.render({"xs": ["x"] * 1_000})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(each.code, str(each.place)) for each in fault.value.findings] == [("T024", "t.docx")]
    assert peak < 4 * limits.MAX_OUTPUT


# Endings


def test_a_value_is_not_taken_for_the_end_of_a_cell() -> None:
    for before, settled in ((["</w:tc>", ""], True), (["", "</w:tc>"], False), ([], False)):
        writing = Writing()
        writing.pieces += before
        writing.ending("tr")
        assert writing.settled is settled
    writing = Writing()
    writing.pieces += ["<w:tr></w:tc>", ""]
    writing.join()  # what was joined is looked at too
    writing.ending("tr")
    assert (writing.text(), writing.settled) == ("<w:tr></w:tc>", True)


@pytest.mark.parametrize("tag", ["{%tr for x in xs %}", "{%tr for x in xs recursive %}"])
@pytest.mark.parametrize("xs", [[], ["a & b"], ["a"] * BATCH])
def test_a_table_that_may_lose_its_rows(tag: str, xs: list[str]) -> None:
    rows = tr(tc(p(tag))), tr(tc(p("{{ x }}"))), tr(tc(p("{%tr endfor %}")))
    xml = document(docx(tbl(*rows), "End"), xs=xs)
    assert (xml.count("<w:tbl>"), xml.count("<w:tr>")) == (bool(xs), len(xs))
    assert "<?" not in xml.replace("<?xml", "")


@pytest.mark.parametrize("xs", [[], ["a"]])
def test_endings_in_what_a_filter_collects(xs: list[str]) -> None:
    rows = tr(tc(p("{%tr for x in xs %}"))), tr(tc(p("{{ x }}"))), tr(tc(p("{%tr endfor %}")))
    content = p("{%p filter trim %}"), tbl(*rows), p("{%p endfilter %}"), "End"
    xml = document(docx(*content), xs=xs)
    assert (xml.count("<w:tbl>"), xml.count("<w:tr>")) == (len(xs), len(xs))
    assert "<?" not in xml.replace("<?xml", "")


# What is remembered between letters


def test_dates_and_numbers_are_remembered_by_class() -> None:
    filters = environment("en").filters
    day = datetime.date(2024, 3, 6)
    expected = [("1", "1"), ("day", "6 March 2024")]
    for _ in range(3):
        assert filters["number"](1) == expected[0][1]
        assert filters["long_date"](day) == expected[1][1]
        with pytest.raises(Exception, match="True"):
            filters["number"](True)


def test_a_fault_of_a_remembering_filter_stays_a_fault() -> None:
    template = Template(docx("{{ n | ordinal }}"), language="en", shown_as="t.docx")
    for _ in range(2):
        with pytest.raises(RenderError) as fault:
            template.render({"n": -1})
        assert [(each.code, str(each.place)) for each in fault.value.findings] == [
            ("T023", "t.docx paragraph 1")
        ]


def letters(template: Template, rows: list[dict[str, Any]]) -> Iterator[bytes]:
    return map(template.render, rows)


@pytest.mark.parametrize("deflate", ["zlib", "isal"])
def test_a_letter_does_not_depend_on_those_before_it(deflate: str) -> None:
    data = docx("Dear {{ name }}")
    a, b = {"name": "Ada"}, {"name": "Bob"}
    template = Template(data, deflate=deflate)
    one, two, three, four = letters(template, [a, a, b, a])
    assert one == two == four == Template(data, deflate=deflate).render(a)
    assert three == Template(data, deflate=deflate).render(b) != one


def test_what_is_remembered_does_not_grow_with_the_letters() -> None:
    archive = Archive(())
    for number in range(50):
        picture = (f"word/media/image-{number}.png", b"picture")
        archive.pack([("word/document.xml", f"<a>{number}</a>".encode()), picture])
        archive.pack([("word/footer1.xml", b"x" * 20_000)])  # long parts are not kept
    assert set(archive._last) == {"word/document.xml"}


def test_isal_makes_the_same_letter_of_other_bytes() -> None:
    names = [f"Name {number} & Co" for number in range(3_000)]
    data = docx("{% for name in names %}{{ name }}, {% endfor %}")
    by_zlib = Template(data).render({"names": names})
    by_isal = Template(data, deflate="isal").render({"names": names})
    assert by_zlib != by_isal
    with zipfile.ZipFile(BytesIO(by_zlib)) as one, zipfile.ZipFile(BytesIO(by_isal)) as two:
        assert one.testzip() is None
        assert two.testzip() is None
        assert {n: one.read(n) for n in one.namelist()} == {n: two.read(n) for n in two.namelist()}


def test_deflate_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="zlib or isal, not 'fast'"):
        Template(docx("a"), deflate="fast")
    monkeypatch.setitem(__import__("sys").modules, "isal", None)
    with pytest.raises(ModuleNotFoundError, match="docgen\\[fast\\]"):
        Template(docx("a"), deflate="isal")


# Blanks at the ends of a text

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BLANKS = st.text(st.sampled_from(" a\t\n\u00a0\u3000\x7f&é"), max_size=5)
CELLS = Template(docx("{% for v in values %}", "{{ v }}", "{% endfor %}", p("{{ one }}")))


@given(st.lists(BLANKS, max_size=5), BLANKS)
def test_blanks_at_the_ends_of_a_text_are_kept(values: list[str], one: str) -> None:
    found = tree(CELLS.render({"values": values, "one": one}))
    runs = [node for node in found.iter() if str(node.tag).endswith("}t")]
    for node in runs:
        text = node.text or ""
        assert text == text.strip() or node.get(SPACE) == "preserve"
    shown = "".join(node.text or "" for node in runs)
    assert shown == "".join((*values, one)).replace("\t", "").replace("\n", "")


def test_a_text_without_blanks_at_its_ends_does_not_say_so() -> None:
    xml = document(docx("{{ a }}", "{{ b }}", "{{ c }}", "{{ a }}:"), a="Ana Lu", b=" b", c="c&\nd")
    assert xml.count("<w:t>Ana Lu</w:t>") == 1
    assert xml.count('<w:t xml:space="preserve"> b</w:t>') == 1
    assert xml.count('<w:t xml:space="preserve">c&amp;</w:t><w:br/>') == 1
    assert xml.count('<w:t xml:space="preserve">Ana Lu:</w:t>') == 1
