"""A person of a list: her row, typed and checked, as the letters to her see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Final, NamedTuple, get_type_hints

from docgen.diagnostics import Place
from docgen.recipients import cells, words
from docgen.recipients.cells import Country, Reader

_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


# Each field says how its cell is read.
Line = Annotated[str, cells.read_line]
Lines = Annotated[str, cells.read_lines]
Name = Annotated[str, cells.read_name]
Key = Annotated[str, cells.read_key]
Answer = Annotated[bool | None, cells.yes_no(words.YES_NO_WORDS)]

ACTIVE: Final = frozenset({"received", "validated", "confirmed", "extended"})
"""The states of a nomination that stands: its nominee is the one of her region."""


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


class Person(NamedTuple):
    """One person: what her row says.

    ``list`` is the name of her form; ``file``, ``sheet`` and ``row`` say where she stands, and
    ``columns`` where each column does (from 0); ``row_hash`` is the SHA-256, in hex, of the
    non-empty cells with their stable keys.  A column that her form does not have, or that is empty
    where it may be, has the default.  ``key`` is the row's, or made from the region; ``received``
    is a day, or a moment (in the campaign's time zone where it names none).
    """

    list: str
    file: str
    sheet: str
    row: int
    columns: Mapping[str, int]
    row_hash: str

    key: Key
    region: Annotated[str, cells.choice(words.REGION_WORDS)]
    honorific: Annotated[str, cells.choice(words.HONORIFIC_WORDS)]
    given_name: Name
    family_name: Name
    gender: Annotated[str, cells.choice(words.GENDER_WORDS)]
    position: Name
    organization: Name
    country: Annotated[Country, cells.read_country]
    language: Annotated[tuple[str, ...], cells.read_languages]
    email: Annotated[tuple[str, ...], cells.read_emails]
    telephone: Annotated[str, cells.read_telephone] = ""
    address: Lines = ""
    addressee: Lines = ""

    nominated_by: Annotated[str, cells.read_organization] = ""
    received: Annotated[date | datetime | None, cells.read_moment_cell] = None
    status: Annotated[str, cells.choice(words.STATUS_WORDS)] = ""
    validated: Annotated[date | None, cells.read_day_cell] = None
    late_reason: Line = ""
    replaces: Key = ""
    extension_decision: Line = ""

    appointed: Answer = None
    fellowship: Answer = None

    @property
    def source(self) -> Place:
        """Where her row stands."""
        return Place.row(self.file, self.sheet, self.row)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of correspondence in order of preference."""
        return self.language

    @property
    def emails(self) -> tuple[str, ...]:
        """Her addresses."""
        return self.email

    @property
    def name(self) -> str:
        """Her name in full, in the script and the order of what she gave.

        A name in Chinese characters has the family name first and no blank.
        """
        return full_name(self.given_name, self.family_name)

    @property
    def state(self) -> str:
        """The state of her nomination: what is recorded, else what the dates say."""
        return self.status or ("validated" if self.validated else "received")

    @property
    def is_active(self) -> bool:
        """Whether her nomination stands."""
        return self.state in ACTIVE

    @property
    def is_accepted(self) -> bool:
        """Whether her nomination has been validated and stands: she gets a confirmation."""
        return self.is_active and self.state != "received"

    def at(self, column: str) -> Place:
        """The place of a cell of her row; that of the row where the list has no such column."""
        index = self.columns.get(column)
        if index is None:
            return self.source
        return Place.cell(self.file, self.sheet, self.row, index + 1)

    def declines_in(self, language: str) -> bool:
        """Whether her name would have to be declined in an address block of this language."""
        return declines(self.name, language)


_HINTS: Final = get_type_hints(Person, include_extras=True)

READERS: Final[Mapping[str, Reader]] = {
    name: hint.__metadata__[0] for name, hint in _HINTS.items() if hasattr(hint, "__metadata__")
}
"""How the cell of each column is read."""

NEEDED: Final = frozenset(name for name in READERS if name not in Person._field_defaults)
"""The columns without which a row is no person."""
