"""Rows of any list: names for columns, values, hashes, and what is wrong with a header."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest
from books import Cell, book
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from docgen.diagnostics import Outcome
from docgen.recipients.rows import RESERVED, Rows, rows_of, tag_name
from docgen.recipients.spreadsheet import read_table
from docgen.recipients.table import Row, Table, Value, as_text


def table(*rows: tuple[Value, ...] | None, typed: bool = True) -> Table:
    """A table of rows; ``None`` is an empty one."""
    made = []
    for number, row in enumerate(rows, start=1):
        if row is not None:
            cells = tuple(as_text(value) for value in row)
            made.append(Row(number, cells, row if typed else ()))
    return Table("reps.xlsx", "Reps", tuple(made))


def told(outcome: Outcome[Rows]) -> list[tuple[str, str, str]]:
    return [(f.code, f.severity.value, str(f.place)) for f in outcome.findings]


def good(outcome: Outcome[Rows]) -> Rows:
    assert [str(finding) for finding in outcome.findings] == []
    assert outcome.value is not None
    return outcome.value


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("name", "name"),
        ("Family name", "family_name"),
        ("  E-mail / address ", "e_mail_address"),
        ("Nom de famille (é)", "nom_de_famille_é"),
        ("E\u0301tat", "état"),
        ("Имя Отчество", "имя_отчество"),
        ("اسم", "اسم"),
        ("姓名", "姓名"),
        ("नाम", "नाम"),
        ("line\nbreak", "line_break"),
        ("__x__", "x"),
        ("Item 2", "item_2"),
        ("2024", None),
        ("№", None),
        ("%", None),
        ("", None),
        ("If", None),
        ("row", None),
        ("Loop", None),
        ("letter", None),
        ("True", None),
    ],
)
def test_names_for_tags(header: str, name: str | None) -> None:
    assert tag_name(header) == name


@given(st.text())
def test_every_name_can_be_read_by_a_tag(header: str) -> None:
    name = tag_name(header)
    if name is not None:
        assert name.isidentifier()
        template = Environment(autoescape=True).from_string(f"{{{{ {name} }}}}")
        assert template.render({name: 1}) == "1"


def test_a_row_has_its_values_by_name_and_by_header() -> None:
    rows = good(rows_of(table(("Family name", "n", "Since"), ("Khan", 3, date(2024, 3, 6)))))
    (row,) = rows.rows
    assert (row.number, str(row.source)) == (2, "reps.xlsx Reps!row 2")
    assert row.by_name == {"family_name": "Khan", "n": 3, "since": date(2024, 3, 6)}
    assert row.by_header == {"Family name": "Khan", "n": 3, "Since": date(2024, 3, 6)}
    assert {"family_name", "row.Family name", "since.year", "row", "row.Since.day"} <= rows.fields()
    assert "n.year" not in rows.fields()
    assert pickle.loads(pickle.dumps(row)) == row


def test_short_rows_end_in_empty_cells() -> None:
    rows = good(rows_of(table(("a", "b", "c"), ("x",), (None, "y"))))
    assert [row.values for row in rows.rows] == [("x", None, None), (None, "y", None)]


def test_the_hash_is_of_the_cells_alone() -> None:
    def digest(*rows: tuple[Value, ...], typed: bool = True) -> str:
        return good(rows_of(table(*rows, typed=typed))).rows[0].row_hash

    one = digest(("a", "b", "c"), ("x", 3, None))
    assert one == digest(("b", "a"), (3, "x"))
    assert one == digest(("a", "b"), ("x", "3"), typed=False)
    assert one != digest(("a", "b"), ("x", 4))
    assert one != digest(("a", "c"), ("x", 3))
    assert len(one) == 64


@pytest.mark.parametrize(
    ("rows", "findings"),
    [
        ([], [("L003", "error", "reps.xlsx")]),
        ([("a", "b")], [("L015", "error", "reps.xlsx")]),
        ([("Delegates", None), ("a", "b"), ("x", "y")],
         [("L003", "error", "reps.xlsx Reps!row 1")]),
        ([("Khan", date(2024, 3, 6)), ("x", None)], [("L003", "error", "reps.xlsx Reps!B1")]),
        ([("Khan", "k@example.org"), ("x", "y")], [("L003", "error", "reps.xlsx Reps!B1")]),
        ([("Khan", True), ("x", "y")], [("L003", "error", "reps.xlsx Reps!B1")]),
        ([(1, 2), (3, 4)], [("L003", "error", "reps.xlsx Reps!row 1")]),
        ([("a", "a"), ("x", "y")], [("L006", "error", "reps.xlsx Reps!B1")]),
        ([("A b", "a_B"), ("x", "y")], [("L006", "error", "reps.xlsx Reps!B1")]),
        ([("ﬁ", "fi"), ("x", "y")], [("L006", "error", "reps.xlsx Reps!B1")]),
        ([("a", "\u202eb"), ("x", "y")], [("L012", "error", "reps.xlsx Reps!B1")]),
        ([None, None, ("a",), ("x",)], [("L022", "note", "reps.xlsx Reps!row 3")]),
        ([("a", 2024), ("x", "y")], [("L027", "warning", "reps.xlsx Reps!B1")]),
        ([("a", "if"), ("x", "y")], [("L027", "warning", "reps.xlsx Reps!B1")]),
        ([("a", "b", None), ("x", "y", "z"), ("x", "z", 3)],
         [("L013", "warning", "reps.xlsx Reps!C2")]),
        ([tuple(f"c{i}" for i in range(257)), ("x",)], [("L002", "error", "reps.xlsx Reps!row 1")]),
    ],
)  # fmt: skip
def test_headers(
    rows: list[tuple[Value, ...] | None], findings: list[tuple[str, str, str]]
) -> None:
    outcome = rows_of(table(*rows))
    assert told(outcome) == findings
    for finding in outcome.findings:
        assert finding.hint or finding.code in ("L002", "L015", "L022")


def test_a_shifted_row_of_a_text_file() -> None:
    text = table(("a", "b"), ("x", "y", "z"), ("x", "y"), ("x", "y", "z", "z"), typed=False)
    assert told(rows_of(text)) == [
        ("L013", "error", "reps.xlsx Reps!C2"),
        ("L013", "error", "reps.xlsx Reps!C4"),
    ]
    assert told(rows_of(table(("", "b", "c"), ("0", "y", "z"), typed=False))) == [
        ("L013", "warning", "reps.xlsx Reps!A2")
    ]


def test_a_row_that_holds_nothing_under_a_header_gets_no_letter_and_is_named() -> None:
    rows = (("x", None, "y"), (None, None, "z"), None, (None, None, 3), ("x",))
    outcome = rows_of(table(("a", "b", None), *rows))
    assert [(f.code, str(f.place), f.message) for f in outcome.findings] == [
        ("L013", "reps.xlsx Reps!C2",
         'the value "y" stands under no header, as do 2 more in this column'),
        ("L013", "reps.xlsx Reps!C3", "rows 3, 5 hold nothing under a header, and get no letter"),
    ]  # fmt: skip
    assert outcome.value is not None
    assert [row.number for row in outcome.value.rows] == [2, 6]


def test_many_rows_without_a_letter() -> None:
    many: list[tuple[Value, ...]] = [(None, None, "z")] * 30
    *_, last = rows_of(table(("a", "b"), ("x", None), *many)).findings
    assert last.message == (
        "rows 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22 and 10 more "
        "hold nothing under a header, and get no letter"
    )


def test_a_column_that_no_tag_can_name_is_reached_by_its_header() -> None:
    rows = rows_of(table(("key", "2024", 'a"b'.replace("a", "#").replace("b", "#")), ("A", 1, 2)))
    assert rows.value is not None
    assert [finding.hint for finding in rows.findings] == [
        'write {{ row["2024"] }}, or rename it', "rename it"
    ]  # fmt: skip
    assert rows.value.rows[0].by_header["2024"] == 1
    assert rows.value.column("2024") == rows.value.columns[1]


def test_the_columns_that_names_stand_for() -> None:
    rows = good(rows_of(table(("Family name", "a.b", "n"), ("x", "y", 1))))

    def used(*paths: str) -> list[str]:
        return [column.header for column in rows.used(paths)]

    assert used("n", "circular.number") == ["n"]
    assert used("n.year", "family_name[]") == ["Family name", "n"]
    assert used("row.a.b") == ["a.b"]
    assert used("row.Family name.x") == ["Family name"]
    assert used("row") == used("row[]") == used("row.no such") == ["Family name", "a.b", "n"]


def test_faults_of_cells_are_those_of_the_columns_used(tmp_path: Path) -> None:
    rows: list[list[Cell] | str] = [
        ["name", "n", "long", "odd"],
        ["Ada", 1, "x" * 10_000, "o"],
        '<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><v>1</v></c></row>',
        ["Bob", 2, "x" * 10_001, "a\u202eb"],
    ]
    path = tmp_path / "reps.xlsx"
    path.write_bytes(book(*rows))
    read, findings = read_table(path, "reps.xlsx")
    assert (read is not None, findings) == (True, ())
    assert read is not None
    found = good(rows_of(read))
    name, n, *others = found.columns

    def faults(*columns: object) -> list[tuple[str, str]]:
        chosen = [column for column in found.columns if column in columns]
        return [(f.code, str(f.place)) for f in found.faults(found.rows, chosen)]

    assert faults(n) == []
    assert faults(name) == [("L024", "reps.xlsx Reps!A3")]
    assert faults(*others) == [("L017", "reps.xlsx Reps!C4"), ("L012", "reps.xlsx Reps!D4")]
    assert found.faults(found.rows[:1], found.columns) == []


def test_no_end_of_faults_is_told() -> None:
    many = [("x" * 10_001,)] * 1_500
    rows = good(rows_of(table(("a",), *many)))
    found = rows.faults(rows.rows, rows.columns)
    assert [finding.code for finding in found].count("L017") == 1_000
    assert found[-1].code == "L018"


CELLS = st.one_of(
    st.none(), st.text(max_size=6), st.integers(), st.floats(allow_nan=False), st.booleans(),
    st.dates(),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.booleans())
def test_any_table_gives_rows_or_an_error(rows: list[list[Value]], typed: bool) -> None:
    made = table(*[tuple(row) for row in rows if any(map(as_text, row))], typed=typed)
    value, findings = rows_of(made)
    assert value is not None or [f.severity for f in findings] == ["error"]
    if value is not None:
        names = [column.name for column in value.columns if column.name]
        assert len(set(names)) == len(names)
        assert not set(names) & RESERVED
        for row in value.rows:
            assert len(row.values) == len(value.columns)
            assert list(row.by_header) == [column.header for column in value.columns]
