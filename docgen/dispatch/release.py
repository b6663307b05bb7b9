"""What must hold before the first message leaves: the bag, its campaign, its addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from docgen.diagnostics import Finding, Place, error
from docgen.dispatch.bag import Bag, Parcel
from docgen.mail import checked_address, read_draft, released
from docgen.mail.addresses import same_address
from docgen.mail.checks import shared

_PACK_AGAIN = "correct the list or campaign.toml, then make the bundle again"


@dataclass(frozen=True, slots=True)
class Release:
    """What the campaign says about sending."""

    campaign: str  # its name
    sender: str
    allow: tuple[str, ...] | None  # addresses and domains


def check_release(bag: Bag, release: Release) -> list[Finding]:
    """Every reason not to send this bag, all at once: D001 to D003, D005 to D007, D009, D011,
    D012, D015, D016."""
    found: list[Finding] = []
    if bag.campaign != release.campaign:
        found.append(
            error("D012", bag.place(), f"it was made by the campaign “{bag.campaign}”, and this is "
                  f"“{release.campaign}”", "go to that campaign's folder, or use --campaign FILE")
        )  # fmt: skip
    owners: dict[tuple[str, str], str] = {}
    personal = bag.audience == "personal"
    for parcel in bag.parcels:
        place = bag.place(parcel.name)
        found += _addresses(parcel, place, release)
        found += shared(owners, parcel.kind, parcel.key, parcel.to, place, personal)
        found += _draft(bag, parcel, place, release)
    return found


def check_address(address: str, option: str, allow: tuple[str, ...] | None) -> list[Finding]:
    """D001 to D003 and D015 for an address that was given by hand."""
    place = Place(option, (), address)
    valid, findings = checked_address(address, place)
    found = list(findings)
    if valid is not None and valid != address and not found:
        found.append(error("D001", place, f"{address} is not in its ASCII form", f"write {valid}"))
    if valid is not None and allow is not None and not allowed(valid, allow):
        found.append(_not_allowed(address, place))
    return found


def allowed(address: str, allow: Iterable[str]) -> bool:
    """Whether an address in ASCII form, or its domain, is on the list."""
    domain = address.rpartition("@")[2]
    return bool({same_address(address), same_address(domain)} & {_ascii(each) for each in allow})


def _ascii(entry: str) -> str:
    """An entry of the list as addresses are compared with it."""
    if "@" not in entry:
        value, _ = checked_address(f"x@{entry}", Place())
        return same_address(value.rpartition("@")[2] if value else entry)
    value, _ = checked_address(entry, Place())
    return same_address(value or entry)


def _addresses(parcel: Parcel, place: Place, release: Release) -> list[Finding]:
    found: list[Finding] = []
    if not parcel.to:
        found.append(error("D007", place, f"{parcel.key} has no e-mail address", _PACK_AGAIN))
    seen: set[str] = set()
    for address in (*parcel.to, *parcel.cc):
        valid, findings = checked_address(address, place)
        found.extend(findings)
        if same_address(address) in seen:
            found.append(
                error("D005", place, f"{address} stands twice in one message", _PACK_AGAIN)
            )
        seen.add(same_address(address))
        if valid is not None and release.allow is not None and not allowed(valid, release.allow):
            found.append(_not_allowed(address, place))
    return found


def _not_allowed(address: str, place: Place) -> Finding:
    message = f"{address} is not among the addresses and domains that mail may go to"
    return error("D015", place, message, "see allow in [dispatch] of campaign.toml")


def _draft(bag: Bag, parcel: Parcel, place: Place, release: Release) -> list[Finding]:
    """The draft says what the manifest says: its addresses, its subject, its letters."""
    try:
        data = bag.draft(parcel)
        draft = read_draft(data)
        released(data, datetime.fromtimestamp(0, UTC))  # it can be dated anew
    except ValueError as fault:
        return [error("D009", place, f"the draft cannot be read: {fault}", _PACK_AGAIN)]
    found = []
    if same_address(draft.sender) != same_address(release.sender):
        found.append(
            error("D016", place, f"it would come from {draft.sender or 'nobody'}, and the campaign "
                  f"writes from {release.sender}", _PACK_AGAIN)
        )  # fmt: skip
    letters = [hashlib.sha256(bag.read(path)).hexdigest() for path in parcel.attachments]
    differences = [
        what
        for what, one, other in (
            ("the Message-ID", draft.id, parcel.id),
            ("the addresses", draft.to, parcel.to),
            ("the copies", draft.cc, parcel.cc),
            ("blind copies", draft.blind, ()),
            ("the subject", draft.subject, parcel.subject),
            ("the letters", [digest for _, digest in draft.attachments], letters),
        )
        if one != other
    ]
    if draft.faults:
        differences.append(f"its form ({', '.join(sorted(set(draft.faults)))})")
    if differences:
        message = f"the draft differs from the manifest: {', '.join(differences)}"
        found.append(error("D009", place, message, _PACK_AGAIN))
    return found
