"""A worksheet looked over as bytes: what :mod:`sheetxml` finds by events, in a tenth of the time.

Excel, LibreOffice and the libraries that write workbooks all write cells in one form
(``<c r="D7" s="1" t="s"><v>4</v></c>``). Here one pattern goes over the part and stops only at
cells of any other form: errors, formulas, cells beyond the bounds found so far.  Where something
cannot be told for certain in this way, the part is not plain, and must be gone through by events.
"""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import unescape

from docgen.recipients.archive import SheetError
from docgen.recipients.sheetxml import MAX_ROWS, Survey, position, survey_excel

_MAX_STOPS: Final = 300_000  # cells of another form, after which events are no slower
_MAX_BOUNDS: Final = 200  # how often the bounds may move

_ROOT: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*"
    rb'(?:<\?xml version="1\.0"(?: encoding="(?:UTF-8|utf-8)")?(?: standalone="(?:yes|no)")? ?\?>)?'
    rb"\s*<worksheet[ >]"
)
# Whatever a reader that asks for local names only, or that takes more than one form of XML, might
# see as a cell and the patterns below would not; where it begins, seen from its rarest character.
_ODD: Final = {
    b"!": (-1, re.compile(rb"<!")),
    b"?": (-1, re.compile(rb"<\?")),
    b":": (0, re.compile(rb":(?:c|row)[\s/>]")),
}
_HIDDEN: Final = re.compile(rb'<row ([^<>]*\bhidden="(?:1|true)"[^<>]*)>')
_TAG: Final = re.compile(rb'<c((?: [A-Za-z:]+="[^"<>]*")+) ?(/?)>')
_ATTRIBUTE: Final = re.compile(rb' ([A-Za-z:]+)="([^"<>]*)"')
_FORMULA: Final = re.compile(rb"<f(?: [^<>]*?)?(?:/>|>[^<]*</f>)")
_VALUE: Final = re.compile(rb"<v(?: [^<>]*?)?(?:/>|>([^<]*)</v>)")
_REFERENCE: Final = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')


def survey_plain(xml: bytes, most: int) -> Survey | None:
    """Look over a worksheet part; ``None`` where it is not plain.

    ``most``: how many cells there may be from the first to the last; a part of more is not plain.
    ``last_row`` and ``last_column`` are bounds here: no cell with a value lies beyond them.
    """
    first, last = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    opening = b"<sheetData/>" if last < 0 else b"<sheetData>"
    if not _ROOT.match(xml) or first < 0 or not xml.startswith(opening, first):
        return None
    after = first + len(opening) if last < 0 else last + len(b"</sheetData>")
    if any(_met(xml, mark, *odd) for mark, odd in _ODD.items()):
        return None
    try:
        # What stands around the cells: columns, merged ranges, filters.
        survey = survey_excel(xml[:first] + b"<sheetData/>" + xml[after:])
        if _Cells(xml, survey, most).looked_over() and _hidden(xml, survey):
            return survey
    except SheetError:  # which the events will tell
        pass
    return None


def _met(xml: bytes, mark: bytes, begins: int, odd: re.Pattern[bytes]) -> bool:
    """Whether a pattern with this character is met after the declaration."""
    at = 5
    for _ in range(1_000):
        at = xml.find(mark, at + 1)
        if at < 0:
            return False
        if odd.match(xml, at + begins):
            return True
    return odd.search(xml, at) is not None


class _Cells:
    """The bounds of a sheet's cells, and the cells that have an error or a formula."""

    def __init__(self, xml: bytes, survey: Survey, most: int) -> None:
        self.xml = xml
        self.survey = survey
        self.most = most
        self.row = self.column = 1
        self.holds_any = re.search(rb"<(?:v|is)[\s/>]", xml) is not None

    def looked_over(self) -> bool:
        """Whether each cell of the part is of a form known here; the survey then has them."""
        self._start()
        pattern = self._pattern()
        bounds = stops = at = 0
        while pattern is not None and (found := pattern.search(self.xml, at)) is not None:
            stops += 1
            before = (self.row, self.column)
            after = self._stop(found.start())
            if after is None or stops > _MAX_STOPS:
                return False
            at = after
            if before != (self.row, self.column):
                pattern = self._pattern()
                bounds += 1
                if bounds > _MAX_BOUNDS:
                    return False
        if self.holds_any:
            self.survey.holds(self.row, self.column)
        return pattern is not None

    def _start(self) -> None:
        """Bounds to begin with: the last row, and the ends of the first and the last one."""
        xml = self.xml
        end = xml.find(b"</row>")
        for low, high in ((0, end), (0, len(xml))):
            found = _REFERENCE.match(xml, max(xml.rfind(b"<c ", low, high), 0))
            if found:
                self._widen(*position(found[1].decode()))

    def _widen(self, row: int, column: int) -> None:
        self.row, self.column = max(self.row, row), max(self.column, column)

    def _pattern(self) -> re.Pattern[bytes] | None:
        """What finds a cell that is not plain or out of bounds; ``None`` for bounds too wide."""
        if self.row > MAX_ROWS or self.row * self.column > self.most:
            return None
        row = str(self.row).encode()
        loosest = 10 ** len(row) - 1
        if loosest <= MAX_ROWS and loosest * self.column <= self.most:
            rows = b"[0-9]{1,%d}" % len(row)  # quicker to match
        else:
            rows = _up_to(row, b"0", b"9")
        columns = _up_to(_letters(self.column), b"A", b"Z")
        return re.compile(
            rb'<c(?! r="' + columns + rows + rb'"(?: s="[0-9]++")?+'
            rb'(?: t="[a-df-zA-Z][A-Za-z]*+")?+(?:/>|><(?:v|is)>|></c>))(?![A-Za-z])'
        )

    def _stop(self, at: int) -> int | None:
        """Look at the cell that begins here; where to go on, or ``None`` if it cannot be told."""
        tag = _TAG.match(self.xml, at)
        if tag is None:
            return None
        attributes = dict(_ATTRIBUTE.findall(tag[1]))
        if b"r" not in attributes:
            return None
        row, column = position(attributes[b"r"].decode("utf-8", "replace"))
        if tag[2]:
            return tag.end()
        inside = tag.end()
        formula = _FORMULA.match(self.xml, inside)
        if formula is not None:
            inside = formula.end()
        text = self.xml.startswith(b"<is>", inside)
        value = _VALUE.match(self.xml, inside)
        if value is not None:
            inside = value.end()
        if not text and not self.xml.startswith(b"</c>", inside):
            return None
        if text or value is not None:
            self._widen(row, column)
        content = value[1] or b"" if value is not None else b""
        kind = attributes.get(b"t", b"")
        if kind == b"e":
            if text:
                return None
            self.survey.errors[row, column] = unescape(content.decode("utf-8", "replace"))
        elif formula is not None and not content and kind != b"str":
            if text:
                return None
            self.survey.formulas.add((row, column))
        return tag.end()


def _hidden(xml: bytes, survey: Survey) -> bool:
    """Note the hidden rows; whether they can be told."""
    if xml.find(b"hidden") < 0:
        return True
    if xml.find(b"hidden='") >= 0 or re.search(rb"hidden\s+=|hidden=\s", xml):
        return False
    for row in _HIDDEN.finditer(xml):
        number = re.search(rb'(?:^|\s)r="([0-9]{1,7})"', row[1])
        if number is None:
            return False
        survey.hidden.add(int(number[1]))
    return True


def _letters(column: int) -> bytes:
    letters = b""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters


def _up_to(last: bytes, low: bytes, high: bytes) -> bytes:
    """A pattern for names of columns or numbers of rows that are not beyond ``last``."""
    every = b"[" + low + b"-" + high + b"]"
    length = len(last)
    choices = [every + b"{1,%d}" % (length - 1)] if length > 1 else []
    for index in range(length):
        # In the last place the character itself may stand, in the others one before it.
        to = last[index] - (index < length - 1)
        if to >= low[0]:
            rest = length - index - 1
            choice = last[:index] + b"[" + low + b"-" + bytes([to]) + b"]"
            choices.append(choice + (every + b"{%d}" % rest if rest else b""))
    return b"(?:" + b"|".join(choices) + b")"
