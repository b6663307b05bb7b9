"""The XML of a sheet: what a reader of values does not tell, and what must be known before it.

A sheet with one cell in its last corner makes a reader ask for more memory than there is, and an
error value (#N/A) or a formula that was never calculated looks to it like an empty cell.
ECMA-376 part 1, 18.3.1 (SpreadsheetML worksheets); ODF 1.3 part 3, 9.1 (tables).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from docgen.recipients.archive import SheetError

MAX_ROWS: Final = 1_048_576  # of a sheet of Excel, and of LibreOffice
MAX_COLUMNS: Final = 16_384
MAX_REPEATED: Final = 100_000  # cells of OpenDocument that are written as one, and have no value

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""


_Start = Callable[[str, Mapping[str, str]], None]
_Told = Callable[[str], None]


@dataclass(slots=True)
class Survey:
    """One sheet; rows and columns count from 1.

    ``last_row`` and ``last_column`` are the last that hold a value; ``errors`` has the cells with
    an error value, ``formulas`` those with a formula and no result.
    """

    last_row: int = 0
    last_column: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    merged: list[Range] = field(default_factory=list)

    def holds(self, row: int, column: int) -> None:
        """Count a cell with a value."""
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise SheetError("it has cells beyond the last row or column of a sheet")
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


def survey_excel(xml: bytes) -> Survey:
    """Look over a worksheet part."""
    return _Excel(xml).survey


class _Excel:
    def __init__(self, xml: bytes) -> None:
        self.survey = Survey()
        self.row = self.column = 0
        self.type = ""
        self.formula = self.wanted = False  # wanted: whether the cell's value must be known
        self.value = ""
        self.others_view = False
        self.parser = parser_of(self.start, self.end)
        run(self.parser, xml)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match local(name):
            case "c":
                if "r" in attributes:
                    self.row, self.column = position(attributes["r"])
                else:
                    self.column += 1
                self.type = attributes.get("t", "")
                self.wanted, self.formula, self.value = self.type == "e", False, ""
            case "v" | "is":
                self.survey.holds(self.row, self.column)
                if self.wanted:
                    self.parser.CharacterDataHandler = self.characters
            case "f":
                self.wanted = self.formula = True
            case "row":
                self.row = _number(attributes.get("r"), self.row + 1)
                self.column = 0
                if attributes.get("hidden") in ("1", "true"):
                    self.survey.hidden.add(self.row)
            case "mergeCell":
                first, _, last = attributes.get("ref", "").partition(":")
                self.survey.merged.append((*position(first), *position(last or first)))
            case "col" if attributes.get("hidden") in ("1", "true"):
                low, high = (_number(attributes.get(each), 0) for each in ("min", "max"))
                many = range(max(low, 1), min(high, MAX_COLUMNS) + 1)
                self.survey.hidden_columns.update(many)
            case "sheetPr" if attributes.get("filterMode") in ("1", "true"):
                self.survey.filtered = True
            case "filterColumn" if not self.others_view:
                self.survey.filtered = True
            case "customSheetViews":  # which show the sheet as somebody else had it
                self.others_view = True

    def end(self, name: str) -> None:
        if name.endswith("customSheetViews"):
            self.others_view = False
        if not self.wanted or local(name) != "c":
            return
        self.wanted = False
        self.parser.CharacterDataHandler = None
        at = (self.row, self.column)
        if self.type == "e":
            self.survey.errors[at] = self.value
        elif self.formula and not self.value and self.type != "str":
            # A formula may well give an empty text; that has the type str (18.18.11).
            self.survey.formulas.add(at)

    def characters(self, data: str) -> None:
        self.value += data


def survey_calc(xml: bytes) -> dict[str, Survey]:
    """Look over the sheets in the content.xml of an OpenDocument spreadsheet, by name."""
    return _Calc(xml).surveys


class _Calc:
    def __init__(self, xml: bytes) -> None:
        self.surveys: dict[str, Survey] = {}
        self.survey = Survey()
        self.row = self.column = 0  # the last before the current row or cell
        self.columns = 0  # declared before the rows
        self.rows = 1  # how often the current row stands
        self.error: tuple[tuple[int, int], ...] = ()  # the current cell, as often as it stands
        self.depth = 0
        self.parser = parser_of(self.start, self.end)
        run(self.parser, xml)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match local(name):
            case "table":
                self.depth += 1
                if self.depth > 1:
                    raise SheetError("it has a table inside a cell")
                self.survey = self.surveys.setdefault(attributes.get("table:name", ""), Survey())
                self.row = self.columns = 0
            case "table-column":
                times = _number(attributes.get("table:number-columns-repeated"), 1)
                if attributes.get("table:visibility", "visible") != "visible":
                    many = range(self.columns + 1, min(self.columns + times, MAX_COLUMNS) + 1)
                    self.survey.hidden_columns.update(many)
                self.columns += times
            case "table-row":
                self.rows = _number(attributes.get("table:number-rows-repeated"), 1)
                self.column = 0
                seen = attributes.get("table:visibility", "visible")
                if seen != "visible":
                    many = range(self.row + 1, min(self.row + self.rows, MAX_ROWS) + 1)
                    self.survey.hidden.update(many)
                if seen == "filter":
                    self.survey.filtered = True
            case "table-cell" | "covered-table-cell":
                self.cell(attributes)

    def cell(self, attributes: Mapping[str, str]) -> None:
        times = _number(attributes.get("table:number-columns-repeated"), 1)
        first, at = self.column + 1, (self.row + 1, self.column + 1)
        self.column += times
        if self.column > 4 * MAX_COLUMNS:
            raise SheetError("it has cells beyond the last column of a sheet")
        kind = attributes.get("office:value-type")
        formula = "table:formula" in attributes
        if kind is not None or formula:
            self.survey.holds(self.row + self.rows, self.column)
        if attributes.get("calcext:value-type") == "error":
            self.error = self.repeated(first, times)
            self.survey.errors.update(dict.fromkeys(self.error, ""))
            self.parser.CharacterDataHandler = self.characters
        elif formula and kind is None:
            self.survey.formulas.update(self.repeated(first, times))
        down = _number(attributes.get("table:number-rows-spanned"), 1)
        right = _number(attributes.get("table:number-columns-spanned"), 1)
        if down > 1 or right > 1:
            last = (self.row + down, first + right - 1)
            self.survey.merged.append((*at, *last))

    def repeated(self, first: int, times: int) -> tuple[tuple[int, int], ...]:
        """The places of a cell that stands several times in a row that does, too."""
        if self.rows * times > MAX_REPEATED:
            raise SheetError(f"it has a cell {self.rows * times:,} times that holds no value")
        rows = range(self.row + 1, self.row + self.rows + 1)
        return tuple((row, column) for row in rows for column in range(first, first + times))

    def end(self, name: str) -> None:
        match local(name):
            case "table":
                self.depth -= 1
            case "table-row":
                self.row += self.rows
                if self.row > 4 * MAX_ROWS:
                    raise SheetError("it has rows beyond the last one of a sheet")
            case "table-cell" | "covered-table-cell":
                self.error = ()
                self.parser.CharacterDataHandler = None

    def characters(self, data: str) -> None:
        for at in self.error:
            self.survey.errors[at] += data


def parser_of(start: _Start, end: _Told | None = None) -> expat.XMLParserType:
    """A parser by events; a document type, which could declare entities, is refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def doctype(*_: object) -> None:
        raise SheetError("its XML declares a document type")

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    return parser


def run(parser: expat.XMLParserType, xml: bytes) -> None:
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as fault:
        raise SheetError(f"its XML is damaged: {fault}") from fault


def local(name: str) -> str:
    """The name without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise SheetError(f"{text[:20]!r} is no number of a row or column")
    return int(text)


def position(reference: str) -> tuple[int, int]:
    """Row and column of ``D7``; (18.18.7)."""
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        raise SheetError(f"{reference[:20]!r} is no cell")
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column
