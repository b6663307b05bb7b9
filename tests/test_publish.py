"""Publishing: all letters of a run or none, whatever fails or whenever it is killed."""

from __future__ import annotations

import builtins
import errno
import hashlib
import io
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import ROOT, clean_environment, contents, visible
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import DocgenError, Finding, StoppedError
from docgen.publish import KEPT, WORKSHOP, Publication, Published, record

# One run has written OLD; the officer has then changed H.docx, and put two files of her own there.
OLD = {
    "circular/en/A.docx": b"A of the first run",
    "circular/en/H.docx": b"H of the first run",
    "circular/en/S.docx": b"S that only the first run has",
    "roadmap/en/R.docx": b"R of another kind",
    "circular/zh/Z.docx": b"Z of another language",
}
CHANGED = b"H as the officer changed it"
HERS = {"circular/en/note.txt": b"hers", "circular/en/scans/page.png": b"hers too", "x": b"x"}
BEFORE = {**OLD, **HERS, "circular/en/H.docx": CHANGED}

NEW = {
    "circular/en/A.docx": b"A of the second run",
    "circular/en/H.docx": b"H of the second run",
    "circular/en/N.docx": b"N that is new",
    "circular/fr/F.docx": b"F in a language that was not there",
}
AFTER = {
    **NEW,
    **HERS,
    f"circular/en/{KEPT}/H.docx": CHANGED,
    "roadmap/en/R.docx": OLD["roadmap/en/R.docx"],
    "circular/zh/Z.docx": OLD["circular/zh/Z.docx"],
}
KEPT_FINDING = ("C021", "out/circular/en/H.docx")


def files(out: Path) -> dict[str, bytes]:
    return {name: data for name, data in visible(out).items() if data is not None}


def told(publication: Publication) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.place)) for finding in publication.findings]


def put(out: Path, letters: Mapping[str, bytes]) -> Publication:
    """One whole run."""
    with Publication(out, "out") as publication:
        for name, data in letters.items():
            publication.write(PurePosixPath(name), data)
        publication.publish()
    return publication


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of runs need not wait for the disk itself."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """``out/`` in the state BEFORE."""
    out = tmp_path / "out"
    assert told(put(out, OLD)) == []
    for name, data in BEFORE.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    return out


# ------------------------------------------------------------------ what a run leaves and removes


def test_the_first_run(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b" / "out"
    assert told(put(out, OLD)) == []
    assert files(out) == OLD
    assert sorted(contents(out / WORKSHOP)) == ["lock", "published.json"]


def test_a_later_run(out: Path) -> None:
    """Stale letters vanish; other kinds, other languages and her own files stay."""
    assert told(put(out, NEW)) == [KEPT_FINDING]
    assert files(out) == AFTER


def test_the_same_run_again_changes_nothing(out: Path) -> None:
    put(out, NEW)
    assert told(put(out, NEW)) == []
    assert files(out) == AFTER


def test_a_letter_changed_in_just_the_way_that_the_run_makes_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, {"k/en/A.docx": b"1"})
    (out / "k/en/A.docx").write_bytes(b"2")
    assert told(put(out, {"k/en/A.docx": b"2"})) == []
    assert files(out) == {"k/en/A.docx": b"2"}


def test_every_changed_letter_is_kept(tmp_path: Path) -> None:
    """A letter that is changed after each of four runs: none of the changes is lost."""
    out = tmp_path / "out"
    put(out, {"k/en/A.docx": b"run 0"})
    for number in range(1, 5):
        (out / "k/en/A.docx").write_bytes(b"by hand %d" % number)
        run = put(out, {"k/en/A.docx": b"run %d" % number})
        assert told(run) == [("C021", "out/k/en/A.docx")]
    assert files(out) == {
        "k/en/A.docx": b"run 4",
        f"k/en/{KEPT}/A.docx": b"by hand 1",
        f"k/en/{KEPT}/A 2.docx": b"by hand 2",
        f"k/en/{KEPT}/A 3.docx": b"by hand 3",
        f"k/en/{KEPT}/A 4.docx": b"by hand 4",
    }


def test_the_same_change_is_kept_once(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number in range(3):
        put(out, {"k/en/A.docx": b"run %d" % number})
        (out / "k/en/A.docx").write_bytes(b"always the same")
    assert files(out) == {
        "k/en/A.docx": b"always the same",
        f"k/en/{KEPT}/A.docx": b"always the same",
    }


def test_a_file_of_hers_with_a_letter_s_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "k/en").mkdir(parents=True)
    (out / "k/en/A.docx").write_bytes(b"hers")
    assert told(put(out, {"k/en/A.docx": b"docgen's"})) == [("C021", "out/k/en/A.docx")]
    assert files(out) == {"k/en/A.docx": b"docgen's", f"k/en/{KEPT}/A.docx": b"hers"}


def test_without_its_record_nothing_counts_as_docgen_s(out: Path) -> None:
    (out / WORKSHOP / "published.json").write_text("[1, 2", encoding="utf-8")
    assert told(put(out, NEW)) == [("C021", "out/circular/en/A.docx"), KEPT_FINDING]
    assert files(out) == AFTER | {
        "circular/en/S.docx": OLD["circular/en/S.docx"],
        f"circular/en/{KEPT}/A.docx": OLD["circular/en/A.docx"],
    }


def test_a_record_of_another_form(out: Path) -> None:
    (out / WORKSHOP / "published.json").write_text("[1, 2]", encoding="utf-8")
    assert told(put(out, NEW))[-1] == KEPT_FINDING


def test_links_and_empty_folders_of_hers_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, {"k/en/A.docx": b"1"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "far.txt").write_bytes(b"far")
    here = out / "k/en"
    try:
        (here / "to a folder").symlink_to(elsewhere)
        (here / "to a file").symlink_to(elsewhere / "far.txt")
        (here / "to nothing").symlink_to("nothing")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    (here / "empty" / "inside").mkdir(parents=True)
    assert told(put(out, {"k/en/A.docx": b"2"})) == []
    assert (here / "to a folder").readlink() == elsewhere
    assert (here / "to a file").readlink() == elsewhere / "far.txt"
    assert (here / "to nothing").readlink() == Path("nothing")
    assert (here / "empty" / "inside").is_dir()
    assert contents(elsewhere) == {"far.txt": b"far"}


def test_a_run_that_is_not_published_leaves_everything(out: Path) -> None:
    before = contents(out)
    with Publication(out, "out") as publication:
        publication.write(PurePosixPath("circular/en/A.docx"), b"new")
    assert contents(out) == before


# ----------------------------------------------------------------------- places that do not serve


def refused(out: Path, letters: Mapping[str, bytes] = NEW) -> list[tuple[str, str, int]]:
    with pytest.raises(DocgenError) as raised:
        put(out, letters)
    fault = raised.value
    assert all(finding.hint for finding in fault.findings)
    return [(f.code, str(f.place), int(fault.exit_code)) for f in fault.findings]


def test_a_file_in_the_place_of_out(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    assert refused(tmp_path / "out") == [("C015", "out", 1)]
    assert refused(tmp_path / "out" / "deeper") == [("C015", "out", 1)]
    assert contents(tmp_path) == {"out": b"a file"}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (WORKSHOP, "out"),
        ("circular", "out"),
        ("circular/en", "out/circular/en"),
        ("circular/fr", "out/circular/fr"),
    ],
)
def test_a_file_in_the_place_of_a_folder(tmp_path: Path, name: str, place: str) -> None:
    out = tmp_path / "out"
    (out / name).parent.mkdir(parents=True)
    (out / name).write_bytes(b"a file")
    assert refused(out) == [("C015", place, 1)]
    assert files(out) | {WORKSHOP: b""} == {name: b"a file"} | {WORKSHOP: b""}
    assert (out / name).read_bytes() == b"a file"


def test_a_link_in_the_place_of_a_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "far").mkdir()
    (out / "circular").mkdir(parents=True)
    try:
        (out / "circular/en").symlink_to(tmp_path / "far")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    assert refused(out) == [("C015", "out/circular/en", 1)]
    assert (out / "circular/en").readlink() == tmp_path / "far"


def test_a_folder_of_hers_with_a_letter_s_name(out: Path) -> None:
    (out / "circular/en/N.docx").mkdir()
    before = visible(out)
    assert refused(out) == [("C015", "out", 1)]
    assert visible(out) == before


def test_a_folder_that_cannot_be_read(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights do not bind the administrator, so the system's refusal is put in its place."""
    real = os.scandir

    def scandir(path: Any = ".") -> Any:
        if str(path).endswith("scans"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    before = visible(out)
    monkeypatch.setattr(os, "scandir", scandir)
    assert refused(out) == [("C015", "out", 1)]
    monkeypatch.undo()
    assert visible(out) == before


# ------------------------------------------------------------------------------- two runs at once


def test_two_runs_at_once(out: Path) -> None:
    before = visible(out)
    with Publication(out, "out") as first:
        first.write(PurePosixPath("circular/en/A.docx"), b"first")
        assert refused(out) == [("C018", "out", 1)]
        assert visible(out) == before
        first.publish()
    assert files(out)["circular/en/A.docx"] == b"first"


def test_a_run_of_another_process(out: Path) -> None:
    code = (
        "import sys; from filelock import FileLock\n"
        "with FileLock(sys.argv[1]):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(out / WORKSHOP / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        assert refused(out) == [("C018", "out", 1)]
        other.communicate()
    assert told(put(out, NEW)) == [KEPT_FINDING]


def test_the_lock_is_free_after_every_end(out: Path) -> None:
    (out / "circular/en/N.docx").mkdir()
    refused(out)
    with pytest.raises(KeyboardInterrupt), Publication(out, "out"):
        raise KeyboardInterrupt
    with FileLock(out / WORKSHOP / "lock", timeout=0):
        pass


# --------------------------------------------------------------- one file operation fails, or all


class FileSystem:
    """Counts the operations that change the file system, and fails or kills at some of them."""

    OPERATIONS = (
        (os, "mkdir"),
        (os, "rename"),
        (os, "replace"),
        (os, "unlink"),
        (os, "rmdir"),
        (os, "fsync"),
        (os, "scandir"),
        (io, "open"),
        (builtins, "open"),
    )

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: Callable[[int], bool]) -> None:
        self.count = 0
        self.hit = False
        for module, name in self.OPERATIONS:
            monkeypatch.setattr(module, name, self._counting(getattr(module, name), name, at))

    def _counting(self, real: Any, name: str, at: Callable[[int], bool]) -> Any:
        def operation(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            if at(self.count):
                self.hit = True
                self.fail(name)
            return real(*args, **kwargs)

        return operation

    def fail(self, name: str) -> None:
        raise OSError(errno.ENOSPC, f"no space left for {name}")


def at(number: int) -> Callable[[int], bool]:
    """The n-th operation only."""
    return lambda count: count == number


def from_then_on(number: int) -> Callable[[int], bool]:
    """The n-th operation and all that follow."""
    return lambda count: count >= number


class KilledError(BaseException):
    """Stands for the death of the process: nothing of docgen runs after it."""


class DeadlyFileSystem(FileSystem):
    def fail(self, name: str) -> None:
        raise KilledError(name)


def prepared(out: Path) -> Publication:
    publication = Publication(out, "out")
    publication.__enter__()
    for name, data in NEW.items():
        publication.write(PurePosixPath(name), data)
    return publication


def bury(publication: Publication) -> None:
    """What the system does when a process dies: its locks are free."""
    publication._lock.release(force=True)


def states(tmp_path: Path, make: Callable[[Path], None]) -> Callable[[int], Path]:
    """A fresh ``out/`` for each number."""

    def fresh(number: int) -> Path:
        out = tmp_path / str(number) / "out"
        make(out)
        return out

    return fresh


def make_before(out: Path) -> None:
    put(out, OLD)
    for name, data in BEFORE.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)


def make_nothing(out: Path) -> None:
    del out


STARTS = pytest.mark.parametrize(
    ("make", "after", "kept"),
    [(make_before, AFTER, [KEPT_FINDING]), (make_nothing, NEW, [])],
    ids=["over an earlier run", "into nothing"],
)


@STARTS
def test_each_single_fault_leaves_the_old_or_the_new(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], None],
    after: dict[str, bytes],
    kept: list[tuple[str, str]],
) -> None:
    """The n-th operation of publishing fails, for every n; the next run is whole."""
    fresh = states(tmp_path, make)
    seen: set[str] = set()
    for number in itertools.count(1):
        out = fresh(number)
        before = visible(out)
        publication = prepared(out)
        told_as: list[tuple[str, str, int]] = []
        with monkeypatch.context() as patched:
            system = FileSystem(patched, at(number))
            try:
                publication.publish()
            except DocgenError as fault:
                told_as = [(f.code, str(f.place), int(fault.exit_code)) for f in fault.findings]
            publication.__exit__(None, None, None)
        if told_as:
            assert told_as == [("C015", "out", 1)]
            assert visible(out) == before
            seen.add("old")
        else:
            assert files(out) == after
            assert told(publication) == kept
            seen.add("new")
        # What was kept aside by a run that ended well is not kept again.
        assert told(put(out, NEW)) == (kept if told_as else [])
        assert files(out) == after
        assert told(put(out, NEW)) == []
        if not system.hit:
            break
    assert number > 10
    assert seen == {"old", "new"}


@STARTS
def test_faults_that_do_not_cease(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], None],
    after: dict[str, bytes],
    kept: list[tuple[str, str]],
) -> None:
    """From the n-th operation on all fail: the state is told rightly, and the next run is whole."""
    fresh = states(tmp_path, make)
    seen: set[int] = set()
    for number in itertools.count(1):
        out = fresh(number)
        before = visible(out)
        publication = prepared(out)
        faults: list[DocgenError] = []
        with monkeypatch.context() as patched:
            system = FileSystem(patched, from_then_on(number))
            try:
                publication.publish()
            except DocgenError as fault:
                faults.append(fault)
            publication.__exit__(None, None, None)
        ended = 0
        for told_as in faults:
            ended = int(told_as.exit_code)
            assert [(f.code, str(f.place)) for f in told_as.findings] == [("C015", "out")]
            assert ("run docgen again" in told_as.findings[0].hint) is (ended == 4)
        seen.add(ended)
        if ended == 1:
            assert visible(out) == before
        if ended == 0:
            assert files(out) == after
        again = put(out, NEW)
        assert [found for found in told(again) if found[0] != "C022"] in ([], kept)
        assert files(out) == after
        if not system.hit:
            break
    assert seen == {0, 1, int(StoppedError.exit_code)}


@STARTS
def test_killed_at_any_operation(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], None],
    after: dict[str, bytes],
    kept: list[tuple[str, str]],
) -> None:
    """Before the journal the old state stays; after it, the next run completes what was begun."""
    fresh = states(tmp_path, make)
    other = {"roadmap/en/R.docx": b"what the next run writes"}
    completed = 0
    for number in itertools.count(1):
        out = fresh(number)
        before = visible(out)
        publication = prepared(out)
        with monkeypatch.context() as patched:
            system = DeadlyFileSystem(patched, at(number))
            with suppress(KilledError):
                publication.publish()
            bury(publication)
        if not system.hit:
            break
        begun = (out / WORKSHOP / "journal.json").exists()
        whole = files(out) == after
        if not begun and not whole:
            assert visible(out) == before
        following = put(out, other)
        old = {name: data for name, data in before.items() if data is not None}
        assert files(out) == (after if begun or whole else old) | other
        if begun and not whole:
            assert ("C022", "out") in told(following)
            completed += 1
        assert put(out, other).findings == []
        again = put(out, NEW)
        assert told(again) == ([] if begun or whole else kept)
        assert files(out) == after | other
    assert completed >= 3


def test_killed_while_it_completes_a_killed_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two deaths in a row: the second at each operation of the recovery."""
    fresh = states(tmp_path, make_before)
    for number in itertools.count(1):
        out = fresh(number)
        killed_after_the_journal(out, monkeypatch)
        publication = Publication(out, "out")
        with monkeypatch.context() as patched:
            system = DeadlyFileSystem(patched, at(number))
            with suppress(KilledError):
                publication.__enter__()
            bury(publication)
        put(out, {"roadmap/fr/R.docx": b"third"})
        assert files(out) == AFTER | {"roadmap/fr/R.docx": b"third"}
        if not system.hit:
            break
    assert number > 10


def test_recovery_that_fails_is_told_and_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = states(tmp_path, make_before)
    for number in itertools.count(1):
        out = fresh(number)
        killed_after_the_journal(out, monkeypatch)
        with monkeypatch.context() as patched:
            system = FileSystem(patched, at(number))
            faults: list[Finding] = []
            try:
                with Publication(out, "out"):
                    pass
            except DocgenError as fault:
                faults += fault.findings
        assert [(f.code, str(f.place)) for f in faults] in ([], [("C015", "out")])
        put(out, {"roadmap/fr/R.docx": b"third"})
        assert files(out) == AFTER | {"roadmap/fr/R.docx": b"third"}
        if not system.hit:
            break
    assert number > 10


def killed_after_the_journal(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publication = prepared(out)
    with monkeypatch.context() as patched:
        patched.setattr(Publication, "_exchange", DeadlyFileSystem.fail)
        with pytest.raises(KilledError):
            publication.publish()
    bury(publication)
    assert (out / WORKSHOP / "journal.json").exists()


def test_what_she_does_between_a_killed_run_and_the_next_is_kept(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_after_the_journal(out, monkeypatch)
    (out / "circular/en/later.txt").write_bytes(b"hers, later")
    (out / "circular/en/A.docx").write_bytes(b"A changed later")
    assert told(put(out, {"roadmap/fr/R.docx": b"third"})) == [
        ("C021", "out/circular/en/A.docx"),
        KEPT_FINDING,
        ("C022", "out"),
    ]
    assert files(out) == AFTER | {
        "roadmap/fr/R.docx": b"third",
        "circular/en/later.txt": b"hers, later",
        f"circular/en/{KEPT}/A.docx": b"A changed later",
    }


@pytest.mark.parametrize(
    "journal", ["", "{", "[]", "7", '{"folders": 1}', '{"folders": [], "record": 7}', "\udcff"]
)
def test_a_journal_that_is_not_docgen_s(out: Path, journal: str) -> None:
    path = out / WORKSHOP / "journal.json"
    path.write_text(journal, encoding="utf-8", errors="surrogateescape")
    assert told(put(out, NEW)) == [KEPT_FINDING]
    assert files(out) == AFTER
    assert not path.exists()


def test_ctrl_c_between_the_renames(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal stays, and the next run completes the one that was stopped."""
    with monkeypatch.context() as patched:
        real, calls = os.rename, itertools.count(1)

        def rename(*args: Any, **kwargs: Any) -> None:
            if next(calls) == 2:
                raise KeyboardInterrupt
            real(*args, **kwargs)

        patched.setattr(os, "rename", rename)
        with pytest.raises(KeyboardInterrupt):
            put(out, NEW)
    assert told(put(out, {"roadmap/fr/R.docx": b"third"})) == [("C022", "out")]
    assert files(out) == AFTER | {"roadmap/fr/R.docx": b"third"}


# -------------------------------------------------------------------------- a process really dies

_DIES = """
import json, os, signal, sys
from pathlib import Path, PurePosixPath
from docgen.publish import Publication

out, how, when = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
letters = json.loads(sys.stdin.read())

def die():
    os._exit(9) if how == "_exit" else os.kill(os.getpid(), signal.SIGKILL)

real, calls = os.rename, []
def rename(*args, **kwargs):
    calls.append(args)
    if when == f"rename {len(calls)}":
        die()
    real(*args, **kwargs)
os.rename = rename

exchange = Publication._exchange
Publication._exchange = lambda *args: die() if when == "journal" else exchange(*args)

with Publication(out, "out") as publication:
    for name, text in letters.items():
        publication.write(PurePosixPath(name), text.encode())
    if when == "before the journal":
        die()
    publication.publish()
"""


@pytest.mark.parametrize(
    ("how", "when"),
    [
        ("_exit", "before the journal"),
        ("SIGKILL", "before the journal"),
        ("SIGKILL", "journal"),
        ("_exit", "rename 2"),
        ("SIGKILL", "rename 3"),
    ],
)
def test_a_process_that_dies(out: Path, how: str, when: str) -> None:
    if how == "SIGKILL" and os.name == "nt":
        pytest.skip("Windows has no SIGKILL")
    before = visible(out)
    done = subprocess.run(
        [sys.executable, "-c", _DIES, str(out), how, when],
        input=json.dumps({name: data.decode() for name, data in NEW.items()}),
        env=clean_environment(),
        cwd=ROOT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == (9 if how == "_exit" else -9)
    begun = when != "before the journal"
    if not begun:
        assert visible(out) == before
    following = put(out, {"roadmap/fr/R.docx": b"next"})
    assert told(following) == ([("C022", "out")] if when.startswith("rename") else
                               [KEPT_FINDING, ("C022", "out")] if begun else [])  # fmt: skip
    old = {name: data for name, data in before.items() if data is not None}
    assert files(out) == (AFTER if begun else old) | {"roadmap/fr/R.docx": b"next"}


# ------------------------------------------------------------------------- the record as a stream

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(
    st.dictionaries(st.text(max_size=4), _JSON, max_size=6) | _JSON,
    st.sampled_from([None, 0, 1, "\t"]),
    st.integers(1, 20),
    st.integers(0, 60) | st.none(),
)
def test_a_record_is_read_piece_by_piece_as_json_is_read(
    content: object, indent: int | str | None, piece: int, cut: int | None
) -> None:
    text = f" \n{json.dumps(content, indent=indent, ensure_ascii=False)}\r\n"[:cut]
    try:
        whole = json.loads(text)
        expected = [] if not isinstance(whole, dict) else list(whole.items())
    except ValueError:
        expected = None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.json")
        path.write_text(text, encoding="utf-8", newline="")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(record, "_AT_ONCE", piece)
            try:
                read = list(record._members(path))
            except ValueError:
                read = None
    if expected is not None or text.lstrip().startswith("{"):
        assert read == expected


@given(st.dictionaries(st.text(max_size=4), st.none() | st.dictionaries(st.text(), st.text())))
def test_entries_are_written_in_the_order_of_their_paths(
    wanted: dict[str, dict[str, str] | None],
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(record, "_SORTED", 2)
        entries = record.Entries()
        for path, about in wanted.items():
            entries.add(path, Published(path * 2, about))
        digest = hashlib.sha256()
        data = b"".join(entries.written(digest))
    assert digest.digest() == hashlib.sha256(data).digest()
    read = json.loads(data)
    assert list(read) == sorted(wanted)
    assert {path: Published.of_json(one) for path, one in read.items()} == {
        path: Published(path * 2, about) for path, about in wanted.items()
    }
