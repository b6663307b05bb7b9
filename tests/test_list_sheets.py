"""Which sheet is the list, where its header stands, and what a table tells beside its cells."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from books import OLD_WORKBOOK, Cell, book, c, ods, ods_row, sheet, xlsx
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import Outcome
from docgen.recipients.characters import clean, tidy
from docgen.recipients.spreadsheet import read_table
from docgen.recipients.table import Table
from docgen.recipients.words import plain

KNOWN = frozenset({"key", "region", "family_name", "Prénom", "姓名"})
LIST: tuple[list[Cell], ...] = (["Key", "Region", "Family name"], ["A", "AFR", "Khan"])


def reading(
    folder: Path, data: bytes | str, name: str = "reps.xlsx", wanted: str | None = None,
    headers: frozenset[str] = KNOWN,
) -> Outcome[Table]:  # fmt: skip
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return read_table(path, name, wanted, headers)


def told(outcome: Outcome[Table]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in outcome.findings]


def chosen(outcome: Outcome[Table]) -> Table:
    assert outcome.value is not None, outcome.findings
    return outcome.value


# Sheets


def test_the_only_sheet_whose_headers_fit(tmp_path: Path) -> None:
    data = xlsx({
        "Instructions": sheet(["Fill in the sheet Reps"], ["Region", "one of six"]),
        "Reps": sheet(*LIST),
        "Old": sheet(*LIST, ["B", "AFR", "Li"]),
    }, hidden=["Old"])  # fmt: skip
    outcome = reading(tmp_path, data)
    assert (told(outcome), chosen(outcome).sheet) == ([], "Reps")
    assert told(reading(tmp_path, data, headers=frozenset())) == [("L019", "reps.xlsx")]
    outcome = reading(tmp_path, data, wanted="old")
    assert (told(outcome), chosen(outcome).sheet) == ([], "Old")
    assert len(chosen(outcome).rows) == 3


@pytest.mark.parametrize(
    ("sheets", "hidden", "message", "hint"),
    [
        (
            {"A": sheet(*LIST), "B": sheet(*LIST), "C": sheet(["x", "y"])}, [],
            'it has 2 sheets that hold the columns of the list: "A", "B"',
            'choose one: --sheet "A"',
        ),
        (
            {"A": sheet(["x", "y"]), "B": sheet(["z"]), "C": sheet()}, [],
            'none of its 2 sheets names the columns of the list in a row: "A", "B"',
            "choose one: --sheet NAME",
        ),
        (
            {"A": sheet(["x", "y"]), "B": sheet(*LIST)}, ["B"],
            'only a hidden sheet holds the list: "B"',
            'show it in Excel, or take it as it is: --sheet "B"',
        ),
        (
            {"A": sheet(["x", "y"]), "B": sheet(*LIST), "C": sheet(*LIST)}, ["B", "C"],
            'only hidden sheets hold the list: "B", "C"',
            'show it in Excel, or take it as it is: --sheet "B"',
        ),
    ],
    ids=["two fit", "none fits", "a hidden one fits", "hidden ones fit"],
)  # fmt: skip
def test_a_sheet_must_be_chosen(
    tmp_path: Path, sheets: dict[str, str], hidden: list[str], message: str, hint: str
) -> None:
    outcome = reading(tmp_path, xlsx(sheets, hidden=hidden))
    assert outcome.value is None
    assert told(outcome) == [("L019", "reps.xlsx")]
    assert (outcome.findings[0].message, outcome.findings[0].hint) == (message, hint)


def test_a_very_hidden_sheet_is_hidden(tmp_path: Path) -> None:
    """Excel shows such a sheet only to macros (18.18.68)."""
    data = xlsx({"A": sheet(["x", "y"]), "B": sheet(*LIST)}, hidden=["B"])
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b'state="hidden"', b'state="veryHidden"')
            new.writestr(name, content)
    assert told(reading(tmp_path, stream.getvalue())) == [("L019", "reps.xlsx")]
    assert chosen(reading(tmp_path, stream.getvalue(), wanted="B")).sheet == "B"


def test_one_visible_sheet_without_known_headers_is_for_the_list_to_judge(tmp_path: Path) -> None:
    outcome = reading(tmp_path, book(["x", "y"], ["1", "2"]))
    assert (told(outcome), chosen(outcome).rows[0].cells) == ([], ("x", "y"))


def test_charts_are_no_sheets(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = (
        f'<Relationship Id="rId1" Type="{office}/chartsheet" Target="chartsheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
    )
    data = xlsx({"Chart": sheet(*LIST), "Reps": ""}, **{
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        f'package/2006/relationships">{links}</Relationships>',
        "xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{main}"/>',
    })  # fmt: skip
    outcome = reading(tmp_path, data)
    assert (told(outcome), chosen(outcome).sheet) == ([], "Reps")
    assert told(reading(tmp_path, data, wanted="Chart")) == [("L019", "reps.xlsx")]


# The header


@pytest.mark.parametrize(
    ("above", "number"),
    [
        ([], 1),
        ([["Delegates of the region"]], 2),
        ([["Region"], [], [None, "of 2024"]], 4),
        ([["Region", "x", "y"], ["note", "Key", "z"]], 3),
        ([[f"line {n}"] for n in range(29)], 30),
    ],
)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_header_may_stand_below_a_title(
    tmp_path: Path, above: list[list[Cell]], number: int, ending: str
) -> None:
    rows: list[list[Cell]] = [*above, *LIST, [], ["B", "AFR", "Li"]]
    data: bytes | str = book(*rows)
    if ending == "csv":
        data = "".join(",".join(str(cell or "") for cell in row) + "\n" for row in rows)
    outcome = reading(tmp_path, data, f"reps.{ending}")
    where = f"reps.{ending}" + (" Reps!" if ending == "xlsx" else " ")
    assert told(outcome) == ([("L022", f"{where}row {number}")] if number > 1 else [])
    rest = [(row.number, row.cells) for row in chosen(outcome).rows]
    assert rest == [
        (number, ("Key", "Region", "Family name")),
        (number + 1, ("A", "AFR", "Khan")),
        (number + 3, ("B", "AFR", "Li")),
    ]


def test_no_header_in_the_first_rows(tmp_path: Path) -> None:
    outcome = reading(tmp_path, book(*[[f"line {n}"] for n in range(30)], *LIST))
    assert told(outcome) == []
    assert chosen(outcome).rows[0].cells[0] == "line 0"


def test_what_does_not_matter_in_a_header(tmp_path: Path) -> None:
    cells = [" KEY\u00a0", "Ｒｅｇｉｏｎ", "FAMILY\nname", "pre\u0301nom", "\u200f姓 名"]
    assert [plain(cell) for cell in cells] == ["key", "region", "familyname", "prenom", "姓名"]
    outcome = reading(tmp_path, book(["A title"], cells))
    assert told(outcome) == [("L022", "reps.xlsx Reps!row 2")]


def test_the_separator_is_that_of_the_header(tmp_path: Path) -> None:
    text = "Delegates, as of May, 2024, of the regions\nkey;region;family name\nA;AFR;Khan, Ada\n"
    outcome = reading(tmp_path, text, "reps.csv")
    assert told(outcome) == [("L016", "reps.csv row 1"), ("L022", "reps.csv row 2")]
    assert chosen(outcome).rows[1].cells == ("A", "AFR", "Khan, Ada")


def test_a_separator_that_the_file_tells(tmp_path: Path) -> None:
    """Excel obeys the line, and does not show it as a row."""
    outcome = reading(tmp_path, "sep=;\r\nkey,region;x\r\nA;1\r\n", "reps.csv", None, frozenset())
    assert [(row.number, row.cells) for row in chosen(outcome).rows] == [
        (1, ("key,region", "x")), (2, ("A", "1"))
    ]  # fmt: skip


# What is not shown, and what was cleaned


def test_hidden_rows_columns_and_filters(tmp_path: Path) -> None:
    before, rows = sheet(*LIST).split("<sheetData>")
    columns = '<sheetPr filterMode="1"/><cols><col min="2" max="3" hidden="1"/></cols>'
    hidden = rows.replace('<row r="2"', '<row r="2" spans="1:3" hidden="true"')
    table = chosen(reading(tmp_path, xlsx({"Reps": before + columns + "<sheetData>" + hidden})))
    assert (set(table.hidden), set(table.hidden_columns), table.filtered) == ({2}, {1, 2}, True)
    plain = chosen(reading(tmp_path, book(*LIST)))
    assert (set(plain.hidden), set(plain.hidden_columns), plain.filtered) == (set(), set(), False)


@pytest.mark.parametrize(
    ("after", "filtered"),
    [
        ('<autoFilter ref="A1:C2"/>', False),
        ('<autoFilter ref="A1:C2"><filterColumn colId="0"/></autoFilter>', True),
        ('<customSheetViews><customSheetView><autoFilter ref="A1:C2"><filterColumn colId="0"/>'
         "</autoFilter></customSheetView></customSheetViews>", False),
    ],
)  # fmt: skip
def test_a_filter_is_set_or_not(tmp_path: Path, after: str, filtered: bool) -> None:
    assert chosen(reading(tmp_path, book(*LIST, after=after))).filtered is filtered


def test_a_filter_of_a_table_on_the_sheet(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    data = xlsx({"Reps": sheet(*LIST)}, **{
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{rels}"><Relationship '
        f'Id="rId1" Type="{office}/table" Target="../tables/table1.xml"/></Relationships>',
        "xl/tables/table1.xml": '<table><autoFilter><filterColumn colId="0"/></autoFilter></table>',
    })  # fmt: skip
    assert chosen(reading(tmp_path, data)).filtered


def test_hidden_columns_and_filters_of_an_open_document(tmp_path: Path) -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
    )
    rows = ods_row(*map(str, LIST[0])) + ods_row("A", attributes='table:visibility="filter"')
    table = chosen(reading(tmp_path, ods(columns + rows), "reps.ods"))
    assert (set(table.hidden), set(table.hidden_columns), table.filtered) == ({2}, {2}, True)


def test_the_raw_text_of_cells_that_were_cleaned(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["key", "name", "n"], ["A", "\u00a0e\u0301 ", 3], ["B", "x", None]]
    table = chosen(reading(tmp_path, book(*rows), headers=frozenset()))
    assert table.raw == {(2, 1): "\u00a0e\u0301 "}
    assert table.rows[1].values == ("A", "é", 3)


def test_escapes_of_characters_are_what_excel_means_by_them(tmp_path: Path) -> None:
    """ECMA-376 part 1, 22.9.2.19 (ST_Xstring)."""
    cells = c("A1", "a_x000D_\nb") + c("B1", "_x0041_ _x005F_x0041_ _x41_") + c("C1", "x_x000a_y")
    table = chosen(reading(tmp_path, book(f'<row r="1">{cells}</row>'), headers=frozenset()))
    assert table.rows[0].values == ("a\nb", "A _x0041_ _x41_", "x\ny")
    assert table.raw == {(1, 0): "a\r\nb"}


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=5), max_size=4))
def test_tidy_cells_are_not_changed(cells: list[str]) -> None:
    if tidy("\0".join(cells)):
        assert [clean(cell) for cell in cells] == cells


def open_document(*tables: str) -> bytes:
    """An OpenDocument spreadsheet of tables; the style ``no`` hides one."""
    data = ods("")
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            content = content.replace('<table:table table:name="Reps"></table:table>',
                                      "".join(tables))  # fmt: skip
            style = (
                '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:'
                'style:1.0"><style:style style:name="no" style:family="table">'
                '<style:table-properties table:display="false"/></style:style>'
                "</office:automatic-styles><office:body>"
            )
            new.writestr(name, content.replace("<office:body>", style))
    return stream.getvalue()


def test_sheets_of_an_open_document(tmp_path: Path) -> None:
    rows = "".join(ods_row(*map(str, row)) for row in LIST)
    notes = f'<table:table table:name="Notes">{ods_row("Region", "x")}</table:table>'
    reps = f'<table:table table:name="Reps">{ods_row("A title")}{rows}</table:table>'
    old = f'<table:table table:name="Old" table:style-name="no">{rows}</table:table>'
    outcome = reading(tmp_path, open_document(notes, reps, old), "reps.ods")
    assert told(outcome) == [("L022", "reps.ods Reps!row 2")]
    assert chosen(outcome).rows[1].cells == ("A", "AFR", "Khan")
    outcome = reading(tmp_path, open_document(notes, old), "reps.ods")
    assert told(outcome) == [("L019", "reps.ods")]
    assert outcome.findings[0].message == 'only a hidden sheet holds the list: "Old"'
    assert chosen(reading(tmp_path, open_document(notes, old), "a.ods", "Old")).sheet == "Old"


def test_the_header_of_an_old_workbook(tmp_path: Path) -> None:
    known = frozenset({"Key", "since", "n", "code"})
    outcome = reading(tmp_path, OLD_WORKBOOK, "reps.xls", headers=known)
    assert told(outcome) == [("L022", "reps.xls Reps!row 2")]
    assert len(chosen(outcome).rows) == 3
