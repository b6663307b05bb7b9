"""The letters of all rows in one document, for printing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from docgen.diagnostics import DocgenError, Outcome, Place, error, has_errors
from docgen.mailmerge.selection import is_known
from docgen.mailmerge.setting import KIND, Setting
from docgen.merge import SUFFIX, Letter
from docgen.names import fault_of_name
from docgen.proof import prove_stamp
from docgen.recipients.characters import shown
from docgen.rendering import stamp_of
from docgen.template.join import Joined
from docgen.template.pattern import Pattern


@dataclass(frozen=True, slots=True)
class PlannedWhole:
    """The one document to be; ``path`` is below ``out/``."""

    language: str
    path: PurePosixPath
    kind: str = KIND
    key: None = None
    recipient: None = None


def plan_whole(
    name: str | None, stem: str, language: str, setting: Setting
) -> Outcome[PlannedWhole]:
    """The name of the one document, ``merge/<stem>/<stem>.docx`` unless ``name`` says otherwise.

    Findings: C012 for a pattern that cannot be read or that takes what only a row has, C014 for a
    name that is not safe.
    """
    file = stem
    if name is not None:
        place = Place("--name", (), name)
        try:
            pattern = Pattern(name, language or None, place)
            known = setting.shared_fields(language)
            unknown = [path for path in sorted(pattern.fields) if not is_known(path, known)]
            if unknown:
                hint = "one document has one name: take no columns into it"
                return Outcome(None, tuple(
                    error("C012", place, f"there is no {path!r} for all rows together", hint)
                    for path in unknown
                ))  # fmt: skip
            file = pattern.render(setting.context(language, None))
        except DocgenError as fault:
            return Outcome(None, fault.findings)
    file = f"{file.removesuffix(SUFFIX)}{SUFFIX}"
    unsafe = fault_of_name(file)
    if unsafe is not None:
        place = Place("--name", (), name or file)
        message = f"the file name {shown(file)} cannot be used: {unsafe}"
        return Outcome(None, (error("C014", place, message, "choose another with --name"),))
    return Outcome(PlannedWhole(language, PurePosixPath(KIND, stem, file)))


def in_one(
    outcomes: Iterable[Outcome[Letter]], planned: PlannedWhole, setting: Setting
) -> Iterator[Outcome[Letter]]:
    """The findings of each letter; with those of the last, the document that holds all letters.

    There is no document where a letter has a fault.
    """
    joined = Joined()
    waiting: Outcome[Letter] | None = None
    faulty = False
    for outcome in outcomes:
        if waiting is not None:
            yield waiting
        faulty = faulty or has_errors(outcome.findings)
        if outcome.value is not None and not faulty:
            joined.add(outcome.value.data)
        waiting = Outcome(None, outcome.findings)
    if waiting is None or faulty:
        if waiting is not None:
            yield waiting
        return
    data = joined.finish()
    stamp = stamp_of(setting, planned)
    wrong = prove_stamp(data, stamp.properties(), str(planned.path))
    what = (planned.kind, planned.language, str(planned.path), planned.key)
    letter = Letter(*what, data, hashlib.sha256(data).hexdigest(), None, stamp.template)
    yield Outcome(None if wrong else letter, (*waiting.findings, *wrong))
