"""``docgen circular`` and ``docgen roadmap``: what they write, where, and what they answer."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Program, contents, visible

LETTERS = {"ar": "A", "en": "E", "es": "S", "fr": "F", "ru": "R", "zh": "C"}
MASTERS = {
    language: f"out/circular/{language}/T22-TSB-CIR-0182!!MSW-{mark}.docx"
    for language, mark in LETTERS.items()
}


def by_recipient(files: list[dict[str, Any]]) -> Counter[str]:
    """Masters, copies for the organizations and copies for the Member States."""
    organizations = {"ATU", "CITEL", "LAS", "APT", "RCC", "CEPT"}
    return Counter(
        "master"
        if file["recipient"] is None
        else ("RTO" if file["recipient"] in organizations else "state")
        for file in files
    )


def test_all_languages(campaign: Path, invoke: Program) -> None:
    """6 masters, 6 organizations, 193 Member States, each in the language of its row."""
    answer = invoke("circular", "--all", "--json")
    assert (answer.code, answer.stderr) == (0, "")
    found = answer.json
    assert found["command"] == "circular"
    assert found["findings"] == []
    assert by_recipient(found["files"]) == {"master": 6, "RTO": 6, "state": 193}
    assert {f["language"]: f["path"] for f in found["files"] if not f["recipient"]} == MASTERS
    copies = {f["recipient"]: f for f in found["files"] if f["recipient"]}
    assert len(copies) == 199
    written_to = {"CHN": "zh", "CIV": "fr", "LAS": "ar", "CITEL": "es", "RCC": "ru", "ATU": "en"}
    for key, language in written_to.items():
        mark = LETTERS[language]
        assert copies[key]["language"] == language
        assert copies[key]["path"] == (
            f"out/circular/{language}/T22-TSB-CIR-0182!!MSW-{mark}-{key}.docx"
        )
    written = {name: data for name, data in visible(campaign / "out").items() if data is not None}
    assert {file["path"] for file in found["files"]} == {f"out/{name}" for name in written}
    for file in found["files"]:
        assert file["kind"] == "circular"
        data = written[file["path"].removeprefix("out/")]
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
        assert data.startswith(b"PK\x03\x04")


@pytest.mark.parametrize(
    ("on", "states"), [("2024-03-06", 193), ("2024-09-18", 193), ("2024-09-19", 194)]
)
@pytest.mark.usefixtures("campaign")
def test_members_on_the_date_of_the_letter(invoke: Program, on: str, states: int) -> None:
    files = invoke("circular", "--json", "--dry-run", "--date", on).json["files"]
    assert by_recipient(files) == {"master": 6, "RTO": 6, "state": states}


@pytest.mark.usefixtures("campaign")
def test_the_default_date_is_the_circular_s(invoke: Program) -> None:
    given = invoke("roadmap", "--json", "--dry-run", "--date", "2024-03-06").json
    assert invoke("roadmap", "--json", "--dry-run").json == given


@pytest.mark.usefixtures("campaign")
def test_all_is_the_default(invoke: Program) -> None:
    assert invoke("roadmap", "--json").json == invoke("roadmap", "--all", "--json").json


@pytest.mark.usefixtures("campaign")
def test_the_order_of_languages_and_their_number_do_not_matter(invoke: Program) -> None:
    one = invoke("circular", "--json", "--lang", "zh", "--lang", "ru").json
    other = invoke("circular", "--json", *("--lang=ru", "--lang=ZH", "--lang", " ru ")).json
    assert one == other
    assert list(dict.fromkeys(file["language"] for file in one["files"])) == ["ru", "zh"]


def test_masters_only(campaign: Path, invoke: Program) -> None:
    found = invoke("circular", "--master-only", "--json").json
    assert {file["language"]: file["path"] for file in found["files"]} == MASTERS
    (campaign / "mailing_lists" / "rtos.csv").unlink()
    assert invoke("circular", "--master-only", "--json").json == found


def test_the_roadmap(campaign: Path, invoke: Program) -> None:
    found = invoke("roadmap", "--json").json
    assert found["command"] == "roadmap"
    assert {file["language"]: file["path"] for file in found["files"]} == {
        language: f"out/roadmap/{language}/T22-TSB-CIR-0182!A1!MSW-{mark}.docx"
        for language, mark in LETTERS.items()
    }
    assert {file["recipient"] for file in found["files"]} == {None}
    assert len([name for name in visible(campaign / "out") if name.endswith(".docx")]) == 6


# --------------------------------------------------------------------------------------- dry runs


@pytest.mark.parametrize("command", ["circular", "roadmap"])
def test_a_dry_run_writes_nothing(campaign: Path, invoke: Program, command: str) -> None:
    (campaign / "out").rmdir()
    before = contents(campaign)
    foretold = invoke(command, "--dry-run", "--json", "--lang", "zh").json
    assert contents(campaign) == before
    assert invoke(command, "--json", "--lang", "zh").json == foretold
    assert foretold["ok"] is True


@pytest.mark.usefixtures("campaign")
def test_a_dry_run_says_so(invoke: Program) -> None:
    assert "2 files would be written" in invoke("circular", "--dry-run", "--lang", "zh").stdout
    assert "2 files written" in invoke("circular", "--lang", "zh").stdout


# ------------------------------------------------------------------------------------------ places


def test_a_campaign_elsewhere(
    campaign: Path, invoke: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters go to the campaign's own out/, and paths are relative to the campaign's folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    expected = [MASTERS["zh"], MASTERS["zh"].replace(".docx", "-CHN.docx")]
    for file in ("../campaign/campaign.toml", str(campaign / "campaign.toml")):
        answer = invoke("circular", "--lang", "zh", "--json", "--campaign", file)
        assert answer.paths == expected
        assert all((campaign / path).is_file() for path in answer.paths)
    assert contents(here) == {}


@pytest.mark.parametrize("absolute_campaign", [False, True])
def test_where_out_is(
    campaign: Path,
    invoke: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    absolute_campaign: bool,
) -> None:
    """``--out`` counts from where the officer stands; an absolute one gives absolute paths."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    file = campaign / "campaign.toml" if absolute_campaign else Path("../campaign/campaign.toml")
    common = ("roadmap", "--lang", "zh", "--json", "--campaign", str(file))
    inside = "roadmap/zh/T22-TSB-CIR-0182!A1!MSW-C.docx"
    assert invoke(*common, "--out", "mine").paths == [f"../here/mine/{inside}"]
    assert (here / "mine" / inside).is_file()
    absolute = (tmp_path / "far" / "out").as_posix()
    assert invoke(*common, "--out", absolute).paths == [f"{absolute}/{inside}"]
    assert Path(absolute, inside).is_file()
    within = (campaign / "letters").as_posix()
    assert invoke(*common, "--out", within).paths == [f"{within}/{inside}"]
    assert visible(campaign / "out") == {}


def test_a_relative_out_in_the_campaign_folder(campaign: Path, invoke: Program) -> None:
    paths = invoke("roadmap", "--lang", "zh", "--json", "--out", "./drafts/").paths
    assert paths == ["drafts/roadmap/zh/T22-TSB-CIR-0182!A1!MSW-C.docx"]
    assert (campaign / paths[0]).is_file()


@pytest.mark.usefixtures("campaign")
def test_a_folder_s_name_is_no_markup(invoke: Program) -> None:
    """Tables are printed as they are: [/] and :zh: in a path are neither style nor emoji."""
    answer = invoke("roadmap", "--lang", "zh", "--out", "[b]x[/b] :smile:")
    assert answer.code == 0
    assert " [b]x[/b] :smile:/roadmap/zh/T22-TSB-CIR-0182!A1!MSW-C.docx " in answer.stdout
    assert invoke("roadmap", "--lang", "zh", "--out", "x[/").code == 0


# ------------------------------------------------------------------------------ what stays in out/


def test_other_files_of_out_stay(campaign: Path, invoke: Program) -> None:
    out = campaign / "out"
    assert invoke("roadmap", "--lang", "fr").code == 0
    assert invoke("circular", "--lang", "fr").code == 0
    assert invoke("circular", "--lang", "zh").code == 0
    hers = {
        "note.txt": b"hers",
        "circular/zh/scan.pdf": b"hers",
        "circular/notes/a.txt": b"hers",
        "invitations/zh/letter.docx": b"hers",
    }
    for name, data in hers.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    before = visible(out)
    assert invoke("circular", "--lang", "zh", "--json").json["findings"] == []
    assert visible(out) == before


def test_stale_letters_vanish_and_changed_ones_are_kept(campaign: Path, invoke: Program) -> None:
    out = campaign / "out" / "circular" / "zh"
    assert invoke("circular", "--lang", "zh").code == 0
    master, copy = "T22-TSB-CIR-0182!!MSW-C.docx", "T22-TSB-CIR-0182!!MSW-C-CHN.docx"
    (out / master).write_bytes(b"changed in Word")
    answer = invoke("circular", "--lang", "zh", "--master-only", "--json")
    assert answer.code == 0
    assert answer.findings == [("C021", f"out/circular/zh/{master}")]
    (finding,) = answer.json["findings"]
    assert finding["severity"] == "warning"
    assert "changed by hand" in finding["message"]
    kept = out / "changed by hand" / master
    assert kept.read_bytes() == b"changed in Word"
    assert not (out / copy).exists()
    assert (
        hashlib.sha256((out / master).read_bytes()).hexdigest()
        == (answer.json["files"][0]["sha256"])
    )


def test_a_new_date_takes_the_place_of_the_old(campaign: Path, invoke: Program) -> None:
    assert invoke("roadmap", "--lang", "zh").code == 0
    before = visible(campaign / "out")
    assert invoke("circular", "--lang", "en", "--date", "2024-09-19").code == 0
    assert any(name.endswith("-PLW.docx") for name in visible(campaign / "out"))
    assert invoke("circular", "--lang", "en", "--date", "2024-09-18", "--json").findings == []
    now = visible(campaign / "out")
    assert not any(name.endswith("-PLW.docx") for name in now)
    assert before.items() <= now.items()


# ----------------------------------------------------------------------------------- what is said


@pytest.mark.usefixtures("campaign")
def test_results_on_stdout_and_messages_on_stderr(invoke: Program) -> None:
    answer = invoke("circular", "--lang", "zh")
    assert (answer.code, answer.stderr) == (0, "")
    assert MASTERS["zh"] in answer.stdout
    assert "CHN" in answer.stdout
    quiet = invoke("circular", "--lang", "zh", "--quiet")
    assert (quiet.code, quiet.stdout, quiet.stderr) == (0, "", "")


@pytest.mark.usefixtures("campaign")
def test_many_files_are_counted_by_folder(invoke: Program) -> None:
    lines = invoke("circular", "--dry-run").stdout.splitlines()
    table = [line.split() for line in lines if "out/circular/" in line]
    assert table == [
        ["ar", "17", "16", "out/circular/ar"],
        ["en", "115", "114", "out/circular/en"],
        ["es", "23", "22", "out/circular/es"],
        ["fr", "37", "36", "out/circular/fr"],
        ["ru", "11", "10", "out/circular/ru"],
        ["zh", "2", "1", "out/circular/zh"],
    ]
    assert lines[-1] == "205 files would be written"


def test_quiet_leaves_notes_out_and_keeps_warnings(campaign: Path, invoke: Program) -> None:
    """A list separated by semicolons is a note, a column that no letter shows is a warning."""
    path = campaign / "mailing_lists" / "rtos.csv"
    text = path.read_text(encoding="utf-8-sig")
    header, rest = text.split("\n", 1)
    path.write_text(f"{header.rstrip()},remarks\n{rest}", encoding="utf-8")
    answer = invoke("circular", "--lang", "zh", "--dry-run", "--quiet")
    assert (answer.code, answer.stdout) == (0, "")
    assert answer.findings == [("L005", "mailing_lists/rtos.csv W1")]
    path.write_text(text.replace(",", ";").replace("\t", " "), encoding="utf-8")
    noted = invoke("circular", "--lang", "zh", "--dry-run")
    assert ("L016", "mailing_lists/rtos.csv row 1") in noted.findings
    quiet = invoke("circular", "--lang", "zh", "--dry-run", "--quiet")
    assert quiet.findings == [f for f in noted.findings if f[0] != "L016"]
