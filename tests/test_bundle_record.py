"""What a publication records of its letters: enough for a bundle, a register and the mail."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from bundles import campaign_folder, campaign_of, published_once
from conftest import Program

from docgen.campaign import load
from docgen.proof import read_letter
from docgen.publish import Published, published
from docgen.recipients import read_list

__all__ = ["campaign_folder", "published_once"]

ABOUT = {
    *("kind", "language", "key", "audience", "source", "list_file", "sheet", "row_hash"),
    *("template_hash", "campaign_hash", "reference", "subject", "date", "to", "cc", "name", "who"),
    *("courtesy", "docgen"),
}


def about(folder: Path, path: str) -> dict[str, Any]:
    one = published(folder / "out")[path]
    assert one.about is not None
    assert one.sha256 == hashlib.sha256((folder / "out" / path).read_bytes()).hexdigest()
    return dict(one.about)


def test_all_letters_are_recorded_whole(published_once: Path) -> None:
    record = published(published_once / "out")
    assert {path.split("/")[0] for path in record} == {
        "circular", "roadmap", "confirmation", "note"
    }  # fmt: skip
    for path, one in record.items():
        assert one.about is not None
        assert set(one.about) == ABOUT
        stamp = dict(read_letter((published_once / "out" / path).read_bytes()).properties)
        for name in ("kind", "language", "key", "source"):
            assert stamp[f"docgen.{name}"] == (one.about[name] or "")
        for name in ("row", "template", "campaign"):
            assert stamp[f"docgen.{name}"] == (one.about[f"{name}_hash"] or "")


def test_a_master_document(published_once: Path) -> None:
    found = about(published_once, "circular/zh/T22-TSB-CIR-0182!!MSW-C.docx")
    assert found["subject"] == "WTSA-24标准领域妇女联谊会（NoW in ITU-T）"
    assert found["reference"] == "电信标准化局第182号通函"
    assert (found["audience"], found["key"], found["to"], found["cc"]) == ("public", None, [], [])
    assert (found["date"], found["name"], found["who"]) == ("2024-03-06", "", None)
    assert (found["source"], found["list_file"], found["row_hash"]) == (None, None, None)


def test_an_addressed_copy(published_once: Path) -> None:
    found = about(published_once, "circular/zh/T22-TSB-CIR-0182!!MSW-C-CHN.docx")
    states = read_list(published_once / "mailing_lists/member_states.csv", "states").value
    china = next(row for row in states or () if row.key == "CHN")
    assert (found["key"], found["name"]) == ("CHN", china.name_in("zh"))
    assert (found["to"], found["cc"], found["who"]) == (list(china.emails), [], None)
    assert found["list_file"] == "mailing_lists/member_states.csv"
    assert found["row_hash"] == china.row_hash


def test_a_confirmation_with_a_copy_to_her_organization(published_once: Path) -> None:
    found = about(published_once, "confirmation/en/confirmation-EUR-en.docx")
    assert found["to"] == ["ingrid.halvorsen@example.com"]
    assert found["cc"] == ["secretariat.cept@example.org"]
    assert found["reference"] == "TSB/confirmation/EUR"
    assert (found["date"], found["courtesy"]) == ("2024-04-08", False)
    assert (found["list_file"], found["sheet"]) == ("mailing_lists/reps.xlsx", "Reps")
    assert found["who"]["family_name"] == "Halvorsen"
    assert set(found["who"]) == {"honorific", "given_name", "family_name", "name", "gender"}


def test_a_courtesy_copy(published_once: Path) -> None:
    found = about(published_once, "confirmation/fr/confirmation-EUR-fr.docx")
    assert (found["courtesy"], found["to"]) == (True, ["ingrid.halvorsen@example.com"])
    assert about(published_once, "confirmation/fr/confirmation-AFR-fr.docx")["courtesy"] is False


def test_a_note_goes_to_the_organization(published_once: Path) -> None:
    found = about(published_once, "note/en/note-EUR-en.docx")
    assert found["to"] == ["secretariat.cept@example.org"]
    assert (found["cc"], found["who"]) == ([], None)
    assert found["name"].startswith("European Conference of Postal")


# -------------------------------------------------------------------------- who gets a copy


def with_copies(folder: Path, value: str) -> None:
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("[kinds.confirmation]\n", f"[kinds.confirmation]\ncopy_to = {value}\n"),
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("value", "copies"),
    [
        ("[]", []),
        ('["rto"]', ["secretariat.cept@example.org"]),
        ('["regional_office"]', ["regional-office.eur@example.org"]),
        ('["regional_office", "rto"]',
         ["regional-office.eur@example.org", "secretariat.cept@example.org"]),
    ],
)  # fmt: skip
def test_who_gets_a_copy(
    campaign_folder: Path, invoke: Program, value: str, copies: list[str]
) -> None:
    with_copies(campaign_folder, value)
    answer = invoke("confirmations", "mailing_lists/reps.xlsx", "--quiet")
    assert (answer.code, answer.findings) == (0, [])
    found = about(campaign_folder, "confirmation/en/confirmation-EUR-en.docx")
    assert found["cc"] == copies


def test_an_organization_gets_no_copy_of_its_own_letter(
    campaign_folder: Path, invoke: Program
) -> None:
    path = campaign_folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("[kinds.note]\n", '[kinds.note]\ncopy_to = ["rto"]\n')
    path.write_text(text, encoding="utf-8")
    assert invoke("confirmations", "mailing_lists/reps.xlsx", "--quiet").code == 0
    assert about(campaign_folder, "note/en/note-EUR-en.docx")["cc"] == []


def test_a_region_without_its_office(campaign_folder: Path, invoke: Program) -> None:
    with_copies(campaign_folder, '["regional_office"]')
    path = campaign_folder / "mailing_lists/regional_offices.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("RO-EUR,EUR", "RO-EUR,AFR"), encoding="utf-8")
    answer = invoke("confirmations", "mailing_lists/reps.xlsx", "--json")
    lines = re.split(r"(?m)^(?=RO-)", text)
    assert len(lines) == 7
    assert answer.code == 1
    assert answer.findings == [
        ("L009", "mailing_lists/regional_offices.csv EUR"),
        ("L009", "mailing_lists/regional_offices.csv row 7"),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"rto"', [("C006", "[kinds.confirmation] copy_to")]),
        ('["ministry"]', [("C006", "[kinds.confirmation] copy_to, item 1")]),
        ('["rto", "rto"]', [("C006", "[kinds.confirmation] copy_to, item 2")]),
    ],
)
def test_copies_that_cannot_be_read(
    campaign_folder: Path, value: str, expected: list[tuple[str, str]]
) -> None:
    with_copies(campaign_folder, value)
    findings = load(campaign_folder / "campaign.toml").findings
    found = [(one.code, str(one.place).split(", ", 1)[1]) for one in findings]
    assert found == expected


def test_copies_of_letters_to_no_person(campaign_folder: Path) -> None:
    path = campaign_folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("[kinds.roadmap]\n", '[kinds.roadmap]\ncopy_to = ["rto"]\n'), encoding="utf-8"
    )
    findings = load(path).findings
    assert [finding.code for finding in findings] == ["C019"]


def test_who_gets_a_copy_where_nothing_is_said(published_once: Path) -> None:
    kinds = campaign_of(published_once).kinds
    copies = {name: kinds[name].copies for name in ("circular", "confirmation", "note")}
    assert copies == {"circular": (), "confirmation": ("rto",), "note": ()}


# ------------------------------------------------------------------------------- the file


def test_letters_of_a_merge_are_recorded_by_their_hash(
    campaign_folder: Path, invoke: Program
) -> None:
    from word import docx, p

    (campaign_folder / "letter.docx").write_bytes(docx(p("Dear {{ name }}")))
    (campaign_folder / "people.csv").write_text("name\nAda\nZoé\n", encoding="utf-8")
    assert invoke("merge", "letter.docx", "people.csv", "--quiet").code == 0
    record = published(campaign_folder / "out")
    merged = {path: one for path, one in record.items() if path.startswith("merge/")}
    assert len(merged) == 2
    assert all(one.about is None for one in merged.values())
    text = (campaign_folder / "out/.docgen/published.json").read_text(encoding="utf-8")
    stored = json.loads(text)
    assert all(isinstance(stored[path], str) for path in merged)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ({"a": "0" * 64}, {"a": Published("0" * 64)}),
        ({"a": {"sha256": "0" * 64}}, {"a": Published("0" * 64)}),
        ({"a": {"sha256": "0" * 64, "about": {"kind": "x"}}},
         {"a": Published("0" * 64, {"kind": "x"})}),
        ({"a": {"sha256": "0" * 64, "about": []}}, {"a": Published("0" * 64)}),
        ({"a": {"sha256": 1}, "b": None, "c": [], "d": "x"}, {"d": Published("x")}),
        ([], {}), (None, {}), ("x", {}),
    ],
)  # fmt: skip
def test_records_of_all_forms(tmp_path: Path, stored: object, read: object) -> None:
    (tmp_path / ".docgen").mkdir()
    (tmp_path / ".docgen/published.json").write_text(json.dumps(stored), encoding="utf-8")
    assert published(tmp_path) == read


def test_nothing_published(tmp_path: Path) -> None:
    assert published(tmp_path) == {}
    assert published(tmp_path / "not there") == {}


def test_the_record_is_the_same_for_the_same_run(campaign_folder: Path, invoke: Program) -> None:
    path = campaign_folder / "out/.docgen/published.json"
    before = path.read_bytes()
    for jobs in ("1", "2"):
        words = ("confirmations", "mailing_lists/reps.xlsx", "--lang", "fr", "--jobs", jobs)
        assert invoke(*words, "--quiet").code == 0
        assert path.read_bytes() == before
