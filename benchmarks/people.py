"""Made-up delegates in any number, in their form: what large lists are measured with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docgen.recipients.form import DELEGATES

# Key, region, title, gender and language as the form offers them; countries of the regions.
_REGIONS: Final = (
    ("AFR", ("Kenya", "Ghana", "Senegal"), ("en", "fr")),
    ("AMS", ("Peru", "Jamaica", "Uruguay"), ("es", "en")),
    ("ARB", ("Egypt", "Jordan", "Oman"), ("ar", "en")),
    ("ASP", ("Fiji", "Japan", "Nepal"), ("en", "zh")),
    ("CIS", ("Armenia", "Kazakhstan", "Uzbekistan"), ("ru", "en")),
    ("EUR", ("Norway", "France", "Malta"), ("en", "fr")),
)
_TITLES: Final = ("Ms", "Dr", "Ms", "Ms")
_POSITIONS: Final = ("Head of Standardization", "Adviser", "Director, Spectrum", "Chargée d’études")


def delegate(number: int) -> dict[str, Any]:
    """The row of one person; no two have a name or an address in common."""
    region, countries, languages = _REGIONS[number % len(_REGIONS)]
    return {
        "key": f"{region}-{number:06}",
        "region": region,
        "honorific": _TITLES[number % 4],
        "given_name": f"Ada {_word(number)}",
        "family_name": f"Exámple-{_word(number * 7 + 3)}",
        "gender": "F",
        "position": _POSITIONS[number % 4],
        "organization": f"Administration {number % 997}",
        "country": countries[number // 6 % 3],
        "language": languages[number // 18 % 2],
        "email": f"delegate.{number}@example.org",
        "telephone": f"+41 22 {number % 1_000:03} {number // 1_000 % 10_000:04}",
        "appointed": "yes",
        "fellowship": "no",
    }


def _word(number: int) -> str:
    """A number as a word of letters."""
    letters = ""
    for _ in range(5):
        number, rest = divmod(number, 26)
        letters += chr(97 + rest)
    return letters.capitalize()


def delegates(count: int) -> Iterator[dict[str, Any]]:
    """The rows of ``count`` delegates."""
    return map(delegate, range(count))


def write_list(path: Path, count: int) -> None:
    """A workbook of delegates: a header of captions, and ``count`` rows of 14 cells."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(DELEGATES.sheet)
    columns = list(delegate(0))
    page.append([DELEGATES.by_key[key].caption("en") for key in columns])
    for row in delegates(count):
        page.append(list(row.values()))
    book.save(path)
