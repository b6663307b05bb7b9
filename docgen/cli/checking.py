"""Lists that are read for a command: their entries, all that is wrong with them, their rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from docgen import rules
from docgen.cli.report import RowHeads
from docgen.diagnostics import Finding, Place, Severity, error
from docgen.recipients import Entries
from docgen.recipients.form import Form
from docgen.rules.nominations import NominationFacts
from docgen.rules.trainings import Held, TrainingFacts

if TYPE_CHECKING:
    from docgen.campaign import Campaign
    from docgen.recipients.cells import Known
    from docgen.recipients.filled import Filled
    from docgen.recipients.reading import Watch

Producer = Callable[["Filled", Entries], Iterable[Finding]]
"""What looks a list over once its cells have been read: rules that take entries together."""


@dataclass(slots=True)
class Checked:
    """A list that was looked over: what was read of it, and all that is wrong with it."""

    path: Path
    shown_as: str
    filled: Filled | None = None
    entries: Entries | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def heads(self) -> RowHeads:
        """What its rows are about and its columns called, for the report."""
        if self.filled is None:
            return RowHeads()
        return RowHeads(self.filled.titles, self.filled.headers)


def check_list(
    path: Path,
    shown_as: str,
    known: Known,
    form: Form | None = None,
    sheet: str | None = None,
    producers: Sequence[Producer] = (),
    watch: Watch = iter,
) -> Checked:
    """Read a list and look it over; each of the producers adds what it finds.

    ``watch`` is given the rows, and sees how far it is.
    """
    from docgen.recipients.filled import entries_of, read_filled

    checked = Checked(path, shown_as)
    checked.filled, findings = read_filled(path, shown_as, form, sheet)
    checked.findings.extend(findings)
    if checked.filled is None:
        return checked
    checked.entries, findings = entries_of(checked.filled, known, watch)
    checked.findings.extend(findings)
    if checked.entries is not None:
        for produce in producers:
            checked.findings.extend(produce(checked.filled, checked.entries))
    return checked


def rules_of(campaign: Campaign, on: date) -> Producer:
    """What looks a list of people over by the campaign's rules, for letters dated ``on``."""

    def produce(filled: Filled, entries: Entries) -> list[Finding]:
        people = entries.together()
        if filled.form.name == "representatives":
            found = rules.nominations(people, nomination_facts(campaign), entries.complete)
            # The list of one organization lacks the other regions as it should.
            return [finding for finding in found if finding.code != "N002"]
        if filled.form.name == "delegates":
            return rules.invitations_on(people, training_facts(campaign), on)
        return []

    return produce


def nomination_facts(campaign: Campaign) -> NominationFacts:
    """What the campaign says of nominations."""
    return NominationFacts(
        {key: region.rto for key, region in campaign.regions.items()},
        campaign.deadlines.appointment,
        ZoneInfo(campaign.campaign.time_zone),
        campaign.circular.date,
    )


def training_facts(campaign: Campaign) -> TrainingFacts:
    """What the campaign says of trainings."""
    held = {
        key: Held(
            training.dates,
            training.host_confirmed,
            training.accept_by,
            training.fellowship_by,
            Place.line("campaign.toml", None, f"[trainings.{key}]"),
        )
        for key, training in campaign.trainings.items()
    }
    return TrainingFacts(held, campaign.training.fellowships_per_region, campaign.circular.date)


def decided(said: Iterable[Finding], accepted: Sequence[str]) -> list[Finding]:
    """The findings of rules after the officer's decisions.

    An accepted warning becomes a note; the others stop the letters with one error, N040.
    """
    found: list[Finding] = []
    open_codes: Counter[str] = Counter()
    for finding in said:
        if finding.severity is Severity.WARNING:
            if finding.code in accepted:
                message = f"{finding.message} (accepted)"
                found.append(replace(finding, severity=Severity.NOTE, message=message, hint=""))
                continue
            open_codes[finding.code] += 1
        found.append(finding)
    if open_codes:
        listed = ", ".join(f"{code} ({n})" for code, n in sorted(open_codes.items()))
        options = " ".join(f"--accept {code}" for code in sorted(open_codes))
        place = Place("--accept", (), ",".join(sorted(open_codes)))
        message = f"warnings that need a decision: {listed}"
        found.append(error("N040", place, message, f"cure them, or go on with {options}"))
    return found
