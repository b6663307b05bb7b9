"""The short body of a message, as a secretariat writes it in each of the six languages.

It says what is attached and whom to ask; the letter itself is the attachment.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from docgen import languages


@dataclass(frozen=True, slots=True)
class Covering:
    """The body as text, lines ended by LF, and as HTML."""

    text: str
    html: str


class _Wording(NamedTuple):
    """The sentences of one language; ``{subject}`` comes with its quotation marks."""

    attached: str
    contact: str
    email: str
    telephone: str
    colon: str  # between a label and what it names
    name: str  # of the contact: title and name


_WORDINGS: Final[Mapping[str, _Wording]] = {
    "ar": _Wording(
        "نرفق طيه مراسلتنا بشأن {subject} (المرجع: {reference}).",
        "للحصول على مزيد من المعلومات، يرجى الاتصال بالشخص المسؤول:",
        "البريد الإلكتروني",
        "الهاتف",
        ": ",
        "{honorific} {name}",
    ),
    "en": _Wording(
        "Please find attached our correspondence on {subject} (reference: {reference}).",
        "For any further information, please contact:",
        "E-mail",
        "Tel.",
        ": ",
        "{honorific} {name}",
    ),
    "es": _Wording(
        "Adjunta a este mensaje le remitimos nuestra comunicación relativa a {subject} "
        "(referencia: {reference}).",
        "Para más información, le rogamos se ponga en contacto con:",
        "Correo-e",
        "Tel.",
        ": ",
        "{honorific} {name}",
    ),
    # The Union's French has no blank before a colon.
    "fr": _Wording(
        "Veuillez trouver ci-joint notre correspondance concernant {subject} "
        "(référence: {reference}).",
        "Pour tout complément d’information, veuillez vous adresser à:",
        "Courriel",
        "Tél.",
        ": ",
        "{honorific} {name}",
    ),
    "ru": _Wording(
        "Направляем Вам прилагаемое письмо на тему {subject} (исх.: {reference}).",
        "За дополнительной информацией просим обращаться к контактному лицу:",
        "Эл. почта",
        "Тел.",
        ": ",
        "{honorific} {name}",
    ),
    "zh": _Wording(
        "现随本邮件附上我局函件，事由：{subject}（文号：{reference}），请查收。",
        "如需了解更多信息，请联系：",
        "电子邮件",
        "电话",
        "：",
        "{name}{honorific}",
    ),
}


def covering(
    language: str, facts: Mapping[str, Any], who: Any, subject: str, reference: str
) -> Covering:
    """The body of a message in ``language``.

    ``facts`` are the campaign's as templates see them (:meth:`docgen.campaign.Campaign.context`);
    ``who`` is greeted as in a letter, ``None`` for an organization.  Raises
    :class:`~docgen.diagnostics.LanguageFormError` where the language cannot greet her.
    """
    words, spoken = _WORDINGS[language], languages.get(language)
    contact = facts["contact"]
    sentence = words.attached.format(subject=spoken.quote(subject), reference=reference)
    named = words.name.format(honorific=contact["honorific"], name=contact["name"])
    asked = [
        (f"{words.email}{words.colon}", contact["email"]),
        (f"{words.telephone}{words.colon}", contact["telephone"]),
    ]
    signature = [str(facts["bureau"]["name"]), str(facts["union"]["name"])]
    if language == "zh":  # from the largest to the smallest
        signature.reverse()
    greeting = spoken.salutation(who).split("\n")
    close = spoken.close(who).split("\n")
    text = "\n\n".join(
        "\n".join(lines)
        for lines in (
            greeting,
            [sentence],
            [words.contact, named, *(f"{label}{spoken.ltr(value)}" for label, value in asked)],
            close,
            [*signature, facts["union"]["website"]],
        )
    )
    paragraphs = [
        _lines(greeting),
        html.escape(sentence),
        "<br>\n".join(
            [
                *(html.escape(line) for line in (words.contact, named)),
                *(f"{html.escape(label)}{_own(value)}" for label, value in asked),
            ]
        ),
        _lines(close),
        f"{_lines(signature)}<br>\n{_own(facts['union']['website'])}",
    ]
    return Covering(f"{text}\n", _page(language, spoken.direction, subject, paragraphs))


def _page(language: str, direction: str, subject: str, paragraphs: Sequence[str]) -> str:
    """A whole page; the division repeats language and direction, which some mail programs take
    off the page itself."""
    frame = f'lang="{language}" dir="{direction}"'
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html>\n<html {frame}>\n<head>\n"
        f'<meta charset="utf-8">\n<title>{html.escape(subject)}</title>\n'
        f"</head>\n<body {frame}>\n<div {frame}>\n{body}\n</div>\n</body>\n</html>\n"
    )


def _lines(lines: Sequence[str]) -> str:
    return "<br>\n".join(html.escape(line) for line in lines)


def _own(value: str) -> str:
    """A number or address, which keeps its own direction in Arabic."""
    return f'<bdi dir="ltr">{html.escape(value)}</bdi>'
