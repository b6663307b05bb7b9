"""Letters to people are proved to be theirs: confirmations, and the notes that go with them."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any

import pytest
from finished import LANGUAGES, campaign_of, facts, recipients
from persons import representatives
from word import docx, p

from docgen import personal, rendering
from docgen.diagnostics import Outcome
from docgen.proof import proving
from docgen.proof.reading import read_part
from docgen.recipients import Recipient
from docgen.rendering import Letter
from docgen.template import Template

CONFIRMATION = (
    p("{{ recipient.addressee }}"),
    p("{{ letter.reference }}"),
    p("Dear {{ recipient.honorific }} {{ recipient.family_name }},"),
)
NOTE = (
    p("{{ recipient.addressee }}"),
    p("{{ letter.reference }}"),
    p("I have appointed {{ representative.name }}, {{ representative.position }}."),
)
PEOPLE: tuple[dict[str, Any], ...] = (
    {"key": "AFR-1", "region": "AFR"},
    {"key": "EUR-1", "region": "EUR", "given_name": "Zoé", "family_name": "Exemple-Martin",
     "country": "France", "email": "zoe@example.org", "nominated_by": "CEPT"},
    {"key": "CIS-1", "region": "CIS", "given_name": "Гульнара", "family_name": "Примерова",
     "country": "Uzbekistan", "language": "ru", "email": "gulnara@example.org",
     "nominated_by": "RCC", "addressee": "Г-же Примеровой Гульнаре\nУзбекистан"},
)  # fmt: skip


KIND = """
[kinds.own_{kind}]
template = "{kind}"
lists = []
audience = "personal"
people = "representatives"
addressed_to = "{to}"
reference = "TSB/CIR-182/{of}-{kind}"
file_name = "{of}-{{{{ letter.language }}}}"
"""


def with_kinds() -> bytes:
    """The campaign with two kinds of letters to people."""
    subjects = "".join(f'subject.{code} = "x"\n' for code in LANGUAGES)
    added = [
        KIND.format(kind=kind, to=to, of=f"{{{{ {of}.key }}}}") + subjects
        for kind, to, of in (
            ("confirmation", "person", "recipient"),
            ("note", "rto", "representative"),
        )
    ]
    return facts() + "".join(added).encode()


@cache
def rtos() -> dict[str, Recipient]:
    return {row.key: row for row in recipients() if row.list == "rtos"}


def run(kind: str, *body: str) -> tuple[personal.Setting, Sequence[personal.PlannedLetter]]:
    campaign = campaign_of(with_kinds())
    setting = personal.make_setting(
        campaign, campaign.kinds[f"own_{kind}"], campaign.circular.date, rtos()
    )
    made = {code: Template(docx(*body), language=code, stamped=True) for code in ("en", "fr", "ru")}
    setting = replace(setting, templates=made)
    planned, findings = personal.plan(setting, representatives(*PEOPLE), rtos())
    assert findings == ()
    assert planned is not None
    return setting, planned


def told(outcomes: list[Outcome[Letter]]) -> list[tuple[str, str]]:
    return [(found.code, str(found.place)) for outcome in outcomes for found in outcome.findings]


@pytest.mark.parametrize(("kind", "body"), [("confirmation", CONFIRMATION), ("note", NOTE)])
def test_right_letters(kind: str, body: tuple[str, ...]) -> None:
    setting, planned = run(kind, *body)
    assert {letter.language for letter in planned} >= {"en", "ru"}
    assert told(list(rendering.render(setting, planned))) == []


def test_a_letter_without_its_reference() -> None:
    setting, planned = run("confirmation", CONFIRMATION[0])
    found = told(list(rendering.render(setting, planned)))
    assert found == [
        ("P001", f"{letter.path} “{letter.recipient.reference}”") for letter in planned
    ]


def test_a_colleagues_name_in_all_letters() -> None:
    """Typed into the template it tells nobody apart; from a row that slipped in it does."""
    setting, planned = run("confirmation", *CONFIRMATION, p("See Zoé Exemple-Martin."))
    assert told(list(rendering.render(setting, planned))) == []
    setting, planned = run("confirmation", *CONFIRMATION, p("{{ slipped }}"))
    mixed = _Mixed(**{name: getattr(setting, name) for name in setting.__slots__})
    assert told(list(rendering.render(mixed, planned))) == [
        ("P002", f"{letter.path} paragraph 4") for letter in planned if letter.key != "EUR-1"
    ]


class _Mixed(personal.Setting):
    """A setting with a defect: each letter sees a value of one row."""

    def context(
        self, language: str, recipient: personal.Sent, block: bool = True
    ) -> dict[str, Any]:
        seen = super().context(language, recipient, block)
        return {**seen, "slipped": "ZOÉ EXEMPLE\u2011MARTIN"}


def test_a_note_proves_the_organization_and_names_the_representative() -> None:
    setting, planned = run("note", *NOTE[:2])
    found = told(list(rendering.render(setting, planned)))
    names = {"AFR-1": "Amina Example", "EUR-1": "Zoé Exemple-Martin"}
    assert found == [
        ("P001", f"{letter.path} “{names[letter.key]}”")
        for letter in planned
        if letter.key in names  # a name in Cyrillic letters is declined in Russian
    ]


def test_languages_that_take_turns_cost_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is the same in all letters of a language is read once, in whatever order they come."""
    setting, planned = run("confirmation", *CONFIRMATION)
    made = {
        code: Template(
            docx(*CONFIRMATION, parts={"word/theme/theme1.xml": f"<theme>{code}</theme>"}),
            language=code, stamped=True,
        )
        for code in ("en", "ru")
    }  # fmt: skip
    setting = replace(setting, templates=made)
    english, russian = planned[0], planned[-1]
    assert (english.language, russian.language) == ("en", "ru")
    read: list[str] = []

    def reading(name: str, plain: bytes, roots: Any) -> Any:
        read.append(name)
        return read_part(name, plain, roots)

    monkeypatch.setattr(proving, "read_part", reading)
    counts = []
    for order in ([english] * 4 + [russian] * 4, [english, russian] * 4):
        read.clear()
        assert told(list(rendering.render(setting, order))) == []
        counts.append(len(read))
    assert counts[0] == counts[1]
    assert read.count("word/theme/theme1.xml") == 2


def test_what_a_letter_is_for_outlives_the_disk() -> None:
    """With every part of it, those to come included."""
    _, planned = run("confirmation", "{{ recipient.name }}")
    sent = replace(planned[0].recipient, reference="R", courtesy=True, late=True)
    sent.seen("en")
    again = pickle.loads(pickle.dumps(sent))
    assert again == sent
    assert [getattr(again, each.name) for each in fields(sent)] == [
        getattr(sent, each.name) for each in fields(sent)
    ]


def test_a_region_that_the_campaign_has_not() -> None:
    """The rules tell it; no letter is planned of it, and the others are."""
    setting, planned = run("confirmation", "{{ recipient.name }}")
    regions = {key: each for key, each in setting.campaign.regions.items() if key != "EUR"}
    campaign = setting.campaign.model_copy(update={"regions": regions})
    some, findings = personal.plan(
        replace(setting, campaign=campaign), representatives(*PEOPLE), rtos()
    )
    assert findings == ()
    assert [letter.key for letter in some or ()] == [
        letter.key for letter in planned if letter.key != "EUR-1"
    ]
