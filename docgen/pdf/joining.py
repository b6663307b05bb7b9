"""One PDF file for the printer: letters in order, a bookmark for each, front pages kept.

A letter printed on both sides must not begin on the back of the one before it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docgen.diagnostics import Finding, Outcome, Place, error

_REFERENCE_END: Final = "!!"  # what follows it in a name of the Union's style is the letter's own


@dataclass(frozen=True, slots=True)
class Part:
    """A PDF file to be joined: ``name`` is its bookmark, ``shown`` its place in findings."""

    name: str
    shown: str
    data: bytes
    pages: int
    language: str  # BCP 47, empty when the file does not say
    key: str  # of the recipient, empty for a master document


def key_in(name: str) -> str:
    """The recipient's key in a file name of the Union's style, for letters that do not say it.

    ``T22-TSB-CIR-0182!!MSW-C-CHN`` is for CHN; other names are keys as they are.
    """
    _, mark, own = name.partition(_REFERENCE_END)
    if not mark:
        return name
    return own.split("-", 2)[2] if own.count("-") >= 2 else ""


def read_part(name: str, shown: str, data: bytes, key: str) -> Outcome[Part]:
    """A part from a PDF file; P040 when it cannot be read or asks for a password."""
    import pikepdf

    from docgen.pdf.damage import DAMAGED

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            language = str(pdf.Root.get("/Lang", ""))
            if len(pdf.pages):
                return Outcome(Part(name, shown, data, len(pdf.pages), language, key))
            message = "this PDF file has no pages"
    except pikepdf.PasswordError:
        message = "this PDF file has a password"
    except DAMAGED as fault:
        message = f"this PDF file cannot be read: {fault}"
    hint = "make it anew with --pdf, or leave it out"
    finding: Finding = error("P040", Place(shown), message, hint)
    return Outcome(None, (finding,))


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which letter 9 comes before letter 10."""
    pieces = re.split(r"(\d+)", text.casefold())
    return tuple((1, int(p), "") if p.isdecimal() else (0, 0, p) for p in pieces if p)


ORDERS: Final[dict[str, Callable[[Part], Any]]] = {
    "name": lambda part: natural(part.name),
    "key": lambda part: (part.key != "", natural(part.key)),  # master documents first
    "pages": lambda part: part.pages,  # for printers that staple by the number of sheets
    "language": lambda part: part.language.casefold(),
}


def ordered(parts: Sequence[Part], by: Sequence[str]) -> list[Part]:
    """Parts by one or several of :data:`ORDERS`; what is equal in all of them goes by its path."""
    keys = [ORDERS[name] for name in by]
    return sorted(parts, key=lambda part: (*(key(part) for key in keys), natural(part.shown)))


def join(parts: Sequence[Part], *, duplex: bool, title: str) -> bytes:
    """One PDF file. With ``duplex`` a blank page follows each letter of an odd number of pages.

    Equal parts give equal bytes.
    """
    import pikepdf

    with pikepdf.new() as whole:
        starts: list[int] = []
        for part in parts:
            starts.append(len(whole.pages))
            with pikepdf.open(io.BytesIO(part.data)) as letter:
                whole.pages.extend(letter.pages)
            if duplex and len(whole.pages) % 2 and part is not parts[-1]:
                last = whole.pages[-1]
                box = last.mediabox
                size = (float(box[2] - box[0]), float(box[3] - box[1]))
                whole.add_blank_page(page_size=size)
        for page in whole.pages:  # links to the tags of files that are left behind
            for key in ("/StructParents", "/Tabs"):
                if key in page:
                    del page[key]
        with whole.open_outline() as outline:
            for part, start in zip(parts, starts, strict=True):
                outline.root.append(pikepdf.OutlineItem(part.name, start))
        whole.docinfo["/Title"] = title
        whole.Root["/PageMode"] = pikepdf.Name.UseOutlines
        out = io.BytesIO()
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
