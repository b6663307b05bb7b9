"""One run of LibreOffice over some documents.

LibreOffice is given all documents of a batch at once and converts them one after the other, so
that its start, some seconds, is paid once. It ends by itself when the batch is done: a docgen that
is killed leaves nothing running for longer than its batch.

What it says and its exit code are worth little (it gives 0 for a document that it could not read):
only the PDF files count.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import IO, Final

from docgen.pdf.forms import Form
from docgen.pdf.process import Process
from docgen.pdf.profile import make_profile
from docgen.pdf.program import Program

_POLL: Final = 0.05  # seconds between two looks at a worker
_TAIL: Final = 1024  # a PDF file ends with %%EOF (ISO 32000-1, 7.5.5), some writers add to it
_MUCH: Final = 1 << 20  # bytes of what the program says, that are kept
_SAID: Final = 400  # characters of what the program said that a finding shows


class End(Enum):
    """How a run ended."""

    ALONE = auto()  # by itself
    SLOW = auto()  # killed: no document was ready for too long
    STOPPED = auto()  # killed: nobody wants the result any more


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a run may take, in seconds, on the clock that was handed in."""

    document: float
    start: float  # in addition, until the first document is ready
    clock: Callable[[], float]


@dataclass(slots=True)
class Run:
    """What came of a batch: how it ended, and the numbers of the documents that are ready."""

    end: End = End.ALONE
    code: int | None = None
    said: str = ""
    ready: list[int] = field(default_factory=list)

    def why(self) -> str:
        """How the program ended, for a message."""
        if self.end is End.SLOW:
            return "it was ended because it took too long"
        if self.code is None or self.code == 0:
            return "it ended without a word" if not self.said else f"it said: {self.said}"
        how = f"signal {-self.code}" if self.code < 0 else f"exit code {self.code}"
        return f"it ended with {how}" + (f": {self.said}" if self.said else "")


class CannotStartError(Exception):
    """The program could not be started; ``fault`` says why."""

    def __init__(self, fault: OSError) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Worker:
    """A folder with a profile, in which one LibreOffice at a time runs."""

    def __init__(self, program: Program, form: Form, folder: Path, limits: Limits) -> None:
        self._program = program
        self._form = form
        self._folder = folder
        self._limits = limits

    def run(
        self,
        batch: Sequence[tuple[int, Path]],
        ready: Callable[[int, Path], None],
        stopped: Callable[[], bool],
    ) -> Run:
        """Convert a batch; ``ready`` is told each number with its PDF file as soon as it is whole.

        The file is the receiver's to take away. Raises OSError when the folder cannot be written,
        :class:`CannotStartError` when the program cannot be started.
        """
        work = self._folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        (work / "in").mkdir(parents=True)
        (work / "out").mkdir()
        (self._folder / "ready").mkdir(exist_ok=True)
        # Made anew: a LibreOffice that was killed may have left its profile half-written.
        profile = self._folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        make_profile(profile, self._program.build)
        # Names of docgen's own: any name of the officer's becomes a short one without surprises.
        names = {number: f"{place:05}" for place, (number, _) in enumerate(batch)}
        for number, path in batch:
            shutil.copyfile(path, work / "in" / f"{names[number]}.docx")
        run = Run()
        words = self._folder / "said.txt"
        words.unlink(missing_ok=True)
        # Appending, so that what is written after a cut does not stand where it would have stood.
        with words.open("ab") as said:
            try:
                process = Process(self._command(profile, names.values()), work, said)
            except OSError as fault:
                raise CannotStartError(fault) from fault
            try:
                self._watch(process, run, names, work / "out", ready, stopped, said)
            finally:
                process.end()
        run.said = _last_words(words)
        return run

    def _command(self, profile: Path, names: Iterable[str]) -> list[str]:
        return [
            str(self._program.path),
            f"-env:UserInstallation={profile.absolute().as_uri()}",
            *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nologo"),
            *("--nodefault", "--nofirststartwizard"),
            *("--convert-to", self._form.filter),
            *("--outdir", "out"),
            *(f"in/{name}.docx" for name in names),
        ]

    def _watch(
        self,
        process: Process,
        run: Run,
        names: dict[int, str],
        out: Path,
        ready: Callable[[int, Path], None],
        stopped: Callable[[], bool],
        said: IO[bytes],
    ) -> None:
        """Take finished documents away until the program has ended or must be ended."""
        clock = self._limits.clock
        waiting = dict(names)
        deadline = clock() + self._limits.start + self._limits.document

        def collect() -> bool:
            some = False
            there = {entry.name for entry in os.scandir(out)}
            for number, name in list(waiting.items()):
                file = out / f"{name}.pdf"
                if file.name not in there or not is_whole(file):
                    continue
                taken = self._folder / "ready" / f"{number}.pdf"
                try:
                    file.replace(taken)
                except PermissionError:  # LibreOffice has not closed it yet, on Windows
                    continue
                del waiting[number]
                run.ready.append(number)
                ready(number, taken)
                some = True
            return some

        while True:
            code = process.wait(_POLL)
            if stopped():
                run.end = End.STOPPED
                return
            if os.fstat(said.fileno()).st_size > _MUCH:
                said.truncate(0)
            some = collect()
            if code is not None:
                run.code = code
                return
            if not waiting:  # its leave-taking takes time, and nobody needs it
                return
            if some:
                deadline = clock() + self._limits.document
            if clock() > deadline:
                run.end = End.SLOW
                return


def is_whole(file: Path) -> bool:
    """Whether a PDF file is there to its end."""
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(max(0, size - _TAIL))
            return b"%%EOF" in stream.read()
    except OSError:  # not there yet, or still held by LibreOffice on Windows
        return False


def _last_words(file: Path) -> str:
    """The end of what the program said, in one line, without what it always says."""
    data = file.read_bytes()[-20_000:]
    lines = [
        " ".join(line.split())
        for line in data.decode("utf-8", errors="replace").splitlines()
        if line.strip() and not line.startswith(("convert ", "Warning: failed to launch javaldx"))
    ]
    text = " / ".join(lines)
    text = "".join(char if char.isprintable() else "�" for char in text)
    return text if len(text) <= _SAID else f"{text[:_SAID]}…"
