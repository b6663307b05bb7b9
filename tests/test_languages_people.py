"""Persons in running text and in the address block: each title, for a woman and a man."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import LanguageFormError
from docgen.languages import CODES, get
from docgen.languages.people import HONORIFICS

# "_" stands for a blank that does not break, "|" for a LEFT-TO-RIGHT MARK.
NAMES: dict[str, dict[tuple[str, str], str]] = {
    "en": {
        ("F", ""): "Ms Amina Diallo",
        ("F", "Ms"): "Ms Amina Diallo",
        ("F", "Dr"): "Dr Amina Diallo",
        ("F", "Prof"): "Professor Amina Diallo",
        ("F", "H.E."): "H.E. Ms Amina Diallo",
        ("M", ""): "Mr Amina Diallo",
        ("M", "Mr"): "Mr Amina Diallo",
        ("M", "Dr"): "Dr Amina Diallo",
        ("M", "Prof"): "Professor Amina Diallo",
        ("M", "H.E."): "H.E. Mr Amina Diallo",
    },
    "fr": {
        ("F", ""): "Mme_Amina Diallo",
        ("F", "Ms"): "Mme_Amina Diallo",
        ("F", "Dr"): "Dre_Amina Diallo",
        ("F", "Prof"): "Professeure Amina Diallo",
        ("F", "H.E."): "S.E._Mme_Amina Diallo",
        ("M", ""): "M._Amina Diallo",
        ("M", "Mr"): "M._Amina Diallo",
        ("M", "Dr"): "Dr_Amina Diallo",
        ("M", "Prof"): "Professeur Amina Diallo",
        ("M", "H.E."): "S.E._M._Amina Diallo",
    },
    "es": {
        ("F", ""): "Sra._Amina Diallo",
        ("F", "Ms"): "Sra._Amina Diallo",
        ("F", "Dr"): "Dra._Amina Diallo",
        ("F", "Prof"): "Profesora Amina Diallo",
        ("F", "H.E."): "Excma._Sra._Amina Diallo",
        ("M", ""): "Sr._Amina Diallo",
        ("M", "Mr"): "Sr._Amina Diallo",
        ("M", "Dr"): "Dr._Amina Diallo",
        ("M", "Prof"): "Profesor Amina Diallo",
        ("M", "H.E."): "Excmo._Sr._Amina Diallo",
    },
    "ru": {
        ("F", ""): "г-жа_Amina Diallo",
        ("F", "Ms"): "г-жа_Amina Diallo",
        ("F", "Dr"): "д-р_Amina Diallo",
        ("F", "Prof"): "профессор Amina Diallo",
        ("F", "H.E."): "Ее Превосходительство г-жа_Amina Diallo",
        ("M", ""): "г-н_Amina Diallo",
        ("M", "Mr"): "г-н_Amina Diallo",
        ("M", "Dr"): "д-р_Amina Diallo",
        ("M", "Prof"): "профессор Amina Diallo",
        ("M", "H.E."): "Его Превосходительство г-н_Amina Diallo",
    },
    "zh": {
        ("F", ""): "Amina Diallo女士",
        ("F", "Ms"): "Amina Diallo女士",
        ("F", "Dr"): "Amina Diallo博士",
        ("F", "Prof"): "Amina Diallo教授",
        ("F", "H.E."): "Amina Diallo女士阁下",
        ("M", ""): "Amina Diallo先生",
        ("M", "Mr"): "Amina Diallo先生",
        ("M", "Dr"): "Amina Diallo博士",
        ("M", "Prof"): "Amina Diallo教授",
        ("M", "H.E."): "Amina Diallo先生阁下",
    },
    "ar": {
        ("F", ""): "السيدة |Amina Diallo|",
        ("F", "Ms"): "السيدة |Amina Diallo|",
        ("F", "Dr"): "الدكتورة |Amina Diallo|",
        ("F", "Prof"): "الأستاذة |Amina Diallo|",
        ("F", "H.E."): "سعادة السيدة |Amina Diallo|",
        ("M", ""): "السيد |Amina Diallo|",
        ("M", "Mr"): "السيد |Amina Diallo|",
        ("M", "Dr"): "الدكتور |Amina Diallo|",
        ("M", "Prof"): "الأستاذ |Amina Diallo|",
        ("M", "H.E."): "سعادة السيد |Amina Diallo|",
    },
}

# With the article that a title has in a sentence.
DEFINITE: dict[str, dict[tuple[str, str], str]] = {
    "fr": {
        ("F", "Ms"): "Mme_Amina Diallo",
        ("F", "Dr"): "la Dre_Amina Diallo",
        ("F", "Prof"): "la Professeure Amina Diallo",
        ("F", "H.E."): "S.E._Mme_Amina Diallo",
        ("M", "Mr"): "M._Amina Diallo",
        ("M", "Dr"): "le Dr_Amina Diallo",
        ("M", "Prof"): "le Professeur Amina Diallo",
        ("M", "H.E."): "S.E._M._Amina Diallo",
    },
    "es": {
        ("F", "Ms"): "la Sra._Amina Diallo",
        ("F", "Dr"): "la Dra._Amina Diallo",
        ("F", "Prof"): "la Profesora Amina Diallo",
        ("F", "H.E."): "la Excma._Sra._Amina Diallo",
        ("M", "Mr"): "el Sr._Amina Diallo",
        ("M", "Dr"): "el Dr._Amina Diallo",
        ("M", "Prof"): "el Profesor Amina Diallo",
        ("M", "H.E."): "el Excmo._Sr._Amina Diallo",
    },
}

CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
DECLINED = {
    ("F", "Ms"): ("г-жа", "г-жи", "г-же", "г-жу", "г-жой", "г-же"),
    ("M", "Mr"): ("г-н", "г-на", "г-ну", "г-на", "г-ном", "г-не"),
    ("F", "Dr"): ("д-р", "д-ра", "д-ру", "д-ра", "д-ром", "д-ре"),
    ("M", "Prof"): ("профессор", "профессора", "профессору", "профессора", "профессором",
                    "профессоре"),
    ("F", "H.E."): (
        "Ее Превосходительство г-жа", "Ее Превосходительства г-жи", "Ее Превосходительству г-же",
        "Ее Превосходительство г-жу", "Ее Превосходительством г-жой",
        "Ее Превосходительстве г-же",
    ),
}  # fmt: skip


def marked(text: str) -> str:
    return text.replace("_", "\u00a0").replace("|", "\u200e")


def person(gender: str, honorific: str = "", **more: str) -> dict[str, Any]:
    return {"name": "Amina Diallo", "gender": gender, "honorific": honorific, **more}


@pytest.mark.parametrize("code", CODES)
def test_a_name_with_its_title(code: str) -> None:
    language = get(code)
    for (gender, honorific), expected in NAMES[code].items():
        assert language.styled_name(person(gender, honorific)) == marked(expected)


@pytest.mark.parametrize("code", DEFINITE)
def test_with_the_article(code: str) -> None:
    language = get(code)
    for (gender, honorific), expected in DEFINITE[code].items():
        assert language.styled_name(person(gender, honorific), definite=True) == marked(expected)


@pytest.mark.parametrize("which", DECLINED)
def test_a_russian_title_is_declined_and_the_name_is_not(which: tuple[str, str]) -> None:
    gender, honorific = which
    for case, title in zip(CASES, DECLINED[which], strict=True):
        said = get("ru").styled_name(person(gender, honorific), case=case)
        gap = " " if honorific == "Prof" else "\u00a0"
        assert said == f"{title}{gap}Amina Diallo"


def test_forms_that_a_language_has_not() -> None:
    for code in CODES:
        if code not in DEFINITE:
            with pytest.raises(LanguageFormError, match="no article before a title"):
                get(code).styled_name(person("F"), definite=True)
        if code != "ru":
            with pytest.raises(LanguageFormError, match="no case of titles"):
                get(code).styled_name(person("F"), case="dative")
    with pytest.raises(LanguageFormError, match="did you mean dative"):
        get("ru").styled_name(person("F"), case="datve")
    with pytest.raises(LanguageFormError, match="definite is true or false, not 'yes'"):
        get("es").styled_name(person("F"), definite="yes")  # type: ignore[arg-type]  # the fault


@pytest.mark.parametrize("code", CODES)
def test_gender_is_never_inferred(code: str) -> None:
    for method in (get(code).styled_name, get(code).addressee):
        with pytest.raises(LanguageFormError, match="never inferred from a name"):
            method({"given_name": "Amina", "family_name": "Diallo", "gender": ""})
        with pytest.raises(LanguageFormError, match="a person is needed here"):
            method({"name": "African Telecommunications Union", "gender": None})
        with pytest.raises(LanguageFormError, match="a person is needed here"):
            method(None)
        with pytest.raises(LanguageFormError, match="contradicts the honorific Mr"):
            method(person("F", "Mr"))
        with pytest.raises(LanguageFormError, match="the person has no name"):
            method({"gender": "F", "name": " "})


def test_a_name_in_parts_and_a_name_in_its_own_script() -> None:
    parts = SimpleNamespace(given_name="Amina", family_name="Diallo", gender="F", honorific="Dr")
    assert get("en").styled_name(parts) == "Dr Amina Diallo"
    assert get("zh").styled_name({"name": "王丽华", "gender": "F"}) == "王丽华女士"
    assert get("ar").styled_name({"name": "أمل الشريف", "gender": "F"}) == "السيدة أمل الشريف"
    assert get("ru").styled_name({"name": "Анна Ким", "gender": "F"}, case="dative") == (
        "г-же\u00a0Анна Ким"
    )


BLOCK = person(
    "F",
    "Dr",
    position="Directrice de la réglementation",
    organization="Autorité de régulation (ARTP)",
    address="Immeuble Thiargane\n\n BP 14130, Dakar ",
    country="Sénégal",
)


def test_the_address_block_of_a_person() -> None:
    lines = ["Directrice de la réglementation", "Autorité de régulation (ARTP)"]
    lines += ["Immeuble Thiargane", "BP 14130, Dakar", "Sénégal"]
    assert {code: get(code).addressee(BLOCK).split("\n") for code in CODES} == {
        "ar": ["الدكتورة \u200eAmina Diallo\u200e", *(f"\u200e{line}\u200e" for line in lines)],
        "en": ["Dr Amina Diallo", *lines],
        "es": ["Dra.\u00a0Amina Diallo", *lines],
        "fr": ["Dre\u00a0Amina Diallo", *lines],
        "ru": ["Д-ру\u00a0Amina Diallo", *lines],
        "zh": [*reversed(lines), "Amina Diallo博士"],
    }


def test_an_address_in_chinese_goes_from_large_to_small_already() -> None:
    block = {"name": "王丽华", "gender": "F", "position": "处长", "organization": "信息通信研究院",
             "address": "北京市海淀区\n花园北路52号", "country": "中国"}  # fmt: skip
    assert get("zh").addressee(block) == (
        "中国\n北京市海淀区\n花园北路52号\n信息通信研究院\n处长\n王丽华女士"
    )


def test_arabic_lines_in_arabic_have_no_marks() -> None:
    block = {"name": "أمل الشريف", "gender": "F", "honorific": "H.E.", "country": "مصر",
             "organization": "الجهاز القومي لتنظيم الاتصالات (NTRA)"}  # fmt: skip
    assert get("ar").addressee(block) == (
        "سعادة السيدة أمل الشريف\nالجهاز القومي لتنظيم الاتصالات (NTRA)\nمصر"
    )


@pytest.mark.parametrize("code", CODES)
def test_a_country_is_not_said_twice_and_no_line_is_empty(code: str) -> None:
    with_country = {**BLOCK, "address": "Immeuble Thiargane\nDakar\nSÉNÉGAL"}
    lines = get(code).addressee(with_country).replace("\u200e", "").split("\n")
    assert [line for line in lines if line.casefold() == "sénégal"] == ["SÉNÉGAL"]
    assert get(code).addressee(person("F")) in (
        get(code).styled_name(person("F")),
        "Г-же\u00a0Amina Diallo",
    )


FIELDS = ("position", "organization", "address", "country")


@given(
    st.sampled_from(CODES),
    st.sampled_from(("F", "M")),
    st.sampled_from(("", *HONORIFICS)),
    st.text(min_size=1, max_size=20),
    st.fixed_dictionaries({}, optional={name: st.text(max_size=30) for name in FIELDS}),
)
def test_any_person_has_a_block_or_a_reason(
    code: str, gender: str, honorific: str, name: str, more: dict[str, str]
) -> None:
    who = {"name": name, "gender": gender, "honorific": honorific, **more}
    try:
        block = get(code).addressee(who)
    except LanguageFormError:
        assert not name.strip() or (gender, honorific) in (("F", "Mr"), ("M", "Ms"))
        return
    assert name.strip() in block
    assert all(line.strip() for line in block.split("\n") if "\n" not in "".join(who.values()))
