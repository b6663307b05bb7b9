"""The finished letters word for word, and two of them part for part.

tests/golden/ has the text of each master document and of each letter to a person, a paragraph a
line with its place and style, and the circular's word/document.xml in English and Arabic, indented.
Nothing is left out of the comparison: docgen's letters hold no time, no identifier and no version
that changes by itself.

After a change that is meant, make the files anew, and read in ``git diff`` what has changed:

    DOCGEN_RENEW_GOLDEN=1 python -m pytest tests/test_letters_golden.py
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Final

import pytest
from finished import DOCUMENT, KINDS, LANGUAGES, Finished, master
from lxml import etree
from personal import VARIANTS, usual

from docgen.template.outline import outline

GOLDEN: Final = Path(__file__).resolve().parent / "golden"
RENEW: Final = os.environ.get("DOCGEN_RENEW_GOLDEN") == "1"

# Golden text shows what a reader of the file cannot see.
SHOWN: Final = str.maketrans(
    {
        "\t": "‹tab›",
        "\n": "‹line›",
        "\u00a0": "‹nbsp›",
        "\u202f": "‹nnbsp›",
        "\u2011": "‹nbhyphen›",
        "\u200e": "‹lrm›",
        "\u200f": "‹rlm›",
        "\u2066": "‹lri›",
        "\u2067": "‹rli›",
        "\u2069": "‹pdi›",
    }
)

# The parts of which the XML is kept too: one letter from left to right, one from right to left.
XML_LANGUAGES: Final = ("ar", "en")


EACH: Final = pytest.mark.parametrize(
    ("kind", "language"),
    [(kind, language) for kind in (*KINDS, *VARIANTS) for language in LANGUAGES],
)


def made(kind: str, language: str) -> Finished:
    return usual(kind, language) if kind in VARIANTS else master(kind, language)


def text_of(letter: Finished) -> str:
    return "".join(
        f"{paragraph.place} · {paragraph.style} · {paragraph.text.translate(SHOWN)}\n"
        for paragraph in letter.paragraphs
    )


def xml_of(letter: Finished) -> str:
    root = etree.fromstring(letter.parts[DOCUMENT])
    etree.indent(root, "  ")
    return etree.tostring(root, encoding="unicode") + "\n"


def compare(name: str, made: str) -> None:
    """The made text against the golden file, line by line."""
    file = GOLDEN / name
    if RENEW:
        assert "CI" not in os.environ, "golden files are renewed and read at a desk"
        file.parent.mkdir(exist_ok=True)
        file.write_text(made, encoding="utf-8", newline="\n")
    golden = file.read_text(encoding="utf-8") if file.is_file() else ""
    differ = difflib.unified_diff(
        golden.splitlines(), made.splitlines(), f"tests/golden/{name}", "made", "", "", 0, ""
    )
    assert list(differ) == [], f"if this is meant, see {Path(__file__).name}"


@EACH
def test_text(kind: str, language: str) -> None:
    compare(f"{kind}.{language}.txt", text_of(made(kind, language)))


@pytest.mark.parametrize("language", XML_LANGUAGES)
def test_document_part(language: str) -> None:
    compare(f"circular.{language}.document.xml", xml_of(master("circular", language)))


def test_there_are_no_other_golden_files() -> None:
    texts = {f"{kind}.{language}.txt" for kind in (*KINDS, *VARIANTS) for language in LANGUAGES}
    parts = {f"circular.{language}.document.xml" for language in XML_LANGUAGES}
    assert {path.name for path in GOLDEN.iterdir()} == texts | parts


@EACH
def test_templates_show_prints_the_same_text(kind: str, language: str) -> None:
    letter = made(kind, language)
    shown = [(line.style, line.text) for line in outline(letter.data, letter.shown)]
    assert sorted(shown) == sorted((one.style, one.text) for one in letter.paragraphs)
