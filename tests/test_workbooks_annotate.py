"""Annotated copies: what is wrong is shown, everything else stays, and nothing piles up."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import OLD_WORKBOOK
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, GradientFill, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.diagnostics import Finding, Place, Severity, error, note, warning
from docgen.recipients.filled import Filled
from docgen.recipients.form import FORMS
from docgen.recipients.known import load_lists
from docgen.recipients.stamp import FINDINGS_SHEET, MARKS_SHEET
from docgen.recipients.table import Row, Table
from docgen.workbooks import Occasion, annotated, copy_of, new_form
from docgen.workbooks.book import LONGEST, saved

ROOT = Path(__file__).resolve().parent.parent
FILE = "reps.xlsx"
SHEET = "Reps"
RED, YELLOW, BLUE = "FFF9C2BD", "FFFCE4A9", "FFCFE3F7"


def at(row: int, column: int) -> Place:
    return Place.cell(FILE, SHEET, row, column)


FINDINGS = [
    error("L009", at(3, 2), '"Afrca" is none of AFR, AMS', "did you mean AFR?"),
    warning("L043", at(3, 2), "letters of two scripts"),
    note("L035", at(4, 3), "read as +41", ""),
    error("L007", Place.row(FILE, SHEET, 5), "the row is empty"),
    error("L001", Place(FILE), "the file as a whole"),
    error("L001", Place("other.csv", (2, 1), "A2"), "another file"),
    warning("L005", at(1, 4), "the column is not known"),
]


def bytes_of(workbook: Any) -> bytes:
    return saved(workbook, datetime(2024, 3, 6))


def opened(data: bytes, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), **options)


def hers() -> Any:
    """A workbook with what an officer may have in it."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = SHEET
    for row in (
        ("key", "region", "telephone", "Nickname"),
        ("A1", "AFR", "0041", "Ami"),
        ("A2", "Afrca", "+41 22", "Bea"),
        ("A3", "=UPPER(B3)", 41, date(2024, 3, 6)),
        (None, None, None, "note"),
    ):
        sheet.append(row)
    sheet["B3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["B3"].comment = Comment("Call her.\nTwice.", "Marie")
    sheet["C4"].fill = GradientFill(stop=("FF000000", "FFFFFFFF"))
    sheet["C4"].number_format = "0.00"
    sheet["D1"].font = Font(bold=True, color="FFFFFFFF")
    sheet["A2"].comment = Comment("hers alone", "Marie")
    sheet["D2"].value = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))
    sheet["A3"].value, sheet["A3"].data_type = "=no formula", "s"
    check = DataValidation("list", formula1='"AFR,AMS"')
    check.add("B2:B99")
    sheet.add_data_validation(check)
    sheet.column_dimensions["B"].width = 33
    sheet.freeze_panes = "B2"
    other = workbook.create_sheet("Other")
    other["A1"] = "=Reps!A2"
    return workbook


def copy(
    findings: list[Finding] = FINDINGS, data: bytes | None = None, sheet: str = SHEET
) -> bytes:
    made = annotated(data or bytes_of(hers()), findings, file=FILE, sheet=sheet)
    assert made is not None
    return made


def colour(cell: Any) -> str | None:
    return cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None


def test_cells_are_coloured_by_what_weighs_most() -> None:
    sheet = opened(copy())[SHEET]
    coloured = {
        cell.coordinate: colour(cell)
        for row in sheet.iter_rows()
        for cell in row
        if colour(cell) in (RED, YELLOW, BLUE)
    }
    # A row has its first cell for it.
    assert coloured == {"B3": RED, "C4": BLUE, "A5": RED, "D1": YELLOW}
    assert sheet["D1"].font.color.rgb == "FF000000"


def test_comments_are_put_below_hers() -> None:
    sheet = opened(copy())[SHEET]
    comments = {
        cell.coordinate: (cell.comment.author, cell.comment.text)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert comments == {
        "A2": ("Marie", "hers alone"),
        "B3": (
            "Marie",
            "Call her.\nTwice.\n\n— docgen —\n"
            'L009 error: "Afrca" is none of AFR, AMS\n→ did you mean AFR?\n'
            "L043 warning: letters of two scripts",
        ),
        "C4": ("docgen", "— docgen —\nL035 note: read as +41"),
        "A5": ("docgen", "— docgen —\nL007 error: the row is empty"),
        "D1": ("docgen", "— docgen —\nL005 warning: the column is not known"),
    }


def test_the_first_sheet_lists_all_findings_with_links() -> None:
    workbook = opened(copy())
    assert workbook.sheetnames == [FINDINGS_SHEET, SHEET, "Other", MARKS_SHEET]
    assert workbook[MARKS_SHEET].sheet_state == "hidden"
    assert workbook.active.title == FINDINGS_SHEET
    assert [bool(sheet.sheet_view.tabSelected) for sheet in workbook] == [True, False, False, False]
    sheet = workbook[FINDINGS_SHEET]
    rows = [
        (*(cell.value or "" for cell in row), row[2].hyperlink and row[2].hyperlink.location)
        for row in sheet.iter_rows(min_row=2)
    ]
    assert rows == [
        ("error", "L001", "other.csv A2", "another file", "", None),
        ("error", "L001", "the file", "the file as a whole", "", None),
        ("warning", "L005", "D1", "the column is not known", "", "'Reps'!D1"),
        ("error", "L009", "B3", '"Afrca" is none of AFR, AMS', "did you mean AFR?", "'Reps'!B3"),
        ("warning", "L043", "B3", "letters of two scripts", "", "'Reps'!B3"),
        ("note", "L035", "C4", "read as +41", "", "'Reps'!C4"),
        ("error", "L007", "row 5", "the row is empty", "", "'Reps'!A5"),
    ]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:E8", "A2")


def test_the_first_sheet_says_whom_a_row_is_about() -> None:
    """As the report of the terminal does: key and name, and what stands above the column."""
    header = ("key", "Region *", "given_name", "family\nname", "n", "x" * 60)
    table = Table(FILE, SHEET, (
        Row(2, header), Row(3, ("F02", "Afr", "Rania", "Saleh")), Row(5, ("", "", "晓梅", "王")),
        Row(6, ("", "", "=1+1", "")),
    ))  # fmt: skip
    filled = Filled(table, FORMS["delegates"], "as asked")
    findings = [
        warning("L005", at(2, 6), "not known"),
        error("L009", at(3, 2), "wrong", "cure\n" * 3),
        error("L007", Place.row(FILE, SHEET, 5), "10 cells are empty"),
        error("L012", at(5, 4), "family name"),
        error("L012", at(6, 3), "formula"),
        warning("L013", at(6, 6), "far"),
        error("L039", Place.row(FILE, SHEET, 9), "no row of the table"),
        error("L001", Place("other.csv", (3, 1), "A3"), "another file"),
    ]
    data = copy_of(table)[0]
    made = annotated(data, findings, file=FILE, sheet=SHEET, filled=filled)
    assert made == annotated(data, findings, file=FILE, sheet=SHEET, filled=filled)
    assert made is not None
    sheet = opened(made)[FINDINGS_SHEET]
    rows = [(row[2].value, row[3].value) for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        ("other.csv A3", "another file"),
        ("F2", "not known"),
        ("B3", "F02  Rania Saleh, Region\nwrong"),
        ("row 5", "王晓梅\n10 cells are empty"),
        ("D5", "王晓梅, family name\nfamily name"),
        ("C6", "=1+1, given_name\nformula"),
        ("F6", f"=1+1, {'x' * 40}\nfar"),
        ("row 9", "no row of the table"),
    ]
    assert {cell.data_type for cell in sheet["D"]} == {"s"}
    assert [sheet.row_dimensions[n].height for n in (2, 3, 4, 5)] == [16, 16, 64, 32]
    assert [sheet.column_dimensions[c].width for c in "ABCDE"] == [12, 9, 12, 70, 60]
    assert (sheet["C4"].hyperlink.location, sheet.auto_filter.ref) == ("'Reps'!B3", "A1:E9")


def cells(workbook: Any) -> dict[tuple[str, str], Any]:
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.data_type, cell.number_format)
        for sheet in workbook
        if sheet.title not in (FINDINGS_SHEET, MARKS_SHEET)
        # Going by rows would make every cell up to a mark in a far corner.
        for cell in list(sheet._cells.values())
        if cell.value is not None
    }


def test_everything_else_stays() -> None:
    before = opened(bytes_of(hers()), rich_text=True)
    after = opened(copy(), rich_text=True)
    assert cells(after) == cells(before)
    sheet = after[SHEET]
    assert sheet["D2"].value == CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))
    (check,) = sheet.data_validations.dataValidation
    assert (str(check.sqref), check.formula1) == ("B2:B99", '"AFR,AMS"')
    assert (sheet.column_dimensions["B"].width, sheet.freeze_panes) == (33, "B2")
    assert sheet["D1"].font.bold


def test_twice_is_once() -> None:
    once = copy()
    assert copy(data=once) == once
    assert copy() == once


def looks(data: bytes) -> dict[str, Any]:
    """Fill, font and comment of each cell of the list."""
    return {
        cell.coordinate: (repr(cell.fill), repr(cell.font), cell.comment and cell.comment.text)
        for cell in list(opened(data)[SHEET]._cells.values())
    }


def test_a_cured_copy_looks_as_it_did_before() -> None:
    cured = copy([], data=copy())
    assert looks(cured) == looks(bytes_of(hers()))
    sheet = opened(cured)[FINDINGS_SHEET]
    assert [cell.value for cell in sheet[2]][3] == "nothing: no fault was found"
    marks = opened(cured)[MARKS_SHEET]
    assert list(marks.values) == [("sheet", SHEET), ("findings", FINDINGS_SHEET)]


def test_other_findings_get_marks_of_their_own() -> None:
    other = [error("L008", at(2, 1), "the key stands twice")]
    assert looks(copy(other, data=copy())) == looks(copy(other))


def test_colours_that_moved_with_their_rows_go_too() -> None:
    workbook = opened(copy())
    workbook[SHEET].move_range("A3:D5", rows=2)
    cured = opened(copy([], data=bytes_of(workbook)))[SHEET]
    assert {colour(cell) for row in cured.iter_rows() for cell in row} & {
        RED,
        YELLOW,
        BLUE,
    } == set()


def test_what_she_wrote_below_docgens_comment_is_not_hers() -> None:
    """A comment is hers up to docgen's mark."""
    workbook = opened(copy())
    workbook[SHEET]["B3"].comment = Comment("Called.\n— docgen —\nold", "Marie")
    cured = opened(copy([], data=bytes_of(workbook)))[SHEET]
    assert cured["B3"].comment.text == "Called."


def test_a_sheet_of_hers_that_has_docgens_name_stays() -> None:
    workbook = hers()
    workbook.create_sheet("docgen")["A1"] = "mine"
    once = copy(data=bytes_of(workbook))
    assert opened(once).sheetnames == ["docgen1", SHEET, "Other", "docgen", MARKS_SHEET]
    again = copy(data=once)
    assert again == once
    assert opened(again)["docgen"]["A1"].value == "mine"


def test_a_name_of_a_sheet_with_an_apostrophe() -> None:
    workbook = hers()
    workbook[SHEET].title = "Reps d'été"
    findings = [error("L009", Place.cell(FILE, "Reps d'été", 2, 2), "wrong")]
    made = opened(copy(findings, bytes_of(workbook), "Reps d'été"))
    assert made[FINDINGS_SHEET]["C2"].hyperlink.location == "'Reps d''été'!B2"
    assert colour(made["Reps d'été"]["B2"]) == RED


def test_merged_cells_are_marked_at_their_first() -> None:
    workbook = hers()
    workbook[SHEET].merge_cells("A3:B4")
    findings = [warning("L023", at(3, 2), "merged"), error("L007", at(4, 1), "empty")]
    sheet = opened(copy(findings, bytes_of(workbook)))[SHEET]
    assert colour(sheet["A3"]) == RED
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A3:B4"]


def test_macros_stay() -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(bytes_of(hers()))) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "[Content_Types].xml":
                plain = b"openxmlformats-officedocument.spreadsheetml.sheet.main"
                assert plain in data
                data = data.replace(plain, b"ms-excel.sheet.macroEnabled.main")
            target.writestr(name, data)
        target.writestr("xl/vbaProject.bin", b"macros")
    made = copy(data=stream.getvalue())
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("xl/vbaProject.bin") == b"macros"


@pytest.mark.parametrize("data", [b"", b"no workbook", OLD_WORKBOOK, b"PK\x03\x04broken"])
def test_what_openpyxl_does_not_take_has_no_copy(data: bytes) -> None:
    assert annotated(data, FINDINGS, file=FILE, sheet=SHEET) is None


def test_a_sheet_that_is_not_there_has_no_copy() -> None:
    assert annotated(bytes_of(hers()), FINDINGS, file=FILE, sheet="Nobody") is None


# --------------------------------------------------------------------------- copies of other files


def test_a_copy_of_values_has_them_at_their_places() -> None:
    rows = (
        Row(2, ("", "key", "n"), (None, "key", "n")),
        Row(
            4,
            (),
            (None, "=1+1", 3, 0.25, True, date(2024, 3, 6), datetime(2024, 3, 6, 17, 30), time(9)),
        ),
        Row(5, ("007", "+41", "#N/A")),
    )
    data, name = copy_of(Table("list.ods", "My/sheet", rows))
    assert name == "My sheet"
    sheet = opened(data)[name]
    assert sheet["B2"].value == "key"
    assert [cell.value for cell in sheet[4]] == [
        None, "=1+1", 3, 0.25, True,
        datetime(2024, 3, 6), datetime(2024, 3, 6, 17, 30), time(9),
    ]  # fmt: skip
    assert [cell.data_type for cell in sheet[4]][1:5] == ["s", "n", "n", "b"]
    assert [(cell.value, cell.data_type) for cell in sheet[5]][:3] == [
        ("007", "s"), ("+41", "s"), ("#N/A", "s"),
    ]  # fmt: skip
    assert copy_of(Table("list.ods", "My/sheet", rows)) == (data, name)


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [("", "List"), ("docgen", "List"), ("a" * 40, "a" * 31), ("[x]", "x"), ("'q'", "q")],
)
def test_names_of_sheets(given_name: str, expected: str) -> None:
    assert copy_of(Table("list.csv", given_name, ()))[1] == expected


# ------------------------------------------------------------------------- any findings, any cells

TEXT = st.text(max_size=40) | st.text(
    st.sampled_from("=+-@#\x00\x1b\ud800\ufffe\u202eа字\n\r\t'\""), max_size=20
)
PLACES = st.one_of(
    st.builds(at, st.integers(1, 60), st.integers(1, 30)),
    st.builds(lambda row: Place.row(FILE, SHEET, row), st.integers(1, 60)),
    st.builds(Place, TEXT, st.tuples(st.integers(-5, 10**8), st.integers(-5, 10**6)), TEXT),
    st.builds(lambda order: Place(FILE, order, ""), st.tuples(st.integers(), st.integers())),
)
ANY = st.lists(
    st.builds(
        Finding, st.sampled_from(["L009", "L035"]), st.sampled_from(Severity), PLACES, TEXT, TEXT
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(ANY, st.lists(st.tuples(st.integers(1, 20), st.integers(1, 8), TEXT), max_size=10))
def test_any_findings_on_any_cells(
    findings: list[Finding], values: list[tuple[int, int, str]]
) -> None:
    rows: dict[int, list[str]] = {}
    for row, column, text in values:
        line = rows.setdefault(row, [""] * 8)
        line[column - 1] = text
    table = Table(FILE, SHEET, tuple(Row(n, tuple(line)) for n, line in sorted(rows.items())))
    data, _ = copy_of(table)
    near = [f for f in findings if f.place.order and f.place.order[0] < 10**5]
    made = copy(near, data=data)
    assert cells(opened(made)) == cells(opened(data))
    assert copy(near, data=made) == made
    assert looks(copy([], data=made)).items() >= looks(data).items()


def test_a_comment_and_a_cell_hold_no_more_than_excel_takes() -> None:
    long = [error("L009", at(2, 2), "x" * 100_000, "y" * 100_000)]
    workbook = opened(copy(long))
    assert len(workbook[FINDINGS_SHEET]["D2"].value) == LONGEST
    assert len(workbook[SHEET]["B2"].comment.text) == 4_000


def test_more_findings_than_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.workbooks.annotate.LISTED", 10)
    many = [error("L009", at(row, 1), f"fault {row}") for row in range(2, 20)]
    sheet = opened(copy(many))[FINDINGS_SHEET]
    assert [sheet.cell(row, 4).value for row in (11, 12, 13)] == ["fault 11", "and 8 more", None]


# What openpyxl writes in any workbook: the parts of a font in an order that the older schema has
# not, and strings in their cells. Excel takes both.
BASELINE = re.compile(r"Unexpected element '\w+' found|.*inline-string cell")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_forms_and_their_copies_are_valid_workbooks(language: str, tmp_path: Path) -> None:
    lists, _ = load_lists(ROOT / "mailing_lists", lambda path: path.name)
    assert lists is not None
    occasion = Occasion(
        sender="TSB",
        reference="182",
        subject="NoW",
        deadline="",
        contact=(),
        day=datetime(2024, 3, 6),
    )
    form = new_form(FORMS["representatives"], language, lists.known, occasion)
    made = annotated(form, FINDINGS, file=FILE, sheet=SHEET)
    assert made is not None
    validator = OpenXmlValidator(FileFormat.OFFICE_2019)
    for name, data in (("form.xlsx", form), ("copy.xlsx", made)):
        (tmp_path / name).write_bytes(data)
        told = [
            (error.description, error.part_uri)
            for error in validator.validate(tmp_path / name).errors
        ]
        assert [said for said, part in told if not BASELINE.match(said)] == []
        assert {part for said, part in told if said.startswith("Unexpected")} <= {"/xl/styles.xml"}
