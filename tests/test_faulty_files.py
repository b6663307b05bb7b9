"""Files that are given to the commands for people, and are no list, or a damaged one.

Of each: all that is wrong and nothing else, each at its place; exit code 1; nothing written.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from books import OLD_WORKBOOK, ods, ods_row, sheet, xlsx
from conftest import Program, visible
from faulty import CONFIRM, INVITE, Faulty, Told, rows_of, text, workbook
from word import zipped

from docgen.recipients import archive
from docgen.recipients.table import as_text

GOOD = workbook(INVITE, {})
FAULT = workbook(INVITE, {"email": "x"})
SHEET = "xl/worksheets/sheet1.xml"
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def changed(data: bytes, **parts: str) -> bytes:
    """A workbook with parts replaced or added."""
    with zipfile.ZipFile(BytesIO(data)) as old:
        kept = {name: old.read(name).decode() for name in old.namelist()}
    return zipped({**kept, **parts})


def with_password() -> bytes:
    """An old workbook with the record FILEPASS ([MS-XLS] 2.4.117) after its first one."""
    at = OLD_WORKBOOK.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    return OLD_WORKBOOK[:at] + b"\x2f\x00" + OLD_WORKBOOK[at + 2 :]


def twice() -> bytes:
    """An archive with two parts of one name: which of them is the sheet?"""
    stream = BytesIO(GOOD)
    with (
        zipfile.ZipFile(stream, "a") as whole,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        whole.writestr(SHEET, sheet(["x"]))
    return stream.getvalue()


def encrypted() -> bytes:
    """Entries with the flag of a password (APPNOTE.TXT 4.4.4), in the directory of the archive."""
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def flipped() -> bytes:
    """A bit of the sheet's compressed content is wrong, as after a bad transmission."""
    at = GOOD.index(SHEET.encode()) + len(SHEET) + 40
    return GOOD[:at] + bytes([GOOD[at] ^ 4]) + GOOD[at + 1 :]


def open_document() -> bytes:
    rows = [[as_text(value) for value in row] for row in rows_of(INVITE, [{"email": "x"}])]
    return ods("".join(ods_row(*row) for row in rows), "Delegates")


def of(name: str, file: str, data: object, *told: Told, command: str = INVITE) -> Faulty:
    return Faulty(name, command, data, told, file)  # type: ignore[arg-type]  # bytes or what makes them


FILES = [
    # nothing
    of("empty", "list.xlsx", b"", ("L003", "file")),
    of("blank", "list.csv", b"\xef\xbb\xbf \r\n\r\n", ("L003", "file")),
    # another thing than its name says
    of("an old workbook named new", "list.xlsx", OLD_WORKBOOK,
       ("L021", "file"), *[("L004", "list.xlsx Reps!row 2")] * 12,
       *(("L005", f"list.xlsx Reps!{letter}2") for letter in "DEFGH"), command=CONFIRM),
    of("a new workbook named old", "list.xls", FAULT, ("L021", "file"), ("L014", "email")),
    of("a new workbook named text", "list.csv", FAULT,
       ("L021", "file"), ("L014", "list.csv Delegates!K2")),
    of("OpenDocument named Excel", "list.xlsx", open_document, ("L021", "file"), ("L014", "email")),
    of("OpenDocument", "list.ods", open_document, ("L014", "email")),
    of("text named Excel", "list.xlsx", text(INVITE, {}).encode(), ("L021", "file")),
    of("text named old Excel", "list.xls", text(INVITE, {}).encode(), ("L021", "file")),
    of("a web page", "list.xls", b"<html><table><tr><td>key</td></tr></table></html>",
       ("L021", "file")),
    of("XML of Excel 2003", "list.xls", b'<?xml version="1.0"?><Workbook/>', ("L021", "file")),
    of("a PDF file", "list.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ("L021", "file")),
    of("rich text", "list.csv", b"{\\rtf1\\ansi key}", ("L021", "file")),
    of("a Word file", "list.xlsx", zipped({"word/document.xml": "<w/>"}), ("L021", "file")),
    of("a binary workbook", "list.xlsb", zipped({"xl/workbook.bin": "x"}), ("L021", "file")),
    of("an archive", "list.xlsx", zipped({"list.csv": "key"}), ("L021", "file")),
    # passwords
    of("a password", "list.xlsx",
       CFB + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500), ("L020", "file")),
    of("a password of old", "list.xls", with_password, ("L020", "file")),
    of("a password of OpenDocument", "list.ods",
       ods("", manifest="<manifest:encryption-data/>"), ("L020", "file")),
    of("a password of the archive", "list.xlsx", encrypted, ("L002", "file")),
    # damaged
    of("cut in the middle", "list.xlsx", GOOD[: len(GOOD) // 2], ("L002", "file")),
    of("the last byte lost", "list.xlsx", GOOD[:-1], ("L002", "file")),
    of("a bit flipped in the sheet", "list.xlsx", flipped, ("L002", "file")),
    of("an old workbook cut", "list.xls", OLD_WORKBOOK[:3000], ("L002", "file")),
    of("an old signature only", "list.xls", CFB, ("L002", "file")),
    of("OpenDocument cut", "list.ods", lambda: open_document()[:-30], ("L002", "file")),
    of("a part twice", "list.xlsx", twice, ("L002", "file")),
    of("a sheet that is missing", "list.xlsx",
       changed(GOOD, **{"xl/_rels/workbook.xml.rels": "<x/>"}), ("L002", "file")),
    of("a sheet that is no XML", "list.xlsx", changed(GOOD, **{SHEET: "<worksheet><sheetData"}),
       ("L002", "file")),
    of("a sheet that ends early", "list.xlsx",
       changed(GOOD, **{SHEET: sheet(*rows_of(INVITE, [{}]))[:-40]}), ("L002", "file")),
    of("a DOCTYPE", "list.xlsx",
       changed(GOOD, **{SHEET: '<!DOCTYPE x [<!ENTITY a "b">]>' + sheet(["&a;"])}),
       ("L002", "file")),
    of("no workbook in it", "list.xlsx", changed(GOOD, **{"xl/workbook.xml": "<workbook"}),
       ("L002", "file")),
    of("a kind of cell that is none", "list.xlsx",
       xlsx({"Delegates": sheet('<row r="1"><c r="A1" t="z"><v>1</v></c></row>')}),
       ("L002", "file")),
    # text files
    of("a NUL", "list.csv", text(INVITE, {"family_name": "A\0B"}).encode(),
       ("L002", "list.csv line 2")),
    of("junk", "list.csv", bytes(range(256)) * 4, ("L002", "list.csv line 1")),
    of("a picture", "list.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("L002", "list.csv line 3")),
    of("a quotation mark left open", "list.csv", text(INVITE, {}).encode() + b'"AFR-9,AFR,Ms\r\n',
       ("L002", "list.csv row 3")),
    of("a quotation mark inside", "list.csv",
       text(INVITE, {}).encode() + b'"AFR"9,AFR,Ms\r\n', ("L002", "list.csv row 3")),
    of("a cell too many", "list.csv", text(INVITE, {"email": "x"}).encode()[:-2] + b",stray\r\n",
       ("L014", "email"), ("L013", "list.csv Q2")),
    of("a byte that is none", "list.csv",
       text(INVITE, {"family_name": "Müller"}).encode("utf-8-sig").replace(b"\xc3\xbc", b"\xc3"),
       ("L002", "list.csv line 2")),
    of("two encodings", "list.csv",
       text(INVITE, {"family_name": "Müller-Žižić Škvorecký"}).encode()
       + text(INVITE, {"family_name": "Müller"}).encode("cp1252"), ("L002", "list.csv line 4")),
    of("UTF-32", "list.csv", text(INVITE, {}).encode("utf-32"), ("L029", "file")),
    of("KOI8-R", "list.csv",
       text(INVITE, *[{"position": "Руководитель управления стандартизации"}] * 3).encode("koi8-r"),
       ("L029", "list.csv line 2")),
    of("one letter that may be any", "list.csv",
       text(INVITE, {"family_name": "Xý"}).encode("cp1250"), ("L029", "list.csv line 2")),
    of("UTF-16 cut", "list.csv", text(INVITE, {"email": "x"}).encode("utf-16")[:-1],
       ("L002", "file")),
]  # fmt: skip

FRENCH = {"position": "Directrice générale adjointe chargée des études", "email": "x"}
RUSSIAN = {"position": "Начальник управления стандартизации связи", "email": "x"}
ARABIC = {"position": "رئيسة قسم تقييس الاتصالات في الهيئة الوطنية", "email": "x"}
CHINESE = {"position": "电信标准化部门主任兼国际合作司司长", "email": "x"}


def three(row: dict[str, str]) -> list[dict[str, str]]:
    """The row of three people."""
    return [{**row, "given_name": name} for name in ("Ada", "Bea", "Cleo")]


ENCODED = [
    of(f"{encoding}, and a fault", "list.csv", text(INVITE, *three(row)).encode(encoding),
       *told, ("L014", "email"), ("L014", "email:3"), ("L014", "email:4"))
    for encoding, row, told in (
        ("utf-8", FRENCH, ()),
        ("utf-8-sig", RUSSIAN, ()),
        ("utf-16", CHINESE, (("L028", "file"),)),
        ("utf-16-le", FRENCH, (("L028", "file"),)),
        ("utf-16-be", FRENCH, (("L028", "file"),)),
        ("cp1252", FRENCH, (("L028", "file"),)),
        ("cp1251", RUSSIAN, (("L028", "file"),)),
        ("cp1256", ARABIC, (("L028", "file"),)),
        ("gb18030", CHINESE, (("L028", "file"),)),
    )
] + [
    of("semicolons, and a fault", "list.csv", text(INVITE, {"email": "x"}, delimiter=";").encode(),
       ("L016", "list.csv row 1"), ("L014", "email")),
    of("tabs, and a fault", "list.csv", text(INVITE, {"email": "x"}, delimiter="\t").encode(),
       ("L016", "list.csv row 1"), ("L014", "email")),
    of("tabs where they belong, and a fault", "list.tsv",
       text(INVITE, {"email": "x"}, delimiter="\t").encode(), ("L014", "email")),
    of("a separator that is told", "list.csv",
       b"sep=;\r\n" + text(INVITE, {"email": "x"}, delimiter=";").encode(),
       ("L016", "list.csv row 1"), ("L014", "email")),
    of("line feeds alone, and faults", "list.csv",
       text(INVITE, {"email": "x"}, {"gender": None, "given_name": "Bea"})
       .replace("\r", "").encode(),
       ("L014", "email"), ("L007", "gender:3")),
]  # fmt: skip


def test_how_many_there_are() -> None:
    assert len({each.name for each in (*FILES, *ENCODED)}) == len(FILES) + len(ENCODED) >= 55


@pytest.mark.parametrize("faulty", [*FILES, *ENCODED], ids=lambda each: each.name)
def test_a_file_that_is_wrong(campaign: Path, invoke: Program, faulty: Faulty) -> None:
    faulty.check(campaign, invoke)


def test_a_bomb(campaign: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a small archive unpacks to is counted while it is unpacked."""
    monkeypatch.setattr(archive, "MAX_ENTRY", 1_000_000)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        bomb.writestr(SHEET, b"<" * 3_000_000)
    assert len(stream.getvalue()) < 10_000
    of("bomb", "list.xlsx", stream.getvalue(), ("L002", "file")).check(campaign, invoke)


@pytest.mark.parametrize(
    ("name", "codes"),
    [("nowhere.xlsx", ["L001"]), ("mailing_lists", ["L002"]), ("", ["L002"]), ("a\0b", ["L002"])],
)
def test_no_file(campaign: Path, invoke: Program, name: str, codes: list[str]) -> None:
    answer = invoke(INVITE, name, "--json")
    assert answer.code == 1
    assert [code for code, _ in answer.findings] == codes
    assert list(visible(campaign / "out")) == []
