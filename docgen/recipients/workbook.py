"""Workbooks as tables: looked over first, then read by calamine.

An Excel workbook in plain form is looked over as bytes, any other by events.  Of both calamine is
given an archive that holds the parts that were looked over and nothing else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import Finding, Outcome, Place, error
from docgen.recipients.archive import SheetError, packed, part, unpacked
from docgen.recipients.characters import shown
from docgen.recipients.headers import LOOKED_AT, Headers
from docgen.recipients.rawcells import typed_rows
from docgen.recipients.sheets import (
    RefusedError,
    Sheet,
    also_lists,
    choose,
    excel_sheets,
    table_filtered,
)
from docgen.recipients.sheetscan import survey_plain
from docgen.recipients.sheetxml import Survey, survey_calc, survey_excel
from docgen.recipients.specimen import looks_like_example
from docgen.recipients.table import Row, Table, without_collecting

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_CELLS: Final = 20_000_000  # from the first cell to the last, empty ones included
MAX_MERGED: Final = 100_000  # cells that stand in merged ranges

EXCEL, OLD, CALC = "excel", "old", "calc"
_BEGINNING: Final = 2_000  # rows in which the header of a sheet is looked for


@dataclass(frozen=True, slots=True)
class Workbook:
    """The bytes of a workbook on their way to a table: which of its sheets, and with what headers.

    ``kind``: :data:`EXCEL` (.xlsx), :data:`OLD` (.xls) or :data:`CALC` (.ods).  ``own``: docgen's
    own sheets, where ``wanted`` is what the file says itself and nobody asked for that sheet.
    """

    data: bytes
    kind: str
    file: str
    wanted: str | None
    headers: Headers
    own: frozenset[str] | None = None

    def table(self) -> Outcome[Table]:
        """The table. Raises :class:`SheetError` or :class:`RefusedError` where there is none.

        Findings: L049 for sheets that may be the list instead of the one that the file names.
        """
        if self.kind == EXCEL:
            parts = unpacked(self.data)
            sheets, _ = excel_sheets(parts)
            plain = {
                s.part: survey_plain(parts[s.part], MAX_CELLS) for s in _with_cells(parts, sheets)
            }
            surveys = {name: survey for name, survey in plain.items() if survey is not None}
            if len(surveys) == len(plain):
                with without_collecting():
                    return self._of_excel(parts, surveys)
            del parts
        return self._gone_through()

    def _gone_through(self) -> Outcome[Table]:
        """The table, with each sheet's XML gone through by events."""
        if self.kind == EXCEL:
            parts = unpacked(self.data)
            sheets, _ = excel_sheets(parts)
            surveys = {s.part: survey_excel(parts[s.part]) for s in _with_cells(parts, sheets)}
            return self._of_excel(parts, surveys)
        surveys = {}
        if self.kind == CALC:
            surveys = survey_calc(part(unpacked(self.data), "content.xml"))
        with _calamine(io.BytesIO(self.data)) as workbook:
            sheets = _sheets_of(workbook)
            known = {s.index: surveys[s.name] for s in sheets if s.name in surveys}
            if self.kind == OLD:
                known = {sheet.index: Survey() for sheet in sheets}
            return _Reading(self, workbook, sheets, known).table()

    def _of_excel(self, parts: dict[str, bytes], surveys: Mapping[str, Survey]) -> Outcome[Table]:
        """The table of a sheet that was looked over; ``parts`` is emptied, to make room."""
        sheets, count = excel_sheets(parts)
        known = {sheet.index: surveys[sheet.part] for sheet in sheets if sheet.part in surveys}
        for sheet in sheets:
            if sheet.index in known and table_filtered(parts, sheet.part):
                known[sheet.index].filtered = True
        parts.clear()
        with _calamine(io.BytesIO(packed(self.data))) as workbook:
            if count != len(workbook.sheet_names):
                raise SheetError("its sheets cannot be told apart")
            return _Reading(self, workbook, sheets, known).table()


class _Reading:
    """A workbook that is open, and what is known of its sheets, by their index."""

    def __init__(
        self,
        source: Workbook,
        workbook: CalamineWorkbook,
        sheets: Sequence[Sheet],
        surveys: Mapping[int, Survey],
    ) -> None:
        self.source = source
        self.workbook = workbook
        self.sheets = sheets
        self.surveys = surveys
        self.opened: dict[int, CalamineSheet] = {}

    def table(self) -> Outcome[Table]:
        fits = self._fits if self.source.headers else None
        sheet = choose(self.sheets, self.source.wanted, self._full, fits)
        if sheet.index not in self.surveys:
            raise SheetError(f"its sheet {shown(sheet.name)} cannot be looked over")
        found = also_lists(Place(self.source.file), sheet, self._others(sheet))
        return Outcome(self._read(sheet, self.surveys[sheet.index]), found)

    def _others(self, chosen: Sheet) -> list[Sheet]:
        """The sheets that can be seen and may be the list, where the file itself names another."""
        own = self.source.own
        if own is None:
            return []
        return [
            sheet
            for sheet in self.sheets
            if sheet != chosen and not sheet.hidden and sheet.name not in own
            and self._holds_rows(sheet)
        ]  # fmt: skip

    def _holds_rows(self, sheet: Sheet) -> bool:
        """Whether rows other than the example stand below the headers of a list."""
        try:
            rows = self._beginning(sheet)
        except SheetError:  # it is not the one that is read
            return False
        finally:
            self.opened.pop(sheet.index, None)
        header = self.source.headers.row_in(rows[:LOOKED_AT])
        below = rows[header + 1 :] if header is not None else []
        return not all(looks_like_example(row.cells) for row in below)

    def _full(self, sheet: Sheet) -> bool:
        survey = self.surveys.get(sheet.index)
        if self.source.kind == OLD:
            return self._open(sheet).start is not None
        return survey is not None and survey.last_row > 0

    def _fits(self, sheet: Sheet) -> bool:
        return self.source.headers.row_in(self._beginning(sheet)[:LOOKED_AT]) is not None

    def _beginning(self, sheet: Sheet) -> list[Row]:
        """The first rows of a sheet; none of one that cannot be looked over."""
        if not self._full(sheet) or sheet.index not in self.surveys:
            return []
        opened = self._open(sheet)
        if opened.start is None:
            return []
        rows, _ = typed_rows(islice(opened.iter_rows(), _BEGINNING), 0, ())
        return rows

    def _open(self, sheet: Sheet) -> CalamineSheet:
        if sheet.index not in self.opened:
            survey = self.surveys[sheet.index]
            _check_extent(survey.last_row, survey.last_column)
            opened = self.workbook.get_sheet_by_index(sheet.index)
            _check_extent(opened.total_height, opened.total_width)
            self.opened[sheet.index] = opened
        return self.opened[sheet.index]

    def _read(self, sheet: Sheet, survey: Survey) -> Table:
        file, opened = self.source.file, self._open(sheet)
        marked = {row for row, _ in (*survey.errors, *survey.formulas)}
        start = opened.start
        records = opened.iter_rows() if start is not None else iter(())
        rows, raws = typed_rows(records, start[1] if start is not None else 0, marked)
        table = Table(file, sheet.name, tuple(rows))
        merged = survey.merged or [
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in opened.merged_cell_ranges or ()
        ]
        faults = dict(_cell_faults(table, survey)) | dict(_merged(table, merged))
        columns = frozenset(column - 1 for column in survey.hidden_columns)
        hidden = frozenset(survey.hidden)
        return Table(
            file, sheet.name, table.rows, False, faults, hidden, columns, survey.filtered, raws
        )


def _with_cells(parts: Mapping[str, bytes], sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets whose parts are there."""
    found = [sheet for sheet in sheets if b"sheetData" in parts.get(sheet.part, b"")]
    for sheet in found:
        part(parts, sheet.part)  # in UTF-8
    return found


def _sheets_of(workbook: CalamineWorkbook) -> list[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        Sheet(index, sheet.name, sheet.visible is not SheetVisibleEnum.Visible)
        for index, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]


def _cell_faults(table: Table, survey: Survey) -> Iterator[tuple[tuple[int, int], Finding]]:
    for (row, column), said in survey.errors.items():
        place = Place.cell(table.file, table.sheet, row, column)
        message = f"the cell holds the error {shown(said or '#VALUE!')}"
        yield (row, column - 1), error("L024", place, message, "correct it, or clear the cell")
    for row, column in survey.formulas:
        place = Place.cell(table.file, table.sheet, row, column)
        hint = "open the workbook in Excel or LibreOffice and save it"
        message = "the formula has no result: the workbook was never calculated"
        yield (row, column - 1), error("L025", place, message, hint)


def _merged(
    table: Table, ranges: Sequence[tuple[int, int, int, int]]
) -> Iterator[tuple[tuple[int, int], Finding]]:
    """The cells of merged ranges but the first, which alone holds the value."""
    if not ranges:
        return
    rows = {row.number: row for row in table.rows}
    width = max((len(row.typed) for row in table.rows), default=0)
    told = 0
    for top, left, bottom, right in ranges:
        first = rows.get(top)
        if first is None or not "".join(first.cells[left - 1 : left]):
            continue
        place = Place.cell(table.file, table.sheet, top, left)
        end = Place.cell("", "", bottom, right).detail
        finding = error(
            "L023", Place(place.file, place.order, f"{place.detail}:{end}"),
            "these cells are merged into one; only the first has its value",
            "undo the merging, and fill in each cell",
        )  # fmt: skip
        for number in range(top, min(bottom, table.rows[-1].number) + 1):
            for column in range(left, min(right, width) + 1):
                if (number, column) != (top, left) and number in rows:
                    told += 1
                    if told > MAX_MERGED:
                        raise SheetError("it has too many merged cells")
                    yield (number, column - 1), finding


def _check_extent(rows: int, columns: int) -> None:
    if rows * columns > MAX_CELLS:
        last = Place.cell("", "", rows, columns).detail
        raise SheetError(f"it reaches to the cell {last}; a stray value stands far off")


def password() -> RefusedError:
    """A workbook that asks for a password."""
    hint = "save it without a password where only those may read it who should"
    return RefusedError("L020", "the workbook is protected by a password", hint)


@contextmanager
def _calamine(stream: io.BytesIO) -> Iterator[CalamineWorkbook]:
    """A workbook opened by calamine, whose faults become :class:`SheetError`."""
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        yield load_workbook(stream)
    except (SheetError, RefusedError):
        raise
    except PasswordError as fault:
        raise password() from fault
    except BaseException as fault:
        # A panic of Rust is no Exception, and its class cannot be imported.
        panic = type(fault).__name__ == "PanicException"
        own = CalamineError | OSError | ValueError | OverflowError | MemoryError
        if panic or isinstance(fault, own):
            raise SheetError(f"the workbook is damaged: {fault}") from fault
        raise
