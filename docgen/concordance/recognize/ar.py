"""Arabic values: 6 مارس 2024, 24-15 أكتوبر, ست وعشرون, 35%, القسمين 3 و4.

In the order of the text the last day of a range stands before the hyphen, because both figures and
the hyphen run from left to right: what is read is 15 to 24.  Between words (من ... إلى) the first
day stands first.  Western and Arabic-Indic figures are one (:mod:`.plain`), vowel signs are not
read.

Sources: the Union's published Arabic; CLDR ar, and ar-LB for the Levantine names of the months;
UAX #9.
"""

from __future__ import annotations

from typing import Final

from docgen.concordance.recognize.grammar import DASH, Grammar
from docgen.concordance.recognize.values import any_of

_SINGLE: Final = {
    "يناير": 1, "فبراير": 2, "مارس": 3, "أبريل": 4, "إبريل": 4, "ابريل": 4, "مايو": 5,
    "يونيو": 6, "يونيه": 6, "يوليو": 7, "يوليه": 7, "أغسطس": 8, "سبتمبر": 9, "أكتوبر": 10,
    "نوفمبر": 11, "ديسمبر": 12,
}  # fmt: skip
_LEVANTINE: Final = {
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7,
    "آب": 8, "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
}  # fmt: skip

# One to ten beside a masculine and a feminine noun, with the forms of the other cases.
_UNITS: Final = {
    0: "صفر",
    1: "واحد واحدة أحد إحدى",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي مرتين كلا كلتا كلي",
    3: "ثلاثة ثلاث",
    4: "أربعة أربع",
    5: "خمسة خمس",
    6: "ستة ست",
    7: "سبعة سبع",
    8: "ثمانية ثماني ثمان ثمانيا",
    9: "تسعة تسع",
    10: "عشرة عشر",
}
_TENS: Final = {
    20: "عشر", 30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"
}  # fmt: skip


def _numbers() -> dict[str, int]:
    units = {word: n for n, row in _UNITS.items() for word in row.split()}
    tens = {stem + end: n for n, stem in _TENS.items() for end in ("ون", "ين")}
    words = units | tens | {"مائة": 100, "مئة": 100}
    for word, n in units.items():
        if 1 <= n <= 9:
            words |= {f"{word} {ten}": n + 10 for ten in ("عشر", "عشرة")}
            words |= {f"{word} و{ten}": n + m for ten, m in tens.items()}
    return words


_ORDINALS: Final = (
    "أول أولى أوائل",
    "ثاني ثانية ثان",
    "ثالث ثالثة",
    "رابع رابعة",
    "خامس خامسة",
    "سادس سادسة",
    "سابع سابعة",
    "ثامن ثامنة",
    "تاسع تاسعة",
    "عاشر عاشرة",
)
_FRANCS: Final = ("فرنك سويسري", "فرنكا سويسريا", "فرنكات سويسرية", "فرنكا سويسرا")

GRAMMAR: Final = Grammar(
    code="ar",
    months=_SINGLE | _LEVANTINE,
    # Both names of a month stand together in older texts: تشرين الأول/أكتوبر.
    month=rf"(?:(?:{any_of(_LEVANTINE)})\s*/\s*)?(?:{any_of(_SINGLE)})|(?:{any_of(_LEVANTINE)})"
    rf"(?:\s*/\s*(?:{any_of(_SINGLE)}))?",
    of_month=r"\s+(?:من\s+)?",
    of_year=r"\s+(?:(?:من\s+)?(?:ل?عام|سنة)\s+)?",
    to=rf"(?:{DASH}|\s+(?:إلى|الى|حتى)\s+)",
    both=r"(?:\s*[،,]\s*|\s+)(?:و|أو)\s*",
    also=r"(?<!أ)و",
    turned=True,
    group=r"[ ,]",
    decimal=r"[.,]",  # the Union's Arabic has both: 2,5% and 2.5%
    numbers=_numbers(),
    # الاثنين is also Monday.
    maybe=frozenset((*_UNITS[1].split(), "مرتين", "كلا", "كلتا", "كلي", "اثنين")),
    ordinals={word: n for n, row in enumerate(_ORDINALS, 1) for word in row.split()
              if word != "أوائل"},
    ordinal=r"(?!)(?P<n>)",
    prefix=r"(?:و|ف)?(?:بال|كال|لل|ال|ب|ك|ل)?",
    # The dual of nouns and adjectives: منحتين is two grants.
    twos=r"[\u0621-\u064a]{3,}(?:ين|ان)",
    percent=r"\s*%|\s+(?:في\s+المائة|في\s+المئة|بالمائة|بالمئة)",
    scales={
        "ألف": 10**3, "آلاف": 10**3, "ألفا": 10**3, "مليون": 10**6, "ملايين": 10**6,
        "مليونا": 10**6, "مليار": 10**9, "مليارات": 10**9,
    },
    currencies={
        **dict.fromkeys(_FRANCS, "CHF"),
        "ين ياباني": "JPY", "يورو": "EUR",
        **dict.fromkeys(("دولار أمريكي", "دولارا أمريكيا", "دولارات أمريكية", "دولار"), "USD"),
        "جنيه إسترليني": "GBP",
    },
    time=r"الساعة\s+(?:(?P<h>\d{1,2})(?:[:.,](?P<m>\d{2}))?|(?P<h2>[01]\d|2[0-4])(?P<m2>[0-5]\d))"
    r"(?!\d)(?:\s*(?P<half>صباحا|مساء|قبل\s+الظهر|بعد\s+الظهر))?",
    section=r"(?:ال|لل|بال)?(?:قسمين|قسمان|قسم|أقسام)(?:\s+من)?|§§?",
    annex=r"(?:ال|لل|بال)?(?:ملحقين|ملحقان|ملحقات|ملحق|ملاحق)(?:\s+من)?",
    annexes=r"(?:الملحقات|الملحق|المرفقات)\s*:",
    resolution=r"(?:ال|لل|بال)?(?:قرارين|قرارات|قرار)",
    circular=r"(?:ب|و|ل)?(?:الرسالة|للرسالة|رسالة)\s+(?:ال)?معممة\s+(?:رقم\s+)?(?:TSB\s+)?"
    r"(?P<n>\d+)(?:\s+(?:ل|الصادرة\s+عن\s+)مكتب\s+تقييس\s+الاتصالات)?",
    titles=r"(?:ب|و|ل|ك)?(?:ل|ال)?(?:سيدة|سيد|دكتورة|دكتور|أستاذة|أستاذ|آنسة)",
)  # fmt: skip
