"""What the record of a publication says of a letter, read and checked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from docgen.bundle.manifest import Day, Hash, Language, Word


class About(BaseModel):
    """The record of one letter: see :func:`docgen.rendering.render`, which makes it."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    kind: Word
    language: Language
    key: Word | None
    audience: Literal["public", "personal"]
    list_file: Word | None = None
    sheet: Word | None = None
    row_hash: Hash | None
    template_hash: Hash
    campaign_hash: Hash
    reference: str
    subject: str
    date: Day
    to: list[Word]
    cc: list[Word]
    name: str
    who: dict[str, str] | None = None
    courtesy: bool = False


class AboutPdf(BaseModel):
    """The record of a letter's PDF; ``of`` is the path of the letter below ``out/``."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    of: Word
    pages: Annotated[int, Field(ge=1)] | None = None
