"""What the personal letters of one kind share, and what each of them sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from docgen import languages
from docgen.diagnostics import Place
from docgen.proof import Identity
from docgen.recipients import Recipient
from docgen.rendering import Correspondence
from docgen.template import Template
from docgen.template.pattern import Pattern

if TYPE_CHECKING:
    from docgen.campaign import Campaign, Kind

GREETED: Final = ("honorific", "given_name", "family_name", "name", "gender")
"""What a salutation needs of a person."""

Seen = dict[str, object]
"""What templates see of a person."""

Regions = Mapping[str, Mapping[str, dict[str, object]]]
"""What templates see as ``region``: by language, then by region."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Who one letter is for: the person of a row, and the organization of her region.

    ``reference`` is the letter's own; ``courtesy`` says that it is a copy in a language that is
    not the one in which the addressee is written to, ``late`` that her nomination came after the
    deadline; ``office`` is the regional office of her region, where the kind copies its letters to
    it.
    """

    person: Recipient
    rto: Recipient | None
    to_rto: bool
    reference: str = ""
    courtesy: bool = False
    late: bool = False
    office: Recipient | None = None
    # The person as she was seen, by language: a letter is about her in several places.
    _seen: dict[str, Seen] = field(default_factory=dict, repr=False, compare=False)

    def __reduce__(self) -> tuple[type[Sent], tuple[object, ...]]:
        return Sent, _parts(self)  # many times quicker than what the dataclass has for it

    @property
    def key(self) -> str:
        """The key of the person's row."""
        return self.person.key

    @property
    def source(self) -> Place:
        """Where her row stands."""
        return self.person.source

    @property
    def row_hash(self) -> str:
        """SHA-256 of her row, in hex."""
        return self.person.row_hash

    def seen(self, language: str) -> Seen:
        """The person as templates see her in a language."""
        if language not in self._seen:
            self._seen[language] = self.person.context(language)
        return self._seen[language]

    def distinguishing(self, language: str) -> tuple[str, ...]:
        """What must be in nobody else's letter: name, addresses, reference."""
        values = (self.person.full_name, *self.person.emails, self.reference)
        return tuple(filter(None, values))

    def identity(self, language: str) -> Identity:
        """What proves a letter in this language to be this one: the address block and the
        reference, and in a letter to the RTO the name.

        A name that Russian declines is not looked for: no row gives its forms.
        """
        person = self.seen(language)
        block = person["addressee"]
        if self.to_rto and self.rto is not None:
            block = self.rto.addressees.get(language, "")
        lines = [*str(block).splitlines(), self.reference]
        if self.to_rto and not self.person.declines_in(language):
            lines.append(self.person.full_name)
        own = [text for text in person.values() if isinstance(text, str)]
        own.append(self.person.addressee)
        if self.rto is not None:
            of_rto = self.rto.identity(language)
            own += of_rto.all_values()
        return Identity(
            tuple(filter(None, lines)), self.distinguishing(language), tuple(filter(None, own))
        )  # fmt: skip

    def addresses(self) -> tuple[str, ...]:
        """The mail addresses of the one to whom the letter goes."""
        if not self.to_rto:
            return self.person.emails
        return self.rto.emails if self.rto is not None else ()

    def copies(self, to: Iterable[str]) -> tuple[str, ...]:
        """The addresses of those who get a copy (``rto``, ``regional_office``), each once."""
        named = {"rto": self.rto, "regional_office": self.office}
        found = (named[name] for name in to)
        emails = dict.fromkeys(email for one in found if one is not None for email in one.emails)
        return tuple(email for email in emails if email not in self.addresses())

    def context(self, lang: str, block: bool = True) -> dict[str, object]:
        """What a template sees: ``recipient``, and ``representative`` in a letter to the RTO.

        ``block``: whether the person has her address block.
        """
        person = self.seen(lang) if block else self.person.context(lang, block=False)
        if not self.to_rto or self.rto is None:
            return {"recipient": person, "representative": None}
        return {"recipient": self.rto.context(lang), "representative": person}


_parts: Final = attrgetter(*(each.name for each in fields(Sent)))


@dataclass(frozen=True, slots=True)
class Setting:
    """What all letters of a kind share; picklable, so that worker processes can be given it."""

    campaign: Campaign
    kind: Kind
    date: date
    templates: Mapping[str, Template]
    regions: Regions = field(hash=False)

    @property
    def campaign_hash(self) -> str:
        """SHA-256 of the campaign, in hex."""
        return self.campaign.hash

    def shared(self, language: str) -> Mapping[str, Any]:
        """The campaign's facts."""
        return self.campaign.context(language)

    def context(self, language: str, recipient: Sent, block: bool = True) -> dict[str, Any]:
        """The campaign's facts, ``letter``, ``recipient``, ``representative`` and ``region``.

        ``block``: whether the person has her address block.
        """
        return {
            **self.campaign.context(language),
            **recipient.context(language, block),
            "region": self.regions[language][recipient.person.region],
            "letter": {
                "kind": self.kind.name,
                "language": language,
                "file_letter": languages.get(language).file_letter,
                "date": self.date,
                "reference": recipient.reference,
                "courtesy": recipient.courtesy,
            },
        }

    def correspondence(self, language: str, recipient: Sent) -> Correspondence:
        """The letter's reference, her addresses or her organization's, and who gets a copy."""
        person, rto = recipient.person, recipient.rto
        to_rto = recipient.to_rto and rto is not None
        seen = recipient.seen(language)
        return Correspondence(
            self.kind.audience,
            self.date,
            recipient.reference,
            to=recipient.addresses(),
            cc=recipient.copies(self.kind.copies),
            name=rto.name_in(language) if to_rto and rto is not None else person.full_name,
            who=None if to_rto else {name: str(seen[name]) for name in GREETED},
            list_file=person.origin.file,
            sheet=person.origin.sheet,
            courtesy=recipient.courtesy,
            late=recipient.late,
        )

    def subject(self, language: str) -> Pattern:
        """The subject's pattern in a language."""
        return self.pattern("subject", language)

    def pattern(self, key: str, language: str) -> Pattern:
        """A pattern of the kind: ``subject``, ``reference`` or ``file_name``.

        Raises :class:`~docgen.diagnostics.DocgenError` (C012) for one that cannot be read.
        """
        value = getattr(self.kind, key)
        text = value if isinstance(value, str) else value.in_language(language)
        at = key if isinstance(value, str) else f"{key}.{language}"
        place = Place.line("campaign.toml", None, f"[kinds.{self.kind.name}] {at}")
        return Pattern(str(text), language, place)


def make_setting(
    campaign: Campaign, kind: Kind, on: date, rtos: Mapping[str, Recipient]
) -> Setting:
    """The setting of a kind without its templates; ``rtos`` are the organizations by their keys."""
    return Setting(campaign, kind, on, {}, _regions(campaign, campaign.languages, rtos))


def _regions(
    campaign: Campaign, wanted: Iterable[str], rtos: Mapping[str, Recipient]
) -> dict[str, dict[str, dict[str, object]]]:
    found: dict[str, dict[str, dict[str, object]]] = {}
    for language in wanted:
        found[language] = {}
        for key, region in campaign.regions.items():
            seen = campaign.region_context(key, language)
            rto = rtos.get(region.rto)
            seen["rto"] = rto.context(language) if rto is not None else None
            found[language][key] = seen
    return found
