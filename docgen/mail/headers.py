"""Header fields in ASCII: RFC 5322 (fields, mailboxes), RFC 2047 (encoded words), RFC 2231 (names
of files).

The standard library could write them too, but not the same bytes in each version of Python; it
lets NUL pass and encodes a domain that is not ASCII as if it were a name.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from urllib.parse import quote

from docgen.mail.message import Mailbox

WIDTH: Final = 76  # RFC 5322, 2.1.1: lines should have 78 at most; RFC 2047, 2: 76 with words
_WORD: Final = 75  # RFC 2047, section 2: the length of an encoded word
_FRAME: Final = len("=?utf-8?b??=")
_OCTETS: Final = (_WORD - _FRAME) // 4 * 3
_CHARSET: Final = "utf-8''"  # RFC 2231, section 4: charset, then no language
_ATOM: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_TOKEN: Final = re.compile(r"[A-Za-z0-9!#$&+.^_-]+")  # RFC 2231: no *, ' and % among them
_ADDRESS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")
_ID: Final = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+>")
_UNFIT: Final = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
# UAX #9: embeddings, overrides and isolates, with which one text can look like another.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


class HeaderError(ValueError):
    """A text that no header field can hold."""


def unfit(text: str) -> str | None:
    """The first character that a header must not hold, as ``U+000A``; ``None`` if all are fit."""
    for letter in text:
        if unicodedata.category(letter) in _UNFIT or letter in _TURNING:
            return f"U+{ord(letter):04X}"
    return None


def unstructured(name: str, text: str) -> str:
    """A field of free text, as Subject is."""
    _fit(text)
    plain = _plain(text) and "  " not in text and text == text.strip()
    if plain and all(len(word) <= _WORD for word in text.split(" ")):
        return _folded(name, text.split(" "))
    return _folded(name, _encoded_words(text))


def mailboxes(name: str, boxes: Iterable[Mailbox]) -> str:
    """A field of addresses, as To is."""
    words: list[str] = []
    for box in boxes:
        if not _ADDRESS.fullmatch(box.address):
            raise HeaderError(f"{box.address!r} is not an address in ASCII form")
        if words:
            words[-1] += ","
        words += [*_phrase(box.name), f"<{box.address}>"] if box.name else [box.address]
    if not words:
        raise HeaderError(f"{name} has no address")
    return _folded(name, words)


def identifier(name: str, value: str) -> str:
    """A Message-ID. It stays on one line: some programs do not find it on the next."""
    if not _ID.fullmatch(value):
        raise HeaderError(f"{value!r} is not a Message-ID")
    return f"{name}: {value}\r\n"


def date(name: str, when: datetime) -> str:
    """RFC 5322, section 3.3; the zone is the one that ``when`` has."""
    offset = when.utcoffset()
    if offset is None:
        raise HeaderError("a date without its time zone")
    minutes = int(offset.total_seconds()) // 60
    zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
    day = f"{_DAYS[when.weekday()]}, {when.day} {_MONTHS[when.month - 1]} {when.year:04}"
    return f"{name}: {day} {when:%H:%M:%S} {zone}\r\n"


def parameters(name: str, value: str, given: Iterable[tuple[str, str]]) -> str:
    """A field with parameters, as Content-Disposition is: each in a line of its own, by RFC 2231
    where it is not ASCII or too long for its line."""
    lines = [f"{name}: {value}"]
    for key, text in given:
        _fit(text)
        for part in _parameter(key, text):
            lines[-1] += ";"
            lines.append(f" {part}")
    return "".join(f"{line}\r\n" for line in lines)


def _parameter(key: str, text: str) -> list[str]:
    if _plain(text) and len(text) <= WIDTH - len(key) - 5:
        if _TOKEN.fullmatch(text):
            return [f"{key}={text}"]
        return [f'{key}="{_escaped(text)}"']
    # attribute-char of RFC 2231, section 7: no blanks, no specials, no *, ' and %
    room = WIDTH - len(key) - len(f"*99*={_CHARSET}") - 2
    pieces: list[str] = [""]
    for letter in text:
        coded = quote(letter, safe="!#$&+-.^_`{|}~")
        if len(pieces[-1]) + len(coded) > room:
            pieces.append("")
        pieces[-1] += coded
    if len(pieces) == 1:
        return [f"{key}*={_CHARSET}{pieces[0]}"]
    return [
        f"{key}*{number}*={'' if number else _CHARSET}{piece}"
        for number, piece in enumerate(pieces)
    ]


def _phrase(name: str) -> list[str]:
    """A name before an address: atoms, a quoted string, or encoded words."""
    _fit(name)
    if not _plain(name) or "=?" in name:
        return _encoded_words(name)
    if _ATOM.fullmatch(name) and "  " not in name and name == name.strip():
        words = name.split(" ")
    else:
        words = [f'"{_escaped(name)}"']
    return words if all(len(word) <= _WORD for word in words) else _encoded_words(name)


def _encoded_words(text: str) -> list[str]:
    """RFC 2047 words in base64; none cuts through a character (section 5), nor through a word of
    the text that has room in one.

    The blanks between encoded words are not the text's (section 6.2); some programs show them all
    the same, where after a blank nobody sees it.
    """
    pieces: list[bytes] = [b""]
    for word in re.findall(r" *[^ ]+ *|^ +$", text):
        octets = word.encode("utf-8")
        if len(pieces[-1]) + len(octets) <= _OCTETS:
            pieces[-1] += octets
            continue
        if len(octets) <= _OCTETS:
            pieces.append(octets)
            continue
        for letter in word:
            octets = letter.encode("utf-8")
            if len(pieces[-1]) + len(octets) > _OCTETS:
                pieces.append(b"")
            pieces[-1] += octets
    return [f"=?utf-8?b?{base64.b64encode(piece).decode('ascii')}?=" for piece in pieces if piece]


def _folded(name: str, words: Iterable[str]) -> str:
    """The field with its words, in lines of at most :data:`WIDTH` where the words allow it.

    The first word stands beside the name: a line that holds blanks only is refused by some servers.
    """
    lines = [f"{name}:"]
    for number, word in enumerate(words):
        if number and len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append("")
        lines[-1] += f" {word}"
    return "".join(f"{line}\r\n" for line in lines)


def _plain(text: str) -> bool:
    return text.isascii() and "=?" not in text


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _fit(text: str) -> None:
    bad = unfit(text)
    if bad is not None:
        raise HeaderError(f"a header cannot hold {bad}")
    if not text:
        raise HeaderError("an empty text in a header")
