"""Documents of several languages are compared by reading: no false alarm, and no error missed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest
from finished import LANGUAGES, ROOT, campaign_of, facts, masters, templates
from hypothesis import given, settings
from hypothesis import strategies as st
from seeding import Seed, seeds
from word import docx, p, r, root, tbl, tc, tr

from docgen.cli.agreement import declared_of, words_of
from docgen.cli.samples import sample_letters
from docgen.concordance import (
    Allowed,
    Document,
    Lexicon,
    Place,
    allowances,
    compare,
    compare_files,
    compare_with_itself,
    lexicon,
)
from docgen.concordance import read_document as read
from docgen.diagnostics import Finding
from docgen.diagnostics import Place as Where
from docgen.recipients import read_list
from docgen.recipients.known import load_lists

TEXTS = tomllib.loads(
    (Path(__file__).parent / "concordant.toml").read_text(encoding="utf-8")
)["texts"]  # fmt: skip

HEADINGS = root(
    "styles",
    *(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2)
    ),
)


def letter(text: str) -> bytes:
    """A Word file that docgen did not make: ``# `` is a heading, ``- `` an item, ``| `` a row."""
    body = []
    rows: list[list[str]] = []
    for line in text.strip().splitlines():
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            body.append(tbl(*rows))
            rows = []
        head, _, rest = line.partition(" ")
        level = len(head) if head in ("#", "##") else 0
        body.append(p(rest, style=f"H{level}") if level else p(r(line)))
    if rows:
        body.append(tbl(*rows))
    return docx(*body, parts={"word/styles.xml": HEADINGS})


def letters(**texts: str) -> list[tuple[str, bytes]]:
    return [(f"{language}.docx", letter(text)) for language, text in texts.items()]


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in findings]


@cache
def known() -> Lexicon:
    """The words and places of the shipped campaign."""
    lists = load_lists(ROOT / "mailing_lists", lambda path: path.name).value
    return words_of(campaign_of(facts()), lists)


# Nothing is wrong


@pytest.mark.parametrize("kind", ["circular", "roadmap"])
def test_the_shipped_letters_say_the_same(kind: str) -> None:
    files = [(f"{language}.docx", made.data) for language, made in masters(kind).items()]
    assert compare_files(files) == compare_files(files, known()) == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: str(text["name"]))
def test_correct_texts_raise_no_alarm(text: dict[str, str]) -> None:
    files = letters(**{language: text[language] for language in LANGUAGES})
    assert compare_files(files) == compare_files(files, known()) == []


ADDRESSED = {
    "ar": "إلى {}\nاجتماع الفريق في 5 مايو.",
    "en": "To the {}\nThe meeting of the group is on 5 May.",
    "es": "A la {}\nLa reunión del grupo es el 5 de mayo.",
    "fr": "À l'{}\nLa réunion du groupe est le 5 mai.",
    "ru": "Адресат: {}\nСобрание группы 5 мая.",
    "zh": "致{}\n会议5月5日。",
}


@pytest.mark.parametrize("name", ["member_states", "rtos", "regional_offices"])
def test_every_recipient_is_the_same_in_all_languages(name: str) -> None:
    """Names of states in short and in full, in all their forms: 203 recipients in six languages."""
    rows, _ = read_list(ROOT / f"mailing_lists/{name}.csv", name)
    for row in rows or ():
        texts = {
            code: text.format(row.addressees[code].replace("\n", ", ")) + f"\n{row.names[code]}"
            for code, text in ADDRESSED.items()
        }
        assert [str(finding) for finding in compare_files(letters(**texts), known())] == []


def test_there_are_texts_enough() -> None:
    assert len(TEXTS) >= 12
    assert all(set(text) == {"name", *LANGUAGES} for text in TEXTS)


@pytest.mark.parametrize("region", ["AFR", "AMS", "ARB", "ASP", "CIS", "EUR"])
def test_letters_to_people_say_the_same_in_every_region(region: str) -> None:
    """The example person is of the campaign's first region; here each is the first in turn."""
    campaign = campaign_of(facts())
    order = {region: campaign.regions[region], **campaign.regions}
    turned = campaign.model_copy(update={"regions": order})
    lists = load_lists(ROOT / "mailing_lists", lambda path: path.name).value
    for kind in turned.kinds.values():
        if kind.people is None:
            continue
        samples, _ = sample_letters(turned, kind, templates(kind.name), lists)
        for variant, letters_of in (samples or {}).items():
            made = [(code, read(data, f"{variant}/{code}")) for code, data in letters_of.items()]
            declared = declared_of(kind, "campaign.toml")
            assert [str(finding) for finding in compare(made, known(), declared)] == []


# Sown errors


@cache
def shipped(kind: str) -> dict[str, Document]:
    return {code: read(made.data, f"{code}.docx") for code, made in masters(kind).items()}


def chosen(all_seeds: list[Seed], least: int) -> list[Seed]:
    """Some of every sort, spread over the document: the first of each, the next of each…"""
    sorts: dict[str, list[Seed]] = {}
    for seed in all_seeds:
        sorts.setdefault(seed.what, []).append(seed)
    taken: list[Seed] = []
    for layer in zip_longest(*(spread(each) for each in sorts.values())):
        taken += [seed for seed in layer if seed is not None]
        if len(taken) >= least:
            break
    return taken


def spread(each: list[Seed]) -> list[Seed]:
    """From the middle, the ends and between, so that few stand for many."""
    return sorted(each, key=lambda seed: (each.index(seed) * 7919) % len(each))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["circular", "roadmap"])
def test_sown_errors_are_found(kind: str, language: str) -> None:
    """At least 28 errors in each of twelve documents; ``python -m benchmarks concordance`` sows
    all of them, some 6,700."""
    documents = shipped(kind)
    some = chosen(list(seeds(language, masters(kind)[language].data)), 28)
    assert len(some) >= 28
    missed = []
    for seed in some:
        wrong = read(seed.data, f"{language}.docx")
        findings = compare(
            [(c, wrong if c == language else d) for c, d in documents.items()], known()
        )
        if {finding.place.file for finding in findings} != {f"{language}.docx"}:
            missed.append((seed.what, seed.where, [str(finding) for finding in findings]))
    assert missed == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: str(text["name"]))
def test_values_exchanged_between_paragraphs_or_cells_are_found(text: dict[str, str]) -> None:
    files = letters(**{language: text[language] for language in LANGUAGES})
    documents = {name.removesuffix(".docx"): (data, read(data, name)) for name, data in files}
    missed = []
    for language, (data, _) in documents.items():
        for seed in seeds(language, data):
            if not seed.what.endswith(" exchanged"):
                continue
            wrong = read(seed.data, f"{language}.docx")
            findings = compare(
                [(c, wrong if c == language else d) for c, (_, d) in documents.items()]
            )
            if {finding.place.file for finding in findings} != {f"{language}.docx"}:
                missed.append((language, seed.what, seed.where, [str(f) for f in findings]))
    assert missed == []


# What is said


# Errors that a translator or a typist makes, in the circular of tests/concordant.toml.
SLIPS = {
    "en": """9 to 20 June 2025 → 9 to 20 July 2025 | Thursday, 27 → Tuesday, 27
        Friday, 28 → Saturday, 28 | 0930 hours → 0900 hours | 2359 hours → 2400 hours
        8 to 19 hours → 8 to 18 hours | 2.5% → 2.3% | section 2.2 → section 2.1
        Study Group 5 agreed → Study Group 3 agreed | fourteen calendar → fifteen calendar
        USD 175.50 → CHF 175.50 | Circular 309 → Circular 306 | hours UTC → hours CET
        meeting in Geneva → meeting in Nairobi | Ms Amira Ben Salah → Ms Amira Ben Saleh
        four (4) weeks → four (4) days | 3 km → 3 m | fourteen calendar days → fourteen months""",
    "fr": """1er décembre → 11 décembre | vendredi 28 → samedi 28 | 2025 à 9 h 30 → 2025 à 9 h 00
        § 2.2 → § 2.3 | § 2.2 → § 3.2 | 2,5% → 25% | 18 h 45 → 8 h 45 | douze hôtels → deux hôtels
        28 novembre – 3 décembre → 3 décembre – 28 novembre | Deux (2) → Dix (2)
        42 jours → 42 semaines | quatorze jours → quatorze mois""",
    "es": """miércoles 3 → martes 3 | 09.30-10.45 → 09.30-10.15 | 2,5% → 2.5% | § 2.2 → § 2.1
        Comisión de Estudio 5 acordó → Comisión de Estudio 15 acordó | 8 a 19 horas → 8 a 20 horas
        segunda reunión → séptima reunión | 2 400 CHF → 2 004 CHF
        42 días → 42 semanas | cuatro (4) semanas → cuatro (4) meses""",
    "ru": """в среду, 3 → во вторник, 3 | в четверг, 27 → в среду, 27 | п. 2.2 → п. 2.1
        09 час. 30 мин → 09 час. 00 мин | 8 до 19 часов → 9 до 19 часов | 98 евро → 98 долл. США
        5-я Исследовательская комиссия решила → 3-я Исследовательская комиссия решила
        двенадцати гостиницах → двадцати гостиницах | 2025–2028 → 2028–2025
        42 дня → 42 недели | календарных дней → календарных месяцев""",
    "zh": """星期四 → 星期三 | 9时30分 → 9时 | 第5研究组在 → 第15研究组在 | 第2.2节 → 第2.1节
        四（4）周 → 四（5）周 | 19时开放 → 9时开放 | 98欧元 → 98美元 | 十二家 → 十家
        42天 → 42周 | 四（4）周 → 四（4）天""",
    "ar": """الخميس 27 → الأربعاء 27 | الساعة 0930 → الساعة 0900 | 2,5% → 5,2%
        10:45-09:30 → 10:45-09:00 | القسم 2.2 → القسم 2.1 | 2028-2025 → 2025-2028
        لجنة الدراسات 5 في اجتماعها → لجنة الدراسات 3 في اجتماعها | 175,50 → 157,50
        42 يوماً → 42 أسبوعاً | بأربعة (4) أسابيع → بأربعة (4) أشهر""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_slips_of_translators_and_typists_are_found(language: str) -> None:
    (text,) = (each for each in TEXTS if each["name"].startswith("a circular"))
    documents = {code: read(letter(text[code]), f"{code}.docx") for code in LANGUAGES}
    for slip in SLIPS[language].replace("\n", "|").split("|"):
        right, wrong = slip.strip().split(" → ")
        assert right in text[language], slip
        changed = read(letter(text[language].replace(right, wrong, 1)), f"{language}.docx")
        found = compare([*(documents | {language: changed}).items()], known())
        assert {finding.place.file for finding in found} == {f"{language}.docx"}, slip


def test_the_odd_one_is_named_with_both_texts() -> None:
    findings = compare_files(
        letters(
            en="The letter\n\nPlease write by 5 April 2024 to the Bureau of the Union.",
            fr="La lettre\n\nVeuillez écrire au Bureau de l'Union avant le 5 avril 2024.",
            es="La carta\n\nEscriba a la Oficina de la Unión antes del 5 de abril de 2024.",
            ru="Письмо\n\nПросьба написать в Бюро до 5 мая 2024 года.",
            zh="信函\n\n请于2024年4月5日前致函。",
            ar="الرسالة\n\nيرجى الكتابة إلى المكتب قبل 5 أبريل 2024.",
        )
    )
    assert told(findings) == [("X003", "ru.docx paragraph 3")]
    assert findings[0].message == (
        "ru: 5 мая 2024 года, paragraph 3; the five others: 5 April 2024 (en.docx paragraph 3)"
    )


def test_of_two_documents_both_are_named() -> None:
    findings = compare_files(
        letters(en="The fee is CHF 150 for each of them.", fr="Le droit est de 160 CHF pour tous.")
    )
    assert told(findings) == [("X003", "fr.docx paragraph 1")]
    assert findings[0].message == "fr: 160 CHF, paragraph 1; en: CHF 150 (en.docx paragraph 1)"


def test_a_value_that_is_missing_and_one_that_is_too_much() -> None:
    findings = compare_files(
        letters(
            en="They met in 2023 and the budget is for the year of the session.",
            fr="Ils se sont réunis dans la ville et le budget est pour les mois de la session.",
            es="Se reunieron en 2023 y el presupuesto es para el año de la reunión 12.",
        )
    )
    assert [(f.code, str(f.place), f.message) for f in findings] == [
        ("X003", "es.docx paragraph 1",
         "es: 12, paragraph 1; the two others: no such number in the opening"),
        ("X003", "fr.docx paragraph 1",
         "fr: missing in the opening; the two others: 2023 (en.docx paragraph 1)"),
    ]  # fmt: skip


EN = """
# Aims of the meeting
The aims of the meeting are set out in section 2 for the members.
# Dates of the meeting
It will be held from 1 to 4 July 2025 in the city:
- for the members, until 2 July 2025;
- for the others of the group, write to a@example.int.
# Fees for the meeting
The fee is 40 per cent of the sum that is due."""
FR = """
# Objectifs de la réunion
Les objectifs de la réunion sont décrits dans la section 2 pour les membres.
# Dates de la réunion
Elle se tiendra du 1er au 4 juillet 2025 dans la ville:
- pour les membres, jusqu'au 2 juillet 2025;
- pour les autres, écrire à a@example.int.
# Droits pour la réunion
Le droit est de 40 % de la somme qui est due."""
ES = """
# Objetivos de la reunión
Los objetivos de la reunión se exponen en la sección 2 para los miembros.
# Fechas de la reunión
Se celebrará del 1 al 4 de julio de 2025 en la ciudad:
- para los miembros, hasta el 2 de julio de 2025;
- para los otros, escribir a a@example.int.
# Cuotas de la reunión
La cuota es del 40 % de la suma que se debe."""


def altered(old: str, new: str) -> list[Finding]:
    assert old in FR
    return compare_files(letters(en=EN, fr=FR.replace(old, new), es=ES))


def test_the_three_are_alike() -> None:
    assert compare_files(letters(en=EN, fr=FR, es=ES)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (FR[FR.index("# Dates") : FR.index("# Droits")], "",
         [("X004", "fr.docx paragraph 2")]),
        ("# Droits pour la réunion\n", "", [("X004", "fr.docx paragraph 7")]),
        ("- pour les membres, jusqu'au 2 juillet 2025;\n", "",
         [("X003", "fr.docx paragraph 5"), ("X005", "fr.docx paragraph 5")]),
        ("- pour les membres, jusqu'au 2 juillet 2025;\n- pour les autres, écrire à a@example.int.",
         "- pour les autres, écrire à a@example.int.\n- pour les membres, jusqu'au 2 juillet 2025;",
         [("X007", "fr.docx paragraph 5")]),
        ("Le droit est", "Cher Monsieur,\nLe droit est", [("X008", "fr.docx paragraph 8")]),
        ("la section 2", "la section 7",
         [("X003", "fr.docx paragraph 2"), ("X009", "fr.docx paragraph 2")]),
        ("du 1er au 4 juillet", "du 4 au 1er juillet", [("X011", "fr.docx paragraph 4")]),
        ("40 %", "41 %", [("X003", "fr.docx paragraph 8")]),
        ("a@example.int", "b@example.int", [("X003", "fr.docx paragraph 6")]),
        ("Le droit est", "Annexe 1\nLe droit est",
         [("X010", "fr.docx paragraph 8")]),
        ("Le droit est", "L'ABCD dit que le droit est", [("X013", "fr.docx paragraph 8")]),
        ("Le droit est", "Selon M. Paul Meier, le droit est", [("X014", "fr.docx paragraph 8")]),
        ("de 40 % de la somme", "de trois (4) fois 40 % de la somme",
         [("X003", "fr.docx paragraph 8"), ("X012", "fr.docx paragraph 8")]),
    ],
)  # fmt: skip
def test_each_difference_has_its_code(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(told(altered(old, new))) == sorted(expected)


TITLED = {
    "ar": "اتصلوا بالسيدة Anna Berg في مقر الاتحاد وسيرد عليكم الدكتور Jan Kos.",
    "en": "Please contact Ms Anna Berg at the headquarters; Dr Jan Kos will answer.",
    "es": "Para toda consulta, diríjanse a la Sra. Anna Berg en la sede; el Dr. Jan Kos les "
    "responderá a los que lo pidan por escrito.",
    "fr": "Veuillez vous adresser à Mme Anna Berg au siège; Dr Jan Kos vous répondra.",
    "ru": "Просим обращаться к г-же Anna Berg в штаб-квартиру; д-р Jan Kos ответит вам.",
    "zh": "请与总部的Anna Berg女士联系；Jan Kos博士将予以答复。",
}


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("ar", "بالسيدة", "بالسيد"),
        ("en", "Ms", "Mr"),
        ("es", "la Sra.", "el Sr."),
        ("fr", "Mme", "M."),
        ("ru", "г-же", "г-ну"),
        ("zh", "女士", "先生"),
    ],
)
def test_a_woman_who_is_a_man_in_one_language(language: str, old: str, new: str) -> None:
    assert compare_files(letters(**TITLED)) == []
    wrong = TITLED | {language: TITLED[language].replace(old, new)}
    assert told(compare_files(letters(**wrong))) == [("X014", f"{language}.docx paragraph 1")]
    pair = {code: wrong[code] for code in (language, "en" if language != "en" else "fr")}
    assert sorted(told(compare_files(letters(**pair)))) == [
        ("X014", f"{code}.docx paragraph 1") for code in sorted(pair)
    ]


def test_sections_that_are_not_of_another_document() -> None:
    text = "# 1 Goals\nThey are in section 9 of this Circular. See section 8 for the members."
    found = compare_with_itself(read(letter(text), "en.docx"), "en")
    assert told(found) == [("X009", "en.docx paragraph 2")] * 2
    found = compare_with_itself(read(letter("# 1 目标\n见本通函第9节。"), "zh.docx"), "zh")
    assert told(found) == [("X009", "zh.docx paragraph 2")]


def test_two_values_that_were_exchanged() -> None:
    """Both paragraphs are named; as a whole the section says the same."""
    english = "It is due on 3 May 2025 in Geneva.\nIt will be sent on 9 May 2025 to the members."
    french = "Il est attendu le 9 mai 2025 à Genève.\nIl sera envoyé le 3 mai 2025 aux membres."
    spanish = (
        "Se espera para el 3 de mayo de 2025.\nSe enviará el 9 de mayo de 2025 a los miembros."
    )
    files = letters(en=english, fr=french, es=spanish)
    assert [(f.code, f.message) for f in compare_files(files)] == [
        ("X003", "fr: 9 mai 2025, paragraph 1; the two others: 3 May 2025 (en.docx paragraph 1)"),
        ("X003", "fr: 3 mai 2025, paragraph 2; the two others: 9 May 2025 (en.docx paragraph 2)"),
    ]
    assert compare_files(files, allowed=declared(("fr", "section", "the opening"))) == []
    # Paragraphs that do not answer to one another are not set beside one another.
    files[1] = ("fr.docx", letter(f"{french}\nLes membres le recevront."))
    assert told(compare_files(files)) == [("X008", "fr.docx paragraph 1")]


def test_values_exchanged_between_cells() -> None:
    def table(*cells: str) -> bytes:
        return docx("The table of the rates:", tbl(list(cells[:2]), list(cells[2:])))

    files = [
        ("en.docx", table("members", "CHF 3", "guests of the group", "CHF 4")),
        ("fr.docx", table("membres", "4 CHF", "invités du groupe", "3 CHF")),
        ("es.docx", table("miembros", "3 CHF", "invitados del grupo", "4 CHF")),
    ]
    documents = [(name[:2], read(data, name)) for name, data in files]
    assert told(compare(documents)) == [
        ("X003", "fr.docx paragraph 3"), ("X003", "fr.docx paragraph 5")
    ]  # fmt: skip


def test_what_stands_in_one_cell_of_several_lines() -> None:
    """As many lines: line by line; else the cell as a whole."""
    lines = [p(r("Tel. 12")), p(r("Fax 34"))]
    turned, one = [p(r("Tél. 34")), p(r("Fax 12"))], [p(r("Tél. 12, fax 34"))]
    both = {
        "en": lines, "es": [p(r("Tel. 12")), p(r("Fax 34"))],
        "fr": turned, "ru": [p(r("Тел. 12")), p(r("Факс 34"))],
    }  # fmt: skip

    def said(cells: dict[str, list[str]]) -> list[tuple[str, str]]:
        made = [
            (code, read(docx(tbl(tr(tc(*inside), tc(p("x"))))), f"{code}.docx"))
            for code, inside in cells.items()
        ]
        return told(compare(made))

    assert said(both) == [("X003", "fr.docx paragraph 1"), ("X003", "fr.docx paragraph 2")]
    assert said({**both, "fr": one}) == [("X008", "fr.docx paragraph 1")]


def test_tables_of_different_sizes() -> None:
    one, two = tbl(["the rate", "3"], ["the sum", "4"]), tbl(["le taux", "3"], ["la somme", "4"])
    short = tbl(["la tasa 3 y la suma 4", "de todos"])
    files = [
        ("en.docx", docx("The table of the rates for the members:", one)),
        ("fr.docx", docx("Le tableau des taux pour les membres:", two)),
        ("es.docx", docx("La tabla de las tasas para los miembros:", short)),
    ]
    assert told(compare_files(files)) == [
        ("X008", "es.docx paragraph 1"),
        ("X006", "es.docx paragraph 2"),
    ]


def test_annexes_that_are_stated() -> None:
    text = "The form is in the annex to the letter.\nAnnexes: {}\nAnnex 1\nThe form of the group."
    french = "La formule est dans la lettre.\nAnnexes: {}\nAnnexe 1\nLa formule du groupe."
    files = letters(en=text.format(2), fr=french.format(2))
    assert told(compare_files(files)) == [
        ("X010", "en.docx paragraph 2"), ("X010", "fr.docx paragraph 2")
    ]  # fmt: skip


# Which documents


def test_documents_that_cannot_be_compared() -> None:
    english = letter("This is the letter of the Bureau to the members of the Union.")
    assert told(compare_files([])) == [("X001", "--concordance")]
    assert told(compare_files([("a.docx", english)])) == [("X001", "a.docx")]
    assert told(compare_files([("a.docx", english), ("b.docx", english)])) == [("X001", "b.docx")]
    assert told(compare_files([("a.docx", english), ("b.docx", b"PK")])) == [("T002", "b.docx")]
    assert told(compare_files([("a.docx", english), ("b.docx", letter("123"))])) == [
        ("X001", "b.docx")
    ]


def test_headings_that_are_typed() -> None:
    """Without heading styles, numbers that go on from one another make sections."""
    english = "1 Aims\nThe aim of the group is the report.\n2 Dates\nIt is due on 3 May 2025."
    french = "1 Objectifs\nLe but du groupe est le rapport.\n2 Dates\nIl est attendu le 4 mai 2025."
    (finding,) = compare_files(letters(en=english, fr=french))
    assert finding.message == ("fr: 4 mai 2025, paragraph 4; en: 3 May 2025 (en.docx paragraph 4)")
    assert [s.name for s in read(letter(french), "fr.docx").sections] == [
        "the opening", "section 1", "section 2"
    ]  # fmt: skip


def test_numbers_of_sections_differ() -> None:
    """A language in which Word counts shows no number in its text and is let pass."""
    texts = {
        "en": "# 1 Goals\nThis is what the group has agreed to do.",
        "fr": "# 1 Objectifs\nCe sont ceux que le groupe a fixés pour les femmes.",
        "es": "# 2 Objetivos\nEsto es lo que el grupo ha acordado hacer.",
        "ru": "# Цели\nВот о чем договорилась группа.",
    }
    found = compare_files(letters(**texts))
    assert [(f.code, str(f.place), f.message) for f in found] == [
        ("X003", "es.docx paragraph 1", "es: numbered 2: “2 Objetivos”; the three others: 1")
    ]


def test_what_is_deleted_is_not_read() -> None:
    deleted = "<w:del><w:r><w:delText>7</w:delText></w:r></w:del>"
    inserted = "<w:ins><w:r><w:t>8 May</w:t></w:r></w:ins>"
    document = read(docx(p(r("On "), deleted, inserted)), "a.docx")
    assert document.text == "On 8 May"


# Declared differences


def declared(*entries: tuple[str, str, str]) -> list[Allowed]:
    return [Allowed(lang, what, name, "…", Where("campaign.toml")) for lang, what, name in entries]


def test_a_declared_difference_is_none_and_an_unused_one_is_told() -> None:
    files = letters(en=EN, fr=FR.replace("40 %", "41 %"), es=ES)
    assert compare_files(files, allowed=declared(("fr", "value", "41 %"))) == []
    assert compare_files(files, allowed=declared(("fr", "value", "40"))) == []
    assert told(compare_files(files, allowed=declared(("es", "value", "41 %")))) == [
        ("X015", "campaign.toml"), ("X003", "fr.docx paragraph 8")
    ]  # fmt: skip
    longer = letters(en=EN, fr=FR.replace("Le droit", "Cher Monsieur,\nLe droit"), es=ES)
    assert compare_files(longer, allowed=declared(("fr", "section", "heading 3"))) == []
    known = allowances(declared(("fr", "value", "99")))
    assert told(compare_files(files, allowed=known)) == [("X003", "fr.docx paragraph 8")]
    assert told(known.unmet()) == [("X015", "campaign.toml")]


TASHKENT = Place(
    "Tashkent",
    (("en", ("Tashkent",)), ("fr", ("Tachkent",)), ("ru", ("Ташкент",)), ("zh", ("塔什干",))),
)
LIMA = Place("Lima", (("en", ("Lima",)), ("fr", ("Lima",)), ("ru", ("Лима",)), ("zh", ("利马",))))


def test_a_place_that_differs() -> None:
    files = letters(
        en="The meeting of the group will be in Tashkent for the members.",
        fr="La réunion du groupe se tiendra à Lima pour les membres.",
        ru="Собрание группы состоится в Ташкенте.",
        zh="会议将在塔什干举行。",
    )
    assert compare_files(files) == []
    assert [
        (f.code, f.message) for f in compare_files(files, lexicon(places=[TASHKENT, LIMA]))
    ] == [("X003", "fr: Lima, paragraph 1; the three others: Tashkent (en.docx paragraph 1)")]


def test_equivalents_of_a_campaign() -> None:
    files = letters(
        en="The members of the ABCD will meet with Anna Karpova of the group.\nAnna Karpova",
        fr="Les membres du DCBA se réuniront avec Anna Karpova dans le groupe.\nAnna Karpova",
        ru="Члены АБВГ проведут собрание с участием Анны Карповой в группе.\nАнна Карпова",
    )
    assert {finding.code for finding in compare_files(files)} == {"X013"}
    known = lexicon([("ABCD", "DCBA", "АБВГ")], [("Anna Karpova", "Анна Карпова", "Анны Карповой")])
    assert compare_files(files, known) == []


# Anything can be compared

WORDS = st.sampled_from(
    [
        "#",
        "##",
        "-",
        "1",
        "2.",
        "2.1",
        "第3节",
        "六（6）名",
        "Annex",
        "Annexe",
        "附件1",
        "الملحق",
        "5",
        "May",
        "2025",
        "mai",
        "мая",
        "года",
        "24-15",
        "أكتوبر",
        "WTSA",
        "AMNT-24",
        "Ms",
        "Ada",
        "Lovelace",
        "г-жа",
        "女士",
        "35%",
        "CHF",
        "1,500",
        "a@b.int",
        "+41",
        "22",
        "730",
        "5861",
        "section",
        "one",
        "four",
    ]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(LINES, LINES, LINES)
def test_any_documents_can_be_compared(one: list[str], two: list[str], three: list[str]) -> None:
    documents = [
        (language, read(letter("\n".join(lines)), f"{language}.docx"))
        for language, lines in (("ar", one), ("en", two), ("zh", three))
    ]
    findings = compare(documents)
    assert {finding.place.file for finding in findings} <= {"ar.docx", "en.docx", "zh.docx"}
    same = [(language, documents[0][1]) for language in ("en", "fr")]
    assert {f.code for f in compare(same)} <= {"X003", "X009", "X010", "X011", "X012", "X014"}


@settings(deadline=None, max_examples=60)
@given(st.text("0123456789", max_size=6), st.text("x0123456789-", max_size=6), st.integers(0, 9))
def test_any_numbering_can_be_read(number: str, level: str, start: int) -> None:
    numbering = root(
        "numbering",
        f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="{level}">'
        f'<w:start w:val="{start}{number}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%9"/>'
        f'</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="{number}"/></w:num>',
    )
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    outline = f'<w:outlineLvl w:val="{level}"/>'
    data = docx(
        p("one", properties=listed + outline), p("two", properties=listed),
        parts={"word/numbering.xml": numbering},
    )  # fmt: skip
    assert read(data, "a.docx").text == "one\ntwo"


def test_a_name_that_a_chinese_letter_writes_in_its_own_characters() -> None:
    files = letters(
        en="Please write to Ms Wang Lihua of the Bureau of the Union by the end of the year.",
        fr="Veuillez écrire à Mme Wang Lihua, au Bureau de l'Union, avant la fin de l'année.",
        zh="请在年底前致函本局王丽华女士。",
    )
    assert compare_files(files) == []
    files[2] = ("zh.docx", letter("请在年底前日向女士致函本局。"))
    assert told(compare_files(files)) == [("X014", "zh.docx paragraph 1")]
