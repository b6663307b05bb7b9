"""Errors sown into the shipped letters: how many are found, how many alarms are false, how fast.

Every error that the letters of all kinds offer is sown (tests/seeding.py), one at a time. The
correct texts of tests/concordant.toml and the untouched letters give the false alarms. The
concordance of the six circulars is timed with everything read anew.
"""

from __future__ import annotations

import statistics
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

RUNS = 7


def samples_of_all_kinds() -> Iterator[tuple[str, Mapping[str, bytes]]]:
    """What ``docgen check`` reads back: the letters of each kind and variant by language."""
    from docgen import campaign, merge
    from docgen.cli.samples import sample_letters
    from docgen.recipients.known import load_lists

    facts, _ = campaign.load(ROOT / "campaign.toml")
    lists, _ = load_lists(ROOT / "mailing_lists", lambda path: path.name)
    assert facts is not None
    for kind in facts.kinds.values():
        templates, _ = merge.load_templates(facts, kind, facts.languages, ROOT / "templates")
        samples, _ = sample_letters(facts, kind, templates or {}, lists)
        yield from (samples or {}).items()


def main(arguments: Sequence[str]) -> None:
    """Print the figures; the first argument takes every n-th error only."""
    from finished import LANGUAGES, masters
    from seeding import seeds
    from test_concordance import known, letters
    from test_residue import inside, told
    from test_residue import sown as sown_phrases

    from docgen.concordance import Document, compare, compare_files, read_document
    from docgen.concordance.recognize import forget

    step = int(arguments[0]) if arguments else 1
    words = known()
    files = [(f"{code}.docx", made.data) for code, made in masters("circular").items()]
    seconds = []
    for _ in range(RUNS):
        forget()
        begun = time.perf_counter()
        alarms = len(compare_files(files, words))
        seconds.append(time.perf_counter() - begun)
    texts = tomllib.loads((ROOT / "tests" / "concordant.toml").read_text(encoding="utf-8"))["texts"]

    def written(text: Mapping[str, str]) -> list[tuple[str, bytes]]:
        return letters(**{code: text[code] for code in LANGUAGES})

    sown, found, elsewhere = Counter[str](), Counter[str](), 0
    samples = list(samples_of_all_kinds())
    made = sum(len(finished) for _, finished in samples)
    samples += [
        (text["name"], {file.removesuffix(".docx"): data for file, data in written(text)})
        for text in texts
    ]
    for shown, finished in samples:
        documents: dict[str, Document] = {
            code: read_document(data, f"{code}.docx") for code, data in finished.items()
        }
        alarms += len(compare(list(documents.items()), words))
        for language, data in finished.items():
            for number, seed in enumerate(seeds(language, data)):
                if number % step:
                    continue
                wrong = read_document(seed.data, f"{language}.docx")
                with_it = [(c, wrong if c == language else d) for c, d in documents.items()]
                places = {finding.place.file for finding in compare(with_it, words)}
                sown[seed.what] += 1
                if f"{language}.docx" in places:
                    found[seed.what] += 1
                    elsewhere += len(places) > 1
                else:
                    print(f"missed: {shown} {language} {seed.what}: {seed.where}")
    print(f"{'error':<26}{'sown':>6}{'found':>7}")
    for what, count in sorted(sown.items()):
        print(f"{what:<26}{count:>6}{found[what]:>7}")
    share = found.total() / sown.total()
    print(f"{'all':<26}{sown.total():>6}{found.total():>7}  {share:.2%}")
    print(f"findings that name another document as well: {elsewhere}")
    print(f"false alarms: {alarms} in {len(texts)} texts of six languages and {made} letters")
    phrases = sown_phrases()
    alone = sum(told(phrase, own) for own, phrase in phrases)
    within = sum(told(inside(own, phrase), own) for own, phrase in phrases)
    print(f"phrases of another language: {len(phrases)}, found alone {alone}, within {within}")
    print(f"six circulars, read anew: {statistics.median(seconds):.2f} s (median of {RUNS})")
