"""Trainings and letters to people: what campaign.toml says of them, and what it may not say."""

from __future__ import annotations

from datetime import date

import pytest
from test_campaign_mistakes import SHIPPED, Change, Expected, changed, placed, seen

from docgen.campaign import Campaign, Forms
from docgen.campaign.reading import read
from docgen.languages import CODES, DateRange

RPM = "[trainings.CIS] rpm.dates"
DATES = "[trainings.CIS] dates"

# The dates of the training and of the meeting of one region, as they are shipped.
DATES_OLD = "dates = { first = 2024-05-23, last = 2024-05-24 }\n"
RPM_OLD = "rpm.dates = { first = 2024-05-20, last = 2024-05-22 }\n"


def campaign(text: str = SHIPPED) -> Campaign:
    made, findings = read(text.encode())
    assert findings == ()
    assert made is not None
    return made


def days(first: int, last: int, month: int = 5) -> str:
    return f"{{ first = 2024-{month:02d}-{first:02d}, last = 2024-{month:02d}-{last:02d} }}\n"


def of_cis(training: str = "", rpm: str = "") -> list[Change]:
    """Other days for the training and the meeting of one region."""
    changes = []
    # The meeting's line holds the training's words: it is changed first.
    if rpm:
        changes.append((RPM_OLD, f"rpm.dates = {rpm}"))
    if training:
        changes.append((f"\n{DATES_OLD}", f"\ndates = {training}"))
    return changes


# Each rule from both sides of its boundary.

RULES: list[tuple[str, list[Change], list[Expected]]] = [
    # The meeting and the time of the trainings, May to September
    ("a meeting on the first day", of_cis(days(3, 4), days(1, 2)), []),
    (
        "a meeting that begins the day before",
        of_cis(days(2, 3), "{ first = 2024-04-30, last = 2024-05-02 }\n"),
        [("N020", "rpm.dates = { first = 2024-04-30", RPM)],
    ),
    ("a meeting to the last day", of_cis(days(29, 30, 9), days(27, 30, 9)), []),
    (
        "a meeting that ends the day after",
        of_cis(days(29, 30, 9), "{ first = 2024-09-27, last = 2024-10-01 }\n"),
        [("N020", "rpm.dates = { first = 2024-09-27", RPM)],
    ),
    (
        "a training that goes beyond, as its meeting may not",
        of_cis("{ first = 2024-10-01, last = 2024-10-01 }\n", days(27, 30, 9)),
        [],
    ),
    # The training and its meeting
    ("a training on the day after", of_cis(days(23, 23)), []),
    (
        "a training two days after",
        of_cis(days(24, 24)),
        [("N022", "dates = { first = 2024-05-24", DATES)],
    ),
    ("a training to the day before", of_cis(days(17, 19)), []),
    (
        "a training to two days before",
        of_cis(days(17, 18)),
        [("N022", "dates = { first = 2024-05-17", DATES)],
    ),
    ("a training that shares one day", of_cis(days(22, 24)), []),
    ("a training around its meeting", of_cis(days(19, 24)), []),
    ("a training within its meeting", of_cis(days(21, 21)), []),
    (
        "a training elsewhere in one language",
        [("\nplace.es = \"Lima (Perú)\"", "\nplace.es = \"Cuzco (Perú)\"")],
        [("N021", "place.es = \"Cuzco", "[trainings.AMS] place.es")],
    ),
    (
        "a meeting elsewhere in one form of one language",
        [('\nrpm.place.ru = { nominative = "Лима, Перу", locative = "в Лиме, Перу" }',
          '\nrpm.place.ru = { nominative = "Лима, Перу", locative = "в г. Лиме, Перу" }')],
        [("N021", 'place.ru = { nominative = "Лима', "[trainings.AMS] place.ru")],
    ),
    # Days by which something is accepted
    ("the day before the training",
     [("accept_by = 2024-04-26", "accept_by = 2024-05-22"),
      ("fellowship_by = 2024-04-19", "fellowship_by = 2024-05-22")], []),
    (
        "the day of the training",
        [("accept_by = 2024-04-26", "accept_by = 2024-05-23"),
         ("fellowship_by = 2024-04-19", "fellowship_by = 2024-05-23")],
        [
            ("C019", "accept_by = 2024-05-23", "[trainings.CIS] accept_by"),
            ("C019", "fellowship_by = 2024-05-23", "[trainings.CIS] fellowship_by"),
        ],
    ),
    ("the day of the circular",
     [("accept_by = 2024-04-26", "accept_by = 2024-03-06"),
      ("fellowship_by = 2024-04-19", "fellowship_by = 2024-03-06")], []),
    (
        "the day before the circular",
        [("accept_by = 2024-04-26", "accept_by = 2024-03-05"),
         ("fellowship_by = 2024-04-19", "fellowship_by = 2024-03-05")],
        [
            ("C019", "accept_by = 2024-03-05", "[trainings.CIS] accept_by"),
            ("C019", "fellowship_by = 2024-03-05", "[trainings.CIS] fellowship_by"),
        ],
    ),
    ("confirmed on the first day",
     [("host_confirmed = 2024-04-04", "host_confirmed = 2024-05-23")], []),
    (
        "confirmed on the second day",
        [("host_confirmed = 2024-04-04", "host_confirmed = 2024-05-24")],
        [("C019", "host_confirmed = 2024-05-24", "[trainings.CIS] host_confirmed")],
    ),
    # Regions
    (
        "a training of no region",
        [("[trainings.EUR]", "[trainings.EURO]")],
        [("N023", "[trainings.EURO]", "[trainings.EURO]")],
    ),
    # What is missing or mistyped hides no other fault
    (
        "a training without its days",
        [(f"\n{DATES_OLD}", "\n"), ("accept_by = 2024-04-26", "accept_by = 2024-03-05")],
        [
            ("C005", "[trainings.CIS]", "[trainings.CIS] dates"),
            ("C019", "accept_by = 2024-03-05", "[trainings.CIS] accept_by"),
        ],
    ),
    (
        "no training has a table",
        [(SHIPPED[SHIPPED.index("[trainings.AFR]") : SHIPPED.index("# ---------------------------"
          "------------------------------------- the kinds")], "[trainings]\n")],
        [("C005", "[trainings]", "[trainings]")],
    ),
]  # fmt: skip

CONFIRMATION = 'people = "representatives"\ncompanions = ["note"]                # written'
NOTE = 'people = "representatives"\naddressed_to = "rto"'
AUDIENCE = 'people = "delegates"\nlists = []\naudience = "personal"'

KINDS: list[tuple[str, list[Change], list[Expected]]] = [
    (
        "people that no list has",
        [('people = "delegates"', 'people = "delegate"')],
        [("C006", 'people = "delegate"', "[kinds.invitation] people")],
    ),
    (
        "addressed to neither",
        [('addressed_to = "rto" ', 'addressed_to = "RTO" ')],
        [("C006", 'addressed_to = "RTO"', "[kinds.note] addressed_to")],
    ),
    (
        "a letter to a person that is public",
        [(AUDIENCE, AUDIENCE.replace("personal", "public"))],
        [("C019", 'audience = "public"\nreference', "[kinds.invitation] audience")],
    ),
    (
        "a letter to people and to a list",
        [(AUDIENCE, AUDIENCE.replace("[]", '["rtos"]'))],
        [
            ("C005", "[kinds.invitation]", "[kinds.invitation] copy_name"),
            ("C019", 'lists = ["rtos"]\naudience = "personal"', "[kinds.invitation] lists"),
        ],
    ),
    (
        "what belongs to letters to people, without people",
        [(NOTE, NOTE.partition("\n")[2] + '\ncompanions = ["confirmation"]')],
        [
            ("C019", 'companions = ["note"]', "[kinds.confirmation] companions"),
            ("C019", 'addressed_to = "rto"', "[kinds.note] addressed_to"),
            ("C019", 'companions = ["confirmation"]', "[kinds.note] companions"),
            ("C019", 'encloses = ["confirmation"]', "[kinds.note] encloses"),
            ("C019", 'reference = "TSB/CIR-{{ circular.number }}/RTO', "[kinds.note] reference"),
        ],
    ),
    (
        "an enclosure that is not there",
        [('encloses = ["confirmation"] ', 'encloses = ["confirmations"] ')],
        [("C011", 'encloses = ["confirmations"]', "[kinds.note] encloses")],
    ),
    (
        "an enclosure of itself, and of letters to others",
        [('encloses = ["confirmation"] ', 'encloses = ["note", "invitation"] ')],
        [
            ("C019", 'encloses = ["note", "invitation"]', "[kinds.note] encloses"),
            ("C019", 'encloses = ["note", "invitation"]', "[kinds.note] encloses"),
        ],
    ),
    (
        "a companion that is not there",
        [('companions = ["note"]', 'companions = ["notes"]')],
        [("C011", 'companions = ["notes"]', "[kinds.confirmation] companions")],
    ),
    (
        "a companion to other people",
        [('companions = ["note"]', 'companions = ["invitation"]')],
        [("C019", 'companions = ["invitation"]', "[kinds.confirmation] companions")],
    ),
    (
        "its own companion",
        [('companions = ["note"]', 'companions = ["confirmation"]')],
        [("C019", 'companions = ["confirmation"]', "[kinds.confirmation] companions")],
    ),
    (
        "a companion twice, and one that is no name",
        [('companions = ["note"]', 'companions = ["note", "note", "The Note"]')],
        [
            ("C006", 'companions = ["note", "note"', "[kinds.confirmation] companions, item 2"),
            ("C006", 'companions = ["note", "note"', "[kinds.confirmation] companions, item 3"),
        ],
    ),
]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [row[1:] for row in (*RULES, *KINDS)],
    ids=[row[0] for row in (*RULES, *KINDS)],
)
def test_rule(changes: list[Change], expected: list[Expected]) -> None:
    text = changed(*changes)
    assert seen(text) == [placed(text, row) for row in expected]


def test_the_words_of_a_finding() -> None:
    text = changed(*of_cis(days(24, 24)))
    (finding,) = read(text.encode()).findings
    assert finding.message == (
        "the training of 2024-05-24 is neither during the RPM of 2024-05-20 to 2024-05-22 "
        "nor on the day before or after it"
    )
    line = text[: text.index("rpm.dates = { first = 2024-05-20")].count("\n") + 1
    assert finding.hint == f"compare line {line}, {RPM}; change one of them"


def test_a_region_as_templates_see_it() -> None:
    region = campaign().region_context("ARB", "fr")
    name, training = region["name"], region["training"]
    assert isinstance(name, Forms)
    assert isinstance(training, dict)
    assert (region["code"], name, name.definite) == ("ARB", "États arabes", "les États arabes")
    place = training["place"]
    assert isinstance(place, Forms)
    assert (place, place.locative) == ("Le Caire (Égypte)", "au Caire (Égypte)")
    assert {key: value for key, value in training.items() if key != "place"} == {
        "host_confirmed": date(2024, 3, 28),
        "rpm": {
            "dates": DateRange(date(2024, 9, 8), date(2024, 9, 12)),
            "place": "Le Caire (Égypte)",
        },
        "dates": DateRange(date(2024, 9, 11), date(2024, 9, 12)),
        "accept_by": date(2024, 7, 26),
        "fellowship_by": date(2024, 7, 12),
    }
    assert campaign().trainings["ARB"].key == "ARB"


def test_what_is_not_given_is_none() -> None:
    text = changed(("host_confirmed = 2024-04-04\n", ""), ("fellowship_by = 2024-04-19\n", ""))
    training = campaign(text).region_context("CIS", "ru")["training"]
    assert isinstance(training, dict)
    assert (training["host_confirmed"], training["fellowship_by"]) == (None, None)
    start = SHIPPED.index("[trainings.AFR]")
    end = SHIPPED.index("[trainings.AMS]")
    without = campaign(SHIPPED[:start] + SHIPPED[end:])
    assert without.region_context("AFR", "en")["training"] is None
    assert list(without.trainings) == ["AMS", "ARB", "ASP", "CIS", "EUR"]


@pytest.mark.parametrize(("key", "language"), [("XXX", "en"), ("AFR", "de")])
def test_no_region_or_language_of_the_campaign(key: str, language: str) -> None:
    with pytest.raises(KeyError):
        campaign().region_context(key, language)


def test_the_names_of_every_region() -> None:
    fields = {code: campaign().region_fields(code) for code in CODES}
    forms = {"ar": {"region.name.genitive"}, "en": {"region.name.definite"},
             "es": {"region.name.definite"},
             "fr": {"region.name.definite", "region.name.region", "region.training.place.locative",
                    "region.training.rpm.place.locative"},
             "ru": {"region.name.genitive", "region.name.region", "region.training.place.locative",
                    "region.training.rpm.place.locative"},
             "zh": set()}  # fmt: skip
    plain = fields["zh"]
    for code in CODES:
        own = {name for name in fields[code] - plain if not name.endswith(".nominative")}
        assert own == forms[code], code
    assert {"region", "region.code", "region.training.rpm.dates.first.year",
            "region.training.fellowship_by.day"} <= plain  # fmt: skip


def test_names_do_not_depend_on_who_has_a_training() -> None:
    start = SHIPPED.index("[trainings.AFR]")
    end = SHIPPED.index("# ---------------------------------------------------------------- the k")
    none = campaign(SHIPPED[:start] + SHIPPED[end:])
    assert none.trainings == {}
    assert none.region_fields("zh") == campaign().region_fields("zh")
    assert "region.training.place.locative" not in none.region_fields("fr")


def test_a_form_that_one_region_lacks_is_no_name() -> None:
    text = changed(('{ nominative = "Africa", definite = "Africa" }', '"Africa"'))
    assert "region.name.definite" not in campaign(text).region_fields("en")


def test_personal_kinds() -> None:
    kinds = campaign().kinds
    assert {
        name: (kind.people, kind.addressed_to, kind.companions, kind.audience)
        for name, kind in kinds.items()
        if kind.people
    } == {
        "confirmation": ("representatives", "person", ("note",), "personal"),
        "note": ("representatives", "rto", (), "personal"),
        "invitation": ("delegates", "person", (), "personal"),
    }
    reference = kinds["invitation"].reference
    assert reference is not None
    assert reference.in_language("ar") == "TSB/CIR-{{ circular.number }}/TRN/{{ recipient.key }}"
    assert (kinds["circular"].people, kinds["circular"].reference) == (None, None)
