"""Errors sown into finished Word files: each changes one thing in one document.

The errors are made from the XML with small tables of their own; nothing here asks docgen what a
value is. All that a document offers is used, so that the same document gives the same errors.
"""

from __future__ import annotations

import copy
import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT: Final = "word/document.xml"
FOOTER: Final = "word/footer1.xml"

MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "zh": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
# Words for four, six and first as the letters have them, and the words that take their place.
WORDS: Final = {
    "en": {"four": "five", "six": "seven", "Six": "Five", "first": "second"},
    "fr": {"quatre": "cinq", "six": "sept", "Six": "Cinq", "première": "deuxième"},
    "es": {"cuatro": "cinco", "seis": "siete", "Seis": "Cinco", "primera": "segunda"},
    "ru": {
        "четырех": "пяти", "четыре": "три", "шести": "семи", "Шесть": "Пять",
        "первом": "втором", "Первое": "Второе",
    },
    "ar": {"أربع": "خمس", "الست": "السبع", "ست": "سبع", "الأول": "الثاني"},
    "zh": {"四": "五", "六": "七", "第一": "第二"},
}  # fmt: skip
ACRONYMS: Final = {
    "en": "ITU-T ITU TSB WTSA TSAG RTO RPM STEM ETRI NoW W.I.S.E",
    "fr": "UIT-T UIT TSB AMNT GCNT ORT RPM STEM ETRI NoW W.I.S.E",
    "es": "UIT-T UIT TSB AMNT GANT ORT RPR CTIM ETRI NoW W.I.S.E",
    "ru": "МСЭ-Т МСЭ БСЭ ВАСЭ КГСЭ РОЭ РПС STEM ETRI NoW W.I.S.E",
    "ar": "ITU-T ITU TSB WTSA TSAG RTO RPM STEM ETRI NoW W.I.S.E",
    "zh": "ITU-T TSB WTSA TSAG RTO RPM STEM ETRI NoW W.I.S.E",
}
NAMES: Final = ("Charlyne Restivo", "Rim Belhassine-Cherif", "Hyoung Jun Kim")
# Cities and countries as the letters have them, each with what takes its place.
PLACES: Final = {
    "en": {"Geneva": "Nairobi", "Bucharest": "Geneva", "New Delhi": "Cairo", "India": "Indonesia",
           "Nairobi": "Lima", "Kenya": "Peru", "Republic of Korea": "Kenya"},
    "fr": {"Genève": "Nairobi", "Bucarest": "Genève", "New Delhi": "Tachkent", "Inde": "Indonésie",
           "Nairobi": "Lima", "Kenya": "Pérou", "République de Corée": "Kenya"},
    "es": {"Ginebra": "Nairobi", "Bucarest": "Ginebra", "Nueva Delhi": "Copenhague",
           "India": "Indonesia", "Nairobi": "Lima", "Kenya": "Perú", "República de Corea": "Kenya"},
    "ru": {"Женева": "Найроби", "Бухарест": "Женева", "Нью-Дели": "Каир", "Индия": "Индонезия",
           "Найроби": "Лима", "Кения": "Перу", "Республики Корея": "Кении"},
    "ar": {"جنيف": "نيروبي", "بوخارست": "جنيف", "نيودلهي": "القاهرة", "الهند": "إندونيسيا",
           "نيروبي": "ليما", "كينيا": "بيرو", "جمهورية كوريا": "كينيا"},
    "zh": {"日内瓦": "内罗毕", "布加勒斯特": "日内瓦", "新德里": "开罗", "印度": "印度尼西亚",
           "内罗毕": "利马", "肯尼亚": "秘鲁", "大韩民国": "肯尼亚"},
}  # fmt: skip
DIRECTOR: Final = {
    "en": "Seizo Onoe", "fr": "Seizo Onoe", "es": "Seizo Onoe", "ru": "Сэйдзо Оноэ",
    "ar": "سيزو أونوي", "zh": "尾上诚藏",
}  # fmt: skip

Change = Callable[[etree._Element], None]


@dataclass(frozen=True)
class Seed:
    """One error: what was done and where, and the file that has it."""

    what: str
    where: str
    data: bytes


def seeds(language: str, data: bytes) -> Iterator[Seed]:
    """All errors that this document offers, in a fixed order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[DOCUMENT])
    for what, where, part, change in _changes(language, root, parts):
        changed = etree.fromstring(parts[part])
        change(changed)
        new = etree.tostring(changed)
        assert new != etree.tostring(etree.fromstring(parts[part])), (what, where)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, new if name == part else content)
        yield Seed(what, where, out.getvalue())


def _changes(
    language: str, root: etree._Element, parts: dict[str, bytes]
) -> Iterator[tuple[str, str, str, Change]]:
    trees = [(DOCUMENT, root)]
    if FOOTER in parts:
        trees.append((FOOTER, etree.fromstring(parts[FOOTER])))
    for what, pattern, new in _replacements(language):
        for part, tree in trees:
            for index, text in enumerate(_texts(tree)):
                for match in re.finditer(pattern, text):
                    put = new(match)
                    if put != match.group():
                        shown = f"{match.group()} → {put} in “{text[:50]}”"
                        span = match.span()
                        yield what, shown, part, partial(_put, index=index, span=span, new=put)
    paragraphs = list(_shown(root))
    for index, paragraph in enumerate(paragraphs):
        text = _text(paragraph)
        style = _style(paragraph)
        yield f"{style} dropped", text[:50], DOCUMENT, partial(_drop, index=index)
        if style in ("ListBullet", "AddresseeItem"):
            yield f"{style} twice", text[:50], DOCUMENT, partial(_twice, index=index)
    addressees = [i for i, p in enumerate(paragraphs) if _style(p) == "AddresseeItem"]
    for one, two in pairwise(addressees):
        shown = f"{_text(paragraphs[one])} / {_text(paragraphs[two])}"
        yield (
            "addressees exchanged", shown, DOCUMENT,
            partial(_exchange, one=one, two=two),
        )  # fmt: skip
    headings = [i for i, p in enumerate(paragraphs) if _style(p) in _HEADS]
    for number, start in enumerate(headings):
        end = headings[number + 1] if number + 1 < len(headings) else len(paragraphs)
        shown = _text(paragraphs[start])
        yield "section missing", shown, DOCUMENT, partial(_cut, start=start, end=end)
    annex = [i for i, p in enumerate(paragraphs) if _style(p) == "AnnexNumber"]
    if annex and annex[0]:
        end = len(paragraphs)
        yield "annex missing", "", DOCUMENT, partial(_cut, start=annex[0], end=end)
    if root.find(f".//{W}tbl") is not None:
        yield "table row deleted", "", DOCUMENT, _drop_row
    for index, paragraph in enumerate(paragraphs):
        text = _text(paragraph)
        if all(name in text for name in NAMES[1:]):
            yield "names exchanged", text[:50], DOCUMENT, partial(_exchange_names, index=index)
    yield from _exchanges(language, paragraphs)


def _exchanges(
    language: str, paragraphs: list[etree._Element]
) -> Iterator[tuple[str, str, str, Change]]:
    """Two values of one sort change places between two paragraphs of a section, or two cells."""
    sections = [0]
    for paragraph in paragraphs[1:]:
        sections.append(sections[-1] + (_style(paragraph) in _HEADS))
    for what, pattern in _sorts(language).items():
        found = [
            (index, section, match)
            for index, (paragraph, section) in enumerate(zip(paragraphs, sections, strict=True))
            for match in itertools.islice(re.finditer(pattern, _text(paragraph)), 1)
        ]
        for (one, here, a), (two, there, b) in pairwise(found):
            if here == there and a.group() != b.group():
                shown = f"{a.group()} / {b.group()}"
                yield (
                    f"{what} exchanged", shown, DOCUMENT,
                    partial(_exchange_values, first=(one, a.span()), second=(two, b.span())),
                )  # fmt: skip


def _sorts(language: str) -> dict[str, str]:
    """Values that a careless hand exchanges, as regular expressions."""
    month = "|".join(sorted(MONTHS[language].split(), key=len, reverse=True))
    of = " de " if language == "es" else " "
    date = rf"(?<![\d-])\d{{1,2}}(?:er)?{of}(?:{month})(?:{of}\d{{4}})?"
    if language == "zh":
        date = r"(?<!\d)(?:\d{4}年)?\d{1,2}月\d{1,2}日"
    return {
        "dates": date,
        "percentages": r"\d+[\u00a0 ]?%",
        "telephone numbers": r"\+\d[\d ]{8,}\d",
        "times": r"(?<!\d)\d{1,2}:\d{2}",
        "years": r"(?<![-\d/])20\d\d(?![-\d/])",
        "figures": r"(?<![-.,:/+\d \u00a0])\d{1,3}(?![-.,:/\d%]|[ \u00a0]\d|月|日)",
        "amounts": r"(?<![-\d])\d{1,3}[.,]\d\d(?!\d)",
    }


_HEADS: Final = ("Heading1", "AnnexHeading", "AnnexNumber", "H1")


def _replacements(
    language: str,
) -> Iterator[tuple[str, str, Callable[[re.Match[str]], str]]]:
    def last_figure(match: re.Match[str]) -> str:
        return match.group()[:-1] + str((int(match.group()[-1]) + 1) % 10)

    def first_figure(match: re.Match[str]) -> str:
        return str(int(match.group()[0]) % 9 + 1) + match.group()[1:]

    yield "last figure", r"\d+", last_figure
    yield "first figure", r"\d{2,}", first_figure
    yield "figures left out", r"(?<=\d)\d(?=\d)", lambda m: ""
    months = MONTHS[language].split()
    after = dict(zip(months, [*months[1:], months[0]], strict=True))
    word = "|".join(sorted(months, key=len, reverse=True))
    month = rf"(?<!\d)(?:{word})" if language == "zh" else rf"\b(?:{word})\b"
    yield "month", month, lambda m: after[m.group()]
    glue = "(?<!\\w)" if language != "zh" else ""
    for old, new in WORDS[language].items():
        end = "(?!\\w)" if language != "zh" else "(?=个|（|份|次)"
        yield "number in words", rf"{glue}{old}{end}", partial(_instead, new)
    known = ACRONYMS[language].split()
    for number, acronym in enumerate(known):
        other = known[(number + 3) % len(known)]
        around = "(?![-\\w]|[A-Z])" if acronym in ("ITU", "UIT", "МСЭ") else "(?![A-Z])"
        pattern = rf"(?<![A-Za-zА-Яа-я.-]){re.escape(acronym)}{around}"
        yield "acronym", pattern, partial(_instead, other)
    yield (
        "range turned round",
        r"(\d+)([-–]|日?至| a | au | to )(\d+)",
        (lambda m: m.group(3) + m.group(2) + m.group(1)),
    )
    yield "e-mail", r"[a-z.]+@", lambda m: m.group().replace("e", "a", 1)
    yield "e-mail domain", r"@itu\.int", lambda m: "@itu.org"
    yield "web address", r"www\.itu\.int", lambda m: "www.itu.org"
    yield "percentage", r"\d+[\u00a0 ]?%", lambda m: m.group().rstrip("%").rstrip("\u00a0 ")
    for old, new in PLACES[language].items():
        # The address at the foot of the page is the same in several languages.
        yield "place", rf"{glue}{re.escape(old)}(?! 20)", partial(_instead, new)
    for number, name in enumerate(NAMES):
        yield "name", name, partial(_instead, NAMES[(number + 1) % 3])
        yield "letter of a name", name, lambda m: m.group()[:-1] + "x"
        yield "name left out", name, lambda m: ""
    yield "director", DIRECTOR[language], lambda m: m.group()[:-1] + m.group()[0]


def _instead(new: str, _: re.Match[str]) -> str:
    return new


def _shown(root: etree._Element) -> Iterator[etree._Element]:
    for paragraph in root.iter(f"{W}p"):
        if _text(paragraph).strip():
            yield paragraph


def _runs(paragraph: etree._Element) -> list[etree._Element]:
    return list(paragraph.iter(f"{W}t"))


def _text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in _runs(paragraph))


def _texts(root: etree._Element) -> list[str]:
    return [_text(paragraph) for paragraph in _shown(root)]


def _style(paragraph: etree._Element) -> str:
    node = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if node is None else str(node.get(f"{W}val"))


def _put(root: etree._Element, index: int, span: tuple[int, int], new: str) -> None:
    """Other words in the place of some, however they are spread over runs."""
    paragraph = list(_shown(root))[index]
    at = 0
    rest = new
    for node in _runs(paragraph):
        text = node.text or ""
        begin, end = max(span[0] - at, 0), min(span[1] - at, len(text))
        if begin < end or (begin == end == 0 and span[0] == span[1] == at):
            node.text = text[:begin] + rest + text[end:]
            rest = ""
        at += len(text)


def _drop(root: etree._Element, index: int) -> None:
    paragraph = list(_shown(root))[index]
    parent = paragraph.getparent()
    assert parent is not None
    if parent.tag == f"{W}tc" and len(parent.findall(f"{W}p")) == 1:
        for node in _runs(paragraph):
            node.text = ""
        return
    parent.remove(paragraph)


def _twice(root: etree._Element, index: int) -> None:
    paragraph = list(_shown(root))[index]
    paragraph.addnext(copy.deepcopy(paragraph))


def _exchange(root: etree._Element, one: int, two: int) -> None:
    """The last texts of two paragraphs change places: the classes, not the words before them."""
    paragraphs = list(_shown(root))
    a, b = paragraphs[one], paragraphs[two]
    first, second = _behind_tab(a), _behind_tab(b)
    texts = [node.text for node in first], [node.text for node in second]
    for nodes, new in ((first, texts[1]), (second, texts[0])):
        nodes[0].text = "".join(text or "" for text in new)
        for node in nodes[1:]:
            node.text = ""


def _behind_tab(paragraph: etree._Element) -> list[etree._Element]:
    nodes: list[etree._Element] = []
    for node in paragraph.iter(f"{W}t", f"{W}tab"):
        if node.tag == f"{W}tab" and node.getparent().tag == f"{W}r":  # type: ignore[union-attr]  # a run
            nodes = []
        elif node.tag == f"{W}t":
            nodes.append(node)
    return nodes


def _cut(root: etree._Element, start: int, end: int) -> None:
    for paragraph in list(_shown(root))[start:end]:
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)


def _drop_row(root: etree._Element) -> None:
    row = root.find(f".//{W}tbl/{W}tr")
    assert row is not None
    parent = row.getparent()
    assert parent is not None
    parent.remove(row)


def _exchange_values(
    root: etree._Element, first: tuple[int, tuple[int, int]], second: tuple[int, tuple[int, int]]
) -> None:
    (one, a), (two, b) = first, second
    texts = _texts(root)
    here, there = texts[one][slice(*a)], texts[two][slice(*b)]
    _put(root, one, a, there)
    _put(root, two, b, here)


def _exchange_names(root: etree._Element, index: int) -> None:
    for node in _runs(list(_shown(root))[index]):
        text = node.text or ""
        one, two = NAMES[1:]
        node.text = text.replace(one, "§").replace(two, one).replace("§", two)
