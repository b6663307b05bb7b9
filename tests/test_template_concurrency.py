"""One template, eight threads and four processes, two thousand letters: what one thread gives."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from word import docx, p, r, tbl, tc, tr

from docgen import Template

LETTERS = 2_000


def data(number: int) -> dict[str, object]:
    """The data of one letter, no two equal: other lengths, other loops, other branches."""
    people = [f"Person {number}.{i} & <co>" for i in range(number % 7)]
    return {"name": f"Name {number}", "people": people, "late": number % 3 == 0}


def made() -> bytes:
    return docx(
        p(r("Dear {{ name }},{% if late %} you are late{% endif %}")),
        p(r("{%p for person in people %}")),
        p(r("{{ loop.index }} of {{ people | length }}: {{ person }}")),
        p(r("{%p endfor %}")),
        tbl(
            tr(tc(p(r("{%tr for person in people %}")))),
            tr(tc(p(r("{{ person | upper }}")))),
            tr(tc(p(r("{%tr endfor %}")))),
        ),
    )


def digest(letter: bytes) -> str:
    return hashlib.sha256(letter).hexdigest()


@pytest.fixture(scope="module")
def template() -> Template:
    return Template(made())


@pytest.fixture(scope="module")
def alone(template: Template) -> list[str]:
    """What one thread gives."""
    return [digest(template.render(data(number))) for number in range(LETTERS)]


def test_letters_differ(alone: list[str]) -> None:
    assert len(set(alone)) == LETTERS


def test_in_eight_threads(template: Template, alone: list[str]) -> None:
    # Handed out back to front, so that neighbours in time are not neighbours in number.
    order = list(range(LETTERS))[::-1]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: digest(template.render(data(n))), order, chunksize=1))
    assert found[::-1] == alone


_template: Template | None = None


def _start(given: Template) -> None:
    global _template
    _template = given


def _render(number: int) -> str:
    assert _template is not None
    return digest(_template.render(data(number)))


def test_in_four_processes(template: Template, alone: list[str]) -> None:
    def results() -> Iterator[str]:
        context = multiprocessing.get_context("spawn")  # as on Windows
        with ProcessPoolExecutor(4, context, initializer=_start, initargs=(template,)) as pool:
            yield from pool.map(_render, range(LETTERS), chunksize=50)

    assert list(results()) == alone
