"""The plan of a run and the letters that it makes."""

from __future__ import annotations

import hashlib
import itertools
import multiprocessing
import pickle
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import merge, rendering
from docgen.campaign import Campaign
from docgen.campaign import load as load_campaign
from docgen.diagnostics import Finding, Outcome
from docgen.languages import CODES
from docgen.merge import Letter, Planned, Setting, load_templates, plan, render
from docgen.names import same_file
from docgen.recipients import Recipient, read_list
from docgen.recipients.recipient import Origin
from docgen.template import Template

TEMPLATES = ROOT / "templates"
SHIPPED = (ROOT / "campaign.toml").read_text(encoding="utf-8")
COPY_NAME = next(line for line in SHIPPED.splitlines() if line.startswith("copy_name = "))
FILE_NAME = next(line for line in SHIPPED.splitlines() if line.startswith("file_name = "))


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in findings]


@cache
def shipped() -> Campaign:
    found = load_campaign(ROOT / "campaign.toml")
    assert found.value is not None
    return found.value


@cache
def setting(kind: str = "circular", on: date = date(2024, 3, 6)) -> Setting:
    campaign = shipped()
    loaded = load_templates(campaign, campaign.kinds[kind], CODES, TEMPLATES)
    assert loaded.findings == ()
    assert loaded.value is not None
    return Setting(campaign, campaign.kinds[kind], on, loaded.value)


@cache
def recipients() -> tuple[Recipient, ...]:
    rows: list[Recipient] = []
    for name in ("rtos", "member_states"):
        path = ROOT / "mailing_lists" / f"{name}.csv"
        rows += read_list(path, f"mailing_lists/{name}.csv").value or ()
    return tuple(rows)


def recipient(key: str, language: str = "en", row: int = 2, **other: Any) -> Recipient:
    """A recipient with any key, also one that no list could give."""
    values: dict[str, Any] = {
        "origin": Origin("own", "mailing_lists/own.csv", "", {}),
        "row": row,
        "row_hash": hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest(),
        "key": key,
        "region": "EUR",
        "languages": (language,),
        "names": {language: f"Name of {key}"},
        "addressees": {language: f"Addressee of {key}"},
        "emails": ("name@example.org",),
    }
    return Recipient.model_construct(**(values | other))


def changed(tmp_path: Path, *pairs: tuple[str, str]) -> Setting:
    """The shipped setting with another campaign.toml; templates are not loaded."""
    text = SHIPPED
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    found = load_campaign(path)
    assert found.value is not None, found.findings
    return Setting(found.value, found.value.kinds["circular"], date(2024, 3, 6), {})


# ---------------------------------------------------------------------------------------- the plan


def test_the_plan_of_the_circular() -> None:
    letters, findings = plan(setting(), CODES, recipients())
    assert findings == ()
    assert letters is not None
    masters = [letter for letter in letters if letter.recipient is None]
    copies = [letter for letter in letters if letter.recipient is not None]
    assert [letter.language for letter in masters] == ["ar", "en", "es", "fr", "ru", "zh"]
    assert Counter(r.recipient.list for r in copies if r.recipient is not None) == {
        "rtos": 6,
        "member_states": 193,
    }
    for letter in copies:
        assert letter.recipient is not None
        assert letter.language == letter.recipient.languages[0]
    assert [str(letter.path) for letter in masters] == [
        "circular/ar/T22-TSB-CIR-0182!!MSW-A.docx",
        "circular/en/T22-TSB-CIR-0182!!MSW-E.docx",
        "circular/es/T22-TSB-CIR-0182!!MSW-S.docx",
        "circular/fr/T22-TSB-CIR-0182!!MSW-F.docx",
        "circular/ru/T22-TSB-CIR-0182!!MSW-R.docx",
        "circular/zh/T22-TSB-CIR-0182!!MSW-C.docx",
    ]


def test_languages_in_order_each_with_its_master_first() -> None:
    letters = plan(setting(), ("zh", "fr"), recipients()).value or ()
    assert list(dict.fromkeys(letter.language for letter in letters)) == ["zh", "fr"]
    for language in ("zh", "fr"):
        own = [letter.key for letter in letters if letter.language == language]
        assert own[0] is None
        assert None not in own[1:]
        assert own[1:] == [r.key for r in recipients()
                           if r.languages[0] == language and r.member_from is None]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "states"),
    [(date(2024, 3, 6), 193), (date(2024, 9, 18), 193), (date(2024, 9, 19), 194)],
)
def test_membership_counts_on_the_day_of_the_letter(on: date, states: int) -> None:
    letters = plan(setting(on=on), CODES, recipients()).value or ()
    listed = [r.recipient.list for r in letters if r.recipient is not None]
    assert Counter(listed) == {"rtos": 6, "member_states": states}


def test_the_plan_is_a_function_of_its_input() -> None:
    assert plan(setting(), CODES, recipients()) == plan(setting(), CODES, iter(recipients()))


def test_one_letter_each_for_a_kind_without_lists() -> None:
    letters = plan(setting("roadmap"), ("en", "zh"), ()).value or ()
    assert [str(letter.path) for letter in letters] == [
        "roadmap/en/T22-TSB-CIR-0182!A1!MSW-E.docx",
        "roadmap/zh/T22-TSB-CIR-0182!A1!MSW-C.docx",
    ]


# ----------------------------------------------------------------------------------- names in it

_AT_COPY = "campaign.toml [kinds.circular] copy_name"
_AT_FILE = "campaign.toml [kinds.circular] file_name"


@pytest.mark.parametrize(
    ("one", "other"), [("abc", "ABC"), ("É", "é"), ("Straße", "strasse"), ("K", "\u212a")]
)
def test_names_that_differ_by_case_only_collide(one: str, other: str) -> None:
    other = unicodedata.normalize("NFC", other)
    findings = plan(setting(), ("en",), [recipient(one), recipient(other, row=3)]).findings
    assert told(findings) == [("C013", _AT_COPY)]
    (finding,) = findings
    assert f"2 letters would be named T22-TSB-CIR-0182!!MSW-E-{one}.docx" in finding.message
    assert f"({one}, {other})" in finding.message
    assert "recipient.key" in finding.hint


def test_the_same_key_in_two_languages_is_two_folders() -> None:
    assert plan(setting(), ("en", "fr"), [recipient("A"), recipient("a", "fr")]).findings == ()


def test_a_pattern_without_the_key(tmp_path: Path) -> None:
    """One finding for each name, with those whom it concerns; the master's name counts too."""
    own = changed(tmp_path, (COPY_NAME, FILE_NAME.replace("file_name", "copy_name")))
    many = [recipient(f"K{number}", row=number) for number in range(2, 9)]
    findings = plan(own, ("en", "fr"), [*many, recipient("F", "fr")]).findings
    assert [(f.code, str(f.place), f.message) for f in findings] == [
        (
            "C013",
            _AT_COPY,
            "8 letters would be named T22-TSB-CIR-0182!!MSW-E.docx "
            "(the master document in en, K2, K3, K4, K5 and 3 more)",
        ),
        (
            "C013",
            _AT_COPY,
            "2 letters would be named T22-TSB-CIR-0182!!MSW-F.docx (the master document in fr, F)",
        ),
    ]


@pytest.mark.parametrize(
    "key",
    ["a/b", "..\\..\\x", "a:b", "a\u202excod", "e\u0301", "x" * 240, "a\u200b", "a\ue000\u2028"],
    ids=ascii,
)
def test_a_key_that_no_file_name_can_hold_is_told_at_its_row(key: str) -> None:
    findings = plan(setting(), ("en",), [recipient("good"), recipient(key, row=7)]).findings
    assert told(findings) == [("C014", "mailing_lists/own.csv row 7")]
    assert findings[0].hint


@pytest.mark.parametrize("key", ["a\x00", "a\x1f", "a\ud800"], ids=ascii)
def test_a_key_that_no_letter_can_hold(key: str) -> None:
    """Lists refuse it at its cell (L012); should one come from elsewhere, the pattern does."""
    findings = plan(setting(), ("en",), [recipient("good"), recipient(key, row=7)]).findings
    assert told(findings) == [("C012", _AT_COPY)]


@pytest.mark.parametrize(
    ("pattern", "told_as"),
    [
        ("con", "Windows reserves this name"),
        ("..", "it begins with a dot"),
        ("{{ '' }}", "it begins with a dot"),
        ("x" * 260, "it is longer than 255 bytes"),
    ],
)
def test_a_pattern_that_no_file_name_can_hold(tmp_path: Path, pattern: str, told_as: str) -> None:
    own = changed(tmp_path, (FILE_NAME, f"file_name = '''{pattern}{{{{ letter.kind[:0] }}}}'''"))
    findings = plan(own, ("en",), ()).findings
    assert told(findings) == [("C014", _AT_FILE)]
    assert told_as in findings[0].message


def test_a_pattern_s_faults_name_those_whom_they_concern(tmp_path: Path) -> None:
    own = changed(tmp_path, (COPY_NAME, 'copy_name = "{{ recipient.abbreviation }}"'))
    abbreviated = recipient("A", abbreviations={"en": "ABC"})
    findings = plan(own, ("en", "fr"), [abbreviated, recipient("B"), recipient("C", "fr")]).findings
    assert told(findings) == [("C012", _AT_COPY)]
    assert "(for B, C)" in findings[0].message


def test_the_faults_of_both_patterns_are_told(tmp_path: Path) -> None:
    own = changed(
        tmp_path,
        (COPY_NAME, 'copy_name = "{{ recipient.key | no_such }}"'),
        ("file_name = ", 'file_name = "{{ circular.no_such }}" # '),
    )
    findings = plan(own, ("en",), [recipient("A")]).findings
    assert ("C012", _AT_COPY) in told(findings)


KEYS = st.text(st.characters(exclude_categories=()), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(KEYS, max_size=6))
def test_a_plan_without_findings_has_files_of_their_own(keys: list[str]) -> None:
    rows = [recipient(key, row=number) for number, key in enumerate(keys, start=2)]
    letters, findings = plan(setting(), ("en",), rows)
    if findings:
        assert {finding.code for finding in findings} <= {"C012", "C013", "C014"}
        return
    assert letters is not None
    assert len({same_file(str(letter.path)) for letter in letters}) == len(keys) + 1
    for letter in letters:
        assert letter.path.parts[:2] == ("circular", "en")
        assert len(letter.path.parts) == 3


# ----------------------------------------------------------------------------------- the templates


def copy_templates(tmp_path: Path, *names: str) -> Path:
    folder = tmp_path / "templates"
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((TEMPLATES / name).read_bytes())
    return folder


def test_every_missing_template_is_told(tmp_path: Path) -> None:
    folder = copy_templates(tmp_path, "circular/en.docx", "roadmap/en.docx", "circular/fr.docx")
    kind = shipped().kinds["circular"]
    loaded = load_templates(shipped(), kind, ("en", "fr", "zh"), folder)
    assert set(loaded.value or {}) == {"en"}
    missing = {f.place.file: f for f in loaded.findings if not f.place.detail}
    assert {file: finding.code for file, finding in missing.items()} == {
        "templates/circular/zh.docx": "T001",
        "templates/roadmap/fr.docx": "T014",
    }
    assert "templates in this language: circular" in missing["templates/roadmap/fr.docx"].hint


def test_a_kind_has_the_fields_of_its_letters() -> None:
    fields = setting().fields("zh")
    for used in setting().templates["zh"].fields:
        assert used in fields or any(field.startswith(f"{used}.") for field in fields)
    assert {"letter.subject", "recipient.key", "recipient.abbreviation", "recipient"} <= fields


def test_the_fields_are_those_of_the_context() -> None:
    """What lint lets through, a render finds: no name on one side only."""
    context = setting().context("en", recipients()[0])
    assert set(context["recipient"]) == set(merge.RECIPIENT_FIELDS)
    named = {f.split(".")[1] for f in setting().fields("en") if f.startswith("letter.")}
    assert named - set(context["letter"]) == {"subject"}


# ------------------------------------------------------------------------------------- the letters


def small_plan() -> tuple[Planned, ...]:
    letters = plan(setting(), ("ru", "zh"), recipients()).value
    assert letters is not None
    return letters


def rendered(letters: tuple[Planned, ...], jobs: int = 1) -> list[Outcome[Letter]]:
    return list(render(setting(), letters, jobs))


def test_letters_are_bound_to_what_made_them() -> None:
    for planned, (letter, findings) in zip(small_plan(), rendered(small_plan()), strict=True):
        assert findings == ()
        assert letter is not None
        assert (letter.kind, letter.language, letter.key) == (
            planned.kind, planned.language, planned.key,
        )  # fmt: skip
        assert letter.path == str(planned.path)
        assert letter.sha256 == hashlib.sha256(letter.data).hexdigest()
        of = planned.language
        own, annex = (TEMPLATES / name / f"{of}.docx" for name in ("circular", "roadmap"))
        said = f"templates/roadmap/{of}.docx\0{hashlib.sha256(annex.read_bytes()).hexdigest()}"
        both = f"{hashlib.sha256(own.read_bytes()).hexdigest()}\n{said}"
        assert letter.template_hash == hashlib.sha256(both.encode()).hexdigest()
        row = planned.recipient.row_hash if planned.recipient is not None else None
        assert letter.row_hash == row


def test_any_number_of_processes_makes_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "BATCH", 2)
    alone = rendered(small_plan())
    assert rendered(small_plan(), 2) == alone
    assert rendered(small_plan(), 3) == alone


def test_processes_that_are_started_anew() -> None:
    """As on Windows and macOS: nothing is inherited, all that a worker needs is handed to it."""
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method("spawn", force=True)
    try:
        assert rendered(small_plan()[:3], 2) == rendered(small_plan()[:3])
    finally:
        multiprocessing.set_start_method(before, force=True)


def test_a_setting_survives_being_handed_on() -> None:
    own = setting("roadmap")
    again = pickle.loads(pickle.dumps(own))
    letters = plan(own, ("zh",), ()).value or ()
    assert list(render(again, letters)) == list(render(own, letters))
    assert pickle.loads(pickle.dumps(letters)) == letters


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_fault_among_many_is_told_with_its_row(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All others are made, in the plan's order."""
    monkeypatch.setattr(rendering, "BATCH", 2)
    rows = [recipient(f"K{number}", row=number) for number in range(2, 7)]
    rows[2] = recipient("K4", row=4, addressees={})
    letters = plan(setting(), ("en",), rows).value or ()
    outcomes = rendered(letters, jobs)
    assert [outcome.value is not None for outcome in outcomes] == [True] * 3 + [False] + [True] * 2
    keys = [letter.key for letter in letters]
    assert [o.value.key for o in outcomes if o.value] == [key for key in keys if key != "K4"]
    (finding,) = outcomes[3].findings
    assert finding.code == "T021"
    assert finding.place.file == "templates/circular/en.docx"
    assert finding.message.endswith("(for K4, mailing_lists/own.csv row 4)")


def test_a_fault_of_the_subject_is_told(tmp_path: Path) -> None:
    own = changed(tmp_path, ('subject.en = "', 'subject.en = "{{ recipient.abbreviation }}'))
    own = Setting(own.campaign, own.kind, own.date, setting().templates)
    letters = plan(own, ("en",), [recipient("A")]).value or ()
    outcomes = list(render(own, letters))
    place = "campaign.toml [kinds.circular] subject.en"
    assert [told(outcome.findings) for outcome in outcomes] == [[("C012", place)]] * 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_letters_are_made_as_they_are_taken(jobs: int) -> None:
    """A plan without end: memory does not grow with the number of letters."""
    taken = 0

    def endless() -> Iterator[Planned]:
        nonlocal taken
        for number in itertools.count():
            taken += 1
            path = PurePosixPath("roadmap", "zh", f"{number}.docx")
            yield Planned("roadmap", "zh", path, None)

    stream = render(setting("roadmap"), endless(), jobs, among=())
    for number, outcome in enumerate(itertools.islice(stream, 3)):
        assert outcome.value is not None
        assert outcome.value.path.endswith(f"/{number}.docx")
    stream.close()  # type: ignore[attr-defined]  # a generator, named by what callers may use
    assert taken == (3 if jobs == 1 else (2 * jobs + 1) * rendering.BATCH)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_defect_is_no_finding(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Template, context: Any, stamp: Any = None) -> bytes:
        raise RuntimeError("a defect")

    if jobs > 1 and multiprocessing.get_start_method() != "fork":
        pytest.skip("a worker that is started anew does not inherit the defect")
    monkeypatch.setattr(Template, "render", broken)
    with pytest.raises(RuntimeError, match="a defect"):
        rendered(small_plan()[:2], jobs)
