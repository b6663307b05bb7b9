"""``docgen init``: a new campaign folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import click

from docgen.cli.report import File, Report
from docgen.diagnostics import Place, as_typed, error
from docgen.starter_files import starter_files


@click.command()
@click.option("--out", metavar="DIR", default=None, help="Where to make it.  [default: here]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Print errors and warnings only.")
@click.option("--campaign", "campaign_file", metavar="FILE", default=None,
              help="Copy this campaign.  [default: the shipped one]")  # fmt: skip
@click.argument("folder", metavar="DIR")
def init(
    folder: str, out: str | None, quiet: bool, as_json: bool, campaign_file: str | None
) -> None:
    """Make the campaign folder DIR: campaign.toml, templates, mailing lists and out/.

    It holds the shipped campaign, in which every command works at once, or a copy of another
    campaign without its letters. DIR must be new or empty.
    """
    report = Report("init", as_json, quiet)
    target = Path(folder) if out is None else Path(out, folder)
    place = Place(folder)
    model = None if campaign_file is None else Path(campaign_file)
    try:
        if model is not None and not model.is_file():
            report.findings.append(
                error("C001", Place(str(campaign_file)), "there is no such campaign file",
                      "name the campaign.toml of the campaign to copy")
            )  # fmt: skip
        elif not _is_new_or_empty(target):
            report.findings.append(
                error("C016", place, "this is not an empty folder", "name a new folder")
            )
        else:
            root = None if model is None else model.parent
            report.files.extend(_make(target, root))
    except OSError as fault:
        report.findings.append(
            error("C015", place, f"the folder cannot be made: {fault.strerror or fault}",
                  "look at the rights and the free space, or name another folder")
        )  # fmt: skip
    way = "" if target == Path() else f"cd {as_typed(target.as_posix())}   then   "
    report.lines.append(f"Next:  {way}docgen circular --lang en")
    report.end()


def _is_new_or_empty(target: Path) -> bool:
    if target.is_symlink() or target.exists():
        return target.is_dir() and not any(target.iterdir())
    return True


def _make(target: Path, root: Path | None) -> list[File]:
    """Write all files to a folder beside or inside the target, then rename it or what it holds."""
    there = target.exists()
    if not there:
        target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".docgen-", dir=target if there else target.parent))
    try:
        files = []
        for path, data in starter_files(root):
            file = beside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            shown = (target / path).as_posix()
            files.append(File(shown, sha256=hashlib.sha256(data).hexdigest()))
        (beside / "out").mkdir(exist_ok=True)
        if there:
            _fill(target, beside)
        else:
            # mkdtemp lets only its owner in; the umask is the user's own choice.
            mask = os.umask(0)
            os.umask(mask)
            beside.chmod(0o777 & ~mask)
            beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return files


def _fill(target: Path, beside: Path) -> None:
    """Move everything into an empty folder, which may be the one that the user stands in.

    campaign.toml comes last: without it the folder is no campaign.
    """
    names = sorted((path.name for path in beside.iterdir()), key=lambda name: "." in name)
    done: list[str] = []
    try:
        for name in names:
            (beside / name).rename(target / name)
            done.append(name)
    except BaseException:
        for name in done:
            (target / name).rename(beside / name)
        raise
