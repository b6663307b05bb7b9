"""Workbooks as tables: values with their types, places, and every fault told once."""

from __future__ import annotations

import random
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from books import OLD_WORKBOOK, book, c, ods, ods_row, sheet, xlsx
from word import docx, p, zipped

from docgen.diagnostics import Outcome
from docgen.recipients import rawcells
from docgen.recipients.sheetxml import survey_excel
from docgen.recipients.spreadsheet import read_table
from docgen.recipients.table import Table, Value, as_text

Read = Outcome[Table]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def reading(
    folder: Path,
    data: bytes | str,
    name: str = "reps.xlsx",
    sheet: str | None = None,
    headers: frozenset[str] = frozenset(),
) -> Read:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return read_table(path, name, sheet, headers)


def table_of(outcome: Read) -> Table:
    assert [str(finding) for finding in outcome.findings] == []
    assert outcome.value is not None
    return outcome.value


def values(table: Table) -> list[tuple[int, tuple[Value, ...]]]:
    return [(row.number, row.values) for row in table.rows]


def told(outcome: Read) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in outcome.findings]


def faults(table: Table) -> list[tuple[tuple[int, int], str, str]]:
    found = [(at, fault.code, str(fault.place)) for at, fault in table.faults.items()]
    return sorted(found)


def test_values_have_the_types_of_the_workbook(folder: Path) -> None:
    data = book(
        ["key", "n", "share", "since", "member", "code"],
        ["A", 3.0, 0.1 + 0.2, date(2024, 3, 6), True, "007"],
        [],
        ["B", -4, 1e300, None, False, " e\u0301 "],
    )
    table = table_of(reading(folder, data))
    assert (table.file, table.sheet) == ("reps.xlsx", "Reps")
    assert values(table) == [
        (1, ("key", "n", "share", "since", "member", "code")),
        (2, ("A", 3, 0.3, date(2024, 3, 6), True, "007")),
        (4, ("B", -4, 1e300, None, False, "é")),
    ]
    assert [type(value) for value in table.rows[1].values] == [str, int, float, date, bool, str]
    assert table.rows[1].cells == ("A", "3", "0.3", "2024-03-06", "TRUE", "007")
    assert str(table.place(table.rows[1], 3)) == "reps.xlsx Reps!D2"


@pytest.mark.parametrize(
    ("cell", "value", "text"),
    [
        ("", None, ""),
        (datetime(2024, 3, 6, 10, 30), datetime(2024, 3, 6, 10, 30), "2024-03-06 10:30:00"),
        (time(10, 30), time(10, 30), "10:30:00"),
        (timedelta(hours=30, minutes=5), "30:05:00", "30:05:00"),
        (timedelta(minutes=-5), "-0:05:00", "-0:05:00"),
        (1e15, 1e15, "1000000000000000.0"),
        (" \u00a0", None, ""),
        ("a\r\n b ", "a\nb", "a\nb"),
    ],
)
def test_one_value(cell: object, value: Value, text: str) -> None:
    assert rawcells.value(cell) == value
    assert as_text(rawcells.value(cell)) == text


def test_an_old_workbook(folder: Path) -> None:
    table = table_of(reading(folder, OLD_WORKBOOK, "reps.xls"))
    assert values(table) == [
        (2, (None, "key", "Family name", "since", "n", "share", "member", "code")),
        (3, (None, "A", "Khan", date(2024, 3, 6), 3, 0.25, True, "007")),
        (4, (None, "B", "Обама", None, None, None, None, None)),
    ]
    assert str(table.place(table.rows[1], 3)) == "reps.xls Reps!D3"


def test_an_old_workbook_with_a_new_name_is_read_with_a_note(folder: Path) -> None:
    outcome = reading(folder, OLD_WORKBOOK, "reps.xlsx")
    assert told(outcome) == [("L021", "reps.xlsx")]
    assert outcome.findings[0].severity == "note"
    assert outcome.findings[0].hint == "name it reps.xls"
    assert outcome.value is not None
    assert len(outcome.value.rows) == 3


def test_an_open_document_spreadsheet(folder: Path) -> None:
    typed = (
        '<table:table-cell office:value-type="float" office:value="3"/>'
        '<table:table-cell office:value-type="date" office:date-value="2024-03-06"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    )
    rows = (
        ods_row("key", "n", "since", "member")
        + ods_row("A", typed)
        + (ods_row("", attributes='table:number-rows-repeated="1048574"'))
    )
    table = table_of(reading(folder, ods(rows), "reps.ods"))
    assert values(table) == [
        (1, ("key", "n", "since", "member")),
        (2, ("A", 3, date(2024, 3, 6), True)),
    ]
    assert str(table.place(table.rows[1], 2)) == "reps.ods Reps!C2"


@pytest.mark.parametrize(
    ("name", "text"),
    [("reps.csv", "key,n\nA,007\n"), ("reps.tsv", "key\tn\nA\t007\n"), ("reps", "key,n\nA,007")],
)
def test_text_files(folder: Path, name: str, text: str) -> None:
    table = table_of(reading(folder, text, name))
    assert values(table) == [(1, ("key", "n")), (2, ("A", "007"))]


def test_tabs_in_a_csv_file_are_told(folder: Path) -> None:
    assert told(reading(folder, "key\tn\nA\t007\n", "reps.csv")) == [("L016", "reps.csv row 1")]


# What is refused

_BOMB = book('<row r="1"><c r="A1"><v>1</v></c></row>'
             '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')  # fmt: skip
_WIDE = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" ' \
    'office:value="3"/>'  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("reps.xlsx", b"", "L003"),
        ("reps.xlsx", b" \r\n", "L003"),
        ("reps.xlsx", b"key,n\nA,1\n", "L021"),
        ("reps.xls", b"<html><table><tr><td>key</td></tr></table></html>", "L021"),
        ("reps.xls", b"\xef\xbb\xbf <!DOCTYPE html><html></html>", "L021"),
        ("reps.xls", b'<?xml version="1.0"?><Workbook/>', "L021"),
        ("reps.csv", b"%PDF-1.7", "L021"),
        ("reps.xlsx", docx(p("a letter")), "L021"),
        ("reps.xlsx", zipped({"a.txt": "no workbook"}), "L021"),
        ("reps.xlsb", zipped({"xl/workbook.bin": "x"}), "L021"),
        ("reps.xlsx", b"PK\x03\x04" + b"x" * 100, "L002"),
        ("reps.xlsx", book(["key"], ["A"])[:-30], "L002"),
        ("reps.xls", OLD_WORKBOOK[:2000], "L002"),
        ("reps.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4000, "L002"),
        ("reps.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
         + "EncryptedPackage".encode("utf-16-le") + bytes(500), "L020"),
        ("reps.ods", ods(ods_row("key"), manifest="<m:encryption-data xmlns:m='m'/>"), "L020"),
        ("reps.xlsx", _BOMB, "L002"),
        ("reps.xlsx", book('<row r="1"><c r="ZZZ9999999"><v>1</v></c></row>'), "L002"),
        ("reps.xlsx", book('<row r="x"><c r="A1"><v>1</v></c></row>'), "L002"),
        ("reps.xlsx", book('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "L002"),
        ("reps.xlsx", book('<row r="1"><c r="A1">'), "L002"),
        ("reps.xlsx", xlsx({"Reps": "<!DOCTYPE x [<!ENTITY e 'e'>]>" + sheet(["key"])}), "L002"),
        ("reps.xlsx", xlsx({"Reps": sheet(["k"])}, **{"xl/workbook.xml": "<workbook/>"}), "L003"),
        ("reps.xlsx", zipped({"xl/workbook.xml": "<workbook/>"}), "L002"),
        ("reps.ods", ods(ods_row(_WIDE, attributes='table:number-rows-repeated="1048576"')),
         "L002"),
        ("reps.ods", ods(ods_row("key", attributes='table:number-rows-repeated="99999999"')),
         "L002"),
    ],
)  # fmt: skip
def test_what_is_no_list(folder: Path, name: str, data: bytes, code: str) -> None:
    outcome = reading(folder, data, name)
    assert outcome.value is None
    assert told(outcome) == [(code, name)]
    assert outcome.findings[0].hint


def test_what_is_not_there(folder: Path) -> None:
    assert told(read_table(folder / "no.xlsx", "no.xlsx")) == [("L001", "no.xlsx")]
    assert told(read_table(folder, "a folder")) == [("L002", "a folder")]


def test_an_archive_that_unpacks_to_too_much(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.recipients.archive.MAX_ENTRY", 10_000)
    big = xlsx({"Reps": sheet(["key"])}, **{"xl/media/big.bin": "x" * 20_000})
    assert told(reading(folder, big)) == [("L002", "reps.xlsx")]


def test_an_archive_with_two_parts_of_one_name(folder: Path) -> None:
    path = folder / "reps.xlsx"
    path.write_bytes(book(["key"], ["A"]))
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(path, "a") as archive,
    ):
        archive.writestr("xl/worksheets/sheet1.xml", sheet(["key"], ["B"]))
    assert told(read_table(path, "reps.xlsx")) == [("L002", "reps.xlsx")]


def test_damaged_workbooks_end_in_a_finding(folder: Path) -> None:
    """Whatever is changed in a workbook; the reader of old ones can end its own process."""
    chance = random.Random(182)
    for data, name in ((OLD_WORKBOOK, "a.xls"), (book(["key", "n"], ["A", 1]), "b.xlsx")):
        for _ in range(25):
            broken = bytearray(data)
            for _ in range(chance.randint(1, 6)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            value, findings = reading(folder, bytes(broken), name)
            assert value is not None or [f.severity for f in findings] == ["error"]


# Sheets


def test_the_one_sheet_that_is_visible_and_holds_something(folder: Path) -> None:
    data = xlsx(
        {"Notes": sheet(), "Reps": sheet(["key"], ["A"]), "Old": sheet(["key"], ["B"])},
        hidden=["Old"],
    )
    assert table_of(reading(folder, data)).sheet == "Reps"
    assert table_of(reading(folder, data, sheet="Old")).rows[1].cells == ("B",)
    assert table_of(reading(folder, data, sheet=" reps")).sheet == "Reps"


def test_a_sheet_must_be_chosen(folder: Path) -> None:
    data = xlsx({"Reps": sheet(["key"], ["A"]), "Delegates": sheet(["key"], ["B"])})
    outcome = reading(folder, data)
    assert told(outcome) == [("L019", "reps.xlsx")]
    assert '"Reps", "Delegates"' in outcome.findings[0].message
    assert outcome.findings[0].hint == 'choose one: --sheet "Reps"'
    outcome = reading(folder, data, sheet="Rep")
    assert told(outcome) == [("L019", "reps.xlsx")]
    assert outcome.findings[0].hint == "did you mean Reps?"
    assert told(reading(folder, "key\nA\n", "reps.csv", sheet="Reps")) == [("L019", "reps.csv")]


def test_empty_sheets(folder: Path) -> None:
    assert told(reading(folder, xlsx({"A": sheet(), "B": sheet()}))) == [("L003", "reps.xlsx")]
    assert table_of(reading(folder, book())).rows == ()


# Faults of single cells


def test_errors_and_formulas_without_a_result(folder: Path) -> None:
    cells = (
        c("A2", "Ada") + '<c r="B2" t="e"><v>#N/A</v></c>'
        '<c r="C2"><f>A2</f></c><c r="D2" t="str"><f>""</f><v></v></c>'
        '<c r="E2"><f>1+1</f><v>2</v></c><c><f>1</f><v/></c>'
    )
    rows = [["name", "b", "c", "d", "e", "f"], f'<row r="2">{cells}</row>',
            '<row r="3"><c r="B3" t="e"><v>#REF!</v></c></row>']  # fmt: skip
    table = table_of(reading(folder, book(*rows)))
    assert values(table)[1:] == [(2, ("Ada", None, None, None, 2, None)), (3, (None,) * 6)]
    assert faults(table) == [
        ((2, 1), "L024", "reps.xlsx Reps!B2"),
        ((2, 2), "L025", "reps.xlsx Reps!C2"),
        ((2, 5), "L025", "reps.xlsx Reps!F2"),
        ((3, 1), "L024", "reps.xlsx Reps!B3"),
    ]
    assert '"#N/A"' in table.faults[2, 1].message


def test_merged_cells(folder: Path) -> None:
    merged = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/>' \
        '<mergeCell ref="D2:D3"/><mergeCell ref="A9:Z999999"/></mergeCells>'  # fmt: skip
    data = book(["a", "b", "c", "d"], ["x", "y", None, None], [None, "z", "z", "z"], after=merged)
    assert faults(table_of(reading(folder, data))) == [
        ((2, 2), "L023", "reps.xlsx Reps!B2:C2"),
        ((3, 0), "L023", "reps.xlsx Reps!A2:A3"),
    ]


def test_hidden_rows(folder: Path) -> None:
    rows = [["a"], '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>', ["x"]]
    assert table_of(reading(folder, book(*rows))).hidden == {2}


def test_faults_in_an_open_document_spreadsheet(folder: Path) -> None:
    wrong = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=A1"/>'
        '<table:table-cell table:number-columns-spanned="2" office:value-type="string">'
        "<text:p>m</text:p></table:table-cell><table:covered-table-cell/>"
    )
    data = ods(ods_row("a", "b", "c", "d", "e") + ods_row("x", wrong)
               + ods_row("y", attributes='table:visibility="filter"'))  # fmt: skip
    table = table_of(reading(folder, data, "reps.ods"))
    assert faults(table) == [
        ((2, 1), "L024", "reps.ods Reps!B2"),
        ((2, 2), "L025", "reps.ods Reps!C2"),
        ((2, 4), "L023", "reps.ods Reps!D2:E2"),
    ]
    assert table.hidden == {3}


def test_repeated_cells_of_an_open_document_spreadsheet(folder: Path) -> None:
    wrong = (
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=A1"/>'
    )
    twice = 'table:number-rows-repeated="2"'
    data = ods(ods_row("a", "b", "c") + ods_row(wrong, attributes=twice) + ods_row("x"))
    table = table_of(reading(folder, data, "reps.ods"))
    assert faults(table) == [
        ((2, 0), "L024", "reps.ods Reps!A2"),
        ((2, 1), "L024", "reps.ods Reps!B2"),
        ((2, 2), "L025", "reps.ods Reps!C2"),
        ((3, 0), "L024", "reps.ods Reps!A3"),
        ((3, 1), "L024", "reps.ods Reps!B3"),
        ((3, 2), "L025", "reps.ods Reps!C3"),
    ]
    assert '"#N/A"' in table.faults[3, 1].message
    many = wrong.replace('"2"', '"1000"')
    data = ods(ods_row("a") + ods_row(many, attributes='table:number-rows-repeated="1000"'))
    assert told(reading(folder, data, "reps.ods")) == [("L002", "reps.ods")]


def test_cells_without_references_and_with_prefixes() -> None:
    """Both are allowed (18.3.1.4), and written by some programs."""
    xml = '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>' \
        '<x:c t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'  # fmt: skip
    survey = survey_excel(xml.encode())
    assert (survey.last_row, survey.last_column) == (1, 2)
    assert survey.errors == {(1, 2): "#N/A"}
