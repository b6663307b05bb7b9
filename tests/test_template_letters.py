"""Letters as files: the same bytes, unchanged parts, safe to open; fields and outlines."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx as python_docx
import ooxml_integrity
import pytest
from word import (
    assert_sound,
    docx,
    faults,
    p,
    part,
    r,
    render,
    root,
    tbl,
    tc,
    text_box,
    texts,
    tr,
)

from docgen.diagnostics import RenderError, TemplateError
from docgen.template import Template
from docgen.template.outline import Line, outline

HERE = Path(__file__).resolve().parent
SHIPPED = sorted((HERE.parent / "templates").glob("*/*.docx"))


def python_docx_template() -> bytes:
    document = python_docx.Document()
    document.add_heading("Dear {{ name }}", 1)
    paragraph = document.add_paragraph("a ")
    paragraph.add_run("{{ na").bold = True
    paragraph.add_run("me }}").italic = True
    table = document.add_table(3, 2)
    for row, content in zip(
        table.rows, ["{%tr for x in xs %}", "{{ x }}", "{%tr endfor %}"], strict=True
    ):
        row.cells[0].text = content
    document.sections[0].header.paragraphs[0].text = "h {{ name }}"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


REAL = python_docx_template()
CONTEXT = {"name": "A & B", "xs": [1, 2]}


# The same bytes


def test_equal_data_gives_equal_bytes() -> None:
    template = Template(REAL)
    first = template.render(CONTEXT)
    template.render({"name": "other", "xs": []})
    with pytest.raises(RenderError):
        template.render({})
    assert template.render(CONTEXT) == first == Template(REAL).render(CONTEXT)


def test_the_same_in_eight_threads() -> None:
    template = Template(REAL)
    names = [f"name {n}" for n in range(64)]

    def make(name: str) -> bytes:
        return template.render({"name": name, "xs": [name] * 3})

    alone = [make(name) for name in names]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(make, names)) == alone


def _load(name: str) -> tuple[str, bytes]:
    return name, docx("included {{ name }}")


def test_the_same_from_a_pickle() -> None:
    for template in (
        Template(REAL, language="fr", shown_as="x.docx"),
        Template(docx('{%p include "a" %}'), loader=_load, level=1),
    ):
        again = pickle.loads(pickle.dumps(template))
        assert again.render(CONTEXT) == template.render(CONTEXT)
        assert (again.hash, again.shown_as, again.fields) == (
            template.hash, template.shown_as, template.fields,
        )  # fmt: skip


def test_the_same_under_any_hash_seed() -> None:
    code = (
        "import hashlib; from test_template_letters import *; "
        "print(hashlib.sha256(Template(REAL_FIXED).render(CONTEXT)).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=HERE,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(HERE.parent)},
            capture_output=True, check=True, text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(seen) == 1


def fixed(data: bytes) -> bytes:
    """The same archive with one time for all entries: python-docx stamps the current one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name))
    return buffer.getvalue()


REAL_FIXED = fixed(REAL)


def test_the_times_in_the_template_do_not_matter() -> None:
    assert REAL != REAL_FIXED
    assert Template(fixed(fixed(REAL))).render(CONTEXT) == Template(REAL_FIXED).render(CONTEXT)


# The file


def test_unchanged_parts_are_copied_as_they_lie() -> None:
    letter = Template(REAL).render(CONTEXT)
    with zipfile.ZipFile(io.BytesIO(REAL)) as old, zipfile.ZipFile(io.BytesIO(letter)) as new:
        assert sorted(old.namelist()) == sorted(new.namelist())
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert changed == {"word/document.xml", "word/header1.xml"}
        for name in set(old.namelist()) - changed:
            before, after = old.getinfo(name), new.getinfo(name)
            assert before.CRC == after.CRC
            assert before.compress_size == after.compress_size
            assert before.compress_type == after.compress_type


def test_the_archive() -> None:
    letter = Template(REAL).render(CONTEXT)
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.flag_bits for info in archive.infolist()} == {0}
        assert archive.comment == b""


def test_content_types_come_first_also_when_they_did_not() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(REAL)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert_sound(render(buffer.getvalue(), **CONTEXT))


def test_names_beyond_ascii() -> None:
    letter = render(docx("{{ x }}", parts={"word/media/émblème.png": b"x"}), x=1)
    assert part(letter, "word/media/émblème.png") == b"x"


@pytest.mark.parametrize("level", [0, 1, 9])
def test_levels_of_compression(level: int) -> None:
    letter = Template(REAL, level=level).render(CONTEXT)
    assert texts(letter) == texts(Template(REAL).render(CONTEXT))


def test_python_docx_opens_it() -> None:
    document = python_docx.Document(io.BytesIO(render(REAL, **CONTEXT)))
    assert [paragraph.text for paragraph in document.paragraphs] == ["Dear A & B", "a A & B"]
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == [
        "1", "", "2", "",
    ]  # fmt: skip
    assert document.sections[0].header.paragraphs[0].text == "h A & B"
    assert [run.bold for run in document.paragraphs[1].runs] == [None, True]


def test_what_word_would_find_damaged(tmp_path: Path) -> None:
    content = (
        tbl(tr(tc("{%p if x %}", "a", "{%p endif %}"), "b")),
        tbl(["{%tr for y in ys %}"], ["c"], ["{%tr endfor %}"]),
        p(text_box(p("{%p if x %}"), p("d"), p("{%p endif %}"))),
        "e {{ z | link }} {{r z }}",
    )
    path = tmp_path / "letter.docx"
    path.write_bytes(render(docx(*content), x=False, ys=[], z="https://x"))
    assert [str(fault) for fault in ooxml_integrity.check(str(path))] == []


def test_a_template_without_tags_is_its_own_letter() -> None:
    plain = docx("a", tbl(["b"]), parts={"word/header1.xml": root("hdr", p("c"))})
    template = Template(plain)
    letter = template.render({})
    assert_sound(letter)
    assert template.fields == frozenset()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(io.BytesIO(letter)) as new:
        assert {n: old.read(n) for n in old.namelist()} == {n: new.read(n) for n in new.namelist()}


# Where templates come from


def test_a_template_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(REAL)
    for source in (path, str(path)):
        template = Template(source)
        assert template.shown_as == "a.docx"
        assert template.render(CONTEXT) == Template(REAL).render(CONTEXT)


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "a.docx", tmp_path):
        with pytest.raises(TemplateError) as caught:
            Template(path, shown_as="templates/a.docx")
        assert faults(caught.value) == [("T001", "templates/a.docx")]


def test_the_hash_is_of_the_bytes() -> None:
    assert Template(REAL).hash == Template(REAL).hash != Template(docx("a")).hash
    assert Template(docx("a")).hash == hashlib.sha256(docx("a")).hexdigest()


def test_the_hash_is_of_what_is_included_too() -> None:
    def including(name: str, text: str) -> str:
        whole = docx("{%p include 'annex' %}")
        return Template(whole, loader=lambda _: (name, docx(text))).hash

    assert including("annex.docx", "a") == including("annex.docx", "a")
    assert len({including("annex.docx", "a"), including("annex.docx", "b"),
                including("other.docx", "a")}) == 3  # fmt: skip


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_shipped_templates_compile(path: Path) -> None:
    def load(name: str) -> tuple[str, bytes]:
        other = path.parent.parent / name / path.name
        return f"{name}/{path.name}", other.read_bytes()

    assert Template(path, language=path.stem, loader=load).fields


# Fields


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        ("{{ a }} {{ b.c.d }}", {"a", "b.c.d"}),
        ("{{ a['b'] }} {{ c[0] }} {{ c[0].d }}", {"a.b", "c[]", "c[].d"}),
        ("{{ a[k] }}", {"a", "k"}),
        ("{% for x in xs %}{{ x.n }}{{ loop.index }}{% endfor %}", {"xs", "xs[].n"}),
        ("{% for k, v in d.items() %}{{ k }}{{ v }}{% endfor %}", {"d"}),
        ("{% for x in xs if x.ok and y %}{% endfor %}", {"xs", "xs[].ok", "y"}),
        ("{% set a = b.c %}{{ a }}{{ a.d }}", {"b.c"}),
        ("{% set a %}{{ b }}{% endset %}{{ a }}", {"b"}),
        ("{% with a = b %}{{ a }}{{ c }}{% endwith %}", {"b", "c"}),
        ("{% macro m(a, b=c) %}{{ a }}{{ d }}{% endmacro %}{{ m(e) }}", {"c", "d", "e"}),
        ("{{ a.name.upper() }} {{ a.replace('x', b) }}", {"a.name", "a", "b"}),
        ("{% for i in range(n) %}{{ i }}{% endfor %}{% set n = namespace(a=1) %}", {"n"}),
        ("{{ a | upper }} {{ a | default(b) }}", {"a", "b"}),
        ("{% if a is defined and b == 'c' %}{% endif %}", {"a", "b"}),
        ("{_{ a }_} {# {{ b }} #}{{ c }}", {"c"}),
    ],
)
def test_fields(content: str, fields: set[str]) -> None:
    assert Template(docx(content)).fields == fields


def test_fields_of_all_parts() -> None:
    template = Template(docx("{{ a }}", parts={"word/header1.xml": root("hdr", p("{{ b }}"))}))
    assert template.fields == {"a", "b"}


def test_lint_finds_unknown_names_each_at_its_place() -> None:
    content = ("{{ name }}", "{{ recipient.nam }}", tbl(["{{ x }}"]), "{{ recipient }}")
    template = Template(docx(*content), shown_as="t.docx")
    found = template.lint({"name", "recipient.name"})
    assert [(f.code, str(f.place), f.hint) for f in found if f.code == "T020"] == [
        ("T020", "t.docx paragraph 2", "did you mean recipient.name?"),
        ("T020", "t.docx paragraph 3 (table 1, row 1, cell 1)", "known: name, recipient.name"),
    ]
    for known in (None, {"name", "recipient.nam", "x"}):
        assert "T020" not in {finding.code for finding in template.lint(known)}


# Outlines


def test_an_outline() -> None:
    styles = root("styles", '<w:style w:styleId="T1"><w:name w:val="heading 1"/></w:style>')
    data = docx(
        p("a\tb", style="T1"), tbl(["c"]), p("d", text_box(p("e\nf", style="T1"))),
        p(r("g {{ x }}"), properties='<w:tabs><w:tab w:val="left"/></w:tabs>'),
        parts={
            "word/styles.xml": styles,
            "word/header1.xml": root("hdr", p("h")),
            "word/footnotes.xml": root("footnotes", f'<w:footnote w:id="1">{p("n")}</w:footnote>'),
        },
    )  # fmt: skip
    assert outline(data, "t.docx") == [
        Line("", "heading 1", "a\tb"),
        Line("", "", "c"),
        Line("", "", "d"),
        Line("", "heading 1", "e\nf"),
        Line("", "heading 1", "e\nf"),
        Line("", "", "g {{ x }}"),
        Line("footnotes", "", "n"),
        Line("header1", "", "h"),
    ]


@pytest.mark.parametrize("read", [lambda data: outline(data, "t.docx"), Template])
def test_what_is_no_word_file(read: Callable[[bytes], object]) -> None:
    with pytest.raises(TemplateError) as caught:
        read(b"no")
    assert [f.code for f in caught.value.findings] == ["T002"]


def test_filters_of_the_caller() -> None:
    own = {"shout": lambda text: f"<{text}>!", "upper": lambda text: "mine"}
    template = Template(docx("{{ x | shout }} {{ x | upper }} {{ x | lower }}"), filters=own)
    assert texts(template.render({"x": "A & B"})) == ["<A & B>! mine a & b"]
    plain = Template(docx("{{ x | upper }}"))
    assert texts(plain.render({"x": "a"})) == ["A"]
    with pytest.raises(TemplateError) as caught:
        Template(docx("{{ x | shout }}"))
    assert [finding.code for finding in caught.value.findings] == ["T013"]
