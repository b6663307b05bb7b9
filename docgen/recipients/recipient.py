"""A recipient: one row of a list, typed and checked, as the letters see it.

One model for all lists, of people and of organizations.  Each field says how the cells of its
column are read (:mod:`docgen.recipients.cells`); pydantic reads them all, and what it is refused
becomes findings in :mod:`docgen.recipients.reading`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from heapq import merge
from operator import attrgetter, itemgetter
from typing import Annotated, Any, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, InstanceOf, PlainValidator, ValidationInfo

from docgen import languages as known_languages
from docgen.diagnostics import Finding, Place, error, in_reading_order
from docgen.proof import Identity
from docgen.recipients import cells, contacts, gazetteer, words
from docgen.recipients.cells import NOTHING, Country, Known
from docgen.recipients.characters import shown
from docgen.spool import Spool

REGIONS: Final = tuple(words.REGION_WORDS)

_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


def _by_known(read: Callable[[Any, Known], Any]) -> PlainValidator:
    """Reads a cell that refers to something the campaign knows, which is the context."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        return read(value, info.context or NOTHING)

    return PlainValidator(validate)


# How the cells of a column are read.
Key = Annotated[str, PlainValidator(cells.read_key)]
Line = Annotated[str, PlainValidator(cells.read_line)]
Lines = Annotated[str, PlainValidator(cells.read_lines)]
Name = Annotated[str, PlainValidator(cells.read_name)]
Region = Annotated[str, PlainValidator(cells.read_region)]
Languages = Annotated[tuple[str, ...], PlainValidator(contacts.read_languages)]
Emails = Annotated[tuple[str, ...], PlainValidator(contacts.read_emails)]
Answer = Annotated[bool | None, PlainValidator(cells.yes_no(words.YES_NO_WORDS))]


class Origin(NamedTuple):
    """The list that rows stand in: its name, its file and sheet, and where each known column
    stands (from 0), by its stable key."""

    list: str
    file: str
    sheet: str
    columns: Mapping[str, int]


class Recipient(BaseModel):
    """One row of a list: what it says of a person, or of an organization.

    ``row`` is its number as Excel shows it; ``row_hash`` is the SHA-256, in hex, of the non-empty
    cells with their stable keys.  ``languages`` are those of correspondence in order of preference,
    never empty.  A column that a form does not have, or that is empty where it may be, has the
    default.

    A person has a ``gender``, recorded and never inferred; her names are as she gave them, and
    ``addressee`` is her address block in the first of her languages, where the row gives it.  An
    organization has no gender; ``names``, ``abbreviations`` and ``addressees`` are by language, and
    the name and the addressee are there for each of its languages; ``member_from`` is its first
    day as a member (``None``: before the campaign).  ``received`` is a day, or a moment (in the
    campaign's time zone where it names none).  Lines of a text are separated by line feeds.

    ``unread`` are the columns whose cells were refused, or are empty or missing where they must not
    be: their fields have the default, and it means nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    origin: InstanceOf[Origin]
    row: int
    row_hash: str
    unread: frozenset[str] = frozenset()

    key: Key
    region: Region
    languages: Languages = Field(alias="language")
    emails: Emails = Field(alias="email")
    telephone: Annotated[str, PlainValidator(contacts.read_telephone)] = ""
    address: Lines = ""

    honorific: Annotated[str, PlainValidator(cells.choice(words.HONORIFIC_WORDS))] = ""
    given_name: Name = ""
    family_name: Name = ""
    gender: Annotated[str | None, PlainValidator(cells.choice(words.GENDER_WORDS))] = None
    position: Name = ""
    organization: Name = ""
    country: Annotated[Country | None, _by_known(gazetteer.read_country)] = None
    addressee: Lines = ""

    names: dict[str, Name] = Field(default_factory=dict)
    abbreviations: dict[str, Name] = Field(default_factory=dict)
    addressees: dict[str, Lines] = Field(default_factory=dict)
    member_from: Annotated[date | None, PlainValidator(cells.read_day_cell)] = None

    nominated_by: Annotated[str, _by_known(gazetteer.read_organization)] = ""
    received: Annotated[date | datetime | None, PlainValidator(cells.read_moment_cell)] = None
    status: Annotated[str, PlainValidator(cells.choice(words.STATUS_WORDS))] = ""
    validated: Annotated[date | None, PlainValidator(cells.read_day_cell)] = None
    late_reason: Line = ""
    replaces: Annotated[str, PlainValidator(cells.read_replaced)] = ""
    extension_decision: Line = ""

    appointed: Answer = None
    fellowship: Answer = None

    @property
    def list(self) -> str:
        """The name of the list: of its form, or the stem of its file for organizations."""
        return self.origin.list

    @property
    def source(self) -> Place:
        """Where the row stands."""
        return Place.row(self.origin.file, self.origin.sheet, self.row)

    def at(self, column: str) -> Place:
        """The place of a cell of the row; that of the row where the list has no such column."""
        index = self.origin.columns.get(column)
        if index is None:
            return self.source
        return Place.cell(self.origin.file, self.origin.sheet, self.row, index + 1)

    def is_known(self, *columns: str) -> bool:
        """Whether the cells of these columns were read, or are empty as they may be."""
        return self.unread.isdisjoint(columns)

    @property
    def is_person(self) -> bool:
        """Whether the row is a person's; else it is an organization's."""
        return self.gender is not None

    @property
    def full_name(self) -> str:
        """A person's name in the script and the order of what she gave."""
        return full_name(self.given_name, self.family_name)

    def name_in(self, language: str) -> str:
        """The name in a language; ``KeyError`` for an organization without one in it."""
        return self.full_name if self.is_person else self.names[language]

    def declines_in(self, language: str) -> bool:
        """Whether her name would have to be declined in an address block of this language."""
        return declines(self.full_name, language)

    def context(self, lang: str, block: bool = True) -> dict[str, object]:
        """What a template sees as the recipient; ``None`` stands for what the row does not give.

        The address block of a person is finished: the one that her row gives is written in the
        language in which she is written to.  Without ``block`` it is left out, for what does not
        need it: to make one takes longer than all the rest.
        """
        seen: dict[str, object] = {
            "key": self.key,
            "name": self.full_name if self.is_person else self.names.get(lang),
            "gender": self.gender,
            "region": self.region,
            "language": lang,
            "email": self.emails[0],
        }
        if not self.is_person:
            seen["abbreviation"] = self.abbreviations.get(lang)
            seen["addressee"] = self.addressees.get(lang)
            return seen
        seen |= {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "honorific": self.honorific,
            "position": self.position,
            "organization": self.organization,
            "country": self.country.names.get(lang) if self.country is not None else None,
            "telephone": self.telephone or None,
            "address": self.address,
            "fellowship": self.fellowship,
        }
        if block:
            own = self.addressee if lang == self.languages[0] else ""
            seen["addressee"] = own or known_languages.get(lang).addressee(seen)
        return seen

    def identity(self, language: str) -> Identity:
        """What proves a letter in this language to be this organization's: each line of the
        addressee, and the e-mail addresses.

        A name alone proves nothing: Guinea stands in Guinea-Bissau, and any state may be mentioned.
        What proves a letter to a person is :meth:`docgen.personal.Sent.identity`.
        """
        lines = tuple(self.addressees.get(language, "").splitlines())
        known = (*self.names.values(), *self.abbreviations.values())
        return Identity(lines, self.distinguishing(language), known)

    def distinguishing(self, language: str) -> tuple[str, ...]:
        """What must be in nobody else's letter."""
        return (*self.addressees.get(language, "").splitlines(), *self.emails)


NEEDED: Final = frozenset(
    {"key", "region", "language", "email"}
    | {"honorific", "given_name", "family_name", "gender", "position", "organization", "country"}
)
"""The columns, of those that a form requires, without which no row of a list is a recipient."""


class Draft(Recipient):
    """A row some of whose cells were refused or are empty, as far as the others go.

    Rules that take rows together look at it as well: what is known of it may stand against another
    row.  No letter is made of it.
    """

    key: Key = ""
    region: Region = ""
    languages: Languages = Field((), alias="language")
    emails: Emails = Field((), alias="email")


_FIELDS: Final = tuple(Recipient.model_fields)
_values: Final = itemgetter(*_FIELDS)


def spooled(recipients: Iterable[Recipient] = ()) -> Spool[Recipient]:
    """Recipients that wait on the disk, as the bare values of their fields, in half the time."""
    return Spool(recipients, parts=_parts, kind=_restored)


class Entries(NamedTuple):
    """The rows of a list: ``whole`` are those without a fault; ``faulty`` the others, as far as
    they go.  Both may be kept on the disk.  ``complete``: whether no other rows follow that could
    not be read."""

    whole: Sequence[Recipient]
    faulty: Sequence[Recipient]
    complete: bool = True

    def together(self) -> Sequence[Recipient]:
        """All rows in the order of the list, for rules that take rows together."""
        if not self.faulty:
            return self.whole
        return Spool(merge(self.whole, self.faulty, key=attrgetter("row")))


def _parts(recipient: Recipient) -> tuple[object, ...]:
    values: tuple[object, ...] = _values(recipient.__dict__)
    return values


def _restored(values: Iterable[object]) -> Recipient:
    """A recipient of values that were read before, which are not read again."""
    recipient = Recipient.__new__(Recipient)
    recipient.__setstate__(
        {
            "__dict__": dict(zip(_FIELDS, values, strict=True)),
            "__pydantic_fields_set__": set(),
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return recipient


def without(recipient: Recipient, columns: frozenset[str]) -> Recipient:
    """A row of which these columns too are not known: their fields have the defaults."""
    if not columns:
        return recipient
    fields = {name: field.get_default(call_default_factory=True)
              for name, field in Draft.model_fields.items()
              if (field.alias or name) in columns}  # fmt: skip
    return recipient.model_copy(update={**fields, "unread": recipient.unread | columns})


def full_name(given: str, family: str) -> str:
    """A name in full, as far as it is given; in Chinese characters the family name comes first."""
    if _HAN.fullmatch(given + family):
        return f"{family}{given}"
    return f"{given} {family}".strip()


def declines(name: str, language: str) -> bool:
    """Whether a name would have to be declined in an address block of a language.

    Russian addressees stand in the dative; a name in Cyrillic letters is declined, one in Latin
    letters is not.
    """
    return language == "ru" and _CYRILLIC.search(name) is not None


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
