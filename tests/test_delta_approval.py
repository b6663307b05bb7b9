"""Who approved which proof: only what was shown can be approved, and any change voids it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from finished import LANGUAGES, all_letters, campaign_of, facts, rendered
from hypothesis import given
from hypothesis import strategies as st
from soffice import make_fake
from test_delta import codes, folder, letter, looked_at, run
from test_delta_files import valid

from docgen import delta
from docgen.cli import docgen as program
from docgen.delta import Base, Change, Changes
from docgen.delta.captions import captions
from docgen.delta.changes import Run
from docgen.delta.page import as_html
from docgen.delta.word import as_docx

__all__ = ["folder"]

DAY = date(2024, 3, 6)


def approve(folder: Path, by: str = "S. Onoe") -> tuple[int, list[tuple[str, str]]]:
    code, answer = run(folder, "--approve", "--by", by)
    return code, codes(answer)


def made(folder: Path, *words: str) -> list[tuple[str, str]]:
    code, answer = run(folder, *words)
    assert code == 0
    return codes(answer)


def since(folder: Path) -> dict[str, object] | None:
    record = json.loads((folder / "out/proof/proof.json").read_text(encoding="utf-8"))
    found = record.get("since")
    assert found is None or isinstance(found, dict)
    return found


def letters(folder: Path) -> list[Path]:
    return sorted((folder / "out/circular/zh").iterdir())


def other(folder: Path, number: int = 0) -> None:
    """Put another letter in the place of one: the Chinese circular of a later day."""
    campaign = campaign_of(facts().replace(b"date = 2024-03-06", b"date = 2024-03-07"))
    path = letters(folder)[number]
    (later,) = (one for one in rendered("circular", campaign) if one.language == "zh")
    path.write_bytes(later.data)


def test_a_proof_is_approved_and_later_ones_say_what_has_changed(folder: Path) -> None:
    assert made(folder) == []
    assert since(folder) is None
    before = {path.name: path.read_bytes() for path in (folder / "out/proof").iterdir()}
    assert approve(folder) == (0, [])
    record = json.loads((folder / "out/proof/approved/0001.json").read_text(encoding="utf-8"))
    assert (record["by"], record["proof"]) == ("S. Onoe", before["proof.json"].decode())
    # The proof itself is as it was.
    after = {path.name: path.read_bytes() for path in (folder / "out/proof").glob("proof.*")}
    assert after == before
    result = CliRunner().invoke(program, ["proof", "--campaign", str(folder / "campaign.toml")])
    assert f"approved by S. Onoe on {record['at'][:10]}, and not changed since" in result.output
    found = since(folder)
    assert found is not None
    assert (found["approved"], found["unchanged"]) == (
        [{"by": "S. Onoe", "at": record["at"], "groups": [["circular", "zh"]]}],
        2,
    )
    page = (folder / "out/proof/proof.html").read_text(encoding="utf-8")
    assert "What has changed since the proof that S. Onoe approved on" in page
    assert "Nothing has changed since." in page
    other(folder)
    assert made(folder) == [("P084", "out/proof/proof.json")]
    found = since(folder)
    assert found is not None
    assert len(found["words"]) > 0  # type: ignore[arg-type]  # a list, in the JSON file
    # Approving the new proof makes it the one to compare with.
    assert approve(folder, "T. Lamanauskas") == (0, [])
    assert made(folder) == []
    found = since(folder)
    assert found is not None
    assert [base["by"] for base in found["approved"]] == ["T. Lamanauskas"]  # type: ignore[attr-defined]  # as above


def test_the_same_input_gives_the_same_bytes_after_an_approval(folder: Path) -> None:
    made(folder)
    approve(folder)
    made(folder)
    first = {path.name: path.read_bytes() for path in (folder / "out/proof").glob("proof.*")}
    made(folder)
    assert {p.name: p.read_bytes() for p in (folder / "out/proof").glob("proof.*")} == first
    # Two may approve the same proof, the second what the first approved.
    assert approve(folder, "A. Second") == (0, [])


def test_nothing_else_than_what_was_shown_is_approved(folder: Path) -> None:
    place = folder / "out/proof"
    assert approve(folder) == (1, [("P081", "out/proof/proof.json")])
    made(folder)
    page = (place / "proof.html").read_bytes()
    (place / "proof.html").write_bytes(page.replace(b"2024", b"2025"))
    assert approve(folder) == (1, [("P083", "out/proof/proof.html")])
    (place / "proof.html").write_bytes(page)
    (place / "proof.docx").unlink()
    assert approve(folder) == (1, [("P083", "out/proof/proof.docx")])
    made(folder)
    record = (place / "proof.json").read_text(encoding="utf-8")
    (place / "proof.json").write_text(record.replace("2024-03-06", "2024-03-08"), encoding="utf-8")
    assert approve(folder) == (1, [("P082", "out/proof/proof.json")])
    made(folder)
    other(folder)
    assert approve(folder) == (1, [("P082", "out/proof/proof.json")])
    made(folder)
    letters(folder)[1].unlink()
    assert approve(folder) == (1, [("P082", "out/proof/proof.json")])
    made(folder)
    shutil.copy(letters(folder)[0], folder / "out/circular/zh/more.docx")
    assert approve(folder) == (1, [("P082", "out/proof/proof.json")])
    assert not (place / "approved").exists()


@pytest.mark.parametrize("change", ["changed", "new", "gone", "file among them"])
def test_any_change_voids_an_approval_and_is_told(folder: Path, change: str) -> None:
    made(folder)
    approve(folder)
    if change == "changed":
        other(folder, 1)
    elif change == "new":
        shutil.copy(letters(folder)[0], folder / "out/circular/zh/more.docx")
    elif change == "gone":
        letters(folder)[0].unlink()
    else:
        (folder / "out/circular/zh/mine.docx").write_bytes(b"no letter")
    code, answer = run(folder)
    if change == "file among them":
        assert (code, codes(answer)) == (1, [("P004", "out/circular/zh/mine.docx")])
    else:
        assert (code, codes(answer)) == (0, [("P084", "out/proof/proof.json")])
        findings = answer["findings"]
        assert isinstance(findings, list)
        assert f" {change}" in findings[0]["message"]


def test_letters_with_the_same_words_in_another_file() -> None:
    proof = delta.make("x", DAY, [letter("A", "same"), letter("B", "same too")])
    texts = {"notice/en/A.docx": ("same",), "notice/en/B.docx": ("same too",)}
    changes = delta.compare(proof, texts, "2024-03-06", {"notice/en/A.docx": "another"})
    assert (changes.redone, changes.unchanged) == (["notice/en/A.docx"], 1)
    assert "another look or other properties: 1." in as_html(proof, changes)


def test_the_captions_and_what_was_asked_for_are_those_of_the_proof(folder: Path) -> None:
    one = next(each for each in all_letters("circular") if each.language == "fr")
    (folder / "out/circular/fr").mkdir()
    (folder / "out/circular/fr" / one.name).write_bytes(one.data)
    made(folder, "--lang", "zh", "--captions", "ru", "--date", "2024-03-07")
    assert approve(folder) == (0, [])
    assert made(folder) == []
    found = since(folder)
    assert found is not None
    assert found["never_approved"] == [["circular", "fr"]]
    assert found["added"] == []
    page = (folder / "out/proof/proof.html").read_text(encoding="utf-8")
    assert "Not approved before: circular (French)" in page


def test_a_proof_with_pictures_is_approved_without_a_converter(
    folder: Path, tmp_path: Path
) -> None:
    fake = make_fake(tmp_path / "office")
    made(folder, "--pictures", "--soffice", str(fake.path))
    assert approve(folder) == (0, [])
    page = folder / "out/proof/proof.html"
    page.write_bytes(page.read_bytes().replace(b"base64,iVBOR", b"base64,iVBOS", 1))
    assert approve(folder) == (1, [("P083", "out/proof/proof.html")])


def test_records_that_cannot_be_read(folder: Path) -> None:
    made(folder)
    approve(folder)
    record = folder / "out/proof/approved/0001.json"
    whole = record.read_text(encoding="utf-8")
    for content in ("", "[]", "{}", whole.replace("circular", "circulars", 1), "[" * 5000):
        record.write_text(content, encoding="utf-8")
        assert made(folder) == [("P085", "out/proof/approved/0001.json")]
        assert since(folder) is None


def test_a_proof_of_an_older_docgen_cannot_be_approved(folder: Path) -> None:
    made(folder)
    path = folder / "out/proof/proof.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    del whole["shown"]
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert approve(folder) == (1, [("P081", "out/proof/proof.json")])
    path.write_text("{}", encoding="utf-8")
    assert approve(folder) == (1, [("P081", "out/proof/proof.json")])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--approve",), "--approve needs --by NAME"),
        (("--by", "A"), "--by goes with --approve"),
        (("--approve", "--by", " "), "write the name of a person"),
        (("--approve", "--by", "A\u202eB"), "write the name of a person"),
        (("--approve", "--by", "A", "--kind", "circular"), "--kind does not go with --approve"),
        (("--approve", "--by", "A", "--pictures"), "--pictures does not go with --approve"),
    ],
)
def test_options_of_an_approval(folder: Path, words: tuple[str, ...], said: str) -> None:
    given = ["proof", "--campaign", str(folder / "campaign.toml"), *words]
    result = CliRunner().invoke(program, given)
    assert result.exit_code == 2
    assert said in result.output


def test_several_approvals_are_told_one_by_one(tmp_path: Path) -> None:
    proof = delta.make("x", DAY, [letter("A", "a"), letter("B", "b", language="ar"),
                                  letter("C", "c", language="fr")])  # fmt: skip
    bases = (Base("Ada", "2024-04-08T09:00:00Z", (("notice", "en"),)),
             Base("منى", "2024-05-08T09:00:00Z", (("notice", "ar"),)))  # fmt: skip
    texts = {"notice/en/A.docx": ("a",), "notice/ar/B.docx": ("x",)}
    changes = delta.compare(proof, texts, "2024-03-06", None, bases)
    assert (changes.unchanged, changes.changed) == (1, ["notice/ar/B.docx"])
    assert changes.never == (("notice", "fr"),)
    for code in LANGUAGES:
        say = captions(code)
        page = as_html(proof, changes, say)
        looked_at(page)
        assert say.say("since_several") in page
        assert valid(as_docx(proof, changes, say), tmp_path) == []
    page = as_html(proof, changes)
    assert "Approved by Ada on 8 April 2024: notice (English)" in page


RUNS = st.lists(
    st.builds(Run, st.sampled_from(["kept", "gone", "new"]), st.text(max_size=5)), max_size=4
)
WORDS = st.builds(
    Change, st.just("notice"), st.just("en"), st.integers(0, 9), RUNS.map(tuple),
    st.lists(st.text(max_size=5), max_size=3), st.integers(0, 9),
)  # fmt: skip
FILES = st.lists(st.text(max_size=5), max_size=3)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("circular/zh/a.docx"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@given(st.data())
def test_no_file_that_lies_there_makes_docgen_fail(data: st.DataObject) -> None:
    proof = delta.make("x", DAY, [letter("A", "a b", "c"), letter("B", "d b")])
    before = {"notice/en/A.docx": ("a x", "c"), "notice/en/C.docx": ("y",)}
    bases = [Base("A", "2024", (("notice", "en"),))]
    changes = delta.compare(proof, before, "2024-03-06", None, bases)
    shown = delta.Shown(("notice",), ("en",), "en", {"proof.html": "0", "proof.docx": "0"})
    whole = json.loads(delta.as_json(proof, changes, shown))
    at = whole
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        inner = at[key]
        if not inner or not isinstance(inner, (dict, list)) or data.draw(st.booleans()):
            at[key] = data.draw(ANYTHING)
            break
        at = inner
    content = json.dumps(whole).encode()
    earlier, findings = delta.read_earlier(content, "proof.json")
    assert (earlier is None) == ([finding.code for finding in findings] == ["P061"])
    approval, findings = delta.read_record(delta.record_of(content, "A", "2024"), "0001.json")
    assert (approval is None) == ([finding.code for finding in findings] == ["P085"])
    if earlier is not None and earlier.since is not None:
        for code in ("ar", "en"):
            assert as_html(proof, earlier.since, captions(code))
            assert as_docx(proof, earlier.since, captions(code))


@pytest.mark.parametrize(
    ("key", "value"),
    [("kinds", ["../.."]), ("kinds", ["circular/zh"]), ("languages", ["cn"]), ("date", "today")],
)
def test_a_proof_that_cannot_be_one_is_not_approved(folder: Path, key: str, value: object) -> None:
    made(folder)
    path = folder / "out/proof/proof.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    (whole if key in whole else whole["asked"])[key] = value
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert approve(folder) == (1, [("P081", "out/proof/proof.json")])


@given(FILES, FILES, FILES, st.lists(WORDS, max_size=3), st.text(max_size=9))
def test_changes_come_back_from_json(
    added: list[str], removed: list[str], redone: list[str], words: list[Change], by: str
) -> None:
    changes = Changes("2024-03-06", added, removed, [], 3, words, redone,
                      (Base(by, "2024", (("a", "en"),)),), (("b", "fr"),))  # fmt: skip
    assert Changes.of_json(json.loads(json.dumps(changes.as_json()))) == changes
