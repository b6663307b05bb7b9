"""Entries of ZIP archives: taken as they lie there, joined anew, nothing believed unseen."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from books import sheet, xlsx
from hypothesis import given
from hypothesis import strategies as st

from docgen.recipients.archive import SheetError, packed, unpacked
from docgen.recipients.spreadsheet import read_table
from docgen.zipped import DEFLATED, STORED, Entry, joined, lying

MARKS = st.characters(exclude_characters="\0/\\", exclude_categories=["Cs"])
NAMES = st.text(MARKS, min_size=1, max_size=12)
PARTS = st.dictionaries(NAMES, st.binary(max_size=200), max_size=5)


def archive_of(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, plain in parts.items():
            archive.writestr(name, plain)
    return stream.getvalue()


def entries_in(data: bytes) -> list[Entry]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [lying(data, info).entry for info in archive.infolist()]


@given(PARTS)
def test_what_is_joined_another_program_reads(parts: dict[str, bytes]) -> None:
    made = [Entry.deflated(name, plain) for name, plain in parts.items()]
    made += [Entry.stored(f"{name}/stored", plain) for name, plain in parts.items()]
    data = joined(made)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [entry.name for entry in made]
        assert [archive.read(entry.name) for entry in made] == [e.inflate() for e in made]
    assert data == joined(made)


@given(PARTS, st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_what_another_program_packed_is_carried_over(parts: dict[str, bytes], method: int) -> None:
    entries = entries_in(archive_of(parts, method))
    assert {entry.name: entry.inflate() for entry in entries} == parts
    assert entries_in(joined(entries)) == entries
    assert {entry.method for entry in entries} <= {STORED, DEFLATED}


def test_an_entry_never_grows_beyond_its_size() -> None:
    whole = Entry.deflated("bomb", b"<" * 3_000_000)
    lie = Entry("bomb", DEFLATED, whole.crc, 1_000, whole.data)
    for wrong in (lie, Entry("cut", DEFLATED, whole.crc, whole.size, whole.data[:-9])):
        with pytest.raises(zlib.error):
            wrong.inflate()


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    """A name of 40,000 letters in the code page of old is twice as long in UTF-8."""
    name = "a" * 40_000
    data = archive_of({"xl/workbook.xml": b"<workbook/>", name: b""})
    data = data.replace(name.encode(), b"\x82" * len(name))
    with pytest.raises(SheetError, match="cannot be unpacked: the name of an entry is too long"):
        packed(data)
    with pytest.raises(ValueError, match="too long"):
        joined([Entry.stored("é" * 40_000, b"")])
    (tmp_path / "a.xlsx").write_bytes(data)
    table, findings = read_table(tmp_path / "a.xlsx", "a.xlsx")
    assert table is None
    assert [finding.code for finding in findings] == ["L002"]


def test_a_directory_that_speaks_of_nothing() -> None:
    data = archive_of({"a": b"1"})
    (info,) = zipfile.ZipFile(io.BytesIO(data)).infolist()
    for start, size in ((1, 1), (len(data), 1), (0, len(data))):
        info.header_offset, info.compress_size = start, size
        with pytest.raises(ValueError, match="entry"):
            lying(data, info)


# Workbooks: what the reader of values is given is what was looked over


BOOK = xlsx({"A": sheet(["a", "b"], ["1", "2"])})


def test_a_workbook_is_given_on_as_it_was_looked_over() -> None:
    stream = io.BytesIO(BOOK)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG" * 100)
    given_on = packed(b"before the archive" + stream.getvalue())
    parts = unpacked(stream.getvalue())
    assert parts["xl/media/image1.png"] == b""
    assert unpacked(given_on) == parts
    assert given_on.startswith(b"PK\x03\x04")
    assert b"PNG" not in given_on


def directory(data: bytes, name: bytes, at: int, value: int) -> bytes:
    """The archive with another number in its directory's record of an entry."""
    record = data.rindex(name, 0, data.rindex(b"PK\x05\x06")) - 46
    assert data[record : record + 4] == b"PK\x01\x02"
    changed = bytearray(data)
    struct.pack_into("<L", changed, record + at, value)
    return bytes(changed)


SHEET = b"xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (directory(BOOK, SHEET, 16, 1), "damaged: Bad CRC-32"),
        (directory(BOOK, SHEET, 24, 5), "damaged: the size"),
        (directory(BOOK, SHEET, 24, 1 << 31), "too large"),
        (directory(BOOK, SHEET, 42, 0), "overlap"),
        (directory(BOOK, SHEET, 42, 7), "damaged: the directory speaks of an entry"),
        (archive_of({"xl/workbook.xml": b"<a/>"}, zipfile.ZIP_BZIP2), "cannot be unpacked"),
        (BOOK[:-40], "damaged"),
    ],
    ids=["another content", "a larger content", "a bomb", "the same twice", "elsewhere", "bzip2",
         "cut off"],
)  # fmt: skip
def test_archives_that_lie(data: bytes, why: str) -> None:
    with pytest.raises(SheetError, match=why):
        unpacked(data)
    if "damaged" not in why and why != "too large":
        with pytest.raises(SheetError, match=why):
            packed(data)
