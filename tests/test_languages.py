"""The room of languages: what each declares, what it offers to templates, what it costs."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from babel import Locale

from docgen.diagnostics import LanguageFormError
from docgen.languages import CODES, DateRange, Language, get
from docgen.languages.fr import LANGUAGE as FRENCH

ROOT = Path(__file__).parent.parent

FILTERS = {
    *("long_date", "day_month", "date_line", "date_range", "day_range", "date_span"),
    *("month", "month_year", "month_range", "month_span", "year_range"),
    *("number", "percent", "ordinal", "ordinal_in_words", "in_words", "words_and_digits", "plural"),
    *("and_list", "or_list", "quote", "ltr", "spaced"),
    *("salutation", "close", "signature", "address_block", "styled_name", "as_given"),
}


@pytest.fixture(params=CODES)
def language(request: pytest.FixtureRequest) -> Language:
    return get(request.param)


def test_six_languages_with_the_letters_of_the_unions_file_names() -> None:
    assert [(code, get(code).file_letter) for code in CODES] == [
        ("ar", "A"),
        ("en", "E"),
        ("es", "S"),
        ("fr", "F"),
        ("ru", "R"),
        ("zh", "C"),
    ]


def test_word_language_tags_and_direction() -> None:
    assert {code: (get(code).tag, get(code).direction) for code in CODES} == {
        "ar": ("ar-AE", "rtl"),
        "en": ("en-GB", "ltr"),
        "es": ("es-ES", "ltr"),
        "fr": ("fr-FR", "ltr"),
        "ru": ("ru-RU", "ltr"),
        "zh": ("zh-CN", "ltr"),
    }


@pytest.mark.parametrize("code", ["de", "EN", "fr-FR", "", "language", "../en"])
def test_another_code_is_refused(code: str) -> None:
    with pytest.raises(LanguageFormError, match="there is no language"):
        get(code)


def test_an_unknown_language_is_told_what_exists() -> None:
    with pytest.raises(LanguageFormError) as caught:
        get("de")
    assert str(caught.value).endswith("(docgen writes ar, en, es, fr, ru, zh)")


def test_names_and_direction_are_cldrs(language: Language) -> None:
    locale = Locale.parse(language.locale)
    assert language.name == Locale.parse(language.code).get_language_name()
    assert language.english_name == Locale.parse(language.code).get_language_name("en")
    assert language.direction == locale.character_order.replace("left-to-right", "ltr").replace(
        "right-to-left", "rtl"
    )


def test_the_letters_of_the_script_match_the_languages_own_name(language: Language) -> None:
    assert all(re.fullmatch(language.letters, letter) for letter in language.name)
    for other in CODES:
        if get(other).script != language.script:
            assert not re.search(language.letters, get(other).name)


def test_a_language_is_one_object_even_after_pickling(language: Language) -> None:
    assert get(language.code) is language
    assert pickle.loads(pickle.dumps(language)) is language
    assert copy.deepcopy(language) is language
    assert {language: 1}[get(language.code)] == 1


def test_a_date_range_is_a_value() -> None:
    days = DateRange(date(2024, 10, 15), date(2024, 10, 24))
    assert pickle.loads(pickle.dumps(days)) == days
    assert len({days, DateRange(date(2024, 10, 15), date(2024, 10, 24))}) == 1
    with pytest.raises(AttributeError):
        days.first = date(2025, 1, 1)  # type: ignore[misc]


def test_filters_have_the_same_names_in_every_language(language: Language) -> None:
    filters = language.filters()
    assert set(filters) == FILTERS
    assert filters["long_date"](date(2024, 3, 6)) == language.long_date(date(2024, 3, 6))


def test_the_campaign_chooses_the_french_spacing() -> None:
    assert FRENCH.filters()["spaced"]("Objet : suite") == "Objet: suite"
    assert FRENCH.filters("national")["spaced"]("Objet : suite") == "Objet\u00a0: suite"
    assert get("en").filters("national")["spaced"]("Subject: next") == "Subject: next"


def test_an_unknown_french_spacing_is_refused(language: Language) -> None:
    with pytest.raises(LanguageFormError, match="union or national"):
        language.filters("swiss")  # type: ignore[arg-type]


def test_only_the_asked_language_is_imported_and_babel_never() -> None:
    script = (
        "import sys; from docgen.languages import get; language = get('ru');"
        "import datetime; language.date_range((datetime.date(2024, 5, 1),"
        " datetime.date(2024, 6, 1))); language.number(1000); language.plural_category(5);"
        "print(sorted(m for m in sys.modules if m.startswith(('docgen.languages.', 'babel'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(
        [
            f"docgen.languages.{name}"
            for name in ("courtesy", "dates", "language", "numbers", "people", "ru")
        ]
    )
