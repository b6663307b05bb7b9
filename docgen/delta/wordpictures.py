"""The pictures of the proof's Word file (ECMA-376 part 1, 20.4.2.8, 20.2.2.5): each stored once."""

from __future__ import annotations

import struct
from typing import Final

from docgen.delta.markup import Markup, element

_EMU: Final = 635  # in a twentieth of a point
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
NAMES: Final = {
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xmlns:wp": f"{_DRAWING}/wordprocessingDrawing",
    "xmlns:a": f"{_DRAWING}/main",
    "xmlns:pic": f"{_DRAWING}/picture",
}
"""The names that a document with pictures declares."""


class Pictures:
    """The PNG files of a document, and how each of them is shown."""

    def __init__(self, first: int) -> None:
        self._first = first  # number of the first relationship
        self._media: dict[bytes, int] = {}
        self._drawn = 0

    def media(self) -> list[tuple[str, str, bytes]]:
        """Relationship, part and content of each picture."""
        return [(f"rId{self._first + number}", f"media/picture{number + 1}.png", data)
                for data, number in self._media.items()]  # fmt: skip

    def drawing(self, png: bytes, width: int, tallest: int, alt: str) -> Markup:
        """A run with the picture, so wide (in twentieths of a point) unless it were too tall."""
        number = self._media.setdefault(png, len(self._media))
        self._drawn += 1
        across, down = _size(png)
        if width * down > tallest * across:
            width = tallest * across // down
        size = {"cx": str(width * _EMU), "cy": str(width * _EMU * down // across)}
        picture = element(
            "pic:pic",
            element(
                "pic:nvPicPr",
                element("pic:cNvPr", id="0", name=f"picture{number + 1}.png"),
                element("pic:cNvPicPr"),
            ),
            element(
                "pic:blipFill",
                element("a:blip", **{"r:embed": f"rId{self._first + number}"}),
                element("a:stretch", element("a:fillRect")),
            ),
            element(
                "pic:spPr",
                element("a:xfrm", element("a:off", x="0", y="0"), element("a:ext", **size)),
                element("a:prstGeom", element("a:avLst"), prst="rect"),
            ),
        )
        return element(
            "w:r",
            element(
                "w:drawing",
                element(
                    "wp:inline",
                    element("wp:extent", **size),
                    element("wp:docPr", id=str(self._drawn), name=f"Picture {self._drawn}",
                            descr=alt),
                    element("wp:cNvGraphicFramePr"),
                    element("a:graphic",
                            element("a:graphicData", picture, uri=f"{_DRAWING}/picture")),
                    distT="0", distB="0", distL="0", distR="0",
                ),
            ),
        )  # fmt: skip


def _size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels (ISO/IEC 15948, 11.2.2)."""
    width, height = struct.unpack(">2I", png[16:24])
    return width, height
