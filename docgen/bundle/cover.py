"""The cover sheet of a bundle: what an officer signs off, in the letterhead of the house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from docgen import languages
from docgen.bundle.manifest import Manifest
from docgen.bundle.sheet_words import SHEET_WORDS, SheetWords
from docgen.diagnostics import DocgenError
from docgen.letterhead import Grid, Wording, build, read_wording
from docgen.letterhead.inline import Text
from docgen.letterhead.wording import Paragraph
from docgen.template import Template
from docgen.workbooks.register import Entry, channel_in

if TYPE_CHECKING:
    from docgen.campaign import Campaign

_SHOWN: Final = "the cover sheet"


def cover_sheet(
    manifest: Manifest,
    digest: str,
    name: str,
    entries: Sequence[Entry],
    campaign: Campaign,
    language: str,
    emblem: bytes,
) -> bytes:
    """A Word file: title, campaign, audience, counts, recipients, and the manifest's hash.

    ``digest`` is the SHA-256 of manifest.json, ``name`` the bundle's, ``entries`` its register,
    ``emblem`` the picture of the letterhead.  The same bytes for the same input.  Raises
    :class:`DocgenError` (T032) for an emblem that cannot be used.
    """
    words = SHEET_WORDS[language]
    template = Template(
        build(_wording(words), language, emblem, "templates/emblem.png"),
        language=language,
        shown_as=_SHOWN,
    )
    context: dict[str, Any] = dict(campaign.context(language))
    context["sheet"] = {
        "title": words.title,
        "particulars": [
            {"label": label, "value": value}
            for label, value in _particulars(manifest, digest, name, words, language)
        ],
        "counts": _counts(manifest),
        "recipients": _recipients(manifest, entries, language),
    }
    return template.render(context)


def _wording(words: SheetWords) -> Wording:
    """What the sheet says, as a wording with tags; the tables come from here, not from a text."""
    text = "title: {{ sheet.title }}\n\n[Annex Title] {{ sheet.title }}\n"
    outcome = read_wording(text, _SHOWN)
    if outcome.value is None:  # the text above is whole
        raise DocgenError(*outcome.findings)
    particulars = Grid(
        (),
        (
            ("{%tr for each in sheet.particulars %}",),
            ("{{ each.label }}", "{{ each.value }}"),
            ("{%tr endfor %}",),
        ),
        (3, 7),
        words.title,
    )
    counts = Grid(
        (words.kind, words.language, words.masters, words.addressed),
        (
            ("{%tr for each in sheet.counts %}",),
            ("{{ each.kind }}", "{{ each.language }}", "{{ each.masters }}",
             "{{ each.addressed }}"),
            ("{%tr endfor %}",),
        ),
        (4, 2, 3, 3),
        words.counts,
        frozenset({0, 1}),
    )  # fmt: skip
    recipients = Grid(
        (words.number, words.recipient, words.kind, words.language, words.reference, words.channel),
        (
            ("{%tr for each in sheet.recipients %}",),
            ("{{ each.number }}", "{{ each.recipient }}", "{{ each.kind }}",
             "{{ each.language }}", "{{ each.reference }}", "{{ each.channel }}"),
            ("{%tr endfor %}",),
        ),
        (12, 36, 21, 16, 30, 22),
        words.recipients,
        frozenset({2, 3}),
    )  # fmt: skip
    blocks = list(outcome.value.blocks)
    blocks += [particulars, _paragraph("Subject", words.counts), counts]
    blocks += [_paragraph("Subject", words.recipients), recipients]
    blocks.append(_paragraph("Enclosure", ""))  # Word wants a paragraph behind the last table
    return Wording(outcome.value.title, outcome.value.subject, tuple(blocks))


def _paragraph(style: str, content: str) -> Paragraph:
    return Paragraph(style, (Text(content, strong=True),) if content else (), 0)


def _particulars(
    manifest: Manifest, digest: str, name: str, words: SheetWords, language: str
) -> list[tuple[str, str]]:
    spoken = languages.get(language)
    missing = [f"{one.kind}: {one.language}" for one in manifest.missing]
    rows = [
        (words.bundle, name),
        (words.campaign, f"{manifest.campaign.name} ({manifest.campaign.reference})"),
        (words.audience, words.public if manifest.audience == "public" else words.personal),
        (words.date, spoken.long_date(date.fromisoformat(manifest.created))),
        (words.languages, ", ".join(manifest.languages)),
        (words.missing, ", ".join(missing)),
        (words.letters, str(len(manifest.letters))),
        (words.messages, str(len(manifest.messages))),
    ]
    if manifest.corrects is not None:
        kind = manifest.corrects.kind
        caption = words.corrigendum if kind == "corrigendum" else words.addendum
        rows += [(caption, _grouped(manifest.corrects.bundle)),
                 (words.reason, manifest.corrects.reason)]  # fmt: skip
    rows += [(words.made_by, f"docgen {manifest.docgen}"), (words.fingerprint, _grouped(digest))]
    return [(label, value) for label, value in rows if value]


def _grouped(digest: str) -> str:
    """A hash in groups of eight, which a person can compare."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _counts(manifest: Manifest) -> list[dict[str, object]]:
    masters = Counter((one.kind, one.language) for one in manifest.letters if one.key is None)
    addressed = Counter((one.kind, one.language) for one in manifest.letters if one.key is not None)
    return [
        {"kind": kind, "language": language, "masters": masters[kind, language],
         "addressed": addressed[kind, language]}
        for kind, language in sorted({*masters, *addressed})
    ]  # fmt: skip


def _recipients(
    manifest: Manifest, entries: Sequence[Entry], language: str
) -> list[dict[str, object]]:
    """The addressed letters with their numbers in the register."""
    return [
        {
            "number": entry.number,
            "recipient": entry.recipient,
            "kind": letter.kind,
            "language": letter.language,
            "reference": entry.reference,
            "channel": channel_in(entry.channel, language),
        }
        for entry, letter in zip(entries, manifest.letters, strict=True)
        if letter.key is not None
    ]
