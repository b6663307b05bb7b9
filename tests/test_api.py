"""The examples of docs/api.md are run, in order, in one folder."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def word_file(path: Path, *paragraphs: str) -> None:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))


def test_the_examples_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    word_file(
        tmp_path / "letter.docx",
        "Dear {{ name }},",
        "{%p for person in people %}",
        "{{ person }}",
        "{%p endfor %}",
    )
    word_file(tmp_path / "broken.docx", "{% if name %}", "{{ name", "{{ name | uper }}")
    word_file(tmp_path / "invitation.docx", "le {{ day | long_date }}")
    word_file(tmp_path / "shout.docx", "{{ name | shout }}")
    monkeypatch.chdir(tmp_path)
    assert len(EXAMPLES) == 8
    names: dict[str, object] = {}
    for example in EXAMPLES:
        exec(compile(example, "docs/api.md", "exec"), names)

    written = docx.Document(str(tmp_path / "ada.docx"))
    assert [p.text for p in written.paragraphs] == ["Dear Ada Example,", "Grace", "Hedy"]
    printed = [line.split()[:4] for line in capsys.readouterr().out.splitlines()]
    assert printed == [
        ["T011", "broken.docx", "paragraph", "1"],
        ["T010", "broken.docx", "paragraph", "2"],
        ["T013", "broken.docx", "paragraph", "3"],
    ]
