"""How a language greets, names and addresses people: what is the same in all six."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from docgen.diagnostics import LanguageFormError, did_you_mean
from docgen.languages.people import (
    Person,
    address_lines,
    field,
    full_name,
    own_address,
    read_one,
    read_person,
)


class Courtesy(ABC):
    """The part of a language that concerns people; each language fills in its words.

    All functions raise :class:`LanguageFormError` for what the language has no form for.
    """

    english_name: str
    everyone: str  # salutation without a person
    farewell: str  # close without a person
    title_cases: tuple[str, ...]  # of what stands before a name
    articles: bool  # whether a title has one in a sentence: la Sra. Diallo

    @abstractmethod
    def _greeting(self, person: Person) -> str: ...

    @abstractmethod
    def _closing(self, person: Person) -> str: ...

    @abstractmethod
    def _styled(self, person: Person, name: str, definite: bool, case: str) -> str: ...

    def salutation(self, who: Any = None) -> str:
        """How the letter greets ``who`` (see :func:`docgen.languages.people.read_person`).

        None and organizations get the collective form. Lines are joined with a line feed.
        """
        person = read_person(who)
        return self.everyone if person is None else self._greeting(person)

    def close(self, who: Any = None) -> str:
        """The complimentary close that goes with the salutation of ``who``."""
        person = read_person(who)
        return self.farewell if person is None else self._closing(person)

    def styled_name(self, who: Any, case: str | None = None, definite: bool = False) -> str:
        """The full name with its title: Ms Amina Diallo, H.E. Ms Amina Diallo.

        ``who`` is a person as in :func:`docgen.languages.people.read_person`; without an honorific
        the gender gives the title.  ``definite`` asks for the article that the title has in a
        sentence (Spanish, French), ``case`` for the form of the title where it is declined
        (Russian).  The name itself is printed as it was given, in any case.
        """
        person = read_one(who)
        if not isinstance(definite, bool):
            raise LanguageFormError(f"definite is true or false, not {definite!r}")
        if definite and not self.articles:
            raise LanguageFormError(f"{self.english_name} has no article before a title")
        chosen = self._form(case, self.title_cases, "case of titles")
        return self._styled(person, full_name(who), definite, chosen)

    def addressee(self, who: Any) -> str:
        """The address block of a person, in the order of protocol, joined with line feeds.

        Styled name, ``position``, ``organization``, the lines of ``address``, ``country``; those
        that are empty are left out, and a country that the address ends with is not repeated.
        """
        return "\n".join(self._addressed(who))

    def _addressed(self, who: Any) -> list[str]:
        return self._block(who, self.styled_name(who), own_address(who))

    def _block(self, who: Any, name: str, address: list[str]) -> list[str]:
        """An address from its smallest part to its largest."""
        country = field(who, "country")
        if address and country.casefold() == address[-1].casefold():
            country = ""
        lines = (name, field(who, "position"), field(who, "organization"), *address, country)
        return [line for line in lines if line]

    def signature(self, name: str, title: str) -> str:
        """Name above title, in lines; Chinese has the title first."""
        return f"{self.text(name, 'the name')}\n{self.text(title, 'the title')}"

    def address_block(self, parts: Any) -> str:
        """Person, title, organization, street, city, country, one a line; empty ones left out.

        The Union's letters go from the smallest to the largest; Chinese the other way.
        """
        return "\n".join(address_lines(parts))

    def text(self, value: Any, what: str) -> str:
        """``value`` if it is text that is not blank; ``what`` names it in the message."""
        if not isinstance(value, str):
            raise LanguageFormError(f"{what} has to be text, not {value!r}")
        if not value.strip():
            raise LanguageFormError(f"{what} is empty")
        return value

    def _form(self, asked: str | None, known: tuple[str, ...], what: str) -> str:
        """``asked`` if the language has it, empty if nothing was asked."""
        if asked is None:
            return ""
        if not known:
            raise LanguageFormError(f"{self.english_name} has no {what}; {asked!r} was asked for")
        if asked not in known:
            raise LanguageFormError(
                f"{self.english_name} has no {what} {asked!r}; {did_you_mean(str(asked), known)}"
            )
        return asked
