"""``docgen init``: a new campaign folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import click

from docgen.cli.report import File, Report
from docgen.diagnostics import Place, error
from docgen.starter_files import starter_files


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Print errors and warnings only.")
@click.argument("folder", metavar="DIR")
def init(folder: str, quiet: bool, as_json: bool) -> None:
    """Make the campaign folder DIR: campaign.toml, templates, mailing lists and out/.

    It holds the shipped campaign, in which every command works at once. DIR must be new or empty.
    """
    report = Report("init", as_json, quiet)
    target = Path(folder)
    place = Place(folder)
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            report.findings.append(
                error("C016", place, "this is not an empty folder", "name a new folder")
            )
            report.end()
        target.parent.mkdir(parents=True, exist_ok=True)
        _make(target, report)
    except OSError as fault:
        report.files.clear()
        report.findings.append(
            error("C015", place, f"the folder cannot be made: {fault.strerror or fault}",
                  "look at the rights and the free space, or name another folder")
        )  # fmt: skip
        report.end()
    shown = target.as_posix()
    report.lines.append(f"Next:  cd {shown}   then   docgen circular --lang en")
    report.end()


def _make(target: Path, report: Report) -> None:
    """Write all files beside the target, then rename: the folder is there whole or not at all."""
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for path, data in starter_files():
            file = beside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            report.files.append(File(f"{target.as_posix()}/{path}"))
        (beside / "out").mkdir(exist_ok=True)
        # mkdtemp makes a folder that only its owner may enter; the umask is the user's own choice.
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o777 & ~mask)
        if target.exists():
            target.rmdir()
        beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
