"""The Word templates that the letterhead makes: structure, languages, validity, constancy."""

from __future__ import annotations

import io
import os
import posixpath
import struct
import subprocess
import sys
import zipfile
import zlib
from functools import cache
from pathlib import Path

import ooxml_integrity
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.diagnostics import LanguageFormError, TemplateError
from docgen.languages import CODES, get
from docgen.letterhead import Wording, build, build_all, read_emblem, read_wording, same_template
from docgen.letterhead.body import latin_words
from docgen.letterhead.inline import ESCAPABLE
from docgen.letterhead.styles import WORDING_STYLES

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
EMBLEM = (TEMPLATES / "emblem.png").read_bytes()
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
SAMPLE = """\
title: {{ letter.subject }}
subject: A & B <c>

[Date] Geneva
::: reference
[Reference] Ref.: | **{{ circular.reference }}**
::: addressee
{%p if recipient %}
[Addressee] To: | {{ recipient.addressee }}
{%p endif %}
[Addressee] | – All
:::
[Subject] Subject: | *{{ letter.subject }}*
See [@two], [@one] and [@deep].
# First [#one]
Text “quoted” {{ a }} (NoW in ITU-T) `{{ b }}` and {{r c }}.
# Second {{ x }} [#two]
- item
[Contact] Contact
[Closing] Close
[Signed] (signed)
[Signature] Name
[Enclosure] Annex: 1
[Annex Number] Annex 1
## Ann
[Annex Number] Annex 2
## Ann
## Ben [#deep]
"""


def wording_of(text: str) -> Wording:
    outcome = read_wording(text, "x.md")
    assert outcome.findings == ()
    assert outcome.value is not None
    return outcome.value


def built(text: str, language: str = "en") -> dict[str, bytes]:
    data = build(wording_of(text), language, EMBLEM, "emblem.png")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def part(language: str, name: str) -> etree._Element:
    return etree.fromstring(built(SAMPLE, language)[name])


def find(node: etree._Element, path: str) -> list[etree._Element]:
    found = node.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, etree._Element)]


def values(node: etree._Element, path: str) -> list[str]:
    found = node.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(one) for one in found]


def style(language: str, identifier: str) -> etree._Element:
    (found,) = find(part(language, "word/styles.xml"), f"w:style[@w:styleId='{identifier}']")
    return found


def text_of(paragraph: etree._Element) -> str:
    return "".join(values(paragraph, ".//w:t/text()"))


@cache
def shipped() -> dict[Path, bytes]:
    outcome = build_all(TEMPLATES)
    assert outcome.findings == ()
    assert outcome.value is not None
    return outcome.value


# The shipped templates


def test_every_wording_has_its_word_file() -> None:
    assert sorted(path.relative_to(TEMPLATES).as_posix() for path in shipped()) == sorted(
        path.relative_to(TEMPLATES).with_suffix(".docx").as_posix()
        for path in TEMPLATES.glob("*/*.md")
    )
    for document in ("circular", "roadmap"):
        assert {path.stem for path in shipped() if path.parent.name == document} == set(CODES)


def test_wordings_and_word_files_are_in_step() -> None:
    differ = [
        path.relative_to(ROOT).as_posix()
        for path, data in shipped().items()
        if not path.is_file() or not same_template(path.read_bytes(), data)
    ]
    assert differ == [], "run: docgen templates build"


def test_shipped_templates_are_valid(tmp_path: Path) -> None:
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    for path, data in shipped().items():
        copy = tmp_path / f"{path.parent.name}-{path.name}"
        copy.write_bytes(data)
        assert [str(fault) for fault in validator.validate(copy).errors] == [], path
        assert [str(fault) for fault in ooxml_integrity.check(copy)] == [], path


def test_shipped_templates_are_small() -> None:
    assert len(EMBLEM) < 30_000
    for path, data in shipped().items():
        assert len(data) - len(EMBLEM) < 15_000, path


def test_tags_that_take_a_paragraph_stand_alone_in_it() -> None:
    for path, data in shipped().items():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = etree.fromstring(archive.read("word/document.xml"))
        texts = [text_of(one) for one in find(document, "//w:p")]
        tags = [text for text in texts if "{%p" in text]
        assert all(tag.startswith("{%p") and tag.endswith("%}") for tag in tags), path
        assert all(texts), path


# Constancy


def test_same_wording_same_bytes_under_any_hash_seed() -> None:
    script = (
        "import hashlib,sys;from pathlib import Path;from docgen.letterhead import build_all;"
        "o=build_all(Path(sys.argv[1]));h=hashlib.sha256();"
        "[h.update(str(k).encode()+v) for k,v in o.value.items()];print(h.hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-B", "-c", script, str(TEMPLATES)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu"))
    }
    assert len(digests) == 1


def test_the_archive_says_nothing_of_its_maker() -> None:
    data = build(wording_of(SAMPLE), "en", EMBLEM, "emblem.png")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}
    assert {entry.external_attr for entry in entries} == {0o600 << 16}


def test_same_template_does_not_look_at_compression() -> None:
    data = build(wording_of(SAMPLE), "en", EMBLEM, "emblem.png")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in built(SAMPLE).items():
            archive.writestr(name, content)
    assert same_template(data, target.getvalue())
    assert not same_template(data, build(wording_of(SAMPLE), "fr", EMBLEM, "emblem.png"))
    assert not same_template(data, b"")
    assert not same_template(b"", b"")


# The package


@pytest.mark.parametrize("language", CODES)
def test_parts_types_and_relationships_agree(language: str) -> None:
    parts = built(SAMPLE, language)
    types = etree.fromstring(parts["[Content_Types].xml"])
    overrides = {name.removeprefix("/") for name in values(types, "ct:Override/@PartName")}
    defaults = set(values(types, "ct:Default/@Extension"))
    assert overrides < set(parts)
    for name in parts:
        assert name in overrides or name.rpartition(".")[2] in defaults
    reached = {"[Content_Types].xml"}
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        reached.add(name)
        folder = posixpath.dirname(posixpath.dirname(name))
        targets = values(etree.fromstring(content), "pr:Relationship/@Target")
        reached |= {posixpath.normpath(posixpath.join(folder, target)) for target in targets}
    assert reached == set(parts)


def test_properties_of_the_document() -> None:
    core = part("ar", "docProps/core.xml")
    assert values(core, "dc:title/text()") == ["{{ letter.subject }}"]
    assert values(core, "dc:subject/text()") == ["A & B <c>"]
    assert values(core, "dc:creator/text()") == ["{{ bureau.name }}"]
    assert values(core, "dc:language/text()") == [get("ar").tag]
    # A tag in the place of a date is a damaged file to Word.
    assert values(core, "dcterms:*") == []


def test_settings() -> None:
    settings_part = part("zh", "word/settings.xml")
    mode = "w:compat/w:compatSetting[@w:name='compatibilityMode']/@w:val"
    assert values(settings_part, mode) == ["15"]
    assert values(settings_part, "w:themeFontLang/@w:eastAsia") == ["zh-CN"]
    assert find(settings_part, "w:updateFields | w:evenAndOddHeaders") == []


def test_section() -> None:
    for language in CODES:
        (section,) = find(part(language, "word/document.xml"), "w:body/w:sectPr")
        assert values(section, "w:pgSz/@*") == ["11906", "16838"]
        assert len(find(section, "w:titlePg")) == 1
        assert len(find(section, "w:bidi")) == (language == "ar")
        kinds = values(section, "(w:headerReference | w:footerReference)/@w:type")
        assert kinds == ["default", "first", "first"]


# Headers and footers


def test_letterhead() -> None:
    header = part("en", "word/header2.xml")
    assert [text_of(one) for one in find(header, ".//w:p")] == [
        "", "{{ union.name }}", "{{ bureau.name }}", "",
    ]  # fmt: skip
    assert values(header, ".//w:p/w:pPr/w:pStyle/@w:val") == [
        "LetterheadBureau", "LetterheadUnion", "LetterheadBureau", "LetterheadRule",
    ]  # fmt: skip
    (size,) = find(header, ".//wp:extent")
    assert (size.get("cx"), size.get("cy")) == ("684000", "684000")
    assert values(header, ".//wp:docPr/@descr") == ["Emblem of the Union"]
    assert values(header, ".//a:blip/@r:embed") == ["rId1"]


def test_page_number_from_the_second_page_on() -> None:
    header = part("en", "word/header1.xml")
    assert text_of(header) == "– 2 –"
    assert values(header, ".//w:instrText/text()") == [" PAGE "]
    assert values(header, ".//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]


def test_address_line() -> None:
    for language in CODES:
        footer = part(language, "word/footer1.xml")
        assert text_of(footer) == (
            "{{ union.name }} · {{ union.address }} · {{ union.telephone | ltr }}"
            " · {{ union.website | ltr }}"
        )
        latin = [text_of(run) for run in find(footer, ".//w:r[not(w:rPr/w:rtl)]")]
        if language == "ar":
            assert latin == [
                "{{ union.address }}", "{{ union.telephone | ltr }}", "{{ union.website | ltr }}",
            ]  # fmt: skip


def test_everything_unseen_is_named_in_the_language_of_the_letter() -> None:
    words = {
        language: (
            *values(part(language, "word/header2.xml"), ".//wp:docPr/@descr"),
            *values(part(language, "word/document.xml"), "//w:tblCaption/@w:val"),
            *values(part(language, "word/document.xml"), "//w:tblDescription/@w:val"),
        )
        for language in CODES
    }
    assert all(len(said) == 3 and all(said) for said in words.values())
    assert len(set(words.values())) == len(CODES)


# Styles


@pytest.mark.parametrize("language", CODES)
def test_styles_are_whole(language: str) -> None:
    styles = part(language, "word/styles.xml")
    known = values(styles, "w:style/@w:styleId")
    assert len(known) == len(set(known))
    assert set(WORDING_STYLES.values()) < set(known)
    named = values(styles, "w:style/w:basedOn/@w:val | w:style/w:next/@w:val")
    assert set(named) <= set(known)
    assert values(styles, "w:style[@w:default]/@w:styleId") == [
        "Normal", "DefaultParagraphFont", "TableNormal", "NoList",
    ]  # fmt: skip
    for paragraph in find(part(language, "word/document.xml"), "//w:p"):
        assert len(values(paragraph, "w:pPr/w:pStyle/@w:val")) == 1
    used = values(
        part(language, "word/document.xml"), "//*[self::w:pStyle or self::w:rStyle]/@w:val"
    )
    assert set(used) <= set(known)


@pytest.mark.parametrize("language", CODES)
def test_every_script_has_font_size_and_language(language: str) -> None:
    (defaults,) = find(part(language, "word/styles.xml"), "w:docDefaults/w:rPrDefault/w:rPr")
    (fonts,) = find(defaults, "w:rFonts")
    said = get(language).fonts
    assert {etree.QName(key).localname: value for key, value in fonts.attrib.items()} == {
        "ascii": said.latin,
        "hAnsi": said.latin,
        "eastAsia": said.east_asian,
        "cs": said.complex_script,
    }
    (lang,) = find(defaults, "w:lang")
    assert get(language).tag in lang.attrib.values()
    assert len(lang.attrib) == 3
    for one, both in (("w:sz", "w:szCs"), ("w:b", "w:bCs"), ("w:i", "w:iCs")):
        for name in ("styles", "document", "numbering"):
            alone = f"//w:rPr[{one} and not({both}) or {both} and not({one})]"
            assert find(part(language, f"word/{name}.xml"), alone) == [], name
    assert set(values(part(language, "word/fontTable.xml"), "w:font/@w:name")) >= set(said)


def test_built_in_names_are_not_marked_as_custom() -> None:
    names = values(part("en", "word/styles.xml"), "w:style[not(@w:customStyle)]/w:name/@w:val")
    assert names == [
        "Normal", "Body Text", "heading 1", "heading 2", "List Bullet", "Date", "Salutation",
        "Closing", "Signature", "header", "footer", "Default Paragraph Font", "Strong", "Emphasis",
        "Hyperlink", "Normal Table", "No List",
    ]  # fmt: skip


def test_the_signature_is_never_alone_on_a_page() -> None:
    for identifier in ("Contact", "Closing", "Signed", "Signature"):
        assert len(find(style("en", identifier), "w:pPr/w:keepNext")) == 1
        assert len(find(style("en", identifier), "w:pPr/w:keepLines")) == 1
    assert find(style("en", "Enclosure"), "w:pPr/w:keepNext") == []
    assert len(find(style("en", "Request"), "w:pPr/w:keepNext")) == 1
    assert len(find(style("en", "AnnexNumber"), "w:pPr/w:pageBreakBefore")) == 1


def test_outline_levels_do_not_jump() -> None:
    levels = {
        identifier: values(style("en", identifier), "w:pPr/w:outlineLvl/@w:val")
        for identifier in ("Heading1", "Heading2", "AnnexTitle", "AnnexHeading")
    }
    assert levels == {"Heading1": ["0"], "Heading2": ["1"], "AnnexTitle": ["0"], "AnnexHeading": []}
    assert values(style("en", "AnnexHeading"), "w:basedOn/@w:val") == ["Heading2"]


def test_chinese_body_text_is_indented_by_two_characters() -> None:
    assert values(style("zh", "BodyText"), "w:pPr/w:ind/@*") == ["200", "420"]
    assert values(style("zh", "BodyText"), "w:pPr/w:jc/@w:val") == ["both"]
    assert values(style("zh", "ListBullet"), "w:basedOn/@w:val") == ["Normal"]
    assert values(style("en", "BodyText"), "w:pPr/w:ind/@*") == []
    assert values(style("zh", "Emphasis"), "w:rPr/w:rFonts/@w:eastAsia") == ["KaiTi"]


# Numbering


def test_numbering_hangs_on_the_styles() -> None:
    numbering = part("en", "word/numbering.xml")
    for number in values(numbering, "w:num/@w:numId"):
        reference = f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val"
        (abstract,) = values(numbering, reference)
        levels = find(numbering, f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl")
        for level in levels:
            for identifier in values(level, "w:pStyle/@w:val"):
                properties = "w:pPr/w:numPr/w:numId/@w:val"
                assert values(style("en", identifier), properties) == [number]
                at = values(style("en", identifier), "w:pPr/w:numPr/w:ilvl/@w:val") or ["0"]
                assert at == values(level, "@w:ilvl")
    assert find(part("en", "word/document.xml"), "//w:numPr") == []


def test_bullets_by_custom_of_the_language() -> None:
    bullet = "w:abstractNum/w:lvl[w:pStyle/@w:val='ListBullet']/w:lvlText/@w:val"
    shown = {
        language: values(part(language, "word/numbering.xml"), bullet)[0] for language in CODES
    }
    assert shown == {"ar": "•", "en": "•", "es": "•", "fr": "–", "ru": "–", "zh": "•"}


def test_lists_are_the_same_in_every_document() -> None:
    other = built("title: x\n\nText", "fr")
    assert other["word/numbering.xml"] == built(SAMPLE, "fr")["word/numbering.xml"]
    assert other["word/styles.xml"] == built(SAMPLE, "fr")["word/styles.xml"]


# The body


def test_cross_references() -> None:
    document = part("en", "word/document.xml")
    assert values(document, "//w:instrText/text()") == [
        r" REF _Ref_two \r \h ", r" REF _Ref_one \r \h ", r" REF _Ref_deep \r \h ",
    ]  # fmt: skip
    (paragraph,) = find(document, "//w:p[w:r/w:instrText]")
    assert text_of(paragraph) == "See 2, 1 and 2."
    starts = {one.get(f"{{{NAMES['w']}}}name"): one for one in find(document, "//w:bookmarkStart")}
    assert set(starts) == {"_Ref_one", "_Ref_two", "_Ref_deep"}
    identifiers = values(document, "//w:bookmarkStart/@w:id")
    assert len(set(identifiers)) == 3
    assert identifiers == values(document, "//w:bookmarkEnd/@w:id")
    heading = starts["_Ref_two"].getparent()
    assert heading is not None
    assert text_of(heading) == "Second {{ x }}"


@pytest.mark.parametrize("language", CODES)
def test_a_tag_stands_in_one_run(language: str) -> None:
    for text in values(part(language, "word/document.xml"), "//w:t/text()"):
        for opening, closing in (("{{", "}}"), ("{%", "%}")):
            assert text.count(opening) == text.count(closing)
    assert "{{r c }}" in values(part(language, "word/document.xml"), "//w:t/text()")


def test_the_reference_table() -> None:
    document = part("en", "word/document.xml")
    (table,) = find(document, "//w:tbl")
    grid = values(table, "w:tblGrid/w:gridCol/@w:w")
    assert grid == values(table, "w:tr/w:tc/w:tcPr/w:tcW/@w:w")
    assert sum(map(int, grid)) == int(values(table, "w:tblPr/w:tblW/@w:w")[0]) == 9638
    assert len(find(table, "w:tr/w:trPr/w:tblHeader")) == 1
    assert values(table, "w:tblPr/w:tblLook/@w:firstRow") == ["1"]
    assert find(table, "w:tblPr/w:bidiVisual") == []
    assert [
        (values(one, "w:pPr/w:pStyle/@w:val")[0], text_of(one)) for one in find(table, ".//w:p")
    ] == [
        ("Reference", "Ref.:{{ circular.reference }}"),
        ("BodyText", "{%p if recipient %}"),
        ("Addressees", "To:{{ recipient.addressee }}"),
        ("BodyText", "{%p endif %}"),
        ("AddresseeItem", "– All"),
    ]
    assert values(table, ".//w:r[w:t='{{ circular.reference }}']/w:rPr/w:rStyle/@w:val") == [
        "Strong"
    ]


def test_formatting_is_by_style_alone() -> None:
    for language in CODES:
        document = part(language, "word/document.xml")
        found = find(document, "//w:body/*//w:pPr/* | //w:body/w:p/w:pPr/*")
        assert {etree.QName(one).localname for one in found} <= {"pStyle", "bidi", "rPr"}
        runs = {etree.QName(one).localname for one in find(document, "//w:r/w:rPr/*")}
        assert runs <= {"rStyle", "rFonts", "rtl"}


# Languages


def test_arabic_runs_from_right_to_left_all_through() -> None:
    for name in ("document", "header1", "header2", "footer1"):
        tree = part("ar", f"word/{name}.xml")
        assert find(tree, "//w:p[not(w:pPr/w:bidi)]") == [], name
        assert find(tree, "//w:tbl[not(w:tblPr/w:bidiVisual)]") == [], name
    document = part("ar", "word/document.xml")
    left_to_right = [text_of(run) for run in find(document, "//w:r[not(w:rPr/w:rtl)][w:t]")]
    assert "{{ b }}" in left_to_right
    assert "NoW in ITU-T" in left_to_right
    assert not any("{{ a }}" in text for text in left_to_right)
    assert len(find(part("ar", "word/styles.xml"), "w:docDefaults/w:pPrDefault/w:pPr/w:bidi")) == 1


def test_other_languages_run_from_left_to_right() -> None:
    for language in set(CODES) - {"ar"}:
        for name, content in built(SAMPLE, language).items():
            if name.endswith(".xml"):
                directed = "//w:bidi | //w:rtl | //w:bidiVisual"
                assert find(etree.fromstring(content), directed) == [], name


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("قطاع ITU-T في", [("قطاع ", False), ("ITU-T", True), (" في", False)]),
        ("(NoW in ITU-T)،", [("(", False), ("NoW in ITU-T", True), (")،", False)]),
        ("عام 2024", [("عام 2024", False)]),
        ("شبكة 5G.", [("شبكة ", False), ("5G", True), (".", False)]),
        ("a@b.int", [("a@b.int", True)]),
        ("{{ abc | def }} ITU", [("{{ abc | def }}", False), (" ", False), ("ITU", True)]),
    ],
)
def test_latin_words_in_arabic(text: str, pieces: list[tuple[str, bool]]) -> None:
    assert list(latin_words(text)) == pieces


def test_figures_between_backquotes_keep_their_order_in_arabic() -> None:
    texts = {
        "`+41 22 730`": ["\u200e+41 22 730\u200e"],
        "`+41 22 ITU`": ["+41 22 ITU"],
        "`{{ telephone }}`": ["{{ telephone }}"],
    }
    for text, shown in texts.items():
        document = etree.fromstring(built(f"title: x\n\n{text}", "ar")["word/document.xml"])
        assert values(document, "//w:t/text()") == shown
        document = etree.fromstring(built(f"title: x\n\n{text}", "en")["word/document.xml"])
        assert values(document, "//w:t/text()") == [text.strip("`")]


def test_chinese_punctuation_is_set_in_the_chinese_font() -> None:
    document = part("zh", "word/document.xml")
    (run,) = find(document, "//w:r[contains(w:t, '“quoted”')]")
    assert values(run, "w:rPr/w:rFonts/@w:hint") == ["eastAsia"]


@given(
    st.text(
        alphabet=st.characters(
            exclude_categories=("Cs", "Cc"), exclude_characters="{}\ufffe\uffff"
        ),
        min_size=1,
    ).filter(lambda text: text.strip(" ")),
    st.sampled_from(CODES),
)
@settings(max_examples=150, deadline=None)
def test_any_plain_text_comes_out_whole(text: str, language: str) -> None:
    escaped = "".join(f"\\{mark}" if mark in ESCAPABLE else mark for mark in text)
    document = etree.fromstring(built(f"title: x\n\n{escaped}", language)["word/document.xml"])
    (paragraph,) = find(document, "w:body/w:p")
    assert text_of(paragraph) == text.strip(" ")
    for run in find(paragraph, "w:r/w:t"):
        kept = run.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        assert kept or run.text == (run.text or "").strip()


@pytest.mark.parametrize("language", CODES)
def test_the_sample_is_valid(language: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(build(wording_of(SAMPLE), language, EMBLEM, "emblem.png"))
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    assert [str(fault) for fault in result.errors] == []
    assert [str(fault) for fault in ooxml_integrity.check(path)] == []


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageFormError):
        build(wording_of("title: x\n\ny"), "de", EMBLEM, "emblem.png")


# The emblem


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * (width + 1) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def jpeg(width: int, height: int) -> bytes:
    segment = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + segment + frame + b"\xff\xd9"


@pytest.mark.parametrize(
    ("data", "size", "extension"),
    [
        (png(100, 100), (684_000, 684_000), "png"),
        (png(200, 100), (1_368_000, 684_000), "png"),
        (png(1000, 100), (2_160_000, 216_000), "png"),
        (png(50, 100), (342_000, 684_000), "png"),
        (jpeg(300, 150), (1_368_000, 684_000), "jpeg"),
    ],
)
def test_an_emblem_keeps_its_proportions(
    data: bytes, size: tuple[int, int], extension: str, tmp_path: Path
) -> None:
    emblem = read_emblem(data, "emblem.png").value
    assert emblem is not None
    assert (emblem.width, emblem.height) == size
    assert emblem.extension == extension
    path = tmp_path / "x.docx"
    path.write_bytes(build(wording_of("title: x\n\ny"), "ar", data, "emblem"))
    assert OpenXmlValidator().validate(path).is_valid


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the emblem is neither PNG nor JPEG"),
        (b"GIF89a", "the emblem is neither PNG nor JPEG"),
        (png(10, 10)[:-8], "the emblem is damaged"),
        (png(10, 10)[:20], "the emblem is damaged"),
        (png(0, 10), "the emblem is damaged"),
        (jpeg(10, 10)[:-2], "the emblem is damaged"),
        (jpeg(0, 10), "the emblem is damaged"),
        (b"\xff\xd8\xff\xe0\x00\x00\xff\xd9", "the emblem is damaged"),
        (b"\xff\xd8\xff\xd9", "the emblem is damaged"),
        (bytes(2_000_001), "the emblem has 2,000,001 bytes"),
    ],
)
def test_a_broken_emblem_is_a_finding(data: bytes, message: str) -> None:
    outcome = read_emblem(data, "templates/emblem.png")
    assert outcome.value is None
    assert [(f.code, str(f.place), f.message) for f in outcome.findings] == [
        ("T032", "templates/emblem.png", message)
    ]
    with pytest.raises(TemplateError) as raised:
        build(wording_of("title: x\n\ny"), "en", data, "templates/emblem.png")
    assert raised.value.findings == outcome.findings


@given(st.binary(max_size=200), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]))
@settings(max_examples=200, deadline=None)
def test_no_bytes_of_an_emblem_raise(data: bytes, start: bytes) -> None:
    outcome = read_emblem(start + data, "emblem.png")
    assert (outcome.value is None) == bool(outcome.findings)


# The folder


def test_a_folder_of_wordings(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "note").mkdir(parents=True)
    (folder / "emblem.jpg").write_bytes(jpeg(10, 10))
    (folder / "note" / "fr.md").write_text("title: x\n\ny\n", encoding="utf-8")
    outcome = build_all(folder)
    assert outcome.value is not None
    assert list(outcome.value) == [folder / "note" / "fr.docx"]
    assert sorted(path.name for path in (folder / "note").iterdir()) == ["fr.md"]


def test_every_fault_of_a_folder_in_one_run(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "note").mkdir(parents=True)
    (folder / "note" / "de.md").write_text("title: x\n\ny\n", encoding="utf-8")
    (folder / "note" / "en.md").write_text("title: x\n\n**y\n", encoding="utf-8")
    (folder / "note" / "fr.md").write_bytes(b"title: x\n\n\xe9\n")
    outcome = build_all(folder)
    assert outcome.value is None
    assert [(f.code, str(f.place)) for f in outcome.findings] == [
        ("T032", "templates/emblem.png"),
        ("C010", "templates/note/de.md"),
        ("T030", "templates/note/en.md line 3"),
        ("T030", "templates/note/fr.md line 3"),
    ]
