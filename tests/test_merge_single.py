"""``docgen merge --single``: the letters of all rows in one document."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from conftest import ROOT, Program, visible
from word import docx, p, texts

LIST = "key,Family name,country\nKHA,Khan & <Sons>,France\nOBA,Обама,Peru\nDIA,Diallo,\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a template and a list; the test's current directory."""
    monkeypatch.chdir(tmp_path)
    Path("letter.docx").write_bytes(docx(p("Dear {{ family_name }}, {{ loop.index }}"), "End"))
    Path("reps.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def written(out: str = "out") -> dict[str, list[str]]:
    """All that was published, as the texts of its paragraphs."""
    found = visible(Path(out))
    return {name: texts(data) for name, data in sorted(found.items()) if data is not None}


def test_one_document_for_all_rows(folder: Path, invoke: Program) -> None:
    answer = invoke("merge", "letter.docx", "reps.csv", "--single", "--json")
    assert (answer.code, answer.findings, answer.stderr) == (0, [], "")
    path = "merge/letter/letter.docx"
    assert written() == {
        path: ["Dear Khan & <Sons>, 1", "End", "Dear Обама, 2", "End", "Dear Diallo, 3", "End"]
    }
    assert answer.json["files"] == [
        {
            "path": f"out/{path}",
            "kind": "merge",
            "language": None,
            "recipient": None,
            "sha256": hashlib.sha256(Path("out", path).read_bytes()).hexdigest(),
        }
    ]


def test_equal_runs_give_equal_bytes(folder: Path, invoke: Program) -> None:
    for out, jobs in (("one", "1"), ("two", "2")):
        options = ("--single", "--out", out, "--jobs", jobs)
        assert invoke("merge", "letter.docx", "reps.csv", *options).code == 0
    assert visible(Path("one")) == visible(Path("two"))


def test_rows_are_chosen_and_put_in_order(folder: Path, invoke: Program) -> None:
    options = ("--single", "--where", "country", "--sort", "-key", "--lang", "fr")
    answer = invoke("merge", "letter.docx", "reps.csv", *options, "--json")
    assert [file["language"] for file in answer.json["files"]] == ["fr"]
    (found,) = written().values()
    assert found == ["Dear Обама, 1", "End", "Dear Khan & <Sons>, 2", "End"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("all", "all.docx"),
        ("all.docx", "all.docx"),
        ("of {{ letter.date }}", "of 2024-03-06.docx"),
    ],
)
def test_the_name(folder: Path, invoke: Program, name: str, file: str) -> None:
    options = ("--single", "--name", name, "--date", "2024-03-06")
    assert invoke("merge", "letter.docx", "reps.csv", *options).code == 0
    assert list(written()) == [f"merge/letter/{file}"]


@pytest.mark.parametrize(
    ("name", "findings"),
    [
        ("{{ family_name }}", [("C012", "--name {{ family_name }}")]),
        ("{{ row.key }}", [("C012", "--name {{ row.key }}")]),
        ("{{ loop.index }}", [("C012", "--name {{ loop.index }}")]),
        ("{{ key", [("C012", "--name {{ key")]),
        ("a/b", [("C014", "--name a/b")]),
        ("", [("C014", "--name .docx")]),
    ],
)
def test_names_that_cannot_be(
    folder: Path, invoke: Program, name: str, findings: list[tuple[str, str]]
) -> None:
    answer = invoke("merge", "letter.docx", "reps.csv", "--single", "--name", name, "--json")
    assert (answer.code, answer.findings, answer.paths) == (1, findings, [])
    assert written() == {}


def test_all_faults_of_all_rows_first(folder: Path, invoke: Program) -> None:
    Path("reps.csv").write_text("key,country\n1,a\n2,\n3,\n", encoding="utf-8")
    Path("letter.docx").write_bytes(docx("{{ country }}"))
    answer = invoke("merge", "letter.docx", "reps.csv", "--single")
    assert answer.code == 1
    assert answer.findings == [("T021", "letter.docx paragraph 1")] * 2
    assert "(for 2, reps.csv row 3)" in answer.stderr
    assert "(for 3, reps.csv row 4)" in answer.stderr
    assert written() == {}


def test_a_dry_run_writes_nothing(folder: Path, invoke: Program) -> None:
    answer = invoke("merge", "letter.docx", "reps.csv", "--single", "--dry-run", "--json")
    assert answer.paths == ["out/merge/letter/letter.docx"]
    answer = invoke("merge", "letter.docx", "reps.csv", "--single", "--dry-run")
    assert answer.stdout.splitlines()[-2:] == ["1 file would be written", "3 letters in it"]
    assert not Path("out").exists()


def test_it_takes_the_place_of_single_letters(folder: Path, invoke: Program) -> None:
    assert invoke("merge", "letter.docx", "reps.csv").code == 0
    assert len(written()) == 3
    assert invoke("merge", "letter.docx", "reps.csv", "--single").code == 0
    assert list(written()) == ["merge/letter/letter.docx"]


def test_one_document_is_in_one_language(folder: Path, invoke: Program) -> None:
    answer = invoke("merge", "letter.docx", "reps.csv", "--single", "--lang-column", "country")
    assert answer.code == 2
    assert "--single and --lang-column exclude each other" in answer.stderr


def test_help_and_pages_name_it(folder: Path, invoke: Program) -> None:
    assert "--single" in invoke("merge", "--help").stdout
    for page in ("README.md", "docs/merge.md"):
        assert "--single" in (ROOT / page).read_text(encoding="utf-8")
