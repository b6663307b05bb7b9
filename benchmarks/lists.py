"""Reading and validating a list of 100,000 people, against the bare reading of the same file.

The form for delegates, 14 columns, written once by openpyxl.  In one run, in processor time (user
and system, of this process and of those that it has waited for): openpyxl's read-only iteration
over all cells; python-calamine's; docgen's table of typed and trimmed cells, read by a process of
its own and kept on the disk; docgen's persons, with every cell checked, kept there too.  The least
of the rounds is taken, of openpyxl's one round.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.people import write_list
from docgen.recipients import recipients_of
from docgen.recipients.cells import Known
from docgen.recipients.form import DELEGATES
from docgen.recipients.known import load_known
from docgen.recipients.spreadsheet import read_table
from docgen.recipients.table import Table

ROUNDS: Final = 3
ROOT: Final = Path(__file__).resolve().parent.parent


def _openpyxl(path: Path) -> int:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    count = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return count


def _calamine(path: Path) -> int:
    from python_calamine import load_workbook

    return sum(1 for _ in load_workbook(path).get_sheet_by_index(0).iter_rows())


def _table(path: Path) -> Table:
    table, findings = read_table(path, path.name, None, DELEGATES.headers)
    assert table is not None, findings
    return table


def _people(table: Table, known: Known) -> int:
    entries, findings = recipients_of(table, DELEGATES, known)
    assert entries is not None, findings
    assert findings == (), findings[:3]
    return len(entries.whole) + 1


def _timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Processor time in seconds, the least of some rounds."""
    times = []
    for _ in range(rounds):
        gc.collect()
        begun = sum(os.times()[:4])
        work()
        times.append(sum(os.times()[:4]) - begun)
    return min(times)


def main(arguments: Sequence[str]) -> None:
    """Print the times, and the ratios beside what is expected of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks lists")
    parser.add_argument("--count", type=int, default=100_000, help="rows  [default: 100000]")
    count = parser.parse_args(arguments).count
    known, findings = load_known(ROOT / "mailing_lists", lambda path: path.name)
    assert known is not None, findings
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "delegates.xlsx")
        write_list(path, count)
        assert _calamine(path) == _people(_table(path), known) == count + 1  # and all is imported
        calamine = _timed(lambda: _calamine(path))
        reading = _timed(lambda: _table(path))
        table = _table(path)
        model = _timed(lambda: _people(table, known))
        peer = _timed(lambda: _openpyxl(path), 1)
    print(f"{count:,} rows, {path.name}, processor time")
    for name, seconds in (
        ("openpyxl, bare iteration", peer),
        ("calamine, bare iteration", calamine),
        ("docgen, table", reading),
        ("docgen, persons of the table", model),
        ("docgen, both", reading + model),
    ):
        print(f"  {name:<30} {seconds:>8.2f} s {seconds / count * 1e6:>8.1f} µs a row")
    whole = reading + model
    for name, ratio, most in (
        ("both / openpyxl", whole / peer, "at most 0.33"),
        ("table / calamine", reading / calamine, "at most 2"),
        ("both / (2 calamine + persons)", whole / (2 * calamine + model), "at most 1"),
    ):
        print(f"  {name:<30} {ratio:>8.2f}   {most}")
