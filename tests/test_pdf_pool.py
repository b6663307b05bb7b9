"""What is converted, once; what is kept; what the files say; where LibreOffice is looked for."""

from __future__ import annotations

import io
import json
import os
import time
from pathlib import Path

import pikepdf
import pytest
from conftest import Program
from soffice import Fake, make_fake, pdf_of, word_file
from word import docx, p

from docgen import pdf
from docgen.pdf.normal import normalize
from docgen.pdf.profile import make_profile
from docgen.pdf.program import usual_places


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("DOCGEN_SOFFICE", raising=False)
    return make_fake(tmp_path / "office")


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here" / "letters"
    (folder / "fr").mkdir(parents=True)
    for name in ("a", "b", "fr/c"):
        (folder / f"{name}.docx").write_bytes(word_file(f"letter {name}"))
    (folder / "same.docx").write_bytes(word_file("letter a"))
    (folder / "~$a.docx").write_bytes(b"Word's lock")
    (folder / "notes.txt").write_bytes(b"")
    monkeypatch.chdir(folder.parent)
    return folder


def hits(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pdf"))


CACHE = Path("docgen", "pdf-cache")


def test_equal_documents_are_converted_once(fake: Fake, letters: Path, invoke: Program) -> None:
    answer = invoke("pdf", "letters", "--soffice", str(fake.path), "--json", "--jobs", "1")
    assert answer.paths == [
        "letters/a.pdf", "letters/b.pdf", "letters/same.pdf", "letters/fr/c.pdf",
    ]  # fmt: skip
    assert sorted(fake.converted) == ["letter a", "letter b", "letter fr/c"]


def test_a_second_run_converts_what_has_changed(
    fake: Fake, letters: Path, invoke: Program
) -> None:
    arguments = ("pdf", "letters", "--soffice", str(fake.path), "--json", "--jobs", "1")
    first = invoke(*arguments)
    (letters / "b.docx").write_bytes(word_file("letter b, corrected"))
    (letters / "a.pdf").unlink()
    second = invoke(*arguments)
    assert fake.converted[3:] == ["letter b, corrected"]
    assert first.paths == second.paths
    assert (letters / "a.pdf").is_file()
    invoke(*arguments, "--no-cache")
    assert len(fake.converted) == 3 + 1 + 3
    invoke(*arguments, "--format", "pdfa")
    assert len(fake.converted) == 3 + 1 + 3 + 3


def test_a_cache_that_was_damaged_is_not_believed(
    fake: Fake, letters: Path, invoke: Program, tmp_path: Path
) -> None:
    arguments = ("pdf", "letters/a.docx", "--soffice", str(fake.path), "--json")
    invoke(*arguments)
    good = (letters / "a.pdf").read_bytes()
    (kept,) = hits(tmp_path / "cache" / CACHE)
    assert kept.read_bytes() == good
    for damage in (good[:-20], b"", b"something else"):
        kept.write_bytes(damage)
        invoke(*arguments)
        assert (letters / "a.pdf").read_bytes() == good
    assert len(fake.converted) == 4
    kept.unlink()
    kept.mkdir()  # not a file at all
    assert invoke(*arguments).code == 0


def test_a_cache_that_cannot_be_written_is_done_without(
    fake: Fake, letters: Path, invoke: Program, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_bytes(b"a file where the folder would be")
    answer = invoke("pdf", "letters/a.docx", "--soffice", str(fake.path), "--json")
    assert (answer.code, answer.findings, answer.paths) == (0, [], ["letters/a.pdf"])


def test_what_was_not_used_for_longest_is_dropped(tmp_path: Path) -> None:
    cache = pdf.Cache(tmp_path, bound=250)
    for number, key in enumerate("abcd"):
        cache.put(key, key.encode() * 100)
        os.utime(next(tmp_path.glob(f"{key}-*")), (number, number))
    assert cache.get("a") == b"a" * 100  # used now
    cache.prune()
    assert [path.name[0] for path in hits(tmp_path)] == ["a", "d"]


def test_a_campaign_keeps_its_own(fake: Fake, campaign: Path, invoke: Program) -> None:
    arguments = ("circular", "--lang", "zh", "--pdf", "--soffice", str(fake.path), "--json")
    answer = invoke(*arguments)
    assert [(file["path"].rsplit("/")[-1], file["recipient"]) for file in answer.json["files"]] == [
        ("T22-TSB-CIR-0182!!MSW-C.docx", None),
        ("T22-TSB-CIR-0182!!MSW-C.pdf", None),
        ("T22-TSB-CIR-0182!!MSW-C-CHN.docx", "CHN"),
        ("T22-TSB-CIR-0182!!MSW-C-CHN.pdf", "CHN"),
    ]
    assert len(hits(campaign / "out" / ".docgen" / "pdf-cache")) == 2
    assert invoke(*arguments).json == answer.json
    assert sum(fake.runs) == 2


def test_a_dry_run_names_the_pdf_files(fake: Fake, campaign: Path, invoke: Program) -> None:
    answer = invoke("roadmap", "--lang", "fr", "--pdf", "--dry-run", "--soffice", str(fake.path),
                    "--json")  # fmt: skip
    assert [Path(path).suffix for path in answer.paths] == [".docx", ".pdf"]
    assert answer.json["files"][1]["sha256"] is None
    assert fake.runs == []


@pytest.mark.parametrize(
    "option", [["--pdf-format", "pdfa"], ["--soffice", "x"], ["--time-limit", "9"], ["--no-cache"]]
)
def test_what_goes_with_pdf_only(option: list[str], campaign: Path, invoke: Program) -> None:
    answer = invoke("roadmap", "--lang", "fr", *option)
    assert (answer.code, answer.stdout) == (2, "")
    assert f"{option[0]} goes with --pdf" in answer.stderr


def test_letters_of_any_list_have_pdf_files(
    fake: Fake, campaign: Path, invoke: Program
) -> None:
    (campaign / "people.csv").write_text("name\nAda\nGrace\n", encoding="utf-8")
    (campaign / "letter.docx").write_bytes(docx(p("Dear {{ name }}")))
    answer = invoke("merge", "letter.docx", "people.csv", "--lang", "en", "--pdf", "--soffice",
                    str(fake.path), "--json", "--name", "{{ name }}")  # fmt: skip
    assert answer.code == 0, answer.stdout
    assert [Path(path).name for path in answer.paths] == [
        "Ada.docx", "Ada.pdf", "Grace.docx", "Grace.pdf",
    ]  # fmt: skip


def test_the_program_is_named_by_a_variable(
    fake: Fake, letters: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", str(fake.path.parent))  # its folder will do
    assert invoke("pdf", "letters/a.docx", "--quiet").code == 0
    assert fake.converted == ["letter a"]


def test_a_worker_is_started_anew_after_a_number_of_documents(fake: Fake, tmp_path: Path) -> None:
    documents = []
    for number in range(10):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(word_file(str(number)))
        documents.append(pdf.Document(path, path.name))
    program, _ = pdf.find_program(str(fake.path), {})
    assert program is not None
    setting = pdf.Setting(program, time.monotonic, jobs=2, per_process=3)
    results = list(pdf.convert(documents, setting))
    assert sorted(number for number, _ in results) == list(range(10))
    assert all(outcome.value is not None for _, outcome in results)
    assert sorted(fake.runs) == [2, 2, 3, 3]


def test_out_keeps_the_places_below_a_folder(fake: Fake, letters: Path, invoke: Program) -> None:
    answer = invoke("pdf", "letters", "letters/b.docx", "--out", "pdf", "--soffice",
                    str(fake.path), "--json")  # fmt: skip
    assert answer.paths == ["pdf/a.pdf", "pdf/b.pdf", "pdf/same.pdf", "pdf/fr/c.pdf"]
    assert not list(letters.rglob("*.pdf"))


@pytest.mark.parametrize(
    ("arguments", "findings"),
    [
        (["gone.docx"], [("P039", "gone.docx")]),
        (["empty"], [("P039", "empty")]),
        (["letters/notes.txt"], [("P039", "letters/notes.txt")]),
        (["other/a.docx", "letters/a.docx", "--out", "x"], [("P039", "letters/a.docx")]),
        (["other/book.docx"], [("P039", "other/book.docx")]),
    ],
)
def test_what_cannot_be_converted(
    arguments: list[str],
    findings: list[tuple[str, str]],
    fake: Fake,
    letters: Path,
    invoke: Program,
) -> None:
    other = letters.parent / "other"
    other.mkdir()
    (letters.parent / "empty").mkdir()
    (other / "a.docx").write_bytes(word_file("another a"))
    (other / "book.docx").write_bytes(word_file("a").replace(b"word/", b"xxxx/"))
    answer = invoke("pdf", *arguments, "--soffice", str(fake.path), "--json")
    assert (answer.code, answer.findings) == (1, findings)


def test_a_pdf_file_that_cannot_be_written(fake: Fake, letters: Path, invoke: Program) -> None:
    (letters / "b.pdf").mkdir()
    answer = invoke("pdf", "letters", "--soffice", str(fake.path), "--json")
    assert (answer.code, answer.findings) == (1, [("C015", "letters/b.pdf")])
    assert answer.paths == ["letters/a.pdf", "letters/same.pdf", "letters/fr/c.pdf"]
    assert [path.name for path in letters.iterdir() if path.name.startswith(".")] == []


XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>Writer</xmp:CreatorTool><xmp:CreateDate>%s</xmp:CreateDate>
<xmp:ModifyDate>%s</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def stamped(stamp: str) -> bytes:
    """The same PDF file, made at another time."""
    with pikepdf.open(io.BytesIO(pdf_of("A letter"))) as document:
        document.docinfo["/CreationDate"] = stamp
        document.docinfo["/ModDate"] = stamp
        document.trailer["/DocChecksum"] = pikepdf.Name("/" + stamp)
        document.Root.Metadata = document.make_stream(XMP.replace(b"%s", stamp.encode()))
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def test_the_same_bytes_whenever_it_was_made() -> None:
    one, other = stamped("2024-03-06T10:00:00Z"), stamped("2025-01-01T00:00:01Z")
    assert one != other
    normal, _ = normalize(one, "zh-CN", "x.docx")
    assert normal is not None
    assert normal == normalize(other, "zh-CN", "x.docx").value
    assert normal == normalize(normal, "zh-CN", "x.docx").value
    assert b"2024" not in normal
    with pikepdf.open(io.BytesIO(normal)) as document:
        assert (str(document.Root.Lang), str(document.docinfo.Title)) == ("zh-CN", "A letter")
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "A letter"
            assert metadata["xmp:CreatorTool"] == "Writer"
            assert "xmp:CreateDate" not in metadata


def test_the_profile_fetches_nothing_and_runs_nothing(tmp_path: Path) -> None:
    make_profile(tmp_path, "40(Build:2)")
    settings = (tmp_path / "user/registrymodifications.xcu").read_text(encoding="utf-8")
    for name in ("BlockUntrustedRefererLinks", "DisableMacrosExecution", "ooSetupInstCompleted"):
        assert f'oor:name="{name}" oor:op="fuse"><value>true</value>' in settings
    assert (tmp_path / "user/extensions/buildid").read_bytes() == b"40(Build:2)\n"


def test_the_options_of_the_export_filter() -> None:
    def options(form: pdf.Form) -> dict[str, dict[str, str]]:
        found = json.loads(form.filter.removeprefix("pdf:writer_pdf_Export:"))
        assert isinstance(found, dict)
        return found

    assert "SelectPdfVersion" not in options(pdf.Form.PDF)
    assert options(pdf.Form.PDFA)["SelectPdfVersion"] == {"type": "long", "value": "2"}
    assert "PDFUACompliance" not in options(pdf.Form.PDFA)
    assert options(pdf.Form.PDFUA)["PDFUACompliance"] == {"type": "boolean", "value": "true"}


def test_where_libreoffice_is_looked_for() -> None:
    windows = {"PROGRAMFILES": "C:/Program Files", "PROGRAMFILES(X86)": "C:/Program Files (x86)"}
    assert [path.as_posix() for path in usual_places(windows, "win32")] == [
        "C:/Program Files/LibreOffice/program/soffice.exe",
        "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    ]
    assert [path.as_posix() for path in usual_places({"HOME": "/Users/a"}, "darwin")] == [
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "/Users/a/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ]
    linux = [path.as_posix() for path in usual_places({}, "linux")]
    assert linux[0] == "/usr/lib/libreoffice/program/soffice"


@pytest.mark.parametrize(
    ("command", "kinds"),
    [
        (("confirmations", "mailing_lists/reps.xlsx"), {"confirmation", "note"}),
        (("invitations", "mailing_lists/delegates.xlsx"), {"invitation"}),
    ],
)
def test_letters_to_people_have_pdf_files(
    command: tuple[str, ...], kinds: set[str], fake: Fake, campaign: Path, invoke: Program
) -> None:
    answer = invoke(*command, "--pdf", "--soffice", str(fake.path), "--json")
    assert answer.code == 0, answer.findings
    files = answer.json["files"]
    assert {file["kind"] for file in files} == kinds
    words = [file["path"] for file in files if file["path"].endswith(".docx")]
    assert [path for path in answer.paths if path not in words] == [
        path.replace(".docx", ".pdf") for path in words
    ]
    assert all((campaign / path).is_file() for path in answer.paths)
