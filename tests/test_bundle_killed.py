"""kill -9 of ``docgen bundle`` itself, at any moment: the old bundle or the new one, whole, the
letters as they were, and a next run that works and gives the same bytes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bundles import campaign_folder, files, published_once
from conftest import clean_environment

from docgen.bundle import verify

__all__ = ["campaign_folder", "published_once"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

PACKER = Path(__file__).with_name("packer.py")
SEED = 182
DAYS = ("2024-04-08", "2024-04-09")  # each makes a bundle of other bytes
NAME = "T22-TSB-CIR-0182-note-ar"
Command = Callable[[str], str]


def words(day: str, *more: str) -> str:
    chosen = ("bundle", "--kind", "note", "--lang", "ar", "--date", day, "--replace", "--quiet")
    return " ".join((*chosen, *more))


@contextmanager
def packer(folder: Path) -> Iterator[Command]:
    """A process that runs and kills; call it with a line of packer.py."""
    with subprocess.Popen(
        [sys.executable, str(PACKER)], cwd=folder, env=clean_environment(), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None
        assert stdout is not None

        def command(line: str) -> str:
            stdin.write(f"{line}\n")
            stdin.flush()
            return stdout.readline().strip()

        yield command
        stdin.close()


@pytest.fixture
def command(campaign_folder: Path) -> Iterator[Command]:
    with packer(campaign_folder) as process:
        yield process


def letters(folder: Path) -> dict[str, bytes]:
    """What was published, and the record of it."""
    found = files(folder / "out")
    return {name: data for name, data in found.items()
            if not name.startswith("bundles/") and name != ".docgen/lock"}  # fmt: skip


def shelf(folder: Path) -> dict[str, bytes]:
    """What an officer sees in the folder of bundles."""
    found = files(folder / "out/bundles")
    return {name: data for name, data in found.items() if not name.startswith(".")}


def left(folder: Path) -> set[str]:
    """What a run has left half done there."""
    return {path.name for path in (folder / "out/bundles").iterdir() if "docgen-" in path.name}


class Bundles:
    """The bundles of both days, as they are when nobody disturbs."""

    def __init__(self, folder: Path, command: Command, *more: str) -> None:
        self.folder, self.command, self.more = folder, command, more
        self.letters = letters(folder)
        self.whole: dict[str, dict[str, bytes]] = {}
        for day in DAYS:
            assert command(f"never | {words(day, *more)}") == "0"
            self.whole[day] = shelf(folder)
        assert self.whole[DAYS[0]] != self.whole[DAYS[1]]

    def killed(self, kill: str, day: str) -> bool:
        """Replace the other day's bundle by this day's, with a kill; whether it came to that."""
        other = next(each for each in DAYS if each != day)
        if shelf(self.folder) != self.whole[other]:
            assert self.command(f"never | {words(other, *self.more)}") == "0"
        assert shelf(self.folder) == self.whole[other]
        answer = self.command(f"{kill} | {words(day, *self.more)}")
        assert answer in ("killed", "0")
        self.look()
        assert self.command(f"never | {words(day, *self.more)}") == "0"
        assert shelf(self.folder) == self.whole[day]
        assert left(self.folder) == set()
        assert letters(self.folder) == self.letters
        return answer == "killed"

    def look(self) -> None:
        """Old state or new state; between the two renames the old one lies aside, whole."""
        assert letters(self.folder) == self.letters
        seen = shelf(self.folder)
        if seen:
            assert seen in self.whole.values()
            return
        (aside,) = (name for name in left(self.folder) if name.endswith(".docgen-old"))
        path = self.folder / "out/bundles" / aside
        own = aside.removeprefix(".").removesuffix(".docgen-old")
        found = {own: path.read_bytes()} if path.is_file() else {
            f"{own}/{name}": data for name, data in files(path).items()}  # fmt: skip
        assert found in self.whole.values()


@pytest.mark.parametrize("more", [(), ("--zip",)], ids=["folder", "zip"])
def test_killed_before_and_after_each_kind_of_step(
    campaign_folder: Path, command: Command, more: tuple[str, ...]
) -> None:
    """Before and after each rename, and at every fifth step of the way there."""
    bundles = Bundles(campaign_folder, command, *more)
    renames = [int(one) for one in command(f"renames | {words(DAYS[0], *more)}").split()]
    assert len(renames) == 2
    points = [(when, step) for step in renames for when in ("before", "after")]
    points += [("before", step) for step in range(1, max(renames) + 12, 5)]
    kills = 0
    for number, (when, step) in enumerate(points):
        kills += bundles.killed(f"{when} {step}", DAYS[number % 2])
    assert kills >= 12
    suffix = ".zip" if more else ""
    assert verify(campaign_folder / "out/bundles" / f"{NAME}{suffix}") == []


def test_killed_at_random_moments(campaign_folder: Path, command: Command) -> None:
    bundles = Bundles(campaign_folder, command)
    begun = time.monotonic()
    assert command(f"never | {words(DAYS[0])}") == "0"
    lasts = time.monotonic() - begun
    chance = random.Random(SEED)
    kills = sum(bundles.killed(f"late {chance.uniform(0, lasts):.4f}", DAYS[number % 2])
                for number in range(16))  # fmt: skip
    assert kills >= 8


def test_the_program_as_it_is_started(campaign_folder: Path, command: Command) -> None:
    """A process of its own, from its start on."""
    bundles = Bundles(campaign_folder, command)
    chance = random.Random(SEED)
    begun = time.monotonic()
    subprocess.run(start(DAYS[0]), cwd=campaign_folder, env=clean_environment(), check=True)
    lasts = time.monotonic() - begun
    for number in range(6):
        with subprocess.Popen(
            start(DAYS[(number + 1) % 2]), cwd=campaign_folder, env=clean_environment()
        ) as process:
            time.sleep(chance.uniform(0.3, 1.0) * lasts)
            process.send_signal(signal.SIGKILL)
        bundles.look()
        done = subprocess.run(start(DAYS[number % 2]), cwd=campaign_folder,
                              env=clean_environment(), check=False)  # fmt: skip
        assert done.returncode == 0
        assert shelf(campaign_folder) == bundles.whole[DAYS[number % 2]]
        assert left(campaign_folder) == set()


def start(day: str) -> list[str]:
    return [sys.executable, "-m", "docgen", *words(day).split()]
