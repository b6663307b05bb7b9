"""The house's measures, and what of them differs by language.

Fonts, direction and language tags are :class:`docgen.languages.Language`'s; here stand the sizes,
alignments and bullets that a letter's design adds, and the few words that only a screen reader
says.
Lengths are twips (1/1440 inch, ECMA-376 part 1, clause 17.18.105), font sizes half-points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# A4, with margins of 2 cm; 2.5 cm above, where the page number stands.
PAGE_WIDTH: Final = 11906
PAGE_HEIGHT: Final = 16838
MARGIN: Final = 1134
MARGIN_TOP: Final = 1418
HEADER_DISTANCE: Final = 680
FOOTER_DISTANCE: Final = 510
TEXT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN

# The reference table: room for what stands after its labels, and the gap between its halves.
PARTICULARS_WIDTH: Final = 2778
CELL_GAP: Final = 170

HANGING: Final = 567  # from a heading's number to its text: 1 cm
BULLET_HANGING: Final = 284

INK: Final = "1F3A5F"  # emblem, rules and the Union's name
GREY: Final = "595959"  # address line; 7:1 on white, as WCAG 2.2 asks at level AAA


@dataclass(frozen=True, slots=True)
class Setting:
    """How one language is set.

    ``size`` is for w:sz (Latin, Cyrillic, Chinese), ``size_cs`` for w:szCs (Arabic); ``line`` is
    the line spacing in 240ths of a line; ``first_line`` the first-line indent of body text in
    hundredths of a character (w:firstLineChars).  ``label``, ``to`` and ``subject`` are the widths,
    in twips, of the labels in the reference table's halves and in the subject line.
    """

    size: int
    size_cs: int
    line: int
    justified: bool
    bullet: str
    label: int
    to: int
    subject: int
    first_line: int = 0
    small: int = 2  # how much smaller the table is set than the body, in half-points

    @property
    def columns(self) -> tuple[int, int]:
        """The widths of the reference table's two columns."""
        reference = self.label + PARTICULARS_WIDTH
        return reference, TEXT_WIDTH - reference


SETTINGS: Final[dict[str, Setting]] = {
    # Arial's Arabic letters are small for their body: one point more than the Latin beside them.
    # Justified, as Arabic letters are: Word widens the blanks, never the letters.
    "ar": Setting(22, 24, 264, True, "•", 1715, 1077, 1361),
    # Left-aligned: without hyphenation, justified lines of 17 cm tear where a long word wraps.
    "en": Setting(22, 22, 264, False, "•", 907, 907, 1134),
    "es": Setting(22, 22, 264, False, "•", 1021, 794, 1134),
    # A dash opens the items of a list in French (Lexique de l'Imprimerie nationale, «énumérations»)
    # and in Russian (GOST R 2.105, clause 6.7.4).
    "fr": Setting(22, 22, 264, False, "–", 907, 850, 1134),
    "ru": Setting(22, 22, 264, False, "–", 1134, 794, 1134),
    # Characters of one width fill their lines: justified, the first line indented by two characters
    # (GB/T 9704-2012, clause 7.3.3). 10.5 pt is the size that Chinese Word calls 五号.
    "zh": Setting(21, 22, 300, True, "•", 1191, 794, 907, first_line=200, small=0),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a screen reader says of the parts that it cannot read (alternative texts)."""

    emblem: str
    table: str
    table_description: str


SPOKEN: Final[dict[str, Spoken]] = {
    "ar": Spoken(
        "شعار الاتحاد",
        "المرجع والمرسل إليهم",
        "المرجع ووسائل الاتصال بالمرسل أولاً، ثم المرسل إليهم والنسخ.",
    ),
    "en": Spoken(
        "Emblem of the Union",
        "Reference and addressees",
        "First the reference and how to reach the sender, then the addressees and copies.",
    ),
    "es": Spoken(
        "Emblema de la Unión",
        "Referencia y destinatarios",
        "Primero la referencia y los datos de contacto del remitente; "
        "después, los destinatarios y las copias.",
    ),
    "fr": Spoken(
        "Emblème de l’Union",
        "Référence et destinataires",
        "D’abord la référence et les coordonnées de l’expéditeur, "
        "puis les destinataires et les copies.",
    ),
    "ru": Spoken(
        "Эмблема Союза",
        "Ссылочные данные и адресаты",
        "Сначала номер документа и контакты отправителя, затем адресаты и получатели копий.",
    ),
    "zh": Spoken(
        "联盟徽标",
        "文号和收件方",
        "首先是文号和发件方的联系方式，其次是收件方和抄送方。",
    ),
}
