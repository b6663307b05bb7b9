"""Who gets what under which name: every fault of a mail merge before a letter is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from docgen.diagnostics import (
    DocgenError,
    Finding,
    Outcome,
    Place,
    did_you_mean,
    error,
    in_reading_order,
    warning,
)
from docgen.mailmerge.selection import is_known
from docgen.mailmerge.setting import KIND, Kept, PlannedRow, Setting
from docgen.merge import SUFFIX, Files, Letter, some
from docgen.names import fault_of_name
from docgen.recipients.characters import shown
from docgen.recipients.rows import ListRow, Rows
from docgen.rendering import BATCH
from docgen.spool import Spool
from docgen.template.pattern import Pattern

MAX_FINDINGS: Final = 1_000


def plan(
    rows: Rows,
    kept: Sequence[tuple[ListRow, str]],
    setting: Setting,
    stem: str,
    name: str | None,
) -> Outcome[Sequence[PlannedRow]]:
    """One letter for each row kept, with its language, under ``merge/<stem>/``; the plan is kept on
    the disk.

    ``name`` is the pattern of file names; without one they are numbered.  Findings: C012 for the
    pattern, C013 and C014 for names that collide or are not safe, the faults of the cells that
    letters use, L026 for rows that Excel does not show.
    """
    found: list[Finding] = []
    width = len(str(len(kept)))
    patterns, findings = name_patterns(name, {language for _, language in kept}, rows, setting)
    if patterns is None:
        return Outcome(None, findings)
    used = {path for pattern in patterns.values() for path in pattern.fields}
    for template in setting.templates.values():
        used |= template.fields
    found += rows.faults((row for row, _ in kept), rows.used(used))
    if found:
        return Outcome(None, tuple(found))
    unnamed: dict[Finding, list[str]] = {}
    letters: Spool[PlannedRow] = Spool(at_once=BATCH)
    files = Files()
    for index, (row, language) in enumerate(kept, start=1):
        recipient = Kept(row, index, len(kept))
        try:
            file = f"{stem}-{index:0{width}}"
            if patterns:
                file = patterns[language].render(setting.context(language, recipient))
        except DocgenError as fault:
            for finding in fault.findings:
                unnamed.setdefault(finding, []).append(row.source.detail)
            continue
        file = f"{file.removesuffix(SUFFIX)}{SUFFIX}"
        unsafe = fault_of_name(file)
        if unsafe is not None:
            message = f"the file name {shown(file)} cannot be used: {unsafe}"
            hint = 'choose another with --name; {{ name | replace("/", "-") }} replaces a mark'
            found.append(error("C014", row.source, message, hint))
        # The separators of a name that is refused would make folders of it.
        path = PurePosixPath(KIND, stem, file.replace("/", "_"))
        letters.append(PlannedRow(language, path, recipient))
        files.add(path)
    for finding, whose in unnamed.items():
        found.append(replace(finding, message=f"{finding.message} (for {some(whose)})"))
    for same in files.same(letters):
        whose = [letter.recipient.source.detail for letter in same]
        message = f"{len(same)} letters would be named {same[0].path.name} ({some(whose)})"
        hint = "put {{ loop.index }} into --name, or a column that tells the rows apart"
        found.append(error("C013", same[1].recipient.source, message, hint))
    found += _hidden(rows, [row.number for row, _ in kept if row.number in rows.table.hidden])
    return Outcome(letters, tuple(in_reading_order(found)))


def name_patterns(
    name: str | None, wanted: Iterable[str], rows: Rows, setting: Setting
) -> Outcome[dict[str, Pattern]]:
    """The pattern of file names in each language; C012 for one that cannot be read."""
    place = Place("--name", (), name or "")
    patterns: dict[str, Pattern] = {}
    found: list[Finding] = []
    for language in sorted(wanted) if name is not None else ():
        try:
            pattern = Pattern(name or "", language or None, place)
        except DocgenError as fault:
            found.extend(fault.findings)
            continue
        known = setting.fields(language, rows)
        found += [
            error("C012", place, f"there is no {path!r}", did_you_mean(path, sorted(known)))
            for path in sorted(pattern.fields)
            if not is_known(path, known)
        ]
        patterns[language] = pattern
    return Outcome(None if found else patterns, tuple(in_reading_order(found)))


def _hidden(rows: Rows, hidden: Sequence[int]) -> Iterator[Finding]:
    if hidden:
        numbers = sorted(hidden)
        message = f"row {numbers[0]} is hidden, and gets a letter like the others"
        if len(numbers) > 1:
            listed = some([str(number) for number in numbers])
            message = f"rows {listed} are hidden, and get letters like the others"
        place = Place.row(rows.table.file, rows.table.sheet, numbers[0])
        yield warning("L026", place, message, "choose rows with --where, or delete the hidden ones")


def until_too_many(outcomes: Iterable[Outcome[Letter]]) -> Iterator[Outcome[Letter]]:
    """The letters, up to the thousandth finding in them."""
    count = 0
    for outcome in outcomes:
        yield outcome
        count += len(outcome.findings)
        if count >= MAX_FINDINGS:
            message = f"after {count:,} findings the rows from here on were not looked at"
            place = outcome.findings[-1].place
            yield Outcome(None, (error("L018", place, message, "look at the first ones"),))
            return
