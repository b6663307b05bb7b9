"""What a value of campaign.toml must look like, in the words of those who write it.

A :class:`Shape` is attached to a field with ``Annotated``; it reads one TOML value, or says with
codes and hints what is wrong with it.  Problems are raised as pydantic's own errors, so that
pydantic carries them, with their key, past all other fields.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Final

from pydantic import GetCoreSchemaHandler, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from docgen.campaign.toml_lines import dotted
from docgen.diagnostics import did_you_mean


@dataclass(frozen=True, slots=True)
class Reading:
    """What the readers know of the whole file.

    ``required`` are the languages that every text needs; ``allowed`` those it may have: the same,
    unless the campaign's own list of languages is at fault, which is then the only finding.
    """

    required: tuple[str, ...]
    allowed: tuple[str, ...]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at ``key``, a path below the value that was read."""

    message: str
    hint: str = ""
    code: str = "C006"
    key: tuple[str | int, ...] = ()


class RefusedError(Exception):
    """A value that is not what it must be; carries the problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = problems

    def below(self, key: str | int) -> list[Problem]:
        """The problems as seen from the value around, in which the value stands at ``key``."""
        return [replace(problem, key=(key, *problem.key)) for problem in self.problems]


Reader = Callable[[Any, Reading], Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of value: ``words`` say what it is, ``example`` is written as in the file."""

    words: str
    example: str
    read: Reader

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._validate)

    def _validate(self, value: Any, info: ValidationInfo[Any]) -> Any:
        try:
            return self.read(value, info.context)
        except RefusedError as refused:
            raise carried(refused.problems) from None

    def refuse(self, value: object) -> RefusedError:
        """The problem that ``value`` is something else."""
        return RefusedError(Problem(f"{self.words} is needed here, not {named(value)}", self.hint))

    @property
    def hint(self) -> str:
        """An example to follow."""
        return f"for example {self.example}"


def carried(problems: Sequence[Problem]) -> ValidationError:
    """The problems as pydantic carries them; see :func:`docgen.campaign.findings.of_pydantic`."""
    return ValidationError.from_exception_data(
        "value",
        [
            InitErrorDetails(
                type=PydanticCustomError(
                    problem.code, "{message}", {"message": problem.message, "hint": problem.hint}
                ),
                loc=problem.key,
                input=None,
            )
            for problem in problems
        ],
    )


def named(value: object) -> str:
    """A TOML value in words: ``the text "6 March"``, ``a list``."""
    match value:
        case bool():
            return f"the word {str(value).lower()}"
        case str():
            shown = value if len(value) <= 40 else f"{value[:39]}…"
            return f"the text {quoted(shown)}" if value else "an empty text"
        case int() | float():
            shown = str(value) if isinstance(value, float) or abs(value) < 10**20 else "so large"
            return f"the number {shown}"
        case datetime() | time():
            return f"a time of day ({value.isoformat()})"
        case date():
            return f"the date {value.isoformat()}"
        case list():
            return "a list"
        case dict():
            return f"a table ({', '.join(dotted((key,)) for key in value)})" if value else "a table"
    return "this"


def quoted(text: str) -> str:
    """Text in quotation marks; what cannot be printed is shown by its number."""
    shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)
    return f'"{shown}"'


# Text that a letter can hold.

# Characters that XML 1.0 section 2.2 excludes or that no line of a letter has (controls, line and
# paragraph separators), noncharacters (Unicode 23.7), U+FFFD, which stands for lost text, a byte
# order mark inside, and the embeddings, overrides and isolates of UAX #9 section 2: they can make a
# text look like another one, and Word marks direction on the run.
_LAST_TWO: Final = (0xFFFE, 0xFFFF)  # of each plane
_UNFIT: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff"
    "\ufffd-\uffff"
    + "".join(chr(plane + end) for plane in range(0x10000, 0x110000, 0x10000) for end in _LAST_TWO)
    + "]"
)
LONGEST: Final = 2000  # characters of one fact; a letter's sentence has a tenth of it


def text_problems(text: str, key: tuple[str | int, ...] = ()) -> list[Problem]:
    """What keeps ``text`` out of a letter."""
    if not text:
        return [Problem("an empty text", "write the text between the quotation marks", key=key)]
    problems = []
    if unfit := _UNFIT.search(text):
        shown = f"U+{ord(unfit.group()):04X}"
        problems.append(
            Problem(
                f"the text holds a character that no letter can hold: {shown}, "
                f"after {quoted(text[: unfit.start()][-20:])}",
                "delete the character, or type the text again",
                "C020",
                key,
            )
        )
    elif text != text.strip():
        problems.append(
            Problem(
                f"blanks at the beginning or end of {quoted(text[:40])}",
                "delete the blanks beside the quotation marks",
                key=key,
            )
        )
    if not unicodedata.is_normalized("NFC", text):
        problems.append(
            Problem(
                "letters and their accents stand apart (the text is not in Unicode's form NFC)",
                f'write it as "{unicodedata.normalize("NFC", text)[:60]}"',
                key=key,
            )
        )
    if len(text) > LONGEST:
        problems.append(
            Problem(
                f"a text of {len(text)} characters; a fact has at most {LONGEST}",
                "long wording belongs in the template",
                key=key,
            )
        )
    return problems


def checked_text(value: object, shape: Shape) -> str:
    """``value`` if it is a text that a letter can hold."""
    if not isinstance(value, str):
        raise shape.refuse(value)
    if problems := text_problems(value):
        raise RefusedError(*problems)
    return value


def text(words: str, example: str, pattern: str = ".*", longest: int = LONGEST) -> Shape:
    """A text in one writing for all languages that matches ``pattern`` as a whole."""
    form = re.compile(pattern)

    def read(value: Any, reading: Reading) -> str:
        checked = checked_text(value, shape)
        if not form.fullmatch(checked) or len(checked) > longest:
            raise shape.refuse(value)
        return checked

    shape = Shape(words, example, read)
    return shape


def one_of(words: str, *choices: str) -> Shape:
    """One of a few words."""

    def read(value: Any, reading: Reading) -> str:
        if not isinstance(value, str):
            raise shape.refuse(value)
        if value not in choices:
            raise RefusedError(
                Problem(f"{words} is needed here, not {named(value)}", did_you_mean(value, choices))
            )
        return value

    shape = Shape(words, f'"{choices[0]}"', read)
    return shape


def whole(words: str, example: int, least: int, most: int) -> Shape:
    """A whole number from ``least`` to ``most``, without quotation marks."""

    def read(value: Any, reading: Reading) -> int:
        # In Python, though not in TOML, true and false are numbers.
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise shape.refuse(value)
        return value

    shape = Shape(words, str(example), read)
    return shape


def is_day(value: object) -> bool:
    """Whether ``value`` is a calendar date, not a moment."""
    return isinstance(value, date) and not isinstance(value, datetime)


def finite(value: object) -> bool:
    """Whether ``value`` is a number that can be written in a letter."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
