"""Phrases of another Latin language without any common word: found, and no name taken for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from finished import ROOT, campaign_of, facts
from hypothesis import given, settings
from hypothesis import strategies as st
from test_concordance import TEXTS
from test_typography import KINDS, data_of
from word import docx, p, r, tbl

from docgen.cli.looking import words_in
from docgen.concordance import read_document
from docgen.concordance.recognize.grammar import words
from docgen.typography import LATIN, Vocabulary, look_over, read_page, vocabulary
from docgen.typography.vocabulary import cannot_be

# Words that may stand between two of a phrase, of those that tell a language.
_BETWEEN = frozenset(words("de la del des du of the and et y les el en a d l in for"))
_COMMON = frozenset(words(
    "el los las por su que para con una como se los le aux une nous vous ce cette pour par qui est "
    "sont dans avec sur au ces leur votre with by from which will be your this that at are was its "
    "have we you our their please not may who whose any each is april avril abril junio"
))  # fmt: skip


@cache
def known() -> Vocabulary:
    return words_in(ROOT, campaign_of(facts()))


def told(text: str, language: str, of: Vocabulary | None = None, *, cell: bool = False) -> bool:
    body = tbl([text, "x"]) if cell else p(r(text))
    page = read_page(docx(body), "a.docx", language)
    found = look_over(page, known=known() if of is None else of)
    return any(finding.code == "P010" for finding in found)


@cache
def paragraphs(kind: str, language: str) -> tuple[str, ...]:
    document = read_document(data_of(kind, language), "a.docx")
    return tuple(q.text for section in document.sections for q in section.paragraphs)


def phrases(language: str) -> Iterator[str]:
    """Two words or more of the letters, two of them long, none of them one of the commonest."""
    for kind in KINDS:
        for text in paragraphs(kind, language):
            told_ones = re.findall(r"[^\W\d_][\w’'-]*", text.partition("@")[0])
            for at in range(0, len(told_ones) - 1, 7):
                phrase = told_ones[at : at + 4]
                low = [word.lower() for word in phrase]
                long = [word for word in low if len(word) > 4 and word not in _BETWEEN]
                small = all(word == word.lower() for word in phrase[1:])
                small &= not {"charlyne", "restivo"} & set(low)
                if len(long) > 1 and small and not _COMMON & set(low) and low[-1] not in _BETWEEN:
                    yield " ".join(phrase)


PAIRS = [(own, other) for own in LATIN for other in LATIN if own != other]


def sown() -> list[tuple[str, str]]:
    """The language of a letter, and a phrase of another one."""
    return [(own, phrase) for own, other in PAIRS for phrase in dict.fromkeys(phrases(other))]


def test_phrases_that_stand_alone() -> None:
    """As a heading or a list item: 19 of 20 at least."""
    missed = [(own, phrase) for own, phrase in sown() if not told(phrase, own)]
    assert len(sown()) >= 200
    assert len(missed) <= len(sown()) / 20, missed


def inside(own: str, phrase: str) -> str:
    """The phrase in the middle of a paragraph of the letter's own language."""
    around = max(paragraphs("circular", own), key=len).split(" ")
    half = len(around) // 2
    return " ".join([*around[:half], phrase.lower(), *around[half:]])


def test_phrases_inside_a_sentence() -> None:
    """9 of 10 at least."""
    missed = [(own, phrase) for own, phrase in sown() if not told(inside(own, phrase), own)]
    assert len(missed) <= len(sown()) / 10, missed


@pytest.mark.parametrize("language", LATIN)
@pytest.mark.parametrize("kind", KINDS)
def test_letters_by_the_words_of_other_kinds_only(kind: str, language: str) -> None:
    """A letter with words that no template has is no residue: its own kind is left out here."""
    template = kind.partition("-")[0]
    left_out = {template, "circular"} if template in ("roadmap", "confirmation") else {template}
    rest = {
        code: [text for each in KINDS if each.partition("-")[0] not in left_out
               for text in paragraphs(each, code)]
        for code in LATIN
    }  # fmt: skip
    others = vocabulary(rest)
    assert all(others.is_known(code) for code in LATIN)
    page = read_page(data_of(kind, language), "a.docx", language)
    assert [str(f) for f in look_over(page, known=others) if f.code == "P010"] == []


@pytest.mark.parametrize("language", LATIN)
def test_correct_texts(language: str) -> None:
    for text in TEXTS:
        for line in text[language].strip().splitlines():
            assert not told(line, language), line


@pytest.mark.parametrize("file", ["README.md", "docs/check.md", "docs/bundle.md", "docs/people.md"])
def test_english_of_another_trade(file: str) -> None:
    fenced = False
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        fenced ^= line.startswith("```")
        if not fenced and not re.search("[`|«<]|[\u0400-\u04ff\u0600-\u06ff\u4e00-\u9fff]", line):
            assert not told(line.replace("“", "").replace("”", ""), "en"), line


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Réunion mensuelle des représentantes"),
        ("es", "La red celebrará una réunion mensuelle cada mes."),
        ("fr", "Regional training"),
        ("fr", "Les déléguées participeront aux training sessions dans leur région."),
        ("en", "Representantes regionales"),
        ("en", "The hoja de ruta of the network is attached."),
        ("es", "Membres du Secteur UIT-T"),
        ("fr", "Formación regional"),
    ],
)  # fmt: skip
def test_residue(language: str, text: str) -> None:
    assert told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ms Aminata Diallo, of the Agence nationale des télécommunications, will attend."),
        ("en", "The series “Réduction de l’écart en matière de normalisation” will be continued."),
        ("en", "The rapporteur and the questionnaire of the group are unique."),
        ("en", "A formation of the coalition and a nomination for the presidency."),
        ("es", "La Sra. Diallo, de la Autorité de régulation, asistirá a la reunión."),
        ("es", "El software y el robot del club de internet."),
        ("fr", "Mme Diallo, de la Superintendencia de telecomunicaciones, y participera."),
        ("fr", "Le leadership, le networking et le mentoring des webinaires."),
        ("es", "Centro Regional de Tecnología"),
        ("en", "Regional Office"),
    ],
)
def test_no_residue(language: str, text: str) -> None:
    assert not told(text, language)


def test_a_line_of_a_table_may_be_the_name_of_an_organization() -> None:
    assert not told("Agence nationale des télécommunications", "en", cell=True)
    assert told("Membres du Secteur UIT-T", "en", cell=True)


def test_without_a_campaign_spelling_alone_tells() -> None:
    assert told("La red celebrará su première fête mensuelle.", "es", vocabulary({}))
    assert not told("Regional training", "fr", vocabulary({}))


@pytest.mark.parametrize("language", LATIN)
def test_no_language_refuses_its_own_words(language: str) -> None:
    """Of the templates' words only names and acronyms cannot be spelt so."""
    refused = {word for word in known().words[language] if cannot_be(word, language)}
    names = {"wtsa", "amnt", "bucarest", "cept", "ctim", "gant", "hyoung", "nations", "telecom",
             "belhassine-cherif", "itu-t", "uit-t", "wtsa-", "kyrgyzstan", "w"}  # fmt: skip
    assert {word for word in refused if len(word) > 3} <= names


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(LATIN), st.text(max_size=60))
def test_any_text_can_be_weighed(language: str, text: str) -> None:
    bare = re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff<&>]", "", text)
    assert told(bare, language) in (True, False)
