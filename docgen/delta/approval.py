"""Who approved which proof: a record beside it, and whether it still holds.

Approved is a proof as it was shown: the record has its JSON file whole, which names each letter
with its hash and the page and the Word file with theirs.  A proof is approved only as long as what
docgen makes of the letters of now is the same, byte for byte; once approved, it holds as long as
the letters do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docgen.delta.letters import Letter
from docgen.delta.record import Earlier, read_earlier
from docgen.diagnostics import Finding, Outcome, Place, error, warning

SCHEMA: Final = 1
_AGAIN: Final = "make the proof again, look it over, and approve that one"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a proof, when (UTC, as 2024-04-08T09:00:00Z), and what it said."""

    by: str
    at: str
    proof: Earlier

    @property
    def day(self) -> str:
        """The day of the approval."""
        return self.at[:10]


def record_of(content: bytes, by: str, at: str) -> bytes:
    """The record that ``by`` approves the proof whose JSON file is ``content``."""
    whole = {
        "schema": SCHEMA,
        "by": by,
        "at": at,
        "sha256": hashlib.sha256(content).hexdigest(),
        "proof": content.decode("utf-8"),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def read_record(data: bytes, shown_as: str) -> Outcome[Approval]:
    """A record read back; P085 for one that cannot be read or was changed."""
    fault = (
        warning("P085", Place(shown_as), "the record of an approval cannot be read, or was changed",
                "take it out of the folder, and have the proof approved again"),
    )  # fmt: skip
    try:
        whole: dict[str, Any] = json.loads(data.decode("utf-8"))
        content = whole["proof"].encode()
        known = whole["schema"] == SCHEMA and whole["sha256"] == hashlib.sha256(content).hexdigest()
        by, at = whole["by"], whole["at"]
        if not known or not isinstance(by, str) or not isinstance(at, str):
            return Outcome(None, fault)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Outcome(None, fault)
    earlier, findings = read_earlier(content, shown_as)
    return Outcome(Approval(by, at, earlier) if earlier is not None else None,
                   fault if findings else ())  # fmt: skip


def latest(
    approvals: Iterable[Approval], kinds: Sequence[str], languages: Sequence[str]
) -> dict[tuple[str, str], Approval]:
    """The last approval of each kind and language; ``approvals`` in the order of time."""
    asked = {(kind, language) for kind in kinds for language in languages}
    return {
        group: approval
        for approval in approvals
        for group in approval.proof.groups
        if group in asked
    }


def no_longer(
    approved: Mapping[tuple[str, str], Approval], letters: Sequence[Letter], shown_as: str
) -> list[Finding]:
    """P084 for each approval of which some letter has changed, come or gone."""
    now = {letter.file: letter.sha256 for letter in letters}
    found = []
    for approval in {id(each): each for each in approved.values()}.values():
        own = {group for group, each in approved.items() if each is approval}
        then, there = (
            {file: digest for file, digest in hashes.items() if group_of(file) in own}
            for hashes in (approval.proof.hashes, now)
        )
        if then != there:
            said = differing(then, there)
            found.append(
                warning(
                    "P084", Place(shown_as),
                    f"what {approval.by} approved on {approval.day} is not what is there: {said}",
                    "show the new proof to who approves it, then: "
                    "docgen proof --approve --by NAME",
                )
            )  # fmt: skip
    return found


def group_of(file: str) -> tuple[str, str]:
    """The kind and language of a letter, by its path below ``out/``."""
    kind, _, rest = file.partition("/")
    return kind, rest.partition("/")[0]


def differing(then: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Which letters have changed, come or gone, by their hashes."""
    found = {
        "changed": [file for file in then if file in now and now[file] != then[file]],
        "new": [file for file in now if file not in then],
        "gone": [file for file in then if file not in now],
    }
    return ", ".join(
        f"{files[0]} {what}" if len(files) == 1 else f"{len(files)} letters {what} ({files[0]}, …)"
        for what, files in found.items()
        if files
    )


def faults_of(
    earlier: Earlier,
    content: bytes,
    made_anew: bytes,
    letters: Sequence[Letter],
    files: Mapping[str, bytes | None],
    shown_as: str,
) -> list[Finding]:
    """Why a proof cannot be approved: P082 where it is not of the letters that are there, P083
    where its page or Word file is not the one that was made with it.

    ``content`` is its JSON file, ``made_anew`` what docgen makes of the letters now, ``files`` the
    page and the Word file, ``None`` for one that is not there.
    """
    place = Place(shown_as)
    now = {letter.file: letter.sha256 for letter in letters}
    if now != dict(earlier.hashes):
        said = differing(earlier.hashes, now)
        return [error("P082", place, f"the letters are not those of this proof: {said}", _AGAIN)]
    if content != made_anew:
        message = "docgen makes another proof of these letters now"
        return [error("P082", place, message, _AGAIN)]
    found = []
    for name, data in files.items():
        at = Place(f"{shown_as.rpartition('/')[0]}/{name}")
        if data is None:
            found.append(error("P083", at, "it is not there", _AGAIN))
        elif hashlib.sha256(data).hexdigest() != earlier.shown.get(name):
            found.append(error("P083", at, "it is not what was made with this proof", _AGAIN))
    return found
