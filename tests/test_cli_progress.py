"""The progress bar: only on a terminal, only after a while, with rate and time left."""

from __future__ import annotations

import io
import time
from contextlib import redirect_stderr

import pytest

from docgen.cli import progress as progresses
from docgen.cli.progress import Bar, progress
from docgen.cli.report import Report


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(progresses, "PATIENCE", 0.01)
    return Terminal()


def wait(bar: Bar) -> None:
    """Until the bar is there: it comes from a thread of its own."""
    for _ in range(1_000):
        if bar.is_shown:
            return
        time.sleep(0.01)


def test_how_far_the_work_is(terminal: Terminal) -> None:
    with (
        redirect_stderr(terminal),
        progress(Report("x", as_json=False, quiet=False), "letters", 40) as bar,
    ):
        wait(bar)
        bar.step(10)
        bar.step(20)
    said = terminal.getvalue()
    assert "letters" in said
    assert "30/40" in said
    assert " a second" in said


def test_work_whose_amount_shows_later(terminal: Terminal) -> None:
    with (
        redirect_stderr(terminal),
        progress(Report("x", as_json=False, quiet=False), "reading") as bar,
    ):
        wait(bar)
        assert list(bar.over(range(1_200))) == list(range(1_200))
    said = terminal.getvalue()
    assert "reading" in said
    assert "1000/1200" in said


@pytest.mark.parametrize(("as_json", "quiet", "term"), [
    (True, False, "xterm"), (False, True, "xterm"), (False, False, "dumb"),
])  # fmt: skip
def test_nothing_is_shown(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, as_json: bool, quiet: bool, term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    with redirect_stderr(terminal), progress(Report("x", as_json, quiet), "letters", 2) as bar:
        time.sleep(0.05)
        bar.step()
        assert not bar.is_shown
    assert terminal.getvalue() == ""


def test_quick_work_shows_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progresses, "PATIENCE", 60)
    with (
        redirect_stderr(terminal),
        progress(Report("x", as_json=False, quiet=False), "letters", 2) as bar,
    ):
        bar.step()
    assert terminal.getvalue() == ""


def test_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    a_second, a_minute = Bar("letters", 9_000, 1, "second"), Bar("PDF files", 9, 60, "minute")
    assert (a_second.rate, a_minute.rate) == ("", "")
    now = 104.0
    a_second.step(5_000)
    a_minute.step(2)
    assert (a_second.rate, a_minute.rate) == ("1,250 a second", "30 a minute")
