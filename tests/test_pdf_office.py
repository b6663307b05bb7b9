"""The pool with the real LibreOffice."""

from __future__ import annotations

import http.server
import io
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from finished import master, seen
from word import docx, p, r

from docgen import pdf
from docgen.diagnostics import Finding

pytestmark = pytest.mark.office

LANGUAGES = ("ar", "zh")


@pytest.fixture(scope="session")
def program() -> pdf.Program:
    found, findings = pdf.find_program(os.environ.get("DOCGEN_SOFFICE"), os.environ)
    if found is None:
        if "CI" in os.environ:
            pytest.fail(str(findings))
        pytest.skip("LibreOffice is not on this machine")
    return found


def converted(
    program: pdf.Program, folder: Path, documents: dict[str, bytes], form: pdf.Form = pdf.Form.PDF
) -> tuple[dict[str, bytes], list[Finding]]:
    """PDF files by name, and all findings."""
    listed = []
    for name, data in documents.items():
        (folder / name).write_bytes(data)
        listed.append(pdf.Document(folder / name, name))
    setting = pdf.Setting(program, time.monotonic, form=form, limit=120, start=120)
    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    for number, (result, found) in pdf.convert(listed, setting):
        findings += found
        if result is not None:
            made[listed[number].shown] = result.data
    return made, findings


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = ""
    for page in document:
        textpage = page.get_textpage()
        text += textpage.get_text_range()
        textpage.close()
        page.close()
    document.close()
    return text


@pytest.mark.parametrize("form", list(pdf.Form))
def test_letters_in_arabic_and_chinese(
    form: pdf.Form, program: pdf.Program, tmp_path: Path
) -> None:
    """The same bytes twice; the form that was asked for; language, title and text of the letter."""
    letters = {f"{language}.docx": master("roadmap", language).data for language in LANGUAGES}
    first, findings = converted(program, tmp_path, letters, form)
    assert findings == []
    assert converted(program, tmp_path, letters, form) == (first, [])
    for language, stated, words in (
        ("ar", "ar-AE", ["خارطة", "الشبكة"]),
        ("zh", "zh-CN", ["区域代表", "路线图"]),
    ):
        data = first[f"{language}.docx"]
        text = seen(text_of(data))
        assert all(word in text or word[::-1] in text for word in words), text
        with pikepdf.open(io.BytesIO(data)) as document, document.open_metadata() as metadata:
            assert str(document.Root.Lang) == stated
            assert str(document.docinfo.Title)
            assert not {"/CreationDate", "/ModDate"} & set(document.docinfo.keys())
            tagged = form is not pdf.Form.PDF
            assert ("/StructTreeRoot" in document.Root) is tagged
            said = (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance"),
                    metadata.get("pdfuaid:part"))  # fmt: skip
            assert said == {
                pdf.Form.PDF: (None, None, None),
                pdf.Form.PDFA: ("2", "B", None),
                pdf.Form.PDFUA: ("2", "B", "1"),
            }[form]
            if tagged:
                assert metadata["dc:title"] == str(document.docinfo.Title)


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback: its address, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server calls
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815  # the same

        def log_message(self, *_: object) -> None:
            pass

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}", asked
    listening.shutdown()
    thread.join()
    listening.server_close()


LINKED = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://'
    'schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="x"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rId90" xmlns:r="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    '</a:graphic></wp:inline></w:drawing></w:r>'
)


def test_a_linked_picture_is_not_fetched(
    program: pdf.Program, tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    address, asked = server
    data = linked_letter(f"{address}/who-reads-this.png")
    made, findings = converted(program, tmp_path, {"linked.docx": data})
    assert findings == []
    assert "A letter" in text_of(made["linked.docx"])
    assert asked == []


def linked_letter(address: str) -> bytes:
    """A letter with a picture, an included text and a template, all of them on a server."""
    import zipfile

    base = docx(p(r("A letter")), p(LINKED), p(
        '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;' + address + '2&quot; \\d "/>'))  # fmt: skip
    out = io.BytesIO()
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="rId90" Type="{image}" Target="{address}" TargetMode="External"/>'
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        rels = "word/_rels/document.xml.rels"
        for name in names:
            content = old.read(name)
            if name == rels:
                content = content.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            new.writestr(name, content)
        if rels not in names:
            space = "http://schemas.openxmlformats.org/package/2006/relationships"
            new.writestr(rels, f'<Relationships xmlns="{space}">{link}</Relationships>')
    return out.getvalue()


def test_characters_that_no_font_has(program: pdf.Program, tmp_path: Path) -> None:
    """In the basic plane and outside; the text of the PDF file itself shows nothing wrong."""
    letters = {
        "good.docx": docx(p(r("Ада Ω 王 عائشة"))),
        "bad.docx": docx(p(r("Ada \u0378 Example"))),
        "worse.docx": docx(p(r("Ada \U0010ff00 Example"))),
    }
    made, findings = converted(program, tmp_path, letters)
    assert list(made) == ["good.docx"]
    said = {f.place.file: (f.code, "U+0378" in f.message, "U+10FF00" in f.message)
            for f in findings}  # fmt: skip
    assert said == {"bad.docx": ("P035", True, False), "worse.docx": ("P035", False, True)}


def test_a_damaged_document_does_not_stop_the_others(program: pdf.Program, tmp_path: Path) -> None:
    good = docx(p(r("A letter")))
    letters = {"a.docx": good, "b.docx": good[: len(good) // 2], "c.docx": docx(p(r("Another")))}
    made, findings = converted(program, tmp_path, letters)
    assert sorted(made) == ["a.docx", "c.docx"]
    assert [(f.code, str(f.place)) for f in findings] == [("P031", "b.docx")]


def test_empty_pages(program: pdf.Program, tmp_path: Path) -> None:
    page_break = '<w:r><w:br w:type="page"/></w:r>'
    letters = {"empty.docx": docx(p()), "last.docx": docx(p(r("A letter")), p(page_break), p())}
    made, findings = converted(program, tmp_path, letters)
    assert made == {}
    assert sorted((f.code, str(f.place)) for f in findings) == [
        ("P033", "empty.docx page 1"), ("P033", "last.docx page 2"),
    ]  # fmt: skip
