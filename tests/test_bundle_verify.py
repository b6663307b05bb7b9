"""A damaged bundle: each kind of damage is told by its code, at its file."""

from __future__ import annotations

import json
import os
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bundles import (
    NAME,
    bag,
    campaign_folder,
    files,
    manifest_of,
    packed_once,
    published_once,
    resealed,
    told,
    zipped,
)
from conftest import Program
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.bundle import read_bundle, verify
from docgen.bundle.tags import TAG_FILES

__all__ = ["bag", "campaign_folder", "packed_once", "published_once", "zipped"]

LETTER = "data/letters/EUR/confirmation-EUR-en.docx"
OTHER = "data/letters/AFR/confirmation-AFR-fr.docx"
DRAFT = "data/drafts/001-AFR-confirmation.eml"
EACH_KIND_OF_FILE = (
    LETTER, DRAFT, "data/manifest.json", "data/register.xlsx", "data/cover.docx", *TAG_FILES
)  # fmt: skip


def findings(path: Path) -> list[tuple[str, str]]:
    return told(verify(path, "BAG"))


def flip(path: Path, at: int = -1, bit: int = 1) -> None:
    data = bytearray(path.read_bytes())
    data[at if at >= 0 else len(data) // 2] ^= bit
    path.write_bytes(data)


def test_a_whole_bundle(bag: Path, zipped: Path) -> None:
    assert findings(bag) == []
    assert findings(zipped) == []


# ------------------------------------------------------------------------- files, one by one


@pytest.mark.parametrize("name", EACH_KIND_OF_FILE)
def test_a_bit_in_each_kind_of_file(bag: Path, name: str) -> None:
    flip(bag / name)
    assert findings(bag) == [("B023", f"BAG {name}")]


@pytest.mark.parametrize("name", EACH_KIND_OF_FILE)
def test_each_kind_of_file_empty(bag: Path, name: str) -> None:
    (bag / name).write_bytes(b"")
    assert findings(bag) == [("B023", f"BAG {name}")]


@pytest.mark.parametrize("name", [name for name in EACH_KIND_OF_FILE if name != "bagit.txt"])
def test_each_kind_of_file_missing(bag: Path, name: str) -> None:
    (bag / name).unlink()
    assert findings(bag) == [("B021", f"BAG {name}")]


def test_without_its_declaration_it_is_no_bundle(bag: Path) -> None:
    (bag / "bagit.txt").unlink()
    assert findings(bag) == [("B020", "BAG")]


@pytest.mark.parametrize(
    "name", ["data/letters/EUR/x.docx", "data/x", "x.txt", "fetch.txt", "tagmanifest-md5.txt"]
)
def test_a_file_too_many(bag: Path, name: str) -> None:
    (bag / name).write_bytes(b"x")
    assert findings(bag) == [("B022", f"BAG {name}")]


def test_a_renamed_file(bag: Path) -> None:
    (bag / LETTER).rename(bag / "data/letters/EUR/other.docx")
    assert findings(bag) == [("B021", f"BAG {LETTER}"),
                             ("B022", "BAG data/letters/EUR/other.docx")]  # fmt: skip


def test_swapped_letters(bag: Path) -> None:
    swap(bag)
    assert findings(bag) == [("B023", f"BAG {OTHER}"), ("B023", f"BAG {LETTER}")]


def swap(bag: Path) -> None:
    one, other = (bag / LETTER).read_bytes(), (bag / OTHER).read_bytes()
    (bag / LETTER).write_bytes(other)
    (bag / OTHER).write_bytes(one)


def test_several_faults_in_one_run(bag: Path) -> None:
    flip(bag / LETTER)
    (bag / DRAFT).unlink()
    (bag / "data/Thumbs.db").write_bytes(b"x")
    flip(bag / "manifest-sha256.txt")
    assert findings(bag) == [
        ("B022", "BAG data/Thumbs.db"),
        ("B021", f"BAG {DRAFT}"),
        ("B023", f"BAG {LETTER}"),
        ("B023", "BAG manifest-sha256.txt"),
    ]


def test_both_lists_of_the_payload_altered(bag: Path) -> None:
    """Nothing can be said of the files then, and nothing is."""
    flip(bag / "manifest-sha256.txt")
    flip(bag / "manifest-sha512.txt")
    flip(bag / LETTER)
    assert findings(bag) == [("B023", "BAG manifest-sha256.txt"),
                             ("B023", "BAG manifest-sha512.txt")]  # fmt: skip


def test_a_list_in_another_form(bag: Path) -> None:
    """Capitals in a digest mean the same to RFC 8493; docgen never wrote them."""
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        text = (bag / name).read_text(encoding="utf-8")
        (bag / name).write_text(text.upper(), encoding="utf-8")
    assert ("B023", "BAG manifest-sha256.txt") in findings(bag)


# --------------------------------------------------- files that agree with the lists, made anew


def edited(bag: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the manifest and hide it: all lists are written anew."""
    manifest = manifest_of(bag)
    change(manifest)
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (bag / "data/manifest.json").write_text(text, encoding="utf-8")
    resealed(bag)


def letter_of(manifest: dict[str, Any], path: str) -> dict[str, Any]:
    return next(letter for letter in manifest["letters"] if letter["path"] == path)


def test_swapped_letters_with_all_lists_made_anew(bag: Path) -> None:
    swap(bag)
    resealed(bag)
    assert findings(bag) == [
        ("B027", f"BAG {OTHER}"),
        ("B027", f"BAG {LETTER}"),
    ]


def test_swapped_letters_with_lists_and_manifest_made_anew(bag: Path) -> None:
    """What a letter says of itself cannot be changed without being seen."""
    swap(bag)

    def change(manifest: dict[str, Any]) -> None:
        one, other = letter_of(manifest, LETTER), letter_of(manifest, OTHER)
        for name in ("sha256", "size"):
            one[name], other[name] = other[name], one[name]

    edited(bag, change)
    found = findings(bag)
    assert set(found) == {("B029", f"BAG {OTHER}"), ("B029", f"BAG {LETTER}"),
                          ("B031", f"BAG {DRAFT}"),
                          ("B031", "BAG data/drafts/006-EUR-confirmation.eml")}  # fmt: skip
    # language, key and row hash of each; kind, template and campaign are the same
    assert sum(code == "B029" for code, _ in found) == 6


@pytest.mark.parametrize(
    ("name", "value"),
    [("language", "fr"), ("key", "AFR"), ("row_hash", "0" * 64), ("template_hash", "0" * 64),
     ("kind", "note")],
)  # fmt: skip
def test_a_letter_of_other_data(bag: Path, name: str, value: str) -> None:
    edited(bag, lambda manifest: letter_of(manifest, LETTER).update({name: value}))
    draft = ("B030", "BAG data/drafts/006-EUR-confirmation.eml")
    expected = [("B029", f"BAG {LETTER}")]
    seen_in_message = name in {"key", "kind", "row_hash"}
    assert findings(bag) == ([draft, *expected] if seen_in_message else expected)


def test_a_letter_of_another_campaign(bag: Path) -> None:
    edited(bag, lambda manifest: manifest["campaign"].update(hash="0" * 64))
    found = findings(bag)
    assert {code for code, _ in found} == {"B029"}
    assert len(found) == len(manifest_of(bag)["letters"])


def test_a_letter_that_is_none(bag: Path) -> None:
    (bag / LETTER).write_bytes(b"PK\x03\x04 no letter")

    def change(manifest: dict[str, Any]) -> None:
        import hashlib

        data = (bag / LETTER).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        letter_of(manifest, LETTER).update(sha256=digest, size=len(data))

    edited(bag, change)
    assert findings(bag) == [
        ("B031", "BAG data/drafts/006-EUR-confirmation.eml"),
        ("B028", f"BAG {LETTER}"),
    ]


def test_a_file_that_the_manifest_does_not_name(bag: Path) -> None:
    (bag / "data/letters/EUR/more.docx").write_bytes(b"x")
    resealed(bag)
    assert findings(bag) == [("B027", "BAG data/letters/EUR/more.docx")]


def test_a_file_that_the_manifest_names_and_the_bag_lacks(bag: Path) -> None:
    (bag / LETTER).unlink()
    resealed(bag)
    assert findings(bag) == [("B027", f"BAG {LETTER}")]


def test_a_message_with_another_recipients_letter(bag: Path) -> None:
    def change(manifest: dict[str, Any]) -> None:
        manifest["messages"][0]["attachments"].append(LETTER)

    edited(bag, change)
    assert findings(bag) == [("B030", f"BAG {DRAFT}"), ("B031", f"BAG {DRAFT}")]


def test_a_message_to_another_recipients_address(bag: Path) -> None:
    def change(manifest: dict[str, Any]) -> None:
        manifest["messages"][0]["to"] = manifest["messages"][1]["to"]

    edited(bag, change)
    assert findings(bag) == [
        ("B030", f"BAG {DRAFT}"),
        ("B031", f"BAG {DRAFT}"),
        ("B030", "BAG data/drafts/002-AMS-confirmation.eml"),
    ]


def test_a_message_that_stands_twice(bag: Path) -> None:
    def change(manifest: dict[str, Any]) -> None:
        manifest["messages"].append(dict(manifest["messages"][0]))

    edited(bag, change)
    assert findings(bag) == [("B027", f"BAG {DRAFT}"), ("B030", f"BAG {DRAFT}")]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"X-Unsent: 1\r\n", b"X-Unsent: 1\r\nBcc: someone@example.org\r\n"),
     (b"To: ", b"To: someone@example.org, "), (b"<", b"<x"), (b"Subject: ", b"Subject: x")],
)  # fmt: skip
def test_a_draft_that_is_not_its_messages(bag: Path, old: bytes, new: bytes) -> None:
    data = (bag / DRAFT).read_bytes()
    assert old in data
    at = data.index(b"Message-ID: ") if old == b"<" else 0
    (bag / DRAFT).write_bytes(data[:at] + data[at:].replace(old, new, 1))
    resealed(bag)
    assert set(findings(bag)) == {("B031", f"BAG {DRAFT}")}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda m: m.pop("created"), "created"),
        (lambda m: m.update(schema=2), "schema"),
        (lambda m: m.update(more=1), "more"),
        (lambda m: m.update(audience="both"), "audience"),
        (lambda m: m.update(created="2024-02-30"), "created"),
        (lambda m: m.update(letters=[]), "letters"),
        (lambda m: m["letters"][0].update(path="data/../x"), "letters.0.path"),
        (lambda m: m["letters"][0].update(path="/etc/passwd"), "letters.0.path"),
        (lambda m: m["letters"][0].update(path="bagit.txt"), "letters.0.path"),
        (lambda m: m["letters"][0].update(size="1"), "letters.0.size"),
        (lambda m: m["letters"][0].update(sha256="A" * 64), "letters.0.sha256"),
        (lambda m: m["messages"][0].update(to=[]), "messages.0.to"),
        (lambda m: m["messages"][0].update(id="x"), "messages.0.id"),
    ],
)
def test_a_manifest_that_is_none(
    bag: Path, change: Callable[[dict[str, Any]], None], where: str
) -> None:
    edited(bag, change)
    assert findings(bag) == [("B026", f"BAG data/manifest.json {where}")]


@pytest.mark.parametrize("data", [b"", b"\xff", b"[" * 100_000, b"{}", b"null"])
def test_a_manifest_that_is_no_json_object(bag: Path, data: bytes) -> None:
    (bag / "data/manifest.json").write_bytes(data)
    resealed(bag)
    assert {code for code, _ in findings(bag)} == {"B026"}


# ------------------------------------------------------------------------------ zip files


def rezipped(zipped: Path, change: Callable[[list[tuple[Any, bytes]]], None]) -> None:
    """Pack the archive anew with Python's own writer, after a change to its entries."""
    with zipfile.ZipFile(zipped) as archive:
        entries: list[tuple[Any, bytes]] = [(name, archive.read(name))
                                            for name in archive.namelist()]  # fmt: skip
    change(entries)
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)


def test_a_zip_file_packed_anew(zipped: Path) -> None:
    rezipped(zipped, lambda entries: None)
    assert findings(zipped) == [("B032", "BAG")]


def test_a_zip_file_with_an_altered_letter(zipped: Path) -> None:
    def change(entries: list[tuple[Any, bytes]]) -> None:
        at = next(i for i, (name, _) in enumerate(entries) if name.endswith(LETTER))
        entries[at] = (entries[at][0], b"other")

    rezipped(zipped, change)
    assert findings(zipped) == [("B023", f"BAG {LETTER}")]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (f"{NAME}/../x", f"BAG {NAME}/../x"),
        ("../x", "BAG ../x"),
        ("/x", "BAG /x"),
        (f"{NAME}\\..\\x", f"BAG {NAME}\\..\\x"),
        (f"{NAME}/data/con", f"BAG {NAME}/data/con"),
        (f"{NAME}/data/x\u202e.docx", f"BAG {NAME}/data/x\u202e.docx"),
        ("C:/x", "BAG C:/x"),
    ],
)
def test_traversal_in_a_zip_file(zipped: Path, name: str, place: str) -> None:
    rezipped(zipped, lambda entries: entries.append((name, b"x")))
    if os.name == "nt" and "\\" in name:
        pytest.skip("zipfile of Windows writes a slash")
    assert findings(zipped) == [("B024", place)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice(zipped: Path) -> None:
    rezipped(zipped, lambda entries: entries.append((f"{NAME}/BAGIT.txt", b"x")))
    assert findings(zipped) == [("B024", f"BAG {NAME}/BAGIT.txt")]


def test_a_zip_bomb(zipped: Path) -> None:
    bomb = bytes(200 * 1024 * 1024)
    rezipped(zipped, lambda entries: entries.clear())
    rezipped(zipped, lambda entries: entries.append((f"{NAME}/data/x", bomb)))
    assert findings(zipped) == [("B024", "BAG")]


def test_a_link_in_a_zip_file(zipped: Path) -> None:
    link = zipfile.ZipInfo(f"{NAME}/data/link")
    link.external_attr = 0o120777 << 16
    rezipped(zipped, lambda entries: entries.append((link, b"/etc/passwd")))
    assert findings(zipped) == [("B024", f"BAG {NAME}/data/link")]


def test_entries_that_overlap(zipped: Path) -> None:
    """Two names of one entry's bytes: the directory points twice at one place."""
    data = zipped.read_bytes()
    end = data.rindex(b"PK\x05\x06")
    size, offset = struct.unpack_from("<2L", data, end + 12)
    records, at = [], offset
    while at < offset + size:
        length = 46 + sum(struct.unpack_from("<3H", data, at + 28))
        records.append(bytearray(data[at : at + length]))
        at += length
    records[1][42:46] = records[0][42:46]
    zipped.write_bytes(data[:offset] + b"".join(records) + data[end:])
    assert findings(zipped) == [("B024", f"BAG {NAME}/bag-info.txt")]


def test_two_folders_in_a_zip_file(zipped: Path) -> None:
    rezipped(zipped, lambda entries: entries.append(("other/x", b"x")))
    assert findings(zipped) == [("B020", "BAG")]


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"no zip file", b"PK\x03\x04"])
def test_no_zip_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    assert findings(tmp_path / "x.zip") == [("B020", "BAG")]


def test_nothing_there(tmp_path: Path) -> None:
    assert findings(tmp_path / "x") == [("B020", "BAG")]


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_in_a_folder(bag: Path, tmp_path: Path) -> None:
    shutil.move(bag / LETTER, tmp_path / "letter.docx")
    (bag / LETTER).symlink_to(tmp_path / "letter.docx")
    assert findings(bag) == [("B024", f"BAG {LETTER}")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_in_a_folder(bag: Path) -> None:
    """Reading it would wait for ever."""
    (bag / LETTER).unlink()
    os.mkfifo(bag / LETTER)
    assert findings(bag) == [("B024", f"BAG {LETTER}")]


# -------------------------------------------------------------------------- any byte, anywhere


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_byte_of_a_folder(packed_once: Path, data: st.DataObject) -> None:
    """A byte that differs is found, wherever it is."""
    bag = packed_once / NAME
    name = data.draw(st.sampled_from(sorted(files(bag))))
    whole = (bag / name).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    bits = data.draw(st.integers(1, 255))
    try:
        flip(bag / name, at, bits)
        assert findings(bag) == [("B023", f"BAG {name}")]
    finally:
        (bag / name).write_bytes(whole)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_byte_of_a_zip_file(packed_once: Path, tmp_path: Path, data: st.DataObject) -> None:
    """In the files themselves, and in what the archive says of them."""
    whole = (packed_once / f"{NAME}.zip").read_bytes()
    directory = whole.index(b"PK\x01\x02")
    # As often in the directory, which is a small part of the file, as in the files.
    span = data.draw(st.sampled_from([(0, directory - 1), (directory, len(whole) - 1)]))
    at = data.draw(st.integers(*span))
    bits = data.draw(st.integers(1, 255))
    copy = tmp_path / "flipped.zip"
    copy.write_bytes(whole)
    flip(copy, at, bits)
    assert findings(copy) != []


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_as_a_bundle(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "x.zip"
    path.write_bytes(data)
    assert [code for code, _ in findings(path)] == ["B020"]


@settings(max_examples=100, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(),
                    lambda inner: st.lists(inner, max_size=4)
                    | st.dictionaries(st.text(), inner, max_size=4)))  # fmt: skip
def test_any_json_as_a_manifest(found: Any) -> None:
    from docgen.bundle.manifest import read_manifest
    from docgen.diagnostics import Place

    value, wrong = read_manifest(json.dumps(found).encode(), Place("BAG"))
    assert value is None
    assert {finding.code for finding in wrong} == {"B026"}


# ------------------------------------------------------------------------------- the command


def test_the_command(bag: Path, invoke: Program) -> None:
    answer = invoke("verify", str(bag), "--json")
    assert (answer.code, answer.findings) == (0, [])
    assert len(answer.json["files"]) == len(manifest_of(bag)["letters"])
    answer = invoke("verify", str(bag))
    assert answer.stderr == ""
    digest = read_bundle(bag).value
    assert digest is not None
    assert answer.stdout.splitlines()[-1] == f"SHA-256 of manifest.json: {digest.digest}"


def test_the_command_on_a_damaged_bundle(bag: Path, invoke: Program) -> None:
    flip(bag / LETTER)
    answer = invoke("verify", str(bag), "--json")
    assert (answer.code, answer.findings) == (1, [("B023", f"{bag.as_posix()} {LETTER}")])
    answer = invoke("verify", str(bag))
    assert answer.stdout == ""
    assert answer.stderr.splitlines()[-1] == "1 error; do not send this bundle"


# -------------------------------------------------------------------------------- rebuilding


def rebuilt(invoke: Program, bag: Path) -> list[tuple[str, str]]:
    answer = invoke("verify", str(bag), "--rebuild", "--json")
    assert answer.code == (1 if answer.findings else 0)
    return [(code, place.replace(bag.as_posix(), "BAG")) for code, place in answer.findings]


def test_rebuilt_with_the_same_bytes(campaign_folder: Path, bag: Path, invoke: Program) -> None:
    assert rebuilt(invoke, bag) == []


def test_rebuilt_public_letters(campaign_folder: Path, invoke: Program) -> None:
    assert invoke("bundle", "--kind", "circular", "--allow-missing", "--zip").code == 0
    path = campaign_folder / "out/bundles/T22-TSB-CIR-0182-circular.zip"
    assert rebuilt(invoke, path) == []


def test_rebuilt_from_another_campaign(campaign_folder: Path, bag: Path, invoke: Program) -> None:
    with (campaign_folder / "campaign.toml").open("a", encoding="utf-8") as stream:
        stream.write("# changed\n")
    assert rebuilt(invoke, bag) == [("B034", "campaign.toml")]


def test_rebuilt_with_another_template(campaign_folder: Path, bag: Path, invoke: Program) -> None:
    from word import docx, p

    template = campaign_folder / "templates/confirmation/en.docx"
    template.write_bytes(docx(p("{{ recipient.addressee }}"), p("{{ letter.reference }}")))
    assert rebuilt(invoke, bag) == [("B034", f"BAG {LETTER}")]


def test_rebuilt_without_its_row(campaign_folder: Path, bag: Path, invoke: Program) -> None:
    import openpyxl

    path = campaign_folder / "mailing_lists/reps.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Reps"]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "EUR"
               or any(cell.value == "EUR" for cell in row))  # fmt: skip
    sheet.delete_rows(row[0].row)
    book.save(path)
    found = rebuilt(invoke, bag)
    assert {code for code, _ in found} == {"B034"}
    assert {place for _, place in found} == {
        f"BAG {LETTER}", "BAG data/letters/EUR/confirmation-EUR-fr.docx",
        "BAG data/letters/EUR/note-EUR-en.docx", "BAG data/letters/EUR/note-EUR-fr.docx",
    }  # fmt: skip
