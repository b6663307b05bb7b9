"""The emblem of the letterhead: a PNG or JPEG of any size, scaled into its place.

Only the picture's header is read; the picture itself goes into the file as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from docgen.diagnostics import Outcome, Place, error
from docgen.template.pictures import EMU_PER_CM, kind_of, read_header

EMU_PER_TWIP: Final = 635
HEIGHT: Final = EMU_PER_CM * 19 // 10
LARGEST_WIDTH: Final = EMU_PER_CM * 6

LARGEST_FILE: Final = 2_000_000  # bytes; it travels in every single letter


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
    if kind_of(data) not in ("png", "jpeg"):
        return _broken(shown_as, "the emblem is neither PNG nor JPEG", "save it as a PNG picture")
    header = read_header(data)
    if header is None:
        return _broken(shown_as, "the emblem is damaged", "save it again as a PNG picture")
    pixels_wide, pixels_high = header.wide, header.high
    width, height = HEIGHT * pixels_wide // pixels_high, HEIGHT
    if width > LARGEST_WIDTH:
        width, height = LARGEST_WIDTH, LARGEST_WIDTH * pixels_high // pixels_wide
    return Outcome(Emblem(data, header.extension, max(width, 1), max(height, 1)))


def _broken(shown_as: str, message: str, hint: str) -> Outcome[Emblem]:
    return Outcome(None, (error("T032", Place(shown_as), message, hint),))
