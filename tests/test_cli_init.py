"""``docgen init``: a campaign folder that works at once, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import CAMPAIGN_PARTS, ROOT, Program, contents

from docgen.starter_files import starter_files, starter_folder

TOP = {*CAMPAIGN_PARTS, "out"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder outside the checkout, in which the officer stands."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_a_new_folder(here: Path, invoke: Program) -> None:
    answer = invoke("init", "spring/campaign", "--json")
    assert (answer.code, answer.stderr) == (0, "")
    assert answer.json["command"] == "init"
    assert answer.findings == []
    made = contents(here / "spring" / "campaign")
    files = {name: data for name, data in made.items() if data is not None}
    assert files == {str(path): data for path, data in starter_files()}
    assert {name.split("/")[0] for name in made} == TOP
    assert [(file["path"], file["sha256"]) for file in answer.json["files"]] == [
        (f"spring/campaign/{path}", hashlib.sha256(data).hexdigest())
        for path, data in starter_files()
    ]
    assert set(contents(here / "spring")) == {"campaign", *(f"campaign/{name}" for name in made)}


def test_every_command_works_at_once(
    here: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert invoke("init", "new").code == 0
    monkeypatch.chdir(here / "new")
    assert len(invoke("circular", "--json").paths) == 205
    assert len(invoke("roadmap", "--json").paths) == 6
    assert invoke("templates", "list").code == 0
    assert invoke("templates", "show", "circular/zh").code == 0
    assert invoke("templates", "build", "--check").code == 0


@pytest.mark.parametrize("word", [".", "./", "{here}", "../here"])
def test_the_folder_in_which_she_stands(here: Path, invoke: Program, word: str) -> None:
    """It is filled, not replaced: her shell goes on in the same folder."""
    before = here.stat().st_ino
    answer = invoke("init", word.format(here=here), "--json")
    assert (answer.code, answer.findings) == (0, [])
    assert here.stat().st_ino == before
    assert {path.name for path in here.iterdir()} == TOP
    assert len(invoke("circular", "--lang", "zh", "--json").paths) == 2
    assert all((here / path).is_file() for path in answer.paths)


def test_what_to_do_next(here: Path, invoke: Program) -> None:
    assert "Next:  cd new   then   docgen circular" in invoke("init", "new").stdout
    (here / "other").mkdir()
    quiet = invoke("init", "other", "--quiet")
    assert (quiet.code, quiet.stdout, quiet.stderr) == (0, "", "")


def test_in_the_folder_itself_there_is_nowhere_to_go(here: Path, invoke: Program) -> None:
    said = invoke("init", ".").stdout
    assert "Next:  docgen circular" in said
    assert (here / "campaign.toml").is_file()


@pytest.mark.parametrize("what", ["file", "full", "hidden", "link to nothing"])
def test_a_folder_that_is_not_empty(here: Path, invoke: Program, what: str) -> None:
    target = here / "there"
    match what:
        case "file":
            target.write_bytes(b"a file")
        case "full":
            target.mkdir()
            (target / "thesis.docx").write_bytes(b"hers")
        case "hidden":
            (target / ".git").mkdir(parents=True)
        case _:
            target.symlink_to("nothing")
    before = contents(here) if what != "link to nothing" else {}
    for words in ((), ("--json",)):
        answer = invoke("init", "there", *words)
        assert (answer.code, answer.findings) == (1, [("C016", "there")])
        assert [path.name for path in here.iterdir()] == ["there"]
        if before:
            assert contents(here) == before


def test_twice(here: Path, invoke: Program) -> None:
    assert invoke("init", "new").code == 0
    (here / "new" / "campaign.toml").write_bytes(b"changed")
    assert invoke("init", "new").findings == [("C016", "new")]
    assert (here / "new" / "campaign.toml").read_bytes() == b"changed"


def test_a_file_on_the_way(here: Path, invoke: Program) -> None:
    (here / "file").write_bytes(b"a file")
    answer = invoke("init", "file/new", "--json")
    assert (answer.code, answer.findings) == (1, [("C015", "file/new")])
    assert contents(here) == {"file": b"a file"}


@pytest.mark.parametrize(
    ("exists", "module", "name", "at"),
    [
        (False, Path, "write_bytes", 1),
        (False, Path, "write_bytes", 7),
        (False, os, "rename", 1),
        (True, Path, "write_bytes", 7),
        (True, os, "rename", 1),
        (True, os, "rename", 3),
    ],
)
def test_whole_or_not_at_all(
    here: Path,
    invoke: Program,
    monkeypatch: pytest.MonkeyPatch,
    exists: bool,
    module: Any,
    name: str,
    at: int,
) -> None:
    if exists:
        (here / "new").mkdir()
    real, calls = getattr(module, name), []

    def failing(*args: Any) -> Any:
        calls.append(args)
        if len(calls) == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args)

    before = contents(here)
    monkeypatch.setattr(module, name, failing)
    answer = invoke("init", "new", "--json")
    monkeypatch.setattr(module, name, real)
    assert (answer.code, answer.findings, answer.paths) == (1, [("C015", "new")], [])
    assert contents(here) == before
    assert invoke("init", "new").code == 0


def test_a_stop_leaves_nothing(
    here: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    assert invoke("init", "new").code == 4
    assert contents(here) == {}


def test_rights_are_those_of_any_new_folder(here: Path, invoke: Program) -> None:
    """Not those of a temporary folder, which nobody else may enter."""
    if os.name == "nt":
        pytest.skip("Windows has no such rights")
    (here / "plain").mkdir()
    assert invoke("init", "new").code == 0
    rights = [stat.S_IMODE((here / name).stat().st_mode) for name in ("plain", "new", "new/out")]
    assert len(set(rights)) == 1


def test_the_starter_is_the_shipped_campaign() -> None:
    assert starter_folder() == ROOT
    paths = [path for path, _ in starter_files()]
    assert paths == sorted(paths)
    assert PurePosixPath("campaign.toml") in paths
    for language in ("ar", "en", "es", "fr", "ru", "zh"):
        for document in ("circular", "roadmap"):
            for suffix in (".docx", ".md"):
                assert PurePosixPath("templates", document, language + suffix) in paths
    assert {path.parts[0] for path in paths} == set(CAMPAIGN_PARTS)
    assert not [path for path in paths if path.name.startswith((".", "~"))]


def test_a_copy_of_another_campaign(here: Path, invoke: Program) -> None:
    assert invoke("init", "first").code == 0
    facts = here / "first" / "campaign.toml"
    text = facts.read_text(encoding="utf-8").replace("women_target = 35", "women_target = 40")
    facts.write_text(text, encoding="utf-8")
    (here / "first" / "out" / "letter.docx").write_bytes(b"x")
    assert invoke("init", "second", "--out", "deeper", "--campaign", str(facts)).code == 0
    second = here / "deeper" / "second"
    assert (second / "campaign.toml").read_text(encoding="utf-8") == text
    assert list((second / "out").iterdir()) == []
    assert (second / "templates" / "circular" / "zh.docx").is_file()


def test_a_campaign_to_copy_that_is_not_there(here: Path, invoke: Program) -> None:
    answer = invoke("init", "new", "--campaign", "no.toml", "--json")
    assert answer.code == 1
    assert [(f["code"], f["place"]) for f in answer.json["findings"]] == [("C001", "no.toml")]
    assert list(here.iterdir()) == []
