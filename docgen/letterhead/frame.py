"""What stands around the text: the letterhead, the address line, the page number, the section."""

from __future__ import annotations

from typing import Final

from docgen.languages import Language
from docgen.letterhead.body import Body
from docgen.letterhead.emblem import Emblem
from docgen.letterhead.house import (
    FOOTER_DISTANCE,
    HEADER_DISTANCE,
    MARGIN,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SPOKEN,
    TEXT_WIDTH,
)
from docgen.letterhead.inline import Text
from docgen.letterhead.markup import (
    NAMESPACES,
    Element,
    element,
    field,
    root,
    switch,
    text,
    value,
)
from docgen.letterhead.styles import language_attributes

GAP: Final = 227  # between the emblem and the names, in twips


def first_header_part(body: Body, emblem: Emblem, picture: str) -> Element:
    """The letterhead: the emblem, beside it the names, a rule below.

    ``picture`` is the relationship's identifier.  A table keeps the names at the middle of the
    emblem, whatever its height and the font; ``w:bidiVisual`` mirrors it.
    """
    widths = (emblem.width_twips + GAP, TEXT_WIDTH - emblem.width_twips - GAP)
    drawing = element("w:r", None, _drawing(emblem, picture, SPOKEN[body.language.code].emblem))
    cells = (
        [body.paragraph("LetterheadBureau", [drawing])],
        [
            body.paragraph("LetterheadUnion", body.runs((Text("{{ union.name }}"),))),
            body.paragraph("LetterheadBureau", body.runs((Text("{{ bureau.name }}"),))),
        ],
    )
    margins = (element(f"w:{side}", {"w:w": 0, "w:type": "dxa"}) for side in ("left", "right"))
    properties = element(
        "w:tblPr",
        None,
        switch("w:bidiVisual") if body.right_to_left else None,
        element("w:tblW", {"w:w": TEXT_WIDTH, "w:type": "dxa"}),
        element("w:tblLayout", {"w:type": "fixed"}),
        element("w:tblCellMar", None, *margins),
        element("w:tblLook", {"w:val": "0000"}),
    )
    row = element("w:tr", None, *(_cell(w, c) for w, c in zip(widths, cells, strict=True)))
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": w}) for w in widths))
    table = element("w:tbl", None, properties, grid, row)
    return root("w:hdr", "w r wp a pic", table, body.paragraph("LetterheadRule", []))


def _cell(width: int, content: list[Element]) -> Element:
    properties = element(
        "w:tcPr",
        None,
        element("w:tcW", {"w:w": width, "w:type": "dxa"}),
        value("w:vAlign", "center"),
    )
    return element("w:tc", None, properties, *content)


def _drawing(emblem: Emblem, picture: str, spoken: str) -> Element:
    # An inline picture, clause 20.4.2.8; wp:docPr/@descr is its alternative text (20.4.2.5).
    size = {"cx": emblem.width, "cy": emblem.height}
    name = f"emblem.{emblem.extension}"
    graphic = element(
        "pic:pic",
        None,
        element(
            "pic:nvPicPr",
            None,
            element("pic:cNvPr", {"id": 0, "name": name, "descr": spoken}),
            element("pic:cNvPicPr", None, element("a:picLocks", {"noChangeAspect": 1})),
        ),
        element(
            "pic:blipFill",
            None,
            element("a:blip", {"r:embed": picture}),
            element("a:stretch", None, element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            None,
            element(
                "a:xfrm",
                None,
                element("a:off", {"x": 0, "y": 0}),
                element("a:ext", {**size}),
            ),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        ),
    )
    return element(
        "w:drawing",
        None,
        element(
            "wp:inline",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
            element("wp:extent", {**size}),
            element("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}),
            element("wp:docPr", {"id": 1, "name": name, "descr": spoken}),
            element(
                "wp:cNvGraphicFramePr",
                None,
                element("a:graphicFrameLocks", {"noChangeAspect": 1}),
            ),
            element(
                "a:graphic", None, element("a:graphicData", {"uri": NAMESPACES["pic"]}, graphic)
            ),
        ),
    )


def header_part(body: Body) -> Element:
    """The page number of the second page and those that follow: – 2 –."""
    number = field("PAGE", "2", *body.marks())
    runs = [body.run(text("– ")), *number, body.run(text(" –"))]
    return root("w:hdr", "w r", body.paragraph("Header", runs))


def first_footer_part(body: Body) -> Element:
    """The address line. Address, telephone and website are written in Latin letters everywhere."""
    parts = (
        Text("{{ union.name }}"),
        Text(" · "),
        Text("{{ union.address }}", left_to_right=True),
        Text(" · "),
        Text("{{ union.telephone | ltr }}", left_to_right=True),
        Text(" · "),
        Text("{{ union.website | ltr }}", left_to_right=True),
    )
    return root("w:ftr", "w r", body.paragraph("LetterheadAddress", body.runs(parts)))


def section(references: dict[str, str], right_to_left: bool) -> Element:
    """``w:sectPr`` (clause 17.6.17); ``references`` maps ``header first`` … to relationships."""
    parts = []
    for name, identifier in references.items():
        part, kind = name.split()
        parts.append(element(f"w:{part}Reference", {"w:type": kind, "r:id": identifier}))
    return element(
        "w:sectPr",
        None,
        *parts,
        element("w:pgSz", {"w:w": PAGE_WIDTH, "w:h": PAGE_HEIGHT}),
        element(
            "w:pgMar",
            {
                "w:top": MARGIN_TOP,
                "w:right": MARGIN,
                "w:bottom": MARGIN,
                "w:left": MARGIN,
                "w:header": HEADER_DISTANCE,
                "w:footer": FOOTER_DISTANCE,
                "w:gutter": 0,
            },
        ),
        element("w:cols", {"w:space": 708}),
        switch("w:titlePg"),
        switch("w:bidi") if right_to_left else None,
    )


def settings_part(language: Language) -> Element:
    """``word/settings.xml`` (clause 17.15.1.78): Word 2013 and later, and the languages."""
    uri = "http://schemas.microsoft.com/office/word"
    modes = (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
    compatibility = [
        element("w:compatSetting", {"w:name": name, "w:uri": uri, "w:val": mode})
        for name, mode in modes
    ]
    comma = language.decimal == ","
    return root(
        "w:settings",
        "w",
        element("w:zoom", {"w:percent": 100}),
        value("w:defaultTabStop", 567),
        value(
            "w:characterSpacingControl",
            "compressPunctuation" if language.script == "Hans" else "doNotCompress",
        ),
        element("w:compat", None, *compatibility),
        element("w:themeFontLang", language_attributes(language)),
        value("w:decimalSymbol", "," if comma else "."),
        value("w:listSeparator", ";" if comma else ","),
    )
