"""Text as it is compared: one form for blanks, digits, brackets and hyphens, no silent marks."""

from __future__ import annotations

import unicodedata
from typing import Final

# What shows nothing: soft hyphen, zero-width blanks, marks of direction (UAX #9), the vowel signs
# of Arabic and its lengthening stroke, the stress mark of Russian.
_SILENT: Final = dict.fromkeys(
    [
        *map(ord, "\u00ad\u061c\u0301\u0640\u0670\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
        *range(0x064B, 0x0653),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ],
    None,
)
_ALIKE: Final = (
    dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"), " ")
    | dict.fromkeys(map(ord, "\u2010\u2011\u2212\ufe63\uff0d"), "-")
    | dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'")
    | {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９")}
    | {ord(c): p for c, p in zip("（）［］％＋＠／．：；٪٫٬", "()[]%+@/.:;%.,", strict=True)}
    | dict.fromkeys(map(ord, "\r\v\f\u0085\u2028\u2029"), "\n")
    | {ord("ё"): "е", ord("Ё"): "Е"}
)


def plain(text: str) -> str:
    """The text with one form for what looks alike, its lines kept apart and empty ones left out.

    Never raises; applying it twice is safe.
    """
    told = unicodedata.normalize("NFC", text).translate(_SILENT).translate(_ALIKE)
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", told).split("\n"))
    return "\n".join(line for line in lines if line)
