"""File names that hold on every system: Windows, macOS, Linux, and what mail and archives do."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pathvalidate import ValidationError, validate_filename

# NAME_MAX of Linux file systems, in bytes of UTF-8; Windows allows 255 UTF-16 units.
MAX_BYTES: Final = 255

# Characters that reorder what a reader sees: "gpj.exe" can be shown as "exe.jpg".
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Devices that Windows finds under these names with any ending, and with blanks before the ending;
# pathvalidate knows the names without blanks, and not the console's own.
_DEVICE: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|\Z)", re.I
)

# Nearly all names: nothing in them is refused but the names of devices.
_USUAL: Final = re.compile(r"[A-Za-z0-9_!(](?:[A-Za-z0-9_!()+, .-]*[A-Za-z0-9_!)])?")


def fault_of_name(name: str) -> str | None:
    """Why a file name is not safe on every system, or ``None`` when it is.

    Refused: names that Windows reserves (CON, NUL, COM1…) or cannot hold (``<>:"/\\|?*``, control
    characters, a final dot or blank), path separators, a dot in front (hidden on Unix, and what
    is left of an empty pattern), marks that are invisible or reverse the text, names that are not
    NFC, and more than 255 bytes.
    """
    if _USUAL.fullmatch(name) and len(name) <= MAX_BYTES and not _DEVICE.match(name):
        return None
    if name != unicodedata.normalize("NFC", name):
        return "its letters are not in composed form (NFC)"
    if any(mark in _BIDI for mark in name):
        return "it holds a mark that reverses how it is shown"
    if len(name.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return f"it is longer than {MAX_BYTES} bytes"
    if name != name.strip() or name.endswith("."):
        return "it begins or ends with a blank, or ends with a dot"
    if name.startswith("."):
        return "it begins with a dot"
    categories = {unicodedata.category(mark) for mark in name}
    if categories & {"Cc", "Cs", "Cn"}:
        return "it holds a control character"
    if categories & {"Cf", "Zl", "Zp"}:
        return "it holds an invisible mark"
    if _DEVICE.match(name):
        return "Windows reserves this name"
    try:
        validate_filename(name, platform="universal", check_reserved=True)
    except ValidationError as fault:
        reasons = {
            "NULL_NAME": "it is empty",
            "RESERVED_NAME": "Windows reserves this name",
            "INVALID_CHARACTER": 'it holds one of < > : " / \\ | ? *',
        }
        return reasons.get(fault.reason.name, "it is not a file name")
    return None


def same_file(name: str) -> str:
    """The form in which two names are one file on Windows and macOS: NFC, without case.

    Canonical caseless matching of the Unicode Standard, section 3.13, D145.
    """
    folded = unicodedata.normalize("NFD", name).casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", folded))
