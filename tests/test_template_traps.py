"""The traps into which template engines and Word itself are known to lead, each by its name."""

from __future__ import annotations

import html
from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import etree
from word import (
    W,
    assert_sound,
    compile_faults,
    docx,
    entries_of,
    grid,
    local,
    p,
    part,
    r,
    render,
    render_faults,
    root,
    runs,
    tbl,
    tc,
    text_box,
    texts,
    tr,
    tree,
    zipped,
)

from docgen.template import Template

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def test_loops_repeat_the_ids_of_paragraphs_and_rows() -> None:
    def known(number: int, text: str) -> str:
        return f'<w:p xmlns:w14="{W14}" w14:paraId="{number}" w14:textId="77777777">{r(text)}</w:p>'

    row = f'<w:tr xmlns:w14="{W14}" w14:paraId="9">{tc("{{ x }}")}</w:tr>'
    data = docx(
        known(1, "a {% for x in v %}{{ x }}{% endfor %}"),
        "{%p set y = 1 %}", "{%p for x in v %}", known(2, "{{ x }}"), "{%p endfor %}",
        tbl(tr(tc("{%tr for x in v %}")), row, tr(tc("{%tr endfor %}"))),
        "{%p macro m() %}", known(3, "m"), "{%p endmacro %}", "{%p if v %}", known(4, "b"),
        "{%p endif %}",
    )  # fmt: skip
    letter = render(data, v=["x", "y"])
    ids = [node.get(f"{{{W14}}}paraId") for node in tree(letter).iter() if local(node) in "ptr"]
    assert [one for one in ids if one] == ["1", "4"]
    assert [n.get(f"{{{W14}}}textId") for n in tree(letter).iter() if local(n) == "p"].count(
        "77777777"
    ) == 2


# docxtpl


def test_an_ampersand_in_data_is_dropped() -> None:
    assert texts(render(docx("x {{ v }} y"), v="a & b &amp; c")) == ["x a & b &amp; c y"]


def test_a_less_than_in_data_deletes_what_follows() -> None:
    assert texts(render(docx("x {{ v }} y", "z"), v="a<b </w:t>")) == ["x a<b </w:t> y", "z"]


@pytest.mark.parametrize("bad", ["\ud800", "a\udc00b"])
def test_a_lone_surrogate_drops_the_rest_of_the_letter(bad: str) -> None:
    assert render_faults(docx("a", "{{ v }}", "rest"), v=bad) == [("T022", "t.docx paragraph 2")]


def test_a_missing_variable_is_blank() -> None:
    assert render_faults(docx("a {{ v }} b")) == [("T020", "t.docx paragraph 1")]


def test_none_is_printed_as_none() -> None:
    assert render_faults(docx("a {{ v }} b"), v=None) == [("T021", "t.docx paragraph 1")]


def test_one_object_shared_by_threads_gives_wrong_letters() -> None:
    template = Template(docx(*["{%p for x in v %}", "{{ x }}", "{%p endfor %}"] * 5))
    alone = [template.render({"v": [str(n)] * 20}) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda n: template.render({"v": [str(n)] * 20}), range(40))) == alone


@pytest.mark.parametrize("name", ["footnotes", "endnotes", "header1", "footer1", "comments"])
def test_data_in_a_footnote_is_run_as_template_once_for_each_section(name: str) -> None:
    kinds = {"header1": "hdr", "footer1": "ftr"}
    inside = p("{{ v }}")
    if name not in kinds:
        inside = f'<w:{name[:-1]} w:id="1">{inside}</w:{name[:-1]}>'
    section = p("a", properties="<w:sectPr/>")
    data = docx(
        section, section, "b", parts={f"word/{name}.xml": root(kinds.get(name, name), inside)}
    )
    code = "{{ 7 * 7 }}{% for x in v %}{# c #}"
    assert texts(render(data, v=code), f"word/{name}.xml") == [code]


def test_text_beside_a_paragraph_tag_is_dropped() -> None:
    made = render(docx("a {%p if v %} b", "c", "d {%p endif %} e"), v=True)
    assert "".join(texts(made)).replace(" ", "") == "abcde"


@pytest.mark.parametrize("condition", ["7 % 2", "{'a': 1}['a']", "'}' ~ '%' == '}%'"])
def test_a_percent_sign_or_a_brace_inside_a_paragraph_tag_breaks_it(condition: str) -> None:
    assert texts(render(docx(f"{{%p if {condition} %}}", "x", "{%p endif %}"))) == ["x"]


def test_a_hyphen_before_a_table_corrupts_the_file() -> None:
    """It has no paragraph to join: a finding, never a paragraph in a table."""
    for content in (
        [tbl(["a"]), "{%- if v %}b{% endif %}"],
        ["{% if v -%}", tbl(["a"]), "{% endif %}"],
    ):
        assert {code for code, _ in compile_faults(docx(*content))} == {"T012"}


def test_ids_of_drawings_in_headers_are_duplicated() -> None:
    header = root("hdr", p("{%p for x in v %}"),
                  p(text_box(p("{{ x }}"))), p("{%p endfor %}"))  # fmt: skip
    made = render(docx(p(text_box(p("b"))), parts={"word/header1.xml": header}), v=[1, 2, 3])
    ids = [
        n.get("id") for n in tree(made, "word/header1.xml").iter() if str(n.tag).endswith("docPr")
    ]
    assert len(set(ids)) == len(ids) == 3


def test_core_properties_are_escaped_twice() -> None:
    entries = entries_of("a")
    entries["_rels/.rels"] = str(entries["_rels/.rels"]).replace(
        "</Relationships>",
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/'
        'relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    )
    entries["docProps/core.xml"] = (
        f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>to {{ v }}</dc:title></cp:coreProperties>"
    )
    made = render(zipped(entries), v="A & B <C>")
    assert [n.text for n in tree(made, "docProps/core.xml")] == ["to A & B <C>"]
    assert html.unescape(part(made, "docProps/core.xml").decode()).count("A & B <C>") == 1


def test_a_tag_split_over_runs_loses_the_formatting_of_the_middle() -> None:
    data = docx(p(r("{{ "), r("v", "<w:b/>"), r(" }}"), r(" end", "<w:i/>")))
    assert [(text, "b" in own, "i" in own) for own, text in runs(render(data, v="x"))] == [
        ("x", True, False), (" end", False, True),
    ]  # fmt: skip
    between = docx(p(r("{% if v %}"), r("bold", "<w:b/>"), r("{% endif %}")))
    assert [text for own, text in runs(render(between, v="x")) if "b" in own] == ["bold"]


# Word


# The order of CT_RPr (ECMA-376 part 1, 17.3.2.28), of those that a template's formatting has here.
ORDER = ["rStyle", "rFonts", "b", "i", "color", "sz", "u", "rtl", "lang"]


@pytest.mark.parametrize("tag", ["{{ v | link }}", "{{ v }}", "{{r v }}"])
def test_the_order_of_elements_in_the_properties_of_a_run(tag: str) -> None:
    own = '<w:rFonts w:ascii="A"/><w:b/><w:color w:val="FF0000"/><w:sz w:val="20"/><w:rtl/>'
    styles = root("styles", '<w:style w:type="character" w:styleId="Hy"><w:name w:val="Hyperlink"/>'
                  "</w:style>")  # fmt: skip
    made = render(docx(p(r(tag, own)), parts={"word/styles.xml": styles}), v="https://a.example")
    assert_sound(made)
    for node in tree(made).iter(f"{{{W}}}rPr"):
        names = [local(child) for child in node]
        assert names == sorted(names, key=ORDER.index)


def test_numbering_does_not_restart_in_a_loop_by_itself() -> None:
    lists = root(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    data = docx("{%p for x in v %}", p("{% restart %}a", properties=number),
                p("b", properties=number), "{%p endfor %}",
                parts={"word/numbering.xml": lists})  # fmt: skip
    used = [n.get(f"{{{W}}}val") for n in tree(render(data, v=[1, 2])).iter(f"{{{W}}}numId")]
    assert used == ["2", "2", "3", "3"]


def test_duplicate_bookmarks_and_shapes_make_unreadable_content() -> None:
    mark = f'<w:bookmarkStart w:id="1" w:name="m"/>{r("x")}<w:bookmarkEnd w:id="1"/>'
    control = (
        f'<w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr><w:sdtContent>{p("c")}</w:sdtContent></w:sdt>'
    )
    shape = '<w:r><w:pict><v:rect id="Box 1" o:spid="_x0000_s1026"/></w:pict></w:r>'.replace(
        "<v:rect", '<v:rect xmlns:o="urn:schemas-microsoft-com:office:office"'
    )
    made = render(docx("{%p for x in v %}", p(mark, text_box(p("b"))), control, p(shape),
                       "{%p endfor %}"), v=[1, 2, 3])  # fmt: skip
    found = etree.fromstring(part(made))
    for path in ("//w:bookmarkStart/@w:id", "//w:bookmarkStart/@w:name", "//w:sdtPr/w:id/@w:val",
                 "//wp:docPr/@id", "//v:rect/@id", "//v:rect/@o:spid"):  # fmt: skip
        values = found.xpath(path, namespaces={
            "w": W, "v": "urn:schemas-microsoft-com:vml",
            "o": "urn:schemas-microsoft-com:office:office",
            "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        })  # fmt: skip
        assert isinstance(values, list)
        assert len(set(values)) == len(values) == 3, path
    assert found.xpath("//w:bookmarkEnd/@w:id", namespaces={"w": W}) == found.xpath(
        "//w:bookmarkStart/@w:id", namespaces={"w": W}
    )


def test_the_grid_of_a_table_does_not_match_its_rows() -> None:
    data = docx(tbl(tr("{%tc for x in v %}", tc("{{ x }}"), "{%tc endfor %}")), "end")
    made = render(data, v=["a", "b", "c"])
    columns = [n for n in tree(made).iter() if local(n) == "gridCol"]
    assert [grid(made), len(columns)] == [[["a", "b", "c"]], 3]
