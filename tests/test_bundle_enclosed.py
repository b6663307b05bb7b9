"""What a letter says is enclosed goes with it: the note has the letter to the representative."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import Program
from test_bundle_verify import edited

WORDS = ("--accept", "N010", "--accept", "N012")


@pytest.fixture
def written(campaign: Path, invoke: Program) -> Path:
    assert invoke("confirmations", "mailing_lists/reps.xlsx", *WORDS).code == 0
    return campaign


def messages(folder: Path) -> list[dict[str, Any]]:
    (manifest,) = folder.glob("out/bundles/*/data/manifest.json")
    found: list[dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))["messages"]
    return found


def test_a_note_has_the_letter_that_it_encloses(written: Path, invoke: Program) -> None:
    assert invoke("bundle", "--quiet").code == 0
    said = messages(written)
    by_kind = {
        (each["kind"], each["key"]): [PurePosixPath(path).name for path in each["attachments"]]
        for each in said
    }
    assert len(by_kind) == 12
    for region in ("AFR", "AMS", "ARB", "ASP", "CIS", "EUR"):
        (letter,) = by_kind["confirmation", region]
        assert f"-REP-{region}!!" in letter
        note, enclosed = by_kind["note", region]
        assert f"-RTO-{region}!!" in note
        assert enclosed == letter
    (bag,) = written.glob("out/bundles/*/")
    africa = next(each for each in said if (each["kind"], each["key"]) == ("note", "AFR"))
    draft = message_from_bytes((bag / africa["draft"]).read_bytes(), policy=policy.default)
    names = [part.get_filename() for part in draft.iter_attachments()]
    assert names == by_kind["note", "AFR"]
    assert invoke("verify", str(bag)).code == 0


def test_an_enclosure_that_is_not_packed(written: Path, invoke: Program) -> None:
    answer = invoke("bundle", "--kind", "note", "--lang", "en", "--json")
    assert answer.code == 0
    notes = sorted(path.name for path in (written / "out" / "note" / "en").glob("*.docx"))
    assert answer.findings == [("B072", f"out note/en/{name}") for name in notes]
    assert [len(each["attachments"]) for each in messages(written)] == [1] * len(notes)


def test_a_letter_of_somebody_else_is_no_enclosure(written: Path, invoke: Program) -> None:
    assert invoke("bundle", "--quiet").code == 0
    (bag,) = written.glob("out/bundles/*/")
    confirmation, note = "data/letters/EUR", "data/letters/AFR"

    def exchanged(manifest: dict[str, Any]) -> None:
        of = {(m["kind"], m["key"]): m["attachments"] for m in manifest["messages"]}
        of["note", "AFR"][1] = of["confirmation", "EUR"][0]
        of["note", "EUR"].reverse()

    edited(bag, exchanged)
    answer = invoke("verify", str(bag), "--json")
    assert answer.code == 1
    told = [f["message"] for f in answer.json["findings"] if f["code"] == "B030"]
    letter = "T22-TSB-CIR-0182-REP-EUR!!MSW-E.docx"
    assert [each for each in told if letter in each] == [
        f"{confirmation}/{letter} is attached, which is confirmation of EUR",
        f"{confirmation}/{letter} comes first, which is confirmation, not note",
    ]
    assert not any(note in each for each in told)
