"""Days as people type them: read where they have one reading, refused where they have two."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import languages
from docgen.recipients.days import AmbiguousDayError, UnreadableDayError, read_day, read_moment

THIRD = date(2024, 4, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-04-03", THIRD),
        ("2024-4-3", THIRD),
        ("2024/04/03", THIRD),
        ("2024.4.3", THIRD),
        ("3 April 2024", THIRD),
        ("3rd April, 2024", THIRD),
        ("April 3, 2024", THIRD),
        ("3-Apr-2024", THIRD),
        ("3 avril 2024", THIRD),
        ("1er avril 2024", date(2024, 4, 1)),
        ("3 de abril de 2024", THIRD),
        ("3 апреля 2024 года", THIRD),
        ("3 апреля 2024 г.", THIRD),
        ("2024年4月3日", THIRD),
        ("3 أبريل 2024", THIRD),
        ("25/03/2024", date(2024, 3, 25)),
        ("03/25/2024", date(2024, 3, 25)),
        ("25.03.2024", date(2024, 3, 25)),
        ("04/04/2024", date(2024, 4, 4)),
        ("29.02.2024", date(2024, 2, 29)),
    ],
)
def test_days_with_one_reading(text: str, expected: date) -> None:
    assert read_day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-04-05 23:59", datetime(2024, 4, 5, 23, 59)),
        ("2024-04-05T23:59:59", datetime(2024, 4, 5, 23, 59, 59)),
        ("2024-04-05T22:00Z", datetime(2024, 4, 5, 22, 0, tzinfo=UTC)),
        (
            "2024-04-06 05:30 +05:30",
            datetime(2024, 4, 6, 5, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        ),
    ],
)
def test_moments(text: str, expected: datetime) -> None:
    assert read_moment(text) == expected


@pytest.mark.parametrize("text", ["03/04/2024", "3.4.2024", "3-4-2024", "3.4.24", "12/11/24"])
def test_two_readings_are_refused(text: str) -> None:
    with pytest.raises(AmbiguousDayError):
        read_day(text)


def test_the_hint_names_both_readings() -> None:
    with pytest.raises(AmbiguousDayError) as fault:
        read_day("03/04/2024")
    assert fault.value.args == ("can be read as two days", "write 2024-04-03 or 2024-03-04")


@pytest.mark.parametrize(
    "text",
    ["", "next week", "31/02/2024", "31 février 2024", "2024-13-01", "5 ma 2024",
     "2024-04-05 25:00", "4 Smarch 2024", "0/5/2024"],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(UnreadableDayError):
        read_day(text)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(languages.CODES))
def test_what_a_language_prints_is_read_back(day: date, code: str) -> None:
    printed = languages.get(code).long_date(day).replace("\u200e", "")
    assert read_day(printed) == day


@given(st.text())
def test_no_text_raises_anything_else(text: str) -> None:
    found: object = None
    with suppress(UnreadableDayError):
        found = read_moment(text)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    "text",
    ["9999-12-31 23:59 -12:00", "0001-01-01 00:00 +14:00", "1899-12-31", "31.12.3000",
     "1" + " " * 9_000 + "a" + " " * 900 + "!", "1" + " " * 9_998 + "!", "a" * 9_999],
    ids=["the end of time", "its beginning", "before Excel", "far off", "blanks", "more blanks",
         "long"],
)  # fmt: skip
def test_days_that_no_letter_could_speak_of(text: str) -> None:
    """In no time: a cell holds 10,000 characters."""
    with pytest.raises(UnreadableDayError):
        read_moment(text)


def test_blanks_between_the_words_of_a_day() -> None:
    assert read_day("3   April\u00a02024") == read_day(" 3 April 2024 ") == THIRD
    assert read_day("1900-01-01") == date(1900, 1, 1)
    assert read_day("31 December 2999") == date(2999, 12, 31)
