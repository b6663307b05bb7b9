"""A copy of a list that shows what is wrong with it: coloured cells, comments, a sheet of findings.

The copy is a list like the one that it was made of: once cured, it can be read again, and a copy
of the copy has the marks of its own findings only.  For that the hidden sheet
:data:`~docgen.recipients.stamp.MARKS_SHEET` keeps what the coloured cells looked like before.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.fills import Fill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.xml.functions import fromstring, tostring

from docgen.diagnostics import Finding, Place, Severity, in_reading_order
from docgen.recipients.stamp import FINDINGS_SHEET, MARKS_SHEET
from docgen.recipients.table import Table, Value
from docgen.workbooks.book import EPOCH, INK, PAPER, fit, put, saved

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from docgen.recipients.filled import Filled

AUTHOR: Final = "docgen"
LISTED: Final = 5_000  # findings that get a line of their own on the sheet
MAX_XML: Final = 100_000_000  # bytes of all parts of a workbook that is copied
MAX_COMMENT: Final = 4_000  # characters; Excel shows no more of a comment with comfort

# Where docgen's part of a comment begins; what she has written stands above it.
_BEGINS: Final = "— docgen —"
# Unlike any colour of Excel's palettes, so that a colour of docgen is known as such.
_COLOURS: Final = {
    Severity.ERROR: "FFF9C2BD",
    Severity.WARNING: "FFFCE4A9",
    Severity.NOTE: "FFCFE3F7",
}
_SEVEREST_FIRST: Final = tuple(Severity)
_COPY_SHEET: Final = "List"
_CALLED: Final = 40  # characters of a header
_HIGHEST: Final = 409  # points of a row, a limit of Excel
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384

At = tuple[int, int]
"""Row and column of a cell, from 1."""


def annotated(
    data: bytes,
    findings: Iterable[Finding],
    *,
    file: str,
    sheet: str,
    filled: Filled | None = None,
) -> bytes | None:
    """A copy of an Excel workbook with its findings; equal input, equal bytes.

    ``file`` is the name that the places of the findings have, ``sheet`` the sheet of the list;
    ``filled``, the list as it was read, tells whom a row is about and what its columns are called.
    Everything else of the workbook stays, as far as openpyxl can carry it: charts and shapes go,
    comments lose the formatting of their words.  ``None`` for a workbook that openpyxl does not
    take, or that is too large: :func:`copy_of` makes one of its values.
    """
    try:
        if _is_too_large(data):
            return None
        workbook = load_workbook(io.BytesIO(data), rich_text=True, keep_vba=_has_macros(data))
        listed = workbook[sheet]
        _unmark(workbook)
        _mark(workbook, listed, list(_placed(in_reading_order(findings), file, filled)))
        workbook.template = False  # a copy of a template is a workbook
        return saved(workbook)
    except Exception:
        # What openpyxl does not know it refuses with any exception. The file has been read, and
        # its faults are known: they must not end here.
        return None


def copy_of(table: Table) -> tuple[bytes, str]:
    """An Excel workbook with the values of a table, at their places, and the name of its sheet.

    This is what stands in for a file of another kind: old workbooks, OpenDocument, text.
    """
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None  # a new workbook has one sheet
    sheet.title = _sheet_name(table.sheet)
    widths: dict[int, int] = defaultdict(lambda: 10)
    for row in table.rows:
        for index, value in enumerate(row.values, start=1):
            if value is not None:
                _write(sheet.cell(row.number, index), value)
                widths[index] = max(widths[index], min(len(str(value)) + 2, 40))
    for index, width in widths.items():
        sheet.column_dimensions[get_column_letter(index)].width = width
    if table.rows:
        for cell in sheet[table.rows[0].number]:
            cell.font = Font(name="Calibri", sz=11, bold=True)
        sheet.freeze_panes = f"A{table.rows[0].number + 1}"
    return saved(workbook, EPOCH), sheet.title


def _sheet_name(name: str) -> str:
    """A name that Excel takes: at most 31 characters, none of ``\\ / ? * [ ] :``."""
    kept = "".join(" " if mark in "\\/?*[]:" else mark for mark in name).strip("' ")[:31]
    return kept if kept and kept not in (FINDINGS_SHEET, MARKS_SHEET) else _COPY_SHEET


def _write(cell: Cell, value: Value) -> None:
    if isinstance(value, str):
        put(cell, value)
        cell.number_format = "@"
        return
    if isinstance(value, datetime) and value.tzinfo is not None:
        put(cell, value.isoformat(" "))
        return
    cell.value = value
    if isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm:ss"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, time):
        cell.number_format = "hh:mm:ss"


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A finding and where it stands in the copy; a row of 0 is the file as a whole."""

    finding: Finding
    at: At
    where: str  # as the sheet of findings shows it
    about: str = ""  # whom the row is about, and what the column is called

    @property
    def link(self) -> str:
        """The cell, or the row's first."""
        row, column = self.at
        return f"{get_column_letter(max(column, 1))}{max(row, 1)}"


def _placed(findings: Sequence[Finding], file: str, filled: Filled | None) -> Iterator[_Wrong]:
    rows = {finding.place.order[0] for finding in findings if len(finding.place.order) == 2}
    titles = filled.titles(rows) if filled is not None else {}
    headers = filled.headers if filled is not None else {}
    for finding in findings:
        place = finding.place
        row, column = place.order if len(place.order) == 2 else (0, 0)
        inside = 0 < row <= _MOST_ROWS and 0 <= column <= _MOST_COLUMNS
        if place.file != file or not inside:
            elsewhere = place.detail if place.file == file else str(place)
            yield _Wrong(finding, (0, 0), elsewhere or "the file")
            continue
        plain = Place.cell("", "", row, column) if column else Place.row("", "", row)
        about = ""
        if row in titles:  # a row below the header
            header = " ".join(headers.get(column - 1, "").split()).rstrip("* ")[:_CALLED]
            about = ", ".join(filter(None, (titles[row], header)))
        yield _Wrong(finding, (row, column), plain.detail, about)


def _is_too_large(data: bytes) -> bool:
    """Cells that are empty but have a format take as much memory as others."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist()) > MAX_XML


def _has_macros(data: bytes) -> bool:
    return b"vbaProject.bin" in data


def _mark(workbook: Workbook, sheet: Worksheet, wrong: Sequence[_Wrong]) -> None:
    by_cell: dict[At, list[Finding]] = defaultdict(list)
    for each in wrong:
        row, column = each.at
        if row:
            by_cell[row, max(column, 1)].append(each.finding)
    looks: dict[str, str] = {}
    for (row, column), of_cell in sorted(by_cell.items()):
        cell = sheet.cell(row, column)
        if isinstance(cell, MergedCell):  # the first cell of the range stands for it
            cell = _first_of_merged(sheet, row, column)
        looks.setdefault(cell.coordinate, _look(cell))
        _colour(cell, of_cell)
        _comment(cell, of_cell)
    told = _findings_sheet(workbook, sheet.title, wrong)
    _marks_sheet(workbook, sheet.title, told, looks)


_HEADERS: Final = (("severity", 12), ("code", 9), ("place", 12), ("what is wrong", 70),
                   ("how to cure it", 60))  # fmt: skip


def _findings_sheet(workbook: Workbook, listed: str, wrong: Sequence[_Wrong]) -> str:
    """The first sheet: one finding a row, each with a link to its cell. Gives the sheet's name."""
    sheet = workbook.create_sheet(FINDINGS_SHEET, 0)
    for column, (title, width) in enumerate(_HEADERS, start=1):
        cell = sheet.cell(1, column)
        put(cell, title)
        cell.font = Font(name="Calibri", sz=11, bold=True, color=PAPER)
        cell.fill = PatternFill("solid", fgColor=INK)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, each in enumerate(wrong[:LISTED], start=2):
        finding = each.finding
        said = f"{each.about}\n{finding.message}" if each.about else finding.message
        texts = (finding.severity.value, finding.code, each.where, said, finding.hint)
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(number, column)
            put(cell, text)
            cell.font = Font(name="Calibri", sz=11)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.cell(number, 1).fill = PatternFill("solid", fgColor=_COLOURS[finding.severity])
        place = sheet.cell(number, 3)
        if each.at[0]:
            quoted = listed.replace("'", "''")
            place.hyperlink = Hyperlink(ref=place.coordinate, location=f"'{quoted}'!{each.link}")
            place.font = Font(name="Calibri", sz=11, color="FF0B4F9E", underline="single")
        lines = max(_lines(said, 66), _lines(finding.hint, 56))
        sheet.row_dimensions[number].height = min(16 * lines, _HIGHEST)
    shown = min(len(wrong), LISTED)
    if not wrong:
        put(sheet.cell(2, 4), "nothing: no fault was found")
    elif len(wrong) > LISTED:
        put(sheet.cell(shown + 2, 4), f"and {len(wrong) - LISTED:,} more")
    sheet.auto_filter.ref = f"A1:E{max(shown, 1) + 1}"
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for other in workbook.worksheets:  # two selected sheets would be written to together
        other.sheet_view.tabSelected = other is sheet
    workbook.active = sheet
    return str(sheet.title)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a cell that holds so many characters a line."""
    return sum(len(line) // width + 1 for line in text.split("\n"))


def _marks_sheet(workbook: Workbook, listed: str, told: str, looks: Mapping[str, str]) -> None:
    """What the next copy has to know; hidden, and last."""
    sheet = workbook.create_sheet(MARKS_SHEET)
    sheet.sheet_state = "hidden"
    rows = (("sheet", listed), ("findings", told), *sorted(looks.items()))
    for number, (name, value) in enumerate(rows, start=1):
        put(sheet.cell(number, 1), name)
        put(sheet.cell(number, 2), value)


def _first_of_merged(sheet: Worksheet, row: int, column: int) -> Cell:
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return sheet.cell(merged.min_row, merged.min_col)
    raise KeyError(row, column)


def _severest(findings: Iterable[Finding]) -> Severity:
    return min((finding.severity for finding in findings), key=_SEVEREST_FIRST.index)


def _colour(cell: Cell, findings: Sequence[Finding]) -> None:
    severity = _severest(findings)
    now = _docgen_colour(cell)
    if now is not None:  # a merged range is marked again
        severity = min((severity, now), key=_SEVEREST_FIRST.index)
    cell.fill = PatternFill("solid", fgColor=_COLOURS[severity])
    font = copy(cell.font)
    font.color = "FF000000"  # captions may be white
    cell.font = font


def _docgen_colour(cell: Cell) -> Severity | None:
    fill = cell.fill
    if fill.fill_type != "solid" or fill.fgColor.type != "rgb":
        return None
    named = (severity for severity, colour in _COLOURS.items() if fill.fgColor.rgb == colour)
    return next(named, None)


def _comment(cell: Cell, findings: Sequence[Finding]) -> None:
    lines = [_BEGINS]
    for finding in findings:
        lines.append(f"{finding.code} {finding.severity.value}: {finding.message}")
        if finding.hint:
            lines.append(f"→ {finding.hint}")
    said = "\n".join(lines)[:MAX_COMMENT]
    author = AUTHOR
    if cell.comment is not None:
        author = cell.comment.author or AUTHOR
        hers = _hers(cell.comment.text)
        if hers:
            said = f"{hers}\n\n{said}"
    height = min(400, 40 + 16 * sum(1 + len(line) // 40 for line in said.split("\n")))
    cell.comment = Comment(fit(said), author, height=height, width=320)


def _hers(text: str) -> str:
    """What stands in a comment before docgen's part."""
    return text.partition(_BEGINS)[0].rstrip()


# --------------------------------------------------------------------------- what was marked before


def _unmark(workbook: Workbook) -> None:
    """Take out the marks of an earlier copy; what they had covered is put back.

    A colour moves with its cell when rows are sorted or inserted: where the colour found is not at
    a cell that was noted, the cell had none.
    """
    looks: dict[str, str] = {}
    if MARKS_SHEET in workbook.sheetnames:
        marks = workbook[MARKS_SHEET]
        title, findings = (str(marks.cell(row, 2).value or "") for row in (1, 2))
        for coordinate, look in marks.iter_rows(min_row=3, max_col=2, values_only=True):
            if isinstance(coordinate, str) and isinstance(look, str):
                looks[coordinate] = look
        if title in workbook.sheetnames:
            _clear(workbook[title], looks)
        for sheet in (MARKS_SHEET, findings):
            if sheet in workbook.sheetnames and sheet != title:
                del workbook[sheet]


def _clear(sheet: Worksheet, looks: Mapping[str, str]) -> None:
    # Sheet.iter_rows would make the cells that are not there.
    for cell in list(sheet._cells.values()):
        if isinstance(cell, MergedCell):
            continue
        if cell.has_style and _docgen_colour(cell) is not None:
            _restore(cell, looks.get(cell.coordinate))
        if cell.comment is not None and _BEGINS in cell.comment.text:
            hers = _hers(cell.comment.text)
            cell.comment = Comment(hers, cell.comment.author) if hers else None


def _look(cell: Cell) -> str:
    """A cell's fill and font, as they are restored later."""
    parts = (cell.fill.to_tree(), cell.font.to_tree("font"))
    return json.dumps([str(tostring(part), "utf-8") for part in parts])


def _restore(cell: Cell, look: str | None) -> None:
    """The fill and font that :func:`_look` has noted; no fill where somebody changed its note."""
    cell.fill = PatternFill()
    if look is None:
        return
    try:
        fill, font = (fromstring(part) for part in json.loads(look))
        cell.fill, cell.font = Fill.from_tree(fill) or PatternFill(), Font.from_tree(font)
    except Exception:  # what is no XML, no fill and no font is refused with any exception
        return
