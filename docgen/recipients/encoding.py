"""The encoding of a text file: recognised where it can be, told, and never guessed in silence.

Unicode is known by its signature or by its form.  The code pages of Windows in which Excel saves
a plain CSV file (1252, 1251, 1256, GB18030) all read nearly any bytes as something; which one it
is shows in the words: letters of one script, capitals where capitals stand, the common letters of
its languages.  Where no reading makes words of nearly all, or two readings do, the file is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from docgen.diagnostics import Finding, Outcome, Place, error, note
from docgen.recipients.characters import shown
from docgen.recipients.scripts import Judgement, arabic, chinese, cyrillic, latin

SAVE_AS_UTF8: Final = 'in Excel, save it as "CSV UTF-8 (Comma delimited)"'

_UTF8: Final = b"\xef\xbb\xbf"
_UTF32: Final = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF16: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_GB18030: Final = b"\x84\x31\x95\x33"
_WORKBOOKS: Final = {
    b"PK\x03\x04": "it is an Excel workbook, not a CSV file",
    b"\xd0\xcf\x11\xe0": "it is an old Excel workbook, not a CSV file",
}
_CALLED: Final = {
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 (big endian)",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "cp1256": "Windows-1256",
    "gb18030": "GB18030",
}
_JUDGES: Final[dict[str, Callable[[Counter[str]], Judgement]]] = {
    "cp1252": latin, "cp1251": cyrillic, "cp1256": arabic, "gb18030": chinese,
}  # fmt: skip
_TWO_BYTES: Final = "gb18030"  # and one, and four
_SURE: Final = 0.85  # of the words, by their letters, are words of the language
_DOUBTFUL: Final = 0.5  # another reading that makes words of so many leaves a doubt
_WORDS: Final = 50_000  # that are looked at

_HIGH: Final = re.compile(rb"[\x80-\xff]")
# A word, with whatever stands in it that is no ASCII; bytes, or characters.
_WORD_OF_BYTES: Final = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_WORD: Final = re.compile("[A-Za-z]*[^\x00-\x7f][A-Za-z\x80-\U0010ffff]*")
_UTF8_CHARACTER: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def text_of(data: bytes, shown_as: str) -> Outcome[str]:
    """The text of a file, with a note where it is not in UTF-8; or why there is none."""
    place = Place(shown_as)
    for signature, message in _WORKBOOKS.items():
        if data.startswith(signature):
            return Outcome(None, (error("L002", place, message, SAVE_AS_UTF8),))
    if data.startswith(_UTF32):
        return Outcome(None, (error("L029", place, "it is in UTF-32", SAVE_AS_UTF8),))
    for signature, encoding in _UTF16.items():
        if data.startswith(signature):
            return _declared(data[len(signature) :], encoding, shown_as)
    if data.startswith(_GB18030):
        return _declared(data[len(_GB18030) :], "gb18030", shown_as)
    nul = data.find(b"\0")
    if nul >= 0:
        unsigned = _unsigned_utf16(data)
        if unsigned is not None:
            return _declared(data, unsigned, shown_as)
        message = "it holds a NUL byte, and is no text"
        return Outcome(None, (error("L002", _line(data, nul, shown_as), message, SAVE_AS_UTF8),))
    try:
        return Outcome(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        if data.startswith(_UTF8) or _is_damaged_utf8(data):
            # ``object`` is what was decoded: the file without its BOM.
            rest: bytes = fault.object
            where = _line(rest, fault.start, shown_as)
            message = f"it is not in UTF-8: byte {rest[fault.start]:#04x} begins no character here"
            return Outcome(None, (error("L002", where, message, SAVE_AS_UTF8),))
    return _recognised(data, shown_as)


def _declared(data: bytes, encoding: str, shown_as: str) -> Outcome[str]:
    """The text in an encoding that a signature or the form of all characters tells."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        message = f"it is in {_CALLED[encoding]}, but damaged: from byte {fault.start + 1:,} on"
        message += " it cannot be read"
        return Outcome(None, (error("L002", Place(shown_as), message, SAVE_AS_UTF8),))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = "it holds a NUL character, and is no text"
        place = Place.line(shown_as, line)
        return Outcome(None, (error("L002", place, message, SAVE_AS_UTF8),))
    return Outcome(text, (_note(text, encoding, shown_as),))


def _recognised(data: bytes, shown_as: str) -> Outcome[str]:
    """The text in the one code page that makes words of it."""
    found = Counter(word[0] for word in islice(_WORD_OF_BYTES.finditer(data), _WORDS))
    readings = sorted(_readings(data, found), key=lambda reading: -reading.score)
    message = "its letters are in no encoding that can be told"
    if readings and readings[0].score >= _SURE:
        best = readings[0].encoding
        rivals = [each.encoding for each in readings[1:] if each.score >= _DOUBTFUL]
        doubts = [rival for rival in rivals if _in_doubt(found, best, rival)]
        if not doubts:
            text = data.decode(best)
            return Outcome(text, (_note(text, best, shown_as),))
        either = " or ".join(_CALLED[encoding] for encoding in (best, *doubts))
        message = f"its letters may be in {either}, and would be other ones"
    first = _HIGH.search(data)
    place = _line(data, first.start() if first else 0, shown_as)
    return Outcome(None, (error("L029", place, message, SAVE_AS_UTF8),))


@dataclass(frozen=True, slots=True)
class _Reading:
    """The file read in an encoding: which part of its words are words there, from 0 to 1."""

    encoding: str
    score: float


def _readings(data: bytes, found: Counter[bytes]) -> Iterator[_Reading]:
    """The file in each encoding that can read all of it."""
    for encoding, judge in _JUDGES.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == _TWO_BYTES:
            words = Counter(word[0] for word in islice(_WORD.finditer(text), _WORDS))
        else:
            words = _decoded(found, encoding)
        yield _Reading(encoding, judge(words).score)


def _decoded(found: Counter[bytes], encoding: str) -> Counter[str]:
    words: Counter[str] = Counter()
    for raw, times in found.items():
        words[raw.decode(encoding)] += times
    return words


def _in_doubt(found: Counter[bytes], best: str, rival: str) -> bool:
    """Whether a rival makes words of what it reads otherwise; é is the same in 1252 and 1256."""
    if _TWO_BYTES in (best, rival):
        return True
    other = {raw: n for raw, n in found.items() if raw.decode(best) != raw.decode(rival)}
    if not other:
        return False
    differing = Counter(other)
    return (
        _JUDGES[rival](_decoded(differing, rival)).score >= _DOUBTFUL
        or _JUDGES[best](_decoded(differing, best)).score < _SURE
    )


def _note(text: str, encoding: str, shown_as: str) -> Finding:
    words = dict.fromkeys(
        word[0] for word in _WORD.finditer(text[:1_000_000]) if any(map(str.isalpha, word[0]))
    )
    longest = sorted(list(words)[:200], key=lambda word: -min(len(word), 12))[:3]
    message = f"it is in {_CALLED[encoding]}, and was read so"
    if longest:
        message += f": {', '.join(shown(word) for word in longest)}"
    hint = f"if these are not words of the list, {SAVE_AS_UTF8}" if longest else ""
    return note("L028", Place(shown_as), message, hint)


def _line(data: bytes, at: int, shown_as: str) -> Place:
    return Place.line(shown_as, len(data[: at + 1].splitlines()))


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most that is no ASCII is in UTF-8: a file cut off, or put together of two."""
    high = len(_HIGH.findall(data))
    return sum(map(len, _UTF8_CHARACTER.findall(data))) >= 0.8 * high


def _unsigned_utf16(data: bytes) -> str | None:
    """Which UTF-16 this is without its signature, if any.

    The separators, line ends and digits of a list are ASCII in any language: the upper byte of
    such a character is 0.
    """
    if len(data) % 2:
        return None
    ascii_units = {}
    for encoding, low in (("utf-16-le", 0), ("utf-16-be", 1)):
        lows, highs = data[low::2], data[1 - low :: 2]
        ascii_units[encoding] = sum(
            1 for at in range(len(highs)) if not highs[at] and 9 <= lows[at] < 127
        ) if highs.count(0) < 1_000 else highs.count(0)  # fmt: skip
    best = max(ascii_units, key=ascii_units.__getitem__)
    other = min(ascii_units.values())
    if ascii_units[best] * 20 < len(data) // 2 or ascii_units[best] < 4 * other:
        return None
    try:
        text = data.decode(best)
    except UnicodeDecodeError:
        return None
    marks = set(text) - set("\t\r\n")
    odd = any(unicodedata.category(mark) in ("Cc", "Cn", "Co") for mark in marks)
    return None if odd else best
