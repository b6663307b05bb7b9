"""Where LibreOffice is: named by the user, on the PATH, or where its installers put it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docgen.diagnostics import Finding, Outcome, Place, error

VARIABLE: Final = "DOCGEN_SOFFICE"
_NAMES: Final = ("soffice", "libreoffice")
_PARTS: Final = ("program", "soffice.exe")

_INSTALL: Final = {
    "win32": "winget install TheDocumentFoundation.LibreOffice",
    "darwin": "brew install --cask libreoffice",
    "apt": "sudo apt install libreoffice-writer",
    "dnf": "sudo dnf install libreoffice-writer",
    "zypper": "sudo zypper install libreoffice-writer",
    "pacman": "sudo pacman -S libreoffice-fresh",
    "apk": "sudo apk add libreoffice-writer",
}
_ELSEWHERE: Final = f"or name the program with --soffice or in {VARIABLE}"


@dataclass(frozen=True, slots=True)
class Program:
    """LibreOffice on this machine. ``version`` changes whenever another one takes its place."""

    path: Path
    version: str

    @property
    def build(self) -> str | None:
        """What its profiles are marked with, where it says so."""
        found = re.search(r"^buildid=(.+)$", self.version, re.MULTILINE | re.IGNORECASE)
        return found[1].strip() if found is not None else None


def find_program(named: str | None, environment: Mapping[str, str]) -> Outcome[Program]:
    """LibreOffice; P030 where there is none, P037 where it cannot be run.

    ``named`` is what the user said: a program, or the folder that LibreOffice lies in.
    """
    if named is not None:
        return _checked(_inside(Path(named)), named)
    search = environment.get("PATH")
    for name in _NAMES:
        found = shutil.which(name, path=search)
        if found is not None:
            return _checked(Path(found), found)
    for place in usual_places(environment, sys.platform):
        if place.is_file():
            return _checked(place, str(place))
    hint = f"{_install_line(search)}, {_ELSEWHERE}"
    return Outcome(None, (_missing("LibreOffice is not on this machine", "soffice", hint),))


def usual_places(environment: Mapping[str, str], system: str) -> Iterator[Path]:
    """Where the installers of each system put LibreOffice when it is not on the PATH."""
    if system == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432"):
            if environment.get(variable):
                yield Path(environment[variable], "LibreOffice", *_PARTS)
        if environment.get("LOCALAPPDATA"):
            yield Path(environment["LOCALAPPDATA"], "Programs", "LibreOffice", *_PARTS)
    elif system == "darwin":
        inside = Path("LibreOffice.app", "Contents", "MacOS", "soffice")
        yield Path("/Applications") / inside
        if environment.get("HOME"):
            yield Path(environment["HOME"], "Applications") / inside
    else:
        for folder in ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice"):
            yield Path(folder, "program", "soffice")
        # The packages of The Document Foundation: /opt/libreoffice24.8; the newest first.
        versions = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
        yield from versions
        yield Path("/usr/local/bin/soffice")


def _inside(path: Path) -> Path:
    """The program in a folder of LibreOffice that was named instead of it."""
    if not path.is_dir():
        return path
    for parts in (("soffice",), ("soffice.exe",), ("program", "soffice"), _PARTS,
                  ("Contents", "MacOS", "soffice")):  # fmt: skip
        if path.joinpath(*parts).is_file():
            return path.joinpath(*parts)
    return path


def _checked(path: Path, named: str) -> Outcome[Program]:
    if not path.is_file():
        message = "there is no LibreOffice here"
        return Outcome(None, (_missing(message, named, f"name the program soffice, {_ELSEWHERE}"),))
    if not os.access(path, os.X_OK):
        hint = f"put its rights right, {_ELSEWHERE}"
        finding = error("P037", Place(named), "this program may not be run", hint)
        return Outcome(None, (finding,))
    return Outcome(Program(path.absolute(), _version(path)))


def _missing(message: str, place: str, hint: str) -> Finding:
    return error("P030", Place(place), message, hint)


def _version(path: Path) -> str:
    """What tells one LibreOffice from another, without starting it.

    ``versionrc`` (``version.ini`` on Windows, in ``Resources`` on macOS) holds the build's id.
    """
    real = path.resolve()
    for file in (
        real.parent / "versionrc",
        real.parent / "version.ini",
        real.parent.parent / "Resources" / "versionrc",
    ):
        if file.is_file():
            return file.read_text(encoding="utf-8", errors="replace")
    state = real.stat()
    return f"{real.name} {state.st_size} {state.st_mtime_ns}"


def _install_line(search: str | None) -> str:
    if sys.platform in _INSTALL:
        return _INSTALL[sys.platform]
    for manager in ("apt", "dnf", "zypper", "pacman", "apk"):
        if shutil.which(manager, path=search):
            return _INSTALL[manager]
    return "install LibreOffice Writer (https://www.libreoffice.org/download)"
