"""Plan and render: who gets which letter in which language under which name, then the letters.

:func:`plan` is a function of the campaign, the lists and the date; :func:`docgen.rendering.render`
turns a plan, this one or that of :mod:`docgen.mailmerge`, into letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, TypeVar

from docgen import languages
from docgen.diagnostics import (
    DocgenError,
    Finding,
    Outcome,
    Place,
    TemplateError,
    error,
    in_reading_order,
)
from docgen.digests import Digests
from docgen.names import fault_of_name, same_file
from docgen.recipients import Recipient
from docgen.rendering import Addressee, Correspondence, Due, Letter, Run, render
from docgen.rules import members_on
from docgen.template import Template
from docgen.template.include import missing_template
from docgen.template.pattern import Pattern

if TYPE_CHECKING:
    from docgen.campaign import Campaign, Kind

__all__ = [
    "RECIPIENT_FIELDS",
    "SHOWN",
    "SUFFIX",
    "Addressee",
    "Due",
    "Files",
    "Letter",
    "Planned",
    "Run",
    "Setting",
    "TemplateLoader",
    "load_templates",
    "plan",
    "render",
    "some",
]

SUFFIX: Final = ".docx"
SHOWN: Final = 5  # letters that a finding names when it concerns more

D = TypeVar("D", bound=Due)


@dataclass(frozen=True, slots=True)
class Planned:
    """One letter to be: ``path`` is below ``out/``; a master document has no recipient."""

    kind: str
    language: str
    path: PurePosixPath
    recipient: Recipient | None

    @property
    def key(self) -> str | None:
        """The row's key, ``None`` for a master document."""
        return self.recipient.key if self.recipient is not None else None


@dataclass(frozen=True, slots=True)
class Setting:
    """What all letters of a run share; picklable, so that worker processes can be given it.

    ``templates`` has the compiled template of each language.
    """

    campaign: Campaign
    kind: Kind
    date: date
    templates: Mapping[str, Template]

    @property
    def campaign_hash(self) -> str:
        """SHA-256 of the campaign, in hex."""
        return self.campaign.hash

    def shared(self, language: str) -> Mapping[str, Any]:
        """The campaign's facts."""
        return self.campaign.context(language)

    def context(self, language: str, recipient: Recipient | None) -> dict[str, Any]:
        """What a template sees: the campaign's facts, ``letter`` and ``recipient``."""
        context: dict[str, Any] = dict(self.campaign.context(language))
        context["recipient"] = recipient.context(language) if recipient is not None else None
        context["letter"] = {
            "kind": self.kind.name,
            "language": language,
            "file_letter": languages.get(language).file_letter,
            "date": self.date,
        }
        return context

    def fields(self, language: str) -> frozenset[str]:
        """The dotted names that templates of this kind may use."""
        own = {f"letter.{name}" for name in ("kind", "language", "file_letter", "date", "subject")}
        common = self.campaign.fields(language) | own
        if self.kind.people is None:
            return common | _below("recipient", RECIPIENT_FIELDS)
        common |= self.campaign.region_fields(language) | {"letter.reference", "letter.courtesy"}
        common |= _below("region.rto", RTO_FIELDS)
        if self.kind.addressed_to == "person":
            return common | _below("recipient", PERSON_FIELDS)
        organization = _below("recipient", RECIPIENT_FIELDS)
        return common | organization | _below("representative", PERSON_FIELDS)

    def subject(self, language: str) -> Pattern:
        """The subject's pattern in a language."""
        key = f"[kinds.{self.kind.name}] subject.{language}"
        text = str(self.kind.subject.in_language(language))
        return Pattern(text, language, Place.line("campaign.toml", None, key))

    def correspondence(self, language: str, recipient: Recipient | None) -> Correspondence:
        """The circular's reference, and the recipient's address; nobody gets a copy."""
        circular: Any = self.campaign.context(language)["circular"]
        reference = str(circular["reference"])
        audience = self.kind.audience
        if recipient is None:
            return Correspondence(audience, self.date, reference)
        return Correspondence(
            audience,
            self.date,
            reference,
            to=recipient.emails,
            name=recipient.name_in(language),
            list_file=recipient.source.file,
        )


RECIPIENT_FIELDS: Final = (
    "key",
    "name",
    "abbreviation",
    "addressee",
    "email",
    "region",
    "language",
    "gender",
)

# What a template has of a person, and of the organization of her region.
PERSON_FIELDS: Final = (
    *("key", "name", "given_name", "family_name", "honorific", "gender"),
    *("position", "organization", "country", "region", "language"),
    *("email", "telephone", "address", "addressee", "fellowship"),
)
RTO_FIELDS: Final = ("key", "name", "abbreviation", "addressee", "email")


def _below(table: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset({table, *(f"{table}.{name}" for name in names)})


def load_templates(
    campaign: Campaign,
    kind: Kind,
    wanted: Iterable[str],
    folder: Path,
) -> Outcome[dict[str, Template]]:
    """Compile ``templates/<template>/<language>.docx`` for each language, and look them over.

    ``folder`` is the campaign's ``templates/``; pictures are looked for in the campaign folder, in
    which it lies. Findings are those of each template, and T020 for variables that this kind of
    letter does not have.
    """
    known = Setting(campaign, kind, campaign.circular.date, {}).fields
    found: list[Finding] = []
    templates: dict[str, Template] = {}
    for language in wanted:
        shown_as = f"templates/{kind.template}/{language}{SUFFIX}"
        loader = TemplateLoader(folder, language)
        try:
            template = Template(
                folder / kind.template / f"{language}{SUFFIX}",
                language=language,
                loader=loader,
                shown_as=shown_as,
                images=folder.parent,
                stamped=True,
            )
        except TemplateError as fault:
            found.extend(fault.findings)
            continue
        templates[language] = template
        found.extend(template.unknown(known(language)))
    return Outcome(templates, tuple(in_reading_order(found)))


@dataclass(frozen=True, slots=True)
class TemplateLoader:
    """Finds the template that an include names, in the language of the including letter."""

    folder: Path
    language: str

    def __call__(self, name: str) -> tuple[str, bytes]:
        """The name to show and the bytes. Raises :class:`TemplateError` (T014)."""
        shown_as = f"templates/{name}/{self.language}{SUFFIX}"
        known = sorted(path.parent.name for path in self.folder.glob(f"*/{self.language}{SUFFIX}"))
        if name not in known:
            raise missing_template(Place(shown_as), name, known)
        return shown_as, (self.folder / name / f"{self.language}{SUFFIX}").read_bytes()


def plan(
    setting: Setting,
    wanted: Sequence[str],
    recipients: Iterable[Recipient],
) -> Outcome[tuple[Planned, ...]]:
    """Who gets what: for each language a master document, then an addressed copy for each recipient
    who is written to in it and a member on the letter's date.

    Findings: C012 for patterns, C013 and C014 for file names that collide or are not safe.
    """
    kind = setting.kind
    found: list[Finding] = []
    unnamed: dict[Finding, list[str]] = {}  # a pattern's fault, and whose letters it leaves out
    letters: list[Planned] = []
    members = members_on(recipients, setting.date)
    for language in wanted:
        addressed = [r for r in members if r.languages[0] == language]
        try:
            master = _pattern(kind, "file_name", language)
            copies = _pattern(kind, "copy_name", language) if addressed else None
        except DocgenError as fault:
            found.extend(fault.findings)
            continue
        for recipient in (None, *addressed):
            pattern = master if recipient is None or copies is None else copies
            try:
                name = pattern.render(setting.context(language, recipient)) + SUFFIX
            except DocgenError as fault:
                for finding in fault.findings:
                    unnamed.setdefault(finding, []).append(_whose(recipient, language))
                continue
            path = PurePosixPath(kind.name, language, name)
            fault_found = fault_of_name(name)
            if fault_found is not None:
                place = recipient.source if recipient is not None else _at(kind, "file_name")
                found.append(
                    error("C014", place, f"the file name {name!r} cannot be used: {fault_found}",
                          "change the key, or the pattern in campaign.toml")
                )  # fmt: skip
            letters.append(Planned(kind.name, language, path, recipient))
    for finding, whose in unnamed.items():
        found.append(replace(finding, message=f"{finding.message} (for {some(whose)})"))
    found.extend(_collisions(letters, kind))
    return Outcome(tuple(letters), tuple(in_reading_order(found)))


def _pattern(kind: Kind, key: str, language: str) -> Pattern:
    return Pattern(str(getattr(kind, key)), language, _at(kind, key))


def _at(kind: Kind, key: str) -> Place:
    return Place.line("campaign.toml", None, f"[kinds.{kind.name}] {key}")


def _collisions(letters: Sequence[Planned], kind: Kind) -> Iterator[Finding]:
    files = Files()
    for letter in letters:
        files.add(letter.path)
    for same in files.same(letters):
        key = "copy_name" if any(letter.recipient for letter in same) else "file_name"
        whose = some([_whose(letter.recipient, letter.language) for letter in same])
        yield error(
            "C013",
            _at(kind, key),
            f"{len(same)} letters would be named {same[0].path.name} ({whose})",
            "put {{ recipient.key }} into the pattern",
        )


class Files:
    """The files of a plan's letters, in its order: which would be one on some system."""

    def __init__(self) -> None:
        self._first = Digests()
        self._count = 0
        self._alike: dict[int, list[int]] = {}

    def add(self, path: PurePosixPath) -> None:
        """The file of the next letter."""
        first = self._first.setdefault(same_file(str(path)), self._count)
        if first != self._count:
            self._alike.setdefault(first, [first]).append(self._count)
        self._count += 1

    def same(self, letters: Sequence[D]) -> list[list[D]]:
        """The letters that would be one file, together."""
        return [[letters[index] for index in same] for _, same in sorted(self._alike.items())]


def _whose(recipient: Recipient | None, language: str) -> str:
    return recipient.key if recipient is not None else f"the master document in {language}"


def some(names: Sequence[str]) -> str:
    """The first few of many names, and how many more there are."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
