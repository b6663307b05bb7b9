"""How far a long piece of work is, on a terminal: done and in all, the rate, and the time left."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from docgen.cli.report import Report

# The bar appears when the work has taken this long, in seconds.
PATIENCE = 1.0
_AT_ONCE: Final = 500  # items between two looks at the bar

T = TypeVar("T")


class Bar:
    """Counts what is done, and shows it once the work has taken a while.

    ``total`` may become known later; until then the bar only says that something goes on.
    """

    def __init__(self, what: str, total: int | None, seconds: int, unit: str) -> None:
        self.what = what
        self.total = total
        self.done = 0
        self._seconds = seconds
        self._unit = unit
        self._begun = time.monotonic()
        self._shown: tuple[Progress, TaskID] | None = None
        self._lock = threading.Lock()

    def step(self, count: int = 1) -> None:
        """So many more are done."""
        self.done += count
        self._update()

    def over(self, items: Sequence[T]) -> Iterator[T]:
        """Go through items, and count them: they are the work from here on."""
        self.done, self.total, self._begun = 0, len(items), time.monotonic()
        for number, item in enumerate(items):
            if number % _AT_ONCE == 0:
                self.done = number
                self._update()
            yield item

    @property
    def is_shown(self) -> bool:
        """Whether it is on the terminal."""
        return self._shown is not None

    @property
    def rate(self) -> str:
        """How many are done in a second or a minute, such as ``350 a second``."""
        passed = max(time.monotonic() - self._begun, 0.001) / self._seconds
        return f"{self.done / passed:,.0f} a {self._unit}" if self.done else ""

    def show(self) -> None:
        """Begin to show it, from a thread of its own or from the one that works."""
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        with self._lock:
            if self._shown is not None:
                return
            bar = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            bar.start()
            self._shown = (bar, bar.add_task(self.what, total=self.total, rate=""))

    def close(self) -> None:
        """Take it away."""
        with self._lock:
            if self._shown is not None:
                self._shown[0].stop()

    def _update(self) -> None:
        shown = self._shown
        if shown is not None:
            bar, task = shown
            bar.update(task, completed=self.done, total=self.total, rate=self.rate)


@contextmanager
def progress(
    report: Report, what: str, total: int | None = None, *, minutes: bool = False
) -> Iterator[Bar]:
    """A bar for a piece of work, shown on a terminal once it has taken a second.

    ``what`` is being done or made, ``total`` times; ``minutes``: whether the rate is one a minute.
    """
    bar = Bar(what, total, 60 if minutes else 1, "minute" if minutes else "second")
    silent = report.as_json or report.quiet or not sys.stderr.isatty()
    if silent or os.environ.get("TERM") == "dumb":
        yield bar
        return
    timer = threading.Timer(PATIENCE, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar
    finally:
        timer.cancel()
        timer.join()
        bar.close()
