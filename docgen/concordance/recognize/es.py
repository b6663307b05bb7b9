"""Spanish values: 6 de marzo de 2024, del 15 al 24 de octubre, veintidós, 35 %, secciones 3 y 4.

Sources: the Union's published Spanish; Ortografía de la lengua española (Real Academia Española,
2010).
"""

from __future__ import annotations

from typing import Final

from docgen.concordance.recognize.grammar import DASH, Grammar, words

_UNITS: Final = words(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro "
    "veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_TENS: Final = words("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ORDINALS: Final = (
    ("primer", "primero"), ("segundo",), ("tercer", "tercero"), ("cuarto",), ("quinto",),
    ("sexto",), ("séptimo", "sétimo"), ("octavo",), ("noveno",), ("décimo",),
    ("undécimo",), ("duodécimo",),
)  # fmt: skip


def _numbers() -> dict[str, int]:
    known = {word: n for n, word in enumerate(_UNITS)}
    known |= {"un": 1, "una": 1, "veintiún": 21, "veintiuna": 21}
    for i, ten in enumerate(_TENS):
        base = 10 * (i + 3)
        known[ten] = base
        known |= {f"{ten} y {_UNITS[n]}": base + n for n in range(1, 10)}
        known |= {f"{ten} y un": base + 1, f"{ten} y una": base + 1}
    return known | {"cien": 100, "ciento": 100, "ambos": 2, "ambas": 2, "los dos": 2, "las dos": 2}


def _ordinals() -> dict[str, int]:
    known: dict[str, int] = {}
    for n, forms in enumerate(_ORDINALS, 1):
        stems = [form[:-1] for form in forms if form.endswith("o")]
        known |= dict.fromkeys(forms, n)
        known |= {stem + end: n for stem in stems for end in ("o", "a", "os", "as")}
    return known


GRAMMAR: Final = Grammar(
    code="es",
    months={
        name: n + 1
        for n, names in enumerate(
            words(
                "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre "
                "noviembre diciembre"
            )
        )
        for name in names.split("/")
    },
    day_mark=r"(?:\.?[ºo]\b)?",
    of_month=r"\s+(?:de\s+)?",
    of_year=r"\s+(?:del?\s+)?",
    to=rf"(?:{DASH}|\s+(?:a|al|hasta|hasta\s+el)\s+)",
    both=r"(?:\s*,\s*(?:y\s+)?|\s+(?:y|e|o|u)\s+)(?:el\s+)?",
    also=r"y|e",
    group=r"(?: |\.(?=\d{3}(?!\d)))",
    decimal=r",",
    numbers=_numbers(),
    maybe=frozenset({"un", "una", "uno", "ambos", "ambas", "los dos", "las dos"}),
    ordinals=_ordinals(),
    ordinal=r"(?P<n>\d+)\.?[ºª]",
    percent=r"\s*%|\s+por\s+ciento\b",
    scales={
        "mil": 10**3, "millón": 10**6, "millones": 10**6, "mil millones": 10**9,
    },
    currencies={
        "yenes": "JPY", "yen": "JPY",
        "francos suizos": "CHF", "franco suizo": "CHF", "euros": "EUR", "euro": "EUR",
        "dólares": "USD", "dólares de los estados unidos": "USD", "dólares estadounidenses": "USD",
        "libras esterlinas": "GBP",
    },
    time=r"(?P<h>\d{1,2})[:.](?P<m>\d{2})\s*(?:horas|h)\b|(?P<h2>\d{1,2})\s*(?:horas|h)\b(?P<m2>)",
    times=r"(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d){to}(?P<h2>[01]?\d|2[0-4])\.(?P<m2>[0-5]\d)"
    r"(?![\d.])",
    section=r"(?:\bsecci(?:ón|ones)|§§?)",
    annex=r"\banexos?",
    annexes=r"\b(?:anexos?|documentos? adjuntos?|adjuntos?)\s*:",
    resolution=r"\bresoluci(?:ón|ones)",
    circular=r"\bCircular(?:es)?(?:\s+Administrativa)?\s+(?:(?:TSB|BR|BDT)\s+)?"
    r"(?:[Nn]\.?[°º]\s*)?(?P<n>\d+)(?:\s+de\s+la\s+TSB\b)?",
    titles=r"\b(?:Sra\.|Sr\.|Srta\.|Dra\.|Dr\.|Prof\.|Profa\.|Profesora?|Señora?|Doctora?)",
)  # fmt: skip
