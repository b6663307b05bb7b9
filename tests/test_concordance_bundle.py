"""Before letters are packed their languages are compared: as ``docgen check`` compares them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Program
from test_concordance_templates import CIRCULAR, change, declare

FRENCH = "templates/circular/fr.docx"


def written(invoke: Program, *languages: str) -> None:
    """Master documents of the circular, and of the roadmap in all languages."""
    words = [word for language in languages for word in ("--lang", language)]
    assert invoke("circular", "--master-only", *words).code == 0
    assert invoke("roadmap").code == 0


def bundles(campaign: Path) -> list[str]:
    return sorted(path.name for path in campaign.rglob("T22-TSB-CIR-0182-*") if path.is_dir())


def differ(campaign: Path) -> None:
    change(campaign / FRENCH, "{{ assembly.women_target | percent }}", "beaucoup")


def test_letters_that_say_the_same_are_packed(campaign: Path, invoke: Program) -> None:
    written(invoke)
    answer = invoke("bundle")
    assert (answer.code, answer.stderr) == (0, "")
    assert bundles(campaign) == ["T22-TSB-CIR-0182-public"]


def test_a_difference_stops_the_bundle_as_check_tells_it(campaign: Path, invoke: Program) -> None:
    differ(campaign)
    written(invoke)
    packed, checked = invoke("bundle", "--json"), invoke("check", "--kind", "circular", "--json")
    assert (packed.code, checked.code) == (1, 1)
    assert packed.findings == [("X003", "circular/fr paragraph 19"), ("X020", FRENCH)]
    assert packed.json["findings"] == checked.json["findings"]
    assert (bundles(campaign), (campaign / "out/bundles").exists()) == ([], False)


def test_a_declared_difference_is_none(campaign: Path, invoke: Program) -> None:
    differ(campaign)
    declare(campaign, '{ language = "fr", fact = "assembly.women_target", uses = 0, reason = "a" }')
    declare(campaign, '{ language = "fr", value = "35%", reason = "b" }')
    declare(campaign, '{ language = "fr", value = "36%", reason = "c" }')
    written(invoke)
    answer = invoke("bundle", "--json")
    assert (answer.code, answer.findings) == (0, [("X015", CIRCULAR)])
    assert [finding["severity"] for finding in answer.json["findings"]] == ["note"]


def test_the_languages_that_are_there_are_compared(campaign: Path, invoke: Program) -> None:
    differ(campaign)
    written(invoke, "fr", "ru")
    circular = ("bundle", "--kind", "circular", "--allow-missing", "--json")
    answer = invoke(*circular)
    assert answer.code == 1
    assert answer.findings == [
        ("B006", "campaign.toml [kinds.circular]"),
        ("X003", "circular/ru paragraph 19"),
        ("X020", "templates/circular/ru.docx paragraph 23"),
    ]
    answer = invoke(*circular, "--lang", "fr")
    assert (answer.code, answer.findings) == (0, [("B006", "campaign.toml [kinds.circular]")])


def test_the_odd_one_among_few_may_be_the_one_that_keeps_to_the_rule(
    campaign: Path, invoke: Program
) -> None:
    """Arabic and Chinese declare that they name the Bureau in full; here they are the majority."""
    written(invoke, "ar", "en", "zh")
    answer = invoke("bundle", "--kind", "circular", "--allow-missing", "--json")
    assert (answer.code, answer.findings) == (0, [("B006", "campaign.toml [kinds.circular]")])


def test_master_documents_are_compared_as_they_are_packed(campaign: Path, invoke: Program) -> None:
    """A template that was put right afterwards does not put the letters right."""
    right = (campaign / FRENCH).read_bytes()
    differ(campaign)
    written(invoke)
    (campaign / FRENCH).write_bytes(right)
    answer = invoke("bundle", "--kind", "circular", "--json")
    assert answer.code == 1
    assert answer.findings == [("X003", "circular/fr paragraph 19"), ("X026", FRENCH)]
    assert [each["severity"] for each in answer.json["findings"]] == ["error", "note"]


NOTE = "templates/note/es.docx"


def test_an_annex_that_has_changed_since(campaign: Path, invoke: Program) -> None:
    """Letters to people carry it: those that were made of the old one are not packed."""
    words = ("--accept", "N010", "--accept", "N012")
    assert invoke("confirmations", "mailing_lists/reps.xlsx", *words).code == 0
    change(campaign / "templates" / "roadmap" / "ru.docx", "ежемесячн", "еженедельн")
    answer = invoke("bundle", "--json")
    assert answer.code == 1
    assert answer.findings == [("X026", "templates/confirmation/ru.docx")]
    assert invoke("confirmations", "mailing_lists/reps.xlsx", *words).code == 0
    assert invoke("bundle", "--quiet").code == 0


def test_letters_to_people_are_compared_by_their_templates(campaign: Path, invoke: Program) -> None:
    right = (campaign / NOTE).read_bytes()
    change(campaign / NOTE, "{{ representatives.term.study_period | year_range }}", "2025-2029")
    words = ("--accept", "N010", "--accept", "N012")
    assert invoke("confirmations", "mailing_lists/reps.xlsx", *words).code == 0
    answer, checked = invoke("bundle", "--json"), invoke("check", "--kind", "note", "--json")
    assert answer.code == 1
    assert answer.findings == checked.findings
    assert {code for code, _ in answer.findings} == {"X003", "X020"}
    # No note goes to French or Chinese organizations.
    assert "the three others" in answer.json["findings"][0]["message"]
    (campaign / NOTE).write_bytes(right)
    answer = invoke("bundle", "--json")
    assert (answer.code, answer.findings) == (1, [("X026", NOTE)])
    assert invoke("confirmations", "mailing_lists/reps.xlsx", *words).code == 0
    assert invoke("bundle", "--quiet").code == 0
    assert bundles(campaign) == ["T22-TSB-CIR-0182-personal"]


@pytest.mark.parametrize("languages", [("en", "fr"), ("ar", "es", "ru")], ids=" ".join)
def test_a_difference_of_a_language_that_is_not_packed(
    campaign: Path, invoke: Program, languages: tuple[str, ...]
) -> None:
    """Chinese declares that it uses a fact; the others know it by its forms alone."""
    assert invoke("invitations", "mailing_lists/delegates.xlsx").code == 0
    asked = [word for code in languages for word in ("--lang", code)]
    answer = invoke("bundle", "--kind", "invitation", *asked, "--json")
    assert (answer.code, answer.findings) == (0, [])
