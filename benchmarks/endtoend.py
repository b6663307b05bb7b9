"""From a list of 100,000 people to as many letters in files, through the steps of the command.

`docgen invitations` on the shipped campaign and a list of made-up delegates, in a process of its
own: read, rules, plan, render with the proof, publish.  For each number of workers: letters a
second (wall clock), processor time of all processes, and the peak memory of the parent, of the
process that reads the list and of the largest worker (resident set, so that shared pages count in
each).  The folder is deleted after.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.people import write_list

ROOT: Final = Path(__file__).resolve().parent.parent
EXPECTED: Final = 1.7  # times as many letters with two workers, where two processors are idle

# The command, and at the end of each of its processes what it took; processor time at its own.
_PROGRAM: Final = """
import atexit, os, resource, sys
from multiprocessing import current_process, util

def tell():
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if os.path.exists("/proc/self/status"):  # without what the process was that began this one
        with open("/proc/self/status") as stream:
            own = next(line.split()[1] for line in stream if line.startswith("VmHWM"))
    with open(TOOK, "a") as stream:
        print(current_process().name, own, sum(os.times()[:4]), file=stream)

if __name__ == "__main__":
    TOOK = os.path.abspath(sys.argv.pop(1))
    util.register_after_fork(tell, lambda _: util.Finalize(None, tell, exitpriority=0))
    atexit.register(tell)
    sys.argv[0] = "docgen"
    from docgen.cli import main
    main()
"""


class Run(NamedTuple):
    """One run: letters, seconds, processor seconds, peak memory in MB of its processes."""

    letters: int
    wall: float
    processor: float
    parent: float
    reader: float
    worker: float


def _run(folder: Path, program: Path, count: int, jobs: int) -> Run:
    shutil.rmtree(folder / "out", ignore_errors=True)
    took = folder / "took"
    took.unlink(missing_ok=True)
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(program), str(took), "invitations", f"delegates{count}.xlsx", "--json",
         "--jobs", str(jobs)],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    wall = time.perf_counter() - begun
    answer = json.loads(done.stdout)
    assert done.returncode == 0, answer["findings"][:3]
    peaks = {"MainProcess": 0.0, "reader": 0.0, "worker": 0.0}
    for line in took.read_text(encoding="utf-8").splitlines():
        name, peak, processor = line.split()
        name = name if name in peaks else "worker"
        peaks[name] = max(peaks[name], int(peak) / 1024)  # Linux counts kilobytes
    # The main process ends last: its times are those of all.
    return Run(len(answer["files"]), wall, float(processor), *peaks.values())


def main(arguments: Sequence[str]) -> None:
    """Print one line for each run, and the gain of a second worker."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks end-to-end")
    parser.add_argument("--count", type=int, default=100_000, help="letters  [default: 100000]")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2], help="[default: 1 2]")
    parser.add_argument("--in", dest="where", default=None, help="a folder with room for them")
    given = parser.parse_args(arguments)
    if sys.platform == "win32":
        sys.exit("peak memory is asked of Unix")
    print(f"{'letters':>8} {'jobs':>4} {'wall s':>8} {'letters/s':>10} {'cpu ms each':>12} "
          f"{'parent MB':>10} {'reader MB':>10} {'worker MB':>10}")  # fmt: skip
    with tempfile.TemporaryDirectory(dir=given.where) as place:
        folder = Path(place)
        for part in ("templates", "mailing_lists"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy2(ROOT / "campaign.toml", folder)
        program = folder / "command.py"
        program.write_text(_PROGRAM, encoding="utf-8")
        runs: dict[tuple[int, int], Run] = {}
        for count in (given.count // 10, given.count):
            write_list(folder / f"delegates{count}.xlsx", count)
            for jobs in given.jobs:
                run = runs[count, jobs] = _run(folder, program, count, jobs)
                assert run.letters == count
                print(f"{count:>8,} {jobs:>4} {run.wall:>8.1f} {count / run.wall:>10.0f} "
                      f"{run.processor / count * 1000:>12.2f} {run.parent:>10.0f} "
                      f"{run.reader:>10.0f} {run.worker:>10.0f}")  # fmt: skip
    if {1, 2} <= set(given.jobs):
        gain = runs[given.count, 1].wall / runs[given.count, 2].wall
        load = os.getloadavg()[0]
        print(f"2 workers / 1: {gain:.2f} (at least {EXPECTED} where two processors are idle; "
              f"the load was {load:.1f})")  # fmt: skip
