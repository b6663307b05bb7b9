"""Bounds for what a template may ask: turns of loops, calls, sizes of texts and numbers.

A template comes from outside and is a program. The bounds are counted, not timed, so that a letter
that is made once is made always.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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

_WIDE: Final = re.compile(r"\d{5,}|\*")
_WITH_WIDTH: Final = frozenset(
    {"center", "ljust", "rjust", "zfill", "expandtabs", "indent", "batch", "slice", "wordwrap"}
)
_MULTIPLYING: Final = frozenset({"replace", "join"})


@dataclass(slots=True)
class _Steps:
    left: int = MAX_STEPS


_steps: ContextVar[_Steps | None] = ContextVar("steps", default=None)


def _too_much(what: str) -> ValueFaultError:
    return ValueFaultError(
        "T024", f"the template asks for too much: {what}", "look at its loops and sizes"
    )


def _too_many_steps() -> ValueFaultError:
    return _too_much(f"more than {MAX_STEPS} turns of loops and calls")


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


def counted(items: Iterable[Any]) -> Iterator[Any]:
    """What a loop goes through, each turn counted."""
    return _counted(iter(items))


def _counted(items: Iterator[Any]) -> Iterator[Any]:
    steps = _steps.get()
    if steps is None:
        yield from items
        return
    for item in items:
        steps.left -= 1
        if steps.left < 0:
            raise _too_many_steps()
        yield item


def counted_at_once(items: Iterable[Any]) -> Iterable[Any]:
    """What a loop goes through to its end, its turns counted before the first if their number is
    known.
    """
    if type(items) is not list and type(items) is not tuple:
        return counted(items)
    steps = _steps.get()
    if steps is not None:
        steps.left -= len(items)
        if steps.left < 0:
            raise _too_many_steps()
    return items


@pass_context  # so that Jinja does not take it for a constant
def _step(_: Context, value: Any) -> Any:
    """Count a turn of a loop that calls itself, whatever it goes through."""
    take_step()
    return value


def check_output(size: int) -> None:
    """Refuse a part of more characters than a letter may have."""
    if size > MAX_OUTPUT:
        raise _too_much(f"a letter of more than {MAX_OUTPUT // 1024**2} MB")


def bounded(value: Any) -> Any:
    """A joined text, if it is not too long."""
    if len(value) > MAX_SIZE:
        raise _too_much("a text of more than a million characters")
    return value


def check_operation(operator: str, left: Any, right: Any) -> None:
    """Refuse sums, products and powers that would fill the memory, and wide formats."""
    if operator == "%":
        if isinstance(left, str) and _WIDE.search(left):
            raise _too_much("a very wide format")
        return
    if isinstance(left, int) and isinstance(right, int):
        digits = left.bit_length() * right if operator == "**" else left.bit_length()
        if max(digits, right.bit_length()) > MAX_DIGITS:
            raise _too_much("a very large number")
        return
    sizes = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
    times = [abs(side) for side in (left, right) if isinstance(side, int)]
    size = sum(sizes) * (max(times, default=1) if operator == "*" else 1)
    if size > MAX_SIZE:
        raise _too_much("a text or list of more than a million")


def check_size(name: str, value: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """Refuse methods and filters that would make a text of any size."""
    given = [*arguments, *named.values()]
    widths = [each for each in given if isinstance(each, int)]
    if name in _WITH_WIDTH and max(widths, default=0) > MAX_WIDTH:
        raise _too_much("a very large width")
    if name in ("format", "format_map") and _WIDE.search(str(value)):
        raise _too_much("a very wide format")
    if name in _MULTIPLYING:
        factor = max((len(each) for each in given if hasattr(each, "__len__")), default=0)
        size = len(value) if hasattr(value, "__len__") else 1
        if size * factor > 10 * MAX_SIZE:
            raise _too_much("a very long text")


def bounded_filters(filters: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Jinja's filters that make texts of any size, bounded; and those that :func:`limit` uses."""
    names = (_WITH_WIDTH | _MULTIPLYING | {"format"}) & set(filters)
    made: dict[str, Callable[..., Any]] = {name: _guarded(name, filters[name]) for name in names}
    own: dict[str, Callable[..., Any]] = {
        "_counted": counted,
        "_counted_at_once": counted_at_once,
        "_step": _step,
        "_bounded": bounded,
    }
    return {**made, **own}


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    at = 1 if hasattr(function, "jinja_pass_arg") else 0  # join is given the context first

    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        check_size(name, args[at], args[at + 1 :], kwargs)
        return function(*args, **kwargs)

    return guarded


class _Limiter(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802  # Jinja's name for it
        self.generic_visit(node)
        if node.recursive:  # each of its calls brings what it goes through
            step = nodes.ExprStmt(_filter(nodes.Const(None, lineno=node.lineno), "_step"))
            node.body.insert(0, step.set_lineno(node.lineno))
        else:
            ends_early = any(True for each in node.body for _ in _breaks(each))
            node.iter = _filter(node.iter, "_counted" if ends_early else "_counted_at_once")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802  # Jinja's name
        self.generic_visit(node)
        return _filter(node, "_bounded")


def _breaks(node: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(node, nodes.Break):
        yield node
    yield from node.find_all(nodes.Break)


def _filter(node: nodes.Node, name: str) -> nodes.Filter:
    made = nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
    made.environment = node.environment
    return made


def limit(tree: nodes.Template) -> nodes.Template:
    """The same template with its loops counted and its joined texts bounded."""
    _Limiter().visit(tree)
    return tree
