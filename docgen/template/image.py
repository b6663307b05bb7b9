"""The filter ``image``: a picture of the data in the letter.

``{{ recipient.photo | image(width="3cm") }}``. The value is the picture's bytes or its path in the
folder that the template was given; nothing outside that folder is ever read.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from markupsafe import escape

from docgen.template.additions import Additions, here
from docgen.template.ooxml import R_STRICT, R
from docgen.template.pictures import EMU_PER_CM, EMU_PER_INCH, Header, read_header
from docgen.template.values import Drawing, ValueFaultError, docxtpl_kind, plain_string

MAX_FILE: Final = 10 * 1024 * 1024  # bytes of one picture
NATURAL_WIDTH: Final = 16 * EMU_PER_CM  # at most, for a picture without a stated size
NATURAL_HEIGHT: Final = 22 * EMU_PER_CM
LARGEST: Final = 22 * EMU_PER_INCH  # Word's largest page

_LENGTH: Final = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)\s*(cm|mm|in|pt)")
_UNITS: Final = {
    "cm": EMU_PER_CM,
    "mm": EMU_PER_CM // 10,
    "in": EMU_PER_INCH,
    "pt": EMU_PER_INCH // 72,
}
_HINT: Final = "give the path of a PNG, JPEG or GIF file in the folder of pictures"

# Namespaces, transitional and strict (part 1, 20.4; part 4).
_SPACES: Final = (
    "http://schemas.openxmlformats.org/drawingml/2006",
    "http://purl.oclc.org/ooxml/drawingml",
)
_RELATIONS: Final = (R, R_STRICT)


class Picture(Drawing):
    """A picture with its size on paper, in EMU, and what a screen reader says of it."""

    __slots__ = ("alt", "data", "header", "height", "width")

    def __init__(self, data: bytes, header: Header, size: tuple[int, int], alt: str) -> None:
        self.data = data
        self.header = header
        self.width, self.height = size
        self.alt = alt

    def as_run(self, properties: str) -> str:
        """An inline picture (20.4.2.8); its part and relationship are added to the letter."""
        additions = _additions()
        name, relation, identity = additions.add_picture(self.data, self.header)
        strict = additions.room.strict
        space, relations = _SPACES[strict], _RELATIONS[strict]
        size = f'cx="{self.width}" cy="{self.height}"'
        spoken = f'descr="{escape(self.alt)}"'.replace("\n", "&#10;").replace("\t", "&#9;")
        number = identity - 900_000_000
        return (
            f"<w:r>{properties}<w:drawing>"
            f'<wp:inline xmlns:wp="{space}/wordprocessingDrawing" '
            'distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent {size}/><wp:docPr id="{identity}" name="Picture {number}" {spoken}/>'
            f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{space}/main" '
            'noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic xmlns:a="{space}/main"><a:graphicData uri="{space}/picture">'
            f'<pic:pic xmlns:pic="{space}/picture"><pic:nvPicPr>'
            f'<pic:cNvPr id="{identity}" name="{name.rpartition("/")[2]}"/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{relations}" r:embed="{relation}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
            f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )


def image(value: Any, width: Any = None, height: Any = None, alt: Any = None) -> Picture:
    """A picture from its bytes or its path.

    ``width`` and ``height`` are ``"3cm"``, ``"25mm"``, ``"1in"``, ``"36pt"``; one of them keeps the
    proportion, none gives the natural size, made to fit a page. Raises :class:`ValueFaultError`
    (T023) for what is no picture, is not in the folder of pictures, or has no such size.
    """
    if docxtpl_kind(value):
        raise _fault(f"a value of the kind {type(value).__name__} brings its own document",
                     "hand in the picture's bytes or its path")  # fmt: skip
    additions = _additions()
    stem = ""
    if isinstance(value, bytes):
        data, shown = value, "the value"
    else:
        path = str(value) if isinstance(value, Path) else plain_string(value)
        shown = f"the picture {path[:80]!r}"
        data, stem = _read(path, additions)
    if len(data) > MAX_FILE:
        raise _fault(f"{shown} has more than {MAX_FILE // 1024**2} MB", "save it smaller")
    header = read_header(data)
    if header is None:
        raise _fault(f"{shown} is no whole PNG, JPEG or GIF picture", _HINT)
    size = _size(header, _length(width, "width"), _length(height, "height"))
    if max(size) > LARGEST:
        raise _fault(f"{shown} would be larger than a page of Word", "give it another size")
    return Picture(data, header, size, stem if alt is None else plain_string(alt))


def _fault(message: str, hint: str) -> ValueFaultError:
    return ValueFaultError("T023", message, hint)


def _additions() -> Additions:
    additions = here()
    if additions.part not in additions.room.relations:
        raise _fault("a picture cannot stand here", "write {{ photo | image }} in a paragraph")
    return additions


def _read(path: str, additions: Additions) -> tuple[bytes, str]:
    """The bytes of a picture and its name without the extension."""
    steps = path.replace("\\", "/").split("/")
    stem = steps[-1].rpartition(".")[0] or steps[-1]
    if path in additions.files:
        return additions.files[path], stem
    shown = repr(path[:80])
    if additions.images is None:
        raise _fault(f"there is no folder of pictures in which {shown} could be",
                     "hand in its bytes, or give the template a folder: images=…")  # fmt: skip
    # Paths come from lists: both kinds of slashes, no drives, no streams, no step upwards.
    if not path.strip() or ":" in path or "\0" in path or not steps[0] or ".." in steps:
        raise _fault(f"{shown} is no path in the folder of pictures", _HINT)
    try:
        root = additions.images.resolve()
        file = root.joinpath(*steps).resolve()
        inside = file.is_relative_to(root)
        if inside and file.is_file():
            with file.open("rb") as stream:
                data = stream.read(MAX_FILE + 1)
            additions.files[path] = data
            return data, stem
    except (OSError, ValueError, RuntimeError) as fault:  # a name too long, a loop of links
        raise _fault(f"the picture {shown} cannot be read", _HINT) from fault
    if not inside:
        raise _fault(f"{shown} leads out of the folder of pictures", _HINT)
    raise _fault(f"there is no picture {shown} in the folder of pictures", _HINT)


def _length(value: Any, name: str) -> int | None:
    """A length in EMU."""
    if value is None:
        return None
    match = _LENGTH.fullmatch(plain_string(value).strip())
    number = Fraction(match.group(1).replace(",", ".")) if match is not None else Fraction(0)
    length = int(number * _UNITS[match.group(2)]) if match is not None else 0
    if not 0 < length <= LARGEST:
        raise _fault(f"{plain_string(value)[:40]!r} is no {name} of a picture",
                     f'write {name}="3cm", "25mm", "1in" or "36pt"')  # fmt: skip
    return length


def _size(header: Header, width: int | None, height: int | None) -> tuple[int, int]:
    natural_width, natural_height = header.natural_size
    if width is not None and height is not None:
        return width, height
    if width is None and height is None:
        factor = min(
            Fraction(1),
            Fraction(NATURAL_WIDTH, natural_width),
            Fraction(NATURAL_HEIGHT, natural_height),
        )
        return max(1, int(natural_width * factor)), max(1, int(natural_height * factor))
    if width is not None:
        return width, max(1, width * natural_height // natural_width)
    assert height is not None
    return max(1, height * natural_width // natural_height), height
