"""The letters to people, rendered for one woman in each language; nobody here exists.

What such a letter is made of comes from the lists of people; here it is written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from finished import LANGUAGES, ROOT, Finished, campaign_of, facts, recipients, templates

from docgen import languages
from docgen.campaign import Campaign
from docgen.diagnostics import Place
from docgen.template.pattern import Pattern
from docgen.template.stamp import Stamp

# The kinds, and the second of the two invitations.
FELLOWSHIP: Final = "invitation-fellowship"
VARIANTS: Final = ("confirmation", "note", "invitation", FELLOWSHIP)

DATES: Final = {
    "confirmation": date(2024, 4, 5),
    "note": date(2024, 4, 5),
    "invitation": date(2024, 4, 12),
}

WOMEN: Final[Mapping[str, Mapping[str, str]]] = {
    "ar": {
        "key": "ARB-1", "region": "ARB", "honorific": "Dr", "given_name": "أمل",
        "family_name": "الشريف", "position": "مديرة إدارة التقييس",
        "organization": "الجهاز الوطني لتنظيم الاتصالات (NTRA)", "country": "مصر",
        "address": "المبنى B4، القرية الذكية\nالجيزة", "email": "amal@arb.example.org",
    },
    "en": {
        "key": "ASP-1", "region": "ASP", "honorific": "Prof", "given_name": "Nurul",
        "family_name": "Rahman", "position": "Head, Standards Division",
        "organization": "Communications Commission", "country": "Malaysia",
        "address": "Tower 1, Jalan Impact\n63000 Cyberjaya", "email": "nurul@asp.example.org",
    },
    "es": {
        "key": "AMS-1", "region": "AMS", "honorific": "Dr", "given_name": "Lucía",
        "family_name": "Echeverría", "position": "Directora de Normalización",
        "organization": "Ministerio de Comunicaciones", "country": "Perú",
        "address": "Jirón Zorritos 1203\nLima", "email": "lucia@ams.example.org",
    },
    "fr": {
        "key": "AFR-1", "region": "AFR", "honorific": "H.E.", "given_name": "Aïssatou",
        "family_name": "Coulibaly", "position": "Directrice de la normalisation",
        "organization": "Autorité de régulation (ARTP)", "country": "Sénégal",
        "address": "BP 14130\nDakar", "email": "aissatou@afr.example.org",
    },
    "ru": {
        "key": "CIS-1", "region": "CIS", "honorific": "Ms", "given_name": "Айгуль",
        "family_name": "Сериккызы", "position": "Заместителю директора Департамента",
        "organization": "Министерство цифрового развития", "country": "Казахстан",
        "address": "пр. Достык, 5\n010000 Астана", "email": "aigul@cis.example.org",
    },
    "zh": {
        "key": "ASP-2", "region": "ASP", "honorific": "Ms", "given_name": "丽华",
        "family_name": "王", "name": "王丽华", "position": "标准处处长",
        "organization": "信息通信研究院", "country": "中国",
        "address": "北京市海淀区花园北路52号", "email": "lihua@asp.example.org",
    },
}  # fmt: skip


def woman(language: str, **changes: Any) -> dict[str, Any]:
    """The person as templates see her."""
    made: dict[str, Any] = {
        "gender": "F", "language": language, "telephone": "+99 555 0100", "fellowship": False,
        **WOMEN[language], **changes,
    }  # fmt: skip
    made.setdefault("name", f"{made['given_name']} {made['family_name']}")
    made["addressee"] = languages.get(language).addressee(made)
    return made


def organization(language: str, region: str = "") -> dict[str, Any]:
    """The organization of a region, or of the woman's, as templates see it."""
    key = campaign_of(facts()).regions[region or WOMEN[language]["region"]].rto
    (found,) = (one for one in recipients() if one.key == key)
    return found.context(language)


def letter(
    variant: str,
    language: str,
    campaign: Campaign | None = None,
    on: date | None = None,
    **changes: Any,
) -> Finished:
    """One letter; ``changes`` are to the woman that it is about."""
    campaign = campaign or campaign_of(facts())
    name = variant.partition("-")[0]
    kind = campaign.kinds[name]
    who = woman(language, fellowship=variant == FELLOWSHIP, **changes)
    region = campaign.region_context(who["region"], language)
    region["rto"] = rto = organization(language, who["region"])
    context: dict[str, Any] = {**campaign.context(language), "region": region}
    if kind.addressed_to == "rto":
        context |= {"recipient": rto, "representative": who}
    else:
        context["recipient"] = who
    context["letter"] = {
        "kind": name,
        "language": language,
        "file_letter": languages.get(language).file_letter,
        "date": on or DATES[name],
    }
    for key in ("reference", "subject"):
        text = getattr(kind, key).in_language(language)
        context["letter"][key] = Pattern(str(text), language, Place(key)).render(context)
    file_name = Pattern(kind.file_name, language, Place("file_name")).render(context)
    data = templates(name)[language].render(context, Stamp(kind=name, language=language))
    return Finished(variant, language, f"{file_name}.docx", None, data)


@cache
def usual(variant: str, language: str) -> Finished:
    """The letter to the woman of a language as she is."""
    return letter(variant, language)


def usual_in_all(variant: str) -> dict[str, Finished]:
    """The same in each language."""
    return {language: usual(variant, language) for language in LANGUAGES}


def wording(variant: str, language: str) -> str:
    """The text of the template's wording."""
    kind = variant.partition("-")[0]
    return (ROOT / "templates" / kind / f"{language}.md").read_text(encoding="utf-8")
