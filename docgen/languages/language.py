"""What every language of docgen can say: its data, and the functions that templates call.

A function does here what is the same in all languages (checking its arguments, refusing what the
language has no form for) and leaves the rest to the language's own module.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final, Literal, NamedTuple

from docgen.diagnostics import LanguageFormError, did_you_mean
from docgen.languages.courtesy import Courtesy
from docgen.languages.dates import checked_date, checked_range, checked_years
from docgen.languages.numbers import Operands, grouped, operands, whole

FrenchSpacing = Literal["union", "national"]

NO_BREAK_SPACE: Final = "\u00a0"

# CLDR's names of plural categories (UTS #35 part 3), in its order.
PLURAL_CATEGORIES: Final = ("zero", "one", "two", "few", "many", "other")

_GENDERS: Final = {"M": "masculine", "F": "feminine", "N": "neuter"}

# What templates may call, and spaced.
_FILTERS: Final = (
    *("long_date", "day_month", "date_line", "date_range", "day_range", "date_span"),
    *("month", "month_year", "month_range", "month_span", "year_range"),
    *("number", "percent", "plural"),
    *("ordinal", "ordinal_in_words", "in_words", "words_and_digits"),
    *("and_list", "or_list", "quote", "ltr", "as_given"),
    *("salutation", "close", "signature", "address_block", "styled_name"),
)


class Fonts(NamedTuple):
    """Font names for ``w:rFonts``: ``w:ascii`` and ``w:hAnsi``, ``w:eastAsia``, ``w:cs``."""

    latin: str
    east_asian: str
    complex_script: str


class Quotes(NamedTuple):
    """Quotation marks, with the blank that belongs to them; CLDR key ``delimiters``."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Language(Courtesy):
    """One language of the Union: data, and pure functions from values to text.

    A pickled language comes back as the same object.  All functions raise
    :class:`LanguageFormError` for what the language has no form for.
    """

    code: str  # one of docgen.languages.CODES
    name: str  # in the language itself
    english_name: str
    tag: str  # BCP 47, for w:lang
    direction: Literal["ltr", "rtl"]
    script: str  # ISO 15924
    letters: str  # a regular expression for one letter of the script
    file_letter: str  # of the Union's file names: T22-TSB-CIR-0182!!MSW-C
    locale: str  # CLDR's name for it, as Babel takes it
    fonts: Fonts
    quotes: Quotes
    comma: str
    colon: str
    group: str  # between groups of three figures; empty where there are none
    decimal: str
    grouping_from: int = 4  # figures of the integer part; CLDR minimumGroupingDigits + 3
    minus: str = "-"
    percent_sign: str = "%"  # with the blank before it
    until: str  # between two months: May to September
    months: tuple[str, ...]  # CLDR months/format/wide
    plural_forms: tuple[str, ...]  # the CLDR plural categories that the language has
    genders: tuple[str, ...] = ()  # of numbers in words
    cases: tuple[str, ...] = ()  # of numbers in words
    ordinal_cases: tuple[str, ...] = ()  # of ordinals in words
    month_cases: tuple[str, ...] = ()
    title_cases: tuple[str, ...] = ()  # of what stands before a name
    articles: bool = False  # whether a title has one in a sentence: la Sra. Diallo
    everyone: str  # salutation without a person
    farewell: str  # close without a person

    def __reduce__(self) -> tuple[Any, ...]:
        from docgen.languages import get

        return get, (self.code,)

    # Dates

    # The pattern that most of the six share: CLDR availableFormats yMMMMd "d MMMM y",
    # intervalFormats yMMMd "d MMM – d MMM y". A language overrides it where it differs.

    def _day(self, d: date) -> str:
        return str(d.day)

    def _day_month(self, d: date) -> str:
        return f"{self._day(d)} {self._month(d, '')}"

    def _long_date(self, d: date) -> str:
        return f"{self._day_month(d)} {d.year}"

    def _month(self, d: date, case: str) -> str:
        return self.months[d.month - 1]

    def _month_year(self, d: date, case: str) -> str:
        return f"{self._month(d, case)} {d.year}"

    # A hyphen between two figures, as in the titles of the Union's assemblies and meetings.
    def _days_of_month(self, first: date, last: date, with_year: bool) -> str:
        return f"{self._day(first)}-{self._long_date(last) if with_year else self._day_month(last)}"

    # A spaced en dash where the ends have words; plain spaces, which every font has, for CLDR's
    # thin ones.
    def _days_apart(self, first: date, last: date, with_year: bool) -> str:
        across = with_year and first.year < last.year
        start = self._long_date(first) if across else self._day_month(first)
        return f"{start} – {self._long_date(last) if with_year else self._day_month(last)}"

    def _months_apart(self, first: date, last: date) -> str:
        start = self._month_year(first, "") if first.year < last.year else self._month(first, "")
        return f"{start} {self.until} {self._month_year(last, '')}"

    def _years(self, first: int, last: int) -> str:
        return f"{first}-{last}"

    def _start(self, first: date, last: date) -> str:
        """The first day with as much of its date as the last day does not say."""
        if first.year < last.year:
            return self._long_date(first)
        return self._day_month(first) if first.month < last.month else self._day(first)

    @abstractmethod
    def _date_span(self, first: date, last: date) -> str: ...

    @abstractmethod
    def _month_span(self, first: date, last: date) -> str: ...

    def long_date(self, d: date) -> str:
        """A day in full: 6 March 2024."""
        return self._long_date(checked_date(d))

    def day_month(self, d: date) -> str:
        """A day without its year: 5 April."""
        return self._day_month(checked_date(d))

    def date_line(self, d: date, place: str) -> str:
        """Where and when a letter was written: Geneva, 6 March 2024."""
        return f"{self.text(place, 'the place')}{self.comma}{self.long_date(d)}"

    def date_range(self, r: Any) -> str:
        """Days in the form of a heading, as short as the language allows: 15-24 October 2024."""
        first, last = checked_range(r).first, checked_range(r).last
        if first == last:
            return self._long_date(first)
        if (first.year, first.month) == (last.year, last.month):
            return self._days_of_month(first, last, True)
        return self._days_apart(first, last, True)

    def day_range(self, r: Any) -> str:
        """The same without the year: 15-24 October."""
        first, last = checked_range(r).first, checked_range(r).last
        if first == last:
            return self._day_month(first)
        if (first.year, first.month) == (last.year, last.month):
            return self._days_of_month(first, last, False)
        return self._days_apart(first, last, False)

    def date_span(self, r: Any) -> str:
        """Days in a sentence: from 15 to 24 October 2024.

        One day: on 15 October 2024; two neighbours: on 15 and 16 October 2024.
        """
        days = checked_range(r)
        return self._date_span(days.first, days.last)

    def month(self, d: date, case: str | None = None) -> str:
        """The month's name; ``case`` where months are declined (Russian), else refused."""
        return self._month(checked_date(d), self._form(case, self.month_cases, "case of months"))

    def month_year(self, d: date, case: str | None = None) -> str:
        """Month and year: March 2024."""
        chosen = self._form(case, self.month_cases, "case of months")
        return self._month_year(checked_date(d), chosen)

    def month_range(self, r: Any) -> str:
        """Whole months, without prepositions before the first: May to September 2024."""
        days = checked_range(r)
        if (days.first.year, days.first.month) == (days.last.year, days.last.month):
            return self._month_year(days.first, "")
        return self._months_apart(days.first, days.last)

    def month_span(self, r: Any) -> str:
        """Whole months in a sentence: from May to September 2024; in May 2024 for one month."""
        days = checked_range(r)
        return self._month_span(days.first, days.last)

    def year_range(self, r: Any) -> str:
        """The years of a range, or of a pair of years: 2025-2028; one year stands alone."""
        first, last = checked_years(r)
        return str(first) if first == last else self._years(first, last)

    # Numbers

    @abstractmethod
    def _plural_category(self, x: Operands) -> str: ...

    @abstractmethod
    def _ordinal(self, n: int, gender: str, case: str) -> str: ...

    @abstractmethod
    def _ordinal_words(self, n: int, gender: str, case: str) -> str: ...

    @abstractmethod
    def _words(self, n: int, gender: str, case: str) -> str: ...

    def number(self, n: Any) -> str:
        """An int or Decimal in figures, in groups; a float only if it is exact."""
        return grouped(n, self.group, self.decimal, self.grouping_from, self.minus)

    def percent(self, n: Any) -> str:
        """``n`` is the percentage itself: 35 gives 35%. CLDR key ``percentFormats``."""
        return f"{self.number(n)}{self.percent_sign}"

    def ordinal(self, n: Any, gender: str | None = None, case: str | None = None) -> str:
        """A short ordinal (1st); ``gender`` of the noun where the form depends on it."""
        number = whole(n, 1, None, f"{self.english_name} ordinals")
        return self._ordinal(number, *self._gender_and_case(gender, case))

    def ordinal_in_words(self, n: Any, gender: str | None = None, case: str | None = None) -> str:
        """An ordinal from 1 to 10 in words (first), as the noun beside it needs it."""
        number = whole(n, 1, 10, f"{self.english_name} ordinals in words")
        named, _ = self._gender_and_case(gender, None)
        chosen = self._form(case, self.ordinal_cases, "case of ordinals")
        return self._ordinal_words(number, named, chosen)

    def in_words(self, n: Any, gender: str | None = None, case: str | None = None) -> str:
        """A whole number from 0 to 100 in words.

        ``gender`` ("M", "F", "N" or the whole word) is that of the counted noun; without it, the
        number is the one used in counting (CLDR ``spellout-numbering``); ``case`` as in ``cases``.
        """
        number = whole(n, 0, 100, f"{self.english_name} numbers in words")
        return self._words(number, *self._gender_and_case(gender, case))

    def words_and_digits(self, n: Any, gender: str | None = None, case: str | None = None) -> str:
        """The number in words, then in figures: six (6)."""
        words = self.in_words(n, gender, case)
        return f"{words} ({whole(n, 0, 100, 'numbers in words')})"

    def plural_category(self, n: Any) -> str:
        """CLDR's plural category of ``n`` as it will be printed (1 and 1.0 may differ)."""
        return self._plural_category(operands(n))

    def plural(self, n: Any, **forms: str) -> str:
        """The one of ``forms`` that ``n`` needs; the number itself is not printed.

        The names are CLDR's.  A form that the language does not have is refused.
        """
        have = ", ".join(self.plural_forms)
        for name in forms:
            if name not in PLURAL_CATEGORIES:
                hint = did_you_mean(name, self.plural_forms)
                raise LanguageFormError(f"there is no plural form {name!r}; {hint}")
            if name not in self.plural_forms:
                raise LanguageFormError(f"{self.english_name} has no form {name!r}, it has {have}")
        needed = self.plural_category(n)
        if needed not in forms:
            given = ", ".join(forms) or "none"
            raise LanguageFormError(
                f"{self.english_name} needs the form {needed!r} for {n}; given: {given}"
            )
        return forms[needed]

    # Lists and marks

    @abstractmethod
    def _join(self, items: list[str], word: Literal["and", "or"]) -> str: ...

    def and_list(self, items: Iterable[str]) -> str:
        """A, B and C. CLDR key ``listPattern-type-standard``."""
        return self._join(self._items(items), "and")

    def or_list(self, items: Iterable[str]) -> str:
        """A, B or C. CLDR key ``listPattern-type-or``."""
        return self._join(self._items(items), "or")

    def quote(self, text: str) -> str:
        """The text in quotation marks; quotation marks inside it become inner ones."""
        marks = self.quotes
        inside = self.text(text, "the quoted text")
        opening, closing = marks.opening.strip(), marks.closing.strip()
        inside = re.sub(f"{opening}[ \u00a0\u202f]?", marks.inner_opening, inside)
        inside = re.sub(f"[ \u00a0\u202f]?{closing}", marks.inner_closing, inside)
        return f"{marks.opening}{inside}{marks.closing}"

    def ltr(self, text: str) -> str:
        """A telephone number, an e-mail address or a Latin name that keeps its order here."""
        return self._string(text)

    def as_given(self, text: str) -> str:
        """A person's or an organization's own words, in whatever script; in an Arabic letter those
        without Arabic letters keep their order, as with :meth:`ltr`."""
        return self._string(text)

    def spaced(self, text: str, french_spacing: FrenchSpacing = "union") -> str:
        """The text with the no-break spaces that the language demands; applying it twice is safe.

        ``french_spacing`` concerns French only: the Union's own form or the national one.
        """
        if french_spacing not in ("union", "national"):
            raise LanguageFormError(f"french_spacing is union or national, not {french_spacing!r}")
        return self._spaced(self._string(text), french_spacing)

    def _spaced(self, text: str, french_spacing: FrenchSpacing) -> str:
        return text

    def _string(self, value: Any) -> str:
        if not isinstance(value, str):
            raise LanguageFormError(f"text is needed here, not {value!r}")
        return value

    def _items(self, items: Iterable[str]) -> list[str]:
        if isinstance(items, (str, bytes)) or not isinstance(items, Iterable):
            raise LanguageFormError(f"a list is needed here, not {items!r}")
        texts = [self.text(item, "an item of the list") for item in items]
        if not texts:
            raise LanguageFormError("the list is empty")
        return texts

    def _gender_and_case(self, gender: str | None, case: str | None) -> tuple[str, str]:
        named = gender
        if isinstance(gender, str) and len(gender) == 1:
            named = _GENDERS.get(gender.upper(), gender)
        return (
            self._form(named, self.genders, "gender of numbers"),
            self._form(case, self.cases, "case of numbers"),
        )

    def _required(self, gender: str, what: str) -> str:
        if not gender:
            raise LanguageFormError(
                f"{self.english_name} needs the gender of the noun ({' or '.join(self.genders)}) "
                f"for {what}"
            )
        return gender

    def filters(self, french_spacing: FrenchSpacing = "union") -> dict[str, Callable[..., str]]:
        """What templates call, by name; every function returns text.

        ``french_spacing`` is the campaign's choice; languages other than French pass over it.
        """
        self.spaced("", french_spacing)  # refuses an unknown choice now, not at the first letter
        filters: dict[str, Callable[..., str]] = {name: getattr(self, name) for name in _FILTERS}
        filters["spaced"] = partial(self.spaced, french_spacing=french_spacing)
        return filters
