"""The captions of columns in six languages; a list may come back with those of any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docgen.recipients.words import LANGUAGE_WORDS

_CAPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "key": {
        "en": "Key",
        "fr": "Clé",
        "es": "Clave",
        "ru": "Код",
        "zh": "编号",
        "ar": "الرمز",
    },
    "region": {
        "en": "Region",
        "fr": "Région",
        "es": "Región",
        "ru": "Регион",
        "zh": "区域",
        "ar": "المنطقة",
    },
    "status": {
        "en": "Status",
        "fr": "Statut",
        "es": "Estado",
        "ru": "Состояние",
        "zh": "状态",
        "ar": "الحالة",
    },
    "honorific": {
        "en": "Title",
        "fr": "Titre de civilité",
        "es": "Tratamiento",
        "ru": "Обращение",
        "zh": "称谓",
        "ar": "اللقب",
    },
    "given_name": {
        "en": "Given name",
        "fr": "Prénom",
        "es": "Nombre",
        "ru": "Имя",
        "zh": "名",
        "ar": "الاسم الشخصي",
    },
    "family_name": {
        "en": "Family name",
        "fr": "Nom de famille",
        "es": "Apellidos",
        "ru": "Фамилия",
        "zh": "姓",
        "ar": "اسم العائلة",
    },
    "gender": {
        "en": "Gender",
        "fr": "Sexe",
        "es": "Sexo",
        "ru": "Пол",
        "zh": "性别",
        "ar": "الجنس",
    },
    "position": {
        "en": "Position",
        "fr": "Fonction",
        "es": "Cargo",
        "ru": "Должность",
        "zh": "职务",
        "ar": "المنصب",
    },
    "organization": {
        "en": "Organization",
        "fr": "Organisation",
        "es": "Organización",
        "ru": "Организация",
        "zh": "单位",
        "ar": "الجهة",
    },
    "country": {
        "en": "Country",
        "fr": "Pays",
        "es": "País",
        "ru": "Страна",
        "zh": "国家",
        "ar": "البلد",
    },
    "language": {
        "en": "Language of correspondence",
        "fr": "Langue de correspondance",
        "es": "Idioma de correspondencia",
        "ru": "Язык переписки",
        "zh": "通信语文",
        "ar": "لغة المراسلة",
    },
    "email": {
        "en": "E-mail",
        "fr": "Adresse électronique",
        "es": "Correo electrónico",
        "ru": "Адрес электронной почты",
        "zh": "电子邮件",
        "ar": "البريد الإلكتروني",
    },
    "telephone": {
        "en": "Telephone",
        "fr": "Téléphone",
        "es": "Teléfono",
        "ru": "Телефон",
        "zh": "电话",
        "ar": "الهاتف",
    },
    "address": {
        "en": "Postal address",
        "fr": "Adresse postale",
        "es": "Dirección postal",
        "ru": "Почтовый адрес",
        "zh": "通信地址",
        "ar": "العنوان البريدي",
    },
    "addressee": {
        "en": "Address block",
        "fr": "Bloc d’adresse",
        "es": "Bloque de dirección",
        "ru": "Адресат в дательном падеже",
        "zh": "收件人栏",
        "ar": "بيانات المرسل إليه",
    },
    "nominated_by": {
        "en": "Nominated by",
        "fr": "Organisation de désignation",
        "es": "Organización que designa",
        "ru": "Назначившая организация",
        "zh": "提名组织",
        "ar": "المنظمة المرشِّحة",
    },
    "received": {
        "en": "Received on",
        "fr": "Reçue le",
        "es": "Recibida el",
        "ru": "Дата получения",
        "zh": "收到日期",
        "ar": "تاريخ الورود",
    },
    "late_reason": {
        "en": "Reason for accepting after the deadline",
        "fr": "Motif d’acceptation hors délai",
        "es": "Motivo de aceptación fuera de plazo",
        "ru": "Причина принятия после срока",
        "zh": "逾期受理原因",
        "ar": "سبب القبول بعد الموعد النهائي",
    },
    "validated": {
        "en": "Validated on",
        "fr": "Validée le",
        "es": "Validada el",
        "ru": "Дата подтверждения данных",
        "zh": "审核日期",
        "ar": "تاريخ الاعتماد",
    },
    "replaces": {
        "en": "Replaces (key)",
        "fr": "Remplace (clé)",
        "es": "Sustituye a (clave)",
        "ru": "Вместо кого (код)",
        "zh": "接替（编号）",
        "ar": "تحل محل (الرمز)",
    },
    "extension_decision": {
        "en": "Extension decision",
        "fr": "Décision de prorogation",
        "es": "Decisión de prórroga",
        "ru": "Решение о продлении",
        "zh": "延期决定",
        "ar": "قرار التمديد",
    },
    "appointed": {
        "en": "Member of the delegation",
        "fr": "Membre de la délégation",
        "es": "Miembro de la delegación",
        "ru": "Включена в состав делегации",
        "zh": "代表团成员",
        "ar": "عضو في الوفد",
    },
    "fellowship": {
        "en": "Partial fellowship",
        "fr": "Bourse partielle",
        "es": "Beca parcial",
        "ru": "Частичная стипендия",
        "zh": "非全额与会补贴",
        "ar": "منحة جزئية",
    },
    "member_from": {
        "en": "Member from",
        "fr": "Membre depuis le",
        "es": "Miembro desde",
        "ru": "Член с",
        "zh": "加入日期",
        "ar": "عضو منذ",
    },
}

# Columns of which there is one for each language: {language} is the word for it.
_IN_A_LANGUAGE: Final[Mapping[str, Mapping[str, str]]] = {
    "name": {
        "en": "Name ({language})",
        "fr": "Nom ({language})",
        "es": "Nombre ({language})",
        "ru": "Название ({language} язык)",
        "zh": "名称（{language}）",
        "ar": "الاسم (ب{language})",
    },
    "abbreviation": {
        "en": "Abbreviation ({language})",
        "fr": "Abréviation ({language})",
        "es": "Abreviatura ({language})",
        "ru": "Сокращение ({language} язык)",
        "zh": "简称（{language}）",
        "ar": "الاسم المختصر (ب{language})",
    },
    "addressee": {
        "en": "Address block ({language})",
        "fr": "Bloc d’adresse ({language})",
        "es": "Bloque de dirección ({language})",
        "ru": "Адресат ({language} язык)",
        "zh": "收件人栏（{language}）",
        "ar": "بيانات المرسل إليه (ب{language})",
    },
}
_SMALL: Final = ("fr", "es", "ru")  # write the names of languages without a capital


def _by_language() -> dict[str, dict[str, str]]:
    """The captions of ``name_fr`` and its like: Name (French), Nom (français) …"""
    found: dict[str, dict[str, str]] = {}
    for what, captions in _IN_A_LANGUAGE.items():
        for code, words in LANGUAGE_WORDS.items():
            named = {
                said: words[said][0].lower() if said in _SMALL else words[said][0]
                for said in captions
            }
            found[f"{what}_{code}"] = {
                said: caption.format(language=named[said]) for said, caption in captions.items()
            }
    return found


CAPTIONS: Final[Mapping[str, Mapping[str, str]]] = {**_CAPTIONS, **_by_language()}
"""What stands above a column, by its stable key and the form's language."""
