"""All differences between two files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from docgen.differences.pairing import Pair, pair
from docgen.differences.snapshot import Paragraph, Snapshot, names_of
from docgen.differences.wording import Piece, compare_words

# Properties whose values say nothing to a reader, and what it means that they differ.
_HASHES = {
    "docgen.row": "made of another row",
    "docgen.template": "made of another template",
    "docgen.campaign": "made with another campaign.toml",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    ``kind`` is ``changed``, ``added``, ``removed``, ``moved``, ``style`` (of a paragraph),
    ``formatting`` (by hand), ``property``, ``definition`` (of a style) or ``picture``; ``place`` is
    where it is now, ``was`` where it was, if that differs.  ``pieces`` are the words, ``what``
    names that which differs: a property, a style.
    """

    kind: str
    place: str
    was: str = ""
    what: str = ""
    pieces: tuple[Piece, ...] = ()


def compare(old: Snapshot, new: Snapshot) -> list[Difference]:
    """What differs, texts first, in the order of the new file."""
    found = [d for each in pair(old.paragraphs, new.paragraphs) for d in _of_pair(each)]
    found += _of_values("property", "properties", old.properties, new.properties)
    for name in dict.fromkeys([*old.styles, *new.styles]):
        one, two = old.styles.get(name), new.styles.get(name)
        if one is None or two is None:
            what = "a style that is new" if one is None else "a style that is gone"
            found.append(Difference("definition", f"style {name}", what=what))
        else:
            found += _of_values("definition", f"style {name}", one, two)
    for name in dict.fromkeys([*old.pictures, *new.pictures]):
        before, now = old.pictures.get(name), new.pictures.get(name)
        if before != now:
            what = "new" if before is None else "gone" if now is None else "another picture"
            found.append(Difference("picture", name, what=what))
    return found


def _of_pair(each: Pair) -> Iterator[Difference]:
    old, new = each.old, each.new
    if old is None or new is None:
        if new is not None:
            yield Difference("added", new.place, pieces=(Piece("+", new.text),))
        elif old is not None:
            yield Difference("removed", old.place, pieces=(Piece("-", old.text),))
        return
    was = old.place if old.place != new.place else ""
    if each.moved or old.text != new.text:
        kind = "moved" if each.moved else "changed"
        yield Difference(kind, new.place, was, pieces=compare_words(old.text, new.text))
    if old.style != new.style:
        yield Difference("style", new.place, was, "style", _from_to(old.style, new.style))
    if old.text == new.text:
        yield from _formatting(old, new, was)


def _formatting(old: Paragraph, new: Paragraph, was: str) -> Iterator[Difference]:
    """Stretches of the same text that hand formatted otherwise."""
    before = [form for text, form in old.formatted for _ in text]
    now = [form for text, form in new.formatted for _ in text]
    start = 0
    for at, (one, two) in enumerate(zip_longest([*before, ()], [*now, ()])):
        first = (before[start], now[start]) if start < len(before) else ((), ())
        if at == len(new.text) or (one, two) != first:
            if first[0] != first[1] and new.text[start:at].strip():
                words = new.text[start:at].strip()
                pieces = _from_to(names_of(first[0]), names_of(first[1]))
                yield Difference("formatting", new.place, was, f"“{words}”", pieces)
            start = at


def _of_values(
    kind: str, place: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[Difference]:
    for name in dict.fromkeys([*old, *new]):
        one, two = old.get(name, ""), new.get(name, "")
        if one == two:
            continue
        if name in _HASHES:
            yield Difference(kind, place, what=_HASHES[name])
        else:
            yield Difference(kind, place, what=name, pieces=_from_to(one, two))


def _from_to(old: str, new: str) -> tuple[Piece, ...]:
    return tuple(Piece(sign, text) for sign, text in (("-", old), ("+", new)) if text)
