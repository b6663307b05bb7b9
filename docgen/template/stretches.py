"""The text of a part, put together from the stretches that its code hands out.

Most values are plain: a ``str`` that XML needs no escape for and Word no element. Whether they are
is asked for many at once, which costs a fraction of asking for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from docgen.template import limits
from docgen.template.endings import is_settled, mark_of
from docgen.template.values import finalize

BATCH: Final = 512  # pieces that are joined at a time

Stretch = tuple[str, ...]  # finished text and values by turns: docgen.template.code

# What docgen.template.values.finalize changes or refuses: the characters that XML escapes,
# controls, surrogates and noncharacters.
_NOT_PLAIN: Final = re.compile("[\x00-\x1f&<>\"'\ud800-\udfff\ufffe\uffff]")
_MARKED: Final = bytes(byte < 0x20 or byte in b"&<>\"'" for byte in range(256))


def are_plain(values: str) -> bool:
    """Whether values, joined, are printed as they stand."""
    try:
        data = values.encode("utf-8")
    except UnicodeEncodeError:  # a surrogate
        return False
    if 1 in data.translate(_MARKED):
        return False
    return values.isascii() or not ("\ufffe" in values or "\uffff" in values)


def printed(value: str) -> str:
    """A value as it stands in the part."""
    if value.__class__ is str and _NOT_PLAIN.search(value) is not None:
        return str(finalize(value))
    return value  # plain, or finished where it was made


def put_together(stretches: Iterable[Stretch | str]) -> tuple[str, bool]:
    """The part, and whether its endings are settled; those that are not are in it as marks.

    Raises :class:`ValueFaultError`: T022 for a character that XML 1.0 cannot hold, T024 for a part
    that is too long.
    """
    done: list[str] = []
    pieces: list[str] = []
    size = 0
    settled = True
    for stretch in stretches:
        if type(stretch) is tuple:
            pieces += stretch
            if len(pieces) < BATCH:
                continue
            done.append(_joined(pieces))
            pieces = []
            size += len(done[-1])
            limits.check_output(size)
        else:
            kind = str(stretch)
            before = pieces[-2] if pieces and not pieces[-1] else "".join(pieces or done[-1:])
            if not is_settled(before, kind):
                pieces += (mark_of(kind), "")
                settled = False
    done.append(_joined(pieces))
    limits.check_output(size + len(done[-1]))
    return "".join(done), settled


def _joined(pieces: list[str]) -> str:
    values = pieces[1::2]
    if not are_plain("".join(values)):
        pieces[1::2] = map(printed, values)
    return "".join(pieces)
