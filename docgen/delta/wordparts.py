"""The parts of the proof's Word file beside its document: types, styles, properties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from docgen.delta.markup import Markup, element

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_RELATED: Final = "application/vnd.openxmlformats-package.relationships+xml"
_HEADINGS: Final = {1: 32, 2: 26, 3: 22, 4: 22, 5: 21, 6: 20}  # half points by level
_OWN: Final = (
    3  # levels of the proof's own headings; below them are those of letters, with a number
)


FOOTER: Final = "rId3"
"""The relationship of the footer; those of pictures follow."""
PICTURES: Final = 4


def word_parts(
    title: str, language: str, footer: Markup, pictures: Iterable[tuple[str, str, bytes]] = ()
) -> dict[str, str | bytes]:
    """All parts but the document, by name, ``[Content_Types].xml`` first.

    ``language`` is the tag (BCP 47) of the captions; ``pictures`` are given with their
    relationships and names.
    """
    media = list(pictures)
    kinds = {
        "/word/document.xml": f"{_MIME}.document.main+xml",
        "/word/styles.xml": f"{_MIME}.styles+xml",
        "/word/settings.xml": f"{_MIME}.settings+xml",
        "/word/footer1.xml": f"{_MIME}.footer+xml",
        "/docProps/core.xml": _CORE,
    }
    defaults = {"rels": _RELATED, "xml": "application/xml"}
    if media:
        defaults["png"] = "image/png"
    types = element(
        "Types",
        *(element("Default", Extension=e, ContentType=kind) for e, kind in defaults.items()),
        *(element("Override", PartName=name, ContentType=kind) for name, kind in kinds.items()),
        xmlns=f"{_PACKAGE}/content-types",
    )
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": _relationships(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": element(
            "cp:coreProperties",
            element("dc:title", title),
            element("dc:creator", "docgen"),
            element("dc:language", language),
            **{"xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
               "xmlns:dc": "http://purl.org/dc/elements/1.1/"},
        ),
        "word/_rels/document.xml.rels": _relationships(
            ("rId1", f"{_OFFICE}/styles", "styles.xml"),
            ("rId2", f"{_OFFICE}/settings", "settings.xml"),
            (FOOTER, f"{_OFFICE}/footer", "footer1.xml"),
            *((identifier, f"{_OFFICE}/image", name) for identifier, name, _ in media),
        ),
        "word/footer1.xml": element("w:ftr", footer, **{"xmlns:w": WORD}),
        "word/styles.xml": _styles(),
        "word/settings.xml": element(
            "w:settings",
            element("w:compat", element("w:compatSetting", **{
                "w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word",
                "w:val": "15"})),
            **{"xmlns:w": WORD},
        ),
        **{f"word/{name}": data for _, name, data in media},
    }  # fmt: skip


def _relationships(*links: tuple[str, str, str]) -> Markup:
    return element(
        "Relationships",
        *(
            element("Relationship", Id=identifier, Type=kind, Target=target)
            for identifier, kind, target in links
        ),
        xmlns=f"{_PACKAGE}/relationships",
    )


def _styles() -> Markup:
    fonts = {"w:ascii": "Calibri", "w:hAnsi": "Calibri", "w:eastAsia": "SimSun", "w:cs": "Arial"}
    defaults = element(
        "w:docDefaults",
        element("w:rPrDefault", element("w:rPr", element("w:rFonts", **fonts), *_size(20))),
        element("w:pPrDefault", element("w:pPr", element("w:spacing", **{"w:after": "60"}))),
    )
    tab = element("w:tabs", element("w:tab", **{"w:val": "left", "w:pos": "567"}))
    hanging = element("w:ind", **{"w:left": "567", "w:hanging": "567"})
    styles = [
        _style("Normal", "Normal", None, default=True),
        _style(
            "Title", "Title", None, element("w:rPr", element("w:b"), element("w:bCs"), *_size(40))
        ),
        # Behind a table, and to end a section: it must not go over to a page of its own.
        _style(
            "Turn",
            "Turn",
            None,
            element(
                "w:pPr",
                element(
                    "w:spacing",
                    **{"w:before": "0", "w:after": "0", "w:line": "20", "w:lineRule": "exact"},
                ),
            ),
            element("w:rPr", *_size(2)),
        ),
        _style("Line", "Line", None, element("w:pPr", tab, hanging)),
    ]
    for level, size in _HEADINGS.items():
        kept = element(
            "w:pPr",
            element("w:keepNext"),
            tab if level > _OWN else None,
            element("w:spacing", **{"w:before": "200", "w:after": "60"}),
            hanging if level > _OWN else None,
            element("w:outlineLvl", **{"w:val": str(level - 1)}),
        )
        bold = element("w:rPr", element("w:b"), element("w:bCs"), *_size(size))
        styles.append(_style(f"Heading{level}", f"heading {level}", "Normal", kept, bold))
    return element("w:styles", defaults, *styles, **{"xmlns:w": WORD})


def _style(
    identifier: str, name: str, after: str | None, *properties: Markup, default: bool = False
) -> Markup:
    own = {"w:type": "paragraph", "w:styleId": identifier}
    if default:
        own["w:default"] = "1"
    return element(
        "w:style",
        element("w:name", **{"w:val": name}),
        None if default else element("w:basedOn", **{"w:val": "Normal"}),
        element("w:next", **{"w:val": after}) if after else None,
        element("w:qFormat"),
        *properties,
        **own,
    )


def _size(half_points: int) -> tuple[Markup, Markup]:
    own = {"w:val": str(half_points)}
    return element("w:sz", **own), element("w:szCs", **own)
