"""The proof of the right recipient: each finished letter is read back and looked through.

Nothing of the engine is used here: :mod:`archive` unpacks the file, :mod:`reading` reads it,
:mod:`words` makes its text comparable, :mod:`others` knows whose a value is, and :mod:`proving`
says what is wrong: a value of the recipient that is missing, a value of somebody else, a stamp that
is not the plan's, a file that is not whole.  The work grows with the letter, not with the list.
"""

from __future__ import annotations

from docgen.proof.archive import UnreadableError
from docgen.proof.others import Identity, Others, Owner, texts_in
from docgen.proof.proving import Prover, prove, prove_stamp
from docgen.proof.reading import LetterText, Passage, read_letter

__all__ = [
    "Identity",
    "LetterText",
    "Others",
    "Owner",
    "Passage",
    "Prover",
    "UnreadableError",
    "prove",
    "prove_stamp",
    "read_letter",
    "texts_in",
]
