"""Files that come by e-mail: damaged, disguised, hostile; one finding each, and no traceback."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from books import MAIN, OFFICE, OLD_WORKBOOK, RELS, Cell, book, ods, ods_row, sheet, xlsx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word import zipped

from docgen.diagnostics import Outcome, Severity
from docgen.recipients.rows import rows_of
from docgen.recipients.spreadsheet import read_table
from docgen.recipients.table import Table

HEADERS = frozenset({"key", "region", "name"})
ROWS: tuple[list[Cell], ...] = (["key", "region", "name"], ["A", "AFR", "Khan"])
GOOD = book(*ROWS)
GOOD_ODS = ods(ods_row("key", "region", "name") + ods_row("A", "AFR", "Khan"))


def reading(folder: Path, name: str, data: bytes) -> Outcome[Table]:
    path = folder / name
    path.write_bytes(data)
    return read_table(path, name, None, HEADERS)


def told(outcome: Outcome[Table]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in outcome.findings]


def changed(data: bytes, **parts: str | bytes) -> bytes:
    """An archive with parts replaced or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def with_password() -> bytes:
    """An old workbook with the record FILEPASS ([MS-XLS] 2.4.117) after its first one."""
    at = OLD_WORKBOOK.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    return OLD_WORKBOOK[:at] + b"\x2f\x00" + OLD_WORKBOOK[at + 2 :]


def only_charts() -> bytes:
    link = f'<Relationship Id="rId1" Type="{OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/>'
    return changed(xlsx({"Chart": ""}), **{
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}">{link}</Relationships>',
        "xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{MAIN}"/>',
    })  # fmt: skip


def bomb() -> bytes:
    """Two hundred megabytes and one more, in two hundred kilobytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", GOOD)
        archive.writestr("xl/worksheets/sheet1.xml", b"<" * (200 * 1024 * 1024 + 1))
    return stream.getvalue()


def encrypted_entries() -> bytes:
    return GOOD.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )


SHEET = "xl/worksheets/sheet1.xml"
STRAY = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
)
NO_REFERENCES = "<row><c><v>1</v></c></row>"


@pytest.mark.parametrize(
    ("name", "data", "findings"),
    [
        # empty
        ("a.xlsx", b"", [("L003", "a.xlsx")]),
        ("a.csv", b"\xef\xbb\xbf\r\n \r\n", [("L003", "a.csv")]),
        ("a.xlsx", xlsx({"A": sheet(), "B": sheet()}), [("L003", "a.xlsx")]),
        ("a.xlsx", only_charts(), [("L003", "a.xlsx")]),
        # not what the name says
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", [("L002", "a.csv line 3")]),
        ("a.csv", b"\x1f\x8b\x08\x00" + bytes(range(1, 200)), [("L002", "a.csv line 1")]),
        ("a.csv", b"\xff\xd8\xff\xe0\x10JFIF\x01\x01\xdb\x81\x9d\x8f", [("L029", "a.csv line 1")]),
        ("a.csv", zipped({"b.csv": "key"}), [("L021", "a.csv")]),
        ("a.csv", b"%PDF-1.7\n", [("L021", "a.csv")]),
        ("a.xlsx", b"key,region\nA,AFR\n", [("L021", "a.xlsx")]),
        ("a.ods", b"key,region\nA,AFR\n", [("L021", "a.ods")]),
        ("a.xls", b"<html><table></table></html>", [("L021", "a.xls")]),
        ("a.xlsb", zipped({"xl/workbook.bin": "x"}), [("L021", "a.xlsb")]),
        # passwords
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
         + "EncryptedPackage".encode("utf-16-le") + bytes(500), [("L020", "a.xlsx")]),
        ("a.xls", with_password(), [("L020", "a.xls")]),
        ("a.ods", changed(GOOD_ODS, **{"META-INF/manifest.xml": "<m:encryption-data/>"}),
         [("L020", "a.ods")]),
        ("a.xlsx", encrypted_entries(), [("L002", "a.xlsx")]),
        # cut off
        ("a.xlsx", GOOD[:-1], [("L002", "a.xlsx")]),
        ("a.xlsx", GOOD[: len(GOOD) // 2], [("L002", "a.xlsx")]),
        ("a.ods", GOOD_ODS[:-30], [("L002", "a.ods")]),
        ("a.xls", OLD_WORKBOOK[:3000], [("L002", "a.xls")]),
        ("a.csv", "key,region\nA,é".encode()[:-1], [("L029", "a.csv line 2")]),
        ("a.csv", b'key,region\n"A,AFR\n', [("L002", "a.csv row 2")]),
        # too much
        ("a.xlsx", bomb(), [("L002", "a.xlsx")]),
        ("a.xlsx", book(STRAY), [("L002", "a.xlsx")]),
        ("a.xlsx", book(STRAY.replace('<c r="XFD1048576">', "<c r='XFD1048576'>")),
         [("L002", "a.xlsx")]),
        # parts that lack or are no XML
        ("a.xlsx", changed(GOOD, **{SHEET: b"\xff\xfe" + sheet(*ROWS).encode("utf-16-le")}),
         [("L002", "a.xlsx")]),
        ("a.xlsx", changed(GOOD, **{SHEET: sheet(*ROWS)[:-30]}), [("L002", "a.xlsx")]),
        ("a.xlsx", changed(GOOD, **{SHEET: "<worksheet/>"}), [("L002", "a.xlsx")]),
        ("a.xlsx", changed(GOOD, **{SHEET: sheet(*ROWS).replace("</v>", "")
                                    .replace("</is>", "")}), [("L002", "a.xlsx")]),
        ("a.xlsx", changed(GOOD, **{"xl/workbook.xml": "<workbook"}), [("L002", "a.xlsx")]),
        ("a.xlsx", changed(GOOD, **{"xl/_rels/workbook.xml.rels": "<x/>"}), [("L002", "a.xlsx")]),
        ("a.xlsx", changed(GOOD, **{"xl/sharedStrings.xml": "<sst", SHEET: sheet(
            '<row r="1"><c r="A1" t="s"><v>0</v></c></row>')}), [("L002", "a.xlsx")]),
        ("a.xlsx", book('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), [("L002", "a.xlsx")]),
        ("a.xlsx", book('<row r="1"><c r="A1" t="nonsense"><v>1</v></c></row>'),
         [("L002", "a.xlsx")]),
        ("a.ods", changed(GOOD_ODS, **{"content.xml": "<office"}), [("L002", "a.ods")]),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list(
    tmp_path: Path, name: str, data: bytes, findings: list[tuple[str, str]]
) -> None:
    outcome = reading(tmp_path, name, data)
    table = outcome.value
    if table is not None and not table.rows:  # an empty text file: told with its header
        assert told(Outcome(None, rows_of(table).findings)) == findings
        return
    if table is not None and table.cut_short:
        assert len(table.rows) == 1
    else:
        assert table is None
    assert told(outcome) == findings
    assert all(finding.hint for finding in outcome.findings)


MACROS = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Shell"}
LINKS = {
    "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
    "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship '
    f'Id="rId1" Type="{OFFICE}/externalLinkPath" Target="file:///etc/passwd" '
    'TargetMode="External"/></Relationships>',
}
FORMULAS = (
    '<row r="2"><c r="A2" t="str"><f>DDE("cmd","/c calc","1")</f><v>A</v></c>'
    '<c r="B2" t="str"><f>[1]Sheet1!A1</f><v>AFR</v></c>'
    '<c r="C2" t="str"><f>WEBSERVICE("http://example.org")</f><v>Khan</v></c></row>'
)


@pytest.mark.parametrize(
    ("name", "data", "findings"),
    [
        ("a.xls", GOOD, [("L021", "a.xls")]),
        ("a.xlsx", GOOD_ODS, [("L021", "a.xlsx")]),
        ("a.csv", GOOD, [("L021", "a.csv")]),
        ("a.xlsm", changed(GOOD, **MACROS), []),
        ("a.xlsx", changed(GOOD, **LINKS), []),
        ("a.xlsx", book(ROWS[0], FORMULAS), []),
        ("a.csv", b"key,region,name\nA,AFR,Khan\n", []),
        ("a.txt", b"key\tregion\tname\r\nA\tAFR\tKhan", [("L016", "a.txt row 1")]),
        ("a.tab", b"key\tregion\tname\r\nA\tAFR\tKhan", []),
    ],
    ids=["xlsx as xls", "ods as xlsx", "xlsx as csv", "macros", "links", "formulas", "csv", "tabs",
         "tab"],
)  # fmt: skip
def test_what_is_read_all_the_same(
    tmp_path: Path, name: str, data: bytes, findings: list[tuple[str, str]]
) -> None:
    outcome = reading(tmp_path, name, data)
    assert told(outcome) == findings
    assert outcome.value is not None
    assert [row.cells for row in outcome.value.rows] == [tuple(row) for row in ROWS]


def test_formulas_of_a_text_file_are_texts(tmp_path: Path) -> None:
    outcome = reading(tmp_path, "a.csv", b"key,region,name\n=cmd|' /C calc'!A0,+1,@SUM(A1)\n")
    assert outcome.findings == ()
    assert outcome.value is not None
    assert outcome.value.rows[1].cells == ("=cmd|' /C calc'!A0", "+1", "@SUM(A1)")


def test_large_cells_and_wide_rows_are_for_the_list_to_judge(tmp_path: Path) -> None:
    long = "x" * 32_767
    outcome = reading(tmp_path, "a.xlsx", book(ROWS[0], ["A", "AFR", long]))
    assert outcome.findings == ()
    assert outcome.value is not None
    assert outcome.value.rows[1].cells[2] == long
    wide: list[Cell] = [f"c{n}" for n in range(300)]
    outcome = reading(tmp_path, "a.xlsx", book(wide, wide))
    assert outcome.findings == ()
    assert outcome.value is not None
    assert [len(row.cells) for row in outcome.value.rows] == [300, 300]


def test_a_header_alone_and_headers_twice(tmp_path: Path) -> None:
    for rows in ([ROWS[0]], [["key", "Key", "region"]]):
        outcome = reading(tmp_path, "a.xlsx", book(*rows))
        assert outcome.findings == ()
        assert outcome.value is not None
        assert len(outcome.value.rows) == 1


# Anything at all

NAMES = st.sampled_from(["a.xlsx", "a.xls", "a.ods", "a.csv", "a.tsv", "a"])
ANYTHING = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
STARTS = st.sampled_from([
    b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xfe\xff",
    b"\xef\xbb\xbf", b"sep=;\n", b"\x84\x31\x95\x33",
])  # fmt: skip


def is_told(outcome: Outcome[Table]) -> bool:
    errors = [finding for finding in outcome.findings if finding.severity is Severity.ERROR]
    return outcome.value is not None or len(errors) == 1


@ANYTHING
@given(name=NAMES, start=STARTS, junk=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, name: str, start: bytes, junk: bytes) -> None:
    assert is_told(reading(tmp_path, name, start + junk))


@ANYTHING
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(["xlsx", "ods"]), times=st.integers(1, 4))
def test_changed_parts_of_a_workbook(tmp_path: Path, seed: int, kind: str, times: int) -> None:
    """The archive is whole, and its XML is not."""
    chance = random.Random(seed)
    data, names = GOOD_ODS, ["content.xml"]
    if kind == "xlsx":
        data = book(*ROWS, FORMULAS.replace("2", "3"))
        names = [SHEET, SHEET, SHEET, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"]
    name = chance.choice(names)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content = bytearray(archive.read(name))
    for _ in range(times):
        at = chance.randrange(len(content))
        piece = chance.choice(
            [b"", b"<", b">", b'"', b"9999999", b"Z", bytes([chance.randrange(256)])]
        )
        content[at : at + chance.randint(0, 3)] = piece
    assert is_told(reading(tmp_path, f"a.{kind}", changed(data, **{name: bytes(content)})))


@ANYTHING
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(["xlsx", "xls", "ods"]))
def test_changed_bytes_of_a_workbook(tmp_path: Path, seed: int, kind: str) -> None:
    chance = random.Random(seed)
    broken = bytearray({"xlsx": GOOD, "xls": OLD_WORKBOOK, "ods": GOOD_ODS}[kind])
    for _ in range(chance.randint(1, 6)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    assert is_told(reading(tmp_path, f"a.{kind}", bytes(broken)))
