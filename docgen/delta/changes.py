"""What has changed since an earlier proof: letters that came and went, and words in the others.

The letters themselves are compared, not the ways in which two proofs show them; a change that many
letters have is told once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final, NamedTuple

from docgen.delta.proof import Proof
from docgen.delta.varying import tokens

_AROUND: Final = 12  # words and blanks that are shown beside a change
_KNOWN: Final = 4096


class Run(NamedTuple):
    """Some words: ``kept``, ``gone`` or ``new``."""

    what: str
    text: str


@dataclass(slots=True)
class Change:
    """A change of the same words in a paragraph, in all of ``letters``.

    ``runs`` are the words of its paragraph in the first of these letters.
    """

    kind: str
    language: str
    runs: tuple[Run, ...]
    letters: list[str]
    of: int = 0  # letters of the kind and language that both proofs have

    @property
    def everywhere(self) -> bool:
        """Whether all letters of the kind and language have it."""
        return len(self.letters) == self.of


@dataclass(slots=True)
class Changes:
    """``on`` is the day of the earlier proof; files are paths below ``out/``."""

    on: str
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    words: list[Change] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The object ``since`` of the proof's JSON."""
        return {
            "date": self.on,
            "added": self.added,
            "removed": self.removed,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "words": [
                {
                    "kind": change.kind,
                    "language": change.language,
                    "runs": [{run.what: run.text} for run in change.runs],
                    "letters": change.letters,
                    "everywhere": change.everywhere,
                }
                for change in self.words
            ],
        }


def compare(proof: Proof, earlier: Mapping[str, Sequence[str]], on: str) -> Changes:
    """The changes of a proof since an earlier one, whose texts are given by file."""
    changes = Changes(on)
    now: set[str] = set()
    found: dict[tuple[str, str, tuple[tuple[str, str], ...]], Change] = {}
    for laid in proof.laid:
        group = laid.group
        both = [row for row in group.rows if row.letter.file in earlier]
        own: list[Change] = []
        for row in group.rows:
            file = row.letter.file
            now.add(file)
            if file not in earlier:
                changes.added.append(file)
                continue
            texts = tuple(text for _, text in group.texts(row))
            before = tuple(earlier[file])
            if texts == before:
                changes.unchanged += 1
                continue
            changes.changed.append(file)
            for runs in _changed_paragraphs(before, texts):
                what = tuple((run.what, run.text) for run in runs if run.what != "kept")
                key = (group.kind, group.language, what)
                change = found.get(key)
                if change is None:
                    change = Change(group.kind, group.language, runs, [], len(both))
                    found[key] = change
                    own.append(change)
                if not change.letters or change.letters[-1] != file:
                    change.letters.append(file)
        # What all letters have comes first: it is the common text.
        changes.words += sorted(own, key=lambda change: -len(change.letters))
    changes.removed = sorted(file for file in earlier if file not in now)
    return changes


def _changed_paragraphs(before: tuple[str, ...], after: tuple[str, ...]) -> list[tuple[Run, ...]]:
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    most = min(len(before), len(after)) - start
    while end < most and before[-1 - end] == after[-1 - end]:
        end += 1
    one, two = before[start : len(before) - end], after[start : len(after) - end]
    found = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        gone, new = one[i1:i2], two[j1:j2]
        if len(gone) == len(new):
            found += [_words(a, b) for a, b in zip(gone, new, strict=True)]
        else:
            found += [(Run("gone", text),) for text in gone]
            found += [(Run("new", text),) for text in new]
    return found


@lru_cache(maxsize=_KNOWN)
def _words(before: str, after: str) -> tuple[Run, ...]:
    """The words of a paragraph, kept, gone and new; far from a change they are left out."""
    one, two = tokens(before), tokens(after)
    runs: list[Run] = []
    codes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    for index, (what, i1, i2, j1, j2) in enumerate(codes):
        if what == "equal":
            words = one[i1:i2]
            first, last = index == 0, index == len(codes) - 1
            runs.append(Run("kept", _shortened(words, first, last)))
            continue
        if i1 < i2:
            runs.append(Run("gone", "".join(one[i1:i2])))
        if j1 < j2:
            runs.append(Run("new", "".join(two[j1:j2])))
    return tuple(runs)


def _shortened(words: list[str], first: bool, last: bool) -> str:
    if first and last:
        return "".join(words)
    if first:
        return ("… " if len(words) > _AROUND else "") + "".join(words[-_AROUND:]).lstrip("\n")
    if last:
        return "".join(words[:_AROUND]) + (" …" if len(words) > _AROUND else "")
    if len(words) <= 2 * _AROUND:
        return "".join(words)
    return f"{''.join(words[:_AROUND])} … {''.join(words[-_AROUND:])}"
