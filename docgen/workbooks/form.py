"""A form: the workbook that an organization is sent to fill in, in its language.

Its first sheet is the list, with captions, drop-down lists, an example row that is not read; the
second says how to fill it in; a hidden one holds what the lists offer, and which form this is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from docgen import languages
from docgen.recipients.cells import Known
from docgen.recipients.form import Column, Form, Holds
from docgen.recipients.stamp import STAMP_SHEET, Stamp
from docgen.recipients.words import LANGUAGE_WORDS, REGION_WORDS, plain
from docgen.workbooks import wording
from docgen.workbooks.book import GREY, INK, PALE, PAPER, put, saved
from docgen.workbooks.examples import example
from docgen.workbooks.notes import note_on

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from docgen.languages.language import Language

ENTRIES: Final = 500
"""Rows that can be filled in."""

_FIRST: Final = 3  # the first of them: the caption and the example stand above
_LAST: Final = _FIRST + ENTRIES - 1
_LISTS_FROM: Final = 4  # the column of the hidden sheet where the first list stands
_DAY_FORMAT: Final = "yyyy-mm-dd"
# Days that a list may hold, as Excel counts them: 2000-01-01 to 2099-12-31.
_DAYS: Final = ("36526", "73050")

_WIDTHS: Final[Mapping[Holds, int]] = {
    Holds.KEY: 12,
    Holds.LINE: 22,
    Holds.LINES: 30,
    Holds.CHOICE: 18,
    Holds.COUNTRY: 22,
    Holds.LANGUAGES: 18,
    Holds.EMAILS: 30,
    Holds.TELEPHONE: 20,
    Holds.DAY: 14,
    Holds.MOMENT: 14,
    Holds.YES_NO: 14,
    Holds.ORGANIZATION: 16,
}
_LATIN: Final = frozenset({Holds.KEY, Holds.EMAILS, Holds.TELEPHONE, Holds.DAY, Holds.MOMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a form says of the campaign, in the form's language.

    ``sender`` is who wrote the notes at the captions; ``reference`` and ``deadline`` may be empty;
    ``contact`` has the lines to whom the form goes back; ``day`` is put into its properties.
    """

    sender: str
    reference: str
    subject: str
    deadline: str
    contact: tuple[str, ...]
    day: datetime


def new_form(form: Form, language: str, known: Known, occasion: Occasion) -> bytes:
    """A form as an Excel workbook: equal arguments, equal bytes.

    ``known`` has the countries and organizations that its lists offer.
    """
    said = languages.get(language)
    workbook = Workbook()
    workbook.properties.creator = occasion.sender
    workbook.properties.title = wording.TITLES[form.name][language]
    workbook.properties.language = language
    sheet = workbook.active
    assert sheet is not None  # a new workbook has one sheet
    sheet.title = form.sheet
    hidden = workbook.create_sheet(STAMP_SHEET)
    hidden.sheet_state = "hidden"
    _stamp(hidden, Stamp(form.name, form.version, language, occasion.reference, form.sheet))
    _captions(sheet, form, said, occasion.sender)
    _example(sheet, form, said, known)
    _entries(sheet, form, said)
    _lists(sheet, hidden, form, language, known)
    _view(sheet, said)
    instructions = workbook.create_sheet(wording.SHEET[language], 1)
    _instructions(instructions, form, said, occasion)
    return saved(workbook, occasion.day)


def _stamp(sheet: Worksheet, stamp: Stamp) -> None:
    for number, (name, value) in enumerate(stamp.rows(), start=1):
        put(sheet.cell(number, 1), name)
        put(sheet.cell(number, 2), value)
    sheet.protection.enable()


def _captions(sheet: Worksheet, form: Form, language: Language, sender: str) -> None:
    """The first row: captions, ``*`` at what has to be filled in, a note at each."""
    first_office = next((column for column in form.columns if column.office), None)
    for index, column in enumerate(form.columns, start=1):
        cell = sheet.cell(1, index)
        mark = " *" if column.required and not column.office else ""
        put(cell, column.caption(language.code) + mark)
        ground, letters = (PALE, INK) if column.office else (INK, PAPER)
        cell.font = _font(language, bold=True, color=letters)
        cell.fill = PatternFill("solid", fgColor=ground)
        cell.alignment = Alignment(
            horizontal="center", vertical="center", wrap_text=True, readingOrder=_order(language)
        )
        rule = Side(style="medium", color=INK) if column is first_office else None
        cell.border = Border(left=rule, bottom=Side(style="medium", color=INK))
        lines = [note_on(column.key, language.code)]
        if column.office:
            lines.append(f"({wording.LABELS['office'][language.code]})")
        comment = Comment("\n".join(lines), sender, height=110, width=260)
        cell.comment = comment
        width = _WIDTHS[column.holds]
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.row_dimensions[1].height = 48


def _example(sheet: Worksheet, form: Form, language: Language, known: Known) -> None:
    """The second row: an example, with the words of the form's language."""
    values = example(form, language.code)
    for index, column in enumerate(form.columns, start=1):
        cell = sheet.cell(2, index)
        if column.key in values:
            put(cell, _word(column, values[column.key], language.code, known))
        cell.font = _font(language, italic=True, color=GREY)
        _align(cell, column, language)
        cell.number_format = "@"
        cell.border = Border(bottom=Side(style="thin", color=GREY))
    widths = {column.key: _WIDTHS[column.holds] for column in form.columns}
    lines = max(_lines(value, widths[key]) for key, value in values.items())
    sheet.row_dimensions[2].height = 15 * max(lines, 2)


def _word(column: Column, value: str, language: str, known: Known) -> str:
    """What a form of this language has for a code."""
    if column.words is not None and value in column.words:
        return column.words[value][language][0]
    if column.holds is Holds.COUNTRY and plain(value) in known.countries:
        return known.countries[plain(value)].names[language]
    if column.holds is Holds.ORGANIZATION:
        return _organization(value, language, known)
    return value


def _organization(key: str, language: str, known: Known) -> str:
    """What a language calls an organization for short, where a list that comes back says the same
    of no other."""
    said = known.abbreviations.get(key, {}).get(language, key)
    return said if known.called.get(plain(said)) == key else key


def _entries(sheet: Worksheet, form: Form, language: Language) -> None:
    """The rows to be filled in: unlocked, text as text so that Excel keeps + and leading zeros."""
    for index, column in enumerate(form.columns, start=1):
        is_day = column.holds in (Holds.DAY, Holds.MOMENT)
        for number in range(_FIRST, _LAST + 1):
            cell = sheet.cell(number, index)
            if number > _FIRST:
                # Rows of one column share one style.
                cell._style = sheet.cell(_FIRST, index)._style
                continue
            cell.font = _font(language)
            _align(cell, column, language)
            cell.number_format = _DAY_FORMAT if is_day else "@"
            cell.protection = Protection(locked=False)


def _lists(sheet: Worksheet, hidden: Worksheet, form: Form, language: str, known: Known) -> None:
    """The checks of cells: lists on the hidden sheet, which may be as long as they like."""
    place = _LISTS_FROM
    for index, column in enumerate(form.columns, start=1):
        letter = get_column_letter(index)
        cells = f"{letter}{_FIRST}:{letter}{_LAST}"
        offered = choices(column, language, known)
        if offered:
            put(hidden.cell(1, place), column.key)
            for number, word in enumerate(offered, start=2):
                put(hidden.cell(number, place), word)
            there = get_column_letter(place)
            # ECMA-376 part 1, 18.3.1.32: a list that is written out has at most 255 characters.
            wanted = f"'{STAMP_SHEET}'!${there}$2:${there}${len(offered) + 1}"
            check = DataValidation("list", formula1=wanted, allow_blank=True)
            # Several languages stand in one cell: its list proposes, and refuses nothing.
            check.showErrorMessage = column.holds is not Holds.LANGUAGES
            check.error = wording.NOT_IN_THE_LIST[language]
            place += 1
        elif column.holds in (Holds.DAY, Holds.MOMENT):
            check = DataValidation(
                "date", operator="between", formula1=_DAYS[0], formula2=_DAYS[1], allow_blank=True
            )
            check.showErrorMessage = True
            check.error = wording.NO_DAY[language]
        else:
            continue
        check.errorTitle = column.caption(language)[:32]
        check.add(cells)
        sheet.add_data_validation(check)


def choices(column: Column, language: str, known: Known) -> list[str]:
    """What a column's list offers in a language; empty where anything may be written."""
    if column.holds is Holds.COUNTRY:
        countries = {country.key: country for country in known.countries.values()}
        return sorted((c.names[language] for c in countries.values()), key=_sorting(language))
    if column.holds is Holds.ORGANIZATION:
        return [_organization(key, language, known) for key in known.organizations]
    words = column.words
    if column.holds is Holds.LANGUAGES:
        words = LANGUAGE_WORDS
    if words is None:
        return []
    found = [of_language[language][0] for of_language in words.values()]
    if words is REGION_WORDS or words is LANGUAGE_WORDS:
        found.sort(key=_sorting(language))
    return found


def _sorting(language: str) -> Callable[[str], str | bytes]:
    """The order of words in a list.

    GB 2312 orders the common characters by their sound, as a Chinese reader looks for them; that
    of Unicode says nothing to her.
    """
    if language == "zh":
        return lambda word: word.encode("gb18030")
    return plain


def _view(sheet: Worksheet, language: Language) -> None:
    """How the sheet lies on the screen and on paper; captions and example cannot be changed."""
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = language.direction == "rtl"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
    sheet.page_margins = PageMargins(left=0.3, right=0.3, top=0.4, bottom=0.4)
    protection = sheet.protection
    protection.enable()  # without a password: against mistakes, not against anybody
    for allowed in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)


def _instructions(sheet: Worksheet, form: Form, language: Language, occasion: Occasion) -> None:
    """The sheet that says what the form is for and how it is filled in."""
    code = language.code
    labels = {name: said[code] for name, said in wording.LABELS.items()}
    rows: list[tuple[str, str, str]] = [("title", wording.TITLES[form.name][code], "")]
    rows.append(("text", wording.PURPOSES[form.name][code], ""))
    particulars = (
        (labels["reference"], occasion.reference),
        (labels["subject"], occasion.subject),
        (labels["deadline"], occasion.deadline),
        (labels["contact"], "\n".join(occasion.contact)),
    )
    rows += [("pair", label, value) for label, value in particulars if value]
    rows.append(("heading", labels["how"], ""))
    steps = (step.format(sheet=form.sheet) for step in wording.STEPS[code])
    rows += [("text", f"• {step}", "") for step in steps]
    rows.append(("heading", labels["columns"], ""))
    for column in form.columns:
        also = "office" if column.office else "required" if column.required else ""
        note = note_on(column.key, code)
        if also:
            note += f"（{labels[also]}）" if code == "zh" else f" ({labels[also]})"
        rows.append(("pair", column.caption(code), note))
    for number, (kind, first, second) in enumerate(rows, start=1):
        cells = (sheet.cell(number, 1), sheet.cell(number, 2))
        for cell, text in zip(cells, (first, second), strict=True):
            put(cell, text)
            cell.font = _font(language)
            cell.alignment = Alignment(
                vertical="top", wrap_text=True, readingOrder=_order(language)
            )
        if kind == "pair":
            cells[0].font = _font(language, bold=True)
            wide = language.direction == "rtl" or code == "zh"
            lines = max(_lines(first, 22 if wide else 26), _lines(second, 72 if wide else 86))
        else:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)
            size = {"title": 16, "heading": 13, "text": 11}[kind]
            cells[0].font = _font(language, bold=kind != "text", color=INK, size=size)
            if kind == "text":
                cells[0].font = _font(language)
            lines = _lines(first, 60 if code == "zh" else 116)
        sheet.row_dimensions[number].height = {"title": 30, "heading": 26}.get(kind, 16 * lines)
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 80
    sheet.sheet_view.rightToLeft = language.direction == "rtl"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.protection.enable()


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a cell that holds so many characters a line."""
    return sum(-(-len(line) // width) or 1 for line in text.split("\n"))


def _order(language: Language) -> int:
    """ECMA-376 part 1, 18.8.1 (readingOrder): 1 is left to right, 2 right to left."""
    return 2 if language.direction == "rtl" else 1


def _align(cell: Cell, column: Column, language: Language) -> None:
    """All at the side where the language begins; addresses, numbers and days run to the right."""
    order = 1 if column.holds in _LATIN else _order(language)
    side = "right" if language.direction == "rtl" else "left"
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True, readingOrder=order)


def _font(language: Language, *, color: str = "FF000000", size: int = 11, **said: bool) -> Font:
    fonts = language.fonts
    name = {"zh": fonts.east_asian, "ar": fonts.complex_script}.get(language.code, fonts.latin)
    return Font(name=name, sz=size, color=color, **said)
