"""What the proof of the right recipient costs a letter, beside rendering it.

The one-page letter of the engine's benchmark, stamped, to 1,000 and to 10,000 people: the index is
made once, then letters are rendered and proved in turn in one process; processor time (user and
system), the median of the rounds.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from typing import Any, Final

from benchmarks.letters import Sample, confirmation
from docgen import Template
from docgen.proof import Identity, Others, Owner, Prover
from docgen.template.stamp import Stamp

ROUNDS: Final = 5
LETTERS: Final = 500  # of each run that are rendered and proved a round
RUNS: Final = (1_000, 10_000)
_HASH: Final = "0" * 64


def _identity(row: dict[str, Any]) -> Identity:
    lines = (f"{row['honorific']} {row['name']}", row["position"], row["organization"])
    apart = (row["name"], row["email"], row["reference"])
    return Identity((*lines, row["reference"]), apart)


def _run(sample: Sample, template: Template, count: int) -> None:
    rows = list(sample.rows(count))
    people = [
        (Owner(str(number), f"people.xlsx row {number}"), _identity(row))
        for number, row in enumerate(rows)
    ]
    begun = time.process_time()
    prover = Prover(Others(people))
    index = time.process_time() - begun
    rendering: list[float] = []
    proving: list[float] = []
    for _ in range(ROUNDS):
        stamps = [
            Stamp("merge", "en", str(number), f"people.xlsx row {number}", _HASH, _HASH, _HASH)
            for number in range(LETTERS)
        ]
        begun = time.process_time()
        letters = [template.render(row, stamp) for row, stamp in zip(rows, stamps, strict=False)]
        rendered = time.process_time()
        for data, stamp, (_, identity) in zip(letters, stamps, people, strict=False):
            found = prover.prove(data, identity, stamp.properties(), "letter.docx")
            assert found == (), found
        proved = time.process_time()
        rendering.append((rendered - begun) / LETTERS * 1000)
        proving.append((proved - rendered) / LETTERS * 1000)
    render, proof = statistics.median(rendering), statistics.median(proving)
    print(f"{count:>10,} {index / count * 1e6:>16.1f} {render:>12.3f} {proof:>12.3f} "
          f"{proof / render:>8.0%}")  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Print one line for each number of recipients."""
    if arguments:
        sys.exit("python -m benchmarks proof takes no arguments")
    sample = confirmation()
    template = Template(sample.template, stamped=True)
    print(f"{'recipients':>10} {'index, µs each':>16} {'render, ms':>12} {'proof, ms':>12}")
    for count in RUNS:
        _run(sample, template, count)
