"""Small files beside a bundle, there whole or not at all, and after a power cut too."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from docgen.diagnostics import DocgenError, Place, error


def write_whole(path: Path, content: object) -> None:
    """Write JSON to ``path``."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    write_bytes(path, f"{text}\n".encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write beside ``path``, make it durable, and put it in its place by a rename."""
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)


def write_beside(path: Path, data: bytes) -> str:
    """Write a file for another program; its SHA-256 in hex. D032 when it cannot be written."""
    try:
        write_bytes(path, data)
    except OSError as fault:
        message = f"the file cannot be written: {why(fault)}"
        hint = "look at the folder's rights and at the free space"
        raise DocgenError(error("D032", Place(path.as_posix()), message, hint)) from fault
    return hashlib.sha256(data).hexdigest()


def why(fault: OSError) -> str:
    """What the system says, without numbers and paths."""
    return fault.strerror or str(fault)
