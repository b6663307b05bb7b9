"""A bag on its way to the disk: written beside its place, then put there by one rename.

The bag is written as a folder ``.NAME.docgen-new``, each file and folder brought to the disk before
the rename; a zip file is made of that folder.  What is replaced is moved aside first, and moved
back when a step fails; a run that is killed between the two renames is repaired by the next one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from filelock import FileLock, Timeout

from docgen.bundle.paths import LEDGER
from docgen.bundle.tags import Digests, tag_files
from docgen.bundle.zipping import zip_chunks
from docgen.diagnostics import DocgenError, Finding, Place, StoppedError, error, note
from docgen.durable import sync_folder, why, write_durably

LOCK: Final = ".docgen.lock"
_NEW: Final = ".docgen-new"
_OLD: Final = ".docgen-old"
_CURE: Final = (
    "look at the folder's rights and at the free space, close files of it that are open, or choose "
    "another folder with --to"
)


class Shelf:
    """The folder in which bundles stand. Use it as a context manager.

    ``shown_as`` is the folder's name in findings; ``was_sent`` says of the ledger of a bag whether
    it knows of anything that was sent.  Raises :class:`DocgenError` with B011 when it
    cannot be written, B012 when another run is writing to it.
    """

    def __init__(
        self, folder: Path, shown_as: str, was_sent: Callable[[Path], bool] = lambda ledger: True
    ) -> None:
        self.folder = folder
        self.shown_as = shown_as
        self._was_sent = was_sent
        self.findings: list[Finding] = []
        self._lock = FileLock(folder / LOCK)
        self._made: list[tuple[Path, Path]] = []  # what was written, and where it goes

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise DocgenError(
                error("B012", Place(self.shown_as), "another run of docgen is packing here",
                      "wait until it has ended, then try again")
            ) from None  # fmt: skip
        except OSError as fault:
            raise self.unwritable(fault) from fault
        try:
            self._recover()
        except OSError as fault:
            self._lock.release()
            raise self.unwritable(fault) from fault
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
            for written, _ in self._made:
                _discard(written)
            with suppress(OSError):
                for path in self._leftovers(_NEW):
                    _discard(path)
        finally:
            self._lock.release()

    def bag(self, name: str) -> BagFolder:
        """An empty bag that is to stand here under ``name``."""
        try:
            folder = self.folder / f".{name}{_NEW}"
            _discard(folder, strict=True)
            folder.mkdir()
        except OSError as fault:
            raise self.unwritable(fault) from fault
        return BagFolder(folder, name, self.unwritable)

    def add(self, bag: BagFolder, *, zipped: bool, replace: bool) -> Path:
        """Have a finished bag put in its place by :meth:`place`; gives that place.

        One that is there already stays when it is the same (a note), and stands in the way when
        it is another (B009), unless it may be replaced; never when it was sent (B010).
        """
        written = bag.folder
        final = self.folder / bag.name
        try:
            if zipped:
                written = self._zipped(bag)
                final = self.folder / f"{bag.name}.zip"
            other = self.folder / (bag.name if zipped else f"{bag.name}.zip")
            place = Place(f"{self.shown_as}/{final.name}")
            if _there(final) and _same(written, final):
                message = "this bundle is there already, and the new one is the same"
                self.findings.append(note("B009", place, message))
                _discard(written)
                return final
            if _there(final) and not replace:
                raise DocgenError(
                    error("B009", place, "another bundle of this name is there",
                          "keep it, move it away, or have it replaced with --replace")
                )  # fmt: skip
            ledger = self.folder / f"{bag.name}.{LEDGER}"
            stands_alone = _there(final) or not _there(other)
            if stands_alone and _there(ledger) and self._was_sent(ledger):
                raise DocgenError(
                    error("B010", place, "messages of this bundle have been sent",
                          "a bundle that was sent stays as it is: send a corrigendum, with "
                          "--corrects and --reason")
                )  # fmt: skip
            if _there(other) and not _holds(other, bag.folder):
                raise DocgenError(
                    error("B009", Place(f"{self.shown_as}/{other.name}"),
                          "another bundle of this name is there",
                          "move it away: one name stands for one bundle")
                )  # fmt: skip
        except OSError as fault:
            raise self.unwritable(fault) from fault
        self._made.append((written, final))
        return final

    def place(self) -> None:
        """Put all bags that were added into their places: all, or none."""
        done: list[tuple[Path, Path, Path]] = []
        try:
            for written, final in self._made:
                old = final.with_name(f".{final.name}{_OLD}")
                done.append((written, final, old))
                if _there(final):
                    final.rename(old)
                written.rename(final)
            sync_folder(self.folder)
        except OSError as fault:
            try:
                for written, final, old in reversed(done):
                    if _there(final) and not _there(written):
                        final.rename(written)
                    if _there(old):
                        old.rename(final)
            except OSError:
                raise StoppedError(
                    error("B011", Place(self.shown_as),
                          f"the bundles could not all be put in place: {why(fault)}",
                          f"{_CURE}; then run docgen bundle again, which puts them right")
                ) from fault  # fmt: skip
            raise self.unwritable(fault) from fault
        self._made = []
        with suppress(OSError):
            for _, _, old in done:
                _discard(old)

    def unwritable(self, fault: OSError) -> DocgenError:
        """B011 with the system's reason."""
        message = f"the bundle cannot be written here: {why(fault)}"
        return DocgenError(error("B011", Place(self.shown_as), message, _CURE))

    def _zipped(self, bag: BagFolder) -> Path:
        written = self.folder / f".{bag.name}.zip{_NEW}"
        names = bag.names
        try:
            chunks = zip_chunks(bag.name, names, lambda name: (bag.folder / name).read_bytes())
            with written.open("wb") as stream:
                for chunk in chunks:
                    stream.write(chunk)
                stream.flush()
                os.fsync(stream.fileno())
        except OverflowError as fault:
            message = f"a zip file cannot hold this bundle: {fault}"
            raise DocgenError(
                error("B011", Place(self.shown_as), message, "leave --zip out")
            ) from fault
        return written

    def _leftovers(self, ending: str) -> list[Path]:
        return sorted(path for path in self.folder.iterdir()
                      if path.name.startswith(".") and path.name.endswith(ending))  # fmt: skip

    def _recover(self) -> None:
        """Put right what a run left that was killed: half-written bags go, replaced ones return."""
        for old in self._leftovers(_OLD):
            final = self.folder / old.name.removeprefix(".").removesuffix(_OLD)
            if _there(final):
                _discard(old, strict=True)
            else:
                old.rename(final)
        for path in self._leftovers(_NEW):
            _discard(path, strict=True)


class BagFolder:
    """A bag while it is written; files come one by one, and memory does not grow with them."""

    def __init__(
        self, folder: Path, name: str, unwritable: Callable[[OSError], DocgenError]
    ) -> None:
        self.folder = folder
        self.name = name
        self.payload: dict[str, Digests] = {}
        self.names: list[str] = []
        self.hashes: dict[str, str] = {}  # SHA-256 in hex, by path
        self._unwritable = unwritable
        self._folders = {folder}

    def write(self, path: str, data: bytes) -> Digests:
        """A file of the payload; ``path`` begins with ``data/``."""
        self._write(path, data)
        digests = self.payload[path] = Digests.of(data)
        return digests

    def close(self, info: list[tuple[str, str]]) -> str:
        """Write the tag files and bring the folders to the disk; gives the hash of the whole.

        That is the SHA-256 of tagmanifest-sha256.txt, which lists the lists of all files.
        """
        files = tag_files(self.payload, info)
        for name, data in files.items():
            self._write(name, data)
        try:
            for folder in sorted(self._folders, key=lambda one: -len(one.parts)):
                sync_folder(folder)
        except OSError as fault:
            raise self._unwritable(fault) from fault
        self.names.sort()
        return Digests.of(files["tagmanifest-sha256.txt"]).sha256

    def _write(self, path: str, data: bytes) -> None:
        target = self.folder.joinpath(*path.split("/"))
        try:
            if target.parent not in self._folders:
                target.parent.mkdir(parents=True, exist_ok=True)
                above = [one for one in target.parents if self.folder in one.parents]
                self._folders.update(above)
            write_durably(target, data)
        except OSError as fault:
            raise self._unwritable(fault) from fault
        self.names.append(path)
        self.hashes[path] = hashlib.sha256(data).hexdigest()


def _there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _discard(path: Path, *, strict: bool = False) -> None:
    """Delete a file or folder that may not be there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=not strict)
    elif _there(path):
        with suppress(*([] if strict else [OSError])):
            path.unlink()


def _files(folder: Path) -> Iterator[str]:
    for base, _, names in os.walk(folder):
        yield from (Path(base, name).relative_to(folder).as_posix() for name in names)


def _same(one: Path, other: Path) -> bool:
    """Whether two zip files, or two folders, hold the same bytes."""
    if one.is_dir() != other.is_dir() or other.is_symlink():
        return False
    if not one.is_dir():
        return one.read_bytes() == other.read_bytes()
    names = sorted(_files(one))
    return names == sorted(_files(other)) and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in names
    )


def _holds(other: Path, folder: Path) -> bool:
    """Whether the other form of a bag, folder or zip file, is the same bag."""
    if other.is_dir():
        return _same(folder, other)
    names = sorted(_files(folder))
    name = other.name.removesuffix(".zip")
    expected = zip_chunks(name, names, lambda path: (folder / path).read_bytes())
    with other.open("rb") as stream:
        return all(stream.read(len(chunk)) == chunk for chunk in expected) and not stream.read(1)
