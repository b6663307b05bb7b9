"""Lists whose cells are all right and which break a rule, and lists of any cells at all."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from books import sheet, xlsx
from conftest import Program, visible
from faulty import CONFIRM, INVITE, Faulty, Told, lists, workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.recipients.captions import CAPTIONS
from docgen.recipients.form import DELEGATES

# Whole rows of other regions and people.
ZOLA: dict[str, Any] = {"given_name": "Zola", "email": "zola@example.org"}
INGRID: dict[str, Any] = {
    "region": "EUR", "given_name": "Ingrid", "country": "Norway", "email": "ingrid@example.org",
    "nominated_by": "CEPT",
}  # fmt: skip
MISSING: Told = ("N002", "file")  # the example list has one region or two


def confirm(name: str, told: list[Told], *changes: dict[str, Any], **more: Any) -> Faulty:
    return lists(CONFIRM, name, told, *changes, **more)


def invite(name: str, told: list[Told], *changes: dict[str, Any], **more: Any) -> Faulty:
    return lists(INVITE, name, told, *changes, **more)


def undecided(code: str) -> Told:
    """A warning stops the letters until it is accepted."""
    return ("N040", f"--accept {code}")


def after(day: str) -> tuple[str, str]:
    return ("--date", day)


NOMINATIONS = [
    confirm("two nominees of a region", [MISSING, ("N001", "region:3")], {}, ZOLA),
    confirm("three nominees of a region", [MISSING, ("N001", "region:3"), ("N001", "region:4")],
            {}, ZOLA, {"given_name": "Aya", "email": "aya@example.org"}),
    confirm("a man", [MISSING, ("N003", "gender")], {"gender": "M", "honorific": "Dr"}),
    confirm("another organization", [MISSING, ("N004", "nominated_by")], {"nominated_by": "CEPT"}),
    confirm("the day after the deadline", [undecided("N005"), MISSING, ("N005", "received")],
            {"received": date(2024, 4, 6), "validated": date(2024, 4, 8)}),
    confirm("a second after the deadline", [undecided("N005"), MISSING, ("N005", "received")],
            {"received": "2024-04-06 00:00:00 +02:00", "validated": date(2024, 4, 8)}),
    confirm("before midnight in New York", [undecided("N005"), MISSING, ("N005", "received")],
            {"received": "2024-04-05T18:00:01-04:00", "validated": date(2024, 4, 8)}),
    confirm("one woman for two regions", [MISSING, ("N006", "family_name:3")],
            {}, {**INGRID, "given_name": "AMINA"}),
    confirm("one address for two regions", [MISSING, ("N007", "email:3")],
            {}, {**INGRID, "email": "AMINA@example.org"}),
    confirm("a replacement of nobody", [MISSING, ("N008", "replaces")], {"replaces": "AFR-9"}),
    confirm("a replacement of herself", [MISSING, ("N008", "replaces")],
            {"key": "AFR", "replaces": "AFR"}),
    confirm("a replacement in another region", [MISSING, ("N008", "replaces:3")],
            {"key": "AFR-1"}, {**INGRID, "replaces": "AFR-1"}),
    confirm("a replacement of one who stands",
            [MISSING, ("N001", "region:3"), ("N008", "replaces:3")],
            {"key": "AFR-1"}, {**ZOLA, "key": "AFR-2", "replaces": "AFR-1"}),
    confirm("replaced by nobody", [MISSING, ("N008", "status")],
            {"key": "AFR-1", "status": "replaced"}, INGRID),
    confirm("received before the circular", [MISSING, ("N010", "received")],
            {"received": date(2024, 3, 5)}),
    confirm("validated before it was received", [MISSING, ("N010", "validated")],
            {"validated": date(2024, 4, 1)}),
    confirm("confirmed and not validated", [MISSING, ("N010", "validated")],
            {"status": "confirmed", "validated": None}),
    confirm("validated after the letter", [MISSING, ("N010", "validated")],
            {"validated": date(2024, 4, 9)}),
    confirm("a letter before the circular",
            [("N010", "--date 2024-03-05"), MISSING, ("N010", "validated")], {},
            options=after("2024-03-05")),
    confirm("an extension without a decision", [MISSING, ("N011", "extension_decision")],
            {"status": "extended"}),
    confirm("a country of another region", [undecided("N012"), MISSING, ("N012", "country")],
            {"country": "France"}),
    confirm("not a Member State yet", [MISSING, ("N013", "country")],
            {"region": "ASP", "nominated_by": "APT", "country": "Palau"}),
    confirm("four rules at once",
            [undecided("N012"), MISSING, ("N003", "gender"), ("N012", "country"),
             ("N004", "nominated_by"), ("N010", "received")],
            {"gender": "M", "honorific": "Prof.", "country": "France", "nominated_by": "CEPT",
             "received": date(2024, 3, 1)}),
    confirm("a rule and a cell", [("N003", "gender"), ("L014", "email:3")],
            {"gender": "M", "honorific": "Dr"}, {**INGRID, "email": "x"}),
]  # fmt: skip

CONFIRMED = (
    "host_confirmed = 2024-04-03          # when the organization confirmed that it will host it\n"
)
RPM = "rpm.dates = { first = 2024-07-15, last = 2024-07-18 }"
HELD = "\ndates = { first = 2024-07-19, last = 2024-07-19 }"
TRAININGS = [
    invite("a man", [("N003", "gender")], {"gender": "M", "honorific": "Dr"}),
    invite("not appointed", [("N032", "appointed")], {"appointed": "no"}),
    invite("the fifth fellowship", [("N033", "fellowship:6")],
           *({**ZOLA, "given_name": name, "email": f"{name}@example.org", "fellowship": True}
             for name in ("Aya", "Bea", "Cleo", "Dina", "Efua"))),
    invite("on the day of the training", [("N034", "row 2")], {}, options=after("2024-07-19")),
    invite("before the circular", [("N034", "--date 2024-03-05")], {}, options=after("2024-03-05")),
    invite("too late to accept", [undecided("N035"), ("N035", "campaign.toml [trainings.AFR]")],
           {}, options=after("2024-06-01")),
    invite("too late for a fellowship",
           [undecided("N035"), ("N035", "campaign.toml [trainings.AFR]")],
           {"fellowship": "yes"}, options=after("2024-05-18")),
    invite("no host yet", [undecided("N036"), ("N036", "campaign.toml [trainings.AFR]")],
           {}, facts={CONFIRMED: ""}),
    invite("invited twice", [undecided("N006"), ("N006", "family_name:3")],
           {}, {"email": "other@example.org"}),
    invite("an address twice", [("N007", "email:3")], {}, {**ZOLA, "email": "Amina@Example.org"}),
    invite("a country of another region", [undecided("N012"), ("N012", "country")],
           {"country": "Norway"}),
    invite("not a Member State yet", [("N013", "country")],
           {"region": "ASP", "country": "PLW"}),
    invite("two warnings", [undecided("N012,N035"), ("N035", "campaign.toml [trainings.AFR]"),
                            ("N012", "country")],
           {"country": "Norway"}, options=after("2024-06-01")),
    invite("one of two accepted", [undecided("N035"), ("N035", "campaign.toml [trainings.AFR]"),
                                   ("N012", "country")],
           {"country": "Norway"}, options=(*after("2024-06-01"), "--accept", "N012")),
    invite("a meeting out of time", [("N020", "campaign.toml line ?, [trainings.AFR] rpm.dates")],
           {}, facts={RPM: RPM.replace("-07-", "-12-"), HELD: HELD.replace("-07-", "-12-")}),
    invite("a training elsewhere", [("N021", "campaign.toml line ?, [trainings.AFR] place.en")],
           {}, facts={'\nplace.en = "Nairobi, Kenya"': '\nplace.en = "Mombasa, Kenya"'}),
    invite("a training apart from its meeting",
           [("N022", "campaign.toml line ?, [trainings.AFR] dates")],
           {}, facts={HELD: HELD.replace("07-19", "07-25")}),
    invite("a training of no region", [("N023", "campaign.toml line ?, [trainings.AFX]")],
           {}, facts={"[trainings.AFR]": "[trainings.AFX]"}),
]  # fmt: skip


@pytest.mark.parametrize("faulty", [*NOMINATIONS, *TRAININGS], ids=lambda each: each.name)
def test_a_list_that_breaks_a_rule(campaign: Path, invoke: Program, faulty: Faulty) -> None:
    faulty.check(campaign, invoke)


def test_a_region_without_a_training(campaign: Path, invoke: Program) -> None:
    path = campaign / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    cut = re.sub(r"\[trainings\.AFR\]\n.*?\n\n", "", text, count=1, flags=re.DOTALL)
    path.write_text(cut, encoding="utf-8")
    invite("no training", [("N030", "region")], {}).check(campaign, invoke)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"email": "amina@example.org, second@example.org"}, []),
        ({"telephone": "＋２５４　２０　５５５　０１００"}, [("L035", "telephone")]),
        ({"family_name": "Exam\u200bple"}, [("L035", "family_name")]),
        ({"family_name": "Ex\u0430mple"}, [("L043", "family_name")]),
        ({"country": "肯尼亚", "language": "English", "gender": "Женский"}, []),
    ],
)
def test_what_is_taken_all_the_same(
    campaign: Path, invoke: Program, change: dict[str, Any], told: list[Told]
) -> None:
    faulty = invite("", told, change)
    (campaign / "list.xlsx").write_bytes(workbook(INVITE, change))
    answer = invoke(INVITE, "list.xlsx", "--json")
    assert (answer.code, answer.findings) == (0, faulty.places())
    assert len(answer.paths) == 1


CAPTION = st.sampled_from(
    sorted({said for each in DELEGATES.columns for said in CAPTIONS[each.key].values()})
    + [column.key for column in DELEGATES.columns] * 3
)
TELLING = st.sampled_from(
    ["AFR", "F", "Ms", "fr", "Kenya", "yes", "no", "a@example.org", "03/04/2024", "EXAMPLE", "=1+1",
     "+41 22 730 5111", "Total", "_x0007_", "\u202e", " ", "\u200b", "АFR", "x" * 10_001]
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
CELL = st.one_of(
    st.none(), TELLING, TEXT, st.integers(-(10**12), 10**12), st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False), st.dates(date(1950, 1, 1), date(2100, 1, 1)),
)  # fmt: skip
WHOLE = st.fixed_dictionaries(
    {
        "region": st.sampled_from(["AFR", "Africa", "EUR"]), "honorific": st.just("Ms"),
        "given_name": TEXT, "family_name": st.sampled_from(["Example", "Khan", "Обама"]),
        "gender": st.sampled_from(["F", "M"]), "position": TEXT, "organization": st.just("Office"),
        "country": st.sampled_from(["Kenya", "Norway"]), "language": st.sampled_from(["en", "ru"]),
        "email": st.emails(), "appointed": st.booleans(), "fellowship": st.booleans(),
    }
)  # fmt: skip
ROWS = st.one_of(
    st.tuples(st.lists(CAPTION, min_size=1, max_size=16), st.lists(st.lists(CELL, max_size=17),
                                                                   max_size=5)),
    st.lists(WHOLE, min_size=1, max_size=3).map(
        lambda rows: (list(rows[0]), [list(row.values()) for row in rows])
    ),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ROWS)
def test_any_list(campaign: Path, invoke: Program, rows: tuple[list[str], list[list[Any]]]) -> None:
    """Whatever stands in it: letters or findings, never a traceback; and with errors no letter."""
    header, body = rows
    (campaign / "list.xlsx").write_bytes(xlsx({"Delegates": sheet(header, *body)}))
    out = campaign / f"out{len(list(campaign.iterdir()))}"
    answer = invoke(INVITE, "list.xlsx", "--json", "--out", out.name)
    assert answer.code in (0, 1), answer.stderr
    assert answer.stderr == ""
    written = [name for name, data in visible(out).items() if data is not None]
    assert len(written) == len(answer.paths)
    errors = [each for each in answer.json["findings"] if each["severity"] == "error"]
    assert bool(errors) == (answer.code == 1)
    assert not (errors and written)
