"""``docgen templates``: list, show and build, as text and as JSON."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path
from typing import Any

import pytest
from conftest import Program, contents
from test_cli_mistakes import TAG, edit, rewrite

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
DOCUMENTS = ("circular", "roadmap", "confirmation", "note", "invitation")
SHIPPED = [
    f"templates/{document}/{language}.docx" for document in DOCUMENTS for language in LANGUAGES
]
ZH = "templates/circular/zh.docx"


# ------------------------------------------------------------------------------------------- list


def test_list(campaign: Path, invoke: Program) -> None:
    before = contents(campaign)
    answer = invoke("templates", "list")
    assert (answer.code, answer.stderr) == (0, "")
    rows = [line.split() for line in answer.stdout.splitlines() if ".docx" in line]
    assert [row[1] for row in rows] == SHIPPED
    assert [row[0] for row in rows] == [name for name in DOCUMENTS for _ in LANGUAGES]
    assert all(int(row[2]) > 5 and row[3] == "ready" for row in rows)
    assert contents(campaign) == before


def test_list_in_json(campaign: Path, invoke: Program) -> None:
    found = invoke("templates", "list", "--json").json
    assert (found["command"], found["findings"]) == ("templates list", [])
    assert [file["path"] for file in found["files"]] == SHIPPED
    for file in found["files"]:
        data = (campaign / file["path"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
        assert file["path"].startswith(f"templates/{file['kind']}/{file['language']}.")


def test_list_shows_what_is_wrong(campaign: Path, invoke: Program) -> None:
    rewrite(campaign / ZH, TAG, "{{ recipient.addresee }}")
    (campaign / "templates/roadmap/zh.docx").write_bytes(b"%PDF-")
    answer = invoke("templates", "list")
    assert answer.code == 1
    states = {row[1]: " ".join(row[3:]) for row in map(str.split, answer.stdout.splitlines())
              if len(row) > 2}  # fmt: skip
    assert states[ZH] == "has faults"
    assert states["templates/roadmap/zh.docx"] == "has faults"
    assert states["templates/circular/en.docx"] == "ready"
    assert ("T002", "templates/roadmap/zh.docx") in answer.findings
    again = invoke("templates", "list", "--json")
    assert (again.code, again.findings) == (1, answer.findings)


@pytest.mark.usefixtures("campaign")
def test_list_quietly(invoke: Program) -> None:
    answer = invoke("templates", "list", "--quiet")
    assert (answer.code, answer.stdout, answer.stderr) == (0, "", "")


# ------------------------------------------------------------------------------------------- show


def test_show(campaign: Path, invoke: Program) -> None:
    by_name = invoke("templates", "show", "circular/en")
    assert (by_name.code, by_name.stderr) == (0, "")
    assert "I have the honour to invite you" in by_name.stdout
    assert "{{ recipient.addressee }}" in by_name.stdout
    assert any(line.startswith("[") for line in by_name.stdout.splitlines())
    by_path = invoke("templates", "show", "templates/circular/en.docx")
    assert by_path == by_name
    letter = invoke("circular", "--lang", "en", "--master-only", "--json").paths[0]
    text = invoke("templates", "show", letter, "--plain").stdout
    assert "Seizo Onoe" in text
    assert "{{" not in text
    assert "{%" not in text
    assert (campaign / letter).is_file()


@pytest.mark.usefixtures("campaign")
def test_show_fields(invoke: Program) -> None:
    lines = invoke("templates", "show", "circular/zh", "--fields").stdout.splitlines()
    assert lines == sorted(set(lines))
    assert {"assembly.acronym", "recipient.addressee", "letter.date"} <= set(lines)


@pytest.mark.usefixtures("campaign")
def test_show_in_json(invoke: Program) -> None:
    found = invoke("templates", "show", "circular/zh", "--json").json
    assert (found["command"], found["findings"]) == ("templates show", [])
    assert [file["path"] for file in found["files"]] == [ZH]


@pytest.mark.parametrize(
    ("word", "finding"),
    [
        ("circular/xx", ("T001", "templates/circular/xx.docx")),
        ("letter.docx", ("T001", "letter.docx")),
        ("campaign.toml", ("T002", "campaign.toml")),
        ("folder.docx", ("T001", "folder.docx")),
        ("", ("T001", "templates/.docx")),
    ],
)
def test_show_what_cannot_be_shown(
    campaign: Path, invoke: Program, word: str, finding: tuple[str, str]
) -> None:
    (campaign / "folder.docx").mkdir()
    for words in ((), ("--json",), ("--fields",)):
        answer = invoke("templates", "show", word, *words)
        assert (answer.code, answer.findings) == (1, [finding])


# ------------------------------------------------------------------------------------------ build


def test_build_has_nothing_to_do(campaign: Path, invoke: Program) -> None:
    """The shipped Word files are what the shipped wordings make."""
    before = contents(campaign)
    for words in ((), ("--check",)):
        answer = invoke("templates", "build", *words)
        assert (answer.code, answer.stderr) == (0, "")
        assert "all templates are as their wording makes them" in answer.stdout
    assert invoke("templates", "build", "--json").json["files"] == []
    assert contents(campaign) == before


def test_build_makes_what_changed(campaign: Path, invoke: Program) -> None:
    """Word files that differ from their wording, or are not there, and no other."""
    original = (campaign / ZH).read_bytes()
    rewrite(campaign / ZH, TAG, "{{ recipient.name }}")
    (campaign / "templates/roadmap/ar.docx").unlink()
    before = contents(campaign)
    check = invoke("templates", "build", "--check", "--json")
    assert check.code == 1
    assert check.findings == [("T031", ZH), ("T031", "templates/roadmap/ar.docx")]
    assert check.paths == []
    assert contents(campaign) == before
    built = invoke("templates", "build", "--json")
    assert (built.code, built.findings) == (0, [])
    assert built.paths == [ZH, "templates/roadmap/ar.docx"]
    assert (campaign / ZH).read_bytes() == original
    assert built.json["files"][0] == {
        "path": ZH,
        "kind": "circular",
        "language": "zh",
        "recipient": None,
        "sha256": hashlib.sha256(original).hexdigest(),
    }
    assert set(contents(campaign)) == {*before, "templates/roadmap/ar.docx"}
    assert invoke("templates", "build", "--check").code == 0


def test_build_says_what_it_made(campaign: Path, invoke: Program) -> None:
    (campaign / ZH).unlink()
    answer = invoke("templates", "build")
    assert (answer.code, answer.stderr) == (0, "")
    assert ZH in answer.stdout
    assert "1 file made" in answer.stdout


def test_a_wording_that_cannot_be_read(campaign: Path, invoke: Program) -> None:
    """Nothing is built, not even from the other wordings."""
    (campaign / "templates/circular/en.docx").unlink()
    edit(campaign / "templates/circular/zh.md", "::: addressee", "::: adressee")
    (campaign / "templates/roadmap/fr.md").write_bytes(b"title: x\n\n\xff\n")
    before = contents(campaign)
    answer = invoke("templates", "build", "--json")
    assert answer.code == 1
    assert {code for code, _ in answer.findings} == {"T030"}
    assert ("T030", "templates/roadmap/fr.md line 3") in answer.findings
    assert any(place.startswith("templates/circular/zh.md line") for _, place in answer.findings)
    assert contents(campaign) == before


def test_no_emblem(campaign: Path, invoke: Program) -> None:
    for path in (campaign / "templates").glob("emblem.*"):
        path.unlink()
    answer = invoke("templates", "build", "--json")
    assert answer.code == 1
    assert [code for code, _ in answer.findings] == ["T032"]


def test_no_folder_of_templates(tmp_path: Path, invoke: Program, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    answer = invoke("templates", "build", "--json")
    assert (answer.code, answer.findings) == (1, [("T001", "templates")])
    assert "docgen init DIR" in answer.json["findings"][0]["hint"]


@pytest.mark.parametrize("name", ["write_bytes", "replace"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_all_templates_or_none(
    campaign: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch, name: str, at: int
) -> None:
    """On Windows a template that is open in Word cannot be replaced: the others stay as well."""
    for number, path in enumerate(SHIPPED[:3]):
        if number == 1:
            (campaign / path).unlink()
        else:
            rewrite(campaign / path, TAG, "{{ recipient.name }}")
    before = contents(campaign)
    real, calls = getattr(Path, name), []

    def failing(self: Path, argument: Any) -> Any:
        calls.append(self)
        if len(calls) == at:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, argument)

    with monkeypatch.context() as patched:
        patched.setattr(Path, name, failing)
        answer = invoke("templates", "build", "--json")
    assert (answer.code, answer.findings) == (1, [("C015", SHIPPED[at - 1])])
    assert answer.paths == []
    assert contents(campaign) == before
    assert invoke("templates", "build", "--json").paths == SHIPPED[:3]
