"""``Template``: the engine's one public class."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Final

from jinja2.exceptions import SecurityError, UndefinedError
from lxml import etree

from docgen.diagnostics import (
    Finding,
    LanguageFormError,
    Place,
    RenderError,
    TemplateError,
    did_you_mean,
    error,
    in_reading_order,
    nearest,
)
from docgen.template import limits
from docgen.template.additions import Additions, current
from docgen.template.code import LetterContext
from docgen.template.compiler import Compiled, CompiledPart, compile_package
from docgen.template.endings import settle
from docgen.template.environment import survey
from docgen.template.identities import make_distinct
from docgen.template.include import Loader
from docgen.template.listing import divide
from docgen.template.marks import Mark
from docgen.template.package import read_package
from docgen.template.stamp import Stamp
from docgen.template.stretches import Writing
from docgen.template.values import BREAK_SIGN, ValueFaultError
from docgen.template.writer import LEVEL, choose_deflater

MAX_FAULTS: Final = 100
FEW: Final = 12  # names that a hint lists


class Template:
    """A compiled Word template.

    ``source`` is the path or the bytes of a .docx or .dotx file. ``language`` (one of
    ``docgen.languages.CODES``) brings that language's filters; ``loader`` resolves
    ``{%p include "name" %}`` and gives the name to show and the bytes. ``images`` is the
    folder whose pictures ``{{ path | image }}`` may show. ``filters`` are filters of the caller by
    name; what they give back is escaped like a value. ``level`` is zlib's compression level;
    ``deflate="isal"`` takes ISA-L instead, which is faster (the package isal). With ``stamped``
    each letter carries a :class:`~docgen.template.stamp.Stamp`.

    Nothing that shows changes in a template after it is made: one may be rendered from several
    threads, and equal data gives equal bytes. It is pickled as its source and compiled again.

    Raises :class:`docgen.TemplateError` with every fault of a template that cannot be compiled.
    """

    __slots__ = ("_arguments", "_compiled", "_images", "hash", "included", "shown_as")

    def __init__(
        self,
        source: str | Path | bytes,
        *,
        language: str | None = None,
        loader: Loader | None = None,
        shown_as: str | None = None,
        level: int = LEVEL,
        images: Path | None = None,
        filters: Mapping[str, Callable[..., Any]] | None = None,
        stamped: bool = False,
        deflate: str = "zlib",
    ) -> None:
        data = source if isinstance(source, bytes) else _read(Path(source), shown_as)
        default = "template" if isinstance(source, bytes) else Path(source).name
        self.shown_as: str = shown_as or default
        own = dict(filters or {})
        self._arguments = (
            data, language, loader, self.shown_as, level, images, own, stamped, deflate
        )  # fmt: skip
        self._images = images
        package = read_package(data, self.shown_as)
        self.included: dict[str, bytes] = {}  # what the loader gave, by the name to show
        listening = None if loader is None else _listening(loader, self.included)
        chosen = choose_deflater(deflate, level)
        self._compiled: Compiled = compile_package(
            package, language, listening, chosen, own, stamped=stamped
        )
        self.hash: str = _hash(data, self.included)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, self._arguments

    @property
    def source(self) -> bytes:
        """The bytes that the template was made of."""
        data: bytes = self._arguments[0]
        return data

    @property
    def fields(self) -> frozenset[str]:
        """The dotted names that the template takes from its data: ``{"recipient.name", …}``."""
        return frozenset(path for path, _ in self._compiled.uses)

    @property
    def uses(self) -> tuple[tuple[str, Mark], ...]:
        """Each use of a name with the tag that makes it, in the order of the document.

        The tags of included templates are among them, with their own places.
        """
        return self._compiled.uses

    def lint(
        self,
        fields: Iterable[str] | None = None,
        *,
        styles: Iterable[str] | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> list[Finding]:
        """What is doubtful in a template that compiles, in reading order.

        With ``fields`` (the dotted names that the data will have) unknown variables are findings
        (T020), each with the nearest known name; with ``styles`` (names) paragraph styles that the
        letterhead lacks (T043); with ``facts`` (printed form to tag) facts that were typed in
        (T045). The other rules (T040 to T049) need nothing but the file, which is read again.
        """
        from docgen.template.lint import doubts
        from docgen.template.manuscript import House

        data, language, *_ = self._arguments
        found = [] if fields is None else self.unknown(fields)
        found += doubts(data, self.shown_as, language, House(styles, facts))
        return in_reading_order(found)

    def unknown(self, fields: Iterable[str]) -> list[Finding]:
        """The variables that are not among ``fields`` (T020), in reading order."""
        known = set(fields)
        found = [
            error("T020", mark.place, f"there is no {path!r}, near “{mark.near}”",
                  _name_hint(path, sorted(known)))
            for path, mark in self._compiled.uses
            if "[]" not in path and not _known(path, known)
        ]  # fmt: skip
        return in_reading_order(found)

    def render(self, context: Mapping[str, Any], stamp: Stamp | None = None) -> bytes:
        """A whole .docx for this data; a stamped template needs a ``stamp``, others take none.

        Raises :class:`docgen.RenderError` with every fault of the data, each at its tag's place:
        T020 unknown variable, T021 empty value, T022 a character that XML 1.0 cannot hold, T023 a
        value that the tag cannot use, T024 a template that asks for too much.
        """
        place = self._compiled.imprint
        if (place is None) is not (stamp is None):
            raise ValueError("a stamp goes with a stamped template, and with no other")
        added = self._additions()
        try:
            limits.begin()
            seen = {**self._compiled.names, **context}
            parts = [(part.name, _written(part, seen, added)) for part in self._compiled.parts]
        except Exception as fault:
            raise RenderError(*self._survey(context, fault)) from fault
        finally:
            current.set(None)
        if place is not None and stamp is not None:
            parts = place.put(parts, stamp)
        return self._compiled.archive.pack(parts if added is None else [*parts, *added.parts()])

    def _additions(self) -> Additions | None:
        """What a render adds to the template's parts, empty; ``None`` where it cannot add."""
        room = self._compiled.room
        added = None if room is None else Additions(room, self._images)
        current.set(added)
        return added

    def _survey(self, context: Mapping[str, Any], first: Exception) -> list[Finding]:
        """Render again, going on after each fault, to report them all."""
        found: list[Finding] = []
        added = self._additions()
        seen = {**self._compiled.names, **context}
        for part in self._compiled.parts:
            if added is not None:
                added.part = part.name

            def report(fault: Exception, part: CompiledPart = part) -> None:
                if len(found) < MAX_FAULTS:
                    found.append(_finding(fault, part, self.shown_as))

            token = survey.set(report)
            limits.begin()
            try:
                _write(part, seen, None, lambda: len(found) < MAX_FAULTS).text()
            except Exception as fault:
                report(fault)
            finally:
                survey.reset(token)
        return in_reading_order(found) or [_finding(first, None, self.shown_as)]


def _hash(data: bytes, included: Mapping[str, bytes]) -> str:
    """SHA-256, in hex, of a template; where it includes others, of their names and bytes too."""
    own = hashlib.sha256(data).hexdigest()
    if not included:
        return own
    others = (f"{name}\0{hashlib.sha256(of).hexdigest()}" for name, of in sorted(included.items()))
    return hashlib.sha256("\n".join((own, *others)).encode("utf-8", "surrogatepass")).hexdigest()


def _again(
    data: bytes,
    language: str | None,
    loader: Loader | None,
    shown_as: str,
    level: int,
    images: Path | None,
    filters: Mapping[str, Callable[..., Any]],
    stamped: bool,
    deflate: str,
) -> Template:
    return Template(
        data,
        language=language,
        loader=loader,
        shown_as=shown_as,
        level=level,
        images=images,
        filters=filters,
        stamped=stamped,
        deflate=deflate,
    )


def _listening(loader: Loader, given: dict[str, bytes]) -> Loader:
    """The same loader; what it gives is kept."""

    def load(name: str) -> tuple[str, bytes]:
        shown_as, data = loader(name)
        given[shown_as] = data
        return shown_as, data

    return load


def _read(path: Path, shown_as: str | None) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        finding = error("T001", Place(shown_as or str(path)), "there is no such template",
                        "look at the name, or make it with docgen templates build")  # fmt: skip
        raise TemplateError(finding) from None
    except OSError as fault:
        finding = error("T001", Place(shown_as or str(path)),
                        f"the template cannot be read: {fault.strerror}",
                        "close it in Word and try again")  # fmt: skip
        raise TemplateError(finding) from fault


def _write(
    part: CompiledPart,
    context: dict[str, Any],
    plain: type[str] | None = str,
    go_on: Callable[[], bool] = lambda: True,
) -> Writing:
    """Let the code of a part write; without ``plain`` each value is looked at where it stands."""
    code, writing = part.code, Writing()
    made = LetterContext(code.environment, context, code.name, code.blocks)
    made.plain, made.pieces, made.ending = plain, writing.pieces, writing.ending
    for _ in code.root_render_func(made):
        writing.join()
        if not go_on():
            break
    return writing


def _written(part: CompiledPart, context: dict[str, Any], added: Additions | None) -> bytes:
    """A rendered part as it goes into the file. Only whole XML is written."""
    if added is not None:
        added.part = part.name
    writing = _write(part, context)
    xml = writing.text()
    if part.endings and (part.collects or not writing.settled):
        xml = settle(xml)
    if BREAK_SIGN in xml:
        xml = divide(xml)
    if part.repeats is not None:
        xml = make_distinct(xml, part.repeats)
    data = xml.encode("utf-8")
    if part.captures:
        try:
            etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as fault:
            raise ValueFaultError(
                "T023", f"a macro, {{% set %}} or {{% filter %}} breaks its markup: {fault}",
                "use filters on values, not on what a block prints"
            ) from fault  # fmt: skip
    return data


_KINDS: Final = {
    "NoneType": "none",
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "yes or no",
    "date": "a day",
    "datetime": "a day with a time",
    "list": "a list",
    "dict": "a table of values",
}
_COMPARED: Final = re.compile(r"'\S+' not supported between instances of '(\w+)' and '(\w+)'")
_CALCULATED: Final = re.compile(r"unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'")


def _in_words(fault: Exception) -> str:
    """What Python says of two kinds of values that do not go together, for who writes no Python."""
    said = str(fault)
    match = _COMPARED.fullmatch(said)
    if match is not None:
        one, other = (_KINDS.get(name, name) for name in match.groups())
        return f"{one} cannot be compared with {other}"
    match = _CALCULATED.fullmatch(said)
    if match is not None:
        one, other = (_KINDS.get(name, name) for name in match.groups()[1:])
        return f"{one} and {other} cannot be put together with {match.group(1)}"
    return said


def _name_hint(path: str, known: list[str]) -> str:
    """The nearest name; all of them only where they can be read at a glance."""
    if len(known) > FEW and nearest(path, known) is None:
        return "campaign.toml and the lists say which names there are"
    return did_you_mean(path, known)


def _known(path: str, known: set[str]) -> bool:
    return path in known or any(name.startswith(f"{path}.") for name in known)


def _line_of(fault: BaseException, part: CompiledPart) -> int | None:
    """The line of Jinja source that was running: in the traceback, or on the stack."""
    line = None
    step: TracebackType | None = fault.__traceback__
    while step is not None:
        if step.tb_frame.f_globals.get("__jinja_template__") is part.code:
            line = int(part.code.get_corresponding_lineno(step.tb_lineno))
        step = step.tb_next
    if line is None:
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            if frame.f_globals.get("__jinja_template__") is part.code:
                return int(part.code.get_corresponding_lineno(frame.f_lineno))
            frame = frame.f_back
    return line


def _finding(fault: Exception, part: CompiledPart | None, shown_as: str) -> Finding:
    if part is not None:
        line = _line_of(fault, part)
        mark = part.source.mark_at(line) if line is not None else None
        if mark is not None:
            return fault_of_value(fault, mark.place, f", near “{mark.near}”")
    return fault_of_value(fault, Place(shown_as), "")


def fault_of_value(fault: Exception, place: Place, words: str) -> Finding:
    """The finding that an exception during a render stands for."""
    match fault:
        case ValueFaultError():
            return error(fault.code, place, f"{fault.message}{words}", fault.hint)
        case SecurityError():
            return error("T024", place, f"the tag does what a template may not do{words}",
                         "templates print values; they do not reach into the program")  # fmt: skip
        case UndefinedError():
            message = str(fault.message).replace("'dict object' has no attribute", "there is no")
            return error("T020", place, f"{message}{words}", "look at the name in the tag")
        case LanguageFormError():
            return error("T023", place, f"{fault}{words}", "give a value that the filter knows")
        case RecursionError() | MemoryError() | OverflowError():
            return error("T024", place, f"the template asks for too much{words}",
                         "look at its loops and macros")  # fmt: skip
        case _:
            message = f"the tag cannot use its value: {_in_words(fault)}{words}"
            return error("T023", place, message, "look at the value and the filter")
