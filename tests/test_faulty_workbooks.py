"""Workbooks as they come back from abroad, each wrong in one way, through the commands.

Of each: all that is wrong and nothing else, each at its cell; exit code 1; nothing written.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from books import c, column, sheet, xlsx
from conftest import Program
from faulty import CONFIRM, INVITE, SHEET, Faulty, cell, lists, rows_of, workbook

from docgen.recipients.form import DELEGATES, REPRESENTATIVES
from docgen.workbooks.examples import example

# Other people than the one whose rows are changed.
BEA = {"given_name": "Bea", "email": "bea@example.org"}
CLEO = {"given_name": "Cleo", "email": "cleo@example.org"}

REQUIRED = [
    cell(command, "L007", each.key, None, f"{each.key} empty")
    for command, form in ((INVITE, DELEGATES), (CONFIRM, REPRESENTATIVES))
    for each in form.columns
    if each.required
]
BLANK = [
    cell(INVITE, "L007", "family_name", "   ", "blanks"),
    cell(INVITE, "L007", "family_name", "\u00a0", "a no-break blank"),
    cell(INVITE, "L007", "family_name", "\u200b", "a zero-width blank"),
    cell(INVITE, "L007", "family_name", "\n\n", "line breaks"),
    cell(INVITE, "L007", "gender", "\u3000", "an ideographic blank"),
]
DATES = [
    *(
        cell(CONFIRM, "L037", "received", value)
        for value in ("03/04/2024", "3.4.2024", "04-05-2024", "03/04/24", "٣/٤/٢٠٢٤")
    ),
    *(
        cell(CONFIRM, "L010", "received", value)
        for value in (
            "next week", "2024-02-30", "31.04.2024", "2024-13-01", "00/00/0000", "April 2024",
            "2024-04-02 25:00", "2024-04-02 12:00 +99:00", "32 April 2024", "3 Floréal 2024",
            20240402, 45384.5, -1, True, "2024-04-02T", "0000-00-00", "2024-W14-2",
        )
    ),
    cell(CONFIRM, "L037", "validated", "05/04/2024"),
    cell(CONFIRM, "L010", "validated", "yes"),
    cell(CONFIRM, "L010", "validated", 4),
]  # fmt: skip
TELEPHONES = [
    cell(CONFIRM, "L036", "telephone", 41227305111),
    cell(CONFIRM, "L036", "telephone", 4.122730511135e18),
    cell(INVITE, "L036", "telephone", 227305111),
    *(
        cell(CONFIRM, "L009", "telephone", value)
        for value in (
            "call me", "1234", "+41 22 730 5111 or 5112", "+41 22 730 5111 / +41 22 730 5112",
            "0" * 21, "+", "0", "tel:+41227305111", "+41 22 730 51 1l",
        )
    ),
    cell(CONFIRM, "L045", "telephone", date(2024, 4, 2)),
    cell(CONFIRM, "L045", "telephone", True),
]  # fmt: skip
EMAILS = [
    *(
        cell(INVITE, "L014", "email", value)
        for value in (
            "amina", "amina@", "@example.org", "amina@example", "amina example@example.org",
            "amina@@example.org", "amina@exa mple.org", "amina@example.org.", "amina.@example.org",
            ".amina@example.org", "amina..x@example.org", "amina@-example.org",
            "amina@example..org", "<amina@example.org>", "Amina <amina@example.org>",
            "mailto:amina@example.org", "amina@[127.0.0.1]", '"a b"@example.org',
            "amina@example.org, amina@EXAMPLE.org", "amina@example.org; nonsense",
            "amina@example.org\nBcc: all@example.org", f"{'a' * 65}@example.org",
            f"amina@{'a' * 64}.org", f"amina@{'a.' * 130}org", "amina@exämple.org", "0",
            ",", "amina (at) example.org", "ami\u043da@example.org", "amina@examp\u04cfe.org",
            "amina\\@example.org", "amina@example.123",
        )
    ),
    cell(INVITE, "L014", "email", 5),
    cell(INVITE, "L045", "email", date(2024, 4, 2)),
    cell(INVITE, "L045", "email", False),
    cell(INVITE, "L045", "email", 0.5),
]  # fmt: skip
COUNTRIES = [
    *(
        cell(INVITE, "L038", "country", value)
        for value in ("Atlantis", "South Korea", "Ivory Coast", "England", "Ke", "K\u0435nya",
                      "Kenya, Uganda", "KE", "+254", "Kenya?", 404)
    ),
    cell(INVITE, "L045", "country", True),
    cell(INVITE, "L045", "country", date(2024, 4, 2)),
]  # fmt: skip
CHOICES = [
    *(cell(INVITE, "L009", "region", value) for value in ("AFX", "AFR, EUR", "World", 1, "АFR")),
    cell(INVITE, "L045", "region", True),
    *(cell(INVITE, "L009", "language", value) for value in ("xx", "en, en", "en; klingon", "pt",
                                                           "en,", 1)),
    cell(INVITE, "L045", "language", True),
    *(cell(INVITE, "L009", "gender", value) for value in ("X", "female?", "FM", 1, "Ms")),
    cell(INVITE, "L045", "gender", False),
    *(cell(INVITE, "L009", "honorific", value) for value in ("Madam President", "Ms/Mr", "-")),
    cell(INVITE, "L045", "honorific", 1.5),
    cell(INVITE, "L009", "appointed", "maybe"),
    cell(INVITE, "L009", "appointed", 2),
    cell(INVITE, "L045", "appointed", date(2024, 4, 2)),
    cell(INVITE, "L009", "fellowship", "to be decided"),
    cell(INVITE, "L045", "fellowship", 0.5),
    *(cell(CONFIRM, "L009", "nominated_by", value) for value in ("ATX", "African Union", 7)),
    cell(CONFIRM, "L045", "nominated_by", True),
    cell(CONFIRM, "L009", "status", "in progress"),
    *(cell(INVITE, "L009", "key", value) for value in ("../AFR", "A B", "AFR/1", "-", "AFR-",
                                                      "A" * 41, "Аfr", "AFR:1")),
    cell(INVITE, "L045", "key", 1.5),
    cell(CONFIRM, "L009", "replaces", "the first one"),
    cell(INVITE, "L009", "language", "en?"),
    cell(INVITE, "L009", "region", "AFR ?"),
    cell(INVITE, "L009", "appointed", "yes?"),
    cell(CONFIRM, "L009", "nominated_by", "ATU?"),
    cell(INVITE, "L042", "honorific", "Mr"),
    lists(INVITE, "Ms and M", [("L042", "honorific")], {"gender": "M"}),
    lists(CONFIRM, "Monsieur", [("L042", "honorific")], {"honorific": "Monsieur"}),
]  # fmt: skip
TEXTS = [
    cell(INVITE, "L045", "position", 1.5),
    cell(INVITE, "L045", "organization", date(2024, 4, 2)),
    cell(INVITE, "L045", "family_name", True),
    cell(INVITE, "L012", "given_name", "Amina\nMaria"),
    cell(INVITE, "L012", "family_name", "Exam\tple"),
    # [MS-OI29500] 2.1.1742: Excel writes characters that XML has not as _xHHHH_
    cell(INVITE, "L012", "family_name", "Exam_x0007_ple", "a bell"),
    cell(INVITE, "L012", "family_name", "Exam_x001F_ple", "a unit separator"),
    cell(INVITE, "L012", "family_name", "Exam\ufdd0ple", "a noncharacter"),
    cell(INVITE, "L012", "family_name", "Exam\U0001fffeple", "a noncharacter of plane 1"),
    cell(INVITE, "L012", "family_name", "Exam\u0085ple", "a control of C1"),
    cell(INVITE, "L012", "family_name", "Exam\u2028ple", "a line separator"),
    cell(INVITE, "L012", "family_name", "Exam\u202eelp", "an override"),
    cell(INVITE, "L012", "family_name", "Exam\u2067elp", "an isolate"),
    cell(INVITE, "L012", "family_name", "Exam\ufffdple", "a lost character"),
    cell(INVITE, "L012", "position", "Head\u202e of", "an override in a position"),
    cell(INVITE, "L012", "email", "amina@example.org\u202e", "an override in an address"),
    cell(INVITE, "L012", "address", "Street\u202b 1", "an embedding in the address"),
    cell(INVITE, "L012", "country", "Ken\u200fya", "a direction mark in a country"),
    cell(INVITE, "L017", "position", "x" * 10_001, "ten thousand letters"),
    cell(INVITE, "L017", "address", "line\n" * 2_001, "two thousand lines"),
    cell(INVITE, "L017", "email", "a" * 10_001, "ten thousand letters for an address"),
    cell(INVITE, "L017", "region", "é" * 10_001, "ten thousand accents"),
    lists(INVITE, "a name that Russian declines", [("L011", "addressee")],
          {"family_name": "Иванова", "given_name": "Анна", "language": "ru"}),
    lists(INVITE, "two faults in a row", [("L007", "gender"), ("L014", "email")],
          {"gender": None, "email": "x"}),
    lists(INVITE, "faults in several rows",
          [("L009", "region:2"), ("L038", "country:3"), ("L007", "fellowship:4")],
          {"region": "?"}, {"country": "?", **BEA}, {"fellowship": None, **CLEO}),
    # Rules that take rows together see those with a fault too, as far as they go.
    lists(INVITE, "a fault, and the same person again",
          [("N007", "email:3"), ("L036", "telephone:3"), ("N032", "appointed:3")],
          {}, {"telephone": 5, "appointed": "no"}),
    lists(CONFIRM, "a fault, and a second nominee",
          [("N001", "region:3"), ("L036", "telephone:3")],
          {"key": "A"}, {"key": "B", "telephone": 5, **BEA}),
    lists(CONFIRM, "what was replaced has a fault", [("L036", "telephone:3")],
          {"key": "A", "replaces": "B", **BEA}, {"key": "B", "telephone": 5, "status": "replaced"}),
    lists(INVITE, "notes beside a fault",
          [("L043", "family_name"), ("L035", "position"), ("L014", "email")],
          {"family_name": "Ex\u0430mple", "position": "Head\u00a0of", "email": "x"}),
    lists(INVITE, "full width beside a fault", [("L035", "telephone"), ("L007", "appointed")],
          {"telephone": "＋２５４　２０　５５５　０１００", "appointed": None}),
    lists(INVITE, "Arabic digits beside a fault", [("L035", "telephone"), ("L007", "appointed")],
          {"telephone": "+٢٥٤ ٢٠ ٥٥٥ ٠١ ٠٠", "appointed": None}),
    lists(INVITE, "a mark of direction beside a fault",
          [("L035", "family_name"), ("L007", "appointed")],
          {"family_name": "\u200eExample", "appointed": None}),
    lists(INVITE, "zero width beside a fault", [("L035", "family_name"), ("L007", "appointed")],
          {"family_name": "Exam\u200bple", "appointed": None}),
]  # fmt: skip


def sheet_of(command: str, *rows: object, after: str = "", **options: object) -> bytes:
    return xlsx({SHEET[command]: sheet(*rows, after=after)}, **options)  # type: ignore[arg-type]  # rows and options of a test


HEAD, ROW = rows_of(INVITE, [{}])
EXAMPLE_ROW = [example(DELEGATES, "en").get(key) for key in HEAD]
REST = [c.key for c in DELEGATES.columns
        if c.required and c.key not in ("region", "given_name", "family_name")]  # fmt: skip
NO_EMAIL, ANOTHER = rows_of(INVITE, [{"email": None}, {"email": None, "given_name": "Bea"}])[1:]


def with_xml(number: int, key: str, xml: str) -> str:
    """A whole row as XML, in which one cell is as given; a question mark is where it stands."""
    cells = []
    for index, (name, value) in enumerate(zip(HEAD, ROW, strict=True)):
        where = f"{column(index)}{number}"
        cells.append(xml.replace('"?"', f'"{where}"') if name == key else c(where, value))
    return f'<row r="{number}">{"".join(cells)}</row>'


def error_cell(value: str) -> str:
    return f'<c r="?" t="e"><v>{value}</v></c>'


def merge(where: str) -> str:
    return f'<mergeCells count="1"><mergeCell ref="{where}"/></mergeCells>'


def renamed(**headers: str) -> list[str]:
    return [headers.get(key, key) for key in HEAD]


def made(name: str, told: list[tuple[str, str]], *rows: object, **options: object) -> Faulty:
    return Faulty(name, INVITE, sheet_of(INVITE, *rows, **options), told)  # type: ignore[arg-type]  # as above


AT = "list.xlsx Delegates!"
SHEETS = [
    # errors, formulas, merged and hidden cells
    *(
        made(f"{value} in {key}", [("L024", key)], HEAD, with_xml(2, key, error_cell(value)))
        for value, key in (("#N/A", "email"), ("#REF!", "region"), ("#DIV/0!", "telephone"),
                           ("#NAME?", "key"))
    ),
    made("a formula never calculated", [("L025", "email")],
         HEAD, with_xml(2, "email", '<c r="?"><f>A1</f></c>')),
    made("a formula in an optional cell", [("L025", "address")],
         HEAD, with_xml(2, "address", '<c r="?"><f>A1</f></c>')),
    made("merged across rows", [("L023", f"{AT}K2:K3")], HEAD, ROW, ANOTHER, after=merge("K2:K3")),
    made("merged across columns", [("L023", f"{AT}H2:I2")],
         HEAD, [None if key == "country" else value for key, value in zip(HEAD, ROW, strict=True)],
         after=merge("H2:I2")),
    made("merged headers", [("L004", f"{AT}row 1"), ("L013", f"{AT}H2")],
         renamed(organization=""), ROW, after=merge("G1:H1")),
    made("a fault in a hidden row", [("L026", "row 2"), ("L007", "email")], HEAD,
         sheet([], NO_EMAIL).partition("</row>")[2].partition("</sheetData>")[0]
         .replace('<row r="2">', '<row r="2" hidden="1">')),
    # headers
    made("a header twice", [("L006", f"{AT}Q1")], [*HEAD, "email"], [*ROW, "b@example.org"]),
    made("one column by key and caption", [("L006", f"{AT}Q1")],
         [*HEAD, "Family name"], [*ROW, "Other"]),
    made("one column in two languages", [("L006", f"{AT}N1")],
         renamed(family_name="Family name", addressee="Nom de famille"), ROW),
    made("a column missing", [("L004", f"{AT}row 1")],
         [key for key in HEAD if key != "gender"], ROW[:5] + ROW[6:]),
    made("two columns missing", [("L004", f"{AT}row 1")] * 2,
         [key for key in HEAD if key not in ("gender", "position")], ROW[:5] + ROW[7:]),
    made("a header misspelt", [("L004", f"{AT}row 1"), ("L005", f"{AT}K1")],
         renamed(email="Emial"), ROW),
    made("a column renamed", [("L004", f"{AT}row 1"), ("L005", f"{AT}H1")],
         renamed(organization="Institution"), ROW),
    made("an unknown column beside a fault", [("L005", f"{AT}Q1"), ("L007", "email")],
         [*HEAD, "Remarks"], [*NO_EMAIL, "ask"]),
    made("a value under no header", [("L007", "email"), ("L013", f"{AT}Q2")],
         HEAD, [*NO_EMAIL, "ask"]),
    made("no header", [("L003", f"{AT}row 1")], ROW),
    made("a header of other words", [("L003", f"{AT}row 1")], [f"x{key}" for key in HEAD], ROW),
    made("a header below a title", [("L022", f"{AT}row 3"), ("L007", "email:4")],
         ["Delegates"], [], HEAD, NO_EMAIL),
    made("a header too far down", [("L003", f"{AT}row 1")], *([["x"]] * 40), HEAD, ROW),
    # rows
    made("a header only", [("L015", "file")], HEAD),
    made("the example only", [("L015", "file")], HEAD, EXAMPLE_ROW),
    made("somebody typed over the example", [("L048", "key")], HEAD, ["EXAMPLE", *ROW[1:]]),
    made("a total under Region", [("L015", "file"), ("L039", "row 3")],
         HEAD, EXAMPLE_ROW, [None, "Total: 6"]),
    made("a signature under Given name",
         [("L007", "email"), ("L039", "row 3"), ("L007", "row 4")], HEAD, NO_EMAIL,
         [None, "Total: 6", 6], [None, None, None, "Signed: Zainab Diop"]),
    made("a remark in two cells", [("L007", "row 3")],
         HEAD, ROW, [None, None, None, "see", "mail"]),
    made("three cells of a row", [("L007", f"{key}:3") for key in REST], HEAD, ROW,
         [None, "AFR", None, "Bea", "Example"]),
    made("a total only", [("L015", "file"), ("L039", "row 2")], HEAD, ["Total"]),
    made("a total and a fault", [("L007", "email"), ("L039", "row 4")],
         HEAD, NO_EMAIL, [], ["Total", None, None]),
    made("rows of nothing between", [("L007", "email"), ("L007", "email:6")],
         HEAD, NO_EMAIL, [""] * 16, ["  "] * 16, [None] * 16, ANOTHER),
    made("a thousand faults", [*(("L007", f"email:{row}") for row in range(2, 1002)),
                               ("L018", "row 1002")], HEAD,
         *([*NO_EMAIL[:3], f"Ada {number}", *NO_EMAIL[4:]] for number in range(1_005))),
    lists(INVITE, "a key twice", [("L008", "key:3")], {"key": "AFR-7"},
          {"key": "afr-7", "email": "b@example.org", "given_name": "Zola"}),
    # sheets
    Faulty("no sheet", INVITE, xlsx({}), [("L003", "file")]),
    Faulty("an empty sheet", INVITE, xlsx({"Delegates": sheet()}), [("L003", "file")]),
    Faulty("empty sheets", INVITE, xlsx({"A": sheet(), "B": sheet()}), [("L003", "file")]),
    Faulty("two lists", INVITE, xlsx({"A": sheet(HEAD, ROW), "B": sheet(HEAD, ROW)}),
           [("L019", "file")]),
    Faulty("no list among sheets", INVITE, xlsx({"A": sheet(["x"]), "B": sheet(["y"])}),
           [("L019", "file")]),
    Faulty("a hidden list", INVITE,
           xlsx({"A": sheet(["x"]), "B": sheet(HEAD, ROW)}, hidden=["B"]), [("L019", "file")]),
    Faulty("a sheet that is not there", INVITE, workbook(INVITE, {}), [("L019", "file")],
           options=("--sheet", "Delegate")),
    Faulty("a fault on the second sheet", INVITE,
           xlsx({"Notes": sheet(["x"]), "Delegates": sheet(HEAD, NO_EMAIL)}), [("L007", "email")]),
    made("a stray value far off", [("L002", "file")], HEAD, ROW,
         '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    made("too many columns", [("L002", f"{AT}IW1")],
         [*HEAD, *(f"c{number}" for number in range(300))], ROW),
    # forms
    Faulty("delegates for nominations", CONFIRM, workbook(INVITE, {}),
           [*[("L004", "list.xlsx Delegates!row 1")] * 2,
            ("L005", "list.xlsx Delegates!O1"), ("L005", "list.xlsx Delegates!P1"),
            ("N009", "list.xlsx Delegates!row 2")]),
    Faulty("a form for others", CONFIRM, xlsx({
        "Delegates": sheet(HEAD, ROW),
        "docgen-form": sheet(["form", "delegates"], ["version", "1"], ["sheet", "Delegates"]),
    }, hidden=["docgen-form"]), [("L044", "file")]),
    Faulty("an old form", INVITE, xlsx({
        "Delegates": sheet(HEAD, NO_EMAIL),
        "docgen-form": sheet(["form", "delegates"], ["version", "0"], ["sheet", "Delegates"]),
    }, hidden=["docgen-form"]), [("L041", "file"), ("L007", "email")]),
]  # fmt: skip

CELLS = [*REQUIRED, *BLANK, *DATES, *TELEPHONES, *EMAILS, *COUNTRIES, *CHOICES, *TEXTS]


def test_how_many_there_are() -> None:
    workbooks = {(each.command, each.data) for each in (*CELLS, *SHEETS)}
    assert len(workbooks) == len(CELLS) + len(SHEETS) >= 150


@pytest.mark.parametrize("faulty", CELLS, ids=lambda each: each.name)
def test_a_cell_that_is_wrong(campaign: Path, invoke: Program, faulty: Faulty) -> None:
    faulty.check(campaign, invoke)


@pytest.mark.parametrize("faulty", SHEETS, ids=lambda each: each.name)
def test_a_workbook_that_is_wrong(campaign: Path, invoke: Program, faulty: Faulty) -> None:
    faulty.check(campaign, invoke)
