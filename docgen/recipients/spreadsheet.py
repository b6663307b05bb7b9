"""Lists as officers keep them: workbooks of Excel and LibreOffice, and CSV files, as tables.

What a file is, its content says; a name that says otherwise is told.  Cells are typed as the
workbook types them: numbers stored as text stay text and keep their leading zeros.

An old workbook (.xls) does not say here which of its cells hold an error value, which formulas
have no result and which rows are hidden: such cells are empty, such rows are rows.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docgen.diagnostics import Finding, Outcome, Place, did_you_mean, error, nearest, note
from docgen.recipients.characters import clean, shown
from docgen.recipients.sheetxml import (
    SheetError,
    Survey,
    part,
    parts_of,
    sheet_parts,
    sheets_in,
    survey_calc,
    survey_excel,
)
from docgen.recipients.table import MAX_BYTES, Row, Table, Value, read_bytes, read_csv

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAX_CELLS: Final = 20_000_000  # from the first cell to the last, empty ones included
MAX_MEMORY: Final = 8 * 1024**3  # bytes of address space of the process that reads
MAX_MERGED: Final = 100_000  # cells that stand in merged ranges

# Excel keeps and shows 15 significant digits: its 0.3 may be stored as 0.30000000000000004.
_DIGITS: Final = 15

_EXCEL, _OLD, _CALC, _TEXT = "excel", "old", "calc", "text"
_ENDINGS: Final = {
    _EXCEL: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    _OLD: (".xls", ".xlt"),
    _CALC: (".ods", ".ots"),
    _TEXT: (".csv", ".tsv", ".txt", ".tab"),
}
_CALLED: Final = {
    _EXCEL: "an Excel workbook",
    _OLD: "an old Excel workbook",
    _CALC: "an OpenDocument spreadsheet",
    _TEXT: "a text file",
}
_SAVE: Final = "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"
_KINDS: Final = "a list is a workbook (.xlsx, .xls, .ods) or a text file (.csv, .tsv)"


def read_table(path: Path, shown_as: str, sheet: str | None = None) -> Outcome[Table]:
    """The table of a workbook's sheet, or of a CSV file, and all that is wrong with it.

    ``sheet`` may be left out where only one visible sheet holds anything.  ``shown_as`` is the
    file's name in findings.
    """
    data, findings = read_bytes(path, shown_as)
    if data is None:
        return Outcome(None, findings)
    place = Place(shown_as)
    if len(data) > MAX_BYTES:
        return Outcome(None, (error("L002", place, f"it has more than {MAX_BYTES:,} bytes"),))
    try:
        kind = _kind(data)
        ending = path.suffix.lower()
        if kind == _TEXT:
            return _text(path, shown_as, sheet)
        found: list[Finding] = []
        if ending not in _ENDINGS[kind]:
            right = path.with_suffix(_ENDINGS[kind][0]).name
            message = f"it is {_CALLED[kind]}, whatever its name says; it was read so"
            found.append(note("L021", place, message, f"name it {right}"))
        table = _apart(_Workbook(data, kind, shown_as), sheet)
    except SheetError as fault:
        return Outcome(None, (error("L002", place, str(fault), _SAVE),))
    except _RefusedError as refused:
        return Outcome(None, (refused.finding(place),))
    return Outcome(table, tuple(found))


class _RefusedError(Exception):
    """A list that is told of by another code than L002: code, message, hint."""

    def finding(self, place: Place) -> Finding:
        code, message, hint = self.args
        return error(code, place, message, hint)


def _text(path: Path, shown_as: str, sheet: str | None) -> Outcome[Table]:
    if path.suffix.lower() in {e for kind in (_EXCEL, _OLD, _CALC) for e in _ENDINGS[kind]}:
        hint = f"if its cells are separated by commas or tabs, name it {path.stem}.csv"
        raise _RefusedError("L021", "it is a text file, not a workbook", hint)
    if sheet is not None:
        message = f"it is a text file, and has no sheet {shown(sheet)}"
        raise _RefusedError("L019", message, "leave --sheet out")
    table, findings = read_csv(path, shown_as)
    if path.suffix.lower() in (".tsv", ".tab"):  # in which tabs are no surprise
        findings = tuple(finding for finding in findings if finding.code != "L016")
    return Outcome(table, findings)


def _kind(data: bytes) -> str:
    """What the content is. Raises :class:`_RefusedError` or :class:`SheetError` for no list."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        raise _RefusedError("L003", "it is empty", "put the column names into the first row")
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # [MS-OFFCRYPTO] 1.3.3: a new workbook with a password is an old file around this stream.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _password()
        return _OLD
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style")):
        raise _RefusedError("L021", "it is a web page, whatever its name says", _SAVE)
    if head.startswith((b"<?xml", b"<workbook", b"<office:")):
        raise _RefusedError("L021", "it is XML, whatever its name says", _SAVE)
    if head.startswith((b"%pdf", b"{\\rtf")):
        raise _RefusedError("L021", "it is a document, not a list", _KINDS)
    return _TEXT


def _kind_of_archive(data: bytes) -> str:
    parts = parts_of(data)
    if any(name.startswith("xl/workbook") and name.endswith(".xml") for name in parts):
        return _EXCEL
    if "xl/workbook.bin" in parts:
        raise _RefusedError("L021", "it is a binary Excel workbook (.xlsb)", _SAVE)
    if "word/document.xml" in parts:
        hint = "the template comes first, then the list"
        raise _RefusedError("L021", "it is a Word file, not a list", hint)
    mimetype = part(data, "mimetype") if "mimetype" in parts else b""
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        manifest = "META-INF/manifest.xml"
        if manifest in parts and b"encryption-data" in part(data, manifest):
            raise _password()
        return _CALC
    raise _RefusedError("L021", "it is an archive, but no workbook", _KINDS)


def _password() -> _RefusedError:
    hint = "save it without a password where only those may read it who should"
    return _RefusedError("L020", "the workbook is protected by a password", hint)


def _apart(workbook: _Workbook, sheet: str | None) -> Table:
    """The table of a workbook, read by a process of its own.

    A damaged file can make the reader ask for hundreds of gigabytes, which ends its process.
    """
    with ProcessPoolExecutor(1, initializer=_start_reader) as pool:
        try:
            return pool.submit(workbook.table, sheet).result()
        except BrokenProcessPool as fault:
            raise SheetError("the workbook is damaged, and cannot be read safely") from fault


def _start_reader() -> None:
    # The reader says on stderr what it stumbles over; the findings say it to the user.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        within = MAX_MEMORY if most == resource.RLIM_INFINITY else min(MAX_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (within, most))


@dataclass(slots=True)
class _Workbook:
    """The bytes of a workbook on their way to a table."""

    data: bytes
    kind: str
    file: str

    def table(self, wanted: str | None) -> Table:
        surveys = self._surveys()
        for survey in surveys.values():
            _check_extent(survey.last_row, survey.last_column)
        with _calamine(self.data) as workbook:
            if self.kind == _EXCEL:
                names = sheet_parts(self.data)
                if len(names) != len(workbook.sheet_names):
                    raise SheetError("its sheets cannot be told apart")
                surveys = {
                    name: surveys[part_name]
                    for name, part_name in zip(workbook.sheet_names, names, strict=True)
                    if part_name in surveys
                }
            name = self._choose(workbook, wanted, surveys)
            if name not in surveys and self.kind != _OLD:
                raise SheetError(f"its sheet {shown(name)} cannot be looked over")
            return self._read(workbook, name, surveys.get(name, Survey()))

    def _surveys(self) -> Mapping[str, Survey]:
        """A survey of each sheet, by its part (Excel) or its name (OpenDocument)."""
        if self.kind == _CALC:
            return survey_calc(part(self.data, "content.xml"))
        if self.kind == _EXCEL:
            return {name: survey_excel(xml) for name, xml in sheets_in(self.data).items()}
        return {}

    def _choose(
        self, workbook: CalamineWorkbook, wanted: str | None, surveys: Mapping[str, Survey]
    ) -> str:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        sheets = [s for s in workbook.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
        names = [sheet.name for sheet in sheets]
        if wanted is not None:
            if wanted in names:
                return wanted
            same = [name for name in names if clean(name).casefold() == clean(wanted).casefold()]
            if len(same) == 1:
                return same[0]
            hint = (
                did_you_mean(wanted, names)
                if nearest(wanted, names)
                else (f"its sheets: {_listed(names)}")
            )
            raise _RefusedError("L019", f"there is no sheet {shown(wanted)}", hint)
        seen = [s.name for s in sheets if s.visible is SheetVisibleEnum.Visible] or names
        if len(seen) == 1:
            return seen[0]

        def holds_something(name: str) -> bool:
            if name in surveys:
                return surveys[name].last_row > 0
            return workbook.get_sheet_by_name(name).start is not None

        full = [name for name in seen if holds_something(name)]
        if len(full) == 1:
            return full[0]
        if not full:
            raise _RefusedError("L003", "it is empty", "put the column names into the first row")
        message = f"it has {len(full)} sheets that hold something: {_listed(full)}"
        raise _RefusedError("L019", message, f"choose one: --sheet {shown(full[0])}")

    def _read(self, workbook: CalamineWorkbook, name: str, survey: Survey) -> Table:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start is None and not survey.errors and not survey.formulas:
            return Table(self.file, name, ())
        _check_extent(sheet.total_height, sheet.total_width)
        empty_before = (None,) * (sheet.start[1] if sheet.start else 0)
        marked = {row for row, _ in (*survey.errors, *survey.formulas)}
        rows: list[Row] = []
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            typed = (*empty_before, *[_value(cell) for cell in cells])
            if number in marked or any(value is not None for value in typed):
                rows.append(Row(number, tuple([as_text(value) for value in typed]), typed))
        last = rows[-1].number if rows else 0
        rows += [Row(number, ()) for number in sorted(marked) if number > last]
        table = Table(self.file, name, tuple(rows))
        merged = survey.merged or [
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        faults = dict(_cell_faults(table, survey)) | dict(_merged(table, merged))
        return Table(self.file, name, table.rows, False, faults, frozenset(survey.hidden))


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
    rows = {row.number: row for row in table.rows}
    width = max((len(row.cells) for row in table.rows), default=0)
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


def _value(cell: Any) -> Value:
    """What calamine gives for a cell, as tags and expressions have it."""
    match cell:
        case "" | None:
            return None
        case str():
            return clean(cell) or None
        case float():
            if cell.is_integer() and abs(cell) < 10**_DIGITS:
                return int(cell)
            return float(f"{cell:.{_DIGITS}g}")
        case timedelta():  # Excel's [h]:mm:ss
            seconds = round(cell.total_seconds())
            minutes, sign = abs(seconds) // 60, "-" if seconds < 0 else ""
            return f"{sign}{minutes // 60}:{minutes % 60:02}:{abs(seconds) % 60:02}"
        case bool() | int() | date() | time():
            return cell
    return clean(str(cell)) or None


def as_text(value: Value) -> str:
    """A value as the text of a cell: days and moments in the form of ISO 8601."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
    return str(value)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(shown(name) for name in names)


@contextmanager
def _calamine(data: bytes) -> Iterator[CalamineWorkbook]:
    """A workbook opened by calamine, whose faults become :class:`SheetError`."""
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        yield load_workbook(io.BytesIO(data))
    except (SheetError, _RefusedError):
        raise
    except PasswordError as fault:
        raise _password() from fault
    except BaseException as fault:
        # A panic of Rust is no Exception, and its class cannot be imported.
        panic = type(fault).__name__ == "PanicException"
        own = CalamineError | OSError | ValueError | OverflowError | MemoryError
        if panic or isinstance(fault, own):
            raise SheetError(f"the workbook is damaged: {fault}") from fault
        raise
