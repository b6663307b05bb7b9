"""``docgen proof --approve``: a person approves the proof that lies there; what becomes of it."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from docgen import delta, languages
from docgen.cli.options import Folder
from docgen.cli.pdf import write_whole
from docgen.cli.proof_reading import read_letters
from docgen.cli.report import File, Report
from docgen.delta.captions import captions
from docgen.delta.page import as_html
from docgen.delta.word import as_docx
from docgen.diagnostics import Place, error, has_errors, warning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.delta import Approval, Changes, Earlier, Letter, Proof

NAME: Final = "proof"  # of the folder in out/, and of the files in it
PAGE: Final = f"{NAME}.html"
WORD: Final = f"{NAME}.docx"
JSON: Final = f"{NAME}.json"
_KIND: Final = re.compile(r"\w[\w-]*")  # the key of a table in TOML
APPROVED: Final = "approved"  # the folder of records beside the proof


def approve_proof(by: str, where: Path, folder: Folder, as_json: bool, quiet: bool) -> NoReturn:
    """Record that ``by`` approves the proof below ``where``, if it is of the letters there."""
    report = Report("proof", as_json, quiet, ending="; it was not approved")
    place = where / NAME
    shown = folder.shown(place / JSON)
    earlier, content = _there(place, shown, report)
    if earlier is None:
        report.end()
    letters, left_out = read_letters(where, folder, earlier.kinds, earlier.languages, report)
    if has_errors(report.findings):
        report.end()
    made_anew = _made_anew(earlier, letters, left_out)
    report.findings.extend(
        delta.faults_of(
            earlier, content, made_anew, letters,
            {name: _bytes_of(place / name) for name in (PAGE, WORD)}, shown,
        )
    )  # fmt: skip
    if has_errors(report.findings):
        report.end()
    at = f"{datetime.now(tz=UTC):%Y-%m-%dT%H:%M:%SZ}"
    record = delta.record_of(content, by, at)
    path = _next(place / APPROVED)
    fault = write_whole(path, record, folder.shown(path))
    if fault is not None:
        report.findings.append(fault)
        report.end()
    report.files.append(File(folder.shown(path), sha256=hashlib.sha256(record).hexdigest()))
    report.more["approval"] = {"by": by, "at": at, "letters": len(letters)}
    count = f"{len(letters)} {'letter' if len(letters) == 1 else 'letters'}"
    report.lines.append(f"{by} has approved {shown} with {count}")
    report.end()


def _there(place: Path, shown: str, report: Report) -> tuple[Earlier | None, bytes]:
    """The proof that lies there; P081 for none, or one that cannot be approved."""
    content = _bytes_of(place / JSON)
    fault = "there is no proof" if content is None else ""
    earlier = None
    if content is not None:
        earlier, findings = delta.read_earlier(content, shown)
        if earlier is None:
            fault = findings[0].message
        elif not (earlier.shown and earlier.kinds and earlier.captions):
            earlier, fault = None, "an older docgen made this proof"
        elif not _can_be(earlier):
            earlier, fault = None, "this is no proof of docgen's: it is damaged"
    if fault:
        hint = "make one with docgen proof, look it over, then: docgen proof --approve --by NAME"
        report.findings.append(error("P081", Place(shown), fault, hint))
    return earlier, content or b""


def _can_be(earlier: Earlier) -> bool:
    """Whether what a proof says of itself can be true."""
    codes = {earlier.captions, *earlier.languages}
    known = codes <= set(languages.CODES) and all(map(_KIND.fullmatch, earlier.kinds))
    return known and _day_of(earlier) is not None


def _day_of(earlier: Earlier) -> date | None:
    try:
        return date.fromisoformat(earlier.on)
    except ValueError:
        return None


def _made_anew(earlier: Earlier, letters: list[Letter], left_out: list[str]) -> bytes:
    """The JSON file that docgen makes of the letters now, shown as the proof was.

    Numbers of pages are taken from the proof, and with them the hashes of what shows the pages;
    without pictures the page and the Word file are made anew, too.
    """
    seen = {file: delta.Seen(pages, b"") for file, pages in earlier.pages.items()}
    day = _day_of(earlier)
    assert day is not None
    made = delta.make(earlier.name, day, letters, seen, left_out)
    files = earlier.shown
    if not seen:
        say = captions(earlier.captions)
        files = {
            PAGE: hashlib.sha256(as_html(made, earlier.since, say).encode()).hexdigest(),
            WORD: hashlib.sha256(as_docx(made, earlier.since, say)).hexdigest(),
        }
    shown = delta.Shown(earlier.kinds, earlier.languages, earlier.captions, files)
    return delta.as_json(made, earlier.since, shown).encode()


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _next(folder: Path) -> Path:
    """The record to be written: the next number."""
    numbers = [int(path.stem) for path in folder.glob("*.json") if path.stem.isdecimal()]
    return folder / f"{max(numbers, default=0) + 1:04}.json"


def last_approved(
    place: Path, kinds: tuple[str, ...], chosen: tuple[str, ...], folder: Folder, report: Report
) -> dict[tuple[str, str], Approval]:
    """The last approval of each kind and language; P085 for records that cannot be read."""
    approvals = []
    for path in sorted((place / APPROVED).glob("*.json")):
        shown = folder.shown(path)
        try:
            data = path.read_bytes()
        except OSError as fault:
            report.findings.append(
                warning("P085", Place(shown), f"this record cannot be read: {fault.strerror}",
                        "close it where it is open, and look at its rights")
            )  # fmt: skip
            continue
        approval, findings = delta.read_record(data, shown)
        report.findings.extend(findings)
        if approval is not None:
            approvals.append(approval)
    return delta.latest(approvals, kinds, chosen)


def since_approved(made: Proof, approved: Mapping[tuple[str, str], Approval]) -> Changes | None:
    """What has changed since the last approved proofs; ``None`` where there are none."""
    if not approved:
        return None
    texts: dict[str, tuple[str, ...]] = {}
    hashes: dict[str, str] = {}
    groups: dict[int, list[tuple[str, str]]] = {}
    whose = {id(approval): approval for approval in approved.values()}
    for group, approval in approved.items():
        groups.setdefault(id(approval), []).append(group)
        for file, text in approval.proof.letters.items():
            if delta.group_of(file) == group:
                texts[file] = text
                hashes[file] = approval.proof.hashes[file]
    bases = [delta.Base(whose[key].by, whose[key].at, tuple(own)) for key, own in groups.items()]
    on = max(whose[key].proof.on for key in groups)
    return delta.compare(made, texts, on, hashes, bases)
