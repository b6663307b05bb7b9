"""The named styles of the house, and the table of its fonts.

Where Word has a style of its own for a purpose, its English name is used: Word shows that name in
the language of its user (ECMA-376 part 1, clause 17.7.4.9).  All formatting of a letter is here;
its paragraphs only name a style.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from docgen.languages import Language
from docgen.letterhead.house import (
    CELL_GAP,
    GREY,
    INK,
    SETTINGS,
    Setting,
)
from docgen.letterhead.markup import (
    Attributes,
    Element,
    element,
    paragraph_properties,
    root,
    run_properties,
    switch,
    value,
)
from docgen.letterhead.numbering import ANNEX_LIST, BULLET_LIST, HEADING_LIST, member_of

# What a wording may name, and the style's identifier in the file.
WORDING_STYLES: Final[dict[str, str]] = {
    "Date": "Date",
    "Reference": "Reference",
    "Addressee": "Addressees",
    "Subject": "Subject",
    "Salutation": "Salutation",
    "Body Text": "BodyText",
    "Heading 1": "Heading1",
    "Bullet": "ListBullet",
    "Request": "Request",
    "Contact": "Contact",
    "Closing": "Closing",
    "Signed": "Signed",
    "Signature": "Signature",
    "Enclosure": "Enclosure",
    "Annex Number": "AnnexNumber",
    "Annex Reference": "AnnexReference",
    "Annex Title": "AnnexTitle",
    "Annex Source": "AnnexSource",
    "Annex Heading": "AnnexHeading",
}

# Headings that bear a number, to which a cross-reference can point.
NUMBERED: Final = ("Heading 1", "Annex Heading")


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its name in Word, and what it adds to the style that it is based on."""

    name: str
    id: str
    priority: int
    paragraph: tuple[Element, ...] = ()
    run: tuple[Element, ...] = ()
    kind: str = "paragraph"
    based_on: str = "Normal"
    next: str = ""
    default: bool = False
    quick: bool = True
    table: tuple[Element, ...] = field(default=())

    def element(self) -> Element:
        """The ``w:style`` (clause 17.7.4.17)."""
        hidden = self.default and not self.quick  # what Word itself never lists
        attributes: dict[str, str | int] = {"w:type": self.kind}
        if self.default:
            attributes["w:default"] = 1
        if self.name not in _WORDS_OWN:
            attributes["w:customStyle"] = 1
        attributes["w:styleId"] = self.id
        return element(
            "w:style",
            attributes,
            value("w:name", self.name),
            value("w:basedOn", self.based_on) if self.based_on else None,
            value("w:next", self.next) if self.next else None,
            value("w:uiPriority", self.priority),
            switch("w:semiHidden") if hidden else None,
            switch("w:unhideWhenUsed") if hidden else None,
            element("w:qFormat") if self.quick else None,
            paragraph_properties(*self.paragraph),
            run_properties(*self.run),
            *self.table,
        )


_WORDS_OWN: Final = frozenset(
    {
        "Normal", "Body Text", "heading 1", "heading 2", "List Bullet", "header", "footer", "Date",
        "Salutation", "Closing", "Signature", "Strong", "Emphasis", "Hyperlink",
        "Default Paragraph Font", "Normal Table", "No List",
    }
)  # fmt: skip


def styles_part(language: Language) -> Element:
    """``word/styles.xml`` for one language (clause 17.7.4.18)."""
    return root("w:styles", "w r", _defaults(language), _latent(), *(
        style.element() for style in house_styles(language)
    ))  # fmt: skip


def house_styles(language: Language) -> list[Style]:
    """All styles in the order of the file."""
    setting = SETTINGS[language.code]
    return [
        Style("Normal", "Normal", 0, default=True, based_on=""),
        *_of_the_letter(setting),
        *_of_the_annex(setting),
        *_of_the_letterhead(setting),
        *_of_characters(language),
        _reference_table(),
    ]


def _defaults(language: Language) -> Element:
    # Clause 17.7.5.1. Every script has its font, size and language here: no run falls back to
    # those of the reader's Word.
    setting, fonts = SETTINGS[language.code], language.fonts
    run = run_properties(
        element(
            "w:rFonts",
            {
                "w:ascii": fonts.latin,
                "w:eastAsia": fonts.east_asian,
                "w:hAnsi": fonts.latin,
                "w:cs": fonts.complex_script,
            },
        ),
        *_size(setting, 0),
        element("w:lang", language_attributes(language)),
    )
    paragraph = paragraph_properties(
        switch("w:widowControl"),
        *([switch("w:bidi")] if language.direction == "rtl" else []),
        element("w:spacing", {"w:after": 0, "w:line": setting.line, "w:lineRule": "auto"}),
    )
    return element(
        "w:docDefaults",
        None,
        element("w:rPrDefault", None, run),
        element("w:pPrDefault", None, paragraph),
    )


def language_attributes(language: Language) -> dict[str, str | int]:
    """The three languages of ``w:lang`` and ``w:themeFontLang``, one for each group of scripts."""
    tag = language.tag
    east_asian = language.script in ("Hans", "Hant")
    right_to_left = language.direction == "rtl"
    return {
        "w:val": "en-GB" if east_asian or right_to_left else tag,
        "w:eastAsia": tag if east_asian else "zh-CN",
        "w:bidi": tag if right_to_left else "ar-SA",
    }


def _latent() -> Element:
    # Without this, Word lists all of its 376 built-in styles beside those of the house (17.7.4.5).
    return element(
        "w:latentStyles",
        {
            "w:defLockedState": 0,
            "w:defUIPriority": 99,
            "w:defSemiHidden": 1,
            "w:defUnhideWhenUsed": 1,
            "w:defQFormat": 0,
            "w:count": 376,
        },
    )


def _of_the_letter(setting: Setting) -> list[Style]:
    body = _first_line(setting)
    justify = _align("both" if setting.justified else "left")
    small = _size(setting, -setting.small)
    return [
        Style("Body Text", "BodyText", 1, (_space(0, 120), *body, justify)),
        Style("heading 1", "Heading1", 2,
              (*_keep(), member_of(HEADING_LIST), _space(240, 80), value("w:outlineLvl", 0)),
              _bold(), next="BodyText"),
        Style("heading 2", "Heading2", 2,
              (*_keep(), member_of(HEADING_LIST, 1), _space(180, 80), value("w:outlineLvl", 1)),
              _bold(), next="BodyText"),
        Style("List Bullet", "ListBullet", 3,
              (member_of(BULLET_LIST), _space(0, 60), justify)),
        Style("Date", "Date", 4, (_space(80, 160), _align("right")), next="Reference"),
        Style("Reference", "Reference", 5,
              (_tab(setting.label), _space(20, 20, 240), _hang(setting.label, CELL_GAP)), small),
        # Not "Addressee": LibreOffice has a style of that name and keeps its own font size in it.
        Style("Addressees", "Addressees", 5,
              (_tab(setting.to), _space(20, 20, 240), _hang(setting.to)), small),
        # An item of the list of addressees: its second line begins under the words, not the dash.
        Style("Addressee Item", "AddresseeItem", 5,
              (_hang(setting.to + 140),), based_on="Addressees"),
        Style("Subject", "Subject", 6,
              (_keep()[1], _tab(setting.subject), _space(240, 160), _hang(setting.subject)),
              _bold(), next="Salutation"),
        Style("Salutation", "Salutation", 7, (switch("w:keepNext"), _space(0, 120)),
              next="BodyText"),
        Style("Request", "Request", 8, (switch("w:keepNext"), _space(160, 80)),
              based_on="BodyText", next="ListBullet"),
        # From here to the enclosure, nothing may stand alone on a page.
        Style("Contact", "Contact", 9, (*_keep(), _space(120, 0)),
              based_on="BodyText", next="Closing"),
        Style("Closing", "Closing", 10, (*_keep(), _space(200, 0), *body), next="Signed"),
        Style("Signed", "Signed", 11, (*_keep(), _space(200, 200)), next="Signature"),
        Style("Signature", "Signature", 12, _keep(), next="Signature"),
        Style("Enclosure", "Enclosure", 13, (switch("w:keepLines"), _space(200, 0)), small),
    ]  # fmt: skip


def _of_the_annex(setting: Setting) -> list[Style]:
    centre = _align("center")
    small = _size(setting, -setting.small)
    return [
        Style("Annex Number", "AnnexNumber", 20,
              (*_keep(), switch("w:pageBreakBefore"), member_of(ANNEX_LIST), _space(160, 40),
               _flush(), centre), _bold(), next="AnnexReference"),
        Style("Annex Reference", "AnnexReference", 21, (*_keep(), _space(0, 200), centre), small,
              next="AnnexTitle"),
        Style("Annex Title", "AnnexTitle", 22,
              (*_keep(), _space(0, 120), centre, value("w:outlineLvl", 0)),
              (*_bold(), *_size(setting, 6)), next="AnnexSource"),
        # Of two lines, the first has no space after it: both have this style.
        Style("Annex Source", "AnnexSource", 23,
              (*_keep(), _space(0, 320), switch("w:contextualSpacing"), centre), small,
              next="AnnexHeading"),
        Style("Annex Heading", "AnnexHeading", 24, (member_of(ANNEX_LIST, 1),),
              based_on="Heading2", next="BodyText"),
    ]  # fmt: skip


def _of_the_letterhead(setting: Setting) -> list[Style]:
    ink = value("w:color", INK)
    return [
        Style("Letterhead Union", "LetterheadUnion", 30, (_space(0, 20, 240),),
              (*_bold(), ink, *_size(setting, 8)), next="LetterheadBureau"),
        Style("Letterhead Bureau", "LetterheadBureau", 31, (_space(0, 0, 240),),
              (ink, *_size(setting, 2))),
        # An empty line of one point that carries the rule and closes the header.
        Style("Letterhead Rule", "LetterheadRule", 32,
              (_border("bottom", 6), element("w:spacing", {"w:before": 100, "w:after": 200,
                                             "w:line": 20, "w:lineRule": "exact"})),
              (value("w:sz", 2), value("w:szCs", 2))),
        Style("Letterhead Address", "LetterheadAddress", 33,
              (_border("top", 4, 6), _space(0, 0, 240), _align("center")),
              (value("w:color", GREY), value("w:sz", 16), value("w:szCs", 18)),
              based_on="Footer"),
        Style("header", "Header", 99, (_space(0, 0, 240), _align("center")), quick=False),
        Style("footer", "Footer", 99, (_space(0, 0, 240),), quick=False),
    ]  # fmt: skip


def _of_characters(language: Language) -> list[Style]:
    # Slanted Chinese characters are no emphasis but a fault: Kai beside Song is the custom.
    emphasis = (
        (element("w:rFonts", {"w:eastAsia": "KaiTi"}), switch("w:i", False), switch("w:iCs", False))
        if language.script == "Hans"
        else (switch("w:i"), switch("w:iCs"))
    )
    colour = (value("w:color", "0B4F9E"), value("w:u", "single"))
    base = "DefaultParagraphFont"
    return [
        Style("Default Paragraph Font", "DefaultParagraphFont", 1, kind="character", based_on="",
              default=True, quick=False),
        Style("Strong", "Strong", 40, (), _bold(), "character", base),
        Style("Emphasis", "Emphasis", 41, (), emphasis, "character", base),
        Style("Hyperlink", "Hyperlink", 99, (), colour, "character", base, quick=False),
        Style("Normal Table", "TableNormal", 99, kind="table", based_on="", default=True,
              quick=False, table=(_table_defaults(),)),
        Style("No List", "NoList", 99, kind="numbering", based_on="", default=True, quick=False),
    ]  # fmt: skip


def _table_defaults() -> Element:
    margins = [
        element(f"w:{side}", {"w:w": width, "w:type": "dxa"})
        for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    ]
    return element(
        "w:tblPr",
        None,
        element("w:tblInd", {"w:w": 0, "w:type": "dxa"}),
        element("w:tblCellMar", None, *margins),
    )


def _reference_table() -> Style:
    # Two hairlines, and no margins at the sides: the table's text begins where the letter's does,
    # and readers that mirror w:left and w:right and readers that do not agree about none.
    lines = [
        element(f"w:{side}", {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": INK})
        for side in ("top", "bottom")
    ]
    margins = [
        element(f"w:{side}", {"w:w": width, "w:type": "dxa"})
        for side, width in (("top", 85), ("left", 0), ("bottom", 85), ("right", 0))
    ]
    return Style(
        "Reference Table", "ReferenceTable", 50, kind="table", based_on="TableNormal", quick=False,
        table=(element("w:tblPr", None, element("w:tblBorders", None, *lines),
                       element("w:tblCellMar", None, *margins)),),
    )  # fmt: skip


# The pieces that the styles are made of.


def _keep() -> tuple[Element, Element]:
    return switch("w:keepNext"), switch("w:keepLines")


def _bold() -> tuple[Element, Element]:
    return switch("w:b"), switch("w:bCs")


def _size(setting: Setting, more: int) -> tuple[Element, Element]:
    return value("w:sz", setting.size + more), value("w:szCs", setting.size_cs + more)


def _space(before: int, after: int, line: int = 0) -> Element:
    attributes: dict[str, str | int] = {"w:before": before, "w:after": after}
    if line:
        attributes |= {"w:line": line, "w:lineRule": "auto"}
    return element("w:spacing", attributes)


def _hang(width: int, right: int = 0) -> Element:
    # In a right-to-left paragraph Word reads w:left as the side where lines begin (17.3.1.12).
    return element("w:ind", {"w:left": width, "w:right": right, "w:hanging": width})


def _flush() -> Element:
    return element("w:ind", {"w:left": 0, "w:firstLine": 0})


def _first_line(setting: Setting) -> tuple[Element, ...]:
    if not setting.first_line:
        return ()
    twips = setting.first_line * setting.size // 10
    return (element("w:ind", {"w:firstLineChars": setting.first_line, "w:firstLine": twips}),)


def _tab(position: int) -> Element:
    return element("w:tabs", None, element("w:tab", {"w:val": "left", "w:pos": position}))


def _align(where: str) -> Element:
    return value("w:jc", where)


def _border(side: str, eighths: int, space: int = 1) -> Element:
    line: Attributes = {"w:val": "single", "w:sz": eighths, "w:space": space, "w:color": INK}
    return element("w:pBdr", None, element(f"w:{side}", line))


_FONT_FACTS: Final[dict[str, tuple[str, str, str]]] = {
    # name: its Chinese name, by which a Chinese Windows knows it; charset; family
    "SimSun": ("宋体", "86", "auto"),
    "KaiTi": ("楷体", "86", "modern"),
    "Arial": ("", "00", "swiss"),
    "Calibri": ("", "00", "swiss"),
}


def font_table_part(language: Language) -> Element:
    """``word/fontTable.xml``: the fonts used, for a Word that has to find others (17.8.3.10)."""
    names = dict.fromkeys(language.fonts)
    if language.script == "Hans":
        names["KaiTi"] = None
    fonts = []
    for name in names:
        other, charset, family = _FONT_FACTS.get(name, ("", "00", "auto"))
        fonts.append(
            element(
                "w:font",
                {"w:name": name},
                value("w:altName", other) if other else None,
                value("w:charset", charset),
                value("w:family", family),
                value("w:pitch", "variable"),
            )
        )
    return root("w:fonts", "w", *fonts)
