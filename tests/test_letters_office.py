"""The finished letters on paper: set by LibreOffice, looked at page by page.

One process converts the six circulars, the six roadmaps and, in each language, the addressed copy
with the longest addressee and the letters to people. LibreOffice is not Word: what is asserted here
is what a good letter has to keep with any program and any fonts.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from filelock import FileLock
from finished import LANGUAGES, Finished, longest_copy, master, seen
from personal import VARIANTS, usual

pytestmark = pytest.mark.office

SECONDS: Final = 120  # for all documents in one process; five or so at a desk

# Where LibreOffice puts itself when it is not on the PATH.
STANDARD_PLACES: Final = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    *(
        Path(os.environ[variable]) / "LibreOffice" / "program" / "soffice.exe"
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)")
        if variable in os.environ
    ),
)

PAGES: Final = {
    **{"circular": 3, "copy": 3, "roadmap": 1},
    **{"confirmation": 2, "note": 1, "invitation": 1, "invitation-fellowship": 1},
}
WITH_ANNEX: Final = ("circular", "copy", "confirmation")
EACH: Final = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in PAGES for language in LANGUAGES]
)
EACH_SIGNED: Final = pytest.mark.parametrize(
    ("kind", "language"),
    [(kind, language) for kind in PAGES if kind != "roadmap" for language in LANGUAGES],
)
EACH_WITH_ANNEX: Final = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in WITH_ANNEX for language in LANGUAGES]
)

# Points, 72 to the inch: the side margins of 2 cm, and what a comma or an accent may overhang.
MARGIN: Final = 1134 / 20
OVERHANG: Final = 1.5


def soffice() -> Path | None:
    """LibreOffice on this machine."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path is not None:
        return Path(on_path)
    return next((place for place in STANDARD_PLACES if place.is_file()), None)


def convert(program: Path, files: list[Path], folder: Path) -> None:
    """PDF files beside the Word files, by one process that has a profile of its own."""
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf"),
        *("--outdir", str(folder)),
        *map(str, files),
    ]
    # soffice is a starter: killed alone, it leaves the program itself behind.
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=os.name == "posix",
    )
    try:
        said, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        pytest.fail(f"LibreOffice had not finished after {SECONDS} seconds")
    # It returns 0 also when it has written nothing.
    missing = [file.name for file in files if not file.with_suffix(".pdf").is_file()]
    assert missing == [], said.decode(errors="replace")


@dataclass(frozen=True, slots=True)
class Mark:
    """A character on a page with its box, in points from the left and from the bottom."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Page:
    """One page: its text in the order of the file, and its characters where they stand."""

    width: float
    text: str
    marks: tuple[Mark, ...]
    embedded: bool

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """What stands on each line from left to right, whatever the direction of the language."""
        lines: list[list[Mark]] = []
        for mark in sorted(self.marks, key=lambda mark: -(mark.top + mark.bottom)):
            middle = (mark.top + mark.bottom) / 2
            if lines and lines[-1][0].bottom <= middle <= lines[-1][0].top:
                lines[-1].append(mark)
            else:
                lines.append([mark])
        return tuple(
            "".join(mark.character for mark in sorted(line, key=lambda mark: mark.left))
            for line in lines
        )


@dataclass(frozen=True)
class Printed:
    """A letter with its pages."""

    letter: Finished
    pages: tuple[Page, ...]

    def page_of(self, text: str) -> int:
        """The number of the one page, counted from 1, on which the text stands."""
        (found,) = (n for n, page in enumerate(self.pages, 1) if loose(text) in loose(page.text))
        return found


def loose(text: str) -> str:
    """Letters and figures only, without alif, lam and hamza.

    In a PDF file lam and alif are one sign, which programs take apart in either order.
    """
    return "".join(one for one in seen(text) if one.isalnum() and one not in "اأإآل")


def read_pages(pdf: Path) -> tuple[Page, ...]:
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        textpage = page.get_textpage()
        marks = []
        for index in range(textpage.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(textpage.raw, index))
            if not character.isspace():
                # Loose boxes are as high as their line: a comma's middle is that of its neighbours.
                marks.append(Mark(character, *textpage.get_charbox(index, loose=True)))
        fonts = [
            pdfium.FPDFTextObj_GetFont(thing.raw)
            for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
        ]
        embedded = all(pdfium.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts)
        text = str(textpage.get_text_range()).replace("\r\n", "\n")
        pages.append(Page(page.get_width(), text, tuple(marks), bool(fonts) and embedded))
        textpage.close()
        page.close()
    document.close()
    return tuple(pages)


def made(kind: str, language: str) -> Finished:
    if kind in VARIANTS:
        return usual(kind, language)
    return longest_copy(language) if kind == "copy" else master(kind, language)


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Printed]:
    """All documents, by kind and language; converted once, also with several test processes."""
    program = soffice()
    if program is None:
        reason = "LibreOffice is not on this machine: no letter was looked at on paper"
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)
    letters = {(kind, language): made(kind, language) for kind in PAGES for language in LANGUAGES}
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder /= "office"
    files = {which: folder / f"{which[0]}-{which[1]}.docx" for which in letters}
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            folder.mkdir()
            for which, file in files.items():
                file.write_bytes(letters[which].data)
            convert(program, list(files.values()), folder)
    return {
        which: Printed(letters[which], read_pages(file.with_suffix(".pdf")))
        for which, file in files.items()
    }


AllPrinted = dict[tuple[str, str], Printed]


@EACH
def test_number_of_pages(printed: AllPrinted, kind: str, language: str) -> None:
    assert len(printed[kind, language].pages) == PAGES[kind]


@EACH
def test_no_page_is_empty_or_nearly_so(printed: AllPrinted, kind: str, language: str) -> None:
    """The least full page, the second of a Chinese copy, has some fifteen lines."""
    lines = [len(page.lines) for page in printed[kind, language].pages]
    assert min(lines) >= 12, lines


@EACH
def test_every_font_is_embedded(printed: AllPrinted, kind: str, language: str) -> None:
    assert all(page.embedded for page in printed[kind, language].pages)


@EACH
def test_every_paragraph_is_printed(printed: AllPrinted, kind: str, language: str) -> None:
    """Its beginning and its end.

    Of Arabic, each word by itself that has no vowel signs: in a PDF file these stand anywhere, and
    the words of a line in any order.
    """
    one = printed[kind, language]
    said = loose("".join(page.text for page in one.pages))
    lines = [line for paragraph in one.letter.paragraphs for line in paragraph.text.splitlines()]
    for line in lines:
        words = [word for word in line.split() if word.isalpha() and not word.isascii()]
        for part in words if language == "ar" else line.split("\t"):
            assert loose(part)[:20] in said
            assert loose(part)[-20:] in said


@EACH
def test_pages_are_numbered_from_the_second(printed: AllPrinted, kind: str, language: str) -> None:
    first, *others = printed[kind, language].pages
    assert [page.lines[0] for page in others] == [
        f"–{number}–" for number in range(2, PAGES[kind] + 1)
    ]
    assert not any("–1–" in line for line in first.lines)


@EACH
def test_the_first_page_has_the_letterhead(printed: AllPrinted, kind: str, language: str) -> None:
    first, *others = printed[kind, language].pages
    assert "+41227305111" in first.lines[-1]
    assert not any("+41227305111" in line for page in others for line in page.lines)
    union = loose(printed[kind, language].letter.places["letterhead"][1])
    assert union in loose(first.text)[:150]


@EACH
def test_nothing_stands_outside_the_margins(printed: AllPrinted, kind: str, language: str) -> None:
    # In an Arabic list LibreOffice sets the number beside the line's beginning, in the margin; a
    # Chinese stop at the end of a line hangs there, as it should.
    beyond = OVERHANG + (6 if language == "ar" else 0)
    outside = [
        (number, mark)
        for number, page in enumerate(printed[kind, language].pages, 1)
        for mark in page.marks
        if mark.left < MARGIN - OVERHANG or mark.right > page.width - MARGIN + beyond
        if mark.character not in "，。；：、）"
    ]
    assert outside == []


@EACH_SIGNED
def test_close_and_signature_follow_a_line_of_the_letter(
    printed: AllPrinted, kind: str, language: str
) -> None:
    one = printed[kind, language]
    (closing,), signature = one.letter.places["closing"], one.letter.places["signature"]
    number = one.page_of(closing)
    assert number == PAGES[kind] - (kind in WITH_ANNEX)
    page = loose(one.pages[number - 1].text)
    before, _, after = page.partition(loose(closing))
    # What stands before the close begins with the page number; twenty letters are a line.
    assert len(before) > len(str(number)) + 20
    for line in signature:
        assert loose(line) in after


@EACH_WITH_ANNEX
def test_the_annex_has_a_page_of_its_own(printed: AllPrinted, kind: str, language: str) -> None:
    one = printed[kind, language]
    name, reference, *_ = one.letter.places["annex"]
    last = PAGES[kind]
    assert loose(one.pages[last - 1].text).startswith(loose(f"{last}{name}{reference}"))
    if kind != "confirmation":  # where the enclosure names the annex too
        assert one.page_of(name + reference) == last


@pytest.mark.parametrize(
    ("place", "kind", "page", "in_text", "on_paper"),
    [
        ("opening", "circular", 1, "24-15", "24-15"),
        ("annex", "circular", 3, "26-22", "26-22"),
        ("annex", "roadmap", 1, "26-22", "26-22"),
        ("annex section 1", "circular", 3, "2028-2025", "2028-2025"),
        ("reference", "circular", 1, "+41 22 730 5861", "+41227305861"),
        ("reference", "confirmation", 1, "TSB/CIR-182/REP/ARB-1", "TSB/CIR-182/REP/ARB-1"),
        ("subject", "invitation", 1, "12-11", "12-11"),
        ("reference", "circular", 1, "charlyne.restivo@itu.int", "charlyne.restivo@itu.int"),
    ],
)
def test_arabic_figures_stand_in_their_order(
    printed: AllPrinted, place: str, kind: str, page: int, in_text: str, on_paper: str
) -> None:
    """A range is read from the right: the lower number stands there, at the right.

    A telephone number and an address keep their own direction.
    """
    one = printed[kind, "ar"]
    assert in_text in one.letter.text(place)
    (line,) = (line for line in one.pages[page - 1].lines if on_paper in line)
    # No figure beside it: the whole number, not the end of another.
    before, _, after = line.partition(on_paper)
    assert not before[-1:].isdecimal()
    assert not after[:1].isdecimal()


def test_arabic_lines_begin_at_the_right(printed: AllPrinted) -> None:
    for kind in PAGES:
        for page in printed[kind, "ar"].pages:
            at_right = [mark for mark in page.marks if mark.right > page.width - MARGIN - 8]
            at_left = [mark for mark in page.marks if mark.left < MARGIN + 8]
            assert len(at_right) > len(at_left)
