"""From published letters to a bag: everything is looked over first, then written in one go."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from docgen.bundle import manifest as form
from docgen.bundle.choosing import Chosen, Selection
from docgen.bundle.cover import cover_sheet
from docgen.bundle.messages import Attach, Envelope, Planned, messages
from docgen.bundle.paths import (
    COVER,
    COVER_PDF,
    DRAFTS,
    LETTERS,
    MANIFEST,
    MASTER,
    REGISTER,
    fault_of_path,
    safe_file,
    safe_step,
)
from docgen.bundle.writing import BagFolder
from docgen.diagnostics import DocgenError, Finding, Outcome, Place, error, in_reading_order
from docgen.names import same_file
from docgen.workbooks.register import Channel, Entry, register

if TYPE_CHECKING:
    from docgen.bundle.reading import Bundle
    from docgen.campaign import Campaign

Step = Callable[[], None]
"""Called after each file, for a progress bar."""


@dataclass(frozen=True, slots=True)
class Order:
    """How letters are packed.

    ``out`` is where they were published, ``shown_out`` its name in findings; ``emblem`` is the
    picture of the letterhead.  ``created`` is the day of the bundle, ``None`` for that of its
    latest letter; ``sheet_language`` that of cover sheet and register.  ``convert`` makes a PDF of
    the cover sheet, where that is asked for.
    """

    campaign: Campaign
    out: Path
    shown_out: str
    emblem: bytes
    version: str
    created: date | None = None
    sheet_language: str = "en"
    attach: Attach | None = None
    corrects: form.Corrects | None = None
    convert: Callable[[bytes], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A bundle that can be written: its letters with their paths in it, and its messages."""

    order: Order
    selection: Selection
    created: date
    paths: Mapping[str, str]  # below out/ → below the bag's root
    messages: tuple[Planned, ...]
    drafts: tuple[str, ...]

    @property
    def steps(self) -> int:
        """How many files are written, but for those of the bag itself."""
        return len(self.paths) + len(self.drafts)


def reference_of(campaign: Campaign) -> str:
    """The circular in the Union's style: ``T22-TSB-CIR-0182``; letters and figures only."""
    language = "en" if "en" in campaign.languages else campaign.languages[0]
    bureau = re.sub("[^A-Za-z0-9]", "", str(campaign.bureau.acronym.in_language(language)))
    circular = campaign.circular
    parts = (circular.study_period.code, bureau, "CIR", f"{circular.number:04d}")
    return "-".join(filter(None, parts))


def name_of(
    campaign: Campaign, selection: Selection, kinds: Sequence[str], wanted: Sequence[str]
) -> str:
    """The bundle's name: the circular, and the audience or what was chosen of it."""
    what = [*dict.fromkeys(kinds)] or [selection.audience]
    return "-".join([reference_of(campaign), *what, *dict.fromkeys(wanted)])


def plan_bundle(selection: Selection, order: Order) -> Outcome[Plan]:
    """What the bundle will hold.

    Findings: B008 for names that meet, B007 and B015 and D001 to D007 for messages.
    """
    found: list[Finding] = []
    paths = _paths(selection.letters, order.shown_out, found)
    created = order.created or max(_day(letter) for letter in selection.letters)
    corrected = order.corrects.bundle if order.corrects is not None else ""
    run = f"{order.campaign.hash}\0{selection.audience}\0{corrected}"
    envelope = Envelope(
        order.campaign, created, run, order.attach, selection.audience == "personal"
    )
    planned, findings = messages(selection.letters, envelope, order.shown_out)
    found.extend(findings)
    width = max(3, len(str(len(planned or ()))))
    drafts = tuple(
        f"{DRAFTS}/{number:0{width}d}-{safe_step(one.message.key)}-{one.message.kind}.eml"
        for number, one in enumerate(planned or (), start=1)
    )
    plan = Plan(order, selection, created, paths, planned or (), drafts)
    return Outcome(plan, tuple(in_reading_order(found)))


def write_bundle(plan: Plan, bag: BagFolder, step: Step = lambda: None) -> form.Manifest:
    """Write the whole bundle, letters first; gives its manifest.

    Raises :class:`DocgenError`: B011 where it cannot be written, B002 for a letter that changes
    while it is packed, T032 for the emblem.
    """
    order = plan.order
    read = _reader(order.out, order.shown_out, plan.selection.letters)
    for source, path in plan.paths.items():
        bag.write(path, read(source))
        step()
    for path, message in zip(plan.drafts, plan.messages, strict=True):
        bag.write(path, message.draft(read))
        step()
    made = manifest_of(plan)
    digest = bag.write(MANIFEST, made.as_bytes()).sha256
    entries = register_entries(made)
    language = order.sheet_language
    bag.write(REGISTER, register(entries, language=language))
    sheet = cover_sheet(made, digest, bag.name, entries, order.campaign, language, order.emblem)
    bag.write(COVER, sheet)
    if order.convert is not None:
        bag.write(COVER_PDF, order.convert(sheet))
    bag.close(_info(plan, bag.name))
    return made


def register_entries(manifest: form.Manifest) -> list[Entry]:
    """The register of a bundle: one entry a letter, in the manifest's order.

    Files are named from where data/register.xlsx lies.
    """
    sent_with = {(one.kind, one.key): one.id for one in manifest.messages}
    entries = []
    for number, letter in enumerate(manifest.letters, start=1):
        message = sent_with.get((letter.kind, letter.key)) if letter.key is not None else None
        channel: Channel = "e-mail" if message else "publication" if letter.key is None else "post"
        who = " – ".join(filter(None, (letter.key, letter.name)))
        file, sha256 = letter.path, letter.sha256
        if letter.pdf is not None:
            file, sha256 = letter.pdf.path, letter.pdf.sha256
        entries.append(
            Entry(
                number=number,
                date=date.fromisoformat(letter.date),
                reference=letter.reference,
                subject=letter.subject,
                recipient=who or "—",
                language=letter.language,
                channel=channel,
                file=file.removeprefix("data/"),
                sha256=sha256,
                message=message,
            )
        )
    return entries


def register_beside(bundle: Bundle, statuses: Mapping[str, str], language: str = "en") -> bytes:
    """The register with what became of the messages, to be put beside the bundle, with links into
    its folder, or to its zip file.

    ``statuses`` are by Message-ID, as the ledger has them; the register in the bundle stays.
    """
    entries = register_entries(bundle.manifest)
    if bundle.path.is_dir():
        return register(entries, statuses, language=language, below=f"{bundle.path.name}/data")
    return register(entries, statuses, language=language, archive=bundle.path.name)


def _paths(letters: Iterable[Chosen], shown_out: str, found: list[Finding]) -> dict[str, str]:
    """Where each file goes; B008 for two that would be one on some system."""
    paths: dict[str, str] = {}
    taken: dict[str, str] = {}
    for letter in letters:
        folder = MASTER if letter.about.key is None else safe_step(letter.about.key)
        files = [letter.path] if letter.pdf is None else [letter.path, letter.pdf.path]
        for source in files:
            path = f"{LETTERS}/{folder}/{safe_file(PurePosixPath(source).name)}"
            other = taken.setdefault(same_file(path), source)
            fault = fault_of_path(path)
            if other != source or fault is not None:
                message = fault or f"{other} would have the same name in the bundle"
                hint = "put {{ letter.language }} or the kind into the pattern in campaign.toml"
                found.append(error("B008", Place(shown_out, (), source), message, hint))
            paths[source] = path
    return paths


def _reader(out: Path, shown_out: str, letters: Iterable[Chosen]) -> Callable[[str], bytes]:
    """Reads published files, each proved to be the one that was published."""
    expected = {letter.path: letter.sha256 for letter in letters}
    expected |= {one.pdf.path: one.pdf.sha256 for one in letters if one.pdf is not None}

    def read(path: str) -> bytes:
        place = Place(shown_out, (), path)
        try:
            data = (out / path).read_bytes()
        except OSError as fault:
            message = f"this letter was published, and cannot be read: {fault.strerror}"
            raise DocgenError(error("B003", place, message)) from fault
        if hashlib.sha256(data).hexdigest() != expected[path]:
            message = "this letter was changed while the bundle was made of it"
            raise DocgenError(error("B002", place, message, "write it again"))
        return data

    return read


def _day(letter: Chosen) -> date:
    return date.fromisoformat(letter.about.date)


def manifest_of(plan: Plan) -> form.Manifest:
    """The manifest that the bundle will have; it does not depend on the bundle's name."""
    order, campaign = plan.order, plan.order.campaign
    languages = {letter.about.language for letter in plan.selection.letters}
    return form.Manifest(
        docgen=order.version,
        campaign=form.OfCampaign(
            reference=reference_of(campaign), hash=campaign.hash, name=campaign.campaign.name
        ),
        created=plan.created.isoformat(),
        audience=plan.selection.audience,
        languages=[code for code in campaign.languages if code in languages],
        missing=list(plan.selection.missing),
        letters=[_letter(letter, plan.paths) for letter in plan.selection.letters],
        messages=[
            _message(one, draft, plan.paths)
            for one, draft in zip(plan.messages, plan.drafts, strict=True)
        ],
        corrects=order.corrects,
    )


def _letter(letter: Chosen, paths: Mapping[str, str]) -> form.Letter:
    about, pdf = letter.about, None
    if letter.pdf is not None:
        pdf = form.Pdf(
            path=paths[letter.pdf.path],
            sha256=letter.pdf.sha256,
            size=letter.pdf.size,
            pages=letter.pdf.pages,
        )
    return form.Letter(
        path=paths[letter.path],
        sha256=letter.sha256,
        size=letter.size,
        kind=about.kind,
        language=about.language,
        key=about.key,
        name=about.name,
        list_file=about.list_file,
        sheet=about.sheet,
        row_hash=about.row_hash,
        template_hash=about.template_hash,
        reference=about.reference,
        subject=about.subject,
        date=about.date,
        courtesy=about.courtesy,
        pdf=pdf,
    )


def _message(one: Planned, draft: str, paths: Mapping[str, str]) -> form.Message:
    message = one.message
    return form.Message(
        id=message.id,
        key=message.key,
        kind=message.kind,
        language=message.language,
        draft=draft,
        to=[box.address for box in message.to],
        cc=[box.address for box in message.cc],
        subject=message.subject,
        attachments=[paths[file] for file in one.files],
    )


def _info(plan: Plan, name: str) -> list[tuple[str, str]]:
    """bag-info.txt (RFC 8493, section 2.2.2)."""
    campaign = plan.order.campaign
    language = "en" if "en" in campaign.languages else campaign.languages[0]
    bureau = str(campaign.bureau.name.in_language(language))
    union = str(campaign.union.name.in_language(language))
    contact = campaign.contact
    info = [
        ("Source-Organization", f"{union}, {bureau}"),
        ("Contact-Name", str(contact.name.in_language(language))),
        ("Contact-Phone", contact.telephone),
        ("Contact-Email", contact.email),
        ("External-Description", campaign.campaign.name),
        ("External-Identifier", name),
        ("Bag-Group-Identifier", reference_of(campaign)),
        ("Bagging-Date", plan.created.isoformat()),
        ("Bag-Software-Agent", f"docgen {plan.order.version}"),
    ]
    return [(label, unicodedata.normalize("NFC", value)) for label, value in info]
