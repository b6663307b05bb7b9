"""E-mail and web addresses, telephone numbers, references: the same in every language."""

from __future__ import annotations

import re
from typing import Final

from docgen.concordance.recognize.values import Kind, Scanner

_EMAIL: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
)
_WEB: Final = re.compile(
    r"(?:https?://|(?<![A-Za-z0-9@.])www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
    r"|(?<![A-Za-z0-9@.-])(?:[a-z0-9-]+\.)+(?:int|org|com|net|ch|fr)(?:/[A-Za-z0-9\-._~/?#=&%!]*)?"
    r"(?![A-Za-z0-9@-])"
)
# With a country's code, or after a word that says so; groups of figures as they are given.
_TELEPHONE: Final = re.compile(
    r"(?<![A-Za-z0-9+])(?<!\d[ .\-])"
    r"\(?(?:\+|00)\s?[1-9]\d{0,2}\)?(?:[ .\-/]?\(?\d{1,5}\)?){2,7}(?!\d)"
    r"|(?:(?:\b(?:Tel|Tél|Teléfono|Téléphone|Telephone|Fax|Тел|Телефон|Факс)|电话|传真|هاتف|فاكس)"
    r"\s*[.:]*\s*)(?P<local>\(?\d{2,5}\)?(?:[ .\-/]?\d{2,5}){2,6})(?!\d)",
    re.IGNORECASE,
)
# The language of a page or document in its address differs, and should: /en/, -E.docx, lang=fr.
_TONGUE: Final = re.compile(
    r"(?<=/)(?:ar|en|es|fr|ru|zh|a|e|s|f|r|c)(?=[/?#]|$)|(?<=MSW-)[ACEFRS](?![A-Za-z])"
    r"|(?<=lang=)[a-z]{2}(?![a-z])",
    re.IGNORECASE,
)


# The reference of a letter or document: two strokes at least, and a figure.
_FILE: Final = re.compile(
    r"(?<![A-Za-z0-9/])(?=[A-Z0-9/.-]{0,60}\d)[A-Z]{2,12}(?:/[A-Z0-9][A-Z0-9.-]{0,30}){2,8}"
    r"(?![A-Za-z0-9/])"
)


def contacts(found: Scanner) -> None:
    """Take addresses and telephone numbers of a text."""
    if "@" in found.text:
        for match in found.each(_EMAIL):
            found.add(Kind.EMAIL, match.group().casefold(), *match.span())
    if "/" in found.text:
        for match in found.each(_FILE):
            found.add(Kind.FILE, match.group(), *match.span())
    if "." in found.text:
        for match in found.each(_WEB):
            text = match.group().rstrip(".,;:!?'")
            if ")" in text and "(" not in text:
                text = text[: text.index(")")]
            bare = re.sub(r"^https?://", "", text, flags=re.IGNORECASE)
            key = _TONGUE.sub("*", bare).rstrip("/").casefold()
            found.add(Kind.WEB, key, match.start(), match.start() + len(text))
    if any(c.isdigit() for c in found.text):
        for match in found.each(_TELEPHONE):
            start, end = match.span("local") if match["local"] else match.span()
            figures = re.sub(r"\D", "", found.text[start:end])
            if len(figures) >= 7:
                key = re.sub(r"^00", "+", figures) if match["local"] else figures.lstrip("0")
                found.add(Kind.TELEPHONE, f"+{key.lstrip('+')}", start, end)
