"""Texts of campaign.toml: one for each language, with grammatical forms, or one for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from docgen.campaign.shapes import (
    Problem,
    Reading,
    RefusedError,
    Shape,
    checked_text,
    named,
    quoted,
    text_problems,
)
from docgen.campaign.values import Forms, Text
from docgen.diagnostics import did_you_mean
from docgen.languages import CODES

_EXAMPLE: Final = '{ en = "Geneva", fr = "Genève" }'


Check = Callable[[str, tuple[str | int, ...]], list[Problem]]
"""What is wrong with one text, which stands at a key."""


def _read_forms(value: dict[str, Any], code: str, check: Check) -> Forms:
    """A name with its grammatical forms, by the forms' names."""
    hint = 'for example { nominative = "…", genitive = "…" }'
    problems = []
    if not value:
        problems.append(Problem("a table of forms without any form", hint, key=(code,)))
    for name, form in value.items():
        # Jinja would find a method of strings first: {{ assembly.name.title }}
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or hasattr(str, name):
            message = f"{quoted(name)} cannot be the name of a form"
            problems.append(Problem(message, hint, key=(code, name)))
        if isinstance(form, str):
            problems += check(form, (code, name))
        else:
            message = f"a text is needed here, not {named(form)}"
            problems.append(Problem(message, hint, key=(code, name)))
    if problems:
        raise RefusedError(*problems)
    return Forms(value)


def _read_entry(value: Any, code: str, reading: Reading, check: Check) -> str:
    """The text of one language."""
    if code not in reading.allowed:
        message = f"{quoted(code)} is not one of the campaign's languages"
        hint = did_you_mean(code, reading.allowed)
        if code in CODES:
            hint = f"take the line out, or add {code} to [campaign] languages"
        raise RefusedError(Problem(message, hint, "C010", (code,)))
    if isinstance(value, dict):
        return _read_forms(value, code, check)
    if not isinstance(value, str):
        message = f"a text is needed here, not {named(value)}"
        raise RefusedError(Problem(message, PER_LANGUAGE.hint, key=(code,)))
    if problems := check(value, (code,)):
        raise RefusedError(*problems)
    return value


def _read_entries(value: Any, reading: Reading, shape: Shape, check: Check) -> Text:
    """A text for each of the campaign's languages, and for no other."""
    if not isinstance(value, dict):
        raise shape.refuse(value)
    problems: list[Problem] = []
    entries = {}
    for code, entry in value.items():
        try:
            entries[code] = _read_entry(entry, code, reading, check)
        except RefusedError as refused:
            problems += refused.problems
    for code in reading.required:
        if code not in value:
            message = f"there is no text in the language {code}"
            problems.append(Problem(message, f'add a line that ends in .{code} = "…"', "C007"))
    if problems:
        raise RefusedError(*problems)
    return Text(tuple((code, entries[code]) for code in reading.allowed if code in entries))


def _read_per_language(value: Any, reading: Reading) -> Text:
    return _read_entries(value, reading, PER_LANGUAGE, text_problems)


def _read_text(value: Any, reading: Reading) -> Text:
    if isinstance(value, str):
        text = checked_text(value, TEXT)
        return Text(tuple((code, text) for code in reading.allowed))
    return _read_entries(value, reading, TEXT, text_problems)


def _read_reference(value: Any, reading: Reading) -> Text:
    return _read_entries(value, reading, REFERENCE, _reference_problems)


def _reference_problems(text: str, key: tuple[str | int, ...]) -> list[Problem]:
    problems = text_problems(text, key)
    if not problems and re.findall(r"[{}]+[^{}]*}?", text) != ["{number}"]:
        message = f"{quoted(text)} must hold {{number}} once, and no other braces"
        hint = "{number} stands for the circular's number: TSB Circular {number}"
        problems.append(Problem(message, hint, "C012", key))
    return problems


PER_LANGUAGE: Final = Shape("one text for each language", _EXAMPLE, _read_per_language)
TEXT: Final = Shape("a text, or one for each language,", _EXAMPLE, _read_text)
REFERENCE: Final = Shape(
    "one text for each language",
    '{ en = "TSB Circular {number}", fr = "Circulaire TSB {number}" }',
    _read_reference,
)
