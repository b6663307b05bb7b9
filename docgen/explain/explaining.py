"""A finished letter beside the same letter with traces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from docgen.concordance.flow import text_of
from docgen.concordance.parts import Opened, opened, place_of, stem_of
from docgen.diagnostics import Place
from docgen.explain.traced import PARAGRAPH, TAG, Traces
from docgen.template.ooxml import word_name

_BEGIN: Final = re.compile(f"{PARAGRAPH[0]}(\\d+){PARAGRAPH[1]}")
_PRINTED: Final = re.compile(f"{TAG[0]}(\\d+){TAG[1]}([^{TAG[2]}]*){TAG[2]}")
_SIGNS: Final = re.compile(f"{PARAGRAPH[0]}\\d+{PARAGRAPH[1]}|{TAG[0]}\\d+{TAG[1]}|{TAG[2]}")
_STRING: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_NAME: Final = re.compile(r"(?<![\w.|])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_ROOT: Final = re.compile(r"^\{\{\s*([A-Za-z_]\w*)\s*(?:\||\})")
_FILTER: Final = re.compile(r"\|\s*([A-Za-z_]\w*(?:\([^)]*\))?)")
_LOOP: Final = re.compile(r"for\s+(\w+)\s+in\s+([\w.]+)")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a tag printed: its code, the text, the names that it took, the filters that shaped it.

    ``names`` are as the data has them: a loop's own name is replaced by what it goes through.
    ``conditions`` are the blocks inside its paragraph.
    """

    tag: str
    value: str
    names: tuple[str, ...]
    filters: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A paragraph of a finished letter; ``template`` is ``None`` where nothing explains it.

    ``same`` says that the template gives these very words today.
    """

    place: Place
    text: str
    template: Place | None = None
    conditions: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()
    same: bool = False


def explain(letter: bytes, shown_as: str, traced: bytes, traces: Traces) -> list[Explained]:
    """Each paragraph with text of a letter; ``traced`` is the letter rendered with ``traces``.

    Raises :class:`docgen.TemplateError` for a letter that is no readable Word file.
    """
    ours = dict(_parts(opened(letter, shown_as)))
    made = {stem: texts for (stem, _), texts in _parts(opened(traced, shown_as))}
    found: list[Explained] = []
    for (stem, index), texts in ours.items():
        own = [(place_of(shown_as, index, n, stem), t) for n, t in texts if t.strip()]
        found += _aligned(own, [t for _, t in made.get(stem, ()) if _bare(t).strip()], traces)
    return found


def _parts(file: Opened) -> Iterator[tuple[tuple[str, int], list[tuple[int, str]]]]:
    roots = [("", file.root)]
    for kinds in (("header", "footer"), ("footnotes", "endnotes")):
        roots += [(stem_of(name), tree) for name, tree in file.all_related(*kinds)]
    for index, (stem, root) in enumerate(roots, start=1):
        nodes = [node for node in root.iter() if word_name(node) == "p"]
        yield (stem, index), [(n, text_of(node)) for n, node in enumerate(nodes, start=1)]


def _aligned(
    own: Sequence[tuple[Place, str]], made: Sequence[str], traces: Traces
) -> Iterator[Explained]:
    bare = [_bare(text) for text in made]
    matcher = SequenceMatcher(None, [text for _, text in own], bare, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        for offset, (place, text) in enumerate(own[a:b]):
            at = c + offset
            if kind == "delete" or at >= d or (kind != "equal" and not _alike(text, bare[at])):
                yield Explained(place, text)
                continue
            yield _explained(place, text, made[at], traces, same=kind == "equal")


def _alike(one: str, two: str) -> bool:
    return SequenceMatcher(None, one, two, autojunk=False).ratio() > 0.5


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)


def _explained(
    place: Place, text: str, made: str, traces: Traces, *, same: bool
) -> Explained:  # fmt: skip
    begin = _BEGIN.search(made)
    if begin is None:
        return Explained(place, text, same=same)
    paragraph = traces.paragraphs[int(begin[1])]
    printed = []
    for match in _PRINTED.finditer(made):
        tag = traces.tags[int(match[1])]
        around = (*paragraph.conditions, *tag.conditions)
        printed.append(
            Printed(tag.code, match[2], _names(tag.code, around), tuple(_filters(tag.code)),
                    tag.conditions)
        )  # fmt: skip
    return Explained(place, text, paragraph.place, paragraph.conditions, tuple(printed), same)


def _names(code: str, around: Sequence[str]) -> tuple[str, ...]:
    """The dotted names of a tag, those of loops resolved."""
    bare = _STRING.sub('""', code)
    names = _NAME.findall(bare) + _ROOT.findall(bare)
    loops = {m[1]: m[2] for block in around if (m := _LOOP.search(block))}
    resolved = []
    for name in names:
        root, dot, rest = name.partition(".")
        resolved.append(f"{loops[root]}[]{dot}{rest}" if root in loops else name)
    return tuple(dict.fromkeys(resolved))


def _filters(code: str) -> list[str]:
    return [each for each in _FILTER.findall(code) if each != "default"]
