"""Text as the words that tell people apart, however it is written.

Case, width, blanks, line breaks, punctuation and marks that no one sees do not count.  Where a
script has no blanks between words, each character is one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Characters that are words by themselves: Thai, Lao, Myanmar and Khmer (no blanks between words),
# radicals, kana and ideographs, hangul (to which particles are joined).
_ALONE: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD: Final = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+")
_IDEOGRAPH: Final = re.compile(rf"[{_ALONE}]")

# What no one sees (Unicode, Default_Ignorable_Code_Point): soft hyphens, marks of direction,
# joiners and selectors; and the tatweel, which only makes an Arabic word longer.
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u0640\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\U000e0100-\U000e01ef]"
)

# A value says whose letter it is when it is longer than what stands in any letter by chance.
_LONG_ENOUGH: Final = 4  # characters of letters and digits
_LONG_NUMBER: Final = 6  # digits, where there is nothing else
_IDEOGRAPHS: Final = 2


def words(text: str) -> list[str]:
    """The words of a text, comparable: NFKC of the case-folded text (Unicode, chapter 3.13)."""
    if text.isascii():
        return _WORD.findall(text.lower())
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    return _WORD.findall(unicodedata.normalize("NFKC", plain))


def tells_apart(value: list[str]) -> bool:
    """Whether words are long enough to be somebody's and nobody else's by chance."""
    text = "".join(value)
    if text.isdecimal():
        return len(text) >= _LONG_NUMBER
    return len(text) >= _LONG_ENOUGH or len(_IDEOGRAPH.findall(text)) >= _IDEOGRAPHS
