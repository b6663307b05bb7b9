"""Pictures of the data in letters: ``{{ photo | image }}``."""

from __future__ import annotations

import hashlib
import io
import pickle
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx as python_docx
import ooxml_integrity
import pytest
from docxtpl import DocxTemplate, InlineImage
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from test_letters_office import convert, soffice
from word import (
    assert_sound,
    compile_faults,
    docx,
    entries_of,
    faults,
    p,
    part,
    relationships,
    root,
    tbl,
    text_box,
    texts,
    zipped,
)

from docgen.diagnostics import RenderError
from docgen.template import Template
from docgen.template.pictures import Header, read_header

HERE = "t.docx paragraph 1"
CM = 360_000
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def png(wide: int = 60, high: int = 30, dpi: float | None = None, shade: int = 0) -> bytes:
    """A grey picture; ``dpi`` is stated where it is given."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    rows = (b"\0" + bytes([shade]) * wide) * high
    per_metre = round((dpi or 0) / 0.0254)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
        + (chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)) if dpi else b"")
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def jpeg(wide: int, high: int, unit: int = 1, density: int = 300) -> bytes:
    """As much of a JPEG as tells its size."""
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01"
        + struct.pack(">BHHBB", unit, density, density, 0, 0)
        + b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", high, wide) + b"\x01\x01\x11\x00"
        + b"\xff\xd9"
    )  # fmt: skip


def gif(wide: int, high: int) -> bytes:
    """As much of a GIF as tells its size."""
    return b"GIF89a" + struct.pack("<HH", wide, high) + b"\x00\x00\x00" + b"\x3b"


A, B = png(), png(shade=200)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def letter(template: bytes, /, images: Path | None = None, **context: Any) -> bytes:
    made = Template(template, shown_as="t.docx", images=images).render(context)
    assert_sound(made)
    return made


def fault(tag: str, /, images: Path | None = None, **context: Any) -> list[tuple[str, str]]:
    with pytest.raises(RenderError) as raised:
        Template(docx(tag), shown_as="t.docx", images=images).render(context)
    return faults(raised.value)


def drawings(data: bytes, name: str = "word/document.xml") -> list[tuple[int, int, str, str]]:
    """Width and height in EMU, alternative text and relationship of each picture."""
    found = []
    for inline in etree.fromstring(part(data, name)).iter(f"{WP}inline"):
        extent, said = inline.find(f"{WP}extent"), inline.find(f"{WP}docPr")
        blip = next(inline.iter(BLIP), None)
        if blip is None or extent is None or said is None:
            continue  # a text box
        size = int(extent.get("cx", "")), int(extent.get("cy", ""))
        found.append((*size, said.get("descr", ""), blip.get(EMBED, "")))
    return found


def ids(data: bytes, name: str = "word/document.xml") -> list[str]:
    return [n.get("id", "") for n in etree.fromstring(part(data, name)).iter(f"{WP}docPr")]


def media(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n.startswith("word/media/")}


def targets(data: bytes, name: str = "document") -> dict[str, str]:
    rels = etree.fromstring(part(data, f"word/_rels/{name}.xml.rels"))
    return {r.get("Id", ""): r.get("Target", "") for r in rels if "/image" in r.get("Type", "")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    images = tmp_path / "images"
    (images / "staff").mkdir(parents=True)
    (images / "logo.png").write_bytes(A)
    (images / "staff" / "ana.png").write_bytes(B)
    (images / "note.txt").write_text("a text")
    (images / "cut.png").write_bytes(A[:-20])
    (tmp_path / "secret.png").write_bytes(A)
    return images


# Where a picture can stand


def test_a_picture_of_bytes() -> None:
    made = letter(docx("x {{ a | image(width='3cm') }} y"), a=A)
    assert drawings(made) == [(3 * CM, 3 * CM // 2, "", "rIdImage1")]
    assert texts(made) == ["x  y"]
    assert media(made) == {f"word/media/image-{sha(A)}.png": A}
    assert targets(made) == {"rIdImage1": f"media/image-{sha(A)}.png"}


def test_a_picture_of_a_path(folder: Path) -> None:
    template = docx(
        "{{ a | image }}", "{{ b | image(alt='Ana & <Bo> \"x\"') }}", "{{ c | image(alt='') }}"
    )
    made = letter(template, folder, a="logo.png", b=Path("staff/ana.png"), c="staff\\ana.png")
    size = (60 * 9525, 30 * 9525)
    assert drawings(made) == [
        (*size, "logo", "rIdImage1"),
        (*size, 'Ana & <Bo> "x"', "rIdImage2"),
        (*size, "", "rIdImage2"),
    ]
    assert len(media(made)) == 2


def test_everywhere() -> None:
    tag = "{{ a | image(width='1cm') }}"
    header, footer = "word/header1.xml", "word/footer1.xml"
    template = docx(
        tag, "{{r a | image(width='1cm') }}", "{{p a | image(width='1cm') }}",
        tbl([tag]), p(text_box(p(tag))), "{% set b = a | image(width='1cm') %}{{r b }}",
        "{{ a | image(width='1cm') if a else '' }}",
        parts={header: root("hdr", p(tag)), footer: root("ftr", tbl([tag]), p("f"))},
        section='<w:headerReference w:type="default" r:id="rIdPart0"/>'
                '<w:footerReference w:type="default" r:id="rIdPart1"/>',
    )  # fmt: skip
    made = letter(template, a=A)
    one = (CM, CM // 2, "", "rIdImage1")
    assert drawings(made) == [one] * 8  # a text box is written twice
    assert drawings(made, header) == drawings(made, footer) == [one]
    assert len(media(made)) == 1
    for name in ("document", "header1", "footer1"):
        assert targets(made, name) == {"rIdImage1": f"media/image-{sha(A)}.png"}
    every = [*ids(made), *ids(made, header), *ids(made, footer)]
    assert len([i for i in every if i != "1"]) == len({i for i in every if i != "1"}) == 10


def test_a_loop_and_what_is_captured_have_distinct_ids() -> None:
    template = docx(
        "{% for x in xs %}{{ x | image }}{% endfor %}",
        "{% set b %}{{ xs[0] | image }}{% endset %}{{ b }}{{ b }}",
    )
    found = ids(letter(template, xs=[A, B, A]))
    assert len(found) == len(set(found)) == 5


def test_ids_and_names_of_the_template_are_left_alone() -> None:
    taken = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="900000001" name="x"/></wp:inline>'
        "</w:drawing></w:r>"
    )
    entries = entries_of(
        p(taken), "{{ a | image }}", parts={f"word/media/image-{sha(A)}.png": B},
        links=[("rIdImage1", "image", f"media/image-{sha(A)}.png")],
    )  # fmt: skip
    made = letter(zipped(entries), a=A)
    assert ids(made) == ["900000001", "900000002"]
    assert drawings(made)[0][3] == "rIdImage2"
    assert media(made) == {
        f"word/media/image-{sha(A)}.png": B,
        f"word/media/image-{sha(A)}-2.png": A,
    }


def test_a_letter_with_pictures_as_an_included_template() -> None:
    first = letter(docx("{{ a | image }}"), a=A)
    made = docx("{%p include 'first' %}", "{{ a | image }}")
    again = Template(made, loader=lambda name: (name, first)).render({"a": B})
    assert_sound(again)
    assert ids(again) == ["1", "900000001"]
    assert sorted(media(again).values()) == sorted([A, B])


def test_a_letter_without_a_picture(folder: Path) -> None:
    template = docx("a{% if a %}{{ a | image }}{% endif %}b")
    made = letter(template, folder, a="")
    assert (media(made), targets(made), texts(made)) == ({}, {}, ["ab"])
    header = {"word/header1.xml": root("hdr", p("{% if a %}{{ a | image }}{% endif %}h"))}
    made = letter(docx("b", parts=header), a="")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert "word/_rels/header1.xml.rels" not in archive.namelist()


def test_equal_data_gives_equal_bytes_also_after_pickling(folder: Path) -> None:
    template = Template(docx("{{ a | image }}{{ b | image }}"), images=folder)
    again = pickle.loads(pickle.dumps(template))
    context = {"a": "logo.png", "b": B}
    assert template.render(context) == template.render(context) == again.render(context)


def test_content_types() -> None:
    made = letter(docx("{{ a | image }}{{ b | image }}{{ c | image }}"), a=A, b=jpeg(30, 20),
                  c=gif(5, 5))  # fmt: skip
    types = etree.fromstring(part(made, "[Content_Types].xml"))
    known = {n.get("Extension"): n.get("ContentType") for n in types if n.get("Extension")}
    assert known == {
        "png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "xml": "application/xml",
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
    }  # fmt: skip
    assert sorted(name.rpartition(".")[2] for name in media(made)) == ["gif", "jpeg", "png"]


# Sizes


@pytest.mark.parametrize(
    ("picture", "arguments", "size"),
    [
        (png(), "", (60 * 9525, 30 * 9525)),
        (png(300, 150, dpi=300), "", (914_402, 457_201)),
        (jpeg(300, 150), "", (914_400, 457_200)),
        (jpeg(100, 50, unit=2, density=50), "", (720_000, 360_000)),
        (jpeg(96, 96, unit=0, density=1), "", (914_400, 914_400)),
        (gif(96, 48), "", (914_400, 457_200)),
        (png(3000, 30), "", (16 * CM, 57_600)),
        (png(30, 3000), "", (79_200, 22 * CM)),
        (png(), "(width='3cm')", (3 * CM, 3 * CM // 2)),
        (png(), "(height='25mm')", (5 * CM, 5 * CM // 2)),
        (png(), "(width='1in')", (914_400, 457_200)),
        (png(), "(width='36pt')", (457_200, 228_600)),
        (png(), "(width='1,5 cm', height='1.5cm')", (3 * CM // 2, 3 * CM // 2)),
        (png(), "('2cm')", (2 * CM, CM)),
    ],
)
def test_sizes(picture: bytes, arguments: str, size: tuple[int, int]) -> None:
    ((wide, high, _, _),) = drawings(letter(docx(f"{{{{ a | image{arguments} }}}}"), a=picture))
    assert (wide, high) == size


@pytest.mark.parametrize(
    "size", ["3", "cm", "3 metres", "-3cm", "0cm", "60cm", "1e3cm", "", "٣cm", 3, True]
)
def test_what_is_no_size(size: object) -> None:
    assert fault("{{ a | image(width=w) }}", a=A, w=size) == [("T023", HERE)]


def test_a_size_larger_than_any_page() -> None:
    assert fault("{{ a | image(width='20cm') }}", a=png(10, 300)) == [("T023", HERE)]


@given(st.binary(max_size=200), st.sampled_from([b"", A[:8], A[:40], b"\xff\xd8\xff", b"GIF89a"]))
def test_any_bytes_have_a_header_or_none(data: bytes, start: bytes) -> None:
    header = read_header(start + data)
    assert header is None or (header.wide > 0 and header.high > 0 and min(header.natural_size) > 0)


def test_headers() -> None:
    assert read_header(png(7, 9)) == Header("png", 7, 9, (96.0, 96.0))
    assert read_header(jpeg(7, 9)) == Header("jpeg", 7, 9, (300.0, 300.0))
    assert read_header(gif(7, 9)) == Header("gif", 7, 9, (96.0, 96.0))
    assert read_header(b"BM") is None


# What is no picture


@pytest.mark.parametrize(
    "path",
    ["missing.png", "../secret.png", "staff/../logo.png", "staff/../../secret.png", "", " ", ".",
     "/etc/passwd", "\\logo.png", "C:\\logo.png", "C:logo.png", "logo.png:x", "note.txt", "cut.png",
     "staff", "logo.png\0", "x" * 5000, "~/logo.png", "..\\secret.png", "file:///logo.png"],
)  # fmt: skip
def test_paths_that_are_refused(path: str, folder: Path) -> None:
    (code, place), *more = fault("{{ a | image }}", folder, a=path)
    assert (place, more) == (HERE, [])
    assert code == ("T022" if "\0" in path else "T023")


def test_an_absolute_path_into_the_folder_is_refused(folder: Path) -> None:
    assert fault("{{ a | image }}", folder, a=folder / "logo.png") == [("T023", HERE)]


def test_a_link_that_leads_out(folder: Path) -> None:
    try:
        (folder / "link.png").symlink_to(folder.parent / "secret.png")
        (folder / "inside.png").symlink_to(folder / "logo.png")
    except OSError:
        pytest.skip("no links on this system")
    assert fault("{{ a | image }}", folder, a="link.png") == [("T023", HERE)]
    assert drawings(letter(docx("{{ a | image }}"), folder, a="inside.png"))


STEPS = st.sampled_from(
    ["..", ".", "", "staff", "secret.png", "images", "logo.png", "ana.png", "~", "C:", "\0", " "]
) | st.text(max_size=4)


@given(st.lists(STEPS, min_size=1, max_size=5), st.sampled_from(["/", "\\"]), st.data())
def test_any_path(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], slash: str, data: st.DataObject
) -> None:
    base = tmp_path_factory.getbasetemp() / "any"
    images = base / "images"
    if not images.is_dir():
        (images / "staff").mkdir(parents=True)
        (images / "logo.png").write_bytes(A)
        (images / "staff" / "ana.png").write_bytes(A)
        (base / "secret.png").write_bytes(B)
    try:
        made = Template(ANY, shown_as="t.docx", images=images).render({"a": slash.join(steps)})
    except RenderError as refused:
        codes = {code for code, _ in faults(refused)}
    else:
        codes = set()
        assert list(media(made).values()) == [A]
    assert codes <= {"T022", "T023"}


ANY = docx("{{ a | image }}")


def test_a_constant_path(folder: Path, tmp_path: Path) -> None:
    """Jinja would read it when it compiles, and keep what another render has added."""
    template = Template(docx("{{ 'logo.png' | image }}"), images=folder)
    for _ in range(2):
        assert drawings(template.render({})) == [(60 * 9525, 30 * 9525, "logo", "rIdImage1")]
    assert fault("{{ 'logo.png' | image }}", tmp_path) == [("T023", HERE)]


def test_no_folder() -> None:
    assert fault("{{ a | image }}", a="logo.png") == [("T023", HERE)]
    assert drawings(letter(docx("{{ a | image }}"), a=A))


@pytest.mark.parametrize("value", [b"", b"x", A[:-20], 3, [], "x"])
def test_values_that_are_no_pictures(value: object) -> None:
    assert fault("{{ a | image }}", a=value) == [("T023", HERE)]


def test_none_and_missing() -> None:
    assert fault("{{ a | image }}", a=None) == [("T021", HERE)]
    assert fault("{{ a | image }}") == [("T020", HERE)]


def test_every_fault_is_told(folder: Path) -> None:
    template = docx("{{ a | image }}", "x", "{{ b | image(width='3') }}")
    with pytest.raises(RenderError) as raised:
        Template(template, shown_as="t.docx", images=folder).render({"a": "x.png", "b": A})
    assert faults(raised.value) == [("T023", HERE), ("T023", "t.docx paragraph 3")]


def test_a_picture_without_its_filter() -> None:
    source = docx("{{ a }}")
    own = InlineImage(DocxTemplate(io.BytesIO(source)), io.BytesIO(A))
    for value in (A, own):
        with pytest.raises(RenderError) as raised:
            Template(source, shown_as="t.docx").render({"a": value})
        (finding,) = raised.value.findings
        assert (finding.code, str(finding.place)) == ("T023", HERE)
        assert "| image" in finding.hint
    assert fault("{{ a | image }}", a=own) == [("T023", HERE)]


def test_where_no_picture_can_stand() -> None:
    equation = p("<m:oMath><m:r><m:t>{{ a | image }}</m:t></m:r></m:oMath>")
    assert compile_faults(docx(equation)) == [("T012", HERE)]
    described = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{{ a | image }}"/>'
        "</wp:inline></w:drawing></w:r>"
    )
    made = Template(docx(p(described)), shown_as="t.docx")
    with pytest.raises(RenderError) as raised:
        made.render({"a": A})
    assert [code for code, _ in faults(raised.value)] == ["T023"]


# Whole files


def sample() -> tuple[bytes, bytes]:
    """A template made of python-docx's own, and a letter with pictures in all its places."""
    document = python_docx.Document()
    tags = "{{ a | image(width='3cm', alt='Ana') }} {{ a | image(height='1cm') }}"
    document.add_paragraph(tags)
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "{{ b | image(width='2cm', alt='Bo') }}"
    document.sections[0].header.paragraphs[0].text = "{{ a | image(width='1cm', alt='') }}"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue(), Template(buffer.getvalue()).render({"a": A, "b": B})


def test_validators_find_nothing(tmp_path: Path) -> None:
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    file = tmp_path / "letter.docx"
    found = []
    for data in sample():  # what the template has of its own is no matter of the letter's
        file.write_bytes(data)
        found.append([str(one) for one in validator.validate(file).errors])
        found.append([str(one) for one in ooxml_integrity.check(file)])
    assert found[2:] == found[:2]
    shapes = python_docx.Document(str(file)).inline_shapes
    assert [(shape.width, shape.height) for shape in shapes] == [
        (3 * CM, 3 * CM // 2), (2 * CM, CM), (2 * CM, CM),
    ]  # fmt: skip


@pytest.mark.office
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    program = soffice()
    if program is None:
        pytest.skip("LibreOffice is not here")
    file = tmp_path / "letter.docx"
    file.write_bytes(sample()[1])
    convert(program, [file], tmp_path)


def test_relationships_that_were_there_stay() -> None:
    template = zipped(
        entries_of("{{ a | image }}", parts={"word/footer1.xml": root("ftr", p("{{ a | image }}")),
                   "word/_rels/footer1.xml.rels":
                   relationships(("rId1", "hyperlink", "https://x.org", True))})
    )  # fmt: skip
    rels = etree.fromstring(part(letter(template, a=A), "word/_rels/footer1.xml.rels"))
    assert [r.get("Id") for r in rels] == ["rId1", "rIdImage1"]
