"""``docgen print-run``: letters as one PDF file for the printer."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Final

import click

from docgen import pdf as pdfs
from docgen.cli.conversion import (
    Wish,
    converter_options,
    find_converter,
    outside,
    watched,
    with_cache,
)
from docgen.cli.options import Folder, common
from docgen.cli.pdf import SUFFIX, cache_of, fault_of, files_below, write_whole
from docgen.cli.report import File, Report
from docgen.diagnostics import ExitCode, Outcome, Place, error, has_errors
from docgen.pdf.documents import Pdf
from docgen.pdf.joining import ORDERS, Part, join, key_in, ordered, read_part
from docgen.proof import UnreadableError, read_letter

PDF: Final = ".pdf"


@click.command("print-run")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--duplex", is_flag=True,
              help="Add blank pages so that each letter begins on a front page.")  # fmt: skip
@click.option("--sort", "sort", metavar="ORDER", default="name", show_default=True,
              help=f"Order of the letters: {', '.join(ORDERS)}, or several as language,key.",
              )  # fmt: skip
@click.option("--out", metavar="FILE", default=None,
              help="The file.  [default: print-run.pdf in out/, or here]")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), default=None,
              help="LibreOffices that work at once.  [default: one for each core]")  # fmt: skip
@converter_options
@common
def print_run(
    paths: tuple[str, ...],
    duplex: bool,
    sort: str,
    out: str | None,
    jobs: int | None,
    wish: Wish,
    as_json: bool,
    quiet: bool,
    campaign_file: str,
) -> None:
    """Join letters into one PDF file for the printer, with a bookmark for each.

    PATH are Word and PDF files, or folders with them; without it, all letters in out/. A Word file
    counts before the PDF file beside it: what is printed is the letter as it is now.
    """
    by = [word.strip() for word in sort.split(",")]
    if not all(word in ORDERS for word in by):
        raise click.BadParameter(f"{sort!r}; known: {', '.join(ORDERS)}", param_hint="--sort")
    report = Report("print-run", as_json, quiet)
    folder = Folder(Path(campaign_file))
    target = Path(out) if out is not None else _default_target(folder)
    files = _gather(paths, target, folder, report)
    parts: list[Part] = []
    words = [file for file in files if file.suffix.lower() == SUFFIX]
    if words:
        parts += _converted(words, folder, wish, report)
    else:
        report.findings.extend(pdfs.missing_packages())
    if not has_errors(report.findings):
        for file in files:
            if file.suffix.lower() == PDF:
                part, findings = _read(file, folder)
                report.findings.extend(findings)
                parts += [part] if part is not None else []
    if not has_errors(report.findings):
        data = join(ordered(parts, by), duplex=duplex, title=target.stem)
        shown = folder.shown(target)
        fault = write_whole(target, data, shown)
        if fault is not None:
            report.findings.append(fault)
        else:
            report.files.append(File(shown, sha256=Pdf(data, cached=False).sha256))
    report.end(ExitCode.OUTSIDE if outside(report.findings) else None)


def _default_target(folder: Folder) -> Path:
    return (folder.root / "out" if folder.file.exists() else Path()) / "print-run.pdf"


def _gather(paths: tuple[str, ...], target: Path, folder: Folder, report: Report) -> list[Path]:
    """The files to be printed, once each; the print run of last time is none of them."""
    named = [Path(path) for path in paths] or [folder.root / "out"]
    found: dict[Path, Path] = {}
    for path in named:
        some = False
        for file in files_below(path) if path.is_dir() else [path] if path.exists() else []:
            absolute = file.absolute()
            if absolute == target.absolute() or (
                path.is_dir() and file.suffix.lower() not in (SUFFIX, PDF)
            ):
                continue
            some = True
            fault = None if file.suffix.lower() == PDF else fault_of(file)
            if fault is None:
                found[absolute] = file
            else:
                hint = "name Word files (.docx) and PDF files"
                report.findings.append(error("P039", Place(folder.shown(file)), fault, hint))
        if not some:
            message = "there is no letter here"
            hint = "write letters first, or name files or folders with letters"
            report.findings.append(error("P039", Place(folder.shown(path)), message, hint))
    return [
        file
        for absolute, file in found.items()
        if file.suffix.lower() != PDF or _word_beside(absolute) not in found
    ]


def _read(file: Path, folder: Folder) -> Outcome[Part]:
    """A PDF file without a Word file: whom it is for, only its name can say."""
    shown = folder.shown(file)
    try:
        data = file.read_bytes()
    except OSError as fault:
        message = f"this file cannot be read: {fault.strerror or fault}"
        return Outcome(None, (error("P039", Place(shown), message, "look at its rights"),))
    return read_part(file.stem, shown, data, key_in(file.stem))


def _stamped_key(file: Path) -> str:
    """The recipient's key in the stamp of a letter of docgen's; else what its name says."""
    try:
        properties = dict(read_letter(file.read_bytes()).properties)
    except (OSError, UnreadableError):
        properties = {}
    return properties.get("docgen.key", "" if "docgen.kind" in properties else key_in(file.stem))


def _word_beside(path: Path) -> Path:
    return Path(PurePath(path).with_suffix(SUFFIX))


def _converted(words: list[Path], folder: Folder, wish: Wish, report: Report) -> list[Part]:
    setting = with_cache(find_converter(wish, report), wish, cache_of(folder))
    documents = [pdfs.Document(path, folder.shown(path)) for path in words]
    parts: list[Part] = []
    with watched(documents, setting, report) as results:
        for number, (made, findings) in results:
            report.findings.extend(findings)
            if made is not None:
                name = words[number].stem
                key = _stamped_key(words[number])
                part, _ = read_part(name, documents[number].shown, made.data, key)
                parts += [part] if part is not None else []
    return parts
