"""The shipped campaign: its facts, typed, and what templates see of them."""

from __future__ import annotations

import hashlib
import importlib
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from docgen.campaign import Campaign, Forms, StudyPeriod, Table, Text, load
from docgen.languages import CODES, DateRange

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "campaign.toml"


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    outcome = load(SHIPPED)
    assert outcome.findings == ()
    assert outcome.value is not None
    return outcome.value


# Row of the table of facts in the domain's description, path in the context, language, value.
FACTS = [
    (1, "union.name", "zh", "国际电信联盟"),
    (1, "bureau.name", "zh", "电信标准化局"),
    (1, "bureau.name", "en", "Telecommunication Standardization Bureau"),
    (2, "circular.date", "zh", date(2024, 3, 6)),
    (2, "circular.place", "zh", "日内瓦"),
    (2, "circular.place", "fr", "Genève"),
    (3, "circular.number", "en", 182),
    (3, "circular.study_period", "en", StudyPeriod(2022, 2024, "T22")),
    (3, "circular.reference", "ar", "الرسالة المعممة 182 لمكتب تقييس الاتصالات"),
    (3, "circular.reference", "en", "TSB Circular 182"),
    (3, "circular.reference", "es", "Circular TSB 182"),
    (3, "circular.reference", "fr", "Circulaire TSB 182"),
    (3, "circular.reference", "ru", "Циркуляр 182 БСЭ"),
    (3, "circular.reference", "zh", "电信标准化局第182号通函"),
    (6, "contact.telephone", "ar", "+41 22 730 5861"),
    (6, "contact.fax", "ar", "+41 22 730 5853"),
    (7, "contact.email", "zh", "charlyne.restivo@itu.int"),
    (8, "network.name", "zh", "标准领域妇女联谊会"),
    (8, "network.acronym", "ru", "NoW in ITU-T"),
    (9, "assembly.dates", "en", DateRange(date(2024, 10, 15), date(2024, 10, 24))),
    (9, "assembly.year", "en", 2024),
    (9, "assembly.place", "zh", "印度新德里"),
    (9, "assembly.name", "zh", "世界电信标准化全会"),
    (9, "assembly.acronym", "fr", "AMNT-24"),
    (9, "assembly.acronym", "zh", "WTSA-24"),
    (9, "assembly.acronym", "ru", "ВАСЭ-24"),
    (11, "representatives.per_region", "en", 1),
    (11, "deadlines.appointment", "en", date(2024, 4, 5)),
    (14, "resolutions.assembly.number", "zh", 55),
    (14, "resolutions.assembly.revised", "zh", 2022),
    (14, "resolutions.assembly.revised_at", "zh", "日内瓦"),
    (15, "network.former_name", "zh", "女性标准化专家组"),
    (15, "network.former_acronym", "zh", "W.I.S.E"),
    (16, "resolutions.plenipotentiary.number", "zh", 70),
    (16, "resolutions.plenipotentiary.revised", "zh", 2022),
    (16, "resolutions.plenipotentiary.revised_at", "zh", "布加勒斯特"),
    (17, "sustainable_development.goal", "zh", 5),
    (18, "circular.earlier", "zh", 176),
    (20, "network.campaign.name", "es", "NoW4WTSA-24"),
    (20, "network.campaign.launched", "es", date(2024, 1, 1)),
    (21, "assembly.women_target", "es", 35),
    (21, "assembly.previous.women_share", "es", 32),
    (21, "assembly.previous.year", "es", 2022),
    (21, "assembly.previous.acronym", "en", "WTSA-20"),
    (24, "representatives.regions", "zh", 6),
    (25, "circular.annexes.number", "zh", 1),
    (25, "circular.annexes.count", "zh", 1),
    (26, "deadlines.details", "zh", date(2024, 4, 5)),
    (27, "deadlines.management_meeting", "zh", date(2024, 4, 1)),
    (29, "training.series.name", "zh", "缩小标准化差距"),
    (31, "training.window", "zh", DateRange(date(2024, 5, 1), date(2024, 9, 30))),
    (31, "training.per_region", "zh", 1),
    (32, "training.fellowships_per_region", "zh", 4),
    (33, "event.date", "zh", date(2024, 10, 17)),
    (36, "contact.name", "zh", "Charlyne Restivo"),
    (36, "contact.honorific", "zh", "女士"),
    (36, "contact.gender", "zh", "F"),
    (37, "signatory.name", "zh", "尾上诚藏"),
    (37, "signatory.name", "en", "Seizo Onoe"),
    (37, "signatory.gender", "en", "M"),
    (39, "advisory_group.dates", "zh", DateRange(date(2024, 1, 22), date(2024, 1, 26))),
    (39, "advisory_group.place", "zh", "日内瓦"),
    (40, "network.chair.name", "zh", "Rim Belhassine-Cherif"),
    (40, "network.chair.honorific", "zh", "博士"),
    (40, "network.chair.organization", "zh", "突尼斯电信"),
    (41, "network.vice_chair.name", "zh", "Hyoung Jun Kim"),
    (41, "network.vice_chair.organization_acronym", "zh", "ETRI"),
    (41, "network.vice_chair.country", "en", "Republic of Korea"),
    (42, "representatives.total", "zh", 6),
    (43, "representatives.term.ends_at_meeting", "zh", 1),
    (43, "representatives.term.study_period", "zh", StudyPeriod(2025, 2028)),
    (46, "representatives.term.extension_years", "zh", 4),
    (46, "representatives.term.extension_study_periods", "zh", 1),
]


@pytest.mark.parametrize(("row", "path", "language", "value"), FACTS)
def test_fact(campaign: Campaign, row: int, path: str, language: str, value: object) -> None:
    fact: object = campaign.context(language)
    for part in path.split("."):
        assert isinstance(fact, dict)
        fact = fact[part]
    assert fact == value
    assert isinstance(fact, type(value))
    assert path in campaign.fields(language)


def test_settings(campaign: Campaign) -> None:
    assert campaign.languages == campaign.campaign.languages == CODES
    assert campaign.campaign.time_zone == "Europe/Zurich"


def test_regions_and_their_organizations(campaign: Campaign) -> None:
    assert {key: region.rto for key, region in campaign.regions.items()} == {
        "AFR": "ATU",
        "AMS": "CITEL",
        "ARB": "LAS",
        "ASP": "APT",
        "CIS": "RCC",
        "EUR": "CEPT",
    }
    assert [region.key for region in campaign.regions.values()] == list(campaign.regions)


def test_kinds(campaign: Campaign) -> None:
    circular, roadmap = campaign.kinds["circular"], campaign.kinds["roadmap"]
    assert (circular.name, circular.template, circular.audience) == (
        "circular",
        "circular",
        "public",
    )
    assert circular.lists == ("rtos", "member_states")
    assert circular.copy_name == f"{circular.file_name}-{{{{ recipient.key }}}}"
    assert (roadmap.lists, roadmap.copy_name) == ((), None)
    assert "{{ assembly.acronym }}" in roadmap.subject.in_language("zh")


def test_a_study_period_is_a_pair_of_years(campaign: Campaign) -> None:
    first, last = campaign.representatives.term.study_period
    assert (first, last) == (2025, 2028)
    assert campaign.circular.study_period.code == "T22"
    with pytest.raises(AttributeError):
        campaign.representatives.term.study_period.code  # noqa: B018  # the access itself
    with pytest.raises(AttributeError):
        campaign.circular.study_period._code = "T25"
    assert StudyPeriod(2022, 2024, "T22") != StudyPeriod(2022, 2024, "T25")


def test_each_language_has_the_same_facts(campaign: Campaign) -> None:
    def plain(language: str) -> set[str]:
        forms = campaign.context(language)
        names = campaign.fields(language)
        return {name for name in names if not _is_form(forms, name)}

    assert len({frozenset(plain(language)) for language in CODES}) == 1


def _is_form(context: object, name: str) -> bool:
    for part in name.split(".")[:-1]:
        if not isinstance(context, dict):
            return False
        context = context[part]
    return isinstance(context, Forms)


def test_contexts_hold_plain_values(campaign: Campaign) -> None:
    plain = {str, Forms, int, date, DateRange, StudyPeriod}

    def types(value: object) -> set[type]:
        if type(value) is dict:
            return {kind for item in value.values() for kind in types(item)}
        return {type(value)}

    for language in CODES:
        assert types(campaign.context(language)) <= plain
        assert campaign.context(language) is campaign.context(language)


def test_a_language_that_the_campaign_has_not(campaign: Campaign) -> None:
    with pytest.raises(KeyError, match="de"):
        campaign.context("de")


def test_fields_name_tables_forms_ranges_and_dates(campaign: Campaign) -> None:
    fields = campaign.fields("ru")
    assert {
        "regions",
        "regions.AFR.name.genitive",
        "assembly.dates.first.year",
        "circular.study_period.code",
        "circular.reference",
        "facts",
    } <= fields
    assert "assembly.name.genitive" not in campaign.fields("en")
    assert "representatives.term.study_period.code" not in fields
    assert not {name for name in fields if name.startswith(("kinds", "campaign"))}


def test_pickle_and_equality(campaign: Campaign) -> None:
    fresh = load(SHIPPED).value
    assert fresh == campaign
    campaign.context("fr")
    copy = pickle.loads(pickle.dumps(campaign))
    assert copy == campaign == fresh
    assert copy.hash == campaign.hash
    assert copy.kinds["circular"].name == "circular"
    assert hash(copy) == hash(campaign)
    assert pickle.loads(pickle.dumps(campaign.context("ru"))) == campaign.context("ru")


def test_facts_cannot_be_changed(campaign: Campaign) -> None:
    with pytest.raises(ValueError, match="frozen"):
        campaign.circular.number = 183
    with pytest.raises(TypeError):
        campaign.regions["AFR"] = campaign.regions["AMS"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        campaign.regions._items = {}


def test_hash_is_that_of_the_text(tmp_path: Path, campaign: Campaign) -> None:
    text = SHIPPED.read_bytes().replace(b"\r\n", b"\n")
    assert campaign.hash == hashlib.sha256(text).hexdigest()
    for content in (b"\xef\xbb\xbf" + text, text.replace(b"\n", b"\r\n")):
        other = tmp_path / "campaign.toml"
        other.write_bytes(content)
        outcome = load(other)
        assert outcome.findings == ()
        assert outcome.value is not None
        assert outcome.value.hash == campaign.hash


def test_own_facts(tmp_path: Path) -> None:
    file = tmp_path / "campaign.toml"
    own = """
[facts]
opening = 2024-10-14
fee = 120
share = 12.5
hybrid = true
code = "X-1"
nights = { first = 2024-10-13, last = 2024-10-15 }
next_period = { first = 2029, last = 2032 }
[facts.host]
rooms = 3
city = { ar = "جنيف", en = "Geneva", es = "Ginebra", fr = "Genève", ru = "Женева", zh = "日内瓦" }
"""
    file.write_text(SHIPPED.read_text(encoding="utf-8") + own, encoding="utf-8")
    outcome = load(file)
    assert outcome.findings == ()
    assert outcome.value is not None
    assert outcome.value.context("fr")["facts"] == {
        "opening": date(2024, 10, 14),
        "fee": 120,
        "share": 12.5,
        "hybrid": True,
        "code": "X-1",
        "nights": DateRange(date(2024, 10, 13), date(2024, 10, 15)),
        "next_period": StudyPeriod(2029, 2032),
        "host": {"rooms": 3, "city": "Genève"},
    }
    assert "facts.host.city" in outcome.value.fields("fr")


def test_what_may_be_left_out_is_no_variable(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for line in ("earlier = 176", 'fax = "+41 22 730 5853"', 'organization_acronym = "ETRI"'):
        assert text.count(line) == 1
        text = text.replace(line, "")
    file = tmp_path / "campaign.toml"
    file.write_text(text, encoding="utf-8")
    outcome = load(file)
    assert outcome.findings == ()
    assert outcome.value is not None
    fields = outcome.value.fields("en")
    assert not fields & {
        "circular.earlier",
        "contact.fax",
        "network.vice_chair.organization_acronym",
    }


def test_a_text_for_all_languages_or_one_for_each(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    names = ", ".join(f'{code} = "{code} name"' for code in CODES)
    text = text.replace('name = "Charlyne Restivo"', f"name = {{ {names} }}")
    file = tmp_path / "campaign.toml"
    file.write_text(text, encoding="utf-8")
    outcome = load(file)
    assert outcome.findings == ()
    assert outcome.value is not None
    assert outcome.value.contact.name.in_language("es") == "es name"
    assert outcome.value.network.acronym.in_language("es") == "NoW in ITU-T"


# Values.


def test_forms() -> None:
    forms = Forms({"nominative": "Африка", "genitive": "Африки"})
    assert forms == "Африка"
    assert f"{forms}" == "Африка"
    assert (forms.nominative, forms.genitive) == ("Африка", "Африки")
    assert forms.names == ("nominative", "genitive")
    with pytest.raises(AttributeError, match="dative"):
        forms.dative  # noqa: B018  # the access itself
    copy = pickle.loads(pickle.dumps(forms))
    assert type(copy) is Forms
    assert copy.genitive == "Африки"
    assert hash(copy) == hash(forms) == hash("Африка")
    assert forms.with_each("Африк", "Европ").genitive == "Европи"
    with pytest.raises(ValueError, match="form"):
        Forms({})


def test_forms_in_a_template() -> None:
    from jinja2 import StrictUndefined, UndefinedError
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    context = {"name": Forms({"nominative": "A & B", "genitive": "B & C"})}
    template = environment.from_string("{{ name }} {{ name.genitive }}")
    assert template.render(context) == "A &amp; B B &amp; C"
    with pytest.raises(UndefinedError, match="dative"):
        environment.from_string("{{ name.dative }}").render(context)


def test_text_and_table() -> None:
    text = Text((("en", "Geneva"), ("fr", "Genève")))
    assert text.languages == ("en", "fr")
    assert text.in_language("fr") == "Genève"
    with pytest.raises(KeyError):
        text.in_language("ru")
    table = Table({"b": 1, "a": 2})
    assert list(table) == ["b", "a"]
    assert pickle.loads(pickle.dumps(table)) == table == {"b": 1, "a": 2}
    assert hash(table) == hash(Table({"b": 1, "a": 2}))


def test_the_room_is_entered_without_pydantic() -> None:
    code = (
        "import sys, docgen.campaign; assert 'pydantic' not in sys.modules; "
        "docgen.campaign.Kind; assert 'pydantic' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    with pytest.raises(AttributeError, match="Letter"):
        importlib.import_module("docgen.campaign").Letter  # noqa: B018  # the access itself
