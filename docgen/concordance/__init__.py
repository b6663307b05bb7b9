"""Six languages, one truth: whether documents of several languages say the same.

Two roads that know nothing of each other. *By construction* (:mod:`.construction`) the templates of
a kind use the same facts, conditions, loops, sections, tables, list items and references. *By
reading* (:mod:`.reading`) the finished documents are read back, their values recognized and
compared. A mistake that one road does not see meets the other.
"""

from __future__ import annotations

from docgen.concordance.allowed import Allowances, Allowed, allowances
from docgen.concordance.document import Document, read_document
from docgen.concordance.labels import Stranger, strangers
from docgen.concordance.paragraphs import Line, paragraphs_side_by_side
from docgen.concordance.reading import compare, compare_files, compare_with_itself
from docgen.concordance.recognize import Lexicon, Place, lexicon
from docgen.concordance.tongue import language_of

__all__ = [
    "Allowances",
    "Allowed",
    "Document",
    "Lexicon",
    "Line",
    "Place",
    "Stranger",
    "allowances",
    "compare",
    "compare_files",
    "compare_with_itself",
    "language_of",
    "lexicon",
    "paragraphs_side_by_side",
    "read_document",
    "strangers",
]
