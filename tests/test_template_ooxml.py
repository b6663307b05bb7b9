"""What a Word file must not hold: DOCTYPE, outside content, fields that fetch or run."""

from __future__ import annotations

import pytest
from lxml import etree
from word import (
    WORD_TYPE,
    compile_faults,
    docx,
    entries_of,
    field,
    p,
    relationships,
    render,
    root,
    texts,
    zipped,
)

from docgen.diagnostics import Place, TemplateError
from docgen.template.ooxml import (
    W,
    forbidden_field,
    parse_xml,
    relationships_part,
    resolve,
    with_prefix_w,
)

DOCUMENT = root("document", "<w:body><w:p/></w:body>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    "doctype",
    ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/p">'],
)
def test_a_doctype_in_any_encoding(encoding: str, doctype: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.upper()[:6]}"?>{doctype}<a/>'
    with pytest.raises(TemplateError) as caught:
        parse_xml(text.encode(encoding), Place("t.docx", (), "a.xml"))
    ((code, place),) = [(f.code, str(f.place)) for f in caught.value.findings]
    assert (code, place) == ("T005", "t.docx a.xml")


def test_a_doctype_in_any_part() -> None:
    bad = DOCUMENT.replace("<w:document", "<!DOCTYPE w:document><w:document")
    assert compile_faults(docx(parts={"word/document.xml": bad})) == [
        ("T005", "t.docx word/document.xml")
    ]
    rels = "<!DOCTYPE a><a/>"
    assert compile_faults(docx("a", parts={"word/_rels/document.xml.rels": rels})) == [
        ("T005", "t.docx word/_rels/document.xml.rels")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "", "<a>", "<a/><b/>", "text", '<?xml version="1.0"?>', "<a>\0</a>",
        '<?xml version="1.0" encoding="klingon"?><a/>',
    ],
)  # fmt: skip
def test_xml_that_is_not_well_formed(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        parse_xml(text.encode(), Place("t.docx"))
    assert [f.code for f in caught.value.findings] == ["T005"]


def test_comments_and_processing_instructions_are_left_out() -> None:
    parsed = parse_xml(b"<a><!-- b --><?docgen 1?>c<?x y?></a>", Place("t.docx"))
    assert etree.tostring(parsed) == b"<a>c</a>"


@pytest.mark.parametrize(
    ("kind", "target", "external"),
    [
        ("image", "https://evil.example/a.png", True),
        ("attachedTemplate", "file://evil/share/t.dotm", True),
        ("oleObject", "https://evil.example/a", True),
        ("oleObject", "embeddings/o.bin", False),
        ("aFChunk", "a.html", False),
        ("subDocument", "b.docx", True),
        ("frame", "https://evil.example/f", True),
        ("control", "activeX/activeX1.xml", False),
        ("vbaProject", "v.bin", False),
        ("customXml", "https://evil.example/c", True),
    ],
)
def test_active_and_outside_content(kind: str, target: str, external: bool) -> None:
    template = docx("a", links=[("rId9", kind, target, external)])
    assert compile_faults(template) == [("T006", "t.docx word/document.xml")]


def test_outside_content_of_other_parts_and_of_the_package() -> None:
    rels = relationships(("rId1", "attachedTemplate", "https://evil.example/t.dotm", True))
    template = docx("a", parts={"word/_rels/settings.xml.rels": rels})
    assert compile_faults(template) == [("T006", "t.docx word/settings.xml")]
    template = docx("a", parts={"word/_rels/settings.xml.RELS": rels})
    assert compile_faults(template) == [("T006", "t.docx word/settings.xml")]


def test_all_of_it_is_reported_at_once() -> None:
    links = [("rId8", "image", "http://x/a", True), ("rId9", "oleObject", "o.bin", False)]
    assert compile_faults(docx("{{ a", links=links)) == [
        ("T006", "t.docx word/document.xml"),
        ("T006", "t.docx word/document.xml"),
    ]


def test_hyperlinks_may_leave_the_package() -> None:
    template = docx("a", links=[("rId9", "hyperlink", "https://www.itu.int", True)])
    assert compile_faults(template) == []


@pytest.mark.parametrize(
    "codes",
    [
        ("DDEAUTO c:\\\\cmd.exe",),
        (" DDE", "AUTO c:\\\\cmd.exe "),
        ("D", "D", "E", " Excel"),
        (" INCLUDE", "TEXT ", '"c:\\\\a.docx"'),
        (' includepicture "https://evil.example/a.png"',),
        (" LINK Excel.Sheet",),
        (" \\ DDE a",),
    ],
)
def test_fields_that_fetch_or_run_however_split(codes: tuple[str, ...]) -> None:
    assert compile_faults(docx(p("a ", field(*codes, shown="b")))) == [("T006", "t.docx document")]


def test_fields_nested_in_fields_in_headers_and_simple_ones() -> None:
    inner = field(" DDE", "AUTO c")
    outer = field(" QUOTE ").replace("</w:instrText></w:r>", f"</w:instrText></w:r>{inner}", 1)
    assert compile_faults(docx(p(outer))) == [("T006", "t.docx document")]
    header = root("hdr", p(field("DDE", " a")))
    assert compile_faults(docx("a", parts={"word/header1.xml": header})) == [
        ("T006", "t.docx header1")
    ]
    simple = '<w:p><w:fldSimple w:instr=" INCLUDETEXT a "><w:r/></w:fldSimple></w:p>'
    assert compile_faults(docx(simple)) == [("T006", "t.docx document")]
    loose = "<w:p><w:r><w:instrText>DDE a</w:instrText></w:r></w:p>"
    assert compile_faults(docx(loose)) == [("T006", "t.docx document")]


def test_a_field_that_waits_in_a_tracked_deletion() -> None:
    code = field(" DDE", "AUTO c").replace("instrText", "delInstrText")
    deleted = f'<w:del w:id="1" w:author="a">{code}</w:del>'
    assert compile_faults(docx(p(deleted))) == [("T006", "t.docx document")]


@pytest.mark.parametrize("name", ["word/theme.xml", "word/settings.xml", "word/header1.bin"])
def test_a_header_under_another_name_is_looked_through(name: str) -> None:
    def header(text: str) -> bytes:
        own = name.removeprefix("word/")
        entries = entries_of("{{ v }}", links=[("rIdH", "header", own)])
        types = str(entries["[Content_Types].xml"])
        entries["[Content_Types].xml"] = types.replace(
            "</Types>",
            f'<Override PartName="/{name}" ContentType="{WORD_TYPE}.header+xml"/></Types>',
        )
        return zipped({**entries, name: root("hdr", p(text))})

    (found,) = compile_faults(header(field("DDE", " a")))
    assert found[0] == "T006"
    assert texts(render(header("{{ v }}"), v="x"), name) == ["x"]


def test_a_document_under_another_name() -> None:
    entries = {
        name.replace("document.xml", "main"): str(content).replace("document.xml", "main")
        for name, content in entries_of("{{ v }}").items()
    }
    assert texts(render(zipped(entries), v="x"), "word/main") == ["x"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_field_in_a_header_in_another_encoding(encoding: str) -> None:
    """With and without a mark at the start that says so."""
    header = root("hdr", p(field("DDE", " a"))).replace("UTF-8", "UTF-16").encode(encoding)
    assert compile_faults(docx("a", parts={"word/header1.xml": header})) == [
        ("T006", "t.docx header1")
    ]


def test_a_vml_picture_with_an_address() -> None:
    for where in ("http://evil.example/a.png", "file://evil/a.png"):
        picture = f'<w:r><w:pict><v:rect><v:imagedata src="{where}"/></v:rect></w:pict></w:r>'
        assert compile_faults(docx(p(picture))) == [("T006", "t.docx document")]
        header = root("hdr", p(picture))
        assert compile_faults(docx("a", parts={"word/header1.xml": header})) == [
            ("T006", "t.docx header1")
        ]


@pytest.mark.parametrize("code", ["PAGE", "NUMPAGES", ' HYPERLINK "https://x"', "DDEX", "", "REF"])
def test_other_fields_are_left_alone(code: str) -> None:
    assert forbidden_field(code) is None
    assert compile_faults(docx(p(field(code, shown="1")))) == []


@pytest.mark.parametrize(
    ("part", "target", "resolved"),
    [
        ("word/document.xml", "media/a.png", "word/media/a.png"),
        ("word/document.xml", "/word/a.xml", "word/a.xml"),
        ("word/document.xml", "../docProps/core.xml", "docProps/core.xml"),
        ("", "word/document.xml", "word/document.xml"),
    ],
)
def test_targets(part: str, target: str, resolved: str) -> None:
    assert resolve(part, target) == resolved


def test_the_part_of_relationships() -> None:
    assert relationships_part("word/document.xml") == "word/_rels/document.xml.rels"
    assert relationships_part("") == "_rels/.rels"


def test_the_prefix_of_word() -> None:
    for xml in (
        f'<p xmlns="{W}" a="1"><x:r xmlns:x="{W}" x:b="2">t</x:r>u</p>',
        f'<x:p xmlns:x="{W}" a="1"><x:r x:b="2">t</x:r>u</x:p>',
        f'<x:p xmlns:x="{W}" xmlns:w="urn:other" a="1"><x:r x:b="2">t</x:r>u</x:p>',
    ):
        written = etree.tostring(with_prefix_w(etree.fromstring(xml))).decode()
        assert written == f'<w:p xmlns:w="{W}" a="1"><w:r w:b="2">t</w:r>u</w:p>'
