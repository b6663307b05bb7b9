"""The Jinja environment of letters: sandboxed, strict, escaped for WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, Final, NoReturn

from jinja2 import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from docgen import languages
from docgen.template.source import BEGIN, END

MAX_PRODUCT: Final = 1_000_000

# Characters outside `Char` of XML 1.0 (section 2.2), besides those that stand for something.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL: Final = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_RUN_BREAKS: Final = (
    ("\n", '</w:t><w:br/><w:t xml:space="preserve">'),
    ("\t", '</w:t><w:tab/><w:t xml:space="preserve">'),
)
_SCHEME: Final = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)


class ValueFault(Exception):
    """A value that its tag cannot use; ``code`` is that of the finding it becomes."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


# In a survey a render goes on after a fault, so that all faults are found; each is handed to the
# function that stands here.
survey: ContextVar[Callable[[Exception], None] | None] = ContextVar("survey", default=None)


class Missing(Undefined):
    """A variable that the data lacks: an error wherever it is used, even in ``{% if %}``."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *args: Any, **kwargs: Any) -> NoReturn:
        # A SecurityError for what the sandbox refused.
        raise self._undefined_exception(self._undefined_message)

    def _use(self) -> Any:
        report = survey.get()
        if report is None:
            self._fail_with_undefined_error()
        report(self._undefined_exception(self._undefined_message))
        return self

    def __str__(self) -> str:
        self._use()
        return ""

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Any:
        self._use()
        return iter(())

    def __len__(self) -> int:
        self._use()
        return 0

    def __bool__(self) -> bool:
        self._use()
        return False

    def __eq__(self, other: object) -> bool:
        self._use()
        return False

    def __hash__(self) -> int:
        return id(type(self))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._use()

    def __getitem__(self, key: object) -> Any:
        return self._use()


def check_text(value: str) -> str:
    """The text itself. Raises :class:`ValueFault` (T022) for what XML 1.0 cannot hold."""
    match = _FORBIDDEN.search(value)
    if match is not None:
        code = ord(match.group())
        raise ValueFault(
            "T022",
            f"the value holds the character U+{code:04X}, which no Word file can hold",
            "remove it where the value is written",
        )
    return value


def _plain_string(value: object) -> str:
    """A value as text, for every context; faults for what has no text."""
    if isinstance(value, str):
        return check_text(str(value))
    if value is None:
        raise ValueFault(
            "T021", "the value is empty (None)",
            'give the value, or say what to print: | default("", true)'
        )  # fmt: skip
    if isinstance(value, Undefined):
        return str(value)
    if isinstance(value, (Link, bytes)) or type(value).__module__.startswith("docxtpl"):
        raise ValueFault(
            "T023", f"a value of the kind {type(value).__name__} cannot stand here",
            "write {{r … }} for formatted text, {{p … }} for paragraphs"
        )  # fmt: skip
    return check_text(str(value))


def _recover(function: Callable[..., Any]) -> Callable[..., Any]:
    """During a survey report a fault and go on with nothing printed."""

    def guarded(*args: Any, **kwargs: Any) -> Any:
        if args and isinstance(args[0], Undefined):
            return Markup(str(args[0]))
        try:
            return function(*args, **kwargs)
        except (ValueFault, languages.LanguageFormError) as fault:
            report = survey.get()
            if report is None:
                raise
            report(fault)
            return Markup("")

    return guarded


def text_in_run(value: str) -> str:
    """Checked text as the inside of ``w:t``: escaped, line breaks and tabs as elements."""
    written = str(escape(check_text(value.replace("\r\n", "\n").replace("\r", "\n"))))
    for mark, element in _RUN_BREAKS:
        written = written.replace(mark, element)
    return written


def _finalize(value: Any) -> Any:
    if value.__class__ is str and _SPECIAL.search(value) is None:
        return value  # Jinja escapes it
    if isinstance(value, Markup):
        return value
    return Markup(text_in_run(_plain_string(value)))


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

    Raises :class:`ValueFault` (T023) for what is no web or e-mail address.
    """
    address = _plain_string(value).strip()
    shown = address if text is None else _plain_string(text)
    if not _SCHEME.match(address):
        if "@" in address:
            address = f"mailto:{address}"
        elif address.startswith("www."):
            address = f"https://{address}"
        else:
            raise ValueFault("T023", f"{address!r} is no web or e-mail address",
                             "a link begins with https://, mailto: or www.")  # fmt: skip
    if re.search(r'[\s"\\<>]', address):
        raise ValueFault("T023", f"{address!r} is no web or e-mail address",
                         "remove the blanks and quotation marks")  # fmt: skip
    return Link(address, shown)


def _run(value: Any, properties: str, link_style: str) -> Markup:
    """A value between runs (ECMA-376 part 1, 17.3.2.25)."""
    if isinstance(value, Undefined):
        return Markup(str(value))
    if isinstance(value, Link):
        return Markup(_link_runs(value, properties, link_style))
    if type(value).__module__.startswith("docxtpl"):
        return Markup(str(value))
    return Markup(_runs(_plain_string(value), properties))


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
            out.append(f"<w:r>{properties}{_text_element(text[position:match.start()])}</w:r>")
        out.append(f"<w:r>{latin}{_text_element(match.group())}</w:r>")
        position = match.end()
    if position < len(text) or not out:
        out.append(f"<w:r>{properties}{_text_element(text[position:])}</w:r>")
    return "".join(out)


def _text_element(text: str) -> str:
    return f'<w:t xml:space="preserve">{text_in_run(text)}</w:t>'


def _link_runs(value: Link, properties: str, link_style: str) -> str:
    """A HYPERLINK field (17.16.5.25): unlike w:hyperlink it needs no relationship."""
    styled = properties
    if link_style and "<w:rStyle" not in properties:
        style = f'<w:rStyle w:val="{link_style}"/>'
        opened, mark, rest = properties.partition("<w:rPr>")
        styled = f"{opened}{mark}{style}{rest}" if mark else f"<w:rPr>{style}</w:rPr>"
    instruction = str(escape(f' HYPERLINK "{value.url}" '))
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{styled}{_text_element(value.text)}</w:r>"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def _plain(value: Any) -> Markup:
    return escape(_plain_string(value))


def _field(value: Any) -> Markup:
    text = _plain_string(value)
    if '"' in text or "\\" in text:
        raise ValueFault("T023", "a value inside a field holds a quotation mark or a backslash",
                         "remove it, or print the value outside the field")  # fmt: skip
    return escape(text)


def _block(value: Any) -> Markup:
    if isinstance(value, Undefined):
        return Markup(str(value))
    if type(value).__module__.startswith("docxtpl"):
        return Markup(str(value))
    return Markup(f"<w:p><w:r>{_text_element(_plain_string(value))}</w:r></w:p>")


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a bound on products that would fill the memory."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply or raise, within :data:`MAX_PRODUCT`."""
        numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
        if operator == "**" or not numbers:
            size = max((len(x) for x in (left, right) if hasattr(x, "__len__")), default=1)
            factor = max((x for x in (left, right) if isinstance(x, (int, float))), default=1)
            if size * abs(factor) > MAX_PRODUCT or (operator == "**" and abs(right) > 64):
                raise ValueFault("T024", "a product in this tag is too large",
                                 "templates need no such numbers")  # fmt: skip
        return super().call_binop(context, operator, left, right)


_CONTEXT_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "_run": _run,
    "_plain": _plain,
    "_field": _field,
    "_block": _block,
}


@lru_cache(maxsize=16)
def environment(language: str | None) -> LetterEnvironment:
    """The environment of letters in one language; ``None`` has no filters of language.

    Raises :class:`docgen.diagnostics.LanguageFormError` for an unknown language.
    """
    made = LetterEnvironment(
        block_start_string=f"{BEGIN}%",
        block_end_string=f"%{END}",
        variable_start_string=f"{BEGIN}{{",
        variable_end_string=f"}}{END}",
        comment_start_string=f"{BEGIN}#",
        comment_end_string=f"#{END}",
        autoescape=True,
        undefined=Missing,
        finalize=_recover(_finalize),
        keep_trailing_newline=True,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    _add_filters(made, {"link": link, **_CONTEXT_FILTERS}, language)
    return made


@lru_cache(maxsize=16)
def pattern_environment(language: str | None) -> LetterEnvironment:
    """The environment of one-line patterns (file names, subjects): plain text, equally strict."""
    made = LetterEnvironment(
        autoescape=False, undefined=Missing, finalize=_plain_string, keep_trailing_newline=True
    )
    _add_filters(made, {}, language)
    return made


def _add_filters(
    made: LetterEnvironment, own: Mapping[str, Callable[..., Any]], language: str | None
) -> None:
    filters = dict(own)
    if language is not None:
        filters |= languages.get(language).filters()
    made.filters.update({name: _recover(function) for name, function in filters.items()})
    for name in ("pprint", "xmlattr", "urlize", "tojson", "forceescape", "safe"):
        # Made for web pages: their output is not WordprocessingML.
        made.filters.pop(name, None)
