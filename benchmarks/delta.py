"""What the proof before signature costs: letters read back, laid side by side, and shown.

The one-page letter of the engine's benchmark, stamped, to 200, 1,000 and 5,000 people, all in one
language: processor time (user and system) in one process, and the sizes of what is shown.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from datetime import date
from typing import Final

from benchmarks.letters import confirmation
from docgen import Template, delta
from docgen.delta.page import as_html
from docgen.delta.word import as_docx
from docgen.template.stamp import Stamp

RUNS: Final = (200, 1_000, 5_000)
_HASH: Final = "0" * 64


def _run(template: Template, rows: Sequence[dict[str, object]]) -> None:
    letters = []
    reading = 0.0
    for number, row in enumerate(rows):
        key = f"{number:06}"
        stamp = Stamp("merge", "en", key, f"people.xlsx row {number}", _HASH, _HASH, _HASH)
        data = template.render(row, stamp)
        begun = time.process_time()
        letter, findings = delta.read(data, f"merge/en/{key}.docx", key)
        reading += time.process_time() - begun
        assert letter is not None, findings
        letters.append(letter)
    times = [reading]
    begun = time.process_time()
    made = delta.make("A campaign", date(2024, 3, 6), letters)
    times.append(time.process_time() - begun)
    sizes = []
    for show in (as_html, as_docx, delta.as_json):
        begun = time.process_time()
        sizes.append(len(show(made)))
        times.append(time.process_time() - begun)
    figures = " ".join(f"{each:>9.2f}" for each in times)
    shown = " ".join(f"{size / 1e6:>9.1f}" for size in sizes)
    print(f"{len(rows):>8,} {figures} {shown}")


def main(arguments: Sequence[str]) -> None:
    """Print one line for each number of letters."""
    if arguments:
        sys.exit("python -m benchmarks delta takes no arguments")
    sample = confirmation()
    template = Template(sample.template, stamped=True)
    heads = ("read, s", "lay, s", "page, s", "Word, s", "JSON, s", "page, MB", "Word, MB",
             "JSON, MB")  # fmt: skip
    print(f"{'letters':>8} " + " ".join(f"{head:>9}" for head in heads))
    for count in RUNS:
        _run(template, list(sample.rows(count)))
