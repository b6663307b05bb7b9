"""The letters of the repository's own campaign, rendered once, and read back from their bytes.

The reader here shares no code with docgen: what a test finds in a letter, a reader of the file
finds too.

A paragraph stands in a *place*: ``letterhead``, ``page number`` and ``address line`` (headers and
footer), ``date``, ``reference`` and ``addressee`` (the halves of the reference table), ``subject``,
``salutation``, ``opening``, ``section 1`` to ``section 5``, ``request``, ``contact``, ``closing``,
``signature``, ``enclosure``, ``annex`` (its head) and ``annex section 1`` to ``annex section 3``.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from lxml import etree

from docgen.campaign import Campaign
from docgen.campaign.reading import read
from docgen.merge import Letter, Planned, Setting, load_templates, plan, render
from docgen.recipients import Recipient, read_list
from docgen.template import Template

ROOT: Final = Path(__file__).resolve().parent.parent
LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")
KINDS: Final = ("circular", "roadmap")

NAMES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
}
W: Final = f"{{{NAMES['w']}}}"

DOCUMENT: Final = "word/document.xml"

# The place that begins with a style; a style not named here goes on in the place before it.
_PLACES: Final = {
    "Date": "date",
    "Subject": "subject",
    "Salutation": "salutation",
    "Request": "request",
    "Contact": "contact",
    "Closing": "closing",
    "Signed": "signature",
    "Enclosure": "enclosure",
    "Annex Number": "annex",
}

# What a reader does not see, or sees as something else: direction marks and unbroken blanks.
_SEEN: Final = str.maketrans(
    {"\u200e": None, "\u200f": None, "\u00a0": " ", "\u202f": " ", "\u2011": "-"}
)


def seen(text: str) -> str:
    """The text as a reader sees it: without direction marks, with every blank a plain one."""
    return text.translate(_SEEN)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its place, its part (``word/document.xml``), its style's name, its text."""

    place: str
    part: str
    style: str
    text: str


@dataclass(frozen=True)
class Finished:
    """A finished letter; ``recipient`` is ``None`` for a master document."""

    kind: str
    language: str
    name: str
    recipient: Recipient | None
    data: bytes

    @property
    def shown(self) -> str:
        """Which letter it is, for messages."""
        return f"{self.kind}/{self.language}/{self.name}"

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """The package's entries by name."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def roots(self) -> dict[str, etree._Element]:
        """The XML of each part."""
        return {
            name: etree.fromstring(content)
            for name, content in self.parts.items()
            if name.endswith((".xml", ".rels"))
        }

    @cached_property
    def frame(self) -> dict[str, str]:
        """The headers and footers by their parts' names, each with its place."""
        places = {
            ("header", "first"): "letterhead",
            ("header", "default"): "page number",
            ("footer", "first"): "address line",
        }
        targets = related(self, DOCUMENT)
        found = {}
        for node in find(self.roots[DOCUMENT], ".//w:headerReference | .//w:footerReference"):
            what = etree.QName(node).localname.removesuffix("Reference")
            which = (what, str(node.get(f"{W}type")))
            found[targets[str(node.get(f"{{{NAMES['r']}}}id"))]] = places[which]
        return found

    @cached_property
    def styles(self) -> dict[str, str]:
        """The styles' names by identifier."""
        styles = find(self.roots["word/styles.xml"], "w:style")
        return {
            str(style.get(f"{W}styleId")): values(style, "w:name/@w:val")[0] for style in styles
        }

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs: headers and footer, then the body."""
        found = []
        for part, place in self.frame.items():
            for node in find(self.roots[part], "//w:p"):
                found.append(Paragraph(place, part, self.style(node), text_of(node)))
        return (*found, *self._body())

    def _body(self) -> Iterator[Paragraph]:
        place, headings, annex_headings = "", 0, 0
        (body,) = find(self.roots[DOCUMENT], "w:body")
        for block in body:
            if block.tag == f"{W}tbl":
                for half, cell in zip(
                    ("reference", "addressee"), find(block, "w:tr/w:tc"), strict=True
                ):
                    for node in find(cell, "w:p"):
                        yield Paragraph(half, DOCUMENT, self.style(node), text_of(node))
                continue
            if block.tag != f"{W}p":
                continue
            style = self.style(block)
            if style == "heading 1":
                headings += 1
                place = f"section {headings}"
            elif style == "Annex Heading":
                annex_headings += 1
                place = f"annex section {annex_headings}"
            elif style == "Body Text" and place == "salutation":
                place = "opening"
            else:
                place = _PLACES.get(style, place)
            yield Paragraph(place, DOCUMENT, style, text_of(block))

    def style(self, paragraph: etree._Element) -> str:
        """The name of a paragraph's style."""
        identifier = values(paragraph, "w:pPr/w:pStyle/@w:val")
        return self.styles[identifier[0]] if identifier else ""

    @cached_property
    def places(self) -> dict[str, tuple[str, ...]]:
        """The texts of each place as a reader sees them, places in the order of the letter."""
        found: dict[str, list[str]] = {}
        for paragraph in self.paragraphs:
            found.setdefault(paragraph.place, []).append(seen(paragraph.text))
        return {place: tuple(texts) for place, texts in found.items()}

    def text(self, place: str | None = None) -> str:
        """The text of a place, or of all, as a reader sees it; a paragraph a line."""
        if place is not None:
            return "\n".join(self.places[place])
        return "\n".join(seen(paragraph.text) for paragraph in self.paragraphs)


def find(node: etree._Element, path: str) -> list[etree._Element]:
    """The elements at an XPath."""
    found = node.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, etree._Element)]


def values(node: etree._Element, path: str) -> list[str]:
    """The texts or attributes at an XPath."""
    found = node.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(one) for one in found]


def text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph; a tab and a line break are the characters of these names."""
    made = []
    for node in find(paragraph, "w:r/* | w:hyperlink/w:r/* | w:ins/w:r/*"):
        match etree.QName(node).localname:
            case "t":
                made.append(node.text or "")
            case "tab":
                made.append("\t")
            case "br" | "cr":
                made.append("\n")
            case "noBreakHyphen":
                made.append("\u2011")
    return "".join(made)


def related(letter: Finished, part: str) -> dict[str, str]:
    """The targets of a part's relationships by identifier, as names of parts; outside ones too."""
    folder, _, name = part.rpartition("/")
    relationships = letter.roots.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relationships is None:
        return {}
    return {
        str(one.get("Id")): (
            str(one.get("Target"))
            if one.get("TargetMode") == "External"
            else posixpath.normpath(posixpath.join(folder, str(one.get("Target")))).lstrip("/")
        )
        for one in find(relationships, "pr:Relationship")
    }


# Rendering


def facts() -> bytes:
    """The repository's campaign.toml."""
    return (ROOT / "campaign.toml").read_bytes()


@cache
def campaign_of(content: bytes) -> Campaign:
    """The campaign in the bytes of a campaign.toml, which has to be without a fault."""
    campaign, findings = read(content)
    assert [str(finding) for finding in findings if finding.severity.value == "error"] == []
    assert campaign is not None
    return campaign


@cache
def templates(kind: str) -> dict[str, Template]:
    """The compiled templates of a kind by language."""
    campaign = campaign_of(facts())
    loaded, findings = load_templates(campaign, campaign.kinds[kind], LANGUAGES, ROOT / "templates")
    assert [str(finding) for finding in findings] == []
    assert loaded is not None
    return loaded


@cache
def recipients() -> tuple[Recipient, ...]:
    """Everyone on the lists of the circular."""
    found: list[Recipient] = []
    for stem in campaign_of(facts()).kinds["circular"].lists:
        shown_as = f"mailing_lists/{stem}.csv"
        read_in, findings = read_list(ROOT / shown_as, shown_as)
        assert findings == ()
        assert read_in is not None
        found += read_in
    return tuple(found)


def rendered(kind: str, campaign: Campaign, to: Iterable[Recipient] = ()) -> tuple[Finished, ...]:
    """The letters of a kind, in the order of the plan: masters, and copies for ``to``."""
    setting = Setting(campaign, campaign.kinds[kind], campaign.circular.date, templates(kind))
    planned, findings = plan(setting, LANGUAGES, to)
    assert findings == ()
    assert planned is not None
    made = []
    for due, outcome in zip(planned, render(setting, planned), strict=True):
        assert [str(finding) for finding in outcome.findings] == []
        assert outcome.value is not None
        made.append(_finished(due, outcome.value))
    return tuple(made)


def _finished(planned: Planned, letter: Letter) -> Finished:
    recipient = planned.recipient
    return Finished(planned.kind, planned.language, planned.path.name, recipient, letter.data)


@cache
def all_letters(kind: str) -> tuple[Finished, ...]:
    """Every letter of a kind: the six masters, and the addressed copies where there are lists."""
    campaign = campaign_of(facts())
    return rendered(kind, campaign, recipients() if campaign.kinds[kind].lists else ())


def master(kind: str, language: str) -> Finished:
    """The master document of a kind in a language."""
    (found,) = (
        letter
        for letter in all_letters(kind)
        if letter.language == language and letter.recipient is None
    )
    return found


def masters(kind: str) -> dict[str, Finished]:
    """The six master documents of a kind by language."""
    return {language: master(kind, language) for language in LANGUAGES}


def longest_copy(language: str) -> Finished:
    """The copy whose addressee takes most room in a language."""
    return max(
        (
            letter
            for letter in all_letters("circular")
            if letter.language == language and letter.recipient is not None
        ),
        key=lambda letter: (len(letter.text("addressee")), letter.name),
    )
