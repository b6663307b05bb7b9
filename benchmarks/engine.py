"""The engine against its peers and the floor, on the same letters, side by side in one process.

docgen, docxtpl and docx-mailmerge2 each make the same letters as bytes in memory; the floor writes
the same number of finished bytes to files, and docgen is measured once more with its files written.
Rounds alternate, so that a change of the machine's speed meets all; the median over the rounds is
printed. Memory is measured in processes of their own.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.letters import ROOT, Sample, confirmation, merge_fields, table
from docgen import Template

ROUNDS: Final = 5
MEMORY: Final = (1_000, 100_000)

Engine = Callable[[Iterator[dict[str, Any]], Path], int]


def docgen_engine(sample: Sample, *, files: bool) -> Engine:
    """docgen through its public API."""
    template = Template(sample.template)

    def run(rows: Iterator[dict[str, Any]], out: Path) -> int:
        size = 0
        for number, row in enumerate(rows):
            data = template.render(row)
            if files:
                (out / f"{number}.docx").write_bytes(data)
            size += len(data)
        return size

    return run


def docxtpl_engine(sample: Sample) -> Engine:
    """docxtpl as its documentation says: the template opened for each letter."""
    from docxtpl import DocxTemplate

    def run(rows: Iterator[dict[str, Any]], out: Path) -> int:
        size = 0
        for row in rows:
            document = DocxTemplate(io.BytesIO(sample.template))
            document.render(row, autoescape=True)
            stream = io.BytesIO()
            document.save(stream)
            size += len(stream.getvalue())
        return size

    return run


def mailmerge_engine(sample: Sample) -> Engine:
    """docx-mailmerge2, with MERGEFIELD in place of the tags."""
    from mailmerge import MailMerge

    template = merge_fields(sample)

    def run(rows: Iterator[dict[str, Any]], out: Path) -> int:
        size = 0
        for row in rows:
            with MailMerge(io.BytesIO(template)) as document:
                document.merge(**row)
                stream = io.BytesIO()
                document.write(stream)
                size += len(stream.getvalue())
        return size

    return run


def floor_engine(finished: bytes) -> Engine:
    """Writing as many finished bytes to as many files."""

    def run(rows: Iterator[dict[str, Any]], out: Path) -> int:
        size = 0
        for number, _ in enumerate(rows):
            (out / f"{number}.docx").write_bytes(finished)
            size += len(finished)
        return size

    return run


def milliseconds(engine: Engine, sample: Sample, count: int) -> tuple[float, float]:
    """Processor time (user and system) per letter in milliseconds, and bytes per letter."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        size = engine(sample.rows(count), Path(folder))
        spent = time.process_time() - begun
    return spent / count * 1000, size / count


def compare(sample: Sample, counts: dict[str, int]) -> None:
    """Print one table: milliseconds per letter and the ratio of each engine to docgen."""
    finished = Template(sample.template).render(next(sample.rows(1)))
    engines: dict[str, Engine] = {
        "docgen": docgen_engine(sample, files=False),
        "docgen, to files": docgen_engine(sample, files=True),
        "floor": floor_engine(finished),
        "docxtpl": docxtpl_engine(sample),
    }
    if sample.simple:
        engines["docx-mailmerge2"] = mailmerge_engine(sample)
    taken: dict[str, list[float]] = {name: [] for name in engines}
    sizes: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, engine in engines.items():
            spent, sizes[name] = milliseconds(engine, sample, counts.get(name, 200))
            taken[name].append(spent)
    own = taken["docgen"]
    print(f"\n{sample.name}: {len(sample.template):,} bytes of template")
    print(f"{'engine':<18}{'ms per letter':>14}{'times docgen':>14}{'bytes':>10}")
    for name, spent_list in taken.items():
        ratio = statistics.median(a / b for a, b in zip(spent_list, own, strict=True))
        print(
            f"{name:<18}{statistics.median(spent_list):>14.3f}{ratio:>14.2f}{sizes[name]:>10,.0f}"
        )


def circular() -> None:
    """The shipped circular as the pipeline renders it; docxtpl cannot include or format as it."""
    from docgen import campaign, merge
    from docgen.recipients import read_list

    facts, _ = campaign.load(ROOT / "campaign.toml")
    assert facts is not None
    kind = facts.kinds["circular"]
    templates, _ = merge.load_templates(facts, kind, ("en",), ROOT / "templates")
    assert templates is not None
    rows, _ = read_list(ROOT / "mailing_lists" / "member_states.csv", "member_states.csv")
    setting = merge.Setting(facts, kind, facts.circular.date, templates)
    planned, _ = merge.plan(setting, ("en",), rows or ())
    assert planned is not None
    spent, floor = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.process_time()
            size = 0
            for number, outcome in enumerate(merge.render(setting, planned)):
                assert outcome.value is not None
                (Path(folder) / f"{number}.docx").write_bytes(outcome.value.data)
                size = len(outcome.value.data)
            spent.append((time.process_time() - begun) / len(planned) * 1000)
        with tempfile.TemporaryDirectory() as folder:
            data = b"x" * size
            begun = time.process_time()
            for number in range(len(planned)):
                (Path(folder) / f"{number}.docx").write_bytes(data)
            floor.append((time.process_time() - begun) / len(planned) * 1000)
    ratio = statistics.median(a / b for a, b in zip(floor, spent, strict=True))
    print(f"\ncircular: {len(planned)} addressed copies in English, plan to files")
    print(f"{'docgen':<18}{statistics.median(spent):>14.3f}{1:>14.2f}{size:>10,}")
    print(f"{'floor':<18}{statistics.median(floor):>14.3f}{ratio:>14.2f}{size:>10,}")


_MEMORY: Final = """
import resource, sys
from benchmarks.letters import confirmation
from docgen import Template
sample = confirmation()
template = Template(sample.template)
for row in sample.rows(int(sys.argv[1])):
    template.render(row)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def memory() -> None:
    """Print the peak memory of a process that renders few letters, and of one with many."""
    if sys.platform == "win32":
        return
    print("\npeak memory")
    for count in MEMORY:
        command = [sys.executable, "-c", _MEMORY, str(count)]
        answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        print(f"{count:>9,} letters{int(answer.stdout) / 1024:>10.1f} MB")


def main(arguments: Sequence[str]) -> None:
    """Print all tables."""
    many = dict.fromkeys(("docgen", "docgen, to files", "floor"), 2000)
    compare(confirmation(), {**many, "docxtpl": 40, "docx-mailmerge2": 150})
    few = dict.fromkeys(("docgen", "docgen, to files", "floor"), 200)
    compare(table(), {**few, "docxtpl": 10})
    circular()
    memory()
