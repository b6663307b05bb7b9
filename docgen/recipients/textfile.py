"""Text files as tables: the encoding and the separator are detected, and told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from docgen.diagnostics import Finding, Outcome, Place, error, note
from docgen.recipients.characters import SPACES
from docgen.recipients.encoding import SAVE_AS_UTF8, text_of
from docgen.recipients.headers import LOOKED_AT, Headers
from docgen.recipients.rawcells import Raw, text_row
from docgen.recipients.table import MAX_BYTES, MAX_ROWS, Row, Table, read_bytes

# Excel separates by semicolons wherever the system writes the decimal comma (fr, es, ru), and by
# tabs in what it calls "Text".
_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
# A first line that tells Excel the separator, which shows it as no row.
_TOLD: Final = re.compile(r'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)


def read_csv(path: Path, shown_as: str) -> Outcome[Table]:
    """A text file as a table, in any of the encodings and with any of the separators known here.

    Quoting is that of RFC 4180, strictly: an unbalanced quotation mark would swallow the rows that
    follow it.  Rows before such a fault stay in the table.
    """
    data, unread = read_bytes(path, shown_as)
    if data is None:
        return Outcome(None, unread)
    return table_of_text(data, shown_as)


def table_of_text(data: bytes, shown_as: str, headers: Headers | None = None) -> Outcome[Table]:
    """The content of a text file as a table; ``headers`` help to find the separator."""
    if len(data) > MAX_BYTES:
        message = f"it has more than {MAX_BYTES:,} bytes"
        return Outcome(None, (error("L002", Place(shown_as), message),))
    text, encoding = text_of(data, shown_as)
    if text is None:
        return Outcome(None, encoding)
    delimiter, text = _delimiter(text, headers)
    rows: list[Row] = []
    raws: Raw = {}
    findings: list[Finding] = []
    number = 0
    try:
        for number, record in enumerate(_records(text, delimiter), start=1):
            if number > MAX_ROWS:
                place = Place.row(shown_as, "", number)
                findings.append(error("L002", place, f"it has more than {MAX_ROWS:,} rows"))
                break
            row = text_row(number, record, raws)
            if row is not None:
                rows.append(row)
    except csv.Error as fault:
        message = f"from this row on it cannot be read: {fault}"
        hint = 'a quotation mark inside a cell is written twice: "", and the cell is quoted'
        findings.append(error("L002", Place.row(shown_as, "", number + 1), message, hint))
    cut_short = bool(findings)
    if delimiter != "," and rows:
        place = Place.row(shown_as, "", rows[0].number)
        message = f"the cells are separated by {_DELIMITERS[delimiter]}; the list was read so"
        findings.append(note("L016", place, message, SAVE_AS_UTF8))
    found = (*encoding, *findings)
    if cut_short and not rows:
        return Outcome(None, found)
    return Outcome(Table(shown_as, "", tuple(rows), cut_short, raw=raws), found)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str, headers: Headers | None) -> tuple[str, str]:
    """The separator, and the text that it separates.

    It is the one that the file tells; else the one that parts a row into the most known headers;
    else the one that divides the first row into the most cells; a comma if none divides it.
    """
    told = _TOLD.match(text)
    if told is not None:
        return told[1], text[told.end() :]
    known = {each: _known(text, each, headers) if headers else 0 for each in _DELIMITERS}
    cells = {each: _divided(text, each) for each in _DELIMITERS}
    return max(_DELIMITERS, key=lambda each: (known[each], cells[each])), text


def _known(text: str, delimiter: str, headers: Headers) -> int:
    """How many known headers a row has, the first that can be the header."""
    try:
        for cells in islice(_filled(_records(text, delimiter)), LOOKED_AT):
            if known := headers.known_in(cells):
                return known
    except csv.Error:
        pass
    return 0


def _filled(records: Iterable[list[str]]) -> Iterator[list[str]]:
    for record in records:
        cells = [cell.strip(SPACES) for cell in record]
        if any(cells):
            yield cells


def _divided(text: str, delimiter: str) -> int:
    blank = SPACES + "".join(_DELIMITERS)  # a row of empty cells holds nothing but separators
    try:
        records = _records(text, delimiter)
        counts = (sum(bool(cell.strip(blank)) for cell in record) for record in records)
        return next(filter(None, counts), 0)
    except csv.Error:
        return 0
