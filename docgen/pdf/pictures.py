"""The first page of a PDF file as a small picture, for a contact sheet.

The picture is a PNG file (ISO/IEC 15948) in sixteen greys: readable enough to see whether a letter
looks as the others do, and small enough that hundreds of them go into one page.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 240  # pixels
_TALLEST: Final = 4  # times the width: a page of another shape is cut off below
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_GREYS: Final = bytes((value & 0xF0) | (value >> 4) for value in range(256))


@dataclass(frozen=True, slots=True)
class FirstPage:
    """How many pages there are, and the first one as a PNG file."""

    pages: int
    picture: bytes


def first_page(data: bytes, width: int = WIDTH) -> FirstPage:
    """Look at a PDF file that :func:`~docgen.pdf.convert` made; ``width`` in pixels."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        bitmap = page.render(scale=width / page.get_width(), grayscale=True)
        height = min(bitmap.height, width * _TALLEST)
        buffer, stride = bytes(bitmap.buffer), bitmap.stride
        lines = [buffer[row * stride : row * stride + bitmap.width] for row in range(height)]
        return FirstPage(len(document), _png(lines, bitmap.width))
    finally:
        document.close()


def _png(lines: list[bytes], width: int) -> bytes:
    """A PNG file in greys of 8 bits; each line is written as it is (filter type 0)."""
    header = struct.pack(">2I5B", width, len(lines), 8, 0, 0, 0, 0)
    pixels = b"".join(b"\0" + line.translate(_GREYS) for line in lines)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(content)) + kind + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )  # fmt: skip
