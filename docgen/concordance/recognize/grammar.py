"""What a language's recognizer is made of: words and small regular expressions.

The tables here are the readers' own. They share nothing with :mod:`docgen.languages`, which prints
letters: a mistake made there must not be believed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

# A letter of a script that divides its words by blanks, or a digit: what must not stand beside a
# word or number. Chinese characters and Arabic prefixes may.
LETTER: Final = r"A-Za-zÀ-ÖØ-öø-ɏͰ-ӿ"
DASH: Final = r"\s*[-–—~～]\s*"


def words(row: str) -> list[str]:
    """The words of a row of a table, in which blanks divide them."""
    return row.split()


@dataclass(frozen=True, eq=False, kw_only=True)
class Grammar:
    """The forms of one language other than Chinese; regular expressions without groups.

    Words are given in small letters. ``to`` stands between the ends of a range, ``both`` between
    days or sections that are named one by one.
    """

    code: str
    months: Mapping[str, int]
    doubtful: frozenset[str] = frozenset()  # months that are other words too, when they stand alone
    month: str = ""  # a regular expression for a month where the plain list is not enough
    day_mark: str = ""  # after the figures of a day: 1er
    of_month: str = r"\s+"
    of_year: str = r"\s+"
    year_mark: str = ""  # after a year: года
    to: str = DASH
    both: str = r"(?!)"
    also: str = r"(?!)"  # "and": on 8 and 9 August is a range, on 8 or 9 August is not
    turned: bool = False  # the last day stands first before a hyphen (Arabic)
    month_first: bool = False  # October 15, 2024
    group: str = r"[ ,]"  # between groups of three figures
    decimal: str = r"\."
    numbers: Mapping[str, int]
    maybe: frozenset[str] = frozenset()  # number words that are other words too
    ordinals: Mapping[str, int]
    ordinal: str  # an ordinal in figures, the figures in a group "n"
    prefix: str = ""  # what is glued before a word (Arabic)
    twos: str = ""  # a word that holds a two by its ending (Arabic)
    percent: str
    scales: Mapping[str, int]
    currencies: Mapping[str, str] = field(default_factory=dict)
    time: str = r"(?!)"  # a time of day with groups "h" and "m"
    times: str = r"(?!)"  # two times, "{to}" between them; groups "h", "m", "h2", "m2"
    section: str
    annex: str
    annexes: str  # what stands before the number of enclosures, its colon included
    resolution: str
    circular: str  # with the figures in a group "n"
    titles: str  # before a person's name
