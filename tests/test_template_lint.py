"""Linting of templates: each rule on both sides, and the annotated copy read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from word import (
    docx,
    entries_of,
    local,
    p,
    r,
    relationships,
    root,
    split,
    tbl,
    tc,
    text_box,
    tr,
    tree,
    zipped,
)

from docgen import campaign
from docgen.campaign import Campaign
from docgen.campaign.printed import printed_forms
from docgen.diagnostics import Finding, Severity
from docgen.languages import CODES, get
from docgen.letterhead.styles import house_styles
from docgen.merge import Setting, TemplateLoader
from docgen.template import Template
from docgen.template.lint import lint_file
from docgen.template.typed_facts import TypedFacts

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
SHIPPED = sorted(TEMPLATES.glob("*/*.docx"))
HERE = "t.docx paragraph 1"
Found = list[tuple[str, str]]


def told(findings: list[Finding]) -> Found:
    return [(finding.code, str(finding.place)) for finding in findings]


def lint(data: bytes, **options: Any) -> Found:
    return told(lint_file(data, shown_as="t.docx", **options))


def of(*content: str, **options: Any) -> Found:
    return lint(docx(*content), **options)


@cache
def shipped_campaign() -> Campaign:
    value = campaign.load(ROOT / "campaign.toml").value
    assert value is not None
    return value


@cache
def forms(language: str) -> Mapping[str, str]:
    return printed_forms(shipped_campaign(), language)


# The shipped templates


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_shipped_templates_are_clean(path: Path) -> None:
    facts, language = shipped_campaign(), path.stem
    name = f"{path.parent.name}/{language}"
    kind = facts.kinds[path.parent.name]
    found = lint_file(
        path.read_bytes(),
        shown_as=f"{name}.docx",
        language=language,
        loader=TemplateLoader(TEMPLATES, language),
        fields=Setting(facts, kind, facts.circular.date, {}).fields(language),
        styles=[style.name for style in house_styles(get(language)) if style.kind == "paragraph"],
        facts=forms(language),
    )
    assert told(found) == []


def test_the_shipped_templates_are_thirty() -> None:
    assert len(SHIPPED) == 30


# T010 to T020: files that do not compile, and names


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (["a", "{{ x"], [("T010", "t.docx paragraph 2")]),
        (["{% if x %}", "b"], [("T011", HERE)]),
        (["{% if x %}{% for y in z %}{% endif %}{% endfor %}"], [("T011", HERE), ("T011", HERE)]),
        (["{{ x | longdate }}"], [("T013", HERE)]),
        (["{{ x", "a {%p if y %}", "{%p endif %}"],
         [("T010", HERE), ("T040", "t.docx paragraph 2")]),
    ],
)  # fmt: skip
def test_files_that_do_not_compile(content: list[str], found: Found) -> None:
    assert of(*content) == found


def test_files_that_are_no_word_files() -> None:
    assert lint(b"") == [("T002", "t.docx")]
    assert lint(zipped({"a.txt": "a"})) == [("T002", "t.docx")]
    assert lint(b"PK\x03\x04 cut off") == [("T003", "t.docx")]


def test_unknown_names() -> None:
    data = docx("{{ name }}", "{{ nmae }}")
    (found,) = Template(data, shown_as="t.docx").lint({"name"})
    assert told([found]) == [("T020", "t.docx paragraph 2")]
    assert found.hint == "did you mean name?"
    (found,) = Template(docx("{{ q }}")).lint({f"name.of.a.fact{n}" for n in range(40)})
    assert found.hint == "campaign.toml and the lists say which names there are"
    (found,) = Template(docx("{{ q }}")).lint({"name", "date"})
    assert found.hint == "known: date, name"


def test_lint_without_anything_handed_in() -> None:
    data = docx(p("{{ x }} WTSA-24", style="Foreign"))
    assert Template(data, shown_as="t.docx").lint() == []


# T040


@pytest.mark.parametrize(
    "content",
    [
        "a {%p if x %}",
        "{%p if x %} a",
        "{%p if x %}{{ y }}",
        "{%p if x %}{% set z = 1 %}",
        p("{%p if x %}", "<w:r><w:drawing/></w:r>"),
    ],
)
def test_a_tag_that_shares_its_paragraph(content: str) -> None:
    assert of(content, "{%p endif %}") == [("T040", HERE)]


@pytest.mark.parametrize(
    "content",
    ["{%p if x %}", "  {%p if x %}\t\n", split("{%p if x %}", 2, 5), "{%p if x %}{#p note #}"],
)
def test_a_tag_alone_in_its_paragraph(content: str) -> None:
    assert of(p(content) if content.startswith("<") else content, "a", "{%p endif %}") == []


def test_a_comment_and_a_value_that_share_their_paragraph() -> None:
    assert of("{#p note #} a", "{{p x }} a") == [("T040", HERE), ("T040", "t.docx paragraph 2")]
    assert of("{% raw %}{%p x %} a{% endraw %}") == []


# T041

CELL_1, CELL_2 = ("t.docx paragraph 1 (table 1, row 1, cell 1)",
                  "t.docx paragraph 2 (table 1, row 1, cell 2)")  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        tbl(["{% if x %}a", "b{% endif %}"]),
        tbl(["{% for x in y %}a", "b{% endfor %}"]),
        tbl(["{%p if x %}", "{%p endif %}"]),
        tbl(["{% if x %}a", "b"], ["c{% endif %}", "d"]),
        tbl(["{% if x %}a{% else %}", "b{% endif %}"]),
    ],
)
def test_a_block_around_half_a_row(table: str) -> None:
    assert ("T041", CELL_1) in of(table)


@pytest.mark.parametrize(
    "table",
    [
        tbl(["{% if x %}a{% endif %}", "{% for x in y %}b{% endfor %}"]),
        tbl(tr(tc("{%p if x %}", "a", "{%p endif %}"))),
        tbl(["{%tr if x %}"], ["a"], ["{%tr endif %}"]),
        tbl(["{%tc if x %}", "a", "{%tc endif %}"]),
        p("{%p if x %}") + tbl(["a", "b"]) + p("{%p endif %}"),
        tbl(["{%tr for x in y %}", "a{% if x %}b{% endif %}", "{%tr endfor %}"]),
    ],
)
def test_a_block_around_whole_cells_and_rows(table: str) -> None:
    assert "T041" not in dict(of(table))


# T042


def test_curly_quotation_marks() -> None:
    (found,) = lint_file(docx("{{ x | default(“a”) }}"), shown_as="t.docx")
    assert (found.code, str(found.place), found.severity) == ("T042", HERE, Severity.NOTE)
    assert of('{{ x | default("l’an") }} “a”', "{# “a” #}") == []


# T043

STYLES = root(
    "styles",
    '<w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="a2"><w:name w:val="Body Txt"/></w:style>',
)


def test_styles_that_the_letterhead_lacks() -> None:
    data = docx(
        p("a", style="a1"), p("b", style="a2"), p("c", style="a2"), p("d", style="Gone"), "e",
        parts={"word/styles.xml": STYLES, "word/header1.xml": root("hdr", p("f", style="a2"))},
    )  # fmt: skip
    found = lint_file(data, shown_as="t.docx", styles=["Heading 1", "Body Text"])
    assert told(found) == [
        ("T043", "t.docx paragraph 2"),
        ("T043", "t.docx paragraph 4"),
        ("T043", "t.docx header1 paragraph 1"),
    ]
    assert "also of 1 more" in found[0].message
    assert found[0].hint == "did you mean Body Text?"
    assert "Gone" in found[1].message
    assert lint(data, styles=["Heading 1", "Body Txt", "Gone"]) == []
    assert lint(data) == []


# T044


@pytest.mark.parametrize(
    ("properties", "what"),
    [
        ('<w:rFonts w:ascii="Arial"/>', "font"),
        ('<w:rFonts w:asciiTheme="minorHAnsi" w:hint="eastAsia"/>', "font"),
        ('<w:sz w:val="24"/><w:szCs w:val="24"/>', "size"),
        ('<w:color w:val="FF0000"/>', "colour"),
        ('<w:rFonts w:cs="Arial"/><w:color w:val="FF0000"/><w:sz w:val="1"/>',
         "font and a colour and a size"),
    ],
)  # fmt: skip
def test_a_tag_formatted_by_hand(properties: str, what: str) -> None:
    (found,) = lint_file(docx(p("a", r("{{ x }}", properties))), shown_as="t.docx")
    assert (found.code, str(found.place)) == ("T044", HERE)
    assert found.message == f"{{{{ x }}}} has a {what} of its own"
    assert of(p(r("{{ ", properties), "x }}")) == [("T044", HERE)]


@pytest.mark.parametrize(
    "content",
    [
        p(r("a", '<w:sz w:val="24"/>'), "{{ x }}"),
        p(r("{{ x }}", '<w:rStyle w:val="Strong"/><w:rFonts w:hint="eastAsia"/><w:rtl/><w:b/>')),
        p(r("{% if x %}", '<w:color w:val="808080"/>'), "a{% endif %}"),
        p(r("{{ x }}"), properties='<w:rPr><w:sz w:val="24"/></w:rPr>'),
    ],
)
def test_a_tag_formatted_by_its_style(content: str) -> None:
    assert of(content) == []


# T045


@pytest.mark.parametrize(
    ("language", "text", "tags"),
    [
        ("en", "held from 15 to 24 October 2024", ["{{ assembly.dates | date_span }}"]),
        ("en", "held on 15–24 October 2024", ["{{ assembly.dates | date_range }}"]),
        ("en", "Geneva,\u00a06\u00a0March 2024", ["{{ circular.date | long_date }}"]),
        ("en", "no later than 5 April", ["{{ deadlines.appointment | day_month }} or "
                                         "{{ deadlines.details | day_month }}"]),
        ("en", "in early April 2024", ["{{ deadlines.management_meeting | month_year }} or "
                                       "{{ deadlines.appointment | month_year }}"]),
        ("en", "for WTSA-24, and WTSA-20",
         ["{{ assembly.acronym }}", "{{ assembly.previous.acronym }}"]),
        ("en", "Ms Charlyne Restivo (charlyne.restivo@itu.int, +41 22 730 5861)",
         ["{{ contact.name }}", "{{ contact.email }}", "{{ contact.telephone }}"]),
        ("en", "TSB CIRCULAR 182", ["{{ circular.reference }}"]),
        ("en", "at least 35% of women", ["{{ assembly.women_target | percent }}"]),
        ("en", "of the 2025-2028 study period",
         ["{{ representatives.term.study_period | year_range }}"]),
        ("zh", "将于2024年10月15-24日在", ["{{ assembly.dates | date_range }}"]),
        ("zh", "在WTSA-24期间", ["{{ assembly.acronym }}"]),
        ("fr", "au moins 35\u202f% de femmes", ["{{ assembly.women_target | percent }}"]),
        ("ru", "Сети женщин", ["{{ network.name.genitive }} or {{ network.name.prepositional }}"]),
        ("ru", "в апреле 2024 года", [
            '{{ deadlines.management_meeting | month_year("prepositional") }} or '
            '{{ deadlines.appointment | month_year("prepositional") }}']),
        ("ar", "لسيزو أونوي", ["{{ signatory.name }}"]),
    ],
)  # fmt: skip
def test_facts_typed_in(language: str, text: str, tags: list[str]) -> None:
    assert [tag for _, tag in TypedFacts(forms(language)).found_in(text)] == tags
    found = lint_file(docx(text), shown_as="t.docx", facts=forms(language))
    assert told(found) == [("T045", HERE)] * len(tags)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "16 March 2024, 5 May 2024, WTSA-2024, 135%, 35, 6, 182, Geneva, TSB, Europe"),
        ("en", "a network of women, 12025-2028"),
        ("en", "Republic of Korea, New Delhi, India, Ms, ITU-T"),
        ("zh", "日内瓦，大韩民国，欧洲"),
        ("ru", "Республика Корея, 35"),
    ],
)
def test_words_that_are_no_typed_facts(language: str, text: str) -> None:
    assert (
        TypedFacts(forms(language)).found_in(text)
        == [
            ("March 2024", "{{ circular.date | month_year }}"),
            ("May 2024", "{{ training.window.first | month_year }}"),
        ][: 2 * text.startswith("16 ")]
    )


def test_facts_are_looked_for_in_text_and_not_in_tags() -> None:
    facts = {"WTSA-24": "{{ a }}", "6 March 2024": "{{ b }}"}
    data = docx(
        '{{ x | default("WTSA-24") }}', "6{{ x }} March 2024", "6 {{ x }}March 2024",
        p(split("see WTSA-24", 6, 8)),
        parts={"word/footer1.xml": root("ftr", p("WTSA-24 and WTSA-24"))},
    )  # fmt: skip
    found = lint_file(data, shown_as="t.docx", facts=facts)
    assert told(found) == [("T045", "t.docx paragraph 4"), ("T045", "t.docx footer1 paragraph 1")]
    assert found[0].hint == "write {{ a }}"


@pytest.mark.parametrize("language", CODES)
def test_every_printed_form_is_found(language: str) -> None:
    facts = TypedFacts(forms(language))
    for form, tag in forms(language).items():
        assert facts.found_in(f"({form})") == [(form, tag)]


@pytest.mark.parametrize("language", CODES)
def test_every_tag_of_a_printed_form_compiles_and_prints_it(language: str) -> None:
    context = shipped_campaign().context(language)
    for form, tags in forms(language).items():
        if re.fullmatch(r"\d{4}-\d\d-\d\d|\d\d([./])\d\d\1\d{4}", form):
            continue  # figures only, which no filter prints
        for tag in tags.split(" or "):
            letter = Template(docx(tag), language=language).render(context)
            printed = "".join(n.text or "" for n in tree(letter).iter() if local(n) == "t")
            assert printed == form


# T046


def file_in(lang: str, language: str | None, *, style: str = "") -> bytes:
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{lang}</w:rPr></w:rPrDefault></w:docDefaults>"
    entries = entries_of("a", parts={"word/styles.xml": root("styles", defaults, style)})
    if language is not None:
        entries["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp="http://schemas.'
            'openxmlformats.org/package/2006/metadata/core-properties">'
            f"<dc:language>{language}</dc:language></cp:coreProperties>"
        )
        entries["_rels/.rels"] = relationships(
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", "metadata/core-properties", "docProps/core.xml"),
        )
    return zipped(entries)


STYLES_AT, CORE_AT = ("T046", "t.docx styles"), ("T046", "t.docx core")


@pytest.mark.parametrize(
    ("lang", "said", "language", "found"),
    [
        ('<w:lang w:val="fr-FR"/>', "fr-FR", "fr", []),
        ('<w:lang w:val="fr-CA"/>', "fr", "fr", []),
        ('<w:lang w:val="en-US"/>', "fr-FR", "fr", [STYLES_AT]),
        ('<w:lang w:val="fr-FR"/>', "en-GB", "fr", [CORE_AT]),
        ('<w:lang w:val="fr-FR"/>', None, "fr", [CORE_AT]),
        ("", "", "fr", [CORE_AT, STYLES_AT]),
        ('<w:lang w:val="ar-SA"/>', "ar-AE", "ar", [STYLES_AT]),
        ('<w:lang w:val="en-GB" w:bidi="ar-SA"/>', "ar-AE", "ar", []),
        ('<w:lang w:val="zh-CN"/>', "zh-CN", "zh", [STYLES_AT]),
        ('<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>', "zh-CN", "zh", []),
        ("", None, None, []),
    ],
)
def test_the_language_of_the_file(
    lang: str, said: str | None, language: str | None, found: Found
) -> None:
    assert lint(file_in(lang, said), language=language) == found


def test_the_language_of_the_default_style() -> None:
    style = ('<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/>'
             '<w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:style>')  # fmt: skip
    assert lint(file_in('<w:lang w:val="en-US"/>', "fr", style=style), language="fr") == []


# T049


def test_a_tag_in_a_tracked_deletion() -> None:
    def deleted(*texts_: str) -> str:
        inside = "".join(f"<w:r><w:delText>{text}</w:delText></w:r>" for text in texts_)
        return f'<w:del w:id="1" w:author="a">{inside}</w:del>'

    (found,) = lint_file(docx(p("a ", deleted("b {{ ", "x }} c"))), shown_as="t.docx")
    assert (found.code, str(found.place)) == ("T049", HERE)
    assert found.message.startswith("{{ x }} stands in a tracked deletion")
    assert of(p("{{ x }}", deleted("gone"))) == []


# T047, T048


def picture(attributes: str = "", inside: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a.png"{attributes}>{inside}</wp:docPr>'
        '<a:graphic><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/'
        'drawingml/2006/picture"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def test_pictures_without_alternative_text() -> None:
    quiet = '<adec:decorative xmlns:adec="urn:adec" val="1"/>'
    old = "<w:r><w:pict><v:shape{}><v:imagedata/></v:shape></w:pict></w:r>"
    assert of(p(picture())) == [("T047", HERE)]
    assert of(p(picture(' descr=""'))) == [("T047", HERE)]
    assert of(p(old.format(""))) == [("T047", HERE)]
    assert of(p(picture(' descr="Emblem"')), p(picture(inside=quiet)), p(text_box(p("a"))),
              p(old.format(' alt="Emblem"'))) == []  # fmt: skip


def test_tables_without_a_header_row() -> None:
    header = "<w:trPr><w:tblHeader{}/></w:trPr>"

    def headed(value: str = "") -> str:
        return f"<w:tr>{header.format(value)}{tc('a')}{tc('b')}</w:tr>"

    first = "t.docx paragraph 1 (table 1, row 1, cell 1)"
    assert of(tbl(["a", "b"], ["c", "d"])) == [("T048", first)]
    assert of(tbl(headed(' w:val="0"'), ["c", "d"])) == [("T048", first)]
    assert of(tbl(headed(), ["c", "d"]), tbl(["a", "b"]), tbl(["a"], ["b"])) == []
    nested = tbl(tr(tc(tbl(["a", "b"], ["c", "d"]), "e"), "f"))
    assert of(nested) == [("T048", "t.docx paragraph 1 (table 2, row 1, cell 1)")]
