"""Russian as the Union writes it: declined months and numbers, the year with года in full.

Sources: CLDR ru; A. E. Milchin, Справочник издателя и автора, below "Milchin"; D. E. Rosenthal,
Справочник по правописанию, below "Rosenthal".  ё is written е, as in the Union's texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from docgen.languages.dates import are_neighbours
from docgen.languages.language import NO_BREAK_SPACE, Fonts, FrenchSpacing, Language, Quotes
from docgen.languages.numbers import Operands
from docgen.languages.people import Person, own_address

_CASES: Final = (
    "nominative",
    "genitive",
    "dative",
    "accusative",
    "instrumental",
    "prepositional",
)
# Numbers and ordinals alone have a seventh: "вижу два стола" but "вижу двух женщин".
_ANIMATE: Final = "accusative-animate"

# Month names by the order of _CASES; CLDR has the nominative (stand-alone) and the genitive
# (format) only. All are masculine; март, май and август of the hard or й-stem, the rest soft.
_MONTHS: Final = (
    "январь января январю январь январем январе",
    "февраль февраля февралю февраль февралем феврале",
    "март марта марту март мартом марте",
    "апрель апреля апрелю апрель апрелем апреле",
    "май мая маю май маем мае",
    "июнь июня июню июнь июнем июне",
    "июль июля июлю июль июлем июле",
    "август августа августу август августом августе",
    "сентябрь сентября сентябрю сентябрь сентябрем сентябре",
    "октябрь октября октябрю октябрь октябрем октябре",
    "ноябрь ноября ноябрю ноябрь ноябрем ноябре",
    "декабрь декабря декабрю декабрь декабрем декабре",
)
_DECLINED_MONTHS: Final = tuple(tuple(row.split()) for row in _MONTHS)


def _soft(stem: str) -> str:
    """A number declined like a noun in -ь: пять пяти пяти пять пятью пяти."""
    return f"{stem}ь {stem}и {stem}и {stem}ь {stem}ью {stem}и"


# CLDR rbnf/ru spellout-cardinal-<gender>-<case>, by the order of _CASES.
_ONE: Final = {
    "masculine": "один одного одному один одним одном",
    "feminine": "одна одной одной одну одной одной",
    "neuter": "одно одного одному одно одним одном",
}
_NUMBERS: Final = {
    0: "ноль ноля нолю ноль нолем ноле",
    2: "два двух двум два двумя двух",
    3: "три трех трем три тремя трех",
    4: "четыре четырех четырем четыре четырьмя четырех",
    5: _soft("пят"),
    6: _soft("шест"),
    7: _soft("сем"),
    8: "восемь восьми восьми восемь восемью восьми",
    9: _soft("девят"),
    10: _soft("десят"),
    11: _soft("одиннадцат"),
    12: _soft("двенадцат"),
    13: _soft("тринадцат"),
    14: _soft("четырнадцат"),
    15: _soft("пятнадцат"),
    16: _soft("шестнадцат"),
    17: _soft("семнадцат"),
    18: _soft("восемнадцат"),
    19: _soft("девятнадцат"),
    20: _soft("двадцат"),
    30: _soft("тридцат"),
    40: "сорок сорока сорока сорок сорока сорока",
    50: "пятьдесят пятидесяти пятидесяти пятьдесят пятьюдесятью пятидесяти",
    60: "шестьдесят шестидесяти шестидесяти шестьдесят шестьюдесятью шестидесяти",
    70: "семьдесят семидесяти семидесяти семьдесят семьюдесятью семидесяти",
    80: "восемьдесят восьмидесяти восьмидесяти восемьдесят восемьюдесятью восьмидесяти",
    90: "девяносто девяноста девяноста девяносто девяноста девяноста",
    100: "сто ста ста сто ста ста",
}

# CLDR rbnf/ru %spellout-ordinal-<gender>-<case> (its ablative is the instrumental, its locative the
# prepositional), but третьему for its третьому; the endings by the order of _CASES, empty for the
# word as it stands here.
_ORDINALS: Final = (
    *("первый", "второй", "третий", "четвертый", "пятый"),
    *("шестой", "седьмой", "восьмой", "девятый", "десятый"),
)
_HARD: Final = {
    "masculine": ("", "ого", "ому", "", "ым", "ом"),
    "feminine": ("ая", "ой", "ой", "ую", "ой", "ой"),
    "neuter": ("ое", "ого", "ому", "ое", "ым", "ом"),
}
_THIRD: Final = {
    "masculine": ("", "ьего", "ьему", "", "ьим", "ьем"),
    "feminine": ("ья", "ьей", "ьей", "ью", "ьей", "ьей"),
    "neuter": ("ье", "ьего", "ьему", "ье", "ьим", "ьем"),
}

# Titles before a name by the order of _CASES. Milchin: г-жа and г-н are declined as the words that
# they shorten; доктор and профессор are said of a woman too, and declined as masculine nouns.
_TITLES: Final = {
    "Ms": "г-жа г-жи г-же г-жу г-жой г-же",
    "Mr": "г-н г-на г-ну г-на г-ном г-не",
    "Dr": "д-р д-ра д-ру д-ра д-ром д-ре",
    "Prof": "профессор профессора профессору профессора профессором профессоре",
    "H.E.": "Превосходительство Превосходительства Превосходительству Превосходительство"
    " Превосходительством Превосходительстве",
}

# What is glued to the figures of an ordinal (Milchin: one letter after a vowel, two after a
# consonant), by the order of _CASES; the accusative of the masculine is the inanimate one.
_ENDINGS: Final = {
    "masculine": ("й", "го", "му", "й", "м", "м"),
    "feminine": ("я", "й", "й", "ю", "й", "й"),
    "neuter": ("е", "го", "му", "е", "м", "м"),
}


@dataclass(frozen=True, eq=False, kw_only=True)
class Russian(Language):
    """Russian."""

    def _month(self, d: date, case: str) -> str:
        return _DECLINED_MONTHS[d.month - 1][_CASES.index(case or "nominative")]

    # The month of a date stands in the genitive (CLDR months/format), and года is not shortened.
    def _day_month(self, d: date) -> str:
        return f"{d.day} {self._month(d, 'genitive')}"

    def _long_date(self, d: date) -> str:
        return f"{self._day_month(d)} {d.year} года"

    def _month_year(self, d: date, case: str) -> str:
        return f"{self._month(d, case)} {d.year} года"

    # Milchin: an en dash, without spaces between figures, with them where an end has words.
    def _days_of_month(self, first: date, last: date, with_year: bool) -> str:
        tail = self._long_date(last) if with_year else self._day_month(last)
        return f"{first.day}–{tail}"

    def _months_apart(self, first: date, last: date) -> str:
        if first.year < last.year:
            return f"{self._month_year(first, '')} – {self._month_year(last, '')}"
        return f"{self._month(first, '')}–{self._month_year(last, '')}"

    # "со" before второго, the only day whose name begins with two such consonants.
    def _date_span(self, first: date, last: date) -> str:
        if first == last:
            return self._long_date(first)
        if are_neighbours(first, last):
            return f"{first.day} и {self._long_date(last)}"
        since = "со" if first.day == 2 else "с"
        return f"{since} {self._start(first, last)} по {self._long_date(last)}"

    # с with the genitive, по (up to and including) with the accusative, в with the prepositional.
    def _month_span(self, first: date, last: date) -> str:
        if (first.year, first.month) == (last.year, last.month):
            return f"в {self._month_year(first, 'prepositional')}"
        case = "genitive"
        start = self._month_year(first, case) if first.year < last.year else ""
        return f"с {start or self._month(first, case)} по {self._month_year(last, 'accusative')}"

    def _years(self, first: int, last: int) -> str:
        return f"{first}–{last}"

    # CLDR plurals: 1, 21 one; 2-4, 22-24 few; the other whole numbers many; fractions other.
    def _plural_category(self, x: Operands) -> str:
        if x.v:
            return "other"
        if x.i % 10 == 1 and x.i % 100 != 11:
            return "one"
        return "few" if x.i % 10 in (2, 3, 4) and x.i % 100 not in (12, 13, 14) else "many"

    def _ordinal(self, n: int, gender: str, case: str) -> str:
        named = self._required(gender, "ordinals")
        return f"{n}-{_ENDINGS[named][self._ordinal_column(named, case)]}"

    def _ordinal_words(self, n: int, gender: str, case: str) -> str:
        named = self._required(gender, "ordinals in words")
        word = _ORDINALS[n - 1]
        ending = (_THIRD if n == 3 else _HARD)[named][self._ordinal_column(named, case)]
        return f"{word[:-2]}{ending}" if ending else word

    # Among adjectives in the singular, only the masculine tells animate from inanimate.
    def _ordinal_column(self, gender: str, case: str) -> int:
        if case == _ANIMATE:
            case = "genitive" if gender == "masculine" else "accusative"
        return _CASES.index(case or "nominative")

    def _words(self, n: int, gender: str, case: str) -> str:
        if n in _NUMBERS:
            return self._simple(n, gender, case)
        # Every word of a compound number is declined. Rosenthal: its two, three and four do not
        # follow an animate noun in the accusative (вижу двадцать два делегата), its one does.
        animate_two = case == _ANIMATE and n > 20 and n % 10 in (2, 3, 4)
        unit = self._simple(n % 10, gender, "accusative" if animate_two else case)
        if n < 20:
            return unit
        return f"{self._simple(n // 10 * 10, gender, case)} {unit}"

    def _simple(self, n: int, gender: str, case: str) -> str:
        """A number of one word; without a gender, the masculine that is used in counting."""
        column = _CASES.index("accusative" if case == _ANIMATE else case or "nominative")
        if case == _ANIMATE and (n in (2, 3, 4) or (n == 1 and gender != "feminine")):
            column = _CASES.index("nominative" if gender == "neuter" and n == 1 else "genitive")
        if n == 1:
            return _ONE[gender or "masculine"].split()[column]
        word = _NUMBERS[n].split()[column]
        return "две" if word == "два" and gender == "feminine" else word

    def _join(self, items: list[str], word: Literal["and", "or"]) -> str:
        head = ", ".join(items[:-1])
        return f"{head} {'и' if word == 'and' else 'или'} {items[-1]}" if head else items[-1]

    # Milchin, "Переносы": № and its number, a number and %, a year and года, a dash and the word
    # before it, a preposition of one letter and its word stay on one line.
    def _spaced(self, text: str, french_spacing: FrenchSpacing) -> str:
        text = re.sub(r"№ ?(?=\d)", f"№{NO_BREAK_SPACE}", text)
        text = re.sub("(?<=\\d)[ \u00a0\u202f]*%", f"{NO_BREAK_SPACE}%", text)
        text = re.sub(r"(?<=\d) (?=(?:год(?:а|у|ом)?|гг?\.|году)(?!\w))", NO_BREAK_SPACE, text)
        text = re.sub(r"(?<=\S) (?=[–—] )", NO_BREAK_SPACE, text)
        return re.sub(r"(?<!\w)([вкосуВКОСУ]) (?=\w)", "\\1\u00a0", text)

    def _greeting(self, person: Person) -> str:
        dear = "Уважаемая" if person.feminine else "Уважаемый"
        name = f" {person.family_name}" if person.family_name else ""
        if person.honorific == "H.E.":
            return "Ваше Превосходительство,"
        if name and not person.feminine and person.honorific in ("Dr", "Prof"):
            # A woman is "госпожа": "Уважаемая доктор" is colloquial, the title is a masculine noun.
            return f"{dear} {'доктор' if person.honorific == 'Dr' else 'профессор'}{name},"
        return f"{dear} {'госпожа' if person.feminine else 'господин'}{name},"

    # Only the title is declined: whether and how a name is depends on its origin and on its bearer.
    def _styled(self, person: Person, name: str, definite: bool, case: str) -> str:
        column = _CASES.index(case or "nominative")
        polite = "Ms" if person.feminine else "Mr"
        rank = ""
        if person.honorific == "H.E.":
            whose = "Ее" if person.feminine else "Его"
            rank = f"{whose} {_TITLES['H.E.'].split()[column]} "
        title = person.honorific if person.honorific in ("Dr", "Prof") else polite
        gap = " " if title == "Prof" else NO_BREAK_SPACE
        return f"{rank}{_TITLES[title].split()[column]}{gap}{name}"

    # An addressee stands in the dative, and a line begins with a capital letter; the position and
    # the organization stand as they were given.
    def _addressed(self, who: Any) -> list[str]:
        name = self.styled_name(who, case="dative")
        return self._block(who, f"{name[0].upper()}{name[1:]}", own_address(who))

    # The formula of diplomatic letters for an Excellency.
    def _closing(self, person: Person) -> str:
        if person.honorific == "H.E.":
            return "Примите, Ваше Превосходительство, уверения в моем весьма высоком уважении."
        return self.farewell


LANGUAGE: Final = Russian(
    code="ru",
    name="русский",
    english_name="Russian",
    tag="ru-RU",
    direction="ltr",
    script="Cyrl",
    letters="[\u0400-\u04ff]",
    file_letter="R",
    locale="ru",
    fonts=Fonts("Calibri", "SimSun", "Arial"),
    quotes=Quotes("«", "»", "„", "“"),
    comma=", ",
    colon=":",
    group=NO_BREAK_SPACE,
    decimal=",",
    percent_sign=f"{NO_BREAK_SPACE}%",
    until="–",
    months=tuple(row[0] for row in _DECLINED_MONTHS),
    plural_forms=("one", "few", "many", "other"),
    genders=("masculine", "feminine", "neuter"),
    cases=(*_CASES, _ANIMATE),
    ordinal_cases=(*_CASES, _ANIMATE),
    month_cases=_CASES,
    title_cases=_CASES,
    everyone="Уважаемая госпожа,\nуважаемый господин,",
    farewell="С уважением,",
)
