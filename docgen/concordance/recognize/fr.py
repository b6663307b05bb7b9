"""French values: 1er mars 2024, du 15 au 24 octobre, vingt et un, 35 %, aux sections 3 et 4.

Sources: the Union's published French; Lexique des règles typographiques en usage à l'Imprimerie
nationale.
"""

from __future__ import annotations

from typing import Final

from docgen.concordance.recognize.grammar import DASH, Grammar, words

_UNITS: Final = (
    *words("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"),
    *("quinze", "seize", "dix sept", "dix huit", "dix neuf"),
)
_TENS: Final = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_SWISS: Final = {70: "septante", 80: "huitante", 90: "nonante"}
_ORDINALS: Final = words(
    "deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième "
    "douzième treizième quatorzième quinzième seizième"
)


def _numbers() -> dict[str, int]:
    units = _UNITS
    known = {word: n for n, word in enumerate(units)} | {"une": 1}
    bases = {**_TENS, **_SWISS}
    for base, ten in bases.items():
        known[ten] = base
        for n in range(1, 20 if base == 60 else 10):
            known[f"{ten} {units[n]}"] = base + n
            known[f"{ten} et {units[n]}"] = base + n
        known |= {f"{ten} une": base + 1, f"{ten} et une": base + 1}
    known |= {"quatre vingts": 80, "quatre vingt": 80, "quatre vingt une": 81}
    known |= {f"quatre vingt {units[n]}": 80 + n for n in range(1, 20)}
    return known | {"cent": 100, "tous deux": 2, "toutes deux": 2, "les deux": 2}


GRAMMAR: Final = Grammar(
    code="fr",
    months={
        name: n + 1
        for n, names in enumerate(
            words(
                "janvier/janv février/févr/fevrier mars avril mai juin juillet/juil août/aout "
                "septembre octobre/oct novembre/nov décembre/déc/decembre"
            )
        )
        for name in names.split("/")
    },
    day_mark=r"(?:er|e|ème)?",
    to=rf"(?:{DASH}|\s+(?:au|à|jusqu'au|jusqu'à)\s+)",
    both=r"(?:\s*,\s*(?:et\s+)?|\s+(?:et|ou)\s+)(?:le\s+)?",
    also=r"et",
    group=r"[ ]",
    decimal=r",",
    numbers=_numbers(),
    maybe=frozenset({"un", "une", "les deux", "tous deux", "toutes deux"}),
    ordinals={
        "premier": 1, "première": 1, "premiers": 1, "premières": 1,
        "second": 2, "seconde": 2,
        **{f"{word}{s}": n + 2 for n, word in enumerate(_ORDINALS) for s in ("", "s")},
    },
    ordinal=r"(?P<n>\d+)(?:ers?|res?|ères?|es?|èmes?|nde?)\b",
    percent=r"\s*%|\s+pour\s+cent\b",
    scales={
        "mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9,
        "milliards": 10**9,
    },
    currencies={
        "yens": "JPY", "yen": "JPY",
        "francs suisses": "CHF", "franc suisse": "CHF", "euros": "EUR", "euro": "EUR",
        "dollars des états-unis": "USD", "dollars américains": "USD", "dollars": "USD",
        "dollars us": "USD", "livres sterling": "GBP",
    },
    time=r"(?P<h>\d{1,2})\s*h(?:eures?)?(?:\s*(?P<m>\d{2}))?\b",
    section=r"(?:\bsections?|§§?)",
    annex=r"\bannexes?",
    annexes=r"\b(?:annexes?|pièces? jointes?)\s*:",
    resolution=r"\brésolutions?",
    circular=r"\bCirculaires?(?:\s+administrative)?\s+(?:(?:TSB|BR|BDT)\s+)?(?:[Nn][°º]\s*)?"
    r"(?P<n>\d+)(?:\s+du\s+TSB\b)?",
    titles=r"\b(?:Mme|M\.|MM\.|Mlle|Madame|Monsieur|Dre?|Docteure?|Pre?|Professeure?)",
)  # fmt: skip
