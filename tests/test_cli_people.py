"""The commands for people: from a workbook to letters, or to the cells that are wrong."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Program, visible

from docgen.cli import report
from docgen.proof import read_letter

CONFIRM = ("confirmations", "mailing_lists/reps.xlsx")
INVITE = ("invitations", "mailing_lists/delegates.xlsx")
HEADER = 1
FIRST = 3  # the row of the first person: the header and the example come before


def change(path: Path, cells: Mapping[str, Any], sheet: str | None = None) -> None:
    """Write into cells of a list, as an officer would."""
    book = openpyxl.load_workbook(path)
    page = book[sheet] if sheet else book[book.sheetnames[0]]
    for cell, value in cells.items():
        page[cell] = value
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())


def columns(path: Path) -> dict[str, str]:
    """The letter of each column of a form by its stable key."""
    from docgen.recipients.form import FORMS
    from docgen.recipients.words import plain

    form = FORMS["representatives" if "reps" in path.name else "delegates"]
    page = openpyxl.load_workbook(path)[form.sheet]
    found = {}
    for cell in page[HEADER]:
        column = form.by_header.get(plain(str(cell.value or "")))
        if column is not None:
            found[column.key] = cell.column_letter
    return found


def edit(path: Path, row: int, **values: Any) -> dict[str, str]:
    """Change a person's cells by their stable keys; the places of all cells of her row."""
    at = columns(path)
    change(path, {f"{at[key]}{row}": value for key, value in values.items()})
    return {key: f"{letter}{row}" for key, letter in at.items()}


def test_six_confirmations_with_their_notes(campaign: Path, invoke: Program) -> None:
    answer = invoke(*CONFIRM, "--json")
    assert (answer.code, answer.findings) == (0, [])
    assert [(f["kind"], f["language"], f["recipient"]) for f in answer.json["files"]] == [
        ("confirmation", "fr", "AFR"),
        ("confirmation", "es", "AMS"),
        ("confirmation", "ar", "ARB"),
        ("confirmation", "zh", "ASP"),
        ("confirmation", "ru", "CIS"),
        ("confirmation", "en", "EUR"),
        ("note", "en", "AFR"),
        ("note", "es", "AMS"),
        ("note", "ar", "ARB"),
        ("note", "en", "ASP"),
        ("note", "ru", "CIS"),
        ("note", "en", "EUR"),
    ]
    assert sorted(f"out/{name}" for name, data in visible(campaign / "out").items()
                  if data is not None and name != ".gitkeep") == sorted(answer.paths)  # fmt: skip


def test_a_list_by_its_name_alone(campaign: Path, invoke: Program) -> None:
    answer = invoke("confirmations", "reps.xlsx", "--json")
    assert (answer.code, len(answer.paths)) == (0, 12)
    (campaign / "reps.xlsx").write_bytes(b"")  # one that is here comes first
    answer = invoke("confirmations", "reps.xlsx", "--json")
    assert (answer.code, answer.findings) == (1, [("L003", "reps.xlsx")])


def test_twenty_four_invitations(campaign: Path, invoke: Program) -> None:
    answer = invoke(*INVITE, "--json")
    assert (answer.code, answer.findings) == (0, [])
    assert len(answer.paths) == 24
    assert {file["language"] for file in answer.json["files"]} == {
        "ar", "en", "es", "fr", "ru", "zh",
    }  # fmt: skip


def test_what_a_confirmation_says(campaign: Path, invoke: Program) -> None:
    invoke(*CONFIRM, "--only", "EUR")
    (path,) = (campaign / "out/confirmation/en").iterdir()
    text = "\n".join(passage.text for passage in read_letter(path.read_bytes()).passages)
    for words in (
        "TSB/CIR-182/REP/EUR", "Professor Ingrid Halvorsen", "8 April 2024", "Norway",
        "European Conference of Postal and Telecommunications Administrations (CEPT)",
        "Dear Professor Halvorsen,", "the 2025-2028 study period", "early April 2024",
        "Copenhagen, Denmark", "on 1 and 2 July 2024", "Annex 1", "Yours sincerely,",
    ):  # fmt: skip
        assert words in text, words


def test_fellowship_words_stand_where_one_is_granted(campaign: Path, invoke: Program) -> None:
    invoke(*INVITE, "--only", "ASP")
    said = {}
    for path in (campaign / "out/invitation/en").iterdir():
        letter = read_letter(path.read_bytes())
        text = " ".join(passage.text for passage in letter.passages)
        said[dict(letter.properties)["docgen.key"]] = "fellowship" in text
    assert said == {"ASP-001": False, "ASP-004": True}


def test_the_same_bytes_with_any_number_of_workers(campaign: Path, run: Program) -> None:
    found = []
    for number, (seed, jobs) in enumerate((("1", "1"), ("2", "2"))):
        out = f"out{number}"
        answer = run(*CONFIRM, "--out", out, "--jobs", jobs, env={"PYTHONHASHSEED": seed})
        assert answer.code == 0
        found.append(visible(campaign / out))
    assert found[0] == found[1]


def test_only_some(campaign: Path, invoke: Program) -> None:
    answer = invoke(*CONFIRM, "--only", "afr", "--only", "EUR", "--json")
    assert [file["recipient"] for file in answer.json["files"]] == ["AFR", "EUR", "AFR", "EUR"]
    answer = invoke(*INVITE, "--only", "CIS-002", "--json")
    assert [file["recipient"] for file in answer.json["files"]] == ["CIS-002"]
    answer = invoke(*CONFIRM, "--only", "AFX", "--json")
    assert (answer.code, answer.findings) == (1, [("L009", "--only AFX")])
    assert answer.json["findings"][0]["hint"] == "did you mean AFR?"


def test_a_courtesy_copy(campaign: Path, invoke: Program) -> None:
    answer = invoke(*CONFIRM, "--only", "AFR", "--lang", "en", "--json")
    assert [(f["kind"], f["language"]) for f in answer.json["files"]] == [
        ("confirmation", "fr"), ("confirmation", "en"), ("note", "en"),
    ]  # fmt: skip


def test_no_courtesy_copy_in_russian_of_a_cyrillic_name(campaign: Path, invoke: Program) -> None:
    cell = edit(campaign / "mailing_lists/reps.xlsx", FIRST + 4, language="English")["language"]
    answer = invoke(*CONFIRM, "--only", "CIS", "--lang", "ru", "--json")
    assert (answer.code, answer.findings) == (1, [("L011", f"mailing_lists/reps.xlsx Reps!{cell}")])


def test_the_plan(campaign: Path, invoke: Program) -> None:
    answer = invoke(*INVITE, "--only", "AFR", "--dry-run")
    assert answer.code == 0
    rows = [line.split() for line in answer.stdout.splitlines() if "AFR-" in line]
    assert [(row[0], row[-3], row[-2], row[-1]) for row in rows] == [
        ("AFR-001", "fr", "T22-TSB-CIR-0182-TRN-AFR-001!!MSW-F.docx", "0"),
        ("AFR-002", "en", "T22-TSB-CIR-0182-TRN-AFR-002!!MSW-E.docx", "0"),
        ("AFR-003", "fr", "T22-TSB-CIR-0182-TRN-AFR-003!!MSW-F.docx", "0"),
        ("AFR-004", "en", "T22-TSB-CIR-0182-TRN-AFR-004!!MSW-E.docx", "0"),
    ]
    assert answer.stdout.rstrip().endswith("4 letters would be written")
    assert list(visible(campaign / "out")) == []


def test_a_plan_of_very_many(
    campaign: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of them are shown, so that the table is bounded."""
    whole = invoke(*INVITE, "--only", "AFR", "--dry-run").stdout
    monkeypatch.setattr(report, "MOST_ROWS", 3)
    answer = invoke(*INVITE, "--only", "AFR", "--dry-run")
    assert [line.split()[0] for line in answer.stdout.splitlines() if "AFR-" in line] == [
        "AFR-001", "AFR-002", "AFR-003",
    ]  # fmt: skip
    assert "and 1 more; --json names all files\n4 letters would be written" in answer.stdout
    assert "more" not in whole
    assert len(invoke(*INVITE, "--only", "AFR", "--dry-run", "--json").json["files"]) == 4


def test_one_fault_and_nothing_is_written(campaign: Path, invoke: Program) -> None:
    path = campaign / "mailing_lists/reps.xlsx"
    first = edit(path, FIRST, gender=None, email="fatou@")
    last = edit(path, FIRST + 5, received="03/04/2024")
    answer = invoke(*CONFIRM, "--json")
    assert answer.code == 1
    place = "mailing_lists/reps.xlsx Reps!"
    assert answer.findings == [
        ("L007", f"{place}{first['gender']}"),
        ("L014", f"{place}{first['email']}"),
        ("L037", f"{place}{last['received']}"),
    ]
    assert list(visible(campaign / "out")) == []


def test_faults_are_told_by_row(campaign: Path, invoke: Program) -> None:
    edit(campaign / "mailing_lists/reps.xlsx", FIRST, gender=None)
    answer = invoke(*CONFIRM)
    assert answer.code == 1
    assert answer.stdout == ""
    assert "row 3  AFR  Fatou Ndiaye" in answer.stderr
    assert "L007 error  F3 Gender" in answer.stderr
    assert "→ choose it from the list of the cell (F or M in a file without one)" in answer.stderr
    assert "docgen lists check mailing_lists/reps.xlsx --annotate" in answer.stderr
    assert max(map(len, answer.stderr.splitlines())) <= 80


def test_a_warning_asks_for_a_decision(campaign: Path, invoke: Program) -> None:
    path = campaign / "mailing_lists/reps.xlsx"
    cells = edit(path, FIRST, received=datetime(2024, 4, 6, 0, 0, 1), validated=date(2024, 4, 8))
    late = ("N005", f"mailing_lists/reps.xlsx Reps!{cells['received']}")
    answer = invoke(*CONFIRM, "--json")
    assert answer.code == 1
    assert answer.findings == [("N040", "--accept N005"), late]
    assert answer.json["findings"][0]["hint"] == "cure them, or go on with --accept N005"
    assert list(visible(campaign / "out")) == []
    answer = invoke(*CONFIRM, "--accept", "N012,n005", "--json")
    assert (answer.code, answer.findings) == (0, [late])
    assert answer.json["findings"][0]["severity"] == "note"


def test_a_code_that_cannot_be_accepted(campaign: Path, invoke: Program) -> None:
    answer = invoke(*CONFIRM, "--accept", "L007")
    assert answer.code == 2
    assert "there is no 'L007'; did you mean N007?" in answer.stderr
    edit(campaign / "mailing_lists/reps.xlsx", FIRST, nominated_by="CEPT")
    answer = invoke(*CONFIRM, "--accept", "N004", "--json")
    assert answer.code == 1
    assert [code for code, _ in answer.findings] == ["N004"]


def test_a_nomination_that_waits(campaign: Path, invoke: Program) -> None:
    cells = edit(campaign / "mailing_lists/reps.xlsx", FIRST, validated=None, status="Received")
    answer = invoke(*CONFIRM, "--json")
    assert answer.code == 0
    assert answer.findings == [("N009", f"mailing_lists/reps.xlsx Reps!{cells['validated']}")]
    assert "AFR" not in {file["recipient"] for file in answer.json["files"]}


@pytest.mark.parametrize(
    ("command", "day", "expected"),
    [
        (CONFIRM, "2024-04-03", ["N010"]),  # the last validation is of the next day
        (INVITE, "2024-05-23", ["N034", "N034", "N034", "N034"]),
        (INVITE, "2024-03-05", ["N034"]),
        (CONFIRM, "8 April", ["C017"]),
    ],
)
def test_dates_out_of_time(
    campaign: Path, invoke: Program, command: tuple[str, ...], day: str, expected: list[str]
) -> None:
    answer = invoke(*command, "--date", day, "--json")
    assert answer.code == 1
    errors = [found for found in answer.json["findings"] if found["severity"] == "error"]
    assert [found["code"] for found in errors if found["code"] != "N040"] == expected


def test_the_fifth_fellowship(campaign: Path, invoke: Program) -> None:
    path = campaign / "mailing_lists/delegates.xlsx"
    at = columns(path)
    page = openpyxl.load_workbook(path)["Delegates"]
    row = {at_key: page[f"{letter}{FIRST + 3}"].value for at_key, letter in at.items()}
    for offset in range(4):
        edit(path, FIRST + offset, fellowship="Yes")
    new = {**row, "key": "AFR-005", "given_name": "Zola", "email": "zola@example.org"}
    cells = edit(path, FIRST + 24, **{**new, "fellowship": "Yes"})
    answer = invoke(*INVITE, "--json")
    place = f"mailing_lists/delegates.xlsx Delegates!{cells['fellowship']}"
    assert (answer.code, answer.findings) == (1, [("N033", place)])


def test_the_lists_of_the_two_commands_are_not_mixed_up(campaign: Path, invoke: Program) -> None:
    answer = invoke("confirmations", "mailing_lists/delegates.xlsx", "--json")
    assert (answer.code, answer.findings) == (1, [("L044", "mailing_lists/delegates.xlsx")])


def test_a_region_whose_organization_is_not_listed(campaign: Path, invoke: Program) -> None:
    path = campaign / "mailing_lists/rtos.csv"
    text = path.read_text(encoding="utf-8-sig").replace("\nCEPT,", "\nCEPZ,")
    path.write_text(text, encoding="utf-8-sig")
    answer = invoke(*CONFIRM, "--json")
    assert answer.code == 1
    assert ("L009", "campaign.toml [regions.EUR] rto") in answer.findings


@pytest.mark.parametrize("command", ["confirmations", "invitations"])
def test_a_missing_list(campaign: Path, invoke: Program, command: str) -> None:
    answer = invoke(command, "nowhere.xlsx", "--json")
    assert (answer.code, answer.findings) == (1, [("L001", "nowhere.xlsx")])


def test_a_kind_of_the_campaigns_own(campaign: Path, invoke: Program) -> None:
    """A kind is a table of campaign.toml: the note becomes a letter of its own name."""
    path = campaign / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('companions = ["note"]', 'companions = ["information"]')
    path.write_text(text.replace("[kinds.note]", "[kinds.information]"), encoding="utf-8")
    answer = invoke(*CONFIRM, "--only", "EUR", "--json")
    assert [file["kind"] for file in answer.json["files"]] == ["confirmation", "information"]


def test_status(campaign: Path, invoke: Program) -> None:
    answer = invoke("status", "--date", "2024-04-08", "--json")
    assert answer.code == 0
    said = json.loads(answer.stdout)
    assert list(said) == ["command", "ok", "files", "findings", "status"]
    status = said["status"]
    assert status["missing"] == []
    assert status["regions"][0] == {
        "region": "AFR",
        "organization": "ATU",
        "nominee": "Fatou Ndiaye",
        "state": "validated",
        "received": "2024-03-18",
        "validated": "2024-03-22",
        "rpm": {"first": "2024-07-15", "last": "2024-07-18"},
        "training": {"first": "2024-07-19", "last": "2024-07-19"},
        "host_confirmed": "2024-04-03",
        "delegates": 4,
        "fellowships": 3,
        "fellowships_most": 4,
    }
    assert [(each["name"], each["days"]) for each in status["deadlines"][:3]] == [
        ("appointment", -3), ("details", -3), ("fellowship CIS", 11),
    ]  # fmt: skip


def test_status_names_who_is_missing(campaign: Path, invoke: Program) -> None:
    path = campaign / "mailing_lists/reps.xlsx"
    edit(path, FIRST + 3, status="Withdrawn")
    edit(path, FIRST + 4, received=date(2024, 4, 9), validated=None, status=None)
    answer = invoke("status", "--date", "2024-04-10")
    assert answer.code == 0
    assert "Nominee missing: ASP (APT)" in answer.stdout
    assert "late 04-09" in answer.stdout
    assert "Appointment: 2024-04-05, 5 days past" in answer.stdout


def test_status_does_not_count_rows_with_faults(campaign: Path, invoke: Program) -> None:
    path = campaign / "her lists" / "reps.xlsx"
    path.parent.mkdir()
    (campaign / "mailing_lists/reps.xlsx").rename(path)
    edit(path, FIRST + 1, region="Atlantis")
    edit(path, FIRST + 3, email=None)
    answer = invoke("status", "--representatives", str(path), "--date", "2024-04-10")
    assert answer.code == 1
    lines = answer.stdout.splitlines()
    assert "Nominee missing, or her row has a fault: AMS (CITEL), ASP (APT)" in lines
    shown = "her lists/reps.xlsx"
    assert f"Not counted because of faults: rows {FIRST + 1}, {FIRST + 3} of {shown}" in lines
    assert answer.stderr.splitlines()[-3:] == [
        "2 errors",
        "→ to see them in a copy of the list:",
        f'→ docgen lists check "{path.as_posix()}" --annotate',
    ]
    answer = invoke("status", "--representatives", str(path), "--json")
    said = json.loads(answer.stdout)["status"]
    assert said["rows_with_faults"] == {
        "representatives": [FIRST + 1, FIRST + 3],
        "delegates": [],
    }
    path.write_bytes(b"")
    answer = invoke("status", "--representatives", str(path))
    assert f"Not counted, since it cannot be read: {shown}" in answer.stdout


def test_status_without_lists(campaign: Path, invoke: Program) -> None:
    for name in ("reps.xlsx", "delegates.xlsx"):
        (campaign / "mailing_lists" / name).unlink()
    answer = invoke("status", "--date", "2024-03-10")
    assert answer.code == 0
    assert "Nominee missing: AFR (ATU), AMS (CITEL)" in answer.stdout
    assert "Appointment: 2024-04-05, in 26 days" in answer.stdout
    answer = invoke("status", "--representatives", "nowhere.xlsx", "--json")
    assert answer.code == 1


def test_a_file_name_with_the_address_block(campaign: Path, invoke: Program) -> None:
    """Names are made without it where they do not need it."""
    path = campaign / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    head = text[: text.index("[kinds.confirmation]")]
    rest = text[len(head) :]
    line = next(each for each in rest.splitlines() if each.startswith("file_name"))
    longer = 'file_name = "{{ recipient.key }}-{{ recipient.addressee | length }}"'
    path.write_text(head + rest.replace(line, longer, 1), encoding="utf-8")
    answer = invoke(*CONFIRM, "--accept", "N010", "--accept", "N012", "--json")
    assert answer.code == 0
    names = {Path(each).stem for each in answer.paths if "/confirmation/" in each}
    assert {name.split("-")[0] for name in names} == {"AFR", "AMS", "ARB", "ASP", "CIS", "EUR"}
    assert all(int(name.split("-")[1]) > 30 for name in names)


def test_what_is_wrong_with_the_campaigns_lists_is_not_told_of_others(
    campaign: Path, invoke: Program
) -> None:
    """Rows that refer to an organization and to a state with a fault of their own."""
    for name, key in (("rtos", "ATU"), ("member_states", "SEN")):
        path = campaign / "mailing_lists" / f"{name}.csv"
        text = path.read_text(encoding="utf-8-sig")
        at = text.index("@", text.index(f"\n{key},"))
        path.write_text(f"{text[:at]}(at){text[at + 1 :]}", encoding="utf-8-sig")
    answer = invoke(*CONFIRM, "--accept", "N010", "--accept", "N012", "--json")
    assert answer.code == 1
    assert {code for code, _ in answer.findings if code.startswith("L")} == {"L014"}
    assert [place.split(" ")[0] for _, place in answer.findings] == [
        "mailing_lists/member_states.csv", "mailing_lists/rtos.csv",
    ]  # fmt: skip


def test_status_of_a_region_with_several_nominees(campaign: Path, invoke: Program) -> None:
    path = campaign / "mailing_lists" / "reps.xlsx"
    again = {"key": "EUR-2", "region": "AFR", "country": "Kenya", "nominated_by": "ATU",
             "validated": None, "email": "second@example.org", "language": "en",
             "given_name": "Second"}  # fmt: skip
    at = columns(path)
    page = openpyxl.load_workbook(path)["Reps"]
    last = max(row for row in range(FIRST, page.max_row + 1) if page[f"B{row}"].value)
    whole = {key: page[f"{letter}{FIRST}"].value for key, letter in at.items()}
    change(path, {f"{at[key]}{last + 1}": value for key, value in (whole | again).items()})
    answer = invoke("status", "--json")
    regions = json.loads(answer.stdout)["status"]["regions"]
    africa = next(each for each in regions if each["region"] == "AFR")
    assert (africa["nominee"], africa["state"]) == ("Fatou Ndiaye", "several")
    assert "several" in invoke("status").stdout


def test_names_for_only_while_rows_have_faults(campaign: Path, invoke: Program) -> None:
    path = campaign / "mailing_lists" / "reps.xlsx"
    edit(path, FIRST, telephone=5)
    answer = invoke(*CONFIRM, "--only", "nobody", "--json")
    found = next(f for f in answer.json["findings"] if f["code"] == "L009")
    assert "known: " in found["hint"] or "did you mean" in found["hint"]
    edit(path, FIRST, region="Atlantis")
    answer = invoke(*CONFIRM, "--only", "nobody", "--json")
    assert [f["place"] for f in answer.json["findings"] if f["code"] == "L009"] == [
        f"mailing_lists/reps.xlsx Reps!B{FIRST}"
    ]


def test_a_withdrawn_nominee_under_a_mistyped_header(campaign: Path, invoke: Program) -> None:
    """She would get a letter: nothing else tells that the column is not read."""
    path = campaign / "mailing_lists" / "reps.xlsx"
    at = columns(path)
    change(path, {f"{at['status']}{HEADER}": "Sttus", f"{at['status']}{FIRST}": "Withdrawn"})
    answer = invoke(*CONFIRM, "--accept", "N010", "--accept", "N012", "--json")
    assert answer.code == 1
    place = f"mailing_lists/reps.xlsx Reps!{at['status']}{HEADER}"
    assert ("L005", place) in answer.findings
    assert answer.paths == []
