"""What must hold before the first message leaves, beside what the bundle's own proof says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.diagnostics import Finding, Place, error
from docgen.mail import checked_address, read_draft
from docgen.mail.addresses import same_address
from docgen.mail.checks import shared
from docgen.mail.headers import unfit

if TYPE_CHECKING:
    from docgen.bundle import Bundle, Message

_PACK_AGAIN = "correct the list or campaign.toml, then make the bundle again"


@dataclass(frozen=True, slots=True)
class Release:
    """What the campaign says about sending."""

    campaign: str  # its name
    sender: str
    allow: tuple[str, ...] | None  # addresses and domains


def check_release(bundle: Bundle, release: Release) -> list[Finding]:
    """Every reason not to send this bundle, all at once: D001 to D006, D012, D015, D016.

    The caller has verified it (:func:`docgen.bundle.verify`), so that each draft says what the
    manifest says.
    """
    found: list[Finding] = []
    campaign = bundle.manifest.campaign.name
    if campaign != release.campaign:
        found.append(
            error("D012", bundle.place(), f"it was made by the campaign “{campaign}”, and this is "
                  f"“{release.campaign}”", "go to that campaign's folder, or use --campaign FILE")
        )  # fmt: skip
    owners: dict[tuple[str, str], str] = {}
    personal = bundle.manifest.audience == "personal"
    for message in bundle.messages:
        place = bundle.place(message.name)
        found += _addresses(message, place, release)
        found += shared(owners, message.kind, message.key, message.to, place, personal)
        bad = unfit(message.subject)
        if bad is not None:
            said = f"the subject holds a character that no header can hold: {bad}"
            found.append(error("D004", place, said, _PACK_AGAIN))
        found += _sender(read_draft(bundle.draft(message)).sender, place, release)
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


def _addresses(message: Message, place: Place, release: Release) -> list[Finding]:
    found: list[Finding] = []
    seen: set[str] = set()
    for address in (*message.to, *message.cc):
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


def _sender(sender: str, place: Place, release: Release) -> list[Finding]:
    if same_address(sender) == same_address(release.sender):
        return []
    message = (
        f"it would come from {sender or 'nobody'}, and the campaign writes from {release.sender}"
    )
    return [error("D016", place, message, _PACK_AGAIN)]
