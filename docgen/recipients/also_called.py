"""What Member States are called beside their names in the form of the United Nations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docgen.recipients.words import plain

# Names in everyday use that are not those of the United Nations. They are never taken for the
# official one, but the hint can say what was meant: the nearest name of South Korea is South Sudan.
ALSO_CALLED: Final[Mapping[str, str]] = {
    plain(name): official
    for official, names in {
        "BOL": ("Bolivia", "Bolivie", "Боливия", "玻利维亚", "بوليفيا"),
        "BRN": ("Brunei",),
        "CIV": ("Ivory Coast", "Costa de Marfil", "Берег Слоновой Кости", "ساحل العاج"),
        "COD": ("Congo-Kinshasa", "DRC", "DR Congo", "RDC"),
        "COG": ("Congo-Brazzaville", "Republic of the Congo"),
        "CPV": ("Cape Verde", "Cap-Vert"),
        "CZE": ("Czech Republic", "République tchèque", "República Checa"),
        "FSM": ("Micronesia", "Micronésie"),
        "GBR": ("UK", "United Kingdom", "Great Britain", "Royaume-Uni", "Reino Unido", "England",
                "Великобритания", "英国", "المملكة المتحدة"),
        "IRN": ("Iran", "Irán", "Иран", "伊朗", "إيران"),
        "KOR": ("South Korea", "Korea", "Corée du Sud", "Corée", "Corea del Sur", "Corea",
                "Южная Корея", "Корея", "韩国", "كوريا الجنوبية"),
        "LAO": ("Laos", "Лаос", "老挝", "لاوس"),
        "MDA": ("Moldova", "Moldavie", "Moldavia", "Молдова", "摩尔多瓦", "مولدوفا"),
        "MKD": ("Macedonia", "FYROM"),
        "MMR": ("Burma", "Birmanie", "Birmania"),
        "NLD": ("Holland", "The Netherlands", "Hollande", "Holanda"),
        "PRK": ("North Korea", "Corée du Nord", "Corea del Norte", "Северная Корея"),
        "RUS": ("Russia", "Russie", "Rusia", "Россия", "俄罗斯", "روسيا"),
        "STP": ("São Tomé and Príncipe",),
        "SWZ": ("Swaziland", "Suazilandia"),
        "SYR": ("Syria", "Syrie", "Siria", "Сирия", "叙利亚", "سوريا"),
        "TLS": ("East Timor", "Timor Oriental"),
        "TUR": ("Turkey", "Turquie", "Turquía", "Турция"),
        "TZA": ("Tanzania", "Tanzanie", "Танзания", "坦桑尼亚", "تنزانيا"),
        "USA": ("US", "USA", "United States", "États-Unis", "Estados Unidos", "США", "美国",
                "الولايات المتحدة"),
        "VEN": ("Venezuela", "Венесуэла", "委内瑞拉", "فنزويلا"),
        "VNM": ("Vietnam", "Viêt Nam", "Вьетнам"),
    }.items()
    for name in names
}  # fmt: skip
