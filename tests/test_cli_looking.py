"""``docgen check`` over finished letters: of the campaign, and Word files from anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Program
from finished import master
from typos import Letter, inside, put_words
from word import docx

from docgen.pdf import TextLine
from docgen.typography import look_at_pages, read_page


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, without a campaign."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_from_anywhere_are_looked_over(place: Path, invoke: Program) -> None:
    letter = Letter("fr", master("circular", "fr").data)
    root = letter.tree()
    number = put_words(root, "XXX")
    inside(root, lambda text: text.replace(" ", "  ", 1), at=1)
    (place / "fr.docx").write_bytes(letter.changed(root))
    (place / "en.docx").write_bytes(master("circular", "en").data)
    answer = invoke("check", "fr.docx", "en.docx", "--json")
    assert answer.code == 1
    assert answer.findings == [
        ("P021", f"fr.docx paragraph {number}"), ("P012", f"fr.docx paragraph {number + 1}")
    ]  # fmt: skip


def test_letters_without_fault(place: Path, invoke: Program) -> None:
    (place / "ru.docx").write_bytes(master("circular", "ru").data)
    answer = invoke("check", "ru.docx")
    assert (answer.code, answer.stderr, answer.stdout) == (0, "", "1 letter looked over\n")


def test_files_that_cannot_be_looked_over(place: Path, invoke: Program) -> None:
    (place / "none.docx").write_bytes(docx("123"))
    (place / "broken.docx").write_bytes(b"PK")
    answer = invoke("check", "none.docx", "broken.docx", "absent.docx", "--json")
    assert answer.code == 1
    assert answer.findings == [
        ("T002", "absent.docx"), ("T002", "broken.docx"), ("P055", "none.docx")
    ]  # fmt: skip


def test_what_one_letter_gets_wrong_by_itself(place: Path, invoke: Program) -> None:
    text = "The meeting of the group will be held from 24 to 15 October 2024 for the members."
    (place / "a.docx").write_bytes(docx(text))
    answer = invoke("check", "a.docx", "--json")
    assert ("X011", "a.docx paragraph 1") in answer.findings


def test_the_spacing_of_france(place: Path, invoke: Program) -> None:
    (place / "a.docx").write_bytes(docx("Les objectifs de la réunion du groupe\u00a0: ceux-ci."))
    place_of = ("P014", "a.docx paragraph 1")
    assert place_of in invoke("check", "a.docx", "--json").findings
    national = invoke("check", "a.docx", "--french-spacing", "national", "--json")
    assert place_of not in national.findings


def test_pages_without_libreoffice_are_a_note(
    place: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(place))
    (place / "ru.docx").write_bytes(master("circular", "ru").data)
    answer = invoke("check", "ru.docx", "--pages", "--soffice", "nowhere", "--json")
    assert answer.code == 0
    assert answer.findings == [("P054", "--pages")]
    assert invoke("check", "--pages", "--concordance", "ru.docx").code == 2


# Pages, as the PDF file has them


def lines(*texts: str) -> list[TextLine]:
    """A page: its lines from top to bottom, a header and a footer around them."""
    inner = [TextLine(0.15 + 0.7 * n / len(texts), text) for n, text in enumerate(texts)]
    return [TextLine(0.03, "– 2 –"), *inner, TextLine(0.97, "Place des Nations")]


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_headings_at_the_end_of_a_page_and_signatures_alone(language: str) -> None:
    page = read_page(master("circular", language).data, "a.docx", language)
    own = [passage for passage in page.body() if passage.text]
    heading = next(passage for passage in own if passage.level)
    signed = next(passage for passage in own if passage.style == "Closing")
    before = own[own.index(heading) - 1].text
    # LibreOffice's right-to-left text comes turned round.
    shown = f"1 {heading.text}" if language != "zh" else heading.text[::-1]
    pages = [lines(before, shown), lines("the next one", signed.text)]
    assert [(f.code, f.place) for f in look_at_pages(page, pages)] == [("P052", heading.place)]
    pages = [lines(shown, before), lines(signed.text, "the next one")]
    assert [(f.code, f.place) for f in look_at_pages(page, pages)] == [("P053", signed.place)]
