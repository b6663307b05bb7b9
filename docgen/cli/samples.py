"""One letter of a kind in each language, rendered and not written, for what looks letters over.

A kind without people has its master documents. For a kind whose letters go to people, a producer
makes a letter to an example person: it is entered in :data:`OF_PEOPLE` under the kind's ``people``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from docgen import merge
from docgen.diagnostics import Finding, Outcome, has_errors

if TYPE_CHECKING:
    from docgen.merge import Setting

Producer = Callable[["Setting"], Outcome[Mapping[str, bytes]]]
"""From a kind with its campaign and templates to a finished letter by language."""


def masters(setting: Setting) -> Outcome[Mapping[str, bytes]]:
    """The master document in each language of the campaign."""
    planned, findings = merge.plan(setting, setting.campaign.languages, ())
    if planned is None or has_errors(findings):
        return Outcome(None, findings)
    letters: dict[str, bytes] = {}
    found: list[Finding] = []
    for outcome in merge.render(setting, planned):
        found.extend(outcome.findings)
        if outcome.value is not None:
            letters[outcome.value.planned.language] = outcome.value.data
    return Outcome(None if has_errors(found) else letters, tuple(found))


OF_PEOPLE: Final[dict[str, Producer]] = {}


def sample_letters(setting: Setting) -> Outcome[Mapping[str, bytes]]:
    """A letter of the kind in each language; none at all where nothing makes an example of it."""
    people = setting.kind.people
    if people is None:
        return masters(setting)
    producer = OF_PEOPLE.get(people)
    return Outcome({}) if producer is None else producer(setting)
