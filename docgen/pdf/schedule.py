"""Which documents a worker takes next, and who is to blame when a run goes wrong.

A run that ends before its time has one document at fault, most likely the first that is not ready.
That one is tried once more by itself; the others go on without it. Only what fails alone is a
fault of the document.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docgen.pdf.worker import End, Run

# Documents that fail one after the other before the program itself is given up.
_AT_THE_START: Final = 3
_LATER: Final = 10


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that failed alone, by its number, and how the program ended."""

    number: int
    slow: bool
    why: str


class Schedule:
    """The documents that are still to be converted; used by all workers at once."""

    def __init__(self, numbers: Sequence[int], workers: int, most: int) -> None:
        """``most`` documents go to one run at a time."""
        self._changed = threading.Condition()
        rounds = -(-len(numbers) // (most * workers))  # rounded up: no worker is left without
        batches = min(len(numbers), rounds * workers)
        # Neighbours resemble one another; in turn, long and short ones are spread evenly.
        self._batches = deque(list(numbers[place::batches]) for place in range(batches))
        self._alone: deque[int] = deque()
        self._at_work = 0
        self._any_ready = False
        self._in_a_row = 0
        self._held: list[Failure] = []
        self._over = False

    @property
    def over(self) -> bool:
        """Whether nobody wants results any more."""
        return self._over

    def stop(self) -> None:
        """Let all workers end."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def take(self) -> tuple[list[int], bool] | None:
        """The next batch, and whether it is a document tried alone; ``None`` at the end."""
        with self._changed:
            while not self._over:
                # A suspect first: a program that can do nothing is found out soon.
                if self._alone:
                    self._at_work += 1
                    return [self._alone.popleft()], True
                if self._batches:
                    self._at_work += 1
                    return self._batches.popleft(), False
                if not self._at_work:
                    return None
                self._changed.wait()
            return None

    def ready(self) -> list[Failure]:
        """Note that a document is ready; give the failures that were held back until one was."""
        with self._changed:
            self._any_ready = True
            self._in_a_row = 0
            held, self._held = self._held, []
            return held

    def give_back(self, batch: Sequence[int], alone: bool, run: Run) -> tuple[list[Failure], bool]:
        """Put aside what a run has left; give failures, and whether the program is given up.

        As long as nothing is ready failures are held back: it may be the program that is at fault,
        not three documents.
        """
        with self._changed:
            self._at_work -= 1
            self._changed.notify_all()
            ready = set(run.ready)
            left = [number for number in batch if number not in ready]
            if not left or run.end is End.STOPPED:
                return [], False
            if not alone:
                self._divide(batch, left, ready, run)
                return [], False
            self._in_a_row += 1
            failure = Failure(left[0], run.end is End.SLOW, run.why())
            if not self._any_ready:
                self._held.append(failure)
                return [], self._in_a_row >= _AT_THE_START
            return [failure], self._in_a_row >= _LATER

    def _divide(self, batch: Sequence[int], left: list[int], ready: set[int], run: Run) -> None:
        """What the program passed over, and where it stopped, goes alone; the rest goes on."""
        places = [place for place, number in enumerate(batch) if number in ready]
        after = places[-1] + 1 if places else 0
        whole_way = run.end is End.ALONE and run.code == 0
        alone = left if whole_way else [n for n in left if n in batch[: after + 1]]
        rest = [number for number in left if number not in set(alone)]
        self._alone.extend(alone)
        if rest:
            self._batches.append(rest)

    def held(self) -> list[Failure]:
        """The failures that are still held back when all is done."""
        with self._changed:
            held, self._held = self._held, []
            return held
