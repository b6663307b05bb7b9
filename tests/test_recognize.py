"""What docgen prints in a language is read back to the value that it was printed from.

The printing side is :mod:`docgen.languages`; the reading side shares no table with it. So each of
the two is the other's test, over all languages, genders and cases.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import languages
from docgen.concordance.recognize import LANGUAGES, Kind, Place, lexicon, plain, recognize
from docgen.diagnostics import LanguageFormError

Read = list[tuple[Kind, str]]

# The first example builds the tables of a language.
relaxed = settings(deadline=None)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
codes = st.sampled_from(LANGUAGES)


def read(text: str, language: str) -> Read:
    """The kinds and keys of a text, which has to be without a slip."""
    values, slips = recognize(text, language)
    assert slips == (), (language, text)
    return [(value.kind, value.key) for value in values]


def in_sentence(text: str, language: str) -> str:
    """The text among other words of the language."""
    before, after = {
        "ar": ("يُعقد الاجتماع", "في المقر"),
        "en": ("the meeting takes place", "at the headquarters"),
        "es": ("la reunión tendrá lugar", "en la sede"),
        "fr": ("la réunion aura lieu", "au siège"),
        "ru": ("собрание пройдет", "в штаб-квартире"),
        "zh": ("会议于", "举行"),
    }[language]
    gap = "" if language == "zh" else " "
    return f"{before}{gap}{text}{gap}{after}"


def both(text: str, language: str) -> Read:
    """What is read in a text by itself; among other words it is the same."""
    alone = read(text, language)
    assert read(in_sentence(text, language), language) == alone, text
    return alone


def iso(first: date, last: date) -> Read:
    if first == last:
        return [(Kind.DATE, first.isoformat())]
    return [(Kind.DATES, f"{first.isoformat()}/{last.isoformat()}")]


def yearless(day: date) -> str:
    return f"--{day.month:02}-{day.day:02}"


@relaxed
@given(codes, days)
def test_dates(language: str, day: date) -> None:
    said = languages.get(language)
    assert both(said.long_date(day), language) == [(Kind.DATE, day.isoformat())]
    assert both(said.day_month(day), language) == [(Kind.DATE, yearless(day))]
    assert read(said.date_line(day, "X"), language) == [(Kind.DATE, day.isoformat())]


@relaxed
@given(codes, days, st.integers(0, 800))
def test_ranges_of_days(language: str, first: date, length: int) -> None:
    said = languages.get(language)
    last = date.fromordinal(first.toordinal() + length)
    assert both(said.date_range((first, last)), language) == iso(first, last)
    assert both(said.date_span((first, last)), language) == iso(first, last)
    if first.year == last.year:
        expected = (
            [(Kind.DATE, yearless(first))]
            if first == last
            else [(Kind.DATES, f"{yearless(first)}/{yearless(last)}")]
        )
        assert both(said.day_range((first, last)), language) == expected


TWO_DAYS = {
    "ar": ("يومي 8 و9 أغسطس 2024", "8 أو 9 أغسطس 2024", "8 و10 أغسطس 2024"),
    "en": ("on 8 and 9 August 2024", "on 8 or 9 August 2024", "on 8 and 10 August 2024"),
    "es": (
        "los días 8 y 9 de agosto de 2024",
        "los días 8 o 9 de agosto de 2024",
        "los días 8 y 10 de agosto de 2024",
    ),
    "fr": ("les 8 et 9 août 2024", "les 8 ou 9 août 2024", "les 8 et 10 août 2024"),
    "ru": ("8 и 9 августа 2024 года", "8 или 9 августа 2024 года", "8 и 10 августа 2024 года"),
    "zh": ("2024年8月8日和9日", "2024年8月8日或9日", "2024年8月8日和10日"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_days_that_follow_each_other_are_a_range(language: str) -> None:
    and_, or_, apart = TWO_DAYS[language]
    assert both(and_, language) == [(Kind.DATES, "2024-08-08/2024-08-09")]
    chosen, later = both(or_, language), both(apart, language)
    assert [kind for kind, _ in chosen + later] == [Kind.DATE] * 4
    assert [key[-5:] for _, key in chosen + later] == ["08-08", "08-09", "08-08", "08-10"]
    said = languages.get(language)
    short = said.date_range((date(2024, 8, 8), date(2024, 8, 9)))
    assert both(short, language) == both(and_, language)


def test_two_days_in_each_manner_of_writing() -> None:
    october = [(Kind.DATES, "2024-10-01/2024-10-02")]
    assert read("les 1er et 2 octobre 2024", "fr") == october
    assert read("le 1er et le 2 octobre 2024", "fr") == october
    assert read("1-го и 2-го октября 2024 года", "ru") == october
    assert read("2024年10月1、2日", "zh") == october
    assert read("二〇二四年十月一日和二日", "zh") == october
    assert read("5 and 6 April", "en") == [(Kind.DATES, "--04-05/--04-06")]


@relaxed
@given(codes, days)
def test_months(language: str, day: date) -> None:
    said = languages.get(language)
    key = f"{day.year}-{day.month:02}"
    for case in (None, *said.month_cases):
        assert both(said.month_year(day, case), language) == [(Kind.MONTH, key)]
        assert read(said.month(day, case), language) == [(Kind.MONTH, f"--{day.month:02}")]


@relaxed
@given(codes, days, st.integers(0, 800))
def test_ranges_of_months(language: str, first: date, length: int) -> None:
    said = languages.get(language)
    last = date.fromordinal(first.toordinal() + length)
    one, two = f"{first.year}-{first.month:02}", f"{last.year}-{last.month:02}"
    expected = [(Kind.MONTH, one)] if one == two else [(Kind.MONTHS, f"{one}/{two}")]
    assert both(said.month_range((first, last)), language) == expected
    assert both(said.month_span((first, last)), language) == expected


@relaxed
@given(codes, st.integers(1850, 2080), st.integers(0, 19))
def test_ranges_of_years(language: str, first: int, length: int) -> None:
    text = languages.get(language).year_range((first, first + length))
    if length:
        assert both(text, language) == [(Kind.YEARS, f"{first}/{first + length}")]
    else:
        assert both(text, language) == [(Kind.NUMBER, str(first))]


def shown(number: Any) -> str:
    value = Decimal(number)
    return str(int(value)) if value == int(value) else format(value.normalize(), "f")


numbers = st.one_of(
    st.integers(0, 10**9),
    st.decimals(0, 10**6, places=2, allow_nan=False).map(abs),
)


@relaxed
@given(codes, numbers)
def test_numbers(language: str, number: Any) -> None:
    said = languages.get(language)
    assert both(said.number(number), language) == [(Kind.NUMBER, shown(number))]
    assert both(said.percent(number), language) == [(Kind.PERCENTAGE, shown(number))]
    assert read(said.number(-number - 1), language) == [(Kind.NUMBER, shown(-number - 1))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_in_words(language: str) -> None:
    """From 0 to 100 in every gender and case; one is read too, though it is never missed."""
    said = languages.get(language)
    for n, gender, case in product(range(101), (None, *said.genders), (None, *said.cases)):
        words = said.in_words(n, gender, case)
        assert read(words, language) == [(Kind.NUMBER, str(n))], words
        assert read(said.words_and_digits(n, gender, case), language) == [(Kind.NUMBER, str(n))]
        assert read(words[:1].upper() + words[1:], language) == [(Kind.NUMBER, str(n))], words


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_disagree_with_their_figures(language: str) -> None:
    said = languages.get(language)
    for n in range(101):
        wrong = said.words_and_digits(n).replace(str(n), str(n + 1))
        _, slips = recognize(wrong, language)
        assert [slip.what for slip in slips] == ["words and figures"], wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinals(language: str) -> None:
    said = languages.get(language)
    for n, gender in product(range(1, 11), (None, *said.genders)):
        for case in (None, *said.ordinal_cases):
            for form in (said.ordinal, said.ordinal_in_words):
                try:
                    text = form(n, gender, case)
                except LanguageFormError:
                    continue  # the language needs a gender here, or has no case
                assert read(text, language) == [(Kind.ORDINAL, str(n))], text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_keeps_its_value_between_marks_of_direction(language: str) -> None:
    said = languages.get(language)
    assert read(said.ltr("+41 22 730 5861"), language) == [(Kind.TELEPHONE, "+41227305861")]
    assert read(said.ltr("ada.b@itu.int"), language) == [(Kind.EMAIL, "ada.b@itu.int")]
    assert read(said.ltr("www.itu.int"), language) == [(Kind.WEB, "www.itu.int")]


@pytest.mark.parametrize(
    ("language", "turned"),
    [
        ("ar", "15-24 أكتوبر 2024"),
        ("ar", "2025-2028"),
        ("en", "from 24 to 15 October 2024"),
        ("en", "2028-2025"),
        ("es", "24 a 15 de octubre de 2024"),
        ("fr", "du 24 au 15 octobre 2024"),
        ("ru", "24–15 октября 2024 года"),
        ("zh", "2024年10月24-15日"),
        ("zh", "2024年9月至5月"),
    ],
)
def test_a_range_that_ends_before_it_begins(language: str, turned: str) -> None:
    _, slips = recognize(turned, language)
    assert [slip.what for slip in slips] == ["turned round"]


def test_western_and_arabic_figures_are_one() -> None:
    assert read("\u200e٢٤-١٥ أكتوبر ٢٠٢٤ و٣٥٪", "ar") == [
        (Kind.DATES, "2024-10-15/2024-10-24"),
        (Kind.PERCENTAGE, "35"),
    ]


@relaxed
@given(codes, st.text(max_size=400))
def test_any_text_can_be_read(language: str, text: str) -> None:
    assert recognize(text, language) == recognize(text, language)


PIECES = """
0 1 12 31 45 99 100 2024 1899 - – — / . , : ( ) % + @ ، 、 年 月 日 第 节 号 决议 （ ） 至 和 May
May. de del a al y du au le et to and of section Annex Annex: Resolution Rev. CHF
двадцать два мая года
и разделах Приложение الست و عشرون القسمين مايو إلى الملحق 六 十 百 两 份 WTSA-24 ITU-T МСЭ-Т \u200e
Ms г-жа 女士 +41 www.itu.int a@b.int
"""
fragments = st.lists(st.sampled_from(PIECES.split()), max_size=30)


@relaxed
@given(codes, st.sampled_from(PIECES.split()), st.sampled_from(["", " ", ", "]))
def test_a_text_of_one_piece_over_and_over_can_be_read(
    language: str, piece: str, gap: str
) -> None:
    recognize(gap.join([piece] * 1000), language)


@settings(relaxed, max_examples=400)
@given(codes, fragments, st.sampled_from(["", " "]))
def test_any_order_of_pieces_can_be_read(language: str, pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    values, _ = recognize(text, language)
    for value in values:
        assert plain(text)[value.start : value.end] == value.text


@relaxed
@given(st.text(max_size=200))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_sections_from_the_last_to_the_first() -> None:
    """In Arabic the last one stands before a hyphen."""
    for language, text in (
        ("en", "Sections 3 to 1"), ("fr", "les sections 3 à 1"), ("es", "las secciones 3 a 1"),
        ("ru", "Разделы 3–1"), ("zh", "第3至1节"), ("ar", "الأقسام من 3 إلى 1"),
    ):  # fmt: skip
        values, slips = recognize(text, language)
        assert [slip.what for slip in slips] == ["turned round"], text
        assert [v.key for v in values if v.kind is Kind.SECTION] == ["3", "2", "1"]
    assert recognize("الأقسام 3-1", "ar")[1] == ()


# Days of the week


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "from Monday 9 to Friday, 20 June 2025"),
        ("fr", "du lundi 9 au vendredi 20 juin 2025"),
        ("es", "del lunes 9 al viernes 20 de junio de 2025"),
        ("ru", "с понедельника 9 по пятницу 20 июня 2025 года"),
        ("zh", "2025年6月9日（星期一）至20日（星期五）"),
        ("zh", "2025年6月9日（周一）至20日（周五）"),
        ("ar", "من الاثنين 9 إلى الجمعة 20 يونيو 2025"),
        ("ar", "من يوم الإثنين 9 إلى يوم الجمعة 20 يونيو 2025"),
    ],
)
def test_days_of_the_week_inside_a_range(language: str, text: str) -> None:
    assert sorted(both(text, language)) == [
        (Kind.WEEKDAY, "1"), (Kind.WEEKDAY, "5"), (Kind.DATES, "2025-06-09/2025-06-20"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Friday, 27 November 2025"),
        ("fr", "le vendredi 27 novembre 2025"),
        ("es", "el viernes 27 de noviembre de 2025"),
        ("ru", "в среду, 27 ноября 2025 года"),
        ("zh", "2025年11月27日（星期五）"),
        ("ar", "يوم الأحد 27 نوفمبر 2025"),
    ],
)
def test_a_date_on_another_day_of_the_week(language: str, text: str) -> None:
    assert [slip.what for slip in recognize(text, language)[1]] == ["day and date"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "окружающая среда и изменение климата"),
        ("es", "Santo Domingo"),
        ("ar", "أحد الاثنين"),
        ("zh", "每周一次"),
        ("en", "sun days, Mondaynight"),
    ],
)
def test_words_that_are_days_elsewhere(language: str, text: str) -> None:
    assert Kind.WEEKDAY not in [value.kind for value in recognize(text, language)[0]]


def test_days_beside_dates_of_which_something_is_missing() -> None:
    for text in ("Friday, 27 November", "Friday, 31 June 2025", "Friday. On 27 November 2025"):
        assert recognize(text, "en")[1] == ()


# Times


@pytest.mark.parametrize(
    ("language", "text", "keys"),
    [
        ("en", "0930 hours", "09:30"),
        ("en", "0930-1045 hours", "09:30 10:45"),
        ("en", "from 0930 to 1045 hours", "09:30 10:45"),
        ("en", "2 p.m.", "14:00"),
        ("es", "de 09.30 a 10.45 horas", "09:30 10:45"),
        ("es", "09.30-10.45", "09:30 10:45"),
        ("ru", "09.30–10.45", "09:30 10:45"),
        ("ru", "в 09 час. 30 мин.", "09:30"),
        ("fr", "9 h 30-10 h 45", "09:30 10:45"),
        ("zh", "下午2时30分", "14:30"),
        ("zh", "上午9:30", "09:30"),
        ("ar", "الساعة 0930", "09:30"),
        ("ar", "الساعة 2:30 بعد الظهر", "14:30"),
        ("ar", "الساعة 9,30 صباحاً", "09:30"),
    ],
)
def test_times(language: str, text: str, keys: str) -> None:
    assert both(text, language) == [(Kind.TIME, key) for key in keys.split()]


def test_what_languages_number_and_count_is_one() -> None:
    for language, text, expected in (
        ("en", "Study Group 5", "5"), ("zh", "第5研究组", "5"), ("ru", "5-я комиссия", "5"),
        ("fr", "19 heures", "19"), ("en", "1900 hours", "19"), ("zh", "19时", "19"),
    ):  # fmt: skip
        values, _ = recognize(text, language)
        assert [v.alike for v in values if v.required] == [(Kind.NUMBER, expected)], text


def test_figures_of_arabic_with_either_decimal_mark() -> None:
    expected = [(Kind.PERCENTAGE, "2.5"), (Kind.NUMBER, "12500"), (Kind.NUMBER, "1234.5")]
    for text in ("2,5% و12,500 و1,234.5", "2.5% و12 500 و1 234,5"):
        assert read(text, "ar") == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "see § 2.2"), ("fr", "au § 2.2"), ("es", "el §2.2"), ("ru", "в п. 2.2"),
     ("zh", "第2.2节"), ("ar", "القسم 2.2")],
)  # fmt: skip
def test_signs_of_sections(language: str, text: str) -> None:
    assert both(text, language) == [(Kind.SECTION, "2.2")]


# Places


def named(key: str, **names: str) -> Place:
    return Place(key, tuple((code, tuple(each.split("|"))) for code, each in names.items()))


PLACES = lexicon(
    places=[
        named("India", ar="الهند", en="India", es="India", fr="Inde", ru="Индия", zh="印度"),
        named("Indonesia", en="Indonesia", es="Indonesia", fr="Indonésie", ru="Индонезия",
              zh="印度尼西亚", ar="إندونيسيا"),
        named("Tunisia", en="Tunisia", es="Túnez", fr="Tunisie", ru="Тунис", zh="突尼斯",
              ar="تونس"),
        named("Guinea-Bissau", en="Guinea-Bissau", es="Guinea-Bissau", fr="Guinée-Bissau",
              ru="Гвинея-Бисау", zh="几内亚比绍", ar="غينيا - بيساو"),
        named("Guinea", en="Guinea", es="Guinea", fr="Guinée", ru="Гвинея", zh="几内亚",
              ar="غينيا"),
        named("Philippines", en="Philippines", es="Filipinas", fr="Philippines", ru="Филиппины",
              zh="菲律宾", ar="الفلبين"),
        named("Haiti", en="Haiti", es="Haití", fr="Haïti", ru="Гаити", zh="海地", ar="هايتي"),
        named("Mali", en="Mali", es="Malí", fr="Mali", ru="Мали", zh="马里", ar="مالي"),
        named("Switzerland", en="Switzerland", es="Suiza", fr="Suisse", ru="Швейцария",
              zh="瑞士", ar="سويسرا"),
        named("Republic of Korea", en="Republic of Korea", fr="République de Corée",
              es="República de Corea", ru="Республика Корея", zh="大韩民国", ar="جمهورية كوريا"),
        named("New Delhi", en="New Delhi", es="Nueva Delhi", fr="New Delhi", ru="Нью-Дели",
              zh="新德里", ar="نيودلهي"),
        named("Japan", en="Japan", es="Japón", fr="Japon", ru="Япония", zh="日本", ar="اليابان"),
    ]
)  # fmt: skip


def places_in(text: str, language: str) -> list[tuple[str, bool]]:
    values, _ = recognize(text, language, PLACES)
    return [(value.key, value.required) for value in values if value.kind is Kind.PLACE]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "in New Delhi, India", ["New Delhi", "India"]),
        ("fr", "à New Delhi (Inde), au nom de l’Inde", ["New Delhi", "India", "India"]),
        ("fr", "Tunisie Telecom", ["Tunisia"]),
        ("ru", "Tunisie Telecom", ["Tunisia"]),
        ("ru", "в Индии и Индонезии, с Индией", ["India", "Indonesia", "India"]),
        ("ru", "Республики Корея, в Республике Корея", ["Republic of Korea"] * 2),
        ("ru", "на Филиппинах, от Филиппин", ["Philippines"] * 2),
        ("ru", "Гвинеи-Бисау и Гвинеи", ["Guinea-Bissau", "Guinea"]),
        ("ru", "индийский; Индийская делегация", []),
        ("es", "en Túnez, de Túnez", ["Tunisia"] * 2),
        ("zh", "印度新德里；印度尼西亚", ["India", "New Delhi", "Indonesia"]),
        ("zh", "沿海地区；上海地方；3月5日本局", []),
        ("zh", "海地、日本", ["Haiti", "Japan"]),
        ("zh", "1,500瑞士法郎，在瑞士", ["Switzerland"]),
        ("ar", "في الهند وبالهند وللهند والهند", ["India"] * 4),
        ("ar", "إندونيسيا وغينيا - بيساو وغينيا", ["Indonesia", "Guinea-Bissau", "Guinea"]),
        ("ar", "هندسة", []),
        ("en", "guinea, Guineas, a@India.org, www.India.org", []),
        ("en", "Guinea-Bissau, not Guinea", ["Guinea-Bissau", "Guinea"]),
    ],
)
def test_places(language: str, text: str, expected: list[str]) -> None:
    assert [key for key, _ in places_in(text, language)] == expected


def test_names_that_are_other_words_too_are_not_missed() -> None:
    assert places_in("دعم مالي", "ar") == [("Mali", False)]
    assert places_in("au Mali", "fr") == [("Mali", True)]
    geneva = lexicon(places=[named("Geneva", ru="Женева", en="Geneva")])
    values, _ = recognize("в 18:00 по женевскому времени", "ru", geneva)
    assert [(v.key, v.text, v.required) for v in values if v.kind is Kind.PLACE] == [
        ("Geneva", "женевскому", False)
    ]


@relaxed
@given(codes, st.text(max_size=80))
def test_places_are_looked_for_in_any_text(language: str, text: str) -> None:
    """Each stands where it is said to, behind the one before."""
    bare = plain(text)
    values = [v for v in recognize(text, language, PLACES)[0] if v.kind is Kind.PLACE]
    assert all(bare[value.start : value.end] == value.text for value in values)
