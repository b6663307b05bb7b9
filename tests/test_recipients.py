"""Lists become recipients; whatever is wrong with a list is told at its cell."""

from __future__ import annotations

import csv
import io
import pickle
import re
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.diagnostics import Finding, Outcome, Place, Severity
from docgen.recipients import (
    Recipient,
    Row,
    Table,
    check_across,
    read_csv,
    read_list,
    recipients_of,
)
from docgen.recipients import reading as reading_module
from docgen.recipients import textfile as textfile_module
from docgen.recipients.cells import NOTHING
from docgen.recipients.form import RECIPIENTS
from docgen.recipients.recipient import Origin, spooled

COLUMNS = [column.key for column in RECIPIENTS.columns]
MAILING_LISTS = Path(__file__).resolve().parent.parent / "mailing_lists"

HEADER = "key,region,language,name_en,name_fr,addressee_en,addressee_fr,email\r\n"
ALB = "ALB,EUR,en,Albania,,Administration of Albania,,a@example.org\r\n"
BEL = "BEL,EUR,fr,,Belgique,,Administration de la Belgique,b@example.org\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def read(folder: Path, content: str | bytes) -> Outcome[tuple[Recipient, ...]]:
    path = folder / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_list(path, "list.csv")


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in findings]


def faults(folder: Path, content: str | bytes) -> list[tuple[str, str]]:
    return told(read(folder, content).findings)


def keys(outcome: Outcome[Any]) -> list[str]:
    assert outcome.value is not None
    return [recipient.key for recipient in outcome.value]


def row(**cells: str) -> str:
    """A row under HEADER that is right but for the cells given."""
    values = {
        "key": "ALB",
        "region": "EUR",
        "language": "en",
        "name_en": "Albania",
        "name_fr": "",
        "addressee_en": "Administration of Albania",
        "addressee_fr": "",
        "email": "a@example.org",
    } | cells
    stream = io.StringIO()
    csv.writer(stream).writerow(values.values())
    return stream.getvalue()


# A list that is right


def test_a_recipient_is_its_row(folder: Path) -> None:
    header = "key,region,language,member_from,name_en,name_fr,abbreviation_fr,"
    header += "addressee_en,addressee_fr,email"
    cells = (
        'ATU,AFR,"fr, en",2024-09-19,Union,Union (fr),UAT,To,"Secrétaire général\nUnion",u@x.org'
    )
    outcome = read(folder, f"\ufeff{header}\r\n{cells}\r\n")
    pairs = {
        "key": "ATU",
        "region": "AFR",
        "language": "fr, en",
        "member_from": "2024-09-19",
        "name_en": "Union",
        "name_fr": "Union (fr)",
        "abbreviation_fr": "UAT",
        "addressee_en": "To",
        "addressee_fr": "Secrétaire général\nUnion",
        "email": "u@x.org",
    }
    hashed = "\x1f".join(f"{column}\x1e{pairs[column]}" for column in sorted(pairs))
    columns = {column: index for index, column in enumerate(header.split(","))}
    expected = Recipient.model_validate(
        {
            "origin": Origin("list", "list.csv", "", columns),
            "row": 2,
            "row_hash": sha256(hashed.encode()).hexdigest(),
            "key": "ATU",
            "region": "AFR",
            "language": "fr, en",
            "names": {"en": "Union", "fr": "Union (fr)"},
            "abbreviations": {"fr": "UAT"},
            "addressees": {"en": "To", "fr": "Secrétaire général\nUnion"},
            "email": "u@x.org",
            "member_from": "2024-09-19",
        }
    )
    assert outcome == Outcome((expected,), ())
    assert outcome.value is not None
    assert outcome.value[0].languages == ("fr", "en")
    assert outcome.value[0].emails == ("u@x.org",)
    assert outcome.value[0].member_from == date(2024, 9, 19)
    assert outcome.value[0].source == Place("list.csv", (2, 0), "row 2")
    assert not outcome.value[0].is_person
    assert outcome.value[0].name_in("fr") == "Union (fr)"
    with pytest.raises(KeyError):
        outcome.value[0].name_in("zh")
    assert outcome.value[0].context("fr") == {
        "key": "ATU",
        "name": "Union (fr)",
        "abbreviation": "UAT",
        "addressee": "Secrétaire général\nUnion",
        "email": "u@x.org",
        "region": "AFR",
        "language": "fr",
        "gender": None,
    }
    assert outcome.value[0].context("en")["abbreviation"] is None


def test_a_recipient_goes_to_another_process(folder: Path) -> None:
    outcome = read(folder, HEADER + ALB)
    assert outcome.value is not None
    (recipient,) = outcome.value
    assert pickle.loads(pickle.dumps(recipient)) == recipient
    assert spooled([recipient] * 600)[599] == recipient


def test_values_are_trimmed_and_composed(folder: Path) -> None:
    decomposed = "Cote d\u2019Ivoire".replace("o", "o\u0302", 1)
    outcome = read(
        folder,
        HEADER
        + row(key="\u00a0CIV ", name_en=f"\u3000{decomposed}\u202f", addressee_en=" A \r\n B "),
    )
    assert [str(finding) for finding in outcome.findings] == [
        'L035 note list.csv A2: no-break or zero-width blanks were replaced: read as "CIV"',
        "L035 note list.csv D2: no-break or zero-width blanks were replaced: read as"
        ' "C\u00f4te d\u2019Ivoire"',
    ]
    assert outcome.value is not None
    assert outcome.value[0].key == "CIV"
    assert outcome.value[0].names["en"] == "C\u00f4te d\u2019Ivoire"
    assert outcome.value[0].addressees["en"] == "A\nB"


def test_rows_are_counted_as_excel_counts_them(folder: Path) -> None:
    # An empty row has a number; a cell with three lines is still in one row.
    block = row(key="ATU", addressee_en="one\ntwo\nthree")
    outcome = read(folder, HEADER + block + ",,,,,,,\r\n\r\n" + row(key="APT", email="no"))
    assert keys(outcome) == ["ATU"]
    assert told(outcome.findings) == [("L014", "list.csv H5")]


@pytest.mark.parametrize(
    "header", ["KEY , Region,LANGUAGE,Name EN,name fr,Addressee_EN,addressee  fr,E mail"]
)
def test_headers_in_capitals_and_with_spaces(folder: Path, header: str) -> None:
    outcome = read(folder, f"{header}\r\n{ALB}")
    assert outcome.findings == ()
    assert outcome == read(folder, HEADER + ALB)


def test_a_hash_knows_values_and_nothing_else(folder: Path) -> None:
    def hashed(content: str) -> str:
        value = read(folder, content).value
        assert value is not None
        return value[0].row_hash

    base = hashed(HEADER + ALB)
    moved = "email,key,region,language,name_en,addressee_en\n"
    moved += "a@example.org,ALB,EUR,en, Albania,Administration of Albania\n"
    assert hashed(moved) == base
    assert hashed((HEADER + ALB).replace(",", ";")) == base
    assert hashed(HEADER + BEL + ALB) != base
    assert hashed(HEADER + ALB.replace("a@", "b@")) != base
    swapped = ALB.replace(
        "Albania,,Administration of Albania", "Administration of Albania,,Albania"
    )
    assert hashed(HEADER + swapped) != base


@pytest.mark.parametrize(
    ("delimiter", "word"), [(";", "semicolons"), ("\t", "tabs")], ids=["semicolon", "tab"]
)
def test_another_separator_is_told(folder: Path, delimiter: str, word: str) -> None:
    outcome = read(folder, (HEADER + ALB + BEL).replace(",", delimiter))
    assert keys(outcome) == ["ALB", "BEL"]
    assert told(outcome.findings) == [("L016", "list.csv row 1")]
    assert outcome.findings[0].severity is Severity.NOTE
    assert outcome.findings[0].message == (
        f"the cells are separated by {word}; the list was read so"
    )


def test_languages_in_order_of_preference(folder: Path) -> None:
    both = {"name_fr": "Albanie", "addressee_fr": "Administration de l’Albanie"}
    for cell in ("fr, en", "fr,en", "fr;en", "fr\u060c en", "fr\uff0cen", "fr\u3001en"):
        outcome = read(folder, HEADER + row(language=cell, **both))
        assert outcome.findings == ()
        assert outcome.value is not None
        assert outcome.value[0].languages == ("fr", "en")


# A file that cannot be read


def test_a_missing_file(folder: Path) -> None:
    outcome = read_list(folder / "rtos.csv", "mailing_lists/rtos.csv")
    assert outcome.value is None
    assert told(outcome.findings) == [("L001", "mailing_lists/rtos.csv")]


def test_a_folder_and_an_impossible_name(folder: Path) -> None:
    assert told(read_list(folder, "list.csv").findings) == [("L002", "list.csv")]
    assert told(read_list(folder / "a\0b", "list.csv").findings) == [("L002", "list.csv")]


def test_a_file_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    outcome = read_list(folder / "list.csv", "list.csv")
    assert outcome.value is None
    assert [str(finding) for finding in outcome.findings] == [
        "L002 error list.csv: it cannot be opened: Permission denied "
        "(close it in Excel, and look whether you may read it)"
    ]


def test_a_folder_is_no_list(folder: Path) -> None:
    outcome = read_list(folder, "lists")
    assert [str(finding) for finding in outcome.findings] == [
        "L002 error lists: it is a folder, not a list (name a file in it)"
    ]


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ("\ufeffkey\r\ré".encode("utf-8")[:-1], "L002", "list.csv line 3"),
        ((HEADER + BEL + "é").encode("utf-8")[:-1], "L029", "list.csv line 3"),
        ((HEADER + ALB).encode("utf-8") + b"\xed\xa0\x80", "L002", "list.csv line 3"),
        ((HEADER + ALB + "A\0B").encode("utf-8"), "L002", "list.csv line 3"),
        ((HEADER + ALB).encode("utf-16")[:-1], "L002", "list.csv"),
        ((HEADER + ALB).encode("utf-32"), "L029", "list.csv"),
        (b"PK\x03\x04 and so on", "L002", "list.csv"),
        (b"\xd0\xcf\x11\xe0 and so on", "L002", "list.csv"),
    ],
    ids=["with BOM", "truncated", "surrogate", "nul", "utf-16", "utf-32", "xlsx", "xls"],
)
def test_what_is_no_text(folder: Path, content: bytes, code: str, place: str) -> None:
    outcome = read(folder, content)
    assert outcome.value is None
    assert told(outcome.findings) == [(code, place)]
    assert outcome.findings[0].hint == 'in Excel, save it as "CSV UTF-8 (Comma delimited)"'


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-be"])
def test_another_encoding_is_told(folder: Path, encoding: str) -> None:
    content = HEADER + row(name_en="Côte d’Ivoire", addressee_en="Administration de la Côte")
    outcome = read(folder, content.encode(encoding))
    assert outcome.value is not None
    assert outcome.value[0].names["en"] == "Côte d’Ivoire"
    assert told(outcome.findings) == [("L028", "list.csv")]
    assert outcome.findings[0].severity is Severity.NOTE
    assert '"Côte"' in outcome.findings[0].message


def test_a_file_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textfile_module, "MAX_BYTES", len(HEADER + ALB))
    assert faults(folder, HEADER + ALB) == []
    assert faults(folder, HEADER + ALB + "\n") == [("L002", "list.csv")]


def test_too_many_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textfile_module, "MAX_ROWS", 2)
    outcome = read(folder, HEADER + ALB + BEL)
    assert keys(outcome) == ["ALB"]
    assert told(outcome.findings) == [("L002", "list.csv row 3")]


@pytest.mark.parametrize(
    "broken",
    ['BEL,"EUR,fr\r\n' + ALB, 'BEL,"EUR"x,fr\r\n', f"BEL,{'x' * 131_073}\r\n"],
    ids=["unclosed", "text after a quotation mark", "a cell beyond csv's limit"],
)
def test_quotation_marks_that_do_not_match(folder: Path, broken: str) -> None:
    outcome = read(folder, HEADER + ALB + broken)
    assert keys(outcome) == ["ALB"]
    assert told(outcome.findings) == [("L002", "list.csv row 3")]


def test_a_fault_right_after_the_header_does_not_make_the_list_empty(folder: Path) -> None:
    assert faults(folder, HEADER + '"ALB') == [("L002", "list.csv row 2")]
    assert faults(folder, '"key,region') == [("L002", "list.csv row 1")]


# A header


@pytest.mark.parametrize("content", ["", "\ufeff", "\r\n \r\n,,,\r\n"])
def test_an_empty_file(folder: Path, content: str) -> None:
    outcome = read(folder, content)
    assert outcome.value is None
    assert told(outcome.findings) == [("L003", "list.csv")]


def test_rows_without_a_header(folder: Path) -> None:
    outcome = read(folder, "\r\n" + ALB + BEL)
    assert outcome.value is None
    assert told(outcome.findings) == [("L003", "list.csv row 2")]


def test_a_missing_column_is_told_once_with_the_nearest_header(folder: Path) -> None:
    header = HEADER.replace("email", "mail").replace("addressee_fr", "adressee_fr")
    outcome = read(folder, header + ALB + BEL + BEL.replace("BEL", "FRA"))
    assert outcome.value == ()
    assert [(f.code, f.severity, str(f.place), f.message, f.hint) for f in outcome.findings] == [
        (
            "L004",
            Severity.ERROR,
            "list.csv row 1",
            "there is no column email",
            'H1 is headed "mail": is it this column?',
        ),
        (
            "L004",
            Severity.ERROR,
            "list.csv row 1",
            "there is no column addressee_fr",
            'G1 is headed "adressee_fr": is it this column?',
        ),
        (
            "L005",
            Severity.WARNING,
            "list.csv G1",
            'the column "adressee_fr" is not known, and no letter shows it',
            "did you mean addressee_fr?",
        ),
        (
            "L005",
            Severity.WARNING,
            "list.csv H1",
            'the column "mail" is not known, and no letter shows it',
            "did you mean email?",
        ),
    ]


def test_only_the_rows_that_need_a_missing_column_are_lost(folder: Path) -> None:
    header = HEADER.replace("addressee_fr", "remarks")
    outcome = read(folder, header + BEL + ALB)
    assert keys(outcome) == ["ALB"]
    assert told(outcome.findings) == [("L004", "list.csv row 1"), ("L005", "list.csv G1")]
    missing = outcome.findings[0]
    assert (missing.message, missing.hint) == (
        "there is no column addressee_fr",
        'head the column with “addressee_fr”; not known is G1 "remarks"',
    )


def test_an_unknown_column_is_no_error(folder: Path) -> None:
    absent = [column for column in COLUMNS if column not in HEADER.strip().split(",")]
    outcome = read(folder, "remarks," + HEADER + "late," + ALB)
    assert keys(outcome) == ["ALB"]
    assert [(f.code, str(f.place), f.hint) for f in outcome.findings] == [
        ("L005", "list.csv A1", f"not there yet: {', '.join(absent)}")
    ]


def test_a_header_that_stands_twice(folder: Path) -> None:
    outcome = read(folder, HEADER.replace("name_fr", "Name EN") + ALB)
    assert [(f.code, str(f.place), f.message) for f in outcome.findings] == [
        ("L006", "list.csv E1", 'the header "Name EN" stands already in D1')
    ]
    assert faults(folder, "x,X," + HEADER + ",," + ALB) == [
        ("L005", "list.csv A1"),
        ("L006", "list.csv B1"),
    ]


def test_too_many_columns(folder: Path) -> None:
    outcome = read(folder, "key" + "," * 256 + "x\r\n")
    assert told(outcome.findings) == [("L002", "list.csv IW1")]
    assert outcome.value is None


def test_a_header_and_nothing_else(folder: Path) -> None:
    assert read(folder, HEADER) == Outcome((), read(folder, HEADER + ",,,\r\n").findings)
    assert faults(folder, HEADER) == [("L015", "list.csv")]


# Cells


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"key": ""}, [("L007", "A2")]),
        ({"region": " "}, [("L007", "B2")]),
        ({"language": "\u00a0"}, [("L007", "C2")]),
        ({"name_en": ""}, [("L007", "D2")]),
        ({"addressee_en": "\n \n"}, [("L011", "F2")]),
        ({"email": ""}, [("L007", "H2")]),
        ({"language": "fr, en"}, [("L007", "E2"), ("L011", "G2")]),
        ({"region": "EU"}, [("L009", "B2")]),
        ({"region": "Europa?"}, [("L009", "B2")]),
        ({"name_en": "Alb?nia"}, [("L070", "D2")]),
        ({"addressee_en": "????"}, [("L070", "F2")]),
        ({"key": "A/B"}, [("L009", "A2")]),
        ({"language": "de"}, [("L009", "C2")]),
        ({"language": "en,"}, [("L009", "C2")]),
        ({"language": "en, en"}, [("L009", "C2")]),
        ({"language": "en fr"}, [("L009", "C2")]),
        (
            {"key": "", "region": "EU", "email": "@"},
            [("L007", "A2"), ("L009", "B2"), ("L014", "H2")],
        ),
    ],
)
def test_a_value_that_is_missing_or_not_allowed(
    folder: Path, cells: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    outcome = read(folder, HEADER + row(**cells))
    assert outcome.value == ()
    assert told(outcome.findings) == [(code, f"list.csv {cell}") for code, cell in expected]


def test_what_is_allowed_is_listed(folder: Path) -> None:
    outcome = read(folder, HEADER + row(region="EURO", language="xx"))
    assert [(f.message, f.hint) for f in outcome.findings] == [
        (
            '"EURO" is none of AFR, AMS, ARB, ASP, CIS, EUR',
            "did you mean Europe (EUR)? Choose it from the list of the cell",
        ),
        (
            '"xx" is none of ar, en, es, fr, ru, zh',
            "it is none of the six languages of the Union: choose one of English, French, Spanish, "
            "Russian, Chinese, Arabic from the list of the cell",
        ),
    ]


def test_a_key_that_stands_twice(folder: Path) -> None:
    outcome = read(folder, HEADER + ALB + BEL + ALB.replace("ALB", "alb") + ALB)
    assert keys(outcome) == ["ALB", "BEL"]
    assert [(f.code, str(f.place), f.message) for f in outcome.findings] == [
        ("L008", "list.csv A4", 'the key "alb" stands already in row 2'),
        ("L008", "list.csv A5", 'the key "ALB" stands already in row 2'),
    ]


@pytest.mark.parametrize("cell", ["20240919", "2024-02-30", "2024-W38-4", "soon"])
def test_a_date_that_cannot_be_read(folder: Path, cell: str) -> None:
    header = HEADER.replace("name_fr", "member_from")
    assert faults(folder, header + row(name_fr=cell)) == [("L010", "list.csv E2")]
    assert faults(folder, header + row(name_fr="03/04/2024")) == [("L037", "list.csv E2")]


@pytest.mark.parametrize("cell", ["2024-09-19", "19/09/2024", "2024-9-19", "٢٠٢٤-٠٩-١٩"])
def test_a_date_that_can_be_read_in_one_way_only(folder: Path, cell: str) -> None:
    """In lists of organizations as in those of people."""
    outcome = read(folder, HEADER.replace("name_fr", "member_from") + row(name_fr=cell))
    assert outcome.findings == ()
    assert outcome.value is not None
    assert outcome.value[0].member_from == date(2024, 9, 19)


def test_what_lists_of_people_can_say_those_of_organizations_can(folder: Path) -> None:
    cells = {"region": "Europa", "language": "anglais", "email": "a@example.org; b@example.org"}
    outcome = read(folder, HEADER + row(**cells))
    assert outcome.findings == ()
    assert outcome.value is not None
    assert outcome.value[0].region == "EUR"
    assert outcome.value[0].languages == ("en",)
    assert outcome.value[0].emails == ("a@example.org", "b@example.org")


def test_letters_of_two_scripts_in_the_name_of_an_organization(folder: Path) -> None:
    outcome = read(folder, HEADER + row(name_en="Alb\u0430nia"))
    assert keys(outcome) == ["ALB"]
    assert told(outcome.findings) == [("L043", "list.csv D2")]


def test_a_total_below_the_table(folder: Path) -> None:
    header = HEADER.replace("name_fr", "abbreviation_fr")
    outcome = read(folder, header + ALB + ",,,,1 state,,,\r\n")
    assert keys(outcome) == ["ALB"]
    assert told(outcome.findings) == [("L039", "list.csv row 3")]
    # A row with a name is no remark: nobody would be written to, and hardly anything told.
    outcome = read(folder, HEADER + ALB + ",,,Belgium,,To Belgium,,\r\n")
    assert told(outcome.findings) == [("L007", f"list.csv {letter}3") for letter in "ABCH"]


@pytest.mark.parametrize(
    "char",
    [
        *("\x01", "\x0b", "\x1f", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\u2069"),
        *("\ufdd0", "\ufffd", "\ufffe", "\U0001ffff"),
    ],
    ids=lambda char: f"U+{ord(char):04X}",
)
def test_a_character_that_no_letter_can_hold(folder: Path, char: str) -> None:
    cells = {"key": f"A{char}B", "name_en": f"A{char}B", "addressee_en": f"A{char}B"}
    outcome = read(folder, HEADER + row(**cells))
    assert outcome.value == ()
    assert told(outcome.findings) == [
        ("L012", "list.csv A2"),
        ("L012", "list.csv D2"),
        ("L012", "list.csv F2"),
    ]
    assert not any(char in finding.message for finding in outcome.findings)


@pytest.mark.parametrize("char", ["\n", "\t", "\u200f"], ids=["line", "tab", "mark"])
def test_lines_and_direction_marks_belong_in_an_addressee(folder: Path, char: str) -> None:
    assert faults(folder, HEADER + row(addressee_en=f"A{char}B")) == []
    assert faults(folder, HEADER + row(name_en=f"A{char}B")) == [("L012", "list.csv D2")]


def test_a_bad_character_is_named_and_not_printed(folder: Path) -> None:
    outcome = read(folder, HEADER + row(name_en="Alb\u202eania", email="a\u202eb"))
    assert [finding.message for finding in outcome.findings] == [
        'Name (English) holds an invisible mark (U+202E) after "Alb"',
        'E-mail holds an invisible mark (U+202E) after "a"',
    ]


def test_a_lone_surrogate_from_another_kind_of_table() -> None:
    header = Row(1, tuple(HEADER.strip().split(",")))
    cells = ("ALB", "EUR", "en", "Alb\ud800", "", "To", "", "a@example.org")
    table = Table("list.xlsx", "Sheet", (header, Row(2, cells)))
    outcome = recipients_of(table, RECIPIENTS, NOTHING)
    assert told(outcome.findings) == [("L012", "list.xlsx Sheet!D2")]
    hidden = (*cells[:3], "Albania", *cells[4:], "\ud800")
    table = Table("list.xlsx", "Sheet", (Row(1, (*header.cells, "remarks")), Row(2, hidden)))
    outcome = recipients_of(table, RECIPIENTS, NOTHING)
    assert outcome.value is not None
    assert keys(Outcome(outcome.value.whole)) == ["ALB"]
    assert told(outcome.findings) == [("L005", "list.xlsx Sheet!I1")]


def test_more_cells_than_the_header(folder: Path) -> None:
    assert faults(folder, HEADER + ALB.rstrip() + ",,,\r\n") == []
    assert faults(folder, HEADER + ALB.rstrip() + ",,x,y\r\n") == [("L013", "list.csv J2")]
    assert faults(folder, "," + HEADER + "x," + ALB) == [("L013", "list.csv A2")]


@pytest.mark.parametrize(
    "email",
    [
        *("a", "a@", "@example.org", "a@b", "a b@example.org", "a@example..org", "a@-x.org"),
        *(".a@example.org", "a.@example.org", "a..b@example.org", "a@example.org.", "a@1.2.3.4"),
        *("a@example.org; b@", "Name <a@example.org>", "mailto:a@example.org"),
        *("a@exa_mple.org", "\u0430dmin@example.org", "a@ex\u00e4mple.org", "a@x@example.org"),
        *("a" * 65 + "@example.org", "a@" + "x" * 64 + ".org", "a@" + "x." * 124 + "orgss"),
    ],
)
def test_an_address_that_is_not_valid(folder: Path, email: str) -> None:
    assert faults(folder, HEADER + row(email=email)) == [("L014", "list.csv H2")]


@pytest.mark.parametrize(
    "email",
    [
        *("a@example.org", "a.b+c@sub.example.org", "O'Neil_1@EXAMPLE.ORG", "a@xn--fsq.xn--p1ai"),
        *("a" * 64 + "@example.org", "a@" + "x." * 124 + "orgs"),
    ],
)
def test_an_address_that_is_valid(folder: Path, email: str) -> None:
    assert faults(folder, HEADER + row(email=email)) == []


def test_a_cell_too_long(folder: Path) -> None:
    assert faults(folder, HEADER + row(name_en="x" * 10_000)) == []
    outcome = read(folder, HEADER + row(name_en="x" * 10_001, name_fr="y" * 10_001))
    assert [str(finding) for finding in outcome.findings] == [
        f"L017 error list.csv {cell}: the cell has 10,001 characters; 10,000 are allowed"
        for cell in ("D2", "E2")
    ]


def test_all_faults_come_in_reading_order(folder: Path) -> None:
    content = (HEADER + row(region="?", email="?") + row(key="BEL", language="?")).replace(",", ";")
    assert faults(folder, content) == [
        ("L016", "list.csv row 1"),
        ("L009", "list.csv B2"),
        ("L014", "list.csv H2"),
        ("L009", "list.csv C3"),
    ]


def test_a_list_with_too_many_faults(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "MAX_FINDINGS", 2)
    bad = [row(key=key, region="?") for key in ("A", "B", "C", "D")]
    outcome = read(folder, HEADER + ALB + "".join(bad))
    assert keys(outcome) == ["ALB"]
    assert told(outcome.findings) == [
        ("L009", "list.csv B3"),
        ("L009", "list.csv B4"),
        ("L018", "list.csv row 5"),
    ]


# Several lists


def test_a_key_in_two_lists(folder: Path) -> None:
    (folder / "one.csv").write_text(HEADER + ALB + BEL, encoding="utf-8", newline="")
    (folder / "two.csv").write_text(
        HEADER + BEL.replace("BEL", "bel"), encoding="utf-8", newline=""
    )
    one = read_list(folder / "one.csv", "one.csv").value
    two = read_list(folder / "two.csv", "two.csv").value
    assert one is not None
    assert two is not None
    assert check_across(one) == ()
    assert check_across([*one, *one]) == ()
    assert [str(finding) for finding in check_across(iter((*one, *two)))] == [
        'L008 error two.csv row 2: the key "bel" stands already in one.csv row 3 '
        "(give one of them another key)"
    ]


# Anything at all

CELLS = st.one_of(
    st.sampled_from(
        [*COLUMNS, "EUR", "en", "fr, en", "a@example.org", "2024-09-19", "", '"', "\n", "\r", ";"]
    ),
    st.text(max_size=8),
)


def lines_of(data: bytes) -> int:
    return len(re.split(rb"\r\n|\r|\n", data))


def assert_places_exist(data: bytes, outcome: Outcome[tuple[Recipient, ...]]) -> None:
    """No row is beyond the file's last line: a row has one line at least."""
    assert outcome.value is not None or outcome.findings
    for finding in outcome.findings:
        assert finding.place.file == "list.csv"
        assert all(1 <= number <= lines_of(data) for number in finding.place.order[:1])
    for recipient in outcome.value or ():
        assert 2 <= recipient.source.order[0] <= lines_of(data)


ANYTHING = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@ANYTHING
@given(data=st.binary(max_size=200))
def test_any_bytes(folder: Path, data: bytes) -> None:
    assert_places_exist(data, read(folder, data))


@ANYTHING
@given(
    rows=st.lists(st.lists(CELLS, max_size=9), max_size=6),
    delimiter=st.sampled_from(",;\t"),
    quoted=st.booleans(),
    headed=st.booleans(),
)
def test_any_table(
    folder: Path, rows: list[list[str]], delimiter: str, quoted: bool, headed: bool
) -> None:
    header = HEADER.strip().split(",")
    stream = io.StringIO(newline="")
    if quoted:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerows([header, *rows] if headed else rows)
    else:
        text = "\r\n".join(delimiter.join(cells) for cells in ([header, *rows] if headed else rows))
        stream.write(text)
    data = stream.getvalue().encode("utf-8", "surrogatepass")
    assert_places_exist(data, read(folder, data))


@pytest.mark.parametrize(
    "content",
    [
        "key," + "x" * 5_000_000,
        "key" + "," * 5_000_000,
        HEADER + ALB.rstrip() + "," * 5_000_000,
        HEADER + '"' * 5_000_001,
        HEADER + "x\n" * 100_000,
        HEADER + row(email="a@" + "a-" * 4_000 + "!", language="en," * 3_000),
    ],
    ids=["cell", "header", "row", "quotes", "rows", "patterns"],
)
def test_hostile_lists_end(folder: Path, content: str) -> None:
    assert len(read(folder, content).findings) < 1_100


def test_reading_a_table_asks_nothing_of_its_columns(folder: Path) -> None:
    path = folder / "any.csv"
    path.write_text("a;b\n\n 1 ;\u00a0\n", encoding="utf-8", newline="")
    outcome = read_csv(path, "any.csv")
    assert outcome.value == Table("any.csv", "", (Row(1, ("a", "b")), Row(3, ("1", ""))))
    assert told(outcome.findings) == [("L016", "any.csv row 1")]
