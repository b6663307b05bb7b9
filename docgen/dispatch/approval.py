"""Who released a bundle: a record beside it that is void as soon as one byte differs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from docgen.diagnostics import DocgenError, Outcome, error
from docgen.dispatch.bag import MANIFEST, Bag
from docgen.dispatch.clock import as_text, from_text
from docgen.dispatch.durable import why, write_whole

_ENDING: Final = "approval.json"
_HINT: Final = "look the bundle over, then: docgen approve {} --by NAME"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who released exactly these bytes, and when."""

    by: str
    at: datetime


def approve(bag: Bag, by: str, at: datetime) -> Approval:
    """Record that ``by`` releases the bag as it is now. D032 when it cannot be written.

    The bag has been verified by the caller: the digest covers the manifest and the tag files,
    which hold the digests of all other files.
    """
    record = {"schema": 1, "bundle": bag.root.name, "by": by, "at": as_text(at),
              "digest": _digest(bag), "messages": len(bag.parcels)}  # fmt: skip
    try:
        write_whole(bag.beside(_ENDING), record)
    except OSError as fault:
        message = f"the approval cannot be written: {why(fault)}"
        hint = "look at the folder's rights and at the free space"
        raise DocgenError(error("D032", bag.place(), message, hint)) from fault
    return Approval(by, at)


def read_approval(bag: Bag) -> Outcome[Approval]:
    """The approval of exactly these bytes; D013 when there is none, D014 when it is void."""
    hint = _HINT.format(bag.shown)
    try:
        found = json.loads(bag.beside(_ENDING).read_text(encoding="utf-8"))
        digest, approval = found["digest"], Approval(str(found["by"]), from_text(found["at"]))
    except FileNotFoundError:
        return Outcome(None, (error("D013", bag.place(), "nobody has approved it", hint),))
    except (OSError, ValueError, TypeError, KeyError):
        message = "the record of its approval cannot be read"
        return Outcome(None, (error("D014", bag.place(), message, hint),))
    if digest != _digest(bag):
        message = f"it has changed since {approval.by} approved it"
        return Outcome(None, (error("D014", bag.place(), message, hint),))
    return Outcome(approval)


def _digest(bag: Bag) -> str:
    """SHA-256 over manifest.json and the tag files: name, NUL, digest, line feed for each."""
    known = hashlib.sha256()
    for name in (MANIFEST, *bag.tags):
        content = hashlib.sha256(bag.read(name)).hexdigest()
        known.update(f"{name}\0{content}\n".encode())
    return known.hexdigest()
