"""A recipient: one row of a list, as the letters see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from docgen.diagnostics import Finding, Place, error, in_reading_order
from docgen.proof import Identity
from docgen.recipients.characters import shown

REGIONS: Final = ("AFR", "AMS", "ARB", "ASP", "CIS", "EUR")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One row of a list.

    ``list`` is the stem of the list's file name, ``languages`` the languages of correspondence in
    order of preference (never empty; a name and an addressee exist in each), ``member_from`` the
    first day of membership (``None``: before the campaign), ``source`` the row's place and
    ``row_hash`` the SHA-256, in hex, of the row's non-empty cells with their headers.
    """

    key: str
    list: str
    region: str
    languages: tuple[str, ...]
    names: Mapping[str, str] = field(hash=False)
    abbreviations: Mapping[str, str] = field(hash=False)
    addressees: Mapping[str, str] = field(hash=False)
    email: str
    member_from: date | None
    source: Place
    row_hash: str

    def name(self, lang: str) -> str:
        """The name in a language; ``KeyError`` where the list gives none."""
        return self.names[lang]

    def context(self, lang: str) -> dict[str, object]:
        """What a template sees as the recipient; ``None`` stands for what the list does not give.

        An organization has no gender.  The addressee's lines are separated by line feeds.
        """
        return {
            "key": self.key,
            "name": self.names.get(lang),
            "abbreviation": self.abbreviations.get(lang),
            "addressee": self.addressees.get(lang),
            "email": self.email,
            "region": self.region,
            "language": lang,
            "gender": None,
        }

    def identity(self, language: str) -> Identity:
        """What proves a letter in this language to be this recipient's: each line of the addressee,
        and the e-mail address.

        A name alone proves nothing: Guinea stands in Guinea-Bissau, and any state may be mentioned.
        """
        lines = tuple(self.addressees.get(language, "").splitlines())
        known = (*self.names.values(), *self.abbreviations.values())
        return Identity(lines, self.distinguishing(language), known)

    def distinguishing(self, language: str) -> tuple[str, ...]:
        """What must be in nobody else's letter."""
        return (*self.addressees.get(language, "").splitlines(), self.email)


def check_across(lists: Iterable[Recipient]) -> tuple[Finding, ...]:
    """Keys that stand in two lists: a recipient would get a document twice (domain rule 20)."""
    first: dict[str, Recipient] = {}
    findings = []
    for recipient in lists:
        other = first.setdefault(recipient.key.casefold(), recipient)
        if other.source != recipient.source:
            message = f"the key {shown(recipient.key)} stands already in {other.source}"
            findings.append(
                error("L008", recipient.source, message, "give one of them another key")
            )
    return tuple(in_reading_order(findings))
