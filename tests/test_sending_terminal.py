"""What an officer sees on a terminal before she sends, and after: nothing of it is cut."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bags import SIX, To
from conftest import Program, clean_environment
from mailserver import Fault, MailServer
from office import Office, make_office
from rich.cells import cell_len

from docgen.cli.standing import _folded, _plain

LONG = To(
    "ARB",
    ("hanan.al-saleh.abdulrahman@department-of-telecommunication-standards.ministry.example.org",),
    (f"{'regional-office-' * 3}secretariat@example.org", "second.copy@example.org"),
    "ar",
)
SUBJECT = (
    "تعيين الممثلة الإقليمية لشبكة النساء في قطاع تقييس الاتصالات (NoW in ITU-T) 任命区域代表 and "
    "the appointment of the regional representative in the Network of Women for WTSA-24"
)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer().running() as running:
        yield running


def on_terminal(office: Office, columns: int, *words: str) -> list[str]:
    """The lines that the program shows on a terminal of so many columns, without colours."""
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    mother, child = pty.openpty()
    environment = clean_environment() | {"COLUMNS": str(columns), "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-m", "docgen", *words], cwd=office.folder, env=environment,
        stdin=child, stdout=child, stderr=child,
    ) as process:  # fmt: skip
        os.close(child)
        said = b""
        try:
            while more := os.read(mother, 65536):
                said += more
        except OSError:  # Linux: nobody holds the other end any more
            pass
    os.close(mother)
    assert process.returncode == 0
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said.decode("utf-8"))
    return text.replace("\r\n", "\n").split("\n")


def blocks(lines: list[str]) -> dict[str, dict[str, list[str]]]:
    """Blocks by their titles; their fields with the lines put together again."""
    found: dict[str, dict[str, list[str]]] = {}
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines:
        label, text = line[:12].strip(), line[12:]
        if re.match(r"\S+/\S+/\S+: ", line):
            fields = found.setdefault(line, {})
        elif line.startswith("  ") and label:
            values = fields.setdefault(label, [])
            values.append(text)
        elif line.startswith(" " * 12) and fields:
            values[-1] += text
    return found


def bare(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize("columns", [80, 60, 132])
def test_the_dry_run_on_a_narrow_terminal(
    columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program
) -> None:
    office = make_office(tmp_path, monkeypatch, invoke, [SIX[0], LONG], subject=SUBJECT)
    lines = on_terminal(office, columns, "send", "bag")
    shown = lines[: next(n for n, line in enumerate(lines) if line.startswith("2 messages would"))]
    assert max(map(cell_len, shown)) <= columns
    found = blocks(lines)
    assert list(found) == ["AFR/confirmation/fr: planned", "ARB/confirmation/ar: planned"]
    for person, fields in zip((SIX[0], LONG), found.values(), strict=True):
        assert list(fields) == ["to", "copy to", "subject", "attached"]
        assert fields["to"] == list(person.to)
        assert fields["copy to"] == list(person.cc)
        assert [bare(text) for text in fields["subject"]] == [bare(SUBJECT)]
        name = f"confirmation-{person.key}-{person.language}.docx"
        assert fields["attached"] == [name]


def test_the_status_on_a_narrow_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program, server: MailServer
) -> None:
    office = make_office(tmp_path, monkeypatch, invoke, [SIX[0], LONG], subject=SUBJECT)
    reply = b"550 5.7.1 " + b"the mailbox of the secretariat is not known here; " * 3 + b"\r\n"
    server.faults.append(Fault("RCPT", "5yz", address=LONG.cc[0], reply=reply))
    assert office.send(server).code == 1
    lines = on_terminal(office, 80, "send", "bag", "--status")
    assert "2 accepted" in lines
    shown = lines[: lines.index("register: bag.register.xlsx")]
    shown = shown[: next(n for n, line in enumerate(lines) if line.startswith("D022"))]
    assert max(map(cell_len, shown)) <= 80
    found = blocks(lines)
    when = "attempts: 1, last 2024-04-08T09:00:00.0"
    assert [title.split(",")[0] for title in found] == [
        "AFR/confirmation/fr: accepted", "ARB/confirmation/ar: accepted"
    ]  # fmt: skip
    assert all(when in title for title in found)
    _, fields = found.values()
    assert [bare(text) for text in fields["to"]] == [f"{LONG.to[0]}:accepted"]
    assert [bare(text) for text in fields["copy to"]] == [
        f"{LONG.cc[0]}:refused", f"{LONG.cc[1]}:accepted"
    ]  # fmt: skip
    assert [bare(text) for text in fields["answer"]] == [
        "2502.0.0taken", bare(reply.decode().strip()), "2502.0.0taken"
    ]  # fmt: skip


def test_a_wide_terminal_has_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program
) -> None:
    office = make_office(tmp_path, monkeypatch, invoke, SIX[:2])
    lines = on_terminal(office, 200, "send", "bag")
    assert blocks(lines) == {}
    rows = [line.split() for line in lines if "example.org" in line]
    assert [row[:5] for row in rows] == [
        [each.key, each.kind, each.language, each.to[0], each.cc[0]] for each in SIX[:2]
    ]
    assert [row[-2:] for row in rows] == [
        [f"confirmation-{each.key}-{each.language}.docx", "planned"] for each in SIX[:2]
    ]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("abc", 5, ["abc"]),
        ("abc def", 5, ["abc", "def"]),
        ("abcdefgh", 5, ["abcde", "fgh"]),
        ("abc  defgh", 5, ["abc", "defgh"]),
        ("任命区域代表", 5, ["任命", "区域", "代表"]),
    ],
)
def test_how_a_long_text_is_folded(text: str, width: int, lines: list[str]) -> None:
    assert _folded(text, width) == lines


def test_what_a_terminal_would_act_upon() -> None:
    assert _plain("a\x1b[2Jb\u202ec\nd\x9b") == "a<U+001B>[2Jb<U+202E>c<U+000A>d<U+009B>"
    assert _plain(SUBJECT) == SUBJECT
