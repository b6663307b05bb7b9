"""The example row of a form: a person or organization of fiction, as a form of a language has it.

Names and address are those by which a reader tells it (:mod:`docgen.recipients.specimen`); no
number is anybody's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docgen.recipients.form import EXAMPLE, Form
from docgen.recipients.specimen import EMAIL, ORGANIZATIONS, PEOPLE

# By column; regions, titles, languages and the like by their codes, countries by their keys.
_PEOPLE: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "region": "AFR",
        "honorific": "Ms",
        "position": "Director, Standards",
        "organization": "Communications Authority",
        "country": "NGA",
        "address": "1 Example Street\nAbuja",
        "nominated_by": "ATU",
    },
    "fr": {
        "region": "AFR",
        "honorific": "Dr",
        "position": "Directrice de la normalisation",
        "organization": "Autorité de régulation des télécommunications",
        "country": "SEN",
        "address": "1, rue de l’Exemple\nDakar",
        "nominated_by": "ATU",
    },
    "es": {
        "region": "AMS",
        "honorific": "Ms",
        "position": "Directora de Normalización",
        "organization": "Ministerio de Comunicaciones",
        "country": "URY",
        "address": "Calle del Ejemplo 1\nMontevideo",
        "nominated_by": "CITEL",
    },
    "ru": {
        "region": "CIS",
        "honorific": "Ms",
        "position": "Начальник отдела стандартизации",
        "organization": "Министерство связи",
        "country": "KAZ",
        "address": "ул. Примерная, 1\nАстана",
        "addressee": "Г-же Анне Петровой\nНачальнику отдела стандартизации\nМинистерства связи\n"
        "ул. Примерная, 1\nАстана\nКазахстан",
        "nominated_by": "RCC",
    },
    "zh": {
        "region": "ASP",
        "honorific": "Ms",
        "position": "标准化处处长",
        "organization": "通信管理局",
        "country": "CHN",
        "address": "示例路1号\n北京",
        "nominated_by": "APT",
    },
    "ar": {
        "region": "ARB",
        "honorific": "Ms",
        "position": "مديرة التقييس",
        "organization": "هيئة تنظيم الاتصالات",
        "country": "JOR",
        "address": "شارع المثال 1\nعمّان",
        "nominated_by": "LAS",
    },
}
_ORGANIZATIONS: Final[Mapping[str, tuple[str, str, str]]] = {
    # region, abbreviation, who stands above it in the address block
    "en": ("AFR", "ETU", "The Secretary-General"),
    "fr": ("AFR", "UET", "Le Secrétaire général"),
    "es": ("AMS", "UTE", "El Secretario General"),
    "ru": ("CIS", "ПСЭ", "Генеральному секретарю"),
    "zh": ("ASP", "ETU", "秘书长"),
    "ar": ("ARB", "ETU", "الأمين العام"),
}


def example(form: Form, language: str) -> dict[str, str]:
    """The values of a form's example row by column; what the secretariat fills in stays empty."""
    row = {"key": EXAMPLE, "language": language, "email": EMAIL}
    if form.name == "recipients":
        name = ORGANIZATIONS[language]
        region, short, head = _ORGANIZATIONS[language]
        lines = (name, head) if language == "zh" else (head, name)
        return {
            **row,
            "region": region,
            f"name_{language}": name,
            f"abbreviation_{language}": short,
            f"addressee_{language}": "\n".join(lines),
        }
    row |= {"gender": "F", "telephone": "+41 22 555 01 00", "appointed": "yes"}
    row |= _PEOPLE[language]
    row["given_name"], row["family_name"] = PEOPLE[language]
    return {column: value for column, value in row.items() if column in form.by_key}
