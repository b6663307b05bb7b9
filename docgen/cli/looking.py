"""Finished letters looked over one by one, and their pages where LibreOffice is there."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import concordance, merge, pdf, typography
from docgen.cli.conversion import START, Wish, user_cache, watched, with_cache
from docgen.cli.options import Folder
from docgen.cli.report import Report
from docgen.diagnostics import (
    DocgenError,
    Finding,
    Place,
    TemplateError,
    error,
    has_errors,
    note,
)

if TYPE_CHECKING:
    from docgen.campaign import Campaign

_TAG = re.compile(r"\{[{%#].*?[%}#]\}")
# Words that a tag prints: plural(one="beca parcial", other="becas parciales").
_PHRASE = re.compile(r"[\"'“]([^\"'“”]+ [^\"'“”]+)[\"'”]")


class Pages:
    """The pages of letters, by LibreOffice; where it is missing, a note says so, once."""

    def __init__(self, wish: Wish, report: Report) -> None:
        self._setting: pdf.Setting | None = None
        self._letters: list[tuple[typography.Page, bytes]] = []
        found = list(pdf.missing_packages())
        program, findings = pdf.find_program(wish.soffice, os.environ)
        found += findings
        if program is None or has_errors(found):
            report.findings.append(
                note("P054", Place("--pages"), f"the pages are not looked at: {found[0].message}",
                     found[0].hint)
            )  # fmt: skip
            return
        setting = pdf.Setting(
            program, time.monotonic, jobs=wish.jobs, limit=wish.time_limit, start=START
        )
        self._setting = with_cache(setting, wish, user_cache())

    def add(self, page: typography.Page, data: bytes) -> None:
        """A letter to look at."""
        self._letters.append((page, data))

    def look(self, report: Report) -> None:
        """Look at all letters at once: LibreOffice takes longer to start than for a letter."""
        if self._setting is None or not self._letters:
            return
        with tempfile.TemporaryDirectory(prefix="docgen-pages-") as folder:
            documents = []
            for number, (page, data) in enumerate(self._letters):
                path = Path(folder, f"{number}.docx")
                path.write_bytes(data)
                documents.append(pdf.Document(path, page.file))
            with watched(documents, self._setting, report) as results:
                for number, (made, findings) in results:
                    report.findings.extend(findings)
                    if made is not None:
                        page = self._letters[number][0]
                        lines = pdf.lines_of(made.data)
                        report.findings.extend(typography.look_at_pages(page, lines))


def read_files(
    files: Iterable[str], folder: Folder, report: Report
) -> list[tuple[str, bytes]]:  # fmt: skip
    """Files with the names to show; those that cannot be read are findings (T002)."""
    read: list[tuple[str, bytes]] = []
    for file in files:
        shown = folder.shown(Path(file))
        try:
            read.append((shown, Path(file).read_bytes()))
        except OSError as fault:
            report.findings.append(
                error("T002", Place(shown), f"the file cannot be read: {fault.strerror}",
                      "look at its name, and close it in Word")
            )  # fmt: skip
    return read


@dataclass(frozen=True, slots=True)
class Manner:
    """How letters are looked at: the spacing of French, the words that a campaign has in each
    language, the pages where they are asked for."""

    spacing: str
    words: typography.Vocabulary
    pages: Pages | None


def words_in(root: Path, campaign: Campaign | None) -> typography.Vocabulary:
    """What the templates and facts of a campaign folder say in each language.

    A template that cannot be read says nothing here; that is told where it is compiled.
    """
    texts: dict[str, list[str]] = {}
    for path in sorted(root.glob(f"templates/*/*{merge.SUFFIX}")):
        if path.stem not in typography.LATIN:
            continue
        try:
            document = concordance.read_document(path.read_bytes(), path.name)
        except (DocgenError, OSError):
            continue
        said = texts.setdefault(path.stem, [])
        for section in document.sections:
            for paragraph in section.paragraphs:
                said.append(_TAG.sub(" . ", paragraph.text))
                for tag in _TAG.findall(paragraph.text):
                    said += _PHRASE.findall(tag)
    for code in texts:
        if campaign is not None and code in campaign.languages:
            texts[code].extend(_strings(campaign.context(code)))
    return typography.vocabulary(texts)


def _strings(facts: object) -> Iterator[str]:
    if isinstance(facts, Mapping):
        for value in facts.values():
            yield from _strings(value)
    elif isinstance(facts, str):
        yield str(facts)


def look_at_letter(shown: str, data: bytes, language: str, manner: Manner) -> list[Finding]:
    """What is wrong in a letter whose language is known."""
    try:
        page = typography.read_page(data, shown, language)
    except DocgenError as fault:
        return list(fault.findings)
    if manner.pages is not None:
        manner.pages.add(page, data)
    return typography.look_over(page, manner.spacing, manner.words)


def look_at_file(
    shown: str, data: bytes, known: concordance.Lexicon, manner: Manner
) -> list[Finding]:
    """What is wrong in a Word file from anywhere; its language is told by its text."""
    try:
        document = concordance.read_document(data, shown)
    except TemplateError as fault:
        return list(fault.findings)
    language = concordance.language_of(document)
    if language is None:
        return [
            error("P055", Place(shown), "the language of the letter cannot be told",
                  "write it in one of ar, en, es, fr, ru, zh, and set its language in Word")
        ]  # fmt: skip
    found = concordance.compare_with_itself(document, language, known)
    return [*found, *look_at_letter(shown, data, language, manner)]
