"""The letters of a proof: read from ``out/``, looked at as pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import delta, pdf
from docgen.cli.conversion import watched
from docgen.cli.options import Folder
from docgen.cli.report import Report
from docgen.diagnostics import Finding, Place, error, warning
from docgen.merge import SUFFIX
from docgen.publish import published

if TYPE_CHECKING:
    from docgen.campaign import Campaign
    from docgen.delta import Letter, Proof


def read_letters(
    where: Path, folder: Folder, kinds: tuple[str, ...], chosen: tuple[str, ...], report: Report
) -> tuple[list[Letter], list[str]]:
    """The letters of some kinds and languages, and what else lies among them.

    Only those that are laid beside other languages keep their build.
    """
    known = published(where)
    letters: list[Letter] = []
    left_out: list[str] = []
    for kind in kinds:
        for language in chosen:
            first = True
            for path in sorted((where / kind / language).glob(f"*{SUFFIX}")):
                if path.name.startswith("~$"):  # Word's, of a document that is open
                    continue
                file = f"{kind}/{language}/{path.name}"
                shown = folder.shown(path)
                try:
                    data = path.read_bytes()
                except OSError as fault:
                    report.findings.append(
                        error("P004", Place(shown), f"the file cannot be read: {fault.strerror}",
                              "close it in Word, and look at its rights")
                    )  # fmt: skip
                    continue
                made = known.get(file)
                digest = made.sha256 if made is not None else None
                about = made.about if made is not None else None
                letter, findings = delta.read(data, file, shown, digest, about)
                report.findings.extend(findings)
                if letter is not None:
                    letters.append(
                        letter if first or not letter.key else replace(letter, build=None)
                    )
                    first = False
                else:
                    left_out += [f"{file}: {finding.message}" for finding in findings]
    return letters, left_out


def nothing_there(campaign: Campaign, kinds: tuple[str, ...], shown: str) -> Finding:
    """P060, with the commands that make the letters."""
    commands = []
    for name in kinds:
        people = campaign.kinds[name].people is not None
        command = {"confirmation": "confirmations LIST", "note": "confirmations LIST",
                   "invitation": "invitations LIST"}.get(name, "") if people else name  # fmt: skip
        if command and f"docgen {command}" not in commands:
            commands.append(f"docgen {command}")
    return error("P060", Place(shown), "there are no letters to prove",
                 f"make them first: {', '.join(commands)}")  # fmt: skip


def look_at(
    letters: list[Letter], where: Path, folder: Folder, setting: pdf.Setting, report: Report
) -> dict[str, delta.Seen]:
    """What the letters look like, by file."""
    paths = [where / letter.file for letter in letters]
    documents = [pdf.Document(path, folder.shown(path)) for path in paths]
    beside = {letter.file for own in delta.representatives(letters).values() if len(own) > 1
              for letter in own}  # fmt: skip
    seen: dict[str, delta.Seen] = {}
    with watched(documents, setting, report) as results:
        for number, (made, findings) in results:
            report.findings.extend(findings)
            if made is not None:
                first = pdf.first_page(made.data)
                file = letters[number].file
                large = pdf.all_pages(made.data) if file in beside else ()
                seen[file] = delta.Seen(first.pages, first.picture, large)
    return seen


def overflowing(made: Proof, where: Path, folder: Folder) -> Iterator[Finding]:
    for laid in made.laid:
        usual = laid.usual_pages(made.seen)
        for row in laid.group.rows:
            seen = made.seen.get(row.letter.file)
            if seen is not None and usual is not None and seen.pages > usual:
                yield warning(
                    "P064", Place(folder.shown(where / row.letter.file)),
                    f"{seen.pages} pages; most letters of its kind and language have {usual}",
                    "look at its last page, and shorten what made it run over",
                )  # fmt: skip


def far_apart(made: Proof, where: Path, folder: Folder) -> Iterator[Finding]:
    """P080: languages whose number of pages is far from that of the others."""
    for beside in made.beside:
        usual = beside.usual(made.pages)
        apart = beside.far_apart(made.pages)
        for letter in beside.letters:
            if letter.language in apart:
                count = made.pages[letter.file]
                yield warning(
                    "P080", Place(folder.shown(where / letter.file)),
                    f"{count} {'page' if count == 1 else 'pages'}; the same letter has {usual} in "
                    "most languages",
                    "look at its pages beside the others: text that is missing or repeated, a font "
                    "or a spacing that is another",
                )  # fmt: skip
