"""The same PDF file for the same document, whenever and wherever it is made.

LibreOffice stamps the time, a random identifier and a checksum of its own into each file. They are
taken out, not replaced by made-up ones: a date in the properties of a file is optional, also in
PDF/A-2 (ISO 19005-2, 6.6.4: what stands in both places must agree) and PDF/UA-1.
"""

from __future__ import annotations

import io
import re
import struct
from typing import Any, Final

from docgen.diagnostics import Outcome, Place, error

VERSION: Final = "1"  # raised when normalized files change

_TITLE: Final = 120  # characters of a title that is taken from the text
_ICC_HEADER: Final = 128  # bytes
_ICC_DATE: Final = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
_DATES: Final = ("/CreationDate", "/ModDate")
_XMP_DATES: Final = re.compile(
    rb"\s*<(xmp:(?:CreateDate|ModifyDate|MetadataDate))>[^<]*</\1>|"
    rb"\s*<(xmpMM:(?:DocumentID|InstanceID))>[^<]*</\2>"
)


def normalize(data: bytes, language: str | None, shown: str) -> Outcome[bytes]:
    """A PDF file without what differs from one run to the next; P031 for what is no PDF file.

    ``language`` is that of the document. LibreOffice states the one of its Latin text, also of a
    letter in Arabic or Chinese, and a screen reader would speak that.
    """
    import pikepdf

    from docgen.pdf.damage import DAMAGED

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not len(pdf.pages):
                return _broken("the PDF file that LibreOffice made has no pages", shown)
            for name in _DATES:
                if name in pdf.docinfo:
                    del pdf.docinfo[name]
            for key in ("/DocChecksum", "/ID"):
                if key in pdf.trailer:
                    del pdf.trailer[key]
            _without_dates(pdf)
            _colours_of_no_day(pdf)
            if language is not None:
                pdf.Root["/Lang"] = pikepdf.String(language)
            _titled(pdf, data)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, linearize=False, fix_metadata_version=False)
    except DAMAGED as fault:
        return _broken(f"the PDF file that LibreOffice made cannot be opened: {fault}", shown)
    return Outcome(out.getvalue())


def _broken(message: str, shown: str) -> Outcome[bytes]:
    hint = "open the document in Word, save it anew, and try again"
    return Outcome(None, (error("P031", Place(shown), message, hint),))


def _without_dates(pdf: Any) -> None:
    metadata = pdf.Root.get("/Metadata")
    if metadata is not None:
        packet = metadata.read_bytes()
        cut = _XMP_DATES.sub(b"", packet)
        if cut != packet:
            metadata.write(cut)


def _colours_of_no_day(pdf: Any) -> None:
    """Give the colour profile of PDF/A one date: LibreOffice makes it anew each time.

    Its header (ICC.1:2010, 7.2) has six numbers from year to second at byte 24, which must be
    there, and at byte 84 a checksum, which may be zero.
    """
    for intent in pdf.Root.get("/OutputIntents", []):
        profile = intent.get("/DestOutputProfile")
        if profile is None:
            continue
        data = profile.read_bytes()
        if len(data) >= _ICC_HEADER:
            profile.write(data[:24] + _ICC_DATE + data[36:84] + bytes(16) + data[100:])


def _titled(pdf: Any, data: bytes) -> None:
    """Give a file without a title its first line: readers show it, and PDF/UA-1 (7.1) wants it.

    The name of the Word file would not do: equal documents become one PDF file.
    """
    if str(pdf.docinfo.get("/Title", "")).strip():
        return
    title = _first_line(data)
    if not title:
        return
    pdf.docinfo["/Title"] = title
    if "/Metadata" in pdf.Root:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = title


def _first_line(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        textpage = document[0].get_textpage()
        lines = [" ".join(line.split()) for line in textpage.get_text_range().splitlines()]
        textpage.close()
    finally:
        document.close()
    return next((line[:_TITLE] for line in lines if line), "")
