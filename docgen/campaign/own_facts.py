"""The free table ``[facts]``: what one campaign needs and others do not, typed by its TOML form."""

from __future__ import annotations

import re
from typing import Any, Final

from docgen.campaign.readers import DAYS, LINE, YEARS
from docgen.campaign.shapes import (
    Problem,
    Reading,
    RefusedError,
    Shape,
    checked_text,
    finite,
    is_day,
    quoted,
)
from docgen.campaign.texts import PER_LANGUAGE
from docgen.campaign.values import Table
from docgen.languages import CODES

_DEEPEST: Final = 4  # tables inside [facts]
_RESERVED: Final = frozenset(dir(dict))  # what Jinja would find first: {{ facts.items }}


def _read_facts(value: Any, reading: Reading, depth: int = 1) -> Table[Any]:
    if not isinstance(value, dict):
        raise FACTS.refuse(value)
    problems = []
    facts: dict[str, Any] = {}
    for key, fact in value.items():
        try:
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", key) or key in _RESERVED:
                message = f"{quoted(key)} cannot be the name of a fact: templates cannot read it"
                raise RefusedError(Problem(message, "use other letters, digits and _"))
            facts[key] = _read_fact(fact, reading, depth)
        except RefusedError as refused:
            problems += refused.below(key)
    if problems:
        raise RefusedError(*problems)
    return Table(facts)


def _read_fact(value: Any, reading: Reading, depth: int) -> Any:
    """A fact whose type is its TOML form; a table is a range, texts per language or more facts."""
    if isinstance(value, str):
        return checked_text(value, LINE)
    if isinstance(value, bool) or is_day(value):
        return value
    if isinstance(value, (int, float)) and finite(value):
        return value
    if not isinstance(value, dict) or not value or depth > _DEEPEST:
        raise FACT.refuse(value)
    if {"first", "last"} & value.keys() and value.keys() <= {"first", "last", "code"}:
        ends = (value.get("first"), value.get("last"))
        if any(is_day(end) for end in ends):
            return DAYS.read(value, reading)
        return YEARS.read(value, reading)
    if value.keys() & set(CODES):
        return PER_LANGUAGE.read(value, reading)
    return _read_facts(value, reading, depth + 1)


def _read_one_fact(value: Any, reading: Reading) -> Any:
    return _read_fact(value, reading, 1)


FACT: Final = Shape(
    "a date, a number, a text, true or false, a range or one text for each language",
    '"Hall 5", or 120, or 2024-10-14',
    _read_one_fact,
)
FACTS: Final = Shape("a table of facts", "[facts]", _read_facts)
