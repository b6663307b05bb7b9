"""The captions of a proof in Arabic: six forms of a counted noun, the dual among them.

A RIGHT-TO-LEFT MARK behind a name in Latin letters keeps what follows out of it (UAX #9, W2, N1).
رسالة: لا رسائل, رسالة واحدة, رسالتان (genitive رسالتين), 3 رسائل, 11 رسالة, 100 رسالة.
"""

from __future__ import annotations

from typing import Final

from docgen.delta.captions import Phrase

WORDS: Final[dict[str, Phrase]] = {
    # Between words
    "colon": "\u200f: ",
    "between": "\u200f، ",
    "sentence": "{text}.",
    # Kinds and languages
    "kind circular": "رسالة معممة",
    "kind roadmap": "خارطة طريق",
    "kind confirmation": "رسالة تأكيد",
    "kind note": "مذكرة",
    "kind invitation": "دعوة",
    "language ar": "العربية",
    "language en": "الإنكليزية",
    "language es": "الإسبانية",
    "language fr": "الفرنسية",
    "language ru": "الروسية",
    "language zh": "الصينية",
    # Head
    "title": "نسخة المراجعة قبل التوقيع",
    "titled": "نسخة المراجعة قبل التوقيع: {name}",
    "summary": "عدد الرسائل: {letters}. تاريخ نسخة المراجعة: {date}. عدد الرسائل التي تستدعي "
    "الانتباه: {out}، وهي ترد في مستهل الجداول.",
    "how_to_read": "يُقرأ نص كل نوع من الرسائل مرة واحدة، ثم الرسائل التي تستدعي الانتباه.",
    "left_out": "ملفات غير مدرجة في هذه النسخة",
    "contents": "المحتويات",
    "kind_head": "النوع",
    "kind_and_language": "النوع واللغة",
    "letters_count": "الرسائل",
    "out_count": "الرسائل التي تستدعي الانتباه",
    "letters": {
        "zero": "لا رسائل",
        "one": "رسالة واحدة",
        "two": "رسالتان",
        "few": "{n} رسائل",
        "many": "{n} رسالة",
        "other": "{n} رسالة",
    },
    "and_more": "{names} و{n} غيرها",
    # What has changed
    "since_date": "التغييرات منذ نسخة المراجعة المؤرخة {date}",
    "since_approved": "التغييرات منذ نسخة المراجعة المعتمدة ({name}\u200f، {date})",
    "since_several": "التغييرات منذ نسخ المراجعة المعتمدة",
    "approved": "الاعتماد: {name}\u200f، {date}. يشمل: {groups}",
    "nothing_changed": "لم يطرأ أي تغيير منذ ذلك الحين.",
    "never_approved": "لم يسبق اعتماده: {groups}",
    "change_counts": "الرسائل المضافة: {added}. المحذوفة: {removed}. المغيَّرة: {changed}. "
    "التي لم تتغير: {unchanged}.",
    "redone": "النص نفسه مع اختلاف في الشكل أو الخصائص: {count}.",
    "added": "الرسائل المضافة",
    "removed": "الرسائل المحذوفة",
    "paragraph": "الفقرة {number}",
    "in_all": {
        "zero": "في جميع الرسائل",
        "one": "في الرسالة الوحيدة",
        "two": "في كلتا الرسالتين",
        "few": "في جميع الرسائل وعددها {n}",
        "many": "في جميع الرسائل وعددها {n}",
        "other": "في جميع الرسائل وعددها {n}",
    },
    "in_letters": {
        "zero": "في الرسائل: {names}",
        "one": "في رسالة واحدة: {names}",
        "two": "في رسالتين: {names}",
        "few": "في {n} رسائل: {names}",
        "many": "في {n} رسالة: {names}",
        "other": "في {n} رسالة: {names}",
    },
    # A kind in a language
    "group": "{kind}، {language}",
    "kind_in": "{kind} ({languages})",
    "group_head": "{group}: {letters}",
    "text": "النص",
    "alone": "رسالة واحدة ({name}): النص الكامل.",
    "marked": "يرد هذا النص كما هو في جميع الرسائل باستثناء ما وُضعت عليه علامة: فالقيمة المختلفة "
    "تحتها خط وهي قيمة الرسالة الأولى، مع رقمها وعدد صيغها؛ والفقرة التي يحاذيها خط جانبي لا ترد "
    "إلا في بعض الرسائل.",
    "frame": "رؤوس الصفحات وتذييلاتها والحواشي",
    "in_some": "في {count} من أصل {of}",
    "forms": {
        "zero": "لا صيغ",
        "one": "صيغة واحدة",
        "two": "صيغتان",
        "few": "{n} صيغ",
        "many": "{n} صيغة",
        "other": "{n} صيغة",
    },
    "behind": "اختلافات لا تظهر على الصفحة",
    "behind_note": "روابط وخصائص وأوصاف موجودة في الملف ولا تظهر على الورق.",
    "values_numbered": "القيم: {numbers}",
    "values": "القيم المختلفة",
    "value": "القيمة",
    "stands_after": "ترد بعد",
    "in_paragraphs": "الفقرات",
    "forms_count": "عدد الصيغ",
    "its_forms": "صيغها، وإذا كثرت فأقصرها وأطولها",
    "behind_page": "لا تظهر على الصفحة",
    # The letters
    "letters_head": "الرسائل",
    "standing_out": {
        "zero": "لا رسائل تستدعي الانتباه",
        "one": "رسالة واحدة تستدعي الانتباه",
        "two": "رسالتان تستدعيان الانتباه",
        "few": "{n} رسائل تستدعي الانتباه",
        "many": "{n} رسالة تستدعي الانتباه",
        "other": "{n} رسالة تستدعي الانتباه",
    },
    "others": {
        "zero": "لا رسائل أخرى",
        "one": "الرسالة الأخرى",
        "two": "الرسالتان الأخريان",
        "few": "الرسائل الأخرى وعددها {n}",
        "many": "الرسائل الأخرى وعددها {n}",
        "other": "الرسائل الأخرى وعددها {n}",
    },
    "letter": "الرسالة",
    "language": "اللغة",
    "why": "سبب الانتباه",
    "its_values": "القيم",
    "its_paragraphs": "فقراتها التي لا ترد في غيرها",
    "pages_count": "الصفحات",
    "master": "النسخة الأصلية",
    "first_pages": "الصفحات الأولى",
    "first_page_of": "الصفحة الأولى من الرسالة {name}",
    "pages": {
        "zero": "لا صفحات",
        "one": "صفحة واحدة",
        "two": "صفحتان",
        "few": "{n} صفحات",
        "many": "{n} صفحة",
        "other": "{n} صفحة",
    },
    # Side by side
    "side": "اللغات جنباً إلى جنب: {kind}",
    "side_note": "يضم كل صف الفقرة نفسها بجميع اللغات.",
    "side_letters": "لا توجد نسخة أصلية: يعرض كل عمود الرسالة الأولى بلغته.",
    "side_choose": "تُختار اللغات المراد مقارنتها فتُعرض وحدها، أما في النسخة المطبوعة فتظهر جميع "
    "اللغات.",
    "absent": "لا ترد بهذه اللغة",
    "side_pages_of": "الصفحات جنباً إلى جنب: {kind}",
    "page_numbered": "الصفحة {number}",
    "page_of": "الصفحة {number}، {language}",
    "pages_apart": "أعداد الصفحات متباعدة: يُنظر فيما وُضعت عليه علامة.",
    # Why a letter stands out
    "why by_hand": "عُدلت يدوياً بعد أن أعدها docgen",
    "why alike": "مضمونها مطابق لمضمون الرسالة {name}",
    "why template": "أُعدت من نسخة من النموذج غير التي أُعدت منها سائر الرسائل",
    "why campaign": "أُعدت من بيانات في campaign.toml غير التي أُعدت منها سائر الرسائل",
    "why pages": {
        "zero": "لا صفحات؛ والعدد المعتاد {usual}",
        "one": "صفحة واحدة؛ والعدد المعتاد {usual}",
        "two": "صفحتان؛ والعدد المعتاد {usual}",
        "few": "{n} صفحات؛ والعدد المعتاد {usual}",
        "many": "{n} صفحة؛ والعدد المعتاد {usual}",
        "other": "{n} صفحة؛ والعدد المعتاد {usual}",
    },
    "why late": "تتعلق بترشيح ورد بعد الموعد النهائي وقُبل",
    "why has": {
        "zero": "فيها فقرات ترد في {count} من أصل {of}",
        "one": "فيها الفقرة {numbers} التي ترد في {count} من أصل {of}",
        "two": "فيها الفقرتان {numbers} اللتان تردان في {count} من أصل {of}",
        "few": "فيها الفقرات {numbers} التي ترد في {count} من أصل {of}",
        "many": "فيها الفقرات {numbers} التي ترد في {count} من أصل {of}",
        "other": "فيها الفقرات {numbers} التي ترد في {count} من أصل {of}",
    },
    "why lacks": {
        "zero": "تنقصها فقرات ترد في {count} من أصل {of}",
        "one": "تنقصها الفقرة {numbers} التي ترد في {count} من أصل {of}",
        "two": "تنقصها الفقرتان {numbers} اللتان تردان في {count} من أصل {of}",
        "few": "تنقصها الفقرات {numbers} التي ترد في {count} من أصل {of}",
        "many": "تنقصها الفقرات {numbers} التي ترد في {count} من أصل {of}",
        "other": "تنقصها الفقرات {numbers} التي ترد في {count} من أصل {of}",
    },
    "why empty": "القيمة {number} فارغة",
    "why rare": "القيمة {number} هي {value}، كما في {count} من أصل {of}",
    "why long": "القيمة {number} هي الأطول: عدد أحرفها {longest}، ولا يتجاوز {usual} "
    "في نصف الرسائل",
    "why courtesy": "نسخة مجاملة بلغة غير لغة المراسلة مع المرسل إليه",
    "why languages": "لغات المراسلة مع المرسل إليه: {languages}",
    "value_after": "{number} (بعد {where})",
    "nothing": "فارغ",
}
