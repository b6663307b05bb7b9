"""From the bytes of campaign.toml to a campaign, or to everything that is wrong with it."""

from __future__ import annotations

import codecs
import hashlib
import tomllib
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from docgen.campaign.contradictions import Facts, contradictions
from docgen.campaign.findings import of_pydantic, of_syntax
from docgen.campaign.model import Campaign
from docgen.campaign.readers import LANGUAGES
from docgen.campaign.shapes import Reading, RefusedError
from docgen.campaign.toml_lines import Key, TomlLines
from docgen.diagnostics import Finding, Outcome, Place, error, has_errors, in_reading_order
from docgen.languages import CODES

LARGEST: Final = 1 << 18  # bytes; a campaign of six languages has some 30,000


def load(path: Path, shown_as: str = "campaign.toml") -> Outcome[Campaign]:
    """Read the campaign file at ``path``; findings name it ``shown_as``.

    Gives the campaign, or ``None`` with every mistake of the file in reading order.  A file that
    is no TOML has one finding: nothing can be said of what stands in it.
    """
    try:
        if not path.exists():
            hint = "docgen init DIR makes a campaign folder; --campaign FILE names another file"
            return Outcome(None, (error("C001", Place(shown_as), "there is no such file", hint),))
        if not path.is_file():
            hint = "name the file campaign.toml inside the folder"
            return Outcome(None, (error("C002", Place(shown_as), "this is not a file", hint),))
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as failed:
        reason = getattr(failed, "strerror", None) or str(failed)
        message = f"the file cannot be opened: {reason}"
        hint = "close it in other programs, and see who may read it"
        return Outcome(None, (error("C002", Place(shown_as), message, hint),))
    return read(content, shown_as)


def read(content: bytes, shown_as: str = "campaign.toml") -> Outcome[Campaign]:
    """Read a campaign from the bytes of its file; see :func:`load`."""
    decoded = _decoded(content, shown_as)
    if isinstance(decoded, Finding):
        return Outcome(None, (decoded,))
    try:
        lines = TomlLines(decoded)
        if lines.too_deep:
            return Outcome(None, (_too_deep(Place.line(shown_as, lines.too_deep)),))
        data = tomllib.loads(decoded)
    except RecursionError:
        return Outcome(None, (_too_deep(Place(shown_as)),))
    except ValueError as failed:
        return Outcome(None, (of_syntax(failed, decoded, shown_as),))
    found: list[tuple[Key, Finding]] = []
    campaign = None
    try:
        campaign = Campaign.model_validate(data, context=_reading(data, decoded))
    except ValidationError as failed:
        found += of_pydantic(failed, lines, shown_as)
    facts = Facts(data, frozenset(key for key, _ in found), lines, shown_as)
    findings = in_reading_order([*(finding for _, finding in found), *contradictions(facts)])
    return Outcome(None if has_errors(findings) else campaign, tuple(findings))


def _too_deep(place: Place) -> Finding:
    message = "lists or tables stand too deep inside one another"
    return error("C003", place, message, "take them apart")


def _decoded(content: bytes, file: str) -> str | Finding:
    """The text with line ends as LF; a byte order mark, which some editors write, is left out."""
    if len(content) > LARGEST:
        message = f"the file is larger than {LARGEST} bytes"
        return error("C002", Place(file), message, "long wording belongs in the templates")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        hint = "save it again with the encoding UTF-8"
        return error("C002", Place(file), "the file is in UTF-16, not in UTF-8", hint)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failed:
        line = content[: failed.start].count(b"\n") + 1
        message = f"a character that is not UTF-8 (the byte {content[failed.start]:02X})"
        hint = "save the file again with the encoding UTF-8"
        return error("C002", Place.line(file, line), message, hint)
    return text.replace("\r\n", "\n")


def _reading(data: dict[str, Any], text: str) -> Reading:
    """What all texts are read with: the campaign's languages, and the hash of the file."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    settings = data.get("campaign")
    stated = settings.get("languages") if isinstance(settings, dict) else None
    try:
        languages = LANGUAGES.read(stated, Reading((), CODES))
    except RefusedError:
        # The list is at fault and has its finding: ask for no language that it does not name, and
        # refuse none that docgen writes.
        named = stated if isinstance(stated, list) else []
        return Reading(tuple(code for code in CODES if code in named), CODES, sha256)
    return Reading(languages, languages, sha256)
