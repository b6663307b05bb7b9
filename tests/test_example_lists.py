"""The example lists of people: whole, of fiction, and right by the campaign's own facts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from docgen import campaign as campaigns
from docgen import rules
from docgen.languages import CODES
from docgen.recipients import Recipient
from docgen.recipients.filled import entries_of, read_filled
from docgen.recipients.known import load_known
from docgen.recipients.recipient import REGIONS
from docgen.starter_files import starter_files

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("reps", "delegates")


@cache
def people(stem: str) -> tuple[Recipient, ...]:
    known, findings = load_known(ROOT / "mailing_lists", lambda path: path.name)
    assert known is not None
    path = ROOT / "mailing_lists" / f"{stem}.xlsx"
    filled, more = read_filled(path, path.name)
    assert filled is not None
    entries, faults = entries_of(filled, known)
    assert entries is not None
    assert (*findings, *more, *faults) == ()
    return tuple(entries.whole)


def everyone() -> list[Recipient]:
    return [person for stem in LISTS for person in people(stem)]


def script(text: str) -> str:
    return unicodedata.name(next(mark for mark in text if mark.isalpha())).split()[0]


def test_how_many_there_are() -> None:
    assert [person.key for person in people("reps")] == list(REGIONS)
    assert Counter(person.region for person in people("delegates")) == dict.fromkeys(REGIONS, 4)
    assert len({person.key for person in everyone()}) == 30
    assert len({person.full_name for person in everyone()}) == 30


def test_all_are_women_of_their_region_and_delegates_are_appointed() -> None:
    assert {person.gender for person in everyone()} == {"F"}
    assert [p.key for p in everyone() if p.country is None or p.country.region != p.region] == []
    assert {person.appointed for person in people("delegates")} == {True}
    granted = Counter(p.region for p in people("delegates") if p.fellowship)
    assert set(granted) == set(REGIONS)
    assert max(granted.values()) <= 4
    assert {p.fellowship for p in people("delegates")} == {True, False}


def test_languages_scripts_and_titles_are_mixed() -> None:
    assert [person.languages[0] for person in people("reps")] == [
        "fr",
        "es",
        "ar",
        "zh",
        "ru",
        "en",
    ]
    firsts = Counter(person.languages[0] for person in people("delegates"))
    assert set(firsts) == set(CODES)
    assert min(firsts.values()) >= 2
    assert any(len(person.languages) > 1 for person in everyone())
    for stem in LISTS:
        assert {script(person.full_name) for person in people(stem)} == {
            "LATIN", "CYRILLIC", "ARABIC", "CJK",
        }  # fmt: skip
        assert {person.honorific for person in people(stem)} == {"Ms", "Dr", "Prof", "H.E."}


def test_russian_address_blocks_begin_in_the_dative() -> None:
    blocks = [p.addressee for p in everyone() if p.declines_in("ru") and p.languages[0] == "ru"]
    assert [block.split("\n")[0] for block in blocks] == [
        "Г-же Ольге Ковалевой",
        "Г-же Айгуль Омаровой",
        "Д-ру Нигоре Каримовой",
        "Г-же Елене Соколовой",
    ]
    assert [p.key for p in everyone() if p.addressee and "ru" not in p.languages] == []


def test_nominations_came_in_time_from_the_regions_own_organization() -> None:
    campaign, findings = campaigns.load(ROOT / "campaign.toml", "campaign.toml")
    assert findings == ()
    assert campaign is not None
    for person in people("reps"):
        assert person.nominated_by == campaign.regions[person.region].rto
        received, validated = person.received, person.validated
        assert received is not None
        assert validated is not None
        assert campaign.circular.date < received < date(2024, 4, 5)
        assert received <= validated
        assert rules.is_accepted(person)


def test_nobody_can_be_reached() -> None:
    """RFC 2606 section 3 reserves the domains; the numbers are of the examples only."""
    emails = [email for person in everyone() for email in person.emails]
    assert len(set(emails)) == 30
    assert {email.partition("@")[2] for email in emails} == {
        "example.org", "example.com", "example.net",
    }  # fmt: skip
    numbers = [person.telephone for person in everyone()]
    assert len(set(numbers)) == 30
    assert [n for n in numbers if not re.fullmatch(r"\+41 22 555 01 \d\d", n)] == []


@pytest.mark.parametrize("stem", LISTS)
def test_they_travel_with_docgen(stem: str) -> None:
    shipped = {path.as_posix(): data for path, data in starter_files(ROOT)}
    path = f"mailing_lists/{stem}.xlsx"
    assert shipped[path] == (ROOT / path).read_bytes()
