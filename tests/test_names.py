"""File names that hold on Windows, macOS and Linux."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from docgen import names
from docgen.diagnostics import as_typed
from docgen.names import MAX_BYTES, fault_of_name, same_file

RESERVED = "Windows reserves this name"
DOT_OR_BLANK = "it begins or ends with a blank, or ends with a dot"
REVERSED = "it holds a mark that reverses how it is shown"
INVISIBLE = "it holds an invisible mark"
CONTROL = "it holds a control character"
NOT_A_CHARACTER = 'it holds one of < > : " / \\ | ? *'


@pytest.mark.parametrize(
    "name",
    [
        "T22-TSB-CIR-0182!!MSW-C.docx",
        "T22-TSB-CIR-0182!!MSW-E-CIV.docx",
        "T22-TSB-CIR-0182!A1!MSW-A.docx",
        "Côte d’Ivoire (fr).docx",
        "国际电信联盟.docx",
        "Циркуляр 182.docx",
        "جنيف.docx",
        "console.docx",
        "COM10.docx",
        "a con.docx",
    ],
)
def test_names_that_hold(name: str) -> None:
    assert fault_of_name(name) is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "it is empty"),
        (".docx", "it begins with a dot"),
        ("...docx", "it begins with a dot"),
        (".", DOT_OR_BLANK),
        ("..", DOT_OR_BLANK),
        ("a.", DOT_OR_BLANK),
        ("a.docx ", DOT_OR_BLANK),
        (" a.docx", DOT_OR_BLANK),
        ("\u3000a.docx", DOT_OR_BLANK),
        ("../a.docx", "it begins with a dot"),
        ("a/../../b.docx", NOT_A_CHARACTER),
        ("a\\b.docx", NOT_A_CHARACTER),
        ("C:a.docx", NOT_A_CHARACTER),
        ("a*?.docx", NOT_A_CHARACTER),
        ('a"b".docx', NOT_A_CHARACTER),
        ("CON.docx", RESERVED),
        ("con.docx", RESERVED),
        ("Con .docx", RESERVED),
        ("con.tar.docx", RESERVED),
        ("nul.docx", RESERVED),
        ("AUX", RESERVED),
        ("prn.docx", RESERVED),
        ("com1.docx", RESERVED),
        ("COM¹.docx", RESERVED),
        ("lpt9.docx", RESERVED),
        ("CONIN$.docx", RESERVED),
        ("conout$.docx", RESERVED),
        ("a\u202excod.docx", REVERSED),
        ("a\u2067b.docx", REVERSED),
        ("a\u200eb.docx", REVERSED),
        ("a\u200bb.docx", INVISIBLE),
        ("a\ufeffb.docx", INVISIBLE),
        ("a\u00adb.docx", INVISIBLE),
        ("a\u2028b.docx", INVISIBLE),
        ("a\x00b.docx", CONTROL),
        ("a\tb.docx", CONTROL),
        ("a\nb.docx", CONTROL),
        ("a\x85b.docx", CONTROL),
        ("a\ud800b.docx", CONTROL),
        ("a\uffffb.docx", CONTROL),
        ("e\u0301.docx", "its letters are not in composed form (NFC)"),
        ("\u212b.docx", "its letters are not in composed form (NFC)"),
        ("a" * 251 + ".docx", "it is longer than 255 bytes"),
        ("国" * 84 + ".docx", "it is longer than 255 bytes"),
    ],
    ids=ascii,
)
def test_names_that_do_not(name: str, fault: str) -> None:
    assert fault_of_name(name) == fault


def test_the_longest_name() -> None:
    assert fault_of_name("a" * (MAX_BYTES - 5) + ".docx") is None
    assert fault_of_name("国" * 83 + "a.docx") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Letter.docx", "letter.DOCX"),
        ("É.docx", "e\u0301.docx"),
        ("Straße", "STRASSE"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("ЦИРКУЛЯР", "циркуляр"),
        ("K", "\u212a"),  # the Kelvin sign
    ],
)
def test_names_of_one_file(one: str, other: str) -> None:
    assert same_file(one) == same_file(other)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("i", "ı"), ("e", "é"), ("A1", "A 1")])
def test_names_of_two_files(one: str, other: str) -> None:
    assert same_file(one) != same_file(other)


NAMES = st.text(st.characters(exclude_categories=()), max_size=90)


@given(NAMES)
@example("\u0345\u0301ʼn.docx")
@example("\u1fb4")
def test_same_file_is_a_canonical_form(name: str) -> None:
    assume(not any(unicodedata.category(mark) == "Cs" for mark in name))
    form = same_file(name)
    assert same_file(form) == form
    assert same_file(unicodedata.normalize("NFD", name)) == form
    assert same_file(unicodedata.normalize("NFC", name)) == form
    assert same_file(unicodedata.normalize("NFD", name).casefold()) == form


@given(NAMES)
def test_no_name_makes_it_fail(name: str) -> None:
    assert fault_of_name(name) is None or fault_of_name(name)


@given(st.one_of(NAMES, st.from_regex(r"[A-Za-z0-9 .!$_-]{1,20}\Z")))
@example("a..b.docx")
def test_a_name_that_holds_is_one_file_in_its_folder(name: str) -> None:
    """Whatever is let through makes just the file that it says, here and on Windows."""
    if fault_of_name(name) is not None:
        return
    assert Path(name).parts == (name,)
    assert name not in (".", "..")
    assert not set('<>:"/\\|?*') & set(name)
    assert name.isprintable() or any(unicodedata.category(mark) in ("Zs", "Co") for mark in name)
    assert len(name.encode()) <= MAX_BYTES
    assert len(name.encode("utf-16-le")) // 2 <= MAX_BYTES
    assert name == unicodedata.normalize("NFC", name)
    assert name[0] not in ". "
    assert name[-1] not in ". "
    stem = name.split(".")[0].rstrip().upper()
    assert stem not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1", "CONIN$", "CONOUT$"}


@given(st.from_regex(r"[A-Za-z0-9_!()+, .-]{0,12}(?:con|nul|aux|com1|\.)?[ .]?\Z", fullmatch=True))
@example("CON .docx")
@example("x" * 256)
def test_usual_names_are_told_as_all_others(name: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        told = fault_of_name(name)
        patched.setattr(names, "_USUAL", re.compile("(?!)"))
        assert fault_of_name(name) == told


@given(NAMES)
def test_a_name_that_holds_can_be_written(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    if fault_of_name(name) is not None:
        return
    folder = tmp_path_factory.mktemp("names")
    (folder / name).write_bytes(b"")
    assert [unicodedata.normalize("NFC", path.name) for path in folder.iterdir()] == [name]


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("out/lists/reps-checked.xlsx", "out/lists/reps-checked.xlsx"),
        ("C:/Users/anna/réponses.xlsx", "C:/Users/anna/réponses.xlsx"),
        ("her lists/reps.xlsx", '"her lists/reps.xlsx"'),
        ("reps (2).xlsx", '"reps (2).xlsx"'),
        ("a&b.xlsx", '"a&b.xlsx"'),
    ],
)
def test_a_path_in_a_hint_can_be_typed(path: str, typed: str) -> None:
    assert as_typed(path) == typed
