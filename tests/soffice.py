"""A LibreOffice that fails on demand, and the small documents and PDF files that it works with."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

_PROGRAM = r'''#!{python} -SE
import json, os, signal, subprocess, sys, time, zipfile

here = os.path.dirname(os.path.abspath(__file__))
mode = json.load(open(os.path.join(here, "mode.json")))
how, only = mode["how"], mode["only"]


def note(name, text):
    with open(os.path.join(here, name), "a") as stream:
        stream.write(text + "\n")


def put(path, data):
    with open(path, "wb") as stream:
        stream.write(data)


note("pids", str(os.getpid()))
words = sys.argv[1:]
out = words[words.index("--outdir") + 1]
files = words[words.index("--outdir") + 2 :]
note("runs", str(len(files)))
good = open(os.path.join(here, "good.pdf"), "rb").read()
if how == "slow start":
    time.sleep(1.5)
if how == "garbage":
    for _ in range(300):
        sys.stdout.buffer.write(os.urandom(20000) + b"\n")
if how == "child":
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    note("pids", str(child.pid))
for place, file in enumerate(files):
    text = zipfile.ZipFile(file).read("word/document.xml").decode()
    target = os.path.join(out, os.path.basename(file)[:-5] + ".pdf")
    if only and only not in text:
        put(target, good)
    elif how == "exit 1":
        sys.exit("no display")
    elif how == "nothing":
        pass
    elif how == "empty":
        put(target, b"")
    elif how == "truncated":
        put(target, good[: len(good) // 2])
    elif how == "hang":
        time.sleep(600)
    elif how == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif how == "other name":
        put(os.path.join(out, "letter.pdf"), good)
    elif how == "crash after 2" and place == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "no exit":
        put(target, good)
        if place == len(files) - 1:
            time.sleep(600)
    elif how.endswith(".pdf"):
        put(target, open(os.path.join(here, how), "rb").read())
    else:
        put(target, good)
    note("converted", text)
'''


@dataclass(frozen=True)
class Fake:
    """The program with what it did; ``path`` is what docgen is given."""

    path: Path

    def fail(self, how: str, only: str = "") -> None:
        """How to fail from now on; ``only`` over documents that hold this text."""
        (self.path.parent / "mode.json").write_text(json.dumps({"how": how, "only": only}))

    def give(self, data: bytes, only: str = "") -> None:
        """Make this PDF file of the documents."""
        (self.path.parent / "given.pdf").write_bytes(data)
        self.fail("given.pdf", only)

    @property
    def converted(self) -> list[str]:
        """The texts of all documents that it went through."""
        return self._lines("converted")

    @property
    def runs(self) -> list[int]:
        """How many documents each process was given."""
        return [int(line) for line in self._lines("runs")]

    @property
    def alive(self) -> list[int]:
        """Its processes and theirs that have not ended."""
        return [pid for line in self._lines("pids") if is_alive(pid := int(line))]

    def _lines(self, name: str) -> list[str]:
        file = self.path.parent / name
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits for its parent to look has ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def make_fake(folder: Path) -> Fake:
    """The program in a folder of its own, without a fault."""
    if sys.platform != "linux":
        pytest.skip("the fake LibreOffice is a script for Linux")
    folder.mkdir(parents=True)
    program = folder / "soffice"
    program.write_text(_PROGRAM.replace("{python}", sys.executable), encoding="utf-8")
    program.chmod(0o755)
    (folder / "good.pdf").write_bytes(pdf_of("a letter"))
    fake = Fake(program)
    fake.fail("")
    return fake


def word_file(text: str, language: str = "") -> bytes:
    """The least that is taken for a Word file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml"), text)
        if language:
            core = f"<p><dc:language>{language}</dc:language></p>"
            archive.writestr(zipfile.ZipInfo("docProps/core.xml"), core)
    return out.getvalue()


def pdf_of(*pages: str | None, **catalog: Any) -> bytes:
    """A PDF file with these texts, ``None`` for an empty page.

    Its font is drawn in the file itself (Type 3): each character is a square.
    """
    with pikepdf.new() as pdf:
        square = pdf.make_stream(b"600 0 0 0 500 500 d1 0 0 500 500 re f")
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type3,
                FontBBox=[0, 0, 500, 500],
                FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
                FirstChar=32,
                LastChar=126,
                Widths=[600] * 95,
                CharProcs=pikepdf.Dictionary(a=square),
                Encoding=pikepdf.Dictionary(
                    Differences=[32, *([pikepdf.Name.a] * 95)],
                ),
                ToUnicode=pdf.make_stream(_ASCII),
            )
        )
        for text in pages:
            page = pdf.add_blank_page(page_size=(200, 100))
            if text is not None:
                page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
                page.Contents = pdf.make_stream(f"BT /F1 8 Tf 10 50 Td ({text}) Tj ET".encode())
        for name, value in catalog.items():
            pdf.Root[f"/{name}"] = value
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue()


_ASCII = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <20> <7E> <0020> endbfrange
endcmap end end"""


def without_soffice() -> dict[str, str]:
    """Variables with which docgen finds no LibreOffice on the PATH."""
    return {"PATH": os.devnull}
