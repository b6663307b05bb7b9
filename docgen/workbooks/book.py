"""A workbook of openpyxl as bytes, and text in its cells: the same bytes for the same workbook."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Final

from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

# The letterhead's ink and grey.
INK: Final = "FF1F3A5F"
GREY: Final = "FF595959"
PAPER: Final = "FFFFFFFF"
PALE: Final = "FFD9D9D9"

EPOCH: Final = datetime(2000, 1, 1)  # noqa: DTZ001  # what a property says that has no time zone
_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the first that an archive can hold
LONGEST: Final = 32_767  # characters of a cell, a limit of Excel

# What XML 1.0 cannot hold (section 2.2).
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """Text without what XML cannot hold, and no longer than a cell."""
    return _NOT_XML.sub("\ufffd", text)[:LONGEST]


def put(cell: Cell, text: str) -> None:
    """Text into a cell, as text: a value that begins with ``=`` is no formula of ours.

    ``quotePrefix`` (ECMA-376 part 1, 18.8.45) keeps Excel from making one of it when the cell is
    edited.
    """
    safe = fit(text)
    cell.value = safe
    cell.data_type = "s"
    if safe.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def saved(workbook: Workbook, modified: datetime | None = None) -> bytes:
    """The bytes of a workbook: parts by name, with fixed times; Excel calculates it when it opens.

    ``modified`` is put into its properties; without it, they stay as they are.
    """
    properties = workbook.properties
    if modified is not None:
        properties.created = properties.modified = modified
    properties.modified = properties.modified or EPOCH
    if workbook.calculation is not None:
        workbook.calculation.fullCalcOnLoad = True
    raw = io.BytesIO()
    # ExcelWriter is what Workbook.save uses, which would put the present time into the properties.
    ExcelWriter(workbook, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED)).save()
    whole = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(whole, "w") as target:
        # The part that says what the others are comes first, as in a file of Excel.
        for name in sorted(source.namelist(), key=_order):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            entry.external_attr = 0
            target.writestr(entry, source.read(name))
    return whole.getvalue()


def _order(name: str) -> tuple[bool, str]:
    return not name.startswith("["), name


def is_as_saved(data: bytes) -> bool:
    """Whether a file is as :func:`saved` made it; other programs write parts in another order."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        return False
    names = [entry.filename for entry in entries]
    return names == sorted(names, key=_order) and {e.date_time for e in entries} == {_TIME}
