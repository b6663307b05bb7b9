"""The outgoing register of a secretariat: one row for each document that leaves the house.

Numbers and dates are cells of their types, all else is text, and no text is ever a formula.  The
file is given as a link that leads from where the register lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple
from unicodedata import east_asian_width
from urllib.parse import quote

from docgen.workbooks.book import GREY, INK, PAPER, fit, put, saved

if TYPE_CHECKING:
    from openpyxl.cell import Cell

Channel = Literal["e-mail", "post", "publication"]

PREPARED: Final = "prepared"
"""The status of what nobody has sent yet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the register.

    ``file`` is its path, with forward slashes, from where the register of the bundle lies;
    ``message`` is the Message-ID of the message that it is attached to, ``None`` for what does not
    go by mail.
    """

    number: int
    date: date
    reference: str
    subject: str
    recipient: str
    language: str
    channel: Channel
    file: str
    sha256: str
    message: str | None


class _Words(NamedTuple):
    sheet: str
    headers: tuple[str, ...]
    channels: tuple[str, ...]  # e-mail, post, publication
    statuses: tuple[str, ...]  # as _STATUSES has them


_STATUSES: Final = (
    *(PREPARED, "planned", "in flight", "accepted"),
    *("deferred", "refused", "unknown"),
)
_CHANNELS: Final[tuple[Channel, ...]] = ("e-mail", "post", "publication")
_WORDS: Final[Mapping[str, _Words]] = {
    "ar": _Words(
        "سجل الصادر",
        ("الرقم", "التاريخ", "المرجع", "المرسل إليه", "الموضوع", "اللغة", "طريقة الإرسال", "الملف",
         "البصمة SHA-256", "الحالة"),
        ("بريد إلكتروني", "بريد", "نشر"),
        ("جاهز", "مقرر", "قيد الإرسال", "مقبول", "مؤجل", "مرفوض", "غير معروف"),
    ),
    "en": _Words(
        "Outgoing register",
        ("No.", "Date", "Reference", "Recipient", "Subject", "Language", "Channel", "File",
         "SHA-256", "Status"),
        ("e-mail", "post", "publication"),
        _STATUSES,
    ),
    "es": _Words(
        "Registro de salida",
        ("N.º", "Fecha", "Referencia", "Destinatario", "Asunto", "Idioma", "Medio de envío",
         "Archivo", "SHA-256", "Estado"),
        ("correo electrónico", "correo postal", "publicación"),
        ("preparado", "previsto", "en curso", "aceptado", "aplazado", "rechazado", "desconocido"),
    ),
    "fr": _Words(
        "Registre du courrier au départ",
        ("Nº", "Date", "Référence", "Destinataire", "Objet", "Langue", "Mode d’envoi", "Fichier",
         "SHA-256", "État"),
        ("courriel", "courrier postal", "publication"),
        ("préparé", "prévu", "en cours", "accepté", "différé", "refusé", "inconnu"),
    ),
    "ru": _Words(
        "Журнал исходящих документов",
        ("№", "Дата", "Исх. номер", "Получатель", "Тема", "Язык", "Способ отправки", "Файл",
         "SHA-256", "Состояние"),
        ("эл. почта", "почта", "публикация"),
        ("подготовлено", "запланировано", "отправляется", "принято", "отложено", "отклонено",
         "неизвестно"),
    ),
    "zh": _Words(
        "发文登记簿",
        ("序号", "日期", "文号", "收件方", "事由", "语文", "发送方式", "文件", "SHA-256", "状态"),
        ("电子邮件", "邮寄", "发布"),
        ("已备妥", "待发", "发送中", "已接收", "已推迟", "被拒收", "不明"),
    ),
}  # fmt: skip
_WIDTHS: Final = (7, 12, 28, 38, 44, 10, 16, 52, 68, 14)  # in characters
_SHORT: Final = 2  # columns with numbers and dates, which would touch the text behind them
_LINE: Final = 15  # points
_FONT: Final = "Calibri"  # that of cells that name none; a font without a name is any other
_MOST_LINES: Final = 27  # a row has 409 points at most
_DATE: Final = "yyyy-mm-dd"
# What may stand in the target of a relative link (RFC 3986, section 3.3); all else is coded.
_KEPT: Final = "/!$&'()*+,;=@-._~"


def channel_in(channel: Channel, language: str) -> str:
    """How a document leaves the house, in a language."""
    return _WORDS[language].channels[_CHANNELS.index(channel)]


def register(
    entries: Iterable[Entry],
    statuses: Mapping[str, str] | None = None,
    *,
    language: str = "en",
    below: str = "",
    archive: str = "",
) -> bytes:
    """The register as a workbook with captions in ``language``; the same bytes for equal input.

    ``statuses`` are the states of messages by their Message-IDs, as the ledger has them; what has
    none is prepared.  ``below`` is the path from where this register will lie to where that of the
    bundle lies (``T22-TSB-CIR-0182-personal/data``), empty for the one in the bundle.
    ``archive`` is the name of the zip file beside it that the files lie in: no link leads into one,
    so that all lead to it.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    words = _WORDS[language]
    listed = list(entries)
    book = Workbook()
    sheet: Any = book.active
    sheet.title = words.sheet
    sheet.sheet_view.rightToLeft = language == "ar"
    sheet.append([None] * len(words.headers))
    for column, (title, width) in enumerate(zip(words.headers, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(1, column)
        put(cell, title)
        cell.font = Font(name=_FONT, sz=11, bold=True, color=PAPER)
        cell.fill = PatternFill("solid", fgColor=INK)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    top = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="top")
    for row, entry in enumerate(listed, start=2):
        state = (statuses or {}).get(entry.message or "", PREPARED)
        link = archive or (f"{below}/{entry.file}" if below else entry.file)
        _fill(sheet, row, entry, _shown(entry, state, words), link)
        for column in range(1, len(words.headers) + 1):
            sheet.cell(row, column).alignment = middle if column <= _SHORT else top
        texts = (str(sheet.cell(row, column).value) for column in range(3, len(_WIDTHS) + 1))
        lines = max(_lines(text, width) for text, width in zip(texts, _WIDTHS[2:], strict=True))
        sheet.row_dimensions[row].height = _LINE * lines
    last = f"{get_column_letter(len(words.headers))}{len(listed) + 1}"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.properties.title = words.sheet
    book.properties.creator = "docgen"
    return saved(book, modified=_latest(listed))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; Chinese characters are two wide."""
    wide = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return min(-(-wide // (width - 1)) or 1, _MOST_LINES)


def _latest(entries: Sequence[Entry]) -> datetime:
    day = max((entry.date for entry in entries), default=date(2000, 1, 1))
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  # a property without time zone


def _shown(entry: Entry, state: str, words: _Words) -> tuple[str, ...]:
    """The texts of the columns from the third on."""
    said = words.statuses[_STATUSES.index(state)] if state in _STATUSES else state
    channel = words.channels[_CHANNELS.index(entry.channel)]
    return (entry.reference, entry.recipient, entry.subject, entry.language, channel, entry.file,
            entry.sha256, said)  # fmt: skip


def _fill(sheet: Any, row: int, entry: Entry, texts: tuple[str, ...], link: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet.cell(row, 1).value = entry.number
    day: Cell = sheet.cell(row, 2)
    day.value, day.number_format = entry.date, _DATE
    for column, content in enumerate(texts, start=3):
        cell: Cell = sheet.cell(row, column)
        put(cell, content)
        if content == entry.file and column == 8:
            target = fit(quote(link, safe=_KEPT))
            cell.hyperlink = Hyperlink(ref=cell.coordinate, target=target)
            cell.font = Font(name=_FONT, sz=11, underline="single", color=INK)
        if content == entry.sha256 and column == 9:
            cell.font = Font(name="Courier New", size=9, color=GREY)
