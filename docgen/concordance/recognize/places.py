"""Places: countries and cities, by the names that a campaign and its lists give them.

A name is found in each of the forms that its language gives it: declined in Russian, with what is
glued before it in Arabic. Latin names are found in a text of any language, because an address or
the name of a company keeps them. Nothing is known here of places that nobody named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from docgen.concordance.recognize.grammar import LETTER
from docgen.concordance.recognize.plain import plain
from docgen.concordance.recognize.values import Kind, Scanner, Value

LATIN: Final = ("en", "es", "fr")
_LATIN_WORD: Final = re.compile(r"(?<![A-Za-zÀ-ÖØ-öø-ɏ\d@./])[A-ZÀ-ÖØ-ÞŒ][A-Za-zÀ-ÖØ-öø-ɏ]*")
_CYRILLIC_WORD: Final = re.compile(r"(?<![А-Яа-я])[А-Я][а-я]+")
_ADJECTIVE: Final = re.compile(
    r"(?<![А-Яа-я])(?P<stem>[А-Яа-я][а-я]{2,})ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)"
    r"(?![А-Яа-я])"
)
_SHORTEST: Final = 4  # letters of a name that an adjective is made of
_ARABIC_WORD: Final = re.compile("[\u0621-\u064a]+")
_NO_MORE: Final = re.compile(rf"[{LETTER}\d]")
_DASH: Final = re.compile(r"\s*[-–—]\s*")
# Alif is written with its sign or without it.
_ALIF: Final = str.maketrans("أإآٱ", "اااا")
_GLUED: Final = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
# Names that are other words too, or names of persons: they are not missed where others have them.
# So are those that a state and its capital share in a language: Túnez is Tunis and Tunisia.
_DOUBTFUL: Final = frozenset(
    (
        *("Tunis", "Túnez", "Тунис", "تونس", "突尼斯", "Алжир", "الجزائر", "Mexico", "México"),
        *("المكسيك", "墨西哥", "Guatemala", "Гватемала", "غواتيمالا", "危地马拉", "Panama"),
        *("Panamá", "Панама", "بنما", "巴拿马", "Kuwait", "Koweït", "Кувейт", "الكويت", "科威特"),
        *("Djibouti", "Джибути", "جيبوتي", "吉布提", "Luxembourg", "Luxemburgo", "Люксембург"),
        *("لكسمبرغ", "卢森堡", "Singapore", "Singapour", "Singapur", "Сингапур", "سنغافورة"),
        *("新加坡", "Monaco", "Mónaco", "Монако", "موناكو", "摩纳哥"),
        *("San Marino", "Saint-Marin", "Сан-Марино", "سان مارينو", "圣马力诺"),
        *("Maurice", "Mauricio", "Dominique", "Dominica", "Chad", "Jordan", "Georgia", "Guinea"),
        *("Того", "Мали", "Перу", "مالي", "قطر", "المغرب", "عمان", "البحرين"),
    )
)
# Values that may hold a name without naming the place: 瑞士法郎, Swiss francs.
_WHOLE: Final = (Kind.EMAIL, Kind.WEB, Kind.FILE, Kind.MONEY)
# 上海地区, 3月5日本局, 会中国际, 巴西利亚, 阿曼苏丹国: what holds a name without meaning it.
_TRAPS: Final = {
    "海地": re.compile(r"(?<![上沿近远深公航领东南西北黑红渤内])海地(?![区方带域理震质面])"),
    "日本": re.compile(r"(?<![\d一二三四五六七八九十今昨明当每节假平生近])日本(?![局届次年月着])"),
    "中国": re.compile("中国(?!际)"),
    "巴西": re.compile("巴西(?!利亚)"),
    "苏丹": re.compile("苏丹(?![国王陛])"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its names by language; ``key`` is how findings call it."""

    key: str
    names: tuple[tuple[str, tuple[str, ...]], ...]


class _Form(NamedTuple):
    text: str
    key: str
    own: bool  # of the language of the text, or Latin in a text of other letters


class Gazetteer:
    """The places that a comparison knows, ready to be found in a text of one language."""

    def __init__(self, places: Iterable[Place], language: str) -> None:
        self._language = language
        self._forms: dict[str, list[_Form]] = {}
        self._latin: dict[str, list[_Form]] = {}
        for place in places:
            for code, texts in place.names:
                for text in dict.fromkeys(form for name in texts for form in _written(name)):
                    if text and _is_latin(text):
                        own = code == language or language not in LATIN
                        self._put(self._latin, _LATIN_WORD, _Form(text, place.key, own))
                    elif text and code == language:
                        self._put_own(_Form(text, place.key, True))
        for forms in (*self._forms.values(), *self._latin.values()):
            forms.sort(key=lambda form: (-len(form.text), not form.own, form.text))

    def _put(self, where: dict[str, list[_Form]], word: re.Pattern[str], form: _Form) -> None:
        match = word.match(form.text)
        if match is not None:
            where.setdefault(match.group(), []).append(form)

    def _put_own(self, form: _Form) -> None:
        if self._language == "zh":
            self._forms.setdefault(form.text[:1], []).append(form)
        elif self._language == "ar":
            self._put(self._forms, _ARABIC_WORD, form)
        elif self._language == "ru":
            self._forms.setdefault(form.text[:2], []).append(form)

    def find(self, found: Scanner) -> None:
        """Note the places of a text; nothing is taken, for a place may stand inside a value."""
        told = sorted(
            [*_apart(self._in_latin(found.text)), *_apart(self._in_own(found.text))],
            key=lambda value: value.start,
        )
        contacts = [value for value in found.values if value.kind in _WHOLE]
        found.values += [
            value for value in told
            if not any(c.start <= value.start < c.end for c in contacts)
        ]  # fmt: skip

    def _in_latin(self, text: str) -> Iterator[Value]:
        if not self._latin:
            return
        for match in _LATIN_WORD.finditer(text):
            at = match.start()
            forms = [
                form for form in self._latin.get(match.group(), ())
                if text.startswith(form.text, at) and _ends(text, at + len(form.text))
            ]  # fmt: skip
            if forms:
                yield _value(forms, at, at + len(forms[0].text), text)

    def _in_own(self, text: str) -> Iterator[Value]:
        if not self._forms:
            return
        match self._language:
            case "zh":
                yield from self._in_chinese(text)
            case "ar":
                yield from self._in_arabic(text)
            case "ru":
                yield from self._in_russian(text)

    def _in_chinese(self, text: str) -> Iterator[Value]:
        for at, char in enumerate(text):
            for form in self._forms.get(char, ()):
                if not text.startswith(form.text, at):
                    continue
                trap = _TRAPS.get(form.text)
                if trap is None or trap.match(text, at) is not None:
                    yield _value([form], at, at + len(form.text), text)
                    break

    def _in_arabic(self, text: str) -> Iterator[Value]:
        bare = text.translate(_ALIF)
        for match in _ARABIC_WORD.finditer(bare):
            for start, word in _without_prefix(match.group()):
                at = match.start() + start
                # للهند is for India, الهند: two letters stand for the article.
                fitting = [
                    form
                    for form in self._forms.get(word, ())
                    if bare.startswith(form.text[len(word) :], match.end())
                    and not _ARABIC_WORD.match(bare, match.end() + len(form.text) - len(word))
                ]
                if fitting:
                    end = match.end() + len(fitting[0].text) - len(word)
                    yield _value(fitting, at, end, text)
                    break

    def _in_russian(self, text: str) -> Iterator[Value]:
        yield from sorted(
            [*self._declined(text), *self._adjectives(text)], key=lambda value: value.start
        )

    def _adjectives(self, text: str) -> Iterator[Value]:
        """по женевскому времени, where others say "Geneva time": never missed."""
        for match in _ADJECTIVE.finditer(text):
            stem = match["stem"].capitalize()
            for form in self._forms.get(stem[:2], ()):
                if len(stem) >= _SHORTEST and stem == form.text.rstrip("аяоьй"):
                    start, end = match.span()
                    yield Value(Kind.PLACE, form.key, text[start:end], start, end, required=False)
                    break

    def _declined(self, text: str) -> Iterator[Value]:
        for match in _CYRILLIC_WORD.finditer(text):
            at = match.start()
            for form in self._forms.get(match.group()[:2], ()):
                whole = declined(form.text).match(text, at)
                if whole is not None:
                    yield _value([form], at, whole.end(), text)
                    break


def _written(name: str) -> tuple[str, ...]:
    """A name in plain form, a dash in it with blanks around it and without."""
    text = plain(name).translate(_ALIF).replace("\n", " ")
    return text, _DASH.sub("-", text), _DASH.sub(" - ", text)


def _is_latin(text: str) -> bool:
    return _LATIN_WORD.match(text) is not None


def _ends(text: str, at: int) -> bool:
    return not _NO_MORE.match(text, at)


def _value(forms: list[_Form], start: int, end: int, text: str) -> Value:
    """The place that the forms name; of several the language's own, none of them required."""
    longest = [form for form in forms if len(form.text) == len(forms[0].text)]
    own = [form for form in longest if form.own] or longest
    sure = len({form.key for form in own}) == 1 and own[0].text not in _DOUBTFUL
    return Value(Kind.PLACE, own[0].key, text[start:end], start, end, required=sure)


def _apart(values: Iterable[Value]) -> Iterator[Value]:
    """The values that begin behind the one before: Guinea is not in Papua New Guinea."""
    end = 0
    for value in values:
        if value.start >= end:
            yield value
            end = value.end


def _without_prefix(word: str) -> Iterator[tuple[int, str]]:
    for prefix in _GLUED:
        if word.startswith(prefix):
            yield len(prefix), word[len(prefix) :]
    for prefix in ("لل", "ولل", "فلل"):
        if word.startswith(prefix):
            yield len(prefix) - 2, f"ال{word[len(prefix) :]}"


# The endings of Russian nouns and adjectives, by that of the nominative.
_ENDINGS: Final[Mapping[str, str]] = {
    "ая": "ая|ой|ую|ою",
    "яя": "яя|ей|юю",
    "ое": "ое|ого|ому|ом|ым",
    "ее": "ее|его|ему|ем|им",
    "ый": "ый|ого|ому|ым|ом",
    "ий": "ий|его|ого|ему|ому|им|ем|ом|ия|ию|ии",
    "ой": "ой|ого|ому|ым|ом",
    "ые": "ые|ых|ым|ыми",
    "ие": "ие|их|им|ими",
    "ия": "ия|ии|ию|ией|иею",
    "о": "о|а|у|ом|е",
    "а": "а|ы|и|е|у|ой|ою|ей",
    "я": "я|и|е|ю|ей|ею",
    "ь": "ь|я|ю|ем|е|и|ью",
    "й": "й|я|ю|ем|е|и",
    "ы": "ы|ов|ам|ами|ах|",
}
_FIXED: Final = "уэеюи"
_RU_WORD: Final = re.compile(r"[А-Яа-я]+")


@cache
def declined(name: str) -> re.Pattern[str]:
    """A Russian name in all its cases, as a regular expression; and nothing longer."""

    def of_word(match: re.Match[str]) -> str:
        word = match.group()
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) > len(e) + 1), None)
        if ending is not None:
            return rf"{word[: len(word) - len(ending)]}(?:{_ENDINGS[ending]})"
        if word[-1] in _FIXED or word.isupper() or len(word) < 3:
            return word
        return rf"{word}(?:а|у|ом|ем|е|ов|ы)?"

    pieces = []
    at = 0
    for match in _RU_WORD.finditer(name):
        gap = name[at : match.start()]
        dash = r"\s*[-–—]\s*" if re.fullmatch(r"\s*[-–—]\s*", gap) else ""
        pieces += [dash or re.escape(gap).replace(r"\ ", r"\s+"), of_word(match)]
        at = match.end()
    pieces.append(re.escape(name[at:]))
    return re.compile(rf"{''.join(pieces)}(?![А-Яа-я])")
