"""Names and addresses of a list are of one body in every language, or their row is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from finished import LANGUAGES, ROOT, campaign_of, facts
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.cli.agreement import of_lists
from docgen.concordance import Place, Stranger, lexicon, strangers
from docgen.recipients.known import Lists, load_lists
from docgen.recipients.recipient import Recipient

STATES = [
    Place("Armenia", (("en", ("Armenia",)), ("fr", ("Arménie",)), ("ru", ("Армения",)))),
    Place("Azerbaijan", (("en", ("Azerbaijan",)), ("fr", ("Azerbaïdjan",)),
                         ("ru", ("Азербайджан",)))),
]  # fmt: skip


@cache
def shipped() -> Lists:
    lists = load_lists(ROOT / "mailing_lists", lambda path: path.name).value
    assert lists is not None
    return lists


def told(lists: Lists) -> list[tuple[str, str, str]]:
    found = of_lists(campaign_of(facts()), lists)
    return [(f.code, str(f.place), f.message.partition(" is of ")[0]) for f in found]


def test_the_shipped_lists_are_without_fault() -> None:
    assert told(shipped()) == []


def changed(row: Recipient, column: str, texts: Mapping[str, str]) -> Recipient:
    return row.model_copy(update={column: texts})


def exchanged(column: str, language: str, one: int, two: int) -> Lists:
    states = list(shipped().states)
    a, b = states[one], states[two]
    texts, others = dict(getattr(a, column)), dict(getattr(b, column))
    texts[language], others[language] = others[language], texts[language]
    states[one], states[two] = changed(a, column, texts), changed(b, column, others)
    return shipped()._replace(states=tuple(states))


def pairs() -> Iterator[tuple[int, int]]:
    """Neighbours: what is pasted a row too low."""
    yield from list(pairwise(range(len(shipped().states))))[::11]


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_of_two_states_that_were_exchanged(language: str) -> None:
    missed: list[tuple[set[str], list[tuple[str, str, str]]]] = []
    for one, two in pairs():
        rows = {str(shipped().states[at].source) for at in (one, two)}
        found = told(exchanged("addressees", language, one, two))
        columns = [said for _, place, said in found if place in rows]
        # Where two languages alone name the state in short, both are named.
        if len(columns) != len(found) or f"addressee_{language}" not in columns:
            missed.append((rows, found))
    # Neither “Мальдивской Республики” nor “Мексиканских Соединенных Штатов” has a short name in it.
    short = {str(state.source) for state in shipped().states if state.key in ("MDV", "MEX")}
    assert missed == ([(short, [])] if language == "ru" else [])


def test_names_of_two_states_that_were_exchanged() -> None:
    """Then the right address is what contradicts, and the row is named all the same."""
    found = told(exchanged("names", "fr", 10, 11))
    assert {place for _, place, _ in found} == {
        str(shipped().states[10].source), str(shipped().states[11].source)
    }  # fmt: skip


@pytest.mark.parametrize("column", ["names", "abbreviations", "addressees"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_organizations_that_were_exchanged(column: str, language: str) -> None:
    rtos = dict(shipped().rtos)
    one, two = rtos["ATU"], rtos["CEPT"]
    swapped = {
        "ATU": dict(getattr(one, column)) | {language: getattr(two, column)[language]},
        "CEPT": dict(getattr(two, column)) | {language: getattr(one, column)[language]},
    }
    for key, texts in swapped.items():
        rtos[key] = changed(rtos[key], column, texts)
    name = {"names": "name", "abbreviations": "abbreviation", "addressees": "addressee"}[column]
    assert told(shipped()._replace(rtos=rtos)) == [
        ("X003", str(one.source), f"{name}_{language}"),
        ("X003", str(two.source), f"{name}_{language}"),
    ]


def test_only_a_contradiction_counts() -> None:
    known = lexicon(places=STATES)
    alike = {"en": "Embassy of Armenia", "fr": "Ambassade d’Arménie", "ru": "Посольство Армении"}
    for language, text in {
        "en": "Embassy of Armenia in Azerbaijan",  # says more than the others
        "fr": "Monsieur l’Ambassadeur",  # names nothing
    }.items():
        assert list(strangers(alike | {language: text}, known)) == []
    assert list(strangers(alike | {"ru": "Посольство Азербайджана"}, known)) == [
        Stranger("ru", "Азербайджана", "Armenia", "the two others")
    ]
    two = {"en": "Armenia", "fr": "Azerbaïdjan"}
    assert [odd.language for odd in strangers(two, known)] == ["en", "fr"]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(LANGUAGES), st.text(max_size=60)))
def test_any_texts_can_be_compared(texts: dict[str, str]) -> None:
    assert {odd.language for odd in strangers(texts, lexicon(places=STATES))} <= set(texts)


def test_check_names_the_row(tmp_path: Path) -> None:
    from shutil import copy, copytree

    from click.testing import CliRunner

    from docgen.cli.check import check

    copy(ROOT / "campaign.toml", tmp_path)
    for name in ("templates", "mailing_lists"):
        copytree(ROOT / name, tmp_path / name)
    list_file = tmp_path / "mailing_lists" / "rtos.csv"
    text = list_file.read_text(encoding="utf-8-sig")
    text = text.replace("非洲电信联盟,", "欧洲邮电主管部门大会,", 1)
    list_file.write_text(text, encoding="utf-8-sig")
    done = CliRunner().invoke(check, ["--campaign", str(tmp_path / "campaign.toml"), "--quiet",
                                      "--kind", "roadmap"])  # fmt: skip
    assert done.exit_code == 1
    assert "name_zh is of 欧洲邮电主管部门大会; the five others: ATU" in done.output
