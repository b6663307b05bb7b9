"""The same PDF file for the same document, whenever and wherever it is made.

LibreOffice stamps the time, a random identifier and a checksum of its own into each file. They are
taken out, not replaced by made-up ones: a date in the properties of a file is optional, also in
PDF/A-2 (ISO 19005-2, 6.6.4: what stands in both places must agree) and PDF/UA-1.
"""

from __future__ import annotations

import io
import re
from typing import Any, Final

from docgen.diagnostics import Outcome, Place, error

VERSION: Final = "1"  # raised when normalized files change

_DATES: Final = ("/CreationDate", "/ModDate")
_XMP_DATES: Final = re.compile(
    rb"\s*<(xmp:(?:CreateDate|ModifyDate|MetadataDate))>[^<]*</\1>|"
    rb"\s*<(xmpMM:(?:DocumentID|InstanceID))>[^<]*</\2>"
)


def normalize(data: bytes, title: str, shown: str) -> Outcome[bytes]:
    """A PDF file without what differs from one run to the next; P031 for what is no PDF file.

    ``title`` is given to a document that has none: readers show it in place of the file's name.
    """
    import pikepdf

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
            _titled(pdf, title)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, linearize=False, fix_metadata_version=False)
    except pikepdf.PdfError as fault:
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
            # PDF/A forbids a filter on metadata in its first part and readers look for plain text.
            metadata.write(cut)


def _titled(pdf: Any, title: str) -> None:
    if str(pdf.docinfo.get("/Title", "")).strip():
        return
    pdf.docinfo["/Title"] = title
    if "/Metadata" in pdf.Root:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = title
