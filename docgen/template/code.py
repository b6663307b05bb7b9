"""The Python code of a part: Jinja's, which hands out whole stretches instead of single pieces.

A stretch is what stands between two statements: a tuple of finished text and values by turns, text
first, as long as the other. A value that is a plain ``str`` is handed out as it is, and looked over
together with others by :mod:`docgen.template.stretches`; every other one is made text at its place.
Where a part has an ending (:mod:`docgen.template.endings`), its kind is handed out, a ``str``.

What Jinja collects itself, in macros and the like, is written as Jinja writes it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context

from docgen.template.endings import ENDING

# Filters whose output is finished text.
FINISHED: Final = frozenset({"_run", "_plain", "_field", "_block"})


class LetterContext(Context):
    """Jinja's context of one part in one render.

    ``plain`` is the class of the values that are handed out as they are: none in a survey, in which
    each value is looked at where it stands.
    """

    plain: type[str] | None = str


class LetterCode(CodeGenerator):
    """Writes the code of a part."""

    def write_commons(self) -> None:
        """Name what the stretches use."""
        self.writeline("plain = context.plain")
        self.writeline("show = environment.show")
        self.writeline("field = environment.getattr")
        super().write_commons()

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """Begin to write finished text, which a macro or a filter has made."""
        super().start_write(frame, node)
        if frame.buffer is None:
            self.write("(")

    def end_write(self, frame: Frame) -> None:
        """End what :meth:`start_write` began."""
        super().end_write(frame)
        if frame.buffer is None:
            self.write(', "")')

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # Jinja's
        """``row.name``: what :meth:`LetterEnvironment.getattr` does with the rows of data."""
        name = repr(node.attr)
        self.write(f"(owner[{name}] if (owner := ")
        self.visit(node.node, frame)
        self.write(f").__class__ is dict and {name} in owner else field(owner, {name}))")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """Write one stretch, or several where endings divide it."""
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        stretch = _Stretch(self, node)
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                texts = ENDING.split(child.data)
                stretch.text(texts[0])
                for kind, text in zip(texts[1::2], texts[2::2], strict=True):
                    stretch.end()
                    self.writeline(f"yield {kind!r}", child)
                    stretch.text(text)
            elif isinstance(child, nodes.Filter) and child.name in FINISHED:
                stretch.finished(partial(self._expression, child, frame))
            else:
                stretch.value(partial(self._value, child, frame))
        stretch.end()

    def _expression(self, node: nodes.Expr, frame: Frame) -> None:
        self.newline(node)
        self.visit(node, frame)

    def _value(self, node: nodes.Expr, frame: Frame) -> None:
        self.newline(node)
        self.write("(value if (value := ")
        self.visit(node, frame)
        self.write(").__class__ is plain else show(value))")


class _Stretch:
    """Writes a tuple of text and values by turns."""

    def __init__(self, code: LetterCode, node: nodes.Output) -> None:
        self._code = code
        self._node = node
        self._begun = False
        self._text_is_due = True
        self._text = ""

    def text(self, text: str) -> None:
        """Add text of the template."""
        self._text += text

    def finished(self, write: Callable[[], Any]) -> None:
        """Add an expression whose value is finished text."""
        self._write_text()
        if not self._text_is_due:
            self._turn('""')
        self._turn(write)

    def value(self, write: Callable[[], Any]) -> None:
        """Add an expression whose value may be plain."""
        self._write_text()
        if self._text_is_due:
            self._turn('""')
        self._turn(write)

    def end(self) -> None:
        """End the tuple, if one was begun."""
        self._write_text()
        if not self._begun:
            return
        if not self._text_is_due:
            self._turn('""')
        self._code.outdent()
        self._code.write(")")
        self._begun, self._text_is_due = False, True

    def _write_text(self) -> None:
        if self._text:
            if not self._text_is_due:
                self._turn('""')
            self._turn(repr(self._text))
            self._text = ""

    def _turn(self, item: str | Callable[[], Any]) -> None:
        if not self._begun:
            self._code.writeline("yield (", self._node)
            self._code.indent()
            self._begun = True
        if isinstance(item, str):
            self._code.write(item)
        else:
            item()
        self._code.write(", ")
        self._text_is_due = not self._text_is_due
