"""People for tests: a table of a list, its header and rows that are whole unless a test says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from docgen.diagnostics import Finding, Outcome, Severity
from docgen.recipients import Recipient, recipients_of
from docgen.recipients.cells import Country, Known
from docgen.recipients.form import DELEGATES, REPRESENTATIVES, Form
from docgen.recipients.table import Row, Table, as_text

COUNTRIES: Final = [
    Country("FRA", "EUR", {"en": "France", "fr": "France", "ru": "Франция", "zh": "法国"}),
    Country("KEN", "AFR", {"en": "Kenya", "fr": "Kenya", "ru": "Кения", "zh": "肯尼亚"}),
    Country("KOR", "ASP", {"en": "Republic of Korea", "fr": "République de Corée"}),
    Country("PER", "AMS", {"en": "Peru", "es": "Perú"}),
    Country("EGY", "ARB", {"en": "Egypt", "ar": "مصر"}),
    Country("UZB", "CIS", {"en": "Uzbekistan", "ru": "Узбекистан"}),
    Country("PLW", "ASP", {"en": "Palau"}, date(2024, 9, 19)),
]  # fmt: skip
RTOS: Final = {
    "AFR": "ATU",
    "AMS": "CITEL",
    "ARB": "LAS",
    "ASP": "APT",
    "CIS": "RCC",
    "EUR": "CEPT",
}
KNOWN: Final = Known.of(COUNTRIES, {rto: region for region, rto in RTOS.items()})

REPRESENTATIVE: Final[dict[str, Any]] = {
    "key": None,
    "region": "AFR",
    "honorific": "Ms",
    "given_name": "Amina",
    "family_name": "Example",
    "gender": "F",
    "position": "Head of Standardization",
    "organization": "Communications Authority",
    "country": "Kenya",
    "language": "en",
    "email": "amina@example.org",
    "telephone": "+254 20 555 01 00",
    "address": None,
    "addressee": None,
    "nominated_by": "ATU",
    "received": date(2024, 4, 2),
    "status": None,
    "validated": date(2024, 4, 4),
    "late_reason": None,
    "replaces": None,
    "extension_decision": None,
}
DELEGATE: Final[dict[str, Any]] = {
    **{name: REPRESENTATIVE[name] for name in list(REPRESENTATIVE)[:14]},
    "appointed": "yes",
    "fellowship": "no",
}


def table(form: Form, *rows: Mapping[str, Any], header: Mapping[str, str] | None = None) -> Table:
    """A table of a workbook with the form's columns; a row says what differs from a whole one."""
    whole = REPRESENTATIVE if form is REPRESENTATIVES else DELEGATE
    columns = list(whole)
    titles = [(header or {}).get(column, column) for column in columns]
    made = [Row(1, tuple(titles))]
    for number, row in enumerate(rows, start=2):
        assert row.keys() <= whole.keys(), row.keys() - whole.keys()
        values = tuple((whole | dict(row))[column] for column in columns)
        made.append(Row(number, tuple(as_text(value) for value in values), values))
    return Table("reps.xlsx", form.sheet, tuple(made))


def read(form: Form, *rows: Mapping[str, Any]) -> Outcome[tuple[Recipient, ...]]:
    """The people of such a table."""
    return people_of(table(form, *rows), form)


def people_of(table: Table, form: Form) -> Outcome[tuple[Recipient, ...]]:
    """The people of a table, those without a fault."""
    entries, findings = recipients_of(table, form, KNOWN)
    return Outcome(None if entries is None else tuple(entries.whole), findings)


def everyone(form: Form, *rows: Mapping[str, Any]) -> tuple[Sequence[Recipient], list[Finding]]:
    """All rows of such a table, also those with a fault, and the errors of the cells."""
    entries, findings = recipients_of(table(form, *rows), form, KNOWN)
    assert entries is not None
    return entries.together(), [one for one in findings if one.severity is Severity.ERROR]


def representatives(*rows: Mapping[str, Any]) -> tuple[Recipient, ...]:
    """Representatives without a finding."""
    people, findings = read(REPRESENTATIVES, *rows)
    assert findings == ()
    return tuple(people or ())


def delegates(*rows: Mapping[str, Any]) -> tuple[Recipient, ...]:
    """Delegates without a finding."""
    people, findings = read(DELEGATES, *rows)
    assert findings == ()
    return tuple(people or ())


def told(findings: tuple[Finding, ...] | list[Finding]) -> list[tuple[str, str]]:
    """Code and place of each finding."""
    return [(finding.code, str(finding.place)) for finding in findings]
