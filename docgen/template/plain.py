"""Tags where no formatting can be: in attributes, in fields, in parts that are not Word's text."""

from __future__ import annotations

from lxml import etree

from docgen.diagnostics import Place
from docgen.template.marks import Context, Marks, acts, instruction, near, token
from docgen.template.ooxml import attributes, word_name
from docgen.template.runs import append_text, own
from docgen.template.tags import Kind, Unclosed, find_tags


def mark_plain(root: etree._Element, marks: Marks, place: Place, *, text_too: bool) -> None:
    """Replace tags in attributes (and, in parts that are not Word text, in text) by marks."""
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        for name, value in attributes(node):
            if "{{" in value or "{%" in value:
                field = word_name(node) == "fldSimple" and name.endswith("}instr")
                context = Context.FIELD if field else Context.PLAIN
                node.set(name, _in_attribute(value, marks, place, context))
        if text_too and node.text and ("{{" in node.text or "{%" in node.text):
            _in_text(node, marks, place, Context.PLAIN)


def mark_instructions(paragraph: etree._Element, marks: Marks, place: Place) -> None:
    """Replace tags in the fields of a paragraph (17.16.23), whose code Word splits over runs."""
    group: list[etree._Element] = []
    for node in [*own(paragraph), paragraph]:
        match word_name(node):
            case "instrText":
                group.append(node)
            case "fldChar" | "p":
                code = "".join(part.text or "" for part in group)
                if "{{" in code or "{%" in code:
                    group[0].text = code
                    for part in group[1:]:
                        part.text = None
                    _in_text(group[0], marks, place, Context.FIELD)
                group = []


def _in_attribute(value: str, marks: Marks, place: Place, context: Context) -> str:
    out, position = [], 0
    for tag in find_tags(value):
        words = near(value, tag.start, tag.start + 2)
        if isinstance(tag, Unclosed):
            marks.unclosed(tag, place, words)
            continue
        out.append(value[position : tag.start])
        if acts(tag):
            _no_name_of_a_field(value, tag.start, tag.kind, marks, place, context)
            out.append(token(marks.add(tag, place, words, context)))
        position = tag.end
    return "".join(out) + value[position:]


def _in_text(node: etree._Element, marks: Marks, place: Place, context: Context) -> None:
    value = node.text or ""
    node.text = None
    position = 0
    for tag in find_tags(value):
        words = near(value, tag.start, tag.start + 2)
        if isinstance(tag, Unclosed):
            marks.unclosed(tag, place, words)
            continue
        append_text(node, value[position : tag.start])
        if acts(tag):
            _no_name_of_a_field(value, tag.start, tag.kind, marks, place, context)
            node.append(instruction(marks.add(tag, place, words, context)))
        position = tag.end
    append_text(node, value[position:])


def _no_name_of_a_field(
    value: str, start: int, kind: Kind, marks: Marks, place: Place, context: Context
) -> None:
    """A field's name decides what Word does (DDE runs a program): it never comes from data."""
    if context is Context.FIELD and kind is Kind.OUTPUT and not value[:start].strip():
        marks.misplaced(
            place,
            "a field begins with a tag: what the field does would come from the data",
            'write the field\'s name: HYPERLINK "{{ url }}"',
        )
