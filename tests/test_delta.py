"""The delta proof: what letters share, what each has alone, who stands out, what has changed."""

from __future__ import annotations

import json
import re
import shutil
import time
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

import pytest
from click.testing import CliRunner
from finished import LANGUAGES, ROOT, all_letters
from hypothesis import given
from hypothesis import strategies as st

from docgen import delta
from docgen.cli import docgen as program
from docgen.concordance.document import Role
from docgen.delta import Group, Letter, Paragraph
from docgen.delta.captions import captions
from docgen.delta.markup import Markup, element
from docgen.delta.page import as_html
from docgen.delta.proof import Laid
from docgen.delta.said import reason
from docgen.delta.varying import fixed_pieces, joined, tokens, values

DAY = date(2024, 3, 6)


def letter(
    key: str, *texts: str | Paragraph, language: str = "en", changed: bool = False
) -> Letter:
    """A letter of made-up paragraphs."""
    return Letter(
        f"notice/{language}/{key or 'master'}.docx", "notice", language, key, "",
        f"hash of {texts}", "t", "c",
        tuple(t if isinstance(t, Paragraph) else Paragraph(t) for t in texts), changed,
    )  # fmt: skip


def group(*letters: Letter) -> Group:
    return delta.lay_out(letters[0].kind, letters[0].language, letters)


def text(made: Group) -> list[tuple[tuple[str, ...], tuple[int, ...], int]]:
    return [(slot.pieces, slot.columns, slot.count) for slot in made.slots]


def rows(made: Group) -> list[dict[int, str]]:
    return [dict(row.values) for row in made.rows]


# The text and the values


def test_what_all_have_stands_once_and_what_differs_is_a_value() -> None:
    made = group(
        letter("A", "Dear Ms Okafor,", "The meeting is on 5 May 2024 in Geneva.", "Yours"),
        letter("B", "Dear Mr de la Cruz,", "The meeting is on 6 June 2024 in Geneva.", "Yours"),
        letter("C", "Dear Dr Li,", "The meeting is on 5 May 2024 in Geneva.", "Yours"),
    )
    assert text(made) == [
        (("Dear ", ","), (1,), 3),
        (("The meeting is on ", " 2024 in Geneva."), (2,), 3),
        (("Yours",), (), 3),
    ]
    assert rows(made) == [
        {1: "Ms Okafor", 2: "5 May"},
        {1: "Mr de la Cruz", 2: "6 June"},
        {1: "Dr Li", 2: "5 May"},
    ]
    assert [(c.number, c.before, c.counts) for c in made.columns] == [
        (1, "Dear", (("Dr Li", 1), ("Mr de la Cruz", 1), ("Ms Okafor", 1))),
        (2, "The meeting is on", (("5 May", 2), ("6 June", 1))),
    ]


def test_a_value_at_several_places_is_one_column() -> None:
    made = group(
        letter("A", "To:\tKenya", "I thank the delegation of Kenya for its answer."),
        letter("B", "To:\tPeru", "I thank the delegation of Peru for its answer."),
    )
    assert [slot.columns for slot in made.slots] == [(1,), (1,)]
    assert made.columns[0].slots == (1, 2)


def test_a_paragraph_that_only_some_have() -> None:
    fellowship = "You have been awarded a partial fellowship, which covers a return ticket."
    made = group(
        letter("A", "The session is in May.", "Please answer soon."),
        letter("B", "The session is in May.", fellowship, "Please answer soon."),
        letter("C", "The session is in May.", "Please answer soon."),
    )
    assert text(made) == [
        (("The session is in May.",), (), 3),
        ((fellowship,), (), 1),
        (("Please answer soon.",), (), 3),
    ]
    assert made.optional == {2}
    assert [row.has for row in made.rows] == [frozenset(), {2}, frozenset()]


def test_addresses_of_any_length_are_one_value_behind_their_label() -> None:
    made = group(
        letter("A", "To:\tA. B.\nMinistry of Information and Communication Technologies\nLima"),
        letter("B", "To:\tThe Administration of Chad"),
    )
    assert text(made) == [(("To:\t", ""), (1,), 2)]


def test_a_bracket_stays_with_what_it_closes() -> None:
    assert fixed_pieces(["by the Union (ATU).", "by the League (LAS)."]) == ("by the ", ".")
    assert fixed_pieces(["(now: A)", "(now: B)"]) == ("(now: ", ")")


def test_a_word_that_all_values_have_does_not_shred_them() -> None:
    forms = ["of Maria de Lima, of", "of Ana de Souza, of", "of Li de Paz, of"]
    assert fixed_pieces(forms) == ("of ", ", of")


def test_chinese_is_parted_by_its_characters_and_arabic_keeps_its_signs() -> None:
    assert fixed_pieces(["将于2024年5月举行会议。", "将于2024年7月举行会议。"]) == (
        "将于2024年",
        "月举行会议。",
    )
    assert tokens("تعيينكم ممثلةً إقليميةً") == ["تعيينكم", " ", "ممثلةً", " ", "إقليميةً"]


def test_what_is_behind_the_page_is_looked_at_too() -> None:
    link = Paragraph("mailto:a@itu.int", "field", hidden=True)
    other = Paragraph("mailto:b@itu.int", "field", hidden=True)
    made = group(letter("A", "Write to me.", link), letter("B", "Write to me.", other))
    assert text(made) == [
        (("Write to me.",), (), 2),
        (("mailto:", "@itu.int"), (1,), 2),
    ]
    assert made.columns[0].hidden


# The property: nothing is lost

WORDS = st.text(alphabet="ab .,()\t\néж中王م", max_size=12)
TEMPLATE = st.lists(
    st.tuples(st.lists(st.one_of(WORDS, st.integers(0, 3)), max_size=5), st.booleans()), max_size=8
)
ROWS = st.lists(
    st.tuples(
        st.lists(WORDS, min_size=4, max_size=4), st.lists(st.booleans(), min_size=8, max_size=8)
    ),
    min_size=1,
    max_size=6,
)


@given(TEMPLATE, ROWS)
def test_text_and_values_give_back_each_letter(
    template: list[tuple[list[str | int], bool]], data: list[tuple[list[str], list[bool]]]
) -> None:
    letters = []
    for number, (own, conditions) in enumerate(data):
        texts = [
            "".join(own[part] if isinstance(part, int) else part for part in parts)
            for (parts, conditional), holds in zip(template, conditions, strict=False)
            if holds or not conditional
        ]
        letters.append(letter(str(number), *texts))
    made = group(*letters)
    for row, source in zip(made.rows, letters, strict=True):
        assert [said for _, said in made.texts(row)] == [p.text for p in source.paragraphs]
    record = delta.as_json(delta.make("x", DAY, letters))
    earlier, findings = delta.read_earlier(record.encode(), "x.json")
    assert findings == ()
    assert earlier is not None
    assert dict(earlier.letters) == {
        source.file: tuple(p.text for p in source.paragraphs) for source in letters
    }


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_values_are_cut_out_between_the_pieces(forms: list[str]) -> None:
    pieces = fixed_pieces(forms)
    assert [joined(pieces, values(form, pieces)) for form in forms] == forms
    assert (len(pieces) == 1) == (len(set(forms)) == 1)


def test_the_work_grows_with_the_number_of_letters() -> None:
    def seconds(count: int) -> float:
        letters = [
            letter(f"{n:05}", f"To:\tName {n}\nStreet {n}", *(f"Text {k}." for k in range(20)),
                   *(["A paragraph that one in seven has."] if n % 7 == 0 else []), "The end.")
            for n in range(count)
        ]  # fmt: skip
        begun = time.process_time()
        delta.make("x", DAY, letters)
        return time.process_time() - begun

    seconds(100)
    assert seconds(4000) < 16 * seconds(1000)


# Who stands out


def reasons(*letters: Letter) -> list[tuple[str, tuple[str, ...]]]:
    (laid,) = delta.make("x", DAY, letters).laid
    return said_in_english(laid)


def said_in_english(laid: Laid) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (laid.group.rows[index].letter.key, tuple(reason(why, captions("en")) for why in whys))
        for index, whys in laid.order
    ]


def test_those_that_stand_out_come_first_with_the_reason() -> None:
    names = ["Ms Li", "Ms Roy", "Ms Paz", "Ms Oh", "Ms Ito", "Ms Bartholomew-Featherstonehaugh"]
    letters = [
        letter(
            str(number), f"Dear {name},", "Come.", *(["Bring your badge."] if number == 3 else [])
        )
        for number, name in enumerate(names, start=1)
    ]
    assert reasons(*letters) == [
        ("3", ("has paragraph 3, which stands in 1 of 6 letters",)),
        ("6", ("the longest value 1: 29 characters, half of the letters have 3 at most",)),
        ("1", ()),
        ("2", ()),
        ("4", ()),
        ("5", ()),
    ]


def test_a_rare_form_a_copy_and_a_letter_changed_by_hand() -> None:
    closings = ["Yours faithfully,"] * 4 + ["Accept, Excellency, my regards,"]
    letters = [letter(k, f"To:\t{k}", c) for k, c in zip("ABCDE", closings, strict=True)]
    letters.append(letter("F", "To:\tA", "Yours faithfully,", changed=True))
    assert reasons(*letters)[:2] == [
        ("F", ("changed by hand after docgen wrote it", "says the same as A")),
        ("E", (
            "value 2 is “Accept, Excellency, my regards”, as in 1 of 6",
            "the longest value 2: 30 characters, half of the letters have 16 at most",
        )),
    ]  # fmt: skip


# What has changed


def changed(before: list[Letter], after: list[Letter]) -> delta.Changes:
    earlier, _ = delta.read_earlier(delta.as_json(delta.make("x", DAY, before)).encode(), "x.json")
    assert earlier is not None
    return delta.compare(delta.make("x", DAY, after), earlier.letters, earlier.on)


def test_letters_that_came_went_and_changed() -> None:
    end = "Answer by 5 April 2024."
    before = [letter(k, f"Dear {k},", end) for k in ("Ann", "Bea", "Cy")]
    after = [letter("Ann", "Dear Anna,", end), letter("Bea", "Dear Bea,", end), letter("Di", "x")]
    found = changed(before, after)
    assert found.as_json() == {
        "date": "2024-03-06",
        "added": ["notice/en/Di.docx"],
        "removed": ["notice/en/Cy.docx"],
        "changed": ["notice/en/Ann.docx"],
        "unchanged": 1,
        "redone": [],
        "approved": [],
        "never_approved": [],
        "words": [
            {
                "kind": "notice",
                "language": "en",
                "paragraph": 1,
                "runs": [{"kept": "Dear "}, {"gone": "Ann"}, {"new": "Anna"}, {"kept": ","}],
                "letters": ["notice/en/Ann.docx"],
                "of": 2,
                "everywhere": False,
            }
        ],
    }


def test_a_change_of_the_common_text_is_told_once_and_first() -> None:
    before = [letter(k, f"{k} must answer by 5 April 2024.") for k in ("Ann", "Bea", "Cy")]
    after = [letter(k, f"{k} must answer by 5 May 2024.") for k in ("Ann", "Bea")]
    after.append(letter("Cy", "Cyd must answer by 5 May 2024."))
    found = changed(before, after)
    assert [(c.everywhere, c.letters) for c in found.words] == [
        (False, ["notice/en/Ann.docx", "notice/en/Bea.docx"]),
        (False, ["notice/en/Cy.docx"]),
    ]
    assert [run for run in found.words[0].runs if run.what != "kept"] == [
        ("gone", "April"),
        ("new", "May"),
    ]


def test_a_change_at_two_places_is_told_at_both() -> None:
    before = [letter("A", "Answer by 5 April.", "Come.", "The 5 of April is a Friday.")]
    after = [letter("A", "Answer by 6 April.", "The 6 of April is a Friday.", "Bye.", "Ciao.")]
    assert [(c.paragraph, c.runs) for c in changed(before, after).words] == [
        (1, (("kept", "Answer by "), ("gone", "5"), ("new", "6"), ("kept", " April."))),
        (2, (("gone", "Come."),)),
        (2, (("kept", "The "), ("gone", "5"), ("new", "6"), ("kept", " of April is a Friday."))),
        (3, (("new", "Bye."),)),
        (4, (("new", "Ciao."),)),
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff", b'{"format": "docgen proof 2"}', b"[" * 5000,
     b'{"format": "docgen proof 1", "groups": 3}',
     b'{"format": "docgen proof 1", "campaign": "\\ud800", "date": "x", "groups": []}'],
)  # fmt: skip
def test_what_is_no_earlier_proof(content: bytes) -> None:
    value, findings = delta.read_earlier(content, "old.json")
    assert value is None
    assert [(f.code, str(f.place)) for f in findings] == [("P061", "old.json")]


# The page


class Page(HTMLParser):
    """What a browser would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]


def looked_at(page: str) -> Page:
    expat.ParserCreate().Parse(page.encode("utf-8"), True)
    seen = Page()
    seen.feed(page)
    return seen


HOSTILE = '<script>alert("1")</script>&amp;<img src=x onerror=y>'


def test_nothing_of_a_letter_becomes_markup() -> None:
    letters = [
        letter(HOSTILE, f"Dear {HOSTILE},", "http://example.org/a", language="ar"),
        letter("B", "Dear B,", "http://example.org/a", HOSTILE, language="ar"),
    ]
    made = delta.make(HOSTILE, DAY, letters, None, [HOSTILE])
    page = as_html(made, changed([letter("B", "x", language="ar")], letters))
    seen = looked_at(page)
    assert {"script", "img", "link", "iframe", "object"} & set(seen.tags) == set()
    assert [link for link in seen.links if not link.startswith("#")] == []
    assert "alert(" in page
    assert "<script" not in page
    assert "url(" not in page
    assert "@import" not in page


def test_only_elements_are_markup() -> None:
    assert element("p", "<b>", element("b", "&"), None, class_='"') == (
        '<p class="&quot;">&lt;b&gt;<b>&amp;</b></p>'
    )
    assert isinstance(element("br"), Markup)


def test_every_table_has_headers_and_every_language_its_direction() -> None:
    letters = [
        letter(k, Paragraph("عنوان", role=Role.HEADING, level=1), f"إلى:\t{k}", language="ar")
        for k in "AB"
    ]
    page = as_html(delta.make("x", DAY, letters))
    looked_at(page)
    assert page.count("<table>") == page.count("<thead>") > 0
    assert '<article lang="ar" dir="rtl">' in page
    assert re.search(r'<h4 class="what">عنوان</h4>', page)
    assert '<html lang="en" dir="ltr">' in page


# The campaign


@cache
def shipped(kind: str) -> tuple[Letter, ...]:
    """The letters of the repository's campaign, read back."""
    made = []
    for one in all_letters(kind):
        file = f"{kind}/{one.language}/{one.name}"
        value, findings = delta.read(one.data, file, file)
        assert findings == ()
        assert value is not None
        made.append(value)
    return tuple(made)


def test_the_circular_differs_in_its_addressee_alone() -> None:
    made = delta.make("x", DAY, shipped("circular"))
    assert made.letters == 205
    found = {
        laid.group.language: (
            len(laid.group.rows),
            [column.slots for column in laid.group.columns],
            sorted(laid.group.optional),
        )
        for laid in made.laid
    }
    lines = [7, 8, 9, 10]  # to whom the master is addressed
    assert found == {
        "ar": (17, [(6,)], lines),
        "en": (115, [(6,)], lines),
        "es": (23, [(6,)], lines),
        "fr": (37, [(6,)], lines),
        "ru": (11, [(6,)], lines),
        "zh": (2, [(6,)], lines),
    }
    english = next(laid.group for laid in made.laid if laid.group.language == "en")
    assert english.slots[5].pieces == ("To:\t", "")
    by_key = {row.letter.key: row for row in english.rows}
    assert by_key["ISL"].values == {1: "Administration of the Republic of Iceland"}
    for laid in made.laid:
        for row in laid.group.rows:
            said = sorted(text for _, text in laid.group.texts(row))
            assert said == sorted(p.text for p in row.letter.paragraphs)


def test_the_page_of_the_campaign_is_the_same_each_time_and_needs_nothing() -> None:
    page = as_html(delta.make("x", DAY, shipped("circular")))
    assert page == as_html(delta.make("x", DAY, shipped("circular")))
    seen = looked_at(page)
    assert [link for link in seen.links if not link.startswith("#")] == []
    assert [code for code in LANGUAGES if f'id="circular-{code}"' not in page] == []


# The command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign folder with the Chinese circular in out/."""
    shutil.copy(ROOT / "campaign.toml", tmp_path)
    where = tmp_path / "out" / "circular" / "zh"
    where.mkdir(parents=True)
    for one in all_letters("circular"):
        if one.language == "zh":
            (where / f"{one.name}").write_bytes(one.data)
    return tmp_path


def run(folder: Path, *words: str) -> tuple[int, dict[str, object]]:
    result = CliRunner().invoke(
        program, ["proof", "--campaign", str(folder / "campaign.toml"), "--json", *words]
    )
    return result.exit_code, json.loads(result.output)


def codes(answer: dict[str, object]) -> list[tuple[str, str]]:
    found = answer["findings"]
    assert isinstance(found, list)
    return [(finding["code"], finding["place"]) for finding in found]


def test_the_command_writes_the_same_bytes_each_time(folder: Path) -> None:
    assert run(folder)[0] == 0
    where = folder / "out" / "proof"
    first = {path.name: path.read_bytes() for path in where.iterdir()}
    assert sorted(first) == ["proof.docx", "proof.html", "proof.json"]
    assert run(folder, "--since", str(where / "proof.json"))[0] == 0
    again = json.loads((where / "proof.json").read_text(encoding="utf-8"))
    assert again["since"] == {
        "date": "2024-03-06", "added": [], "removed": [], "changed": [], "unchanged": 2,
        "redone": [], "approved": [], "never_approved": [], "words": [],
    }  # fmt: skip
    assert run(folder)[0] == 0
    assert {path.name: path.read_bytes() for path in where.iterdir()} == first


def test_what_was_not_asked_for_has_not_gone(folder: Path) -> None:
    assert run(folder)[0] == 0
    earlier = folder / "out" / "proof" / "proof.json"
    approved = folder / "approved.json"
    whole = json.loads(earlier.read_text(encoding="utf-8"))
    (group,) = whole["groups"]
    group["letters"][0]["file"] = "circular/fr/gone.docx"
    group["letters"][1]["file"] = "circular/zh/gone.docx"
    approved.write_text(json.dumps(whole), encoding="utf-8")
    assert run(folder, "--lang", "zh", "--since", str(approved))[0] == 0
    since = json.loads(earlier.read_text(encoding="utf-8"))["since"]
    assert since["removed"] == ["circular/zh/gone.docx"]
    assert len(since["added"]) == 2


def test_options_of_the_converter_go_with_pictures(folder: Path) -> None:
    result = CliRunner().invoke(
        program, ["proof", "--campaign", str(folder / "campaign.toml"), "--no-cache"]
    )
    assert result.exit_code == 2
    assert "--no-cache goes with --pictures" in result.output


def test_no_letters(folder: Path) -> None:
    code, answer = run(folder, "--lang", "fr", "--kind", "circular")
    assert (code, codes(answer)) == (1, [("P060", "out")])
    findings = answer["findings"]
    assert isinstance(findings, list)
    assert findings[0]["hint"] == "make them first: docgen circular"
    assert not (folder / "out" / "proof").exists()


def test_files_that_are_no_letters(folder: Path) -> None:
    where = folder / "out" / "circular"
    some = sorted((where / "zh").iterdir())[0]
    (where / "en").mkdir()
    shutil.copy(some, where / "en" / "strange.docx")
    (where / "en" / "~$strange.docx").write_bytes(b"Word's")
    code, answer = run(folder)
    assert (code, codes(answer)) == (0, [("P062", "out/circular/en/strange.docx")])
    page = (folder / "out" / "proof" / "proof.html").read_text(encoding="utf-8")
    assert "Not in this proof" in page


def test_a_damaged_letter_stops_the_proof(folder: Path) -> None:
    some = sorted((folder / "out" / "circular" / "zh").iterdir())[0]
    some.write_bytes(some.read_bytes()[:2000])
    code, answer = run(folder)
    assert (code, codes(answer)) == (1, [("P004", f"out/circular/zh/{some.name}")])


def test_a_letter_changed_by_hand(folder: Path) -> None:
    some = sorted((folder / "out" / "circular" / "zh").iterdir())[0]
    record = folder / "out" / ".docgen" / "published.json"
    record.parent.mkdir()
    record.write_text(json.dumps({f"circular/zh/{some.name}": "0" * 64}), encoding="utf-8")
    code, answer = run(folder)
    assert (code, codes(answer)) == (0, [("P063", f"out/circular/zh/{some.name}")])


def test_mistakes_on_the_command_line_are_told_together(folder: Path) -> None:
    code, answer = run(
        folder, "--lang", "cn", "--kind", "letter", "--date", "today", "--since", "no.json"
    )
    assert code == 1
    assert sorted(one for one, _ in codes(answer)) == ["C010", "C011", "C017", "P061"]
