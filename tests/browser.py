"""A real browser for tests of pages: what is shown and how wide it is, and what paper shows.

Chromium without a window.  Where it is missing a test is skipped; in CI it fails.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
)


def _browse(folder: Path, page: str, *options: str) -> str:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        assert "CI" not in os.environ, "Chromium is not here"
        pytest.skip("Chromium is not on this machine")
    (folder / "page.html").write_text(page, encoding="utf-8")
    done = subprocess.run(
        [program, *_OPTIONS, f"--user-data-dir={folder / 'profile'}", *options,
         (folder / "page.html").as_uri()],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    return done.stdout.decode("utf-8")


def measured(folder: Path, page: str, code: str, width: int = 1280) -> Any:
    """What an expression of JavaScript gives on the page, ``width`` pixels wide.

    The page has no script of its own: one is added to a copy of it.
    """
    script = f"<script>document.body.dataset.said = JSON.stringify({code});</script>"
    options = ("--dump-dom", f"--window-size={width},900")
    shown = _browse(folder, page.replace("</body>", f"{script}</body>"), *options)
    found = re.search(r'data-said="([^"]*)"', shown)
    assert found is not None, shown[-500:]
    return json.loads(unescape(found[1]))


MARGIN = 30  # points: half a margin of paper, which nothing may run into


@dataclass(frozen=True)
class Sheet:
    """A page on paper: whether it lies across, its text without blanks, and whether any of it
    runs into the margins."""

    across: bool
    text: str
    runs_over: bool


def printed(folder: Path, page: str) -> list[Sheet]:
    """The page on paper."""
    target = folder / "page.pdf"
    _browse(folder, page, "--no-pdf-header-footer", f"--print-to-pdf={target}")
    document = pypdfium2.PdfDocument(target)
    try:
        return [_sheet(page) for page in document]
    finally:
        document.close()


def _sheet(page: Any) -> Sheet:
    text = page.get_textpage()
    boxes = [text.get_charbox(number) for number in range(text.count_chars())]
    boxes = [box for box in boxes if box[0] < box[2]]
    width, height = page.get_width(), page.get_height()
    over = any(
        box[0] < MARGIN or box[2] > width - MARGIN or box[1] < MARGIN or box[3] > height - MARGIN
        for box in boxes
    )
    return Sheet(width > height, "".join(text.get_text_range().split()), over)
