"""Each sentence of a finished letter is led back to its template, fact, row and rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Program
from typos import Letter, put_words
from word import docx

from docgen.explain import Traces, explain
from docgen.starter_files import starter_files
from docgen.template import Template

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@pytest.fixture
def campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped campaign in a folder of its own."""
    for path, data in starter_files():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def of(folder: str) -> Path:
    return sorted(Path("out", folder).glob("*.docx"))[0]


def told(invoke: Program, *arguments: str) -> dict[str, Any]:
    answer = invoke("explain", *arguments, "--json")
    assert answer.code == 0, answer.stdout
    found: dict[str, Any] = json.loads(answer.stdout)
    assert found["findings"] == []
    return found


def test_every_paragraph_of_the_shipped_letters_is_explained(
    campaign: Path, invoke: Program
) -> None:
    assert invoke("circular", "--master-only").code == 0
    assert invoke("confirmations", "mailing_lists/reps.xlsx").code == 0
    for kind in ("circular", "confirmation", "note"):
        for folder in sorted(Path("out", kind).iterdir()):
            found = told(invoke, str(of(f"{kind}/{folder.name}")))
            assert all(each["same"] and each["template"] for each in found["paragraphs"])
            tags = [tag for each in found["paragraphs"] for tag in each["tags"]]
            assert all(all(places) for tag in tags for places in tag["sources"].values())


def test_a_fact_of_the_campaign(campaign: Path, invoke: Program) -> None:
    assert invoke("circular", "--lang", "fr", "--master-only").code == 0
    (found,) = told(invoke, str(of("circular/fr")), "--at", "du 15 au 24 octobre 2024")[
        "paragraphs"
    ]
    lines = Path("campaign.toml").read_text(encoding="utf-8").splitlines()
    assert found["template"] == "templates/circular/fr.docx paragraph 18"
    tag = found["tags"][-1]
    assert (tag["tag"], tag["value"], tag["filters"]) == (
        "{{ assembly.dates | date_span }}", "du 15 au 24 octobre 2024", ["date_span"]
    )  # fmt: skip
    (place,) = tag["sources"]["assembly.dates"]
    assert place.startswith("campaign.toml line ")
    assert place.endswith("[assembly] dates")
    number = int(place.split("line ")[1].split(",")[0])
    assert lines[number - 1].startswith("dates = ")
    assert "2024-10-24" in lines[number - 1]


def test_a_row_of_a_mailing_list(campaign: Path, invoke: Program) -> None:
    assert invoke("circular", "--lang", "fr").code == 0
    letter = next(Path("out/circular/fr").glob("*-BDI.docx"))
    (found,) = told(invoke, str(letter), "--at", "Burundi")["paragraphs"]
    assert found["conditions"] == ["if recipient"]
    assert found["tags"] == [
        {
            "tag": "{{ recipient.addressee }}",
            "value": "Administration de la République du Burundi",
            "filters": [],
            "conditions": [],
            "sources": {"recipient.addressee": ["mailing_lists/member_states.csv N13"]},
        }
    ]


def test_the_cells_of_a_person(campaign: Path, invoke: Program) -> None:
    assert invoke("invitations", "mailing_lists/delegates.xlsx", "--date", "2024-04-12").code == 0
    found = told(invoke, str(of("invitation/en")))["paragraphs"]
    sources = {
        name: places for each in found for tag in each["tags"]
        for name, places in tag["sources"].items()
    }  # fmt: skip
    assert all(place.startswith("mailing_lists/delegates.xlsx ") for place in
               sources["recipient.addressee"])  # fmt: skip
    assert sources["region.training.dates"][0].split(", ")[1].startswith("[trainings.")
    assert sources["letter.subject"][0].endswith("[kinds.invitation] subject.en")


def test_what_was_changed_by_hand_is_named(campaign: Path, invoke: Program) -> None:
    assert invoke("circular", "--lang", "en", "--master-only").code == 0
    path = of("circular/en")
    letter = Letter("en", path.read_bytes())
    root = letter.tree()
    number = put_words(root, "More or less.")
    path.write_bytes(letter.changed(root))
    answer = invoke("explain", str(path), "--quiet")
    assert answer.code == 0
    assert answer.findings == [("P073", f"{path.as_posix()} paragraph {number}")]


def test_what_was_changed_since(campaign: Path, invoke: Program) -> None:
    assert invoke("circular", "--lang", "fr").code == 0
    letter = str(next(Path("out/circular/fr").glob("*-BDI.docx")))
    toml = Path("campaign.toml")
    toml.write_text(toml.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    template = Path("templates/circular/fr.docx")
    template.write_bytes(Path("templates/roadmap/fr.docx").read_bytes())
    states = Path("mailing_lists/member_states.csv")
    text = states.read_text(encoding="utf-8")
    states.write_text(text.replace("République du Burundi", "République de Burundi"),
                      encoding="utf-8")  # fmt: skip
    answer = invoke("explain", letter, "--json")
    assert answer.code == 1
    assert answer.findings == [
        ("P071", "campaign.toml"), ("P072", "mailing_lists/member_states.csv row 13"),
        ("P071", "templates/circular/fr.docx"),
    ]  # fmt: skip
    anyway = invoke("explain", letter, "--anyway", "--quiet")
    assert anyway.code == 0
    assert {code for code, _ in anyway.findings} == {"P071", "P072", "P073"}


def test_letters_that_cannot_be_explained(campaign: Path, invoke: Program) -> None:
    Path("other.docx").write_bytes(docx("A letter of somebody else."))
    Path("broken.docx").write_bytes(b"PK")
    assert invoke("explain", "other.docx").findings == [("P070", "other.docx")]
    assert invoke("explain", "broken.docx").findings == [("P004", "broken.docx")]
    (campaign / "notes.docx").write_text("notes", encoding="utf-8")
    answer = invoke("explain", "notes.docx")
    assert answer.findings == [("T002", "notes.docx")]
    assert "this is not a Word document (.docx)" in answer.stderr
    assert invoke("explain", "absent.docx").findings == [("T002", "absent.docx")]
    assert invoke("circular", "--lang", "en").code == 0
    letter = next(Path("out/circular/en").glob("*-AUS.docx"))
    assert invoke("explain", str(letter), "--at", "no such words").findings == [
        ("P074", letter.as_posix())
    ]
    states = Path("mailing_lists/member_states.csv")
    rows = states.read_text(encoding="utf-8").splitlines(keepends=True)
    states.write_text("".join(row for row in rows if not row.startswith("AUS,")), encoding="utf-8")
    found = invoke("explain", str(letter)).findings
    assert [code for code, _ in found] == ["P072"]


def test_an_annex_that_has_changed(campaign: Path, invoke: Program) -> None:
    assert invoke("circular", "--lang", "fr", "--master-only").code == 0
    (letter,) = Path("out/circular/fr").glob("*.docx")
    annex = Path("templates/roadmap")
    (annex / "fr.docx").write_bytes((annex / "en.docx").read_bytes())
    found = invoke("explain", str(letter)).findings
    assert found == [("P071", "templates/circular/fr.docx")]


def test_words_to_look_for_are_some_words(campaign: Path, invoke: Program) -> None:
    answer = invoke("explain", "letter.docx", "--at", " ")
    assert answer.code == 2
    assert "name some words of the letter" in answer.stderr


def test_loops_and_conditions() -> None:
    """A template by itself: the row of a loop, the branch of a condition."""
    template = docx(
        "Dear {{ name }},",
        "{%p for one in people %}",
        "{{ one.name | upper }} of {% if one.far %}{{ one.far }}{% else %}here{% endif %}",
        "{%p endfor %}",
    )
    traces = Traces()
    traced = Template(traces.put_into(template, "t.docx"), shown_as="t.docx")
    context = {"name": "Ms A", "people": [{"name": "b", "far": "X"}, {"name": "c", "far": ""}]}
    letter = Template(template).render(context)
    found = explain(letter, "letter.docx", traced.render(context), traces)
    assert [(str(e.place), str(e.template), e.conditions, e.same) for e in found] == [
        ("letter.docx paragraph 1", "t.docx paragraph 1", (), True),
        ("letter.docx paragraph 2", "t.docx paragraph 3", ("for one in people",), True),
        ("letter.docx paragraph 3", "t.docx paragraph 3", ("for one in people",), True),
    ]
    assert [(p.value, p.names, p.filters, p.conditions) for p in found[1].printed] == [
        ("B", ("people[].name",), ("upper",), ()),
        ("X", ("people[].far",), (), ("if one.far",)),
    ]
