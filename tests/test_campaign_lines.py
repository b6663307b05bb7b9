"""The line of each key of a TOML text, and the name that its writer knows it by."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.campaign.toml_lines import Key, TomlLines, dotted

SHIPPED = Path(__file__).resolve().parent.parent / "campaign.toml"

TEXT = """\
top = 1
site."a.b".'c d' = 2   # dotted = and quoted
text = \"\"\"
[no.header]
no = "key"
\"\"\"\"\"
raw = '''
[[none]] '''
[plain] # [not]
a = "# [no] \\" = 1"
b = { c = 1, d.e = [1, { f = "}" }] }
list = [
  "one", # ]
  [2,
   3],
  { g = 4 },
]
[ plain . "in side" ]
h = 2024-03-06 10:00:00
[[row]]
i = 1
[row.sub]
j = 1
[[row]]
i = 2
[row.sub]
j = 2
[[row.deep]]
k = 1
"""

LINES = [
    (("top",), 1, "top"),
    (("site",), 2, "site"),
    (("site", "a.b", "c d"), 2, 'site."a.b"."c d"'),
    (("text",), 3, "text"),
    (("raw",), 7, "raw"),
    (("plain",), 9, "[plain]"),
    (("plain", "a"), 10, "[plain] a"),
    (("plain", "b", "c"), 11, "[plain] b.c"),
    (("plain", "b", "d", "e"), 11, "[plain] b.d.e"),
    (("plain", "b", "d", "e", 1, "f"), 11, "[plain] b.d.e, item 2.f"),
    (("plain", "list"), 12, "[plain] list"),
    (("plain", "list", 0), 13, "[plain] list, item 1"),
    (("plain", "list", 1), 14, "[plain] list, item 2"),
    (("plain", "list", 1, 1), 15, "[plain] list, item 2, item 2"),
    (("plain", "list", 2, "g"), 16, "[plain] list, item 3.g"),
    (("plain", "in side"), 18, '[plain."in side"]'),
    (("plain", "in side", "h"), 19, '[plain."in side"] h'),
    (("row",), 20, "[row]"),
    (("row", 0), 20, "[[row]] 1:"),
    (("row", 0, "i"), 21, "[[row]] 1: i"),
    (("row", 0, "sub", "j"), 23, "[row.sub] j"),
    (("row", 1, "i"), 25, "[[row]] 2: i"),
    (("row", 1, "sub", "j"), 27, "[row.sub] j"),
    (("row", 1, "deep", 0, "k"), 29, "[[row.deep]] 1: k"),
    # What does not stand in the text has the line of what is around it.
    (("absent",), None, "[absent]"),
    (("absent", "key"), None, "absent.key"),
    (("plain", "absent"), 9, "[plain] absent"),
    (("plain", "b", "absent"), 11, "[plain] b.absent"),
]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("key", "line", "shown"), LINES)
def test_line_and_name(key: Key, line: int | None, shown: str, ends: str) -> None:
    lines = TomlLines(TEXT.replace("\n", ends))
    assert (lines.line(key), lines.shown(key)) == (line, shown)


def test_nothing_in_strings_is_a_key() -> None:
    assert set(paths(tomllib.loads(TEXT))) == TomlLines(TEXT).keys


def paths(value: Any, above: Key = ()) -> Iterator[Key]:
    """All paths of keys and indexes in what tomllib gives."""
    pairs: Any = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for part, item in pairs:
        yield (*above, part)
        yield from paths(item, (*above, part))


def test_every_key_of_the_shipped_campaign_stands_on_its_line() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    lines = TomlLines(text)
    assert set(paths(tomllib.loads(text))) == lines.keys
    for key in lines.keys:
        last = next(part for part in reversed(key) if isinstance(part, str))
        line = lines.line(key)
        assert line is not None
        if isinstance(key[-1], str):
            assert last in text.splitlines()[line - 1]
        else:  # an item of a list, which may have a line of its own
            above = lines.line(key[:-1])
            assert above is not None
            assert line >= above


# A document is written line by line, and the lines of its keys are kept as they are written.

names = st.text(min_size=1, max_size=4).map(
    lambda text: (
        "".join(c for c in text if c.isprintable() and not 0xD800 <= ord(c) < 0xE000) or "x"
    )
)
strings = st.sampled_from(
    [
        '"# = [x]"',
        "'{ \" = }'",
        '"\\"]"',
        '"""\n[t]\nk = 1\n"""',
        "'''\n[[t]]\n\"\"\"'''",
        '""" "" \\""""""',
        "''''a = 1''''",
        '""',
        '""""""',
    ]
)
scalars = st.sampled_from(["1", "true", "2024-03-06", "1.5e3", "2024-03-06 07:08:09"]) | strings


def written_key(name: str, draw: st.DrawFn) -> str:
    if name.isascii() and name.isalnum() and draw(st.booleans()):
        return name
    basic = max(name) < "\U00010000"  # JSON writes the others as surrogates, TOML does not
    return json.dumps(name, ensure_ascii=basic and draw(st.booleans()))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[Key, int]]:
    text = ""
    expected: dict[Key, int] = {}

    def here() -> int:
        return text.count("\n") + 1

    def value(path: Key, depth: int) -> None:
        nonlocal text
        form = draw(st.sampled_from(["scalar", "array", "table"])) if depth else "scalar"
        if form == "array":
            text += "["
            for index in range(draw(st.integers(0, 3))):
                text += draw(st.sampled_from(["", "\n", " # ]\n  "]))
                expected[(*path, index)] = here()
                value((*path, index), depth - 1)
                text += draw(st.sampled_from([",", " ,", " # ,\n,"]))
            text += "]"
        elif form == "table":
            text += "{"
            for index, name in enumerate(draw(st.lists(names, unique=True, max_size=3))):
                text += ", " if index else " "
                expected[(*path, name)] = here()
                text += f"{written_key(name, draw)} = "
                value((*path, name), depth - 1)
            text += " }"
        else:
            text += draw(scalars)

    def pairs(path: Key) -> None:
        nonlocal text
        for name in draw(st.lists(names, unique=True, max_size=3)):
            key = (*path, f"k{name}")
            expected[key] = here()
            text += written_key(f"k{name}", draw)
            if draw(st.booleans()):
                key = (*key, "d")
                expected[key] = here()
                text += " . d"
            text += draw(st.sampled_from([" = ", "=", "\t=\t"]))
            value(key, 2)
            text += draw(st.sampled_from(["\n", " # [c]\n", "\n\n"]))

    pairs(())
    for index, name in enumerate(draw(st.lists(names, unique=True, max_size=4))):
        key: Key = (f"t{name}",)
        written = written_key(f"t{name}", draw)
        expected[key] = here()
        if index % 2:
            for number in range(draw(st.integers(1, 3))):
                expected[(*key, number)] = here()
                text += f"[[ {written} ]]\n"
                pairs((*key, number))
        else:
            text += f"[{written}] # [x]\n"
            pairs(key)
    return text, expected


@given(documents())
def test_written_documents(document: tuple[str, dict[Key, int]]) -> None:
    text, expected = document
    assert set(paths(tomllib.loads(text))) == set(expected)
    lines = TomlLines(text)
    assert {key: lines.line(key) for key in lines.keys} == expected


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3))
def test_a_shown_key_can_be_read_again(key: list[str]) -> None:
    value: Any = tomllib.loads(f"{dotted(key)} = 1")
    for part in key:
        value = value[part]
    assert value == 1


FRAGMENTS = ["[", "]", "[[", "]]", "{", "}", "=", ".", ",", '"', "'", '"""', "'''", "\\", "#", "\n"]
FRAGMENTS += ["\r", " ", "a", "b.c", "campaign", "1", "2024-03-06", "true", "\x00", "é", "\ufeff"]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_text_that_is_not_toml(text: str) -> None:
    lines = TomlLines(text)
    count = text.count("\n") + 1
    assert all(1 <= (lines.line(key) or 0) <= count for key in lines.keys)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(paths(data)) == lines.keys
