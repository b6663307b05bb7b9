"""What pikepdf and PDFium raise over a PDF file that is not as ISO 32000 says."""

from __future__ import annotations

import pikepdf
import pypdfium2

DAMAGED = (
    pikepdf.PdfError,
    pypdfium2.PdfiumError,
    # An object is missing, or of another type than the standard says; RuntimeError is qpdf’s.
    AttributeError,
    IndexError,
    RuntimeError,
    KeyError,
    TypeError,
    ValueError,
)
