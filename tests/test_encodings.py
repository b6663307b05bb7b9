"""Text files in the encodings of Excel: read where the words tell the encoding, or refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.diagnostics import Finding, Severity
from docgen.recipients import read_csv
from docgen.recipients.encoding import text_of

HEADER = "key,name,organization\r\n"

# Names and organizations as lists have them; with the encodings that can hold them.
POOLS: dict[str, tuple[str, ...]] = {
    "cp1252": (
        "Amélie Lefèvre", "José Hernández", "Núria Peña Muñoz", "Jürgen Groß", "Søren Bjørnsen",
        "François d’Étienne", "Autorité de régulation des télécommunications", "Égypte",
        "Ministère de l’Économie numérique", "Comisión Nacional de Comunicaciones",
        "Dirección General “Espectro”", "Agência Nacional de Telecomunicações", "Île Maurice",
        "Côte d’Ivoire", "République tchèque", "España", "Türkiye", "Œuvre – 2024", "née Gagné",
    ),
    "cp1251": (
        "Иванов Пётр Сергеевич", "Анна Смирнова", "Министерство цифрового развития",
        "Администрация связи Республики Беларусь", "Нурлан Абдрахманов", "Олена Шевченко",
        "ИВАНОВА МАРИЯ", "Региональное содружество в области связи", "Ольга Соловьёва",
        "Директор департамента", "ФГУП «Радиочастотный центр»", "город Москва, улица Тверская",
        "Российская Федерация", "Заместитель министра", "Юрий Жуков", "объединение",
    ),
    "cp1256": (
        "محمد الأحمد", "فاطمة الزهراء", "خالد بن سعيد", "هيئة تنظيم الاتصالات", "وزارة الاتصالات",
        "وزارة الاتصالات وتكنولوجيا المعلومات", "المملكة العربية السعودية", "مريم عبد الله",
        "مدير عام", "جمهورية مصر العربية", "أحمد المنصوري", "الجزائر", "ليلى حسن", "دولة قطر",
    ),
    "gb18030": (
        "王伟", "李娜", "张静怡", "刘洋", "中国信息通信研究院", "工业和信息化部", "国际电信联盟",
        "北京市西城区", "陈志强", "赵敏", "亚太电信组织", "主任", "处长", "国际合作司（北京）",
        "周杰", "吴秀英", "高级工程师",
    ),
}  # fmt: skip


def read(data: bytes) -> tuple[str | None, list[tuple[str, str]]]:
    text, findings = text_of(data, "list.csv")
    return text, told(findings)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in findings]


def lists_in(encoding: str) -> st.SearchStrategy[str]:
    """Lists of two rows at least, in which a name and an organization are in the language."""
    cell = st.sampled_from(POOLS[encoding]).map(lambda text: f'"{text}"')
    plain = st.sampled_from(["A1", "Khan", "ITU", "+41 22 730 5111", "a.b@example.org", "2024"])
    row = st.tuples(plain, cell, cell, st.one_of(plain, cell)).map(",".join)
    rows = st.lists(row, min_size=2, max_size=8)
    end = st.sampled_from(["\n", "\r\n"])
    return st.builds(lambda rows, end: HEADER + end.join(rows) + end, rows, end)


@pytest.mark.parametrize("encoding", POOLS)
@given(data=st.data())
@settings(deadline=None, max_examples=100)
def test_a_list_comes_back_as_it_was(encoding: str, data: st.DataObject) -> None:
    """One short name may be words of two languages: “Юрий Жуков” is Chinese as well.  A list that
    holds nothing else is refused, and none is read as what it was not.
    """
    text = data.draw(lists_in(encoding))
    answer = read(text.encode(encoding))
    if sum(f'"{words}"' in text for words in POOLS[encoding]) == 1:
        assert answer in ((text, [("L028", "list.csv")]), (None, [("L029", "list.csv")]))
    else:
        assert answer == (text, [("L028", "list.csv")])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("signed", [True, False], ids=["BOM", "no BOM"])
@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_utf16(encoding: str, signed: bool, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(sorted(POOLS)).flatmap(lists_in))
    written = ("\ufeff" if signed else "") + text
    assert read(written.encode(encoding)) == (text, [("L028", "list.csv")])


@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_utf8_needs_no_note(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(sorted(POOLS)).flatmap(lists_in))
    assert read(text.encode("utf-8")) == (text, [])
    assert read(text.encode("utf-8-sig")) == (text, [])


# What other programs and systems write: never read as something else.
@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("cp850", "José Hernández,Comisión Técnica\r\nPeña,Dirección\r\n"),
        ("mac_roman", "José Hernández,Comisión Técnica\r\nPeña,Dirección\r\n"),
        ("mac_roman", "Amélie Lefèvre,Autorité de régulation\r\n"),
        ("mac_roman", "Lucía,Administración\r\nLópez,Repoblación de Níger\r\n"),
        ("cp850", "Sudán,Pakistán\r\nHungría,República\r\n"),
        ("cp437", "Amélie Lefèvre,Autorité de régulation\r\n"),
        ("cp1250", "Jiří Dvořák,Český telekomunikační úřad\r\nŁukasz Żak,Urząd Łódź\r\n"),
        ("cp1254", "Çağrı Yıldız,Bilgi Teknolojileri ve İletişim Kurumu Başkanlığı\r\n"),
        ("cp1257", "Jānis Bērziņš,Rīga\r\n"),
        ("cp1253", "Γιώργος Παπαδόπουλος,Υπουργείο Ψηφιακής Διακυβέρνησης\r\n"),
        ("cp1255", "יוסף כהן,משרד התקשורת\r\nשלום לוי,ירושלים\r\n"),
        ("koi8-r", "Иванов Пётр,Министерство связи\r\n"),
        ("koi8-r", "связь,регион\r\n"),
        ("koi8-r", "ИВАНОВ ПЁТР,МИНИСТЕРСТВО СВЯЗИ\r\n"),
        ("iso8859-5", "Иванов Пётр,Министерство связи\r\n"),
        ("cp866", "Иванов Пётр,Министерство связи\r\n"),
        ("mac_cyrillic", "Иванов Пётр,Министерство связи\r\nОбама,Россия\r\n"),
        ("mac_cyrillic", "Судан,Египет\r\nФиджи,Таджикистан\r\n"),
        ("iso8859-5", "Вьетнам,x\r\n"),
        ("iso8859-6", "محمد الأحمد,هيئة الاتصالات\r\nفاطمة,وزارة المعلومات\r\n"),
        ("big5", "王偉,中國資訊通信研究院\r\n李娜,工業部\r\n"),
        ("shift_jis", "田中太郎,総務省\r\n山田花子,国際戦略局\r\n"),
        ("euc-jp", "田中太郎,総務省\r\n山田花子,国際戦略局のひと\r\n"),
        ("euc-kr", "김철수,한국방송통신전파진흥원\r\n이영희,서울특별시\r\n"),
        ("cp874", "สมชาย ใจดี,กสทช\r\n"),
    ],
)
def test_another_encoding_is_refused_at_its_line(encoding: str, content: str) -> None:
    text, findings = read((HEADER + content).encode(encoding))
    assert (text, findings) == (None, [("L029", "list.csv line 2")])


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("cp1252", "à,b\r\n"),  # а in Russian
        ("gb18030", "张,x\r\n"),
        ("cp1256", "خالد,x\r\n"),
        ("gb18030", "龚喆赟,煜煊\r\n"),
    ],
)
def test_too_few_letters_tell_nothing(encoding: str, content: str) -> None:
    assert read((HEADER + content).encode(encoding)) == (None, [("L029", "list.csv line 2")])


def test_a_refusal_says_how_to_save() -> None:
    (finding,) = text_of((HEADER + "à,b").encode("cp1252"), "list.csv").findings
    assert (finding.severity, finding.message) == (
        Severity.ERROR,
        "its letters may be in Windows-1252 or Windows-1251, and would be other ones",
    )
    assert finding.hint == 'in Excel, save it as "CSV UTF-8 (Comma delimited)"'


def test_punctuation_that_is_the_same_in_all_of_them() -> None:
    text = HEADER + "A,l’Union – “ITU” …\r\n"
    assert read(text.encode("cp1252")) == (text, [("L028", "list.csv")])
    assert read(text.encode("cp1251")) == (text, [("L028", "list.csv")])


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("cp1252", 'it is in Windows-1252, and was read so: "José", "Peña"'),
        ("utf-16", 'it is in UTF-16, and was read so: "José", "Peña"'),
        ("utf-16-be", 'it is in UTF-16 (big endian), and was read so: "José", "Peña"'),
    ],
)
def test_the_note_shows_words(encoding: str, message: str) -> None:
    (finding,) = text_of((HEADER + "José,Peña\r\n").encode(encoding), "list.csv").findings
    assert (finding.severity, finding.message) == (Severity.NOTE, message)


def test_a_signature_decides() -> None:
    text = HEADER + "张,x\r\n"
    assert read(("\ufeff" + text).encode("gb18030")) == (text, [("L028", "list.csv")])
    assert read(b"\xef\xbb\xbf" + "é".encode("cp1252")) == (None, [("L002", "list.csv line 1")])
    assert read(("\ufeff" + text).encode("utf-32-le")) == (None, [("L029", "list.csv")])
    assert read(b"\xff\xfe\x00\xd8a\x00") == (None, [("L002", "list.csv")])
    assert read("\ufeffa\0b".encode("utf-16-le")) == (None, [("L002", "list.csv line 1")])


def test_two_files_put_together(tmp_path: Path) -> None:
    data = HEADER.encode() + "Иванов,Анна\n".encode() * 5 + "José,x\n".encode("cp1252")
    assert read(data) == (None, [("L002", "list.csv line 7")])


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_whole_list_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("key\tname\r\nA\t Núñez \r\n".encode(encoding))
    table, findings = read_csv(path, "list.csv")
    assert table is not None
    assert [row.cells for row in table.rows] == [("key", "name"), ("A", "Núñez")]
    assert table.raw == {(2, 1): " Núñez "}
    assert told(findings) == [("L028", "list.csv"), ("L016", "list.csv row 1")]


@given(st.binary(max_size=300))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    text, findings = text_of(data, "list.csv")
    assert (text is None) == any(f.severity is Severity.ERROR for f in findings)
    assert len(findings) <= 1


COLUMNS = {"fr": "cp1252", "es": "cp1252", "ru": "cp1251", "ar": "cp1256", "zh": "gb18030"}
OTHERS = ("cp850", "mac_roman", "koi8-r", "iso8859-5", "cp866", "mac_cyrillic", "iso8859-6")


@pytest.mark.parametrize("language", COLUMNS)
def test_lists_of_states(language: str) -> None:
    """Each five states of the mailing list, as Excel and as other systems would save them."""
    path = Path(__file__).resolve().parent.parent / "mailing_lists" / "member_states.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        states = list(csv.DictReader(stream))
    for start in range(0, len(states) - 5, 5):
        lines = [
            f'{state["key"]},"{state[f"name_{language}"]}","{state[f"addressee_{language}"]}"'
            for state in states[start : start + 5]
        ]
        text = HEADER + "\r\n".join(lines)
        assert read(text.encode(COLUMNS[language])) == (text, [("L028", "list.csv")])
        for other in OTHERS:
            try:
                data = text.encode(other)
            except UnicodeEncodeError:
                continue
            assert read(data)[0] is None
