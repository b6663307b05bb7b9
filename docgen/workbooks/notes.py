"""What to write in each column of a form, in six languages; one sentence or two a column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ByLanguage = Mapping[str, str]

_AS_IN_THE_LETTER: Final[_ByLanguage] = {
    "en": "As it shall stand in the letter, in the script that she uses herself.",
    "fr": "Tel qu’il doit figurer dans la lettre, dans l’écriture que la personne emploie.",
    "es": "Tal como debe figurar en la carta, en la escritura que usa la propia persona.",
    "ru": "Так, как должно стоять в письме, тем письмом, которым она пользуется сама.",
    "zh": "按信函中应出现的形式填写，使用本人所用的文字。",
    "ar": "كما يجب أن يرد في الرسالة، وبالحروف التي تستعملها صاحبة الاسم.",
}
_IN_HER_LANGUAGE: Final[_ByLanguage] = {
    "en": "In the language of correspondence.",
    "fr": "Dans la langue de correspondance.",
    "es": "En el idioma de correspondencia.",
    "ru": "На языке переписки.",
    "zh": "使用通信语文填写。",
    "ar": "بلغة المراسلة.",
}
_CHOOSE: Final[_ByLanguage] = {
    "en": "Choose from the list.",
    "fr": "Choisir dans la liste.",
    "es": "Elegir de la lista.",
    "ru": "Выберите из списка.",
    "zh": "请从列表中选择。",
    "ar": "يُختار من القائمة.",
}
_DAY: Final[_ByLanguage] = {
    "en": "The day, as year-month-day: 2024-04-03.",
    "fr": "Le jour, sous la forme année-mois-jour: 2024-04-03.",
    "es": "El día, en la forma año-mes-día: 2024-04-03.",
    "ru": "Дата в виде год-месяц-день: 2024-04-03.",
    "zh": "日期，按年-月-日填写：2024-04-03。",
    "ar": "التاريخ بصيغة سنة-شهر-يوم: \u200e2024-04-03\u200e.",
}

NOTES: Final[Mapping[str, _ByLanguage]] = {
    "key": {
        "en": "A short name for the row, of letters A-Z and digits. May stay empty.",
        "fr": "Nom court de la ligne, en lettres A-Z et chiffres. Peut rester vide.",
        "es": "Nombre breve de la fila, con letras A-Z y cifras. Puede quedar vacío.",
        "ru": "Короткое обозначение строки: буквы A-Z и цифры. Можно не заполнять.",
        "zh": "该行的简短编号，由字母A-Z和数字组成。可以不填。",
        "ar": "رمز قصير للسطر مكوَّن من الحروف A-Z والأرقام. يجوز تركه فارغاً.",
    },
    "region": _CHOOSE,
    "honorific": _CHOOSE,
    "given_name": _AS_IN_THE_LETTER,
    "family_name": _AS_IN_THE_LETTER,
    "gender": {
        "en": "Choose from the list. It is never inferred from a name.",
        "fr": "Choisir dans la liste. Le sexe n’est jamais déduit d’un nom.",
        "es": "Elegir de la lista. El sexo nunca se deduce de un nombre.",
        "ru": "Выберите из списка. Пол никогда не определяется по имени.",
        "zh": "请从列表中选择。绝不根据姓名推断性别。",
        "ar": "يُختار من القائمة. ولا يُستدل على الجنس من الاسم أبداً.",
    },
    "position": _IN_HER_LANGUAGE,
    "organization": _IN_HER_LANGUAGE,
    "country": {
        "en": "Choose from the list: the name in the form of the United Nations.",
        "fr": "Choisir dans la liste: nom dans la forme de l’Organisation des Nations Unies.",
        "es": "Elegir de la lista: nombre en la forma de las Naciones Unidas.",
        "ru": "Выберите из списка: название в форме Организации Объединенных Наций.",
        "zh": "请从列表中选择：联合国使用的国名。",
        "ar": "يُختار من القائمة: الاسم بالصيغة المعتمدة في الأمم المتحدة.",
    },
    "language": {
        "en": "Choose from the list; or write several, the preferred one first, with commas.",
        "fr": "Choisir dans la liste, ou en indiquer plusieurs, la préférée d’abord, séparées par "
        "des virgules.",
        "es": "Elegir de la lista, o indicar varios, primero el preferido, separados por comas.",
        "ru": "Выберите из списка или укажите несколько через запятую, предпочтительный — первым.",
        "zh": "请从列表中选择；也可填写多种，首选语文在前，以逗号分隔。",
        "ar": "تُختار من القائمة، أو تُكتب عدة لغات تفصل بينها فواصل بدءاً باللغة المفضلة.",
    },
    "email": {
        "en": "One address; several with commas between them.",
        "fr": "Une adresse, ou plusieurs séparées par des virgules.",
        "es": "Una dirección, o varias separadas por comas.",
        "ru": "Один адрес или несколько через запятую.",
        "zh": "一个地址；多个地址以逗号分隔。",
        "ar": "عنوان واحد، أو عدة عناوين تفصل بينها فواصل.",
    },
    "telephone": {
        "en": "With the code of the country: +41 22 555 01 00. It is printed as given.",
        "fr": "Avec l’indicatif du pays: +41 22 555 01 00. Il est imprimé tel quel.",
        "es": "Con el prefijo del país: +41 22 555 01 00. Se imprime tal como se indica.",
        "ru": "С кодом страны: +41 22 555 01 00. Печатается так, как указан.",
        "zh": "包括国家代码：+41 22 555 01 00。按所填形式印出。",
        "ar": "مع رمز البلد: \u200e+41 22 555 01 00\u200e. ويُطبع كما كُتب.",
    },
    "address": {
        "en": "Street, town, postal code. Alt+Enter begins a new line.",
        "fr": "Rue, ville, code postal. Alt+Entrée commence une nouvelle ligne.",
        "es": "Calle, ciudad, código postal. Alt+Entrar comienza una línea nueva.",
        "ru": "Улица, город, индекс. Новая строка: Alt+Enter.",
        "zh": "街道、城市、邮政编码。按Alt+Enter换行。",
        "ar": "الشارع والمدينة والرمز البريدي. يبدأ سطر جديد بالضغط على Alt+Enter.",
    },
    "addressee": {
        "en": "Only where the block above the letter shall differ from name, position, "
        "organization, address and country: all its lines, as they shall stand.",
        "fr": "Seulement si le bloc en tête de la lettre doit différer des nom, fonction, "
        "organisation, adresse et pays: toutes ses lignes, telles quelles.",
        "es": "Solo si el bloque que encabeza la carta debe diferir de nombre, cargo, "
        "organización, dirección y país: todas sus líneas, tal como deben figurar.",
        "ru": "Весь адресный блок, как он должен стоять в письме; должность и имя — "
        "в дательном падеже. Обязателен, если имя написано кириллицей.",
        "zh": "仅在信函上方的收件人栏不同于姓名、职务、单位、地址和国家时填写：写出全部各行。",
        "ar": "فقط إذا وجب أن تختلف بيانات المرسل إليه في أعلى الرسالة عن الاسم والمنصب والجهة "
        "والعنوان والبلد: تُكتب جميع السطور كما يجب أن ترد.",
    },
    "nominated_by": {
        "en": "Choose from the list: the regional telecommunication organization.",
        "fr": "Choisir dans la liste: l’organisation régionale de télécommunication.",
        "es": "Elegir de la lista: la organización regional de telecomunicaciones.",
        "ru": "Выберите из списка: региональная организация электросвязи.",
        "zh": "请从列表中选择：区域电信组织。",
        "ar": "تُختار من القائمة: المنظمة الإقليمية للاتصالات.",
    },
    "received": _DAY,
    "status": _CHOOSE,
    "validated": _DAY,
    "late_reason": {
        "en": "Why a nomination received after the deadline is accepted.",
        "fr": "Pourquoi une candidature reçue après la date limite est acceptée.",
        "es": "Por qué se acepta una designación recibida fuera de plazo.",
        "ru": "Почему принимается кандидатура, полученная после установленного срока.",
        "zh": "接受在截止日期之后收到的提名的原因。",
        "ar": "سبب قبول ترشيح ورد بعد الموعد النهائي.",
    },
    "replaces": {
        "en": "The key of the row that this one replaces.",
        "fr": "La clé de la ligne que celle-ci remplace.",
        "es": "La clave de la fila a la que esta sustituye.",
        "ru": "Код строки, которую заменяет эта строка.",
        "zh": "被该行接替的行的编号。",
        "ar": "رمز السطر الذي يحل هذا السطر محله.",
    },
    "extension_decision": {
        "en": "The reference of the decision that extends the term.",
        "fr": "La référence de la décision qui proroge le mandat.",
        "es": "La referencia de la decisión que prorroga el mandato.",
        "ru": "Номер решения о продлении срока полномочий.",
        "zh": "延长任期的决定的文号。",
        "ar": "مرجع القرار الذي يمدد مدة الولاية.",
    },
    "appointed": {
        "en": "Whether she has been appointed to her country’s delegation.",
        "fr": "Indiquer si elle a été désignée membre de la délégation de son pays.",
        "es": "Si ha sido designada miembro de la delegación de su país.",
        "ru": "Включена ли она в состав делегации своей страны.",
        "zh": "是否已被任命为本国代表团成员。",
        "ar": "هل عُيِّنت عضواً في وفد بلدها.",
    },
    "fellowship": {
        "en": "Whether a partial fellowship is granted.",
        "fr": "Indiquer si une bourse partielle est accordée.",
        "es": "Si se concede una beca parcial.",
        "ru": "Предоставляется ли частичная стипендия.",
        "zh": "是否给予非全额与会补贴。",
        "ar": "هل تُمنح منحة جزئية.",
    },
    "member_from": _DAY,
    "name": {
        "en": "The name in this language. Needed in each language of the row.",
        "fr": "Le nom dans cette langue. Nécessaire dans chaque langue de la ligne.",
        "es": "El nombre en este idioma. Necesario en cada idioma de la fila.",
        "ru": "Название на этом языке. Нужно на каждом языке, указанном в строке.",
        "zh": "该语文的名称。该行所列的每种语文均须填写。",
        "ar": "الاسم بهذه اللغة. وهو لازم بكل لغة مذكورة في السطر.",
    },
    "abbreviation": {
        "en": "The abbreviation in this language, if there is one.",
        "fr": "L’abréviation dans cette langue, s’il y en a une.",
        "es": "La abreviatura en este idioma, si la hay.",
        "ru": "Сокращение на этом языке, если оно есть.",
        "zh": "该语文的简称（如有）。",
        "ar": "الاسم المختصر بهذه اللغة، إن وُجد.",
    },
    "addressee_in": {
        "en": "All lines of the address block, as they shall stand. Alt+Enter begins a new line.",
        "fr": "Toutes les lignes du bloc d’adresse. Alt+Entrée commence une nouvelle ligne.",
        "es": "Todas las líneas del bloque de dirección. Alt+Entrar comienza una línea nueva.",
        "ru": "Все строки адресного блока, по-русски — в дательном падеже. Новая строка: "
        "Alt+Enter.",
        "zh": "收件人栏的全部各行。按Alt+Enter换行。",
        "ar": "جميع سطور بيانات المرسل إليه. يبدأ سطر جديد بالضغط على Alt+Enter.",
    },
}


def note_on(column: str, language: str) -> str:
    """What to write in a column; ``name_fr`` and its like have one note for all languages."""
    if column in NOTES:
        return NOTES[column][language]
    what = column.rpartition("_")[0]
    return NOTES["addressee_in" if what == "addressee" else what][language]
