"""What is said of refused cells: what may have been meant, and never what was not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persons import REPRESENTATIVE, read, representatives, told

from docgen.recipients.also_called import ALSO_CALLED, NAMES
from docgen.recipients.cells import Country, Known, RefusedCellError, choice
from docgen.recipients.contacts import read_emails, read_languages
from docgen.recipients.form import REPRESENTATIVES
from docgen.recipients.gazetteer import in_lists, read_country, read_organization, states_meant
from docgen.recipients.guesses import near
from docgen.recipients.known import load_known
from docgen.recipients.words import (
    GENDER_WORDS,
    HONORIFIC_WORDS,
    REGION_WORDS,
    STATUS_WORDS,
    YES_NO_WORDS,
    Words,
    plain,
)

ROOT = Path(__file__).resolve().parent.parent
FROM_THE_LIST = "from the list of the cell"
CHOOSE_IT = f"Choose it {FROM_THE_LIST}"


@cache
def known() -> Known:
    value, findings = load_known(ROOT / "mailing_lists", lambda path: path.name)
    assert findings == ()
    assert value is not None
    return value


@cache
def states() -> dict[str, Country]:
    return {state.key: state for state in known().countries.values()}


def refusal(column: str, value: Any) -> tuple[str, str, str]:
    """Code, message and hint of a cell of a representative's row, which is the only finding."""
    people, findings = read(REPRESENTATIVES, {column: value})
    assert people == ()
    (found,) = findings
    return found.code, found.message, found.hint


def hint_for(read_cell: Any, *values: Any) -> str:
    with pytest.raises(RefusedCellError) as fault:
        read_cell(*values)
    return str(fault.value.hint)


# --- Member States


def test_no_everyday_name_is_an_official_one() -> None:
    official = {text: state.key for text, state in known().countries.items()}
    names = [(name, key) for key, names in NAMES.items() for name in names]
    assert [(name, official[plain(name)]) for name, _ in names if plain(name) in official] == []
    assert [key for key in NAMES if key not in states()] == []
    assert len({plain(name) for name, _ in names}) == len(names) == len(ALSO_CALLED)


@pytest.mark.parametrize(("name", "key"), sorted(ALSO_CALLED.items()))
def test_an_everyday_name_leads_to_its_state(name: str, key: str) -> None:
    assert f"({key}" in hint_for(read_country, name, known())


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("السعودية", "SAU"), ("الإمارات", "ARE"), ("UAE", "ARE"), ("ОАЭ", "ARE"), ("阿联酋", "ARE"),
        ("Émirats", "ARE"), ("Emiratos", "ARE"), ("Lao PDR", "LAO"), ("سوريا", "SYR"),
        ("Россия", "RUS"), ("韩国", "KOR"), ("Irán", "IRN"), ("Танзания", "TZA"),
        ("Moldavie", "MDA"), ("玻利维亚", "BOL"), ("Венесуэла", "VEN"), ("فيتنام", "VNM"),
        ("Turquía", "TUR"), ("DRC", "COD"), ("Congo-Brazzaville", "COG"), ("Cap-Vert", "CPV"),
        ("Ivory Coast", "CIV"), ("Pays bas, Les", ""), ("Holanda", "NLD"), ("U.K.", "GBR"),
        ("U.S.", "USA"), ("Swaziland", "SWZ"), ("FYROM", "MKD"), ("East Timor", "TLS"),
    ],
)  # fmt: skip
def test_names_that_secretariats_meet(given: str, key: str) -> None:
    assert ALSO_CALLED.get(plain(given), "") == key


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        # words
        ("Republic of Kenya", ["KEN"]), ("Fiji Is", ["FJI"]), ("Республика Кения", ["KEN"]),
        ("肯尼亚共和国", ["KEN"]), ("جمهورية مصر العربية", ["EGY"]), ("Kenya (Nairobi)", ["KEN"]),
        ("Guinea-Bissau Rep.", ["GNB"]), ("Republic of South Sudan", ["SSD"]),
        ("Guinea Republic", []), ("United", []), ("Republic", []), ("Islands", []), ("?", []),
        ("North", []), ("Sur", []), ("المتحدة", []),
        ("Korea", ["KOR", "PRK"]), ("كوريا", ["KOR", "PRK"]),
        ("Ireland (Republic)", ["IRL", "GBR"]), ("Northern Ireland", ["GBR"]),
        ("American Samoa", []), ("New Mexico", []), ("Netherlands Antilles", []),
        # letters
        ("Keniya", ["KEN"]), ("Knya", []), ("Kenya ?", ["KEN"]), ("Austrialia", ["AUS"]),
        ("Slovania", ["SVK", "SVN"]), ("Nigera", ["NER", "NGA"]), ("Tanzannia", ["TZA"]),
        ("Lichtenstien", ["LIE"]), ("Kirgizsthan", ["KGZ"]), ("Cuva", []), ("Omna", []),
        ("Somaliland", []), ("Polynesia", []), ("Macau", []), ("Kosovo", []), ("Palestine", []),
        ("Narnia", []), ("印度人", []), ("السود", []), ("Islandes", ["ISL"]),
    ],
)  # fmt: skip
def test_a_guess_is_safe(given: str, keys: list[str]) -> None:
    assert [state.key for state in states_meant(given, known())] == keys


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_any_text_has_a_hint(text: str) -> None:
    assert len(states_meant(text, known())) <= 3

    def said(read_cell: Any, *values: Any) -> str:
        try:
            return f"read as {read_cell(*values)}"
        except RefusedCellError as fault:
            return fault.hint

    assert all(said(read_cell, text, known()) for read_cell in (read_country, read_organization))
    assert all(said(read_cell, text) for read_cell in (read_languages, read_emails))
    assert said(choice(REGION_WORDS), text)


def test_each_state_is_found_by_its_longer_name() -> None:
    """No name with a word around it leads to another state alone."""
    for state in states().values():
        for name in state.names.values():
            keys = [found.key for found in states_meant(f"{name} XYZ", known())]
            assert state.key in keys or keys == [], name


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("South Korea", f"choose Republic of Korea (KOR, République de Corée, República de Corea) "
                        f"{FROM_THE_LIST}"),
        ("Южная Корея", f"choose Республика Корея (KOR) {FROM_THE_LIST}"),
        ("السعودية", f"choose المملكة العربية السعودية (SAU) {FROM_THE_LIST}"),
        ("韩国", f"choose 大韩民国 (KOR) {FROM_THE_LIST}"),
        ("Fiji Islands", f"choose Fiji (FJI, Fidji) {FROM_THE_LIST}"),
        ("Nigera", f"did you mean Niger (NER, Níger) or Nigeria (NGA, Nigéria)? {CHOOSE_IT}"),
        ("K\u0435nya", f"did you mean Kenya (KEN)? {CHOOSE_IT}"),
        ("Kenya, Uganda", f"did you mean Kenya (KEN) or Uganda (UGA, Ouganda)? {CHOOSE_IT}"),
        ("Atlantis",
         f"choose the state {FROM_THE_LIST}, or write its name as in member_states.csv"),
    ],
)  # fmt: skip
def test_a_state_is_named_as_the_list_of_the_form_has_it(given: str, hint: str) -> None:
    assert hint_for(read_country, given, known()) == hint


def test_a_state_without_names() -> None:
    assert in_lists(Country("KEN", "AFR", {}), "ru") == "KEN (KEN)"


# --- organizations


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("ATO", f"did you mean ATU or APT? {CHOOSE_IT}"),
        ("ATU?", f"did you mean ATU? {CHOOSE_IT}"),
        ("African Telecommunication Union", f"did you mean ATU? {CHOOSE_IT}"),
        ("Африканский союз электросвяз", f"did you mean АСЭ (ATU)? {CHOOSE_IT}"),
        ("UIT", f"choose {FROM_THE_LIST}: ATU, CITEL, LAS, APT, RCC, CEPT"),
        ("МСЭ", f"choose {FROM_THE_LIST}: АСЭ (ATU), СИТЕЛ (CITEL), ЛАГ (LAS), АТСЭ (APT), "
                "РСС (RCC), СЕПТ (CEPT)"),
    ],
)  # fmt: skip
def test_organizations(given: str, hint: str) -> None:
    assert hint_for(read_organization, given, known()) == hint


# --- a few values to choose from


@pytest.mark.parametrize(
    ("words", "given", "hint"),
    [
        (REGION_WORDS, "Afrca", f"did you mean Africa (AFR)? {CHOOSE_IT}"),
        (REGION_WORDS, "Африки", f"did you mean Африка (AFR)? {CHOOSE_IT}"),
        (REGION_WORDS, "Asia", f"did you mean Asia-Pacific (ASP)? {CHOOSE_IT}"),
        (REGION_WORDS, "非", f"choose {FROM_THE_LIST}: 非洲 (AFR), 美洲 (AMS), 阿拉伯国家 (ARB), "
                            "亚太 (ASP), 独联体 (CIS), 欧洲 (EUR)"),
        (HONORIFIC_WORDS, "Mdme", f"did you mean Ms? {CHOOSE_IT}"),
        (HONORIFIC_WORDS, "Madam President", f"choose {FROM_THE_LIST}: Ms, Mr, Dr, Prof, H.E."),
        (GENDER_WORDS, "n/a", f"choose {FROM_THE_LIST}: Female (F), Male (M)"),
        (GENDER_WORDS, "F?", f"did you mean Female (F)? {CHOOSE_IT}"),
        (STATUS_WORDS, "validatd", f"did you mean Validated? {CHOOSE_IT}"),
        (STATUS_WORDS, "not validated", f"choose {FROM_THE_LIST}: Received, Validated, Confirmed, "
                                        "Rejected, Withdrawn, Replaced, Extended, Ended"),
        (YES_NO_WORDS, "maybe", f"choose {FROM_THE_LIST}: Yes, No"),
    ],
)  # fmt: skip
def test_choices(words: Words, given: str, hint: str) -> None:
    assert hint_for(choice(words), given) == hint


@pytest.mark.parametrize("given", ["الآنسة", "Señorita", "Mademoiselle", "小姐"])
def test_other_words_for_a_title(given: str) -> None:
    (person,) = representatives({"honorific": given})
    assert person.honorific == "Ms"


def test_what_is_equally_near_is_named_together() -> None:
    words = {word: word for word in ("planta", "plante", "plants", "plaster", "house")}
    assert near("plantu", words) == ["planta", "plante", "plants"]
    assert near("plant", words) == ["planta", "plante", "plants"]
    assert near("planst", words) == ["plants"]
    assert near("plan", words) == []
    assert near("hosue", words) == ["house"]
    assert near("House!", words) == ["house"]
    assert near("plantu", words | {"plantz": "plantz"}) == []


# --- languages


@pytest.mark.parametrize(
    ("given", "languages"),
    [("Рус.", ("ru",)), ("عربي", ("ar",)), ("Eng.", ("en",)), ("Esp.", ("es",)), ("Fr.", ("fr",)),
     ("spa", ("es",)),
     ("Angl. / Franç.", ("en", "fr")), ("Англ., Фр.", ("en", "fr"))],
)  # fmt: skip
def test_languages_for_short(given: str, languages: tuple[str, ...]) -> None:
    assert read_languages(given) == languages


NONE_OF_SIX = "it is none of the six languages of the Union: choose one of"


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("Français et anglais", "separate them with commas: fr, en"),
        ("English and French", "separate them with commas: en, fr"),
        ("中英文", "separate them with commas: zh, en"),
        ("中文和英文", "separate them with commas: zh, en"),
        ("العربية والإنجليزية", "separate them with commas: ar, en"),
        ("en fr", "separate them with commas: en, fr"),
        ("en français", f"did you mean French (fr)? {CHOOSE_IT}"),
        ("русский язык", f"did you mean Русский (ru)? {CHOOSE_IT}"),
        ("Frnech", f"did you mean French (fr)? {CHOOSE_IT}"),
        ("Deutsch", f"{NONE_OF_SIX} English, French, Spanish, Russian, Chinese, Arabic "
                    f"{FROM_THE_LIST}"),
        ("Romanian", f"{NONE_OF_SIX} English, French, Spanish, Russian, Chinese, Arabic "
                     f"{FROM_THE_LIST}"),
        ("Немецкий", f"{NONE_OF_SIX} Английский, Французский, Испанский, Русский, Китайский, "
                     f"Арабский {FROM_THE_LIST}"),
        ("en,", "take out the comma that has no language beside it"),
    ],
)  # fmt: skip
def test_languages(given: str, hint: str) -> None:
    assert hint_for(read_languages, given) == hint


# --- e-mail addresses and telephone numbers


WHOLE = "write one whole address, such as name@example.org"


@pytest.mark.parametrize(
    ("given", "shown", "hint"),
    [
        ("f27 @example.org", None, "take the blank out: f27@example.org"),
        ("mailto:a@example.org", None, "write the address alone: a@example.org"),
        ("Ada Example <a@example.org>", None, "write the address alone: a@example.org"),
        ("Example, Ada <a@example.org>", None, "write the address alone: a@example.org"),
        ("a@example.org (office)", None, "write the address alone: a@example.org"),
        ("<a@example.org>; <b@example.org>", None,
         "write the address alone: a@example.org, b@example.org"),
        ("a@@example.org", None, "write one @ only: a@example.org"),
        ("ada(at)example.org", None, "write an @: ada@example.org"),
        ("ada.example.org", None, f"it has no @: {WHOLE}"),
        ("a@example", None, f"it has no dot after the @: {WHOLE}"),
        ("a@example,org", None, "write a dot for the comma: a@example.org"),
        ("a@example.org.", None, "take the dot at its end out: a@example.org"),
        ("a@example..org", None, "write one dot only: a@example.org"),
        ("a@example.org b@example.org", None,
         "separate them with commas: a@example.org, b@example.org"),
        ("a@b@example.org", None, WHOLE),
        ("a@example.org; b@example", "b@example", f"it has no dot after the @: {WHOLE}"),
        ("a@example.org, b", "b", f"it has no @: {WHOLE}"),
        ("\u0430@example.org", None,
         "it has letters of another script (Cyrillic): type it again"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_address(given: str, shown: str | None, hint: str) -> None:
    assert refusal("email", given) == ("L014", f'"{shown or given}" is not a valid address', hint)


@pytest.mark.parametrize("given", ["+٩٦٣ ١١ ٥٥٥ ٠١٠١", "+۹۶۳ ۱۱ ۵۵۵ ۰۱۰۱"])
def test_a_telephone_number_in_digits_of_another_script_is_read(given: str) -> None:
    people, findings = read(REPRESENTATIVES, {"telephone": given})
    assert [(str(f), f.place.detail) for f in findings] == [
        ('L035 note reps.xlsx Reps!L2: digits of another script were replaced: read as'
         ' "+963 11 555 0101"', "Reps!L2"),
    ]  # fmt: skip
    assert people is not None
    assert people[0].telephone == "+963 11 555 0101"


def test_digits_of_another_script_stay_in_an_address() -> None:
    (person,) = representatives({"address": "شارع ٣"})
    assert person.address == "شارع ٣"


# --- characters, keys


@pytest.mark.parametrize(
    ("column", "given", "message", "hint"),
    [
        ("telephone", "\u202a+41 22 730 5111", "Telephone holds an invisible mark (U+202A) at its "
         "beginning", "clear the cell and type the value, instead of pasting it"),
        ("given_name", "Ami\u202ena", 'Given name holds an invisible mark (U+202E) after "Ami"',
         "clear the cell and type the value, instead of pasting it"),
        ("family_name", "Ex\x07ample", 'Family name holds a control character (U+0007) after "Ex"',
         "clear the cell and type the value, instead of pasting it"),
        ("organization", "Post\ufffd", "Organization holds the trace of a lost letter (U+FFFD) "
         'after "Post"', "clear the cell and type the value, instead of pasting it"),
        ("position", "Head\nof", 'Position holds a line break after "Head"',
         "write it in one line"),
        ("position", "Head\tof", 'Position holds a tab after "Head"', "type a blank in its place"),
    ],
)  # fmt: skip
def test_a_character_that_no_letter_can_hold(
    column: str, given: str, message: str, hint: str
) -> None:
    assert refusal(column, given) == ("L012", message, hint)


def test_the_key_of_another_row() -> None:
    assert refusal("replaces", "the first one") == (
        "L009",
        '"the first one" cannot be a key',
        "write the key of the row that is replaced, such as EUR",
    )
    assert list(REPRESENTATIVE)[19] == "replaces"
    assert told(read(REPRESENTATIVES, {"replaces": "the first one"})[1]) == [
        ("L009", "reps.xlsx Reps!T2")
    ]


def test_a_telephone_number_of_blanks_is_refused_at_once() -> None:
    for text in ("1" + " " * 9_900 + "!", "+41 22 730 5111" + " " * 90 + "x. 12345"):
        code, message, _ = refusal("telephone", text)
        assert code == "L009"
        assert message.endswith("is not a telephone number")
