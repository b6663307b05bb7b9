"""``--pdf`` and what else the commands that make PDF files share: options, converter, progress."""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Final

import click

from docgen import pdf
from docgen.cli.options import F
from docgen.cli.progress import progress
from docgen.cli.report import File, Report
from docgen.diagnostics import (
    DocgenError,
    ExitCode,
    Finding,
    Outcome,
    OutsideError,
    has_errors,
)
from docgen.publish import WORKSHOP, Publication

FORMATS: Final = [form.value for form in pdf.Form]
CACHE: Final = "pdf-cache"
START: Final = 60.0  # seconds that LibreOffice may take to start, on a machine that is busy
# What is the outside program's fault, not the documents'.
_OUTSIDE: Final = {"P030", "P031", "P032", "P036", "P037", "P038"}
_ONLY_WITH_PDF: Final = {
    "form": "--pdf-format",
    "soffice": "--soffice",
    "time_limit": "--time-limit",
    "cached": "--no-cache",
}
_WISH: Final = "docgen.pdf"  # where the command's context keeps it


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked of the conversion."""

    form: pdf.Form
    soffice: str | None
    time_limit: float
    jobs: int
    cached: bool


def converter_options(command: F) -> F:
    """The options that say how to convert; they come as one ``wish``."""

    @functools.wraps(command)
    def with_wish(*arguments: Any, **options: Any) -> Any:
        wish = Wish(
            pdf.Form(options.pop("form", "pdf")),
            options.pop("soffice") or os.environ.get("DOCGEN_SOFFICE") or None,
            options.pop("time_limit"),
            _workers(options.get("jobs")),
            options.pop("cached"),
        )
        return command(*arguments, wish=wish, **options)

    changed: Any = with_wish
    for option in (
        click.option("--no-cache", "cached", flag_value=False, default=True, type=bool,
                     help="Convert all letters anew."),
        click.option("--time-limit", type=click.FloatRange(0.1, 3600), default=60.0,
                     metavar="SECONDS", show_default=True,
                     help="How long one document may take to become a PDF file."),
        click.option("--soffice", metavar="PATH", default=None,
                     help="LibreOffice, where docgen does not find it."),
    ):  # fmt: skip
        changed = option(changed)
    return changed  # type: ignore[no-any-return]  # Click's options give back what they are given


def pdf_options(command: F) -> F:
    """``--pdf`` for a command that writes letters.

    LibreOffice is looked for before the command does anything; :func:`add_pdfs` does the rest.
    """

    @functools.wraps(command)
    def with_pdf(*arguments: Any, wish: Wish, wanted_pdf: bool, **options: Any) -> Any:
        context = click.get_current_context()
        if not wanted_pdf:
            for name, option in _ONLY_WITH_PDF.items():
                if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
                    raise click.UsageError(f"{option} goes with --pdf")
        else:
            name = context.info_name or ""
            report = Report(name, options["as_json"], options["quiet"])
            context.meta[_WISH] = (find_converter(wish, report), wish)
            report.ended = True  # the command makes its own
        return command(*arguments, **options)

    changed: Any = converter_options(with_pdf)
    for option in (
        click.option("--pdf-format", "form", type=click.Choice(FORMATS), default="pdf",
                     show_default=True, help="Plain, for archives (PDF/A-2b), or also tagged for "
                     "screen readers (PDF/UA-1)."),
        click.option("--pdf", "wanted_pdf", is_flag=True,
                     help="Write each letter as a PDF file, too."),
    ):  # fmt: skip
        changed = option(changed)
    return changed  # type: ignore[no-any-return]  # Click's options give back what they are given


def _workers(jobs: int | None) -> int:
    """``--jobs`` where it was given, else one for each core that docgen may use."""
    source = click.get_current_context().get_parameter_source("jobs")
    if jobs is not None and source is not click.core.ParameterSource.DEFAULT:
        return jobs
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def find_converter(wish: Wish, report: Report) -> pdf.Setting:
    """LibreOffice and what docgen needs besides; ends the command where one is missing."""
    report.findings.extend(pdf.missing_packages())
    program, findings = pdf.find_program(wish.soffice, os.environ)
    report.findings.extend(findings)
    if program is None or has_errors(report.findings):
        report.end(ExitCode.OUTSIDE)
    return pdf.Setting(
        program, time.monotonic, form=wish.form, jobs=wish.jobs, limit=wish.time_limit, start=START
    )


def with_cache(setting: pdf.Setting, wish: Wish, folder: Path | None) -> pdf.Setting:
    """A setting with its cache in ``folder``, unless the user wants none."""
    if folder is None or not wish.cached:
        return setting
    return replace(setting, cache=pdf.Cache(folder))


def add_pdfs(publication: Publication | None, out: Path, shown_out: str, report: Report) -> None:
    """With ``--pdf``, put a PDF file beside each letter that was staged; without it, nothing.

    ``publication`` is ``None`` in a dry run. Any fault is a finding, and then nothing is published.
    Raises :class:`OutsideError` when LibreOffice is at fault.
    """
    asked: tuple[pdf.Setting, Wish] | None = click.get_current_context().meta.get(_WISH)
    if asked is None:
        return
    letters = list(report.files)
    names = [PurePosixPath(file.path).relative_to(shown_out) for file in letters]
    hashes: dict[int, str] = {}
    if publication is not None:
        documents = [
            pdf.Document(publication.staged(name), file.path)
            for name, file in zip(names, letters, strict=True)
        ]
        setting = with_cache(*asked, out / WORKSHOP / CACHE)
        with watched(documents, setting, report) as results:
            for number, (made, findings) in results:
                report.findings.extend(findings)
                if made is not None:
                    of = letters[number]
                    about = {"kind": of.kind, "language": of.language, "key": of.recipient,
                             "of": str(names[number]), "pages": made.pages}  # fmt: skip
                    publication.write(names[number].with_suffix(".pdf"), made.data, about)
                    hashes[number] = made.sha256
    report.files.clear()
    for number, file in enumerate(letters):
        path = str(PurePosixPath(file.path).with_suffix(".pdf"))
        report.files += [file, file._replace(path=path, sha256=hashes.get(number))]
    if outside(report.findings):
        raise OutsideError


def one_by_one() -> Callable[[bytes], bytes] | None:
    """With ``--pdf``, what makes a PDF file of a single Word file; ``None`` without it.

    It raises :class:`DocgenError` with the faults of the document, or of LibreOffice.
    """
    asked: tuple[pdf.Setting, Wish] | None = click.get_current_context().meta.get(_WISH)
    if asked is None:
        return None
    setting = replace(asked[0], jobs=1)

    def convert(data: bytes) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "document.docx"
            path.write_bytes(data)
            with closing(pdf.convert([pdf.Document(path, "the cover sheet")], setting)) as made:
                for _, (result, findings) in made:
                    if result is not None:
                        return result.data
                    raise OutsideError(*findings)
        raise OutsideError

    return convert


def outside(findings: Sequence[Finding]) -> bool:
    """Whether any finding is the fault of LibreOffice."""
    return any(finding.code in _OUTSIDE for finding in findings)


@contextmanager
def watched(
    documents: Sequence[pdf.Document], setting: pdf.Setting, report: Report
) -> Iterator[Iterator[tuple[int, Outcome[pdf.Pdf]]]]:
    """The conversion with a progress bar; all programs have ended when this has.

    When LibreOffice fails as a whole, the results end and the reason is in the report.
    """
    with (
        progress(report, "PDF files", len(documents), minutes=True) as bar,
        closing(pdf.convert(documents, setting)) as made,
    ):

        def results() -> Iterator[tuple[int, Outcome[pdf.Pdf]]]:
            try:
                for result in made:
                    yield result
                    bar.step()
            except DocgenError as fault:
                report.findings.extend(fault.findings)

        yield results()


def user_cache() -> Path | None:
    """Where PDF files are kept that belong to no campaign: the user's folder for such things."""
    given = os.environ
    if sys.platform == "win32":
        base = given.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = f"{given['HOME']}/Library/Caches" if "HOME" in given else None
    else:
        base = given.get("XDG_CACHE_HOME")
        if not base and "HOME" in given:
            base = f"{given['HOME']}/.cache"
    return Path(base, "docgen", CACHE) if base else None


def file_of(path: str, made: pdf.Pdf) -> File:
    """A PDF file as a command reports it."""
    return File(path, sha256=made.sha256)
