"""What sending needs of a bundle: its messages, and that not one of its bytes has changed.

A bundle is a BagIt bag (RFC 8493): a folder with ``data/`` and tag files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from docgen.diagnostics import DocgenError, Finding, Outcome, Place, did_you_mean, error

MANIFEST: Final = "data/manifest.json"
_PAYLOAD: Final = "manifest-sha256.txt"
_TAGS: Final = "tagmanifest-sha256.txt"
_CURE: Final = "make the bundle again; nothing is sent from one that has changed"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message of a bundle. Paths are below the bag's root, with forward slashes."""

    id: str
    key: str
    kind: str
    language: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    draft: str
    draft_sha256: str
    attachments: tuple[str, ...]

    @property
    def name(self) -> str:
        """How the message is called on the command line: ``AFR/confirmation/fr``."""
        return f"{self.key}/{self.kind}/{self.language}"


@dataclass(frozen=True, slots=True)
class Bag:
    """A bundle that has been read; ``digest`` is the SHA-256 of its manifest.json, in hex."""

    root: Path
    shown: str
    digest: str
    audience: Literal["public", "personal"]
    campaign: str
    parcels: tuple[Parcel, ...]
    tags: tuple[str, ...]

    def beside(self, ending: str) -> Path:
        """A file beside the bag: ``T22-TSB-CIR-0182-personal.ledger.sqlite``.

        The same for the folder and for its zip file, so that one ledger serves both.
        """
        return self.root.with_name(f"{self.root.name.removesuffix('.zip')}.{ending}")

    def place(self, detail: str = "") -> Place:
        """Where a finding of this bag is."""
        return Place(self.shown, (), detail)

    def read(self, path: str) -> bytes:
        """A file of the bag; D011 when it is no longer there."""
        try:
            return self.root.joinpath(*PurePosixPath(path).parts).read_bytes()
        except OSError as fault:
            message = f"the file cannot be read: {fault.strerror or fault}"
            raise DocgenError(error("D011", self.place(path), message, _CURE)) from fault

    def draft(self, parcel: Parcel) -> bytes:
        """The bytes of a message's draft, proved to be those of the manifest: D011 otherwise."""
        data = self.read(parcel.draft)
        if hashlib.sha256(data).hexdigest() != parcel.draft_sha256:
            raise DocgenError(
                error("D011", self.place(parcel.draft), "the draft is not the one that was packed",
                      _CURE)
            )  # fmt: skip
        return data


def read_bag(path: Path, shown: str) -> Outcome[Bag]:
    """The bundle at ``path``, shown as ``shown``; D010 for what is none."""
    root = path.absolute()
    try:
        content = root.joinpath(MANIFEST).read_bytes()
        payload = _digests(root / _PAYLOAD)
        tags = tuple(sorted(each.name for each in root.iterdir() if each.is_file()))
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "its list of files is damaged"
        return Outcome(None, (_no_bag(shown, f"this is not a bundle: {reason}"),))
    try:
        found = json.loads(content)
        if found["schema"] != 1:
            message = f"the bundle is of another version of docgen (schema {found['schema']})"
            return Outcome(None, (_no_bag(shown, message),))
        parcels = tuple(_parcel(each, payload) for each in found["messages"])
        if len({each.id for each in parcels}) != len(parcels):
            raise ValueError("two messages with one Message-ID")
        audience = found["audience"]
        if audience not in ("public", "personal"):
            raise ValueError(audience)
        campaign = str(found["campaign"]["name"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return Outcome(None, (_no_bag(shown, "its manifest.json is not as docgen writes it"),))
    digest = hashlib.sha256(content).hexdigest()
    return Outcome(Bag(root, shown, digest, audience, campaign, parcels, tags))


def verify_bag(bag: Bag) -> list[Finding]:
    """Every file of the bag against its lists: altered, missing and extra ones (D011)."""
    found: list[Finding] = []
    try:
        listed = {**_digests(bag.root / _PAYLOAD), **_digests(bag.root / _TAGS)}
        there = {each.relative_to(bag.root).as_posix() for each in _files(bag.root)}
    except (OSError, ValueError):
        return [error("D011", bag.place(), "its lists of files cannot be read", _CURE)]
    for path, digest in sorted(listed.items()):
        if path not in there:
            found.append(error("D011", bag.place(path), "the file is missing", _CURE))
        elif hashlib.sha256(bag.read(path)).hexdigest() != digest:
            found.append(error("D011", bag.place(path), "the file was altered", _CURE))
    tag_lists = {name for name in bag.tags if name.startswith("tagmanifest-")}
    found.extend(
        error("D011", bag.place(path), "the file does not belong to the bundle",
              "take it out: what is not listed was not approved")
        for path in sorted(there - listed.keys() - tag_lists)
    )  # fmt: skip
    return found


def choose(parcels: Iterable[Parcel], selector: str, option: str) -> Outcome[tuple[Parcel, ...]]:
    """The messages that ``AFR``, ``AFR/confirmation`` or ``AFR/confirmation/fr`` names, or the one
    with this Message-ID; D029 for none. ``option`` is where the selector was given."""
    known = tuple(parcels)
    chosen = tuple(
        each
        for each in known
        if selector in (each.name, each.id) or each.name.startswith(f"{selector}/")
    )
    if chosen:
        return Outcome(chosen)
    hint = did_you_mean(selector, dict.fromkeys(each.key for each in known))
    message = f"the bundle has no message for “{selector}”"
    return Outcome(None, (error("D029", Place(option, (), selector), message, hint),))


def _parcel(found: Any, payload: dict[str, str]) -> Parcel:
    """One of ``messages``; raises for anything that is not as the schema says."""
    draft = _inside(found["draft"])
    return Parcel(
        id=_text(found["id"]),
        key=_text(found["key"]),
        kind=_text(found["kind"]),
        language=_text(found["language"]),
        to=tuple(_text(each) for each in found["to"]),
        cc=tuple(_text(each) for each in found["cc"]),
        subject=_text(found["subject"]),
        draft=draft,
        draft_sha256=payload[draft],
        attachments=tuple(_inside(each) for each in found["attachments"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(value)
    return value


def _inside(value: object) -> str:
    """A path of the manifest, below the bag's root; ``data/`` may be left out."""
    path = PurePosixPath(_text(value))
    if path.is_absolute() or ".." in path.parts or "\\" in str(path):
        raise ValueError(value)
    return str(path if path.parts[0] == "data" else PurePosixPath("data", path))


def _digests(path: Path) -> dict[str, str]:
    """The lines of a BagIt manifest (RFC 8493, section 2.1.3): digest, blanks, path.

    In paths, ``%0A``, ``%0D`` and ``%25`` stand for what a line cannot hold.
    """
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition(" ")
        name = name.strip().replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        if len(digest) != 64 or not name:
            raise ValueError(line)
        found[str(PurePosixPath(name))] = digest.lower()
    return found


def _files(folder: Path) -> Iterator[Path]:
    for each in sorted(folder.iterdir()):
        if each.is_dir() and not each.is_symlink():
            yield from _files(each)
        else:
            yield each


def _no_bag(shown: str, message: str) -> Finding:
    return error("D010", Place(shown), message, "name the folder that docgen bundle has made")
