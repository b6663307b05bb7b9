"""Who is blamed: whatever goes wrong over some documents, the others are converted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.pdf.schedule import Schedule
from docgen.pdf.worker import End, Run

FAULTS = ("skips", "crashes", "hangs")


def play(
    total: int, workers: int, most: int, bad: dict[int, str]
) -> tuple[list[int], list[int], bool, list[list[int]]]:
    """One worker plays all: what got ready, what was blamed, whether it gave up, the batches."""
    schedule = Schedule(list(range(total)), workers, most)
    ready: list[int] = []
    blamed: list[int] = []
    batches: list[list[int]] = []
    while (task := schedule.take()) is not None:
        batch, alone = task
        batches.append(batch)
        run = Run(code=0)
        for number in batch:
            fault = bad.get(number)
            if fault == "crashes":
                run.code = -11
                break
            if fault == "hangs":
                run.end, run.code = End.SLOW, None
                break
            if fault is None:
                run.ready.append(number)
                blamed += [failure.number for failure in schedule.ready()]
        ready += run.ready
        failures, hopeless = schedule.give_back(batch, alone, run)
        blamed += [failure.number for failure in failures]
        if hopeless:
            schedule.stop()
            return ready, blamed, True, batches
    blamed += [failure.number for failure in schedule.held()]
    return ready, blamed, False, batches


@given(st.data())
def test_the_good_are_ready_and_the_bad_are_named_once(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 40))
    workers, most = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 20))
    numbers = st.integers(0, total - 1)
    # No more than two: three in a row with nothing ready between them are the program's fault.
    bad = data.draw(st.dictionaries(numbers, st.sampled_from(FAULTS), max_size=2))
    ready, blamed, hopeless, batches = play(total, workers, most, bad)
    assert not hopeless
    assert sorted(ready) == [number for number in range(total) if number not in bad]
    assert sorted(blamed) == sorted(bad)
    assert max(map(len, batches)) <= most


@given(st.integers(3, 200), st.sampled_from(FAULTS))
def test_a_program_that_can_do_nothing_is_given_up_soon(total: int, fault: str) -> None:
    ready, blamed, hopeless, batches = play(total, 1, 100, dict.fromkeys(range(total), fault))
    assert (ready, blamed, hopeless) == ([], [], True)
    assert len(batches) <= 6


@given(st.integers(10, 300), st.integers(1, 8), st.integers(5, 100))
def test_batches_are_even(total: int, workers: int, most: int) -> None:
    sizes = [len(batch) for batch in play(total, workers, most, {})[3]]
    assert max(sizes) - min(sizes) <= 1
    assert len(sizes) % workers == 0 or len(sizes) == total
