"""A LibreOffice that fails in each of the ways seen, and some more: what docgen says and leaves."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest
from conftest import ROOT, Program, visible
from soffice import Fake, make_fake, pdf_of, word_file

from docgen import pdf
from docgen.diagnostics import OutsideError
from docgen.pdf import program as locating

NAMES = ("a", "b", "c", "d", "e")
EVERY = [f"letters/{name}.pdf" for name in NAMES]
BUT_C = [name for name in EVERY if name != "letters/c.pdf"]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    from docgen.cli import conversion

    monkeypatch.setattr(conversion, "START", 4.0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("DOCGEN_SOFFICE", raising=False)
    return make_fake(tmp_path / "office")


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with five Word files in the current directory; nothing of a campaign."""
    folder = tmp_path / "here" / "letters"
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / f"{name}.docx").write_bytes(word_file(f"letter {name}"))
    monkeypatch.chdir(folder.parent)
    return folder


def made(letters: Path) -> list[str]:
    assert not [path for path in letters.iterdir() if path.name.startswith(".")]
    return sorted(f"letters/{path.name}" for path in letters.glob("*.pdf"))


def unembedded() -> bytes:
    with pikepdf.open(io.BytesIO(pdf_of("x"))) as document:
        document.pages[0].Resources.Font.F1 = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


GIVEN = {
    "no text": pdf_of(None),
    "an empty second page": pdf_of("text", None),
    "no embedded font": unembedded(),
    "no PDF file": b"%PDF-1.7\nthis is none\n%%EOF\n",
    "no pages": pdf_of(),
}


@pytest.mark.parametrize(
    ("how", "only", "code", "findings"),
    [
        # Once and for all: the program is given up after three, and one finding says so.
        ("exit 1", "", 3, [("P037", "PROGRAM")]),
        ("nothing", "", 3, [("P037", "PROGRAM")]),
        ("empty", "", 3, [("P037", "PROGRAM")]),
        ("truncated", "", 3, [("P037", "PROGRAM")]),
        ("crash", "", 3, [("P037", "PROGRAM")]),
        ("other name", "", 3, [("P037", "PROGRAM")]),
        # Over one document: it alone is at fault.
        ("exit 1", "letter c", 3, [("P031", "letters/c.docx")]),
        ("nothing", "letter c", 3, [("P031", "letters/c.docx")]),
        ("empty", "letter c", 3, [("P031", "letters/c.docx")]),
        ("truncated", "letter c", 3, [("P031", "letters/c.docx")]),
        ("crash", "letter c", 3, [("P031", "letters/c.docx")]),
        ("other name", "letter c", 3, [("P031", "letters/c.docx")]),
        ("hang", "letter c", 3, [("P032", "letters/c.docx")]),
        ("no PDF file", "letter c", 3, [("P031", "letters/c.docx")]),
        ("no pages", "letter c", 3, [("P031", "letters/c.docx")]),
        ("no text", "letter c", 1, [("P033", "letters/c.docx page 1")]),
        ("an empty second page", "letter c", 1, [("P033", "letters/c.docx page 2")]),
        ("no embedded font", "letter c", 1, [("P034", "letters/c.docx font Helvetica")]),
        # What looks bad and is not.
        ("garbage", "", 0, []),
        ("slow start", "", 0, []),
        ("child", "", 0, []),
        ("crash after 2", "", 0, []),
        ("no exit", "", 0, []),
    ],
)
def test_pdf_says_who_is_at_fault_and_writes_the_others(
    how: str,
    only: str,
    code: int,
    findings: list[tuple[str, str]],
    fake: Fake,
    letters: Path,
    invoke: Program,
) -> None:
    if how in GIVEN:
        fake.give(GIVEN[how], only)
    else:
        fake.fail(how, only)
    answer = invoke("pdf", "letters", "--soffice", str(fake.path), "--time-limit", "2",
                    "--jobs", "1", "--json")  # fmt: skip
    expected = [(c, place.replace("PROGRAM", str(fake.path))) for c, place in findings]
    assert (answer.code, answer.findings) == (code, expected)
    ready = EVERY if not findings else BUT_C if only else []
    assert (answer.paths, made(letters)) == (ready, ready)
    assert fake.alive == []


@pytest.mark.parametrize(
    ("how", "only", "code", "finding"),
    [
        ("exit 1", "", 3, "P031"),
        ("nothing", "", 3, "P031"),
        ("crash", "", 3, "P031"),
        ("hang", "", 3, "P032"),
        ("no text", "", 1, "P033"),
        ("no embedded font", "", 1, "P034"),
    ],
)
def test_letters_are_published_with_their_pdf_files_or_not_at_all(
    how: str, only: str, code: int, finding: str, fake: Fake, campaign: Path, invoke: Program
) -> None:
    arguments = ("roadmap", "--lang", "zh", "--pdf", "--soffice", str(fake.path), "--json")
    assert invoke(*arguments).code == 0
    before = visible(campaign / "out")
    folder = "roadmap/zh"
    assert sorted(before) == [
        "roadmap", folder, f"{folder}/T22-TSB-CIR-0182!A1!MSW-C.docx",
        f"{folder}/T22-TSB-CIR-0182!A1!MSW-C.pdf",
    ]  # fmt: skip
    if how in GIVEN:
        fake.give(GIVEN[how], only)
    else:
        fake.fail(how, only)
    answer = invoke(*arguments, "--no-cache", "--time-limit", "1", "--date", "2024-03-07")
    assert (answer.code, answer.paths) == (code, [])
    assert [found for found, _ in answer.findings] == [finding]
    assert answer.findings[0][1].startswith("out/roadmap/zh/T22-TSB-CIR-0182!A1!MSW-C.docx")
    assert visible(campaign / "out") == before
    assert fake.alive == []


@pytest.mark.parametrize("command", [("circular", "--lang", "zh", "--pdf"), ("pdf", "letters")])
def test_without_libreoffice_nothing_is_begun(
    command: tuple[str, ...],
    fake: Fake,
    letters: Path,
    invoke: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # No campaign is here either: what needs LibreOffice says so before it looks at anything else.
    monkeypatch.setenv("PATH", str(letters))
    monkeypatch.setattr(locating, "usual_places", lambda *_: iter(()))
    answer = invoke(*command, "--json")
    assert (answer.code, answer.findings) == (3, [("P030", "soffice")])
    assert "install" in answer.json["findings"][0]["hint"]
    assert made(letters) == []


def test_a_program_that_may_not_be_run(fake: Fake, letters: Path, invoke: Program) -> None:
    fake.path.chmod(0o644)  # root may not run it either
    answer = invoke("pdf", "letters", "--soffice", str(fake.path), "--json")
    assert (answer.code, answer.findings) == (3, [("P037", str(fake.path))])


def test_a_program_that_is_none(fake: Fake, letters: Path, invoke: Program) -> None:
    fake.path.write_bytes(b"\x7fELF and nothing more")
    answer = invoke("pdf", "letters", "--soffice", str(fake.path), "--json")
    assert (answer.code, answer.findings) == (3, [("P037", str(fake.path))])
    assert "cannot be started" in answer.json["findings"][0]["message"]


def test_packages_that_are_missing(
    fake: Fake, letters: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docgen.pdf import packages

    monkeypatch.setattr(packages, "find_spec", lambda name: None if name == "pikepdf" else name)
    answer = invoke("pdf", "letters", "--soffice", str(fake.path), "--json")
    assert (answer.code, answer.findings) == (3, [("P036", "pikepdf")])
    assert answer.json["findings"][0]["hint"].endswith("-m pip install pikepdf")


def test_a_full_disk(
    fake: Fake, letters: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    monkeypatch.setattr(shutil, "copyfile", full)
    answer = invoke("pdf", "letters", "--soffice", str(fake.path), "--json", "--jobs", "1")
    ((code, place),) = answer.findings
    assert (answer.code, code) == (3, "P038")
    assert place.endswith("00000.docx")
    assert (made(letters), fake.runs, fake.alive) == ([], [], [])


def test_a_temporary_folder_that_is_not_there(fake: Fake, letters: Path) -> None:
    setting = pdf.Setting(found(fake), time.monotonic, scratch=letters / "gone")
    with pytest.raises(OutsideError) as fault:
        list(pdf.convert([pdf.Document(letters / "a.docx", "a.docx")], setting))
    assert [(f.code, str(f.place)) for f in fault.value.findings] == [
        ("P038", fault.value.findings[0].place.file)
    ]


def found(fake: Fake) -> pdf.Program:
    program, findings = pdf.find_program(str(fake.path), {})
    assert program is not None, findings
    return program


def test_one_that_hangs_over_everything_is_given_up(fake: Fake, letters: Path) -> None:
    fake.fail("hang")
    setting = pdf.Setting(found(fake), time.monotonic, limit=0.2, start=1.0)
    documents = [pdf.Document(file, file.name) for file in sorted(letters.iterdir())]
    with pytest.raises(OutsideError) as fault:
        list(pdf.convert(documents, setting))
    assert [f.code for f in fault.value.findings] == ["P037"]
    assert fake.runs == [5, 1, 4, 1, 3, 1]
    assert fake.alive == []


def test_ending_the_iteration_ends_the_programs(fake: Fake, letters: Path) -> None:
    fake.fail("hang", "letter e")
    setting = pdf.Setting(found(fake), time.monotonic)
    documents = [pdf.Document(file, file.name) for file in sorted(letters.iterdir())]
    with closing(pdf.convert(documents, setting)) as results:
        number, (made_one, _) = next(results)
        assert (number, made_one is not None) == (0, True)
        assert fake.alive != []
    assert fake.alive == []


@pytest.mark.skipif(sys.platform != "linux", reason="sends a signal")
def test_ctrl_c(fake: Fake, letters: Path) -> None:
    """Exit code 4, and nothing is left: no process, no half-written file."""
    fake.fail("hang")
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", "pdf", "letters", "--soffice", str(fake.path)],
        cwd=letters.parent, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    for _ in range(600):
        if fake.alive:
            break
        time.sleep(0.05)
    assert fake.alive != []
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.split()) == (4, b"stopped; run it again to go on".split())
    assert (fake.alive, made(letters)) == ([], [])
