"""Letters that the lists no longer ask for, or ask for otherwise, are never packed unsaid."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bundles import campaign_folder, manifest_of, published_once
from conftest import Program

__all__ = ["campaign_folder", "published_once"]

LIST = "mailing_lists/reps.xlsx"
OWN = {"AFR": "fr", "AMS": "es", "ARB": "ar", "ASP": "zh", "CIS": "ru", "EUR": "en"}
ACCEPTED = ("--accept", "N002", "--accept", "N012")


def changed(folder: Path, whose: str, **cells: Any) -> None:
    """Fill in cells of a person's row, by their captions."""
    edited(folder, whose, cells, new=False)


def added(folder: Path, like: str, **cells: Any) -> None:
    """Add a row that is like a person's but for some cells."""
    edited(folder, like, cells, new=True)


def removed(folder: Path, whose: str) -> None:
    """Take a person's row out."""
    edited(folder, whose, None, new=False)


def edited(folder: Path, whose: str, cells: dict[str, Any] | None, *, new: bool) -> None:
    path = folder / LIST
    book = openpyxl.load_workbook(path)
    sheet = book["Reps"]
    captions = [re.split(r" [*(]", str(cell.value))[0] for cell in sheet[1]]
    heads = {name.lower().replace(" ", "_"): at for at, name in enumerate(captions, start=1)}
    keys = [sheet.cell(number, 1).value for number in range(1, 12)]
    at = keys.index(whose) + 1
    if cells is None:
        sheet.delete_rows(at)
    elif new:
        free = keys.index(None) + 1
        for column in heads.values():
            sheet.cell(free, column).value = sheet.cell(at, column).value
        at = free
    for name, value in (cells or {}).items():
        sheet.cell(at, heads[name.replace("mail", "e-mail")]).value = value
    book.save(path)


def packed(folder: Path, invoke: Program, *more: str) -> tuple[list[tuple[str, str]], set[str]]:
    """What ``docgen bundle`` says, and the letters that it has packed: ``CIS/note-CIS-ru``."""
    answer = invoke("bundle", "--kind", "confirmation", "--kind", "note", *more, "--json")
    bags = list((folder / "out/bundles").glob("T22*")) if answer.code == 0 else []
    letters = {Path(one["path"]) for bag in bags for one in manifest_of(bag)["letters"]}
    assert bool(letters) is (answer.code == 0)
    return answer.findings, {f"{path.parent.name}/{path.stem}" for path in letters}


def every(*without: str) -> set[str]:
    """All letters of the published campaign but those of some people."""
    of_organizations = {**OWN, "AFR": "en", "ASP": "en"}
    return {
        f"{key}/{kind}-{key}-{code}"
        for kind, own in (("confirmation", OWN), ("note", of_organizations))
        for key in OWN.keys() - set(without)
        for code in {"fr", own[key]}
    }


def test_what_was_published_is_due(campaign_folder: Path, invoke: Program) -> None:
    """With its courtesy copies, and whatever else has changed in the list."""
    added(campaign_folder, "EUR", key="EUR2", status="Withdrawn", mail="x@example.org")
    assert packed(campaign_folder, invoke) == ([], every())


def test_nobody_is_forgotten(campaign_folder: Path, invoke: Program) -> None:
    """A run with --only leaves in the folders of its languages what it has written."""
    again = invoke("confirmations", LIST, *ACCEPTED, "--only", "AFR", "--lang", "en", "--quiet")
    assert again.code == 0, again.stderr
    answer = invoke("bundle", "--kind", "confirmation")
    assert answer.code == 0
    assert answer.stderr.splitlines()[:3] == [
        f"B070 warning {LIST}",
        "    1 of 6 who are due have no confirmation here: EUR",
        "    → write those of the whole list, or leave it so; a run with --only keeps only its own",
    ]
    # Her letter is asked for in her own language only, and a first bundle may have had it.
    assert packed(campaign_folder, invoke, "--lang", "fr")[0] == []
    assert packed(campaign_folder, invoke, "--lang", "en")[0] == [
        ("B070", LIST),
        ("B070", LIST),
    ]


def test_somebody_who_was_added_since(campaign_folder: Path, invoke: Program) -> None:
    changed(campaign_folder, "EUR", status="Withdrawn")
    added(campaign_folder, "EUR", key="EUR2", status="Validated", mail="x@example.org")
    found, letters = packed(campaign_folder, invoke)
    assert [each for each in found if each[0] != "B060"] == [("B070", LIST), ("B070", LIST)]
    assert letters == every("EUR")


def test_a_correction_may_leave_out_whom_the_first_bundle_has(
    campaign_folder: Path, invoke: Program
) -> None:
    first = campaign_folder / "out/bundles/T22-TSB-CIR-0182-confirmation"
    assert packed(campaign_folder, invoke)[0] == []
    assert invoke("bundle", "--kind", "confirmation").code == 0
    again = invoke("confirmations", LIST, *ACCEPTED, "--only", "AFR", "--lang", "en", "--quiet",
                   "--date", "2024-04-10")  # fmt: skip
    assert again.code == 0, again.stderr
    answer = invoke("bundle", "--kind", "confirmation", "--corrects", str(first), "--reason", "day",
                    "--json")  # fmt: skip
    assert (answer.code, answer.findings) == (0, [])


def test_lists_that_contradict_one_another(campaign_folder: Path, invoke: Program) -> None:
    """She is withdrawn in the copy in which the list was cured; nobody else is written to in her
    language, and her letter stays as the first list has made it."""
    shutil.copy2(campaign_folder / LIST, campaign_folder / "mailing_lists/first.xlsx")
    changed(campaign_folder, "ASP", status="Withdrawn")
    (campaign_folder / LIST).rename(campaign_folder / "mailing_lists/cured.xlsx")
    (campaign_folder / "mailing_lists/first.xlsx").rename(campaign_folder / LIST)
    again = invoke("confirmations", "cured.xlsx", *ACCEPTED, "--quiet")
    assert again.code == 0, again.stderr
    answer = invoke("bundle", "--kind", "confirmation")
    assert answer.code == 1
    assert ("B071", "out confirmation/zh/confirmation-ASP-zh.docx") in answer.findings
    assert "asks for this letter, and in mailing_lists/cured.xlsx ASP is withdrawn" in answer.stderr
    # As soon as both say the same, her letters are left out, and all others are packed.
    changed(campaign_folder, "ASP", status="Withdrawn")
    found, letters = packed(campaign_folder, invoke)
    assert {code for code, _ in found} <= {"B060", "B070"}
    assert "ASP" not in {name.partition("/")[0] for name in letters}


def test_letters_of_a_person_who_was_withdrawn(campaign_folder: Path, invoke: Program) -> None:
    """Nobody else is written to in Russian: no later run writes that folder."""
    changed(campaign_folder, "CIS", status="Withdrawn")
    again = invoke("confirmations", "reps.xlsx", *ACCEPTED, "--quiet")
    assert again.code == 0, again.stderr
    assert (campaign_folder / "out/confirmation/ru/confirmation-CIS-ru.docx").exists()
    findings, letters = packed(campaign_folder, invoke)
    assert findings == [
        ("B060", "out confirmation/ru/confirmation-CIS-ru.docx"),
        ("B060", "out note/fr/note-CIS-fr.docx"),
        ("B060", "out note/ru/note-CIS-ru.docx"),
    ]
    # That run has written no courtesy copies of confirmations; those of the notes are of the first.
    copies = {f"{key}/confirmation-{key}-fr" for key in OWN if key != "AFR"}
    assert letters == every("CIS") - copies


def test_letters_of_a_person_who_was_replaced(campaign_folder: Path, invoke: Program) -> None:
    """The one in her place is written to in another language."""
    changed(campaign_folder, "CIS", status="Replaced")
    added(campaign_folder, "CIS", key="CIS2", status="Validated", replaces="CIS",
          given_name="Aigul", family_name="Example", mail="aigul@example.org",
          language_of_correspondence="English", address_block=None)  # fmt: skip
    again = invoke("confirmations", "reps.xlsx", "--lang", "fr", "--quiet")
    assert again.code == 0, again.stderr
    findings, letters = packed(campaign_folder, invoke)
    assert findings == [("B060", "out confirmation/ru/confirmation-CIS-ru.docx")]
    assert not any("-CIS-" in letter for letter in letters)
    assert {"CIS2/confirmation-CIS2-en", "CIS2/confirmation-CIS2-fr"} <= letters


def test_a_letter_that_was_deleted_because_it_is_not_due(
    campaign_folder: Path, invoke: Program
) -> None:
    removed(campaign_folder, "CIS")
    for path in (campaign_folder / "out").rglob("*-CIS-*.docx"):
        path.unlink()
    findings, letters = packed(campaign_folder, invoke)
    assert {code for code, _ in findings} == {"B060"}
    assert letters == every("CIS")


def test_a_person_who_is_written_to_in_another_language(
    campaign_folder: Path, invoke: Program
) -> None:
    """Her letter was made anew; the one in Russian lies there still."""
    changed(campaign_folder, "CIS", language_of_correspondence="English", address_block=None)
    again = invoke("confirmations", "reps.xlsx", "--lang", "fr", "--quiet")
    assert again.code == 0, again.stderr
    findings, letters = packed(campaign_folder, invoke)
    assert findings == [("B060", "out confirmation/ru/confirmation-CIS-ru.docx")]
    assert "CIS/confirmation-CIS-en" in letters
    assert "CIS/confirmation-CIS-ru" not in letters


def test_a_courtesy_copy_of_an_older_state(campaign_folder: Path, invoke: Program) -> None:
    """The last run was not asked for it again."""
    changed(campaign_folder, "ARB", position="Director")
    only = ("--only", "ARB")
    assert invoke("confirmations", "reps.xlsx", *only, "--quiet").code == 0
    findings, letters = packed(campaign_folder, invoke)
    assert findings == [("B060", "out confirmation/fr/confirmation-ARB-fr.docx"),
                        ("B060", "out note/fr/note-ARB-fr.docx")]  # fmt: skip
    assert letters == every() - {"ARB/confirmation-ARB-fr", "ARB/note-ARB-fr"}


def test_a_row_that_has_changed(campaign_folder: Path, invoke: Program) -> None:
    changed(campaign_folder, "EUR", position="Director")
    expected = [("B061", f"out {kind}/{code}/{kind}-EUR-{code}.docx")
                for kind in ("confirmation", "note") for code in ("en", "fr")]  # fmt: skip
    assert packed(campaign_folder, invoke)[0] == expected
    assert packed(campaign_folder, invoke, "--lang", "en")[0] == expected[::2]
    assert packed(campaign_folder, invoke, "--lang", "es")[0] == []


def test_an_address_of_the_organizations_that_has_changed(
    campaign_folder: Path, invoke: Program
) -> None:
    """It is that of the note, and of the copy of the confirmation."""
    path = campaign_folder / "mailing_lists/rtos.csv"
    text = path.read_text(encoding="utf-8-sig")
    old = "secretariat.cept@example.org"
    assert old in text
    path.write_text(text.replace(old, f"new.{old}"), encoding="utf-8-sig")
    assert packed(campaign_folder, invoke)[0] == [
        ("B061", f"out {kind}/{code}/{kind}-EUR-{code}.docx")
        for kind in ("confirmation", "note")
        for code in ("en", "fr")
    ]


def test_not_due_and_of_another_campaign(campaign_folder: Path, invoke: Program) -> None:
    """What is not due does not stop the others when campaign.toml has changed as well."""
    removed(campaign_folder, "CIS")
    with (campaign_folder / "campaign.toml").open("a", encoding="utf-8") as stream:
        stream.write("# changed\n")
    again = invoke("confirmations", "reps.xlsx", *ACCEPTED, "--lang", "fr", "--quiet")
    assert again.code == 0, again.stderr
    findings, letters = packed(campaign_folder, invoke)
    assert {code for code, _ in findings} == {"B060"}
    assert letters == every("CIS")


@pytest.mark.parametrize(("how", "place"), [
    ("gone", LIST), ("damaged", LIST), ("organizations", "mailing_lists/rtos.csv"),
])  # fmt: skip
def test_a_list_that_cannot_be_read(
    how: str, place: str, campaign_folder: Path, invoke: Program
) -> None:
    path = campaign_folder / place
    if how == "damaged":
        path.write_bytes(b"PK\x03\x04")
    else:
        path.unlink()
    assert packed(campaign_folder, invoke)[0] == [("B062", place)]


def test_a_list_with_a_fault_elsewhere(campaign_folder: Path, invoke: Program) -> None:
    """Whose row is whole is due as she was; of her whose row is not, nobody can say."""
    changed(campaign_folder, "EUR", region="Atlantis")
    found, _ = packed(campaign_folder, invoke)
    assert [code for code, _ in found] == ["B062"]
    assert found[0][1].startswith(f"{LIST} Reps!")
    assert packed(campaign_folder, invoke, "--lang", "es")[0] == []


def test_letters_of_a_list_that_is_gone_were_deleted(
    campaign_folder: Path, invoke: Program
) -> None:
    """The list has another name now; what was not written again is deleted by hand."""
    removed(campaign_folder, "CIS")
    (campaign_folder / LIST).rename(campaign_folder / "mailing_lists/new.xlsx")
    again = invoke("confirmations", "new.xlsx", *ACCEPTED, "--lang", "fr", "--quiet")
    assert again.code == 0, again.stderr
    assert packed(campaign_folder, invoke)[0] == [("B062", LIST)]
    for path in (campaign_folder / "out").rglob("*-CIS-*.docx"):
        path.unlink()
    findings, letters = packed(campaign_folder, invoke)
    assert {code for code, _ in findings} == {"B060"}
    assert letters == every("CIS")


@pytest.mark.parametrize(("how", "code"), [("removed", "B060"), ("changed", "B061")])
def test_a_recipient_of_the_circular(
    how: str, code: str, campaign_folder: Path, invoke: Program
) -> None:
    path = campaign_folder / "mailing_lists/member_states.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (at,) = (number for number, line in enumerate(lines) if line.startswith("CHN,"))
    assert lines[at].endswith("\n")
    lines[at] = "" if how == "removed" else lines[at].replace("CHN,", "CHN, ", 1)
    if how == "changed":
        assert "@" in lines[at]
        lines[at] = lines[at].replace("CHN, ", "CHN,", 1).replace("@", ".new@", 1)
    path.write_text("".join(lines), encoding="utf-8-sig")
    answer = invoke("bundle", "--kind", "circular", "--allow-missing", "--json")
    found = [each for each in answer.findings if each[0] != "B006"]
    (letter,) = (path for path in json.loads(
        (campaign_folder / "out/.docgen/published.json").read_text(encoding="utf-8"))
        if path.startswith("circular/") and "CHN" in path)  # fmt: skip
    assert found == [(code, f"out {letter}")]
    assert answer.code == (0 if how == "removed" else 1)


def test_a_state_that_was_added_since_the_circular(campaign_folder: Path, invoke: Program) -> None:
    """In the languages that are there; a member from a later day on is not due."""
    path = campaign_folder / "mailing_lists/member_states.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (china,) = (line for line in lines if line.startswith("CHN,"))
    lines.append(china.replace("CHN,", "XXX,", 1))
    path.write_text("".join(lines), encoding="utf-8-sig")
    answer = invoke("bundle", "--kind", "circular", "--allow-missing", "--json")
    assert [each for each in answer.findings if each[0] != "B006"] == [
        ("B070", "mailing_lists/rtos.csv, mailing_lists/member_states.csv")
    ]
