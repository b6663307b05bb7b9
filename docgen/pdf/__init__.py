"""PDF files of letters: LibreOffice as a pool of workers, judged by what comes out of it.

:func:`find_program` looks for LibreOffice, :func:`convert` turns Word files into PDF files, one by
one as they are ready, :func:`join` puts PDF files together for the printer, and
:func:`first_page` and :func:`all_pages` make pictures. Nothing else in
docgen starts a program.
"""

from docgen.pdf.cache import Cache
from docgen.pdf.documents import Document, Pdf
from docgen.pdf.forms import Form
from docgen.pdf.joining import Part, join
from docgen.pdf.layout import TextLine, lines_of
from docgen.pdf.packages import missing_packages
from docgen.pdf.pictures import FirstPage, all_pages, first_page
from docgen.pdf.pool import Setting, convert
from docgen.pdf.program import Program, find_program

__all__ = [
    "Cache",
    "Document",
    "FirstPage",
    "Form",
    "Part",
    "Pdf",
    "Program",
    "Setting",
    "TextLine",
    "all_pages",
    "convert",
    "find_program",
    "first_page",
    "join",
    "lines_of",
    "missing_packages",
]
