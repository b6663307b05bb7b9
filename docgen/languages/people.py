"""Whom a letter greets, read from a row or an object without guessing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from docgen.diagnostics import LanguageFormError, did_you_mean

# Stable codes, the same in all six languages; each language has its own words for them.
HONORIFICS: Final[tuple[str, ...]] = ("Ms", "Mr", "Dr", "Prof", "H.E.")

# The names that only persons have; a plain ``name`` may be that of an organization.
_NAMES: Final[tuple[str, ...]] = ("family_name", "given_name")

# An address from its smallest part to its largest.
ADDRESS_PARTS: Final[tuple[str, ...]] = (
    "person",
    "title",
    "organization",
    "street",
    "city",
    "country",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person: ``honorific`` is one of :data:`HONORIFICS` or empty, as are the names.

    ``name`` is the full one.
    """

    feminine: bool
    honorific: str
    family_name: str
    name: str = ""


def field(source: Any, name: str) -> str:
    """A field of a mapping or an object as text without outer blanks; absent or None is empty."""
    value = source.get(name) if isinstance(source, Mapping) else getattr(source, name, None)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LanguageFormError(f"{name} has to be text, not {value!r}")
    return value.strip()


def read_person(who: Any) -> Person | None:
    """The person to greet, or ``None`` for an organization and for no one in particular.

    ``who`` is None, or a mapping or object with ``gender`` ("F" or "M"), ``honorific`` and
    ``family_name``; ``given_name`` says only that it is a person.  Without any of the four it is an
    organization.  Raises for a person of unknown gender, which is never guessed from a name, and
    for a gender or honorific that docgen does not know or that contradict each other.
    """
    if who is None:
        return None
    if isinstance(who, (str, bytes, int, float, list, tuple)):
        raise LanguageFormError(f"a person is needed here (a row of the list), not {who!r}")
    gender, honorific = field(who, "gender"), field(who, "honorific")
    named = next((text for text in (field(who, name) for name in _NAMES) if text), "")
    if not gender:
        if named or honorific:
            raise LanguageFormError(
                f"the gender of {f'{honorific} {named}'.strip()} is not known; "
                "write F or M, it is never inferred from a name"
            )
        return None
    if gender not in ("F", "M"):
        raise LanguageFormError(f"the gender {gender!r} is not known; write F or M")
    if honorific and honorific not in HONORIFICS:
        raise LanguageFormError(
            f"the honorific {honorific!r} is not known; {did_you_mean(honorific, HONORIFICS)}"
        )
    if (gender, honorific) in (("F", "Mr"), ("M", "Ms")):
        raise LanguageFormError(f"the gender {gender} contradicts the honorific {honorific}")
    return Person(gender == "F", honorific, field(who, "family_name"), _named(who))


def read_one(who: Any) -> Person:
    """The person that ``who`` is; raises where it is none (see :func:`read_person`)."""
    person = read_person(who)
    if person is None:
        raise LanguageFormError("a person is needed here, with gender and name; this is none")
    return person


def full_name(who: Any) -> str:
    """``name`` as it was given, else the given name and the family name."""
    name = _named(who)
    if not name:
        raise LanguageFormError("the person has no name")
    return name


def _named(who: Any) -> str:
    parts = (field(who, "given_name"), field(who, "family_name"))
    return field(who, "name") or " ".join(part for part in parts if part)


def own_address(who: Any) -> list[str]:
    """The lines of a person's ``address`` as they were given, without empty ones."""
    return [line.strip() for line in field(who, "address").splitlines() if line.strip()]


def address_lines(parts: Any) -> list[str]:
    """The parts of an address that are filled in, from the smallest to the largest."""
    if parts is None or isinstance(parts, (str, bytes, list, tuple)):
        raise LanguageFormError(f"an address is needed here (its parts by name), not {parts!r}")
    lines = [text for text in (field(parts, name) for name in ADDRESS_PARTS) if text]
    if not lines:
        raise LanguageFormError(f"the address is empty; it has none of {', '.join(ADDRESS_PARTS)}")
    return lines
