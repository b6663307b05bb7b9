"""Word files as different programs write them: each compiles and renders."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest
from word import docx, p, r, text_box

from docgen import Template

STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
        "http://purl.oclc.org/ooxml/wordprocessingml/main"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
VALUE = "Ana & <Bo>\nline\ttab"


def changed(data: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """The same archive with every entry's name and content changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return out.getvalue()


def shown(letter: bytes) -> list[str]:
    """The paragraphs as another reader finds them."""
    return [each.text for each in python_docx.Document(io.BytesIO(letter)).paragraphs]


def part(letter: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        return archive.read(name).decode("utf-8")


def test_strict_open_xml() -> None:
    def strict(name: str, content: bytes) -> tuple[str, bytes]:
        text = content.decode("utf-8")
        for transitional, own in STRICT.items():
            text = text.replace(transitional, own)
        return name, text.encode("utf-8")

    template = Template(
        changed(docx(p("{{ name }}"), p("{%p if no %}"), p("{%p endif %}")), strict)
    )
    xml = part(template.render({"name": VALUE, "no": False}), "word/document.xml")
    assert "http://purl.oclc.org/ooxml/wordprocessingml/main" in xml
    assert "schemas.openxmlformats.org/wordprocessingml/2006/main" not in xml
    assert "Ana &amp; &lt;Bo&gt;</w:t><w:br/><w:t" in xml
    assert "line</w:t><w:tab/><w:t" in xml


def test_a_part_in_utf_16() -> None:
    def wide(name: str, content: bytes) -> tuple[str, bytes]:
        if name != "word/document.xml":
            return name, content
        text = content.decode("utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"')
        return name, text.encode("utf-16")

    letter = Template(changed(docx(p("Señora {{ name }}")), wide)).render({"name": VALUE})
    assert shown(letter) == [f"Señora {VALUE}"]


def test_a_text_box_in_both_of_its_forms() -> None:
    letter = Template(docx(p(text_box(p("in {{ name }}"))), p("{{ name }}"))).render({"name": "A"})
    assert part(letter, "word/document.xml").count("in A") == 2


def test_other_prefixes_and_a_default_namespace() -> None:
    def renamed(name: str, content: bytes) -> tuple[str, bytes]:
        text = content.decode("utf-8")
        if name == "word/document.xml":
            text = text.replace("<w:", "<").replace("</w:", "</").replace("xmlns:w=", "xmlns=")
        return name, text.encode("utf-8")

    letter = Template(changed(docx(p("{{ name }}")), renamed)).render({"name": VALUE})
    assert shown(letter) == [VALUE]


def test_names_of_parts_in_capitals_and_from_the_root() -> None:
    def capital(name: str, content: bytes) -> tuple[str, bytes]:
        text = content.decode("utf-8")
        if name == "_rels/.rels":
            text = text.replace('Target="word/document.xml"', 'Target="/word/Document.xml"')
        if name == "[Content_Types].xml":
            text = text.replace("/word/document.xml", "/word/Document.xml")
        return name.replace("word/document.xml", "word/Document.xml"), text.encode("utf-8")

    letter = Template(changed(docx(p("{{ name }}")), capital)).render({"name": "Ana"})
    assert "Ana" in part(letter, "word/Document.xml")


def test_what_word_puts_between_the_letters() -> None:
    paragraph = (
        '<w:p w:rsidR="00A1" w:rsidRDefault="00B2"><w:proofErr w:type="spellStart"/>'
        + '<w:r w:rsidRPr="00C3"><w:t>{{ na</w:t></w:r><w:proofErr w:type="spellEnd"/>'
        + '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
        + '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">me }}, </w:t></w:r>'
        + "<w:r><w:lastRenderedPageBreak/><w:t>hello</w:t></w:r></w:p>"
    )
    assert shown(Template(docx(paragraph)).render({"name": "Ana"})) == ["Ana, hello"]


def test_a_document_of_python_docx() -> None:
    document = python_docx.Document()
    document.add_heading("{{ title }}", 1)
    document.add_paragraph("{% for x in xs %}{{ x }} {% endfor %}", style="List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    letter = Template(stream.getvalue()).render({"title": "T", "xs": [1, 2]})
    assert shown(letter) == ["T", "1 2 "]


@pytest.mark.office
@pytest.mark.parametrize("form", ["docx:MS Word 2007 XML", "docx:Office Open XML Text"])
def test_a_document_of_libreoffice(tmp_path: Path, form: str) -> None:
    from test_letters_office import soffice

    source = tmp_path / "letter.docx"
    source.write_bytes(docx(p(r("Dear {{ na"), r("me }},", "<w:b/>")), p("{%p if yes %}"),
                            p("shown"), p("{%p endif %}")))  # fmt: skip
    program = soffice()
    if program is None:
        assert "CI" not in os.environ, "LibreOffice is not here"
        pytest.skip("LibreOffice is not here")
    for target in ("odt", form):
        folder = tmp_path / target.split(":")[0] / "made"
        subprocess.run(
            [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
             "--convert-to", target, "--outdir", str(folder), str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        source = next(folder.iterdir())
    letter = Template(source).render({"name": "Ana", "yes": True})
    assert [text for text in shown(letter) if text] == ["Dear Ana,", "shown"]
    shutil.rmtree(tmp_path / "profile")
