"""Numbers as the languages take them: exact, within reason, and CLDR's plural operands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from docgen.diagnostics import LanguageFormError

# No letter holds a number of more digits; a larger one is a slip, or an attack on the memory.
MOST_DIGITS = 18


class Operands(NamedTuple):
    """CLDR's plural operands (UTS #35 part 3, "Operands").

    ``n`` is the absolute value, ``i`` its integer part, ``v`` the count of its visible decimals,
    trailing zeros included: 1 has v = 0, 1.0 has v = 1.
    """

    n: int | Decimal
    i: int
    v: int

    @property
    def whole(self) -> bool:
        """Whether the value is an integer, however it is written."""
        return self.n == self.i


def exact(value: Any) -> int | Decimal:
    """``value`` if a letter can print it exactly.

    Integers and decimals pass.  A float passes only where its binary value is the decimal value
    that it shows: 35.0 and 0.5 are, 0.1 is not.
    """
    if type(value) is float:
        shown = Decimal(repr(value))
        if not shown.is_finite() or shown != Decimal(value):
            raise LanguageFormError(
                f"{value!r} is not held exactly; write it as a decimal number or a whole number"
            )
        value = int(shown) if shown == shown.to_integral_value() else shown
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise LanguageFormError(f"a number is needed here, not {value!r}")
    if isinstance(value, int):
        if abs(value) >= 10**MOST_DIGITS:
            raise LanguageFormError(f"the number has more than {MOST_DIGITS} digits")
        return value
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise LanguageFormError(f"a number is needed here, not {value!r}")
    if value.adjusted() >= MOST_DIGITS or exponent < -MOST_DIGITS or exponent > MOST_DIGITS:
        raise LanguageFormError(f"the number has more than {MOST_DIGITS} digits")
    return value


def operands(value: Any) -> Operands:
    """The plural operands of an exact number."""
    number = exact(value)
    if isinstance(number, int):
        return Operands(abs(number), abs(number), 0)
    number = number.copy_abs()
    exponent = number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Operands(number, int(number), decimals)


def whole(value: Any, least: int, most: int | None, what: str) -> int:
    """``value`` as an integer between ``least`` and ``most``.

    ``what`` names the form in the message ("English numbers in words").
    """
    number = exact(value)
    known = f"from {least} to {most}" if most is not None else f"from {least} on"
    if number != int(number) or number < least or (most is not None and number > most):
        raise LanguageFormError(f"{what} exist for whole numbers {known}, not for {number}")
    return int(number)


def grouped(value: Any, group: str, decimal: str, grouping_from: int, minus: str) -> str:
    """The number in figures, its integer part in groups of three from ``grouping_from`` digits.

    An empty ``group`` groups nothing.  Decimals are printed as they are held: 32.50 stays 32,50.
    """
    number = exact(value)
    figures = str(abs(number)) if isinstance(number, int) else format(number.copy_abs(), "f")
    integer, _, decimals = figures.partition(".")
    if group and len(integer) >= grouping_from:
        start = len(integer) % 3
        parts = [integer[:start]] if start else []
        parts += [integer[k : k + 3] for k in range(start, len(integer), 3)]
        integer = group.join(parts)
    sign = minus if number < 0 else ""
    return f"{sign}{integer}{decimal}{decimals}" if decimals else f"{sign}{integer}"
