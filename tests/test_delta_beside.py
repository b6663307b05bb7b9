"""The languages of a kind side by side: aligned, shown, printed, and pages beside one another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from browser import measured, printed
from finished import LANGUAGES, master
from hypothesis import given, settings
from soffice import make_fake, pdf_of
from test_concordance import LINES
from test_concordance import letter as word_letter
from test_delta import codes, folder, looked_at, run, shipped
from test_delta import letter as made_up
from test_delta_files import valid
from word import assert_sound

from docgen import delta, pdf
from docgen.concordance import paragraphs_side_by_side, read_document
from docgen.delta import Letter, Proof, Seen
from docgen.delta.captions import captions
from docgen.delta.page import as_html
from docgen.delta.word import as_docx

__all__ = ["folder"]

DAY = date(2024, 3, 6)


def lines(**texts: str) -> list[tuple[str | None, ...]]:
    """The paragraphs of letters side by side, each given by its language."""
    documents = [
        (language, read_document(word_letter(text), f"{language}.docx"))
        for language, text in texts.items()
    ]
    return [
        tuple(line.cells[i].text if i in line.cells else None for i in range(len(documents)))
        for line in paragraphs_side_by_side(documents)
    ]


EN = """
# Goals
Please answer by 5 April 2024.
We look forward to it.
- 35% of the delegates
- 4 fellowships in each region
# Contact
Write to a@itu.int for more."""


def test_paragraphs_stand_beside_those_that_say_the_same() -> None:
    french = """
# Objectifs
Veuillez répondre avant le 5 avril 2024.
- 4 bourses par région
# Contact
Écrivez à a@itu.int pour plus d'informations.
Une phrase de plus."""
    assert lines(en=EN, fr=french) == [
        ("Goals", "Objectifs"),
        ("Please answer by 5 April 2024.", "Veuillez répondre avant le 5 avril 2024."),
        ("We look forward to it.", None),
        ("- 35% of the delegates", None),
        ("- 4 fellowships in each region", "- 4 bourses par région"),
        ("Contact", "Contact"),
        ("Write to a@itu.int for more.", "Écrivez à a@itu.int pour plus d'informations."),
        (None, "Une phrase de plus."),
    ]


def test_a_section_that_one_language_has_alone_stands_where_it_belongs() -> None:
    french = EN.replace("# Contact", "# Bourses\nDeux bourses.\n# Contact")
    found = lines(en=EN, es=EN, fr=french)
    assert found[5:8] == [
        (None, None, "Bourses"),
        (None, None, "Deux bourses."),
        ("Contact", "Contact", "Contact"),
    ]


@settings(deadline=None, max_examples=60)
@given(LINES, LINES, LINES)
def test_every_paragraph_stands_once_and_in_its_order(
    one: list[str], two: list[str], three: list[str]
) -> None:
    documents = [
        (language, read_document(word_letter("\n".join(own)), f"{language}.docx"))
        for language, own in (("ar", one), ("en", two), ("zh", three))
    ]
    found = paragraphs_side_by_side(documents)
    for index, (_, document) in enumerate(documents):
        own = [paragraph for section in document.sections for paragraph in section.paragraphs]
        assert [line.cells[index] for line in found if index in line.cells] == own


# The campaign


@cache
def masters(kind: str = "circular") -> tuple[Letter, ...]:
    return tuple(letter for letter in shipped(kind) if not letter.key)


def proof(*kinds: str, seen: dict[str, Seen] | None = None) -> Proof:
    return delta.make("x", DAY, [one for kind in kinds for one in masters(kind)], seen)


def test_the_masters_of_the_campaign_answer_to_one_another() -> None:
    (beside,) = proof("circular").beside
    assert beside.masters
    assert beside.languages == LANGUAGES
    assert [line.number for line in beside.lines if None in line.cells] == []
    for index, letter in enumerate(beside.letters):
        own = [p for p in letter.paragraphs if not p.hidden and p.text.strip()]
        said = [cell for line in beside.lines if (cell := line.cells[index]) is not None]
        assert sorted(p.text for p in said) == sorted(p.text for p in own)
    annex = [[cell.text for cell in line.cells if cell] for line in beside.lines
             if line.cells[1] is not None and line.cells[1].text == "Annex 1"]  # fmt: skip
    assert annex == [["الملحق 1", "Annex 1", "Anexo 1", "Annexe 1", "Приложение\u00a01", "附件1"]]


def test_each_language_is_there_once_in_its_direction() -> None:
    page = as_html(proof("circular", "roadmap"))
    looked_at(page)
    for code in LANGUAGES:
        direction = "rtl" if code == "ar" else "ltr"
        name = {"ar": "العربية", "en": "English", "es": "español", "fr": "français",
                "ru": "русский", "zh": "中文"}[code]  # fmt: skip
        head = f'<th scope="col" data-l="{code}" lang="{code}" dir="{direction}">{name}</th>'
        assert page.count(head) == 2
        label = f'<label for="side-circular-text-{code}" class="screen" lang="{code}"'
        assert page.count(label) == 1
    # A letter that is beside the others in full has no section of its own.
    assert 'id="roadmap-fr"' not in page
    assert 'href="#side-roadmap"' in page


def test_json_has_the_texts_side_by_side() -> None:
    (own,) = json.loads(delta.as_json(proof("roadmap")))["beside"]
    assert (own["kind"], list(own["letters"])) == ("roadmap", list(LANGUAGES))
    assert own["paragraphs"][0] == {
        "ar": "الملحق 1",
        "en": "Annex 1",
        "es": "Anexo 1",
        "fr": "Annexe 1",
        "ru": "Приложение\u00a01",
        "zh": "附件1",
    }


def test_letters_to_people_stand_beside_one_another_too() -> None:
    letters = [
        replace(masters("roadmap")[at], key=key, file=f"roadmap/{code}/{key}.docx")
        for at, code, key in ((1, "en", "A"), (3, "fr", "B"))
    ]
    made = delta.make("x", DAY, letters)
    assert [beside.masters for beside in made.beside] == [False]
    page = as_html(made)
    assert captions("en").say("side_letters") in page
    assert '<bdi class="file">A</bdi>' in page
    assert as_html(delta.make("x", DAY, letters[:1])).count('class="side') == 0


# Pages


def paged(*counts: int) -> dict[str, Seen]:
    return {
        letter.file: Seen(count, pdf.first_page(pdf_of("x")).picture,
                          pdf.all_pages(pdf_of(*"abcdef"[:count]), 200))
        for letter, count in zip(masters(), counts, strict=True)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "far"),
    [
        ((4, 4, 4, 5, 5, 4), []),
        ((4, 4, 4, 6, 5, 4), ["fr"]),
        ((1, 1, 1, 1, 2, 1), ["ru"]),
        ((3, 3, 3, 3, 3, 1), ["zh"]),
    ],
)
def test_numbers_of_pages_that_are_far_apart(counts: tuple[int, ...], far: list[str]) -> None:
    made = proof("circular", seen=paged(*counts))
    assert sorted(made.beside[0].far_apart(made.pages)) == far
    page = as_html(made)
    assert (captions("en").say("pages_apart") in page) is bool(far)
    (own,) = json.loads(delta.as_json(made))["beside"]
    assert own["far_apart"] == far
    assert list(own["pages"].values()) == list(counts)


def test_pages_of_one_number_stand_in_one_row(tmp_path: Path) -> None:
    made = proof("circular", seen=paged(2, 2, 2, 2, 2, 1))
    page = as_html(made)
    assert page == as_html(proof("circular", seen=paged(2, 2, 2, 2, 2, 1)))
    found = [f'alt="Page {n}, {name}"' in page for n in (1, 2) for name in ("French", "Chinese")]
    assert found == [True, True, True, False]
    data = as_docx(made)
    assert data == as_docx(made)
    assert_sound(data)
    assert valid(data, tmp_path) == []


def test_the_command_warns_of_pages_that_are_far_apart(folder: Path, tmp_path: Path) -> None:
    for code in ("en", "fr"):
        one = master("circular", code)
        (folder / "out" / "circular" / code).mkdir()
        (folder / "out" / "circular" / code / one.name).write_bytes(one.data)
    fake = make_fake(tmp_path / "office")
    fake.give(pdf_of("one", "two", "three"), "Bureau de la normalisation")
    exit_code, answer = run(folder, "--pictures", "--soffice", str(fake.path))
    found = [one for one in codes(answer) if one[0] == "P080"]
    assert (exit_code, found) == (0, [("P080", "out/circular/fr/T22-TSB-CIR-0182!!MSW-F.docx")])


def test_all_pages_are_made_into_pictures() -> None:
    pages = pdf.all_pages(pdf_of("one", "two", "three"), 100)
    assert len(pages) == 3
    assert {data[:8] for data in pages} == {b"\x89PNG\r\n\x1a\n"}


# The Word file


@pytest.mark.parametrize("code", ["ar", "en"])
def test_the_word_file_is_sound(code: str, tmp_path: Path) -> None:
    data = as_docx(proof("circular", "roadmap"), None, captions(code))
    assert_sound(data)
    assert valid(data, tmp_path) == []
    read = read_document(data, "proof.docx")
    cells = [p.text for section in read.sections for p in section.paragraphs]
    assert {"Annex 1", "Annexe 1", "Anexo 1", "附件1", "الملحق 1"} <= set(cells)


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_any_number_of_languages(count: int, tmp_path: Path) -> None:
    seen = {letter.file: Seen(1, pdf.first_page(pdf_of("x")).picture, pdf.all_pages(pdf_of("x"), 9))
            for letter in masters("roadmap")[:count]}  # fmt: skip
    made = delta.make("x", DAY, masters("roadmap")[:count], seen)
    looked_at(as_html(made))
    data = as_docx(made)
    assert_sound(data)
    assert valid(data, tmp_path) == []


# In a browser

WIDTHS = """({
    page: document.documentElement.scrollWidth,
    cells: [...document.querySelectorAll("td, th")].filter(c => c.scrollWidth > c.clientWidth + 1)
        .map(c => c.textContent.slice(0, 40)),
})"""
SHOWN = """[...document.querySelectorAll("#side-circular thead th, #side-circular tbody td")]
    .filter(c => c.offsetWidth).map(c => c.dataset.l)"""
SIDES = """["ar", "en"].map(l => getComputedStyle(
    document.querySelector(`#side-circular td[data-l=${l}]`)).textAlign + " "
    + document.querySelector(`#side-circular td[data-l=${l}]`).dir)"""


@pytest.mark.office
@pytest.mark.parametrize("width", [1280, 800])
@pytest.mark.parametrize("code", ["ar", "en"])
def test_nothing_runs_over(code: str, width: int, tmp_path: Path) -> None:
    page = as_html(delta.make("x", DAY, shipped("circular")), None, captions(code))
    assert measured(tmp_path, page, WIDTHS, width) == {"page": width, "cells": []}
    assert measured(tmp_path, page, SIDES, width) == ["start rtl", "start ltr"]


@pytest.mark.office
@pytest.mark.parametrize("code", ["ar", "en"])
def test_a_table_of_many_values_scrolls_by_itself(code: str, tmp_path: Path) -> None:
    """The page keeps its width; who has no mouse reaches the table by the keyboard."""
    letters = [
        made_up(key, *(f"Number {n} of the letter is {key}addresses{n}@example.org as agreed"
                      for n in range(14)))
        for key in ("one", "two", "three", "four")
    ]  # fmt: skip
    page = as_html(delta.make("x", DAY, letters), None, captions(code))
    shown = """(() => {
        const wide = document.querySelector(".letters.wide");
        return [document.documentElement.scrollWidth, wide.scrollWidth > wide.clientWidth,
            wide.tabIndex, wide.getAttribute("role"), wide.getAttribute("aria-label") !== ""];
    })()"""
    assert measured(tmp_path, page, shown) == [1280, True, 0, "region", True]


@pytest.mark.office
def test_ticked_languages_are_shown_alone(tmp_path: Path) -> None:
    page = as_html(proof("circular"))
    assert set(measured(tmp_path, page, SHOWN)) == set(LANGUAGES)
    for code in ("fr", "zh"):
        box = f'id="side-circular-text-{code}"'
        page = page.replace(box, f'{box} checked="checked"')
    assert set(measured(tmp_path, page, SHOWN)) == {"fr", "zh"}
    # On paper all are there, whatever was ticked.
    whole = "".join(sheet.text for sheet in printed(tmp_path, page) if sheet.across)
    for word in ("Annex1", "Annexe1", "Anexo1", "Приложение1", "附件1"):
        assert word in whole


@pytest.mark.office
def test_the_names_of_the_languages_stay_in_sight(tmp_path: Path) -> None:
    code = """(() => {
        const row = document.querySelectorAll("#side-circular tbody tr")[30];
        window.scrollTo(0, row.getBoundingClientRect().top);
        return document.querySelector("#side-circular thead th").getBoundingClientRect().top;
    })()"""
    assert measured(tmp_path, as_html(proof("circular")), code) == 0


@pytest.mark.office
@pytest.mark.parametrize("code", ["ar", "ru"])
def test_nothing_runs_over_on_paper(code: str, tmp_path: Path) -> None:
    made = delta.make("x", DAY, [*shipped("circular"), *masters("roadmap")])
    sheets = printed(tmp_path, as_html(made, None, captions(code)))
    assert [number for number, sheet in enumerate(sheets, start=1) if sheet.runs_over] == []
    assert [sheet.text for sheet in sheets if not sheet.text] == []
    assert len(sheets) < 45


@pytest.mark.office
def test_the_page_without_style(tmp_path: Path) -> None:
    page = as_html(proof("circular"))
    bare = page[: page.index("<style>")] + page[page.index("</style>") + 8 :]
    shown: Sequence[Any] = measured(tmp_path, bare, SHOWN)
    assert set(shown) == set(LANGUAGES)
