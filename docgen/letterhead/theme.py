"""The theme: the colours and fonts that Word offers to the officer who edits a letter.

The house's styles take nothing from it (ECMA-376 part 1, clause 20.1.6.9); without it Word would
offer its own blue and orange.
"""

from __future__ import annotations

from typing import Final

from docgen.languages import Language
from docgen.letterhead.house import GREY, INK
from docgen.letterhead.markup import Element, element, root

_COLOURS: Final = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": INK,
    "lt2": "F2F4F7",
    "accent1": INK,
    "accent2": "5B7DA6",
    "accent3": "7A8794",
    "accent4": "9C7A3C",
    "accent5": "3F7A6B",
    "accent6": "8A4B4B",
    "hlink": "0B4F9E",
    "folHlink": GREY,
}


def theme_part(language: Language) -> Element:
    """``word/theme/theme1.xml``."""
    colours = (
        element(f"a:{name}", None, element("a:srgbClr", {"val": colour}))
        for name, colour in _COLOURS.items()
    )
    fonts = (
        element(
            f"a:{name}",
            None,
            element("a:latin", {"typeface": language.fonts.latin}),
            element("a:ea", {"typeface": language.fonts.east_asian}),
            element("a:cs", {"typeface": language.fonts.complex_script}),
        )
        for name in ("majorFont", "minorFont")
    )
    return root(
        "a:theme",
        "a",
        element(
            "a:themeElements",
            None,
            element("a:clrScheme", {"name": "docgen"}, *colours),
            element("a:fontScheme", {"name": "docgen"}, *fonts),
            _formats(),
        ),
        attributes={"name": "docgen"},
    )


def _formats() -> Element:
    # Three of each kind is what the schema asks for (20.1.4.1.14), though one would do.
    def fill() -> Element:
        return element("a:solidFill", None, element("a:schemeClr", {"val": "phClr"}))

    lines = (
        element("a:ln", {"w": width}, fill(), element("a:prstDash", {"val": "solid"}))
        for width in (6350, 12700, 19050)
    )
    effects = (element("a:effectStyle", None, element("a:effectLst")) for _ in range(3))
    return element(
        "a:fmtScheme",
        {"name": "docgen"},
        element("a:fillStyleLst", None, *(fill() for _ in range(3))),
        element("a:lnStyleLst", None, *lines),
        element("a:effectStyleLst", None, *effects),
        element("a:bgFillStyleLst", None, *(fill() for _ in range(3))),
    )
