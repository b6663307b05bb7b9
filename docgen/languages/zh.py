"""Chinese, in simplified characters, as the Union writes it.

Sources: CLDR zh; GB/T 15834 (punctuation: full-width （）：；，“”); GB/T 15835 (numerals); the
Union's own Chinese (an ASCII hyphen between days, 六（6）名, no separator of thousands).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from docgen.languages.language import Fonts, Language, Quotes
from docgen.languages.numbers import Operands, whole
from docgen.languages.people import Person, address_lines, own_address

_FIGURES: Final = "零一二三四五六七八九十"

# Titles follow the name.
_TITLES: Final = {"Dr": "博士", "Prof": "教授"}


@dataclass(frozen=True, eq=False, kw_only=True)
class Chinese(Language):
    """Chinese."""

    def _long_date(self, d: date) -> str:
        return f"{d.year}年{self._day_month(d)}"

    def _day_month(self, d: date) -> str:
        return f"{d.month}月{d.day}日"

    def date_line(self, d: date, place: str) -> str:
        """When and where a letter was written: the date comes first."""
        return f"{self.long_date(d)}{self.comma}{self.text(place, 'the place')}"

    def _month_year(self, d: date, case: str) -> str:
        return f"{d.year}年{d.month}月"

    def _days_of_month(self, first: date, last: date, with_year: bool) -> str:
        year = f"{first.year}年" if with_year else ""
        return f"{year}{first.month}月{first.day}-{last.day}日"

    def _days_apart(self, first: date, last: date, with_year: bool) -> str:
        start = self._long_date(first) if with_year else self._day_month(first)
        full = with_year and first.year < last.year
        return f"{start}-{self._long_date(last) if full else self._day_month(last)}"

    # CLDR intervalFormats yMMMM: the year once, 至 between the months.
    def _months_apart(self, first: date, last: date) -> str:
        end = self._month_year(last, "") if first.year < last.year else f"{last.month}月"
        return f"{self._month_year(first, '')}至{end}"

    # CLDR intervalFormats yMMMd: 至.
    def _date_span(self, first: date, last: date) -> str:
        start = self._long_date(first)
        if first == last:
            return start
        if first.year < last.year:
            return f"{start}至{self._long_date(last)}"
        if first.month < last.month:
            return f"{start}至{self._day_month(last)}"
        return f"{start}至{last.day}日"

    def _month_span(self, first: date, last: date) -> str:
        if (first.year, first.month) == (last.year, last.month):
            return self._month_year(first, "")
        return self._months_apart(first, last)

    # CLDR plurals: other, always.
    def _plural_category(self, x: Operands) -> str:
        return "other"

    # CLDR rbnf/zh digits-ordinal.
    def _ordinal(self, n: int, gender: str, case: str) -> str:
        return f"第{n}"

    # CLDR rbnf/zh %spellout-ordinal: 第 belongs to the word, and two is 二.
    def _ordinal_words(self, n: int, gender: str, case: str) -> str:
        return f"第{_FIGURES[n]}"

    # CLDR rbnf/zh spellout-cardinal, but 两 for a bare two (spellout-cardinal-alternate2): a number
    # in words counts something, and before a measure word two is 两 (两名代表). After 第, which
    # the template writes, the case "ordinal" asks for 二 (第二次会议).
    def _words(self, n: int, gender: str, case: str) -> str:
        if n == 2 and case != "ordinal":
            return "两"
        if n <= 10:
            return _FIGURES[n]
        if n == 100:
            return "一百"
        ten, unit = divmod(n, 10)
        return f"{_FIGURES[ten] if ten > 1 else ''}十{_FIGURES[unit] if unit else ''}"

    def words_and_digits(self, n: Any, gender: str | None = None, case: str | None = None) -> str:
        """The number in characters, then in figures between full-width brackets: 六（6）."""
        words = self.in_words(n, gender, case)
        return f"{words}（{whole(n, 0, 100, 'numbers in words')}）"

    # CLDR listPattern zh: 、 between the items, 和 or 或 before the last.
    def _join(self, items: list[str], word: Literal["and", "or"]) -> str:
        head = "、".join(items[:-1])
        return f"{head}{'和' if word == 'and' else '或'}{items[-1]}" if head else items[-1]

    def _greeting(self, person: Person) -> str:
        polite = "女士" if person.feminine else "先生"
        if person.honorific == "H.E.":
            return f"尊敬的{person.family_name}{polite if person.family_name else ''}阁下："
        if not person.family_name:
            return f"尊敬的{polite}："
        return f"尊敬的{person.family_name}{_TITLES.get(person.honorific, polite)}："

    # The title follows the name, without a space; 阁下 follows the title.
    def _styled(self, person: Person, name: str, definite: bool, case: str) -> str:
        polite = "女士" if person.feminine else "先生"
        if person.honorific == "H.E.":
            return f"{name}{polite}阁下"
        return f"{name}{_TITLES.get(person.honorific, polite)}"

    # From the country down to the person (GB/T 9704 and the custom of letters). An address in
    # Chinese characters goes this way already, one in other letters is turned round.
    def _addressed(self, who: Any) -> list[str]:
        address = own_address(who)
        if re.search(self.letters, "".join(address)):
            address.reverse()
        return self._block(who, self.styled_name(who), address)[::-1]

    # 崇高 raises the usual formula to the one owed to an Excellency.
    def _closing(self, person: Person) -> str:
        return "顺致崇高的敬意！" if person.honorific == "H.E." else self.farewell

    def signature(self, name: str, title: str) -> str:
        """Title above name, in lines."""
        return f"{self.text(title, 'the title')}\n{self.text(name, 'the name')}"

    def address_block(self, parts: Any) -> str:
        """Country, city, street, organization, title, person, one a line; empty ones left out."""
        return "\n".join(reversed(address_lines(parts)))


LANGUAGE: Final = Chinese(
    code="zh",
    name="中文",
    english_name="Chinese",
    tag="zh-CN",
    direction="ltr",
    script="Hans",
    letters="[\u3400-\u4dbf\u4e00-\u9fff]",
    file_letter="C",
    locale="zh",
    # SimSun, the Song face in which letters are set, is in every Windows, whatever its language;
    # FangSong, which GB/T 9704 asks of Chinese offices, is an optional feature.
    fonts=Fonts("Calibri", "SimSun", "Arial"),
    quotes=Quotes("“", "”", "‘", "’"),
    comma="，",
    colon="：",
    group="",
    decimal=".",
    until="至",
    months=("1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"),
    plural_forms=("other",),
    cases=("ordinal",),
    everyone="尊敬的先生/女士：",
    farewell="顺致敬意！",
)
