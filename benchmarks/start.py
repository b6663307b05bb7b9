"""How much processor time commands take as whole processes, against ``python -c pass``.

Each command runs in turn with the floor, so that a change of the machine's speed meets both; the
median of the pairs is printed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
RUNS: Final = 15


def processor_seconds(command: Sequence[str]) -> float:
    """User and system time of a process and its children, in seconds; on Windows its wall time."""
    if sys.platform == "win32":
        begun = time.perf_counter()
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begun
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main(arguments: Sequence[str]) -> None:
    """Print the table; the first argument is the number of runs."""
    runs = int(arguments[0]) if arguments else RUNS
    python = sys.executable
    floor = [python, "-c", "pass"]
    with tempfile.TemporaryDirectory() as out:
        commands = {
            "docgen --help": [python, "-m", "docgen", "--help"],
            "docgen circular --lang zh": [
                python, "-m", "docgen", "circular", "--lang", "zh", "--quiet", "--out", out,
            ],
            "docgen circular --all": [
                python, "-m", "docgen", "circular", "--all", "--quiet", "--out", out,
            ],
        }  # fmt: skip
        print(f"{'command':<28}{'seconds':>9}{'× bare Python':>15}")
        for name, command in commands.items():
            processor_seconds(command)
            pairs = [(processor_seconds(command), processor_seconds(floor)) for _ in range(runs)]
            seconds = statistics.median(own for own, _ in pairs)
            ratio = statistics.median(own / bare for own, bare in pairs)
            print(f"{name:<28}{seconds:>9.3f}{ratio:>15.1f}")
