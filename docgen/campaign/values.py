"""The values that facts are made of: texts per language, their forms, years, tables by key.

All are immutable, hashable, picklable and independent of pydantic, so that a process that renders
letters from a finished context imports nothing else of this room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

V = TypeVar("V")


class Forms(str):
    """A name with its grammatical forms; prints the first one.

    ``Forms({"nominative": "Сеть женщин", "genitive": "Сети женщин"})`` is the string
    ``Сеть женщин``, and its attributes ``nominative`` and ``genitive`` are the forms.  A form that
    it has not raises :class:`AttributeError`, which makes a template's variable undefined: no form
    stands in for another.  Equal to the plain string of its first form, as any string.
    """

    __slots__ = ("_forms",)

    _forms: dict[str, str]

    def __new__(cls, forms: Mapping[str, str]) -> Forms:
        """Raises :class:`ValueError` without any form."""
        if not forms:
            raise ValueError("a name needs at least one form")
        new = super().__new__(cls, next(iter(forms.values())))
        new._forms = dict(forms)
        return new

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the forms, the one that is printed first."""
        return tuple(self._forms)

    def __getattr__(self, name: str) -> str:
        # Only for what is no attribute of a string: the names of forms are checked on reading.
        if not name.startswith("_") and name in self._forms:
            return self._forms[name]
        raise AttributeError(f"{str(self)!r} has no form {name!r}")

    def with_each(self, old: str, new: str) -> Forms:
        """The same forms with ``old`` replaced by ``new`` in each of them."""
        return Forms({name: text.replace(old, new) for name, text in self._forms.items()})

    def __reduce__(self) -> tuple[Any, ...]:
        return Forms, (self._forms,)


@dataclass(frozen=True, slots=True)
class Text:
    """What is written in each language: pairs of language code and text, in the campaign's order.

    A text that was given once for all languages holds the same string for each of them.
    """

    entries: tuple[tuple[str, str], ...]

    def in_language(self, language: str) -> str:
        """The text (a :class:`Forms` where forms were given); :class:`KeyError` for another one."""
        for code, text in self.entries:
            if code == language:
                return text
        raise KeyError(language)

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that it is given in."""
        return tuple(code for code, _ in self.entries)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one language may have otherwise than the others, and why.

    ``what`` is ``fact``, ``value`` or ``section`` and ``name`` which one; ``uses`` is how often the
    language's template uses the fact, where that is stated.
    """

    language: str
    what: str
    name: str
    reason: str
    uses: int | None = None


class _Years(NamedTuple):
    """The years from ``first`` to ``last``, both included."""

    first: int
    last: int


class StudyPeriod(_Years):
    """A study period of the Sector: its years, and its code in file names where it has one.

    Unpacks and counts as the pair ``(first, last)``.  ``code`` is ``T22`` for 2022-2024.
    """

    _code: str | None

    def __new__(cls, first: int, last: int, code: str | None = None) -> StudyPeriod:
        new = super().__new__(cls, first, last)
        object.__setattr__(new, "_code", code)
        return new

    @property
    def has_code(self) -> bool:
        """Whether a code was given."""
        return self._code is not None

    @property
    def code(self) -> str:
        """Raises :class:`AttributeError` where none was given: a template then has no value."""
        if self._code is None:
            raise AttributeError("this study period has no code")
        return self._code

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a study period cannot be changed: {name}")

    def __eq__(self, other: object) -> bool:
        if isinstance(other, StudyPeriod) and self._code != other._code:
            return False
        return tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = tuple.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return StudyPeriod, (self.first, self.last, self._code)

    def __repr__(self) -> str:
        return f"StudyPeriod({self.first}, {self.last}, {self._code!r})"


class Table(Mapping[str, V]):
    """A mapping that cannot be changed: the campaign's regions or kinds by key, in file order."""

    __slots__ = ("_items",)

    _items: dict[str, V]

    def __init__(self, items: Mapping[str, V]) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __getitem__(self, key: str) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a table of facts cannot be changed: {name}")

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return Table, (self._items,)

    def __repr__(self) -> str:
        return f"Table({self._items!r})"
