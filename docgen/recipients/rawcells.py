"""Cells on their way to a table: values with their types, trimmed, many at a time.

Nearly all cells of nearly all lists need no trimming; hundreds of rows are asked at once whether
any of them does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from docgen.recipients.characters import clean, tidy
from docgen.recipients.table import Row, Value

# Excel keeps and shows 15 significant digits: its 0.3 may be stored as 0.30000000000000004.
_DIGITS: Final = 15
_INTEGERS: Final = 10.0**_DIGITS
_AS_THEY_ARE: Final = frozenset({bool, int, date, datetime, time})
_TEXT: Final = frozenset({str})
_AT_ONCE: Final = 500  # rows

Raw = dict[tuple[int, int], str]
"""The text of a cell as the file has it, by row number and index, where cleaning changed it."""


def text_row(number: int, record: Sequence[str], raws: Raw) -> Row | None:
    """A row of a text file, or ``None`` where it holds nothing; ``raws`` is given its raw texts."""
    if tidy("\0".join(record)):
        return Row(number, tuple(record)) if any(record) else None
    cells = tuple([clean(cell) for cell in record])
    if not any(cells):
        return None
    for index, (raw, cell) in enumerate(zip(record, cells, strict=True)):
        if raw != cell:
            raws[number, index] = raw
    return Row(number, cells)


def typed_rows(
    records: Iterable[Sequence[Any]], before: int, marked: Collection[int]
) -> tuple[list[Row], Raw]:
    """The rows of a sheet that hold anything or are ``marked``, as calamine gives them.

    ``before``: how many empty columns stand before the first that it gives.
    """
    rows: list[Row] = []
    raws: Raw = {}
    empty: tuple[Value, ...] = (None,) * before
    records = iter(records)
    number = 0
    while chunk := list(islice(records, _AT_ONCE)):
        of_text = [_TEXT.issuperset(map(type, record)) for record in chunk]
        texts = [
            "\0".join(record if text else [cell for cell in record if cell.__class__ is str])
            for text, record in zip(of_text, chunk, strict=True)
        ]
        all_tidy = tidy("\0".join(texts))
        for text, record in zip(of_text, chunk, strict=True):
            number += 1
            typed: tuple[Value, ...]
            if text and "" not in record:
                typed = tuple(record)
            else:
                typed = tuple(
                    [
                        (cell or None)
                        if (kind := cell.__class__) is str
                        else (cell if kind in _AS_THEY_ARE else value(cell))
                        for cell in record
                    ]
                )
            if before:
                typed = empty + typed
            if not all_tidy:
                typed = _trimmed(typed, number, raws)
            if typed.count(None) != len(typed) or number in marked:
                rows.append(Row(number, (), typed))
    last = rows[-1].number if rows else 0
    rows += [Row(number) for number in sorted(marked) if number > last]
    return rows, raws


def _trimmed(typed: tuple[Value, ...], number: int, raws: Raw) -> tuple[Value, ...]:
    trimmed = list(typed)
    for index, cell in enumerate(typed):
        if isinstance(cell, str) and not tidy(cell):
            cleaned = clean(cell)
            if cleaned != cell:
                raws[number, index] = cell
                trimmed[index] = cleaned or None
    return tuple(trimmed)


def value(cell: Any) -> Value:
    """What calamine gives for a cell, as tags and expressions have it."""
    match cell:
        case float():
            if cell.is_integer() and abs(cell) < _INTEGERS:
                return int(cell)
            return float(f"{cell:.{_DIGITS}g}")
        case str():
            return clean(cell) or None
        case None:
            return None
        case timedelta():  # Excel's [h]:mm:ss
            seconds = round(cell.total_seconds())
            minutes, sign = abs(seconds) // 60, "-" if seconds < 0 else ""
            return f"{sign}{minutes // 60}:{minutes % 60:02}:{abs(seconds) % 60:02}"
        case bool() | int() | date() | time():
            return cell
    return clean(str(cell)) or None
