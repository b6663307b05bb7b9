"""``docgen pdf``: PDF files of any Word files."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from docgen import pdf as pdfs
from docgen.cli.conversion import (
    CACHE,
    FORMATS,
    Wish,
    converter_options,
    file_of,
    find_converter,
    outside,
    user_cache,
    watched,
    with_cache,
)
from docgen.cli.options import Folder, common
from docgen.cli.report import File, Report
from docgen.diagnostics import ExitCode, Finding, Place, error
from docgen.publish import WORKSHOP

SUFFIX: Final = ".docx"


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--out", metavar="DIR", default=None,
              help="Where to write.  [default: beside each Word file]")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), default=None,
              help="LibreOffices that work at once.  [default: one for each core]")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMATS), default="pdf", show_default=True,
              help="Plain, for archives (PDF/A-2b), or also tagged for screen readers (PDF/UA-1).",
              )  # fmt: skip
@converter_options
@common
def pdf(
    paths: tuple[str, ...],
    out: str | None,
    jobs: int | None,
    wish: Wish,
    as_json: bool,
    quiet: bool,
    campaign_file: str,
) -> None:
    """Write a PDF file of each Word file of PATH, files or folders.

    A PDF file with a fault is not written: empty pages, fonts that are not in it, characters
    that would be printed as boxes.
    """
    report = Report("pdf", as_json, quiet)
    setting = find_converter(wish, report)
    folder = Folder(Path(campaign_file))
    wanted = gather(paths, Path(out) if out is not None else None, folder, report.findings)
    documents = [pdfs.Document(source, folder.shown(source)) for source in wanted]
    targets = list(wanted.values())
    setting = with_cache(setting, wish, cache_of(folder))
    written: dict[int, File] = {}
    with watched(documents, setting, report) as results:
        for number, (made, findings) in results:
            report.findings.extend(findings)
            if made is None:
                continue
            shown = folder.shown(targets[number])
            fault = write_whole(targets[number], made.data, shown)
            if fault is not None:
                report.findings.append(fault)
            else:
                written[number] = file_of(shown, made)
    report.files.extend(written[number] for number in sorted(written))
    report.end(ExitCode.OUTSIDE if outside(report.findings) else None)


def cache_of(folder: Folder) -> Path | None:
    """The campaign's, where there is one; else the user's."""
    if folder.file.exists():
        return folder.root / "out" / WORKSHOP / CACHE
    return user_cache()


def gather(
    paths: tuple[str, ...], out: Path | None, folder: Folder, found: list[Finding]
) -> dict[Path, Path]:
    """The PDF file of each Word file, in order; P039 for what cannot be converted."""
    wanted: dict[Path, Path] = {}
    sources: dict[Path, Path] = {}  # by target
    seen: set[Path] = set()
    for name in paths:
        path = Path(name)
        some = False
        for source, inside in _word_files(path):
            some = True
            absolute = source.absolute()
            if absolute in seen:
                continue
            seen.add(absolute)
            fault = fault_of(source)
            target = (out / inside if out is not None else source).with_suffix(".pdf")
            if fault is None and target in sources:
                fault = f"{folder.shown(sources[target])} would give the same PDF file"
            if fault is not None:
                hint = "name Word files (.docx), and folders with different files"
                found.append(error("P039", Place(folder.shown(source)), fault, hint))
                continue
            sources[target] = source
            wanted[source] = target
        if not some:
            message = "there is no Word file in this folder" if path.is_dir() else "no such file"
            hint = "name a Word file (.docx), or a folder with Word files"
            found.append(error("P039", Place(folder.shown(path)), message, hint))
    return wanted


def _word_files(path: Path) -> Iterator[tuple[Path, Path]]:
    """Word files with their place below the folder named; Word's own lock files are none."""
    if path.is_dir():
        yield from (
            (file, file.relative_to(path))
            for file in files_below(path)
            if file.suffix.lower() == SUFFIX
        )
    elif path.exists():
        yield path, Path(path.name)


def files_below(folder: Path) -> Iterator[Path]:
    """All files that an officer sees in a folder, sorted."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(base, name)


def fault_of(path: Path) -> str | None:
    """Why a file cannot be a Word file. What a file is, its content says, not its name."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.namelist()
    except zipfile.BadZipFile:
        return "this is not a Word file (.docx), or it is damaged or has a password"
    except OSError as fault:
        return f"this file cannot be read: {fault.strerror or fault}"
    if not any(part.startswith("word/") for part in parts):
        return "this is not a Word file (.docx)"
    return None


def write_whole(path: Path, data: bytes, shown: str) -> Finding | None:
    """Write a file so that it is there whole or as it was; C015 when that cannot be done."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with half.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(path)
    except OSError as fault:
        with suppress(OSError):
            half.unlink()
        message = f"this file cannot be written: {fault.strerror or fault}"
        hint = "close it where it is open, look at the folder's rights and at the free space"
        return error("C015", Place(shown), message, hint)
    return None
