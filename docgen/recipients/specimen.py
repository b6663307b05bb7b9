"""The example in the second row of a form: by what it is told from a row that somebody filled in.

The people and organizations are of fiction; addresses lie under example.org (RFC 2606 section 3).
:mod:`docgen.workbooks.examples` has the rest of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from docgen.recipients.form import EXAMPLE, Form
from docgen.recipients.table import Value, as_text
from docgen.recipients.words import plain

EMAIL: Final = "name@example.org"

PEOPLE: Final[Mapping[str, tuple[str, str]]] = {
    "en": ("Amara", "Okafor"),
    "fr": ("Aminata", "Diallo"),
    "es": ("Lucía", "Ramírez Soto"),
    "ru": ("Анна", "Петрова"),
    "zh": ("晓兰", "李"),
    "ar": ("ليلى", "الحسن"),
}
"""Given name and family name in the forms of each language."""

ORGANIZATIONS: Final[Mapping[str, str]] = {
    "en": "Example Telecommunications Union",
    "fr": "Union exemplaire des télécommunications",
    "es": "Unión de Telecomunicaciones de Ejemplo",
    "ru": "Примерный союз электросвязи",
    "zh": "示例电信联盟",
    "ar": "اتحاد المثال للاتصالات",
}

_KEY: Final = plain(EXAMPLE)
_EMAIL: Final = plain(EMAIL)
_OF_PEOPLE: Final[tuple[Mapping[str, str], ...]] = tuple(
    {"given_name": plain(given), "family_name": plain(family), "email": _EMAIL}
    for given, family in PEOPLE.values()
)
_OF_ORGANIZATIONS: Final[tuple[Mapping[str, str], ...]] = tuple(
    {f"name_{language}": plain(name), "email": _EMAIL} for language, name in ORGANIZATIONS.items()
)


def is_example(form: Form, cells: Mapping[str, Value], unread: Iterable[str] = ()) -> bool:
    """Whether a row with the key of the example is still the example: nobody else is named in it.

    ``cells`` are its values by column; ``unread`` the columns whose values cannot be read.
    A row that has nothing but the key is an example that was cleared.
    """
    examples = _OF_PEOPLE if "given_name" in form.by_key else _OF_ORGANIZATIONS
    telling = frozenset[str]().union(*examples)
    if not telling.isdisjoint(unread):
        return False
    said = {column: plain(as_text(cells[column])) for column in telling & cells.keys()}
    if not said:
        return not any(form.by_key[column].required for column in cells if column != "key")
    return any(said.items() <= example.items() for example in examples)


def looks_like_example(cells: Iterable[str]) -> bool:
    """The same of a row of which the columns are not known."""
    return {_KEY, _EMAIL} <= set(map(plain, cells))
