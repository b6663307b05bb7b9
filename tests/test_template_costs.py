"""What a template may ask of the machine: each that asks for more ends in one finding, soon."""

from __future__ import annotations

import time

import pytest
from word import compile_faults, docx, p, r, render_faults, root, tbl, tc, texts, tr

from docgen.template import Template

BIG = '{% set b = "a" * 1000000 %}'
KEPT = "{% set o = namespace(v=[1]) %}"
FORTY = "{% for i in range(40) %}"
MUCH = "{% for i in range(100000) %}"
HUNDRED = str([1] * 100)
# No measure of speed: without limits each of these takes many minutes or gigabytes.
NEVER = 300.0  # seconds


@pytest.mark.parametrize(
    "tag",
    [
        # Lists in lists, whose text or comparison doubles with each turn.
        KEPT + FORTY + "{% set o.v = [o.v, o.v] %}{% endfor %}{{ o.v }}",
        KEPT + FORTY + "{% set o.v = (o.v, o.v) %}{% endfor %}{{ o.v == 1 }}",
        KEPT + FORTY + "{% set o.v = {'a': o.v, 'b': o.v} %}{% endfor %}{{ o.v }}",
        KEPT + FORTY + "{% set o.v = dict(a=o.v, b=o.v) %}{% endfor %}{{ o.v }}",
        KEPT + FORTY + "{% set o.v = [o.v] + [o.v] %}{% endfor %}{{ o.v | string }}",
        KEPT + "{% macro m() %}{% set o.v = varargs %}{% endmacro %}" + FORTY
        + "{{ m(o.v, o.v) }}{% endfor %}{{ o.v }}",
        # Large values turned round and round.
        BIG + MUCH + "{% set x = b | upper %}{% endfor %}",
        BIG + MUCH + "{% set x = b.upper() %}{% endfor %}",
        BIG + MUCH + "{% set x = b[1:] %}{% endfor %}",
        BIG + MUCH + '{% set x = b ~ "" %}{% endfor %}',
        BIG + MUCH + "{% if 'x' in b %}{% endif %}{% endfor %}",
        BIG + MUCH + "{% if b is in(b) %}{% endif %}{% endfor %}",
        BIG + MUCH + "{% set x = b | replace('a', 'b') | replace('b', 'a') %}{% endfor %}",
        MUCH + "{% set x = range(100000) | list %}{% endfor %}",
        MUCH + "{% set x = range(100000) | map('string') | join %}{% endfor %}",
        "{% set l = range(100000) | list %}" + MUCH + "{% set x = l | sort %}{% endfor %}",
        "{% set l = range(100000) | list %}" + MUCH + "{% if l == l + [] %}{% endif %}{% endfor %}",
        "{% set l = range(100000) | list %}" + MUCH + "{% set x = l.count(1) %}{% endfor %}",
        # Texts that are kept, not printed.
        BIG + "{% set x %}" + MUCH + "{{ b }}{% endfor %}{% endset %}",
        "{% set x %}" + MUCH + "a" * 5_000 + "{% endfor %}{% endset %}",
        "{% macro m() %}" + "a" * 5_000 + "{% endmacro %}" + MUCH + "{% set x = m() %}{% endfor %}",
        "{% set o = namespace(v='a' * 1000) %}" + FORTY
        + "{% set o.v %}{{ o.v }}{{ o.v }}{% endset %}{% endfor %}",
        # Products of what is large by itself.
        BIG + "{{ ([b] * 100000) | join | length }}",
        BIG + "{{ ''.join([b] * 100000) | length }}",
        BIG + "{{ ([b] * 100000) | sort | length }}",
        BIG + "{{ ([b] * 100000) | unique | list | length }}",
        BIG + "{{ ([b] * 100000) | map('upper') | list | length }}",
        BIG + "{{ ([0] * 100000) | map('default', b, true) | list | length }}",
        BIG + "{{ ('{0}' * 300000).format(b) | length }}",
        BIG + "{{ (('%(a)s' * 100000) % {'a': b}) | length }}",
        "{{ (('%9999d' * 1000) % ((1,) * 1000)) | length }}",
        "{{ '{0:{1}}'.format(1, 1000000000) }}",
        "{{ ([range(100000) | list] * 1000) | sum(start=[]) | length }}",
        "{{ ('\\t' * 1000000).expandtabs(10000) | length }}",
        "{{ ('\\n' * 1000000) | indent(10000, blank=true) | length }}",
        "{{ (range(100000) | map('string')) | join('x' * 1000000) | length }}",
        "{{ ('a ' * 100000) | wordwrap(1, wrapstring='b' * 1000000) | length }}",
        "{{ ('a' * 1000000) | wordwrap(1) | length }}",
        "{{ ('a' * 1000000).strip('b' * 900000 ~ 'a') | length }}",
        "{{ ('a' * 1000000).rfind('ab' ~ 'a' * 500000) }}",
        "{{ 1.5 | round(1000000000, 'ceil') }}",
        "{{ ('u' * 100000).encode('punycode') | length }}",
        # Texts that are printed, in loops and in a row.
        BIG + MUCH + "{{ b }}{% endfor %}",
        BIG + MUCH + "{{r b }}{% endfor %}",
        BIG + "{{ b }}" * 3_000,
        BIG + "{{r b }}" * 3_000,
        "{% set o = {'v': 'a' * 1000000} %}" + "{{ o.v }}" * 3_000,
        "{% set l = ['a' * 1000000] * 100000 %}{% for s in l %}{{ s }}{% endfor %}",
        "{% set l = range(100000) | list %}" + MUCH + "{{ l }}{% endfor %}",
        # Lists that stand in the template.
        f"{{% for a in {HUNDRED} %}}{{% for b in {HUNDRED} %}}{{% for c in {HUNDRED} %}}"
        "{% endfor %}{% endfor %}{% endfor %}",
    ],
)  # fmt: skip
def test_too_much(tag: str) -> None:
    began = time.monotonic()
    assert {code for code, _ in render_faults(docx(tag))} == {"T024"}
    assert time.monotonic() - began < NEVER


def rendered(tag: str, **data: object) -> str:
    return "".join(texts(Template(docx(tag)).render(data)))


def test_what_letters_ask_for_is_not_too_much() -> None:
    assert rendered(
        "{% set o = namespace(v=[]) %}{% for i in range(1000) %}{% set o.v = o.v + [i] %}"
        "{% endfor %}{{ o.v | length }}"
    ) == "1000"  # fmt: skip
    rows = [{"name": f"Delegate {n}", "country": f"C{n % 190}"} for n in range(3_000)]
    tag = (
        "{% for c, own in rows | groupby('country') %}{% for r in own | sort(attribute='name') %}"
        "{{ r.name | upper }}{{ ', ' if not loop.last }}{% endfor %}{% endfor %}"
    )
    assert rendered(tag, rows=rows).count("DELEGATE") == 3_000
    text = "word " * 8_000
    assert len(rendered("{{ t | wordwrap(60) | replace('word', 'text') | trim }}", t=text)) > 30_000


def test_a_tag_that_prints_nothing_many_times_ends_nothing() -> None:
    """More pieces of output than are joined at a time, all of them empty."""
    data = docx(p("a{% for x in range(2000) %}{{ d }}{% endfor %}b"), "c")
    assert texts(Template(data).render({"d": ""})) == ["ab", "c"]


@pytest.mark.parametrize("tag", ["{{ s.upper }}", "{{ l | map('upper') }}", "{{ range }}",
                                 "{{ self }}", "{{ o }}"])  # fmt: skip
def test_what_has_no_text_is_not_printed_as_a_place_in_the_memory(tag: str) -> None:
    assert render_faults(docx(tag), s="a", l=["a"], o=object()) == [("T023", "t.docx paragraph 1")]


def test_long_texts_in_long_stretches() -> None:
    """More values in a row than are joined at a time; some are as long as charges begin."""
    data = {f"v{n}": " a<" * (n % 500) for n in range(2_000)}
    tags = [f"{{{{ {name} }}}}" for name in data]
    one = Template(docx(p(*map(r, tags)))).render(data)
    made = Template(docx(p(*[r(f"{tag[:-3]} ~ '' }}}}") for tag in tags]))).render(data)
    assert texts(one) == texts(made) == ["".join(data.values())]


def test_nothing_comes_by_chance() -> None:
    assert compile_faults(docx("{{ [1, 2] | random }}")) == [("T013", "t.docx paragraph 1")]


# Files that are long to read


def statement(number: int) -> tuple[str, ...]:
    return ("{% if s %}", "x", "{% endif %}") * number


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = root(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ([p("{{ " * 30_000)], {"T010"}),
        ([p('{% "' * 30_000)], {"T010"}),
        (["{{ " + "+".join(["1"] * 5_000) + " }}"], {"T010"}),
        (["{{ s" + " | upper" * 3_000 + " }}"], {"T010"}),
        (["{{ " + "(" * 3_000 + "s" + ")" * 3_000 + " }}"], {"T010"}),
        (["{%p if s %}"] * 1_000 + ["{%p endif %}"] * 1_000, {"T024"}),
        ([p("{{ s }}" * 21_000)], {"T024"}),
        (["<w:p/>" * 600_000], {"T004"}),
        (["<w:p " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>"], {"T004"}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_templates_that_are_too_much(content: list[str], codes: set[str]) -> None:
    began = time.monotonic()
    assert {code for code, _ in compile_faults(docx(*content))} == codes
    assert time.monotonic() - began < NEVER


@pytest.mark.parametrize(
    "content",
    [
        [p(*[r("{{ s }}")] * 3_000)],
        [p(*statement(2_000))],
        [tbl(*[["{{ s }}", "a", "b"]] * 2_000)],
        [tbl(tr(tc("{%tr for s in [1, 2] %}")), *[tr(tc("{% vm %}x"))] * 500,
             tr(tc("{%tr endfor %}")))],
        ["{%p for s in [1, 2] %}", *[p("{% restart %}a", properties=NUMBERED)] * 500,
         "{%p endfor %}"],
        ['<w:bookmarkStart w:id="1" w:name="{% if s %}a{% endif %}"/>'] * 1_000,
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_time_in_proportion_to_the_file(content: list[str]) -> None:
    began = time.monotonic()
    Template(docx(*content, "end", parts={"word/numbering.xml": NUMBERING})).render({"s": "a"})
    assert time.monotonic() - began < NEVER


def test_the_places_of_cells_in_tables_in_tables() -> None:
    inner = tbl(["a", "{{ y }}"])
    data = docx(tbl(["{{ x }}", "b"], ["c", tc(inner, "{{ z }}")]))
    assert render_faults(data) == [
        ("T020", "t.docx paragraph 1 (table 1, row 1, cell 1)"),
        ("T020", "t.docx paragraph 5 (table 2, row 1, cell 2)"),
        ("T020", "t.docx paragraph 6 (table 1, row 2, cell 2)"),
    ]
