"""Errors sown into the shipped letters: how many are found, how many alarms are false, how fast.

Every error that the twelve documents offer is sown (tests/seeding.py), one at a time. The correct
texts of tests/concordant.toml and the untouched letters give the false alarms. The concordance of
the six circulars is timed with everything read anew.
"""

from __future__ import annotations

import statistics
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

RUNS = 7


def main(arguments: Sequence[str]) -> None:
    """Print the figures; the first argument takes every n-th error only."""
    from finished import LANGUAGES, masters
    from seeding import seeds
    from test_concordance import letters

    from docgen.concordance import compare, compare_files, read_document
    from docgen.concordance.recognize import forget

    step = int(arguments[0]) if arguments else 1
    files = [(f"{code}.docx", made.data) for code, made in masters("circular").items()]
    seconds = []
    for _ in range(RUNS):
        forget()
        begun = time.perf_counter()
        alarms = len(compare_files(files))
        seconds.append(time.perf_counter() - begun)
    texts = tomllib.loads((ROOT / "tests" / "concordant.toml").read_text(encoding="utf-8"))["texts"]
    for text in texts:
        alarms += len(compare_files(letters(**{code: text[code] for code in LANGUAGES})))
    sown, found, elsewhere = Counter[str](), Counter[str](), 0
    for kind in ("circular", "roadmap"):
        documents = {c: read_document(m.data, f"{c}.docx") for c, m in masters(kind).items()}
        alarms += len(compare(list(documents.items())))
        for language, made in masters(kind).items():
            for number, seed in enumerate(seeds(language, made.data)):
                if number % step:
                    continue
                wrong = read_document(seed.data, f"{language}.docx")
                with_it = [(c, wrong if c == language else d) for c, d in documents.items()]
                places = {finding.place.file for finding in compare(with_it)}
                sown[seed.what] += 1
                if f"{language}.docx" in places:
                    found[seed.what] += 1
                    elsewhere += len(places) > 1
                else:
                    print(f"missed: {kind} {language} {seed.what}: {seed.where}")
    print(f"{'error':<26}{'sown':>6}{'found':>7}")
    for what, count in sorted(sown.items()):
        print(f"{what:<26}{count:>6}{found[what]:>7}")
    share = found.total() / sown.total()
    print(f"{'all':<26}{sown.total():>6}{found.total():>7}  {share:.2%}")
    print(f"findings that name another document as well: {elsewhere}")
    print(f"false alarms: {alarms} in {len(texts)} texts of six languages and 12 letters")
    print(f"six circulars, read anew: {statistics.median(seconds):.2f} s (median of {RUNS})")
