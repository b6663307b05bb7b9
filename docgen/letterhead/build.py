"""From a wording to a Word file, and from a folder of wordings to all of its Word files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docgen.diagnostics import Finding, Outcome, Place, TemplateError, did_you_mean, error
from docgen.languages import CODES as LANGUAGES
from docgen.languages import Language
from docgen.languages import get as language_of
from docgen.letterhead.body import Body
from docgen.letterhead.emblem import Emblem, read_emblem
from docgen.letterhead.frame import (
    first_footer_part,
    first_header_part,
    header_part,
    section,
    settings_part,
)
from docgen.letterhead.markup import element, root, serialized
from docgen.letterhead.numbering import numbering_part
from docgen.letterhead.package import (
    Part,
    app_properties,
    content_types,
    core_properties,
    relationship,
    relationships,
    unzipped,
    zipped,
)
from docgen.letterhead.styles import font_table_part, styles_part
from docgen.letterhead.theme import theme_part
from docgen.letterhead.wording import Wording, read_wording

EMBLEMS: Final = ("emblem.png", "emblem.jpg", "emblem.jpeg")


def build(wording: Wording, language_code: str, emblem: bytes, shown_as: str) -> bytes:
    """A whole Word template (.docx) from a wording; ``shown_as`` names the emblem's file.

    Raises :class:`TemplateError` with T032 for an emblem that cannot be used, and
    :class:`docgen.diagnostics.LanguageFormError` for a language that docgen does not write.
    """
    language = language_of(language_code)
    outcome = read_emblem(emblem, shown_as)
    if outcome.value is None:
        raise TemplateError(*outcome.findings)
    return _package(wording, language, outcome.value)


def _package(wording: Wording, language: Language, emblem: Emblem) -> bytes:
    body = Body(wording, language)
    sections = section(
        {
            "header default": "rId6",
            "header first": "rId7",
            "footer first": "rId8",
        },
        body.right_to_left,
    )
    document = root("w:document", "w r", element("w:body", None, *body.blocks(), sections))
    parts = [
        Part("word/document.xml", "document", serialized(document)),
        Part("word/styles.xml", "styles", serialized(styles_part(language))),
        Part("word/numbering.xml", "numbering", serialized(numbering_part(language))),
        Part("word/settings.xml", "settings", serialized(settings_part(language))),
        Part("word/fontTable.xml", "fontTable", serialized(font_table_part(language))),
        Part("word/theme/theme1.xml", "theme", serialized(theme_part(language))),
        Part("word/header1.xml", "header", serialized(header_part(body))),
        Part("word/header2.xml", "header", serialized(first_header_part(body, emblem, "rId1"))),
        Part("word/footer1.xml", "footer", serialized(first_footer_part(body))),
        Part("docProps/core.xml", "core",
             core_properties(wording.title, wording.subject, language)),
        Part("docProps/app.xml", "app", app_properties()),
    ]  # fmt: skip
    picture = f"media/emblem.{emblem.extension}"
    entries = {
        "[Content_Types].xml": content_types(parts, emblem.extension, emblem.content_type),
        "_rels/.rels": relationships(
            relationship("rId1", "officeDocument", "word/document.xml"),
            relationship("rId2", "core-properties", "docProps/core.xml"),
            relationship("rId3", "extended-properties", "docProps/app.xml"),
        ),
        parts[0].name: parts[0].content,
        "word/_rels/document.xml.rels": relationships(
            *(
                relationship(f"rId{number}", part.kind, part.name.removeprefix("word/"))
                for number, part in enumerate(parts[1:9], start=1)
            )
        ),
        **{part.name: part.content for part in parts[1:9]},
        "word/_rels/header2.xml.rels": relationships(relationship("rId1", "image", picture)),
        f"word/{picture}": emblem.data,
        **{part.name: part.content for part in parts[9:]},
    }
    return zipped(entries)


def build_all(templates_folder: Path) -> Outcome[dict[Path, bytes]]:
    """The Word file of every wording ``<document>/<language>.md`` in a folder, by its path.

    Reads the folder and writes nothing.  Findings: T030 for wordings, T032 for the emblem, C010
    for a wording in no language of docgen's; with any of them there is no value.
    """
    findings: list[Finding] = []
    emblem = find_emblem(templates_folder, findings)
    wordings: dict[Path, tuple[Wording, Language]] = {}
    for path in sorted(templates_folder.glob("*/*.md")):
        shown_as = path.relative_to(templates_folder.parent).as_posix()
        if path.stem not in LANGUAGES:
            findings.append(
                error("C010", Place(shown_as), f"{path.stem!r} is no language that docgen writes",
                      did_you_mean(path.stem, LANGUAGES))
            )  # fmt: skip
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as fault:
            line = path.read_bytes()[: fault.start].count(b"\n") + 1
            findings.append(
                error("T030", Place.line(shown_as, line), "the wording is not UTF-8 text",
                      "save it again with the encoding UTF-8")
            )  # fmt: skip
            continue
        outcome = read_wording(text, shown_as)
        findings.extend(outcome.findings)
        if outcome.value is not None:
            wordings[path.with_suffix(".docx")] = outcome.value, language_of(path.stem)
    if findings or emblem is None:
        return Outcome(None, tuple(findings))
    return Outcome(
        {
            path: _package(wording, language, emblem)
            for path, (wording, language) in wordings.items()
        }
    )


def find_emblem(folder: Path, findings: list[Finding]) -> Emblem | None:
    """The emblem of a folder of templates; T032 is added to ``findings`` where it has none."""
    for name in EMBLEMS:
        path = folder / name
        if path.is_file():
            outcome = read_emblem(path.read_bytes(), f"{folder.name}/{name}")
            findings.extend(outcome.findings)
            return outcome.value
    findings.append(
        error("T032", Place(f"{folder.name}/{EMBLEMS[0]}"), "there is no emblem",
              f"put a picture there: {', '.join(EMBLEMS)}")
    )  # fmt: skip
    return None


def same_template(one: bytes, other: bytes) -> bool:
    """Whether two Word files have the same parts, compressed by whatever program."""
    entries = unzipped(one)
    return entries is not None and entries == unzipped(other)
