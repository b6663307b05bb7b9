"""Lists of people: each value typed, each fault at its cell, nothing guessed."""

from __future__ import annotations

import gc
import pickle
import tracemalloc
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persons import (
    DELEGATE,
    KNOWN,
    REPRESENTATIVE,
    delegates,
    people_of,
    read,
    representatives,
    table,
    told,
)

from docgen import languages, rules
from docgen.diagnostics import Finding, Place, Severity, error
from docgen.recipients import recipients_of
from docgen.recipients.captions import CAPTIONS
from docgen.recipients.form import DELEGATES, EXAMPLE, FORMS, REPRESENTATIVES, Form
from docgen.recipients.table import Row, Table
from docgen.recipients.texts import FOREIGN, normal, plain_sight, text_of
from docgen.recipients.words import plain


def one(**values: Any) -> tuple[list[tuple[str, str]], list[str]]:
    """What is said of a representative's row: codes and places, and the hints."""
    _, findings = read(REPRESENTATIVES, values)
    return told(findings), [finding.hint for finding in findings]


def test_a_whole_row() -> None:
    (person,) = representatives({})
    assert person.key == "AFR"
    assert person.full_name == "Amina Example"
    assert person.country is KNOWN.countries["kenya"]
    assert person.languages == ("en",)
    assert person.emails == ("amina@example.org",)
    assert person.received == date(2024, 4, 2)
    assert rules.state_of(person) == "validated"
    assert rules.is_accepted(person)
    assert str(person.source) == "reps.xlsx Reps!row 2"
    assert str(person.at("gender")) == "reps.xlsx Reps!F2"
    assert pickle.loads(pickle.dumps(person)) == person


@pytest.mark.parametrize(
    "column", [column.key for column in REPRESENTATIVES.columns if column.required]
)
def test_each_required_cell(column: str) -> None:
    people, findings = read(REPRESENTATIVES, {column: None})
    index = list(REPRESENTATIVE).index(column)
    cell = Place.cell("reps.xlsx", "Reps", 2, index + 1)
    assert told(findings) == [("L007", str(cell))]
    assert people == ()


def test_a_gender_is_never_inferred() -> None:
    assert one(gender=None)[1] == [
        "choose it from the list of the cell (F or M in a file without one); "
        "it is never inferred from a name"
    ]


@pytest.mark.parametrize(
    ("column", "given", "expected"),
    [
        ("region", "Afrique", "AFR"),
        ("region", "非洲", "AFR"),
        ("region", " africa ", "AFR"),
        ("honorific", "Mme", "Ms"),
        ("honorific", "г-жа", "Ms"),
        ("honorific", "女士", "Ms"),
        ("honorific", "Dra.", "Dr"),
        ("honorific", "Excma. Sra.", "H.E."),
        ("gender", "Femme", "F"),
        ("gender", "女", "F"),
        ("gender", "أنثى", "F"),
        ("status", "Confirmée", "confirmed"),
        ("language", "Français", ("fr",)),
        ("language", "fr; en", ("fr", "en")),
        ("language", "中文、英文", ("zh", "en")),
        ("email", "a@example.org; b@example.org", ("a@example.org", "b@example.org")),
        ("nominated_by", "atu", "ATU"),
        ("telephone", "(020) 555-01 00 ext. 7", "(020) 555-01 00 ext. 7"),
        ("telephone", "0041 22 555 01 00", "0041 22 555 01 00"),
        ("received", datetime(2024, 4, 5, 23, 59, 59), datetime(2024, 4, 5, 23, 59, 59)),
        ("received", datetime(2024, 4, 5), date(2024, 4, 5)),
        ("received", "3 avril 2024", date(2024, 4, 3)),
        ("position", 7, "7"),
        ("address", "Street 1\r\n\r\n00100 Nairobi ", "Street 1\n00100 Nairobi"),
    ],
)
def test_values_are_typed(column: str, given: Any, expected: Any) -> None:
    people, findings = read(REPRESENTATIVES, {column: given})
    assert findings == ()
    assert people is not None
    field = {"language": "languages", "email": "emails"}.get(column, column)
    assert getattr(people[0], field) == expected


@pytest.mark.parametrize("given", ["KEN", "Kenya", "肯尼亚", "КЕНИЯ", "kenya"])
def test_countries_by_key_and_by_name(given: str) -> None:
    (person,) = representatives({"country": given})
    assert person.country is KNOWN.countries["kenya"]


@pytest.mark.parametrize(
    ("column", "given", "code", "hint"),
    [
        ("region", "Africaa", "L009",
         "did you mean Africa (AFR)? Choose it from the list of the cell"),
        ("region", "Atlantis", "L009",
         "choose from the list of the cell: Africa (AFR), Americas (AMS), Arab States (ARB), "
         "Asia-Pacific (ASP), Commonwealth of Independent States (CIS), Europe (EUR)"),
        ("gender", "X", "L009", "choose from the list of the cell: Female (F), Male (M)"),
        ("honorific", "Sir", "L009", "choose from the list of the cell: Ms, Mr, Dr, Prof, H.E."),
        ("language", "cn", "L009",
         "did you mean Chinese (zh)? Choose it from the list of the cell"),
        ("language", "fr, fr", "L009", "name each once"),
        ("nominated_by", "UIT", "L009",
         "choose from the list of the cell: ATU, CITEL, LAS, APT, RCC, CEPT"),
        ("email", "amina(at)example.org", "L014",
         "write an @: amina@example.org"),
        ("email", "аmina@example.org", "L014",
         "it has letters of another script (Cyrillic): type it again"),
        ("email", "a@example.org, A@example.org", "L014", "name each once"),
        ("telephone", 41225550100, "L036",
         "format the column as text and type the number with its + again"),
        ("telephone", "on request", "L009",
         "figures with blanks or hyphens between them, such as +41 22 730 5111"),
        ("received", "03/04/2024", "L037", "write 2024-04-03 or 2024-03-04"),
        ("received", "soon", "L010", "year-month-day, such as 2024-04-03, or a date cell of Excel"),
        ("received", 45385, "L010", "format the column as a date, and type the day again"),
        ("country", "South Korea", "L038",
         "choose Republic of Korea (KOR, République de Corée) from the list of the cell"),
        ("country", "Corée du Sud", "L038",
         "choose Republic of Korea (KOR, République de Corée) from the list of the cell"),
        ("country", "Keniya", "L038",
         "did you mean Kenya (KEN)? Choose it from the list of the cell"),
        ("position", date(2024, 4, 3), "L045", "format the cell as text and type it again"),
        ("position", 1.5, "L045", "type the text"),
        ("position", True, "L045", "type the text"),
        ("key", "AFR/1", "L009",
         "up to 40 letters A-Z, digits, and . _ - between them, such as AFR-001"),
        ("given_name", "Amina\nMaria", "L012", "write it in one line"),
        ("family_name", "Ex\x07ample", "L012",
         "clear the cell and type the value, instead of pasting it"),
        ("family_name", "Ex\u202eample", "L012",
         "clear the cell and type the value, instead of pasting it"),
        ("family_name", "Ex\ud800ample", "L012",
         "clear the cell and type the value, instead of pasting it"),
        ("organization", "x" * 10_001, "L017", ""),
    ],
)  # fmt: skip
def test_each_fault_has_its_cell_and_cure(column: str, given: Any, code: str, hint: str) -> None:
    people, findings = read(REPRESENTATIVES, {column: given})
    cell = Place.cell("reps.xlsx", "Reps", 2, list(REPRESENTATIVE).index(column) + 1)
    assert [(f.code, f.place, f.hint) for f in findings] == [(code, cell, hint)]
    assert people == ()


def test_all_faults_of_a_row_are_told() -> None:
    codes, _ = one(gender=None, email="x", country="Narnia", received="03/04/2024")
    assert codes == [
        ("L007", "reps.xlsx Reps!F2"),
        ("L038", "reps.xlsx Reps!I2"),
        ("L014", "reps.xlsx Reps!K2"),
        ("L037", "reps.xlsx Reps!P2"),
    ]


@pytest.mark.parametrize(("gender", "honorific"), [("F", "Mr"), ("M", "Ms")])
def test_a_title_that_contradicts_the_gender(gender: str, honorific: str) -> None:
    assert one(gender=gender, honorific=honorific)[0] == [("L042", "reps.xlsx Reps!C2")]


@pytest.mark.parametrize(
    ("given", "expected", "message"),
    [
        ("Ａｍｉｎａ", "Amina", 'full-width letters or digits were replaced: read as "Amina"'),
        ("A\u00a0B", "A B", 'no-break or zero-width blanks were replaced: read as "A B"'),
        ("Ami\u200bna", "Amina", 'no-break or zero-width blanks were replaced: read as "Amina"'),
        ("\u00a0Amina", "Amina", 'no-break or zero-width blanks were replaced: read as "Amina"'),
        ("Amina\u200f", "Amina", 'marks of direction were replaced: read as "Amina"'),
        ("\u200e Amina", "Amina", 'marks of direction were replaced: read as "Amina"'),
    ],
)
def test_what_was_pasted_is_replaced_and_told(given: str, expected: str, message: str) -> None:
    people, findings = read(REPRESENTATIVES, {"given_name": given})
    assert [(f.code, f.severity, str(f.place), f.message) for f in findings] == [
        ("L035", Severity.NOTE, "reps.xlsx Reps!D2", message)
    ]
    assert people is not None
    assert people[0].given_name == expected


def test_accents_are_composed_without_a_word() -> None:
    (person,) = representatives({"given_name": "Ame\u0301lie"})
    assert person.given_name == "Amélie"


def test_punctuation_of_chinese_stays() -> None:
    (person,) = representatives({"organization": "通信管理局（标准司）"})
    assert person.organization == "通信管理局（标准司）"


def test_letters_of_two_scripts_in_one_word() -> None:
    people, findings = read(REPRESENTATIVES, {"family_name": "Exаmple"})  # a Cyrillic а
    assert [(f.code, f.severity, str(f.place)) for f in findings] == [
        ("L043", Severity.WARNING, "reps.xlsx Reps!E2")
    ]
    assert people is not None
    assert len(people) == 1


def test_names_in_chinese_characters() -> None:
    (person,) = representatives({"given_name": "小红", "family_name": "范"})
    assert person.full_name == "范小红"


def test_all_faults_of_a_row_are_told_at_once() -> None:
    row = {"honorific": "Mr", "email": "amina@example", "language": "ru"}
    row |= {"given_name": "Анна", "family_name": "Примерова"}
    assert one(**row)[0] == [
        ("L042", "reps.xlsx Reps!C2"),
        ("L014", "reps.xlsx Reps!K2"),
        ("L011", "reps.xlsx Reps!N2"),
    ]
    assert one(**row | {"family_name": None})[0][1] == ("L007", "reps.xlsx Reps!E2")
    # An address block that cannot be taken is not called empty as well.
    assert one(**row | {"honorific": "Ms", "email": "a@example.org", "addressee": "\u202e"})[0] == [
        ("L012", "reps.xlsx Reps!N2")
    ]
    assert one(language="ru", given_name="Анна", addressee=True)[0] == [
        ("L045", "reps.xlsx Reps!N2")
    ]
    # One of which nothing can be seen is empty.
    assert one(language="ru", given_name="Анна", addressee="\u200b")[0] == [
        ("L011", "reps.xlsx Reps!N2")
    ]


@pytest.mark.parametrize(
    ("column", "given"),
    [
        ("given_name", "????"),
        ("family_name", "Nov?k"),
        ("family_name", "Example (?)"),
        ("position", "?????? ?????"),
        ("organization", "Autorit? de r?gulation"),
        ("address", "1, rue de l'?cole\nDakar"),
        ("addressee", "？"),
    ],
)
def test_letters_that_were_lost(column: str, given: str) -> None:
    """Excel saves an Arabic name as ???? where the code page of the system has no such letters."""
    letter = "ABCDEFGHIJKLMNOPQRSTU"[list(REPRESENTATIVE).index(column)]
    codes, hints = one(**{column: given})
    assert codes == [("L070", f"reps.xlsx Reps!{letter}2")]
    assert hints == ["type it again, and save the list as an Excel workbook or as “CSV UTF-8”"]


def test_a_reason_may_ask() -> None:
    assert one(late_reason="Was it lost in the mail? Accepted.")[0] == []


def test_an_empty_cell_says_how_it_is_filled_in() -> None:
    assert one(honorific=None)[1] == ["choose from the list of the cell"]
    assert one(position=None)[1] == ["fill it in"]
    _, (finding,) = read(REPRESENTATIVES, {"honorific": None})
    assert finding.message == "Title is empty"


def test_a_russian_letter_declines_a_cyrillic_name() -> None:
    row = {"language": "ru", "given_name": "Анна", "family_name": "Примерова"}
    assert one(**row)[0] == [("L011", "reps.xlsx Reps!N2")]
    (person,) = representatives({**row, "addressee": "Г-же А. Примеровой"})
    assert person.addressee == "Г-же А. Примеровой"
    assert one(**row | {"language": "en, ru"})[0] == []
    assert one(language="ru")[0] == []


def test_keys_are_made_where_none_is_given() -> None:
    people = representatives(
        {}, {"region": "EUR", "status": "withdrawn"}, {"region": "EUR"}, {"key": "X"}
    )
    assert [person.key for person in people] == ["AFR", "EUR", "EUR-2", "X"]
    people = delegates({}, {"region": "EUR"}, {"key": "AFR-002"}, {})
    assert [person.key for person in people] == ["AFR-001", "EUR-001", "AFR-002", "AFR-003"]


def test_a_key_that_stands_twice() -> None:
    _, findings = read(REPRESENTATIVES, {"key": "A"}, {"key": "a"})
    assert told(findings) == [("L008", "reps.xlsx Reps!A3")]


AMARA = {"key": EXAMPLE, "given_name": "Amara", "family_name": "Okafor",
         "email": "name@example.org"}  # fmt: skip


@pytest.mark.parametrize(
    "example",
    [
        {"gender": "?"},
        {"key": "Example", "given_name": " amara "},
        {"given_name": "晓兰", "family_name": "李"},
        {"email": None},
        {"position": "Head of Standards", "telephone": None},
        {column: None for column in REPRESENTATIVE if column != "key"},
    ],
)
def test_the_example_row_is_passed_over(example: dict[str, Any]) -> None:
    people, findings = read(REPRESENTATIVES, {**AMARA, **example}, {})
    assert findings == ()
    assert people is not None
    assert [person.source.detail for person in people] == ["Reps!row 3"]


def test_a_row_that_names_no_person() -> None:
    empty = dict.fromkeys(REPRESENTATIVE)
    people, findings = read(REPRESENTATIVES, {}, {**empty, "address": "Total: 1"})
    assert [(f.code, f.severity, str(f.place)) for f in findings] == [
        ("L039", Severity.WARNING, "reps.xlsx Reps!row 3")
    ]
    assert people is not None
    assert len(people) == 1


def test_only_an_example_is_no_list() -> None:
    _, findings = read(REPRESENTATIVES, AMARA)
    assert told(findings) == [("L015", "reps.xlsx")]


@pytest.mark.parametrize(
    "hers",
    [
        {"given_name": "Zainab", "family_name": "Diop", "email": "z@example.org"},
        {"given_name": "Zainab"},
        {"family_name": "Diallo"},  # of the example in French
        {"email": "z@example.org"},
        {"email": 5},
        {"given_name": None, "family_name": None, "email": None},
    ],
)
def test_somebody_in_the_row_of_the_example(hers: dict[str, Any]) -> None:
    people, findings = read(REPRESENTATIVES, {**AMARA, **hers})
    assert people == ()
    first = findings[0]
    assert (first.code, str(first.place), first.message, first.hint) == (
        "L048", "reps.xlsx Reps!A2",
        "the row has the key of the example, and somebody else's values",
        "clear the key, or give the row one of its own",
    )  # fmt: skip
    letters = dict(zip(REPRESENTATIVE, "ABCDEFGHIJK", strict=False))
    wrong = {None: "L007", 5: "L014"}
    assert told(findings[1:]) == [
        (wrong[hers[column]], f"reps.xlsx Reps!{letters[column]}2")
        for column in hers
        if hers[column] in wrong
    ]


def test_what_cannot_be_read_is_not_the_examples() -> None:
    _, findings = read(REPRESENTATIVES, {**AMARA, "family_name": "Oka\u202efor"})
    assert told(findings) == [("L048", "reps.xlsx Reps!A2"), ("L012", "reps.xlsx Reps!E2")]


def test_two_rows_with_the_key_of_the_example() -> None:
    """Each is told by itself; the key is nobody's, and does not stand twice."""
    zainab = {**AMARA, "given_name": "Zainab"}
    _, findings = read(REPRESENTATIVES, AMARA, zainab, {**zainab, "email": "x"})
    assert told(findings) == [
        ("L048", "reps.xlsx Reps!A3"), ("L048", "reps.xlsx Reps!A4"), ("L014", "reps.xlsx Reps!K4"),
    ]  # fmt: skip


NOBODY: dict[str, Any] = dict.fromkeys(DELEGATE)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"region": "Total: 6"}, "Total: 6"),
        ({"region": "Total:\u00a06"}, "Total: 6"),
        ({"region": "Total", "honorific": 6}, "Total"),
        ({"position": "Signed", "country": "Kenya", "address": "stamp"}, "Signed"),
        ({"key": "Total", "appointed": "yes"}, "Total"),
    ],
)
def test_a_total_is_passed_over(cells: dict[str, Any], words: str) -> None:
    people, findings = read(DELEGATES, {}, {**NOBODY, **cells})
    assert people is not None
    assert len(people) == 1
    ((code, severity, place, message, hint),) = [
        (f.code, f.severity, str(f.place), plain(f.message), f.hint) for f in findings
    ]
    assert (code, severity, place) == ("L039", Severity.WARNING, "reps.xlsx Delegates!row 3")
    assert message == plain(f'"{words}" stands in a row that names nobody; it was passed over')
    assert hint == "clear its cells, or fill the row in"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"given_name": "Signed: Z. Diop"}, '"Signed: Z. Diop" stands in a row in which 11 cells'),
        ({"given_name": "Zainab", "family_name": "Diop", "address": "Dakar"},
         '"Zainab Diop" stands in a row in which 10 cells'),
        ({"family_name": "李", "given_name": "晓红"}, '"李晓红" stands in a row in which 10 cells'),
        ({"email": "z@example.org", "region": "AFR"},
         '"z@example.org" stands in a row in which 10 cells'),
    ],
)  # fmt: skip
def test_a_row_that_was_hardly_begun_is_told_once(cells: dict[str, Any], message: str) -> None:
    people, findings = read(DELEGATES, {**NOBODY, **cells})
    assert people == ()
    assert [(f.code, f.severity, str(f.place), f.message, f.hint) for f in findings] == [
        ("L007", Severity.ERROR, "reps.xlsx Delegates!row 2",
         f"{message} are empty that must be filled in", "fill them in, or clear the row")
    ]  # fmt: skip


def test_cells_of_a_row_that_was_hardly_begun_are_read_all_the_same() -> None:
    _, findings = read(DELEGATES, {**NOBODY, "given_name": "Zainab", "region": "Total"})
    assert told(findings) == [
        ("L007", "reps.xlsx Delegates!row 2"), ("L009", "reps.xlsx Delegates!B2"),
    ]  # fmt: skip


@pytest.mark.parametrize("third", ["region", "email"])
def test_of_three_cells_each_that_is_empty_is_told(third: str) -> None:
    begun = {"given_name": "Zainab", "country": "Kenya"}
    _, findings = read(DELEGATES, {**NOBODY, **begun, third: DELEGATE[third]})
    required = [column.key for column in DELEGATES.columns if column.required]
    filled = {*begun, third}
    letters = dict(zip(DELEGATE, "ABCDEFGHIJKLMNOP", strict=True))
    assert told(findings) == [
        ("L007", f"reps.xlsx Delegates!{letters[each]}2")
        for each in DELEGATE if each in required and each not in filled
    ]  # fmt: skip


def test_a_total_with_an_error_is_no_remark() -> None:
    whole = table(DELEGATES, {}, {**NOBODY, "position": "Total"})
    fault = error("L024", whole.place(whole.rows[2], 1), "the cell holds the error #N/A")
    _, findings = people_of(replace(whole, faults={(3, 1): fault}), DELEGATES)
    assert [(f.code, str(f.place), f.message) for f in findings] == [
        ("L007", "reps.xlsx Delegates!row 3",
         "10 cells of this row are empty that must be filled in"),
        ("L024", "reps.xlsx Delegates!B3", "the cell holds the error #N/A"),
    ]  # fmt: skip


def test_a_remark_in_cells_that_are_merged_along_the_row() -> None:
    whole = table(DELEGATES, {}, {**NOBODY, "region": "AFR"})
    merged = error("L023", whole.place(whole.rows[2], 1), "merged")
    faults = {(3, index): merged for index in range(2, 6)}
    _, findings = people_of(replace(whole, faults=faults), DELEGATES)
    assert told(findings) == [("L039", "reps.xlsx Delegates!row 3")]
    above = error("L023", whole.place(whole.rows[1], 3), "merged")  # D2:D3
    _, findings = people_of(replace(whole, faults={(3, 3): above}), DELEGATES)
    assert told(findings) == [
        ("L023", "reps.xlsx Delegates!D2"), ("L007", "reps.xlsx Delegates!row 3"),
    ]  # fmt: skip


def test_missing_columns_are_told_once() -> None:
    rows = [Row(1, ("region", "Name")), *(Row(n, ("AFR", "x")) for n in range(2, 60))]
    people, findings = people_of(Table("d.csv", "", tuple(rows)), DELEGATES)
    missing = [column.key for column in DELEGATES.columns if column.required][1:]
    assert sorted(f.message for f in findings if f.code == "L004") == sorted(
        f"there is no column {CAPTIONS[key]['en']} ({key})" for key in missing
    )
    assert told([f for f in findings if f.code != "L004"]) == [("L005", "d.csv B1")]
    assert people == ()


@pytest.mark.parametrize("form", [REPRESENTATIVES, DELEGATES], ids=lambda form: form.name)
@pytest.mark.parametrize("language", languages.CODES)
def test_captions_of_each_language(form: Form, language: str) -> None:
    header = {column.key: f"{column.caption(language)} *" for column in form.columns}
    people, findings = people_of(table(form, {}, header=header), form)
    assert findings == ()
    assert people is not None
    (other,) = people_of(table(form, {}), form).value or ()
    assert people == (other,)


def test_captions_are_not_mixed_up() -> None:
    for form in FORMS.values():
        writings = [(plain(column.key), column.key) for column in form.columns]
        for column in form.columns:
            writings += [(plain(said), column.key) for said in CAPTIONS[column.key].values()]
        assert len({writing for writing, _ in writings}) == len(set(writings))


def test_captions_of_two_languages_for_one_column() -> None:
    header = {"address": "Prénom", "given_name": "Given name"}
    _, findings = people_of(table(DELEGATES, {}, header=header), DELEGATES)
    assert [(f.code, str(f.place), f.message) for f in findings] == [
        ("L006", "reps.xlsx Delegates!M1",
         'the headers "Prénom" and "Given name" (Delegates!D1) name the same column, given_name')
    ]  # fmt: skip


def test_an_unknown_column() -> None:
    whole = table(DELEGATES, {}, header={"address": "Postale address"})
    _, findings = people_of(whole, DELEGATES)
    assert [(f.code, str(f.place), f.hint) for f in findings] == [
        ("L005", "reps.xlsx Delegates!M1",
         "head it “Postal address”, or otherwise if it is another one")
    ]  # fmt: skip
    assert findings[0].severity is Severity.ERROR  # what it holds would be missing in the letter
    # Title stands there already, and may not stand twice.
    _, findings = people_of(table(DELEGATES, {}, header={"address": "Titel"}), DELEGATES)
    assert [(f.code, str(f.place), f.hint) for f in findings] == [
        ("L005", "reps.xlsx Delegates!M1", "not there yet: Postal address")
    ]
    whole = table(DELEGATES, {})
    head = (*whole.rows[0].cells, "Remarks")
    _, findings = people_of(replace(whole, rows=(Row(1, head), *whole.rows[1:])), DELEGATES)
    assert [(f.code, str(f.place), f.hint) for f in findings] == [
        ("L005", "reps.xlsx Delegates!Q1", "delete the column, or leave it: it is not read")
    ]


@pytest.mark.parametrize(
    ("header", "hint", "more"),
    [
        ({"organization": "Institution"},
         'head the column with “Organization”; not known is H1 "Institution"',
         [("L005", "not there yet: Organization")]),
        ({"organization": "Organisation name"},
         'H1 is headed "Organisation name": is it this column?',
         [("L005", "did you mean Organization?")]),
        ({"organization": ""}, "add a column headed “Organization”", [("L013", ANY)]),
        ({"organization": "w", "address": "x", "addressee": "y", "key": "z"},
         'head the column with “Organization”; not known are A1 "z", H1 "w", M1 "x", …',
         [("L005", ANY)] * 4),
    ],
)  # fmt: skip
def test_a_column_that_is_not_there(
    header: dict[str, str], hint: str, more: list[tuple[str, Any]]
) -> None:
    people, findings = people_of(table(DELEGATES, {}, header=header), DELEGATES)
    assert people == ()
    first = findings[0]
    assert (first.code, str(first.place), first.message, first.hint) == (
        "L004", "reps.xlsx Delegates!row 1", "there is no column Organization (organization)", hint,
    )  # fmt: skip
    assert [(f.code, f.hint) for f in findings[1:]] == more


@pytest.mark.parametrize("rows", [(), (Row(1, ("a", "b")), Row(2, ("c", "d")))])
def test_no_header(rows: tuple[Row, ...]) -> None:
    people, findings = people_of(Table("d.csv", "", rows), DELEGATES)
    assert people is None
    assert [finding.code for finding in findings] == ["L003"]


def test_faults_of_the_workbook_are_told_where_the_cell_is_used() -> None:
    whole = table(DELEGATES, {"organization": None})
    place = Place.cell("reps.xlsx", "Delegates", 2, 8)
    fault = error("L024", place, "the cell holds the error #N/A")
    people, findings = people_of(replace(whole, faults={(2, 7): fault}), DELEGATES)
    assert findings == (fault,)
    assert people == ()


def test_a_value_under_no_header() -> None:
    whole = table(DELEGATES, {}, {})
    rows = [whole.rows[0]]
    for row in whole.rows[1:]:
        rows.append(Row(row.number, (*row.cells, "stray"), (*row.typed, "stray")))
    people, findings = people_of(replace(whole, rows=tuple(rows)), DELEGATES)
    assert told(findings) == [("L013", "reps.xlsx Delegates!Q2")]
    assert people is not None
    assert len(people) == 2


def test_the_hash_is_that_of_the_values() -> None:
    (one_,) = representatives({})
    captions = {column.key: column.caption("zh") for column in REPRESENTATIVES.columns}
    chinese = table(REPRESENTATIVES, {}, header=captions)
    people = people_of(chinese, REPRESENTATIVES).value
    assert people is not None
    assert people[0].row_hash == one_.row_hash
    (other,) = representatives({"email": "other@example.org"})
    assert other.row_hash != one_.row_hash


def test_a_thousand_findings_end_it() -> None:
    rows = [{"email": "x"}] * 1_200
    _, findings = read(DELEGATES, *rows)
    assert len(findings) == 1_001
    assert told(findings[-1:]) == [("L018", "reps.xlsx Delegates!row 1002")]


CELLS = st.one_of(
    st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.sampled_from(["AFR", "F", "Ms", "fr", "Kenya", "yes", "03/04/2024", "#N/A", "=1+1"]),
    st.just(EXAMPLE),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(DELEGATE, CELLS)), max_size=4))
def test_no_cell_raises(rows: list[dict[str, Any]]) -> None:
    people, findings = read(DELEGATES, *rows)
    assert people is not None
    said = {finding.place.order[:1] for finding in findings if isinstance(finding, Finding)}
    for number, row in enumerate(rows, start=2):
        made = any(person.source.order[0] == number for person in people)
        cleared = row["key"] == EXAMPLE  # and nobody named beside it
        cleared &= not any(row[column] for column in ("given_name", "family_name", "email"))
        assert made or cleared or (number,) in said


def test_what_is_told_of_a_text_is_told_each_time() -> None:
    """Texts that were read before are remembered, and nothing that has to be said of them."""
    mixed = {"family_name": "Ex\u0430mple"}  # a Cyrillic letter
    pasted = {"position": "Head\u00a0of"}
    unknown = {"gender": "X"}
    typed = {"position": "Head of"}
    _, findings = read(DELEGATES, mixed, mixed, pasted, typed, pasted, unknown, unknown)
    assert told(findings) == [
        ("L043", "reps.xlsx Delegates!E2"), ("L043", "reps.xlsx Delegates!E3"),
        ("L035", "reps.xlsx Delegates!G4"), ("L035", "reps.xlsx Delegates!G6"),
        ("L009", "reps.xlsx Delegates!F7"), ("L009", "reps.xlsx Delegates!F8"),
    ]  # fmt: skip


def test_many_rows_are_read_as_each_alone() -> None:
    kinds: list[dict[str, Any]] = [
        {"gender": "Femme", "language": "fr, en", "country": "KEN"},
        {"appointed": True, "fellowship": "oui", "country": "Kenya"},
        {"appointed": 1}, {"position": None}, {"language": "français"}, {"telephone": 5},
    ]  # fmt: skip
    rows = [kinds[number * number % 6] for number in range(60)]
    people, findings = read(DELEGATES, *rows)
    assert people is not None
    by_row = {person.source.order[0]: person for person in people}
    for number, row in enumerate(rows, start=2):
        alone, faults = read(DELEGATES, row)
        assert alone is not None
        assert [f.message for f in findings if f.place.order[0] == number] == [
            fault.message for fault in faults
        ]
        if alone:
            ours = by_row[number].model_copy(update={"key": "", "row": 2})
            assert ours == alone[0].model_copy(update={"key": ""})


def test_hidden_rows_are_told_once() -> None:
    whole = table(DELEGATES, *[{}] * 8, {"email": "x"})
    hidden = replace(whole, hidden=frozenset({1, 3, 10, 99}))
    people, findings = people_of(hidden, DELEGATES)
    assert [(f.code, f.severity, str(f.place)) for f in findings] == [
        ("L026", Severity.WARNING, "reps.xlsx Delegates!row 3"),
        ("L014", Severity.ERROR, "reps.xlsx Delegates!K10"),
    ]
    assert findings[0].message == "rows 3, 10 are hidden, and count like the others"
    _, findings = people_of(replace(whole, hidden=frozenset(range(2, 10))), DELEGATES)
    assert findings[0].message == (
        "rows 2, 3, 4, 5, 6 and 3 more are hidden, and count like the others"
    )
    assert people is not None
    assert len(people) == 8


def test_nothing_but_remarks_is_no_list() -> None:
    empty = dict.fromkeys(DELEGATE)
    _, findings = read(DELEGATES, {**empty, "address": "Total: 0"})
    assert told(findings) == [("L015", "reps.xlsx"), ("L039", "reps.xlsx Delegates!row 2")]


def test_letters_that_look_alike_are_known_by_their_blocks() -> None:
    for number in range(0x80, 0x20000):
        script = unicodedata.name(chr(number), "").split(" ")[0]
        if script in ("CYRILLIC", "GREEK") and chr(number).isalpha():
            assert FOREIGN.search(chr(number)), hex(number)


@pytest.mark.parametrize(
    ("column", "given"),
    [("gender", "F?"), ("country", "Kenya ?"), ("language", "en, fr?"), ("appointed", "¿sí?"),
     ("region", "AFR\u061f"), ("honorific", "Ms\uff1f")],
)  # fmt: skip
def test_a_question_is_no_answer(column: str, given: str) -> None:
    _, findings = read(DELEGATES, {column: given})
    code = "L038" if column == "country" else "L009"
    assert [finding.code for finding in findings if finding.severity is Severity.ERROR] == [code]


@given(st.text(max_size=20) | st.text("+ 0٣۴５\u200f\u00a0", max_size=9), st.booleans())
def test_a_normal_text_is_left_as_it_is(text: str, figures: bool) -> None:
    once, _ = normal(text, figures=figures)
    assert normal(once, figures=figures) == (once, None)


def test_many_people_take_little_memory() -> None:
    """They wait on the disk; what stays is which keys were met."""
    count = 4_000
    many = (
        {"key": f"K{n}", "given_name": f"Ada {n}", "email": f"{n}@example.org"}
        for n in range(count)
    )
    whole = table(DELEGATES, *many)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        entries, findings = recipients_of(whole, DELEGATES, KNOWN)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert findings == ()
    assert entries is not None
    assert len(entries.whole) == count
    assert after - before < 200 * count + 500_000  # a batch


@settings(max_examples=300, deadline=None)
@given(st.lists((st.text() | st.text("+ 0٣۴5-", max_size=9)).map(str.strip), max_size=4))
def test_a_row_that_is_passed_over_has_nothing_to_tell(texts: list[str]) -> None:
    """What is asked of a whole row at once finds all that looking at each cell does."""
    if not plain_sight(texts):
        return
    whole = table(DELEGATES, {})
    for column in DELEGATES.columns:
        for text in texts:
            found: list[Finding] = []
            read = text_of(text, column, whole, whole.rows[1], 0, found)
            assert (read or "", found) == (text, [])


def test_most_rows_are_passed_over() -> None:
    assert plain_sight(["Amina", "Head, Spectrum", "Chargée d’études", 7, None])
    assert plain_sight(["عائشة", "王晓梅"])
    assert plain_sight(["شارع ٣", "صندوق بريد ١٢٣٤"])
    assert not plain_sight(["شارع ٣", "+٩٦٣ ١١ ٥٥٥ ٠١٠١"])
    assert not plain_sight(["شارع ٣", "Ａ"])
    for peculiar in ("Ａ", "A\u00a0B", "A\u200bB", "Ex\u0430mple", "A\nB", "e\u0301", "\ufffd"):
        assert not plain_sight(["Amina", peculiar])
    assert not plain_sight(["x" * 10_001])
