"""Pages of a PDF file as pictures: the first one small, for a contact sheet, or all to be read.

A picture is a PNG file (ISO/IEC 15948) in sixteen greys. A small one is readable enough to see
whether a letter looks as the others do, and small enough that hundreds of them go into one page.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

WIDTH: Final = 240  # pixels
READABLE: Final = 640  # pixels: on a page of A4, six points are six pixels high
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
    with _opened(data) as document:
        return FirstPage(len(document), _picture(document[0], width))


def all_pages(data: bytes, width: int = READABLE) -> tuple[bytes, ...]:
    """All pages of such a file as PNG files."""
    with _opened(data) as document:
        return tuple(_picture(page, width) for page in document)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def _picture(page: Any, width: int) -> bytes:
    bitmap = page.render(scale=width / page.get_width(), grayscale=True)
    height = min(bitmap.height, width * _TALLEST)
    buffer, stride = bytes(bitmap.buffer), bitmap.stride
    lines = [buffer[row * stride : row * stride + bitmap.width] for row in range(height)]
    return _png(lines, bitmap.width)


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
