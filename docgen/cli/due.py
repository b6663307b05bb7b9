"""Whether the lists, as they are now, still ask for letters that were published.

A run writes the folders of its own languages.  When a person is withdrawn or replaced, and nobody
else is written to in her language, her letter stays in ``out/`` as an earlier run has left it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Final

from docgen import rules
from docgen.bundle import Stale
from docgen.cli.options import Folder
from docgen.cli.people import regional_offices
from docgen.diagnostics import Finding, Outcome, Place, Severity, error, warning
from docgen.personal import Sent
from docgen.recipients import Recipient, read_list, recipients_of
from docgen.recipients.form import FORMS
from docgen.recipients.known import Lists, load_lists
from docgen.recipients.spreadsheet import read_table

if TYPE_CHECKING:
    from docgen.bundle import About
    from docgen.campaign import Campaign, Kind

_CONFIRMED: Final = "representatives"
_LISTED: Final = 12  # keys that a finding names
Addressed = tuple[str, str]
"""A kind and the key of a recipient."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a list by their keys; ``fault`` is why not all of them may be here."""

    by_key: Mapping[str, Sequence[Recipient]]
    fault: Finding | None = None


class Due:
    """Says of a published letter what is stale about it, if anything is.

    Each list is read once, when the first letter made of it is asked about.
    """

    def __init__(self, campaign: Campaign, folder: Folder) -> None:
        self._campaign = campaign
        self._folder = folder
        self._lists: Outcome[Lists] | None = None
        self._offices: dict[str, tuple[dict[str, Recipient], Finding | None]] = {}
        self._rows: dict[tuple[str, str, str], _Rows] = {}

    def __call__(self, about: About) -> Stale | None:
        """What stands against packing the letter; ``None`` for one that is due as it is."""
        kind = self._campaign.kinds[about.kind]
        if about.key is None:
            return None
        rows = self._of_lists(kind) if kind.people is None else self._of_people(kind, about)
        shown = about.list_file or ", ".join(kind.lists)
        found = rows.by_key.get(about.key, ())
        if not found:
            if rows.fault is not None:
                return Stale("unknown", rows.fault.message, rows.fault.place)
            return Stale("gone", f"{shown} has no row {about.key} any more")
        first = found[0]
        if kind.people == _CONFIRMED and not rules.is_accepted(first):
            return Stale("gone", f"{about.key} is {rules.state_of(first)} in {shown}")
        if about.row_hash not in {row.row_hash for row in found}:
            return Stale("changed", f"the row of {about.key} in {shown} has changed")
        return self._sent_otherwise(first, kind, about) if first.is_person else None

    def forgotten(
        self, letters: Iterable[About], languages: Sequence[str], known: Container[Addressed]
    ) -> list[Finding]:
        """B070 for each kind and list: who of the list is due, and has no letter among these.

        ``languages`` are those that were asked for, all where there are none; ``known`` has the
        kinds and keys that need not be here.  A public kind is held until all its languages are
        there (B006), and counts in those that it has.
        """
        lists: dict[tuple[str, str, str], About] = {}
        here: set[Addressed] = set()
        spoken: dict[str, set[str]] = {}
        for about in letters:
            spoken.setdefault(about.kind, set()).add(about.language)
            if about.key is not None:
                here.add((about.kind, about.key))
                of_people = self._campaign.kinds[about.kind].people is not None
                sheet = (about.list_file or "", about.sheet or "") if of_people else ("", "")
                lists.setdefault((about.kind, *sheet), about)
        found = []
        for (name, *_), about in lists.items():
            kind = self._campaign.kinds[name]
            wanted = set(languages or self._campaign.languages)
            if kind.audience == "public":
                wanted &= spoken[name]
            due = [key for key, language in self._due(kind, about) if language in wanted]
            missing = [key for key in due if (name, key) not in here and (name, key) not in known]
            if missing:
                files = [self._folder.lists / f"{stem}.csv" for stem in kind.lists]
                shown = about.list_file if kind.people is not None else None
                place = shown or ", ".join(map(self._folder.shown, files))
                found.append(_forgotten(name, place, missing, len(due)))
        return found

    def contradicted(self, letters: Iterable[tuple[str, About]], shown: str) -> list[Finding]:
        """B071 for each letter of which another list says something else than its own.

        Letters of a kind may be of several lists, above all of a list and of the copy in which its
        faults were cured: a run writes the folders of its own languages, so that a letter of the
        first may lie in another.  ``letters`` have their paths below ``shown``.
        """
        of_people = [
            (path, about)
            for path, about in letters
            if about.key is not None and self._campaign.kinds[about.kind].people is not None
        ]
        lists: dict[str, dict[tuple[str, str], About]] = {}
        for _, about in of_people:
            of_kind = lists.setdefault(about.kind, {})
            of_kind.setdefault((about.list_file or "", about.sheet or ""), about)
        found = []
        for path, about in of_people:
            for file, other in lists[about.kind].items():
                if file == (about.list_file or "", about.sheet or ""):
                    continue
                said = self._otherwise(about, other)
                if said:
                    message = f"{about.list_file} asks for this letter, and {said}"
                    hint = "say the same in both lists: a letter that is not due is left out"
                    found.append(error("B071", Place(shown, (), path), message, hint))
        return found

    def _otherwise(self, about: About, other: About) -> str:
        """What the list of another letter says of the recipient of a letter, where it is not the
        same; empty where it does not name her."""
        kind = self._campaign.kinds[about.kind]
        for row in self._of_people(kind, other).by_key.get(about.key or "", ()):
            if kind.people == _CONFIRMED and not rules.is_accepted(row):
                return f"in {other.list_file} {row.key} is {rules.state_of(row)}"
            if row.row_hash != about.row_hash:
                return f"{other.list_file} has another row of {row.key}"
        return ""

    def _due(self, kind: Kind, about: About) -> Iterator[tuple[str, str]]:
        """The keys of those whom the list of a letter asks to write to, with their languages."""
        if kind.people is None:
            rows = chain.from_iterable(self._of_lists(kind).by_key.values())
            for row in rules.members_on(rows, date.fromisoformat(about.date)):
                yield row.key, self._own(row.languages)
            return
        lists, _ = self._known()
        if lists is None:
            return
        for person in chain.from_iterable(self._of_people(kind, about).by_key.values()):
            if kind.people != _CONFIRMED or rules.is_accepted(person):
                yield person.key, self._own(self._preferred(person, kind, lists))

    def _preferred(self, person: Recipient, kind: Kind, lists: Lists) -> Sequence[str]:
        """The languages of whom a letter about a person is addressed to."""
        region = self._campaign.regions.get(person.region)
        rto = lists.rtos.get(region.rto) if region is not None else None
        return rto.languages if kind.addressed_to == "rto" and rto is not None else person.languages

    def _own(self, preferred: Sequence[str]) -> str:
        """The first of her languages that the campaign has; empty where it has none."""
        return next((code for code in preferred if code in self._campaign.languages), "")

    def _sent_otherwise(self, person: Recipient, kind: Kind, about: About) -> Stale | None:
        """What the campaign's own lists say of the letter to a person whose row is as it was."""
        lists, findings = self._known()
        offices, fault = self._offices_of(kind)
        if lists is None or fault is not None:
            wrong = fault or next(iter(findings))
            return Stale("unknown", wrong.message, wrong.place)
        region = self._campaign.regions.get(person.region)
        rto = lists.rtos.get(region.rto) if region is not None else None
        to_rto = kind.addressed_to == "rto"
        sent = Sent(person, rto, to_rto, office=offices.get(person.region))
        own = self._own(self._preferred(person, kind, lists))
        if (about.language != own) is not about.courtesy:
            return Stale("changed", f"{about.key} is written to in {own or 'no language'} now")
        to, cc = sent.addresses(), sent.copies(kind.copies)
        if (to, cc) != (tuple(about.to), tuple(about.cc)):
            return Stale("changed", f"the addresses of {about.key} or of the copies have changed")
        return None

    def _of_lists(self, kind: Kind) -> _Rows:
        """The rows of the lists of a kind that is written to recipients."""
        name = ("", "", kind.name)
        if name not in self._rows:
            found: list[Finding] = []
            read: list[Recipient] = []
            for stem in kind.lists:
                path = self._folder.lists / f"{stem}.csv"
                rows, findings = read_list(path, self._folder.shown(path))
                found.extend(findings)
                read.extend(rows or ())
            self._rows[name] = _Rows(_by_key(read), _first_error(found))
        return self._rows[name]

    def _of_people(self, kind: Kind, about: About) -> _Rows:
        """The people of the list that a letter was made of."""
        name = (about.list_file or "", about.sheet or "", kind.people or "")
        if name not in self._rows:
            lists, findings = self._known()
            if lists is None:
                self._rows[name] = _Rows({}, next(iter(findings)))
            else:
                people, findings = people_in(self._folder, *name, lists)
                self._rows[name] = _Rows(_by_key(people or ()), _first_error(findings))
        return self._rows[name]

    def _known(self) -> Outcome[Lists]:
        if self._lists is None:
            self._lists = load_lists(self._folder.lists, self._folder.shown)
        return self._lists

    def _offices_of(self, kind: Kind) -> tuple[dict[str, Recipient], Finding | None]:
        if kind.name not in self._offices:
            found: list[Finding] = []
            offices = regional_offices(self._folder, self._campaign, kind, found)
            self._offices[kind.name] = (offices, _first_error(found))
        return self._offices[kind.name]


def people_in(
    folder: Folder, file: str, sheet: str, form: str, lists: Lists
) -> Outcome[Sequence[Recipient]]:
    """The people of a list, by the file and the sheet that the record of a letter names."""
    path = folder.root / file
    table, findings = read_table(path, folder.shown(path), sheet or None, FORMS[form].headers)
    if table is None:
        return Outcome(None, findings)
    entries, more = recipients_of(table, FORMS[form], lists.known)
    return Outcome(entries.whole if entries is not None else None, (*findings, *more))


def _forgotten(kind: str, shown: str, missing: Sequence[str], due: int) -> Finding:
    """B070: some of those who are due have no letter."""
    listed = ", ".join(missing[:_LISTED])
    more = f" and {len(missing) - _LISTED:,} more" if len(missing) > _LISTED else ""
    message = f"{len(missing):,} of {due:,} who are due have no {kind} here: {listed}{more}"
    hint = "write those of the whole list, or leave it so; a run with --only keeps only its own"
    return warning("B070", Place(shown), message, hint)


def _by_key(rows: Sequence[Recipient]) -> dict[str, list[Recipient]]:
    found: dict[str, list[Recipient]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found


def _first_error(findings: Sequence[Finding]) -> Finding | None:
    return next((one for one in findings if one.severity is Severity.ERROR), None)
