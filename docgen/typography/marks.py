"""P011 to P015: quotation marks, blanks and punctuation, as each language has them.

Sources are named beside the rules; the tables are this module's own, so that what prints a letter
is not what says that it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from docgen import languages
from docgen.diagnostics import Finding, warning
from docgen.typography.page import Page, Passage
from docgen.typography.residue import without_addresses

NO_BREAK: Final = "\u00a0\u202f"
BLANK: Final = f" {NO_BREAK}"
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"

# Quotation marks that a language writes, outer and inner, opening and closing (CLDR delimiters;
# 《》 are the marks of titles in GB/T 15834). What is not among them is foreign.
_QUOTES: Final = {
    "en": ("“”", "‘’"),
    "fr": ("«»", "“”", "‘’"),
    "es": ("«»", "“”", "‘’"),
    "ru": ("«»", "„“"),
    "zh": ("“”", "‘’", "《》", "〈〉", "「」"),
    "ar": ("”“", "’‘", "«»"),
}
_ALL_QUOTES: Final = '"“”„‟«»‹›「」『』《》〈〉＂❝❞'
# Where the inner marks never stand by themselves: a translator took those of English, or Russian.
_ONLY_INSIDE: Final = ("fr", "ru")
_LONG: Final = 200  # characters of an address
_MARKS: Final = " .,;:()"
_APOSTROPHE: Final = re.compile(r"(?<=[^\W\d_])(['’])(?=[^\W\d_])")
_STRAIGHT_SINGLE: Final = re.compile(r"(?<![\w'])'(?=\w)[^']{1,80}(?<=[\w.!?])'(?!\w)")


class Rule(NamedTuple):
    """What a language writes: ``at`` finds what is wrong, ``said`` says what should be there."""

    at: re.Pattern[str]
    said: str


def _rule(pattern: str, said: str) -> Rule:
    return Rule(re.compile(pattern), said)


# A no-break space that is missing: a plain blank, or none, where a line may not break.
_MISSING: Final[dict[str, tuple[Rule, ...]]] = {
    # Lexique des règles typographiques en usage à l'Imprimerie nationale.
    "fr": (
        _rule(rf"«(?![{NO_BREAK}])|(?<![{NO_BREAK}])»", "inside « and »"),
        _rule(rf"(?<=\d)(?![{NO_BREAK}]) ?%", "before %"),
        _rule(r"\b[nN]os?[°º] ?(?=\d)|\b[nN][°º] ?(?=\d)", "behind n°"),
        _rule(rf"(?<=[^\s{BLANK}!?.…(]) ?(?<![{NO_BREAK}])[!?]+(?=$|[\s{BLANK}»”)])",
              "before ! and ?"),
    ),
    # Diccionario panhispánico de dudas, "porcentaje"; Ortografía (RAE 2010), I.3.4.
    "es": (
        _rule(rf"(?<=\d)(?![{NO_BREAK}]) ?%", "before %"),
        _rule(r"\b[nN]\.[ºª] (?=\d)", "behind n.º"),
    ),
    # Milchin, Spravochnik izdatelya i avtora, "Переносы".
    "ru": (
        _rule(rf"(?<=\d)(?![{NO_BREAK}]) ?%", "before %"),
        _rule(r"№ ?(?=\d)", "behind №"),
        _rule(r"(?<=\d) ?гг?\.(?!\w)", "between a year and г."),
    ),
}  # fmt: skip

_BEFORE_CLOSING: Final = _rule(rf"(?<=\S)[{BLANK}]+(?=[)\]}}])", "before a closing bracket")
_BEHIND_OPENING: Final = _rule(rf"(?<=[(\[])[{BLANK}]+(?=\S)", "behind an opening bracket")
_BEFORE_STOP: Final = _rule(
    rf"(?<=\w)[{BLANK}]+(?=[,.](?:$|[\s{BLANK}])|,[^\W\d])", "before , and ."
)
_END: Final = rf"(?:$|[\s{BLANK}»”)])"
_BEFORE_MARK: Final = _rule(rf"(?<=[\w)»”])[{BLANK}]+(?=[:;!?]{_END})", "before : ; ! ?")
# The Union's published French has no space before a colon or semicolon; national usage has one.
_BEFORE_COLON: Final = _rule(rf"(?<=[\w)»”])[{BLANK}]+(?=[:;]{_END})", "before : and ;")
_PLAIN_BEFORE_COLON: Final = _rule(rf"(?<=[\w)»”]) +(?=[:;]{_END})", "before : and ; "
                                   "that may break")  # fmt: skip
_INSIDE_QUOTES: Final = _rule(rf"(?<=«)[{BLANK}]|[{BLANK}](?=»)", "inside « and »")
_ENGLISH_PERCENT: Final = _rule(rf"(?<=\d)[{BLANK}](?=%)", "before %")
_ALL_OVER: Final = (_BEFORE_CLOSING, _BEHIND_OPENING, _BEFORE_STOP)
_SUPERFLUOUS: Final[dict[str, tuple[Rule, ...]]] = {
    "en": (*_ALL_OVER, _BEFORE_MARK, _ENGLISH_PERCENT),
    "fr": (*_ALL_OVER, _BEFORE_COLON),
    "es": (*_ALL_OVER, _BEFORE_MARK, _INSIDE_QUOTES),
    "ru": (*_ALL_OVER, _BEFORE_MARK, _INSIDE_QUOTES),
    "ar": (
        _BEFORE_CLOSING, _BEHIND_OPENING,
        _rule(rf"(?<=\S)[{BLANK}]+(?=[،؛؟]|[.:!](?:$|\s))", "before a punctuation mark"),
    ),
    "zh": (
        _rule(rf"(?<=[{_HAN}])[{BLANK}]+(?=[{_HAN}])", "between Chinese characters"),
        _rule(rf"(?<![{BLANK}])[{BLANK}]+(?=[，。；：！？、）》])|(?<=[，。；：！？、（《])[{BLANK}]+(?=\S)",
              "beside a full-width mark"),
    ),
}  # fmt: skip

_HALF: Final = dict(zip(",;:!?().", "，；：！？（）。", strict=True))
_HALF_WIDTH: Final = re.compile(
    rf"(?<=[{_HAN}）》”])(?:[,;:!?]|\((?!\+))|[,;!?)](?=[{_HAN}（《“])|(?<=[{_HAN}])[.)](?=$|[{_HAN}\s，。；：）])"
    rf"|[(](?=[{_HAN}])|(?<=[{_HAN}])\)"
)


def quotation_marks(page: Page) -> Iterator[Finding]:
    """P011: straight and foreign quotation marks, such that are turned or stand alone."""
    curly = sum(
        m.group() == "’" for p in page.passages for m in _APOSTROPHE.finditer(p.text)
    )  # fmt: skip
    pairs = _QUOTES[page.language]
    ours = "".join(pairs)
    hint = f"{languages.get(page.language).english_name} has {_shown(pairs)}"
    for passage in page.passages:
        text = passage.text
        foreign = next((c for c in text if c in _ALL_QUOTES and c not in ours), "")
        # Five feet (5″) are typed with the straight mark.
        if foreign == '"' and not re.search(r'(?<!\d)"|"(?=\w)', text):
            foreign = ""
        if foreign:
            at = text.index(foreign)
            name = "straight" if foreign == '"' else "foreign"
            yield _finding("P011", passage, f"a {name} quotation mark {foreign}", at, hint)
            continue
        if page.language in _ONLY_INSIDE:
            at = _outside(text, pairs[0], pairs[1])
            if at >= 0:
                message = f"the inner quotation mark {text[at]} without outer ones"
                yield _finding("P011", passage, message, at, hint)
                continue
        single = _STRAIGHT_SINGLE.search(text)
        if single is not None:
            yield _finding("P011", passage, "straight quotation marks '", single.start(), hint)
            continue
        at = _unpaired(text, pairs[0])
        if at >= 0:
            message = f"the quotation mark {text[at]} has no other, or is turned the wrong way"
            yield _finding("P011", passage, message, at, hint)
        straight = next((m for m in _APOSTROPHE.finditer(text) if m.group() == "'"), None)
        if curly and straight is not None:
            message = "a straight apostrophe, where others are curly"
            yield _finding("P011", passage, message, straight.start(), "write ’")


def _unpaired(text: str, pair: str) -> int:
    """Where the outer quotation marks do not pair, -1 where they do."""
    opening, closing = pair[0], pair[1]
    depth: list[int] = []
    for at, char in enumerate(text):
        if char == opening:
            if depth:
                return at
            depth.append(at)
        elif char == closing:
            if not depth:
                return at
            depth.pop()
    return depth[0] if depth else -1


def _outside(text: str, outer: str, inner: str) -> int:
    """Where an inner opening mark stands outside of outer ones, -1 where none does."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == outer[0]) - (char == outer[1])
        if char == inner[0] and depth <= 0:
            return at
    return -1


def _shown(pairs: tuple[str, ...]) -> str:
    return ", ".join(f"{pair[0]} {pair[1]}" for pair in pairs[:2])


def double_spaces(page: Page) -> Iterator[Finding]:
    """P012: two blanks where one belongs, and blanks at the end of a line."""
    double = re.compile(rf"[{BLANK}]{{2,}}")
    for passage in page.passages:
        text = passage.text.strip("\u3000") if page.language == "zh" else passage.text
        match = double.search(text)
        if match is not None and text.strip(BLANK):
            yield _finding("P012", passage, "two spaces together", match.start(), "delete one")


def spaces(page: Page, french_spacing: str = "union") -> Iterator[Finding]:
    """P013 and P014: a no-break space that is missing, a space that is too much."""
    missing = list(_MISSING.get(page.language, ()))
    superfluous = list(_SUPERFLUOUS[page.language])
    if page.language == "fr" and french_spacing == "national":
        superfluous = [r for r in superfluous if r is not _BEFORE_COLON] + [_PLAIN_BEFORE_COLON]
    for passage in page.passages:
        text = passage.text
        for code, rules, what, hint in (
            ("P013", missing, "a no-break space is missing", "press Ctrl+Shift+Space there"),
            ("P014", superfluous, "a space is too much", "delete it"),
        ):
            for rule in rules:
                match = next(
                    (m for m in rule.at.finditer(text) if not _in_address(text, m.start())), None
                )
                if match is not None:
                    yield _finding(code, passage, f"{what} {rule.said}", match.start(), hint)
                    break


def chinese_punctuation(page: Page) -> Iterator[Finding]:
    """P015: half-width marks between Chinese characters (GB/T 15834: full-width)."""
    if page.language != "zh":
        return
    for passage in page.passages:
        match = _HALF_WIDTH.search(passage.text)
        if match is not None:
            mark = match.group()
            yield _finding("P015", passage, f"a half-width {mark} between Chinese characters",
                           match.start(), f"write {_HALF[mark]}")  # fmt: skip


def _in_address(text: str, at: int) -> bool:
    """Whether a character stands in an address, which has marks of its own."""
    if text[at : at + 1] in BLANK:
        return False
    behind, ahead = text[max(at - _LONG, 0) : at], text[at : at + _LONG]
    word = re.split(r"\s", behind)[-1] + re.split(r"\s", ahead)[0]
    return bool(word.strip(_MARKS)) and not without_addresses(word).strip(_MARKS)


def _finding(code: str, passage: Passage, message: str, at: int, hint: str) -> Finding:
    return warning(code, passage.place, f"{message}: {near(passage.text, at)}", hint)


def near(text: str, at: int, width: int = 18) -> str:
    """The words around a place, no-break spaces shown as ⍽."""
    start, end = max(at - width, 0), min(at + width, len(text))
    some = re.sub(r"[\n\t]", " ", text[start:end]).strip(" ")
    shown = re.sub(f"[{NO_BREAK}]", "⍽", some)
    return f"“{'…' if start else ''}{shown}{'…' if end < len(text) else ''}”"
