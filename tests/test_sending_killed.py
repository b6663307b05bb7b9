"""kill -9 at any moment of sending: nobody gets two, and nobody is forgotten without a name."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bags import To, make_bag
from conftest import Program, clean_environment
from mailserver import MailServer

from docgen import dispatch
from docgen.bundle import Bundle, read_bundle
from docgen.dispatch import State

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

KILLER = Path(__file__).with_name("killing.py")
SEED = 182


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a process that is killed loses nothing that it has
    written, so that these tests do not need the disk, and fsync there takes no time."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="docgen-", dir=memory) as made:
        yield Path(made)


@contextmanager
def killer(bag: Path, server: MailServer) -> Iterator[Callable[[str], str]]:
    """A process that runs and kills senders; call it with a command of killing.py."""
    process = subprocess.Popen(
        [sys.executable, str(KILLER), str(bag), str(server.port)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=clean_environment(),
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None

    def command(text: str) -> str:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{text}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    with process:
        yield command
        process.stdin.close()


def people(count: int) -> list[To]:
    return [To(f"P{n:03}", (f"p{n:03}@example.org",)) for n in range(count)]


def read(bag: Path) -> Bundle:
    found, findings = read_bundle(bag, "bag")
    assert found is not None, findings
    return found


@contextmanager
def ledger_of(bag: Bundle) -> Iterator[dispatch.Ledger]:
    path = bag.beside("ledger.sqlite")
    with dispatch.Ledger(path, "ledger", lambda: datetime(2024, 4, 8, tzinfo=UTC)) as ledger:
        yield ledger


def check(bag: Bundle, server: MailServer) -> dict[str, State]:
    """The server's mailbox against the ledger; the state of each message."""
    with ledger_of(bag) as ledger:
        states = {id_: entry.state for id_, entry in ledger.entries().items()}
    received = server.received
    for message in bag.messages:
        count = received[message.id, message.to[0]]
        match states.get(message.id, State.PLANNED):
            case State.ACCEPTED:
                assert count == 1, message.key
            case State.IN_FLIGHT | State.UNKNOWN:  # named, and perhaps there
                assert count <= 1, message.key
            case _:
                assert count == 0, message.key
    assert sum(received.values()) == len(server.mailbox)
    return states


def decide(bag: Bundle, server: MailServer) -> int:
    """What a person does: look whether the message arrived, and say so. How many she decided."""
    received = server.received
    with ledger_of(bag) as ledger:
        ledger.recover()
        unknown = [message for message in bag.messages
                   if ledger.state(message.id) is State.UNKNOWN]  # fmt: skip
        for message in unknown:
            ledger.decide(message.id, resend=received[message.id, message.to[0]] == 0)
    return len(unknown)


def test_killed_a_hundred_times_at_random(folder: Path) -> None:
    chance = random.Random(SEED)
    bag = read(make_bag(folder / "bag", people(600), text="Short.\n"))
    server = MailServer(delay=0.002)
    kills = 0
    flown: set[str] = set()
    with server.running(), killer(bag.path, server) as command:
        while kills < 100:
            # Now and then before the first message, else in the midst of them.
            word = "early" if chance.random() < 0.1 else "after"
            assert command(f"{word} {chance.uniform(0.0, 0.015):.4f}") == "killed", (
                f"all were sent before the {kills + 1}th kill; take more messages"
            )
            kills += 1
            server.settled()
            if bag.beside("ledger.sqlite").exists():
                flown |= {message for message, state in check(bag, server).items()
                          if state is State.IN_FLIGHT}  # fmt: skip
        assert command("never") == "ended"
        states = check(bag, server)
        assert set(states.values()) <= {State.ACCEPTED, State.UNKNOWN}
        # Each kill in flight has left one name, no more.
        unknown = {message for message, state in states.items() if state is State.UNKNOWN}
        assert unknown == flown != set()
        assert decide(bag, server) == len(unknown)
        assert command("never") == "ended"
        assert set(check(bag, server).values()) == {State.ACCEPTED}
        assert server.received == {(each.id, each.to[0]): 1 for each in bag.messages}


def test_killed_at_each_step(folder: Path) -> None:
    """Between any two lines of the program, in turn: two messages, and all of it again after."""
    bag = read(make_bag(folder / "bag", people(2), text="Short.\n"))
    server = MailServer()
    step, seen = 1, set()
    with server.running(), killer(bag.path, server) as command:
        while command(f"step {step}") == "killed":
            server.settled()
            ledger = bag.beside("ledger.sqlite")
            if ledger.exists() and ledger.stat().st_size:
                seen |= set(check(bag, server).values())
            assert command("never") == "ended"
            states = check(bag, server)
            assert set(states.values()) <= {State.ACCEPTED, State.UNKNOWN}
            if decide(bag, server):
                assert command("never") == "ended"
            assert set(check(bag, server).values()) == {State.ACCEPTED}
            assert server.received == {(each.id, each.to[0]): 1 for each in bag.messages}
            server.mailbox.clear()
            for each in folder.glob("bag.ledger.sqlite*"):
                each.unlink()
            step += 7
    assert step > 7 * 60
    assert seen == {State.PLANNED, State.IN_FLIGHT, State.ACCEPTED}


def test_killed_while_sending_a_zip_file(folder: Path, invoke: Program) -> None:
    """Killed at random, looked at, resumed: from the zip file, and in the end from its folder."""
    chance = random.Random(SEED)
    crowd = people(60)
    bag = read(make_bag(folder / "bag", crowd, text="Short.\n", zipped=True))
    server = MailServer(delay=0.002)
    with server.running(), killer(bag.path, server) as command:
        for _ in range(20):
            assert command(f"after {chance.uniform(0.0, 0.01):.4f}") == "killed"
            server.settled()
            states = check(bag, server) if bag.ledger.exists() else {}
            answer = invoke("send", str(bag.path), "--status", "--json")
            assert answer.code == 0
            shown = {each["id"]: each["state"] for each in json.loads(answer.stdout)["messages"]}
            assert shown == {each.id: _shown(states.get(each.id)) for each in bag.messages}
        assert command("never") == "ended"
    folded = read(make_bag(folder / "bag", crowd, text="Short.\n"))
    assert folded.ledger == bag.ledger
    assert set(check(folded, server).values()) <= {State.ACCEPTED, State.UNKNOWN}
    with server.running(), killer(folded.path, server) as command:
        decide(folded, server)
        assert command("never") == "ended"
        assert set(check(folded, server).values()) == {State.ACCEPTED}
        assert server.received == {(each.id, each.to[0]): 1 for each in bag.messages}


def _shown(state: State | None) -> str:
    """What ``--status`` says when no sender is at work."""
    return State.UNKNOWN if state is State.IN_FLIGHT else state or State.PLANNED
