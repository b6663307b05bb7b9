"""The proof of the right recipient, and the proof of that proof: mix-ups made on purpose."""

from __future__ import annotations

import io
import pickle
import random
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from xml.sax.saxutils import escape

import pytest
from finished import campaign_of, facts, recipients, templates
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from word import docx, field, p, r, root, split, text_box

from docgen import merge, rendering
from docgen.diagnostics import Finding, Place
from docgen.digests import Digests
from docgen.languages import CODES
from docgen.mailmerge.identity import identity_of
from docgen.merge import Planned
from docgen.proof import Identity, Others, Owner, Prover, prove, prove_stamp, read_letter
from docgen.proof.proving import texts_of
from docgen.proof.reading import Roots, read_part
from docgen.proof.words import tells_apart, words
from docgen.recipients import Recipient
from docgen.recipients.rows import Column, ListRow
from docgen.template import Template
from docgen.template.stamp import Stamp

SEED = 182


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in findings]


# Letters of the campaign


@cache
def run() -> tuple[merge.Setting, tuple[Planned, ...], Others]:
    campaign = campaign_of(facts())
    kind = campaign.kinds["circular"]
    setting = merge.Setting(campaign, kind, campaign.circular.date, templates("circular"))
    letters = merge.plan(setting, CODES, recipients()).value or ()
    return setting, letters, rendering.others_of(setting, letters)


def planned(key: str) -> Planned:
    return next(letter for letter in run()[1] if letter.key == key)


def made(letter: Planned, instead: Recipient | None = None) -> bytes:
    """A letter, or what it would be if another's row had slipped in."""
    setting = run()[0]
    stamp = rendering.stamp_of(setting, letter)
    rendered = letter if instead is None else replace(letter, recipient=instead)
    return rendering._Renderer(setting, Others(())).data(rendered, stamp)


def proved(letter: Planned, data: bytes) -> list[tuple[str, str]]:
    setting, _, others = run()
    assert letter.recipient is not None
    identity = letter.recipient.identity(letter.language)
    stamp = rendering.stamp_of(setting, letter).properties()
    return told(Prover(others).prove(data, identity, stamp, "x.docx"))


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The file with other content, written by another program."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, change(info.filename, old.read(info)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def put(data: bytes, name: str, old: str, new: str) -> bytes:
    def change(part: str, content: bytes) -> bytes:
        if part != name:
            return content
        assert old in content.decode("utf-8")
        return content.decode("utf-8").replace(old, new, 1).encode("utf-8")

    return changed(data, change)


def test_every_letter_of_the_circular_is_its_recipients() -> None:
    setting, letters, others = run()
    prover = Prover(others)
    renderer = rendering._Renderer(setting, others)
    found: list[Finding] = []
    for letter in letters:
        stamp = rendering.stamp_of(setting, letter)
        data = renderer.data(letter, stamp)
        row = letter.recipient
        identity = rendering.NOBODY if row is None else row.identity(letter.language)
        found.extend(prover.prove(data, identity, stamp.properties(), str(letter.path)))
    assert found == []
    with_letter = [letter.recipient for letter in letters if letter.recipient is not None]
    emails = {" ".join(words(email)) for row in with_letter for email in row.emails}
    lines = {
        " ".join(words(letter.recipient.addressees[letter.language]))
        for letter in letters
        if letter.recipient is not None and "\n" not in letter.recipient.addressees[letter.language]
    }
    assert all(others.find(value.split()) for value in emails | lines)  # each tells somebody apart


def test_rows_that_were_exchanged_are_found() -> None:
    """For pairs drawn by lot: the letter of one with the row of the other."""
    lots = random.Random(SEED)
    by_language: dict[str, list[Planned]] = {}
    for letter in run()[1]:
        if letter.recipient is not None and "\n" not in letter.recipient.addressees.get(
            letter.language, "\n"
        ):
            by_language.setdefault(letter.language, []).append(letter)
    for language, letters in sorted(by_language.items()):
        for _ in range(5 if len(letters) > 1 else 0):
            own, other = lots.sample(letters, 2)
            assert own.recipient is not None
            assert other.recipient is not None
            found = proved(own, made(own, other.recipient))
            line = own.recipient.addressees[language]
            assert found[0] == ("P001", f"x.docx “{line}”"), (own.key, other.key)
            assert [code for code, _ in found[1:]] == ["P002"], (own.key, other.key)
            assert found[1][1].startswith("x.docx paragraph ")


def test_guinea_in_guinea_bissau_is_no_mix_up() -> None:
    letter = planned("GNB")
    assert proved(letter, made(letter)) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("docgen.row", "0" * 64, ["docgen.row"]),
        ("docgen.key", "NER", ["docgen.key"]),
        ("docgen.template", "1" * 64, ["docgen.template"]),
        ("docgen.campaign", "", ["docgen.campaign"]),
    ],
)
def test_another_stamp_is_found(name: str, value: str, expected: list[str]) -> None:
    letter = planned("MLI")
    stamp = rendering.stamp_of(run()[0], letter).properties()
    old = f'name="{name}"><vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/'
    old += f'2006/docPropsVTypes">{stamp[name]}<'
    data = put(
        made(letter), "docProps/custom.xml", old, old.replace(f">{stamp[name]}<", f">{value}<")
    )
    assert proved(letter, data) == [("P003", f"x.docx {place}") for place in expected]


def test_a_stamp_that_is_missing_or_stands_twice() -> None:
    letter = planned("MLI")
    stamp = rendering.stamp_of(run()[0], letter)
    bare = Template(docx(p("x")), stamped=True).render({}, stamp)
    assert told(prove_stamp(bare, stamp.properties(), "x.docx")) == []
    twice = put(bare, "docProps/custom.xml", "docgen.kind", "docgen.row")
    assert told(prove_stamp(twice, stamp.properties(), "x.docx")) == [
        ("P003", "x.docx docgen.kind"),
        ("P003", "x.docx docgen.row"),
    ]
    none = Template(docx(p("x"))).render({})
    assert [code for code, _ in told(prove_stamp(none, stamp.properties(), "x.docx"))] == [
        "P003"
    ] * 7


# A small run: two women whose letters are made here

ADA = Identity(("Ms Ada Mendes Costa", "12 Garden Road", "TSB/CIR-182/01"),
               ("Ada Mendes Costa", "ada.costa@example.org", "TSB/CIR-182/01"))  # fmt: skip
GRACE = Identity(("Ms Grace Okoro-Silva",),
                 ("Grace Okoro-Silva", "grace@example.org", "TSB/CIR-182/02"))  # fmt: skip
MAY = Identity(("Ms Ada Mendes",), ("Ada Mendes", "mendes@example.net", "张伟", "مريم حسن"))
PEOPLE = [
    (Owner(key, str(Place.row("reps.xlsx", "Reps", row))), identity)
    for row, (key, identity) in enumerate({"ADA": ADA, "GRACE": GRACE, "MAY": MAY}.items(), start=2)
]
STAMP = Stamp("confirmation", "en", "ADA", "reps.xlsx Reps!row 2", "a" * 64, "b" * 64, "c" * 64)
RIGHT = (
    p("Ms Ada Mendes Costa\n12 Garden Road"),
    p("Ref.: TSB/CIR-182/01"),
    p("ada.costa@example.org, a colleague of others at example.org"),
)
PARTS: Mapping[str, str] = {
    "word/header1.xml": root("hdr", p("Union")),
    "word/footnotes.xml": root(
        "footnotes", '<w:footnote w:id="1">' + p("A note") + "</w:footnote>"
    ),
}


def letter_of(*body: str, parts: Mapping[str, str] | None = None, links: Any = ()) -> bytes:
    template = docx(*body, parts={**PARTS, **(parts or {})}, links=links)
    return Template(template, stamped=True).render({}, STAMP)


def small(
    data: bytes, identity: Identity = ADA, others: Others | None = None
) -> list[tuple[str, str]]:
    index = Others(PEOPLE) if others is None else others
    return told(prove(data, identity, index, STAMP.properties(), "x.docx"))


def test_a_right_letter() -> None:
    assert small(letter_of(*RIGHT)) == []


NOTE = '<w:footnote w:id="1">{}</w:footnote>'
STRANGERS: dict[str, tuple[str, tuple[str, ...], dict[str, str], str]] = {
    "in the text": ("GRACE", (p("Dear Grace Okoro-Silva,"),), {}, "paragraph 4"),
    "split over runs": (
        "GRACE", (p(split("Dear Grace Okoro-Silva", 7, 12, 17)),), {}, "paragraph 4"),
    "over two lines": ("GRACE", (p("Grace\nOkoro-Silva"),), {}, "paragraph 4"),
    "with a tab": ("GRACE", (p("Grace\tOkoro-Silva"),), {}, "paragraph 4"),
    "no-break": ("GRACE", (p("Grace\u00a0Okoro\u2011Silva"),), {}, "paragraph 4"),
    "in capitals": ("GRACE", (p("GRACE  OKORO-SILVA"),), {}, "paragraph 4"),
    "full width": ("GRACE", (p("Ｇｒａｃｅ Ｏｋｏｒｏ－Ｓｉｌｖａ"),), {}, "paragraph 4"),
    "marks of direction": ("GRACE", (p("Gr\u200eace \u2067Okoro-Sil\u00adva\u2069"),), {},
                           "paragraph 4"),
    "an e-mail": ("GRACE", (p("Write to GRACE@example.org."),), {}, "paragraph 4"),
    "a reference": ("GRACE", (p("TSB/CIR-182/02"),), {}, "paragraph 4"),
    "in a header": (
        "GRACE", (), {"word/header1.xml": root("hdr", p("Grace Okoro-Silva"))},
        "header1 paragraph 1"),
    "in a footnote": (
        "GRACE", (),
        {"word/footnotes.xml": root("footnotes", NOTE.format(p("A") + p("Grace Okoro-Silva")))},
        "footnotes paragraph 2"),
    "in a text box": ("GRACE", (p(text_box(p("Grace Okoro-Silva"))),), {}, "paragraph 5"),
    "in an alternative text": (
        "GRACE", (p('<w:r><w:drawing><wp:docPr id="1" name="x" descr="Grace Okoro-Silva"/>'
                    "</w:drawing></w:r>"),), {}, "paragraph 4 alternative text"),
    "in a field": ("GRACE", (p(field('HYPERLINK "mailto:gra', 'ce@example.org"', shown="here")),),
                   {}, "paragraph 4 field"),
    "in the properties": (
        "GRACE", (),
        {"docProps/core.xml": '<c:coreProperties xmlns:c="urn:c" xmlns:dc="urn:d">'
         "<dc:title>To Grace Okoro-Silva</dc:title></c:coreProperties>"}, "core title"),
    "in another encoding": (
        "GRACE", (), {"word/header1.xml": root("hdr", p("Grace Okoro-Silva"))}, "utf-16"),
    "Chinese": ("MAY", (p("尊敬的张伟女士"),), {}, "paragraph 4"),
    "Arabic, with a particle": ("MAY", (p("لمريم حسن"),), {}, "paragraph 4"),
    "a part of her own name": ("MAY", (p("Ada Mendes"),), {}, "paragraph 4"),
}  # fmt: skip


@pytest.mark.parametrize("case", STRANGERS)
def test_a_strangers_value_is_found(case: str) -> None:
    key, body, parts, place = STRANGERS[case]
    data = letter_of(*RIGHT, *body, parts=parts)
    if place == "utf-16":
        place = "header1 paragraph 1"

        def recoded(name: str, content: bytes) -> bytes:
            if name != "word/header1.xml":
                return content
            text = content.decode("utf-8").partition("?>")[2] or content.decode("utf-8")
            return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")

        data = changed(data, recoded)
    findings = prove(data, ADA, Others(PEOPLE), STAMP.properties(), "x.docx")
    places = [place, "paragraph 6"] if case == "in a text box" else [place]  # Word writes it twice
    assert told(findings) == [("P002", f"x.docx {each}") for each in places]
    number = {"GRACE": 3, "MAY": 4}[key]
    assert findings[0].message.endswith(f"which is of {key}, reps.xlsx Reps!row {number}")


def test_a_link_to_a_stranger() -> None:
    links = [("rId9", "hyperlink", "mailto:grace%40example.org", True)]
    assert small(letter_of(*RIGHT, links=links)) == [("P002", "x.docx document.xml.rels link")]


@pytest.mark.parametrize("missing", ADA.shows)
def test_a_missing_value_is_found(missing: str) -> None:
    body = [paragraph.replace(missing, "–") for paragraph in RIGHT]
    assert small(letter_of(*body)) == [("P001", f"x.docx “{missing}”")]


def test_everything_at_once_in_reading_order() -> None:
    data = letter_of(p("Ms Grace Okoro-Silva"), p("Grace@example.org"))
    other = prove(data, ADA, Others(PEOPLE), {**STAMP.properties(), "docgen.row": ""}, "x.docx")
    assert told(other) == [
        *(("P001", f"x.docx “{value}”") for value in ADA.shows),
        ("P002", "x.docx paragraph 1"),
        ("P002", "x.docx paragraph 2"),
        ("P003", "x.docx docgen.row"),
    ]


@pytest.mark.parametrize(
    ("body", "identity"),
    [
        ((p("Deputy of Grace Okoro-Silva"),), replace(ADA, own=("Deputy of Grace Okoro-Silva",))),
        ((p("Grace and Okoro, Silva"),), ADA),
        ((p("Grace"), p("Okoro-Silva")), ADA),
        ((p("disgrace@example.org"),), ADA),
        ((p("example.org"),), ADA),
    ],
)
def test_what_is_no_mix_up(body: tuple[str, ...], identity: Identity) -> None:
    assert small(letter_of(*RIGHT, *body), identity) == []


def test_values_that_tell_nobody_apart() -> None:
    """Those of several, those of the facts and templates, those that are short."""
    people = [
        (Owner("A", "a"), Identity((), ("Ana Lima", "Rio de Janeiro", "May", "12345"))),
        (Owner("B", "b"), Identity((), ("Ana  LIMA", "Li Na", "王芳", "K-17"))),
    ]
    others = Others(people, ["held in Rio de Janeiro, 6 March"])
    assert len(others) == 2
    assert [hit.value for hit in others.find(words("Li Na 王芳 K17 May"))] == ["li na", "王 芳"]
    assert [hit.owner.key for hit in others.find(words("Ana Lima, Rio de Janeiro, Li Na"))] == ["B"]
    again = pickle.loads(pickle.dumps(others))
    assert again.find(words("li na")) == others.find(words("li na"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria  da\u00a0Silva", ["maria", "da", "silva"]),
        ("O’Brien-Łuk_asz", ["o", "brien", "łuk", "asz"]),
        ("ＡＢＣ１", ["abc1"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("José Jose\u0301", ["josé", "josé"]),
        ("王小明 Wang", ["王", "小", "明", "wang"]),
        ("김영희에게", ["김", "영", "희", "에", "게"]),
        ("ada@ex\u200bample.org", ["ada", "example", "org"]),
        ("Га\u00adлина", ["галина"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("王芳", True), ("王", False), ("Li", False), ("Lima", True), ("12345", False),
     ("123456", True), ("K-17", False), ("AFR-1", True)],
)  # fmt: skip
def test_how_long_a_value_must_be(value: str, expected: bool) -> None:
    assert tells_apart(words(value)) is expected


# Files that cannot be read back


def cut_off(data: bytes) -> bytes:
    return data[:-30]


def flipped(data: bytes) -> bytes:
    at = data.index(b"word/document.xml") + len(b"word/document.xml") + 10
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def broken_xml(data: bytes) -> bytes:
    return put(data, "word/document.xml", "</w:body>", "")


def with_doctype(data: bytes) -> bytes:
    return put(data, "word/document.xml", "<w:document", "<!DOCTYPE x []><w:document")


def without_document(data: bytes) -> bytes:
    return put(data, "_rels/.rels", "word/document.xml", "word/other.xml")


@pytest.mark.parametrize(
    "spoil",
    [cut_off, flipped, broken_xml, with_doctype, without_document, lambda _: b"", lambda _: b"PK"],
)
def test_a_file_that_is_not_whole(spoil: Callable[[bytes], bytes]) -> None:
    data = spoil(letter_of(*RIGHT))
    assert small(data) == [("P004", "x.docx")]
    assert told(prove_stamp(data, STAMP.properties(), "x.docx")) == [("P004", "x.docx")]


def test_what_a_letter_says() -> None:
    letter = read_letter(letter_of(*RIGHT))
    assert [(passage.place, passage.text) for passage in letter.passages][:3] == [
        ("paragraph 1", "Ms Ada Mendes Costa\n12 Garden Road"),
        ("paragraph 2", "Ref.: TSB/CIR-182/01"),
        ("paragraph 3", "ada.costa@example.org, a colleague of others at example.org"),
    ]
    assert letter.properties == tuple(STAMP.properties().items())


# The fast look sees all that the slow one sees


def in_attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


PIECES = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12).map(r),
        st.just("<w:r><w:tab/></w:r>"),
        st.just("<w:r><w:br w:type='page'/></w:r>"),
        st.just("<w:r><w:noBreakHyphen/></w:r>"),
        st.text("abc <&>\"'", min_size=1, max_size=8).map(
            lambda t: (
                f"<w:r><w:drawing><wp:docPr id='1' name='n' descr=\"{in_attribute(t)}\"/>"
                "<wp:posOffset>17</wp:posOffset></w:drawing></w:r>"
            )
        ),
        st.text("xyz ", max_size=6).map(lambda t: field(f"REF {t}", "more", shown=t)),
        st.just("<w:sdt><w:sdtPr><w:alias w:val='given'/></w:sdtPr><w:sdtContent/></w:sdt>"),
        st.just("<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"),
    ),
    max_size=8,
)


@given(PIECES)
def test_the_fast_look_sees_what_the_slow_one_sees(pieces: list[str]) -> None:
    xml = root("document", f"<w:body><w:p>{''.join(pieces)}</w:p></w:body>")
    slow = read_part("word/document.xml", xml.encode(), Roots("word/document.xml", ""))
    fast = sorted(words(text) for text in texts_of(xml) if words(text))
    for passage in slow.passages:
        own = words(passage.text)
        assert not own or own in fast, passage


# Random people in several scripts

NAMES = st.one_of(
    st.lists(st.text("abcdefgäéñø", min_size=3, max_size=7), min_size=2, max_size=3).map(" ".join),
    st.lists(st.text("абвгдежз", min_size=3, max_size=7), min_size=2, max_size=3).map(" ".join),
    st.lists(st.text("مريمحسنعلي", min_size=3, max_size=6), min_size=2, max_size=2).map(" ".join),
    st.text("王李张芳伟娜敏静", min_size=2, max_size=3),
)
RUN = st.lists(NAMES, min_size=2, max_size=6, unique_by=lambda name: tuple(words(name)))


def person(number: int, name: str) -> Identity:
    return Identity((name,), (name, f"officer{number}.own@example.org", f"REF-{1000 + number}"))


def index_of(names: list[str]) -> tuple[list[Identity], Others]:
    people = [person(number, name) for number, name in enumerate(names)]
    owners = [Owner(f"K{number}", f"l.csv row {number}") for number in range(len(names))]
    return people, Others(zip(owners, people, strict=True))


TEMPLATE = Template(
    docx(
        p("{{ name }}"), p("{{ reference }} {{ email }}"), p("{{ more }}"),
        parts={"word/footer1.xml": root("ftr", p("{{ below }}"))},
    ), stamped=True,
)  # fmt: skip


def random_letter(identity: Identity, number: int, more: str, below: str) -> tuple[bytes, Stamp]:
    name, email, reference = identity.distinguishing
    stamp = Stamp("merge", "", f"K{number}", f"l.csv row {number}")
    context = {"name": name, "email": email, "reference": reference, "more": more, "below": below}
    return TEMPLATE.render(context, stamp), stamp


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(RUN, st.data())
def test_right_letters_are_never_refused(names: list[str], data: st.DataObject) -> None:
    people, others = index_of(names)
    prover = Prover(others)
    for number, identity in enumerate(people):
        more = data.draw(st.sampled_from([*identity.distinguishing, "–"]))
        letter, stamp = random_letter(identity, number, more, "–")
        assert prover.prove(letter, identity, stamp.properties(), "x") == ()


def test_a_value_that_the_end_of_a_text_cuts_short() -> None:
    people, others = index_of(["ada ada ada", "ada ada"])
    letter, stamp = random_letter(people[0], 0, "–", "–")
    assert Prover(others).prove(letter, people[0], stamp.properties(), "x") == ()


def disguises(value: str) -> Iterator[str]:
    yield value
    yield value.upper()
    yield value.replace(" ", "\u00a0")
    yield value.replace(" ", "  ")
    yield unicodedata.normalize("NFD", value)
    yield "\u200f".join(value)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(RUN, st.data())
def test_one_foreign_value_anywhere_is_found(names: list[str], data: st.DataObject) -> None:
    people, others = index_of(names)
    other = data.draw(st.integers(1, len(names) - 1))
    value = data.draw(st.sampled_from(people[other].distinguishing))
    known = [" ".join(words(own)) for own in people[0].distinguishing]
    assume(not any(f" {' '.join(words(value))} " in f" {own} " for own in known))
    assume(tells_apart(words(value)))
    shown = data.draw(st.sampled_from(list(disguises(value))))
    where = data.draw(st.sampled_from(["more", "below"]))
    letter, stamp = random_letter(
        people[0], 0, shown if where == "more" else "–", shown if where == "below" else "–"
    )
    found = told(Prover(others).prove(letter, people[0], stamp.properties(), "x"))
    place = "x paragraph 3" if where == "more" else "x footer1 paragraph 1"
    assert ("P002", place) in found
    assert {code for code, _ in found} == {"P002"}


# The work grows with the letter, not with the list


class Counting(Digests):
    """Counts what is asked of it."""

    asked = 0

    def get(self, text: str) -> int | None:
        self.asked += 1
        return super().get(text)


def asked(count: int, paragraphs: int) -> int:
    people = [
        (Owner(f"K{n}", "l"), Identity((), (f"Ada Example Number{n}", f"o{n}x@example.org")))
        for n in range(count)
    ]
    others = Others(people)
    counted = Counting(), Counting()
    for counting, name in zip(counted, ("_owner_of", "_length_of"), strict=True):
        for slot in Digests.__slots__:
            setattr(counting, slot, getattr(getattr(others, name), slot))
        setattr(others, name, counting)
    body = [p(f"Dear Ada of the Example, number {n}") for n in range(paragraphs)]
    data = Template(docx(*body), stamped=True).render({}, STAMP)
    assert Prover(others).prove(data, Identity((), ()), STAMP.properties(), "x") == ()
    return sum(counting.asked for counting in counted)


def test_a_letter_costs_the_same_among_any_number() -> None:
    assert asked(10, 50) == asked(1_000, 50) == asked(20_000, 50)
    per_paragraph = asked(10, 100) - asked(10, 50)
    assert asked(10, 200) - asked(10, 100) == 2 * per_paragraph


def test_what_was_read_is_known_again_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.proof.proving.MAX_PARAGRAPHS", 8)
    prover = Prover(Others(PEOPLE))
    for number in range(5):
        data = letter_of(*RIGHT, *(p(f"paragraph {number} {n}") for n in range(10)))
        assert prover.prove(data, ADA, STAMP.properties(), "x") == ()
        assert len(prover._paragraphs) <= 8
    wrong = letter_of(*RIGHT, p("Grace Okoro-Silva"))
    for _ in range(2):
        found = told(prover.prove(wrong, ADA, STAMP.properties(), "x"))
        assert found == [("P002", "x paragraph 4")]


# Rows of any list


def row(**cells: Any) -> ListRow:
    columns = tuple(Column(i, header, None) for i, header in enumerate(cells))
    return ListRow(2, columns, tuple(cells.values()), Place("l"), "0" * 64)


def test_what_tells_rows_of_any_list_apart() -> None:
    found = identity_of(
        row(**{"Prénom": "Ada", "Nom de famille": "Lima", "Courriel": "ada@example.org",
               "Référence": "R-1815", "Ville": "Rio", "Clé": "K1", "Remarque": None})
    )  # fmt: skip
    assert found.shows == ()
    assert set(found.distinguishing) == {
        "ada@example.org", "R-1815", "K1", "Ada Lima", "Lima Ada",
    }  # fmt: skip
    assert set(found.own) == {"Ada", "Lima", "ada@example.org", "R-1815", "Rio", "K1"}


@pytest.mark.parametrize("header", ["name", "Full name", "Nom complet", "ФИО", "姓名", "الاسم"])
def test_names_are_known_in_every_language(header: str) -> None:
    assert identity_of(row(**{header: "Ada Lima"})).distinguishing == ("Ada Lima",)


# No letter leaves unproved


def test_a_stream_needs_to_know_the_others() -> None:
    setting, letters, _ = run()
    with pytest.raises(TypeError, match="among"):
        rendering.render(setting, iter(letters))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_letter_that_is_not_proved_is_a_finding(jobs: int) -> None:
    """Somebody typed a recipient's address into the template."""
    campaign = campaign_of(facts())
    one, two = (planned(key).recipient for key in ("KEN", "NGA"))
    assert one is not None
    assert two is not None
    typed = (
        "{% if recipient.key == 'KEN' %}{{ other }}{% else %}{{ recipient.addressee }}{% endif %}"
    )
    template = Template(docx(p(typed)), language="en", stamped=True)
    setting = _Mixed(campaign, campaign.kinds["circular"], campaign.circular.date, {"en": template})
    letters = [
        Planned("circular", "en", PurePosixPath(f"circular/en/{row.key}.docx"), row)
        for row in (two, one)
    ]
    right, wrong = rendering.render(setting, letters, jobs)
    assert right.value is not None
    assert wrong.value is None
    assert told(wrong.findings) == [
        ("P001", f"circular/en/KEN.docx “{one.addressees['en']}”"),
        ("P002", "circular/en/KEN.docx paragraph 1"),
    ]
    assert all(f.message.endswith(f"(for KEN, {one.source})") for f in wrong.findings)


class _Mixed(merge.Setting):
    """A setting with a defect: it hands another recipient's row to the template."""

    def context(self, language: str, recipient: Recipient | None) -> dict[str, Any]:
        other = planned("NGA").recipient
        assert other is not None
        return {**super().context(language, recipient), "other": other.addressees[language]}
