"""Characters that are printed as a box because no font of the machine has them.

LibreOffice then sets the font's glyph 0, ``.notdef``, but still says in the file which character
was meant, so that the text can be searched: reading the text shows nothing wrong. What gives the
box away is its outline, which is that of code 0, ``.notdef`` again.

PDFium gives the outline of a character, not of a code, and knows 16-bit characters only; a
ligature is two. So each code is given a private character of its own in a copy of the file.
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
_PRIVATE: Final = range(0xE000, 0xF900)
# ToUnicode maps (ISO 32000-1, 9.10.3): what a code means, as UTF-16.
_BLOCK: Final = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_ENTRY: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<((?:[0-9A-Fa-f]{4})+)>")
_DEPTH: Final = 8  # forms within forms that are looked into


def with_private_characters(pdf: pikepdf.Pdf) -> tuple[bytes, dict[str, str]]:
    """A copy in which each code means a character of its own, and what it had meant.

    ``pdf`` is changed. Space stays as it is, and what comes after 6400 codes.
    """
    codes: dict[str, str] = {}

    def change(match: re.Match[bytes]) -> bytes:
        meaning = bytes.fromhex(match[2].decode()).decode("utf-16-be", errors="replace")
        if meaning.isspace() or len(codes) == len(_PRIVATE):
            return match[0]
        private = chr(_PRIVATE[len(codes)])
        codes[private] = meaning
        return b"<%s> <%04X>" % (match[1], ord(private))

    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            table = thing.ToUnicode.read_bytes()
            thing.ToUnicode.write(_BLOCK.sub(lambda block: _ENTRY.sub(change, block[0]), table))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue(), codes


def boxed(page: Any, textpage: Any, codes: dict[str, str]) -> dict[str, set[str]]:
    """What stands on a page of such a copy without a glyph, by the name of the font."""
    fonts: dict[int, tuple[Any, set[str]]] = {}
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH):
        font = pdfium.FPDFTextObj_GetFont(thing.raw)
        length = pdfium.FPDFTextObj_GetText(thing.raw, textpage.raw, None, 0)
        buffer = (ctypes.c_ushort * (length // 2 + 1))()
        pdfium.FPDFTextObj_GetText(thing.raw, textpage.raw, buffer, length)
        text = bytes(buffer).decode("utf-16-le", errors="replace")
        handle = ctypes.cast(font, ctypes.c_void_p).value or 0
        fonts.setdefault(handle, (font, set()))[1].update(text)
    found: dict[str, set[str]] = {}
    for font, characters in fonts.values():
        box = _Outline(font, "\0")
        for char in characters & codes.keys():
            meaning = codes[char]
            if _REPLACED in meaning or (box.length and box.same_as(_Outline(font, char))):
                found.setdefault(_name(font), set()).add(meaning)
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
    name = buffer.value.decode("utf-8", errors="replace")
    return name.partition("+")[2] or name
