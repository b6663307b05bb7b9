"""PDF files that were damaged anywhere: a finding or a result, never a traceback."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from soffice import pdf_of

from docgen.pdf.joining import join, read_part
from docgen.pdf.judge import judge
from docgen.pdf.normal import normalize

GOOD = pdf_of("A letter", "of two pages")
CODES = {"P031", "P033", "P034", "P035"}

damaged = st.lists(
    st.tuples(st.integers(0, len(GOOD) - 1), st.binary(min_size=0, max_size=4)), max_size=6
)


@given(damaged)
@settings(max_examples=150, deadline=None)
def test_judging(changes: list[tuple[int, bytes]]) -> None:
    data = changed(changes)
    normal, findings = normalize(data, "en", "x.docx")
    found = findings if normal is None else judge(normal, "x.docx")
    assert {finding.code for finding in found} <= CODES
    assert normal is not None or findings


@given(damaged)
@settings(max_examples=100, deadline=None)
def test_joining(changes: list[tuple[int, bytes]]) -> None:
    part, findings = read_part("x", "x.pdf", changed(changes), "")
    if part is None:
        assert [finding.code for finding in findings] == ["P040"]
    else:
        assert join([part, part], duplex=True, title="x")


def changed(changes: list[tuple[int, bytes]]) -> bytes:
    data = bytearray(GOOD)
    for place, new in changes:
        data[place : place + max(1, len(new))] = new
    return bytes(data)
