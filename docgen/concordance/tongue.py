"""In which of the six languages a document is written."""

from __future__ import annotations

import re
from typing import Final

from docgen.concordance.document import Document
from docgen.concordance.recognize.grammar import words

# The commonest words of three languages that share their letters, none of which another one has.
_WORDS: Final = {
    "en": frozenset(words("the of and to in for is with by from which will be your this that")),
    "fr": frozenset(words("le les des du et en pour une au aux dans par sur qui est cette nous")),
    "es": frozenset(words("el los las del y en para una con por que es su esta al como se")),
}
_SCRIPTS: Final = {
    "zh": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
    "ar": re.compile("[\u0620-\u064a]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}
_LATIN: Final = re.compile("[A-Za-zÀ-ÖØ-öø-ÿ]")
_ADDRESS: Final = re.compile(r"\S*[@/]\S*|www\.\S*")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SURE: Final = 3  # stop words more than in the next language


def language_of(document: Document) -> str | None:
    """The language of a document, or ``None``.

    Its text decides, for what Word states is often that of the file it was made from: the script,
    then the commonest words. Where they do not, what the file states does.
    """
    text = _ADDRESS.sub(" ", document.text)
    latin = len(_LATIN.findall(text))
    for language, script in _SCRIPTS.items():
        # Chinese says in one character what others say in a word; names and acronyms are Latin in
        # every language, while nothing of these scripts stands in a text of Latin letters.
        letters = len(script.findall(text)) * (3 if language == "zh" else 1)
        if 2 * letters > latin:
            return language
    told = [word.lower() for word in _WORD.findall(text)]
    counts = {code: sum(word in known for word in told) for code, known in _WORDS.items()}
    best, second = sorted(counts, key=lambda code: (-counts[code], code))[:2]
    if counts[best] >= counts[second] + _SURE:
        return best
    for code in document.stated:
        if code in _WORDS:
            return code
    return best if counts[best] > counts[second] else None
