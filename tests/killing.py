"""Runs a send in a child and kills it with SIGKILL; driven by test_sending_killed.py.

Started with the bundle's folder, the port of the server and nothing else, it reads commands from
stdin, one a line, and answers each with one line: ``killed`` or ``ended``.

``early 0.01``  kill after that many seconds
``after 0.01``  kill that many seconds after the child has begun to speak with the server
``step 17``     kill just before the 17th line of code that the child runs in docgen.dispatch
``never``       let it end

This process has one thread, which is what makes forking it safe; the child begins with everything
imported, so that a run takes milliseconds.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from docgen import dispatch
from docgen.bundle import read_bundle


class RealClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(tz=UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def send(folder: Path, port: int, begun: int) -> None:
    """What ``docgen send --send`` does with a bundle that was checked.

    A byte goes to the pipe ``begun`` when the conversation with the server begins.
    """
    bag, findings = read_bundle(folder, "bag")
    assert bag is not None, findings
    clock = RealClock()
    server = dispatch.Server("127.0.0.1", port, dispatch.Security.PLAIN)

    def connect() -> dispatch.Connection:
        os.write(begun, b"!")
        return dispatch.open_connection(server, None, None, dispatch.Limits(5, 5), "[127.0.0.1]")

    holder = dispatch.Holder(os.getpid(), "test", clock.now())
    policy = dispatch.Policy(rate=10**6, waits=(), first_waits=())
    with (
        dispatch.SenderLock(bag, holder),
        dispatch.Ledger(bag.beside("ledger.sqlite"), "ledger", clock.now) as ledger,
    ):
        ledger.adopt(bag)
        ledger.recover()
        sending = dispatch.Sending(
            bag, ledger, clock, policy, "charlyne.restivo@itu.int", str(server), connect
        )
        for finding in sending.run(bag.messages):
            raise SystemExit(str(finding))


def die_at(step: int) -> None:
    """SIGKILL to this process before the line of docgen.dispatch that is the ``step``-th one."""
    own = str(Path(dispatch.__file__).parent)
    left = step

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        if event == "line":
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    def call(frame: FrameType, event: str, argument: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(own) else None

    sys.settrace(call)


def run(command: str, folder: Path, port: int) -> str:
    """One child and its end."""
    word, _, value = command.partition(" ")
    hears, begun = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        try:
            if word == "step":
                die_at(int(value))
            send(folder, port, begun)
        except BaseException as fault:
            print(repr(fault), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    os.close(begun)
    if word == "after":
        os.read(hears, 1)
    if word in ("after", "early"):
        time.sleep(float(value))
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(hears)
    if os.WIFSIGNALED(status):
        return "killed"
    assert os.WEXITSTATUS(status) == 0, "the child failed"
    return "ended"


def main() -> None:
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    for line in sys.stdin:
        print(run(line.strip(), folder, port), flush=True)


if __name__ == "__main__":
    main()
