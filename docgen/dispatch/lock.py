"""One sender at a time: a lock beside the bundle, and who holds it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from docgen.diagnostics import DocgenError, error
from docgen.dispatch.clock import as_text
from docgen.dispatch.durable import write_whole
from docgen.durable import why

if TYPE_CHECKING:
    from docgen.bundle import Bundle


@dataclass(frozen=True, slots=True)
class Holder:
    """Who sends: the process, its machine, and since when."""

    pid: int
    host: str
    since: datetime


class SenderLock:
    """The right to change a bundle's ledger. Use it as a context manager; D017 for the second one.

    The system lets go of the lock when its process ends, however it ends.  The name of the holder
    stands in a file of its own: a locked file cannot be read on Windows.
    """

    def __init__(self, bundle: Bundle, holder: Holder) -> None:
        self._bundle = bundle
        self._holder = holder
        self._names = bundle.beside("sender.json")
        self._lock = FileLock(bundle.beside("lock"))

    def __enter__(self) -> Self:
        holder = self._holder
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise DocgenError(
                error("D017", self._bundle.place(), f"it is being sent already{self._who()}",
                      "wait until that run has ended, then look at docgen send --status")
            ) from None  # fmt: skip
        except OSError as fault:
            raise self._unwritable(fault) from fault
        try:
            write_whole(self._names, {"pid": holder.pid, "host": holder.host,
                                      "since": as_text(holder.since)})  # fmt: skip
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
        with suppress(OSError):
            self._names.unlink(missing_ok=True)
        self._lock.release()

    def _who(self) -> str:
        """The holder as far as its file says; it may just be about to write it."""
        try:
            found = json.loads(self._names.read_text(encoding="utf-8"))
            return f", by process {found['pid']} on {found['host']} since {found['since']}"
        except (OSError, ValueError, TypeError, KeyError):
            return ", by another process"

    def _unwritable(self, fault: OSError) -> DocgenError:
        return DocgenError(
            error("D032", self._bundle.place(), f"nothing can be written beside it: {why(fault)}",
                  "look at the folder's rights and at the free space")
        )  # fmt: skip
