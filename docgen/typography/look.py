"""How a run or a paragraph looks in the end: defaults, styles and its own properties together.

ECMA-376 part 1, clause 17.7.2: the defaults of the document, then the table style, the paragraph
style, the character style, and last what the run itself says; a style rests on another (17.7.4.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from docgen.template.ooxml import attribute, word_name

Look = Mapping[str, str]
"""Properties by name; ``w:rFonts`` and ``w:lang`` are several: ``font.cs``, ``lang.bidi``."""

_DEEPEST: Final = 20  # styles that rest on one another; Word allows fewer
_OFF: Final = ("0", "false", "off", "none")
_FONTS: Final = ("ascii", "hAnsi", "eastAsia", "cs")
_SWITCHES: Final = ("rtl", "cs", "b", "bCs", "i", "iCs", "vanish", "webHidden")
# What a run says of its letters in general, and of those of a complex script (17.3.2.39, 17.3.2.2).
PAIRS: Final = {"sz": "szCs", "b": "bCs", "i": "iCs"}
_THEMED: Final = {
    "ascii": ("asciiTheme", "latin", "Latn"),
    "hAnsi": ("hAnsiTheme", "latin", "Latn"),
    "eastAsia": ("eastAsiaTheme", "ea", "Hans"),
    "cs": ("cstheme", "cs", "Arab"),
}
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def is_on(look: Look, name: str) -> bool:
    """Whether a property of yes or no is on."""
    return look.get(name, "0") == "1"


class Styles:
    """The styles of a file, each with all that it inherits."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        self._theme = _fonts_of(theme)
        self._nodes: dict[str, etree._Element] = {}
        self._default: dict[str, str] = {}
        self._made: dict[tuple[str, str], dict[str, str]] = {}
        self.names: dict[str, str] = {}
        self.runs: dict[str, str] = {}  # of the document's defaults
        self.paragraphs: dict[str, str] = {}
        for node in root if root is not None else ():
            match word_name(node):
                case "docDefaults":
                    for inner in node.iter():
                        if word_name(inner) == "rPr":
                            self.runs |= self.of_run(inner)
                        elif word_name(inner) == "pPr":
                            self.paragraphs |= of_paragraph(inner)
                case "style":
                    name = attribute(node, "styleId")
                    kind = attribute(node, "type") or "paragraph"
                    self._nodes[name] = node
                    self.names[name] = _title(node) or name
                    if attribute(node, "default") in ("1", "true", "on"):
                        self._default[kind] = name

    def default(self, kind: str) -> str:
        """The id of the style that is meant where none is named."""
        return self._default.get(kind, "")

    def inherited(self, name: str, what: str) -> dict[str, str]:
        """``rPr``, ``pPr``, ``tblPr`` or ``tcPr`` of a style with those that it rests on."""
        key = name, what
        if key not in self._made:
            made: dict[str, str] = {}
            for node in reversed(list(self._chain(name))):
                for child in node:
                    if word_name(child) == what:
                        made |= self.of_run(child) if what == "rPr" else of_paragraph(child)
            self._made[key] = made
        return self._made[key]

    def _chain(self, name: str) -> Iterable[etree._Element]:
        for _ in range(_DEEPEST):
            node = self._nodes.get(name)
            if node is None:
                return
            yield node
            name = next((attribute(c, "val") for c in node if word_name(c) == "basedOn"), "")

    def of_run(self, properties: Iterable[etree._Element]) -> dict[str, str]:
        """What ``w:rPr`` says; fonts of the theme by their names."""
        said: dict[str, str] = {}
        for child in properties:
            match word_name(child):
                case "rFonts":
                    for font in _FONTS:
                        themed = attribute(child, _THEMED[font][0])
                        given = self._theme.get((themed[:5], font), "") if themed else ""
                        given = given or attribute(child, font)
                        if given or themed:
                            said[f"font.{font}"] = given
                    if attribute(child, "hint"):
                        said["hint"] = attribute(child, "hint")
                case "lang":
                    for kind in ("val", "eastAsia", "bidi"):
                        if attribute(child, kind):
                            said[f"lang.{kind}"] = attribute(child, kind)
                case "shd":
                    said["shd"] = attribute(child, "fill")
                case str() as name if name in _SWITCHES:
                    said[name] = "0" if attribute(child, "val") in _OFF else "1"
                case str() as name if name in ("sz", "szCs", "color", "highlight"):
                    said[name] = attribute(child, "val")
        for one, two in PAIRS.items():
            if one in said or two in said:
                alone = one in said and two not in said and said[one] != "0"
                said[f"{one} alone"] = "1" if alone else "0"
        return said


def of_paragraph(properties: Iterable[etree._Element]) -> dict[str, str]:
    """What ``w:pPr``, ``w:tblPr`` or ``w:tcPr`` says of direction, background and borders."""
    said: dict[str, str] = {}
    for child in properties:
        match word_name(child):
            case "bidi" | "bidiVisual" | "pageBreakBefore" | "keepNext" as name:
                said[name] = "0" if attribute(child, "val") in _OFF else "1"
            case "shd":
                said["shd"] = attribute(child, "fill")
            case "pBdr":
                said["pBdr"] = "1"
            case "jc":
                said["jc"] = attribute(child, "val")
    return said


def _title(style: etree._Element) -> str:
    return next((attribute(c, "val") for c in style if word_name(c) == "name"), "")


def _fonts_of(theme: etree._Element | None) -> dict[tuple[str, str], str]:
    """The fonts of a theme by ``major``/``minor`` and the slot of ``w:rFonts`` (20.1.4.1.24)."""
    found: dict[tuple[str, str], str] = {}
    for group in theme.iter() if theme is not None else ():
        name = str(group.tag).removeprefix(_DRAWING)
        if name not in ("majorFont", "minorFont"):
            continue
        for slot, (_, element, script) in _THEMED.items():
            plain = group.find(f"{_DRAWING}{element}")
            own = "" if plain is None else plain.get("typeface", "")
            for node in group.findall(f"{_DRAWING}font"):
                if not own and node.get("script") == script:
                    own = node.get("typeface", "")
            found[name[:5], slot] = own
    return found
