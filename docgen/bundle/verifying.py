"""A bundle re-read: every byte against the bag's lists, every letter against the manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docgen import mail
from docgen.bundle.manifest import Letter, Manifest, Message, read_manifest
from docgen.bundle.paths import COVER, COVER_PDF, MANIFEST, REGISTER
from docgen.bundle.sources import Source, open_source, read_or_refuse
from docgen.bundle.tags import (
    ALGORITHMS,
    LISTED,
    PAYLOADS,
    TAG_FILES,
    TAG_MANIFESTS,
    Digests,
    read_manifest_text,
)
from docgen.diagnostics import (
    DocgenError,
    Finding,
    Place,
    error,
    has_errors,
    in_reading_order,
    warning,
)
from docgen.proof import UnreadableError, read_letter

Step = Callable[[], None]
_AGAIN: Final = "ask for the bundle again, or make it again; do not send it"
_STAMP: Final = (
    *(("kind", "kind"), ("language", "language"), ("key", "key")),
    *(("row", "row_hash"), ("template", "template_hash")),
)
"""The properties of a letter's stamp, and what the manifest calls the same."""


def verify(path: Path, shown: str | None = None, step: Step = lambda: None) -> list[Finding]:
    """What is wrong with the bundle at ``path``; nothing where it is as docgen made it.

    Missing, extra and altered files (B021 to B023) by both of its lists; lists that are not as
    docgen writes them (B025); a manifest that is none (B026) or is of other files than are there
    (B027); letters that cannot be read back (B028) or that something else has made than the
    manifest says (B029); messages that are not one recipient's (B030), drafts that are not their
    messages' (B031).  A zip file that was packed anew is a warning (B032).  ``step`` is called
    after each file.
    """
    name = shown if shown is not None else path.as_posix()
    source, findings = open_source(path, name)
    found = list(findings)
    if source is None or has_errors(findings):
        return in_reading_order(found)
    try:
        found += _Verifying(source, name, step).findings()
        if not found and not source.as_written():
            message = "the files in it are whole, but docgen did not write this zip file"
            found.append(warning("B032", Place(name), message, "use the one that docgen wrote"))
    except DocgenError as fault:
        found += fault.findings
    return in_reading_order(found)


@dataclass(frozen=True, slots=True)
class _Lists:
    """The files of a bag by the payload manifests that can be relied on."""

    expected: Mapping[str, Mapping[str, str]]  # by algorithm, then by path

    @property
    def paths(self) -> set[str]:
        """All files that are listed."""
        return {path for digests in self.expected.values() for path in digests}

    def holds(self, path: str, digests: Digests) -> bool:
        """Whether a file is, by each list, what it was."""
        return all(
            listed.get(path) == getattr(digests, algorithm)
            for algorithm, listed in self.expected.items()
        )


class _Verifying:
    """One look at one bag."""

    def __init__(self, source: Source, shown: str, step: Step) -> None:
        self.source = source
        self.shown = shown
        self.step = step
        self.there = set(source.names)

    def place(self, name: str) -> Place:
        return Place(self.shown, (), name)

    def findings(self) -> Iterator[Finding]:
        """All of them, file by file: first the bag's, then what the files say."""
        tags = {name: self.read(name) for name in TAG_FILES if name in self.there}
        wrong = dict(self.tag_faults(tags))
        yield from wrong.values()
        lists = _Lists(
            {
                algorithm: digests
                for name, algorithm in zip(PAYLOADS, ALGORITHMS, strict=True)
                if name not in wrong and (data := tags.get(name)) is not None
                if (digests := read_manifest_text(data)) is not None
            }
        )
        altered: set[str] = set()
        for finding in self.payload_faults(lists):
            altered.add(finding.place.detail)
            yield finding
        if MANIFEST in altered or MANIFEST not in self.there or not lists.expected:
            return
        place = self.place(MANIFEST)
        data = self.read(MANIFEST)
        if data is None:
            return
        manifest, faults = read_manifest(data, place)
        yield from faults
        if manifest is not None:
            yield from self.content_faults(manifest, altered)

    def read(self, name: str) -> bytes | None:
        return read_or_refuse(self.source, name, self.place(name))

    # The bag's own files

    def tag_faults(self, tags: Mapping[str, bytes | None]) -> Iterator[tuple[str, Finding]]:
        """The tag files that are missing, altered or not in the one form that they have."""
        for name in TAG_FILES:
            if name not in tags:
                yield name, self.missing(name)
        listed: dict[str, dict[str, str]] = {}  # by algorithm
        for name, algorithm in zip(TAG_MANIFESTS, ALGORITHMS, strict=True):
            if name not in tags:
                continue
            digests = read_manifest_text(tags[name] or b"")
            if digests is None or tuple(sorted(digests)) != LISTED:
                yield name, self.altered(name)
            else:
                listed[algorithm] = digests
        present = {name: tags[name] for name in LISTED if name in tags}
        wrong = {algorithm: {name for name, data in present.items()
                             if data is None
                             or getattr(Digests.of(data), algorithm) != digests[name]}
                 for algorithm, digests in listed.items()}  # fmt: skip
        agreed = set.intersection(*wrong.values()) if wrong else set()
        for name in sorted(agreed):
            yield name, self.altered(name)
        for name, algorithm in zip(TAG_MANIFESTS, ALGORITHMS, strict=True):
            if wrong.get(algorithm, set()) - agreed:
                # The other list holds for these files, so it is this list that has changed.
                yield name, self.altered(name)
        for name in PAYLOADS:
            data = present.get(name)
            if data is not None and name not in agreed and read_manifest_text(data) is None:
                message = "this list is not in the form in which docgen writes it"
                yield name, error("B025", self.place(name), message, _AGAIN)

    def payload_faults(self, lists: _Lists) -> Iterator[Finding]:
        """Files that are missing, extra or altered."""
        for name in sorted(self.there - set(TAG_FILES)):
            if not name.startswith("data/") or (lists.expected and name not in lists.paths):
                message = "this file does not belong to the bundle"
                yield error("B022", self.place(name), message, "take it out")
            elif lists.expected:
                data = self.read(name)
                if data is None or not lists.holds(name, Digests.of(data)):
                    yield self.altered(name)
            self.step()
        for name in sorted(lists.paths - self.there):
            yield self.missing(name)

    def missing(self, name: str) -> Finding:
        return error("B021", self.place(name), "this file is missing", _AGAIN)

    def altered(self, name: str) -> Finding:
        message = "this file is not the one that was packed"
        return error("B023", self.place(name), message, _AGAIN)

    # What the files say

    def content_faults(self, manifest: Manifest, altered: set[str]) -> Iterator[Finding]:
        """The manifest against the files, those left out that were told of already."""
        named = [MANIFEST, REGISTER, COVER, *_named(manifest)]
        counted = {name: named.count(name) for name in named}
        for name, count in counted.items():
            if count > 1:
                message = "manifest.json names this file twice"
                yield error("B027", self.place(name), message, _AGAIN)
            if name not in self.there and name not in altered:
                message = "manifest.json names this file, which the bundle does not have"
                yield error("B027", self.place(name), message, _AGAIN)
        payload = {name for name in self.there if name.startswith("data/")}
        for name in sorted(payload - counted.keys() - altered - {COVER_PDF}):
            message = "manifest.json does not name this file"
            yield error("B027", self.place(name), message, _AGAIN)
        for letter in manifest.letters:
            yield from self.letter_faults(letter, manifest.campaign.hash, altered)
        yield from self.message_faults(manifest, altered)

    def letter_faults(self, letter: Letter, campaign: str, altered: set[str]) -> Iterator[Finding]:
        files = [(letter.path, letter.sha256, letter.size)]
        if letter.pdf is not None:
            files.append((letter.pdf.path, letter.pdf.sha256, letter.pdf.size))
        for path, sha256, size in files:
            if path in altered or path not in self.there:
                continue
            data = self.read(path)
            digests = Digests.of(data) if data is not None else None
            if data is None or digests is None or (digests.sha256, digests.size) != (sha256, size):
                message = "this is another file than manifest.json says"
                yield error("B027", self.place(path), message, _AGAIN)
            elif path == letter.path:
                yield from self.stamp_faults(letter, data, campaign)

    def stamp_faults(self, letter: Letter, data: bytes, campaign: str) -> Iterator[Finding]:
        """The letter's own word on what made it, against the manifest's."""
        place = self.place(letter.path)
        try:
            properties = read_letter(data).properties
        except UnreadableError as fault:
            yield error("B028", place, f"this letter cannot be read: {fault}", _AGAIN)
            return
        stamp = dict(properties)
        expected = {own: getattr(letter, name) or "" for own, name in _STAMP}
        for own, value in {**expected, "campaign": campaign}.items():
            said = stamp.get(f"docgen.{own}", "")
            if said != value[:255]:
                message = f"the letter says “{said}” of its {own}, manifest.json says “{value}”"
                yield error("B029", place, message, _AGAIN)

    def message_faults(self, manifest: Manifest, altered: set[str]) -> Iterator[Finding]:
        letters: dict[str, Letter] = {}
        for letter in manifest.letters:
            letters[letter.path] = letter
            if letter.pdf is not None:
                letters[letter.pdf.path] = letter
        owners: dict[tuple[str, str], set[str]] = {}  # whose an address is, by kind and address
        for message in manifest.messages if manifest.audience == "personal" else ():
            for address in message.to:
                owners.setdefault((message.kind, address.casefold()), set()).add(message.key)
        before: dict[tuple[str, str], str] = {}
        ids: set[str] = set()
        for message in manifest.messages:
            place = self.place(message.draft)
            for fault in _not_one_recipient(message, letters, owners):
                yield error("B030", place, fault, _AGAIN)
            if before.setdefault((message.kind, message.key), message.draft) != message.draft:
                yield error("B030", place, f"{message.key} is sent {message.kind} twice", _AGAIN)
            if message.id in ids:
                yield error("B030", place, f"two messages have the ID {message.id}", _AGAIN)
            ids.add(message.id)
            if message.draft in self.there and message.draft not in altered:
                data = self.read(message.draft)
                for fault in _draft_faults(data or b"", message, letters):
                    yield error("B031", place, fault, _AGAIN)
            self.step()


def _named(manifest: Manifest) -> Iterator[str]:
    for letter in manifest.letters:
        yield letter.path
        if letter.pdf is not None:
            yield letter.pdf.path
    for message in manifest.messages:
        yield message.draft


def _not_one_recipient(
    message: Message,
    letters: Mapping[str, Letter],
    owners: Mapping[tuple[str, str], set[str]],
) -> Iterator[str]:
    """What makes a message another's, or more than one recipient's."""
    attached = [letters[path] for path in message.attachments if path in letters]
    rows = {one.row_hash for one in attached if one.key == message.key}
    if len(rows) > 1:
        yield "the letters attached were made of several states of her row"
    for path in message.attachments:
        letter = letters.get(path)
        if letter is None:
            yield f"{path} is attached, which is no letter of the bundle"
        elif letter.key != message.key:
            yield f"{path} is attached, which is {letter.kind} of {letter.key or 'nobody'}"
    if attached and attached[0].kind != message.kind:
        yield f"{attached[0].path} comes first, which is {attached[0].kind}, not {message.kind}"
    if len(set(message.attachments)) != len(message.attachments):
        yield "one letter is attached twice"
    if len({address.casefold() for address in message.to}) != len(message.to):
        yield "one address stands twice"
    for address in message.to:
        if len(owners.get((message.kind, address.casefold()), ())) > 1:
            yield f"{address} is another recipient's address too"


def _draft_faults(data: bytes, message: Message, letters: Mapping[str, Letter]) -> Iterator[str]:
    """What a mail program would read in the draft, against the manifest."""
    try:
        draft = mail.read_draft(data)
    except ValueError as fault:
        yield f"the draft is {fault}"
        return
    said: Iterable[tuple[str, object, object]] = (
        ("Message-ID", draft.id, message.id),
        ("To", draft.to, tuple(message.to)),
        ("Cc", draft.cc, tuple(message.cc)),
        ("Bcc", draft.blind, ()),
        ("Subject", draft.subject, message.subject),
    )
    for what, stated, expected in said:
        if stated != expected:
            yield f"{what} of the draft is not what manifest.json says"
    expected_files = []
    for path in message.attachments:
        letter = letters.get(path)
        if letter is not None:
            pdf = letter.pdf
            sha256 = pdf.sha256 if pdf is not None and pdf.path == path else letter.sha256
            expected_files.append(sha256)
    if [sha256 for _, sha256 in draft.attachments] != expected_files:
        yield "what is attached to the draft is not what manifest.json says"
    if not mail.is_draft(data):
        yield "the draft is not in the form in which docgen writes it"
    if draft.faults:
        yield f"the draft is not well-formed ({', '.join(sorted(set(draft.faults)))})"
