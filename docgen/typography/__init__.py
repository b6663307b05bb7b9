"""Typography and script of a finished letter, read from its file and not from what was meant.

:func:`look_over` gives what is wrong in one letter: words of another language, quotation marks and
blanks (:mod:`marks`), properties that a script needs (:mod:`scripts`), placeholders and empty
places (:mod:`leftovers`), what a screen reader needs (:mod:`access`), names (:mod:`names`).
:func:`look_at_pages` takes the pages of its PDF file.
"""

from __future__ import annotations

from docgen.diagnostics import Finding, in_reading_order
from docgen.typography import access, leftovers, marks, names, residue, scripts
from docgen.typography.page import Page, read_page
from docgen.typography.pages import look_at_pages
from docgen.typography.vocabulary import LATIN, NOTHING, Vocabulary, vocabulary

__all__ = ["LATIN", "Page", "Vocabulary", "look_at_pages", "look_over", "read_page", "vocabulary"]

_RULES = (
    marks.quotation_marks,
    marks.double_spaces,
    marks.chinese_punctuation,
    scripts.direction,
    scripts.runs,
    scripts.fonts,
    scripts.language,
    leftovers.placeholders,
    leftovers.revisions,
    leftovers.empty_items,
    leftovers.blank_lines,
    leftovers.empty_cells,
    access.pictures,
    access.headings,
    access.tables,
    access.title,
    access.contrast,
    names.file_name,
    names.countries,
)


def look_over(
    page: Page, french_spacing: str = "union", known: Vocabulary = NOTHING
) -> list[Finding]:
    """P010 to P029, P050, P051, P100 and P101 for a finished letter, in reading order.

    ``french_spacing`` is ``union`` or ``national``, as in :meth:`docgen.languages.Language.spaced`.
    ``known`` are the words that the letter's campaign has in each language, by which words of
    another language are told.
    """
    found = [finding for rule in _RULES for finding in rule(page)]
    found += [*residue.residue(page, known), *marks.spaces(page, french_spacing)]
    return in_reading_order(found)
