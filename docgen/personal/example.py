"""Letters to a person who does not exist, one in each language: for what looks letters over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from docgen.diagnostics import Outcome, has_errors
from docgen.merge import SUFFIX
from docgen.personal.planning import PlannedLetter
from docgen.personal.setting import Sent, Setting
from docgen.recipients import Recipient, recipients_of
from docgen.recipients.form import DELEGATES, REPRESENTATIVES
from docgen.recipients.known import Lists
from docgen.recipients.table import Row, Table

_FILE: Final = "an example"
_FORMS: Final = {"representatives": REPRESENTATIVES, "delegates": DELEGATES}

# What the letters of a kind may say otherwise, each with the answers of the row that asks for it.
_VARIANTS: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "representatives": {"": {}},
    "delegates": {"": {"fellowship": "no"}, " with a fellowship": {"fellowship": "yes"}},
}


def examples(setting: Setting, lists: Lists) -> Outcome[Mapping[str, tuple[PlannedLetter, ...]]]:
    """For each variant of the kind, a letter in each language of the campaign.

    The person is of the campaign's first region and, but for her language, the same in all of
    them. Findings are those of her row and of the patterns of the kind.
    """
    people = setting.kind.people or ""
    planned: dict[str, tuple[PlannedLetter, ...]] = {}
    for variant, answers in _VARIANTS[people].items():
        letters: list[PlannedLetter] = []
        for language in setting.campaign.languages:
            person = _person(setting, lists, language, answers)
            if person.value is None:
                return Outcome(None, person.findings)
            letters.append(_letter(setting, lists, person.value, language))
        planned[f"{setting.kind.name}{variant}"] = tuple(letters)
    return Outcome(planned)


def _person(
    setting: Setting, lists: Lists, language: str, answers: Mapping[str, str]
) -> Outcome[Recipient]:
    region = next(iter(setting.campaign.regions))
    countries = list(lists.known.countries.values())
    home = next((one for one in countries if one.region == region), *countries[:1])
    on = setting.campaign.circular.date.isoformat()
    row = {
        "key": "EXAMPLE-1", "region": region, "honorific": "Ms", "gender": "F",
        "given_name": "Ada", "family_name": "Specimen", "position": "Director",
        "organization": "Ministry", "country": home.key, "language": language,
        "email": "ada@example.org", "telephone": "+41 22 555 01 00",
        "nominated_by": setting.campaign.regions[region].rto, "received": on, "validated": on,
        "appointed": "yes", **answers,
    }  # fmt: skip
    form = _FORMS[setting.kind.people or ""]
    columns = [column.key for column in form.columns if column.key in row]
    table = Table(
        _FILE,
        "",
        (Row(1, tuple(columns)), Row(2, tuple(row[column] for column in columns))),
    )
    entries, findings = recipients_of(table, form, lists.known)
    if entries is None or not entries.whole or has_errors(findings):
        return Outcome(None, findings)
    return Outcome(entries.whole[0])


def _letter(setting: Setting, lists: Lists, person: Recipient, language: str) -> PlannedLetter:
    rto = lists.rtos.get(setting.campaign.regions[person.region].rto)
    sent = Sent(person, rto, setting.kind.addressed_to == "rto")
    context: dict[str, Any] = setting.context(language, sent)
    if setting.kind.reference is not None:
        reference = setting.pattern("reference", language).render(context)
        sent = replace(sent, reference=reference)
    return PlannedLetter(setting.kind.name, language, f"example{SUFFIX}", sent)
