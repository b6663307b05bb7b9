"""What the first bytes of a PNG, JPEG or GIF say: its kind, its size, its resolution.

Only headers are read; a picture goes into a file as it is.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

# English Metric Units, 360,000 to the centimetre (ECMA-376 part 1, clause 20.1.10.16).
EMU_PER_CM: Final = 360_000
EMU_PER_INCH: Final = 914_400

USUAL_DPI: Final = 96.0  # Word's, for a picture that does not state its own
_DPI: Final = (10.0, 5_000.0)  # what is stated beyond these is no resolution

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_GIF: Final = (b"GIF87a", b"GIF89a")


@dataclass(frozen=True, slots=True)
class Header:
    """A picture's extension (``png``, ``jpeg``, ``gif``), its pixels and its dots per inch."""

    extension: str
    wide: int
    high: int
    dpi: tuple[float, float]

    @property
    def content_type(self) -> str:
        """Its media type, for ``[Content_Types].xml``."""
        return f"image/{self.extension}"

    @property
    def natural_size(self) -> tuple[int, int]:
        """Its width and height on paper, in EMU, at its own resolution."""
        width, height = (
            max(1, round(pixels * EMU_PER_INCH / dpi))
            for pixels, dpi in zip((self.wide, self.high), self.dpi, strict=True)
        )
        return width, height


def kind_of(data: bytes) -> str | None:
    """``png``, ``jpeg`` or ``gif`` by the first bytes, else ``None``."""
    if data.startswith(_PNG):
        return "png"
    if data.startswith(_JPEG):
        return "jpeg"
    return "gif" if data.startswith(_GIF) else None


def read_header(data: bytes) -> Header | None:
    """The header of a whole PNG (RFC 2083), JPEG (ITU-T T.81) or GIF (89a); ``None`` for others."""
    match kind_of(data):
        case "png" as kind:
            size, dpi = _png_size(data), _png_dpi(data)
        case "jpeg" as kind:
            size, dpi = _jpeg_size(data), _jpeg_dpi(data)
        case "gif" as kind:
            size, dpi = _gif_size(data), None
        case _:
            return None
    if size is None or not all(size):
        return None
    if dpi is None or not all(_DPI[0] <= each <= _DPI[1] for each in dpi):
        dpi = (USUAL_DPI, USUAL_DPI)
    return Header(kind, *size, dpi)


def _png_size(data: bytes) -> tuple[int, int] | None:
    # The first chunk is IHDR, the last IEND: a file cut off on its way has lost the latter.
    if data[12:16] != b"IHDR" or len(data) < 45 or b"IEND" not in data[-16:]:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _png_dpi(data: bytes) -> tuple[float, float] | None:
    # pHYs, dots per metre, stands before the pixels (IDAT).
    position = 8
    while position + 21 <= len(data):
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        if kind == b"pHYs" and length == 9:
            across, down, unit = struct.unpack(">IIB", data[position + 8 : position + 17])
            return (across * 0.0254, down * 0.0254) if unit == 1 else None
        if kind == b"IDAT":
            break
        position += 12 + int(length)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    # Segments follow one another, each with its length, until a frame header (SOF) tells the size.
    if b"\xff\xd9" not in data[-64:]:
        return None
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD8 or marker == 0x01:
            position += 1 if marker == 0xFF else 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        if length < 2:
            return None
        position += 2 + length
    return None


def _jpeg_dpi(data: bytes) -> tuple[float, float] | None:
    # The JFIF segment (ITU-T T.871) comes first: dots per inch (1) or per centimetre (2).
    if data[2:4] != b"\xff\xe0" or data[6:11] != b"JFIF\0" or len(data) < 18:
        return None
    unit, across, down = struct.unpack(">BHH", data[13:18])
    factor = {1: 1.0, 2: 2.54}.get(unit)
    return None if factor is None else (across * factor, down * factor)


def _gif_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 14 or b"\x3b" not in data[-16:]:  # the trailer
        return None
    width, height = struct.unpack("<HH", data[6:10])
    return width, height
