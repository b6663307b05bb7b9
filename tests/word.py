"""Small Word packages for tests, and readers of what a letter holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from docgen.diagnostics import DocgenError, RenderError, TemplateError
from docgen.template import Template

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN_TYPE = f"{WORD_TYPE}.document.main+xml"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
Link = tuple[str, str, str] | tuple[str, str, str, bool]
EXTERNAL = ' TargetMode="External"'


# Making


def r(text: str, properties: str = "") -> str:
    """A run. ``properties`` is the inside of its ``w:rPr``; line breaks and tabs are elements."""
    inside = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    inside = inside.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{inside}</w:t></w:r>'


def p(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of texts (each a run) and of XML (what begins with ``<``)."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    own = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    runs = "".join(each if each.startswith("<") else r(each) for each in content)
    return f"<w:p>{own}{runs}</w:p>"


def split(text: str, *at: int) -> str:
    """A text as runs, divided at these indexes."""
    ends = [0, *at, len(text)]
    return "".join(r(text[a:b]) for a, b in pairwise(ends))


def tc(*content: str, properties: str = "") -> str:
    """A table cell of paragraphs (texts) and XML."""
    inside = "".join(each if each.startswith("<") else p(each) for each in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str) -> str:
    """A table row of cells (texts or XML)."""
    return f"<w:tr>{''.join(c if c.startswith('<w:tc') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: list[str] | str) -> str:
    """A table of rows: XML, or the texts of their cells."""
    inside = "".join(row if isinstance(row, str) else tr(*row) for row in rows)
    columns = max((len(row) if not isinstance(row, str) else row.count("<w:tc>") for row in rows),
                  default=1)  # fmt: skip
    grid_ = '<w:gridCol w:w="1200"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid_}</w:tblGrid>{inside}</w:tbl>"


def text_box(*content: str) -> str:
    """A run with a text box in both of its forms, DrawingML and VML, as Word writes it."""
    inside = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:docPr id="1" name="Box"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
        f"{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(*codes: str, shown: str = "") -> str:
    """A complex field whose code is split over runs."""
    runs = "".join(f"<w:r><w:instrText>{escape(code)}</w:instrText></w:r>" for code in codes)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def root(name: str, *content: str) -> str:
    """A part: ``document``, ``hdr``, ``ftr``, ``footnotes``, ``styles``…"""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:{name} {SPACES}>{''.join(content)}</w:{name}>"
    )


def relationships(*each: Link) -> str:
    """A .rels part of (id, last step of the type, target[, external])."""
    made = "".join(
        f'<Relationship Id="{one[0]}" Type="{R}/{one[1]}" Target="{escape(one[2])}"'
        f"{EXTERNAL if len(one) > 3 and one[3] else ''}/>"
        for one in each
    )
    return f'<Relationships xmlns="{RELS}">{made}</Relationships>'


def zipped(entries: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """A ZIP archive of these entries."""
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return buffer.getvalue()


def entries_of(
    *body: str,
    parts: Mapping[str, str | bytes] | None = None,
    links: Iterable[Link] = (),
    main_type: str = MAIN_TYPE,
    section: str = "",
) -> dict[str, str | bytes]:
    """The entries of a small Word file.

    ``body`` is paragraphs (texts) and XML. ``parts`` are further parts by name; those named
    ``word/header1.xml``, ``word/footer1.xml``, ``word/footnotes.xml``, ``word/endnotes.xml``,
    ``word/comments.xml``, ``word/styles.xml``, ``word/numbering.xml``, ``word/settings.xml`` are
    related to the document; ``links`` are further relationships of it;
    ``section`` is the inside of its last ``w:sectPr``.
    """
    further = dict(parts or {})
    overrides = f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>'
    related: list[Link] = []
    for name in further:
        folder, _, own = name.rpartition("/")
        kind = own.removesuffix(".xml").rstrip("0123456789")
        if folder == "word" and own.endswith(".xml") and own != "document.xml":
            related.append((f"rIdPart{len(related)}", kind, own))
            overrides += f'<Override PartName="/{name}" ContentType="{WORD_TYPE}.{kind}+xml"/>'
    types = (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
    )
    content = "".join(each if each.startswith("<") else p(each) for each in body)
    content += f"<w:sectPr>{section}</w:sectPr>"
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": root("document", f"<w:body>{content}</w:body>"),
        "word/_rels/document.xml.rels": relationships(*related, *links),
        **further,
    }


def docx(
    *body: str,
    parts: Mapping[str, str | bytes] | None = None,
    links: Iterable[Link] = (),
    main_type: str = MAIN_TYPE,
    section: str = "",
) -> bytes:
    """A small Word file; see :func:`entries_of`."""
    return zipped(entries_of(*body, parts=parts, links=links, main_type=main_type, section=section))


# Reading


def part(data: bytes, name: str = "word/document.xml") -> bytes:
    """The plain bytes of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def tree(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """The tree of a part."""
    return etree.fromstring(part(data, name))


def local(node: etree._Element) -> str:
    """The local name of an element of Word's, else ``""``."""
    tag = str(node.tag)
    return tag.removeprefix(f"{{{W}}}") if tag.startswith(f"{{{W}}}") else ""


def text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph itself, with ``\\n`` for w:br and ``\\t`` for w:tab."""
    out: list[str] = []
    for node in paragraph.iter():
        above = next((up for up in node.iterancestors() if local(up) == "p"), None)
        if above is not paragraph:
            continue
        parent = node.getparent()
        match local(node):
            case "t":
                out.append(node.text or "")
            case "br":
                out.append("\n")
            case "tab" if parent is not None and local(parent) == "r":
                out.append("\t")
    return "".join(out)


def texts(data: bytes, name: str = "word/document.xml") -> list[str]:
    """The texts of all paragraphs of a part, in document order."""
    return [text_of(node) for node in tree(data, name).iter() if local(node) == "p"]


def runs(data: bytes, name: str = "word/document.xml") -> list[tuple[str, str]]:
    """All runs that hold text: (names of their properties, text)."""
    found: list[tuple[str, str]] = []
    for node in tree(data, name).iter():
        if local(node) == "r":
            properties = [local(c) for n in node if local(n) == "rPr" for c in n]
            text = "".join(n.text or "" for n in node if local(n) == "t")
            if text:
                found.append((" ".join(properties), text))
    return found


def grid(data: bytes, name: str = "word/document.xml") -> list[list[str]]:
    """The rows of all tables as the texts of their cells (paragraphs joined by ``|``)."""
    return [
        ["|".join(text_of(n) for n in cell if local(n) == "p") for cell in row
         if local(cell) == "tc"]
        for row in tree(data, name).iter()
        if local(row) == "tr"
    ]  # fmt: skip


_CLOSED_BY_PARAGRAPH = ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote", "comment")
_BETWEEN = ("bookmarkStart", "bookmarkEnd", "proofErr")


def assert_sound(data: bytes) -> None:
    """What Word requires of every file: whole XML, tables with rows with cells that end in text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert names[0] == "[Content_Types].xml"
        for name in names:
            if not name.endswith((".xml", ".rels")):
                continue
            for node in etree.fromstring(archive.read(name)).iter():
                assert not isinstance(node, etree._ProcessingInstruction), name
                inside = [local(child) for child in node if local(child) not in _BETWEEN]
                kind = local(node)
                if (
                    kind in _CLOSED_BY_PARAGRAPH
                    and local(node.getroottree().getroot()) != "settings"
                ):
                    assert inside[-1:] in (["p"], ["sdt"]), (name, kind, inside)
                elif kind == "tbl":
                    assert {"tr", "sdt"} & set(inside), (name, kind)
                elif kind == "tr":
                    assert {"tc", "sdt"} & set(inside), (name, kind)


# Using


def render(template: bytes | Template, /, **context: Any) -> bytes:
    """A letter, sound in Word's sense."""
    made = template if isinstance(template, Template) else Template(template, shown_as="t.docx")
    letter = made.render(context)
    assert_sound(letter)
    return letter


def body(*content: str, **context: Any) -> list[str]:
    """The texts of the paragraphs of a letter made from these paragraphs."""
    return texts(render(docx(*content), **context))


def faults(fault: DocgenError) -> list[tuple[str, str]]:
    """The findings of an exception as ``[(code, place)]``."""
    return [(finding.code, str(finding.place)) for finding in fault.findings]


def compile_faults(template: bytes, **options: Any) -> list[tuple[str, str]]:
    """The findings of a template that cannot be compiled."""
    try:
        Template(template, shown_as="t.docx", **options)
    except TemplateError as fault:
        return faults(fault)
    return []


def render_faults(template: bytes, /, **context: Any) -> list[tuple[str, str]]:
    """The findings of data that cannot be rendered."""
    made = Template(template, shown_as="t.docx")
    try:
        made.render(context)
    except RenderError as fault:
        return faults(fault)
    return []
