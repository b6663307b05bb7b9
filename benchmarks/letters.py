"""The letters that the engines are measured with: the same Word file and the same data for all."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docgen.letterhead import build, read_wording

ROOT: Final = Path(__file__).resolve().parent.parent

# Only tags that every engine has: the house letterhead's own filters are left out.
_CONFIRMATION: Final = """\
title: Confirmation
subject: {{ reference }}

[Date] {{ place }}, {{ date }}

::: reference
[Reference] Ref.: | **{{ reference }}**
[Reference] Tel.: | {{ telephone }}
[Reference] E-mail: | {{ email }}
::: addressee
[Addressee] To: | {{ honorific }} {{ name }}
[Addressee] | {{ position }}
[Addressee] | {{ organization }}
[Addressee] | {{ country }}
:::

[Subject] Subject: | Appointment as representative of {{ region }}

[Salutation] Dear {{ honorific }} {{ family_name }},

I am pleased to confirm your appointment as the representative of {{ region }} in the Network of \
Women, as notified by {{ rto }} on {{ notified }}.

Your term of office begins today and ends at the first meeting of the advisory group of the next \
study period. You are invited to the first management meeting, early in {{ month }}.

# Your mandate

You develop the network in {{ region }}, bring the view of the region to its work, and take part \
in the monthly meetings, with the representatives of the other regions.

# The training

The training for the women delegates of {{ region }} is held together with the preparatory meeting \
of the region, in {{ city }}.

Should you have any questions, please write to {{ email }}.

[Closing] Yours sincerely,

[Signed] (signed)

[Signature] {{ director }}
[Signature] Director
"""

_TABLE: Final = """\
title: Table
subject: Table

[Date] Geneva, 6 March 2024

The participants of {{ name }}:

TABLE
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A template, and the data of its letters by number."""

    name: str
    template: bytes
    data: Callable[[int], dict[str, Any]]

    def rows(self, count: int) -> Iterator[dict[str, Any]]:
        """The data of ``count`` letters, no two that follow each other equal."""
        return map(self.data, range(count))


def _letter(number: int) -> dict[str, Any]:
    return {
        "place": "Geneva",
        "date": "6 March 2024",
        "reference": f"TSB/{number:06}",
        "telephone": "+41 22 730 5861",
        "email": f"officer{number}@example.org",
        "honorific": "Ms",
        "name": f"Ada Example {number}",
        "family_name": f"Example {number}",
        "position": "Head of Standardization",
        "organization": f"Administration number {number}",
        "country": "Exampleland",
        "region": "Africa",
        "rto": "ATU",
        "notified": "2 April 2024",
        "month": "April 2024",
        "city": "Nairobi",
        "director": "Seizo Onoe",
    }


def _with_people(number: int) -> dict[str, Any]:
    people = [
        {"name": f"Person {number}-{i}", "city": f"City {i}", "mark": str(i * number % 97)}
        for i in range(200)
    ]
    return {**_letter(number), "people": people}


def confirmation() -> Sample:
    """A one-page letter in the house letterhead."""
    return Sample("letter", _plain(_built(_CONFIRMATION)), _letter)


# Facts of the circular as its English copies print them.
_PRINTED: Final = {
    "reference": "TSB Circular 182",
    "telephone": "+41 22 730 5861",
    "email": "charlyne.restivo@itu.int",
    "date": "6 March 2024",
    "assembly": "WTSA-24",
    "network": "Network of Women",
    "network_acronym": "NoW in ITU-T",
    "bureau": "Telecommunication Standardization Bureau",
    "advisory_group": "TSAG",
}


def circular(finished: bytes, addressees: Sequence[str]) -> Sample:
    """A finished copy of the shipped circular, its facts made plain tags again.

    ``finished`` is the copy for the first of ``addressees``.  The layout, the text and the Annex
    are those of the circular; what only docgen can do (including the Annex, the words of dates and
    numbers, conditions) has been done.  So all engines are given the same work.
    """
    printed = {**_PRINTED, "addressee": addressees[0]}

    def put_in(xml: str) -> str:
        for name, text in printed.items():
            xml = re.sub(rf"(>[^<]*){re.escape(text)}", rf"\1{{{{ {name} }}}}", xml)
        return xml

    template = _changed(finished, "word/document.xml", put_in)
    rows = [{**printed, "addressee": each} for each in addressees]
    return Sample("circular", template, lambda number: rows[number % len(rows)])


def table() -> Sample:
    """A letter with a table of 200 rows and three columns."""
    data = _plain(_built(_TABLE.replace("TABLE\n", "PLACE-OF-THE-TABLE\n")))
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r>'
        "</w:p></w:tc>"
        for text in ("{{ p.name }}", "{{ p.city }}", "{{ p.mark }}")
    )

    def tag_row(tag: str) -> str:
        cell = cells.split("</w:tc>", 1)[0] + "</w:tc>"
        first = re.sub(r"<w:t>.*?</w:t>", f"<w:t>{tag}</w:t>", cell)
        return f"<w:tr>{first}{re.sub('<w:t>.*?</w:t>', '', cell) * 2}</w:tr>"

    whole = (
        '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid>'
        + '<w:gridCol w:w="3000"/>' * 3
        + f"</w:tblGrid>{tag_row('{%tr for p in people %}')}<w:tr>{cells}</w:tr>"
        + f"{tag_row('{%tr endfor %}')}</w:tbl>"
    )

    def put_in(xml: str) -> str:
        return re.sub(
            r"<w:p>(?:(?!</w:p>).)*PLACE-OF-THE-TABLE.*?</w:p>", whole, xml, flags=re.DOTALL
        )

    changed = _changed(data, "word/document.xml", put_in)
    return Sample("200-row table", changed, _with_people)


def _built(text: str) -> bytes:
    wording, findings = read_wording(text, "benchmark")
    assert wording is not None, findings
    emblem = (ROOT / "templates" / "emblem.png").read_bytes()
    return build(wording, "en", emblem, "emblem.png")


def _plain(data: bytes) -> bytes:
    """Without the letterhead's own tags, whose filters only docgen has."""
    names = {
        "union.name": "International Telecommunication Union",
        "bureau.name": "Telecommunication Standardization Bureau",
        "union.address": "Place des Nations, CH-1211 Geneva 20, Switzerland",
        "union.telephone": "+41 22 730 5111",
        "union.website": "www.itu.int",
    }

    def fill(xml: str) -> str:
        for name, text in names.items():
            xml = re.sub(rf"\{{\{{ {re.escape(name)}( \| ltr)? \}}\}}", text, xml)
        return xml

    for part in _parts(data):
        if part.endswith(".xml"):
            data = _changed(data, part, fill)
    return data


def _parts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def _changed(data: bytes, part: str, change: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == part:
                content = change(content.decode("utf-8")).encode("utf-8")
            new.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def merge_fields(sample: Sample) -> bytes:
    """The same letter with Word's MERGEFIELD in place of each tag, as docx-mailmerge2 reads it."""

    def fields(xml: str) -> str:
        # A table's row is repeated by itself: its fields say which.
        xml = re.sub(r"<w:tr>(?:(?!</w:tr>).)*\{%tr.*?</w:tr>", "", xml)
        xml = re.sub(r"\{\{ p\.(\w+) \}\}", r"{{ p_\1 }}", xml)

        # The run that holds the tag is divided around the field.
        def one(match: re.Match[str]) -> str:
            properties, text = match.group(1) or "", match.group(2)
            out = []
            for piece in re.split(r"(\{\{ \w+ \}\})", text):
                if piece.startswith("{{"):
                    name = piece.strip("{} ")
                    out.append(
                        f'<w:fldSimple w:instr=" MERGEFIELD {name} "><w:r>{properties}'
                        f"<w:t>«{name}»</w:t></w:r></w:fldSimple>"
                    )
                elif piece:
                    out.append(f'<w:r>{properties}<w:t xml:space="preserve">{piece}</w:t></w:r>')
            return "".join(out)

        return re.sub(
            r"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?"
            r"<w:t(?: [^>]*)?>([^<]*\{\{[^<]*)</w:t></w:r>",
            one,
            xml,
        )

    data = _changed(sample.template, "word/document.xml", fields)
    return _changed(data, "docProps/core.xml", lambda xml: re.sub(r"\{\{.*?\}\}", "x", xml))
