"""manifest.json: what a bundle holds, and what each file of it is bound to.

The models are the form of the file; docs/manifest.schema.json is the same form for other programs.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from docgen.bundle.paths import fault_of_path
from docgen.diagnostics import Finding, Outcome, Place, error

SCHEMA: Final = 1
MAX_FAULTS: Final = 20


def _inside(text: str) -> str:
    fault = fault_of_path(text)
    if fault is not None or not text.startswith("data/"):
        raise ValueError(fault or "it does not lie in data/")
    return text


def _iso(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("it is not of the form 2024-03-06")
    return text


Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Path = Annotated[str, AfterValidator(_inside)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_iso)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Audience = Literal["public", "personal"]


class Entry(BaseModel):
    """An object of the manifest."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class OfCampaign(Entry):
    """The campaign; ``hash`` is that of campaign.toml."""

    reference: Word
    hash: Hash
    name: Word


class Pdf(Entry):
    """The PDF of a letter; ``pages`` is ``None`` where nobody counted them."""

    path: Path
    sha256: Hash
    size: Annotated[int, Field(ge=1)]
    pages: Annotated[int, Field(ge=1)] | None


class Letter(Entry):
    """One letter, and what made it.

    A master document has no ``key``, ``list_file``, ``sheet`` and ``row_hash``; ``sheet`` is
    ``None`` for a list without sheets.  ``name`` is the recipient's, empty in a master document.
    ``courtesy`` says that it is a copy in another language than the recipient's own.
    """

    path: Path
    sha256: Hash
    size: Annotated[int, Field(ge=1)]
    kind: Word
    language: Language
    key: Word | None
    name: str
    list_file: Word | None
    sheet: Word | None
    row_hash: Hash | None
    template_hash: Hash
    reference: str
    subject: str
    date: Day
    courtesy: bool
    pdf: Pdf | None


class Message(Entry):
    """One message to one recipient: its draft, and the letters that are attached to it."""

    id: Annotated[str, StringConstraints(pattern=r"^<[^<>\s@]+@[^<>\s@]+>$")]
    key: Word
    kind: Word
    language: Language
    draft: Path
    to: Annotated[list[Word], Field(min_length=1)]
    cc: list[Word]
    subject: str
    attachments: Annotated[list[Path], Field(min_length=1)]

    @property
    def name(self) -> str:
        """How the message is called on the command line: ``AFR/confirmation/fr``."""
        return f"{self.key}/{self.kind}/{self.language}"


class Missing(Entry):
    """A language in which a public kind of letter was not there."""

    kind: Word
    language: Language


class Corrects(Entry):
    """The bundle that this one corrects or adds to; ``bundle`` is its manifest's SHA-256."""

    bundle: Hash
    kind: Literal["corrigendum", "addendum"]
    reason: Word


class Manifest(Entry):
    """The whole of manifest.json."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = SCHEMA
    docgen: Word
    campaign: OfCampaign
    created: Day
    audience: Audience
    languages: list[Language]
    missing: list[Missing]
    letters: Annotated[list[Letter], Field(min_length=1)]
    messages: list[Message]
    corrects: Corrects | None

    def as_bytes(self) -> bytes:
        """The file: UTF-8, indented, the same for the same manifest."""
        content: Any = self.model_dump(mode="json", by_alias=True)
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read_manifest(data: bytes, place: Place) -> Outcome[Manifest]:
    """The manifest in these bytes, or what is wrong with it (B026)."""

    def fault(where: str, why: str) -> Finding:
        detail = f"{place.detail} {where}".strip()
        message = f"it is not as docgen writes it: {why}"
        return error("B026", Place(place.file, place.order, detail), message,
                     "use the bundle as docgen made it, or make it again")  # fmt: skip

    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return Outcome(None, (fault("", "it is not JSON in UTF-8"),))
    if isinstance(found, dict) and found.get("schema") != SCHEMA:
        return Outcome(None, (fault("schema", "it is of another version of docgen"),))
    try:
        return Outcome(Manifest.model_validate(found))
    except ValidationError as wrong:
        faults = [
            fault(".".join(map(str, one["loc"])), one["msg"].lower())
            for one in wrong.errors(include_url=False, include_input=False)
        ]
        return Outcome(None, tuple(faults[:MAX_FAULTS]))
