"""Letters of a kind in each language, rendered and not written, for what looks letters over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docgen import merge, personal
from docgen.diagnostics import Finding, Outcome, has_errors
from docgen.personal.example import examples

if TYPE_CHECKING:
    from docgen.campaign import Campaign, Kind
    from docgen.recipients.known import Lists
    from docgen.template import Template

Samples = Mapping[str, Mapping[str, bytes]]
"""Finished letters by variant (``invitation with a fellowship``), then by language."""


def sample_letters(
    campaign: Campaign, kind: Kind, templates: Mapping[str, Template], lists: Lists | None
) -> Outcome[Samples]:
    """The master documents of a kind; letters to an example person for a kind with people.

    They are made in the languages of which there is a template.

    ``lists`` are the campaign's own, without which nobody can be made an example of: then, and
    where they or the example do not fit the campaign, there are no samples.
    """
    on = kind.date or campaign.circular.date
    if kind.people is None:
        setting = merge.Setting(campaign, kind, campaign.circular.date, templates)
        languages = [code for code in campaign.languages if code in templates]
        planned, findings = merge.plan(setting, languages, ())
        if planned is None or has_errors(findings):
            return Outcome(None, findings)
        return _rendered(setting, {kind.name: planned})
    # A region whose organization has no row is told of the list, not of each template.
    if lists is None or any(each.rto not in lists.rtos for each in campaign.regions.values()):
        return Outcome({})
    own = personal.make_setting(campaign, kind, on, lists.rtos)
    people, _ = examples(own, lists)
    if people is None:
        return Outcome({})
    spoken = {
        variant: [letter for letter in letters if letter.language in templates]
        for variant, letters in people.items()
    }
    return _rendered(replace(own, templates=templates), spoken)


def _rendered(setting: Any, variants: Mapping[str, Iterable[Any]]) -> Outcome[Samples]:
    made: dict[str, dict[str, bytes]] = {}
    found: list[Finding] = []
    for variant, planned in variants.items():
        made[variant] = {}
        for outcome in merge.render(setting, planned):
            found.extend(outcome.findings)
            if outcome.value is not None:
                made[variant][outcome.value.language] = outcome.value.data
    return Outcome(None if has_errors(found) else made, tuple(found))
