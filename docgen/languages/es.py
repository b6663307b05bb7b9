"""Spanish as the Union writes it.

Sources: CLDR es; Ortografía de la lengua española (Real Academia Española, 2010), below "RAE".
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

# CLDR rbnf/es: spellout-numbering, and -cardinal-masculine and -feminine for the ones.
_UNITS: Final = (
    *("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    *("once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho"),
    *("diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro"),
    *("veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"),
)
_TENS: Final = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_ONE: Final = {"": "uno", "masculine": "un", "feminine": "una"}
_TWENTY_ONE: Final = {"": "veintiuno", "masculine": "veintiún", "feminine": "veintiuna"}

# The forms before a noun, as in "primera reunión": CLDR rbnf/es %spellout-ordinal-feminine and
# -masculine-adjective, where primero and tercero lose their o.
_ORDINALS: Final = {
    "masculine": (
        *("primer", "segundo", "tercer", "cuarto", "quinto"),
        *("sexto", "séptimo", "octavo", "noveno", "décimo"),
    ),
    "feminine": (
        *("primera", "segunda", "tercera", "cuarta", "quinta"),
        *("sexta", "séptima", "octava", "novena", "décima"),
    ),
}

# RAE: "y" becomes "e" before the sound i, not before the diphthong of hielo or ionosfera; "o"
# becomes "u" before the sound o, written in figures too (8, 11, 80). ICU's ListFormatter does so.
_I_SOUND: Final = re.compile(r"h?[ií](?![aeou])", re.IGNORECASE)
_O_SOUND: Final = re.compile(r"h?[oó]|8|11(?!\d)|11(?=(\d{3})+(?!\d))", re.IGNORECASE)


@dataclass(frozen=True, eq=False, kw_only=True)
class Spanish(Language):
    """Spanish."""

    def _long_date(self, d: date) -> str:
        return f"{self._day_month(d)} de {d.year}"

    def _day_month(self, d: date) -> str:
        return f"{self._day(d)} de {self._month(d, '')}"

    def _month_year(self, d: date, case: str) -> str:
        return f"{self._month(d, case)} de {d.year}"

    # The Union's Spanish: "a" between the days where the other Latin languages have a hyphen; two
    # days of which the second follows the first are joined by "y".
    def _days_of_month(self, first: date, last: date, with_year: bool) -> str:
        tail = self._long_date(last) if with_year else self._day_month(last)
        return f"{first.day} {'y' if are_neighbours(first, last) else 'a'} {tail}"

    def _days_apart(self, first: date, last: date, with_year: bool) -> str:
        across = with_year and first.year < last.year
        start = self._long_date(first) if across else self._day_month(first)
        return f"{start} a {self._long_date(last) if with_year else self._day_month(last)}"

    def _date_span(self, first: date, last: date) -> str:
        if first == last:
            return f"el {self._long_date(first)}"
        if are_neighbours(first, last):
            return f"los días {first.day} y {self._long_date(last)}"
        return f"del {self._start(first, last)} al {self._long_date(last)}"

    def _month_span(self, first: date, last: date) -> str:
        if (first.year, first.month) == (last.year, last.month):
            return f"en {self._month_year(first, '')}"
        return f"de {self._months_apart(first, last)}"

    # CLDR plurals: one if n = 1; many for whole millions ("un millón de").
    def _plural_category(self, x: Operands) -> str:
        if x.n == 1:
            return "one"
        return "many" if x.v == 0 and x.i and x.i % 1_000_000 == 0 else "other"

    # RAE: a full stop, then the raised letter (CLDR rbnf/es digits-ordinal-masculine, -feminine).
    def _ordinal(self, n: int, gender: str, case: str) -> str:
        return f"{n}.ª" if self._required(gender, "n.º or n.ª") == "feminine" else f"{n}.º"

    def _ordinal_words(self, n: int, gender: str, case: str) -> str:
        return _ORDINALS[self._required(gender, "ordinals in words")][n - 1]

    def _words(self, n: int, gender: str, case: str) -> str:
        if n == 1:
            return _ONE[gender]
        if n == 21:
            return _TWENTY_ONE[gender]
        if n < 30:
            return _UNITS[n]
        if n == 100:
            return "cien"
        ten, unit = _TENS[n // 10 - 3], n % 10
        if unit == 0:
            return ten
        return f"{ten} y {_ONE[gender] if unit == 1 else _UNITS[unit]}"

    def _join(self, items: list[str], word: Literal["and", "or"]) -> str:
        head, last = ", ".join(items[:-1]), items[-1]
        if not head:
            return last
        if word == "and":
            return f"{head} {'e' if _I_SOUND.match(last) else 'y'} {last}"
        return f"{head} {'u' if _O_SOUND.match(last) else 'o'} {last}"

    # RAE: a space before % that does not break; n.º, art., Sra. stay with what follows.
    def _spaced(self, text: str, french_spacing: FrenchSpacing) -> str:
        text = re.sub("(?<=\\d)[ \u00a0\u202f]*%", f"{NO_BREAK_SPACE}%", text)
        text = re.sub(r"\b([nN]\.(?:os|[ºª])) ?(?=\d)", "\\1\u00a0", text)
        return re.sub(r"\b(Sra?s?\.|Dra?s?\.|Profa?\.) (?=[^\W\d_])", "\\1\u00a0", text)

    def _greeting(self, person: Person) -> str:
        she, name = person.feminine, person.family_name
        if person.honorific == "H.E.":
            return "Excelentísima Señora:" if she else "Excelentísimo Señor:"
        if not name:
            return "Muy Señora mía:" if she else "Muy Señor mío:"
        if person.honorific == "Dr":
            title = "Dra." if she else "Dr."
        elif person.honorific == "Prof":
            title = "Profesora" if she else "Profesor"
        else:
            title = "Sra." if she else "Sr."
        gap = NO_BREAK_SPACE if title.endswith(".") else " "
        return f"{'Estimada' if she else 'Estimado'} {title}{gap}{name}:"

    # RAE: the title takes the article in a sentence, none in an address or a vocative; the
    # abbreviation of a title has a capital and a full stop.
    def _styled(self, person: Person, name: str, definite: bool, case: str) -> str:
        she = person.feminine
        article = ("la " if she else "el ") if definite else ""
        if person.honorific == "Prof":
            return f"{article}{'Profesora' if she else 'Profesor'} {name}"
        title = ("Dra." if she else "Dr.") if person.honorific == "Dr" else "Sra." if she else "Sr."
        rank = ""
        if person.honorific == "H.E.":
            rank = f"{'Excma.' if she else 'Excmo.'}{NO_BREAK_SPACE}"
        return f"{article}{rank}{title}{NO_BREAK_SPACE}{name}"

    def _closing(self, person: Person) -> str:
        if person.honorific == "H.E.":
            vocative = "Excelentísima Señora" if person.feminine else "Excelentísimo Señor"
            return f"Le ruego acepte, {vocative}, las seguridades de mi más alta consideración."
        return self.farewell


LANGUAGE: Final = Spanish(
    code="es",
    name="español",
    english_name="Spanish",
    tag="es-ES",
    direction="ltr",
    script="Latn",
    letters="[A-Za-zÀ-ÖØ-öø-ÿ]",
    file_letter="S",
    locale="es",
    fonts=Fonts("Calibri", "SimSun", "Arial"),
    quotes=Quotes("«", "»", "“", "”"),
    comma=", ",
    colon=":",
    # RAE 2010: a space, never a full stop (CLDR's), and only from five figures on; CLDR agrees on
    # the five (minimumGroupingDigits 2).
    group=NO_BREAK_SPACE,
    decimal=",",
    grouping_from=5,
    percent_sign=f"{NO_BREAK_SPACE}%",
    until="a",
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    plural_forms=("one", "many", "other"),
    genders=("masculine", "feminine"),
    articles=True,
    everyone="Muy Señora mía/Muy Señor mío:",
    farewell="Atentamente,",
)
