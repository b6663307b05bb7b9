"""Workbooks for tests, written by hand so that each byte is the test's own choice."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from word import zipped

Cell = str | int | float | bool | date | None
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"

# An old workbook (BIFF8) with an empty row, an empty column, and on its sheet Reps the table:
# key, Family name, since, n, share, member, code / A, Khan, 2024-03-06, 3, 0.25, TRUE, "007" /
# B, Обама; and an empty sheet.
OLD_WORKBOOK: Final = zlib.decompress(base64.b64decode(
    "eNrtWE1IFVEU/u7Mnffjz/NZGmkgDyErU1Ba1CJ9KaiLSMxNEUI9fUOKzigvN69Nlr1lELQq2gi2aGO16Yd+KGgRER"
    "i1CIJAi1atgoIW6nTumXkvnxn4wARrvuGeOefcc++5P+f+zLyeLZ+bulM9jxVohY4lJ4zAMp2gFM4KUVC+4yg2+w5R"
    "cnxsKoRDNJEBAw9LXwXVHKr5noeG2/IZUeAjpT6MoXvUNmMbiHZuQ0KoNrQISbGn4TqlCKq4XVuYDjDdyvQW2z5ieo"
    "g1l5i2kO2cOIHZeHf9AS+Oj2u1nBchKnCPy7xnTTMq8ULF8bnLwrU10JYaSoxssowaWYJp0JR2mbaZUnIZbqAISBMa"
    "LasxmZxDBU33NL47MeBbdl0/jfn6jdULkP5Hvj74B32IJnGl/oomgQk4p4QK5gxK0CdVjkSvOXYmg1K85F3cQIc1Np"
    "5eQD+ZgJMODJvpYqAzYQ2NpGN2wjIN4MyQPWBSPNmKH0ykTCpvmVa/maKKB0aTKq+N2MODCZuqaGraT4p2A6JGNssm"
    "eZBSkToreG+J5u0tpbziSogmUcZ8Oa+7KHVt4ebXN0f6e+InWTPB54l76uxUXYSD86oEFY6w1uBcZVXPJfYyvcC17m"
    "C+mmkFWdK7rqfSYzon2eYi59ZRDfsYb+O7lvG7ic98OXq/JvMpvof4ma75sxUz7+JTqKVTMEnl1TOJBtEgrl1VeBDP"
    "voW3P31gWvXbXhXSotyDEBzvaC3DIq1OweOh4EoaSSIn6d5YuZIkSc9JBkkyJwVIMnJSkKSA51Vbxas7C0HPXmOval"
    "QfYzvxOvXl7nOli5CuHKd55A0tRHkBbp9bSnkJe150jq18Lzp7KfK86Oyl2LOXK+yfkH/JFho+e32X3LJWjVqjOkF7"
    "/C+sX7Rh1WjLx2aLNh4zrDZmPnz48OHDh4//Eep2qblfAnwLM7ybU9D7r7NIacn/TfLPohej9IzTJ2UHbHqnkC4ofr"
    "bBENm6xBrLZP8XKhwj7ykM0zepasdwwfFLN1+xvD9rLhhdvyVUqP+lQtr5l/3/BKOoF8c="
))  # fmt: skip


def column(index: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def c(where: str, value: Cell) -> str:
    """A cell of a worksheet; a date needs the style 1."""
    match value:
        case None:
            return ""
        case bool():
            return f'<c r="{where}" t="b"><v>{int(value)}</v></c>'
        case date():
            return f'<c r="{where}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        case int() | float():
            return f'<c r="{where}"><v>{value!r}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet(*rows: Iterable[Cell] | str, after: str = "") -> str:
    """A worksheet: rows of values, or of XML; ``after`` follows the rows (merged cells)."""
    made = []
    for number, row in enumerate(rows, start=1):
        if isinstance(row, str):
            made.append(row)
            continue
        cells = "".join(c(f"{column(i)}{number}", value) for i, value in enumerate(row))
        made.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(made)}</sheetData>{after}</worksheet>'


def xlsx(sheets: Mapping[str, str], *, hidden: Iterable[str] = (), **parts: str) -> bytes:
    """A workbook of worksheets by name; ``parts`` by name replace or add parts."""
    state = dict.fromkeys(hidden, ' state="hidden"')
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"{state.get(name, "")}/>'
        for i, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    styles = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>"
    )
    entries = {
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}">{links}</Relationships>',
        "xl/styles.xml": styles,
        **{f"xl/worksheets/sheet{i}.xml": xml for i, xml in enumerate(sheets.values(), start=1)},
    }
    return zipped({**entries, **parts})


def book(*rows: Iterable[Cell] | str, after: str = "") -> bytes:
    """A workbook with the one sheet Reps."""
    return xlsx({"Reps": sheet(*rows, after=after)})


def ods(rows: str, name: str = "Reps", *, manifest: str = "") -> bytes:
    """An OpenDocument spreadsheet of one sheet, of the XML of its rows."""
    spaces = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text")
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    table = f'<table:table table:name="{name}">{rows}</table:table>'
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest="
        f'"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</manifest:manifest>',
        "content.xml": f"<office:document-content {spaces} {calc}><office:body>"
        f"<office:spreadsheet>{table}</office:spreadsheet></office:body>"
        "</office:document-content>",
    })  # fmt: skip


def ods_row(*texts: str, attributes: str = "") -> str:
    """A row of text cells, or of XML."""
    cells = "".join(
        text
        if text.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f"<table:table-row {attributes}>{cells}</table:table-row>"
