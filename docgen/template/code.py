"""The Python code of a part: Jinja's, which writes whole stretches instead of single pieces.

A stretch is what stands between two statements: finished text and values by turns, text first, as
many of one as of the other. All go into one list. A value that is a plain ``str`` goes in as it is,
and is looked over together with others by :mod:`docgen.template.stretches`; every other one is made
text at its place. Where the list may grow in a loop, the code hands over from time to time.

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
from docgen.template.limits import LONG

# Filters whose output is finished text.
FINISHED: Final = frozenset({"_run", "_plain", "_field", "_block"})
# A text with and without the blanks at its ends (ECMA-376 part 1, 17.3.3.31).
KEEPING_BLANKS: Final = '<w:t xml:space="preserve">'
TEXT_BEGINS: Final = "<w:t>"
# Filters that hand on what they are given.
_HANDING_ON: Final = frozenset(
    {"_counted", "_counted_at_once", "_turn", "_whole", "_looked_at", "d", "default"}
)
# What texts can be made with that no value has; a template that has none of these prints values.
_MAKING: Final = (nodes.BinExpr, nodes.Concat, nodes.Call, nodes.CallBlock, nodes.AssignBlock,
                  nodes.FilterBlock, nodes.Macro)  # fmt: skip
_KEEPING_NAMES: Final = (nodes.Assign, nodes.AssignBlock, nodes.Call, nodes.CallBlock)
Key = tuple[str, str, nodes.Expr]  # a row by its name in the code, the key, where it is asked for
BATCH: Final = 512  # pieces that are joined at a time
PIECE: Final = 100_000  # characters of a text that count as a piece more


class LetterContext(Context):
    """Jinja's context of one part in one render.

    ``pieces`` is the list that the code writes into, ``ending`` is told where the part has an
    ending (:mod:`docgen.template.endings`), and of which kind. ``plain`` is the class of the values
    that are written as they are: none in a survey, in which each is looked at where it stands.
    """

    plain: type[str] | None
    pieces: list[str]
    ending: Callable[[str], None]


class LetterCode(CodeGenerator):
    """Writes the code of a part."""

    _loops = 0  # that the code stands in
    _keeps_names = False  # whether loops set names, or hand theirs on to what they call
    _bound = ""  # a further condition for what is written as it is

    def visit_Template(  # noqa: N802  # Jinja's name
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """Write the whole."""
        self._keeps_names = next(node.find_all(_KEEPING_NAMES), None) is not None
        self._bound = f" and len(value) <= {LONG}" if _makes_texts(node) else ""
        super().visit_Template(node, frame)

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """Write a line, unless it keeps names in a loop for nothing."""
        if self._keeps_names or x != "_loop_vars = {}":
            super().writeline(x, node, extra)

    def write_commons(self) -> None:
        """Name what the stretches use."""
        self.writeline("plain = context.plain")
        self.writeline("pieces = context.pieces")
        self.writeline("ending = context.ending")
        self.writeline(f"room = {BATCH}")
        self.writeline("rows = plain and dict")  # in a survey no row is taken from quickly
        self.writeline("show = environment.show")
        self.writeline("field = environment.getattr")
        super().write_commons()

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """Begin to write finished text, which a macro or a filter has made."""
        if frame.buffer is None:
            self.writeline("pieces += (", node)
        else:
            super().start_write(frame, node)

    def end_write(self, frame: Frame) -> None:
        """End what :meth:`start_write` began."""
        if frame.buffer is None:
            self.write(', "")')
            self.hand_over(2)
        else:
            super().end_write(frame)

    def hand_over(self, pieces: int) -> None:
        """In a loop: let what is there be joined when the pieces have become many."""
        if self._loops:
            self.writeline(f"room -= {pieces}")
            self.writeline("if room < 0:")
            self.indent()
            self.writeline(f"room = {BATCH}")
            self.writeline("yield")
            self.outdent()

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """Write a loop."""
        self._loops += 1
        super().visit_For(node, frame)
        self._loops -= 1

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # Jinja's
        """``row.name``: what :meth:`LetterEnvironment.getattr` does with the rows of data."""
        name = repr(node.attr)
        self.write("(found if (owner := ")
        self.visit(node.node, frame)
        self.write(
            f").__class__ is dict and (found := owner.get({name})) is not None"
            f" else field(owner, {name}))"
        )

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """Write one stretch, or several where endings divide it."""
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        stretch = _Stretch(self, node)
        for number, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                texts = ENDING.split(_opening(node.nodes, number))
                stretch.text(texts[0])
                for kind, text in zip(texts[1::2], texts[2::2], strict=True):
                    stretch.end()
                    self.writeline(f"ending({kind!r})", child)
                    stretch.text(text)
                continue
            if isinstance(child, nodes.Filter) and child.name in FINISHED:
                stretch.finished(partial(self._expression, child, frame))
            else:
                stretch.value(partial(self._value, child, frame), self._key(child, frame))
            if stretch.is_full():
                stretch.end()
                self.writeline("yield")
        stretch.end()

    def _key(self, node: nodes.Expr, frame: Frame) -> Key | None:
        if not isinstance(node, nodes.Getattr) or not isinstance(node.node, nodes.Name):
            return None
        row = node.node.name
        return None if row == "loop" else (frame.symbols.ref(row), node.attr, node)

    def write_key(self, key: Key) -> None:
        """``row.name`` of a row that is known to be a ``dict``."""
        owner, name, node = key
        self.newline(node)
        self.write(
            f"(value if (value := {owner}[{name!r}]).__class__ is plain{self._bound}"
            " else show(value))"
        )

    def _expression(self, node: nodes.Expr, frame: Frame) -> None:
        self.newline(node)
        self.visit(node, frame)

    def _value(self, node: nodes.Expr, frame: Frame) -> None:
        self.newline(node)
        if isinstance(node, nodes.Getattr):  # as in visit_Getattr, with one question less
            name = repr(node.attr)
            self.write("(value if (owner := ")
            self.visit(node.node, frame)
            self.write(
                f").__class__ is dict and (value := owner.get({name})).__class__ is plain"
                f"{self._bound} else show(field(owner, {name})))"
            )
            return
        self.write("(value if (value := ")
        self.visit(node, frame)
        self.write(f").__class__ is plain{self._bound} else show(value))")


def _makes_texts(tree: nodes.Template) -> bool:
    """Whether a part may print texts that no value has, and that could be large.

    What is printed is charged where it is large (:mod:`docgen.template.costs`). Of the values of
    the data, which are as large as they are, no more are joined at a time than a batch has, and
    what has been joined is measured.
    """
    return (
        next(tree.find_all(_MAKING), None) is not None
        or any(f.name not in FINISHED | _HANDING_ON for f in tree.find_all(nodes.Filter))
        or any(isinstance(c.value, str) and len(c.value) > LONG for c in tree.find_all(nodes.Const))
    )


def _opening(children: list[nodes.Expr], number: int) -> str:
    """A text of the template. A value that is all of the text of a run keeps the blanks at its ends
    only where it has some, see :mod:`docgen.template.stretches`.
    """
    data = children[number]
    assert isinstance(data, nodes.TemplateData)
    value, after = (*children[number + 1 : number + 3], None, None)[:2]
    if (
        data.data.endswith(KEEPING_BLANKS)
        and not (isinstance(value, nodes.Filter) and value.name in FINISHED)
        and isinstance(after, nodes.TemplateData)
        and after.data.startswith("</w:t>")
    ):
        return data.data.removesuffix(KEEPING_BLANKS) + TEXT_BEGINS
    return data.data


class _Stretch:
    """Writes stretches, each a tuple of text and values by turns that is added to the list.

    Where all values are keys of one row, as in the rows of a table, they are taken from it in the
    quickest way if it is a ``dict`` that has them all. Nothing has happened when it is not, or has
    not: then the values are asked for one by one.
    """

    def __init__(self, code: LetterCode, node: nodes.Output) -> None:
        self._code = code
        self._node = node
        self._turns: list[str | Callable[[], Any]] = []  # of the tuple that was begun
        self._quick: list[str | Callable[[], Any]] = []  # the same, from a row that has all keys
        self._rows: set[str] = set()  # whose keys all values are; "" for other values
        self._length = 0  # of its texts
        self._text = ""

    def text(self, text: str) -> None:
        """Add text of the template."""
        self._text += text

    def finished(self, write: Callable[[], Any]) -> None:
        """Add an expression whose value is finished text."""
        self._end_text()
        if len(self._turns) % 2:
            self._turn('""')
        self._turn(write)
        self._rows.add("")

    def value(self, write: Callable[[], Any], key: Key | None) -> None:
        """Add an expression whose value may be plain; ``key`` says that it is one of a row."""
        self._end_text()
        if len(self._turns) % 2 == 0:
            self._turn('""')
        self._turn(write, None if key is None else partial(self._code.write_key, key))
        self._rows.add("" if key is None else key[0])

    def is_full(self) -> bool:
        """Whether what was written is as much as is joined at a time."""
        return len(self._turns) >= BATCH

    def end(self) -> None:
        """Write the tuple, if one was begun."""
        self._end_text()
        if not self._turns:
            return
        if len(self._turns) % 2:
            self._turn('""')
        code = self._code
        if len(self._rows) == 1 and "" not in self._rows and len(self._turns) > 2:
            code.writeline("try:", self._node)
            code.indent()
            code.writeline(f"if {next(iter(self._rows))}.__class__ is not rows: raise KeyError")
            self._write(self._quick)
            code.outdent()
            code.writeline("except KeyError:")
            code.indent()
            self._write(self._turns)
            code.outdent()
        else:
            self._write(self._turns)
        code.hand_over(len(self._turns) + self._length // PIECE)
        self._turns, self._quick, self._rows, self._length = [], [], set(), 0

    def _write(self, turns: list[str | Callable[[], Any]]) -> None:
        self._code.writeline("pieces += (", self._node)
        self._code.indent()
        for turn in turns:
            if isinstance(turn, str):
                self._code.write(turn)
            else:
                turn()
            self._code.write(", ")
        self._code.outdent()
        self._code.write(")")

    def _end_text(self) -> None:
        if self._text:
            if len(self._turns) % 2:
                self._turn('""')
            self._turn(repr(self._text))
            self._length += len(self._text)
            self._text = ""

    def _turn(self, turn: str | Callable[[], Any], quick: Callable[[], Any] | None = None) -> None:
        self._turns.append(turn)
        self._quick.append(quick or turn)
