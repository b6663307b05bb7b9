"""Values that wait on the disk, and texts that were met before: as lists and dicts have them."""

from __future__ import annotations

import os
import pickle
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import spool
from docgen.diagnostics import DocgenError
from docgen.digests import Digests
from docgen.spool import AT_ONCE, Spool, packed


@given(
    st.integers(0, 3 * AT_ONCE + 5),
    st.tuples(*[st.none() | st.integers(-900, 900)] * 2),
    st.sampled_from([None, 1, 2, -1]),
)
def test_a_spool_is_a_sequence(count: int, ends: tuple[Any, Any], step: int | None) -> None:
    values = [(number, f"é{number}") for number in range(count)]
    kept = Spool(values)
    assert len(kept) == count
    assert list(kept) == values
    assert kept == values
    assert [kept[index] for index in range(-count, count)] == values + values
    part = slice(*ends, step)
    assert list(kept[part]) == values[part]
    assert [kept[part][index] for index in range(len(values[part]))] == values[part]
    assert list(kept[part][1:]) == values[part][1:]


def test_what_is_beyond_its_ends() -> None:
    kept = Spool(range(AT_ONCE + 1))
    for index in (AT_ONCE + 1, -AT_ONCE - 2):
        with pytest.raises(IndexError):
            kept[index]
    assert kept != list(range(AT_ONCE))
    assert kept != list(range(1, AT_ONCE + 2))
    assert kept != "text"


def test_it_is_gone_through_twice_at_once_and_while_it_grows() -> None:
    kept: Spool[int] = Spool()
    for number in range(2 * AT_ONCE + 3):
        kept.append(number)
        if number % 100 == 0:
            assert [pair for pair in zip(kept, kept, strict=True) if pair[0] != pair[1]] == []
    kept += [7]
    assert kept[-1] == 7
    kept.clear()
    assert list(kept) == []
    kept.append(1)
    assert kept == [1]


def test_batches_packed_elsewhere() -> None:
    """Of any size, and handed on as they are."""
    kept: Spool[int] = Spool()
    kept.take(packed([0, 1, 2]), 3)
    kept.take(packed([3]), 1)
    kept.extend(range(4, 10))
    assert list(kept) == list(range(10))
    assert [kept[index] for index in (9, 3, 2, 0, 4)] == [9, 3, 2, 0, 4]
    assert [pickle.loads(batch) for batch in kept.batches()] == [
        [0, 1, 2],
        [3],
        [4, 5, 6, 7, 8, 9],
    ]


def test_few_values_make_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "TemporaryFile", None)
    assert len(Spool(range(AT_ONCE - 1))) == AT_ONCE - 1


@pytest.mark.skipif(os.name == "nt", reason="there the file has a name until it is closed")
def test_the_file_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a process that is killed leaves none behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = Spool(range(2 * AT_ONCE))
    assert list(tmp_path.iterdir()) == []
    assert len(kept) == 2 * AT_ONCE


def test_a_disk_that_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(DocgenError) as caught:
        Spool(range(AT_ONCE))
    assert [(f.code, str(f.place)) for f in caught.value.findings] == [
        ("X060", "the temporary folder")
    ]


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 2**32 - 1)), max_size=300))
def test_digests_are_a_dict_of_texts(pairs: list[tuple[str, int]]) -> None:
    known: dict[str, int] = {}
    digests = Digests()
    for text, number in pairs:
        assert digests.get(text) == known.get(text)
        if number % 2:
            assert digests.setdefault(text, number) == known.setdefault(text, number)
        else:
            digests[text] = known[text] = number
        assert len(digests) == len(known)
    again = pickle.loads(pickle.dumps(digests))
    for text, number in known.items():
        assert digests.get(text) == again.get(text) == number


def test_many_texts_take_few_bytes() -> None:
    digests = Digests()
    for number in range(20_000):
        assert digests.setdefault(f"person.{number}@example.org", number) == number
    assert [digests.get(f"person.{number}@example.org") for number in (0, 19_999)] == [0, 19_999]
    assert len(pickle.dumps(digests)) < 40 * 20_000
    assert digests.get("\ud800") is None


class Pair(NamedTuple):
    """Two values."""

    one: int
    other: str


def test_named_tuples_are_kept_as_plain_ones() -> None:
    values = [Pair(number, "x") for number in range(AT_ONCE + 3)]
    kept = Spool(values, kind=Pair._make)
    assert [type(value) for value in kept] == [Pair] * len(values)
    assert list(kept) == values
    assert type(kept[0]) is Pair
    assert type(pickle.loads(next(kept.batches()))[0]) is tuple
    kept.clear()
    kept.take(packed([(1, "y")]), 1)
    assert list(kept) == [Pair(1, "y")]
