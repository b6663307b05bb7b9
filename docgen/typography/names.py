"""P050 and P051: a file name that says something else than the letter, and names of countries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen import languages
from docgen.concordance.recognize import plain
from docgen.diagnostics import Finding, Place, warning
from docgen.typography.page import Page

# T22-TSB-CIR-0182!!MSW-C: study period, bureau, kind of letter, number, language.
_UNION: Final = re.compile(
    r"T(?P<period>\d{2})-[A-Z]{2,4}-(?P<kind>[A-Z]{2,6})-(?P<number>\d{1,5})(?:!\S*)?!MSW-(?P<letter>[ACEFRS])",
)
_LONGEST_PERIOD: Final = 5  # years: a study period has four, and may be prolonged

# Names that the United Nations' terminology (UNTERM) does not use, and those that it does. A name
# in full is none of them: the Czech Republic is the full name of Czechia.
_COUNTRIES: Final[dict[str, dict[str, str]]] = {
    "en": {
        "South Korea": "Republic of Korea",
        "North Korea": "Democratic People’s Republic of Korea",
        "Ivory Coast": "Côte d’Ivoire",
        "Turkey": "Türkiye",
        "Swaziland": "Eswatini",
        "Burma": "Myanmar",
        "Cape Verde": "Cabo Verde",
        "Vietnam": "Viet Nam",
        "East Timor": "Timor-Leste",
    },
    "fr": {
        "Corée du Sud": "République de Corée",
        "Corée du Nord": "République populaire démocratique de Corée",
        "Turquie": "Türkiye",
        "Swaziland": "Eswatini",
        "Birmanie": "Myanmar",
        "Cap-Vert": "Cabo Verde",
        "Vietnam": "Viet Nam",
        "Timor oriental": "Timor-Leste",
    },
    "es": {
        "Corea del Sur": "República de Corea",
        "Corea del Norte": "República Popular Democrática de Corea",
        "Costa de Marfil": "Côte d’Ivoire",
        "Turquía": "Türkiye",
        "Suazilandia": "Eswatini",
        "Birmania": "Myanmar",
        "Vietnam": "Viet Nam",
        "Timor Oriental": "Timor-Leste",
    },
    "ru": {
        "Южная Корея": "Республика Корея",
        "Северная Корея": "Корейская Народно-Демократическая Республика",
        "Берег Слоновой Кости": "Кот-д’Ивуар",
        "Свазиленд": "Эсватини",
        "Бирма": "Мьянма",
        "Белоруссия": "Беларусь",
        "Молдавия": "Республика Молдова",
    },
    "zh": {
        "韩国": "大韩民国",
        "朝鲜": "朝鲜民主主义人民共和国",
        "象牙海岸": "科特迪瓦",
        "东帝汶国": "东帝汶",
    },
    "ar": {
        "كوريا الجنوبية": "جمهورية كوريا",
        "كوريا الشمالية": "جمهورية كوريا الشعبية الديمقراطية",
        "ساحل العاج": "كوت ديفوار",
        "سوازيلاند": "إسواتيني",
        "بورما": "ميانمار",
        "الرأس الأخضر": "كابو فيردي",
    },
}


def file_name(page: Page) -> Iterator[Finding]:
    """P050: a name in the Union's style whose language, number or period is not the letter's."""
    match = _UNION.search(page.file.rpartition("/")[2])
    if match is None:
        return
    letter = languages.get(page.language).file_letter
    if match["letter"] != letter:
        yield warning("P050", Place(page.file),
                      f"the file name says {match['letter']}, but the letter is in "
                      f"{languages.get(page.language).english_name} ({letter})",
                      "give the file its own name")  # fmt: skip
    number = match["number"].lstrip("0")
    text = plain("\n".join(passage.text for passage in page.passages))
    if match["kind"] == "CIR" and not re.search(rf"(?<!\d){number}(?!\d)", text):
        yield warning("P050", Place(page.file),
                      f"the file name says {number}, which stands nowhere in the letter",
                      "give the file its own name")  # fmt: skip
    years = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", text)}
    begun = 2000 + int(match["period"])
    if years and not any(begun <= year <= begun + _LONGEST_PERIOD for year in years):
        yield warning("P050", Place(page.file),
                      f"the file name is of the study period that began in {begun}, of which the "
                      "letter names no year",
                      "give the file its own name")  # fmt: skip


def countries(page: Page) -> Iterator[Finding]:
    """P051: a country under a name that the United Nations does not use."""
    names = _COUNTRIES[page.language]
    edge = "" if page.language == "zh" else r"(?<!\w)"
    behind = "" if page.language == "zh" else r"(?!\w)"
    pattern = re.compile(f"{edge}({'|'.join(map(re.escape, names))}){behind}")
    for passage in page.passages:
        text = plain(passage.text)
        for wrong, right in names.items():
            # 朝鲜民主主义人民共和国 holds 朝鲜, and is right.
            if wrong in right:
                text = text.replace(plain(right), "")
        match = pattern.search(text)
        if match is not None:
            yield warning("P051", passage.place, f"“{match[1]}” is not the Union's name for it",
                          f"write {names[match[1]]}")  # fmt: skip
