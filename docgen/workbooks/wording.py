"""What a form says beside its columns: its title, how to fill it in, what a wrong cell is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ByLanguage = Mapping[str, str]

SHEET: Final[_ByLanguage] = {
    "en": "Instructions",
    "fr": "Instructions",
    "es": "Instrucciones",
    "ru": "Инструкция",
    "zh": "填写说明",
    "ar": "تعليمات",
}
"""The name of the sheet with the instructions."""

TITLES: Final[Mapping[str, _ByLanguage]] = {
    "representatives": {
        "en": "Nomination of a regional representative",
        "fr": "Désignation d’une représentante régionale",
        "es": "Designación de una representante regional",
        "ru": "Назначение регионального представителя",
        "zh": "区域代表提名表",
        "ar": "ترشيح ممثلة إقليمية",
    },
    "delegates": {
        "en": "Women delegates to be invited to the training",
        "fr": "Déléguées à inviter à la formation",
        "es": "Delegadas que se invitarán a la formación",
        "ru": "Участницы делегаций, приглашаемые на учебный курс",
        "zh": "拟邀请参加培训的女性代表名单",
        "ar": "المندوبات المدعوات إلى الدورة التدريبية",
    },
    "recipients": {
        "en": "Organizations that letters are addressed to",
        "fr": "Organisations destinataires des lettres",
        "es": "Organizaciones destinatarias de las cartas",
        "ru": "Организации — адресаты писем",
        "zh": "收函单位名单",
        "ar": "الجهات الموجهة إليها الرسائل",
    },
}

PURPOSES: Final[Mapping[str, _ByLanguage]] = {
    "representatives": {
        "en": "With this form a regional telecommunication organization nominates the woman who "
        "represents its region, and gives the details that are needed to confirm her appointment.",
        "fr": "Par ce formulaire, une organisation régionale de télécommunication désigne la femme "
        "qui représente sa région et donne les renseignements nécessaires à la confirmation.",
        "es": "Con este formulario, una organización regional de telecomunicaciones designa a la "
        "mujer que representa a su región y facilita los datos necesarios para la confirmación.",
        "ru": "С помощью этой формы региональная организация электросвязи назначает женщину, "
        "которая представляет ее регион, и сообщает данные, необходимые для подтверждения.",
        "zh": "区域电信组织通过本表提名代表本区域的女性，并提供确认任命所需的详细信息。",
        "ar": "تُرشِّح المنظمة الإقليمية للاتصالات بهذه الاستمارة المرأة التي تمثل منطقتها، وتقدم "
        "البيانات اللازمة لتأكيد تعيينها.",
    },
    "delegates": {
        "en": "This form lists the women appointed to delegations who are to be invited to the "
        "training of their region.",
        "fr": "Ce formulaire donne la liste des femmes membres de délégations qui sont à inviter à "
        "la formation de leur région.",
        "es": "Este formulario contiene la lista de las mujeres designadas en delegaciones que se "
        "invitarán a la formación de su región.",
        "ru": "В этой форме перечисляются женщины, включенные в состав делегаций, которых следует "
        "пригласить на учебный курс их региона.",
        "zh": "本表列出已被任命为代表团成员、拟邀请参加本区域培训的女性。",
        "ar": "تتضمن هذه الاستمارة أسماء النساء المعيَّنات في الوفود اللواتي سيُدعين إلى الدورة "
        "التدريبية لمنطقتهن.",
    },
    "recipients": {
        "en": "This form lists organizations and administrations with their names and address "
        "blocks in each language in which they are written to.",
        "fr": "Ce formulaire donne la liste des organisations et administrations, avec leur nom et "
        "leur bloc d’adresse dans chaque langue dans laquelle il leur est écrit.",
        "es": "Este formulario contiene la lista de organizaciones y administraciones, con su "
        "nombre y su bloque de dirección en cada idioma en que se les escribe.",
        "ru": "В этой форме перечисляются организации и администрации с названиями и адресными "
        "блоками на каждом языке, на котором им направляются письма.",
        "zh": "本表列出各组织和主管部门及其在每种通信语文中的名称和收件人栏。",
        "ar": "تتضمن هذه الاستمارة المنظمات والإدارات مع أسمائها وبيانات عناوينها بكل لغة تُخاطَب "
        "بها.",
    },
}

LABELS: Final[Mapping[str, _ByLanguage]] = {
    "reference": {
        "en": "Reference",
        "fr": "Référence",
        "es": "Referencia",
        "ru": "Основание",
        "zh": "参考文件",
        "ar": "المرجع",
    },
    "subject": {
        "en": "Subject",
        "fr": "Objet",
        "es": "Asunto",
        "ru": "Тема",
        "zh": "事由",
        "ar": "الموضوع",
    },
    "deadline": {
        "en": "To be returned by",
        "fr": "À renvoyer au plus tard le",
        "es": "Fecha límite de envío",
        "ru": "Вернуть не позднее",
        "zh": "提交截止日期",
        "ar": "آخر موعد للإعادة",
    },
    "contact": {
        "en": "Return it to",
        "fr": "À renvoyer à",
        "es": "Devolver a",
        "ru": "Кому вернуть",
        "zh": "请返回至",
        "ar": "تُعاد إلى",
    },
    "how": {
        "en": "How to fill it in",
        "fr": "Comment remplir le formulaire",
        "es": "Cómo rellenar el formulario",
        "ru": "Как заполнять",
        "zh": "如何填写",
        "ar": "كيفية ملء الاستمارة",
    },
    "columns": {
        "en": "The columns",
        "fr": "Les colonnes",
        "es": "Las columnas",
        "ru": "Столбцы",
        "zh": "各列说明",
        "ar": "الأعمدة",
    },
    "office": {
        "en": "for the secretariat",
        "fr": "réservé au secrétariat",
        "es": "reservado a la secretaría",
        "ru": "заполняет секретариат",
        "zh": "由秘书处填写",
        "ar": "تملؤه الأمانة",
    },
    "required": {
        "en": "required",
        "fr": "obligatoire",
        "es": "obligatorio",
        "ru": "обязательно",
        "zh": "必填",
        "ar": "إلزامي",
    },
}

STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "Write one entry a row on the sheet “{sheet}”, from row 3 on. Row 2 is an example, and is "
        "not read.",
        "Fill in every column marked *. Columns with a grey caption are for the secretariat.",
        "Where a cell offers a list, choose from it. The small triangle at each caption says what "
        "to write.",
        "Leave the first row as it is, and save the file as an Excel workbook (.xlsx).",
    ),
    "fr": (
        "Remplir une ligne par entrée sur la feuille «{sheet}», à partir de la ligne 3. La ligne 2 "
        "est un exemple et n’est pas lue.",
        "Remplir toutes les colonnes marquées *. Les colonnes dont l’intitulé est sur fond gris "
        "sont réservées au secrétariat.",
        "Là où une cellule propose une liste, y choisir. Le petit triangle de chaque intitulé dit "
        "ce qu’il faut écrire.",
        "Ne pas modifier la première ligne et enregistrer le fichier comme classeur Excel (.xlsx).",
    ),
    "es": (
        "Rellenar una fila por entrada en la hoja «{sheet}», a partir de la fila 3. La fila 2 es "
        "un ejemplo y no se lee.",
        "Rellenar todas las columnas marcadas con *. Las columnas con título en fondo gris están "
        "reservadas a la secretaría.",
        "Donde una celda ofrece una lista, elegir de ella. El pequeño triángulo de cada título "
        "indica qué escribir.",
        "No modificar la primera fila y guardar el archivo como libro de Excel (.xlsx).",
    ),
    "ru": (
        "Заполняйте на листе «{sheet}» по одной строке на каждую запись, начиная со строки 3. "
        "Строка 2 — образец, она не читается.",
        "Заполните все столбцы, отмеченные знаком *. Столбцы с серым заголовком заполняет "
        "секретариат.",
        "Если ячейка предлагает список, выберите из него. Небольшой треугольник у заголовка "
        "показывает, что следует писать.",
        "Не изменяйте первую строку и сохраните файл как книгу Excel (.xlsx).",
    ),
    "zh": (
        "在工作表“{sheet}”中自第3行起填写，每行一项。第2行为示例，不会被读取。",
        "标有*的各列均须填写。灰色标题的各列由秘书处填写。",
        "单元格提供列表时，请从列表中选择。各标题旁的小三角说明应填写的内容。",
        "请勿改动第一行，并将文件保存为Excel工作簿（.xlsx）。",
    ),
    "ar": (
        "يُملأ سطر واحد لكل مدخل في الورقة ”{sheet}“ ابتداءً من السطر 3. والسطر 2 مثال لا يُقرأ.",
        "تُملأ جميع الأعمدة التي تحمل العلامة *. والأعمدة ذات العنوان الرمادي تملؤها الأمانة.",
        "إذا عرضت الخلية قائمة فيُختار منها. ويبين المثلث الصغير عند كل عنوان ما ينبغي كتابته.",
        "لا يُغيَّر السطر الأول، ويُحفظ الملف كمصنف Excel (.xlsx).",
    ),
}

NOT_IN_THE_LIST: Final[_ByLanguage] = {
    "en": "Please choose from the list.",
    "fr": "Veuillez choisir dans la liste.",
    "es": "Elija de la lista.",
    "ru": "Выберите значение из списка.",
    "zh": "请从列表中选择。",
    "ar": "يُرجى الاختيار من القائمة.",
}
NO_DAY: Final[_ByLanguage] = {
    "en": "Please write a date as year-month-day, for example 2024-04-03.",
    "fr": "Veuillez écrire la date sous la forme année-mois-jour, par exemple 2024-04-03.",
    "es": "Escriba la fecha en la forma año-mes-día, por ejemplo 2024-04-03.",
    "ru": "Введите дату в виде год-месяц-день, например 2024-04-03.",
    "zh": "请按年-月-日填写日期，例如2024-04-03。",
    "ar": "يُرجى كتابة التاريخ بصيغة سنة-شهر-يوم، مثلاً \u200e2024-04-03\u200e.",
}
