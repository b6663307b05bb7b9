"""What docgen has noted inside a workbook, on sheets that Excel does not show.

A form says which one it is, so that it is known whatever its file is called and an old version is
recognized; an annotated copy says which of its sheets is the list.  Hidden sheets outlive being
saved by other programs, and as another kind of workbook, which properties of a file do not.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docgen.recipients.spreadsheet import read_table
from docgen.recipients.table import read_bytes

STAMP_SHEET: Final = "docgen-form"
"""In a form: its particulars in columns A and B, and what its drop-down lists offer."""

MARKS_SHEET: Final = "docgen-marks"
"""In an annotated copy: which sheet is the list, and what its cells looked like before."""

FINDINGS_SHEET: Final = "docgen"
"""In an annotated copy: the list of findings, the first sheet of all; it is no list of people."""

OWN_SHEETS: Final = frozenset({STAMP_SHEET, MARKS_SHEET, FINDINGS_SHEET})
"""None of them is ever a list of people."""

_MOST: Final = 10_000_000  # bytes of the part that names the sheets of a workbook


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which form a workbook is: its name, version, language, campaign, and the list's sheet."""

    form: str
    version: int
    language: str
    campaign: str
    sheet: str

    def rows(self) -> tuple[tuple[str, str], ...]:
        """As they stand on the hidden sheet."""
        return (
            ("form", self.form),
            ("version", str(self.version)),
            ("language", self.language),
            ("campaign", self.campaign),
            ("sheet", self.sheet),
        )


def read_stamp(path: Path) -> Stamp | None:
    """Which form a file is; ``None`` for a file that is none or cannot be read.

    Where somebody changed the version, it is 0.
    """
    noted = _noted(path, STAMP_SHEET)
    form, version = noted.get("form", ""), noted.get("version", "")
    if not form:
        return None
    number = int(version) if version.isdecimal() and len(version) < 7 else 0
    rest = (noted.get(name, "") for name in ("language", "campaign", "sheet"))
    return Stamp(form, number, *rest)


def read_list_sheet(path: Path) -> str | None:
    """The sheet that an annotated copy notes as its list."""
    return _noted(path, MARKS_SHEET).get("sheet")


def _noted(path: Path, sheet: str) -> Mapping[str, str]:
    """The first two columns of a hidden sheet; empty where there is no such sheet."""
    if not _may_have(path, sheet):
        return {}
    table, _ = read_table(path, path.name, sheet)
    if table is None:
        return {}
    return {row.cells[0]: row.cells[1] for row in table.rows[:10] if len(row.cells) > 1}


def _may_have(path: Path, sheet: str) -> bool:
    """Whether a file may have a sheet of this name; told quickly, so that others cost nothing."""
    name = sheet.encode("ascii")
    try:
        with zipfile.ZipFile(path) as archive:
            for part in ("xl/workbook.xml", "content.xml"):
                if part in archive.namelist():
                    with archive.open(part) as stream:
                        return name in stream.read(_MOST)
            return False
    except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error):
        return False
    except zipfile.BadZipFile:
        # [MS-XLS] 2.5.240: names of sheets in an old workbook have one byte or two a character.
        data, _ = read_bytes(path, path.name)
        old = data is not None and data.startswith(b"\xd0\xcf\x11\xe0")
        return old and data is not None and (name in data or sheet.encode("utf-16-le") in data)
