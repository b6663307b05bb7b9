"""A bundle that is there: its manifest, its messages, its files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from docgen.bundle.manifest import Manifest, Message, read_manifest
from docgen.bundle.paths import MANIFEST
from docgen.bundle.sources import Source, open_source, read_or_refuse
from docgen.diagnostics import DocgenError, Outcome, Place, error, has_errors


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that has been read; it has not been verified by that.

    ``digest`` is the SHA-256 of its manifest.json, in hex: what a correction refers to.
    """

    path: Path
    shown: str
    manifest: Manifest
    digest: str
    source: Source

    @property
    def name(self) -> str:
        """The bundle's name: that of its folder, or of its zip file without the ending."""
        return self.path.name.removesuffix(".zip")

    @property
    def messages(self) -> list[Message]:
        """Its messages, in order."""
        return self.manifest.messages

    def place(self, name: str = "") -> Place:
        """Where a finding of one of its files is."""
        return Place(self.shown, (), name)

    def read(self, name: str) -> bytes:
        """A file of it, by its path in the manifest.  :class:`DocgenError` (B020, B021, B023)."""
        if name not in self.source.names:
            raise DocgenError(error("B021", self.place(name), "this file is missing"))
        data = read_or_refuse(self.source, name, self.place(name))
        if data is None:
            raise DocgenError(error("B023", self.place(name), "this file was altered"))
        return data


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
        return Outcome(None, (error("B021", place, "this file is missing"),))
    try:
        data = read_or_refuse(source, MANIFEST, place)
    except DocgenError as fault:
        return Outcome(None, fault.findings)
    if data is None:
        return Outcome(None, (error("B023", place, "this file was altered"),))
    manifest, findings = read_manifest(data, place)
    if manifest is None:
        return Outcome(None, findings)
    digest = hashlib.sha256(data).hexdigest()
    return Outcome(Bundle(path, name, manifest, digest, source))
