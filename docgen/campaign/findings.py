"""Findings in the words of those who write campaign.toml, each at its line.

The only place that knows how pydantic reports; nothing of its wording is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

from docgen.campaign.model import Campaign
from docgen.campaign.shapes import Shape, named
from docgen.campaign.tables import Named
from docgen.campaign.toml_lines import Key, TomlLines, dotted, unclosed
from docgen.codes import CODES
from docgen.diagnostics import Finding, Place, did_you_mean, error


def of_pydantic(
    failed: ValidationError, lines: TomlLines, file: str
) -> Iterator[tuple[Key, Finding]]:
    """Each problem of a file with the path of the key that it stands at."""
    for problem in failed.errors(include_url=False):
        key: Key = problem["loc"]
        code = problem["type"]
        if code in CODES:
            context = problem["ctx"]
            message, hint = context["message"], context["hint"]
            if key[-1:] == ("[key]",):  # pydantic's mark: not the table, its name
                key = key[:-1]
        elif code == "missing":
            code = "C005"
            message, hint = _missing(key)
        elif code == "extra_forbidden":
            code = "C004"
            message = f"{dotted(key[-1:])} is not a key of {_table_named(key[:-1])}"
            hint = did_you_mean(str(key[-1]), _model(key[:-1]).model_fields)
        else:  # the remaining ones: something else stands where a table must
            code = "C006"
            message = f"a table is needed here, not {named(problem['input'])}"
            hint = f"begin it with a line [{dotted(key)}]"
        yield key, error(code, place(lines, file, key), message, hint)


def place(lines: TomlLines, file: str, key: Key) -> Place:
    """The place of a key, or of what is around it where the key does not stand in the file."""
    return Place.line(file, lines.line(key), lines.shown(key))


def _missing(key: Key) -> tuple[str, str]:
    """Message and hint for a key or table that must be there."""
    field = _model(key[:-1]).model_fields[str(key[-1])]
    name = dotted(key[-1:])
    for item in field.metadata:
        if isinstance(item, Shape):
            hint = f"add it, for example {name} = {item.example}"
            return f"{name} is missing in {_table_named(key[:-1])}", hint
        if isinstance(item, Named):
            return f"there are no {name}", f"begin each with a line like {item.key.example}"
    return f"the table {name} is missing", f"begin it with a line [{dotted(key)}]"


def _table_named(key: Key) -> str:
    return f"[{dotted(key)}]" if key else "this file"


def _model(key: Key) -> type[BaseModel]:
    """The model of the table at ``key``; the names of regions and kinds stand for each of them."""
    here: Any = Campaign
    for part in key:
        if isinstance(here, type) and issubclass(here, BaseModel):
            here = here.model_fields[str(part)].annotation
        else:
            (here,) = get_args(here)
    model: type[BaseModel] = here
    return model


_NO_CLOSING_MARK: Final = ("a text without its closing quotation mark", "close it with \" or '")
_TWICE: Final = ("a table stands twice", "put all its keys in one place")
_BACKSLASH: Final = ("a single \\ in a text", "write \\\\, or put the text in '…'")

# What is missing at the end of a file, by what was opened.
_UNCLOSED: Final = {
    '"': _NO_CLOSING_MARK,
    "'": _NO_CLOSING_MARK,
    "[": ("a list without its closing bracket", "add ] at its end"),
    "{": ("a table without its closing brace", "add } at its end, on the same line"),
}

# What tomllib says of text that is not TOML, and what has most likely happened.
_SYNTAX: Final = (
    ("Expected '=' after a key", "a key without its value", "write it as  key = value"),
    (
        "Expected newline or end of document",
        "something follows the value on this line",
        'a text stands in quotation marks; inside it write \\" for a quotation mark',
    ),
    ("Cannot overwrite a value", "a key stands twice", "take one of the two out"),
    ("Duplicate inline table key", "a key stands twice", "take one of the two out"),
    ("Cannot declare", *_TWICE),
    ("Cannot redefine namespace", *_TWICE),
    ("Cannot mutate immutable", *_TWICE),
    ("Unterminated string", *_NO_CLOSING_MARK),
    ("Expected \"'", *_NO_CLOSING_MARK),
    ("Illegal character '\\n'", *_NO_CLOSING_MARK),
    ("Found invalid character '\\n'", *_NO_CLOSING_MARK),
    ("Illegal character", "a character that cannot be seen", "delete it, or type the line again"),
    ("Found invalid", "a character that cannot be seen", "delete it, or type the line again"),
    ("Unescaped", *_BACKSLASH),
    ("Invalid hex value", *_BACKSLASH),
    ("Escaped character", *_BACKSLASH),
    ("Unclosed array", "a list without a comma or its closing bracket", "add the comma or ]"),
    ("Unclosed inline table", "a table without a comma or its closing brace", "add the comma or }"),
    ("Expected ']", "a table's header without its closing bracket", "write it as  [name]"),
    ("Invalid date", "a date that is in no calendar", "dates are written 2024-03-06"),
    (
        "Invalid value",
        "a value that cannot be read",
        'a text stands in straight quotation marks ("…"); a date is written 2024-03-06',
    ),
    ("Invalid initial character", "no key stands here", "a key has letters without accents"),
    ("Invalid statement", "this is neither a key nor a table", "a comment begins with #"),
)


def of_syntax(failed: ValueError, text: str, file: str) -> Finding:
    """The finding for ``text`` that tomllib refuses."""
    said = str(failed)
    known = ((message, hint) for start, message, hint in _SYNTAX if said.startswith(start))
    message, hint = next(known, ("this cannot be read", "the format is described at toml.io"))
    if found := re.search(r"\(at line (\d+), column (\d+)\)$", said):
        where = Place.line(file, int(found[1]), f"column {found[2]}")
        return error("C003", where, message, hint)
    if not said.endswith("(at end of document)"):
        return error("C003", Place(file), message, hint)
    line = text.rstrip().count("\n") + 1
    if (opened := unclosed(text)) and not said.startswith("Expected ']"):
        mark, line = opened
        message, hint = _UNCLOSED[mark]
    return error("C003", Place.line(file, line), message, hint)
