"""Every finished letter as a file: valid, in its language, to its recipient and nobody else.

All documents of the circular (six masters and the addressed copies), the six roadmaps and the
letters to people. Faults are collected as (letter, fault), so that a failure names each. One file,
for they are rendered once for all its questions.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import ooxml_integrity
import pytest
from finished import (
    DOCUMENT,
    KINDS,
    LANGUAGES,
    NAMES,
    Finished,
    W,
    all_letters,
    campaign_of,
    facts,
    find,
    master,
    recipients,
    related,
    seen,
    text_of,
    values,
)
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from personal import VARIANTS, WOMEN, organization, usual

TAGS: Final = {
    "ar": "ar-AE",
    "en": "en-GB",
    "es": "es-ES",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "zh": "zh-CN",
}
FILE_LETTERS: Final = {"ar": "A", "en": "E", "es": "S", "fr": "F", "ru": "R", "zh": "C"}
SCRIPTS: Final = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK"}

# Latin words in letters of other scripts: acronyms, persons, addresses.
LATIN: Final = frozenset(
    {
        *("NoW", "in", "ITU", "ITU-T", "NoW4WTSA-24", "W.I.S.E", "WTSA", "WTSA-20", "WTSA-24"),
        *("TSB", "TSAG", "RTO", "RPM", "ToR", "STEM", "ETRI", "Tunisie", "Telecom"),
        *("Charlyne", "Restivo", "Rim", "Belhassine-Cherif", "Hyoung", "Jun", "Kim"),
        *("Place", "des", "Nations", "CH-1211", "Geneva", "Switzerland"),
        *("charlyne.restivo@itu.int", "www.itu.int"),
    }
)

# Small words that the other two languages of the Latin script do not have.
SMALL_WORDS: Final = {
    "en": {"the", "of", "and", "to", "from", "which", "will", "with"},
    "es": {"el", "los", "las", "del", "una", "por"},
    "fr": {"les", "et", "du", "une", "au", "pour", "dans"},
}

SALUTATIONS: Final = {
    "ar": "حضرات السادة والسيدات،\nتحية طيبة وبعد،",
    "en": "Dear Sir/Madam,",
    "es": "Muy Señora mía/Muy Señor mío:",
    "fr": "Madame, Monsieur,",
    "ru": "Уважаемая госпожа,\nуважаемый господин,",
    "zh": "尊敬的先生/女士：",
}
TO: Final = {"ar": "إلى:", "en": "To:", "es": "A:", "fr": "À:", "ru": "Кому:", "zh": "致："}

EACH_LANGUAGE: Final = pytest.mark.parametrize("language", LANGUAGES)
ALL_KINDS: Final = (*KINDS, *VARIANTS)
PERSONAL: Final = {
    "confirmation": "REP",
    "note": "RTO",
    "invitation": "TRN",
    "invitation-fellowship": "TRN",
}
EACH: Final = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in ALL_KINDS for language in LANGUAGES]
)

STAMP: Final = "docProps/custom.xml"

Faults = list[tuple[str, str]]


def letters(kind: str, language: str) -> list[Finished]:
    if kind in VARIANTS:
        return [usual(kind, language)]
    return [letter for letter in all_letters(kind) if letter.language == language]


def faults(found: Callable[[Finished], Iterator[str]], kind: str, language: str) -> Faults:
    return [(letter.name, fault) for letter in letters(kind, language) for fault in found(letter)]


def test_there_is_a_letter_for_everyone() -> None:
    assert len(all_letters("circular")) == 205
    assert len(all_letters("roadmap")) == 6
    on = campaign_of(facts()).circular.date
    members = [one for one in recipients() if one.member_from is None or one.member_from <= on]
    sent = [letter.recipient for letter in all_letters("circular") if letter.recipient is not None]
    assert Counter(one.key for one in sent) == Counter(one.key for one in members)
    assert len(recipients()) - len(members) == 1  # a member from 19 September 2024


# Valid


@EACH
def test_validators_find_nothing(kind: str, language: str, tmp_path: Path) -> None:
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)

    def found(letter: Finished) -> Iterator[str]:
        file = tmp_path / "letter.docx"
        file.write_bytes(letter.data)
        yield from (str(one) for one in validator.validate(file).errors)
        yield from (str(one) for one in ooxml_integrity.check(file))

    assert faults(found, kind, language) == []


@EACH
def test_archive(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        with zipfile.ZipFile(io.BytesIO(letter.data)) as archive:
            entries = archive.infolist()
            if (damaged := archive.testzip()) is not None:
                yield f"{damaged} is damaged"
        if entries[0].filename != "[Content_Types].xml":
            yield f"{entries[0].filename} stands first"
        names = [entry.filename for entry in entries]
        if len({name.lower() for name in names}) != len(names):
            yield "a name stands twice"
        for entry in entries:
            if entry.date_time != (1980, 1, 1, 0, 0, 0):
                yield f"{entry.filename} bears a time"
            if entry.flag_bits & 1 or entry.compress_type not in (0, 8) or entry.extra:
                yield f"{entry.filename} is encrypted, or packed in an unusual way"

    assert faults(found, kind, language) == []


@EACH
def test_parts_types_and_relationships_agree(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        types = letter.roots["[Content_Types].xml"]
        overrides = values(types, "ct:Override/@PartName")
        defaults = values(types, "ct:Default/@Extension")
        parts = [name for name in letter.parts if name != "[Content_Types].xml"]
        for part in parts:
            if f"/{part}" not in overrides and part.rpartition(".")[2] not in defaults:
                yield f"{part} has no content type"
        for name in overrides:
            if name[1:] not in letter.parts:
                yield f"the content type of {name} is that of no part"
        targeted = set()
        for part in ("", *parts):
            if part.endswith(".rels"):
                continue
            targets = related(letter, part)
            targeted |= set(targets.values())
            if any(target not in letter.parts for target in targets.values()):
                yield f"{part} points to what is not there: {targets}"
            if part in letter.roots:
                used = set(values(letter.roots[part], "//@r:id | //@r:embed | //@r:link"))
                if not used <= set(targets):
                    yield f"{part} uses relationships that it does not have: {used}"
        if left := {part for part in parts if not part.endswith(".rels")} - targeted:
            yield f"nothing points to {left}"
        for name, content in letter.parts.items():
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                yield f"{name} has a document type"

    assert faults(found, kind, language) == []


@EACH
def test_identifiers_are_unique_and_styles_exist(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        roots = [letter.roots[part] for part in (DOCUMENT, *letter.frame)]
        for what, path in (
            ("a drawing's id", "//wp:docPr/@id"),
            ("a bookmark's id", "//w:bookmarkStart/@w:id"),
            ("a bookmark's name", "//w:bookmarkStart/@w:name"),
        ):
            counted = Counter(value for root in roots for value in values(root, path))
            yield from (f"{what} twice: {one}" for one, times in counted.items() if times > 1)
        ended = Counter(one for root in roots for one in values(root, "//w:bookmarkEnd/@w:id"))
        if ended != Counter(one for r in roots for one in values(r, "//w:bookmarkStart/@w:id")):
            yield "a bookmark without an end"
        lists = values(letter.roots["word/numbering.xml"], "w:num/@w:numId")
        for root in (*roots, letter.roots["word/styles.xml"]):
            for path, known in (
                ("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", letter.styles),
                ("//w:basedOn/@w:val | //w:next/@w:val | //w:link/@w:val", letter.styles),
                ("//w:numId/@w:val", lists),
            ):
                yield from (f"no style {one}" for one in values(root, path) if one not in known)

    assert faults(found, kind, language) == []


@EACH
def test_letters_are_small(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        with zipfile.ZipFile(io.BytesIO(letter.data)) as archive:
            emblem = archive.getinfo("word/media/emblem.png").compress_size
        if len(letter.data) - emblem > 40_000:
            yield f"{len(letter.data) - emblem} bytes without the emblem"

    assert faults(found, kind, language) == []


# Of no other program, and of no other house


@EACH
def test_nothing_is_left_of_another_programs_template(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        app = letter.roots["docProps/app.xml"]
        if values(app, "ep:Application/text()") != ["docgen"] or values(app, "ep:Template"):
            yield f"made by {values(app, 'ep:Application/text()')}"
        theme = letter.roots["word/theme/theme1.xml"]
        named = set(values(theme, "/a:theme/@name | //a:clrScheme/@name | //a:fontScheme/@name"))
        if named != {"docgen"}:
            yield f"a theme of another house: {named}"
        unknown = set(letter.styles.values()) - HOUSE_STYLES
        if unknown:
            yield f"styles of another template: {unknown}"
        for part, root in letter.roots.items():
            attributes = {
                etree.QName(str(name)).localname for node in root.iter() for name in node.attrib
            }
            if strays := {name for name in attributes if name.startswith("rsid")}:
                yield f"traces of an editing session in {part}: {strays}"
            if strays := {name for name in attributes if name.endswith("Theme")}:
                yield f"fonts of a theme in {part}: {strays}"
        written = b"".join(letter.parts[name] for name in letter.parts if name.endswith(".xml"))
        for word in (b"python-docx", b"docxtpl", b"Office Theme", b"Normal.dotm", b"Microsoft "):
            if word in written:
                yield f"{word.decode()!r} stands in it"

    assert faults(found, kind, language) == []


HOUSE_STYLES: Final = {
    *("Normal", "Body Text", "heading 1", "heading 2", "List Bullet", "Date", "Reference"),
    *("Addressees", "Addressee Item", "Subject", "Salutation", "Request", "Contact", "Closing"),
    *("Signed", "Signature", "Enclosure", "Annex Number", "Annex Reference", "Annex Title"),
    *("Annex Source", "Annex Heading", "Letterhead Union", "Letterhead Bureau"),
    *("Letterhead Rule", "Letterhead Address", "header", "footer", "Reference Table"),
    *("Default Paragraph Font", "Strong", "Emphasis", "Hyperlink", "Normal Table", "No List"),
}


# In its language


def script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return "CJK" if name.startswith("CJK") else name.partition(" ")[0]


def latin_words(text: str) -> set[str]:
    words = re.findall(r"[A-Za-zÀ-ɏ](?:[\w.@-]*\w)?", text, re.ASCII)
    return {word for word in words if script(word[0]) == "LATIN"}


@EACH
def test_letters_of_the_language(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        counted = Counter(script(one) for one in letter.text() if one.isalpha())
        own = SCRIPTS.get(language, "LATIN")
        if strangers := set(counted) - {own, "LATIN"}:
            yield f"letters of another script: {strangers}"
        # One Chinese character is a word, an acronym five letters.
        share = counted[own] / counted.total()
        if share < (0.65 if language == "zh" else 0.85):
            yield f"only {share:.0%} of the letters are {own}"
        if any(0xFB50 <= ord(one) <= 0xFEFC for one in letter.text()):
            yield "shaped Arabic letters: shaping is the reader's work"

    assert faults(found, kind, language) == []


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_latin_words_in_another_script_are_names(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        to = letter.recipient.addressees[language] if letter.recipient is not None else ""
        if kind in VARIANTS:
            # Her own words, the abbreviation of her organization, and the letter's reference.
            rto = organization(language)
            to = " ".join((*WOMEN[language].values(), str(rto["abbreviation"])))
            to += f" {letter.places['reference'][0]}"
        yield from sorted(latin_words(letter.text()) - LATIN - latin_words(to))

    assert faults(found, kind, language) == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_no_words_of_another_latin_language(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        said = letter.text().replace("Place des Nations", "")
        words = Counter(re.findall(r"\w+", said.lower()))
        for other, small in SMALL_WORDS.items():
            number = sum(words[word] for word in small)
            if other == language and number < len(small):
                yield f"hardly any {other} in it: {number}"
            if other != language and number:
                yield f"{other} words: {[word for word in small if words[word]]}"

    assert faults(found, kind, language) == []


@EACH
def test_the_file_says_its_language(kind: str, language: str) -> None:
    tag = TAGS[language]
    which = "eastAsia" if language == "zh" else "bidi" if language == "ar" else "val"

    def found(letter: Finished) -> Iterator[str]:
        annex = "!A1!" if kind == "roadmap" else "!!"
        key = f"-{letter.recipient.key}" if letter.recipient is not None else ""
        if kind in VARIANTS:
            annex = f"-{PERSONAL[kind]}-{WOMEN[language]['key']}!!"
        if letter.name != f"T22-TSB-CIR-0182{annex}MSW-{FILE_LETTERS[language]}{key}.docx":
            yield f"the file's name is not that of {language}"
        defaults = find(letter.roots["word/styles.xml"], "w:docDefaults//w:lang")
        if [one.get(f"{W}{which}") for one in defaults] != [tag]:
            yield "w:lang of the defaults"
        theme = find(letter.roots["word/settings.xml"], "w:themeFontLang")
        if [one.get(f"{W}{which}") for one in theme] != [tag]:
            yield "w:themeFontLang"
        for part in (DOCUMENT, *letter.frame):
            if values(letter.roots[part], "//w:lang/@w:val"):
                yield f"{part} goes back on the language of the defaults"

    assert faults(found, kind, language) == []


@EACH
def test_core_properties(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        core = letter.roots["docProps/core.xml"]
        title = "".join(values(core, "dc:title/text()"))
        # What stands after the label: "Subject:", tab.
        said = letter if kind in VARIANTS else master("circular", language)
        subject = said.text("subject").partition("\t")[2]
        reference = said.places["reference"][0].partition("\t")[2]
        if seen(title) != (letter.places["annex"][2] if kind == "roadmap" else subject):
            yield f"the title {title!r} is not the letter's"
        if seen("".join(values(core, "dc:subject/text()"))) != reference:
            yield f"the subject is not the reference {reference!r}"
        if values(core, "dc:language/text()") != [TAGS[language]]:
            yield "dc:language"
        if seen("".join(values(core, "dc:creator/text()"))) != letter.places["letterhead"][2]:
            yield "the creator is not the Bureau"

    assert faults(found, kind, language) == []


# To its recipient, and to nobody else


@EACH_LANGUAGE
def test_a_copy_differs_from_the_master_in_its_addressee_only(language: str) -> None:
    original = master("circular", language)
    places = {place: texts for place, texts in original.places.items() if place != "addressee"}
    copy_to = original.places["addressee"][-1]

    def found(letter: Finished) -> Iterator[str]:
        if letter.recipient is None:
            return
        addressee = f"{TO[language]}\t{seen(letter.recipient.addressees[language])}"
        if letter.places["addressee"] != (addressee, copy_to):
            yield f"to {letter.places['addressee']}"
        if {place: texts for place, texts in letter.places.items() if place != "addressee"} != (
            places
        ):
            yield "other words than the master's"
        for part, content in letter.parts.items():
            if part not in (DOCUMENT, STAMP) and content != original.parts[part]:
                yield f"{part} is another than the master's"

    assert faults(found, "circular", language) == []


@cache
def everyones_particulars() -> dict[str, set[str]]:
    """For each recipient, by key, what must stand in no letter but hers or his."""
    return {
        one.key: {
            *(seen(text) for text in one.addressees.values()),
            *(seen(text).splitlines()[0] for text in one.addressees.values() if len(text) > 30),
            *one.emails,
        }
        for one in recipients()
    }


@EACH_LANGUAGE
def test_no_letter_names_another_recipient(language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        own = letter.recipient.key if letter.recipient is not None else ""
        # Also what no reader sees: every attribute and field code, with the text of paragraphs.
        hidden = [value for root in letter.roots.values() for value in values(root, "//@*")]
        codes = [value for root in letter.roots.values() for value in values(root, "//text()")]
        said = "\n".join([letter.text(), *map(seen, hidden), *map(seen, codes)])
        mine = everyones_particulars().get(own, set())
        for key, particulars in everyones_particulars().items():
            if key == own:
                continue
            for text in particulars:
                if text in said and not any(text in one for one in mine):
                    yield f"{text!r} of {key} stands in it"

    assert faults(found, "circular", language) == []


@EACH_LANGUAGE
def test_every_letter_greets_everyone_at_the_addressee(language: str) -> None:
    for letter in letters("circular", language):
        assert letter.text("salutation") == SALUTATIONS[language]


# Whole


@EACH
def test_no_traces_of_the_template(kind: str, language: str) -> None:
    traces = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\bNone\b|\bTrue\b|\bnan\b|Undefined|\ufffd")

    def found(letter: Finished) -> Iterator[str]:
        for part, content in letter.parts.items():
            if part.endswith((".xml", ".rels")) and traces.search(content.decode()):
                yield f"{traces.findall(content.decode())} in {part}"

    assert faults(found, kind, language) == []


# Two blanks; a blank at an end, before a stop or inside brackets; French and Russian set blanks
# before some marks, which do not break.
UNTIDY: Final = re.compile(
    r"[ \u00a0]{2}|^[ \u00a0]|[ \u00a0]$|[ \u00a0][,.)\]]|[(\[][ \u00a0]|(?<=\w)(?:,,|;;|::|\.\.)|"
    r"[ \u00a0][،؛;:]|\(\)|（）|“”|«»"
)
# Half-width marks beside Chinese characters, and blanks among them.
HALF_WIDTH: Final = re.compile(
    "[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]|[\u4e00-\u9fff] [\u4e00-\u9fff]"
)


@EACH
def test_text_is_tidy(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        for paragraph in letter.paragraphs:
            lines = paragraph.text.replace("\t", "\n").split("\n")
            if not paragraph.text.strip():
                if paragraph.style not in ("Letterhead Bureau", "Letterhead Rule"):
                    yield f"an empty paragraph in the style {paragraph.style}"
                continue
            for line in lines:
                if untidy := UNTIDY.search(line):
                    yield f"{untidy[0]!r} in {line!r}"
                if language == "zh" and (half := HALF_WIDTH.search(line)):
                    yield f"{half[0]!r} in {line!r}"
        if language == "fr" and re.search(r"[ \u00a0]\w+'", letter.text()):
            yield "a typewriter's apostrophe"

    assert faults(found, kind, language) == []


@EACH
def test_headings_are_in_order(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        levels = [
            (level[0], paragraph.style)
            for paragraph in letter.paragraphs
            if (level := inherited(letter, paragraph.style, "w:pPr/w:outlineLvl/@w:val"))
        ]
        expected = [("0", "Annex Title"), *[("1", "Annex Heading")] * 3]
        if kind in VARIANTS and kind != "confirmation":
            expected = []
        if kind == "circular":
            expected = [("0", "heading 1")] * 5 + expected
        if levels != expected:
            yield f"{levels}"

    assert faults(found, kind, language) == []


def inherited(letter: Finished, style: str, path: str) -> list[str]:
    """What a style says, or else the one that it is based on."""
    (found,) = find(letter.roots["word/styles.xml"], f"w:style[w:name/@w:val='{style}']")
    said = values(found, path)
    base = values(found, "w:basedOn/@w:val")
    if said or not base:
        return said
    return inherited(letter, letter.styles[base[0]], path)


@EACH_LANGUAGE
@pytest.mark.parametrize("kind", ["circular", *VARIANTS])
def test_nothing_is_left_alone_on_a_page(kind: str, language: str) -> None:
    """keepNext from the last sentence to the signature, and under each heading."""

    def found(letter: Finished) -> Iterator[str]:
        held = [
            bool(inherited(letter, paragraph.style, "w:pPr/w:keepNext[not(@w:val)]"))
            for paragraph in letter.paragraphs
        ]
        styles = [paragraph.style for paragraph in letter.paragraphs]
        first = styles.index("Contact")
        last = styles.index("Enclosure") if "Enclosure" in styles else len(styles)
        if not all(held[first:last]) or styles[first:last] != [
            *("Contact", "Closing", "Signed", "Signature", "Signature")
        ]:
            yield f"from the last sentence to the signature: {styles[first:last]}"
        for style, keeps in zip(styles, held, strict=True):
            if not keeps and ("eading" in style or style in ("Request", "Salutation")):
                yield f"{style} may be parted from what follows"
        if not inherited(letter, "Annex Number", "w:pPr/w:pageBreakBefore"):
            yield "the annex begins in the middle of a page"

    assert faults(found, kind, language) == []


@EACH
def test_table_and_picture_can_be_heard(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        for table in find(letter.roots[DOCUMENT], "//w:tbl"):
            if not find(table, "w:tr[1]/w:trPr/w:tblHeader"):
                yield "a table without a header row"
            spoken = values(table, "w:tblPr/w:tblCaption/@w:val | w:tblPr/w:tblDescription/@w:val")
            if len(spoken) != 2 or not all(spoken):
                yield "a table without a description"
            widths = values(table, "w:tblGrid/w:gridCol/@w:w")
            if values(table, "w:tr/w:tc/w:tcPr/w:tcW/@w:w") != widths:
                yield "a table whose cells are not those of its grid"
        pictures = [
            picture
            for part in (DOCUMENT, *letter.frame)
            for picture in find(letter.roots[part], "//wp:docPr")
        ]
        own = SCRIPTS.get(language, "LATIN")
        described = [str(picture.get("descr")) for picture in pictures]
        if len(described) != 1 or {script(one) for one in described[0] if one.isalpha()} != {own}:
            yield f"pictures described as {described}"

    assert faults(found, kind, language) == []


# From right to left


def runs(letter: Finished) -> Iterator[tuple[etree._Element, str]]:
    """All runs with their text, field codes left out."""
    for part in (DOCUMENT, *letter.frame):
        for run in find(letter.roots[part], "//w:r"):
            yield run, "".join(values(run, "w:t/text()"))


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_arabic_runs_from_right_to_left(kind: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        for part in (DOCUMENT, *letter.frame):
            root = letter.roots[part]
            for paragraph in find(root, "//w:p[not(w:pPr/w:bidi)]"):
                yield f"a paragraph without w:bidi in {part}: {text_of(paragraph)!r}"
            if find(root, "//w:sectPr[not(w:bidi)] | //w:tblPr[not(w:bidiVisual)]"):
                yield f"a section or table from left to right in {part}"
        for run, text in runs(letter):
            scripts = {script(one) for one in text if one.isalpha()}
            right_to_left = bool(find(run, "w:rPr/w:rtl"))
            if scripts == {"ARABIC", "LATIN"}:
                yield f"two directions in one run: {text!r}"
            elif scripts == {"ARABIC"} and not right_to_left:
                yield f"no w:rtl on {text!r}"
            elif scripts == {"LATIN"} and right_to_left:
                yield f"w:rtl on {text!r}"

    assert faults(found, kind, "ar") == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "ar"])
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_nothing_else_does(kind: str, language: str) -> None:
    def found(letter: Finished) -> Iterator[str]:
        for part, root in letter.roots.items():
            if find(root, "//w:bidi | //w:bidiVisual | //w:rtl"):
                yield f"from right to left in {part}"
        if marks := set(letter.text()) & set("\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069"):
            yield f"direction marks: {marks}"

    assert faults(found, kind, language) == []


@EACH
def test_every_script_has_its_font_and_size(kind: str, language: str) -> None:
    fonts = {"ar": ("cs", "Arial"), "zh": ("eastAsia", "SimSun")}
    which, font = fonts.get(language, ("ascii", "Calibri"))

    def found(letter: Finished) -> Iterator[str]:
        styles = letter.roots["word/styles.xml"]
        (defaults,) = find(styles, "w:docDefaults/w:rPrDefault/w:rPr")
        if values(defaults, f"w:rFonts/@w:{which}") != [font]:
            yield f"the font of {language}"
        if not values(defaults, "w:szCs/@w:val") or not values(defaults, "w:sz/@w:val"):
            yield "no size for complex scripts"
        twins = (("sz", "szCs"), ("b", "bCs"), ("i", "iCs"))
        for root in (styles, *(letter.roots[part] for part in (DOCUMENT, *letter.frame))):
            for properties in find(root, "//w:rPr"):
                for plain, complex_script in twins:
                    has = [bool(find(properties, f"w:{one}")) for one in (plain, complex_script)]
                    if has[0] != has[1]:
                        yield f"w:{plain} without w:{complex_script}, or the other way round"
                if find(properties, "w:rFonts[@w:ascii or @w:cs]") and properties is not defaults:
                    yield "a font beside the house's"

    assert faults(found, kind, language) == []


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_chinese_runs_ask_for_the_chinese_font(kind: str) -> None:
    """“ ” … – stand in Latin and Chinese fonts alike: the hint picks the Chinese one."""

    def found(letter: Finished) -> Iterator[str]:
        for run, text in runs(letter):
            hinted = values(run, "w:rPr/w:rFonts/@w:hint") == ["eastAsia"]
            if not hinted and any(script(one) == "CJK" or one in "“”…–" for one in text):
                yield f"no w:hint on {text!r}"

    assert faults(found, kind, "zh") == []


def test_names_of_namespaces_are_those_of_the_standard() -> None:
    """What a reader here does not find it would pass over in silence."""
    letter = master("circular", "en")
    used = {etree.QName(node).namespace for root in letter.roots.values() for node in root.iter()}
    assert {NAMES[name] for name in ("w", "wp", "a", "pr", "ct", "cp", "dc", "ep")} <= used
