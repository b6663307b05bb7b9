"""The Python packages that PDF files need, which a plain installation leaves out."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from docgen.diagnostics import Finding, Place, error

PACKAGES: Final = ("pikepdf", "pypdfium2")


def missing_packages(wanted: tuple[str, ...] = PACKAGES) -> tuple[Finding, ...]:
    """P036 when a package is not installed."""
    missing = [name for name in wanted if find_spec(name) is None]
    if not missing:
        return ()
    listed = " and ".join(missing)
    message = f"PDF files need the Python {'packages' if missing[1:] else 'package'} {listed}"
    # The Python that runs docgen, which need not be the one that a shell finds.
    hint = f"{Path(sys.executable).as_posix()} -m pip install {' '.join(missing)}"
    return (error("P036", Place(listed), message, hint),)
