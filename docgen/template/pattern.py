"""One-line patterns with tags: file names, subjects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2.exceptions import TemplateSyntaxError

from docgen.diagnostics import Place, RenderError, TemplateError, error
from docgen.template.environment import pattern_environment
from docgen.template.template import fault_of_value


class Pattern:
    """A compiled one-line pattern: ``{{ recipient.key }}-{{ letter.language }}``.

    Raises :class:`docgen.TemplateError` (C012) for a pattern that cannot be read.
    """

    __slots__ = ("_code", "_place", "_text")

    def __init__(self, text: str, language: str | None, place: Place) -> None:
        self._text = text
        self._place = place
        try:
            self._code = pattern_environment(language).from_string(text)
        except TemplateSyntaxError as fault:
            raise TemplateError(
                error("C012", place, f"the pattern “{text}” cannot be read: {fault.message}",
                      "write {{ name }} or {{ name | filter }}")
            ) from fault  # fmt: skip

    def render(self, context: Mapping[str, Any]) -> str:
        """The text for this data. Raises :class:`docgen.RenderError` (C012)."""
        try:
            return self._code.render(context)
        except Exception as fault:
            found = fault_of_value(fault, self._place, f" in the pattern “{self._text}”")
            raise RenderError(error("C012", self._place, found.message, found.hint)) from fault
