"""The road by reading: finished documents are read back and must say the same.

Nothing is known here of how they were made. Each is read as a Word file, its language is told by
its text, its values are recognized in the forms of that language, and section by section the values
of all languages are compared as multisets: the odd ones are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgen.concordance.allowed import Allowances, Allowed, allowances
from docgen.concordance.comparing import compare_values
from docgen.concordance.document import Document, read_document
from docgen.concordance.genders import compare_genders
from docgen.concordance.measures import compare_measures
from docgen.concordance.read import read_all
from docgen.concordance.recognize import Lexicon, lexicon
from docgen.concordance.rows import side_by_side
from docgen.concordance.standing import look_over
from docgen.concordance.structure import compare_structure
from docgen.concordance.tongue import language_of
from docgen.diagnostics import Finding, Place, TemplateError, error, in_reading_order


def compare_files(
    files: Iterable[tuple[str, bytes]],
    known: Lexicon | None = None,
    allowed: Sequence[Allowed] | Allowances = (),
) -> list[Finding]:
    """What differs between Word files, each given with the name to show; in reading order.

    Findings: T002 to T006 for files that cannot be read, X001 for languages that cannot be told or
    stand twice, X003 to X014 for the differences, X015 for declared ones that are not there (only
    where ``allowed`` is given as entries).
    """
    found: list[Finding] = []
    documents: list[tuple[str, Document]] = []
    for shown_as, data in files:
        try:
            document = read_document(data, shown_as)
        except TemplateError as fault:
            found.extend(fault.findings)
            continue
        language = language_of(document)
        if language is None:
            found.append(
                error("X001", Place(shown_as), "the language of the document cannot be told",
                      "write it in one of ar, en, es, fr, ru, zh, and set its language in Word")
            )  # fmt: skip
        elif any(code == language for code, _ in documents):
            same = next(other.file for code, other in documents if code == language)
            found.append(
                error("X001", Place(shown_as), f"{same} is in {language} too",
                      "name one document for each language")
            )  # fmt: skip
        else:
            documents.append((language, document))
    if len(documents) < 2:
        if not found:
            found.append(
                error("X001", Place(documents[0][1].file if documents else "--concordance"),
                      "there is nothing to compare with",
                      "name the same letter in two languages or more")
            )  # fmt: skip
        return in_reading_order(found)
    return in_reading_order([*found, *compare(documents, known, allowed)])


def compare(
    documents: Sequence[tuple[str, Document]],
    known: Lexicon | None = None,
    allowed: Sequence[Allowed] | Allowances = (),
) -> list[Finding]:
    """What differs between documents, each with its language; in reading order."""
    words = known or lexicon()
    declared = allowed if isinstance(allowed, Allowances) else allowances(allowed)
    reads = read_all(documents, words)
    rows = side_by_side(reads)
    found = [finding for read in reads for finding in look_over(read)]
    found += compare_structure(reads, rows, declared)
    misordered = {finding.place.file for finding in found if finding.code == "X007"}
    found += compare_genders(documents, declared, misordered)
    for row in rows:
        found += compare_values(row, words, declared)
        found += compare_measures(row, declared)
    if not isinstance(allowed, Allowances):
        found += declared.unmet()
    return in_reading_order(found)


def compare_with_itself(
    document: Document, language: str, known: Lexicon | None = None
) -> list[Finding]:
    """X009 to X012: what one document gets wrong by itself, in reading order."""
    (read,) = read_all([(language, document)], known or lexicon())
    return in_reading_order(look_over(read))
