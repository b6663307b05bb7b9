"""Render what is planned: letters one by one, each stamped, and proved to be its recipient's.

The plan comes from :mod:`docgen.merge` or :mod:`docgen.mailmerge`.  Letters come in its order, with
any number of worker processes; a letter that is not proved is a finding, never a letter.
"""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple, Protocol

from docgen import languages
from docgen.diagnostics import DocgenError, Finding, Outcome, Place
from docgen.proof import Identity, Others, Owner, Prover, read_letter, texts_in
from docgen.spool import Spool, packed, unpacked
from docgen.template import Template
from docgen.template.pattern import Pattern
from docgen.template.stamp import Stamp

BATCH: Final = 64  # letters that a worker takes at a time
NOBODY: Final = Identity((), ())
"""Whose a master document is."""


class Addressee(Protocol):
    """Who a letter is for: a recipient of a campaign, or a row of any list."""

    @property
    def key(self) -> str:
        """What names the row in answers."""

    @property
    def source(self) -> Place:
        """Where the row stands."""

    @property
    def row_hash(self) -> str:
        """SHA-256 of the row, in hex."""

    def context(self, lang: str) -> dict[str, object]:
        """What the row gives to a template."""

    def identity(self, language: str) -> Identity:
        """What must be in the letter to this row, and in no other."""

    def distinguishing(self, language: str) -> tuple[str, ...]:
        """The part of its identity that must be in no other letter."""


class Due(Protocol):
    """A letter to be rendered; ``path`` is below ``out/``."""

    @property
    def kind(self) -> str:
        """The kind of letter."""

    @property
    def language(self) -> str:
        """The code of the language, empty where none was asked for."""

    @property
    def path(self) -> PurePosixPath:
        """Where the letter is published."""

    @property
    def key(self) -> str | None:
        """The addressee's key, ``None`` for a master document."""

    @property
    def recipient(self) -> Addressee | None:
        """Who the letter is for, ``None`` for a master document."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What a register and a message need to know of a letter, beside its text.

    ``audience`` is ``public`` or ``personal``; ``to`` and ``cc`` are addresses as the lists have
    them; ``name`` is the recipient's in the letter's language, ``who`` the person who is greeted
    (``None`` for an organization and for a master document), as a language's salutation takes her.
    ``list_file`` is the file of the row and ``sheet`` its sheet.  ``late`` says that it answers a
    nomination that came after the deadline.
    """

    audience: str
    date: date
    reference: str
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    name: str = ""
    who: Mapping[str, str] | None = None
    list_file: str = ""
    sheet: str = ""
    courtesy: bool = False
    late: bool = False


class Run(Protocol):
    """What all letters of a run share; picklable, so that worker processes can be given it."""

    @property
    def templates(self) -> Mapping[str, Template]:
        """The compiled template of each language."""

    @property
    def campaign_hash(self) -> str:
        """SHA-256 of the campaign, in hex; empty without one."""

    def shared(self, language: str) -> Mapping[str, Any]:
        """The facts that all letters of a language may show."""

    def context(self, language: str, recipient: Any) -> dict[str, Any]:
        """What a template sees; ``letter`` is in it."""

    def subject(self, language: str) -> Pattern | None:
        """The pattern of ``letter.subject``, ``None`` for letters without one."""

    def correspondence(self, language: str, recipient: Any) -> Correspondence | None:
        """What the record of the letter says of it, ``None`` for letters of which none is kept."""


class Letter(NamedTuple):
    """A rendered letter with the hashes that bind it to what made it (SHA-256, hex).

    Its kind, language, path below ``out/`` and key are those of the plan.  ``about`` is what the
    record of a publication says of it (docs/bundle.md), ``None`` for a letter of no campaign's
    kind.
    """

    kind: str
    language: str
    path: str
    key: str | None
    data: bytes
    sha256: str
    row_hash: str | None
    template_hash: str
    about: Mapping[str, object] | None = None


def stamp_of(setting: Run, planned: Due) -> Stamp:
    """What a letter says of what made it."""
    made_by = (setting.templates[planned.language].hash, setting.campaign_hash)
    row = planned.recipient
    if row is None:
        return Stamp(planned.kind, planned.language, "", "", "", *made_by)
    key = planned.key or ""
    return Stamp(planned.kind, planned.language, key, str(row.source), row.row_hash, *made_by)


class _Renderer:
    """Renders and proves planned letters of one run; lives in this process or in a worker."""

    def __init__(self, setting: Run, others: Others) -> None:
        self.setting = setting
        self._others = others
        # A prover knows again what did not change since the letter before: one for each template.
        self._provers: dict[str, Prover] = {}
        self._subjects: dict[str, Pattern | None] = {}

    def data(self, planned: Due, stamp: Stamp) -> bytes:
        """The rendered letter. Raises :class:`DocgenError`."""
        return self._rendered(planned, stamp)[0]

    def _rendered(self, planned: Due, stamp: Stamp) -> tuple[bytes, str]:
        """The letter and its subject. Raises :class:`DocgenError`."""
        setting = self.setting
        context = setting.context(planned.language, planned.recipient)
        if planned.language not in self._subjects:
            self._subjects[planned.language] = setting.subject(planned.language)
        subject = self._subjects[planned.language]
        text = ""
        if subject is not None:
            text = context["letter"]["subject"] = subject.render(context)
        return setting.templates[planned.language].render(context, stamp), text

    def _about(self, planned: Due, stamp: Stamp, subject: str) -> dict[str, object] | None:
        known = self.setting.correspondence(planned.language, planned.recipient)
        if known is None:
            return None
        about: dict[str, object] = {
            "kind": planned.kind,
            "language": planned.language,
            "key": planned.key,
            "audience": known.audience,
            "source": stamp.source or None,
            "list_file": known.list_file or None,
            "sheet": known.sheet or None,
            "row_hash": stamp.row or None,
            "template_hash": stamp.template,
            "campaign_hash": stamp.campaign,
            "reference": known.reference,
            "subject": subject,
            "date": known.date.isoformat(),
            "to": list(known.to),
            "cc": list(known.cc),
            "name": known.name,
            "who": dict(known.who) if known.who is not None else None,
            "courtesy": known.courtesy,
        }
        if known.late:
            about["late"] = True
        return about

    def letter(self, planned: Due) -> Letter:
        """The letter, proved to be its recipient's. Raises :class:`DocgenError`."""
        recipient, stamp = planned.recipient, stamp_of(self.setting, planned)
        data, subject = self._rendered(planned, stamp)
        identity = NOBODY if recipient is None else recipient.identity(planned.language)
        prover = self._provers.get(planned.language)
        if prover is None:
            prover = self._provers[planned.language] = Prover(self._others)
        shown_as = str(planned.path)
        wrong = prover.prove(data, identity, stamp.properties(), shown_as)
        if wrong:
            raise DocgenError(*wrong)
        row = recipient.row_hash if recipient is not None else None
        about = self._about(planned, stamp, subject)
        digest = hashlib.sha256(data).hexdigest()
        what = (planned.kind, planned.language, shown_as, planned.key)
        return Letter(*what, data, digest, row, stamp.template, about)

    def try_letter(self, planned: Due) -> Outcome[Letter]:
        try:
            return Outcome(self.letter(planned))
        except DocgenError as fault:
            return Outcome(None, tuple(_of(planned, finding) for finding in fault.findings))


def _of(planned: Due, finding: Finding) -> Finding:
    """A finding of a render with the row that was being rendered."""
    if planned.recipient is None:
        return finding
    row = f"{finding.message} (for {planned.key}, {planned.recipient.source})"
    return Finding(finding.code, finding.severity, finding.place, row, finding.hint)


_worker: _Renderer | None = None


def _start_worker(setting: Run, others: Others) -> None:
    global _worker
    # Ctrl-C goes to all processes of a terminal; the parent ends the run, the workers end with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = _Renderer(setting, others)


def _work(batch: bytes) -> list[Outcome[Letter]]:
    assert _worker is not None
    return [_worker.try_letter(planned) for planned in unpacked(batch)]


def _batches(letters: Iterable[Due]) -> Iterator[bytes]:
    """Letters as workers are given them; a plan's, as they lie on the disk."""
    if isinstance(letters, Spool):
        yield from letters.batches()
        return
    stream = iter(letters)
    while batch := list(islice(stream, BATCH)):
        yield packed(batch)


def others_of(setting: Run, letters: Iterable[Due]) -> Others:
    """Whose the values of a run are.

    What stands in the campaign's facts, in the templates and in the master documents, and the names
    of months, tells no recipient from another.
    """
    common: list[str] = []
    for language, template in setting.templates.items():
        for data in (template.source, *template.included.values()):
            common += (passage.text for passage in read_letter(data).passages)
        common += texts_in(setting.shared(language))
        for code in [language] if language in languages.CODES else languages.CODES:
            common += (languages.get(code).month(date(2024, m, 1)) for m in range(1, 13))
    masters = _Renderer(setting, Others(()))

    def identities() -> Iterator[tuple[Owner, Identity]]:
        """Those of the recipients; on the way ``common``, which is looked at after them, is given
        the texts of the master documents.
        """
        for planned in letters:
            recipient = planned.recipient
            if recipient is not None:
                owner = Owner(planned.key or "", str(recipient.source))
                yield owner, Identity((), recipient.distinguishing(planned.language))
                continue
            with suppress(DocgenError):  # which is told when the letter's turn comes
                data = masters.data(planned, stamp_of(setting, planned))
                common.extend(passage.text for passage in read_letter(data).passages)

    return Others(identities(), common)


def render(
    setting: Run, letters: Iterable[Due], jobs: int = 1, *, among: Iterable[Due] | None = None
) -> Iterator[Outcome[Letter]]:
    """The letters in the order of the plan, each proved to be its recipient's, as an outcome with
    the findings of its data.

    ``among`` are all letters of the run, where ``letters`` is a part of them or a stream that can
    be gone through only once. ``jobs`` worker processes share the work; at most a few batches are
    in memory at a time.
    """
    whole = letters if among is None else among
    if iter(whole) is whole:
        raise TypeError("letters that can be gone through only once need among=")
    return _render(setting, letters, jobs, others_of(setting, whole))


def _render(
    setting: Run, letters: Iterable[Due], jobs: int, others: Others
) -> Iterator[Outcome[Letter]]:
    if jobs <= 1:
        renderer = _Renderer(setting, others)
        yield from map(renderer.try_letter, letters)
        return
    stream = _batches(letters)
    pool = ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(setting, others))
    try:
        waiting = [pool.submit(_work, batch) for batch in islice(stream, 2 * jobs)]
        while waiting:
            done = waiting.pop(0)
            waiting += [pool.submit(_work, batch) for batch in islice(stream, 1)]
            yield from done.result()
    finally:
        pool.shutdown(cancel_futures=True)
