"""Faulty lists for tests: what an officer receives, and what docgen has to say of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from books import Cell, column, sheet, xlsx
from conftest import Program, visible
from persons import DELEGATE, REPRESENTATIVE

from docgen.recipients.form import DELEGATES, REPRESENTATIVES
from docgen.recipients.table import as_text

INVITE: Final = "invitations"
CONFIRM: Final = "confirmations"
WHOLE: Final[Mapping[str, Mapping[str, Any]]] = {INVITE: DELEGATE, CONFIRM: REPRESENTATIVE}
SHEET: Final = {INVITE: DELEGATES.sheet, CONFIRM: REPRESENTATIVES.sheet}

Told = tuple[str, str]
"""A code and a place: ``email`` or ``email:3`` for a cell (of row 2, of row 3), ``row 3``,
``file``, or the place as it is written."""


@dataclass(frozen=True)
class Faulty:
    """One faulty list: its command, its file, all that has to be told, and what else is asked.

    ``facts`` are replaced in ``campaign.toml`` first: what stands there, and what is to. ``line ?``
    in a place is the line of the first of them.
    """

    name: str
    command: str
    data: bytes | Callable[[], bytes]
    told: Sequence[Told]
    file: str = "list.xlsx"
    options: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    def places(self) -> list[Told]:
        """What has to be told, each at its place."""
        in_book = self.file.rpartition(".")[2] in ("xlsx", "xls", "ods")
        sheet_name = f"{SHEET[self.command]}!" if in_book else ""
        columns = list(WHOLE[self.command])

        def place(where: str) -> str:
            key, _, row = where.partition(":")
            if where == "file":
                return self.file
            if where.startswith("row "):
                return f"{self.file} {sheet_name}{where}"
            if key in columns:
                return f"{self.file} {sheet_name}{column(columns.index(key))}{row or 2}"
            return where

        return [(code, place(where)) for code, where in self.told]

    def check(self, campaign: Path, invoke: Program) -> None:
        """Give the list to its command: these findings, exit code 1, and nothing in ``out/``."""
        data = self.data if isinstance(self.data, bytes) else self.data()
        (campaign / self.file).write_bytes(data)
        line = ""
        if self.facts:
            path = campaign / "campaign.toml"
            text = path.read_text(encoding="utf-8")
            for old, new in self.facts.items():
                assert text.count(old) == 1, old
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
            at = text.find(next(iter(self.facts.values())).lstrip())
            line = str(text.count("\n", 0, at) + 1)
        answer = invoke(self.command, self.file, *self.options, "--json")
        told = [(code, place.replace("line ?", f"line {line}")) for code, place in self.places()]
        assert answer.findings == told
        assert answer.code == 1
        assert answer.paths == []
        assert answer.stderr == ""
        for finding in answer.json["findings"]:
            assert finding["message"]
            assert "\n" not in finding["message"]
        assert list(visible(campaign / "out")) == []


def rows_of(command: str, changes: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    """A header of stable keys, and a whole row for each of the changes, changed."""
    whole = WHOLE[command]
    made: list[list[Any]] = [list(whole)]
    for each in changes:
        assert each.keys() <= whole.keys(), each.keys() - whole.keys()
        made.append(list({**whole, **each}.values()))
    return made


def workbook(command: str, *changes: Mapping[str, Cell], **options: Any) -> bytes:
    """A workbook of whole rows, changed."""
    return xlsx({SHEET[command]: sheet(*rows_of(command, changes))}, **options)


def text(command: str, *changes: Mapping[str, Any], delimiter: str = ",") -> str:
    """The same as a text file."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([as_text(value) for value in row] for row in rows_of(command, changes))
    return stream.getvalue()


def cell(command: str, code: str, key: str, value: Any, name: str = "") -> Faulty:
    """A list of one row in which one cell is wrong."""
    said = name or f"{key} {str(value)[:30]!r}"
    return Faulty(f"{command} {said}", command, workbook(command, {key: value}), [(code, key)])


def lists(command: str, name: str, told: Sequence[Told], *changes: Mapping[str, Any],
          **more: Any) -> Faulty:  # fmt: skip
    """A list of several rows, and what has to be told of it."""
    return Faulty(name, command, workbook(command, *changes), told, **more)
