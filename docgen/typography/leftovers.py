"""P021 to P024, P100, P101: placeholders, places left empty, and what those who wrote it left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from docgen import languages
from docgen.diagnostics import Finding, Place, error, warning
from docgen.template.ooxml import attribute, word_name
from docgen.typography.marks import near
from docgen.typography.page import Page, Passage

# What stands in brackets where somebody was to write something, in six languages.
_TO_FILL: Final = (
    "insert", "to be ", "add ", "name", "family name", "first name", "date", "place", "time",
    "address", "title", "number", "your ", "enter ", "click ", "signature",
    "insérer", "à compléter", "à insérer", "nom", "prénom", "lieu", "heure", "adresse", "fonction",
    "insertar", "nombre", "apellido", "por ", "fecha", "lugar", "hora", "dirección", "cargo",
    "вставить", "указать", "имя", "фамилия", "фио", "дата", "место", "время", "адрес", "должность",
    "填写", "待定", "待补", "待填", "待确认", "姓名", "日期", "地点", "地址", "职务",
    "يُدرج", "الاسم", "التاريخ", "المكان", "العنوان", "الوظيفة",
)  # fmt: skip
# Months in letters, the Russian ones in any case.
_MONTHS: Final = "|".join(
    sorted(
        re.sub("[ьй]$", r"\\w", month)
        for code in languages.CODES
        for month in languages.get(code).months
        if not month[0].isdigit()
    )
)
_PLACEHOLDERS: Final = re.compile(
    rf"""
      \{{\{{ | \}}\}} | \{{% | %\}} | \{{\# | \#\}}    # tags
    | \$?\{{\s*[^\W\d][\w. -]{{0,40}}\}} | %[A-Z_]{{3,40}}%  # {{name}}, ${{name}}, %NAME%
    | «\s*(?:\.{{2,}}|…)?\s*»                              # a merge field without a name
    | «\s?[A-Za-z]+(?:_[A-Za-z0-9]+)+\s?»                  # «Family_name»
    | «\s?(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)+)\s?»             # «FamilyName»
    | <<[^<>]{{1,40}}>> | <[A-Za-z][A-Za-z]+(?:[ _][A-Za-z]+){{0,6}}>  # <<name>>, <name>
    | \b[Xx]{{3,}}\b | \b[XХ]{{2}}[./:-][XХ]{{2}}\b          # XXX, XX.XX.2024, XX:XX
    | \b[XxХх]{{2}}(?=[ \u00a0](?:de[ ])?(?:{_MONTHS}))      # XX April
    | (?<![A-Za-z])[XxXＸ×○]{{1,4}}(?=[月日]|女士|先生|博士)               # X月X日, XX女士
    | \b(?:TBD|TBC|TBA|TODO|FIXME|N\.\s?N\.)(?!\w)
    | \b[Ll]orem\s+ipsum\b | \bdolor\s+sit\s+amet\b
    | \[\s*(?:\.{{2,}}|…|[Xx]+|_+|[●•▪■□*\#]+|)\s*\] | \(\s*(?:\.{{2,}}|_+|)\s*\)
    | （\s*(?:…+|_+|待定|待补充?|待填写?|待确认|)\s*） | 【\s*】
    | \[\s*(?i:{"|".join(re.escape(each) for each in _TO_FILL)})[^\]]{{0,60}}\]
    | _{{3,}} | \?{{3,}} | \.{{5,}}(?![.\s]*\d{{1,3}}\s*$) | …{{3,}} | [￼�]
    | \b(?:undefined|NaN)\b | \[object\ Object\]
    | \#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)        # what a workbook shows for an error
    | \d{{4}}-\d\d-\d\d[ T]00:00(?::00)?                   # a date as a program has it
    | Error!\s | Erreur\s?!\s?(?:Source|Signet) | ¡Error!\s | Ошибка!\s
    | 错误！?!?\s?未找到 | خطأ!\s
    """,
    re.VERBOSE,
)
_NONE: Final = re.compile(r"(?<![\w-])(?:None|null)(?![\w-])")
_NOTHING: Final = ("None", "nan", "null", "NULL")
_BULLET_ALONE: Final = re.compile(r"^\s*(?:[–—•·▪‣●○◦*-])\s*$")
_LABEL: Final = re.compile(r"[:：]\s*\t\s*[–—-]?\s*$|^[^:：\t]{1,30}[:：]\s*$")
_TRACKED: Final = frozenset(
    (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange"),
        *("tblGridChange", "numberingChange"),
    )
)
_SHOWN: Final = ("t", "delText")
_LINES_MIN: Final = 2  # empty paragraphs together


def placeholders(page: Page) -> Iterator[Finding]:
    """P021: something that was to be filled in, in the text or in the properties."""
    hint = "fill it in"
    for name, text in page.core.items():
        match = _PLACEHOLDERS.search(text)
        if match is not None:
            place = Place(page.file, (0,), f"property {name}")
            yield error("P021", place, f"not filled in: {near(text, match.start())}", hint)
    for passage in page.passages:
        match = _PLACEHOLDERS.search(passage.text)
        if match is None and page.language != "en":
            match = _NONE.search(passage.text)
        if match is None and passage.text.strip() in _NOTHING:
            match = re.search(r"\S", passage.text)
        if match is not None:
            what = near(passage.text, match.start())
            yield error("P021", passage.place, f"not filled in: {what}", hint)
            continue
        what = _unfilled(passage.element)
        if what:
            yield error("P021", passage.place, f"not filled in: {what}", hint)


def _unfilled(paragraph: etree._Element) -> str:
    """A merge field, or a content control that still shows its prompt (17.5.2.39)."""
    for node in paragraph.iter():
        code = attribute(node, "instr") if word_name(node) == "fldSimple" else node.text or ""
        if word_name(node) in ("instrText", "fldSimple") and re.match(r"\s*MERGEFIELD\b", code):
            return code.strip()
    for up in (paragraph, *paragraph.iterancestors(), *paragraph.iter()):
        if word_name(up) == "sdt" and any(word_name(n) == "showingPlcHdr" for n in up.iter()):
            return "a content control shows its prompt"
    return ""


def revisions(page: Page) -> Iterator[Finding]:
    """P100 and P101: a tracked change (17.13.5) or a comment (17.13.4), once for each paragraph."""
    told: set[tuple[str, Place]] = set()
    for _, root in page.roots:
        for node in root.iter():
            name = word_name(node) or ""
            code = "P101" if name == "commentReference" else "P100" if name in _TRACKED else ""
            if not code:
                continue
            at = node
            if any(word_name(up) in ("trPr", "tcPr") for up in node.iterancestors()):
                # The mark of a row or cell stands before its paragraphs.
                at = next(up for up in node.iterancestors() if word_name(up) in ("tr", "tc"))
            place = page.place_in(at)
            if (code, place) in told:
                continue
            told.add((code, place))
            if code == "P101":
                yield error("P101", place, "a comment is left in the letter",
                            "delete it in Word: Review, Delete All Comments")  # fmt: skip
            else:
                text = "".join(n.text or "" for n in node.iter() if word_name(n) in _SHOWN)
                what = f": {near(text, 0)}" if text.strip() else ""
                yield error("P100", place, f"a tracked change is left in the letter{what}",
                            "accept or reject it in Word: Review, Accept All Changes")  # fmt: skip


def empty_items(page: Page) -> Iterator[Finding]:
    """P022: an item of a list, or a heading, without words."""
    for passage in page.passages:
        bare = not passage.text.strip()
        if (bare and passage.listed and not passage.shows) or _BULLET_ALONE.match(passage.text):
            yield error("P022", passage.place, "an item of a list is empty",
                        "fill it in, or delete it")  # fmt: skip
        elif bare and passage.level and not passage.shows:
            yield error("P022", passage.place, "a heading is empty", "fill it in, or delete it")


def blank_lines(page: Page) -> Iterator[Finding]:
    """P023: blank lines that make room; a blank line in an address, where a line was left out."""
    hint = "delete them: the space between paragraphs belongs into the style"
    before: list[Passage] = []
    for passage in [*page.passages, None]:
        is_blank = passage is not None and not passage.text.strip() and not passage.shows
        goes_on = before and passage is not None and _follows(before[-1], passage)
        if is_blank and passage is not None and (goes_on or not before) and not passage.listed:
            before.append(passage)
            continue
        if len(before) >= _LINES_MIN:
            yield warning("P023", before[0].place, f"{len(before)} blank lines in a row", hint)
        before = [passage] if is_blank and passage is not None else []
    for passage in page.passages:
        if re.search(r"\n[ \u00a0]*\n", passage.text) or re.search(r"\S\s*\n$", passage.text):
            yield warning("P023", passage.place, "a blank line inside a paragraph",
                          "delete the line break")  # fmt: skip


def _follows(one: Passage, two: Passage) -> bool:
    return one.element.getparent() is two.element.getparent()


def empty_cells(page: Page) -> Iterator[Finding]:
    """P024: an empty cell, or a label without a value, in the reference table.

    The reference table is the first of the body, if it stands before the first heading.
    """
    table = None
    for passage in page.body():
        if passage.level:
            return
        if passage.table is not None:
            table = passage.table
            break
    if table is None:
        return
    inside = [p for p in page.body() if p.table is table]
    cells: dict[etree._Element, list[Passage]] = {}
    for passage in inside:
        if passage.cell is not None:
            cells.setdefault(passage.cell, []).append(passage)
    several = len(cells) > 1
    for passages in cells.values():
        if several and not any(p.text.strip() or p.shows for p in passages):
            yield error("P024", passages[0].place, "a cell of the reference table is empty",
                        "fill it in")  # fmt: skip
        for passage in passages:
            alone = passage.text.strip() and _LABEL.search(passage.text)
            # A label may stand in a cell of its own, or have its value on the next line.
            if alone and "\t" in passage.text:
                yield error(
                    "P024",
                    passage.place,
                    f"nothing stands behind “{passage.text.strip()}”",
                    "fill it in",
                )
