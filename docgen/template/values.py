"""Values as WordprocessingML: text, links, formatted text, each for the place where it stands."""

from __future__ import annotations

import html
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from jinja2 import Undefined
from lxml import etree
from markupsafe import Markup, escape

from docgen.template.ooxml import W

# Characters outside `Char` of XML 1.0 (section 2.2), besides those that stand for something.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Characters that are not written as they stand, besides those that XML escapes.
SPECIAL: Final = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_RUN_BREAKS: Final = (
    ("\n", '</w:t><w:br/><w:t xml:space="preserve">'),
    ("\t", '</w:t><w:tab/><w:t xml:space="preserve">'),
)
# In docxtpl's values: a new paragraph, a new page. See docgen.template.listing.
BREAK_TARGET: Final = "docgen-break"
BREAK_SIGN: Final = "\uf8f2"  # in each break: a text that has none is found quickly to have none
_BREAKS: Final = {
    "\a": f"<?{BREAK_TARGET} a{BREAK_SIGN}?>",
    "\f": f"<?{BREAK_TARGET} f{BREAK_SIGN}?>",
}
_BREAK: Final = re.compile("[\a\f]")
_SCHEME: Final = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)


class ValueFaultError(Exception):
    """A value that its tag cannot use; ``code`` is that of the finding it becomes."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


_NUMBERS: Final = frozenset({int, float, bool})


def check_text(value: str) -> str:
    """The text itself. Raises :class:`ValueFaultError` (T022) for what XML 1.0 cannot hold."""
    match = _FORBIDDEN.search(value)
    if match is not None:
        code = ord(match.group())
        raise ValueFaultError(
            "T022",
            f"the value holds the character U+{code:04X}, which no Word file can hold",
            "remove it where the value is written",
        )
    return value


def plain_string(value: object) -> str:
    """A value as text, for every context; faults for what has no text."""
    if isinstance(value, str):
        return check_text(str(value))
    if value.__class__ in _NUMBERS:
        return str(value)
    if value is None:
        raise ValueFaultError(
            "T021", "the value is empty (None)",
            'give the value, or say what to print: | default("", true)'
        )  # fmt: skip
    if isinstance(value, Undefined):
        return str(value)
    kind = docxtpl_kind(value)
    if kind == "Listing":
        return check_text(html.unescape(str(value)))
    if kind or isinstance(value, Link | Drawing | bytes):
        hint = "write {{r … }} for formatted text, {{p … }} for paragraphs"
        if kind == "InlineImage" or isinstance(value, Drawing | bytes):
            hint = "hand in a picture's bytes or its path, and write {{ photo | image }}"
        raise ValueFaultError(
            "T023", f"a value of the kind {type(value).__name__} cannot stand here", hint
        )
    if _has_no_text(value):
        raise ValueFaultError(
            "T023", f"a value of the kind {type(value).__name__} is no text",
            'write {{ name.upper() }} with its brackets, and | join(", ") behind | map and its like'
        )  # fmt: skip
    return check_text(str(value))


def _has_no_text(value: object) -> bool:
    """Whether a value would be printed as a place in the memory: a function, a row of results."""
    kind = type(value)
    return (
        callable(value)
        or isinstance(value, Iterator)
        or kind.__module__.startswith("jinja2.")
        or (kind.__str__ is object.__str__ and kind.__repr__ is object.__repr__)
    )


class Drawing(ABC):
    """A value that is drawn: it is a run of its own, see :mod:`docgen.template.image`."""

    __slots__ = ()

    @abstractmethod
    def as_run(self, properties: str) -> str:
        """The whole run, with these properties."""


def docxtpl_kind(value: object) -> str:
    """The name of docxtpl's class that a value belongs to, or ``""``."""
    return next((c.__name__ for c in type(value).__mro__ if c.__module__.startswith("docxtpl")), "")


_TEXT: Final = re.compile(r"(?<=>)[^<>]*[\n\t][^<>]*(?=</w:t>)")


def _checked(xml: str) -> Markup:
    """The markup of docxtpl's formatted text, if it is whole and needs nothing from its maker."""
    check_text(_BREAK.sub("", xml))
    if "r:id=" in xml:
        raise ValueFaultError("T023", "formatted text holds a link of another document",
                              "print the address: {{ address | link }}")  # fmt: skip
    try:
        etree.fromstring(f'<w:p xmlns:w="{W}">{_BREAK.sub("", xml)}</w:p>')
    except etree.XMLSyntaxError as fault:
        raise ValueFaultError("T023", f"formatted text is not whole: {fault}",
                              "make it with docxtpl.RichText") from fault  # fmt: skip
    whole = _TEXT.sub(lambda match: _broken(match.group()), xml)
    return Markup(_BREAK.sub(lambda match: _BREAKS[match.group()], whole))


def _broken(text: str) -> str:
    for mark, element in _RUN_BREAKS:
        text = text.replace(mark, element)
    return text


def text_in_run(value: str) -> str:
    """Checked text as the inside of ``w:t``: escaped, line breaks and tabs as elements."""
    written = str(escape(check_text(value.replace("\r\n", "\n").replace("\r", "\n"))))
    return _broken(written)


def finalize(value: Any) -> Any:
    """What ``{{ }}`` prints in ``w:t``; a plain text without :data:`SPECIAL` needs no call."""
    if isinstance(value, Markup):
        return value
    if not isinstance(value, str) and docxtpl_kind(value) == "Listing":
        return Markup("".join(_BREAKS.get(t) or text_in_run(t) for t in _listed(value)))
    return Markup(text_in_run(plain_string(value)))


def _listed(value: object) -> list[str]:
    """The text of a Listing, the characters that break it alone."""
    return re.split("([\a\f])", html.unescape(str(value)))


class Link:
    """A hyperlink as a value: ``{{ contact.email | link }}``."""

    __slots__ = ("text", "url")

    def __init__(self, url: str, text: str) -> None:
        self.url = url
        self.text = text

    def __str__(self) -> str:
        return self.text


def link(value: object, text: str | None = None) -> Link:
    """A hyperlink to an address: e-mail addresses become ``mailto:``, ``www.`` becomes https.

    Raises :class:`ValueFaultError` (T023) for what is no web or e-mail address.
    """
    address = plain_string(value).strip()
    shown = address if text is None else plain_string(text)
    if not _SCHEME.match(address):
        if "@" in address:
            address = f"mailto:{address}"
        elif address.startswith("www."):
            address = f"https://{address}"
        else:
            raise ValueFaultError("T023", f"{address!r} is no web or e-mail address",
                             "a link begins with https://, mailto: or www.")  # fmt: skip
    if re.search(r'[\s"\\<>]', address):
        raise ValueFaultError("T023", f"{address!r} is no web or e-mail address",
                         "remove the blanks and quotation marks")  # fmt: skip
    return Link(address, shown)


def as_runs(value: Any, properties: str, link_style: str) -> Markup:
    """A value between runs (ECMA-376 part 1, 17.3.2.25)."""
    if isinstance(value, Undefined):
        return Markup(str(value))
    if isinstance(value, Link):
        return Markup(_link_runs(value, properties, link_style))
    if isinstance(value, Drawing):
        return Markup(value.as_run(properties))
    if not isinstance(value, str):
        kind = docxtpl_kind(value)
        if kind == "RichText":
            return _checked(str(value))
        if kind == "Listing":
            made = (_BREAKS.get(t) or _runs(check_text(t), properties) for t in _listed(value))
            return Markup("".join(made))
    return Markup(_runs(plain_string(value), properties))


_RTL: Final = "<w:rtl/>"
# Words in Latin letters, with the figures and the marks between them: WTSA-24, NoW in ITU-T.
_LATIN: Final = re.compile(
    r"[+]?[0-9A-Za-z\u00c0-\u024f@.]*[A-Za-z\u00c0-\u024f]"
    r"(?:[0-9A-Za-z\u00c0-\u024f@._/:&'\u2019-]|[ ](?=[0-9A-Za-z\u00c0-\u024f]))*"
)


def _runs(text: str, properties: str) -> str:
    """Text as runs. In a right-to-left run Latin words get runs without ``w:rtl`` (17.3.2.30).

    Word lays out the blanks and hyphens of a right-to-left run from right to left, also between
    Latin letters: ITU-T would be shown as T-ITU.
    """
    if _RTL not in properties:
        return f"<w:r>{properties}{_text_element(text)}</w:r>"
    latin = properties.replace(_RTL, "")
    out: list[str] = []
    position = 0
    for match in _LATIN.finditer(text):
        if match.start() > position:
            before = _text_element(text[position : match.start()])
            out.append(f"<w:r>{properties}{before}</w:r>")
        out.append(f"<w:r>{latin}{_text_element(match.group())}</w:r>")
        position = match.end()
    if position < len(text) or not out:
        out.append(f"<w:r>{properties}{_text_element(text[position:])}</w:r>")
    return "".join(out)


def _text_element(text: str) -> str:
    return f'<w:t xml:space="preserve">{text_in_run(text)}</w:t>'


def _link_runs(value: Link, properties: str, link_style: str) -> str:
    """A HYPERLINK field (17.16.5.25): unlike w:hyperlink it needs no relationship."""
    before, between, after = _around_link(properties, link_style)
    instruction = escape(f' HYPERLINK "{value.url}" ')
    return f"{before}{instruction}{between}{_text_element(value.text)}{after}"


@lru_cache(maxsize=64)  # a template has few sets of properties
def _around_link(properties: str, link_style: str) -> tuple[str, str, str]:
    """The runs of a HYPERLINK field around its instruction and around its text."""
    styled = properties
    if link_style and "<w:rStyle" not in properties:
        style = f'<w:rStyle w:val="{link_style}"/>'
        opened, mark, rest = properties.partition("<w:rPr>")
        styled = f"{opened}{mark}{style}{rest}" if mark else f"<w:rPr>{style}</w:rPr>"
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve">',
        "</w:instrText></w:r>"
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{styled}',
        f'</w:r><w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>',
    )


def as_plain(value: Any) -> Markup:
    return escape(plain_string(value))


def as_field(value: Any) -> Markup:
    text = plain_string(value)
    if '"' in text or "\\" in text:
        raise ValueFaultError("T023", "a value in a field holds a quotation mark or a backslash",
                         "remove it, or print the value outside the field")  # fmt: skip
    return escape(text)


def as_block(value: Any) -> Markup:
    if isinstance(value, Undefined):
        return Markup(str(value))
    if docxtpl_kind(value) == "RichTextParagraph":
        return _checked(str(value))
    if isinstance(value, Drawing) or docxtpl_kind(value) == "Listing":
        return Markup(f"<w:p>{as_runs(value, '', '')}</w:p>")
    return Markup(f"<w:p><w:r>{_text_element(plain_string(value))}</w:r></w:p>")
