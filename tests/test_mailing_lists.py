"""The three lists that docgen brings along: complete, correct in form, and readable in Excel."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from docgen.languages import CODES as LANGUAGES
from docgen.recipients import REGIONS, Recipient, check_across, read_list
from docgen.rules import members_on

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("member_states", "regional_offices", "rtos")
REFERENCE = ROOT.parent / "shared" / "data" / "member_states.csv"

BY_LANGUAGE = {
    what: [f"{what}_{lang}" for lang in LANGUAGES] for what in ("name", "abbreviation", "addressee")
}
COLUMNS = {
    "member_states": [
        *("key", "region", "language", "member_from"),
        *BY_LANGUAGE["name"],
        *BY_LANGUAGE["addressee"],
        "email",
    ],
    "regional_offices": [
        *("key", "region", "language"),
        *BY_LANGUAGE["name"],
        *BY_LANGUAGE["addressee"],
        "email",
    ],
    "rtos": [
        *("key", "region", "language"),
        *BY_LANGUAGE["name"],
        *BY_LANGUAGE["abbreviation"],
        *BY_LANGUAGE["addressee"],
        "email",
    ],
}

# Names of organizations keep their Latin abbreviations in every script.
LATIN_ABBREVIATION = re.compile(r"Com-ITU|\b[A-Z]{3,5}\b")
SCRIPTS = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK", "en": "LATIN", "es": "LATIN"} | {
    "fr": "LATIN"
}


def file(stem: str) -> Path:
    return ROOT / "mailing_lists" / f"{stem}.csv"


@cache
def recipients(stem: str) -> tuple[Recipient, ...]:
    value, findings = read_list(file(stem), f"mailing_lists/{stem}.csv")
    assert findings == ()
    assert value is not None
    return value


@cache
def cells(stem: str) -> list[list[str]]:
    with file(stem).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, strict=True))


def everyone() -> list[Recipient]:
    return [recipient for stem in LISTS for recipient in recipients(stem)]


def scripts(text: str) -> set[str]:
    return {
        "CJK" if name.startswith("CJK") else name.split()[0]
        for name in (unicodedata.name(char) for char in text if char.isalpha())
    }


@pytest.mark.parametrize("stem", LISTS)
def test_the_file_is_what_excel_opens_and_git_compares(stem: str) -> None:
    data = file(stem).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    rows = cells(stem)
    assert rows[0] == COLUMNS[stem]
    assert {len(row) for row in rows} == {len(COLUMNS[stem])}
    # Rows end in CRLF; a line break inside a cell is the LF that Alt+Enter makes.
    assert data.count(b"\r") == data.count(b"\r\n") == len(rows)
    # Quoted only where a separator, a quotation mark or a line break makes it necessary.
    needed = sum(bool(re.search('[,"\n]', cell)) for row in rows for cell in row)
    assert data.count(b'"') == 2 * needed


@pytest.mark.parametrize("stem", LISTS)
def test_every_cell_is_clean(stem: str) -> None:
    for row in cells(stem):
        for cell in row:
            assert unicodedata.is_normalized("NFC", cell)
            assert all(line == line.strip() and line for line in cell.split("\n")) or not cell
            assert "  " not in cell


def test_how_many_there_are() -> None:
    assert {stem: len(recipients(stem)) for stem in LISTS} == {
        "member_states": 194,
        "regional_offices": 6,
        "rtos": 6,
    }


def test_members_on_the_circulars_date_and_with_palau() -> None:
    members = recipients("member_states")
    assert len(members_on(members, date(2024, 3, 6))) == 193
    assert len(members_on(members, date(2024, 9, 18))) == 193
    assert len(members_on(members, date(2024, 9, 19))) == 194
    assert [(m.key, m.member_from) for m in members if m.member_from] == [
        ("PLW", date(2024, 9, 19))
    ]


def test_member_states_by_region() -> None:
    members = recipients("member_states")
    on_6_march = Counter(m.region for m in members_on(members, date(2024, 3, 6)))
    assert on_6_march == {"AFR": 44, "AMS": 35, "ARB": 21, "ASP": 38, "CIS": 9, "EUR": 46}
    assert Counter(m.region for m in members)["ASP"] == 39


def test_keys() -> None:
    members = [m.key for m in recipients("member_states")]
    assert members == sorted(members)
    assert [key for key in members if not re.fullmatch("[A-Z]{3}", key)] == []
    assert [r.key for r in recipients("rtos")] == ["ATU", "CITEL", "LAS", "APT", "RCC", "CEPT"]
    assert [r.key for r in recipients("regional_offices")] == [f"RO-{r}" for r in REGIONS]
    for stem in ("rtos", "regional_offices"):
        assert tuple(r.region for r in recipients(stem)) == REGIONS
    assert check_across(everyone()) == ()


def test_languages_of_correspondence() -> None:
    assert {r.key: r.languages for r in recipients("rtos")} == {
        "ATU": ("en",),
        "CITEL": ("es",),
        "LAS": ("ar",),
        "APT": ("en",),
        "RCC": ("ru",),
        "CEPT": ("en",),
    }
    members = recipients("member_states")
    by_language = Counter(m.languages for m in members)
    assert set(by_language) == {(lang,) for lang in LANGUAGES}
    assert [m.key for m in members if m.languages == ("zh",)] == ["CHN"]
    assert {m.languages for m in members if m.region == "CIS"} == {("ru",)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_and_addressees_are_in_their_script(lang: str) -> None:
    for recipient in everyone():
        for text in (recipient.names[lang], recipient.addressees[lang]):
            letters = text if SCRIPTS[lang] == "LATIN" else LATIN_ABBREVIATION.sub("", text)
            assert scripts(letters) == {SCRIPTS[lang]}, (recipient.key, text)


def test_abbreviations() -> None:
    assert {
        r.key: tuple(r.abbreviations[lang] for lang in LANGUAGES) for r in recipients("rtos")
    } == {
        "ATU": ("ATU", "ATU", "UAT", "UAT", "АСЭ", "ATU"),
        "CITEL": ("CITEL", "CITEL", "CITEL", "CITEL", "СИТЕЛ", "CITEL"),
        "LAS": ("LAS", "LAS", "LEA", "LEA", "ЛАГ", "LAS"),
        "APT": ("APT", "APT", "APT", "APT", "АТСЭ", "APT"),
        "RCC": ("RCC", "RCC", "CRC", "RCC", "РСС", "RCC"),
        "CEPT": ("CEPT", "CEPT", "CEPT", "CEPT", "СЕПТ", "CEPT"),
    }
    for rto in recipients("rtos"):
        for lang in LANGUAGES:
            closed = "（{}）" if lang == "zh" else "({})"
            assert closed.format(rto.abbreviations[lang]) in rto.addressees[lang]


@pytest.mark.parametrize("stem", ["rtos", "regional_offices"])
def test_an_organizations_addressee_is_a_block_with_its_name(stem: str) -> None:
    for recipient in recipients(stem):
        for lang in LANGUAGES:
            lines = recipient.addressees[lang].split("\n")
            assert len(lines) == 3
            if lang != "ru":  # where the name stands in the genitive
                assert lines[1].startswith(recipient.names[lang])


@pytest.mark.parametrize("stem", ["rtos", "regional_offices"])
def test_chinese_addresses_go_from_the_large_to_the_small(stem: str) -> None:
    """The place first, the office last; in the other languages the other way round."""
    for recipient in recipients(stem):
        place, _, office = recipient.addressees["zh"].split("\n")
        assert re.search(r"(?:主任|秘书长?|秘书处|总干事|主席)$", office)
        assert not re.search(r"(?:主任|秘书长?|秘书处|总干事|主席)$", place)


def test_russian_addressees_begin_in_the_dative() -> None:
    states = {m.addressees["ru"].split()[0] for m in recipients("member_states")}
    assert states == {"Администрации"}
    first_lines = {r.key: r.addressees["ru"].split("\n")[0] for r in recipients("rtos")}
    assert first_lines == {
        "ATU": "Генеральному секретарю",
        "CITEL": "Исполнительному секретарю",
        "LAS": "Генеральному секретариату",
        "APT": "Генеральному секретарю",
        "RCC": "Генеральному директору Исполнительного комитета",
        "CEPT": "Председателю Комитета по политике в отношении МСЭ (Com-ITU)",
    }
    offices = [r.addressees["ru"].split("\n")[0] for r in recipients("regional_offices")]
    assert offices == ["Региональному директору"] * 5 + ["Руководителю"]


# A nominative that stays after "Администрации" would be a word that the genitive changes.
NOMINATIVE = re.compile(
    r"^Администрации (?:.*\b)?(?:Республика|Королевство|Княжество|[Гг]осударство|Конфедерация|"
    r"Федерация|Султанат|Герцогство|Содружество|Штаты|Эмираты|Престол|\w+(?:ская|ное|ские))\b"
)


def test_russian_states_stand_in_the_genitive() -> None:
    members = {m.key: m.addressees["ru"] for m in recipients("member_states")}
    # What follows "Республики" and its like is a name in apposition, and stays in the nominative.
    heads = re.compile(r"(Республики|Королевства|Княжества|Государства|государства) .*")
    names = {m.key: m.names["ru"] for m in recipients("member_states")}
    indeclinable = [key for key, text in members.items() if text.endswith(f"ции {names[key]}")]
    assert indeclinable == ["BFA", "TUV"]
    for text in members.values():
        assert not NOMINATIVE.search(heads.sub(r"\1", text)), text
    expected = {
        "ATG": "Антигуа и Барбуды",
        "ARE": "Объединенных Арабских Эмиратов",
        "BEL": "Королевства Бельгия",
        "BFA": "Буркина-Фасо",
        "BHS": "Содружества Багамских Островов",
        "CAN": "Канады",
        "CHE": "Швейцарской Конфедерации",
        "CHN": "Китайской Народной Республики",
        "CIV": "Республики Кот-д’Ивуар",
        "FRA": "Французской Республики",
        "FSM": "Федеративных Штатов Микронезии",
        "GBR": "Соединенного Королевства Великобритании и Северной Ирландии",
        "JOR": "Иорданского Хашимитского Королевства",
        "JPN": "Японии",
        "KNA": "Сент-Китса и Невиса",
        "LUX": "Великого Герцогства Люксембург",
        "MEX": "Мексиканских Соединенных Штатов",
        "NLD": "Королевства Нидерландов",
        "RUS": "Российской Федерации",
        "SLB": "Соломоновых Островов",
        "USA": "Соединенных Штатов Америки",
        "VAT": "Святого Престола",
        "VCT": "Сент-Винсента и Гренадин",
        "ZAF": "Южно-Африканской Республики",
    }
    assert {key: members[key] for key in expected} == {
        key: f"Администрации {name}" for key, name in expected.items()
    }


def test_french_addressees_are_contracted() -> None:
    members = {m.key: m.addressees["fr"] for m in recipients("member_states")}
    form = re.compile("Administration (du|des|de la|de l’|d’|de(?= (Saint|Sainte)-))")
    assert [text for text in members.values() if not form.match(text)] == []
    assert not any(re.search(r"\bde les?\b|\bde [AEIOUÉÎ]", text) for text in members.values())
    expected = {
        "ARE": "Administration des Émirats arabes unis",
        "ATG": "Administration d’Antigua-et-Barbuda",
        "AUS": "Administration de l’Australie",
        "BFA": "Administration du Burkina Faso",
        "CAN": "Administration du Canada",
        "FRA": "Administration de la République française",
        "LCA": "Administration de Sainte-Lucie",
        "TUV": "Administration des Tuvalu",
        "USA": "Administration des États-Unis d’Amérique",
    }
    assert {key: members[key] for key in expected} == expected


def test_spanish_addressees_are_contracted() -> None:
    members = {m.key: m.addressees["es"] for m in recipients("member_states")}
    assert not any(re.search(r"\bde el\b", text) for text in members.values())
    expected = {
        "ARE": "Administración de los Emiratos Árabes Unidos",
        "AUS": "Administración de Australia",
        "CAN": "Administración del Canadá",
        "ESP": "Administración del Reino de España",
        "SLB": "Administración de las Islas Salomón",
        "SLV": "Administración de la República de El Salvador",
    }
    assert {key: members[key] for key in expected} == expected


def test_each_addressee_begins_as_its_language_does() -> None:
    beginnings = {
        "ar": "إدارة ",
        "en": "Administration of ",
        "es": "Administración de",
        "fr": "Administration d",
        "ru": "Администрации ",
    }
    for member in recipients("member_states"):
        for lang, beginning in beginnings.items():
            assert member.addressees[lang].startswith(beginning), (member.key, lang)
        assert member.addressees["zh"].endswith("主管部门")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_rows_share_a_name_or_an_addressee(lang: str) -> None:
    for what in ("names", "addressees"):
        texts = Counter(getattr(recipient, what)[lang] for recipient in everyone())
        assert [text for text, count in texts.items() if count > 1] == []


def test_addressees_have_the_typographic_apostrophe() -> None:
    assert [r.key for r in everyone() for text in r.addressees.values() if "'" in text] == []


def test_addresses_are_under_a_reserved_domain() -> None:
    emails = [email for recipient in everyone() for email in recipient.emails]
    # RFC 2606 section 3
    assert {email.partition("@")[2] for email in emails} == {"example.org"}
    assert len(set(emails)) == len(emails)


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference of names is not at hand")
def test_names_are_those_of_the_reference() -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as stream:
        reference = {row["iso3"]: row for row in csv.DictReader(stream)}
    members = {member.key: member for member in recipients("member_states")}
    assert members.keys() == reference.keys()
    for key, row in reference.items():
        assert members[key].region == row["itu_region"]
        assert members[key].names == {lang: row[f"short_{lang}"] for lang in LANGUAGES}
        formal = " ".join(row["formal_en"].split()).replace("'", "’")
        assert members[key].addressees["en"] == f"Administration of {formal}"
        formal = " ".join(row["formal_ar"].split())
        assert members[key].addressees["ar"] == f"إدارة {formal}"
        assert members[key].addressees["zh"] == f"{row['formal_zh']}主管部门"
