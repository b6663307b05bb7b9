"""Words of the scripts in which lists come, told from what a wrong encoding makes of them.

Each judge is given the words of a file that hold anything but ASCII, with their numbers, as one
encoding reads them.  It says how much of them are words of its languages.  Sources of the common
letters: the letter frequencies of Russian (о е а и н т с р в л: two thirds of a text), of Arabic
(ا ل ي م و ن ر ت: more than half); the 3,755 common characters of GB 2312 level 1.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

_WEAK: Final = 0.1  # punctuation, and words of one letter, which are right in many encodings


@dataclass(slots=True)
class Judgement:
    """How much of a text was judged to be words, and how much not."""

    good: float = 0.0
    bad: float = 0.0

    @property
    def score(self) -> float:
        """From 0 to 1; 1 where nothing speaks against the encoding."""
        return (self.good + 0.01) / (self.good + self.bad + 0.01)

    def add(self, good: bool, weight: float) -> None:
        """Count a word."""
        if good:
            self.good += weight
        else:
            self.bad += weight


# Punctuation that may stand before, after and between the letters of words.
_BEFORE: Final = "«“‘„‚\u00a0¿¡…–—№°•·-'"
_AFTER: Final = "»”’…\u00a0–—•·-'"
_AFTER_LATIN: Final = "°ºª™®€"
_AFTER_ARABIC: Final = re.compile("[،؛؟]+")
_BETWEEN: Final = re.compile("[’\u00a0–«»“”…·-]+")
# What an encoding of other systems makes of an accented letter: punctuation in the midst of a word.
# An apostrophe stands after an elided word or before an ending, a no-break space between words.
_MISPLACED: Final = re.compile(
    r"[^\W\d_][—‘‡†„‚¡¿][^\W\d_]"
    r"|^[’”»–—…][^\W\d_A-Z]|^‘[а-яё]"
    r"|[^\W\d_]{3}(?<!jusqu)(?<!lorsqu)(?<!puisqu)(?<!quelqu)(?<!presqu)(?<!jourd)(?<!ll)(?<!st)"
    r"’(?!(?:s|t|d|m|ll|re|ve|S|T)\b)[a-z]"
    r"|[a-z]\u00a0[b-df-hj-np-tv-xz]+\b"
)


def _parts(word: str) -> list[str]:
    """The words between punctuation of a word; an empty part is none."""
    return [part for part in _BETWEEN.split(word.lstrip(_BEFORE).rstrip(_AFTER)) if part]


# Letters of French, Spanish, Portuguese, Italian, German, Catalan and the Nordic languages.
_ACCENTED: Final = frozenset("àáâãäåæçèéêëìíîïñòóôõöøœùúûüÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜŸßšžŠŽ")
_ALONE: Final = frozenset("àÀéèóáôêÉÈ")
_NO_LATIN: Final = re.compile("[^\x00-\x7f]{3}|œ(?![uceits])")


def latin(words: Counter[str]) -> Judgement:
    """Words of Western Europe in Windows-1252: a few accented letters among plain ones."""
    judgement = Judgement()
    for word, times in words.items():
        if _MISPLACED.search(word):
            judgement.add(False, times)
        for part in _parts(word.rstrip(_AFTER_LATIN)):
            accented = sum(not letter.isascii() for letter in part)
            if accented:
                alone = len(part) == 1
                weight = times * (_WEAK if alone else accented)
                judgement.add(part in _ALONE if alone else _is_latin(part, accented), weight)
    return judgement


def _is_latin(word: str, accented: int) -> bool:
    if any(not letter.isascii() and letter not in _ACCENTED for letter in word):
        return False
    plain = len(word) - accented
    few = plain >= 1 if len(word) <= 3 else plain >= 0.4 * len(word)
    return few and _cased(word) and not _NO_LATIN.search(word.lower())


def _cased(word: str) -> bool:
    """Whether capitals stand at the beginning, or all through the word (McÉ is rare enough)."""
    rest = word[1:]
    if not any(letter.isupper() for letter in rest):
        return True
    return word.isupper() or re.fullmatch("[A-Z][a-z]{1,2}[A-Z].*", word) is not None


_RUSSIAN: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_CYRILLIC: Final = frozenset(_RUSSIAN + _RUSSIAN.upper() + "іїєґўІЇЄҐЎ")
_CYRILLIC_VOWELS: Final = frozenset("аеёиоуыэюяіїє")
_CYRILLIC_ALONE: Final = frozenset("авиксоуяіАВИКСОУЯІ")
# Signs stand after consonants only, й after a vowel or at the beginning (or after ь: бульйон).
_NO_CYRILLIC: Final = re.compile("^[ъыь]|[аеёиоуыэюяіїєйъь][ъь]|[бвгджзклмнпрстфхцчшщъ]й")
_CYRILLIC_COMMON: Final = frozenset("оеаинтсрвл")


def cyrillic(words: Counter[str]) -> Judgement:
    """Words of Russian and its neighbours in Windows-1251."""
    judgement = Judgement()
    letters: Counter[str] = Counter()
    capitals = True
    for word, times in words.items():
        if _MISPLACED.search(word):
            judgement.add(False, times * len(word))
        for part in _parts(word):
            if part.isascii():
                continue
            capitals = capitals and part.isupper()
            alone = len(part) == 1
            if part.isupper() and 1 < len(part) <= 4 and set(part) <= _CYRILLIC:
                judgement.add(True, times * _WEAK)  # an abbreviation
            else:
                weight = times * (_WEAK if alone else len(part))
                judgement.add(part in _CYRILLIC_ALONE if alone else _is_cyrillic(part), weight)
            for letter in part.lower():
                letters[letter] += times
    return _weighed(judgement, letters, _CYRILLIC_COMMON, 0.48, 12 if capitals else 4)


def _is_cyrillic(word: str) -> bool:
    if any(letter not in _CYRILLIC for letter in word) or not (
        word[1:].islower() or word.isupper()
    ):
        return False
    if _NO_CYRILLIC.search(word.lower()) or (word.isupper() and "Ъ" in word):
        return False
    return any(letter in _CYRILLIC_VOWELS for letter in word.lower())


_ARABIC: Final = frozenset(
    [chr(code) for code in range(0x621, 0x64B)] + list("پچژگکھہےٹڈڑں") + list("\u200c\u200d")
)
_ARABIC_LETTER: Final = re.compile("[\u0621-\u064a\u0670-\u06d5]")
_ARABIC_MARKS: Final = re.compile("[\u064b-\u0652\u0640\u200c-\u200f]")
_ARABIC_COMMON: Final = frozenset("الميونرتب")
_FINAL: Final = re.compile("[ةى](?=[\u0621-\u064a])")


def arabic(words: Counter[str]) -> Judgement:
    """Words of Arabic in Windows-1256, which has the accented letters of French too."""
    judgement = Judgement()
    letters: Counter[str] = Counter()
    latins: Counter[str] = Counter()
    for word, times in words.items():
        if not _ARABIC_LETTER.search(word):
            latins[word] += times
            continue
        if word[0] in "،؛؟" or "\u200e" in word or "\u200f" in word:
            judgement.add(False, times * len(word))
        for part in _parts(_AFTER_ARABIC.sub("-", word)):
            if part.isascii():
                continue
            bare = _ARABIC_MARKS.sub("", part)
            good = bool(bare) and all(letter in _ARABIC for letter in bare)
            good = good and not _FINAL.search(bare) and "ءء" not in bare
            # Lists are not vocalised: a word has a mark at most (شكرًا).
            good = good and 3 * (len(part) - len(bare)) <= len(bare)
            weight = times * (_WEAK if len(part) == 1 else len(part))
            judgement.add(good, weight)
            for letter in bare:
                letters[letter] += times
    judgement = _weighed(judgement, letters, _ARABIC_COMMON, 0.3, 10)
    other = latin(latins)
    return Judgement(judgement.good + other.good, judgement.bad + other.bad)


def _weighed(
    judgement: Judgement, letters: Counter[str], common: frozenset[str], least: float, enough: int
) -> Judgement:
    """The judgement, turned against the encoding where its common letters are rare.

    ``least``: which part of the letters they are at least; ``enough``: how many letters of words
    say anything at all.
    """
    total = sum(letters.values())
    share = sum(letters[letter] for letter in common)
    # In a few letters chance may make them rarer.
    if total and share < least * total * (1 if total >= 12 else 0.7):
        return Judgement(0.3 * judgement.good, judgement.bad + 0.7 * judgement.good)
    if total and judgement.good < enough:
        return Judgement(0.6 * judgement.good, judgement.bad + 0.4 * judgement.good)
    return judgement


# The five hundred most frequent characters of modern Chinese, then of surnames and given names.
_FREQUENT: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总"
    "次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做"
    "必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
    "收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信"
    "马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连"
    "断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存"
    "候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首"
    "李刘陈杨赵黄吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范"
    "姚谭廖邹熊陆郝孔崔康邱秦顾侯邵孟龙雷钱汤尹黎乔贺赖龚伟芳娜秀英敏静丽磊洋勇艳杰娟涛超兰霞刚桂洁雪梅晓"
    "玉婷丹萍鹏辉宇欣慧琳琪珍俊峰文斌博浩雨佳怡子轩淑凤亮波宁姓邮箱址职务性别男女士先生语言称谓注册邀请函"
)


@cache
def _level(number: int) -> frozenset[str]:
    """The characters of a level of GB 2312: 1 the common ones, 2 the others."""
    first, last = {1: (0xB0, 0xD7), 2: (0xD8, 0xF7)}[number]
    rows = (bytes([lead, trail]) for lead in range(first, last + 1) for trail in range(0xA1, 0xFF))
    return frozenset(pair.decode("gb2312", "ignore") for pair in rows) - {""}


_CHINESE_MARKS: Final = re.compile("[\u3000-\u301f\uff01-\uff5e“”‘’—…·、。《》（）]")
# Of the characters, of many and of few; of characters by chance it would be a fifth.
_FREQUENT_SHARE: Final = 0.35
_SHARE_OF_FEW: Final = 0.55


def chinese(words: Counter[str]) -> Judgement:
    """Words of Chinese in GB18030."""
    judgement = Judgement()
    total = frequent = 0
    for word, times in words.items():
        for letter in word:
            if letter.isascii():
                continue
            if _CHINESE_MARKS.match(letter):
                judgement.add(True, times * _WEAK)
            elif letter in _level(1):
                judgement.add(True, times)
                total += times
                frequent += times * (letter in _FREQUENT)
            elif letter in _level(2):
                total += times
                judgement.add(True, times * _WEAK)
            else:
                judgement.add(False, times)
    share = _FREQUENT_SHARE if total >= 12 else _SHARE_OF_FEW
    if total and (frequent < share * total or frequent < 2):
        return Judgement(0.3 * judgement.good, judgement.bad + 0.7 * judgement.good)
    return judgement
