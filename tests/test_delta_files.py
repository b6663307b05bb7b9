"""The proof's Word file and its pictures."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from datetime import date, datetime
from pathlib import Path

import ooxml_integrity
import pypdfium2
import pytest
from browser import printed
from conftest import Program
from finished import all_letters
from openxml_audit import FileFormat, OpenXmlValidator
from soffice import make_fake, pdf_of
from test_cli_people import CONFIRM, FIRST, edit
from test_delta import (
    HOSTILE,
    changed,
    codes,
    folder,
    letter,
    looked_at,
    reasons,
    run,
    said_in_english,
    shipped,
)
from word import assert_sound

from docgen import delta, pdf
from docgen.concordance.document import Role, read_document
from docgen.delta import Paragraph, Seen
from docgen.delta.page import as_html
from docgen.delta.word import as_docx

__all__ = ["folder"]

DAY = date(2024, 3, 6)


# Parts that a document may leave out (ECMA-376 part 1, 11.3.5 and 14.2.7).
OPTIONAL = re.compile(r"required relationship type '\S+/(?:theme|fontTable)' is missing")


def valid(data: bytes, folder: Path) -> list[str]:
    """What two validators find in a Word file."""
    file = folder / "proof.docx"
    file.write_bytes(data)
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    found = [str(error) for error in validator.validate(file).errors]
    found = [error for error in found if not OPTIONAL.search(error)]
    return found + [str(one) for one in ooxml_integrity.check(file)]


def test_the_word_file_says_what_the_page_says(tmp_path: Path) -> None:
    heading = Paragraph("عنوان", role=Role.HEADING, level=1)
    alone = "فقرة لا ترد إلا في رسالة واحدة"
    letters = [
        letter("A", heading, "إلى:\tA", language="ar"),
        letter("B", heading, "إلى:\tB", alone, language="ar"),
    ]
    before = [letter("B", heading, "إلى:\tB", language="ar")]
    data = as_docx(delta.make("x", DAY, letters, None, ["out/a.docx: no letter"]),
                   changed(before, letters))  # fmt: skip
    assert_sound(data)
    assert valid(data, tmp_path) == []
    texts = [p.text for s in read_document(data, "proof.docx").sections for p in s.paragraphs]
    assert [
        text
        for text in texts
        if text in ("Not in this proof", "notice, Arabic: 2 letters", "2 إلى: A [1: 2 forms]",
                    f"3 {alone} [in 1 of 2]", "1 عنوان")
    ] == [
        "Not in this proof", "notice, Arabic: 2 letters", "1 عنوان", "2 إلى: A [1: 2 forms]",
        f"3 {alone} [in 1 of 2]",
    ]  # fmt: skip


def test_nothing_of_a_letter_becomes_xml() -> None:
    data = as_docx(delta.make(HOSTILE, DAY, [letter(HOSTILE, HOSTILE), letter("B", "B")]))
    assert_sound(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("word/document.xml").decode("utf-8")
        names = archive.namelist()
    assert "<script" not in document
    assert "&lt;script" in document
    assert [name for name in names if "external" in name.lower()] == []


def test_the_word_file_of_the_campaign_is_sound_and_the_same(tmp_path: Path) -> None:
    made = delta.make("x", DAY, shipped("circular"))
    data = as_docx(made)
    assert data == as_docx(made)
    assert_sound(data)
    assert valid(data, tmp_path) == []


# What the record of the publication says


def test_late_nominations_and_courtesy_copies_stand_out(campaign: Path, invoke: Program) -> None:
    received = {"received": datetime(2024, 4, 6, 0, 0, 1), "validated": date(2024, 4, 8)}
    edit(campaign / "mailing_lists/reps.xlsx", FIRST, **received)
    made = invoke(*CONFIRM, "--accept", "N005,N012", "--only", "AFR", "--lang", "en", "--json")
    assert made.code == 0
    assert invoke("proof", "--json").code == 0
    record = json.loads((campaign / "out/proof/proof.json").read_text(encoding="utf-8"))
    late = "answers a nomination that came after the deadline and was accepted"
    assert {
        (own["kind"], own["language"]): own["letters"][0]["outlier"] for own in record["groups"]
    } == {
        ("confirmation", "en"): [
            late,
            "a courtesy copy, not in the language in which the addressee is written to",
        ],
        ("confirmation", "fr"): [late],
        ("note", "en"): [late],
    }
    # A letter that is not in the record has no such reason.
    (campaign / "out/.docgen/published.json").unlink()
    assert invoke("proof", "--json").code == 0
    record = json.loads((campaign / "out/proof/proof.json").read_text(encoding="utf-8"))
    assert [own["letters"][0]["outlier"] for own in record["groups"]] == [[], [], []]


# Pictures


def test_the_first_page_is_a_small_grey_png() -> None:
    first = pdf.first_page(pdf_of("a letter", "a second page"))
    assert first.pages == 2
    assert first.picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">2I5B", first.picture[16:29]) == (240, 120, 8, 0, 0, 0, 0)
    length = struct.unpack(">I", first.picture[33:37])[0]
    pixels = zlib.decompress(first.picture[41 : 41 + length])
    assert len(pixels) == 241 * 120
    assert len({value for value in pixels if value}) > 1  # something is printed
    assert pypdfium2.PdfDocument(pdf_of("x"))[0].get_size() == (200, 100)


def test_a_letter_with_more_pages_stands_out() -> None:
    letters = [letter(key, f"To:\t{key}") for key in "ABC"]
    seen = {one.file: Seen(2 if one.key == "B" else 1, b"png") for one in letters}
    made = delta.make("x", DAY, letters, seen)
    (laid,) = made.laid
    assert said_in_english(laid) == [
        ("B", ("2 pages; most have 1",)),
        ("A", ()),
        ("C", ()),
    ]
    page = as_html(made)
    pictures = [link for link in looked_at(page).links if not link.startswith("#")]
    assert pictures == ["data:image/png;base64,cG5n"] * 3
    assert page.count('alt="First page of the letter ') == 3
    assert reasons(*letters)[0] == ("A", ())


def test_the_command_with_pictures(folder: Path, tmp_path: Path) -> None:
    fake = make_fake(tmp_path / "office")
    long = next(one for one in all_letters("circular") if one.name.endswith("-C-CHN.docx"))
    code, answer = run(folder, "--pictures", "--soffice", str(fake.path))
    assert (code, codes(answer)) == (0, [])
    made = json.loads((folder / "out" / "proof" / "proof.json").read_text(encoding="utf-8"))
    (group,) = made["groups"]
    assert sorted((one["key"], one["pages"]) for one in group["letters"] if one["key"]) == [
        ("CHN", 1)
    ]
    assert group["letters"][1]["file"] == f"circular/zh/{long.name}"
    assert fake.alive == []


def test_pictures_without_libreoffice(folder: Path) -> None:
    code, answer = run(folder, "--pictures", "--soffice", str(folder / "none"))
    assert code == 3
    assert [one for one, _ in codes(answer)] == ["P030"]
    assert not (folder / "out" / "proof").exists()


@pytest.mark.parametrize("size", [(10, 2000), (2000, 10)])
def test_a_page_of_another_shape(size: tuple[int, int]) -> None:
    import pikepdf

    with pikepdf.new() as made:
        made.add_blank_page(page_size=size)
        out = io.BytesIO()
        made.save(out)
    width, height = struct.unpack(">2I", pdf.first_page(out.getvalue()).picture[16:24])
    assert width == 240
    assert 1 <= height <= 960


# The page in a browser


@pytest.mark.office
def test_the_page_printed_by_a_browser(tmp_path: Path) -> None:
    """Each kind begins on a page of its own; a table of many columns lies across the page."""
    wide = [letter(key, *(f"Line {n}:\t{key * n}" for n in range(1, 7))) for key in "AB"]
    narrow = [letter(key, "عنوان", f"إلى:\t{key}", language="ar") for key in "AB"]
    pages = printed(tmp_path, as_html(delta.make("x", DAY, [*wide, *narrow])))
    assert [(sheet.across, sheet.text[:10]) for sheet in pages] == [  # a ligature ends a line
        (False, "Proofbefor"),
        (False, "notice,Eng"),
        (True, "Theletters"),
        (False, "notice,Ara"),
    ]
