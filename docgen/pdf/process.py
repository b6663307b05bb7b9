"""Starting LibreOffice and making sure that all of it has ended.

``soffice`` is a starter: killed alone, it leaves the program itself (``soffice.bin``) behind, which
holds the profile and a core. Each is started in a group of its own, and the group is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

_GRACE: Final = 10.0  # seconds for a killed process to be gone


class Process:
    """One LibreOffice with all processes that it starts. Raises OSError when it cannot start."""

    def __init__(self, command: Sequence[str], folder: Path, said: IO[bytes]) -> None:
        """Run ``command`` in ``folder``; what it prints goes to ``said``."""
        # A group of its own also keeps Ctrl+C from it: docgen kills it, once.
        own_group: dict[str, Any]
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
            own_group = {"creationflags": flags}
        else:
            own_group = {"start_new_session": True}
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            **own_group,
        )

    def wait(self, seconds: float) -> int | None:
        """The exit code, negative for a signal, or ``None`` when it still runs after so long."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def end(self) -> None:
        """Kill what is left of the group, also after the starter has ended by itself."""
        if sys.platform == "win32":
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(self._process.pid)],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                creationflags=subprocess.CREATE_NO_WINDOW,
                check=False,
            )
            with suppress(OSError):
                self._process.kill()
        else:
            # The group's number is the starter's, and is taken while any of the group is alive.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
