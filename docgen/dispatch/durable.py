"""Small files beside a bundle, there whole or not at all, and after a power cut too."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from docgen.diagnostics import DocgenError, Place, error
from docgen.durable import replace_whole, why


def write_whole(path: Path, content: object) -> None:
    """Write JSON to ``path``."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    replace_whole(path, f"{text}\n".encode())


def write_beside(path: Path, shown: str, data: bytes) -> str:
    """Write a file for another program, called ``shown`` in findings; its SHA-256 in hex. D032 when
    it cannot be written."""
    try:
        replace_whole(path, data)
    except OSError as fault:
        message = f"the file cannot be written: {why(fault)}"
        hint = "close it if it is open, look at the folder's rights and at the free space"
        raise DocgenError(error("D032", Place(shown), message, hint)) from fault
    return hashlib.sha256(data).hexdigest()
