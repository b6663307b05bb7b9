"""A campaign folder of its own for each test, and the program to run in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# No test measures time: a property may take as long as the machine's other work makes it.
settings.register_profile("docgen", settings.default, deadline=None)
settings.load_profile("docgen")

pytest.register_assert_rewrite("faulty")

ROOT = Path(__file__).resolve().parent.parent
CAMPAIGN_PARTS = ("campaign.toml", "templates", "mailing_lists")

_FINDING = re.compile(r"^([A-Z][0-9]{3}) (error|warning|note) ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What the program said, and its exit code."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on stdout; anything else there is a failure."""
        found = json.loads(self.stdout)
        assert isinstance(found, dict)
        assert list(found) == ["command", "ok", "files", "findings"]
        assert found["ok"] is (self.code == 0)
        for file in found["files"]:
            assert list(file) == ["path", "kind", "language", "recipient", "sha256"]
        for finding in found["findings"]:
            assert list(finding) == ["code", "severity", "place", "message", "hint"]
        return found

    @property
    def findings(self) -> list[tuple[str, str]]:
        """Code and place of each finding: of the JSON, or of the text on stderr."""
        if self.stdout.startswith("{"):
            return [(found["code"], found["place"]) for found in self.json["findings"]]
        return [(code, place) for code, _, place in _FINDING.findall(self.stderr)]

    @property
    def paths(self) -> list[str]:
        """The files that the JSON names."""
        return [file["path"] for file in self.json["files"]]


Program = Callable[..., Answer]


def contents(folder: Path) -> dict[str, bytes | None]:
    """All that is below a folder by its path, ``None`` for a folder; no links are followed."""
    found: dict[str, bytes | None] = {}
    for base, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(base, name)
            link = path.is_symlink()
            data = None if name in folders and not link else path.read_bytes()
            found[path.relative_to(folder).as_posix()] = data
    return found


def visible(out: Path) -> dict[str, bytes | None]:
    """What an officer sees in ``out/``: everything but docgen's own workshop."""
    return {name: data for name, data in contents(out).items() if name.split("/")[0] != ".docgen"}


@pytest.fixture
def campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped campaign, which is the current directory of the test."""
    folder = tmp_path / "campaign"
    folder.mkdir()
    for part in CAMPAIGN_PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("~$*", ".*"))
        else:
            shutil.copy2(source, folder / part)
    (folder / "out").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """The program in this process, :func:`docgen.cli.main` included, in the current directory.

    Unlike ``click.testing.CliRunner`` it shows how ``main`` ends what Click lets through.
    """
    from docgen.cli import main

    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["docgen", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        code = ended.value.code
        return Answer(0 if code is None else int(code), said.out, said.err)

    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return call


@pytest.fixture
def run(tmp_path: Path) -> Program:
    """The program in a process of its own, with an environment that holds what is given.

    ``cwd`` is the campaign folder of the test unless another is given.
    """

    def call(
        *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "docgen", *arguments],
            cwd=cwd or tmp_path / "campaign",
            env=clean_environment() | dict(env or {}),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    return call


def clean_environment() -> dict[str, str]:
    """No variable but what Python needs to start, and the way to the checkout."""
    needed = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {**needed, "PYTHONPATH": str(ROOT)}
