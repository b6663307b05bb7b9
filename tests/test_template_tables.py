"""Tags about table cells: ``{% colspan %}``, ``{% cellbg %}``, ``{% vm %}``, ``{% hm %}``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import FileFormat, OpenXmlValidator
from test_letters_office import convert, soffice
from word import W, compile_faults, docx, grid, p, part, render, render_faults, tbl, tc, tr, tree

from docgen.diagnostics import RenderError
from docgen.template import Template

HERE = "t.docx paragraph 1 (table 1, row 1, cell 1)"
Q = f"{{{W}}}"


def cells(*rows: str | list[str], **context: Any) -> list[str]:
    """The properties of each cell of a letter: ``gridSpan=2 shd=clear/auto/FF0000``."""
    made = tree(render(docx(tbl(*rows)), **context))
    return [
        " ".join(
            f"{str(n.tag).removeprefix(Q)}={'/'.join(map(str, n.attrib.values()))}" for n in own
        )
        for own in made.iter(f"{Q}tcPr")
    ]


def columns(*rows: str | list[str], **context: Any) -> int:
    made = tree(render(docx(tbl(*rows)), **context))
    return len(list(made.iter(f"{Q}gridCol")))


def fault(*rows: str | list[str], **context: Any) -> list[tuple[str, str]]:
    template = docx(tbl(*rows))
    return compile_faults(template) or render_faults(template, **context)


def test_colspan() -> None:
    rows = ["{% colspan n %}a"], ["b", "c", "d"]
    assert cells(*rows, n=3) == ["gridSpan=3", "", "", ""]
    assert cells(*rows, n="2") == ["gridSpan=2", "", "", ""]
    assert grid(render(docx(tbl(*rows)), n=3)) == [["a"], ["b", "c", "d"]]
    assert [columns(*rows, n=n) for n in (1, 3, 5)] == [3, 3, 5]


def test_colspan_replaces_in_the_order_of_the_schema() -> None:
    own = '<w:tcW w:w="9"/><w:gridSpan w:val="2"/><w:vAlign w:val="top"/>'
    row = tr(tc("{% cellbg c %}{% colspan 3 %}a", properties=own))
    assert cells(row, c="#ff0000") == ["tcW=9 gridSpan=3 shd=clear/auto/FF0000 vAlign=top"]
    shaded = tr(tc("a{% cellbg c %}", properties='<w:shd w:fill="00FF00"/><w:noWrap/>'))
    assert cells(shaded, c="auto") == ["shd=clear/auto/auto noWrap="]
    bare = "<w:tr><w:tc><w:p><w:r><w:t>{% colspan 2 %}a</w:t></w:r></w:p></w:tc></w:tr>"
    assert cells(bare) == ["gridSpan=2"]


@pytest.mark.parametrize("n", [0, -1, 64, 1.5, "x", "", "٣", True, 10**30, "1 "])
def test_what_is_no_number_of_columns(n: object) -> None:
    expected = [] if n == "1 " else [("T023", HERE)]
    assert fault(["{% colspan n %}a"], n=n) == expected


@given(st.one_of(st.text(max_size=8), st.from_regex(r"#?[0-9A-Fa-f]{6}", fullmatch=True)))
def test_any_colour(text: str) -> None:
    try:
        made = COLOURED.render({"c": text})
    except RenderError as refused:
        fill, codes = "auto", {finding.code for finding in refused.findings}
    else:
        (shade,) = tree(made).iter(f"{Q}shd")
        fill, codes = shade.get(f"{Q}fill") or "", set()
    assert codes <= {"T022", "T023"}
    assert fill == "auto" or fill == text.strip().removeprefix("#").upper()
    assert fill == "auto" or (len(fill) == 6 and int(fill, 16) >= 0)


COLOURED = Template(docx(tbl(["{% cellbg c %}a"])))


@pytest.mark.parametrize("c", ["red", "", "FFF", "#12345", "12345G", "##123456", 255])
def test_what_is_no_colour(c: object) -> None:
    assert fault(["{% cellbg c %}a"], c=c) == [("T023", HERE)]


def test_missing_and_none() -> None:
    assert fault(["{% cellbg c %}a"]) == [("T020", HERE)]
    assert fault(["{% colspan c %}a"], c=None) == [("T021", HERE)]


def test_vm() -> None:
    rows = ["{%tr for x in xs %}"], ["{% vm %}{{ x }}", "{{ x }}"], ["{%tr endfor %}"]
    assert cells(*rows, xs=[1, 2, 3]) == ["vMerge=restart", "", "vMerge=continue", "",
                                          "vMerge=continue", ""]  # fmt: skip
    assert grid(render(docx(tbl(*rows)), xs=[1, 2, 3])) == [["1", "1"], ["", "2"], ["", "3"]]


def test_vm_in_nested_loops() -> None:
    rows = (
        ["{%tr for q in people %}"], ["{%tr for o in q.of %}"], ["{% vm %}{{ q.name }}", "{{ o }}"],
        ["{%tr endfor %}"], ["{%tr endfor %}"],
    )  # fmt: skip
    people = [{"name": "A", "of": ["x", "y"]}, {"name": "B", "of": ["z"]}]
    assert grid(render(docx(tbl(*rows)), people=people)) == [["A", "x"], ["", "y"], ["B", "z"]]
    assert cells(*rows, people=people)[::2] == [
        "vMerge=restart", "vMerge=continue", "vMerge=restart",
    ]  # fmt: skip


def test_hm() -> None:
    row = ["h", "{%tc for x in xs %}", "{% hm %}{{ x }}", "{%tc endfor %}", "z"]
    assert cells(row, xs=[1, 2, 3]) == ["", "gridSpan=3", ""]
    assert grid(render(docx(tbl(row)), xs=[1, 2, 3])) == [["h", "1", "z"]]
    assert [columns(row, xs=list(range(n))) for n in (0, 1, 4)] == [2, 3, 6]
    own = tr("{%tc for x in xs %}", tc("{% hm %}a", properties='<w:gridSpan w:val="2"/>'),
             "{%tc endfor %}")  # fmt: skip
    assert cells(own, xs=[1, 2]) == ["gridSpan=4"]
    both = ["{%tc for x in xs %}{% hm %}{% colspan 3 %}a{%tc endfor %}"]
    assert cells(both, xs=[1, 2]) == ["gridSpan=6"]
    assert fault(both, xs=list(range(22))) == [("T023", HERE)]


def test_values_of_a_loop() -> None:
    rows = ["{%tr for x in xs %}"], ["{% cellbg 'CCCCCC' if loop.index is odd else 'auto' %}a"]
    assert cells(*rows, ["{%tr endfor %}"], xs=[1, 2]) == ["shd=clear/auto/CCCCCC",
                                                           "shd=clear/auto/auto"]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ((["{% if a %}{% colspan 2 %}{% endif %}a"],), HERE),
        ((["{% colspan 2 %}a{% colspan 3 %}"],), HERE),
        ((["{% vm 3 %}a"],), HERE),
        ((["{%tc colspan 2 %}a"],), HERE),
        ((["{% vm %}a"],), HERE),
        ((["{% hm %}a"],), HERE),
        ((["{%tc for x in a %}{% vm %}b{%tc endfor %}"],), HERE),
        ((["{%tr for x in a %}{% hm %}b{%tr endfor %}"],), HERE),
        ((["{% for x in a %}{% vm %}b{% endfor %}"],), HERE),
        ((["{%tr if a %}{% colspan 2 %}"], ["b"], ["{%tr endif %}"]), HERE),
    ],
)
def test_where_they_cannot_stand(rows: tuple[list[str], ...], place: str) -> None:
    assert compile_faults(docx(tbl(*rows))) == [("T012", place)]


@pytest.mark.parametrize("tag", ["{% colspan 2 %}", "{% cellbg a %}", "{% vm %}", "{% hm %}"])
def test_outside_a_table(tag: str) -> None:
    assert compile_faults(docx(f"{tag}a")) == [("T012", "t.docx paragraph 1")]
    around = docx("{%p for x in a %}", tbl(["{% vm %}a"]), "{%p endfor %}")
    assert [code for code, _ in compile_faults(around)] == ["T012"]


def test_without_a_value() -> None:
    assert compile_faults(docx(tbl(["{% colspan %}a"]))) == [("T010", HERE)]
    assert compile_faults(docx(tbl(["{% cellbg a b %}a"]))) == [("T010", HERE)]
    assert compile_faults(docx(tbl(["{% colspan 2 | nosuch %}a"]))) == [("T013", HERE)]


def test_raw_prints_them() -> None:
    row = ["{% raw %}{% colspan 2 %}{{ a }}{% endraw %}"]
    assert grid(render(docx(tbl(row)))) == [["{% colspan 2 %}{{ a }}"]]


def test_their_names_are_fields() -> None:
    template = Template(docx(tbl(["{% colspan table.wide %}{% cellbg colour %}a"])))
    assert template.fields == {"table.wide", "colour"}


def sample() -> tuple[bytes, bytes]:
    """A table without and with the tags."""
    plain = tbl(["a", "b", "c"], ["a", "b", "c"])
    wide = '<w:tcW w:w="1200" w:type="dxa"/>'
    tagged = tbl(
        tr(tc("{% colspan 3 %}{% cellbg 'FFCC00' %}t", properties=wide)),
        ["{%tr for x in xs %}"], ["{% vm %}m", "{{ x }}", "c"], ["{%tr endfor %}"],
        ["{%tc for x in xs %}", "{% hm %}{{ x }}", "{%tc endfor %}"],
    )  # fmt: skip
    return render(docx(plain, p("x"))), render(docx(tagged, p("x")), xs=[1, 2, 3])


def test_validators_find_nothing_more(tmp_path: Path) -> None:
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    found = []
    for data in sample():
        file = tmp_path / "letter.docx"
        file.write_bytes(data)
        found.append([str(one) for one in validator.validate(file).errors])
    assert found[1] == found[0]
    assert part(sample()[1]).count(b"<w:gridCol ") == 3


@pytest.mark.office
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    program = soffice()
    if program is None:
        pytest.skip("LibreOffice is not here")
    file = tmp_path / "letter.docx"
    file.write_bytes(sample()[1])
    convert(program, [file], tmp_path)
