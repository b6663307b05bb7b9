"""Standard output and standard error: UTF-8 whatever the console says, read to the end or not."""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import click

from docgen.diagnostics import ExitCode

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Pipe(io.FileIO):
    """A file or a pipe that what is said goes into; once it takes no more, the rest is dropped."""

    fault: OSError | None = None

    def write(self, data: ReadableBuffer, /) -> int:
        if self.fault is None:
            try:
                return super().write(data)
            except OSError as fault:
                self.fault = fault
        return memoryview(data).nbytes


@contextmanager
def spoken() -> Iterator[None]:
    """Standard output and standard error for a run of the program.

    A reader that goes away (``docgen … | head -1``) neither stops the run nor changes how it ends:
    letters are written, messages are sent.  A disk that is full ends it with exit code 4, after
    all has been done.
    """
    pipes = []
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        reconfigure(encoding="utf-8", errors="backslashreplace")
        if stream is getattr(sys, f"__{name}__") and not stream.isatty():
            pipe = _Pipe(stream.fileno(), "wb", closefd=False)
            pipes.append(pipe)
            setattr(sys, name, _text(pipe, at_once=name == "stderr"))
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        faults = [pipe.fault for pipe in pipes if pipe.fault is not None]
        full = [fault for fault in faults if not _went_away(fault)]
        if full:
            reason = full[0].strerror
            click.echo(f"what was to be said here could not be written: {reason}", err=True)
            sys.exit(ExitCode.STOPPED)


def _text(pipe: _Pipe, *, at_once: bool) -> IO[str]:
    return io.TextIOWrapper(
        io.BufferedWriter(pipe),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=at_once,
    )


def _went_away(fault: OSError) -> bool:
    """Whether nobody reads any more; Windows calls that an invalid argument."""
    return isinstance(fault, BrokenPipeError) or fault.errno == errno.EINVAL
