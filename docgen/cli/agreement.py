"""Whether the languages of a kind of letter say the same: for ``docgen check``, and for
``docgen bundle`` before anything is packed.

Both say the same of the same documents: what is compared, under which names and with which
declared differences is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import concordance, merge
from docgen.cli.gazetteer import places_of
from docgen.cli.options import Folder
from docgen.cli.samples import Samples, sample_letters
from docgen.concordance.construction import built, compare_templates
from docgen.diagnostics import (
    DocgenError,
    Finding,
    Place,
    error,
    has_errors,
    in_reading_order,
    note,
)
from docgen.proof import UnreadableError, read_letter
from docgen.recipients.known import load_lists
from docgen.starter_files import starter_folder
from docgen.template.stamp import PREFIX

if TYPE_CHECKING:
    from docgen.bundle import Chosen, Selection
    from docgen.campaign import Campaign, Kind
    from docgen.recipients.known import Lists
    from docgen.template import Template

_OF_LETTERS = ("value", "section")  # what a declared difference of finished letters is about


def declared_of(kind: Kind, file: str) -> concordance.Allowances:
    """The differences that a kind of letter declares in the campaign file."""
    return concordance.allowances(
        concordance.Allowed(
            each.language, each.what, each.name, each.reason,
            Place.line(file, None, f"[kinds.{kind.name}] differences"), each.uses,
        )
        for each in kind.differences
    )  # fmt: skip


def words_of(campaign: Campaign | None, lists: Lists | None) -> concordance.Lexicon:
    """The acronyms, names and places that a comparison knows, with those of the campaign."""
    places = places_of(campaign, lists)
    if campaign is None:
        return concordance.lexicon(places=places)
    names = [
        *campaign.concordance.names,
        # The one who signs has an established name in each language.
        dict.fromkeys(str(campaign.signatory.name.in_language(c)) for c in campaign.languages),
    ]
    return concordance.lexicon(
        campaign.concordance.acronyms, [tuple(forms) for forms in names], places
    )


class Facts:
    """What both roads ask of a campaign: which fact a tag prints, all facts, the words it knows.

    They are asked thousands of times a command, and found once.
    """

    def __init__(self, campaign: Campaign, lists: Lists | None) -> None:
        self._campaign = campaign
        self._known: dict[tuple[str, str], str] = {}
        self._of_kinds: dict[str, frozenset[str]] = {}
        self.words = words_of(campaign, lists)

    def of(self, name: str, language: str) -> str:
        """The fact that a dotted name is a form of."""
        fact = self._known.get((name, language))
        if fact is None:
            fact = self._known[name, language] = self._campaign.fact_of(name, language)
        return fact

    def of_kind(self, kind: Kind) -> frozenset[str]:
        """What letters of a kind may show, in any language of the campaign: a declared difference
        may be of a language that is not among those compared."""
        if kind.name not in self._of_kinds:
            setting = merge.Setting(self._campaign, kind, self._campaign.circular.date, {})
            self._of_kinds[kind.name] = frozenset(
                self.of(name, code)
                for code in self._campaign.languages
                for name in setting.fields(code)
            )
        return self._of_kinds[kind.name]


def by_construction(
    facts: Facts,
    templates: Mapping[str, Template],
    folder: Folder,
    kind: Kind,
    declared: concordance.Allowances,
) -> list[Finding]:
    """The first road: the templates of a kind, by language, are built alike."""
    made = {
        language: built(
            template,
            (folder.templates / kind.template / f"{language}{merge.SUFFIX}").read_bytes(),
            language,
            facts.of,
        )
        for language, template in templates.items()
    }
    used = {fact for one in made.values() for fact in one.facts}
    return compare_templates(made, declared, sorted(facts.of_kind(kind) | used))


def by_reading(
    kind: Kind, letters: Samples, known: concordance.Lexicon, declared: concordance.Allowances
) -> Iterator[Finding]:
    """The second road: finished letters say the same; a note where there are none to read."""
    if not letters:
        yield note(
            "X002",
            Place.line("campaign.toml", None, f"[kinds.{kind.name}]"),
            f"the letters of the kind {kind.name} are not read back: no example of them is made",
            "compare those of a run with docgen check --concordance FILE…",
        )
    for variant, by_language in letters.items():
        documents: list[tuple[str, concordance.Document]] = []
        for language, data in by_language.items():
            try:
                document = concordance.read_document(data, f"{variant}/{language}")
            except DocgenError as fault:
                yield from fault.findings
            else:
                documents.append((language, document))
        if len(documents) > 1:
            yield from concordance.compare(documents, known, declared)


def of_lists(campaign: Campaign, lists: Lists | None) -> Iterator[Finding]:
    """X003 for a row of the organizations or states that is of another one in a language.

    States are told by their short names alone: those in full are taken from the addressees, which
    are what is in question.
    """
    if lists is None:
        return
    rows = (*lists.rtos.values(), *lists.states)
    places = [
        concordance.Place(state.names.get("en", state.key), tuple(
            (code, (name,)) for code, name in sorted(state.names.items())
        ))
        for state in lists.states
    ]  # fmt: skip
    known = concordance.lexicon(campaign.concordance.acronyms, (), places)
    for row in rows:
        for column, texts in (
            ("name", row.names), ("abbreviation", row.abbreviations), ("addressee", row.addressees)
        ):  # fmt: skip
            for odd in concordance.strangers(texts, known):
                yield error(
                    "X003",
                    row.source,
                    f"{column}_{odd.language} is of {odd.own}; {odd.others}: {odd.theirs}",
                    f"a cell or a column slipped: look at {column}_{odd.language} of {row.key} "
                    "and of the rows around it",
                )


# Files from anywhere


def compare_anywhere(
    files: Sequence[tuple[str, bytes]],
    campaign: Campaign | None,
    folder: Folder,
    asked: str | None,
) -> Iterator[Finding]:
    """Word files of one letter, whoever made them; with the words of the campaign, if there is one,
    and the differences that it declares for their kind.

    The kind is the one that is asked for, or that all of docgen's letters among them say they are.
    """
    # Which lists the campaign has is told elsewhere; the shipped one names the Member States, too.
    home = folder.lists if campaign is not None else starter_folder() / folder.lists.name
    known = words_of(campaign, load_lists(home, folder.shown).value)
    if campaign is None:
        yield from concordance.compare_files(files, known)
        return
    kind = campaign.kinds.get(asked or _stamped(files) or "")
    if kind is None:
        declaring = [
            one.name for one in campaign.kinds.values()
            if any(each.what in _OF_LETTERS for each in one.differences)
        ]  # fmt: skip
        if declaring:
            yield note(
                "X027",
                Place("--concordance"),
                "no file says of which kind it is: declared differences are not taken into account",
                f"name the kind: {' or '.join(f'--kind {name}' for name in declaring)}",
            )
        yield from concordance.compare_files(files, known)
        return
    declared = declared_of(kind, folder.file.name)
    yield from concordance.compare_files(files, known, declared)
    if len(files) == len(campaign.languages):
        yield from declared.unmet(*_OF_LETTERS)


def _stamped(files: Iterable[tuple[str, bytes]]) -> str | None:
    """The kind that the letters among some files say they are, if they agree."""
    kinds: set[str] = set()
    for _, data in files:
        try:
            said = dict(read_letter(data).properties)
        except UnreadableError:
            continue  # told where the files are compared
        kinds |= {said[name] for name in (f"{PREFIX}kind",) if said.get(name)}
    return kinds.pop() if len(kinds) == 1 else None


# Before a bundle is made


@dataclass(frozen=True, slots=True)
class _Packed:
    """The letters of a kind that are to be packed, and the languages in which they are."""

    campaign: Campaign
    kind: Kind
    folder: Folder
    letters: Sequence[Chosen]

    @property
    def languages(self) -> list[str]:
        """In the order of the campaign."""
        spoken = {letter.about.language for letter in self.letters}
        return [code for code in self.campaign.languages if code in spoken]

    def masters(self, out: Path) -> Samples:
        """The master documents, as they are to be packed; nothing for fewer than two."""
        made = {
            letter.about.language: (out / letter.path).read_bytes()
            for letter in self.letters
            if letter.about.key is None
        }
        return {self.kind.name: made} if len(made) > 1 else {}


def before_packing(
    campaign: Campaign, folder: Folder, out: Path, selections: Iterable[Selection]
) -> list[Finding]:
    """What keeps letters from being packed: their languages do not say the same.

    Of each kind the languages that are to be packed are compared, where there are two or more. The
    master documents are read as they are to be packed. Letters to people are each written in the
    language of one person: there the templates stand for them, and letters to an example person.
    """
    found: list[Finding] = []
    chosen: dict[str, list[Chosen]] = {}
    for selection in selections:
        for letter in selection.letters:
            chosen.setdefault(letter.about.kind, []).append(letter)
    lists, _ = load_lists(folder.lists, folder.shown)
    facts = Facts(campaign, lists)
    found += of_lists(campaign, lists)
    for kind in campaign.kinds.values():
        packed = _Packed(campaign, kind, folder, chosen.get(kind.name, ()))
        if len(packed.languages) < 2:
            continue
        masters = packed.masters(out)
        found += _of_kind(packed, masters, lists, facts)
    return in_reading_order(found)


def _of_kind(
    packed: _Packed, masters: Samples, lists: Lists | None, facts: Facts
) -> Iterator[Finding]:
    """Both roads, as far as they lead to these letters.

    Of templates that have changed since, nothing follows for the letters: the master documents are
    proved by themselves, letters to people are not proved at all.
    """
    campaign, kind, folder = packed.campaign, packed.kind, packed.folder
    languages = packed.languages
    declared = declared_of(kind, folder.file.name)
    samples: Samples | None = masters
    templates, findings = merge.load_templates(campaign, kind, languages, folder.templates)
    changed = list(_changed(packed, templates or {}, note if masters else error))
    yield from changed
    if not changed:
        yield from findings
        if templates is None or has_errors(findings):
            return
        yield from by_construction(facts, templates, folder, kind, declared)
        if not masters:
            samples, findings = sample_letters(campaign, kind, templates, lists)
            yield from findings
    elif not masters:
        return
    if samples is not None:
        yield from by_reading(kind, samples, facts.words, declared)
    if not changed and languages == list(campaign.languages):
        yield from declared.unmet()


def _changed(
    packed: _Packed,
    templates: Mapping[str, Template],
    say: Callable[[str, Place, str, str], Finding],
) -> Iterator[Finding]:
    """X026 for each template that is another one than letters were made of, or includes another."""
    kind, folder = packed.kind, packed.folder
    for language in packed.languages:
        path = folder.templates / kind.template / f"{language}{merge.SUFFIX}"
        now = templates[language].hash if language in templates else ""
        made_of = {one.about.template_hash for one in packed.letters
                   if one.about.language == language}  # fmt: skip
        if made_of != {now}:
            yield say(
                "X026",
                Place(folder.shown(path)),
                f"this template or one that it includes has changed since letters of the kind "
                f"{kind.name} were made of it",
                "write these letters again, then make the bundle",
            )
