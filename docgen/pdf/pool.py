"""The pool: one LibreOffice a core, fed from one schedule; what comes out is judged and kept.

Each worker has a thread that only waits and looks; pikepdf and PDFium, which is not made for
threads, are used by the caller's thread alone. What the caller gets is ready, without faults, and
the same bytes for the same document.
"""

from __future__ import annotations

import queue
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docgen.diagnostics import Finding, Outcome, OutsideError, Place, error
from docgen.pdf.cache import Cache
from docgen.pdf.documents import Document, Pdf, digest_of, language_of
from docgen.pdf.forms import Form
from docgen.pdf.judge import judge
from docgen.pdf.normal import normalize
from docgen.pdf.program import Program
from docgen.pdf.schedule import Failure, Schedule
from docgen.pdf.worker import CannotStartError, End, Limits, Worker

_EACH: Final = 2  # documents for which a second worker is worth its start
_WAKE: Final = 0.2  # seconds after which a waiting main thread looks for Ctrl+C (on Windows)


@dataclass(frozen=True, slots=True)
class Setting:
    """How to convert. ``clock`` is a monotonic one, in seconds, as are the limits."""

    program: Program
    clock: Callable[[], float]
    form: Form = Form.PDF
    jobs: int = 1  # workers
    limit: float = 60.0  # for one document
    start: float = 60.0  # in addition, until the first document of a run is ready
    per_process: int = 100  # documents after which a program is started anew
    cache: Cache | None = None
    scratch: Path | None = None  # where the workers' folders are made; the system's by default


@dataclass(frozen=True, slots=True)
class _Ready:
    number: int
    file: Path


_Event = _Ready | Failure | BaseException | None  # None: a worker has ended


def convert(
    documents: Sequence[Document], setting: Setting
) -> Generator[tuple[int, Outcome[Pdf]], None, None]:
    """PDF files, each with the number of its document in ``documents``, as they are ready.

    Documents with equal content are converted once. Findings are P031 to P035 and P039, at the
    documents. Raises :class:`OutsideError` with P037 when the program itself is at fault, and with
    P038 when its folder cannot be written; what was given before then stands. Ending the iteration
    ends all programs.
    """
    alike: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        try:
            alike.setdefault(digest_of(document.path), []).append(number)
        except OSError as fault:
            message = f"this file cannot be read: {fault.strerror or fault}"
            hint = "close it in Word, and look at its rights"
            yield number, Outcome(None, (error("P039", Place(document.shown), message, hint),))
    to_do: dict[int, str] = {}
    for digest, numbers in alike.items():
        data = setting.cache.get(_key(digest, setting)) if setting.cache is not None else None
        if data is None:
            to_do[numbers[0]] = digest
            continue
        for number in numbers:
            yield number, Outcome(Pdf(data, cached=True))
    for number, outcome in _worked_out(documents, to_do, setting):
        for other in alike[to_do[number]]:
            # Each of several equal documents has the fault, at its own place.
            yield other, _at(documents[number], documents[other], outcome)


def _key(digest: str, setting: Setting) -> str:
    return Cache.key(digest, setting.program.version, setting.form.filter)


def _at(one: Document, other: Document, outcome: Outcome[Pdf]) -> Outcome[Pdf]:
    if one.shown == other.shown:
        return outcome
    moved = [
        error(f.code, Place(other.shown, f.place.order, f.place.detail), f.message, f.hint)
        for f in outcome.findings
    ]
    return Outcome(outcome.value, tuple(moved))


def _worked_out(
    documents: Sequence[Document], to_do: dict[int, str], setting: Setting
) -> Iterator[tuple[int, Outcome[Pdf]]]:
    """What the cache had not."""
    if not to_do:
        return
    workers = max(1, min(setting.jobs, -(-len(to_do) // _EACH)))
    schedule = Schedule(list(to_do), workers, setting.per_process)
    events: queue.Queue[_Event] = queue.Queue()
    with ExitStack() as stack:
        try:
            made = tempfile.TemporaryDirectory(
                prefix="docgen-pdf-", dir=setting.scratch, ignore_cleanup_errors=True
            )
        except OSError as fault:
            raise _no_room(fault) from fault
        folder = Path(stack.enter_context(made))
        threads = [
            threading.Thread(
                target=_work,
                args=(documents, setting, schedule, folder / str(number), events),
                name=f"docgen-pdf-{number}",
            )
            for number in range(workers)
        ]

        def end_all() -> None:
            schedule.stop()
            for thread in threads:
                if thread.ident is not None:
                    thread.join()

        stack.callback(end_all)
        for thread in threads:
            thread.start()
        yield from _results(documents, to_do, setting, events, workers)
        for failure in schedule.held():
            yield failure.number, Outcome(None, (_failed(documents[failure.number], failure),))


def _results(
    documents: Sequence[Document],
    to_do: dict[int, str],
    setting: Setting,
    events: queue.Queue[_Event],
    workers: int,
) -> Iterator[tuple[int, Outcome[Pdf]]]:
    """What the workers report, until all of them have ended."""
    while workers:
        try:
            event = events.get(timeout=_WAKE)
        except queue.Empty:
            continue
        match event:
            case None:
                workers -= 1
            case Failure():
                yield event.number, Outcome(None, (_failed(documents[event.number], event),))
            case _Ready():
                data = event.file.read_bytes()
                event.file.unlink()
                outcome = _finished(data, documents[event.number])
                if outcome.value is not None and setting.cache is not None:
                    setting.cache.put(_key(to_do[event.number], setting), outcome.value.data)
                yield event.number, outcome
            case _:
                raise event


def _finished(data: bytes, document: Document) -> Outcome[Pdf]:
    normal, findings = normalize(data, language_of(document.path), document.shown)
    if normal is None:
        return Outcome(None, findings)
    findings = judge(normal, document.shown)
    return Outcome(None if findings else Pdf(normal, cached=False), findings)


def _work(
    documents: Sequence[Document],
    setting: Setting,
    schedule: Schedule,
    folder: Path,
    events: queue.Queue[_Event],
) -> None:
    """What a worker's thread does: batches, one after the other, until none is left."""
    limits = Limits(setting.limit, setting.start, setting.clock)
    worker = Worker(setting.program, setting.form, folder, limits)

    def ready(number: int, file: Path) -> None:
        for failure in schedule.ready():
            events.put(failure)
        events.put(_Ready(number, file))

    try:
        folder.mkdir()
        while (task := schedule.take()) is not None:
            batch, alone = task
            pairs = [(number, documents[number].path) for number in batch]
            run = worker.run(pairs, ready, lambda: schedule.over)
            failures, hopeless = schedule.give_back(batch, alone, run)
            for failure in failures:
                events.put(failure)
            if hopeless:
                events.put(_hopeless(setting, run.why(), slow=run.end is End.SLOW))
                schedule.stop()
    except CannotStartError as fault:
        events.put(_hopeless(setting, fault.fault.strerror or str(fault), started=False))
    except OSError as fault:
        events.put(_no_room(fault))
    except BaseException as fault:
        events.put(fault)
    finally:
        events.put(None)


def _failed(document: Document, failure: Failure) -> Finding:
    place = Place(document.shown)
    if failure.slow:
        message = "this document was not ready in time, alone as well as with others"
        hint = "open it in LibreOffice to see what holds it up, or give it more --time-limit"
        return error("P032", place, message, hint)
    message = f"LibreOffice made no PDF file of this document; {failure.why}"
    return error("P031", place, message, "open it in Word, save it anew, and try again")


def _hopeless(setting: Setting, why: str, *, slow: bool = False, started: bool = True) -> Exception:
    place = Place(str(setting.program.path))
    if not started:
        message = f"this program cannot be started: {why}"
        hint = "install LibreOffice anew, or name another with --soffice"
        return OutsideError(error("P037", place, message, hint))
    hint = "close other programs, or give more --time-limit" if slow else (
        "try to convert one of the letters in LibreOffice itself; a package of snap or flatpak "
        "may not see the system's temporary folder: use one from libreoffice.org"
    )  # fmt: skip
    message = f"one document after the other failed, so this program was given up; {why}"
    return OutsideError(error("P037", place, message, hint))


def _no_room(fault: OSError) -> Exception:
    place = Place(str(fault.filename or tempfile.gettempdir()))
    message = f"LibreOffice's folder cannot be written: {fault.strerror or fault}"
    return OutsideError(error("P038", place, message, "make room on the disk, then try again"))
