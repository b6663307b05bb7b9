"""Letters joined into one document: each stays what it is by itself."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

import ooxml_integrity
import pytest
from finished import LANGUAGES, all_letters
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import FileFormat, OpenXmlValidator
from test_letters_office import Page, convert, loose, read_pages, soffice
from word import (
    Link,
    W,
    assert_sound,
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
    tc,
    texts,
    tree,
    zipped,
)

from docgen.diagnostics import TemplateError
from docgen.template.join import join_letters

VAL = f"{{{W}}}val"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PICTURE = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="9525" cy="9525"/><wp:docPr id="{drawing}" name="P" descr="Emblem"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="P"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing></w:r>"
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
Entries = dict[str, str | bytes]


def note(kind: str, number: int, *content: str) -> str:
    return f'<w:{kind} w:id="{number}">{p(*content)}</w:{kind}>'


def notes(kind: str, *each: str) -> str:
    separators = "".join(
        f'<w:{kind} w:type="{what}" w:id="{number}"><w:p><w:r><w:{what}/></w:r></w:p></w:{kind}>'
        for number, what in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return root(f"{kind}s", separators, *each)


def reference(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def bookmark(name: str, number: int, text: str) -> str:
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{r(text)}<w:bookmarkEnd w:id="{number}"/>'


def listed(text: str, number: int) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


def numbering() -> str:
    def abstract(number: int, form: str, text: str, style: str = "") -> str:
        linked = f'<w:pStyle w:val="{style}"/>' if style else ""
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="{number + 1}"/><w:numFmt w:val="{form}"/>{linked}'
            f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr>'
            "</w:lvl></w:abstractNum>"
        )

    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{a}"/></w:num>'
        for n, a in ((1, 0), (2, 1), (3, 2), (4, 0))
    )
    kinds = (
        abstract(0, "decimal", "%1"),
        abstract(1, "decimal", "%1", "H"),
        abstract(2, "bullet", "•"),
    )
    return root("numbering", *kinds, nums)


STYLES = root(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="N"/>'
    '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:ind w:left="0" w:firstLine="0"/></w:pPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="I"><w:name w:val="Inner"/>'
    '<w:basedOn w:val="H"/></w:style>',
)
SECTION = (
    '<w:headerReference w:type="default" r:id="rIdPart0"/>'
    '<w:headerReference w:type="first" r:id="rIdPart1"/>'
    '<w:footerReference w:type="default" r:id="rIdPart2"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1134" '
    'w:left="1134" w:header="680" w:footer="510" w:gutter="0"/><w:titlePg/>'
)


def rich(name: str) -> bytes:
    """A letter with everything that can be in the way of another."""
    parts: Entries = {
        "word/header1.xml": root("hdr", p("the same")),
        "word/header2.xml": root("hdr", p(f"to {name}", PICTURE.format(id="rId1", drawing=8))),
        "word/footer1.xml": root("ftr", p("of ", field(" NUMPAGES ", shown="1"))),
        "word/styles.xml": STYLES,
        "word/numbering.xml": numbering(),
        "word/settings.xml": root("settings", '<w:zoom w:percent="100"/>'),
        "word/footnotes.xml": notes(
            "footnote",
            note("footnote", 1, f"note 1 of {name}"),
            note("footnote", 2, f'note 2 of <{name}>',
                 f'<w:hyperlink r:id="rId9">{r(name)}</w:hyperlink>'),
        ),
        "word/endnotes.xml": notes("endnote", note("endnote", 1, f"end of {name}")),
        "word/_rels/header2.xml.rels": relationships(("rId1", "image", "media/e.png")),
        "word/_rels/footnotes.xml.rels": relationships(
            ("rId9", "hyperlink", f"https://example.org/{name}", True)
        ),
        "word/media/e.png": PIXEL,
    }  # fmt: skip
    control = (
        '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>'
        f"{p('in a control')}</w:sdtContent></w:sdt>"
    )
    content = [
        p("Goals ", bookmark("_Ref_goals", 3, name), style="H"),
        p("see ", field(" REF _Ref_", "goals \\h ", shown="1"),
          f'<w:hyperlink w:anchor="_Ref_goals">{r("there")}</w:hyperlink>',
          f'<w:fldSimple w:instr=" PAGEREF _ref_goals ">{r("1")}</w:fldSimple>'),
        p("a", reference("footnote", 2), reference("footnote", 1), reference("endnote", 1)),
        listed("one", 1), listed("bullet", 3), listed("goes on", 4),
        p("own", style="I"),
        control,
        p("Figure ", field(" SEQ Figure ", shown="1"), PICTURE.format(id="rId8", drawing=7)),
        tbl(["the end"]),
    ]  # fmt: skip
    links: list[Link] = [("rId8", "image", "media/e.png")]
    return docx(*content, parts=parts, links=links, section=SECTION)


@cache
def two() -> bytes:
    joined = join_letters([rich("A"), rich("B")])
    assert_sound(joined)
    return joined


def values(
    data: bytes, name: str, key: str = VAL, part_name: str = "word/document.xml"
) -> list[str]:
    """An attribute of all elements of a name."""
    return [str(n.get(key)) for n in tree(data, part_name).iter() if local(n) == name]


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.namelist()


def faults_of(data: bytes, folder: Path) -> list[str]:
    file = folder / "joined.docx"
    file.write_bytes(data)
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    found = [str(one) for one in validator.validate(file).errors]
    return found + [str(one) for one in ooxml_integrity.check(file)]


def test_it_is_valid(tmp_path: Path) -> None:
    """What the small letters lack is all that is found; the shipped ones lack nothing."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    lacking = [
        "[semantic] /word/document.xml: A required relationship type "
        f"'{relation}/{kind}' is missing."
        for kind in ("fontTable", "theme")
    ]
    assert faults_of(rich("A"), tmp_path) == lacking
    assert faults_of(two(), tmp_path) == lacking


def test_equal_letters_give_equal_bytes() -> None:
    assert join_letters([rich("A"), rich("B")]) == two()


def test_nothing_is_lost() -> None:
    assert texts(two()) == [*texts(rich("A")), "", *texts(rich("B"))]
    assert texts(two(), "word/footnotes.xml") == [
        "", "", "note 1 of A", "note 2 of <A>A", "note 2 of <B>B", "note 1 of B",
    ]  # fmt: skip


def test_each_letter_is_a_section_with_pages_of_its_own() -> None:
    first, second = (n for n in tree(two()).iter() if local(n) == "sectPr")
    assert [local(up) for up in first.iterancestors()][:3] == ["pPr", "p", "body"]
    assert [local(up) for up in second.iterancestors()][:1] == ["body"]
    assert [local(n) for n in first] == [
        "headerReference", "headerReference", "footerReference", "pgSz", "pgMar", "pgNumType",
        "titlePg",
    ]  # fmt: skip
    assert [local(n) for n in second] == [
        "headerReference", "headerReference", "footerReference", "footnotePr", "endnotePr", "type",
        "pgSz", "pgMar", "pgNumType", "titlePg",
    ]  # fmt: skip
    assert values(two(), "type") == ["nextPage"]
    assert values(two(), "pgNumType", f"{{{W}}}start") == ["1", "1"]
    assert values(two(), "numRestart") == ["eachSect", "eachSect"]
    assert values(two(), "pos", part_name="word/settings.xml") == ["sectEnd"]


def test_a_section_ends_in_the_last_paragraph() -> None:
    joined = join_letters([docx("a", p("b", properties='<w:jc w:val="left"/>')), docx("c")])
    last = [n for n in tree(joined).iter() if local(n) == "p"][1]
    assert [local(n) for n in last[0]] == ["jc", "sectPr"]
    assert texts(joined) == ["a", "b", "c"]


def test_a_letter_that_ends_with_a_table_gets_a_paragraph_of_minimal_height() -> None:
    joined = join_letters([docx("a", tbl(["b"])), docx("c")])
    (made,) = (
        n
        for n in tree(joined).iter()
        if local(n) == "p" and n.find(f".//{{{W}}}sectPr") is not None
    )
    spacing = made[0][0]
    assert {str(k).rpartition("}")[2]: v for k, v in spacing.items()} == {
        "before": "0", "after": "0", "line": "20", "lineRule": "exact",
    }  # fmt: skip
    assert texts(joined) == ["a", "b", "", "c"]


def test_a_letter_of_two_sections() -> None:
    inner = p("a", properties='<w:sectPr><w:type w:val="oddPage"/></w:sectPr>')
    letter = docx(inner, p("b", field(" NUMPAGES ")), section='<w:type w:val="continuous"/>')
    joined = join_letters([letter, letter])
    assert values(joined, "type") == ["oddPage", "continuous", "nextPage", "continuous"]
    assert values(joined, "pgNumType", f"{{{W}}}start") == ["1", "1"]
    assert values(joined, "bookmarkStart", f"{{{W}}}name") == ["_docgen_end_1", "_docgen_end_2"]
    codes = [n.text for n in tree(joined).iter() if local(n) == "instrText"]
    assert codes == [" PAGEREF _docgen_end_1 ", " PAGEREF _docgen_end_2 "]


def test_headers_are_shared_where_they_are_the_same() -> None:
    targets = {n.get("Id"): n.get("Target") for n in tree(two(), "word/_rels/document.xml.rels")}
    used = [(local(n), n.get(f"{{{W}}}type"), targets[n.get(REL)]) for n in tree(two()).iter()
            if local(n) in ("headerReference", "footerReference")]  # fmt: skip
    assert used == [
        ("headerReference", "default", "header1.xml"),
        ("headerReference", "first", "header2.xml"),
        ("footerReference", "default", "footer1.xml"),
        ("headerReference", "default", "header1.xml"),
        ("headerReference", "first", "header3.xml"),
        ("footerReference", "default", "footer1.xml"),
    ]
    assert texts(two(), "word/header3.xml") == ["to B"]
    assert part(two(), "word/_rels/header3.xml.rels").count(b'Id="rId1"') == 1
    assert b"SECTIONPAGES" in part(two(), "word/footer1.xml")


def test_a_letter_without_a_header_does_not_get_that_of_the_one_before() -> None:
    header: Entries = {"word/header1.xml": root("hdr", p("secret"))}
    section = '<w:headerReference w:type="default" r:id="rIdPart0"/>'
    joined = join_letters([docx("a", parts=header, section=section), docx("b"), docx("c")])
    targets = {n.get("Id"): n.get("Target") for n in tree(joined, "word/_rels/document.xml.rels")}
    used = [targets[i] for i in values(joined, "headerReference", REL)]
    assert used == ["header1.xml", "header2.xml", "header2.xml"]
    assert texts(joined, "word/header2.xml") == [""]


def test_a_header_that_shows_a_bookmark_shows_that_of_its_letter() -> None:
    header: Entries = {"word/header1.xml": root("hdr", p(field(" REF who ")))}
    section = '<w:headerReference w:type="default" r:id="rIdPart0"/>'
    letter = docx(p(bookmark("who", 1, "x")), parts=header, section=section)
    joined = join_letters([letter, letter])
    assert values(joined, "bookmarkStart", f"{{{W}}}name") == ["who", "who_2"]
    assert b" REF who_2 " in part(joined, "word/header2.xml")
    assert b" REF who " in part(joined, "word/header1.xml")


def test_references_lead_into_their_own_letter() -> None:
    assert values(two(), "bookmarkStart", f"{{{W}}}name") == ["_Ref_goals", "_Ref_goals_2"]
    assert values(two(), "hyperlink", f"{{{W}}}anchor") == ["_Ref_goals", "_Ref_goals_2"]
    assert values(two(), "fldSimple", f"{{{W}}}instr") == [
        " PAGEREF _ref_goals ", " PAGEREF _Ref_goals_2 ",
    ]  # fmt: skip
    codes = [n.text for n in tree(two()).iter() if local(n) == "instrText"]
    assert codes == [
        " REF _Ref_", "goals \\h ", " SEQ Figure ",
        " REF _Ref_goals_2 \\h ", None, " SEQ Figure \\r 1 ",
    ]  # fmt: skip


def test_long_names_of_bookmarks_and_names_that_are_taken() -> None:
    letter = docx(p(bookmark("x" * 40, 1, "a"), bookmark("b_2", 2, "b"), bookmark("B", 3, "c")))
    joined = join_letters([letter, letter, letter])
    found = values(joined, "bookmarkStart", f"{{{W}}}name")
    assert found == [
        "x" * 40, "b_2", "B", f"{'x' * 38}_2", "b_2_2", "B_2_3", f"{'x' * 38}_3", "b_2_3_2",
        "B_3",
    ]  # fmt: skip


def test_ids_stand_once() -> None:
    for name in ("bookmarkStart", "bookmarkEnd"):
        assert values(two(), name, f"{{{W}}}id") == ["3", "1"]
    assert values(two(), "id") == ["5", "1"]
    drawings = [
        str(node.get("id"))
        for each in ("word/document.xml", "word/header2.xml", "word/header3.xml")
        for node in tree(two(), each).iter()
        if str(node.tag).endswith("}docPr")
    ]
    assert drawings == ["7", "2", "8", "1"]


def test_pictures_are_there_once() -> None:
    assert [name for name in names(two()) if "media" in name] == ["word/media/e.png"]


def test_notes_have_new_numbers_and_their_links() -> None:
    assert values(two(), "footnoteReference", f"{{{W}}}id") == ["2", "1", "3", "4"]
    assert values(two(), "endnoteReference", f"{{{W}}}id") == ["1", "2"]
    links = {n.get("Id"): n.get("Target") for n in tree(two(), "word/_rels/footnotes.xml.rels")}
    used = values(two(), "hyperlink", REL, "word/footnotes.xml")
    assert [links[i] for i in used] == ["https://example.org/A", "https://example.org/B"]


def test_lists_count_from_the_start() -> None:
    """Number 3 is of bullets; 4 goes on where 1 ends, in the second letter as in the first."""
    assert values(two(), "numId") == ["1", "3", "4", "5", "6", "3", "7", "5"]
    made = {
        n.get(f"{{{W}}}numId"): [(local(x), x.get(VAL)) for x in n.iter() if x.get(VAL)]
        for n in tree(two(), "word/numbering.xml")
        if local(n) == "num"
    }
    assert {number: made[number] for number in ("5", "6", "7")} == {
        "5": [("abstractNumId", "1"), ("startOverride", "2")],
        "6": [("abstractNumId", "0"), ("startOverride", "1")],
        "7": [("abstractNumId", "0")],
    }


def test_a_number_that_a_style_gave_keeps_the_indent_of_the_style() -> None:
    numbered = [
        n for n in tree(two()).iter() if local(n) == "pPr" and n.find(f"{{{W}}}ind") is not None
    ]
    assert [[local(c) for c in n] for n in numbered] == [["pStyle", "numPr", "ind"]] * 2
    assert {str(k).rpartition("}")[2]: v for k, v in numbered[0][2].items()} == {
        "left": "0", "firstLine": "0",
    }  # fmt: skip


def test_lists_that_only_one_letter_has() -> None:
    """As ``{% restart %}`` makes them: the numbers of a letter differ from those of another."""
    lists = numbering().replace(
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>',
        '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>',
    ).replace("•", "–")  # fmt: skip
    first = docx(listed("a", 4), parts={"word/numbering.xml": numbering()})
    second = docx(listed("b", 4), parts={"word/numbering.xml": lists})
    joined = join_letters([first, second])
    assert values(joined, "numId") == ["4", "5"]
    abstracts = values(joined, "abstractNum", f"{{{W}}}abstractNumId", "word/numbering.xml")
    assert abstracts == ["0", "1", "2", "3"]
    assert values(joined, "lvlText", part_name="word/numbering.xml")[3] == "–"


def test_a_control_bound_to_data_of_the_file_keeps_its_text_only() -> None:
    bound = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/><w:id w:val="5"/>'
        f"</w:sdtPr><w:sdtContent>{p('x')}</w:sdtContent></w:sdt>"
    )
    joined = join_letters([docx(bound, "end"), docx(bound, "end")])
    assert values(joined, "dataBinding", f"{{{W}}}xpath") == ["/a"]
    assert texts(joined) == ["x", "end", "x", "end"]


def test_properties_that_are_not_the_same_for_all_go() -> None:
    def letter(title: str) -> bytes:
        core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
        entries = entries_of("a")
        rels = str(entries["_rels/.rels"])
        entries["_rels/.rels"] = rels.replace(
            "</Relationships>",
            '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/'
            'relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        )
        entries["docProps/core.xml"] = (
            f'<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>to {title}</dc:title><dc:creator>TSB</dc:creator></cp:coreProperties>"
        )
        return zipped(entries)

    joined = join_letters([letter("A"), letter("A"), letter("B"), letter("A")])
    kept = [node.text for node in tree(joined, "docProps/core.xml")]
    assert kept == ["TSB"]


def test_properties_that_users_made_go_where_they_differ() -> None:
    """Else the letters of all would bear what is told of the first."""

    def letter(name: str) -> bytes:
        entries = entries_of("a")
        office = "http://schemas.openxmlformats.org/officeDocument/2006"
        entries["_rels/.rels"] = str(entries["_rels/.rels"]).replace(
            "</Relationships>",
            f'<Relationship Id="rId2" Type="{office}/relationships/custom-properties" '
            'Target="docProps/custom.xml"/></Relationships>',
        )
        one = '<property fmtid="f" pid="{}" name="{}"><vt:lpwstr>{}</vt:lpwstr></property>'
        entries["docProps/custom.xml"] = (
            f'<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">'
            f"{one.format(2, 'to', name)}{one.format(3, 'office', 'TSB')}</Properties>"
        )
        return zipped(entries)

    joined = join_letters([letter("A"), letter("B")])
    assert [n.get("name") for n in tree(joined, "docProps/custom.xml")] == ["office"]


def test_lines_are_counted_from_the_start() -> None:
    counted = '<w:lnNumType w:countBy="1" w:restart="continuous"/>'
    joined = join_letters([docx("a", section=counted), docx("b", section=counted)])
    assert values(joined, "lnNumType", f"{{{W}}}restart") == ["newSection", "newSection"]


def test_endnotes_of_letters_without_settings_stand_behind_their_letter() -> None:
    def letter(text: str) -> bytes:
        own = notes("endnote", note("endnote", 1, text))
        return docx(p("x", reference("endnote", 1)), parts={"word/endnotes.xml": own})

    joined = join_letters([letter("A"), letter("B")])
    assert_sound(joined)
    assert values(joined, "pos", part_name="word/settings1.xml") == ["sectEnd"]


def test_comments_come_along() -> None:
    def letter(text: str) -> bytes:
        comment = f'<w:comment w:id="0" w:author="a">{p(text)}</w:comment>'
        content = (
            '<w:commentRangeStart w:id="0"/>' + r("x") + '<w:commentRangeEnd w:id="0"/>'
            '<w:r><w:commentReference w:id="0"/></w:r>'
        )
        return docx(p(content), parts={"word/comments.xml": root("comments", comment)})

    joined = join_letters([letter("A"), letter("B")])
    assert texts(joined, "word/comments.xml") == ["A", "B"]
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert values(joined, name, f"{{{W}}}id") == ["0", "1"]


def test_one_letter_and_none() -> None:
    assert texts(join_letters([docx("a")])) == ["a"]
    with pytest.raises(ValueError, match="there is no letter"):
        join_letters([])
    with pytest.raises(TemplateError):
        join_letters([docx("a"), b""])


# What begins with < would be taken for XML.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=8
).filter(lambda text: not text.startswith("<"))
BLOCK = st.one_of(
    WORDS.map(lambda text: p(r(text))),
    WORDS.map(lambda text: tbl([tc(p(r(text))), "x"])),
    WORDS.map(lambda text: p(bookmark("mark", 1, text), field(" REF mark \\h ", shown=text))),
    WORDS.map(lambda text: p("in a section", properties="<w:sectPr/>") + p(r(text))),
    WORDS.map(lambda text: listed(text, 1)),
)


@given(st.lists(st.lists(BLOCK, max_size=4), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_the_texts_of_all_letters_in_their_order(letters: list[list[str]]) -> None:
    made = [docx(*blocks, parts={"word/numbering.xml": numbering()}) for blocks in letters]
    joined = join_letters(made)
    assert_sound(joined)
    assert [t for t in texts(joined) if t] == [t for data in made for t in texts(data) if t]
    for name in ("bookmarkStart", "bookmarkEnd"):
        found = values(joined, name, f"{{{W}}}id")
        assert values(joined, "bookmarkStart", f"{{{W}}}id") == found
    own = [each for data in made for each in values(data, "bookmarkStart", f"{{{W}}}name")]
    found = values(joined, "bookmarkStart", f"{{{W}}}name")
    assert [name.split("_")[0] for name in found if not name.startswith("_docgen")] == own


# The shipped circular


def copies(language: str) -> list[bytes]:
    """The first few addressed copies in a language."""
    own = (x for x in all_letters("circular") if x.language == language and x.recipient)
    return [letter.data for letter in own][:6]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_circulars_are_valid_and_whole(language: str, tmp_path: Path) -> None:
    letters = copies(language)
    joined = join_letters(letters)
    assert faults_of(joined, tmp_path) == []
    assert texts(joined) == [text for data in letters for text in texts(data)]
    assert values(joined, "pgNumType", f"{{{W}}}start") == ["1"] * len(letters)
    single = {name for name in names(letters[0]) if "media" in name or "header" in name}
    assert {name for name in names(joined) if "media" in name or "header" in name} == single


@pytest.mark.office
def test_on_paper_each_letter_is_as_by_itself(tmp_path: Path) -> None:
    program = soffice()
    if program is None:
        pytest.skip("LibreOffice is not on this machine")
    files: list[Path] = []
    for language in ("ar", "fr", "ru"):
        letters = copies(language)[:4]
        for number, data in enumerate([*letters, join_letters(letters)]):
            files.append(tmp_path / f"{language}-{number}.docx")
            files[-1].write_bytes(data)
    convert(program, files, tmp_path)
    by_language: dict[str, list[Path]] = {}
    for file in files:
        by_language.setdefault(file.stem[:2], []).append(file.with_suffix(".pdf"))
    for own in by_language.values():
        *single, joined = (read_pages(file) for file in own)
        assert _lines(joined) == _lines(page for pages in single for page in pages)


def _lines(pages: Iterable[Page]) -> list[list[str]]:
    """Each page's lines as they are printed, page numbers and numbers of lists among them."""
    return [[loose(line) for line in page.lines] for page in pages]
