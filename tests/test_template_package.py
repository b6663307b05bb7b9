"""A Word file as a hostile archive."""

from __future__ import annotations

import contextlib
import io
import os
import random
import struct
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word import MAIN_TYPE, compile_faults, docx, entries_of, faults, p, root, tbl, zipped

from docgen.diagnostics import TemplateError
from docgen.template import Template
from docgen.template.package import MAX_ENTRIES, MAX_ENTRY_BYTES, read_package
from docgen.zipped import Entry

GOOD = docx(
    p("a {{ x }}"), tbl(["{%tr for y in ys %}"], ["{{ y }}"], ["{%tr endfor %}"]),
    parts={"word/header1.xml": root("hdr", p("h {{ x }}"))},
)  # fmt: skip


def refused(data: bytes) -> list[str]:
    """The codes of the findings, each at the file."""
    found: list[tuple[str, str]] = []
    try:
        read_package(data, "t.docx")
    except TemplateError as fault:
        found = faults(fault)
    assert {place for _, place in found} <= {"t.docx"}
    return [code for code, _ in found]


def changed(data: bytes, *, central: dict[int, bytes], local: dict[int, bytes] | None = None,
            entry: int = 0) -> bytes:  # fmt: skip
    """An archive with bytes changed in the directory entry and local header of one entry."""
    out = bytearray(data)
    at = -1
    for _ in range(entry + 1):
        at = data.index(b"PK\x01\x02", at + 1)
    start = struct.unpack_from("<L", data, at + 42)[0]
    for offset, patch in central.items():
        out[at + offset : at + offset + len(patch)] = patch
    for offset, patch in (local or {}).items():
        out[start + offset : start + offset + len(patch)] = patch
    return bytes(out)


def with_names(*names: str) -> bytes:
    entries: list[tuple[str, str | bytes]] = [*entries_of("a").items()]
    twice = len(set(names)) < len(names)  # of which zipfile warns
    with pytest.warns() if twice else contextlib.nullcontext():
        return zipped([*entries, *((name, b"x") for name in names)])


def test_a_good_file() -> None:
    package = read_package(GOOD, "t.docx")
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        assert list(package) == archive.namelist()
        assert [package.read(name) for name in package] == [archive.read(name) for name in package]
    assert "word/document.xml" in package
    assert package.names_in_lower_case["[content_types].xml"] == "[Content_Types].xml"


def test_a_stored_entry() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", b"abc")
        archive.writestr("folder/", b"")
    package = read_package(buffer.getvalue(), "t.docx")
    assert [*package] == ["a"]
    assert package.read("a") == b"abc"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"hello", "this is not a Word document (.docx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
         "this is an old .doc file or a file protected by a password, "
         "not a Word document (.docx)"),
        (b"%PDF-1.7", "this is a PDF file, not a Word document (.docx)"),
        (b"{\\rtf1}", "this is an RTF file, not a Word document (.docx)"),
        (b"\xef\xbb\xbf\r\n<?xml version='1.0'?>", "this is an XML file, "
         "not a Word document (.docx)"),
        (b"<html>", "this is a web page or XML file, not a Word document (.docx)"),
    ],
)  # fmt: skip
def test_not_a_word_file(data: bytes, words: str) -> None:
    with pytest.raises(TemplateError) as caught:
        read_package(data, "t.docx")
    (finding,) = caught.value.findings
    assert (finding.code, str(finding.place), finding.message) == ("T002", "t.docx", words)
    assert finding.hint


def test_an_excel_workbook() -> None:
    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert compile_faults(docx("a", main_type=excel)) == [("T002", "t.docx")]
    points = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    assert compile_faults(docx("a", main_type=points)) == [("T002", "t.docx")]


def test_an_opendocument_file() -> None:
    odt = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    assert compile_faults(odt) == [("T002", "t.docx")]


@pytest.mark.parametrize("entries", [{}, {"a": "b"}, {"[Content_Types].xml": "<Types/>"}])
def test_another_archive(entries: dict[str, str | bytes]) -> None:
    assert compile_faults(zipped(entries)) == [("T002", "t.docx")]


def test_macros() -> None:
    macro = MAIN_TYPE.replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document",
        "vnd.ms-word.document.macroEnabled",
    )
    assert compile_faults(docx("a", main_type=macro)) == [("T006", "t.docx")]
    template = macro.replace("document.macro", "template.macro")
    assert compile_faults(docx("a", main_type=template)) == [("T006", "t.docx")]
    with_project = docx("a", parts={"word/vbaProject.bin": b"x"})
    assert compile_faults(with_project) == [("T006", "t.docx word/vbaProject.bin")]


def test_a_word_template_gives_documents() -> None:
    dotx = docx("{{ x }}", main_type=MAIN_TYPE.replace("document.main", "template.main"))
    letter = Template(dotx).render({"x": 1})
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    assert MAIN_TYPE in types
    assert "template.main" not in types


@pytest.mark.parametrize("length", [4, 30, 100, len(GOOD) // 2, len(GOOD) - 30, len(GOOD) - 1])
def test_truncated(length: int) -> None:
    assert refused(GOOD[:length]) == ["T003"]


def test_a_wrong_checksum() -> None:
    assert refused(changed(GOOD, central={16: b"\1\2\3\4"})) == ["T003"]


def test_damaged_compressed_data() -> None:
    at = GOOD.index(b"word/document.xml") + 30
    assert refused(GOOD[:at] + b"\xff" * 8 + GOOD[at + 8 :]) == ["T003"]


def test_a_local_header_that_is_none() -> None:
    assert refused(changed(GOOD, central={}, local={0: b"PK\7\7"}, entry=1)) == ["T003"]


def test_an_entry_that_reaches_beyond_the_file() -> None:
    assert refused(changed(GOOD, central={20: b"\xff\xff\xff\0"})) == ["T003"]


def test_encrypted() -> None:
    assert refused(changed(GOOD, central={8: b"\1\0"}, local={6: b"\1\0"})) == ["T004"]


def test_another_compression() -> None:
    assert refused(changed(GOOD, central={10: b"\x0c\0"}, local={8: b"\x0c\0"})) == ["T004"]


@pytest.mark.parametrize(
    "names",
    [
        ("word/a.xml", "word/a.xml"),
        ("word/a.xml", "WORD/A.xml"),
        ("../a",),
        ("word/../../a",),
        ("word\\..\\a",),
        ("/a",),
        ("\\a",),
        ("C:/a",),
    ],
)
def test_names_that_are_unsafe(names: tuple[str, ...]) -> None:
    assert refused(with_names(*names)) == ["T004"]


def test_all_that_is_unsafe_is_reported_at_once() -> None:
    assert refused(with_names("../a", "/b", "C:c")) == ["T004", "T004", "T004"]


def test_overlapping_entries() -> None:
    at = GOOD.index(b"PK\x01\x02")
    # The second entry is made to lie where the first one lies.
    same = {offset: GOOD[at + offset : at + offset + 4] for offset in (16, 20, 24, 42)}
    overlapping = changed(GOOD, central=same, entry=1)
    assert refused(overlapping) == ["T004"]


def test_too_many_entries() -> None:
    assert refused(with_names(*(f"a{n}" for n in range(MAX_ENTRIES)))) == ["T004"]


def test_a_bomb_that_says_so() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"\0" * (MAX_ENTRY_BYTES + 1))
    assert refused(buffer.getvalue()) == ["T004"]


def test_a_bomb_that_does_not_say_so() -> None:
    bomb = zipped({"a": b"\0" * 2_000_000})
    tiny = struct.pack("<L", 10)
    assert refused(changed(bomb, central={24: tiny}, local={22: tiny})) == ["T003"]


def test_many_entries_that_are_large_together() -> None:
    size = struct.pack("<L", MAX_ENTRY_BYTES)
    bomb = zipped({f"a{n}": b"x" for n in range(5)})
    for n in range(5):
        bomb = changed(bomb, central={24: size}, entry=n)
    assert refused(bomb) == ["T004"]


def test_an_entry_inflates_to_what_was_deflated() -> None:
    entry = Entry.deflated("a", b"abc" * 99)
    assert entry.inflate() == b"abc" * 99
    assert (entry.size, entry.crc) == (297, zlib.crc32(b"abc" * 99))
    shorter = Entry("a", 8, entry.crc, 10, entry.data)
    with pytest.raises(zlib.error):
        shorter.inflate()


def only_template_errors(data: bytes) -> None:
    with contextlib.suppress(TemplateError):
        Template(data)


@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda b: b"PK\x03\x04" + b))
def test_random_bytes(data: bytes) -> None:
    only_template_errors(data)


@settings(max_examples=300)
@given(st.data())
def test_random_changes_of_a_good_file(data: st.DataObject) -> None:
    mutated = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        match data.draw(st.sampled_from("scd")):
            case "s":
                mutated[at] = data.draw(st.integers(0, 255))
            case "c":
                del mutated[at : at + data.draw(st.integers(1, 40))]
            case _:
                mutated[at:at] = mutated[at : at + data.draw(st.integers(1, 40))]
    only_template_errors(bytes(mutated))


ENTRIES = {name: c.encode() if isinstance(c, str) else c for name, c in entries_of(
    p("a {{ x }}"), tbl(["{%tr for y in ys %}"], ["{{ y }}"], ["{%tr endfor %}"]),
    parts={
        "word/styles.xml": root("styles", '<w:style w:styleId="S"><w:name w:val="S"/></w:style>'),
        "word/numbering.xml": root("numbering", '<w:num w:numId="1"/>'),
    },
).items()}  # fmt: skip


@settings(max_examples=300)
@given(st.sampled_from(sorted(ENTRIES)), st.integers(0, 2**32))
def test_random_changes_inside_a_part(name: str, seed: int) -> None:
    rng = random.Random(seed)
    content = bytearray(ENTRIES[name])
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(content))
        pieces = [*b'< > " & {{ %} w:p {%p endif'.split(), b"\0", b"\xff", b" ", b""]
        content[at : at + rng.randint(0, 12)] = rng.choice(pieces)
    only_template_errors(zipped({**ENTRIES, name: bytes(content)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7", "latin-1"])
def test_parts_in_any_encoding(encoding: str) -> None:
    text = root("document", f"<w:body>{p('a {{ x }}')}</w:body>").replace(
        'encoding="UTF-8"', f'encoding="{encoding}"'
    )
    data = docx(parts={"word/document.xml": text.encode(encoding)})
    only_template_errors(data)
    only_template_errors(docx(parts={"word/document.xml": os.urandom(64)}))
