"""French as the Union writes it, with the national spacing as a setting.

Sources: CLDR fr; the Union's published French (no space before a colon or semicolon); Lexique des
règles typographiques en usage à l'Imprimerie nationale, below "Lexique".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from docgen.languages.dates import are_neighbours
from docgen.languages.language import NO_BREAK_SPACE, Fonts, FrenchSpacing, Language, Quotes
from docgen.languages.numbers import Operands
from docgen.languages.people import Person

# CLDR rbnf/fr spellout-cardinal-masculine, in the spelling before 1990 that the Union keeps:
# hyphens below one hundred except around "et".
_UNITS: Final = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit"),
    "dix-neuf",
)
_TENS: Final = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}

# CLDR rbnf/fr %spellout-ordinal-masculine, -feminine, which differ in the first only.
_FIRST: Final = {"masculine": "premier", "feminine": "première"}
_ORDINALS: Final = (
    *("deuxième", "troisième", "quatrième", "cinquième", "sixième"),
    *("septième", "huitième", "neuvième", "dixième"),
)

_BLANK: Final = "[ \u00a0\u202f]*"
# A mark that ends a word, before a blank or a closing mark; so neither 10:30 nor https:// is meant.
_ENDS: Final = r"(?=$|[\s\u00a0\u202f»”)\]])"


@dataclass(frozen=True, eq=False, kw_only=True)
class French(Language):
    """French."""

    # The first of a month is an ordinal, the other days are cardinals (Lexique, "dates"; CLDR
    # prints 1).
    def _day(self, d: date) -> str:
        return "1er" if d.day == 1 else str(d.day)

    # "Genève, le 6 mars 2024": a letter's date line takes the article.
    def date_line(self, d: date, place: str) -> str:
        """Where and when a letter was written, with the article that French demands."""
        return f"{self.text(place, 'the place')}, le {self.long_date(d)}"

    def _date_span(self, first: date, last: date) -> str:
        if first == last:
            return f"le {self._long_date(first)}"
        if are_neighbours(first, last):
            return f"les {self._day(first)} et {self._long_date(last)}"
        return f"du {self._start(first, last)} au {self._long_date(last)}"

    # "de" is elided before avril, août and octobre, the months that begin with a vowel.
    def _month_span(self, first: date, last: date) -> str:
        if (first.year, first.month) == (last.year, last.month):
            return f"en {self._month_year(first, '')}"
        months = self._months_apart(first, last)
        return f"d’{months}" if months[0] in "ao" else f"de {months}"

    # CLDR plurals: one if i = 0,1; many for whole millions ("un million de").
    def _plural_category(self, x: Operands) -> str:
        if x.i in (0, 1):
            return "one"
        return "many" if x.v == 0 and x.i % 1_000_000 == 0 else "other"

    # CLDR rbnf/fr digits-ordinal-masculine, -feminine: 1er, 1re, then 2e (not 2ème: Lexique).
    def _ordinal(self, n: int, gender: str, case: str) -> str:
        if n > 1:
            return f"{n}e"
        return "1re" if self._required(gender, "1er or 1re") == "feminine" else "1er"

    def _ordinal_words(self, n: int, gender: str, case: str) -> str:
        if n > 1:
            return _ORDINALS[n - 2]
        return _FIRST[self._required(gender, "premier or première")]

    def _words(self, n: int, gender: str, case: str) -> str:
        one = "une" if gender == "feminine" else "un"
        if n == 1:
            return one
        if n < 20:
            return _UNITS[n]
        if n == 100:
            return "cent"
        if n == 80:  # the s of quatre-vingts falls before another number
            return "quatre-vingts"
        base = n // 20 * 20 if n >= 60 else n // 10 * 10
        rest = n - base
        if base == 80:
            return f"quatre-vingt-{one if rest == 1 else _UNITS[rest]}"
        if rest == 0:
            return _TENS[base]
        if rest in (1, 11):
            return f"{_TENS[base]} et {one if rest == 1 else 'onze'}"
        return f"{_TENS[base]}-{_UNITS[rest]}"

    def _join(self, items: list[str], word: Literal["and", "or"]) -> str:
        head = ", ".join(items[:-1])
        return f"{head} {'et' if word == 'and' else 'ou'} {items[-1]}" if head else items[-1]

    # U+00A0 throughout, where the Lexique has thin spaces before ; ! ? : it is what Word itself
    # types and what every font has.
    def _spaced(self, text: str, french_spacing: FrenchSpacing) -> str:
        text = re.sub(f"«{_BLANK}", f"«{NO_BREAK_SPACE}", text)
        text = re.sub(f"{_BLANK}»", f"{NO_BREAK_SPACE}»", text)
        before = NO_BREAK_SPACE if french_spacing == "national" else ""
        word = r"(?<=[^\s\u00a0\u202f:;!?«])"
        text = re.sub(f"{word}{_BLANK}([:;]){_ENDS}", f"{before}\\1", text)
        text = re.sub(f"{word}{_BLANK}([!?]+){_ENDS}", f"{NO_BREAK_SPACE}\\1", text)
        text = re.sub(f"(?<=\\d){_BLANK}%", f"{NO_BREAK_SPACE}%", text)
        # n° 182, Mme Diop: an abbreviation is not parted from its number or name (Lexique).
        text = re.sub(r"\b(nos?|[nN])([°º]) ?(?=\d)", f"\\1\\2{NO_BREAK_SPACE}", text)
        return re.sub(r"\b(M\.|MM\.|Mmes?|Mlles?|Drs?|Prs?) (?=[^\W\d_])", "\\1\u00a0", text)

    # French greets without the family name; "Docteur" is said to physicians only, so a doctor of
    # another science is Madame or Monsieur.
    def _address(self, person: Person) -> str:
        if person.honorific == "H.E.":
            return "Excellence"
        if person.honorific == "Prof":
            return "Madame la Professeure" if person.feminine else "Monsieur le Professeur"
        return "Madame" if person.feminine else "Monsieur"

    def _greeting(self, person: Person) -> str:
        return f"{self._address(person)},"

    # Mme and M. have no article; a doctor's and a professor's title has one in a sentence, with the
    # women's forms of the Union's own texts (la Dre). Lexique: no full stop where the last letter
    # of the word is kept, and an abbreviation is not parted from the name.
    def _styled(self, person: Person, name: str, definite: bool, case: str) -> str:
        she = person.feminine
        article = ("la " if she else "le ") if definite else ""
        if person.honorific == "Dr":
            return f"{article}{'Dre' if she else 'Dr'}{NO_BREAK_SPACE}{name}"
        if person.honorific == "Prof":
            return f"{article}{'Professeure' if she else 'Professeur'} {name}"
        rank = f"S.E.{NO_BREAK_SPACE}" if person.honorific == "H.E." else ""
        return f"{rank}{'Mme' if she else 'M.'}{NO_BREAK_SPACE}{name}"

    # The close repeats the salutation; an Excellency is assured of the very highest consideration.
    def _closing(self, person: Person) -> str:
        degree = "très haute" if person.honorific == "H.E." else "haute"
        return (
            f"Veuillez agréer, {self._address(person)}, l’assurance de ma {degree} considération."
        )


LANGUAGE: Final = French(
    code="fr",
    name="français",
    english_name="French",
    # fr-FR rather than fr-CH: the Union's French follows the usage of France (CLDR fr), and Word
    # has the same dictionary for both.
    tag="fr-FR",
    direction="ltr",
    script="Latn",
    letters="[A-Za-zÀ-ÖØ-öø-ÿŒœŸ]",
    file_letter="F",
    locale="fr",
    fonts=Fonts("Calibri", "SimSun", "Arial"),
    quotes=Quotes("«\u00a0", "\u00a0»", "“", "”"),
    comma=", ",
    colon=":",
    # CLDR has U+202F, which older fonts show as a box; U+00A0 is what Word types.
    group=NO_BREAK_SPACE,
    decimal=",",
    percent_sign=f"{NO_BREAK_SPACE}%",
    until="à",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    plural_forms=("one", "many", "other"),
    genders=("masculine", "feminine"),
    articles=True,
    everyone="Madame, Monsieur,",
    farewell="Veuillez agréer, Madame, Monsieur, l’assurance de ma haute considération.",
)
