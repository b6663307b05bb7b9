"""Arabic as the Union writes it: Western figures, single month names, text in logical order.

Sources: CLDR ar (numbering system latn); UAX #9, the bidirectional algorithm; the Union's own
Arabic for ranges and for forms of address.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from docgen.diagnostics import LanguageFormError
from docgen.languages.dates import are_neighbours
from docgen.languages.language import Fonts, Language, Quotes
from docgen.languages.numbers import Operands
from docgen.languages.people import Person

LEFT_TO_RIGHT_MARK: Final = "\u200e"

_CASES: Final = ("nominative", "genitive", "accusative")

# CLDR rbnf/ar spellout-cardinal-masculine, -feminine, where the gender is that of the counted noun.
# From three to ten the number has the form opposite to the noun: ستة ممثلين, ست ممثلات.
_UNITS: Final = {
    "masculine": (
        *("صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة"),
        *("ستة", "سبعة", "ثمانية", "تسعة", "عشرة"),
    ),
    "feminine": (
        *("صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس"),
        *("ست", "سبع", "ثماني", "تسع", "عشر"),
    ),
}
_TENS: Final = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")

# Up to ten, with the article, as they follow the noun: الاجتماع الأول, الدورة الأولى. CLDR rbnf/ar
# %spellout-ordinal-masculine, -feminine. Without vowel signs, the three cases look alike.
_ORDINALS: Final = {
    "masculine": (
        *("الأول", "الثاني", "الثالث", "الرابع", "الخامس"),
        *("السادس", "السابع", "الثامن", "التاسع", "العاشر"),
    ),
    "feminine": (
        *("الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة"),
        *("السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة"),
    ),
}

_GREETING: Final = "تحية طيبة وبعد،"


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


@dataclass(frozen=True, eq=False, kw_only=True)
class Arabic(Language):
    """Arabic."""

    # Word sets two figures and a hyphen as one left-to-right run, which a reader takes from the
    # right: the Union therefore writes the higher number first in the order of the text. UAX #9
    # (W2, W4), which other programs follow, would turn the two figures round after Arabic letters;
    # the mark before them keeps them as Word has them.
    def _days_of_month(self, first: date, last: date, with_year: bool) -> str:
        tail = f" {first.year}" if with_year else ""
        return f"{LEFT_TO_RIGHT_MARK}{last.day}-{first.day} {self._month(first, '')}{tail}"

    # With month names at both ends, the text itself runs from right to left: the first day stands
    # first, as in the other languages.
    def _date_span(self, first: date, last: date) -> str:
        if first == last:
            return f"في {self._long_date(first)}"
        if are_neighbours(first, last):
            return f"يومي {first.day} و{self._long_date(last)}"
        return f"من {self._start(first, last)} إلى {self._long_date(last)}"

    def _month_span(self, first: date, last: date) -> str:
        if (first.year, first.month) == (last.year, last.month):
            return f"في {self._month_year(first, '')}"
        return f"من {self._months_apart(first, last)}"

    def _years(self, first: int, last: int) -> str:
        return f"{LEFT_TO_RIGHT_MARK}{last}-{first}"

    # CLDR plurals: zero, one, two; few 3-10, many 11-99 of the last two figures; other.
    def _plural_category(self, x: Operands) -> str:
        if not x.whole:
            return "other"
        if x.i in (0, 1, 2):
            return ("zero", "one", "two")[x.i]
        last = x.i % 100
        if 3 <= last <= 10:
            return "few"
        return "many" if last >= 11 else "other"

    def _ordinal(self, n: int, gender: str, case: str) -> str:
        named = self._required(gender, "ordinals")
        if n > 10:
            raise LanguageFormError(f"Arabic ordinals in words exist up to 10, not for {n}")
        return self._ordinal_words(n, named, case)

    def _ordinal_words(self, n: int, gender: str, case: str) -> str:
        return _ORDINALS[self._required(gender, "ordinals in words")][n - 1]

    def _words(self, n: int, gender: str, case: str) -> str:
        named = gender or "masculine"
        she, oblique = named == "feminine", case in ("genitive", "accusative")
        if n in (11, 12):
            return f"{self._unit(n - 10, named, oblique, teen=True)} {'عشرة' if she else 'عشر'}"
        if n <= 10:
            return self._unit(n, named, oblique)
        if n < 20:  # from 13, "ten" agrees with the noun and the unit is opposed to it
            return f"{_UNITS[named][n - 10]} {'عشرة' if she else 'عشر'}"
        if n == 100:
            return "مائة"
        ten = f"{_TENS[n // 10 - 2]}{'ين' if oblique else 'ون'}"
        if n % 10 == 0:
            return ten
        if n % 10 == 1 and she:
            unit = "إحدى"
        elif n % 10 == 8 and she:  # without a noun after it: ثمانٍ, in the accusative ثمانيًا
            unit = "ثمانيا" if case == "accusative" else "ثمان"
        else:
            unit = self._unit(n % 10, named, oblique)
        return f"{unit} و{ten}"

    def _unit(self, n: int, named: str, oblique: bool, teen: bool = False) -> str:
        """One to ten; of them two is declined, and eleven and twelve have their own one and two."""
        she = named == "feminine"
        if n == 1 and teen:
            return "إحدى" if she else "أحد"
        if n == 2:
            stem, ending = "اثنت" if she else "اثن", "ي" if oblique else "ا"
            return f"{stem}{ending}" if teen else f"{stem}{ending}ن"
        return _UNITS[named][n]

    # CLDR listPattern ar: و is a prefix, glued to each item after the first.
    def _join(self, items: list[str], word: Literal["and", "or"]) -> str:
        return (" و" if word == "and" else " أو ").join(items)

    def ltr(self, text: str) -> str:
        """The text between LEFT-TO-RIGHT MARKs, so that +41 22 730 5861 keeps its order.

        After Arabic letters, UAX #9 (rules W2, N1) makes each group of figures an island and sets
        the islands, and the plus sign, from right to left; between two strong left-to-right marks
        everything is one run (W7, N1).  The marks are chosen over the isolates U+2066 and U+2069,
        which UAX #9 prefers, because Word ignores isolates up to its 2010 edition and can show
        them as boxes, while it has obeyed the marks since Word 2000.  The text may not hold
        right-to-left letters: marks do not keep those in order.  Empty text stays empty.
        """
        if super().ltr(text) == "":
            return ""
        if _has_right_to_left(text):
            raise LanguageFormError(f"{text!r} holds right-to-left letters; leave ltr away")
        bare = text.strip(LEFT_TO_RIGHT_MARK)
        return f"{LEFT_TO_RIGHT_MARK}{bare}{LEFT_TO_RIGHT_MARK}"

    def as_given(self, text: str) -> str:
        """Words in whatever script: those without right-to-left letters between the marks."""
        given = super().as_given(text)
        return given if _has_right_to_left(given) else self.ltr(given)

    def _title(self, person: Person) -> str:
        she = person.feminine
        return {
            "Dr": "الدكتورة" if she else "الدكتور",
            "Prof": "الأستاذة" if she else "الأستاذ",
        }.get(person.honorific, "السيدة" if she else "السيد")

    # An Arabic letter greets by the full name: a family name alone is curt.
    def _greeting(self, person: Person) -> str:
        title, name = self._title(person), self.as_given(person.name)
        named = f"{title} {name}" if name else title
        if person.honorific == "H.E.":
            rank = "صاحبة السعادة" if person.feminine else "صاحب السعادة"
            return f"{rank} {named}،\n{_GREETING}" if name else f"{rank}،\n{_GREETING}"
        return f"حضرة {named}،\n{_GREETING}"

    # The Union's own Arabic: the title with its article before the name; سعادة before the title of
    # an Excellency, for a woman and a man alike.
    def _styled(self, person: Person, name: str, definite: bool, case: str) -> str:
        rank = "سعادة " if person.honorific == "H.E." else ""
        return f"{rank}{self._title(person)} {self.as_given(name)}"

    def _addressed(self, who: Any) -> list[str]:
        name, *lines = super()._addressed(who)
        return [name, *map(self.as_given, lines)]

    # The imperative plural of respect serves one person of either gender and many.
    def _closing(self, person: Person) -> str:
        if person.honorific == "H.E.":
            rank = "صاحبة السعادة" if person.feminine else "صاحب السعادة"
            return f"وتفضلوا، {rank}، بقبول أسمى آيات التقدير والاحترام."
        return self.farewell


LANGUAGE: Final = Arabic(
    code="ar",
    name="العربية",
    english_name="Arabic",
    # ar-AE: Gregorian calendar and the single month names. ar-SA, Word's own default, has the
    # Hijri calendar, which a date field in the letter would follow.
    tag="ar-AE",
    direction="rtl",
    script="Arab",
    letters="[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]",
    file_letter="A",
    locale="ar",
    # Calibri has no Arabic letters; Arial has, in every Windows. Traditional Arabic is optional
    # since Windows 10.
    fonts=Fonts("Calibri", "SimSun", "Arial"),
    quotes=Quotes("”", "“", "’", "‘"),
    comma="، ",
    colon=":",
    # CLDR latn. Comma and full stop are common separators (CS) for UAX #9, which rule W4 keeps
    # inside the number.
    group=",",
    decimal=".",
    # CLDR has U+200E before the hyphen-minus, so that it stays at the left of the number.
    minus=f"{LEFT_TO_RIGHT_MARK}-",
    until="إلى",
    months=(
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    plural_forms=("zero", "one", "two", "few", "many", "other"),
    genders=("masculine", "feminine"),
    cases=_CASES,
    ordinal_cases=_CASES,
    everyone=f"حضرات السادة والسيدات،\n{_GREETING}",
    farewell="وتفضلوا بقبول فائق التقدير والاحترام.",
)
