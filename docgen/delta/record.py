"""A proof as JSON, and an earlier one read back (docs/proof.md states the form)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from docgen.delta.beside import Beside
from docgen.delta.captions import captions
from docgen.delta.changes import Changes
from docgen.delta.proof import Laid, Proof
from docgen.delta.said import reason
from docgen.delta.varying import joined
from docgen.diagnostics import Outcome, Place, error

FORMAT: Final = "docgen proof 1"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier proof said: the texts of each letter by its file, and its hash.

    ``kinds`` and ``languages`` are those that were asked for, ``pages`` the numbers of pages where
    there were pictures, ``captions`` the language that it spoke, ``shown`` the hashes of the page
    and of the Word file, ``since`` what had changed then.  All of these are empty in what an older
    docgen wrote.
    """

    name: str
    on: str
    letters: Mapping[str, tuple[str, ...]]
    hashes: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    captions: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    since: Changes | None = None

    @property
    def groups(self) -> list[tuple[str, str]]:
        """The kinds and languages that had letters."""
        return list(dict.fromkeys(
            (kind, language) for kind, language, _ in (file.split("/", 2) for file in self.letters)
        ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """How a proof was shown: the kinds and languages asked for, the language of the captions, the
    hashes of the page and of the Word file by name."""

    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    captions: str
    files: Mapping[str, str]


def as_json(proof: Proof, changes: Changes | None = None, shown: Shown | None = None) -> str:
    """The proof as a JSON document; equal proofs give equal text."""
    whole: dict[str, Any] = {
        "format": FORMAT,
        "campaign": proof.name,
        "date": proof.on.isoformat(),
        "letters": proof.letters,
        "left_out": list(proof.left_out),
        "groups": [_group(laid, proof) for laid in proof.laid],
        "beside": [_beside(beside, proof) for beside in proof.beside],
    }
    if changes is not None:
        whole["since"] = changes.as_json()
    if shown is not None:
        whole["asked"] = {"kinds": list(shown.kinds), "languages": list(shown.languages)}
        whole["shown"] = {"captions": shown.captions, "files": dict(shown.files)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _group(laid: Laid, proof: Proof) -> dict[str, Any]:
    group = laid.group
    text = []
    for slot in group.slots:
        own: dict[str, Any] = {"number": slot.number}
        paragraph = slot.paragraph
        if paragraph.hidden:
            own["hidden"] = paragraph.stream
        else:
            own["role"] = paragraph.role.value
            if paragraph.stream:
                own["part"] = paragraph.stream
            if paragraph.level:
                own["level"] = paragraph.level
            if paragraph.label:
                own["label"] = paragraph.label
        own |= {"letters": slot.count, "pieces": list(slot.pieces)}
        if slot.columns:
            own["values"] = list(slot.columns)
        text.append(own)
    letters = []
    say = captions("en")  # for programs: the same whatever the page speaks
    for index, whys in laid.order:
        row = group.rows[index]
        letter = row.letter
        own = {
            "file": letter.file,
            "key": letter.key or None,
            "source": letter.source or None,
            "sha256": letter.sha256,
            "outlier": [reason(why, say) for why in whys],
            "values": {str(number): value for number, value in row.values.items()},
            "has": sorted(row.has),
        }
        if letter.file in proof.seen:
            own["pages"] = proof.seen[letter.file].pages
        letters.append(own)
    return {
        "kind": group.kind,
        "language": group.language,
        "text": text,
        "values": [
            {
                "number": column.number,
                "letters": column.letters,
                "different": len(column.counts),
                "in": list(column.slots),
            }
            for column in group.columns
        ],
        "only_in_some": sorted(group.optional),
        "letters": letters,
    }


def _beside(beside: Beside, proof: Proof) -> dict[str, Any]:
    pages = proof.pages
    own: dict[str, Any] = {
        "kind": beside.kind,
        "letters": {letter.language: letter.file for letter in beside.letters},
        "paragraphs": [
            {
                language: cell.text if cell is not None else None
                for language, cell in zip(beside.languages, line.cells, strict=True)
            }
            for line in beside.lines
        ],
    }
    if pages:
        own["pages"] = {letter.language: pages.get(letter.file) for letter in beside.letters}
        own["far_apart"] = sorted(beside.far_apart(pages))
    return own


def read_earlier(content: bytes, shown_as: str) -> Outcome[Earlier]:
    """An earlier proof from its JSON; P061 for what is none."""
    try:
        whole = json.loads(content.decode("utf-8-sig"))
        json.dumps(whole, ensure_ascii=False).encode("utf-8")  # no half of a character
        if whole["format"] != FORMAT:
            raise ValueError(f"its format is {whole['format']!r}, not {FORMAT!r}")
        letters: dict[str, tuple[str, ...]] = {}
        hashes: dict[str, str] = {}
        pages: dict[str, int] = {}
        for group in whole["groups"]:
            optional = set(group["only_in_some"])
            for letter in group["letters"]:
                has = set(letter["has"])
                if str(letter["file"]).count("/") != 2:
                    raise ValueError("no path of a letter")
                hashes[str(letter["file"])] = str(letter["sha256"])
                if "pages" in letter:
                    pages[str(letter["file"])] = int(letter["pages"])
                letters[str(letter["file"])] = tuple(
                    joined(
                        [str(piece) for piece in slot["pieces"]],
                        [str(letter["values"][str(number)]) for number in slot.get("values", ())],
                    )
                    for slot in group["text"]
                    if slot["number"] not in optional or slot["number"] in has
                )
        since, asked = whole.get("since"), whole.get("asked", {})
        shown = whole.get("shown", {})
        return Outcome(
            Earlier(
                str(whole["campaign"]),
                str(whole["date"]),
                letters,
                hashes,
                pages,
                tuple(map(str, asked.get("kinds", ()))),
                tuple(map(str, asked.get("languages", ()))),
                str(shown.get("captions", "")),
                {str(name): str(digest) for name, digest in shown.get("files", {}).items()},
                Changes.of_json(since) if since is not None else None,
            )
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        reason = "it is not JSON" if isinstance(fault, json.JSONDecodeError) else "it is damaged"
        if isinstance(fault, UnicodeDecodeError):
            reason = "it is not text in UTF-8"
        elif type(fault) is ValueError and "format" in str(fault):
            reason = str(fault)
        hint = "give the .json file that an earlier docgen proof wrote"
        message = f"this is no proof of docgen's: {reason}"
        return Outcome(None, (error("P061", Place(shown_as), message, hint),))
