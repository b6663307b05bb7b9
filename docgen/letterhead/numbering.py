"""The lists of the house: numbered headings, headings of annexes, bullets (clause 17.9).

They are the same, under the same numbers, in every template of a language: what one template
includes of another keeps its numbering.
"""

from __future__ import annotations

from typing import Final

from docgen.languages import Language
from docgen.letterhead.house import BULLET_HANGING, HANGING, SETTINGS
from docgen.letterhead.markup import Element, element, paragraph_properties, root, value

HEADING_LIST: Final = 1
ANNEX_LIST: Final = 2
BULLET_LIST: Final = 3


def member_of(number: int, level: int = 0) -> Element:
    """The ``w:numPr`` that puts a style into a list at a level from 0 (clause 17.3.1.19)."""
    return element(
        "w:numPr",
        None,
        value("w:ilvl", level) if level else None,
        value("w:numId", number),
    )


def numbering_part(language: Language) -> Element:
    """``word/numbering.xml``."""
    bullet = SETTINGS[language.code].bullet
    other = "–" if bullet == "•" else "•"
    lists = {
        HEADING_LIST: (
            "multilevel",
            _level(0, "decimal", "%1", "Heading1", HANGING, HANGING),
            _level(1, "decimal", "%1.%2", "Heading2", HANGING, HANGING),
        ),
        # The annex itself is the first level, without a visible number: each annex begins its
        # headings at 1 again, also where several annexes stand in one letter.
        ANNEX_LIST: (
            "multilevel",
            _level(0, "decimal", "", "AnnexNumber", 0, 0),
            _level(1, "decimal", "%2", "AnnexHeading", HANGING, HANGING),
        ),
        BULLET_LIST: (
            "hybridMultilevel",
            _level(0, "bullet", bullet, "ListBullet", HANGING, BULLET_HANGING),
            _level(1, "bullet", other, "", HANGING + BULLET_HANGING, BULLET_HANGING),
        ),
    }
    abstract = [
        element(
            "w:abstractNum",
            {"w:abstractNumId": number - 1},
            # By equal w:nsid Word takes lists of two documents for one when text is pasted.
            value("w:nsid", f"4D0C61{number:02X}"),
            value("w:multiLevelType", kind),
            value("w:tmpl", f"5A1F20{number:02X}"),
            *levels,
        )
        for number, (kind, *levels) in lists.items()
    ]
    instances = [
        element("w:num", {"w:numId": number}, value("w:abstractNumId", number - 1))
        for number in lists
    ]
    return root("w:numbering", "w", *abstract, *instances)


def _level(index: int, form: str, shown: str, style: str, left: int, hanging: int) -> Element:
    return element(
        "w:lvl",
        {"w:ilvl": index},
        value("w:start", 1),
        value("w:numFmt", form),
        value("w:pStyle", style) if style else None,
        value("w:suff", "tab" if shown else "nothing"),
        value("w:lvlText", shown),
        value("w:lvlJc", "left"),
        paragraph_properties(element("w:ind", {"w:left": left, "w:hanging": hanging})),
    )
