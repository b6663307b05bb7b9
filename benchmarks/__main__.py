"""``python -m benchmarks NAME``: run one measurement and print its table."""

from __future__ import annotations

import importlib
import sys
from typing import Final

_NAMES: Final = {
    "concordance": "errors sown into letters that are found, false alarms, and the time it takes",
    "delta": "what the proof before signature costs: letters read back, laid side by side, shown",
    "end-to-end": "letters per second and memory, from a list to files, with 1 and 2 workers",
    "engine": "letters per second against docxtpl, docx-mailmerge2 and bare file writing",
    "lists": "reading and checking 100,000 people against openpyxl and calamine, bare",
    "proof": "what the proof of the right recipient costs a letter, beside rendering it",
    "pdf": "PDF files a minute against plain LibreOffice",
    "start": "how long commands take to start, against a bare Python",
}


def main() -> None:
    """Run the measurement named on the command line."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted not in _NAMES:
        lines = [f"  {name:<12} {said}" for name, said in _NAMES.items()]
        sys.exit("\n".join(["usage: python -m benchmarks NAME", *lines]))
    importlib.import_module(f"benchmarks.{wanted.replace('-', '')}").main(sys.argv[2:])


main()
