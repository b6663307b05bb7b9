"""The program as a whole: how it ends, what it says of itself, what stopping it does."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import click
import pytest
from conftest import Program, clean_environment, contents, visible

from docgen import merge, spool
from docgen.cli import docgen, report
from docgen.diagnostics import DocgenError, OutsideError, Place, StoppedError, error
from docgen.publish import Publication
from docgen.template import Template


def commands(
    command: click.Command = docgen, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command by its words, the program itself first."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))


ALL = list(commands())
EACH = pytest.mark.parametrize(
    ("path", "command"), ALL, ids=[" ".join(path) or "docgen" for path, _ in ALL]
)


# ------------------------------------------------------------------------------------------ tables

HEADER = ("key", "name", "file")
LETTER = "T22-TSB-CIR-0182-REP-AFR!!MSW-F.docx"
ROWS: list[tuple[str, ...]] = [("AFR", "Fatou Ndiaye", LETTER), ("ASP", "王晓梅", "x.docx")]


def table_at(
    width: int,
    header: tuple[str, ...],
    rows: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> list[str]:
    """The lines of a table on a terminal of so many columns."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    report.print_table(header, rows)
    return [line.rstrip() for line in visible_text(capsys.readouterr().out).splitlines()]


def visible_text(text: str) -> str:
    """Without the codes of colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_table_on_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name of a file is not broken as long as it has room on a line of its own."""
    assert table_at(62, HEADER, ROWS, monkeypatch, capsys)[3:5] == [
        " AFR   Fatou Ndiaye   T22-TSB-CIR-0182-REP-AFR!!MSW-F.docx",
        " ASP   王晓梅         x.docx",
    ]
    assert table_at(50, HEADER, ROWS, monkeypatch, capsys) == [
        "",
        " key   name",
        " ──────────────────",
        " AFR   Fatou Ndiaye",
        "     T22-TSB-CIR-0182-REP-AFR!!MSW-F.docx",
        " ASP   王晓梅",
        "     x.docx",
        "",
    ]
    folded = table_at(16, HEADER, ROWS, monkeypatch, capsys)
    assert max(map(len, folded)) <= 16
    # What has one column, or lines in a cell, has no line to put apart.
    assert " T22-TSB-CIR-0182-R" in table_at(20, ("file",), [(LETTER,)], monkeypatch, capsys)
    lines = table_at(40, HEADER, [("A", "B\nC", LETTER)], monkeypatch, capsys)
    assert " A     B      T22-TSB-CIR-0182-REP-AFR!" in lines


# ------------------------------------------------------------------------------------------- help


def test_the_commands() -> None:
    assert {" ".join(path) for path, _ in ALL} >= {
        "init",
        "circular",
        "roadmap",
        "templates",
        "templates build",
        "templates list",
        "templates show",
    }


@EACH
def test_help(invoke: Program, path: tuple[str, ...], command: click.Command) -> None:
    """It fits 80 columns, says what the command does, and nothing is cut short."""
    for option in ("--help", "-h"):
        answer = invoke(*path, option)
        assert (answer.code, answer.stderr) == (0, "")
        assert max(map(len, answer.stdout.splitlines())) <= 80
        usage, _, said = answer.stdout.partition("\n\n")
        assert usage.startswith("Usage: ")
        assert "..." not in said
        assert command.help
        assert command.help.split("\n")[0][:40] in said


@EACH
def test_every_option_says_what_it_is_for(path: tuple[str, ...], command: click.Command) -> None:
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{' '.join(path)} {option.name}"
            assert re.search(r"\.(  \[default: .+\])?$", option.help)


@EACH
def test_common_options(path: tuple[str, ...], command: click.Command) -> None:
    if isinstance(command, click.Group):
        return
    options = {word for option in command.params for word in option.opts}
    assert {"--json", "--quiet"} <= options
    if path != ("init",):
        assert "--campaign" in options
    if path[0] in ("circular", "roadmap"):
        assert {"--lang", "--all", "--date", "--out", "--jobs", "--dry-run"} <= options


def test_the_list_of_commands_says_what_each_does(invoke: Program) -> None:
    said = invoke("--help").stdout
    for path, command in ALL:
        if len(path) == 1:
            assert f"  {path[0]} " in said
            assert command.help


def test_no_words_at_all(invoke: Program) -> None:
    answer = invoke()
    assert "Commands:" in answer.stdout + answer.stderr


def test_version(invoke: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "docgen" and not installed:
            raise PackageNotFoundError(name)
        return "1.2.3"

    monkeypatch.setattr("importlib.metadata.version", version)
    installed = True
    assert invoke("--version").stdout == "docgen 1.2.3\n"
    installed = False
    answer = invoke("--version")
    assert (answer.code, answer.stderr) == (0, "")
    assert answer.stdout.startswith("docgen")


# ------------------------------------------------------------------------------ how a run can end


def raising(fault: BaseException) -> Any:
    def step(*_: Any, **__: Any) -> Any:
        raise fault

    return step


EMPTY = {"command": "circular", "ok": False, "files": [], "findings": []}


@pytest.mark.parametrize(
    ("where", "name"),
    [(merge, "plan"), (Template, "render"), (Publication, "write"), (Publication, "publish")],
)
@pytest.mark.parametrize("words", [(), ("--json",), ("--quiet",)])
def test_ctrl_c(
    campaign: Path,
    invoke: Program,
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    name: str,
    words: tuple[str, ...],
) -> None:
    """Exit code 4 and a message; what was in out/ is there."""
    assert invoke("roadmap", "--lang", "zh").code == 0
    before = visible(campaign / "out")
    monkeypatch.setattr(where, name, raising(KeyboardInterrupt()))
    answer = invoke("circular", "--lang", "zh", *words)
    assert answer.code == 4
    assert answer.stderr.strip() == "stopped; run it again to go on"
    assert "Aborted" not in answer.stderr
    assert answer.stdout == "" if "--json" not in words else answer.json == EMPTY
    assert visible(campaign / "out") == before
    monkeypatch.undo()
    monkeypatch.chdir(campaign)
    assert invoke("circular", "--lang", "zh", "--json").code == 0


@pytest.mark.parametrize(
    ("where", "name"),
    [(merge, "plan"), (Template, "render"), (Publication, "publish"), (report, "print_table")],
)
def test_a_defect(
    campaign: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch, where: Any, name: str
) -> None:
    """Exit code 5, and it is said whose fault it is not."""
    monkeypatch.setattr(where, name, raising(RuntimeError("what only the makers understand")))
    answer = invoke("circular", "--lang", "zh")
    assert (answer.code, answer.stdout) == (5, "")
    assert "RuntimeError: what only the makers understand" in answer.stderr
    assert "a defect of docgen, not of your files" in answer.stderr
    if where is not report:
        assert visible(campaign / "out") == {}
        answer = invoke("circular", "--lang", "zh", "--json")
        assert (answer.code, answer.json) == (5, EMPTY)


@pytest.mark.usefixtures("campaign")
def test_findings_of_a_run_that_a_defect_ends(
    campaign: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = campaign / "mailing_lists" / "rtos.csv"
    header, rest = path.read_text(encoding="utf-8-sig").split("\n", 1)
    path.write_text(f"{header.rstrip()},remarks\n{rest}", encoding="utf-8")
    monkeypatch.setattr(merge, "plan", raising(RuntimeError("x")))
    answer = invoke("circular", "--lang", "zh", "--json")
    assert answer.code == 5
    assert answer.findings == [("L005", "mailing_lists/rtos.csv W1")]


@pytest.mark.usefixtures("campaign")
@pytest.mark.parametrize(("kind", "code"), [(DocgenError, 1), (OutsideError, 3), (StoppedError, 4)])
def test_each_kind_of_failure_has_its_exit_code(
    invoke: Program, monkeypatch: pytest.MonkeyPatch, kind: type[DocgenError], code: int
) -> None:
    fault = kind(error("C015", Place("out"), "a message", "a cure"))
    monkeypatch.setattr(Publication, "publish", raising(fault))
    answer = invoke("circular", "--lang", "zh", "--json")
    assert (answer.code, answer.findings, answer.paths) == (code, [("C015", "out")], [])
    said = invoke("circular", "--lang", "zh")
    assert (said.code, said.stdout, said.findings) == (code, "", [("C015", "out")])
    assert ("nothing was written" in said.stderr) is (code == 1)


@pytest.mark.usefixtures("campaign")
def test_a_temporary_folder_that_takes_nothing(
    invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever in the run it is full."""
    monkeypatch.setattr(spool, "AT_ONCE", 2)
    monkeypatch.setattr(tempfile, "tempdir", "missing")
    answer = invoke("confirmations", "reps.xlsx", "--date", "2024-04-05", "--json")
    assert (answer.code, answer.findings) == (1, [("X060", "the temporary folder")])
    assert answer.paths == []


# ---------------------------------------------------------------------------- in its own process


def test_the_program_s_streams(campaign: Path, run: Program) -> None:
    """UTF-8 on both, whatever the console says; one object on stdout, nothing on stderr."""
    ascii_console = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    answer = run("circular", "--lang", "zh", "--json", "--out", "信", env=ascii_console)
    assert (answer.code, answer.stderr) == (0, "")
    assert answer.paths[0] == "信/circular/zh/T22-TSB-CIR-0182!!MSW-C.docx"
    assert (campaign / answer.paths[0]).is_file()
    refused = run("circular", "--lang", "中文", env=ascii_console)
    assert (refused.code, refused.stdout) == (1, "")
    assert refused.findings == [("C010", "--lang 中文")]


def test_a_path_that_is_no_text(campaign: Path, run: Program) -> None:
    """A folder's name in bytes that are not UTF-8: the answer is still one object."""
    if os.name == "nt" or sys.platform == "darwin":
        pytest.skip("names of files are Unicode here")
    folder = os.fsdecode(b"\xff\xfe")
    answer = run("roadmap", "--lang", "zh", "--json", "--out", folder)
    assert (answer.code, answer.stderr) == (0, "")
    assert answer.paths == [f"{folder}/roadmap/zh/T22-TSB-CIR-0182!A1!MSW-C.docx"]
    assert (campaign / answer.paths[0]).is_file()
    assert run("roadmap", "--lang", "zh", "--out", folder).code == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_signal_from_the_keyboard(campaign: Path, jobs: str) -> None:
    """Ctrl-C reaches every process of the terminal's group: one message, and no process is left."""
    if os.name == "nt":
        pytest.skip("Windows sends its own event to a console")
    slow = (
        "import sys, time\n"
        "from docgen.template import Template\n"
        "real = Template.render\n"
        "def render(self, *given):\n"
        "    print('rendering', file=sys.stderr, flush=True); time.sleep(0.02)\n"
        "    return real(self, *given)\n"
        "Template.render = render\n"
        "from docgen.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", slow, "circular", "--lang", "fr", "--json", "--jobs", jobs]
    with subprocess.Popen(
        command,
        cwd=campaign,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "rendering\n"
        os.killpg(process.pid, signal.SIGINT)
        stdout, stderr = process.communicate(timeout=20)
    assert process.returncode == 4
    assert json.loads(stdout) == EMPTY
    said = [line for line in stderr.splitlines() if line.strip() not in ("", "rendering")]
    assert said == ["stopped; run it again to go on"]
    assert visible(campaign / "out") == {}
    assert gone(process.pid)


def gone(group: int) -> bool:
    """Whether no process of a group is left, soon."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_a_reader_that_goes_away(campaign: Path) -> None:
    """``docgen … | head -1`` ends without a traceback."""
    command = [sys.executable, "-m", "docgen", "roadmap", "--json"]
    with subprocess.Popen(
        command,
        cwd=campaign,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        stderr = process.stderr.read()
    assert "Traceback" not in stderr
    assert "defect" not in stderr
    assert len(visible(campaign / "out")) == 13  # 6 letters, 6 folders of languages, 1 of the kind


@pytest.mark.parametrize("words", [["status"], ["roadmap", "--all"], ["status", "--json"]])
@pytest.mark.parametrize("together", [False, True])
def test_a_reader_that_goes_away_changes_no_exit_code(
    words: list[str], together: bool, campaign: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "docgen", *words],
        cwd=campaign,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if together else subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        if process.stderr is not None:
            assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_an_output_that_cannot_be_written(campaign: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "docgen", "roadmap", "--lang", "fr"],
            cwd=campaign,
            env=clean_environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 4
    assert done.stderr == (
        "what was to be said here could not be written: No space left on device\n"
    )
    assert any(name.endswith(".docx") for name in visible(campaign / "out"))


def test_killed_while_publishing_then_completed(campaign: Path, run: Program) -> None:
    """The whole program dies between two renames; the next run of another kind completes it."""
    dies = (
        "import os, sys\n"
        "real, calls = os.rename, []\n"
        "def rename(*args, **kwargs):\n"
        "    calls.append(args)\n"
        "    os._exit(9) if len(calls) == 3 else real(*args, **kwargs)\n"
        "os.rename = rename\n"
        "from docgen.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", dies, "roadmap", "--all"],
        cwd=campaign,
        env=clean_environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (9, b"")
    written = [name for name in visible(campaign / "out") if name.endswith(".docx")]
    assert len(written) == 2
    answer = run("circular", "--lang", "zh", "--json")
    assert (answer.code, answer.findings) == (0, [("C022", "out")])
    letters = [name for name in visible(campaign / "out") if name.endswith(".docx")]
    assert len([name for name in letters if name.startswith("roadmap/")]) == 6
    assert len(letters) == 8
    assert sorted(contents(campaign / "out" / ".docgen")) == ["lock", "published.json"]
