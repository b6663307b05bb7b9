"""The letters of a bundle, made again from the campaign that is here: are they the same bytes?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from docgen import merge, personal
from docgen.cli.due import people_in
from docgen.cli.options import Folder
from docgen.cli.people import missing_organizations, regional_offices
from docgen.diagnostics import Finding, Outcome, Place, error, has_errors, in_reading_order
from docgen.recipients import Recipient, read_list
from docgen.recipients.known import Lists, load_lists

if TYPE_CHECKING:
    from docgen.bundle import Bundle, Letter
    from docgen.campaign import Campaign, Kind

_CURE: Final = "compare with the campaign folder of the day on which the bundle was made"
Group = tuple[str, str, str | None, str | None]
"""The kind, the day, the list and the sheet of letters that are made together."""


def rebuilt(bundle: Bundle, folder: Folder, step: Callable[[], None]) -> list[Finding]:
    """Where the letters of a bundle differ from what the campaign in ``folder`` gives.

    B033 for a letter that has other bytes, B034 where it cannot be made: another campaign.toml, a
    row or a template that is gone or has changed.  The rows are found by list and key.
    """
    campaign, findings = folder.load()
    found = list(findings)
    if campaign is None or has_errors(found):
        return in_reading_order(found)
    if campaign.hash != bundle.manifest.campaign.hash:
        message = f"it is not the one that {bundle.shown} was made of"
        return [*found, error("B034", Place(folder.file.name), message, _CURE)]
    groups: dict[Group, list[Letter]] = {}
    for letter in bundle.manifest.letters:
        group = (letter.kind, letter.date, letter.list_file, letter.sheet)
        if letter.kind in campaign.kinds and campaign.kinds[letter.kind].people is None:
            group = (letter.kind, letter.date, None, None)
        groups.setdefault(group, []).append(letter)
    again = _Again(bundle, campaign, folder, step)
    for group, letters in groups.items():
        found.extend(again.group(group, letters))
    return in_reading_order(found)


class _Again:
    """Makes letters of one campaign again, one kind after the other."""

    def __init__(
        self, bundle: Bundle, campaign: Campaign, folder: Folder, step: Callable[[], None]
    ) -> None:
        self.bundle = bundle
        self.campaign = campaign
        self.folder = folder
        self.step = step
        self._lists: Outcome[Lists] | None = None

    def group(self, group: Group, letters: Sequence[Letter]) -> list[Finding]:
        """What differs in the letters of one group."""
        kind = self.campaign.kinds.get(group[0])
        if kind is None:
            return [self.gone(one, "the campaign has no such kind of letter") for one in letters]
        found: list[Finding] = []
        languages = [code for code in self.campaign.languages
                     if code in {letter.language for letter in letters}]  # fmt: skip
        setting: Any
        planned: Any
        if kind.people is None:
            setting, planned = self.of_lists(kind, group, languages, letters, found)
        else:
            setting, planned = self.of_people(kind, group, languages, letters, found)
        if has_errors(found):
            return found
        by_letter = {(one.language, one.key): one for one in planned}
        wanted = []
        for letter in letters:
            one = by_letter.get((letter.language, letter.key))
            row = one.recipient.row_hash if one is not None and one.recipient is not None else None
            template = setting.templates.get(letter.language)
            if one is None:
                found.append(self.gone(letter, f"{letter.list_file} has no row for {letter.key}"))
            elif row != letter.row_hash:
                found.append(self.gone(letter, f"the row of {letter.key} has changed"))
            elif template is None or template.hash != letter.template_hash:
                found.append(self.gone(letter, "its template has changed"))
            else:
                wanted.append((one, letter))
        outcomes = merge.render(setting, [one for one, _ in wanted])
        for (_, letter), outcome in zip(wanted, outcomes, strict=True):
            self.step()
            found.extend(outcome.findings)
            made = outcome.value
            if made is not None and hashlib.sha256(made.data).hexdigest() != letter.sha256:
                message = "made again, this letter has other bytes"
                found.append(error("B033", self.bundle.place(letter.path), message, _CURE))
        return found

    def gone(self, letter: Letter, why: str) -> Finding:
        return error("B034", self.bundle.place(letter.path), why, _CURE)

    def of_lists(
        self,
        kind: Kind,
        group: Group,
        languages: Sequence[str],
        letters: Sequence[Letter],
        found: list[Finding],
    ) -> tuple[merge.Setting, tuple[merge.Planned, ...]]:
        """The plan of a kind whose letters go to the rows of the campaign's lists."""
        rows: list[Recipient] = []
        if any(letter.key is not None for letter in letters):
            for name in kind.lists:
                path = self.folder.lists / f"{name}.csv"
                read, findings = read_list(path, self.folder.shown(path))
                found.extend(findings)
                rows.extend(read or ())
        templates, findings = merge.load_templates(
            self.campaign, kind, languages, self.folder.templates
        )
        found.extend(findings)
        on = date.fromisoformat(group[1])
        setting = merge.Setting(self.campaign, kind, on, templates or {})
        planned, findings = merge.plan(setting, languages, rows)
        found.extend(findings)
        return setting, planned or ()

    def of_people(
        self,
        kind: Kind,
        group: Group,
        languages: Sequence[str],
        letters: Sequence[Letter],
        found: list[Finding],
    ) -> tuple[personal.Setting, Sequence[personal.PlannedLetter]]:
        """The plan of a kind whose letters go to people: those of the bundle, by their keys."""
        if self._lists is None:
            self._lists = load_lists(self.folder.lists, self.folder.shown)
        lists, findings = self._lists
        found.extend(findings)
        on = date.fromisoformat(group[1])
        rtos = lists.rtos if lists is not None else {}
        setting = personal.make_setting(self.campaign, kind, on, rtos)
        if lists is None:
            return setting, ()
        found.extend(missing_organizations(self.campaign, lists))
        offices = regional_offices(self.folder, self.campaign, kind, found)
        people, findings = people_in(
            self.folder, group[2] or "", group[3] or "", kind.people or "", lists
        )
        found.extend(findings)
        keys = {letter.key for letter in letters}
        courtesy = sorted({letter.language for letter in letters if letter.courtesy})
        templates, findings = merge.load_templates(
            self.campaign, kind, languages, self.folder.templates
        )
        found.extend(findings)
        setting = replace(setting, templates=templates or {})
        if has_errors(found):
            return setting, ()
        chosen = [person for person in people or () if person.key in keys]
        planned, findings = personal.plan(setting, chosen, rtos, courtesy, offices)
        found.extend(findings)
        return setting, planned or ()
