"""Lists as officers keep them: workbooks of Excel and LibreOffice, and CSV files, as tables.

What a file is, its content says; a name that says otherwise is told.  Cells are typed as the
workbook types them: numbers stored as text stay text and keep their leading zeros.

An old workbook (.xls) does not say here which of its cells hold an error value, which formulas
have no result, which rows and columns are hidden and whether a filter is set: such cells are
empty, such rows are rows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docgen.diagnostics import Finding, Outcome, Place, error, note
from docgen.recipients.apart import read_apart
from docgen.recipients.archive import SheetError, names_in, unpacked
from docgen.recipients.characters import shown
from docgen.recipients.headers import Headers
from docgen.recipients.sheets import RefusedError
from docgen.recipients.table import MAX_BYTES, Table, as_text, read_bytes
from docgen.recipients.textfile import table_of_text
from docgen.recipients.workbook import CALC, EXCEL, OLD, Workbook, password

__all__ = ["as_text", "read_table"]

_TEXT = "text"
_ENDINGS: Final = {
    EXCEL: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    OLD: (".xls", ".xlt"),
    CALC: (".ods", ".ots"),
    _TEXT: (".csv", ".tsv", ".txt", ".tab"),
}
_CALLED: Final = {
    EXCEL: "an Excel workbook",
    OLD: "an old Excel workbook",
    CALC: "an OpenDocument spreadsheet",
    _TEXT: "a text file",
}
_SAVE: Final = "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"
_KINDS: Final = "a list is a workbook (.xlsx, .xls, .ods) or a text file (.csv, .tsv)"


def read_table(
    path: Path,
    shown_as: str,
    sheet: str | None = None,
    headers: frozenset[str] = frozenset(),
    own: frozenset[str] | None = None,
) -> Outcome[Table]:
    """The table of a workbook's sheet, or of a text file, and all that is wrong with it.

    ``shown_as`` is the file's name in findings.  ``headers``: the names that columns of the list
    may have, compared without capitals, spaces and underscores.  With them the sheet is the one
    that names such columns in a row, and the table begins with that row.  ``sheet`` may be left
    out where only one visible sheet does, or without ``headers`` where only one holds anything.
    Where it is the file itself that names ``sheet``, ``own`` has the names of docgen's own sheets:
    any other one that may be the list as well is told (L049).  The rows wait on the disk.
    """
    try:
        return read_apart(_read, path, shown_as, sheet, headers, own)
    except SheetError as fault:
        return Outcome(None, (error("L002", Place(shown_as), str(fault), _SAVE),))


def _read(
    path: Path,
    shown_as: str,
    sheet: str | None,
    headers: frozenset[str],
    own: frozenset[str] | None,
) -> Outcome[Table]:
    """The same, in this process and with the rows in memory. May raise :class:`SheetError`."""
    data, findings = read_bytes(path, shown_as)
    if data is None:
        return Outcome(None, findings)
    place = Place(shown_as)
    if len(data) > MAX_BYTES:
        return Outcome(None, (error("L002", place, f"it has more than {MAX_BYTES:,} bytes"),))
    known = Headers(headers)
    found: list[Finding] = []
    try:
        kind = _kind(data)
        if kind == _TEXT:
            table, findings = _text(data, path, shown_as, sheet, known)
            if table is None:
                return Outcome(None, findings)
            found += findings
        else:
            if path.suffix.lower() not in _ENDINGS[kind]:
                right = path.with_suffix(_ENDINGS[kind][0]).name
                message = f"it is {_CALLED[kind]}, whatever its name says; it was read so"
                found.append(note("L021", place, message, f"name it {right}"))
            table, findings = Workbook(data, kind, shown_as, sheet, known, own).table()
            found += findings
    except SheetError as fault:
        return Outcome(None, (error("L002", place, str(fault), _SAVE),))
    except RefusedError as refused:
        return Outcome(None, (refused.finding(place),))
    assert table is not None  # it was refused otherwise
    table, findings = known.placed(table)
    return Outcome(table, (*found, *findings))


def _text(
    data: bytes, path: Path, shown_as: str, sheet: str | None, headers: Headers
) -> Outcome[Table]:
    if path.suffix.lower() in {e for kind in (EXCEL, OLD, CALC) for e in _ENDINGS[kind]}:
        hint = f"if its cells are separated by commas or tabs, name it {path.stem}.csv"
        raise RefusedError("L021", "it is a text file, not a workbook", hint)
    if sheet is not None:
        message = f"it is a text file, and has no sheet {shown(sheet)}"
        raise RefusedError("L019", message, "leave --sheet out")
    table, findings = table_of_text(data, shown_as, headers)
    if path.suffix.lower() in (".tsv", ".tab"):  # in which tabs are no surprise
        findings = tuple(finding for finding in findings if finding.code != "L016")
    return Outcome(table, findings)


def _kind(data: bytes) -> str:
    """What the content is. Raises :class:`RefusedError` or :class:`SheetError` for no list."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        raise RefusedError("L003", "it is empty", "put the column names into the first row")
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # [MS-OFFCRYPTO] 1.3.3: a new workbook with a password is an old file around this stream.
        if "EncryptedPackage".encode("utf-16-le") in data or _asks_for_password(data):
            raise password()
        return OLD
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style")):
        raise RefusedError("L021", "it is a web page, whatever its name says", _SAVE)
    if head.startswith((b"<?xml", b"<workbook", b"<office:")):
        raise RefusedError("L021", "it is XML, whatever its name says", _SAVE)
    if head.startswith((b"%pdf", b"{\\rtf")):
        raise RefusedError("L021", "it is a document, not a list", _KINDS)
    return _TEXT


def _kind_of_archive(data: bytes) -> str:
    parts = names_in(data)
    if any(name.startswith("xl/workbook") and name.endswith(".xml") for name in parts):
        return EXCEL
    if "xl/workbook.bin" in parts:
        raise RefusedError("L021", "it is a binary Excel workbook (.xlsb)", _SAVE)
    if "word/document.xml" in parts:
        hint = "name a workbook or a CSV file; docgen merge wants the letter first, then the list"
        raise RefusedError("L021", "it is a Word file, not a list", hint)
    if "mimetype" in parts:
        unpacked_parts = unpacked(data)
        mimetype = unpacked_parts["mimetype"]
        if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            if b"encryption-data" in unpacked_parts.get("META-INF/manifest.xml", b""):
                raise password()
            return CALC
    raise RefusedError("L021", "it is an archive, but no workbook", _KINDS)


def _asks_for_password(data: bytes) -> bool:
    """Whether an old workbook has the record FILEPASS ([MS-XLS] 2.4.117) in its first part."""
    at = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")  # BOF of the workbook's globals
    for _ in range(200):
        if at < 0 or data[at : at + 2] == b"\x0a\x00":  # EOF
            return False
        if data[at : at + 2] == b"\x2f\x00":
            return True
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
        if at >= len(data):
            return False
    return False
