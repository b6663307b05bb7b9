"""Make docgen's environment with nothing but Python 3.11 or later, then run what is asked for.

    python3 .ci/env.py circular --lang zh     install, then docgen circular --lang zh
    python3 .ci/env.py test                   install with the test tools, then run the tests

The environment is .venv/ beside this folder. It is made once and brought up to date when setup.cfg
changes, so that a second call starts at once.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a program; end with its exit code when it fails."""
    code = subprocess.call([str(part) for part in command], cwd=cwd)
    if code:
        sys.exit(code)


def install(extra: str) -> None:
    """Make the environment, or bring it up to date."""
    wanted = "\n".join(
        [sys.version, extra, (ROOT / "setup.cfg").read_text(encoding="utf-8"), str(ROOT)]
    )
    mark = hashlib.sha256(wanted.encode()).hexdigest()
    stamp = ENVIRONMENT / f"installed{extra.strip('[]')}.txt"
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == mark:
        return
    print("making the environment .venv, this takes a minute …", file=sys.stderr, flush=True)
    if not PYTHON.exists():
        try:
            run(sys.executable, "-m", "venv", ENVIRONMENT)
        except SystemExit:
            print("Python's venv is missing; on Debian and Ubuntu: apt install python3-venv",
                  file=sys.stderr)  # fmt: skip
            raise
    quiet = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(PYTHON, *quiet, "--retries", "5", "--editable", f"{ROOT}{extra}")
    stamp.write_text(mark, encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Install what the command needs and run it."""
    if sys.version_info < (3, 11):  # noqa: UP036  # the Python that is found may be an older one
        sys.exit(f"docgen needs Python 3.11 or later; this is {sys.version.split()[0]}")
    if not arguments:
        sys.exit(__doc__)
    if arguments[0] == "test":
        install("[test]")
        run(PYTHON, "-m", "ruff", "check", ".")
        run(PYTHON, "-m", "mypy")
        run(PYTHON, "-m", "pytest", "-n", "auto", *arguments[1:])
        return
    install("")
    run(PROGRAMS / ("docgen.exe" if os.name == "nt" else "docgen"), *arguments)


main(sys.argv[1:])
