"""What a finished PDF file must show: it opens, has text, its fonts, and a glyph for each letter.

LibreOffice's own word is not asked: it says that all went well when a page is empty.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from docgen.diagnostics import Finding, Place, error

_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_SHOWN: Final = 8  # characters that a finding names
_DEPTH: Final = 8  # forms within forms that are looked into


def judge(data: bytes, shown: str) -> tuple[Finding, ...]:
    """P031 and P033 to P035 for a PDF file; ``shown`` names its document."""
    import pikepdf
    import pypdfium2

    from docgen.pdf.damage import DAMAGED
    from docgen.pdf.glyphs import with_private_characters

    found: list[Finding] = []
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            fonts = sorted(set(_not_embedded(pdf)))
            copy, codes = with_private_characters(pdf)
        document = pypdfium2.PdfDocument(copy)
        try:
            missing = _pages(document, codes, shown, found)
        finally:
            document.close()
    except DAMAGED as fault:
        message = f"the PDF file that LibreOffice made cannot be opened: {fault}"
        hint = "open the document in Word, save it anew, and try again"
        return (error("P031", Place(shown), message, hint),)
    for name in fonts:
        message = f"the font {name} is not in the PDF file: other machines show another"
        hint = "choose a font whose licence lets it be embedded"
        found.append(error("P034", Place(shown, (), f"font {name}"), message, hint))
    for font, signs in sorted(missing.items()):
        characters = sorted({char for sign in signs for char in sign})
        some = ", ".join(f"“{char}” (U+{ord(char):04X})" for char in characters[:_SHOWN])
        more = " and others" if len(characters) > _SHOWN else ""
        message = f"no font of this machine has a sign for {some}{more}: a box is printed instead"
        hint = "install a font that has it (Noto has most), or correct the text"
        found.append(error("P035", Place(shown, (), f"font {font}"), message, hint))
    return tuple(found)


def _pages(
    document: Any, codes: dict[str, str], shown: str, found: list[Finding]
) -> dict[str, set[str]]:
    """Characters without a glyph by font; P033 for pages that have neither text nor a picture."""
    import pypdfium2.raw as pdfium

    from docgen.pdf.glyphs import boxed

    missing: dict[str, set[str]] = {}
    some_text, empty = False, False
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        text = bool(textpage.get_text_range().strip())
        some_text |= text
        if text:
            for font, characters in boxed(page, textpage, codes).items():
                missing.setdefault(font, set()).update(characters)
        elif not any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH)):
            empty = True
            place = Place(shown, (number + 1,), f"page {number + 1}")
            hint = "in Word, delete the empty paragraphs or the page break that make it"
            found.append(error("P033", place, "this page is empty", hint))
        textpage.close()
        page.close()
    if not some_text and not empty:
        message = "the PDF file has pictures only, no text"
        hint = "write the letter's text in Word instead of putting it in as a picture"
        found.append(error("P033", Place(shown), message, hint))
    return missing


def _not_embedded(pdf: Any) -> Iterator[str]:
    """The names of fonts that are not in the file (ISO 32000-1, 9.9)."""
    for page in pdf.pages:
        yield from _fonts_of(page.get("/Resources"), 0)


def _fonts_of(resources: Any, depth: int) -> Iterator[str]:
    if resources is None or depth > _DEPTH:
        return
    for font in dict(resources.get("/Font", {})).values():
        if str(font.get("/Subtype")) == "/Type3":  # drawn by the file itself
            continue
        inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor", {})
        if not any(key in descriptor for key in _FILES):
            yield str(font.get("/BaseFont", "/unnamed")).lstrip("/")
    for thing in dict(resources.get("/XObject", {})).values():
        if str(thing.get("/Subtype")) == "/Form":
            yield from _fonts_of(thing.get("/Resources"), depth + 1)
