"""A bundle that is there: its manifest, its messages, its files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from docgen.bundle.manifest import Manifest, Message, read_manifest
from docgen.bundle.paths import LEDGER, MANIFEST
from docgen.bundle.sources import Source, open_source, read_or_refuse
from docgen.bundle.tags import PAYLOADS, read_manifest_text
from docgen.diagnostics import DocgenError, Finding, Outcome, Place, error, has_errors

_LISTED: Final = PAYLOADS[0]
_ZIP: Final = ".zip"
_AGAIN: Final = "ask for the bundle again, or make it again; do not send it"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that has been read; it has not been verified by that.

    ``path`` is absolute, and leads to the folder or zip file itself where a link was named;
    ``digest`` is the SHA-256 of its manifest.json, in hex: what a correction refers to; ``listed``
    are the SHA-256 of its files by path, as the bag's own list has them, empty where that list
    cannot be used.
    """

    path: Path
    shown: str
    manifest: Manifest
    digest: str
    source: Source
    listed: Mapping[str, str]

    @property
    def name(self) -> str:
        """The bundle's name: that of its folder, or of its zip file without the ending."""
        return _without_ending(self.path.name)

    @property
    def messages(self) -> list[Message]:
        """Its messages, in order."""
        return self.manifest.messages

    def place(self, name: str = "") -> Place:
        """Where a finding of one of its files is."""
        return Place(self.shown, (), name)

    @property
    def ledger(self) -> Path:
        """Where the ledger of what was sent of it is, or would be."""
        return self.beside(LEDGER)

    def beside(self, ending: str) -> Path:
        """A file beside it: ``T22-TSB-CIR-0182-personal.ledger.sqlite``.

        The same for the folder and for its zip file, so that one ledger serves both.
        """
        return self.path.with_name(f"{self.name}.{ending}")

    def shown_beside(self, path: Path) -> str:
        """What a file beside it is called in answers."""
        shown = PurePosixPath(self.shown)
        if _without_ending(shown.name) != self.name:  # a link, or a folder that was named "."
            return path.as_posix()
        return shown.with_name(path.name).as_posix()

    def read(self, name: str) -> bytes:
        """A file of it, by its path in the manifest.  :class:`DocgenError` (B020, B021, B023)."""
        if name not in self.source.names:
            raise DocgenError(error("B021", self.place(name), "this file is missing", _AGAIN))
        data = read_or_refuse(self.source, name, self.place(name))
        if data is None:
            raise DocgenError(self._altered(name))
        return data

    def sha256(self, name: str) -> str:
        """What the bag's list says of a file.  :class:`DocgenError` (B025) for an unusable list."""
        if name not in self.listed:
            message = "this list is not in the form in which docgen writes it"
            raise DocgenError(error("B025", self.place(_LISTED), message, _AGAIN))
        return self.listed[name]

    def fingerprint(self) -> str:
        """SHA-256 over manifest.json and the tag files, which hold the hashes of all other files:
        name, NUL, hash, line feed for each. The same for a folder and its zip file.

        :class:`DocgenError` (B020, B021, B023) for one that cannot be read.
        """
        known = hashlib.sha256()
        for name in (MANIFEST, *(each for each in self.source.names if "/" not in each)):
            known.update(f"{name}\0{hashlib.sha256(self.read(name)).hexdigest()}\n".encode())
        return known.hexdigest()

    def draft(self, message: Message) -> bytes:
        """A message's draft, proved to be the one that was packed.

        :class:`DocgenError` (B020, B021, B023, B025) where it is not.
        """
        data = self.read(message.draft)
        if hashlib.sha256(data).hexdigest() != self.sha256(message.draft):
            raise DocgenError(self._altered(message.draft))
        return data

    def _altered(self, name: str) -> Finding:
        return error("B023", self.place(name), "this file is not the one that was packed", _AGAIN)


def read_bundle(path: Path, shown: str | None = None) -> Outcome[Bundle]:
    """Read the bundle at ``path``, a folder or a zip file; ``shown`` is its name in findings.

    Findings: B020 for what is none, B021, B023 and B026 for its manifest, B024 for what is not
    safe to read.  The other files are not looked at: that is :func:`docgen.bundle.verify`.
    """
    name = shown if shown is not None else path.as_posix()
    source, findings = open_source(path, name)
    if source is None or has_errors(findings):
        return Outcome(None, findings)
    place = Place(name, (), MANIFEST)
    if MANIFEST not in source.names:
        return Outcome(None, (error("B021", place, "this file is missing", _AGAIN),))
    try:
        data = read_or_refuse(source, MANIFEST, place)
        listed = _listed(source, Place(name, (), _LISTED))
    except DocgenError as fault:
        return Outcome(None, fault.findings)
    if data is None:
        message = "this file is not the one that was packed"
        return Outcome(None, (error("B023", place, message, _AGAIN),))
    manifest, findings = read_manifest(data, place)
    if manifest is None:
        return Outcome(None, findings)
    digest = hashlib.sha256(data).hexdigest()
    return Outcome(Bundle(path.resolve(), name, manifest, digest, source, listed))


def _listed(source: Source, place: Place) -> Mapping[str, str]:
    data = read_or_refuse(source, _LISTED, place) if _LISTED in source.names else None
    return read_manifest_text(data or b"") or {}


def _without_ending(name: str) -> str:
    return name[: -len(_ZIP)] if name.lower().endswith(_ZIP) else name
