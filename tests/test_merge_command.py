"""``docgen merge``: any Word template with any list."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from books import OLD_WORKBOOK, Cell, book, ods, ods_row, sheet, xlsx
from click.testing import CliRunner
from conftest import Program, contents, visible
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word import docx, p, texts

from docgen.recipients.spreadsheet import read_table

REPS: list[Iterable[Cell]] = [
    ["key", "Family name", "country", "score", "since", "language"],
    ["KHA", "Khan & <Sons>", "France", 3, date(2024, 3, 6), "fr"],
    ["OBA", "Обама", "Peru", None, None, "es"],
    ["DIA", "Diallo", "France", 0.5, None, "en"],
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a template and a list, and no campaign; the test's current directory."""
    monkeypatch.chdir(tmp_path)
    template("Dear {{ family_name }}, {{ loop.index }} of {{ loop.length }}")
    Path("reps.xlsx").write_bytes(book(*REPS))
    return tmp_path


def template(*paragraphs: str, name: str = "letter.docx") -> None:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(docx(*[p(paragraph) for paragraph in paragraphs]))


def letters(out: Path = Path("out")) -> dict[str, str]:
    """The letters by name, as the text of their paragraphs."""
    return {
        name.removeprefix("merge/letter/"): " | ".join(texts(data))
        for name, data in sorted(visible(out).items())
        if data is not None
    }


def merge(invoke: Program, *options: str) -> dict[str, str]:
    """A run that succeeds without a finding, and its letters."""
    answer = invoke("merge", "letter.docx", "reps.xlsx", *options)
    assert (answer.findings, answer.code) == ([], 0), answer.stderr
    return letters()


def refused(invoke: Program, *options: str, files: tuple[str, str] | None = None) -> list[Any]:
    """A run that writes nothing: its findings as (code, place)."""
    before = contents(Path())
    answer = invoke("merge", *(files or ("letter.docx", "reps.xlsx")), *options, "--json")
    assert answer.code == 1
    assert answer.paths == []
    assert "Traceback" not in answer.stderr
    now = contents(Path())
    assert {k: v for k, v in now.items() if not k.startswith("out")} == {
        k: v for k, v in before.items() if not k.startswith("out")
    }
    assert letters() == {}
    return answer.findings


def test_one_letter_a_row(folder: Path, invoke: Program) -> None:
    answer = invoke("merge", "letter.docx", "reps.xlsx", "--json")
    assert (answer.code, answer.stderr, answer.findings) == (0, "", [])
    assert answer.json["command"] == "merge"
    named = ("path", "kind", "language", "recipient")
    assert [tuple(file[name] for name in named) for file in answer.json["files"]] == [
        ("out/merge/letter/letter-1.docx", "merge", None, "KHA"),
        ("out/merge/letter/letter-2.docx", "merge", None, "OBA"),
        ("out/merge/letter/letter-3.docx", "merge", None, "DIA"),
    ]
    assert letters() == {
        "letter-1.docx": "Dear Khan & <Sons>, 1 of 3",
        "letter-2.docx": "Dear Обама, 2 of 3",
        "letter-3.docx": "Dear Diallo, 3 of 3",
    }


def test_numbers_are_as_wide_as_the_list_is_long(folder: Path, invoke: Program) -> None:
    Path("reps.csv").write_text("Family name\n" + "x\n" * 12, encoding="utf-8")
    answer = invoke("merge", "letter.docx", "reps.csv", "--json")
    assert [Path(path).name for path in answer.paths][::11] == ["letter-01.docx", "letter-12.docx"]
    assert [file["recipient"] for file in answer.json["files"]][::11] == ["2", "13"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("reps.xls", OLD_WORKBOOK),
        ("reps.ods", ods(ods_row("key", "Family name") + ods_row("A", "Khan")
                         + ods_row("B", "Обама"))),
        ("reps.csv", "Family name;key\r\nKhan;A\r\nОбама;B\r\n".encode()),
        ("reps.tsv", "Family name\tkey\nKhan\tA\nОбама\tB\n".encode()),
    ],
)  # fmt: skip
def test_every_kind_of_list(folder: Path, invoke: Program, name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    answer = invoke("merge", "letter.docx", name, "--json")
    assert answer.code == 0
    assert {finding["severity"] for finding in answer.json["findings"]} <= {"note"}
    assert [file["recipient"] for file in answer.json["files"]] == ["A", "B"]
    assert list(letters().values()) == ["Dear Khan, 1 of 2", "Dear Обама, 2 of 2"]


def test_values_have_types_and_headers(folder: Path, invoke: Program) -> None:
    template('{{ row["Family name"] }} {{ score + 1 }} {{ since.year }} {{ since | long_date }}')
    found = merge(invoke, "--where", "since", "--lang", "fr")
    assert found == {"letter-1.docx": "Khan & <Sons> 4 2024 6 mars 2024"}


def test_an_empty_cell_that_is_printed_is_told_with_its_row(folder: Path, invoke: Program) -> None:
    template("{{ score }}")
    answer = invoke("merge", "letter.docx", "reps.xlsx")
    assert answer.code == 1
    assert answer.findings == [("T021", "letter.docx paragraph 1")]
    assert "(for OBA, reps.xlsx Reps!row 3)" in answer.stderr
    assert letters() == {}
    template('{{ score | default("none", true) }}')
    assert merge(invoke)["letter-2.docx"] == "none"


# Which rows, in which order


@pytest.mark.parametrize(
    ("options", "order"),
    [
        (["--where", 'country == "France"'], "KHA DIA"),
        (["--where", 'row["Family name"] is string and score and score > 1'], "KHA"),
        (["--where", "score"], "KHA DIA"),
        (["--sort", "family_name"], "DIA KHA OBA"),
        (["--sort", "Family name"], "DIA KHA OBA"),
        (["--sort", "-family_name"], "OBA KHA DIA"),
        (["--sort", "score"], "DIA KHA OBA"),
        (["--sort", "-score"], "KHA DIA OBA"),
        (["--sort", "[country, key]"], "DIA KHA OBA"),
        (["--sort", "country"], "KHA DIA OBA"),
        (["--sort", "key | length * 0 + (score or 2)"], "DIA OBA KHA"),
        (["--where", 'country == "France"', "--sort", "key"], "DIA KHA"),
    ],
)
def test_rows_are_chosen_and_put_in_order(
    folder: Path, invoke: Program, options: list[str], order: str
) -> None:
    answer = invoke("merge", "letter.docx", "reps.xlsx", *options, "--json")
    assert answer.findings == []
    assert [file["recipient"] for file in answer.json["files"]] == order.split()
    count = len(order.split())
    assert [text.split(", ")[1] for text in letters().values()] == [
        f"{index} of {count}" for index in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("options", "findings"),
    [
        (["--where", "country ="], [("C023", "--where country =")]),
        (["--where", "town == 1"], [("C023", "--where town == 1")]),
        (["--where", "score > 1"], [("C023", "reps.xlsx Reps!row 3")]),
        (["--where", "country > 1"], [("C023", "reps.xlsx Reps!row 2")]),
        (["--where", "key.__class__.mro()"], [("C023", "reps.xlsx Reps!row 2")]),
        (["--where", '"x" * 99999999'], [("C023", "reps.xlsx Reps!row 2")]),
        (["--where", 'country == "france"'], [("C024", '--where country == "france"')]),
        (["--sort", "town"], [("C023", "--sort town")]),
        (["--sort", "town", "--where", "x x"], [("C023", "--sort town"), ("C023", "--where x x")]),
        (["--name", "{{ town }}"], [("C012", "--name {{ town }}")]),
        (["--name", "{{ key"], [("C012", "--name {{ key")]),
        (["--name", "{{ score }}"], [("C012", "--name {{ score }}")]),
        (["--name", "{{ country }}"], [("C013", "reps.xlsx Reps!row 4")]),
        (["--name", "{{ key }}/{{ family_name }}"],
         [("C014", f"reps.xlsx Reps!row {row}") for row in (2, 3, 4)]),
        (["--name", "con"], [("C013", "reps.xlsx Reps!row 3"),
                             *(("C014", f"reps.xlsx Reps!row {row}") for row in (2, 3, 4))]),
        (["--lang", "cn"], [("C010", "--lang cn")]),
        (["--date", "tomorrow"], [("C017", "--date tomorrow")]),
        (["--lang-column", "tongue"], [("L004", "reps.xlsx Reps!row 1")]),
        (["--lang-column", "country"], [("L009", f"reps.xlsx Reps!C{row}") for row in (2, 3, 4)]),
        (["--lang-column", "score"], [("L009", "reps.xlsx Reps!D2"), ("L007", "reps.xlsx Reps!D3"),
                                      ("L009", "reps.xlsx Reps!D4")]),
        (["--sheet", "Delegates"], [("L019", "reps.xlsx")]),
        (["--campaign", "no.toml"], [("C001", "no.toml")]),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(
    folder: Path, invoke: Program, options: list[str], findings: list[tuple[str, str]]
) -> None:
    found = refused(invoke, *options)
    key = lambda each: (each[1], each[0])  # noqa: E731  # short
    assert sorted(found, key=key) == sorted(findings, key=key)


def test_two_languages_exclude_each_other(folder: Path, invoke: Program) -> None:
    answer = invoke("merge", "letter.docx", "reps.xlsx", "--lang", "fr", "--lang-column", "key")
    assert answer.code == 2


def test_names_by_a_pattern(folder: Path, invoke: Program) -> None:
    name = "{{ key | lower }}-{{ loop.index }}.docx"
    assert list(merge(invoke, "--name", name)) == ["dia-3.docx", "kha-1.docx", "oba-2.docx"]


# Languages


def test_the_language_of_each_row(folder: Path, invoke: Program) -> None:
    template("{{ letter.language }} {{ letter.file_letter }} {{ letter.date | long_date }}")
    answer = invoke("merge", "letter.docx", "reps.xlsx", "--lang-column", "language",
                    "--date", "2024-03-06", "--json")  # fmt: skip
    assert answer.code == 0
    assert [file["language"] for file in answer.json["files"]] == ["fr", "es", "en"]
    assert list(letters().values()) == [
        "fr F 6 mars 2024",
        "es S 6 de marzo de 2024",
        "en E 6 March 2024",
    ]


@pytest.mark.parametrize("given", ["letters", "letters/{lang}.docx"])
def test_a_template_for_each_language(folder: Path, invoke: Program, given: str) -> None:
    for language in ("fr", "es", "en"):
        template(f"{language} {{{{ key }}}}", name=f"letters/{language}.docx")
    answer = invoke("merge", given, "reps.xlsx", "--lang-column", "language", "--json")
    assert answer.code == 0
    assert answer.paths[0] == "out/merge/letters/letters-1.docx"
    assert list(letters().values()) == ["fr KHA", "es OBA", "en DIA"]


def test_a_template_that_a_language_lacks(folder: Path, invoke: Program) -> None:
    template("{{ key }}", name="letters/fr.docx")
    files = ("letters", "reps.xlsx")
    assert refused(invoke, files=files) == [("T001", "letters")]
    found = refused(invoke, "--lang-column", "language", files=files)
    assert found == [("T001", "letters/en.docx"), ("T001", "letters/es.docx")]


def test_without_a_language_there_are_no_filters_of_one(folder: Path, invoke: Program) -> None:
    template("{{ since | long_date }}")
    assert refused(invoke) == [("T013", "letter.docx paragraph 1")]
    template("{{ letter.language }}")
    assert refused(invoke) == [("T020", "letter.docx paragraph 1")]


# The campaign


def test_facts_of_the_campaign(campaign: Path, invoke: Program) -> None:
    template("{{ circular.number }} {{ family_name }} {{ letter.date }}")
    Path("reps.xlsx").write_bytes(book(*REPS))
    assert merge(invoke, "--where", 'key == "DIA"') == {"letter-1.docx": "182 Diallo 2024-03-06"}


def test_facts_that_differ_by_language_need_one(campaign: Path, invoke: Program) -> None:
    template("{{ union.name }}")
    Path("reps.xlsx").write_bytes(book(*REPS))
    assert refused(invoke) == [("T020", "letter.docx paragraph 1")]
    found = invoke("merge", "letter.docx", "reps.xlsx", "--lang", "fr", "--json")
    assert found.code == 0
    assert set(letters().values()) == {"Union internationale des télécommunications"}


def test_a_column_goes_before_a_fact(campaign: Path, invoke: Program) -> None:
    template("{{ circular }}")
    Path("reps.csv").write_text("circular\nmine\n", encoding="utf-8")
    answer = invoke("merge", "letter.docx", "reps.csv", "--json")
    assert (answer.code, answer.findings) == (0, [("C025", "reps.csv A1")])
    assert answer.json["findings"][0]["severity"] == "note"
    assert letters() == {"letter-1.docx": "mine"}


def test_a_campaign_with_a_mistake_is_told(folder: Path, invoke: Program) -> None:
    Path("campaign.toml").write_text("x =", encoding="utf-8")
    assert [code for code, _ in refused(invoke)] == ["C003"]


# Templates


def test_faults_of_the_template_and_of_the_list_come_together(
    folder: Path, invoke: Program
) -> None:
    template("{{ town }}", "{{ key ")
    Path("reps.csv").write_text("key,key\nA,B\n", encoding="utf-8")
    found = refused(invoke, files=("letter.docx", "reps.csv"))
    assert found == [("T010", "letter.docx paragraph 2"), ("L006", "reps.csv B1")]
    template("{{ town }}", '{{ row["Familyname"] }}')
    assert refused(invoke) == [
        ("T020", "letter.docx paragraph 1"),
        ("T020", "letter.docx paragraph 2"),
    ]
    assert refused(invoke, files=("no.docx", "no.xlsx")) == [
        ("T001", "no.docx"),
        ("L001", "no.xlsx"),
    ]
    assert refused(invoke, files=("reps.xlsx", "letter.docx")) == [
        ("L021", "letter.docx"),
        ("T002", "reps.xlsx"),
    ]


def test_includes_are_found_beside_the_template(folder: Path, invoke: Program) -> None:
    template('{%p include "annex" %}', name="letter.docx")
    assert [code for code, _ in refused(invoke)] == ["T014"]
    template("Annex for {{ key }}", name="annex.docx")
    assert merge(invoke)["letter-1.docx"] == "Annex for KHA"


def test_data_are_never_code(folder: Path, invoke: Program) -> None:
    row = "{{ 7 * 7 }} {% for x in y %} <w:p/> &amp;"
    Path("reps.xlsx").write_bytes(book(["Family name"], [row]))
    assert merge(invoke) == {"letter-1.docx": f"Dear {row}, 1 of 1"}


# Cells


def test_faults_of_cells_count_where_a_letter_uses_them(folder: Path, invoke: Program) -> None:
    rows: list[Iterable[Cell] | str] = [
        ["Family name", "sum", "x"],
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Khan</t></is></c>'
        '<c r="B2" t="e"><v>#N/A</v></c><c r="C2"><f>1</f></c></row>',
        ["Obama", 1, 2],
    ]
    Path("reps.xlsx").write_bytes(book(*rows))
    assert refused(invoke, "--where", "x > 1") == [("L025", "reps.xlsx Reps!C2")]
    assert refused(invoke, "--sort", "sum") == [("L024", "reps.xlsx Reps!B2")]
    assert refused(invoke, "--name", "{{ sum }}") == [("L024", "reps.xlsx Reps!B2")]
    assert len(merge(invoke)) == 2
    template("{% if sum %}{{ family_name }}{% endif %}")
    Path("out").rename("gone")
    assert refused(invoke) == [("L024", "reps.xlsx Reps!B2")]
    assert merge(invoke, "--where", 'family_name == "Obama"') == {"letter-1.docx": "Obama"}


def test_merged_cells(folder: Path, invoke: Program) -> None:
    merged = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    data = book(["Family name", "n"], ["Khan", 1], [None, 2], after=merged)
    Path("reps.xlsx").write_bytes(data)
    assert refused(invoke) == [("L023", "reps.xlsx Reps!A2:A3")]
    assert len(merge(invoke, "--where", "n == 1")) == 1


def test_hidden_rows_are_told(folder: Path, invoke: Program) -> None:
    rows: list[Iterable[Cell] | str] = [
        ["Family name"],
        '<row r="2" hidden="1"><c r="A2"><v>7</v></c></row>',
        ["Khan"],
    ]
    Path("reps.xlsx").write_bytes(book(*rows))
    answer = invoke("merge", "letter.docx", "reps.xlsx")
    assert (answer.code, answer.findings) == (0, [("L026", "reps.xlsx Reps!row 2")])
    assert len(letters()) == 2


def test_a_cell_of_10_000_characters(folder: Path, invoke: Program) -> None:
    Path("reps.xlsx").write_bytes(book(["Family name"], ["x" * 10_000]))
    assert len(merge(invoke)["letter-1.docx"]) > 10_000
    Path("out").rename("gone")
    Path("reps.xlsx").write_bytes(book(["Family name"], ["x" * 10_001]))
    assert refused(invoke) == [("L017", "reps.xlsx Reps!A2")]


def test_leading_zeros_and_days_as_text_stay(folder: Path, invoke: Program) -> None:
    template("{{ code }} {{ day }}")
    Path("reps.xlsx").write_bytes(book(["code", "day"], ["007", "6.3.2024"]))
    assert merge(invoke) == {"letter-1.docx": "007 6.3.2024"}


def test_sheets(folder: Path, invoke: Program) -> None:
    two = {"Reps": sheet(["Family name"], ["Khan"]), "Others": sheet(["Family name"], ["Obama"])}
    Path("reps.xlsx").write_bytes(xlsx(two))
    assert refused(invoke) == [("L019", "reps.xlsx")]
    assert merge(invoke, "--sheet", "Others") == {"letter-1.docx": "Dear Obama, 1 of 1"}


# Runs


def test_a_dry_run_writes_nothing(folder: Path, invoke: Program) -> None:
    answer = invoke("merge", "letter.docx", "reps.xlsx", "--dry-run", "--json")
    assert (answer.code, len(answer.paths)) == (0, 3)
    assert not Path("out").exists()


def test_another_folder(folder: Path, invoke: Program) -> None:
    answer = invoke("merge", "letter.docx", "reps.xlsx", "--out", "elsewhere", "--json")
    assert answer.paths[0] == "elsewhere/merge/letter/letter-1.docx"
    answer = invoke("merge", "letter.docx", "reps.xlsx", "--out", str(folder / "x"), "--json")
    assert answer.paths[0] == f"{folder.as_posix()}/x/merge/letter/letter-1.docx"


def test_processes_make_the_same_letters(folder: Path, invoke: Program) -> None:
    rows: list[Iterable[Cell]] = [["Family name"], *([f"name {i}"] for i in range(150))]
    Path("reps.xlsx").write_bytes(book(*rows))
    options = ("merge", "letter.docx", "reps.xlsx", "--date", "2024-03-06", "--json")
    one = invoke(*options, "--out", "one")
    two = invoke(*options, "--out", "two", "--jobs", "2")
    assert (one.code, two.code) == (0, 0)
    assert visible(Path("one")) == visible(Path("two"))


def test_a_thousand_faults_are_enough(folder: Path, invoke: Program) -> None:
    template("{{ b }}")
    text = "a,b\n" + "x,\n" * 1_500
    Path("reps.csv").write_text(text, encoding="utf-8")
    found = refused(invoke, files=("letter.docx", "reps.csv"))
    assert [code for code, _ in found].count("T021") == 1_000
    assert [code for code, _ in found].count("L018") == 1


HEADERS = st.one_of(
    st.sampled_from(["a", "b", "Family name", "row", "2", "é"]), st.text(max_size=8)
)
CELLS = st.one_of(st.none(), st.integers(-9, 9), st.floats(-9, 9), st.booleans(),
                  st.sampled_from(["", "x", "{{ a }}", "é&<", "\u202e", "a/b", "con", "fr"]),
                  st.text(max_size=5))  # fmt: skip


def storable(text: Any) -> Any:
    """XML holds no control characters; Excel writes them as _x0007_."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff"
                   and c not in "\ufffe\uffff") if isinstance(text, str) else text  # fmt: skip


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(HEADERS, min_size=1, max_size=4), st.lists(st.lists(CELLS, max_size=4), max_size=5),
       st.sampled_from([(), ("--where", "a"), ("--sort", "b"), ("--name", "{{ a }}"),
                        ("--lang-column", "a"), ("--sort", "a", "--where", "row.a == b")]),
       st.booleans())  # fmt: skip
def test_any_list_gives_one_letter_a_row_or_findings(
    headers: list[str], rows: list[list[Cell]], options: tuple[str, ...], as_text: bool
) -> None:
    from docgen.cli import docgen

    here = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        try:
            template(
                '{% for key, value in row.items() %}{{ value | default("", true) }};{% endfor %}'
            )
            lists: list[list[Cell]] = [[*headers], *rows]
            made = [[storable(cell) for cell in row] for row in lists]
            if as_text:
                lines = ["\t".join("" if c is None else str(c) for c in row) for row in made]
                Path("reps.tsv").write_text("\n".join(lines), encoding="utf-8")
            else:
                Path("reps.tsv").write_bytes(book(*made))
            command = ["merge", "letter.docx", "reps.tsv", *options, "--json"]
            result = CliRunner().invoke(docgen, command)
            assert result.exception is None or isinstance(result.exception, SystemExit)
            answer = json.loads(result.stdout)
            written = letters()
            table, _ = read_table(Path("reps.tsv"), "reps.tsv", None)
        finally:
            os.chdir(here)
    errors = [f for f in answer["findings"] if f["severity"] == "error"]
    assert result.exit_code == (1 if errors else 0)
    assert len(answer["files"]) == len(written)
    assert bool(written) is not bool(errors)
    if written and not options:
        # As the list is read: a text file may have no separator, and so one column.
        assert table is not None
        numbered = [(row.number, row.cells) for row in table.rows]
        titled = [index for index, cell in enumerate(numbered[0][1]) if cell]
        lost = [n for n, row in numbered[1:] if not any(row[i] for i in titled if i < len(row))]
        assert len(written) == len(numbered) - 1 - len(lost)
        assert [n for f in answer["findings"] for n in rows_without_letter(f)] == lost


def rows_without_letter(finding: dict[str, str]) -> list[int]:
    """The rows that a finding names as those that get no letter."""
    match = re.fullmatch(r"rows? (.*) holds? nothing under a header.*", finding["message"])
    return [int(number) for number in match[1].split(", ")] if match is not None else []
