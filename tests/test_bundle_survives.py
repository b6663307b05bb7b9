"""Packing survives: every single operation fails, the process is killed at any moment, the disk is
full, the folder is read-only, two run at once. There is the old bundle or the new one, whole."""

from __future__ import annotations

import builtins
import errno
import io
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bundles import (
    PERSONAL,
    campaign_folder,
    campaign_of,
    files,
    order_of,
    published_once,
    put,
    told,
)
from conftest import Program, clean_environment
from filelock import FileLock

from docgen import bundle
from docgen.bundle import verify
from docgen.diagnostics import DocgenError
from docgen.publish import published

__all__ = ["campaign_folder", "published_once"]

OPERATIONS = (
    (os, "mkdir"), (os, "rename"), (os, "replace"), (os, "unlink"), (os, "rmdir"), (os, "fsync"),
    (os, "open"), (os, "scandir"), (io, "open"), (builtins, "open"),
)  # fmt: skip


class Injected:
    """Counts the operations on files below a folder, and fails or kills at some of them."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        at: Callable[[int], bool],
        fault: Callable[[str], BaseException],
    ) -> None:
        self.count = 0
        self.hit = False
        self.watching = True
        for module, name in OPERATIONS:
            monkeypatch.setattr(
                module, name, self._counting(getattr(module, name), name, at, fault)
            )

    def _counting(
        self,
        real: Any,
        name: str,
        at: Callable[[int], bool],
        fault: Callable[[str], BaseException],
    ) -> Any:
        def operation(*args: Any, **kwargs: Any) -> Any:
            where = str(args[0]) if args else ""
            if self.watching and ("bundles" in where or name == "fsync"):
                self.count += 1
                if at(self.count):
                    self.hit = True
                    raise fault(name)
            return real(*args, **kwargs)

        return operation


class KilledError(BaseException):
    """Stands for the death of the process: nothing of docgen runs after it."""


def full(name: str) -> BaseException:
    return OSError(errno.ENOSPC, f"no space left for {name}")


@pytest.fixture(scope="module")
def small(published_once: Path) -> Path:
    """The published campaign; its bundles here have two letters, so that all goes quickly."""
    return published_once


def plan_of_two(folder: Path, day: str) -> bundle.Plan:
    """A plan of two letters; ``day`` makes bundles of different bytes."""
    from datetime import date

    campaign = campaign_of(folder)
    wish = bundle.Wish(("note",), ("ar",))
    record = published(folder / "out")
    selections = bundle.choose(folder / "out", "out", record, campaign, wish).value
    assert selections is not None
    order = order_of(folder, created=date.fromisoformat(day))
    plan = bundle.plan_bundle(selections[0], order).value
    assert plan is not None
    return plan


def pack(
    plan: bundle.Plan, to: Path, *, zipped: bool = False, replace: bool = True
) -> list[tuple[str, str]]:
    with bundle.Shelf(to, "bundles") as shelf:
        made = shelf.bag("B")
        bundle.write_bundle(plan, made)
        shelf.add(made, zipped=zipped, replace=replace)
        shelf.place()
    return told(shelf.findings)


def state(to: Path) -> dict[str, bytes]:
    """What an officer sees in the folder of bundles."""
    if not to.exists():
        return {}
    return {name: data for name, data in files(to).items() if not name.startswith(".")}


def whole(to: Path, zipped: bool) -> None:
    path = to / ("B.zip" if zipped else "B")
    assert verify(path) == []


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of bundles need neither wait for the disk nor have a cover sheet made each time."""
    from docgen.bundle import packing

    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    monkeypatch.setattr(packing, "cover_sheet", lambda manifest, digest, *more: digest.encode())
    monkeypatch.setattr(packing, "register", lambda *given, **more: b"register")


@pytest.fixture
def plans(small: Path) -> tuple[bundle.Plan, bundle.Plan]:
    return plan_of_two(small, "2024-04-08"), plan_of_two(small, "2024-04-09")


@pytest.fixture
def states(
    plans: tuple[bundle.Plan, bundle.Plan], tmp_path: Path
) -> dict[bool, tuple[dict[str, bytes], dict[str, bytes]]]:
    """The old and the new state of a folder, for folders and for zip files."""
    found = {}
    for zipped in (False, True):
        both = []
        for index, plan in enumerate(plans):
            to = tmp_path / f"states{zipped}{index}" / "bundles"
            assert pack(plan, to, zipped=zipped) == []
            both.append(state(to))
        found[zipped] = (both[0], both[1])
    return found


States = dict[bool, tuple[dict[str, bytes], dict[str, bytes]]]
FORMS = pytest.mark.parametrize("zipped", [False, True], ids=["folder", "zip"])
OVER = pytest.mark.parametrize("over", [False, True], ids=["into nothing", "over another"])


@FORMS
@OVER
def test_each_single_operation_fails(
    plans: tuple[bundle.Plan, bundle.Plan],
    states: States,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    zipped: bool,
    over: bool,
) -> None:
    """The n-th operation fails, for every n: the old bundle stays, or the new one is there."""
    old, new = states[zipped]
    before = old if over else {}
    seen: set[str] = set()
    for number in itertools.count(1):
        to = tmp_path / str(number) / "bundles"
        if over:
            shutil.copytree(tmp_path / f"states{zipped}0" / "bundles", to)
        answer: list[tuple[str, str]] = []
        with monkeypatch.context() as patched:
            injected = Injected(patched, lambda count, n=number: count == n, full)  # type: ignore[misc]  # a default of its own
            try:
                pack(plans[1], to, zipped=zipped)
            except DocgenError as fault:
                answer = told(fault.findings)
            injected.watching = False
        if answer:
            assert answer == [("B011", "bundles")]
            assert state(to) == before
            seen.add("old")
        else:
            assert state(to) == new
            seen.add("new")
        assert not [path for path in (to.iterdir() if to.exists() else ())
                    if path.name.endswith(".docgen-old") and answer]  # fmt: skip
        assert pack(plans[1], to, zipped=zipped) in ([], [("B009", "bundles/B")],
                                                     [("B009", "bundles/B.zip")])  # fmt: skip
        assert state(to) == new
        assert sorted(path.name for path in to.iterdir()) == [
            ".docgen.lock", "B.zip" if zipped else "B"
        ]  # fmt: skip
        if not injected.hit:
            break
    assert number > 40
    assert seen == {"old", "new"}


@FORMS
@OVER
def test_killed_at_each_operation(
    plans: tuple[bundle.Plan, bundle.Plan],
    states: States,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    zipped: bool,
    over: bool,
) -> None:
    """The process dies at the n-th operation: no half of a bundle, and the next run repairs."""
    old, new = states[zipped]
    before = old if over else {}
    gone = 0
    for number in itertools.count(1):
        to = tmp_path / str(number) / "bundles"
        if over:
            shutil.copytree(tmp_path / f"states{zipped}0" / "bundles", to)
        with monkeypatch.context() as patched:
            injected = Injected(
                patched, lambda count, n=number: count >= n, lambda name: KilledError(name)  # type: ignore[misc]  # a default of its own
            )  # fmt: skip
            shelf = bundle.Shelf(to, "bundles")
            try:
                # no "with": nothing of docgen runs after the death
                shelf.__enter__()
                made = shelf.bag("B")
                bundle.write_bundle(plans[1], made)
                shelf.add(made, zipped=zipped, replace=True)
                shelf.place()
            except KilledError:
                pass
            injected.watching = False
            shelf._lock.release(force=True)
        seen = state(to)
        assert seen in (before, new, {})
        if over and seen == {}:
            gone += 1  # between the two renames; the old one is kept aside
        with bundle.Shelf(to, "bundles"):
            pass
        assert state(to) in (before, new)
        assert [path.name for path in to.iterdir() if "docgen-" in path.name] == []
        pack(plans[1], to, zipped=zipped)
        assert state(to) == new
        if not injected.hit:
            break
    assert number > 40
    assert gone <= 1


def test_between_the_two_renames_the_reader_is_told(
    plans: tuple[bundle.Plan, bundle.Plan], tmp_path: Path
) -> None:
    to = tmp_path / "bundles"
    pack(plans[0], to)
    (to / "B").rename(to / ".B.docgen-old")
    found = verify(to / "B", "B")
    assert told(found) == [("B020", "B")]
    assert "run docgen bundle again" in found[0].hint
    with bundle.Shelf(to, "bundles"):
        pass
    assert verify(to / "B", "B") == []


def test_two_bundles_are_put_in_place_together(
    plans: tuple[bundle.Plan, bundle.Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second rename fails: the first bundle is taken back."""
    to = tmp_path / "bundles"
    with bundle.Shelf(to, "bundles") as shelf:
        for name, plan in zip(("A", "B"), plans, strict=True):
            made = shelf.bag(name)
            bundle.write_bundle(plan, made)
            shelf.add(made, zipped=False, replace=False)
        real, calls = Path.rename, []

        def rename(path: Path, target: Path) -> Path:
            calls.append(target.name)
            if calls == ["A", "B"]:
                raise OSError(errno.EACCES, "open in another program")
            return real(path, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "rename", rename)
            with pytest.raises(DocgenError) as caught:
                shelf.place()
    assert told(caught.value.findings) == [("B011", "bundles")]
    assert state(to) == {}
    assert sorted(path.name for path in to.iterdir()) == [".docgen.lock"]


def test_nothing_can_be_taken_back(
    plans: tuple[bundle.Plan, bundle.Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the failing rename on all fail: the run says that it stopped, the next one repairs."""
    to = tmp_path / "bundles"
    pack(plans[0], to)
    before = state(to)
    with bundle.Shelf(to, "bundles") as shelf:
        made = shelf.bag("B")
        bundle.write_bundle(plans[1], made)
        shelf.add(made, zipped=False, replace=True)
        real, calls = Path.rename, []

        def rename(path: Path, target: Path) -> Path:
            calls.append(target.name)
            if len(calls) > 1:
                raise OSError(errno.EIO, "the disk is gone")
            return real(path, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "rename", rename)
            with pytest.raises(DocgenError) as caught:
                shelf.place()
    assert (int(caught.value.exit_code), told(caught.value.findings)) == (4, [("B011", "bundles")])
    with bundle.Shelf(to, "bundles"):
        pass
    assert state(to) == before


# ------------------------------------------------------------------- a process really dies


_MOTHER = """
import os, sys
from datetime import date
from pathlib import Path

sys.path.insert(0, sys.argv[3])
from test_bundle_survives import pack, plan_of_two
from docgen.bundle import packing

packing.cover_sheet = lambda manifest, digest, *more: digest.encode()
packing.register = lambda *given, **more: b"register"
folder, to = Path(sys.argv[1]), Path(sys.argv[2])
plans = [plan_of_two(folder, day) for day in ("2024-04-08", "2024-04-09")]
print("ready", flush=True)
for _ in sys.stdin:
    child = os.fork()
    while child == 0:
        for plan in plans:
            pack(plan, to)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no SIGKILL")
@pytest.mark.parametrize("points", [60])
def test_killed_at_random_moments(small: Path, states: States, tmp_path: Path, points: int) -> None:
    """kill -9 at seeded moments of processes that replace one bundle by another, over and over."""
    to = tmp_path / "bundles"
    whole = [*states[False]]
    chance = random.Random(182)
    here = Path(__file__).parent
    with subprocess.Popen(
        [sys.executable, "-c", _MOTHER, str(small), str(to), str(here)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        env=clean_environment(), cwd=here,
    ) as mother:  # fmt: skip
        assert mother.stdin is not None
        assert mother.stdout is not None
        assert mother.stdout.readline() == "ready\n"
        halves = 0
        for number in range(points):
            mother.stdin.write("go\n")
            mother.stdin.flush()
            child = int(mother.stdout.readline())
            while number == 0 and not (to / "B").exists():  # so that there is an old state
                time.sleep(0.01)
            time.sleep(chance.uniform(0.01, 0.2))
            os.kill(child, signal.SIGKILL)
            assert mother.stdout.readline() == "dead\n"
            seen = state(to)
            assert seen in (*whole, {})
            left = [path.name for path in to.iterdir() if "docgen-" in path.name]
            assert seen != {} or ".B.docgen-old" in left
            halves += bool(left)
            with bundle.Shelf(to, "bundles"):
                pass
            assert state(to) in whole
        mother.stdin.close()
    assert halves > points // 4  # most die while a bundle is half written


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "docgen", *words]


def environment() -> dict[str, str]:
    return clean_environment()


# -------------------------------------------------------------------------- disk, rights, locks


@pytest.mark.parametrize("room", [0, 1, 2_000, 5_000, 8_000])
def test_a_full_disk(
    plans: tuple[bundle.Plan, bundle.Plan],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: int,
) -> None:
    """After so many bytes the disk is full; what was half written is gone again."""
    left = [room]
    from docgen.bundle import writing
    from docgen.durable import write_durably

    def write(path: Path, data: bytes) -> None:
        left[0] -= len(data)
        if left[0] < 0:
            with path.open("wb") as stream:
                stream.write(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        write_durably(path, data)

    monkeypatch.setattr(writing, "write_durably", write)
    to = tmp_path / "bundles"
    with pytest.raises(DocgenError) as caught:
        pack(plans[0], to)
    assert told(caught.value.findings) == [("B011", "bundles")]
    assert "No space left" in caught.value.findings[0].message
    assert [path.name for path in to.iterdir()] == [".docgen.lock"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0,
                    reason="root may write everywhere")  # fmt: skip
def test_a_folder_without_the_right_to_write(
    plans: tuple[bundle.Plan, bundle.Plan], tmp_path: Path
) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(DocgenError) as caught:
            pack(plans[0], tmp_path / "bundles")
    finally:
        tmp_path.chmod(0o755)
    assert told(caught.value.findings) == [("B011", "bundles")]


def test_a_read_only_folder(
    campaign_folder: Path, invoke: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As above, also where the tests are root's: the system refuses each folder and file."""
    real = os.mkdir

    def mkdir(path: Any, *more: Any, **given: Any) -> None:
        if "bundles" in str(path):
            raise OSError(errno.EROFS, "Read-only file system")
        real(path, *more, **given)

    monkeypatch.setattr(os, "mkdir", mkdir)
    answer = invoke("bundle", "--kind", "note", "--json")
    assert (answer.code, answer.findings, answer.paths) == (1, [("B011", "out/bundles")], [])


def test_a_file_in_the_place_of_the_folder(campaign_folder: Path, invoke: Program) -> None:
    (campaign_folder / "out/bundles").write_bytes(b"x")
    answer = invoke("bundle", "--kind", "note", "--json")
    assert (answer.code, answer.findings) == (1, [("B011", "out/bundles")])


def test_two_runs_at_once(campaign_folder: Path, invoke: Program) -> None:
    (campaign_folder / "out/bundles").mkdir()
    with FileLock(campaign_folder / "out/bundles/.docgen.lock", timeout=0):
        answer = invoke("bundle", "--kind", "note", "--json")
        assert (answer.code, answer.findings) == (1, [("B012", "out/bundles")])
    assert invoke("bundle", "--kind", "note").code == 0


def test_while_letters_are_written(campaign_folder: Path, invoke: Program) -> None:
    with FileLock(campaign_folder / "out/.docgen/lock", timeout=0):
        answer = invoke("bundle", "--kind", "note", "--json")
        assert (answer.code, answer.findings) == (1, [("C018", "out")])


def test_two_processes_at_once(small: Path, tmp_path: Path) -> None:
    """One of them packs, the other one is told; or both, one after the other."""
    words = ("bundle", "--kind", "note", "--to", str(tmp_path / "bundles"), "--json")
    both = [
        subprocess.Popen(command(*words), cwd=small, env=environment(), stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    codes = sorted(process.wait() for process in both)
    for process in both:
        assert process.stdout is not None
        process.stdout.close()
    assert codes in ([0, 0], [0, 1])
    assert verify(tmp_path / "bundles" / "T22-TSB-CIR-0182-note") == []


def test_a_letter_that_changes_meanwhile(
    campaign_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of_two(campaign_folder, "2024-04-08")
    path = campaign_folder / "out/note/ar/note-ARB-ar.docx"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(DocgenError) as caught:
        pack(plan, campaign_folder / "bundles")
    assert told(caught.value.findings) == [("B002", "out note/ar/note-ARB-ar.docx")]
    path.unlink()
    with pytest.raises(DocgenError) as caught:
        pack(plan, campaign_folder / "bundles")
    assert told(caught.value.findings) == [("B003", "out note/ar/note-ARB-ar.docx")]
    assert state(campaign_folder / "bundles") == {}


def test_a_clock_that_moves(published_once: Path, tmp_path: Path) -> None:
    """Nothing asks the time: files of any age are packed into the same bytes."""
    one = put(published_once, tmp_path / "one", zipped=True)
    for path in (published_once / "out").rglob("*"):
        os.utime(path, (0, 0))
    other = put(published_once, tmp_path / "other", zipped=True)
    assert one.read_bytes() == other.read_bytes()
    assert one.name == f"{PERSONAL}.zip"
