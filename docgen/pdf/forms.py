"""The forms of PDF that can be asked for, as options of LibreOffice's export filter.

The names of the options: LibreOffice help, "Parameters for PDF export", and
``officecfg/registry/schema/org/openoffice/Office/Common.xcs``, PDF/Export.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Final

# 1 is PDF/A-1b, 2 is PDF/A-2b, 3 is PDF/A-3b, 15 to 17 are plain PDF.
_VERSION: Final = "SelectPdfVersion"
# Headings become bookmarks; form fields and comments of Word are not for readers. Pictures keep
# their resolution: to recompute the emblem for each letter blurs it and takes a sixth of the time.
_ALWAYS: Final[dict[str, object]] = {
    "ExportBookmarks": True,
    "ExportFormFields": False,
    "ExportNotes": False,
    "ReduceImageResolution": False,
}


class Form(StrEnum):
    """A form of PDF."""

    PDF = "pdf"  # plain
    PDFA = "pdfa"  # PDF/A-2b (ISO 19005-2), for archives
    PDFUA = "pdfua"  # PDF/UA-1 (ISO 14289-1), tagged for screen readers, and PDF/A-2b as well

    @property
    def filter(self) -> str:
        """What stands after ``--convert-to`` (LibreOffice 7.4 and later read the JSON)."""
        options = dict(_ALWAYS)
        if self is not Form.PDF:
            options[_VERSION] = 2
            options["UseTaggedPDF"] = True
        if self is Form.PDFUA:
            options["PDFUACompliance"] = True
        return "pdf:writer_pdf_Export:" + json.dumps(
            {name: _typed(value) for name, value in sorted(options.items())}, separators=(",", ":")
        )


def _typed(value: object) -> dict[str, str]:
    if isinstance(value, bool):
        return {"type": "boolean", "value": str(value).lower()}
    return {"type": "long", "value": str(value)}
