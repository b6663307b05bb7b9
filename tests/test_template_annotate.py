"""The annotated copy of a Word file, read back; and lint and annotate of whatever a file holds."""

from __future__ import annotations

import io
from pathlib import Path

import docx as python_docx
import ooxml_integrity
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from word import (
    W,
    docx,
    entries_of,
    local,
    p,
    part,
    r,
    relationships,
    root,
    tbl,
    tc,
    text_box,
    text_of,
    tree,
    zipped,
)

from docgen.diagnostics import Finding, Place, warning
from docgen.merge import TemplateLoader
from docgen.template import Template
from docgen.template.annotate import annotate
from docgen.template.lint import lint_file
from docgen.template.package import read_package

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
FACTS = {"WTSA-24": "{{ assembly.acronym }}", "6 March 2024": "{{ circular.date | long_date }}"}
Found = list[tuple[str, str]]


def told(findings: list[Finding]) -> Found:
    return [(finding.code, str(finding.place)) for finding in findings]


def comments(data: bytes) -> list[tuple[str, str, str]]:
    """Each comment by python-docx: (author, text, the text of the paragraph that it is about)."""
    document = python_docx.Document(io.BytesIO(data))
    text = {
        one.comment_id: (one.author, one.text.replace("\u200b", "")) for one in document.comments
    }
    body = document.element.body
    found = []
    for start in body.iter(f"{{{W}}}commentRangeStart"):
        number = start.get(f"{{{W}}}id")
        for name in ("commentRangeEnd", "commentReference"):
            (other,) = [n for n in body.iter(f"{{{W}}}{name}") if n.get(f"{{{W}}}id") == number]
            assert next(other.iterancestors(f"{{{W}}}p")) is start.getparent()
        found.append((*text.pop(int(number)), text_of(start.getparent())))
    assert text == {}
    return found


def annotated(data: bytes, findings: list[Finding] | None = None) -> bytes:
    copy = annotate(data, lint_file(data, shown_as="t.docx") if findings is None else findings,
                    "t.docx")  # fmt: skip
    assert copy is not None
    return copy


def assert_valid(data: bytes, folder: Path) -> None:
    file = folder / "copy.docx"
    file.write_bytes(data)
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    assert [str(fault) for fault in validator.validate(file).errors] == []
    assert [str(fault) for fault in ooxml_integrity.check(file)] == []


def test_comments_stand_at_their_paragraphs() -> None:
    data = docx(
        "one", p("a {{ x }}", properties='<w:jc w:val="left"/>'), tbl(["{{ y | nofilter }}"]),
        parts={"word/header1.xml": root("hdr", p("{{ z | default(“a”) }}"))},
    )  # fmt: skip
    findings = [
        *lint_file(data, shown_as="t.docx"),
        warning("T045", Place("t.docx", (1, 2), "paragraph 2"), "a <b> & \x00\ud800", "c"),
        warning("T045", Place("t.docx", (1, 2), "paragraph 2"), "again"),
        warning("T020", Place("other.docx", (1, 1), "paragraph 1"), "elsewhere", "d"),
        warning("T046", Place("t.docx", (0,), "core"), "no language"),
    ]
    copy = annotated(data, findings)
    assert comments(copy) == [
        ("docgen", "T020 warning, other.docx paragraph 1: elsewhere\n→ d", "one"),
        ("docgen", "T046 warning, core: no language", "one"),
        ("docgen", "T042 note, header1 paragraph 1: curly quotation marks in a tag are read as "
                   "straight ones, near “{{ z | default(“a”) }}”\n→ in Word, Ctrl+Z just after "
                   "typing one makes it straight", "one"),
        ("docgen", "T045 warning: a <b> & \ufffd\ufffd\n→ c", "a {{ x }}"),
        ("docgen", "T045 warning: again", "a {{ x }}"),
        ("docgen", "T013 error: there is no filter 'nofilter', near “{{ y | nofilter }}”\n"
                   "→ see docs/dialect.md for the filters", "{{ y | nofilter }}"),
    ]  # fmt: skip
    paragraph = list(tree(copy).iter(f"{{{W}}}p"))[1]
    assert [local(child) for child in paragraph] == [
        "pPr", *["commentRangeStart"] * 2, "r", *["commentRangeEnd", "r"] * 2,
    ]  # fmt: skip


def test_a_copy_is_the_same_file_with_comments() -> None:
    data = docx("a", "{{ x | default(“a”) }}", parts={"word/media/a.png": b"\x89PNG"})
    copy = annotated(data)
    assert annotated(data) == copy
    before, after = read_package(data, ""), read_package(copy, "")
    assert sorted({*after} - {*before}) == ["word/comments.xml"]
    changed = {name for name in before if before.read(name) != after.read(name)}
    assert changed == {
        "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
    }  # fmt: skip
    assert b"{{ x" not in after.read("word/comments.xml")
    assert b"w:date" not in after.read("word/comments.xml")


def test_comments_that_were_there_stay() -> None:
    mine = '<w:comment w:id="7" w:author="Ada"><w:p><w:r><w:t>mine</w:t></w:r></w:p></w:comment>'
    about = p(
        '<w:commentRangeStart w:id="7"/>', "{{ x | default(“a”) }}",
        '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
    )  # fmt: skip
    data = docx(about, parts={"word/comments.xml": root("comments", mine)})
    found = comments(annotated(data))
    assert [(author, text[:9]) for author, text, _ in found] == [
        ("Ada", "mine"), ("docgen", "T042 note"),
    ]  # fmt: skip


def test_a_finding_in_a_text_box_stands_at_the_paragraph_around_it() -> None:
    data = docx(p("outer", text_box(p("{{ x | default(“a”) }}"))))
    assert [(text[:4], outer) for _, text, outer in comments(annotated(data))] == [
        ("T042", "outer")
    ]


def test_a_file_without_paragraphs_gets_one() -> None:
    copy = annotated(docx(), [warning("T046", Place("t.docx", (0,), "core"), "none")])
    assert comments(copy) == [("docgen", "T046 warning, core: none", "")]


@pytest.mark.parametrize(
    "data",
    [
        b"no Word file",
        zipped({"a.txt": "a"}),
        docx("a", links=[("rId9", "oleObject", "embeddings/a.bin")]),
        docx(p("<w:r><w:instrText>INCLUDETEXT a</w:instrText></w:r>")),
        zipped(entries_of("a") | {"word/document.xml": "<broken"}),
        zipped(entries_of("a") | {"word/document.xml": root("document")}),
        docx("a", parts={"word/comments.xml": root("hdr")}),
        docx("a", parts={"word/comments.xml": "<broken"}),
    ],
)
def test_files_of_which_no_copy_is_made(data: bytes) -> None:
    lint_file(data, shown_as="t.docx")
    assert annotate(data, [warning("T046", Place("t.docx"), "a")], "t.docx") is None


@pytest.mark.parametrize("name", ["circular/ar", "circular/zh", "roadmap/fr"])
def test_annotated_copies_of_shipped_templates_are_valid(name: str, tmp_path: Path) -> None:
    data = (TEMPLATES / f"{name}.docx").read_bytes()
    paragraphs = sum(1 for _ in tree(data).iter(f"{{{W}}}p"))
    findings = [
        warning("T045", Place("t.docx", (1, n), f"paragraph {n}"), f"finding {n}", "a hint")
        for n in range(1, paragraphs + 1)
    ]
    copy = annotated(data, [*findings, findings[0]])
    assert_valid(copy, tmp_path)
    assert [text for _, text, _ in comments(copy)] == [
        f"T045 warning: finding {n}\n→ a hint" for n in range(1, paragraphs + 1)
    ]
    language = name[-2:]
    loader = TemplateLoader(TEMPLATES, language)
    own, other = (Template(each, loader=loader, language=language) for each in (data, copy))
    assert own.fields == other.fields
    assert part(copy, "word/styles.xml") == part(data, "word/styles.xml")


def test_a_copy_of_a_template_file_is_a_document(tmp_path: Path) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    copy = annotated(docx("{{ x | default(“a”) }}", main_type=kind))
    assert kind.encode() not in part(copy, "[Content_Types].xml")


# Whatever the file holds

TAGS = st.sampled_from(
    ["{%p if x %}", "{%p endif %}", "{% if x %}", "{% endif %}", "{%tr for a in b %}", "{{ x }}",
     "{%tr endfor %}", "{{ x", "%}", "{% else %}", "{{ x | default(“a”) }}", "{%tc if x %}",
     "WTSA-24", "{% raw %}", "{% endraw %}", "{#p a #}", "{{p x }}", "{_{", "{%- if x -%}",
     "{% set y %}", '{%p include "a" %}', "{% nosuch %}", "{{ }}", "{% %}", "{% for %}", " ", "a",
     "6 March 2024"]
)  # fmt: skip
TEXTS = st.lists(TAGS, max_size=4).map("".join)
RUNS = st.builds(
    lambda text, bold: r(text, '<w:sz w:val="9"/>' if bold else ""), TEXTS, st.booleans()
)
PARAGRAPHS = st.lists(RUNS, max_size=3).map(lambda runs: p(*runs, style="S" * len(runs)))
BLOCKS = st.recursive(
    PARAGRAPHS,
    lambda inner: st.one_of(
        st.lists(st.lists(inner, max_size=2), max_size=2).map(
            lambda rows: tbl(*["<w:tr>" + "".join(map(tc, row)) + "</w:tr>" for row in rows])
        ),
        inner.map(lambda block: p(text_box(block))),
        inner.map(lambda block: f"<w:sdt><w:sdtContent>{block}</w:sdtContent></w:sdt>"),
        inner.map(lambda block: f"<w:tc>{block}</w:tc>"),
    ),
    max_leaves=6,
)
ODD = st.sampled_from(
    ["", "<a", "<a/>", root("comments"), root("styles", "<w:style/><w:docDefaults/>"), root("hdr"),
     '<!DOCTYPE a><a/>', "<w:p/>", root("document"), root("document", "<w:body/>"), "\x00",
     root("document", "<w:body>a<w:tbl/><w:p/></w:body>"), relationships(("a", "comments", "x")),
     relationships(("a", "styles", "../..")), relationships(("a", "comments", "styles.xml"))]
)  # fmt: skip
NAMES = st.sampled_from(
    ["word/styles.xml", "word/header1.xml", "word/comments.xml", "docProps/core.xml", "odd.xml",
     "word/_rels/document.xml.rels", "_rels/.rels", "[Content_Types].xml", "word/document.xml"]
)  # fmt: skip


def lint_all(data: bytes) -> list[Finding]:
    return lint_file(
        data, shown_as="t.docx", language="en", fields={"x"}, styles={"S"}, facts=FACTS
    )


def doubts_in(findings: list[Finding]) -> Found:
    return sorted(each for each in told(findings) if each[0] >= "T040")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BLOCKS, max_size=4), st.dictionaries(NAMES, ODD, max_size=2))
def test_lint_and_annotate_never_raise(blocks: list[str], odd: dict[str, str]) -> None:
    entries = entries_of(*blocks, parts={"word/header1.xml": root("hdr", *blocks)})
    data = zipped({**entries, **odd})
    read_package(data, "t.docx")
    found = lint_all(data)
    copy = annotate(data, found, "t.docx")
    if copy is None:
        return
    document = etree.fromstring(part(copy))
    anchors = list(document.iter(f"{{{W}}}commentReference"))
    assert len(anchors) == len(found)
    assert doubts_in(lint_all(copy)) == doubts_in(found)


@given(st.binary(max_size=200))
def test_lint_and_annotate_of_any_bytes(data: bytes) -> None:
    assert lint_file(data, shown_as="t.docx") != []
    assert annotate(data, [], "t.docx") is None
