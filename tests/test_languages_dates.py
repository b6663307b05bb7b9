"""Dates, ranges of days, months and years in six languages, word for word."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from babel import Locale
from babel.dates import format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import LanguageFormError
from docgen.languages import CODES, DateRange, get

LETTER_DATE = date(2024, 3, 6)
DEADLINE = date(2024, 4, 5)
ONE_DAY = DateRange(date(2024, 10, 17), date(2024, 10, 17))
ASSEMBLY = DateRange(date(2024, 10, 15), date(2024, 10, 24))
FROM_THE_FIRST = DateRange(date(2024, 4, 1), date(2024, 4, 5))
TWO_MONTHS = DateRange(date(2024, 5, 28), date(2024, 6, 3))
TWO_YEARS = DateRange(date(2024, 12, 28), date(2025, 1, 3))
TRAININGS = DateRange(date(2024, 5, 1), date(2024, 9, 30))

TWELVE = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "zh": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}

FULL = {
    "ar": "{day} {month} 2024",
    "en": "{day} {month} 2024",
    "es": "{day} de {month} de 2024",
    "fr": "{day} {month} 2024",
    "ru": "{day} {month} 2024 года",
    "zh": "2024年{month}{day}日",
}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("number", range(1, 13))
def test_the_first_second_and_last_day_of_every_month(code: str, number: int) -> None:
    name = TWELVE[code].split()[number - 1]
    last = (date(2024 + number // 12, number % 12 + 1, 1) - timedelta(1)).day
    for day in (1, 2, last):
        written = "1er" if (code, day) == ("fr", 1) else str(day)
        expected = FULL[code].format(day=written, month=name)
        assert get(code).long_date(date(2024, number, day)) == expected


def test_the_date_of_the_circular() -> None:
    assert [get(code).long_date(LETTER_DATE) for code in CODES] == [
        "6 مارس 2024",
        "6 March 2024",
        "6 de marzo de 2024",
        "6 mars 2024",
        "6 марта 2024 года",
        "2024年3月6日",
    ]


def test_a_deadline_without_its_year() -> None:
    assert [get(code).day_month(DEADLINE) for code in CODES] == [
        "5 أبريل",
        "5 April",
        "5 de abril",
        "5 avril",
        "5 апреля",
        "4月5日",
    ]
    assert get("fr").day_month(date(2024, 4, 1)) == "1er avril"


def test_date_lines() -> None:
    places = ("جنيف", "Geneva", "Ginebra", "Genève", "Женева", "日内瓦")
    lines = [get(c).date_line(LETTER_DATE, p) for c, p in zip(CODES, places, strict=True)]
    assert lines == [
        "جنيف، 6 مارس 2024",
        "Geneva, 6 March 2024",
        "Ginebra, 6 de marzo de 2024",
        "Genève, le 6 mars 2024",
        "Женева, 6 марта 2024 года",
        "2024年3月6日，日内瓦",
    ]


RANGES = {
    "ar": (
        "17 أكتوبر 2024",
        "\u200e24-15 أكتوبر 2024",
        "\u200e5-1 أبريل 2024",
        "28 مايو – 3 يونيو 2024",
        "28 ديسمبر 2024 – 3 يناير 2025",
    ),
    "en": (
        "17 October 2024",
        "15-24 October 2024",
        "1-5 April 2024",
        "28 May – 3 June 2024",
        "28 December 2024 – 3 January 2025",
    ),
    "es": (
        "17 de octubre de 2024",
        "15 a 24 de octubre de 2024",
        "1 a 5 de abril de 2024",
        "28 de mayo a 3 de junio de 2024",
        "28 de diciembre de 2024 a 3 de enero de 2025",
    ),
    "fr": (
        "17 octobre 2024",
        "15-24 octobre 2024",
        "1er-5 avril 2024",
        "28 mai – 3 juin 2024",
        "28 décembre 2024 – 3 janvier 2025",
    ),
    "ru": (
        "17 октября 2024 года",
        "15–24 октября 2024 года",
        "1–5 апреля 2024 года",
        "28 мая – 3 июня 2024 года",
        "28 декабря 2024 года – 3 января 2025 года",
    ),
    "zh": (
        "2024年10月17日",
        "2024年10月15-24日",
        "2024年4月1-5日",
        "2024年5月28日-6月3日",
        "2024年12月28日-2025年1月3日",
    ),
}


@pytest.mark.parametrize("code", CODES)
def test_ranges_of_days(code: str) -> None:
    ranges = (ONE_DAY, ASSEMBLY, FROM_THE_FIRST, TWO_MONTHS, TWO_YEARS)
    assert tuple(get(code).date_range(r) for r in ranges) == RANGES[code]


DAY_RANGES = {
    "ar": ("17 أكتوبر", "\u200e24-15 أكتوبر", "28 مايو – 3 يونيو", "28 ديسمبر – 3 يناير"),
    "en": ("17 October", "15-24 October", "28 May – 3 June", "28 December – 3 January"),
    "es": (
        "17 de octubre",
        "15 a 24 de octubre",
        "28 de mayo a 3 de junio",
        "28 de diciembre a 3 de enero",
    ),
    "fr": ("17 octobre", "15-24 octobre", "28 mai – 3 juin", "28 décembre – 3 janvier"),
    "ru": ("17 октября", "15–24 октября", "28 мая – 3 июня", "28 декабря – 3 января"),
    "zh": ("10月17日", "10月15-24日", "5月28日-6月3日", "12月28日-1月3日"),
}


@pytest.mark.parametrize("code", CODES)
def test_ranges_of_days_without_the_year(code: str) -> None:
    ranges = (ONE_DAY, ASSEMBLY, TWO_MONTHS, TWO_YEARS)
    assert tuple(get(code).day_range(r) for r in ranges) == DAY_RANGES[code]


SPANS = {
    "ar": (
        "في 17 أكتوبر 2024",
        "من 15 إلى 24 أكتوبر 2024",
        "من 28 مايو إلى 3 يونيو 2024",
        "من 28 ديسمبر 2024 إلى 3 يناير 2025",
    ),
    "en": (
        "on 17 October 2024",
        "from 15 to 24 October 2024",
        "from 28 May to 3 June 2024",
        "from 28 December 2024 to 3 January 2025",
    ),
    "es": (
        "el 17 de octubre de 2024",
        "del 15 al 24 de octubre de 2024",
        "del 28 de mayo al 3 de junio de 2024",
        "del 28 de diciembre de 2024 al 3 de enero de 2025",
    ),
    "fr": (
        "le 17 octobre 2024",
        "du 15 au 24 octobre 2024",
        "du 28 mai au 3 juin 2024",
        "du 28 décembre 2024 au 3 janvier 2025",
    ),
    "ru": (
        "17 октября 2024 года",
        "с 15 по 24 октября 2024 года",
        "с 28 мая по 3 июня 2024 года",
        "с 28 декабря 2024 года по 3 января 2025 года",
    ),
    "zh": (
        "2024年10月17日",
        "2024年10月15日至24日",
        "2024年5月28日至6月3日",
        "2024年12月28日至2025年1月3日",
    ),
}


@pytest.mark.parametrize("code", CODES)
def test_days_in_a_sentence(code: str) -> None:
    ranges = (ONE_DAY, ASSEMBLY, TWO_MONTHS, TWO_YEARS)
    assert tuple(get(code).date_span(r) for r in ranges) == SPANS[code]


NEIGHBOURS = {
    "ar": ("يومي 8 و9 أغسطس 2024", "من 31 أغسطس إلى 1 سبتمبر 2024"),
    "en": ("on 8 and 9 August 2024", "from 31 August to 1 September 2024"),
    "es": ("los días 8 y 9 de agosto de 2024", "del 31 de agosto al 1 de septiembre de 2024"),
    "fr": ("les 8 et 9 août 2024", "du 31 août au 1er septembre 2024"),
    "ru": ("8 и 9 августа 2024 года", "с 31 августа по 1 сентября 2024 года"),
    "zh": ("2024年8月8日至9日", "2024年8月31日至9月1日"),
}


@pytest.mark.parametrize("code", CODES)
def test_two_neighbouring_days_in_a_sentence(code: str) -> None:
    said = get(code).date_span
    assert said((date(2024, 8, 8), date(2024, 8, 9))) == NEIGHBOURS[code][0]
    assert said((date(2024, 8, 31), date(2024, 9, 1))) == NEIGHBOURS[code][1]
    assert said((date(2023, 8, 8), date(2024, 8, 9))) != NEIGHBOURS[code][0]


def test_french_names_the_first_of_two_days_with_its_ordinal() -> None:
    assert get("fr").date_span((date(2024, 7, 1), date(2024, 7, 2))) == "les 1er et 2 juillet 2024"


def test_french_begins_a_range_with_the_ordinal_first() -> None:
    assert get("fr").date_span(FROM_THE_FIRST) == "du 1er au 5 avril 2024"
    assert get("fr").date_span((date(2024, 9, 28), date(2024, 10, 1))) == (
        "du 28 septembre au 1er octobre 2024"
    )


def test_russian_says_so_before_the_second() -> None:
    assert get("ru").date_span((date(2024, 9, 2), date(2024, 9, 22))) == (
        "со 2 по 22 сентября 2024 года"
    )
    assert get("ru").date_span((date(2024, 9, 22), date(2024, 10, 2))).startswith("с 22 ")


MONTHS = {
    "ar": (
        "مايو إلى سبتمبر 2024",
        "من مايو إلى سبتمبر 2024",
        "ديسمبر 2024 إلى يناير 2025",
        "أكتوبر 2024",
        "في أكتوبر 2024",
    ),
    "en": (
        "May to September 2024",
        "from May to September 2024",
        "December 2024 to January 2025",
        "October 2024",
        "in October 2024",
    ),
    "es": (
        "mayo a septiembre de 2024",
        "de mayo a septiembre de 2024",
        "diciembre de 2024 a enero de 2025",
        "octubre de 2024",
        "en octubre de 2024",
    ),
    "fr": (
        "mai à septembre 2024",
        "de mai à septembre 2024",
        "décembre 2024 à janvier 2025",
        "octobre 2024",
        "en octobre 2024",
    ),
    "ru": (
        "май–сентябрь 2024 года",
        "с мая по сентябрь 2024 года",
        "декабрь 2024 года – январь 2025 года",
        "октябрь 2024 года",
        "в октябре 2024 года",
    ),
    "zh": (
        "2024年5月至9月",
        "2024年5月至9月",
        "2024年12月至2025年1月",
        "2024年10月",
        "2024年10月",
    ),
}


@pytest.mark.parametrize("code", CODES)
def test_ranges_of_months(code: str) -> None:
    language = get(code)
    assert (
        language.month_range(TRAININGS),
        language.month_span(TRAININGS),
        language.month_range(TWO_YEARS),
        language.month_range(ASSEMBLY),
        language.month_span(ASSEMBLY),
    ) == MONTHS[code]


def test_french_elides_de_before_a_month_with_a_vowel() -> None:
    spans = [
        get("fr").month_span((date(2024, first, 1), date(2024, 12, 1))) for first in (4, 8, 10, 11)
    ]
    assert spans == [
        "d’avril à décembre 2024",
        "d’août à décembre 2024",
        "d’octobre à décembre 2024",
        "de novembre à décembre 2024",
    ]


def test_study_periods() -> None:
    assert [get(code).year_range((2025, 2028)) for code in CODES] == [
        "\u200e2028-2025",
        "2025-2028",
        "2025-2028",
        "2025-2028",
        "2025–2028",
        "2025-2028",
    ]
    for code in CODES:
        assert get(code).year_range(ASSEMBLY) == "2024"
        assert get(code).year_range([2025, 2025]) == "2025"
        assert get(code).year_range(TWO_YEARS) == get(code).year_range((2024, 2025))


def test_months_with_and_without_the_year() -> None:
    assert [
        (get(code).month(LETTER_DATE), get(code).month_year(LETTER_DATE)) for code in CODES
    ] == [
        ("مارس", "مارس 2024"),
        ("March", "March 2024"),
        ("marzo", "marzo de 2024"),
        ("mars", "mars 2024"),
        ("март", "март 2024 года"),
        ("3月", "2024年3月"),
    ]


RUSSIAN_CASES = {
    "nominative": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "genitive": TWELVE["ru"],
    "dative": "январю февралю марту апрелю маю июню июлю августу сентябрю октябрю ноябрю декабрю",
    "accusative": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "instrumental": "январем февралем мартом апрелем маем июнем июлем августом сентябрем октябрем"
    " ноябрем декабрем",
    "prepositional": "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре"
    " декабре",
}


@pytest.mark.parametrize("case", RUSSIAN_CASES)
def test_russian_months_in_six_cases(case: str) -> None:
    days = [date(2024, number, 15) for number in range(1, 13)]
    assert [get("ru").month(d, case) for d in days] == RUSSIAN_CASES[case].split()
    assert get("ru").month_year(days[8], case) == f"{RUSSIAN_CASES[case].split()[8]} 2024 года"


def test_the_russian_sentence_of_the_trainings() -> None:
    russian = get("ru")
    first, last = TRAININGS.first, TRAININGS.last
    sentence = f"с {russian.month(first, 'genitive')} по {russian.month_year(last, 'accusative')}"
    assert sentence == "с мая по сентябрь 2024 года" == russian.month_span(TRAININGS)


@pytest.mark.parametrize("code", [code for code in CODES if code != "ru"])
def test_months_have_no_cases_elsewhere(code: str) -> None:
    with pytest.raises(LanguageFormError, match="has no case of months; 'genitive'"):
        get(code).month(LETTER_DATE, "genitive")
    with pytest.raises(LanguageFormError, match="has no case of months"):
        get(code).month_year(LETTER_DATE, "genitive")


def test_a_mistyped_case_is_met_with_the_right_one() -> None:
    with pytest.raises(LanguageFormError, match="did you mean genitive"):
        get("ru").month(LETTER_DATE, "genetive")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("value", ["2024-03-06", None, 20240306, datetime(2024, 3, 6, 12)])
def test_only_a_date_is_a_date(code: str, value: object) -> None:
    with pytest.raises(LanguageFormError, match="a date is needed here"):
        get(code).long_date(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", CODES)
def test_a_range_that_ends_before_it_starts_is_refused(code: str) -> None:
    backwards = DateRange(ASSEMBLY.last, ASSEMBLY.first)
    language = get(code)
    for function in (language.date_range, language.day_range, language.date_span):
        with pytest.raises(LanguageFormError, match="before it starts"):
            function(backwards)
    for function in (language.month_range, language.month_span, language.year_range):
        with pytest.raises(LanguageFormError, match="before it starts"):
            function(backwards)
    with pytest.raises(LanguageFormError, match="before it starts"):
        language.year_range((2028, 2025))


@pytest.mark.parametrize("value", [None, "15-24 October", LETTER_DATE, (LETTER_DATE,), (1, 2)])
def test_only_a_range_is_a_range(value: object) -> None:
    with pytest.raises(LanguageFormError):
        get("en").date_range(value)


@pytest.mark.parametrize("place", ["", "  ", None])
def test_a_date_line_needs_its_place(place: str | None) -> None:
    for code in CODES:
        with pytest.raises(LanguageFormError, match="the place"):
            get(code).date_line(LETTER_DATE, place)  # type: ignore[arg-type]


# CLDR


@pytest.mark.parametrize("code", CODES)
def test_month_names_are_cldrs(code: str) -> None:
    months = Locale.parse(get(code).locale).months
    for number in range(1, 13):
        d = date(2024, number, 15)
        if code == "zh":  # CLDR's wide names are 一月; dates are written with figures
            assert get(code).month(d) == months["format"]["abbreviated"][number]
        elif code == "ru":
            assert get(code).month(d, "genitive") == months["format"]["wide"][number]
            assert get(code).month(d, "nominative") == months["stand-alone"]["wide"][number]
        else:
            assert get(code).month(d) == months["format"]["wide"][number]


@pytest.mark.parametrize("code", CODES)
@given(d=st.dates(date(1865, 5, 17), date(2999, 12, 31)))
def test_dates_are_cldrs_but_for_the_known_differences(code: str, d: date) -> None:
    language = get(code)
    cldr = format_skeleton("MMMMd", d, locale=language.locale)
    if code == "fr" and d.day == 1:
        cldr = cldr.replace("1 ", "1er ", 1)
    assert language.day_month(d) == cldr
    if code == "ru":  # года, not г.
        assert language.long_date(d) == f"{cldr} {d.year} года"
    elif code == "es":
        assert language.long_date(d) == f"{cldr} de {d.year}"
    elif code == "zh":
        assert language.long_date(d) == format_skeleton("yMMMd", d, locale="zh")
    else:
        assert language.long_date(d) == f"{cldr} {d.year}"


# Properties

DATES = st.dates()
RANGES_OF_DAYS = st.tuples(DATES, DATES).map(lambda pair: DateRange(min(pair), max(pair)))
SHORT_RANGES = st.builds(
    lambda first, days: DateRange(first, first + timedelta(days)),
    st.dates(max_value=date(9990, 1, 1)),
    st.integers(0, 400),
)


@given(code=st.sampled_from(CODES), d=DATES)
def test_every_date_shows_its_day_and_year(code: str, d: date) -> None:
    text = get(code).long_date(d)
    assert str(d.year) in text
    assert str(d.day) in text
    assert get(code).month_year(d) in text or code == "ru"
    assert text == text.strip()


@given(code=st.sampled_from(CODES), r=st.one_of(RANGES_OF_DAYS, SHORT_RANGES))
def test_every_range_can_be_written(code: str, r: DateRange) -> None:
    language = get(code)
    for text in (language.date_range(r), language.date_span(r)):
        assert str(r.first.day) in text
        assert str(r.last.day) in text
        assert str(r.first.year) in text
        assert str(r.last.year) in text
    for text in (language.month_range(r), language.month_span(r), language.year_range(r)):
        assert str(r.first.year) in text
        assert str(r.last.year) in text
    assert language.day_range(r)


@given(code=st.sampled_from(CODES), one=SHORT_RANGES, other=SHORT_RANGES)
def test_different_ranges_read_differently(code: str, one: DateRange, other: DateRange) -> None:
    if one != other:
        assert get(code).date_range(one) != get(code).date_range(other)
        assert get(code).date_span(one) != get(code).date_span(other)


def test_spanish_joins_two_neighbouring_days() -> None:
    spanish = get("es")
    both = DateRange(date(2024, 8, 22), date(2024, 8, 23))
    three = DateRange(date(2024, 8, 22), date(2024, 8, 24))
    assert spanish.date_range(both) == "22 y 23 de agosto de 2024"
    assert spanish.day_range(both) == "22 y 23 de agosto"
    assert spanish.date_range(three) == "22 a 24 de agosto de 2024"
