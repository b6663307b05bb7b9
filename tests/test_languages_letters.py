"""Salutations, closes, signatures, addresses, lists, quotation marks and spacing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from babel.lists import format_list
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import LanguageFormError
from docgen.languages import CODES, get

GREETING = "تحية طيبة وبعد،"


def person(gender: str, name: str | None = None, honorific: str | None = None) -> dict[str, Any]:
    return {"gender": gender, "family_name": name, "honorific": honorific}


def test_the_collective_form() -> None:
    assert {code: (get(code).salutation(), get(code).close()) for code in CODES} == {
        "ar": (
            f"حضرات السادة والسيدات،\n{GREETING}",
            "وتفضلوا بقبول فائق التقدير والاحترام.",
        ),
        "en": ("Dear Sir/Madam,", "Yours faithfully,"),
        "es": ("Muy Señora mía/Muy Señor mío:", "Atentamente,"),
        "fr": (
            "Madame, Monsieur,",
            "Veuillez agréer, Madame, Monsieur, l’assurance de ma haute considération.",
        ),
        "ru": ("Уважаемая госпожа,\nуважаемый господин,", "С уважением,"),
        "zh": ("尊敬的先生/女士：", "顺致敬意！"),
    }


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "who",
    [
        {},
        {"name": "African Telecommunications Union", "gender": None},
        {"gender": "", "family_name": " ", "honorific": ""},
        SimpleNamespace(organization="ATU", email="info@example.org"),
    ],
)
def test_an_organization_gets_the_collective_form(code: str, who: object) -> None:
    assert get(code).salutation(who) == get(code).salutation()
    assert get(code).close(who) == get(code).close()


SALUTATIONS = {
    "ar": {
        ("F", "ديوب", None): f"حضرة السيدة ديوب،\n{GREETING}",
        ("M", "كيم", "Mr"): f"حضرة السيد كيم،\n{GREETING}",
        ("F", "الشريف", "Dr"): f"حضرة الدكتورة الشريف،\n{GREETING}",
        ("M", "كيم", "Dr"): f"حضرة الدكتور كيم،\n{GREETING}",
        ("F", "ديوب", "Prof"): f"حضرة الأستاذة ديوب،\n{GREETING}",
        ("F", "ديوب", "H.E."): f"صاحبة السعادة السيدة ديوب،\n{GREETING}",
        ("M", None, "H.E."): f"صاحب السعادة،\n{GREETING}",
        ("F", None, None): f"حضرة السيدة،\n{GREETING}",
    },
    "en": {
        ("F", "Diop", None): "Dear Ms Diop,",
        ("F", "Diop", "Ms"): "Dear Ms Diop,",
        ("M", "Kim", "Mr"): "Dear Mr Kim,",
        ("M", "Kim", "Dr"): "Dear Dr Kim,",
        ("F", "Diop", "Prof"): "Dear Professor Diop,",
        ("F", "Diop", "H.E."): "Excellency,",
        ("F", None, None): "Dear Madam,",
        ("M", None, None): "Dear Sir,",
    },
    "es": {
        ("F", "Diop", None): "Estimada Sra.\u00a0Diop:",
        ("M", "Kim", "Mr"): "Estimado Sr.\u00a0Kim:",
        ("F", "Belhassine", "Dr"): "Estimada Dra.\u00a0Belhassine:",
        ("M", "Kim", "Dr"): "Estimado Dr.\u00a0Kim:",
        ("F", "Diop", "Prof"): "Estimada Profesora Diop:",
        ("M", "Kim", "Prof"): "Estimado Profesor Kim:",
        ("F", "Diop", "H.E."): "Excelentísima Señora:",
        ("M", None, "H.E."): "Excelentísimo Señor:",
        ("F", None, None): "Muy Señora mía:",
        ("M", None, None): "Muy Señor mío:",
    },
    "fr": {
        ("F", "Diop", None): "Madame,",
        ("M", "Kim", "Dr"): "Monsieur,",
        ("F", "Diop", "Prof"): "Madame la Professeure,",
        ("M", "Kim", "Prof"): "Monsieur le Professeur,",
        ("F", "Diop", "H.E."): "Excellence,",
        ("F", None, None): "Madame,",
    },
    "ru": {
        ("F", "Диоп", None): "Уважаемая госпожа Диоп,",
        ("M", "Ким", "Mr"): "Уважаемый господин Ким,",
        ("F", "Бельхассин-Шериф", "Dr"): "Уважаемая госпожа Бельхассин-Шериф,",
        ("M", "Бельхассин-Шериф", "Dr"): "Уважаемый доктор Бельхассин-Шериф,",
        ("M", "Ким", "Prof"): "Уважаемый профессор Ким,",
        ("F", "Диоп", "H.E."): "Ваше Превосходительство,",
        ("F", None, None): "Уважаемая госпожа,",
        ("M", None, "Dr"): "Уважаемый господин,",
    },
    "zh": {
        ("F", "迪奥普", None): "尊敬的迪奥普女士：",
        ("F", "Restivo", "Ms"): "尊敬的Restivo女士：",
        ("M", "金", "Dr"): "尊敬的金博士：",
        ("F", "迪奥普", "Prof"): "尊敬的迪奥普教授：",
        ("F", "迪奥普", "H.E."): "尊敬的迪奥普女士阁下：",
        ("M", None, "H.E."): "尊敬的阁下：",
        ("F", None, None): "尊敬的女士：",
        ("M", None, None): "尊敬的先生：",
    },
}


@pytest.mark.parametrize("code", CODES)
def test_a_person_is_greeted_by_name_title_and_gender(code: str) -> None:
    for who, expected in SALUTATIONS[code].items():
        assert get(code).salutation(person(*who)) == expected
        fields = person(*who)
        assert get(code).salutation(SimpleNamespace(**fields)) == expected


@pytest.mark.parametrize(
    ("given", "family", "named"),
    [
        ("أمل", "الشريف", "الدكتورة أمل الشريف"),
        ("Ada", "Specimen", "الدكتورة \u200eAda Specimen\u200e"),
    ],
)
def test_an_arabic_letter_greets_by_the_full_name(given: str, family: str, named: str) -> None:
    who = person("F", family, "Dr") | {"given_name": given}
    assert get("ar").salutation(who) == f"حضرة {named}،\n{GREETING}"
    who["honorific"] = "H.E."
    named = named.replace("الدكتورة", "السيدة")
    assert get("ar").salutation(who) == f"صاحبة السعادة {named}،\n{GREETING}"


CLOSES = {
    "ar": (
        "وتفضلوا بقبول فائق التقدير والاحترام.",
        "وتفضلوا، صاحبة السعادة، بقبول أسمى آيات التقدير والاحترام.",
    ),
    "en": (
        "Yours sincerely,",
        "Accept, Excellency, the assurances of my highest consideration.",
    ),
    "es": (
        "Atentamente,",
        "Le ruego acepte, Excelentísima Señora, las seguridades de mi más alta consideración.",
    ),
    "fr": (
        "Veuillez agréer, Madame, l’assurance de ma haute considération.",
        "Veuillez agréer, Excellence, l’assurance de ma très haute considération.",
    ),
    "ru": (
        "С уважением,",
        "Примите, Ваше Превосходительство, уверения в моем весьма высоком уважении.",
    ),
    "zh": ("顺致敬意！", "顺致崇高的敬意！"),
}


@pytest.mark.parametrize("code", CODES)
def test_the_close_answers_the_salutation(code: str) -> None:
    language = get(code)
    assert (
        language.close(person("F", "Diop")),
        language.close(person("F", "Diop", "H.E.")),
    ) == CLOSES[code]
    assert get("en").close(person("F")) == "Yours faithfully,"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "who",
    [
        {"gender": None, "family_name": "Diop"},
        {"gender": "", "family_name": "Diop", "honorific": "Ms"},
        {"given_name": "Awa"},
        {"honorific": "Dr"},
        SimpleNamespace(gender=None, family_name="Diop", honorific=None),
    ],
)
def test_unknown_gender_stops_the_letter(code: str, who: object) -> None:
    with pytest.raises(LanguageFormError, match="is not known; write F or M"):
        get(code).salutation(who)
    with pytest.raises(LanguageFormError, match="is not known; write F or M"):
        get(code).close(who)


@pytest.mark.parametrize(
    ("who", "message"),
    [
        (person("X", "Diop"), "the gender 'X' is not known"),
        (person("F", "Diop", "Mr"), "the gender F contradicts the honorific Mr"),
        (person("M", "Kim", "Ms"), "the gender M contradicts the honorific Ms"),
        (person("M", "Kim", "HE"), "the honorific 'HE' is not known; did you mean H.E.?"),
        ({"gender": 1}, "gender has to be text"),
        ("Ms Diop", "a person is needed here"),
    ],
)
def test_what_is_not_a_person(who: object, message: str) -> None:
    for code in CODES:
        with pytest.raises(LanguageFormError) as caught:
            get(code).salutation(who)
        assert message in str(caught.value)


def test_signatures() -> None:
    assert get("en").signature("Seizo Onoe", "Director") == "Seizo Onoe\nDirector"
    assert get("zh").signature("尾上诚藏", "电信标准化局主任") == "电信标准化局主任\n尾上诚藏"
    for code in CODES:
        with pytest.raises(LanguageFormError, match="the title is empty"):
            get(code).signature("Seizo Onoe", " ")


ADDRESS = {
    "person": "Ms Awa DIOP",
    "title": "Head of Standards",
    "organization": "ATU",
    "street": "",
    "city": "Nairobi",
    "country": "Kenya",
    "email": "awa@example.org",
}


@pytest.mark.parametrize("code", CODES)
def test_address_blocks(code: str) -> None:
    lines = ["Ms Awa DIOP", "Head of Standards", "ATU", "Nairobi", "Kenya"]
    if code == "zh":
        lines.reverse()
    assert get(code).address_block(ADDRESS) == "\n".join(lines)
    assert get(code).address_block(SimpleNamespace(**ADDRESS)) == "\n".join(lines)
    with pytest.raises(LanguageFormError, match="the address is empty"):
        get(code).address_block({"email": "awa@example.org"})
    with pytest.raises(LanguageFormError, match="an address is needed here"):
        get(code).address_block("Nairobi")


# Lists

REGIONS = {
    "ar": (["أفريقيا", "أوروبا", "آسيا"], "أفريقيا وأوروبا وآسيا", "أفريقيا أو أوروبا أو آسيا"),
    "en": (["Africa", "Europe", "Asia"], "Africa, Europe and Asia", "Africa, Europe or Asia"),
    "es": (["África", "Europa", "Asia"], "África, Europa y Asia", "África, Europa o Asia"),
    "fr": (["Afrique", "Europe", "Asie"], "Afrique, Europe et Asie", "Afrique, Europe ou Asie"),
    "ru": (["Африка", "Европа", "Азия"], "Африка, Европа и Азия", "Африка, Европа или Азия"),
    "zh": (["非洲", "欧洲", "亚洲"], "非洲、欧洲和亚洲", "非洲、欧洲或亚洲"),
}


@pytest.mark.parametrize("code", CODES)
def test_lists(code: str) -> None:
    items, with_and, with_or = REGIONS[code]
    assert get(code).and_list(items) == with_and
    assert get(code).or_list(tuple(items)) == with_or
    assert get(code).and_list(items[:1]) == items[0] == get(code).or_list(items[:1])


@pytest.mark.parametrize(
    ("last", "and_word", "or_word"),
    [
        ("Irán", "e", "o"),
        ("Islandia", "e", "o"),
        ("hijos", "e", "o"),
        ("hielo", "y", "o"),
        ("ionosfera", "y", "o"),
        ("Yemen", "y", "o"),
        ("Omán", "y", "u"),
        ("Honduras", "y", "u"),
        ("8 delegadas", "y", "u"),
        ("11 delegadas", "y", "u"),
        ("11000 delegadas", "y", "u"),
        ("110 delegadas", "y", "o"),
        ("Perú", "y", "o"),
    ],
)
def test_spanish_conjunctions_follow_the_sound(last: str, and_word: str, or_word: str) -> None:
    assert get("es").and_list(["Chile", last]) == f"Chile {and_word} {last}"
    assert get("es").or_list(["Chile", last]) == f"Chile {or_word} {last}"


@pytest.mark.parametrize("code", CODES)
@given(count=st.integers(1, 6))
def test_lists_are_cldrs(code: str, count: int) -> None:
    language = get(code)
    items = [f"A{number}" for number in range(count)]
    assert language.and_list(items) == format_list(items, "standard", locale=language.locale)
    assert language.or_list(items) == format_list(items, "or", locale=language.locale)


@pytest.mark.parametrize("items", [[], "Africa", None, ["Africa", ""], ["Africa", 3], 5])
def test_what_is_not_a_list(items: Any) -> None:
    for code in CODES:
        with pytest.raises(LanguageFormError):
            get(code).and_list(items)
        with pytest.raises(LanguageFormError):
            get(code).or_list(items)


# Marks


def test_quotation_marks() -> None:
    assert [get(code).quote("NoW4WTSA-24") for code in CODES] == [
        "”NoW4WTSA-24“",
        "“NoW4WTSA-24”",
        "«NoW4WTSA-24»",
        "«\u00a0NoW4WTSA-24\u00a0»",
        "«NoW4WTSA-24»",
        "“NoW4WTSA-24”",
    ]


def test_quotations_inside_quotations() -> None:
    assert get("en").quote("the “Network”") == "“the ‘Network’”"
    assert get("fr").quote("le «\u00a0Réseau\u00a0»") == "«\u00a0le “Réseau”\u00a0»"
    assert get("ru").quote("сеть «Сеть женщин»") == "«сеть „Сеть женщин“»"
    assert get("zh").quote("“缩小差距”培训") == "“‘缩小差距’培训”"
    assert get("es").quote("el programa «Brecha»") == "«el programa “Brecha”»"
    assert get("ar").quote("شبكة ”المرأة“") == "”شبكة ’المرأة‘“"


@pytest.mark.parametrize("text", ["+41 22 730 5861", "charlyne.restivo@itu.int", "NoW in ITU-T"])
def test_left_to_right_text_keeps_its_order_in_arabic(text: str) -> None:
    assert get("ar").ltr(text) == f"\u200e{text}\u200e"
    assert get("ar").ltr(get("ar").ltr(text)) == f"\u200e{text}\u200e"
    for code in CODES[1:]:
        assert get(code).ltr(text) == text


def test_arabic_marks_no_arabic_and_nothing_empty() -> None:
    assert get("ar").ltr("") == ""
    with pytest.raises(LanguageFormError, match="right-to-left letters"):
        get("ar").ltr("هاتف 5861")
    with pytest.raises(LanguageFormError, match="text is needed"):
        get("ar").ltr(5861)  # type: ignore[arg-type]


UNION = [
    ("Objet : suite à donner", "Objet: suite à donner"),
    ("Objet: suite à donner", "Objet: suite à donner"),
    ("le RTO ; la région", "le RTO; la région"),
    ("Qui vient ?", "Qui vient\u00a0?"),
    ("Qui vient?", "Qui vient\u00a0?"),
    ("Quoi ?! dit-elle", "Quoi\u00a0?! dit-elle"),
    ("le « Réseau » des femmes", "le «\u00a0Réseau\u00a0» des femmes"),
    ("le «Réseau»: les femmes", "le «\u00a0Réseau\u00a0»: les femmes"),
    ("au moins 35 % de femmes", "au moins 35\u00a0% de femmes"),
    ("au moins 35% de femmes", "au moins 35\u00a0% de femmes"),
    ("Circulaire n° 182", "Circulaire n°\u00a0182"),
    ("Mme Restivo et M. Kim", "Mme\u00a0Restivo et M.\u00a0Kim"),
    ("https://www.itu.int/?a=b à 10:30", "https://www.itu.int/?a=b à 10:30"),
]
NATIONAL = [
    ("Objet: suite à donner", "Objet\u00a0: suite à donner"),
    ("Objet : suite à donner", "Objet\u00a0: suite à donner"),
    ("le RTO; la région", "le RTO\u00a0; la région"),
    ("Qui vient ?", "Qui vient\u00a0?"),
    ("le «Réseau»: les femmes", "le «\u00a0Réseau\u00a0»\u00a0: les femmes"),
    ("https://www.itu.int à 10:30", "https://www.itu.int à 10:30"),
]


def test_french_spacing_of_the_union_and_of_the_nation() -> None:
    french = get("fr")
    assert [french.spaced(text) for text, _ in UNION] == [result for _, result in UNION]
    assert [french.spaced(text, "national") for text, _ in NATIONAL] == [r for _, r in NATIONAL]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "TSB Circular No. 182", "TSB Circular No.\u00a0182"),
        ("en", "Nos. 176 and 182. No answer", "Nos.\u00a0176 and 182. No answer"),
        ("es", "un 35 % de mujeres", "un 35\u00a0% de mujeres"),
        ("es", "la Sra. Restivo, n.º 182", "la Sra.\u00a0Restivo, n.º\u00a0182"),
        ("ru", "Циркуляр № 182", "Циркуляр №\u00a0182"),
        ("ru", "не менее 35 % в 2024 году", "не менее 35\u00a0% в\u00a02024\u00a0году"),
        ("ru", "6 марта 2024 года", "6 марта 2024\u00a0года"),
        ("ru", "сеть – это люди", "сеть\u00a0– это люди"),
        ("ru", "к 5 апреля и о нас", "к\u00a05 апреля и о\u00a0нас"),
        ("zh", "不迟于2024年4月5日：通知", "不迟于2024年4月5日：通知"),
        ("ar", "نسبة 35% من النساء", "نسبة 35% من النساء"),
    ],
)
def test_no_break_spaces(code: str, text: str, expected: str) -> None:
    assert get(code).spaced(text) == expected


@given(
    code=st.sampled_from(CODES),
    style=st.sampled_from(["union", "national"]),
    text=st.text(st.sampled_from("aбn°º№M.: ;?!«»\u00a0\u202f5%–вг\n")),
)
def test_spacing_twice_is_spacing_once_and_changes_only_blanks(
    code: str, style: Any, text: str
) -> None:
    once = get(code).spaced(text, style)
    assert get(code).spaced(once, style) == once
    blank = str.maketrans("", "", " \u00a0\u202f")
    assert once.translate(blank) == text.translate(blank)
