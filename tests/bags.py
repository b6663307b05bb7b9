"""Bundles for tests of mail and sending, in the form that ``docgen bundle`` gives them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docgen import mail

CAMPAIGN = "TSB Circular 182: Network of Women for WTSA-24"
SENDER = "charlyne.restivo@itu.int"
WHEN = datetime(2024, 4, 8, 9, 0, tzinfo=UTC)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class To:
    """One recipient of a test's bundle."""

    key: str
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    language: str = "en"
    kind: str = "confirmation"


# Six recipients, one in each language, as the regions have them.
SIX = (
    To("AFR", ("a.diallo@example.org",), ("sg@atu.example.org",), "fr"),
    To("AMS", ("l.perez@example.org",), ("sg@citel.example.org",), "es"),
    To("ARB", ("h.saleh@example.org",), ("sg@las.example.org",), "ar"),
    To("ASP", ("w.li@example.org",), ("sg@apt.example.org",), "zh"),
    To("CIS", ("a.kim@example.org",), ("sg@rcc.example.org",), "ru"),
    To("EUR", ("m.smith@example.org",), ("sg@cept.example.org",), "en"),
)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_bag(
    folder: Path,
    people: Sequence[To] = SIX,
    *,
    audience: str = "personal",
    campaign: str = CAMPAIGN,
    sender: str = SENDER,
    text: str = "Please find attached our letter.\n",
) -> Path:
    """Write a bundle into ``folder``; give its path."""
    files: dict[str, bytes] = {}
    letters: list[dict[str, Any]] = []
    messages: list[dict[str, Any]] = []
    for number, person in enumerate(people, 1):
        letter = f"data/letters/{person.key}/{person.kind}-{person.language}.docx"
        files[letter] = f"the letter to {person.key}\n".encode()
        identity = mail.message_id("run", person.key, f"{person.kind} {person.language}", sender)
        message = mail.Message(
            id=identity,
            key=person.key,
            kind=person.kind,
            language=person.language,
            sender=mail.Mailbox(sender, "Telecommunication Standardization Bureau"),
            to=tuple(mail.Mailbox(each, f"Ms {person.key}") for each in person.to),
            cc=tuple(mail.Mailbox(each) for each in person.cc),
            subject=f"Confirmation {person.key}",
            text=text,
            html=f"<p>{text}</p>\n",
            attachments=(mail.Attachment(Path(letter).name, files[letter], WORD),),
            date=WHEN,
        )
        draft = f"data/drafts/{number}-{person.key}-{person.kind}.eml"
        files[draft] = mail.draft(message)
        letters.append({"path": letter, "sha256": digest(files[letter]), "key": person.key})
        messages.append({
            "id": identity, "key": person.key, "kind": person.kind, "language": person.language,
            "draft": draft, "to": list(person.to), "cc": list(person.cc),
            "subject": message.subject, "attachments": [letter],
        })  # fmt: skip
    manifest = {
        "schema": 1, "docgen": "0.1.0", "created": "2024-04-08", "audience": audience,
        "campaign": {"reference": "T22-TSB-CIR-0182", "hash": "0" * 64, "name": campaign},
        "languages": ["en"], "letters": letters, "messages": messages, "corrects": None,
    }  # fmt: skip
    files["data/manifest.json"] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    write_bag(folder, files)
    return folder


def write_bag(folder: Path, files: dict[str, bytes]) -> None:
    """The payload with the tag files of RFC 8493 that docgen reads."""
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": b"Source-Organization: TSB\n",
        "manifest-sha256.txt": listing(files),
    }
    tags["tagmanifest-sha256.txt"] = listing(tags)
    for path, data in {**files, **tags}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def listing(files: dict[str, bytes]) -> bytes:
    return "".join(f"{digest(data)}  {path}\n" for path, data in sorted(files.items())).encode()
