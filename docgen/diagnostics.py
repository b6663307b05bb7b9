"""What docgen says when something is wrong: findings, places, kinds of failure, exit codes.

A *finding* is a value: something wrong in the user's data, with a stable code, a severity, the
place where the user can see it, a message and a hint.  Functions that read a user's data return an
:class:`Outcome` (a value and findings) and collect every fault of a run.  An *exception* is raised
only where a caller cannot go on; it carries the findings that made it so.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from docgen.codes import CODES

T = TypeVar("T")


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # stops the letters
    WARNING = "warning"  # asks for a decision
    NOTE = "note"  # informs


class ExitCode(IntEnum):
    """What the process tells its caller."""

    DONE = 0
    FINDINGS = 1  # findings of severity error, nothing published
    USAGE = 2  # Click's own
    OUTSIDE = 3  # an outside program is missing or failed
    STOPPED = 4  # stopped part-way, run it again to go on
    DEFECT = 5  # a defect of docgen


class Place(NamedTuple):
    """Where the user finds the fault: a file, and where in it.

    ``file`` is shown as it is (relative to the campaign folder where it lies inside it, with
    forward slashes on every system); ``detail`` is ``Reps!D7``, ``paragraph 12`` or
    ``line 4, [assembly] dates``.  ``order`` sorts findings of one file in reading order.
    """

    file: str = ""
    order: tuple[int, ...] = ()
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.file} {self.detail}".strip()

    @classmethod
    def cell(cls, file: str, sheet: str, row: int, column: int) -> Place:
        """A cell; ``row`` and ``column`` count from 1. A CSV file has no ``sheet`` name."""
        letters, number = "", column
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        name = f"{sheet}!" if sheet else ""
        return cls(file, (row, column), f"{name}{letters}{row}")

    @classmethod
    def row(cls, file: str, sheet: str, row: int) -> Place:
        """A whole row of a list; ``row`` counts from 1, the header included."""
        name = f"{sheet}!" if sheet else ""
        return cls(file, (row, 0), f"{name}row {row}")

    @classmethod
    def line(cls, file: str, line: int | None, key: str = "") -> Place:
        """A line of a text file (from 1), and the key or words that stand there."""
        parts = [f"line {line}"] if line else []
        if key:
            parts.append(key)
        return cls(file, (line or 0,), ", ".join(parts))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the user's data.

    ``code`` is one of :data:`docgen.codes.CODES` and stable once released.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"{self.code} is not in docgen.codes.CODES")

    def as_json(self) -> dict[str, str]:
        """The object that ``--json`` prints for this finding."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "place": str(self.place),
            "message": self.message,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        text = f"{self.code} {self.severity.value} {self.place}: {self.message}"
        return f"{text} ({self.hint})" if self.hint else text


def error(code: str, place: Place, message: str, hint: str = "") -> Finding:
    """A finding that stops the letters."""
    return Finding(code, Severity.ERROR, place, message, hint)


def warning(code: str, place: Place, message: str, hint: str = "") -> Finding:
    """A finding that asks for a decision."""
    return Finding(code, Severity.WARNING, place, message, hint)


def note(code: str, place: Place, message: str, hint: str = "") -> Finding:
    """A finding that informs."""
    return Finding(code, Severity.NOTE, place, message, hint)


class Outcome(NamedTuple, Generic[T]):
    """What a step gives back: its value (``None`` when it could not be made) and its findings."""

    value: T | None
    findings: tuple[Finding, ...] = ()


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding stops the letters."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings once each, sorted by file, then by place in it, then by code."""
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda f: (f.place.file, f.place.order, f.place.detail, f.code))


def nearest(word: str, known: Iterable[str], like: float = 0.6) -> str | None:
    """The known word that a mistyped one most resembles, or ``None``; ``like``: how much at least,
    from 0 to 1 (:func:`difflib.get_close_matches`)."""
    candidates = {name.casefold(): name for name in sorted(known, reverse=True)}
    match = difflib.get_close_matches(word.casefold(), sorted(candidates), n=1, cutoff=like)
    return candidates[match[0]] if match else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or all of them when none is near."""
    names = list(known)
    best = nearest(word, names)
    return f"did you mean {best}?" if best else f"known: {', '.join(names)}"


def as_typed(path: str) -> str:
    """A path as it is typed on a command line: in quotation marks where it needs them.

    Straight double ones: cmd, PowerShell and the shells of Unix read them alike.
    """
    return path if re.fullmatch(r"[\w./:\\~+-]+", path) else f'"{path}"'


class DocgenError(Exception):
    """The root of docgen's exceptions; carries the findings that say why."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings: tuple[Finding, ...] = findings

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.findings


class TemplateError(DocgenError):
    """A template that cannot be compiled."""


class RenderError(DocgenError):
    """Data that cannot be rendered with this template."""


class LanguageFormError(ValueError):
    """A language has no form for what was asked (a number in words beyond its table, say).

    Raised by :mod:`docgen.languages`; the caller that knows the place turns it into a finding.
    """


class OutsideError(DocgenError):
    """An outside program is missing or failed."""

    exit_code = ExitCode.OUTSIDE


class StoppedError(DocgenError):
    """The run stopped part-way; running it again goes on."""

    exit_code = ExitCode.STOPPED


def group_by_severity(findings: Iterable[Finding]) -> Mapping[Severity, int]:
    """How many findings there are of each severity, most severe first."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts
