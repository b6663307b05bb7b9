"""What forms say in six languages: captions of columns, and the words for values to choose from.

A list may come back with the captions and words of any of the six languages, or with the stable
keys; :func:`plain` makes the two comparable.  The first word of a language is the one that a form
shows, the others are what people write for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

Words = Mapping[str, Mapping[str, tuple[str, ...]]]
"""For each value its words by language."""


def plain(text: str) -> str:
    """A caption or word without what does not matter in it: case, blanks, marks, width.

    ``E-mail``, ``e mail`` and ``ＥＭＡＩＬ`` are the same; so are ``Prénom(s)`` and ``PRENOMS``.
    """
    if text.isascii():
        return _MARKS.sub("", text.lower())
    apart = unicodedata.normalize("NFKD", text)
    kept = "".join(mark for mark in apart if unicodedata.category(mark) != "Mn")
    return _MARKS.sub("", unicodedata.normalize("NFKC", kept).casefold())


_MARKS: Final = re.compile(r"[\W_]+")

CAPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
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
}

REGION_WORDS: Final[Words] = {
    "AFR": {
        "en": ("Africa",),
        "fr": ("Afrique",),
        "es": ("África",),
        "ru": ("Африка",),
        "zh": ("非洲",),
        "ar": ("إفريقيا", "أفريقيا"),
    },
    "AMS": {
        "en": ("Americas", "The Americas"),
        "fr": ("Amériques",),
        "es": ("Américas", "Las Américas"),
        "ru": ("Северная и Южная Америка", "Америка"),
        "zh": ("美洲",),
        "ar": ("الأمريكتان", "الأمريكتين"),
    },
    "ARB": {
        "en": ("Arab States",),
        "fr": ("États arabes",),
        "es": ("Estados Árabes",),
        "ru": ("Арабские государства",),
        "zh": ("阿拉伯国家",),
        "ar": ("الدول العربية",),
    },
    "ASP": {
        "en": ("Asia-Pacific", "Asia and the Pacific"),
        "fr": ("Asie-Pacifique",),
        "es": ("Asia-Pacífico", "Asia y el Pacífico"),
        "ru": ("Азиатско-Тихоокеанский регион",),
        "zh": ("亚太", "亚太区域"),
        "ar": ("آسيا والمحيط الهادئ",),
    },
    "CIS": {
        "en": ("Commonwealth of Independent States",),
        "fr": ("Communauté des États indépendants", "CEI"),
        "es": ("Comunidad de Estados Independientes",),
        "ru": ("Содружество Независимых Государств", "СНГ"),
        "zh": ("独联体",),
        "ar": ("كومنولث الدول المستقلة",),
    },
    "EUR": {
        "en": ("Europe",),
        "fr": ("Europe",),
        "es": ("Europa",),
        "ru": ("Европа",),
        "zh": ("欧洲",),
        "ar": ("أوروبا",),
    },
}

GENDER_WORDS: Final[Words] = {
    "F": {
        "en": ("Female", "Woman"),
        "fr": ("Féminin", "Femme"),
        "es": ("Femenino", "Mujer"),
        "ru": ("Женский", "Жен.", "Ж"),
        "zh": ("女", "女性"),
        "ar": ("أنثى", "امرأة"),
    },
    "M": {
        "en": ("Male", "Man"),
        "fr": ("Masculin", "Homme"),
        "es": ("Masculino", "Hombre"),
        "ru": ("Мужской", "Муж."),
        "zh": ("男", "男性"),
        "ar": ("ذكر", "رجل"),
    },
}

# Forms of either gender stand for one honorific: the gender has its own column.
HONORIFIC_WORDS: Final[Words] = {
    "Ms": {
        "en": ("Ms", "Mrs", "Miss"),
        "fr": ("Mme", "Madame", "Mlle"),
        "es": ("Sra.", "Señora"),
        "ru": ("г-жа", "госпожа"),
        "zh": ("女士",),
        "ar": ("السيدة",),
    },
    "Mr": {
        "en": ("Mr",),
        "fr": ("M.", "Monsieur"),
        "es": ("Sr.", "Señor"),
        "ru": ("г-н", "господин"),
        "zh": ("先生",),
        "ar": ("السيد",),
    },
    "Dr": {
        "en": ("Dr", "Doctor"),
        "fr": ("Dre", "Docteure", "Docteur"),
        "es": ("Dra.", "Doctora"),
        "ru": ("д-р", "доктор"),
        "zh": ("博士",),
        "ar": ("الدكتورة", "الدكتور", "د."),
    },
    "Prof": {
        "en": ("Prof", "Professor"),
        "fr": ("Professeure", "Professeur", "Pr"),
        "es": ("Profesora", "Profesor"),
        "ru": ("проф.", "профессор"),
        "zh": ("教授",),
        "ar": ("الأستاذة", "الأستاذ"),
    },
    "H.E.": {
        "en": ("H.E.", "Her Excellency", "His Excellency", "Excellency"),
        "fr": ("S.E.", "Son Excellence"),
        "es": ("Excma. Sra.", "Excelentísima Señora", "S.E."),
        "ru": ("Е.П.", "Ее Превосходительство", "Его Превосходительство"),
        "zh": ("阁下",),
        "ar": ("صاحبة السعادة", "صاحب السعادة"),
    },
}

LANGUAGE_WORDS: Final[Words] = {
    "ar": {
        "en": ("Arabic",),
        "fr": ("Arabe",),
        "es": ("Árabe",),
        "ru": ("Арабский",),
        "zh": ("阿拉伯文", "阿拉伯语"),
        "ar": ("العربية",),
    },
    "en": {
        "en": ("English",),
        "fr": ("Anglais",),
        "es": ("Inglés",),
        "ru": ("Английский",),
        "zh": ("英文", "英语"),
        "ar": ("الإنكليزية", "الإنجليزية"),
    },
    "es": {
        "en": ("Spanish",),
        "fr": ("Espagnol",),
        "es": ("Español",),
        "ru": ("Испанский",),
        "zh": ("西班牙文", "西班牙语"),
        "ar": ("الإسبانية",),
    },
    "fr": {
        "en": ("French",),
        "fr": ("Français",),
        "es": ("Francés",),
        "ru": ("Французский",),
        "zh": ("法文", "法语"),
        "ar": ("الفرنسية",),
    },
    "ru": {
        "en": ("Russian",),
        "fr": ("Russe",),
        "es": ("Ruso",),
        "ru": ("Русский",),
        "zh": ("俄文", "俄语"),
        "ar": ("الروسية",),
    },
    "zh": {
        "en": ("Chinese",),
        "fr": ("Chinois",),
        "es": ("Chino",),
        "ru": ("Китайский",),
        "zh": ("中文", "汉语"),
        "ar": ("الصينية",),
    },
}

YES_NO_WORDS: Final[Words] = {
    "yes": {
        "en": ("Yes",),
        "fr": ("Oui",),
        "es": ("Sí",),
        "ru": ("Да",),
        "zh": ("是",),
        "ar": ("نعم",),
    },
    "no": {
        "en": ("No",),
        "fr": ("Non",),
        "es": ("No",),
        "ru": ("Нет",),
        "zh": ("否",),
        "ar": ("لا",),
    },
}

STATUS_WORDS: Final[Words] = {
    "received": {
        "en": ("Received",),
        "fr": ("Reçue",),
        "es": ("Recibida",),
        "ru": ("Получено",),
        "zh": ("已收到",),
        "ar": ("وردت",),
    },
    "validated": {
        "en": ("Validated",),
        "fr": ("Validée",),
        "es": ("Validada",),
        "ru": ("Подтверждено",),
        "zh": ("已审核",),
        "ar": ("معتمدة",),
    },
    "confirmed": {
        "en": ("Confirmed",),
        "fr": ("Confirmée",),
        "es": ("Confirmada",),
        "ru": ("Направлено уведомление",),
        "zh": ("已确认",),
        "ar": ("مؤكدة",),
    },
    "rejected": {
        "en": ("Rejected",),
        "fr": ("Rejetée",),
        "es": ("Rechazada",),
        "ru": ("Отклонено",),
        "zh": ("已拒绝",),
        "ar": ("مرفوضة",),
    },
    "withdrawn": {
        "en": ("Withdrawn",),
        "fr": ("Retirée",),
        "es": ("Retirada",),
        "ru": ("Отозвано",),
        "zh": ("已撤回",),
        "ar": ("مسحوبة",),
    },
    "replaced": {
        "en": ("Replaced",),
        "fr": ("Remplacée",),
        "es": ("Sustituida",),
        "ru": ("Заменена",),
        "zh": ("已更换",),
        "ar": ("مستبدلة",),
    },
    "extended": {
        "en": ("Extended",),
        "fr": ("Prorogée",),
        "es": ("Prorrogada",),
        "ru": ("Срок продлен",),
        "zh": ("已延期",),
        "ar": ("ممددة",),
    },
    "ended": {
        "en": ("Ended",),
        "fr": ("Terminée",),
        "es": ("Finalizada",),
        "ru": ("Завершено",),
        "zh": ("已结束",),
        "ar": ("منتهية",),
    },
}


def by_word(words: Words) -> dict[str, str]:
    """Each value by :func:`plain` of its code and of its words in all languages."""
    found = {plain(value): value for value in words}
    for value, of_language in words.items():
        for spoken in of_language.values():
            for word in spoken:
                found.setdefault(plain(word), value)
    return found
