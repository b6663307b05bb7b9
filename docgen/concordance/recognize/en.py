"""English values: 6 March 2024, from 15 to 24 October, forty-two, 35%, sections 3 and 4.

Sources: the Union's English style guide; the United Nations Editorial Manual.
"""

from __future__ import annotations

from typing import Final

from docgen.concordance.recognize.grammar import DASH, Grammar, words

_UNITS: Final = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS: Final = words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS: Final = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)


def _numbers() -> dict[str, int]:
    known = {word: n for n, word in enumerate(_UNITS)}
    for i, ten in enumerate(_TENS):
        known[ten] = 10 * (i + 2)
        known |= {f"{ten} {_UNITS[n]}": 10 * (i + 2) + n for n in range(1, 10)}
    return known | {"one hundred": 100, "a hundred": 100, "twice": 2, "both": 2}


GRAMMAR: Final = Grammar(
    code="en",
    months={
        name: n + 1
        for n, names in enumerate(
            words(
                "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
                "september/sept/sep october/oct november/nov december/dec"
            )
        )
        for name in names.split("/")
    },
    doubtful=frozenset({"may", "march", "mar", "jan", "jun", "sep", "dec"}),
    day_mark=r"(?:st|nd|rd|th)?",
    of_month=r"\s+(?:of\s+)?",
    of_year=r",?\s+",
    to=rf"(?:{DASH}|\s+(?:to|until|till|through)\s+)",
    both=r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|or)\s+)",
    also=r"and",
    month_first=True,
    numbers=_numbers(),
    maybe=frozenset({"one", "both", "twice"}),
    ordinals={word: n + 1 for n, word in enumerate(_ORDINALS)},
    ordinal=r"(?P<n>\d+)(?:st|nd|rd|th)\b",
    percent=r"\s*%|\s+per\s?cent\b",
    scales={"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    currencies={
        "swiss francs": "CHF", "yen": "JPY", "swiss franc": "CHF", "euros": "EUR", "euro": "EUR",
        "us dollars": "USD", "us dollar": "USD", "united states dollars": "USD", "dollars": "USD",
        "pounds sterling": "GBP",
    },
    time=r"(?P<h>\d{1,2})[:.]?(?P<m>(?<=[:.])\d{2}|(?<=\d{2})[0-5]\d)\s*(?:hours|hrs)\b"
    r"|(?P<h2>\d{1,2})(?:[:.](?P<m2>\d{2}))?\s*(?P<half>[ap])\.?m\b\.?",
    times=r"(?P<h>[01]?\d|2[0-4])[:.]?(?P<m>[0-5]\d){to}(?P<h2>[01]?\d|2[0-4])[:.]?"
    r"(?P<m2>[0-5]\d)\s*(?:hours|hrs)\b",
    section=r"(?:\bsections?|§§?)",
    annex=r"\bannex(?:es)?",
    annexes=r"\b(?:annex(?:es)?|enclosures?|attachments?)\s*:",
    resolution=r"\bresolutions?",
    circular=r"\b(?:(?:TSB|BR|BDT|ITU|Administrative)\s+)?Circular(?:\s+Letter)?\s+"
    r"(?:(?:TSB|BR|BDT)\s+)?(?:No\.?\s*)?(?P<n>\d+)",
    titles=r"\b(?:Ms|Mr|Mrs|Miss|Dr|Prof|Professor|Madam|H\.E\.)\.?",
)  # fmt: skip
