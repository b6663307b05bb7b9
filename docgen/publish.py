"""Publishing to out/: all letters of a run appear together, or none does.

Letters are written to a staging folder inside ``out/.docgen/`` (the same file system, so that a
folder is moved by a rename). When all are there, the run's intention is made durable in a journal
and each folder ``<kind>/<language>/`` is exchanged. A run that is killed before the journal leaves
``out/`` as it was; one that is killed after it is completed by the next run.

Nothing of the officer's is lost: her own files in a folder stay in it, and a letter that she has
changed by hand is kept beside the new one in ``changed by hand/``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Final, Self

from filelock import FileLock, Timeout

from docgen.diagnostics import DocgenError, Finding, Place, error, note, warning

WORKSHOP: Final = ".docgen"
KEPT: Final = "changed by hand"
_STAGING: Final = "staging"
_OLD: Final = "old"
_JOURNAL: Final = "journal.json"
_RECORD: Final = "published.json"


class Publication:
    """One run's letters on their way to ``out/``. Use it as a context manager.

    ``shown_as`` is the folder's name in findings. Raises :class:`DocgenError` with C015 when the
    folder cannot be written and C018 when another run is writing to it.
    """

    def __init__(self, out: Path, shown_as: str) -> None:
        self.out = out
        self.findings: list[Finding] = []
        self._place = Place(shown_as)
        self._workshop = out / WORKSHOP
        self._staging = self._workshop / _STAGING
        self._written: dict[str, str] = {}
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
            shutil.rmtree(self._staging, ignore_errors=True)
            self._staging.mkdir()
        except OSError as fault:
            self._lock.release()
            raise self._unwritable(fault) from fault
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if not (self._workshop / _JOURNAL).exists():
                shutil.rmtree(self._staging, ignore_errors=True)
        finally:
            self._lock.release()

    def write(self, path: PurePosixPath, data: bytes) -> None:
        """Put a letter into the staging folder; ``path`` is ``<kind>/<language>/<name>``."""
        target = self._staging / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as fault:
            raise self._unwritable(fault) from fault
        self._written[str(path)] = hashlib.sha256(data).hexdigest()

    def publish(self) -> None:
        """Exchange the folders of ``out/`` for those written; what was kept is in ``findings``."""
        folders = sorted({str(PurePosixPath(name).parent) for name in self._written})
        record = self._record()
        try:
            for folder in folders:
                self._keep(folder, record)
            kept = {name: digest for name, digest in record.items()
                    if str(PurePosixPath(name).parent) not in folders}  # fmt: skip
            journal = {"folders": folders, "record": {**kept, **self._written}}
            self._store(_JOURNAL, journal)
        except OSError as fault:
            (self._workshop / _JOURNAL).unlink(missing_ok=True)
            raise self._unwritable(fault) from fault
        try:
            self._exchange(folders)
        except OSError as fault:
            self._put_back(folders)
            raise self._unwritable(fault) from fault
        self._finish(journal)

    def _keep(self, folder: str, record: Mapping[str, str]) -> None:
        """Carry over what docgen did not write, and letters that were changed since."""
        current = self.out / folder
        if not current.is_dir():
            return
        for source in sorted(current.rglob("*")):
            inside = PurePosixPath(source.relative_to(current).as_posix())
            name = str(PurePosixPath(folder, inside))
            if not source.is_file():
                continue
            digest = record.get(name)
            target = self._staging / folder / inside
            if digest is not None:
                if hashlib.sha256(source.read_bytes()).hexdigest() == digest:
                    continue
                target = self._staging / folder / KEPT / inside.name
                self.findings.append(
                    warning("C021", Place(f"{self._place.file}/{name}"),
                            "this letter had been changed by hand; the changed one is kept in "
                            f"“{KEPT}”", "change the template or the facts instead")
                )  # fmt: skip
            elif target.exists():
                if target.read_bytes() == source.read_bytes():
                    continue
                target = self._staging / folder / KEPT / inside.name
                self.findings.append(
                    warning("C021", Place(f"{self._place.file}/{name}"),
                            "a file of this name was not docgen's; it is kept in "
                            f"“{KEPT}”", "give your own files other names")
                )  # fmt: skip
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)

    def _exchange(self, folders: Iterable[str]) -> None:
        """Move each folder away and the staged one in; steps already done are passed over."""
        for folder in folders:
            staged, current = self._staging / folder, self.out / folder
            if not staged.exists():
                continue
            old = self._workshop / _OLD / folder
            if current.exists():
                shutil.rmtree(old, ignore_errors=True)
                old.parent.mkdir(parents=True, exist_ok=True)
                current.rename(old)
            current.parent.mkdir(parents=True, exist_ok=True)
            staged.rename(current)

    def _put_back(self, folders: Iterable[str]) -> None:
        """Undo an exchange that failed part-way (on Windows: a letter is open in Word)."""
        for folder in folders:
            staged, current = self._staging / folder, self.out / folder
            old = self._workshop / _OLD / folder
            if old.exists():
                if current.exists():
                    current.rename(staged)
                old.rename(current)
            elif current.exists() and not staged.exists():
                current.rename(staged)
        (self._workshop / _JOURNAL).unlink(missing_ok=True)

    def _finish(self, journal: Mapping[str, object]) -> None:
        self._store(_RECORD, journal["record"])
        (self._workshop / _JOURNAL).unlink(missing_ok=True)
        shutil.rmtree(self._workshop / _OLD, ignore_errors=True)
        shutil.rmtree(self._staging, ignore_errors=True)

    def _recover(self) -> None:
        """Complete a run that was stopped after its journal had been written."""
        try:
            journal = json.loads((self._workshop / _JOURNAL).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except ValueError:
            (self._workshop / _JOURNAL).unlink(missing_ok=True)
            return
        self._exchange(journal["folders"])
        self._finish(journal)
        self.findings.append(
            note("C022", self._place, "the run before this one was stopped while it published; "
                 "its letters were put in place first")
        )  # fmt: skip

    def _record(self) -> dict[str, str]:
        try:
            text = (self._workshop / _RECORD).read_text(encoding="utf-8")
            found: dict[str, str] = json.loads(text)
        except (FileNotFoundError, ValueError):
            return {}
        return found

    def _store(self, name: str, content: object) -> None:
        """Write a small file so that it is there whole or not at all, and outlives a power cut."""
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        beside = self._workshop / f"{name}.new"
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(self._workshop / name)

    def _unwritable(self, fault: OSError) -> DocgenError:
        why = fault.strerror or str(fault)
        return DocgenError(
            error("C015", self._place, f"the letters cannot be written here: {why}",
                  "close letters that are open in Word, look at the folder's rights and at the "
                  "free space, or choose another folder with --out")
        )  # fmt: skip
