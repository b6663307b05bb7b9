"""English as the Union writes it: British spelling, day before month (CLDR ``en_GB``, not ``en``).

Sources: CLDR en_GB; the Union's English style guide; the United Nations Editorial Manual and
Correspondence Manual.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from docgen.languages.dates import are_neighbours
from docgen.languages.language import Fonts, FrenchSpacing, Language, Quotes
from docgen.languages.numbers import Operands
from docgen.languages.people import Person

# CLDR rbnf/en spellout-cardinal; compound tens take a hyphen.
_UNITS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

# CLDR rbnf/en %spellout-ordinal.
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)

# The titles that stand before a family name; without a full stop, as the Union prints them.
_TITLES: Final = {"Dr": "Dr", "Prof": "Professor"}


@dataclass(frozen=True, eq=False, kw_only=True)
class English(Language):
    """English."""

    # "from ... to", never "from ... -": the Union's and the UN's style guides, ranges.
    def _date_span(self, first: date, last: date) -> str:
        if first == last:
            return f"on {self._long_date(first)}"
        if are_neighbours(first, last):
            return f"on {first.day} and {self._long_date(last)}"
        return f"from {self._start(first, last)} to {self._long_date(last)}"

    def _month_span(self, first: date, last: date) -> str:
        if (first.year, first.month) == (last.year, last.month):
            return f"in {self._month_year(first, '')}"
        return f"from {self._months_apart(first, last)}"

    # CLDR plurals: one if i = 1 and v = 0.
    def _plural_category(self, x: Operands) -> str:
        return "one" if x.i == 1 and x.v == 0 else "other"

    # CLDR plurals, type ordinal: 1st 2nd 3rd, but 11th 12th 13th.
    def _ordinal(self, n: int, gender: str, case: str) -> str:
        if n % 100 in (11, 12, 13):
            return f"{n}th"
        return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th') }"

    def _ordinal_words(self, n: int, gender: str, case: str) -> str:
        return _ORDINALS[n - 1]

    def _words(self, n: int, gender: str, case: str) -> str:
        if n < 20:
            return _UNITS[n]
        if n == 100:
            return "one hundred"
        ten = _TENS[n // 10 - 2]
        return f"{ten}-{_UNITS[n % 10]}" if n % 10 else ten

    # No comma before "and" in a simple series: CLDR en_GB, and the UN Editorial Manual.
    def _join(self, items: list[str], word: Literal["and", "or"]) -> str:
        head = ", ".join(items[:-1])
        return f"{head} {word} {items[-1]}" if head else items[-1]

    # "No. 182" stays on one line (UN Editorial Manual, numbers).
    def _spaced(self, text: str, french_spacing: FrenchSpacing) -> str:
        return re.sub(r"\b(Nos?\.) (?=\d)", "\\1\u00a0", text)

    def _greeting(self, person: Person) -> str:
        if person.honorific == "H.E.":
            return "Excellency,"
        if not person.family_name:
            return "Dear Madam," if person.feminine else "Dear Sir,"
        title = _TITLES.get(person.honorific, "Ms" if person.feminine else "Mr")
        return f"Dear {title} {person.family_name},"

    # The Union's lists and the Correspondence Manual: no full stop after Ms, Mr, Dr; "H.E." stands
    # before the title that the person has beside it.
    def _styled(self, person: Person, name: str, definite: bool, case: str) -> str:
        polite = "Ms" if person.feminine else "Mr"
        if person.honorific == "H.E.":
            return f"H.E. {polite} {name}"
        return f"{_TITLES.get(person.honorific, polite)} {name}"

    # "Yours faithfully" answers Dear Madam or Sir, "Yours sincerely" a name; heads of state,
    # ministers and ambassadors have the Correspondence Manual's own formula.
    def _closing(self, person: Person) -> str:
        if person.honorific == "H.E.":
            return "Accept, Excellency, the assurances of my highest consideration."
        return "Yours sincerely," if person.family_name else "Yours faithfully,"


LANGUAGE: Final = English(
    code="en",
    name="English",
    english_name="English",
    tag="en-GB",
    direction="ltr",
    script="Latn",
    letters="[A-Za-zÀ-ÖØ-öø-ÿ]",
    file_letter="E",
    locale="en_GB",
    # Calibri comes with every Word since 2007; the other two serve a stray word in those scripts.
    fonts=Fonts("Calibri", "SimSun", "Arial"),
    quotes=Quotes("“", "”", "‘", "’"),
    comma=", ",
    colon=":",
    group=",",
    decimal=".",
    until="to",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    plural_forms=("one", "other"),
    everyone="Dear Sir/Madam,",
    farewell="Yours faithfully,",
)
