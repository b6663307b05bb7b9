"""What a proof says in words, on the page and in the Word file alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from docgen import languages
from docgen.concordance.document import Role
from docgen.delta.beside import Beside
from docgen.delta.captions import Captions
from docgen.delta.changes import Change, Changes
from docgen.delta.group import Column, Group, Row, TextSlot
from docgen.delta.letters import Paragraph
from docgen.delta.outliers import Reason
from docgen.delta.proof import Laid, Proof

FORMS: Final = 6  # of a value that are all shown
LONG: Final = 60  # characters: a longer form is named by a letter where there are few
LISTED: Final = 12  # files that are named one by one
NOTHING: Final = "\u2205"  # an empty value
NONE: Final = "—"
_IN_A_LINE: Final = {2: 2, 3: 3, 4: 2}  # columns of languages on paper; of more, three
_TYPED: Final = re.compile(r"\s*(?:[–—•·▪‣●○◦*-]|\d+[.)]|[a-z]\))\s")  # a bullet or number
_QUOTED: Final = 60  # characters of a value in a reason


def direction(code: str) -> str:
    """``ltr`` or ``rtl``."""
    return languages.get(code).direction if code in languages.CODES else "ltr"


def title(group: Group, say: Captions) -> str:
    """``circular, Arabic``."""
    return group_named(group.kind, group.language, say)


def group_named(kind: str, language: str, say: Captions) -> str:
    """A kind in a language, as :func:`title` has it."""
    return say.say("group", kind=say.kind(kind), language=say.language_name(language))


def groups_named(groups: Iterable[tuple[str, str]], say: Captions) -> str:
    """Kinds, each with its languages: ``circular (Arabic and French)``."""
    kinds: dict[str, list[str]] = {}
    for kind, language in groups:
        kinds.setdefault(kind, []).append(say.language_name(language))
    return say.listed(
        say.say("kind_in", kind=say.kind(kind), languages=say.language.and_list(own))
        for kind, own in kinds.items()
    )


def summary(proof: Proof, say: Captions) -> str:
    """How many letters there are, of when, and how many of them stand out."""
    out = sum(laid.standing_out for laid in proof.laid)
    day = say.day(proof.on.isoformat())
    return say.say("summary", letters=proof.letters, date=day, out=out)


def reason(why: Reason, say: Captions, *, away: bool = False) -> str:
    """Why a letter stands out, without the full stop.

    ``away`` from the table of its group, a value is named by the words before it as well.
    """
    shown: dict[str, str | int] = {}
    for name, value in why.values.items():
        if isinstance(value, tuple):
            codes = [one for one in value if isinstance(one, str)]
            numbers = [one for one in value if isinstance(one, int)]
            shown[name] = (
                say.language.and_list([say.language_name(code) for code in codes])
                if codes
                else say.numbers(numbers)
            )
        elif isinstance(value, str):
            shown[name] = say.given(value) if name == "name" else _quoted(value, say)
        else:
            shown[name] = value
    if away and why.values.get("where"):
        shown["number"] = say.say("value_after", number=shown["number"], where=shown["where"])
    return say.say(f"why {why.what}", why.n, **shown)


def _quoted(value: str, say: Captions) -> str:
    text = " ".join(value.split())
    if not text:
        return say.say("nothing")
    return say.quote(text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…")


def reasons(whys: Sequence[Reason], say: Captions, *, away: bool = False) -> str:
    """All reasons, a sentence a line."""
    return "\n".join(say.say("sentence", text=reason(why, say, away=away)) for why in whys)


def in_some(group: Group) -> list[TextSlot]:
    """The paragraphs on paper that not all letters have."""
    return [slot for slot in group.slots if slot.number in group.optional
            and not slot.paragraph.hidden]  # fmt: skip


def form_name(index: int) -> str:
    """a, b, c: how a long form of a value is named in the table of letters."""
    return "abcdefghijklmnopqrstuvwxyz"[index]


def shared(column: Column) -> bool:
    """Whether a value has a few forms that letters share, which are worth a list."""
    return len(column.counts) <= FORMS and column.counts[0][1] > 1


def cell(column: Column, row: Row) -> str:
    """What the table of letters shows of a value."""
    value = row.values.get(column.number)
    if value is None:
        return NONE
    if shared(column) and len(value) > LONG:
        index = [form for form, _ in column.counts].index(value)
        return f"({form_name(index)})"
    return value or NOTHING


def paragraphs_of(group: Group, row: Row, say: Captions) -> str:
    """Which paragraphs a letter has that others lack: ``7, 9``."""
    return say.numbers(slot.number for slot in in_some(group) if slot.number in row.has) or NONE


def listed(files: Sequence[str], say: Captions) -> str:
    """The first of some files, and how many more there are."""
    names = [say.given(file.removesuffix(".docx")) for file in files]
    first = say.listed(names[:LISTED])
    more = len(names) - LISTED
    return say.say("and_more", more, names=first) if more > 0 else first


def where(change: Change, say: Captions) -> str:
    """Which paragraph a change is in, and in which letters."""
    parts = [group_named(change.kind, change.language, say)]
    if change.paragraph:
        parts.append(say.say("paragraph", number=change.paragraph))
    if change.everywhere and change.of > 1:
        parts.append(say.say("in_all", change.of))
    else:
        count = len(change.letters)
        parts.append(say.say("in_letters", count, names=listed(change.letters, say)))
    return say.language.comma.join(parts)


def since(changes: Changes, say: Captions) -> str:
    """The heading over what has changed."""
    if len(changes.bases) == 1:
        base = changes.bases[0]
        name, day = say.given(base.by), say.day(base.at[:10])
        return say.say("since_approved", name=name, date=day)
    if changes.bases:
        return say.say("since_several")
    return say.say("since_date", date=say.day(changes.on))


def approvals(changes: Changes, say: Captions) -> list[str]:
    """Who approved what, where several did, and what nobody has approved yet."""
    said = [
        say.say("approved", name=say.given(base.by), date=say.day(base.at[:10]),
                groups=groups_named(base.groups, say))
        for base in changes.bases
        if len(changes.bases) > 1
    ]  # fmt: skip
    if changes.never:
        said.append(say.say("never_approved", groups=groups_named(changes.never, say)))
    return said


def counts(changes: Changes, say: Captions) -> str:
    """How many letters came, went, changed and stayed."""
    if changes.none:
        return say.say("nothing_changed")
    return say.say("change_counts", added=len(changes.added), removed=len(changes.removed),
                   changed=len(changes.changed), unchanged=changes.unchanged)  # fmt: skip


def languages_of(proof: Proof) -> list[str]:
    """The languages that there are letters in, as they come."""
    return list(dict.fromkeys(laid.group.language for laid in proof.laid))


# Languages side by side


def own_name(code: str) -> str:
    """A language in itself: ``français``."""
    return languages.get(code).name if code in languages.CODES else code


def in_a_line(count: int) -> int:
    """How many of so many columns stand beside one another on paper."""
    return _IN_A_LINE.get(count, 3)


def before(paragraph: Paragraph) -> str:
    """What Word puts before a paragraph: the number of a heading, a bullet."""
    if paragraph.label:
        return f"{paragraph.label} "
    bullet = paragraph.role is Role.ITEM and not _TYPED.match(paragraph.text)
    return "• " if bullet else ""


def pages_said(beside: Beside, proof: Proof, say: Captions) -> str:
    """How many pages there are in each language."""
    return say.listed(
        say.language_name(letter.language) + say.say("colon") + say.say("pages", pages)
        for letter in beside.letters
        if (pages := proof.pages.get(letter.file)) is not None
    )


def worth_a_list(lone: Sequence[Laid]) -> bool:
    """Whether there is more to say of some letters than that they are masters."""
    return any(
        whys or laid.group.rows[index].letter.key for laid in lone for index, whys in laid.order
    )
