"""The wording parser: exact trees, every fault at its exact place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.diagnostics import Outcome
from docgen.letterhead.inline import ESCAPABLE, CrossReference, Inline, Tab, Text, read_line
from docgen.letterhead.styles import WORDING_STYLES
from docgen.letterhead.wording import (
    Block,
    Paragraph,
    ReferenceTable,
    TagLine,
    Wording,
    read_wording,
)

HEAD = "title: A title\n\n"


def blocks(text: str) -> tuple[Block, ...]:
    outcome = read_wording(HEAD + text, "x.md")
    assert outcome.findings == ()
    assert outcome.value is not None
    return outcome.value.blocks


def places(outcome: Outcome[Wording]) -> list[tuple[str, str, str]]:
    assert (outcome.value is None) == bool(outcome.findings)
    return [(f.code, str(f.place), f.message) for f in outcome.findings]


def faults(text: str) -> list[tuple[str, str, str]]:
    return places(read_wording(HEAD + text, "x.md"))


def inline(text: str, *, tabs: bool = False) -> tuple[Inline, ...]:
    line = read_line(text, tabs=tabs)
    assert line.faults == ()
    return line.content


def test_a_whole_wording() -> None:
    text = """\
title: {{ letter.subject }}
subject: TSB Circular {{ circular.number }}

[Date] {{ letter.date | date_line("Geneva") }}

::: reference
[Reference] Ref.: | **{{ circular.reference }}**
::: addressee
{%p if recipient %}
[Addressee] To: | {{ recipient.addressee }}
{%p endif %}
[Addressee] | – All
:::
See section [@goals].
# Goals [#goals]
- one;
{%p include "roadmap" %}
"""
    assert read_wording(text, "circular/en.md") == Outcome(
        Wording(
            "{{ letter.subject }}",
            "TSB Circular {{ circular.number }}",
            (
                Paragraph("Date", (Text('{{ letter.date | date_line("Geneva") }}'),), 4),
                ReferenceTable(
                    (
                        Paragraph(
                            "Reference",
                            (Text("Ref.:"), Tab(), Text("{{ circular.reference }}", strong=True)),
                            7,
                        ),
                    ),
                    (
                        TagLine("{%p if recipient %}", 9),
                        Paragraph(
                            "Addressee",
                            (Text("To:"), Tab(), Text("{{ recipient.addressee }}")),
                            10,
                        ),
                        TagLine("{%p endif %}", 11),
                        Paragraph("Addressee", (Tab(), Text("– All")), 12),
                    ),
                    6,
                ),
                Paragraph(
                    "Body Text", (Text("See section "), CrossReference("goals"), Text(".")), 14
                ),
                Paragraph("Heading 1", (Text("Goals"),), 15, "goals"),
                Paragraph("Bullet", (Text("one;"),), 16),
                TagLine('{%p include "roadmap" %}', 17),
            ),
        )
    )


@pytest.mark.parametrize(
    ("line", "content"),
    [
        ("a **b** c", (Text("a "), Text("b", strong=True), Text(" c"))),
        ("*b*", (Text("b", emphasis=True),)),
        ("***b***", (Text("b", True, True),)),
        ("**a *b* c**", (Text("a ", True), Text("b", True, True), Text(" c", True))),
        ("2 * 3 ** 4", (Text("2 * 3 ** 4"),)),
        ("a*b*c", (Text("a"), Text("b", emphasis=True), Text("c"))),
        (r"\*a\* \# \- \: \[ \] \| \` \\", (Text("*a* # - : [ ] | ` \\"),)),
        (r"C:\temp \{{ x }}", (Text(r"C:\temp \{{ x }}"),)),
        ("`a *b* [@c]`", (Text("a *b* [@c]", left_to_right=True),)),
        (r"`a\`b\\`", (Text("a`b\\", left_to_right=True),)),
        ("(`{{ x }}`)", (Text("("), Text("{{ x }}", left_to_right=True), Text(")"))),
        ("**`x`**", (Text("x", strong=True, left_to_right=True),)),
        ("{{ a * b * c }}", (Text("{{ a * b * c }}"),)),
        ('{{ "}} ` [@x] **" | f(a="b | c") }}!', (Text('{{ "}} ` [@x] **" | f(a="b | c") }}!'),)),
        ("`{{ x['`'] }}`", (Text("{{ x['`'] }}", left_to_right=True),)),
        ("a {{r x }} b", (Text("a "), Text("{{r x }}", alone=True), Text(" b"))),
        ("{% if a %}*b*{% endif %}",
         (Text("{% if a %}"), Text("b", emphasis=True), Text("{% endif %}"))),
        ("**[@a]**", (CrossReference("a", strong=True),)),
        ("a [sic] b", (Text("a [sic] b"),)),
        ("a | b", (Text("a | b"),)),
    ],
)  # fmt: skip
def test_inside_a_line(line: str, content: tuple[Inline, ...]) -> None:
    assert inline(line) == content


@pytest.mark.parametrize(
    ("line", "content"),
    [
        ("To: | x", (Text("To:"), Tab(), Text("x"))),
        ("| x", (Tab(), Text("x"))),
        ("To: |", (Text("To:"), Tab())),
        ("a  |  b | c", (Text("a"), Tab(), Text("b"), Tab(), Text("c"))),
        ("a|b {{ x | y }}", (Text("a|b {{ x | y }}"),)),
        (r"a \| b", (Text("a | b"),)),
        ("**To:** | x", (Text("To:", strong=True), Tab(), Text("x"))),
    ],
)
def test_tabs(line: str, content: tuple[Inline, ...]) -> None:
    assert inline(line, tabs=True) == content


@pytest.mark.parametrize("style", WORDING_STYLES)
def test_every_style_by_its_name(style: str) -> None:
    assert blocks(f"[{style}] x") == (Paragraph(style, (Text("x"),), 3),)


def test_beginnings_of_lines() -> None:
    assert blocks("## a\n\\# b\n\\- c\n\\[d] e\n:: f\n12 - g\n[@h] i\n# j [#h]") == (
        Paragraph("Annex Heading", (Text("a"),), 3),
        Paragraph("Body Text", (Text("# b"),), 4),
        Paragraph("Body Text", (Text("- c"),), 5),
        Paragraph("Body Text", (Text("[d] e"),), 6),
        Paragraph("Body Text", (Text(":: f"),), 7),
        Paragraph("Body Text", (Text("12 - g"),), 8),
        Paragraph("Body Text", (CrossReference("h"), Text(" i")), 9),
        Paragraph("Heading 1", (Text("j"),), 10, "h"),
    )


def test_windows_line_ends_and_byte_order_mark() -> None:
    outcome = read_wording("\ufefftitle: x\r\n\r\na\rb", "x.md")
    assert outcome.value == Wording(
        "x",
        "",
        (Paragraph("Body Text", (Text("a"),), 3), Paragraph("Body Text", (Text("b"),), 4)),
    )


def test_properties_end_with_a_blank_line() -> None:
    assert blocks("note: x") == (Paragraph("Body Text", (Text("note: x"),), 3),)
    assert places(read_wording("\n\ntitle: x\nText\nsubject: y", "x.md")) == []


def test_an_ideographic_space_is_kept() -> None:
    assert blocks("　　我") == (Paragraph("Body Text", (Text("　　我"),), 3),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ x", "{{ is not closed"),
        ("{% if x", "{% is not closed"),
        ("{# x", "{# is not closed"),
        ("a {%p if x %}", "{%p if x %} stands beside other text"),
        ("{{p x }} y", "{{p x }} stands beside other text"),
        ("{%tr if x %}", "{%tr if x %}: a wording has no table rows or cells of its own"),
        ("{%tc if x %}", "{%tc if x %}: a wording has no table rows or cells of its own"),
        ("**a", "** is not closed"),
        ("a *b", "* is not closed"),
        ("a ` b", "` is not closed"),
        ("``", "nothing stands between the backquotes"),
        ("[@nowhere]", "no heading bears the name 'nowhere'"),
        ("[@1]", "'1' is not a name for cross-references"),
        ("[@a", "'' is not a name for cross-references"),
        ("# a [#a b]", "'a b' is not a name for cross-references"),
        (f"# a [#{'a' * 36}]", f"'{'a' * 36}' is not a name for cross-references"),
        ("a [#b]", "a name for cross-references stands only at the end of a numbered heading"),
        ("# [#b] c", "a name for cross-references stands only at the end of a numbered heading"),
        ("[Annex Title] a [#b]",
         "a name for cross-references stands only at the end of a numbered heading"),
        ("[Dat] x", "unknown style 'Dat'"),
        ("[date] x", "unknown style 'date'"),
        ("[] x", "unknown style ''"),
        ("[Date]x", "[ begins the name of a style, with ] and a blank after it"),
        ("[Date x", "[ begins the name of a style, with ] and a blank after it"),
        ("[Date]", "an empty paragraph"),
        ("#", "an empty paragraph"),
        ("# [#a]", "an empty paragraph"),
        ("### x", "there are two levels of headings: # and ##"),
        ("#5", "no blank stands after #"),
        ("##x", "no blank stands after ##"),
        ("-5 degrees", "no blank stands after -"),
        ("a\tb", "a tab cannot stand in a wording"),
        ("a\x0bb", "the character U+000B cannot stand in a wording"),
        ("a\ud800", "the character U+D800 cannot stand in a wording"),
        (":::", "::: has no place here"),
        ("::: addressee", "::: addressee has no place here"),
        (":::x", "::: x has no place here"),
        ("::: reference\nx", "the table is not closed"),
    ],
)  # fmt: skip
def test_each_fault_with_its_line(text: str, message: str) -> None:
    assert ("T030", "x.md line 3", message) in faults(text)
    assert len(faults(text)) == 1


def test_hints_name_what_is_near() -> None:
    outcome = read_wording(f"{HEAD}[Dat] a\n\n# b [#goals]\n[@gaols]", "x.md")
    assert [finding.hint for finding in outcome.findings] == [
        "did you mean Date?",
        "did you mean goals?",
    ]


def test_faults_of_the_table() -> None:
    assert faults("::: reference\n:::") == [
        ("T030", "x.md line 3", "the table is not closed"),
        ("T030", "x.md line 4", "::: has no place here"),
    ]
    assert faults("::: reference\n::: addressee\n{%p if x %}\n:::") == [
        ("T030", "x.md line 3", "the reference half of the table is empty"),
        ("T030", "x.md line 3", "the addressee half of the table is empty"),
    ]


def test_faults_of_the_properties() -> None:
    text = "titel: x\nsubject: y\nsubject: z\nsubject:\ntitle: {{ x\n\na"
    assert places(read_wording(text, "x.md")) == [
        ("T030", "x.md line 1", "unknown property 'titel'"),
        ("T030", "x.md line 3", "subject stands twice"),
        ("T030", "x.md line 4", "subject stands twice"),
        ("T030", "x.md line 5", "{{ is not closed"),
    ]
    assert places(read_wording("title:\n\na", "x.md")) == [
        ("T030", "x.md line 1", "title is empty")
    ]
    assert places(read_wording("a", "x.md")) == [
        ("T030", "x.md line 1", "the wording has no title")
    ]
    assert places(read_wording("title: x\n", "x.md")) == [
        ("T030", "x.md line 2", "the wording has no text")
    ]


def test_all_faults_are_reported_in_reading_order() -> None:
    assert faults("# a [#x]\n[Dat] b\n**c ` d\n# e [#X]\n[@y]") == [
        ("T030", "x.md line 4", "unknown style 'Dat'"),
        ("T030", "x.md line 5", "` is not closed"),
        ("T030", "x.md line 5", "** is not closed"),
        ("T030", "x.md line 6", "the name 'X' is given twice"),
        ("T030", "x.md line 7", "no heading bears the name 'y'"),
    ]


@given(st.text() | st.text(alphabet="[]#@*`|\\{}%: \n-pabtile=\"'"))
@settings(max_examples=400, deadline=None)
def test_no_text_raises(text: str) -> None:
    outcome = read_wording(text, "x.md")
    assert (outcome.value is None) == bool(outcome.findings)
    for finding in outcome.findings:
        assert finding.code == "T030"
        assert finding.message
        assert finding.hint


PLAIN = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="{}\ufffe\uffff"),
    min_size=1,
)


@given(PLAIN.filter(lambda text: text.strip(" ")))
@settings(max_examples=300, deadline=None)
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    escaped = "".join(f"\\{mark}" if mark in ESCAPABLE else mark for mark in text)
    (paragraph,) = blocks(escaped)
    assert paragraph == Paragraph("Body Text", (Text(text.strip(" ")),), 3)
