"""What is wrong in an officer's files or words: a finding each, exit code 1, nothing written."""

from __future__ import annotations

import errno
import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from conftest import Answer, Program, contents, visible
from filelock import FileLock

CIRCULAR = ("circular", "--lang", "zh")
ZH = "templates/circular/zh.docx"


@pytest.fixture
def refused(campaign: Path, invoke: Program) -> Callable[..., Answer]:
    """Run a command that has to be refused, as text and as JSON; the folder stays as it was."""

    def call(*arguments: str) -> Answer:
        before = contents(campaign.parent)
        said = invoke(*arguments)
        answer = invoke(*arguments, "--json")
        assert contents(campaign.parent) == before
        assert (said.code, said.stdout) == (1, "")
        assert (answer.code, answer.stderr) == (1, "")
        assert answer.json["files"] == []
        assert said.findings == answer.findings
        assert re.search(r"^\d+ errors?(, .*)?; nothing was written$", said.stderr, re.MULTILINE)
        assert "Traceback" not in said.stderr
        for finding in answer.json["findings"]:
            assert finding["message"]
            assert str(finding["message"]) in said.stderr
        return answer

    return call


Refused = Callable[..., Answer]


def hints(answer: Answer) -> str:
    return " ".join(finding["hint"] for finding in answer.json["findings"])


def messages(answer: Answer) -> str:
    return " ".join(finding["message"] for finding in answer.json["findings"])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rewrite(path: Path, old: str, new: str, part: str = "word/document.xml") -> None:
    """Change the text of a part of a Word file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == part:
                assert old in data.decode("utf-8")
                data = data.decode("utf-8").replace(old, new, 1).encode("utf-8")
            target.writestr(info, data)
    path.write_bytes(stream.getvalue())


# ----------------------------------------------------------------------- the folder and the words


def test_no_campaign_here(
    refused: Refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    for command in (CIRCULAR, ("roadmap",), ("templates", "list")):
        answer = refused(*command)
        assert answer.findings == [("C001", "campaign.toml")]
        assert "docgen init DIR" in hints(answer)
        assert "--campaign FILE" in hints(answer)


def test_a_folder_in_the_place_of_the_campaign_file(refused: Refused, campaign: Path) -> None:
    answer = refused(*CIRCULAR, "--campaign", str(campaign))
    assert answer.findings == [("C002", "campaign")]
    assert "campaign.toml" in hints(answer)


def test_a_campaign_file_that_is_none(refused: Refused, campaign: Path) -> None:
    edit(campaign / "campaign.toml", "number = 182", "number = ")
    line = (campaign / "campaign.toml").read_text().splitlines().index("number = ") + 1
    answer = refused(*CIRCULAR)
    assert [(code, place.split(",")[0]) for code, place in answer.findings] == [
        ("C003", f"campaign.toml line {line}")
    ]


def test_a_kind_of_letter_that_the_campaign_has_not(refused: Refused, campaign: Path) -> None:
    edit(campaign / "campaign.toml", "[kinds.roadmap]", "[kinds.raodmap]")
    answer = refused("roadmap")
    assert answer.findings == [("C011", "campaign.toml [kinds]")]
    assert "did you mean raodmap?" in hints(answer)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("cn", "zh"), ("CN", "zh"), ("chinese", "zh"), ("gb", "en"), ("fra", "fr"), ("rus", "ru")],
)
def test_an_unknown_language(refused: Refused, word: str, meant: str) -> None:
    answer = refused("circular", "--lang", word)
    assert answer.findings == [("C010", f"--lang {word}")]
    assert hints(answer) == f"did you mean {meant}? the languages are ar, en, es, fr, ru, zh"


def test_a_language_like_none(refused: Refused) -> None:
    answer = refused("circular", "--lang", "klingon")
    assert answer.findings == [("C010", "--lang klingon")]
    assert hints(answer) == "the languages are ar, en, es, fr, ru, zh"


def without_french(campaign: Path) -> None:
    path = campaign / "campaign.toml"
    edit(path, '"fr", ', "")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not re.match(r"[a-z_.]+\.fr = ", line)]
    path.write_text("".join(kept), encoding="utf-8")


def test_a_language_that_the_campaign_has_not(refused: Refused, campaign: Path) -> None:
    without_french(campaign)
    answer = refused("roadmap", "--lang", "fr")
    assert answer.findings == [("C010", "--lang fr")]
    assert "add fr in campaign.toml" in hints(answer)


def test_a_recipient_in_a_language_that_the_campaign_has_not(
    refused: Refused, campaign: Path
) -> None:
    """Without a finding those who are written to in French would get nothing at all."""
    without_french(campaign)
    answer = refused(*CIRCULAR)
    assert {code for code, _ in answer.findings} == {"L009"}
    assert len(answer.findings) == 36
    assert "mailing_lists/member_states.csv row 5" in {place for _, place in answer.findings}
    assert "AND is written to in fr, which the campaign has not" in messages(answer)


@pytest.mark.parametrize(
    "word", ["tomorrow", "2024-02-30", "06.03.2024", "20240306", "2024-W10-3", "2024-3-6", ""]
)
def test_a_date_that_is_none(refused: Refused, word: str) -> None:
    answer = refused(*CIRCULAR, "--date", word)
    assert answer.findings == [("C017", f"--date {word}".strip())]
    assert hints(answer) == "write it as 2024-03-06"


# -------------------------------------------------------------------------------------- templates


def excel() -> bytes:
    """An Excel workbook as far as anybody looks who seeks a Word document (ECMA-376 part 2)."""
    schemas = "http://schemas.openxmlformats.org"
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{schemas}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{schemas}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{schemas}/officeDocument/2006/relationships/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{schemas}/spreadsheetml/2006/main"/>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "T002", "an old .doc file"),
        (b"%PDF-1.7\n", "T002", "a PDF file"),
        ("尊敬的先生".encode(), "T002", "not a Word document"),
        (b"", "T002", "empty"),
        (excel(), "T002", "not a Word document"),
        (b"PK\x03\x04 and then nothing of an archive", "T003", "damaged"),
    ],
    ids=["doc", "PDF", "text", "empty", "xlsx", "damaged"],
)
def test_a_template_that_is_no_word_file(
    refused: Refused, campaign: Path, data: bytes, code: str, said: str
) -> None:
    (campaign / ZH).write_bytes(data)
    answer = refused(*CIRCULAR)
    assert answer.findings == [(code, ZH)]
    assert said in messages(answer)
    assert hints(answer)


def test_a_template_cut_short(refused: Refused, campaign: Path) -> None:
    whole = (campaign / ZH).read_bytes()
    (campaign / ZH).write_bytes(whole[: len(whole) // 2])
    answer = refused(*CIRCULAR)
    assert answer.findings == [("T003", ZH)]
    assert "ask for the file again" in hints(answer)


def test_a_template_with_a_flipped_bit(refused: Refused, campaign: Path) -> None:
    data = bytearray((campaign / ZH).read_bytes())
    data[data.index(b"word/document.xml") + 400] ^= 0x10
    (campaign / ZH).write_bytes(bytes(data))
    answer = refused(*CIRCULAR)
    assert {code for code, _ in answer.findings} == {"T003"}


def test_a_missing_template(refused: Refused, campaign: Path) -> None:
    (campaign / ZH).unlink()
    answer = refused(*CIRCULAR)
    assert answer.findings == [("T001", ZH)]
    assert "docgen templates build" in hints(answer)


def test_a_folder_in_the_place_of_a_template(refused: Refused, campaign: Path) -> None:
    (campaign / ZH).unlink()
    (campaign / ZH).mkdir()
    assert refused(*CIRCULAR).findings == [("T001", ZH)]


def test_a_template_that_cannot_be_opened(
    refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights do not bind the administrator, so the system's refusal is put in its place."""
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "zh.docx" and "templates" in path.parts and not path.is_absolute():
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert refused(*CIRCULAR).findings == [("T001", ZH)]


TAG = "{{ recipient.addressee }}"


@pytest.mark.parametrize(
    ("tag", "code", "said"),
    [
        ("{% unknown %}", "T010", "unknown"),
        ("{{ recipient.addresee }}", "T020", "recipient.addresee"),
        ("{{ recipient.addressee | lnog_date }}", "T013", "lnog_date"),
        ("{{ recipient.addressee", "T010", ""),
        ("{% if recipient %}", "T011", ""),
    ],
    ids=["tag", "variable", "filter", "open", "block"],
)
def test_a_tag_that_cannot_be_used(
    refused: Refused, campaign: Path, tag: str, code: str, said: str
) -> None:
    rewrite(campaign / ZH, TAG, tag)
    answer = refused(*CIRCULAR)
    assert code in {found for found, _ in answer.findings}
    assert all(re.fullmatch(rf"{ZH}( .+)?", place) for _, place in answer.findings)
    assert all(re.search(r" paragraph \d+", place) for _, place in answer.findings)
    assert said in messages(answer) + hints(answer)
    assert all(finding["hint"] for finding in answer.json["findings"])


def test_a_variable_nearly_right(refused: Refused, campaign: Path) -> None:
    rewrite(campaign / ZH, TAG, "{{ recipient.addresee }}")
    answer = refused(*CIRCULAR)
    assert [code for code, _ in answer.findings] == ["T020"]
    assert hints(answer) == "did you mean recipient.addressee?"


# ------------------------------------------------------------------------------------------ lists


def test_a_missing_list(refused: Refused, campaign: Path) -> None:
    (campaign / "mailing_lists" / "rtos.csv").unlink()
    assert refused(*CIRCULAR).findings == [("L001", "mailing_lists/rtos.csv")]


def test_a_list_without_its_key_column(refused: Refused, campaign: Path) -> None:
    path = campaign / "mailing_lists" / "rtos.csv"
    path.write_bytes(path.read_bytes().replace(b"key,", b"kye,", 1))
    answer = refused(*CIRCULAR)
    assert ("L004", "mailing_lists/rtos.csv row 1") in answer.findings
    assert "there is no column key" in messages(answer)
    assert "A1 is headed" in hints(answer)


def test_a_bad_row(refused: Refused, campaign: Path) -> None:
    path = campaign / "mailing_lists" / "rtos.csv"
    text = path.read_text(encoding="utf-8-sig").replace("ATU,AFR,en,", "ATU,AFRIQA,en,", 1)
    path.write_text(text, encoding="utf-8-sig")
    assert refused(*CIRCULAR).findings == [("L009", "mailing_lists/rtos.csv B2")]


def test_check_tells_a_bad_row_once(campaign: Path, invoke: Program) -> None:
    """The templates of letters to people are not blamed for the organization that is missing."""
    path = campaign / "mailing_lists" / "rtos.csv"
    whole = path.read_text(encoding="utf-8-sig")
    path.write_text(whole.replace("ATU,AFR,en,", "ATU,AFRIQA,en,", 1), encoding="utf-8-sig")
    words = ("check", "--kind", "invitation", "--json")
    assert invoke(*words).findings == [
        ("X002", "campaign.toml [kinds.invitation]"),
        ("L009", "mailing_lists/rtos.csv B2"),
    ]
    path.write_text(whole.replace("ATU,AFR,en,", "AUT,AFR,en,", 1), encoding="utf-8-sig")
    assert invoke(*words).findings == [
        ("X002", "campaign.toml [kinds.invitation]"),
        ("L009", "campaign.toml [regions.AFR] rto"),
    ]


def test_an_excel_workbook_in_the_place_of_a_list(refused: Refused, campaign: Path) -> None:
    (campaign / "mailing_lists" / "rtos.csv").write_bytes(excel())
    answer = refused(*CIRCULAR)
    assert answer.findings == [("L002", "mailing_lists/rtos.csv")]
    assert "CSV UTF-8" in hints(answer)


def test_the_same_key_in_two_lists(refused: Refused, campaign: Path) -> None:
    path = campaign / "mailing_lists" / "rtos.csv"
    text = path.read_text(encoding="utf-8-sig").replace("\nATU,AFR", "\nafg,AFR", 1)
    path.write_text(text.replace("ATU,AFR,en", "afg,AFR,en", 1), encoding="utf-8-sig")
    (finding,) = refused(*CIRCULAR).findings
    assert finding == ("L008", "mailing_lists/member_states.csv row 2")


def test_a_key_that_no_file_name_can_hold(refused: Refused, campaign: Path) -> None:
    path = campaign / "mailing_lists" / "rtos.csv"
    text = path.read_text(encoding="utf-8-sig").replace("ATU,AFR,en,", "../../ATU,AFR,en,", 1)
    path.write_text(text, encoding="utf-8-sig")
    answer = refused("circular", "--lang", "en")
    assert answer.findings == [("L009", "mailing_lists/rtos.csv A2")]


# ------------------------------------------------------------------------------- several at once


def test_all_faults_of_a_run_are_told(refused: Refused, campaign: Path) -> None:
    (campaign / ZH).write_bytes(b"%PDF-1.7\n")
    (campaign / "templates" / "circular" / "fr.docx").unlink()
    (campaign / "mailing_lists" / "rtos.csv").unlink()
    path = campaign / "mailing_lists" / "member_states.csv"
    text = path.read_text(encoding="utf-8-sig").replace("AFG,ASP,en,", "AFG,ASP,xx,", 1)
    path.write_text(text, encoding="utf-8-sig")
    words = ("--lang", "zh", "--lang", "fr", "--lang", "cn", "--date", "soon")
    assert refused("circular", *words).findings == [
        ("C017", "--date soon"),
        ("C010", "--lang cn"),
        ("L009", "mailing_lists/member_states.csv C2"),
        ("L001", "mailing_lists/rtos.csv"),
        ("T001", "templates/circular/fr.docx"),
        ("T002", ZH),
    ]


def test_wrong_words_are_told_beside_a_wrong_campaign(refused: Refused, campaign: Path) -> None:
    (campaign / "campaign.toml").unlink()
    words = ("--lang", "cn", "--lang", "zh", "--date", "soon")
    assert refused("circular", *words).findings == [
        ("C017", "--date soon"),
        ("C010", "--lang cn"),
        ("C001", "campaign.toml"),
    ]


def test_a_letter_that_cannot_be_made_stops_all(campaign: Path, invoke: Program) -> None:
    """Each state whose list gives no abbreviation is named; out/ keeps the letters of before."""
    assert invoke("circular", "--lang", "ru").code == 0
    with_abbreviation = f"{{{{ recipient.abbreviation }}}} {TAG}"
    rewrite(campaign / "templates/circular/ru.docx", TAG, with_abbreviation)
    before = contents(campaign)
    answer = invoke("circular", "--lang", "ru", "--lang", "zh", "--json")
    assert contents(campaign) == before
    assert (answer.code, answer.json["files"]) == (1, [])
    assert {code for code, _ in answer.findings} == {"T021"}
    assert len(answer.findings) == 9
    assert all(place.startswith("templates/circular/ru.docx p") for _, place in answer.findings)
    assert "(for ARM, mailing_lists/member_states.csv row 8)" in messages(answer)
    assert "RCC" not in messages(answer)
    assert invoke("circular", "--lang", "ru", "--dry-run", "--json").findings == answer.findings


# -------------------------------------------------------------------------------------------- out/


def test_a_file_in_the_place_of_out(refused: Refused, campaign: Path) -> None:
    (campaign / "out").rmdir()
    (campaign / "out").write_bytes(b"a file")
    answer = refused(*CIRCULAR)
    assert answer.findings == [("C015", "out")]
    assert "--out" in hints(answer)


def test_a_file_on_the_way_to_out(refused: Refused) -> None:
    assert refused(*CIRCULAR, "--out", "campaign.toml/letters").findings == [
        ("C015", "campaign.toml/letters")
    ]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_an_out_that_cannot_be_written(
    refused: Refused, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Rights do not bind the administrator, so the system's refusal is put in its place."""

    def mkdir(path: Path, *_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "mkdir", mkdir)
    answer = refused(*CIRCULAR)
    assert answer.findings == [("C015", "out")]
    assert os.strerror(number) in messages(answer)


def test_a_disk_that_is_full_part_way(
    campaign: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert invoke("circular", "--lang", "zh").code == 0
    before = contents(campaign)

    def full(name: str, mode: str) -> IO[Any]:
        if name.endswith("-S-CUB.docx"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return Path(name).open(mode)

    monkeypatch.setattr("docgen.publish.publication.open", full, raising=False)
    answer = invoke("circular", "--json")
    assert (answer.code, answer.findings, answer.paths) == (1, [("C015", "out")], [])
    assert contents(campaign) == before


def test_another_run_in_the_same_out(campaign: Path, invoke: Program) -> None:
    (campaign / "out" / ".docgen").mkdir()
    with FileLock(campaign / "out" / ".docgen" / "lock"):
        answer = invoke(*CIRCULAR, "--json")
        assert (answer.code, answer.findings) == (1, [("C018", "out")])
        assert visible(campaign / "out") == {}
        assert invoke(*CIRCULAR, "--out", "other").code == 0
        assert invoke(*CIRCULAR, "--dry-run").code == 0
    assert invoke(*CIRCULAR).code == 0


# -------------------------------------------------------------------------------------------- usage


@pytest.mark.usefixtures("campaign")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("circular", "--lang", "zh", "--all"), "--lang and --all exclude each other"),
        (("cirular",), "there is no command 'cirular'; did you mean circular?"),
        (("templates", "biuld"), "there is no command 'biuld'; did you mean build?"),
        (("xyzzy",), "there is no command 'xyzzy'; known: init, circular, roadmap, "),
        (("circular", "--langs", "zh"), "--lang"),
        (("circular", "--jobs", "0"), "0 is not in the range"),
        (("circular", "--jobs", "many"), "'many' is not a valid integer"),
        (("circular", "zh"), "unexpected extra argument"),
        (("init",), "DIR"),
        (("templates", "show"), "FILE"),
    ],
)
def test_usage(invoke: Program, campaign: Path, words: tuple[str, ...], said: str) -> None:
    """Click's exit code 2, with the way out on stderr; nothing on stdout."""
    answer = invoke(*words)
    assert (answer.code, answer.stdout) == (2, "")
    assert said in answer.stderr
    assert "Usage: " in answer.stderr
    assert visible(campaign / "out") == {}
