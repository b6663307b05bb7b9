"""P010: words of another language that stand in a letter.

Script tells most: a name, an acronym or an address may be in Latin letters anywhere, words may not.
Between English, French and Spanish the commonest words tell, and what only one of them spells;
where neither does, the campaign's own words do (:mod:`borrowed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from docgen import languages
from docgen.concordance.recognize import plain
from docgen.concordance.recognize.contacts import contacts
from docgen.concordance.recognize.grammar import words
from docgen.concordance.recognize.values import Scanner
from docgen.diagnostics import Finding, error
from docgen.typography.borrowed import borrowed
from docgen.typography.page import Page
from docgen.typography.vocabulary import LATIN, NOTHING, Vocabulary

# Common words that the other two have not.
_WORDS: Final = {
    "en": frozenset(
        words(
            "the of and to for is with by from which will be your this that at are was its have "
            "has we you our their please would should been were these those each any not shall "
            "may can but who whose more than into during between under all one two please "
            "regarding following further accordance"
        )
    ),
    "fr": frozenset(
        words(
            "le les des du et pour une au aux dans par sur qui est cette nous vous sont ont avec "
            "ce ces leur leurs votre vos notre nos veuillez sans sous lors ainsi chaque être sera "
            "afin ou où à ne pas plus même"
        )
    ),
    "es": frozenset(
        words(
            "el los las del y para por su sus esta este estas estos al como con una se usted sin "
            "más entre hasta desde también cada sea será dicha dicho nuestro nuestra lo o e ha han "
            "sobre durante según"
        )
    ),
}
# Spelling that one of the three alone has.
_SPELLING: Final = {
    "en": re.compile(r"(?:ings?|ly)$|^th"),
    "fr": re.compile(r"^(?:[ldjnsmct]|qu)['’]|[èêçœûî]|eaux?$|ées?$"),
    "es": re.compile(r"(?:ción|ciones|dades|miento)$|ñ"),
}
_BETWEEN: Final = frozenset(
    words("of the for and in de la le les des du d l et del y el los las e do da van von der")
)
_NEAR: Final = 4  # words of a name that may stand together without a capital letter
_WINDOW: Final = 6  # words that are looked at together
_SCRIPTS: Final = {
    "Latn": "[A-Za-zÀ-ÖØ-öø-ÿŒœŸ]",
    "Cyrl": "[\u0400-\u04ff]",
    "Arab": "[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]",
    "Hans": "[\u3400-\u4dbf\u4e00-\u9fff]",
}
_LATIN_WORD: Final = re.compile(rf"{_SCRIPTS['Latn']}(?:{_SCRIPTS['Latn']}|\d|['’&.\-]\w)*")
_STRETCH: Final = re.compile(
    rf"{_SCRIPTS['Latn']}(?:{_SCRIPTS['Latn']}|[0-9 ,;:'’&./\-–]|\.)*", re.UNICODE
)
# Words that make sentences of what could otherwise be a name.
_SENTENCE: Final = {
    "Cyrl": re.compile(
        r"(?<!\w)(?:и|в|во|на|с|со|по|для|от|до|о|об|к|за|из|при|не|что|как|будет|просьба|или"
        r"|года|году|прошу|его|ее|их|Вас|Вам|этой|этот)(?!\w)"
    ),
    "Arab": re.compile(
        r"(?<!\w)(?:في|من|إلى|على|عن|أن|التي|الذي|هذا|هذه|مع|بين|أو|لا|ما|بعد|قبل|موعد)(?!\w)"
    ),
    "Hans": re.compile(r"[的了请将于并其该各您我们为在和与至及或]|[年月]\d|第\d"),
}
_LETTER: Final = frozenset(
    words("dear sir madam sincerely faithfully annex annexe anexo subject objet asunto "
          "monsieur madame señor señora señores atentamente tel tél fax ref réf copy copia copie "
          "circulaire regards")
)  # fmt: skip
_TWO_SCRIPTS: Final = re.compile(
    rf"{_SCRIPTS['Latn']}{_SCRIPTS['Cyrl']}|{_SCRIPTS['Cyrl']}{_SCRIPTS['Latn']}"
)
_LINES: Final = 3  # of an address block


class Word(NamedTuple):
    """A word of a text, and where it begins."""

    text: str
    start: int

    @property
    def small(self) -> bool:
        """Whether it begins with a small letter: names do not."""
        bare = re.sub(r"^[ldjnsmctLDJNSMCT]['’]", "", self.text)
        return bare[:1].islower()


def residue(page: Page, known: Vocabulary = NOTHING) -> Iterator[Finding]:
    """P010 for a letter; ``known`` are the words that its campaign has in each language."""
    script = languages.get(page.language).script
    for passage in page.passages:
        text = without_addresses(passage.text)
        mixed = _TWO_SCRIPTS.search(text) if script == "Cyrl" else None
        told = [_word_at(text, mixed.start())] if mixed is not None else []
        cell = passage.cell is not None
        for line in _lines(text):
            foreign = _foreign(line, page, script) or borrowed(
                line, page.language, _WORDS, known, cell=cell
            )
            told += [foreign] if foreign else []
        if told:
            yield error(
                "P010",
                passage.place,
                f"“{_short(told[0])}” is not {languages.get(page.language).english_name}",
                "put it in the language of the letter",
            )


def without_addresses(text: str) -> str:
    """The text in plain form without e-mail and web addresses, telephone numbers, references."""
    bare = plain(text)
    found = Scanner(bare)
    contacts(found)
    for value in sorted(found.values, key=lambda v: -v.start):
        bare = f"{bare[: value.start]} . {bare[value.end :]}"
    return bare


def _lines(text: str) -> Iterator[str]:
    """Lines, without those of an address block: a person's own words may be in any language."""
    lines = text.split("\n")
    if len(lines) >= _LINES:
        lines = [line for line in lines if line.endswith((".", "。", "؟", "!", "?"))]
    yield from lines


def _foreign(text: str, page: Page, script: str) -> str:
    """What is foreign in a line, ``""`` for nothing."""
    for other, letters in _SCRIPTS.items():
        if other in (script, "Latn"):
            continue
        for match in re.finditer(rf"{letters}(?:{letters}|[ ,،、，。；：\d\-])*", text):
            if _is_sentence(match.group(), other):
                return match.group().strip()
    if script != "Latn":
        for match in _STRETCH.finditer(text):
            told = _latin_words(match.group())
            if told:
                return told
        return ""
    return _of_another(text, page.language)


def _is_sentence(text: str, script: str) -> bool:
    if _SENTENCE[script].search(text):
        return True
    if script == "Hans":
        return len(re.findall(_SCRIPTS["Hans"], text)) > 8
    long = re.findall(r"[^\W\d_]{3,}", text)
    small = [word for word in long if word[0].islower()]
    # A name begins with a capital: Министерство связи.
    led = bool(long) and not long[0][0].islower()
    return len(small) >= (2 if led else 1) if script == "Cyrl" else len(text.split()) >= 4


def _word_at(text: str, at: int) -> str:
    """The word around a place."""
    behind, ahead = text[max(at - 30, 0) : at], text[at : at + 30]
    return re.split(r"\W", behind)[-1] + re.split(r"\W", ahead)[0]


def _words_in(text: str) -> list[Word]:
    return [Word(m.group(), m.start()) for m in _LATIN_WORD.finditer(text)]


def _latin_words(stretch: str) -> str:
    """Words in a text of other letters, that are no name: two small ones, or one of letters."""
    found = _words_in(stretch)
    months = {m.lower() for code in LATIN for m in languages.get(code).months}
    for at, word in enumerate(found):
        low = word.text.lower()
        near = stretch[max(word.start - 4, 0) : word.start + len(word.text) + 6]
        if low in _LETTER or (low in months and re.search(r"\d", near)):
            return _around(found, at)
    small = [w for at, w in enumerate(found) if w.small and not _inside_name(found, at)]
    content = [w for w in small if w.text.lower() not in _BETWEEN and len(w.text) > 2]
    if content and len(small) >= 2:
        return _around(found, found.index(content[0]))
    return ""


def _inside_name(found: list[Word], at: int) -> bool:
    """Whether a word stands between parts of a name: Republic *of the* Congo."""
    if found[at].text.lower() not in _BETWEEN:
        return False
    before = next(
        (w for w in reversed(found[max(at - _NEAR, 0) : at]) if w.text.lower() not in _BETWEEN),
        None,
    )
    after = next(
        (w for w in found[at + 1 : at + 1 + _NEAR] if w.text.lower() not in _BETWEEN), None
    )
    return before is not None and after is not None and not before.small and not after.small


def _of_another(text: str, language: str) -> str:
    """A stretch of English, French or Spanish in a letter in another of them."""
    for sentence in re.split(r"(?<=[.;:!?])\s+|\n|\t", text):
        found = _words_in(sentence)
        own = [_speaks(found, at, language) for at in range(len(found))]
        for other in LATIN:
            if other == language:
                continue
            said = [
                not mine and _speaks(found, at, other)
                for at, mine in enumerate(own)
            ]  # fmt: skip
            for at in range(len(found)):
                here = slice(at, at + _WINDOW)
                if said[at] and sum(said[here]) >= 2 and not any(own[here]):
                    return _around(found, at)
            if sum(said) >= 2 and sum(said) > 2 * sum(own):
                return _around(found, said.index(True))
            month = next((w for w in found if _is_month(w, other, language, sentence)), None)
            if month is not None:
                return _around(found, found.index(month))
    return ""


def _speaks(found: list[Word], at: int, language: str) -> bool:
    """Whether a word is one of a language's common ones, or spelt as in no other."""
    word = found[at]
    low = word.text.lower()
    if not word.small and (at or low not in _WORDS[language]):
        return False
    if _inside_name(found, at) or low == "y":  # "and" in Spanish, "there" in French
        return False
    return low in _WORDS[language] or bool(_SPELLING[language].search(low))


def _is_month(word: Word, other: str, language: str, sentence: str) -> bool:
    """A month of another language beside a figure: 6 March, 6 mars, 6 de marzo."""
    low = word.text.lower()
    if low not in {m.lower() for m in languages.get(other).months}:
        return False
    if low in {m.lower() for m in languages.get(language).months}:
        return False
    return re.search(rf"\d(?:er)?(?: de)? {word.text}\b", sentence) is not None


def _around(found: list[Word], at: int) -> str:
    return " ".join(word.text for word in found[at : at + 8])


def _short(text: str, width: int = 60) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
