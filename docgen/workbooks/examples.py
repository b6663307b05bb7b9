"""The example row of a form: a person or organization of fiction, as a form of a language has it.

Addresses lie under example.org (RFC 2606 section 3); no number is anybody's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docgen.recipients.form import EXAMPLE, Form

# By column; regions, titles, languages and the like by their codes, countries by their keys.
_PEOPLE: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "region": "AFR",
        "honorific": "Ms",
        "given_name": "Amara",
        "family_name": "Okafor",
        "position": "Director, Standards",
        "organization": "Communications Authority",
        "country": "NGA",
        "address": "1 Example Street\nAbuja",
        "nominated_by": "ATU",
    },
    "fr": {
        "region": "AFR",
        "honorific": "Dr",
        "given_name": "Aminata",
        "family_name": "Diallo",
        "position": "Directrice de la normalisation",
        "organization": "Autorité de régulation des télécommunications",
        "country": "SEN",
        "address": "1, rue de l’Exemple\nDakar",
        "nominated_by": "ATU",
    },
    "es": {
        "region": "AMS",
        "honorific": "Ms",
        "given_name": "Lucía",
        "family_name": "Ramírez Soto",
        "position": "Directora de Normalización",
        "organization": "Ministerio de Comunicaciones",
        "country": "URY",
        "address": "Calle del Ejemplo 1\nMontevideo",
        "nominated_by": "CITEL",
    },
    "ru": {
        "region": "CIS",
        "honorific": "Ms",
        "given_name": "Анна",
        "family_name": "Петрова",
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
        "given_name": "晓兰",
        "family_name": "李",
        "position": "标准化处处长",
        "organization": "通信管理局",
        "country": "CHN",
        "address": "示例路1号\n北京",
        "nominated_by": "APT",
    },
    "ar": {
        "region": "ARB",
        "honorific": "Ms",
        "given_name": "ليلى",
        "family_name": "الحسن",
        "position": "مديرة التقييس",
        "organization": "هيئة تنظيم الاتصالات",
        "country": "JOR",
        "address": "شارع المثال 1\nعمّان",
        "nominated_by": "LAS",
    },
}
_ORGANIZATIONS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    # region, name, abbreviation, who stands above it in the address block
    "en": ("AFR", "Example Telecommunications Union", "ETU", "The Secretary-General"),
    "fr": ("AFR", "Union exemplaire des télécommunications", "UET", "Le Secrétaire général"),
    "es": ("AMS", "Unión de Telecomunicaciones de Ejemplo", "UTE", "El Secretario General"),
    "ru": ("CIS", "Примерный союз электросвязи", "ПСЭ", "Генеральному секретарю"),
    "zh": ("ASP", "示例电信联盟", "ETU", "秘书长"),
    "ar": ("ARB", "اتحاد المثال للاتصالات", "ETU", "الأمين العام"),
}


def example(form: Form, language: str) -> dict[str, str]:
    """The values of a form's example row by column; what the secretariat fills in stays empty."""
    row = {"key": EXAMPLE, "language": language, "email": "name@example.org"}
    if form.name == "recipients":
        region, name, short, head = _ORGANIZATIONS[language]
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
    return {column: value for column, value in row.items() if column in form.by_key}
