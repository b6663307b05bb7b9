"""What differs between two Word files, as a reader would say it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bundles import bag, packed_once, published_once, zipped
from conftest import Program
from finished import master
from hypothesis import given, settings
from hypothesis import strategies as st
from test_typography import style, styled
from word import docx, p, r

from docgen.differences import Difference, Piece, compare, read_snapshot
from docgen.differences.pairing import pair
from docgen.differences.snapshot import Paragraph
from docgen.differences.wording import compare_words, words_of

__all__ = ["bag", "packed_once", "published_once", "zipped"]

FIRST = "The meeting of the group will be held in Geneva on 5 April 2024."
SECOND = "Please send your answer to the Bureau of the Union."
THIRD = "The form is in the annex to this letter."


def differences(old: bytes, new: bytes) -> list[Difference]:
    return compare(read_snapshot(old, "a.docx"), read_snapshot(new, "b.docx"))


def told(old: bytes, new: bytes) -> list[tuple[str, str, str]]:
    return [(each.kind, each.place, each.was) for each in differences(old, new)]


# Words


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("on 5 April 2024", "on 6 April 2024",
         [("=", "on "), ("-", "5"), ("+", "6"), ("=", " April 2024")]),
        ("le 1er mai", "le 2 mai", [("=", "le "), ("-", "1er"), ("+", "2"), ("=", " mai")]),
        ("请于4月5日前任命代表", "请于4月6日前任命一名代表",
         [("=", "请于4月"), ("-", "5"), ("+", "6"), ("=", "日前任命"), ("+", "一名"),
          ("=", "代表")]),
        ("the red big house", "the old new house",
         [("=", "the "), ("-", "red big"), ("+", "old new"), ("=", " house")]),
        ("a", "a", [("=", "a")]),
        ("", "a", [("+", "a")]),
        ("35 %", "35\u00a0%", [("=", "35"), ("-", " "), ("+", "\u00a0"), ("=", "%")]),
    ],
)  # fmt: skip
def test_words(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert [tuple(piece) for piece in compare_words(old, new)] == pieces


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.sign != "+") == old
    assert "".join(piece.text for piece in pieces if piece.sign != "-") == new
    assert "".join(words_of(old)) == old


def test_a_text_of_one_word_over_and_over_is_compared_as_a_whole() -> None:
    old, new = "a " * 3_000, "b " * 3_000
    assert compare_words(old, new) == (Piece("-", old), Piece("+", new))


# Paragraphs


def test_files_that_are_alike() -> None:
    letter = master("circular", "ar").data
    assert differences(letter, letter) == []


def test_changed_added_removed_and_moved() -> None:
    old = docx(FIRST, SECOND, THIRD, "To whom it may concern, of all regions.")
    new = docx(FIRST.replace("5 April", "6 April"), "A new paragraph, without any likeness.", THIRD)
    assert told(old, new) == [
        ("changed", "paragraph 1", ""),
        ("removed", "paragraph 2", ""),
        ("added", "paragraph 2", ""),
        ("removed", "paragraph 4", ""),
    ]
    moved = docx(THIRD, FIRST, SECOND)
    assert told(docx(FIRST, SECOND, THIRD), moved) == [("moved", "paragraph 1", "paragraph 3")]
    (found,) = differences(docx(FIRST, SECOND, THIRD), docx(THIRD.replace("the annex", "Annex 1"),
                                                           FIRST, SECOND))  # fmt: skip
    assert found.kind == "moved"
    assert "".join(piece.text for piece in found.pieces if piece.sign == "+") == "Annex 1"


texts = st.lists(st.sampled_from([FIRST, SECOND, THIRD, "a", "b c d", "b c d e"]), max_size=8)


@settings(max_examples=100, deadline=None)
@given(texts, texts)
def test_each_paragraph_is_told_once(old: list[str], new: list[str]) -> None:
    one = [Paragraph(str(n), "", "", text, ()) for n, text in enumerate(old)]
    two = [Paragraph(str(n), "", "", text, ()) for n, text in enumerate(new)]
    pairs = pair(one, two)
    assert [each.new for each in pairs if each.new is not None] == two
    left = [each.old for each in pairs if each.old is not None]
    assert sorted(each.place for each in left) == sorted(each.place for each in one)


def test_many_paragraphs_of_nothing_in_common_do_not_take_long() -> None:
    old = [Paragraph(str(n), "", "", f"{FIRST} {n}", ()) for n in range(400)]
    new = [Paragraph(str(n), "", "", f"{SECOND} {n + 1000}", ()) for n in range(400)]
    assert len(pair(old, [*new, old[7]])) == 800


# Looks


def test_styles_and_formatting() -> None:
    body = style("Body", '<w:rPr><w:sz w:val="22"/></w:rPr>')
    head = style("Head", "<w:rPr><w:b/></w:rPr>")
    parts = styled(body, head)
    old = docx(p(FIRST, style="Body"), p(r("one "), r("two"), style="Body"), parts=parts)
    new = docx(p(FIRST, style="Head"), p(r("one "), r("two", "<w:b/>"), style="Body"),
               parts=styled(style("Body", '<w:rPr><w:sz w:val="24"/></w:rPr>'), head))  # fmt: skip
    found = differences(old, new)
    assert [(d.kind, d.place, d.what, tuple(map(tuple, d.pieces))) for d in found] == [
        ("style", "paragraph 1", "style", (("-", "Body"), ("+", "Head"))),
        ("formatting", "paragraph 2", "“two”", (("-", "plain"), ("+", "bold"))),
        ("definition", "style Body", "size", (("-", "11 pt"), ("+", "12 pt"))),
    ]


def test_properties_styles_and_pictures_that_come_and_go() -> None:
    old = docx(FIRST, parts={**styled(style("A", "")), "word/media/a.png": b"1"})
    new = docx(FIRST, parts={**styled(style("B", "")), "word/media/a.png": b"2"})
    assert [(d.kind, d.place, d.what) for d in differences(old, new)] == [
        ("definition", "style A", "a style that is gone"),
        ("definition", "style B", "a style that is new"),
        ("picture", "word/media/a.png", "another picture"),
    ]
    old, new = master("circular", "en").data, master("circular", "fr").data
    properties = {d.what for d in differences(old, new) if d.kind == "property"}
    assert {"title", "language", "docgen.language", "made of another template"} <= properties


# The command


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_two_files(place: Path, invoke: Program) -> None:
    (place / "a.docx").write_bytes(docx(FIRST, SECOND))
    (place / "b.docx").write_bytes(docx(FIRST.replace("5 April", "6\u00a0April"), SECOND))
    answer = invoke("diff", "a.docx", "b.docx")
    assert (answer.code, answer.stderr) == (0, "")
    assert answer.stdout.splitlines() == [
        "a.docx → b.docx",
        "  paragraph 1  changed",
        "    … of the group will be held in Geneva on [-5 -]{+6⍽+}April 2024.",
        "1 difference, 1 pair of files compared",
    ]
    found = json.loads(invoke("diff", "a.docx", "b.docx", "--json").stdout)
    assert found["ok"] is True
    (difference,) = found["differences"]
    assert (difference["old"], difference["kind"]) == ("a.docx", "changed")
    assert difference["pieces"][1] == {"sign": "-", "text": "5 "}
    assert invoke("diff", "a.docx", "a.docx").stdout == "0 differences, 1 pair of files compared\n"


def test_two_folders(place: Path, invoke: Program) -> None:
    """By path; what is not in the same place, by what made it."""
    for path, data in {
        "old/fr/x.docx": master("circular", "fr").data,
        "old/a.docx": docx(FIRST),
        "old/gone.docx": docx(FIRST),
        "new/data/fr/y.docx": master("circular", "fr").data,
        "new/a.docx": docx(FIRST, SECOND),
        "new/come.docx": docx(FIRST),
        "new/.docgen/staged.docx": b"",
    }.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    found = json.loads(invoke("diff", "old", "new", "--json").stdout)["differences"]
    assert [(each["old"], each["new"], each["kind"], each["place"]) for each in found] == [
        ("old/a.docx", "new/a.docx", "added", "paragraph 2"),
        ("old/gone.docx", "old/gone.docx", "removed", ""),
        ("new/come.docx", "new/come.docx", "added", ""),
    ]
    assert invoke("diff", "old", "new").stdout.splitlines()[-1] == (
        "3 differences, 2 pairs of files compared"
    )


def test_what_cannot_be_compared(place: Path, invoke: Program) -> None:
    (place / "a.docx").write_bytes(docx(FIRST))
    (place / "b.docx").write_bytes(b"PK")
    (place / "empty").mkdir()
    answer = invoke("diff", "a.docx", "b.docx", "--json")
    assert (answer.code, json.loads(answer.stdout)["differences"]) == (1, [])
    assert invoke("diff", "a.docx", "b.docx").findings == [("T002", "b.docx")]
    assert invoke("diff", "a.docx", "absent.docx").findings == [("T002", "absent.docx")]
    assert invoke("diff", "empty", "empty").findings == [("T002", "empty")]
    assert invoke("diff", "a.docx", "empty").code == 2


# Bundles


def test_zipped_bundles_need_not_be_unpacked(
    bag: Path, zipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program
) -> None:
    """A zip file, and the same bundle as a folder in which one letter is another."""
    monkeypatch.chdir(tmp_path)
    words = ("diff", zipped.name, bag.name)
    count = len(list(bag.rglob("*.docx")))
    assert count > 6
    assert invoke(*words).stdout == f"0 differences, {count} pairs of files compared\n"
    assert invoke("diff", zipped.name, zipped.name).code == 0
    letter = next(path for path in sorted(bag.rglob("*.docx")) if "letters" in path.parts)
    letter.chmod(0o644)
    letter.write_bytes(docx(p(FIRST)))
    name = letter.relative_to(bag).as_posix()
    found = json.loads(invoke(*words, "--json").stdout)["differences"]
    assert {(each["old"], each["new"]) for each in found} == {
        (f"{zipped.name}/{name}", f"{bag.name}/{name}")
    }
    assert any(each["kind"] == "added" for each in found)


def test_zip_files_that_are_no_bundles(place: Path, invoke: Program) -> None:
    (place / "a.zip").write_bytes(b"PK")
    (place / "b.zip").write_bytes(b"")
    (place / "a.docx").write_bytes(docx(FIRST))
    assert invoke("diff", "a.zip", "b.zip").findings == [("B020", "a.zip"), ("B020", "b.zip")]
    assert invoke("diff", "a.zip", "a.docx").code == 2
