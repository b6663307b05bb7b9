"""``docgen print-run``: the pages of the printer's file, its bookmarks, its order."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import Program
from hypothesis import given
from hypothesis import strategies as st
from soffice import Fake, make_fake, pdf_of, word_file

from docgen.pdf.joining import Part, join, key_in, natural, ordered


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Letters of one to three pages in two languages, and no LibreOffice."""
    made = tmp_path / "here"
    (made / "out").mkdir(parents=True)
    for name, pages, language in (
        ("CIR!!MSW-A-TUN", 3, "ar"),
        ("CIR!!MSW-F-MLI", 1, "fr"),
        ("CIR!!MSW-F", 2, "fr"),
        ("CIR!!MSW-A-DZA", 1, "ar"),
    ):
        texts = [f"{name} {page}" for page in range(1, pages + 1)]
        data = pdf_of(*texts, Lang=pikepdf.String(language))
        (made / "out" / f"{name}.pdf").write_bytes(data)
    monkeypatch.chdir(made)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("DOCGEN_SOFFICE", raising=False)
    return made


def pages(path: Path) -> list[str]:
    """The text of each page, empty for a blank one."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        textpage = page.get_textpage()
        found.append(textpage.get_text_range().strip())
        textpage.close()
        page.close()
    document.close()
    return found


def bookmarks(path: Path) -> list[tuple[str, int]]:
    """Each bookmark with the page that it leads to, counted from 0."""
    with pikepdf.open(path) as document, document.open_outline() as outline:
        ids: list[object] = [page.objgen for page in document.pages]
        found = []
        for item in outline.root:
            assert isinstance(item.destination, pikepdf.Array)
            found.append((item.title, ids.index(item.destination[0].objgen)))
        return found


def names(path: Path) -> list[str]:
    return [title.removeprefix("CIR!!MSW-") for title, _ in bookmarks(path)]


def test_letters_in_order_with_bookmarks(folder: Path, invoke: Program) -> None:
    answer = invoke("print-run", "out", "--json")
    assert (answer.code, answer.paths, answer.findings) == (0, ["print-run.pdf"], [])
    assert bookmarks(folder / "print-run.pdf") == [
        ("CIR!!MSW-A-DZA", 0), ("CIR!!MSW-A-TUN", 1), ("CIR!!MSW-F", 4), ("CIR!!MSW-F-MLI", 6),
    ]  # fmt: skip
    assert pages(folder / "print-run.pdf")[:2] == ["CIR!!MSW-A-DZA 1", "CIR!!MSW-A-TUN 1"]


def test_each_letter_begins_on_a_front_page(folder: Path, invoke: Program) -> None:
    assert invoke("print-run", "--duplex", "--out", "run.pdf").code == 0
    assert [start % 2 for _, start in bookmarks(folder / "run.pdf")] == [0, 0, 0, 0]
    texts = pages(folder / "run.pdf")
    assert [number for number, text in enumerate(texts) if not text] == [1, 5]
    assert len(texts) == 2 + 4 + 2 + 1


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", ["A-DZA", "A-TUN", "F", "F-MLI"]),
        ("key", ["F", "A-DZA", "F-MLI", "A-TUN"]),
        ("pages", ["A-DZA", "F-MLI", "F", "A-TUN"]),
        ("language,pages", ["A-DZA", "A-TUN", "F-MLI", "F"]),
    ],
)
def test_sorted_as_asked(
    order: str, expected: list[str], folder: Path, invoke: Program
) -> None:
    assert invoke("print-run", "--sort", order, "--out", "run.pdf").code == 0
    assert names(folder / "run.pdf") == expected


def test_the_same_letters_give_the_same_bytes(folder: Path, invoke: Program) -> None:
    invoke("print-run", "--duplex")
    first = (folder / "print-run.pdf").read_bytes()
    invoke("print-run", "--duplex")
    assert (folder / "print-run.pdf").read_bytes() == first


def test_the_last_print_run_is_not_printed(folder: Path, invoke: Program) -> None:
    for _ in range(2):
        assert invoke("print-run", "out", "--out", "out/all.pdf").code == 0
        assert len(pages(folder / "out/all.pdf")) == 7


def test_an_unknown_order(folder: Path, invoke: Program) -> None:
    answer = invoke("print-run", "--sort", "weight")
    assert answer.code == 2
    assert "known: name, key, pages, language" in answer.stderr


def test_what_cannot_be_joined(folder: Path, invoke: Program) -> None:
    (folder / "out/broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    with pikepdf.open(folder / "out/CIR!!MSW-F.pdf") as document:
        document.save(folder / "out/locked.pdf", encryption=pikepdf.Encryption(user="u", owner="o"))
    (folder / "out/letter.docx").write_bytes(b"none")
    answer = invoke("print-run", "out", "gone", "--json")
    assert (answer.code, answer.findings) == (
        1, [("P039", "gone"), ("P039", "out/letter.docx")],
    )  # fmt: skip
    (folder / "out/letter.docx").unlink()
    answer = invoke("print-run", "--json")
    assert (answer.code, answer.findings) == (
        1, [("P040", "out/broken.pdf"), ("P040", "out/locked.pdf")],
    )  # fmt: skip
    assert not (folder / "print-run.pdf").exists()


def test_a_word_file_counts_before_the_pdf_file_beside_it(
    folder: Path, invoke: Program, tmp_path: Path
) -> None:
    fake: Fake = make_fake(tmp_path / "office")
    (folder / "out/CIR!!MSW-F.docx").write_bytes(word_file("changed since", "fr"))
    answer = invoke("print-run", "--soffice", str(fake.path), "--json")
    assert (answer.code, fake.converted) == (0, ["changed since"])
    assert names(folder / "print-run.pdf") == ["A-DZA", "A-TUN", "F", "F-MLI"]
    assert "a letter" in pages(folder / "print-run.pdf")


def test_a_letter_says_whom_it_is_for(
    campaign: Path, invoke: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its stamp, not its name: a name has the key where its pattern puts it."""
    fake: Fake = make_fake(tmp_path / "office")
    assert invoke("confirmations", "mailing_lists/reps.xlsx").code == 0
    answer = invoke("print-run", "out", "--sort", "key", "--soffice", str(fake.path), "--json")
    assert (answer.code, answer.paths) == (0, ["out/print-run.pdf"])
    regions = ["AFR", "AMS", "ARB", "ASP", "CIS", "EUR"]
    found = [title.partition("!!")[0][-7:] for title, _ in bookmarks(Path(answer.paths[0]))]
    assert found == [f"{kind}-{region}" for region in regions for kind in ("REP", "RTO")]


def test_without_libreoffice_word_files_cannot_be_printed(
    folder: Path, invoke: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docgen.pdf import program

    monkeypatch.setattr(program, "usual_places", lambda *_: iter(()))
    (folder / "out/a.docx").write_bytes(word_file("a"))
    answer = invoke("print-run", "--json")
    assert (answer.code, answer.findings) == (3, [("P030", "soffice")])


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.booleans())
def test_no_page_is_lost(counts: list[int], duplex: bool) -> None:
    parts = [Part(str(n), str(n), pdf_of(*["x"] * count), count, "", "")
             for n, count in enumerate(counts)]  # fmt: skip
    with pikepdf.open(io.BytesIO(join(parts, duplex=duplex, title="t"))) as whole:
        padded = [count + count % 2 for count in counts[:-1]] + counts[-1:]
        assert len(whole.pages) == sum(padded if duplex else counts)


@given(st.lists(st.text(max_size=8)))
def test_any_names_can_be_sorted(texts: list[str]) -> None:
    parts = [Part(text, text, b"", 1, "", key_in(text)) for text in texts]
    assert sorted(part.name for part in ordered(parts, ["name", "key"])) == sorted(texts)
    assert natural("letter 9") < natural("letter 10")
