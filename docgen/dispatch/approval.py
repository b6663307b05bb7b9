"""Who released a bundle: a record beside it that is void as soon as one byte differs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import DocgenError, Outcome, as_typed, error
from docgen.dispatch.clock import as_text, from_text
from docgen.dispatch.durable import write_whole
from docgen.durable import why

if TYPE_CHECKING:
    from docgen.bundle import Bundle

_ENDING: Final = "approval.json"
_HINT: Final = "look the bundle over, then: docgen approve {} --by NAME"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who released exactly these bytes, and when."""

    by: str
    at: datetime


def approve(bundle: Bundle, by: str, at: datetime) -> Approval:
    """Record that ``by`` releases the bundle as it is now. D032 when it cannot be written.

    It has been verified by the caller: the digest covers the manifest and the tag files, which
    hold the digests of all other files.
    """
    record = {"schema": 1, "bundle": bundle.name, "by": by, "at": as_text(at),
              "digest": bundle.fingerprint(), "messages": len(bundle.messages)}  # fmt: skip
    try:
        write_whole(bundle.beside(_ENDING), record)
    except OSError as fault:
        message = f"the approval cannot be written: {why(fault)}"
        hint = "look at the folder's rights and at the free space"
        raise DocgenError(error("D032", bundle.place(), message, hint)) from fault
    return Approval(by, at)


def read_approval(bundle: Bundle) -> Outcome[Approval]:
    """The approval of exactly these bytes; D013 when there is none, D014 when it is void."""
    hint = _HINT.format(as_typed(bundle.shown))
    try:
        found = json.loads(bundle.beside(_ENDING).read_text(encoding="utf-8"))
        digest, approval = found["digest"], Approval(str(found["by"]), from_text(found["at"]))
    except FileNotFoundError:
        return Outcome(None, (error("D013", bundle.place(), "nobody has approved it", hint),))
    except (OSError, ValueError, TypeError, KeyError):
        message = "the record of its approval cannot be read"
        return Outcome(None, (error("D014", bundle.place(), message, hint),))
    if digest != bundle.fingerprint():
        message = f"it has changed since {approval.by} approved it"
        return Outcome(None, (error("D014", bundle.place(), message, hint),))
    return Outcome(approval)
