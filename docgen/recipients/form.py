"""The forms of lists: which columns they have, and what stands in each.

A form is what an organization is sent to fill in, and what its list is read by: the columns have
stable keys, captions in six languages (:mod:`docgen.recipients.captions`), and one kind of content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from docgen.languages import CODES
from docgen.recipients import words
from docgen.recipients.captions import CAPTIONS
from docgen.recipients.words import Words, plain

EXAMPLE: Final = "EXAMPLE"
"""What stands as key in the example row of a form."""


class Holds(StrEnum):
    """What the cells of a column hold."""

    KEY = "key"  # a name for the row, unique in the list
    LINE = "line"  # text in one line
    LINES = "lines"  # text that may have several lines
    CHOICE = "choice"  # one of a few words
    COUNTRY = "country"  # a Member State
    LANGUAGES = "languages"  # one language or several, in order of preference
    EMAILS = "emails"  # one address or several
    TELEPHONE = "telephone"  # printed as it is given
    DAY = "day"
    MOMENT = "moment"  # a day, or a day and a time
    YES_NO = "yes or no"
    ORGANIZATION = "organization"  # the key of a regional organization


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its stable key and what it holds.

    ``office``: whether the secretariat fills it in, not the organization that is sent the form.
    ``within``: the field of a recipient that holds the column, and the column's language, where
    there is one such column for each language.
    """

    key: str
    holds: Holds
    required: bool = False
    office: bool = False
    words: Words | None = None
    within: tuple[str, str] | None = None

    def caption(self, language: str) -> str:
        """What stands above the column in a form of this language."""
        return CAPTIONS[self.key][language]


@dataclass(frozen=True)
class Form:
    """The columns of one kind of list, in the order of the form.

    ``version`` changes when a column or the words of one change, so that an old form is known.
    """

    name: str
    sheet: str
    version: int
    columns: tuple[Column, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """The columns by their stable keys."""
        return {column.key: column for column in self.columns}

    @cached_property
    def by_header(self) -> Mapping[str, Column]:
        """The columns by :func:`~docgen.recipients.words.plain` of key and captions."""
        found = {plain(column.key): column for column in self.columns}
        for column in self.columns:
            for caption in CAPTIONS[column.key].values():
                found.setdefault(plain(caption), column)
        return found

    @cached_property
    def headers(self) -> frozenset[str]:
        """All that may stand above a column: keys and captions."""
        captions = {said for column in self.columns for said in CAPTIONS[column.key].values()}
        return frozenset(captions | {column.key for column in self.columns})


_WHO: Final = (
    Column("honorific", Holds.CHOICE, required=True, words=words.HONORIFIC_WORDS),
    Column("given_name", Holds.LINE, required=True),
    Column("family_name", Holds.LINE, required=True),
    Column("gender", Holds.CHOICE, required=True, words=words.GENDER_WORDS),
    Column("position", Holds.LINE, required=True),
    Column("organization", Holds.LINE, required=True),
    Column("country", Holds.COUNTRY, required=True),
    Column("language", Holds.LANGUAGES, required=True, words=words.LANGUAGE_WORDS),
    Column("email", Holds.EMAILS, required=True),
)
_KEY: Final = Column("key", Holds.KEY)
_REGION: Final = Column("region", Holds.CHOICE, required=True, words=words.REGION_WORDS)
_WHERE: Final = (Column("address", Holds.LINES), Column("addressee", Holds.LINES))

# Domain rule 5: name, title, position, organization, country, e-mail, telephone and language.
REPRESENTATIVES: Final = Form(
    "representatives",
    "Reps",
    1,
    (
        _KEY,
        _REGION,
        *_WHO,
        Column("telephone", Holds.TELEPHONE, required=True),
        *_WHERE,
        Column("nominated_by", Holds.ORGANIZATION, required=True),
        Column("received", Holds.MOMENT, required=True, office=True),
        Column("status", Holds.CHOICE, office=True, words=words.STATUS_WORDS),
        Column("validated", Holds.DAY, office=True),
        Column("late_reason", Holds.LINE, office=True),
        Column("replaces", Holds.KEY, office=True),
        Column("extension_decision", Holds.LINE, office=True),
    ),
)
"""Nominations of regional representatives, one a row."""

DELEGATES: Final = Form(
    "delegates",
    "Delegates",
    1,
    (
        _KEY,
        _REGION,
        *_WHO,
        Column("telephone", Holds.TELEPHONE),
        *_WHERE,
        Column("appointed", Holds.YES_NO, required=True, words=words.YES_NO_WORDS),
        Column("fellowship", Holds.YES_NO, required=True, office=True, words=words.YES_NO_WORDS),
    ),
)
"""Women delegates to be invited to the training of their region, one a row."""

RECIPIENTS: Final = Form(
    "recipients",
    "Recipients",
    1,
    (
        Column("key", Holds.KEY, required=True),
        _REGION,
        Column("language", Holds.LANGUAGES, required=True, words=words.LANGUAGE_WORDS),
        Column("email", Holds.EMAILS, required=True),
        Column("member_from", Holds.DAY, office=True),
        *(Column(f"name_{c}", Holds.LINE, within=("names", c)) for c in CODES),
        *(Column(f"abbreviation_{c}", Holds.LINE, within=("abbreviations", c)) for c in CODES),
        *(Column(f"addressee_{c}", Holds.LINES, within=("addressees", c)) for c in CODES),
    ),
)
"""Organizations and administrations that letters are addressed to, one a row.

The names and address blocks of a row's languages are required.
"""

FORMS: Final[Mapping[str, Form]] = {
    form.name: form for form in (REPRESENTATIVES, DELEGATES, RECIPIENTS)
}
