"""One-line patterns with tags (file names, subjects), and expressions (``--where``, ``--sort``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from jinja2 import Undefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from docgen.diagnostics import Place, RenderError, TemplateError, error
from docgen.template import limits
from docgen.template.environment import pattern_environment
from docgen.template.fields import dotted_names
from docgen.template.template import fault_of_value

# Besides Jinja's own faults: brackets in brackets in brackets, for which Python has a limit.
_UNREADABLE: Final = (TemplateSyntaxError, SyntaxError, RecursionError, MemoryError, ValueError)


class Pattern:
    """A compiled one-line pattern: ``{{ recipient.key }}-{{ letter.language }}``.

    ``fields`` are the dotted names that it takes from its data.  Raises
    :class:`docgen.TemplateError` (C012) for a pattern that cannot be read.
    """

    __slots__ = ("_code", "_globals", "_place", "_text", "fields")

    def __init__(self, text: str, language: str | None, place: Place) -> None:
        self._text = text
        self._place = place
        try:
            env = pattern_environment(language)
            tree = env.parse(text)
            self.fields: frozenset[str] = frozenset(dotted_names(tree))
            self._code = env.from_string(limits.limit(tree))
            self._globals = dict(self._code.globals)
        except _UNREADABLE as fault:
            raise TemplateError(
                error("C012", place, f"the pattern “{text}” cannot be read: {_said(fault)}",
                      "write {{ name }} or {{ name | filter }}")
            ) from fault  # fmt: skip

    def render(self, context: Mapping[str, Any]) -> str:
        """The text for this data. Raises :class:`docgen.RenderError` (C012)."""
        try:
            limits.begin()
            run = self._code.new_context({**self._globals, **context}, shared=True)
            return "".join(self._code.root_render_func(run))
        except Exception as fault:
            found = fault_of_value(fault, self._place, f" in the pattern “{self._text}”")
            raise RenderError(error("C012", self._place, found.message, found.hint)) from fault


class Expression:
    """A compiled expression: ``country == "France" and score > 3``.

    Sandboxed, bounded and strict as templates are.  ``fields`` are the dotted names that it takes
    from its data.  Raises :class:`docgen.TemplateError` (C023) for one that cannot be read.
    """

    __slots__ = ("_code", "fields", "text")

    def __init__(self, text: str, language: str | None, place: Place) -> None:
        self.text = text if len(text) <= 80 else f"{text[:80]}…"
        try:
            env = pattern_environment(language)
            parser = Parser(env, text, state="variable")
            value = parser.parse_expression()
            if not parser.stream.eos:
                rest = str(parser.stream.current.value)
                raise TemplateSyntaxError(f"{rest!r} cannot stand there", 1)
            given = nodes.Template([nodes.Output([value], lineno=1)], lineno=1)
            given.set_environment(env)
            self.fields: frozenset[str] = frozenset(dotted_names(given))
            # The value is kept under a name that no data has, and read after the run.
            kept = nodes.Assign(nodes.Name(_KEPT, "store"), value, lineno=1)
            tree = nodes.Template([kept], lineno=1)
            tree.set_environment(env)
            self._code = env.from_string(limits.limit(tree))
        except _UNREADABLE as fault:
            message = f"the expression “{self.text}” cannot be read: {_said(fault)}"
            hint = 'write conditions as country == "France" and score > 3'
            raise TemplateError(error("C023", place, message, hint)) from fault

    def value(self, context: Mapping[str, Any], place: Place) -> Any:
        """The value for this data. Raises :class:`docgen.RenderError` (C023) at ``place``."""
        try:
            limits.begin()
            run = self._code.new_context(dict(context))
            for _ in self._code.root_render_func(run):
                pass
            value = run.vars[_KEPT]
            if isinstance(value, Undefined):
                str(value)  # raises: what is unknown is not false
        except Exception as fault:
            found = fault_of_value(fault, place, "")
            said = found.message.removeprefix("the tag cannot use its value: ")
            message = f"the expression “{self.text}” fails here: {said}"
            raise RenderError(error("C023", place, message, _cure(said))) from fault
        return value


_KEPT: Final = "value_of_the_expression"


def _said(fault: BaseException) -> str:
    if isinstance(fault, TemplateSyntaxError):
        return str(fault.message)
    return "it is too deep" if isinstance(fault, RecursionError | MemoryError) else str(fault)


def _cure(said: str) -> str:
    """What helps against the two faults that are met with: an empty cell, a number as text."""
    if "NoneType" in said or "none cannot" in said or "with none" in said or "none and" in said:
        return "an empty cell is none: write  score and score > 3"
    if "'str'" in said or "a text" in said:
        return 'the cell holds text: write  score | int > 3, or compare with text: "3"'
    return "look at the names and the values in it"
