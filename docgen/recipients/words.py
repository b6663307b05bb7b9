"""The words for values to choose from, in six languages: regions, titles, yes and no …

A list may come back with the words of any language, or with the stable codes; :func:`plain` makes
them comparable.  The first word of a language is the one that a form shows, the others are what
people write for it.
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
        "ru": ("Женский", "Жен.", "Ж", "Женщина"),
        "zh": ("女", "女性"),
        "ar": ("أنثى", "امرأة"),
    },
    "M": {
        "en": ("Male", "Man"),
        "fr": ("Masculin", "Homme"),
        "es": ("Masculino", "Hombre"),
        "ru": ("Мужской", "Муж.", "Мужчина"),
        "zh": ("男", "男性"),
        "ar": ("ذكر", "رجل"),
    },
}

# Forms of either gender stand for one honorific: the gender has its own column.
HONORIFIC_WORDS: Final[Words] = {
    "Ms": {
        "en": ("Ms", "Mrs", "Miss"),
        "fr": ("Mme", "Madame", "Mlle", "Mademoiselle"),
        "es": ("Sra.", "Señora", "Srta.", "Señorita"),
        "ru": ("г-жа", "госпожа"),
        "zh": ("女士", "小姐"),
        "ar": ("السيدة", "الآنسة", "سيدة", "آنسة"),
    },
    "Mr": {
        "en": ("Mr", "Mister"),
        "fr": ("M.", "Monsieur"),
        "es": ("Sr.", "Señor"),
        "ru": ("г-н", "господин"),
        "zh": ("先生",),
        "ar": ("السيد", "سيد"),
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
        "en": ("Arabic", "Arab.", "Ara."),
        "fr": ("Arabe",),
        "es": ("Árabe",),
        "ru": ("Арабский", "Араб."),
        "zh": ("阿拉伯文", "阿拉伯语"),
        "ar": ("العربية", "عربي", "عربية"),
    },
    "en": {
        "en": ("English", "Eng.", "Engl."),
        "fr": ("Anglais", "Angl."),
        "es": ("Inglés",),
        "ru": ("Английский", "Англ."),
        "zh": ("英文", "英语"),
        "ar": ("الإنكليزية", "الإنجليزية", "إنكليزي", "إنجليزي", "إنكليزية", "إنجليزية"),
    },
    "es": {
        "en": ("Spanish", "Span.", "Spa."),
        "fr": ("Espagnol",),
        "es": ("Español", "Esp.", "Castellano"),
        "ru": ("Испанский", "Исп."),
        "zh": ("西班牙文", "西班牙语"),
        "ar": ("الإسبانية", "إسباني", "إسبانية"),
    },
    "fr": {
        "en": ("French", "Fr.", "Fra."),
        "fr": ("Français", "Franç."),
        "es": ("Francés",),
        "ru": ("Французский", "Фр.", "Франц."),
        "zh": ("法文", "法语"),
        "ar": ("الفرنسية", "فرنسي", "فرنسية"),
    },
    "ru": {
        "en": ("Russian", "Rus.", "Russ."),
        "fr": ("Russe",),
        "es": ("Ruso",),
        "ru": ("Русский", "Рус.", "Русск."),
        "zh": ("俄文", "俄语"),
        "ar": ("الروسية", "روسي", "روسية"),
    },
    "zh": {
        "en": ("Chinese", "Mandarin"),
        "fr": ("Chinois",),
        "es": ("Chino",),
        "ru": ("Китайский", "Кит."),
        "zh": ("中文", "汉语", "汉文", "华语", "普通话"),
        "ar": ("الصينية", "صيني", "صينية"),
    },
}

# Country codes and other codes that officers write for a language, in cells and after --lang: what
# was meant is clear enough for a hint.
LANGUAGE_GUESSES: Final[Mapping[str, str]] = {
    "cn": "zh", "chi": "zh", "zho": "zh", "chinese": "zh", "zh-cn": "zh", "ch": "zh",
    "gb": "en", "uk": "en", "eng": "en", "english": "en", "us": "en",
    "sp": "es", "spa": "es", "spanish": "es",
    "fra": "fr", "fre": "fr", "french": "fr",
    "rus": "ru", "russian": "ru",
    "sa": "ar", "ara": "ar", "arabic": "ar",
}  # fmt: skip

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
