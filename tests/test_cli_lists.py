"""``docgen lists``: forms are made, lists that come back are checked and shown in copies."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Program, contents

from docgen.cli.checking import check_list
from docgen.cli.report import Report, RowHeads, print_by_row
from docgen.diagnostics import Finding, Place, error, note, warning
from docgen.recipients import Entries
from docgen.recipients.filled import Filled
from docgen.recipients.form import DELEGATES, REPRESENTATIVES
from docgen.recipients.known import load_known
from docgen.recipients.stamp import FINDINGS_SHEET, read_stamp

ROOT = Path(__file__).resolve().parent.parent
FAULTS = ROOT / "examples" / "faults.xlsx"
PAGE = (ROOT / "docs" / "lists.md").read_text(encoding="utf-8")


def table_of_the_page() -> list[tuple[str, str, str]]:
    rows = re.findall(r"^\| (.+?) \| ([LN]\d{3}) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
    assert all(cure.strip() for *_, cure in rows)
    return [(place, code, message) for place, code, message, _ in rows]


# ------------------------------------------------------------------------------- lists new


def test_a_form_for_each_language(campaign: Path, invoke: Program) -> None:
    answer = invoke("lists", "new", "delegates", "--json")
    assert answer.code == 0
    assert [file["path"] for file in answer.json["files"]] == [
        f"out/lists/delegates-{code}.xlsx" for code in ("ar", "en", "es", "fr", "ru", "zh")
    ]
    assert [file["language"] for file in answer.json["files"]] == [
        "ar", "en", "es", "fr", "ru", "zh",
    ]  # fmt: skip
    assert answer.findings == []


def test_what_a_form_says_of_the_campaign(campaign: Path, invoke: Program) -> None:
    assert invoke("lists", "new", "representatives", "--lang", "fr", "--lang", "zh").code == 0
    said = {}
    for code in ("fr", "zh"):
        path = campaign / "out" / "lists" / f"representatives-{code}.xlsx"
        sheet = openpyxl.load_workbook(path).worksheets[1]
        said[code] = {row[0]: row[1] for row in sheet.values if row[1]}
        stamp = read_stamp(path)
        assert stamp is not None
        assert (stamp.form, stamp.version, stamp.language) == ("representatives", 1, code)
    assert said["fr"]["Référence"] == "Circulaire TSB 182"
    assert said["fr"]["Objet"] == "Réseau de femmes (NoW in ITU-T), AMNT-24"
    assert said["fr"]["À renvoyer au plus tard le"] == "5 avril 2024"
    assert said["fr"]["À renvoyer à"] == (
        "Mme Charlyne Restivo\n+41 22 730 5861\ncharlyne.restivo@itu.int"
    )
    assert said["zh"]["提交截止日期"] == "2024年4月5日"
    assert said["zh"]["请返回至"].startswith("Charlyne Restivo女士\n")


def test_telephone_numbers_keep_their_direction_in_arabic(campaign: Path, invoke: Program) -> None:
    assert invoke("lists", "new", "representatives", "--lang", "ar").code == 0
    path = campaign / "out" / "lists" / "representatives-ar.xlsx"
    values = [row[1] for row in openpyxl.load_workbook(path).worksheets[1].values]
    assert any(value and "\u200e+41 22 730 5861\u200e" in value for value in values)


def test_forms_are_the_same_each_time_and_go_where_asked(campaign: Path, invoke: Program) -> None:
    assert invoke("lists", "new", "recipients", "--lang", "en", "--out", "a").code == 0
    assert invoke("lists", "new", "recipients", "--lang", "en", "--out", "b").code == 0
    assert contents(campaign / "a") == contents(campaign / "b")
    assert list(contents(campaign / "a")) == ["recipients-en.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "code", "findings"),
    [
        (("delegates", "--lang", "cn"), 1, [("C010", "--lang cn")]),
        (("nobody",), 2, []),
        (("delegates", "--campaign", "elsewhere/campaign.toml"), 1, [("C001", "campaign.toml")]),
    ],
)
def test_forms_that_cannot_be_made(
    arguments: tuple[str, ...],
    code: int,
    findings: list[tuple[str, str]],
    campaign: Path,
    invoke: Program,
) -> None:
    answer = invoke("lists", "new", *arguments)
    assert (answer.code, answer.findings) == (code, findings)
    assert contents(campaign / "out") == {}


def test_without_the_lists_that_forms_rest_on(campaign: Path, invoke: Program) -> None:
    (campaign / "mailing_lists" / "rtos.csv").unlink()
    answer = invoke("lists", "new", "delegates")
    assert answer.findings == [("L001", "mailing_lists/rtos.csv")]


def test_a_folder_that_cannot_be_written(campaign: Path, invoke: Program) -> None:
    (campaign / "blocked").write_text("a file")
    answer = invoke("lists", "new", "delegates", "--lang", "en", "--out", "blocked")
    assert answer.findings == [("C015", "blocked/delegates-en.xlsx")]
    assert (campaign / "blocked").read_text() == "a file"


# ------------------------------------------------------------------------------- lists check


def test_the_lists_that_travel_with_docgen(campaign: Path, invoke: Program) -> None:
    answer = invoke(
        "lists", "check", "mailing_lists/reps.xlsx", "mailing_lists/delegates.xlsx", "--json"
    )
    assert (answer.code, answer.findings) == (0, [])


def test_a_list_is_looked_for_where_the_letters_look_for_it(
    campaign: Path, invoke: Program
) -> None:
    answer = invoke("lists", "check", "reps.xlsx")
    assert answer.code == 0
    assert "mailing_lists/reps.xlsx: representatives" in answer.stdout


def test_lists_of_organizations(campaign: Path, invoke: Program) -> None:
    answer = invoke("lists", "check", "mailing_lists/rtos.csv")
    assert (answer.code, answer.findings) == (0, [])
    assert "mailing_lists/rtos.csv: recipients (by its headers), 6 rows" in answer.stdout


def test_faults_are_those_that_the_page_walks_through(invoke: Program) -> None:
    answer = invoke("lists", "check", str(FAULTS), "--campaign", str(ROOT / "campaign.toml"),
                    "--json")  # fmt: skip
    assert answer.code == 1
    found = []
    for finding in answer.json["findings"]:
        place = finding["place"].removeprefix("examples/faults.xlsx").strip()
        found.append((place.removeprefix("Reps!") or "the file", finding["code"],
                      finding["message"]))  # fmt: skip
    assert found == table_of_the_page()
    rows = [re.findall(r"\d+", place)[:1] for place, *_ in found]
    assert len({row[0] for row in rows if row}) >= 40


def test_what_the_page_shows_of_the_report(campaign: Path, invoke: Program) -> None:
    shutil.copy2(FAULTS, campaign / "faults.xlsx")
    answer = invoke("lists", "check", "faults.xlsx")
    block = next(b for b in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) if "row 8" in b)
    assert block in answer.stdout
    assert answer.stdout.startswith("faults.xlsx\n  L041 warning  the file\n")
    assert answer.stdout.splitlines()[-2:] == [
        "faults.xlsx: representatives (as the file says), 4 rows without a fault",
        "40 errors, 5 warnings, 2 notes",
    ]
    assert max(map(len, answer.stdout.splitlines())) <= 80
    assert "\x1b" not in answer.stdout
    assert "\u202e" not in answer.stdout
    quiet = invoke("lists", "check", "faults.xlsx", "--quiet")
    assert quiet.stdout.endswith("40 errors, 5 warnings\n") or "note" not in quiet.stdout


def test_a_list_of_the_wrong_form(campaign: Path, invoke: Program) -> None:
    answer = invoke("lists", "check", "mailing_lists/reps.xlsx", "--form", "delegates", "--json")
    assert (answer.code, answer.findings) == (1, [("L044", "mailing_lists/reps.xlsx")])


def test_a_list_that_is_not_there(campaign: Path, invoke: Program) -> None:
    answer = invoke("lists", "check", "nobody.xlsx", "--annotate", "--json")
    assert (answer.code, answer.findings) == (1, [("L001", "nobody.xlsx")])
    assert contents(campaign / "out") == {}


def test_options_that_do_not_go_together(campaign: Path, invoke: Program) -> None:
    assert invoke("lists", "check", "mailing_lists/reps.xlsx", "--out", "x").code == 2
    assert invoke("lists", "check").code == 2


# ------------------------------------------------------------------------------- copies, and curing


def spoil(path: Path, to: Path, **cells: Any) -> Path:
    """A copy of an example list with other values in some cells."""
    workbook = openpyxl.load_workbook(path)
    for where, value in cells.items():
        workbook.worksheets[0][where] = value
    workbook.save(to)
    return to


def test_annotated_cured_and_checked_again(campaign: Path, invoke: Program) -> None:
    source = campaign / "mailing_lists" / "reps.xlsx"
    path = spoil(source, campaign / "reps.xlsx", B3="Afrca", C4=None, P5="03/04/2024")
    before = path.read_bytes()
    expected = [("L009", "reps.xlsx Reps!B3"), ("L007", "reps.xlsx Reps!C4"),
                ("L037", "reps.xlsx Reps!P5")]  # fmt: skip
    answer = invoke("lists", "check", "reps.xlsx", "--annotate", "--json")
    assert (answer.code, answer.findings) == (1, expected)
    assert answer.paths == ["out/lists/reps-checked.xlsx"]
    assert path.read_bytes() == before

    checked = campaign / "out" / "lists" / "reps-checked.xlsx"
    once = checked.read_bytes()
    again = invoke("lists", "check", str(checked), "--annotate", "--json")
    assert [(code, place.rpartition(" ")[2]) for code, place in again.findings] == [
        (code, place.rpartition(" ")[2]) for code, place in expected
    ]
    assert again.paths == ["out/lists/reps-checked-2.xlsx"]
    assert checked.read_bytes() == once
    assert (campaign / "out" / "lists" / "reps-checked-2.xlsx").read_bytes() == once

    workbook = openpyxl.load_workbook(checked)
    assert workbook.sheetnames[:2] == [FINDINGS_SHEET, "Reps"]
    told = [cell.value for cell in workbook[FINDINGS_SHEET]["D"]]
    assert told[1].startswith("AFR  Fatou Ndiaye, Region\n")
    sheet = workbook["Reps"]
    assert sheet["B3"].fill.fgColor.rgb == "FFF9C2BD"
    sheet["B3"], sheet["C4"], sheet["P5"] = "Africa", "H.E.", date(2024, 4, 1)
    workbook.save(checked)
    cured = invoke("lists", "check", str(checked), "--annotate", "--json")
    assert (cured.code, cured.findings, cured.paths) == (0, [], [])


def test_a_copy_in_which_somebody_cures_is_not_written_over(
    campaign: Path, invoke: Program
) -> None:
    spoil(campaign / "mailing_lists" / "reps.xlsx", campaign / "reps.xlsx", B3="Afrca", C4=None)
    for _ in range(2):  # one that nobody has touched may be replaced
        answer = invoke("lists", "check", "reps.xlsx", "--annotate", "--json")
        assert answer.paths == ["out/lists/reps-checked.xlsx"]
    copy = campaign / "out" / "lists" / "reps-checked.xlsx"
    workbook = openpyxl.load_workbook(copy)
    workbook["Reps"]["B3"] = "Africa"
    workbook.save(copy)
    half_cured = copy.read_bytes()
    answer = invoke("lists", "check", "reps.xlsx", "--annotate", "--json")
    assert answer.paths == ["out/lists/reps-checked-2.xlsx"]
    assert copy.read_bytes() == half_cured


def test_a_copy_of_a_text_file(campaign: Path, invoke: Program) -> None:
    lines = (
        "key,region,honorific,given_name,family_name,gender,position,organization,country,"
        "language,email,appointed,fellowship\n"
        "AFR-1,AFR,Ms,Ama,Mensah,F,Engineer,Agency,Ghana,en,ama@example.org,yes,no\n"
        "AFR-2,AFR,Ms,Efua,Owusu,F,=1+1,Agency,Ghana,en,efua@example,yes,no\n"
    )
    (campaign / "women.csv").write_text(lines, encoding="utf-8")
    answer = invoke("lists", "check", "women.csv", "--annotate", "--json")
    assert answer.findings == [("L014", "women.csv K3")]
    assert answer.paths == ["out/lists/women-checked.xlsx"]
    copy = campaign / "out" / "lists" / "women-checked.xlsx"
    sheet = openpyxl.load_workbook(copy)["List"]
    assert (sheet["G3"].value, sheet["G3"].data_type) == ("=1+1", "s")
    assert sheet["K3"].comment.text.startswith("— docgen —\nL014 error")
    # The copy is a list itself; its findings are at the same cells.
    again = invoke("lists", "check", str(copy), "--json")
    assert again.findings == [("L014", "out/lists/women-checked.xlsx List!K3")]


def test_a_workbook_that_openpyxl_does_not_take(
    campaign: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy has the values then, and says so."""
    from docgen.workbooks import annotate as module

    original = openpyxl.load_workbook
    calls: list[int] = []

    def refuse(*arguments: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise KeyError("unknown part")
        return original(*arguments, **options)

    spoil(campaign / "mailing_lists" / "reps.xlsx", campaign / "reps.xlsx", B3="Afrca")
    monkeypatch.setattr(module, "load_workbook", refuse)
    answer = invoke("lists", "check", "reps.xlsx", "--annotate", "--json")
    assert answer.findings == [("L047", "reps.xlsx"), ("L009", "reps.xlsx Reps!B3")]
    assert answer.paths == ["out/lists/reps-checked.xlsx"]
    workbook = openpyxl.load_workbook(campaign / "out" / "lists" / "reps-checked.xlsx")
    assert workbook["Reps"]["B3"].value == "Afrca"
    assert workbook["Reps"]["B3"].fill.fgColor.rgb == "FFF9C2BD"


def test_lists_that_are_too_large_to_be_copied(
    campaign: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(campaign / "mailing_lists" / "reps.xlsx", campaign / "reps.xlsx", B3="Afrca")
    monkeypatch.setattr("docgen.workbooks.annotate.MAX_XML", 300_000)
    answer = invoke("lists", "check", "reps.xlsx", "--annotate", "--json")
    assert answer.findings == [("L047", "reps.xlsx"), ("L009", "reps.xlsx Reps!B3")]
    assert answer.paths == ["out/lists/reps-checked.xlsx"]
    monkeypatch.setattr("docgen.cli.lists.MAX_CELLS", 20)
    answer = invoke("lists", "check", "reps.xlsx", "--annotate", "--json")
    assert answer.findings == [("L047", "reps.xlsx"), ("L009", "reps.xlsx Reps!B3")]
    assert answer.paths == []


def test_a_copy_is_written_whole_or_not_at_all(
    campaign: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(campaign / "mailing_lists" / "reps.xlsx", campaign / "reps.xlsx", B3="Afrca")
    assert invoke("lists", "check", "reps.xlsx", "--annotate").code == 1
    before = contents(campaign / "out" / "lists")
    assert list(before) == ["reps-checked.xlsx"]

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    answer = invoke("lists", "check", "reps.xlsx", "--annotate", "--json")
    assert answer.findings == [("C015", "out/lists/reps-checked.xlsx"),
                               ("L009", "reps.xlsx Reps!B3")]  # fmt: skip
    assert contents(campaign / "out" / "lists") == before


# ------------------------------------------------------------------------------- for other commands


def test_producers_add_what_they_find() -> None:
    known, _ = load_known(ROOT / "mailing_lists", lambda path: path.name)
    assert known is not None

    def one_region(filled: Filled, entries: Entries) -> list[Finding]:
        assert filled.form is REPRESENTATIVES
        return [
            warning("L009", person.at("region"), "only Africa")
            for person in entries.whole
            if person.region != "AFR"
        ]

    path = ROOT / "mailing_lists" / "reps.xlsx"
    checked = check_list(path, "reps.xlsx", known, producers=[one_region])
    assert [(f.code, f.place.detail) for f in checked.findings] == [
        ("L009", f"Reps!B{row}") for row in range(4, 9)
    ]
    assert checked.entries is not None
    assert len(checked.entries.whole) == 6
    # Names as in the letters: in Chinese characters the family name comes first.
    assert checked.heads.titles({3, 6}) == {3: "AFR  Fatou Ndiaye", 6: "ASP  王晓梅"}
    assert check_list(path, "reps.xlsx", known, DELEGATES).entries is None


def test_findings_by_row(capsys: pytest.CaptureFixture[str]) -> None:
    def at(row: int, column: int) -> Place:
        return Place.cell("a.xlsx", "Reps", row, column)

    heads = {"a.xlsx": RowHeads(lambda _: {3: "ASP  王晓梅"}, {1: "Region *", 2: "Given\nname"})}
    print_by_row(
        [
            note("L035", at(3, 3), "字" * 30 + " " + "字" * 30),
            error("L009", at(3, 2), "wrong", "do it " * 20),
            warning("L039", Place.row("a.xlsx", "Reps", 9), "a total"),
            error("L001", Place("b.csv"), "there is no such file"),
        ],
        heads,
        err=True,
    )
    assert capsys.readouterr().err == (
        "a.xlsx\n"
        "\n"
        "  row 3  ASP  王晓梅\n"
        "    L009 error  B3 Region\n"
        "      wrong\n"
        "      → do it do it do it do it do it do it do it do it do it do it do it do it\n"
        "      do it do it do it do it do it do it do it do it\n"
        "    L035 note  C3 Given name\n"
        f"      {'字' * 30}\n"
        f"      {'字' * 30}\n"
        "\n"
        "  row 9\n"
        "    L039 warning\n"
        "      a total\n"
        "\n"
        "b.csv\n"
        "  L001 error  the file\n"
        "    there is no such file\n"
    )


def test_a_report_groups_the_findings_of_its_lists(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("confirmations", as_json=False, quiet=False)
    report.lists["a.xlsx"] = RowHeads(lambda _: {2: "AFR"}, {1: "Region"})
    report.hints.append("look at the list")
    report.findings += [
        error("L009", Place.cell("a.xlsx", "Reps", 2, 2), "wrong"),
        error("C010", Place("--lang", (), "cn"), "there is no language 'cn'"),
    ]
    with pytest.raises(SystemExit):
        report.end()
    assert capsys.readouterr().err == (
        "a.xlsx\n\n  row 2  AFR\n    L009 error  B2 Region\n      wrong\n\n"
        "C010 error --lang cn\n    there is no language 'cn'\n"
        "2 errors; nothing was written\n→ look at the list\n"
    )


def test_the_json_of_faults_names_cells(invoke: Program) -> None:
    answer = invoke("lists", "check", str(FAULTS), "--campaign", str(ROOT / "campaign.toml"),
                    "--json")  # fmt: skip
    first = json.loads(answer.stdout)["findings"][2]
    assert first == {
        "code": "L007",
        "severity": "error",
        "place": "examples/faults.xlsx Reps!C3",
        "message": "Title is empty",
        "hint": "choose from the list of the cell",
    }
