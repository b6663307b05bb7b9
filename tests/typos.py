"""Typing errors sown into finished letters, as XML; each says its code and where it must be found.

Paragraphs are counted here by a table of their own, and nothing asks docgen what is wrong.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT: Final = "word/document.xml"
STYLES: Final = "word/styles.xml"
CORE: Final = "docProps/core.xml"
HEADER: Final = "word/header2.xml"

# A sentence and a few words that were left in another language; a date that was.
LEFT: Final = {
    "ar": ("يرجى تأكيد المشاركة في أقرب وقت من أجل التحضير.", "في أقرب وقت من أجل", ""),
    "en": ("Please confirm the participation of the delegates.", "for the training of delegates",
           "6 March 2024"),
    "es": ("Le ruego que confirme su participación en la reunión.", "para las delegadas del curso",
           "6 de enero de 2024"),
    "fr": ("Veuillez confirmer votre participation à la réunion.", "pour les déléguées du réseau",
           "6 février 2024"),
    "ru": ("Просьба подтвердить участие в собрании.", "просьба подтвердить", "6 марта 2024 года"),
    "zh": ("请尽快确认您将参加会议。", "请确认您的参会", "2024年3月6日"),
}  # fmt: skip
FOREIGN_MARKS: Final = {
    "ar": "‹›", "en": "«»", "es": "„“", "fr": "„“", "ru": "“”", "zh": "«»",
}  # fmt: skip
PLACEHOLDERS: Final = (
    "{{ contact.name }}", "{% if x %}", "XXX", "TBD", "[…]", "[ ]", "«Family_name»",
    "lorem ipsum", "______", "[insert date]", "()", "<name>", "???",
)  # fmt: skip
COUNTRIES: Final = {
    "ar": "كوريا الجنوبية", "en": "South Korea", "es": "Turquía", "fr": "Corée du Sud",
    "ru": "Белоруссия", "zh": "韩国",
}  # fmt: skip
HALF: Final = {"，": ",", "。": ".", "；": ";", "：": ":", "（": "(", "）": ")"}
PAGE_LAYOUT: Final = "layout of section 1"


@dataclass(frozen=True, slots=True)
class Typo:
    """A file with one error; ``place`` is the detail of the place that must be named."""

    code: str
    what: str
    place: str
    data: bytes


@dataclass
class Letter:
    """A letter that errors are sown into."""

    language: str
    data: bytes

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def tree(self, part: str = DOCUMENT) -> etree._Element:
        return etree.fromstring(self.parts[part])

    def changed(self, root: etree._Element, part: str = DOCUMENT) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, etree.tostring(root) if name == part else data)
        return made.getvalue()

    def sown(
        self, code: str, what: str, change: Callable[[etree._Element], int | str | None],
        part: str = DOCUMENT,
    ) -> Iterator[Typo]:  # fmt: skip
        """One error, where the letter offers it: ``change`` gives the paragraph, or the place."""
        root = self.tree(part)
        where = change(root)
        if where is not None:
            place = f"paragraph {where}" if isinstance(where, int) else where
            yield Typo(code, what, place, self.changed(root, part))


def paragraphs(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(f"{W}p"))


def texts(paragraph: etree._Element) -> list[etree._Element]:
    return [node for node in paragraph.iter(f"{W}t") if node.text]


def said(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in texts(paragraph))


def style(paragraph: etree._Element) -> str:
    node = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if node is None else str(node.get(f"{W}val"))


def of_style(root: etree._Element, *names: str) -> list[tuple[int, etree._Element]]:
    return [(n, p) for n, p in enumerate(paragraphs(root), 1) if style(p) in names and said(p)]


def body(root: etree._Element, at: int = 0) -> tuple[int, etree._Element]:
    """One of the letter's own paragraphs, a long one."""
    long = [one for one in of_style(root, "BodyText", "Contact") if len(said(one[1])) > 25]
    return long[at % len(long)]


def last_text(paragraph: etree._Element) -> etree._Element:
    return texts(paragraph)[-1]


def longest(paragraph: etree._Element) -> etree._Element:
    return max(texts(paragraph), key=lambda node: len(node.text or ""))


def run_of(node: etree._Element) -> etree._Element:
    return next(up for up in node.iterancestors() if up.tag == f"{W}r")


def properties(element: etree._Element, name: str) -> etree._Element:
    own = element.find(f"{W}{name}")
    if own is None:
        own = etree.Element(f"{W}{name}")
        element.insert(0, own)
    return own


def put(holder: etree._Element, name: str, **values: str) -> None:
    for old in holder.findall(f"{W}{name}"):
        holder.remove(old)
    node = etree.SubElement(holder, f"{W}{name}")
    for key, value in values.items():
        node.set(f"{W}{key}", value)


def put_words(root: etree._Element, words: str, at: int = 0) -> int:
    """Words at the end of a paragraph, before its last mark."""
    number, paragraph = body(root, at)
    node = last_text(paragraph)
    text = node.text or ""
    mark = text[-1] if text[-1] in ".。:：;" else ""
    node.text = f"{text.removesuffix(mark)} {words}{mark}"
    return number


def inside(root: etree._Element, change: Callable[[str], str], at: int = 0) -> int | None:
    """The longest text of a paragraph, changed."""
    number, paragraph = body(root, at)
    node = longest(paragraph)
    new = change(node.text or "")
    if new == node.text:
        return None
    node.text = new
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return number


def anywhere(root: etree._Element, old: str, new: str) -> int | None:
    """The first text that matches, changed."""
    for number, paragraph in enumerate(paragraphs(root), 1):
        for node in texts(paragraph):
            made = re.sub(old, new, node.text or "", count=1)
            if made != node.text:
                node.text = made
                return number
    return None


def quoted(text: str, marks: str, language: str) -> str:
    if language == "zh":
        return f"{text[:3]}{marks[0]}{text[3:6]}{marks[1]}{text[6:]}"
    words = text.split(" ")
    at = next(i for i, word in enumerate(words) if i and word.isalpha() and len(word) > 2)
    words[at] = f"{marks[0]}{words[at]}{marks[1]}"
    return " ".join(words)


def typos(letter: Letter, others: dict[str, Letter]) -> Iterator[Typo]:
    """All errors that a letter offers; ``others`` are the same letter in the other languages."""
    yield from residue(letter, others)
    yield from marks(letter)
    yield from script(letter)
    yield from leftovers(letter)
    yield from access(letter)


def residue(letter: Letter, others: dict[str, Letter]) -> Iterator[Typo]:
    for at, (code, other) in enumerate(others.items()):
        foreign = [said(p) for _, p in of_style(other.tree(), "BodyText", "Contact")]

        def whole(root: etree._Element, at: int = at, foreign: list[str] = foreign) -> int:
            number, paragraph = body(root, at)
            first, *rest = texts(paragraph)
            first.text = max(foreign, key=len)
            for node in rest:
                node.text = ""
            return number

        yield from letter.sown("P010", f"a paragraph in {code}", whole)
        for what, words in zip(("a sentence", "words", "a date"), LEFT[code], strict=True):
            if words:
                yield from letter.sown(
                    "P010", f"{what} in {code}",
                    partial(put_words, words=words, at=at),
                )  # fmt: skip
    if letter.language == "ru":
        yield from letter.sown(
            "P010", "a Latin c", lambda r: anywhere(r, "(?<=[а-я])с(?=[а-я])", "c")
        )


def marks(letter: Letter) -> Iterator[Typo]:
    code = letter.language
    for at in range(3):
        yield from letter.sown(
            "P011",
            "straight marks",
            partial(inside, change=lambda t: quoted(t, '""', code), at=at),
        )
    yield from letter.sown(
        "P011", "foreign marks", lambda r: inside(r, lambda t: quoted(t, FOREIGN_MARKS[code], code))
    )
    yield from letter.sown(
        "P011", "a mark alone", lambda r: anywhere(r, "[»”](?!\\w)|(?<=\\w)“", "")
    )
    if code == "fr":
        yield from letter.sown("P011", "an apostrophe", lambda r: anywhere(r, "’", "'"))
    if code != "zh":
        for at in range(4):
            yield from letter.sown(
                "P012",
                "two spaces",
                partial(inside, change=lambda t: t.replace(" ", "  ", 1), at=at),
            )
        yield from letter.sown(
            "P012",
            "a no-break space and another",
            lambda r: inside(r, lambda t: t.replace(" ", "\u00a0 ", 1)),
        )
    if code in ("fr", "es", "ru"):
        yield from letter.sown("P013", "before %", lambda r: anywhere(r, "\u00a0%", " %"))
        yield from letter.sown("P013", "no space before %", lambda r: anywhere(r, "\u00a0%", "%"))
    if code == "fr":
        yield from letter.sown("P013", "behind «", lambda r: anywhere(r, "«\u00a0", "« "))
        yield from letter.sown("P013", "before »", lambda r: anywhere(r, "\u00a0»", "»"))
        yield from letter.sown("P014", "before :", lambda r: anywhere(r, r"(?<=\w):$", "\u00a0:"))
        yield from letter.sown("P014", "before ;", lambda r: anywhere(r, r"(?<=\w);$", " ;"))
    if code in ("es", "ru"):
        yield from letter.sown("P014", "inside «", lambda r: anywhere(r, "«", "«\u00a0"))
        yield from letter.sown("P014", "before :", lambda r: anywhere(r, r"(?<=\w):$", " :"))
    if code == "en":
        yield from letter.sown("P014", "before %", lambda r: anywhere(r, "(?<=\\d)%", " %"))
    if code not in ("zh", "ar"):
        yield from letter.sown("P014", "before a comma", lambda r: anywhere(r, r"(?<=\w), ", " , "))
        yield from letter.sown("P014", "behind (", lambda r: anywhere(r, r"\((?=\w)", "( "))
    if code == "ar":
        yield from letter.sown("P014", "before a comma", lambda r: anywhere(r, r"(?<=\w)، ", " ، "))
    if code == "zh":
        for at in range(3):
            yield from letter.sown(
                "P014",
                "between characters",
                partial(
                    inside,
                    change=lambda t: re.sub("(?<=[一-龥])(?=[一-龥])", " ", t, count=1),
                    at=at,
                ),
            )
        for full, half in HALF.items():
            yield from letter.sown(
                "P015",
                f"a half-width {half}",
                partial(
                    anywhere,
                    old=f"(?<=[一-龥]){full}" if full != "（" else "（(?=[一-龥])",
                    new=half,
                ),
            )
    yield from letter.sown("P051", "a country", lambda r: put_words(r, COUNTRIES[code]))


def script(letter: Letter) -> Iterator[Typo]:
    code = letter.language

    def turned(root: etree._Element, at: int) -> int:
        number, paragraph = body(root, at)
        put(properties(paragraph, "pPr"), "bidi", val="0" if code == "ar" else "1")
        return number

    for at in range(3):
        yield from letter.sown("P016", "a paragraph", partial(turned, at=at))

    def section(root: etree._Element) -> str:
        layout = next(root.iter(f"{W}sectPr"))
        put(layout, "bidi", val="0" if code == "ar" else "1")
        return PAGE_LAYOUT

    yield from letter.sown("P016", "a section", section)

    def table(root: etree._Element) -> int | None:
        first = next(root.iter(f"{W}tbl"), None)
        if first is None:
            return None
        put(properties(first, "tblPr"), "bidiVisual", val="0" if code == "ar" else "1")
        inner = next(first.iter(f"{W}p"))
        return paragraphs(root).index(inner) + 1

    yield from letter.sown("P016", "a table", table)

    def formatted(root: etree._Element, at: int, name: str, **values: str) -> int:
        number, paragraph = body(root, at)
        put(properties(run_of(longest(paragraph)), "rPr"), name, **values)
        return number

    if code == "ar":
        for at in range(4):
            yield from letter.sown(
                "P017", "no w:rtl", partial(formatted, at=at, name="rtl", val="0")
            )
        yield from letter.sown("P018", "an island", lambda r: islands(r, "WTSA-2"))
        yield from letter.sown("P018", "a telephone number", lambda r: islands(r, "+41"))
        yield from letter.sown("P018", "an address", lambda r: islands(r, "charlyne"))
        yield from letter.sown("P018", "a range", lambda r: anywhere(r, "\u200e(?=\\d+-\\d)", ""))
        yield from letter.sown("P019", "a font", lambda r: formatted(r, 1, "rFonts", cs="Calibri"))
        yield from letter.sown("P019", "a size", lambda r: formatted(r, 2, "sz", val="28"))
        yield from letter.sown("P019", "bold", lambda r: formatted(r, 0, "b", val="1"))
    if code == "zh":
        for font in ("Arial", "Calibri", "Times New Roman"):
            yield from letter.sown(
                "P019",
                font,
                partial(formatted, at=1, name="rFonts", eastAsia=font, hint="eastAsia"),
            )

        def hint(root: etree._Element) -> int | None:
            for number, paragraph in enumerate(paragraphs(root), 1):
                for node in texts(paragraph):
                    if "“" in (node.text or "") or "”" in (node.text or ""):
                        for fonts in run_of(node).iter(f"{W}rFonts"):
                            fonts.attrib.pop(f"{W}hint", "")
                        return number
            return None

        yield from letter.sown("P019", "no hint", hint)
    if code == "ru":
        yield from letter.sown(
            "P019",
            "a font",
            lambda r: formatted(
                r, 0, "rFonts", ascii="Traditional Arabic", hAnsi="Traditional Arabic"
            ),
        )
    kind = {"ar": "bidi", "zh": "eastAsia"}.get(code, "val")
    wrong = {"ar": "he-IL", "zh": "ja-JP", "en": "fr-FR"}.get(code, "en-US")

    def marked(root: etree._Element, at: int) -> int:
        number, paragraph = body(root, at)
        for node in texts(paragraph):
            put(properties(run_of(node), "rPr"), "lang", **{kind: wrong})
        return number

    for at in range(2):
        yield from letter.sown("P020", "a paragraph's language", partial(marked, at=at))

    def default(root: etree._Element) -> str:
        for node in root.iter(f"{W}lang"):
            node.set(f"{W}{kind}", wrong)
        return "styles"

    yield from letter.sown("P020", "the styles", default, STYLES)

    def core(root: etree._Element) -> str:
        for node in root:
            if str(node.tag).endswith("}language"):
                node.text = wrong
        return "properties"

    yield from letter.sown("P020", "the properties", core, CORE)


def islands(root: etree._Element, words: str) -> int | None:
    """A Latin island that is marked as running from right to left, without marks of direction."""
    for number, paragraph in enumerate(paragraphs(root), 1):
        for node in texts(paragraph):
            own = properties(run_of(node), "rPr")
            arabic = any("\u0620" <= c <= "\u064a" for c in said(paragraph))
            if words in (node.text or "") and own.find(f"{W}rtl") is None and arabic:
                put(own, "rtl")
                node.text = (node.text or "").replace("\u200e", "")
                return number
    return None


def leftovers(letter: Letter) -> Iterator[Typo]:
    for at, words in enumerate(PLACEHOLDERS):
        yield from letter.sown("P021", words, partial(put_words, words=words, at=at))

    def titled(root: etree._Element) -> str:
        for node in root:
            if str(node.tag).endswith("}title"):
                node.text = "{{ letter.subject }}"
        return "property title"

    yield from letter.sown("P021", "the title", titled, CORE)

    def field(root: etree._Element) -> int:
        number, paragraph = body(root)
        node = etree.SubElement(paragraph, f"{W}fldSimple")
        node.set(f"{W}instr", " MERGEFIELD Name ")
        return number

    yield from letter.sown("P021", "a merge field", field)

    def emptied(root: etree._Element, at: int, names: tuple[str, ...]) -> int | None:
        some = of_style(root, *names)
        if len(some) <= at:
            return None
        number, paragraph = some[at]
        for node in list(paragraph):
            if node.tag != f"{W}pPr":
                paragraph.remove(node)
        return number

    for at in range(2):
        yield from letter.sown("P022", "an item", partial(emptied, at=at, names=("ListBullet",)))
    yield from letter.sown(
        "P022", "a heading", partial(emptied, at=0, names=("Heading1", "AnnexHeading"))
    )

    def blanks(root: etree._Element) -> int:
        number, paragraph = body(root)
        for _ in range(2):
            blank = etree.Element(f"{W}p")
            blank.append(copy.deepcopy(properties(paragraph, "pPr")))
            paragraph.addprevious(blank)
        return number

    yield from letter.sown("P023", "blank paragraphs", blanks)

    def breaks(root: etree._Element) -> int:
        number, paragraph = body(root, 1)
        run = run_of(longest(paragraph))
        for _ in range(2):
            run.insert(1 if run[0].tag == f"{W}rPr" else 0, etree.Element(f"{W}br"))
        run.insert(1 if run[0].tag == f"{W}rPr" else 0, copy.deepcopy(longest(paragraph)))
        return number

    yield from letter.sown("P023", "a blank line", breaks)

    def cell(root: etree._Element) -> int | None:
        for one in root.iter(f"{W}tc"):
            for paragraph in one.iter(f"{W}p"):
                for node in list(paragraph):
                    if node.tag != f"{W}pPr":
                        paragraph.remove(node)
            return paragraphs(root).index(next(one.iter(f"{W}p"))) + 1
        return None

    yield from letter.sown("P024", "a cell", cell)

    def value(root: etree._Element) -> int | None:
        for number, paragraph in of_style(root, "Reference"):
            behind = False
            for node in list(paragraph.iter(f"{W}tab", f"{W}t")):
                behind |= node.tag == f"{W}tab" and node.getparent().tag == f"{W}r"  # type: ignore[union-attr]  # a run
                if behind and node.tag == f"{W}t":
                    node.text = ""
            return number
        return None

    yield from letter.sown("P024", "a value", value)


def access(letter: Letter) -> Iterator[Typo]:
    def mute(root: etree._Element) -> str:
        for node in root.iter():
            node.attrib.pop("descr", "")
        return "header2 paragraph 1"

    yield from letter.sown("P025", "a picture", mute, HEADER)

    def deeper(root: etree._Element) -> int | None:
        headed = of_style(root, "Heading1", "AnnexHeading")
        if not headed:
            return None
        number, paragraph = headed[0]
        put(properties(paragraph, "pPr"), "outlineLvl", val="4")
        return number

    yield from letter.sown("P026", "a level", deeper)

    def bare(root: etree._Element) -> int:
        number, paragraph = body(root)
        table = etree.Element(f"{W}tbl")
        if letter.language == "ar":
            put(properties(table, "tblPr"), "bidiVisual")
        for _ in range(2):
            row = etree.SubElement(table, f"{W}tr")
            for _ in range(2):
                inner = etree.SubElement(row, f"{W}tc")
                inner.append(copy.deepcopy(paragraph))
        paragraph.addnext(table)
        return number + 1

    yield from letter.sown("P027", "a table", bare)

    def untitled(root: etree._Element) -> str:
        for node in list(root):
            if str(node.tag).endswith("}title"):
                root.remove(node)
        return "properties"

    yield from letter.sown("P028", "no title", untitled, CORE)
    for colour in ("AAAAAA", "FFD700"):

        def pale(root: etree._Element, colour: str = colour) -> int:
            number, paragraph = body(root)
            put(properties(run_of(longest(paragraph)), "rPr"), "color", val=colour)
            return number

        yield from letter.sown("P029", f"letters in {colour}", pale)

    def dark(root: etree._Element) -> int:
        number, paragraph = body(root)
        own = properties(run_of(longest(paragraph)), "rPr")
        put(own, "color", val="1F3A5F")
        put(own, "shd", val="clear", fill="000000")
        return number

    yield from letter.sown("P029", "a dark ground", dark)
