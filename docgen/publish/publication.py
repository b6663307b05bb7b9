"""Letters on their way to out/: staged, then exchanged for those that are there.

Letters are written to a staging folder inside ``out/.docgen/`` (the same file system, so that a
folder is moved by a rename). When all are there, the run's intention is made durable in a journal
and each folder ``<kind>/<language>/`` is exchanged. A run that is killed before the journal leaves
``out/`` as it was; one that is killed after it is completed by the next run. When a step fails
after the journal, what was exchanged is put back; only where that fails too is the rest left to
the next run.

Nothing of the officer's is lost: her own files in a folder stay in it, and a letter that she has
changed by hand is kept beside the new one in ``changed by hand/``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Final, NamedTuple, NoReturn, Self

from filelock import FileLock, Timeout

from docgen.diagnostics import (
    DocgenError,
    Finding,
    Place,
    StoppedError,
    error,
    note,
    warning,
)
from docgen.digests import Digests
from docgen.durable import replace_whole, sync_files, sync_folder, write_durably
from docgen.publish.record import RECORD, WORKSHOP, Entries, Published, recorded

KEPT: Final = "changed by hand"
_STAGING: Final = "staging"
_OLD: Final = "old"
_COPY: Final = "copy"
_JOURNAL: Final = "journal.json"
_NEXT: Final = "next.json"

_CURE: Final = (
    "close letters that are open in Word, look at the folder's rights and at the free space, "
    "or choose another folder with --out"
)


class _Journal(NamedTuple):
    """What a run is about to do: exchange ``folders``, then put the record of this SHA-256, which
    waits beside the journal, in the place of the old one."""

    folders: list[str]
    record: str


class Publication:
    """One run's letters on their way to ``out/``. Use it as a context manager.

    ``shown_as`` is the folder's name in findings. Raises :class:`DocgenError` with C015 when the
    folder cannot be written (:class:`StoppedError` when it is left between old and new letters)
    and C018 when another run is writing to it.
    """

    def __init__(self, out: Path, shown_as: str) -> None:
        self.out = out
        self.findings: list[Finding] = []
        self._place = Place(shown_as)
        self._workshop = out / WORKSHOP
        self._staging = self._workshop / _STAGING
        self._old = self._workshop / _OLD
        self._journal = self._workshop / _JOURNAL
        self._next = self._workshop / _NEXT
        self._written = Entries()
        self._folders: set[str] = set()  # those that are exchanged
        self._lock = FileLock(self._workshop / "lock")

    def __enter__(self) -> Self:
        try:
            self._workshop.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise DocgenError(
                error("C018", self._place, "another run of docgen is writing here",
                      "wait until it has ended, then try again")
            ) from None  # fmt: skip
        except OSError as fault:
            raise self._unwritable(fault) from fault
        try:
            self._recover()
            _remove(self._old)
            _remove(self._staging)
            self._next.unlink(missing_ok=True)
            self._staging.mkdir()
        except OSError as fault:
            self._lock.release()
            raise self._unwritable(fault) from fault
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if not self._journal.exists():
                shutil.rmtree(self._staging, ignore_errors=True)
                with suppress(OSError):
                    self._next.unlink(missing_ok=True)
        finally:
            self._lock.release()

    def write(
        self,
        path: PurePosixPath | str,
        data: bytes,
        about: Mapping[str, Any] | None = None,
        *,
        sha256: str | None = None,
    ) -> None:
        """Put a letter into the staging folder; ``path`` is ``<kind>/<language>/<name>``.

        ``about`` is kept in the record of what was published, and so is the hash, which may be
        given where it is known.
        """
        name = str(path)
        folder = name.rpartition("/")[0]
        try:
            if folder not in self._folders:
                (self._staging / folder).mkdir(parents=True, exist_ok=True)
                self._folders.add(folder)
            with open(f"{self._staging}/{name}", "wb") as stream:  # noqa: PTH123  # many times
                stream.write(data)
        except OSError as fault:
            raise self._unwritable(fault) from fault
        digest = sha256 or hashlib.sha256(data).hexdigest()
        self._written.add(name, Published(digest, about))

    def staged(self, path: PurePosixPath) -> Path:
        """Where a letter that was written waits for its publication."""
        return self._staging / path

    def publish(self) -> None:
        """Exchange the folders of ``out/`` for those written; what was kept is in ``findings``."""
        folders = sorted(self._folders)
        try:
            known = self._known(folders, self._written)
            for folder in folders:
                self._keep(folder, known)
            sync_files(path for path in _below(self._staging)
                       if path.is_file() and not path.is_symlink())  # fmt: skip
            digest = hashlib.sha256()
            write_durably(self._next, self._written.written(digest))
        except OSError as fault:
            raise self._unwritable(fault) from fault
        journal = _Journal(folders, digest.hexdigest())
        try:
            replace_whole(self._journal, json.dumps(journal._asdict()).encode("utf-8"))
            sync_folder(self._workshop)
            self._exchange(folders)
            self._next.replace(self._workshop / RECORD)
        except OSError as fault:
            self._undo(folders, fault)
        self._finish()

    def _known(self, folders: Collection[str], others: Entries | None = None) -> Digests:
        """What the record says of the files in these folders: the path of each, and the path with
        the hash behind it; ``others`` is given what it says of all other folders.

        Nothing where the record is not docgen's.
        """
        known = Digests()
        try:
            for path, one in recorded(self.out):
                if str(PurePosixPath(path).parent) in folders:
                    known.setdefault(path, 0)
                    known.setdefault(_with_hash(path, one.sha256), 0)
        except ValueError:
            return Digests()
        for path, one in recorded(self.out) if others is not None else ():
            if others is not None and str(PurePosixPath(path).parent) not in folders:
                others.add(path, one)
        return known

    def _keep(self, folder: str, known: Digests) -> None:
        """Carry over what docgen did not write, and letters that were changed since.

        Repeating it changes nothing, so that a stopped run's folders can be looked at again.
        """
        current, staged = self.out / folder, self._staging / folder
        if current.is_symlink() or (current.exists() and not current.is_dir()):
            raise DocgenError(
                error("C015", Place(f"{self._place.file}/{folder}"),
                      "this is not a folder, and the letters' folder would stand in its place",
                      "move it away, or choose another folder with --out")
            )  # fmt: skip
        if not current.exists():
            return
        aside: list[tuple[Path, str]] = []
        for source in _below(current):
            inside = source.relative_to(current)
            target = staged / inside
            if source.is_dir() and not source.is_symlink():
                target.mkdir(parents=True, exist_ok=True)
                continue
            path = f"{folder}/{inside.as_posix()}"
            is_letter = known.get(path) is not None
            if is_letter and known.get(_with_hash(path, _digest(source))) is not None:
                continue
            if is_letter and not _same(source, target):
                aside.append((source, "this letter had been changed by hand; the changed one is"))
            elif not is_letter and not _there(target):
                self._copy(source, target)
            elif not is_letter and not _same(source, target):
                aside.append((source, "a file of this name was not docgen's; it is"))
        # After all others, so that those which an earlier run has kept keep their names.
        for source, message in aside:
            name = self._keep_aside(source, staged)
            place = Place(f"{self._place.file}/{folder}/{source.relative_to(current).as_posix()}")
            self.findings.append(
                warning("C021", place, f"{message} kept as “{KEPT}/{name}”",
                        "change the template or the facts instead, and give your own files "
                        "other names")
            )  # fmt: skip

    def _keep_aside(self, source: Path, staged: Path) -> str:
        """Put a copy into ``changed by hand/`` under a name that is free there; give the name."""
        number = 1
        while True:
            more = f" {number}" if number > 1 else ""
            target = staged / KEPT / f"{source.stem}{more}{source.suffix}"
            if not _there(target):
                self._copy(source, target)
                return target.name
            if _same(source, target):
                return target.name
            number += 1

    def _copy(self, source: Path, target: Path) -> None:
        """Copy a file, or a link as a link, so that it is there whole or not at all."""
        target.parent.mkdir(parents=True, exist_ok=True)
        half = self._workshop / _COPY
        half.unlink(missing_ok=True)
        shutil.copy2(source, half, follow_symlinks=False)
        half.replace(target)

    def _exchange(self, folders: Iterable[str]) -> bool:
        """Move each folder away and the staged one in; steps already done are passed over.

        Gives whether any step was left.
        """
        moved = False
        for folder in folders:
            staged, current, old = self._all_three(folder)
            if not staged.exists():
                continue
            if current.exists():
                _remove(old)
                old.parent.mkdir(parents=True, exist_ok=True)
                current.rename(old)
            current.parent.mkdir(parents=True, exist_ok=True)
            staged.rename(current)
            sync_folder(current.parent)
            moved = True
        return moved

    def _undo(self, folders: Iterable[str], fault: OSError) -> NoReturn:
        """Put back what a failed exchange has moved (on Windows: a letter is open in Word)."""
        try:
            for folder in folders:
                staged, current, old = self._all_three(folder)
                if current.exists() and not staged.exists():
                    current.rename(staged)
                if old.exists():
                    old.rename(current)
                else:
                    with suppress(OSError):  # the kind's folder, if this run made it
                        current.parent.rmdir()
            if self._journal.exists():
                self._journal.unlink()
        except OSError:
            raise StoppedError(
                error("C015", self._place,
                      f"the letters could not all be put in place: {_why(fault)}",
                      f"{_CURE}; then run docgen again, which goes on from here")
            ) from fault  # fmt: skip
        raise self._unwritable(fault) from fault

    def _finish(self) -> None:
        """Clear the workshop; what cannot be deleted now is deleted by the next run."""
        with suppress(OSError):
            sync_folder(self._workshop)  # the record is there before the journal goes
        with suppress(OSError):
            self._journal.unlink(missing_ok=True)
        shutil.rmtree(self._old, ignore_errors=True)
        shutil.rmtree(self._staging, ignore_errors=True)

    def _recover(self) -> None:
        """Complete a run that was stopped after its journal had been written."""
        try:
            found = json.loads(self._journal.read_text(encoding="utf-8"))
            journal = _Journal([str(folder) for folder in found["folders"]], str(found["record"]))
        except FileNotFoundError:
            return
        except (ValueError, TypeError, KeyError):  # not docgen's: it writes a journal whole
            self._journal.unlink()
            return
        left = [folder for folder in journal.folders if (self._staging / folder).exists()]
        known = self._known(left)
        for folder in left:
            self._keep(folder, known)
        moved = self._exchange(journal.folders)
        if self._next.exists() and _digest(self._next) == journal.record:
            self._next.replace(self._workshop / RECORD)
            sync_folder(self._workshop)
        self._journal.unlink()
        if moved:
            self.findings.append(
                note("C022", self._place, "the run before this one was stopped while it "
                     "published; its letters were put in place first")
            )  # fmt: skip

    def _all_three(self, folder: str) -> tuple[Path, Path, Path]:
        return self._staging / folder, self.out / folder, self._old / folder

    def _unwritable(self, fault: OSError) -> DocgenError:
        message = f"the letters cannot be written here: {_why(fault)}"
        return DocgenError(error("C015", self._place, message, _CURE))


def _why(fault: OSError) -> str:
    return fault.strerror or str(fault)


def _remove(folder: Path) -> None:
    """Delete a folder that may not be there."""
    if folder.exists():
        shutil.rmtree(folder)


def _below(folder: Path) -> Iterator[Path]:
    """All that is below a folder, sorted; links are not followed.

    ``Path.rglob`` would pass over folders that cannot be read, and their files would be lost.
    """

    def tell(fault: OSError) -> None:
        raise fault

    for base, folders, files in os.walk(folder, onerror=tell):
        folders.sort()
        yield from (Path(base, name) for name in sorted([*folders, *files]))


def _there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _digest(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _with_hash(path: str, sha256: str) -> str:
    return f"{path}\0{sha256}"


def _same(one: Path, other: Path) -> bool:
    """Whether two files have the same content; ``other`` may not be there."""
    return _there(other) and not other.is_dir() and _digest(one) == _digest(other)
