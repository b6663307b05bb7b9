"""Who of a list gets which letter, in which language, under which reference and file name."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.diagnostics import (
    DocgenError,
    Finding,
    Outcome,
    Place,
    did_you_mean,
    error,
    in_reading_order,
)
from docgen.merge import SUFFIX, Files, some
from docgen.names import fault_of_name
from docgen.personal.setting import Sent, Setting
from docgen.recipients.characters import shown
from docgen.recipients.recipient import spooled
from docgen.rendering import BATCH
from docgen.spool import Spool

if TYPE_CHECKING:
    from docgen.recipients import Recipient
    from docgen.template.pattern import Pattern


class PlannedLetter(NamedTuple):
    """One letter to be, in the folder of its kind and language."""

    kind: str
    language: str
    name: str
    recipient: Sent

    @property
    def path(self) -> PurePosixPath:
        """Where it is published, below ``out/``."""
        return PurePosixPath(self.kind, self.language, self.name)

    @property
    def key(self) -> str:
        """The key of the person's row."""
        return self.recipient.key


def chosen(people: Sequence[Recipient], only: Iterable[str]) -> Outcome[Sequence[Recipient]]:
    """The people of the regions and keys named; all of them where none is (L009 for a name)."""
    wanted = {name.strip().casefold(): name for name in only}
    if not wanted:
        return Outcome(people)
    met: set[str] = set()
    kept = spooled()
    for person in people:
        names = {person.region.casefold(), person.key.casefold()} & wanted.keys()
        met |= names
        if names:
            kept.append(person)
    known: dict[str, str] = {}
    if met != wanted.keys():
        if not all(person.is_known("key", "region") for person in people):
            return Outcome(kept)  # a row that could not be read may be meant
        for person in people:
            known |= {name.casefold(): name for name in (person.region, person.key) if name}
    found = [
        error("L009", Place("--only", (), name), f"no row has the region or key {shown(name)}",
              did_you_mean(name, sorted(known.values())[:40]))
        for folded, name in wanted.items() if folded not in met
    ]  # fmt: skip
    return Outcome(kept, tuple(found))


def plan(
    setting: Setting,
    people: Iterable[Recipient],
    rtos: Mapping[str, Recipient],
    courtesy: Sequence[str] = (),
    offices: Mapping[str, Recipient] | None = None,
    late: Container[str] = (),
) -> Outcome[Sequence[PlannedLetter]]:
    """One letter for each person in the first of her languages (of her RTO's, where it goes to the
    RTO) that the campaign has, and a courtesy copy in each language of ``courtesy``.  The plan is
    kept on the disk.

    ``rtos`` has the organizations by their keys, ``offices`` the regional offices by region, for
    kinds that copy their letters to them, ``late`` the keys of those whose nomination came after
    the deadline.  Findings: L009 for a person none of whose
    languages the campaign has, L011 where an address block lacks its declined form, C012 to C014
    for patterns and names.
    """
    found: list[Finding] = []
    unnamed: dict[Finding, list[str]] = {}
    letters: Spool[PlannedLetter] = Spool(at_once=BATCH)
    files = Files()
    naming = _Naming(setting)
    to_rto = setting.kind.addressed_to == "rto"
    for person in people:
        region = setting.campaign.regions.get(person.region)
        if region is None:  # which the rules tell
            continue
        rto = rtos.get(region.rto)
        own = _language(person, rto if to_rto else None, setting)
        if isinstance(own, Finding):
            found.append(own)
            continue
        for language in dict.fromkeys((own, *courtesy)):
            missing = _undeclined(person, language) if not to_rto else None
            if missing is not None:
                found.append(missing)
                continue
            office = (offices or {}).get(person.region)
            sent = Sent(person, rto, to_rto, courtesy=language != own, late=person.key in late,
                        office=office)  # fmt: skip
            try:
                sent, name = naming.named(sent, language)
            except DocgenError as fault:
                for finding in fault.findings:
                    unnamed.setdefault(finding, []).append(person.key)
                continue
            unsafe = fault_of_name(name)
            if unsafe is not None:
                hint = "change the key, or the pattern in campaign.toml"
                message = f"the file name {shown(name)} cannot be used: {unsafe}"
                found.append(error("C014", person.at("key"), message, hint))
            # The separators of a name that is refused would make folders of it.
            letter = PlannedLetter(setting.kind.name, language, name.replace("/", "_"), sent)
            letters.append(letter)
            files.add(letter.path)
    for finding, whose in unnamed.items():
        found.append(replace(finding, message=f"{finding.message} (for {some(whose)})"))
    for same in files.same(letters):
        whose = [letter.recipient.source.detail for letter in same]
        message = f"{len(same)} letters would be named {same[0].path.name} ({some(whose)})"
        hint = "put {{ recipient.key }} into the pattern in campaign.toml"
        found.append(error("C013", same[1].recipient.source, message, hint))
    return Outcome(letters, tuple(in_reading_order(found)))


_WITH_BLOCK: Final = frozenset(
    name + part for name in ("recipient", "representative") for part in ("", "[]", ".addressee")
)
"""The names in a pattern that may need the address block of a person."""


class _Naming:
    """The references and file names of one kind; patterns are compiled once a language."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._patterns: dict[tuple[str, str], Pattern] = {}
        self._blocks: dict[str, bool] = {}  # by language: whether a pattern has an address block

    def named(self, sent: Sent, language: str) -> tuple[Sent, str]:
        """The letter with its reference, and its file name. Raises :class:`DocgenError`."""
        context = self.setting.context(language, sent, self._block(language))
        if self.setting.kind.reference is not None:
            reference = self._pattern("reference", language).render(context)
            context["letter"]["reference"] = reference
            sent = replace(sent, reference=reference)
        return sent, self._pattern("file_name", language).render(context) + SUFFIX

    def _block(self, language: str) -> bool:
        if language not in self._blocks:
            keys = ("reference", "file_name") if self.setting.kind.reference else ("file_name",)
            fields = {name for key in keys for name in self._pattern(key, language).fields}
            self._blocks[language] = not fields.isdisjoint(_WITH_BLOCK)
        return self._blocks[language]

    def _pattern(self, key: str, language: str) -> Pattern:
        if (key, language) not in self._patterns:
            self._patterns[key, language] = self.setting.pattern(key, language)
        return self._patterns[key, language]


def _language(person: Recipient, rto: Recipient | None, setting: Setting) -> str | Finding:
    offered = setting.campaign.languages
    preferred = person.languages if rto is None else rto.languages
    for language in preferred:
        if language in offered:
            return language
    place = person.at("language") if rto is None else rto.source
    message = f"the campaign has none of the languages {', '.join(preferred)}"
    return error("L009", place, message, f"its languages: {', '.join(offered)}")


def _undeclined(person: Recipient, language: str) -> Finding | None:
    """A courtesy copy in Russian needs an address block in the dative; no row gives it."""
    if language == person.languages[0] or not person.declines_in(language):
        return None
    message = "the name is written in Cyrillic letters, and a Russian letter declines it"
    hint = "leave her out of the courtesy copies, or write to her in Russian first"
    return error("L011", person.at("language"), message, hint)
