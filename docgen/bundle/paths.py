"""Paths in a bundle: what they may be, and how a BagIt manifest writes them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from docgen.names import fault_of_name

MANIFEST: Final = "data/manifest.json"
REGISTER: Final = "data/register.xlsx"
COVER: Final = "data/cover.docx"
COVER_PDF: Final = "data/cover.pdf"
LETTERS: Final = "data/letters"
DRAFTS: Final = "data/drafts"
MASTER: Final = "master"
"""The folder of the letters that are addressed to nobody."""
LEDGER: Final = "ledger.sqlite"
"""The ending of the name of the ledger, which stands beside the bag that it is of."""

_CODED: Final = re.compile("%(0[aA]|0[dD]|25)")


def fault_of_path(path: str) -> str | None:
    """Why a path cannot be one below a bag's root, or ``None``."""
    if path != unicodedata.normalize("NFC", path):
        return "its letters are not in composed form (NFC)"
    if path.startswith("/") or "\\" in path:
        return "it leads out of the bundle"
    for step in path.split("/"):
        if step in {"", ".", ".."}:
            return "it leads out of the bundle"
        fault = fault_of_name(step)
        if fault is not None:
            return fault
    return None


def safe_step(text: str) -> str:
    """A key as one step of a path: itself where that is a safe name, else one made of its hash."""
    text = unicodedata.normalize("NFC", text)
    if fault_of_name(text) is None and "%" not in text and text != MASTER:
        return text
    return f"key-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def safe_file(name: str) -> str:
    """The name of a letter in a bundle.

    A percent sign would have to be written ``%25`` in a manifest (RFC 8493, section 2.1.3), which
    the validator of the Library of Congress does not read: no name in a bundle has one.
    """
    return unicodedata.normalize("NFC", name).replace("%", "_")


def encoded(path: str) -> str:
    """A path as a line of a manifest has it (RFC 8493, section 2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def decoded(text: str) -> str:
    """The path that a line of a manifest names."""
    return _CODED.sub(lambda found: chr(int(found[1], 16)), text)
