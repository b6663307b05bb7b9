"""The sheets of a workbook, and which of them is the list."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from docgen.diagnostics import Finding, Place, did_you_mean, error, nearest, warning
from docgen.recipients.archive import part
from docgen.recipients.characters import clean, shown
from docgen.recipients.sheetxml import local, parser_of, run


class RefusedError(Exception):
    """A list that is told of by another code than L002: code, message, hint."""

    def finding(self, place: Place) -> Finding:
        """The finding, at a place."""
        code, message, hint = self.args
        return error(code, place, message, hint)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its index among all sheets of the workbook, and its part in an Excel one."""

    index: int
    name: str
    hidden: bool
    part: str = ""


def excel_sheets(parts: Mapping[str, bytes]) -> tuple[list[Sheet], int]:
    """The worksheets of an Excel workbook in its order, and how many sheets it has in all.

    Charts, dialogs and macros of old may be sheets too (18.3.1.12, 18.3.1.34).
    """
    book = next((target for kind, _, target in _related(parts, "") if kind == "officeDocument"), "")
    targets = {each: (kind, target) for kind, each, target in _related(parts, book)}
    found: list[Sheet] = []
    count = 0

    def sheet(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal count
        if local(tag) == "sheet":
            link = next((v for k, v in attributes.items() if local(k) == "id"), "")
            kind, target = targets.get(link, ("worksheet", ""))
            hidden = attributes.get("state", "visible") != "visible"
            if kind == "worksheet":
                found.append(Sheet(count, attributes.get("name", ""), hidden, target))
            count += 1

    run(parser_of(sheet), part(parts, book))
    return found, count


def table_filtered(parts: Mapping[str, bytes], sheet: str) -> bool:
    """Whether a table (18.5.1) on an Excel sheet has a filter set."""
    folder, name = posixpath.split(sheet)
    if posixpath.join(folder, "_rels", f"{name}.rels") not in parts:
        return False
    tables = [target for kind, _, target in _related(parts, sheet) if kind == "table"]
    return any(b"filterColumn" in parts.get(table, b"") for table in tables)


def _related(parts: Mapping[str, bytes], source: str) -> list[tuple[str, str, str]]:
    """The relationships of a part, or of the package: last step of the type, id, target's name."""
    folder, name = posixpath.split(source)
    found: list[tuple[str, str, str]] = []

    def relationship(tag: str, attributes: Mapping[str, str]) -> None:
        if local(tag) == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append((kind, attributes.get("Id", ""), target.removeprefix("/")))

    run(parser_of(relationship), part(parts, posixpath.join(folder, "_rels", f"{name}.rels")))
    return found


def choose(
    sheets: Sequence[Sheet],
    wanted: str | None,
    full: Callable[[Sheet], bool],
    fits: Callable[[Sheet], bool] | None,
) -> Sheet:
    """The sheet that was asked for, or the only one that is meant; :class:`RefusedError` if none.

    ``full`` tells whether a sheet holds anything, ``fits`` whether its headers are those of the
    list that is read; without it, any sheet will do.  A hidden sheet is taken only when it was
    asked for.
    """
    if wanted is not None:
        return _named(sheets, wanted)
    seen = [sheet for sheet in sheets if not sheet.hidden] or list(sheets)
    filled = [sheet for sheet in seen if full(sheet)]
    fitting = [sheet for sheet in filled if fits(sheet)] if fits else filled
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        what = "hold the columns of the list" if fits else "hold something"
        message = f"it has {len(fitting)} sheets that {what}: {listed(fitting)}"
        hint = f"choose one: --sheet {shown(fitting[0].name)}"
        raise RefusedError("L019", message, hint)
    unseen = [s for s in sheets if s not in seen and full(s) and (fits is None or fits(s))]
    if unseen and (fits or not filled):
        message = f"only a hidden sheet holds the list: {listed(unseen)}"
        if len(unseen) > 1:
            message = f"only hidden sheets hold the list: {listed(unseen)}"
        hint = f"show it in Excel, or take it as it is: --sheet {shown(unseen[0].name)}"
        raise RefusedError("L019", message, hint)
    if not filled and len(seen) != 1:
        raise RefusedError("L003", "it is empty", "put the column names into the first row")
    if len(filled) > 1:
        message = f"none of its {len(filled)} sheets names the columns of the list in a row"
        raise RefusedError("L019", f"{message}: {listed(filled)}", "choose one: --sheet NAME")
    return (filled or seen)[0]


def also_lists(place: Place, chosen: Sheet, others: Sequence[Sheet]) -> tuple[Finding, ...]:
    """What is told of sheets that may be the list instead of the one that the file names."""
    if not others:
        return ()
    what = "the sheet {} holds rows of a list, too, and was not read"
    if len(others) > 1:
        what = "the sheets {} hold rows of a list, too, and were not read"
    message = f"{what.format(listed(others))}: the file says that its list is {shown(chosen.name)}"
    hint = "give --sheet, or delete the sheet that does not count"
    return (warning("L049", place, message, hint),)


def _named(sheets: Sequence[Sheet], wanted: str) -> Sheet:
    for same in (str, _plain):
        named = [sheet for sheet in sheets if same(sheet.name) == same(wanted)]
        if len(named) == 1:
            return named[0]
    names = [sheet.name for sheet in sheets]
    hint = f"its sheets: {listed(sheets)}"
    if nearest(wanted, names):
        hint = did_you_mean(wanted, names)
    raise RefusedError("L019", f"there is no sheet {shown(wanted)}", hint)


def _plain(name: str) -> str:
    return clean(name).casefold()


def listed(sheets: Sequence[Sheet]) -> str:
    """Names of sheets in a message."""
    return ", ".join(shown(sheet.name) for sheet in sheets)
