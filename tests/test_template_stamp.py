"""What made a letter, in its own custom properties."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import ooxml_integrity
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from word import assert_sound, docx, entries_of, part, zipped

from docgen.proof import read_letter
from docgen.template import Template
from docgen.template.join import join_letters
from docgen.template.stamp import NAMES, Stamp

CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
STAMP = Stamp("circular", "fr", "MLI", "states.csv row 7", "a" * 64, "b" * 64, "c" * 64)


def with_properties(*pairs: tuple[str, str], name: str = "docProps/custom.xml") -> bytes:
    """A template with custom properties, numbered from 2."""
    inside = "".join(
        f'<property fmtid="{FORMAT}" pid="{pid}" name="{own}">'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for pid, (own, text) in enumerate(pairs, start=2)
    )
    entries = entries_of("{{ name }}")
    entries[name] = f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VALUES}">{inside}</Properties>'
    types, rels = str(entries["[Content_Types].xml"]), str(entries["_rels/.rels"])
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    entries["[Content_Types].xml"] = types.replace(
        "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    )
    entries["_rels/.rels"] = rels.replace(
        "</Relationships>",
        f'<Relationship Id="rId7" Type="{OFFICE}/custom-properties" Target="{name}"/>'
        "</Relationships>",
    )
    return zipped(entries)


def stated(letter: bytes, name: str = "docProps/custom.xml") -> list[tuple[str, str, str]]:
    """Number, name and text of each custom property."""
    root = etree.fromstring(part(letter, name))
    return [
        (child.get("pid", ""), child.get("name", ""), "".join(map(str, child.itertext())))
        for child in root
    ]


def numbered(*pairs: tuple[str, str]) -> list[tuple[str, str, str]]:
    return [(str(pid), *pair) for pid, pair in enumerate(pairs, start=2)]


def render(template: bytes, stamp: Stamp = STAMP, **context: object) -> bytes:
    letter = Template(template, stamped=True).render({"name": "Ada", **context}, stamp)
    assert_sound(letter)
    return letter


OWN = list(STAMP.properties().items())


def test_a_letter_says_what_made_it() -> None:
    letter = render(docx("{{ name }}"))
    assert stated(letter) == numbered(*OWN)
    assert [name for name, _ in OWN] == list(NAMES)
    assert dict(read_letter(letter).properties) == STAMP.properties()


@pytest.mark.parametrize("template", ["plain", "with properties"])
def test_the_stamp_brings_no_fault(template: str, tmp_path: Path) -> None:
    """All letters of the campaign are validated in test_letters_package.py."""
    made = docx("{{ name }}") if template == "plain" else with_properties(("Client", "x"))
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    found = []
    for number, letter in enumerate((Template(made).render({"name": "Ada"}), render(made))):
        file = tmp_path / f"{number}.docx"
        file.write_bytes(letter)
        found.append(
            [str(error) for error in validator.validate(file).errors]
            + [str(one) for one in ooxml_integrity.check(file)]
        )
    assert found[1] == found[0]


def test_without_stamps_nothing_changes() -> None:
    template = docx("{{ name }}")
    letter = Template(template).render({"name": "Ada"})
    with (
        zipfile.ZipFile(io.BytesIO(letter)) as archive,
        zipfile.ZipFile(io.BytesIO(template)) as source,
    ):
        assert sorted(archive.namelist()) == sorted(source.namelist())
        assert archive.read("[Content_Types].xml") == source.read("[Content_Types].xml")


@pytest.mark.parametrize(("stamped", "stamp"), [(True, None), (False, STAMP)])
def test_a_stamp_goes_with_a_stamped_template(stamped: bool, stamp: Stamp | None) -> None:
    template = Template(docx("{{ name }}"), stamped=stamped)
    with pytest.raises(ValueError, match="a stamp goes with a stamped template"):
        template.render({"name": "Ada"}, stamp)


def test_properties_of_the_template_stay() -> None:
    template = with_properties(("Client", "R&D"), ("Owner", "{{ name }}"))
    assert stated(render(template)) == numbered(("Client", "R&D"), ("Owner", "Ada"), *OWN)
    assert Template(template, stamped=True).fields == {"name"}


def test_a_letter_that_becomes_a_template_gets_a_new_stamp() -> None:
    letter = render(with_properties(("Client", "x"), ("docgen.key", "OLD"), ("DOCGEN.ROW", "1")))
    again = render(letter, Stamp("circular", "fr", "NER"))
    new = list(Stamp("circular", "fr", "NER").properties().items())
    assert stated(again) == numbered(("Client", "x"), *new)


def test_a_part_of_the_same_name_that_is_no_properties() -> None:
    entries = entries_of("{{ name }}")
    entries["docProps/custom.xml"] = "<own/>"
    letter = render(zipped(entries))
    assert part(letter, "docProps/custom.xml") == b"<own/>"
    assert stated(letter, "docProps/custom1.xml") == numbered(*OWN)
    assert dict(read_letter(letter).properties) == STAMP.properties()


def test_a_strict_file_has_strict_properties() -> None:
    entries = entries_of("{{ name }}")
    rels = str(entries["_rels/.rels"])
    entries["_rels/.rels"] = rels.replace(OFFICE, f"{STRICT}/relationships")
    letter = render(zipped(entries))
    root = etree.fromstring(part(letter, "docProps/custom.xml"))
    assert root.tag == f"{{{STRICT}/customProperties}}Properties"
    assert {child[0].tag for child in root} == {f"{{{STRICT}/docPropsVTypes}}lpwstr"}
    assert f"{STRICT}/relationships/customProperties".encode() in part(letter, "_rels/.rels")
    assert dict(read_letter(letter).properties) == STAMP.properties()


def test_nobody_sees_the_names() -> None:
    template = Template(docx("{{ name }}"), stamped=True)
    assert template.fields == {"name"}
    assert template.unknown({"name"}) == []


def test_a_stamped_template_is_handed_on() -> None:
    template = Template(docx("{{ name }}"), stamped=True)
    again = pickle.loads(pickle.dumps(template))
    assert again.render({"name": "Ada"}, STAMP) == template.render({"name": "Ada"}, STAMP)


def test_what_is_joined_is_nobodys() -> None:
    template = Template(with_properties(("Client", "x"), ("Owner", "{{ name }}")), stamped=True)
    letters = [
        template.render({"name": name}, Stamp("merge", "", name, f"row {name}", "d", "e", "f"))
        for name in ("Ada", "Grace")
    ]
    whole = Stamp("merge", template="e", campaign="f").properties().items()
    names = ["Client", *NAMES]
    joined = join_letters(letters)
    assert [(name, text) for _, name, text in stated(joined)] == [("Client", "x"), *whole]
    assert [name for _, name, _ in stated(joined)] == names
    alone = [(name, text) for _, name, text in stated(join_letters(letters[:1]))]
    assert alone == [("Client", "x"), ("Owner", "Ada"), *whole]


@given(st.lists(st.text(max_size=300), min_size=7, max_size=7))
def test_any_text_comes_back(values: list[str]) -> None:
    stamp = Stamp(*values)
    letter = _TEMPLATE.render({"name": "Ada"}, stamp)
    assert dict(read_letter(letter).properties) == stamp.properties()


_TEMPLATE = Template(docx("{{ name }}"), stamped=True)
