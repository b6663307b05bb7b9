"""HTML that is well-formed XML as well, and in which every text is escaped.

A :class:`Markup` is made by :func:`element` only; every other string is text.
"""

from __future__ import annotations

from html import escape
from typing import Final

_VOID: Final = frozenset({"br", "img", "input", "meta"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, /, *children: str | None, **attributes: str | None) -> Markup:
    """An element; ``class_`` is the attribute ``class``; what is ``None`` is left out."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{said}/>")
    return Markup(f"<{name}{said}>{together(*children)}</{name}>")


def together(*children: str | None) -> Markup:
    """Elements and texts one after the other."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else escape(child, quote=False)
            for child in children
            if child is not None
        )
    )
