"""The XML of a sheet: what a reader of values does not tell, and what must be known before it.

A sheet with one cell in its last corner makes a reader ask for more memory than there is, and an
error value (#N/A) or a formula that was never calculated looks to it like an empty cell.
ECMA-376 part 1, 18.3.1 (SpreadsheetML worksheets); ODF 1.3 part 3, 9.1 (tables).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.parsers import expat

MAX_ENTRY: Final = 200 * 1024 * 1024  # bytes of one part
MAX_ARCHIVE: Final = 400 * 1024 * 1024  # bytes of all parts
MAX_ENTRIES: Final = 10_000
MAX_ROWS: Final = 1_048_576  # of a sheet of Excel, and of LibreOffice
MAX_COLUMNS: Final = 16_384

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""


_Start = Callable[[str, Mapping[str, str]], None]
_Told = Callable[[str], None]


class SheetError(Exception):
    """A workbook that cannot be read; the message says why."""


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
    merged: list[Range] = field(default_factory=list)

    def holds(self, row: int, column: int) -> None:
        """Count a cell with a value."""
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise SheetError("it has cells beyond the last row or column of a sheet")
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


def parts_of(data: bytes) -> dict[str, zipfile.ZipInfo]:
    """The parts of a workbook's archive, when it is safe to unpack.

    Raises :class:`SheetError` for an archive that is damaged or asks for too much.
    """
    with _archive(data) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_ENTRIES:
            raise SheetError(f"its archive has more than {MAX_ENTRIES:,} parts")
        names = {part.filename: part for part in parts}
        if len(names) < len(parts):
            raise SheetError("its archive has two parts of one name")
        if sum(part.compress_size for part in parts) > len(data):
            raise SheetError("the parts of its archive overlap")
        if any(part.flag_bits & 0x1 for part in parts):
            raise SheetError("the parts of its archive are encrypted")
        total = 0
        for part in parts:
            size = 0
            with archive.open(part) as stream:
                while piece := stream.read(1 << 20):
                    size += len(piece)
                    if size > MAX_ENTRY or total + size > MAX_ARCHIVE:
                        raise SheetError("unpacked it is too large")
            total += size
        return names


def part(data: bytes, name: str) -> bytes:
    """One part of an archive that :func:`parts_of` has found safe; XML in UTF-8."""
    with _archive(data) as archive:
        try:
            xml = archive.read(name)
        except KeyError:
            raise SheetError(f"it lacks the part {name}") from None
    if b"\x00" in xml:
        raise SheetError(f"its part {name} is not in UTF-8")
    return xml


def sheets_in(data: bytes) -> dict[str, bytes]:
    """The parts of a checked Excel workbook that have cells, by name."""
    with _archive(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return {name: xml for name, xml in parts.items() if b"sheetData" in xml}


@contextmanager
def _archive(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as fault:
        raise SheetError(f"its archive is damaged: {fault}") from fault
    except (NotImplementedError, RuntimeError) as fault:  # methods of compression, passwords
        raise SheetError(f"its archive cannot be unpacked: {fault}") from fault


def sheet_parts(data: bytes) -> list[str]:
    """The parts of an Excel workbook's sheets, in the workbook's order (18.2.20, OPC 9.3)."""
    book = next((target for kind, _, target in _related(data, "") if kind == "officeDocument"), "")
    targets = {each: target for _, each, target in _related(data, book)}
    ids: list[str] = []

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if _local(name) == "sheet":
            ids.append(next((v for k, v in attributes.items() if _local(k) == "id"), ""))

    _run(_parser(sheet), part(data, book))
    return [targets.get(each, "") for each in ids]


def _related(data: bytes, source: str) -> list[tuple[str, str, str]]:
    """The relationships of a part, or of the package: last step of the type, id, target's name."""
    folder, name = posixpath.split(source)
    found: list[tuple[str, str, str]] = []

    def relationship(tag: str, attributes: Mapping[str, str]) -> None:
        if _local(tag) == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append((kind, attributes.get("Id", ""), target.removeprefix("/")))

    _run(_parser(relationship), part(data, posixpath.join(folder, "_rels", f"{name}.rels")))
    return found


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
        self.parser = _parser(self.start, self.end)
        _run(self.parser, xml)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match _local(name):
            case "c":
                if "r" in attributes:
                    self.row, self.column = _position(attributes["r"])
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
                self.survey.merged.append((*_position(first), *_position(last or first)))

    def end(self, name: str) -> None:
        if not self.wanted or _local(name) != "c":
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
        self.rows = 1  # how often the current row stands
        self.error: tuple[int, int] | None = None
        self.depth = 0
        self.parser = _parser(self.start, self.end)
        _run(self.parser, xml)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match _local(name):
            case "table":
                self.depth += 1
                if self.depth > 1:
                    raise SheetError("it has a table inside a cell")
                self.survey = self.surveys.setdefault(attributes.get("table:name", ""), Survey())
                self.row = 0
            case "table-row":
                self.rows = _number(attributes.get("table:number-rows-repeated"), 1)
                self.column = 0
                if attributes.get("table:visibility", "visible") != "visible":
                    many = range(self.row + 1, min(self.row + self.rows, MAX_ROWS) + 1)
                    self.survey.hidden.update(many)
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
            self.error = at
            self.survey.errors[at] = ""
            self.parser.CharacterDataHandler = self.characters
        elif formula and kind is None:
            self.survey.formulas.add(at)
        down = _number(attributes.get("table:number-rows-spanned"), 1)
        right = _number(attributes.get("table:number-columns-spanned"), 1)
        if down > 1 or right > 1:
            last = (self.row + down, first + right - 1)
            self.survey.merged.append((*at, *last))

    def end(self, name: str) -> None:
        match _local(name):
            case "table":
                self.depth -= 1
            case "table-row":
                self.row += self.rows
                if self.row > 4 * MAX_ROWS:
                    raise SheetError("it has rows beyond the last one of a sheet")
            case "table-cell" | "covered-table-cell":
                self.error = None
                self.parser.CharacterDataHandler = None

    def characters(self, data: str) -> None:
        if self.error is not None:
            self.survey.errors[self.error] += data


def _parser(start: _Start, end: _Told | None = None) -> expat.XMLParserType:
    """A parser by events; a document type, which could declare entities, is refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def doctype(*_: object) -> None:
        raise SheetError("its XML declares a document type")

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    return parser


def _run(parser: expat.XMLParserType, xml: bytes) -> None:
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as fault:
        raise SheetError(f"its XML is damaged: {fault}") from fault


def _local(name: str) -> str:
    """The name without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise SheetError(f"{text[:20]!r} is no number of a row or column")
    return int(text)


def _position(reference: str) -> tuple[int, int]:
    """Row and column of ``D7``; (18.18.7)."""
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        raise SheetError(f"{reference[:20]!r} is no cell")
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column
