"""Characters that are printed as a box because no font of the machine has them.

LibreOffice then sets the font's glyph 0, ``.notdef``, but still says in the file which character
was meant, so that the text can be searched: reading the text shows nothing wrong. What gives the
box away is its outline, which is that of code 0, ``.notdef`` again.
"""

from __future__ import annotations

import ctypes
import io
import re
from typing import Any, Final

import pikepdf
import pypdfium2.raw as pdfium

_SIZE: Final = 1000.0  # of the outlines; their coordinates are compared as they are
_REPLACED: Final = "\N{REPLACEMENT CHARACTER}"
# One mapping of a ToUnicode map (ISO 32000-1, 9.10.3) to a character outside the basic plane.
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([Dd][89ABab][0-9A-Fa-f]{2}[Dd][C-Fc-f]"
                          rb"[0-9A-Fa-f]{2})>")  # fmt: skip
_PRIVATE: Final = range(0xE000, 0xF900)


def boxed_characters(page: Any, textpage: Any) -> dict[str, set[str]]:
    """The characters of a page that have no glyph, by the name of the font that has none."""
    fonts: dict[int, tuple[Any, set[str]]] = {}
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=8):
        font = pdfium.FPDFTextObj_GetFont(thing.raw)
        length = pdfium.FPDFTextObj_GetText(thing.raw, textpage.raw, None, 0)
        buffer = (ctypes.c_ushort * (length // 2 + 1))()
        pdfium.FPDFTextObj_GetText(thing.raw, textpage.raw, buffer, length)
        text = bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\0")
        handle = ctypes.cast(font, ctypes.c_void_p).value or 0
        fonts.setdefault(handle, (font, set()))[1].update(text)
    found: dict[str, set[str]] = {}
    for font, characters in fonts.values():
        box = _Outline(font, "\0")
        boxed = {
            char
            for char in characters
            if char == _REPLACED
            or (not char.isspace() and box.length and box.same_as(_Outline(font, char)))
        }
        if boxed:
            found.setdefault(_name(font), set()).update(boxed)
    return found


class _Outline:
    """The lines and curves of a character in a font."""

    def __init__(self, font: Any, char: str) -> None:
        self._glyph = pdfium.FPDFFont_GetGlyphPath(font, ord(char), _SIZE)
        self.length = pdfium.FPDFGlyphPath_CountGlyphSegments(self._glyph) if self._glyph else 0

    def same_as(self, other: _Outline) -> bool:
        """Whether the two look the same; most differ in their length already."""
        return self.length == other.length and self._points() == other._points()

    def _points(self) -> list[tuple[int, float, float]]:
        x, y = ctypes.c_float(), ctypes.c_float()
        points = []
        for index in range(self.length):
            segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(self._glyph, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((pdfium.FPDFPathSegment_GetType(segment), x.value, y.value))
        return points


def _name(font: Any) -> str:
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length or 1)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", errors="replace").partition("+")[2] or buffer.value.decode(
        "utf-8", errors="replace"
    )


def basic_plane_only(pdf: pikepdf.Pdf, data: bytes) -> tuple[bytes, dict[str, str]]:
    """The file with private characters in place of those outside the basic plane.

    PDFium finds glyphs by 16-bit characters only. ``data`` is what ``pdf`` was opened from, which
    is changed. Gives also the characters that were replaced, by those that stand for them.
    """
    by_original: dict[str, str] = {}

    def stand_in(match: re.Match[bytes]) -> bytes:
        original = bytes.fromhex(match[2].decode()).decode("utf-16-be", errors="replace")
        if original not in by_original:
            if len(by_original) == len(_PRIVATE):
                return match[0]
            by_original[original] = chr(_PRIVATE[len(by_original)])
        return b"<%s> <%04X>" % (match[1], ord(by_original[original]))

    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            table = thing.ToUnicode.read_bytes()
            changed = _PAIR.sub(stand_in, table)
            if changed != table:
                thing.ToUnicode.write(changed)
    if not by_original:
        return data, {}
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue(), {private: original for original, private in by_original.items()}
