"""Forms: what is in the workbook that an organization is sent, and what comes back of it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.languages import CODES
from docgen.recipients import Recipient
from docgen.recipients.captions import CAPTIONS
from docgen.recipients.cells import Known, RefusedCellError
from docgen.recipients.filled import Filled, entries_of, read_filled
from docgen.recipients.form import EXAMPLE, FORMS, Form, Holds
from docgen.recipients.gazetteer import read_organization
from docgen.recipients.known import load_known
from docgen.recipients.stamp import STAMP_SHEET, Stamp, read_stamp
from docgen.recipients.words import plain
from docgen.workbooks import Occasion, new_form
from docgen.workbooks.examples import example
from docgen.workbooks.form import ENTRIES, choices
from docgen.workbooks.notes import note_on

ROOT = Path(__file__).resolve().parent.parent
OCCASION = Occasion(
    sender="TSB",
    reference="TSB Circular 182",
    subject="Network of Women",
    deadline="5 April 2024",
    contact=("Ms Charlyne Restivo", "+41 22 730 5861", "charlyne.restivo@itu.int"),
    day=datetime(2024, 3, 6),
)
EACH = [(name, language) for name in FORMS for language in CODES]


@cache
def known() -> Known:
    value, findings = load_known(ROOT / "mailing_lists", lambda path: path.name)
    assert findings == ()
    assert value is not None
    return value


@cache
def made(name: str, language: str) -> bytes:
    return new_form(FORMS[name], language, known(), OCCASION)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(workbook: Any, path: Path) -> Path:
    workbook.save(path)
    return path


def read(path: Path, **options: Any) -> tuple[Filled, list[tuple[str, str]], Any]:
    """What was read, the findings as (code, detail), the entries."""
    filled, findings = read_filled(path, path.name, **options)
    assert filled is not None, findings
    entries, more = entries_of(filled, known())
    assert entries is not None
    return filled, [(f.code, f.place.detail) for f in (*findings, *more)], entries.whole


def test_what_is_known() -> None:
    assert len({country.key for country in known().countries.values()}) == 194
    assert dict(known().organizations) == {
        "ATU": "AFR", "CITEL": "AMS", "LAS": "ARB", "APT": "ASP", "RCC": "CIS", "CEPT": "EUR",
    }  # fmt: skip
    assert known().countries[plain("Côte d’Ivoire")].key == "CIV"


def test_known_tells_what_is_wrong_with_the_lists(tmp_path: Path) -> None:
    (tmp_path / "rtos.csv").write_bytes((ROOT / "mailing_lists" / "rtos.csv").read_bytes())
    value, findings = load_known(tmp_path, lambda path: f"lists/{path.name}")
    assert value is None
    assert [(f.code, str(f.place)) for f in findings] == [("L001", "lists/member_states.csv")]


# ------------------------------------------------------------------------------- columns, captions


def test_the_form_of_recipients_has_the_columns_of_their_lists() -> None:
    form = FORMS["recipients"]
    by_language = ("name", "abbreviation", "addressee")
    assert [column.key for column in form.columns] == [
        "key", "region", "language", "email", "member_from",
        *(f"{name}_{language}" for name in by_language for language in CODES),
    ]  # fmt: skip
    assert [c.key for c in form.columns if c.required] == ["key", "region", "language", "email"]


def test_each_column_has_its_field() -> None:
    """One model has what stands in all forms, and nothing else."""
    fields = {field.alias or name for name, field in Recipient.model_fields.items()}
    held = {c.within[0] if c.within else c.key for form in FORMS.values() for c in form.columns}
    assert held == fields - {"origin", "row", "row_hash", "unread"}


@pytest.mark.parametrize("name", FORMS)
def test_no_writing_stands_for_two_columns(name: str) -> None:
    first: dict[str, str] = {}
    for column in FORMS[name].columns:
        for writing in (column.key, *CAPTIONS[column.key].values()):
            assert first.setdefault(plain(writing), column.key) == column.key, writing
            assert FORMS[name].by_header[plain(writing)] is column


def test_captions_of_columns_in_a_language() -> None:
    assert CAPTIONS["name_fr"] == {
        "en": "Name (French)",
        "fr": "Nom (français)",
        "es": "Nombre (francés)",
        "ru": "Название (французский язык)",
        "zh": "名称（法文）",
        "ar": "الاسم (بالفرنسية)",
    }


# ------------------------------------------------------------------------------------ the workbook


@pytest.mark.parametrize(("name", "language"), EACH)
def test_a_form_is_what_it_should_be(name: str, language: str) -> None:
    form = FORMS[name]
    workbook = opened(made(name, language))
    assert workbook.sheetnames[0] == form.sheet
    assert workbook.sheetnames[2:] == [STAMP_SHEET]
    states = [sheet.sheet_state for sheet in workbook]
    assert states == ["visible", "visible", "hidden"]
    sheet = workbook[form.sheet]
    for index, column in enumerate(form.columns, start=1):
        caption, entry, last = (sheet.cell(row, index) for row in (1, 3, ENTRIES + 2))
        starred = column.required and not column.office
        assert caption.value == column.caption(language) + (" *" if starred else "")
        assert caption.font.bold
        assert caption.protection.locked
        assert caption.comment.text.startswith(note_on(column.key, language))
        assert caption.fill.fgColor.rgb == ("FFD9D9D9" if column.office else "FF1F3A5F")
        example_cell = sheet.cell(2, index)
        assert example_cell.protection.locked
        assert example_cell.font.italic
        days = column.holds in (Holds.DAY, Holds.MOMENT)
        for cell in (entry, last):
            assert not cell.protection.locked
            assert cell.number_format == ("yyyy-mm-dd" if days else "@")
    assert sheet.cell(ENTRIES + 3, 1).protection.locked
    assert sheet.freeze_panes == "A2"
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert bool(sheet.sheet_view.rightToLeft) is (language == "ar")
    assert bool(workbook.worksheets[1].sheet_view.rightToLeft) is (language == "ar")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.cell(2, 1).value == EXAMPLE


@pytest.mark.parametrize(("name", "language"), EACH)
def test_lists_to_choose_from(name: str, language: str) -> None:
    """Each list is on the hidden sheet, in the form's language, for all rows that can be filled."""
    form = FORMS[name]
    workbook = opened(made(name, language))
    sheet, hidden = workbook[form.sheet], workbook[STAMP_SHEET]
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    for index, column in enumerate(form.columns, start=1):
        letter = openpyxl.utils.get_column_letter(index)
        check = checks.pop(f"{letter}3:{letter}{ENTRIES + 2}", None)
        offered = choices(column, language, known())
        if column.holds in (Holds.DAY, Holds.MOMENT):
            assert check is not None
            assert (check.type, check.operator) == ("date", "between")
            assert (check.formula1, check.formula2) == ("36526", "73050")
            assert check.showErrorMessage
        elif not offered:
            assert check is None
        else:
            assert check is not None
            assert check.type == "list"
            # A list may propose only: several languages stand in one cell.
            assert check.showErrorMessage is (column.holds is not Holds.LANGUAGES)
            where = check.formula1.removeprefix(f"'{STAMP_SHEET}'!").replace("$", "")
            values = [cell.value for (cell,) in hidden[where]]
            assert values == offered
            assert len(set(values)) == len(values)
    assert checks == {}


def test_a_list_of_countries_is_longer_than_excel_takes_in_a_formula() -> None:
    for language in CODES:
        column = FORMS["delegates"].by_key["country"]
        offered = choices(column, language, known())
        assert len(offered) == 194
        assert len(",".join(offered)) > 255
    assert choices(column, "zh", known())[:2] == ["阿尔巴尼亚", "阿尔及利亚"]
    assert choices(column, "fr", known())[:2] == ["Afghanistan", "Afrique du Sud"]


@pytest.mark.parametrize("language", CODES)
def test_instructions_name_the_deadline_and_the_contact(language: str) -> None:
    sheet = opened(made("representatives", language)).worksheets[1]
    text = "\n".join(str(cell) for row in sheet.values for cell in row if cell)
    for wanted in ("TSB Circular 182", "5 April 2024", "charlyne.restivo@itu.int", "Reps"):
        assert wanted in text
    for column in FORMS["representatives"].columns:
        assert column.caption(language) in text


def test_without_a_deadline_no_line_speaks_of_one() -> None:
    data = new_form(FORMS["delegates"], "en", known(), replace(OCCASION, deadline=""))
    values = [row[0] for row in opened(data).worksheets[1].values]
    assert "Subject" in values
    assert "To be returned by" not in values


def test_equal_arguments_give_equal_bytes() -> None:
    again = new_form(FORMS["delegates"], "ar", known(), OCCASION)
    assert again == made("delegates", "ar")
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    properties = opened(again).properties
    assert (properties.created, properties.modified) == (OCCASION.day, OCCASION.day)


def test_data_never_becomes_a_formula() -> None:
    for text in ("=1+1", "+41 22", "-1", "@SUM(A1)", "#N/A", "=cmd|' /C calc'!A0"):
        occasion = replace(OCCASION, reference=text, subject=text, contact=(text, text))
        workbook = opened(new_form(FORMS["recipients"], "en", known(), occasion))
        cells = [cell for row in workbook.worksheets[1].iter_rows() for cell in row]
        assert sum(cell.value in (text, f"{text}\n{text}") for cell in cells) == 3
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


# --------------------------------------------------------------------------------- what comes back


@pytest.mark.parametrize(("name", "language"), EACH)
def test_an_empty_form_has_no_rows(name: str, language: str, tmp_path: Path) -> None:
    """The example row is not read, and the other sheets do not disturb."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(made(name, language))
    filled, findings, entries = read(path)
    assert (filled.form, filled.known_by) == (FORMS[name], "as the file says")
    assert findings == [("L015", "")]
    assert entries == ()


@pytest.mark.parametrize(("name", "language"), EACH)
def test_somebody_typed_over_the_example_is_not_lost(
    name: str, language: str, tmp_path: Path
) -> None:
    form = FORMS[name]
    workbook = opened(made(name, language))
    keys = [column.key for column in form.columns]
    at = keys.index(f"name_{language}" if name == "recipients" else "family_name")
    workbook[form.sheet].cell(2, at + 1).value = "Another"
    _, findings, entries = read(saved(workbook, tmp_path / "back.xlsx"))
    assert findings[0] == ("L048", f"{form.sheet}!A2")
    assert ("L015", "") not in findings
    assert entries == ()


def fill(form: Form, language: str, path: Path) -> Path:
    """A form in which row 3 says what its example says, in the words of its language."""
    workbook = opened(made(form.name, language))
    sheet = workbook[form.sheet]
    for index, column in enumerate(form.columns, start=1):
        value = sheet.cell(2, index).value
        if column.key == "key":
            value = "KEY-1"
        elif column.holds in (Holds.DAY, Holds.MOMENT):
            value = datetime(2024, 4, 3)
        elif column.key in ("fellowship", "status"):
            value = choices(column, language, known())[0]
        sheet.cell(3, index).value = value
    return saved(workbook, path)


def test_organizations_are_called_as_the_language_calls_them() -> None:
    column = FORMS["representatives"].by_key["nominated_by"]
    keys = ["ATU", "CITEL", "LAS", "APT", "RCC", "CEPT"]
    assert choices(column, "fr", known()) == ["UAT", "CITEL", "LEA", "APT", "RCC", "CEPT"]
    assert choices(column, "ru", known()) == ["АСЭ", "СИТЕЛ", "ЛАГ", "АТСЭ", "РСС", "СЕПТ"]
    assert choices(column, "zh", known()) == keys
    for language in CODES:
        said = choices(column, language, known())
        assert [read_organization(word, known()) for word in said] == keys
    assert read_organization("Ligue des États arabes", known()) == "LAS"
    # What two of them are called is neither's.
    two = Known.of((), {"A": "AFR", "B": "EUR"}, {"A": ("Union",), "B": ("union",)},
                   {"A": {"en": "UN"}, "B": {"en": "UN"}})  # fmt: skip
    assert choices(column, "en", two) == ["A", "B"]
    for word in ("Union", "UN"):
        with pytest.raises(RefusedCellError):
            read_organization(word, two)


def copied(path: Path, *titles: str, form: str = "delegates") -> Path:
    """A form that was filled in, and copies of its sheet as Excel makes them."""
    workbook = openpyxl.load_workbook(fill(FORMS[form], "en", path))
    for title in titles:
        workbook.copy_worksheet(workbook[FORMS[form].sheet]).title = title
    return saved(workbook, path)


def test_a_copy_of_the_sheet_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    path = copied(tmp_path / "d.xlsx", "Delegates (2)")
    filled, findings = read_filled(path, "d.xlsx")
    assert [str(finding) for finding in findings] == [
        'L049 warning d.xlsx: the sheet "Delegates (2)" holds rows of a list, too, and was not '
        'read: the file says that its list is "Delegates" '
        "(give --sheet, or delete the sheet that does not count)"
    ]
    assert filled is not None
    assert filled.table.sheet == "Delegates"
    filled, findings = read_filled(path, "d.xlsx", sheet="Delegates (2)")
    assert findings == ()
    assert filled is not None
    assert filled.table.sheet == "Delegates (2)"
    path = copied(tmp_path / "d.xlsx", "Delegates (2)", "Delegates (3)")
    _, (finding,) = read_filled(path, "d.xlsx")
    assert finding.message == (
        'the sheets "Delegates (2)", "Delegates (3)" hold rows of a list, too, and were not read: '
        'the file says that its list is "Delegates"'
    )


def test_the_list_in_a_copy_beside_a_sheet_that_stayed_empty(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(copied(tmp_path / "d.xlsx", "Delegates (2)"))
    for cell in workbook["Delegates"][3]:
        cell.value = None
    _, findings, entries = read(saved(workbook, tmp_path / "d.xlsx"))
    assert findings == [("L049", ""), ("L015", "")]
    assert entries == ()


@pytest.mark.parametrize("title", ["docgen", "docgen-marks"])
def test_docgens_own_sheets_are_no_lists(title: str, tmp_path: Path) -> None:
    """Nor is what was hidden, a copy that has nothing but the example, or a sheet of other words;
    the lists to choose from are headed like columns, and may have been shown."""
    path = copied(tmp_path / "d.xlsx", title, "Hidden", "Empty", "Noted")
    workbook = openpyxl.load_workbook(path)
    workbook["Hidden"].sheet_state = "hidden"
    workbook[STAMP_SHEET].sheet_state = "visible"
    for cell in workbook["Empty"][3]:
        cell.value = None
    for cell in workbook["Noted"][1]:
        cell.value = "x"
    _, findings, _ = read(saved(workbook, path))
    assert findings == []


def test_another_sheet_that_cannot_be_read_is_nobodys_concern(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(copied(tmp_path / "d.xlsx", "Far"))
    workbook["Far"]["XFD1048576"] = "stray"
    _, findings, _ = read(saved(workbook, tmp_path / "d.xlsx"))
    assert findings == []


@pytest.mark.parametrize(("name", "language"), EACH)
def test_words_of_the_forms_language_are_read(name: str, language: str, tmp_path: Path) -> None:
    form = FORMS[name]
    filled, findings, entries = read(fill(form, language, tmp_path / "back.xlsx"))
    assert findings == []
    assert filled.titles({3})[3].startswith("KEY-1  ")
    (entry,) = entries
    said = example(form, language)
    assert (entry.key, entry.region, entry.languages) == ("KEY-1", said["region"], (language,))
    if name == "recipients":
        assert entry.names == {language: said[f"name_{language}"]}
        assert entry.addressees == {language: said[f"addressee_{language}"]}
        assert entry.member_from == date(2024, 4, 3)
        return
    for column in ("honorific", "given_name", "family_name", "gender", "position", "telephone"):
        assert getattr(entry, column) == said[column]
    assert entry.country.key == said["country"]
    assert entry.address == said["address"]
    if name == "representatives":
        assert entry.nominated_by == said["nominated_by"]
        assert (entry.received, entry.status) == (date(2024, 4, 3), "received")
    else:
        assert (entry.appointed, entry.fellowship) == (True, True)


def test_the_same_person_whatever_the_forms_language(tmp_path: Path) -> None:
    """One person filled in on forms of all languages, with the words of each."""
    values = example(FORMS["delegates"], "en") | {"key": "KEY-1", "fellowship": "no"}
    people = []
    for language in CODES:
        form = FORMS["delegates"]
        workbook = opened(made(form.name, language))
        for index, column in enumerate(form.columns, start=1):
            value = values.get(column.key)
            if column.words is not None and value is not None:
                value = column.words[value][language][0]
            elif column.holds is Holds.COUNTRY:
                value = known().countries[plain("NGA")].names[language]
            workbook[form.sheet].cell(3, index).value = value
        path = saved(workbook, tmp_path / "back.xlsx")
        _, findings, (person,) = read(path)
        assert findings == []
        people.append(person.model_copy(update={"row_hash": ""}))
    assert people == [people[0]] * len(CODES)


# -------------------------------------------------------------------------------- form and version


def test_a_form_says_which_it_is(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(made("delegates", "fr"))
    stamp = Stamp("delegates", FORMS["delegates"].version, "fr", "TSB Circular 182", "Delegates")
    assert read_stamp(path) == stamp


@pytest.mark.parametrize(
    "content", [b"", b"key;region\n1;AFR\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]
)
def test_a_file_that_is_no_form_says_nothing(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    assert read_stamp(path) is None
    path.write_bytes(content)
    assert read_stamp(path) is None


def stamped(name: str, value: str | None, path: Path) -> Path:
    workbook = openpyxl.load_workbook(fill(FORMS["delegates"], "en", path))
    for row in workbook[STAMP_SHEET].iter_rows(max_row=5, max_col=2):
        if row[0].value == name:
            row[1].value = value
    return saved(workbook, path)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("0", [("L041", "")]),
        ("1", []),
        ("2", [("L041", "")]),
        ("x", [("L041", "")]),
        (None, [("L041", "")]),
    ],
)
def test_an_old_form_is_recognized(
    version: str | None, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    filled, findings, entries = read(stamped("version", version, tmp_path / "old.xlsx"))
    assert findings == expected
    assert filled.form is FORMS["delegates"]
    assert len(entries) == 1


def test_what_an_old_form_is_told(tmp_path: Path) -> None:
    path = stamped("version", "0", tmp_path / "old.xlsx")
    _, (finding,) = read_filled(path, "old.xlsx")
    assert str(finding) == (
        "L041 warning old.xlsx: it is an old form: version 0, and 1 is the one in use "
        "(nothing to do now: the file is read all the same; send out a new one next time: "
        "docgen lists new delegates --lang en)"
    )
    path = stamped("version", "7", tmp_path / "new.xlsx")
    _, (finding,) = read_filled(path, "new.xlsx")
    assert str(finding) == (
        "L041 warning new.xlsx: it is a form of a newer docgen: version 7, and 1 is the one in use "
        "(look whether a newer docgen is to be had)"
    )


def test_a_form_of_another_kind(tmp_path: Path) -> None:
    path = fill(FORMS["delegates"], "en", tmp_path / "d.xlsx")
    filled, findings = read_filled(path, "d.xlsx", FORMS["representatives"])
    assert filled is None
    assert [(f.code, str(f.place)) for f in findings] == [("L044", "d.xlsx")]


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_headers_tell_the_form(name: str, language: str, tmp_path: Path) -> None:
    captions = [column.caption(language) for column in FORMS[name].columns]
    path = tmp_path / "list.csv"
    path.write_text(",".join(captions) + "\n", encoding="utf-8")
    filled, findings = read_filled(path, "list.csv")
    assert findings == ()
    assert filled is not None
    assert (filled.form.name, filled.known_by) == (name, "by its headers")


@pytest.mark.parametrize("header", ["key,region", "a,b", "region", "given_name,family_name"])
def test_headers_that_do_not_tell(header: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{header}\n1,2\n", encoding="utf-8")
    filled, findings = read_filled(path, "list.csv")
    assert filled is None
    assert [(f.code, str(f.place)) for f in findings] == [("L046", "list.csv")]
    filled, _ = read_filled(path, "list.csv", FORMS["delegates"])
    assert filled is not None
    assert filled.known_by == "as asked"


def test_a_renamed_sheet_is_found_when_it_is_the_only_one(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(fill(FORMS["delegates"], "en", tmp_path / "d.xlsx"))
    del workbook["Instructions"]
    workbook["Delegates"].title = "Women"
    filled, findings, _ = read(saved(workbook, tmp_path / "d.xlsx"))
    assert (filled.table.sheet, findings) == ("Women", [])


def test_titles_of_rows_obey_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("key,given_name,gender\nA\u202e1,An\x1b[31mna,F\n", encoding="utf-8")
    filled, _ = read_filled(path, "list.csv", FORMS["delegates"])
    assert filled is not None
    assert filled.titles({2}) == {2: "A<U+202E>1  An<U+001B>[31mna"}
