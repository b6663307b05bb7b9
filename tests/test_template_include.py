"""One template inside another."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import docx as python_docx
import pytest
from word import (
    W,
    assert_sound,
    body,
    compile_faults,
    docx,
    entries_of,
    field,
    local,
    p,
    part,
    r,
    relationships,
    root,
    tbl,
    text_box,
    texts,
    tree,
    zipped,
)

from docgen.diagnostics import Place
from docgen.template import Template
from docgen.template.include import missing_template

INCLUDE = '{%p include "other" %}'
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P"/><a:graphic><a:graphicData>'
    '<a:blip r:embed="rId7"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)


def loader(files: Mapping[str, bytes]) -> Callable[[str], tuple[str, bytes]]:
    def load(name: str) -> tuple[str, bytes]:
        if name not in files:
            raise missing_template(Place("t.docx"), name, sorted(files))
        return f"{name}.docx", files[name]

    return load


def made(template: bytes, other: bytes, /, **context: Any) -> bytes:
    letter = Template(template, loader=loader({"other": other}), shown_as="t.docx").render(context)
    assert_sound(letter)
    return letter


def found(template: bytes, **files: bytes) -> list[tuple[str, str]]:
    return compile_faults(template, loader=loader(files))


def numbering(*lists: tuple[int, int], space: str = "%1.") -> str:
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{a}"><w:nsid w:val="0000000{a}"/><w:lvl w:ilvl="0">'
        f'<w:lvlText w:val="{space}"/></w:lvl></w:abstractNum>'
        for _, a in lists
    )
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{a}"/></w:num>' for n, a in lists)
    return root("numbering", abstract, nums)


def item(text: str, num: int) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>')


def numbers(data: bytes) -> list[str]:
    return [n.get(f"{{{W}}}val", "") for n in tree(data).iter() if n.tag == f"{{{W}}}numId"]


def test_a_body_in_a_body() -> None:
    other = docx("b {{ x }}", tbl(["{%tr for y in ys %}"], ["{{ y }}"], ["{%tr endfor %}"]), "c")
    letter = made(docx("a", INCLUDE, "d {{ x }}"), other, x=1, ys=[2, 3])
    assert texts(letter) == ["a", "b 1", "2", "3", "c", "d 1"]
    assert part(letter).count(b"<w:sectPr") == 1


def test_an_include_in_a_condition_and_in_a_cell() -> None:
    template = docx("{%p if x %}", INCLUDE, "{%p endif %}", tbl([INCLUDE]))
    assert texts(made(template, docx("b"), x=False)) == ["b"]
    assert texts(made(template, docx("b"), x=True)) == ["b", "b"]


def test_an_include_of_a_table_at_the_end_of_a_cell() -> None:
    assert texts(made(docx(tbl([INCLUDE])), docx(tbl(["b"])))) == ["b", ""]


def test_an_include_in_an_include() -> None:
    files = {"one": docx("b", "{%p include 'two' %}", "d"), "two": docx("c {{ x }}")}
    template = Template(docx("a", "{%p include “one” %}", "e"), loader=loader(files))
    assert texts(template.render({"x": 1})) == ["a", "b", "c 1", "d", "e"]


def test_styles_that_are_lacking_come_along_with_those_that_they_need() -> None:
    def styles(*each: tuple[str, str, str]) -> str:
        return root("styles", *(
            f'<w:style w:styleId="{i}"><w:name w:val="{n}"/>'
            + (f'<w:basedOn w:val="{b}"/>' if b else "") + "</w:style>" for i, n, b in each
        ))  # fmt: skip

    ours = styles(("A", "ours", ""))
    theirs = styles(("A", "theirs", ""), ("B", "b", "C"), ("C", "c", "A"), ("D", "unused", ""))
    other = docx(p("b", style="B"), p("a", style="A"), parts={"word/styles.xml": theirs})
    letter = made(docx("a", INCLUDE, parts={"word/styles.xml": ours}), other)
    names = [n.get(f"{{{W}}}val") for n in tree(letter, "word/styles.xml").iter(f"{{{W}}}name")]
    assert names == ["ours", "b", "c"]


def test_lists_count_from_the_start_under_new_numbers() -> None:
    ours = docx(item("1", 1), INCLUDE, INCLUDE, parts={"word/numbering.xml": numbering((1, 0))})
    theirs = docx(item("x", 1), item("y", 4), item("z", 1), item("none", 9),
                  parts={"word/numbering.xml": numbering((1, 0), (4, 3), space="%1)")})  # fmt: skip
    letter = made(ours, theirs)
    assert numbers(letter) == ["1", "2", "3", "2", "9", "4", "5", "4", "9"]
    lists = tree(letter, "word/numbering.xml")
    numbered = [n.get(f"{{{W}}}abstractNumId") or n.get(f"{{{W}}}numId") for n in lists]
    assert list(zip([local(n) for n in lists], numbered, strict=True)) == [
        ("abstractNum", "0"), ("abstractNum", "1"), ("abstractNum", "2"), ("abstractNum", "3"),
        ("abstractNum", "4"), ("num", "1"), ("num", "2"), ("num", "3"), ("num", "4"), ("num", "5"),
    ]  # fmt: skip


def test_lists_where_the_including_file_has_none() -> None:
    theirs = docx(item("x", 1), parts={"word/numbering.xml": numbering((1, 0))})
    letter = made(docx("a", INCLUDE, INCLUDE), theirs)
    assert numbers(letter) == ["1", "2"]
    relations = part(letter, "word/_rels/document.xml.rels")
    assert relations.count(b"/numbering") == 1
    assert b"numbering+xml" in part(letter, "[Content_Types].xml")


def test_numbering_by_a_style_that_comes_along() -> None:
    style = (
        '<w:style w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    ours = docx("a", INCLUDE, parts={"word/styles.xml": root("styles"),
                                     "word/numbering.xml": numbering((1, 0))})  # fmt: skip
    theirs = docx(p("x", style="L"), parts={"word/styles.xml": root("styles", style),
                                            "word/numbering.xml": numbering((1, 0))})  # fmt: skip
    assert b'<w:numId w:val="2"/>' in part(made(ours, theirs), "word/styles.xml")


def test_pictures_and_hyperlinks_under_new_ids() -> None:
    image: dict[str, str | bytes] = {"word/media/image1.png": b"ours"}
    ours = docx(p(PICTURE), INCLUDE, parts=image, links=[("rId7", "image", "media/image1.png")])
    link = f'<w:hyperlink r:id="rId8">{r("b {{ x }}")}</w:hyperlink>'
    theirs = docx(
        p(PICTURE), p(link), p(PICTURE), parts={"word/media/image1.png": b"theirs"},
        links=[("rId7", "image", "media/image1.png"), ("rId8", "hyperlink", "https://x/", True)],
    )  # fmt: skip
    letter = made(ours, theirs, x=1)
    document = python_docx.Document(io.BytesIO(letter))
    ids = [str(n.get(n.keys()[0])) for n in tree(letter).iter() if str(n.tag).endswith("}blip")]
    related = document.part.rels
    assert [related[i].target_part.blob for i in ids] == [b"ours", b"theirs", b"theirs"]
    assert ids[1] == ids[2]
    (hyperlink,) = tree(letter).iter(f"{{{W}}}hyperlink")
    target = related[str(hyperlink.get(hyperlink.keys()[0]))]
    assert (target.is_external, target.target_ref) == (True, "https://x/")


def test_equal_pictures_are_added_once() -> None:
    theirs = docx(p(PICTURE), parts={"word/media/i.png": b"x"},
                  links=[("rId7", "image", "media/i.png")])  # fmt: skip
    letter = made(docx(INCLUDE, INCLUDE), theirs)
    names = [name for name in python_docx.Document(io.BytesIO(letter)).part.package.iter_parts()
             if str(name.partname).startswith("/word/media")]  # fmt: skip
    assert len(names) == 1


def note(kind: str, number: int, *content: str) -> str:
    return f'<w:{kind} w:id="{number}">{p(*content)}</w:{kind}>'


def reference(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def ids(data: bytes, name: str, part_name: str = "word/document.xml") -> list[str]:
    return [n.get(f"{{{W}}}id", "") for n in tree(data, part_name).iter() if local(n) == name]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_come_along_behind_those_that_are_there(kind: str) -> None:
    name = f"word/{kind}s.xml"
    own = root(f"{kind}s", note(kind, 1, "ours {{ x }}"))
    ours = docx(p("a", reference(kind, 1)), INCLUDE, INCLUDE, parts={name: own})
    more = root(f"{kind}s", note(kind, 1, "first {{ x }}"), note(kind, 7, "unused"),
                note(kind, 3, "second {{ x + 1 }}"))  # fmt: skip
    theirs = docx(p("b", reference(kind, 3), reference(kind, 1)), parts={name: more})
    letter = made(ours, theirs, x=5)
    assert ids(letter, f"{kind}Reference") == ["1", "2", "3", "4", "5"]
    assert ids(letter, kind, name) == ["1", "2", "3", "4", "5"]
    assert texts(letter, name) == ["ours 5", "second 6", "first 5", "second 6", "first 5"]


def test_notes_where_the_including_file_has_none() -> None:
    more = root("footnotes", note("footnote", 4, "n {{ x }}"))
    theirs = docx(p(reference("footnote", 4)), parts={"word/footnotes.xml": more})
    settings = root("settings", '<w:zoom w:percent="100"/><w:compat/>')
    letter = made(docx(INCLUDE, parts={"word/settings.xml": settings}), theirs, x=1)
    assert ids(letter, "footnoteReference") == ["1"]
    name = "word/footnotes1.xml"
    kinds = [(n.get(f"{{{W}}}id"), n.get(f"{{{W}}}type"), [local(m) for m in n.iter()][3:])
             for n in tree(letter, name)]  # fmt: skip
    assert kinds == [
        ("-1", "separator", ["separator"]),
        ("0", "continuationSeparator", ["continuationSeparator"]),
        ("1", None, ["t"]),
    ]
    assert texts(letter, name) == ["", "", "n 1"]
    assert [local(n) for n in tree(letter, "word/settings.xml")] == ["zoom", "footnotePr", "compat"]
    assert ids(letter, "footnote", "word/settings.xml") == ["-1", "0"]
    assert b'PartName="/word/footnotes1.xml"' in part(letter, "[Content_Types].xml")
    assert part(letter, "word/_rels/document.xml.rels").count(b"/footnotes") == 1


def test_what_stands_in_a_note_comes_along_too() -> None:
    link = f'<w:hyperlink r:id="rId8">{r("x")}</w:hyperlink>'
    more = root("footnotes", note("footnote", 1, PICTURE, link))
    parts: dict[str, str | bytes] = {
        "word/footnotes.xml": more,
        "word/_rels/footnotes.xml.rels": relationships(
            ("rId7", "image", "media/i.png"), ("rId8", "hyperlink", "https://x/", True)
        ),
        "word/media/i.png": b"x",
    }
    letter = made(docx(INCLUDE), docx(p(reference("footnote", 1)), parts=parts))
    related = {n.get("Id"): n.get("Target")
               for n in tree(letter, "word/_rels/footnotes1.xml.rels")}  # fmt: skip
    inside = tree(letter, "word/footnotes1.xml")
    used = [v for n in inside.iter() for k, v in n.items() if "/relationships}" in str(k)]
    assert [related[str(i)] for i in used] == ["media/i1.png", "https://x/"]
    assert part(letter, "word/media/i1.png") == b"x"


def test_a_note_of_an_include_in_an_include() -> None:
    deep = root("footnotes", note("footnote", 1, "deep"))
    inner = docx(p(reference("footnote", 1)), parts={"word/footnotes.xml": deep})
    files = {"one": docx('{%p include "two" %}'), "two": inner}
    template = Template(docx('{%p include "one" %}'), loader=loader(files))
    assert texts(template.render({}), "word/footnotes1.xml") == ["", "", "deep"]


def test_faults_in_notes_are_told_at_their_place() -> None:
    def other(*content: str) -> bytes:
        more = root("footnotes", note("footnote", 1, "a"), note("footnote", 2, *content))
        return docx(p(reference("footnote", 2)), parts={"word/footnotes.xml": more})

    ours = docx(INCLUDE, parts={"word/footnotes.xml": root("footnotes", note("footnote", 1, "x"))})
    assert found(ours, other=other("{{ a b }}")) == [("T010", "other.docx footnotes paragraph 2")]
    assert found(docx(INCLUDE), other=other("{{ a b }}")) == [
        ("T010", "other.docx footnotes paragraph 2")
    ]
    assert found(ours, other=other(field("DDE a"))) == [("T006", "other.docx footnotes")]


@pytest.mark.parametrize(
    ("tag", "files", "result"),
    [
        (INCLUDE, {}, [("T014", "t.docx")]),
        ("{%p include other %}", {}, [("T014", "t.docx paragraph 1")]),
        ('{% include "other" %}', {"other": docx("b")}, [("T014", "t.docx paragraph 1")]),
        ('a {%p include "other" %}', {"other": docx("b")}, [("T014", "t.docx paragraph 1")]),
        (INCLUDE, {"other": docx(INCLUDE)}, [("T014", "other.docx paragraph 1")]),
        (INCLUDE, {"other": docx("b", "{{ c d }}")}, [("T010", "other.docx paragraph 2")]),
        (INCLUDE, {"other": docx("b", "{% if c %}")}, [("T011", "other.docx paragraph 2")]),
        (INCLUDE, {"other": b""}, [("T002", "other.docx")]),
        (INCLUDE, {"other": docx(p(field("DDE a")))}, [("T006", "other.docx document")]),
        (INCLUDE, {"other": docx("a", links=[("rId7", "image", "http://x", True)])},
         [("T006", "other.docx word/document.xml")]),
        (INCLUDE, {"other": docx(p(PICTURE), links=[("rId7", "image", "no.png")])},
         [("T014", "other.docx")]),
        (INCLUDE, {"other": docx(p(PICTURE), links=[("rId7", "chart", "c.xml")])},
         [("T014", "other.docx")]),
        (INCLUDE, {"other": docx(p('<w:r><w:footnoteReference w:id="2"/></w:r>'))},
         [("T014", "other.docx")]),
        (INCLUDE, {"other": docx(p('<w:r><w:commentReference w:id="2"/></w:r>'))},
         [("T014", "other.docx")]),
    ],
)  # fmt: skip
def test_includes_that_cannot_be_resolved(
    tag: str, files: dict[str, bytes], result: list[tuple[str, str]]
) -> None:
    assert found(docx(tag), **files) == result


def test_a_long_way_round() -> None:
    files = {"a": docx("{%p include 'b' %}"), "b": docx("{%p include 'a' %}")}
    assert found(docx("x", "{%p include 'a' %}"), **files) == [("T014", "b.docx paragraph 1")]


def test_all_faults_in_one_go() -> None:
    template = docx("{%p include 'no' %}", "{{ a b }}", INCLUDE)
    assert found(template, other=docx("{{ c d }}")) == [
        ("T010", "other.docx paragraph 1"),
        ("T014", "t.docx"),
        ("T010", "t.docx paragraph 2"),
    ]


def test_without_a_folder_of_templates() -> None:
    assert compile_faults(docx(INCLUDE)) == [("T014", "t.docx paragraph 1")]


def test_an_include_in_a_header() -> None:
    template = docx("a", parts={"word/header1.xml": root("hdr", p(INCLUDE))})
    assert found(template, other=docx("b")) == [("T014", "t.docx header1 paragraph 1")]


def test_strict_in_transitional() -> None:
    strict = {
        name: content.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name, content in entries_of("a").items()
        if isinstance(content, str)
    }
    assert found(docx(INCLUDE), other=zipped(strict)) == [("T014", "other.docx")]


def test_the_word_include_in_text_is_only_a_word() -> None:
    assert body("Please include {{ x }}.", x=1) == ["Please include 1."]


def marked(name: str, number: int) -> str:
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{r(name)}<w:bookmarkEnd w:id="{number}"/>'


def values(data: bytes, name: str, attribute: str) -> list[str]:
    key = f"{{{W}}}{attribute}"
    found = [n for n in tree(data).iter() if str(n.tag).endswith(f"}}{name}")]
    return [n.get(key, n.get(attribute, "")) for n in found]


def test_names_and_ids_stand_once_where_a_file_is_included_twice() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
    )
    other = docx(
        p(marked("_GoBack", 0), marked("own", 1), field(" REF _GoBack "), field(" REF own ")),
        p(text_box(p("b"))), control,
    )  # fmt: skip
    host = docx(p(marked("_GoBack", 0)), "{%p include 'other' %}", "{%p include 'other' %}",
                p(text_box(p("h"))), control)  # fmt: skip
    letter = made(host, other)
    assert values(letter, "bookmarkStart", "name") == [
        "_GoBack", "_GoBack_2", "own", "_GoBack_2_2", "own_2",
    ]  # fmt: skip
    assert len(set(values(letter, "bookmarkStart", "id"))) == 5
    assert values(letter, "bookmarkStart", "id") == values(letter, "bookmarkEnd", "id")
    codes = [n.text for n in tree(letter).iter() if local(n) == "instrText"]
    assert codes == [" REF _GoBack_2 ", " REF own ", " REF _GoBack_2_2 ", " REF own_2 "]
    assert len(set(values(letter, "docPr", "id"))) == 3
    assert len(set(values(letter, "id", "val"))) == 3


def test_what_readers_may_ignore_in_styles_notes_and_lists_comes_along() -> None:
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    later = f'xmlns:mc="{compatible}" xmlns:w99="urn:later" mc:Ignorable="w99"'

    def file(*body: str, at: str = "", spaces: str = "") -> bytes:
        numbered = (
            f'<w:abstractNum w:abstractNumId="0"{at}><w:lvl w:ilvl="0"/></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )
        styled = f'<w:style w:type="paragraph" w:styleId="{"Own" if at else "Normal"}"{at}/>'
        noted = f'<w:footnote w:id="1"{at}>{p("note")}</w:footnote>'
        inside = {"numbering": numbered, "styles": styled, "footnotes": noted}
        parts = {
            f"word/{name}.xml": f'<w:{name} xmlns:w="{W}" {spaces}>{content}</w:{name}>'
            for name, content in inside.items()
        }
        return docx(*body, parts=parts)

    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    other = file(p("a", note, style="Own", properties=listed), at=' w99:x="1"', spaces=later)
    letter = made(file("{%p include 'other' %}", p("b", note)), other)
    for name in ("numbering", "styles", "footnotes"):
        top = tree(letter, f"word/{name}.xml")
        assert (name, top.get(f"{{{compatible}}}Ignorable")) == (name, "w99")
        assert top.nsmap["w99"] == "urn:later"
        assert [n.get("{urn:later}x") for n in top if n.get("{urn:later}x")] == ["1"]


def test_what_readers_may_ignore_comes_along() -> None:
    """A prefix of mc:Ignorable or Requires that is not declared is unreadable content to Word."""
    spaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:w99="urn:later" xmlns:wps="urn:shape" mc:Ignorable="w99"'
    )
    content = (
        '<w:p w99:a="1"><mc:AlternateContent><mc:Choice Requires="wps">'
        f"{r('{{ x }}')}</mc:Choice></mc:AlternateContent></w:p>"
    )
    document = f"<w:document {spaces}><w:body>{content}</w:body></w:document>"
    other = docx(parts={"word/document.xml": document})
    body_ = p("{%p include 'other' %}") + p("{{ x }}")
    bare = f'<w:document xmlns:w="{W}"><w:body>{body_}</w:body></w:document>'
    letter = made(docx(parts={"word/document.xml": bare}), other, x="X")
    top = tree(letter)
    assert (
        top.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable") == "w99"
    )
    assert (top.nsmap["w99"], top.nsmap["wps"]) == ("urn:later", "urn:shape")
    assert texts(letter) == ["X", "X"]
