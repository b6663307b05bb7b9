"""A published letter as it is laid beside others: its stamp, its texts, what each of them is.

The texts are those of :func:`docgen.proof.read_letter`, exact to the last blank; whether one is a
heading, a list item or a cell is what :func:`docgen.concordance.read_document` sees in the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from docgen.concordance.document import Document, Role, read_document
from docgen.diagnostics import DocgenError, Finding, Outcome, Place, error, warning
from docgen.proof import UnreadableError, read_letter

_SHOWN: Final = re.compile(r"^(?:(?P<part>\S+) )?paragraph \d+$")
_NUMBERED: Final = re.compile(r"\bparagraph \d+ ?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of a letter.

    ``stream`` says with which texts of other letters it may be laid together: ``""`` the body,
    ``header1`` a part, ``header2 alternative text`` what is not seen on the page (``hidden``).
    ``level`` is that of a heading, 0 for none; ``label`` the number that Word puts before it.
    """

    text: str
    stream: str = ""
    role: Role = Role.TEXT
    level: int = 0
    label: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Build:
    """A letter's sections, and which of its paragraphs stands at which place of them."""

    document: Document
    at: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter: ``file`` is its path below ``out/``, the rest what its stamp says.

    A master document has no ``key``. ``changed``: whether it was changed after docgen wrote it.
    ``courtesy`` (a copy in another language than the recipient's) and ``late`` (it answers a
    nomination after the deadline) are what the record of its publication says.  ``build`` is
    needed of the letters that are laid beside those of other languages only.
    """

    file: str
    kind: str
    language: str
    key: str
    source: str
    sha256: str
    template: str
    campaign: str
    paragraphs: tuple[Paragraph, ...]
    changed: bool = False
    courtesy: bool = False
    late: bool = False
    build: Build | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The file's name without its folder and ending."""
        return self.file.rpartition("/")[2].removesuffix(".docx")


def read(
    data: bytes,
    file: str,
    shown_as: str,
    known_hash: str | None = None,
    about: Mapping[str, object] | None = None,
) -> Outcome[Letter]:
    """Read a letter that was published as ``file``, a path ``<kind>/<language>/<name>``.

    ``known_hash`` is the hash with which docgen published it, ``about`` what the record of the
    publication says of it. P004 for a file that cannot be read,
    P062 for one that is no letter of docgen's or of another kind or language than its folder's,
    P063 for one that is not as it was published.
    """
    place = Place(shown_as)
    try:
        texts = read_letter(data)
        seen = read_document(data, shown_as)
    except (UnreadableError, DocgenError) as fault:
        reason = fault if isinstance(fault, UnreadableError) else fault.findings[0].message
        return Outcome(None, (error("P004", place, f"the file cannot be read back: {reason}",
                                    "make the letters of its folder anew"),))  # fmt: skip
    stamp = {name.removeprefix("docgen."): value for name, value in texts.properties}
    kind, language = stamp.get("kind", ""), stamp.get("language", "")
    if file.split("/")[:2] != [kind, language]:
        said = f"a letter of {kind}/{language}" if kind else "no letter that docgen made"
        return Outcome(None, (
            warning("P062", place, f"{said}; it is not in the proof",
                    "take it out of the folder, if it is not to be sent"),
        ))  # fmt: skip
    digest = hashlib.sha256(data).hexdigest()
    changed = known_hash is not None and known_hash != digest
    standing: dict[str, tuple[Role, int, str]] = {}
    for section in seen.sections:
        for index, paragraph in enumerate(section.paragraphs):
            heading = paragraph.role is Role.HEADING
            label = section.number if heading and not index and section.kind == "section" else ""
            if label and paragraph.text.startswith(label):
                label = ""  # typed
            level = max(section.level, 1) if heading else 0
            standing[paragraph.place.detail] = paragraph.role, level, label
    paragraphs: list[Paragraph] = []
    places: dict[str, int] = {}
    for passage in texts.passages:
        shown = _SHOWN.match(passage.place)
        if shown:
            places[passage.place] = len(paragraphs)
            role, level, label = standing.get(passage.place, (Role.TEXT, 0, ""))
            made = Paragraph(passage.text, shown["part"] or "", role, level, label)
        else:
            stream = _NUMBERED.sub("", passage.place).strip()
            made = Paragraph(passage.text, stream, hidden=True)
        paragraphs.append(made)
    findings: tuple[Finding, ...] = ()
    if changed:
        findings = (
            warning("P063", place, "the letter is not as docgen published it",
                    "look at what was changed by hand, or make the letters anew"),
        )  # fmt: skip
    known = about or {}
    letter = Letter(file, kind, language, stamp.get("key", ""), stamp.get("source", ""), digest,
                    stamp.get("template", ""), stamp.get("campaign", ""), tuple(paragraphs),
                    changed, known.get("courtesy") is True, known.get("late") is True,
                    Build(seen, places))  # fmt: skip
    return Outcome(letter, findings)
