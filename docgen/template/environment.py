"""The Jinja environment of letters: sandboxed, strict, escaped for WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any, Final, NoReturn

from jinja2 import Undefined, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from docgen import languages
from docgen.diagnostics import LanguageFormError
from docgen.template import additions, costs, limits
from docgen.template.cells import shade, span
from docgen.template.code import LetterCode, LetterContext
from docgen.template.image import image
from docgen.template.source import BEGIN, END
from docgen.template.values import (
    SPECIAL,
    ValueFaultError,
    as_block,
    as_field,
    as_plain,
    as_runs,
    finalize,
    link,
    plain_string,
)

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


def _recover(function: Callable[..., Any]) -> Callable[..., Any]:
    """During a survey report a fault and go on with nothing printed."""

    def guarded(*args: Any, **kwargs: Any) -> Any:
        if args and isinstance(args[0], Undefined):
            return Markup(str(args[0]))
        try:
            return function(*args, **kwargs)
        except (ValueFaultError, LanguageFormError) as fault:
            report = survey.get()
            if report is None:
                raise
            report(fault)
            return Markup("")

    return guarded


# Values that cannot change and of which equal ones of one class print alike.
_FIXED: Final = frozenset({int, date})
_REMEMBERED: Final = 256  # values of each filter of a language


def _remembering(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of a language that does not find the words for the same date or number anew.

    A campaign's facts are the same in all of its letters.
    """
    guarded = _recover(function)
    found = lru_cache(_REMEMBERED, typed=True)(function)

    def remembering(*args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and args[0].__class__ in _FIXED:
            try:
                return found(args[0])
            except LanguageFormError:
                pass  # faults are not remembered
        return guarded(*args, **kwargs)

    return remembering


_finalize_one = _recover(finalize)


@pass_eval_context  # so that Jinja leaves constants to it too: they may hold line breaks, or None
def _finalize(_: EvalContext, value: Any) -> Any:
    if value.__class__ is str and SPECIAL.search(value) is None:
        if len(value) > limits.LONG:
            costs.printed(value)
        return value  # most values: Jinja escapes it
    costs.printed(value)
    return _finalize_one(value)


# What a template may ask of ``loop``.
_OF_LOOPS: Final = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"}
)


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with bounds on what would fill the memory or never end."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``row.name``: a key of the data comes before a method of dict, ``row.items`` too."""
        if obj.__class__ is dict and attribute in obj:
            return obj[attribute]
        if obj.__class__ is LoopContext and attribute in _OF_LOOPS:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, within the bounds of :mod:`docgen.template.costs`."""
        costs.check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a method, within the same bounds."""
        limits.take_step()
        args = costs.check_call(obj, args, kwargs)
        return costs.looked_at(super().call(context, obj, *args, **kwargs))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """What the sandbox allows, without conversions to bytes: some of them take hours."""
        return attr not in ("encode", "decode") and super().is_safe_attribute(obj, attr, value)


class DocumentEnvironment(LetterEnvironment):
    """The environment of the parts of Word files, whose code hands out stretches."""

    code_generator_class = LetterCode
    context_class = LetterContext

    def show(self, value: Any) -> Any:
        """What a value that is no plain ``str`` prints; finished text for one that is."""
        if value.__class__ is int:
            return str(value)
        costs.printed(value)
        return _finalize_one(value)


def _same(value: object) -> object:
    """``| e``, which docxtpl needs: here values are escaped in any case."""
    return value


def _charged(function: Callable[..., Markup]) -> Callable[..., Markup]:
    """What a tag prints where it is not looked at any more, charged."""

    def charged(*args: Any) -> Markup:
        made = function(*args)
        if len(made) > limits.LONG:
            costs.printed(made)
        return made

    return charged


_CONTEXT_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "_run": _charged(as_runs),
    "_plain": _charged(as_plain),
    "_field": _charged(as_field),
    "_block": _charged(as_block),
    "_number": additions.number,
    "_restart": additions.restart,
    "_shade": shade,
    "_span": span,
    "e": _same,
    "escape": _same,
    "image": image,
    "link": link,
}
# Made for web pages: their output is not WordprocessingML.
_REMOVED: Final = ("pprint", "xmlattr", "urlize", "tojson", "forceescape", "safe")
_BY_CHANCE: Final = "random"  # equal data gives equal letters


@lru_cache(maxsize=16)
def environment(language: str | None) -> LetterEnvironment:
    """The environment of letters in one language; ``None`` has no filters of language.

    Raises :class:`docgen.diagnostics.LanguageFormError` for an unknown language.
    """
    made = DocumentEnvironment(
        block_start_string=f"{BEGIN}%",
        block_end_string=f"%{END}",
        variable_start_string=f"{BEGIN}{{",
        variable_end_string=f"}}{END}",
        comment_start_string=f"{BEGIN}#",
        comment_end_string=f"#{END}",
        autoescape=True,
        undefined=Missing,
        finalize=_finalize,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    _set_filters(made, _CONTEXT_FILTERS, language)
    return made


def with_filters(
    made: LetterEnvironment, filters: Mapping[str, Callable[..., Any]]
) -> LetterEnvironment:
    """The same environment with filters of the caller's own, which come before docgen's."""
    if not filters:
        return made
    own = made.overlay()
    own.filters = {**made.filters, **{name: _recover(each) for name, each in filters.items()}}
    return own


@lru_cache(maxsize=16)
def pattern_environment(language: str | None) -> LetterEnvironment:
    """The environment of one-line patterns (file names, subjects): plain text, equally strict."""
    made = LetterEnvironment(
        autoescape=False, undefined=Missing, finalize=plain_string, keep_trailing_newline=True
    )
    _set_filters(made, {"e": _same, "escape": _same}, language)
    return made


def _set_filters(
    made: LetterEnvironment, own: Mapping[str, Callable[..., Any]], language: str | None
) -> None:
    spoken = {} if language is None else languages.get(language).filters()
    made.filters.update({name: _recover(function) for name, function in own.items()})
    made.filters.update({name: _remembering(function) for name, function in spoken.items()})
    for name in (*_REMOVED, _BY_CHANCE):
        made.filters.pop(name, None)
    made.filters.update(costs.metered_filters(made.filters))
    tests: Mapping[str, Any] = made.tests
    made.tests.update(costs.metered_tests(tests))
    made.globals["namespace"] = costs.Variables
    made.globals.pop("lipsum", None)
