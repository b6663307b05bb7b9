"""Templates are compared by construction; what languages may differ in is declared."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from conftest import Program
from finished import masters
from word import docx

from docgen.campaign.reading import read

ROOT = Path(__file__).resolve().parent.parent


def change(path: Path, old: str, new: str) -> None:
    """Change the XML of a Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts["word/document.xml"].decode()
    assert old in before
    parts["word/document.xml"] = before.replace(old, new, 1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(out.getvalue())


def declare(folder: Path, entry: str) -> None:
    """Declare one more difference of the circular."""
    file = folder / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("differences = [\n", f"differences = [\n  {entry},\n", 1), encoding="utf-8"
    )


CIRCULAR = "campaign.toml [kinds.circular] differences"


def test_nothing_is_wrong_with_what_is_shipped(campaign: Path, invoke: Program) -> None:
    answer = invoke("check")
    assert (answer.code, answer.stderr) == (0, "")
    assert answer.stdout == (
        "checked in 6 languages: circular, roadmap, confirmation, note, invitation\n"
    )
    assert invoke("check", "--json").json == {
        "command": "check", "ok": True, "files": [], "findings": []
    }  # fmt: skip
    assert list((campaign / "out").iterdir()) == []


def test_a_fact_that_one_template_lacks(campaign: Path, invoke: Program) -> None:
    """Both roads find it: the tag is not there, and the letter does not say it."""
    path = campaign / "templates" / "circular" / "fr.docx"
    change(path, "{{ assembly.women_target | percent }}", "beaucoup")
    answer = invoke("check", "--json")
    assert answer.code == 1
    assert answer.findings == [
        ("X003", "circular/fr paragraph 19"), ("X020", "templates/circular/fr.docx")
    ]  # fmt: skip
    messages = [finding["message"] for finding in answer.json["findings"]]
    assert messages == [
        "fr: missing in section 1; the five others: 35% (circular/en paragraph 19)",
        "fr: assembly.women_target is used not at all; the five others: once",
    ]


def test_a_fact_that_is_exchanged_for_one_with_the_same_value(
    campaign: Path, invoke: Program
) -> None:
    """The letter says the same today, and another thing when one of the two deadlines moves."""
    path = campaign / "templates" / "circular" / "ru.docx"
    change(path, "{{ deadlines.details | long_date }}", "{{ deadlines.appointment | long_date }}")
    answer = invoke("check")
    assert answer.code == 1
    assert answer.findings == [
        ("X020", "templates/circular/ru.docx"),
        ("X020", "templates/circular/ru.docx paragraph 36"),
    ]
    assert answer.stderr.endswith("2 errors\n")


def test_a_condition_that_one_template_has_otherwise(campaign: Path, invoke: Program) -> None:
    path = campaign / "templates" / "circular" / "es.docx"
    change(path, "{%p if recipient %}", "{%p if recipient and recipient.key %}")
    answer = invoke("check", "--json")
    assert [found for found in answer.findings if found[0] == "X021"] == [
        ("X021", "templates/circular/es.docx paragraph 6 (table 1, row 1, cell 2)")
    ]
    (said,) = [f["message"] for f in answer.json["findings"] if f["code"] == "X021"]
    assert said == ("es: {% if recipient and recipient.key %}; the five others: {% if recipient %}")


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="BodyText"/>', "X022", ""),
        ('<w:pStyle w:val="ListBullet"/>', '<w:pStyle w:val="BodyText"/>', "X023",
         " paragraph 32"),
        ("REF _Ref_training", "REF _Ref_goals", "X024", ""),
    ],
)  # fmt: skip
def test_how_a_template_is_built(
    campaign: Path, invoke: Program, old: str, new: str, code: str, place: str
) -> None:
    change(campaign / "templates" / "circular" / "en.docx", old, new)
    answer = invoke("check")
    assert answer.code == 1
    found = [each for each in answer.findings if each[0].startswith("X02")]
    assert found == [(code, f"templates/circular/en.docx{place}")]


def test_declared_differences(campaign: Path, invoke: Program) -> None:
    path = campaign / "templates" / "circular" / "fr.docx"
    change(path, "{{ assembly.women_target | percent }}", "beaucoup")
    declare(campaign, '{ language = "fr", fact = "assembly.women_target", uses = 0, reason = "a" }')
    declare(campaign, '{ language = "fr", value = "35%", reason = "b" }')
    assert invoke("check").code == 0


def test_declarations_that_are_not_needed_or_not_understood(
    campaign: Path, invoke: Program
) -> None:
    declare(campaign, '{ language = "fr", fact = "assembly.women_target", reason = "a" }')
    declare(campaign, '{ language = "fr", fact = "assembly.womens_target", reason = "b" }')
    answer = invoke("check", "--json")
    assert answer.code == 1
    assert answer.findings == [("X015", CIRCULAR), ("X015", CIRCULAR), ("X025", CIRCULAR)]


def test_a_wrong_number_of_uses_declares_nothing(campaign: Path, invoke: Program) -> None:
    file = campaign / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("union.acronym\", uses = 3", "union.acronym\", uses = 4"),
                    encoding="utf-8")  # fmt: skip
    answer = invoke("check")
    assert [code for code, _ in answer.findings] == ["X015", "X020"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('{ language = "cn", fact = "event.date", reason = "a" }', "C010"),
        ('{ language = "zh", fact = "event.date" }', "C005"),
        ('{ fact = "event.date", reason = "a" }', "C005"),
        ('{ language = "zh", reason = "a" }', "C006"),
        ('{ language = "zh", fact = "a", value = "b", reason = "a" }', "C006"),
        ('{ language = "zh", fact = 3, reason = "a" }', "C006"),
        ('{ language = "zh", fact = "", reason = "a" }', "C006"),
        ('{ language = "zh", fact = "a", uses = -1, reason = "a" }', "C006"),
        ('{ language = "zh", value = "a", uses = 1, reason = "a" }', "C006"),
        ('{ language = "zh", fact = "a", because = "a", reason = "a" }', "C004"),
        ('"zh"', "C006"),
    ],
)
def test_declarations_that_cannot_be_read(entry: str, expected: str) -> None:
    text = (ROOT / "campaign.toml").read_text(encoding="utf-8")
    text = text.replace("differences = [\n", f"differences = [\n  {entry},\n", 1)
    _, findings = read(text.encode())
    line = text[: text.index(f"  {entry},\n")].count("\n") + 1
    assert [finding.code for finding in findings] == [expected]
    assert str(findings[0].place).startswith(f"campaign.toml line {line}")


@pytest.mark.parametrize("value", ["3", '["a"]', '[["a"]]', '[["a", 3]]', '[["a", ""]]'])
def test_equivalents_that_cannot_be_read(value: str) -> None:
    text = (ROOT / "campaign.toml").read_text(encoding="utf-8")
    _, findings = read(f"{text}\n[concordance]\nacronyms = {value}\n".encode())
    assert [finding.code for finding in findings] == ["C006"]


# What else is checked


def test_lists_templates_and_facts_are_checked_too(campaign: Path, invoke: Program) -> None:
    rows = campaign / "mailing_lists" / "rtos.csv"
    text = rows.read_text(encoding="utf-8-sig")
    rows.write_text(text.replace(",en,", ",xx,", 1), encoding="utf-8")
    (campaign / "templates" / "roadmap" / "zh.docx").write_bytes(docx("{{ nothing"))
    answer = invoke("check")
    assert answer.code == 1
    codes = {code for code, _ in answer.findings}
    assert "T010" in codes
    assert any(code.startswith("L") for code in codes)


def test_letters_of_which_no_example_can_be_made(campaign: Path, invoke: Program) -> None:
    (campaign / "mailing_lists" / "member_states.csv").unlink()
    answer = invoke("check")
    assert answer.code == 1
    assert [found for found in answer.findings if found[0] == "X002"] == [
        ("X002", f"campaign.toml [kinds.{kind}]") for kind in ("confirmation", "invitation", "note")
    ]


def test_a_campaign_that_cannot_be_read(campaign: Path, invoke: Program) -> None:
    (campaign / "campaign.toml").write_text("[", encoding="utf-8")
    assert invoke("check").code == 1


# Files from outside


def put(folder: Path, kind: str = "circular") -> list[str]:
    for language, made in masters(kind).items():
        (folder / f"{language}.docx").write_bytes(made.data)
    return sorted(path.name for path in folder.glob("*.docx"))


def test_word_files_from_outside(campaign: Path, invoke: Program) -> None:
    answer = invoke("check", "--concordance", *put(campaign))
    assert (answer.code, answer.stdout, answer.stderr) == (0, "6 documents say the same\n", "")


def test_word_files_without_a_campaign(
    tmp_path: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = put(tmp_path, "roadmap")
    change(tmp_path / "ru.docx", "2025–2028", "2025–2029")
    answer = invoke("check", "--concordance", *names, "--json")
    assert answer.code == 1
    assert answer.json["findings"] == [
        {
            "code": "X003",
            "severity": "error",
            "place": "ru.docx paragraph 8",
            "message": "ru: 2025–2029 годов, paragraph 8; the five others: 2025-2028 "
            "(en.docx paragraph 8)",
            "hint": "correct the one that is wrong, or declare the difference with its reason",
        }
    ]


def test_states_are_known_without_a_campaign(
    tmp_path: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the list that travels with docgen."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "en.docx").write_bytes(docx("The meeting of the group will be held in Peru."))
    (tmp_path / "fr.docx").write_bytes(docx("La réunion du groupe se tiendra au Kenya."))
    answer = invoke("check", "--concordance", "en.docx", "fr.docx", "--json")
    assert answer.findings == [("X003", "fr.docx paragraph 1")]
    assert answer.json["findings"][0]["message"] == (
        "fr: Kenya, paragraph 1; en: Peru (en.docx paragraph 1)"
    )


def test_arguments_of_check(campaign: Path, invoke: Program) -> None:
    assert invoke("check", "a.docx").findings == [("T002", "a.docx")]
    assert invoke("check", "--concordance").findings == [("X001", "--concordance")]
    assert invoke("check", "--concordance", "no.docx", "no2.docx").findings == [
        ("T002", "no.docx"), ("T002", "no2.docx")
    ]  # fmt: skip


def test_equivalents_reach_the_comparison(campaign: Path, invoke: Program) -> None:
    names = put(campaign)
    for name in names:
        if name != "fr.docx":
            change(campaign / name, "ETRI", "XYZ")
    answer = invoke("check", "--concordance", *names)
    assert answer.findings == [("X013", "fr.docx paragraph 46")]
    with (campaign / "campaign.toml").open("a", encoding="utf-8") as file:
        file.write('\n[concordance]\nacronyms = [["XYZ", "ETRI"]]\n')
    assert invoke("check", "--concordance", *names).code == 0


def test_differences_are_declared_for_files_from_outside(campaign: Path, invoke: Program) -> None:
    """The letters say of which kind they are; a declaration that is not needed is told."""
    names = put(campaign)
    change(campaign / "fr.docx", "35", "36")
    compare = ("check", "--concordance", *names, "--json")
    assert invoke(*compare).findings == [("X003", "fr.docx paragraph 19")]
    declare(campaign, '{ language = "fr", value = "36 %", reason = "a" }')
    assert (invoke(*compare).code, invoke(*compare).findings) == (0, [])
    declare(campaign, '{ language = "fr", value = "37 %", reason = "b" }')
    answer = invoke(*compare)
    assert (answer.code, answer.findings) == (0, [("X015", CIRCULAR)])
    assert [finding["severity"] for finding in answer.json["findings"]] == ["note"]
    # Where a language is left out, nothing says that a declaration is not needed.
    assert invoke("check", "--concordance", "fr.docx", "zh.docx", "--json").findings == []
    assert invoke(*compare, "--kind", "roadmap").findings == [("X003", "fr.docx paragraph 19")]


def test_files_that_do_not_say_of_which_kind_they_are(campaign: Path, invoke: Program) -> None:
    declare(campaign, '{ language = "fr", value = "3 May 2025", reason = "a" }')
    for name, text in (
        ("en", "The report of the group is due on 4 May 2025."),
        ("fr", "Le rapport du groupe est attendu le 3 mai 2025."),
    ):
        (campaign / f"{name}.docx").write_bytes(docx(text))
    compare = ("check", "--concordance", "en.docx", "fr.docx", "--json")
    assert invoke(*compare).findings == [("X027", "--concordance"), ("X003", "fr.docx paragraph 1")]
    assert invoke(*compare, "--kind", "circulars").findings == [
        ("X027", "--concordance"), ("C011", "campaign.toml [kinds]"),
        ("X003", "fr.docx paragraph 1"),
    ]  # fmt: skip
    declare(campaign, '{ language = "fr", value = "3 mai 2025", reason = "a" }')
    assert invoke(*compare, "--kind", "circular").findings == []


def test_one_kind_is_checked_alone(campaign: Path, invoke: Program) -> None:
    change(campaign / "templates" / "note" / "ru.docx", "{{ letter.reference }}", "x")
    assert invoke("check", "--kind", "roadmap").stdout == "checked in 6 languages: roadmap\n"
    assert invoke("check", "--kind", "note").code == 1
    assert invoke("check", "--kind", "notes").findings == [("C011", "campaign.toml [kinds]")]
    assert invoke("check", "--kind", "note", "en.docx").code == 2
