"""Tags in all parts of a file: headers, notes, text boxes, properties, attributes, fields."""

from __future__ import annotations

import pytest
from word import (
    body,
    compile_faults,
    docx,
    field,
    p,
    part,
    r,
    render,
    root,
    split,
    tbl,
    text_box,
    texts,
    tree,
)

# Other parts of the file, and other places in it


def test_text_boxes_in_both_forms() -> None:
    template = docx(p("a {{ x }}", text_box(p("{{ x }} b"), p(split("{{ x }}", 1, 4))), " c"))
    assert texts(render(template, x=1)) == ["a 1 c", "1 b", "1", "1 b", "1"]


def test_headers_footers_notes_and_comments() -> None:
    note = '<w:footnote w:id="2">' + p(split("n {{ x }}", 4)) + "</w:footnote>"
    parts: dict[str, str | bytes] = {
        "word/header1.xml": root("hdr", p("h {{ x }}")),
        "word/footer1.xml": root("ftr", tbl(["f {{ x }}"]), p()),
        "word/footnotes.xml": root("footnotes", note),
        "word/comments.xml": root("comments", f'<w:comment w:id="0">{p("c {{ x }}")}</w:comment>'),
    }
    letter = render(docx("b {{ x }}", parts=parts), x="<1>")
    assert [texts(letter, name) for name in ("word/document.xml", *parts)] == [
        ["b <1>"], ["h <1>"], ["f <1>", ""], ["n <1>"], ["c <1>"],
    ]  # fmt: skip


def test_core_properties() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>T {{ x }} &amp; {% if y %}a{% endif %}</dc:title></cp:coreProperties>"
    )
    letter = render(docx("b", parts={"docProps/core.xml": core}), x="<&>", y=True)
    assert "".join(str(t) for t in tree(letter, "docProps/core.xml").itertext()) == "T <&> & a"


def test_attributes() -> None:
    picture = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" '
        'descr="{% if x %}Seal of {{ x }}{% endif %}{# c #}"/></wp:inline></w:drawing></w:r></w:p>'
    )
    letter = render(docx(picture), x='A & "B" <c>')
    (properties,) = [n for n in tree(letter).iter() if str(n.tag).endswith("}docPr")]
    assert properties.get("descr") == 'Seal of A & "B" <c>'


def test_fields_take_values_that_cannot_leave_them() -> None:
    template = docx(p(field(' HYPERLINK "https://x/{', "{ key }", '}" ', shown="{{ key }}")))
    assert b' HYPERLINK "https://x/a&amp;b" ' in part(render(template, key="a&b"))


@pytest.mark.parametrize(
    "content",
    [
        p(field(" {", "{ x }} ")),
        f'<w:p><w:fldSimple w:instr="{{{{ x }}}}">{r("a")}</w:fldSimple></w:p>',
    ],
)
def test_what_a_field_does_never_comes_from_data(content: str) -> None:
    assert [code for code, _ in compile_faults(docx(content))] == ["T012"]


def test_equations_hold_plain_text() -> None:
    equation = "<w:p><m:oMath><m:r><m:t>a={{ x }}</m:t></m:r></m:oMath></w:p>"
    letter = render(docx(equation), x="<1>\n2\t3")
    assert "".join(str(t) for t in tree(letter).itertext()).strip() == "a=<1>\n2\t3"
    assert compile_faults(docx(equation.replace("{{", "{{r"))) == [("T012", "t.docx paragraph 1")]


@pytest.mark.parametrize("prefix", ["", "x"])
def test_parts_that_call_the_namespace_of_word_by_another_prefix(prefix: str) -> None:
    table = tbl(["{%tr for y in ys %}"], ["b"], ["{%tr endfor %}"])
    template = docx(p("a {{ x }}", "{{r x }}"), table)
    plain = part(template).decode()
    named = plain.replace("<w:", f"<{prefix}:").replace("</w:", f"</{prefix}:")
    named = named.replace(" w:", f" {prefix}:").replace("xmlns:w=", f"xmlns:{prefix}=")
    if not prefix:
        named = named.replace("<:", "<").replace("</:", "</").replace("xmlns:=", "xmlns=")
        named = named.replace(" :", " ")
    other = docx(parts={"word/document.xml": named})
    assert texts(render(other, x="1\n2", ys=[])) == ["a 1\n21\n2"]


def test_run_properties_with_a_namespace_declared_only_there() -> None:
    glow = '<w14:glow xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/>'
    assert texts(render(docx(p(r("{{r x }}", glow))), x=1)) == ["1"]


def test_right_to_left_runs_with_conditions() -> None:
    content = p(r("{% if x %}{{ y }}{% endif %} z", "<w:rtl/>"))
    assert body(content, x=True, y="ITU-T \u0627") == ["ITU-T \u0627 z"]
    assert body(content, x=False, y="") == [" z"]
