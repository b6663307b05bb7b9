"""The proof of a letter: it is its recipient's, and holds what is nobody else's.

Each letter is looked at twice at most.  The first look is fast: parts and paragraphs that were the
same in a letter before are known by their bytes, and only what is new is read.  Where it sees
anything but a right letter, :func:`~docgen.proof.reading.read_letter` reads the whole file anew,
and what it finds is told, with its place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Final, NamedTuple
from xml.parsers import expat

from docgen.diagnostics import Finding, Place, error
from docgen.proof.archive import Archives, Member, UnreadableError, members
from docgen.proof.others import Identity, Others, Owner, beginnings
from docgen.proof.reading import (
    ATTRIBUTES,
    ROOT_RELATIONSHIPS,
    STAMP,
    VALUES,
    LetterText,
    Roots,
    holds_text,
    parse_whole,
    read_letter,
    read_part,
)
from docgen.proof.words import words

MAX_PARAGRAPHS: Final = 512  # that are known at a time, and as many that were known before
_LONGEST: Final = 20_000  # characters of a paragraph that is worth knowing

_END: Final = "</w:p>"
_WORD_PREFIX: Final = re.compile(
    r'xmlns:w="http://(?:schemas\.openxmlformats\.org/wordprocessingml/2006|'
    r'purl\.oclc\.org/ooxml/wordprocessingml)/main"'
)
_NAME: Final = r"<(?:[\w.-]+:)?"
# What the fast look does not understand: it leaves such parts to the slow one.
_UNUSUAL: Final = ("<!", "txbxContent", "</p>")
_ENCODING: Final = re.compile(r"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_STAMP: Final = re.compile(
    rf"{_NAME}property\s[^<>]*?name=\"({re.escape(STAMP)}\w+)\"[^<>]*>"
    rf"{_NAME}lpwstr(?:\s[^<>]*)?>([^<]*)</(?:[\w.-]+:)?lpwstr></(?:[\w.-]+:)?property>"
)
_INSIDE: Final = r"(?:\s(?:[^>/]|/(?!>))*)?>"
_FLOW: Final = re.compile(rf"{_NAME}(?:t{_INSIDE}([^<]*)|((?:br|tab|cr|ptab|noBreakHyphen)\b))")
_CODE: Final = re.compile(rf"{_NAME}(?:(?:instrText|delInstrText){_INSIDE}([^<]*)|(fldChar)\b)")
_READ: Final = re.compile(rf"{_NAME}(?:t|instrText|delInstrText){_INSIDE}[^<]*")
_TAG: Final = re.compile(r"<[^>]*>")
_ATTRIBUTE: Final = re.compile(
    rf"(?:{'|'.join(ATTRIBUTES)})=(?:\"([^\"]*)\"|'([^']*)')"
    rf"|{_NAME}(?:{'|'.join(sorted(VALUES))})\s[^>]*?val=(?:\"([^\"]*)\"|'([^']*)')"
)


class _Known(NamedTuple):
    """What was read in a part or paragraph: its words, each text a line, and whose values.

    ``usual``: whether the fast look can read it; ``first``: whether a part may begin with it.
    """

    text: str
    owners: tuple[Owner, ...]
    usual: bool = True
    first: bool = False


class _KnownPart(NamedTuple):
    member: Member
    known: _Known
    properties: tuple[tuple[str, str], ...]


_NOTHING: Final = _Known("", ())
_NO_MEMBER: Final = Member("", 0, 0, 0, b"")


class Prover:
    """Proves the letters of one run, one after the other."""

    def __init__(self, others: Others) -> None:
        self.others = others
        self._archives = Archives()
        self._parts: dict[str, _KnownPart] = {}
        # Those met lately, and those met before; one that is met again is among the former.
        self._paragraphs: dict[str, _Known] = {}
        self._before: dict[str, _Known] = {}
        self._roots: tuple[Member, tuple[str, ...], Roots] | None = None

    def prove(
        self, data: bytes, identity: Identity, stamp: Mapping[str, str], shown_as: str
    ) -> tuple[Finding, ...]:
        """What is wrong with a finished letter; nothing where it is this recipient's.

        ``stamp`` are the custom properties that it must have, ``shown_as`` its name in findings:
        P001 a value of the recipient is missing, P002 another recipient's value stands in it, P003
        the stamp differs, P004 the file cannot be read back.
        """
        try:
            if self._is_right(data, identity, stamp):
                return ()
            letter = read_letter(data)
        except UnreadableError as fault:
            message = f"the finished letter cannot be read back: {fault}"
            hint = "look at the template in Word; if it is sound, this is a defect of docgen"
            return (error("P004", Place(shown_as), message, hint),)
        return (
            *_missing(letter, identity, shown_as),
            *_strangers(letter, identity, self.others, stamp, shown_as),
            *stamp_faults(letter.properties, stamp, shown_as),
        )

    # The fast look

    def _is_right(self, data: bytes, identity: Identity, stamp: Mapping[str, str]) -> bool:
        found = self._archives.members(data)
        roots = self._roots_of(found)
        texts: list[str] = []
        right = True
        for member in found:
            part = self._parts.get(member.name)
            if part is None or part.member is not member:
                part = _KnownPart(member, _NOTHING, ())
                if holds_text(member.name):
                    part = self._look(member, roots)
                self._parts[member.name] = part
            if part.known.text:
                texts.append(part.known.text)
            if part.known.owners:
                right = right and all(_is_own(owner, stamp) for owner in part.known.owners)
            if member.name == roots.properties:
                right = right and dict(part.properties) == stamp
                right = right and len(part.properties) == len(stamp)
        if not roots.properties:
            return False
        whole = "\n".join(texts)
        return right and all(_line(words(value)) in whole for value in identity.shows)

    def _roots_of(self, found: list[Member]) -> Roots:
        names = tuple(member.name for member in found)
        root = next((member for member in found if member.name == ROOT_RELATIONSHIPS), None)
        if root is None:
            raise UnreadableError("the file does not say where its document is")
        if self._roots is None or self._roots[:2] != (root, names):
            self._roots = (root, names, Roots.in_part(root.plain(), names))
        return self._roots[2]

    def _look(self, member: Member, roots: Roots) -> _KnownPart:
        plain = member.plain()
        part = None
        if member.name == roots.properties:
            part = _stamp_only(plain)
        else:
            pieces = self._pieces(plain)
            if pieces:
                owners = tuple([owner for piece in pieces for owner in piece.owners])
                text = "\n".join([piece.text for piece in pieces if piece.text])
                part = _KnownPart(_NO_MEMBER, _Known(text, owners), ())
        if part is None:
            read = read_part(member.name, plain, roots)
            known = self._know([passage.text for passage in read.passages])
            return _KnownPart(member, known, read.properties)
        parse_whole(member.name, plain, expat.ParserCreate(namespace_separator=" "))
        return part._replace(member=member)

    def _pieces(self, plain: bytes) -> list[_Known]:
        """The paragraphs of a part with Word's text; none where it is another or an unusual one."""
        try:
            xml = plain.decode("utf-8")
        except UnicodeDecodeError:
            return []
        if xml.find(_END) < 0:
            return []
        pieces = [self._paragraph(piece) for piece in xml.split(_END)]
        return pieces if pieces[0].first and all(piece.usual for piece in pieces) else []

    def _paragraph(self, xml: str) -> _Known:
        known = self._paragraphs.get(xml)
        if known is None:
            known = self._before.get(xml) or self._new_paragraph(xml)
            if len(xml) <= _LONGEST:
                if len(self._paragraphs) >= MAX_PARAGRAPHS:
                    self._before, self._paragraphs = self._paragraphs, {}
                self._paragraphs[xml] = known
        return known

    def _new_paragraph(self, xml: str) -> _Known:
        foreign = xml.count(":p>") > xml.count("<w:p>") or any(m in xml for m in _UNUSUAL)
        first = _WORD_PREFIX.search(xml) is not None and not _ENCODING.match(xml)
        return self._know(texts_of(xml))._replace(usual=not foreign, first=first)

    def _know(self, texts: list[str]) -> _Known:
        lines: list[str] = []
        owners: list[Owner] = []
        for text in texts:
            own = words(text)
            if own:
                lines.append(_line(own))
                owners += [hit.owner for hit in self.others.find(own)]
        return _Known("\n".join(lines), tuple(dict.fromkeys(owners)))


def _stamp_only(plain: bytes) -> _KnownPart | None:
    """Custom properties that are a stamp and nothing else; the slow look reads all others."""
    xml = plain.decode("utf-8", "replace")
    stated = tuple(_STAMP.findall(xml))
    if xml.count("property") != 2 * len(stated) or "&" in xml or _ENCODING.match(xml):
        return None
    return _KnownPart(_NO_MEMBER, _NOTHING, stated)


def texts_of(xml: str) -> list[str]:
    """The texts of a paragraph that holds no other, as :func:`read_part` gives them, or more."""
    found = ["".join([" " if apart else text for text, apart in _FLOW.findall(xml)])]
    if "nstrText" in xml:
        found.append("".join([" " if apart else text for text, apart in _CODE.findall(xml)]))
    found += ["".join(groups) for groups in _ATTRIBUTE.findall(xml)]
    rest = _TAG.sub("\n", _READ.sub("", xml))
    found += [text for text in rest.split("\n") if text and not text.isspace()]
    return [html.unescape(text) if "&" in text else text for text in found]


def _line(value: list[str]) -> str:
    """Words as they are looked for in others: a blank before and after each."""
    return f" {' '.join(value)} " if value else ""


def _is_own(owner: Owner, stamp: Mapping[str, str]) -> bool:
    return owner == (stamp.get(f"{STAMP}key"), stamp.get(f"{STAMP}source"))


# What is told


def _missing(letter: LetterText, identity: Identity, shown_as: str) -> list[Finding]:
    """P001, one for each value that no text of the letter holds."""
    texts = [words(passage.text) for passage in letter.passages]
    return [
        error("P001", Place(shown_as, (0, number), f"“{value}”"),
              f"the letter does not show “{value}”, which is its recipient's",
              "see whether the template prints this value as it stands in the list")
        for number, value in enumerate(identity.shows)
        if (own := words(value)) and not any(_spans(text, [own]) for text in texts)
    ]  # fmt: skip


def _strangers(
    letter: LetterText,
    identity: Identity,
    others: Others,
    stamp: Mapping[str, str],
    shown_as: str,
) -> list[Finding]:
    """P002, one for each other recipient and text in which a value of hers stands."""
    own_values = [own for own in map(words, identity.all_values()) if own]
    found: dict[tuple[int, Owner], Finding] = {}
    for number, passage in enumerate(letter.passages):
        text = words(passage.text)
        hits = [hit for hit in others.find(text) if not _is_own(hit.owner, stamp)]
        if not hits:
            continue
        spans = _spans(text, own_values)
        for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
            if any(start <= hit.start and hit.end <= end for start, end in spans):
                continue
            found.setdefault(
                (number, hit.owner),
                error("P002", Place(shown_as, (1, number), passage.place),
                      f"“{hit.value}” stands here, which is of {hit.owner.key}, {hit.owner.source}",
                      "nothing was published: see what the template and the row hold"),
            )  # fmt: skip
    return list(found.values())


def _spans(text: list[str], values: list[list[str]]) -> list[tuple[int, int]]:
    """Where these values stand in a text, in words."""
    return [
        (start, start + len(value))
        for value in values
        for start in range(len(text) - len(value) + 1)
        if value[0] in beginnings(text[start]) and text[start + 1 : start + len(value)] == value[1:]
    ]


def stamp_faults(
    properties: tuple[tuple[str, str], ...], stamp: Mapping[str, str], shown_as: str
) -> list[Finding]:
    """P003, one for each property that is missing, stands twice or differs."""
    stated: dict[str, list[str]] = {}
    for name, value in properties:
        if name.startswith(STAMP):
            stated.setdefault(name, []).append(value)
    found: list[Finding] = []
    for number, name in enumerate(dict.fromkeys((*stamp, *stated))):
        values, expected = stated.get(name, []), stamp.get(name)
        if values == [expected]:
            continue
        said = " and ".join(f"“{value}”" for value in values) or "nothing"
        message = f"the letter says {said}, the plan says “{expected or ''}”"
        hint = "the letter was made of other data than planned: this is a defect of docgen"
        found.append(error("P003", Place(shown_as, (2, number), name), message, hint))
    return found


def prove_stamp(data: bytes, stamp: Mapping[str, str], shown_as: str) -> tuple[Finding, ...]:
    """What is wrong with a document of many letters, each of which was proved: P003 and P004."""
    try:
        packed = {member.name: member for member in members(data)}
        roots = Roots.of(packed)
        for member in packed.values():
            if holds_text(member.name):
                parse_whole(member.name, member.plain(), expat.ParserCreate())
        properties: tuple[tuple[str, str], ...] = ()
        if roots.properties:
            part = read_part(roots.properties, packed[roots.properties].plain(), roots)
            properties = part.properties
    except UnreadableError as fault:
        return (error("P004", Place(shown_as), f"the document cannot be read back: {fault}"),)
    return tuple(stamp_faults(properties, stamp, shown_as))


def prove(
    data: bytes, identity: Identity, others: Others, stamp: Mapping[str, str], shown_as: str = ""
) -> tuple[Finding, ...]:
    """What is wrong with one letter; for many of a run use one :class:`Prover`."""
    return Prover(others).prove(data, identity, stamp, shown_as)
