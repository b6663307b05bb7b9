"""Names of persons, found where documents of several languages are compared.

A name is what stands beside a title (Ms, г-жа, 女士), or a paragraph of its own that stands alike
in two documents or more (a signature). Names keep their Latin letters in the Union's Russian,
Chinese and Arabic; one that such a document writes in its own letters is not missed there. Which
forms are established is a matter of data (:mod:`docgen.concordance.recognize.equivalents`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from docgen.concordance.document import Document, Role, Section
from docgen.concordance.recognize import ar, en, es, fr, ru
from docgen.concordance.recognize.grammar import LETTER
from docgen.concordance.recognize.values import Kind, Value

_CAPITAL: Final = "A-ZÀ-ÖØ-Þ"
_LATIN: Final = "A-Za-zÀ-ÖØ-öø-ɏ"
# An initial has a full stop; after a longer word it ends the sentence.
_WORD: Final = rf"(?:[{_CAPITAL}]\.|[{_CAPITAL}][{_LATIN}']*(?:-[{_LATIN}]+)*)"
_PARTICLE: Final = (
    r"(?:(?:de|da|di|do|dos|del|la|le|van|von|der|den|bin|bint|al|el|ben|ould|y)[ -])*"
)
_NAME: Final = rf"{_WORD}(?:[ ]{_PARTICLE}{_WORD})*"
_LINE: Final = re.compile(rf"{_WORD}(?:[ ]{_PARTICLE}{_WORD}){{1,4}}")
_ZH_TITLES: Final = "女士|先生|博士|教授|小姐|阁下"
_HAN: Final = "[\u4e00-\u9fff]"
# The commonest family names (Ministry of Public Security, 2020), without those that are also words
# between others: 向 to, 于 at, 任 appoint, 和 and, 时 time.
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏傅邹熊孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔"
)
_LATIN_SCRIPT: Final = ("en", "es", "fr")

_BESIDE: Final = {
    module.GRAMMAR.code: re.compile(rf"(?:{module.GRAMMAR.titles})\s+(?P<name>{_NAME})")
    for module in (ar, en, es, fr, ru)
} | {"zh": re.compile(rf"(?P<name>{_NAME})\s?(?:{_ZH_TITLES})")}
# A name in the letters of the language itself.
_OWN: Final = {
    "ru": re.compile(rf"(?:{ru.GRAMMAR.titles})\s+[А-Я][а-я]+"),
    "ar": re.compile(rf"(?:{ar.GRAMMAR.titles})\s+[\u0620-\u064a]{{2,}}"),
    "zh": re.compile(
        rf"(?:[{_SURNAMES}]{_HAN}{{0,2}}|{_HAN}{{1,6}}·{_HAN}{{1,8}})(?:{_ZH_TITLES})"
    ),
}

# Languages greet by the full name, by the family name or by the title alone.
_GREETING: Final = re.compile("Dear |Estimad[ao] |Уважаем(?:ая|ый) |尊敬的|حضرة |صاحبة? السعادة ")

Named = list[list[tuple[int, Value]]]  # for each section: index of the paragraph, and the name


def persons(
    documents: Sequence[tuple[str, Document]], established: Sequence[str] = ()
) -> list[Named]:
    """The names in each document, section by section, each at the paragraph that holds it.

    ``documents`` are pairs of language and document. ``established`` are names that have forms in
    several scripts, which are recognized by those and left out here. An optional value, at no
    paragraph (-1), stands for a name that a document may have in its own letters.
    """
    names = _candidates(documents) - set(established)
    ordered = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(
        rf"(?<![{LETTER}])(?:{'|'.join(map(re.escape, ordered)) or '(?!)'})(?![{LETTER}])"
    )
    short = {name for name in names if any(_part_of(name, other) for other in names)}
    found = [
        [list(_found(section, pattern, short)) for section in document.sections]
        for _, document in documents
    ]
    for (language, document), named in zip(documents, found, strict=True):
        if language in _LATIN_SCRIPT:
            continue
        own = sum(
            len(_OWN[language].findall(p.text)) for s in document.sections for p in s.paragraphs
        )
        here = {value.key for section in named for _, value in section}
        lacking = [name for name in ordered if name not in here]
        titled = [name for name in lacking if _beside_a_title(name, documents)]
        for name in lacking:
            if len(titled) <= own or name not in titled:
                for section in named:
                    section += [
                        (-1, Value(Kind.PERSON, name, "", 0, 0, required=False)) for _ in range(9)
                    ]
    return found


def titled(text: str, language: str) -> Iterator[tuple[str, str, str]]:
    """The names beside a title: each with its title, and both as they stand there."""
    for match in _BESIDE[language].finditer(text):
        name = match["name"]
        yield name.rstrip("."), match.group().replace(name, "", 1).strip(), match.group()


def _part_of(name: str, other: str) -> bool:
    """Whether a name is the first or last part of a longer one: a salutation has Ms Specimen."""
    return other.startswith(f"{name} ") or other.endswith(f" {name}")


def _found(section: Section, pattern: re.Pattern[str], short: set[str]) -> list[tuple[int, Value]]:
    """The names of a section; a part of a name and a name in a salutation are optional."""
    return [
        (
            index,
            Value(
                Kind.PERSON,
                match.group(),
                match.group(),
                *match.span(),
                required=match.group() not in short and not _GREETING.match(paragraph.text),
            ),
        )
        for index, paragraph in enumerate(section.paragraphs)
        for match in pattern.finditer(paragraph.text)
    ]


def _candidates(documents: Sequence[tuple[str, Document]]) -> set[str]:
    beside: set[str] = set()
    alone: Counter[str] = Counter()
    for language, document in documents:
        lines: set[str] = set()
        for section in document.sections:
            for paragraph in section.paragraphs:
                for match in _BESIDE[language].finditer(paragraph.text):
                    beside.add(match["name"].rstrip("."))
                plain_text = paragraph.role is Role.TEXT and section.kind not in ("frame", "notes")
                if plain_text and language in _LATIN_SCRIPT and _LINE.fullmatch(paragraph.text):
                    lines.add(paragraph.text)
        alone.update(lines)
    return beside | {name for name, count in alone.items() if count > 1}


def _beside_a_title(name: str, documents: Sequence[tuple[str, Document]]) -> bool:
    return any(
        match["name"].rstrip(".") == name
        for language, document in documents
        for section in document.sections
        for paragraph in section.paragraphs
        for match in _BESIDE[language].finditer(paragraph.text)
    )
