"""The emblem of the letterhead: a PNG or JPEG of any size, scaled into its place.

Only the picture's header is read; the picture itself goes into the file as it is.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from docgen.diagnostics import Outcome, Place, error

# English Metric Units, 360,000 to the centimetre (ECMA-376 part 1, clause 20.1.10.16).
EMU_PER_CM: Final = 360_000
EMU_PER_TWIP: Final = 635
HEIGHT: Final = EMU_PER_CM * 19 // 10
LARGEST_WIDTH: Final = EMU_PER_CM * 6

LARGEST_FILE: Final = 2_000_000  # bytes; it travels in every single letter

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class Emblem:
    """A picture with its size on paper, in EMU, and the extension of its part's name."""

    data: bytes
    extension: str
    width: int
    height: int

    @property
    def content_type(self) -> str:
        """Its media type, for ``[Content_Types].xml``."""
        return f"image/{self.extension}"

    @property
    def width_twips(self) -> int:
        """Its width in twips, rounded up."""
        return -(-self.width // EMU_PER_TWIP)


def read_emblem(data: bytes, shown_as: str) -> Outcome[Emblem]:
    """The emblem in a file's bytes, 1.9 cm high, or narrower than 6 cm where it is a long one.

    What is not a whole PNG (RFC 2083) or JPEG (ITU-T T.81) is finding T032.
    """
    if len(data) > LARGEST_FILE:
        return _broken(shown_as, f"the emblem has {len(data):,} bytes",
                       f"save it smaller, under {LARGEST_FILE:,} bytes")  # fmt: skip
    if data.startswith(_PNG):
        extension, size = "png", _png_size(data)
    elif data.startswith(_JPEG):
        extension, size = "jpeg", _jpeg_size(data)
    else:
        return _broken(shown_as, "the emblem is neither PNG nor JPEG", "save it as a PNG picture")
    if size is None or not all(size):
        return _broken(shown_as, "the emblem is damaged", "save it again as a PNG picture")
    pixels_wide, pixels_high = size
    width, height = HEIGHT * pixels_wide // pixels_high, HEIGHT
    if width > LARGEST_WIDTH:
        width, height = LARGEST_WIDTH, LARGEST_WIDTH * pixels_high // pixels_wide
    return Outcome(Emblem(data, extension, max(width, 1), max(height, 1)))


def _broken(shown_as: str, message: str, hint: str) -> Outcome[Emblem]:
    return Outcome(None, (error("T032", Place(shown_as), message, hint),))


def _png_size(data: bytes) -> tuple[int, int] | None:
    # The first chunk is IHDR, the last IEND: a file cut off on its way has lost the latter.
    if data[12:16] != b"IHDR" or len(data) < 45 or b"IEND" not in data[-16:]:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


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
