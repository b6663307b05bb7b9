"""Who is sent what: one message for each recipient and kind, with her letters attached."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo

from docgen import mail
from docgen.diagnostics import (
    Finding,
    LanguageFormError,
    Outcome,
    Place,
    error,
    has_errors,
    warning,
)

if TYPE_CHECKING:
    from docgen.bundle.choosing import Chosen
    from docgen.campaign import Campaign

Attach = Literal["word", "both"]
"""What is attached where a letter has a PDF: the Word file instead, or both."""

MEDIA_TYPES: Final = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}
_HOUR: Final = time(9)
"""The hour of a draft's date, in the campaign's time zone; sending puts its own."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A message to be: ``letters`` are attached, the one in her own language first, those that it
    encloses last.

    ``message`` has the attachments' names, and no bytes yet; ``files`` are their paths below
    ``out/``.
    """

    letters: tuple[Chosen, ...]
    message: mail.Message
    files: tuple[str, ...]

    def draft(self, read: Callable[[str], bytes]) -> bytes:
        """The message as a draft; ``read`` gives the bytes of a file below ``out/``."""
        attached = tuple(
            replace(empty, data=read(path))
            for empty, path in zip(self.message.attachments, self.files, strict=True)
        )
        return mail.draft(replace(self.message, attachments=attached))


@dataclass(frozen=True, slots=True)
class Envelope:
    """What all messages of a bundle share; ``run`` is the bundle's own part of their IDs."""

    campaign: Campaign
    created: date
    run: str
    attach: Attach | None
    personal: bool


def messages(
    letters: Iterable[Chosen], envelope: Envelope, shown_out: str
) -> Outcome[tuple[Planned, ...]]:
    """The messages in the order of the letters.

    Findings: B007 (a warning) for a recipient without an address, B015 where no message can be
    written, D001 to D007 for addresses.
    """
    found: list[Finding] = []
    sender, findings = _sender(envelope.campaign)
    found.extend(findings)
    groups: dict[tuple[str, str], list[Chosen]] = {}
    for letter in letters:
        if letter.about.key is not None:
            groups.setdefault((letter.about.kind, letter.about.key), []).append(letter)
    planned: list[tuple[Planned, Place]] = []
    for group in groups.values():
        own = next((letter for letter in group if not letter.about.courtesy), group[0])
        group = [own, *(letter for letter in group if letter is not own)]
        place = Place(shown_out, (), own.path)
        older = [one for one in group[1:] if not _goes_with(one, own)]
        if older:
            others = ", ".join(one.path for one in older)
            found.append(
                error("B016", place, f"{others} is of another state of the row of {own.about.key}",
                      "write all her letters again, or choose with --lang")
            )  # fmt: skip
            continue
        if not own.about.to:
            found.append(
                warning("B007", place, f"{own.about.key} has no e-mail address: this letter goes "
                        "by post", "add the address to the list if there is one")
            )  # fmt: skip
            continue
        enclosed, findings = _enclosed(own, groups, envelope.campaign, place)
        found.extend(findings)
        if sender is None:
            continue
        made, findings = _planned([*group, *(enclosed or ())], own, sender, envelope, place)
        found.extend(findings)
        if made is not None:
            planned.append((made, place))
    pairs = [(one.message, place) for one, place in planned]
    found.extend(mail.check_all(pairs, envelope.personal))
    return Outcome(tuple(one for one, _ in planned), tuple(found))


def _enclosed(
    own: Chosen,
    groups: Mapping[tuple[str, str], Sequence[Chosen]],
    campaign: Campaign,
    place: Place,
) -> Outcome[list[Chosen]]:
    """The letters that a letter encloses: of the kinds that its own names, what was written to or
    about the same person.  B072 (a warning) for one that is not among those packed."""
    found: list[Finding] = []
    letters: list[Chosen] = []
    for kind in campaign.kinds[own.about.kind].encloses:
        of_person = groups.get((kind, own.about.key or ""), ())
        same = [one for one in of_person
                if not one.about.courtesy and one.about.row_hash == own.about.row_hash]  # fmt: skip
        letters += same
        if not same:
            message = f"it encloses the {kind} of {own.about.key}, which is not packed"
            hint = f"pack both kinds: --kind {own.about.kind} --kind {kind}; or enclose it by hand"
            found.append(warning("B072", place, message, hint))
    return Outcome(letters, tuple(found))


def _goes_with(letter: Chosen, own: Chosen) -> bool:
    """Whether a letter goes into one message with the recipient's own: a courtesy copy of it.

    Folders of languages that a run does not write keep the letters of earlier runs.
    """
    one, other = letter.about, own.about
    return one.courtesy and (one.row_hash, one.to, one.cc, one.date) == (
        other.row_hash, other.to, other.cc, other.date
    )  # fmt: skip


def _sender(campaign: Campaign) -> Outcome[str]:
    given = campaign.dispatch.sender
    key = "[dispatch] sender" if given is not None else "[contact] email"
    place = Place.line("campaign.toml", None, key)
    return mail.checked_address(given or campaign.contact.email, place)


def _planned(
    group: Sequence[Chosen], own: Chosen, sender: str, envelope: Envelope, place: Place
) -> Outcome[Planned]:
    about, campaign = own.about, envelope.campaign
    facts = campaign.context(about.language)
    found: list[Finding] = []
    boxes: dict[str, list[mail.Mailbox]] = {"to": [], "cc": []}
    for field, addresses in (("to", about.to), ("cc", about.cc)):
        for address in addresses:
            ascii_form, findings = mail.checked_address(address, place)
            found.extend(findings)
            if ascii_form is not None:
                name = about.name if field == "to" and not boxes["to"] else ""
                boxes[field].append(mail.Mailbox(ascii_form, name))
    try:
        body = mail.covering(
            about.language, facts, about.who or None, about.subject, about.reference
        )
    except LanguageFormError as fault:
        said = f"no message can be written to {about.key}: {fault}"
        hint = "correct her row, and write the letter again"
        return Outcome(None, (*found, error("B015", place, said, hint)))
    if has_errors(found):
        return Outcome(None, tuple(found))
    files = attached_files(group, envelope.attach)
    content = "\0".join((about.subject, *(sha256 for _, sha256 in files)))
    row = about.row_hash or hashlib.sha256((about.key or "").encode()).hexdigest()
    zone = ZoneInfo(campaign.campaign.time_zone)
    named = campaign.dispatch.sender_name
    from_name = named if named is not None else campaign.bureau.name
    message = mail.Message(
        id=mail.message_id(envelope.run, f"{about.kind}\0{about.key}\0{row}", content, sender),
        key=about.key or "",
        kind=about.kind,
        language=about.language,
        sender=mail.Mailbox(sender, str(from_name.in_language(about.language))),
        to=tuple(boxes["to"]),
        cc=tuple(boxes["cc"]),
        subject=about.subject,
        text=body.text,
        html=body.html,
        attachments=tuple(
            mail.Attachment(attachment_name(path), b"", MEDIA_TYPES[PurePosixPath(path).suffix])
            for path, _ in files
        ),
        date=datetime.combine(envelope.created, _HOUR, zone),
    )
    planned = Planned(tuple(group), message, tuple(path for path, _ in files))
    return Outcome(planned, tuple(found))


def attached_files(group: Iterable[Chosen], attach: Attach | None) -> list[tuple[str, str]]:
    """Path below ``out/`` and hash of what is attached: of each letter the PDF where there is one,
    else the Word file; or what ``attach`` says."""
    found: list[tuple[str, str]] = []
    for letter in group:
        pdf = letter.pdf
        if pdf is not None and attach != "word":
            found.append((pdf.path, pdf.sha256))
        if pdf is None or attach is not None:
            found.append((letter.path, letter.sha256))
    return found


def attachment_name(path: str) -> str:
    """The name of a letter, as the recipient sees it."""
    return unicodedata.normalize("NFC", PurePosixPath(path).name)
