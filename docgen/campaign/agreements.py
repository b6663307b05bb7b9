"""What languages may differ in, and which words stand for one another: for the concordance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docgen.campaign.shapes import Problem, Reading, RefusedError, Shape, named, text_problems
from docgen.campaign.values import Difference
from docgen.diagnostics import did_you_mean

_WHAT: Final = ("fact", "value", "section")
_KEYS: Final = ("language", *_WHAT, "uses", "reason")
_MOST: Final = 1000  # uses of a fact in one template


def _read_differences(value: Any, reading: Reading) -> tuple[Difference, ...]:
    if not isinstance(value, list):
        raise DIFFERENCES.refuse(value)
    problems: list[Problem] = []
    made: list[Difference] = []
    for number, entry in enumerate(value):
        if not isinstance(entry, dict):
            message = f"a table is needed here, not {named(entry)}"
            problems.append(Problem(message, DIFFERENCES.hint, key=(number,)))
            continue
        wrong = list(_faults(entry, number, reading))
        problems += wrong
        if not wrong:
            what = next(key for key in _WHAT if key in entry)
            made.append(
                Difference(entry["language"], what, entry[what], entry["reason"], entry.get("uses"))
            )
    if problems:
        raise RefusedError(*problems)
    return tuple(made)


def _faults(entry: dict[str, Any], number: int, reading: Reading) -> Iterator[Problem]:
    for key in entry:
        if key not in _KEYS:
            message = f"a declared difference has no key {key}"
            yield Problem(message, did_you_mean(key, _KEYS), "C004", (number, key))
    for key in ("language", "reason"):
        if key not in entry:
            yield Problem(f"{key} is missing", DIFFERENCES.hint, "C005", (number,))
    told = [key for key in _WHAT if key in entry]
    if len(told) != 1:
        message = "a declared difference names one thing: a fact, a value or a section"
        yield Problem(message, DIFFERENCES.hint, key=(number,))
    for key in ("language", *told, "reason"):
        if key not in entry:
            continue
        if not isinstance(entry[key], str):
            message = f"a text is needed here, not {named(entry[key])}"
            yield Problem(message, DIFFERENCES.hint, key=(number, key))
        else:
            yield from text_problems(entry[key], (number, key))
    language = entry.get("language")
    if isinstance(language, str) and language not in reading.allowed:
        message = f"the campaign has no language {language!r}"
        yield Problem(
            message, did_you_mean(language, reading.allowed), "C010", (number, "language")
        )
    uses = entry.get("uses")
    if "uses" not in entry:
        return
    if isinstance(uses, bool) or not isinstance(uses, int) or not 0 <= uses <= _MOST:
        message = f"a number of uses is needed here, not {named(uses)}"
        yield Problem(message, "for example uses = 3", key=(number, "uses"))
    elif told == ["value"] or told == ["section"]:
        message = "uses belongs to a fact"
        yield Problem(message, DIFFERENCES.hint, key=(number, "uses"))


def _read_equivalents(value: Any, reading: Reading) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list):
        raise EQUIVALENTS.refuse(value)
    problems: list[Problem] = []
    for number, forms in enumerate(value):
        if not isinstance(forms, list) or len(forms) < 2:
            message = "a list of two forms or more is needed here"
            problems.append(Problem(message, EQUIVALENTS.hint, key=(number,)))
            continue
        for index, form in enumerate(forms):
            if not isinstance(form, str):
                message = f"a text is needed here, not {named(form)}"
                problems.append(Problem(message, EQUIVALENTS.hint, key=(number, index)))
            else:
                problems += text_problems(form, (number, index))
    if problems:
        raise RefusedError(*problems)
    return tuple(tuple(forms) for forms in value)


DIFFERENCES: Final = Shape(
    "a list of declared differences",
    '[{ language = "zh", fact = "union.acronym", uses = 3, reason = "…" }]',
    _read_differences,
)
EQUIVALENTS: Final = Shape(
    "a list of forms that are one", '[["WTSA", "AMNT", "ВАСЭ"]]', _read_equivalents
)
