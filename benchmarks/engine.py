"""The engine against its peers and the floor, on the same letters, side by side in one process.

docgen, docxtpl and docx-mailmerge2 each make the same letters as bytes in memory; the floor writes
the same number of finished bytes to files, and docgen is measured once more with its files written.
Making the data is not counted. Rounds alternate, so that a change of the machine's speed
meets all; the median over the rounds is printed. Memory is measured in processes of their own.

The circular is measured twice. All engines make it from a template in which what only docgen can do
has been done (see ``benchmarks.letters.circular``); and docgen makes the shipped one as its
commands do: from the plan over the Annex, the words of dates and numbers and the hash to the file.
The time of this second way is set against docxtpl's for the simpler template.
"""

from __future__ import annotations

import gc
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.letters import ROOT, Sample, circular, confirmation, merge_fields, table
from docgen import Template

ROUNDS: Final = 5
MEMORY: Final = (1_000, 100_000)

OWN: Final = "docgen"
OWN_ISAL: Final = 'docgen, deflate="isal"'
OWN_FILES: Final = "docgen, to files"
PLAN: Final = "docgen, plan to files"
FLOOR: Final = "floor"
DOCXTPL: Final = "docxtpl"
MAILMERGE: Final = "docx-mailmerge2"

Engine = Callable[[Iterator[dict[str, Any]], Path], int]


def docgen_engine(sample: Sample, *, files: bool, deflate: str = "zlib") -> Engine:
    """docgen through its public API."""
    template = Template(sample.template, deflate=deflate)

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
                document.merge(**{k: v for k, v in row.items() if isinstance(v, str)})
                for people in (v for v in row.values() if isinstance(v, list)):
                    fields = [{f"p_{k}": v for k, v in person.items()} for person in people]
                    document.merge_rows("p_name", fields)
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


@dataclass(frozen=True, slots=True)
class Result:
    """One sample: by engine, processor time per letter in milliseconds, round by round."""

    name: str
    taken: dict[str, list[float]]

    def times(self, engine: str, against: str = OWN) -> float | None:
        """How many times as long one engine takes as another, the median over the rounds."""
        if engine not in self.taken or against not in self.taken:
            return None
        pairs = zip(self.taken[engine], self.taken[against], strict=True)
        return statistics.median(a / b for a, b in pairs)


def milliseconds(engine: Engine, sample: Sample, count: int) -> tuple[float, float]:
    """Processor time (user and system) per letter in milliseconds, and bytes per letter."""
    for_data = 0.0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal for_data
        for number in range(count):
            asked = time.process_time()
            row = sample.data(number)
            for_data += time.process_time() - asked
            yield row

    with tempfile.TemporaryDirectory() as folder:
        gc.collect()
        begun = time.process_time()
        size = engine(rows(), Path(folder))
        spent = time.process_time() - begun - for_data
    return spent / count * 1000, size / count


def compare(sample: Sample, counts: dict[str, int], further: dict[str, Engine]) -> Result:
    """Measure all engines, and print milliseconds and bytes per letter."""
    finished = Template(sample.template).render(next(sample.rows(1)))
    engines: dict[str, Engine] = {
        OWN: docgen_engine(sample, files=False),
        OWN_ISAL: docgen_engine(sample, files=False, deflate="isal"),
        OWN_FILES: docgen_engine(sample, files=True),
        FLOOR: floor_engine(finished),
        DOCXTPL: docxtpl_engine(sample),
        MAILMERGE: mailmerge_engine(sample),
        **further,
    }
    taken: dict[str, list[float]] = {name: [] for name in engines}
    sizes: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, engine in engines.items():
            spent, sizes[name] = milliseconds(engine, sample, counts.get(name, counts[OWN]))
            taken[name].append(spent)
    result = Result(sample.name, taken)
    print(f"\n{sample.name}: {len(sample.template):,} bytes of template")
    print(f"{'engine':<22}{'ms per letter':>14}{'times docgen':>14}{'bytes':>10}")
    for name, spent_list in taken.items():
        spent = statistics.median(spent_list)
        print(f"{name:<22}{spent:>14.3f}{result.times(name):>14.2f}{sizes[name]:>10,.0f}")
    return result


def the_circular() -> tuple[Sample, Engine]:
    """The flattened circular of all engines, and docgen making the shipped one from plan to files.

    The engine takes from its data only how many letters are wanted.
    """
    from docgen import campaign, merge
    from docgen.recipients import read_list

    facts, _ = campaign.load(ROOT / "campaign.toml")
    assert facts is not None
    kind = facts.kinds["circular"]
    templates, _ = merge.load_templates(facts, kind, ("en",), ROOT / "templates")
    assert templates is not None
    rows, _ = read_list(ROOT / "mailing_lists" / "member_states.csv", "member_states.csv")
    setting = merge.Setting(facts, kind, facts.circular.date, templates)
    outcome, _ = merge.plan(setting, ("en",), rows or ())
    assert outcome is not None
    planned = [each for each in outcome if each.recipient is not None]

    def run(rows: Iterator[dict[str, Any]], out: Path) -> int:
        size = 0
        wanted = (planned[number % len(planned)] for number, _ in enumerate(rows))
        for number, letter in enumerate(merge.render(setting, wanted, among=planned)):
            assert letter.value is not None
            (out / f"{number}.docx").write_bytes(letter.value.data)
            size += len(letter.value.data)
        return size

    first = next(iter(merge.render(setting, planned)))
    assert first.value is not None
    addressees = [str(each.recipient.addressees["en"]) for each in planned if each.recipient]
    return circular(first.value.data, addressees), run


def summary(results: Sequence[Result]) -> None:
    """Print what is expected of docgen beside what was measured, at a glance."""
    lines: list[tuple[str, Callable[[Result], float | None]]] = [
        ("at least 100 times docxtpl", lambda each: each.times(DOCXTPL)),
        ('the same with deflate="isal"', lambda each: each.times(DOCXTPL, OWN_ISAL)),
        ("at least 20 times docx-mailmerge2", lambda each: each.times(MAILMERGE)),
        ("to files, at most 4 times the floor", lambda each: each.times(OWN_FILES, FLOOR)),
        ("plan to files, times docxtpl", lambda each: each.times(DOCXTPL, PLAN)),
        ("plan to files, at most 4 times the floor", lambda each: each.times(PLAN, FLOOR)),
    ]
    print(f"\n{'docgen, expected':<42}" + "".join(f"{each.name:>15}" for each in results))
    for said, measure in lines:
        cells = ["-" if (got := measure(each)) is None else f"{got:.1f}" for each in results]
        print(f"{said:<42}" + "".join(f"{cell:>15}" for cell in cells))


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
    sample, plan_to_files = the_circular()
    results = [
        compare(confirmation(), {OWN: 2000, DOCXTPL: 40, MAILMERGE: 150}, {}),
        compare(sample, {OWN: 1000, DOCXTPL: 20, MAILMERGE: 60}, {PLAN: plan_to_files}),
        compare(table(), {OWN: 400, DOCXTPL: 10, MAILMERGE: 10}, {}),
    ]
    summary(results)
    memory()
