"""Cells that say how somebody is reached: languages, e-mail addresses, a telephone number."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from docgen.languages import CODES
from docgen.recipients.cells import DOUBT, RefusedCellError, as_written
from docgen.recipients.characters import SPACES, shown
from docgen.recipients.guesses import FROM_THE_LIST, ask_whether, language_of, near, word_for
from docgen.recipients.words import LANGUAGE_GUESSES, LANGUAGE_WORDS, by_word, plain

# RFC 5322 section 3.2.3 (dot-atom) at RFC 1123 section 2.1 (host name), lengths of RFC 5321
# section 4.5.3.1: a small part of what is valid, and all that occurs.
EMAIL: Final = re.compile(
    r"(?=.{1,254}\Z)(?=[^@]{1,64}@)"
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?",
    re.ASCII | re.IGNORECASE,
)
EMAIL_HINT: Final = "write one whole address, such as name@example.org"
# ITU-T E.164 has at most 15 digits; extensions follow in words. Printed as given.
_TELEPHONE: Final = re.compile(
    r"(?=(?:\D*[0-9]){5,})(?!(?:\D*[0-9]){21,})"
    r"[+(]?[0-9][0-9 ()./-]*(?:[ ,;]*(?:ext|x)\.? ?[0-9]+)?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST: Final = 100  # characters of a telephone number with its extension
# The comma of the keyboard may be the Arabic, the full-width or the ideographic one.
_SEPARATORS: Final = re.compile("[,;/\u060c\u061b\uff0c\uff1b\u3001\n]")


def read_emails(value: Any) -> tuple[str, ...]:
    """Addresses, separated by commas, semicolons or lines."""
    text = as_written(value)
    if EMAIL.fullmatch(text):
        return (text,)
    found = tuple(part.strip(SPACES) for part in _SEPARATORS.split(text))
    found = tuple(part for part in found if part)
    for address in found or (text,):
        if not EMAIL.fullmatch(address):
            whole = _whole(text)
            message = f"{shown(text if whole else address)} is not a valid address"
            raise RefusedCellError("L014", message, whole or _mail_hint(address))
    if len({address.casefold() for address in found}) < len(found):
        raise RefusedCellError("L014", f"{shown(text)} names an address twice", "name each once")
    return found


def _whole(text: str) -> str | None:
    """A hint for what is wrong with a cell as a whole: names beside addresses, a comma in one."""
    inside = [part.strip(SPACES) for part in re.findall("<([^<>]*)>", text)]
    inside = [part.removeprefix("mailto:") for part in inside]
    if inside and all(EMAIL.fullmatch(part) for part in inside):
        return f"write the address alone: {', '.join(inside)}"
    dotted = re.sub("[,\u060c\uff0c] ?", ".", text)
    first = _SEPARATORS.split(text)[0]
    if dotted != text and EMAIL.fullmatch(dotted) and not EMAIL.fullmatch(first):
        return f"write a dot for the comma: {dotted}"
    return None


def _mail_hint(address: str) -> str:
    """What is wrong with an address, where it can be known."""
    foreign = sorted({_script(mark) for mark in address if mark.isalpha() and not mark.isascii()})
    if foreign:
        return f"it has letters of another script ({', '.join(foreign)}): type it again"
    for cured, cure in (
        (re.sub(r"^mailto: ?", "", address, flags=re.IGNORECASE), "write the address alone"),
        (re.sub(r"\s+", "", address), "take the blank out"),
        (re.sub("@+", "@", address), "write one @ only"),
        (re.sub(r" ?[(\[](?:at|a|arroba)[)\]] ?", "@", address, flags=re.IGNORECASE), "write an @"),
        (address.rstrip("."), "take the dot at its end out"),
        (re.sub(r"\.\.+", ".", address), "write one dot only"),
        (address.strip("\"'<>()[]"), "write the address alone"),
    ):
        if cured != address and EMAIL.fullmatch(cured):
            return f"{cure}: {cured}"
    parts = address.split()
    if len(parts) > 1 and all(EMAIL.fullmatch(part) for part in parts):
        return f"separate them with commas: {', '.join(parts)}"
    alone = [part.strip("\"'<>()[]") for part in parts]
    alone = [part for part in alone if EMAIL.fullmatch(part)]
    if len(alone) == 1:
        return f"write the address alone: {alone[0]}"
    if "@" not in address:
        return f"it has no @: {EMAIL_HINT}"
    if address.count("@") == 1 and "." not in address.partition("@")[2]:
        return f"it has no dot after the @: {EMAIL_HINT}"
    return EMAIL_HINT


def _script(letter: str) -> str:
    """The first word of a letter's name in Unicode, which is that of its script."""
    return unicodedata.name(letter, "UNKNOWN").split()[0].capitalize()


def read_telephone(value: Any) -> str:
    """A telephone number as it is given."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        hint = "format the column as text and type the number with its + again"
        message = f"Excel has made a number of it ({value}): + and leading zeros are lost"
        raise RefusedCellError("L036", message, hint)
    text = as_written(value)
    if len(text) > _LONGEST or not _TELEPHONE.fullmatch(text):
        hint = "figures with blanks or hyphens between them, such as +41 22 730 5111"
        raise RefusedCellError("L009", f"{shown(text)} is not a telephone number", hint)
    return text


def read_languages(value: Any) -> tuple[str, ...]:
    """Languages of docgen in order of preference, by code or by name."""
    text = as_written(value)
    if text in CODES:
        return (text,)
    found: list[str] = []
    for part in _SEPARATORS.split(text):
        word = part.strip(SPACES)
        code = None if DOUBT.search(word) else _LANGUAGES.get(plain(word))
        if code is None:
            listed = ", ".join(CODES)
            raise RefusedCellError(
                "L009", f"{shown(word)} is none of {listed}", _language_hint(word)
            )
        if code in found:
            message = f"{shown(text)} names a language twice"
            raise RefusedCellError("L009", message, "name each once")
        found.append(code)
    return tuple(found)


_LANGUAGES: Final = by_word(LANGUAGE_WORDS)
# In the order in which a hint lists them: nearly all ask for one of the first two.
_UNION: Final = ("en", "fr", "es", "ru", "zh", "ar")
# Chinese and Arabic write "and" without a blank after it.
_RUN_ON: Final = sorted(
    (word for word in _LANGUAGES if language_of(word) == "zh" and len(word) > 1),
    key=len,
    reverse=True,
)
_HAN_WORDS: Final = re.compile("|".join(map(re.escape, _RUN_ON)))
# 中英文: Chinese and English.
_HAN_LETTERS: Final = {"中": "zh", "英": "en", "法": "fr", "西": "es", "俄": "ru", "阿": "ar"}
_HAN_RUN: Final = re.compile(f"[{''.join(_HAN_LETTERS)}文语和与及 ]+")


def _language_hint(text: str) -> str:
    if not text:
        return "take out the comma that has no language beside it"
    named = _named(text)
    if len(named) > 1:
        return f"separate them with commas: {', '.join(named)}"
    guess = LANGUAGE_GUESSES.get(text.lower())
    meant = named or ([guess] if guess else near(text, _LANGUAGES, shortest=4))
    language = language_of(text)
    if meant:
        return ask_whether([word_for(code, LANGUAGE_WORDS, language) for code in meant])
    words = ", ".join(LANGUAGE_WORDS[code][language][0] for code in _UNION)
    return f"it is none of the six languages of the Union: choose one of {words} {FROM_THE_LIST}"


def _named(text: str) -> list[str]:
    """The languages that a text of several words names, in their order; codes count where it has
    no name: in `en français` the first word is none."""
    if _HAN_RUN.fullmatch(text):
        return list(
            dict.fromkeys(_HAN_LETTERS[letter] for letter in text if letter in _HAN_LETTERS)
        )
    words = [plain(word) for word in re.findall(r"[^\W_]+", text)]
    words = [part for word in words for part in (_HAN_WORDS.findall(word) or [word])]
    words = [word if word in _LANGUAGES else word.removeprefix("و") for word in words]
    known = [word for word in words if word in _LANGUAGES]
    long = [word for word in known if word not in CODES]
    return list(dict.fromkeys(_LANGUAGES[word] for word in long or known))
