"""What a reader's programs need of a template: the proofing tools of Word, and a screen reader.

Rules of :mod:`docgen.template.lint`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen import languages
from docgen.diagnostics import Finding, warning
from docgen.template.manuscript import House, Manuscript, above, in_fallback
from docgen.template.ooxml import attribute, word_name


def language_of_the_file(manuscript: Manuscript, _: House) -> Iterator[Finding]:
    """T046: the language that Word proofs in and that a screen reader speaks."""
    if manuscript.language not in languages.CODES:
        return
    language = languages.get(manuscript.language)
    kind = "val"  # of w:lang, one for each group of scripts (ECMA-376 part 1, 17.3.2.20)
    if language.direction == "rtl":
        kind = "bidi"
    elif language.script in ("Hans", "Hant"):
        kind = "eastAsia"
    stated = _default_language(manuscript.styles, kind)
    hint = f"in Word: Review > Language > Set Proofing Language > {language.english_name}, default"
    yield from _compared(manuscript, "styles", f"w:lang w:{kind}", stated, language.tag, hint)
    stated = ""
    if manuscript.properties is not None:
        for child in manuscript.properties:
            if child.tag == "{http://purl.org/dc/elements/1.1/}language":
                stated = (child.text or "").strip()
    hint = f"write {language.tag} as the language in the properties of the file"
    yield from _compared(manuscript, "core", "dc:language", stated, language.tag, hint)


def _compared(
    manuscript: Manuscript, part: str, name: str, stated: str, tag: str, hint: str
) -> Iterator[Finding]:
    """Languages are compared without their regions: es-MX is Spanish."""
    if stated.partition("-")[0].casefold() == tag.partition("-")[0].casefold():
        return
    what = f"says {stated}" if stated else "is missing"
    message = f"the letters are in {tag}, but {name} {what}"
    yield warning("T046", manuscript.place(part), message, hint)


def _default_language(styles: etree._Element | None, kind: str) -> str:
    """The language of a paragraph without any: of the default style, else of the defaults."""
    found = ""
    for child in styles if styles is not None else ():
        ours = word_name(child) == "docDefaults" or (
            word_name(child) == "style"
            and attribute(child, "type") == "paragraph"
            and attribute(child, "default") in ("1", "true", "on")
        )
        for node in child.iter() if ours else ():
            if word_name(node) == "lang":
                found = attribute(node, kind) or found
    return found


def pictures_without_text(manuscript: Manuscript, _: House) -> Iterator[Finding]:
    """T047: a picture that a screen reader cannot say."""
    for part in manuscript.parts:
        places = {paragraph.element: paragraph.place for paragraph in part.paragraphs}
        for node in part.root.iter():
            if not is_mute(node) or in_fallback(node):
                continue
            holder = above(node, "p")
            place = places[holder] if holder in places else manuscript.place(part.name)
            yield warning(
                "T047",
                place,
                "a picture has no alternative text",
                "in Word: right-click it, Edit Alt Text, and say what it shows",
            )


def is_mute(node: etree._Element) -> bool:
    """A picture of DrawingML (20.4.2.5) or VML without a word about it."""
    match word_name(node):
        case "drawing":
            names = [_local(inner) for inner in node.iter()]
            said = any(
                inner.get("descr") or inner.get("title")
                for inner in node.iter()
                if _local(inner) == "docPr"
            )
            quiet = any(
                inner.get("val") in ("1", "true")
                for inner in node.iter()
                if _local(inner) == "decorative"
            )
            return "pic" in names and not said and not quiet
        case "pict":
            shapes = [inner for inner in node if any(_local(n) == "imagedata" for n in inner)]
            return any(not shape.get("alt") for shape in shapes)
    return False


def tables_without_header(manuscript: Manuscript, _: House) -> Iterator[Finding]:
    """T048: a table of several rows and columns, none of which is a header row (17.4.49)."""
    for part in manuscript.parts:
        places = {paragraph.element: paragraph.place for paragraph in part.paragraphs}
        for table in part.root.iter():
            if word_name(table) != "tbl" or not lacks_header(table):
                continue
            first = next((node for node in table.iter() if node in places), None)
            if first is not None:
                yield warning(
                    "T048",
                    places[first],
                    "the table has no header row",
                    "in Word: select its first row, Table Layout > Repeat Header Rows",
                )


def lacks_header(table: etree._Element) -> bool:
    """Whether a table has several rows and columns, and no row that names them."""
    rows = [n for n in table.iter() if word_name(n) == "tr" and above(n, "tbl") is table]
    return len(rows) > 1 and max(map(_cells_in, rows)) > 1 and not any(map(_is_header, rows))


def _cells_in(row: etree._Element) -> int:
    return sum(word_name(n) == "tc" and above(n, "tr") is row for n in row.iter())


def _is_header(row: etree._Element) -> bool:
    return any(
        word_name(node) == "tblHeader" and attribute(node, "val") not in ("0", "false", "off")
        for properties in row
        if word_name(properties) == "trPr"
        for node in properties
    )


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]
