"""docs/findings.md and the codes that docgen knows are one list, and every code is in use."""

from __future__ import annotations

import re
from pathlib import Path

from docgen.codes import CODES

ROOT = Path(__file__).resolve().parent.parent


def documented() -> dict[str, str]:
    rows = re.findall(
        r"^\| ([A-Z]\d{3}) \| ([^|]+) \| ([^|]+) \| (.+) \|$",
        (ROOT / "docs" / "findings.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert all(cause.strip() and cure.strip() for _, _, cause, cure in rows)
    assert len(rows) == len({code for code, *_ in rows})
    return {code: title for code, title, _, _ in rows}


def test_the_page_and_the_code_say_the_same() -> None:
    assert documented() == CODES


def test_codes_are_in_order() -> None:
    families = "CLNTPXBD"
    order = [(families.index(code[0]), int(code[1:])) for code in CODES]
    assert order == sorted(order)


def test_every_code_is_used() -> None:
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "docgen").rglob("*.py")
        if path.name != "codes.py"
    )
    assert [code for code in CODES if f'"{code}"' not in text] == []
