"""PDF files a minute: docgen's pool against plain LibreOffice, the same letters in the same run.

The peers are what an office does by hand: one ``soffice --convert-to pdf`` for each file, and one
for all files. They only convert; the pool also judges each file and makes its bytes reproducible.
Its cache is off.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.letters import confirmation
from docgen import Template, pdf

LETTERS: Final = 60
ROUNDS: Final = 3
WORKERS: Final = 2


def main(arguments: list[str]) -> None:
    """Measure and print letters a minute, as medians, and the ratios of each round."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks pdf")
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--skip", action="store_true", help="leave the slow peer out")
    parser.add_argument("--workers", type=int, default=WORKERS)
    chosen = parser.parse_args(arguments)
    program, findings = pdf.find_program(os.environ.get("DOCGEN_SOFFICE"), os.environ)
    if program is None:
        raise SystemExit("\n".join(map(str, findings)))
    sample = confirmation()
    template = Template(sample.template)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        files = []
        for number, row in enumerate(sample.rows(chosen.letters)):
            file = folder / f"{number:04}.docx"
            file.write_bytes(template.render(row))
            files.append(file)

        def one_by_one() -> None:
            for file in files:
                _soffice(program.path, folder, [file])

        def all_at_once() -> None:
            _soffice(program.path, folder, files)

        def pool() -> None:
            setting = pdf.Setting(program, time.monotonic, jobs=chosen.workers)
            documents = [pdf.Document(file, file.name) for file in files]
            for _, (result, faults) in pdf.convert(documents, setting):
                assert result is not None, faults

        _soffice(program.path, folder, files[:1])  # makes the peers' profile: not their work
        ways = {"one process a file": one_by_one, "one process, all files": all_at_once,
                f"docgen, {chosen.workers} workers": pool}  # fmt: skip
        if chosen.skip:
            del ways["one process a file"]
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(chosen.rounds):
            for name, way in ways.items():
                times[name].append(_seconds(way))
    _print(times, chosen.letters)


def _print(times: dict[str, list[float]], letters: int) -> None:
    *_, own = times.values()
    print(f"{letters} one-page letters, {len(own)} rounds, medians")
    print(f"{'':24}{'letters/minute':>16}{'docgen is faster by':>22}   each round")
    for name, taken in times.items():
        ratios = [peer / mine for peer, mine in zip(taken, own, strict=True)]
        rate = letters * 60 / statistics.median(taken)
        rounds = " ".join(f"{ratio:.2f}" for ratio in ratios)
        print(f"{name:24}{rate:16.0f}{statistics.median(ratios):22.2f}   {rounds}")


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _soffice(program: Path, folder: Path, files: list[Path]) -> None:
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--norestore",
         "--convert-to", "pdf", "--outdir", folder / "pdf", *files],
        capture_output=True, check=True,
    )  # fmt: skip
