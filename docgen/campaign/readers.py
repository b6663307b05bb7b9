"""The kinds of value that campaign.toml has, each read from its TOML form."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from docgen.campaign.shapes import (
    Problem,
    Reading,
    RefusedError,
    Shape,
    checked_text,
    is_day,
    named,
    one_of,
    quoted,
    text,
    whole,
)
from docgen.campaign.values import StudyPeriod
from docgen.diagnostics import did_you_mean
from docgen.languages import CODES, DateRange

# Days, months and years.


def _read_day(value: Any, reading: Reading) -> date:
    if not is_day(value):
        raise DAY.refuse(value)
    return date(value.year, value.month, value.day)


def _read_month(value: Any, reading: Reading) -> date:
    if isinstance(value, str) and re.fullmatch(r"[12][0-9]{3}-(0[1-9]|1[0-2])", value):
        return date(int(value[:4]), int(value[5:]), 1)
    raise MONTH.refuse(value)


DAY: Final = Shape("a date without quotation marks", "2024-03-06", _read_day)
MONTH: Final = Shape("a month in quotation marks", '"2024-04"', _read_month)
YEAR: Final = whole("a year of four digits", 2024, 1865, 2999)  # the Union was founded in 1865


def _parts(
    value: Any, reading: Reading, shape: Shape, parts: dict[str, Shape], optional: str = ""
) -> dict[str, Any]:
    """The parts of a range, each read by its shape; ``first`` and ``last`` in their order."""
    if not isinstance(value, dict):
        raise shape.refuse(value)
    problems = [
        Problem(f"unknown key {quoted(key)}", did_you_mean(key, parts), "C004", (key,))
        for key in value
        if key not in parts
    ]
    found = {}
    for key, part in parts.items():
        try:
            if key in value:
                found[key] = part.read(value[key], reading)
            elif key != optional:
                raise RefusedError(Problem(f"{shape.words} has no {key} here", shape.hint, "C005"))
        except RefusedError as refused:
            problems += refused.below(key)
    if {"first", "last"} <= found.keys() and found["last"] < found["first"]:
        message = f"the range ends ({found['last']}) before it starts ({found['first']})"
        problems.append(Problem(message, "put the earlier one first", "C008"))
    if problems:
        raise RefusedError(*problems)
    return found


def _read_days(value: Any, reading: Reading) -> DateRange:
    return DateRange(**_parts(value, reading, DAYS, {"first": DAY, "last": DAY}))


def _read_years(value: Any, reading: Reading) -> StudyPeriod:
    return StudyPeriod(**_parts(value, reading, YEARS, _PERIOD, optional="code"))


def _read_study_period(value: Any, reading: Reading) -> StudyPeriod:
    return StudyPeriod(**_parts(value, reading, STUDY_PERIOD, _PERIOD))


DAYS: Final = Shape("a range of dates", "{ first = 2024-10-15, last = 2024-10-24 }", _read_days)
YEARS: Final = Shape("a range of years", "{ first = 2025, last = 2028 }", _read_years)
STUDY_PERIOD: Final = Shape(
    "a study period", '{ code = "T22", first = 2022, last = 2024 }', _read_study_period
)
PERIOD_CODE: Final = text(
    "the code of a study period, a capital letter and two digits,", '"T22"', "[A-Z][0-9]{2}"
)
_PERIOD: Final = {"code": PERIOD_CODE, "first": YEAR, "last": YEAR}

# Numbers.

PERCENTAGE: Final = whole("a whole number of per cent from 0 to 100", 35, 0, 100)
COUNT: Final = whole("a whole number, 1 or more,", 6, 1, 9999)
# File names in the Union's style hold the number in four digits.
CIRCULAR_NUMBER: Final = whole("the number of a circular, 1 to 9999,", 182, 1, 9999)
RESOLUTION_NUMBER: Final = whole("the number of a resolution, 1 to 9999,", 55, 1, 9999)
# Transforming our world (General Assembly resolution 70/1) has 17 goals.
GOAL: Final = whole("the number of a Sustainable Development Goal, 1 to 17,", 5, 1, 17)

RATE: Final = whole("a number of messages a minute, 1 to 6000,", 30, 1, 6000)

# Words, names and addresses, the same in every language.

GENDER: Final = one_of('"F" or "M"', "F", "M")
AUDIENCE: Final = one_of('"public" or "personal"', "public", "personal")
PEOPLE: Final = one_of('"representatives" or "delegates"', "representatives", "delegates")
ADDRESSED_TO: Final = one_of('"person" or "rto"', "person", "rto")
LINE: Final = text("a text", '"NoW in ITU-T"')
# ITU-T E.164 has at most 15 digits; the grouping is the writer's.
TELEPHONE: Final = text(
    "a telephone number with its country code",
    '"+41 22 730 5861"',
    r"\+(?=(?:[^0-9]*[0-9]){7,15}[^0-9]*$)[0-9]+(?:[ ./-]?\(?[0-9]+\)?)*",
)
# RFC 5321 section 4.1.2, Mailbox, without quoted and numeric forms; 4.5.3.1 limits the length.
EMAIL: Final = text(
    "an e-mail address",
    '"charlyne.restivo@itu.int"',
    r"(?=.{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])",
    254,
)
DOMAIN: Final = text(
    "a domain",
    '"itu.int"',
    r"(?=.{4,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])",
)
WEBSITE: Final = text(
    "the address of a website",
    '"www.itu.int"',
    r"(?:https?://)?(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?:/[^\s\"<>\\]*)?",
)
RTO_KEY: Final = text(
    "the key of an organization in mailing_lists/rtos.csv", '"ATU"', "[A-Z][A-Z0-9-]{0,19}"
)
# Names of regions and kinds are keys in templates, and a kind's name is a folder: no name that
# Windows keeps for a device ("Naming Files, Paths, and Namespaces", learn.microsoft.com).
_DEVICES: Final = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)"
REGION_KEY: Final = text(
    "a region's name in capital letters", "[regions.AFR]", "[A-Z][A-Z0-9]{1,7}"
)
TRAINING_KEY: Final = text(
    "a region's name in capital letters", "[trainings.AFR]", "[A-Z][A-Z0-9]{1,7}"
)
KIND_KEY: Final = text(
    "a letter kind's name in small letters, digits and _,",
    "[kinds.confirmation]",
    _DEVICES + "[a-z][a-z0-9_]{0,39}",
)
FILE_STEM: Final = text(
    "a name of small letters, digits, - and _,",
    '"circular"',
    _DEVICES + "[a-z0-9][a-z0-9_-]{0,59}",
)


def _read_pattern(value: Any, reading: Reading) -> str:
    checked = checked_text(value, PATTERN)
    if any(character in checked for character in "/\\"):
        raise RefusedError(
            Problem(
                "a file name has no / and no \\",
                "letters go to the folder of their kind and language by themselves",
                "C014",
            )
        )
    return checked


PATTERN: Final = Shape(
    "a file name without its ending",
    "\"letter-{{ '%04d' | format(circular.number) }}\"",
    _read_pattern,
)


def _read_time_zone(value: Any, reading: Reading) -> str:
    if not isinstance(value, str):
        raise TIME_ZONE.refuse(value)
    # Region and city; the system's own entries beside them ("localtime", "posix/…") depend on the
    # machine.
    if value == "UTC" or re.fullmatch(r"[A-Z][A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2}", value):
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
        else:
            return value
    known = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    near = did_you_mean(value, known)
    hint = near if near.startswith("did") else TIME_ZONE.hint
    raise RefusedError(Problem(f"{TIME_ZONE.words} is needed here, not {named(value)}", hint))


TIME_ZONE: Final = Shape("a time zone of the IANA database", '"Europe/Zurich"', _read_time_zone)


def _read_languages(value: Any, reading: Reading) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise LANGUAGES.refuse(value)
    problems = []
    before: set[str] = set()
    for number, code in enumerate(value):
        if not isinstance(code, str):
            message = f"the code of a language is needed here, not {named(code)}"
            problems.append(Problem(message, LANGUAGES.hint, key=(number,)))
        elif code not in CODES:
            message = f"docgen has no language {quoted(code)}"
            problems.append(Problem(message, did_you_mean(code, CODES), "C010", (number,)))
        elif code in before:
            problems.append(Problem(f"{code} stands twice", "name it once", key=(number,)))
        else:
            before.add(code)
    if problems:
        raise RefusedError(*problems)
    return tuple(value)


def _read_lists(value: Any, reading: Reading) -> tuple[str, ...]:
    return _read_names(value, reading, LISTS, FILE_STEM)


def _read_companions(value: Any, reading: Reading) -> tuple[str, ...]:
    return _read_names(value, reading, COMPANIONS, KIND_KEY)


def _read_names(value: Any, reading: Reading, shape: Shape, each: Shape) -> tuple[str, ...]:
    """Names of one shape, none of them twice."""
    if not isinstance(value, list):
        raise shape.refuse(value)
    problems = []
    before: set[str] = set()
    for number, name in enumerate(value):
        try:
            each.read(name, reading)
            if name in before:
                raise RefusedError(Problem(f"{name} stands twice", "name it once"))
            before.add(name)
        except RefusedError as refused:
            problems += refused.below(number)
    if problems:
        raise RefusedError(*problems)
    return tuple(value)


def _read_allowed(value: Any, reading: Reading) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ALLOWED.refuse(value)
    if not value:
        message = "the list is empty, and mail could go to nobody"
        raise RefusedError(Problem(message, f"{ALLOWED.hint}; or take the line out"))
    problems = []
    for number, entry in enumerate(value):
        try:
            shape = EMAIL if isinstance(entry, str) and "@" in entry else DOMAIN
            shape.read(entry, reading)
        except RefusedError as refused:
            problems += refused.below(number)
    if problems:
        raise RefusedError(*problems)
    return tuple(value)


def _read_yes_or_no(value: Any, reading: Reading) -> bool:
    if not isinstance(value, bool):
        raise YES_OR_NO.refuse(value)
    return value


YES_OR_NO: Final = Shape("true or false, without quotation marks,", "true", _read_yes_or_no)
ALLOWED: Final = Shape(
    "a list of addresses and domains", '["itu.int", "someone@example.org"]', _read_allowed
)
LANGUAGES: Final = Shape("a list of languages", '["en", "fr"]', _read_languages)
LISTS: Final = Shape("a list of names of mailing lists", '["rtos"], or [] for none', _read_lists)
COMPANIONS: Final = Shape("a list of names of letter kinds", '["note"]', _read_companions)
