"""Runs ``docgen bundle`` in a child and kills it with SIGKILL; driven by test_bundle_killed.py.

Started in a campaign folder, it reads commands from stdin, one a line, and answers each with
``killed`` or with the exit code. The words behind ``|`` are the program's arguments.

``late 0.2 | bundle``      kill after that many seconds
``before 17 | bundle``     kill just before the 17th step on the disk, counted from 1
``after 17 | bundle``      kill just after it
``renames | bundle``       the numbers of the steps that rename, instead of ``killed``
``never | bundle``         let it end

A step is a call that changes names below ``out/``, opens a file there for writing, or brings one
to the disk. This process has one thread, which is what makes forking it safe; the child begins with
everything imported.
"""

from __future__ import annotations

import builtins
import io
import os
import signal
import sys
import time
from typing import Any

import docgen.bundle
import docgen.cli.bundle
from docgen.cli import main

NAMES = ("mkdir", "rename", "replace", "unlink", "rmdir", "remove", "fsync")


def die_at(number: int, done: bool) -> list[int]:
    """SIGKILL to this process before or after its ``number``-th step; gives the list to which the
    numbers of renames are written."""
    renames: list[int] = []
    count = 0

    def watched(real: Any, name: str) -> Any:
        def step(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            writes = name != "open" or set(str(args[1:2]) + str(kwargs.get("mode"))) & set("wax+")
            if not writes or (name != "fsync" and "out" not in str(args[0])):
                return real(*args, **kwargs)
            count += 1
            if name == "rename":
                renames.append(count)
            if count == number and not done:
                os.kill(os.getpid(), signal.SIGKILL)
            given = real(*args, **kwargs)
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return given

        return step

    for name in NAMES:
        setattr(os, name, watched(getattr(os, name), name))
    io.open = builtins.open = watched(builtins.open, "open")
    return renames


def child(word: str, value: str, arguments: list[str]) -> int:
    """The program in this process; its exit code."""
    renames: list[int] = []
    if word in ("before", "after", "renames"):
        renames = die_at(int(value or 0), done=word == "after")
    sys.argv = ["docgen", *arguments]
    try:
        main()
    except SystemExit as ended:
        if word == "renames":
            print(*renames, flush=True)
        return int(ended.code or 0)
    return 0


def run(line: str) -> str:
    """One child and its end; empty where the child has answered."""
    command, _, words = line.partition("|")
    word, _, value = command.strip().partition(" ")
    born = os.fork()
    if born == 0:
        try:
            os._exit(child(word, value, words.split()))
        except BaseException as fault:
            print(repr(fault), file=sys.stderr, flush=True)
            os._exit(70)
    if word == "late":
        time.sleep(float(value))
        os.kill(born, signal.SIGKILL)
    _, status = os.waitpid(born, 0)
    if os.WIFSIGNALED(status):
        return "killed"
    code = os.WEXITSTATUS(status)
    return "" if word == "renames" and code == 0 else str(code)


if __name__ == "__main__":
    assert docgen.bundle
    for each in sys.stdin:
        answer = run(each)
        if answer:
            print(answer, flush=True)
