"""What has changed since an earlier proof: letters that came and went, and words in the others.

The letters themselves are compared, not the ways in which two proofs show them; a change that many
letters have is told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final, NamedTuple

from docgen.delta.letters import Paragraph
from docgen.delta.proof import Proof
from docgen.delta.slots import side_by_side
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

    ``paragraph`` is its number in the text, or that of what follows where it is gone (0 at the
    end); ``runs`` are its words in the first of these letters.
    """

    kind: str
    language: str
    paragraph: int
    runs: tuple[Run, ...]
    letters: list[str]
    of: int = 0  # letters of the kind and language that both proofs have

    @property
    def everywhere(self) -> bool:
        """Whether all letters of the kind and language have it."""
        return len(self.letters) == self.of


class Base(NamedTuple):
    """An approved proof that a proof is compared with: who approved it and when (UTC), and of
    which kinds and languages it is the last one."""

    by: str
    at: str
    groups: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Changes:
    """``on`` is the day of the earlier proof; files are paths below ``out/``.

    ``bases`` are the approved proofs that it is compared with, if it is with such ones, and
    ``never`` the kinds and languages of which none was approved. ``redone`` are letters of the same
    words in another file: their look or their properties have changed.
    """

    on: str
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    words: list[Change] = field(default_factory=list)
    redone: list[str] = field(default_factory=list)
    bases: tuple[Base, ...] = ()
    never: tuple[tuple[str, str], ...] = ()

    @property
    def none(self) -> bool:
        """Whether nothing has changed."""
        return not (self.added or self.removed or self.changed or self.redone)

    def as_json(self) -> dict[str, Any]:
        """The object ``since`` of the proof's JSON."""
        return {
            "date": self.on,
            "added": self.added,
            "removed": self.removed,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "redone": self.redone,
            "approved": [
                {"by": base.by, "at": base.at, "groups": [list(group) for group in base.groups]}
                for base in self.bases
            ],
            "never_approved": [list(group) for group in self.never],
            "words": [
                {
                    "kind": change.kind,
                    "language": change.language,
                    "paragraph": change.paragraph,
                    "runs": [{run.what: run.text} for run in change.runs],
                    "letters": change.letters,
                    "of": change.of,
                    "everywhere": change.everywhere,
                }
                for change in self.words
            ],
        }

    @classmethod
    def of_json(cls, found: Mapping[str, Any]) -> Changes:
        """What :meth:`as_json` gave. Raises KeyError, TypeError or ValueError for anything else."""
        words = []
        for change in found["words"]:
            runs = tuple(
                Run(str(what), str(text)) for run in change["runs"] for what, text in run.items()
            )
            words.append(Change(str(change["kind"]), str(change["language"]),
                                int(change["paragraph"]), runs, _texts(change["letters"]),
                                int(change.get("of", 0))))  # fmt: skip
        return cls(
            str(found["date"]),
            _texts(found["added"]),
            _texts(found["removed"]),
            _texts(found["changed"]),
            int(found["unchanged"]),
            words,
            _texts(found.get("redone", ())),
            tuple(
                Base(str(base["by"]), str(base["at"]), _groups(base["groups"]))
                for base in found.get("approved", ())
            ),
            _groups(found.get("never_approved", ())),
        )


def _texts(found: Iterable[object]) -> list[str]:
    return [str(one) for one in found]


def _groups(found: Iterable[Sequence[object]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(kind), str(language)) for kind, language in found)


def compare(
    proof: Proof,
    earlier: Mapping[str, Sequence[str]],
    on: str,
    hashes: Mapping[str, str] | None = None,
    bases: Sequence[Base] = (),
) -> Changes:
    """The changes of a proof since an earlier one, whose texts and hashes are given by file.

    With ``bases``, only the kinds and languages that they have are compared.
    """
    covered = {group for base in bases for group in base.groups}
    all_groups = [(laid.group.kind, laid.group.language) for laid in proof.laid]
    never = tuple(group for group in all_groups if group not in covered) if bases else ()
    changes = Changes(on, bases=tuple(bases), never=never)
    now: set[str] = set()
    found: dict[tuple[str, str, int, tuple[Run, ...]], Change] = {}
    for laid in proof.laid:
        group = laid.group
        if (group.kind, group.language) in never:
            continue
        both = [row for row in group.rows if row.letter.file in earlier]
        own: list[Change] = []
        for row in group.rows:
            file = row.letter.file
            now.add(file)
            if file not in earlier:
                changes.added.append(file)
                continue
            numbered = group.texts(row)
            texts = tuple(text for _, text in numbered)
            before = tuple(earlier[file])
            if texts == before:
                if hashes is not None and hashes.get(file) not in (None, row.letter.sha256):
                    changes.redone.append(file)
                else:
                    changes.unchanged += 1
                continue
            changes.changed.append(file)
            for index, runs in _changed_paragraphs(before, texts):
                number = numbered[index][0] if index < len(numbered) else 0
                what = tuple(run for run in runs if run.what != "kept")
                key = (group.kind, group.language, number, what)
                change = found.get(key)
                if change is None:
                    change = Change(group.kind, group.language, number, runs, [], len(both))
                    found[key] = change
                    own.append(change)
                if not change.letters or change.letters[-1] != file:
                    change.letters.append(file)
        # What all letters have comes first: it is the common text.
        changes.words += sorted(own, key=lambda change: (-len(change.letters), change.paragraph))
    changes.removed = sorted(file for file in earlier if file not in now)
    return changes


def _changed_paragraphs(
    before: tuple[str, ...], after: tuple[str, ...]
) -> list[tuple[int, tuple[Run, ...]]]:
    """What has changed in each paragraph, with the index in ``after`` where it stands or stood."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    most = min(len(before), len(after)) - start
    while end < most and before[-1 - end] == after[-1 - end]:
        end += 1
    one, two = before[start : len(before) - end], after[start : len(after) - end]
    found: list[tuple[int, tuple[Run, ...]]] = []
    at = start
    for slot in side_by_side([[Paragraph(text) for text in each] for each in (one, two)]):
        gone, new = slot.held.get(0), slot.held.get(1)
        if gone is None and new is not None:
            found.append((at, (Run("new", new.text),)))
        elif gone is not None and new is None:
            found.append((at, (Run("gone", gone.text),)))
        elif gone is not None and new is not None and gone.text != new.text:
            found.append((at, _words(gone.text, new.text)))
        at += new is not None
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
