"""Files that are no campaign, no TOML or no text, and whatever else may stand in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_campaign_mistakes import SHIPPED, officer_understands, seen

from docgen.campaign import load
from docgen.campaign.reading import LARGEST, read


def test_no_file(tmp_path: Path) -> None:
    outcome = load(tmp_path / "campaign.toml", "spring/campaign.toml")
    assert outcome.value is None
    (finding,) = outcome.findings
    assert (finding.code, str(finding.place)) == ("C001", "spring/campaign.toml")
    assert "docgen init DIR" in finding.hint
    assert "--campaign FILE" in finding.hint


def test_a_folder(tmp_path: Path) -> None:
    assert [(f.code, str(f.place)) for f in load(tmp_path).findings] == [("C002", "campaign.toml")]


def test_a_path_that_no_system_has() -> None:
    (finding,) = load(Path("campaign\0.toml")).findings
    assert finding.code in {"C001", "C002"}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (SHIPPED.encode("utf-16"), "campaign.toml"),
        (b"a = 1\n# G\xe8neve\n", "campaign.toml line 2"),
        (b"# \xed\xa0\x80", "campaign.toml line 1"),
        (b" " * (LARGEST + 1), "campaign.toml"),
    ],
    ids=["UTF-16", "Latin-1", "a surrogate", "too large"],
)
def test_bytes_that_are_no_text(tmp_path: Path, content: bytes, place: str) -> None:
    file = tmp_path / "campaign.toml"
    file.write_bytes(content)
    outcome = load(file)
    assert outcome.value is None
    assert [(f.code, str(f.place)) for f in outcome.findings] == [("C002", place)]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a = 1\nb\n", "line 2, column 2", "a key without its value"),
        ("a = 1\na = 2\n", "line 2, column 6", "a key stands twice"),
        ("[a]\n[a]\n", "line 2, column 3", "a table stands twice"),
        ("a = { b = 1, b = 2 }", "line 1, column 19", "a key stands twice"),
        ("a = {}\n[a.b]\n", "line 2, column 5", "a table stands twice"),
        ("a = []\n[[a]]\n", "line 2, column 4", "a table stands twice"),
        ('a = "b\nc = 1\n', "line 1, column 7", "a text without its closing quotation mark"),
        ("x = '''#'''\na = 'b\nc = 1", "line 2", "a text without its closing quotation mark"),
        ("a = 'b\nc = 'd'\n", "line 1, column 7", "a text without its closing quotation mark"),
        ('# "\na = """b\n\n', "line 2", "a text without its closing quotation mark"),
        ('a = "C:\\docs"', "line 1, column 10", "a single \\ in a text"),
        ('a = "C:\\users"', "line 1, column 10", "a single \\ in a text"),
        ("a = [1,\n\n", "line 1", "a list without its closing bracket"),
        ("a = [1 2]", "line 1, column 8", "a list without a comma or its closing bracket"),
        ("a = {", "line 1", "a table without its closing brace"),
        ("a = { b = 1\n}", "line 1, column 12", "a table without a comma or its closing brace"),
        ("b = 1\n[a", "line 2", "a table's header without its closing bracket"),
        ("b = 1\na =\n", "line 2, column 4", "a value that cannot be read"),
        ("b = 1\na =", "line 2", "a value that cannot be read"),
        ("a = 2024-02-30", "line 1, column 5", "a date that is in no calendar"),
        ("a = 6 March 2024", "line 1, column 7", "something follows the value on this line"),
        ("a = March", "line 1, column 5", "a value that cannot be read"),
        ("a = “b”", "line 1, column 5", "a value that cannot be read"),
        ("é = 1", "line 1, column 1", "this is neither a key nor a table"),
        ("a. = 1", "line 1, column 4", "no key stands here"),
        ("a = '\x01'", "line 1, column 6", "a character that cannot be seen"),
        ("# \x00", "line 1, column 3", "a character that cannot be seen"),
        ("a = " + "9" * 5000, "", "this cannot be read"),
        ("a = " + "[" * 5000, "", "lists or tables stand too deep inside one another"),
        ("# a\na" + ".a" * 120_000, "line 2", "lists or tables stand too deep inside one another"),
        ("[a" + ".a" * 16 + "]", "line 1", "lists or tables stand too deep inside one another"),
    ],
)
def test_text_that_is_not_toml(text: str, place: str, message: str) -> None:
    outcome = read(text.encode())
    assert outcome.value is None
    (finding,) = outcome.findings
    officer_understands(finding)
    assert finding.code == "C003"
    assert (str(finding.place), finding.message) == (f"campaign.toml {place}".strip(), message)


def test_an_empty_file_lacks_every_table() -> None:
    outcome = read(b"")
    assert {f.code for f in outcome.findings} == {"C005"}
    assert len(outcome.findings) == 18


# Whatever stands in the file, it is answered with findings.

FRAGMENTS = ["[campaign]\n", "[circular]\n", "[regions.AFR]\n", "[kinds.x]\n", "[facts]\n", "[["]
FRAGMENTS += ["languages = ", "date = ", "dates = ", "name.en = ", "name = ", "lists = ", "first"]
FRAGMENTS += ["rto = ", "=", "2024-03-06", "1", "-1", '"x"', '"', "'", "{", "}", "[", "]", ",", "."]
FRAGMENTS += [
    "true",
    "nan",
    "[]",
    '["en"]',
    '["en", 1]',
    "\n",
    "\r",
    "\x00",
    "\\",
    "é",
    '"[key]"',
    "#",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_any_text_is_answered(text: str) -> None:
    assert seen(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(content: bytes) -> None:
    assert read(content).findings


VALUES = [
    "1",
    "-1",
    "true",
    '""',
    '"x"',
    '" x"',
    "[]",
    "[1]",
    "{}",
    "{ first = 1 }",
    "nan",
    "1e999",
]
VALUES += [
    "2024-03-06",
    "0001-01-01",
    "9999-12-31",
    "10:00:00",
    "2024-03-06T10:00:00Z",
    '"2024-04"',
]
VALUES += [
    "{ en = 1 }",
    '{ en = "x" }',
    "{ en = { nominative = 1 } }",
    '"{number}"',
    '["en", "fr"]',
]
VALUES += ["{ first = 2024-01-01, last = 2023-01-01 }", "{ first = 2024, last = 2024-01-01 }"]
LINES = SHIPPED.splitlines()
STATEMENTS = [number for number, line in enumerate(LINES) if " = " in line]


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(STATEMENTS), st.sampled_from(["", *VALUES]), max_size=6),
    st.sets(st.integers(0, len(LINES) - 1), max_size=3),
)
def test_any_change_of_the_shipped_file_is_answered(
    values: dict[int, str], left_out: set[int]
) -> None:
    lines = [
        f"{line.partition(' = ')[0]} = {values[number]}" if values.get(number) else line
        for number, line in enumerate(LINES)
        if number not in left_out
    ]
    seen("\n".join(lines))
