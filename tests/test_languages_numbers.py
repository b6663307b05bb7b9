"""Numbers in figures and in words, percentages, ordinals and plurals in six languages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from babel import Locale
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import LanguageFormError
from docgen.languages import CODES, get


def test_numbers_in_figures() -> None:
    values = (0, 999, 1234, 12345, 1234567, Decimal("1234.50"), -3)
    assert {code: [get(code).number(n) for n in values] for code in CODES} == {
        "ar": ["0", "999", "1,234", "12,345", "1,234,567", "1,234.50", "\u200e-3"],
        "en": ["0", "999", "1,234", "12,345", "1,234,567", "1,234.50", "-3"],
        "es": ["0", "999", "1234", "12\u00a0345", "1\u00a0234\u00a0567", "1234,50", "-3"],
        "fr": [
            *("0", "999", "1\u00a0234", "12\u00a0345", "1\u00a0234\u00a0567"),
            *("1\u00a0234,50", "-3"),
        ],
        "ru": [
            *("0", "999", "1\u00a0234", "12\u00a0345", "1\u00a0234\u00a0567"),
            *("1\u00a0234,50", "-3"),
        ],
        "zh": ["0", "999", "1234", "12345", "1234567", "1234.50", "-3"],
    }


def test_the_two_percentages_of_the_circular() -> None:
    assert [(get(code).percent(35), get(code).percent(32)) for code in CODES] == [
        ("35%", "32%"),
        ("35%", "32%"),
        ("35\u00a0%", "32\u00a0%"),
        ("35\u00a0%", "32\u00a0%"),
        ("35\u00a0%", "32\u00a0%"),
        ("35%", "32%"),
    ]


@pytest.mark.parametrize("code", CODES)
@given(n=st.integers(-(10**15), 10**15))
def test_figures_are_cldrs_but_for_the_known_differences(code: str, n: int) -> None:
    language = get(code)
    cldr = format_decimal(n, locale=language.locale)
    if code == "fr":  # a no-break space that every font has
        cldr = cldr.replace("\u202f", "\u00a0")
    if code == "es":  # the Academy's space, from five figures on
        cldr = cldr.replace(".", "\u00a0" if abs(n) > 9999 else "")
    if code == "ar":  # CLDR's minus sign for it, which Babel leaves out
        cldr = cldr.replace("-", Locale.parse("ar").number_symbols["latn"]["minusSign"])
    if code == "zh":  # the Union's Chinese has no separator
        cldr = cldr.replace(",", "")
    assert language.number(n) == cldr
    if abs(n) < 1000:
        percent = format_percent(Decimal(n) / 100, locale=language.locale)
        # CLDR's marks around Arabic's % change nothing beside figures (UAX #9, W5).
        assert language.percent(n).replace("\u200e", "") == percent.replace("\u200e", "")


@pytest.mark.parametrize("code", CODES)
def test_floats_pass_only_if_exact(code: str) -> None:
    language = get(code)
    assert language.percent(35.0) == language.percent(35)
    assert language.percent(0.5) == language.percent(Decimal("0.5"))
    for inexact in (0.1, 32.3, float("nan"), float("inf")):
        with pytest.raises(LanguageFormError, match="not held exactly"):
            language.percent(inexact)


@pytest.mark.parametrize("value", ["35", None, True, Decimal("NaN"), Decimal("Infinity"), 1j])
def test_only_a_number_is_a_number(value: object) -> None:
    for code in CODES:
        for function in (get(code).number, get(code).in_words, get(code).plural_category):
            with pytest.raises(LanguageFormError, match="a number is needed here"):
                function(value)


@pytest.mark.parametrize("power", [18, 19, 5000])
def test_a_number_without_measure_is_refused_at_once(power: int) -> None:
    for value in (10**power, -(10**power), Decimal(f"1E+{power}"), Decimal(f"1E-{power + 1}")):
        with pytest.raises(LanguageFormError, match="more than 18 digits"):
            get("en").number(value)


# In words


def test_six_representatives() -> None:
    assert [get(code).words_and_digits(6) for code in CODES] == [
        "ستة (6)",
        "six (6)",
        "seis (6)",
        "six (6)",
        "шесть (6)",
        "六（6）",
    ]


def test_four_fellowships() -> None:
    assert get("ar").words_and_digits(4, "F") == "أربع (4)"
    assert get("ru").words_and_digits(4, "F", "genitive") == "четырех (4)"
    assert get("zh").words_and_digits(4) == "四（4）"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fr", {"M": "un vingt et un quatre-vingt-un", "F": "une vingt et une quatre-vingt-une"}),
        ("es", {"M": "un veintiún ochenta y un", "F": "una veintiuna ochenta y una"}),
        (
            "ru",
            {
                "M": "один двадцать один восемьдесят один",
                "F": "одна двадцать одна восемьдесят одна",
                "N": "одно двадцать одно восемьдесят одно",
            },
        ),
        ("ar", {"M": "واحد واحد وعشرون واحد وثمانون", "F": "واحدة إحدى وعشرون إحدى وثمانون"}),
    ],
)
def test_one_agrees_with_its_noun(code: str, expected: dict[str, str]) -> None:
    for gender, words in expected.items():
        assert " ".join(get(code).in_words(n, gender) for n in (1, 21, 81)) == words


def test_arabic_numbers_are_opposed_to_the_counted_noun() -> None:
    arabic = get("ar")
    numbers = (1, 2, 3, 6, 8, 10, 11, 12, 13, 18, 20, 28, 99, 100)
    assert [arabic.in_words(n, "M") for n in numbers] == [
        *("واحد", "اثنان", "ثلاثة", "ستة", "ثمانية", "عشرة"),
        *("أحد عشر", "اثنا عشر", "ثلاثة عشر", "ثمانية عشر"),
        *("عشرون", "ثمانية وعشرون", "تسعة وتسعون", "مائة"),
    ]
    assert [arabic.in_words(n, "F") for n in numbers] == [
        *("واحدة", "اثنتان", "ثلاث", "ست", "ثماني", "عشر"),
        *("إحدى عشرة", "اثنتا عشرة", "ثلاث عشرة", "ثماني عشرة"),
        *("عشرون", "ثمان وعشرون", "تسع وتسعون", "مائة"),
    ]
    assert [arabic.in_words(n, "F", "genitive") for n in (2, 12, 20, 22, 28)] == [
        *("اثنتين", "اثنتي عشرة", "عشرين", "اثنتين وعشرين", "ثمان وعشرين"),
    ]
    assert [arabic.in_words(n, "M", "accusative") for n in (2, 12, 50, 52)] == [
        *("اثنين", "اثني عشر", "خمسين", "اثنين وخمسين"),
    ]
    assert arabic.in_words(28, "F", "accusative") == "ثمانيا وعشرين"


def test_russian_numbers_in_six_cases() -> None:
    cases = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
    russian = get("ru")

    def row(n: int, gender: str) -> list[str]:
        return [russian.in_words(n, gender, case) for case in cases]

    assert row(6, "F") == ["шесть", "шести", "шести", "шесть", "шестью", "шести"]
    assert row(1, "F") == ["одна", "одной", "одной", "одну", "одной", "одной"]
    assert row(2, "F") == ["две", "двух", "двум", "две", "двумя", "двух"]
    assert row(44, "M") == [
        *("сорок четыре", "сорока четырех", "сорока четырем"),
        *("сорок четыре", "сорока четырьмя", "сорока четырех"),
    ]


def test_russian_accusative_of_women() -> None:
    def women(n: int) -> str:
        return get("ru").in_words(n, "F", "accusative-animate")

    assert [women(n) for n in (1, 2, 4, 6, 21, 22)] == [
        *("одну", "двух", "четырех", "шесть", "двадцать одну", "двадцать две"),
    ]
    assert get("ru").in_words(1, "M", "accusative-animate") == "одного"
    assert get("ru").in_words(21, "M", "accusative-animate") == "двадцать одного"


def test_chinese_counts_two_with_its_own_word() -> None:
    assert [get("zh").in_words(n) for n in (2, 12, 20, 22, 35)] == [
        *("两", "十二", "二十", "二十二", "三十五"),
    ]
    assert get("zh").words_and_digits(2) == "两（2）"
    assert f"第{get('zh').in_words(2, case='ordinal')}次会议" == "第二次会议"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("n", [-1, 101, Decimal("6.5")])
def test_words_end_at_a_hundred_and_say_so(code: str, n: int | Decimal) -> None:
    with pytest.raises(LanguageFormError, match=f"whole numbers from 0 to 100, not for {n}"):
        get(code).in_words(n)


@pytest.mark.parametrize("code", CODES)
def test_a_form_that_the_language_lacks_is_refused(code: str) -> None:
    language = get(code)
    if not language.genders:
        with pytest.raises(LanguageFormError, match="has no gender of numbers"):
            language.in_words(6, "F")
    if not language.cases:
        with pytest.raises(LanguageFormError, match="has no case of numbers"):
            language.in_words(6, case="genitive")
    if language.genders and "neuter" not in language.genders:
        with pytest.raises(LanguageFormError, match="has no gender of numbers 'neuter'"):
            language.in_words(6, "N")


@pytest.mark.parametrize("code", CODES)
def test_all_words_differ_and_genders_have_long_names(code: str) -> None:
    language = get(code)
    for gender in (None, *language.genders):
        for case in (None, *language.cases):
            words = [language.in_words(n, gender, case) for n in range(101)]
            assert len(set(words)) == 101
            if gender:
                assert words == [language.in_words(n, gender[0], case) for n in range(101)]


def test_words_are_those_of_num2words() -> None:
    num2words = pytest.importorskip("num2words").num2words
    for n in range(101):
        for code in ("en", "fr", "es"):
            assert get(code).in_words(n) == num2words(n, lang=code)
        # num2words parts the Arabic prefix و from its word.
        assert get("ar").in_words(n) == num2words(n, lang="ar").replace(" و ", " و")
    letters = {"nominative": "n", "genitive": "g", "dative": "d", "accusative": "a"}
    letters |= {"instrumental": "i", "prepositional": "p"}
    for case, letter in letters.items():
        for gender in ("m", "f", "n"):
            for n in range(1, 101):
                theirs = num2words(n, lang="ru", case=letter, gender=gender, animate=False)
                # The Union writes е for ё.
                assert get("ru").in_words(n, gender, case) == theirs.replace("ё", "е"), (n, case)


# Ordinals


def test_ordinals() -> None:
    assert [get("en").ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th"),
    ]
    assert [get("fr").ordinal(n, g) for n, g in ((1, "M"), (1, "F"), (2, None), (21, "F"))] == [
        *("1er", "1re", "2e", "21e"),
    ]
    assert [get("es").ordinal(n, g) for n, g in ((1, "M"), (1, "F"), (24, "F"))] == [
        *("1.º", "1.ª", "24.ª"),
    ]
    assert [get("ru").ordinal(1, g) for g in "MFN"] == ["1-й", "1-я", "1-е"]
    assert [get("ru").ordinal(3, "F", case) for case in get("ru").cases] == [
        *("3-я", "3-й", "3-й", "3-ю", "3-й", "3-й", "3-ю"),
    ]
    assert get("ru").ordinal(5, "M", "genitive") == "5-го"
    assert get("ru").ordinal(5, "M", "accusative-animate") == "5-го"
    assert get("zh").ordinal(182) == "第182"
    assert [get("ar").ordinal(n, "M") for n in (1, 2, 10)] == ["الأول", "الثاني", "العاشر"]
    assert [get("ar").ordinal(n, "F") for n in (1, 2, 10)] == ["الأولى", "الثانية", "العاشرة"]


@pytest.mark.parametrize(("code", "n"), [("ar", 1), ("es", 2), ("fr", 1), ("ru", 3)])
def test_an_ordinal_that_depends_on_the_noun_asks_for_its_gender(code: str, n: int) -> None:
    with pytest.raises(LanguageFormError, match="needs the gender of the noun"):
        get(code).ordinal(n)


def test_ordinals_have_limits() -> None:
    with pytest.raises(LanguageFormError, match="up to 10, not for 11"):
        get("ar").ordinal(11, "M")
    for code in CODES:
        with pytest.raises(LanguageFormError, match="from 1 on, not for 0"):
            get(code).ordinal(0)


def test_english_ordinals_are_cldrs() -> None:
    endings = {"one": "st", "two": "nd", "few": "rd", "other": "th"}
    category = Locale.parse("en_GB").ordinal_form
    for n in range(1, 1001):
        assert get("en").ordinal(n) == f"{n}{endings[category(n)]}"


# Ordinals in words

FIRST_TO_TENTH: dict[tuple[str, str | None], str] = {
    ("ar", "masculine"): "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    ("ar", "feminine"): (
        "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة"
    ),
    ("en", None): "first second third fourth fifth sixth seventh eighth ninth tenth",
    ("es", "masculine"): "primer segundo tercer cuarto quinto sexto séptimo octavo noveno décimo",
    ("es", "feminine"): (
        "primera segunda tercera cuarta quinta sexta séptima octava novena décima"
    ),
    ("fr", "masculine"): (
        "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième"
    ),
    ("fr", "feminine"): (
        "première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième"
    ),
    ("zh", None): "第一 第二 第三 第四 第五 第六 第七 第八 第九 第十",
}

# A line for each case: nominative, genitive, dative, accusative, instrumental, prepositional,
# accusative-animate.
RUSSIAN_FIRST_TO_TENTH: dict[str, str] = {
    "masculine": """
первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый
первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого
первому второму третьему четвертому пятому шестому седьмому восьмому девятому десятому
первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый
первым вторым третьим четвертым пятым шестым седьмым восьмым девятым десятым
первом втором третьем четвертом пятом шестом седьмом восьмом девятом десятом
первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого
""",
    "feminine": """
первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая
первой второй третьей четвертой пятой шестой седьмой восьмой девятой десятой
первой второй третьей четвертой пятой шестой седьмой восьмой девятой десятой
первую вторую третью четвертую пятую шестую седьмую восьмую девятую десятую
первой второй третьей четвертой пятой шестой седьмой восьмой девятой десятой
первой второй третьей четвертой пятой шестой седьмой восьмой девятой десятой
первую вторую третью четвертую пятую шестую седьмую восьмую девятую десятую
""",
    "neuter": """
первое второе третье четвертое пятое шестое седьмое восьмое девятое десятое
первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого
первому второму третьему четвертому пятому шестому седьмому восьмому девятому десятому
первое второе третье четвертое пятое шестое седьмое восьмое девятое десятое
первым вторым третьим четвертым пятым шестым седьмым восьмым девятым десятым
первом втором третьем четвертом пятом шестом седьмом восьмом девятом десятом
первое второе третье четвертое пятое шестое седьмое восьмое девятое десятое
""",
}


@pytest.mark.parametrize(("code", "gender"), FIRST_TO_TENTH)
def test_the_first_ten_ordinals_in_words(code: str, gender: str | None) -> None:
    words = [get(code).ordinal_in_words(n, gender) for n in range(1, 11)]
    assert words == FIRST_TO_TENTH[code, gender].split()
    if gender:
        assert words == [get(code).ordinal_in_words(n, gender[0]) for n in range(1, 11)]


@pytest.mark.parametrize("gender", RUSSIAN_FIRST_TO_TENTH)
def test_the_first_ten_russian_ordinals_in_all_cases(gender: str) -> None:
    russian = get("ru")

    def row(gender: str, case: str | None) -> str:
        return " ".join(russian.ordinal_in_words(n, gender, case) for n in range(1, 11))

    rows = [row(gender, case) for case in russian.ordinal_cases]
    assert rows == RUSSIAN_FIRST_TO_TENTH[gender].strip().splitlines()
    assert row(gender[0], None) == rows[0]


def test_french_genders_differ_in_the_first_only() -> None:
    assert get("fr").ordinal_in_words(2) == "deuxième"
    with pytest.raises(LanguageFormError) as caught:
        get("fr").ordinal_in_words(1)
    assert str(caught.value).endswith("(masculine or feminine) for premier or première")


def test_arabic_ordinals_look_alike_in_all_cases_and_are_those_of_ordinal() -> None:
    arabic = get("ar")
    assert arabic.ordinal_cases == ("nominative", "genitive", "accusative")
    for gender in arabic.genders:
        for n in range(1, 11):
            words = {arabic.ordinal_in_words(n, gender, case) for case in arabic.ordinal_cases}
            assert words == {arabic.ordinal(n, gender)}


def test_chinese_ordinals_have_their_prefix() -> None:
    chinese = get("zh")
    assert f"{chinese.ordinal_in_words(2)}次会议" == "第二次会议"
    for n in range(1, 11):
        assert chinese.ordinal_in_words(n) == f"第{chinese.in_words(n, case='ordinal')}"


def test_ordinals_in_words_are_those_of_num2words() -> None:
    num2words = pytest.importorskip("num2words").num2words
    letters = {"nominative": "n", "genitive": "g", "dative": "d", "accusative": "a"}
    letters |= {"instrumental": "i", "prepositional": "p", "accusative-animate": "a"}
    for n in range(1, 11):
        assert get("en").ordinal_in_words(n) == num2words(n, lang="en", to="ordinal")
        # It has one gender only of French, Spanish and Arabic.
        assert get("fr").ordinal_in_words(n, "M") == num2words(n, lang="fr", to="ordinal")
        # Its Spanish stands alone; before a noun, primero and tercero lose their o.
        before = {"primero": "primer", "tercero": "tercer"}
        theirs = num2words(n, lang="es", to="ordinal")
        assert get("es").ordinal_in_words(n, "M") == before.get(theirs, theirs)
        # Its Arabic has no article, and writes the hamza of أول nowhere.
        theirs = num2words(n, lang="ar", to="ordinal").replace("اول", "أول")
        assert get("ar").ordinal_in_words(n, "M") == f"ال{theirs}"
        for case, letter in letters.items():
            for gender in ("m", "f", "n"):
                animate = case == "accusative-animate"
                options = {"case": letter, "gender": gender, "animate": animate}
                theirs = num2words(n, lang="ru", to="ordinal", **options)
                # The Union writes е for ё.
                assert get("ru").ordinal_in_words(n, gender, case) == theirs.replace("ё", "е")
    # It has no Chinese; when it has, compare.
    with pytest.raises(NotImplementedError):
        num2words(1, lang="zh", to="ordinal")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("n", [-1, 0, 11, Decimal("1.5")])
def test_ordinals_in_words_end_at_ten_and_say_so(code: str, n: int | Decimal) -> None:
    with pytest.raises(LanguageFormError) as caught:
        get(code).ordinal_in_words(n, "F")
    assert str(caught.value) == (
        f"{get(code).english_name} ordinals in words exist for whole numbers from 1 to 10, "
        f"not for {n}"
    )


@pytest.mark.parametrize("value", ["1", None, True])
def test_ordinals_in_words_take_numbers_only(value: object) -> None:
    for code in CODES:
        with pytest.raises(LanguageFormError, match="a number is needed here"):
            get(code).ordinal_in_words(value)


@pytest.mark.parametrize("code", ["ar", "es", "ru"])
def test_an_ordinal_in_words_asks_for_the_gender_of_its_noun(code: str) -> None:
    genders = " or ".join(get(code).genders)
    for n in range(1, 11):
        with pytest.raises(LanguageFormError) as caught:
            get(code).ordinal_in_words(n)
        assert f"needs the gender of the noun ({genders}) for ordinals" in str(caught.value)


@pytest.mark.parametrize(
    ("code", "gender", "case", "message"),
    [
        ("en", "F", None, "English has no gender of numbers; 'feminine' was asked for"),
        ("zh", "F", None, "Chinese has no gender of numbers; 'feminine' was asked for"),
        ("fr", "N", None, "French has no gender of numbers 'neuter'; known: masculine, feminine"),
        ("es", "X", None, "Spanish has no gender of numbers 'X'; known: masculine, feminine"),
        ("ar", "N", None, "Arabic has no gender of numbers 'neuter'; known: masculine, feminine"),
        ("en", None, "genitive", "English has no case of ordinals; 'genitive' was asked for"),
        ("es", "F", "genitive", "Spanish has no case of ordinals; 'genitive' was asked for"),
        ("fr", "F", "genitive", "French has no case of ordinals; 'genitive' was asked for"),
        ("zh", None, "ordinal", "Chinese has no case of ordinals; 'ordinal' was asked for"),
        (
            *("ar", "F", "oblique"),
            "Arabic has no case of ordinals 'oblique'; known: nominative, genitive, accusative",
        ),
        ("ru", "F", "genitiv", "Russian has no case of ordinals 'genitiv'; did you mean genitive?"),
        (
            *("ru", "F", "x"),
            "Russian has no case of ordinals 'x'; known: nominative, genitive, dative, "
            "accusative, instrumental, prepositional, accusative-animate",
        ),
    ],
)
def test_an_ordinal_in_words_that_the_language_lacks(
    code: str, gender: str | None, case: str | None, message: str
) -> None:
    with pytest.raises(LanguageFormError) as caught:
        get(code).ordinal_in_words(1, gender, case)
    assert str(caught.value) == message


@pytest.mark.parametrize("code", CODES)
def test_templates_call_ordinals_in_words(code: str) -> None:
    language = get(code)
    assert language.filters()["ordinal_in_words"] == language.ordinal_in_words


# Plurals


@pytest.mark.parametrize("code", CODES)
def test_plural_categories_are_cldrs(code: str) -> None:
    language = get(code)
    theirs = Locale.parse(language.locale).plural_form
    seen = set()
    for n in [*range(1001), 10**6, 2 * 10**6, 10**6 + 1, 21 * 10**6, 10**9]:
        assert language.plural_category(n) == theirs(n), n
        seen.add(language.plural_category(n))
    for text in ("0.0", "0.5", "1.0", "1.5", "2.0", "3.0", "11.00", "1000000.0", "99.5"):
        assert language.plural_category(Decimal(text)) == theirs(Decimal(text)), text
        seen.add(language.plural_category(Decimal(text)))
    assert seen == set(language.plural_forms)


@pytest.mark.parametrize("code", CODES)
@given(n=st.one_of(st.integers(0, 10**17), st.decimals(0, 10**9, places=3)))
def test_plural_categories_are_cldrs_for_any_number(code: str, n: int | Decimal) -> None:
    assert get(code).plural_category(n) == Locale.parse(get(code).locale).plural_form(n)


FELLOWSHIPS: dict[str, dict[str, str]] = {
    "ar": {"zero": "منحة", "one": "منحة", "two": "منحتان", "few": "منح", "many": "منحة"},
    "en": {"one": "fellowship", "other": "fellowships"},
    "es": {"one": "beca", "other": "becas"},
    "fr": {"one": "bourse", "other": "bourses"},
    "ru": {"one": "стипендия", "few": "стипендии", "many": "стипендий"},
    "zh": {"other": "与会补贴"},
}


def test_fellowships() -> None:
    counted = {
        code: [get(code).plural(n, **FELLOWSHIPS[code]) for n in (1, 4, 5)] for code in CODES
    }
    assert counted == {
        "ar": ["منحة", "منح", "منح"],
        "en": ["fellowship", "fellowships", "fellowships"],
        "es": ["beca", "becas", "becas"],
        "fr": ["bourse", "bourses", "bourses"],
        "ru": ["стипендия", "стипендии", "стипендий"],
        "zh": ["与会补贴", "与会补贴", "与会补贴"],
    }
    assert get("fr").plural(0, **FELLOWSHIPS["fr"]) == "bourse"
    assert get("en").plural(0, **FELLOWSHIPS["en"]) == "fellowships"


@pytest.mark.parametrize(
    ("code", "n", "forms", "message"),
    [
        ("ru", 5, {"one": "a", "few": "b"}, "Russian needs the form 'many' for 5; given: one, few"),
        ("en", 2, {}, "English needs the form 'other' for 2; given: none"),
        ("fr", 10**6, {"one": "a", "other": "b"}, "French needs the form 'many' for 1000000"),
        ("en", 1, {"one": "a", "few": "b"}, "English has no form 'few', it has one, other"),
        ("en", 1, {"one": "a", "othr": "b"}, "there is no plural form 'othr'; did you mean other?"),
    ],
)
def test_a_missing_or_foreign_plural_form(
    code: str, n: int, forms: dict[str, Any], message: str
) -> None:
    with pytest.raises(LanguageFormError) as caught:
        get(code).plural(n, **forms)
    assert message in str(caught.value)
