"""The captions of a proof in Russian: one письмо, few письма, many писем."""

from __future__ import annotations

from typing import Final

from docgen.delta.captions import Phrase

WORDS: Final[dict[str, Phrase]] = {
    # Between words
    "colon": ": ",
    "between": ", ",
    "sentence": "{text}.",
    # Kinds and languages
    "kind circular": "циркуляр",
    "kind roadmap": "дорожная карта",
    "kind confirmation": "подтверждение",
    "kind note": "уведомление",
    "kind invitation": "приглашение",
    "language ar": "арабский",
    "language en": "английский",
    "language es": "испанский",
    "language fr": "французский",
    "language ru": "русский",
    "language zh": "китайский",
    # Head
    "title": "Проверочный экземпляр перед подписанием",
    "titled": "Проверочный экземпляр перед подписанием: {name}",
    "summary": "Писем: {letters}. Дата проверочного экземпляра: {date}. Писем, требующих внимания: "
    "{out}; они приведены в начале таблиц.",
    "how_to_read": "Прочтите один раз текст каждого вида писем, затем письма, требующие внимания.",
    "left_out": "Не вошло в этот экземпляр",
    "contents": "Содержание",
    "kind_head": "вид",
    "kind_and_language": "вид и язык",
    "letters_count": "писем",
    "out_count": "писем, требующих внимания",
    "letters": {"one": "{n} письмо", "few": "{n} письма", "many": "{n} писем"},
    "and_more": "{names} и еще {n}",
    # What has changed
    "since_date": "Изменения по сравнению с экземпляром от {date}",
    "since_approved": "Изменения по сравнению с утвержденным экземпляром ({name}, {date})",
    "since_several": "Изменения по сравнению с утвержденными экземплярами",
    "approved": "Утверждение: {name}, {date}. Охвачено: {groups}",
    "nothing_changed": "С тех пор ничего не изменилось.",
    "never_approved": "Ранее не утверждалось: {groups}",
    "change_counts": "Добавлено: {added}. Исключено: {removed}. Изменено: {changed}. "
    "Без изменений: {unchanged}.",
    "redone": "Тот же текст, но иное оформление или иные свойства: {count}.",
    "added": "Добавлено",
    "removed": "Исключено",
    "paragraph": "абзац {number}",
    "in_all": {
        "one": "в единственном письме",
        "few": "во всех {n} письмах",
        "many": "во всех {n} письмах",
    },
    "in_letters": {
        "one": "в {n} письме: {names}",
        "few": "в {n} письмах: {names}",
        "many": "в {n} письмах: {names}",
    },
    # A kind in a language
    "group": "{kind}, {language}",
    "kind_in": "{kind} ({languages})",
    "group_head": "{group}: {letters}",
    "text": "Текст",
    "alone": "Единственное письмо ({name}): полный текст.",
    "marked": "Этот текст без изменений содержится во всех письмах, за исключением отмеченного: "
    "различающееся значение подчеркнуто и приведено по первому письму с указанием его номера и "
    "числа вариантов; абзац с чертой на полях имеется лишь в части писем.",
    "frame": "Верхние и нижние колонтитулы, сноски",
    "in_some": "в {count} из {of}",
    "forms": {"one": "{n} вариант", "few": "{n} варианта", "many": "{n} вариантов"},
    "behind": "Различия, не видимые на странице",
    "behind_note": "Ссылки, свойства и описания, которые есть в файле, но не на бумаге.",
    "values_numbered": "значения: {numbers}",
    "values": "Различающиеся значения",
    "value": "значение",
    "stands_after": "следует за словами",
    "in_paragraphs": "абзацы",
    "forms_count": "вариантов",
    "its_forms": "варианты; если их много – самый короткий и самый длинный",
    "behind_page": "не видно на странице",
    # The letters
    "letters_head": "Письма",
    "standing_out": {
        "one": "{n} письмо, требующее внимания",
        "few": "{n} письма, требующих внимания",
        "many": "{n} писем, требующих внимания",
    },
    "others": {
        "one": "Остальные письма: {n}",
        "few": "Остальные {n} письма",
        "many": "Остальные {n} писем",
    },
    "letter": "письмо",
    "language": "язык",
    "why": "основание",
    "its_values": "значения",
    "its_paragraphs": "абзацы, которых нет в других",
    "pages_count": "страниц",
    "master": "оригинал",
    "first_pages": "Первые страницы",
    "first_page_of": "Первая страница письма {name}",
    "pages": {"one": "{n} страница", "few": "{n} страницы", "many": "{n} страниц"},
    # Side by side
    "side": "Языки в сопоставлении: {kind}",
    "side_note": "В каждой строке один и тот же абзац на всех языках.",
    "side_letters": "Оригинала нет: в каждом столбце приведено первое письмо на данном языке.",
    "side_choose": "Отметьте языки для сопоставления – на экране останутся только они. "
    "На бумаге приводятся все языки.",
    "absent": "на этом языке отсутствует",
    "side_pages_of": "Страницы в сопоставлении: {kind}",
    "page_numbered": "Страница {number}",
    "page_of": "Страница {number}, {language}",
    "pages_apart": "Число страниц сильно различается: обратите внимание на отмеченное.",
    # Why a letter stands out
    "why by_hand": "изменено вручную после составления программой docgen",
    "why alike": "совпадает с письмом {name}",
    "why template": "составлено по иной версии шаблона, чем остальные",
    "why campaign": "составлено по иным данным campaign.toml, чем остальные",
    "why pages": {
        "one": "{n} страница; обычно – {usual}",
        "few": "{n} страницы; обычно – {usual}",
        "many": "{n} страниц; обычно – {usual}",
    },
    "why late": "касается кандидатуры, представленной после установленного срока и принятой",
    "why has": {
        "one": "содержит абзац {numbers}, имеющийся в {count} из {of} писем",
        "few": "содержит абзацы {numbers}, имеющиеся в {count} из {of} писем",
        "many": "содержит абзацы {numbers}, имеющиеся в {count} из {of} писем",
    },
    "why lacks": {
        "one": "не содержит абзаца {numbers}, имеющегося в {count} из {of} писем",
        "few": "не содержит абзацев {numbers}, имеющихся в {count} из {of} писем",
        "many": "не содержит абзацев {numbers}, имеющихся в {count} из {of} писем",
    },
    "why empty": "значение {number} пустое",
    "why rare": "значение {number} – {value}, {count} из {of}",
    "why long": "самое длинное значение {number}, знаков: {longest}; у половины писем – не более "
    "{usual}",
    "why courtesy": "неофициальная копия не на языке переписки",
    "why languages": "языки переписки с адресатом: {languages}",
    "value_after": "{number} (после {where})",
    "nothing": "пусто",
}
