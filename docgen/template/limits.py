"""Bounds for what a template may ask: turns of loops, calls, sizes of texts and numbers.

A template comes from outside and is a program. The bounds are counted, not timed, so that a letter
that is made once is made always.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import nodes, pass_context
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from docgen.template.values import ValueFaultError

MAX_STEPS: Final = 200_000  # turns of all loops and calls in one render
MAX_SIZE: Final = 1_000_000  # characters or items that one operation may make
MAX_WIDTH: Final = 10_000  # a width, an indentation, a number of columns
MAX_OUTPUT: Final = 50 * 1024 * 1024  # characters of one part
MAX_DIGITS: Final = 4_000  # binary digits of a number
LONG: Final = 1_024  # characters that a tag prints for nothing


@dataclass(slots=True)
class _Steps:
    left: int = MAX_STEPS


_steps: ContextVar[_Steps | None] = ContextVar("steps", default=None)


def too_much(what: str) -> ValueFaultError:
    return ValueFaultError(
        "T024", f"the template asks for too much: {what}", "look at its loops and sizes"
    )


def _too_many_steps() -> ValueFaultError:
    return too_much(f"more than {MAX_STEPS} turns of loops and calls")


def begin() -> None:
    """Begin a render: all of its steps are to come."""
    _steps.set(_Steps())


def take_step() -> None:
    """Count a call or a turn of a loop. Raises :class:`ValueFaultError` (T024)."""
    steps = _steps.get()
    if steps is not None:
        steps.left -= 1
        if steps.left < 0:
            raise _too_many_steps()


def charge(steps: int) -> None:
    """Count what an operation on large values costs. Raises :class:`ValueFaultError` (T024)."""
    if steps:
        left = _steps.get()
        if left is not None:
            left.left -= steps
            if left.left < 0:
                raise too_much(f"more than {MAX_STEPS} turns of loops, or large values as often")


def counted(items: Iterable[Any], cost: int = 1) -> Iterator[Any]:
    """What a loop goes through, each turn counted as ``cost`` steps."""
    return _counted(iter(items), cost)


def _counted(items: Iterator[Any], cost: int) -> Iterator[Any]:
    steps = _steps.get()
    if steps is None:
        yield from items
        return
    for item in items:
        steps.left -= cost
        if steps.left < 0:
            raise _too_many_steps()
        yield item


@pass_context  # so that Jinja does not take a list that the template states for a constant
def counted_at_once(_: Context, items: Iterable[Any], cost: int = 1) -> Iterable[Any]:
    """What a loop goes through to its end, its turns counted before the first if their number is
    known.
    """
    if type(items) is not list and type(items) is not tuple:
        return counted(items, cost)
    steps = _steps.get()
    if steps is not None:
        steps.left -= len(items) * cost
        if steps.left < 0:
            raise _too_many_steps()
    return items


@pass_context
def counted_turn(_: Context, cost: int) -> None:
    """Count a turn of a loop that calls itself, whatever it goes through."""
    charge(cost)


def check_output(size: int) -> None:
    """Refuse a part of more characters than a letter may have."""
    if size > MAX_OUTPUT:
        raise too_much(f"a letter of more than {MAX_OUTPUT // 1024**2} MB")


class _Limiter(NodeTransformer):
    """Counts the turns of loops, and what is written or compared in ways that call nothing."""

    def __init__(self) -> None:
        self._captures = 0  # blocks whose text is a value: what is printed in them is not output

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802  # Jinja's name for it
        cost = 1 + (_text_of(node.body) >> 8 if self._captures else 0)
        self.generic_visit(node)
        if node.recursive:  # each of its calls brings what it goes through
            turn = nodes.Const(cost, lineno=node.lineno)
            step = nodes.ExprStmt(_filter(turn, "_turn"))
            node.body.insert(0, step.set_lineno(node.lineno))
        else:
            ends_early = any(True for each in node.body for _ in _breaks(each))
            name = "_counted" if ends_early else "_counted_at_once"
            node.iter = _filter(node.iter, name, *((cost,) if cost > 1 else ()))
        return node

    def _captured(self, node: nodes.Node) -> nodes.Node:
        self._captures += 1
        self.generic_visit(node)
        self._captures -= 1
        return node

    visit_Macro = visit_CallBlock = visit_FilterBlock = visit_AssignBlock = _captured  # noqa: N815

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802  # Jinja's name
        self.generic_visit(node)
        return _filter(node, "_bounded")

    def _written(self, node: nodes.Expr) -> nodes.Expr:
        self.generic_visit(node)
        stored = isinstance(node, nodes.Tuple) and node.ctx != "load"
        fixed = all(isinstance(child, nodes.Const) for child in node.iter_child_nodes())
        return node if stored or fixed else _filter(node, "_whole")

    visit_List = visit_Tuple = visit_Dict = _written  # noqa: N815  # Jinja's names

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802  # Jinja's name
        self.generic_visit(node)
        for operand in node.ops:
            if not isinstance(operand.expr, nodes.Const) and not isinstance(node.expr, nodes.Const):
                node.expr = _filter(node.expr, "_looked_at")
            elif operand.op in ("in", "notin") and isinstance(operand.expr, nodes.Name):
                operand.expr = _filter(operand.expr, "_looked_at")
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Getitem:  # noqa: N802  # Jinja's name
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _filter(node.node, "_looked_at")
        return node


def _breaks(node: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(node, nodes.Break):
        yield node
    yield from node.find_all(nodes.Break)


def _text_of(body: list[nodes.Node]) -> int:
    """The characters that stand in a loop's body, without those of loops inside it."""
    size = 0
    for node in body:
        if isinstance(node, nodes.TemplateData):
            size += len(node.data)
        elif not isinstance(node, nodes.For):
            size += _text_of(list(node.iter_child_nodes()))
    return size


def _filter(node: nodes.Node, name: str, *arguments: int) -> nodes.Filter:
    given = [nodes.Const(each, lineno=node.lineno) for each in arguments]
    made = nodes.Filter(node, name, given, [], None, None, lineno=node.lineno)
    made.environment = node.environment
    return made


def limit(tree: nodes.Template) -> nodes.Template:
    """The same template with its loops counted and its joined texts bounded."""
    _Limiter().visit(tree)
    return tree
