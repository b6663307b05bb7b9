"""Which published letters go into a bundle, and whether they can: nothing is packed by guess."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pydantic import ValidationError

from docgen.bundle.about import About, AboutPdf
from docgen.bundle.manifest import Missing
from docgen.diagnostics import Finding, Outcome, Place, error, in_reading_order, note, warning

if TYPE_CHECKING:
    from docgen.campaign import Campaign
    from docgen.publish import Record

AUDIENCES: Final = ("public", "personal")
_AGAIN: Final = "write these letters again, then make the bundle"


@dataclass(frozen=True, slots=True)
class PublishedPdf:
    """The PDF of a letter; ``path`` is below ``out/``."""

    path: str
    sha256: str
    pages: int | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A published letter that goes into a bundle; ``path`` is below ``out/``."""

    path: str
    sha256: str
    about: About
    pdf: PublishedPdf | None

    @property
    def order(self) -> tuple[object, ...]:
        """Masters first, then by kind, key and language; a courtesy copy stands behind."""
        about = self.about
        return (about.key is not None, about.kind, about.key or "", about.courtesy,
                about.language, self.path)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selection:
    """The letters of one bundle, in order, and the languages that its public kinds lack."""

    audience: Literal["public", "personal"]
    letters: tuple[Chosen, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: ``kinds`` and ``languages`` are empty where all are meant."""

    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    allow_missing: bool = False


def choose(
    out: Path, shown_out: str, record: Record, campaign: Campaign, wish: Wish
) -> Outcome[tuple[Selection, ...]]:
    """The letters of each audience, one selection for each that has some.

    ``record`` is what was published in ``out``.  Findings: B001 to B006, B014; C011 for a kind that
    the campaign has not is the caller's.
    """
    found: list[Finding] = []
    mixed = _mixed(campaign, wish)
    if mixed is not None:
        return Outcome(None, (mixed,))
    read = _read(record, shown_out, campaign, wish, found)
    wanted = [
        one for one in read if not wish.languages or one.about.language in wish.languages
    ]
    for one in wanted:
        found.extend(_unfit(one, out, shown_out, campaign))
    selections: list[Selection] = []
    for audience in AUDIENCES:
        letters = sorted((o for o in wanted if o.about.audience == audience), key=lambda o: o.order)
        if not letters:
            continue
        missing = _missing(letters, campaign) if audience == "public" else ()
        found.extend(_held(missing, wish.allow_missing))
        selections.append(Selection(audience, tuple(letters), missing))
    if not selections and not any(finding.code == "B014" for finding in found):
        found.append(_nothing(shown_out, record, wish))
    return Outcome(tuple(selections) or None, tuple(in_reading_order(found)))


def _mixed(campaign: Campaign, wish: Wish) -> Finding | None:
    """B005: kinds of both audiences were asked for together."""
    by_audience: dict[str, list[str]] = {}
    for name in dict.fromkeys(wish.kinds):
        by_audience.setdefault(campaign.kinds[name].audience, []).append(name)
    if len(by_audience) < 2:
        return None
    public, personal = ", ".join(by_audience["public"]), ", ".join(by_audience["personal"])
    return error("B005", Place("--kind", (), ", ".join(wish.kinds)),
                 f"{public} is public and {personal} is personal: they share no bundle",
                 "make one bundle for each, or leave --kind out")  # fmt: skip


def _read(
    record: Record, shown_out: str, campaign: Campaign, wish: Wish, found: list[Finding]
) -> list[Chosen]:
    """The letters of the campaign's kinds; what the record does not say of one is B014."""
    pdfs: dict[str, PublishedPdf] = {}
    letters: list[tuple[str, str, About]] = []
    for path, published in sorted(record.items()):
        kind = path.split("/")[0]
        if wish.kinds and kind not in wish.kinds:
            continue
        place = Place(shown_out, (), path)
        about = published.about
        if kind not in campaign.kinds:
            found.append(
                note("B014", Place(shown_out, (), kind), "letters of no kind of the campaign; "
                     "they are left out", "a bundle holds the kinds of campaign.toml")
            )  # fmt: skip
            continue
        try:
            if about is not None and "of" in about:
                pdf = AboutPdf.model_validate(about)
                pdfs[pdf.of] = PublishedPdf(path, published.sha256, pdf.pages)
                continue
            letter = About.model_validate(about)
        except ValidationError:
            message = "the record of what was published does not say to whom this letter goes"
            found.append(error("B014", place, message, _AGAIN))
            continue
        letters.append((path, published.sha256, letter))
    return [Chosen(path, sha256, about, pdfs.get(path)) for path, sha256, about in letters]


def _unfit(one: Chosen, out: Path, shown_out: str, campaign: Campaign) -> Iterable[Finding]:
    """B002 to B004: the file is not the one that was published, or of another campaign."""
    files = [(one.path, one.sha256)]
    if one.pdf is not None:
        files.append((one.pdf.path, one.pdf.sha256))
    for path, sha256 in files:
        place = Place(shown_out, (), path)
        try:
            data = (out / path).read_bytes()
        except OSError as fault:
            reason = "it is not there" if isinstance(fault, FileNotFoundError) else fault.strerror
            yield error("B003", place, f"this letter was published, and {reason}", _AGAIN)
            continue
        if hashlib.sha256(data).hexdigest() != sha256:
            yield error("B002", place, "this letter was changed after docgen had written it",
                        "change the template or the facts instead, write the letters again, "
                        "then make the bundle")  # fmt: skip
    if one.about.campaign_hash != campaign.hash:
        yield error("B004", Place(shown_out, (), one.path),
                    "campaign.toml has changed since this letter was made of it", _AGAIN)  # fmt: skip
    elif one.about.audience != campaign.kinds[one.about.kind].audience:
        yield error("B004", Place(shown_out, (), one.path),
                    "it was published as a letter of another audience", _AGAIN)  # fmt: skip


def _missing(letters: Sequence[Chosen], campaign: Campaign) -> tuple[Missing, ...]:
    """The campaign's languages in which a public kind has no master document here."""
    there: dict[str, set[str]] = {}
    for one in letters:
        languages = there.setdefault(one.about.kind, set())
        if one.about.key is None:
            languages.add(one.about.language)
    return tuple(
        Missing(kind=kind, language=language)
        for kind, languages in sorted(there.items())
        for language in campaign.languages
        if language not in languages
    )


def _held(missing: Iterable[Missing], allowed: bool) -> Iterable[Finding]:
    by_kind: dict[str, list[str]] = {}
    for one in missing:
        by_kind.setdefault(one.kind, []).append(one.language)
    for kind, languages in by_kind.items():
        say = warning if allowed else error
        hint = "" if allowed else "write them, or go on with --allow-missing"
        message = f"{kind} is not there in {', '.join(languages)}"
        yield say("B006", Place("campaign.toml", (), f"[kinds.{kind}]"), message, hint)


def _nothing(shown_out: str, record: Mapping[str, object], wish: Wish) -> Finding:
    what = " of this kind and language" if wish.kinds or wish.languages else ""
    if not record:
        message, hint = "no letters have been published here", "write letters first: docgen circular"
        return error("B001", Place(shown_out), message, hint)
    message = f"no letter{what} has been published here"
    return error("B001", Place(shown_out), message, "look at --kind and --lang, or write them")
