"""Finished letters are looked over: no alarm for the shipped ones, and no error missed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from finished import LANGUAGES, ROOT, masters
from hypothesis import given, settings
from hypothesis import strategies as st
from personal import VARIANTS, usual
from typos import Letter, Typo, typos
from word import docx, p, r, root

from docgen import languages
from docgen.diagnostics import Finding
from docgen.recipients import read_list
from docgen.typography import look_over, read_page

KINDS = ("circular", "roadmap", *VARIANTS)


@cache
def data_of(kind: str, language: str) -> bytes:
    if kind in VARIANTS:
        return usual(kind, language).data
    return masters(kind)[language].data


def findings(data: bytes, language: str, name: str = "letter.docx") -> list[Finding]:
    return look_over(read_page(data, name, language))


@cache
def sown(kind: str, language: str) -> tuple[Typo, ...]:
    letters = {code: Letter(code, data_of(kind, code)) for code in LANGUAGES}
    own = letters.pop(language)
    return tuple(typos(own, letters))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_letters_are_without_fault(kind: str, language: str) -> None:
    assert findings(data_of(kind, language), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["circular", "invitation-fellowship"])
def test_sown_errors_are_found_at_their_place(kind: str, language: str) -> None:
    """At least 60 errors in each of six circulars, 40 in each of six invitations."""
    assert len(sown(kind, language)) >= (60 if kind == "circular" else 40)
    missed = []
    for typo in sown(kind, language):
        told = [(f.code, f.place.detail) for f in findings(typo.data, language)]
        elsewhere = {place for _, place in told} - {typo.place}
        if (typo.code, typo.place) not in told or elsewhere:
            missed.append((typo.code, typo.what, typo.place, told))
    assert missed == []


TEXTS = tomllib.loads(
    (Path(__file__).parent / "concordant.toml").read_text(encoding="utf-8")
)["texts"]  # fmt: skip
# What the text alone tells; such texts are written without styles.
OF_TEXT = {"P010", "P011", "P012", "P013", "P014", "P015", "P018", "P021", "P022", "P023", "P024"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: str(text["name"]))
def test_correct_texts_raise_no_alarm(text: dict[str, str], language: str) -> None:
    """They are typed without no-break spaces, the Arabic one with straight quotation marks."""
    written = languages.get(language).spaced(text[language])
    if language == "ar":
        written = written.replace(' "', " ”").replace('"', "“")
    body = [p(r(line.removeprefix("- ").lstrip("# "))) for line in written.strip().splitlines()]
    found = findings(docx(*body), language)
    assert [str(finding) for finding in found if finding.code in OF_TEXT] == []


# Styles: what a run looks like in the end


def styled(*styles: str, defaults: str = "") -> dict[str, str]:
    """A part of styles: the defaults of runs, then styles as XML."""
    first = f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
    return {"word/styles.xml": root("styles", first, *styles)}


def style(name: str, inside: str, based: str = "", kind: str = "paragraph") -> str:
    rest = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{rest}{inside}'
        "</w:style>"
    )


def codes(data: bytes, language: str, *wanted: str) -> list[tuple[str, str]]:
    return [
        (f.code, f.place.detail) for f in findings(data, language) if f.code in wanted
    ]  # fmt: skip


ARABIC = "يسرني أن أدعوكم إلى المشاركة"


def test_directions_come_through_styles() -> None:
    parts = styled(
        style("Base", "<w:pPr><w:bidi/></w:pPr><w:rPr><w:rtl/></w:rPr>"),
        style("Body", "", based="Base"),
        style("Latin", '<w:rPr><w:rtl w:val="0"/></w:rPr>', kind="character"),
        defaults='<w:rFonts w:cs="Arial"/><w:lang w:bidi="ar-AE"/>',
    )
    right = docx(p(ARABIC, style="Body"), section="<w:bidi/>", parts=parts)
    assert codes(right, "ar", "P016", "P017", "P019", "P020") == []
    plain = docx(p(ARABIC), section="<w:bidi/>", parts=parts)
    assert codes(plain, "ar", "P016", "P017") == [
        ("P016", "paragraph 1"), ("P017", "paragraph 1")
    ]  # fmt: skip
    latin = docx(
        p(r(ARABIC, '<w:rStyle w:val="Latin"/>'), style="Body"), section="<w:bidi/>", parts=parts
    )
    assert codes(latin, "ar", "P016", "P017") == [("P017", "paragraph 1")]


def test_a_style_without_the_size_of_arabic_letters() -> None:
    parts = styled(
        style("Big", '<w:pPr><w:bidi/></w:pPr><w:rPr><w:rtl/><w:sz w:val="30"/></w:rPr>'),
        style("Both", '<w:rPr><w:sz w:val="30"/><w:szCs w:val="32"/></w:rPr>', based="Big"),
        defaults='<w:rFonts w:cs="Arial"/>',
    )
    assert codes(docx(p(ARABIC, style="Big"), section="<w:bidi/>", parts=parts), "ar", "P019") == [
        ("P019", "paragraph 1")
    ]
    assert (
        codes(docx(p(ARABIC, style="Both"), section="<w:bidi/>", parts=parts), "ar", "P019") == []
    )


def test_letters_need_their_properties_in_a_letter_of_another_language() -> None:
    """An Arabic or Chinese name in an English letter, in a file without any styles."""
    data = docx("The delegate is Ms أمل of the Bureau.", "The delegate is Ms 王丽华 of the Bureau.")
    assert codes(data, "en", "P010", "P017", "P019") == [
        ("P017", "paragraph 1"), ("P019", "paragraph 1"), ("P019", "paragraph 2")
    ]  # fmt: skip


def test_the_fonts_of_a_theme_are_known() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:themeElements><a:fontScheme><a:minorFont><a:latin typeface="Calibri"/>'
        '<a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="{}"/>'
        "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
    )
    for font, expected in (("SimSun", []), ("Calibri", [("P019", "paragraph 1")])):
        parts = styled(defaults='<w:rFonts w:eastAsiaTheme="minorEastAsia"/>')
        parts["word/theme1.xml"] = theme.format(font)
        assert codes(docx(p("请各区域代表参加会议"), parts=parts), "zh", "P019") == expected


# What is no error


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "由主席Rim Belhassine-Cherif博士（突尼斯电信）领导。"),
        ("zh", "请与Universidad de la República联系。"),
        ("ru", "Отделение Union of the Arab States и Côte d’Ivoire."),
        ("en", "The delegates of Côte d’Ivoire, São Tomé and Príncipe and La Paz took the floor."),
        ("en", "Ms Айгуль Сериккызы and Ms 王丽华 will attend the meeting."),
        ("fr", "Le thème «\u00a0STEM\u00a0», à 10:30, sur https://www.itu.int/?a=b."),
        ("es", "La campaña «Red» de la Place des Nations, CH-1211, se celebró en mayo."),
        ("ar", "الشبكة NoW in ITU-T والحملة NoW4WTSA"),
        ("en", 'It measures 5" across.'),
        ("ru", "XX век"),
        ("en", "Annex 1 ............ 5"),
        ("en", "He wrote [sic] in [1], see [note 3], null and void … and so on."),
        ("zh", "他说……见[1]，1,500人于10:30参加。"),
        ("fr", "Le thème «\u00a0la “brèche” numérique\u00a0» et le nombre [1]."),
        ("ru", "Тема «Группа „Сеть“» и раздел [2]."),
        ("en", "The Министерство связи and Айгуль answered."),
        ("fr", "Voir T22-TSB-CIR-0182!!MSW-F, à la page 3."),
    ],
)
def test_what_is_no_error(language: str, text: str) -> None:
    found = findings(docx(p(r(text))), language)
    assert [str(f) for f in found if f.code in OF_TEXT - {"P018"}] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_all_member_states_are_the_unions_own(language: str) -> None:
    """In short and in full: the Czech Republic is the full name of Czechia."""
    rows, _ = read_list(ROOT / "mailing_lists/member_states.csv", "member_states.csv")
    assert rows
    texts = [text for row in rows for text in (row.names[language], row.addressees[language])]
    found = findings(docx(*(p(r(text)) for text in texts)), language)
    assert [str(each) for each in found if each.code == "P051"] == []


def test_the_spacing_of_france_where_the_campaign_has_it() -> None:
    page = read_page(docx("Les objectifs\u00a0: ceux du réseau."), "a.docx", "fr")
    of_spaces = {"P013", "P014"}
    assert {f.code for f in look_over(page)} & of_spaces == {"P014"}
    assert {f.code for f in look_over(page, "national")} & of_spaces == set()
    page = read_page(docx("Les objectifs : ceux du réseau."), "a.docx", "fr")
    assert {f.code for f in look_over(page, "national")} & of_spaces == {"P014"}


def test_names_of_files_in_the_style_of_the_union() -> None:
    data = data_of("circular", "fr")
    right, wrong = "T22-TSB-CIR-0182!!MSW-F.docx", "T22-TSB-CIR-0183!!MSW-E.docx"
    assert findings(data, "fr", right) == []
    assert [(f.code, f.place.file) for f in findings(data, "fr", wrong)] == [("P050", wrong)] * 2
    earlier = "T09-TSB-CIR-0182!!MSW-F.docx"  # 2009 to 2012
    assert [(f.code, f.place.file) for f in findings(data, "fr", earlier)] == [("P050", earlier)]


# What is an error


@pytest.mark.parametrize(
    ("code", "language", "text"),
    [
        ("P010", "en", "Participation in the собрание of the group."),
        ("P011", "fr", "Le mot “équipe” est ici."),
        ("P011", "ru", "Слово „команда“ здесь."),
        ("P011", "en", "The word ”team“ here."),
        ("P011", "zh", '请参加"培训"活动。'),
        ("P013", "fr", "Voir n° 5."),
        ("P014", "en", "The group ,and the Bureau."),
        ("P015", "zh", "2024年,请参加。"),
        *(
            ("P021", language, text)
            for language, texts in {
                "en": ("[Name]", "[NAME]", "[ number ]", "{name}", "${name}", "<NAME>", "%NAME%",
                       "[●]", "at XX:XX", "xx April 2024", "on ....... 2024", "#N/A", "#REF!",
                       "2024-04-05 00:00:00", "null"),
                "fr": ("[À COMPLÉTER]", "[lieu]", "XX mars 2024", "le null mars"),
                "es": ("[NOMBRE]", "a las XX:XX", "XX de abril"),
                "ru": ("[ФИО]", "XX апреля", "XX августа"),
                "zh": ("（待定）", "X月X日", "XX女士", "【 】"),
                "ar": ("[الاسم]", "يوم ......", "XX أبريل"),
            }.items()
            for text in texts
        ),
    ],
)  # fmt: skip
def test_what_is_an_error(code: str, language: str, text: str) -> None:
    assert codes(docx(p(r(text))), language, code) == [(code, "paragraph 1")]


# Anything may stand in a file from outside

XML = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=80
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LANGUAGES), st.lists(XML, min_size=1, max_size=4))
def test_any_text_is_looked_over(language: str, texts: list[str]) -> None:
    """No text stops the rules, and each finding names one of its paragraphs or the file."""
    data = docx(*(p(r(text)) for text in texts))
    places = {f"paragraph {n}" for n in range(1, len(texts) + 1)} | {
        "", "styles", "properties", "layout of section 1",
    }  # fmt: skip
    assert {finding.place.detail for finding in findings(data, language)} <= places


def test_a_long_text_does_not_take_long() -> None:
    """Patterns that go back over a text again and again would show here."""
    for text in (
        *("（" * 9_000, "1-2 " * 4_000, "«" * 9_000, " " * 9_000 + "x", "( " * 5_000),
        *("of de la " * 2_000, "a中" * 4_000, "_" * 9_000, "WTSA-24 م " * 2_000),
    ):
        for language in LANGUAGES:
            findings(docx(p(r(text))), language)


def test_what_those_who_wrote_it_left() -> None:
    """Tracked changes and comments, once for each paragraph; the rest of the letter is read."""
    mark = 'w:id="1" w:author="A" w:date="2024-03-06T00:00:00Z"'
    body = [
        p(r("The meeting takes place ")),
        f"<w:p><w:del {mark}><w:r><w:delText>on Monday</w:delText></w:r></w:del>"
        f"<w:ins {mark}>{r('on Friday')}</w:ins></w:p>",
        f"<w:p>{r('in Geneva')}<w:r><w:commentReference w:id='0'/></w:r></w:p>",
        f"<w:p><w:pPr><w:pPrChange {mark}><w:pPr/></w:pPrChange></w:pPr>{r('as agreed')}</w:p>",
        f"<w:tbl><w:tr><w:trPr><w:ins {mark}/></w:trPr><w:tc>{p(r('cell'))}</w:tc></w:tr></w:tbl>",
    ]
    told = [
        (f.code, f.place.detail, f.message)
        for f in findings(docx(*body), "en")
        if f.code in ("P100", "P101")
    ]
    assert told == [
        ("P100", "paragraph 2", "a tracked change is left in the letter: “on Monday”"),
        ("P101", "paragraph 3", "a comment is left in the letter"),
        ("P100", "paragraph 4", "a tracked change is left in the letter"),
        ("P100", "paragraph 5", "a tracked change is left in the letter"),
    ]
