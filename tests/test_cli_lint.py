"""``docgen templates lint``: tables, JSON, exit codes, annotated copies."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import docx as python_docx
import pytest
from conftest import Answer, Program, contents
from word import docx, p, r

# The bureau's name, typed into two Arabic wordings; nothing is pending once they have the tag.
PENDING = [
    ("T045", "templates/circular/ar.docx paragraph 22"),
    ("T045", "templates/roadmap/ar.docx paragraph 10"),
]


def own(answer: Answer) -> list[tuple[str, str]]:
    """The findings but for those that the shipped templates still have."""
    return [found for found in answer.findings if found not in PENDING]


def damage(campaign: Path, name: str, *content: str) -> str:
    """Put another template in the place of a shipped one, and return its path."""
    path = campaign / "templates" / f"{name}.docx"
    path.write_bytes(docx(*content))
    return path.relative_to(campaign).as_posix()


def comments(path: Path) -> list[str]:
    document = python_docx.Document(io.BytesIO(path.read_bytes()))
    return [comment.text.replace("\u200b", "") for comment in document.comments]


UNSAID = [("T046", "core"), ("T046", "styles")]  # what a file without properties and styles lacks


def unsaid(path: str) -> list[tuple[str, str]]:
    return [(code, f"{path} {part}") for code, part in UNSAID]


def test_the_shipped_templates_are_clean(campaign: Path, invoke: Program) -> None:
    answer = invoke("templates", "lint", "--json")
    assert answer.code == 0
    assert own(answer) == []
    assert answer.json["command"] == "templates lint"
    said = invoke("templates", "lint", "circular/zh", "roadmap/fr")
    assert (said.code, said.stdout, said.stderr) == (
        0, "2 templates looked over: nothing found\n", ""
    )  # fmt: skip
    assert list((campaign / "out").iterdir()) == []


def test_findings_as_a_table(campaign: Path, invoke: Program) -> None:
    path = damage(campaign, "circular/fr", "{{ assembly.nam }}", "le 6 mars 2024")
    answer = invoke("templates", "lint", "circular/fr")
    assert answer.code == 1
    assert answer.stderr == ""
    lines = answer.stdout.splitlines()
    assert lines[0] == path
    assert [word in answer.stdout for word in ("paragraph 1", "T020 error", "T045 warning")] == [
        True
    ] * 3
    assert "did you mean" in answer.stdout
    assert lines[-1] == "1 template looked over: 1 error, 3 warnings"


def test_findings_as_json(campaign: Path, invoke: Program) -> None:
    path = damage(campaign, "circular/fr", "{{ assembly.nam }}", "le 6 mars 2024")
    answer = invoke("templates", "lint", "--json")
    assert answer.code == 1
    assert own(answer) == [
        *unsaid(path), ("T020", f"{path} paragraph 1"), ("T045", f"{path} paragraph 2"),
    ]  # fmt: skip
    hints = {found["code"]: found["hint"] for found in answer.json["findings"]}
    assert hints["T020"] == "did you mean assembly.name?"
    assert answer.json["files"] == []


def test_warnings_do_not_fail(campaign: Path, invoke: Program) -> None:
    path = damage(campaign, "roadmap/en", p(r("{{ union.name }}", '<w:sz w:val="30"/>')))
    answer = invoke("templates", "lint", "roadmap/en", "--json")
    assert answer.code == 0
    assert answer.findings == [*unsaid(path), ("T044", f"{path} paragraph 1")]


def test_quiet_leaves_notes_out(campaign: Path, invoke: Program) -> None:
    damage(campaign, "roadmap/en", "{{ union.name | default(“a”) }}")
    answer = invoke("templates", "lint", "roadmap/en", "--quiet")
    assert answer.code == 0
    assert "T046" in answer.stdout
    assert "T042" not in answer.stdout
    assert "looked over" not in answer.stdout


def test_a_finding_of_an_included_template_is_told_once(campaign: Path, invoke: Program) -> None:
    path = damage(campaign, "roadmap/en", "{{ no_such }}")
    answer = invoke("templates", "lint", "--json")
    assert own(answer) == [*unsaid(path), ("T020", f"{path} paragraph 1")]
    # Where only the including template is looked over, it is told there.
    answer = invoke("templates", "lint", "circular/en", "--json")
    assert answer.findings == [("T020", f"{path} paragraph 1")]


def test_a_file_by_its_path(campaign: Path, invoke: Program, tmp_path: Path) -> None:
    file = tmp_path / "letter.docx"
    file.write_bytes(docx("{{ recipient.name }}, {{ x"))
    shown = "../letter.docx"
    answer = invoke("templates", "lint", str(file), "--json")
    assert (answer.code, answer.findings) == (1, [("C010", shown)])
    answer = invoke("templates", "lint", str(file), "--lang", "en", "--json")
    assert (answer.code, answer.findings) == (1, [*unsaid(shown), ("T010", f"{shown} paragraph 1")])
    answer = invoke("templates", "lint", str(file), "--lang", "de", "--json")
    assert (answer.code, answer.findings) == (1, [("C010", "--lang de")])


def test_files_that_cannot_be_looked_over(campaign: Path, invoke: Program) -> None:
    (campaign / "templates/circular/ru.docx").unlink()
    (campaign / "templates/circular/zh.docx").write_bytes(b"%PDF-1.7")
    answer = invoke("templates", "lint", "--json", "--annotate")
    assert answer.code == 1
    assert own(answer) == [
        ("T001", "templates/circular/ru.docx"), ("T002", "templates/circular/zh.docx"),
    ]  # fmt: skip
    assert [path for path in answer.paths if "/ar." not in path] == []


@pytest.mark.parametrize(
    "arguments", [("--out", "x"), ("--lang", "en"), ("--nosuch",)], ids=lambda a: a[0]
)
def test_options_that_say_nothing(
    campaign: Path, invoke: Program, arguments: tuple[str, ...]
) -> None:
    assert invoke("templates", "lint", *arguments).code == 2


def test_no_campaign(tmp_path: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = invoke("templates", "lint", "--json")
    assert (answer.code, [code for code, _ in answer.findings]) == (1, ["C001"])


# --annotate


def test_annotated_copies(campaign: Path, invoke: Program) -> None:
    damage(campaign, "circular/fr", "{{ assembly.nam }}", "le 6 mars 2024")
    damage(campaign, "roadmap/en", "{% if x %}")
    before = contents(campaign / "templates")
    answer = invoke("templates", "lint", "circular/fr", "roadmap/en", "roadmap/zh", "--annotate",
                    "--json")  # fmt: skip
    assert answer.code == 1
    assert contents(campaign / "templates") == before
    assert answer.paths == ["out/lint/circular/fr.docx", "out/lint/roadmap/en.docx"]
    for file in answer.json["files"]:
        data = (campaign / file["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
    made = contents(campaign / "out/lint")
    assert sorted(made) == ["circular", "circular/fr.docx", "roadmap", "roadmap/en.docx"]
    said = [text.split(":")[0] for text in comments(campaign / "out/lint/circular/fr.docx")]
    assert said == [
        "T046 warning, core", "T046 warning, styles", "T020 error", "T045 warning",
    ]  # fmt: skip
    assert comments(campaign / "out/lint/roadmap/en.docx")[-1].startswith("T011 error: {% if x %}")
    again = invoke("templates", "lint", "circular/fr", "roadmap/en", "--annotate")
    assert contents(campaign / "out/lint") == made
    assert "annotated copy: out/lint/circular/fr.docx" in again.stdout


def test_no_copy_of_a_clean_template(campaign: Path, invoke: Program) -> None:
    assert invoke("templates", "lint", "circular/zh", "--annotate").code == 0
    assert list((campaign / "out").iterdir()) == []


def test_copies_elsewhere(campaign: Path, invoke: Program, tmp_path: Path) -> None:
    damage(campaign, "roadmap/en", "{% if x %}")
    (tmp_path / "a").mkdir()
    for folder in (tmp_path, tmp_path / "a"):
        (folder / "en.docx").write_bytes(docx("WTSA-24"))
    answer = invoke("templates", "lint", "roadmap/en", str(tmp_path / "en.docx"),
                    str(tmp_path / "a/en.docx"), "--annotate", "--out", str(tmp_path / "new"),
                    "--json")  # fmt: skip
    new = (tmp_path / "new").as_posix()
    assert answer.paths == [f"{new}/roadmap/en.docx", f"{new}/en.docx", f"{new}/en-2.docx"]
    assert all(Path(path).is_file() for path in answer.paths)


def test_a_copy_never_takes_the_place_of_a_template(
    campaign: Path, invoke: Program, tmp_path: Path
) -> None:
    damage(campaign, "roadmap/en", "{% if x %}")
    file = tmp_path / "en.docx"
    file.write_bytes(docx("WTSA-24"))
    before = contents(tmp_path)
    for out in ("templates", "templates/new", "./out/../templates"):
        answer = invoke("templates", "lint", "roadmap/en", "--annotate", "--out", out, "--json")
        assert (answer.code, answer.paths) == (1, [])
        assert "C015" in dict(answer.findings)
    answer = invoke("templates", "lint", str(file), "--annotate", "--out", str(tmp_path), "--json")
    assert (answer.code, answer.paths) == (1, [])
    assert contents(tmp_path) == before


def test_copies_that_cannot_be_written(campaign: Path, invoke: Program) -> None:
    damage(campaign, "roadmap/en", "{% if x %}")
    (campaign / "out/lint").write_text("a file in the way")
    answer = invoke("templates", "lint", "roadmap/en", "--annotate", "--json")
    assert (answer.code, answer.paths) == (1, [])
    assert ("C015", "out/lint/roadmap/en.docx") in answer.findings
