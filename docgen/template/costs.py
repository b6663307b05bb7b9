"""What the operations of a template cost, in steps of :mod:`docgen.template.limits`.

A step is a turn of a loop, a call, 256 characters of a text or 4 items of a list. What an operation
takes and what it makes are charged, so that a template that turns large values round and round, or
puts lists into lists until their text would fill the memory, ends in a finding as one with too many
turns does. Small values cost nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from types import GeneratorType
from typing import Any, Final

from jinja2.utils import Namespace

from docgen.template import limits
from docgen.template.limits import LONG, MAX_DIGITS, MAX_SIZE, MAX_STEPS, MAX_WIDTH, too_much

_CHARACTERS: Final = 8  # a step is 2 to the power of this: 256 characters
_ITEMS: Final = 2  # 4 items
_LOOKED_AT: Final = 6  # 64 items that are only looked at
_COMPARED: Final = 12  # 4,096 comparisons of characters, in methods that take a text by a text
_WRAPPED: Final = 16

# A format that makes a text of any width: five digits, a width out of the data.
_WIDE: Final = re.compile(r"\d{5,}|\*|\{[^{}]*\{")
_NUMBER: Final = re.compile(r"\d+")
_WITH_WIDTH: Final = frozenset(
    {"center", "ljust", "rjust", "zfill", "expandtabs", "indent", "batch", "slice", "wordwrap"}
    | {"round"}
)
# For each character of the value, a width or a text may be made.
_MULTIPLYING: Final = frozenset({"replace", "expandtabs", "indent", "wordwrap"})
# For each character of the value, all of those of the other may be looked at.
_COMPARING: Final = frozenset(
    {"strip", "lstrip", "rstrip", "trim", "rfind", "rindex", "rsplit", "rpartition"}
)
# Their whole value is taken in hand at once, or comes out as one.
_WHOLE: Final = frozenset(
    {"batch", "dictsort", "groupby", "join", "list", "max", "min", "reverse", "slice", "sort"}
    | {"string", "sum", "unique"}
)
_FREE: Final = frozenset({"d", "default"})
_TESTS: Final = ("in", "eq", "==", "equalto", "ne", "!=", "lt", "<", "lessthan", "gt", ">",
                 "greaterthan", "le", "<=", "ge", ">=", "lower", "upper")  # fmt: skip


class Variables(Namespace):
    """Jinja's ``namespace``, which has no text: it may hold others without end."""

    def __repr__(self) -> str:
        return "<namespace>"


def weigh(*values: Any) -> int:
    """The steps that values stand for, with all that they hold; a list may hold itself many times.

    Raises :class:`docgen.template.values.ValueFaultError` (T024) for more than a render may take.
    """
    total = 0
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        total += 1
        if isinstance(value, str | bytes):
            total += len(value) >> _CHARACTERS
        elif isinstance(value, list | tuple | set | frozenset):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value)
            waiting.extend(value.values())
        if total > MAX_STEPS:
            raise too_much("a text or list of more than a million")
    limits.charge(total >> _LOOKED_AT)
    return total


def whole(value: Any) -> Any:
    """A list or table that a template wrote, if it is not too large."""
    weigh(value)
    return value


def looked_at(value: Any) -> Any:
    """A value that is compared, searched or cut, charged."""
    _charge(value)
    return value


def printed(value: Any) -> Any:
    """A value that is about to become text, charged."""
    if value.__class__ is int:
        return value
    if isinstance(value, str):
        limits.charge(len(value) >> _CHARACTERS)
    elif isinstance(value, list | tuple | dict | set | frozenset):
        limits.charge(weigh(value) >> _ITEMS)
    return value


def joined(value: Any) -> Any:
    """A text that ``~`` made, charged, if it is not too long."""
    if len(value) > MAX_SIZE:
        raise too_much("a text of more than a million characters")
    limits.charge(len(value) >> _CHARACTERS)
    return value


def _charge(value: Any) -> None:
    if isinstance(value, str | bytes):
        if len(value) >> _CHARACTERS:
            limits.charge(len(value) >> _CHARACTERS)
    elif hasattr(value, "__len__"):
        limits.charge(len(value) >> _ITEMS)


def check_operation(operator: str, left: Any, right: Any) -> None:
    """Refuse sums, products and powers that would fill the memory, and wide formats."""
    if operator == "%":
        if isinstance(left, str):
            _check_format(left, "%", (right,))
        return
    if isinstance(left, int) and isinstance(right, int):
        digits = left.bit_length() * right if operator == "**" else left.bit_length()
        if max(digits, right.bit_length()) > MAX_DIGITS:
            raise too_much("a very large number")
        return
    sizes = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
    times = max([abs(side) for side in (left, right) if isinstance(side, int)], default=1)
    size = sum(sizes) * (times if operator == "*" else 1)
    if size > MAX_SIZE:
        raise too_much("a text or list of more than a million")
    if isinstance(left, list | tuple) or isinstance(right, list | tuple):
        total = weigh(left, right) * (times if operator == "*" else 1)
        if total > MAX_STEPS:
            raise too_much("a text or list of more than a million")
        limits.charge(size >> _LOOKED_AT)
    elif size > LONG:
        limits.charge(size >> _CHARACTERS)


def check_call(function: Any, args: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    """Charge a call of a method or a macro with what it is given; the arguments to call it with."""
    # The sandbox wraps str.format.
    owner = getattr(getattr(function, "__wrapped__", function), "__self__", None)
    if isinstance(owner, str):
        name = getattr(function, "__name__", "")
        if name == "join":
            args = (_joinable(args[0], owner),) if args else args
        check_size(name, owner, args, named)
        _charge(owner)
    elif isinstance(owner, list | tuple | dict):
        _charge(owner)
    for each in (*args, *named.values()):
        if isinstance(each, list | tuple | dict | set):
            weigh(each)
    return args


def check_size(name: str, value: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """Refuse methods and filters that would make a text of any size; charge the others."""
    given = [*arguments, *named.values()]
    width = max((each for each in given if isinstance(each, int)), default=0)
    length = max((len(each) for each in given if hasattr(each, "__len__")), default=0)
    size = len(value) if hasattr(value, "__len__") else 1
    if name in _WITH_WIDTH and width > MAX_WIDTH:
        raise too_much("a very large width")
    if name in ("format", "format_map"):
        _check_format(str(value), "%{", (*given, *_values(given)))
    elif name in _MULTIPLYING:
        if name == "wordwrap":  # a long word is cut again and again
            limits.charge(size * size >> _WRAPPED)
            width = 0
        if size * max(width, length) > 10 * MAX_SIZE:
            raise too_much("a very long text")
    elif name in _COMPARING:
        limits.charge(size * length >> _COMPARED)


def _values(given: list[Any]) -> list[Any]:
    return [inner for each in given if isinstance(each, dict) for inner in each.values()]


def _check_format(text: str, marks: str, given: tuple[Any, ...]) -> None:
    """Refuse a format whose text could be very long: its widths, and each mark by each value."""
    if _WIDE.search(text):
        raise too_much("a very wide format")
    fields = sum(text.count(mark) for mark in marks)
    widths = sum(map(int, _NUMBER.findall(text))) if fields else 0
    longest = max((weigh(each) for each in given), default=1)
    size = widths + fields * (longest << _CHARACTERS if longest > 1 else 1)
    if fields > 1 and size > 10 * MAX_SIZE:
        raise too_much("a very long text")
    limits.charge((len(text) + widths) >> _CHARACTERS)


def _joinable(value: Any, between: Any) -> Any:
    """What is about to be joined, as a list that is not too long."""
    items = list(value) if isinstance(value, Iterator) else value
    if isinstance(items, list | tuple):
        gaps = len(items) * len(between) if isinstance(between, str) else 0
        if (weigh(items) << _CHARACTERS) + gaps > 10 * MAX_SIZE and gaps > MAX_SIZE:
            raise too_much("a very long text")
        limits.charge(gaps >> _CHARACTERS)
    return items


def _metered(items: Iterator[Any]) -> Iterator[Any]:
    """What a filter makes item by item, charged as it is taken."""
    for number, item in enumerate(items):
        if not number & 3:
            limits.take_step()
        yield item


def metered_filters(filters: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Jinja's filters, each charging what it takes and makes; and those of the limiter."""
    made: dict[str, Callable[..., Any]] = {
        name: _guarded(name, function)
        for name, function in filters.items()
        if name not in _FREE and getattr(function, "__module__", "").startswith("jinja2.")
    }
    own: dict[str, Callable[..., Any]] = {
        "_counted": limits.counted,
        "_counted_at_once": limits.counted_at_once,
        "_turn": limits.counted_turn,
        "_bounded": joined,
        "_whole": whole,
        "_looked_at": looked_at,
    }
    return {**made, **own}


def metered_tests(tests: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Jinja's tests that go through their values, charging them."""

    def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def test(*args: Any) -> Any:
            for each in args:
                _charge(each)
            return function(*args)

        return test

    return {name: guarded(tests[name]) for name in _TESTS if name in tests}


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    at = 1 if hasattr(function, "jinja_pass_arg") else 0  # the context, or what stands for it
    is_whole = name in _WHOLE
    is_sized = name in _WITH_WIDTH | _MULTIPLYING | _COMPARING | {"format"}

    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        value = args[at]
        if is_whole:
            if isinstance(value, Iterator):
                value = list(value)
                args = (*args[:at], value, *args[at + 1 :])
            weigh(value)
            _check_whole(name, value, args[at + 1 :], kwargs)
        else:
            _charge(value)
        if is_sized:
            check_size(name, value, args[at + 1 :], kwargs)
        result = function(*args, **kwargs)
        if isinstance(result, GeneratorType):
            return _metered(result)
        _charge(result)
        return result

    return guarded


def _check_whole(name: str, value: Any, given: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    if name == "join":
        between = given[0] if given else named.get("d", "")
        _joinable(value, between)
    elif name == "sum" and any(isinstance(e, list | tuple) for e in (*given, *named.values())):
        size = len(value) if hasattr(value, "__len__") else 1
        limits.charge(size * size >> _COMPARED)  # each sum is a new list
