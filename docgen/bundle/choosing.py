"""Which published letters go into a bundle, and whether they can: nothing is packed by guess."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pydantic import ValidationError

from docgen.bundle.about import About, AboutPdf
from docgen.bundle.manifest import Missing
from docgen.diagnostics import (
    Finding,
    Outcome,
    Place,
    error,
    has_errors,
    in_reading_order,
    note,
    warning,
)

if TYPE_CHECKING:
    from docgen.bundle.reading import Bundle
    from docgen.campaign import Campaign
    from docgen.publish import Published, Record

AUDIENCES: Final = ("public", "personal")
_BY_COMMAND: Final = frozenset({"circular", "roadmap"})  # kinds that a command is named after
_AGAIN: Final = "write these letters again, then make the bundle"


@dataclass(frozen=True, slots=True)
class PublishedPdf:
    """The PDF of a letter; ``path`` is below ``out/``."""

    path: str
    sha256: str
    size: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A published letter that goes into a bundle; ``path`` is below ``out/``."""

    path: str
    sha256: str
    size: int
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
class Stale:
    """Why a published letter is not to be packed as it is.

    ``gone``: the list asks for no such letter any more; ``changed``: it asks for another one;
    ``unknown``: the list, at ``place``, cannot say it.
    """

    kind: Literal["gone", "changed", "unknown"]
    why: str
    place: Place = field(default_factory=Place)


Judge = Callable[[About], Stale | None]
"""Says whether a letter is due as it is (``None``), by the lists as they are now."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: ``kinds`` and ``languages`` are empty where all are meant."""

    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    allow_missing: bool = False


def choose(
    out: Path,
    shown_out: str,
    record: Record,
    campaign: Campaign,
    wish: Wish,
    judge: Judge = lambda about: None,
) -> Outcome[tuple[Selection, ...]]:
    """The letters of each audience, one selection for each that has some.

    ``record`` is what was published in ``out``; what ``judge`` calls stale is packed in no case.
    Findings: B001 to B006, B014, B060 to B062; C011 for a kind that the campaign has not is the
    caller's.
    """
    found: list[Finding] = []
    mixed = _mixed(campaign, wish)
    if mixed is not None:
        return Outcome(None, (mixed,))
    read = _read(record, shown_out, campaign, wish, found)
    wanted: list[Chosen] = []
    where = _Place(out, shown_out)
    left_out = _left_out(read, judge, where, wish, found)
    for path, published, about in read.letters:
        if path in left_out or (wish.languages and about.language not in wish.languages):
            continue
        sizes = _sizes(path, published, read.pdfs.get(path), where, found)
        found.extend(_another(path, about, shown_out, campaign))
        if sizes is not None:
            wanted.append(_chosen(path, published, about, read.pdfs.get(path), sizes))
    selections: list[Selection] = []
    for audience in AUDIENCES:
        letters = sorted((o for o in wanted if o.about.audience == audience), key=lambda o: o.order)
        if not letters:
            continue
        missing = _missing(letters, campaign) if audience == "public" else ()
        found.extend(_held(missing, wish.allow_missing))
        selections.append(Selection(audience, tuple(letters), missing))
    if not selections and not has_errors(found):
        found.append(_nothing(shown_out, record, wish))
    return Outcome(tuple(selections) or None, tuple(in_reading_order(found)))


def added_to(
    original: Bundle, selections: Iterable[Selection], place: str
) -> Outcome[tuple[Selection, ...]]:
    """What an addendum adds: letters of kinds, in languages, to recipients that have none of them
    in the first bundle.

    B063 says how many it has: a note for those that are the same, a warning for those that are
    others by now, which a corrigendum sends.  B013 where it has all of them.  ``place`` names it.
    """
    known = {(one.kind, one.language, one.key): one.sha256 for one in original.manifest.letters}
    kept: list[Selection] = []
    same = others = 0
    for selection in selections:
        new = []
        for one in selection.letters:
            before = known.get((one.about.kind, one.about.language, one.about.key))
            if before is None:
                new.append(one)
            elif before == one.sha256:
                same += 1
            else:
                others += 1
        if new:
            kept.append(replace(selection, letters=tuple(new)))
    found: list[Finding] = []
    where = Place("--corrects", (), place)
    if same:
        what = "letter is" if same == 1 else "letters are"
        message = f"{same} {what} in it already, and not in this addendum"
        found.append(note("B063", where, message))
    if others:
        what = "letter is" if others == 1 else "letters are"
        message = f"{others} {what} in it with other bytes, and not in this addendum"
        hint = "a corrigendum sends them again, with its reason"
        found.append(warning("B063", where, message, hint))
    if not kept:
        message = "it has all of these letters already"
        found = [error("B013", where, message, "an addendum adds letters to it")]
    return Outcome(tuple(kept) or None, tuple(found))


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


@dataclass(slots=True)
class _Read:
    """What the record says of the campaign's kinds; ``pdfs`` are by the paths of their letters."""

    letters: list[tuple[str, Published, About]] = field(default_factory=list)
    pdfs: dict[str, tuple[str, Published, AboutPdf]] = field(default_factory=dict)


def _read(
    record: Record, shown_out: str, campaign: Campaign, wish: Wish, found: list[Finding]
) -> _Read:
    """The letters of the campaign's kinds; what the record does not say of one is B014."""
    read = _Read()
    for path, published in sorted(record.items()):
        kind = path.split("/")[0]
        if wish.kinds and kind not in wish.kinds:
            continue
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
                read.pdfs[pdf.of] = (path, published, pdf)
            else:
                read.letters.append((path, published, About.model_validate(about)))
        except ValidationError:
            message = "the record of what was published does not say to whom this letter goes"
            found.append(error("B014", Place(shown_out, (), path), message, _AGAIN))
    return read


@dataclass(frozen=True, slots=True)
class _Place:
    """Where published letters are, and what that is called in findings."""

    out: Path
    shown: str


def _left_out(
    read: _Read, judge: Judge, where: _Place, wish: Wish, found: list[Finding]
) -> set[str]:
    """The letters that are stale: those that nobody asks for any more (B060, a warning), those that
    have to be written again (B061), those of lists that cannot say it (B062)."""
    stale = {path: why for path, _, about in read.letters if (why := judge(about)) is not None}
    standing = {
        (about.kind, about.key)
        for path, _, about in read.letters
        if path not in stale and not about.courtesy
    }
    for path, _, about in read.letters:
        if path not in stale or (wish.languages and about.language not in wish.languages):
            continue
        place, one = Place(where.shown, (), path), stale[path]
        superseded = (about.kind, about.key) in standing
        removed = one.kind == "unknown" and not (where.out / path).exists()
        if one.kind == "gone" or superseded or removed:
            later = "; another letter was written since" if superseded else ""
            found.append(
                warning("B060", place, f"{one.why}{later}: this letter is left out",
                        "if it is due after all, correct the list and write the letters again")
            )  # fmt: skip
        elif one.kind == "changed":
            found.append(error("B061", place, f"{one.why} since this letter was made", _AGAIN))
        else:
            found.append(
                error("B062", one.place, f"it cannot say which of its letters are due: {one.why}",
                      "put it right, or write the letters again from another list and delete those "
                      "that are not due")
            )  # fmt: skip
    return set(stale)


def _sizes(
    path: str,
    published: Published,
    pdf: tuple[str, Published, AboutPdf] | None,
    where: _Place,
    found: list[Finding],
) -> tuple[int, int] | None:
    """How large a letter and its PDF are; B002 and B003 where they are not what was published."""
    files = [(path, published.sha256)]
    if pdf is not None:
        files.append((pdf[0], pdf[1].sha256))
    sizes: list[int] = []
    for name, sha256 in files:
        place = Place(where.shown, (), name)
        try:
            data = (where.out / name).read_bytes()
        except OSError as fault:
            reason = "it is not there" if isinstance(fault, FileNotFoundError) else fault.strerror
            found.append(error("B003", place, f"this letter was published, and {reason}", _AGAIN))
            continue
        sizes.append(len(data))
        if hashlib.sha256(data).hexdigest() != sha256:
            found.append(
                error("B002", place, "this letter was changed after docgen had written it",
                      "change the template or the facts instead, write the letters again, "
                      "then make the bundle")
            )  # fmt: skip
    return (sizes[0], sizes[-1]) if len(sizes) == len(files) else None


def _chosen(
    path: str,
    published: Published,
    about: About,
    pdf: tuple[str, Published, AboutPdf] | None,
    sizes: tuple[int, int],
) -> Chosen:
    made = None
    if pdf is not None:
        made = PublishedPdf(pdf[0], pdf[1].sha256, sizes[1], pdf[2].pages)
    return Chosen(path, published.sha256, sizes[0], about, made)


def _another(path: str, about: About, shown_out: str, campaign: Campaign) -> Iterable[Finding]:
    """B004: the letter is of another state of the campaign."""
    place = Place(shown_out, (), path)
    if about.campaign_hash != campaign.hash:
        message = "campaign.toml has changed since this letter was made"
        yield error("B004", place, message, _AGAIN)
    elif about.audience != campaign.kinds[about.kind].audience:
        yield error("B004", place, "it was published as a letter of another audience", _AGAIN)


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
        write = f"docgen {kind} --all writes them" if kind in _BY_COMMAND else "write them"
        hint = "" if allowed else f"{write}, or go on with --allow-missing"
        message = f"{kind} is not there in {', '.join(languages)}"
        yield say("B006", Place("campaign.toml", (), f"[kinds.{kind}]"), message, hint)


def _nothing(shown_out: str, record: Mapping[str, object], wish: Wish) -> Finding:
    what = " of this kind and language" if wish.kinds or wish.languages else ""
    if not record:
        message = "no letters have been published here"
        return error("B001", Place(shown_out), message, "write letters first: docgen circular")
    message = f"no letter{what} has been published here"
    return error("B001", Place(shown_out), message, "look at --kind and --lang, or write them")
