"""A worksheet looked over as bytes: the same as by events, or not plain."""

from __future__ import annotations

import multiprocessing
import re
from pathlib import Path

import pytest
from books import MAIN, book, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.recipients import workbook
from docgen.recipients.archive import SheetError
from docgen.recipients.sheetscan import _letters, _up_to, survey_plain
from docgen.recipients.sheetxml import Survey, survey_excel
from docgen.recipients.spreadsheet import read_table

MOST = 20_000_000


def worksheet(rows: str, before: str = "", after: str = "") -> bytes:
    start = f'<worksheet xmlns="{MAIN}">{before}'
    return f"{start}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def same(xml: bytes) -> Survey:
    """The survey of a plain part, which is that by events but for looser bounds."""
    plain, exact = survey_plain(xml, MOST), survey_excel(xml)
    assert plain is not None
    assert (plain.last_row > 0) == (exact.last_row > 0)
    assert plain.last_row >= exact.last_row
    assert plain.last_column >= exact.last_column
    plain.last_row, plain.last_column = exact.last_row, exact.last_column
    assert plain == exact
    return plain


CELLS = st.sampled_from([
    '<c r="{at}"><v>1</v></c>',
    '<c r="{at}" s="2"/>',
    '<c r="{at}" s="2"></c>',
    '<c r="{at}" s="2" t="s"><v>4</v></c>',
    '<c r="{at}" t="n" s="0"><v>1.5</v></c>',
    '<c s="1" r="{at}" t="b"><v>1</v></c>',
    '<c r="{at}" t="inlineStr"><is><t>a &lt;f&gt; t="e" hidden=&quot;1&quot;!? 10:c</t></is></c>',
    '<c r="{at}" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>',
    '<c r="{at}" t="str"><f>A1&amp;""</f><v></v></c>',
    '<c r="{at}"><f>A1</f></c>',
    '<c r="{at}"><f t="shared" si="0"/><v/></c>',
    '<c r="{at}"><f t="array" ref="A1:B2">1+1</f><v>2</v></c>',
    '<c r="{at}" t="e"><v>#N/A</v></c>',
    '<c r="{at}" s="3" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    '<c r="{at}" t="e" cm="1"><v>a&amp;b</v></c>',
    '<c r="{at}" vm="1"><v>5</v></c>',
])  # fmt: skip
ROWS = st.sampled_from([
    '<row r="{n}">', '<row r="{n}" spans="1:3" ht="12.8" hidden="false" customFormat="1">',
    '<row r="{n}" hidden="1">', '<row ht="3" hidden="true" r="{n}">',
])  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    rows, number = "", 0
    for _ in range(draw(st.integers(0, 6))):
        number += draw(st.integers(1, 3))
        rows += draw(ROWS).format(n=number)
        column = 0
        for _ in range(draw(st.integers(0, 4))):
            column += draw(st.sampled_from([1, 1, 1, 2, 26, 800]))
            rows += draw(CELLS).format(at=f"{_letters(column).decode()}{number}")
        rows += "</row>"
    before = draw(st.sampled_from(["", '<cols><col min="1" max="2" hidden="1"/></cols>']))
    after = draw(st.sampled_from(["", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>']))
    return worksheet(rows, before, after)


@given(sheets())
@settings(deadline=None, max_examples=300)
def test_a_plain_part_is_looked_over_as_by_events(xml: bytes) -> None:
    same(xml)


@pytest.mark.parametrize(
    "rows",
    [
        "",
        '<row r="1"/>',
        '<row r="5"><c r="A5"/></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"/>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>',
    ],
)
def test_small_parts(rows: str) -> None:
    same(worksheet(rows))
    same(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode())


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "xml",
    [
        worksheet('<row><c><v>1</v></c></row>'),
        worksheet("<row r='1'><c r='A1'><v>1</v></c></row>"),
        worksheet("<row r=\"1\"><c r=\"A1\" t='e'><v>1</v></c></row>"),
        worksheet('<row r="1"><c\nr="XFD1048576"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r = "A1"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="A1"> <v>1</v></c></row>'),
        worksheet('<row r="1"><c r="a1"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="A1048577"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="XFD1"><v>1</v></c><c r="A1048576"><v>1</v></c></row>'),
        worksheet('<row r="1"><x:c xmlns:x="m" r="XFD1048576"><v>1</v></x:c></row>'),
        worksheet('<row r="1"><!-- <c r="A1"> --><c r="A1"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>'),
        worksheet(ONE.replace('r="1">', "hidden='1'>")),
        worksheet(ONE.replace('<row r="1">', '<row hidden="1">')),
        b"<!DOCTYPE x>" + worksheet(ONE),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + worksheet(ONE),
        b"<?xml version='1.0'?>" + worksheet(ONE),
        worksheet(ONE).replace(b"worksheet", b"x:worksheet"),
        worksheet(ONE, after="<mergeCells>"),
        worksheet(ONE).replace(b"<sheetData>", b'<sheetData x="1">'),
        worksheet(ONE)[:-20],
    ],
)  # fmt: skip
def test_what_is_not_plain(xml: bytes) -> None:
    assert survey_plain(xml, MOST) is None


@given(st.integers(1, 1_048_576), st.integers(1, 9_999_999))
def test_numbers_up_to_a_number(last: int, other: int) -> None:
    pattern = re.compile(_up_to(str(last).encode(), b"0", b"9"))
    for number in (other, last - 1, last, last + 1, last * 10):
        if number > 0:
            assert bool(pattern.fullmatch(str(number).encode())) == (number <= last)


@given(st.integers(1, 16_384), st.integers(1, 18_000))
def test_columns_up_to_a_column(last: int, other: int) -> None:
    pattern = re.compile(_up_to(_letters(last), b"A", b"Z"))
    for column in (other, last, last + 1):
        assert bool(pattern.fullmatch(_letters(column))) == (column <= last)


def test_a_cell_far_off_is_met_wherever_it_stands() -> None:
    far = '<c r="XFD1048576"><v>1</v></c>'
    near = [f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 12)]
    for at in (0, 5, 11):
        rows = [*near[:at], f'<row r="99">{far}</row>', *near[at:]]
        assert survey_plain(worksheet("".join(rows)), MOST) is None


@pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork",
    reason="a reader that is started anew does not inherit the refusal",
)
def test_a_plain_workbook_is_not_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("gone through")

    monkeypatch.setattr(workbook, "survey_excel", refuse)
    path = tmp_path / "reps.xlsx"
    path.write_bytes(book(["key", "n"], ["A", 1]))
    table, findings = read_table(path, "reps.xlsx")
    assert table is not None
    assert [row.values for row in table.rows] == [("key", "n"), ("A", 1)]
    assert findings == ()
    path.write_bytes(book(["key"], '<row r="2"><c r="A2" ><v>1</v></c><c><v>2</v></c></row>'))
    with pytest.raises(AssertionError, match="gone through"):
        read_table(path, "reps.xlsx")


@given(st.binary(max_size=60), st.integers(0, 400), st.integers(0, 30))
def test_any_bytes_in_a_part(junk: bytes, at: int, cut: int) -> None:
    xml = sheet(["key", "n"], ["A", 1], '<row r="3"><c r="A3" t="e"><v>#N/A</v></c></row>').encode()
    broken = xml[:at] + junk + xml[at + cut :]
    plain = survey_plain(broken, MOST)
    try:
        exact = survey_excel(broken)
    except SheetError:
        return
    if plain is not None:
        assert plain.errors.keys() == exact.errors.keys()
        assert exact.last_row * exact.last_column <= plain.last_row * plain.last_column
