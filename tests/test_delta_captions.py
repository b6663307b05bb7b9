"""The proof's own words in six languages: complete, alike, and right with every number."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from finished import LANGUAGES, ROOT
from hypothesis import given
from hypothesis import strategies as st
from test_delta import changed, codes, folder, letter, looked_at, run

from docgen import delta, languages
from docgen.concordance.document import Role
from docgen.delta import Paragraph
from docgen.delta.captions import captions
from docgen.delta.outliers import Reason
from docgen.delta.page import as_html
from docgen.delta.said import reason, reasons
from docgen.delta.word import as_docx

__all__ = ["folder"]

DAY = date(2024, 3, 6)
LETTERS = [
    letter("A", Paragraph("Heading", role=Role.HEADING, level=1), "To:\tA", "Only here."),
    letter("B", Paragraph("Heading", role=Role.HEADING, level=1), "To:\tB"),
]


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def placeholders(code: str) -> dict[str, set[str]]:
    """What a caption shows; a form for one or two things need not show their number."""
    found = {}
    for key, phrase in captions(code)._words.items():
        forms = [phrase] if isinstance(phrase, str) else list(phrase.values())
        found[key] = set().union(*map(names, forms)) - {"n"}
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_the_same(code: str) -> None:
    assert placeholders(code) == placeholders("en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_there_is_a_form_for_every_number(code: str) -> None:
    language = languages.get(code)
    needed = {language.plural_category(n) for n in (*range(1000), 1_000_000)}
    for key, phrase in captions(code)._words.items():
        if isinstance(phrase, dict) and code not in ("en", "zh"):
            assert (key, set(phrase)) == (key, needed)
        assert key not in ("letters", "forms", "pages") or not isinstance(phrase, str)


@pytest.mark.parametrize("code", LANGUAGES)
def test_captions_are_in_their_script_and_marks(code: str) -> None:
    language = languages.get(code)
    for key, phrase in captions(code)._words.items():
        for text in [phrase] if isinstance(phrase, str) else phrase.values():
            bare = re.sub(r"\{\w+\}|docgen|campaign\.toml", "", text)
            words = re.findall(r"[^\W\d_]+", bare)
            assert [w for w in words if not re.match(language.letters, w)] == [], key
            assert "  " not in text
            if code == "zh":
                assert not re.search(r"[,;:()?](?!\w)", bare), key
            if code == "ar":
                assert not re.search(r"[,;?]", bare), key


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "0 letters|1 letter|2 letters|3 letters|11 letters|21 letters|100 letters"),
        ("fr", "0 lettre|1 lettre|2 lettres|3 lettres|11 lettres|21 lettres|100 lettres"),
        ("es", "0 cartas|1 carta|2 cartas|3 cartas|11 cartas|21 cartas|100 cartas"),
        ("ru", "0 писем|1 письмо|2 письма|3 письма|11 писем|21 письмо|100 писем"),
        ("zh", "0份函件|1份函件|2份函件|3份函件|11份函件|21份函件|100份函件"),
        ("ar", "لا رسائل|رسالة واحدة|رسالتان|3 رسائل|11 رسالة|21 رسالة|100 رسالة"),
    ],
)
def test_counted_letters(code: str, expected: str) -> None:
    said = captions(code)
    assert [said.say("letters", n) for n in (0, 1, 2, 3, 11, 21, 100)] == expected.split("|")


def test_reasons_in_each_language() -> None:
    whys = (
        Reason(30, "lacks", 2, {"numbers": (7, 9), "count": 113, "of": 115}),
        Reason(20, "rare", None, {"number": 2, "value": "x", "count": 1, "of": 6}),
        Reason(5, "languages", None, {"languages": ("ar", "fr")}),
    )
    assert {code: reasons(whys, captions(code)).split("\n") for code in LANGUAGES} == {
        "ar": [
            "تنقصها الفقرتان 7\u200f، 9 اللتان تردان في 113 من أصل 115.",
            "القيمة 2 هي ”\u200ex\u200e“، كما في 1 من أصل 6.",
            "لغات المراسلة مع المرسل إليه: العربية والفرنسية.",
        ],
        "en": [
            "lacks paragraphs 7, 9, which stand in 113 of 115 letters.",
            "value 2 is “x”, as in 1 of 6.",
            "the addressee is written to in Arabic and French.",
        ],
        "es": [
            "no contiene los párrafos 7, 9, que figuran en 113 de 115 cartas.",
            "el valor 2 es «x», como en 1 de 6.",
            "idiomas en que se escribe al destinatario: árabe y francés.",
        ],
        "fr": [
            "ne contient pas les paragraphes 7, 9, présents dans 113 des 115 lettres.",
            "la valeur 2 est «\u00a0x\u00a0», soit 1 cas sur 6.",
            "langues de correspondance du destinataire: arabe et français.",
        ],
        "ru": [
            "не содержит абзацев 7, 9, имеющихся в 113 из 115 писем.",
            "значение 2 – «x», 1 из 6.",
            "языки переписки с адресатом: арабский и французский.",
        ],
        "zh": [
            "缺第7、9段，115份函件中113份有此段。",
            "编号2处为“x”，6份中有1份如此。",
            "收件人的通信语文：阿拉伯文和法文。",
        ],
    }


def test_words_of_the_other_direction_keep_their_order() -> None:
    assert captions("ru").given("إلى:") == "\u200fإلى:\u200f"
    assert captions("ru").given("Кому:") == "Кому:"
    assert captions("ar").given("To:") == "\u200eTo:\u200e"
    assert captions("ar").given("إلى:") == "إلى:"
    listed = captions("ar").listed(map(captions("ar").given, ["ATU", "LAS"]))
    assert listed == "\u200eATU\u200e\u200f، \u200eLAS\u200e"


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_words_of_a_letter_can_be_quoted(value: str, name: str) -> None:
    for code in LANGUAGES:
        said = captions(code)
        rare = Reason(20, "rare", None, {"number": 2, "value": value, "count": 1, "of": 6})
        assert reason(rare, said)
        assert name.strip("\u200e") in reason(Reason(70, "alike", None, {"name": name}), said)
        assert said.kind(name) is not None


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_proof_speaks_the_language_of_its_captions(code: str) -> None:
    said = captions(code)
    made = delta.make("x", DAY, LETTERS)
    page = as_html(made, changed(LETTERS[:1], LETTERS), said)
    looked_at(page)
    direction = "rtl" if code == "ar" else "ltr"
    assert f'<html lang="{code}" dir="{direction}">' in page
    assert f"<h1>{said.say('title')}</h1>" in page
    assert '<article lang="en" dir="ltr">' in page
    if code != "en":
        english = captions("en")
        for key in ("title", "contents", "text", "marked", "letters_head", "why", "frame"):
            assert english.say(key) not in page
    assert as_docx(made, None, said) == as_docx(made, None, said)


def test_json_is_the_same_whatever_the_page_speaks(folder: Path) -> None:
    where = folder / "out" / "proof"
    assert run(folder, "--captions", "ru")[0] == 0
    page = (where / "proof.html").read_text(encoding="utf-8")
    assert "Проверочный экземпляр перед подписанием" in page
    record = json.loads((where / "proof.json").read_text(encoding="utf-8"))
    assert run(folder)[0] == 0
    again = json.loads((where / "proof.json").read_text(encoding="utf-8"))
    assert (record.pop("shown")["captions"], again.pop("shown")["captions"]) == ("ru", "en")
    assert record == again


def test_captions_that_there_are_not(folder: Path) -> None:
    code, answer = run(folder, "--captions", "cn")
    assert (code, codes(answer)) == (1, [("C010", "--captions cn")])


def test_every_caption_is_used() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docgen" / "delta").glob("*.py")
    )
    unused = []
    for key in captions("en")._words:
        kind, _, name = key.partition(" ")
        word = name if kind == "why" else key
        if kind not in ("kind", "language") and f'"{word}"' not in code:
            unused.append(key)
    assert unused == []
