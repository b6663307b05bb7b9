"""A bundle as it is packed: a bag that others accept, the same bytes for the same letters."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import bagit
import jsonschema
import openpyxl
import pytest
from bundles import (
    NAME,
    PERSONAL,
    PUBLIC,
    bag,
    campaign_folder,
    chosen,
    files,
    make_campaign,
    manifest_of,
    order_of,
    packed_once,
    plan_of,
    published_once,
    put,
    run,
    told,
    zipped,
)
from conftest import ROOT, Program, clean_environment
from hypothesis import given
from hypothesis import strategies as st

from docgen import bundle
from docgen.bundle import read_bundle, verify
from docgen.bundle.paths import decoded, encoded, fault_of_path, safe_file, safe_step
from docgen.bundle.tags import Digests, read_manifest_text, tag_files
from docgen.mail import read_draft
from docgen.proof import read_letter

__all__ = ["bag", "campaign_folder", "packed_once", "published_once", "zipped"]

SCHEMA = json.loads((ROOT / "docs" / "manifest.schema.json").read_text(encoding="utf-8"))
KEYS = ("AFR", "AMS", "ARB", "ASP", "CIS", "EUR")
OWN = {"AFR": "fr", "AMS": "es", "ARB": "ar", "ASP": "zh", "CIS": "ru", "EUR": "en"}
OF_ORGANIZATIONS = {**OWN, "AFR": "en", "ASP": "en"}


def is_valid(path: Path) -> bool:
    """What the validator of the Library of Congress says."""
    found = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", str(path)],
        capture_output=True, check=False,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert bagit.Bag(str(path)).is_valid() is (found.returncode == 0)
    return found.returncode == 0


# ------------------------------------------------------------------------------- what is in it


def test_the_files_of_a_bundle(bag: Path) -> None:
    letters = {
        f"data/letters/{key}/{kind}-{key}-{code}.docx"
        for kind, own in (("confirmation", OWN), ("note", OF_ORGANIZATIONS))
        for key in KEYS
        for code in {"fr", own[key]}
    }
    drafts = {
        f"data/drafts/{number:03d}-{key}-{kind}.eml"
        for number, (kind, key) in enumerate(
            ((kind, key) for kind in ("confirmation", "note") for key in KEYS), start=1
        )
    }
    found = set(files(bag))
    assert {name for name in found if name.startswith("data/drafts/")} == drafts
    assert {name for name in found if name.startswith("data/letters/")} == letters
    assert found - letters - drafts == {
        "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt",
        "tagmanifest-sha256.txt", "tagmanifest-sha512.txt",
        "data/manifest.json", "data/register.xlsx", "data/cover.docx",
    }  # fmt: skip


def test_the_library_of_congress_accepts_it(bag: Path, zipped: Path, tmp_path: Path) -> None:
    assert is_valid(bag)
    with zipfile.ZipFile(zipped) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    assert is_valid(tmp_path / "unpacked" / NAME)
    assert files(tmp_path / "unpacked" / NAME) == files(bag)
    (bag / "data/cover.docx").write_bytes(b"x")
    assert not is_valid(bag)


def test_what_the_bag_says_of_itself(bag: Path) -> None:
    payload = [data for name, data in files(bag).items() if name.startswith("data/")]
    assert (bag / "bagit.txt").read_bytes() == (
        b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    )
    assert (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines() == [
        "Source-Organization: International Telecommunication Union, "
        "Telecommunication Standardization Bureau",
        "Contact-Name: Charlyne Restivo",
        "Contact-Phone: +41 22 730 5861",
        "Contact-Email: charlyne.restivo@itu.int",
        "External-Description: TSB Circular 182: Network of Women for WTSA-24",
        f"External-Identifier: {NAME}",
        "Bag-Group-Identifier: T22-TSB-CIR-0182",
        "Bagging-Date: 2024-04-08",
        f"Bag-Software-Agent: docgen {manifest_of(bag)['docgen']}",
        f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}",
    ]


def test_the_manifest(bag: Path, published_once: Path) -> None:
    manifest = manifest_of(bag)
    jsonschema.validate(manifest, SCHEMA)
    assert list(manifest) == [
        "schema", "docgen", "campaign", "created", "audience", "languages", "missing", "letters",
        "messages", "corrects",
    ]  # fmt: skip
    assert manifest["campaign"]["reference"] == "T22-TSB-CIR-0182"
    assert (manifest["created"], manifest["audience"]) == ("2024-04-08", "personal")
    assert manifest["languages"] == ["ar", "en", "es", "fr", "ru", "zh"]
    for letter in manifest["letters"]:
        stamp = dict(read_letter((bag / letter["path"]).read_bytes()).properties)
        assert stamp["docgen.key"] == letter["key"]
        assert stamp["docgen.row"] == letter["row_hash"]
        assert stamp["docgen.template"] == letter["template_hash"]
        assert stamp["docgen.campaign"] == manifest["campaign"]["hash"]


def test_one_message_for_each_recipient(bag: Path) -> None:
    messages = manifest_of(bag)["messages"]
    assert [(one["kind"], one["key"]) for one in messages] == [
        (kind, key) for kind in ("confirmation", "note") for key in KEYS
    ]
    assert [one["language"] for one in messages[:6]] == [OWN[key] for key in KEYS]
    europe = messages[5]
    assert europe["attachments"] == [
        "data/letters/EUR/confirmation-EUR-en.docx", "data/letters/EUR/confirmation-EUR-fr.docx"
    ]  # fmt: skip
    assert (europe["to"], europe["cc"]) == (
        ["ingrid.halvorsen@example.com"], ["secretariat.cept@example.org"]
    )  # fmt: skip
    assert len({one["id"] for one in messages}) == len(messages)


def test_drafts_are_their_messages(bag: Path) -> None:
    for message in manifest_of(bag)["messages"]:
        data = (bag / message["draft"]).read_bytes()
        assert data.startswith(b"X-Unsent: 1\r\n")
        draft = read_draft(data)
        assert (draft.id, list(draft.to), list(draft.cc), draft.subject) == (
            message["id"], message["to"], message["cc"], message["subject"]
        )  # fmt: skip
        assert [name for name, _ in draft.attachments] == [
            Path(path).name for path in message["attachments"]
        ]


def test_the_register(bag: Path) -> None:
    manifest = manifest_of(bag)
    book = openpyxl.load_workbook(bag / "data/register.xlsx")
    sheet = book.active
    header, *rows = sheet.iter_rows()
    assert [cell.value for cell in header] == [
        "No.", "Date", "Reference", "Recipient", "Subject", "Language", "Channel", "File",
        "SHA-256", "Status",
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:J{len(rows) + 1}")
    assert len(rows) == len(manifest["letters"])
    for number, (row, letter) in enumerate(zip(rows, manifest["letters"], strict=True), start=1):
        assert [cell.data_type for cell in row] == ["n", "d", *("s" * 8)]
        assert row[0].value == number
        assert row[1].value == datetime(2024, 4, 8)
        assert row[3].value == f"{letter['key']} – {letter['name']}"
        assert [row[i].value for i in (2, 4, 5, 6, 8, 9)] == [
            letter["reference"], letter["subject"], letter["language"], "e-mail",
            letter["sha256"], "prepared",
        ]  # fmt: skip
        assert (bag / "data" / row[7].value).is_file()
        assert (bag / "data" / row[7].hyperlink.target).is_file()
    # Where a font has no name, Excel and LibreOffice take one that the other cells have not.
    assert {cell.font.name for row in (header, *rows) for cell in row} == {"Calibri", "Courier New"}


def test_the_register_with_what_became_of_the_messages(bag: Path) -> None:
    """A copy beside the bag, with links into it; the one in the bag stays as it is."""
    from docgen.workbooks.register import register

    opened = read_bundle(bag).value
    assert opened is not None
    entries = bundle.register_entries(opened.manifest)
    assert register(entries) == (bag / "data/register.xlsx").read_bytes()
    states = {opened.messages[5].id: "accepted", opened.messages[6].id: "=1+1"}
    made = bundle.register_beside(opened, states, "fr")
    (bag.parent / "register.xlsx").write_bytes(made)
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    by_file = {row[7].value: row for row in sheet.iter_rows(min_row=2)}
    row = by_file["letters/EUR/confirmation-EUR-en.docx"]
    assert row[9].value == "accepté"
    assert (bag.parent / row[7].hyperlink.target).is_file()
    row = by_file["letters/AFR/note-AFR-en.docx"]
    assert (row[9].value, row[9].data_type, row[9].quotePrefix) == ("=1+1", "s", True)
    assert by_file["letters/AMS/note-AMS-es.docx"][9].value == "préparé"


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_the_cover_sheet_in_each_language(campaign_folder: Path, language: str) -> None:
    plan = plan_of(campaign_folder, "confirmation", "note", sheet_language=language)
    with bundle.Shelf(campaign_folder / "b", "b") as shelf:
        made = shelf.bag(PERSONAL)
        manifest = bundle.write_bundle(plan, made)
        shelf.add(made, zipped=False, replace=False)
        shelf.place()
    assert verify(campaign_folder / "b" / PERSONAL) == []
    cover = (campaign_folder / "b" / PERSONAL / "data/cover.docx").read_bytes()
    texts = [passage.text for passage in read_letter(cover).passages]
    digest = Digests.of(manifest.as_bytes()).sha256
    assert digest in {text.replace(" ", "") for text in texts}
    for letter in manifest.letters:
        assert f"{letter.key} – {letter.name}" in texts
        assert letter.reference in texts
    assert PERSONAL in texts
    assert "{" not in "".join(texts)


def test_the_cover_sheet_of_a_public_bundle_with_data_that_looks_like_tags(
    campaign_folder: Path,
) -> None:
    path = campaign_folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    name = 'name = "TSB Circular 182: Network of Women for WTSA-24"'
    assert name in text
    path.write_text(text.replace(name, 'name = "{{ 7 * 7 }} & <b>"'), encoding="utf-8")
    assert run(campaign_folder, "roadmap") == 0
    assert run(campaign_folder, "bundle", "--kind", "roadmap") == 0
    cover = campaign_folder / "out/bundles/T22-TSB-CIR-0182-roadmap/data/cover.docx"
    texts = [passage.text for passage in read_letter(cover.read_bytes()).passages]
    assert "{{ 7 * 7 }} & <b> (T22-TSB-CIR-0182)" in texts


# ------------------------------------------------------------------------------- same bytes


def test_equal_letters_give_an_equal_bag(
    published_once: Path, packed_once: Path, tmp_path: Path
) -> None:
    """In another place, at another time, in another time zone, with another hash seed."""
    other = make_campaign(tmp_path / "another place" / "c")
    shutil.rmtree(other)
    shutil.copytree(published_once, other)
    for index, environment in enumerate(
        ({"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8"},
         {"TZ": "America/Adak", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"})
    ):  # fmt: skip
        target = tmp_path / f"b{index}"
        for more in ((), ("--zip",)):
            words = ("bundle", "--kind", "confirmation", "--kind", "note", "--to", str(target))
            done = subprocess.run(
                [sys.executable, "-m", "docgen", *words, *more],
                cwd=other, env=clean_environment() | environment, capture_output=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        assert files(target / NAME) == files(packed_once / NAME)
        assert (target / f"{NAME}.zip").read_bytes() == (packed_once / f"{NAME}.zip").read_bytes()


def test_files_can_be_read_by_those_who_may(bag: Path) -> None:
    """No file has the rights of a temporary one."""
    if os.name != "nt":
        assert {path.stat().st_mode & 0o444 for path in bag.rglob("*")} == {0o444}


# ----------------------------------------------------------------------------- what is packed


def test_what_is_missing_says_how_it_is_written(campaign_folder: Path, invoke: Program) -> None:
    answer = invoke("bundle", "--kind", "circular")
    assert answer.code == 1
    assert answer.findings == [("B006", "campaign.toml [kinds.circular]")]
    assert "→ docgen circular --all writes them, or go on with --allow-missing" in answer.stderr


def test_one_bundle_for_each_audience(campaign_folder: Path, invoke: Program) -> None:
    answer = invoke("bundle", "--allow-missing", "--json")
    assert answer.code == 0
    assert answer.findings == [("B006", "campaign.toml [kinds.circular]")]
    target = campaign_folder / "out/bundles"
    assert sorted(path.name for path in target.iterdir()) == [".docgen.lock", PERSONAL, PUBLIC]
    assert verify(target / PUBLIC) == []
    assert verify(target / PERSONAL) == []
    public = manifest_of(target / PUBLIC)
    jsonschema.validate(public, SCHEMA)
    assert {letter["kind"] for letter in public["letters"]} == {"circular", "roadmap"}
    assert public["missing"] == [
        {"kind": "circular", "language": code} for code in ("ar", "en", "es", "fr", "ru")
    ]
    assert [one["key"] for one in public["messages"]] == ["CHN"]
    paths = [path for path in answer.paths if path.startswith(f"out/bundles/{PUBLIC}/")]
    assert sorted(paths) == sorted(
        f"out/bundles/{PUBLIC}/{name}" for name in files(target / PUBLIC)
    )


def test_masters_are_published_and_not_sent(campaign_folder: Path, invoke: Program) -> None:
    assert invoke("bundle", "--kind", "roadmap", "--quiet").code == 0
    target = campaign_folder / "out/bundles/T22-TSB-CIR-0182-roadmap"
    manifest = manifest_of(target)
    assert manifest["messages"] == []
    assert {letter["key"] for letter in manifest["letters"]} == {None}
    assert all(one["path"].startswith("data/letters/master/") for one in manifest["letters"])
    sheet = openpyxl.load_workbook(target / "data/register.xlsx").active
    assert {row[6].value for row in sheet.iter_rows(min_row=2)} == {"publication"}
    assert is_valid(target)


def test_the_line_for_the_officer(campaign_folder: Path, invoke: Program) -> None:
    answer = invoke("bundle", "--kind", "note", "--lang", "en")
    assert answer.stderr == ""
    assert answer.stdout == (
        "out/bundles/T22-TSB-CIR-0182-note-en: 3 letters, 3 messages, personal, en\n"
    )


def refused(invoke: Program, *words: str) -> list[tuple[str, str]]:
    answer = invoke("bundle", *words, "--json")
    assert answer.code == 1
    assert answer.paths == []
    return answer.findings


def test_public_and_personal_letters_share_no_bundle(
    campaign_folder: Path, invoke: Program
) -> None:
    found = refused(invoke, "--kind", "circular", "--kind", "confirmation")
    assert found == [("B005", "--kind circular, confirmation")]
    assert not (campaign_folder / "out/bundles").exists()


def test_languages_are_waited_for(campaign_folder: Path, invoke: Program) -> None:
    assert refused(invoke) == [("B006", "campaign.toml [kinds.circular]")]
    assert refused(invoke, "--kind", "roadmap", "--lang", "fr") == [
        ("B006", "campaign.toml [kinds.roadmap]")
    ]
    assert not (campaign_folder / "out/bundles").exists()


def test_a_kind_and_a_language_that_are_none(campaign_folder: Path, invoke: Program) -> None:
    found = refused(invoke, "--kind", "circulars", "--lang", "cn", "--date", "x",
                    "--sheet-lang", "de")  # fmt: skip
    assert found == [("C017", "--date x"), ("C010", "--lang cn"), ("C010", "--sheet-lang de"),
                     ("C011", "campaign.toml [kinds]")]  # fmt: skip


def test_nothing_published(campaign: Path, invoke: Program) -> None:
    assert refused(invoke) == [("B001", "out")]
    assert list((campaign / "out").iterdir()) == []


def test_nothing_of_the_kind_and_language(campaign_folder: Path, invoke: Program) -> None:
    assert refused(invoke, "--kind", "circular", "--lang", "fr") == [("B001", "out")]


def test_a_letter_changed_by_hand(campaign_folder: Path, invoke: Program) -> None:
    path = campaign_folder / "out/note/en/note-EUR-en.docx"
    path.write_bytes(path.read_bytes() + b"\0")
    (campaign_folder / "out/note/en/note-AFR-en.docx").unlink()
    assert refused(invoke, "--kind", "note") == [
        ("B003", "out note/en/note-AFR-en.docx"), ("B002", "out note/en/note-EUR-en.docx")
    ]  # fmt: skip


def test_letters_of_another_campaign(campaign_folder: Path, invoke: Program) -> None:
    with (campaign_folder / "campaign.toml").open("a", encoding="utf-8") as stream:
        stream.write("# changed\n")
    found = refused(invoke, "--kind", "roadmap")
    assert [code for code, _ in found] == ["B004"] * 6


def test_letters_that_an_earlier_docgen_recorded(campaign_folder: Path, invoke: Program) -> None:
    path = campaign_folder / "out/.docgen/published.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(
        json.dumps({name: one["sha256"] for name, one in record.items()}), encoding="utf-8"
    )
    found = refused(invoke, "--kind", "roadmap")
    assert {code for code, _ in found} == {"B014"}
    assert len(found) == 6


def test_letters_of_a_merge_are_left_out(campaign_folder: Path, invoke: Program) -> None:
    path = campaign_folder / "out/.docgen/published.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**record, "merge/x.docx": "0" * 64}), encoding="utf-8")
    answer = invoke("bundle", "--allow-missing", "--json")
    assert answer.code == 0
    assert ("B014", "out merge") in answer.findings


def test_a_recipient_without_an_address(campaign_folder: Path) -> None:
    for language in ("en", "fr"):
        changed(campaign_folder, f"note/{language}/note-EUR-{language}.docx", to=[])
    selections, _ = chosen(campaign_folder, "note")
    assert selections is not None
    plan, findings = bundle.plan_bundle(selections[0], order_of(campaign_folder))
    assert told(findings) == [("B007", "out note/en/note-EUR-en.docx")]
    assert plan is not None
    with bundle.Shelf(campaign_folder / "out/bundles", "bundles") as shelf:
        made = shelf.bag("T22-TSB-CIR-0182-note")
        bundle.write_bundle(plan, made)
        shelf.add(made, zipped=False, replace=False)
        shelf.place()
    target = campaign_folder / "out/bundles/T22-TSB-CIR-0182-note"
    assert "EUR" not in {one["key"] for one in manifest_of(target)["messages"]}
    sheet = openpyxl.load_workbook(target / "data/register.xlsx").active
    channels = {row[3].value[:3]: row[6].value for row in sheet.iter_rows(min_row=2)}
    assert channels == dict.fromkeys(KEYS, "e-mail") | {"EUR": "post"}
    assert verify(target) == []


def changed(folder: Path, letter: str, **about: Any) -> None:
    path = folder / "out/.docgen/published.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record[letter]["about"].update(about)
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"to": ["not an address"]}, "B061"),
        ({"cc": ["secretariat.cept@example.org"]}, "B061"),
        ({"subject": "a\nb"}, "D004"),
        ({"who": {"gender": "X", "name": "Y", "honorific": "", "family_name": "Y"}}, "B015"),
        ({"to": "x"}, "B014"),
        ({"date": "x"}, "B014"),
        ({"audience": "public"}, "B004"),
        ({"campaign_hash": "0" * 64}, "B004"),
    ],
)
def test_what_the_record_says_is_not_believed(
    campaign_folder: Path, invoke: Program, about: dict[str, Any], code: str
) -> None:
    for language in ("en", "fr"):
        changed(campaign_folder, f"note/{language}/note-EUR-{language}.docx", **about)
    assert code in {found for found, _ in refused(invoke, "--kind", "note")}


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"to": ["not an address"]}, "D001"),
        ({"to": ["secretariat.las@example.org"]}, "D006"),
        ({"cc": ["secretariat.cept@example.org"]}, "D005"),
        ({"date": "2024-04-01"}, "B016"),
    ],
)
def test_what_the_lists_did_not_object_to(
    campaign_folder: Path, about: dict[str, Any], code: str
) -> None:
    """Whatever the record says, each message is looked over."""
    for language in ("fr",) if code == "B016" else ("en", "fr"):
        changed(campaign_folder, f"note/{language}/note-EUR-{language}.docx", **about)
    selections, findings = chosen(campaign_folder, "note")
    assert told(findings) == []
    assert selections is not None
    found = bundle.plan_bundle(selections[0], order_of(campaign_folder)).findings
    assert code in {each for each, _ in told(found)}


def test_letters_of_two_states_of_her_row(campaign_folder: Path, invoke: Program) -> None:
    """A letter of an earlier run, in a language that the last run did not write, is not sent."""
    changed(campaign_folder, "note/fr/note-EUR-fr.docx", row_hash="0" * 64)
    changed(campaign_folder, "note/fr/note-AFR-fr.docx", to=["someone@example.org"])
    changed(campaign_folder, "note/fr/note-AMS-fr.docx", courtesy=False)
    answer = invoke("bundle", "--kind", "note", "--json")
    left = [f"note-{key}-fr.docx" for key in ("AFR", "AMS", "EUR")]
    assert (answer.code, answer.findings) == (0, [("B060", f"out note/fr/{name}") for name in left])
    assert {name for path in answer.paths if (name := Path(path).name) in left} == set()


def test_names_that_meet(campaign_folder: Path) -> None:
    """Two kinds whose letters have one name: told, not written over."""
    path = campaign_folder / "out/.docgen/published.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    one = record["note/en/note-EUR-en.docx"]
    target = campaign_folder / "out/note/en/NOTE-eur-en.docx"
    shutil.copy2(campaign_folder / "out/note/en/note-EUR-en.docx", target)
    record["note/en/NOTE-eur-en.docx"] = one
    path.write_text(json.dumps(record), encoding="utf-8")
    selections, _ = chosen(campaign_folder, "note")
    assert selections is not None
    found = bundle.plan_bundle(selections[0], order_of(campaign_folder)).findings
    assert told(found) == [
        ("B016", "out note/en/NOTE-eur-en.docx"),
        ("B008", "out note/en/note-EUR-en.docx"),
    ]


def with_pdfs(folder: Path, pages: int | None) -> None:
    """A PDF beside each letter, recorded as ``--pdf`` records it."""
    import hashlib

    path = folder / "out/.docgen/published.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    for name in [name for name in record if name.startswith("note/")]:
        about = record[name]["about"]
        data = f"%PDF-1.7 of {name}".encode()
        pdf = f"{name.removesuffix('.docx')}.pdf"
        (folder / "out" / pdf).write_bytes(data)
        record[pdf] = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "about": {"kind": about["kind"], "language": about["language"], "key": about["key"],
                      "of": name} | ({"pages": pages} if pages else {}),
        }  # fmt: skip
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "suffixes"),
    [((), [".pdf"]), (("--attach", "word"), [".docx"]), (("--attach", "both"), [".pdf", ".docx"])],
)
@pytest.mark.parametrize("pages", [None, 2])
def test_with_pdfs(
    campaign_folder: Path,
    invoke: Program,
    words: tuple[str, ...],
    suffixes: list[str],
    pages: int | None,
) -> None:
    with_pdfs(campaign_folder, pages)
    answer = invoke("bundle", "--kind", "note", "--lang", "en", *words, "--json")
    assert (answer.code, answer.findings) == (0, [])
    target = campaign_folder / "out/bundles/T22-TSB-CIR-0182-note-en"
    assert verify(target) == []
    manifest = manifest_of(target)
    jsonschema.validate(manifest, SCHEMA)
    letter = manifest["letters"][0]
    assert letter["pdf"]["path"] == letter["path"].replace(".docx", ".pdf")
    assert letter["pdf"]["pages"] == pages
    attached = manifest["messages"][0]["attachments"]
    assert [Path(path).suffix for path in attached] == suffixes
    sheet = openpyxl.load_workbook(target / "data/register.xlsx").active
    assert sheet["I2"].value == letter["pdf"]["sha256"]


def test_the_cover_sheet_as_a_pdf(campaign_folder: Path) -> None:
    plan = plan_of(campaign_folder, "note", convert=lambda data: b"%PDF of " + data[:4])
    with bundle.Shelf(campaign_folder / "b", "b") as shelf:
        made = shelf.bag(PERSONAL)
        bundle.write_bundle(plan, made)
        shelf.add(made, zipped=False, replace=False)
        shelf.place()
    target = campaign_folder / "b" / PERSONAL
    assert (target / "data/cover.pdf").read_bytes() == b"%PDF of PK\x03\x04"
    assert verify(target) == []
    assert is_valid(target)


@pytest.mark.office
def test_with_libreoffice(campaign_folder: Path, invoke: Program) -> None:
    """PDFs of the letters and of the cover sheet, from the program itself."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not here")
    words = ("confirmations", "mailing_lists/reps.xlsx", "--only", "EUR", "--pdf", "--quiet")
    assert invoke(*words).code == 0
    answer = invoke("bundle", "--kind", "confirmation", "--lang", "en", "--pdf", "--json")
    assert (answer.code, answer.findings) == (0, [])
    target = campaign_folder / "out/bundles/T22-TSB-CIR-0182-confirmation-en"
    assert verify(target) == []
    manifest = manifest_of(target)
    jsonschema.validate(manifest, SCHEMA)
    (letter,) = manifest["letters"]
    assert letter["pdf"]["pages"] == 1
    assert manifest["messages"][0]["attachments"] == [letter["pdf"]["path"]]
    assert (target / "data/cover.pdf").read_bytes().startswith(b"%PDF")
    answer = invoke("bundle", "--kind", "confirmation", "--lang", "en", "--pdf", "--json")
    assert answer.findings == [("B009", "out/bundles/T22-TSB-CIR-0182-confirmation-en")]
    assert answer.code == 0


# ------------------------------------------------------------------- bundles that are there


def test_the_same_bundle_again(campaign_folder: Path, invoke: Program) -> None:
    place = "out/bundles/T22-TSB-CIR-0182-note"
    for more, expected in (((), []), ((), [("B009", place)]), (("--zip",), []),
                           (("--zip",), [("B009", f"{place}.zip")])):  # fmt: skip
        answer = invoke("bundle", "--kind", "note", "--json", *more)
        assert (answer.code, answer.findings) == (0, expected)


def test_another_bundle_of_the_name(campaign_folder: Path, invoke: Program) -> None:
    assert invoke("bundle", "--kind", "note").code == 0
    target = campaign_folder / "out/bundles/T22-TSB-CIR-0182-note"
    before = files(target)
    words = ("--kind", "note", "--date", "2024-04-09")
    assert refused(invoke, *words) == [("B009", "out/bundles/T22-TSB-CIR-0182-note")]
    assert files(target) == before
    # one name stands for one bundle, whatever its form
    assert refused(invoke, *words, "--zip") == [("B009", "out/bundles/T22-TSB-CIR-0182-note")]
    assert invoke("bundle", *words, "--replace").code == 0
    assert manifest_of(target)["created"] == "2024-04-09"
    names = [".docgen.lock", "T22-TSB-CIR-0182-note"]
    assert sorted(path.name for path in target.parent.iterdir()) == names


def test_a_bundle_that_was_sent(campaign_folder: Path, invoke: Program) -> None:
    assert invoke("bundle", "--kind", "note").code == 0
    target = campaign_folder / "out/bundles/T22-TSB-CIR-0182-note"
    before = files(target)
    words = ("--kind", "note", "--date", "2024-04-09", "--replace")
    # A ledger alone says nothing: a run that has not reached the server has left it.
    assert invoke("send", str(target), "--resolve", "nobody=sent").code == 1
    ledger = target.with_name(f"{target.name}.ledger.sqlite")
    assert ledger.exists()
    assert invoke("bundle", *words).code == 0
    assert invoke("bundle", "--kind", "note", "--replace").code == 0
    assert files(target) == before
    assert invoke("send", str(target), "--resolve", "EUR=sent").code == 0
    assert refused(invoke, *words) == [("B010", "out/bundles/T22-TSB-CIR-0182-note")]
    assert files(target) == before
    # One that cannot be read is believed to know of something.
    ledger.write_bytes(b"no ledger, and long enough to be looked at" * 20)
    assert refused(invoke, *words) == [("B010", "out/bundles/T22-TSB-CIR-0182-note")]
    assert files(target) == before
    # the same bundle in its other form is no other bundle
    assert invoke("bundle", "--kind", "note", "--zip").code == 0


def test_an_altered_bundle_is_not_taken_for_the_same(
    campaign_folder: Path, invoke: Program
) -> None:
    assert invoke("bundle", "--kind", "note").code == 0
    (campaign_folder / "out/bundles/T22-TSB-CIR-0182-note/data/cover.docx").write_bytes(b"x")
    assert refused(invoke, "--kind", "note") == [("B009", "out/bundles/T22-TSB-CIR-0182-note")]


# ------------------------------------------------------------------------------ corrections


def test_a_corrigendum_and_an_addendum(campaign_folder: Path, invoke: Program) -> None:
    assert invoke("bundle", "--kind", "note").code == 0
    target = campaign_folder / "out/bundles"
    original = read_bundle(target / "T22-TSB-CIR-0182-note").value
    assert original is not None
    words = ("bundle", "--kind", "note", "--lang", "en", "--corrects",
             "out/bundles/T22-TSB-CIR-0182-note")  # fmt: skip
    for more, name, kind in (
        (("--reason", "wrong  date"), "T22-TSB-CIR-0182-note-Corr1", "corrigendum"),
        (("--reason", "wrong name"), "T22-TSB-CIR-0182-note-Corr2", "corrigendum"),
    ):
        answer = invoke(*words, *more, "--json")
        assert (answer.code, answer.findings) == (0, [])
        manifest = manifest_of(target / name)
        jsonschema.validate(manifest, SCHEMA)
        assert manifest["corrects"] == {
            "bundle": original.digest, "kind": kind, "reason": " ".join(more[1].split())
        }  # fmt: skip
        assert verify(target / name) == []
        # another bundle's messages are not taken for those of the first
        first = {one.id for one in original.messages}
        assert not first & {one["id"] for one in manifest["messages"]}
    # the very same again
    answer = invoke(*words, "--reason", "wrong name", "--json")
    assert answer.findings == [("B009", "out/bundles/T22-TSB-CIR-0182-note-Corr2")]
    cover = read_letter((target / name / "data/cover.docx").read_bytes())
    assert "wrong name" in [passage.text for passage in cover.passages]


def test_an_addendum_holds_what_the_first_bundle_has_not(
    campaign_folder: Path, invoke: Program
) -> None:
    """Those who were written to are not written to again."""
    place = "out/bundles/T22-TSB-CIR-0182-note-en"
    assert invoke("bundle", "--kind", "note", "--lang", "en").code == 0
    words = ("bundle", "--kind", "note", "--corrects", place, "--reason", "more", "--addendum")
    answer = invoke(*words, "--lang", "en", "--json")
    assert (answer.code, answer.findings) == (1, [("B013", f"--corrects {place}")])
    answer = invoke(*words, "--lang", "en", "--lang", "ru", "--json")
    assert (answer.code, answer.findings) == (0, [("B063", f"--corrects {place}")])
    original = read_bundle(campaign_folder / place).value
    assert original is not None
    added = campaign_folder / f"{place}-Add1"
    manifest = manifest_of(added)
    jsonschema.validate(manifest, SCHEMA)
    assert manifest["corrects"] == {
        "bundle": original.digest, "kind": "addendum", "reason": "more"
    }  # fmt: skip
    assert [(one["key"], one["language"]) for one in manifest["letters"]] == [("CIS", "ru")]
    assert [one["key"] for one in manifest["messages"]] == ["CIS"]
    assert verify(added) == []
    cover = read_letter((added / "data/cover.docx").read_bytes())
    assert "more" in [passage.text for passage in cover.passages]


def test_an_addendum_after_the_campaign_has_changed(campaign_folder: Path, invoke: Program) -> None:
    """All letters have other bytes then; those who were written to get none of them."""
    place = "out/bundles/T22-TSB-CIR-0182-note-en"
    assert invoke("bundle", "--kind", "note", "--lang", "en").code == 0
    with (campaign_folder / "campaign.toml").open("a", encoding="utf-8") as stream:
        stream.write("# changed\n")
    assert run(campaign_folder, "confirmations", "reps.xlsx", "--lang", "fr") == 0
    words = ("--corrects", place, "--reason", "more", "--addendum", "--lang", "en", "--lang", "ru")
    answer = invoke("bundle", "--kind", "note", *words, "--json")
    assert (answer.code, answer.findings) == (0, [("B063", f"--corrects {place}")])
    assert "3 letters are in it with other bytes" in answer.stdout
    manifest = manifest_of(campaign_folder / f"{place}-Add1")
    assert [one["key"] for one in manifest["letters"]] == ["CIS"]


def test_a_correction_of_a_correction(campaign_folder: Path, invoke: Program) -> None:
    assert invoke("bundle", "--kind", "note").code == 0
    place = "out/bundles/T22-TSB-CIR-0182-note"
    for number in (1, 2):
        assert invoke("bundle", "--kind", "note", "--corrects", place, "--reason", "r").code == 0
        place = f"out/bundles/T22-TSB-CIR-0182-note-Corr{number}"
        assert (campaign_folder / place).is_dir()


def test_a_correction_of_another_audience(campaign_folder: Path, invoke: Program) -> None:
    assert invoke("bundle", "--kind", "roadmap").code == 0
    words = ("--corrects", "out/bundles/T22-TSB-CIR-0182-roadmap", "--reason", "r")
    assert refused(invoke, "--kind", "note", *words) == [
        ("B013", "--corrects out/bundles/T22-TSB-CIR-0182-roadmap")
    ]


def test_a_correction_of_nothing(campaign_folder: Path, invoke: Program) -> None:
    words = ("--kind", "note", "--corrects", "out/x", "--reason", "r")
    assert refused(invoke, *words) == [("B020", "out/x")]


@pytest.mark.parametrize(
    "words",
    [("--reason", "x"), ("--addendum",), ("--corrects", "x"), ("--corrects", "x", "--reason", " "),
     ("--corrects", "x", "--reason", "a\x07b")],
)  # fmt: skip
def test_mistyped(campaign_folder: Path, invoke: Program, words: tuple[str, ...]) -> None:
    assert invoke("bundle", *words).code == 2


# ------------------------------------------------------------------------------ the schema


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.pop("created"),
        lambda m: m.update(more=1),
        lambda m: m.update(schema=2),
        lambda m: m.update(audience="both"),
        lambda m: m.update(letters=[]),
        lambda m: m["campaign"].pop("hash"),
        lambda m: m["letters"][0].update(sha256="A" * 64),
        lambda m: m["letters"][0].update(size=0),
        lambda m: m["letters"][0].update(path="bagit.txt"),
        lambda m: m["letters"][0].update(language="english"),
        lambda m: m["letters"][0].pop("row_hash"),
        lambda m: m["letters"][0].update(pdf={}),
        lambda m: m["messages"][0].update(to=[]),
        lambda m: m["messages"][0].update(id="x"),
        lambda m: m["messages"][0].update(bcc=[]),
        lambda m: m.update(corrects={"bundle": "0" * 64, "kind": "erratum", "reason": "x"}),
        lambda m: m.update(missing=[{"kind": "circular"}]),
    ],
)
def test_schema_and_reader_refuse_the_same(
    bag: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    from docgen.bundle.manifest import read_manifest
    from docgen.diagnostics import Place

    manifest = manifest_of(bag)
    assert read_manifest(json.dumps(manifest).encode(), Place("x")).findings == ()
    change(manifest)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(manifest, SCHEMA)
    findings = read_manifest(json.dumps(manifest).encode(), Place("x")).findings
    assert {finding.code for finding in findings} == {"B026"}


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_names_every_field() -> None:
    """Each object of the schema has the fields of its model, and all are required."""
    from docgen.bundle import manifest as form

    models = (form.OfCampaign, form.Letter, form.Pdf, form.Message, form.Missing, form.Corrects)
    names: dict[str, type[form.Entry]] = {"Manifest": form.Manifest}
    names |= {model.__name__: model for model in models}
    for name, model in names.items():
        found = SCHEMA if name == "Manifest" else SCHEMA["$defs"][name]
        fields = {field.alias or own for own, field in model.model_fields.items()}
        assert set(found["properties"]) == set(found["required"]) == fields
        assert found["additionalProperties"] is False


# ------------------------------------------------------------------------------------ names


@given(st.text(min_size=1, max_size=300))
def test_any_key_gives_a_safe_folder(key: str) -> None:
    step = safe_step(key)
    assert fault_of_path(f"data/letters/{step}/x.docx") is None
    assert "%" not in step
    assert step != "master"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), unique=True))
def test_paths_in_lists(paths: list[str]) -> None:
    """RFC 8493, section 2.1.3: line feed, carriage return and percent are written in code."""
    for path in paths:
        assert decoded(encoded(path)) == path
        assert not set("\r\n") & set(encoded(path))
        assert re.sub("%(0A|0D|25)", "", encoded(path)).count("%") == 0
    files = tag_files({f"data/{path}": Digests.of(path.encode()) for path in paths}, [])
    for algorithm in ("sha256", "sha512"):
        digests = read_manifest_text(files[f"manifest-{algorithm}.txt"])
        assert digests == {
            f"data/{path}": getattr(Digests.of(path.encode()), algorithm) for path in paths
        }


def test_a_percent_sign_in_a_name() -> None:
    assert safe_file("50 %25.docx") == "50 _25.docx"


def test_the_shelf_by_hand(campaign_folder: Path) -> None:
    assert put(campaign_folder, campaign_folder / "b") == campaign_folder / "b" / PERSONAL
    assert put(campaign_folder, campaign_folder / "b", zipped=True).name == f"{PERSONAL}.zip"
