"""Mistakes in campaign.toml: each is found, at its line, with the others in one go."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.campaign.reading import read
from docgen.diagnostics import Finding, Severity

SHIPPED = (Path(__file__).resolve().parent.parent / "campaign.toml").read_text(encoding="utf-8")

Change = tuple[str, str]
# Code; the words whose first line in the changed file is the finding's line; the key shown.
Expected = tuple[str, str, str]


def changed(*changes: Change) -> str:
    """The shipped file with each of some words replaced; each stands there exactly once."""
    text = SHIPPED
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def placed(text: str, expected: Expected) -> tuple[str, str]:
    """The code and the place, its line found by its words."""
    code, words, key = expected
    if not words:
        return code, f"campaign.toml {key}"
    line = text[: text.index(words)].count("\n") + 1
    return code, f"campaign.toml line {line}, {key}"


def seen(text: str) -> list[tuple[str, str]]:
    outcome = read(text.encode())
    has_errors = any(finding.severity is Severity.ERROR for finding in outcome.findings)
    assert (outcome.value is None) == has_errors
    for finding in outcome.findings:
        officer_understands(finding)
    return [(finding.code, str(finding.place)) for finding in outcome.findings]


def officer_understands(finding: Finding) -> None:
    """No word of the libraries behind, a hint to each message, all on one line."""
    assert finding.message
    assert finding.hint
    said = f"{finding.message} {finding.hint}"
    assert not re.search(
        r"pydantic|pydantic\.dev|valid integer|Input should|dict\b|NoneType|None\b|datetime|"
        r"Refused|ctx|\[key\]|\{message\}|\bstr\b|Traceback",
        said,
    )
    assert "\n" not in said


PLACE_FR = 'place.fr = "Genève"\nplace.ru = "Женева"\nplace.zh = "日内瓦"\n# {number}'

MISTAKES: list[tuple[str, list[Change], list[Expected]]] = [
    # Keys
    (
        "an unknown key",
        [("earlier = 176", "earliest = 176")],
        [("C004", "earliest", "[circular] earliest")],
    ),
    (
        "a key mistyped",
        [('website = "', 'web_site = "')],
        [("C005", "[union]", "[union] website"), ("C004", "web_site", "[union] web_site")],
    ),
    (
        "an unknown table",
        [("[event] ", "[events] ")],
        [("C005", "", "[event]"), ("C004", "[events]", "[events]")],
    ),
    (
        "a key above all tables",
        [("[campaign]\n", 'hash = "x"\n[campaign]\n')],
        [("C004", "hash =", "hash")],
    ),
    (
        "a key that models have for themselves",
        [('rto = "ATU"', 'rto = "ATU"\nkey = "AFR"\n_key = "AFR"')],
        [("C004", 'key = "AFR"\n', "[regions.AFR] key"), ("C004", "_key", "[regions.AFR] _key")],
    ),
    (
        "an unknown key in a range",
        [("last = 2024-10-24 }", 'last = 2024-10-24, "la\\u202est" = 1 }')],
        [("C004", "dates = { first = 2024-10-15", '[assembly] dates."la\\U0000202Est"')],
    ),
    (
        "a missing key",
        [("women_target = 35 ", "# ")],
        [("C005", "[assembly]", "[assembly] women_target")],
    ),
    (
        "a missing end of a range",
        [(", last = 2024-10-24 }", " }")],
        [("C005", "dates = { first = 2024-10-15 }", "[assembly] dates.last")],
    ),
    (
        "no code of the study period",
        [('code = "T22", ', "")],
        [("C005", "study_period = { first = 2022", "[circular] study_period.code")],
    ),
    (
        "a missing part of a table",
        [("[network.campaign]\n", "[facts.campaign]\n")],
        [("C005", "[network]", "[network] campaign")],
    ),
    (
        "no subject",
        [('subject.en = "Roadmap', 'wording.en = "Roadmap')],
        [
            ("C007", 'subject.ar = "خارطة', "[kinds.roadmap] subject"),
            ("C004", "wording.en", "[kinds.roadmap] wording"),
        ],
    ),
    # Types and forms
    (
        "a date as text",
        [("\ndate = 2024-03-06", '\ndate = "6 March 2024"')],
        [("C006", 'date = "6', "[circular] date")],
    ),
    (
        "a date with a time",
        [("\ndate = 2024-03-06", "\ndate = 2024-03-06T10:00:00")],
        [("C006", "date = 2024-03-06T", "[circular] date")],
    ),
    (
        "a range as text",
        [("dates = { first = 2024-10-15, last = 2024-10-24 }", 'dates = "15-24 October"')],
        [("C006", 'dates = "15', "[assembly] dates")],
    ),
    (
        "an end of a range as text",
        [("last = 2024-10-24 }", 'last = "2024-10-24" }')],
        [("C006", "dates = { first = 2024-10-15", "[assembly] dates.last")],
    ),
    (
        "a month as date",
        [('management_meeting = "2024-04"', "management_meeting = 2024-04-01")],
        [("C006", "management_meeting", "[deadlines] management_meeting")],
    ),
    (
        "a month that no year has",
        [('launched = "2024-01"', 'launched = "2024-13"')],
        [("C006", "launched = ", "[network.campaign] launched")],
    ),
    (
        "a number as text",
        [("number = 182", 'number = "182"')],
        [("C006", 'number = "182"', "[circular] number")],
    ),
    (
        "a number that is none",
        [("number = 182", "number = true")],
        [("C006", "number = true", "[circular] number")],
    ),
    (
        "more than all",
        [("women_target = 35 ", "women_target = 135 ")],
        [("C006", "women_target", "[assembly] women_target")],
    ),
    (
        "a share of one",
        [("women_share = 32 ", "women_share = 0.32 ")],
        [("C006", "women_share", "[assembly.previous] women_share")],
    ),
    (
        "no fellowship",
        [("fellowships_per_region = 4 ", "fellowships_per_region = 0 ")],
        [("C006", "fellowships_per", "[training] fellowships_per_region")],
    ),
    (
        "a year of two digits",
        [("year = 2024\n", "year = 24\n")],
        [("C006", "year = 24\n", "[assembly] year")],
    ),
    (
        "a goal that is none",
        [("goal = 5", "goal = 18")],
        [("C006", "goal = 18", "[sustainable_development] goal")],
    ),
    (
        "a gender in words",
        [('[contact]\ngender = "F"', '[contact]\ngender = "woman"')],
        [("C006", 'gender = "woman"', "[contact] gender")],
    ),
    (
        "an e-mail address without a host",
        [('email = "charlyne.restivo@itu.int"', 'email = "charlyne.restivo@itu"')],
        [("C006", "email = ", "[contact] email")],
    ),
    (
        "a telephone number with words",
        [('fax = "+41 22 730 5853"', 'fax = "+41 22 730 5853 ext. 2"')],
        [("C006", "fax = ", "[contact] fax")],
    ),
    (
        "a telephone number as number",
        [('telephone = "+41 22 730 5861"', "telephone = 41227305861")],
        [("C006", "telephone = 4", "[contact] telephone")],
    ),
    (
        "a website with blanks",
        [('"www.itu.int"', '"www itu int"')],
        [("C006", "website", "[union] website")],
    ),
    (
        "a time zone that is none",
        [('"Europe/Zurich"', '"Europe/Geneva"')],
        [("C006", "time_zone", "[campaign] time_zone")],
    ),
    (
        "a time zone of this machine",
        [('"Europe/Zurich"', '"localtime"')],
        [("C006", "time_zone", "[campaign] time_zone")],
    ),
    (
        "a code of another style",
        [('"T22"', '"T-22"')],
        [("C006", "study_period = { code", "[circular] study_period.code")],
    ),
    (
        "a text where a table must be",
        [
            ("[event] ", '[facts]\nx = "y"\n[other] '),
            ("[campaign]\n", 'event = "evening"\n[campaign]\n'),
        ],
        [("C006", 'event = "evening"', "event"), ("C004", "[other]", "[other]")],
    ),
    ("a list of tables", [("[event] ", "[[event]] ")], [("C006", "[[event]]", "[event]")]),
    (
        "an audience that is none",
        [('lists = []\naudience = "public"', 'lists = []\naudience = "secret"')],
        [("C006", 'audience = "secret"', "[kinds.roadmap] audience")],
    ),
    (
        "names of lists that are none",
        [
            (
                'lists = ["rtos", "member_states"]',
                'lists = [\n  "rtos",\n  "../x",\n  "rtos",\n  7\n]',
            )
        ],
        [
            ("C006", '"../x"', "[kinds.circular] lists, item 2"),
            ("C006", '  "rtos",\n  7', "[kinds.circular] lists, item 3"),
            ("C006", "  7\n", "[kinds.circular] lists, item 4"),
        ],
    ),
    (
        "lists as text",
        [('template = "roadmap"\nlists = []', 'template = "roadmap"\nlists = "rtos"')],
        [("C006", 'lists = "rtos"', "[kinds.roadmap] lists")],
    ),
    (
        "a template with a path",
        [('template = "roadmap"', 'template = "../roadmap"')],
        [("C006", 'template = "../', "[kinds.roadmap] template")],
    ),
    (
        "a folder in a file name",
        [
            (
                "format(circular.number) }}!A",
                "format(circular.number) }}/A",
            )
        ],
        [("C014", "format(circular.number) }}/A", "[kinds.roadmap] file_name")],
    ),
    (
        "a region in small letters",
        [("[regions.AFR]", "[regions.Africa]")],
        [("C006", "[regions.Africa]", "[regions.Africa]")],
    ),
    (
        "a kind that Windows keeps",
        [("[kinds.roadmap]", "[kinds.nul]")],
        [("C006", "[kinds.nul]", "[kinds.nul]")],
    ),
    # Texts
    (
        "an empty text",
        [('name = "NoW4WTSA-24"', 'name = ""')],
        [("C006", 'name = ""', "[network.campaign] name")],
    ),
    (
        "a text in one language only",
        [(PLACE_FR, PLACE_FR.replace('"Genève"', "1"))],
        [("C006", "place.fr = 1", "[circular] place.fr")],
    ),
    (
        "blanks beside a text",
        [('former_acronym = "W.I.S.E"', 'former_acronym = "W.I.S.E\\u00A0"')],
        [("C006", "former_acronym", "[network] former_acronym")],
    ),
    (
        "a control character",
        [('title.en = "Director of', 'title.en = "Director\\tof')],
        [("C020", "title.en", "[signatory] title.en")],
    ),
    (
        "a text of two lines",
        [
            (
                'title.en = "Director of the Telecommunication Standardization Bureau"',
                'title.en = """\nDirector\nof the Bureau"""',
            )
        ],
        [("C020", "title.en", "[signatory] title.en")],
    ),
    (
        "a direction override",
        [('name = "Charlyne Restivo"', 'name = "Charlyne \\u202eovitseR"')],
        [("C020", 'name = "Charlyne', "[contact] name")],
    ),
    (
        "a noncharacter",
        [('name = "Charlyne Restivo"', 'name = "Charlyne \\U0001FFFFRestivo"')],
        [("C020", 'name = "Charlyne', "[contact] name")],
    ),
    (
        "accents apart",
        [
            (
                'honorific.fr = "Mme"\nhonorific.ru = { nominative = "г-жа"',
                'honorific.fr = "Me\u0301"\nhonorific.ru = { nominative = "г-жа"',
            )
        ],
        [("C006", 'honorific.fr = "Me\u0301"', "[contact] honorific.fr")],
    ),
    (
        "an endless text",
        [('name = "NoW4WTSA-24"', f'name = "{"N" * 2001}"')],
        [("C006", 'name = "NNN', "[network.campaign] name")],
    ),
    (
        "one text where each language has its own",
        [
            (
                'name.ar = "شبكة المرأة"\nname.en = "Network of Women"\n',
                'name = "Network of Women"\n',
            ),
            ('name.es = "Red de Mujeres"', "# es"),
            ('name.fr = "Réseau de femmes"', "# fr"),
            ('name.ru = { nominative = "Сеть женщин",', 'spare = { nominative = "Сеть женщин",'),
            ('name.zh = "标准领域妇女联谊会"', "# zh"),
        ],
        [
            ("C006", 'name = "Network of Women"', "[network] name"),
            ("C004", "spare = ", "[network] spare"),
        ],
    ),
    # Languages
    (
        "a missing language",
        [('name.fr = "Réseau de femmes"\n', "")],
        [("C007", 'name.ar = "شبكة المرأة"', "[network] name")],
    ),
    (
        "an unknown language",
        [('name.fr = "Réseau de femmes"', 'name.fra = "Réseau de femmes"')],
        [
            ("C007", 'name.ar = "شبكة المرأة"', "[network] name"),
            ("C010", "name.fra", "[network] name.fra"),
        ],
    ),
    (
        "a language that docgen has not",
        [('"ru", "zh"]', '"ru", "zh", "de"]')],
        [("C010", "languages = [", "[campaign] languages, item 7")],
    ),
    (
        "a language named twice",
        [('"ru", "zh"]', '"ru", "zh", "ru"]')],
        [("C006", "languages = [", "[campaign] languages, item 7")],
    ),
    (
        "a language mistyped is the only finding",
        [('"ru", "zh"]', '"ru", "hz"]')],
        [("C010", "languages = [", "[campaign] languages, item 6")],
    ),
    (
        "no list of languages",
        [('languages = ["ar", "en", "es", "fr", "ru", "zh"]\n', "")],
        [("C005", "[campaign]", "[campaign] languages")],
    ),
    (
        "languages as text",
        [('["ar", "en", "es", "fr", "ru", "zh"]', '"en"')],
        [("C006", "languages = ", "[campaign] languages")],
    ),
    # Forms
    (
        "a form that is a method of texts",
        [
            (
                'name.ru = { nominative = "Африка", ',
                'name.ru = { nominative = "Африка", title = "Африка", ',
            )
        ],
        [("C006", 'title = "Африка"', "[regions.AFR] name.ru.title")],
    ),
    (
        "an empty form",
        [('genitive = "Африки",', 'genitive = "",')],
        [("C006", 'nominative = "Африка"', "[regions.AFR] name.ru.genitive")],
    ),
    (
        "no form at all",
        [
            (
                '{ nominative = "Африка", genitive = "Африки", region = "Африканского региона" }',
                "{}",
            )
        ],
        [("C006", "name.ru = {}", "[regions.AFR] name.ru")],
    ),
    # The reference
    (
        "a reference without its number",
        [('reference.en = "TSB Circular {number}"', 'reference.en = "TSB Circular 182"')],
        [("C012", "reference.en", "[circular] reference.en")],
    ),
    (
        "a reference with another tag",
        [
            (
                'reference.fr = "Circulaire TSB {number}"',
                'reference.fr = "Circulaire TSB {{number}}"',
            )
        ],
        [("C012", "reference.fr", "[circular] reference.fr")],
    ),
    # Contradictions
    (
        "a range that ends before it starts",
        [("last = 2024-10-24 }", "last = 2024-10-14 }")],
        [("C008", "dates = { first = 2024-10-15", "[assembly] dates")],
    ),
    (
        "a study period that ends before it starts",
        [("first = 2025, last = 2028", "first = 2028, last = 2025")],
        [("C008", "study_period = { first = 2028", "[representatives.term] study_period")],
    ),
    (
        "an event after the assembly",
        [("date = 2024-10-17", "date = 2024-10-25")],
        [("C009", "date = 2024-10-25", "[event] date")],
    ),
    (
        "an event before the assembly",
        [("date = 2024-10-17", "date = 2024-10-14")],
        [("C009", "date = 2024-10-14", "[event] date")],
    ),
    (
        "a year that is not the assembly's",
        [("year = 2024\n", "year = 2025\n")],
        [("C019", "year = 2025\n", "[assembly] year")],
    ),
    (
        "a previous assembly that comes later",
        [("[assembly.previous]\nyear = 2022", "[assembly.previous]\nyear = 2024")],
        [("C019", "year = 2024\nwomen_share", "[assembly.previous] year")],
    ),
    (
        "a deadline before the circular",
        [("appointment = 2024-04-05", "appointment = 2024-03-05")],
        [("C019", "appointment", "[deadlines] appointment")],
    ),
    (
        "a deadline after the assembly begins",
        [("details = 2024-04-05", "details = 2024-10-16")],
        [("C019", "details = ", "[deadlines] details")],
    ),
    (
        "a meeting before the circular",
        [('management_meeting = "2024-04"', 'management_meeting = "2024-02"')],
        [("C019", "management_meeting", "[deadlines] management_meeting")],
    ),
    (
        "trainings during the assembly",
        [("last = 2024-09-30", "last = 2024-10-15")],
        [("C019", "window = ", "[training] window")],
    ),
    (
        "trainings before the circular",
        [("first = 2024-05-01", "first = 2024-03-01")],
        [("C019", "window = ", "[training] window")],
    ),
    (
        "a total that is none",
        [("total = 6", "total = 5")],
        [("C019", "total = 5", "[representatives] total")],
    ),
    (
        "another number of regions",
        [("regions = 6\ntotal = 6", "regions = 7\ntotal = 7")],
        [("C019", "regions = 7", "[representatives] regions")],
    ),
    (
        "one organization for two regions",
        [('rto = "CEPT"', 'rto = "RCC"')],
        [("C019", 'rto = "RCC"\nname.ar = { nominative = "أوروبا"', "[regions.EUR] rto")],
    ),
    (
        "an annex beyond the last",
        [("count = 1\nnumber = 1\n", "count = 1\nnumber = 2\n")],
        [("C019", "number = 2\n", "[circular.annexes] number")],
    ),
    (
        "an earlier circular that is later",
        [("earlier = 176", "earlier = 182")],
        [("C019", "earlier = 182", "[circular] earlier")],
    ),
    (
        "a next study period that has begun",
        [("first = 2025, last = 2028", "first = 2024, last = 2027")],
        [("C019", "study_period = { first = 2024", "[representatives.term] study_period")],
    ),
    (
        "a resolution of the future",
        [("number = 70\nrevised = 2022", "number = 70\nrevised = 2026")],
        [("C019", "revised = 2026", "[resolutions.plenipotentiary] revised")],
    ),
    (
        "a launch after the circular",
        [('launched = "2024-01"', 'launched = "2024-04"')],
        [("C019", "launched", "[network.campaign] launched")],
    ),
    (
        "a report of a meeting to come",
        [("last = 2024-01-26", "last = 2024-03-26")],
        [("C019", "dates = { first = 2024-01-22", "[advisory_group] dates")],
    ),
    (
        "a code of another study period",
        [('"T22"', '"T25"')],
        [("C019", "study_period = { code", "[circular] study_period")],
    ),
    (
        "a circular outside its study period",
        [
            ('code = "T22", first = 2022', 'code = "T23", first = 2023'),
            ("\ndate = 2024-03-06", "\ndate = 2022-11-06"),
            ('launched = "2024-01"', 'launched = "2022-01"'),
            (
                "{ first = 2024-01-22, last = 2024-01-26 }",
                "{ first = 2022-01-22, last = 2022-01-26 }",
            ),
        ],
        [("C019", "date = 2022-11-06", "[circular] date")],
    ),
    (
        "copies without names",
        [('copy_name = "', 'copyname = "')],
        [
            ("C005", "[kinds.circular]", "[kinds.circular] copy_name"),
            ("C004", "copyname", "[kinds.circular] copyname"),
        ],
    ),
    (
        "names of copies that are none",
        [('template = "roadmap"\n', 'template = "roadmap"\ncopy_name = "x"\n')],
        [("C019", 'copy_name = "x"', "[kinds.roadmap] copy_name")],
    ),
    # Own facts
    (
        "facts that templates cannot read",
        [
            (
                "[event] ",
                '[facts]\nitems = 1\n"a b" = 2\nlist = [1]\n'
                "when = 10:00:00\nempty = {}\nnot = nan\n[event] ",
            )
        ],
        [
            ("C006", "items = 1", "[facts] items"),
            ("C006", '"a b"', '[facts] "a b"'),
            ("C006", "list = [1]", "[facts] list"),
            ("C006", "when = 10", "[facts] when"),
            ("C006", "empty = {}", "[facts] empty"),
            ("C006", "not = nan", "[facts] not"),
        ],
    ),
    (
        "facts of their own with the mistakes of all",
        [
            (
                "[event] ",
                '[facts]\nhost.city.en = "Geneva"\nspan = '
                "{ first = 2024-02-02, last = 2024-01-01 }\n"
                "years = { first = 2025, last = 2028-01-01 }\n[event] ",
            )
        ],
        [("C007", "host.city.en", "[facts] host.city")] * 5
        + [
            ("C008", "span = ", "[facts] span"),
            ("C006", "years = { first", "[facts] years.first"),
        ],
    ),
    (
        "facts too deep",
        [("[event] ", "[facts]\na.b.c.d.e.f = 1\n[event] ")],
        [("C006", "a.b.c", "[facts] a.b.c.d.e")],
    ),
]


@pytest.mark.parametrize(
    ("changes", "expected"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES]
)
def test_mistake(changes: list[Change], expected: list[Expected]) -> None:
    text = changed(*changes)
    assert seen(text) == [placed(text, row) for row in expected]


def test_a_contradiction_of_the_code_is_a_question() -> None:
    outcome = read(changed(('"T22"', '"T25"')).encode())
    assert [finding.severity for finding in outcome.findings] == [Severity.WARNING]
    assert outcome.value is not None
    assert outcome.value.circular.study_period.code == "T25"


def test_all_mistakes_at_once_in_reading_order() -> None:
    text = changed(
        ("earlier = 176", "earliest = 176"),
        ('reference.es = "Circular TSB {number}"\n', ""),
        ('reference.en = "TSB Circular {number}"', 'reference.en = "TSB Circular"'),
        ('telephone = "+41 22 730 5111"', "telephone = 5111"),
        ('gender = "M"\nname.ar = "سيزو أونوي"', 'gender = "m"\nname.ar = "سيزو أونوي"'),
        ("last = 2024-10-24 }", "last = 2024-10-14 }"),
        ("women_target = 35 ", "women_target = 350 "),
        ("appointment = 2024-04-05", "appointment = 2024-03-05"),
        ("total = 6", "total = 12"),
        ("[event] ", "[evening] "),
        ('rto = "LAS"', 'rto = "ATU"'),
        ('template = "roadmap"\n', ""),
    )
    assert seen(text) == [
        placed(text, row)
        for row in [
            ("C005", "", "[event]"),
            ("C004", "earliest", "[circular] earliest"),
            ("C007", "reference.ar", "[circular] reference"),
            ("C012", "reference.en", "[circular] reference.en"),
            ("C006", "telephone = 5111", "[union] telephone"),
            ("C006", 'gender = "m"', "[signatory] gender"),
            ("C008", "dates = { first = 2024-10-15", "[assembly] dates"),
            ("C006", "women_target", "[assembly] women_target"),
            ("C019", "total = 12", "[representatives] total"),
            ("C019", "appointment", "[deadlines] appointment"),
            ("C004", "[evening]", "[evening]"),
            ("C019", 'rto = "ATU"\nname.ar = { nominative = "الدول العربية"', "[regions.ARB] rto"),
            ("C005", "[kinds.roadmap]", "[kinds.roadmap] template"),
        ]
    ]


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        (
            [("\ndate = 2024-03-06", '\ndate = "6 March 2024"')],
            'a date without quotation marks is needed here, not the text "6 March 2024"',
            "for example 2024-03-06",
        ),
        (
            [("earlier = 176", "earler = 176")],
            "earler is not a key of [circular]",
            "did you mean earlier?",
        ),
        (
            [('"Europe/Zurich"', '"Europe/Zürich"')],
            'a time zone of the IANA database is needed here, not the text "Europe/Zürich"',
            "did you mean Europe/Zurich?",
        ),
        (
            [('name.fr = "Réseau de femmes"\n', "")],
            "there is no text in the language fr",
            'add a line that ends in .fr = "…"',
        ),
        (
            [("fellowships_per_region = 4 ", "# ")],
            "fellowships_per_region is missing in [training]",
            "add it, for example fellowships_per_region = 6",
        ),
        (
            [("regions = 6\ntotal = 6", "regions = 7\ntotal = 7")],
            "7 regions, but there are 6 tables: AFR, AMS, ARB, ASP, CIS, EUR",
            "compare line {regions}, [regions]; change one of them",
        ),
        (
            [("[event] ", "[facts] ")],
            "the table event is missing",
            "begin it with a line [event]",
        ),
        (
            [("date = 2024-10-17", "date = 2024-10-27")],
            "the event of 2024-10-27 lies outside the assembly, 2024-10-15 to 2024-10-24",
            "compare line {dates}, [assembly] dates; change one of them",
        ),
        (
            [('"ru", "zh"]', '"ru", "zh", "fra"]')],
            'docgen has no language "fra"',
            "did you mean fr?",
        ),
    ],
)
def test_words(changes: list[Change], message: str, hint: str) -> None:
    text = changed(*changes)
    for name, words in {
        "dates": "dates = { first = 2024-10-15",
        "regions": "[regions.AFR]",
    }.items():
        line = text[: text.index(words)].count("\n") + 1
        hint = hint.replace(f"{{{name}}}", str(line))
    (finding, *_) = read(text.encode()).findings
    assert (finding.message, finding.hint) == (message, hint)
